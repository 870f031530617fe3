"""Patterns of news English for labelling by rule, over text whose quotations are masked.

Written down by hand while reading the training part of PolNeAR: no text of it is here, but the choice was made there.
"""

from __future__ import annotations

import re

from reportedly_train import verbs
from reportedly_train.verbs import forms

QUOTED = "¤"  # stands for each character within quotation marks


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words("i we you he she it they")
DETERMINERS = _words("the a an both neither his her its their our my your this these those some many several most all")
JOINS = _words("and or but yet so nor then")
BE = r"\b(?:is|are|was|were|been|be|being)\b"
STOPS = _words(  # no noun phrase goes on across these
    """that because if when where as than though although since before after until what how why whether whom like unless
    while to not him them me us there has have had is are was were be been will would may might could can did do does
    should must cannot"""
)
STARTS = _words(  # of a phrase that is no subject
    """in on at by from with for of to after before during since when while although though as if despite under amid
    following because about against over through until unlike like among between without within once whether where
    what how why according not even just only him me us them there here however still meanwhile too"""
)

_AUXILIARY = (
    r"(?:has|have|had|is|are|was|were|be|been|being|will|would|may|might|could|can|cannot|did|do|does|should|must)"
    r"(?:n['’]t)?"
)
_ADVERB = (
    r"(?:(?!only\b|family\b|early\b|daily\b|weekly\b|monthly\b)[a-z]+ly|also|then|later|often|never|not|again|once|even"
    r"|still|now|already|always|first|further|just|soon)"
)
_MONTH = r"(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
_DAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|{_MONTH})"
_TIME = (
    rf"(?:(?:[Oo]n|late|[Ee]arly|[Ll]ast|[Tt]his|that|[Ee]arlier|[Ll]ater|[Tt]he|next|previous|same|[Ii]n|[Aa]t) )*"
    rf"(?:{_DAY}|weeks?|months?|years?|days?|[Tt]oday|[Yy]esterday|[Tt]onight|morning|afternoon|evening|night)\b"
    rf"(?: (?:morning|afternoon|evening|night|ago|\d{{1,4}}))?"
)
_PLACE = r"(?:in|at|over|during|on|via|after|before|through|from|by|of|about|to)(?: (?!that\b)[^\s,.;:¤—]+){1,8}?"
_MEDIUM = (
    r"in (?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}?(?:statement|interview|tweet|e-?mail|speech|letter|call"
    r"|conference|post|report|broadcast|message)\b"
)
_SHORT_MEDIUM = r"(?: in (?:an?|the|his|her|its|their) (?:[\w-]+ )?(?:statement|tweet|e-?mail|post)\b(?! message))?"

# what may stand between a cue and the end of what was said; the same before "that" or a quotation; times alone
TAIL = re.compile(rf"(?:,? (?:{_TIME}|{_PLACE}|{_ADVERB}))*(?=\s*(?:[,.;¤—]|-|$))")
AWAY = re.compile(rf"(?:,? (?:{_TIME}|{_PLACE}))*,?(?= (?:that\b|{QUOTED}))")
TIMES = re.compile(rf"(?:,? {_TIME})*")
TIME_LAST = re.compile(rf"(?:(?<=\s)|^|,\s*){_TIME},?\s*$")
LEAD = re.compile(
    rf"(?:{_TIME}|[A-Z][a-z]+ly(?=,)|(?!early|only)[a-z]+ly|(?i:then|now|still|meanwhile|however|later|instead|indeed"
    rf"|yet|thus|also|similarly|nevertheless|nonetheless|moreover|therefore|but|and|so)\b),? ?"
)
ASIDE = re.compile(rf",? {_MEDIUM}.*$|,? {_TIME}$")  # behind a source that follows its cue
PARTICLE = re.compile(rf" (?:off|out|back|up|down|away|over|into|nothing|little|much|{_AUXILIARY})\b")
WH = re.compile(r" (?:whether|how|why|what|who|where)\b")
HEARER = re.compile(
    rf" (?:(?:the|an?|his|her|its|their) )?(?:[\w.’'-]+ ){{0,3}}?[\w.’'-]+"
    rf"(?=\s*(?:[,.:;{QUOTED}]|$)| (?:that|whether|if|how|why|what|on|in|at|during|to|he|she|they|it|there|the)\b| {_TIME})"
)
CLAUSE = re.compile(
    rf" (?!(?:in|on|at|to|about|of|by|as|with|from|during|after|before|and|or|but|so|more|when|while|until|because|if)\b)[\w${QUOTED}“\"]"
)
NOUN = re.compile(rf" (?!(?:to|that|by|in|on|at|as|for|with|and|or|from|about)\b)[\w${QUOTED}]")
TO_DO = re.compile(r"(?: (?!that\b)[^\s,.;:]+){1,8}? to \w")

_ALL = forms(
    [*verbs.SPEECH, *verbs.CLAUSE, *verbs.HEARER, *verbs.ASKING, *verbs.OBJECT, *verbs.INFINITIVE, *verbs.PASSIVE]
)
_TELLING = [*verbs.SPEECH, *verbs.CLAUSE, *verbs.HEARER, *verbs.OBJECT]
_PAST, _GERUND = forms(_TELLING, "psn"), forms(_TELLING, "g")
CUE = re.compile(
    rf"(?:(?:(?<=\b[Hh]e)|(?<=\b[Ss]he)|(?<=\b[Ii]t)|(?<=\bwho))['’]s |(?<=\w)['’](?:ve|d|re|ll) |(?<![\w’'$-]))(?:(?:{_AUXILIARY}|{_ADVERB}) )*(?P<verb>{_ALL})(?![\w’'-]){_SHORT_MEDIUM}"
)
FRAMES = {
    name: re.compile(pattern)
    for name, pattern in {
        "speech": forms([*verbs.SPEECH, "tell"], "bspn"),
        "after": forms(["say", "add", "write", "note", "tell"], "s") + "|" + forms([*verbs.SPEECH, "tell"], "p"),
        "clause": forms([*verbs.SPEECH, *verbs.CLAUSE]),
        "bare": forms(verbs.BARE),
        "hearer": forms(verbs.HEARER),
        "asking": forms(verbs.ASKING),
        "object": forms(verbs.OBJECT),
        "infinitive": forms(verbs.INFINITIVE),
        "passive": forms(verbs.PASSIVE, "n"),
        "gerund": _GERUND,
        "noun": forms([*verbs.SPEECH, *verbs.CLAUSE, *verbs.OBJECT, *verbs.INFINITIVE], "bs"),
    }.items()
}
_ALSO = r"(?:\w+ly |also |later )?"
CLAUSE_END = (  # another act of speech in the same sentence
    rf"(?:,| [-—–]) {_ALSO}{_GERUND}\b|,? (?:and|but|then) {_ALSO}{_PAST} (?:that\b|to\b|{QUOTED})"
    rf"|,? (?:and|but) (?:he|she|they|it) {_ALSO}{_PAST}\b|;|, however\b"
    rf"|(?:,? but|,? while|, and) (?:(?!that\b)[\w.’'-]+ ){{1,5}}?(?:ha(?:s|ve|d) )?{forms(verbs.SPEECH, 'bspn')}\b"
)
NOUN_END = (
    rf"{CLAUSE_END}|, [a-z]| [-—–] | (?:while|after|when|during|because|before|if) |,? (?:and|but) {_ALSO}{_PAST}\b"
)
SPOKEN = re.compile(
    rf"(?:(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.|[^\s,.;¤]+) ){{1,6}}{forms(verbs.SPEECH, 'ps')}(?=[,.]|$| {_TIME})"
)
REPORTING = re.compile(
    rf"\b(?:{_ALL}|{forms(verbs.DOUBTFUL)}|{forms(verbs.NOUNS, 'bs')}|according|reportedly|allegedly)\b", re.IGNORECASE
)
