"""Whether an event happened, as far as the report says: rules over the words around its trigger.

A *cue* is a word or phrase that says so of what it takes: "refused" takes an infinitive, "denied" a clause, "planned" the
noun it stands before. `CUES` lists them by status. A cue holds of a trigger only if nothing but what it may take stands
between the two (`REACH`); so no cue reaches into a relative, adverbial or coordinate clause. What holds of a cue holds
of what it takes, and the two are composed: "did not rule out sending" is possible, "no plans to send" negated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.model import Span, Status

# Blanks part the cues, `_` is a blank within one, `*` stands for any regular ending of the verb. The keys say what a cue
# takes, `REACH` how. `same`: a light verb ("held talks") says nothing, but what holds of it holds of its object.
CUES: Final[Mapping[str, Mapping[str, str]]] = {
    "denied": {
        "clause": r"deny* denial refute* DISMISS_(?:\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
        "thing": r"deny* denial refute* rule*_out DISMISS_(?:\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
    },
    "negated": {
        "group": r"\w+n't not never no_longer cannot hardly scarcely far_from",
        "some_to": r"\w+n't not never",
        "to": "fail* refuse* decline* neglect* forget forgets forgot omit* hesitate* refusal failure inability"
        " unwilling(?:ness)? unable reluctan(?:t|ce) unprepared no_intention no_need no_reason",
        "own_to": r"yet too_\w+ neither nor",
        "subject": r"no nobody no_one nothing neither none not_one not_a_single nor nor_(?:do|does|did|has|have|had|is|are"
        r"|was|were|will|would|can|could)",
        "thing": r"no not_(?:a|an|any|the|another) without avoid* avert* foil* thwart* prevent* forestall* block* veto*"
        " call*_off cancel* cancelled cancelling scrap* shelve* abort* abandon* stop*_short_of short_of instead_of let_alone"
        " rather_than refrain*_from shy*_away_from shies_away_from steer*_clear_of desist*_from rule*_against lack_of"
        r" absence_of escape* defuse* no_(?:sign|signs|intention|hope|question|prospect)_of",
        "object_of": "acquit* clear* exonerate* absolve*",
        "from": "prevent* stop* ban* bar* block* keep kept dissuade* deter* discourage*",
        "clause": "no_(?:evidence|proof|sign|signs|indication) not_believe not_think not_expect",
        "that": "doubt*",
        "against": "warn* advise* counsel* argue*",
        "could": "before",
        "plan": "drop* reverse* scrap* shelve* abandon* ditch* reject* break breaks broke broken renege*_on rule*_out",
    },
    "possible": {
        "group": "may might could can perhaps maybe possibly probably allegedly reportedly purportedly supposedly apparently"
        " ostensibly conceivably presumably likely must_have feared presumed believed thought",
        "own_to": "want* hope* wish* seek seeks sought seeking consider* how whether ready readiness willing"
        " willingness eager keen",
        "to": "try tries tried trying attempt* attempts likely unlikely possible bid effort efforts chance opportunity option"
        " allege* believed thought understood said reported suspected rumou?red reputed claimed claims known seem* appear*"
        " mandate authorise* authorize* dare* power right freedom",
        "thing": "possible potential alleged suspected apparent purported supposed reported rumou?red unconfirmed likely"
        " presumed attempted proposed would-be consider* contemplate* weigh* mull* discuss* debate* explore* suspicion_of"
        " accusations?_of CLAIM_(?:of|about) fears?_of fear fearing feared risks?_of possibility_of prospects?_of danger_of"
        " chances?_of hopes?_of talk_of charges?_of on_charges_of propose* capable_of suggest* hint*_at wanted_for"
        r" in_search_of investigat\w+_into inquiry_into inquiries_into probe_into hope*_for",
        "object_of": "accuse* suspect* charge*",
        "blame": "blame* arrest* detain* indict* investigate* jail*",
        "about": "negotiate* discuss* talk* talks negotiations",
        "clause": r"fear* fears CLAIM worry worries worried concern(?:s|ed)? suspect(?:s|ed|ing)?_that perhaps maybe allegedly reportedly apparently possibility whether allege* hint*"
        r" speculat(?:e|ed|ion) risk chance (?:not_|un)(?:clear|certain|sure|known) hope* likely unlikely possible lest"
        " wonder*",
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
        "to": "urge* ask* demand* demands? order* orders? beg* call*_on call*_upon calls? press* pressure* appeal* tell tells"
        " told telling request* requests? require* instruct* command* advise* encourage* invite* exhort* entreat* implore* plead*"
        " lobby* push* beseech* petition* direct* plea pleas summon*",
        "other_to": "want* call* time need expect* like until",
        "thing": "urge* demand* demands? call*_for calls?_for appeal*_for push*_for press*_for plead*_for pleas?_for ask*_for"
        r" request* order* petition*_for lobby*_for seek seeks seeking sought clamou?r*_for advocat\w+ insist*_on"
        " demands?_for requests?_for orders?_for need_for recommend*",
        "that": "demand* demands? insist* recommend* urge* request* order* propose* suggest* ask*",
    },
    "planned": {
        "group": r"will shall (?:i|we|you|he|she|it|they)'(?:ll|d) would",
        "own_to": "is are was were going due set intent ready",
        "to": r"plan* plans? intend* intention intentions mean* meant schedule* slated set poised about prepare* agree*"
        r" agreement pledge* promise* vow* decide* decision aim* expect* offer* undertak\w+ commit* commitment deal deals"
        " pact accord swear swore sworn resolve* arrange* determined choose chose opt* elected bound proposal preparations"
        r" strategy guarantee* destined volunteer* conspir\w+ plot* scheme* gear*_up preparing",
        "thing": "plan* planned upcoming forthcoming impending imminent scheduled future coming prepare* prepare*_for"
        " promise* promised pledge* ahead_of plans?_for intend* postpone* delay* on_the_verge_of on_the_brink_of"
        r" commit*_to agree*_to intention_of brac\w+_for plot* agree*_on expect* expected await* anticipat\w+"
        " preparations?_for intent_on vow*",
        "that": "promise* pledge* vow* expect* agree*",
    },
    "ongoing": {
        "progressive": "is are am (?:it|he|she|that|who)'s (?:we|they|you)'re (?:has|have)_been was were",
        "group": "is_being are_being",
        "own_to": "continue*",
        "thing": "continue* keep keeps keeping kept keep*_on kept_on go_on goes_on going_on went_on persist*_in ongoing"
        " continuing continued amid current carry_on carries_on carried_on",
    },
    "until now": {"gerund": "stop stops stopping cease* halt* end ends ending"},
    "managed": {
        "to": "manage* force* compel* oblige* coerce* help* came come went_on proceed* prompt* used rushed lead leads led"
        " remember* begin begins began begun start* resume* bother* get gets chose",
        "own_to": "had have has got able",
        "thing": "succeed*_in",
    },
    "happened": {
        "group": "not_only not_just not_merely",
        "thing": r"after by guilty_of admit* admit*_to confess*_to acknowledg\w+ regret* since following during condemn*"
        r" mourn* apologi[sz]\w+_for responsible_for responsibility_for",
        "object_of": "convict*",
    },
    "same": {
        "thing": r"(?:hold|give|make|take|have|undergo|come)s? (?:hold|giv|mak|tak|hav|com|undergo)ing held gave given made"
        r" taken? took launch* carr(?:y|ies|ied|ying)_out stage* conduct* reach* impose* mount* begin begins began"
        " beginning begun start* resume* open* join* attend* host* sign* issue* lead leads led leading commit* face*"
        r" undertak\w+ perform* deliver* enter* conclude* declare* announce* provid\w+ send sends sent sending"
        r" put_on seek win won strike struck extend* renew* bring brought take_part_in taking_part_in took_part_in"
        r" participat\w+_in engag\w+_in pursue* use* use_of arrange* be there_be agree_to",
    },
}  # fmt: skip

_CLAIM = (
    "(?:claim|report|allegation|accusation|rumou?r|suggestion|assertion|charge|speculation|insinuation|notion|idea|talk"
    "|possibility|prospect)s?"
)
_DISMISS = (
    "(?:(?:dismiss|reject|discount|disput|contest|refut|rebut|quash|disavow|repudiat|debunk|contradict)(?:e|s|es|ed|ing)?"
    "|(?:deny|denies|denied|denying)|(?:brush|wav|laugh)(?:es|ed|ing)? (?:off|aside|away)|poured (?:scorn|cold water) on)"
)
_ADVERB = (
    r"(?:\w+ly|\w+wards?|also|still|already|again|soon|then|now|ever|even|just|once|yet|later|together|so far|further|quite"
    r"|so much as|next \w+|at once|in fact|both|all|either|first|next|back|today|tomorrow|\w+day|ha(?:ve|s|d) to|be able to)"
)
_AUXILIARY = "(?:be|been|being|have|has|had|having|do|does|did|is|are|was|were|get|gets|got|getting)"
_OTHER_CLAUSE = (
    "who|whom|whose|which|when|while|after|before|because|since|until|till|if|unless|but|although|though|where|why|how"
    "|whether|as|amid|despite"
)
_FINITE = "is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|said|says|say|told"
_WORD = r"[\w$€£%'.&/-]+"
_QUOTE = "[\"“‘']?"
_ASIDE = r"(?:,\s[^,;.]{2,25},)?"
_PHRASE = r"(?:\s+(?:at|until|in|on)(?:\s+\w+){1,3}?(?=\s+(?:an?|the|its|his|her|their)\s))?"
_NOUNS = rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+)"
_PREMODIFIERS = (
    rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not|in|on|at|for|with|against|by|from|over|into|about|and|or|than)\b)"
    rf"{_QUOTE}{_WORD}\s+)"
)
_TAIL = rf"(?:(?:{_ADVERB}|{_AUXILIARY})\s+)*{_QUOTE}"
_PASSIVE = r"(?:being|having(?:\s+been)?)\s+"
_NO_DETERMINER = r"(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bfor )"
_SUBJECT = rf"(?:(?!(?:{_OTHER_CLAUSE}|that|to|of|for|over)\b){_WORD}\s+){{1,6}}?(?:(?!(?:{_OTHER_CLAUSE}|that|and|to)\b){_WORD}\s+){{0,5}}?"


class _Taken(NamedTuple):
    """What may stand between a cue and what it takes, and how that must begin."""

    between: re.Pattern[str]
    form: re.Pattern[str]


def _taken(between: str, form: str = "") -> _Taken:
    return _Taken(re.compile(between), re.compile(form))


_NO_GERUND = r"(?!\w+ing\b)"
_NO_PAST = r"(?!(?:[\w-]+[^e]|agre|fre)ed\b)"
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
    # "an immediate", "of a series of"; gerunds too
    "thing": _taken(
        rf"{_ASIDE}{_PHRASE}\s+(?:of\s+|on\s+|to\s+)?(?:{_PASSIVE}|{_PREMODIFIERS}{{0,5}}(?<!\bof the )(?!{_QUOTE}\w+ed )){_QUOTE}",
        "",
    ),
    "gerund": _taken(r"\s+(?:the\s+)?", r"\w+ing\b"),
    # "accused the army of", "charged him with"
    "object_of": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:of|with)\s+(?:{_PASSIVE}|{_PREMODIFIERS}{{0,4}}){_QUOTE}"),
    "blame": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:for|over)\s+(?:{_ADVERB}\s+)*{_QUOTE}", r"\w+ing\b"),
    "about": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:about|on|over)\s+{_QUOTE}", r"\w+ing\b"),
    "from": _taken(rf"\s+{_NOUNS}{{0,8}}?from\s+{_TAIL}"),
    # "that its jets had", "by Doha that it"; not a claim "that Paris dismissed", nor the subject of the clause
    "clause": _taken(
        rf"(?:\s+(?:by|from|in)\s+{_WORD}(?:\s+{_WORD}){{0,3}}?\s+that)?\s+(?:that\s+)?{_SUBJECT}{_QUOTE}{_NO_DETERMINER}",
        r"(?!dismiss|reject|den(?:y|ie)|refut|quash)",
    ),
    "that": _taken(rf"\s+(?:{_WORD}\s+)?that\s+{_SUBJECT}{_QUOTE}{_NO_DETERMINER}"),
    # "warned that it would"
    "against": _taken(rf"\s+{_NOUNS}{{0,6}}?against\s+", r"\w+ing\b"),
    "self": _taken(rf"(?:\s+{_WORD}){{0,4}}?\s+(?:that\s+)?(?:it|they|he|she|we|i)\s+", "(?:will|would)"),
    # "no one was", "none of the crew has been": not "no word on the"
    "subject": _taken(
        rf"\s+(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+){{0,7}}?"
        rf"(?:(?:{_AUXILIARY}|{_ADVERB}|will|would)\s+)*{_NO_DETERMINER}"
    ),
    "could": _taken(rf"\s+{_NOUNS}{{1,6}}?", "(?:could|was able|were able)"),
    # "dropped plans", "rejected an offer"
    "plan": _taken(rf"\s+{_PREMODIFIERS}{{0,4}}?", r"(?:plans?|pledges?|promises?|threats?|bids?|proposals?|demands?|offers?|calls?)\b"),
}  # fmt: skip
# What a status leaves open: a word that says "will" does not tell a plan from a threat, a plain "not" not whether it
# rejects a charge.
_OPEN: Final = {
    "denied": "denied",
    "negated": "negated denied",
    "possible": "possible denied conditional threatened planned",
    "conditional": "conditional threatened",
    "threatened": "threatened",
    "demanded": "demanded",
    "planned": "planned threatened conditional",
    "ongoing": "ongoing happened",
    "happened": "happened",
}
_ANY: Final = frozenset(_OPEN)
_WINDOW: Final = 400
_DEPTH: Final = 4
_REACH_OVER: Final = 160  # characters; no cue reaches further


class _Cue(NamedTuple):
    start: int
    end: int
    words: str


class Verdict(NamedTuple):
    """What the rules say: a status, and all those that the words leave open."""

    status: str
    among: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in lower case, its sentences, and the cues and conditions in it."""

    low: str
    raw: str
    sentences: list[tuple[int, int]]
    cues: list[_Cue]
    conditions: list[tuple[int, int]]


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


_ROWS: Final = [
    (status, takes, re.compile("|".join(_fragments(words))))
    for status, rows in CUES.items()
    for takes, words in rows.items()
]
_ALL = sorted(
    {f for rows in CUES.values() for words in rows.values() for f in _fragments(words)},
    key=lambda f: (" " in f, len(f)),
    reverse=True,
)


def _by_initial(fragments: list[str]) -> str:
    """Return one alternation, sorted by first letters so that most of it is passed over at once."""
    groups: dict[str, list[str]] = {}
    for f in fragments:
        groups.setdefault(f[0] if f[0].isalpha() else "", []).append(f)
    plain = [f"{c}(?:{'|'.join(f[1:] for f in fs)})" for c, fs in groups.items() if c]
    return "|".join(groups.get("", []) + plain)


_CUE = re.compile(rf"(?<![\w'-])(?:{_by_initial(_ALL)})(?![\w'-])")
_IF = re.compile(
    r"(?<![\w-])(?:(?<!as )if(?! (?:not|any|ever|only)\b)|unless|provided(?: that)|providing that|(?:so|as) long as|in case"
    r"|on condition that|on the condition that|in the event (?:of|that)|supposing|assuming that|contingent on|conditional on|but for)(?![\w-])"
    r"|(?:^|(?<=[.!?] )|(?<=[“\"\n]))(?:had|should|were) (?!to\b)(?=\w)"
    r"|(?<=, )(?:had|should|were) (?=(?:the|an?|he|she|it|they|we|i|his|her|its|their|no|any|there)\b)"
)
# Months and parts of names, where no sentence begins.
_NAME = re.compile(r"(?<=\w )(?:May|Will|Without|Hope)\b")
_INVERTED = re.compile(r"(?:had|should|were)\b")
_MODAL = re.compile(r"\b(?:would|could|might|will|may|shall|won't|wouldn't)\b")
_WHETHER_IF = re.compile(
    r"(?:ask|asks|asked|asking|see|know|knew|known|clear|unclear|sure|wonder\w*|determine|say|tell|certain)\s+$"
)
_CLAUSE_END = re.compile(r"[,;:—]\s|\s[–-]\s|[,.?!][”\"]|$")
_MODALS = re.compile(
    r"will|would|shall|could|may|might|can|cannot|(?:w|wouldn|couldn|ca|sha)n?'t|\w+'(?:ll|d)|offer\w*|ready|willing|prepared|promis\w+"
    r"|pledg\w+|agree\w*|vow\w*|expected|likely|able|plans?|must|should"
)
_JOINED = re.compile(r"(?:\band|\bor|\bbut|,)\s+(?:then\s+|also\s+|even\s+|to\s+|not\s+|\w+ly\s+){0,3}$")
_BREAK = re.compile(rf"[;:“”\"]|\b(?:{_OTHER_CLAUSE}|{_FINITE}|that)\b")
_IRREGULAR = frozenset(
    "sent shot fought met held took gave struck fell fled sought won lost said told left went came broke began bought brought"
    " built caught drew drove flew found got kept killed laid led made paid ran rode sank sold shook spoke stole swore"
    " threw withdrew rose was were had did blew burnt dealt fed felt forgot hid knew saw shut spent stood stuck tore wrote".split()
)


def _inherits(outer: Status | str, inner: Status | str) -> Status | str:
    """Compose the status of a cue with that of what it takes."""
    if inner in {"same", "managed"}:
        return outer
    if inner in {"negated", "denied"}:
        return "possible" if outer in {"negated", "denied"} else inner
    # A demand, a threat or a doubt is what the cue says, whoever plans it; but what is denied of the cue, or depends on
    # a condition, is so of what it takes.
    if inner in {"happened", "until now"}:
        return inner
    if outer in {"negated", "denied"} or (inner == "planned" and outer in {"possible", "threatened"}):
        return outer
    return outer if inner == "ongoing" and outer in {"planned", "possible", "threatened"} else inner


@lru_cache(maxsize=4096)
def _readings(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((status, takes) for status, takes, cues in _ROWS if cues.fullmatch(words))


@lru_cache(maxsize=4)
def _read(text: str) -> _Text:
    low = text.lower().replace("’", "'")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")
    found = sentences(text)
    conditions = []
    for m in _IF.finditer(low):
        asked = m.group() == "if" and _WHETHER_IF.search(low, max(0, m.start() - 14), m.start())
        bare = _INVERTED.match(m.group()) and not _MODAL.search(low, m.end(), m.end() + 250)
        if not asked and not bare:
            end = _CLAUSE_END.search(low, m.end(), m.end() + 300)
            conditions.append((m.start(), end.start() if end else m.end() + 300))
    cues = [_Cue(m.start(), m.end(), m.group()) for m in _CUE.finditer(low) if not _NAME.match(text, m.start())]
    return _Text(low=low, raw=text, sentences=found, cues=cues, conditions=conditions)


class _Chain(NamedTuple):
    status: Status | str
    modal: bool
    cue: _Cue


def _governed(read: _Text, at: int, floor: int, depth: int = _DEPTH) -> _Chain | None:
    """Return what the cues say of the word that begins at `at`: the nearest that reaches it, and what holds of that."""
    last = bisect_left(read.cues, (at,))
    for cue in reversed(read.cues[max(0, last - 12) : last]):
        if cue.start < floor or at - cue.end > _REACH_OVER:
            break
        readings = (r for r in _readings(cue.words) if depth < _DEPTH or r[1] != "plan")
        if found := next((s for s, takes in readings if _reaches(read.low, cue, takes, at)), None):
            outer = _governed(read, cue.start, floor, depth - 1) if depth else None
            modal = _MODALS.fullmatch(cue.words) is not None
            if outer is None or (found == "negated" and cue.words.startswith(("n", "hard", "scarc"))):
                return _Chain(found, modal, cue) if found != "same" else None
            return _Chain(_inherits(outer.status, found), modal or outer.modal, outer.cue)
    return None


_ENDS_PASSIVE = re.compile(r"(?:being|been|having)\s+$")


def _reaches(low: str, cue: _Cue, takes: str, at: int) -> bool:
    reach = REACH[takes]
    if cue.end >= at:
        return False
    # "a pledge that the council hailed" is a pledge that was hailed.
    if takes in {"clause", "that"} and low.endswith(", a ", 0, cue.start):
        return False
    if m := reach.between.fullmatch(low, cue.end, at):
        finite = takes == "thing" and _shape(low, at) == "past" and not _ENDS_PASSIVE.search(m.group())
        return reach.form.match(low, at) is not None and not finite
    return takes in {"group", "to", "own_to", "other_to", "thing", "gerund", "object_of"} and _joined(
        low, cue, takes, at
    )


def _joined(low: str, cue: _Cue, takes: str, at: int) -> bool:
    """Tell whether a word is joined by "and" to one that the cue takes: "threatened to kill them and to burn"."""
    if not _JOINED.search(low, max(cue.end, at - 30), at):
        return False
    first = (
        re.compile(r"\s+(?:of |from |\w+ of )?(?=\w+ing\b)").match(low, cue.end)
        if takes in {"thing", "gerund"}
        else REACH[takes].between.match(low, cue.end)
    )
    if not first or first.end() >= at:
        return False
    shape = _shape(low, at)
    if shape != _shape(low, first.end()) or (shape == "past" and (takes != "group" or "," in low[first.end() : at])):
        return False
    return not _BREAK.search(low, first.end(), at)


def _shape(low: str, at: int) -> str:
    m = re.compile(r"[\w-]+").match(low, at)
    word = m.group() if m else ""
    if word.endswith("ing"):
        return "ing"
    return "past" if word.endswith("ed") or word in _IRREGULAR else "base"


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
    read = _read(text)
    at, end = trigger.start, trigger.end
    if re.compile(r"(?:an?|the|its|his|her|their|no)\s").match(read.low, at, end):
        at += read.low[at:end].rindex(" ") + 1 if " " in read.low[at:end] else 0
    k = bisect_right(read.sentences, at, key=lambda s: s[0]) - 1
    floor, ceiling = read.sentences[max(0, k)]
    # A text without sentences would be read again and again.
    floor, ceiling = max(floor, at - _WINDOW), min(ceiling, end + _WINDOW)
    chain = _governed(read, at, floor)
    return (
        # Claims first: that they are denied stands behind what they claim, and outdoes all that is in it.
        _denied_claim(read, chain, end, ceiling)
        or _conditional(read, chain, at, floor, ceiling)
        # What is said later of a noun ("the planned talks were called off") is the last word on it.
        or _afterwards(read, chain, at, end, floor, ceiling)
        or _own_denial(read, chain, at, floor, ceiling)
        or _said(chain)
        or _asked(read, at, floor, ceiling)
        or _by_form(read, at, end, floor, ceiling)
    )


def _clearly(status: str) -> Verdict:
    return Verdict(status, frozenset(_OPEN[status].split()))


_ACTUAL: Final = {"managed": "happened", "until now": "ongoing"}


def _said(chain: _Chain | None) -> Verdict | None:
    return _clearly(_ACTUAL.get(chain.status, chain.status)) if chain else None


_FALSE = re.compile(
    r"\b(?:is|are|was|were|been|be|as)\s+(?:\w+\s+){0,2}?(?:baseless|false|untrue|wide of the mark|an? (?:\w+ )?invention|unfounded|groundless|fabricated|fabrications?|nonsense|lies|a lie"
    r"|fake|fiction|without foundation|without merit|dismissed|denied|rejected|refuted|disputed|debunked|quashed)\b"
)


def _denied_claim(read: _Text, chain: _Chain | None, end: int, ceiling: int) -> Verdict | None:
    if chain and chain.status == "possible" and re.compile(_CLAIM).match(chain.cue.words):
        if _FALSE.search(read.low, end, min(ceiling, end + 160)):
            return _clearly("denied")
    return None


_PERFECT = re.compile(r"(\bwould|\bcould|\bmight|'d)(?:n't| not)? (?:\w+ly |all )?have (?:been )?$")


def _conditional(read: _Text, chain: _Chain | None, at: int, floor: int, ceiling: int) -> Verdict | None:
    first = bisect_left(read.conditions, (floor,))
    for start, stop in read.conditions[first : first + 8]:
        if start >= ceiling:
            break
        if start <= at < stop:
            return _clearly("conditional")
        between = read.low[min(at, stop) : max(at, start)][:300]
        if (
            chain
            and chain.modal
            and chain.status != "threatened"
            and not re.search(r";|, (?:but|and|so)\b|\b(?:even|only) $", between)
        ):
            return _clearly("conditional")
    if m := _PERFECT.search(read.low, max(floor, at - 40), at):
        return (
            _clearly("conditional")
            if m[1] in {"would", "'d"}
            else Verdict("possible", frozenset({"possible", "conditional", "negated"}))
        )
    return None


AFTER: Final = {
    "denied": r"(?:was|were|been|is|are) (?:\w+ly )?(?:denied|ruled out)",
    "negated": r"(?:was|were|is|are|been|be) (?:\w+ly )?(?:called off|cancell?ed|scrapped|averted|avoided|prevented|foiled|thwarted|aborted"
    r"|shelved|abandoned|blocked|vetoed|rejected)|(?:did|does|has|have|had|will|would|is|are)(?:n't| not| never) (?:\w+ly )?(?:yet )?"
    r"(?:be |been )?(?:take place|taken place|taking place|happen|happened|materiali[sz]e|held|begin|begun|go ahead|start|signed|reached"
    r"|planned|expected|possible)|never (?:took place|happened|materiali[sz]ed|came)|fell through|(?:was|were) never",
    "demanded": r"(?:must|should|ought to|needs? to)\b",
    "possible": r"(?:could|may|might|can|cannot be ruled out|(?:is|are) (?:being )?(?:possible|likely|unlikely|considered|discussed|feared))",
    "planned": r"(?:will\b|would\b(?! have)|(?:is|are|was|were) (?:due|set|to|scheduled|expected|planned|slated|postponed|deferred|put off|delayed|about to)\b"
    r"|(?:planned|scheduled|slated|expected|due) (?:for|on|in|at|to|next|later)\b|postponed)",
    "ongoing": r"(?:(?:is|are|was|were|remains?) (?:still |now |currently )?(?:under ?way|in progress|ongoing|continuing|raging|taking place)"
    r"|continue[sd]?\b|(?:is|are) being|(?:is|are) (?:\w+ly |still )?\w+ing\b|rage[sd]?\b|drags? on)",
}  # fmt: skip
_AFTER = re.compile(
    rf"(?:\s+(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|he|she|they|it|we|i)\b)(?!planned|scheduled|slated|postponed){_WORD}){{0,9}}?,?\s+(?:{'|'.join(f'(?P<{s}>{f})' for s, f in AFTER.items())})(?!\w)"
)
_NOUN = re.compile(
    r"\w+(?:tion|sion|ment|ance|ence|ship|ism|ure|al|cide|truce|talk|strike|attack|raid|visit|ceasefire|fire|war|sanction|march|protest)s?$"
)
_BEFORE_NOUN = re.compile(
    r"(?:(?:^|[\s“\"(])(?:an?|the|its|his|her|their|our|this|that|these|those|no|any|some|joint|new|fresh|further|more|planned"
    r"|military|proposed|air|peace|trade|\d+|two|three)|'s?|\w(?:al|ic|ive|ous|ary|ian|ese|ish))\s+$"
)


def _is_noun(read: _Text, at: int, end: int, floor: int) -> bool:
    word = read.low[at:end]
    if re.search(r"[^e]ed$", word) or word in _IRREGULAR:
        return False
    first = read.low[floor:at].strip("“\"' ") == ""
    return first or _NOUN.match(word) is not None or _BEFORE_NOUN.search(read.low, max(floor, at - 20), at) is not None


def _afterwards(read: _Text, chain: _Chain | None, at: int, end: int, floor: int, ceiling: int) -> Verdict | None:
    if chain and chain.status in {"denied", "negated", "demanded", "threatened"}:
        return None
    if not _is_noun(read, at, end, floor):
        return None
    m = _AFTER.match(read.low, end, min(ceiling, end + 140))
    if not m or not m.lastgroup or (chain and m.lastgroup not in {"denied", "negated"}):
        return None
    # "The strike planned for Monday was called off": go on behind the participle.
    again = _AFTER.match(read.low, m.end(), min(ceiling, m.end() + 100)) if m.lastgroup == "planned" else None
    found = again.lastgroup if again and again.lastgroup in {"denied", "negated"} else m.lastgroup
    return _clearly(found)


def _own_denial(read: _Text, chain: _Chain | None, at: int, floor: int, ceiling: int) -> Verdict | None:
    """A plain "we did not" of one who is asked: the source rejects a charge."""
    if not chain or chain.status != "negated" or chain.modal:
        return None
    before = read.low[max(floor, at - 60) : at]
    if re.search(r"\b(?:we|i) (?:(?:did|have|had)(?:n't| not)|(?:have |had )?never)\b[^,;]*$", before):
        return Verdict("denied", frozenset({"denied", "negated"}))
    if re.search(r"\b(?:never|no|ever)\b", before) and re.compile(r"\b(?:insist|maintain|protest)(?:s|ed)\b").search(
        read.low, at, ceiling
    ):
        return Verdict("denied", frozenset({"denied", "negated"}))
    return None


def _asked(read: _Text, at: int, floor: int, ceiling: int) -> Verdict | None:
    mark = re.compile(r"[.!?]").search(read.low, at, ceiling)
    if mark and mark.group() == "?":
        return Verdict("possible", _ANY)
    return None


_HABIT = re.compile(
    r"\b(?:every|each) (?:day|week|month|year|night|morning|\w+day)\b|\b(?:already|still|regularly|routinely|daily|constantly|currently|remains?)\b"
)
_HEADLINE_TO = re.compile(r"(?:[A-Z][\w.&'’-]*,? |of |the |and ){1,6}to $")


def _by_form(read: _Text, at: int, end: int, floor: int, ceiling: int) -> Verdict:
    if _HEADLINE_TO.fullmatch(read.raw, floor, at):
        return _clearly("planned")
    if _HABIT.search(read.low, floor, at) and not re.compile(r"\w+ed\b").match(read.low, at):
        return Verdict("ongoing", _ANY)
    if re.compile(r"(?:^|\s)to $").search(read.low, max(floor, at - 4), at):
        return Verdict("planned", _ANY)
    return Verdict("happened", _ANY)
