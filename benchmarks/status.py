"""Print how well it is read whether events happened: factuality values, and the nine statuses of marked texts.

python benchmarks/status.py [--file FILE ...] [--data DIR] [--model DIR | --rules] [--json FILE] [--errors]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attribution import table
from corpus import DATA, lines

from reportedly.decode.status import status
from reportedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reportedly.encoder import Encoder

    Json = dict[str, Any]

PROBES = Path(__file__).parents[1] / "tests" / "probes"
DEV = "factuality/uw.dev.jsonl.gz"
HEAD = ["what", "n", "value", "95 %", "must", "aim", "reached", "peers"]
STATUSES = (
    "happened", "ongoing", "planned", "threatened", "demanded", "possible", "conditional", "negated", "denied",
)  # fmt: skip
FACT = ("happened", "ongoing")
NOTES = """\
Factuality is a value from -3 (certainly not) to 3 (certainly), spans given: mean absolute error, Pearson's r (the two
measures of Lee et al. 2015 and Stanovsky et al. 2017), and F1 in percent of negatives: value below 0, gold and found.
Peers' figures are of UW's test part, ours of the file named.
Status: triggers given; macro-F1 in percent over the labels that occur in the gold. The false-fact rate is the share of
events that are not `happened` or `ongoing` but are given as such: lower is better. Intervals: 95 %, 1,000 resamples of
the texts (seed 0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measure: what it must reach, what it aims at, and what peers published; `lower` where less is better."""

    name: str
    must: float
    aim: float
    peers: str = ""
    lower: bool = False
    digits: int = 1


VALUES = (
    Target(name="mean absolute error", must=0.45, aim=0.399, peers=".399, UW test", lower=True, digits=3),
    Target(name="Pearson's r", must=0.62, aim=0.668, peers=".668, UW test", digits=3),
    Target(name="F1 of negatives", must=65, aim=70.7, peers="70.7, UW test"),
)
MARKED = (
    Target(name="macro-F1", must=80, aim=85),
    Target(name="false-fact rate", must=8, aim=5, peers="PETRARCH-2: about 80", lower=True),
    Target(name="accuracy", must=nan, aim=nan),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table."""

    label: str
    target: Target
    count: int
    value: float
    low: float
    high: float

    def cells(self) -> list[str]:
        """Return the line's cells."""
        t = self.target

        def better(a: float, b: float) -> bool:
            return a <= b if t.lower else a >= b

        reached = "aim" if better(self.value, t.aim) else "must" if better(self.value, t.must) else "below"
        shown = [f"{x:.{t.digits}f}" for x in (self.value, self.low, self.high)]
        targets = ["", "", ""] if np.isnan(t.must) else [f"{t.must:g}", f"{t.aim:g}", reached]
        return [f"{t.name}, {self.label}", str(self.count), shown[0], f"{shown[1]}-{shown[2]}", *targets, t.peers]


def interval(measure: Callable[[Sequence[Any]], float], groups: Sequence[Sequence[Any]]) -> tuple[float, float]:
    """Return the 95 % interval of a measure of pairs over texts drawn with replacement."""
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(1000):
        chosen = rng.integers(len(groups), size=len(groups))
        pairs = [p for i in chosen for p in groups[i]]
        if pairs:
            drawn.append(measure(pairs))
    low, high = np.nanpercentile(drawn, [2.5, 97.5]) if drawn else (nan, nan)
    return float(low), float(high)


def measured(
    targets: Sequence[Target],
    measures: Sequence[Callable[[Sequence[Any]], float]],
    groups: Sequence[Sequence[Any]],
    label: str,
) -> list[Line]:
    """Return the lines of some measures of gold and found, grouped by text."""
    pairs = [p for g in groups for p in g]
    found = []
    for target, measure in zip(targets, measures, strict=True):
        low, high = interval(measure, groups)
        found.append(Line(label=label, target=target, count=len(pairs), value=measure(pairs), low=low, high=high))
    return found


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    gold, found = np.array(pairs, dtype=float).T
    return gold, found


def absolute_error(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the mean absolute difference of gold and found."""
    gold, found = _columns(pairs)
    return float(np.abs(gold - found).mean())


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Return Pearson's r of gold and found, nan where either does not vary."""
    gold, found = _columns(pairs)
    return float(np.corrcoef(gold, found)[0, 1]) if gold.std() and found.std() else nan


def negatives(pairs: Sequence[tuple[float, float]]) -> float:
    """Return F1 of the spans that are held not to have happened: value below 0."""
    gold, found = (x < 0 for x in _columns(pairs))
    both = int(gold.sum() + found.sum())
    return 200 * int((gold & found).sum()) / both if both else nan


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean of the labels' F1, over those that occur in the gold."""
    counts = Counter(pairs)
    gold, found = Counter(g for g, _ in pairs), Counter(f for _, f in pairs)
    return 100 * float(np.mean([2 * counts[s, s] / (gold[s] + found[s]) for s in gold]))


def false_facts(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of events that are no facts but are given as such."""
    given = [f in FACT for g, f in pairs if g not in FACT]
    return 100 * float(np.mean(given)) if given else nan


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of pairs that are the same."""
    return 100 * float(np.mean([g == f for g, f in pairs]))


def confusion(pairs: Sequence[tuple[str, str]]) -> str:
    """Return gold (rows) against found (columns), with each label's precision, recall and F1."""
    counts = Counter(pairs)
    rows = [["gold", *(s[:6] for s in STATUSES), "P", "R", "F1"]]
    for gold in STATUSES:
        right, all_gold = counts[gold, gold], sum(counts[gold, f] for f in STATUSES)
        all_found = sum(counts[g, gold] for g in STATUSES)
        shares = [100 * right / n if n else nan for n in (all_found, all_gold, (all_gold + all_found) / 2)]
        rows.append([gold, *(str(counts[gold, f] or "") for f in STATUSES), *(f"{x:.1f}" for x in shares)])
    return table(rows, numbers=range(1, len(STATUSES) + 4))


def shown(text: str, start: int, end: int, width: int = 90) -> str:
    """Return a span with the words around it."""
    before, after = text[max(0, start - width) : start], text[end : end + width // 2]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ")


def of_values(path: Path, encoder: Encoder, *, errors: bool) -> list[Line]:
    """Return the lines of a file with factuality values."""
    from reportedly.decode.events import factuality  # noqa: PLC0415

    groups = []
    for row in lines(path):
        spans = [(s["start"], s["end"]) for s in row.get("factuality", ())]
        gold = [s["value"] for s in row.get("factuality", ())]
        found = factuality(row["text"], spans, encoder) if spans else []
        groups.append(list(zip(gold, found, strict=True)))
        for span, g, f in zip(spans, gold, found, strict=True):
            if errors and ((g < 0) != (f < 0) or abs(g - f) > 2):  # noqa: PLR2004
                print(f"{g:+.1f} {f:+.1f}  {shown(row['text'], *span)}")
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    groups = [g for g in groups if g]
    return measured(VALUES, (absolute_error, correlation, negatives), groups, name)


def of_marked(path: Path, encoder: Encoder | None, *, errors: bool) -> tuple[list[Line], str]:
    """Return the lines and the confusion of a marked text, by rules alone or with the model."""
    from reportedly.markup import items  # noqa: PLC0415

    groups = []
    for item in items(path):
        triggers = [Span(start=e["start"], end=e["end"]) for e in item.events]
        gold = [e["status"] for e in item.events]
        found = _statuses(item.text, triggers, encoder)
        groups.append(list(zip(gold, found, strict=True)))
        for t, g, f in zip(triggers, gold, found, strict=True):
            if errors and g != f:
                print(f"{g:<11} {f:<11} {shown(item.text, t.start, t.end)}")
    label = f"{path.stem}, {'with the model' if encoder else 'rules alone'}"
    groups = [g for g in groups if g]
    pairs = [p for g in groups for p in g]
    return measured(MARKED, (macro_f1, false_facts, accuracy), groups, label), f"{label}\n{confusion(pairs)}"


def _statuses(text: str, triggers: Sequence[Span], encoder: Encoder | None) -> Sequence[str]:
    if encoder is None:
        return [status(text, t, {}) for t in triggers]
    from reportedly.decode.events import statuses  # noqa: PLC0415

    return statuses(text, triggers, encoder) if triggers else []


def _encoder(model: Path | None) -> Encoder | str:
    """Return the encoder, or why it cannot read events."""
    try:
        from reportedly.decode.events import factuality, statuses  # noqa: F401, PLC0415
        from reportedly.encoder import Encoder  # noqa: PLC0415
    except ImportError as e:
        return f"reportedly.decode.events does not give factuality and statuses yet: {e}"
    encoder = Encoder.load(model)
    reading = next(encoder.read(["They left."]))
    missing = {"event_status", "factuality"} - set(reading.classes)
    return f"the model has no head for {' and '.join(sorted(missing))}: rules alone" if missing else encoder


def main() -> None:
    """Print the tables; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, action="append", help="marked texts (.txt) or rows with `factuality`")
    parser.add_argument("--model", type=Path, metavar="DIR", help="a model folder (default: the one that is shipped)")
    parser.add_argument("--rules", action="store_true", help="rules alone: load no model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", action="store_true", help="print what is wrong: gold, found, the words around")
    args = parser.parse_args()
    files = args.file or [p for p in (args.data / DEV, *sorted(PROBES.glob("status*.txt"))) if p.exists()]
    encoder = "rules alone" if args.rules else _encoder(args.model)
    found: list[Line] = []
    tables: list[str] = []
    remarks = [encoder] if isinstance(encoder, str) else []
    for path in files:
        if path.suffix == ".txt":
            for e in (None,) if isinstance(encoder, str) else (None, encoder):
                of_file, confused = of_marked(path, e, errors=args.errors)
                found += of_file
                tables.append(confused)
        elif isinstance(encoder, str):
            remarks.append(f"{path.name}: not measured, values come from the model")
        else:
            found += of_values(path, encoder, errors=args.errors)
    print(table([HEAD, *(line.cells() for line in found)], numbers=range(1, 6)), *tables, NOTES, *remarks, sep="\n\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(line) for line in found], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
