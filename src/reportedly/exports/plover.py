"""Events as PLOVER records, JSON Lines: the field names of its manual (2021), chapter "Data Fields".

PLOVER has no field for a status; it says that events to come, supposed and negated ones be told by an auxiliary mode in
`context`. They are, and `status` and `said_by` stand beside them, as PLOVER allows further fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from reportedly.exports.beside import best
from reportedly.exports.column import Field
from reportedly.exports.countries import country
from reportedly.exports.flat import SOMEBODY
from reportedly.exports.labels import INTERNATIONAL, QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from reportedly.exports.beside import Beside
    from reportedly.ledger.rows import EventRow, Party, Where

AUXILIARY: Final[Mapping[str, str]] = {
    "planned": "future", "threatened": "future", "demanded": "future", "possible": "hypothetical",
    "conditional": "hypothetical", "negated": "negation", "denied": "negation",
}  # fmt: skip
"""PLOVER's auxiliary mode for a status; those that happened or go on have none."""
_SIZE: Final = {"dead": "killed", "injured": "injured", "arrested": "detained"}
_ENTITY: Final = (
    (
        "code",
        "text",
        "ISO 3166 alpha-3; `UNO`, `EUR`, `IGO`, `NGO`, `IMG`, `ISM`, `MNC` for those of no one state",
        None,
    ),
    ("sector", "text", "PLOVER sector", "sector"),
    ("entity_text", "text", "the words of the text", None),
    ("identifier_text", "text", "the name that the words resolve to", None),
    ("start", "int", "first code point of `entity_text` (ours)", None),
    ("end", "int", "code point after its last (ours)", None),
)
FIELDS: Final = (
    Field(name="id", type="text", tells="article id, a slash, the event's id"),
    Field(name="date", type="day", tells="first day that the words can mean, or null"),
    Field(name="enddate", type="day", tells="last day, included, or null"),
    Field(name="actor", type="list", tells="who did it"),
    *(Field(name=f"actor[].{n}", type=t, tells=s, labels=x) for n, t, s, x in _ENTITY),  # type: ignore[arg-type] # a Type
    Field(name="recipient", type="list", tells="to whom"),
    *(Field(name=f"recipient[].{n}", type=t, tells=s, labels=x) for n, t, s, x in _ENTITY),  # type: ignore[arg-type] # a Type
    Field(name="event", type="list", tells="its type; `OTHER` is ours", labels="type"),
    Field(name="mode", type="list", tells="how, in PLOVER's words for that type", labels="mode"),
    Field(name="context", type="list", tells="contexts, and the auxiliary modes `future` (planned, threatened, "
          "demanded), `hypothetical` (possible, conditional), `negation` (negated, denied)"),
    Field(name="quad_code", type="int", tells="quad class, or null", labels="quad"),
    Field(name="event_text", type="list", tells="the word that tells of it"),
    Field(name="event_loc", type="object", tells="where, or null"),
    Field(name="event_loc.extracted_place", type="text", tells="the words of the text"),
    Field(name="event_loc.resolved_place", type="text", tells="the name that they resolve to"),
    Field(name="event_loc.geonameid", type="int", tells="GeoNames id, or null"),
    Field(name="event_loc.lat", type="float", tells="degrees north, or null"),
    Field(name="event_loc.lon", type="float", tells="degrees east, or null"),
    Field(name="event_loc.country", type="text", tells="name of the country, or null"),
    Field(name="event_loc.country_code", type="text", tells="ISO 3166 alpha-3, or null"),
    Field(name="size", type="object", tells="counts on which all figures of the event agree; null where they differ, "
          "give bounds only, or are not at hand"),
    *(Field(name=f"size.{name}", type="float", tells=f"how many were {effect}") for name, effect in _SIZE.items()),
    Field(name="text_info", type="object", tells="where `event_text` stands"),
    Field(name="text_info.start", type="int", tells="first code point in the article's text"),
    Field(name="text_info.end", type="int", tells="code point after the last"),
    Field(name="cite_info", type="object", tells="the article"),
    Field(name="cite_info.citation", type="text", tells="id of the article"),
    Field(name="cite_info.url", type="text", tells="where it was found"),
    Field(name="cite_info.title", type="text", tells="its headline"),
    Field(name="cite_info.publication", type="text", tells="who published it"),
    Field(name="cite_info.published", type="day", tells="the day on which it was published (ours)"),
    Field(name="cite_info.language", type="text", tells="ISO 639 code"),
    Field(name="cite_info.coder", type="text", tells="software and version"),
    Field(name="cite_info.codebook", type="text", tells="plover-2.0"),
    Field(name="coder", type="text", tells="digest of the model that read it"),
    Field(name="status", type="text", tells="what the report says of it, not what is true (ours)", labels="status"),
    Field(name="said_by", type="list", tells=f"who says so, outermost first; empty: the outlet itself; `{SOMEBODY}`: a "
          "source without a name (ours)"),
)  # fmt: skip


def write(rows: Iterable[EventRow], file: BinaryIO, beside: Beside) -> int:
    """Write a line for each event; return how many."""
    encoder = msgspec.json.Encoder()
    count = 0
    for row in rows:
        file.write(encoder.encode(record(row, beside)) + b"\n")
        count += 1
    return count


def record(row: EventRow, beside: Beside) -> dict[str, Any]:
    """Return an event as a PLOVER record."""
    o, when = row.origin, row.when
    return {
        "id": row.id,
        "date": when.first if when else None,
        "enddate": when.last if when else None,
        "actor": [_entity(p) for p in row.actor],
        "recipient": [_entity(p) for p in row.recipient],
        "event": [row.type],
        "mode": [row.mode] if row.mode else [],
        "context": [*row.context, *filter(None, [AUXILIARY.get(row.status)])],
        "quad_code": QUADS.get(row.type),
        "event_text": [row.trigger.text],
        "event_loc": _location(row.where) if row.where else None,
        "size": {name: best(beside.counted(row, effect)) for name, effect in _SIZE.items()},
        "text_info": {"start": row.trigger.start, "end": row.trigger.end},
        "cite_info": {
            "citation": o.article, "url": o.url, "title": o.title, "publication": o.outlet, "published": o.published,
            "language": o.language, "coder": f"reportedly {o.version}", "codebook": "plover-2.0",
        },
        "coder": o.model,
        "status": row.status,
        "said_by": [s.speaker.name if s.speaker else SOMEBODY for s in row.said_by],
    }  # fmt: skip


def code(party: Party) -> str | None:
    """Return PLOVER's top-level code: the country, or the sector of those of no one state."""
    return party.sector if party.sector in INTERNATIONAL else party.country


def _entity(party: Party) -> dict[str, Any]:
    words = party.words
    return {
        "code": code(party),
        "sector": None if party.sector in INTERNATIONAL else party.sector,
        "entity_text": words.text if words else None,
        "identifier_text": party.name,
        "start": words.start if words else None,
        "end": words.end if words else None,
    }


def _location(where: Where) -> dict[str, Any]:
    return {
        "extracted_place": where.words.text, "resolved_place": where.name, "geonameid": where.geonames,
        "lat": where.latitude, "lon": where.longitude, "country": country(where.country), "country_code": where.country,
    }  # fmt: skip
