"""Whom a source phrase stands for: as named, as a pronoun, as described before, else by its own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.model import Span
from reportedly.settle.cast import Party
from reportedly.settle.focus import INSIDE, NAMED, PRONOUN, RELATIVE, SPEAKER, Focus
from reportedly.settle.identity import identify
from reportedly.settle.lexicon import (
    ARMED_GROUP,
    CROWD,
    DETERMINERS,
    FIRST,
    FUNCTION_WORDS,
    HE,
    INDEFINITE,
    IT,
    ORGANISATION,
    PLURALS,
    SECOND,
    SHE,
    THEY,
    WHO,
)
from reportedly.settle.phrases import NO_NAME_AFTER, gender_of, read_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.model import ActorKind
    from reportedly.settle.phrases import Phrase

Range = tuple[int, int]

_LOOSE = {"group", "movement", "organisation", "organization"}  # heads that say nothing of the sector

_NEAR, _FAR = 1_000, 20_000  # code points that gender and descriptions look back
_THEY = re.compile(r"\b[Tt]hey\b")
_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself)\b")
_BELIEVED = 0.5  # what a pronoun that was given to somebody says of their gender
_VOTES = {"he": 1.0, "she": 1.0, "himself": 1.0, "herself": 1.0, "his": 0.3, "her": 0.3, "hers": 0.3, "him": 0.0}
_NOUN_PHRASE = re.compile(r"((?:[\w'’$%-]+ ){0,6}[\w'’-]+?)(?: (?:here|there|now|today))?,? $")
_BETWEEN = re.compile(r"[,\s(]*(?:\([^)]*\)|, [^,.;]{0,80},)?,?(?:\s[-–—])?\s*$")
_PLACE = re.compile(r" (?:in|at|near|from|of|outside)(?: the)?(?: [A-Z][\w'’-]*)+,? $")
_AND = re.compile(r"\b(?:and|but|or),? $")
_CROWD = re.compile(
    rf"\b(?i:{'|'.join(sorted({*PLURALS, *ARMED_GROUP, 'fans', 'prosecutors'} - DETERMINERS - INDEFINITE))})\b"
)
_BODY = re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,2}}?(?:{'|'.join(sorted(ORGANISATION))})\b")
_NO_NOUNS = NO_NAME_AFTER | {"the", "that", "say", "says", "said", "is", "are", "was", "were"}


@dataclass(slots=True, kw_only=True, eq=False)
class Walk:
    """What is known on the way through a text: names, described parties, the last "who" and the last source."""

    focus: Focus
    named: Mapping[Range, Party]
    spans: Sequence[Range]  # of the names, in order
    described: dict[str, Party] = field(default_factory=dict)
    relative: tuple[int, Party | None] = (-1, None)  # with its sentence
    latest: tuple[int, Party | None] = (-1, None)  # the last source, with its end


def vote(focus: Focus, named: Mapping[Range, Party | None]) -> None:
    """Let he and she speak for the gender of the only one named before it in its sentence, else in the one before."""
    for known in filter(None, named.values()):
        known.he = known.she = 0.0
    spans = sorted(s for s, p in named.items() if p is None or (p.evidence >= 0 and not p.plural))
    for m in _HE_OR_SHE.finditer(focus.text):
        word, quoted, i = m.group().lower(), focus.is_quoted(m.start()), focus.sentence_at(m.start())
        near = _between(spans, max(focus.sentences[max(i - 1, 0)][0], m.start() - _NEAR), m.start())
        now = [s for s in near if s[0] >= focus.sentences[i][0]]
        people = {named[s] for s in now or near if focus.is_quoted(s[0]) == quoted}
        stated = {gender_of(p.roles) for s in near if (p := named[s])}  # someone else of that gender may be meant
        if len(people) == 1 and (party := people.pop()) and ("m" if word in HE else "f") not in stated:
            weight = _VOTES[word] * (1.0 if now else 0.5)
            party.he += weight * (word in HE)
            party.she += weight * (word in SHE)


def follow(  # noqa: C901 - the walk is read from top to bottom
    focus: Focus, named: Mapping[Range, Party], phrases: Mapping[Range, Phrase], sources: set[Range],
    within: Mapping[Range, Range],
) -> dict[Range, Party]:  # fmt: skip
    """Walk through the text and return the party of each phrase; one that stands for nobody known is left out.

    Args:
        focus: the text at its beginning.
        named: the party of each name.
        phrases: the phrases by their span; first and second persons are not resolved here.
        sources: which of them are sources; only these bring those who speak to mind.
        within: of a source inside another statement's content, that statement's source.
    """
    text = focus.text
    walk = Walk(focus=focus, named=named, spans=sorted(named))
    found: dict[Range, Party] = {}
    spoken = [p for s, p in phrases.items() if s in sources]
    subjects = {(p.name.start, p.name.end) for p in spoken if p.name}
    inside = {s for p in spoken for s in _between(walk.spans, p.start, p.end)}
    groups = dict(_groups(walk, {p.text.lower() for p in phrases.values()}))
    pronouns = {m.span() for m in _HE_OR_SHE.finditer(text)} | {m.span() for m in _THEY.finditer(text) if groups}
    for span in sorted({*named, *phrases, *pronouns, *groups}):
        focus.move(span[0])
        if phrase := phrases.get(span):
            around = within.get(span, span)
            outer = phrases[around].name if around != span else None
            speaker = named[outer.start, outer.end] if outer else found.get(around)
            party = _party_of(phrase, walk, speaker if focus.is_quoted(span[0]) else None)
            if party is None:
                continue
            found[span] = party
            party.mentions.setdefault(span, phrase.level)
            if (word := phrase.text.lower()) in HE | SHE and party.gender is None:
                party.he += _BELIEVED * (word in HE)
                party.she += _BELIEVED * (word in SHE)
            if span in sources:
                walk.latest = (span[1], party)
                if phrase.name is None or span in subjects:
                    focus.add(party, *span, RELATIVE if phrase.text.lower() in WHO else SPEAKER)
            elif phrase.name is None or span in named:
                focus.add(party, *span, PRONOUN if phrase.level == "pronoun" else NAMED)
        elif party := named.get(span):
            focus.add(party, *span, SPEAKER if span in subjects else INSIDE if span in inside else NAMED)
        elif kind := groups.get(span):
            party = _group(text[slice(*span)], kind, walk)
            party.mentions.setdefault(span, "nominal")
            focus.add(party, *span, NAMED)
        elif not focus.is_quoted(span[0]) and (party := _third_person(text[slice(*span)].lower(), focus, None)):
            focus.add(party, *span, PRONOUN)
    return found


def _between(spans: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    return spans[bisect_left(spans, (start,)) : bisect_left(spans, (end,))]


def _groups(walk: Walk, sources: set[str]) -> Iterator[tuple[Range, ActorKind]]:
    """Yield what "they" and "it", where they are sources, may stand for besides names: "Orr and Tan", "the farmers"."""
    text = walk.focus.text
    if not sources.isdisjoint(THEY):
        for one, other in pairwise(walk.spans):
            people = walk.named[one].evidence > 0 < walk.named[other].evidence
            if people and text[one[1] : other[0]] in (" and ", ", and "):
                yield (one[0], other[1]), "people"
        yield from ((m.span(), "people") for m in _CROWD.finditer(text))
    if not sources.isdisjoint(IT):
        yield from ((m.span(), "organisation") for m in _BODY.finditer(text))


def _group(words: str, kind: ActorKind, walk: Walk) -> Party:
    key = words.lower().removeprefix("the ")
    if key not in walk.described:
        walk.described[key] = Party(name=words, kind=kind, plural=kind == "people", roles={key.rsplit(" ", 1)[-1]})
    return walk.described[key]


def _party_of(phrase: Phrase, walk: Walk, outer: Party | None) -> Party | None:
    word = phrase.text.lower()
    if phrase.name is not None:
        party = walk.named[phrase.name.start, phrase.name.end]
        party.roles |= phrase.roles
        if party.kind == "unknown" and party.evidence <= 0 and phrase.kind != "person":
            party.kind = phrase.kind
        return party
    if phrase.level != "pronoun":
        return _described(phrase, walk) or _own_words(phrase, walk)
    if word.partition(" ")[0] in WHO:
        walk.relative = (walk.focus.sentence, _just_before(phrase, walk))
        return walk.relative[1]
    return None if word in FIRST | SECOND else _third_person(word, walk.focus, outer)


def _third_person(word: str, focus: Focus, outer: Party | None) -> Party | None:
    """Return whom he, she, they or it stands for: never the speaker of the statement that it is in."""
    if word in THEY:
        return focus.best(lambda p: 0.0 if p is outer else _is_several(p))
    if word in IT:
        return focus.best(lambda p: 0.0 if p is outer or p.plural or p.evidence > 0 or p.kind == "person" else 1.0)
    other = "f" if word in HE else "m"
    return focus.best(lambda p: 0.0 if p is outer or p.gender == other else _is_person(p) * (1 if p.gender else 0.8))


def _is_several(party: Party) -> float:
    body = party.evidence < 0 or party.kind in {"organisation", "government", "armed_group"}
    return 0.5 if party.plural and party.kind == "document" else 1.0 if party.plural else 0.4 * body


def _is_person(party: Party) -> float:
    if party.plural or party.evidence < 0 or party.kind not in {"person", "unknown"}:
        return 0.0
    return 1.0 if party.is_person or party.kind == "person" else 0.7


def _described(phrase: Phrase, walk: Walk) -> Party | None:
    """Return the party that was introduced with the noun of a description, and with its adjectives in capitals."""
    words = phrase.text.split()
    bare = len(words) == 1 and phrase.kind == "person"  # "Minister: no new roads"
    if phrase.plural or not (bare or (words and words[0].lower() in {"the", "this", "that"})):
        return None
    capitals = {w.lower() for w in words[1:-1] if w[0].isupper()}
    person = phrase.kind in {"person", "unknown"}

    def fit(party: Party) -> float:
        same = phrase.head in party.roles and capitals <= party.roles and not party.plural
        return float(same and (party.evidence > 0 or party.kind == "person" if person else party.evidence <= 0))

    if party := walk.focus.best(fit):
        return party
    behind = _between(walk.spans, phrase.start - _FAR, phrase.start + _FAR * bare)
    known = {p for s in behind if fit(p := walk.named[s])} or _bodies(phrase, walk)
    return known.pop() if len(known) == 1 else None


def _bodies(phrase: Phrase, walk: Walk) -> set[Party]:
    """Return the bodies named before that a description fits: "the military", "the Palestinian group that ..."."""
    told = identify(phrase.text)
    if told.name or (not told.sector and phrase.head not in _LOOSE):
        return set()
    near = {walk.named[s] for s in _between(walk.spans, phrase.start - _FAR, phrase.start)}

    def fit(party: Party) -> bool:
        known = party.identity
        alike = known.sector == told.sector if told.sector else known.kind in {"armed_group", "organisation"}
        return bool(known.name) and alike and known.sector != "GOV" and told.country in {None, known.country}

    return {p for p in near if fit(p)}


def _own_words(phrase: Phrase, walk: Walk) -> Party:
    """Return the party of the same words, else a new one; "a farmer" is another farmer each time."""
    words = phrase.text.lower().removeprefix("the ")
    party = None if phrase.indefinite and not phrase.plural else walk.described.get(words)
    if party is None:
        party = Party(name=phrase.text, kind=phrase.kind, plural=phrase.plural, roles={*phrase.roles, phrase.head})
        walk.described[words] = party
        if phrase.level == "name":  # "Ann Orr and Ben Tan"
            inner = _between(walk.spans, phrase.start, phrase.end)
            party.evidence = min((walk.named[s].evidence for s in inner), default=0)
    return party


def _just_before(phrase: Phrase, walk: Walk) -> Party | None:
    """Return whom a relative pronoun stands for: the name before it, bar an apposition, else the noun phrase there."""
    text, at = walk.focus.text, phrase.start
    if _AND.search(text, max(0, at - 6), at) and walk.relative[0] == walk.focus.sentence:
        return walk.relative[1]
    if walk.latest[0] >= 0 and not text[walk.latest[0] : at].strip(" ,"):
        return walk.latest[1]
    who = phrase.text.lower().startswith("who")
    for span in reversed(_between(walk.spans, at - 120, at)):
        if _BETWEEN.match(text[span[1] : at]) and (not who or walk.named[span].evidence >= 0):
            return walk.named[span]
    place = _PLACE.search(text, max(0, at - 60), at) if who else None
    m = _NOUN_PHRASE.search(text, max(0, at - 60), place.start() + 1 if place else at)
    words = list(re.finditer(r"\S+", m.group(1))) if m else []
    if not m or not words or words[-1].group().strip(",").lower() in FUNCTION_WORDS - CROWD - INDEFINITE - {"those"}:
        return None
    cut = max((i for i, w in enumerate(words) if w.group().lower() in _NO_NOUNS), default=-1)
    keep = cut >= 0 and words[cut].group().lower() in DETERMINERS | INDEFINITE
    first = words[min(cut + (not keep), len(words) - 1)]
    return _own_words(read_phrase(text, Span(start=m.start(1) + first.start(), end=m.end(1))), walk)
