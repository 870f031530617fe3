"""Tells a command of new events that answer a query; what it could not be told, it is told again."""

from __future__ import annotations

import subprocess
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from reportedly.errors import NotifyError
from reportedly.ledger import feeds as memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger.questions import Query
    from reportedly.ledger.store import Store

LIMIT: Final = 300.0  # seconds that a command may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Events of articles that came after the last ones that a command was told of, as JSON Lines.

    The ledger remembers, for each command and query, the last article whose events were told. The first time that is
    the last article there is: what came before is no news.

    Raises:
        LedgerError: the query makes no sense.
    """

    store: Store
    command: Sequence[str]
    query: Query
    limit: float = LIMIT

    def __post_init__(self) -> None:
        self.store.count("event", self.query)
        with self.store.writing() as c:
            if memory.told(c, self._key) is None:
                memory.tell(c, self._key, memory.last_article(c))

    @property
    def _key(self) -> str:
        return memory.key(msgspec.json.encode((tuple(self.command), asdict(self.query))).decode())

    def send(self) -> int:
        """Run the command with the new events on its standard input, if there are any; return how many.

        Raises:
            NotifyError: it cannot be run, fails or takes too long; the events are given again next time.
        """
        with self.store.reading() as c:
            after, upto = memory.told(c, self._key) or 0, memory.last_article(c)
        lines = [
            msgspec.json.encode(row) + b"\n" for row in self.store.find("event", self.query, after=after, upto=upto)
        ]
        if lines:
            self._run(b"".join(lines))
        if upto > after:
            with self.store.writing() as c:
                memory.tell(c, self._key, upto)
        return len(lines)

    def _run(self, data: bytes) -> None:
        try:
            subprocess.run(self.command, input=data, check=True, timeout=self.limit)  # noqa: S603 - the user's own
        except subprocess.CalledProcessError as e:
            raise NotifyError(f"{self.command[0]}: ended with status {e.returncode}") from e
        except subprocess.TimeoutExpired as e:
            raise NotifyError(f"{self.command[0]}: took longer than {self.limit:.0f} s") from e
        except OSError as e:
            raise NotifyError(f"{self.command[0]}: {e.strerror or e}") from e
