"""Pages about the whole: articles, sources, actors, what failed, what was corrected, how far to trust it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from reportedly.exports.entries import safe
from reportedly.ledger import overview
from reportedly.ledger.questions import Query
from reportedly.version import VERSION
from reportedly.web.record import history_of
from reportedly.web.site import SIZE, Sheet, page_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportedly.web.site import Site

_MOST: Final = 300  # names in a list
MEASURED: Final = (  # tests/test_web.py holds them against what the repository pins
    ("words of the source, exactly", "81.3", "PolNeAR, development part"),
    ("words of the cue, exactly", "74.2", "PolNeAR, development part"),
    ("words of the content, exactly", "67.4", "PolNeAR, development part"),
    ("source, cue and content of a statement belong together", "73.7", "PolNeAR, development part"),
)
"""What is measured, F1 in percent, on what: from MODEL_CARD.md."""


def home(site: Site, request: Request) -> Sheet:
    """Return the articles, the last first; on an empty ledger a form to read the first."""
    text, page = request.query_params.get("text", "").strip(), page_of(request)
    found, total = overview.articles(site.ledger, text or None, limit=SIZE, offset=SIZE * (page - 1))
    lines = [asdict(h) | {"opening": safe(h.opening)} for h in found]
    return Sheet(
        template="home.html", title="Reports",
        shown={"articles": lines, "total": total, "page": page, "pages": max(1, -(-total // SIZE)), "text": text,
               "counts": asdict(site.ledger.counts()), "given": {"text": text}},
        json={"total": total, "page": page, "size": SIZE, "articles": lines},
        columns=("id", "title", "outlet", "published", "url", "opening"), lines=lambda: lines,
    )  # fmt: skip


def sources(site: Site, _: Request) -> Sheet:
    """Return outlets and speakers, with what they say and deny."""
    outlets, speakers = overview.outlets(site.ledger), overview.speakers(site.ledger, limit=_MOST)
    lines = [{"kind": k} | asdict(s) for k, found in (("outlet", outlets), ("speaker", speakers)) for s in found]
    return Sheet(
        template="sources.html", title="Sources", shown={"outlets": outlets, "speakers": speakers, "most": _MOST},
        json=lines, columns=("kind", "name", "articles", "said", "denied", "declined", "not_said"), lines=lambda: lines,
    )  # fmt: skip


def actors(site: Site, _: Request) -> Sheet:
    """Return who speaks, who acts, who is acted on, in which statuses."""
    found = overview.parts(site.ledger, limit=_MOST)
    lines = [asdict(p) | {"statuses": "; ".join(f"{s} {n}" for s, n in p.statuses.items())} for p in found]
    return Sheet(
        template="actors.html", title="Actors", shown={"actors": found, "most": _MOST}, json=found,
        columns=("name", "country", "speaks", "acts", "acted_on", "statuses"), lines=lambda: lines,
    )  # fmt: skip


def failures(site: Site, _: Request) -> Sheet:
    """Return what could not be read, and why."""
    lines = [asdict(f) for f in site.ledger.failures()]
    return Sheet(template="failures.html", title="Not read", shown={"failures": lines}, json=lines,
                 columns=("number", "name", "stage", "reason", "tries", "at"), lines=lambda: lines)  # fmt: skip


def history(site: Site, _: Request) -> Sheet:
    """Return what persons said against the machine, the last first."""
    lines = history_of(site)[::-1]
    return Sheet(template="history.html", title="Corrections and verdicts", shown={"lines": lines[:1000],
                 "total": len(lines)}, json=lines, columns=("at", "record", "field", "old", "new", "by", "why"),
                 lines=lambda: [x | {"old": str(x["old"] or ""), "new": str(x["new"])} for x in lines])  # fmt: skip


def about(site: Site, _: Request) -> Sheet:
    """Return what read this ledger, how well it reads, what it did not read; and a note on methods to copy."""
    counts, engines = asdict(site.ledger.counts()), overview.engines(site.ledger)
    judged: dict[str, dict[str, int]] = {
        kind: {v: site.ledger.count(kind, Query(verdict=v)) for v in ("accepted", "rejected")}
        for kind in ("event", "statement", "figure")
    }  # fmt: skip
    found: dict[str, Any] = {"counts": counts, "engines": engines, "judged": judged, "measured": MEASURED,
                             "software": VERSION}  # fmt: skip
    return Sheet(
        template="about.html", title="About this ledger", shown={**found, "outlets": overview.outlets(site.ledger)},
        json=found, columns=("what", "number"),
        lines=lambda: ({"what": k, "number": n} for k, n in counts.items()),
    )  # fmt: skip
