"""How much of the report that the project began from is found; the rule is that of its README."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Document, read, statement
from scoring import characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus import Json

SAME = 0.8  # least content Jaccard of a statement that is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Statements found and to be found, outermost and nested, words wrongly taken for one, and a line for each miss."""

    found: int
    of: int
    nested: int
    nested_of: int
    taken: int
    missing: tuple[str, ...]


def seed(folder: Path, model: Path | None, records: Iterable[Json] | None = None) -> Seed | None:
    """Compare the record of `report.txt` with `expected.json`; the report is read if no `records` are given.

    None where the folder is not there, or none of the records is of this text.
    """
    if not (folder / "expected.json").exists():
        return None
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    text = (folder / "report.txt").read_text(encoding="utf-8")
    if records is None:
        doc = Document(id="seed", text=text, title=None, published=expected["published"], gold=(), discards=())
        records = [
            record or {"article": {"text": text}, "actors": [], "statements": []} for _, record in read([doc], model)
        ]
    record = next((r for r in records if r["article"]["text"] == text), None)
    return None if record is None else compare(expected, record)


def compare(expected: Json, record: Json) -> Seed:
    """Give each expected statement the one of ours that is most like it, and say what is wrong with it."""
    names = {a["id"]: a["name"] for a in record["actors"]}
    left, missing = list(record["statements"]), []
    count = {"statements": 0, "nested_statements": 0}
    for kind in count:
        for wanted in expected[kind]:
            near = [s for s in left if alike(wanted["content"], s) and (kind == "statements" or s["within"])]
            best = max(near, key=lambda s: alike(wanted["content"], s), default=None)
            if faults := list(_faults(wanted, best, names)):
                start, end = wanted["content"][0][0], wanted["content"][-1][1]
                missing.append(f"{start}:{end} {', '.join(faults)}")
            else:
                left.remove(best)
                count[kind] += 1
    return Seed(
        found=count["statements"],
        of=len(expected["statements"]),
        nested=count["nested_statements"],
        nested_of=len(expected["nested_statements"]),
        taken=sum(alike([span], s) >= SAME for s in left for span in expected["not_statements"]),
        missing=tuple(missing),
    )


def alike(content: list[list[int]], ours: Json) -> float:
    """Return the character Jaccard of a content and that of a statement."""
    a, b = characters(tuple((s, e) for s, e in content)), characters(statement(ours).content)
    return len(a & b) / len(a | b)


def _faults(wanted: Json, ours: Json | None, names: dict[str, str]) -> Iterator[str]:
    if ours is None:
        yield "nothing there"
        return
    if (share := alike(wanted["content"], ours)) < SAME:
        found = " + ".join(f"{s['start']}:{s['end']}" for s in ours["content"])
        yield f"content {found}, Jaccard {share:.2f}"
    name = names.get(ours["speaker"], "")
    if wanted["speaker"].split()[-1].casefold() not in name.casefold():
        yield f"speaker {name or 'none'} for {wanted['speaker']}"
    if ours["polarity"] != wanted["polarity"]:
        yield f"{ours['polarity']} for {wanted['polarity']}"
