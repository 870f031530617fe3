"""The PLOVER 2.0 mode of an event, where the words give it.

PLOVER lets an event have several modes; we give the most telling one. `MODES` lists each type's in the order in which
they are tried: the weapon before the act ("shot from a drone"), the special before the general ("hunger strike"). The
names are the manual's. Blanks part the patterns, `_` is a blank within one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHAT = {
    "assist": r"""
        aid help assistance support loan\w* money funds? funding weapons? arms asylum rescue\w* troops visas? credit
        relief cooperat\w+""",
    "yield": r"""
        releas\w+ freed? freeing cease-?fires? truces? withdraw\w* surrender\w* disarm\w* lift\w* end(?:s|ed|ing)?_the
        halt\w* resign\w* step(?:ping|ped)?_down extradit\w+ hand(?:ing|ed)?_over""",
    "meet": r"meet\w* talks? negotiat\w+ dialogue visit\w* summit invitation",
    "change": r"""
        reforms? elections? polic(?:y|ies) laws? bills? constitution\w* chang\w+ dismiss\w* sack\w* recount\w* amend\w*
        repeal\w* referendum""",
}

MODES: Final[Mapping[str, Mapping[str, str]]] = {
    "CONSULT": {
        "phone": r"phon\w+ telephon\w+ call(?:s|ed|ing)? video_?-?(?:link|conferenc\w+|call\w*)",
        "third-party": r"mediat\w+ broker\w* arbitrat\w+ go-between\w*",
        "multilateral": r"summit\w* assembly multilateral\w*",
        "visit": r"visit\w* flew fly flies flying arriv\w+ travel\w* tour toured host\w* receiv\w+ welcom\w+",
    },
    "RETREAT": {
        "ceasefire": "cease-?fires? truces? armistice stop(?:s|ped|ping)?_fighting hostilities",
        "release": r"releas\w+ fre(?:e|es|ed|eing) liberat\w+ set_free",
        "disarm": r"""
            disarm\w* demobili[sz]\w+ decommission\w* lay_down laid_down laying_down hand(?:s|ed|ing)?_over dismantl\w+
            surrender\w*(?=.*\b(?:weapons?|arms|guns|rifles)\b)""",
        "resign": r"resign\w* step(?:s|ped|ping)? stood_down stand(?:s|ing)?_down quit(?:s|ting)? abdicat\w+",
        "access": r"admit\w* access let(?:s|ting)? allow\w* grant\w*",
        "withdraw": r"withdr\w+ pull(?:s|ed|ing)? pull-?outs? retreat\w* evacuat\w+ leav(?:e|es|ing) left abandon\w*",
    },
    "REQUEST": _WHAT,
    "REJECT": _WHAT,
    "ACCUSE": {
        "investigate": r"investigat\w+ prob(?:e|es|ed|ing) inquir\w+ enquir\w+ inquest\w* examin\w+",
        "allege": r"""
            accus\w+ alleg\w+ charg\w+ su(?:e|es|ed|ing) indict\w* prosecut\w+ tr(?:y|ied|ial|ials) blam\w+ lawsuits?
            arraign\w* implicat\w+ fault\w*""",
        "disapprove": r"""
            condemn\w* critici[sz]\w+ criticism denounc\w+ complain\w* deplor\w+ rebuk\w+ protest\w* slam\w* lambast\w*
            censur\w+ decr(?:y|ied|ies|ying) chid\w+ scold\w* castigat\w+ excoriat\w+ revil\w+ deride\w* berat\w+
            object\w* reproach\w* upbraid\w* mock\w* ridicul\w+""",
    },
    "THREATEN": {
        "arrest": r"arrest\w* detain\w* detention jail\w* imprison\w* warrants?",
        "expel": r"expel\w* expulsion\w* deport\w*",
        "territory": r"occup\w+ annex\w* seiz\w+ invad\w+ invasion captur\w+ retak\w+",
        "restrict": r"""
            boycott\w* strikes?_(?:on|over|from|by) walk-?outs? blockad\w+ curfews? bans? banning block\w* clos\w+""",
        "relations": r"""
            sanctions? suspend\w* sever\w* break(?:ing)?_(?:off_)?(?:relations|ties|talks) talks tariffs? embargo\w*
            recall\w*""",
        "violence": r"""
            attack\w* kill\w* bomb\w* destroy\w* strike shoot\w* burn\w* behead\w* execut\w+ massacre\w* death war force
            revenge crush\w* torch\w* slaughter\w* retaliat\w+ missiles? rockets? drones?""",
    },
    "PROTEST": {
        "hunger": r"hunger[_-]strik\w+ fast(?:s|ed|ing)?",
        "riot": r"riot\w* loot\w* rampag\w+ torch\w* set_fire",
        "strike": """
            strik(?:e|es|ing|ers?) struck walk-?outs? walk(?:s|ed|ing)?_(?:out|off) down(?:s|ed|ing)?_tools stoppages?
            go-slows? walked""",
        "boycott": r"boycott\w*",
        "obstruct": r"block(?:s|ed|ing)? blockad\w+ barricad\w+ obstruct\w* occup\w+ sit-?ins? road-?blocks?",
        "vandalize": r"vandali[sz]\w+ defac\w+ smear\w* spray(?:s|ed|ing)?(?:-paint\w*)? topple\w* graffiti",
        "demo": r"""
            demonstrat\w+ demos? march\w* rall(?:y|ies|ied|ying) protest\w* vigils? gather\w* pickets? picketed
            picketing""",
    },
    "SANCTION": {
        "convict": r"convict\w* sentenc\w+ found_guilty fin(?:e|es|ed|ing) guilty",
        "expel": r"""
            expel\w* expulsion\w* oust\w* suspend\w*_from sack\w* dismiss\w* fir(?:e|es|ed|ing) barr?(?:ed|ing)?""",
        "withdraw": r"""
            withdr\w+ quit(?:s|ting)? leav(?:e|es|ing) left recall\w* pull(?:s|ed|ing)?_out pull-?outs?
            walk(?:ed)?_away""",
        "discontinue": r"""
            sanction\w* embargo\w* sever\w* cut(?:s|ting)? break(?:s|ing)? broke halt\w* suspend\w* suspension freez\w+
            frozen? froze stop(?:s|ped|ping)? tariffs? ban(?:s|ned|ning)? terminat\w+ discontinu\w+ end(?:s|ed|ing)?""",
    },
    "MOBILIZE": {
        "police": r"police\w* gendarm\w+ riot_squads? security_forces",
        "militia": r"militia\w* rebels? paramilitar\w+ insurgents? gunmen",
        "weapons": r"""
            missiles? rockets? tanks? armou?r artillery guns? howitzers? (?:fighter_|war)?jets? warplanes? aircraft
            bombers? helicopters? warships? ships? destroyers? frigates? carriers? submarines? vessels? drones?
            batter(?:y|ies) interceptors? armada test-?fir\w+ fleet flotilla""",
        "troops": r"""
            troops? soldiers? brigades? battalions? divisions? regiments? reservists? marines paratroopers? conscript\w*
            army garrison\w* instructors commandos?""",
    },
    "COERCE": {
        "cyber": r"hack\w* cyber\S* phish\w* malware ransomware denial_of_service",
        "misinformation": "disinformation misinformation deep-?fakes?",
        "curfew": "curfews?",
        "martial-law": "martial_law state_of_emergency emergency_rule states_of_emergency",
        "deport": r"deport\w*",
        "arrest": r"""
            arrest\w* detain\w* detention\w* jail\w* imprison\w* round(?:s|ed|ing)?_up custody incarcerat\w+ held
            hold(?:s|ing)? intern(?:s|ed|ing|ment)""",
        "censor": r"""
            censor\w* gag(?:s|ged|ging)? black(?:s|ed|ing)?_out newspapers? broadcast\w* websites? facebook film""",
        "withhold": r"""
            internet electricity power water cut(?:s|ting)? withh\w+ throttl\w+ shut(?:s|ting)?_(?:off|down)""",
        "seize": r"seiz\w+ raid\w* search\w* confiscat\w+ impound\w* expropriat\w+ froze\w* freez\w+ requisition\w*",
        "restrict": r"""
            ban(?:s|ned|ning)? restrict\w* clos(?:e|es|ed|ing|ure) barr(?:ed|ing) cordon\w* block\w* prohibit\w*
            outlaw\w* dispers\w+ confin\w+ lockdown checkpoints? quarantin\w+""",
    },
    "ASSAULT": {
        "unconventional": r"""
            chemical\w* nerve_(?:agent|gas) sarin chlorine mustard_gas biological\w* radiological nuclear novichok
            poison\w*_gas anthrax vx""",
        "suicide-attack": r"""
            suicide(?!-?murder)(?:[_-](?:bomb\w*|attack\w*|vests?|belts?|car|drones?))? blew_(?:him|her)self_up
            (?:him|her)self_up""",
        "crowd-control": r"""
            tear-?\s?gas\w* water_cannons? rubber_bullets? pepper[_-]spray\w* stun_grenades? baton_rounds? lathi\S*
            in(?:to)?_the_air flash-?bangs?""",
        "drone": "drones? uavs? unmanned",
        "aerial": r"""
            air[_-]?strik\w+ air_raids? air-raids? warplanes? (?:fighter_|war)?jets? aircraft helicopters? gunships?
            planes? bombers? strafe\w* barrel_bombs? aerial\w*""",
        "heavy-weapons": r"""
            shell(?:s|ed|ing) artillery mortars? rockets? missiles? tanks? howitzers? grads? cannons? torpedo\w*
            bombard\w* armou?red rpgs? ballistic gunboats?""",
        "explosives": r"""
            bomb(?:s|ed|ing|ings)? car[_-]bomb\w* explosi\w+ explod\w+ grenades? (?:land)?mines? ieds? blast\w*
            detonat\w+ dynamit\w+ boobytrap\w* blow(?:s|n|ing)?_up blew_up""",
        "sexual": r"rap(?:e|es|ed|ing|ists?) sexual\w* molest\w* grop\w+ gang-?rap\w+",
        "torture": r"tortur\w+ waterboard\w* electrocut\w+",
        "abduct": r"""
            abduct\w* kidnap\w* hijack\w* hostages? took_hostage snatch\w*
            captur\w+(?=.*\b(?:soldiers?|fighters?|pilots?)\b)""",
        "firearms": """
            shot(?!_down) shoot(?:s|ing|ings|outs?)?(?!_down) gunn?(?:s|ed|ing|fire|men|man)? rifles? pistols?
            revolvers? machine[_-]guns? snipers? bullets? handguns? shotguns? firearms? opened_fire open_fire
            firefights? fusillade""",
        "primitive": r"""
            knif\w+ knives stab\w* machetes? axes? hatchets? swords? spears? arrows? stones? stoned stoning rocks?
            behead\w* decapitat\w+ hacked hack_to_death fire-?bomb\w* petrol_bombs? molotov\w* arson\w* torch\w*
            burn(?:s|ed|t|ing)? clubs? sticks? batons? slash\w* acid bricks? hammers?""",
        "targeted": r"assassinat\w+ execut\w+ massacr\w+ lynch\w* behead\w* extrajudicial\w* liquidat\w+ summarily",
        "beat": r"""
            beat(?:s|en|ing|ings)? punch\w* kick\w* slap\w* assault(?:s|ed|ing)? maul\w* manhandl\w+ pummel\w* brawl\w*
            fists? head-?butt\w* bludgeon\w* whip(?:s|ped|ping)? flog\w*""",
        "destroy": r"""
            destr\w+ demolish\w* demolition\w* raz(?:e|es|ed|ing) bulldoz\w+ sabotag\w+ wreck\w* ransack\w*
            vandali[sz]\w+ flatten\w* loot\w*""",
    },
}  # fmt: skip
_PATTERNS: Final = {
    type_: [
        (name, re.compile(rf"(?<![\w-])(?:{'|'.join(words.split()).replace('_', ' ')})(?![\w-])", re.IGNORECASE))
        for name, words in modes.items()
    ]
    for type_, modes in MODES.items()
}


def mode(type_: str, words: str, around: str) -> str | None:
    """Return the mode of an event, None where its type has none or the words do not give it.

    Args:
        type_: PLOVER 2.0 type.
        words: the trigger.
        around: words that belong to it: the instrument, an object.
    """
    both = f"{words} {around}"
    return next((name for name, pattern in _PATTERNS.get(type_, []) if pattern.search(both)), None)
