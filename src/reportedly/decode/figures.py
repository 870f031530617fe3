"""Count phrases: numbers that are said of people or things, what they count, and which event they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import (
    AGED,
    BY_TYPE,
    EFFECTS,
    ELSE,
    IRREGULAR,
    MEASURED,
    NAMING,
    ONE_OF,
    OWN,
    PEOPLE_ONLY,
    STOP,
    THINGS,
    WEAPONS,
    YEAR,
)
from reportedly.decode.draft import DraftFigure
from reportedly.decode.numbers import COUNT, number
from reportedly.model import Span
from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.decode.draft import DraftEvent
    from reportedly.decode.numbers import Number
    from reportedly.model import Effect

    Range = tuple[int, int]

_EFFECTS: Final = {effect: re.compile(words, re.IGNORECASE) for effect, words in EFFECTS.items()}
_ELSE: Final = {effect: re.compile(words, re.IGNORECASE) for effect, words in ELSE.items()}
_OWN: Final = {effect: re.compile(words, re.IGNORECASE) for effect, words in OWN.items()}
_WORD: Final = re.compile(r"[ \u00a0-]((?:[^\W\d_][\w’'.-]*)\b)")
_LEAD: Final = re.compile(
    r" (?:of (?:the|its|his|her|their|these|those|our)\b|of(?= )|(?:more|other|further|additional)\b)", re.IGNORECASE
)
_OTHERS: Final = re.compile(r" (?:more )?(others|more|of them|of whom)\b")
_MORE: Final = re.compile(r"\b(?:a further|another|an additional|a total of) $", re.IGNORECASE)
_LIST: Final = re.compile(r"(?:, [a-z]\w+s){0,3}(?:,? and [a-z]\w+s)(?![\w-])")
_CLAUSE: Final = re.compile(r"[;:]|, (?:and|but|who|which)\b|\b(?:while|but|when|as|after)\b")
_BESIDE: Final = re.compile(
    r"(?: (?:people|others|more|were|was|have|had|has|been|are|is|also|left|remain\w*|still|reported|confirmed"
    r"|feared))* (\w+)"
)
_AHEAD: Final = re.compile(
    r"(\w+)(?: (?:toll|of|at|to|rose|risen|reached|stood|stands|climbed|has|had|is|was|now|put|the|least|up|in|bringing"
    r"|total|from|earthquake))* $"
)
_JOINED: Final = re.compile(r"[^.;]{0,60}?(?:, | and |, and | including | among them | or )[^.;,]{0,20}")
_SUFFIX: Final = re.compile(r"(?:st|nd|rd|th)\b|[:/.]\d|\)|’s|'s")
_AFTER_AGE: Final = re.compile(r",|\.|\)| and\b|;|:|$")
_PEOPLE: Final = re.compile(
    r" (?:\w+ ){0,2}(?:people|soldiers|troops|men|women|civilians|families|houses|homes|others)\b"
)
_NONE: Final = frozenset({"nobody", "no one", "no-one", "none"})
_NEAR: Final = 80  # code points between a number and the event that tells its effect
_CLAUSES_COUNT: Final = 60  # code points that a border between clauses counts for
_MOST: Final = 6  # words of a counted noun phrase


def figures(text: str, events: Sequence[DraftEvent]) -> tuple[DraftFigure, ...]:
    """Return the count phrases of a text in text order, each with the event it belongs to, if any.

    Args:
        text: the text.
        events: its events in the order of their triggers.
    """
    starts = [e.trigger.start for e in events]
    found: list[DraftFigure] = []
    for start, end in sentences(text):
        inside = range(bisect_left(starts, start), bisect_right(starts, end))
        counts = _Sentence(text=text, start=start, end=end, events=events, inside=inside)
        before: DraftFigure | None = None
        for m in COUNT.finditer(text, start, end):
            made = number(m)
            if made and not _is_no_count(text, made) and (figure := counts.figure(made, before)):
                found.append(figure)
                before = figure
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence `start:end` of a text, with the indices of the events in it."""

    text: str
    start: int
    end: int
    events: Sequence[DraftEvent]
    inside: range

    def figure(self, n: Number, before: DraftFigure | None) -> DraftFigure | None:
        """Return the figure of a number, None where it counts nothing; `before` is the sentence's last one."""
        words = self.text[n.first : n.stop].lower()
        more = _MORE.search(self.text, max(self.start, n.start - 20), n.start)
        unit, end = (None, n.end) if words in _NONE else self._unit(n.end)
        span = (more.start() if more else n.start, end)
        event = self._event(span)
        effect = self._effect(span, event, before)
        made = DraftFigure(
            span=Span(start=span[0], end=span[1]), number=Span(start=n.first, end=n.stop), unit=unit, effect=effect,
            low=n.low, best=n.best, high=n.high, hedge=n.hedge, event=event, score=0.9,
        )  # fmt: skip
        return made if _counts(words, made, before) else None

    def _unit(self, at: int) -> tuple[Span | None, int]:
        """Return the counted noun with what stands before it, and where the phrase ends."""
        lead, others = at, _OTHERS.match(self.text, at, self.end)
        while m := _LEAD.match(self.text, lead, self.end):
            lead = m.end()
        cut, best = lead, None
        for _ in range(_MOST):
            m = _WORD.match(self.text, cut, self.end)
            if not m or (low := m[1].lower()) in STOP or (best and not _is_plural(low)):
                break
            cut = m.end()
            if _is_plural(low):
                best = (m.start(1), m.end())
        if best is None:
            if others and others[1] != "of them":
                return Span(start=others.start(1), end=others.end(1)), others.end()
            return None, others.end() if others else at
        if m := _LIST.match(self.text, best[1], self.end):
            best = (best[0], m.end())
        return Span(start=best[0], end=best[1]), best[1]

    def _event(self, span: Range) -> int | None:
        """Return the event a count belongs to: one whose participant it is, else the closest that tells an effect."""

        def distance(i: int) -> int:
            t = self.events[i].trigger
            between = self.text[min(t.end, span[1]) : max(t.start, span[0])]
            return max(t.start - span[1], span[0] - t.end, 0) + _CLAUSES_COUNT * len(_CLAUSE.findall(between))

        def takes(i: int) -> bool:
            e = self.events[i]
            return any(p.start < span[1] and span[0] < p.end for p in (*e.recipient, *e.actor, *e.instrument))

        mine = [i for i in self.inside if takes(i)]
        if mine:
            return min([i for i in mine if self._told(i)] or mine, key=distance)
        near = [i for i in self.inside if self._told(i) and distance(i) <= _NEAR]
        return min(near, key=distance, default=None)

    def _told(self, event: int) -> Effect | None:
        trigger = self.events[event].trigger
        return _told(self.text[trigger.start : trigger.end])

    def _effect(self, span: Range, event: int | None, before: DraftFigure | None) -> Effect:
        """Return what happened to those counted: by the phrase itself, its event, the words beside, the last count."""
        phrase = self.text[span[0] : span[1]]
        told = (
            _said_by(phrase, _OWN)
            or self._by_event(phrase, event)
            or _fitting(_told_by(_BESIDE.match(self.text, span[1], min(self.end, span[1] + 40))), phrase)
            or _fitting(_told_by(_AHEAD.search(self.text, max(self.start, span[0] - 40), span[0])), phrase)
            or _said_by(phrase, _ELSE)
        )
        if told:
            return told
        joined = before and before.span.end < span[0] and _JOINED.fullmatch(self.text, before.span.end, span[0])
        return before.effect if before and joined and event in {None, before.event} else "other"

    def _by_event(self, phrase: str, event: int | None) -> Effect | None:
        if event is None:
            return None
        type_, trigger = self.events[event].type, self.events[event].trigger
        words = self.text[trigger.start : trigger.end]
        effect, means = BY_TYPE.get(type_, (None, ""))
        told = _fitting(_told(words), phrase)
        if told is None and effect and re.fullmatch(means, words, re.IGNORECASE):
            told = _fitting(effect, phrase)
        if told is None and WEAPONS.search(phrase) and type_ in {"ASSAULT", "MOBILIZE"}:
            return "launched"
        return "deployed" if told is None and type_ == "MOBILIZE" else told


def _fitting(told: Effect | None, phrase: str) -> Effect | None:
    """Return an effect that can befall what is counted: things are not killed, people not destroyed."""
    thing = bool(THINGS.search(phrase))
    if told in PEOPLE_ONLY and thing:
        return "destroyed" if told in {"killed", "injured"} else None
    return None if told == "destroyed" and not thing else told


def _counts(words: str, made: DraftFigure, before: DraftFigure | None) -> bool:
    """Tell whether a number counts people or things: it has a noun, or what happened to them is said."""
    harmed = made.effect in {"killed", "injured", "missing"}
    if words in {"no", "neither"}:
        return made.unit is not None and harmed
    if words in _NONE:
        return made.event is not None and harmed
    if words in {"both", "few", "many", "various", "one"}:
        return made.effect != "other"
    if made.unit is None and made.effect == "other":
        return made.hedge != "exact"
    return made.unit is not None or before is not None or made.effect in PEOPLE_ONLY


def _is_no_count(text: str, n: Number) -> bool:
    """Tell whether a number measures or names something: a date, an age, a sum, a distance, a road, a model."""
    words, before = text[n.first : n.stop], text[max(0, n.first - 24) : n.first]
    behind = text[n.stop : n.stop + 24]
    if MEASURED.match(text, n.stop) or NAMING.search(before) or _SUFFIX.match(behind) or before[-1:] in {*"($€£#/."}:
        return True
    if words[0].isdigit() and AGED.search(text[max(0, n.start - 24) : n.start]) and _AFTER_AGE.match(behind):
        return True
    if YEAR.fullmatch(words) and n.hedge == "exact" and not _PEOPLE.match(behind):
        return True
    return words.lower() == "one" and bool(ONE_OF.match(behind))


def _is_plural(word: str) -> bool:
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    return word in IRREGULAR or (len(word) > 3 and ends)  # noqa: PLR2004 - "gas", "yes"


def _said_by(phrase: str, table: Mapping[Effect, re.Pattern[str]]) -> Effect | None:
    return next((effect for effect, words in table.items() if words.search(phrase)), None)


def _told(words: str) -> Effect | None:
    """Return the effect that a word tells of."""
    return next((effect for effect, pattern in _EFFECTS.items() if pattern.fullmatch(words)), None)


def _told_by(m: re.Match[str] | None) -> Effect | None:
    return _told(m[1]) if m else None
