"""List what a run got wrong, sorted into kinds, for a human to read.

    python benchmarks/errors.py -n 20 --kind missed

Gold stands above ours: <source> {cue} [content], ⏎ for a line end, … for words left out.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus import attributions, options, sides
from scoring import FORMS, ROLES, Attribution, Span, Spans, form, heard, is_linked, match, overlap, snapped, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus import Document

MARKS = {"source": ("<", ">"), "cue": ("{", "}"), "content": ("[", "]")}
ORDER = ("missed", "spurious", *reversed(ROLES))
MARGIN, LONGEST = 50, 130  # characters around a case; unmarked stretches longer than that are cut
FAR = 4  # words from which boundaries are counted together
SIGNS = {-FAR: "≤", FAR: "≥"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong: its kind, and for a boundary how many words ours has too many (or, negative, too few)."""

    kind: str
    words: int | None = None

    def __str__(self) -> str:
        """Show the kind and the words."""
        return self.kind if self.words is None else f"{self.kind} {self.words:+d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An annotated attribution and the found one that it was matched with; one of the two may be missing."""

    document: Document
    gold: Attribution | None
    ours: Attribution | None
    linked: bool
    faults: tuple[Fault, ...]

    @property
    def sides(self) -> list[Attribution]:
        """Gold's and ours, those that there are."""
        return [a for a in (self.gold, self.ours) if a]


def cases(document: Document, found: Sequence[Attribution]) -> Iterator[Case]:
    """Yield every attribution of a document that is not exact, matched as the benchmark matches them."""
    gold, found = heard(document.gold, document.discards), heard(found, document.discards)
    edges = tokens(document.text)
    gold, found = ([snapped(a, edges) for a in side] for side in (gold, found))
    pairs = match(gold, found)
    for p in pairs:
        g, f = gold[p.gold], found[p.found]
        if faults := tuple(_differences(document.text, g, f, found)):
            yield Case(document=document, gold=g, ours=f, linked=is_linked(g, f, p.jaccard), faults=faults)
    for i in sorted(set(range(len(gold))) - {p.gold for p in pairs}):
        kind = "missed: merged" if _touches(gold[i], found) else "missed"
        yield Case(document=document, gold=gold[i], ours=None, linked=False, faults=(Fault(kind=kind),))
    for i in sorted(set(range(len(found))) - {p.found for p in pairs}):
        kind = "spurious: split" if _touches(found[i], gold) else "spurious"
        yield Case(document=document, gold=None, ours=found[i], linked=False, faults=(Fault(kind=kind),))


def _touches(one: Attribution, others: Iterable[Attribution]) -> bool:
    return any(overlap(one.content, other.content) for other in others)


def _differences(text: str, gold: Attribution, ours: Attribution, found: Sequence[Attribution]) -> Iterator[Fault]:
    for role in ROLES:
        a, b = getattr(gold, role), getattr(ours, role)
        if a == b:
            continue
        if not a:
            yield Fault(kind=f"{role} extra")
        elif not b or not overlap(a, b):
            elsewhere = any(getattr(f, role) and overlap(a, getattr(f, role)) for f in found)
            yield Fault(
                kind=f"{role} {'none' if not b else 'wrong'}: {'found elsewhere' if elsewhere else 'not found'}"
            )
        else:
            yield from _boundaries(text, role, a, b)


def _boundaries(text: str, role: str, gold: Spans, ours: Spans) -> Iterator[Fault]:
    """Yield whole fragments that only one side has, then the ends of the rest that differ."""
    both = [tuple(s for s in side if overlap((s,), other)) for side, other in ((gold, ours), (ours, gold))]
    for kind, side, rest, sign in (("missed", gold, both[0], -1), ("extra", ours, both[1], 1)):
        if lone := [s for s in side if s not in rest]:
            yield Fault(kind=f"{role} part {kind}", words=sign * sum(_words(text, *s) for s in lone))
    (start, end), (our_start, our_end) = map(_hull, both)
    if start != our_start:
        yield Fault(kind=f"{role} left", words=_words(text, our_start, start))
    if end != our_end:
        yield Fault(kind=f"{role} right", words=_words(text, end, our_end))
    if (start, end) == (our_start, our_end) and both[0] != both[1]:
        yield Fault(kind=f"{role} gaps")


def _hull(spans: Spans) -> Span:
    return min(s for s, _ in spans), max(e for _, e in spans)


def _words(text: str, start: int, end: int) -> int:
    """Count the words from `start` to `end`, negative if `end` comes first."""
    low, high = sorted((start, end))
    return len(re.findall(r"\w+", text[low:high])) * (1 if start <= end else -1)


def shown(case: Case) -> str:
    """Return the lines for one case: what is wrong, gold's reading and ours."""
    text = case.document.text
    marks = sorted({i for a in case.sides for role in ROLES for span in getattr(a, role) for i in span})
    stops = sorted({max(0, marks[0] - MARGIN), *marks, min(len(text), marks[-1] + MARGIN)})
    head = f"{case.document.id}:{marks[0]}  {'linked' if case.linked else 'WRONG'}  {' | '.join(map(str, case.faults))}"
    rows = (("gold", case.gold), ("ours", case.ours))
    return "\n".join([head, *(f"  {name}  {_marked(text, a, stops) if a else '-'}" for name, a in rows)])


def _marked(text: str, attribution: Attribution, stops: Sequence[int]) -> str:
    opens: dict[int, str] = defaultdict(str)
    closes: dict[int, str] = defaultdict(str)
    for role, (left, right) in MARKS.items():
        for start, end in getattr(attribution, role):
            opens[start] += left
            closes[end] += right
    parts = []
    for start, end in pairwise(stops):
        words = text[start:end].replace("\n", "⏎")
        half = LONGEST // 2
        parts += [closes[start], opens[start], words if len(words) <= LONGEST else f"{words[:half]} … {words[-half:]}"]
    return "".join(parts) + closes[stops[-1]]


def table(found: Sequence[Case]) -> str:
    """Return how often each kind occurs, how often in an attribution that is wrong, and in which direction."""
    rows = []
    count = Counter(f.kind for c in found for f in c.faults)
    for kind, n in sorted(count.items(), key=lambda x: (ORDER.index(x[0].split()[0].rstrip(":")), -x[1])):
        wrong = sum(f.kind == kind for c in found if not c.linked for f in c.faults)
        words = [f.words for c in found for f in c.faults if f.kind == kind and f.words is not None]
        sizes = Counter(max(-FAR, min(FAR, w)) for w in words)
        spread = "  ".join(f"{SIGNS.get(w, '')}{w:+d}: {sizes[w]}" for w in sorted(sizes))
        rows.append(f"{kind:<30} {n:>5} {wrong:>6}  {spread}")
    return "\n".join(
        [f"{'kind':<30} {'count':>5} {'wrong':>6}  words too many (+), too few (-); 0: punctuation", *rows]
    )


def main() -> None:
    """Print the kinds, then some cases."""
    parser = argparse.ArgumentParser(parents=[options()], description=__doc__.split("\n")[0])
    parser.add_argument("-n", type=int, default=15, help="how many cases to show (default: %(default)s)")
    parser.add_argument(
        "--kind", action="append", default=[], help="only cases of kinds that begin so; may be repeated"
    )
    parser.add_argument("--form", choices=FORMS, help="only cases whose gold (or, lacking one, ours) has this form")
    parser.add_argument("--wrong", action="store_true", help="only cases that the linked measure counts as wrong")
    parser.add_argument("--document", default="", help="only documents whose id holds this")
    parser.add_argument("--seed", type=int, default=0, help="which cases are drawn")
    args = parser.parse_args()
    found: list[Case] = []
    for document, record in sides(args):
        if args.document in document.id:
            found += cases(document, attributions(record, nested=args.nested) if record else [])
    if args.form:
        found = [c for c in found if form(c.document.text, c.sides[0].content) == args.form]
    if args.wrong:
        found = [c for c in found if not c.linked]
    print(table(found))
    wanted = [c for c in found if not args.kind or any(f.kind.startswith(tuple(args.kind)) for f in c.faults)]
    drawn = random.Random(args.seed).sample(wanted, min(args.n, len(wanted)))  # noqa: S311 - nothing secret
    for case in drawn:
        print(f"\n{shown(case)}")


if __name__ == "__main__":
    main()
