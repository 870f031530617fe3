"""Which mentions are of one thing: each is linked to the best earlier one, or to none.

A ranking model in the manner of Durrett and Klein (2013): plain features of a pair, each with a weight of its own,
fitted by `training/actors/fit.py` and kept in `tables/links.json`. The best-scored antecedent wins, or none.
Settling joins sources and participants by salience (`antecedents`), which does better there; this is for mentions that
are given.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly.settle.mentions import Surroundings, describe
from reportedly.text import quotations, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.model import Span
    from reportedly.settle.mentions import Mention

_SET_BESIDE = re.compile(
    r", (?:an?|the|its|their|his|her) (?:[\w-]+ ){0,2}|, | (?:is|was) (?:an?|the) (?:[\w-]+ ){0,2}"
)
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "you", "who", "this", "we"})
_NEAR = {"name": 60, "def": 80, "bare": 60, "indef": 40}  # mentions looked back at; pronouns look back less
_NEAR_PRONOUN = 40
_STEPS = (1, 2, 3, 5, 9, 17, 33, 65)
_NUMBERED = 2


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    found: dict[str, float] = json.loads(
        files("reportedly.settle").joinpath("tables", "links.json").read_text(encoding="utf-8")
    )
    return found


def chains(text: str, spans: Sequence[Span], day: str | None = None) -> list[list[int]]:
    """Return the chains of mentions, as indices into `spans`, two or more each.

    Args:
        text: the article.
        spans: its mentions in text order.
        day: the ISO day of the report.
    """
    around = Surroundings(
        text=text, sentences=sentences(text), quotations=[(q.start, q.end) for q in quotations(text)], day=day
    )
    found = describe(around, spans)
    chain_of: dict[int, list[int]] = {}
    for m in found:
        linked = _beside(m, found, text)
        if linked is None:
            linked = antecedent(m, found, chain_of)
        chain = chain_of[linked] if linked is not None else []
        chain.append(m.index)
        chain_of[m.index] = chain
    return [c for i, c in chain_of.items() if c[0] == i and len(c) > 1]


def antecedent(m: Mention, all_: Sequence[Mention], chain_of: Mapping[int, Sequence[int]]) -> int | None:
    """Return the index of the best antecedent of a mention, None where none is better than a new chain."""
    w = weights()
    best, at = sum(w.get(f, 0.0) for f in alone(m, all_)), None
    for a in candidates(m, all_):
        score = sum(w.get(f, 0.0) for f in pair(m, a, all_, chain_of.get(a.index, ())))
        if score > best:
            best, at = score, a.index
    return at


def _beside(m: Mention, all_: Sequence[Mention], text: str) -> int | None:
    """Return what a mention is set beside: "Special Agent *Ann Orr*", "the baker, *Ann Orr*", "Ann Orr, a *cook*"."""
    if m.sort in PRONOUNS or not m.index:
        return None
    a = all_[m.index - 1]
    between = text[a.end : m.start]
    if a.sort in PRONOUNS or len(between) > 24 or "per" not in {m.kind, a.kind}:  # noqa: PLR2004 - ", a former local"
        return None
    title = between == " " and m.sort == "name" and a.kind == m.kind == "per"
    behind = (
        between == ", "
        and m.sort == "name"
        and a.sort in {"def", "bare"}
        and a.kind == "per"
        and m.kind in {"per", "?"}
    )
    named = _SET_BESIDE.fullmatch(between) and a.sort == "name" and m.kind == "per" and m.sort in {"def", "indef"}
    return a.index if title or behind or named else None


def candidates(m: Mention, all_: Sequence[Mention]) -> Iterator[Mention]:
    """Yield what a mention may be linked to, the nearest first: the near ones, for names and nouns also those alike."""
    near = _NEAR.get(m.sort, _NEAR_PRONOUN)
    pronoun = m.sort in PRONOUNS
    for i in range(m.index - 1, -1, -1):
        a = all_[i]
        if m.index - i <= near or (not pronoun and (a.head == m.head or _shares(m, a))):
            yield a


def _shares(m: Mention, a: Mention) -> bool:
    return a.sort == "name" and bool(m.words) and (m.words[-1] in a.words or (bool(a.words) and a.words[-1] in m.words))


def alone(m: Mention, all_: Sequence[Mention]) -> Iterator[str]:
    """Yield the features of a mention that begins a chain."""
    t = m.sort
    yield f"new {t}"
    yield f"new {t} {m.kind}"
    yield f"new {t} {m.number}"
    yield f"new {t} {min(len(m.words), 4)}"
    yield f"new {t} {m.place}"
    seen = any(a.text == m.text for a in all_[: m.index])
    alike = seen or any(a.head == m.head for a in all_[: m.index])
    yield f"new {t} {'same' if seen else 'head' if alike else 'first'}"
    if t in PRONOUNS:
        yield f"new {m.text}"
        yield f"new {m.text} {'quoted' if m.quoted else 'plain'}"
    if m.index < _NUMBERED:
        yield "new opening"


def pair(m: Mention, a: Mention, all_: Sequence[Mention], chain: Sequence[int]) -> Iterator[str]:
    """Yield the features of a mention and an earlier one that it may be linked to; `chain` is the earlier one's."""
    t, s = m.sort, a.sort
    ts = f"{t}>{s}"
    apart, steps = m.sentence - a.sentence, m.index - a.index
    far = _bucket(apart)
    yield ts
    yield f"{t} s{far}"
    yield f"{ts} s{far}"
    yield f"{ts} n{_bucket(steps)}"
    yield f"{ts} {a.place}{'=' if a.place == m.place else ''}"
    yield f"{ts} num {m.number}{a.number}"
    yield f"{t} kind {m.kind}{a.kind}"
    yield f"{ts} {'q' if m.quoted else ''}{'Q' if a.quoted else ''}{'0' if apart == 0 else ''}"
    if a.end > m.start:
        yield f"{ts} inside"
        yield "inside"
    if 0 <= m.start - a.close <= 2 and apart == 0:  # noqa: PLR2004 - a blank, a comma and a blank
        yield f"{ts} touching {m.start - a.close} {m.kind == a.kind}"
        yield f"{t} touching"
    yield from _genders(m, a, all_, chain)
    if t in PRONOUNS:
        yield f"{m.text} {s} {a.text if s in PRONOUNS else ''}"
        yield f"{m.text} kind {a.kind} {min(apart, 3)}"
    else:
        yield from _likeness(m, a)
    yield from _chain(m, a, all_, chain)


def _genders(m: Mention, a: Mention, all_: Sequence[Mention], chain: Sequence[int]) -> Iterator[str]:
    theirs = a.gender
    if theirs == "?":
        theirs = next((g for i in chain if (g := all_[i].gender) != "?"), "?")
    yield f"{m.sort} gender {m.gender}{theirs}"


def _likeness(m: Mention, a: Mention) -> Iterator[str]:
    if a.sort in PRONOUNS:
        return
    ts = f"{m.sort}>{a.sort}"
    if m.text == a.text:
        yield f"{ts} same"
        yield f"same {min(len(m.words), 3)} {m.kind}"
        return
    mine, theirs = set(m.words), set(a.words)
    if m.head == a.head:
        sub = "sub" if mine <= theirs else "sup" if mine >= theirs else "cross"
        yield f"{ts} head {sub}"
        yield f"head {sub} {m.number}{a.number}"
    elif mine and theirs and (mine <= theirs or theirs <= mine):
        last = m.words[-1] == a.words[-1]
        yield f"{ts} part {'last' if last else 'first' if m.words[0] == a.words[0] else 'mid'} {m.kind}"
    elif mine & theirs:
        yield f"{ts} overlap"
    else:
        yield f"{ts} unlike"
        yield f"{ts} unlike {m.kind}{a.kind}"
        if m.code and m.code == a.code:
            yield f"{ts} code {m.kind}{a.kind}"
        for short, long in ((m, a), (a, m)):
            if short.sort == "name" and len(short.words) == 1 and len(long.words) > 1 and _initials(long) == short.head:
                yield "acronym"


def _initials(a: Mention) -> str:
    return "".join(w[0] for w in a.words)


def _chain(m: Mention, a: Mention, all_: Sequence[Mention], chain: Sequence[int]) -> Iterator[str]:
    t = m.sort
    yield f"{t} size {_bucket(len(chain))}"
    sorts = {all_[i].sort for i in chain[-12:]}
    if t in PRONOUNS:
        yield f"{t} named {'name' in sorts}"
        if t in sorts:
            yield f"{t} again"
        for other in ("he", "she", "it", "they", "i"):
            if other != t and other in sorts:
                yield f"{t} with {other}"
        first = all_[chain[0]] if chain else a
        yield f"{t} chain kind {first.kind} {first.number}"
    elif m.text != a.text and any(all_[i].text == m.text for i in chain[-12:]):
        yield f"{t} chain same"
    elif m.head != a.head and any(all_[i].head == m.head for i in chain[-12:]):
        yield f"{t} chain head"
    if chain and t in {"def", "name", "bare"}:
        kinds = {all_[i].kind for i in chain[-12:]} - {"?", "thing"}
        yield f"{t} chain {m.kind} {'ok' if m.kind in kinds else 'no' if kinds else '?'}"


def _bucket(number: int) -> int:
    return next((i for i, step in enumerate(_STEPS) if number < step), len(_STEPS))
