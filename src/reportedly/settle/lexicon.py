"""The closed word lists of settling: pronouns, titles, and the nouns that tell one kind of actor from another.

All lists are our own. They hold common nouns and titles only: no name of a person, party, group or place.
"""

from __future__ import annotations

from typing import Literal

Gender = Literal["m", "f"]


def words_of(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


HE = words_of("he him his himself")
SHE = words_of("she her hers herself")
THEY = words_of("they them their theirs themselves")
IT = words_of("it its itself")
WHO = words_of("who whom whose which that")
FIRST = words_of("i me my mine myself we us our ours ourselves")
SECOND = words_of("you your yours yourself yourselves")
PRONOUNS = HE | SHE | THEY | IT | WHO | FIRST | SECOND

MALE = words_of("""
    mr sir lord king prince duke baron father brother son husband grandfather uncle nephew boy man gentleman
    spokesman chairman businessman congressman policeman fireman gunman clergyman statesman salesman widower actor
    groom monk pope archbishop imam ayatollah sultan emir fisherman councilman alderman anchorman frontman boyfriend""")
FEMALE = words_of("""
    mrs ms miss lady dame queen princess duchess baroness mother sister daughter wife grandmother aunt niece girl woman
    spokeswoman chairwoman businesswoman congresswoman policewoman stateswoman saleswoman widow actress bride nun
    councilwoman girlfriend""")

# Titles that stand before a name; abbreviations with the noun that they stand for.
ABBREVIATED = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "govs": "governor", "gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain",
    "sgt": "sergeant", "adm": "admiral", "brig": "brigadier", "cmdr": "commander", "prof": "professor",
    "rev": "reverend", "dr": "doctor", "pres": "president", "supt": "superintendent", "cpl": "corporal",
    "insp": "inspector", "amb": "ambassador", "hon": "member", "pm": "minister", "ceo": "executive",
}  # fmt: skip
TITLES = frozenset(ABBREVIATED) | words_of("""
    mr mrs ms miss mx messrs sir lord lady dame president vice-president premier chancellor secretary senator
    representative congressman congresswoman governor mayor general lieutenant colonel major captain sergeant
    admiral brigadier commander marshal corporal superintendent doctor professor director chairman chairwoman
    chairperson chair speaker leader ambassador judge justice king queen prince princess pope cardinal archbishop
    bishop reverend father sister brother rabbi imam sheikh ayatollah mullah emir sultan shah emperor attorney
    commissioner sheriff detective officer inspector constable deputy undersecretary councillor councilor councilman
    councilwoman alderman lawmaker spokesman spokeswoman spokesperson former coach manager editor executive analyst
    economist candidate nominee counsel minister envoy comrade baron baroness duke duchess lawyer activist adviser
    advisor strategist prosecutor chief negotiator moderator host actor actress author journalist columnist reporter
    coordinator treasurer registrar""")
_PEOPLE = words_of("""
    official aide diplomat resident witness expert critic head veteran member ally supporter friend colleague
    relative victim survivor neighbour neighbor teacher student nurse farmer worker trader pilot soldier voter
    scientist engineer driver shopkeeper refugee patient passenger source insider observer researcher historian
    scholar physician pollster contributor owner founder cofounder co-founder parent child person leader rival
    opponent challenger incumbent winner premier boss writer reader pastor priest cleric artist singer director
    producer filmmaker author fisher billionaire millionaire politician legislator delegate donor volunteer
    organiser organizer investigator psychologist psychiatrist biologist demonstrator protester counsellor counselor
    frontrunner front-runner villager activist campaigner commentator investor banker medic miner rescuer
    firefighter migrant employee employer trucker pupil lawyer analyst commander inspector townsperson islander
    settler herder prisoner hostage detainee mediator shepherd baker rider guard fighter negotiator arbitrator
    pensioner tourist immigrant commuter marcher""")
PERSON_NOUNS = TITLES | MALE | FEMALE | _PEOPLE
# A run of capitals that ends in one of these is an office, not a name: "the Prime Minister".
OFFICES = words_of("""
    president vice-president premier chancellor secretary senator representative governor mayor general minister
    director chairman chairwoman speaker ambassador commissioner attorney""")
HONORIFICS = words_of("mr mrs ms miss mx messrs sir lord lady dame dr rev hon")
SUFFIXES = words_of("jr sr ii iii iv")

# Nouns that head what is not one person.
ORGANISATION = words_of("""
    agency agencies alliance army assembly association authority bank board body bureau cabinet campaign center
    centre chamber church club coalition college commission committee company companies conference congress
    consulate corporation council court delegation department embassy federation firm force forces foundation fund
    government group groups guard hospital house institute institution journal junta leadership league magazine
    media mission ministry monitor movement navy network news newspaper office observatory opposition organisation
    organization outlet panel parliament party police post press regulator school secretariat senate service
    services society staff state station team television times today tribunal tribune tv union university watch
    watchdog website herald daily gazette telegraph radio channel inc corp ltd llc plc co industries holdings
    systems airlines airways laboratories partners project program programme studios trust nations administration
    pac caucus brigade military air command headquarters band crew""")
GOVERNMENT = words_of("""
    government ministry army navy police embassy consulate parliament cabinet senate congress military
    administration secretariat department court tribunal junta prosecutors authorities ministries courts consulates
    presidency treasury""")
ARMED_GROUP = words_of("""
    rebels rebel militia militias militants insurgents insurgent guerrillas guerrilla fighters gunmen paramilitaries
    paramilitary brigade brigades separatists""")
DOCUMENT = words_of("""
    report reports statement statements poll polls survey surveys study studies document documents letter letters
    data figures article articles book books editorial editorials memo memos transcript transcripts records record
    email emails e-mail e-mails tweet tweets ad ads advertisement filing filings lawsuit lawsuits suit complaint
    indictment affidavit ruling rulings order orders law laws bill bills constitution treaty resolution communique
    analysis analyses findings statistics research results review audit video videos footage recording website
    headline headlines sign signs post posts message messages note notes text file files cable cables column magazine
    budget census chart map table transcript warrant verdict decree petition leaflet banner story stories blog
    release evidence forecast estimate estimates index""")
CROWD = words_of("""
    people police men women children media majority minority crowd audience public voters families parents crew
    others many some several most both few all those everyone everybody majorities half third percent press number
    handful dozens pair couple scores supporters critics officials residents witnesses protesters electorate youth""")
PLURALS = CROWD | {
    f"{n[:-3]}men" if n.endswith("man") else f"{n[:-1]}ies" if n.endswith("y") else f"{n}s" for n in PERSON_NOUNS
}
NO_PERSON = ORGANISATION | CROWD
INDEFINITE = words_of("""
    a an another one some someone somebody others other many several most few any anyone anybody no nobody none
    everyone everybody both two three four five six seven eight nine ten dozens hundreds thousands neither either
    each""")
DETERMINERS = words_of(
    "the this that these those a an his her its their our my your some many several most few any one"
)

# Words that begin a sentence with a capital without being a name.
FUNCTION_WORDS = (
    DETERMINERS
    | PRONOUNS
    | INDEFINITE
    | words_of("""
    about above according across after again against ago all almost along already also although always am amid among
    and are around as asked at away back be because been before behind being below beneath besides between beyond but
    by can citing could despite did do does down due during each earlier either else even ever every except for
    from further had has have he here hers how however if in including indeed instead into is it itself just last
    later least less let like likewise mainly may maybe meanwhile might more moreover much must near nearly neither
    never nevertheless next nonetheless nor not nothing now of off often on once only onto or out over overall own per
    perhaps please rather said same says see seen she should since so some soon still such than thanks that the their
    them then there therefore they this though through throughout thus to today together tomorrow tonight too toward
    towards under unless unlike until up upon us very via was we well were what when where whereas whether which while
    who whom whose why will with within without would yes yesterday yet you first second third finally speaking asked
    responding referring writing adding noting early late nobody isn't don't doesn't didn't wasn't can't won't it's
    that's there's he's she's they're we're i'm you're i've we've i'll let's what's here's read related photo image
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""")
)

# After these a name is a place or belongs to somebody else.
PLACE_PREPOSITIONS = words_of("in at near from to across outside inside around toward towards into throughout via")
PREPOSITIONS = PLACE_PREPOSITIONS | words_of(
    "of for on with by about against over under between among per as than after"
)
SAYS = words_of("""
    said says told tells added adds wrote writes tweeted asked noted argued warned explained called insisted claimed
    announced continued replied responded acknowledged thinks believes recalled testified stressed suggested""")
