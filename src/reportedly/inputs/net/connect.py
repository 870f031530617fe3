"""Connections that go where they were checked to go, and end in time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

import httpcore
import httpx

from reportedly.inputs.net.addresses import public

if TYPE_CHECKING:
    import ssl

Resolve: TypeAlias = Callable[[str, int], list[str]]


class RefusedError(Exception):
    """A host has an address that is not public."""


class Deadline:
    """A moment by which all must be over; what is waited in between, to be polite, does not count."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return how many seconds may be waited, at most `timeout`.

        Raises:
            httpcore.ReadTimeout: none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it took too long altogether")
        return left if timeout is None else min(left, timeout)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let time pass that does not count."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - begun


class Transport(httpx.BaseTransport):
    """Carries requests over connections of its own: no proxies, only checked addresses, nothing after the deadline."""

    def __init__(
        self, *, resolve: Resolve, network: httpcore.NetworkBackend, allow_private: bool, deadline: Deadline,
        ssl_context: ssl.SSLContext,
    ) -> None:  # fmt: skip
        backend = _Checked(resolve, network, allow_private=allow_private, deadline=deadline)
        self._pool = httpcore.ConnectionPool(ssl_context=ssl_context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a request; its body streams."""
        url = request.url
        with _as_httpx(request):
            answer = self._pool.handle_request(httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            ))  # fmt: skip
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, request))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer, self._request = answer, request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _as_httpx(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as e:
        raise httpx.TimeoutException(str(e), request=request) from e
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as e:
        raise httpx.TransportError(str(e), request=request) from e


class _Checked(httpcore.NetworkBackend):
    """Connects to the very addresses that it has checked, so that a name server cannot swap them in between."""

    def __init__(
        self, resolve: Resolve, network: httpcore.NetworkBackend, *, allow_private: bool, deadline: Deadline
    ) -> None:
        self._resolve, self._network, self._allow_private, self._deadline = resolve, network, allow_private, deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        addresses = _in_time(partial(self._resolve, host, port), self._deadline.left(timeout))
        if not self._allow_private:
            for address in addresses:
                if not public(address):
                    raise RefusedError(f"{address} is no public address (--allow-private for intranets)")
        fault: Exception = OSError("no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except (httpcore.NetworkError, httpcore.TimeoutException) as e:
                fault = e
        raise fault

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Timed(httpcore.NetworkStream):
    """A stream that waits no longer than until the deadline, however little is awaited each time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as in httpcore
        return self._stream.get_extra_info(info)


def _in_time(resolve: Callable[[], list[str]], seconds: float) -> list[str]:
    """Return what a function gives in time: the system's own look-up of names cannot be told when to stop.

    Raises:
        httpcore.ConnectTimeout: it takes longer; it is left to end by itself.
    """
    answer: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve())
        except Exception as e:  # noqa: BLE001 - raised below, where it is waited for
            answer.put(e)

    Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout("no address was found") from None
    if isinstance(found, Exception):
        raise found
    return found
