from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from reportedly.errors import ExportError
from reportedly.exports import chart
from reportedly.exports.chart import ChartPoint

if TYPE_CHECKING:
    from pathlib import Path


def point(
    source: str, day: str | None, low: float | None, best: float | None, high: float | None, **known: str
) -> ChartPoint:
    plain: dict[str, str | None] = {"effect": "killed", "place": "Veldhaven"}
    return ChartPoint(source=source, day=day, low=low, best=best, high=high, **plain | known)


POINTS = (
    point("Ministry", "2024-02-08", 27, 27, 27, mark="revised", label="27 people"),
    point("Ministry", "2024-02-06", 31, 31, 31),
    point("<b>Rescue</b> & co", "2024-02-06", 12, None, None, label="at least 12"),
    point("<b>Rescue</b> & co", "2024-02-07", 30, None, 40),
    point("Army", "2024-02-07", 100, 100, 100, mark="denied"),
    point("Army", "2024-02-07", None, None, 200, effect="injured"),
    point("Army", None, 1, 1, 1),
    point("Army", "2024-02-07", None, None, None),
    point("Army", "soon", 1, 1, 1),
)


def test_a_chart_shows_every_source_mark_and_bound(tmp_path: Path) -> None:
    assert chart.write(POINTS, tmp_path / "a.svg", title="Flood") == 6
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    shown = {"".join(t.itertext()) for t in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")}  # noqa: S314 - ours
    assert {"Flood", "Ministry", "<b>Rescue</b> & co", "Army", "given", "revised", "denied"} <= shown
    assert {"≥ 12", "30–40", "≤ 200", "killed, Veldhaven", "injured, Veldhaven", "6 Feb 2024"} <= shown
    assert "Not drawn, without a day or a number: 3." in text
    assert "Army, 2024-02-07: 100, killed (denied)" in text
    assert set(re.findall(r"https?://[^\"' <]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    chart.write(POINTS, tmp_path / "b.svg", title="Flood")
    assert (tmp_path / "b.svg").read_text(encoding="utf-8") == text


def test_a_chart_is_drawn_as_png(tmp_path: Path) -> None:
    assert chart.write(iter(POINTS), tmp_path / "a.PNG") == 6
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG\r\n")


def test_denied_figures_belong_to_no_line_or_band() -> None:
    area, _, line, points, _ = chart.spec(POINTS)["spec"]["layer"]
    assert all("datum.mark !== 'denied'" in layer["transform"][0]["filter"] for layer in (area, line))
    assert "transform" not in points


def test_values_stand_in_the_order_of_days_whatever_order_they_come_in() -> None:
    values = chart.spec(POINTS)["data"]["values"]
    assert [v["day"] for v in values] == sorted(v["day"] for v in values)
    assert [v["value"] for v in values if v["source"] == "Ministry"] == [31, 27]


def test_twenty_sources_look_different() -> None:
    layers = chart.spec([point(f"s{n:02}", "2024-02-06", 1, 1, 1) for n in range(20)])["spec"]["layer"]
    scales = (layers[2]["encoding"][channel]["scale"]["range"] for channel in ("color", "strokeDash"))
    assert chart.spec([point("s", "2024-02-06", 1234567, None, None)])["data"]["values"][0]["bound"] == "≥ 1,234,567"
    assert len({(colour, *dash) for colour, dash in zip(*scales, strict=True)}) == 20


def test_nothing_to_draw_a_wrong_name_or_a_missing_package_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ExportError, match="none of 3 figures has a day and a number"):
        chart.write(POINTS[-3:], tmp_path / "a.svg")
    with pytest.raises(ExportError, match=r"a\.pdf: a chart is an \.svg or a \.png"):
        chart.write(POINTS, tmp_path / "a.pdf")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ExportError, match=r'pip install "reportedly\[charts\]"'):
        chart.write(POINTS, tmp_path / "a.svg")
    assert not list(tmp_path.iterdir())
