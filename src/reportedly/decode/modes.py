"""The PLOVER 2.0 mode of an event, where the words give it.

PLOVER lets an event have several modes; we give the most telling one. `MODES` lists each type's in the order in which
they are tried: the weapon before the act ("shot from a drone"), the special before the general ("hunger strike"). The
names are the manual's.
"""

from __future__ import annotations

import re
from typing import Final

_VISIT = r"visit\w*|flew|fly|flies|flying|arriv\w+|travel\w*|tour|toured|host\w*|receiv\w+|welcom\w+"
_TARGET = {
    "assist": r"aid|help|assistance|support|loan\w*|money|funds?|funding|weapons?|arms|asylum|rescue\w*|troops|visas?"
    r"|credit|relief|cooperat\w+",
    "yield": r"releas\w+|freed?|freeing|cease-?fires?|truces?|withdraw\w*|surrender\w*|disarm\w*|lift\w*|end(?:s|ed|ing)? the"
    r"|halt\w*|resign\w*|step(?:ping|ped)? down|extradit\w+|hand(?:ing|ed)? over",
    "meet": r"meet\w*|talks?|negotiat\w+|dialogue|visit\w*|summit|invitation",
    "change": r"reforms?|elections?|polic(?:y|ies)|laws?|bills?|constitution\w*|chang\w+|dismiss\w*|sack\w*|recount\w*"
    r"|amend\w*|repeal\w*|referendum",
}

MODES: Final[dict[str, dict[str, str]]] = {
    "CONSULT": {
        "phone": r"phon\w+|telephon\w+|call(?:s|ed|ing)?|video ?-?(?:link|conferenc\w+|call\w*)",
        "third-party": r"mediat\w+|broker\w*|arbitrat\w+|go-between\w*",
        "multilateral": r"summit\w*|assembly|multilateral\w*",
        "visit": _VISIT,
    },
    "RETREAT": {
        "ceasefire": r"cease-?fires?|truces?|armistice|stop(?:s|ped|ping)? fighting|hostilities",
        "release": r"releas\w+|fre(?:e|es|ed|eing)|liberat\w+|set free",
        "disarm": r"disarm\w*|demobili[sz]\w+|decommission\w*|lay down|laid down|laying down|hand(?:s|ed|ing)? over"
        r"|dismantl\w+|surrender\w*(?=.*\b(?:weapons?|arms|guns|rifles)\b)",
        "resign": r"resign\w*|step(?:s|ped|ping)?|stood down|stand(?:s|ing)? down|quit(?:s|ting)?|abdicat\w+",
        "access": r"admit\w*|access|let(?:s|ting)?|allow\w*|grant\w*",
        "withdraw": r"withdr\w+|pull(?:s|ed|ing)?|pull-?outs?|retreat\w*|evacuat\w+|leav(?:e|es|ing)|left|abandon\w*",
    },
    "REQUEST": _TARGET,
    "REJECT": _TARGET,
    "ACCUSE": {
        "investigate": r"investigat\w+|prob(?:e|es|ed|ing)|inquir\w+|enquir\w+|inquest\w*|examin\w+",
        "allege": r"accus\w+|alleg\w+|charg\w+|su(?:e|es|ed|ing)|indict\w*|prosecut\w+|tr(?:y|ied|ial|ials)|blam\w+|lawsuits?"
        r"|arraign\w*|implicat\w+|fault\w*",
        "disapprove": r"condemn\w*|critici[sz]\w+|criticism|denounc\w+|complain\w*|deplor\w+|rebuk\w+|protest\w*|slam\w*"
        r"|lambast\w*|censur\w+|decr(?:y|ied|ies|ying)|chid\w+|scold\w*|castigat\w+|excoriat\w+|revil\w+|deride\w*|berat\w+"
        r"|object\w*|reproach\w*|upbraid\w*|mock\w*|ridicul\w+",
    },
    "THREATEN": {
        "arrest": r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*|warrants?",
        "expel": r"expel\w*|expulsion\w*|deport\w*",
        "territory": r"occup\w+|annex\w*|seiz\w+|invad\w+|invasion|captur\w+|retak\w+",
        "restrict": r"boycott\w*|strikes? (?:on|over|from|by)|walk-?outs?|blockad\w+|curfews?|bans?|banning|block\w*|clos\w+",
        "relations": r"sanctions?|suspend\w*|sever\w*|break(?:ing)? (?:off )?(?:relations|ties|talks)|talks|tariffs?"
        r"|embargo\w*|recall\w*",
        "violence": r"attack\w*|kill\w*|bomb\w*|destroy\w*|strike|shoot\w*|burn\w*|behead\w*|execut\w+|massacre\w*|death|war"
        r"|force|revenge|crush\w*|torch\w*|slaughter\w*|retaliat\w+|missiles?|rockets?|drones?",
    },
    "PROTEST": {
        "hunger": r"hunger[ -]strik\w+|fast(?:s|ed|ing)?",
        "riot": r"riot\w*|loot\w*|rampag\w+|torch\w*|set fire",
        "strike": r"strik(?:e|es|ing|ers?)|struck|walk-?outs?|walk(?:s|ed|ing)? (?:out|off)|down(?:s|ed|ing)? tools|stoppages?"
        r"|go-slows?|walked",
        "boycott": r"boycott\w*",
        "obstruct": r"block(?:s|ed|ing)?|blockad\w+|barricad\w+|obstruct\w*|occup\w+|sit-?ins?|road-?blocks?",
        "vandalize": r"vandali[sz]\w+|defac\w+|smear\w*|spray(?:s|ed|ing)?(?:-paint\w*)?|topple\w*|graffiti",
        "demo": r"demonstrat\w+|demos?|march\w*|rall(?:y|ies|ied|ying)|protest\w*|vigils?|gather\w*|pickets?|picketed|picketing",
    },
    "SANCTION": {
        "convict": r"convict\w*|sentenc\w+|found guilty|fin(?:e|es|ed|ing)|guilty",
        "expel": r"expel\w*|expulsion\w*|oust\w*|suspend\w* from|sack\w*|dismiss\w*|fir(?:e|es|ed|ing)|barr?(?:ed|ing)?",
        "withdraw": r"withdr\w+|quit(?:s|ting)?|leav(?:e|es|ing)|left|recall\w*|pull(?:s|ed|ing)? out|pull-?outs?|walk(?:ed)? away",
        "discontinue": r"sanction\w*|embargo\w*|sever\w*|cut(?:s|ting)?|break(?:s|ing)?|broke|halt\w*|suspend\w*|suspension"
        r"|freez\w+|frozen?|froze|stop(?:s|ped|ping)?|tariffs?|ban(?:s|ned|ning)?|terminat\w+|discontinu\w+|end(?:s|ed|ing)?",
    },
    "MOBILIZE": {
        "police": r"police\w*|gendarm\w+|riot squads?|security forces",
        "militia": r"militia\w*|rebels?|paramilitar\w+|insurgents?|gunmen",
        "weapons": r"missiles?|rockets?|tanks?|armou?r|artillery|guns?|howitzers?|(?:fighter |war)?jets?|warplanes?|aircraft"
        r"|bombers?|helicopters?|warships?|ships?|destroyers?|frigates?|carriers?|submarines?|vessels?|drones?|batter(?:y|ies)"
        r"|interceptors?|armada|test-?fir\w+|fleet|flotilla",
        "troops": r"troops?|soldiers?|brigades?|battalions?|divisions?|regiments?|reservists?|marines|paratroopers?"
        r"|conscript\w*|army|garrison\w*|instructors|commandos?",
    },
    "COERCE": {
        "cyber": r"hack\w*|cyber\S*|phish\w*|malware|ransomware|denial of service",
        "misinformation": r"disinformation|misinformation|deep-?fakes?",
        "curfew": r"curfews?",
        "martial-law": r"martial law|state of emergency|emergency rule|states of emergency",
        "deport": r"deport\w*",
        "arrest": r"arrest\w*|detain\w*|detention\w*|jail\w*|imprison\w*|round(?:s|ed|ing)? up|custody|incarcerat\w+|held"
        r"|hold(?:s|ing)?|intern(?:s|ed|ing|ment)",
        "censor": r"censor\w*|gag(?:s|ged|ging)?|black(?:s|ed|ing)? out|newspapers?|broadcast\w*|websites?|facebook|film",
        "withhold": r"internet|electricity|power|water|cut(?:s|ting)?|withh\w+|throttl\w+|shut(?:s|ting)? (?:off|down)",
        "seize": r"seiz\w+|raid\w*|search\w*|confiscat\w+|impound\w*|expropriat\w+|froze\w*|freez\w+|requisition\w*",
        "restrict": r"ban(?:s|ned|ning)?|restrict\w*|clos(?:e|es|ed|ing|ure)|barr(?:ed|ing)|cordon\w*|block\w*|prohibit\w*"
        r"|outlaw\w*|dispers\w+|confin\w+|lockdown|checkpoints?|quarantin\w+",
    },
    "ASSAULT": {
        "unconventional": r"chemical\w*|nerve (?:agent|gas)|sarin|chlorine|mustard gas|biological\w*|radiological|nuclear|novichok"
        r"|poison\w* gas|anthrax|vx",
        "suicide-attack": r"suicide(?!-?murder)(?:[ -](?:bomb\w*|attack\w*|vests?|belts?|car|drones?))?|blew (?:him|her)self up"
        r"|(?:him|her)self up",
        "crowd-control": r"tear-?\s?gas\w*|water cannons?|rubber bullets?|pepper[ -]spray\w*|stun grenades?|baton rounds?"
        r"|lathi\S*|in(?:to)? the air|flash-?bangs?",
        "drone": r"drones?|uavs?|unmanned",
        "aerial": r"air[ -]?strik\w+|air raids?|air-raids?|warplanes?|(?:fighter |war)?jets?|aircraft|helicopters?|gunships?|planes?"
        r"|bombers?|strafe\w*|barrel bombs?|aerial\w*",
        "heavy-weapons": r"shell(?:s|ed|ing)|artillery|mortars?|rockets?|missiles?|tanks?|howitzers?|grads?|cannons?|torpedo\w*"
        r"|bombard\w*|armou?red|rpgs?|ballistic|gunboats?",
        "explosives": r"bomb(?:s|ed|ing|ings)?|car[ -]bomb\w*|explosi\w+|explod\w+|grenades?|(?:land)?mines?|ieds?|blast\w*"
        r"|detonat\w+|dynamit\w+|boobytrap\w*|blow(?:s|n|ing)? up|blew up",
        "sexual": r"rap(?:e|es|ed|ing|ists?)|sexual\w*|molest\w*|grop\w+|gang-?rap\w+",
        "torture": r"tortur\w+|waterboard\w*|electrocut\w+",
        "abduct": r"abduct\w*|kidnap\w*|hijack\w*|hostages?|took hostage|snatch\w*|captur\w+(?=.*\b(?:soldiers?|fighters?|pilots?)\b)",
        "firearms": r"shot(?! down)|shoot(?:s|ing|ings|outs?)?(?! down)|gunn?(?:s|ed|ing|fire|men|man)?|rifles?|pistols?|revolvers?|machine[ -]guns?"
        r"|snipers?|bullets?|handguns?|shotguns?|firearms?|opened fire|open fire|firefights?|fusillade",
        "primitive": r"knif\w+|knives|stab\w*|machetes?|axes?|hatchets?|swords?|spears?|arrows?|stones?|stoned|stoning|rocks?"
        r"|behead\w*|decapitat\w+|hacked|hack to death|fire-?bomb\w*|petrol bombs?|molotov\w*|arson\w*|torch\w*|burn(?:s|ed|t|ing)?"
        r"|clubs?|sticks?|batons?|slash\w*|acid|bricks?|hammers?",
        "targeted": r"assassinat\w+|execut\w+|massacr\w+|lynch\w*|behead\w*|extrajudicial\w*|liquidat\w+|summarily",
        "beat": r"beat(?:s|en|ing|ings)?|punch\w*|kick\w*|slap\w*|assault(?:s|ed|ing)?|maul\w*|manhandl\w+|pummel\w*|brawl\w*"
        r"|fists?|head-?butt\w*|bludgeon\w*|whip(?:s|ped|ping)?|flog\w*",
        "destroy": r"destr\w+|demolish\w*|demolition\w*|raz(?:e|es|ed|ing)|bulldoz\w+|sabotag\w+|wreck\w*|ransack\w*|vandali[sz]\w+"
        r"|flatten\w*|loot\w*",
    },
}  # fmt: skip

_PATTERNS: Final = {
    type_: [(name, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for name, words in modes.items()]
    for type_, modes in MODES.items()
}


def mode(type_: str, words: str, around: str) -> str | None:
    """Return the mode of an event, None where its type has none or the words do not give it.

    Args:
        type_: PLOVER 2.0 type.
        words: the trigger.
        around: words that belong to it: the instrument, an object.
    """
    patterns = _PATTERNS.get(type_, [])
    both = f"{words} {around}"
    return next((name for name, pattern in patterns if pattern.search(both)), None)
