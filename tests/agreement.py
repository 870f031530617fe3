"""Two passes of annotation over the probes: how far they agree, field by field.

`python tests/agreement.py` prints the tables of tests/probes/README.md from tests/probes/passes.tsv.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.markup import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Pairs = list[tuple[str, str]]

HERE = Path(__file__).parent / "probes"
EVENT = ("type", "status")
FIGURE = ("effect", "hedge", "low", "best", "high")


def rows() -> list[dict[str, str]]:
    """Return the marks that two passes decided: file, item, mark (from 1), words, first, second, final, wrong, why."""
    with (HERE / "passes.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fields(file: str) -> tuple[str, ...]:
    """Return the names of the values, parted by colons, of a mark in a file."""
    if file.startswith("counts"):
        return FIGURE
    return (*EVENT, "roles") if file == "dyads" else EVENT


def marked(file: str) -> list[str]:
    """Return the values of all marks of a probe file as it stands, in text order."""
    if file.startswith("counts"):
        found = (f for item in items(HERE / f"{file}.txt") for f in item.figures)
        return [":".join((f["effect"], f["hedge"], *(_number(f[x]) for x in FIGURE[2:]))) for f in found]
    events = [e for item in items(HERE / f"{file}.txt") for e in item.events]
    values = [f"{e['type']}:{e['status']}" for e in events]
    if file != "dyads":
        return values
    return [f"{value}:{_roles(e['roles'])}" for value, e in zip(values, events, strict=True)]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def _roles(roles: Iterable[dict[str, object]]) -> str:
    return "".join(
        str(r["role"])[0].upper()
        for r in sorted(roles, key=lambda r: int(str(r["start"])))
        if r["role"] in {"actor", "recipient"}
    )


def agreement(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share, 0 to 1, of pairs that are alike."""
    return sum(a == b for a, b in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa: agreement beyond that expected of two annotators with these label counts.

    Every value is a label of its own, numbers too. It is 1 where both used one label only.
    """
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return (agreement(pairs) - chance) / (1 - chance) if chance < 1 else 1.0


def by_field(found: Iterable[dict[str, str]]) -> dict[str, Pairs]:
    """Return the pairs of values of each field."""
    pairs: dict[str, Pairs] = {}
    for row in found:
        for name, a, b in zip(fields(row["file"]), row["first"].split(":"), row["second"].split(":"), strict=True):
            pairs.setdefault(name, []).append((a, b))
    return pairs


def main() -> None:
    """Print agreement by field and file, the confusions, and how they were settled."""
    every = rows()
    print("| field | file | marks | alike | agreement | kappa |\n|---|---|---:|---:|---:|---:|")  # noqa: T201
    files = list(dict.fromkeys(row["file"] for row in every))
    for name in (*EVENT, "roles", *FIGURE):
        of = [file for file in files if name in fields(file)]
        for label, chosen in ([("all", of)] if len(of) > 1 else []) + [(file, [file]) for file in of]:
            pairs = by_field(row for row in every if row["file"] in chosen)[name]
            alike = sum(a == b for a, b in pairs)
            print(  # noqa: T201
                f"| {name} | {label} | {len(pairs)} | {alike} | {agreement(pairs):.1%} | {kappa(pairs):.3f} |"
            )
    print()  # noqa: T201
    for name, pairs in by_field(every).items():
        confused = Counter(" / ".join(sorted(pair)) for pair in pairs if pair[0] != pair[1])
        print(f"{name}: {', '.join(f'{words} {n}' for words, n in confused.most_common())}")  # noqa: T201
    for file in files:
        counts = Counter(row["wrong"] or "alike" for row in every if row["file"] == file)
        changed = sum(row["first"] != row["final"] for row in every if row["file"] == file)
        print(f"{file}: {dict(counts)}, changed {changed}")  # noqa: T201


if __name__ == "__main__":
    main()
