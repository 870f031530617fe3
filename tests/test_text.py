from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.text import paragraphs, quotations, sections, sentences

TEXTY = st.text(alphabet="ab .,\n\t\"“”‘’'«»-()AZ09é😀", max_size=300)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” and “never”.", ["“no”", "“never”"]),
        ('He said "no, thanks," and left.', ['"no, thanks,"']),
        ("It’s the officers’ mess, he said.", []),
        ("An operation dubbed ‘First Light’ began.", ["‘First Light’"]),
        ("They sang 'Long Road' at the boys' school.", ["'Long Road'"]),
        ("“He told me ‘run’ and I ran,” she said.", ["“He told me ‘run’ and I ran,”"]),
        ("“We go on.\n\n“We never stop,” he said.", ["“We go on.", "“We never stop,”"]),
        ("«We go on», she said.", ["«We go on»"]),
        ('A 6" pipe and a 4" pipe.', []),
        ("Anna “Nan” Orlo spoke.", ["“Nan”"]),
        ('“Straight ends curly", he said.', ['“Straight ends curly"']),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_ends_with_its_paragraph_and_says_so() -> None:
    (first, second) = quotations("“We go on.\n\n“We stop,” he said.")
    assert (first.closed, second.closed) == (False, True)
    assert first.inner == (1, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Orlo left. He was late.", ["Mr. Orlo left.", "He was late."]),
        ("The U.S. Senate met. It rose.", ["The U.S. Senate met.", "It rose."]),
        ("“Go!” he said. “Now.” She went.", ["“Go!” he said.", "“Now.”", "She went."]),
        ("Prices rose 3.5 percent. Then fell.", ["Prices rose 3.5 percent.", "Then fell."]),
        ("A headline\n\nA body", ["A headline", "A body"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in sentences(text)] == expected


def test_wrapped_lines_are_one_paragraph_where_blank_lines_part_them() -> None:
    text = "one\ntwo\n\nthree"
    assert [text[s:e] for s, e in paragraphs(text)] == ["one\ntwo", "three"]
    assert len(paragraphs("one\ntwo\nthree")) == 3


@given(TEXTY)
def test_nothing_but_blanks_lies_between_paragraphs_and_sentences(text: str) -> None:
    for cut in (paragraphs, sentences):
        at = 0
        for start, end in cut(text):
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            at = end
        assert not text[at:].strip()


@given(TEXTY)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    at = 0
    for q in quotations(text):
        assert at <= q.start < q.end <= len(text)
        at = q.end


@given(TEXTY, st.integers(1, 40))
def test_sections_hold_the_whole_text(text: str, limit: int) -> None:
    parts = sections(text, limit=limit)
    assert "".join(text[s:e] for s, e in parts) == text
    assert all(e - s <= limit for s, e in parts)
