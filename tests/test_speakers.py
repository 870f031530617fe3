"""Who speaks: [sources] are marked in reports written for it; every person and place is invented."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.decode.draft import Draft, DraftStatement
from reportedly.model import Article, Engine, Records, Span
from reportedly.settle import settle
from reportedly.text import quotations

ENGINE = Engine(version="0", model="none")


def read(marked: str) -> Records:
    """Settle a text in which every source is in [brackets]; the rest of its sentence stands for the content."""
    text, sources = "", []
    for i, part in enumerate(re.split(r"[\[\]]", marked)):
        if i % 2:
            sources.append(Span(start=len(text), end=len(text) + len(part)))
        text += part
    quoted = [Span(start=q.start, end=q.end) for q in quotations(text)]
    statements = tuple(_statement(text, s, quoted) for s in sources)
    return settle(Article(id="a", text=text), Draft(statements=statements), ENGINE)


def _statement(text: str, source: Span, quoted: list[Span]) -> DraftStatement:
    behind = next((q for q in reversed(quoted) if q.end <= source.start), None)
    content = behind or Span(start=0, end=len(text))
    form = "direct" if behind else "indirect"
    return DraftStatement(source=source, cue=None, content=(content,), form=form, polarity="said", score=1.0)


def speakers(marked: str) -> list[str | None]:
    records = read(marked)
    names = {actor.id: actor.name for actor in records.actors}
    return [s.speaker and names[s.speaker] for s in records.statements]


NAMES = [
    ("[John Tarn] spoke.", "John Tarn"),
    ("[John Tarn, a spokesman for the Orle council,] spoke.", "John Tarn"),
    ("[National Water Board spokesman John Tarn] spoke.", "John Tarn"),
    ("[the ONB chief of staff General Herta Voss] spoke.", "Herta Voss"),
    ("[Brig. Gen. Herta Voss] spoke.", "Herta Voss"),
    ("[Orle campaign manager Mira Lund] spoke.", "Mira Lund"),
    ("[Prime Minister Osei Danso] spoke.", "Osei Danso"),
    ("[Secretary of State Mira Lund] spoke.", "Mira Lund"),
    ("[the secretary of state, Mira Lund,] spoke.", "Mira Lund"),
    ("[the Orle Courier's Jane Abel] wrote.", "Jane Abel"),
    ("[the Orle Times' Jane Abel] wrote.", "Jane Abel"),
    ("[Senator Mira Lund (I-Orle)] spoke.", "Mira Lund"),
    ("[Ana Lucía de la Peña] spoke.", "Ana Lucía de la Peña"),
    ("[Yusuf al-Karim] spoke.", "Yusuf al-Karim"),
    ("[Siobhán O’Dea] spoke.", "Siobhán O’Dea"),
    ("[Owen D. Marsh Jr.] spoke.", "Owen D. Marsh Jr."),
    ("[Ivan Petrov of the Orle Institute] spoke.", "Ivan Petrov"),
    ("[The Ministry of Rural Affairs] spoke.", "Ministry of Rural Affairs"),
    ("[local officials] spoke.", "local officials"),
    ("[a spokeswoman for Mr. Tarn] spoke.", "a spokeswoman for Mr. Tarn"),
    ("[some Orlish traders] spoke.", "some Orlish traders"),
    ("[Tarn's] criticism of the plan was sharp.", "Tarn"),
    ("[Mira Lund and John Tarn] spoke.", "Mira Lund and John Tarn"),
    ("[Owen “the Reed” Marsh] spoke.", "Owen Marsh"),
    ("[Shepherd Pavel Drum] spoke.", "Pavel Drum"),
    ("[Velland's General Staff] spoke.", "General Staff"),
    ("[The Orlish People’s Front] spoke.", "Orlish People’s Front"),
    ("[The Orle Riders’ Union, which runs the trams,] spoke.", "Orle Riders’ Union"),
    ("[Health and Safety Minister Mira Lund] spoke.", "Mira Lund"),
]


@pytest.mark.parametrize(("marked", "name"), NAMES)
def test_name_of_a_source(marked: str, name: str) -> None:
    assert speakers(marked) == [name]


SAME = [
    "[Water Board spokesman John Tarn] spoke. [Tarn] said more. [Mr. Tarn] left.",
    "[Tarn] spoke first. Only later did [John Tarn] give his full name.",
    "[John D. Tarn] spoke. [John Tarn] spoke again.",
    "[Edward Tarn] spoke. [Ed Tarn] spoke again.",
    "[John Tarn] spoke. Then [he] wrote it down.",
    "Mira Lund came late. [She] said that the road was closed.",
    "[Ms. Lund] met Mr. Tarn. Later [she] said that it went well.",
    "John Tarn met the mayor. “I am tired,” [he] said.",
    "The engineer John Tarn, [who] says that the wall is safe, lives below it. [Tarn] built it.",
    "[Mira Lund] said no. [Lund] and her brother were there. [She] left.",
    "[Mira Lund], [who] built it and [who] lives there, was sad.",
    "Mira Lund and John Tarn met. [They] were glad. [They] left.",
    "Farmers came from Orle. [They] want a bridge. [They] left.",
    "The [Orle Relief Fund] (ORF) spoke. [The ORF] spoke again.",
    "[The Orle Relief Fund] spoke. [ORF] spoke again.",
    "[The Defence Ministry] denied it. [The ministry] spoke again. [It] said no more.",
    "[John Tarn, a farmer,] spoke. [The farmer] wept.",
    "[Governor Mira Lund] spoke. [The governor] left.",
    "[Villagers] spoke. [Villagers] spoke again. [They] want a bridge.",
    "[Minister]: talks go on\n\nThe minister Mira Lund was tired. [Lund] slept.",
    "[A diplomat in Orle], [who] asked not to be named, was glad. [The diplomat] left.",
    "[The company] spoke. Then [the company] fell silent.",
]


@pytest.mark.parametrize("marked", SAME)
def test_one_actor(marked: str) -> None:
    found = speakers(marked)
    assert found[0] is not None
    assert set(found) == {found[0]}


SEVERAL = [
    (
        "[John Tarn] and Mira Lund met. [Ms. Lund] was glad; [Mr. Tarn] was not.",
        ["John Tarn", "Mira Lund", "John Tarn"],
    ),
    (
        "[Spokesman John Tarn] spoke. [Spokeswoman Mira Lund] spoke. [He] said no. [She] said yes.",
        ["John Tarn", "Mira Lund", "John Tarn", "Mira Lund"],
    ),
    ("[A farmer] wept. [A farmer] laughed.", ["A farmer", "A farmer"]),
    ("It is known to traders [who] left and to [those] who stayed.", ["traders", "those"]),
    ("The law [which] bans it is old; [the Orlish Bank, which] lent the sum, is new.", ["The law", "Orlish Bank"]),
    ("[Osei Danso] spoke. [Ama Danso] spoke. [Osei Danso] spoke.", ["Osei Danso", "Ama Danso", "Osei Danso"]),
    ("[Paul Orr] spoke. [Paula Orr] spoke.", ["Paul Orr", "Paula Orr"]),
    ("[Democrats of Orle] left. [Mira Lund, the mayor,] stayed.", ["Democrats of Orle", "Mira Lund"]),
    ("[He] said that it was late.", [None]),
    ("“Do [you] think so?” the man asked.", [None]),
    ("The book and the lamp fell. [They] said so.", [None]),
]


@pytest.mark.parametrize(("marked", "names"), SEVERAL)
def test_several(marked: str, names: list[str | None]) -> None:
    assert speakers(marked) == names


def test_two_farmers_are_two_actors() -> None:
    first, second = read("[A farmer] wept. [A farmer] laughed.").statements
    assert first.speaker != second.speaker


def test_first_person_in_a_quotation_is_its_speaker() -> None:
    text = "“I believe that it will hold,” John Tarn said."
    inner = DraftStatement(
        source=Span(start=1, end=2),
        cue=Span(start=3, end=10),
        content=(Span(start=11, end=28),),
        form="indirect",
        polarity="said",
        within=0,
        score=1.0,
    )
    outer = DraftStatement(
        source=Span(start=31, end=40),
        cue=Span(start=41, end=45),
        content=(Span(start=0, end=30),),
        form="direct",
        polarity="said",
        score=1.0,
    )
    records = settle(Article(id="a", text=text), Draft(statements=(outer, inner)), ENGINE)
    assert [s.speaker for s in records.statements] == ["a1", "a1"]
    assert [s.within for s in records.statements] == [None, "s1"]
    assert [m.level for m in records.actors[0].mentions] == ["pronoun", "name"]


def test_he_in_reported_speech_may_be_its_speaker() -> None:
    text = "Ms. Lund met Mr. Tarn. Mr. Tarn said he believed her."
    outer = DraftStatement(
        source=Span(start=23, end=31), cue=None, content=(Span(start=37, end=52),), form="indirect", polarity="said",
        score=1.0,
    )  # fmt: skip
    inner = replace(outer, source=Span(start=37, end=39), content=(Span(start=49, end=52),), within=0)
    records = settle(Article(id="a", text=text), Draft(statements=(outer, inner)), ENGINE)
    assert [s.speaker for s in records.statements] == ["a1", "a1"]


def test_he_in_a_quotation_is_not_its_speaker() -> None:
    text = "Mr. Orr waited. Mr. Tarn spoke. “He said that it was over,” Mr. Tarn said."
    at = text.index("Mr. Tarn said")
    outer = DraftStatement(
        source=Span(start=at, end=at + 8),
        cue=None,
        content=(Span(start=32, end=at - 1),),
        form="direct",
        polarity="said",
        score=1.0,
    )
    inner = DraftStatement(
        source=Span(start=33, end=35), cue=None, content=(Span(start=41, end=57),), form="indirect",
        polarity="said", within=0, score=1.0,
    )  # fmt: skip
    records = settle(Article(id="a", text=text), Draft(statements=(outer, inner)), ENGINE)
    assert [a.name for a in records.actors] == ["Orr", "Tarn"]
    assert [s.speaker for s in records.statements] == ["a2", "a1"]


KINDS = [
    ("[Mayor John Tarn] spoke.", "person", "named_person"),
    ("[The Orle Relief Fund] spoke.", "organisation", "named_organisation"),
    ("[The Defence Ministry] spoke.", "government", "named_organisation"),
    ("[the Tarn campaign] spoke.", "organisation", "named_organisation"),
    ("[the rebels] spoke.", "armed_group", "unnamed_group"),
    ("[a militia] spoke.", "armed_group", "unnamed_group"),
    ("[a witness] spoke.", "person", "unnamed_person"),
    ("[a government official] spoke.", "person", "unnamed_person"),
    ("[two of the guards] spoke.", "unknown", "unnamed_group"),
    ("[residents] spoke.", "people", "unnamed_group"),
    ("[46 percent of voters] spoke.", "people", "unnamed_group"),
    ("[a report by the Orle Institute] said so.", "document", "document"),
    ("[a poll] said so.", "document", "document"),
    ("[Mira Lund and John Tarn] spoke.", "people", "named_person"),
    ("[Velland] says that it was attacked.", "unknown", "named_organisation"),
    ("[Velland and Orland] say so.", "people", "named_organisation"),
    ("[Velland's foreign ministry] says so.", "government", "named_organisation"),
    ("[Two officials close to the talks] spoke.", "people", "unnamed_group"),
    ("[The army chief and the mayor] spoke.", "people", "unnamed_group"),
]


@pytest.mark.parametrize(("marked", "kind", "source_kind"), KINDS)
def test_kinds(marked: str, kind: str, source_kind: str) -> None:
    records = read(marked)
    assert (records.actors[0].kind, records.statements[0].source_kind) == (kind, source_kind)


def test_no_source() -> None:
    statement = DraftStatement(
        source=None, cue=None, content=(Span(start=0, end=9),), form="indirect", polarity="said", score=1.0
    )
    records = settle(Article(id="a", text="It rained."), Draft(statements=(statement,)), ENGINE)
    assert (records.statements[0].source_kind, records.statements[0].speaker, records.notes) == ("none", None, ())


def test_what_is_not_known_is_noted() -> None:
    records = read("[They] said so.")
    assert [(n.about, n.stage) for n in records.notes] == [("s1", "settle")]
    assert "They" in records.notes[0].reason


def test_actors_in_text_order_with_their_mentions() -> None:
    records = read("Ms. Mira Lund met Mr. John Tarn. [Tarn] spoke, then [she] did.")
    text = records.article.text
    assert [(a.id, a.name) for a in records.actors] == [("a1", "Mira Lund"), ("a2", "John Tarn")]
    assert [[(text[m.start : m.end], m.level) for m in a.mentions] for a in records.actors] == [
        [("Mira Lund", "name"), ("she", "pronoun")],
        [("John Tarn", "name"), ("Tarn", "name")],
    ]


PIECES = [
    "Mira Lund ", "Tarn ", "Mr. Tarn ", "he ", "She ", "they ", "who ", "that ", "I ", "said ", "the minister ", "ORF ",
    "and ", "of ", "a ", "General ", "(", ")", "“", "”", "'s ", ", ", ". ", "\n\n", "Ł", "é", "Some ",
]  # fmt: skip
SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 30)), min_size=1, max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=50).map("".join), SPANS)
def test_any_draft_settles_the_same_twice(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever the spans, the span law holds (Records checks it) and the same bytes come out."""
    sources = [Span(start=a % len(text), end=min(a % len(text) + n, len(text))) for a, n in spans]
    whole = (Span(start=0, end=len(text)),)
    draft = Draft(
        statements=tuple(
            DraftStatement(
                source=s,
                cue=None,
                content=whole,
                form="direct",
                polarity="said",
                within=i - 1 if i else None,
                score=1.0,
            )
            for i, s in enumerate(sources)
        )
    )
    article = Article(id="a", text=text)
    assert settle(article, draft, ENGINE).to_jsonl() == settle(article, draft, ENGINE).to_jsonl()
