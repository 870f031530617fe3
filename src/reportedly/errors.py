"""The errors that users meet.

ReportedlyError
├── InputError      an input cannot be read as an article
├── RecordError     a record breaks the format or the span law
├── ModelError      a model folder is incomplete, altered or of another format
├── GazetteerError  the table of places is missing, damaged, or made from a faulty one
├── LedgerError     a ledger cannot be opened, read, written or asked so
└── ExportError     rows cannot be written in a format, or a package that it needs is not installed
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Base of all errors of this package."""


class InputError(ReportedlyError):
    """An input cannot be read as an article."""


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
