"""The two sides of every comparison: annotated documents, and the records of the same texts."""

from __future__ import annotations

import argparse
import gzip
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring import ROLES, Attribution, Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Json = dict[str, Any]

DATA = Path(__file__).parents[2] / "shared" / "data"
DEV = "attribution/polnear.dev.jsonl.gz"

log = logging.getLogger("benchmarks")


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


def options() -> argparse.ArgumentParser:
    """Return the options that say what is compared, as a parent parser."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, help=f"annotated documents (default: {DEV} of the data folder)")
    parser.add_argument("--model", type=Path, metavar="DIR", help="a model folder (default: the one that is shipped)")
    parser.add_argument("--records", type=Path, metavar="FILE", help="compare these records; read nothing")
    parser.add_argument("--nested", action="store_true", help="also compare statements inside another's content")
    return parser


def sides(args: argparse.Namespace) -> Iterator[tuple[Document, Json | None]]:
    """Yield each annotated document with its record, stored or made now; None where there is none."""
    docs = documents(args.file or args.data / DEV)
    if args.records:
        stored = {r["article"]["text"]: r for r in lines(args.records)}
        pairs: Iterable[tuple[Document, Json | None]] = ((d, stored.get(d.text)) for d in docs)
    else:
        pairs = read(docs, args.model)
    for doc, record in pairs:
        if record is None:
            log.warning("%s: no record, counted as nothing found", doc.id)
        yield doc, record


def read(docs: Sequence[Document], model: Path | None) -> Iterator[tuple[Document, Json | None]]:
    """Read documents as users do, and yield each with its record as it would be written; None where it is skipped."""
    from reportedly.inputs.files import article  # noqa: PLC0415 - stored records are compared without the runtime
    from reportedly.pipeline import Skipped, read_all  # noqa: PLC0415

    articles = (article(d.text, title=d.title, published=d.published, name=d.id) for d in docs)
    for doc, result in zip(docs, read_all(articles, model=model), strict=True):
        if isinstance(result, Skipped):
            log.warning("%s", result)
        yield doc, None if isinstance(result, Skipped) else json.loads(result.to_jsonl())
