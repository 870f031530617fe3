"""Decoding from written scores: no model."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.decode.spans import attributions
from reportedly.decode.tags import FORBIDDEN, decode_tags, legal_transitions, tag_names
from reportedly.encoder.reading import APART, DISTANCES, LinkScores, Reading, TagScores, distance
from reportedly.encoder.tokens import Tokens
from reportedly.encoder.windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS = ("source", "cue", "content")
NAMES = tag_names(LABELS)
TRANSITIONS = np.where(legal_transitions(LABELS), 0, FORBIDDEN).astype(np.float32)


def scores(tags: list[str], strength: float = 4.0) -> TagScores:
    emissions = np.zeros((len(tags), len(NAMES)), np.float32)
    for i, tag in enumerate(tags):
        emissions[i, NAMES.index(tag)] = strength
    return TagScores(labels=LABELS, emissions=emissions, transitions=TRANSITIONS)


def spans(tags: TagScores) -> list[tuple[str, int, int]]:
    return [(s.label, s.first, s.stop) for s in decode_tags(tags)]


def test_tags_become_spans() -> None:
    assert spans(scores(["S-source", "S-cue", "B-content", "I-content", "E-content", "O"])) == [
        ("source", 0, 1),
        ("cue", 1, 2),
        ("content", 2, 5),
    ]


def test_an_illegal_sequence_is_repaired_by_the_cheapest_change() -> None:
    assert spans(scores(["B-content", "I-content", "O", "I-content", "E-content"])) == [("content", 0, 5)]


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=13, max_size=13), max_size=30))
def test_any_scores_give_spans_in_order_and_apart(table: list[list[float]]) -> None:
    emissions = np.array(table, np.float32).reshape(-1, 13)
    at = 0
    for s in decode_tags(TagScores(labels=LABELS, emissions=emissions, transitions=TRANSITIONS)):
        assert at <= s.first < s.stop <= len(emissions)
        assert 0 <= s.score <= 1
        at = s.stop


def test_a_span_has_its_probability_among_all_sequences() -> None:
    emissions = np.random.default_rng(1).normal(size=(4, 13)).astype(np.float32)
    names = range(13)
    weights = {
        path: np.exp(sum(emissions[i, t] for i, t in enumerate(path)))
        for path in itertools.product(names, repeat=4)
        if all(TRANSITIONS[a, b] == 0 for a, b in itertools.pairwise((0, *path, 0)))
    }
    for s in decode_tags(TagScores(labels=LABELS, emissions=emissions, transitions=TRANSITIONS)):
        tags = [NAMES.index(f"{kind}-{s.label}") for kind in kinds(s.stop - s.first)]
        held = sum(w for path, w in weights.items() if list(path[s.first : s.stop]) == tags)
        assert s.score == pytest.approx(held / sum(weights.values()), rel=1e-3)


def kinds(length: int) -> str:
    return "S" if length == 1 else "B" + "I" * (length - 2) + "E"


def test_distances_are_buckets_by_side() -> None:
    buckets = distance(np.array([-400, -5, -1, 0, 1, 5, 400]))
    assert list(buckets) == [15, 4, 1, 16, 17, 20, 31]
    assert buckets.max() < DISTANCES


def reading(tags: list[str], content_cue: dict[int, int], cue_source: dict[int, int]) -> Reading:
    """Pieces of one paragraph; a piece points to the piece that the tables name, else to none."""
    n = len(tags)

    def links(table: dict[int, int]) -> LinkScores:
        query: NDArray[np.float32] = np.zeros((n, n), np.float32)
        for a, b in table.items():
            query[a, b] = 9
        null = np.where(query.any(axis=1), -9, 9).astype(np.float32)
        bias = np.zeros((APART, DISTANCES), np.float32)
        return LinkScores(query=(query,), key=(np.eye(n, dtype=np.float32),), null=(null,), bias=bias)

    place = np.arange(n)
    tokens = Tokens(ids=place, start=2 * place, end=2 * place + 1, features=np.zeros((n, 3), np.int64),
                    paragraph=np.zeros(n, np.int64))  # fmt: skip
    return Reading(
        tokens=tokens,
        windows=(Window(start=0, end=n, core_start=0, core_end=n),),
        tags={"attribution": scores(tags)},
        links={"content_cue": links(content_cue), "cue_source": links(cue_source)},
    )


def test_fragments_that_point_to_one_cue_are_one_attribution() -> None:
    tags = ["S-content", "S-source", "S-cue", "O", "S-content"]
    (found,) = attributions(reading(tags, {0: 2, 4: 2}, {2: 1}))
    assert [c.first for c in found.content] == [0, 4]
    assert found.cue is not None
    assert found.cue.first == 2
    assert found.source is not None
    assert found.source.first == 1


def test_one_source_may_serve_two_cues_and_a_cue_may_have_none() -> None:
    tags = ["S-source", "S-cue", "S-content", "S-cue", "S-content", "S-cue", "S-content"]
    found = attributions(reading(tags, {2: 1, 4: 3, 6: 5}, {1: 0, 3: 0}))
    assert [a.source and a.source.first for a in found] == [0, 0, None]


def test_a_content_that_points_to_nothing_stands_alone() -> None:
    (found,) = attributions(reading(["S-content", "O"], {}, {}))
    assert found.cue is None
    assert found.source is None
