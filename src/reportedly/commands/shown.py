"""Lines for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.keeper import Step

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


class told_on:  # noqa: N801 - a context
    """Prints failures as they come, and how far it is on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self.live = not quiet and sys.stderr.isatty()
        self.count = 0

    def __enter__(self) -> Callable[[Step], None]:
        return self._step

    def __exit__(self, *_: object) -> None:
        if self.live:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _step(self, step: Step) -> None:
        from reportedly.exports.entries import safe

        self.count += 1
        if step.outcome == "failed":
            click.echo(f"Error: {safe(step.name)}: {safe(step.reason)}", err=True)
        elif self.live:
            click.echo(f"\r\x1b[K{self.count} {safe(Path(step.name).name)}", nl=False, err=True)
