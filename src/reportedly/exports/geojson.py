"""Rows as a GeoJSON FeatureCollection (RFC 7946), a line for each row; rows without a point have no geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.exports.column import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from reportedly.exports.column import Column, Row


def write(rows: Iterable[Row], columns: Sequence[Column], file: BinaryIO) -> int:
    """Write one feature for each row, its flat record as properties; return how many."""
    encoder = msgspec.json.Encoder()
    file.write(b'{"type":"FeatureCollection","features":[')
    count = 0
    for row in rows:
        properties = cells(row, columns)
        north, east = properties["latitude"], properties["longitude"]
        point = None if north is None or east is None else {"type": "Point", "coordinates": [east, north]}
        feature = {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}
        file.write((b",\n" if count else b"\n") + encoder.encode(feature))
        count += 1
    file.write(b"\n]}\n")
    return count
