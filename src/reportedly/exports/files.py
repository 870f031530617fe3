"""Rows into files: the formats by their names, each with its kinds of rows, its writer and its codebook.

A writer takes rows as they come and holds a bounded number of them; a file is whole or not there, and its codebook
stands beside it as `NAME.codebook.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import ExportError
from reportedly.exports import cameo, geojson, lines, parquet, plover, table_csv, ucdp, web_annotations
from reportedly.exports.beside import NOTHING
from reportedly.exports.codebook import codebook
from reportedly.exports.column import KINDS
from reportedly.exports.flat import COLUMNS
from reportedly.exports.sink import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from reportedly.exports.beside import Beside
    from reportedly.exports.column import Field, Row

    Pour = Callable[[Iterable[Any], str, BinaryIO, Beside], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A format: how its files end, what kinds of rows it holds, its columns by kind, how it is written."""

    name: str
    suffix: str
    tells: str
    kinds: tuple[str, ...]
    columns: Callable[[str], Sequence[Field]]
    pour: Pour

    def write(
        self, rows: Iterable[Row], kind: str, path: Path, *, beside: Beside = NOTHING, explain: bool = True
    ) -> int:
        """Write rows of one kind (`events`, `figures`, `statements`, `actors`) to a file, and its codebook beside it.

        Args:
            rows: all of that kind, read once, in their order.
            kind: one of `kinds`.
            path: the file; its folder must be there.
            beside: look-ups of figures (for `plover`, `ucdp`) and texts (for `annotations`).
            explain: also write the codebook.

        Returns:
            How many rows were written: all of them.

        Raises:
            ExportError: the format has no such kind, or a package that it needs is not installed.
            OSError: the file cannot be written; the error names it, and what was there stays.
        """
        told = self.codebook(kind)
        with whole(path) as file:
            count = self.pour(rows, kind, file, beside)
        if explain and path.is_file():  # a pipe or a device has nothing beside it
            with whole(path.with_name(f"{path.name}.codebook.md")) as book:
                book.write(told.encode())
        return count

    def codebook(self, kind: str) -> str:
        """Return the codebook of a kind in Markdown."""
        if kind not in self.kinds:
            raise ExportError(f"{self.name} holds {', '.join(self.kinds)}, not {kind}")
        return codebook(f"{kind} as {self.name}", self.tells, self.columns(kind))


def _flat(kind: str) -> Sequence[Field]:
    return COLUMNS[kind]


_ALL: Final = (
    Export(
        name="csv", suffix=".csv", kinds=KINDS, columns=_flat,
        tells="Comma-separated values (RFC 4180), UTF-8, a line for each row. Several values of a cell are parted by "
              "`; `. A text that a spreadsheet would compute (it begins with `=`, `+`, `-`, `@`, a tab or a line end) "
              "stands behind an apostrophe that is not part of it.",
        pour=lambda rows, kind, file, _: table_csv.write(rows, COLUMNS[kind], file),
    ),
    Export(
        name="jsonl", suffix=".jsonl", kinds=KINDS, columns=lines.fields,
        tells="JSON Lines, UTF-8, an object for each row. `a.b` is the key `b` of the object `a`, `a[]` each item of a "
              "list.",
        pour=lambda rows, _, file, __: lines.write(rows, file),
    ),
    Export(
        name="parquet", suffix=".parquet", kinds=KINDS, columns=_flat,
        tells="Apache Parquet, a row for each row. Several values of a cell are parted by `; `.",
        pour=lambda rows, kind, file, _: parquet.write(rows, COLUMNS[kind], file),
    ),
    Export(
        name="geojson", suffix=".geojson", kinds=("events", "figures", "statements"), columns=_flat,
        tells="A GeoJSON FeatureCollection (RFC 7946), a feature for each row; `geometry` is null where the place has "
              "no point. The columns are its properties. Several values are parted by `; `.",
        pour=lambda rows, kind, file, _: geojson.write(rows, COLUMNS[kind], file),
    ),
    Export(
        name="plover", suffix=".plover.jsonl", kinds=("events",), columns=lambda _: plover.FIELDS,
        tells="PLOVER records, JSON Lines, an object for each event. Keys marked (ours) are not PLOVER's.",
        pour=lambda rows, _, file, beside: plover.write(rows, file, beside),
    ),
    Export(
        name="cameo", suffix=".cameo.csv", kinds=("events",), columns=lambda _: cameo.COLUMNS,
        tells="CAMEO codes, CSV, a line for each event; columns as in GDELT where they mean the same. The codes come "
              "from PLOVER's types and modes. Several actors of one cell are parted by `; `; for rows of one dyad, "
              "part them. Texts are guarded against spreadsheets as in `csv`.",
        pour=lambda rows, _, file, __: table_csv.write(rows, cameo.COLUMNS, file),
    ),
    Export(
        name="ucdp", suffix=".ucdp.csv", kinds=("events",), columns=lambda _: ucdp.COLUMNS,
        tells="Columns of UCDP's Georeferenced Event Dataset, CSV, a line for each event of any type and status. What "
              "one report does not tell is empty. Texts are guarded against spreadsheets as in `csv`.",
        pour=lambda rows, _, file, beside: table_csv.write(ucdp.cases(rows, beside), ucdp.COLUMNS, file),
    ),
    Export(
        name="annotations", suffix=".annotations.jsonld", kinds=KINDS, columns=lambda _: web_annotations.FIELDS,
        tells="W3C Web Annotations, JSON-LD, one for each span that a row rests on; rows may have none or many.",
        pour=web_annotations.write,
    ),
)  # fmt: skip
EXPORTS: Final[Mapping[str, Export]] = {e.name: e for e in _ALL}
"""The formats by their names: `EXPORTS["csv"].write(rows, "events", path)`."""
