"""What must hold of every record: the span law, ids that are unique, references that lead somewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from reportedly.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Records

_LISTS = ("actors", "statements", "events", "figures", "times", "places")
_REFERENCES = {  # (list, field) -> the list whose ids the field holds
    ("statements", "speaker"): "actors",
    ("statements", "when"): "times",
    ("statements", "where"): "places",
    ("statements", "within"): "statements",
    ("events", "when"): "times",
    ("events", "where"): "places",
    ("events", "said_by"): "statements",
    ("events", "figures"): "figures",
    ("figures", "of"): "actors",
    ("figures", "event"): "events",
    ("figures", "when"): "times",
    ("figures", "where"): "places",
    ("figures", "said_by"): "statements",
}
_PARTICIPANTS = ("actor", "recipient", "instrument")


def check(records: Records) -> None:
    """Raise a RecordError that begins with the place of the first fault."""
    length = len(records.article.text)
    for name in _LISTS:
        for place, span in _spans(getattr(records, name), f"$.{name}"):
            _span_law(place, span.start, span.end, length)
    ids = {name: [x.id for x in getattr(records, name)] for name in _LISTS}
    for twice in (i for i, n in Counter(i for known in ids.values() for i in known).items() if n > 1):
        raise RecordError(f"$: the id {twice!r} is used twice")
    _references(records, {name: set(known) for name, known in ids.items()})
    _no_cycle(records)


def _spans(value: object, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _spans(item, f"{place}[{i}]")
    elif is_dataclass(value):
        if hasattr(value, "start"):
            yield place, value
        for field in fields(value):
            yield from _spans(getattr(value, field.name), f"{place}.{field.name}")


def _span_law(place: str, start: int, end: int, length: int) -> None:
    if not 0 <= start < length:
        raise RecordError(f"{place}.start: {start} is outside the text (length {length})")
    if not start < end <= length:
        raise RecordError(f"{place}.end: {end} is not within {start + 1}..{length}")


def _references(records: Records, ids: dict[str, set[str]]) -> None:
    for (name, field), target in _REFERENCES.items():
        for i, item in enumerate(getattr(records, name)):
            value = getattr(item, field)
            for reference in value if isinstance(value, tuple) else () if value is None else (value,):
                if reference not in ids[target]:
                    raise RecordError(f"$.{name}[{i}].{field}: no {target[:-1]} has the id {reference!r}")
    for i, event in enumerate(records.events):
        for field in _PARTICIPANTS:
            for k, participant in enumerate(getattr(event, field)):
                if participant.actor is not None and participant.actor not in ids["actors"]:
                    raise RecordError(f"$.events[{i}].{field}[{k}].actor: no actor has the id {participant.actor!r}")


def _no_cycle(records: Records) -> None:
    parents = {s.id: s.within for s in records.statements}
    for i, statement in enumerate(records.statements):
        seen, at = {statement.id}, statement.within
        while at is not None:
            if at in seen:
                raise RecordError(f"$.statements[{i}].within: leads back to {at!r}")
            seen.add(at)
            at = parents[at]
