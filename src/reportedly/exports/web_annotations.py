"""The evidence of rows as W3C Web Annotations, one JSON-LD `AnnotationPage`: an annotation for each span.

The target is the article's text, not the page that it came from (`scope`): offsets hold for the text alone. Positions
are code points, as the model of 23 February 2017 asks.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec

from reportedly.exports.column import Field
from reportedly.ledger.rows import Party, When, Where, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from reportedly.exports.beside import Beside
    from reportedly.exports.column import Row

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32
"""Code points of `prefix` and `suffix`."""
FIELDS: Final = (
    Field(name="items[].id", type="text", tells="urn of row, field and number of the span"),
    Field(name="items[].type", type="text", tells="Annotation"),
    Field(name="items[].motivation", type="text", tells="tagging"),
    Field(name="items[].body", type="list", tells="what is said of the span"),
    Field(name="items[].body[0].source", type="text", tells="urn of the row: `urn:reportedly:`, its id"),
    Field(name="items[].body[0].purpose", type="text", tells="identifying"),
    Field(name="items[].body[1].value", type="text", tells="the field of the row: `trigger`, `actor`, `where`, ..."),
    Field(name="items[].body[1].purpose", type="text", tells="tagging"),
    Field(name="items[].target.source", type="text", tells="urn of the article's text: `urn:reportedly:`, its id"),
    Field(name="items[].target.scope", type="text", tells="where the article was found; missing if not known"),
    Field(name="items[].target.selector", type="list", tells="two selectors of the same span"),
    Field(name="items[].target.selector[0].start", type="int", tells="TextPositionSelector: first code point"),
    Field(name="items[].target.selector[0].end", type="int", tells="code point after the last"),
    Field(name="items[].target.selector[1].exact", type="text", tells="TextQuoteSelector: the characters"),
    Field(name="items[].target.selector[1].prefix", type="text",
          tells=f"the {AROUND} before; missing if the text is not at hand"),
    Field(name="items[].target.selector[1].suffix", type="text",
          tells=f"the {AROUND} after; missing if the text is not at hand"),
)  # fmt: skip


def write(rows: Iterable[Row], kind: str, file: BinaryIO, beside: Beside) -> int:
    """Write the annotations of all rows; return how many rows (of which one may have no span, or many)."""
    encoder = msgspec.json.Encoder()
    head = encoder.encode({"@context": CONTEXT, "id": f"urn:reportedly:{kind}", "type": "AnnotationPage"})
    file.write(head[:-1] + b',"items":[')
    count, separator = 0, b"\n"
    article, text = None, None
    for row in rows:
        if row.origin.article != article:
            article = row.origin.article
            text = beside.text(article)
        for annotation in of_row(row, text):
            file.write(separator + encoder.encode(annotation))
            separator = b",\n"
        count += 1
    file.write(b"\n]}\n")
    return count


def of_row(row: Row, text: str | None) -> Iterator[dict[str, Any]]:
    """Yield an annotation for each span of a row; `text` is that of the article, where it is at hand."""
    about = f"urn:reportedly:{quote(row.id)}"
    for field in fields(row):
        for number, words in enumerate(_spans(getattr(row, field.name))):
            yield {
                "id": f"{about}/{field.name}/{number}",
                "type": "Annotation",
                "motivation": "tagging",
                "body": [
                    {"type": "SpecificResource", "source": about, "purpose": "identifying"},
                    {"type": "TextualBody", "value": field.name, "purpose": "tagging"},
                ],
                "target": _target(row, words, text),
            }


def _target(row: Row, words: Words, text: str | None) -> dict[str, Any]:
    scope = {"scope": row.origin.url} if row.origin.url else {}
    return {
        "type": "SpecificResource",
        "source": f"urn:reportedly:{quote(row.origin.article)}",
        **scope,
        "selector": [
            {"type": "TextPositionSelector", "start": words.start, "end": words.end},
            {"type": "TextQuoteSelector", "exact": words.text, **_around(words, text)},
        ],
    }


def _around(words: Words, text: str | None) -> dict[str, str]:
    if text is None:
        return {}
    before = text[max(0, words.start - AROUND) : words.start]
    return {"prefix": before, "suffix": text[words.end : words.end + AROUND]}


def _spans(value: object) -> Iterator[Words]:
    """Yield the evidence in a field: its own words, or those of the place, time or parties that it holds."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Where | When | Party) and value.words:
        yield value.words
    elif isinstance(value, tuple):
        for one in value:
            yield from _spans(one)
