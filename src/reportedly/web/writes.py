"""What can be changed through the pages: reports read, records corrected and judged, groups joined and split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, RedirectResponse

from reportedly.errors import InputError, LedgerError
from reportedly.exports.entries import safe
from reportedly.inputs.files import article, load_bytes
from reportedly.model import Skipped
from reportedly.web.site import REVIEWER, reviewer, site_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from reportedly.inputs.files import Loaded
    from reportedly.keeper import Step

MOST: Final = 10_000_000  # bytes of a request
_YEAR: Final = 31_536_000  # seconds


async def read(request: Request) -> Response:
    """Read a text or a file that was given, and show it."""
    async with request.form(max_files=1, max_fields=10) as form:
        loaded = await run_in_threadpool(_loaded, form, await _file(form.get("file")))
    if isinstance(loaded, Skipped):
        raise InputError(loaded.reason)
    steps: list[Step] = []
    await run_in_threadpool(site_of(request).read, [loaded], steps.append)
    if any(s.outcome == "failed" for s in steps):
        raise InputError(steps[0].reason)
    known = "known" if any(s.outcome == "known" for s in steps) else "read"
    return _to(f"/articles/{quote(loaded.article.id, safe='')}", known)


async def _file(given: object) -> tuple[str, bytes] | None:
    if isinstance(given, UploadFile) and given.filename:
        return safe(given.filename)[:200] or "file", await given.read()
    return None


def _loaded(form: Mapping[str, Any], file: tuple[str, bytes] | None) -> Loaded | Skipped:
    published = _text(form, "published") or None
    if file:
        kind = "text/html" if file[0].lower().endswith((".html", ".htm")) else None
        return load_bytes(file[0], file[1], published=published, media_type=kind)
    text = str(form.get("text") or "").replace("\r\n", "\n")
    facts = {k: _text(form, k) or None for k in ("title", "outlet", "url")}
    return article(text, published=published, name="pasted", **facts)  # type: ignore[arg-type]


async def correct(request: Request) -> Response:
    """Give a field of a record another value."""
    form = await request.form()
    record, field = _text(form, "record"), _text(form, "field")
    given = _text(form, "value")
    ledger = site_of(request).ledger
    value = given if given or form.get("optional") != "1" else "null"
    by, why = _by(request, form), _text(form, "why")
    await run_in_threadpool(lambda: ledger.correct(record, field, value, by=by, why=why))
    return _named(_to(_record(record), "corrected"), by)


async def judge(request: Request) -> Response:
    """Accept or reject a record, or open it again; JSON for scripts, else the page that it came from."""
    form = await request.form()
    record, verdict = _text(form, "record"), _text(form, "verdict")
    ledger = site_of(request).ledger
    by, why = _by(request, form), _text(form, "why")
    made = await run_in_threadpool(lambda: ledger.judge(record, verdict, by=by, why=why))  # type: ignore[arg-type]
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"record": made.record, "verdict": made.verdict, "by": made.by, "at": made.at})
    return _named(_to(_record(record), "judged"), by)


async def join(request: Request) -> Response:
    """Hold two records for one."""
    return await _decide(request, "joined")


async def split(request: Request) -> Response:
    """Hold two records for two."""
    return await _decide(request, "split")


async def _decide(request: Request, what: str) -> Response:
    form = await request.form()
    a, b, by, why = _text(form, "a"), _own(_text(form, "b")), _by(request, form), _text(form, "why")
    ledger = site_of(request).ledger
    decide = ledger.join if what == "joined" else ledger.split
    await run_in_threadpool(lambda: decide(a, b, by=by, why=why))
    return _named(_to(_record(a), what), by)


async def retry(request: Request) -> Response:
    """Read again what could not be read."""
    await run_in_threadpool(site_of(request).retry)
    return _to("/failures", "retried")


async def name(request: Request) -> Response:
    """Remember the name of who corrects, in this browser."""
    form = await request.form()
    by = _text(form, "by")
    if not by:
        raise LedgerError("a name is needed")
    return _named(_to(_inside(_text(form, "next")), "name"), by)


def _text(form: Mapping[str, Any], key: str) -> str:
    value = form.get(key)
    return value.strip()[:10_000] if isinstance(value, str) else ""


def _by(request: Request, form: Mapping[str, Any]) -> str:
    return safe(_text(form, "by"))[:80] or reviewer(request)


def _named(answer: Response, by: str) -> Response:
    answer.set_cookie(REVIEWER, quote(safe(by)[:80], safe=""), max_age=_YEAR, samesite="strict", httponly=True)
    return answer


def _own(record: str) -> str:
    """Return a record's id, also where its page's address was given."""
    return record.rpartition("/records/")[2].partition("#")[0]


def _record(record: str) -> str:
    a, _, own = record.rpartition("/")
    return f"/records/{quote(a, safe='')}/{quote(own, safe='')}" if a else f"/articles/{quote(own, safe='')}"


def _inside(path: str) -> str:
    """Return a path of these pages: never another host's."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    parts = urlsplit(path) if plain and path.startswith("/") and not path.startswith("//") else urlsplit("/")
    return parts.path or "/"


def _to(path: str, said: str) -> RedirectResponse:
    return RedirectResponse(f"{path}?said={said}", 303)
