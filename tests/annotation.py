"""Reports annotated by hand: `tests/gate/NAME.json` beside `NAME.txt`, which is there or in `examples/`.

A span is written as its exact words; `said#3` is the third "said" of the text, whole words only. docs/annotation.md
says what is annotated and how.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from reportedly.model import Form, Polarity, SourceKind  # noqa: TC001 - msgspec looks them up

ROOT = Path(__file__).parents[1]
GATE = ROOT / "tests" / "gate"
EXAMPLES = ROOT / "examples"

Span = tuple[int, int]

_NUMBERED = re.compile(r"(.+?)#([1-9]\d*)", re.DOTALL)


class AnnotationError(Exception):
    """An annotation cannot be tied to its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A statement as it stands in the file; `within` counts the statements of the file from 1.

    `speaker` holds the words that the actor's name must have; null where nobody is named, `?` where it is not scored.
    """

    source: str | None
    cue: str
    content: tuple[str, ...]
    polarity: Polarity
    form: Form
    source_kind: SourceKind
    speaker: str | None
    within: int | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    published: str
    statements: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A statement with its spans as code point offsets; `within` is an index."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    polarity: Polarity
    form: Form
    source_kind: SourceKind
    speaker: str | None
    within: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text and what a reader took from it."""

    name: str
    text: str
    published: str
    statements: tuple[Expected, ...]


def names() -> list[str]:
    """Return the names of all reports that have a text or an annotation."""
    files = (*EXAMPLES.glob("*.txt"), *GATE.glob("*.txt"), *GATE.glob("*.json"))
    return sorted({p.stem for p in files} - {"floors"})


def paths(name: str) -> tuple[Path, Path]:
    """Return where the text and the annotation of a report stand."""
    text = next((p for folder in (EXAMPLES, GATE) if (p := folder / f"{name}.txt").exists()), GATE / f"{name}.txt")
    return text, GATE / f"{name}.json"


def load(name: str) -> Report:
    """Return a report with its annotation resolved to offsets.

    Raises:
        AnnotationError: a part is missing, a key is unknown or lacking, or words stand nowhere or at several places.
    """
    text_path, json_path = paths(name)
    for path in (text_path, json_path):
        if not path.exists():
            raise AnnotationError(f"{path.name} is missing")
    try:
        file = msgspec.json.decode(json_path.read_bytes(), type=_File)
    except msgspec.ValidationError as e:
        raise AnnotationError(f"{json_path.name}: {e}") from e
    text = text_path.read_text(encoding="utf-8")
    statements = tuple(_expected(text, w, f"{json_path.name} {i}") for i, w in enumerate(file.statements, start=1))
    for i, statement in enumerate(statements, start=1):
        _check(statement, statements, f"{json_path.name} {i}")
    return Report(name=name, text=text, published=file.published, statements=statements)


def digest() -> str:
    """Return a digest of all texts and annotations."""
    parts = [p.read_bytes() for name in names() for p in paths(name)]
    return hashlib.sha256(b"\x00".join(parts)).hexdigest()[:16]


def occurrences(text: str, words: str) -> list[Span]:
    """Return where words stand in a text, not as part of a longer word."""
    found = []
    for m in re.finditer(re.escape(words), text):
        inside = [text[i - 1 : i + 1] for i in m.span() if 0 < i < len(text)]
        if not any(pair.isalnum() for pair in inside):
            found.append(m.span())
    return found


def resolve(text: str, written: str) -> Span:
    """Return the offsets of a span as it is written.

    Raises:
        AnnotationError: the words stand nowhere, or at several places and have no number, or a needless one.
    """
    numbered = _NUMBERED.fullmatch(written)
    words, number = (numbered[1], int(numbered[2])) if numbered else (written, 0)
    found = occurrences(text, words)
    if len(found) < max(number, 1) or (len(found) > 1) != bool(number):
        raise AnnotationError(f"{written!r} is written, {words!r} occurs {len(found)} times")
    return found[number - 1]


def _expected(text: str, written: Written, place: str) -> Expected:
    def span(words: str) -> Span:
        try:
            return resolve(text, words)
        except AnnotationError as e:
            raise AnnotationError(f"{place}: {e}") from e

    return Expected(
        source=None if written.source is None else span(written.source),
        cue=span(written.cue),
        content=tuple(map(span, written.content)),
        polarity=written.polarity,
        form=written.form,
        source_kind=written.source_kind,
        speaker=written.speaker,
        within=None if written.within is None else written.within - 1,
    )


def _check(statement: Expected, statements: tuple[Expected, ...], place: str) -> None:
    content = statement.content
    if not content or any(a[1] > b[0] for a, b in pairwise(content)):
        raise AnnotationError(f"{place}: the content is empty or out of order")
    if (statement.source is None) != (statement.source_kind == "none"):
        raise AnnotationError(f"{place}: source and source_kind disagree")
    if statement.within is None:
        return
    if not 0 <= statement.within < len(statements):
        raise AnnotationError(f"{place}: within a statement that is not there")
    outer = statements[statement.within].content
    spans = (*content, statement.cue, *([statement.source] if statement.source else []))
    if not all(any(start <= s[0] and s[1] <= end for start, end in outer) for s in spans):
        raise AnnotationError(f"{place}: is not within the content of statement {statement.within + 1}")
