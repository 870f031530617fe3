"""Rows of a kind as a table: filters that are URLs, sorted, in pages, with counts that add up."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from reportedly.errors import ExtraError
from reportedly.exports import chart
from reportedly.exports.rows import KINDS
from reportedly.keeper import points
from reportedly.ledger.questions import HAVE, Query
from reportedly.ledger.verdicts import Judgement
from reportedly.markup import EFFECTS, STATUSES, TYPES
from reportedly.model import Polarity
from reportedly.web.site import SIZE, Sheet, asked, missing, page_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportedly.ledger.questions import Kind
    from reportedly.link.figures import Tolls
    from reportedly.web.site import Site

_DRAWN: Final = 2_000  # figures of one chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: of the ledger's, what stands above it, whether it can be sorted by."""

    name: str
    head: str
    sorts: bool = False
    number: bool = False


def _c(name: str, head: str, *, sorts: bool = True, number: bool = False) -> Column:
    return Column(name=name, head=head, sorts=sorts, number=number)


COLUMNS: Final[dict[Kind, tuple[Column, ...]]] = {
    "event": (
        _c("day", "day"), _c("actors", "who", sorts=False), _c("trigger", "did"),
        _c("recipients", "to whom", sorts=False),
        _c("type", "type"), _c("status", "status"), _c("place", "where"), _c("said_by", "according to", sorts=False),
        _c("score", "score", number=True),
    ),
    "statement": (
        _c("day", "day"), _c("speaker", "who"), _c("polarity", "how"), _c("content", "what", sorts=False),
        _c("score", "score", number=True),
    ),
    "figure": (
        _c("day", "day"), _c("effect", "effect"), _c("words", "words", sorts=False), _c("low", "low", number=True),
        _c("best", "best", number=True), _c("high", "high", number=True), _c("place", "where"),
        _c("said_by", "according to", sorts=False), _c("score", "score", number=True),
    ),
}  # fmt: skip
_TALLIED: Final[dict[Kind, str]] = {"event": "status", "statement": "polarity", "figure": "effect"}
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "type": TYPES, "status": STATUSES, "effect": EFFECTS, "polarity": get_args(Polarity),
    "verdict": get_args(Judgement),
}  # fmt: skip
_HEADS: Final = {"actor": "who", "recipient": "to whom", "said_by": "according to", "country": "country (ISO)",
                 "day": "when", "text": "words of the report"}  # fmt: skip


def sheet(kind: Kind, site: Site, request: Request) -> Sheet:
    """Return the table of a kind's rows that answer a request."""
    query, page = asked(request), page_of(request)
    sort = request.query_params.get("sort", "")
    if sort and sort.removeprefix("-") not in {c.name for c in COLUMNS[kind] if c.sorts}:
        raise missing("column to sort by")
    by = _TALLIED[kind]
    tally = site.ledger.tally(kind, by, query)
    total = sum(n for _, n in tally)
    lines = site.ledger.lines(kind, query, limit=SIZE, offset=SIZE * (page - 1), by=sort or None)
    rows = [dict(x._mapping) for x in lines]  # noqa: SLF001 - SQLAlchemy's name for a public thing
    verdicts = site.ledger.judged(records=[x["id"] for x in rows])
    for x in rows:
        x["tone"] = KINDS.get(x.get("status", ""), x.get("polarity", "counted"))
        x["verdict"] = verdicts.get(x["id"], "")
    given = {k: v for k, v in asdict(query).items() if v is not None}
    return Sheet(
        template="table.html",
        title=f"{kind.capitalize()}s",
        shown={
            "kind": kind, "columns": COLUMNS[kind], "rows": rows, "total": total, "tally": tally, "tallied": by,
            "page": page, "pages": max(1, -(-total // SIZE)), "size": SIZE, "sort": sort, "given": given,
            "filters": filters(kind, query), "chart": bool(given) and kind == "figure" and total <= _DRAWN,
        },
        json={"total": total, by: dict(tally), "page": page, "size": SIZE, "sort": sort, "query": given, "rows": rows},
        csv=partial(_export, site, kind, query),
    )  # fmt: skip


def filters(kind: Kind, query: Query) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return the filters that a kind has: name, what stands above it, value, labels to choose from (none: any text)."""
    order = [f for f in Query.__dataclass_fields__ if f in HAVE[kind] or f in {"outlet", "text", "verdict"}]
    hidden = [f for f in ("article", "group") if getattr(query, f) is not None]
    return [
        (f, _HEADS.get(f, f.replace("_", " ")), getattr(query, f) or "", CHOICES.get(f, ())) for f in (*order, *hidden)
    ]


def toll(site: Site, request: Request) -> Sheet:
    """Return figures over time: a line for each source, and the ranges of the latest."""
    query = asked(request)
    if query == Query():
        raise missing("chart of everything; choose an effect, a place or a day")
    if site.ledger.count("figure", query) > _DRAWN:
        raise missing(f"chart of more than {_DRAWN:,} figures; choose fewer")
    found = site.ledger.figures(query)
    return toll_of(found, "Toll", {k: v for k, v in asdict(query).items() if v is not None})


def toll_of(found: Tolls, title: str, given: dict[str, Any]) -> Sheet:
    """Return figures over time as a page."""
    lines = [
        {"effect": s.effect, "place": s.place, "source": s.source, "reported": p.reported, "low": p.low, "best": p.best,
         "high": p.high, "kind": p.kind, "mark": "denied" if p.denied else p.change, "words": p.words.text,
         "figure": p.figure}
        for s in found.series for p in s.points
    ]  # fmt: skip
    return Sheet(
        template="toll.html", title=title,
        shown={"series": found.series, "ranges": found.ranges, "svg": drawing(found), "given": given,
               "drawable": any(map(chart.drawable, points(found)))},
        json=found,
        columns=("effect", "place", "source", "reported", "low", "best", "high", "kind", "mark", "words", "figure"),
        lines=lambda: lines,
    )  # fmt: skip


def drawing(found: Tolls) -> str | None:
    """Return the chart of figures over time as SVG whose points lead to their words; None where none can be drawn."""
    drawn = [p for p in points(found) if chart.drawable(p)]
    try:
        return chart.svg(drawn, leads_to="/articles/{article}#w-{record}") if drawn else None
    except ExtraError:
        return None


def _export(site: Site, kind: Kind, query: Query) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        site.ledger.export("csv", kind, path, query)
        return path.read_bytes()
