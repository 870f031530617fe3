"""Which victims and targets of an article are of one incident: pairs are judged, then joined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from muc_words import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from muc_words import Phrase

# Log odds that two victims or targets are of one incident, fitted on MUC's training part.
WEIGHTS = {
    "bias": 1.36,
    "one sentence": 1.01,
    "next sentence": 0.39,
    "some sentences": -0.33,
    "far": -0.86,
    "several sentences": 0.51,
    "other type": -1.35,
    "same type": -0.34,
    "another": -0.93,
    "day between": -0.67,
    "other day": -0.73,
    "other place": -0.8,
    "both victims": 0.68,
    "same head": 1.19,
    "many": -0.46,
    "apart": 0.42,
}

_SENTENCE = re.compile(r"(?<=[.!?])[\"”)\]]*\s+(?=[\"“(\[]*[A-Z0-9])|\n+")
_SHORT = re.compile(r"\b(?:Gen|Col|Lt|Maj|Capt|Sgt|Dr|Mr|Mrs|Ms|Msgr|Fr|St|Jr|No|no|Brig|Cmdr|[A-Z])\.$")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(\d{{1,2}} (?:{_MONTH})|yesterday|today|tonight|last night|this (?:morning|afternoon|week)|last \w+|in 19\d\d|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\w+ (?:days?|weeks?|months?|years?) ago|recently)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|near|of|from) ((?:[A-Z]\w+(?: (?:de|la|el|del|las|los))* ?)+)")
_OTHER = re.compile(
    r"\b(?:another|meanwhile|also|in addition|other|elsewhere|separate|second|on the other hand|previous|earlier|"
    r"similar|the same day|(?:hours|days) later|recall|moreover|furthermore)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A tagged span, with what it says and the number of its sentence."""

    label: str
    start: int
    end: int
    score: float
    said: Phrase
    sentence: int


@dataclass(slots=True, kw_only=True)
class Entity:
    """The mentions of one thing."""

    label: str
    mentions: list[Mention]

    @property
    def names(self) -> list[Mention]:
        """The mentions that are proper names."""
        return [m for m in self.mentions if m.said.name]

    @property
    def sentences(self) -> set[int]:
        """The numbers of the sentences in which it is mentioned."""
        return {m.sentence for m in self.mentions}

    @property
    def weight(self) -> float:
        """How much speaks for it: how sure and how often mentioned."""
        return float(sum(m.score for m in self.mentions) ** 0.5 * max(m.score for m in self.mentions))

    def best(self) -> Mention:
        """Return the mention that stands for the entity: its fullest name, else its commonest description."""
        if names := self.names:
            return max(names, key=lambda m: (len(m.said.words), m.score, -m.start))
        often = Counter(m.said.text.lower() for m in self.mentions)
        return max(self.mentions, key=lambda m: (often[m.said.text.lower()] * m.score, m.score, -m.start))


class Text:
    """A text in sentences, with what each says of kinds of violence, days and places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for m in _SENTENCE.finditer(text):
            if "\n" in m.group() or not _SHORT.search(text[: m.start()][-8:]):
                self.starts.append(m.end())
        self.ends = [*self.starts[1:], len(text)]
        sentences = [text[s:e] for s, e in zip(self.starts, self.ends, strict=True)]
        self.days = [{d.lower() for d in _DATE.findall(s)} for s in sentences]
        self.places = [{p.strip() for p in _PLACE.findall(s)} for s in sentences]
        self.other = [_OTHER.search(s) is not None for s in sentences]
        self.types = [
            Counter({t: n for t, cue in TYPES.items() if (n := len(cue.findall(s.lower())))}) for s in sentences
        ]

    def sentence(self, at: int) -> int:
        """Return the number of the sentence of an offset."""
        return bisect_right(self.starts, at) - 1

    def votes(self, entities: Iterable[Entity]) -> dict[str, float]:
        """Return how much speaks for each incident type around the mentions of entities; early sentences weigh more."""
        votes: dict[str, float] = defaultdict(float)
        for e in entities:
            for i in e.sentences:
                for name, n in self.types[i].items():
                    votes[name] += n / (1 + 0.1 * i)
        return dict(votes)


def evidence(whole: Text, a: Entity, b: Entity, size: int) -> dict[str, float]:
    """Return what speaks for and against one incident of two victims or targets, of `size` in the article."""
    here, there = a.sentences, b.sentences
    low, high = sorted((min(here), min(there)))
    near = min(abs(i - j) for i in here for j in there)
    days = [set[str]().union(*(whole.days[i] for i in s)) for s in (here, there)]
    places = [set[str]().union(*(whole.places[i] for i in s)) for s in (here, there)]
    types = [max(votes, key=lambda t: votes[t]) if (votes := whole.votes([e])) else None for e in (a, b)]
    told = None not in types
    facts = {
        "bias": True,
        "one sentence": near == 0,
        "next sentence": near == 1,
        "some sentences": 3 <= near <= 5,  # noqa: PLR2004
        "far": near > 5,  # noqa: PLR2004
        "several sentences": len(here & there) > 1,
        "other type": told and types[0] != types[1],
        "same type": told and types[0] == types[1],
        "another": any(whole.other[low + 1 : high + 1]),
        "day between": any(whole.days[low + 1 : high + 1]),
        "other day": bool(days[0] and days[1]) and not days[0] & days[1],
        "other place": bool(places[0] and places[1]) and not places[0] & places[1],
        "both victims": a.label == b.label == "victim",
        "same head": a.best().said.head == b.best().said.head,
    }
    return {k: float(v) for k, v in facts.items()} | {"many": min(size, 8) / 8, "apart": min(10, high - low) / 10}


def joined(whole: Text, found: Sequence[Entity], least: float) -> list[list[Entity]]:
    """Return victims and targets by incident, in text order: the closest groups are joined while they hold together."""
    groups = [[i] for i in range(len(found))]
    size = len(found)
    odds = {}
    for i, a in enumerate(found):
        for j in range(i):
            known = evidence(whole, found[j], a, size)
            odds[j, i] = 1 / (1 + exp(-sum(WEIGHTS.get(k, 0.0) * v for k, v in known.items())))
    while len(groups) > 1:
        best, pair = max(
            (sum(odds[min(i, j), max(i, j)] for i in a for j in b) / (len(a) * len(b)), (x, y))
            for x, a in enumerate(groups)
            for y, b in enumerate(groups[:x])
        )
        if best < least:
            break
        groups[pair[1]] += groups.pop(pair[0])
    return [[found[i] for i in sorted(g)] for g in sorted(groups, key=min)]
