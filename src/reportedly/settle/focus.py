"""Who is in mind at each place of a text.

Salience in the manner of Lappin and Leass (1994): a mention weighs by where it stands, and every sentence halves it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.settle.lexicon import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.settle.cast import Party

Range = tuple[int, int]

SPEAKER, NAMED, PRONOUN, RELATIVE, INSIDE = (
    3.0,
    1.0,
    0.8,
    0.5,
    0.2,
)  # what a mention weighs; INSIDE a source: "an *Orr* aide"
_QUOTED, _OBLIQUE, _POSSESSED, _LATER = 0.3, 0.3, 0.5, 0.5  # in quotes, after a preposition, with 's, not the first
_FADE, _FAINT = 0.5, 0.02  # per sentence; below this a party is out of mind
_LONG = 1000  # code points after which a sentence counts as over


@dataclass(slots=True, kw_only=True, eq=False)
class Focus:
    """The parties in mind and their weights, while one goes through a text from its beginning."""

    text: str
    sentences: Sequence[Range]
    quotations: Sequence[Range]
    weights: dict[Party, float] = field(default_factory=dict)
    sentence: int = 0
    at: int = 0
    fresh: bool = True  # nobody named yet in this sentence

    def sentence_at(self, at: int) -> int:
        """Return the index of the sentence that an offset is in."""
        return max(bisect_right(self.sentences, (at, len(self.text))) - 1, 0)

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies in a quotation."""
        i = bisect_right(self.quotations, (at, len(self.text))) - 1
        return i >= 0 and at < self.quotations[i][1]

    def move(self, at: int) -> None:
        """Go on to an offset."""
        sentence = self.sentence_at(at)
        steps = max(sentence - self.sentence, (at - self.at) // _LONG)
        if steps:
            fade = _FADE**steps
            self.weights = {p: w * fade for p, w in self.weights.items() if w * fade > _FAINT}
            self.sentence, self.at, self.fresh = sentence, at, True

    def add(self, party: Party, start: int, end: int, weight: float) -> None:
        """Bring a party to mind by a mention."""
        before = self.text[max(0, start - 12) : start].split()
        if before and before[-1].lower() in PREPOSITIONS:
            weight *= _OBLIQUE
        elif self.text[end : end + 2] in ("'s", "’s", "' ", "’ "):
            weight *= _POSSESSED
        elif weight > INSIDE:
            weight *= 1 if self.fresh or weight == SPEAKER else _LATER
            self.fresh = False
        self.weights[party] = self.weights.get(party, 0.0) + weight * (_QUOTED if self.is_quoted(start) else 1)

    def best(self, fit: Callable[[Party], float]) -> Party | None:
        """Return the party of highest weight times fit, None where nothing fits."""
        scored = [(w * f, p) for p, w in self.weights.items() if (f := fit(p))]
        return max(scored, key=lambda s: s[0])[1] if scored else None
