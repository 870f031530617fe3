"""Form, polarity and addressee on sentences written for it: [source], {cue} and <content> are marked in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.decode.manner import addressee, form, polarity
from reportedly.model import Span
from reportedly.text import quotations

Marked = tuple[str, Span | None, Span | None, tuple[Span, ...]]


def read(marked: str) -> Marked:
    """Return text, source, cue and content of a marked sentence."""
    text, opened = "", 0
    spans: dict[str, list[Span]] = {"]": [], "}": [], ">": []}
    for part in re.split(r"([\[\]{}<>])", marked):
        if part in ("[", "{", "<"):
            opened = len(text)
        elif part in spans:
            spans[part].append(Span(start=opened, end=len(text)))
        else:
            text += part
    source, cue = (spans[x][0] if spans[x] else None for x in "]}")
    return text, source, cue, tuple(spans[">"])


POLARITY = {
    "said": [
        "[Mira Voss] {said} <the bridge was safe>.",
        "<The bridge was safe>, {according to} [Mira Voss].",
        "[Mira Voss]: <the bridge is safe>.",
        "[The minister] {told} reporters <not to expect a deal>.",
        "[The minister] {told} reporters <that nobody had died>.",
        "[The council] {is not only asking} <for tents>.",
        "[The mayor] {left no doubt} <that the dam would hold>.",
        "[He] {has made no secret of} <his anger>.",
        "[The mayor] {did not deny} <that he met the contractor>.",
        "[She] {would not rule out} <an early vote>.",
        "[Nobody] {disputed} <that the dam had failed>.",
        "[The committee] {rejected} <the plan that the port authority put forward>.",
        "[Lorne] {dismissed} <two of his aides>.",
        "[The court] {denied} <bail to the three men>.",
        "[The ministry] {rejected} <the offer>.",
        "[No fewer than 40 villagers] {said} <that they saw smoke>.",
        "[No. 4 Mill Lane] {said} <it had closed>.",
        "<“I will not leave,”> [Tan] {said without hesitation}.",
        "[Orla Finn] {had a counter-argument} <that trade would suffer>.",
    ],
    "denied": [
        "[Mira Voss] {denied} <that the bridge was unsafe>.",
        "[Mira Voss] {denied} <taking the money>.",
        "[The army] {has repeatedly denied} <involvement in the raid>.",
        "[Voss] {quashed} <any rumours of a resignation>.",
        "[The mayor] {rejected} <the allegation that he had been paid>.",
        "[The mayor] {rejected the claim} <that he had been paid>.",
        "[The mayor] {dismissed} <reports of a split as fiction>.",
        "[Both sides] {disputed} <that account>.",
        "[The company] {disputes} <that the tank leaked>.",
        "[She] {ruled out} <a ceasefire before Sunday>.",
        "[The bank] {issued a denial} <that it was short of cash>.",
        "In [its] {denial of} <any leak> the firm was firm.",
        "[He] {pushed back against the notion} <that the vote was rushed>.",
        "[He] {rebutted} <the charge>.",
        "[Aides] {played down} <talk of a rift>.",
        "Neither side spoke, but [Orr] {refuted} <it>.",
    ],
    "declined": [
        "[Voss] {declined} <to comment>.",
        "[The spokesman] {refused to say} <whether troops had moved>.",
        "[The spokesman] {would not comment on} <the arrest>.",
        "[The embassy] {did not immediately respond to} <a request for comment>.",
        "[The firm] {had no comment on} <the leak>.",
        "[They] {refused} <to hand over the files>.",
        "[His] {refusal} <to name the donor> angered many.",
        "[Neither company] {would comment on} <the talks>.",
        "[The owner] {could not be reached for} <comment>.",
    ],
    "not_said": [
        "[Voss] {did not say} <when the road would open>.",
        "[Voss] did not {say} <when the road would open>.",
        "[Voss] never {said} <that the road would open>.",
        "[The army] hasn’t yet {confirmed} <the strike>.",
        "[The army] {has not confirmed} <the strike>.",
        "[She] {wouldn't say} <who had called>.",
        "[Nobody] {said} <that the dam was safe>.",
        "[No officials] {claimed} <that the dam was safe>.",
        "[None of them] {said} <it>.",
        "[Neither Orr nor Finn] {mentioned} <the flood>.",
        "Nor did [he] {say} <who had paid>.",
        "[He] {made no mention of} <the flood>.",
        "[She] {stopped short of} <calling it a coup>.",
        "[The army] {has yet to confirm} <the strike>.",
        "[The report] {failed to mention} <the leak>.",
        "[He] spoke for an hour {without mentioning} <the flood>.",
        "[Farmers] {do not expect} <the rain to last>.",
        "[The mayor] {neither confirmed nor denied} <the sale>.",
        "[Engineers] {doubt} <that it can be mended>.",
        "[She] {decided not to endorse} <the plan>.",
    ],
}


@pytest.mark.parametrize(("marked", "expected"), [(m, p) for p, rows in POLARITY.items() for m in rows])
def test_polarity(marked: str, expected: str) -> None:
    """Who says, denies, declines or does not say."""
    text, source, cue, content = read(marked)
    assert polarity(text, cue, source, content) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<“We are leaving,”> [Tan] {said}.", "direct"),
        ("<“We are leaving>,” [Tan] {said}. <“Now.”>", "direct"),
        ("[Tan] {said} <they were leaving>.", "indirect"),
        ("[Tan] {said} <they were “very tired” and leaving>.", "mixed"),
        ("<They were leaving>, [Tan] {said}. <“We are tired.”>", "mixed"),
        ("[Tan] {said} <the film “Rivers of Glass” was banned>.", "indirect"),
        ("[Tan] {said} <a raid dubbed ‘Long Night’ had begun>.", "indirect"),
        ("[Tan] {called} <the raid> <“a Crime”>.", "mixed"),
        ("<'Go home,'> [Tan] {said}.", "direct"),
        ("“[Farmers] {told us} <that the wells are dry>,” Tan said.", "indirect"),
        ("<The others’ wells are Tan's>, [he] {said}.", "indirect"),
    ],
)
def test_form(marked: str, expected: str) -> None:
    """Quoted, reported, or both; quoted names do not count."""
    text, _, cue, content = read(marked)
    assert form(text, content, quotations(text), cue) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Tan] {told} reporters in Orle <that they were leaving>.", "reporters"),
        ("[Tan] {told} the Orle Herald <they were leaving>.", "the Orle Herald"),
        ("<“We go,”> [Tan] {told} members of the council on Friday.", "members of the council"),
        ("<“We go,”> [Tan] {told} Mira Voss.", "Mira Voss"),
        ("<“We go,”> [Tan] {told reporters} at the gate.", "reporters"),
        ("[The ministry] {informed} the embassy <that the road was closed>.", "the embassy"),
        ("[Tan] {warned} her <that it would rain>.", "her"),
        ("[Tan] {said} to his brother <that it would rain>.", "his brother"),
        ("Speaking to farmers in Orle, [Tan] {said} <it would rain>.", "farmers"),
        ("In a letter to the water board, [Tan] {said} <it would rain>.", "the water board"),
        ("[Tan] {said} in an interview with Radio Orle <that it would rain>.", "Radio Orle"),
        ("[Tan] {warned} <that it would rain>.", None),
        ("[Tan] {said} <she had spoken to the farmers>.", None),
        ("[Tan] {told} <a joke>.", None),
        ("[Tan] spoke to the farmers. [Orr] {said} <it would rain>.", None),
        ("<It will rain>.", None),
    ],
)
def test_addressee(marked: str, expected: str | None) -> None:
    """Whom it is said to, where that is plain."""
    text, source, cue, content = read(marked)
    found = addressee(text, cue, source, content)
    assert (found and text[found.start : found.end]) == expected


PIECES = ["not ", "said ", "told ", "to ", "denied ", "no ", "the ", "Tan ", "reporters", "nor did ", *"“”',. \n"]
ENDS = st.tuples(st.integers(0, 99), st.integers(1, 99))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.tuples(ENDS, ENDS, ENDS))
def test_any_spans(text: str, ends: tuple[tuple[int, int], ...]) -> None:
    """Whatever the spans, there is an answer, and an addressee lies in the text."""
    starts = [(a % len(text), length) for a, length in ends]
    source, cue, content = (Span(start=a, end=min(a + length, len(text))) for a, length in starts)
    assert polarity(text, cue, source, (content,)) in {"said", "denied", "declined", "not_said"}
    assert form(text, (content,), quotations(text), cue) in {"direct", "indirect", "mixed"}
    to = addressee(text, cue, source, (content,))
    assert to is None or 0 <= to.start < to.end <= len(text)
