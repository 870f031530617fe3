"""Print how well count phrases are read: spans, effect, bounds and hedge, and the event that each belongs to.

python benchmarks/figures.py [--file FILE] [--end-to-end] [--model DIR] [--data DIR] [--json FILE] [--errors]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attribution import table
from corpus import DATA
from scoring import Measure, Tally, assign, bootstrap

from reportedly.decode.draft import DraftEvent
from reportedly.decode.figures import figures
from reportedly.markup import items
from reportedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.markup import Item

    Json = dict[str, Any]

PROBES = Path(__file__).parents[1] / "tests" / "probes" / "counts.txt"
HEAD = ["what", "n", "P", "R", "F1", "95 %", "must", "aim", "reached"]
FIELDS = ("effect", "low", "best", "high", "hedge")
VAGUE_LOW = (1000, 2000)  # the seed's README accepts these as the least of "thousands of"
NOTES = """\
In percent. Found and annotated phrases are paired by most shared characters. Fields and event: the share of annotated
phrases that have a partner with the same value; one that is missed is wrong in all. 95 %: 1,000 bootstraps of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count phrase, annotated or found: its fields, and the trigger of its event or None."""

    span: tuple[int, int]
    values: dict[str, str | float | None]
    event: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its count phrases, annotated and found."""

    name: str
    text: str
    gold: list[Counted]
    found: list[Counted]

    def pairs(self) -> list[tuple[Counted, Counted]]:
        """Return the annotated phrases that have a partner, each with it."""
        weights = np.array([[_alike(g.span, f.span) for f in self.found] for g in self.gold])
        weights = weights.reshape(len(self.gold), len(self.found))
        return [(self.gold[i], self.found[j]) for i, j in assign(weights) if weights[i, j] > 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table."""

    name: str
    measure: Measure
    tally: Tally
    low: float
    high: float
    must: float | None = None
    aim: float | None = None

    def cells(self) -> list[str]:
        """Return the line's cells; a share has no P and F1."""
        t, whole = self.tally, self.measure == "f1"
        value = t.f1 if whole else t.recall
        shares = [f"{t.precision:.1f}", f"{t.recall:.1f}", f"{t.f1:.1f}"] if whole else ["", f"{t.recall:.1f}", ""]
        reached = "" if self.must is None or self.aim is None else (
            "aim" if value >= self.aim else "must" if value >= self.must else "below")  # fmt: skip
        floors = ["" if x is None else f"{x:g}" for x in (self.must, self.aim)]
        return [self.name, str(t.gold), *shares, f"{self.low:.1f}-{self.high:.1f}", *floors, reached]


def annotated(item: Item) -> list[Counted]:
    """Return the count phrases that are marked in a text."""
    triggers = {e["id"]: (e["start"], e["end"]) for e in item.events}
    return [
        Counted(
            span=(f["start"], f["end"]),
            values={field: f[field] for field in FIELDS},
            event=triggers.get(f["event"]),
        )
        for f in item.figures
    ]


def by_rule(item: Item) -> list[Counted]:
    """Return the count phrases that are found where the events are given."""
    events = [_event(e) for e in item.events]
    return [
        Counted(
            span=(f.span.start, f.span.end),
            values={field: getattr(f, field) for field in FIELDS},
            event=None if f.event is None else (events[f.event].trigger.start, events[f.event].trigger.end),
        )
        for f in figures(item.text, events)
    ]


def _event(event: Json) -> DraftEvent:
    roles: dict[str, tuple[Span, ...]] = {
        role: tuple(Span(start=r["start"], end=r["end"]) for r in event["roles"] if r["role"] == role)
        for role in ("actor", "recipient", "instrument", "where", "when")
    }
    trigger = Span(start=event["start"], end=event["end"])
    return DraftEvent(trigger=trigger, type=event["type"], status=event["status"], score=1.0, **roles)


def recorded(record: Json) -> list[Counted]:
    """Return the count phrases of a record."""
    triggers = {e["id"]: (e["trigger"]["start"], e["trigger"]["end"]) for e in record["events"]}
    return [
        Counted(
            span=(f["span"]["start"], f["span"]["end"]),
            values={field: f[field] for field in FIELDS},
            event=triggers.get(f["event"]),
        )
        for f in record["figures"]
    ]


def read(texts: Sequence[tuple[str, str]], model: Path | None) -> Iterator[Json]:
    """Yield the record of each (name, text), read as users do."""
    from reportedly.inputs.files import article  # noqa: PLC0415 - rules need no model
    from reportedly.pipeline import read_all  # noqa: PLC0415

    for result in read_all((article(text, name=name) for name, text in texts), model=model):
        yield json.loads(result.to_jsonl())


def lines(texts: Sequence[Text], label: str) -> list[Line]:
    """Return the lines of a file's texts."""
    pairs = [t.pairs() for t in texts]
    golds = [len(t.gold) for t in texts]

    def shares(name: str, right: Iterable[int], **floors: float) -> Line:
        tallies = [Tally(right=r, gold=g) for r, g in zip(right, golds, strict=True)]
        return _line(f"{name}, {label}", "recall", tallies, **floors)

    def spans(name: str, right: Iterable[int]) -> Line:
        counts = zip(right, texts, strict=True)
        tallies = [Tally(right=r, found=len(t.found), gold=len(t.gold)) for r, t in counts]
        return _line(f"{name}, {label}", "f1", tallies)

    return [
        spans("span, overlap", (len(p) for p in pairs)),
        spans("span, exact", (sum(g.span == f.span for g, f in p) for p in pairs)),
        shares(
            "effect, low, best, high, hedge all right",
            (sum(g.values == f.values for g, f in p) for p in pairs),
            must=85,
            aim=95,
        ),
        *(shares(x, (sum(g.values[x] == f.values[x] for g, f in p) for p in pairs)) for x in FIELDS),
        shares("event", (sum(_same_event(g, f) for g, f in p) for p in pairs)),
    ]


def _line(name: str, measure: Measure, tallies: Sequence[Tally], **floors: float) -> Line:
    low, high = bootstrap(tallies, measure)
    return Line(name=name, measure=measure, tally=sum(tallies, Tally()), low=low, high=high, **floors)


def _alike(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _same_event(gold: Counted, found: Counted) -> bool:
    a, b = gold.event, found.event
    return a is b is None or (a is not None and b is not None and _alike(a, b) > 0)


def errors(text: Text) -> Iterator[str]:
    """Yield a line for each count phrase that is missed, wrong or too many."""
    pairs = text.pairs()
    words = text.text
    for g in text.gold:
        f = next((f for x, f in pairs if x is g), None)
        if f is None:
            yield f"missed  {words[slice(*g.span)]!r} {_values(g)} in {words!r}"
            continue
        wrong = [k for k in FIELDS if g.values[k] != f.values[k]]
        if wrong or not _same_event(g, f):
            events = ["-" if x.event is None else words[slice(*x.event)] for x in (g, f)]
            yield f"{' '.join(wrong) or 'event':7} {words[slice(*g.span)]!r} {_values(g)} of {events[0]!r}; ours {words[slice(*f.span)]!r} {_values(f)} of {events[1]!r} in {words!r}"  # noqa: E501
        elif g.span != f.span:
            yield f"span    {words[slice(*g.span)]!r}; ours {words[slice(*f.span)]!r}"
    for f in text.found:
        if not any(x is f for _, x in pairs):
            near = words[max(0, f.span[0] - 60) : f.span[1] + 60]
            yield f"extra   {words[slice(*f.span)]!r} {_values(f)} in {near!r}"


def _values(counted: Counted) -> str:
    return " ".join(
        "-" if x is None else f"{x:g}" if isinstance(x, float | int) else x for x in counted.values.values()
    )


def of_seed(folder: Path, found: Sequence[Counted], text: str) -> tuple[list[str], list[str]]:
    """Return the line of the seed report's figures, and what is wrong with ours."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["figures"]
    missing, right = [], 0
    for e in expected:
        near = [f for f in found if _alike(tuple(e["span"]), f.span) > 0]
        good = [f for f in near if _as_expected(e, f.values)]
        right += bool(good)
        if not good:
            missing.append(f"seed: {text[slice(*e['span'])]!r}, ours {[_values(f) for f in near]}")
    reached = "aim" if right == len(expected) else "must" if right >= len(expected) - 1 else "below"
    return ["seed figures", str(len(expected)), "", str(right), "", "", "4", "5", reached], missing


def _as_expected(e: Json, values: dict[str, str | float | None]) -> bool:
    low = values["low"]
    if e["hedge"] == "vague":
        lows = isinstance(low, float | int) and VAGUE_LOW[0] <= low <= VAGUE_LOW[1]
    else:
        lows = low == e["low"]
    bests = "best" not in e or values["best"] == e["best"]
    effects = e["of"] == values["effect"] if e["of"] in {"killed", "launched"} else True
    return lows and bests and effects and values["high"] == e["high"] and values["hedge"] == e["hedge"]


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR",
                        help="the data folder, beside which the seed report lies (default: %(default)s)")  # fmt: skip
    parser.add_argument("--file", type=Path, action="append",
                        help="marked texts, docs/events.md (default: tests/probes/counts.txt)")  # fmt: skip
    parser.add_argument("--end-to-end", action="store_true", help="find the events too; else those marked are given")
    parser.add_argument("--model", type=Path, metavar="DIR", help="a model folder (default: the one that is shipped)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", action="store_true", help="print what is missed, wrong or too many")
    args = parser.parse_args()
    measured: list[Line] = []
    texts: list[Text] = []
    for path in args.file or [PROBES]:
        marked = list(items(path))
        if args.end_to_end:
            found = [recorded(r) for r in read([(i.name, i.text) for i in marked], args.model)]
        else:
            found = [by_rule(i) for i in marked]
        texts += [
            Text(name=i.name, text=i.text, gold=annotated(i), found=f) for i, f in zip(marked, found, strict=True)
        ]
    label = args.file[0].stem if args.file and len(args.file) == 1 else "all files" if args.file else PROBES.stem
    measured = lines(texts, label)
    rows, notes = [HEAD, *(m.cells() for m in measured)], [NOTES]
    seed = args.data.parent / "seed"
    if (seed / "report.txt").exists():
        report = (seed / "report.txt").read_text(encoding="utf-8")
        record = next(read([("seed", report)], args.model)) if args.end_to_end else None
        ours = recorded(record) if record else by_rule_alone(report)
        row, missing = of_seed(seed, ours, report)
        rows.append(row)
        notes += missing
    notes.append(f"Events are {'found by the model' if args.end_to_end else 'given (seed: none)'}; {len(texts)} texts.")
    print(table(rows, numbers=range(1, 8)), *notes, sep="\n")
    if args.errors:
        print(*(line for t in texts for line in errors(t)), sep="\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(m) for m in measured], indent=1) + "\n", encoding="utf-8")


def by_rule_alone(text: str) -> list[Counted]:
    """Return the count phrases that are found in a text where no event is given."""
    return [
        Counted(span=(f.span.start, f.span.end), values={field: getattr(f, field) for field in FIELDS}, event=None)
        for f in figures(text, ())
    ]


if __name__ == "__main__":
    main()
