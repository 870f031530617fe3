"""Text -> word pieces with offsets and the surface features that an uncased vocabulary loses.

Training cuts text with these same functions, so the two can't drift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportedly.text import paragraphs, quotations

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

CASES = ("none", "lower", "capitalised", "upper", "mixed", "initial")
BREAKS = ("glued", "space", "line", "paragraph", "text")
QUOTES = ("outside", "opening", "inside", "closing", "unclosed", "single")
FEATURES = {"case": len(CASES), "break": len(BREAKS), "quote": len(QUOTES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The word pieces of one text: `n` pieces in text order, no special ones."""

    ids: NDArray[np.int64]  # (n,)
    start: NDArray[np.int64]  # (n,) code points
    end: NDArray[np.int64]  # (n,) code points, exclusive
    features: NDArray[np.int64]  # (n, 3): indices into CASES, BREAKS, QUOTES
    paragraph: NDArray[np.int64]  # (n,) index of the paragraph

    def __len__(self) -> int:
        return len(self.ids)


def tokenize(tokenizer: Tokenizer, text: str) -> Tokens:
    """Cut `text` into word pieces, a paragraph at a time; nothing is truncated."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    cases: list[int] = []
    breaks: list[int] = []
    paragraph: list[int] = []
    pieces = paragraphs(text)
    encoded = tokenizer.encode_batch([text[s:e] for s, e in pieces], add_special_tokens=False)
    for number, ((begin, _), encoding) in enumerate(zip(pieces, encoded, strict=True)):
        last = -1
        word: int | None = -1
        case = 0
        spans = encoding.offsets
        words = encoding.word_ids
        ids += encoding.ids
        for k, (s, e) in enumerate(spans):
            if words[k] != word:
                word = words[k]
                stop = k
                while stop + 1 < len(words) and words[stop + 1] == word:
                    stop += 1
                case = _case(text[begin + s : begin + spans[stop][1]])
            starts.append(begin + s)
            ends.append(begin + e)
            cases.append(case)
            if last < 0:
                breaks.append(4 if number == 0 else 3)
            elif s <= last:
                breaks.append(0)
            else:
                breaks.append(2 if "\n" in text[begin + last : begin + s] else 1)
            last = e
        paragraph += [number] * len(spans)
    start = np.array(starts, np.int64)
    features = np.stack([np.array(cases, np.int64), np.array(breaks, np.int64), _quotes(text, start)], axis=1)
    return Tokens(
        ids=np.array(ids, np.int64),
        start=start,
        end=np.array(ends, np.int64),
        features=features,
        paragraph=np.array(paragraph, np.int64),
    )


def _case(word: str) -> int:
    if word.islower():
        return 1
    if word.istitle():
        return 5 if len(word) == 1 else 2
    if word.isupper():
        return 3
    return 4 if any(c.isalpha() for c in word) else 0


def _quotes(text: str, start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each piece stands towards quotation marks; shape (n,), indices into QUOTES."""
    state = np.zeros(len(start), np.int64)
    for q in quotations(text):
        first, last = np.searchsorted(start, [q.start, q.end])
        single = q.mark in "'‘"
        state[first:last] = 5 if single else 2 if q.closed else 4
        if not single and first < last:
            state[first] = 1
            if q.closed:
                state[last - 1] = 3
    return state
