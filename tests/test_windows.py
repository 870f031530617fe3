from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.encoder.windows import windows


@given(st.lists(st.integers(1, 90), max_size=40), st.integers(30, 254), st.integers(0, 12))
def test_every_piece_is_in_one_core_and_no_window_is_too_long(lengths: list[int], size: int, context: int) -> None:
    paragraph = np.repeat(np.arange(len(lengths)), lengths)
    at = 0
    for w in windows(paragraph, size=size, context=context):
        assert w.core_start == at
        assert w.start <= w.core_start < w.core_end <= w.end
        assert w.end - w.start <= size
        assert w.start == 0 or w.core_start - w.start == context
        at = w.core_end
    assert at == len(paragraph)


def test_cores_end_with_paragraphs_where_one_ends_near() -> None:
    paragraph = np.repeat(np.arange(20), 50)
    ends = {w.core_end for w in windows(paragraph, size=254, context=40)}
    assert all(e % 50 == 0 for e in ends)


def test_a_short_text_is_one_window() -> None:
    (only,) = windows(np.zeros(100, np.int64), size=254, context=40)
    assert (only.start, only.end, only.core_start, only.core_end) == (0, 100, 0, 100)
    assert windows(np.zeros(0, np.int64), size=254, context=40) == []
