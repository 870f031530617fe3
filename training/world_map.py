"""Natural Earth's countries (1:110m, public domain) -> the paths of the map page's base map.

    python training/world_map.py .../naturalearth_lowres.shp src/reportedly/web/data/world.txt

The shapefile comes with the package geopandas 0.14 (`geopandas/datasets/naturalearth_lowres`); it is read by pyshp.
One unit of the map is a tenth of a degree; x grows to the east, y to the south (plate carrée).
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import shapefile


def path(ring: list[tuple[float, float]]) -> str:
    """Return a ring as relative moves of an SVG path."""
    points = [(round(10 * lon), round(-10 * lat)) for lon, lat in ring]
    steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(points)]
    steps = [step for step in steps if step != (0, 0)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z" if steps else ""


def main(source: str, target: str) -> None:
    """Write one line a country; which one it is, is left out."""
    lines = []
    for shape in shapefile.Reader(source).shapes():
        starts = [*shape.parts, len(shape.points)]
        rings = [shape.points[a:b] for a, b in pairwise(starts)]
        lines.append("".join(map(path, rings)))
    Path(target).write_text("\n".join(sorted(lines)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
