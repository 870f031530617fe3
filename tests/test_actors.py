"""Whose actors are and what they are, which mentions are of one, and what the tables must keep to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportedly.decode.draft import Draft, DraftEvent
from reportedly.exports.rows import rows
from reportedly.model import Article, Engine, Records, Span
from reportedly.settle import settle
from reportedly.settle.chains import chains
from reportedly.settle.identity import identify
from reportedly.settle.registry import CODES, key, registry

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import actors as bench
from chains import assign, conll

ENGINE = Engine(version="0", model="none")


def codes(words: str, day: str | None = None) -> str:
    found = identify(words, day)
    return f"{found.country or '-'} {found.sector or '-'}"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Kenyan police", "KEN COP"),
        ("the Israeli defence ministry", "ISR GOV"),
        ("Russia's defence ministry", "RUS GOV"),
        ("Nigerian villagers", "NGA CVL"),
        ("a spokesman for the Chadian army", "TCD MIL"),
        ("soldiers from Uganda", "UGA MIL"),
        ("the Supreme Court of India", "IND JUD"),
        ("the head of the Mossad", "ISR SPY"),
        ("Hamas fighters", "PSE REB"),
        ("Houthi rebels", "YEM REB"),
        ("Moscow", "RUS GOV"),
        ("West Jerusalem", "ISR GOV"),
        ("the Saudi-led coalition", "- -"),
        ("UN peacekeepers", "- UNO"),
        ("militants", "- REB"),
        ("us", "- -"),
        ("US", "USA GOV"),
        ("Ann Orr", "- -"),
    ],
)
def test_words_are_composed(words: str, wanted: str) -> None:
    assert codes(words) == wanted


@pytest.mark.parametrize("state", ["Israeli", "Palestinian", "Russian", "Ukrainian", "American", "Iranian", "Chinese"])
def test_the_same_words_give_the_same_sector_whoever_is_meant(state: str) -> None:
    nouns = ("militants", "settlers", "soldiers", "terrorists", "police", "regime officials", "gunmen", "civilians")
    told = [identify(f"{state} {noun}").sector for noun in nouns]
    assert told == [identify(f"Norwegian {noun}").sector for noun in nouns]


def test_who_holds_a_post_on_the_day_of_the_report_matters() -> None:
    assert codes("Barack Obama", "2014-09-10") == "USA GOV"
    assert codes("Barack Obama", "2020-09-10") == "USA ELI"
    assert codes("Barack Obama", "2005-09-10") == "USA -"
    assert codes("the Taliban", "2012-01-01") == "AFG REB"
    assert codes("the Taliban", "2023-01-01") == "AFG GOV"


def test_without_a_day_what_changed_is_not_guessed() -> None:
    found = identify("the Taliban")
    assert (found.country, found.sector) == ("AFG", None)
    assert "no day" in found.why


def test_a_name_of_several_bodies_is_told_by_the_states_around_it() -> None:
    assert identify("National Liberation Army").country == "COL"
    assert identify("PTI").country == "PAK"
    assert identify("AFP").country == "FRA"


def test_tables_are_sound() -> None:
    tables = registry()
    entries = [e for rows_ in (*tables.bodies.values(), *tables.holders.values()) for e in rows_]
    assert len(tables.bodies) > 600
    assert len(tables.holders) > 400
    assert {e.sector for e in entries} <= CODES | {None}
    assert all(not e.last or e.first <= e.last for e in entries)
    known = {*tables.states.values()}
    assert {e.country for e in entries if e.country} <= known
    assert len({*tables.nationalities.values()}) > 190
    assert all(len(c) == 3 and c.isupper() for c in known)
    assert not {w for e in entries for w in e.name.lower().split()} & {"terrorist", "terrorists", "regime"}


def test_nobody_holds_one_post_twice_on_a_day() -> None:
    for name, held in registry().holders.items():
        for e in held:
            assert sum(o.holds(e.first) for o in held if e.first) <= 2, name


def test_keys_keep_the_case_of_acronyms() -> None:
    assert key("the US") == "US"
    assert key("us") == "us"
    assert key("The Hague") == "hague"


def acts(marked: str, *pairs: tuple[str, str], day: str | None = None) -> Records:
    def span(words: str) -> Span:
        return Span(start=marked.index(words), end=marked.index(words) + len(words))

    events = tuple(
        DraftEvent(
            trigger=span(a), type="ASSAULT", status="happened", actor=(span(a),), recipient=(span(b),), score=1.0
        )
        for a, b in pairs
    )
    return settle(Article(id="a", text=marked, published=day), Draft(statements=(), events=events), ENGINE)


def test_an_actor_has_country_sector_and_kind_and_a_dyad_prints_as_codes() -> None:
    records = acts("Israeli troops fought Hamas fighters near the border.", ("Israeli troops", "Hamas fighters"))
    assert [(a.country, a.sector) for a in records.actors] == [("ISR", "MIL"), ("PSE", "REB")]
    assert rows(records)[0].dyad == "ISR MIL -> PSE REB"


def test_what_is_not_known_has_a_note() -> None:
    records = acts("The strikers fought Ann Orr.", ("The strikers", "Ann Orr"))
    assert records.actors[1].country is None
    assert any("country" in n.reason and records.actors[1].name in n.reason for n in records.notes)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Kremlin fought rain. Moscow fought snow.", "The Kremlin", "Moscow"),
        ("Hamas met rain. Later Hamas fighters met snow.", "Hamas", "Hamas fighters"),
        ("ISIS met rain. Islamic State met snow.", "ISIS", "Islamic State"),
        ("The Israel Defense Forces met rain. Later the military met snow.", "Israel Defense Forces", "the military"),
        ("Hamas met rain. The Palestinian group met snow.", "Hamas", "The Palestinian group"),
    ],
)
def test_what_the_tables_know_as_one_is_one(text: str, one: str, other: str) -> None:
    records = acts(text, (one, "rain"), (other, "snow"))
    assert records.events[0].actor[0].actor == records.events[1].actor[0].actor is not None


def test_mentions_are_chained() -> None:
    text = "President Ann Orr met the rebels. She said that they had called her. The rebels left. Orr stayed."
    words = ["President Ann Orr", "the rebels", "She", "they", "her", "The rebels", "Orr stayed"]
    at = [text.index(w) for w in words]
    spans = [Span(start=s, end=s + len(w.removesuffix(" stayed"))) for s, w in zip(at, words, strict=True)]
    assert sorted(chains(text, spans)) == [[0, 2, 4, 6], [1, 3, 5]]


def test_chains_of_nothing() -> None:
    assert chains("", []) == []


def test_conll_scores() -> None:
    gold = [frozenset({1, 2, 3}), frozenset({4, 5})]
    assert conll([(gold, gold)]) == pytest.approx(100)
    assert conll([(gold, [])]) == 0
    # MUC 40 / 66.7 / 50, B-cubed as worked out by hand, CEAF of the example of Pradhan et al. (2014)
    key_ = [frozenset("abc"), frozenset("defg")]
    ours = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
    assert conll([(key_, ours)]) == pytest.approx((44.4 + 48.5 + 52.0) / 3, abs=4)


def test_assignment_is_the_cheapest() -> None:
    import numpy as np  # noqa: PLC0415 - only here

    cost = np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]])
    assert sum(cost[i, j] for i, j in assign(cost)) == 3.0
    assert sum(cost.T[i, j] for i, j in assign(cost.T)) == 3.0


def test_floors_of_the_lists() -> None:
    measured = {r.name: r.ours for r in bench.named_rows()}
    assert measured["country, all"] >= 97
    assert measured["sector, all"] >= 95
    assert measured["country, unseen half"] >= 96
    assert measured["sector, unseen half"] >= 93


def test_floor_of_pronouns_in_our_own_articles() -> None:
    cases = list(bench.pronouns(Path("nowhere")))
    assert len(cases) == 59
    assert sum(c.right for c in cases) / len(cases) >= 0.85
