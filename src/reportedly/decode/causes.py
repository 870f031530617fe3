"""What did the harm: a deed, or a mishap of nature, machines or health.

PLOVER's ASSAULT is a deed. "Killed", "burned" and "trapped" are said of both, and the sentence tells which: it names a
hazard, and nobody's weapon or attack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.decode.scope import spot

if TYPE_CHECKING:
    from reportedly.model import Span


def _any(words: str) -> re.Pattern[str]:
    """Return what finds one of several; blanks part them, `_` is a blank within one."""
    return re.compile(rf"\b(?:{'|'.join(words.split()).replace('_', ' ')})\b")


_HAZARD = _any(r"""
    (?:earth)?quakes? aftershocks? tremors? tsunamis? eruptions? volcano\w* floods? flooding floodwaters?
    (?:an?|the|tropical|winter|ice)_storms? (?:thunder|snow|hail|sand)storms? hurricanes? typhoons? cyclones?
    tornado(?:es)? blizzards? lightning (?:land|mud|rock)slides? avalanches? droughts? famine heat_?waves?
    wild_?fires? blazes? (?:an?|the|house|forest|bush|hotel|warehouse|factory)_fires?
    burning_(?:house|hotel|building|tower|block) (?:gas|boiler|dust|mine|pit)_(?:explosions?|blasts?|leaks?)
    accidents? crash(?:e[sd])? collisions? collided pile-?ups? derail\w* capsiz\w+ overturned skidded stampedes?
    in_a_crush (?:caved?|caving)_in collaps\w+ drowned
    (?:bus|lorry|truck|car|van|train|tram|coach|minibus|ferry|boat|plane|helicopter|jet|balloon)_(?:\w+_){0,3}?(?:hit|plunged|veered|ran_(?:into|off)|came_down|went_down|fell)
    measles cholera ebola malaria dengue polio (?:bird_|swine_)?flu influenza covid\S* coronavirus virus(?:es)?
    diseases? epidemics? outbreaks? plague diphtheria meningitis typhoid hunger
""")  # fmt: skip
_DEED = _any(r"""
    attack\w* assault\w* bomb\w* strikes? air-?strikes? shell(?:s|ed|ing|fire)? missiles? rockets? drones? mortars?
    artillery grenades? land-?mines? shot shoot\w* gun\w* snipers? rifles? stabb\w+ kni(?:fe|ves) machetes? arson\w*
    torched set_(?:fire|ablaze|alight) militants? rebels? fighters? insurgents? troops soldiers army forces police
    militia\w* gangs? bandits? murder\w* massacr\w+ execut\w+ sabotage\w* war
    warplanes? hijack\w* kidnap\w* clash\w* fighting raid\w* deliberate\w* ramm(?:ed|ing) poison\w*
""")


def is_mishap(text: str, trigger: Span) -> bool:
    """Tell whether what a trigger tells of was nobody's deed: its sentence names a hazard and no attack."""
    at = spot(text, trigger.start, trigger.end)
    low, start, end = at.read.low, at.floor, at.ceiling
    return _HAZARD.search(low, start, end) is not None and _DEED.search(low, start, end) is None
