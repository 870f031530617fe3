"""The commands. They take options, print, and exit; data goes to stdout, everything else to stderr."""

from __future__ import annotations

import logging
import sys
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.commands import COMMANDS
from reportedly.commands.options import net_options, processors
from reportedly.errors import ReportedlyError
from reportedly.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

    from rich.progress import Progress

    from reportedly.inputs.files import Loaded
    from reportedly.model import Records, Skipped

OK, FAILED, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130  # 2 is click's, for wrong usage
LONG, LARGE = 8, 1_000_000  # reports, or bytes of one, from which on progress is shown
EXAMPLE = """\b
Example:
  reportedly read report.txt --published 2024-02-06
  reportedly read reports/ --format html --output reports.html
"""


class Day(click.ParamType[str]):
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - as in click
        """Return the day as YYYY-MM-DD."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day like 2024-02-06", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EXAMPLE)
@click.version_option(VERSION, message="%(prog)s %(version)s")
def cli() -> None:
    """Read news reports: who said what, each field tied to its words."""


@cli.command(epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", type=Day(), metavar="DATE", help="Day on which the reports were published.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "html"]), default="table", show_default=True,
              help="For people, for programs, or one page for a browser.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write to FILE, whole or not at all.  [default: standard output]")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")
@click.option("--threads", type=click.IntRange(1, 1024), default=None,
              help="Processors to use, shared by all jobs.  [default: all]")  # fmt: skip
@click.option("--batch", type=click.IntRange(1, 1024), default=1, show_default=True,
              help="Windows of text that are computed together.")  # fmt: skip
@click.option("--model", type=click.Path(path_type=Path), metavar="DIR",
              help="A model folder.  [default: the one that comes with the package]")  # fmt: skip
@click.option("--vague", type=click.Choice(["least", "acled"]), default="least", show_default=True,
              help="Best guess for vague words: none, or ACLED's (dozens 12).")  # fmt: skip
@net_options
@click.option("--quiet", "-q", is_flag=True, help="No progress, no messages but failures.")
def read(  # noqa: PLR0913 - as many as the command has options
    paths: tuple[str, ...], published: str | None, form: str, output: Path | None, *, allow_private: bool,
    user_agent: str | None, quiet: bool,
    **how: Any,  # noqa: ANN401 - passed on as they are
) -> None:  # fmt: skip
    """Read reports and print who said what.

    PATH is a file, a directory (the reports in it and below), a URL, or - for standard input.

    Exit status: 0 all were read, 1 none could be, 2 wrong usage, 3 some could not be.
    """
    from reportedly.inputs.access import Access
    from reportedly.inputs.files import load

    names: deque[str] = deque()
    tally = Tally()
    access = Access(allow_private=allow_private, agent=user_agent)
    results = _results(_noted(load(paths, published=published, access=access), names), **how)
    try:
        with _sink(output) as sink, _progress(paths, wanted=not quiet) as bar:
            for piece in FORMATS[form](_sifted(results, names, tally, bar), output):
                with _aside(bar if output is None and sys.stdout.isatty() else None):
                    sink.write(piece)
                    sink.flush()
            if not tally.read:
                raise click.exceptions.Exit(FAILED)
    finally:
        tally.report(quiet=quiet)
    if tally.failed:
        raise click.exceptions.Exit(SOME_FAILED)


@dataclass(slots=True)
class Tally:
    """What became of the inputs."""

    read: int = 0
    failed: list[Skipped] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def __str__(self) -> str:
        return f"read {self.read}, failed {len(self.failed)}, skipped {len(self.skipped)}"

    def report(self, *, quiet: bool) -> None:
        """Print what was not read, and why."""
        for one in self.failed:
            _complain(f"{_label(one.article)}: {one.reason}")
        if quiet or not (self.failed or self.skipped):
            return
        reasons = "; ".join(sorted({one.reason for one in self.skipped}))
        click.echo(f"{self} ({reasons})" if reasons else str(self), err=True)


def _label(name: str) -> str:
    return "standard input" if name == "-" else name


def _noted(inputs: Iterable[Loaded | Skipped], names: deque[str]) -> Iterator[Loaded | Skipped]:
    """Pass inputs on and keep their names, one for each result to come."""
    from reportedly.model import Skipped

    for one in inputs:
        names.append(one.article if isinstance(one, Skipped) else one.name)
        yield one


def _results(  # noqa: PLR0913 - as many as the command has options
    inputs: Iterable[Loaded | Skipped], *, model: Path | None, jobs: int, threads: int | None, batch: int, vague: str
) -> Iterator[Records | Skipped]:
    threads = threads or processors()
    if jobs == 1:
        from reportedly.pipeline import read_all

        return read_all(inputs, model=model, threads=threads, batch=batch, vague=vague)
    from reportedly import jobs as processes

    return processes.read_with(inputs, model=model, jobs=jobs, threads=threads, batch=batch, vague=vague)


def _sifted(
    results: Iterable[Records | Skipped], names: deque[str], tally: Tally, bar: Progress | None
) -> Iterator[tuple[str, Records]]:
    """Yield each article that was read, with its name; count the others."""
    from reportedly.model import Skipped

    for one in results:
        name = names.popleft()
        if isinstance(one, Skipped):
            (tally.failed if one.failed else tally.skipped).append(one)
        else:
            tally.read += 1
            yield _label(name), one
        if bar:
            bar.update(bar.task_ids[0], advance=1, description=str(tally))


def _table(read_ones: Iterable[tuple[str, Records]], output: Path | None) -> Iterator[bytes]:
    from reportedly.exports.table import console, render

    to = console(StringIO() if output else None)
    encoding = "utf-8" if output else sys.stdout.encoding
    for name, found in read_ones:
        yield render(found, to, name=name).encode(encoding, "replace")


def _jsonl(read_ones: Iterable[tuple[str, Records]], _: Path | None) -> Iterator[bytes]:
    for _name, found in read_ones:
        yield found.to_jsonl().encode()


def _html(read_ones: Iterable[tuple[str, Records]], _: Path | None) -> Iterator[bytes]:
    from reportedly.exports.html import page

    if pairs := list(read_ones):
        names, found = zip(*pairs, strict=True)
        yield page(found, names=[Path(name).name for name in names]).encode()  # a page is passed on: no folders


FORMATS = {"table": _table, "jsonl": _jsonl, "html": _html}


@contextmanager
def _sink(output: Path | None) -> Iterator[IO[bytes]]:
    """Yield standard output, or a file that takes its name only once everything is in it."""
    if output is None:
        yield sys.stdout.buffer
        return
    from reportedly.exports.sink import whole

    try:
        with whole(output) as file:
            yield file
    except OSError as e:
        raise click.ClickException(f"{output}: {e.strerror}") from e


@contextmanager
def _progress(paths: Sequence[str], *, wanted: bool) -> Iterator[Progress | None]:
    """Yield a progress bar on long work, where there is a terminal to show it on."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from reportedly.inputs.files import count

    total = count(paths)
    if total < LONG and sum(f.stat().st_size for f in map(Path, paths) if f.is_file()) < LARGE:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        bar.add_task(str(Tally()), total=total)
        yield bar


@contextmanager
def _aside(bar: Progress | None) -> Iterator[None]:
    """Take the bar away while data goes to the same terminal."""
    if bar:
        bar.stop()
    yield
    if bar:
        bar.start()


def _complain(message: str) -> None:
    from reportedly.exports.entries import safe

    click.echo(f"Error: {safe(message)}", err=True)


for _command in COMMANDS:
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; no error ends in a traceback."""
    logging.getLogger("reportedly").addHandler(logging.NullHandler())
    try:
        return cli.main(args, prog_name="reportedly", standalone_mode=False) or OK
    except click.ClickException as e:
        e.show()
        return e.exit_code
    except click.Abort:
        click.echo("Interrupted", err=True)
        return INTERRUPTED
    except (ReportedlyError, OSError) as e:
        _complain(str(e))
        return FAILED
