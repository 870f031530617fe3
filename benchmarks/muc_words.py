"""The words by which MUC-4's set fills are told: incident types, effects on people, numbers; and what a phrase says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportedly.settle.lexicon import PERSON_NOUNS, PLURALS, TITLES

TYPES = {
    "BOMBING": re.compile(
        r"\b(?:(?:car[- ]|truck[- ]|fire)?bomb(?:s|ed|ing|ings|er)?|explo(?:sion|sions|ded|de|des|ding|sive|sives)|"
        r"dynamit\w+|detonat\w+|blasts?|blew up|blown up|blow up|went off)\b"
    ),
    "KIDNAPPING": re.compile(r"\b(?:kidnap\w*|abduct\w*|hostages?|ransom|captors?|held captive)\b"),
    "ARSON": re.compile(r"\b(?:burn(?:ed|t|ing|s)?|arson|set (?:\w+ ){0,4}(?:on fire|afire|fire)|torched|in flames)\b"),
    "ROBBERY": re.compile(r"\b(?:rob(?:bed|bery|beries|bers?|bing)|stole|stolen|loot(?:ed|ing)|theft)\b"),
    "ATTACK": re.compile(
        r"\b(?:kill(?:ed|ing|ings|s|ers?)?|murder\w*|assassin\w*|attack(?:s|ed|ing|ers?)?|sho(?:t|ts|oting)|massacr\w+|"
        r"ambush\w*|slain|slaying|execut(?:ed|ion|ions)|riddled|machine-?gunn?ed|gunned down|tortur\w+|fired|"
        r"death squads?|harass(?:ed|ment)|threaten\w*|stabbed|beaten|raped)\b"
    ),
}
EFFECTS = {
    "NO INJURY OR DEATH": re.compile(
        r"\b(?:unhurt|unharmed|unscathed|uninjured|escaped (?:injury|unhurt|unharmed|death|alive|the attack)|"
        r"emerged unhurt|"
        r"no (?:one|casualties|victims|injuries|deaths)|not (?:hurt|injured|harmed|wounded)|survived|safe and sound)\b"
    ),
    "REGAINED FREEDOM": re.compile(r"\b(?:releas(?:ed|e)|freed|set free|rescued|liberated)\b"),
    "INJURY": re.compile(r"\b(?:wound(?:ed|s|ing)?|injur(?:ed|y|ies|ing)|hurt|maimed|hospitali[sz]ed)\b"),
    "DEATH": re.compile(
        r"\b(?:kill(?:ed|ing|ings|s|ers?)?|murder\w*|assassin\w*|massacr\w+|dead|deaths?|die[sd]?|dying|slain|slaying|"
        r"execut(?:ed|ion|ions)|fatal(?:ly)?|lost (?:his|her|their) li(?:fe|ves)|bod(?:y|ies)|corpses?|buried|burial|"
        r"funeral|gunned down|beheaded|crime|victims?)\b"
    ),
}
NO_ONE = re.compile(  # nobody was hurt, and nobody in particular is named
    r"\b(?:no(?:| \w+| \w+ or) (?:casualties|victims|injuries|injured|wounded|deaths|fatalities|loss of life)|"
    r"(?:no one|nobody) (?:was|has been|had been) (?:hurt|injured|killed|wounded)|"
    r"no (?:people|persons?) (?:were|was) \w+|"
    r"without (?:causing )?(?:any )?(?:casualties|victims|injuries)|caused no (?:casualties|injuries|victims)|"
    r"not caus(?:e|ing) (?:any )?(?:casualties|injuries|victims)|only material (?:damage|losses))",
    re.IGNORECASE,
)
INTENDED = re.compile(  # a death that nobody has died
    r"\b(?:threat\w*|sworn|swore|plot\w*|plan(?:s|ned|ning)?|vow\w*|tr(?:y|ies|ied|ying)|attempt\w*|wants?|wanted|"
    r"order\w*) (?:\w+ )?to (?:kill|murder|assassinate|execute)|death (?:threats?|squads?|lists?)|"
    r"assassination (?:attempts?|plots?)|attempted (?:murder|assassination)"
)
BEFORE = re.compile(  # effects that their victim follows: "the murder of X", "killed X"
    r"(?:killed|killing|kill|kills|murdered|murder|murders|murdering|assassinated|assassination|assassinating|death|"
    r"deaths|massacre|massacred|wounded|wounding|injured|injuring|executed|body|bodies|killers?|murderers?|assassins?|"
    r"released?|freed|slaying|execution|funeral|burial|crime)$"
)
MILITARY = re.compile(
    r"\b(?:soldiers?|troops?|army|battalions?|brigades?|military|garrisons?|patrols?|units?|lieutenants?|colonels?|"
    r"sergeants?|guerrillas?|rebels?|terrorists?|subversives?|combatants?|armed forces|paratroopers?|enemy)\b",
    re.IGNORECASE,
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {w: i for i, w in enumerate(_ONES.split())} | {w: 10 * i for i, w in enumerate(_TENS.split(), 2)}
_UNITS = dict(list(NUMBERS.items())[1:10])
NUMBERS |= {f"{t}-{o}": a + b for t, a in list(NUMBERS.items())[20:] for o, b in _UNITS.items()}
NUMBERS |= {"hundred": 100, "dozen": 12, "a dozen": 12}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_BETWEEN = r"(?:(?!and\b|or\b|of\b|in\b|on\b|with\b)[\w'’-]+ ){0,3}"  # adjectives between a number and its noun
AHEAD = re.compile(rf"(?:^|[^\w.,-])({_NUMBER}) (?:of the |of )?{_BETWEEN}$", re.IGNORECASE)
FIRST = re.compile(
    rf"({_NUMBER})\b(?![-/:.]\d)(?![- ](?:year|month)s?-)(?! (?:years?|months?|days?|hours?)\b)", re.IGNORECASE
)
DETERMINER = re.compile(r"\b(?:the|a|an|his|her|their|several|some|many|other|these|those|all|young)\s$", re.IGNORECASE)
MANY = frozenset(["people", "men", "women", "children", "police", "personnel", "civilians", "seamen", "troops", "dead"])
NO_PLURAL = re.compile(r"(?:ss|bus|us|is|chess|news)$")
ROLES = (
    PERSON_NOUNS
    | PLURALS
    | MANY
    | {"msgr", "monsignor", "don", "citizen", "seaman", "missionary", "peasant", "industrialist", "lieutenant", "union"}
    | {
        "attorney",
        "consul",
        "cadet",
        "patrolman",
        "bodyguard",
        "escort",
        "agent",
        "magistrate",
        "deputy",
        "rector",
        "jesuit",
    }
    | {
        "magnate",
        "rancher",
        "landowner",
        "unionist",
        "catechist",
        "counselor",
        "newsman",
        "parliamentarian",
        "cook",
        "wife",
        "group",
        "team",
    }
)
DEMONYM = re.compile(r"(?:[aeio]ans|ists|its|anos|ese|[ai]can|ran|bian|vian)$")  # one or several of a people
SMALL = frozenset(["de", "del", "la", "las", "los", "el", "y", "da", "do", "dos", "van", "von", "jr", "of"])

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_TAIL = re.compile(
    r"\s(?:of|who|which|that|from|in|at|on|with|for|belonging|traveling|travelling|wearing|near|,)\s.*$|,.*$|\s?[\[(].*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a tagged string says: its words, the last one of its core, whether it is a proper name."""

    text: str
    words: tuple[str, ...]
    head: str
    name: bool

    @property
    def plural(self) -> bool:
        """Whether a description is of several."""
        head = self.head
        return (
            not self.name
            and head not in TITLES
            and (head in MANY or head.endswith("men") or (head[-1:] == "s" and not NO_PLURAL.search(head)))
        )


def phrase(text: str, start: int, end: int, *, person: bool) -> Phrase:
    """Read a tagged span of a text in mixed case: a name without its titles, or a description."""
    surface = text[start:end]
    core = _TAIL.sub("", surface) or surface
    runs = list(_WORD.finditer(core))
    written = [m.group().removesuffix("'s") for m in runs] or [surface]
    lower = [w.lower() for w in written]
    odd = [w for w in lower if w not in SMALL and not written[lower.index(w)][:1].isupper()]
    name = written[-1][:1].isupper() and (not odd or (person and len(odd) == 1 and len(written) > 1))
    if person and name:
        name = not (len(written) == 1 and DEMONYM.search(lower[0]))
        name = name and not any(w in ROLES or w.removesuffix("s") in ROLES for w in (lower[-1], *odd))
        while name and len(runs) > 1 and lower[0].rstrip(".") in TITLES | {"msgr", "don"}:
            surface = surface[runs[1].start() :]
            runs, lower = list(_WORD.finditer(surface)), lower[1:]
    if name and len(written) == 1 and not written[0].isupper():
        common = text.find(f" {lower[-1]}") >= 0 or (lower[-1][-1] == "s" and DETERMINER.search(text[:start][-12:]))
        name = not common and AHEAD.search(text[max(0, start - 40) : start]) is None
    words = tuple(w.lower() for w in _WORD.findall(surface)) or (surface.lower(),)
    return Phrase(text=surface, words=words, head=lower[-1], name=name)


def number(text: str, start: int, said: Phrase) -> str:
    """Return how many a victim is, as MUC-4 writes it: a number or PLURAL."""
    if said.name:
        return "1"
    inside = FIRST.match(said.text) or AHEAD.search(text[max(0, start - 50) : start])
    if inside:
        count = value(inside[1])
        if count > 1 or not said.plural:
            return str(count)
    return "PLURAL" if said.plural else "1"


def value(words: str) -> int:
    """Return the number that a word or numeral stands for."""
    low = words.lower()
    return NUMBERS[low] if low in NUMBERS else int(low.replace(",", ""))
