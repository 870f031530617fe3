"""What a source phrase says by itself: pronoun, name or description, one or many, and of what kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.settle.lexicon import (
    ARMED_GROUP,
    CROWD,
    DETERMINERS,
    DOCUMENT,
    FEMALE,
    GOVERNMENT,
    INDEFINITE,
    MALE,
    ORGANISATION,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    WHO,
)
from reportedly.settle.names import RUN, read_run

if TYPE_CHECKING:
    from reportedly.model import ActorKind, Level, Span
    from reportedly.settle.lexicon import Gender
    from reportedly.settle.names import Name

_WORD = re.compile(r"[^\W_]+(?:[.'\u2019-][^\W_]+)*\.?|%")
_PARTS = re.compile(r",\s|\s[-–—]\s|[—;()]|\s(?=(?:who|which|that|whose|whom)\b)")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_POSSESSOR = re.compile(r"^.*['\u2019]s?\s")
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_AND = re.compile(r",?\s(?:and|or|nor|&)\s")

# A capitalised word after these is described, not named: "some Democrats", "a spokesman for Orle".
NO_NAME_AFTER = PREPOSITIONS | INDEFINITE | (DETERMINERS - {"the"} - {"his", "her", "their", "its", "our", "my"}) | {"and", "or"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source phrase; `name` is the person's or body's name in it, `head` its head noun, `roles` its other nouns."""

    start: int
    end: int
    text: str
    level: Level
    kind: ActorKind
    name: Name | None
    head: str
    roles: frozenset[str]
    plural: bool
    indefinite: bool
    gender: Gender | None


def read_phrase(text: str, span: Span) -> Phrase:
    """Read the words of a source span."""
    words = text[span.start : span.end]
    bare = _POSSESSIVE.sub("", words.rstrip(" ,:-–—\"”")) or words
    first, *rest = _PARTS.split(bare, maxsplit=1)
    pronoun = bare.lower() in PRONOUNS or bare.lower().partition(" ")[0] in WHO
    joined = not pronoun and _is_joined(_BRACKETS.sub("", bare).split(", ")[0])
    name = None if pronoun or joined else _name(text, span.start, first) or _name_behind(text, span.start, bare, first)
    head_words = [w.lower() for w in _head_phrase(first)]
    head = head_words[-1].rstrip(".") if head_words else bare.lower()
    described = _POSSESSOR.sub("", first)
    roles = frozenset(w.rstrip(".").lower() for w in _WORD.findall(described) if not name or w not in name.words)
    roles |= frozenset(w.lower() for w in _head_phrase(rest[0])) if rest else frozenset()
    roles |= name.titles if name else frozenset()
    plural = not pronoun and name is None and (joined or _is_plural(head, head_words))
    is_name = name is not None or (joined and all(map(_is_capitalised, _AND.split(first))))
    return Phrase(
        start=span.start,
        end=span.end,
        text=bare,
        level="pronoun" if pronoun else "name" if is_name else "nominal",
        kind=_kind(name, head, head_words, plural=plural, joined=joined),
        name=name,
        head=head,
        roles=roles,
        plural=plural,
        indefinite=bool(head_words) and (head_words[0] in INDEFINITE or head_words[0][0].isdigit()),
        gender=None if plural else gender_of(roles if name else {head}),
    )


def gender_of(words: frozenset[str] | set[str]) -> Gender | None:
    """Return the gender that nouns and honorifics state, None where they state none or both."""
    male, female = not MALE.isdisjoint(words), not FEMALE.isdisjoint(words)
    return None if male == female else "m" if male else "f"


def _is_capitalised(words: str) -> bool:
    return words[:1].isupper()


def _is_joined(first: str) -> bool:
    """Tell "Ann Orr and Ben Tan" and "both sides and their backers" from "Health and Safety Minister Ann Orr"."""
    sides = [side.split() for side in _AND.split(first)]
    if len(sides) == 1 or not all(sides) or not PREPOSITIONS.isdisjoint(w.lower() for w in sides[0]):
        return False
    left, right = [w for w in sides[0] if w.lower() not in {"the", "both"}] or sides[0], sides[-1]
    if right[-1][0].isupper():  # a name ends the phrase: is it one of two, or does it close one description?
        return left[-1][0].isupper() and (len(left) > 1 or not right[0][0].isupper() or len(right) < 3)  # noqa: PLR2004
    one = sides[0][0].lower() in {"the", "a", "an"} and right[0].lower() not in DETERMINERS and right[0].islower()
    return not one or _is_plural(right[-1].lower(), right)


def _name(text: str, start: int, first: str) -> Name | None:
    """Return the name that the first part of a phrase ends in, or opens with before "of ..."."""
    end = start + len(first)
    runs = list(RUN.finditer(text, start, end))
    if not runs:
        return None
    opening, last = runs[0], runs[-1]
    before = text[start : last.start()].lower().split()
    the = before[-1:] == ["the"]
    before = before[: len(before) - the]
    if not text[last.end() : end].strip(" .\"”’'"):
        name = read_run(text, last.start(), last.end())
        office = name and name.start > last.start() and before[-1:] in (["of"], ["for"]) and before[-2:-1] != []
        office = office and before[-2] in TITLES
        described = before and before[0] in INDEFINITE and name and name.person <= 0
        if office or not before or (before[-1] not in NO_NAME_AFTER and not the and not described):
            return name
    follows = text[opening.end() : end].split()
    if opening.start() == start and follows and follows[0].lower() in PREPOSITIONS:
        name = read_run(text, opening.start(), opening.end())
        if name and name.person > 0 and len(name.words) > 1:
            return name
        if name and not ORGANISATION.isdisjoint(w.lower() for w in name.words):
            return replace(name, end=end, words=tuple(text[name.start : end].split()), person=-4)
    return None


def _name_behind(text: str, start: int, bare: str, first: str) -> Name | None:
    """Return the name set behind a description: "the foreign minister, *Ann Orr*"."""
    words = _head_phrase(first.lower())
    if not words or not first.split()[-1].islower() or _is_plural(words[-1], words):
        return None
    at = start + len(first) + len(bare[len(first) :]) - len(bare[len(first) :].lstrip(" ,—–-"))
    m = RUN.match(text, at, start + len(bare))
    if not m or text[m.end() : start + len(bare)].strip()[:1] not in ("", ","):
        return None
    name = read_run(text, m.start(), m.end())
    return name if name and name.person > 0 else None


def _head_phrase(words: str) -> list[str]:
    """Return the words of a noun phrase up to its head noun: what stands before the first preposition."""
    found: list[str] = []
    for word in _WORD.findall(words):
        if found and (word.lower() in PREPOSITIONS or word.lower() in {"this", "last", "earlier", "who", "that"}):
            break
        found.append(word)
    while len(found) > 1 and found[-1].endswith("ed"):
        found.pop()
    return found


def _is_plural(head: str, words: list[str]) -> bool:
    if words[:1] == ["a"] and not {"dozen", "lot", "number", "couple", "handful", "few"}.isdisjoint(words):
        return True
    if words[:1] and words[0] in {"a", "an", "one", "another", "this", "that", "each", "every"}:
        return head in CROWD - {"everyone", "everybody", "most"}
    if words[:1] and words[0] in {"both", "many", "some", "several", "few", "these", "those", "all", "most", "others"}:
        return True
    return head in CROWD or head == "%" or (head[-1:] == "s" and head[-2:] not in {"ss", "us", "is", "'s", "’s"})


def _kind(name: Name | None, head: str, words: list[str], *, plural: bool, joined: bool) -> ActorKind:
    if name is not None:
        bare = {w.lower() for w in name.words}
        if name.person > 0 and not name.the:
            return "person"
        for table, kind in ((ARMED_GROUP, "armed_group"), (GOVERNMENT, "government"), (ORGANISATION, "organisation")):
            if not table.isdisjoint(bare):
                return kind
        return "unknown" if name.person > -3 else "organisation"  # noqa: PLR2004
    if joined:
        return "people"
    if head in DOCUMENT:
        return "document"
    if head in ARMED_GROUP:
        return "armed_group"
    if head in GOVERNMENT:
        return "government"
    if head in ORGANISATION:
        return "organisation"
    if plural:
        return "people"
    if head in PERSON_NOUNS or (words and words[0] in {"one", "someone", "somebody"}):
        return "person"
    return "unknown"
