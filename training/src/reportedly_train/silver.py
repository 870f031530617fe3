"""Attributions by rule: an annotator of our own for texts of open licence. It is precise rather than complete.

`label` finds the frequent patterns of English news (quotations with their speakers, "X said that ...", "..., said X",
"according to X", reports without a source). Where a sentence speaks of speech and no rule fits, it says so, and
training leaves that stretch out.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.text import paragraphs, quotations, sentences
from reportedly_train.data import rows
from reportedly_train.phrases import QUOTED, REPORTING, SPOKEN
from reportedly_train.unit import Attribution, Unit

if TYPE_CHECKING:
    from pathlib import Path

Span = tuple[int, int]
# Sets whose texts are of open licence; rows of re3d that are "NC" are left out.
OPEN = (
    "mentions/gum.train.jsonl.gz",
    "mentions/re3d.train.jsonl.gz",
    "mentions/meantime.train.jsonl.gz",
    "times/wikiwars.train.jsonl.gz",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The attributions of a text, and the stretches (code points) about which the rules know too little."""

    attributions: list[Attribution]
    unsure: list[Span]

    def row(self) -> dict[str, list]:
        """Return both as a row of a data file has them."""
        return {
            "attributions": [
                {"source": [*map(list, a.source)], "cue": [list(a.cue)], "content": [*map(list, a.content)]}
                for a in self.attributions
            ],
            "discards": [*map(list, self.unsure)],
        }


def write(data: Path, out: Path) -> None:
    """Label the texts of `OPEN` below the data folder and write them as rows with attributions."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for path in OPEN:
            for row in rows(data / path):
                if "NC" in (row.get("licence") or ""):
                    continue
                made = {"id": row["id"], "set": "silver", "text": row["text"], **label(row["text"]).row()}
                file.write(json.dumps(made, ensure_ascii=False) + "\n")


def label(text: str) -> Labels:
    """Return the attributions that the rules find in `text`, none overlapping another, each with one cue."""
    masked = mask(text)
    found: list[Attribution] = []
    unsure: list[Span] = []
    going_on = False  # the last attribution of the last unit holds a quotation
    for start, end in paragraphs(text):
        for s, e in _units(text, masked, start, end):
            if going_on and re.fullmatch(rf"{QUOTED}+[,.]?", masked[s:e]) and (s > start or e == end):
                found[-1] = found[-1].longer((s, e))
                continue
            new = Unit(text=text, masked=masked, start=s, end=e).read()
            found += new
            unsure += _unsure(masked, s, e, new)
            going_on = bool(new) and any(QUOTED in masked[a:b] for a, b in new[-1].content)
    return Labels(attributions=found, unsure=unsure)


def mask(text: str) -> str:
    """Return `text` with what is in quotation marks masked; a closing mark keeps a comma that goes before it."""
    chars = list(text)
    for q in quotations(text):
        start, end = q.start, q.end
        if q.mark == "'":  # two apostrophes as one mark
            start -= text[start - 1 : start] == "'"
            end += text[end : end + 1] == "'"
        chars[start:end] = QUOTED * (end - start)
        last = text[start:end].rstrip("\"'”’»")[-1:]
        if q.closed and (last in ",?!—-" or (last == "." and re.match(r"\s+[a-z]", text[end:]))):
            chars[end - 1] = ","
    return "".join(chars)


def _units(text: str, masked: str, start: int, end: int) -> list[Span]:
    """Return the sentences of a paragraph; a quotation and the words that say whose it is stay in one."""
    found: list[Span] = []
    for s, e in ((start + s, start + e) for s, e in sentences(text[start:end])):
        within = found and QUOTED in masked[found[-1][1] : s]
        if within or (found and masked[found[-1][1] - 1] == "," and SPOKEN.match(masked, s, e)):
            found[-1] = (found[-1][0], e)
        else:
            found.append((s, e))
    return found


def _unsure(masked: str, start: int, end: int, found: list[Attribution]) -> list[Span]:
    """Return what is left of a unit that has quotations or reporting words outside of its attributions."""
    gaps = []
    for s, e in sorted(x for a in found for x in a.spans):
        gaps.append((start, s))
        start = e
    gaps.append((start, end))
    unsure = any(QUOTED in masked[s:e] or REPORTING.search(masked, s, e) for s, e in gaps)
    return [(s, e) for s, e in gaps if masked[s:e].strip()] if unsure else []
