"""Events from written scores and drafts: no model."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import span, statement

from reportedly.decode.draft import Draft, DraftEvent, DraftFigure
from reportedly.decode.events import events
from reportedly.decode.tags import FORBIDDEN, legal_transitions, tag_names
from reportedly.encoder.reading import APART, DISTANCES, ClassScores, LinkScores, PairScores, Reading, TagScores
from reportedly.encoder.tokens import Tokens
from reportedly.encoder.windows import Window
from reportedly.model import Article, Engine, Records, Span
from reportedly.settle import settle
from reportedly.settle.events import settle_events
from reportedly.settle.places import find_places

TEXT = "Rebels shelled Karsk on Monday and fled"
WORDS = TEXT.split()
TYPES = ("ASSAULT", "OTHER")
STATUSES = ("happened", "planned")


def tags(labels: tuple[str, ...], spans: dict[int, str]) -> TagScores:
    names = tag_names(labels)
    emissions = np.zeros((len(WORDS), len(names)), np.float32)
    for i in range(len(WORDS)):
        emissions[i, names.index(f"S-{spans[i]}") if i in spans else 0] = 9
    table = np.where(legal_transitions(labels), 0, FORBIDDEN).astype(np.float32)
    return TagScores(labels=labels, emissions=emissions, transitions=table)


def links(table: dict[int, int]) -> LinkScores:
    n = len(WORDS)
    query = np.zeros((n, n), np.float32)
    for a, b in table.items():
        query[a, b] = 9
    null = np.where(query.any(axis=1), -9, 9).astype(np.float32)
    return LinkScores(query=(query,), key=(np.eye(n, dtype=np.float32),), null=(null,),
                      bias=np.zeros((APART, DISTANCES), np.float32))  # fmt: skip


def classes(labels: tuple[str, ...], chosen: dict[int, str]) -> ClassScores:
    logits = np.zeros((len(WORDS), len(labels)), np.float32)
    for i, label in chosen.items():
        logits[i, labels.index(label)] = 9
    return ClassScores(labels=labels, logits=logits)


def reading(**thresholds: float) -> Reading:
    start = np.array([TEXT.index(w) for w in WORDS])
    n = len(WORDS)
    tokens = Tokens(ids=np.arange(n), start=start, end=start + [len(w) for w in WORDS],
                    features=np.zeros((n, 3), np.int64), paragraph=np.zeros(n, np.int64))  # fmt: skip
    return Reading(
        tokens=tokens,
        windows=(Window(start=0, end=n, core_start=0, core_end=n),),
        tags={
            "trigger": tags(("event",), {1: "event", 6: "event"}),
            "argument": tags(("participant", "when"), {0: "participant", 2: "participant", 4: "when"}),
        },
        links={
            "role.actor": links({1: 0, 6: 0}),
            "role.recipient": links({1: 2}),
            "role.instrument": links({}),
            "role.where": links({1: 2}),
            "role.when": links({1: 4}),
        },
        classes={
            "event_type": classes(TYPES, {1: "ASSAULT", 6: "OTHER"}),
            "event_status": classes(STATUSES, {1: "happened", 6: "happened"}),
        },
        thresholds=thresholds,
    )


def test_a_trigger_takes_the_arguments_that_it_points_to() -> None:
    shelled, fled = events(TEXT, 0, reading())
    words = {r: [TEXT[s.start : s.end] for s in getattr(shelled, r)] for r in ("actor", "recipient", "where", "when")}
    assert words == {"actor": ["Rebels"], "recipient": ["Karsk"], "where": ["Karsk"], "when": ["Monday"]}
    assert (shelled.type, shelled.status) == ("ASSAULT", "happened")
    assert (fled.type, fled.recipient, fled.when) == ("OTHER", (), ())
    assert [TEXT[s.start : s.end] for s in fled.actor] == ["Rebels"]


def test_what_scores_less_than_the_threshold_is_left_out() -> None:
    assert events(TEXT, 0, reading(event=1.1)) == []


def test_a_section_has_its_offset() -> None:
    moved = events("....." + TEXT, 5, reading())
    assert [e.trigger.start for e in moved] == [5 + TEXT.index("shelled"), 5 + TEXT.index("fled")]


def test_a_model_without_event_heads_gives_none() -> None:
    plain = reading()
    assert events(TEXT, 0, Reading(tokens=plain.tokens, windows=plain.windows, tags={}, links={})) == []


def test_a_pair_is_scored_by_its_spans_and_its_surroundings() -> None:
    piece = np.arange(3)
    around = np.array([[0, 0], [5, 9], [0, 0]], np.float32)
    scores = PairScores(labels=("a", "b"), source=np.zeros((3, 1), np.float32), target=np.zeros((3, 1), np.float32),
                        around=around, weights=np.array([[3, 0], [-3, 0]], np.float32))  # fmt: skip
    assert scores.of(piece[:1], piece[2:]).argmax() == 0


SAID = "The army denied that rebels shelled Karsk. Officials said 12 people died in Karsk."


def draft() -> Draft:
    def at(words: str) -> Span:
        return span(words, text=SAID)

    return Draft(
        statements=(),
        events=(
            DraftEvent(trigger=at("shelled"), type="ASSAULT", status="happened", actor=(at("rebels"),),
                       recipient=(at("Karsk"),), where=(at("Karsk"),), score=0.9),
            DraftEvent(trigger=at("died"), type="OTHER", status="happened", recipient=(at("12 people"),), score=0.9),
        ),
        figures=(
            DraftFigure(span=at("12 people"), number=at("12"), unit=at("people"), effect="killed", low=12, best=12,
                        high=12, hedge="exact", event=1, score=0.9),
        ),
    )  # fmt: skip


class Nobody:
    taking_part: dict[tuple[int, int], str] = {}  # noqa: RUF012 - never changed


def test_what_a_source_denies_is_denied_and_who_says_so_is_kept_outermost_first() -> None:
    outer = statement(1, (span("that rebels shelled Karsk", text=SAID),), polarity="denied")
    inner = statement(2, (span("rebels shelled Karsk", text=SAID),), within="s1")
    other = statement(3, (span("12 people died in Karsk", text=SAID),))
    placed = find_places(SAID, phrases=[(s.start, s.end) for e in draft().events for s in e.where])
    events, (figure,) = settle_events(draft(), (outer, inner, other), Nobody(), placed)  # type: ignore[arg-type]
    assert [(e.status, e.said_by) for e in events] == [("denied", ("s1", "s2")), ("happened", ("s3",))]
    assert (figure.event, figure.said_by) == ("e2", ("s3",))
    assert events[1].figures == ("f1",)


def test_places_that_no_table_has_stay_with_a_note_and_make_whole_records() -> None:
    article = Article(id="x", text=SAID)
    records = settle(article, draft(), Engine(version="0", model="0" * 64))
    assert isinstance(records, Records)
    assert [p.name for p in records.places] == ["Karsk"]
    assert records.events[0].where == "p1"
    assert "no place name in 'Karsk'" in [n.reason for n in records.notes]
    assert {a.name for a in records.actors} >= {"rebels", "Karsk"}


@pytest.mark.parametrize("many", [2_000])
def test_many_events_inside_one_statement_are_settled_in_linear_time(many: int) -> None:
    text = "He said: " + "x " * many
    whole = statement(1, (Span(start=9, end=len(text) - 1),))
    inside = tuple(statement(i + 2, (Span(start=9 + 2 * i, end=10 + 2 * i),), within="s1") for i in range(many - 1))
    triggers = tuple(
        DraftEvent(trigger=Span(start=9 + 2 * i, end=10 + 2 * i), type="OTHER", status="happened", score=1.0)
        for i in range(many)
    )
    draft = Draft(statements=(), events=triggers)
    events, _ = settle_events(draft, (whole, *inside), Nobody(), find_places(text, ()))  # type: ignore[arg-type]
    assert events[0].said_by == ("s1", "s2")
    assert events[-1].said_by == ("s1",)
