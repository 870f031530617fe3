"""Count phrases: numbers that are said of people or things, what they count, and which event they belong to.

One pattern finds the numbers; what is asked of each looks no farther than `_NEAR` code points and a few events, so
that the work grows with the length of the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import (
    AGED,
    ANIMALS,
    APART,
    BY_NATURE,
    EFFECTS,
    FORCES,
    IRREGULAR,
    MACHINES,
    MEASURE,
    MEASURED,
    NAMING,
    OF_ONESELF,
    ONE_OF,
    OWN,
    PEOPLE_ONLY,
    PREDICATES,
    STOP,
    THINGS,
    TOTAL,
    WEAPONS,
    YEAR,
)
from reportedly.decode.draft import DraftFigure
from reportedly.decode.numbers import COUNT, number
from reportedly.model import Span
from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.decode.draft import DraftEvent
    from reportedly.decode.numbers import Number
    from reportedly.model import Effect

    Range = tuple[int, int]

_NEAR: Final = 120  # code points between a number and an event that may tell its effect
_FEW: Final = 12  # events, participants looked at on either side
_MOST: Final = 6  # words of a counted noun phrase
_CLAUSES_COUNT: Final = 60  # code points that a border between clauses counts for

_TELLS: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<{effect}>{words})' for effect, words in EFFECTS.items())})(?![\w])", re.IGNORECASE
)
_OWN: Final = {effect: re.compile(words, re.IGNORECASE) for effect, words in OWN.items()}
_BY_NATURE: Final = {effect: re.compile(words, re.IGNORECASE) for effect, words in BY_NATURE.items()}
_WORD: Final = re.compile(r"[ \u00a0]((?:[^\W_][\w.’'-]*)\b)|-([^\W\d_]\w*)")
_LEAD: Final = re.compile(
    r" (?:of (?:the|its|his|her|their|these|those|our|all)\b|of(?= )|(?:more|other|further|additional|such)\b"
    r"(?= (?!than\b|were\b|was\b|are\b|have\b|had\b)\w))",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(r" (?:(?:more |other )?(others)|(more)(?! than)|of (?:them|whom|those|these))\b")
_OUT_OF: Final = re.compile(r" (?:(?:out )?of (?:the |its |his |their )?|in )(?=\d)[\d,]+")
_MORE: Final = re.compile(
    r"(?<![\w-])(?:a (?:further|total of)|another|an (?:additional|extra)|all(?: the| of the)?)[ ]$",
    re.IGNORECASE,
)
_DEFINITE: Final = re.compile(r"\b(?:the|these|those)[ ]$", re.IGNORECASE)
_SOURCE: Final = re.compile(
    r" (?:said|told|say|says|added|warned|confirmed|briefed|familiar|close to|with knowledge)\b"
)
_LIST: Final = re.compile(r"(?:, [a-z]\w+s){0,3}(?:,? and [a-z]\w+s)(?![\w-])")
_CLAUSE: Final = re.compile(r"[;:.]|, (?:and|but|who|which)\b|\b(?:while|but|when|as|after|before)\b")
_FILLERS: Final = (
    "people|others|more|were|was|have|had|has|been|are|is|being|be|also|left|remain\\w*|still|reported\\w*|confirmed|feared|believed"
    "|presumed|seriously|critically|badly|slightly|lightly|either|will|may|to|so|far|now|later|who|that|which|got|get"
    "|went|gone|of|them|whom|then|including|both|either|thought|listed|known|allegedly|subsequently|since|could|would|not"
    "|severely|mostly|from|the|their|its|homes?|nobody|reportedly|all|them"
)
_BEHIND: Final = re.compile(rf"(?:,? (?:{_FILLERS})(?=[ ]))*[ ](?=\w)", re.IGNORECASE)
_PASSIVE: Final = re.compile(r" (?:were|was|been|be|being|are|is|reported|confirmed|feared|left|got|remain\w*)\b")
_ACTS_ON: Final = re.compile(
    r" (?:down |up |dead )?(?:(?:the|a|an|his|her|their|its|at least|some|several|dozens|hundreds|more than|about"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)\b|\d|[A-Z])"
)
_AHEAD: Final = re.compile(
    r"(?:[ ](?:down|up|dead|away|on|fire|go|hostage|prisoner|out|off|of|the|a|an|another|further|as|total|up|in|all"
    r"|around|about|also"
    r"|total|at|least|home|back|more|with))*[ ]",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"(?:\bincluding|\bamong them|\bamong whom|\bof whom|\bof them|\bas well as|\bplus)(?: (?:the|at least|a))?[ ]$",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(r"(?: \w+){0,2}? of (?:them|whom|those)\b|(?: were| was)? (?:women|children)\b")
_JOINS: Final = re.compile(
    r"(?:,| and| or| but|;| against| compared with| up from| down from| from| -| –| —| while)\b|[,;(]"
)
_LOOSE: Final = re.compile(
    r"\b(?:with|carrying|in|by|from|for|on|at|between|among|than|against|near|across|as|of|to|into|aboard|inside"
    r"|outside)[ ](?:the )?$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"(?:st|nd|rd|th)\b|[:/.]\d|\)|’s\b|'s\b")
_AFTER_AGE: Final = re.compile(r",|\.|\)| and\b|;|:|$")
_LIMITS: Final = re.compile("under|over|above|below", re.IGNORECASE)
_LISTED: Final = re.compile(r"[.)]\s")
_COUNTED: Final = re.compile(
    r" (?:\w+ ){0,2}(?:people|soldiers|troops|men|women|civilians|families|houses|homes|others)\b"
)
_NOT_YET: Final = re.compile(r"(?: \w+){0,6}? (?:would|could|might|can|will|should)\b")
_HANDED: Final = re.compile(r"hand|return|exchang|swap|trade|walk|go\b|gone|let\b|repatriat", re.IGNORECASE)
_SEIZED: Final = re.compile(r"seiz|held|grab|took|taken|hold", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"(?:people|men|women|children|boys|girls|persons?|ers?|ors?|ists?|ians?|ees?|ants?|ents?|nuns|monks|priests"
    r"|pupils|judges)$",
    re.IGNORECASE,
)
_RUIN: Final = re.compile(r"destr|demol|damag|raz|gutt|flatten|level|collaps|wreck", re.IGNORECASE)
_NONE: Final = frozenset({"nobody", "no one", "no-one", "none"})
_NO: Final = frozenset({"no", "neither", "not a single", "not one", "zero"})
_ONE: Final = frozenset({"one", "no", "not a single", "not one"})
_LIGHT: Final = frozenset({"few", "many", "various", "one", "numerous", "countless", "multiple"})
_SIDES: Final = frozenset(
    {"sides", "parties", "ends", "hands", "ways", "cases", "chambers", "houses", "directions", "counts"}
)
_ZEROES: Final[frozenset[Effect]] = PEOPLE_ONLY | {"destroyed"}


def figures(text: str, events: Sequence[DraftEvent]) -> tuple[DraftFigure, ...]:
    """Return the count phrases of a text in text order, each with the event it belongs to, if any.

    Args:
        text: the text.
        events: its events in the order of their triggers.
    """
    happened = _Events(text, events)
    found: list[DraftFigure] = []
    for start, end in sentences(text):
        before: DraftFigure | None = None
        for m in COUNT.finditer(text, start, end):
            made = number(m)
            if made is None or (before and made.start < before.span.end) or _is_no_count(text, made, start):
                continue
            if figure := _Phrase.of(text, made, start, end).figure(happened, before):
                found.append(figure)
                before = figure
    return tuple(found)


class _Events:
    """The events of a text by where their triggers and participants lie."""

    def __init__(self, text: str, events: Sequence[DraftEvent]) -> None:
        self.text = text
        self.events = events
        order = sorted(range(len(events)), key=lambda i: events[i].trigger.start)
        self.order = order
        self.starts = [events[i].trigger.start for i in order]
        self.parts = sorted(
            (p.start, p.end, i, role)
            for i, e in enumerate(events)
            for role, spans in (("1", e.recipient), ("2", e.instrument), ("3", e.actor), ("4", e.where))
            for p in spans
        )

    def near(self, span: Range) -> list[int]:
        """Return the few events whose triggers are nearest to a span, nearest first."""
        at = bisect_left(self.starts, span[0])
        close = self.order[max(0, at - _FEW) : at + _FEW]
        return sorted((i for i in close if self.gap(i, span) <= _NEAR), key=lambda i: self.distance(i, span))

    def taking(self, span: Range) -> list[tuple[int, str, int]]:
        """Return the events that a span takes part in, with its role and where the participant begins."""
        at = bisect_left(self.parts, (span[1],))
        return [(i, role, start) for start, end, i, role in self.parts[max(0, at - _FEW) : at] if end > span[0]]

    def gap(self, i: int, span: Range) -> int:
        """Return the code points between a trigger and a span."""
        t = self.events[i].trigger
        return max(t.start - span[1], span[0] - t.end, 0)

    def distance(self, i: int, span: Range) -> int:
        """Return the gap, borders between clauses counted in."""
        t = self.events[i].trigger
        first, last = min(t.end, span[1]), max(t.start, span[0])
        return self.gap(i, span) + _CLAUSES_COUNT * len(_CLAUSE.findall(self.text, first, min(last, first + 4 * _NEAR)))

    def told(self, i: int) -> tuple[Effect | None, str]:
        """Return the effect that an event's trigger tells of, and its words."""
        t = self.events[i].trigger
        words = self.text[t.start : t.end]
        m = _TELLS.search(self.text, t.start, min(t.end, t.start + 40) + 14)
        return (_effect(m) if m and m.start() < t.end else None), words


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
        unit, end = (None, n.end) if words in _NONE else _unit(text, n.end, last, single=words in _ONE)
        more = _MORE.search(text, max(first, n.start - 20), n.start)
        start = more.start() if more and words != "both" else n.start
        return cls(text=text, number=n, unit=unit, span=(start, max(end, n.end)), first=first, last=last)

    @property
    def words(self) -> str:
        """The number in lower case."""
        return self.text[self.number.first : self.number.stop].lower()

    @property
    def noun(self) -> str:
        """The counted noun phrase."""
        return self.text[slice(*self.unit)] if self.unit else ""

    def figure(self, events: _Events, before: DraftFigure | None) -> DraftFigure | None:
        """Return the figure, None where the number counts nothing; `before` is the sentence's last one."""
        noun = self.noun
        if noun and (MEASURE.fullmatch(noun.rsplit(" ", 1)[-1]) or APART.match(self.text, self.span[1])):
            return None
        taken = self._taken(events)
        beside = self._own() or (taken[1] if taken else None)
        if beside in {None, "injured"}:
            beside = self._behind() or beside or self._ahead()
        part = before is not None and self._is_part(before)
        joined = before is not None and (part or self._is_joined(before))
        effect = beside
        if (
            effect is None
            and before
            and joined
            and (part or not self.unit)
            and self._fits(before.effect, "") == before.effect
        ):
            effect = before.effect
        near = None if effect or part or taken or self.words in _NO else self._near(events)
        effect = effect or (near[1] if near else None)
        if effect is None and before and joined and before.effect != "other" and self.words not in _NO and not taken:
            effect = self._fits(before.effect, "") if noun and before.unit else before.effect
        sure = effect is not None
        effect = effect or next((e for e, words in _BY_NATURE.items() if words.search(noun)), None) or "other"
        if not self._counts(effect, events, before if joined else None, sure=sure):
            return None
        n = self.number
        unit = Span(start=self.unit[0], end=self.unit[1]) if self.unit else before.unit if before and joined else None
        return DraftFigure(
            span=Span(start=self.span[0], end=self.span[1]), number=Span(start=n.first, end=n.stop), unit=unit,
            effect=effect, low=n.low, best=n.best, high=n.high, hedge=n.hedge,
            event=self._event(events, effect, taken, before if joined else None, part=part), score=0.9,
        )  # fmt: skip

    def _own(self) -> Effect | None:
        return next((effect for effect, words in _OWN.items() if words.search(self.noun)), None)

    def _taken(self, events: _Events) -> tuple[int, Effect | None] | None:
        """Return the event that the counted take part in, and its effect on them: best where it tells one."""
        found = []
        for i, role, _ in events.taking(self.span):
            effect = self._by_event(events, i, role)
            found.append((effect is None, role == "4", events.distance(i, self.span), i, effect))
        return min(found, key=lambda f: f[:4])[3:] if found else None

    def _by_event(self, events: _Events, i: int, role: str) -> Effect | None:
        """Return what an event does to the counted: they suffer it, are its means, or do it."""
        told, words = events.told(i)
        type_, noun = events.events[i].type, self.noun
        if role == "4":
            return None
        if role == "3" and told not in {None, "deployed"} and not OF_ONESELF.match(words):
            told = None
        if told == "deployed" and not self._is_sent(words, type_):
            told = None
        told = self._fits(told, words)
        if told is None and WEAPONS.search(noun) and role != "3" and type_ in {"ASSAULT", "MOBILIZE"}:
            return "destroyed" if role == "1" and type_ == "ASSAULT" else "launched"
        if told is None and type_ == "MOBILIZE" and self._is_sent("", type_):
            return "deployed"
        people = (_PEOPLE.search(noun) or FORCES.search(noun)) and not THINGS.search(noun)
        if told is None and role == "1" and _SEIZED.match(words) and people:
            return "detained" if type_ == "COERCE" else "abducted"
        if told is None and type_ == "RETREAT" and role == "1" and _HANDED.search(words) and not THINGS.search(noun):
            return "released"
        return told

    def _is_sent(self, words: str, type_: str) -> bool:
        noun = self.noun
        force = not noun or FORCES.search(noun) or MACHINES.search(noun)
        return bool(
            force or (type_ == "MOBILIZE" and words) or re.match("deploy|dispatch|mobili|station", words, re.IGNORECASE)
        )

    def _fits(self, effect: Effect | None, words: str) -> Effect | None:
        """Return the effect where it may befall what is counted, else what comes of it, or None."""
        noun = self.noun
        if not noun:
            return effect
        thing = bool(THINGS.search(noun)) and not ANIMALS.search(noun)
        if effect in {"killed", "injured"}:
            return "destroyed" if thing else effect
        if effect in {"abducted", "released", "detained"} and (thing or ANIMALS.search(noun)):
            return None
        if effect == "destroyed" and not thing:
            return effect if _RUIN.match(words) and not _PEOPLE.search(noun) else None
        if effect == "launched":
            return effect if WEAPONS.search(noun) else None
        if effect == "deployed":
            return effect if FORCES.search(noun) or MACHINES.search(noun) else None
        return effect

    def _behind(self) -> Effect | None:
        """Return the effect told right behind the phrase: "12 people *were killed*", "30 *wounded*"."""
        end = self.span[1]
        gap = _BEHIND.match(self.text, end, min(self.last, end + 48))
        m = gap and _TELLS.match(self.text, gap.end(), min(self.last, gap.end() + 40))
        if not m or (m[0].endswith("ing") and not re.match("missing|fleeing", m[0], re.IGNORECASE)):
            return None
        passive = _PASSIVE.search(self.text, end, m.start())
        if not passive and not OF_ONESELF.match(m[0]) and _ACTS_ON.match(self.text, m.end(), self.last):
            return None
        if _effect(m) == "killed" and m[0].lower() in {"toll", "lives", "death", "deaths", "casualties"}:
            return None
        return self._fits(_effect(m), m[0])

    def _ahead(self) -> Effect | None:
        """Return the effect told right before the phrase: "*killing* 12", "the *toll* rose to 41"."""
        start = max(self.first, self.span[0] - 64)
        last = None
        for m in _TELLS.finditer(self.text, start, self.span[0]):
            last = m
        if last is None:
            return None
        if _AHEAD.fullmatch(self.text, last.end(), self.span[0]):
            return self._fits(_effect(last), last[0])
        total = TOTAL.search(self.text, start, self.span[0])
        return self._fits(_effect(last), last[0]) if total and last.end() > total.start() else None

    def _near(self, events: _Events) -> tuple[int, Effect] | None:
        """Return the closest event of the clause that tells an effect on what is counted."""
        if _LOOSE.search(self.text, max(self.first, self.span[0] - 14), self.span[0]):
            return None
        i = next(iter(events.near(self.span)), None)
        if i is None or events.distance(i, self.span) > _CLAUSES_COUNT:
            return None
        t = events.events[i].trigger
        role = "1" if t.start < self.span[0] or _PASSIVE.search(self.text, self.span[1], t.start) else "3"
        effect = self._by_event(events, i, role) if self.first <= t.start < self.last else None
        return (i, effect) if effect else None

    def _is_part(self, before: DraftFigure) -> bool:
        """Tell whether the counted are some of those counted before: "including five children", "three of them"."""
        start = max(before.span.end, self.number.start - 24)
        if _PART.search(self.text, start, self.number.start) or _OF_THEM.match(self.text, self.number.end):
            return self.span[0] - before.span.end <= _NEAR
        return False

    def _is_joined(self, before: DraftFigure) -> bool:
        between = (before.span.end, self.span[0])
        if not 0 <= between[1] - between[0] <= _NEAR or not _JOINS.search(self.text, *between):
            return False
        return not re.search(r"[;.]", self.text[slice(*between)]) or not self.unit

    def _event(
        self,
        events: _Events,
        effect: Effect,
        taken: tuple[int, Effect | None] | None,
        before: DraftFigure | None,
        *,
        part: bool,
    ) -> int | None:
        """Return the event the count belongs to."""
        if taken:
            i, by = taken
            definite = (
                _DEFINITE.search(self.text, max(self.first, self.span[0] - 8), self.span[0])
                and (self.number.best or 0) <= 3
                and effect == "other"
            )
            acts = all(role == "3" for _, role, _ in events.taking(self.span))
            if by == effect or effect == "other":
                return None if definite and acts else i
        if not taken and effect == "other" and _SOURCE.match(self.text, self.span[1]):
            return None
        near = [i for i in events.near(self.span) if self.first <= events.events[i].trigger.start < self.last]
        telling = next((i for i in near if effect != "other" and events.told(i)[0] == effect), None)
        if part and before and before.event is not None:
            return before.event
        if telling is not None:
            return telling
        if taken:
            return taken[0]
        if before and before.effect == effect and not self.unit:
            return before.event
        clause = (i for i in near if events.distance(i, self.span) <= _CLAUSES_COUNT)
        return next((i for i in clause if events.events[i].trigger.start < self.span[0] or effect != "other"), None)

    def _counts(self, effect: Effect, events: _Events, joined: DraftFigure | None, *, sure: bool) -> bool:
        """Tell whether the number counts people or things: it has a noun, or what happened to them is said."""
        words = self.words
        begins = any(role != "4" and abs(start - self.span[0]) <= 4 for _, role, start in events.taking(self.span))  # noqa: PLR2004
        if words in _NONE or words in _NO:
            may = _NOT_YET.match(self.text, self.span[1], self.last)
            return effect in _ZEROES and sure and not may and (words in _NONE or self.unit is not None)
        if words == "both":
            both = f" {self.noun}".rsplit(" ", 1)[-1] not in _SIDES
            return both and (self.unit is not None or begins) and not self.text.startswith(" and ", self.span[1])
        if words in _LIGHT:
            return sure or (begins and words != "one")
        if self.unit is not None or begins or sure:
            return self.unit is not None or not self._is_year()
        total = TOTAL.search(self.text, max(self.first, self.span[0] - 64), self.span[0])
        return bool(total) or (joined is not None and bool(_OF_THEM.match(self.text, self.number.end)))

    def _is_year(self) -> bool:
        return bool(YEAR.fullmatch(self.words)) and self.number.hedge == "exact"


def _effect(m: re.Match[str]) -> Effect:
    return next(effect for effect in EFFECTS if effect == m.lastgroup)


def _unit(text: str, at: int, last: int, *, single: bool) -> tuple[Range | None, int]:
    """Return the counted noun with what stands before it, and where the phrase ends.

    Args:
        text: the text.
        at: where the number ends.
        last: where the sentence ends.
        single: the noun may be singular, as after "one" and "no".
    """
    others = _OTHERS.match(text, at, last)
    out_of = _OUT_OF.match(text, at, last)
    lead = out_of.end() if out_of else at
    while m := _LEAD.match(text, lead, last):
        lead = m.end()
    cut, best, ends = lead, None, None
    for word, start, end in _noun_words(text, cut, last):
        low = word.lower()
        if best and (not _is_plural(word) or low in PREDICATES):
            break
        if _is_plural(word):
            best = (best[0] if best else start, end)
            if low in PREDICATES and start > lead + 1 and ends:
                break
        ends = (ends[0] if ends else start, end)
    if best is None and single and ends:
        best = ends
    elif best and ends:
        best = (ends[0], best[1])
    if best is None:
        if others and (others[1] or others[2]):
            return (others.start(1 if others[1] else 2), others.end()), others.end()
        return None, others.end() if others else at
    if text[best[0] : best[1]].lower() in PREDICATES and others and others[2]:
        return (others.start(2), others.end()), others.end()
    if m := _LIST.match(text, best[1], last):
        best = (best[0], m.end())
    return best, best[1]


def _noun_words(text: str, at: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Yield the words that may be a counted noun phrase: no more than a few, none that ends one."""
    for _ in range(_MOST):
        m = _WORD.match(text, at, last)
        if not m:
            return
        group = 1 if m[1] else 2
        low = m[group].lower()
        if (
            low == "and"
            and (joined := _WORD.match(text, m.end(), last))
            and _is_joined_adjective(text, m, joined, last)
        ):
            at = m.end()
            continue
        if low in STOP or low[0].isdigit():
            return
        yield m[group], m.start(group), m.end()
        at = m.end()


def _is_joined_adjective(text: str, m: re.Match[str], joined: re.Match[str], last: int) -> bool:
    """Tell whether "and" stands between two adjectives of one noun: "Russian *and* Chinese bombers"."""
    before = text[max(0, m.start() - 30) : m.start()].rsplit(" ", 1)[-1]
    noun = _WORD.match(text, joined.end(), last)
    same = bool(before) and bool(joined[1]) and before[0].isupper() == joined[1][0].isupper()
    return (
        same
        and not _is_plural(before)
        and (not _is_plural(joined[1] or "") or (joined[1] or "").endswith("ese"))
        and bool(noun and _is_plural(noun[1] or ""))
    )


def _is_no_count(text: str, n: Number, first: int) -> bool:
    """Tell whether a number measures or names something: a date, an age, a sum, a distance, a road, a model."""
    words, before = text[n.first : n.stop], text[max(0, n.first - 24) : n.first]
    behind = text[n.stop : n.stop + 24]
    if MEASURED.match(text, n.end) or _SUFFIX.match(behind) or before[-1:] in {*"*$€£#/."}:
        return True
    if NAMING.search(text[max(0, n.start - 24) : n.start]) and not before.endswith("("):
        return True
    digits = words[0].isdigit()
    if digits and n.start == first and _LISTED.match(behind):
        return True
    if digits and AGED.search(text[max(0, n.start - 24) : n.start]) and _AFTER_AGE.match(behind) and _is_small(n):
        return True
    if digits and "." in words and words[-1].isdigit():
        return True
    if (
        _LIMITS.match(text, n.start)
        and n.start < n.first
        and text[n.start - 2 : n.start - 1] == "s"
        and not behind.startswith(" ")
    ):
        return True
    if words.lower() in {"two", "three"} and before.endswith(" or ") and not _WORD.match(text, n.stop):
        return True
    if YEAR.fullmatch(words) and n.hedge in {"exact", "between"} and not _COUNTED.match(behind):
        return True
    return words.lower() == "one" and n.hedge == "exact" and bool(ONE_OF.match(behind))


def _is_small(n: Number) -> bool:
    return max(n.low or 0, n.best or 0, n.high or 0) < 120  # noqa: PLR2004 - years that one may live


def _is_plural(word: str) -> bool:
    low = word.lower()
    capital = word[:1].isupper()
    ends = (
        low.endswith("s") and not low.endswith(("ss", "us", "'s", "’s", "ous")) and (capital or not low.endswith("is"))
    )
    return low in IRREGULAR or low.endswith("men") or (len(word) > 3 and ends) or (capital and low.endswith("ese"))  # noqa: PLR2004
