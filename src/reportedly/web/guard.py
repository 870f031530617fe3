"""What stands before every page: who may ask, from where, how much, and what a browser may do with the answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
COOKIE: Final = "reportedly_token"
_HEADERS: Final = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                               "object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without it a browser does not say where a form comes from
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}  # fmt: skip
_READS: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Lets requests through that come from the ledger's own pages, and from nowhere else.

    `hosts` are the names under which it may be asked: another one means that a foreign page has a name that leads here
    (DNS rebinding). `most` is the size of a request's body in bytes. With a `token`, only those who know it are let in.
    """

    app: ASGIApp
    hosts: frozenset[str]
    most: int
    token: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the pages do it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refused(scope)
        await (refused or self.app)(scope, receive, answer)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self.hosts:
            return PlainTextResponse("This ledger has another name.\n", 421)
        if self.token is not None and (refused := self._unknown(scope, headers)):
            return refused
        if scope["method"] in _READS:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Only GET and POST.\n", 405)
        return self._unwanted(headers, scope["scheme"])

    def _unwanted(self, headers: Headers, scheme: str) -> Response | None:
        """Return why a write is refused, if it is."""
        if not _own(headers, scheme):
            return PlainTextResponse("Only the ledger's own pages may change it.\n", 403)
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdigit()):
            return PlainTextResponse("How long is it?\n", 411)
        if len(size) > len(str(self.most)) or int(size) > self.most:
            return PlainTextResponse(f"At most {self.most:,} bytes.\n", 413)
        return None

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """Return what one is told who does not know the token, or who has just told it."""
        assert self.token is not None  # noqa: S101 - asked only then
        given = parse_qsl(scope["query_string"].decode("latin-1"))
        told = next((value for name, value in given if name == "token"), None)
        if told is not None and _same(told, self.token) and scope["method"] in _READS:
            rest = urlencode([(n, v) for n, v in given if n != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            came = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            came.set_cookie(COOKIE, self.token, httponly=True, samesite="strict", path="/")
            return came
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if _same(cookie_parser(headers.get("cookie", "")).get(COOKIE, ""), self.token) or _same(bearer, self.token):
            return None
        return PlainTextResponse("This ledger is open to those who have its token: /?token=...\n", 401)


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _name(host: str) -> str:
    """Return a host without its port; nothing if it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "") if "@" not in host and "/" not in host else ""
    except ValueError:
        return ""


def _own(headers: Headers, scheme: str) -> bool:
    """Tell whether a request comes from a page of this very server, as the browser says."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin == f"{scheme}://{headers.get('host', '')}"
    return site == "same-origin"
