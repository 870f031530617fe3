"""Print how well time expressions are found and placed in the calendar, against the published figures of peers.

python benchmarks/times.py [--data DIR] [--file FILE ...] [--json FILE] [--errors]
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attribution import table
from corpus import DATA, lines
from times_specs import of_specs

from reportedly.settle.times import find_times
from reportedly.settle.times.values import SEASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.settle.times import TimeFound

    Json = dict[str, Any]
    Days = tuple[dt.date | None, dt.date | None]

FILES = {
    "times/aquaint.dev.jsonl.gz": "AQUAINT",
    "times/timebank.train.jsonl.gz": "TimeBank",
    "times/gum_dates.dev.jsonl.gz": "GUM dates",
    "times/wikiwars.train.jsonl.gz": "WikiWars",
}
HEAD = ["what", "n", "P", "R", "F1", "must", "aim", "peers"]
GOALS = {
    ("AQUAINT", "strict"): ("81", "85", "HeidelTime 81.3, Recognizers-Text 69.5"),
    ("AQUAINT", "relaxed"): ("92", "94", "HeidelTime 92.5, Recognizers-Text 81.4"),
    ("AQUAINT", "value"): ("73", "80", "HeidelTime 72.9, Recognizers-Text 60.3"),
    ("AQUAINT", "interval"): ("83", "90", "HeidelTime 82.5, Recognizers-Text 64.6"),
    ("GUM dates", "interval"): ("80", "88", "HeidelTime 82.5 and Recognizers-Text 71.5, on GUM's news"),
    ("WikiWars", "interval"): ("85", "91", "HeidelTime 88.5 and Recognizers-Text 53.8, on all of WikiWars"),
}
SPECS = "reference/recognizers_text_english_specs.zip"
NOTES = """\
In percent. strict: the same span; relaxed: spans overlap; value: they overlap and the TIMEX3 values are equal;
interval: they overlap and first and last day are the same, of expressions that have both (a duration has none in the
gold's notation, and GUM marks no clock times: those that we find alone there are not counted). Each expression counts
once. Recognizers-Text's cases: the share in which all dates and nothing else are found, with the right days; left out
are those that our conventions do not fit, counted by reason."""


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, action="append", help="annotated documents of the data folder's format")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", action="store_true", help="print what differs")
    args = parser.parse_args()
    files = {p: p.name.split(".")[0] for p in args.file} if args.file else {args.data / f: n for f, n in FILES.items()}
    rows: list[list[str]] = []
    characters, seconds = 0, 0.0
    for path, name in files.items():
        docs = list(lines(path))
        begin = time.process_time()
        found = [find_times(d["text"], d.get("published")) for d in docs]
        seconds += time.process_time() - begin
        characters += sum(len(d["text"]) for d in docs)
        rows += of_file(name, docs, found, errors=args.errors)
    print(table([HEAD, *rows], numbers=range(1, 7)))
    print(NOTES)
    print(f"Speed: {characters / seconds:,.0f} characters a second on one core; must be 200,000.")
    if not args.file:
        print(*of_specs(args.data / SPECS, errors=args.errors), *of_seed(args.data.parent / "seed"), sep="\n")
    if args.json:
        args.json.write_text(json.dumps({"rows": rows, "characters_a_second": characters / seconds}, indent=1) + "\n")


def of_file(name: str, docs: Sequence[Json], found: Sequence[Sequence[TimeFound]], *, errors: bool) -> list[list[str]]:
    """Return the lines of one set."""
    counts: Counter[str] = Counter()
    for doc, ours in zip(docs, found, strict=True):
        golds = [(t["start"], t["end"], t["value"], interval(t["value"])) for t in doc["times"]]
        mine = [(t.start, t.end, t.value.timex, (t.value.first, t.value.last)) for t in ours]
        pairs = overlapping(golds, mine)
        counts["gold"] += len(golds)
        counts["ours"] += len(mine)
        counts["relaxed"] += len(pairs)
        counts["strict"] += sum(g[:2] == m[:2] for g, m in pairs)
        counts["value"] += sum(g[2] == m[2] for g, m in pairs)
        skip = {"duration", "time"} if "GUM" in name.upper() else {"duration"}
        placed = [
            m
            for t, m in zip(ours, mine, strict=True)
            if None not in m[3] and (t.value.kind not in skip or any(m is q for _, q in pairs))
        ]
        days = [g for g in golds if g[3] and None not in g[3]]
        counts["gold days"] += len(days)
        counts["our days"] += len(placed)
        counts["interval"] += sum(bool(g[3]) and g[3] == m[3] for g, m in pairs if m in placed)
        if errors:
            _print_errors(doc, golds, mine, pairs)
    lines_ = []
    for what in ("strict", "relaxed", "value", "interval"):
        gold, ours_ = ("gold days", "our days") if what == "interval" else ("gold", "ours")
        right, total, given = counts[what], counts[gold], counts[ours_]
        p, r = 100 * right / (given or 1), 100 * right / (total or 1)
        f1 = 2 * p * r / ((p + r) or 1)
        goals = GOALS.get((name, what), ("", "", ""))
        lines_.append([f"{name}, {what}", str(total), f"{p:.1f}", f"{r:.1f}", f"{f1:.1f}", *goals])
    return lines_


def overlapping(golds: Sequence[tuple], ours: Sequence[tuple]) -> list[tuple[tuple, tuple]]:  # type: ignore[type-arg]
    """Return pairs that overlap, each once: the same span first, then in text order."""
    pairs, left = [], list(ours)
    for same in (True, False):
        for g in [g for g in golds if not any(g is p for p, _ in pairs)]:
            meets = (m for m in left if (g[:2] == m[:2] if same else g[0] < m[1] and m[0] < g[1]))
            if (m := next(meets, None)) is not None:
                pairs.append((g, m))
                left = [x for x in left if x is not m]
    return pairs


def _print_errors(doc: Json, golds: Sequence[tuple], mine: Sequence[tuple], pairs: Sequence[tuple]) -> None:  # type: ignore[type-arg]
    text = doc["text"]
    rows = [(g, m) for g, m in pairs if g[2] != m[2] or g[:2] != m[:2]]
    rows += [(g, None) for g in golds if not any(g is p for p, _ in pairs)]
    rows += [(None, m) for m in mine if not any(m is q for _, q in pairs)]
    for g, m in sorted(rows, key=lambda r: (r[0] or r[1])[0]):
        start, end = (g or m)[:2]
        what = "FN " if m is None else "FP " if g is None else "VAL" if g[2] != m[2] else "EXT"
        if what == "VAL" and g[3] and g[3] == m[3]:
            what = "val"
        gold = g and f"{text[g[0] : g[1]]!r} {g[2]}"
        ours = m and f"{text[m[0] : m[1]]!r} {m[2]}"
        context = " ".join(text[max(0, start - 40) : end + 25].split())
        print(f"{what}|{gold}|{ours}|{doc.get('published')}|{context}")


def interval(value: str | None) -> Days | None:
    """Return first and last day of a TIMEX3 value, or of GUM's `from/to` and `bound..bound`; None if it has none."""
    if not value or value.startswith(("P", "-", "F", "BC")):
        return None
    for mark in ("..", "/"):
        if mark in value:
            one, _, other = value.partition(mark)
            begin, end = interval(one), interval(other)
            return (begin[0], end[1]) if begin and end else None
    value = value.split("T")[0]
    try:
        return _days(value)
    except ValueError:
        return None


def _days(value: str) -> Days | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = dt.date.fromisoformat(value)
        return day, day
    if m := re.fullmatch(r"(\d{4})-W(\d{1,2})(-WE)?", value):
        first = dt.date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
        return first, first + dt.timedelta(days=1 if m[3] else 6)
    if m := re.fullmatch(r"(\d{4})-(\d\d|Q\d|H\d|SP|SU|FA|WI)(?:-XX)?", value):
        y, what = int(m[1]), m[2]
        a, b = (
            (int(what), int(what)) if what.isdigit()
            else (3 * int(what[1]) - 2, 3 * int(what[1])) if what[0] == "Q"
            else (6 * int(what[1]) - 5, 6 * int(what[1])) if what[0] == "H"
            else SEASONS[what]
        )  # fmt: skip
        return dt.date(y, a, 1), dt.date(y + (b < a), b, calendar.monthrange(y + (b < a), b)[1])
    if m := re.fullmatch(r"(\d{1,4})(X{0,2})(?:-XX){0,2}", value):
        width = 10 ** (4 - len(m[1])) if len(m[1]) > 1 else 1
        first = int(m[1]) * width
        return dt.date(max(first, 1), 1, 1), dt.date(first + width - 1, 12, 31)
    return None


def of_seed(folder: Path) -> list[str]:
    """Say how many dates of the seed report are right."""
    if not folder.exists():
        return []
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    text = (folder / "report.txt").read_text(encoding="utf-8")
    ours = find_times(text, expected["published"])
    right, missed = 0, []
    for date in expected["dates"]:
        start, end = date["span"]
        near = [t for t in ours if t.start < end and start < t.end]
        days = {(str(t.value.first or ""), str(t.value.last or "")) for t in near}
        wanted = (date["start"] or "", date["end"] or "")
        if wanted in days or (
            "note" in date and not any(a and (a, b) != wanted for a, b in days - {("1973-01-01", "1973-12-31")})
        ):
            right += 1
        else:
            missed.append(f"seed date {text[start:end]!r}: wanted {wanted}, ours {days}")
    return [f"Seed dates: {right} of {len(expected['dates'])}; must be all but one.", *missed]


if __name__ == "__main__":
    main()
