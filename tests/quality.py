"""How well the annotated reports are read. `python tests/quality.py` prints the table, `--pin` makes it the floors."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from annotation import GATE, Expected, digest, load, names
from corpus import statement
from scoring import ROLES, Attribution, Tally, agree, fragments, is_linked, match, snapped, tokens

from reportedly import pipeline
from reportedly.encoder.engine import SHIPPED
from reportedly.inputs.files import article
from reportedly.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotation import Report

Json = dict[str, Any]

FLOORS = GATE / "floors.json"
MODEL = Path(os.environ.get("REPORTEDLY_MODEL", SHIPPED))  # a candidate can be measured before it is shipped
F1 = (*ROLES, "linked", "nested")
SHARES = ("polarity", "form", "source_kind", "speaker")
SLACK = 1.0  # points that another processor's rounding may cost


def read(reports: Iterable[Report]) -> Iterator[tuple[Report, Json]]:
    """Yield each report with its record, as users get it."""
    reports = list(reports)
    inputs = [article(r.text, published=r.published, name=r.name) for r in reports]
    for report, found in zip(reports, pipeline.read_all(inputs, model=MODEL), strict=True):
        if isinstance(found, Skipped):
            raise TypeError(str(found))
        yield report, json.loads(found.to_jsonl())


def measure(pairs: Iterable[tuple[Report, Json]]) -> dict[str, float]:
    """Return F1 and shares in percent; the shares are of the statements that are linked right, nested ones too."""
    counts = {name: Tally() for name in (*F1, *SHARES)}
    for report, record in pairs:
        for name, tally in tallies_of(report, record).items():
            counts[name] += tally
    return {name: t.f1 if name in F1 else t.recall for name, t in counts.items()}


def tallies_of(report: Report, record: Json) -> dict[str, Tally]:
    """Return what is right of one report, by measure."""
    names_of = {a["id"]: a["name"] for a in record["actors"]}
    sides: dict[bool, tuple[list[Expected], list[Json]]] = {
        nested: (
            [s for s in report.statements if (s.within is not None) == nested],
            [s for s in record["statements"] if (s["within"] is not None) == nested],
        )
        for nested in (False, True)
    }
    edges = tokens(report.text)
    gold, found = ([snapped(a, edges) for a in side] for side in _attributions(*sides[False]))
    counts = {role: agree(fragments(gold, role), fragments(found, role)) for role in ROLES}
    right: list[tuple[Expected, Json]] = []
    for nested, (wanted, ours) in sides.items():
        a, b = _attributions(wanted, ours)
        linked = [(wanted[p.gold], ours[p.found]) for p in match(a, b) if is_linked(a[p.gold], b[p.found], p.jaccard)]
        counts["nested" if nested else "linked"] = Tally(right=len(linked), found=len(ours), gold=len(wanted))
        right += linked
    for field in SHARES[:-1]:
        counts[field] = Tally(right=sum(getattr(w, field) == s[field] for w, s in right), gold=len(right))
    scored = [(w.speaker, names_of.get(s["speaker"])) for w, s in right if w.speaker != "?"]
    counts["speaker"] = Tally(right=sum(is_named(*pair) for pair in scored), gold=len(scored))
    return counts


def is_named(wanted: str | None, name: str | None) -> bool:
    """Tell whether a name has all the words that it must have, or whether both are absent."""
    if wanted is None or name is None:
        return wanted is name
    ours, theirs = (set(re.findall(r"\w+", x.casefold())) for x in (wanted, name))
    return ours <= theirs


def _attributions(wanted: list[Expected], ours: list[Json]) -> tuple[list[Attribution], list[Attribution]]:
    gold = [Attribution(source=(s.source,) if s.source else (), cue=(s.cue,), content=s.content) for s in wanted]
    return gold, [statement(s) for s in ours]


def table(figures: dict[str, float], floors: dict[str, float]) -> str:
    """Return the figures beside the floors, those below marked."""
    rows = [f"{'':12}{'reached':>9}{'floor':>7}"]
    for name, value in figures.items():
        low = floors.get(name, 0.0)
        rows.append(f"{name:12}{value:9.1f}{low:7.1f}{'  below' if value < low else ''}")
    return "\n".join(rows)


def main() -> None:
    """Print the table, or pin what was reached as the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="make what was reached, less a point, the floors")
    pin = parser.parse_args().pin
    figures = measure(read(map(load, names())))
    print(table(figures, json.loads(FLOORS.read_text())["floors"]))  # noqa: T201 - a command
    if pin:
        floors = {name: floor(10 * max(0.0, value - SLACK)) / 10 for name, value in figures.items()}
        FLOORS.write_text(json.dumps({"data": digest(), "floors": floors}, indent=2) + "\n")


if __name__ == "__main__":
    main()
