"""What the labels mean, for codebooks: the sets of `model.py`, PLOVER's types, modes and sectors.

Types, modes and sectors: PLOVER 2.0 (Open Event Data Alliance, CC BY-SA 4.0), in our words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

QUADS: Final[Mapping[str, int | None]] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
    "OTHER": None,
}  # fmt: skip
"""Quad class of each type, as its chapter of PLOVER's manual has it."""
QUAD_CLASSES: Final[Mapping[str, str]] = {
    "1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict",
}  # fmt: skip
INTERNATIONAL: Final = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Sectors that PLOVER and CAMEO set in the country's place."""
MODES: Final[Mapping[str, str]] = {
    "CONSULT": "phone, third-party, multilateral, visit",
    "RETREAT": "ceasefire, release, disarm, resign, access, withdraw",
    "REQUEST": "assist, yield, meet, change",
    "REJECT": "assist, yield, meet, change",
    "ACCUSE": "investigate, allege, disapprove",
    "THREATEN": "arrest, expel, territory, restrict, relations, violence",
    "PROTEST": "hunger, riot, strike, boycott, obstruct, vandalize, demo",
    "SANCTION": "convict, expel, withdraw, discontinue",
    "MOBILIZE": "police, militia, weapons, troops",
    "COERCE": "cyber, misinformation, curfew, martial-law, deport, arrest, censor, withhold, seize, restrict",
    "ASSAULT": "unconventional, suicide-attack, crowd-control, drone, aerial, heavy-weapons, explosives, sexual, "
               "torture, abduct, firearms, primitive, targeted, beat, destroy",
}  # fmt: skip

LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "type": {
        "AGREE": "agrees, offers or promises to cooperate",
        "CONSULT": "meets, visits, talks, mediates",
        "SUPPORT": "praises, endorses, recognises, signs a treaty",
        "COOPERATE": "trades, exercises together, shares intelligence",
        "AID": "gives money, arms, food, rescue, asylum",
        "CONCEDE": "apologises, lifts sanctions or a curfew, drops a demand",
        "RETREAT": "releases, withdraws, surrenders, disarms, steps down",
        "REQUEST": "asks, demands, urges, orders",
        "ACCUSE": "criticises, blames, sues, investigates",
        "REJECT": "refuses, vetoes, rules out, defies",
        "THREATEN": "threatens, warns with consequences",
        "PROTEST": "demonstrates, strikes, riots, boycotts",
        "SANCTION": "reduces relations: sanctions, breaks ties, convicts, dismisses",
        "MOBILIZE": "deploys troops, police or weapons",
        "COERCE": "arrests, deports, bans, seizes, censors",
        "ASSAULT": "kills, wounds, attacks, abducts, destroys",
        "OTHER": "fits no type of PLOVER: accidents, disasters, elections, and so on",
    },
    "mode": {m: "" for modes in MODES.values() for m in sorted(modes.split(", "))},
    "status": {
        "happened": "it took place", "ongoing": "it is under way", "planned": "it is meant or promised to be",
        "threatened": "who would do it menaces with it", "demanded": "somebody wants another to do it",
        "possible": "it may be, or may have been", "conditional": "it depends on something else",
        "negated": "the text says that it did not or will not happen", "denied": "a source rejects that it did or will",
    },
    "effect": {
        "killed": "", "injured": "", "missing": "", "displaced": "driven out, evacuated or deported",
        "detained": "", "abducted": "", "released": "", "deployed": "sent or called up", "launched": "",
        "destroyed": "destroyed, damaged or hit", "other": "none of these, or not told",
    },
    "hedge": {
        "exact": "22", "about": "about 22", "at_least": "at least 22", "more_than": "more than 22",
        "at_most": "up to 22", "less_than": "fewer than 22", "between": "20 to 25", "vague": "dozens",
    },
    "polarity": {
        "said": "puts it forward", "denied": "rejects it", "declined": "would not say",
        "not_said": "the report says that this was not said",
    },
    "form": {"direct": "all in quote marks", "indirect": "none in quote marks", "mixed": "partly"},
    "source_kind": {
        "named_person": "", "named_organisation": "", "unnamed_person": "a senior official",
        "unnamed_group": "local officials", "document": "a report, a leaked memo", "none": "no source is given",
    },
    "kind": {
        "person": "one human being", "government": "a state, its government and offices",
        "armed_group": "a force that fights, of a state or not", "organisation": "any other body",
        "people": "several people with no body of their own", "document": "a report, a law, a poll",
        "unknown": "the text does not say",
    },
    "place_kind": {
        "country": "", "admin": "province, district or the like", "city": "any populated place", "region": "",
        "sea": "any water", "facility": "a camp, a bridge, an airport", "other": "",
    },
    "grain": {
        "minute": "", "hour": "", "part_of_day": "morning, evening", "day": "", "week": "", "month": "", "season": "",
        "quarter": "", "year": "", "decade": "", "century": "",
    },
    "modifier": {
        "BEFORE": "", "AFTER": "", "ON_OR_BEFORE": "", "ON_OR_AFTER": "", "LESS_THAN": "", "MORE_THAN": "",
        "EQUAL_OR_LESS": "", "EQUAL_OR_MORE": "", "START": "early in it", "MID": "in its middle", "END": "late in it",
        "APPROX": "about",
    },
    "sector": {
        "GOV": "government and its offices", "LEG": "parliament", "JUD": "courts and prosecutors",
        "MIL": "armed forces of a state", "COP": "police", "SPY": "intelligence services",
        "REB": "armed groups that fight a government", "PRM": "armed groups that fight beside one",
        "UAF": "armed people of no known side", "UNK": "unidentified", "PTY": "parties",
        "OPP": "opposition without arms",
        "PRE": "partially recognised entities", "ELI": "people who held an office before", "CVL": "civilians",
        "REF": "refugees and displaced people", "AGR": "farmers", "LAB": "workers", "BUS": "business",
        "EDU": "education", "MED": "health", "JRN": "journalism", "REL": "religion", "SOC": "civil society",
        "CRM": "crime", "UNO": "the UN and its agencies", "EUR": "the European Union", "IGO": "other bodies of states",
        "NGO": "aid and rights groups", "IMG": "armed groups of no one state", "ISM": "movements of no one state",
        "MNC": "companies of no one state",
    },
    "quad": QUAD_CLASSES,
    "cameo": {
        "01": "make public statement (no PLOVER type)", "02": "appeal (no PLOVER type)",
        "03": "express intent to cooperate", "04": "consult", "05": "engage in diplomatic cooperation",
        "06": "engage in material cooperation", "07": "provide aid", "08": "yield", "09": "investigate", "10": "demand",
        "11": "disapprove", "12": "reject", "13": "threaten", "14": "protest", "15": "exhibit force posture",
        "16": "reduce relations", "17": "coerce", "18": "assault", "19": "fight",
        "20": "use unconventional mass violence",
    },
}  # fmt: skip
"""The labels of each set, with what they mean where the word alone does not say it."""
