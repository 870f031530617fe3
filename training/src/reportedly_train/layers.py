"""What each data set says, laid out as the layers that heads learn from; nothing is invented, the rest is unknown.

| layer | of a row | heads |
|---|---|---|
| `triggers`, `arguments`, `names`, `incidents`, `dyads` | groups `{label: [[start, end], ...]}` | tags |
| `types`, `statuses`, `factuality` | `{"start", "end", "label" or "value"}` | class |
| `roles` | `{"start", "end", "roles": {role: [[start, end], ...]}}`; a role that is absent is unknown, an empty one has none | roles |
| `relations` | `{"source": [[start, end], ...], "target": [...], "label"}` | pair |

`unknown` holds, by layer, spans of which nothing is known.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from reportedly_train.mappings import RAMS_TYPES, ROLES, WIKIEVENTS_TYPES, first
from reportedly_train.recase import Cases, cased_texts
from reportedly_train.triggers import trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reportedly.markup import Item

    Row = dict[str, Any]

ROLE_NAMES = ("actor", "recipient", "instrument", "where", "when")
NAME_TYPES = {
    "Person": "person", "Organization": "organisation", "NORP": "people", "Location": "place", "Facility": "facility",
    "Product": "thing", "Misc": "thing",
}  # fmt: skip
DYAD_TYPES = {"S": "source", "T": "target", "R": "related"}
INCIDENT_SLOTS = {
    "perp_individual": "perpetrator", "perp_organization": "organisation", "phys_target": "target",
    "hum_target_name": "victim", "hum_target_description": "victim", "instrument": "weapon",
}  # fmt: skip


def layered(row: Row, path: Path) -> Row:
    """Return a row of a file of the data folder with the layers that its set allows."""
    if row.get("case") == "upper":
        row = {**row, "text": _cases(path).recase(row["text"])}
    change = _SETS.get(row["set"])
    return change(row) if change else row


@cache
def _cases(path: Path) -> Cases:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return Cases.learn(cased_texts(path.parents[1]), (json.loads(line)["text"] for line in file))


def of_item(item: Item) -> Row:
    """Return an item of our own, in which all events, roles and figures are marked."""
    spans = {(r["start"], r["end"]): r["role"] for e in item.events for r in e["roles"]}
    return {
        "id": item.name, "set": "own", "text": item.text,
        "triggers": [{"event": [[e["start"], e["end"]]]} for e in item.events],
        "arguments": _outermost((s, e, _argument(role)) for (s, e), role in spans.items()),
        "types": [{"start": e["start"], "end": e["end"], "label": e["type"]} for e in item.events],
        "statuses": [{"start": e["start"], "end": e["end"], "label": e["status"]} for e in item.events],
        "roles": [
            {"start": e["start"], "end": e["end"], "roles": {
                name: [[r["start"], r["end"]] for r in e["roles"] if r["role"] == name] for name in ROLE_NAMES}}
            for e in item.events
        ],
    }  # fmt: skip


def _argument(role: str) -> str:
    return "participant" if role in {"actor", "recipient"} else role


def _outermost(spans: Iterable[tuple[int, int, str]]) -> list[dict[str, list[list[int]]]]:
    """Return spans as groups, longer ones first: of those that overlap the tags keep the first."""
    order = sorted(spans, key=lambda s: (s[0] - s[1], s[0]))
    return [{label: [[start, end]]} for start, end, label in order]


def _worldwide(row: Row) -> Row:
    named = ((m["start"], m["end"], NAME_TYPES[m["type"]]) for m in row["mentions"] if m["type"] in NAME_TYPES)
    return {**row, "names": _outermost(named)}


def _cameo_ner(row: Row) -> Row:
    return {**row, "dyads": _outermost((m["start"], m["end"], DYAD_TYPES[m["type"]]) for m in row["mentions"])}


def _plv(row: Row) -> Row:
    labels = row["labels"]
    source, target = labels.get("source_spans"), labels.get("target_spans")
    if not source or not target:
        return row
    whole = {**row, "relations": [{"source": source[:1], "target": target[:1], "label": labels["type"]}]}
    found = trigger(row["text"], labels["type"], tuple(source[0]), tuple(target[0]))
    if not found:
        return whole
    start, end, kind = found
    at = {"start": start, "end": end}
    return {**whole, "triggers": [{"event": [[start, end]]}], "types": [{**at, "label": kind}],
            "roles": [{**at, "roles": {"actor": source[:1], "recipient": target[:1]}}],
            "unknown": {"triggers": _between([(start, end)], len(row["text"]))}}  # fmt: skip


def _muc(row: Row) -> Row:
    spans = {
        (*span, label)
        for template in row["templates"]
        for slot, label in INCIDENT_SLOTS.items()
        for value in template["slots"].get(slot, ())
        for alternative in value["alternatives"]
        for span in alternative.get("spans", ())
    }
    return {**row, "incidents": _outermost(spans)}


def _rams(row: Row) -> Row:
    return _partly(row, lambda kind: first(RAMS_TYPES, kind))


def _wikievents(row: Row) -> Row:
    disease = any(e["type"].startswith("Disaster.Disease") for e in row["events"])
    return _partly(row, lambda kind: None if disease and kind.startswith("Life") else first(WIKIEVENTS_TYPES, kind))


def _partly(row: Row, type_of: Callable[[str], str | None]) -> Row:
    """Lay out a set in which some events are marked: of other words nothing is known."""
    triggers, types, roles, spans = [], [], [], []
    for event in row["events"]:
        kind = type_of(event["type"])
        if not kind:
            continue
        at = {"start": event["start"], "end": event["end"]}
        triggers.append({"event": [[event["start"], event["end"]]]})
        types.append({**at, "label": kind})
        known: dict[str, list[list[int]]] = {}
        for r in event["roles"]:
            if name := ROLES.get(r["role"].lower()):
                known.setdefault(name, []).append([r["start"], r["end"]])
                spans.append((r["start"], r["end"], _argument(name)))
        roles.append({**at, "roles": known})
    marked = sorted((s, e) for t in triggers for s, e in t["event"])
    return {**row, "triggers": triggers, "types": types, "roles": roles,
            "unknown": {"triggers": _between(marked, len(row["text"]))}}  # fmt: skip


def _between(spans: list[tuple[int, int]], end: int) -> list[list[int]]:
    """Return what lies between spans in order."""
    gaps, at = [], 0
    for s, e in [*spans, (end, end)]:
        if s > at:
            gaps.append([at, s])
        at = max(at, e)
    return gaps


_SETS: dict[str, Callable[[Row], Row]] = {
    "worldwide": _worldwide, "cameo_ner": _cameo_ner, "plv": _plv, "muc4": _muc, "rams": _rams,
    "wikievents": _wikievents,
}  # fmt: skip
