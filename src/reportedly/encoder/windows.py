"""Long texts as overlapping windows: each piece belongs to the core of exactly one window, and is read in context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces `start:end` are read, the scores of `core_start:core_end` are kept."""

    start: int
    end: int
    core_start: int
    core_end: int


def windows(paragraph: NDArray[np.int64], *, size: int, context: int) -> list[Window]:
    """Cut `n` pieces into windows of at most `size` pieces with `context` pieces on either side of the core.

    The cores have about equal length and end where a paragraph ends, if one ends near.
    """
    n = len(paragraph)
    if n <= size:
        return [Window(start=0, end=n, core_start=0, core_end=n)] if n else []
    core = size - 2 * context
    breaks = np.flatnonzero(np.diff(paragraph)) + 1
    found: list[Window] = []
    begin = 0
    while begin < n:
        room = core + context if begin == 0 else core
        left = n - begin
        if left <= room + context:
            stop = n
        else:
            even = begin + -(-left // -(-left // room))
            near = breaks[(breaks > begin + room // 2) & (breaks <= begin + room)]
            stop = int(near[np.argmin(abs(near - even))]) if len(near) else min(even, begin + room)
        found.append(Window(start=max(0, begin - context), end=min(n, stop + context), core_start=begin, core_end=stop))
        begin = stop
    return found
