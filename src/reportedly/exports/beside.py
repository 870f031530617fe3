"""What a row does not hold and some formats want, looked up as the rows go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.ledger.rows import EventRow, FigureRow


def _no_figures(_ids: tuple[str, ...]) -> Iterable[FigureRow]:
    return ()


def _no_text(_article: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two look-ups: the figures of some ids, and the text of an article id, or None where it is not at hand."""

    figures: Callable[[tuple[str, ...]], Iterable[FigureRow]] = _no_figures
    text: Callable[[str], str | None] = _no_text

    def counted(self, event: EventRow, effect: str) -> tuple[FigureRow, ...]:
        """Return the figures of an event with an effect, those left out that a source denies or is said not to give."""
        found = self.figures(event.figures) if event.figures else ()
        return tuple(f for f in found if f.effect == effect and all(s.polarity == "said" for s in f.said_by))


NOTHING = Beside()
"""Nothing is at hand but the rows."""


def best(figures: Iterable[FigureRow]) -> float | None:
    """Return the number that all figures give; None where they differ or give none."""
    given = {f.best for f in figures}
    return given.pop() if len(given) == 1 else None
