"""Paths and URLs -> articles: files, directories, standard input; what gives no article is a Skipped, never silence."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import ExtraError, FetchError, InputError
from reportedly.extras import need
from reportedly.inputs.access import PUBLIC, Access
from reportedly.inputs.decoding import clean, decode
from reportedly.inputs.language import language
from reportedly.inputs.pages import page
from reportedly.model import Article, Note, Skipped, is_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.inputs.net.visit import Visitor

SUFFIXES = (".txt", ".md", ".text")  # read when met in a directory; a file named by the user is always tried
STDIN = "-"
_URL = re.compile(r"https?://", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An article as it came in: where from, what had to be assumed about it, and the bytes that it was made of."""

    name: str
    article: Article
    notes: tuple[Note, ...] = ()
    data: bytes | None = field(default=None, repr=False)


def article(  # noqa: PLR0913 - an article has many facts
    text: str, *, published: str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, name: str = "text", notes: Iterable[str] = (),
) -> Loaded:  # fmt: skip
    """Make an article of a text; the same text and facts give the same id.

    Raises:
        InputError: the text is blank, or `published` is not a day as YYYY-MM-DD.
    """
    if published is not None and not is_day(published):
        raise InputError(f"{name}: {published!r} is no day (YYYY-MM-DD)")
    text, remarks = clean(text, list(notes))
    code = language(text)
    if code is None:
        remarks.append("too few letters to tell the language")
    elif code != "en":
        remarks.append(f"language {code}: the model was trained on English only")
    facts = "\x1f".join((text, published or "", title or "", outlet or "", url or ""))
    return Loaded(
        name=name,
        article=Article(
            id=hashlib.sha256(facts.encode()).hexdigest()[:16],
            title=title,
            published=published,
            outlet=outlet,
            url=url,
            language=code,
            text=text,
        ),
        notes=tuple(Note(about=None, stage="input", reason=r) for r in remarks),
    )


def load(
    paths: Iterable[str | Path], *, published: str | None = None, access: Access = PUBLIC
) -> Iterator[Loaded | Skipped]:
    """Yield an article, or the reason why there is none, for each file and URL; directories are walked in sorted order.

    Raises:
        ExtraError: there is a URL, and what fetches it is not installed.
    """
    visitor: Visitor | None = None
    for path in paths:
        if is_url(path):
            visitor = visitor or _visitor(access)
            yield _fetched(str(path), published, visitor)
        elif str(path) == STDIN:
            yield load_bytes(STDIN, sys.stdin.buffer.read(), published=published)
        elif _is_folder(path):
            yield from _directory(Path(path), published)
        else:
            yield _file(Path(path), published)


def count(paths: Iterable[str | Path]) -> int:
    """Return how many results `load` will yield."""
    return sum(len(_walk(Path(p))) or 1 if _is_folder(p) else 1 for p in paths)


def is_url(path: str | Path) -> bool:
    """Tell whether a path is a URL."""
    return _URL.match(str(path)) is not None


def _visitor(access: Access) -> Visitor:
    for package in ("httpx", "protego"):
        need(package, "web")
    from reportedly.inputs.net.visit import visitor  # noqa: PLC0415 - plain reading never reaches the network

    return visitor(access)


def _fetched(url: str, published: str | None, visitor: Visitor) -> Loaded | Skipped:
    try:
        return visitor.load(url, published=published)
    except FetchError as e:
        return Skipped(article=url, stage="fetch", reason=e.reason)


def _is_folder(path: str | Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where one may not look


def _walk(folder: Path) -> list[Path]:
    """Return the files below a folder and the folders that cannot be opened; hidden ones are left out."""
    closed: list[OSError] = []
    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(parent) / f for f in files if not f.startswith(".")]
    return sorted(found + [Path(e.filename) for e in closed])


def _directory(folder: Path, published: str | None) -> Iterator[Loaded | Skipped]:
    paths = _walk(folder)
    if not paths:
        yield Skipped(article=str(folder), stage="input", reason="empty directory", failed=False)
    for path in paths:
        if path.suffix.lower() in SUFFIXES or _is_folder(path):
            yield _file(path, published)
        else:
            kinds = ", ".join(SUFFIXES)
            yield Skipped(article=str(path), stage="input", reason=f"not one of {kinds}", failed=False)


def _file(path: Path, published: str | None) -> Loaded | Skipped:
    try:
        if path.exists() and not path.is_file():
            reason = "a folder that cannot be opened" if path.is_dir() else "not a regular file"
            return Skipped(article=str(path), stage="input", reason=reason)
        data = path.read_bytes()
    except OSError as e:
        return Skipped(article=str(path), stage="input", reason=e.strerror or type(e).__name__)
    return load_bytes(str(path), data, published=published)


def load_bytes(
    name: str, data: bytes, *, published: str | None = None, media_type: str | None = None, url: str | None = None
) -> Loaded | Skipped:
    """Return the article that bytes hold, or the reason why they hold none."""
    try:
        if (media_type or "").partition(";")[0].strip().lower() in _HTML:
            found = page(data, url)
            made = article(
                found.text, published=published or found.published, title=found.title, outlet=found.outlet, url=url,
                name=name,
            )  # fmt: skip
        else:
            text, notes = decode(data)
            made = article(text, published=published, url=url, name=name, notes=notes)
        return replace(made, data=data)
    except ExtraError:
        raise
    except InputError as e:
        return Skipped(article=name, stage="input", reason=str(e))
