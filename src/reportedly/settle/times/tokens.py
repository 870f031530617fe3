"""A text as tokens of the grammar's classes: numbers are read, holidays and set phrases are one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportedly.settle.times.holidays import HOLIDAYS
from reportedly.settle.times.words import CAPITALISED, CLASS_OF, ORDINALS, PHRASES, SCALES, SMALL, SO_FAR, TENS

_TOKEN: Final = re.compile(
    r"""
    (?P<qh>[QH][1-4](?!\w))
  | (?P<word>o['’]clock|[^\W\d_½¼¾]+)
  | (?P<gap>\n[^\S\n]*\n\s*)
  | (?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)(?![\d-])
  | (?P<slashed>(?<![\d/])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2})(?![\d/])
        |(?<![\d-])(?:\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2})(?![\d-])
        |(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<ampm>\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[aApP]\.[mM]\.?|[aApP][mM]))(?![^\W_])
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?![\d:])
  | (?P<decade>(?:['’]\d0|\d{3}0|\d0)['’]?s)(?![^\W_])
  | (?P<apostrophe_year>['’]\d{2})(?![\w'’])
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th))(?![^\W_])
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:\s\d/\d(?!\d))?[½¼¾]?|[½¼¾])
  | (?P<possessive>['’]s\b)
  | (?P<mark>[^\s\w]|_)
    """,
    re.VERBOSE,
)
_MARKS: Final = {
    ",": "comma", ".": "dot", "-": "dash", "–": "dash", "—": "dash", "/": "slash", "'": "apos", "’": "apos",
    "(": "open", ")": "close", "?": "stop", "!": "stop", ";": "stop", ":": "stop",
}  # fmt: skip
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LONGEST: Final = 16  # characters of a number; a longer one counts no years
_MONEY: Final = "$£€¥%"


@dataclass(slots=True)
class Token:
    """A piece of the text; `value` is what its class says of it: a number, a code, or a sense."""

    start: int
    end: int
    kind: str
    value: object
    word: str


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text; runs of words that the grammar does not know are one token `other`."""
    found: list[Token] = []
    run: Token | None = None  # words that the grammar does not know, so far
    for m in _TOKEN.finditer(text):
        form = m.lastgroup or ""
        start, end = m.span()
        if form == "word":
            raw = m.group()
            word = raw.lower()
            kind, value = CLASS_OF.get(word, _OTHER)
            if kind == "other" or (word in CAPITALISED and raw == word):
                kind = "may" if word in {"may", "march", "august"} else "other"
                if kind == "other":
                    if word in _FIRSTS:
                        run = None
                    elif run is not None:
                        run.end = end
                        run.word = raw
                        continue
                    else:
                        run = Token(start, end, kind, raw, raw)
                        found.append(run)
                        continue
                value = raw
            found.append(Token(start, end, kind, value, word.replace("’", "'")))
            run = None
            continue
        run = None
        if form == "mark":
            found.append(Token(start, end, _MARKS.get(m.group(), "other"), None, m.group()))
        elif form == "number":
            found.append(_number(text, start, end))
        else:
            found.append(Token(start, end, form, m.group(), m.group().lower()))
    return _numbers(_phrases(found, text), text)


_OTHER: Final = ("other", None)


def _number(text: str, start: int, end: int) -> Token:
    raw = text[start:end]
    if len(raw) > _LONGEST:
        return Token(start, end, "other", None, raw)
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before in _MONEY[:4] and before) or after == "%" or (before.isalnum() or before == "_") or (
        after.isalpha() or after == "_"
    ):  # fmt: skip
        return Token(start, end, "other", None, raw)
    if raw.isdigit() and len(raw) == 4 and 1000 <= int(raw) <= 2999:
        return Token(start, end, "y4", int(raw), raw)
    value = float(_FRACTIONS.get(raw[-1], 0))
    whole = raw.rstrip("½¼¾").replace(",", "")
    if " " in whole or "\n" in whole:
        whole, fraction = whole.split()
        a, b = fraction.split("/")
        value += int(a) / int(b) if int(b) else 0
    value += float(whole or 0)
    small = raw.isdigit() and len(raw) <= 2 and 1 <= value <= 31
    return Token(start, end, "d2" if small else "num", int(value) if value == int(value) else value, raw)


def _tree(phrases: dict[str, tuple[str, object]]) -> dict[str, list[tuple[tuple[str, ...], str, object]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
    for phrase, (kind, value) in phrases.items():
        words = tuple(re.findall(r"'s\b|[^\W_]+|[-'/]", phrase.lower()))
        found.setdefault(words[0], []).append((words, kind, value))
    for choices in found.values():
        choices.sort(key=lambda c: -len(c[0]))
    return found


_SET_PHRASES: Final = _tree(
    {p: ("ref", (ref, False)) for ref, phrases in PHRASES.items() for p in phrases}
    | dict.fromkeys(SO_FAR, ("ref", ("PRESENT_REF", True)))
    | {name: ("holiday", name) for name in HOLIDAYS}
    | {"up to date": ("other", None)}
)
_FIRSTS: Final = frozenset(w for choices in _SET_PHRASES.values() for words, _, _ in choices for w in words)


def _phrases(found: list[Token], text: str) -> list[Token]:
    """Join the tokens of holidays and set phrases."""
    joined: list[Token] = []
    i = 0
    while i < len(found):
        for words, kind, value in _SET_PHRASES.get(found[i].word, ()):
            part = found[i : i + len(words)]
            if tuple(t.word.replace("’", "'") for t in part) == words:
                capital = kind != "holiday" or len(words) == 1 or not text[part[0].start].islower()
                if capital and not _between(text, part):
                    joined.append(Token(part[0].start, part[-1].end, kind, value, " ".join(words)))
                    i += len(words)
                    break
        else:
            joined.append(found[i])
            i += 1
    return joined


def _between(text: str, part: list[Token]) -> bool:
    """Tell whether anything but blanks lies between the tokens."""
    return any(text[a.end : b.start].strip() for a, b in pairwise(part))


def _numbers(found: list[Token], text: str) -> list[Token]:
    """Join number words ("two hundred and thirty-four", "nineteen ninety-six", "2 million", "twenty-seventh")."""
    joined: list[Token] = []
    i = 0
    while i < len(found):
        words, end = _number_words(found, i)
        if not words:
            joined.append(found[i])
            i += 1
            continue
        last = end + 1 if end + 1 < len(found) and found[end].kind == "dash" else end
        unit = ORDINALS.get(found[last].word, 10) if last < len(found) else 10
        if len(words) == 1 and words[0].word in TENS and unit < 10:
            n = TENS[words[0].word] + unit
            joined.append(Token(words[0].start, found[last].end, "ordw", n, str(n)))
            end = last + 1
        else:
            joined.append(_spoken(words, text))
        i = end
    return joined


def _number_words(found: list[Token], i: int) -> tuple[list[Token], int]:
    """Return the number words from a token on, and where they end; none if it begins no number in words."""
    digits = found[i].kind in {"d2", "num"} and i + 1 < len(found) and found[i + 1].word in SCALES
    words = [found[i]] if found[i].kind == "numw" or digits else []
    end = i + 1
    while words and end < len(found):
        t = found[end]
        if t.kind == "numw":
            words.append(t)
        elif not (
            end + 1 < len(found) and found[end + 1].kind == "numw"
            and ((t.kind == "dash" and words[-1].word in TENS) or (t.kind == "and" and words[-1].word in SCALES))
        ):  # fmt: skip
            break
        end += 1
    return words, end


def _spoken(words: list[Token], text: str) -> Token:
    start, end = words[0].start, words[-1].end
    raw = text[start:end]
    parts = [w.word for w in words]
    if len(parts) > 1 and not set(parts) & (SCALES.keys() - {"hundred"}) and (spoken := _year(parts)):
        return Token(start, end, "y4", spoken, raw)
    total = part = 0.0
    for w in words:
        scale = SCALES.get(w.word)
        if scale is None:
            part += float(w.value)  # type: ignore[arg-type]
        elif scale == 100:
            part = (part or 1) * 100
        else:
            total += (part or 1) * scale
            part = 0
    value = total + part
    if len(parts) > 1 and parts[0] == "two" and parts[1] == "thousand" and value < 2100:
        return Token(start, end, "y4", int(value), raw)
    return Token(start, end, "numw", int(value) if value == int(value) else value, raw)


def _year(parts: list[str]) -> int | None:
    """Read "nineteen ninety-six", "seventeen hundred thirty three", "twenty twenty"; None if it is no year."""
    head = {**SMALL, **TENS}.get(parts[0], 0)
    if not 10 <= head <= 20 or parts[0] == "ten":
        return None
    rest = parts[2:] if parts[1] == "hundred" else parts[1:]
    values = [{**SMALL, **TENS}.get(p, 0) for p in rest]
    if not all(values) and rest:
        return None
    low = sum(values)
    if parts[1] != "hundred" and not (
        (len(values) == 1 and values[0] >= 10) or (len(values) == 2 and values[0] >= 20 > values[1])
    ):
        return None
    if head == 20 and low < 10:
        return None
    return head * 100 + low if low < 100 else None
