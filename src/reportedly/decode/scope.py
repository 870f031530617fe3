"""The scope of cues: which of them hold of a word, and what they say together.

What holds of a cue holds of what it takes, and the two are composed: "did not rule out sending" is possible, "no plans
to send" negated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from reportedly.decode.cues import CUE, FINITE, OTHER_CLAUSE, REACH, readings
from reportedly.text import sentences

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
# What depends on a condition that stands beside it.
_MODALS = re.compile(
    r"will|would|shall|could|may|might|can|cannot|(?:w|wouldn|couldn|ca|sha)n?'t|\w+'(?:ll|d)|offer\w*|ready|willing"
    r"|prepared|promis\w+|pledg\w+|agree\w*|vow\w*|expected|likely|able|plans?|must|should"
)
# Months and parts of names, where no sentence begins.
_NAME = re.compile(r"(?<=\w )(?:May|Will|Without|Hope)\b")


class Cue(NamedTuple):
    """A cue found: where it stands in the text (code points), and its words in lower case."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in lower case, its sentences, and the cues and conditions in it."""

    low: str
    raw: str
    sentences: list[tuple[int, int]]
    cues: list[Cue]
    conditions: list[tuple[int, int, bool]]


class Spot(NamedTuple):
    """A trigger, and how far around it is looked."""

    read: Text
    start: int
    end: int
    floor: int
    ceiling: int

    def before(self, pattern: re.Pattern[str], reach: int = _WINDOW) -> re.Match[str] | None:
        """Return what a pattern finds in the sentence, at most `reach` characters before the trigger."""
        return pattern.search(self.read.low, max(self.floor, self.start - reach), self.start)

    def after(self, pattern: re.Pattern[str], reach: int = _WINDOW) -> re.Match[str] | None:
        """The same behind the trigger."""
        return pattern.search(self.read.low, self.end, min(self.ceiling, self.end + reach))


@lru_cache(maxsize=4)
def _read(text: str) -> Text:
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
    cues = [Cue(m.start(), m.end(), m.group()) for m in CUE.finditer(low) if not _NAME.match(text, m.start())]
    return Text(low=low, raw=text, sentences=sentences(text), cues=cues, conditions=sorted(conditions))


def _clause_end(low: str, start: int) -> int:
    end = _CLAUSE_END.search(low, start, start + _WINDOW)
    return end.start() if end else start + _WINDOW


_DETERMINER = re.compile(r"(?:an?|the|its|his|her|their|no)\s")


def spot(text: str, start: int, end: int) -> Spot:
    """Return where a trigger, `start:end` of a text, stands; without the article before a noun."""
    read = _read(text)
    if _DETERMINER.match(read.low, start, end):
        start = max(start, read.low.rfind(" ", start, end) + 1)
    k = bisect_right(read.sentences, start, key=lambda s: s[0]) - 1
    floor, ceiling = read.sentences[k] if k >= 0 else (0, len(read.low))
    return Spot(read, start, end, max(floor, start - _WINDOW), min(ceiling, end + _WINDOW))


class Chain(NamedTuple):
    """What cues say together; whether one of them is a modal; the outermost."""

    status: str
    modal: bool
    outermost: Cue


def governed(read: Text, at: int, floor: int, depth: int = _DEPTH) -> Chain | None:
    """Return what cues say of the word that begins at `at`: the nearest that reaches it, and what holds of that one."""
    last = bisect_left(read.cues, (at,))
    for cue in reversed(read.cues[max(0, last - 12) : last]):
        if cue.start < floor or at - cue.end > _REACH_OVER:
            break
        said = (r for r in readings(cue.words) if depth < _DEPTH or r[1] != "plan")
        if found := next((s for s, takes in said if _reaches(read.low, cue, takes, at)), None):
            outer = governed(read, cue.start, floor, depth - 1) if depth else None
            modal = _MODALS.fullmatch(cue.words) is not None
            if outer is None or _NEGATOR.fullmatch(cue.words):
                return Chain(found, modal, cue) if found != "same" else None
            return Chain(_composed(outer.status, found), modal or outer.modal, outer.outermost)
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


def _reaches(low: str, cue: Cue, takes: str, at: int) -> bool:
    """Tell whether what a cue takes begins at `at`."""
    # "a report, a pledge that the council hailed" is a pledge that was hailed.
    if cue.end >= at or (takes in {"clause", "that"} and low.endswith(", a ", 0, cue.start)):
        return False
    reach = REACH[takes]
    if m := reach.between.fullmatch(low, cue.end, at):
        finite = takes == "thing" and form(low, at) == "past" and not _ENDS_PASSIVE.search(m.group())
        return reach.form.match(low, at) is not None and not finite
    return takes in _MAY_JOIN and _joined(low, cue, takes, at)


_JOINED = re.compile(r"(?:\band|\bor|\bbut|,)\s+(?:then\s+|also\s+|even\s+|to\s+|not\s+|\w+ly\s+){0,3}$")
_TO_GERUND = re.compile(r"\s+(?:of |from |\w+ of )?(?=\w+ing\b)")
_BREAK = re.compile(rf"[;:“”\"]|\b(?:{OTHER_CLAUSE}|{FINITE}|that)\b")


def _joined(low: str, cue: Cue, takes: str, at: int) -> bool:
    """Tell whether a word is joined by "and" to one that the cue takes: "threatened to kill them and to burn"."""
    if not _JOINED.search(low, max(cue.end, at - 30), at):
        return False
    first = (_TO_GERUND if takes in {"thing", "gerund"} else REACH[takes].between).match(low, cue.end, at)
    if not first:
        return False
    shape = form(low, at)
    if shape != form(low, first.end()) or (shape == "past" and (takes != "group" or "," in low[first.end() : at])):
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


def form(low: str, at: int) -> str:
    """Return the form of the verb that begins at `at`: "ing", "past" (participles too) or "base"."""
    m = _LETTERS.match(low, at)
    word = m.group() if m else ""
    if word.endswith("ing"):
        return "ing"
    return "past" if word.endswith("ed") or word in _IRREGULAR else "base"
