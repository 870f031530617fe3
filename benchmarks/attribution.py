"""Print how well attributions are found, with intervals, the floors that were set, and what the peers published.

python benchmarks/attribution.py [--model DIR | --records FILE] [--json FILE] [--span-law] [--agreement]
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import permutations
from math import isnan, nan
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import Document, attributions, documents, lines, options, sides
from scoring import Measure, Tally, bootstrap, score
from seed import seed
from span_law import span_law

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Json

MULTI = "attribution/polnear.multi.jsonl.gz"
LAW = "also read every text of the data folder (the first N of each file) and check all spans; slow"
HEAD = ["what", "P", "R", "F1", "95 %", "must", "aim", "reached", "peers"]
NESTED = (
    "Statements within another's content are left out: PolNeAR has the outermost only.",
    "Nested statements count.",
)
COFENET = "BERT-base + CofeNet {}, BiLSTM + CofeNet {}, CoreNLP {}"
PROTOCOL = """\
In percent. The interval is of the measure that counts (F1; R where only R is given): 95 %, 1,000 bootstrap resamples of
the documents. Peers were measured on other texts: CofeNet and CoreNLP on PolNeAR test in passages cut at 300 tokens,
GenderGapTracker on its own 98 articles; the humans are PolNeAR's annotators against each other (--agreement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: the tally it shows, the least it must reach, what it aims at, and what peers published."""

    key: str
    name: str
    measure: Measure = "f1"
    must: float
    aim: float
    peers: str


ROWS = (
    Row(key="source", name="exact span, source", must=77, aim=83.2, peers=COFENET.format(83.2, 73.3, 13.9)),
    Row(key="cue", name="exact span, cue", must=70, aim=75.3, peers=COFENET.format(75.3, 66.2, "-")),
    Row(key="content", name="exact span, content", must=61, aim=72.9, peers=COFENET.format(72.9, 63.6, 17.5)),
    Row(key="linked", name="linked attribution", must=68, aim=75.2, peers="two humans 75.2"),
    Row(key="direct", name="linked, direct", measure="recall", must=90, aim=97.9, peers="two humans 97.9"),
    Row(key="mixed", name="linked, mixed", measure="recall", must=78, aim=86.3, peers="two humans 86.3"),
    Row(key="indirect", name="linked, indirect", measure="recall", must=58, aim=69.0, peers="two humans 69.0"),
    Row(key="exact", name="all three spans exact", must=45, aim=56.9, peers="two humans 56.9"),
    Row(key="quotes 0.3", name="quotes, covered > 0.3", must=82, aim=85, peers="GenderGapTracker 83.7"),
    Row(key="quotes 0.8", name="quotes, covered > 0.8", must=74, aim=80, peers="GenderGapTracker 76.1"),
    Row(key="speakers 0.3", name="speakers at 0.3", measure="recall", must=86, aim=90, peers="GenderGapTracker 86.5"),
    Row(key="speakers 0.8", name="speakers at 0.8", measure="recall", must=86, aim=90, peers="GenderGapTracker 87.4"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured for a row, with the 95 % interval of its measure."""

    row: Row
    tally: Tally
    low: float
    high: float

    @property
    def value(self) -> float:
        """The measure that counts."""
        return self.tally.f1 if self.row.measure == "f1" else self.tally.recall

    def cells(self) -> list[str]:
        """Return the line of the table."""
        t, row = self.tally, self.row
        shares = (t.precision, t.recall, t.f1) if row.measure == "f1" else (t.precision, t.recall)
        shown = ["" if isnan(x) else f"{x:.1f}" for x in (*shares, *([nan] * (3 - len(shares))))]
        if isnan(self.value):
            return [row.name, *shown, "", f"{row.must:g}", f"{row.aim:g}", "none to find", row.peers]
        reached = "aim" if self.value >= row.aim else "must" if self.value >= row.must else "below"
        return [
            row.name,
            *shown,
            f"{self.low:.1f}-{self.high:.1f}",
            f"{row.must:g}",
            f"{row.aim:g}",
            reached,
            row.peers,
        ]

    def json(self) -> Json:
        """Return the figures as plain values."""
        parts = {k: None if isnan(v := getattr(self.tally, k)) else v for k in ("precision", "recall", "f1")}
        return asdict(self.row) | asdict(self.tally) | parts | {"value": self.value, "low": self.low, "high": self.high}


def figures(scored: Sequence[dict[str, Tally]]) -> list[Figure]:
    """Add up the tallies of all documents, row by row."""
    found = []
    for row in ROWS:
        tallies = [s[row.key] for s in scored]
        low, high = bootstrap(tallies, row.measure)
        found.append(Figure(row=row, tally=sum(tallies, Tally()), low=low, high=high))
    return found


def agreement(path: Path) -> list[dict[str, Tally]]:
    """Score every annotator of an article against every other; return the sums of each article."""
    articles: dict[str, list[Document]] = defaultdict(list)
    for doc in documents(path):
        articles[doc.text].append(doc)
    scored = []
    for text, annotated in articles.items():
        pairs = [score(text, a.gold, b.gold, a.discards) for a, b in permutations(annotated, 2)]
        scored.append({key: sum((p[key] for p in pairs), Tally()) for key in pairs[0]})
    return scored


def table(rows: Sequence[Sequence[str]], numbers: range) -> str:
    """Return a Markdown table that is also aligned for reading as it is, the columns of `numbers` to the right."""
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    rule = [f"{'-' * (w - 1)}{':' if i in numbers else '-'}" for i, w in enumerate(widths)]

    def line(row: Sequence[str]) -> str:
        cells = zip(row, widths, strict=True)
        return f"| {' | '.join(c.rjust(w) if i in numbers else c.ljust(w) for i, (c, w) in enumerate(cells))} |"

    return "\n".join(map(line, (rows[0], rule, *rows[1:])))


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(parents=[options()], description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--agreement", action="store_true", help=f"score the annotators of {MULTI} against each other")
    parser.add_argument("--span-law", type=int, nargs="?", const=0, metavar="N", help=LAW)
    args = parser.parse_args()
    if args.agreement:
        scored = agreement(args.data / MULTI)
        read = f"Human annotators against each other, {len(scored)} documents."
    else:
        pairs = list(sides(args))
        scored = [score(d.text, d.gold, attributions(r, nested=args.nested) if r else (), d.discards) for d, r in pairs]
        read = f"{len(scored)} documents, {sum(r is None for _, r in pairs)} of them without a record."
    measured = figures(scored)
    rows = [HEAD, *(f.cells() for f in measured)]
    report: Json = {"documents": len(scored), "nested": args.nested, "rows": [f.json() for f in measured]}
    notes = [PROTOCOL, NESTED[args.nested], read]
    records = lines(args.records) if args.records else None
    if not args.agreement and (found := seed(args.data.parent / "seed", args.model, records)):
        rows.append(
            _row("seed report", f"{found.found}/{found.of} + {found.nested}/{found.nested_of}", "8/9", "9/9 + 1/1")
        )
        notes += [f"seed: {line}" for line in found.missing]
        report["seed"] = asdict(found)
    if args.span_law is not None:
        law = span_law(args.data, args.model, args.span_law)
        rows.append(_row("span law", f"{100 * (law.read - law.broken) / law.texts:.2f}", "100", ""))
        notes += [f"span law: {law.read} of {law.texts} texts read, {law.spans} spans", *law.faults[:20]]
        report["span_law"] = asdict(law)
    print(table(rows, numbers=range(1, 7)), *notes, sep="\n")
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _row(name: str, value: str, must: str, aim: str) -> list[str]:
    return [name, "", value, "", "", must, aim, "", ""]


if __name__ == "__main__":
    main()
