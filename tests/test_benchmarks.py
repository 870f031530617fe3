from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from attribution import ROWS, agreement, figures, table
from corpus import Document, attributions, documents
from errors import Case, Fault, cases, shown
from scoring import Attribution, Span, score
from seed import Seed, compare

TEXT = 'Mayor Ada Quill said the bridge is shut. "It\'s safe," she added, "for now." Nobody knew why.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def attribution(source: str, cue: str, *content: str) -> Attribution:
    return Attribution(source=(span(source),) if source else (), cue=(span(cue),), content=tuple(map(span, content)))


SHUT = attribution("Mayor Ada Quill", "said", "the bridge is shut")
SAFE = attribution("she", "added", '"It\'s safe,"', '"for now."')
DOCUMENT = Document(id="d", text=TEXT, title=None, published=None, gold=(SHUT, SAFE), discards=())


def record(*statements: dict[str, Any]) -> dict[str, Any]:
    actors = [{"id": "a1", "name": "Ada Quill"}]
    return {"article": {"id": "d", "text": TEXT}, "actors": actors, "statements": list(statements)}


def statement(a: Attribution, **other: str | None) -> dict[str, Any]:
    def spans(side: tuple[Span, ...]) -> list[dict[str, int]]:
        return [{"start": s, "end": e} for s, e in side]

    parts = {"source": next(iter(spans(a.source)), None), "cue": next(iter(spans(a.cue)), None)}
    return parts | {"content": spans(a.content), "within": None, "speaker": "a1", "polarity": "said"} | other


def test_statements_inside_others_are_left_out_unless_asked_for() -> None:
    given = record(statement(SHUT), statement(SAFE, within="s1"))
    assert attributions(given) == [SHUT]
    assert attributions(given, nested=True) == [SHUT, SAFE]


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz"])
def test_documents_are_read_plain_and_compressed(tmp_path: Path, name: str) -> None:
    row = {"id": "d", "text": TEXT, "attributions": [{"source": [], "cue": [[16, 20]], "content": [[21, 39]]}]}
    data = json.dumps(row).encode() + b"\n"
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (found,) = documents(tmp_path / name)
    assert found.gold == (Attribution(source=(), cue=((16, 20),), content=((21, 39),)),)
    assert found.discards == ()


def test_annotators_are_scored_against_each_other(tmp_path: Path) -> None:
    rows = [{"id": i, "text": TEXT, "attributions": [{"source": [[0, 15]], "cue": [[16, 20]], "content": [c]}]}
            for i, c in (("x", [21, 39]), ("y", [21, 39]), ("z", [30, 39]))]  # fmt: skip
    path = tmp_path / "multi.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (article,) = agreement(path)
    assert (article["content"].right, article["content"].gold) == (2, 6)
    assert article["source"].f1 == 100


def test_figures_fill_a_table() -> None:
    found = figures([score(TEXT, DOCUMENT.gold, (SHUT,))] * 3)
    rows = [f.cells() for f in found]
    assert len(rows) == len(ROWS)
    assert rows[3][:5] == ["linked attribution", "100.0", "50.0", "66.7", "66.7-66.7"]
    assert found[3].json()["f1"] == pytest.approx(200 / 3)
    assert found[5].json()["recall"] is None
    lines = table(rows, numbers=range(1, 7)).splitlines()
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("ours", "faults"),
    [
        ((SHUT, SAFE), []),
        ((SAFE,), ["missed"]),
        ((SHUT, SAFE, attribution("Nobody", "knew", "why")), ["spurious"]),
        ((SHUT, attribution("she", "added", '"It\'s safe,"'), attribution("", "added", '"for now."')),
         ["content part missed -2", "spurious: split"]),
        ((attribution("Ada Quill", "said", "the bridge is shut", '"It\'s safe,"', '"for now."'),),
         ["source wrong: not found | cue wrong: not found | content part extra +4", "missed: merged"]),
        ((SHUT, attribution("Mayor Ada Quill", "added", '"It\'s safe,"', '"for now."')), ["source wrong: not found"]),
        ((SHUT, attribution("", "said", '"It\'s safe,"', '"for now."')),
         ["source none: not found | cue wrong: not found"]),
        ((SHUT, attribution("she", "added", '"It\'s safe," she added, "for now."')), ["content gaps"]),
        ((attribution("Ada Quill", "said the", "bridge is shut."), SAFE),
         ["source left -1 | cue right +1 | content left -1 | content right +0"]),
    ],
)  # fmt: skip
def test_kinds_of_error(ours: tuple[Attribution, ...], faults: list[str]) -> None:
    found = [" | ".join(map(str, c.faults)) for c in cases(DOCUMENT, ours)]
    assert sorted(found) == sorted(faults)


def test_a_case_is_shown_with_its_marks() -> None:
    ours = attribution("Ada Quill", "said", "the bridge is shut")
    case = Case(document=DOCUMENT, gold=SHUT, ours=ours, linked=True, faults=(Fault(kind="source left", words=-1),))
    head, gold, found = shown(case).splitlines()
    assert head == "d:0  linked  source left -1"
    assert gold.startswith("  gold  <Mayor Ada Quill> {said} [the bridge is shut]. ")
    assert "Mayor <Ada Quill> {said} [the bridge is shut]. " in found


def test_the_seed_is_found_by_content_speaker_and_polarity() -> None:
    def wanted(a: Attribution, speaker: str) -> dict[str, Any]:
        return {"content": [list(s) for s in a.content], "speaker": speaker, "polarity": "said"}

    expected = {
        "statements": [wanted(SHUT, "Ada Quill")],
        "nested_statements": [wanted(SAFE, "Ada Quill")],
        "not_statements": [span("why")],
    }
    best = compare(expected, record(statement(SHUT), statement(SAFE, within="s1")))
    assert best == Seed(found=1, of=1, nested=1, nested_of=1, taken=0, missing=())
    bad = record(statement(SHUT, polarity="denied", speaker=None), statement(attribution("", "knew", "why")))
    worst = compare(expected, bad)
    assert (worst.found, worst.nested, worst.taken) == (0, 0, 1)
    assert worst.missing == ("21:39 speaker none for Ada Quill, denied for said", "41:75 nothing there")
