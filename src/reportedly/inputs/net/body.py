"""The bytes of an answer, decoded, and never more of them than one asked for."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from reportedly.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE: Final = 65_536  # bytes that are decoded at a time
_SUSPECT: Final = 1_000_000  # bytes from which on the ratio counts: short texts may repeat themselves
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, as the first bytes say
CODINGS: Final = {"": False, "identity": False, "gzip": True, "x-gzip": True, "deflate": True}
"""The content codings that are read, and whether zlib decodes them. Others are not asked for."""


def body(raw: Iterable[bytes], coding: str, *, size: int, ratio: int) -> bytes:
    """Return the decoded bytes of an answer.

    Args:
        raw: the bytes as they come.
        coding: the header `content-encoding`.
        size: the most bytes that are taken, decoded.
        ratio: the most bytes that one byte may become, beyond a million.

    Raises:
        InputError: there are more, the coding is not read, or the bytes are not coded so.
    """
    coding = coding.strip().lower()
    if coding not in CODINGS:
        raise InputError(f"content coding {coding!r} is not read")
    taken, found = 0, bytearray()

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for piece in raw:
            taken += len(piece)
            yield piece

    for piece in _inflated(counted()) if CODINGS[coding] else counted():
        found += piece
        if len(found) > size:
            raise InputError(f"more than {size:,} bytes")
        if len(found) > _SUSPECT and len(found) > ratio * taken:
            raise InputError(f"a decompression bomb: {taken:,} bytes become more than {len(found):,}")
    return bytes(found)


def _inflated(raw: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what gzip'd bytes hold, piece by piece; one gzip'd file may follow another."""
    inflate, begun = zlib.decompressobj(_EITHER), False
    try:
        for piece in raw:
            rest = piece
            while rest:
                begun = True
                out = inflate.decompress(rest, _PIECE)
                yield out
                rest = inflate.unconsumed_tail
                while not rest and not inflate.eof and len(out) == _PIECE:  # more may wait inside
                    out = inflate.decompress(b"", _PIECE)
                    yield out
                if inflate.eof:
                    rest = inflate.unused_data.lstrip(b"\0")
                    inflate, begun = zlib.decompressobj(_EITHER), bool(rest)
    except zlib.error as e:
        raise InputError(f"the body is not gzip'd as it says: {e}") from e
    if begun:
        raise InputError("the gzip'd body ends too soon")
