from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import RecordError
from reportedly.exports import jsonl
from reportedly.model import (
    Actor,
    Article,
    Engine,
    Event,
    Figure,
    Mention,
    Note,
    Participant,
    Place,
    Records,
    Span,
    Statement,
    Time,
)

TEXT = "Mira Sol said “no” in Varna on Friday."
STATEMENT = Statement(
    id="s1",
    source=Span(start=0, end=8),
    speaker="a1",
    source_kind="named_person",
    cue=Span(start=9, end=13),
    content=(Span(start=14, end=18),),
    form="direct",
    polarity="denied",
    when="t1",
    where="p1",
    score=0.5,
)
RECORDS = Records(
    article=Article(id="x", published="2024-02-09", text=TEXT),
    engine=Engine(version="1", model="m"),
    actors=(Actor(id="a1", name="Mira Sol", kind="person", mentions=(Mention(start=0, end=8, level="name"),)),),
    statements=(STATEMENT,),
    events=(
        Event(id="e1", trigger=Span(start=9, end=13), type="CONSULT", status="happened", said_by=("s1",),
              actor=(Participant(start=0, end=8, actor="a1"),), figures=("f1",), score=1.0),
    ),
    figures=(
        Figure(id="f1", span=Span(start=0, end=4), number=Span(start=0, end=4), effect="other", hedge="exact",
               event="e1", score=1.0),
    ),
    times=(Time(id="t1", start=31, end=37, kind="date", basis="relative"),),
    places=(Place(id="p1", start=22, end=27, name="Varna", kind="city", reading="place", score=1.0),),
    notes=(Note(about=None, stage="input", reason="made up"),),
)  # fmt: skip


def changed(**fields: object) -> Statement:
    return replace(STATEMENT, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ([changed(cue=Span(start=-1, end=3))], r"\$\.statements\[0\]\.cue\.start: -1"),
        ([changed(cue=Span(start=9, end=9))], r"\$\.statements\[0\]\.cue\.end: 9"),
        ([changed(content=(Span(start=0, end=4), Span(start=30, end=99)))], r"\$\.statements\[0\]\.content\[1\]\.end"),
        ([changed(speaker="a9")], r"\$\.statements\[0\]\.speaker: no actor has the id 'a9'"),
        ([changed(within="s9")], r"\$\.statements\[0\]\.within: no statement"),
        ([changed(within="s1")], r"\$\.statements\[0\]\.within: leads back to 's1'"),
        ([changed(id="s2", within="s3"), changed(id="s3", within="s2"), STATEMENT], r"\[0\]\.within: leads back"),
        ([STATEMENT, STATEMENT], r"the id 's1' is used twice"),
        ([changed(id="a1")], r"the id 'a1' is used twice"),
    ],
)
def test_records_that_break_a_law_are_refused_with_the_place(statements: list[Statement], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        replace(RECORDS, statements=tuple(statements))


def test_mentions_and_participants_obey_the_laws_too() -> None:
    with pytest.raises(RecordError, match=r"\$\.actors\[0\]\.mentions\[0\]\.end"):
        replace(RECORDS, actors=(replace(RECORDS.actors[0], mentions=(Mention(start=0, end=99, level="name"),)),))
    with pytest.raises(RecordError, match=r"\$\.events\[0\]\.actor\[0\]\.actor: no actor"):
        replace(RECORDS, events=(replace(RECORDS.events[0], actor=(Participant(start=0, end=8, actor="zz"),)),))


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "2024-2-3", "20240203", ""])
def test_published_is_a_day(day: str) -> None:
    with pytest.raises(RecordError, match="is no day"):
        Article(id="x", text="a", published=day)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(RecordError, match="lone surrogate at 1"):
        Article(id="x", text="a\ud800")


def test_a_line_is_read_back_as_it_was() -> None:
    line = RECORDS.to_jsonl()
    assert line.count("\n") == 1
    assert jsonl.parse(line) == RECORDS
    assert jsonl.parse(line).to_jsonl() == line


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"cue":{"start":9', '"cue":{"start":"9"', r"^\$\.statements\[0\]\.cue\.start: "),
        ('"cue":{"start":9', '"cue":{"start":900', r"^\$\.statements\[0\]\.cue\.start: 900"),
        ('"denied"', '"refuted"', r"^\$\.statements\[0\]\.polarity: Invalid enum value 'refuted'"),
        ('"reportedly/1"', '"reportedly/9"', r"^\$\.format: "),
        ('"article":', '"artikel":', r"missing required field `article`"),
        ("}", "", r"^\$: "),
    ],
)
def test_a_faulty_line_is_refused_with_the_place(old: str, new: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        jsonl.parse(RECORDS.to_jsonl().replace(old, new))


def test_a_faulty_file_is_refused_with_the_line(tmp_path: object) -> None:
    path = tmp_path / "r.jsonl"  # type: ignore[operator]
    path.write_text(RECORDS.to_jsonl() + "\n" + '{"format": 1}\n')
    found = jsonl.read(path)
    assert next(found) == RECORDS
    with pytest.raises(RecordError, match=r"r\.jsonl:3: \$"):
        next(found)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(-3, 99), st.integers(-3, 99))
def test_exactly_the_spans_within_the_text_are_taken(text: str, start: int, end: int) -> None:
    records = Records(article=Article(id="x", text=text), engine=RECORDS.engine)
    statement = changed(
        source=None, speaker=None, when=None, where=None, cue=None, content=(Span(start=start, end=end),)
    )
    if 0 <= start < end <= len(text):
        kept = replace(records, statements=(statement,))
        assert jsonl.parse(kept.to_jsonl()) == kept
    else:
        with pytest.raises(RecordError):
            replace(records, statements=(statement,))
