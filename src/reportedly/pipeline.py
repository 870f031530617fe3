"""The order of the stages; the one place that knows it."""

from __future__ import annotations

import logging
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING

from reportedly.decode import decode
from reportedly.encoder import Encoder
from reportedly.inputs.files import Loaded, article, load
from reportedly.model import Article, Engine, Records, Skipped
from reportedly.settle import settle
from reportedly.settle.numbers import convention
from reportedly.text import sections
from reportedly.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.encoder import Reading

__all__ = ["Reader", "Skipped", "read", "read_all", "read_files"]

log = logging.getLogger(__name__)


class Reader:
    """A loaded model that reads articles one after another.

    Args:
        model: a model folder (default: the one that comes with the package).
        threads: processors to use.
        batch: windows of text that are computed together.
        vague: the convention that gives vague words a best guess: "least" (none) or "acled" (docs/figures.md).

    Raises:
        ModelError: the model folder is incomplete, altered or of another format.
        ValueError: there is no convention of that name.
    """

    def __init__(self, model: Path | None = None, *, threads: int = 2, batch: int = 1, vague: str = "least") -> None:
        convention(vague)
        self.vague = vague
        self.encoder = Encoder.load(model, threads=threads, batch=batch)
        self.engine = Engine(version=VERSION, model=self.encoder.digest)

    def read(self, inputs: Iterable[Article | Loaded | Skipped]) -> Iterator[Records | Skipped]:
        """Yield records, or the reason why there are none, for each input in order; memory stays flat."""
        waiting: deque[tuple[Loaded | Skipped, list[tuple[int, int]]]] = deque()
        readings = self.encoder.read(_texts(inputs, waiting))
        while (first := next(readings, None)) is not None or waiting:
            rest = chain([] if first is None else [first], readings)
            while waiting:
                item, spans = waiting.popleft()
                mine = islice(rest, len(spans))
                if isinstance(item, Skipped):
                    yield item
                else:
                    yield self._records(item, zip((start for start, _ in spans), mine, strict=True))
                    for _ in mine:  # a stage that failed may have left some
                        pass

    def _records(self, loaded: Loaded, readings: Iterable[tuple[int, Reading]]) -> Records | Skipped:
        stage = "decode"
        try:
            draft = decode(loaded.article.text, _marked(readings))
            stage = "settle"
            return settle(loaded.article, draft, self.engine, loaded.notes, vague=self.vague)
        except _EarlierError as e:
            raise e.fault from None
        except Exception as e:
            log.exception("%s", loaded.name)
            return Skipped(article=loaded.name, stage=stage, reason=f"{type(e).__name__}: {e}")


class _EarlierError(Exception):
    """An error of what gives the readings - the inputs or the encoder - and not of the article being decoded."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _marked(readings: Iterable[tuple[int, Reading]]) -> Iterator[tuple[int, Reading]]:
    try:
        yield from readings
    except Exception as e:
        raise _EarlierError(e) from e


def _texts(
    inputs: Iterable[Article | Loaded | Skipped], waiting: deque[tuple[Loaded | Skipped, list[tuple[int, int]]]]
) -> Iterator[str]:
    """Yield the sections of all texts, and note in `waiting` which input has which."""
    for x in inputs:
        item = Loaded(name=x.id, article=x) if isinstance(x, Article) else x
        spans = [] if isinstance(item, Skipped) else sections(item.article.text)
        waiting.append((item, spans))
        if isinstance(item, Loaded):
            yield from (item.article.text[start:end] for start, end in spans)


def read(
    text: str, *, published: str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, model: Path | None = None, vague: str = "least",
) -> Records:  # fmt: skip
    """Read one text.

    Args:
        text: the article; it is stored as it is (NULs and lone surrogates become U+FFFD).
        published: the day of publication, YYYY-MM-DD.
        title: the headline, where it is not part of the text.
        outlet: who published it.
        url: where.
        model: a model folder (default: the one that comes with the package).
        vague: the convention that gives vague words a best guess: "least" (none) or "acled" (docs/figures.md).

    Raises:
        InputError: the text is blank, or `published` is no day.
        ModelError: the model folder is incomplete, altered or of another format.
        ValueError: there is no convention of that name.
    """
    loaded = article(text, published=published, title=title, outlet=outlet, url=url)
    (result,) = Reader(model, vague=vague).read([loaded])
    if isinstance(result, Skipped):
        raise RuntimeError(str(result))  # noqa: TRY004 - a fault of ours, not of the caller
    return result


def read_all(
    articles: Iterable[Article | Loaded | Skipped], *, model: Path | None = None, threads: int = 2, batch: int = 1,
    vague: str = "least",
) -> Iterator[Records | Skipped]:  # fmt: skip
    """Yield records, or the reason why there are none, for each article in order."""
    yield from Reader(model, threads=threads, batch=batch, vague=vague).read(articles)


def read_files(
    paths: Iterable[str | Path], *, published: str | None = None, model: Path | None = None, threads: int = 2,
    batch: int = 1, vague: str = "least",
) -> Iterator[Records | Skipped]:  # fmt: skip
    """Yield records, or the reason why there are none, for each file; directories are walked in sorted order."""
    articles = load(paths, published=published)
    yield from read_all(articles, model=model, threads=threads, batch=batch, vague=vague)
