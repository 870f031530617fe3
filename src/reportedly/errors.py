"""The errors that users meet.

ReportedlyError
└── ModelError      a model folder is incomplete, altered or of another format
"""


class ReportedlyError(Exception):
    """Base of all errors of this package."""


class ModelError(ReportedlyError):
    """A model folder is incomplete, altered or of another format."""
