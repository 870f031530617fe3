"""The two sides of every comparison: annotated documents, and the records of the same texts."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scoring import ROLES, Attribution, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and its annotated attributions; what lies in `discards` was not annotated."""

    id: str
    text: str
    title: str | None
    published: str | None
    gold: tuple[Attribution, ...]
    discards: Spans


def lines(path: Path) -> Iterator[Json]:
    """Yield the objects of a JSON Lines file, gzip'd if its name ends so."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def documents(path: Path) -> list[Document]:
    """Read annotated documents, one a line: `id`, `text`, `attributions`, and where known `discards`."""
    return [_document(row) for row in lines(path)]


def _document(row: Json) -> Document:
    return Document(
        id=row["id"],
        text=row["text"],
        title=row.get("title"),
        published=row.get("published"),
        gold=tuple(_attribution(*(a[role] for role in ROLES)) for a in row["attributions"]),
        discards=tuple((start, end) for start, end in row.get("discards", ())),
    )


def attributions(record: Json, *, nested: bool = False) -> list[Attribution]:
    """Return the statements of a record as attributions, those within another one only if `nested`."""
    return [statement(s) for s in record["statements"] if nested or s.get("within") is None]


def statement(s: Json) -> Attribution:
    """Return one statement of a record as an attribution."""
    pairs = ([(x["start"], x["end"]) for x in side if x] for side in ([s["source"]], [s["cue"]], s["content"]))
    return _attribution(*pairs)


def _attribution(*sides: Iterable[Iterable[int]]) -> Attribution:
    source, cue, content = (tuple((start, end) for start, end in side) for side in sides)
    return Attribution(source=source, cue=cue, content=content)
