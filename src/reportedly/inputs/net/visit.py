"""A guest who knows how to behave: asks robots.txt first, waits for its turn, stays away when told to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import httpx

from reportedly.errors import FetchError
from reportedly.inputs.files import Loaded, load_bytes
from reportedly.inputs.net.fetch import AGENT, Client, Fetched, fetch
from reportedly.inputs.net.pace import Pace
from reportedly.inputs.net.robots import Robots
from reportedly.model import Note, Skipped

if TYPE_CHECKING:
    from reportedly.inputs.access import Access

_BUSY: Final = frozenset({429, 503})
_PAUSE: Final = 60.0  # seconds that a host is left alone which is busy and does not say for how long


class Visitor:
    """Fetches URLs politely; robots.txt and turns are remembered as long as it lives."""

    def __init__(self, client: Client | None = None, *, pace: Pace | None = None) -> None:
        self.client = client or Client()
        self.pace = pace or Pace()
        self.robots = Robots(self.client.agent, self._robots, clock=self.pace.clock)

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a URL when it is its turn.

        Raises:
            FetchError: it cannot be had, or may not be; the message names it and says why.
        """
        at = url

        def admit(hop: str) -> None:
            nonlocal at
            at = hop
            self.pace.turn(hop, _host(hop), delay=self.robots.delay(_origin(hop), hop))

        try:
            return fetch(url, client=self.client, etag=etag, modified=modified, admit=admit)
        except FetchError as e:
            if e.status in _BUSY:
                self.pace.hold(_host(at), _PAUSE if e.wait is None else e.wait)
            raise

    def load(self, url: str, *, published: str | None = None) -> Loaded | Skipped:
        """Return the article at a URL, or the reason why there is none.

        Raises:
            FetchError: it cannot be fetched.
        """
        found = self.get(url)
        loaded = load_bytes(url, found.data, published=published, media_type=found.content_type, url=found.url)
        if isinstance(loaded, Skipped) or not found.notes:
            return loaded
        notes = tuple(Note(about=None, stage="input", reason=r) for r in found.notes)
        return replace(loaded, notes=loaded.notes + notes)

    def _robots(self, url: str) -> Fetched:
        return fetch(url, client=self.client, admit=lambda hop: self.pace.turn(hop, _host(hop)))


def visitor(access: Access) -> Visitor:
    """Return a visitor who goes where he may, under the name that was given."""
    return Visitor(Client(agent=access.agent or AGENT, allow_private=access.allow_private))


def _host(url: str) -> str:
    return httpx.URL(url).netloc.decode("ascii")


def _origin(url: str) -> str:
    return f"{httpx.URL(url).scheme}://{_host(url)}"
