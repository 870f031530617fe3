"""Words that tell what a number counts, what happened to those counted, and what makes a number no count.

All lists are our own. They name acts and kinds of things, never a side.
"""

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
    "destroyed": r"shot(?= down| up)|shoot\w*(?= down)|brought(?= down)|bring\w*(?= down)|swe(?:pt|ep\w*)(?= away)"
    r"|washed(?= away)"
    r"|wash\w*(?= away)|destr\w+|burn(?:s|ed|t|ing)?(?! to death)|raz(?:e|es|ed|ing)|torch(?:e[sd]|ing)?|damag\w+"
    r"|demolish\w*"
    r"|flatten\w*|gutt(?:ed|ing)|downed|downing|wreck\w*|intercept\w*|level(?:l?ed|l?ing)|collaps\w+|bulldoz\w+"
    r"|set(?= on fire| ablaze| alight)"
    r"|blew(?= up)|blow\w*(?= up)|sank|sunk|sink(?:s|ing)?|looted|ransack\w*|incinerat\w+",
    "killed": r"kill\w*|gunned(?= down)|gunning(?= down)|dead|deaths?|die[sd]?|dying|slain|slay\w*|murder\w*"
    r"|execut(?:e[sd]?|ing|ions?)"
    r"|massacr\w+|slaughter\w*|fatalit\w+|death toll|toll|lives|perish\w*|drown\w*|behead\w*|decapitat\w+"
    r"|assassinat\w+|casualt\w+"
    r"|bodies|corpses|lynch\w*|shot(?= dead| and killed)|shoot\w*(?= dead)|hacked(?= to death)|burn(?:ed"
    r"|t)(?= to death)"
    r"|beaten(?= to death)|stabbed(?= to death)|crush(?:ed|ing|es)(?= to death)|trampled(?= to death)|crushed"
    r"|strangl\w+"
    r"|suffocat\w+|hang(?:ed|ings?)|starved(?= to death)|poisoned|mowed(?= down)|claim(?:ed|ing|s)(?= (?:the lives"
    r"|at least|\d))|electrocuted",
    "injured": r"injur\w+|wound(?:s|ed|ing)?|hurt(?:s|ing)?|maim\w*|hospitali[sz]\w+|stabb\w+|shot|shoot\w*|beaten"
    r"|burns|poisoning"
    r"|treated|concuss\w+|scald\w+",
    "missing": r"missing|unaccounted|disappear\w+|trapped|traps?|trapping|vanish\w+|buried",
    "displaced": r"displac\w+|homeless|flee(?:s|ing)?|fled|evacu\w+|uproot\w*"
    r"|forc(?:ed|ing|es)|cross(?:ed|ing|es)(?= (?:into|the border|over))|driven(?= (?:from|out))|driving(?= (?:from"
    r"|out))|drove(?= (?:from|out))|sheltering",
    "abducted": r"abduct\w*|kidnap\w*|hostages?|captur\w+|snatch\w*|seized(?= (?:as )?hostage)|took(?= hostage)"
    r"|taken(?= hostage)",
    "released": r"releas\w+|free[ds]?|freeing|liberat\w+|let(?= go\b)|let(?=ting go)|walked(?= free| out of)",
    "detained": r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*|custody|held(?! (?:a|the|talks|out|up|that"
    r"|by)\b)|remand\w*|nabbed"
    r"|picked(?= up)|round(?:ed|ing|s)(?= up)|intern(?:ed|ment)|incarcerat\w+|locked(?= up)|behind(?= bars)",
    "deployed": r"deploy\w*|send(?:s|ing)?|sent|mobili[sz]\w*|dispatch\w*|mass(?:ed|ing)|station(?:ed|ing)"
    r"|reinforce\w*|scrambl\w+|pour(?:ed|ing)"
    r"|amass\w*",
    "launched": r"launch\w*|fir(?:e[sd]?|ing)|lob(?:s|bed|bing)?|hurl\w*|rain(?:ed|ing)|lob|dropp\w+|shell(?:ed|ing)",
}  # fmt: skip
# The same, where the counted noun itself says so: "12 dead", "no casualties".
OWN: Final[dict[Effect, str]] = {
    "killed": r"\b(?:dead|deaths?|fatalit(?:y|ies)|casualt(?:y|ies)|bodies|corpses|lives|killings|murders|executions)$",
    "injured": r"\b(?:injured|wounded|injur(?:y|ies)|wounds)$",
    "missing": r"\bmissing\b(?: \w+)?$",
    "detained": r"\barrests?$",
    "abducted": r"\b(?:abductions|kidnappings)$",
    "displaced": r"\b(?:displaced|evacuees|homeless)(?: \w+)?$",
}
# What the counted noun says where nothing else does.
BY_NATURE: Final[dict[Effect, str]] = {
    "abducted": r"\b(?:hostages?|captives?|abductees)\b",
    "detained": r"\b(?:detainees?|prisoners?|inmates?)\b",
}
PEOPLE_ONLY: Final[frozenset[Effect]] = frozenset(
    {"killed", "injured", "missing", "displaced", "detained", "abducted", "released"}
)
# Who does these is who is counted: "12 people died", "thousands fled".
OF_ONESELF: Final = re.compile(
    r"die[sd]?|dying|perish\w*|drown\w*|succumb\w*|flee(?:s|ing)?|fled|disappear\w+|vanish\w+|evacuat\w+|walk\w*"
    r"|missing|collaps\w+|sank",
    re.IGNORECASE,
)
FORCES: Final = re.compile(
    r"\b(?:troops?|soldiers?|police|policemen|officers?|militants?|fighters?|gunmen|marines?|guards?|guardsmen"
    r"|peacekeepers?"
    r"|commandos?|rangers?|reservists?|forces|personnel|paratroopers?|battalions?|brigades?|divisions?|units?"
    r"|mercenaries"
    r"|men|recruits|conscripts|agents|gendarmes|advisers|advisors|trainers|instructors|observers|monitors|staff"
    r"|servicemen"
    r"|firefighters|rescuers|doctors|medics|engineers|members|squads|rebels|insurgents)$",
    re.IGNORECASE,
)
MACHINES: Final = re.compile(
    r"\b(?:ships?|warships?|vessels?|frigates?|destroyers?|carriers?|submarines?|jets?|planes?|warplanes?|aircraft"
    r"|bombers?|fighters?"
    r"|helicopters?|gunships?|tanks?|vehicles?|carriers|trucks|batter(?:y|ies)|systems?|launchers?|howitzers?|guns"
    r"|boats?|drones?"
    r"|ambulances|engines|missiles)$",
    re.IGNORECASE,
)
WEAPONS: Final = re.compile(
    r"\b(?:rockets?|missiles?|drones?|shells?|bombs?|grenades?|rounds?|mortars?|projectiles?|warheads?|bullets?|shots?"
    r"|torpedo(?:es)?|canisters?|cocktails|flares|munitions|salvos?|volleys?|(?:air ?|drone |missile )strikes)$",
    re.IGNORECASE,
)
ANIMALS: Final = re.compile(
    r"\b(?:cattle|livestock|goats|sheep|cows|camels|dogs|horses|elephants|animals|pigs|chickens|birds)$", re.IGNORECASE
)
THINGS: Final = re.compile(
    r"\b(?:homes?|houses?|huts?|buildings?|vehicles?|cars?|trucks?|lorries|lorry|bus(?:es)?|boats?|ships?|vessels?"
    r"|planes?|(?:war)?jets?"
    r"|aircraft|helicopters?|tanks?|computers?|shops?|schools?|church(?:es)?|mosques?|hospitals?|clinics?|villages?"
    r"|towns?|dwellings?"
    r"|settlements?|cities|city|bridges?|rockets?|missiles?|drones?|shells?|bombs?|grenades?|guns?|rifles?"
    r"|warplanes?|bombers?"
    r"|weapons?|rounds?|tents?|shelters?|structures?|phones?|accounts?|documents?|propert(?:y|ies)|temples?"
    r"|synagogues?|depots?"
    r"|charities|companies|parties|websites?|trees|farms?|factories|factory|flights?|trains?|bags|crates|boxes"
    r"|systems?|launchers?|positions"
    r"|targets|facilities|camps?|streets|apartments?|flats?|stalls?|warehouses?|wells?|tunnels?|cases|incidents"
    r"|attacks?|statues?"
    r"|installations|substations?|pylons|tankers?|trawlers?|warships?|submarines?|boreholes|granaries|classrooms"
    r"|offices?"
    r"|posts?|checkpoints?|outposts|bases|barracks|businesses|stations|carriages|coaches|motorcycles|bikes|crops"
    r"|fields|hotels?|engines)$",
    re.IGNORECASE,
)  # fmt: skip

_MEASURES = (
    r"percent|pc|percentage|years?|months?|weeks?|weekends?|days?|hours?|minutes?|seconds?|fortnights?|decades?"
    r"|centur(?:y|ies)"
    r"|generations|nights?|mornings?|afternoons?|evenings?|km|kms|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot"
    r"|inch(?:es)?|cm|mm|yards?"
    r"|acres?|hectares?|degrees?|knots|mph|kph|hp|dollars?|euros?|pounds?|rupees?|rupiah|yen|yuan|francs?|roubles?"
    r"|rubles?|pesos?|naira|birr"
    r"|dirhams?|dinars?|riyals?|lira|kronor|krone|shekels?|hryvnias?|baht|won|shillings?|rand|cents?|kilos?|kg"
    r"|kilograms?|grams?"
    r"|tons?|tonnes?|lit(?:re|er)s?|barrels?|gallons?|megawatts?|gigawatts?|mw|gw|kw|volts?|usd|eur|times|points?"
    r"|goals?|wickets?|runs"
    r"|seats?|thirds?|quarters?|fifths?|tenths?|halves|ounces?|megatons?|kilotons?|terms?|storeys?|stories|floors"
    r"|blocks|laps|sets"
)
# What is measured, not counted: right behind the number, or the head of the counted noun phrase.
MEASURED: Final = re.compile(
    rf"[ \u00a0-](?:of )?(?:and a half )?(?:per cent|square|cubic|sq|a\.?m\b|p\.?m\b|o['’]clock|gmt|bst|est|utc"
    rf"|local time|per|fold|magnitude"
    rf"|(?:out of|in) (?:every )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a hundred)|to (?:one|\d)"
    rf"|{_MEASURES}"
    rf"|(?:of )?(?:{MONTHS})(?!-)|(?:more |full |other |consecutive |straight |long |short |further |whole |Swiss "
    rf"|US |Hong Kong |Canadian |Australian )+"
    rf"(?:{_MEASURES}))(?![\w-])|[ ]?%|[ ]?°|-(?:year|day|month|week|hour|minute|mile|km|metre|meter|foot|storey"
    rf"|story|point|nation|country|member)",
    re.IGNORECASE,
)
MEASURE: Final = re.compile(rf"(?:{_MEASURES})", re.IGNORECASE)
APART: Final = re.compile(
    r" (?:away|apart|ahead(?! of)|tall|wide|deep|high|old|later|earlier|ago|from (?:here|there|the))\b"
)
# What a number may be the name of, or what makes it a price, a rate, a rest.
NAMING: Final = re.compile(
    r"(?:\b(?:No|Nos|Number|Articles?|Sections?|Chapters?|Resolution|Highway|Route|Flight|Pages?|Act|Rule|Phase"
    r"|Group of|Type"
    r"|Room|Gate|Line|Building|Level|Boeing|Airbus|Apollo|Channel|Interstate|Formula|Windows|World War|Unit|Order"
    r"|Decree|Law|Bill"
    r"|Proposition|Psalm|Verse|Volume|Vol|Version|Season|Episode|Week|Day|Game|Tier|Category|Class|Radio|Terminal"
    r"|Platform|Pier|Exit"
    r"|Mark|Mk|Stage|Round|Grade|Area|Zone|Block|Sector|Camp|Ward|District|Court|Division|Bus|Tram|Train|Bay|Berth"
    r"|Hall|Suite"
    rf"|Protocol|Directive|Regulation|Title|Paragraph|Clause|Annex|Schedule|Item|Figure|Table|Step|Lot|Point"
    rf"|Magnitude|{MONTHS})\.?[ ]"
    r"|\b(?:article|section|chapter|page|paragraph|room|flight|highway|route|number|day|per|every|magnitude|all but"
    r"|except|save|but for|USD"
    r"|EUR|GBP|Rs\.?|KSh|grade|aged?|ages|turned|turning|call|dial|phase|version|gate|platform)[ ]|[$€£¥₹(]R?|US\$)$"
)
AGED: Final = re.compile(r"(?:,[ ]|\baged?[ ]|\()$")
YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d(?:[–-]\d\d(?:\d\d)?)?")
ONE_OF: Final = re.compile(
    r" (?:of|day|another|after another|by one|that|thing|side|way|hand|can|could|must|should|said|who|which|to|may"
    r"|might|would|will|more time|by one)\b|[,.;:]|$"
)
# A bare number behind these is a count: "put the crowd at 70,000", "bringing the toll to 41".
TOTAL: Final = re.compile(
    r"\b(?:crowd|turnout|number|figure|total|tally|count|estimate|strength|attendance|toll|dead|deaths|injured"
    r"|wounded|missing|membership)"
    r"\b(?: (?!and\b|but\b)[\w'’-]+){0,7}? (?:at|to|was|is|now|stood at|stands at|reached|hit|passed|of|topped"
    r"|exceeded|past)[ ]$",
    re.IGNORECASE,
)

# Where a counted noun phrase ends.
STOP: Final = frozenset(
    word
    for line in (
        "a an the and or but nor in on at of for from to with by into over under near after before during since until",
        "against across along among as if than that which who whom whose when where while because is are was were be",
        "been being has have had do does did will would can could may might must shall should said says say told",
        "according not no its his her their our my your it he she they we you this these those there here including also",
        "still now so far yet already each per up down out off back away between within without amid about inside",
        "outside around through towards killed hurt arrested detained jailed freed released abducted kidnapped",
        "evacuated deployed sent launched fired destroyed burned damaged alive trapped unaccounted stranded held",
        "died fled left remain remained took taken gathered marched met lost aboard nationwide worldwide overnight both",
        "yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday crushed drowned perished shot",
        "attacked stormed struck hit went came began joined fell made walked crossed entered agreed refused voted signed",
        "lay lie sat stood stand live work working living fleeing trying carrying travelling traveling wearing armed",
    )
    for word in line.split()
)
# Said of those counted behind the noun, no part of the phrase: "two patients dead".
PREDICATES: Final = frozenset({"dead", "wounded", "injured", "missing", "homeless", "displaced"})
IRREGULAR: Final = frozenset(
    word
    for line in (
        "people men women children police personnel troops staff dead wounded injured others aircraft militia youth",
        "cattle livestock sheep fish folk youths teens migrants missing crew females males casualties elderly",
        "policemen policewomen gunmen servicemen firemen fishermen clergymen lawmakers servicewomen spokesmen congressmen guardsmen",
        "tribesmen herdsmen militiamen businessmen seamen airmen crewmen infantry cavalry grandchildren schoolchildren",
        "stepchildren townspeople tribespeople salespeople spacecraft warcraft hovercraft displaced homeless media artillery",
        "schoolgirls poor sick faithful",
    )
    for word in line.split()
)
