from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from muc_scoring import (
    EFFECT,
    NUMBER,
    Count,
    Filler,
    Template,
    anchors,
    bootstrap,
    grit,
    gtt,
    key,
    muc4,
    string_credit,
)
from muc_templates import templates

TEXT = "Gunmen of the Harbour Front (HF) killed Ilse Brandvik, the mayor, and two guards with rifles at the depot."


def filler(*values: str, of: str | None = None, optional: bool = False) -> Filler:
    return Filler(values=values, of=(of,) if of else (), optional=optional)


def template(kind: str = "ATTACK", *, optional: bool = False, **slots: list[Filler]) -> Template:
    return Template(types=(kind,), slots={k: tuple(v) for k, v in slots.items()}, optional=optional)


GOLD = template(
    perp_individual=[filler("GUNMEN")],
    perp_organization=[filler("HARBOUR FRONT", "HF")],
    phys_target=[filler("DEPOT")],
    hum_target_name=[filler("ILSE BRANDVIK")],
    hum_target_description=[filler("MAYOR", of="ILSE BRANDVIK"), filler("GUARDS")],
    hum_target_number=[filler("1", of="ILSE BRANDVIK"), filler("2", of="GUARDS")],
    hum_target_effect=[filler("DEATH", of="ILSE BRANDVIK"), filler("DEATH", of="GUARDS")],
    instrument=[filler("RIFLES")],
)


def rates(count: Count) -> tuple[float, float, float]:
    return round(count.precision, 1), round(count.recall, 1), round(count.f1, 1)


def test_gtt_counts_the_type_as_a_filler() -> None:
    found = template(perp_individual=[filler("the gunmen")], hum_target_name=[filler("Mayor Brandvik")])
    counts = gtt([GOLD], [found], TEXT)
    assert (counts["all"].right, counts["all"].found, counts["all"].met, counts["all"].gold) == (2, 3, 2, 6)
    assert rates(counts["roles"]) == (50.0, 20.0, 28.6)
    assert rates(counts["PerpInd"]) == (100.0, 100.0, 100.0)


def test_gtt_aligns_only_templates_of_one_type() -> None:
    found = template("BOMBING", perp_individual=[filler("gunmen")])
    assert gtt([GOLD], [found], TEXT)["all"] == Count(right=0, found=2, met=0, gold=6)


def test_gtt_lets_several_found_ones_meet_one_but_takes_no_foreign_mention() -> None:
    apart = template(perp_organization=[filler("HF"), filler("Harbour Front")])
    assert gtt([GOLD], [apart], TEXT)["PerpOrg"] == Count(right=2, found=2, met=1, gold=1)
    mixed = template(perp_organization=[filler("HF", "depot")])
    assert gtt([GOLD], [mixed], TEXT)["PerpOrg"] == Count(right=0, found=1, met=0, gold=1)


def test_gtt_finds_the_best_alignment_of_several() -> None:
    gold = [template(phys_target=[filler("DEPOT")]), template(instrument=[filler("RIFLES")], optional=True)]
    found = [template(instrument=[filler("rifles")]), template(phys_target=[filler("depot")])]
    assert gtt(gold, found, TEXT)["all"].f1 == 100
    assert gtt(gold, found[:1], TEXT)["all"] == Count(right=2, found=2, met=2, gold=4)
    assert gtt([gold[0], gold[0]], [], TEXT)["all"].gold == 2


def test_fillers_that_are_not_in_the_text_are_not_asked_for() -> None:
    gold = template(phys_target=[filler("WAREHOUSE", "DEPOT"), filler("SILO")])
    assert gtt([gold], [], TEXT)["Target"].gold == 1
    assert gtt([gold], [template(phys_target=[filler("warehouse")])], TEXT)["Target"].right == 0


def test_grit_assigns_one_to_one_over_all_templates() -> None:
    found = [
        template("BOMBING", perp_organization=[filler("HF"), filler("Harbour Front")]),
        template(hum_target_name=[filler("Ilse Brandvik")], perp_organization=[filler("HF")]),
    ]
    counts = grit([GOLD, GOLD], found, TEXT)
    assert counts["PerpOrg"] == Count(right=1, found=2, met=1, gold=1)
    assert rates(counts["all"]) == (66.7, 40.0, 50.0)


@pytest.mark.parametrize(
    ("gold", "found", "worth"),
    [
        ("GUARDS", "two guards", 1),
        ("GUARDS", "young guards", 1),
        ("ILSE BRANDVIK", "Brandvik", 0.5),
        ("ILSE BRANDVIK", "Mayor Ilse Brandvik", 1),
        ("GUARDS", "guards who were asleep", 0.5),
        ("GUARDS", "the guard", 0),
        ("ILSE BRANDVIK", "Ilse", 0),
        ("TWO", "two", 1),
    ],
)
def test_strings(gold: str, found: str, worth: float) -> None:
    assert string_credit(gold, found) == worth


def test_anchors() -> None:
    assert [anchors(v) for v in ("5 - 7", "~7", "5-", "-7", "7", "PLURAL")] == [{5, 7}, {7}, {5}, {7}, set(), set()]


def found_one(number: str, effect: str, name: str, *, phys_target: list[Filler] | None = None) -> Template:
    return template(
        hum_target_description=[filler(name)],
        hum_target_number=[filler(number, of=name)],
        hum_target_effect=[filler(effect, of=name)],
        phys_target=phys_target or [],
    )


def test_muc4_gives_half_for_a_right_value_of_the_wrong_person() -> None:
    right = muc4([GOLD], [found_one("2", "DEATH", "guards")])
    assert rates(right[NUMBER]["all templates"]) == (100.0, 50.0, 66.7)
    wrong = muc4([GOLD], [found_one("2", "DEATH", "clerks", phys_target=[filler("depot")])])
    assert wrong[NUMBER]["all templates"] == Count(right=0.5, found=1, met=0.5, gold=2)


def test_muc4_wants_the_name_of_a_named_person() -> None:
    assert muc4([GOLD], [found_one("1", "DEATH", "mayor")])[EFFECT]["all templates"].right == 0.5
    assert muc4([GOLD], [found_one("1", "DEATH", "Ilse Brandvik")])[EFFECT]["all templates"].right == 0
    named = template(hum_target_name=[filler("Ilse Brandvik")], hum_target_effect=[filler("DEATH", of="Ilse Brandvik")])
    assert muc4([GOLD], [named])[EFFECT]["all templates"].right == 1


def test_muc4_maps_only_what_shares_a_target_or_perpetrator() -> None:
    stray = found_one("2", "DEATH", "clerks")
    rows = muc4([GOLD], [stray])[NUMBER]
    assert rows["all templates"] == Count(right=0, found=1, met=0, gold=2)
    assert rows["matched/missing"] == Count(found=0, gold=2)
    assert rows["matched only"] == Count()


def test_muc4_costs_nothing_to_miss_what_is_optional() -> None:
    optional = template(hum_target_number=[filler("3", of="CLERKS")], optional=True)
    assert muc4([optional], [])[NUMBER]["all templates"] == Count()
    loose = template(
        hum_target_description=[filler("GUARDS")],
        hum_target_effect=[filler("INJURY", of="GUARDS", optional=True)],
        hum_target_number=[filler("2 - 4", of="GUARDS")],
    )
    rows = muc4([loose], [found_one("4", "DEATH", "guards")])
    assert rows[EFFECT]["all templates"] == Count(found=1)
    assert rows[NUMBER]["all templates"] == Count(right=0.5, found=1, met=0.5, gold=1)


def test_muc4_gives_half_for_an_effect_that_says_less() -> None:
    gold = template(
        hum_target_description=[filler("GUARDS")], hum_target_effect=[filler("NO INJURY OR DEATH", of="GUARDS")]
    )
    assert muc4([gold], [found_one("2", "NO INJURY", "guards")])[EFFECT]["all templates"].right == 0.5


def test_an_attack_partly_matches_any_type() -> None:
    bombing = Template(types=("BOMBING",), slots=GOLD.slots)
    assert muc4([bombing], [found_one("2", "DEATH", "guards")])[NUMBER]["matched only"].right == 1
    kidnapping = Template(types=("KIDNAPPING",), slots=GOLD.slots)
    assert muc4([bombing], [kidnapping])[NUMBER]["matched only"] == Count()


def test_a_key_is_read() -> None:
    number = {"alternatives": [{"text": "2", "of": ["GUARDS"]}], "optional": True}
    slots = {"type": [{"alternatives": [{"text": "ATTACK"}]}], NUMBER: [number]}
    (read,) = key([{"number": "1", "optional": True, "slots": slots}])
    assert read.optional
    assert read.types == ("ATTACK",)
    assert read.slots[NUMBER] == (Filler(values=("2",), of=("GUARDS",), optional=True),)


def test_intervals_hold_the_value() -> None:
    counts = [Count(right=1, found=2, met=1, gold=1), Count(right=2, found=2, met=2, gold=4)] * 21 + [Count(found=1)]
    low, high = bootstrap(counts)
    assert low < sum(counts, Count()).f1 < high < 100


STORY = (
    "Gunmen of the Harbour Front [HF] killed Ilse Brandvik, the mayor of Veldhaven, and wounded two guards on Monday.\n"
    "The HF said nothing. Brandvik was 51."
)


def tag(label: str, words: str, nth: int = 0) -> tuple[str, int, int, float]:
    start = -1
    for _ in range(nth + 1):
        start = STORY.index(words, start + 1)
    return label, start, start + len(words), 0.9


def test_templates_say_who_how_many_and_what_befell_them() -> None:
    tags = [
        tag("perpetrator", "Gunmen"),
        tag("organisation", "Harbour Front"),
        tag("organisation", "HF", 1),
        tag("victim", "Ilse Brandvik"),
        tag("victim", "mayor of Veldhaven"),
        tag("victim", "guards"),
        tag("victim", "Brandvik", 1),
    ]
    (made,) = templates(STORY, tags)
    assert made.types == ("ATTACK",)
    assert [f.values for f in made.slots["hum_target_name"]] == [("Ilse Brandvik",)]
    assert [f.values for f in made.slots["perp_organization"]] == [("Harbour Front",)]
    said = {(f.of[0], f.values[0]) for slot in (NUMBER, EFFECT) for f in made.slots[slot]}
    assert said == {("Ilse Brandvik", "1"), ("Ilse Brandvik", "DEATH"), ("guards", "2"), ("guards", "INJURY")}


def test_no_tags_no_template() -> None:
    assert templates(STORY, []) == []
