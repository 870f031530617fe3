"""Two small linear models over the words around a name, the name itself masked: is it a place's, and does it act."""

from __future__ import annotations

import json
import re
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportedly.settle.lexicon import HONORIFICS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportedly.settle.places.resolve import Resolved

_WORD = re.compile(r"\w+(?:[.'’-]\w+)*[.]?|[^\w\s]")
_AROUND = 4  # words looked at on each side
_REACH = 90  # characters that hold them


@cache
def model(name: Literal["naming", "reading"]) -> Mapping[str, float]:
    """Return the weights of a model, as `training/places.py` fitted them."""
    stored = json.loads((Path(__file__).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = stored["weights"]
    return weights


def probability(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return how likely a model holds it that the answer is yes, 0..1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, sum(weights.get(f, 0.0) for f in features)))))


def around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the words before and after a name, nearest first, as they are written; "" ends the text."""
    before = _WORD.findall(text[max(0, start - _REACH) : start])[::-1]
    after = _WORD.findall(text[end : end + _REACH])
    return [*before, *[""] * _AROUND][:_AROUND], [*after, *[""] * _AROUND][:_AROUND]


def reading_features(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the features by which a name is read as a place or as an actor; its own words are not among them."""
    before, after = around(text, start, end)
    yield "bias"
    for side, words in (("-", before), ("+", after)):
        low = [_shape(w) for w in words]
        for i, w in enumerate(low):
            yield f"{side}{i + 1}:{w}"
            yield f"{side}{i + 1}~{_ending(w)}"
            if i < 3:  # noqa: PLR2004 - the nearest three, wherever
                yield f"{side}*:{w}"
        yield f"{side}12:{low[0]} {low[1]}"
        yield f"{side}123:{low[0]} {low[1]} {low[2]}"
    yield f"-+:{_shape(before[0])} {_shape(after[0])}"
    yield f"~~:{_ending(_shape(before[0]))} {_ending(_shape(after[0]))}"


def naming_features(text: str, start: int, end: int, resolved: Resolved, lower: frozenset[str]) -> Iterator[str]:
    """Yield the features by which words that the gazetteer has are held for a place's name."""
    before, after = around(text, start, end)
    entry = resolved.entry
    size = len(str(entry.population)) if entry.population else 0
    kind = "ours" if entry.flags & 1 else f"{entry.kind}{entry.level}"
    one = " " not in text[start:end] and "." not in text[start:end]
    yield "bias"
    yield f"kind:{kind}"
    yield f"size:{kind}:{min(size, 7)}"
    yield f"words:{kind}:{text[start:end].count(' ')}"
    yield f"relation:{entry.relation}:{one}"
    yield f"sure:{int(resolved.score * 5)}"
    yield f"lower:{text[start:end].casefold() in lower}:{size > 5}"  # noqa: PLR2004
    for side, words in (("-", before), ("+", after)):
        yield f"{side}1:{_shape(words[0])}"
        yield f"{side}1~{word_class(words[0])}:{size > 5}"  # noqa: PLR2004
        yield f"{side}12~{word_class(words[0])} {word_class(words[1])}"
        yield f"{side}2:{_shape(words[1])}"
    yield f"-+~{word_class(before[0])} {word_class(after[0])}"


def _shape(word: str) -> str:
    """Return a word in lower case; names and numbers only as such."""
    if word[:1].isdigit():
        return "0"
    return word.casefold() if word.islower() or not word[:1].isalpha() else f"^{word.casefold()}"


def _ending(word: str) -> str:
    return word[-3:] if word[:1].isalpha() else "^" if word.startswith("^") else word


def word_class(word: str) -> str:
    """Return what a word looks like: a name, a word, a title, a number, or the mark itself."""
    low = word.casefold().rstrip(".")
    if not word[:1].isalpha():
        return "0" if word[:1].isdigit() else word
    if low in HONORIFICS:
        return "honorific"
    if low in TITLES:
        return "title"
    return "Name" if word[0].isupper() else "word"
