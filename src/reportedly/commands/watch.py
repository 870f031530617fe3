"""The command that watches feeds."""

from __future__ import annotations

import re
import shlex
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.commands.options import model_options, net_options, opened, processors, query_options
from reportedly.commands.shown import told_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.notify import Notices
    from reportedly.watcher import Polled, Watch

ALL_FAILED, SOME_FAILED = 1, 3
_TIME = re.compile(r"(\d{1,6})\s*([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Span(click.ParamType[timedelta]):
    """A length of time: `30s`, `15m`, `2h`, `1d`, or a number of seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:  # noqa: ANN401 - as in click
        """Return the length of time."""
        if isinstance(value, timedelta):
            return value
        found = _TIME.fullmatch(value.strip().lower())
        if found is None or int(found[1]) == 0:
            self.fail(f"{value!r} is no length of time like 15m", param, ctx)
        return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS.opml|URL...")
@click.option("--every", type=Span(), default="15m", show_default=True, metavar="TIME",
              help="From one look to the next: 30s, 15m, 2h.")  # fmt: skip
@click.option("--once", is_flag=True, help="Look once and end: for cron.")
@click.option("--notify", metavar="COMMAND", help="Run COMMAND with new events that match as JSON Lines.")
@query_options
@net_options
@model_options
def watch(  # noqa: PLR0913 - as many as the command has options
    feeds: tuple[str, ...], every: timedelta, notify: str | None, where: str | None, type_: str | None, *, once: bool,
    quiet: bool, allow_private: bool, user_agent: str | None, model: Path | None, batch: int, threads: int | None,
    **asked: str | None,
) -> None:  # fmt: skip
    """Watch feeds: read what is new, keep it, and tell of it.

    Each feed is asked whether something is new; what its entries link to is read and kept. The options of a query say
    which new events --notify tells of.

    Exit status with --once: 0 all went well, 1 nothing did, 2 wrong usage, 3 some failed and is tried again.
    """
    from reportedly.extras import need
    from reportedly.ledger.questions import Query

    for package in ("httpx", "feedparser", "lxml", "protego", "trafilatura"):
        need(package, "web")
    from reportedly.inputs.access import Access
    from reportedly.inputs.net.visit import visitor
    from reportedly.notify import Notices
    from reportedly.pipeline import Reader
    from reportedly.watcher import Watch

    command = _words(notify)
    query = Query(type=type_, **asked)
    if command is None and query != Query():
        raise click.UsageError("the options of a query say what --notify COMMAND is told of")
    urls = _urls(feeds)
    with opened(where, create=True) as ledger, told_on(quiet=quiet) as told:
        notices = Notices(store=ledger, command=command, query=query) if command else None
        reader = Reader(model, threads=threads or processors(), batch=batch)
        watched = Watch(ledger, urls, visitor(Access(allow_private=allow_private, agent=user_agent)), reader,
                        every=every, told=told, complain=_complain)  # fmt: skip
        while True:
            begun = time.monotonic()
            failed = _look(watched, notices, quiet=quiet)
            if once:
                raise click.exceptions.Exit(failed)
            time.sleep(max(0.0, begun + every.total_seconds() - time.monotonic()))


def _look(watched: Watch, notices: Notices | None, *, quiet: bool) -> int:
    """Look at all feeds once, tell what is new, and return the exit status."""
    from reportedly.errors import NotifyError

    done = watched.poll()
    untold = False
    if notices:
        try:
            notices.send()
        except NotifyError as e:
            untold = True
            _complain("--notify", f"{e}; it is told again next time")
    if not quiet:
        click.echo(str(done), err=True)
    return _status(done, untold=untold)


def _status(done: Polled, *, untold: bool) -> int:
    if not done.fine and not done.added.read:
        return ALL_FAILED
    return SOME_FAILED if done.failed or done.added.failed or untold else 0


def _urls(given: Sequence[str]) -> list[str]:
    """Return the URLs of feeds; those that a file lists in its place.

    Raises:
        InputError: a file is no OPML.
    """
    from reportedly.errors import InputError
    from reportedly.inputs.files import is_url
    from reportedly.inputs.net.feeds import outlines

    found: list[str] = []
    for one in given:
        if is_url(one):
            found.append(one)
            continue
        try:
            found += outlines(Path(one).read_bytes())
        except InputError as e:
            raise InputError(f"{one}: {e}") from e
    return list(dict.fromkeys(found))


def _words(command: str | None) -> list[str] | None:
    if command is None:
        return None
    try:
        words = shlex.split(command)
    except ValueError as e:
        raise click.UsageError(f"--notify {command!r}: {e}") from e
    if not words:
        raise click.UsageError("--notify names no command")
    return words


def _complain(what: str, why: str) -> None:
    from reportedly.exports.entries import safe

    click.echo(f"Error: {safe(what)}: {safe(why)}", err=True)
