"""Who is named in a text: names that are one party brought together."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.settle.identity import NOTHING, Identity, countries_in, identify
from reportedly.settle.lexicon import (
    FEMALE,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE,
    ORGANISATION,
    PERSON_NOUNS,
    PREPOSITIONS,
)
from reportedly.settle.phrases import gender_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportedly.model import ActorKind, Level
    from reportedly.settle.lexicon import Gender
    from reportedly.settle.names import Name

_TITLE = 4  # words of what stands before a name
_HALF_LIFE = 600  # code points after which a mention counts half, some two paragraphs
Key = tuple[str, ...]
Range = tuple[int, int]

_APPOSITION = re.compile(
    r",? (?:a|an|the|its|his|her|their|who is (?:a|the)) ((?:[\w'’-]+ ){0,4}?[\w'’-]+)"
    r"(?= (?:of|for|at|in|to|on|who|and|from|with)\b|[,.;])"
)


@dataclass(slots=True, kw_only=True, eq=False)
class Party:
    """Somebody or something of a text, while its mentions are being gathered; compared by identity."""

    name: str
    kind: ActorKind = "unknown"
    evidence: int = 0  # > 0: a person's name
    plural: bool = False
    roles: set[str] = field(default_factory=set)
    he: float = 0.0
    she: float = 0.0
    mentions: dict[tuple[int, int], Level] = field(default_factory=dict)
    identity: Identity = NOTHING  # what the tables know of its name

    @property
    def is_person(self) -> bool:
        """Whether its name, or enough pronouns near its mentions, speak for one person."""
        return not self.plural and (self.evidence > 0 or self.he + self.she >= max(1, len(self.mentions) / 5))

    @property
    def gender(self) -> Gender | None:
        """What titles and nouns state, else what the pronouns nearby speak for, else None."""
        if (stated := gender_of(self.roles)) is not None:
            return stated
        if self.he >= 2 * self.she and self.he:
            return "m"
        return "f" if self.she >= 2 * self.he and self.she else None


def cast(
    text: str, names: list[Name], words: set[str], vote: Callable[[Mapping[Range, Party | None]], None],
    day: str | None = None,
) -> dict[Range, Party]:  # fmt: skip
    """Return the party of each name, by the name's span: full names first, then the parts that stand for them.

    Args:
        text: the text.
        names: its names, in order.
        words: every word of it, as written.
        vote: tells the parties' gender by the pronouns near their names; called again when more is known.
        day: the ISO day of the report; the tables are read for it.
    """
    groups: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        groups[name.key].append(name)
    full = _full_names(groups)
    acronyms = _acronyms(text, groups, full)
    parties = {(n.start, n.end): full.get(n.key) or acronyms.get(n.key[0]) for n in names}
    for name in names:
        if party := parties[name.start, name.end]:
            _mention(text, name, party)
    vote(parties)
    by_part = _parts(full)
    prominence: dict[Party, float] = defaultdict(float)  # log2 of how often and how lately named
    singles: dict[str, list[Party]] = defaultdict(list)
    for name in names:
        party = parties[name.start, name.end] or _namesake(name, by_part.get(name.key[0], ()), prominence)
        if party is None:
            party = _single(name, singles[name.key[0]], words)
        if not parties[name.start, name.end]:
            _mention(text, name, party)
            parties[name.start, name.end] = party
        now = name.start / _HALF_LIFE
        prominence[party] = now + math.log2(1 + math.exp2(prominence[party] - now) * (party in prominence))
    named = {span: party for span, party in parties.items() if party}
    _look_up(named, countries_in(words), day)
    vote(named)
    return named


def _look_up(named: dict[Range, Party], countries: frozenset[str], day: str | None) -> None:
    """Let the tables say what each party is; "ISIS" and "Islamic State" become one."""
    known: dict[str, Party] = {}
    for party in dict.fromkeys(named.values()):
        found = identify(party.name, day, countries)
        if party.is_person and found.kind != "person" and (" " not in party.name or not found.name):
            continue  # "Jordan" may be anybody's name
        party.identity = found
        if found.name and found.kind in {"armed_group", "organisation"} | (
            {"government"} if found.sector != "GOV" else set()
        ):
            known.setdefault(found.name, party)
        if found.kind and found.name:
            party.kind = found.kind
            party.evidence = min(party.evidence, 0) if found.kind != "person" else max(party.evidence, 1)
    for span, party in named.items():
        same = known.get(party.identity.name or "", party)
        if same is not party:
            named[span] = same
            same.mentions |= party.mentions
            same.roles |= party.roles


def _namesake(name: Name, parties: Iterable[Party], prominence: Mapping[Party, float]) -> Party | None:
    """Return the one meant by a name part: of fitting gender, the most often and most lately named, else the first."""
    if len(name.key) > 1 or (name.the and name.person < 0):
        return None
    stated = gender_of(name.titles)
    fitting = [p for p in parties if stated is None or p.gender in (None, stated)]
    return max(fitting, key=lambda p: prominence.get(p, -1.0), default=None)


def _single(name: Name, same: list[Party], words: set[str]) -> Party:
    """Return the party of a name of one word among those of the same word; "Mr. Orr" and "Ms. Orr" are two."""
    stated = gender_of(name.titles)
    fitting = [p for p in same if None in (stated, p.gender) or p.gender == stated]
    party = max(fitting, key=lambda p: len(p.mentions), default=None)
    if party is None:
        party = Party(name=name.words[0], plural=_is_plural(name, words))
        same.append(party)
    party.evidence += name.person
    return party


def _is_plural(name: Name, words: set[str]) -> bool:
    """Tell "Orlishmen" and "Valdorians" from "Sanders": by the ending, or the text has the singular too."""
    word = name.words[0]
    people = word.endswith(("ians", "icans", "ishmen")) or (name.the and word.endswith(("ans", "is")))
    return people or (word[-1] == "s" and word[:-1] in words)


def _mention(text: str, name: Name, party: Party) -> None:
    """Add a mention, and what the words around it call the party: "spokesman Ann Orr", "Ann Orr, a farmer"."""
    party.mentions[name.start, name.end] = "name"
    party.roles |= name.titles - HONORIFICS | (name.titles & (MALE | FEMALE))
    if len(name.key) > 1 or name.titles:
        party.roles |= _titles_before(text, name.start)
        if m := _APPOSITION.match(text, name.end, name.end + 60):
            party.roles |= set(m.group(1).lower().split())


def _titles_before(text: str, start: int) -> set[str]:
    """Return the nouns that a name follows: "Republican presidential nominee", "her spokesman,"."""
    found: list[str] = []
    for word in reversed(text[max(0, start - 60) : start].split()):
        bare = word.strip(",").lower()
        if not found and bare not in PERSON_NOUNS:
            return {bare} if bare.isalpha() else set()
        if bare in FUNCTION_WORDS or bare in PREPOSITIONS or not bare.isalpha() or len(found) == _TITLE:
            break
        found.append(bare)
    return set(found)


def _full_names(groups: dict[Key, list[Name]]) -> dict[Key, Party]:
    """Return the parties of names of several words; "Ed Orr" is "Edward Orr", "Minister Ann Orr" is "Ann Orr"."""
    found: dict[Key, Party] = {}
    by_last: dict[str, list[Key]] = defaultdict(list)
    for key in sorted((k for k in groups if len(k) > 1), key=len):
        evidence = sum(n.person for n in groups[key])
        same = next((k for k in by_last[key[-1]] if _is_same(k, key)), None)
        if same is None:
            roles = set(ORGANISATION & {*key}) if evidence <= 0 else set()  # "the ministry" is one named before
            found[key] = Party(name=" ".join(groups[key][0].words), evidence=evidence, roles=roles)
            by_last[key[-1]].append(key)
        else:
            found[key] = found[same]
            found[same].evidence += evidence
    return found


def _is_same(short: Key, long: Key) -> bool:
    if short == long[-len(short) :]:
        return True
    first, other = sorted((short[0], long[0]), key=len)
    nickname = other.startswith(first) and len(first) > 1 and (first == other or other[-1] not in "ae")  # not "Paula"
    return short[-1] == long[-1] and nickname


def _parts(full: dict[Key, Party]) -> dict[str, tuple[Party, ...]]:
    """Return the people whom a last name, else a first name, may stand for."""
    last: dict[str, dict[Party, None]] = defaultdict(dict)
    first: dict[str, dict[Party, None]] = defaultdict(dict)
    for key, party in full.items():
        if party.evidence > 0:
            last[key[-1]][party] = None
            first[key[0]][party] = None
            if len(key) > 2:  # noqa: PLR2004 - "Peña Nieto", "Suu Kyi", "Díaz" of "Ana Díaz Ruiz"
                last[key[1]][party] = None
    return {part: tuple(last.get(part) or first[part]) for part in {*last, *first}}


def _acronyms(text: str, groups: dict[Key, list[Name]], full: dict[Key, Party]) -> dict[str, Party]:
    """Return the bodies whose initials stand in the text as a name of their own ("IDF"), or behind them in brackets."""
    found: dict[str, Party] = {}
    initials = {"".join(w[0] for w in k): p for k, p in reversed(full.items()) if p.evidence <= 0}
    for key, named in groups.items():
        if len(key) > 1 or not named[0].words[0].replace(".", "").isupper() or not 1 < len(key[0]) < 8:  # noqa: PLR2004
            continue
        party = initials.get(key[0]) or next(filter(None, (_spelled_out(text, n, key[0], full) for n in named)), None)
        if party:
            found[key[0]] = party
    return found


def _spelled_out(text: str, name: Name, acronym: str, full: dict[Key, Party]) -> Party | None:
    if text[name.start - 1 : name.start] != "(":
        return None
    words = list(re.finditer(r"[\w'’-]+", text[max(0, name.start - 120) : name.start - 1]))
    for i in range(len(words) - 1, -1, -1):
        capitals = [w.group() for w in words[i:] if w.group()[0].isupper()]
        if "".join(c[0] for c in capitals).lower() == acronym and words[i].group()[0].isupper():
            start = max(0, name.start - 120) + words[i].start()
            spelled = text[start : name.start - 1].strip()
            party = full.setdefault(tuple(spelled.lower().split()), Party(name=spelled, evidence=-4))
            party.mentions.setdefault((start, start + len(spelled)), "name")
            return party
    return None
