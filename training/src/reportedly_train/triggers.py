"""The word that a root rests on, for sentences of which source, target and root are known and the trigger is not.

The word lists are our own, made while reading the training part of PLV; a sentence without any of its root's words is
left alone.
"""

from __future__ import annotations

import re

_WORDS = {
    "ACCUSE": "accus(?:e[sd]?|ing|ations?)|charg(?:e[sd]?|ing)|condemn(?:s|ed|ing|ation)?|criticis(?:e[sd]?|ing|m)|criticiz(?:e[sd]?|ing)|"
    "blam(?:e[sd]?|ing)|denounc(?:e[sd]?|ing)|su(?:e[sd]?|ing)|lawsuits?|complain(?:s|ed|ing|ts?)?|investigat(?:e[sd]?|ing|ions?)|"
    "prob(?:e[sd]?|ing)|inquir(?:y|ies)|audit|indict(?:s|ed|ments?)?|fault(?:s|ed)?|slam(?:s|med)?|"
    "disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|summon(?:s|ed)|prosecut(?:e[sd]?|ing)|legal action|alleg(?:e[sd]?|ing|ations?)|attacks? on",
    "AGREE": "agree(?:s|d|ing|ments?)?|pledg(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|offer(?:s|ed|ing)?|commit(?:s|ted|ment|ting)?|vow(?:s|ed)?|"
    "willing(?:ness)?|ready|accept(?:s|ed|ing)?|plans?|intends?|announced?",
    "AID": "aid|assistance|provid(?:e[sd]?|ing)|suppl(?:y|ies|ied|ying)|donat(?:e[sd]?|ing|ions?)|fund(?:s|ed|ing)?|financ(?:e[sd]?|ing)|"
    "train(?:s|ed|ing)|sen(?:t|d|ds|ding)|help(?:s|ed|ing)?|gave|giv(?:es?|en|ing)|deliver(?:s|ed|ing)?|rescu(?:e[sd]?|ing)|"
    "shelter(?:s|ed)?|asylum|arm(?:s|ed|ing)|peacekeep\\w+|evacuat(?:e[sd]?|ing)|opened|spent|deployed|grant(?:s|ed)?|loans?|lent",
    "ASSAULT": "attack(?:s|ed|ing)?|kill(?:s|ed|ing|ings)?|bomb(?:s|ed|ing|ings)?|(?:air)?strik(?:e|es|ing)|struck|shell(?:s|ed|ing)|"
    "storm(?:s|ed|ing)|tortur(?:e[sd]?|ing)|fir(?:e[sd]|ing)|captur(?:e[sd]?|ing)|seiz(?:e[sd]?|ing)|raid(?:s|ed|ing)?|assaults?|hit|"
    "violat(?:e[sd]?|ing)|blockad(?:e[sd]?|ing)|warfare|offensive|beat(?:s|en|ing)?|abduct(?:s|ed|ing|ion)?|kidnap(?:s|ped|ping)?|"
    "shot|shoot(?:s|ing)?|destroy(?:s|ed|ing)?|clash(?:e[sd]|ing)?|fought|fight(?:s|ing)?|invad(?:e[sd]?|ing)|took|murder(?:s|ed)?|fire",
    "COERCE": "arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|detentions?|jail(?:s|ed|ing)?|imprison(?:s|ed|ing|ment)?|sentenc(?:e[sd]?|ing)|"
    "ban(?:s|ned|ning)?|block(?:s|ed|ing)?|censor(?:s|ed|ing|ship)?|deport(?:s|ed|ing|ation)?|expel(?:s|led|ling)?|raid(?:s|ed|ing)?|"
    "seiz(?:e[sd]?|ing|ure)|confiscat(?:e[sd]?|ing)|curfew|martial law|state of emergency|restrict(?:s|ed|ing|ions?)?|hack(?:s|ed|ing)?|"
    "crack(?:s|ed)? down|crackdown|shut|search(?:e[sd]|ing)?|prohibit(?:s|ed)?|lockdown|custody|cyber\\W?attacks?|emergency",
    "CONSULT": "met|meet(?:s|ing|ings)?|talks?|visit(?:s|ed|ing)?|host(?:s|ed|ing)?|discuss(?:e[sd]|ing|ions?)?|negotiat(?:e[sd]?|ing|ions?)|"
    "phon(?:e|ed)|spoke|call(?:s|ed)?|mediat(?:e[sd]?|ing|ion)|summit|received|arriv(?:e[sd]?|ing|al)|trip|consult(?:s|ed|ations?)?",
    "COOPERATE": "cooperat(?:e[sd]?|ing|ion)|co-operation|trad(?:e[sd]?|ing)|extradit(?:e[sd]?|ing|ion)|joint|shar(?:e[sd]?|ing)|export(?:s|ed|ing)?|"
    "import(?:s|ed|ing)?|exchang(?:e[sd]?|ing)|exercises?|drills?|invest(?:s|ed|ments?)?|bought|s(?:old|ell|ells)|partner\\w*|collaborat\\w+",
    "MOBILIZE": "deploy(?:s|ed|ing|ment)?|mobili[sz](?:e[sd]?|ing)|sen(?:t|d|ds|ding)|mov(?:e[sd]?|ing)|mass(?:e[sd]|ing)|alert|exercises?|"
    "drills?|test(?:s|ed|ing)?|launch(?:e[sd]|ing)?|reinforc\\w+|amass\\w*|buil(?:t|d|ding)|dispatch\\w*|fir(?:e[sd]|ing)",
    "PROTEST": "protest(?:s|ed|ing|ers)?|demonstrat(?:e[sd]?|ing|ions?)|rall(?:y|ied|ies|ying)|march(?:e[sd]|ing)?|strik(?:e|es|ing)|riot(?:s|ed|ing)?|"
    "boycott(?:s|ed|ing)?|hunger strike|sit-in|gather(?:s|ed|ing)?|block(?:s|ed|ing)|vandali[sz]\\w+|walkout",
    "REJECT": "reject(?:s|ed|ing|ion)?|refus(?:e[sd]?|ing|al)|den(?:y|ies|ied|ying|ial)|decline[sd]?|declining|veto(?:e[sd]|es|ing)?|oppos(?:e[sd]?|ing|ition)|"
    "rul(?:e[sd]?|ing) out|dismiss(?:e[sd]|ing)?|defi(?:e[sd]|ance)|cancel(?:s|led|ed|ling)?|block(?:s|ed|ing)?|rebuff(?:s|ed)?|resist(?:s|ed)?|"
    "turn(?:s|ed) down|bar(?:s|red|ring)|prevent(?:s|ed)?|ignor(?:e[sd]?|ing)|disobey\\w*|overrul\\w+|ban(?:s|ned)?|suspend\\w*",
    "REQUEST": "ask(?:s|ed|ing)?|call(?:s|ed|ing)?|demand(?:s|ed|ing)?|urg(?:e[sd]?|ing)|appeal(?:s|ed|ing)?|request(?:s|ed|ing)?|order(?:s|ed|ing)?|"
    "plead(?:s|ed|ing)?|seek(?:s|ing)?|sought|petition\\w*|insist(?:s|ed|ing)?|want(?:s|ed)?|invit(?:e[sd]?|ing)|lobb(?:y|ied|ying)|press(?:e[sd]|ing)",
    "SANCTION": "sanction(?:s|ed|ing)?|embargo(?:e[sd])?|expel(?:s|led|ling)?|sever(?:s|ed|ing)?|cut(?:s|ting)?|suspend(?:s|ed|ing)?|halt(?:s|ed|ing)?|"
    "withdr(?:e?w|aw|aws|awn|awal|awing)|tariffs?|break|broke|fin(?:e[sd]?)|convict(?:s|ed)?|recall(?:s|ed|ing)?|end(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|"
    "revok(?:e[sd]?|ing)|stop(?:s|ped|ping)?|freez\\w+|fr(?:o|oze|ozen)|dismiss(?:e[sd])?|fired|sacked|kick(?:s|ed)|left|leav(?:e|es|ing)|boycott(?:s|ed)?|severance|clos(?:e[sd]?|ing)",
    "SUPPORT": "support(?:s|ed|ing|ive)?|prais(?:e[sd]?|ing)|back(?:s|ed|ing)?|endors(?:e[sd]?|ing|ement)|recogni[sz](?:e[sd]?|ing)|welcom(?:e[sd]?|ing)|"
    "congratulat(?:e[sd]?|ing|ions?)|defend(?:s|ed|ing)?|sign(?:s|ed|ing)?|ratif(?:y|ies|ied)|approv(?:e[sd]?|ing|al)|commend(?:s|ed)?|hail(?:s|ed)?|"
    "ties|relations|condolences|thank(?:s|ed)?|solidarity|appreciat\\w+|embassy|pass(?:e[sd])?",
    "THREATEN": "threat(?:s|en|ens|ened|ening)?|warn(?:s|ed|ing|ings)?|vow(?:s|ed)?|ultimatum|retaliat\\w+|warrants?|intimidat\\w+",
}  # fmt: skip
_CONCEDE = (
    "apologi[sz](?:e[sd]?|ing)|apolog(?:y|ies)|pardon(?:s|ed)?|acquit(?:s|ted)?|lift(?:s|ed|ing)?|eas(?:e[sd]?|ing)|regret(?:s|ted)?|amnesty|"
    "drop(?:s|ped|ping)?|declar(?:e[sd]?)|announc(?:e[sd]?)|conced(?:e[sd]?)|relax(?:e[sd]|ing)?|clear(?:s|ed)?|agree[sd]?"
)  # fmt: skip
_RETREAT = (
    "releas(?:e[sd]?|ing)|free[sd]?|freeing|withdr(?:e?w|aw|aws|awn|awal|awing)|resign(?:s|ed|ing|ation)?|surrender(?:s|ed)?|retreat(?:s|ed|ing)?|"
    "pull(?:s|ed|ing)? (?:out|back)|disarm\\w*|ceasefire|cease-fire|truce|return(?:s|ed|ing)?|step(?:s|ped)? down|allow(?:s|ed|ing)?|admit\\w*|"
    "hand(?:s|ed) over|end(?:s|ed)?|reopen\\w*|quit|left|leav(?:e|ing)|evacuat\\w+|repatriat\\w+|swap\\w*|let"
)


def _finder(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_FINDERS = {root: _finder(words) for root, words in _WORDS.items()}
_YIELD = (("RETREAT", _finder(_RETREAT)), ("CONCEDE", _finder(_CONCEDE)))


def trigger(text: str, root: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[int, int, str] | None:
    """Return where the trigger of a sentence stands and its type: the first word of its root behind the source.

    Of several words those between source and target are preferred, then those that stand behind the source at all.
    YIELD is told apart into RETREAT and CONCEDE by the word.
    """
    finders = _YIELD if root == "YIELD" else ((root, _FINDERS[root]),)
    low, high = min(source[1], target[1]), max(source[0], target[0])
    found = []
    for type_, finder in finders:
        for m in finder.finditer(text):
            inside = any(s <= m.start() < e for s, e in (source, target))
            between = low <= m.start() < high
            found.append(((inside, not between, m.start() < source[1], m.start()), m.start(), m.end(), type_))
    if not found:
        return None
    _, start, end, type_ = min(found)
    return start, start + len(text[start:end].split(maxsplit=1)[0]), type_
