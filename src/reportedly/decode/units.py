"""What a number counts: the noun phrase behind it, and where the phrase ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import IRREGULAR, PREDICATES, STOP
from reportedly.decode.numbers import VAGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    Range = tuple[int, int]

_MOST: Final = 6  # words of a counted noun phrase
WORD: Final = re.compile(r"[ \u00a0]((?:[^\W_][\w.’'-]*)\b)|-([^\W\d_]\w*)")
_MEASURED: Final = re.compile(r"\d[\d.]*-[a-z]+")
_LEAD: Final = re.compile(
    r" (?:of (?:the|its|his|her|their|these|those|our|all)\b|of(?= )|(?:more|other|further|additional|such)\b"
    r"(?= (?!than\b|were\b|was\b|are\b|have\b|had\b)\w))",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(r" (?:(?:more |other )?(others)|(more)(?! than)|of (?:them|whom|those|these))\b")
_OUT_OF: Final = re.compile(r" (?:(?:out )?of (?:the |its |his |their )?|in )(?=\d)[\d,]+")
_NUMBERS: Final = "|".join(w for w in VAGUE if " " not in w)
_LIST: Final = re.compile(rf"(?:, (?!{_NUMBERS})[a-z]\w+s){{0,3}}(?:,? and (?!{_NUMBERS})[a-z]\w+s)(?![\w-])")


def unit(text: str, at: int, last: int, *, single: bool) -> tuple[Range | None, int]:
    """Return the counted noun with what stands before it, and where the phrase ends.

    Args:
        text: the text.
        at: where the number ends.
        last: where the sentence ends.
        single: the noun may be singular, as after "one" and "no".
    """
    others = _OTHERS.match(text, at, last)
    out_of = _OUT_OF.match(text, at, last)
    lead = out_of.end() if out_of else at
    while m := _LEAD.match(text, lead, last):
        lead = m.end()
    best = _head(text, lead, last, single=single)
    if best is None:
        if others and (others[1] or others[2]):
            return (others.start(1 if others[1] else 2), others.end()), others.end()
        return None, others.end() if others else at
    if text[best[0] : best[1]].lower() in PREDICATES and others and others[2]:
        return (others.start(2), others.end()), others.end()
    if m := _LIST.match(text, best[1], last):
        best = (best[0], m.end())
    return best, best[1]


def _head(text: str, lead: int, last: int, *, single: bool) -> Range | None:
    """Return the noun phrase from `lead` on: up to its last plural, or all of it where it may be singular."""
    best: Range | None = None
    ends: Range | None = None
    for word, start, end in _noun_words(text, lead, last):
        predicate = word.lower() in PREDICATES
        if best and (not _is_plural(word) or predicate):
            break
        if _is_plural(word):
            best = (best[0] if best else start, end)
            if predicate and start > lead + 1 and ends:
                break
        ends = (ends[0] if ends else start, end)
    if best is None:
        return ends if single else None
    return (ends[0], best[1]) if ends else best


def _noun_words(text: str, at: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Yield the words that may be a counted noun phrase: no more than a few, none that ends one."""
    for _ in range(_MOST):
        m = WORD.match(text, at, last)
        if not m:
            return
        group = 1 if m[1] else 2
        low = m[group].lower()
        if low == "and" and (joined := WORD.match(text, m.end(), last)) and _is_joined_adjective(text, m, joined, last):
            at = m.end()
            continue
        if low in STOP or low in VAGUE or (low[0].isdigit() and not _MEASURED.fullmatch(low)):
            return
        yield m[group], m.start(group), m.end()
        at = m.end()


def _is_joined_adjective(text: str, m: re.Match[str], joined: re.Match[str], last: int) -> bool:
    """Tell whether "and" stands between two adjectives of one noun: "Russian *and* Chinese bombers"."""
    before = text[max(0, m.start() - 30) : m.start()].rsplit(" ", 1)[-1]
    noun = WORD.match(text, joined.end(), last)
    same = bool(before) and bool(joined[1]) and before[0].isupper() == joined[1][0].isupper()
    return (
        same
        and not _is_plural(before)
        and (not _is_plural(joined[1] or "") or (joined[1] or "").endswith("ese"))
        and bool(noun and _is_plural(noun[1] or ""))
    )


def _is_plural(word: str) -> bool:
    low = word.lower()
    capital = word[:1].isupper()
    ends = (
        low.endswith("s") and not low.endswith(("ss", "us", "'s", "’s", "ous")) and (capital or not low.endswith("is"))
    )
    return low in IRREGULAR or low.endswith("men") or (len(word) > 3 and ends) or (capital and low.endswith("ese"))  # noqa: PLR2004
