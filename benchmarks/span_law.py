"""Read every text there is and check that each span of its record lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpus import Document, lines, read
from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Different texts there are, those read, those whose record breaks the law, their spans, and a line a fault."""

    texts: int
    read: int
    broken: int
    spans: int
    faults: tuple[str, ...]


def span_law(folder: Path, model: Path | None, limit: int = 0) -> Law:
    """Read the texts of every `.jsonl.gz` below a folder, or the first `limit` of each file; show progress."""
    docs: dict[str, Document] = {}
    for path in sorted(folder.rglob("*.jsonl.gz")):
        for n, row in enumerate(islice(lines(path), limit or None), 1):
            text, name = row["text"], f"{path.name}:{n}"
            if not text.strip():
                continue  # refused as empty, rightly
            docs.setdefault(text, Document(id=name, text=text, title=None, published=None, gold=(), discards=()))
    done = broken = spans = 0
    faults: list[str] = []
    sides = read(list(docs.values()), model)
    for doc, record in track(sides, "span law", total=len(docs), console=Console(stderr=True)):
        done += record is not None
        places = list(_spans(record, "$"))
        spans += len(places)
        wrong = [f"{doc.id} {p} {s}:{e}" for p, s, e in places if not 0 <= s < e <= len(doc.text)]
        if record and record["article"]["text"] != doc.text:
            wrong.append(f"{doc.id} $.article.text is another text")
        broken += bool(wrong)
        faults += wrong
    return Law(texts=len(docs), read=done, broken=broken, spans=spans, faults=tuple(faults))


def _spans(value: object, place: str) -> Iterator[tuple[str, int, int]]:
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield place, value["start"], value["end"]
        for key, part in value.items():
            yield from _spans(part, f"{place}.{key}")
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from _spans(part, f"{place}[{i}]")
