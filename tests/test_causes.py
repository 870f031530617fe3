from __future__ import annotations

import pytest

from reportedly.decode.causes import is_mishap
from reportedly.model import Span


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("The flood <killed> twelve people in Marrow.", "mishap"),
        ("A lorry hit a minibus outside Veld, <injuring> nine pupils.", "mishap"),
        ("Measles has <killed> 900 children.", "mishap"),
        ("Two guests <suffocated> in the hotel fire.", "mishap"),
        ("A missile hit the depot, and the fire <killed> twelve people.", "deed"),
        ("Gunmen <killed> twelve people.", "deed"),
        ("Twelve people were <killed>.", "deed"),
        ("Paramilitaries may <storm> the radio mast.", "deed"),
        ("The flood is over. Gunmen <killed> two aid workers.", "deed"),
    ],
)
def test_harm_without_a_deed(sentence: str, cause: str) -> None:
    start, end = sentence.index("<"), sentence.index(">") - 1
    assert is_mishap(sentence.replace("<", "").replace(">", ""), Span(start=start, end=end)) == (cause == "mishap")
