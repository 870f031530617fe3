"""The gazetteer as a memory-mapped table: folded names -> entries.

The file is a JSON header (one line: the arrays with their places, the labels) and the arrays after it. Names are kept
as 64-bit digests in order, so that a look-up is a binary search and only the pages that it touches are read.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.model import PlaceKind

FORMAT: Final = "reportedly-places/1"
KINDS: Final[tuple[PlaceKind, ...]] = ("country", "admin", "city", "region", "sea", "facility", "other")
MAIN, ALIAS, DEMONYM, STEM = range(4)  # how a name stands to its entry; a stem lacks "County", "Province"
OURS: Final = 1  # in `flags`: a row of our own table
SEAT: Final = 2  # in `flags`: an actor by default
SECOND: Final = 4  # in `flags`: a division of the second level
CAPITAL: Final = 8  # in `flags`: a country's capital
_SHORT = 4  # capitals up to this length are names only as they are: "US" is not "us"
_ALIGN = 64

_SAINT = re.compile(r"\b(st|ste|mt|ft)\b\.? ")
_FULL = {"st": "saint ", "ste": "sainte ", "mt": "mount ", "ft": "fort "}
_ARTICLE = re.compile(r"^the (?=.)", re.IGNORECASE)
_DROPPED = re.compile(r"[^\w ]")


def fold(name: str) -> str:
    """Return a name without case, accents, hyphens and article; abbreviations stay as they are written."""
    name = _ARTICLE.sub("", " ".join(name.split()))
    if (name.isupper() and len(name.replace(".", "")) <= _SHORT) or name.endswith("."):
        return "=" + name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = plain.replace("-", " ").replace("\N{EN DASH}", " ")
    plain = _SAINT.sub(lambda m: _FULL[m[1]], plain)
    return " ".join(_DROPPED.sub("", plain).split())


def digest(folded: str) -> int:
    """Return the 64-bit digest under which a folded name is kept."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer; `country` is an ISO 3166 alpha-3 code, `lat` and `lon` are degrees (WGS 84)."""

    index: int
    name: str
    kind: PlaceKind
    country: str | None
    admin: str | None
    lat: float
    lon: float
    population: int
    geonames: int | None
    level: int
    flags: int
    relation: int


class Table:
    """An open gazetteer.

    Raises:
        GazetteerError: the file is of another format or cut short.
    """

    def __init__(self, path: Path) -> None:
        try:
            header, arrays = _opened(path)
        except (OSError, ValueError, KeyError, TypeError) as e:
            raise GazetteerError(f"{path}: no gazetteer of format {FORMAT}: {e}") from e
        self._arrays = arrays
        self._countries: Sequence[str] = header["countries"]
        self._known: dict[int, Entry] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that a name may mean, in no order of likelihood."""
        folded = fold(name)
        if folded not in self._found:
            if len(self._found) > 50_000:  # noqa: PLR2004 - a batch must not grow for ever
                self._found.clear()
            self._found.update(self._look_up([folded]))
        return self._found[folded]

    def prepare(self, names: Iterable[str]) -> None:
        """Look up many names at once, so that `find` has them at hand."""
        new = sorted({fold(n) for n in names} - self._found.keys())
        if new:
            self._found.update(self._look_up(new))

    def _look_up(self, folded: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
        digests = np.array([digest(f) for f in folded], np.uint64)
        keys = self._arrays["keys"]
        first = np.searchsorted(keys, digests, "left")
        last = first + 0
        for i, at in enumerate(first):
            end = int(at)
            while end < len(keys) and keys[end] == digests[i]:
                end += 1
            last[i] = end
        return {
            f: tuple(self._entry(i) for i in range(int(a), int(b))) for f, a, b in zip(folded, first, last, strict=True)
        }

    def _entry(self, key: int) -> Entry:
        if key not in self._known:
            a = self._arrays
            i = int(a["entry"][key])
            start, end = int(a["name_at"][i]), int(a["name_at"][i + 1])
            admin = int(a["admin"][i])
            country = self._countries[int(a["country"][i])]
            self._known[key] = Entry(
                index=i,
                name=a["names"][start:end].tobytes().decode(),
                kind=KINDS[int(a["kind"][i])],
                country=country or None,
                admin=f"{country}.{admin}" if admin else None,
                lat=round(float(a["lat"][i]), 5),
                lon=round(float(a["lon"][i]), 5),
                population=int(a["population"][i]),
                geonames=int(a["geonames"][i]) or None,
                level=2 if int(a["flags"][i]) & SECOND else 1,
                flags=int(a["flags"][i]),
                relation=int(a["relation"][key]),
            )
        return self._known[key]


def _opened(path: Path) -> tuple[Mapping[str, Any], Mapping[str, NDArray[Any]]]:
    raw = np.memmap(path, np.uint8, "r")
    size = int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8 : 8 + size].tobytes())
    if header["format"] != FORMAT:
        raise ValueError(f"it is of format {header['format']}")
    return header, {name: raw[at : at + n].view(dtype) for name, (dtype, at, n) in header["arrays"].items()}


def write(path: Path, arrays: Mapping[str, NDArray[Any]], countries: Sequence[str]) -> None:
    """Write a gazetteer to a temporary file beside `path` and rename it, so that two processes do no harm."""
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, at, array.nbytes)
        at += -(-array.nbytes // _ALIGN) * _ALIGN

    def head(start: int) -> bytes:
        moved = {k: [d, start + a, n] for k, (d, a, n) in places.items()}
        return json.dumps({"format": FORMAT, "countries": list(countries), "arrays": moved}).encode()

    start = -(-(len(head(10**9)) + 8) // _ALIGN) * _ALIGN
    header = head(start)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(len(header).to_bytes(8, "little") + header)
            for name, array in arrays.items():
                file.seek(start + places[name][1])
                file.write(array.tobytes())
            file.truncate(start + at)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def shipped() -> Path:
    """Return where the gazetteer lies that was compiled when the package was built."""
    return Path(__file__).parent / "data" / "gazetteer.bin"


@cache
def gazetteer() -> Table:
    """Return the gazetteer: the one of the package, else one in the user's cache, compiled now if need be.

    Raises:
        GazetteerError: there is none, and the packages to compile one from are not installed.
    """
    if shipped().exists():
        return Table(shipped())
    from reportedly.settle.places import build  # noqa: PLC0415 - only a checkout that was not installed comes here

    return Table(build.cached())
