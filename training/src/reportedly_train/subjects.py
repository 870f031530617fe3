"""The noun phrase before a verb, without a parser; None wherever that is doubtful. Code points of a masked text."""

from __future__ import annotations

import re
from itertools import pairwise

from reportedly_train.phrases import DETERMINERS, JOINS, LEAD, QUOTED, STARTS, STOPS, TIME_LAST

Span = tuple[int, int]

_NO_END = DETERMINERS | STARTS | {"only", "former", "new", "also", "two", "three", "four", "five", "other"}
_OPENING = re.compile(r"(?:(?:But|And|Yet) )?([Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?:The )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)"
                      r"(?= (?:\w+ly )?(?:[a-z]+ed|is|was|has|had|are|were|have|went|made|gave|took) )")  # fmt: skip


def subject(masked: str, lo: int, hi: int, *, nearest: bool = False) -> Span | None:
    """Return the noun phrase that ends at `hi`, titles and appositions with it.

    Of several phrases between commas all are one apposition ("X, the Y, of Z, said"), or, if `nearest`, the last two.
    """
    if late := TIME_LAST.search(masked[lo:hi]):
        hi = lo + late.start()
    hi = lo + len(masked[lo:hi].rstrip())
    if masked[lo:hi].endswith(",") and masked[hi - 2] != QUOTED:
        return _apposition(masked, lo, hi, nearest=nearest)
    return _phrase(masked, lo, hi)


def opening(masked: str, lo: int, hi: int) -> Span | None:
    """Return the pronoun or the name that a sentence opens with, where a verb seems to follow."""
    m = _OPENING.match(masked, lo, hi)
    return m.span(1) if m else None


def adverbial(phrase: str) -> bool:
    """Tell whether a phrase between commas is none of persons or things ("on Monday", "however")."""
    words = re.sub(r"^(?:But|And|Yet|So) ", "", phrase.strip())
    return not words or words.split()[0].lower() in STARTS or bool(LEAD.fullmatch(words))


def _phrase(masked: str, lo: int, hi: int) -> Span | None:
    """Go back from `hi` word by word to a comma, a conjunction or the sentence's start."""
    words = [(lo + m.start(), m.group()) for m in re.finditer(r"\S+", masked[lo:hi])]
    first, relative = None, False
    for i in range(len(words) - 1, -1, -1):
        at, word = words[i]
        low = word.lower()
        if word[-1] in ",;:—–" or word in {"-", "--"}:
            break
        if low in {"who", "which"}:
            if first is None:
                return (at, at + len(word)) if low == "who" else None
            relative = False
        elif low in JOINS and not (low == "and" and _names([w for _, w in words[:i]])):
            break
        relative = relative or low in STOPS
        first = at
    if relative or first is None or re.match(r"(?:who|which)\s+\S", masked[first:hi]):
        return None
    return _trimmed(masked, first, hi)


def _names(words: list[str]) -> bool:
    """Tell whether the words back to the last comma are names, as in "A and B said"."""
    last = next((i for i in range(len(words), 0, -1) if words[i - 1][-1] in ",;:"), 0)
    words = words[last:]
    return 0 < len(words) <= 6 and all(w[0].isupper() or w in DETERMINERS or w in {"of", "de"} for w in words)


def _trimmed(masked: str, start: int, end: int) -> Span | None:
    """Take times and adverbs off a noun phrase's start; None if what is left is none."""
    while (m := LEAD.match(masked, start, end)) and start < m.end() < end:
        start = m.end()
    words = masked[start:end].split()
    if not words or len(words) > 25 or words[0].lower() in STARTS or words[-1].lower() in _NO_END:
        return None
    doing = (
        re.fullmatch(r"\w{3,}ing", words[0]) and words[1:2] and words[1] in DETERMINERS | STARTS | {"off", "up", "out"}
    )
    if doing or re.fullmatch(r"[a-z]+(?:ed|ing)", words[0]) or words[-1].isdigit():
        return None
    return start, end


def _apposition(masked: str, lo: int, hi: int, *, nearest: bool) -> Span | None:
    """Return `X, the Y of Z,`, the last comma with it; `X` alone in `X, however,`."""
    lo = max((m.end() for m in re.compile(rf"[;:—–]|{QUOTED},").finditer(masked, lo, hi)), default=lo)
    cuts = [lo, *(m.end() for m in re.compile(",").finditer(masked, lo, hi))]
    parts = [(a, b - 1) for a, b in pairwise(cuts)]
    parts = parts[-2:] if nearest else parts
    while len(parts) > 1 and adverbial(masked[slice(*parts[0])]):
        parts = parts[1:]
    head = _phrase(masked, *parts[0]) if 2 <= len(parts) <= 3 else None
    if not head:
        return None
    if adverbial(masked[slice(*parts[-1])]):
        return head if len(parts) == 2 else (head[0], parts[-1][0])
    joined = re.match(r"\s*(?:and|but|or)\b", masked[parts[1][0] :])
    return None if joined or len(masked[head[0] : hi].split()) > 35 else (head[0], hi)
