"""The quality gate: what the shipped model finds in reports that were annotated by hand, against pinned floors."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import annotation
import pytest
from annotation import AnnotationError, Report, digest, load, names, resolve
from quality import FLOORS, MODEL, is_named, measure, read, table, tallies_of
from scoring import Tally

if TYPE_CHECKING:
    from pathlib import Path

PINNED = json.loads(FLOORS.read_text())


@pytest.mark.parametrize("name", names())
def test_every_report_is_annotated_and_every_span_is_in_its_text(name: str) -> None:
    report = load(name)
    assert report.statements
    assert report.text.split("\n\n")[0].count("\n") == 0, "the first line is the headline"


def test_nobody_changed_the_annotated_reports_by_accident() -> None:
    assert digest() == PINNED["data"], "after a change on purpose: python tests/quality.py --pin"


@pytest.mark.skipif(not (MODEL / "manifest.json").exists(), reason=f"no model in {MODEL.name}: nothing to measure")
def test_no_figure_is_below_its_floor() -> None:
    figures = measure(read(map(load, names())))
    below = [name for name, low in PINNED["floors"].items() if figures[name] < low]
    assert not below, "\n" + table(figures, PINNED["floors"])


TEXT = "Rain ends, mayor says\n\nThe rain is over, Mayor Ada Quill said. She said “not one drop” fell, it was said."


def written(**other: object) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "source": "Mayor Ada Quill",
        "cue": "said#1",
        "content": ["The rain is over"],
        "polarity": "said",
    }
    return plain | {"form": "indirect", "source_kind": "named_person", "speaker": "Ada Quill"} | other


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotation, "GATE", tmp_path)
    monkeypatch.setattr(annotation, "EXAMPLES", tmp_path)
    (tmp_path / "rain.txt").write_text(TEXT)
    return tmp_path


def annotated(folder: Path, *statements: dict[str, Any]) -> Report:
    (folder / "rain.json").write_text(json.dumps({"published": "2024-05-02", "statements": statements}))
    return load("rain")


def test_words_become_offsets(folder: Path) -> None:
    (found,) = annotated(folder, written()).statements
    assert found.cue == (TEXT.index("said"), TEXT.index("said") + 4)
    assert resolve("a man, a plan, a canal", "a#3") == (15, 16)


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"cue": "said"}, "'said' occurs 3 times"),
        ({"cue": "said#4"}, "'said' occurs 3 times"),
        ({"cue": "ends#1"}, "'ends' occurs 1 times"),
        ({"cue": "ai"}, "'ai' occurs 0 times"),
        ({"source": None}, "source and source_kind disagree"),
        ({"content": []}, "empty or out of order"),
        ({"content": ["fell", "The rain is over"]}, "empty or out of order"),
        ({"polarity": "perhaps"}, "Invalid enum value 'perhaps'"),
        ({"within": 7}, "within a statement that is not there"),
        ({"within": 1}, "is not within the content of statement 1"),
    ],
)
def test_an_annotation_that_cannot_be_tied_to_its_text_is_refused(
    folder: Path, other: dict[str, Any], fault: str
) -> None:
    with pytest.raises(AnnotationError, match=fault):
        annotated(folder, written(**other))


@pytest.mark.parametrize("left", ["rain.txt", "rain.json"])
def test_half_a_pair_is_refused(folder: Path, left: str) -> None:
    annotated(folder, written())
    other = next(p for p in folder.iterdir() if p.name != left)
    shutil.move(other, folder / "elsewhere")
    assert names() == ["rain"]
    with pytest.raises(AnnotationError, match=f"{other.name} is missing"):
        load("rain")


def test_what_is_right_is_counted(folder: Path) -> None:
    report = annotated(
        folder,
        written(),
        written(source="She", cue="said#2", content=["“not one drop” fell"], form="mixed", speaker="Ada Quill"),
        written(source=None, cue="was said", content=["it"], source_kind="none", speaker=None),
    )
    spans = [
        {"source": _json(s.source), "cue": _json(s.cue), "content": [_json(c) for c in s.content]}
        for s in report.statements
    ]
    plain = {"within": None, "polarity": "said", "form": "indirect", "source_kind": "named_person", "speaker": "a1"}
    ours = [plain | s for s in spans[:2]]
    ours[0]["polarity"] = "denied"
    ours[1]["content"] = [*ours[1]["content"][:1], {"start": 0, "end": 4}]
    record = {"actors": [{"id": "a1", "name": "Mayor Ada Quill"}], "statements": ours}
    counts = tallies_of(report, record)
    assert counts["source"] == Tally(right=2, found=2, gold=2)
    assert counts["content"] == Tally(right=2, found=3, gold=3)
    assert counts["linked"] == Tally(right=2, found=2, gold=3)
    assert counts["polarity"] == Tally(right=1, gold=2)
    assert counts["form"] == Tally(right=1, gold=2)
    assert counts["speaker"] == Tally(right=2, gold=2)


def _json(span: tuple[int, int] | None) -> dict[str, int] | None:
    return span and {"start": span[0], "end": span[1]}


def test_a_speaker_needs_the_whole_name() -> None:
    assert is_named("Ada Quill", "Mayor Ada Quill")
    assert not is_named("Ada Quill", "Quill")
    assert is_named(None, None)
    assert not is_named(None, "Quill")
