"""The record of two passes of annotation is that of the probes as they stand."""

from __future__ import annotations

import pytest
from agreement import agreement, kappa, marked, rows

FILES = ("status", "status_2", "petrarch", "dyads", "counts", "counts_2", "counts_3")


@pytest.mark.parametrize("file", FILES)
def test_the_probes_are_as_they_were_settled(file: str) -> None:
    assert marked(file) == [row["final"] for row in rows() if row["file"] == file]


def test_every_disagreement_was_settled_for_a_reason() -> None:
    for row in rows():
        assert row["final"] in {row["first"], row["second"]}
        assert (row["first"] != row["second"]) == bool(row["wrong"]) == bool(row["why"])
        if row["wrong"] in {"first", "second"}:
            assert row["final"] != row[row["wrong"]]


def test_kappa() -> None:
    # by hand: 35 of 50 alike, .70; by chance .5 * .6 + .5 * .4 = .50
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert agreement(pairs) == pytest.approx(0.7)
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y")] * 3) == 1.0
