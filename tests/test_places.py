"""Places from the words of a report: no model."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import GazetteerError
from reportedly.settle import places
from reportedly.settle.places import build, find_places
from reportedly.settle.places.table import Table, fold, gazetteer

if TYPE_CHECKING:
    from reportedly.model import Place

HERE = Path(__file__).parent
WORDS = ("Gaza", "Paris", "Texas", ", ", " ", "in ", "the ", "U.S.", "St. Louis", "São Tomé", "Ala.", "’s", "\n", "é")


def only(text: str, name: str) -> Place:
    at = text.index(name)
    return find_places(text, [(at, at + len(name))]).places[0]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_span_is_words_of_the_text_in_order(text: str) -> None:
    found = find_places(text).places
    assert all(0 <= p.start < p.end <= len(text) and text[p.start : p.end].strip() for p in found)
    assert [(p.start, p.end) for p in found] == sorted({(p.start, p.end) for p in found})
    assert [p.id for p in found] == [f"p{i + 1}" for i in range(len(found))]


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("Shells fell on Paris, Texas, on Monday.", "Paris", "USA", "city"),
        ("Shells fell on Paris.", "Paris", "FRA", "city"),
        ("Shells fell in Kashmir.", "Kashmir", None, "region"),
        ("A ship was hit in the Red Sea.", "Red Sea", None, "sea"),
        ("Rockets hit Khan Younis.", "Khan Younis", "PSE", "city"),
        ("They met in Mobile, Ala.", "Mobile", "USA", "city"),
        ("Fighting in Donbas went on.", "Donbas", "UKR", "region"),
        ("The US agreed.", "US", "USA", "country"),
    ],
)
def test_what_a_name_is_taken_for(text: str, name: str, country: str | None, kind: str) -> None:
    found = only(text, name)
    assert (found.country, found.kind) == (country, kind)
    assert found.lat is not None


def test_what_nothing_speaks_for_stays_unknown() -> None:
    found = find_places("Fighting was reported in Xqzzyville.", [(25, 35)])
    assert found.places[0].lat is None
    assert "not in the gazetteer" in found.notes[0].reason


def test_a_phrase_takes_the_name_inside_it() -> None:
    text = "Shells hit a hospital in Gaza and a school."
    gaza, school = (11, 29), (34, 42)
    found = find_places(text, phrases=[gaza, school])
    first, second = found.places
    assert (first.start, first.end, first.country) == (*gaza, "PSE")
    assert (second.lat, second.country) == (None, None)
    assert found.of_phrase == {gaza: "p1", school: "p2"}


def test_seats_act_unless_something_is_at_them() -> None:
    assert only("The Kremlin denied it.", "Kremlin").reading == "actor"
    assert only("A drone fell near the Kremlin.", "Kremlin").reading == "place"


def test_the_reading_does_not_see_the_name() -> None:
    for frame in ("{} said on Monday that talks had failed.", "Five people were killed in {} on Monday."):
        readings = {only(frame.format(n), n).reading for n in ("Israel", "Iran", "Ukraine", "Russia", "Sudan", "China")}
        assert len(readings) == 1


def test_no_conflict_place_is_taken_for_another_country() -> None:
    rows = list(csv.DictReader((HERE / "places" / "conflict.csv").read_text(encoding="utf-8").splitlines()))
    found = [(only(f"Fighting was reported in {r['name']}.", r["name"]), r) for r in rows]
    false = {r["name"] for p, r in found if p.country and p.country not in r["countries"].split("/")}
    assert len(rows) >= 300
    assert false == set()


def test_without_a_gazetteer_places_stay_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Table:
        raise GazetteerError("no gazetteer")

    monkeypatch.setattr(places, "gazetteer", none)
    found = find_places("Shells hit Gaza.", phrases=[(11, 15)])
    assert (found.places[0].name, found.places[0].lat) == ("Gaza", None)
    assert found.notes[0].reason == "no gazetteer"


def test_faults_of_a_table_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "DATA", tmp_path)
    for row, fault in (
        ("A;;town;;1;2;", "'town' is no kind"),
        ("A;;city;XYZ;1;2;", "'XYZ' is no country's code"),
        ("A;;city;;91;2;", "no point"),
        ("A;;city;;1;2", "6 fields"),
        ("A;;city;;1;2;\nA;;city;;1;2;", "a row already"),
    ):
        (tmp_path / "ours.csv").write_text(row + "\n", encoding="utf-8")
        with pytest.raises(GazetteerError, match=fault):
            build._ours({"FRA"})  # noqa: SLF001 - what the build runs


def test_a_damaged_gazetteer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x05\0\0\0\0\0\0\0nope!")
    with pytest.raises(GazetteerError):
        Table(tmp_path / "x.bin")


def test_names_fold() -> None:
    assert fold("The  São-Tomé") == fold("Sao Tome")
    assert fold("US") != fold("us")
    assert gazetteer().find("St. Louis") == gazetteer().find("Saint Louis")
