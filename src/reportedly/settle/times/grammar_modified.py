"""Fifth level: what marks a date as early, late or approximate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times.amounts import Amount
from reportedly.settle.times.grammar_atoms import PARTS
from reportedly.settle.times.grammar_joined import DAY_NAMES
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import marked, with_mod
from reportedly.settle.times.words import listed

if TYPE_CHECKING:
    from reportedly.model import Modifier
    from reportedly.settle.times.values import Sense

MODIFIED: Final = Rules(PARTS | {"ANYDATE": "DAY|WEEK|MONTH|SEASON|QUARTER|YEAR|DECADE|CENTURY|OFFSET"})


@MODIFIED.add("the? m=early dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=late dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=mid dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=mid of d=ANYDATE", "DAY")
@MODIFIED.add("the? m=begin of d=ANYDATE", "DAY")
@MODIFIED.add("the? m=end of d=ANYDATE", "DAY")
@MODIFIED.add("m=end dash? d=ANYDATE", "DAY")
@MODIFIED.add("m=earlier d=ANYDATE", "DAY")
@MODIFIED.add("m=later d=ANYDATE", "DAY")
@MODIFIED.add("m=earlier on? d=ANYDATE", "DAY")
@MODIFIED.add("m=(early|late|earlier|later) d=MOMENT", "MOMENT")
def _modified(f: Found) -> Sense | None:
    kind = f.kind("m")
    if f.word("m") in {"close", "onset"}:
        return None
    return marked(f["d"], kind) if callable(f["d"]) else None


@MODIFIED.add("approx d=DUR", "DUR")
@MODIFIED.add("over d=DUR", "DUR")
@MODIFIED.add("under d=DUR", "DUR")
@MODIFIED.add("no? more than d=DUR", "DUR")
@MODIFIED.add("no? less than d=DUR", "DUR")
@MODIFIED.add("at least d=DUR", "DUR")
@MODIFIED.add("at most d=DUR", "DUR")
@MODIFIED.add("up to d=DUR", "DUR")
@MODIFIED.add("approx d=OFFSET", "OFFSET")
@MODIFIED.add("more than d=OFFSET", "OFFSET")
@MODIFIED.add("less than d=OFFSET", "OFFSET")
@MODIFIED.add("over d=OFFSET", "OFFSET")
@MODIFIED.add("at least d=OFFSET", "OFFSET")
@MODIFIED.add("approx d=DAY", "DAY")
@MODIFIED.add("approx d=MONTH", "MONTH")
@MODIFIED.add("approx d=YEAR", "YEAR")
@MODIFIED.add("approx d=MOMENT", "MOMENT")
def _hedged(f: Found) -> Sense | None:
    words = " ".join(t.word for t in f.inside[:-1])
    lasting = f.before.kind in {"for", "in", "after", "only"} or f.before.word.lower() in _LASTING
    if (
        (words == "over" and not lasting)  # "over three years" is mostly their course
        or (words == "some" and f.kind("d") != "DUR")
        or f.word("d") in DAY_NAMES  # "to get around Wednesday's ruling"
    ):
        return None
    return with_mod(f["d"].sense if isinstance(f["d"], Amount) else f["d"], _HEDGES.get(words, "APPROX"))


_LASTING: Final = listed("lasted last lasting took takes take well spent")
_HEDGES: Final[dict[str, Modifier]] = {
    "over": "MORE_THAN", "more than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN",
    "under": "LESS_THAN", "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE",
    "no fewer than": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "nearly": "LESS_THAN",
    "almost": "LESS_THAN",
}  # fmt: skip
