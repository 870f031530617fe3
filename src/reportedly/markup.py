"""Events and figures written into a text: `{rebels|A1} {stormed|E1:ASSAULT:happened} {Karsk|R1 W1}`.

docs/events.md says what is marked and how. Blocks of lines are items; a line that begins with `#` names the next item.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
)  # fmt: skip
STATUSES = (
    "happened", "ongoing", "planned", "threatened", "demanded", "possible", "conditional", "negated", "denied",
)  # fmt: skip
EFFECTS = (
    "killed", "injured", "missing", "displaced", "detained", "abducted", "released", "deployed", "launched",
    "destroyed", "other",
)  # fmt: skip
HEDGES = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague")
ROLES = {"A": "actor", "R": "recipient", "I": "instrument", "W": "where", "T": "when"}

_TRIGGER = re.compile(rf"E(\d+):({'|'.join(TYPES)}):({'|'.join(STATUSES)})")
_ROLE = re.compile(r"([ARIWT])(\d+)")
_NUMBER = r"(\d+(?:\.\d+)?|-)"
_FIGURE = re.compile(rf"N(\d+):({'|'.join(EFFECTS)}):({'|'.join(HEDGES)}):{_NUMBER}:{_NUMBER}:{_NUMBER}")


class MarkupError(ValueError):
    """A mark that cannot be read; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A text with its `events` and `figures` in the format of the data folder, offsets in code points."""

    name: str
    text: str
    events: tuple[dict[str, Any], ...]
    figures: tuple[dict[str, Any], ...]


def items(path: Path) -> Iterator[Item]:
    """Yield the items of a file.

    Raises:
        MarkupError: a mark is not of the kinds above, braces do not match, or a role belongs to no event.
    """
    name, lines = "", []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], start=1):
        if line.startswith("#"):
            name = line[1:].strip()
        elif line.strip():
            lines.append(line)
        elif lines:
            try:
                yield parse("\n".join(lines), name or f"{path.stem}/{number - len(lines)}")
            except MarkupError as e:
                raise MarkupError(f"{path.name}:{number - len(lines)}: {e}") from e
            name, lines = "", []


def parse(marked: str, name: str = "") -> Item:
    """Return a marked text without its marks, and what they say."""
    text: list[str] = []
    opened: list[int] = []
    spans: list[tuple[int, int, str]] = []
    at = 0
    for piece in re.split(r"(\{|\|[^{}|]*\})", marked):
        if piece == "{":
            opened.append(at)
        elif piece.startswith("|") and piece.endswith("}"):
            if not opened:
                raise MarkupError(f"no brace is open before {piece!r}")
            spans.append((opened.pop(), at, piece[1:-1]))
        elif set(piece) & set("{}|"):
            raise MarkupError(f"stray brace or bar in {piece!r}")
        else:
            text.append(piece)
            at += len(piece)
    if opened:
        raise MarkupError("a brace is not closed")
    return _item(name, "".join(text), spans)


def _item(name: str, text: str, spans: list[tuple[int, int, str]]) -> Item:
    events: dict[str, dict[str, Any]] = {}
    roles: list[tuple[str, str, int, int]] = []
    figures: list[dict[str, Any]] = []
    for start, end, marks in spans:
        words = text[start:end]
        if not words or words != words.strip():
            raise MarkupError(f"the span {words!r} is empty or begins or ends with a blank")
        for mark in marks.split():
            if m := _TRIGGER.fullmatch(mark):
                if m[1] in events:
                    raise MarkupError(f"event {m[1]} has two triggers")
                events[m[1]] = {"id": m[1], "start": start, "end": end, "type": m[2], "status": m[3], "roles": []}
            elif m := _ROLE.fullmatch(mark):
                roles.append((m[2], ROLES[m[1]], start, end))
            elif m := _FIGURE.fullmatch(mark):
                figures.append({"start": start, "end": end, **_figure(m)})
            else:
                raise MarkupError(f"{mark!r} is no mark")
    if lost := ({f["event"] for f in figures} | {r[0] for r in roles}) - {"0", *events}:
        raise MarkupError(f"something belongs to event {min(lost)}, which has no trigger")
    for event, role, start, end in roles:
        events[event]["roles"].append({"role": role, "start": start, "end": end})
    order = sorted(events.values(), key=lambda e: e["start"])
    return Item(name=name, text=text, events=tuple(order), figures=tuple(sorted(figures, key=lambda f: f["start"])))


def _figure(m: re.Match[str]) -> dict[str, Any]:
    low, best, high = (None if x == "-" else float(x) for x in m.groups()[3:])
    return {"event": m[1], "effect": m[2], "hedge": m[3], "low": low, "best": best, "high": high}


def main() -> None:
    """Check files: `python -m reportedly.markup FILE...`."""
    for name in sys.argv[1:]:
        found = list(items(Path(name)))
        types = Counter(e["type"] for i in found for e in i.events)
        statuses = Counter(e["status"] for i in found for e in i.events)
        print(f"{name}: {len(found)} items, {sum(types.values())} events, {sum(len(i.figures) for i in found)} figures")  # noqa: T201
        print(f"  {dict(types.most_common())}\n  {dict(statuses.most_common())}")  # noqa: T201


if __name__ == "__main__":
    main()
