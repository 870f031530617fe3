"""Reading in several processes; results keep the order of the inputs, and a process that dies costs one article."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeAlias

from reportedly.model import Skipped
from reportedly.pipeline import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reportedly.inputs.files import Loaded
    from reportedly.model import Records

    Inputs: TypeAlias = list[Loaded | Skipped]
    Results: TypeAlias = list[Records | Skipped]

CHUNK = 8


def read(
    inputs: Iterable[Loaded | Skipped], work: Callable[[Inputs], Results], *, jobs: int
) -> Iterator[Records | Skipped]:
    """Yield what `work` makes of each input, in order; at most two chunks for each process wait.

    Where a process dies, what was under way is read again one by one: what kills its process is skipped.
    """
    chunks = _chunks(inputs)
    waiting: deque[tuple[Inputs, Future[Results]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            waiting.extend((c, _submit(pool, work, c)) for c in islice(chunks, 2 * jobs - len(waiting)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                broken = [*chunk, *(item for c, _ in waiting for item in c)]
                waiting.clear()
                yield from _one_by_one(broken, work)
                pool = _pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def read_with(  # noqa: PLR0913 - how to read has many settings
    inputs: Iterable[Loaded | Skipped], *, model: Path | None, jobs: int, threads: int, batch: int, vague: str = "least"
) -> Iterator[Records | Skipped]:
    """Yield what each input reports, read in so many processes that share so many processors."""
    work = partial(read_chunk, model=model, threads=max(1, threads // jobs), batch=batch, vague=vague)
    return read(inputs, work, jobs=jobs)


def read_chunk(inputs: Inputs, *, model: Path | None, threads: int, batch: int, vague: str = "least") -> Results:
    """Return records, or the reason why there are none, for each input; the model stays loaded in its process."""
    return list(_reader(model, threads, batch, vague).read(inputs))


@cache
def _reader(model: Path | None, threads: int, batch: int, vague: str) -> Reader:
    return Reader(model, threads=threads, batch=batch, vague=vague)


def _chunks(inputs: Iterable[Loaded | Skipped]) -> Iterator[Inputs]:
    source = iter(inputs)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _pool(size: int) -> ProcessPoolExecutor:
    # Ctrl-C reaches every process of the terminal; a worker then ends without a word.
    context = get_context("spawn")
    return ProcessPoolExecutor(size, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL))


def _submit(pool: ProcessPoolExecutor, work: Callable[[Inputs], Results], chunk: Inputs) -> Future[Results]:
    try:
        return pool.submit(work, chunk)
    except BrokenProcessPool as e:
        failed: Future[Results] = Future()
        failed.set_exception(e)
        return failed


def _one_by_one(inputs: Inputs, work: Callable[[Inputs], Results]) -> Iterator[Records | Skipped]:
    pool = _pool(1)
    for item in inputs:
        try:
            yield from _submit(pool, work, [item]).result()
        except BrokenProcessPool:
            name = item.article if isinstance(item, Skipped) else item.name
            yield Skipped(article=name, stage="jobs", reason="the process that read it died")
            pool = _pool(1)
    pool.shutdown()
