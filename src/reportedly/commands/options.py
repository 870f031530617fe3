"""Options that several commands have, and the ledger that they name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.keeper import Ledger

ledger_option = click.option(
    "--ledger", "where", metavar="PATH|URL", envvar="REPORTEDLY_LEDGER",
    help="A SQLite file or postgresql://...  [default: the user's own]",
)  # fmt: skip
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress, no messages but failures.")
form_option = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True,
    help="For people, for spreadsheets, for programs.",
)  # fmt: skip


def _agent(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse a name that no header can hold."""
    if value is not None and not (value.isascii() and value.isprintable() and value.strip() == value != ""):
        raise click.BadParameter("only plain ASCII words")
    return value


def net_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how URLs are fetched."""
    for option in (
        click.option(
            "--user-agent",
            metavar="NAME",
            callback=_agent,
            help="As whom to fetch URLs.  [default: reportedly/VERSION]",
        ),
        click.option("--allow-private", is_flag=True, help="Fetch URLs of private addresses, too: of an intranet."),
    ):
        command = option(command)
    return command


def model_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read in one process, and where to."""
    for option in (
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


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how to read, and where to."""
    jobs = click.option(
        "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read."
    )
    return model_options(jobs(command))


def threads(how: dict[str, Any]) -> dict[str, Any]:
    """Return options of reading with the processors counted where none were named."""
    return {**how, "threads": how["threads"] or processors()}


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def opened(where: str | None, *, create: bool = False) -> Ledger:
    """Return the ledger that an option names, open."""
    from reportedly.keeper import Ledger

    return Ledger.open(where, create=create)


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
    ("verdict", "VERDICT", "accepted, rejected or open: what persons think of it."),
    ("text", "WORDS", "All of these words stand in the report."),
)


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
