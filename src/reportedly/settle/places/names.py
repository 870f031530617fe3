"""Finds the place names of a report: words in capitals that the gazetteer has, where the words around agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.settle.lexicon import words_of
from reportedly.settle.places.linear import model, naming_features, probability, word_class
from reportedly.settle.places.resolve import resolve
from reportedly.settle.places.table import ALIAS, CAPITAL, DEMONYM, OURS
from reportedly.settle.registry import key, registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.settle.places.table import Entry, Table

LEAST = 0.5  # the least probability with which a name is taken for a place's
LEAST_OURS = 0.2  # the same for regions and seas of our own table
_LONGEST = 6  # words of a name
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w]*(?:[’'.-](?=\w)[^\W\d_]\w*)*\.?")
_SMALL = words_of("of the and de la le el al du da do di des es sur upon in ed el-")
_POSSESSIVE = re.compile(r"['’]s$")
# Words that begin sentences or name days and months: never places by themselves.
_NEVER = words_of("""
    a an the this that these those he she it we they you i his her its our their my your and but or nor so yet if as at
    by for from in into of on to up with after before while when where who what why how all any both each few more most
    other some such no not only own same than too very can will just now here there one two three four five six seven
    eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept oct nov dec mr mrs ms dr president
    police university god islam muslim christian
    """)


def candidates(text: str, table: Table) -> list[tuple[int, int]]:
    """Return the spans of a text that the gazetteer has as names, the longest at each place, in text order."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    tokens = [(a, b - 1 if text[b - 1] == "." and not _stopped(text[a:b], table) else b) for a, b in tokens]
    tokens = [(a, b - 2 if _POSSESSIVE.search(text[a:b]) else b) for a, b in tokens]
    runs = [_run(text, tokens, i) for i in range(len(tokens))]
    table.prepare(text[tokens[i][0] : end] for i, ends in enumerate(runs) for end in ends)
    found, free = [], 0
    for i, (start, _) in enumerate(tokens):
        if start < free:
            continue
        for end in reversed(runs[i]):
            name = text[start:end]
            entries = table.find(name)
            if name.casefold() in _NEVER or all(e.relation == DEMONYM for e in entries) or _body(name, entries):
                continue
            found.append((start + _article(name, entries), end))
            free = end
            break
    return found


def _least(entry: Entry) -> float:
    """Return what a name's probability must be: local papers, which the model was fitted on, seldom name regions."""
    return LEAST_OURS if entry.flags & OURS and entry.kind in {"region", "sea"} else LEAST


def _article(name: str, entries: Sequence[Entry]) -> int:
    """Return how many characters of an article are no part of a name: four of "The US", none of "The Hague"."""
    bare = name.casefold().removeprefix("the ")
    return 0 if any(e.name.casefold().startswith("the ") for e in entries) else len(name) - len(bare)


def _body(name: str, entries: Sequence[Entry]) -> bool:
    """Tell whether a name is a body's ("Hamas", "NATO") and no place larger than a town has it."""
    return key(name) in registry().bodies and not any(
        e.flags & (OURS | CAPITAL) or (e.kind in {"country", "admin"} and e.level == 1 and e.relation <= ALIAS)
        for e in entries
    )


def _persons(text: str, span: tuple[int, int], people: Iterable[tuple[int, int]]) -> bool:
    """Tell whether words are a part of a person's name: nothing but names beside them in the mention ("Chad Wolf")."""
    start, end = span
    for a, b in people:
        beside = [*text[a:start].split(), *text[end:b].split()] if a <= start and end <= b else []
        if beside and {word_class(w) for w in beside} == {"Name"}:
            return True
    return False


def _stopped(word: str, table: Table) -> bool:
    return word.count(".") > 1 or bool(table.find(word))


def _run(text: str, tokens: Sequence[tuple[int, int]], i: int) -> list[int]:
    """Return where a name that begins with a token may end, shortest first."""
    if not text[tokens[i][0]].isupper() and text[tokens[i][0] : tokens[i][0] + 3] not in {"al-", "el-"}:
        return []
    ends = []
    for k in range(i, min(i + _LONGEST, len(tokens))):
        start, end = tokens[k]
        if k > i and text[tokens[k - 1][1] : start] not in {" ", "\N{NO-BREAK SPACE}"}:
            break
        word = text[start:end]
        if word[0].isupper() or "-" in word:
            ends.append(end)
        elif word not in _SMALL:
            break
    return ends


def find_names(text: str, table: Table, people: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the spans of a text's place names in text order; a part of a person's name is none."""
    spans = [s for s in candidates(text, table) if not _persons(text, s, people)]
    lower = frozenset(re.findall(r"\b[a-z]+\b", text))
    weights = model("naming")
    return [
        (start, end)
        for (start, end), found in zip(spans, resolve(text, spans, table), strict=True)
        if found and probability(naming_features(text, start, end, found, lower), weights) >= _least(found.entry)
    ]
