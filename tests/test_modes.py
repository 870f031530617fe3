from __future__ import annotations

import pytest

from reportedly.decode.modes import MODES, mode


@pytest.mark.parametrize(
    ("type_", "words", "around", "expected"),
    [
        ("ASSAULT", "shot", "", "firearms"),
        ("ASSAULT", "shot", "a drone", "drone"),
        ("ASSAULT", "stabbed", "", "primitive"),
        ("ASSAULT", "attacked", "kitchen knives", "primitive"),
        ("ASSAULT", "fired", "tear gas", "crowd-control"),
        ("ASSAULT", "fired", "dozens of rockets", "heavy-weapons"),
        ("ASSAULT", "air strikes", "", "aerial"),
        ("ASSAULT", "suicide bombing", "", "suicide-attack"),
        ("ASSAULT", "bombing", "", "explosives"),
        ("ASSAULT", "gassed", "chlorine", "unconventional"),
        ("ASSAULT", "kidnapped", "", "abduct"),
        ("ASSAULT", "beat", "", "beat"),
        ("ASSAULT", "assassinated", "", "targeted"),
        ("ASSAULT", "assassinated", "a rifle", "firearms"),
        ("ASSAULT", "demolished", "", "destroy"),
        ("ASSAULT", "clashed", "", None),
        ("ASSAULT", "killed", "", None),
        ("COERCE", "arrested", "", "arrest"),
        ("COERCE", "deported", "", "deport"),
        ("COERCE", "raided", "", "seize"),
        ("COERCE", "curfew", "", "curfew"),
        ("COERCE", "cut", "the internet", "withhold"),
        ("PROTEST", "hunger strike", "", "hunger"),
        ("PROTEST", "strike", "", "strike"),
        ("PROTEST", "marched", "", "demo"),
        ("PROTEST", "rioted", "", "riot"),
        ("MOBILIZE", "sent", "two warships", "weapons"),
        ("MOBILIZE", "sent", "300 soldiers", "troops"),
        ("MOBILIZE", "deployed", "riot police", "police"),
        ("RETREAT", "freed", "", "release"),
        ("RETREAT", "resigned", "", "resign"),
        ("RETREAT", "ceasefire", "", "ceasefire"),
        ("ACCUSE", "investigating", "", "investigate"),
        ("ACCUSE", "condemned", "", "disapprove"),
        ("ACCUSE", "indicted", "", "allege"),
        ("CONSULT", "visited", "", "visit"),
        ("CONSULT", "telephoned", "", "phone"),
        ("CONSULT", "met", "", None),
        ("SANCTION", "convicted", "", "convict"),
        ("SANCTION", "severed", "", "discontinue"),
        ("THREATEN", "threatened", "war", "violence"),
        ("THREATEN", "threatened", "", None),
        ("AID", "sent", "tents", None),
        ("OTHER", "flooded", "", None),
    ],
)
def test_the_words_give_the_mode(type_: str, words: str, around: str, expected: str | None) -> None:
    assert mode(type_, words, around) == expected


def test_modes_are_the_manuals() -> None:
    named = {
        "CONSULT": "visit third-party multilateral phone",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "REJECT": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial"
        " drone heavy-weapons crowd-control unconventional",
    }
    assert {type_: set(modes) for type_, modes in MODES.items()} == {t: set(n.split()) for t, n in named.items()}
