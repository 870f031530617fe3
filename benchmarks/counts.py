"""Print how well hedged and vague counts get their values: low, best, high and hedge, and what is left alone.

python benchmarks/counts.py [--file FILE ...] [--rules] [--model DIR] [--errors]
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attribution import table

from reportedly.decode.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PROBES = Path(__file__).parents[1] / "tests" / "probes"
FILES = (PROBES / "numbers_a.tsv", PROBES / "numbers_b.tsv")
FIELDS = ("low", "best", "high", "hedge")
HEAD = ["what", "n", "right", "%", "must", "aim"]
FLOORS = {"low, best, high, hedge all right": ("92", "97")}
NOTES = """\
A line is right if the figure on its number words has all four values; where it says that the words are no count, if
no figure is on them. "Counted besides": figures on words that no line of the sentence names; they are in no share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, its number words at `start:end` (code points), their values (all None: no count), and their kind."""

    text: str
    start: int
    end: int
    values: tuple[float | str | None, ...]
    kind: str

    @property
    def words(self) -> str:
        """The number words."""
        return self.text[self.start : self.end]


def probes(path: Path) -> Iterator[Line]:
    """Yield the lines of a file: sentence, number words, low, best, high, hedge between tabs; `# ` names a kind.

    Raises:
        ValueError: a line has not six columns, its words are not in it once, or its numbers are none.
    """
    kind = ""
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("# "):
            kind = row[2:]
            continue
        text, words, *bounds, hedge = row.split("\t")
        if len(bounds) != 3 or text.count(words) != 1:  # noqa: PLR2004 - low, best, high
            raise ValueError(f"{path.name}: {row!r}")
        values = (*(None if b == "-" else float(b) for b in bounds), None if hedge == "-" else hedge)
        start = text.index(words)
        yield Line(text=text, start=start, end=start + len(words), values=values, kind=kind)


def settled(lines: Sequence[Line], found: dict[str, Sequence[Any]]) -> list[tuple[float | str | None, ...]]:
    """Return the values that each line's words got; all None where no figure is on them."""
    return [_values(next((f for f in found[x.text] if _meets(f, x)), None)) for x in lines]


def besides(lines: Sequence[Line], found: dict[str, Sequence[Any]]) -> list[tuple[str, str]]:
    """Return (sentence, words) of the figures that stand on words which no line names."""
    of = defaultdict(list)
    for x in lines:
        of[x.text].append(x)
    return [
        (text, text[f.number.start : f.number.end])
        for text, mine in of.items()
        for f in found[text]
        if not any(_meets(f, x) for x in mine)
    ]


def _meets(figure: Any, line: Line) -> bool:  # noqa: ANN401 - a draft's figure or a record's
    return bool(figure.number.start < line.end and line.start < figure.number.end)


def _values(figure: Any) -> tuple[float | str | None, ...]:  # noqa: ANN401 - a draft's figure or a record's
    return (None,) * 4 if figure is None else tuple(getattr(figure, x) for x in FIELDS)


def by_rules(texts: Iterable[str]) -> dict[str, Sequence[Any]]:
    """Return the figures of each text by the rules alone: no events, no model."""
    return {text: figures(text, ()) for text in texts}


def as_read(texts: Iterable[str], model: Path | None) -> dict[str, Sequence[Any]]:
    """Return the figures of each text, read as users do."""
    from reportedly.inputs.files import article  # noqa: PLC0415 - rules need no model
    from reportedly.pipeline import read_all  # noqa: PLC0415

    texts = list(texts)
    results = read_all((article(text) for text in texts), model=model)
    return {text: result.figures for text, result in zip(texts, results, strict=True)}  # type: ignore[union-attr]


def rows(lines: Sequence[Line], got: Sequence[tuple[float | str | None, ...]]) -> Iterator[list[str]]:
    """Yield the table's lines: counts with all right, each field, each kind."""
    pairs = list(zip(lines, got, strict=True))
    counts = [p for p in pairs if p[0].values[-1]]
    yield _row("low, best, high, hedge all right", [x.values == g for x, g in counts])
    for i, name in enumerate(FIELDS):
        yield _row(f"- {name}", [x.values[i] == g[i] for x, g in counts])
    yield _row("no count, left alone", [x.values == g for x, g in pairs if not x.values[-1]])
    yield _row("all lines", [x.values == g for x, g in pairs])
    for kind in dict.fromkeys(x.kind for x in lines):
        yield _row(f"kind: {kind}", [x.values == g for x, g in pairs if x.kind == kind])


def _row(name: str, right: Sequence[bool]) -> list[str]:
    share = f"{100 * sum(right) / len(right):.1f}" if right else "-"
    return [name, str(len(right)), str(sum(right)), share, *FLOORS.get(name, ("", ""))]


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--file", type=Path, action="append", help="probes (default: both files of tests/probes)")
    parser.add_argument("--rules", action="store_true", help="by the rules alone: no events, no model")
    parser.add_argument("--model", type=Path, help="another model folder")
    parser.add_argument("--errors", action="store_true", help="show the lines that are wrong")
    args = parser.parse_args()
    for path in args.file or FILES:
        lines = list(probes(path))
        texts = list(dict.fromkeys(x.text for x in lines))
        began = time.perf_counter()
        found = by_rules(texts) if args.rules else as_read(texts, args.model)
        took = time.perf_counter() - began
        got, more = settled(lines, found), besides(lines, found)
        print(f"{path.name}: {len(lines)} lines, {took:.1f} s, counted besides: {len(more)}\n")
        print(table([HEAD, *rows(lines, got)], range(1, 6)), "\n")
        for x, g in zip(lines, got, strict=True):
            if args.errors and x.values != g:
                print(f"{x.text}\n    {x.words!r}: {x.values}, ours {g}")
        for text, words in more if args.errors else ():
            print(f"{text}\n    besides: {words!r}")
    print(NOTES)


if __name__ == "__main__":
    main()
