"""Rows as JSON Lines, just as they are: nested objects, a line for each row."""

from __future__ import annotations

from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

import msgspec

from reportedly.exports.column import Field
from reportedly.ledger.rows import ActorRow, EventRow, FigureRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from reportedly.exports.column import Row, Type

_ROWS: Final[Mapping[str, type]] = {
    "events": EventRow, "figures": FigureRow, "statements": StatementRow, "actors": ActorRow,
}  # fmt: skip
_TYPES: Final[Mapping[type, Type]] = {str: "text", float: "float", int: "int"}
_DAYS: Final = frozenset({"published", "first", "last"})
_TELLS: Final[Mapping[str, str]] = {
    "id": "article id, a slash, the record's own id", "origin": "the article, and what read it",
    "article": "id of the article", "title": "its headline", "outlet": "who published it", "url": "where it was found",
    "published": "the day on which it was published", "language": "ISO 639 code",
    "version": "version of the software that read it", "model": "digest of the model that read it",
    "start": "first code point in the article's text", "end": "code point after the last", "text": "the characters",
    "trigger": "the word that tells of it", "type": "what was done", "mode": "how, in PLOVER's words for that type",
    "context": "PLOVER contexts", "status": "what the report says of it, not what is true", "actor": "who did it",
    "recipient": "to whom", "instrument": "with what", "where": "the place", "when": "the time",
    "said_by": "who says so, outermost first; empty: the outlet itself", "figures": "ids of the figures of it",
    "score": "how sure the model is, from 0 to 1", "words": "the evidence", "name": "the name", "kind": "what it is",
    "country": "ISO 3166 alpha-3", "sector": "PLOVER sector", "latitude": "degrees north (WGS 84)",
    "longitude": "degrees east (WGS 84)", "geonames": "GeoNames id", "first": "first day that the words can mean",
    "last": "last day, included", "grain": "how fine the words are", "modifier": "TIMEX3 modifier",
    "timex": "TIMEX3 value", "statement": "id of the statement", "speaker": "who speaks; null: nobody is named",
    "polarity": "how the speaker stands to it", "source": "the words for who says it",
    "source_kind": "what the source is", "cue": "the words that attribute", "content": "what is said, in parts",
    "form": "how much stands in quote marks", "addressee": "to whom it is said",
    "within": "id of the statement whose content holds this one", "number": "the number alone",
    "unit": "the noun that is counted", "effect": "what became of those counted", "low": "lower bound or null",
    "best": "the number itself, or null where only bounds are given", "high": "upper bound or null",
    "hedge": "how the number is put", "of": "who or what is counted", "event": "id of the event that it belongs to",
    "mentions": "its mentions",
}  # fmt: skip
_OTHERWISE: Final[Mapping[str, str]] = {"actor[].actor": "id of the actor", "recipient[].actor": "id of the actor",
    "of.actor": "id of the actor", "speaker.actor": "id of the actor", "said_by[].speaker.actor": "id of the actor",
}  # fmt: skip
_LABELLED: Final = frozenset({"type", "mode", "status", "effect", "hedge", "polarity", "form", "source_kind", "sector",
                              "grain", "modifier", "kind"})  # fmt: skip


def write(rows: Iterable[Row], file: BinaryIO) -> int:
    """Write a line for each row; return how many."""
    encoder = msgspec.json.Encoder()
    line = bytearray()
    count = 0
    for row in rows:
        encoder.encode_into(row, line)
        line += b"\n"
        file.write(line)
        count += 1
    return count


def fields(kind: str) -> list[Field]:
    """Return the keys of a kind of rows by their paths: `where.words.start`, `actor[].name`."""
    return list(_fields(_ROWS[kind], ""))


def _fields(row: type, above: str) -> Iterator[Field]:
    for name, hint in get_type_hints(row).items():
        path = f"{above}{name}"
        inner, many = _inner(hint)
        tells = _OTHERWISE.get(path) or _TELLS[name]
        if is_dataclass(inner):
            yield Field(name=path, type="list" if many else "object", tells=tells)
            yield from _fields(inner, f"{path}[]." if many else f"{path}.")
        else:
            labels = ("place_kind" if path == "where.kind" else name) if name in _LABELLED else None
            kept = _TYPES[inner]
            yield Field(
                name=path, type="list" if many else "day" if name in _DAYS else kept, tells=tells, labels=labels
            )


def _inner(hint: Any) -> tuple[type, bool]:  # noqa: ANN401 - any annotation
    """Return the type within `X | None` or `tuple[X, ...]`, and whether there are several."""
    if get_origin(hint) is UnionType:
        (hint,) = (h for h in get_args(hint) if h is not NoneType)
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False
