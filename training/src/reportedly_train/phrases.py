"""Patterns of news English for labelling by rule, over text whose quotations are masked; learnt from no corpus."""

from __future__ import annotations

import re

from reportedly_train import verbs
from reportedly_train.verbs import forms

QUOTED = "¤"  # stands for each character within quotation marks

AUXILIARY = (
    r"(?:has|have|had|is|are|was|were|be|been|being|will|would|may|might|could|can|cannot|did|do|does|should|must)"
    r"(?:n['’]t)?"
)
_ADVERB = (
    r"(?:(?!only\b|family\b|early\b|daily\b|weekly\b|monthly\b)\w+ly|also|then|later|often|never|not|again|once|even"
    r"|still|now|already|always|first|further|just|soon)"
)
_MONTH = r"(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
_DAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|{_MONTH})"
TIME = re.compile(
    rf"(?:(?:[Oo]n|late|early|last|this|that|earlier|later|the|next|previous|same|[Ii]n|at|Last|This) )*"
    rf"(?:{_DAY}|weeks?|months?|years?|days?|today|yesterday|tonight|morning|afternoon|evening|night)\b"
    rf"(?: (?:morning|afternoon|evening|night|ago|\d{{1,4}}))?"
)
_PLACE = r"(?:in|at|during|on|via|after|before|through|from|by|of|about|to)(?: (?!that\b)[^\s,.;:¤—]+){1,8}?"
TAIL = re.compile(rf"(?:,? (?:{TIME.pattern}|{_PLACE}|{_ADVERB}))*(?=\s*(?:[,.;¤—]|-|$))")
SKIP = re.compile(rf"(?:,? {TIME.pattern})*")
AWAY = re.compile(rf"(?:,? (?:{TIME.pattern}|{_PLACE}))*,?(?= (?:that\b|{QUOTED}))")
LEAD = re.compile(
    rf"(?:{TIME.pattern}|(?:[A-Z]\w+ly(?=,)|(?!early|only)[a-z]+ly|(?i:then|now|still|meanwhile|however|later|instead|indeed|yet|thus|also|similarly"
    rf"|nevertheless|nonetheless|moreover))\b),? ?"
)

_MEDIUM = r"(?: in (?:a|an|the|his|her|its|their) (?:[\w-]+ )?(?:statement|tweet|e-?mail|post)(?! message))?"
_ALL = forms(
    [*verbs.SPEECH, *verbs.CLAUSE, *verbs.HEARER, *verbs.ASKING, *verbs.OBJECT, *verbs.INFINITIVE, *verbs.PASSIVE]
)
CUE = re.compile(rf"(?<![\w’'$-])(?:(?:{AUXILIARY}|{_ADVERB}) )*(?P<verb>{_ALL})(?![\w’'-]){_MEDIUM}")
FRAMES = {
    name: re.compile(pattern)
    for name, pattern in {
        "speech": forms([*verbs.SPEECH, "tell"], "bspn"),
        "clause": forms([*verbs.SPEECH, *verbs.CLAUSE], "bspng"),
        "bare": forms(verbs.BARE, "bspng"),
        "hearer": forms(verbs.HEARER),
        "asking": forms(verbs.ASKING),
        "object": forms(verbs.OBJECT),
        "infinitive": forms(verbs.INFINITIVE),
        "passive": forms(verbs.PASSIVE, "n"),
        "gerund": forms([*verbs.SPEECH, *verbs.CLAUSE, *verbs.HEARER, *verbs.OBJECT], "g"),
        "past": forms([*verbs.SPEECH, *verbs.CLAUSE, *verbs.HEARER, *verbs.OBJECT], "psn"),
        "noun": forms([*verbs.SPEECH, *verbs.CLAUSE, *verbs.OBJECT, *verbs.INFINITIVE], "bs"),
    }.items()
}
PARTICLES = rf" (?:off|out|back|up|down|away|over|into|nothing|little|much|{AUXILIARY})\\b"
SPOKEN = re.compile(rf"(?:[^\s,.;¤]+ ){{1,6}}{forms(verbs.SPEECH, 'ps')}(?=[,.]|$| {TIME.pattern})")
REPORTING = re.compile(rf"\b(?:{_ALL}|{forms(verbs.DOUBTFUL)}|{forms(verbs.NOUNS, 'bs')}|according|reportedly|allegedly)\b", re.IGNORECASE)

JOINS = frozenset(("and", "or", "but", "yet", "so", "nor", "then"))
STOPS = frozenset(
    """that because if when where as than though although since before after until what how why whether whom like unless
    while to not him them me us there has have had is are was were be been will would may might could can did do does
    should must cannot""".split()
)
STARTS = frozenset(  # of a phrase that isn't a subject
    """in on at by from with for of to after before during since when while although though as if despite under amid
    following because about against over through until unlike like among between without within once whether where
    what how why according not even just only both him them me us there here""".split()
)
DETERMINERS = frozenset(
    "the a an both neither his her its their our my your this these those some many several most all".split()
)
WH = re.compile(r"(?:whether|if|how|why|what|who|where|when|which)\b")
