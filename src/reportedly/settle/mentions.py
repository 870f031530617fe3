"""What a mention says by itself, for telling which mentions are of one thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.settle.identity import identify
from reportedly.settle.lexicon import (
    ARMED_GROUP,
    CROWD,
    DETERMINERS,
    FEMALE,
    FIRST,
    FUNCTION_WORDS,
    GOVERNMENT,
    HE,
    HONORIFICS,
    INDEFINITE,
    IT,
    MALE,
    ORGANISATION,
    PERSON_NOUNS,
    PREPOSITIONS,
    SECOND,
    SHE,
    THEY,
    TITLES,
    WHO,
    words_of,
)
from reportedly.settle.names import read_run
from reportedly.settle.registry import key, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import ActorKind, Span

Range = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_SPLIT = re.compile(r",\s|\s[-–—]\s|[—;()]|\s(?:who|which|that|whose|whom)\b")
_PRONOUNS = (("he", HE), ("she", SHE), ("they", THEY), ("it", IT), ("i", FIRST), ("you", SECOND), ("who", WHO))
_POINTING = words_of("this that these those")
_WE = words_of("we us our ours ourselves")
_PLACES = words_of("""
    country nation state city town village region area province district capital territory republic kingdom place land
    island neighbourhood neighborhood suburb zone site street border coast airport""")
_LEFT = 5  # words before a bare head that may belong to it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """One mention: `sort` is name, def, indef, bare or a pronoun's class; `kind` a coarse class of things.

    `close` is where its first part ends: "the man | who rented it".
    """

    index: int
    start: int
    end: int
    close: int
    sentence: int
    sort: str
    text: str
    words: tuple[str, ...]
    head: str
    number: str
    gender: str
    kind: str
    code: str
    place: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """A text with its sentences and quotations, in order."""

    text: str
    sentences: Sequence[Range]
    quotations: Sequence[Range]
    day: str | None = None

    def sentence(self, at: int) -> int:
        """Return the index of the sentence at an offset."""
        return max(bisect_right(self.sentences, (at, len(self.text))) - 1, 0)

    def quoted(self, at: int) -> bool:
        """Whether an offset lies in a quotation."""
        i = bisect_right(self.quotations, (at, len(self.text))) - 1
        return i >= 0 and at < self.quotations[i][1]


def describe(around: Surroundings, spans: Sequence[Span]) -> list[Mention]:
    """Return what each mention says; spans in text order."""
    found = [_describe(around, i, s.start, s.end) for i, s in enumerate(spans)]
    people = {w for m in found if m.sort == "name" and m.kind == "per" for w in m.words}
    return [
        replace(m, kind="per") if m.sort == "name" and m.kind == "?" and m.words and people.issuperset(m.words) else m
        for m in found
    ]


def _describe(around: Surroundings, index: int, start: int, end: int) -> Mention:
    text = around.text[start:end]
    low = text.lower()
    pronoun = next((name for name, table in _PRONOUNS if low in table), "")
    if low in _POINTING:
        pronoun = "this"
    elif low in _WE:
        pronoun = "we"
    first = _SPLIT.split(text, maxsplit=1)[0] or text
    written = _WORD.findall(first) or [text]
    cut = next((i for i, w in enumerate(written) if i and w.lower() in PREPOSITIONS), len(written))
    phrase = written[:cut]
    before = _left(around.text, start) if len(written) == 1 and written[0][:1].islower() and not pronoun else []
    phrase = [*before, *phrase]
    head = re.sub(r"['’]s?$", "", phrase[-1])
    name = (
        not pronoun
        and head[:1].isupper()
        and phrase[0].lower() not in {"a", "an"}
        and not _opens(around, start, phrase)
    )
    lead = phrase[0].lower()
    definite = lead in DETERMINERS - INDEFINITE or (text[:1].isupper() is False and "'" in first)
    sort = pronoun or ("name" if name else "def" if definite else "indef" if lead in INDEFINITE else "bare")
    lows = [w.lower() for w in phrase]
    known = identify(first) if name else None
    state = registry().states.get(key(first)) or registry().nationalities.get(key(first)) if name else None
    if state:  # "American" is of the USA
        lows, head = [state.lower()], state
    return Mention(
        index=index,
        start=start,
        end=end,
        close=start + len(first),
        sentence=around.sentence(start),
        sort=sort,
        text=" ".join(lows).removeprefix("the ").removesuffix("'s").removesuffix("’s"),
        words=tuple(re.sub(r"['’]s?$", "", w) for w in lows if w not in FUNCTION_WORDS),
        head=_stem(head.lower()),
        number=_number(sort, lows, head),
        gender=_gender(sort, lows),
        kind=_kind(sort, head.lower(), (known.kind or _named(around.text, start, end)) if known else None, lows),
        code=(known.country or "") if known else "",
        place=_place(around.text, start, end, around.sentences[around.sentence(start)][0] if around.sentences else 0),
        quoted=around.quoted(start),
    )


def _named(text: str, start: int, end: int) -> ActorKind | None:
    """Return person for a name that its form or its surroundings speak for."""
    name = read_run(text, start, end)
    return "person" if name and name.person > 0 else None


def _left(text: str, start: int) -> list[str]:
    """Return the words before a bare head that belong to its phrase, as far as a determiner."""
    found: list[str] = []
    for word in reversed(re.findall(r"\S+", text[max(0, start - 60) : start])):
        bare = word.strip("\"“'‘(").lower()
        if word[-1:] in ',.;:)”"' or len(found) == _LEFT:
            break
        if bare in DETERMINERS | INDEFINITE or bare.endswith(("'s", "’s")):
            return ["his" if bare.endswith(("'s", "’s")) else bare, *found]
        if bare in FUNCTION_WORDS or bare.endswith(("ed", "ing")) or not bare.isalpha():
            break
        found.insert(0, word)
    return []


def _opens(around: Surroundings, start: int, phrase: list[str]) -> bool:
    """Whether a word is capital only because it opens a sentence: "Soldiers"."""
    opening = around.sentences and around.sentences[around.sentence(start)][0] >= start - 1
    return bool(opening) and len(phrase) == 1 and (phrase[0].lower() in CROWD | PERSON_NOUNS or phrase[0][-1:] == "s" or
        f" {phrase[0].lower()} " in around.text)  # fmt: skip


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word  # noqa: PLR2004


def _number(sort: str, words: list[str], head: str) -> str:  # noqa: PLR0911 - rules by turns
    if sort in {"he", "she", "it", "i"}:
        return "s"
    if sort in {"they", "we"}:
        return "p"
    if sort in {"who", "you", "this"}:
        return "p" if words[0] in {"these", "those"} else "?"
    if "and" in words:
        return "p"
    if sort == "name":
        return "p" if head.endswith(("ans", "is", "men")) else "?" if head[-1:] == "s" else "s"
    if words[0] in {"a", "an", "this", "that", "one", "each", "every"}:
        return "s"
    plural = head.lower() in CROWD or (head[-1:] == "s" and head[-2:] not in {"ss", "us", "is"})
    return "p" if plural or words[0] in {"these", "those", "many", "several", "some", "two", "three", "all"} else "s"


def _gender(sort: str, words: list[str]) -> str:
    if sort in {"he", "she"}:
        return {"he": "m", "she": "f"}[sort]
    male, female = not MALE.isdisjoint(words), not FEMALE.isdisjoint(words)
    return "?" if male == female else "m" if male else "f"


def _kind(sort: str, head: str, known: str | None, words: list[str]) -> str:
    stem = _stem(head)
    if known:
        return (
            "gov"
            if known == "government"
            else "arm"
            if known == "armed_group"
            else "per"
            if known == "person"
            else "org"
        )
    if sort in {"he", "she", "i", "you", "who", "we"}:
        return "per"
    if sort == "it":
        return "thing"
    for kind, table in (("arm", ARMED_GROUP), ("loc", _PLACES), ("gov", GOVERNMENT), ("org", ORGANISATION)):
        if head in table or stem in table:
            return kind
    if head in PERSON_NOUNS | CROWD or stem in PERSON_NOUNS or not (HONORIFICS | TITLES).isdisjoint(words[:-1]):
        return "per"
    return "?"


def _place(text: str, start: int, end: int, opening: int) -> str:
    """Return where in its sentence a mention stands: a rough guess at its role."""
    before = text[max(0, start - 14) : start].split()
    if text[end : end + 2] in {"'s", "’s"}:
        return "poss"
    if before and before[-1].lower() in PREPOSITIONS:
        return "prep"
    if start - opening < 4:  # noqa: PLR2004 - a quotation mark, a bullet
        return "first"
    return "mid"
