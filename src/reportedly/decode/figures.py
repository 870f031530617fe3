"""Count phrases: numbers that are said of people or things, what they count, and which event they belong to.

One pattern finds the numbers; what is asked of each looks no farther than `NEAR` code points and a few events, so
that the work grows with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.decode.beside import PASSIVE, is_joined, is_of_them, is_part, told_ahead, told_behind
from reportedly.decode.counted import APART, CROWD, MEASURE, PEOPLE_ONLY, TOTAL, YEAR
from reportedly.decode.draft import DraftFigure
from reportedly.decode.effects import natural_effect, own_effect
from reportedly.decode.fates import ACTOR, PLACE, RECIPIENT, fitting, of_itself, suffered
from reportedly.decode.happenings import CLAUSES_COUNT, NEAR, Happenings
from reportedly.decode.measures import is_no_count
from reportedly.decode.numbers import COUNT, behind, numbers
from reportedly.decode.units import unit
from reportedly.model import Span
from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.decode.draft import DraftEvent
    from reportedly.decode.numbers import Number
    from reportedly.model import Effect

    Range = tuple[int, int]

_MORE: Final = re.compile(r"(?<![\w-])(?:a (?:further|total of)|another|an (?:additional|extra))[ ]$", re.IGNORECASE)
_DEFINITE: Final = re.compile(r"\b(?:the|these|those)[ ]$", re.IGNORECASE)
_REMAINS: Final = re.compile(
    r"\b(?:bodies|remains|corpses|coffins|deaths|killings?|murders?|lives) of (?:the |its |their |his |her |all )?$"
)
_ELLIPSIS: Final = re.compile(  # what may follow a count whose noun is left out
    r" (?:in|on|at|of|from|near|by|during|over|across|since|between|among|and|or|but|as|to|for|with|under|this|last"
    r"|a|an|the|more|others|so|inside|outside|while|when|after|before|children|women|people|elsewhere|overnight|abroad"
    r"|yesterday|today|alone|each|altogether|nationwide|along|around|about|\w+ly|\d+|[A-Z]\w*)\b"
)
_SOURCE: Final = re.compile(
    r" (?:said|told|say|says|added|warned|confirmed|briefed|familiar|close to|with knowledge)\b"
)
_LOOSE: Final = re.compile(
    r"\b(?:with|carrying|in|by|from|for|on|at|between|among|than|against|near|across|as|of|to|into|aboard|inside"
    r"|outside)[ ](?:the )?$",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(r"(?: \w+){0,6}? (?:would|could|might|can|will|should)\b")
_NONE: Final = frozenset({"nobody", "no one", "no-one", "none"})
_NO: Final = frozenset({"no", "neither", "not a single", "not one", "zero"})
_ONE: Final = frozenset({"one", "no", "not a single", "not one"})
_LIGHT: Final = frozenset({"few", "many", "various", "one", "numerous", "countless", "multiple"})
_SIDES: Final = frozenset(
    {"sides", "parties", "ends", "hands", "ways", "cases", "chambers", "houses", "directions", "counts"}
)
_ZEROES: Final[frozenset[Effect]] = PEOPLE_ONLY | {"destroyed", "launched"}
_FEW: Final = 3  # "the two": a pair that acts is named again, not counted
_BEGINS: Final = 4  # code points between where a phrase and a participant begin


def figures(text: str, events: Sequence[DraftEvent]) -> tuple[DraftFigure, ...]:
    """Return the count phrases of a text in text order, each with the event it belongs to, if any.

    Args:
        text: the text.
        events: its events in the order of their triggers.
    """
    happened = Happenings(text, events)
    found: list[DraftFigure] = []
    for start, end in sentences(text):
        before: DraftFigure | None = None
        for m in COUNT.finditer(text, start, end):
            for made in numbers(m):
                if (before and made.start < before.span.end) or is_no_count(text, made, start):
                    continue
                if figure := _Phrase.of(text, made, start, end).figure(happened, before):
                    found.append(figure)
                    before = figure
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A number with what it counts, in its sentence `first:last`."""

    text: str
    number: Number
    unit: Range | None
    span: Range
    first: int
    last: int

    @classmethod
    def of(cls, text: str, n: Number, first: int, last: int) -> _Phrase:
        """Return the phrase around a number."""
        words = text[n.first : n.stop].lower()
        counted, end = (None, n.end) if words in _NONE else unit(text, n.end, last, single=words in _ONE)
        more = _MORE.search(text, max(first, n.start - 20), n.start)
        start = more.start() if more and words != "both" else n.start
        n, end = behind(text, n, max(end, n.end), last)
        return cls(text=text, number=n, unit=counted, span=(start, end), first=first, last=last)

    @property
    def words(self) -> str:
        """The number in lower case."""
        return self.text[self.number.first : self.number.stop].lower()

    @property
    def noun(self) -> str:
        """The counted noun phrase."""
        return self.text[slice(*self.unit)] if self.unit else ""

    def figure(self, events: Happenings, before: DraftFigure | None) -> DraftFigure | None:
        """Return the figure, None where the number counts nothing; `before` is the sentence's last one."""
        noun = self.noun
        if noun and (MEASURE.fullmatch(noun.rsplit(" ", 1)[-1]) or APART.match(self.text, self.span[1])):
            return None
        taken = self._taken(events)
        part = before is not None and self._is_part(before)
        joined = before is not None and (part or self._is_joined(before))
        effect = self._told(events, taken) or (
            self._inherited(events, before, taken, part=part) if before and joined else None
        )
        if effect is None and not part and not taken and self.words not in _NO:
            effect = self._near(events)
            if effect is None and before and joined and self._goes_on(events, before):
                effect = fitting(before.effect, "") if noun and before.unit else before.effect
        sure = effect is not None
        acts = taken and all(role == ACTOR for _, role, _ in events.taking(self.span))
        effect = effect or (None if acts else natural_effect(noun)) or "other"
        if not self._counts(effect, events, before if joined else None, sure=sure):
            return None
        n = self.number
        named = Span(start=self.unit[0], end=self.unit[1]) if self.unit else before.unit if before and joined else None
        return DraftFigure(
            span=Span(start=self.span[0], end=self.span[1]), number=Span(start=n.first, end=n.stop), unit=named,
            effect=effect, low=n.low, best=n.best, high=n.high, hedge=n.hedge,
            event=self._event(events, effect, taken, before if joined else None, part=part), score=0.9,
        )  # fmt: skip

    def _told(self, events: Happenings, taken: tuple[int, Effect | None] | None) -> Effect | None:
        """Return what the noun, the event or the words beside it tell: a wound that the event tells may be a death."""
        dead = _REMAINS.search(self.text, max(self.first, self.span[0] - 40), self.span[0])
        told = "killed" if dead else own_effect(self.noun) or (taken[1] if taken else None)
        if told not in {None, "injured"}:
            return told
        heard = {events.events[i].trigger.start for i, _, _ in events.taking(self.span)}
        effect, at = told_behind(self.text, self.span[1], self.last, self.noun)
        told = (effect if at not in heard or told else None) or told
        if told is None:
            effect, at = told_ahead(self.text, self.first, self.span[0], self.noun)
            told = None if at in heard else effect
        return told

    def _inherited(
        self, events: Happenings, before: DraftFigure, taken: tuple[int, Effect | None] | None, *, part: bool
    ) -> Effect | None:
        """Return the effect of the figure before: a part has the whole's, and so has what is left without a noun."""
        if not part and (self.unit or not _is_ellipsis(self.text, self.span[1])):
            return None
        if taken and self._is_elsewhere(events, before, taken[0]):
            return None
        return before.effect if fitting(before.effect, self.noun) == before.effect else None

    def _is_elsewhere(self, events: Happenings, before: DraftFigure, i: int) -> bool:
        """Tell whether the event that the counted take part in is told behind the figure before, and not its own."""
        return i != before.event and events.events[i].trigger.start >= before.span.end

    def _goes_on(self, events: Happenings, before: DraftFigure) -> bool:
        """Tell whether what befell those before is meant: no other event lies between, nor did their noun tell it."""
        if before.effect == "other" or self._is_apart() or events.inside((before.span.end, self.span[0])) is not None:
            return False
        return not (self.unit and before.unit and own_effect(self.text[before.unit.start : before.unit.end]))

    def _is_apart(self) -> bool:
        return bool(_LOOSE.search(self.text, max(self.first, self.span[0] - 14), self.span[0]))

    def _taken(self, events: Happenings) -> tuple[int, Effect | None] | None:
        """Return the event that the counted take part in or are, and its effect on them: best where it tells one."""
        found = []
        for i, role, _ in events.taking(self.span):
            effect = self._suffered(events, i, role)
            found.append((effect is None, role == PLACE, events.distance(i, self.span), i, effect))
        if (inside := events.inside(self.span)) is not None:
            effect = natural_effect(self.noun) or of_itself(self.noun, events.events[inside].type)
            found.append((effect is None, False, -1, inside, effect))
        return min(found, key=lambda f: f[:4])[3:] if found else None

    def _suffered(self, events: Happenings, i: int, role: str) -> Effect | None:
        return suffered(*events.told(i), self.noun, events.events[i].type, role)

    def _near(self, events: Happenings) -> Effect | None:
        """Return what the closest event of the clause does to what is counted."""
        i = next(iter(events.near(self.span)), None)
        if self._is_apart() or i is None or events.distance(i, self.span) > CLAUSES_COUNT:
            return None
        t = events.events[i].trigger
        behind = t.start < self.span[0] or PASSIVE.search(self.text, self.span[1], t.start)
        return self._suffered(events, i, RECIPIENT if behind else ACTOR) if self.first <= t.start < self.last else None

    def _is_part(self, before: DraftFigure) -> bool:
        near = 0 <= self.span[0] - before.span.end <= NEAR
        return near and is_part(self.text, before.span.end, (self.number.start, self.number.end))

    def _is_joined(self, before: DraftFigure) -> bool:
        near = 0 <= self.span[0] - before.span.end <= NEAR
        return near and is_joined(self.text, (before.span.end, self.span[0]), named=self.unit is not None)

    def _event(
        self,
        events: Happenings,
        effect: Effect,
        taken: tuple[int, Effect | None] | None,
        before: DraftFigure | None,
        *,
        part: bool,
    ) -> int | None:
        """Return the event the count belongs to."""
        if taken and effect in {taken[1], "other"}:
            return None if effect == "other" and self._acts_again(events) else taken[0]
        if not taken and effect == "other" and _SOURCE.match(self.text, self.span[1]):
            return None
        near = [i for i in events.near(self.span) if self.first <= events.events[i].trigger.start < self.last]
        telling = next((i for i in near if effect != "other" and events.told(i)[0] == effect), None)
        own = taken[0] if taken else None
        whole = before.event if before and part else None
        if (i := next((i for i in (whole, telling, own) if i is not None), None)) is not None:
            return i
        if before and before.effect == effect and not self.unit:
            return before.event
        clause = (i for i in near if events.distance(i, self.span) <= CLAUSES_COUNT)
        return next((i for i in clause if events.events[i].trigger.start < self.span[0] or effect != "other"), None)

    def _acts_again(self, events: Happenings) -> bool:
        """Tell whether a pair or so that was named before does it: "the two agreed"."""
        again = _DEFINITE.search(self.text, max(self.first, self.span[0] - 8), self.span[0])
        few = (self.number.best or 0) <= _FEW
        return bool(again) and few and all(role == ACTOR for _, role, _ in events.taking(self.span))

    def _counts(self, effect: Effect, events: Happenings, joined: DraftFigure | None, *, sure: bool) -> bool:
        """Tell whether the number counts people or things: it has a noun, or what happened to them is said."""
        words = self.words
        begins = any(
            role != PLACE and (abs(start - self.span[0]) <= _BEGINS or end == self.span[1])
            for _, role, (start, end) in events.taking(self.span)
        )
        if words in _NONE or words in _NO:
            may = _NOT_YET.match(self.text, self.span[1], self.last)
            return effect in _ZEROES and sure and not may and (words in _NONE or self.unit is not None)
        if words == "both":
            both = f" {self.noun}".rsplit(" ", 1)[-1] not in _SIDES
            return both and (self.unit is not None or begins) and not self.text.startswith(" and ", self.span[1])
        if words == "two" and f" {self.noun}".rsplit(" ", 1)[-1] in _SIDES:
            return not _DEFINITE.search(self.text, max(self.first, self.span[0] - 8), self.span[0])
        if words in _LIGHT:
            return sure or (begins and words != "one")
        if self.unit is not None or begins or sure:
            return self.unit is not None or not self._is_year()
        total = TOTAL.search(self.text, max(self.first, self.span[0] - 64), self.span[0])
        crowd = CROWD.search(self.text, max(self.first, self.span[0] - 24), self.span[0])
        return bool(total or crowd) or (joined is not None and is_of_them(self.text, self.number.end))

    def _is_year(self) -> bool:
        return bool(YEAR.fullmatch(self.words)) and self.number.hedge == "exact"


def _is_ellipsis(text: str, end: int) -> bool:
    """Tell whether a count that ends here may go without its noun and its verb: "and 12 in Karsk"."""
    return not text.startswith(" ", end) or bool(_ELLIPSIS.match(text[end : end + 24]))
