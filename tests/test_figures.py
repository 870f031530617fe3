"""Numbers, count phrases and what they belong to: rules alone, no model."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.decode.draft import DraftEvent
from reportedly.decode.figures import figures
from reportedly.decode.numbers import COUNT, VAGUE, number, value
from reportedly.markup import items, parse
from reportedly.model import Span

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("words", "low", "best", "high", "hedge"),
    [
        ("22", 22, 22, 22, "exact"),
        ("1,200", 1200, 1200, 1200, "exact"),
        ("1.2 million", 1_200_000, 1_200_000, 1_200_000, "exact"),
        ("twenty-two", 22, 22, 22, "exact"),
        ("two hundred and five", 205, 205, 205, "exact"),
        ("three thousand four hundred", 3400, 3400, 3400, "exact"),
        ("a hundred", 100, 100, 100, "exact"),
        ("a dozen", None, 12, None, "about"),
        ("about two dozen", None, 24, None, "about"),
        ("nearly 900", None, 900, None, "about"),
        ("30 or so", None, 30, None, "about"),
        ("at least 12", 12, None, None, "at_least"),
        ("no fewer than 12", 12, None, None, "at_least"),
        ("50 or more", 50, None, None, "at_least"),
        ("more than a hundred", 101, None, None, "more_than"),
        ("over 1,000", 1001, None, None, "more_than"),
        ("as many as 40", None, None, 40, "at_most"),
        ("fewer than 10", None, None, 9, "less_than"),
        ("between 10 and 15", 10, None, 15, "between"),
        ("10 to 15", 10, None, 15, "between"),
        ("10-15", 10, None, 15, "between"),
        ("dozens", 12, None, None, "vague"),
        ("at least several", 3, None, None, "vague"),
        ("tens of thousands", 10_000, None, None, "vague"),
        ("no", 0, 0, 0, "exact"),
    ],
)
def test_a_number_is_bounds_and_a_hedge(
    words: str, low: float | None, best: float | None, high: float | None, hedge: str
) -> None:
    m = COUNT.fullmatch(words)
    assert m
    found = number(m)
    assert found
    assert (found.low, found.best, found.high, found.hedge) == (low, best, high, hedge)


def test_numbers_that_run_backwards_are_none() -> None:
    m = COUNT.fullmatch("3-1")
    assert m
    assert number(m) is None
    assert value("shirty") is None


def test_the_table_of_vague_words_is_printed_in_the_docs() -> None:
    told = (ROOT / "docs" / "figures.md").read_text()
    assert dict(re.findall(r"^\| ([a-z ]+) \| ([\d,]+) or more \|$", told, re.MULTILINE)) == {
        word: f"{least:,}" for word, least in VAGUE.items()
    }


def counted(marked: str) -> list[tuple[str, str, str | None]]:
    """Return words, effect and trigger of each figure in a text whose events are marked."""
    item = parse(marked)
    events = [
        DraftEvent(
            trigger=Span(start=e["start"], end=e["end"]),
            type=e["type"],
            status=e["status"],
            recipient=tuple(Span(start=r["start"], end=r["end"]) for r in e["roles"] if r["role"] == "recipient"),
            score=1.0,
        )
        for e in item.events
    ]

    def words(span: Span) -> str:
        return item.text[span.start : span.end]

    return [
        (words(f.span), f.effect, None if f.event is None else words(events[f.event].trigger))
        for f in figures(item.text, events)
    ]


def test_a_count_has_its_noun_its_event_and_what_happened() -> None:
    assert counted(
        "{At least 12 soldiers|R1} were {killed|E1:ASSAULT:happened} and "
        "{dozens more|R2} {wounded|E2:ASSAULT:happened}."
    ) == [("At least 12 soldiers", "killed", "killed"), ("dozens more", "injured", "wounded")]


def test_an_ellipsis_takes_the_effect_before_it() -> None:
    found = counted("{Some 300 people|R1} were {killed|E1:ASSAULT:happened} in Orle and at least 120 in Karsk.")
    assert found == [("Some 300 people", "killed", "killed"), ("at least 120", "killed", "killed")]


def test_a_part_has_the_effect_of_the_whole() -> None:
    found = counted("The raid {killed|E1:ASSAULT:happened} {14 villagers|R1}, including five children.")
    assert found == [("14 villagers", "killed", "killed"), ("five children", "killed", "killed")]


def test_things_are_destroyed_and_people_are_not() -> None:
    assert counted("Fire {destroyed|E1:OTHER:happened} {40 homes|R1}.")[0][1] == "destroyed"
    assert counted("Rebels {burned|E1:ASSAULT:happened} {three villages|R1}.")[0][1] == "destroyed"


def test_zero_is_a_number() -> None:
    assert counted("The blast caused no casualties.") == [("no casualties", "killed", None)]
    assert counted("Nobody was {hurt|E1:ASSAULT:negated}.") == [("Nobody", "injured", "hurt")]


@pytest.mark.parametrize(
    "text",
    [
        "On May 4 he turned 52.",
        "In 2019 the law was passed.",
        "A 34-year-old man was there at 11 a.m.",
        "It cost $300 million, or 4 percent of the budget.",
        "They drove 40 km along Highway 5 in an F-16 simulator.",
        "He finished 3rd and won 3-1.",
        "Resolution 2254 and Article 7 apply.",
        "One of them said that no plans exist.",
        "Mira Sol, 41, waited two hours.",
    ],
)
def test_what_is_measured_or_named_is_no_count(text: str) -> None:
    assert figures(text, ()) == ()


@given(st.text(alphabet="abs 0123456789,.-killedofthemore", max_size=120))
def test_any_text_gives_figures_whose_spans_lie_in_it(text: str) -> None:
    for f in figures(text, ()):
        assert 0 <= f.span.start <= f.number.start < f.number.end <= f.span.end <= len(text)
        assert f.unit is None or f.span.start <= f.unit.start < f.unit.end <= f.span.end


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(["12, ", "a ", "twenty-", "1", "at least ", "two people, ", "between 1 and "]))
def test_long_texts_take_linear_time(part: str) -> None:
    began = time.perf_counter()
    figures(part * 20_000, ())
    assert time.perf_counter() - began < 20  # seconds; quadratic would be hours


@pytest.mark.parametrize("path", sorted((ROOT / "training" / "events").glob("*.txt")), ids=lambda p: p.stem)
def test_our_own_sentences_are_well_marked(path: Path) -> None:
    assert list(items(path))
