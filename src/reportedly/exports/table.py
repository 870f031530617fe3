"""Records as a table for people, as wide as the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.exports.entries import GAP, about, byline, entries, heading, safe
from reportedly.exports.rows import OUTLET, loose, rows

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import RenderableType

    from reportedly.exports.entries import Entry
    from reportedly.exports.rows import Row
    from reportedly.model import Records

WIDTH = 100
NARROW = 80
LONGEST = 700
STYLES = {"said": "blue", "denied": "red", "declined": "yellow", "not_said": "magenta"}
STATUSES = {"real": "green", "ahead": "yellow", "unsure": "magenta", "unreal": "red"}


def console(file: TextIO | None = None) -> Console:
    """Return a console for `file` (default: standard output); what is no terminal is 100 columns wide."""
    made = Console(file=file, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        made.width = WIDTH
    return made


def render(records: Records, to: Console, *, name: str | None = None) -> str:
    """Return one article as lines of text for a console: heading, statements, events, notes; a blank line ends it.

    `name` heads an article that has no title.
    """
    listed, happened = entries(records), rows(records)
    count = f"{_many(len(listed), 'statement')} · {_many(len(happened), 'event')}"
    parts: list[RenderableType] = [
        Text(heading(records, name), style="bold"),
        Text(" · ".join([*byline(records), count, safe(records.article.url or "")]).rstrip(" ·"), style="dim"),
        _table(listed, narrow=to.width < NARROW) if listed else Text(),
        _events(happened, narrow=to.width < NARROW) if happened else Text(),
    ]
    if counts := loose(records):
        parts.append(Padding(Text("\n".join(("Counts that belong to no event found", *counts))), (0, 0, 1, 2)))
    if records.notes:
        notes = (": ".join(filter(None, (n.stage, about(n, records), safe(n.reason)))) for n in records.notes)
        parts.append(Padding(Text("\n".join(("Notes", *notes)), style="dim"), (0, 0, 1, 2)))
    with to.capture() as captured:
        to.print(Group(*parts))
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _table(listed: list[Entry], *, narrow: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="dim")
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("who", max_width=16 if narrow else 26)
    table.add_column("polarity", max_width=9 if narrow else 14)
    table.add_column("content", ratio=1)
    for entry in listed:
        nested = (0, 0, 0, 2 * min(entry.depth, 3))
        number = f"└ {entry.number}" if entry.depth else str(entry.number)
        table.add_row(number, Padding(_who(entry), nested), _polarity(entry), Padding(_content(entry), nested))
    return table


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _events(happened: list[Row], *, narrow: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="dim")
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("who", ratio=5)
    table.add_column("did what", ratio=4)
    table.add_column("to whom", ratio=5)
    if not narrow:
        table.add_column("where, when, how many", ratio=6)
    table.add_column("status", max_width=11)
    table.add_column("according to", ratio=4)
    for row in happened:
        place = filter(None, (row.where, row.when, *row.how_many))
        what = Text(row.what)
        what.append(f"\n{row.event.type.lower()}{f' {row.event.mode}' if row.event.mode else ''}", style="dim")
        if row.dyad:
            what.append(f"\n{row.dyad}", style="dim")
        table.add_row(
            f"E{row.number}",
            "; ".join(row.who),
            what,
            "; ".join(row.whom),
            *(() if narrow else ("\n".join(place),)),
            Text(row.event.status, style=STATUSES[row.kind]),
            Text(" › ".join(row.according_to)) if row.according_to else Text(OUTLET, style="italic dim"),
        )
    return table


def _who(entry: Entry) -> Text:
    who = Text(entry.who, style="bold" if entry.statement.source else "italic dim")
    if entry.words:
        who.append(f"\n“{entry.words}”", style="not bold dim")
    return who


def _polarity(entry: Entry) -> Text:
    polarity = entry.statement.polarity
    shown = Text(polarity.replace("_", " "), style=STYLES[polarity])
    if entry.cue and entry.cue.casefold() != shown.plain:
        shown.append(f"\n{entry.cue}", style="dim")
    return shown


def _content(entry: Entry) -> Text:
    words = GAP.join(entry.content)
    if len(words) <= LONGEST:
        return Text(words)
    head, tail = LONGEST * 3 // 4, LONGEST // 4
    left_out = (f" […{len(words) - head - tail:,} characters…] ", "dim")
    return Text.assemble(words[:head], left_out, words[-tail:])
