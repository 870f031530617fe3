"""What a host allows robots to fetch (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from protego import Protego

from reportedly.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.inputs.net.fetch import Fetched

_KEPT: Final = 86_400.0  # seconds that an answer holds
_REFUSED: Final = 300.0  # and a failure to get one
_READ: Final = 500_000  # bytes that are read: section 2.5 asks for 500 KiB at least
_ABSENT = range(400, 500)
_BUSY = 429  # is no absence, whatever its number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    until: float
    rules: Protego | None = None
    fault: FetchError | None = None


class Robots:
    """The rules of each origin (`https://host:port`), fetched once a day.

    Args:
        agent: our User-Agent; rules go by what stands before its first slash.
        get: fetches a URL, or raises FetchError.
        clock: the time in seconds.
    """

    def __init__(self, agent: str, get: Callable[[str], Fetched], *, clock: Callable[[], float]) -> None:
        self._token = agent.partition("/")[0].partition(" ")[0]
        self._get, self._clock = get, clock
        self._known: dict[str, _Rules] = {}

    def delay(self, origin: str, url: str) -> float | None:
        """Return the seconds that an origin wants between two requests, if it says so.

        Raises:
            FetchError: the URL may not be fetched, or it cannot be told now.
        """
        known = self._known.get(origin)
        if known is None or known.until < self._clock():
            known = self._known[origin] = self._fetched(origin)
        if known.fault is not None:
            e = known.fault
            reason = f"robots.txt cannot be had: {e.reason}" if e.again else e.reason
            raise FetchError(url, reason, again=e.again, wait=e.wait)
        if known.rules is None:
            return None
        if not known.rules.can_fetch(url, self._token):
            raise FetchError(url, f"robots.txt does not allow {self._token} to fetch it", again=False)
        return known.rules.crawl_delay(self._token)

    def _fetched(self, origin: str) -> _Rules:
        try:
            found = self._get(f"{origin}/robots.txt")
        except FetchError as e:
            if e.status in _ABSENT and e.status != _BUSY:
                return _Rules(until=self._clock() + _KEPT)
            return _Rules(until=self._clock() + _REFUSED, fault=e)
        return _Rules(
            until=self._clock() + _KEPT, rules=Protego.parse(found.data[:_READ].decode("utf-8-sig", "replace"))
        )
