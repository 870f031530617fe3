"""Commands that ask a ledger, and change nothing."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from reportedly.commands.options import form_option, ledger_option, opened, query_options
from reportedly.commands.shown import write
from reportedly.errors import LedgerError

KINDS = ("event", "statement", "figure", "actor", "place")
COLUMNS = {
    "event": ("id", "day", "actors", "type", "status", "recipients", "trigger", "place", "country", "said_by"),
    "statement": ("id", "day", "speaker", "polarity", "content"),
    "figure": ("id", "day", "effect", "low", "best", "high", "words", "place", "said_by"),
    "actor": ("id", "name", "kind", "country", "sector", "mentions"),
    "place": ("id", "words", "name", "kind", "country", "latitude", "longitude", "reading"),
}


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
    with opened(where) as ledger:
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
            write(form, columns, (line._asdict() for line in lines))
    if limit and total > limit:
        click.echo(f"{limit} of {total}; --limit 0 for all", err=True)


@click.command()
@click.argument("record", metavar="ID")
@ledger_option
def show(record: str, where: str | None) -> None:
    """Show an article (its id), or one of its records with the words that it rests on (article/e4)."""
    from reportedly.exports.table import console, render

    with opened(where) as ledger:
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
    with opened(where) as ledger:
        found = ledger.figures(event or Query(type=type_, **asked))
    if form == "jsonl":
        import msgspec

        sys.stdout.buffer.write(b"".join(msgspec.json.encode(s) + b"\n" for s in found.series))
    elif output is not None:
        from reportedly.exports import chart
        from reportedly.keeper import points

        chart.write(points(found), output.with_suffix(f".{form}"))
    else:
        numbers = ("low", "best", "high")
        columns = ("effect", "place", "source", "reported", *numbers, "hedge", "kind", "mark", "words", "figure")
        lines = [
            {"effect": s.effect, "place": s.place, "source": s.source, "reported": p.reported, "hedge": p.hedge,
             "kind": p.kind, "mark": "denied" if p.denied else p.change, "words": p.words.text, "figure": p.figure}
            | {n: _plain(getattr(p, n)) for n in numbers}
            for s in found.series for p in s.points
        ]  # fmt: skip
        write("table", columns, lines)
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
    with opened(where) as ledger:
        written, known = ledger.export(form, one, output, query), ledger.count(one, query)
    if written != known:
        raise LedgerError(f"{output}: {written} rows written, but the ledger has {known}: it was added to meanwhile")
    click.echo(f"{written} {kind}", err=True)


def _plain(number: float | None) -> str | None:
    return None if number is None else f"{number:,.0f}"


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
