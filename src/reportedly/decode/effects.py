"""What happens to those that are counted: a table of plain words for each effect, and the pattern made of it.

All words are our own. They name acts, never a side. Every word is one kind of act for all who do it or suffer it.

How the table is written: entries are parted by commas; `*` is any ending; `/` parts words that may stand in one place;
`...` is a gap of at most eight words within a clause; `#` is a number in digits. An entry of several words is tried
before one of a single word, so that "shot dead" is told from "shot".
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Effect

TABLE: Final[dict[Effect, str]] = {
    "destroyed": """
        destr*, demolish*, burn/burns/burned/burnt/burning, raze/razes/razed/razing, torch/torched/torches/torching,
        damag*, flatten*, gutted/gutting, downed/downing, wreck*, intercept*,
        level/leveled/levelled/leveling/levelling, collaps*, bulldoz*, sank/sunk/sink/sinks/sinking,
        ransack*, incinerat*, scuttl*, pulveri*, obliterat*, vandali*, defac*, dynamit*, charred, felled, smash*,
        batter*, shatter*, toppl*, inundat*, submerg*, swallow*, crippl*, disabl*, tore ... apart/down/off,
        tear*/torn/ripped/rips/blew ... roofs/roof,
        shot/shoot*/brought/bring*/knock*/knocked/pull*/pulled/tore/torn/tear*/cut/cuts/cutting ... down, shot/shoot*
        ... up, swept/sweep*/wash*/washed ... away, blew/blow*/blown ... up, blown/blew apart, set/sets/setting ...
        fire/ablaze/alight, put/puts/putting ... torch, went/go*/gone up in flames/smoke, caught/catch* fire,
        reduc*/turned/turning ... rubble/ash/ashes/ruins, laid/lay* waste, written off, knock* out, took/taken/take*
        out, taking out, caved/cave/caving in, burned/burnt/burn* to the ground, wip* off the map,
        consum*, engulf*, devour*, knock*/put/took out of action/service/use, sent ... bottom, cut*/chopp* down
        """,
    "killed": """
        kill*, dead, death/deaths, die/dies/died, dying, slain, slay*, murder*, massacr*, slaughter*, fatal/fatally,
        execute/executes/executed/executing/execution/executions, fatality/fatalities, toll, lives, perish*, drown*,
        behead*, decapitat*, assassinat*, casualt*, bodies, corpses, lynch*, strangl*, suffocat*, asphyxiat*,
        hanged/hangings/hanging, crush*, picked off, electrocuted, poach*, exterminat*, annihilat*, liquidat*,
        eliminat*,
        neutrali*, cull/culled/culling, martyr*, succumb*, garrot*, smother*, immolat*, disembowel*, dismember*,
        remains, exhumed, shot/shoot*/gun*/gunned/mow*/mowed/mown/cut ... dead/down, shot/stabbed and killed, wip*
        out, finish* off,
        burn*/hacked/hack*/beat*/stabb*/trampl*/crush*/crushed/crushing/starv*/froze/freez*/bled/bleed*/stoned ... to
        death, bludgeon*/club*/knif*/choke*/chok*/tortur*/poison*/mauled/kicked/gored/scald* to death,
        put/puts/putting ... to death/sword, fell/fall* to their/his/her death*, left/leave*/leaving ... dead,
        lost/lose*/losing ... life/lives, claim*/cost*/took/take*/taking ... lives/life, claimed/claiming/claims #,
        claimed/claiming/claims at least, found/find*/pronounc*/shot dead, death toll, put/puts/putting to sleep,
        slit*/cut* ... throats/throat, blew/blow* himself/herself/themselves up, run/ran over and killed,
        gave/give*/given their lives, meet*/met their death*,
        picked/pick*/bump*/knock* off, did/do away with, never woke, lay dead, left ... dead, claim*/took the life
        """,
    "injured": """
        injur*, wound/wounds/wounded/wounding, hurt/hurts/hurting, maim*, hospitali*, stab/stabs/stabbed/stabbing,
        shot, shoot/shoots/shooting/shootings, beat/beaten/beats/beating, burns, poison*, treated, concuss*, scald*,
        flogg*, whipp*, cane/caned/caning, lash*, tortur*, maul/mauled/mauling, bit/bite/bites/bitten, gassed/gassing,
        bruis*, lacerat*, clubb*, knif*, slash*, mutilat*, disfigur*, blinded/blinding, paralys*, paralyz*, thrash*,
        trampl*, bludgeon*, batter*, assault*, molest*, rape/raped/raping, bayonet*, gored, sjambok*, mangl*,
        suffer*/sustain* ... burns/injuries/wounds/injury/concussion, rushed/taken/admitted/brought to/into hospital*,
        in/to hospital, smoke inhalation, overcome by smoke/fumes, run/ran/runs over, knocked down/over, fallen/fell
        ill,
        sent/send*/land*/put ... hospital/hospitals, need*/requir*/receiv* ... treatment/stitches, treatment, left ...
        burned/paralysed/scarred/maimed, on life support, in intensive care, in a coma
        """,
    "missing": """
        missing, unaccounted, disappear*, trapped/traps/trapping/trap, vanish*, buried/buries/burying/bury, entomb*,
        lost/lose* at sea, lost contact, seen/heard ... since, not seen, search*/look*/scour*/hunt*/hunting/dig* for,
        swept/washed/sweep*/wash* overboard, whereabouts, unknown fate, no trace, never found, yet to be
        found/traced/located
        """,
    "displaced": """
        displac*, homeless, flee/flees/fleeing/fled, evacu*, uproot*, sheltering, evict*, expel*, deport*, repatriat*,
        relocat*, exile/exiled, refoul*, dispossess*, sent home, fled/flee* ... homes,
        forc*/compel*/order*/drove/driv*/made/chas*/push* ...
        homes/out/flee/leave/abandon/evacuate/move/homeless/homes, driv*/drove/chas*/push* ... from,
        cross/crosse*/crossed/crossing into/over, crossed/crossing ... border, mov*/brought/taken/took ... safety,
        move*/moved/moving out, left/leave*/leaving/abandon* their homes/villages, mak*/made/left/leav*/render* ...
        homeless, seek*/sought/took/take*/taking refuge/shelter, put/puts/putting out of their,
        turned/turn*/thrown/threw ... out of, without shelter, without a roof,
        send*/sent/push*/turn* ... back across/over/to, put* on buses, seek*/sought asylum, into exile, camped, living
        in tents
        """,
    "abducted": """
        abduct*, kidnap*, hostage/hostages, captur*, snatch*, hijack*, press-gang*, shanghai*, waylaid,
        took/taken/take*/taking/held/hold*/seiz* ... hostage, carr*/carried/drag*/marched/spirited/whisked off/away,
        took/taken/take*/taking/held captive, bundled ... into, in captivity, for ransom
        """,
    "released": """
        releas*, free/freed/frees, freeing, liberat*, pardon*, amnesti*, parol*, bailed, ransomed, exonerat*,
        reprieved, let ... go/out/free, let/letting go, letting ... go, walk*/went/go/gone/going/set/sets/setting ...
        free, set ... at liberty, walked out of, grant*/given/gave amnesty/bail/clemency, commut* ...
        sentence/sentences, out on bail, in exchange/return for, exchang*/swap*/trad* for, back home safe/safely,
        bought/buy* ... freedom,
        order*/secur*/won/win/negotiat*/announc*/demand* ... release/freedom, back with/to their families, reunited,
        return* home, out of jail/prison/captivity
        """,
    "detained": """
        arrest*, detain*, detention, jail*, imprison*, custody, remand*, nabbed, incarcerat*,
        intern/interned/internment, held, rearrest*, re-arrest*, apprehend*, collared, handcuff*, manacled, locked,
        sentenc*, nett*, caught, busted, pick*/picked ... up, round*/rounded ... up, locked/lock* up, behind bars,
        led/lead*/haul*/march*/frog-march*/drag*/took/taken/taking ... away,
        haul*/took/taken/taking/tak*/pull*/bring*/brought ... in, haul*/taken/took/drag* off, hauled before, in/into
        custody, in handcuffs, put/plac*/held under/in house/arrest/jail/prison/custody, thrown/threw/throw* in/into
        jail/prison, sent/send*/order* to prison/jail, taken/took/tak* prisoner, in jail/prison, serving
        sentences/time/terms, brought/bring* in for, sent* to labour/labor,
        recaptur*, put/puts/plac*/kept/keep*/held ... under/behind arrest/house/guard/bars, put ... behind, behind ...
        bars, turned/turn*/gave ... themselves in, in detention, convicted and
        """,
    "deployed": """
        deploy*, redeploy*, send/sends/sending/sent, mobili*, dispatch*, mass/massed/massing,
        station/stationed/stationing, reinforc*, scrambl*, pour/poured/pouring, amass*, muster*, rush/rushed/rushing,
        airlift*, garrison*, conscript*, recruit*, draft/drafted/drafting, enlist*, patrol*,
        position/positioned/positioning, pre-position*, rotat*, assign*, post/posted/posting, concentrat*,
        field/fielded/fielding, commit/committed/committing, sail/sailed/sailing, parachut*, seconded, call*/called
        ... up, draft*/brought/fly*/flew/flown ... in, on standby/alert, build/built up, stood to
        """,
    "launched": """
        launch*, fire/fires/fired/firing, test-fire*, test-fir*, lob/lobs/lobbed/lobbing, hurl*, rain/rained/raining,
        drop/drops/dropp*, shell/shells/shelled/shelling, unleash*, threw/throw/throws/throwing/thrown, toss*, loos*,
        detonat*, let/set off
        """,
}  # fmt: skip
# What tells of no effect, though a word of the table is in it.
APART: Final = """
        lay*/laid/laying off, burn* out, dead heat, kill* time, pull*/pulled/dug/brought/bring*/winch* ... alive,
        free* up, brought/bring* up, pulled/pull* ... to safety, picked/pick* ... survivors, treated/hospitali* ...
        cholera/malaria/measles/malnutrition/dengue/dehydration/covid-19/mpox, sentenc*/order* ...
        fine/fined/community, send*/sent ... condolences/aid, escap*, rescu*, sav*, surviv*, rebuil*, acquitt*,
        fire/fired ... jobs, free trade, hold*/held talks, held a/the/talks/out/up/that/by, freed from
        """
# Said of the counted noun itself: "12 dead", "no casualties".
OWN: Final[dict[Effect, str]] = {
    "killed": "dead, death/deaths, fatality/fatalities, casualty/casualties, bodies, body, corpses, lives, killings,"
    " murders, executions, remains, martyrs",
    "injured": "injured, wounded, injury/injuries, wounds, burns",
    "missing": "missing, missing *",
    "detained": "arrest/arrests",
    "abducted": "abductions, kidnappings",
    "displaced": "displaced, evacuees, homeless, displaced *, evacuees *, homeless *",
}
# What the counted noun says where nothing else does.
BY_NATURE: Final[dict[Effect, str]] = {
    "abducted": "hostage/hostages, captive/captives, abductees",
    "detained": "detainee/detainees, prisoner/prisoners, inmate/inmates",
    "launched": "airstrike/airstrikes, air strikes, drone/missile/rocket strikes, sorties, salvos, volleys, barrages",
}
# Who does these is who is counted: "12 people died", "thousands fled".
OF_ONESELF: Final = re.compile(
    r"die[sd]?\b|dying|perish|drown|succumb|flee|fled|disappear|vanish|evacuat|walk|missing|collaps|sank|sink|crossed"
    r"|crossing|left|went|fell|suffocat|lost (?:their|his|her)|sheltering|took refuge|seek|sought|suffer|sustain",
    re.IGNORECASE,
)


def _word(word: str) -> str:
    return "|".join(re.escape(w).replace(r"\*", r"[\w-]*").replace(r"\#", r"\d[\d,]*") for w in word.split("/"))


def _entry(entry: str) -> str:
    """Return the pattern of an entry; what lies behind a gap is looked at and not taken."""
    first, gap, rest = entry.partition(" ... ")
    head = " ".join(f"(?:{_word(w)})" for w in first.split())
    if not gap:
        return head
    tail = " ".join(f"(?:{_word(w)})" for w in rest.split())
    return rf"{head}(?= (?:[^\s.;:]+ ){{0,8}}?{tail}(?![\w-]))"


def _entries(table: str) -> list[str]:
    return [" ".join(e.split()) for e in table.split(",") if e.strip()]


def _openings(entry: str) -> set[str]:
    """Return the first two letters of the words that may open an entry."""
    return {w[:2] for w in entry.split(maxsplit=1)[0].split("/")}


def _tells() -> dict[str, re.Pattern[str]]:
    """Return a pattern of all effects for each two letters that a word may begin with: most words open no entry.

    Entries of several words come first, then single words in the table's order.
    """
    rows = [("apart", e) for e in _entries(APART)] + [(k, e) for k, t in TABLE.items() for e in _entries(t)]
    ordered = sorted(rows, key=lambda row: _rank(*row))
    found: dict[str, re.Pattern[str]] = {}
    for opening in {o for _, e in rows for o in _openings(e)}:
        mine = [(k, e) for k, e in ordered if opening in _openings(e)]
        runs = [(k, "|".join(_entry(e) for _, e in run)) for k, run in groupby(mine, key=lambda row: row[0])]
        groups = "|".join(f"(?P<{k}_{i}>{words})" for i, (k, words) in enumerate(runs))
        found[opening] = re.compile(rf"(?:{groups})(?![\w-])", re.IGNORECASE)
    return found


def _rank(kind: str, entry: str) -> tuple[object, ...]:
    kinds = ["apart", *TABLE]
    if " " in entry:
        return (0, kinds.index(kind), " ... " in entry, -len(entry))
    return (1, kinds.index(kind), False, -len(entry))


def _at_end(table: str) -> re.Pattern[str]:
    entries = "|".join(_entry(e) for e in _entries(table))
    return re.compile(rf"(?<![\w-])(?:{entries})$", re.IGNORECASE)


_TELLS: Final = _tells()
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]\w")
_OWN: Final = {effect: _at_end(words) for effect, words in OWN.items()}
_BY_NATURE: Final = {effect: _at_end(words) for effect, words in BY_NATURE.items()}


def tells_at(text: str, at: int, end: int) -> re.Match[str] | None:
    """Return the entry of the table that begins at `at` and ends before `end`."""
    words = _TELLS.get(text[at : at + 2].lower())
    return words.match(text, at, end) if words else None


def all_tells(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the entries of the table in a stretch of text, none within another."""
    for word in _WORD.finditer(text, start, end):
        if word.start() >= start and (m := tells_at(text, word.start(), end)):
            yield m
            start = m.end()


def told(m: re.Match[str]) -> Effect | None:
    """Return the effect that an entry tells of; None where its words stand apart from all."""
    group = (m.lastgroup or "").partition("_")[0]
    return next((effect for effect in TABLE if effect == group), None)


def own_effect(noun: str) -> Effect | None:
    """Return what a counted noun phrase says of itself: "12 dead"."""
    return next((effect for effect, words in _OWN.items() if words.search(noun)), None)


def natural_effect(noun: str) -> Effect | None:
    """Return what a counted noun phrase says where nothing else does: "20 hostages"."""
    return next((effect for effect, words in _BY_NATURE.items() if words.search(noun)), None)
