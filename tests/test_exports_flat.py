from __future__ import annotations

import csv
import json
import sys
from dataclasses import fields, replace
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet
import pytest
from export_rows import TEXT, named, shelled
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import ExportError
from reportedly.exports import flat, frames, parquet
from reportedly.exports.column import KINDS, cells
from reportedly.exports.files import EXPORTS
from reportedly.exports.table_csv import harmless, plain
from reportedly.ledger.rows import EventRow, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups(path: Path) -> list[int]:
    """Return the rows of each row group."""
    file = pyarrow.parquet.read_metadata(path)
    return [file.row_group(i).num_rows for i in range(file.num_row_groups)]


def typed(cell: str, type_: str) -> object:
    """Return what a CSV cell stands for."""
    if not cell:
        return None
    return float(cell) if type_ == "float" else int(cell) if type_ == "int" else plain(cell)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_holds_every_row_or_says_that_it_has_no_such_kind(name: str, kind: str, tmp_path: Path) -> None:
    export, path = EXPORTS[name], tmp_path / "rows"
    found = getattr(shelled(), kind)
    if kind in export.kinds:
        assert export.write(iter(found), kind, path) == len(found) > 1
        assert sorted(p.name for p in tmp_path.iterdir()) == ["rows", "rows.codebook.md"]
        assert export.write([], kind, path) == 0
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 2 if name != "parquet" else path.stat().st_size
    else:
        with pytest.raises(ExportError, match=f"{name} holds events.*, not {kind}"):
            export.write(found, kind, path)


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_parquet_give_back_what_was_written(kind: str, tmp_path: Path) -> None:
    found = [*getattr(shelled(), kind), *(getattr(named("=1+1;\r\n\"a\", 'b'\t洪水 🚨"), kind))]
    columns = flat.COLUMNS[kind]
    expected = [cells(row, columns) for row in found]
    EXPORTS["csv"].write(iter(found), kind, tmp_path / "a.csv")
    read = lines(tmp_path / "a.csv")
    assert [{c.name: typed(line[c.name], c.type) for c in columns} for line in read] == expected
    EXPORTS["parquet"].write(iter(found), kind, tmp_path / "a.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in table] == expected


def test_columns_hold_what_the_row_says() -> None:
    one, two = (cells(e, flat.COLUMNS["events"]) for e in shelled().events)
    assert one["actor"] == "Ostrian army; Vell, fighters"
    assert one["actor_words"] == "the Ostrian army; Vell fighters"
    starts = [tuple(map(int, s.split(":"))) for s in str(one["actor_spans"]).split("; ")]
    assert [TEXT[start:end] for start, end in starts] == ["the Ostrian army", "Vell fighters"]
    assert (one["actor_country"], one["actor_sector"]) == ("NOR; ", "MIL; ")
    assert TEXT[one["trigger_start"] : one["trigger_end"]] == one["trigger"] == "shelled"
    assert one["said_by"] == "somebody; the mayor"
    assert (two["said_by"], two["place"], two["date_start"]) == (None, None, None)
    assert (one["latitude"], one["longitude"], one["date_start"]) == (40.7, -74.006, "2024-02-05")
    statement = cells(shelled().statements[0], flat.COLUMNS["statements"])
    assert statement["content"] == "killing 12 people … at least nine"


def test_every_field_of_a_row_has_a_column() -> None:
    told = {c.name for c in flat.COLUMNS["events"]}
    merged = {"origin": "article", "where": "place", "when": "date_start"}
    assert {merged.get(f.name, f.name) for f in fields(EventRow)} <= told


@pytest.mark.parametrize(
    "risky",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\ufeff=1", "\u200b-1", "\xa0@a", "＝1", "'=1",
     " \ufeff +1"],
)  # fmt: skip
def test_text_that_a_spreadsheet_would_compute_is_made_harmless(risky: str, tmp_path: Path) -> None:
    EXPORTS["csv"].write(named(risky).actors, "actors", tmp_path / "a.csv")
    (line,) = lines(tmp_path / "a.csv")
    assert line["name"] == line["title"] == f"'{risky}"
    assert plain(line["name"]) == risky


@pytest.mark.parametrize("safe", ["Ostria", "a=b", "'quoted'", "1-2", " padded", "x\n=1", "", "12"])
def test_other_text_stays_as_it_is(safe: str) -> None:
    assert harmless(safe) == plain(safe) == safe


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n \ufeff"), st.characters(codec="utf-8"))))
def test_harmless_text_begins_with_nothing_risky_and_can_be_undone(text: str) -> None:
    assert plain(harmless(text)) == text
    assert harmless(text).lstrip(" \ufeff")[:1] not in {*"=+-@\t\r"} or not harmless(text)


def test_numbers_are_no_text_in_csv(tmp_path: Path) -> None:
    EXPORTS["csv"].write(shelled().events, "events", tmp_path / "a.csv")
    assert lines(tmp_path / "a.csv")[0]["longitude"] == "-74.006"
    EXPORTS["csv"].write(shelled().figures, "figures", tmp_path / "b.csv")
    assert [line["low"] for line in lines(tmp_path / "b.csv")] == ["12", "40", "9"]
    assert (tmp_path / "b.csv").read_bytes().count(b"\r\n") == 4
    far = replace(shelled().figures[0], low=-1e300, best=2.5, high=float("inf"))
    EXPORTS["csv"].write([far], "figures", tmp_path / "c.csv")
    (line,) = lines(tmp_path / "c.csv")
    assert (line["low"], line["best"], line["high"]) == ("-1e+300", "2.5", "inf")


def test_parquet_is_typed_and_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH", 20)
    monkeypatch.setattr(parquet, "GROUP", 100)
    (event, _) = shelled().events
    assert EXPORTS["parquet"].write(repeat(event, 250), "events", tmp_path / "a.parquet") == 250
    assert groups(tmp_path / "a.parquet") == [100, 100, 50]
    long = replace(event, origin=replace(event.origin, title="long " * 1000))
    monkeypatch.setattr(parquet, "WEIGHT", 150_000)
    assert EXPORTS["parquet"].write(repeat(long, 100), "events", tmp_path / "b.parquet") == 100
    assert groups(tmp_path / "b.parquet") == [40, 40, 20]
    file = pyarrow.parquet.ParquetFile(tmp_path / "a.parquet")
    types = {f.name: str(f.type) for f in file.schema_arrow}
    assert types["longitude"] == "double"
    assert types["date_start"] == "date32[day]"
    assert types["trigger_start"] == "int64"
    assert types["actor"] == "string"
    assert file.schema_arrow.field("status").metadata[b"description"] == b"what the report says of it, not what is true"


def test_a_day_that_is_none_is_an_error_not_a_blank(tmp_path: Path) -> None:
    (event, _) = shelled().events
    assert event.when
    wrong = replace(event, when=replace(event.when, first="2024-02-30"))
    with pytest.raises(ExportError, match="x1/e1: date_start is no day: '2024-02-30'"):
        EXPORTS["parquet"].write([wrong], "events", tmp_path / "a.parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_frames_hold_the_rows(kind: str) -> None:
    found: Sequence[object] = getattr(shelled(), kind)
    expected = [cells(row, flat.COLUMNS[kind]) for row in found]
    names = [c.name for c in flat.COLUMNS[kind]]
    for frame in (frames.to_arrow(found, kind), frames.to_polars(found, kind)):
        made = frame.to_pylist() if hasattr(frame, "to_pylist") else frame.to_dicts()
        assert [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in made] == expected
    table = frames.to_pandas(found, kind)
    assert list(table.columns) == names
    assert list(table["id"]) == [row["id"] for row in expected]
    assert list(table["published"].dt.strftime("%Y-%m-%d")) == ["2024-02-06"] * len(found)


def test_frames_of_nothing_have_their_columns() -> None:
    assert frames.to_polars([], "events").schema["date_start"] == pl.Date
    assert str(frames.to_pandas([], "events")["trigger_start"].dtype) == "Int64"
    assert frames.to_arrow([], "events").num_rows == 0
    with pytest.raises(ExportError, match="no kind of rows: 'event'"):
        frames.to_polars([], "event")


@pytest.mark.parametrize("module", ["pyarrow", "pandas", "polars"])
def test_a_package_that_is_missing_is_named_with_its_extra(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError, match=rf'{module} is not installed: pip install "reportedly\[data\]"'):
        getattr(frames, f"to_{module.removeprefix('py')}")([], "events")


def test_parquet_without_its_package_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ExportError, match="pyarrow is not installed"):
        EXPORTS["parquet"].write(shelled().events, "events", tmp_path / "a")
    assert not list(tmp_path.iterdir())


def test_json_lines_are_the_rows_themselves(tmp_path: Path) -> None:
    EXPORTS["jsonl"].write(shelled().events, "events", tmp_path / "a.jsonl")
    one, _ = map(json.loads, (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines())
    assert one["actor"][1]["name"] == "Vell; fighters"
    for words in (one["trigger"], one["where"]["words"], *(p["words"] for p in one["actor"])):
        assert TEXT[words["start"] : words["end"]] == words["text"]


def test_the_real_reader_gives_rows_that_all_formats_take(tmp_path: Path) -> None:
    import reportedly  # noqa: PLC0415 - loads the model

    found = rows(
        reportedly.read("Ostria's army shelled Oslo on Monday, killing 12, the mayor said.", published="2024-02-06")
    )
    for export in EXPORTS.values():
        for kind in export.kinds:
            assert export.write(getattr(found, kind), kind, tmp_path / kind) == len(getattr(found, kind))
