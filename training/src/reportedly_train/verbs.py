"""English reporting verbs, what follows them, and their forms.

Written down by hand while reading the training part of PolNeAR: no text of it is here, but the choice was made there.
"""

from __future__ import annotations

import re

SPEECH = """say tell add write tweet state declare continue reply respond ask conclude argue joke observe remark answer
shout recall explain note claim insist warn complain predict""".split()
CLAUSE = """report announce suggest show find believe think hope fear acknowledge admit indicate reveal confirm
stress emphasize emphasise assert allege concede maintain contend reiterate mention estimate imply disclose testify
caution recommend propose promise vow pledge deny agree understand feel know learn expect worry speculate clarify swear
point_out make_clear make_it_clear guarantee verify signal hint assume realize realise recognize recognise
consider demand determine affirm repeat lament quip charge boast doubt deem""".split()
BARE = """say think believe hope fear claim insist suggest add note argue acknowledge admit announce indicate report
predict estimate complain declare state warn vow pledge guarantee assume realize realise concede""".split()
ASKING = "ask urge call_on encourage request order instruct".split()
HEARER = "tell inform assure remind warn notify convince persuade".split()
OBJECT = """describe accuse criticize criticise condemn denounce praise blame reject dismiss urge endorse support oppose
defend call call_for call_on refer_to warn_of warn_about warn_against speak_of talk_about speak_about deny demand announce
confirm mention claim applaud decry predict threaten advocate suggest admit acknowledge stress emphasize emphasise report
deplore congratulate reaffirm repudiate propose cite promise""".split()
INFINITIVE = "vow promise pledge refuse decline agree threaten offer claim ask demand swear".split()
DOUBTFUL = """want hope plan seek intend prefer expect decide order mock slam blast attack question challenge welcome favor
favour discuss quote assail back name point_to encourage request express consider repeat explain reveal invite thank
declare estimate see_as portray view_as seem appear believe vote reflect require identify raise recognize compare""".split()
PASSIVE = """expect believe report say think allege rumour rumor know presume suppose estimate consider understand
""".split()
NOUNS = """claim statement assertion accusation allegation report announcement warning promise pledge belief view opinion
argument suggestion criticism denial declaration remark comment hope fear demand decision question call plan""".split()

_IRREGULAR = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "make": ("made", "made"),
    "see": ("saw", "seen"),
    "speak": ("spoke", "spoken"),
    "swear": ("swore", "sworn"),
    "understand": ("understood", "understood"),
    "learn": ("learned|learnt", "learned|learnt"),
    "admit": ("admitted", "admitted"),
    "plan": ("planned", "planned"),
    "quip": ("quipped", "quipped"),
    "slam": ("slammed", "slammed"),
    "refer": ("referred", "referred"),
    "prefer": ("preferred", "preferred"),
    "signal": ("signal(?:l)?ed", "signal(?:l)?ed"),
}
_DOUBLED = {"admit", "plan", "quip", "slam", "refer", "prefer"}


def third(verb: str) -> str:
    """Return the form of he, she, it."""
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        return verb + "es"
    return re.sub(r"(?<![aeiou])y$", "ie", verb) + "s"


def past(verb: str) -> tuple[str, str]:
    """Return past tense and participle, as patterns."""
    regular = verb + "d" if verb.endswith("e") else re.sub(r"(?<![aeiou])y$", "i", verb) + "ed"
    return _IRREGULAR.get(verb, (regular, regular))


def gerund(verb: str) -> str:
    """Return the -ing form."""
    if verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    return (verb[:-1] if re.search(r"[^e]e$", verb) else verb) + "ing"


def forms(verbs: list[str], kinds: str = "bspng") -> str:
    """Return a pattern of the verbs' forms: (b)ase, he (s)ays, (p)ast, participle (n), (g)erund; phrases join by `_`."""
    found = set()
    for phrase in verbs:
        verb, _, rest = phrase.partition("_")
        by_kind = {"b": verb, "s": third(verb), "p": past(verb)[0], "n": past(verb)[1], "g": gerund(verb)}
        for kind in kinds:
            for form in by_kind[kind].split("|"):
                found.add(" ".join([form, *rest.split("_")]) if rest else form)
    return "(?:" + "|".join(sorted(found, key=lambda f: (-len(f), f))) + ")"
