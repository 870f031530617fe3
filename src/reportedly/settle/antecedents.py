"""Whom a pronoun or a description stands for: the most salient party that agrees with it.

Salience in the manner of Lappin and Leass (1994): a mention weighs by where it stands, and every sentence halves it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.settle.cast import Party
from reportedly.model import Span
from reportedly.settle.lexicon import DETERMINERS, FIRST, HE, INDEFINITE, IT, PREPOSITIONS, SECOND, SHE, THEY, WHO
from reportedly.settle.phrases import NO_NAME_AFTER, read_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportedly.settle.names import Name
    from reportedly.settle.phrases import Phrase

Range = tuple[int, int]

_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself)\b")
_NOUN_PHRASE = re.compile(r"((?:[\w'’$%-]+ ){0,6}[\w'’-]+),? $")
_BETWEEN = re.compile(r"[,\s]*(?:\([^)]*\)|, [^,.;]{0,80},)?,?\s*$")
_INSIDE = 0.2  # a name inside a source that is somebody else: "an Orr aide"
_SOURCE, _NAMED, _PRONOUN, _POSSESSED = 2.0, 1.0, 0.8, 0.5  # what a mention weighs
_QUOTED, _OBLIQUE, _LATER, _FADE = 0.3, 0.3, 0.5, 0.5  # in a quotation, after a preposition, not first, per sentence
_VOTES = {"he": 1.0, "she": 1.0, "himself": 1.0, "herself": 1.0, "his": 0.3, "her": 0.3, "hers": 0.3, "him": 0.0}
_FAINT = 0.02  # below this a party is out of mind


@dataclass(slots=True, kw_only=True, eq=False)
class Focus:
    """Who is in mind at a place of the text; `sentence` and `quoted` say where that is."""

    text: str
    sentences: Sequence[Range]
    quotations: Sequence[Range]
    weights: dict[Party, float] = field(default_factory=dict)
    sentence: int = 0
    fresh: bool = True  # nobody named yet in this sentence

    def move(self, at: int) -> None:
        """Go on to an offset; each sentence passed halves what is in mind."""
        sentence = max(bisect_right(self.sentences, (at, len(self.text))) - 1, 0)
        if sentence > self.sentence:
            fade = _FADE ** (sentence - self.sentence)
            self.weights = {p: w * fade for p, w in self.weights.items() if w * fade > _FAINT}
            self.sentence, self.fresh = sentence, True

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies in a quotation."""
        i = bisect_right(self.quotations, (at, len(self.text))) - 1
        return i >= 0 and at < self.quotations[i][1]

    def add(self, party: Party, start: int, end: int, weight: float) -> None:
        """Bring a party to mind by a mention."""
        if self.is_quoted(start):
            weight *= _QUOTED
        before = self.text[max(0, start - 12) : start].split()
        if before and before[-1].lower() in PREPOSITIONS:
            weight *= _OBLIQUE
        elif self.text[end : end + 2] in ("'s", "’s", "' ", "’ "):
            weight *= _POSSESSED
        elif weight > _INSIDE:
            weight *= 1 if self.fresh else _LATER
            self.fresh = False
        self.weights[party] = self.weights.get(party, 0.0) + weight

    def best(self, fit: Callable[[Party], float]) -> Party | None:
        """Return the party of highest weight times fit, None where nothing fits."""
        scored = [(w * f, p) for p, w in self.weights.items() if (f := fit(p))]
        return max(scored, key=lambda s: s[0])[1] if scored else None


def follow(focus: Focus, named: Mapping[Range, Party], phrases: Mapping[Range, Phrase]) -> dict[Range, Party]:
    """Walk through the text and return the party of each source phrase; phrases that stand for nobody known are left out.

    Args:
        focus: the text at its beginning.
        named: the party of each name.
        phrases: the source phrases by their span; first and second persons are not resolved here.
    """
    text = focus.text
    found: dict[Range, Party] = {}
    described: dict[str, Party] = {}
    pronouns = [m.span() for m in _HE_OR_SHE.finditer(text) if m.span() not in phrases]
    events = sorted({*named, *phrases, *pronouns})
    around = [s for s, p in phrases.items() if p.level != "pronoun"]
    names_of = {(p.name.start, p.name.end): p for p in phrases.values() if p.name}
    for start, end in events:
        focus.move(start)
        phrase = phrases.get((start, end))
        if phrase is None:
            party = named.get((start, end))
            if party is not None:
                inside = (start, end) not in names_of and any(s <= start and end <= e for s, e in around)
                focus.add(party, start, end, _INSIDE if inside else _NAMED + _SOURCE * ((start, end) in names_of))
            elif not focus.is_quoted(start):
                party = _third_person(text[start:end].lower(), focus)
                if party is not None:
                    focus.add(party, start, end, _PRONOUN)
            continue
        party = _party_of(text, phrase, focus, named, described)
        if party is None:
            continue
        found[start, end] = party
        party.mentions.setdefault((start, end), phrase.level)
        if phrase.name is None:
            focus.add(party, start, end, _NAMED + _SOURCE)
        elif (phrase.name.start, phrase.name.end) == (start, end):
            focus.add(party, start, end, _NAMED + _SOURCE)
    return found


def vote(focus: Focus, named: Mapping[Range, Party | None]) -> None:
    """Let he and she speak for the gender of the only one named before it in its sentence, else in the one before."""
    for party in filter(None, named.values()):
        party.he = party.she = 0.0
    spans = sorted(s for s, p in named.items() if p is None or (p.evidence >= 0 and not p.plural))
    for m in _HE_OR_SHE.finditer(focus.text):
        word = m.group().lower()
        i = max(bisect_right(focus.sentences, (m.start(), len(focus.text))) - 1, 0)
        quoted = focus.is_quoted(m.start())
        for start, weight in [(focus.sentences[k][0], w) for k, w in ((i, 1.0), (i - 1, 0.5)) if k >= 0]:
            near = spans[bisect_right(spans, (start,)) : bisect_right(spans, m.span())]
            people = {named[s] for s in near if focus.is_quoted(s[0]) == quoted}
            if len(people) == 1 and (party := people.pop()):
                party.he += weight * _VOTES[word] * (word in HE)
                party.she += weight * _VOTES[word] * (word in SHE)
            if near:
                break


def _party_of(text: str, phrase: Phrase, focus: Focus, named: Mapping[Range, Party], described: dict[str, Party]) -> Party | None:
    """Return the party of a source phrase: as named, as a pronoun, as described before, else a new one of its own words."""
    word = phrase.text.lower()
    if phrase.name is not None:
        party = named[phrase.name.start, phrase.name.end]
        party.roles |= phrase.roles
        return party
    if phrase.level == "pronoun":
        if word.split()[0] in WHO:
            return _just_before(text, phrase, focus, named, described)
        return None if word in FIRST | SECOND else _third_person(word, focus)
    if not phrase.indefinite and not phrase.plural and (party := _described(phrase, focus)):
        return party
    return _own_words(phrase, described)


def _own_words(phrase: Phrase, described: dict[str, Party]) -> Party:
    words = phrase.text.lower().removeprefix("the ")
    party = None if phrase.indefinite and not phrase.plural else described.get(words)
    if party is None:
        party = Party(name=phrase.text, kind=phrase.kind, plural=phrase.plural, roles=set(phrase.roles) | {phrase.head})
        described[words] = party
    return party


def _third_person(word: str, focus: Focus) -> Party | None:
    if word in HE:
        return focus.best(lambda p: _fits_person(p) * (p.gender != "f") * (1 if p.gender else 0.8))
    if word in SHE:
        return focus.best(lambda p: _fits_person(p) * (p.gender != "m") * (1 if p.gender else 0.8))
    if word in THEY:
        return focus.best(lambda p: 1.0 if p.plural else 0.4 * (p.evidence < 0 or p.kind in {"organisation", "government", "armed_group"}))
    return focus.best(lambda p: 0.0 if p.plural or p.evidence > 0 or p.kind == "person" else 1.0) if word in IT else None


def _fits_person(party: Party) -> float:
    if party.plural or party.evidence < 0 or party.kind not in {"person", "unknown"}:
        return 0.0
    return 1.0 if party.evidence > 0 or party.kind == "person" or party.he + party.she >= 1 else 0.6


def _described(phrase: Phrase, focus: Focus) -> Party | None:
    """Return the party that was introduced with the noun of a description, and with its adjectives in capitals."""
    capitals = {w.lower() for w in phrase.text.split()[:-1] if w[0].isupper()} - {"the", "his", "her"}
    if not phrase.text.lower().startswith(("the ", "this ", "that ")):
        return None
    return focus.best(lambda p: float(phrase.head in p.roles and capitals <= p.roles and not p.plural))


def _just_before(
    text: str, phrase: Phrase, focus: Focus, named: Mapping[Range, Party], described: dict[str, Party]
) -> Party | None:
    """Return whom a relative pronoun stands for: the name before it, bar an apposition, else the noun phrase before it."""
    spans = [s for s in named if phrase.start - 120 < s[0] and s[1] <= phrase.start]
    who = phrase.text.lower().startswith("who")
    for span in sorted(spans, reverse=True):
        if _BETWEEN.match(text[span[1] : phrase.start]) and (not who or named[span].evidence >= 0):
            return named[span]
    m = _NOUN_PHRASE.search(text, max(0, phrase.start - 60), phrase.start)
    if m is None:
        return None
    words = list(re.finditer(r"\S+", m.group(1)))
    starts = [i for i, w in enumerate(words) if w.group().lower() in NO_NAME_AFTER | {"the", "that", "say", "says", "said", "is", "are", "was", "were"}]
    cut = starts[-1] if starts else -1
    first = words[cut if cut >= 0 and words[cut].group().lower() in DETERMINERS | INDEFINITE else min(cut + 1, len(words) - 1)]
    span = Span(start=m.start(1) + first.start(), end=m.end(1))
    return _own_words(read_phrase(text, span), described)
