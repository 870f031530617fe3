"""Web pages -> text and what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.errors import InputError
from reportedly.extras import need


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's own text, without what stands around it, and what it says of itself."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def page(data: bytes, url: str | None) -> Page:
    """Return what a page holds.

    Raises:
        InputError: there is no text in it, or trafilatura is not installed.
    """
    extract = need("trafilatura", "web").bare_extraction
    try:
        found = extract(data, url=url, with_metadata=True)
    except Exception as e:
        raise InputError(f"the page cannot be read: {type(e).__name__}: {e}") from e
    if found is None or not (found.text or "").strip():
        raise InputError("no text found in the page")
    return Page(text=found.text, title=found.title or None, outlet=found.sitename or None, published=found.date or None)
