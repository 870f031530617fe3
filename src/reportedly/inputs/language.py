"""The language of a text, by py3langid (after Lui and Baldwin 2012)."""

from __future__ import annotations

_SAMPLE = 3000
_LETTERS = 20


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None where it has too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _LETTERS:
        return None
    from py3langid import classify  # noqa: PLC0415 - loading its table takes half a second

    code, _ = classify(sample)
    return str(code)
