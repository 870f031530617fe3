"""Paragraphs, sentences and quotation marks of a text, as code point offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*\S[^\n]*)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Brig|Sen|Rep|Gov|Pres|Rev|Hon|St|Mt|Jr|Sr|vs|etc|No"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Ave|approx|est)|\b(?:[A-Z]\.)*[A-Z])\.$"
)
_OPENS, _CLOSES = "“«„", "”»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks, marks included; `closed` is false where the paragraph ends first."""

    start: int
    end: int
    closed: bool
    mark: str

    @property
    def inner(self) -> tuple[int, int]:
        """The quoted words without their marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return `(start, end)` of each paragraph: a line, or lines wrapped without a blank line between them.

    A text with any blank line is cut at blank lines; one without is cut at every line end.
    """
    if re.search(r"\n[^\S\n]*\n", text):
        found = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    else:
        found = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]
    return [(s, s + len(text[s:e].rstrip())) for s, e in found]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return `(start, end)` of each sentence; a sentence never crosses a paragraph."""
    found = []
    for start, end in paragraphs(text):
        begin = start
        for m in _SENTENCE_END.finditer(text, start, end):
            before = text[max(begin, m.start() - 12) : m.start()]
            if not _ABBREVIATION.search(before):
                stop = m.start() + len(m.group().rstrip())
                found.append((begin, stop))
                begin = m.end()
        found.append((begin, end))
    return found


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in text order.

    A mark that is not closed within its paragraph runs to the paragraph's end (a quotation that goes on in the
    next paragraph opens there anew). Apostrophes are not marks.
    """
    return [q for start, end in paragraphs(text) for q in _in_paragraph(text, start, end)]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for m in re.finditer(r"[“”«»„\"‘’']", text[start:end]):
        i = start + m.start()
        mark = text[i]
        if opened is None:
            if _can_open(text, i, start, end):
                opened = i
        elif _closes(text, i, text[opened], end):
            found.append(Quotation(start=opened, end=i + 1, closed=True, mark=text[opened]))
            opened = None
        elif text[opened] in "'‘" and mark in _OPENS + '"':
            opened = i
    if opened is not None and text[opened] not in "'‘":
        found.append(Quotation(start=opened, end=end, closed=False, mark=text[opened]))
    return found


def _can_open(text: str, i: int, start: int, end: int) -> bool:
    mark = text[i]
    if mark in _OPENS:
        return True
    if mark in _CLOSES + "’":
        return False
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    return not before.isalnum() and not after.isspace() and (mark in '"‘' or after.isalpha() or after in '"“')


def _closes(text: str, i: int, opening: str, end: int) -> bool:
    mark = text[i]
    if opening in "“„«":
        return mark in _CLOSES or (mark == '"' and opening != "«")
    if opening == '"':
        return mark in '"”'
    after = text[i + 1] if i + 1 < end else " "
    return mark in ("'" if opening == "'" else "’'") and not after.isalnum() and not text[i - 1].isspace()


def sections(text: str, *, limit: int = 50_000) -> list[tuple[int, int]]:
    """Cut a text into parts of at most `limit` code points that end where a paragraph, else a word, ends."""
    found = []
    begin = 0
    while len(text) - begin > limit:
        window = text[begin : begin + limit]
        cut = max(window.rfind("\n\n") + 2, 0)
        if cut < limit // 2:
            cut = window.rfind("\n") + 1
        if cut < limit // 2:
            cut = max((m.end() for m in re.finditer(r"\s", window)), default=0)
        cut = cut or limit
        found.append((begin, begin + cut))
        begin += cut
    return [*found, (begin, len(text))]
