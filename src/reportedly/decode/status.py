"""Whether an event happened, as far as the report says: rules over the words around its trigger.

The rules say what the words leave open, and a model chooses among that: "will" does not tell a plan from a threat. See
`cues` and `scope` for the words that they rest on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from reportedly.decode.cues import CLAIM, FINITE, OTHER_CLAUSE, WORD
from reportedly.decode.scope import Chain, Spot, form, governed, spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.model import Span, Status

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
_NO_CONDITION = re.compile(r";|, (?:but|and|so)\b|\b(?:even|only) $")
_PERFECT = re.compile(r"(\bwould|\bcould|\bmight|'d)(?:n't| not)? (?:\w+ly |all )?have (?:been )?$")


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
    at = spot(text, trigger.start, trigger.end)
    chain = governed(at.read, at.start, at.floor)
    return (
        # Claims first: that they are denied stands behind what they claim, and outdoes all that is in it.
        _denied_claim(at, chain)
        or _conditional(at, chain)
        # What is said later of a noun ("the planned talks were called off") is the last word on it.
        or _afterwards(at, chain)
        or _own_denial(at, chain)
        or (_clearly(_ACTUAL.get(chain.status, chain.status)) if chain else None)
        or _alleged(at)
        or _asked(at)
        or _by_form(at)
    )


def _clearly(status: str) -> Verdict:
    return Verdict(status, frozenset(_OPEN[status].split()))


_FALSE = re.compile(
    r"\b(?:is|are|was|were|been|be|as)\s+(?:\w+\s+){0,2}?(?:baseless|false|untrue|wide of the mark|unfounded|groundless"
    r"|an? (?:\w+ )?invention|fabricated|fabrications?|nonsense|lies|a lie|fake|fiction|without foundation"
    r"|without merit|dismissed|denied|rejected|refuted|disputed|debunked|quashed)\b"
)
_IS_CLAIM = re.compile(CLAIM)


def _denied_claim(spot: Spot, chain: Chain | None) -> Verdict | None:
    """Reports that the two had met were dismissed."""
    claimed = chain and _IS_CLAIM.match(chain.outermost.words)
    return _clearly("denied") if claimed and spot.after(_FALSE, 160) else None


def _conditional(spot: Spot, chain: Chain | None) -> Verdict | None:
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
    rf"(?:\s+(?!(?:{OTHER_CLAUSE}|{FINITE}|that|to|he|she|they|it|we|i)\b|planned|scheduled|slated|postponed){WORD})"
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


def _is_noun(spot: Spot) -> bool:
    word = spot.read.low[spot.start : spot.end]
    if form(word, 0) == "past":
        return False
    first = not spot.read.low[spot.floor : spot.start].strip("“\"' ")
    return first or _ENDS_NOUN.match(word) is not None or spot.before(_BEFORE_NOUN, 20) is not None


def _afterwards(spot: Spot, chain: Chain | None) -> Verdict | None:
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


def _own_denial(spot: Spot, chain: Chain | None) -> Verdict | None:
    """A plain "we did not" of one who is asked: the source rejects a charge."""
    if not chain or chain.status != "negated" or chain.modal:
        return None
    own = spot.before(_OWN, 60) or (spot.before(_NEVER, 60) and spot.after(_INSISTED))
    return Verdict("denied", frozenset({"denied", "negated"})) if own else None


_ALLEGED = re.compile(r",\s(?:[\w'.-]+\s){1,5}alleg(?:e|es|ed)\b")


def _alleged(spot: Spot) -> Verdict | None:
    """Fighters shot the drivers, the army alleged."""
    return _clearly("possible") if spot.after(_ALLEGED, 160) else None


_FULL_STOP = re.compile(r"[.!?]")


def _asked(spot: Spot) -> Verdict | None:
    stop = spot.after(_FULL_STOP)
    return Verdict("possible", _ANY) if stop and stop.group() == "?" else None


_HABIT = re.compile(
    r"\b(?:(?:every|each) (?:day|week|month|year|night|morning|\w+day)"
    r"|already|still|regularly|routinely|daily|constantly|currently|remains?)\b"
)
_HEADLINE_TO = re.compile(r"(?:[A-Z][\w.&'’-]*,? |of |the |and ){1,6}to $")
_TO = re.compile(r"(?<!\w)to $")
_COMMAND = re.compile(r"(?<=[“\"‘'])[A-Z][a-z]+(?<!s) (?:the|an?|my|our|your|us|them|him|her|it|out|now|down)\b")


def _by_form(spot: Spot) -> Verdict:
    """Return a guess where no cue says anything."""
    if _HEADLINE_TO.fullmatch(spot.read.raw, spot.floor, spot.start):
        return _clearly("planned")
    shape = form(spot.read.low, spot.start)
    if shape == "base" and _COMMAND.match(spot.read.raw, spot.start):
        return Verdict("demanded", _ANY)
    if shape != "past" and spot.before(_HABIT):
        return Verdict("ongoing", _ANY)
    return Verdict("planned" if spot.before(_TO, 4) else "happened", _ANY)
