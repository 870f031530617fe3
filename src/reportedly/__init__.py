"""Read news reports: who said what, every field tied to its exact characters."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportedly.version import VERSION as __version__  # noqa: N811 - the name that Python looks for

if TYPE_CHECKING:
    from reportedly.errors import ExportError, InputError, LedgerError, ModelError, RecordError, ReportedlyError
    from reportedly.keeper import Ledger
    from reportedly.model import (
        Actor,
        Article,
        Engine,
        Event,
        Figure,
        Mention,
        Note,
        Participant,
        Place,
        Records,
        Skipped,
        Span,
        Statement,
        Time,
    )
    from reportedly.pipeline import Reader, read, read_all, read_files

__all__ = [
    "Actor",
    "Article",
    "Engine",
    "Event",
    "ExportError",
    "Figure",
    "InputError",
    "Ledger",
    "LedgerError",
    "Mention",
    "ModelError",
    "Note",
    "Participant",
    "Place",
    "Reader",
    "RecordError",
    "Records",
    "ReportedlyError",
    "Skipped",
    "Span",
    "Statement",
    "Time",
    "__version__",
    "read",
    "read_all",
    "read_files",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that `reportedly --help` need not load numpy."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    homes = (import_module(f"reportedly.{home}") for home in ("errors", "model", "pipeline", "keeper"))
    return next(getattr(home, name) for home in homes if hasattr(home, name))


def __dir__() -> list[str]:
    return __all__
