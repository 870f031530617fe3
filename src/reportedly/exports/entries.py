"""Statements as a reader meets them: numbered, nested under their parents, spans turned into safe words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Note, Records, Span, Statement

GAP = " … "
OPENING = 70
_PICTURES = {c: chr(0x2400 + c) for c in range(32)} | {0x7F: "␡"}
_BLANKS = dict.fromkeys((*range(9, 14), 0x85, 0x2028, 0x2029), " ")
_REORDERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = dict.fromkeys((*range(0x80, 0xA0), *_REORDERING, *range(0xD800, 0xE000)), "\ufffd")
_SAFE = _PICTURES | _UNSEEN | _BLANKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One statement as words.

    `number` counts from 1 in the order of `Records.statements`; `parent` is the number of the statement whose content
    holds this one, `depth` how many there are of those;
    `who` is the speaker's name, else the source's words; `words` are the source's words where they add to the name.
    """

    number: int
    parent: int | None
    depth: int
    statement: Statement
    who: str
    words: str | None
    cue: str | None
    content: tuple[str, ...]
    addressee: str | None


def entries(records: Records) -> list[Entry]:
    """Return the statements of an article, each followed by those inside its content."""
    names = {a.id: safe(a.name) for a in records.actors}
    numbers = {s.id: n for n, s in enumerate(records.statements, 1)}
    inside: dict[int | None, list[int]] = defaultdict(list)
    for number, s in enumerate(records.statements, 1):
        inside[numbers.get(s.within or "")].append(number)
    found = []
    todo: list[tuple[int, int | None, int]] = [(n, None, 0) for n in reversed(inside[None])]
    while todo:
        number, parent, depth = todo.pop()
        s = records.statements[number - 1]
        cue, source, addressee, *content = (
            _words(records, span) for span in (s.cue, s.source, s.addressee, *s.content)
        )
        name = names.get(s.speaker or "", "")
        found.append(
            Entry(
                number=number,
                parent=parent,
                depth=depth,
                statement=s,
                who=name or source or "source not named",
                words=source if name and source and not _holds(name, source) else None,
                cue=cue,
                content=tuple(filter(None, content)),
                addressee=addressee,
            )
        )
        todo += [(n, number, depth + 1) for n in reversed(inside[number])]
    return found


def about(note: Note, records: Records) -> str:
    """Return what a note speaks of, as a reader knows it: "statement 3", an actor's name, or nothing."""
    numbers = {s.id: f"statement {n}" for n, s in enumerate(records.statements, 1)}
    names = {a.id: safe(a.name) for a in records.actors}
    return (numbers | names).get(note.about or "", "")


def harmless(words: str) -> str:
    """Return as many characters, none of which can command a terminal or a page.

    Control characters become their pictures, marks that reorder text and lone surrogates U+FFFD, line ends spaces.
    """
    return words.translate(_SAFE)


def safe(words: str) -> str:
    """Return harmless words on one line, each blank between them one space."""
    return re.sub(r"\s+", " ", harmless(words)).strip()


def heading(records: Records, name: str | None = None) -> str:
    """Return what to call an article: its title, else a name such as that of its file, else its first words."""
    opening = records.article.text.lstrip()[: 2 * OPENING]
    return safe(records.article.title or name or "") or shorten(safe(opening), OPENING, placeholder="…")


def byline(records: Records) -> list[str]:
    """Return what is known of an article's origin: outlet, day, language."""
    a = records.article
    return [safe(part) for part in (a.outlet, a.published, a.language) if part]


def _words(records: Records, span: Span | None) -> str | None:
    return safe(records.article.text[span.start : span.end]) if span else None


def _holds(name: str, words: str) -> bool:
    """Return whether a name already says all that the words of the text say."""
    said = set(re.findall(r"\w+", words.casefold())) - {"the", "a", "an"}
    return said <= set(re.findall(r"\w+", name.casefold()))
