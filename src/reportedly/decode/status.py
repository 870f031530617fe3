"""Whether an event happened, as far as the report says: rules over the words around its trigger.

A *cue* is a word or phrase that says so of what it takes: "refused" takes an infinitive, "denied" a clause, "planned"
the noun it stands before. `CUES` lists them by status. A cue holds of a trigger only if nothing stands between the two
but what it may take (`REACH`), so none reaches into a relative, adverbial or coordinate clause. What holds of a cue
holds of what it takes, and the two are composed: "did not rule out sending" is possible, "no plans to send" negated.

The rules say what the words leave open, and a model chooses among that: "will" does not tell a plan from a threat.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.model import Span, Status

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

_CLAIM = (
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
_OTHER_CLAUSE = (
    "who|whom|whose|which|when|while|after|before|because|since|until|till|if|unless|but|although|though|where|why|how"
    "|whether|as|amid|despite|during|following"
)
_FINITE = "is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|said|says|say|told"
_SMALL = "in|on|at|for|with|against|by|from|over|into|about|and|or|than"
_WORD = r"(?:[\w$€£%'.&/-]|,(?=\d))+"
_QUOTE = "[\"“‘']?"
_CLOSE = "[\"”’']?"
# "rule out, for now, sending"; "scrapped at the last minute a pact"
_ASIDE = rf"{_CLOSE}(?:,\s[^,;.]{{2,25}},)?"
_PHRASE = r"(?:\s+(?:at|until|in|on)(?:\s+\w+){1,3}?(?=\s+(?:an?|the|its|his|her|their)\s))?"
_NOUNS = rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+)"
_PREMODIFIERS = rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not|{_SMALL})\b){_QUOTE}{_WORD}\s+)"
_TAIL = rf"(?:(?:{_ADVERB}|{_AUXILIARY})\s+)*{_QUOTE}"
_PASSIVE = r"(?:being|having(?:\s+been)?)\s+"
_NO_DETERMINER = "".join(
    rf"(?<!\b{w} )" for w in ("the", "a", "an", "its", "his", "her", "their", "of", "in", "on", "for")
)
_SUBJECT = (
    rf"(?:(?!(?:{_OTHER_CLAUSE}|that|to|of|for|over)\b){_WORD}\s+){{1,6}}?"
    rf"(?:(?!(?:{_OTHER_CLAUSE}|that|and|to)\b){_WORD}\s+){{0,5}}?{_QUOTE}{_NO_DETERMINER}"
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
        rf"(?:\s+(?:by|from|in)\s+{_WORD}(?:\s+{_WORD}){{0,3}}?\s+that)?\s+(?:that\s+|{_NO_GERUND}){_SUBJECT}",
        "(?!dismiss|reject|den(?:y|ie)|refut|quash)",
    ),
    "that": _taken(rf"\s+(?:{_WORD}\s+)?that\s+{_SUBJECT}"),
    # "warned that it would"
    "self": _taken(rf"(?:\s+{_WORD}){{0,4}}?\s+(?:that\s+)?(?:it|they|he|she|we|i)\s+", "(?:will|would)"),
    # "no one was", "none of the crew has been": not "no word on the"
    "subject": _taken(
        rf"\s+(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+){{0,7}}?"
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

# What a status leaves open: a plain "not" does not tell whether it rejects a charge.
_OPEN: Final = {
    "denied": "denied",
    "negated": "negated denied",
    "possible": "possible denied conditional threatened planned",
    "conditional": "conditional threatened",
    "threatened": "threatened",
    "demanded": "demanded",
    "planned": "planned threatened conditional",
    "ongoing": "ongoing happened",
    "happened": "happened ongoing",
}
_ANY: Final = frozenset(_OPEN)
_ACTUAL: Final = {"managed": "happened", "until now": "ongoing"}
# In characters: no cue reaches further; nothing beyond the window is looked at. In steps: cues on cues.
_REACH_OVER: Final = 160
_WINDOW: Final = 400
_DEPTH: Final = 4

_IF = re.compile(
    r"(?<![\w-])(?:(?<!as )if(?! (?:not|any|ever|only)\b)|unless|provided that|providing that|(?:so|as) long as"
    r"|in case|on condition that|on the condition that|in the event (?:of|that)|supposing|assuming that"
    r"|contingent on|conditional on|but for)(?![\w-])"
)
# "Had the guard answered", "should they attack", "anyone who attacks": conditions where there is a modal as well.
_LIKE_IF = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[“\"\n]))(?:had|should|were) (?!to\b)(?=\w)"
    r"|(?<=[,\w] )(?:had|should|were) (?=(?:the|an?|he|she|it|they|we|i|his|her|its|their|no|any|there|one)\b)"
    r"|\b(?:whoever|anyone who|any \w+ (?:who|that|which)|once (?=(?:\w+ ){1,5}ha(?:s|ve)\b))\b"
)
_ASKED_IF = re.compile(
    r"(?:ask|asks|asked|asking|see|know|knew|known|clear|unclear|sure|wonder\w*|determine|say|tell|certain)\s+$"
)
_CLAUSE_END = re.compile(r"[,;:—]\s|\s[–-]\s|[,.?!][”\"]|$")
_UNDER_CONDITION = re.compile(r"\b(?:would|could|might|will|may|shall|won't|wouldn't)\b")
_NO_CONDITION = re.compile(r";|, (?:but|and|so)\b|\b(?:even|only) $")
# What depends on a condition that stands beside it.
_MODALS = re.compile(
    r"will|would|shall|could|may|might|can|cannot|(?:w|wouldn|couldn|ca|sha)n?'t|\w+'(?:ll|d)|offer\w*|ready|willing"
    r"|prepared|promis\w+|pledg\w+|agree\w*|vow\w*|expected|likely|able|plans?|must|should"
)
_PERFECT = re.compile(r"(\bwould|\bcould|\bmight|'d)(?:n't| not)? (?:\w+ly |all )?have (?:been )?$")
# Months and parts of names, where no sentence begins.
_NAME = re.compile(r"(?<=\w )(?:May|Will|Without|Hope)\b")


class Verdict(NamedTuple):
    """What the rules say: a status, and all those that the words leave open."""

    status: str
    among: frozenset[str]


def status(text: str, trigger: Span, learned: Mapping[str, float]) -> Status:
    """Return the status of the event that a trigger tells of.

    Args:
        text: the whole text.
        trigger: the words that tell of the event.
        learned: how probable a model holds each status; may be empty.
    """
    verdict = rules(text, trigger)
    open_ = [s for s in learned if s in verdict.among]
    return cast("Status", max(open_, key=learned.__getitem__) if open_ else verdict.status)


def rules(text: str, trigger: Span) -> Verdict:
    """Return what the rules say of a trigger."""
    spot = _spot(_read(text), trigger.start, trigger.end)
    chain = _governed(spot.read, spot.start, spot.floor)
    return (
        # Claims first: that they are denied stands behind what they claim, and outdoes all that is in it.
        _denied_claim(spot, chain)
        or _conditional(spot, chain)
        # What is said later of a noun ("the planned talks were called off") is the last word on it.
        or _afterwards(spot, chain)
        or _own_denial(spot, chain)
        or (_clearly(_ACTUAL.get(chain.status, chain.status)) if chain else None)
        or _alleged(spot)
        or _asked(spot)
        or _by_form(spot)
    )


def _clearly(status: str) -> Verdict:
    return Verdict(status, frozenset(_OPEN[status].split()))


class _Cue(NamedTuple):
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in lower case, its sentences, and the cues and conditions in it."""

    low: str
    raw: str
    sentences: list[tuple[int, int]]
    cues: list[_Cue]
    conditions: list[tuple[int, int, bool]]


class _Spot(NamedTuple):
    """A trigger, and how far around it is looked."""

    read: _Text
    start: int
    end: int
    floor: int
    ceiling: int

    def before(self, pattern: re.Pattern[str], reach: int = _WINDOW) -> re.Match[str] | None:
        return pattern.search(self.read.low, max(self.floor, self.start - reach), self.start)

    def after(self, pattern: re.Pattern[str], reach: int = _WINDOW) -> re.Match[str] | None:
        return pattern.search(self.read.low, self.end, min(self.ceiling, self.end + reach))


@lru_cache(maxsize=4)
def _read(text: str) -> _Text:
    low = text.lower().replace("’", "'")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")
    conditions = [
        (m.start(), _clause_end(low, m.end()), True)
        for m in _IF.finditer(low)
        if not (m.group() == "if" and _ASKED_IF.search(low, max(0, m.start() - 14), m.start()))
    ] + [
        (m.start(), _clause_end(low, m.end()), m.group().startswith(("had", "should", "were")))
        for m in _LIKE_IF.finditer(low)
        if _UNDER_CONDITION.search(low, max(0, m.start() - 120), m.end() + 250)
    ]
    cues = [_Cue(m.start(), m.end(), m.group()) for m in _CUE.finditer(low) if not _NAME.match(text, m.start())]
    return _Text(low=low, raw=text, sentences=sentences(text), cues=cues, conditions=sorted(conditions))


def _clause_end(low: str, start: int) -> int:
    end = _CLAUSE_END.search(low, start, start + _WINDOW)
    return end.start() if end else start + _WINDOW


_DETERMINER = re.compile(r"(?:an?|the|its|his|her|their|no)\s")


def _spot(read: _Text, start: int, end: int) -> _Spot:
    if _DETERMINER.match(read.low, start, end):
        start = max(start, read.low.rfind(" ", start, end) + 1)
    k = bisect_right(read.sentences, start, key=lambda s: s[0]) - 1
    floor, ceiling = read.sentences[k] if k >= 0 else (0, len(read.low))
    return _Spot(read, start, end, max(floor, start - _WINDOW), min(ceiling, end + _WINDOW))


def _fragments(words: str) -> list[str]:
    return [
        _inflected(w).replace("_", " ").replace("DISMISS", _DISMISS).replace("CLAIM", _CLAIM) for w in words.split()
    ]


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
_CUE = re.compile(rf"(?<![\w'-])(?:{_by_initial(_ALL)})(?![\w'-])")


@lru_cache(maxsize=4096)
def _readings(words: str) -> tuple[tuple[str, str], ...]:
    """Return what a cue may say and take, as (status, what it takes)."""
    return tuple((status, takes) for status, takes, cues in _ROWS if cues.fullmatch(words))


class _Chain(NamedTuple):
    """What cues say together; whether one of them is a modal; the outermost."""

    status: str
    modal: bool
    outermost: _Cue


def _governed(read: _Text, at: int, floor: int, depth: int = _DEPTH) -> _Chain | None:
    """Return what cues say of the word that begins at `at`: the nearest that reaches it, and what holds of that one."""
    last = bisect_left(read.cues, (at,))
    for cue in reversed(read.cues[max(0, last - 12) : last]):
        if cue.start < floor or at - cue.end > _REACH_OVER:
            break
        readings = (r for r in _readings(cue.words) if depth < _DEPTH or r[1] != "plan")
        if found := next((s for s, takes in readings if _reaches(read.low, cue, takes, at)), None):
            outer = _governed(read, cue.start, floor, depth - 1) if depth else None
            modal = _MODALS.fullmatch(cue.words) is not None
            if outer is None or _NEGATOR.fullmatch(cue.words):
                return _Chain(found, modal, cue) if found != "same" else None
            return _Chain(_composed(outer.status, found), modal or outer.modal, outer.outermost)
    return None


# Negators stand alone: "neither ... nor", "would not".
_NEGATOR = re.compile(r"n(?:o|ot|one|or|either|ever|obody|othing)\b.*|hardly|scarcely")


def _composed(outer: str, inner: str) -> str:
    """Return what holds of that which `inner` is said of, if `outer` is said of `inner`."""
    if inner in {"same", "managed"}:
        return outer
    if inner in {"happened", "until now"}:
        return inner
    if inner in {"negated", "denied"}:
        return "possible" if outer in {"negated", "denied"} else inner
    # A demand or a threat is what the cue says, whoever plans it. But "denied that it plans to" is denied.
    if outer in {"negated", "denied"} or (inner == "planned" and outer in {"possible", "threatened"}):
        return outer
    return outer if inner == "ongoing" and outer in {"planned", "possible", "threatened"} else inner


_MAY_JOIN: Final = frozenset({"group", "to", "own_to", "other_to", "thing", "gerund", "object_of"})
_ENDS_PASSIVE = re.compile(r"(?:being|been|having)\s+$")


def _reaches(low: str, cue: _Cue, takes: str, at: int) -> bool:
    """Tell whether what a cue takes begins at `at`."""
    # "a report, a pledge that the council hailed" is a pledge that was hailed.
    if cue.end >= at or (takes in {"clause", "that"} and low.endswith(", a ", 0, cue.start)):
        return False
    reach = REACH[takes]
    if m := reach.between.fullmatch(low, cue.end, at):
        finite = takes == "thing" and _shape(low, at) == "past" and not _ENDS_PASSIVE.search(m.group())
        return reach.form.match(low, at) is not None and not finite
    return takes in _MAY_JOIN and _joined(low, cue, takes, at)


_JOINED = re.compile(r"(?:\band|\bor|\bbut|,)\s+(?:then\s+|also\s+|even\s+|to\s+|not\s+|\w+ly\s+){0,3}$")
_TO_GERUND = re.compile(r"\s+(?:of |from |\w+ of )?(?=\w+ing\b)")
_BREAK = re.compile(rf"[;:“”\"]|\b(?:{_OTHER_CLAUSE}|{_FINITE}|that)\b")


def _joined(low: str, cue: _Cue, takes: str, at: int) -> bool:
    """Tell whether a word is joined by "and" to one that the cue takes: "threatened to kill them and to burn"."""
    if not _JOINED.search(low, max(cue.end, at - 30), at):
        return False
    first = (_TO_GERUND if takes in {"thing", "gerund"} else REACH[takes].between).match(low, cue.end, at)
    if not first:
        return False
    shape = _shape(low, at)
    if shape != _shape(low, first.end()) or (shape == "past" and (takes != "group" or "," in low[first.end() : at])):
        return False
    return not _BREAK.search(low, first.end(), at)


_LETTERS = re.compile(r"[\w-]*")
_IRREGULAR: Final = frozenset(
    """
    sent shot fought met held took gave struck fell fled sought won lost said told left went came broke began bought
    brought built caught drew drove flew found got kept killed laid led made paid ran rode sank sold shook spoke stole
    swore threw withdrew rose was were had did blew burnt dealt fed felt forgot hid knew saw shut spent stood stuck tore
    wrote""".split()  # noqa: SIM905 - words read best as text
)


def _shape(low: str, at: int) -> str:
    m = _LETTERS.match(low, at)
    word = m.group() if m else ""
    if word.endswith("ing"):
        return "ing"
    return "past" if word.endswith("ed") or word in _IRREGULAR else "base"


_FALSE = re.compile(
    r"\b(?:is|are|was|were|been|be|as)\s+(?:\w+\s+){0,2}?(?:baseless|false|untrue|wide of the mark|unfounded|groundless"
    r"|an? (?:\w+ )?invention|fabricated|fabrications?|nonsense|lies|a lie|fake|fiction|without foundation"
    r"|without merit|dismissed|denied|rejected|refuted|disputed|debunked|quashed)\b"
)
_IS_CLAIM = re.compile(_CLAIM)


def _denied_claim(spot: _Spot, chain: _Chain | None) -> Verdict | None:
    """Reports that the two had met were dismissed."""
    claimed = chain and _IS_CLAIM.match(chain.outermost.words)
    return _clearly("denied") if claimed and spot.after(_FALSE, 160) else None


def _conditional(spot: _Spot, chain: _Chain | None) -> Verdict | None:
    """If they cross the river, we will destroy the bridge: both depend on it."""
    depends = chain and chain.modal and chain.status not in {"threatened", "demanded"}
    conditions = spot.read.conditions
    first = bisect_left(conditions, (spot.floor,))
    for start, stop, governs in conditions[first : first + 8]:
        if start >= spot.ceiling:
            break
        if start <= spot.start < stop:
            return _clearly("conditional")
        between = spot.read.low[min(spot.start, stop) : max(spot.start, start)]
        if governs and depends and not _NO_CONDITION.search(between):
            return _clearly("conditional")
    if m := spot.before(_PERFECT, 40):
        would = m[1] in {"would", "'d"}
        return (
            _clearly("conditional") if would else Verdict("possible", frozenset({"possible", "conditional", "negated"}))
        )
    return None


_BE = r"(?:was|were|is|are|been|be)"
AFTER: Final = {
    "denied": rf"{_BE} (?:\w+ly )?(?:denied|ruled out)",
    "negated": rf"{_BE} (?:\w+ly )?(?:called off|cancell?ed|scrapped|averted|avoided|prevented|foiled|thwarted|aborted"
    r"|shelved|abandoned|blocked|vetoed|rejected)|(?:did|does|has|have|had|will|would|is|are)(?:n't| not| never)"
    r" (?:\w+ly )?(?:yet )?(?:be |been )?(?:take place|taken place|taking place|happen|happened|materiali[sz]e"
    r"|held|begin|begun|go ahead|start|signed|reached|planned|expected|possible)"
    r"|never (?:took place|happened|materiali[sz]ed|came)|fell through|(?:was|were) never",
    "demanded": r"(?:must|should|ought to|needs? to)\b",
    "possible": r"(?:could|may|might|can|cannot be ruled out"
    r"|(?:is|are) (?:being )?(?:possible|likely|unlikely|considered|discussed|feared))",
    "planned": r"(?:will\b|would\b(?! have)|(?:opens?|begins?|starts?|resumes?|takes? place) (?:on|next|in|tomorrow)\b"
    rf"|{_BE} (?:due|set|to|scheduled|expected|planned|slated|postponed|deferred|put off|delayed|about to)\b"
    r"|(?:planned|scheduled|slated|expected|due) (?:for|on|in|at|to|next|later)\b|postponed)",
    "ongoing": r"(?:(?:is|are|was|were|remains?) (?:still |now |currently )?(?:under ?way|in progress|ongoing"
    r"|continuing|raging|taking place)|continue[sd]?\b|(?:is|are) being|(?:is|are) (?:\w+ly |still )?\w+ing\b"
    r"|rage[sd]?\b|drags? on)",
}
_AFTER = re.compile(
    rf"(?:\s+(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|he|she|they|it|we|i)\b|planned|scheduled|slated|postponed){_WORD})"
    rf"{{0,9}}?,?\s+(?:{'|'.join(f'(?P<{s}>{f})' for s, f in AFTER.items())})(?!\w)"
)
_ENDS_NOUN = re.compile(
    r"\w+(?:tion|sion|ment|ance|ence|ship|ism|ure|al|cide|truce|talk|strike|attack|raid|visit|fire|war|sanction|march"
    r"|protest)s?$"
)
_BEFORE_NOUN = re.compile(
    r"(?:(?<!\w)(?:an?|the|its|his|her|their|our|this|that|these|those|no|any|some|joint|new|fresh|further|more|planned"
    r"|military|proposed|air|peace|trade|\d+|two|three)|'s?|\w(?:al|ic|ive|ous|ary|ian|ese|ish))\s+$"
)


def _is_noun(spot: _Spot) -> bool:
    word = spot.read.low[spot.start : spot.end]
    if _shape(word, 0) == "past":
        return False
    first = not spot.read.low[spot.floor : spot.start].strip("“\"' ")
    return first or _ENDS_NOUN.match(word) is not None or spot.before(_BEFORE_NOUN, 20) is not None


def _afterwards(spot: _Spot, chain: _Chain | None) -> Verdict | None:
    """The strike planned for Monday was called off."""
    if (chain and chain.status in {"denied", "negated", "demanded", "threatened"}) or not _is_noun(spot):
        return None
    low, end = spot.read.low, min(spot.ceiling, spot.end + 140)
    m = _AFTER.match(low, spot.end, end)
    # A participle ("planned for Monday") may stand before the verb.
    again = _AFTER.match(low, m.end(), end) if m and m.lastgroup == "planned" else None
    found = next((x.lastgroup for x in (again, m) if x and x.lastgroup in {"denied", "negated"}), m and m.lastgroup)
    return _clearly(found) if found and (not chain or found in {"denied", "negated"}) else None


_OWN = re.compile(r"\b(?:we|i) (?:(?:did|have|had)(?:n't| not)|(?:have |had )?never)\b[^,;]*$")
_NEVER = re.compile(r"\b(?:never|no|ever)\b")
_INSISTED = re.compile(r"\b(?:insist|maintain|protest)(?:s|ed)\b")


def _own_denial(spot: _Spot, chain: _Chain | None) -> Verdict | None:
    """A plain "we did not" of one who is asked: the source rejects a charge."""
    if not chain or chain.status != "negated" or chain.modal:
        return None
    own = spot.before(_OWN, 60) or (spot.before(_NEVER, 60) and spot.after(_INSISTED))
    return Verdict("denied", frozenset({"denied", "negated"})) if own else None


_ALLEGED = re.compile(r",\s(?:[\w'.-]+\s){1,5}alleg(?:e|es|ed)\b")


def _alleged(spot: _Spot) -> Verdict | None:
    """Fighters shot the drivers, the army alleged."""
    return _clearly("possible") if spot.after(_ALLEGED, 160) else None


_FULL_STOP = re.compile(r"[.!?]")


def _asked(spot: _Spot) -> Verdict | None:
    stop = spot.after(_FULL_STOP)
    return Verdict("possible", _ANY) if stop and stop.group() == "?" else None


_HABIT = re.compile(
    r"\b(?:(?:every|each) (?:day|week|month|year|night|morning|\w+day)"
    r"|already|still|regularly|routinely|daily|constantly|currently|remains?)\b"
)
_HEADLINE_TO = re.compile(r"(?:[A-Z][\w.&'’-]*,? |of |the |and ){1,6}to $")
_TO = re.compile(r"(?<!\w)to $")
_COMMAND = re.compile(r"(?<=[“\"‘'])[A-Z][a-z]+(?<!s) (?:the|an?|my|our|your|us|them|him|her|it|out|now|down)\b")


def _by_form(spot: _Spot) -> Verdict:
    """Return a guess where no cue says anything."""
    if _HEADLINE_TO.fullmatch(spot.read.raw, spot.floor, spot.start):
        return _clearly("planned")
    shape = _shape(spot.read.low, spot.start)
    if shape == "base" and _COMMAND.match(spot.read.raw, spot.start):
        return Verdict("demanded", _ANY)
    if shape != "past" and spot.before(_HABIT):
        return Verdict("ongoing", _ANY)
    return Verdict("planned" if spot.before(_TO, 4) else "happened", _ANY)
