"""The commands that keep and ask a ledger. They take options, print, and exit; data goes to stdout."""

from __future__ import annotations

import csv
import os
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.exports.chart import ChartPoint, Mark
    from reportedly.keeper import Added, Ledger, Step
    from reportedly.link.figures import Tolls

FAILED, SOME_FAILED = 1, 3
KINDS = ("event", "statement", "figure", "actor", "place")
COLUMNS = {
    "event": ("id", "day", "actors", "type", "status", "recipients", "trigger", "place", "country", "said_by"),
    "statement": ("id", "day", "speaker", "polarity", "content"),
    "figure": ("id", "day", "effect", "low", "best", "high", "words", "place", "said_by"),
    "actor": ("id", "name", "kind", "country", "sector", "mentions"),
    "place": ("id", "words", "name", "kind", "country", "latitude", "longitude", "reading"),
}
NARROW = frozenset(
    {"id", "figure", "day", "reported", "low", "best", "high", "type", "status", "effect", "country", "kind"}
)
ledger_option = click.option(
    "--ledger", "where", metavar="PATH|URL", envvar="REPORTEDLY_LEDGER",
    help="A SQLite file or postgresql://...  [default: the user's own]",
)  # fmt: skip
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress, no messages but failures.")
form_option = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True,
    help="For people, for spreadsheets, for programs.",
)  # fmt: skip


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read."""
    for option in (
        click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."),
        click.option("--threads", type=click.IntRange(1, 1024), default=None,
                     help="Processors to use, shared by all jobs.  [default: all]"),
        click.option("--batch", type=click.IntRange(1, 1024), default=1, show_default=True,
                     help="Windows of text that are computed together."),
        click.option("--model", type=click.Path(path_type=Path), metavar="DIR",
                     help="A model folder.  [default: the one that comes with the package]"),
        quiet_option,
        ledger_option,
    ):  # fmt: skip
        command = option(command)
    return command


def _open(where: str | None, *, create: bool = False) -> Ledger:
    from reportedly.keeper import Ledger

    return Ledger.open(where, create=create)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", metavar="DATE", help="Day on which the reports were published.")
@reading_options
def add(paths: tuple[str, ...], published: str | None, where: str | None, *, quiet: bool, **how: Any) -> None:  # noqa: ANN401 - passed on
    """Read reports and keep what they report.

    What the ledger has from this version and model is not read again. Stopped at any moment, it holds whole articles,
    and the same command goes on where it was.

    Exit status: 0 all are in the ledger, 1 none is, 2 wrong usage, 3 some could not be read (reportedly failures).
    """
    with _open(where, create=True) as ledger:
        with _told(quiet=quiet) as told:
            done = ledger.add(paths, published=published, told=told, **_threads(how))
        ledger.link()
    _end(done, quiet=quiet)


@click.command()
@reading_options
def retry(where: str | None, *, quiet: bool, **how: Any) -> None:  # noqa: ANN401 - passed on
    """Read again what could not be read."""
    with _open(where) as ledger:
        with _told(quiet=quiet) as told:
            done = ledger.retry(told=told, **_threads(how))
        ledger.link()
    _end(done, quiet=quiet)


@click.command()
@form_option
@ledger_option
def failures(form: str, where: str | None) -> None:
    """List the inputs that could not be read, and why."""
    with _open(where) as ledger:
        found = ledger.failures()
    columns = ("name", "stage", "reason", "tries", "at", "kept")
    _print(form, columns, ({c: getattr(f, c) for c in columns} for f in found))


@click.command()
@ledger_option
@form_option
def counts(where: str | None, form: str) -> None:
    """Say how much is in the ledger; inputs are those read, failed and skipped."""
    with _open(where) as ledger:
        found = asdict(ledger.counts())
    _print(form, ("what", "number"), ({"what": k, "number": n} for k, n in found.items()))


def query_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a query; all that is given must hold."""
    for name, metavar, tells in reversed(_QUERY):
        names = (f"--{name.replace('_', '-')}", "type_") if name == "type" else (f"--{name.replace('_', '-')}",)
        command = click.option(*names, metavar=metavar, help=tells)(command)
    return command


_QUERY = (
    ("actor", "NAME|CODE", "Either side of an event, a speaker: a name, Nam*, ISO code."),
    ("recipient", "NAME|CODE", "To whom it was done."),
    ("said_by", "NAME|CODE", "Who says so."),
    ("type", "TYPE", "PLOVER type, such as ASSAULT."),
    ("status", "STATUS", "happened, planned, denied, ..."),
    ("effect", "EFFECT", "Of figures: killed, injured, displaced, ..."),
    ("polarity", "POLARITY", "Of statements: said, denied, declined, not_said."),
    ("place", "NAME", "Where; Nam* for a beginning."),
    ("country", "CODE", "ISO 3166 alpha-3."),
    ("day", "WHEN", "2024-02-06, 2024-02, 2024, or a range: 2024-01..2024-03."),
    ("outlet", "NAME", "Who published it."),
    ("article", "ID", "Of one article."),
    ("group", "ID", "Of one group of linked records."),
    ("text", "WORDS", "All of these words stand in the report."),
)


@click.command()
@click.argument("kind", type=click.Choice([f"{k}s" for k in KINDS]), default="events")
@query_options
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="At most so many; 0: all.")
@form_option
@ledger_option
def find(kind: str, where: str | None, limit: int, form: str, type_: str | None, **asked: str | None) -> None:
    """Find events, statements, figures, actors or places; all that is given must hold."""
    from reportedly.ledger.questions import Query

    one: Any = kind.removesuffix("s")
    query = Query(type=type_, **asked)
    with _open(where) as ledger:
        total = ledger.count(one, query)
        if form == "jsonl":
            import msgspec

            for i, row in enumerate(ledger.find(one, query)):
                if limit and i == limit:
                    break
                sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        else:
            lines = ledger.lines(one, query, limit=limit or None)
            columns = COLUMNS[one] if form == "table" else tuple(lines[0]._fields) if lines else COLUMNS[one]
            _print(form, columns, (line._asdict() for line in lines))
    if limit and total > limit:
        click.echo(f"{limit} of {total}; --limit 0 for all", err=True)


@click.command()
@click.argument("record", metavar="ID")
@ledger_option
def show(record: str, where: str | None) -> None:
    """Show an article (its id), or one of its records with the words that it rests on (article/e4)."""
    from reportedly.exports.table import console, render

    with _open(where) as ledger:
        if "/" not in record:
            click.echo(render(ledger.records(record), console(), name=record), nl=False)
            return
        row = ledger.row(record)
        text = ledger.records(record.rpartition("/")[0]).article.text
        for f in fields(row):
            value = getattr(row, f.name)
            if value not in (None, (), ""):
                click.echo(f"{f.name:12} {_told_as(value)}")
        start, end = _evidence(row)
        before, after = text[max(0, start - 200) : start], text[end : end + 200]
        click.echo(f"\n… {before}{click.style(text[start:end], bold=True, underline=True)}{after} …")
        for c in ledger.history(record):
            click.echo(f"corrected    {c.field}: {c.old!r} -> {c.new!r}, by {c.by} at {c.at}: {c.why}")


@click.command()
@click.argument("record", metavar="ID")
@click.argument("change", metavar="FIELD=VALUE")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--why", required=True, metavar="TEXT", help="For what reason.")
@ledger_option
def correct(record: str, change: str, by: str, why: str, where: str | None) -> None:
    """Give a field of a record another value; the machine's is kept, and the words of the report cannot be changed."""
    name, mark, value = change.partition("=")
    if not mark:
        raise click.UsageError(f"{change!r}: not FIELD=VALUE")
    with _open(where) as ledger:
        made = ledger.correct(record, name.strip(), value.strip(), by=by, why=why)
    click.echo(f"{record}: {made.field}: {made.old!r} -> {made.new!r}")


@click.command()
@click.argument("record", metavar="ID", required=False)
@form_option
@ledger_option
def history(record: str | None, form: str, where: str | None) -> None:
    """Print the corrections of a record, or all: the old value, the new, who, when and why."""
    with _open(where) as ledger:
        if record:
            ledger.row(record)
        found = [asdict(c) for c in ledger.history(record)]
    _print(form, ("at", "record", "field", "old", "new", "by", "why"), found)


@click.command()
@ledger_option
@quiet_option
def link(where: str | None, *, quiet: bool) -> None:
    """Compare what was added with all else: copies of articles, the same events, the same actors."""
    with _open(where) as ledger:
        done = ledger.link()
    if not quiet:
        click.echo(f"articles {done.articles}; links: copies {done.copies}, events {done.events}, actors {done.actors}",
                   err=True)  # fmt: skip


def deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command two records, and who decides of them and why."""
    for option in (
        click.argument("b", metavar="ID"),
        click.argument("a", metavar="ID"),
        click.option("--by", required=True, metavar="NAME", help="Who says so."),
        click.option("--why", required=True, metavar="TEXT", help="For what reason."),
        ledger_option,
    ):
        command = option(command)
    return command


@click.command()
@deciding
def join(a: str, b: str, by: str, why: str, where: str | None) -> None:
    """Hold two events, actors or articles for one; that holds for ever, whatever the links say."""
    with _open(where) as ledger:
        ledger.join(a, b, by=by, why=why)


@click.command()
@deciding
def split(a: str, b: str, by: str, why: str, where: str | None) -> None:
    """Hold two events, actors or articles for two; that holds for ever, whatever the links say."""
    with _open(where) as ledger:
        ledger.split(a, b, by=by, why=why)


@click.command()
@click.argument("event", required=False, metavar="[EVENT]")
@query_options
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "svg", "png"]), default="table",
              show_default=True, help="For people, for programs, or a chart.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Of a chart.")
@ledger_option
def figures(
    event: str | None, form: str, output: Path | None, where: str | None, type_: str | None, **asked: str | None
) -> None:
    """Show figures over time: a line for each source, what it said when, of an event or of a query."""
    from reportedly.ledger.questions import Query

    if form in {"svg", "png"} and output is None:
        raise click.UsageError(f"--format {form} needs --output FILE")
    with _open(where) as ledger:
        found = ledger.figures(event or Query(type=type_, **asked))
    if form == "jsonl":
        import msgspec

        sys.stdout.buffer.write(b"".join(msgspec.json.encode(s) + b"\n" for s in found.series))
    elif output is not None:
        from reportedly.exports.chart import write

        write(_points(found), output.with_suffix(f".{form}"))
    else:
        numbers = ("low", "best", "high")
        columns = ("effect", "place", "source", "reported", *numbers, "hedge", "kind", "mark", "words", "figure")
        lines = [
            {"effect": s.effect, "place": s.place, "source": s.source, "reported": p.reported, "hedge": p.hedge,
             "kind": p.kind, "mark": "denied" if p.denied else p.change, "words": p.words.text, "figure": p.figure}
            | {n: _plain(getattr(p, n)) for n in numbers}
            for s in found.series for p in s.points
        ]  # fmt: skip
        _print("table", columns, lines)
        for r in found.ranges:
            click.echo(f"latest, {r.effect}{f' in {r.place}' if r.place else ''}: {_plain(r.low)} to {_plain(r.high)}"
                       f" ({', '.join(r.sources)})")  # fmt: skip


@click.command()
@click.argument("kind", type=click.Choice(["events", "statements", "figures", "actors"]))
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--format", "form", type=click.Choice(
    ["csv", "jsonl", "parquet", "geojson", "plover", "cameo", "ucdp", "annotations"]), default=None,
    help="By default what FILE ends in says it.")  # fmt: skip
@query_options
@ledger_option
def export(
    kind: str, output: Path, form: str | None, where: str | None, type_: str | None, **asked: str | None
) -> None:  # fmt: skip
    """Write all events, statements, figures or actors to FILE, with a codebook beside it."""
    from reportedly.ledger.questions import Query

    form = form or output.suffix.removeprefix(".").lower()
    query = Query(type=type_, **asked)
    one: Any = kind.removesuffix("s")
    with _open(where) as ledger:
        written, known = ledger.export(form, one, output, query), ledger.count(one, query)
    if written != known:
        raise LedgerError(f"{output}: {written} rows written, but the ledger has {known}: it was added to meanwhile")
    click.echo(f"{written} {kind}", err=True)


@click.command()
@click.argument("source", metavar="DAMAGED")
@ledger_option
def rebuild(source: str, where: str | None) -> None:
    """Make a new ledger (--ledger) of what can still be read of a damaged one: articles, readings, corrections."""
    from reportedly.ledger.rescue import rescue

    if where is None:
        raise click.UsageError("--ledger says where the new ledger is to be")
    with _open(where, create=True) as ledger:
        saved = rescue(Path(source), ledger)
    click.echo(f"articles {saved.articles}, corrections {saved.corrections}; could not be read: {saved.lost}", err=True)
    if saved.lost:
        raise click.exceptions.Exit(SOME_FAILED)


COMMANDS = (add, retry, failures, counts, find, show, correct, history, link, join, split, figures, export, rebuild)


def _points(found: Tolls) -> Iterator[ChartPoint]:
    """Yield the tolls and plain counts of figures over time as they are drawn; parts and additions are no tolls."""
    from reportedly.exports.chart import ChartPoint

    for s in found.series:
        for p in s.points:
            if p.kind in {"total", "count"}:
                mark: Mark = "denied" if p.denied else "revised" if p.change == "down" else "given"
                yield ChartPoint(source=s.source, effect=s.effect, place=s.place, day=p.reported, low=p.low,
                                 best=p.best, high=p.high, mark=mark, label=p.words.text)  # fmt: skip


def _plain(number: float | None) -> str | None:
    return None if number is None else f"{number:,.0f}"


def _threads(how: dict[str, Any]) -> dict[str, Any]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {**how, "threads": how["threads"] or cores}


class _told:  # noqa: N801 - a context
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


def _end(done: Added, *, quiet: bool) -> None:
    if not quiet:
        click.echo(str(done), err=True)
    if done.failed:
        raise click.exceptions.Exit(SOME_FAILED if done.read or done.known else FAILED)
    if not done.inputs:
        raise LedgerError("nothing to read")


def _print(form: str, columns: Sequence[str], lines: Iterable[dict[str, Any]]) -> None:
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


def _told_as(value: Any) -> str:  # noqa: ANN401 - any field's
    """Return a field's value in words."""
    if isinstance(value, tuple):
        return "; ".join(map(_told_as, value))
    if hasattr(value, "words") and value.words:
        return f"{getattr(value, 'name', '') or value.words.text} {_told_as(value.words)}"
    if hasattr(value, "text"):
        return f"“{value.text}” [{value.start}:{value.end}]"
    if hasattr(value, "article"):
        return ", ".join(str(x) for x in (value.outlet, value.title, value.published, value.article) if x)
    if hasattr(value, "statement"):
        return f"{value.speaker.name if value.speaker else '?'} ({value.polarity}, {value.statement})"
    return str(getattr(value, "name", value))


def _evidence(row: Any) -> tuple[int, int]:  # noqa: ANN401 - any row
    for name in ("trigger", "words", "cue"):
        if (words := getattr(row, name, None)) is not None:
            return words.start, words.end
    if hasattr(row, "where") and row.where is not None:
        return row.where.words.start, row.where.words.end
    first = (getattr(row, "mentions", None) or row.content)[0]
    return first.start, first.end
