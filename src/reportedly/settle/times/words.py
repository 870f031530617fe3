"""The words of time expressions and the class of each; a word that is not here is of class `other`."""

from __future__ import annotations

from typing import Final


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


def _counted(words: str, start: int = 1, step: int = 1) -> dict[str, int]:
    return {word: start + step * i for i, word in enumerate(words.split())}


MONTHS: Final = _counted("january february march april may june july august september october november december")
SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = _counted("monday tuesday wednesday thursday friday saturday sunday", 0)
SHORT_WEEKDAYS: Final = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
UNITS: Final = {
    "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E", "century": "C", "hour": "TH", "minute": "TM",
    "fortnight": "F", "millennium": "L",
}  # fmt: skip
PLURALS: Final = {
    "days": "D", "weeks": "W", "months": "M", "years": "Y", "decades": "E", "centuries": "C", "hours": "TH",
    "minutes": "TM", "seconds": "TS", "fortnights": "F", "quarters": "Q", "weekends": "WE", "mins": "TM", "hrs": "TH",
    "millennia": "L", "yrs": "Y",
}  # fmt: skip
PARTS: Final = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "overnight": "NI", "daytime": "DT",
    "nighttime": "NI", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "NI",
    "lunchtime": "MI", "nightime": "NI", "midmorning": "MO", "midafternoon": "AF",
}  # fmt: skip
SEASONS: Final = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
ORDINALS: Final = _counted(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
) | {"thirtieth": 30}
SMALL: Final = _counted(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TENS: Final = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10) | {"fourty": 40}
SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_ZONES: Final = """
gmt utc est edt et pst pdt pt cst cdt ct mst mdt mt bst cet cest eet eest msk ist jst kst aest aedt eat wat sast irst
"""

_CLASSES: Final = """
the: the | a: a an | of: of | in: in within into | on: on upon | at: at | by: by | and: and | or: or
to: to through thru until till | from: from starting commencing | between: between | since: since
during: during throughout | for: for | over: over | under: under | than: than | more: more | less: less fewer
least: least | most: most | up: up | no: no | only: only just | as: as | so: so
last: last previous preceding prior latest | past: past | this: this | current: current
next: next coming upcoming | following: following subsequent ensuing | that: that | same: same | each: each every
ago: ago | later: later afterwards afterward | earlier: earlier previously | before: before | after: after
hence: hence | ahead: ahead | recent: recent | early: early | mid: mid middle | late: late
begin: beginning start outset turn onset | end: end close
approx: about around nearly almost roughly approximately circa some
few: few | several: several many | couple: couple pair | half: half | quarter: quarter | weekend: weekend
fiscal: fiscal financial | calendar: calendar | period: period | additional: additional extra further
full: full entire whole | once: once twice | trading: trading consecutive straight working business successive
noon: noon midday midnight | tonight: tonight | oclock: o'clock o’clock | parts: mornings afternoons evenings nights
local: local | old: old long | time: time | other: other
"""
CLASS_OF: Final[dict[str, tuple[str, object]]] = {
    word: (kind, word)
    for kind, _, words in (entry.strip().partition(": ") for line in _CLASSES.split("\n") for entry in line.split("|"))
    for word in words.split()
}
CLASS_OF.update({w: ("month", n) for w, n in MONTHS.items()})
CLASS_OF.update({w: ("mabbr", n) for w, n in SHORT_MONTHS.items()})
CLASS_OF.update({w: ("weekday", n) for w, n in WEEKDAYS.items()})
CLASS_OF.update({w + "s": ("weekdays", n) for w, n in WEEKDAYS.items()})
CLASS_OF.update({w: ("wabbr", n) for w, n in SHORT_WEEKDAYS.items()})
CLASS_OF.update({w: ("unit", c) for w, c in UNITS.items()})
CLASS_OF.update({w: ("units", c) for w, c in PLURALS.items()})
CLASS_OF.update({w: ("part", c) for w, c in PARTS.items()})
CLASS_OF.update({w: ("season", c) for w, c in SEASONS.items()})
CLASS_OF.update({w + "s": ("seasons", c) for w, c in SEASONS.items()})
CLASS_OF.update({w: ("ordw", n) for w, n in ORDINALS.items()})
CLASS_OF.update({w: ("numw", n) for w, n in SMALL.items()})
CLASS_OF.update({w: ("numw", n) for w, n in TENS.items()})
CLASS_OF.update({w: ("numw", n) for w, n in SCALES.items()})
CLASS_OF.update({w: ("zone", w.upper()) for w in _ZONES.split()})
CLASS_OF.update({w: ("rday", n) for w, n in {"yesterday": -1, "today": 0, "tomorrow": 1}.items()})
CLASS_OF.update(
    {w: ("every", v) for w, v in {"daily": "P1D", "weekly": "P1W", "monthly": "P1M",
                                  "yearly": "P1Y", "annually": "P1Y", "nightly": "P1D", "hourly": "PT1H",
                                  "biweekly": "P2W", "fortnightly": "P2W"}.items()}
)  # fmt: skip
CLASS_OF.update({w: ("era", w) for w in ("bc", "bce", "ad", "ce")})

# Words that are of their class only when written with a capital.
CAPITALISED: Final = listed("march may mar jan dec sat sun wed mon fri et pt ct mt est ist eat ad ce bc bce august")

# Fixed phrases and single words: TIMEX3's vague references, and whether they end at the anchor ("so far").
PHRASES: Final = {
    "PRESENT_REF": (
        "now", "right now", "currently", "at present", "presently", "at the moment", "these days", "nowadays",
        "at this time", "at this moment", "at the present time", "for the moment",
    ),
    "PAST_REF": (
        "recently", "more recently", "most recently", "the recent past", "the distant past", "not long ago", "long ago",
        "lately", "some time ago", "a long time ago",
    ),
    "FUTURE_REF": (
        "soon", "the future", "the near future", "the foreseeable future", "the near term", "the short term",
        "as soon as possible", "the not too distant future", "one day soon",
    ),
}  # fmt: skip
SO_FAR: Final = ("so far", "to date", "thus far")
