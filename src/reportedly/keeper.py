"""The ledger as its users hold it: it reads what is put into it, and answers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import jobs as processes
from reportedly.inputs.files import Loaded, load, load_bytes
from reportedly.ledger.store import Store
from reportedly.model import Skipped
from reportedly.pipeline import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    from reportedly.model import Engine


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
        threads: int = 2, batch: int = 1, told: Callable[[Step], None] | None = None,
    ) -> Added:  # fmt: skip
        """Read files and folders and store what they report; what an engine has read is not read again by it.

        Args:
            paths: files, folders (with all below), or "-" for standard input.
            published: the day that the reports were published, as YYYY-MM-DD.
            model: a model folder (default: the one that comes with the package).
            jobs: processes that read.
            threads: processors to use.
            batch: windows of text that are computed together.
            told: is called with what became of each input.

        Raises:
            LedgerError: the ledger cannot be written; what was stored before stays.
            ModelError: the model folder is incomplete, altered or of another format.
        """
        return self._add(load(paths, published=published), published, model, jobs, threads, batch, told)

    def retry(
        self, *, model: Path | None = None, jobs: int = 1, threads: int = 2, batch: int = 1,
        told: Callable[[Step], None] | None = None,
    ) -> Added:  # fmt: skip
        """Read again what failed: from the bytes that were kept, else from its path."""
        done = Added()
        for f in self.failures():
            data = self.document(f.number)
            again = load([f.name], published=f.published) if data is None or Path(f.name).exists() else [
                load_bytes(f.name, data, published=f.published)
            ]  # fmt: skip
            one = self._add(again, f.published, model, jobs, threads, batch, told)
            done = Added(**{k: getattr(done, k) + getattr(one, k) for k in Added.__slots__})
        return done

    def _add(  # noqa: PLR0917 - how to read
        self, inputs: Iterable[Loaded | Skipped], published: str | None, model: Path | None, jobs: int, threads: int,
        batch: int, told: Callable[[Step], None] | None,
    ) -> Added:  # fmt: skip
        done = Added()

        def note(step: Step) -> None:
            nonlocal done
            done = done.plus(step)
            if told:
                told(step)

        reader = Reader(model, threads=threads, batch=batch)
        waiting: deque[Loaded] = deque()
        wanted = self._unread(inputs, reader.engine, published, waiting, note)
        if jobs == 1:
            results = reader.read(wanted)
        else:
            results = processes.read_with(wanted, model=model, jobs=jobs, threads=threads, batch=batch)
        for result in results:
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


def _step(skipped: Skipped) -> Step:
    return Step(name=skipped.article, outcome="failed" if skipped.failed else "skipped", reason=skipped.reason)
