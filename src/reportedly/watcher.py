"""Watches feeds: asks each for what is new, reads what its entries link to, and remembers in the ledger what was seen.

An entry that was seen waits in the ledger until it was read or has failed for good, so nothing is lost where a poll is
cut short, and the ledger knows a text that it has, so nothing comes twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from reportedly.errors import FetchError, InputError
from reportedly.inputs.net.feeds import feed
from reportedly.keeper import Added, Step
from reportedly.ledger import feeds as memory
from reportedly.ledger.feeds import NEVER, Known, Seen, Waiting
from reportedly.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportedly.inputs.files import Loaded
    from reportedly.inputs.net.visit import Visitor
    from reportedly.keeper import Ledger, Reads
    from reportedly.ledger.feeds import Outcome

TRIES: Final = 6  # how often an entry's link is fetched before it has failed for good
LONGEST: Final = timedelta(days=1)  # that is waited until a link that failed is tried again, or a host asks for
LONGEST_FEED: Final = timedelta(hours=1)  # likewise for a feed, which shows its last entries only
NONE: Final = Added()


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one look at all feeds gave: feeds that answered and that did not, entries, and what became of their links.

    `waiting` are entries that are to be tried again; `added.failed` counts those among them that were tried now.
    """

    fine: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0
    waiting: int = 0
    added: Added = NONE

    def __str__(self) -> str:
        feeds = f"feeds {self.fine + self.failed} ({self.failed} failed)"
        return f"{feeds}, entries {self.new} new, {self.changed} changed: {self.added}, waiting {self.waiting}"


class Watch:
    """Feeds that are looked at again and again.

    Args:
        ledger: where what they report goes, and what was seen is remembered.
        urls: of the feeds.
        visitor: fetches.
        reader: a loaded model, or what stands in for one.
        every: the time from one look to the next; what fails waits longer each time.
        told: is called with what became of each link.
        complain: is called with the URL of a feed that failed, and why.
        clock: the time.
    """

    def __init__(  # noqa: PLR0913 - what, where, how and how often
        self, ledger: Ledger, urls: Sequence[str], visitor: Visitor, reader: Reads, *, every: timedelta,
        told: Callable[[Step], None] | None = None, complain: Callable[[str, str], None] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        self.urls = tuple(dict.fromkeys(urls))
        self._ledger, self._visitor, self._reader = ledger, visitor, reader
        self._every, self._told, self._complain, self._clock = every, told, complain, clock

    def poll(self) -> Polled:
        """Look at every feed that is due, and fetch what waits.

        Raises:
            LedgerError: the ledger cannot be read or written; what was stored before stays.
        """
        done = Polled()
        for url in self.urls:
            done = self._look(url, done)
        with self._ledger.reading() as c:
            waiting = memory.waiting(c, self.urls, at=self._at())
        added = self._read(waiting)
        if added.read:
            self._ledger.link()
        with self._ledger.reading() as c:
            left = memory.outcomes(c, self.urls).get("waiting", 0)
        return replace(done, added=added, waiting=left)

    def _look(self, url: str, done: Polled) -> Polled:
        with self._ledger.reading() as c:
            known = memory.known(c, url)
        if known.next > self._at():
            return replace(done, failed=done.failed + 1)
        try:
            now, entries, broken = self._asked(known)
        except FetchError as e:
            return self._fault(known, e.reason, done, wait=e.wait, held=e.held)
        except InputError as e:
            return self._fault(known, str(e), done)
        with self._ledger.writing() as c:
            new, changed = memory.notice_entries(c, url, entries, at=self._at())
            if not broken:
                memory.keep(c, now, at=self._at())
        done = replace(done, new=done.new + new, changed=done.changed + changed)
        return self._fault(known, broken, done) if broken else replace(done, fine=done.fine + 1)

    def _asked(self, known: Known) -> tuple[Known, list[Seen], str | None]:
        """Return what is known of a feed now, its entries, and what is wrong with it."""
        got = self._visitor.get(known.url, etag=known.etag, modified=known.modified)
        if got.status == 304:  # noqa: PLR2004 - not modified
            return replace(known, status="unchanged", failures=0, next=NEVER), [], None
        found = feed(got.data, url=got.url, content_type=got.content_type)
        entries = [
            Seen(id=e.id, link=e.link, title=e.title, published=e.published, digest=e.digest) for e in found.entries
        ]
        now = Known(url=known.url, etag=got.etag, modified=got.modified, status="ok")
        return now, entries, found.broken

    def _fault(
        self, known: Known, reason: str, done: Polled, *, wait: float | None = None, held: bool = False
    ) -> Polled:  # fmt: skip
        """Keep that a feed failed, unless it was not even asked, and when to ask again."""
        failures = known.failures + (not held)
        later = self._later(max(1, failures), wait=wait, longest=LONGEST_FEED)
        with self._ledger.writing() as c:
            memory.keep(c, Known(url=known.url, etag=known.etag, modified=known.modified, status=reason,
                                 failures=failures, next=later), at=self._at())  # fmt: skip
        if self._complain:
            self._complain(known.url, reason)
        return replace(done, failed=done.failed + 1)

    def _later(self, failures: int, *, wait: float | None = None, longest: timedelta = LONGEST) -> str:
        """Return when to try again what failed so often: next time, then after 1, 3, 7 ... looks, or as was asked."""
        pause = min(longest, self._every * (2 ** min(failures - 1, 20) - 1))
        return _iso(self._clock() + max(pause, timedelta(seconds=min(wait or 0, LONGEST.total_seconds()))))

    def _read(self, waiting: Sequence[Waiting]) -> Added:
        """Fetch and read what entries link to, one after another; each entry is marked as soon as it is done."""
        entries: dict[str, list[Waiting]] = defaultdict(list)
        for one in waiting:
            entries[one.link or one.id].append(one)
        faults: dict[str, FetchError] = {}
        known: list[Step] = []

        def done(step: Step) -> None:
            self._settle(step, entries[step.name], faults.get(step.name))
            if self._told:
                self._told(step)

        def links() -> Iterator[Loaded | Skipped]:
            for name, mine in entries.items():
                if self._has(name, mine):
                    known.append(Step(name=name, outcome="known"))
                    done(known[-1])
                    continue
                try:
                    yield self._fetched(name, mine)
                except FetchError as e:
                    faults[name] = e
                    if e.held:
                        self._mark(mine, "waiting", reason=e.reason, until=self._later(1, wait=e.wait))
                    else:
                        yield Skipped(article=name, stage="fetch", reason=e.reason)

        added = self._ledger.add_loaded(links(), self._reader, told=done)
        for step in known:
            added = added.plus(step)
        return added

    def _has(self, name: str, mine: Sequence[Waiting]) -> bool:
        """Tell whether a link was read since its entries came or changed: for another feed, or by hand."""
        with self._ledger.reading() as c:
            return memory.has_read(c, name, since=max(one.since for one in mine))

    def _fetched(self, name: str, mine: Sequence[Waiting]) -> Loaded | Skipped:
        if mine[0].link is None:
            raise FetchError(name, "the entry has no link that could be fetched", again=False)
        return self._visitor.load(name, published=mine[0].published)

    def _settle(self, step: Step, mine: Sequence[Waiting], fault: FetchError | None) -> None:
        """Mark entries by what became of their link; what failed is tried again a few times."""
        if step.outcome != "failed":
            self._mark(mine, "read" if step.outcome == "known" else step.outcome, reason=step.reason or None)
            return
        tries = 1 + max(one.tries for one in mine)
        if tries >= TRIES or (fault is not None and not fault.again):
            self._mark(mine, "failed", reason=step.reason, tries=tries)
        else:
            until = self._later(tries, wait=fault.wait if fault else None)
            self._mark(mine, "waiting", reason=step.reason, tries=tries, until=until)

    def _mark(
        self, mine: Sequence[Waiting], outcome: Outcome, *, reason: str | None = None, tries: int | None = None,
        until: str = NEVER,
    ) -> None:  # fmt: skip
        with self._ledger.writing() as c:
            for one in mine:
                memory.settle(c, one.key, outcome, reason=reason, tries=one.tries if tries is None else tries,
                              until=until)  # fmt: skip

    def _at(self) -> str:
        return _iso(self._clock())


def _iso(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
