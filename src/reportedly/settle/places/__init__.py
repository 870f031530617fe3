"""Places: every mention gets a place of the gazetteer with its country, kind and point, or is said to be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.errors import GazetteerError
from reportedly.model import Note, Place
from reportedly.settle.lexicon import words_of
from reportedly.settle.places.linear import around, model, probability, reading_features
from reportedly.settle.places.names import candidates, find_names
from reportedly.settle.places.resolve import resolve
from reportedly.settle.places.table import DEMONYM, SEAT, gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import PlaceReading
    from reportedly.settle.places.resolve import Resolved
    from reportedly.settle.places.table import Entry, Table

__all__ = ["Places", "find_places"]

_CLOSE = 0.6  # with a lesser share the runner-up is told
_LARGE = 100_000  # people: a town by which an outlet is called
_AT = words_of("in at near outside inside to from around into toward towards by across between beside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The place mentions of a report in text order, what is not known of them, and the id of each where-phrase."""

    places: tuple[Place, ...]
    notes: tuple[Note, ...]
    of_phrase: dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """Words to be settled: a name, or a phrase with the name inside it (None where it has none)."""

    start: int
    end: int
    name: tuple[int, int] | None
    phrase: bool = False


def find_places(
    text: str,
    spans: Sequence[tuple[int, int]] | None = None,
    *,
    phrases: Sequence[tuple[int, int]] = (),
    people: Sequence[tuple[int, int]] = (),
    outlet: str | None = None,
) -> Places:
    """Return the places that a text mentions.

    Args:
        text: the report.
        spans: its place names (code points), where they are known; None: they are looked for.
        phrases: words that say where something happened ("a hospital in Gaza"); each takes the name inside it.
        people: mentions of persons: "Chad Wolf" names no country.
        outlet: who published it; "The Kyiv Independent" makes Kyiv's country likelier.
    """
    try:
        table = gazetteer()
    except GazetteerError as e:
        mentions = [_Mention(start=a, end=b, name=None, phrase=True) for a, b in sorted({*phrases, *(spans or ())})]
        missing = (Note(about=None, stage="settle", reason=str(e)),) if mentions else ()
        return _settled(text, mentions, {}, missing)
    names = find_names(text, table, people) if spans is None else sorted(set(spans))
    mentions = _mentions(text, names, sorted(set(phrases)), table)
    wanted = [m.name for m in mentions if m.name]
    found = dict(zip(wanted, resolve(text, wanted, table, _home(outlet, table)), strict=True))
    return _settled(text, mentions, found)


def _mentions(
    text: str, names: Sequence[tuple[int, int]], phrases: Sequence[tuple[int, int]], table: Table
) -> list[_Mention]:
    """Return names and phrases in text order; a name that a phrase takes is not told twice."""
    mentions: list[_Mention] = []
    taken: set[tuple[int, int]] = set()
    for start, end in phrases:
        inside = [(a, b) for a, b in names if start <= a and b <= end] or [
            (start + a, start + b) for a, b in candidates(text[start:end], table)
        ]
        name = inside[0] if inside else None
        taken.update((a, b) for a, b in names if (a, b) == name or (a < end and start < b and not inside))
        mentions.append(_Mention(start=start, end=end, name=name, phrase=True))
    mentions += [_Mention(start=a, end=b, name=(a, b)) for a, b in names if (a, b) not in taken]
    return sorted(mentions, key=lambda m: (m.start, m.end))


def _home(outlet: str | None, table: Table) -> list[Entry]:
    """Return the places that an outlet's name names."""
    entries = [e for a, b in candidates(outlet or "", table) for e in table.find((outlet or "")[a:b])]
    return [e for e in entries if e.population >= _LARGE]


def _settled(
    text: str,
    mentions: Sequence[_Mention],
    found: dict[tuple[int, int], Resolved | None],
    notes: tuple[Note, ...] = (),
) -> Places:
    places, told, of_phrase = [], list(notes), {}
    for i, m in enumerate(mentions):
        key, words = f"p{i + 1}", text[m.start : m.end]
        resolved = found.get(m.name) if m.name else None
        if m.phrase:
            of_phrase[m.start, m.end] = key
        if resolved is None:
            places.append(
                Place(
                    id=key,
                    start=m.start,
                    end=m.end,
                    name=words,
                    kind="other",
                    reading="place" if m.phrase else _reading(text, m, None),
                    score=0.0,
                )
            )
            reason = f"{words!r} is not in the gazetteer" if m.name else f"no place name in {words!r}"
            told.append(Note(about=key, stage="settle", reason=reason))
            continue
        e = resolved.entry
        places.append(
            Place(
                id=key,
                start=m.start,
                end=m.end,
                name=e.name,
                country=e.country,
                kind=e.kind,
                lat=e.lat,
                lon=e.lon,
                geonames=e.geonames,
                reading="place" if m.phrase else _reading(text, m, e),
                score=round(resolved.score, 4),
            )
        )
        if resolved.second and resolved.score < _CLOSE:
            told.append(Note(about=key, stage="settle", reason=f"{words!r} may also be {_label(resolved.second)}"))
    return Places(places=tuple(places), notes=tuple(told), of_phrase=of_phrase)


def _label(entry: Entry) -> str:
    return f"{entry.name} ({entry.kind}, {entry.country or 'no one country'}, {entry.lat:.2f} {entry.lon:.2f})"


def _reading(text: str, mention: _Mention, entry: Entry | None) -> PlaceReading:
    """Return how a name is read: a demonym acts, a sea is a place, a seat of power acts unless something is at it."""
    if entry and entry.relation == DEMONYM:
        return "actor"
    if entry and entry.kind == "sea":
        return "place"
    if entry and entry.flags & SEAT:
        before = [w.casefold() for w in around(text, mention.start, mention.end)[0]]
        return "place" if before[before[0] == "the"] in _AT else "actor"
    if entry and entry.kind == "facility":
        return "place"
    yes = probability(reading_features(text, mention.start, mention.end), model("reading"))
    return "actor" if yes > 0.5 else "place"  # noqa: PLR2004 - as it was fitted
