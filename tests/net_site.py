"""A web server of the tests' own on loopback, names that lead to it, and nothing else of the world."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpcore

from reportedly.inputs.net.addresses import resolve
from reportedly.inputs.net.fetch import Client, Limits
from reportedly.inputs.net.pace import Pace
from reportedly.inputs.net.visit import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    Route: TypeAlias = "Answer | Callable[[Asked], Answer | None]"

PUBLIC = "93.184.216.34"  # what names of the tests resolve to; the site answers for it
LIMITS = Limits(size=2_000_000, connect=2, read=0.4, total=0.7)


@dataclass(frozen=True)
class Answer:
    """What the site says: `raw` goes out as it is, without a status or headers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True)
class Asked:
    """A request; `send` puts bytes on the line."""

    path: str
    headers: dict[str, str]
    send: Callable[[bytes], object]
    over: threading.Event


@dataclass
class Site:
    """What is where, and what was asked for."""

    port: int
    pages: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heard: list[dict[str, str]] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    names: dict[str, list[list[str]]] = field(default_factory=dict)

    def url(self, path: str, host: str = "news.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str, port: int) -> list[str]:
        """Give the answers of a name one after another, the last for ever; numbers go to the system."""
        if host in self.names:
            answers = self.names[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return [PUBLIC] if host.endswith(".test") else resolve(host, port)

    def client(self, **known: Any) -> Client:  # noqa: ANN401 - of Client
        plain: dict[str, Any] = {"limits": LIMITS, "resolve": self.resolve, "network": Detour(self)}
        return Client(**plain | known)

    def visitor(self, pace: Pace | None = None, **known: Any) -> Visitor:  # noqa: ANN401 - of Client
        return Visitor(self.client(**known), pace=pace or Pace(0, sleep=lambda _: None))


class Detour(httpcore.SyncBackend):
    """Leads what is meant for the public address to the site, and nothing else out of this machine."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def connect_tcp(self, host: str, port: int, *rest: Any, **known: Any) -> httpcore.NetworkStream:  # noqa: ANN401 - as in httpcore
        self.site.dialled.append(host)
        assert host in {PUBLIC, "127.0.0.1", "::1"}
        return Bare(super().connect_tcp("127.0.0.1" if host == PUBLIC else host, port, *rest, **known))


class Bare(httpcore.NetworkStream):
    """A line that only pretends to be encrypted, so that the site can be https, too."""

    def __init__(self, line: httpcore.NetworkStream) -> None:
        self.read, self.write, self.close = line.read, line.write, line.close  # type: ignore[method-assign]
        self.get_extra_info = line.get_extra_info  # type: ignore[method-assign]

    def start_tls(self, *_: object, **__: object) -> httpcore.NetworkStream:
        return self


@contextmanager
def served() -> Iterator[Site]:
    """Run a site."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            headers = {k.lower(): v for k, v in self.headers.items()}
            site.heard.append(headers)
            self.close_connection = True
            route = site.pages.get(self.path, Answer(b"nothing here", 404))
            try:
                found = route(Asked(self.path, headers, self._send, over)) if callable(route) else route
                if found is not None:
                    self._answer(found)
            except OSError:
                pass

        def _send(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def _answer(self, found: Answer) -> None:
            if found.raw is not None:
                self.wfile.write(found.raw)
                return
            self.send_response(found.status)
            for name, value in {"Content-Length": str(len(found.body)), **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def packed(body: bytes) -> Answer:
    """Return an answer that is gzip'd."""
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip", "Content-Type": "text/plain"})


def page(title: str, *paragraphs: str, day: str = "2024-02-06") -> Answer:
    """Return a plain web page."""
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    html = f"""<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="Veldhaven Post"><meta property="article:published_time" content="{day}">
</head><body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>"""
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
