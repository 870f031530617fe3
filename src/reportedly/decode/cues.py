"""Cues of status: words and phrases that say whether what they take happened, and how each takes it.

"Refused" takes an infinitive, "denied" a clause, "planned" the noun it stands before. `CUES` lists them by status, and
`REACH` says what may stand between a cue and what it takes, so that none reaches into a relative, adverbial or
coordinate clause.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


# Blanks part the cues, `_` is a blank within one, `*` stands for any regular ending of the verb. The keys say what a
# cue takes; `REACH` says how. Three rows are no statuses: `until now` was going on until it stops or should stop;
# `managed` happened, unless something else holds of the managing ("did not manage to"); `same` are light verbs: what
# holds of "held" holds of the talks.
CUES: Final[Mapping[str, Mapping[str, str]]] = {
    "denied": {
        "clause": r"deny* denial refute* DISMISS_(?:\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
        "thing": r"deny* denial refute* rule*_out DISMISS_(?:\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
    },
    "negated": {
        "group": r"\w+n't not never no_longer cannot hardly scarcely far_from",
        "some_to": r"\w+n't not never",
        "to": """
            fail* refuse* decline* neglect* forget forgets forgot omit* hesitate* refusal failure inability
            unwilling(?:ness)? unable reluctan(?:t|ce) unprepared no_intention no_need no_reason""",
        "own_to": r"yet too_\w+ neither nor",
        "subject": """
            no nobody no_one nothing neither none not_one not_a_single nor
            nor_(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could)""",
        "thing": """
            no not_(?:a|an|any|the|another) without avoid* avert* foil* thwart* prevent* forestall* block* veto*
            call*_off cancel* cancelled cancelling scrap* shelve* abort* abandon* stop*_short_of short_of instead_of
            let_alone rather_than refrain*_from shy*_away_from shies_away_from steer*_clear_of desist*_from
            rule*_against lack_of absence_of escape* defuse* no_(?:sign|signs|intention|hope|question|prospect)_of""",
        "object_of": "acquit* clear* exonerate* absolve*",
        "from": "prevent* stop* ban* bar* block* keep kept dissuade* deter* discourage*",
        "clause": "no_(?:evidence|proof|sign|signs|indication) not_believe not_think not_expect",
        "that": "doubt*",
        "against": "warn* advise* counsel* argue*",
        "could": "before",
        "plan": """
            drop* reverse* scrap* shelve* abandon* ditch* reject* break breaks broke broken renege*_on rule*_out""",
    },
    "possible": {
        "group": """
            may might could can perhaps maybe possibly probably allegedly reportedly purportedly supposedly apparently
            ostensibly conceivably presumably likely must_have feared presumed believed thought""",
        "own_to": """
            want* hope* wish* seek seeks sought seeking consider* how whether ready readiness willing willingness eager
            keen""",
        "to": """
            try tries tried trying attempt* attempts likely unlikely possible bid effort efforts chance opportunity
            option allege* believed thought understood said reported suspected rumou?red reputed claimed claims known
            seem* appear* mandate authorise* authorize* dare* power right freedom""",
        "thing": r"""
            possible potential alleged suspected apparent purported supposed reported rumou?red unconfirmed likely
            presumed attempted proposed would-be consider* contemplate* weigh* mull* discuss* debate* explore*
            suspicion_of accusations?_of CLAIM_(?:of|about) fears?_of fear fearing feared risks?_of possibility_of
            prospects?_of danger_of chances?_of hopes?_of talk_of charges?_of on_charges_of propose* capable_of suggest*
            hint*_at wanted_for in_search_of investigat\w+_into inquiry_into inquiries_into probe_into hope*_for""",
        "object_of": "accuse* suspect* charge*",
        "blame": "blame* arrest* detain* indict* investigate* jail*",
        "about": "negotiate* discuss* talk* talks negotiations",
        "clause": """
            fear* fears CLAIM worry worries worried concern(?:s|ed)? suspect(?:s|ed|ing)?_that perhaps maybe allegedly
            reportedly apparently possibility whether allege* hint* speculat(?:e|ed|ion) risk chance
            (?:not_|un)(?:clear|certain|sure|known) hope* likely unlikely possible lest wonder*""",
    },
    "threatened": {
        "to": "threaten* threats? not_hesitate",
        "thing": "threaten* threats?_of threatened or_face",
        "object_of": "threaten* menace* warn*",
        "clause": "threaten*",
        "self": "warn* serve*_notice",
    },
    "demanded": {
        "group": "should must ought_to needs?_to let's",
        "to": """
            urge* ask* demand* demands? order* orders? beg* call*_on call*_upon calls? press* pressure* appeal* tell
            tells told telling request* requests? require* instruct* command* advise* encourage* invite* exhort*
            entreat* implore* plead* lobby* push* beseech* petition* direct* plea pleas summon*""",
        "other_to": "want* call* time need expect* like until",
        "thing": r"""
            urge* demand* demands? call*_for calls?_for appeal*_for push*_for press*_for plead*_for pleas?_for ask*_for
            request* order* petition*_for lobby*_for seek seeks seeking sought clamou?r*_for advocat\w+ insist*_on
            demands?_for requests?_for orders?_for need_for recommend*""",
        "into": "press* pressure* push*",
        "that": "demand* demands? insist* recommend* urge* request* order* propose* suggest* ask*",
    },
    "planned": {
        "group": "will shall (?:i|we|you|he|she|it|they)'(?:ll|d) would",
        "own_to": "is are was were going due set intent ready",
        "to": r"""
            plan* plans? intend* intention intentions mean* meant schedule* slated set poised about prepare* agree*
            agreement pledge* promise* vow* decide* decision aim* expect* offer* undertak\w+ commit* commitment deal
            deals pact accord swear swore sworn resolve* arrange* determined choose chose opt* elected bound proposal
            preparations strategy guarantee* destined volunteer* conspir\w+ plot* scheme* gear*_up preparing""",
        "thing": r"""
            plan* planned upcoming forthcoming impending imminent scheduled future coming prepare* prepare*_for promise*
            promised pledge* ahead_of plans?_for intend* postpone* delay* on_the_verge_of on_the_brink_of commit*_to
            agree*_to intention_of brac\w+_for plot* agree*_on expect* expected await* anticipat\w+ preparations?_for
            intent_on vow*""",
        "that": "promise* pledge* vow* expect* agree*",
    },
    "ongoing": {
        "progressive": "is are am (?:it|he|she|that|who)'s (?:we|they|you)'re (?:has|have)_been was were",
        "group": "is_being are_being",
        "own_to": "continue*",
        "thing": """
            continue* keep keeps keeping kept keep*_on kept_on go_on goes_on going_on went_on persist*_in ongoing
            continuing continued amid current carry_on carries_on carried_on""",
    },
    "until now": {
        "gerund": "stop stops stopping cease* halt* end ends ending",
    },
    "managed": {
        "to": """
            manage* force* compel* oblige* coerce* help* went_on proceed* prompt* used rushed lead leads led
            remember* begin begins began begun start* resume* bother* get gets chose""",
        "own_to": "had have has got able",
        "thing": "succeed*_in",
    },
    "happened": {
        "group": "not_only not_just not_merely",
        "thing": r"""
            guilty_of admit* admit*_to confess*_to acknowledge* regret* condemn* mourn* apologi[sz]\w+_for
            responsible_for responsibility_for in_charge_of took_charge_of""",
        "object_of": "convict*",
    },
    "same": {
        "bare": "let lets letting make makes making made",
        "thing": r"""
            (?:hold|give|make|take|have|undergo|come)s? (?:hold|giv|mak|tak|hav|com|undergo)ing held gave given made
            taken? took launch* carr(?:y|ies|ied|ying)_out stage* conduct* reach* impose* mount* begin begins began
            beginning begun start* resume* open* join* attend* host* sign* issue* lead leads led leading commit* face*
            undertak\w+ perform* deliver* enter* conclude* declare* announce* provid\w+ send sends sent sending put_on
            seek win won strike struck extend* renew* bring brought take_part_in taking_part_in took_part_in
            participat\w+_in engag\w+_in pursue* use* use_of arrange* be there_be agree_to""",
    },
}  # fmt: skip

CLAIM = (
    "(?:claim|report|allegation|accusation|rumou?r|suggestion|assertion|charge|speculation|insinuation|notion|idea|talk"
    "|possibility|prospect|stor(?:y|ie)|tale)s?"
)
_DISMISS = (
    "(?:(?:dismiss|reject|discount|disput|contest|refut|rebut|quash|disavow|repudiat|debunk|contradict)(?:e|s|es|ed|ing)?"
    "|(?:deny|denies|denied|denying)|(?:brush|wav|laugh)(?:es|ed|ing)? (?:off|aside|away)"
    "|poured (?:scorn|cold water) on)"
)
_ADVERB = (
    r"(?:\w+ly|\w+wards?|also|still|already|again|soon|then|now|ever|even|just|once|yet|later|together|so far|further"
    r"|quite|so much as|next \w+|at once|in fact|both|all|either|first|next|back|today|tomorrow|\w+day|ha(?:ve|s|d) to"
    r"|be able to)"
)
_AUXILIARY = "(?:be|been|being|have|has|had|having|do|does|did|is|are|was|were|get|gets|got|getting)"
OTHER_CLAUSE = (
    "who|whom|whose|which|when|while|after|before|because|since|until|till|if|unless|but|although|though|where|why|how"
    "|whether|as|amid|despite|during|following"
)
FINITE = "is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|said|says|say|told"
_SMALL = "in|on|at|for|with|against|by|from|over|into|about|and|or|than"
WORD = r"(?:[\w$€£%'.&/-]|,(?=\d))+"
_QUOTE = "[\"“‘']?"
_CLOSE = "[\"”’']?"
# "rule out, for now, sending"; "scrapped at the last minute a pact"
_ASIDE = rf"{_CLOSE}(?:,\s[^,;.]{{2,25}},)?"
_PHRASE = r"(?:\s+(?:at|until|in|on)(?:\s+\w+){1,3}?(?=\s+(?:an?|the|its|his|her|their)\s))?"
_NOUNS = rf"(?:(?!(?:{OTHER_CLAUSE}|{FINITE}|that|to|not)\b){WORD}\s+)"
_PREMODIFIERS = rf"(?:(?!(?:{OTHER_CLAUSE}|{FINITE}|that|to|not|{_SMALL})\b){_QUOTE}{WORD}\s+)"
_TAIL = rf"(?:(?:{_ADVERB}|{_AUXILIARY})\s+)*{_QUOTE}"
_PASSIVE = r"(?:being|having(?:\s+been)?)\s+"
_NO_DETERMINER = "".join(
    rf"(?<!\b{w} )" for w in ("the", "a", "an", "its", "his", "her", "their", "of", "in", "on", "for")
)
_SUBJECT = (
    rf"(?:(?!(?:{OTHER_CLAUSE}|that|to|of|for|over)\b){WORD}\s+){{1,6}}?"
    rf"(?:(?!(?:{OTHER_CLAUSE}|that|and|to)\b){WORD}\s+){{0,5}}?{_QUOTE}{_NO_DETERMINER}"
)
_NO_GERUND = r"(?!\w+ing\b)"


class _Taken(NamedTuple):
    """What may stand between a cue and what it takes, and how that must begin."""

    between: re.Pattern[str]
    form: re.Pattern[str]


def _taken(between: str, form: str = "") -> _Taken:
    return _Taken(re.compile(between), re.compile(form))


REACH: Final = {
    # "may have been", "not to", "will, however,"
    "group": _taken(rf"{_ASIDE}\s+(?:to\s+)?{_TAIL}"),
    "progressive": _taken(rf"\s+(?:(?:{_ADVERB})\s+)*{_QUOTE}", r"(?!willing|missing|pending)[\w-]+ing\b"),
    # "urged both generals to", "agreed on Monday to"
    "to": _taken(rf"{_ASIDE}\s+{_NOUNS}{{0,9}}?to\s+{_TAIL}", _NO_GERUND),
    "own_to": _taken(rf"\s+(?:{_ADVERB}\s+)*to\s+{_TAIL}", _NO_GERUND),
    "other_to": _taken(rf"\s+{_NOUNS}{{1,9}}?to\s+{_TAIL}", _NO_GERUND),
    # "not minded to"
    "some_to": _taken(rf"\s+(?:be\s+|been\s+)?\w+\s+to\s+{_TAIL}", _NO_GERUND),
    # "let foreign soldiers"
    "bare": _taken(rf"\s+{_NOUNS}{{1,5}}?{_NO_DETERMINER}", r"(?!\w+(?:ing|ed|s)\b)"),
    # "an immediate", "of a series of"; gerunds too
    "thing": _taken(
        rf"{_ASIDE}{_PHRASE}\s+(?:of\s+|on\s+|to\s+)?"
        rf"(?:{_PASSIVE}|{_PREMODIFIERS}{{0,5}}(?<!\bof the )(?!{_QUOTE}\w+ed )){_QUOTE}"
    ),
    "gerund": _taken(r"\s+(?:the\s+)?", r"\w+ing\b"),
    # "accused the army of", "charged him with"; "blamed the crew for"; "talks with the bishops about"
    "object_of": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:of|with)\s+(?:{_PASSIVE}|{_PREMODIFIERS}{{0,4}}){_QUOTE}"),
    "blame": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:for|over)\s+(?:{_ADVERB}\s+)*{_QUOTE}", r"\w+ing\b"),
    "about": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:about|on|over)\s+{_QUOTE}", r"\w+ing\b"),
    "into": _taken(rf"\s+{_NOUNS}{{1,6}}?into\s+", r"\w+ing\b"),
    "from": _taken(rf"\s+{_NOUNS}{{0,8}}?from\s+{_TAIL}"),
    "against": _taken(rf"\s+{_NOUNS}{{0,6}}?against\s+", r"\w+ing\b"),
    # "that its jets had", "by Doha that it"; not a claim "that Paris dismissed", nor the subject of the clause
    "clause": _taken(
        rf"(?:\s+(?:by|from|in)\s+{WORD}(?:\s+{WORD}){{0,3}}?\s+that)?\s+(?:that\s+|{_NO_GERUND}){_SUBJECT}",
        "(?!dismiss|reject|den(?:y|ie)|refut|quash)",
    ),
    "that": _taken(rf"\s+(?:{WORD}\s+)?that\s+{_SUBJECT}"),
    # "warned that it would"
    "self": _taken(rf"(?:\s+{WORD}){{0,4}}?\s+(?:that\s+)?(?:it|they|he|she|we|i)\s+", "(?:will|would)"),
    # "no one was", "none of the crew has been": not "no word on the"
    "subject": _taken(
        rf"\s+(?:(?!(?:{OTHER_CLAUSE}|{FINITE}|that|to|not)\b){WORD}\s+){{0,7}}?"
        rf"(?:(?:{_AUXILIARY}|{_ADVERB}|will|would)\s+)*{_NO_DETERMINER}"
    ),
    # "before they could"
    "could": _taken(rf"\s+{_NOUNS}{{1,6}}?", "(?:could|was able|were able)"),
    # "dropped plans", "rejected an offer"; only on the way to what was planned
    "plan": _taken(
        rf"\s+{_PREMODIFIERS}{{0,4}}?",
        r"(?:plans?|pledges?|promises?|threats?|bids?|proposals?|demands?|offers?|calls?)\b",
    ),
}  # fmt: skip


def _fragments(words: str) -> list[str]:
    return [_inflected(w).replace("_", " ").replace("DISMISS", _DISMISS).replace("CLAIM", CLAIM) for w in words.split()]


def _inflected(fragment: str) -> str:
    def endings(m: re.Match[str]) -> str:
        lemma = m[1]
        if lemma.endswith("e"):
            return f"{lemma[:-1]}(?:e|es|ed|ing)"
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            return f"{lemma[:-1]}(?:y|ies|ied|ying)"
        return f"{lemma}(?:|s|es|ed|ing|{lemma[-1]}ed|{lemma[-1]}ing)"

    return re.sub(r"([a-z]+)\*", endings, fragment)


def _by_initial(fragments: list[str]) -> str:
    """Return one alternation, sorted by first letters so that most of it is passed over at once."""
    groups: dict[str, list[str]] = {}
    for f in fragments:
        groups.setdefault(f[0] if f[0].isalpha() else "", []).append(f)
    plain = [f"{c}(?:{'|'.join(f[1:] for f in fs)})" for c, fs in groups.items() if c]
    return "|".join(groups.get("", []) + plain)


_ROWS: Final = [
    (status, takes, re.compile("|".join(_fragments(words))))
    for status, rows in CUES.items()
    for takes, words in rows.items()
]
# Phrases before words, long before short: "no plans of" before "no".
_ALL: Final = sorted(
    {f for rows in CUES.values() for words in rows.values() for f in _fragments(words)},
    key=lambda f: (" " in f, len(f)),
    reverse=True,
)
CUE = re.compile(rf"(?<![\w'-])(?:{_by_initial(_ALL)})(?![\w'-])")


@lru_cache(maxsize=4096)
def readings(words: str) -> tuple[tuple[str, str], ...]:
    """Return what a cue may say and take, as (status, what it takes)."""
    return tuple((status, takes) for status, takes, cues in _ROWS if cues.fullmatch(words))
