"""Rows for the tests of exports: a report with all that a row can hold, and one that is hard on files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from by_hand import records, span, statement

from reportedly.exports.beside import Beside
from reportedly.ledger.rows import rows
from reportedly.model import Actor, Event, Figure, Mention, Participant, Place, Time

if TYPE_CHECKING:
    from reportedly.ledger.rows import Rows
    from reportedly.model import Records, Span

TEXT = """\
In Santa Rúa, 🚨 the Ostrian army and Vell fighters shelled the harbour on 5 February, killing 12 people, the mayor
said.

Her deputy denied that 40 died; at least nine were hurt."""


def part(words: str, actor: str | None = None) -> Participant:
    found = find(words)
    return Participant(start=found.start, end=found.end, actor=actor)


def find(words: str) -> Span:
    return span(words, text=TEXT)


def shelling() -> Records:
    """Return a report with two actors, a place in the west, a day, three figures, one of them denied."""
    mayor, deputy = find("the mayor"), find("Her deputy")
    place, day = find("Santa Rúa"), find("5 February")
    return replace(
        records(
            TEXT, title="Shells on Santa Rúa", outlet="Veldhaven Post", published="2024-02-06",
            url="https://news.example/shells", language="en",
        ),
        actors=(
            Actor(id="a1", name="Ostrian army", kind="government", country="NOR", sector="MIL",
                  mentions=(Mention(start=17, end=33, level="name"),)),
            Actor(id="a2", name="Vell; fighters", kind="armed_group", mentions=()),
            Actor(id="a3", name="the mayor", kind="person", mentions=(Mention(**_ends(mayor), level="nominal"),)),
            Actor(id="a4", name="WHO", kind="organisation", country="CHE", sector="UNO", mentions=()),
        ),
        statements=(
            statement(1, (find("killing 12 people"), find("at least nine")), source=mayor, speaker="a3",
                      cue=span("said", text=TEXT), source_kind="unnamed_person"),
            statement(2, (find("40 died"),), source=deputy, cue=find("denied"), polarity="denied"),
            statement(3, (find("shelled the harbour"),)),
        ),
        events=(
            Event(id="e1", trigger=find("shelled"), type="ASSAULT", mode="heavy-weapons", context=("military",),
                  status="happened", actor=(part("the Ostrian army", "a1"), part("Vell fighters", "a2")),
                  recipient=(part("the harbour"),), where="p1", when="t1", said_by=("s3", "s1"),
                  figures=("f1", "f2", "f3"), score=0.9),
            Event(id="e2", trigger=find("hurt"), type="OTHER", status="planned", score=0.5,
                  actor=(part("Her deputy", "a4"),)),
        ),
        figures=(
            Figure(id="f1", span=find("12 people"), number=find("12"), unit=find("people"), effect="killed", low=12,
                   best=12, high=12, hedge="exact", of="a3", event="e1", where="p1", when="t1", said_by=("s1",),
                   score=0.9),
            Figure(id="f2", span=find("40"), number=find("40"), effect="killed", low=40, best=40, high=40,
                   hedge="exact", event="e1", said_by=("s2",), score=0.8),
            Figure(id="f3", span=find("at least nine"), number=find("nine"), effect="injured", low=9,
                   hedge="at_least", event="e1", score=0.7),
        ),
        times=(Time(id="t1", **_ends(day), kind="date", first="2024-02-05", last="2024-02-05", grain="day",
                    basis="assumed", timex="2024-02-05"),),
        places=(Place(id="p1", **_ends(place), name="Santa Rúa", country="USA", kind="city", lat=40.7, lon=-74.006,
                      geonames=5, reading="place", score=0.9),),
    )  # fmt: skip


def shelled() -> Rows:
    return rows(shelling())


def named(name: str) -> Rows:
    """Return rows of a report whose one actor has such a name."""
    plain = records("They met.", title=name)
    return rows(replace(plain, actors=(Actor(id="a1", name=name, kind="unknown", mentions=()),)))


def at_hand() -> Beside:
    """Return the look-ups of the shelling."""
    figures = {f.id: f for f in shelled().figures}
    return Beside(figures=lambda ids: [figures[i] for i in ids], text={"x1": TEXT}.get)


def _ends(found: Span) -> dict[str, int]:
    return {"start": found.start, "end": found.end}
