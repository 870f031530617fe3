"""Upper-case text as it would have been written: letters change case, offsets stay.

    cases = Cases.learn(cased_texts(data), upper_texts)
    cases.recase("SAN SALVADOR, 3 JAN 90 -- THE ARMY SAID ...")

Learned from texts in mixed case: how a word is mostly written, and how that depends on whether its neighbours have
capitals ("general" before a name). Acronyms are learned from the upper-case texts too: they stand in brackets behind
what they are short for.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

CASED = ("mentions/worldwide.train", "times/timebank.train", "places/lgl.train", "attribution/polnear.train")
SEEN = 8  # a word in a context is trusted from so many on

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?][\"”)\]]*\s+|\n\s*|-- )[\"“(\[]*([a-z])")
_SPEAKS = re.compile(r"(?:^\[[^\]\n]*\] |(?i:text|recording)\] )[\"“(]*([a-z])", re.MULTILINE)
_HEADER = re.compile(r"\S+-MUC\d-\d+[^\n]*\n")
_BRACKETED = re.compile(r"([^\[\]\n.]+) \[([A-Z]{2,6})(?=[,\]])")
_COMMON = re.compile(
    r"(?:ing|ed|ly|tion|tions|ment|ments|ness|ity|ities|able|ible|ive|ous|al|ism|ist|ists|ers|ies|ful)$"
)
_PARTICLES = frozenset("a and de del for la las los el of the y da das do dos e van von".split())
_SMALL = frozenset("mm cm km kg st nd rd th d hrs pm".split())
_MONTHS = frozenset(
    "january february april june july august september october november december jan feb mar apr jun jul aug sep sept"
    " oct nov dec".split()
)

Context = tuple[bool, bool]  # does the word before, the word behind begin with a capital?


def cased_texts(data: Path) -> Iterator[str]:
    """Yield the texts in mixed case that are at hand below a data folder."""
    for name in CASED:
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


@dataclass(frozen=True, slots=True)
class Cases:
    """How words are written: `usual` the form of each, `odds` the share of capitals by context, `acronyms`."""

    usual: Mapping[str, str]
    odds: Mapping[tuple[str, Context], float]
    acronyms: frozenset[str]

    @classmethod
    def learn(cls, cased: Iterable[str], upper: Iterable[str] = ()) -> Cases:
        """Learn from texts in mixed case, and acronyms from texts in upper case."""
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        contexts: Counter[tuple[str, bool, bool, bool]] = Counter()
        for text in cased:
            last, end, wait = False, -9, None
            for m in _WORD.finditer(text):
                word, start = m.group(), m.start()
                capital, joined = word[0].isupper(), start == end + 1 and text[end] == " "
                if wait:
                    contexts[*wait, capital and joined] += 1
                wait = None
                if start > 1 and text[start - 1] == " " and (joined or text[start - 2] in ",;’')"):
                    low = word.lower()
                    forms[low][word] += 1
                    wait = (low, capital, last and joined)
                last, end = capital, m.end()
        usual = {low: low if n[low] * 4 >= n.total() else n.most_common(1)[0][0] for low, n in forms.items()}
        odds = {}
        for low, _, before, behind in contexts:
            small, great = (contexts[low, capital, before, behind] for capital in (False, True))
            if small + great >= SEEN and great:
                odds[low, (before, behind)] = great / (small + great)
        named = {m[2].lower() for text in upper for m in _BRACKETED.finditer(text) if _initials(m[1], m[2])}
        return cls(usual, odds, frozenset(w for w in named if not usual.get(w, "A")[-1].islower()))

    def recase(self, text: str) -> str:
        """Return `text` in the case it would have been written in; its length and offsets are the same."""
        header = _HEADER.match(text)
        first = header.end() if header else 0
        found = list(_WORD.finditer(text, first))
        full = {m.start(1) + at for m in _BRACKETED.finditer(text) for at in _initials(m[1], m[2])}
        forms = [m.group().capitalize() if m.start() in full else self._alone(m, text) for m in found]
        fixed = [(len(f) > 1 and f.isupper()) or m.start() in full for f, m in zip(forms, found, strict=True)]
        for _ in range(2):
            for i, m in enumerate(found):
                if not fixed[i]:
                    before = i > 0 and forms[i - 1][0].isupper() and text[found[i - 1].end() : m.start()] in {" ", ". "}
                    behind = i + 1 < len(found) and forms[i + 1][0].isupper()
                    behind = behind and text[m.end() : found[i + 1].start()] == " "
                    forms[i] = self._beside(forms[i], (before, behind), text[m.start() - 2 : m.start()])
        pieces, end = [text[:first]], first
        for m, form in zip(found, forms, strict=True):
            pieces += [text[end : m.start()], form if len(form) == len(m.group()) else m.group()]
            end = m.end()
        body = "".join((*pieces[1:], text[end:]))
        for begins in (_BEGINS, _SPEAKS):
            body = begins.sub(lambda m: m.group()[:-1] + m[1].upper(), body)
        return pieces[0] + body

    def _alone(self, m: re.Match[str], text: str) -> str:
        word, low = m.group(), m.group().lower()
        if low in self.acronyms or (len(low) < 4 and re.match(r"-\d", text[m.end() : m.end() + 2])):
            return word.upper()
        if low in _SMALL and re.search(r"\d[- ]?$", text[max(0, m.start() - 2) : m.start()]):
            return low
        if low in _MONTHS:
            return low.capitalize()
        return self._form(low)

    def _form(self, low: str) -> str:
        if low in self.usual:
            return self.usual[low]
        if low.endswith("'s"):
            return self._form(low[:-2]) + "'s"
        stem = re.sub(r"(?:es|s|ed|d|ing|ly)$", "", low)
        if any(self.usual.get(s, "A").islower() for s in (stem, stem + "e")) or _COMMON.search(low):
            return low
        return low.upper() if re.fullmatch(r"[^aeiouy]{1,5}", low) else low.capitalize()

    def _beside(self, form: str, context: Context, ahead: str) -> str:
        low = form.lower()
        if low in _PARTICLES and (low not in self.usual or context == (True, True)):
            return low
        if ahead[-1:].isdecimal():
            return form
        if low in {"may", "march"}:
            return low.capitalize() if re.search(r"\d $", ahead) else low
        odds = self.odds.get((low, context))
        if odds is None:
            return low.capitalize() if context[0] and low not in self.usual else form  # the rest of a name
        return low if odds < 0.5 else low.capitalize() if form == low else form


def _initials(words: str, acronym: str) -> list[int]:
    """Return where the words begin that an acronym behind them is short for; nothing if too few fit."""
    at, letters, others = [], Counter(acronym), 0
    for m in reversed(list(_WORD.finditer(words))):
        if letters[m.group()[0]]:
            letters[m.group()[0]] -= 1
            at.append(m.start())
        elif m.group().lower() not in _PARTICLES:
            others += 1
        if not letters.total() or others > 1:
            break
    return at if len(at) > 1 and letters.total() <= len(acronym) / 2 else []
