"""Records as one self-contained page: each article with its words marked, its statements beside it. No script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from reportedly.exports.entries import GAP, about, byline, entries, harmless, heading, safe
from reportedly.exports.marks import lanes, marks, segments
from reportedly.exports.rows import OUTLET, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.exports.entries import Entry
    from reportedly.exports.marks import Mark, Segment
    from reportedly.exports.rows import Row
    from reportedly.model import Records

LANES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A segment as the page needs it.

    `leads_to` is the number of the innermost statement or event; a layer has the classes of a mark, and the number of
    its statement or event where that begins here. Events are numbered on from the statements.
    """

    words: str
    leads_to: int | None
    reached_by_tab: bool
    layers: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One article of the page."""

    id: str
    title: str
    byline: tuple[str, ...]
    url: str | None
    language: str | None
    paragraphs: tuple[tuple[Run, ...], ...]
    entries: tuple[Entry, ...]
    events: tuple[Row, ...]
    notes: tuple[tuple[str, str, str], ...]
    engine: str


def page(records: Iterable[Records], *, names: Iterable[str] = (), framed: bool = False) -> str:
    """Return a page of one or more articles; what it shows is escaped, and it can load nothing from anywhere.

    `names` head articles that have no title.
    A page that is `framed` (an iframe's `srcdoc`) keeps its links inside itself.
    """
    named = zip_longest(records, names)
    sections = [_section(f"a{n}", r, name) for n, (r, name) in enumerate(named, 1)]
    most = max((len(s.entries) + len(s.events) for s in sections), default=0)
    environment = Environment(
        loader=PackageLoader("reportedly.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        sections=sections, most=most, gap=GAP, outlet=OUTLET, framed=framed
    )


def frame(records: Records) -> str:
    """Return an article for a notebook: the page in a frame of its own, so that neither can style the other."""
    return Environment(autoescape=True).from_string(
        '<iframe srcdoc="{{ page }}" sandbox="allow-popups" title="{{ title }}"'
        ' style="width:100%;height:36rem;border:1px solid #8888"></iframe>'
    ).render(page=page([records], framed=True), title=heading(records))  # fmt: skip


def _section(anchor: str, records: Records, name: str | None) -> Section:
    a = records.article
    cut = segments(a.text, marks(records))
    return Section(
        id=anchor,
        title=heading(records, name),
        byline=tuple(byline(records)),
        url=linkable(a.url),
        language=safe(a.language or "") or None,
        paragraphs=tuple(_paragraphs(cut, records)),
        entries=tuple(entries(records)),
        events=tuple(rows(records)),
        notes=tuple((safe(n.stage), about(n, records), safe(n.reason)) for n in records.notes),
        engine=safe(f"{records.engine.version} ({records.engine.model[:12]})"),
    )


def _paragraphs(cut: Sequence[Sequence[Segment]], records: Records) -> Iterator[tuple[Run, ...]]:
    height = lanes(cut)
    kinds = [row.kind for row in rows(records)]
    begun: set[int] = set()
    linked: set[int] = set()

    def layer(mark: Mark) -> tuple[str, int | None]:
        classes = f"k{mark.number} {mark.role}"
        if mark.role == "content":
            polarity = records.statements[mark.number - 1].polarity
            classes += f" {polarity} l{min(height[mark.number], LANES - 1)}"
        if mark.role == "trigger":
            classes += f" {kinds[mark.number - len(records.statements) - 1]}"
        first = mark.number not in begun
        begun.add(mark.number)
        return classes, mark.number if first else None

    def run(segment: Segment) -> Run:
        inmost = min(segment.marks, key=lambda m: (m.end - m.start, m.number), default=None)
        first = inmost is not None and inmost.number not in linked
        linked.update({inmost.number} if inmost else ())
        return Run(
            words=harmless(records.article.text[segment.start : segment.end]),
            leads_to=inmost.number if inmost else None,
            reached_by_tab=first,
            layers=tuple(layer(m) for m in segment.marks),
        )

    for row in cut:
        yield tuple(run(segment) for segment in row)


def linkable(url: str | None) -> str | None:
    """Return an address that may be followed: of the web, and of nothing else."""
    try:
        return url if url and url == safe(url) and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
