"""What a trigger's own words say of its type: the table `trigger_types.tsv`, beside what the model has learned."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.model import Span

CLEAR, WEAK = 5.0, 2.0
"""Natural logarithms of odds: how much a clear and a weak word say for their type."""
_REACH = 7  # words after the trigger in which the rest of a phrase stands
_WORD: Final = re.compile(r"[^\W_][\w-]*")
_SENTENCE: Final = re.compile(r"[^.!?;\n]*")
_ENDINGS: Final = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""),
    ("ing", "e"),
)  # fmt: skip
_STEM = 3  # letters of the shortest stem
_IRREGULAR: Final = {
    form: verb
    for verb, *forms in (
        x.split()
        for x in (
            "strike struck", "shoot shot", "slay slew slain", "fight fought", "meet met", "hold held", "send sent",
            "give gave given", "take took taken", "leave left", "lead led", "flee fled", "win won", "sell sold",
            "buy bought", "tell told", "say said", "swear swore sworn", "withdraw withdrew withdrawn",
            "break broke broken", "blow blew blown", "steal stole stolen", "feed fed", "seek sought",
            "throw threw thrown", "begin began begun", "beat beaten", "overthrow overthrew overthrown", "hang hung",
            "rise rose risen", "speak spoke spoken", "forbid forbade forbidden", "lend lent", "build built",
            "catch caught", "fall fell fallen", "die died dying", "drive drove driven", "make made", "put putting",
            "bring brought", "come came", "go went gone", "run ran", "pay paid", "keep kept", "lay laid", "lose lost",
            "cut cutting", "drop dropped", "set setting", "choose chose chosen", "forgive forgave forgiven",
            "shake shook shaken", "stand stood", "spend spent", "write wrote written", "get got", "lie lay",
        )
    )
    for form in forms
}  # fmt: skip


class _Phrase(NamedTuple):
    rest: tuple[frozenset[str], ...]
    type: str
    worth: float


@cache
def _table() -> Mapping[str, tuple[_Phrase, ...]]:
    """Return phrases by their first word, those of several words first."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    text = files("reportedly.decode").joinpath("trigger_types.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        words, _, type_, how = line.split("\t")
        first, *later = words.split(" ")
        worth = {"clear": CLEAR, "weak": WEAK}[how]
        for one in first.split("|"):
            head, *more = one.split("_")
            rest = (*(frozenset({m}) for m in more), *(frozenset(w.replace("_", " ").split("|")) for w in later))
            found[head].append(_Phrase(rest, type_, worth))
    return {k: tuple(sorted(v, key=lambda p: -len(p.rest))) for k, v in found.items()}


def worded(text: str, trigger: Span) -> dict[str, float]:
    """Return the types that a trigger's words speak for, and how much; phrases go before single words."""
    own = _WORD.findall(text[trigger.start : trigger.end])
    after = _SENTENCE.match(text, trigger.end)
    later = _WORD.findall(after[0])[:_REACH] if after else []
    for several in (True, False):
        found: dict[str, float] = {}
        for i, word in enumerate(own):
            known = [p for x in _lemmas(word) for p in _table().get(x, ()) if bool(p.rest) is several]
            following = [set(_lemmas(w)) for w in (*own[i + 1 :], *later)] if known and several else []
            for p in known:
                if _follows(p.rest, following):
                    found[p.type] = max(p.worth, found.get(p.type, 0.0))
            if found and not several:
                break
        if found:
            return found
    return {}


def _follows(rest: Sequence[frozenset[str]], following: Sequence[set[str]]) -> bool:
    """Tell whether the rest of a phrase stands in what follows, in order."""
    at = iter(following)
    return all(any(wanted & forms for forms in at) for wanted in rest)


def _lemmas(word: str) -> Iterator[str]:
    """Yield what a word may be a form of, itself first."""
    word = word.casefold()
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _STEM - len(instead):
            yield stem + instead
            if not instead and len(stem) > _STEM and stem[-1] == stem[-2]:
                yield stem[:-1]
