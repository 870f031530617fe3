from __future__ import annotations

import csv
import errno
import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from export_rows import TEXT, at_hand, named, shelled

from reportedly import model
from reportedly.decode.modes import MODES
from reportedly.exports import cameo, labels, lines, plover, ucdp
from reportedly.exports.column import KINDS
from reportedly.exports.files import EXPORTS
from reportedly.exports.sink import whole
from reportedly.ledger.rows import EventRow, When, Words
from reportedly.settle.registry import CODES, INTERNATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def written(name: str, kind: str, folder: Path, **how: Any) -> str:  # noqa: ANN401 - as the writer takes it
    EXPORTS[name].write(iter(getattr(shelled(), kind)), kind, folder / "a", **how)
    return (folder / "a").read_text(encoding="utf-8")


def test_geojson_has_points_east_first_and_none_where_none_is_known(tmp_path: Path) -> None:
    found = json.loads(written("geojson", "events", tmp_path))
    assert found["type"] == "FeatureCollection"
    one, two = found["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [-74.006, 40.7]}
    assert two["geometry"] is None
    assert (one["id"], one["properties"]["status"]) == ("x1/e1", "happened")
    assert [f["geometry"] for f in json.loads(written("geojson", "figures", tmp_path))["features"]][1:] == [None, None]
    EXPORTS["geojson"].write([], "events", tmp_path / "b")
    assert json.loads((tmp_path / "b").read_text()) == {"type": "FeatureCollection", "features": []}


def test_plover_records_have_the_names_of_its_manual(tmp_path: Path) -> None:
    one, two = map(json.loads, written("plover", "events", tmp_path, beside=at_hand()).splitlines())
    assert (one["id"], one["date"], one["event"], one["mode"]) == (
        "x1/e1",
        "2024-02-05",
        ["ASSAULT"],
        ["heavy-weapons"],
    )
    assert (one["quad_code"], one["context"], one["status"]) == (4, ["military"], "happened")
    assert {k: one["actor"][0][k] for k in ("code", "sector", "entity_text", "identifier_text")} == {
        "code": "NOR", "sector": "MIL", "entity_text": "the Ostrian army", "identifier_text": "Ostrian army",
    }  # fmt: skip
    assert one["event_loc"]["country"] == "United States"
    assert one["size"] == {"dead": 12, "injured": None, "arrested": None}  # 40 dead are denied, "at least nine" a bound
    assert one["said_by"] == ["somebody", "the mayor"]
    assert (two["quad_code"], two["context"], two["event_loc"], two["date"]) == (None, ["future"], None, None)
    assert (two["actor"][0]["code"], two["actor"][0]["sector"]) == ("UNO", None)
    assert TEXT[one["text_info"]["start"] : one["text_info"]["end"]] == one["event_text"][0]


def test_cameo_codes_follow_from_type_and_mode(tmp_path: Path) -> None:
    one, two = csv.DictReader(written("cameo", "events", tmp_path).splitlines())
    assert (one["EventCode"], one["EventRootCode"], one["QuadClass"]) == ("194", "19", "4")
    assert (one["Actor1Code"], one["Actor1Name"]) == ("NORMIL; ", "Ostrian army; Vell, fighters")
    assert (one["Day"], one["Year"], one["ActionGeo_Long"]) == ("20240205", "2024", "-74.006")
    assert (two["EventCode"], two["EventRootCode"], two["QuadClass"], two["Actor1Code"]) == ("", "", "", "UNO")
    assert (cameo.cameo("ACCUSE", "investigate"), cameo.cameo("ASSAULT", "primitive")) == ("090", "180")


def test_cameo_has_a_code_for_every_type_and_only_known_modes() -> None:
    assert set(cameo.CODES) == set(labels.QUADS) - {"OTHER"}
    for type_, codes in cameo.CODES.items():
        assert set(codes) - {None} <= set(MODES.get(type_, ()))
        assert {code[:2] for code in codes.values()} <= set(labels.LABELS["cameo"])


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [("2024-02-05", "2024-02-05", 1), ("2024-02-05", "2024-02-06", 2), ("2024-02-05", "2024-02-11", 3),
     ("2024-02-01", "2024-02-29", 4), ("2024-01-01", "2024-12-31", 5), ("2023-01-01", "2024-12-31", None),
     (None, "2024-02-05", None), ("2024-02-06", "2024-02-05", None)],
)  # fmt: skip
def test_ucdp_date_precision(first: str | None, last: str | None, precision: int | None) -> None:
    words = Words(start=0, end=1, text="x")
    when = When(words=words, first=first, last=last, grain=None, modifier=None, timex=None)
    assert ucdp.date_prec(when) == precision


def test_ucdp_columns_give_what_one_report_tells(tmp_path: Path) -> None:
    one, two = csv.DictReader(written("ucdp", "events", tmp_path, beside=at_hand()).splitlines())
    assert (one["side_a"], one["side_b"]) == ("Ostrian army; Vell, fighters", "the harbour")
    assert (one["low"], one["best"], one["high"], one["deaths_words"]) == ("12", "12", "12", "12 people")
    assert (one["where_prec"], one["date_prec"], one["date_start"], one["year"]) == ("1", "1", "2024-02-05", "2024")
    assert (one["country"], one["longitude"], one["number_of_sources"]) == ("United States", "-74.006", "1")
    assert (one["type_of_violence"], one["deaths_a"], two["low"], two["where_prec"]) == ("", "", "", "")
    assert (two["event_type"], two["event_status"]) == ("OTHER", "planned")


def test_ucdp_deaths_that_differ_have_no_best_and_open_ends_stay_open() -> None:
    dead, *_ = shelled().figures
    event, _ = shelled().events

    def case(*figures: dict[str, float | None]) -> ucdp.Case:
        return ucdp.Case(event=event, killed=tuple(replace(dead, **f) for f in figures))

    exact, more = {"low": 5.0, "best": 5.0, "high": 5.0}, {"low": 9.0, "best": 9.0, "high": 9.0}
    at_least = {"low": 9.0, "best": None, "high": None}
    assert [(ucdp.low(c), ucdp.best(c.killed), ucdp.high(c)) for c in (
        case(exact, more), case(exact, at_least), case(at_least), case(),
    )] == [(5, None, 9), (5, None, None), (9, None, None), (None, None, None)]  # fmt: skip


@pytest.mark.parametrize("kind", EXPORTS["annotations"].kinds)
def test_annotations_obey_the_span_law(kind: str, tmp_path: Path) -> None:
    found = json.loads(written("annotations", kind, tmp_path, beside=at_hand()))
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert found["items"]
    assert len({item["id"] for item in found["items"]}) == len(found["items"])
    for item in found["items"]:
        assert item["target"]["source"] == "urn:reportedly:x1"
        assert item["target"]["scope"] == "https://news.example/shells"
        position, quotation = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quotation["exact"] != ""
        assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in TEXT
        assert TEXT[:start].endswith(quotation["prefix"])
        assert len(quotation["prefix"]) == min(start, 32)
        assert item["body"][0]["source"].startswith("urn:reportedly:x1/")


def test_annotations_name_the_fields_and_have_no_surroundings_without_the_text(tmp_path: Path) -> None:
    found = json.loads(written("annotations", "events", tmp_path))["items"]
    assert [a["body"][1]["value"] for a in found if "/e1/" in a["id"]] == [
        "trigger", "actor", "actor", "recipient", "where", "when",
    ]  # fmt: skip
    assert {tuple(a["target"]["selector"][1]) for a in found} == {("type", "exact")}
    EXPORTS["annotations"].write(named("nobody").actors, "actors", tmp_path / "b")
    assert json.loads((tmp_path / "b").read_text())["items"] == []


def test_the_document_has_every_format_and_every_code_of_cameo() -> None:
    told = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    for export in EXPORTS.values():
        kinds = "all" if export.kinds == KINDS else ", ".join(export.kinds)
        assert f"| `{export.name}` | {kinds} |" in told
    for type_, codes in cameo.CODES.items():
        modes = ", ".join(f"{mode} {code}" for mode, code in codes.items() if mode)
        assert f"| `{type_}` | {codes[None]} | {modes} |" in told


def paths(value: object, above: str = "") -> Iterator[str]:
    """Yield the paths of all keys in nested objects, as codebooks write them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{above}{key}"
            yield from paths(inner, f"{above}{key}.")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{above[:-1]}[].")


@pytest.mark.parametrize(("name", "kind"), [(e.name, k) for e in EXPORTS.values() for k in e.kinds])
def test_the_codebook_lists_every_column_and_label(name: str, kind: str, tmp_path: Path) -> None:
    text = written(name, kind, tmp_path, beside=at_hand()) if name != "parquet" else ""
    if name in {"csv", "cameo", "ucdp"}:
        columns = set(next(csv.reader(text.splitlines())))
    elif name in {"jsonl", "plover"}:
        columns = {p for line in text.splitlines() for p in paths(json.loads(line))}
    elif name == "geojson":
        columns = {k for f in json.loads(text)["features"] for k in f["properties"]}
    else:
        columns = {f.name for f in EXPORTS[name].columns(kind)}
    book = EXPORTS[name].codebook(kind)
    assert columns
    assert columns - set(re.findall(r"^\| `([^`]+)` \|", book.split("## Labels")[0], re.MULTILINE)) == set()
    assert book == EXPORTS[name].codebook(kind)
    for field in EXPORTS[name].columns(kind):
        assert field.tells
        if field.labels:
            assert {f"`{label}`" for label in labels.LABELS[field.labels]} <= set(re.findall(r"`[^`]+`", book))


def test_the_labels_are_those_of_the_records_the_decoder_and_the_documents() -> None:
    sets = {
        "status": model.Status, "effect": model.Effect, "hedge": model.Hedge, "polarity": model.Polarity,
        "form": model.Form, "source_kind": model.SourceKind, "kind": model.ActorKind, "place_kind": model.PlaceKind,
        "grain": model.Grain, "modifier": model.Modifier,
    }  # fmt: skip
    assert {name: set(labels.LABELS[name]) for name in sets} == {n: set(get_args(x)) for n, x in sets.items()}
    assert {t: set(m.split(", ")) for t, m in labels.MODES.items()} == {t: set(m) for t, m in MODES.items()}
    assert set(labels.LABELS["sector"]) == set(CODES)
    assert labels.INTERNATIONAL == INTERNATIONAL
    told = re.findall(r"^\| `([A-Z]+)` \| ([a-z -]+) \|", (ROOT / "docs/events.md").read_text(), re.MULTILINE)
    assert {t: labels.QUAD_CLASSES.get(str(q), "-") for t, q in labels.QUADS.items()} == dict(told)
    assert set(labels.LABELS["type"]) == set(labels.QUADS)
    assert set(plover.AUXILIARY) == set(get_args(model.Status)) - {"happened", "ongoing"}


def test_nested_fields_are_those_of_the_rows() -> None:
    tops = {f.name for f in lines.fields("events") if "." not in f.name and "[" not in f.name}
    assert tops == {f.name for f in fields(EventRow)}


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    path.chmod(0o640)

    def rows() -> Iterator[EventRow]:
        yield shelled().events[0]
        raise RuntimeError("the ledger broke")

    with pytest.raises(RuntimeError, match="the ledger broke"):
        EXPORTS["csv"].write(rows(), "events", path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "before"
    EXPORTS["csv"].write(shelled().events, "events", path, explain=False)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        EXPORTS[name].write(shelled().events, "events", tmp_path / "none" / "a")
    assert missing.value.filename == str(tmp_path / "none" / "a")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        EXPORTS[name].write(shelled().events, "events", tmp_path / "folder")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", EXPORTS)
def test_a_full_disk_is_an_error_that_names_the_file(name: str) -> None:
    with pytest.raises(OSError, match="/dev/full") as full:
        EXPORTS[name].write(shelled().events, "events", Path("/dev/full"))
    assert full.value.errno == errno.ENOSPC


def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path: Path) -> None:
    def fill() -> None:
        with whole(tmp_path / "a") as file:
            file.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as full:
        fill()
    assert full.value.filename == str(tmp_path / "a")
    assert not list(tmp_path.iterdir())


def test_an_error_of_another_file_is_passed_on_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"ledger\.db") as other, whole(tmp_path / "a"):
        raise OSError(errno.EIO, "Input/output error", "ledger.db")
    assert other.value.filename == "ledger.db"


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    EXPORTS["jsonl"].write(shelled().events, "events", tmp_path / "link", explain=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text().count("\n") == 2
