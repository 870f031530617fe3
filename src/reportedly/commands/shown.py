"""Lines for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROW = frozenset(
    {"id", "figure", "day", "reported", "low", "best", "high", "type", "status", "effect", "country", "kind"}
)


def write(form: str, columns: Sequence[str], lines: Iterable[dict[str, Any]]) -> None:
    """Write lines to standard output as a table, as CSV or as JSON Lines."""
    if form == "jsonl":
        import msgspec

        for line in lines:
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([line[c] for c in columns] for line in lines)
    else:
        from rich.table import Table
        from rich.text import Text

        from reportedly.exports.entries import safe
        from reportedly.exports.table import console

        table = Table(box=None, header_style="bold", pad_edge=False)
        for c in columns:
            table.add_column(c, no_wrap=c in NARROW, overflow="fold")
        for line in lines:
            table.add_row(*(Text("" if line[c] is None else safe(str(line[c]))) for c in columns))
        console().print(table)
