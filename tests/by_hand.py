"""Records written by hand, for tests of what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import (
    Actor,
    Article,
    Engine,
    Event,
    Figure,
    Note,
    Participant,
    Place,
    Records,
    Span,
    Statement,
    Time,
)

if TYPE_CHECKING:
    from reportedly.model import ActorKind

TEXT = """\
No more barges will cross the Orun strait before spring, harbour master Ilse Brandvik told reporters on Tuesday.

“We have seen ice that thick only twice,” Brandvik said, but dismissed talk of a closure. “There is no plan for one.”

The ferry union says it was told by Mayor Teodor Lunde that “nobody will lose pay.” His office declined to say who pays.

Around 400 people have been moved inland, according to local officials."""


def span(words: str, *, text: str = TEXT, after: str = "") -> Span:
    """Return where words stand in a text, the first time after other words."""
    start = text.index(words, text.index(after) + len(after))
    return Span(start=start, end=start + len(words))


def actor(number: int, name: str, kind: ActorKind) -> Actor:
    return Actor(id=f"a{number}", name=name, kind=kind, mentions=())


def statement(number: int, content: tuple[Span, ...], **known: object) -> Statement:
    plain: dict[str, object] = {"source": None, "speaker": None, "source_kind": "none", "cue": None}
    plain |= {"form": "indirect", "polarity": "said", "score": 0.9}
    return Statement(id=f"s{number}", content=content, **plain | known)


def records(
    text: str = TEXT,
    statements: tuple[Statement, ...] = (),
    *,
    actors: tuple[Actor, ...] = (),
    notes: tuple[Note, ...] = (),
    **known: str,
) -> Records:
    """Return records of a text of one's own; `known` are fields of `Article`."""
    return Records(
        article=Article(**{"id": "x1", "text": text} | known),
        engine=Engine(version="0", model="0" * 64),
        actors=actors,
        statements=statements,
        notes=notes,
    )


def ice() -> Records:
    """Return a report with what is hard to draw: two fragments, a denial, a statement inside another, notes."""
    statements = (
        statement(
            1,
            (span("No more barges will cross the Orun strait before spring"),),
            source=span("harbour master Ilse Brandvik"),
            speaker="a1",
            source_kind="named_person",
            cue=span("told"),
            addressee=span("reporters"),
        ),
        statement(
            2,
            (span("“We have seen ice that thick only twice,”"), span("“There is no plan for one.”")),
            source=span("Brandvik", after="twice,”"),
            speaker="a1",
            source_kind="named_person",
            cue=span("said"),
            form="direct",
        ),
        statement(
            3,
            (span("talk of a closure"),),
            source=span("Brandvik", after="twice,”"),
            speaker="a1",
            source_kind="named_person",
            cue=span("dismissed"),
            polarity="denied",
        ),
        statement(
            4,
            (span("it was told by Mayor Teodor Lunde that “nobody will lose pay.”"),),
            source=span("The ferry union"),
            speaker="a2",
            source_kind="named_organisation",
            cue=span("says"),
            form="mixed",
        ),
        statement(
            5,
            (span("“nobody will lose pay.”"),),
            source=span("Mayor Teodor Lunde"),
            speaker="a3",
            source_kind="named_person",
            cue=span("told by"),
            form="direct",
            within="s4",
        ),
        statement(
            6,
            (span("who pays"),),
            source=span("His office"),
            source_kind="named_organisation",
            cue=span("declined to say"),
            polarity="declined",
        ),
        statement(
            7,
            (span("Around 400 people have been moved inland"),),
            source=span("local officials"),
            speaker="a4",
            source_kind="unnamed_group",
            cue=span("according to"),
        ),
    )
    return records(
        statements=statements,
        actors=(
            actor(1, "Ilse Brandvik", "person"),
            actor(2, "ferry union", "organisation"),
            actor(3, "Teodor Lunde", "person"),
            actor(4, "local officials", "people"),
        ),
        notes=(
            Note(about=None, stage="input", reason="2 NUL characters were replaced"),
            Note(about="s6", stage="settle", reason="whose office this is could not be told"),
        ),
        title="Ice stops barges",
        published="2024-02-06",
        outlet="Veldhaven Post",
        language="en",
        url="https://example.org/ice?a=1&b=2",
    )


def flood() -> Records:
    """Return a report with two events, one of them denied and with a count, said by somebody."""
    text = "Guards fired on marchers in Orle on Monday. Colonel Aas denied that at least 12 people were killed."

    def at(words: str) -> Span:
        return span(words, text=text)

    def part(words: str, who: str | None = None) -> Participant:
        return Participant(start=at(words).start, end=at(words).end, actor=who)

    return Records(
        article=Article(id="x2", text=text),
        engine=Engine(version="0", model="0" * 64),
        actors=(actor(1, "Guards", "people"), actor(2, "Colonel Aas", "person")),
        statements=(
            statement(
                1,
                (at("that at least 12 people were killed"),),
                source=at("Colonel Aas"),
                speaker="a2",
                source_kind="named_person",
                cue=at("denied"),
                polarity="denied",
            ),
        ),
        events=(
            Event(
                id="e1",
                trigger=at("fired"),
                type="ASSAULT",
                mode="firearms",
                status="happened",
                actor=(part("Guards", "a1"),),
                recipient=(part("marchers"),),
                where="p1",
                when="t1",
                score=0.9,
            ),
            Event(
                id="e2",
                trigger=at("killed"),
                type="ASSAULT",
                status="denied",
                recipient=(part("at least 12 people"),),
                said_by=("s1",),
                figures=("f1",),
                score=0.8,
            ),
        ),
        figures=(
            Figure(
                id="f1",
                span=at("at least 12 people"),
                number=at("12"),
                unit=at("people"),
                effect="killed",
                low=12,
                hedge="at_least",
                event="e2",
                said_by=("s1",),
                score=0.8,
            ),
        ),
        times=(Time(id="t1", start=at("Monday").start, end=at("Monday").end, kind="date", basis="stated"),),
        places=(
            Place(
                id="p1",
                start=at("Orle").start,
                end=at("Orle").end,
                name="Orle",
                kind="other",
                reading="place",
                score=1.0,
            ),
        ),
    )
