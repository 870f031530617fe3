"""The ledger as its users hold it: it reads what is put into it, and answers."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportedly import jobs as processes
from reportedly import linker
from reportedly.errors import ExportError, LedgerError
from reportedly.exports import frames
from reportedly.exports.beside import Beside
from reportedly.exports.chart import ChartPoint
from reportedly.exports.files import EXPORTS
from reportedly.inputs.access import PUBLIC, Access
from reportedly.inputs.files import Loaded, is_url, load, load_bytes
from reportedly.ledger import links
from reportedly.ledger.rows import FigureRow, rows
from reportedly.ledger.store import ANY, Store
from reportedly.link.figures import series
from reportedly.model import Skipped
from reportedly.pipeline import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, Protocol, TypeAlias

    from reportedly.exports.chart import Mark
    from reportedly.ledger.links import LinkKind
    from reportedly.ledger.questions import Kind, Query
    from reportedly.ledger.rows import Rows
    from reportedly.ledger.store import Failure
    from reportedly.link.figures import Tolls
    from reportedly.linker import Linked
    from reportedly.model import Engine, Records

    Read: TypeAlias = Callable[[Iterable[Loaded | Skipped]], Iterable[Records | Skipped]]

    class Reads(Protocol):
        """What reads articles: a `Reader`, or what stands in for one."""

        @property
        def engine(self) -> Engine:
            """Which version and model reads."""

        def read(self, inputs: Iterable[Loaded | Skipped], /) -> Iterable[Records | Skipped]:
            """Yield records, or the reason why there are none, for each input in order."""


_KINDS: Final[dict[str, LinkKind]] = {"e": "event", "a": "actor", "": "copy"}
_ENDS = re.compile(r"[.!?](?=\s)|\n")
_REACH = 160  # characters of a sentence that are looked at on each side of a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of an input: `read` now, `known` already, `failed` or `skipped`, and why."""

    name: str
    outcome: Literal["read", "known", "failed", "skipped"]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many inputs were given, and what became of them: `inputs` is the sum of the others."""

    inputs: int = 0
    read: int = 0
    known: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"read {self.read}, known already {self.known}, failed {self.failed}, skipped {self.skipped}"

    def plus(self, step: Step) -> Added:
        """Return the counts with one more input."""
        return replace(self, inputs=self.inputs + 1, **{step.outcome: getattr(self, step.outcome) + 1})


class Ledger(Store):
    """A ledger of what is reported: reports go in, rows that can be defended come out.

    `Ledger.open()` opens the user's own, `Ledger.open(path)` a SQLite file, `Ledger.open("postgresql://...")` a team's.

    Raises:
        LedgerError: it cannot be opened, read or written; the message names it and says why.
    """

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Ledger:
        """Open a ledger; make it, unless `create` is false, where there is none."""
        return cls(where, create=create)

    def add(
        self, paths: Iterable[str | Path], *, published: str | None = None, model: Path | None = None, jobs: int = 1,
        threads: int = 2, batch: int = 1, access: Access = PUBLIC, told: Callable[[Step], None] | None = None,
    ) -> Added:  # fmt: skip
        """Read files, folders and URLs and store what they report; what an engine has read is not read again by it.

        Args:
            paths: files, folders (with all below), URLs, or "-" for standard input.
            published: the day that the reports were published, as YYYY-MM-DD.
            model: a model folder (default: the one that comes with the package).
            jobs: processes that read.
            threads: processors to use.
            batch: windows of text that are computed together.
            access: how URLs are fetched.
            told: is called with what became of each input.

        Raises:
            ExtraError: there is a URL, and what fetches it is not installed.
            LedgerError: the ledger cannot be written; what was stored before stays.
            ModelError: the model folder is incomplete, altered or of another format.
        """
        given = load(paths, published=published, access=access)
        return self._add(given, published, model, jobs, threads, batch, told)

    def add_loaded(
        self, inputs: Iterable[Loaded | Skipped], reader: Reads, *, published: str | None = None,
        told: Callable[[Step], None] | None = None,
    ) -> Added:  # fmt: skip
        """Store what inputs report that were loaded already, with a reader that may go on to read others.

        Args:
            inputs: are asked for one after another, as they are read.
            reader: a loaded model.
            published: the day that was given with all of them, if any.
            told: is called with what became of each input.

        Raises:
            LedgerError: the ledger cannot be written; what was stored before stays.
        """
        return self._store(inputs, reader.engine, reader.read, published, told)

    def retry(
        self, *, model: Path | None = None, jobs: int = 1, threads: int = 2, batch: int = 1, access: Access = PUBLIC,
        told: Callable[[Step], None] | None = None,
    ) -> Added:  # fmt: skip
        """Read again what failed: from the bytes that were kept, else from its path or URL."""
        done = Added()
        waiting = sorted(self.failures(), key=lambda f: f.published or "")
        for published, failed in groupby(waiting, key=lambda f: f.published):  # a model is loaded for each
            again = chain.from_iterable(self._again(f, access) for f in failed)
            one = self._add(again, published, model, jobs, threads, batch, told)
            done = Added(**{k: getattr(done, k) + getattr(one, k) for k in Added.__slots__})
        return done

    def _again(self, failure: Failure, access: Access) -> Iterable[Loaded | Skipped]:
        data = self.document(failure.number)
        if data is None or is_url(failure.name) or Path(failure.name).exists():
            return load([failure.name], published=failure.published, access=access)
        return [load_bytes(failure.name, data, published=failure.published)]

    def link(self, *, told: Callable[[int], None] | None = None) -> Linked:
        """Compare the articles that were added since with all others: copies, the same events, the same actors."""
        return linker.link(self, told)

    def join(self, a: str, b: str, *, by: str, why: str) -> None:
        """Hold two records for one, whatever their links say: two events, two actors, or two articles that are copies.

        Raises:
            LedgerError: they are not of one kind, there is no such record, `by` or `why` is blank.
        """
        linker.decide(self, _kind(a, b), a, b, "joined", by=by, why=why)

    def split(self, a: str, b: str, *, by: str, why: str) -> None:
        """Hold two records for two, whatever their links say.

        Raises:
            LedgerError: they are not of one kind, there is no such record, `by` or `why` is blank.
        """
        linker.decide(self, _kind(a, b), a, b, "apart", by=by, why=why)

    def figures(self, wanted: Query | str) -> Tolls:
        """Return figures over time: of an event with all that it is linked to (its id), or of a query.

        Raises:
            LedgerError: there is no such event.
        """
        if isinstance(wanted, str):
            self.row(wanted)
            with self.reading() as c:
                events = links.joined(c, "event", wanted)
            found = [f for e in events for f in self._rows(e.rpartition("/")[0]).figures if f.event == e]
        else:
            found = [f for f in self.find("figure", wanted) if isinstance(f, FigureRow)]
        own = {a: self.records(a) for a in {f.origin.article for f in found}}
        with self.reading() as c:
            copies = links.groups_of(c, "copy", own)
        return series(
            found,
            events={e.id: e for r in own.values() for e in rows(r).events},
            copies=copies,
            around={f.id: _around(own[f.origin.article].article.text, f) for f in found},
        )

    def export(self, form: str, kind: Kind, path: Path, query: Query = ANY) -> int:
        """Write all rows of a kind that answer a query to a file (`exports.files.EXPORTS` has the formats).

        Returns:
            How many rows were written; as many as `count` says.

        Raises:
            ExportError: there is no such format, it has no such kind, or a package that it needs is not installed.
            LedgerError: the query makes no sense.
            OSError: the file cannot be written.
        """
        if form not in EXPORTS:
            raise ExportError(f"{form!r} is no format: there are {', '.join(EXPORTS)}")
        made, records = lru_cache(1)(self._rows), lru_cache(1)(self.records)  # rows of one article come together
        beside = Beside(
            figures=lambda ids: [f for i in ids for f in made(i.rpartition("/")[0]).figures if f.id == i],
            text=lambda a: records(a).article.text,
        )
        return EXPORTS[form].write(Found(self, kind, query), f"{kind}s", path, beside=beside)

    def events(self, query: Query = ANY) -> Found:
        """Return the events that answer a query, to go through or to make a data frame of."""
        return Found(self, "event", query)

    def statements(self, query: Query = ANY) -> Found:
        """Return the statements that answer a query."""
        return Found(self, "statement", query)

    def _rows(self, article: str) -> Rows:
        return rows(self.records(article))

    def _add(  # noqa: PLR0917 - how to read
        self, inputs: Iterable[Loaded | Skipped], published: str | None, model: Path | None, jobs: int, threads: int,
        batch: int, told: Callable[[Step], None] | None,
    ) -> Added:  # fmt: skip
        reader = Reader(model, threads=threads, batch=batch)
        read: Read = reader.read
        if jobs > 1:
            read = partial(processes.read_with, model=model, jobs=jobs, threads=threads, batch=batch)
        return self._store(inputs, reader.engine, read, published, told)

    def _store(
        self, inputs: Iterable[Loaded | Skipped], engine: Engine, read: Read, published: str | None,
        told: Callable[[Step], None] | None,
    ) -> Added:  # fmt: skip
        done = Added()

        def note(step: Step) -> None:
            nonlocal done
            done = done.plus(step)
            if told:
                told(step)

        waiting: deque[Loaded] = deque()
        for result in read(self._unread(inputs, engine, published, waiting, note)):
            loaded = waiting.popleft()
            if isinstance(result, Skipped):
                self.fail(result, data=loaded.data, published=published)
                note(_step(result))
            else:
                self.put(result, name=loaded.name, data=loaded.data, published=published)
                note(Step(name=loaded.name, outcome="read"))
        return done

    def _unread(
        self, inputs: Iterable[Loaded | Skipped], engine: Engine, published: str | None, waiting: deque[Loaded],
        note: Callable[[Step], None],
    ) -> Iterator[Loaded]:  # fmt: skip
        """Yield what is to be read and keep it in `waiting`; store the others at once."""
        for one in inputs:
            if isinstance(one, Skipped):
                self.fail(one, published=published)
                note(_step(one))
            elif self.has(one.article.id, engine.version, engine.model):
                self.again(one.article.id, name=one.name, data=one.data, published=published)
                note(Step(name=one.name, outcome="known"))
            else:
                waiting.append(one)
                yield one


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that answer a query: to be gone through, counted, or made a data frame of (`reportedly[data]`)."""

    ledger: Ledger
    kind: Kind
    query: Query

    def __iter__(self) -> Iterator[Any]:
        return self.ledger.find(self.kind, self.query)

    def __len__(self) -> int:
        return self.ledger.count(self.kind, self.query)

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow.Table
        """Return a pyarrow table."""
        return frames.to_arrow(self, f"{self.kind}s")

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas.DataFrame
        """Return a pandas data frame."""
        return frames.to_pandas(self, f"{self.kind}s")

    def to_polars(self) -> Any:  # noqa: ANN401 - polars.DataFrame
        """Return a polars data frame."""
        return frames.to_polars(self, f"{self.kind}s")


def points(found: Tolls) -> Iterator[ChartPoint]:
    """Yield the tolls and plain counts of figures over time as they are drawn; parts and additions are no tolls."""
    for s in found.series:
        for p in s.points:
            if p.kind in {"total", "count"}:
                mark: Mark = "denied" if p.denied else "revised" if p.change == "down" else "given"
                yield ChartPoint(source=s.source, effect=s.effect, place=s.place, day=p.reported, low=p.low,
                                 best=p.best, high=p.high, mark=mark, label=p.words.text, figure=p.figure)  # fmt: skip


def _kind(a: str, b: str) -> LinkKind:
    """Return what two records are: events, actors, or articles."""
    letters = {x.rpartition("/")[2][:1] if "/" in x else "" for x in (a, b)}
    for letter, kind in _KINDS.items():
        if letters == {letter}:
            return kind
    raise LedgerError(f"{a}, {b}: only two events, two actors or two articles can be held for one or for two")


def _around(text: str, figure: FigureRow) -> tuple[str, str]:
    """Return the words of a figure's sentence before and after it."""
    before = _ENDS.split(text[max(0, figure.words.start - _REACH) : figure.words.start])[-1]
    after = _ENDS.split(text[figure.words.end : figure.words.end + _REACH])[0]
    return before, after


def _step(skipped: Skipped) -> Step:
    return Step(name=skipped.article, outcome="failed" if skipped.failed else "skipped", reason=skipped.reason)
