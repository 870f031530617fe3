"""Fetches a URL: http and https, public addresses only, in bounded time and memory, each redirect looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from reportedly.errors import FetchError, InputError
from reportedly.inputs.net.addresses import resolve
from reportedly.inputs.net.body import body
from reportedly.inputs.net.connect import Deadline, RefusedError, Resolve, Transport
from reportedly.version import VERSION

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

AGENT: Final = f"reportedly/{VERSION} (reads public news reports)"
LONGEST: Final = 2_000  # characters of a URL
_MOVED = frozenset({301, 302, 303, 307, 308})
_FINE = frozenset({200, 203})
_FINAL = frozenset({400, 401, 402, 405, 406, 410, 414, 451})  # statuses that another try will not change
_UNCHANGED = 304
_PORTS = 65_535  # the system takes larger ones for others
_HOST = re.compile(r"(?=.{1,254}$)[0-9a-z_-]{1,63}(?:\.[0-9a-z_-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken, and how long is waited: bytes, decoded bytes for each byte, seconds, redirects."""

    size: int = 50_000_000
    ratio: int = 100
    connect: float = 10
    read: float = 20
    total: float = 60
    hops: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How to fetch: as whom, from where, how much.

    `resolve` gives the addresses of a host and port; `network` connects to those that may be connected to.
    """

    agent: str = AGENT
    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = resolve
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a URL gave: `url` is where it was in the end, `data` decoded; status 304 has none, it is as it was."""

    url: str
    status: int
    data: bytes = field(repr=False)
    content_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    notes: tuple[str, ...] = ()


def fetch(
    url: str, *, client: Client | None = None, etag: str | None = None, modified: str | None = None,
    admit: Callable[[str], None] | None = None,
) -> Fetched:  # fmt: skip
    """Fetch a URL.

    Args:
        url: http or https.
        client: how to (default: as anybody on the public internet).
        etag: what it said of itself last time, so that what has not changed need not come again.
        modified: likewise.
        admit: is called with the URL of each hop before it is asked, and raises where that must not be.

    Raises:
        FetchError: it cannot be had; the message names it and says why.
    """
    how = client or Client()
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {"User-Agent": how.agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    headers |= {name: value for name, value in known.items() if value}
    limits = how.limits
    deadline = Deadline(limits.total)
    transport = Transport(
        resolve=how.resolve, network=how.network, allow_private=how.allow_private, deadline=deadline,
        ssl_context=_trust(),
    )  # fmt: skip

    def ask(hop: str) -> None:
        if admit:
            with deadline.paused():
                admit(hop)

    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    try:
        with httpx.Client(transport=transport, headers=headers, timeout=timeout, trust_env=False) as session:
            return _hops(session, url, limits, ask, conditional=bool(etag or modified))
    except FetchError as e:
        raise e if e.url == url else _of(url, e) from e
    except RefusedError as e:
        raise FetchError(url, str(e), again=False) from e
    except InputError as e:
        raise FetchError(url, str(e), again=False) from e
    except httpx.TimeoutException as e:
        raise FetchError(url, f"no answer in time: {e}") from e
    except httpx.InvalidURL as e:
        raise FetchError(url, f"no URL: {e}", again=False) from e
    except UnicodeError as e:
        raise FetchError(url, "no name of a host", again=False) from e
    except (httpx.HTTPError, OSError, ValueError) as e:  # the last from headers that make no sense
        raise FetchError(url, str(e) or type(e).__name__) from e


def _hops(
    session: httpx.Client, url: str, limits: Limits, admit: Callable[[str], None], *, conditional: bool
) -> Fetched:
    """Follow redirects by hand, so that each is looked at before it is asked."""
    notes: tuple[str, ...] = ()
    here, shown = _checked(url), url
    for _ in range(limits.hops + 1):
        admit(str(here))
        with session.stream("GET", here) as answer:
            headers = answer.headers
            if answer.status_code in _MOVED and "location" in headers:
                there = _checked(str(here.join(headers["location"])))
                if (here.scheme, there.scheme) == ("https", "http"):
                    notes += (f"redirected from https to {there}",)
                here, shown = there, str(there)
                continue
            unchanged = conditional and answer.status_code == _UNCHANGED
            if answer.status_code not in _FINE and not unchanged:
                raise FetchError(
                    shown, f"HTTP {answer.status_code} {answer.reason_phrase}".rstrip(), status=answer.status_code,
                    wait=_wait(headers.get("retry-after")), again=answer.status_code not in _FINAL,
                )  # fmt: skip
            if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > limits.size:
                raise FetchError(shown, f"more than {limits.size:,} bytes", again=False)
            coding = "" if unchanged else headers.get("content-encoding", "")
            data = body(answer.iter_raw(), coding, size=limits.size, ratio=limits.ratio)
            return Fetched(
                url=str(here), status=answer.status_code, data=data, content_type=headers.get("content-type"),
                etag=headers.get("etag"), modified=headers.get("last-modified"), notes=notes,
            )  # fmt: skip
    raise FetchError(url, f"more than {limits.hops} redirects", again=False)


def _checked(url: str) -> httpx.URL:
    """Return a URL that may be asked, without its fragment."""
    if len(url) > LONGEST:
        raise FetchError(url[:60] + "…", f"a URL of more than {LONGEST:,} characters", again=False)
    if _CONTROLS.search(url):
        raise FetchError(url, "no URL: it holds blanks or control characters", again=False)
    parsed = httpx.URL(url)
    if parsed.scheme not in {"http", "https"}:
        raise FetchError(url, f"{parsed.scheme or 'nothing'}: only http and https are fetched", again=False)
    if not parsed.host:
        raise FetchError(url, "no URL: it names no host", again=False)
    if not _HOST.fullmatch(parsed.raw_host.decode("ascii")) or (parsed.port or 0) > _PORTS:
        raise FetchError(url, "no URL: no name of a host, or no port", again=False)
    if parsed.userinfo:
        raise FetchError(url, "a URL with a name or password is not fetched", again=False)
    return parsed.copy_with(fragment=None)


def _of(url: str, e: FetchError) -> FetchError:
    """Return an error of a hop as one of the URL that was asked for."""
    return FetchError(url, f"redirected to {e}", again=e.again, status=e.status, wait=e.wait)


def _wait(value: str | None) -> float | None:
    """Return for how many seconds a header `retry-after` asks to wait."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()
