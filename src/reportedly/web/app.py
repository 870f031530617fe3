"""All pages as one application."""

from __future__ import annotations

import logging
from functools import partial
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reportedly.errors import ReportedlyError
from reportedly.ledger.questions import Query
from reportedly.version import VERSION
from reportedly.web import article, overviews, record, tables, world, writes
from reportedly.web.guard import LOOPBACK, Guard
from reportedly.web.site import Missing, site_of, three

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from reportedly.web.site import Site

log = logging.getLogger(__name__)
PATIENCE: Final = 10.0  # seconds that a question to the ledger may take
_PAGES: Final = (
    ("/articles", overviews.home, "Articles, the last first."),
    ("/articles/{article}", article.sheet, "An article's records, format reportedly/1."),
    ("/events", partial(tables.sheet, "event"), "Events that answer the filters."),
    ("/statements", partial(tables.sheet, "statement"), "Statements that answer the filters."),
    ("/figures", partial(tables.sheet, "figure"), "Figures that answer the filters."),
    ("/toll", tables.toll, "Figures over time, a series for each source."),
    ("/records/{article}/{record}", record.sheet, "A record, what was said of it, the reports of the same event."),
    ("/map", world.sheet, "Events on the map, gathered."),
    ("/actors", overviews.actors, "Who speaks, acts and is acted on."),
    ("/sources", overviews.sources, "Outlets and speakers."),
    ("/failures", overviews.failures, "What could not be read."),
    ("/history", overviews.history, "Corrections and verdicts."),
    ("/about", overviews.about, "What read this ledger, and how well."),
)
_WRITES: Final = (
    ("/read", writes.read), ("/correct", writes.correct), ("/verdict", writes.judge), ("/join", writes.join),
    ("/split", writes.split), ("/retry", writes.retry), ("/name", writes.name),
)  # fmt: skip


def application(site: Site, *, hosts: Iterable[str] = LOOPBACK, token: str | None = None) -> ASGIApp:
    """Return the pages of a ledger as an ASGI application.

    Args:
        site: the ledger, and how to read into it.
        hosts: the names under which it may be asked.
        token: only those who know it are let in.
    """
    site.ledger.patience = PATIENCE
    with as_file(files("reportedly.web").joinpath("static")) as folder:
        static = StaticFiles(directory=folder)
    pages = [route for path, view, tells in _PAGES for route in three(path, view, tells)]
    app = Starlette(
        routes=[
            Route("/", _home), Route("/read", _form), Route("/openapi.json", _openapi), *pages,
            *(Route(path, write, methods=["POST"]) for path, write in _WRITES), Mount("/static", static),
        ],
        exception_handlers={ReportedlyError: _fault, HTTPException: _refused, Exception: _broken},
    )  # fmt: skip
    app.state.site = site
    return Guard(app=app, hosts=frozenset(hosts), most=writes.MOST, token=token)


def _home(request: Request) -> Response:
    sheet = overviews.home(site_of(request), request)
    return site_of(request).html(request, sheet.template, sheet.title, twin="/articles", asked=request.url.query,
                                 **sheet.shown)  # fmt: skip


def _form(request: Request) -> Response:
    return site_of(request).html(request, "read.html", "Read a report", problem="")


def _fault(request: Request, fault: Exception) -> Response:
    reason = str(fault)
    if isinstance(fault, Missing) or reason.endswith(("no such article", "no such record")):
        return _told(request, reason.rpartition(": ")[2], 404)
    for given in sorted(request.query_params.values(), key=len, reverse=True):
        reason = reason.replace(repr(given), "this").replace(given or "\0", "this")
    return _told(request, reason, 400)


def _refused(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return _told(request, "no such page" if status == 404 else "not like this", status)  # noqa: PLR2004 - HTTP's


def _broken(request: Request, fault: Exception) -> Response:
    log.error("%s", request.url.path, exc_info=fault)
    return _told(request, "a fault of reportedly; the terminal that it runs in says more", 500)


def _told(request: Request, reason: str, status: int) -> Response:
    """Say what is wrong, in the form in which it was asked, and without repeating what was asked."""
    if request.url.path.endswith((".json", ".csv")) or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": reason}, status)
    return site_of(request).html(request, "fault.html", "Not possible", status, reason=reason, here="/")


def _openapi(_: Request) -> Response:
    """Describe the JSON pages (OpenAPI 3.1)."""
    paths: dict[str, Any] = {}
    for path, _view, tells in _PAGES:
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        given = [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names]
        if not names:
            given += [{"name": n, "in": "query", "schema": {"type": "string"}} for n in _parameters(path)]
        answer = {"description": tells, "content": {"application/json": {"schema": {}}}}
        paths[f"{path}.json"] = {"get": {"summary": tells, "parameters": given, "responses": {"200": answer}}}
    return JSONResponse({"openapi": "3.1.0", "info": {"title": "reportedly", "version": VERSION}, "paths": paths})


def _parameters(path: str) -> tuple[str, ...]:
    """Return what a list may be asked with."""
    kind = path.strip("/").removesuffix("s")
    if kind in tables.COLUMNS:
        return (*(name for name, *_ in tables.filters(kind, Query())), "article", "group", "page", "sort")
    if path == "/map":
        return (*(name for name, *_ in tables.filters("event", Query())), "west", "south", "east", "north")
    if path == "/toll":
        return tuple(name for name, *_ in tables.filters("figure", Query()))
    return ("text", "page") if path == "/articles" else ()
