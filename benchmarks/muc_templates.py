"""From what was found in a text to MUC-4 templates: who is the same, which incidents, how many, what befell them.

`templates` takes spans labelled perpetrator, organisation, target, victim and weapon, with the events and figures of a
draft; all that is MUC's own (its types, its set fills, what it leaves out) is decided here by rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import exp, log1p
from typing import TYPE_CHECKING

from muc_incidents import Entity, Mention, Text, joined
from muc_scoring import Filler, Template
from muc_words import BEFORE, EFFECTS, INTENDED, NO_ONE, TYPES, Phrase, number, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.decode.draft import DraftEvent, DraftFigure

Tag = tuple[str, int, int, float]  # label, start, end, probability

SLOT = {
    "perpetrator": "perp_individual",
    "organisation": "perp_organization",
    "target": "phys_target",
    "weapon": "instrument",
}
LISTED = "\x00"  # stands for the letters of another victim
NEAR = 25  # characters between a title and its bearer
_COMMON = "of the and a an in from two three four five six several other some young local"
COMMON = frozenset(_COMMON.split())
_COMPANIONS = (
    "woman man wife son daughter brother bodyguard driver child girl boy person peasant soldier policeman guard escort"
    " passerby worker farmer student cook companion guest nephew niece mother father husband chauffeur agent employee"
    " civilian teenager baby resident pedestrian passenger patrolman sergeant officer lieutenant relative"
)
COMPANIONS = frozenset(_COMPANIONS.split())  # who are others than a person who is named
FIGURE_EFFECTS = {"killed": "DEATH", "injured": "INJURY", "released": "REGAINED FREEDOM"}

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_APPOSED = re.compile(r"^(?:,? ?(?:the|a|an|and|his|her)? ?|[,;]? ?(?:the |an? )?[\w-]{0,12} ?)$", re.IGNORECASE)
_ACRONYM = re.compile(r"^ ?[\[(]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is tuned on MUC's training part."""

    least: dict[str, float] = field(default_factory=dict)  # least probability of a tag, by label
    doubt: float = 0.2  # the same for labels not named
    relevant: float = 0.3  # least probability that an article has any template
    together: float = 0.4  # least mean probability that the victims and targets of an incident belong together


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The events and figures of a draft."""

    events: Sequence[DraftEvent]
    figures: Sequence[DraftFigure]


def templates(
    text: str,
    tags: Iterable[Tag],
    events: Sequence[DraftEvent] = (),
    figures: Sequence[DraftFigure] = (),
    settings: Settings | None = None,
) -> list[Template]:
    """Return the templates of an article; its text is in mixed case."""
    settings = settings or Settings()
    whole = Text(text)
    found = [
        Mention(
            label=label,
            start=s,
            end=e,
            score=p,
            said=phrase(text, s, e, person=label == "victim"),
            sentence=whole.sentence(s),
        )
        for label, s, e, p in sorted(tags, key=lambda t: t[1:3])
        if p >= settings.least.get(label, settings.doubt)
    ]
    if not found or relevance(whole, found) < settings.relevant:
        return []
    groups = incidents(whole, entities(whole, found), settings)
    filled = [_filled(whole, kind, group, Said(events=events, figures=figures)) for kind, group in groups]
    return [t for i, t in enumerate(filled) if t not in filled[:i]]


def relevance(whole: Text, found: Sequence[Mention]) -> float:
    """Return how probable it is that an article has a template: by its tags and words of violence, fitted on MUC."""
    words = sum(kinds.total() for kinds in whole.types)
    return 1 / (1 + exp(2.13 - 2.01 * log1p(sum(m.score for m in found)) - 0.72 * log1p(words)))


def entities(whole: Text, found: Sequence[Mention]) -> list[Entity]:
    """Return mentions by what they are of: the same words, part of a name, an acronym, a title beside its bearer."""
    bearers = _bearers(whole, found)
    groups: list[Entity] = []
    for m in sorted(found, key=lambda m: not m.said.name):
        same = [
            e
            for e in groups
            if e.label == m.label
            and (
                any(bearers.get(m) is o or bearers.get(o) is m for o in e.mentions)
                or any(_same(whole, o, m, bearers) for o in e.mentions)
            )
        ]
        if same:
            same[0].mentions.append(m)
        else:
            groups.append(Entity(label=m.label, mentions=[m]))
    return sorted(groups, key=lambda e: min(m.start for m in e.mentions))


def _bearers(whole: Text, found: Sequence[Mention]) -> dict[Mention, Mention]:
    """Return the name that each title or description of one person stands beside."""
    bearers: dict[Mention, Mention] = {}
    for i, m in enumerate(found):
        if m.label != "victim" or m.said.name or m.said.plural:
            continue
        for near in (found[i + 1 : i + 2], found[i - 1 : i] if i else ()):
            for other in near:
                first, last = sorted((m, other), key=lambda x: x.start)
                between = whole.text[first.end : last.start]
                if other.said.name and other.label == m.label and len(between) < NEAR and _APPOSED.match(between):
                    bearers.setdefault(m, other)
    return bearers


def _same(whole: Text, a: Mention, b: Mention, bearers: Mapping[Mention, Mention]) -> bool:
    """Return whether two mentions with one label are of the same; titles of different persons are not."""
    x, y = a.said, b.said
    if x.name and y.name:
        first, last = sorted((a, b), key=lambda m: m.start)
        short, long = sorted((x.words, y.words), key=len)
        return (
            long[-len(short) :] == short
            or long[: len(short)] == short
            or _initial(x, y, whole.text[first.end : last.start])
        )
    if x.name or y.name or (a in bearers and b in bearers):
        return False
    if x.plural and y.plural and a.label == "victim":
        return bool({w.removesuffix("s") for w in x.words} & {w.removesuffix("s") for w in y.words} - COMMON)
    return x.head == y.head and x.plural == y.plural and (set(x.words) <= set(y.words) or set(y.words) <= set(x.words))


def _initial(x: Phrase, y: Phrase, between: str) -> bool:
    """Return whether one name is an acronym of the other, or stands behind it in brackets."""
    short, long = sorted((x.words, y.words), key=len)
    first = [w[0] for w in long if w not in {"of", "the", "and", "for", "de", "la"}]
    return len(short) == 1 and len(long) > 1 and (_ACRONYM.match(between) is not None or list(short[0]) == first)


def incidents(whole: Text, found: Sequence[Entity], settings: Settings) -> list[tuple[str, list[Entity]]]:
    """Return the incidents of an article, each with its type and what takes part.

    Perpetrators, organisations and weapons go to the incidents near which they are mentioned; where an incident has
    none of a kind, it takes the article's.
    """
    patients = [e for e in found if e.label in {"victim", "target"}]
    groups = joined(whole, patients, settings.together) or [[]]
    result = []
    for group in groups:
        takes = list(group)
        around = set[int]().union(*(e.sentences for e in group))
        for label in ("perpetrator", "organisation", "weapon"):
            every = [e for e in found if e.label == label]
            near = [e for e in every if not group or _distance(e.sentences, around) <= (1 if len(groups) > 1 else 99)]
            takes += near or (every if label != "weapon" else [])
        votes = whole.votes(group if len(groups) > 1 else takes)
        kind = max(TYPES, key=lambda t: votes.get(t, 0)) if votes else "ATTACK"
        result.append((kind, takes))
    return result


def _distance(a: set[int], b: set[int]) -> int:
    return min(abs(i - j) for i in a for j in b)


def _filled(whole: Text, kind: str, group: Sequence[Entity], said: Said) -> Template:
    slots: defaultdict[str, list[Filler]] = defaultdict(list)
    for label, slot in SLOT.items():
        fitting = sorted((e for e in group if e.label == label), key=lambda e: (-e.weight, e.mentions[0].start))
        most = 1 if label in {"perpetrator", "organisation"} else 4
        slots[slot] += [Filler(values=(e.best().said.text,)) for e in fitting[:most]]
    victims = [e for e in group if e.label == "victim"]
    named = any(e.names for e in victims)
    mentions = [m for e in victims for m in e.mentions]
    for e in victims:
        if named and not e.names and not e.mentions[0].said.plural and e.mentions[0].said.head not in COMPANIONS:
            continue
        best = e.best()
        text = best.said.text
        if best.said.name:
            slots["hum_target_name"].append(Filler(values=(text,)))
            titles = [m for m in e.mentions if not m.said.name]
            slots["hum_target_description"] += [Filler(values=(m.said.text,), of=(text,)) for m in titles[:1]]
        else:
            slots["hum_target_description"].append(Filler(values=(text,)))
        slots["hum_target_number"].append(Filler(values=(count(whole, e, said.figures),), of=(text,)))
        if what := effect(whole, e, kind, mentions, said):
            slots["hum_target_effect"].append(Filler(values=(what,), of=(text,)))
    if not victims and kind in {"BOMBING", "ARSON"} and NO_ONE.search(whole.text):
        slots["hum_target_effect"].append(Filler(values=("NO INJURY OR DEATH",), of=("-",)))
    return Template(types=(kind,), slots={s: tuple(f) for s, f in slots.items() if f})


def count(whole: Text, victim: Entity, figures: Sequence[DraftFigure]) -> str:
    """Return how many a victim is: the most telling of its mentions says it."""
    if victim.names:
        return "1"
    given = [number(whole.text, m.start, m.said) for m in victim.mentions]
    given += [
        str(round(f.best))
        for m in victim.mentions
        for f in figures
        if f.unit and f.best and f.unit.start < m.end and m.start < f.unit.end
    ]
    exact = Counter(n for n in given if n not in {"PLURAL", "1"})
    return exact.most_common(1)[0][0] if exact else given[0]


def effect(whole: Text, victim: Entity, kind: str, others: Sequence[Mention], said: Said) -> str | None:
    """Return what befell a victim, by the words around its mentions; None if nothing is said.

    `others` are the mentions of all victims: words between that name them do not part a victim from its effect.
    """
    votes: dict[str, float] = defaultdict(float)
    for m in victim.mentions:
        for name, strength in _told(whole, m, others):
            votes[name] += strength
        for f in said.figures:
            if f.effect in FIGURE_EFFECTS and f.span.start < m.end and m.start < f.span.end:
                votes[FIGURE_EFFECTS[f.effect]] += 1
        for e in said.events:
            if any(r.start < m.end and m.start < r.end for r in e.recipient):
                trigger = whole.text[e.trigger.start : e.trigger.end].lower()
                for name, cue in EFFECTS.items():
                    votes[name] += cue.search(trigger) is not None
    if kind != "KIDNAPPING":
        votes["REGAINED FREEDOM"] = 0
    best = max(votes, key=lambda v: votes[v], default=None)
    return best if best and votes[best] > 0 else None


def _told(whole: Text, m: Mention, others: Sequence[Mention]) -> list[tuple[str, float]]:
    """Return the effects told in a mention's sentence, each with its strength: the nearer the stronger."""
    begin, end = whole.starts[m.sentence], whole.ends[m.sentence]
    letters = list(whole.text[begin:end].lower())
    for other in others:
        if other is not m and begin <= other.start and other.end <= end:
            letters[other.start - begin : other.end - begin] = LISTED * (other.end - other.start)
    line = INTENDED.sub(lambda m: "_" * len(m.group()), "".join(letters))
    ahead, behind = line[: m.start - begin], line[m.end - begin :]
    told = []
    for name, cue in EFFECTS.items():
        steps = [_steps(behind[: c.start()]) for c in cue.finditer(behind)]
        steps += [_steps(ahead[c.end() :]) + (0 if BEFORE.search(c.group()) else 6) for c in cue.finditer(ahead)]
        steps += [0.0 for _ in cue.finditer(m.said.text.lower())]
        if steps:
            told.append((name, 1 / (2 + min(steps))))
    return told


def _steps(between: str) -> float:
    """Return how far two words are apart: in words, with more for what divides clauses."""
    return len(_WORD.findall(between)) + 3.0 * len(re.findall(r"[,;:]| and | but | while ", between))
