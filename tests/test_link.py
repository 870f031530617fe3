"""Links between rows of different articles, and figures over time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random  # noqa: TC003 - Hypothesis reads it

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.rows import ActorRow, EventRow, FigureRow, Origin, Party, Saying, Where, Words
from reportedly.link.actors import actor_keys, same_actor
from reportedly.link.copies import copy, copy_keys, signature
from reportedly.link.events import event_keys, facts, same_event
from reportedly.link.facts import kilometres, points
from reportedly.link.figures import kind, series
from reportedly.link.groups import Decision, groups
from reportedly.link.reports import counts, profile, same_report, weighed

NO_WORDS = Words(start=0, end=0, text="")
PLACES = {"Dorn": (10.0, 20.0), "Harn": (10.05, 20.0), "Velm": (14.0, 25.0)}


def origin(article: str, day: str | None = "2024-03-06", outlet: str | None = "Post") -> Origin:
    return Origin(
        article=article, title=None, outlet=outlet, url=None, published=day, language="en", version="0", model="0"
    )


def where(name: str) -> Where:
    lat, lon = PLACES[name]
    return Where(words=NO_WORDS, name=name, kind="city", country="KEN", latitude=lat, longitude=lon, geonames=None)


def party(name: str) -> Party:
    return Party(words=None, actor=None, name=name)


def event(article: str, day: str | None = "2024-03-06", place: str | None = "Dorn", **other: object) -> EventRow:
    row = EventRow(
        id=f"{article}/e1", origin=origin(article, day), trigger=Words(start=0, end=6, text="killed"), type="ASSAULT",
        mode=None, context=(), status="happened", actor=(party("gunmen"),), recipient=(party("villagers"),),
        instrument=(), where=where(place) if place else None, when=None, said_by=(), figures=(), score=1.0,
    )  # fmt: skip
    return replace(row, **other)  # type: ignore[arg-type]


def figure(
    article: str, best: float, day: str | None = "2024-03-06", text: str | None = None, **other: object
) -> FigureRow:
    words = Words(start=0, end=len(text or str(best)), text=text or f"{best:g}")
    row = FigureRow(
        id=f"{article}/f{words.text}", origin=origin(article, day, other.pop("outlet", "Post")),  # type: ignore[arg-type]
        words=words, number=words, unit=None, effect="killed", low=best, best=best, high=best, hedge="exact", of=None,
        event=f"{article}/e1", where=where("Dorn"), when=None, said_by=(), score=1.0,
    )  # fmt: skip
    return replace(row, **other)  # type: ignore[arg-type]


def actor(
    article: str, name: str, kind_: str = "organisation", country: str | None = None, sector: str | None = None
) -> ActorRow:
    return ActorRow(
        id=f"{article}/a1", origin=origin(article), name=name, kind=kind_, country=country, sector=sector, mentions=()
    )


def told(article: str, best: float = 22, **other: object) -> tuple[EventRow, list[FigureRow]]:
    return event(article, **other), [figure(article, best)]  # type: ignore[arg-type]


def test_same_event_says_why() -> None:
    found = same_event(told("x"), told("y", day="2024-03-07"))
    assert found
    assert found.score > 0.5
    for words in ("same type (ASSAULT)", "both in Dorn", "both 22 killed", "both name gunmen, villagers"):
        assert words in found.reason


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2024-03-16"},
        {"place": "Velm", "actor": (party("police"),), "recipient": ()},
        {"type": "CONSULT"},
        {"status": "planned"},
        {"where": replace(where("Dorn"), country="UGA")},
        {"day": None},
    ],
)
def test_other_events_stay_apart(other: dict[str, object]) -> None:
    assert same_event(told("x"), told("y", **other)) is None


def test_a_denial_is_of_the_same_event() -> None:
    assert same_event(told("x"), told("y", status="denied"))


def test_an_event_is_not_linked_with_itself() -> None:
    assert same_event(told("x"), told("x")) is None


events = st.builds(
    lambda article, day, place, best, status, who: (
        event(article, f"2024-03-{day:02}", place, status=status, actor=(party(who),)),
        [figure(article, best)] if best else [],
    ),
    st.uuids().map(str), st.integers(1, 9), st.sampled_from([None, *PLACES]), st.sampled_from([0, 1, 22, 30]),
    st.sampled_from(["happened", "denied", "planned"]), st.sampled_from(["gunmen", "police"]),
)  # fmt: skip


@given(events, events)
def test_links_are_symmetric_and_share_a_key(
    a: tuple[EventRow, list[FigureRow]], b: tuple[EventRow, list[FigureRow]]
) -> None:
    found = same_event(a, b)
    assert found == same_event(b, a)
    assert points(facts(*a), facts(*b)) == points(facts(*b), facts(*a))
    assert len(event_keys(*a)) <= 80
    if found:
        assert 0 <= found.score <= 1
        assert set(event_keys(*a)) & set(event_keys(*b))


def test_at_least_meets_more() -> None:
    a, b = told("x", 22), told("y", 25)
    most = (a[0], [replace(a[1][0], hedge="at_least", best=None, high=None)])
    found, exact = same_event(most, b), same_event(a, b)
    assert found
    assert "at least 22 and 25 killed" in found.reason
    assert exact is None or exact.score < found.score


def test_distance() -> None:
    assert kilometres((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)


NODES = [f"n{i}" for i in range(7)]
pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] < p[1])
scores = st.dictionaries(pairs, st.sampled_from([0.2, 0.4, 0.6, 0.9]), max_size=15)


@given(scores, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_order(links: dict[tuple[str, str], float], chance: Random) -> None:
    turned = [((b, a) if chance.random() < 0.5 else (a, b), s) for (a, b), s in links.items()]
    chance.shuffle(turned)
    nodes = chance.sample(NODES, len(NODES))
    found = groups(NODES, links)
    assert groups(nodes, dict(turned)) == found
    for group in found.values():
        assert group == min(n for n in NODES if found[n] == group)


@given(scores, st.lists(st.builds(lambda p, j: Decision(a=p[0], b=p[1], joined=j), pairs, st.booleans()), max_size=5))
def test_the_last_decision_wins(links: dict[tuple[str, str], float], decisions: list[Decision]) -> None:
    if decisions:
        found, last = groups(NODES, links, decisions), decisions[-1]
        assert (found[last.a] == found[last.b]) == last.joined


@given(scores, pairs, pairs)
def test_decisions_hold_together(
    links: dict[tuple[str, str], float], one: tuple[str, str], two: tuple[str, str]
) -> None:
    if one != two:
        found = groups(
            NODES, links, [Decision(a=one[0], b=one[1], joined=True), Decision(a=two[0], b=two[1], joined=False)]
        )
        assert found[one[0]] == found[one[1]]
        assert found[two[0]] != found[two[1]]


def test_a_chain_is_not_a_group() -> None:
    chain = dict.fromkeys(pairwise(NODES), 0.5)
    assert len(set(groups(NODES, chain).values())) > 1
    assert groups(["a", "b", "c"], {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.8}) == dict.fromkeys("abc", "a")


WIRE = " ".join(f"word{i}" for i in range(300))


def test_wire_copy_is_found_and_other_texts_are_not() -> None:
    edited = WIRE.replace("word20 word21", "an editor's words").replace("word280", "").replace("word150", "Word150,")
    found = copy(signature(WIRE), signature(edited))
    assert found
    assert 0.8 < found.score < 1
    assert "runs of five words" in found.reason
    assert set(copy_keys(WIRE)) & set(copy_keys(edited))
    other = " ".join(f"term{i}" for i in range(300))
    assert copy(signature(WIRE), signature(other)) is None
    assert not set(copy_keys(WIRE)) & set(copy_keys(other))


def test_short_texts_are_no_copies() -> None:
    assert copy_keys("Dorn: two words.") == ()
    assert copy(signature(""), signature("")) is None


def test_signatures_are_stable() -> None:
    assert copy_keys(WIRE)[0] == copy_keys(WIRE + "")[0]
    assert len(signature(WIRE)) == 504


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (actor("x", "Red Cross"), actor("y", "the Red Cross"), True),
        (actor("x", "President Ada Quill", "person", "KEN"), actor("y", "Ada Quill", "person", "KEN"), True),
        (actor("x", "Ada Quill", "person", "KEN"), actor("y", "Quill", "person", "KEN", "GOV"), False),
        (actor("x", "Ada Quill", "person", "KEN", "GOV"), actor("y", "Quill", "person", "KEN", "GOV"), True),
        (actor("x", "Quill", "person"), actor("y", "Quill", "person"), False),
        (actor("x", "Ada Quill", "person", "KEN"), actor("y", "Ada Quill", "person", "UGA"), False),
        (actor("x", "United Farmers Front", country="KEN"), actor("y", "UFF", country="KEN"), True),
        (actor("x", "United Farmers Front"), actor("y", "UFF"), False),
        (actor("x", "Foreign Ministry"), actor("y", "Foreign Ministry"), False),
        (actor("x", "Foreign Ministry", country="KEN"), actor("y", "the Foreign Ministry", country="KEN"), True),
        (actor("x", "officials", country="KEN"), actor("y", "officials", country="KEN"), False),
        (actor("x", "Dorn", "person"), actor("y", "Dorn", "organisation"), False),
        (actor("x", "22 Kenyans", "people"), actor("y", "22 Kenyans", "people"), False),
        (actor("x", "22 people", "people"), actor("y", "22 people", "people"), False),
    ],
)
def test_same_actor(a: ActorRow, b: ActorRow, same: bool) -> None:  # noqa: FBT001 - an expected value
    found = same_actor(a, b)
    assert bool(found) == same
    assert found == same_actor(b, a)
    if found:
        assert set(actor_keys(a)) & set(actor_keys(b))
        assert found.reason


@pytest.mark.parametrize(
    ("before", "words", "after", "expected"),
    [
        ("The blast killed ", "22 people", ", including five children", "count"),
        ("22 people were killed, including ", "five children", "", "part"),
        ("22 people, ", "nine", " of them children, died", "part"),
        ("Police said a further ", "30 people", " were hurt", "new"),
        ("", "Another 12", " were killed on Monday, bringing the total to 45", "new"),
        ("Another 12 were killed on Monday, bringing the total to ", "45", "", "total"),
        ("The death toll rose to ", "45", "", "total"),
        ("Israel says ", "1,200 people", " have died since the war began", "total"),
        ("It killed ", "more than 30 people", "", "count"),
        ("It killed ", "30 more people", "", "new"),
    ],
)
def test_kinds_of_figures(before: str, words: str, after: str, expected: str) -> None:
    assert kind(words, before, after) == expected


def test_figures_over_time() -> None:
    ministry = Saying(statement="s", speaker=party("Health Ministry"), polarity="said")
    army = Saying(statement="t", speaker=party("the army"), polarity="denied")
    rows = [
        figure("a1", 20, "2024-03-06"),
        figure("a2", 20, "2024-03-06", outlet="Post"),
        figure("a3", 25, "2024-03-07"),
        figure("a4", 23, "2024-03-08"),
        figure("a4", 5, "2024-03-08", "including 5 children"),
        figure("a5", 31, "2024-03-08", said_by=(ministry,)),
        figure("a6", 40, "2024-03-08", said_by=(army,)),
    ]
    found = series(rows, copies={"a1": "g", "a2": "g"})
    assert series(rows[::-1], copies={"a1": "g", "a2": "g"}) == found
    by = {s.source: s for s in found.series}
    assert [(p.best, p.kind, p.change) for p in by["Post"].points] == [
        (20, "count", "first"), (25, "count", "up"), (23, "count", "down"), (5, "part", "first"),
    ]  # fmt: skip
    assert by["Post"].points[0].copies == ("a2",)
    assert by["Army"].points[0].denied
    (only,) = found.ranges
    assert (only.effect, only.place, only.low, only.high) == ("killed", "Dorn", 23, 31)
    assert only.sources == ("Health Ministry", "Post")


def test_whole_reports_of_one_incident() -> None:
    texts = [
        "Two men were shot at the Larkspur Mill in Dorn on Friday, police said. Owen Marsh, 34, died.",
        "Police named Owen Marsh, 34, as the man shot dead at Larkspur Mill in Dorn.",
        "A woman was shot in Velm on Sunday, police said. She is 51.",
    ] + [f"Police said a man was shot on Street {i} in Harn{i}." for i in range(40)]
    made = [profile(t, published="2024-03-06") for t in texts]
    known = counts(made)
    a, b, c = (weighed(p, known) for p in made[:3])
    found = same_report(a, b)
    assert found
    assert "Larkspur Mill" in found.reason
    assert found.score == pytest.approx((same_report(b, a) or found).score)
    assert (same_report(a, c) or replace(found, score=0.0)).score < found.score / 2
