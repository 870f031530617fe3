"""Capitalised names of a text, with what stands around them; no dictionary of names is used."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly.settle.lexicon import (
    ABBREVIATED,
    DETERMINERS,
    FUNCTION_WORDS,
    HONORIFICS,
    NO_PERSON,
    OFFICES,
    ORGANISATION,
    PERSON_NOUNS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    SAYS,
    SUFFIXES,
    TITLES,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())  # Latin, Greek, Cyrillic and the like
_BODY = "Alliance|Army|Association|Club|Committee|Congress|Council|Federation|Front|League|Movement|Party|Union"
_OWNER = rf"(?:(?<=eople)|(?<=omen)|(?<=hildren))['\u2019]s(?=\s[{_UPPER}])|(?<=s)['\u2019](?=\s(?:{_BODY})\b)"
_TOKEN = rf"[{_UPPER}]\w*(?:['\u2019](?!s\b)\w+|-\w+|{_OWNER})*"  # "People's Front", "Farmers' Union" are whole
_PARTICLE = (
    r"(?:de la|van der|van den|von der|de|da|do|dos|du|di|del|della|van|von|der|bin|bint|ibn|al|el|abu|la|le|ben|y)"
)
_SHORT = "|".join(sorted({*ABBREVIATED, *HONORIFICS, "jr", "sr", "st", "brig", "ret"}))
_CAPITALISED = rf"(?:(?i:\b(?:{_SHORT}))\.|[{_UPPER}]\.(?:[{_UPPER}]\.)*|(?:al|el|an|ad|ash)-{_TOKEN}|{_TOKEN})"
_NICKNAME = r"[\"“'‘](?:the )?[^\W_]\w+[\"”'’]\s"  # Owen "the Reed" Marsh
RUN = re.compile(
    rf"(?<![\w@#-]){_CAPITALISED}"
    rf"(?:[ \u00a0](?:{_NICKNAME})?(?:{_PARTICLE}[ \u00a0])?{_CAPITALISED}|,\s(?:Jr|Sr)\b\.?)*"
)
_QUOTED = re.compile(rf"(?<=\s){_NICKNAME}")
_PART = re.compile(r"[^\s,]+")
_OPENING = re.compile(r"(?:[.!?:;\n]|\s[-–—])[\"”’')\]]*\s*[\"“‘'(\[]*$")
_AFTER = re.compile(r",? (?:who\b|\d\d,)|, (a|an|the)\b|,?[\"”’']* ([a-z]+)\b")
_SMALL = PREPOSITIONS | DETERMINERS | {"and", "or", "but", "not", "vs", "s", "t"}
_NO_FAMILY = words_of("day street avenue road county river valley island islands district province")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name at `start:end` without its titles.

    `person` > 0 speaks for a person, < 0 against; `the` and `before` are the article and the word before it; `key` are
    the words that tell names apart.
    """

    start: int
    end: int
    words: tuple[str, ...]
    titles: frozenset[str]
    person: int
    the: bool
    before: str
    key: tuple[str, ...]


@lru_cache(maxsize=4096)
def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell names apart: no case, initials, suffixes."""
    bare = [(w, w.replace(".", "").lower()) for w in words]
    return tuple(b for w, b in bare if b not in SUFFIXES and not _is_initial(w)) or tuple(b for _, b in bare)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."  # noqa: PLR2004 - a letter and a full stop


def find_names(text: str, lines: list[tuple[int, int]], words: set[str]) -> list[Name]:
    """Return the names of a text in order. Headlines in title case are passed over.

    Args:
        text: the text.
        lines: its paragraphs.
        words: every word of it, as written.
    """
    found = [n for start, end in lines if not _is_headline(text[start:end]) for n in _in_line(text, start, end)]
    seen = Counter(w for n, _ in found for w in n.words)
    kept = (_without_opening(text, n, words, seen) if opens else n for n, opens in found)
    return [n for n in kept if n]


def _without_opening(text: str, name: Name, words: set[str], seen: Counter[str]) -> Name | None:
    """Return the name less a first word that is capital only because it opens a sentence: "Poor Orle", "Critics"."""
    first = name.words[0]
    if first.isupper():
        return name
    if len(name.words) == 1:
        return None if first.lower() in words or (seen[first] == 1 and name.person <= 0) else name
    common = first.lower() in words or (first.endswith("ly") and len(first) > 8)  # noqa: PLR2004 - longer than "Kimberly"
    if common and not name.titles and seen[first] == 1 and (seen[name.words[-1]] > 2 or name.words[-1][:-1] in words):  # noqa: PLR2004
        return read_run(text, name.start + len(first) + 1, name.end)
    return name


def _is_headline(line: str) -> bool:
    """Whether all words but the smallest have capitals, so that capitals say nothing."""
    words = WORD.findall(line[:300])
    small = [w for w in words if w[0].islower()]
    return len(words) < 25 and len(words) - len(small) > 3 and _SMALL.issuperset(small)  # noqa: PLR2004 - a headline is short


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[Name, bool]]:
    """Yield each name with whether it opens a sentence, where a capital says nothing."""
    for m in RUN.finditer(text, start, end):
        if not _is_function_word(m.group()) and (name := read_run(text, m.start(), m.end())):
            opens = m.start() == start or _OPENING.search(text, max(start, m.start() - 8), m.start())
            yield name, name.start == m.start() and bool(opens)


def read_run(text: str, start: int, end: int) -> Name | None:
    """Return the name in a run of capitalised words; None where it is all titles or function words."""
    run = _QUOTED.sub(lambda m: " " * len(m.group()), text[start:end])
    parts = [(start + m.start(), m.group()) for m in _PART.finditer(run)]
    while parts and _is_function_word(parts[0][1]):
        parts.pop(0)
    for i in range(len(parts) - 1, 0, -1):
        if parts[i - 1][1][-1] == "." and _is_function_word(parts[i][1]):
            del parts[i:]
    if not parts or parts[-1][1].lower() in OFFICES or len(parts) > 7:  # noqa: PLR2004 - longer runs are no names
        return None
    bare = [w.rstrip(".").lower() for _, w in parts]
    before = text[max(start - 20, 0) : parts[0][0]].lower()
    prior = before.split()[-3:] if before[-1:].isspace() else []
    cut = max((i + 1 for i, b in enumerate(bare[:-1]) if b in TITLES and bare[i + 1] not in SUFFIXES), default=0)
    if not cut and len(parts) > 2 and _is_office(prior):  # noqa: PLR2004 - "Secretary of *State Ann Orr*"
        cut = max(len(parts) - 2 - _is_initial(parts[-2][1]), 1)
    elif not cut and len(parts) > 2 and bare[0] in PERSON_NOUNS:  # noqa: PLR2004 - "Shepherd Ann Orr", not "Shepherd Orr"
        cut = 1
    elif NO_PERSON.issuperset(bare[cut:]):  # "General Staff"
        cut = 0
    if len(parts) == 1 and bare[0] in TITLES and parts[0][1][-1] == ".":
        return None
    words = tuple(w for _, w in parts[cut:])
    last = words[-1]
    stop = parts[-1][0] + len(last)
    if last[-1] == "." and last.count(".") == 1 and not _is_initial(last) and bare[-1] not in SUFFIXES:
        stop -= 1
    titles = frozenset([*bare[:cut], *(ABBREVIATED.get(b, b) for b in bare[:cut])])
    previous = prior[-1] if prior else ""
    return Name(
        start=parts[cut][0],
        end=stop,
        words=words,
        key=_key(words),
        titles=titles,
        person=_evidence(bare[cut:], words, previous, text[stop : stop + 14], titled=not TITLES.isdisjoint(titles)),
        before=previous,
        the=previous == "the" or text[start : parts[0][0]].lower() == "the ",
    )


def _is_office(prior: list[str]) -> bool:
    words = [w for w in prior if w != "the"]
    return len(words) > 1 and words[-1] in {"of", "for"} and words[-2] in TITLES


def _is_function_word(word: str) -> bool:
    return word.lower().replace("’", "'") in FUNCTION_WORDS and (len(word) == 1 or not word.isupper())


def _evidence(bare: list[str], words: tuple[str, ...], previous: str, after: str, *, titled: bool) -> int:
    score = 3 if titled else int(1 < len(words) < 5)  # noqa: PLR2004 - names of people are two to four words long
    if not NO_PERSON.isdisjoint(bare) or (len(words) == 1 and words[0].isupper()):
        score -= 4
    if bare[-1] in _NO_FAMILY or (len(words) > 1 and all(w.isupper() and len(w) > 3 for w in words)):  # noqa: PLR2004
        score -= 4  # "Labor Day", a heading
    if previous in PERSON_NOUNS:
        score += 2
    elif not titled:
        score -= 4 * (previous in ORGANISATION) + 2 * (previous == "the") + (previous in PLACE_PREPOSITIONS)
    follows = _AFTER.match(after)
    if follows and not follows.lastindex:  # ", who", ", 59,"
        score += 2 * (previous not in PLACE_PREPOSITIONS or len(words) > 1)
    elif follows and len(words) > 1:
        score += follows.lastindex == 1 or follows.group(2) in SAYS
    return score
