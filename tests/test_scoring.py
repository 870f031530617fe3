from __future__ import annotations

import itertools
import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from scoring import (
    Attribution,
    Pair,
    Span,
    Tally,
    agree,
    assign,
    bootstrap,
    form,
    heard,
    is_linked,
    match,
    overlap,
    quotes,
    score,
    snap,
    tokens,
)

TEXT = 'Mayor Ada Quill said the bridge is shut. "It\'s safe," she added, "for now." Nobody knew why.'


def attribution(source: str = "", cue: str = "", *content: str, text: str = TEXT) -> Attribution:
    def find(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    return Attribution(
        source=(find(source),) if source else (), cue=(find(cue),) if cue else (), content=tuple(map(find, content))
    )


SHUT = attribution("Mayor Ada Quill", "said", "the bridge is shut")
SAFE = attribution("she", "added", '"It\'s safe,"', '"for now."')
GOLD = (SHUT, SAFE)


def test_gold_scores_full_marks_against_itself() -> None:
    tallies = score(TEXT, GOLD, GOLD)
    assert tallies["content"] == Tally(right=3, found=3, gold=3)
    assert all(tallies[x].f1 == 100 for x in ("source", "cue", "content", "linked", "exact", "quotes 0.8"))
    assert tallies["indirect"] == tallies["direct"] == Tally(right=1, gold=1)
    assert tallies["mixed"].gold == 0
    assert tallies["speakers 0.8"].recall == 100


def test_nothing_found_and_nothing_to_find() -> None:
    assert score(TEXT, GOLD, ())["linked"] == Tally(gold=2)
    assert score(TEXT, (), GOLD)["exact"] == Tally(found=2)
    assert math.isnan(score(TEXT, (), ())["linked"].f1)


def test_spans_are_unique_and_on_token_boundaries() -> None:
    ragged = attribution("ayor Ada Quill ", "said", " the bridge is shu")
    again = attribution("Mayor Ada Quill", "knew", "why")
    tallies = score(TEXT, (SHUT,), (ragged, again))
    assert tallies["source"] == Tally(right=1, found=1, gold=1)
    assert tallies["cue"] == Tally(right=1, found=2, gold=1)
    assert tallies["exact"] == Tally(right=1, found=2, gold=1)


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 5), (0, 5)), ((1, 4), (0, 5)), ((5, 6), None), ((4, 7), (0, 9)), ((40, 43), (41, 44))],
)
def test_snap(span: Span, expected: Span | None) -> None:
    assert snap(span, tokens(TEXT)) == expected


def test_discarded_regions_count_on_neither_side() -> None:
    byline = attribution("Nobody", "knew", "why")
    start = TEXT.index("Nobody")
    assert heard([byline, SHUT], ((start, len(TEXT)),)) == [SHUT]
    assert heard([byline], ((start, start + 6),)) == [attribution("", "knew", "why")]
    assert score(TEXT, (SHUT,), (SHUT, byline), ((start, len(TEXT)),))["linked"] == Tally(right=1, found=1, gold=1)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (SHUT, True),
        (attribution("Ada Quill", "said", "bridge is shut"), True),
        (attribution("", "said", "the bridge is shut"), False),
        (attribution("she", "said", "the bridge is shut"), False),
        (attribution("Ada Quill", "added", "the bridge is shut"), False),
        (attribution("Ada Quill", "said", "shut"), False),
    ],
)
def test_linked_needs_half_the_content_and_both_ends(found: Attribution, *, right: bool) -> None:
    (pair,) = match((SHUT,), (found,))
    assert is_linked(SHUT, found, pair.jaccard) is right


def test_absent_on_both_sides_is_overlap() -> None:
    assert overlap((), ())
    assert not overlap(((0, 3),), ())
    assert not overlap(((0, 3),), ((3, 5),))


def test_match_prefers_the_largest_sum_to_the_largest_pair() -> None:
    def content(start: int, end: int) -> Attribution:
        return Attribution(source=(), cue=(), content=((start, end),))

    gold = (content(0, 10), content(10, 20))
    found = (content(0, 14), content(0, 7))
    assert match(gold, found) == [Pair(gold=0, found=1, jaccard=0.7), Pair(gold=1, found=0, jaccard=0.2)]
    assert match(gold, ()) == match((), found) == []


def test_assign_is_the_best_of_all_assignments() -> None:
    random = np.random.default_rng(7)
    for rows, columns in itertools.product(range(1, 5), repeat=2):
        weights = random.random((rows, columns)) * (random.random((rows, columns)) < 0.6)
        tall = weights if rows >= columns else weights.T
        orders = itertools.permutations(range(len(tall)), len(tall.T))
        best = max(sum(tall[i, j] for j, i in enumerate(order)) for order in orders)
        found = assign(weights)
        assert sum(weights[i, j] for i, j in found) == pytest.approx(best)
        assert len({i for i, _ in found}) == len({j for _, j in found}) == min(rows, columns)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will stay," ', "direct"),
        ("“We will stay.”", "direct"),
        ("that they “will stay” put", "mixed"),
        ("that they will stay", "indirect"),
        ("“We go on without closing", "direct"),
    ],
)
def test_form(text: str, expected: str) -> None:
    assert form(text, ((0, len(text)),)) == expected


def test_quotes_measure_how_much_of_gold_is_covered() -> None:
    wide = Attribution(source=SHUT.source, cue=(), content=((0, len(TEXT)),))
    assert quotes(GOLD, (wide,), 0.8) == (Tally(right=1, found=1, gold=2), Tally(right=1, gold=1))
    half = attribution("", "", "the bridge")
    assert quotes((SHUT,), (half,), 0.3) == (Tally(right=1, found=1, gold=1), Tally(right=0, gold=1))
    assert quotes((SHUT,), (half,), 0.8)[0].right == 0


def test_tallies_add_up_and_agree_counts_repeats() -> None:
    assert sum([Tally(right=1, found=2, gold=4), Tally(right=1, found=2)], Tally()) == Tally(right=2, found=4, gold=4)
    assert agree("aab", "abb") == Tally(right=2, found=3, gold=3)
    tally = Tally(right=1, found=2, gold=4)
    assert (tally.precision, tally.recall) == (50, 25)
    assert tally.f1 == pytest.approx(100 / 3)


def test_bootstrap_is_fixed_and_holds_the_measure() -> None:
    tallies = [Tally(right=i, found=10, gold=10) for i in range(11)]
    low, high = bootstrap(tallies, "f1")
    assert (low, high) == bootstrap(tallies, "f1")
    assert low < sum(tallies, Tally()).f1 < high
    assert bootstrap([Tally(right=3, gold=4)] * 5, "recall") == (75, 75)
