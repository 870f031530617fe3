"""Words that tell what a number counts, what happened to those counted, and what makes a number no count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportedly.model import Effect

MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)

# What happens to those that are counted: the words of an event's trigger, or right beside the number; first come first.
EFFECTS: Final[dict[Effect, str]] = {
    "killed": r"kill\w*|crush\w*|gunned|dead|deaths?|die[sd]?|dying|slain|slay\w*|murder\w*|execut\w+|massacr\w+"
    r"|fatalit\w+"
    r"|toll|lives|perish\w*|drown\w*|behead\w*|assassinat\w+|casualt\w+|bodies|corpses|lynch\w*",
    "injured": r"injur\w+|wound\w+|hurt\w*|maim\w*|hospitali[sz]\w+|stabb\w+|shot",
    "missing": r"missing|unaccounted|disappear\w+|trapped|vanish\w+",
    "displaced": r"displac\w+|homeless|flee\w*|fled|evacuat\w+|refugees?|cross(?:ed|ing)|uproot\w*|forced|forcing"
    r"|driven|drove",
    "abducted": r"abduct\w*|kidnap\w*|hostages?|captur\w+|snatch\w*",
    "released": r"releas\w+|free[ds]?|freeing|liberat\w+",
    "detained": r"arrest\w*|detain\w*|jail\w*|imprison\w*|custody|detention|prisoners?|held|picked|remand\w*|nabbed"
    r"|sentenc\w*|rounded|prosecut\w*",
    "deployed": r"deploy\w*|send\w*|sent|mobili[sz]\w*|dispatch\w*|mass(?:ed|ing)|station\w*|reinforce\w*",
    "launched": r"launch\w*|fir(?:e[sd]?|ing)|lobb\w+",
    "destroyed": r"destroy\w*|burn\w*|raz\w+|torch\w*|damag\w+|demolish\w*|flatten\w*|gutt\w+|down(?:ed|ing)"
    r"|wreck\w*|intercept\w*|buried",
}
# The same for triggers that mean it only of people, in an event of this type.
BY_TYPE: Final[dict[str, tuple[Effect, str]]] = {
    "ASSAULT": ("abducted", r"hold\w*|held|took|tak\w+|seiz\w+"),
    "COERCE": ("detained", r"took|tak\w+|seiz\w+|lock\w*|lodged|questioned"),
    "RETREAT": ("released", r"return\w*|hand\w*|swap\w*|walk\w*|let|exchang\w+|transfer\w*"),
}
# The same, where the counted noun itself says so: "12 dead", "no casualties".
OWN: Final[dict[Effect, str]] = {
    "killed": r"\b(?:dead|deaths?|fatalities|casualties|bodies|corpses|lives)\b",
    "injured": r"\b(?:injured|wounded|injuries)$",
    "missing": r"\bmissing$|^(?:\S+ )+missing\b",
}
# What the counted noun says where the event and the words beside it say nothing.
ELSE: Final[dict[Effect, str]] = {
    "abducted": r"\b(?:hostages|captives|abductees)\b",
    "launched": r"\b(?:air ?strikes|raids|sorties|salvos|volleys)$",
    "displaced": r"\b(?:refugees|evacuees)\b",
}
PEOPLE_ONLY: Final[frozenset[Effect]] = frozenset(
    {"killed", "injured", "missing", "displaced", "detained", "abducted", "released"}
)
WEAPONS: Final = re.compile(
    r"\b(?:rockets?|missiles?|drones?|shells?|bombs?|grenades?|rounds?|mortars?|projectiles?|warheads?"
    r"|torpedo(?:es)?)$",
    re.IGNORECASE,
)
THINGS: Final = re.compile(
    r"\b(?:homes?|houses?|huts?|buildings?|vehicles?|cars?|trucks?|lorries|buses|boats?|ships?|vessels?|planes?|jets?"
    r"|aircraft|helicopters?|tanks?|computers?|shops?|schools?|churches|mosques|hospitals?|clinics?|villages?|towns?"
    r"|settlements?|cities|bridges?|rockets?|missiles?|drones?|shells?|bombs?|grenades?|guns?|rifles?"
    r"|weapons?|rounds?"
    r"|tents?|shelters?|structures?|cattle|livestock|goats|sheep|phones?|accounts?|documents?"
    r"|charities|companies|parties"
    r"|websites?|trees|farms?|factories|flights?|trains?|bags|crates|boxes|systems|launchers?|positions|targets"
    r"|facilities|camps?|streets|apartments?|flats?|stalls?|warehouses?|wells?|tunnels?|cases|incidents|attacks?)$",
    re.IGNORECASE,
)

# What is measured, not counted.
MEASURED: Final = re.compile(
    r"[ \u00a0-](?:and a half )?(?:percent|per cent|pc|percentage|years?|months?|weeks?|days?|hours?"
    r"|minutes?|seconds?"
    r"|decades?|centur\w+|nights?|mornings?|evenings?|km|kms|kilomet\w+|miles?|met(?:re|er)s?|feet|foot|inch\w*|cm|mm"
    r"|yards?|acres?|hectares?|square|cubic|sq|degrees?|knots|mph|kph|hp|dollars?|euros?|pounds?"
    r"|rupees?|yen|yuan|francs?"
    r"|pesos?|naira|birr|dirhams?|shillings?|rand|crores?|lakhs?|cents?|kilos?|kg|kilograms?|grams?|tons?|tonnes?"
    r"|lit(?:re|er)s?|barrels?|gallons?|megawatts?|mw|gw|kw|volts?|bn|usd|eur|a\.?m|p\.?m|o'clock|gmt"
    r"|bst|est|local time"
    rf"|points?|goals?|wickets?|runs|seats?|per|times|fold|{MONTHS})\b|[ ]?%|-(?:year|day|month|week"
    rf"|hour|minute|mile|km"
    r"|metre|meter|foot|storey|story|point|nation|country|member)",
    re.IGNORECASE,
)
# What a number may be the name of.
NAMING: Final = re.compile(
    r"\b(?:No|Nos|Number|Articles?|Sections?|Chapters?|Resolution|Highway|Route|Flight|Pages?|Act|Rule"
    r"|Phase|Group of|Type"
    r"|Room|Gate|Line|Building|Level|Boeing|Airbus|Apollo|Channel|Interstate|Formula|Windows|World War"
    r"|Mark|Mk|Stage|Round"
    rf"|Grade|Area|Zone|Block|Sector|Camp|Ward|District|Court|Division|{MONTHS})\.?[ ]$"
)
AGED: Final = re.compile(r"(?:,[ ]|\baged?[ ](?:\d+ and )?|\()$")
YEAR: Final = re.compile(r"(?:1[89]|20)\d\d(?:[–-]\d\d(?:\d\d)?)?")
ONE_OF: Final = re.compile(r" (?:of|day|another|that|thing|side|way|hand|can|could|must|should|said|,)|[,.]")

# Where a counted noun phrase ends.
STOP: Final = frozenset(
    word
    for line in (
        "a an the and or but nor in on at of for from to with by into over under near after before during since until",
        "against across along among as if than that which who whom whose when where while because is are was were be",
        "been being has have had do does did will would can could may might must shall should said says say told",
        "according not no its his her their our my your it he she they we you this these those there here including",
        "also still now so far yet already more each per up down out off back away between within without amid about",
        "inside outside around through towards killed hurt displaced arrested detained jailed freed released abducted",
        "kidnapped evacuated deployed sent launched fired destroyed burned damaged alive homeless trapped unaccounted",
        "stranded held died fled left remain remained took taken gathered marched met lost aboard nationwide",
        "worldwide overnight yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday",
        "crushed",
    )
    for word in line.split()
)
IRREGULAR: Final = frozenset(
    word
    for line in (
        "people men women children police personnel troops staff dead wounded injured others aircraft militia youth",
        "cattle livestock sheep fish folk youths teens migrants missing crew females males casualties elderly more",
    )
    for word in line.split()
)
