"""The errors that users meet.

ReportedlyError
├── InputError      an input cannot be read as an article
│   └── FetchError  a URL cannot be fetched
├── RecordError     a record breaks the format or the span law
├── ModelError      a model folder is incomplete, altered or of another format
├── GazetteerError  the table of places is missing, damaged, or made from a faulty one
├── LedgerError     a ledger cannot be opened, read, written or asked so
├── ExportError     rows cannot be written in a format, or a package that it needs is not installed
└── NotifyError     a command could not be told of new events
ExtraError is an InputError and an ExportError: a package of an optional extra is not installed
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Base of all errors of this package."""


class InputError(ReportedlyError):
    """An input cannot be read as an article."""


class FetchError(InputError):
    """A URL cannot be fetched; the message names it and says why.

    `reason` is the message without the URL; `status` the answer's, if there was one; `wait` for how many seconds the
    host asks not to be asked again; `again` tells whether it may go better later.
    """

    def __init__(
        self, url: str, reason: str, *, again: bool = True, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason, self.again, self.status, self.wait = url, reason, again, status, wait

    @property
    def held(self) -> bool:
        """Whether it was not even asked, since the host wants to be left alone for a while."""
        return self.status is None and self.wait is not None


class RecordError(ReportedlyError):
    """A record breaks the format or the span law; the message begins with the place of the fault."""


class ModelError(ReportedlyError):
    """A model folder is incomplete, altered or of another format."""


class GazetteerError(ReportedlyError):
    """The table of places is missing, damaged or of another format, or a table that it is made from has a fault."""


class LedgerError(ReportedlyError):
    """A ledger cannot be opened, read or written, or does not have what it was asked for; the message says why."""


class ExportError(ReportedlyError):
    """Rows cannot be written in a format, or a package that it needs is not installed; the message says which."""


class NotifyError(ReportedlyError):
    """A command could not be told of new events; the message names it and says why."""


class ExtraError(InputError, ExportError):
    """A package of an optional extra is not installed; the message says how to install it."""
