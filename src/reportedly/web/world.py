"""Events on the map: land and borders, and the events gathered so that they can be told apart at any zoom.

A point stands for a place that may be a whole country: it is drawn as the area that such a place usually has, never as
a pin. The base map is Natural Earth's, 1:110m (public domain), which draws borders as they are held, not as they are
claimed; nothing on it is named.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import LedgerError
from reportedly.ledger import overview
from reportedly.ledger.overview import Box
from reportedly.ledger.questions import Query
from reportedly.web.site import FILTERS, Sheet, query_string
from reportedly.web.tables import filters

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportedly.ledger.overview import Cluster
    from reportedly.web.site import Site

_KM: Final = 111.2  # of a degree
RADIUS: Final = {"country": 300, "sea": 300, "region": 150, "admin": 75, "city": 10, "facility": 2, "other": 25}
"""Kilometres: how far from its point a place of a kind usually reaches."""
_ACROSS: Final = 24  # clusters side by side
_WHOLE: Final = Box(south=-60.0, north=85.0)


@cache
def land() -> str:
    """Return the path of all countries; a unit is a tenth of a degree."""
    return files("reportedly.web").joinpath("data/world.txt").read_text(encoding="ascii").replace("\n", "")


def sheet(site: Site, request: Request) -> Sheet:
    """Return the map of the events that answer a request."""
    given = {k: v.strip() for k, v in request.query_params.items() if v.strip()}
    if given.keys() - FILTERS - {"west", "south", "east", "north", "said"}:
        raise LedgerError(f"there is no such filter, but {', '.join(FILTERS)}, west, south, east, north")
    query = Query(**{k: v for k, v in given.items() if k in FILTERS})
    box = _box(given)
    found = [_drawn(c, box) for c in overview.clusters(site.ledger, query, box, (box.east - box.west) / _ACROSS)]
    total, placed = site.ledger.count("event", query), overview.placed(site.ledger, query)
    wanted = {k: v for k, v in asdict(query).items() if v is not None}
    months = overview.months(site.ledger, query)
    return Sheet(
        template="map.html", title="Map",
        shown={
            "land": land(), "clusters": found, "total": total, "placed": placed, "given": wanted, "months": months,
            "most": max((n for _, n in months), default=1), "filters": filters("event", query), "radius": RADIUS,
            "box": box, "view": f"{10 * box.west:g} {-10 * box.north:g} {10 * (box.east - box.west):g} "
                                f"{10 * (box.north - box.south):g}",
        },
        json={"total": total, "placed": placed, "clusters": found, "query": wanted},
        columns=("place", "kind", "latitude", "longitude", "events"),
        lines=lambda: found,
    )  # fmt: skip


def _box(given: dict[str, str]) -> Box:
    try:
        numbers = {k: float(given.get(k, getattr(_WHOLE, k))) for k in ("west", "south", "east", "north")}
    except ValueError:
        raise LedgerError("west, south, east, north: degrees") from None
    box = Box(**numbers)
    if not (all(map(math.isfinite, numbers.values())) and box.west < box.east and box.south < box.north):
        raise LedgerError("west, south, east, north: degrees, west of east and south of north")
    return box


def _drawn(c: Cluster, box: Box) -> dict[str, Any]:
    """Return a cluster with its circles: the land that it stands for, and a dot that its number fits in."""
    reach = RADIUS.get(c.kind or "", 0) / _KM * 10
    dot = (box.east - box.west) / 360 * (30 + 14 * math.log10(c.events))
    inside = {} if c.place is None else {"place": c.place}
    return asdict(c) | {"x": round(10 * c.longitude, 2), "y": round(-10 * c.latitude, 2), "reach": round(reach, 2),
                        "dot": round(dot, 2), "inside": query_string(inside)}  # fmt: skip
