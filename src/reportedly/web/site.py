"""What all pages share: the ledger, the reader, the templates; and the three faces of a page: HTML, JSON and CSV."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from reportedly.errors import LedgerError
from reportedly.exports.entries import safe
from reportedly.exports.html import linkable
from reportedly.exports.table_csv import harmless
from reportedly.ledger.questions import Query
from reportedly.pipeline import Reader
from reportedly.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from reportedly.inputs.files import Loaded
    from reportedly.keeper import Added, Ledger, Step
    from reportedly.model import Skipped

REVIEWER: Final = "reportedly_reviewer"
FILTERS: Final = Query.__dataclass_fields__.keys()
SIZE: Final = 50  # rows of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before it has a face: what its template shows, what its JSON says, the lines of its CSV.

    `lines` gives all lines that are asked for, where a page shows some of them.
    """

    template: str
    title: str
    shown: Mapping[str, Any]
    json: Any
    columns: tuple[str, ...] = ()
    lines: Callable[[], Iterable[Mapping[str, Any]]] = tuple
    csv: Callable[[], bytes] | None = None


class Missing(LedgerError):  # noqa: N818 - a page's absence is no fault
    """There is no such page."""


@dataclass(slots=True, kw_only=True)
class Site:
    """A ledger that is open to browsers."""

    ledger: Ledger
    model: Path | None = None
    threads: int = 2
    reader: Reader | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.templates = Environment(
            loader=PackageLoader("reportedly.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self.templates.filters |= {"safe_words": _words, "path": _path, "number": _number, "label": _label}
        self.templates.globals |= {"linkable": linkable, "version": VERSION, "query": query_string}

    def read(self, loaded: Iterable[Loaded | Skipped], told: Callable[[Step], None] | None = None) -> Added:
        """Read and store what was given; one at a time, with a model that is loaded once."""
        with self.lock:
            self.reader = self.reader or Reader(self.model, threads=self.threads)
            done = self.ledger.add_loaded(loaded, self.reader, told=told)
            self.ledger.link()
        return done

    def retry(self) -> None:
        """Read again what could not be read."""
        with self.lock:
            self.ledger.retry(model=self.model, threads=self.threads)
            self.ledger.link()

    def html(self, request: Request, template: str, title: str, status: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401 - whatever the template shows
        """Return a page."""
        known = {"title": title, "reviewer": reviewer(request), "here": request.url.path, "said": said(request)}
        return HTMLResponse(self.templates.get_template(template).render(known | shown), status)


View = Callable[[Site, "Request"], Sheet]


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    found: Site = request.app.state.site
    return found


def missing(what: str) -> LedgerError:
    """Return the error that something is not there."""
    return Missing(f"no such {what}")


def three(path: str, view: View, tells: str) -> list[Route]:
    """Return the routes of a page, and of its JSON and CSV beside it."""

    def html(request: Request) -> Response:
        sheet = view(site_of(request), request)
        beside = {"twin": request.url.path, "asked": request.url.query}
        return site_of(request).html(request, sheet.template, sheet.title, **beside | dict(sheet.shown))

    def json(request: Request) -> Response:
        """Serve JSON."""
        return Response(msgspec.json.encode(view(site_of(request), request).json), media_type="application/json")

    def table(request: Request) -> Response:
        sheet = view(site_of(request), request)
        body = sheet.csv() if sheet.csv else _csv(sheet.columns, sheet.lines())
        name = quote(safe(sheet.title), safe="")[:80]
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}.csv"}
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    json.__doc__ = tells
    return [Route(f"{path}.json", json), Route(f"{path}.csv", table), Route(path, html)]


def asked(request: Request) -> Query:
    """Return the query that a request's parameters make; empty ones do not count.

    Raises:
        LedgerError: a parameter is none of a query's, a page's or an order's.
    """
    given = {k: v.strip() for k, v in request.query_params.items() if v.strip()}
    if unknown := given.keys() - FILTERS - {"page", "sort", "said"}:
        raise LedgerError(f"there is no such filter, but {', '.join(FILTERS)} ({len(unknown)} unknown)")
    return Query(**{k: v for k, v in given.items() if k in FILTERS})


def page_of(request: Request) -> int:
    """Return the number of the page that is asked for, from 1."""
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**6):
        raise LedgerError("page: a number from 1")
    return int(text)


def query_string(given: Mapping[str, Any], **changed: Any) -> str:  # noqa: ANN401 - texts and numbers
    """Return parameters as a URL has them, with some of them changed; nothing for those that are empty."""
    both = {**given, **changed}
    return urlencode({k: v for k, v in both.items() if v not in {None, ""}})


def reviewer(request: Request) -> str:
    """Return the name that who corrects has given, if any."""
    return safe(unquote(request.cookies.get(REVIEWER, "")))[:80]


_SAID: Final = {
    "corrected": "Corrected. The machine's value is kept.", "judged": "Noted.", "joined": "Held for one.",
    "split": "Held for two.", "name": "Thank you.", "retried": "Tried again.", "read": "Read.",
    "known": "This was in the ledger already.",
}  # fmt: skip


def said(request: Request) -> str:
    """Return what the last write is to be answered with: one of our own sentences."""
    return _SAID.get(request.query_params.get("said", ""), "")


def _csv(columns: tuple[str, ...], lines: Iterable[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(v) if isinstance(v := line[c], str) else v for c in columns] for line in lines)
    return out.getvalue().encode()


def _words(value: object) -> str:
    return safe(str(value))


def _path(value: object) -> str:
    return quote(str(value), safe="")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _label(value: object) -> str:
    return str(value).replace("_", " ")
