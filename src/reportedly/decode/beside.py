"""What is told right beside a count phrase: behind it, ahead of it, and of the count phrase before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import TOTAL
from reportedly.decode.effects import OF_ONESELF, all_tells, tells_at, told
from reportedly.decode.fates import fitting

if TYPE_CHECKING:
    from reportedly.model import Effect

    Range = tuple[int, int]


def _any(words: str) -> str:
    return "|".join(words.split())


PASSIVE: Final = re.compile(r" (?:were|was|been|be|being|are|is|reported|confirmed|feared|left|got|remain\w*)\b")
_FILLERS: Final = _any(r"""
    people others more were was have had has been are is being be also left remain\w* still reported\w*
    confirmed feared believed presumed seriously critically badly slightly lightly severely gravely fatally
    mostly either both thought listed known allegedly reportedly subsequently since could would will may not
    never yet to so far now later on list lists who that which got get went gone of them whom then including
    from the their
    its homes? nobody all themselves
""")
_BEHIND: Final = re.compile(rf"(?:,? (?:{_FILLERS})(?=[ ]))*[ ](?=\w)", re.IGNORECASE)
_ACTS_ON: Final = re.compile(
    r" (?:down |up |dead )?(?:(?:the|a|an|his|her|their|its|at least|some|several|dozens|hundreds|more than|about"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)\b|\d|[A-Z])"
)
_BETWEEN: Final = _any("""
    down up dead away on fire go hostage prisoner out off of the its their his a an another further as total in
    all around about also at least home back more with to torch only free last remaining
""")
_AHEAD: Final = re.compile(rf"(?:[ ](?:{_BETWEEN}))*[ ]", re.IGNORECASE)
_AROUND: Final = 80  # code points behind the number: "shot 12 drones *down*"
_TOLLS: Final = frozenset({"toll", "lives", "death", "deaths", "casualties"})
_IS_DOING: Final = re.compile("missing|fleeing|sheltering|serving|searching|dying", re.IGNORECASE)
_PART: Final = re.compile(
    r"(?:\bincluding|\bamong them|\bamong whom|\bof whom|\bof them|\bas well as|\bplus)"
    r"(?: (?:the|at least|a|those of))?[ ]$",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(
    r"(?: \w+){0,2}? of (?:them|whom|those)\b|(?: were| was)? (?:women|children)\b|(?: \w+){1,2} among them\b"
)
_JOINS: Final = re.compile(
    r"(?:,| and| or| but|;| against| compared with| up from| down from| from| -| –| —| while)\b|[,;(]"
)


def told_behind(text: str, end: int, last: int, noun: str) -> tuple[Effect | None, int]:
    """Return the effect told right behind a phrase, and where: "12 people *were killed*", "30 *wounded*"."""
    gap = _BEHIND.match(text, end, min(last, end + 48))
    m = gap and tells_at(text, gap.end(), min(last, gap.end() + 60))
    if not m or (m[0].endswith("ing") and not _IS_DOING.match(m[0])):
        return None, end
    passive = PASSIVE.search(text, end, m.start())
    if not passive and not OF_ONESELF.match(m[0]) and _ACTS_ON.match(text, m.end(), last):
        return None, end
    return None if m[0].lower() in _TOLLS else fitting(told(m), noun, m[0]), m.start()


def told_ahead(text: str, first: int, start: int, noun: str) -> tuple[Effect | None, int]:
    """Return the effect told right before a phrase, and where: "*killing* 12", "the *toll* rose to 41"."""
    first = max(first, start - 64)
    m = next((m for m in reversed([*all_tells(text, first, start + _AROUND)]) if m.end() <= start), None)
    if m is None:
        return None, start
    total = TOTAL.search(text, first, start)
    right = _AHEAD.fullmatch(text, m.end(), start) or (total and m.end() > total.start())
    return fitting(told(m), noun, m[0]) if right else None, m.start()


def is_part(text: str, first: int, number: Range) -> bool:
    """Tell whether the counted are some of those before `first`: "including five children", "three of them"."""
    start = max(first, number[0] - 32)
    return bool(_PART.search(text, start, number[0])) or is_of_them(text, number[1])


def is_of_them(text: str, end: int) -> bool:
    """Tell whether "of them", "were women" or the like stands behind a number that ends at `end`."""
    return bool(_OF_THEM.match(text, end))


def is_joined(text: str, between: Range, *, named: bool) -> bool:
    """Tell whether a phrase goes on from the one before; across ";" only if its noun is not named again."""
    if not _JOINS.search(text, *between):
        return False
    return not named or not re.search(r"[;.]", text[slice(*between)])
