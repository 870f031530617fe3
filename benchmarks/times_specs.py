"""The date cases of Recognizers-Text (MIT): which of them fit our conventions, and which of those we get right."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

from reportedly.settle.times import find_ranges, find_times

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.settle.times import TimeFound

    Json = dict[str, Any]

CASES = "Specs/DateTime/English/DateTimeModel.json"
_NARROWED = re.compile(r"start|mid|end|approx|less|more|ref_undef")


def of_specs(path: Path, *, errors: bool) -> list[str]:
    """Return what is to be said of the cases; none if the archive is not there."""
    if not path.exists():
        return []
    with zipfile.ZipFile(path) as archive:
        cases = json.load(io.TextIOWrapper(archive.open(CASES), encoding="utf-8-sig"))
    left_out: Counter[str] = Counter()
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for case in cases:
        if reason := _unfit(case):
            left_out[reason] += 1
            continue
        anchor = case["Context"]["ReferenceDateTime"][:10] if "Context" in case else None
        text = case["Input"]
        found = find_times(text, anchor)
        kinds = sorted({r["TypeName"].partition(".")[2] for r in case["Results"]}) or ["none"]
        kind = "+".join(kinds) if len(kinds) == 1 else "several"
        count[kind] += 1
        ok = _agrees(case, found, find_ranges(text, found, anchor))
        right[kind] += ok
        if errors and not ok:
            ours = [(text[t.start : t.end], t.value.timex, str(t.value.first), str(t.value.last)) for t in found]
            wanted = [(r["Text"], r["Resolution"]["values"][-1]) for r in case["Results"]]
            print(f"{kind}|{anchor}|{text}|{wanted}|{ours}")
    total = sum(count.values())
    share = 100 * sum(right.values()) / total
    return [
        f"Recognizers-Text cases: {share:.1f} % of {total} that fit; must be 75, aim 90.",
        "  " + ", ".join(f"{k} {right[k]}/{n}" for k, n in sorted(count.items())),
        f"  left out of {len(cases)}: " + ", ".join(f"{n} {reason}" for reason, n in left_out.most_common()),
    ]


_WEEKDAY = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*"
_CONVENTIONS = {
    "early and later parts: Recognizers narrows the range, we mark the whole": (
        r"\b(?:earl(?:y|ier)|later?|mid|middle|beginning|start|end|around|about)\b"
    ),
    "this, next, last weekday: the week's in Recognizers, the nearest in ours": (
        rf"\b(?:this|next|last|past|previous|following|coming|upcoming)\b.*\b{_WEEKDAY}\b"
    ),
    "days and months as numbers without a year (10/1), never so in news": r"(?<![\d/-])\d{1,2}[/-]\d{1,2}(?![\d/-])",
    "typing without blanks or in short (3h, Dec31, tmrw, eod)": (
        r"\d[a-z]{1,6}\b(?<!st)(?<!nd)(?<!rd)(?<!th)(?<!am)(?<!pm)|[a-z]\d|tmr|eod|eom|eoy"
    ),
    "the day, the week, the month, the year alone: no date in ours": (
        r"^(?:the |of the |for the )?(?:day|week|month|year)$"
    ),
    "business days and school years": r"business|weekday|school|workday|working",
}


def _unfit(case: Json) -> str | None:
    """Return why a case does not fit our conventions, None if it does."""
    for result in case["Results"]:
        kind = result.get("TypeName", "").partition(".")[2]
        if kind in {"time", "timerange", "timezone", "datetimerange", "datetimealt", ""}:
            return "clock times and stretches of hours (we give days)"
        values = result["Resolution"]["values"]
        if kind == "daterange" and not any("start" in v or "end" in v for v in values):
            return "no days in its own result"
        reasons = (why for why, form in _CONVENTIONS.items() if re.search(form, result["Text"].lower()))
        if why := next(reasons, None):
            return why
        if any("Mod" in v and _NARROWED.search(v["Mod"]) for v in values):
            return next(iter(_CONVENTIONS))
    return None


def _agrees(case: Json, found: list[TimeFound], ranges: list[TimeFound]) -> bool:
    """Tell whether all expected dates are found with the right days, and nothing else."""
    every = [*ranges, *found]
    spans = []
    for result in case["Results"]:
        start, end = _span(case["Input"], result)
        spans.append((start, end))
        near = [t for t in every if t.start < end and start < t.end]
        if not any(_same(t, result) for t in near):
            return False
    return all(any(t.start < end and start < t.end for start, end in spans) for t in found)


def _span(text: str, result: Json) -> tuple[int, int]:
    at = text.lower().find(result["Text"].lower())
    start = result.get("Start", max(at, 0))
    return start, result["End"] + 1 if "End" in result else start + len(result["Text"])


def _same(time: TimeFound, result: Json) -> bool:
    kind = result["TypeName"].partition(".")[2]
    return any(_equal(time, kind, v) for v in result["Resolution"]["values"])


def _equal(time: TimeFound, kind: str, wanted: Json) -> bool:
    ours = time.value
    if kind in {"duration", "set"}:
        return ours.kind == kind
    if wanted.get("timex", "").endswith("_REF"):
        return ours.timex == wanted["timex"]
    if kind in {"date", "datetime"}:
        if wanted["value"] == "not resolved":
            return ours.first is None
        day = wanted["value"][:10]
        stated = re.search(r"T(\d\d:\d\d)", ours.timex or "")
        clock = kind == "date" or not stated or stated[1] in wanted["value"]
        if ours.grain in {"week", "month", "year"} and ours.first and ours.last:  # "two weeks ago" is a week in ours
            return str(ours.first) <= day <= str(ours.last)
        return str(ours.first) == day == str(ours.last) and clock
    return _equal_range(time, wanted)


def _equal_range(time: TimeFound, wanted: Json) -> bool:
    ours = time.value
    start = dt.date.fromisoformat(wanted["start"][:10]) if "start" in wanted else None
    end = dt.date.fromisoformat(wanted["end"][:10]) if "end" in wanted else None
    if ours.first is None or ours.last is None:
        return False
    after_last = ours.last + dt.timedelta(days=1)
    mod = wanted.get("Mod", "")
    if start and end:
        # Recognizers ends a range where its last part begins ("from 4 to 7 May", "2014 to 2018"), we keep it;
        # its past three days end the day before, ours with the day itself
        if "/" in (ours.timex or ""):
            last_part = (ours.timex or "").split("/")[1]
            return ours.first == start and (end in {after_last, ours.last} or str(end).startswith(last_part))
        a_day = dt.timedelta(days=1)
        shifted = ours.kind == "duration" and (ours.first, ours.last) == (start + a_day, end)
        return shifted or (ours.first == start and end in {after_last, ours.last})
    if start:
        return start in ({after_last, ours.first} if mod == "after" else {ours.first})
    return end in {ours.first, after_last, ours.last}
