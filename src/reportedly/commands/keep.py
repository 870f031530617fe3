"""Commands that put something into a ledger: reports, corrections, decisions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.commands.options import (
    deciding,
    form_option,
    ledger_option,
    net_options,
    opened,
    quiet_option,
    reading_options,
    threads,
)
from reportedly.commands.shown import told_on, write
from reportedly.errors import LedgerError
from reportedly.inputs.access import Access

if TYPE_CHECKING:
    from reportedly.keeper import Added
    from reportedly.ledger.verdicts import Judgement

FAILED, SOME_FAILED = 1, 3


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", metavar="DATE", help="Day on which the reports were published.")
@net_options
@reading_options
def add(  # noqa: PLR0913 - as many as the command has options
    paths: tuple[str, ...], published: str | None, where: str | None, *, allow_private: bool, user_agent: str | None,
    quiet: bool, **how: Any,  # noqa: ANN401 - passed on
) -> None:  # fmt: skip
    """Read reports and keep what they report.

    PATH is a file, a directory (the reports in it and below), a URL, or - for standard input.

    What the ledger has from this version and model is not read again. Stopped at any moment, it holds whole articles,
    and the same command goes on where it was.

    Exit status: 0 all are in the ledger, 1 none is, 2 wrong usage, 3 some could not be read (reportedly failures).
    """
    access = Access(allow_private=allow_private, agent=user_agent)
    with opened(where, create=True) as ledger:
        with told_on(quiet=quiet) as told:
            done = ledger.add(paths, published=published, access=access, told=told, **threads(how))
        ledger.link()
    _end(done, quiet=quiet)


@click.command()
@net_options
@reading_options
def retry(
    where: str | None, *, allow_private: bool, user_agent: str | None, quiet: bool, **how: Any  # noqa: ANN401 - passed on
) -> None:  # fmt: skip
    """Read again what could not be read."""
    access = Access(allow_private=allow_private, agent=user_agent)
    with opened(where) as ledger:
        with told_on(quiet=quiet) as told:
            done = ledger.retry(access=access, told=told, **threads(how))
        ledger.link()
    _end(done, quiet=quiet)


@click.command()
@form_option
@ledger_option
def failures(form: str, where: str | None) -> None:
    """List the inputs that could not be read, and why."""
    with opened(where) as ledger:
        found = ledger.failures()
    columns = ("name", "stage", "reason", "tries", "at", "kept")
    write(form, columns, ({c: getattr(f, c) for c in columns} for f in found))


@click.command()
@ledger_option
@form_option
def counts(where: str | None, form: str) -> None:
    """Say how much is in the ledger; inputs are those read, failed and skipped."""
    with opened(where) as ledger:
        found = asdict(ledger.counts())
    write(form, ("what", "number"), ({"what": k, "number": n} for k, n in found.items()))


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
    with opened(where) as ledger:
        made = ledger.correct(record, name.strip(), value.strip(), by=by, why=why)
    click.echo(f"{record}: {made.field}: {made.old!r} -> {made.new!r}")


@click.command()
@click.argument("record", metavar="ID")
@click.argument("said", metavar="VERDICT", type=click.Choice(["accepted", "rejected", "open"]))
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--why", default="", metavar="TEXT", help="For what reason.")
@ledger_option
def verdict(record: str, said: Judgement, by: str, why: str, where: str | None) -> None:
    """Accept or reject a record as it is known now, or open it again; all verdicts are kept."""
    with opened(where) as ledger:
        ledger.judge(record, said, by=by, why=why)
    click.echo(f"{record}: {said}")


@click.command()
@click.argument("record", metavar="ID", required=False)
@form_option
@ledger_option
def history(record: str | None, form: str, where: str | None) -> None:
    """Print the corrections of a record and the verdicts on it, or all: the old value, the new, who, when and why."""
    with opened(where) as ledger:
        if record:
            ledger.row(record)
        judged = [{"field": "verdict", "old": None, "new": v.verdict, **asdict(v)} for v in ledger.verdicts(record)]
        found = sorted([*(asdict(c) for c in ledger.history(record)), *judged], key=lambda x: x["at"])
    write(form, ("at", "record", "field", "old", "new", "by", "why"), found)


@click.command()
@ledger_option
@quiet_option
def link(where: str | None, *, quiet: bool) -> None:
    """Compare what was added with all else: copies of articles, the same events, the same actors."""
    with opened(where) as ledger:
        done = ledger.link()
    if not quiet:
        click.echo(f"articles {done.articles}; links: copies {done.copies}, events {done.events}, actors {done.actors}",
                   err=True)  # fmt: skip


@click.command()
@deciding
def join(a: str, b: str, by: str, why: str, where: str | None) -> None:
    """Hold two events, actors or articles for one; that holds for ever, whatever the links say."""
    with opened(where) as ledger:
        ledger.join(a, b, by=by, why=why)


@click.command()
@deciding
def split(a: str, b: str, by: str, why: str, where: str | None) -> None:
    """Hold two events, actors or articles for two; that holds for ever, whatever the links say."""
    with opened(where) as ledger:
        ledger.split(a, b, by=by, why=why)


@click.command()
@click.argument("source", metavar="DAMAGED")
@ledger_option
def rebuild(source: str, where: str | None) -> None:
    """Make a new ledger (--ledger) of what can still be read of a damaged one: articles, readings, corrections."""
    from reportedly.ledger.rescue import rescue

    if where is None:
        raise click.UsageError("--ledger says where the new ledger is to be")
    with opened(where, create=True) as ledger:
        saved = rescue(Path(source), ledger)
    click.echo(f"articles {saved.articles}, corrections {saved.corrections}; could not be read: {saved.lost}", err=True)
    if saved.lost:
        raise click.exceptions.Exit(SOME_FAILED)


def _end(done: Added, *, quiet: bool) -> None:
    if not quiet:
        click.echo(str(done), err=True)
    if done.failed:
        raise click.exceptions.Exit(SOME_FAILED if done.read or done.known else FAILED)
    if not done.inputs:
        raise LedgerError("nothing to read")
