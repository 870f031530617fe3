"""Time expressions: found, placed in the calendar, and joined with events and statements; no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from by_hand import span
from hypothesis import given
from hypothesis import strategies as st

from reportedly.decode.draft import Draft, DraftEvent, DraftFigure, DraftStatement
from reportedly.model import Article, Engine, Records, Span
from reportedly.settle import settle
from reportedly.settle.times import TimeFound, find_ranges, find_times
from reportedly.settle.times.holidays import days_of

if TYPE_CHECKING:
    import datetime as dt

ANCHOR = "2024-02-08"  # a Thursday


def one(words: str, anchor: str | None = ANCHOR) -> TimeFound:
    """Return the only time expression of some words."""
    (found,) = find_times(words, anchor)
    return found


def days(words: str, anchor: str | None = ANCHOR) -> tuple[str, str, str | None]:
    value = one(words, anchor).value
    return str(value.first), str(value.last), value.timex


@pytest.mark.parametrize(
    ("words", "first", "last", "timex"),
    [
        ("12 May 2021", "2021-05-12", "2021-05-12", "2021-05-12"),
        ("Wednesday, May 12th, 2021", "2021-05-12", "2021-05-12", "2021-05-12"),
        ("2021-05-12", "2021-05-12", "2021-05-12", "2021-05-12"),
        ("the third quarter of 2020", "2020-07-01", "2020-09-30", "2020-Q3"),
        ("the first half of last year", "2023-01-01", "2023-06-30", "2023-H1"),
        ("the winter of 1914", "1914-12-01", "1915-02-28", "1914-WI"),
        ("the winter of 1914-15", "1914-12-01", "1915-02-28", "1914-WI"),
        ("December of 384", "0384-12-01", "0384-12-31", "0384-12"),
        ("the late 1980s", "1980-01-01", "1989-12-31", "198X"),
        ("the 20th century", "1900-01-01", "1999-12-31", "19XX"),
        ("in nineteen ninety-six", "1996-01-01", "1996-12-31", "1996"),
        ("the first week of May 2021", "2021-05-03", "2021-05-09", "2021-W18"),
        ("the last Monday of May 2021", "2021-05-31", "2021-05-31", "2021-05-31"),
        ("Yom Kippur 1973", "1973-10-06", "1973-10-06", "1973-10-06"),
        ("Q2 2021", "2021-04-01", "2021-06-30", "2021-Q2"),
        ("9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("in October 1066", "1066-10-01", "1066-10-31", "1066-10"),
        ("in 2999", "2999-01-01", "2999-12-31", "2999"),
    ],
)
def test_what_is_stated_needs_no_anchor(words: str, first: str, last: str, timex: str) -> None:
    assert days(words) == days(words, None) or "last year" in words
    assert days(words) == (first, last, timex)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("yesterday", "2024-02-07", "2024-02-07"),
        ("The bridge was used today", "2024-02-08", "2024-02-08"),
        ("Prices rose in January", "2024-01-01", "2024-01-31"),
        ("on Thursday", "2024-02-08", "2024-02-08"),  # the day of publication counts
        ("on Friday", "2024-02-02", "2024-02-02"),
        ("They will meet on Friday", "2024-02-09", "2024-02-09"),
        ("It was postponed until Tuesday", "2024-02-13", "2024-02-13"),
        ("last Thursday", "2024-02-01", "2024-02-01"),
        ("next Thursday", "2024-02-15", "2024-02-15"),
        ("Wednesday of next week", "2024-02-14", "2024-02-14"),
        ("last week", "2024-01-29", "2024-02-04"),
        ("this month", "2024-02-01", "2024-02-29"),
        ("next year", "2025-01-01", "2025-12-31"),
        ("the weekend", "2024-02-03", "2024-02-04"),
        ("two days ago", "2024-02-06", "2024-02-06"),
        ("three weeks ago", "2024-01-15", "2024-01-21"),
        ("a year and a half ago", "2022-01-01", "2022-12-31"),
        ("In December, he resigned", "2023-12-01", "2023-12-31"),
        ("He will resign in December", "2024-12-01", "2024-12-31"),
        ("Feb. 29", "2024-02-29", "2024-02-29"),
        ("last summer", "2023-06-01", "2023-08-31"),
        ("early next week", "2024-02-12", "2024-02-18"),
        ("the past two weeks", "2024-01-26", "2024-02-08"),
        ("the past 2 1/2 years", "2021-08-09", "2024-02-08"),
        ("the next three days", "2024-02-09", "2024-02-11"),
        ("last Christmas", "2023-12-25", "2023-12-25"),
        ("the night of Feb. 5", "2024-02-05", "2024-02-05"),
        ("10 p.m. Wednesday", "2024-02-07", "2024-02-07"),
        ("the day before yesterday", "2024-02-06", "2024-02-06"),
        ("Wednesday the 14th", "2024-02-14", "2024-02-14"),
        ("the week of March 6", "2024-03-04", "2024-03-10"),
        ("two weeks after Feb. 1", "2024-02-15", "2024-02-15"),
        ("Fifteen were arrested overnight", "2024-02-07", "2024-02-08"),
        ("the end of the month", "2024-02-01", "2024-02-29"),
    ],
)
def test_what_is_relative_counts_from_the_day_of_publication(words: str, first: str, last: str) -> None:
    value = one(words).value
    assert (str(value.first), str(value.last), value.basis) == (first, last, "relative")
    value = one(words, None).value
    assert (value.first, value.last) == (None, None)
    assert value.note or value.kind == "duration"


def test_nothing_counts_from_today() -> None:
    for words in ("yesterday", "on Friday", "last week", "two days ago", "in March"):
        assert one(words, None).value.first is None


@pytest.mark.parametrize(
    ("words", "timex", "kind"),
    [
        ("for three days", "P3D", "duration"),
        ("a decade-long war lasted two decades", "P20Y", "duration"),
        ("for weeks", "PXW", "duration"),
        ("two and a half years", "P2Y6M", "duration"),
        ("took half an hour", "PT30M", "duration"),
        ("every Friday", "XXXX-WXX-5", "set"),
        ("daily", "P1D", "set"),
        ("now", "PRESENT_REF", "date"),
        ("The gate is still used today", "PRESENT_REF", "date"),  # nowadays
        ("The rains usually set in during July", "XXXX-07", "set"),  # every July
        ("recently", "PAST_REF", "date"),
        ("several years ago", "PAST_REF", "date"),
        ("at 5:30 p.m. on Monday", "2024-02-05T17:30", "time"),
        ("Sunday night", "2024-02-04TNI", "time"),
    ],
)
def test_durations_sets_times_and_references(words: str, timex: str, kind: str) -> None:
    value = find_times(words, ANCHOR)[-1].value
    assert (value.timex, value.kind) == (timex, kind)


@pytest.mark.parametrize(
    ("words", "mod"),
    [
        ("early next week", "START"), ("mid-March", "MID"), ("the end of 1990", "END"),
        ("at least 30 days", "EQUAL_OR_MORE"),
        ("more than two years", "MORE_THAN"), ("about a decade", "APPROX"), ("since Monday", "ON_OR_AFTER"),
        ("until the 2003 invasion", "ON_OR_BEFORE"), ("earlier this year", "START"),
    ],
)  # fmt: skip
def test_modifiers(words: str, mod: str) -> None:
    assert one(words).value.mod == mod


@pytest.mark.parametrize(
    "words",
    [
        "the 6-year-old boy", "a 52 years old man", "he may march", "1,500 troops", "$1998", "over 2000 people",
        "Resolution 1325", "555-1212", "$5 million a year", "as soon as possible",
        "the fall of Kabul", "Will May speak", "up to date", "the second man", "one of three", "three-quarters of it",
        "2015 houses", "to this day",
    ],
)  # fmt: skip
def test_what_is_no_date(words: str) -> None:
    assert [t for t in find_times(words, ANCHOR) if t.value.first or t.value.kind == "duration"] == []


def test_what_the_calendar_lacks_has_no_days_and_says_so() -> None:
    value = one("on 31 June 2023").value
    assert (value.timex, value.first, value.note) == (None, None, "the calendar has no 2023-06-31")
    assert one("on June 31").value.note == "the calendar has no 2024-06-31"
    assert one("on February 30", None).value.note == "the calendar has no 02-30"


def test_the_day_before_counts_from_the_date_before_in_the_text() -> None:
    text = "The bridge fell on Jan. 3. The next day, and two weeks later, and later that year."
    first = [str(t.value.first) for t in find_times(text, ANCHOR)]
    assert first == ["2024-01-03", "2024-01-04", "2024-01-15", "2024-01-01"]


def test_without_a_day_of_publication_the_dateline_anchors_and_it_is_said() -> None:
    times = find_times("KARSK, Feb. 8, 2024 (Orle) - Rebels struck on Wednesday.", None)
    assert [(str(t.value.first), t.value.basis) for t in times] == [("2024-02-08", "stated"), ("2024-02-07", "assumed")]


def test_a_history_leans_on_the_years_it_names() -> None:
    text = (
        "In 1775 the siege began. In March 1776 it ended. On June 8, 1776 they lost. In October they withdrew. "
        "In 1777, on April 3, they came back. It ended in 1783. Today it is a park."
    )
    by_words = {text[t.start : t.end]: t.value for t in find_times(text, ANCHOR)}
    assert by_words["October"].timex == "1776-10"
    assert by_words["April 3"].timex == "1777-04-03"
    assert (by_words["Today"].timex, by_words["Today"].first) == ("PRESENT_REF", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April 24 and 25.", ["1999-04-24", "1999-04-25"]),
        ("on 22-25 April 1951", ["1951-04-22", "1951-04-25"]),
        ("March 5-9, 1918", ["1918-03-05", "1918-03-09"]),
        ("November to February 2017", ["2016-11-01", "2017-02-01"]),
        ("in 2006-07", ["2006-01-01", "2007-01-01"]),
    ],
)
def test_lists_share_month_and_year(text: str, expected: list[str]) -> None:
    assert [str(t.value.first) for t in find_times(text, "1999-04-20")] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between Monday and Wednesday", "2024-02-05", "2024-02-07"),
        ("from 3 May 2021 to June 2021", "2021-05-03", "2021-06-30"),
        ("1914-1918", "1914-01-01", "1918-12-31"),
        ("between January and now", "2024-01-01", "2024-02-08"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    (found,) = find_ranges(text, find_times(text, ANCHOR), ANCHOR)
    assert (found.start, found.end) == (0, len(text))
    assert (str(found.value.first), str(found.value.last)) == (first, last)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Easter", 2024, "2024-03-31"), ("Orthodox Easter", 2024, "2024-05-05"), ("Passover", 2024, "2024-04-23"),
        ("Rosh Hashanah", 2023, "2023-09-16"), ("Eid al-Fitr", 2024, "2024-04-10"), ("Ramadan", 2023, "2023-03-23"),
        ("Thanksgiving", 1999, "1999-11-25"),
    ],
)  # fmt: skip
def test_holidays_of_many_calendars(name: str, year: int, day: str) -> None:
    found = days_of(name, year)
    assert found is not None
    assert found[0].isoformat() == day
    assert one(f"{name} {year}").value.first == found[0]


def test_a_holiday_without_a_rule_is_found_and_left_open() -> None:
    value = one("on Independence Day").value
    assert (value.first, value.note) == (None, "no rule for its date")


WORDS = """
last this next the a of in on at by and to from between since until before after ago later earlier early late mid
end beginning day days week weeks month months year years decade century quarter weekend morning night Monday Fri.
May March Jan. June 31 30 29 1 12 1999 2999 1066 9999 0 99999999999999999999 third 3rd 1980s '80s 5:30 10 p.m. noon
Easter Ramadan summer fiscal half two twenty hundred several few every about BC AD - , . ( ) / 's now so far
period Q2 H1 fortnight past coming whole following only old school time current over under more than least up most no
soon as overnight dawn Wed. Sept '98 5 p.m. o'clock GMT half-hour seconds century's thirtieth million quarters spring
yesterday today tomorrow ½ 2020-02-30 31/06/2021 anniversary É 😀
"""
PIECES = st.sampled_from([*WORDS.split(), "\n\n", "\u00a0"])


@given(st.lists(PIECES, max_size=14), st.dates() | st.none())
def test_spans_lie_in_the_text_in_order_and_first_is_not_after_last(pieces: list[str], anchor: dt.date | None) -> None:
    text = " ".join(pieces)
    found = find_times(text, anchor)
    ends = [0]
    for t in [*found, *find_ranges(text, found, anchor)]:
        assert 0 <= t.start < t.end <= len(text)
        assert text[t.start : t.end].strip() == text[t.start : t.end]
        assert t.value.first is None or t.value.last is None or t.value.first <= t.value.last
    for t in found:
        assert t.start >= ends[-1]
        ends.append(t.end)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    find_times(text, ANCHOR)


REPORT = (
    "On Wednesday, mayor Ann Orr said that rebels shelled Karsk last week, killing 12 people. "
    "“They will pay,” Orr told reporters on Thursday. The militia struck on the anniversary of the 1973 war. "
    "Police, who met in May, denied it. Troops left between Monday and Wednesday, in the aftermath."
)


def settled(*, published: str | None = ANCHOR) -> Records:
    def at(words: str, after: str = "") -> Span:
        return span(words, text=REPORT, after=after)

    def event(trigger: str, when: str) -> DraftEvent:
        return DraftEvent(trigger=at(trigger), type="ASSAULT", status="happened", when=(at(when),), score=0.9)

    def statement(cue: str, content: str, source: str) -> DraftStatement:
        return DraftStatement(
            source=at(source), cue=at(cue), content=(at(content),), form="indirect", polarity="said", score=0.9
        )

    draft = Draft(
        statements=(
            statement("said", "that rebels shelled Karsk last week, killing 12 people", "mayor Ann Orr"),
            statement("told", "“They will pay,”", "Orr"),
            statement("denied", "it", "Police"),
        ),
        events=(
            event("shelled", "last week"),
            event("struck", "on the anniversary of the 1973 war"),
            event("left", "between Monday and Wednesday"),
            event("met", "in the aftermath"),
        ),
        figures=(
            DraftFigure(
                span=at("12 people"), number=at("12"), unit=at("people"), effect="killed", low=12, best=12, high=12,
                hedge="exact", event=0, score=0.9,
            ),
        ),
    )  # fmt: skip
    return settle(Article(id="x", text=REPORT, published=published), draft, Engine(version="0", model="0" * 64))


def test_events_statements_and_figures_get_their_when() -> None:
    records = settled()
    times = {t.id: t for t in records.times}
    when = [times[e.when] if e.when else None for e in records.events]
    assert [(t and t.first, t and t.last) for t in when] == [
        ("2024-01-29", "2024-02-04"), (None, None), ("2024-02-05", "2024-02-07"), (None, None),
    ]  # fmt: skip
    assert records.figures[0].when == records.events[0].when
    said = [s.when and times[s.when].first for s in records.statements]
    assert said == ["2024-02-07", "2024-02-08", None]


def test_times_are_listed_in_text_order_and_what_is_unread_is_noted() -> None:
    records = settled()
    assert [t.start for t in records.times] == sorted(t.start for t in records.times)
    words = {t.id: REPORT[t.start : t.end] for t in records.times}
    assert {"On Wednesday"[3:], "last week", "Thursday", "1973", "May", "in the aftermath"} <= set(words.values())
    reasons = {words[n.about]: n.reason for n in records.notes if n.about in words}
    assert "no date that can be read" in reasons["in the aftermath"]
    assert "anniversary" in reasons["on the anniversary of the 1973 war"]


def test_without_a_day_of_publication_values_stay_relative_and_it_is_said() -> None:
    records = settled(published=None)
    friday = next(t for t in records.times if REPORT[t.start : t.end] == "last week")
    assert (friday.first, friday.timex, friday.basis) == (None, "XXXX-WXX", "relative")
    assert any(n.about == friday.id and "no day of publication" in n.reason for n in records.notes)
