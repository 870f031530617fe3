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
    PLURALS,
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

_ARTICLES = {"the", "a", "an"}
_BEHIND = PREPOSITIONS | {
    "this",
    "last",
    "earlier",
    "who",
    "that",
    "close",
    "familiar",
    "aware",
    "present",
    "seen",
    "led",
}
_SEVERAL = {"dozen", "lot", "number", "couple", "handful", "few"}
_ONE = {"a", "an", "one", "another", "this", "that", "each", "every"}
_MANY = {"both", "many", "some", "several", "few", "these", "those", "all", "most", "others"}
_BODIES: tuple[tuple[ActorKind, frozenset[str]], ...] = (
    ("armed_group", ARMED_GROUP),
    ("government", GOVERNMENT),
    ("organisation", ORGANISATION),
)

# A capitalised word after these is described, not named: "some Democrats", "a spokesman for Orle".
NO_NAME_AFTER = (PREPOSITIONS | INDEFINITE | DETERMINERS | {"and", "or"}) - {
    "the",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
}


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


def read_phrase(text: str, span: Span) -> Phrase:
    """Read the words of a source span."""
    bare = _POSSESSIVE.sub("", text[span.start : span.end].rstrip(' ,:-–—"”')) or text[span.start : span.end]
    first, *rest = _PARTS.split(bare, maxsplit=1)
    shouted = bare.isupper() and bare != "I"  # "US", "IT"
    pronoun = (bare.lower() in PRONOUNS and not shouted) or bare.lower().partition(" ")[0] in WHO - {"that"}
    joined = not pronoun and _is_joined(_BRACKETS.sub("", bare).split(", ", 1)[0])
    name = None if pronoun or joined else _name(text, span.start, first) or _name_behind(text, span.start, bare, first)
    words = [w.lower() for w in _head_phrase(first)]
    head = words[-1].rstrip(".") if words else bare.lower()
    roles = {w.rstrip(".").lower() for w in _head_phrase(_POSSESSOR.sub("", first)) if not name or w not in name.words}
    roles.update(w.lower() for part in rest for w in _head_phrase(part))
    plural = not pronoun and name is None and (joined or is_plural(head, words))
    is_name = name is not None or (joined and all(side[:1].isupper() for side in _AND.split(first)))
    return Phrase(
        start=span.start,
        end=span.end,
        text=bare,
        level="pronoun" if pronoun else "name" if is_name else "nominal",
        kind="people" if joined else _kind_of_name(name) if name else _kind(head, words, plural=plural),
        name=name,
        head=head,
        roles=frozenset(roles | (name.titles if name else set())),
        plural=plural,
        indefinite=bool(words) and (words[0] in INDEFINITE or words[0][0].isdigit()),
    )


def gender_of(words: frozenset[str] | set[str]) -> Gender | None:
    """Return the gender that nouns and honorifics state, None where they state none or both."""
    male, female = not MALE.isdisjoint(words), not FEMALE.isdisjoint(words)
    return None if male == female else "m" if male else "f"


def _is_joined(first: str) -> bool:
    """Tell "Ann Orr and Ben Tan" and "both sides and their backers" from "Health and Safety Minister Ann Orr"."""
    sides = [side.split() for side in _AND.split(first)]
    if len(sides) == 1 or not all(sides):
        return False
    left, right = [w for w in sides[0] if w.lower() not in {"the", "both"}] or sides[0], sides[-1]
    if sides[0][0].lower() in _ARTICLES and right[0] in _ARTICLES:
        return True
    if not PREPOSITIONS.isdisjoint(w.lower() for w in left):
        return False
    if right[-1][0].isupper():  # a name ends the phrase: is it one of two, or does it close one description?
        return left[-1][0].isupper() and (len(left) > 1 or not right[0][0].isupper() or len(right) < 3)  # noqa: PLR2004
    one = sides[0][0].lower() in _ARTICLES and right[0].lower() not in DETERMINERS and right[0].islower()
    return not one or is_plural(right[-1].lower(), right)


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
        office = name and name.titles and name.titles.isdisjoint(TITLES) and {*before[-2:-1]} <= TITLES
        described = before and before[0] in INDEFINITE and name and name.person <= 0
        joint = before[-1:] == ["and"] and all(w[0].isupper() or w == "and" for w in text[start : last.start()].split())
        crowd = not before and name and len(name.words) == 1 and name.words[0].lower() in PLURALS
        if office or joint or (not before and not crowd) or not (described or the or {*before[-1:]} & NO_NAME_AFTER):
            return None if crowd else name
    follows = text[opening.end() : end].split()
    if opening.start() == start and follows and follows[0].lower() in PREPOSITIONS:
        name = read_run(text, opening.start(), opening.end())
        if name and name.person > 0 and len(name.words) > 1:
            return name
        if name and not ORGANISATION.isdisjoint(w.lower() for w in name.words):
            words = tuple(text[name.start : end].split())
            return replace(name, end=end, words=words, key=tuple(w.lower() for w in words), person=-4)
    return None


def _name_behind(text: str, start: int, bare: str, first: str) -> Name | None:
    """Return the name set behind a description: "the foreign minister, *Ann Orr*"."""
    words = _head_phrase(first.lower())
    if not words or not first.rsplit(maxsplit=1)[-1].islower() or is_plural(words[-1], words):
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
        if found and word.lower() in _BEHIND:
            break
        found.append(word)
    while len(found) > 1 and found[-1].endswith("ed"):
        found.pop()
    return found


def is_plural(head: str, words: list[str]) -> bool:
    """Tell whether a noun phrase speaks of several: by its determiner, else by its head noun."""
    first = words[0].lower() if words else ""
    if first == "a" and not _SEVERAL.isdisjoint(words):
        return True
    if first in _ONE:
        return head in CROWD - {"everyone", "everybody", "most"}
    plural = head[-1:] == "s" and head[-2:] not in {"ss", "us", "is", "'s", "’s"}
    return first in _MANY or head in CROWD or head == "%" or plural


def _kind_of_name(name: Name) -> ActorKind:
    if name.person > 0:
        return "person"
    bare = {w.lower() for w in name.words}
    return next((kind for kind, table in _BODIES if not table.isdisjoint(bare)), "unknown")


def _kind(head: str, words: list[str], *, plural: bool) -> ActorKind:
    person = head in PERSON_NOUNS or words[:1] in (["one"], ["someone"], ["somebody"])
    found: ActorKind = "document" if head in DOCUMENT else "people" if plural else "person" if person else "unknown"
    return next((kind for kind, table in _BODIES if head in table), found)
