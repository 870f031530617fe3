"""Feeds and lists of feeds: bytes that we fetched -> entries, addresses."""

from __future__ import annotations

import calendar
import hashlib
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import feedparser
from lxml import etree

from reportedly.errors import InputError
from reportedly.inputs.net.fetch import LONGEST

MOST: Final = 3_000_000  # bytes of a feed or a list of feeds: feedparser reads a megabyte of hostile ones in 7 s
_OPEN: Final = 20_000  # elements that are opened and not closed; a feed that quotes sloppy pages has a few hundred
_FIRST = 1900  # the year from which on a day may be one of publication
_LONG_ID = 500  # characters of an id that are kept
_ENDS = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_NOT_KEPT = re.compile("[\\x00-\\x1f\\x7f\ud800-\udfff]")
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed: `id` is what the feed calls it, `digest` changes with its title, summary and date.

    `link` is None where there is none, or one that is too long to be fetched.
    """

    id: str
    link: str | None
    title: str | None = None
    published: str | None = None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's entries, oldest first; `broken` says what is wrong with its XML."""

    entries: tuple[Entry, ...]
    title: str | None = None
    broken: str | None = None


def feed(data: bytes, *, url: str, content_type: str | None = None) -> Feed:
    """Return the entries of an RSS or Atom feed.

    Of a feed whose XML is broken, the entries that can be read are given; where it was cut, without the last one.

    Raises:
        InputError: it is no feed, or too large.
    """
    if len(data) > MOST:
        raise InputError(f"a feed of more than {MOST:,} bytes")
    if not data.strip():
        raise InputError("an empty answer, no feed")
    if data.count(b"<") - 2 * data.count(b"</") - data.count(b"/>") > _OPEN:
        raise InputError(f"a feed with more than {_OPEN:,} elements that are not closed")
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    try:
        found: Any = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False,
                                      resolve_relative_uris=False)  # fmt: skip
    except Exception as e:
        raise InputError(f"not a feed: {type(e).__name__}: {e}") from e
    fault = found.get("bozo_exception") if found.get("bozo") else None
    broken = None if fault is None or isinstance(fault, _HARMLESS) else f"broken XML: {_line(fault)}"
    items = list(found.entries)
    if not items and (broken or not found.version):
        raise InputError(broken or "not a feed")
    if broken and not _ENDS.search(data[-1000:]):
        items = items[:-1]
    entries = {e.id: e for e in map(_entry, reversed(items))}  # newest come first in a feed
    return Feed(entries=tuple(entries.values()), title=_text(found.feed.get("title")), broken=broken)


def _entry(item: Any) -> Entry:  # noqa: ANN401 - feedparser's own dictionary
    link, title = _text(item.get("link")), _text(item.get("title"))
    shown = (title, *(_text(dict.get(item, name)) for name in ("summary", "updated", "published")))
    digest = hashlib.sha256("\x1f".join(x or "" for x in shown).encode()).hexdigest()[:32]
    own = _text(item.get("id")) or link or digest
    if len(own) > _LONG_ID:
        own = f"{own[:_LONG_ID]}… {hashlib.sha256(own.encode()).hexdigest()[:16]}"
    if link and len(link.encode()) > LONGEST:
        link = None
    return Entry(id=own, link=link, title=title, published=_day(item), digest=digest)


def _text(value: object) -> str | None:
    """Return words of a feed as they can be kept; feedparser gives a dictionary for some that are nested oddly."""
    return (_NOT_KEPT.sub(" ", value).strip() or None) if isinstance(value, str) else None


def _day(item: Any) -> str | None:  # noqa: ANN401 - feedparser's own dictionary
    """Return the day of publication where it was published, else in UTC; None for one that cannot be."""
    for name in ("published", "updated"):
        utc: Any = dict.get(item, f"{name}_parsed")
        if utc is None:
            continue
        there = _local(_text(dict.get(item, name)) or "")
        with suppress(TypeError, ValueError, OverflowError, OSError):
            day = datetime.fromtimestamp(calendar.timegm(utc), UTC).date()
            if there and abs(there - day) <= timedelta(days=1):
                day = there
            return day.isoformat() if day.year >= _FIRST else None
    return None


def _local(words: str) -> date | None:
    """Return the day that a time has in its own zone, as RFC 822 or ISO 8601 write it."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(TypeError, ValueError, IndexError, OverflowError):
            return read(words).date()
    return None


def _line(fault: object) -> str:
    return " ".join(str(fault).split())[:200]


def outlines(data: bytes) -> list[str]:
    """Return the addresses of the feeds that an OPML file lists, each once.

    Raises:
        InputError: it is no OPML, or lists none.
    """
    if len(data) > MOST:
        raise InputError(f"a list of more than {MOST:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise InputError(f"not an OPML file: {_line(e)}") from e
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise InputError("not an OPML file")
    given = (str(v).strip() for o in root.iter("outline") for k, v in o.attrib.items() if str(k).lower() == "xmlurl")
    if not (found := list(dict.fromkeys(u for u in given if u))):
        raise InputError("the OPML file lists no feeds")
    return found
