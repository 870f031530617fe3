"""What becomes of those counted: an event's effect on them by their kind, by their part in it, and by its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import (
    ANIMALS,
    CAPTIVES,
    ENVOYS,
    FORCES,
    MACHINES,
    PEOPLE,
    PLACES,
    SOUGHT,
    THINGS,
    WEAPONS,
)
from reportedly.decode.effects import OF_ONESELF

if TYPE_CHECKING:
    from reportedly.model import Effect

RECIPIENT, INSTRUMENT, ACTOR, PLACE = "1", "2", "3", "4"

_RUIN: Final = re.compile(
    r"destr|demol|damag|raz|gutt|flatten|level|collaps|wreck|intercept|sh[o]+t|fell(?:ed|ing)|down|sank|sunk|sink|knock|torch|obliter",
    re.IGNORECASE,
)
_BURN: Final = re.compile(r"burn|char|scald|scorch|batter|crippl|disabl|smash", re.IGNORECASE)
_SWEEP: Final = re.compile(r"swe|wash|swallow|submerg|engulf", re.IGNORECASE)
_BURY: Final = re.compile(r"bur[iy]|entomb|swallow", re.IGNORECASE)
_UPROOT: Final = re.compile(r"uproot", re.IGNORECASE)
_SEARCH: Final = re.compile(r"search|look|scour|hunt|dig", re.IGNORECASE)
_EXPEL: Final = re.compile(r"expel|deport|exil|repatriat|relocat|sent home", re.IGNORECASE)
_HOME: Final = re.compile(r"repatriat|hand|return|sent home|transfer|fl[eyo]w|brought", re.IGNORECASE)
_HANDED: Final = re.compile(r"hand|return|exchang|swap|trade|walk|go\b|gone|let\b|repatriat", re.IGNORECASE)
_SEIZED: Final = re.compile(r"seiz|held|grab|took|taken|taking|hold", re.IGNORECASE)
_LOST: Final = re.compile(r"lost|los(?:e|es|ing|s)\b", re.IGNORECASE)
_HIT: Final = re.compile(r"hit|struck|strik|bomb|shell|pound|rak", re.IGNORECASE)
_SENT: Final = re.compile(r"deploy|redeploy|dispatch|mobili|station|recruit|conscript|enlist|draft|call", re.IGNORECASE)
_STRIKES: Final = re.compile(r"\b(?:strikes?|bombardments?|airstrikes?)$", re.IGNORECASE)
_SHOT: Final = re.compile(r"shot$|shoot(?:s|ing)?$", re.IGNORECASE)
_WITHOUT: Final[frozenset[Effect]] = frozenset({"abducted", "released", "detained", "missing", "displaced"})


def fitting(effect: Effect | None, noun: str, words: str = "") -> Effect | None:
    """Return the effect where it may befall what is counted, else what comes of it, or None.

    Args:
        effect: what is told.
        noun: the counted noun phrase, empty where it is left out.
        words: the words that tell it.
    """
    if not noun or effect is None or effect == "other":
        return effect
    animal = bool(ANIMALS.search(noun))
    thing = bool(THINGS.search(noun)) and not animal
    if effect == "destroyed":
        return _ruined(noun, words, thing=thing)
    if effect in {"killed", "injured"}:
        poisoned = animal and words.lower().startswith("poison")
        return "destroyed" if thing else "killed" if poisoned else effect
    if effect in _WITHOUT:
        return _without(effect, noun, words, thing=thing, animal=animal)
    if effect == "launched":
        return effect if WEAPONS.search(noun) else None
    return effect if FORCES.search(noun) or MACHINES.search(noun) or _SENT.match(words) else None


def _ruined(noun: str, words: str, *, thing: bool) -> Effect | None:
    """Return what fire, water and fall make of things, and of people."""
    if thing:
        return "destroyed"
    if _BURN.match(words):
        return "injured"
    if _SWEEP.match(words):
        return "missing"
    return "destroyed" if _RUIN.match(words) and not PEOPLE.search(noun) and not FORCES.search(noun) else None


def _without(effect: Effect, noun: str, words: str, *, thing: bool, animal: bool) -> Effect | None:
    """Return what being lost, driven out, taken, held and let go mean for things, animals, captives and envoys."""
    if thing:
        return "destroyed" if _BURY.match(words) or _UPROOT.match(words) else None
    if effect in {"missing", "displaced"} and words:
        if _SEARCH.match(words) and SOUGHT.search(noun):
            return None
        if _EXPEL.match(words) and ENVOYS.search(noun):
            return None
        if _HOME.match(words) and CAPTIVES.search(noun):
            return "released"
    return None if animal and effect != "missing" else effect


def suffered(told: Effect | None, words: str, noun: str, type_: str, role: str) -> Effect | None:
    """Return what an event does to the counted: they suffer it, are its means, or do it.

    Args:
        told: what the event's words tell.
        words: the words of its trigger.
        noun: the counted noun phrase, empty where it is left out.
        type_: the event's PLOVER type.
        role: the part of the counted in it.
    """
    if role == PLACE:
        return None
    if role == ACTOR and told not in {None, "deployed"} and not OF_ONESELF.match(words):
        told = None
    if told == "detained" and type_ in {"AID", "CONSULT", "AGREE"}:
        told = None
    if told == "launched" and not noun and type_ not in {"ASSAULT", "MOBILIZE"}:
        told = None
    if told == "deployed" and not _is_sent(words, noun, type_):
        told = None
    if told == "injured" and role == RECIPIENT and _SHOT.match(words) and not THINGS.search(noun):
        return "killed"
    return fitting(told, noun, words) or _by_type(words, noun, type_, role)


def of_itself(noun: str, type_: str) -> Effect | None:
    """Return what counted events of a type are: "30 *strikes*" are launched."""
    return "launched" if type_ == "ASSAULT" and _STRIKES.search(noun) else None


def _is_sent(words: str, noun: str, type_: str) -> bool:
    force = not noun or FORCES.search(noun) or MACHINES.search(noun)
    return bool(force or (type_ == "MOBILIZE" and words) or _SENT.match(words))


def _by_type(words: str, noun: str, type_: str, role: str) -> Effect | None:
    """Return what an event of a type does to the counted where its words alone don't tell."""
    thing = bool(THINGS.search(noun))
    people = bool(PEOPLE.search(noun) or FORCES.search(noun)) and not thing
    if WEAPONS.search(noun) and type_ in {"ASSAULT", "MOBILIZE"}:
        return "destroyed" if role == RECIPIENT and type_ == "ASSAULT" else "launched" if role != ACTOR else None
    if type_ == "MOBILIZE" and (not noun or FORCES.search(noun) or MACHINES.search(noun)):
        return "deployed"
    return _by_verb(words, noun, type_, thing=thing, people=people) if role == RECIPIENT else None


def _by_verb(words: str, noun: str, type_: str, *, thing: bool, people: bool) -> Effect | None:
    """Return what losing, hitting, taking and handing over mean for those who suffer it."""
    if _LOST.match(words) and type_ in {"ASSAULT", "OTHER"}:
        return "destroyed" if thing else "killed" if FORCES.search(noun) or type_ == "ASSAULT" else None
    if _HIT.match(words) and type_ == "ASSAULT" and thing and not PLACES.search(noun):
        return "destroyed"
    if _SEIZED.match(words) and people:
        return "detained" if type_ == "COERCE" else "abducted"
    if _HANDED.search(words) and (CAPTIVES.search(noun) or (type_ == "RETREAT" and not thing)):
        return "released"
    return None
