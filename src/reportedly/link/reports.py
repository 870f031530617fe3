"""Whole reports of one incident: words that are rare in the collection, names, numbers, places and days.

A `Profile` holds what is compared of a text; `Counts` says in how many texts each word stands, and may grow with the
collection: nothing is fitted to one subject.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reportedly.link.links import Link, listed, score, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

THRESHOLD: Final = 0.15  # of mean scores, to group reports by; between training and dev sample, see docs/linking.md
FAR: Final = 365  # days apart at which dates have said all they can
LEAD: Final = 600  # characters: where a report says what it is about
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.\s+)?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\d[\d,.:/-]*\d|\d")
Part = tuple[str, str]  # which part ("word", "pair", "name", "number", "lead"), and what


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is compared of a report: how often each word stands in each part of it, and its day (ISO) if known."""

    parts: Mapping[str, Mapping[str, int]]
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """In how many of `texts` reports each word of each part stands."""

    texts: int
    holding: Mapping[Part, int]

    def rarity(self, part: str, word: str) -> float:
        """Return the smoothed inverse document frequency, 1 or more."""
        return math.log((1 + self.texts) / (1 + self.holding.get((part, word), 0))) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A profile whose words are weighed by their rarity; each part is a vector of length 1.

    `rare` says how rare each name is, from 0 (in every text) to 1 (in none).
    """

    parts: Mapping[str, Mapping[str, float]]
    rare: Mapping[str, float]
    published: str | None


def profile(text: str, *, title: str | None = None, published: str | None = None) -> Profile:
    """Return what is compared of a report."""
    whole = text if title is None or text.startswith(title) else f"{title}\n\n{text}"
    words = [w.casefold() for w in _WORD.findall(whole)]
    parts = {
        "word": Counter(words),
        "pair": Counter(f"{a} {b}" for a, b in pairwise(words)),
        "name": Counter(part for m in _NAME.finditer(whole) for part in _names(m.group())),
        "number": Counter(_NUMBER.findall(whole)),
        "lead": Counter(w.casefold() for w in _WORD.findall(whole[:LEAD])),
    }
    return Profile(parts=parts, published=published)


def _names(run: str) -> Iterable[str]:
    found = run.split()
    yield " ".join(found)
    if len(found) > 1:
        yield from found


def counts(profiles: Iterable[Profile]) -> Counts:
    """Count in how many reports each word stands."""
    holding: Counter[Part] = Counter()
    texts = 0
    for p in profiles:
        texts += 1
        holding.update((part, word) for part, found in p.parts.items() for word in found)
    return Counts(texts=texts, holding=holding)


def weighed(p: Profile, known: Counts) -> Weighed:
    """Weigh a profile: (1 + log of how often) times rarity."""
    parts = {}
    for part, found in p.parts.items():
        vector = {w: (1 + math.log(n)) * known.rarity(part, w) for w, n in found.items()}
        length = math.sqrt(math.fsum(x * x for x in vector.values())) or 1.0
        parts[part] = {w: x / length for w, x in vector.items()}
    most = math.log(1 + known.texts) or 1.0
    rare = {w: (known.rarity("name", w) - 1) / most for w in p.parts["name"]}
    return Weighed(parts=parts, rare=rare, published=p.published)


def points(a: Weighed, b: Weighed) -> dict[str, float]:
    """Return how much two reports share, by part, 0 to 1, and how far apart their days are."""
    found = {part: _cosine(a.parts[part], b.parts[part]) for part in a.parts}
    shared = sorted((x for w, x in a.rare.items() if w in b.rare), reverse=True)
    found |= {f"rare name {n}": sum(shared[:n]) / n for n in (1, 3, 10)}
    found["name & number"] = math.sqrt(found["name"] * found["number"])
    found.update({f"root {part}": math.sqrt(value) for part, value in found.items() if part in a.parts})
    apart = _apart(a, b)
    if apart is None:
        found["days unknown"] = 1.0
    else:
        found["days"] = math.log1p(min(apart, FAR))
        found["days near"] = float(apart <= 3)  # noqa: PLR2004 - the days of the first reports
    return found


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    small, large = sorted((a, b), key=len)
    return min(1.0, math.fsum(x * large[w] for w, x in small.items() if w in large))


def _apart(a: Weighed, b: Weighed) -> int | None:
    if not (a.published and b.published):
        return None
    return abs((dt.date.fromisoformat(a.published) - dt.date.fromisoformat(b.published)).days)


def likeness(a: Weighed, b: Weighed) -> float:
    """Return the probability, 0 to 1, that two reports are of one incident."""
    return score(points(a, b), weights("reports"))


def same_report(a: Weighed, b: Weighed) -> Link | None:
    """Link two reports of one incident, or return None."""
    value = likeness(a, b)
    if value < weights("reports")["link"]:
        return None
    found = [f"both have {', '.join(shared)}" for part in ("name", "number") if (shared := _shared(a, b, part))]
    apart = _apart(a, b)
    return Link(score=value, reason=listed(found + ([] if apart is None else [f"published {apart} days apart"])))


def _shared(a: Weighed, b: Weighed, part: str) -> list[str]:
    """Return the three things in a part that tell most."""
    one, other = a.parts[part], b.parts[part]
    return sorted((w for w in one if w in other), key=lambda w: (-one[w] * other[w], w))[:3]
