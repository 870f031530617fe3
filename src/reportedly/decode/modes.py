"""The PLOVER 2.0 mode of an event, where the words give it."""

from __future__ import annotations


def mode(type_: str, words: str, around: str) -> str | None:
    """Return the mode of an event."""
    return None
