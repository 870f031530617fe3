"""Rows as flat records: one declaration of columns for each kind of rows.

The CSV header, the Parquet schema, the properties of GeoJSON, data frames and their codebooks all come from `COLUMNS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.exports.column import day, joined, number, text, whole
from reportedly.exports.entries import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from reportedly.exports.column import Column
    from reportedly.ledger.rows import Party, Saying, When, Where, Words

    Parties = Callable[[Any], tuple[Party, ...]]
    Evidence = Callable[[Any], Words | None]

SOMEBODY: Final = "somebody"
"""Stands for a speaker whom the report does not name."""


def spans(words: Iterable[Words | None]) -> str | None:
    """Return where words stand, `12:20; 31:36`: code points from the start of the text, the end not included."""
    return joined("" if w is None else f"{w.start}:{w.end}" for w in words)


def exact(words: Sequence[Words | None]) -> str | None:
    """Return evidence as it stands if it is one, else joined."""
    if len(words) == 1:
        return words[0].text if words[0] else None
    return joined(w.text if w else None for w in words)


def speakers(sayings: Iterable[Saying]) -> str | None:
    """Return who says so, outermost first."""
    return joined(s.speaker.name if s.speaker else SOMEBODY for s in sayings)


def _evidence(name: str, tells: str, look: Evidence) -> tuple[Column, ...]:
    """Declare a text of the report with its offsets."""
    return (
        text(name, f"{tells}: the words of the text", lambda r: w.text if (w := look(r)) else None),
        whole(f"{name}_start", f"where `{name}` begins, code points", lambda r: w.start if (w := look(r)) else None),
        whole(f"{name}_end", f"where `{name}` ends, not included", lambda r: w.end if (w := look(r)) else None),
    )


def _side(name: str, tells: str, look: Parties) -> tuple[Column, ...]:
    """Declare those who take part in one role."""
    each = "of each, in the order of"
    return (
        text(name, f"{tells}: names", lambda r: joined(p.name for p in look(r))),
        text(f"{name}_words", "their words in the text", lambda r: exact([p.words for p in look(r)])),
        text(f"{name}_spans", f"`start:end` of `{name}_words`", lambda r: spans(p.words for p in look(r))),
        text(f"{name}_id", f"id {each} `{name}`", lambda r: joined(p.actor for p in look(r))),
        text(f"{name}_kind", f"kind {each} `{name}`", lambda r: joined(p.kind for p in look(r)), "kind"),
        text(f"{name}_country", f"ISO 3166 alpha-3 {each} `{name}`", lambda r: joined(p.country for p in look(r))),
        text(f"{name}_sector", f"PLOVER sector {each} `{name}`", lambda r: joined(p.sector for p in look(r)), "sector"),
    )


def _one(name: str, tells: str, look: Callable[[Any], Party | None]) -> tuple[Column, ...]:
    """Declare one actor without its words."""
    return (
        text(name, f"{tells}: name", lambda r: p.name if (p := look(r)) else None),
        text(f"{name}_id", "id of that actor", lambda r: p.actor if (p := look(r)) else None),
        text(f"{name}_kind", "kind of that actor", lambda r: p.kind if (p := look(r)) else None, "kind"),
        text(f"{name}_country", "its ISO 3166 alpha-3 code", lambda r: p.country if (p := look(r)) else None),
        text(f"{name}_sector", "its PLOVER sector", lambda r: p.sector if (p := look(r)) else None, "sector"),
    )


def _where(r: Any) -> Where | None:  # noqa: ANN401 - rows of three kinds have it
    where: Where | None = r.where
    return where


def _when(r: Any) -> When | None:  # noqa: ANN401 - rows of three kinds have it
    when: When | None = r.when
    return when


_PLACE: Final = (
    text("place", "where: the name that the words resolve to", lambda r: w.name if (w := _where(r)) else None),
    *_evidence("place_words", "where", lambda r: w.words if (w := _where(r)) else None),
    text("place_kind", "what the place is", lambda r: w.kind if (w := _where(r)) else None, "place_kind"),
    text("place_country", "its country, ISO 3166 alpha-3", lambda r: w.country if (w := _where(r)) else None),
    number("latitude", "degrees north (WGS 84)", lambda r: w.latitude if (w := _where(r)) else None),
    number("longitude", "degrees east (WGS 84)", lambda r: w.longitude if (w := _where(r)) else None),
    whole("geonames", "GeoNames id of the place", lambda r: w.geonames if (w := _where(r)) else None),
)
_TIME: Final = (
    *_evidence("time_words", "when", lambda r: w.words if (w := _when(r)) else None),
    day("date_start", "first day that the words can mean", lambda r: w.first if (w := _when(r)) else None),
    day("date_end", "last day that the words can mean, included", lambda r: w.last if (w := _when(r)) else None),
    text("time_grain", "how fine the words are", lambda r: w.grain if (w := _when(r)) else None, "grain"),
    text("time_modifier", "TIMEX3 modifier", lambda r: w.modifier if (w := _when(r)) else None, "modifier"),
    text("timex", "TIMEX3 value", lambda r: w.timex if (w := _when(r)) else None),
)
_SAID_BY: Final = (
    text("said_by", f"who says so, outermost first; empty: the outlet itself; `{SOMEBODY}`: a source without a name",
         lambda r: speakers(r.said_by)),
    text("said_by_polarity", "how each of them stands to it", lambda r: joined(s.polarity for s in r.said_by),
         "polarity"),
    text("said_by_statements", "ids of their statements", lambda r: joined(s.statement for s in r.said_by)),
)  # fmt: skip
ARTICLE: Final = (
    text("article", "id of the article", lambda r: r.origin.article),
    text("title", "its headline", lambda r: r.origin.title),
    text("outlet", "who published it", lambda r: r.origin.outlet),
    text("url", "where it was found", lambda r: r.origin.url),
    day("published", "the day on which it was published", lambda r: r.origin.published),
    text("language", "ISO 639 code", lambda r: r.origin.language),
    text("engine_version", "version of the software that read it", lambda r: r.origin.version),
    text("engine_model", "digest of the model that read it", lambda r: r.origin.model),
)
_ID: Final = text("id", "article id, a slash, the record's own id", lambda r: r.id)
_SCORE: Final = number("score", "how sure the model is, from 0 to 1", lambda r: r.score)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "events": (
        _ID,
        text("type", "what was done", lambda r: r.type, "type"),
        text("mode", "how, in PLOVER's words for that type", lambda r: r.mode, "mode"),
        text("context", "PLOVER contexts", lambda r: joined(r.context)),
        text("status", "what the report says of it, not what is true", lambda r: r.status, "status"),
        *_evidence("trigger", "the word that tells of it", lambda r: r.trigger),
        *_side("actor", "who did it", lambda r: r.actor),
        *_side("recipient", "to whom", lambda r: r.recipient),
        text("instrument", "with what: the words of the text", lambda r: exact(r.instrument)),
        text("instrument_spans", "`start:end` of `instrument`", lambda r: spans(r.instrument)),
        *_PLACE,
        *_TIME,
        *_SAID_BY,
        text("figures", "ids of the figures that belong to it", lambda r: joined(r.figures)),
        _SCORE,
        *ARTICLE,
    ),
    "figures": (
        _ID,
        *_evidence("words", "number, hedge and what is counted", lambda r: r.words),
        *_evidence("number", "the number alone", lambda r: r.number),
        *_evidence("unit", "the noun that is counted", lambda r: r.unit),
        text("effect", "what became of those counted", lambda r: r.effect, "effect"),
        number("low", "lower bound, empty: none is given", lambda r: r.low),
        number("best", "the number itself, empty: only bounds are given", lambda r: r.best),
        number("high", "upper bound, empty: none is given", lambda r: r.high),
        text("hedge", "how the number is put", lambda r: r.hedge, "hedge"),
        *_one("of", "who or what is counted", lambda r: r.of),
        text("event", "id of the event that it belongs to", lambda r: r.event),
        *_PLACE,
        *_TIME,
        *_SAID_BY,
        _SCORE,
        *ARTICLE,
    ),
    "statements": (
        _ID,
        *_one("speaker", "who says it", lambda r: r.speaker),
        *_evidence("source", "who says it", lambda r: r.source),
        text("source_kind", "what the source is", lambda r: r.source_kind, "source_kind"),
        *_evidence("cue", "the words that attribute", lambda r: r.cue),
        text("content", f"what is said; parts of it joined by `{GAP}`",
             lambda r: GAP.join(c.text for c in r.content) or None),
        text("content_spans", "`start:end` of each part", lambda r: spans(r.content)),
        text("form", "how much stands in quote marks", lambda r: r.form, "form"),
        text("polarity", "how the speaker stands to it", lambda r: r.polarity, "polarity"),
        *_evidence("addressee", "to whom it is said", lambda r: r.addressee),
        *_PLACE,
        *_TIME,
        text("within", "id of the statement whose content holds this one", lambda r: r.within),
        _SCORE,
        *ARTICLE,
    ),
    "actors": (
        _ID,
        text("name", "the best name that the text has, or the tables'", lambda r: r.name),
        text("kind", "what the actor is", lambda r: r.kind, "kind"),
        text("country", "ISO 3166 alpha-3", lambda r: r.country),
        text("sector", "PLOVER sector", lambda r: r.sector, "sector"),
        text("mentions", "its mentions in the text", lambda r: exact(r.mentions)),
        text("mention_spans", "`start:end` of each mention", lambda r: spans(r.mentions)),
        *ARTICLE,
    ),
}  # fmt: skip
