from __future__ import annotations

import time

import pytest

from reportedly.decode.status import rules, status
from reportedly.model import Span


def marked(sentence: str) -> tuple[str, Span]:
    start, end = sentence.index("<"), sentence.index(">") - 1
    return sentence.replace("<", "").replace(">", ""), Span(start=start, end=end)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Fenland <shelled> the harbour on Monday.", "happened"),
        ("The ministry said that its envoy had <met> the rebels.", "happened"),
        ("Police managed to <free> the hostages.", "happened"),
        ("He was praised after <rescuing> a child.", "happened"),
        ("A court convicted him of <murdering> a guard.", "happened"),
        ("The fleet not only <attacked> the port but burnt it.", "happened"),
        # Auxiliaries and what stands between.
        ("Fenland is <shelling> the harbour.", "ongoing"),
        ("The two sides are holding <talks> in Veld.", "ongoing"),
        ("Nurses continued to <march> through the capital.", "ongoing"),
        ("Fenland will soon <send> troops.", "planned"),
        ("The fleet is to <leave> on Friday.", "planned"),
        ("Fenland may <invade> the island.", "possible"),
        ("The commander must <withdraw> at once.", "demanded"),
        ("Fenland did not <shell> the harbour.", "negated"),
        ("Fenland has never <recognised> the island.", "negated"),
        ("The army hasn’t <withdrawn>.", "negated"),
        # Verbs and nouns that take an infinitive, a gerund, a clause or a noun.
        ("Fenland plans to <send> troops.", "planned"),
        ("The mayor promised an independent <inquiry>.", "planned"),
        ("Fenland agreed on Tuesday to <release> the crew.", "planned"),
        ("The rebels threatened to <burn> the mill.", "threatened"),
        ("The rebels threatened to kill the crew and to <burn> the mill.", "threatened"),
        ("The guild urged both sides to <halt> the fighting.", "demanded"),
        ("The guild called for an immediate <ceasefire>.", "demanded"),
        ("Families want the state to <reopen> the file.", "demanded"),
        ("Fenland failed to <reach> the town.", "negated"),
        ("The two sides failed to reach an <agreement>.", "negated"),
        ("She refused to <resign>.", "negated"),
        ("They took the town without <firing> a shot.", "negated"),
        ("Guards foiled an <attack> on the mill.", "negated"),
        ("Troops prevented the crowd from <storming> the palace.", "negated"),
        ("Rights groups accused the army of <killing> prisoners.", "possible"),
        ("Two men were held on suspicion of <murder>.", "possible"),
        ("The alleged <attack> took place in May.", "possible"),
        ("Fenland is considering <sanctions> against the islanders.", "possible"),
        ("The general is believed to have been <executed>.", "possible"),
        ("It is unclear whether the crew was <freed>.", "possible"),
        ("The junta denied that its jets had <bombed> the clinic.", "denied"),
        ("The junta denied <bombing> the clinic.", "denied"),
        ("The palace dismissed reports that the emir had <met> an envoy.", "denied"),
        ("Reports that the emir had <met> an envoy were dismissed.", "denied"),
        ("Officials ruled out <sending> troops.", "denied"),
        ("“We did not <poison> anyone,” the minister said.", "denied"),
        # What is said of the cue is said of what it takes.
        ("The judge did not rule out <releasing> the suspects.", "possible"),
        ("There are no plans to <station> troops there.", "negated"),
        ("The army denied that it plans to <attack>.", "denied"),
        ("Chad is not expected to <follow>.", "negated"),
        ("Fenland dropped plans to <prosecute> the barons.", "negated"),
        ("Fenland vowed not to <attack>.", "negated"),
        # Conditions.
        ("If they <cross> the river, they will be met.", "conditional"),
        ("If they cross the river, we will <destroy> the bridge.", "conditional"),
        ("Pilots will <strike> unless wages rise.", "conditional"),
        ("Had the guard <answered>, nobody would have drowned.", "conditional"),
        ("Farmers threatened to <blockade> the port unless the tax falls.", "threatened"),
        # What is said later of a noun.
        ("The <strike> planned for Monday was called off.", "negated"),
        ("The <truce> is due to take effect at midnight.", "planned"),
        ("<Talks> between the carmaker and the union are under way.", "ongoing"),
        # No reach into other clauses.
        ("The men denied everything after police <arrested> them.", "happened"),
        ("Fenland will not talk, and the rebels <attacked> again.", "happened"),
        ("He promised to punish those who <attacked> the mill.", "happened"),
        ("No comment came after the <attack>.", "happened"),
    ],
)
def test_rules_alone(sentence: str, expected: str) -> None:
    text, trigger = marked(sentence)
    assert status(text, trigger, {}) == expected


def test_words_before_and_after_the_sentence_count_for_nothing() -> None:
    text, trigger = marked("It will not talk. The rebels <attacked> the mill. They may go.")
    assert status(text, trigger, {}) == "happened"


def test_the_model_chooses_among_what_the_words_leave_open() -> None:
    text, trigger = marked("The cartel said it would <kill> a hostage.")
    assert status(text, trigger, {"threatened": 0.3, "planned": 0.1, "happened": 0.6}) == "threatened"
    text, trigger = marked("The cartel <killed> a hostage.")
    assert status(text, trigger, {"possible": 0.7, "happened": 0.3}) == "possible"


def test_nothing_learned_of_what_is_open_leaves_the_rule() -> None:
    text, trigger = marked("The cartel refused to <negotiate>.")
    assert status(text, trigger, {"happened": 1.0}) == "negated"


def test_who_acts_does_not_matter() -> None:
    frames = [
        "{} denied that {} had <shelled> the town.",
        "{} may <invade> {}.",
        "{} accused {} of <killing> civilians.",
    ]
    for frame in frames:
        names = ("Fenland", "Veldmark"), ("Veldmark", "Fenland"), ("the rebels", "the army"), ("the army", "the rebels")
        assert len({rules(*marked(frame.format(*pair))) for pair in names}) == 1


@pytest.mark.parametrize("text", ["x", "İstanbul may <x>", "if " * 500, "not to " * 500, "“" * 200 + "may go"])
def test_any_text_any_trigger(text: str) -> None:
    for start in range(0, len(text), max(1, len(text) // 20)):
        status(text, Span(start=start, end=start + 1), {})


def test_time_grows_with_the_text_only() -> None:
    def seconds(copies: int) -> float:
        text = (
            "The two sides failed to reach an agreement, and officials urged them to hold talks if they could " * copies
        )
        triggers = [Span(start=i, end=i + 6) for i in range(29, len(text) - 10, 97)]
        start = time.process_time()
        for t in triggers:
            status(text, t, {})
        return time.process_time() - start

    seconds(10)
    assert seconds(400) < 20 * seconds(40) + 0.05
