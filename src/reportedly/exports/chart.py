"""Figures over time as a chart, SVG or PNG: a panel for each effect and place, a line for each source.

Drawn by Vega-Lite through vl-convert: no browser, no network. The same points give the same chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

from reportedly.errors import ExportError
from reportedly.exports.entries import safe
from reportedly.exports.sink import whole
from reportedly.extras import need
from reportedly.model import is_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Mark = Literal["given", "revised", "denied"]
_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D")
"""Told apart with any kind of colour vision (Okabe and Ito, 2008); they stand for sources in alphabetical order."""
_DASHES: Final = ([1, 0], [6, 3], [2, 2])
_SHAPES: Final[Mapping[Mark, str]] = {"given": "circle", "revised": "diamond", "denied": "cross"}
_SHORT: Final = 14  # days, each with a tick of its own
_SCALE: Final = 2  # pixels of a PNG for each of the chart's
_HERE: Final = "https://here.invalid"  # Vega has no links without a host
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_READING: Final = "Lines pass through the number given, or its bound (≥, ≤); bands span low to high."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One figure of one source, on the ISO day on which it was reported.

    `mark` is `revised` where it corrects an earlier figure of the same source, `denied` where the source rejects it;
    `label` are the words ("at least 22 people"), `figure` the id that the point leads to. Bounds as in `model.Figure`.
    Without a day or any number it can't be drawn, and the chart says how many could not.
    """

    source: str
    effect: str
    place: str | None
    day: str | None
    low: float | None
    best: float | None
    high: float | None
    mark: Mark = "given"
    label: str = ""
    figure: str = ""

    @property
    def value(self) -> float | None:
        """The number that stands for it: the best, else the lower bound, else the upper."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)


def write(points: Iterable[ChartPoint], path: Path, *, title: str = "") -> int:
    """Draw a chart into a file whose name ends in `.svg` or `.png`; return how many points are drawn.

    Raises:
        ExportError: vl-convert is not installed, the name ends otherwise, or no point can be drawn.
        OSError: the file cannot be written.
    """
    form = path.suffix.lower()
    if form not in {".svg", ".png"}:
        raise ExportError(f"{path}: a chart is an .svg or a .png")
    given = list(points)
    made = spec(given, title=title)
    convert, version = _drawer()
    drawn = (
        convert.vegalite_to_svg(made, vl_version=version).encode()
        if form == ".svg"
        else convert.vegalite_to_png(made, vl_version=version, scale=_SCALE)
    )
    with whole(path) as file:
        file.write(drawn)
    return sum(map(drawable, given))


def svg(points: Sequence[ChartPoint], *, leads_to: str) -> str:
    """Return a chart as SVG to stand in a page; its points lead to `leads_to`, `{article}` and `{record}` filled in.

    Raises:
        ExportError: vl-convert is not installed, or no point can be drawn.
    """
    convert, version = _drawer()
    made = spec(points, leads_to=_HERE + leads_to)
    drawn: str = convert.vegalite_to_svg(made, vl_version=version, allowed_base_urls=[])
    return drawn.replace(f'xlink:href="{_HERE}', 'href="')


def _drawer() -> tuple[Any, str]:
    convert = need("vl_convert", "charts")
    return convert, _version(convert.get_vegalite_versions())


def drawable(point: ChartPoint) -> bool:
    """Tell whether a point has a day and a number."""
    return point.day is not None and is_day(point.day) and point.value is not None


def spec(points: Sequence[ChartPoint], *, title: str = "", leads_to: str = "") -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, its data within.

    Raises:
        ExportError: no point can be drawn.
    """
    drawn = sorted((p for p in points if drawable(p)), key=lambda p: str(p.day))
    values = [_datum(number, p, leads_to) for number, p in enumerate(drawn)]
    if not values:
        raise ExportError(f"no chart: none of {len(points)} figures has a day and a number")
    missing = len(points) - len(values)
    lost = [f"Not drawn, without a day or a number: {missing}."] if missing else []
    panels = list(dict.fromkeys(v["panel"] for v in values))
    return {
        "$schema": _SCHEMA,
        "title": {"text": safe(title), "subtitle": [_READING, *lost], "anchor": "start", "subtitleColor": "#555555"},
        "background": "white",
        "data": {"values": values},
        "facet": {
            "row": {"field": "panel", "sort": panels, "title": None, "header": {"labelAngle": 0, "labelAnchor": "start",
                    "labelOrient": "top", "labelFontWeight": "bold"}}
        },
        "spec": {"width": 620, "height": 220, "layer": _layers(values)},
        "resolve": {"scale": {"y": "independent"}},
        "config": {"legend": {"labelLimit": 320, "symbolOpacity": 1, "symbolLimit": len(values)},
                   "title": {"fontSize": 15}},
    }  # fmt: skip


def _version(known: Sequence[str]) -> str:
    """Return the newest version 5 of Vega-Lite that vl-convert has."""
    return max((v for v in known if v.startswith("5.")), key=lambda v: [int(part) for part in v.split(".")])


def _datum(number: int, p: ChartPoint, leads_to: str) -> dict[str, Any]:
    article, _, record = p.figure.rpartition("/")
    panel = ", ".join(filter(None, (safe(p.effect), safe(p.place or ""))))
    source, day = safe(p.source), str(p.day)
    marked = "" if p.mark == "given" else f" ({p.mark})"
    told = f"{source}, {day}: {safe(p.label) or _digits(p.value)}, {safe(p.effect)}{marked}"
    return {
        "number": number, "source": source, "panel": panel, "day": day, "low": p.low, "high": p.high,
        "value": p.value, "mark": p.mark, "bound": _bound(p), "told": told,
        **({"href": leads_to.format(article=quote(article, safe=""), record=record)} if leads_to else {}),
    }  # fmt: skip


def _bound(p: ChartPoint) -> str:
    """Return what is written beside a point that has no best number."""
    if p.best is not None:
        return ""
    if p.low is not None and p.high is not None:
        return f"{_digits(p.low)}–{_digits(p.high)}"
    return f"≥ {_digits(p.low)}" if p.low is not None else f"≤ {_digits(p.high)}"


def _digits(number: float | None) -> str:
    return "" if number is None else f"{number:,.15g}"


def _layers(values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = sorted({v["source"] for v in values})
    days = (date.fromisoformat(values[-1]["day"]) - date.fromisoformat(values[0]["day"])).days
    ticks = {"tickCount": {"interval": "day", "step": 1}} if days <= _SHORT else {}
    domain = {"domain": names}
    x = {"field": "day", "type": "temporal", "title": "reported on", "scale": {"type": "utc"},
         "axis": {"format": "%-d %b %Y", "labelOverlap": True} | ticks}  # fmt: skip
    y = {"type": "quantitative", "title": None, "scale": {"zero": True}}
    colours = [_COLOURS[n % len(_COLOURS)] for n in range(len(names))]
    colour = {"field": "source", "type": "nominal", "title": "source", "scale": domain | {"range": colours}}
    dashes = [_DASHES[n // len(_COLOURS) % len(_DASHES)] for n in range(len(names))]
    dash = {"field": "source", "type": "nominal", "title": "source", "scale": domain | {"range": dashes}}
    shape = {"field": "mark", "type": "nominal", "title": "figure",
             "scale": {"domain": list(_SHAPES), "range": list(_SHAPES.values())}}  # fmt: skip
    order = {"field": "number", "type": "quantitative"}
    link = {"href": {"field": "href", "type": "nominal"}} if "href" in values[0] else {}
    between = {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "color": colour}
    at = {"x": x, "y": y | {"field": "value"}, "color": colour}
    spanned = {"filter": "isValid(datum.low) && isValid(datum.high) && datum.mark !== 'denied'"}
    claimed = {"filter": "datum.mark !== 'denied'"}
    return [
        {"transform": [claimed], "mark": {"type": "area", "interpolate": "step-after", "opacity": 0.15,
         "invalid": "break-paths-filter-domains"}, "encoding": between},
        {"transform": [spanned], "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35}, "encoding": between},
        {"transform": [claimed], "mark": {"type": "line", "interpolate": "step-after"},
         "encoding": at | {"order": order, "strokeDash": dash}},
        {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
         "encoding": at | {"shape": shape, "description": {"field": "told", "type": "nominal"}} | link},
        {"transform": [{"filter": "datum.bound !== ''"}],
         "mark": {"type": "text", "align": "left", "dx": 7, "dy": -7, "fontSize": 10},
         "encoding": at | {"text": {"field": "bound", "type": "nominal"}}},
    ]  # fmt: skip
