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

PEOPLE_ONLY: Final[frozenset[Effect]] = frozenset(
    {"killed", "injured", "missing", "displaced", "detained", "abducted", "released"}
)


def _heads(words: str) -> re.Pattern[str]:
    """Return a pattern of phrases whose last word is one of these patterns of words; `_` is a blank."""
    alternatives = "|".join(word.replace("_", " ") for word in words.split())
    return re.compile(rf"(?<![\w-])(?:{alternatives})$", re.IGNORECASE)


FORCES: Final = _heads(r"""
    troops? soldiers? police policemen officers? militants? fighters? gunmen marines? guards? guardsmen peacekeepers?
    commandos? rangers? reservists? forces personnel paratroopers? battalions? brigades? divisions? units? mercenaries
    men recruits conscripts agents gendarmes advisers advisors trainers instructors observers monitors staff servicemen
    firefighters rescuers doctors medics engineers members squads rebels insurgents crew crews battlegroups? regiments?
    companies_of_\w+ airmen sailors sappers cadets convicts volunteers inspectors teams security_guards snipers pilots
    legionnaires cavalry infantry technicians militiamen militias gunners contractors
    """)
MACHINES: Final = _heads(r"""
    ships? warships? vessels? frigates? destroyers? carriers? submarines? jets? planes? warplanes? aircraft bombers?
    fighters? helicopters? gunships? tanks? vehicles? trucks batter(?:y|ies) systems? launchers? howitzers? guns boats?
    drones? ambulances engines missiles cruisers? corvettes? cutters? minesweepers? interceptors? tankers? patrols?
    squadrons? fleets? armou?red_cars bulldozers excavators [A-Z]{1,4}-?\d+[A-Z]?s?
    """)
WEAPONS: Final = _heads(r"""
    rockets? missiles? drones? shells? bombs? grenades? rounds? mortars? projectiles? warheads? bullets? shots?
    torpedo(?:es)? canisters? cocktails flares munitions salvos? volleys? (?:air_?|drone_|missile_|rocket_)strikes?
    barrages? sorties satellites? balloons? petrol_bombs? firebombs? stones? bricks? fireworks? mines? bomblets?
    UAVs? quadcopters? interceptors? arrows?
    """)
ANIMALS: Final = _heads(r"""
    cattle livestock goats sheep cows? camels dogs horses elephants? animals pigs chickens birds rhinos? whales? poultry
    bulls oxen donkeys lions? tigers? gorillas? turtles fish dolphins bears wolves deer buffalo(?:es)? ducks hens
    """)
THINGS: Final = _heads(r"""
    homes? houses? huts? buildings? vehicles? cars? trucks? lorries lorry bus(?:es)? boats? ships? vessels? planes?
    (?:war)?jets? aircraft helicopters? tanks? computers? shops? schools? church(?:es)? mosques? hospitals? clinics?
    villages? towns? dwellings? settlements? cities city bridges? rockets? missiles? drones? shells? bombs? grenades?
    guns? rifles? warplanes? bombers? weapons? rounds? tents? shelters? structures? phones? accounts? documents?
    propert(?:y|ies) temples? synagogues? depots? charities companies parties websites? trees farms? factories factory
    flights? trains? bags crates boxes systems? launchers? positions targets facilities camps? streets apartments?
    flats? stalls? warehouses? wells? tunnels? cases incidents attacks? statues? installations substations? pylons
    tankers? trawlers? warships? submarines? boreholes granaries classrooms offices? posts? checkpoints? outposts bases
    barracks businesses stations carriages coaches motorcycles bikes crops fields hotels? engines jobs hamlets? malls?
    supermarkets? pharmacies markets? silos? refineries plants? turbines? poles lines? roads? windows vans? minibuses
    taxis ambulances tractors dinghies canoes ferries yachts frigates? howitzers? tanks? batteries radars? runways
    monuments? graves? tombs? headstones shrines? monasteries convents palaces libraries museums shacks? shanties
    chalets cabins barns sheds greenhouses orchards vineyards hives dams? dykes? levees culverts pipelines? antennas?
    masts? towers? blocks? storefronts kiosks pens? mills? workshops? studios? laboratories labs newspapers outlets
    NGOs organi[sz]ations groups laptops passports ballots votes seats goals matches games sessions meetings rounds
    reports? complaints lawsuits charges? strikes? raids? sorties protests? demonstrations? [A-Z]{1,4}-?\d+[A-Z]?s?
    trailers caravans hectares acres containers UAVs? quadcopters?
    """)
PEOPLE: Final = re.compile(
    r"(?:people|men|women|children|boys|girls|persons?|ers?|ors?|ists?|ians?|ees?|ants?|ents?|nuns|monks|priests"
    r"|pupils|judges|teens|youths|infants|babies|civilians|crew|staff|families|households|victims|suspects|\bothers)$",
    re.IGNORECASE,
)
CAPTIVES: Final = _heads(r"""
    prisoners(?:_of_war)? hostages? captives? detainees? inmates? POWs? abductees? convicts
    """)
# Sent home without being driven from one, or searched for without being lost.
ENVOYS: Final = _heads(r"""
    staff     diplomats? ambassadors? envoys? attach[e\u00e9]s? spies journalists? reporters? officials? legislators?
    senators? students
    members lawmakers ministers? mps players
    """)
SOUGHT: Final = _heads(r"""
    suspects? gunmen attackers? assailants? men fugitives? escapees? inmates prisoners thieves robbers
    bombers? witnesses
    workers volunteers staff ways jobs militants? fighters?
    """)
# Places are hit, and are not thereby destroyed.
PLACES: Final = _heads("villages? towns? cities city settlements? camps? streets roads? countries islands")

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
    r"|thirds?|quarters?|fifths?|tenths?|halves|ounces?|megatons?|kilotons?|terms?|storeys?|stories|floors"
    r"|blocks|laps"
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
    r" (?:away|apart|ahead(?! of)|tall|wide|deep|high|old|later|earlier|ago|from (?:here|there))\b"
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
    rf"|Magnitude|{MONTHS}|Platforms|Rooms|Gates|Flights|Highways|Routes|Sections|Chapters|Pages)\.?[ ]"
    r"|\b(?:article|section|chapter|page|paragraph|room|flight|highway|route|number|day|per|every|magnitude|all but"
    r"|except|save|but for|USD"
    r"|EUR|GBP|Rs\.?|KSh|grade|aged?|ages|turned|turning|call|dial|phase|version|gate|platform)[ ]|[$€£¥₹(]R?|US\$)$"
)
# The same, of several: "aged 19 and 23", "platforms 14 and 15"; one of those counted that has an age or a name.
NUMBERED: Final = re.compile(
    r"\b(?:(?:aged?|ages|between ages|platforms|rooms|gates|pages|chapters|sections|lanes|highways|routes) "
    r"(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?:,| and| or| to) )?"
    r"|(?:youngest|oldest|eldest|one)(?: of them| a)? "
    r"|(?:[1-9]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Nn]ine) in |(?:[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)teen "
    r"|point |the (?=7\d7\b))$"
)
AGED: Final = re.compile(r"(?:,[ ](?:\d\d and[ ])?|\baged?[ ]|\()$")
YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d(?:(?:[–-]| and | to | or )\d\d(?:\d\d)?)?")
ONE_OF: Final = re.compile(
    r" (?:of|day|another|after another|by one|that|thing|side|way|hand|can|could|must|should|said|who|which|to|may"
    r"|might|would|will|more time|by one)\b|[,.;:]|$"
)
# A bare number behind these is a count: "put the crowd at 70,000", "bringing the toll to 41".
TOTAL: Final = re.compile(
    r"\b(?:crowd|turnout|number|figure|total|tally|count|estimate|strength|attendance|toll|dead|deaths|injured"
    r"|wounded|missing|membership|casualties|fatalities|losses)"
    r"\b(?: (?!and\b|but\b)[\w'’-]+){0,9}? (?:at|to|(?:rose|grew|fell|dropped|jumped|climbed|increased"
    r"|declined|decreased|shrank)(?: [\w.]+){0,2} from|(?:is|are|was|were) in|was|is|now|stood at|stands at"
    r"|reached|hit|passed|of|topped|exceeded|past)[ ]$",
    re.IGNORECASE,
)

# And a bare number behind these: "with its crew of 22".
CROWD: Final = re.compile(
    r"\b(?:crew|party|group|team|family|gang|squad|convoy|contingent|delegation|congregation|population|force|garrison"
    r"|staff|membership|audience|crowd|band|flotilla|fleet|total|batch|column|list) of[ ]$",
    re.IGNORECASE,
)

# Where a counted noun phrase ends.
STOP: Final = frozenset(
    word
    for line in (
        "a an the and or but nor in on at of for from to with by into over under near after before during since until",
        "against across along among as if than that which who whom whose when where while because is are was were be",
        "been being has have had do does did will would can could may might must shall should said says say told",
        "according not no its his her their our my your it he she they we you this these those",
        "there here including also",
        "still now so far yet already each per up down out off back away between within without amid about inside",
        "outside around through towards killed hurt arrested detained jailed freed released abducted kidnapped",
        "evacuated deployed sent launched fired destroyed burned damaged alive trapped unaccounted stranded held",
        "died fled left remain remained took taken gathered marched met lost aboard nationwide",
        "worldwide overnight both",
        "yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday crushed",
        "drowned perished shot",
        "attacked stormed struck hit went came began joined fell made walked crossed entered",
        "agreed refused voted signed",
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
        "policemen policewomen gunmen servicemen firemen fishermen clergymen lawmakers",
        "servicewomen spokesmen congressmen guardsmen",
        "tribesmen herdsmen militiamen businessmen seamen airmen crewmen infantry cavalry grandchildren schoolchildren",
        "stepchildren townspeople tribespeople salespeople spacecraft warcraft hovercraft",
        "displaced homeless media artillery",
        "schoolgirls poor sick faithful",
    )
    for word in line.split()
)
