"""How something is said: its form, its polarity, and to whom.

The word lists are our own, put together along the classes that the literature on reporting verbs uses (Thompson and
Ye 1991; Saurí and Pustejovsky's source-introducing predicates, 2009). Each is a row of lemmas; inflection is regular.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import dropwhile
from typing import TYPE_CHECKING

from reportedly.model import Form, Polarity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.text import Quotation


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is denied is false, whatever the object.
DENY = _table("deny refute rebut quash debunk negate gainsay")
# These deny a claim ("rejected the allegation that ..."), but not a plan or a person ("rejected the offer").
DENY_A_CLAIM = _table("reject dismiss dispute contest contradict discredit discount disavow repudiate downplay")
DENIAL = _table("denial denials refutation rebuttal")
DENIAL_PHRASE = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|brush(?:es|ed|ing)? (?:off|aside)|sho(?:o?ts?|oting) down|laugh(?:s|ed|ing)? off"
    r"|(?:push(?:es|ed|ing)?|hit(?:s|ting)?) back (?:on|at|against)|pour(?:s|ed|ing)? (?:cold water|scorn) on"
    r"|knock(?:s|ed|ing)? down|played down|plays? down|wav(?:e|es|ed|ing) (?:off|away|aside)|cast doubts? on)\b"
)
CLAIMS = _table("""
    claim allegation accusation assertion contention suggestion insinuation implication report rumor rumour speculation
    notion idea theory charge account story characterization characterisation description narrative statement remark
    comment finding conclusion argument assumption view concern fear worry doubt criticism critique complaint warning
    talk possibility prospect chance version estimate figure gossip comparison assessment involvement responsibility
    wrongdoing""")
AFTER_HEAD = _table("that of about as from which by in")
# Granting or not is no denial of a claim: "denied bail".
GRANTS = _table("""
    request requests motion appeal petition bail visa visas entry access permission asylum application parole credit
    treatment right rights nomination""")
DECLINE = _table("decline refuse")
REFUSAL = _table("refusal refusals")
# Negated, these mean no answer at all: "did not comment", "would not elaborate".
ANSWER = _table("""
    comment commented respond responded reply replied answer answered elaborate elaborated reached return returned
    available""")
# A step short of saying: "stopped short of blaming", "has yet to confirm".
SILENT = re.compile(
    r"(?:fail(?:s|ed|ing)? to|(?:stop(?:s|ped|ping)? )?short of|avoid(?:s|ed|ing)?|silen(?:t|ce)|doubt(?:s|ed|ing)?"
    r"|omit(?:s|ted|ting)?|neglect(?:s|ed)? to|unaware|ignorant)\b"
)
YET_TO = re.compile(r"\byet to\b")
NEGATORS = _table("not never no nor neither cannot without nothing none")
NO_NEGATION = _table("only just merely simply least surprisingly doubt secret wonder bones help hesitate mince")
# What may stand between a negator and the head of the cue, or before the negator.
LIGHT = _table("""
    do does did has have had having is are was were am be been being will would can could shall should may might must
    make makes made making give gives gave giving offer offers offered offering show shows showed showing
    provide provides provided take takes took express expressed see sees saw find finds found there it to
    also still yet so far even ever then again later once choose chose chosen choosing decide decided deciding
    prefer preferred prefers opt opted elect elected careful tried able""")
NOBODY = re.compile(
    r"(?:nobody|no[ -]one|none|neither|not one|not a single|no (?!(?:less|fewer|more|doubt)\b)[a-z]+)\b"
)
NOR = re.compile(r"\b(?:nor|neither) (?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should)\s*$")
SMALL = _table("a an the of in on at to for and or by with from de la")  # small in titles
NAMING = re.compile(r"\b(?:dubbed|nicknamed|named|called|titled|entitled|code-?named|headlined|known as)\W*$")

# Verbs that take whom they speak to as their object, and those that take it after "to".
TELL = _table("tell told inform assure reassure remind notify brief advise caution warn")
SPEAK_TO = _table("""
    say said speak spoke write wrote explain complain announce confirm report talk respond reply testify reveal
    disclose admit boast signal indicate""")
SPEAKING_TO = re.compile(
    r"\b(?:(?:speaking|talking) (?:to|with)"
    r"|in (?:an? |his |her |their )?(?:\w+ )?(?:interview with"
    r"|(?:letter|e-?mail|remarks|statement|message|note|comments|speech|briefing|address) to)) ",
    re.IGNORECASE,
)
ADDRESSEE = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|our|my|some|several|many|all|other)\s)?[^\W_][\w.\u2019'-]*"
    r"(?:\s(?:of\s(?:the\s|his\s|her\s|their\s)?)?"
    r"(?!(?:that|on|in|at|during|after|before|by|via|this|last|earlier|later|how|why|what|whether|if|to|about|when"
    r"|while|as|and|or|over|for|from|through|who|which|of|he|she|it|they|we|is|was|were|had|has|not|there|with|late|early"
    r"|\w+day)\b)[^\W_][\w.\u2019'-]*){0,6}(?=\W|$)"
)
NOT_ADDRESSED = _table("""
    that the a an how why what whether if to of about on in at it there as and when while is not he she they we i
    against""")


def _forms(lemmas: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the regular inflections of English verbs."""

    def inflect(lemma: str) -> str:
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            return f"{lemma[:-1]}(?:y|ies|ied|ying)"
        if lemma.endswith("e"):
            return f"{lemma[:-1]}(?:e|es|ed|ing)"
        return f"{lemma}{lemma[-1]}?(?:|s|es|ed|ing)"

    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(inflect, sorted(lemmas)))})(?![\w-])")


_DENY, _DENY_A_CLAIM, _DECLINE = _forms(DENY), _forms(DENY_A_CLAIM), _forms(DECLINE)
_TELL, _SPEAK_TO = _forms(TELL), _forms(SPEAK_TO)
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_STOP = re.compile(r"[.!?;:,()“”\"\n]")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def form(text: str, content: Sequence[Span], quoted: Sequence[Quotation], cue: Span | None = None) -> Form:
    """Return direct where every word of the content is quoted, indirect where none is, else mixed.

    `quoted` holds the quotations of the text in order. A quotation that holds the cue too is somebody else's, and
    quoted names and titles are nobody's: neither counts.
    """
    first = bisect_right(quoted, min((c.start for c in content), default=0), key=lambda q: q.end)
    last = bisect_left(quoted, max((c.end for c in content), default=0), key=lambda q: q.start)
    inside = [
        q.inner
        for q in quoted[first:last]
        if any(q.start < c.end and c.start < q.end for c in content)
        and not (cue and q.start <= cue.start and cue.end <= q.end)
        and not _is_name(text, q, content)
    ]
    if not inside:
        return "indirect"
    words = [m.start() + c.start for c in content for m in _WORD.finditer(text[c.start : c.end])]
    count = sum(any(start <= w < stop for start, stop in inside) for w in words)
    return "indirect" if not count else "direct" if count == len(words) else "mixed"


def _is_name(text: str, quotation: Quotation, content: Sequence[Span]) -> bool:
    if any(quotation.start - 1 <= c.start and c.end <= quotation.end + 1 for c in content):
        return False
    words = _WORD.findall(text[slice(*quotation.inner)])
    capitals = bool(words) and words[0][0].isupper() and all(w[0].isupper() or w in SMALL for w in words)
    named = NAMING.search(text[max(0, quotation.start - 20) : quotation.start]) is not None
    return named or (capitals and len(words) > 1)


def polarity(text: str, cue: Span | None, source: Span | None, content: Sequence[Span]) -> Polarity:
    """Return whether the content was said, denied, declined (no answer, or a refusal), or *not* said.

    A negated attitude ("does not expect") is `not_said`: the content is not what the source holds. A negated denial
    ("did not dispute", "did not rule out") is `said`, the nearest there is.
    """
    if cue is None:
        return "said"
    words = _verb_group(text, cue, source)
    group = " ".join(words)
    denies = _denies(text, group, content)
    if _negated(words) or _negated_before(text, source or cue) or (source and _is_nobody(text, source)):
        if not ANSWER.isdisjoint(words):
            return "declined"
        return "said" if denies and "neither" not in words else "not_said"
    if _DECLINE.search(group) or not REFUSAL.isdisjoint(words):
        return "declined"
    if denies:
        return "denied"
    silent = SILENT.match(" ".join(dropwhile(_may_precede, words))) or YET_TO.search(group)
    return "not_said" if silent else "said"


def _negated_before(text: str, span: Span) -> bool:
    return NOR.search(text[max(0, span.start - 16) : span.start].lower()) is not None


def _is_nobody(text: str, source: Span) -> bool:
    return NOBODY.match(text[source.start : source.end].lower()) is not None


def _verb_group(text: str, cue: Span, source: Span | None) -> list[str]:
    """Return the words of the cue in lower case, with the auxiliaries and negators right before it."""
    start = source.end if source and source.end <= cue.start else max(0, cue.start - 40)
    before = _words(_STOP.split(text[max(start, cue.start - 40) : cue.start])[-1])
    keep = len(before)
    while keep and _may_precede(before[keep - 1]):
        keep -= 1
    return before[keep:] + _words(text[cue.start : cue.end])


def _may_precede(word: str) -> bool:
    return word in LIGHT or word in NEGATORS or word.endswith(("ly", "n't"))


def _negated(words: list[str]) -> bool:
    for i, word in enumerate(words):
        if word in NEGATORS or word.endswith("n't"):
            return not NO_NEGATION.intersection(words[i + 1 : i + 2])
        if not _may_precede(word):
            return False
    return False


def _denies(text: str, group: str, content: Sequence[Span]) -> bool:
    said = _words(text[content[0].start : min(content[0].start + 80, content[0].end)]) if content else []
    if _DENY.search(group) or DENIAL_PHRASE.search(group):
        return GRANTS.isdisjoint(said[:3])
    if _DENY_A_CLAIM.search(group):
        nouns = {w.removesuffix("s") for w in _head(said) + group.split()}
        return said[:1] == ["that"] or not CLAIMS.isdisjoint(nouns)
    return not DENIAL.isdisjoint(group.split())


def _head(words: list[str]) -> list[str]:
    """Return the first words of a noun phrase, up to what follows its head noun."""
    return words[: next((i for i, w in enumerate(words) if i and w in AFTER_HEAD), 8)]


def addressee(text: str, cue: Span | None, source: Span | None, content: Sequence[Span]) -> Span | None:
    """Return whom the statement is addressed to: "told *reporters*", "said to *the council*"; None where not plain."""
    if cue is None:
        return None
    ends = sorted(s.start for s in (*content, *([source] if source else [])) if s.start >= cue.end)
    limit = min(ends[0] if ends else len(text), cue.end + 120)
    words = text[cue.start : cue.end].lower()
    if _TELL.search(words) or words.startswith("told"):
        return _told(text, cue, limit)
    to = _SPEAK_TO.search(words) and re.match(r"[^.,;:\n“\"]{0,40}?\b(?:to|with)\s", text[cue.end : limit])
    if to and (found := _noun_phrase(text, cue.end + to.end(), limit)):
        return found
    near = SPEAKING_TO.search(text, max(0, cue.start - 120), limit)
    if near and not re.search(r"[.!?]\s|\n|[”\"]", text[near.end() : cue.start]):
        return _noun_phrase(text, near.end(), len(text) if near.end() < cue.start else limit)
    return None


def _told(text: str, cue: Span, limit: int) -> Span | None:
    verb = _TELL.search(text[cue.start : cue.end].lower())
    start = cue.start + verb.end() if verb else cue.end
    gap = re.match(r"\s+", text[start:limit])
    return _noun_phrase(text, start + gap.end(), limit) if gap else None


def _noun_phrase(text: str, start: int, limit: int) -> Span | None:
    m = ADDRESSEE.match(text, start, limit)
    if not m:
        return None
    end = m.start() + len(m.group().rstrip(" .\u2019'-"))
    return None if text[start:end].lower() in NOT_ADDRESSED else Span(start=start, end=end)
