"""Held-back sentences: how well events in them are read, and the page that shows what is made of thirty of them.

`python tests/probes.py` prints the table, `--pin` makes it the floors, `--write` writes docs/probes.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import events as bench
import numpy as np
from quality import MODEL, SLACK, table
from scoring import Tally

from reportedly.decode.draft import DraftEvent
from reportedly.decode.events import statuses
from reportedly.decode.figures import figures
from reportedly.encoder import Encoder
from reportedly.inputs.files import article
from reportedly.markup import Item, items
from reportedly.model import Event, Records, Span
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    Json = dict[str, Any]

HERE = Path(__file__).parent / "probes"
PAGE = Path(__file__).parents[1] / "docs" / "probes.md"
FLOORS = HERE / "floors.json"
PETRARCH = HERE / "petrarch.txt"
REAL = {"happened", "ongoing"}
HEAD = """# Thirty sentences that event coders get wrong

Sentences of the kind on which PETRARCH-2 fails - negation, modality, speakers, denials, places taken for actors - and
what `reportedly` makes of each. They are from our own pen (`tests/probes/petrarch.txt`) and were not trained on. This
page is written by `python tests/probes.py --write`; a test checks that it says what the shipped model does.

A row: who - **what** (`type`) - to whom, `status`, according to whom. A line in *italics* is what a reader wrote down,
where ours differs.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A marked sentence and what was read of it."""

    item: Item
    tests: str
    records: Records


def files() -> list[Path]:
    """Return the probe files."""
    return sorted(HERE.glob("*.txt"))


def digest() -> str:
    """Return a digest of all probes."""
    return hashlib.sha256(b"\x00".join(p.read_bytes() for p in files())).hexdigest()[:16]


def read(path: Path) -> list[Probe]:
    """Read the sentences of a file as users do."""
    marked = list(items(path))
    notes = re.findall(r"^#! (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    results = read_all((article(i.text, name=i.name) for i in marked), model=MODEL)
    found = []
    for i, (item, records) in enumerate(zip(marked, results, strict=True)):
        assert isinstance(records, Records)
        found.append(Probe(item=item, tests=notes[i] if i < len(notes) else "", records=records))
    return found


def measure() -> dict[str, float]:
    """Return what is reached on the probes, in percent."""
    counts: dict[str, Tally] = {}
    for path in files():
        for name, tallies in bench.scored(path, MODEL).items():
            if name in {"triggers", "triggers and types", "dyads, exact"}:
                counts[name] = counts.get(name, Tally()) + sum(tallies, Tally())
    found = {name: t.f1 for name, t in counts.items()}
    encoder = Encoder.load(MODEL)
    pairs = [pair for path in files() for item in items(path) for pair in _statuses(item, encoder)]
    unreal = [ours for gold, ours in pairs if gold not in REAL]
    found["status"] = bench.macro(pairs)
    found["false facts avoided"] = 100 * float(np.mean([ours not in REAL for ours in unreal]))
    right = [_right(f, item) for path in files() for item in items(path) for f in item.figures]
    found["figures"] = 100 * float(np.mean(right))
    return found


def _statuses(item: Item, encoder: Encoder) -> Iterable[tuple[str, str]]:
    spans = [Span(start=e["start"], end=e["end"]) for e in item.events]
    return zip([e["status"] for e in item.events], statuses(item.text, spans, encoder), strict=True) if spans else ()


def drafts(item: Item) -> list[DraftEvent]:
    """Return the marked events of an item as drafts."""

    def spans(event: Json, role: str) -> tuple[Span, ...]:
        return tuple(Span(start=r["start"], end=r["end"]) for r in event["roles"] if r["role"] == role)

    return [
        DraftEvent(
            trigger=Span(start=e["start"], end=e["end"]),
            type=e["type"],
            status=e["status"],
            actor=spans(e, "actor"),
            recipient=spans(e, "recipient"),
            instrument=spans(e, "instrument"),
            score=1.0,
        )
        for e in item.events
    ]


def _right(wanted: Json, item: Item) -> bool:
    """Tell whether a figure is found with effect, bounds and hedge right, the events given."""
    near = [
        f for f in figures(item.text, drafts(item)) if f.span.start < wanted["end"] and wanted["start"] < f.span.end
    ]
    fields = ("effect", "low", "best", "high", "hedge")
    return any(all(getattr(f, x) == wanted[x] for x in fields) for f in near)


def page() -> str:
    """Return the page of docs/probes.md."""
    lines = [HEAD]
    for number, probe in enumerate(read(PETRARCH), 1):
        ours = _lines(probe)
        gold = _wanted(probe.item)
        lines += [f"{number}. {probe.item.text}  ", f"   _{probe.tests}_" if probe.tests else "", ""]
        lines += [f"   - {line}" for line in ours] or ["   - nothing"]
        if missed := [w for w in gold if not any(_core(w) == _core(o) for o in ours)]:
            lines += [f"   - *{line}*" for line in missed]
        lines.append("")
    return "\n".join(lines)


def _lines(probe: Probe) -> list[str]:
    text, records = probe.item.text, probe.records
    speakers = {a.id: a.name for a in records.actors}
    spoken = {s.id: speakers.get(s.speaker or "", "somebody") for s in records.statements}

    def words(spans: Iterable[Any]) -> str:
        return ", ".join(text[s.start : s.end] for s in spans) or "–"

    def line(e: Event) -> str:
        said = f", according to {' › '.join(spoken[s] for s in e.said_by)}" if e.said_by else ""
        return _line(words(e.actor), words([e.trigger]), e.type, words(e.recipient), e.status) + said

    return [line(e) for e in records.events]


def _wanted(item: Item) -> list[str]:
    def words(event: Json, role: str) -> str:
        return ", ".join(item.text[r["start"] : r["end"]] for r in event["roles"] if r["role"] == role) or "–"

    def line(e: Json) -> str:
        trigger = item.text[e["start"] : e["end"]]
        return _line(words(e, "actor"), trigger, e["type"], words(e, "recipient"), e["status"])

    return [line(e) for e in item.events]


def _line(who: str, what: str, type_: str, whom: str, status: str) -> str:
    return f"{who} – **{what}** (`{type_}`) – {whom}, `{status}`"


def _core(line: str) -> str:
    return line.partition(", according to")[0]


def main() -> None:
    """Print the table; pin it; write the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pin", action="store_true", help="make what was reached, less a point, the floors")
    parser.add_argument("--write", action="store_true", help="write docs/probes.md")
    args = parser.parse_args()
    if args.write:
        PAGE.write_text(page(), encoding="utf-8")
        return
    reached = measure()
    floors = json.loads(FLOORS.read_text())["floors"] if FLOORS.exists() else {}
    print(table(reached, floors))  # noqa: T201 - a command
    if args.pin:
        lowest = {name: floor(10 * max(0.0, value - SLACK)) / 10 for name, value in reached.items()}
        FLOORS.write_text(json.dumps({"data": digest(), "floors": lowest}, indent=2) + "\n")


if __name__ == "__main__":
    main()
