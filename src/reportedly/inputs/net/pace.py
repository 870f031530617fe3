"""How often a host is asked: one request at a time, a delay after each, longer where the host wants it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from reportedly.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

DELAY: Final = 1.0  # seconds between two requests to a host
LONGEST: Final = 86_400.0  # seconds that a host is left alone
PATIENCE: Final = 30.0  # seconds that are waited for a turn; where it takes longer, another time will do


class Pace:
    """When each host may be asked next."""

    def __init__(
        self, delay: float = DELAY, *, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.clock = clock
        self._delay, self._sleep = delay, sleep
        self._next: dict[str, float] = {}

    def turn(self, url: str, host: str, *, delay: float | None = None) -> None:
        """Wait until a host may be asked; the next turn comes a delay later, the longer of ours and the host's.

        Raises:
            FetchError: that would take too long.
        """
        now = self.clock()
        left = self._next.get(host, now) - now
        if left > PATIENCE:
            raise FetchError(url, f"{host} asks to be left alone for {left:.0f} s", wait=left)
        if left > 0:
            self._sleep(left)
        self._next[host] = max(now, now + left) + max(self._delay, delay or 0)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, a day at most."""
        self._next[host] = max(self._next.get(host, 0), self.clock() + min(seconds, LONGEST))
