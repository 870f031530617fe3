"""The gate on held-back sentences, and the page that shows thirty of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from probes import FLOORS, PAGE, digest, files, measure, page
from quality import table

from reportedly.markup import items

PINNED = json.loads(FLOORS.read_text())


@pytest.mark.parametrize("path", files(), ids=lambda p: p.stem)
def test_every_probe_is_well_marked(path: Path) -> None:
    assert all(item.text for item in items(path))


def test_no_probe_is_trained_on() -> None:
    trained = {i.text for p in (Path(__file__).parents[1] / "training" / "events").glob("*.txt") for i in items(p)}
    assert not trained & {i.text for path in files() for i in items(path)}


def test_nobody_changed_the_probes_by_accident() -> None:
    assert digest() == PINNED["data"], "after a change on purpose: python tests/probes.py --pin"


def test_no_figure_is_below_its_floor() -> None:
    reached = measure()
    below = [name for name, low in PINNED["floors"].items() if reached[name] < low]
    assert not below, "\n" + table(reached, PINNED["floors"])


def test_the_page_says_what_the_shipped_model_does() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/probes.py --write"
