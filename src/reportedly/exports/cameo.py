"""Events in CAMEO's codes, with columns named as in GDELT where they mean the same.

`CODES` turns PLOVER's types and modes round: PLOVER's manual (section "CAMEO to PLOVER translation") and its
conversion table of 17 September 2021 say which CAMEO codes became which type and mode; of several the most general
that fits is given. Two types have several roots: ACCUSE is 11 (disapprove), 09 with the mode investigate; ASSAULT is
18, 19 with a mode of fighting with arms, 20 with unconventional ones, 17 where CAMEO has the act there (175 repression,
1712 destroying property). The codes follow from type and mode alone, whoever acts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.exports.column import joined, number, text, whole
from reportedly.exports.countries import country
from reportedly.exports.flat import ARTICLE, speakers
from reportedly.exports.labels import INTERNATIONAL, QUADS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.exports.column import Column
    from reportedly.ledger.rows import EventRow, Party

CODES: Final[Mapping[str, Mapping[str | None, str]]] = {
    "AGREE": {None: "030"},
    "CONSULT": {None: "040", "phone": "041", "visit": "042", "third-party": "044"},
    "SUPPORT": {None: "050"},
    "COOPERATE": {None: "060"},
    "AID": {None: "070"},
    "CONCEDE": {None: "080"},
    "RETREAT": {None: "080", "release": "0841", "access": "086", "disarm": "0873", "ceasefire": "0871",
                "withdraw": "087"},
    "REQUEST": {None: "100", "assist": "101", "change": "104", "yield": "105", "meet": "106"},
    "ACCUSE": {None: "110", "investigate": "090", "disapprove": "111", "allege": "112"},
    "REJECT": {None: "120", "assist": "121", "change": "123", "yield": "124", "meet": "125"},
    "THREATEN": {None: "130", "restrict": "131", "relations": "131", "expel": "136", "arrest": "130",
                 "territory": "1382", "violence": "138"},
    "PROTEST": {None: "140", "demo": "141", "hunger": "142", "strike": "143", "boycott": "143", "obstruct": "144",
                "riot": "145"},
    "MOBILIZE": {None: "150", "police": "153", "troops": "154"},
    "SANCTION": {None: "160", "withdraw": "161", "discontinue": "162", "expel": "166"},
    "COERCE": {None: "170", "seize": "171", "restrict": "172", "censor": "1721", "curfew": "1723",
               "martial-law": "1724", "arrest": "173", "deport": "174", "cyber": "176"},
    "ASSAULT": {None: "180", "abduct": "181", "beat": "182", "sexual": "1821", "torture": "1822",
                "suicide-attack": "183", "explosives": "183", "targeted": "186", "firearms": "193",
                "heavy-weapons": "194", "aerial": "195", "drone": "195", "unconventional": "204",
                "crowd-control": "175", "destroy": "1712"},
}  # fmt: skip
"""CAMEO code of a type and mode; of a mode that is not listed, that of the type alone. OTHER has none."""


def cameo(type_: str, mode: str | None) -> str | None:
    """Return the CAMEO code of a PLOVER type and mode, three or four digits; None where CAMEO has none."""
    codes = CODES.get(type_)
    return codes.get(mode, codes[None]) if codes else None


def actor_code(party: Party) -> str | None:
    """Return country and sector in CAMEO's order, as in `ISRMIL`; those of no one state by their sector (`IGO`)."""
    if party.sector in INTERNATIONAL:
        return party.sector
    return f"{party.country or ''}{party.sector or ''}" or None


def _code(row: EventRow) -> str | None:
    return cameo(row.type, row.mode)


def _root(row: EventRow) -> str | None:
    return found[:2] if (found := _code(row)) else None


def _day(day: str | None, digits: int) -> int | None:
    return int(day.replace("-", "")[:digits]) if day else None


def _dated(row: EventRow) -> str | None:
    return row.when.first if row.when else None


def _side(number_: int, role: str) -> tuple[Column, ...]:
    side, each = f"Actor{number_}", "of each, in the order of"
    return (
        text(f"{side}Code", f"{role}: country and sector together",
             lambda r: joined(map(actor_code, getattr(r, role)))),
        text(f"{side}Name", f"names {each} the codes", lambda r: joined(p.name for p in getattr(r, role))),
        text(f"{side}CountryCode", f"ISO 3166 alpha-3 {each} the codes",
             lambda r: joined(p.country for p in getattr(r, role))),
        text(f"{side}Type1Code", f"PLOVER sector {each} the codes",
             lambda r: joined(p.sector for p in getattr(r, role)), "sector"),
    )  # fmt: skip


COLUMNS: Final = (
    text("GlobalEventID", "article id, a slash, the event's id", lambda r: r.id),
    whole("Day", "first day that the words can mean, YYYYMMDD", lambda r: _day(_dated(r), 8)),
    whole("MonthYear", "its month, YYYYMM", lambda r: _day(_dated(r), 6)),
    whole("Year", "its year", lambda r: _day(_dated(r), 4)),
    *_side(1, "actor"),
    *_side(2, "recipient"),
    text("EventCode", "CAMEO code, as fine as type and mode tell; text, for `030` is not 30", _code),
    text("EventRootCode", "its first two digits", _root, "cameo"),
    whole("QuadClass", "quad class of the PLOVER type", lambda r: QUADS.get(r.type), "quad"),
    text("ActionGeo_FullName", "where: the name that the words resolve to",
         lambda r: r.where.name if r.where else None),
    text("ActionGeo_Country", "its country: GDELT has a FIPS code here, this is a name",
         lambda r: country(r.where.country) if r.where else None),
    number("ActionGeo_Lat", "degrees north (WGS 84)", lambda r: r.where.latitude if r.where else None),
    number("ActionGeo_Long", "degrees east (WGS 84)", lambda r: r.where.longitude if r.where else None),
    text("SOURCEURL", "where the article was found", lambda r: r.origin.url),
    text("plover_type", "the type that the code comes from", lambda r: r.type, "type"),
    text("plover_mode", "the mode that the code comes from", lambda r: r.mode, "mode"),
    text("status", "what the report says of it, not what is true: GDELT and ICEWS do not tell these apart",
         lambda r: r.status, "status"),
    text("said_by", "who says so, outermost first; empty: the outlet itself", lambda r: speakers(r.said_by)),
    *(c for c in ARTICLE if c.name != "url"),
)  # fmt: skip
