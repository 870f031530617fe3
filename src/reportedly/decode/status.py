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
from typing import TYPE_CHECKING, Final, NamedTuple

from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.model import Span, Status

# Blanks part the cues, `_` is a blank within one, `*` stands for any regular ending of the verb. The keys say what a cue
# takes, `REACH` how. `same`: a light verb ("held talks") says nothing, but what holds of it holds of its object.
CUES: Final[Mapping[Status | str, Mapping[str, str]]] = {
    "denied": {
        "clause": "deny* denial refute* DISMISS_(?:\\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
        "thing": "deny* denial refute* rule*_out ruling_out DISMISS_(?:\\w+_){0,3}CLAIM no_truth_(?:in|to)_(?:the_)?CLAIM",
    },
    "negated": {
        "group": r"\w+n't not(?!_(?:only|just|merely|least)\b) never no_longer cannot hardly nor_(?:do|does|did|has|have|had"
        r"|is|are|was|were|will|would|can|could) far_from",
        "to": "fail* refuse* decline* neglect* forget forgot forgets omit* hesitate* refusal failure inability"
        " unwilling(?:ness)? unable reluctan(?:t|ce) unprepared no_intention",
        "own_to": "yet too_\\w+",
        "subject": "no nobody no_one neither none not_one not_a_single nor",
        "thing": "no not_(?:a|an|any|the|another|one) without avoid* avert* foil* thwart* prevent* forestall* block* veto*"
        " call*_off cancel* scrap* shelve* abort* abandon* stop*_short_of short_of instead_of rather_than refrain*_from"
        " shy*_away_from steer*_clear_of desist*_from rule*_against never_any lack_of absence_of escape* defuse*"
        " narrowly_avoid*",
        "from": "prevent* stop* ban* bar* block* keep kept dissuade* deter* discourage* stopping",
        "that": "no_(?:evidence|proof|sign|indication) not_believe not_think doubt*",
        "before": "before",
    },
    "possible": {
        "group": r"may might could can perhaps maybe possibly probably allegedly reportedly purportedly supposedly"
        r" apparently ostensibly conceivably presumably likely must_have feared presumed believed thought",
        "to": "try tries tried trying attempt* consider* hope* wish* want wants wanted wanting seek seeks sought seeking"
        " likely unlikely possible willing(?:ness)? ready readiness able bid effort efforts chance opportunity option"
        " how whether allege* believed thought understood said reported suspected rumou?red reputed claimed claims"
        " claim presumed known seem* appear* mandate authorise* authorize* dare* power right freedom eager keen",
        "thing": "possible potential alleged suspected apparent purported supposed reported rumou?red unconfirmed likely"
        " presumed attempted proposed would-be consider* contemplate* weigh* mull* discuss*"
        " debate* explor* accused_of suspected_of suspicion_of accusations?_of CLAIM_(?:of|about) fears?_of fearing"
        " fear feared risks?_of possibility_of prospects?_of danger_of chances?_of hopes?_of talk_of charges?_of"
        " on_charges_of accuse*_of whether propose* capable_of incapable_of suggest* hint*_at wanted_for"
        " investigat\\w+_into inquiry_into inquiries_into probe_into hoping_for hope*_for negotiat\\w+",
        "object_of": "accuse* suspect* convicts? blame* charge* charging",
        "clause": "fear* fears CLAIM worry worries worried concern(?:s|ed)? suspect* possibility whether alleg(?:e|es|ed|ing)"
        " hint* speculat(?:e|ed|ion) risk chance unclear hope* hopes likely unlikely possible",
    },
    "threatened": {
        "to": "threaten* threats?",
        "thing": "threaten* threaten*_with threats?_of threatened menace*_with",
        "that": "threaten* threats?",
    },
    "demanded": {
        "group": "should must ought_to needs?_to let's",
        "to": "urge* ask* demand* order* beg* begged begging call*_on call*_upon press* pressure* appeal* tell tells told"
        " telling request* require* instruct* command* advise* encourage* invite* exhort* implore* plead* lobby* push* beseech*"
        " petition* direct* plea pleas summon*",
        "other_to": "want wants wanted wanting time call* calls demands? need expect* like",
        "thing": "urge* demand* call*_for calls?_for appeal*_for push*_for press*_for plead*_for pleas?_for ask*_for"
        " request* order* petition*_for lobby*_for seek seeks seeking sought clamou?r*_for in_favou?r_of advocat\\w+"
        " insist*_on demands?_for requests?_for orders?_for needs?_for recommend*",
        "that": "demand* insist* recommend* urge* request* order* propose* suggest* ask*",
    },
    "planned": {
        "group": "will shall (?:i|we|you|he|she|it|they)'ll (?:i|we|you|he|she|it|they)'d would",
        "own_to": "is are was were going due set intent",
        "to": "plan* plans? intend* intention intentions mean* meant scheduled slated set poised about prepare* agree* agreement"
        " pledge* promise* vow* decide* decision aim* expect* offer* undertak\\w+ commit* commitment deal deals pact accord"
        " swear swore sworn resolve* arrange* determined choose chose opt* elected bound proposal preparations strategy"
        " programme program invitation readying gear*_up committed guarantee* move moves campaign destined designed"
        " volunteer* conspir\\w+ plot* schem* continue_to_plan",
        "thing": "plan* planned upcoming forthcoming impending imminent scheduled future coming prepare* preparing_for"
        " prepare*_for promise* promised pledge* ahead_of plans?_for plans_of intend* postpon\\w+ delay* on_the_verge_of"
        " on_the_brink_of commit*_to agree*_to intention_of brac\\w+_for next announc\\w+_plans_for plot* agree*_on"
        " expect* expected offer* await* anticipat\\w+ preparations?_for intent_on",
        "that": "promise* pledge* vow* expect* agree*",
    },
    "ongoing": {
        "progressive": "is are am (?:it|he|she|that|who)'s (?:we|they|you)'re is_being are_being (?:has|have)_been",
        "group": "is_being are_being still",
        "own_to": "continue*",
        "thing": "continue* keep keeps keeping kept keep*_on persist*_in ongoing continuing continued amid current carry_on"
        " carries_on carried_on",
    },
    "happened": {
        "to": "manage* force* compel* oblige* coerce* able_and had_to got_to help* came went_on proceed* caus(?:e|es|ed|ing)"
        " prompt* enabl\\w+ used rush(?:es|ed) lead leads led mobili[sz]\\w+ return(?:s|ed)_to succe\\w+",
        "own_to": "had got was_able were_able",
        "thing": "after by convict*_of guilty_of admit* admit*_to confess*_to acknowledg\\w+ regret* since following"
        " succeed*_in during condemn* mourn* apologi[sz]\\w+_for responsible_for responsibility_for",
    },
    "same": {
        "to": "begin begins began begun start* help* need* resume* try_and",
        "thing": r"(?:hold|give|make|take|have|undergo|come)s? (?:hold|giv|mak|tak|hav|com|undergo)ing held gave given made"
        r" taken? took launch* carr(?:y|ies|ied|ying)_out stage* conduct* reach* impos\w+ impose mount* begin begins began"
        r" beginning begun start* resume* open* join* attend* host* sign* issue* lead leads led leading commit* fac(?:e|es|ed|ing)"
        r" undertak\w+ perform* deliver* enter* conclude* order_an? declare* announce* provid\w+ send sends sent sending"
        r" put_on go_on went_on going_on seek win won strike hit struck extend* renew* complete* bring brought bringing"
        r" take_part_in taking_part_in took_part_in participat\w+_in engag\w+_in pursue* stag\w+ use_of use* arrange*",
    },
}  # fmt: skip

_CLAIM = (
    "(?:claim|report|allegation|accusation|rumou?r|suggestion|assertion|charge|speculation|insinuation|notion|idea|talk"
    "|possibility|prospect)s?"
)
_DISMISS = (
    "(?:(?:dismiss|reject|discount|disput|contest|refut|rebut|quash|disavow|repudiat|debunk|contradict)(?:e|es|ed|ing)?"
    "|(?:deny|denies|denied|denying)|(?:brush|wav|laugh)(?:es|ed|ing)? (?:off|aside|away)|poured (?:scorn|cold water) on)"
)
_ADVERB = (
    r"(?:\w+ly|also|still|already|again|soon|then|now|ever|even|just|once|yet|later|together|so far|further|for now"
    r"|at once|in fact|both|all|either|first|next|now|back|, however,|, too,|today|tomorrow|\w+day|jointly)"
)
_AUXILIARY = r"(?:be|been|being|have|has|had|having|do|does|did|is|are|was|were|get|gets|got|getting)"
_OTHER_CLAUSE = (
    "who|whom|whose|which|when|while|after|before|because|since|until|till|if|unless|but|although|though|where|why|how"
    "|whether|as|amid|despite"
)
_FINITE = "is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|said|says|say|told"
_WORD = r"[\w$€£%'.&/-]+"
_QUOTE = "[\"“‘']?"
_NOUNS = rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+)"
_PREMODIFIERS = (
    rf"(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not|in|on|at|for|with|against|by|from|over|into|about|and|or|than)\b)"
    rf"{_QUOTE}{_WORD},?\s+)"
)
_TAIL = rf"(?:(?:{_ADVERB}|{_AUXILIARY})\s+)*{_QUOTE}"


class _Taken(NamedTuple):
    """What may stand between a cue and what it takes, and how that must begin."""

    between: re.Pattern[str]
    form: re.Pattern[str]


def _taken(between: str, form: str = "") -> _Taken:
    return _Taken(re.compile(between), re.compile(form))


_NOT_ED = r"(?![\w-]+[^e]ed\b)"
REACH: Final = {
    # "may have been", "not to", "will, however,"
    "group": _taken(rf",?\s+(?:to\s+)?{_TAIL}"),
    "progressive": _taken(rf"\s+(?:(?:{_ADVERB})\s+)*{_QUOTE}", r"[\w-]+ing\b"),
    # "urged both generals to", "agreed on Monday to"
    "to": _taken(rf"\s+{_NOUNS}{{0,9}}?to\s+{_TAIL}", r"(?!\w+ing\b)"),
    "own_to": _taken(rf"\s+(?:{_ADVERB}\s+)*to\s+{_TAIL}", r"(?!\w+ing\b)"),
    "other_to": _taken(rf"\s+(?:for\s+)?{_NOUNS}{{1,8}}?to\s+{_TAIL}", r"(?!\w+ing\b)"),
    # "an immediate", "the planned", "of a series of"; gerunds too
    "thing": _taken(
        rf"\s+(?:that\s+|of\s+|on\s+|to\s+)?(?:{_AUXILIARY}\s+)?{_PREMODIFIERS}{{0,5}}{_QUOTE}(?<!\bof the )", _NOT_ED
    ),
    # "accused the army of", "charged him with"
    "object_of": _taken(rf"\s+{_NOUNS}{{0,8}}?(?:of|with|for)\s+{_PREMODIFIERS}{{0,4}}{_TAIL}"),
    "from": _taken(rf"\s+{_NOUNS}{{0,8}}?from\s+{_TAIL}"),
    # "that its jets had"
    "clause": _taken(
        rf"\s+(?:that\s+)?(?:(?!(?:{_OTHER_CLAUSE}|that|to|of|for|over)\b){_WORD}\s+){{1,6}}?"
        rf"(?:(?!(?:{_OTHER_CLAUSE}|that|and|to)\b){_WORD}\s+){{0,5}}?{_QUOTE}",
        r"(?!\w+ing\b)",
    ),
    "that": _taken(
        rf"\s+(?:{_WORD}\s+)?that\s+(?:(?!(?:{_OTHER_CLAUSE}|that|to)\b){_WORD}\s+){{1,6}}?"
        rf"(?:(?!(?:{_OTHER_CLAUSE}|that|and|to)\b){_WORD}\s+){{0,5}}?{_QUOTE}",
        r"(?!\w+ing\b)",
    ),
    # "no one was", "none of the crew has been": not "no word on the"
    "subject": _taken(
        rf"\s+(?:(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|not)\b){_WORD}\s+){{0,7}}?"
        rf"(?:(?:{_AUXILIARY}|{_ADVERB}|will|would)\s+)*(?<!\bthe )(?<!\ba )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bfor )"
    ),
    "before": _taken(rf"\s+{_NOUNS}{{1,6}}?(?:could|was able to|were able to)\s+{_TAIL}"),
}  # fmt: skip
_REACH_OVER: Final = 160  # characters; no cue reaches further




class _Cue(NamedTuple):
    start: int
    end: int
    words: str


class Verdict(NamedTuple):
    """What the rules say, and whether they are near certain."""

    status: Status
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in lower case, its sentences, and the cues and conditions in it."""

    low: str
    raw: str
    sentences: list[tuple[int, int]]
    cues: list[_Cue]
    conditions: list[tuple[int, int]]


def _fragments(words: str) -> list[str]:
    words = words.replace("DISMISS", _DISMISS).replace("CLAIM", _CLAIM)
    return [_inflected(w).replace("_", " ") for w in re.split(r"\s+(?![^(]*\))", words.strip())]


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
_ALL = sorted({f for rows in CUES.values() for words in rows.values() for f in _fragments(words)}, key=len, reverse=True)


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
    r"|on condition that|on the condition that|in the event (?:of|that)|lest|were (?:\w+ ){1,5}?to)(?![\w-])"
    r"|(?:(?<=^)|(?<=[.!?,;:“\"\n] )|(?<=[“\"\n]))(?:had|should|were) (?!to\b)(?=\w)"
)
_WHETHER_IF = re.compile(r"(?:ask|asks|asked|asking|see|know|knew|known|clear|unclear|sure|wonder\w*|determine|say|tell|certain)\s+$")
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
    if inner in {"same", "happened"}:
        return outer
    if inner in {"negated", "denied"}:
        return "possible" if outer in {"negated", "denied"} else inner
    # A demand, a threat or a doubt is what the cue says, whoever plans it; but what is denied of the cue, or depends on
    # a condition, is so of what it takes.
    return outer if outer in {"negated", "denied"} or (outer, inner) == ("possible", "planned") else inner


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
        if not (m.group() == "if" and _WHETHER_IF.search(low, max(0, m.start() - 14), m.start())):
            end = _CLAUSE_END.search(low, m.end(), m.end() + 300)
            conditions.append((m.start(), end.start() if end else m.end() + 300))
    cues = [_Cue(m.start(), m.end(), m.group()) for m in _CUE.finditer(low)]
    return _Text(low=low, raw=text, sentences=found, cues=cues, conditions=conditions)


class _Chain(NamedTuple):
    status: Status | str
    modal: bool
    cue: _Cue


def _governed(read: _Text, at: int, floor: int, depth: int = 4) -> _Chain | None:
    """Return what the cues say of the word that begins at `at`: the nearest that reaches it, and what holds of that."""
    last = bisect_left(read.cues, (at,))
    for cue in reversed(read.cues[max(0, last - 12) : last]):
        if cue.start < floor or at - cue.end > _REACH_OVER:
            break
        if found := next((s for s, takes in _readings(cue.words) if _reaches(read.low, cue, takes, at)), None):
            outer = _governed(read, cue.start, floor, depth - 1) if depth else None
            modal = _MODALS.fullmatch(cue.words) is not None
            if outer is None:
                return _Chain(found, modal, cue) if found != "same" else None
            return _Chain(_inherits(outer.status, found), modal or outer.modal, cue)
    return None


def _reaches(low: str, cue: _Cue, takes: str, at: int) -> bool:
    reach = REACH[takes]
    if cue.end >= at:
        return False
    if reach.between.fullmatch(low, cue.end, at):
        return reach.form.match(low, at) is not None
    return takes in {"group", "to", "own_to", "other_to", "thing", "object_of"} and _joined(low, cue, takes, at)


def _joined(low: str, cue: _Cue, takes: str, at: int) -> bool:
    """Tell whether a word is joined by "and" to one that the cue takes: "threatened to kill them and to burn"."""
    if not _JOINED.search(low, max(cue.end, at - 30), at):
        return False
    first = re.compile(r"\s+(?:of |from |\w+ of )?(?=\w+ing\b)").match(low, cue.end) if takes == "thing" else REACH[takes].between.match(low, cue.end)
    if not first or first.end() >= at:
        return False
    same = _shape(low, first.end()) == _shape(low, at)
    return same and not _BREAK.search(low, first.end(), at)


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
    if learned and not verdict.sure:
        return max(learned, key=learned.__getitem__)  # type: ignore[return-value]
    return verdict.status


def rules(text: str, trigger: Span) -> Verdict:
    """Return what the rules say of a trigger."""
    read = _read(text)
    at, end = trigger.start, trigger.end
    if m := re.compile(r"(?:an?|the|its|his|her|their|no)\s+").match(read.low, at, end):
        at = m.end() if not m.group().startswith("no") else at
    k = bisect_right(read.sentences, at, key=lambda s: s[0]) - 1
    floor, ceiling = read.sentences[max(0, k)]
    chain = _governed(read, at, floor)
    return (
        # Claims first: that they are denied stands behind what they claim, and outdoes all that is in it.
        _denied_claim(read, chain, end, ceiling)
        or _conditional(read, chain, at, floor, ceiling)
        # What is said later of a noun ("the planned talks were called off") is the last word on it.
        or _afterwards(read, chain, at, end, floor, ceiling)
        or _own_denial(read, chain, at, floor, ceiling)
        or (Verdict(chain.status, sure=True) if chain else None)
        or _asked(read, at, floor, ceiling)
        or _by_form(read, at, end, floor, ceiling)
    )


_FALSE = re.compile(
    r"\b(?:is|are|was|were|been|be|as)\s+(?:\w+\s+){0,2}?(?:baseless|false|untrue|unfounded|groundless|fabricated|fabrications?|nonsense|lies|a lie"
    r"|fake|fiction|without foundation|without merit|dismissed|denied|rejected|refuted|disputed|debunked|quashed)\b"
)


def _denied_claim(read: _Text, chain: _Chain | None, end: int, ceiling: int) -> Verdict | None:
    if chain and chain.status == "possible" and re.compile(_CLAIM).match(chain.cue.words):
        if _FALSE.search(read.low, end, min(ceiling, end + 160)):
            return Verdict("denied", sure=True)
    return None


def _conditional(read: _Text, chain: _Chain | None, at: int, floor: int, ceiling: int) -> Verdict | None:
    first = bisect_left(read.conditions, (floor,))
    for start, stop in read.conditions[first : first + 8]:
        if start >= ceiling:
            break
        if start <= at < stop:
            return Verdict("conditional", sure=True)
        between = read.low[min(at, stop) : max(at, start)][:300]
        if chain and chain.modal and chain.status != "threatened" and not re.search(r";|, (?:but|and|so)\b|\b(?:even|only) $", between):
            return Verdict("conditional", sure=True)
    if re.compile(r"(?:would|could|might|'d)(?:n't| not)? (?:\w+ly )?have (?:been )?$").search(read.low, max(floor, at - 40), at):
        return Verdict("conditional", sure=True)
    return None


AFTER: Final = {
    "denied": r"(?:was|were|been|is|are) (?:\w+ly )?(?:denied|ruled out)",
    "negated": r"(?:was|were|is|are|been|be) (?:\w+ly )?(?:called off|cancell?ed|scrapped|averted|avoided|prevented|foiled|thwarted|aborted"
    r"|shelved|abandoned|blocked|vetoed|rejected)|(?:did|does|has|have|had|will|would|is|are)(?:n't| not| never) (?:\w+ly )?(?:yet )?"
    r"(?:be |been )?(?:take place|taken place|taking place|happen|happened|materiali[sz]e|held|begin|begun|go ahead|start|signed|reached"
    r"|planned|expected|possible)|never (?:took place|happened|materiali[sz]ed|came)|fell through|(?:was|were) never",
    "demanded": r"(?:must|should|ought to|needs? to)\b",
    "possible": r"(?:could|may|might|can|cannot be ruled out|(?:is|are) (?:being )?(?:possible|likely|unlikely|considered|discussed|feared))",
    "planned": r"(?:will\b|would\b|(?:is|are|was|were) (?:due|set|to|scheduled|expected|planned|slated|postponed|delayed|about to)\b"
    r"|(?:planned|scheduled|slated|expected|due) (?:for|on|in|at|to|next|later)\b|postponed)",
    "ongoing": r"(?:(?:is|are|was|were|remains?) (?:still |now |currently )?(?:under ?way|in progress|ongoing|continuing|raging|taking place)"
    r"|continue[sd]?\b|(?:is|are) being|(?:is|are) (?:\w+ly |still )?\w+ing\b|rage[sd]?\b|drags? on)",
}  # fmt: skip
_AFTER = re.compile(
    rf"(?:\s+(?!(?:{_OTHER_CLAUSE}|{_FINITE}|that|to|and said)\b)(?!planned|scheduled|slated|postponed){_WORD}){{0,9}}?,?\s+(?:{'|'.join(f'(?P<{s}>{f})' for s, f in AFTER.items())})"
)
_NOUN = re.compile(r"\w+(?:tion|sion|ment|ance|ence|ship|ism|ure|al|cide|truce|talk|strike|attack|raid|visit|ceasefire|fire|war|sanction|march|protest)s?$")
_BEFORE_NOUN = re.compile(
    r"(?:(?:^|[\s“\"(])(?:an?|the|its|his|her|their|our|this|that|these|those|no|any|of|for|some|joint|new|fresh|further|more|planned"
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
    return Verdict(found, sure=True)


def _own_denial(read: _Text, chain: _Chain | None, at: int, floor: int, ceiling: int) -> Verdict | None:
    """A plain "we did not" of one who is asked: the source rejects a charge."""
    if not chain or chain.status != "negated" or chain.modal:
        return None
    before = read.low[max(floor, at - 60) : at]
    if re.search(r"\b(?:we|i) (?:(?:did|have|had)(?:n't| not)|(?:have |had )?never)\b[^,;]*$", before):
        return Verdict("denied", sure=False)
    if re.search(r"\bnever\b", before) and re.compile(r"\b(?:insist|maintain|protest)(?:s|ed)\b").search(read.low, at, ceiling):
        return Verdict("denied", sure=False)
    return None


def _asked(read: _Text, at: int, floor: int, ceiling: int) -> Verdict | None:
    mark = re.compile(r"[.!?]").search(read.low, at, ceiling)
    if mark and mark.group() == "?":
        return Verdict("possible", sure=False)
    return None


_HABIT = re.compile(r"\b(?:every|each) (?:day|week|month|year|night|morning|\w+day)\b|\b(?:already|regularly|routinely|daily|constantly|currently|remains?)\b")
_HEADLINE_TO = re.compile(r"(?:[A-Z][\w.&'’-]*,? |of |the |and ){1,6}to $")


def _by_form(read: _Text, at: int, end: int, floor: int, ceiling: int) -> Verdict:
    if _HEADLINE_TO.fullmatch(read.raw, floor, at):
        return Verdict("planned", sure=True)
    if _HABIT.search(read.low, floor, at) and not re.compile(r"\w+ed\b").match(read.low, at):
        return Verdict("ongoing", sure=False)
    if re.compile(r"(?:^|\s)to $").search(read.low, max(floor, at - 4), at):
        return Verdict("planned", sure=False)
    return Verdict("happened", sure=False)
