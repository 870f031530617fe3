"""What is found in files, archives and the network, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes that may hold one article, and what is known of them from outside.

    `name` says where they are and is the same on every run: a path, a URL, or a container and what is in it
    (`news.warc.gz#<urn:uuid:...>`, `news.zip#a/b.txt`, `news.csv#12`).
    """

    name: str
    data: bytes = field(repr=False)
    media_type: str | None = None  # as declared, with its parameters: "text/html; charset=koi8-r"
    url: str | None = None
    published: str | None = None  # a day, YYYY-MM-DD
    title: str | None = None
    outlet: str | None = None
    notes: tuple[str, ...] = ()  # what had to be assumed
