"""Draft -> Records: what was found gets ids, actors, and what holds it together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.model import Note, Records, Statement
from reportedly.settle.events import settle_events
from reportedly.settle.numbers import settle_numbers
from reportedly.settle.places import find_places
from reportedly.settle.speakers import find_speakers
from reportedly.settle.times.attach import settle_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.decode.draft import Draft
    from reportedly.model import Article, Engine

__all__ = ["settle"]


def settle(
    article: Article, draft: Draft, engine: Engine, notes: Sequence[Note] = (), *, vague: str = "least"
) -> Records:
    """Return the records of an article.

    Args:
        article: the article; the draft's spans are code points of its text.
        draft: the statements found, in text order.
        engine: what read the article.
        notes: what earlier stages had to say; they come first.
        vague: the convention for vague words (`settle.numbers.CONVENTIONS`).

    Raises:
        ValueError: there is no convention of that name.
    """
    counted, by_rule = settle_numbers(article.text, draft.figures, vague)
    draft = replace(draft, figures=counted)
    speakers = find_speakers(article.text, draft, article.published)
    dated = settle_times(article.text, article.published, draft)
    statements = tuple(
        Statement(
            id=f"s{i + 1}",
            source=s.source,
            speaker=speakers.actor_of[i],
            source_kind=speakers.kind_of[i],
            cue=s.cue,
            content=s.content,
            form=s.form,
            polarity=s.polarity,
            addressee=s.addressee,
            when=dated.statements[i],
            within=None if s.within is None else f"s{s.within + 1}",
            score=s.score,
        )
        for i, s in enumerate(draft.statements)
    )
    unknown = tuple(
        Note(about=s.id, stage="settle", reason=f"no one found whom {_words(article.text, s)!r} stands for")
        for s in statements
        if s.source and s.speaker is None
    )
    placed = find_places(
        article.text,
        phrases=[(span.start, span.end) for e in draft.events for span in e.where],
        people=[(m.start, m.end) for a in speakers.actors if a.kind == "person" for m in a.mentions],
        outlet=article.outlet,
    )
    events, figures = settle_events(draft, statements, speakers, placed, dated.events)
    return Records(
        article=article,
        engine=engine,
        actors=speakers.actors,
        statements=statements,
        events=events,
        figures=figures,
        times=dated.times,
        places=placed.places,
        notes=(*notes, *unknown, *speakers.notes, *dated.notes, *placed.notes, *by_rule),
    )


def _words(text: str, statement: Statement) -> str:
    return text[statement.source.start : statement.source.end] if statement.source else ""
