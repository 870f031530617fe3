"""Compare MUC-4 templates with the answer key: GTT's and GRIT's role fillers, and the slot scores of MUC-4.

Whose measures these are, and what was decided in them, is said at each function.
Every measure of one document is a `Count`; counts add up over documents, and the bootstrap draws documents.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
from scoring import assign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json = dict[str, Any]
Entity = tuple[str, ...]  # the strings that may stand for one filler

ROLES = {
    "perp_individual": "PerpInd",
    "perp_organization": "PerpOrg",
    "phys_target": "Target",
    "hum_target_name": "Victim",
    "instrument": "Weapon",
}
NUMBER, EFFECT = "hum_target_number", "hum_target_effect"
SCORED = (*ROLES, "hum_target_description", NUMBER, EFFECT)  # what a response template is filled with
BEFORE = (
    "a the an this that these those one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 more most"
    " many several some all few any another other certain of"
)
PREMODIFIERS = frozenset(BEFORE.split())  # MUC-4's configuration: words before a string that do not count
LESS = {"NO INJURY": ("NO DEATH", "NO INJURY OR DEATH"), "NO DEATH": ("NO INJURY OR DEATH",)}  # says less than
PARTLY = 0.5

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBER = re.compile(r"(~)? ?(\d+)? ?(-)? ?(\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """One filler of a slot: any of `values` is right; it is said of `of`, any of which names the same thing."""

    values: Entity
    of: Entity = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One incident: its types (a key may allow several) and the fillers of its slots, by the data's slot names."""

    types: Entity
    slots: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is right of what was found and of what there was to find; the two may differ (`right`, `met`)."""

    right: float = 0
    found: float = 0
    met: float = 0
    gold: float = 0

    def __add__(self, other: Count) -> Count:
        """Return the count of both."""
        return Count(
            right=self.right + other.right,
            found=self.found + other.found,
            met=self.met + other.met,
            gold=self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The right ones among those found."""
        return 100 * self.right / self.found if self.found else nan

    @property
    def recall(self) -> float:
        """The met ones among those to be found."""
        return 100 * self.met / self.gold if self.gold else nan

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 where nothing is right."""
        if not self.found + self.gold:
            return nan
        p, r = (x / y if y else 0.0 for x, y in ((self.right, self.found), (self.met, self.gold)))
        return 200 * p * r / (p + r) if p + r else 0.0


def key(templates: Iterable[Json]) -> list[Template]:
    """Return the answer key of a document from its `templates`."""
    return [_keyed(t) for t in templates]


def _keyed(template: Json) -> Template:
    slots = {name: tuple(map(_filler, values)) for name, values in template["slots"].items()}
    types = tuple(t for f in slots["type"] for v in f.values for t in re.split(r" */ *", v))
    return Template(types=types, slots=slots, optional=bool(template["optional"]))


def _filler(value: Json) -> Filler:
    options = value["alternatives"]
    return Filler(
        values=tuple(a["text"].strip("()") for a in options),
        of=tuple(dict.fromkeys(x for a in options for x in a.get("of", ()))),
        optional=bool(value.get("optional")),
    )


# --- the role fillers of GTT and GRIT -----------------------------------------------------------------------------


def normal(text: str) -> str:
    """Return a string as GRIT and GTT compare it: no case, punctuation, articles or extra blanks."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def entities(template: Template, text: str | None = None) -> dict[str, list[Entity]]:
    """Return the role fillers of a template; of a key (`text` given) only the strings that occur in the text.

    As GTT's preprocessing: optional templates and fillers are like others, `Victim` is the name slot alone.
    """
    plain = None if text is None else " ".join(text.lower().split("\n"))
    found: dict[str, list[Entity]] = {}
    for slot, role in ROLES.items():
        sides = ([v for v in f.values if plain is None or v.lower() in plain] for f in template.slots.get(slot, ()))
        found[role] = [tuple(map(normal, side)) for side in sides if side]
    return found


def subset(found: Entity, gold: Entity) -> bool:
    """Return whether a found entity is a gold one: none of its mentions is anything else."""
    return set(found) <= set(gold)


def gtt(gold: Sequence[Template], found: Sequence[Template], text: str) -> dict[str, Count]:
    """Return GTT's counts of a document: each role, `type`, `roles` (the five) and `all` (what GTT reports).

    The measure of the evaluation script that came with Du, Rush and Cardie (2021), with which GTT has 50.2 and which
    later work calls CEAF-REE as implemented. A found template may be aligned with one key template of the same type;
    of all alignments the one with the best F1 of the document counts. In an aligned pair a found entity is right if
    some gold entity of its role holds all its mentions, a gold one is met if some found one is right by it (several
    found ones may meet one: no assignment). Each template's type counts as one more filler. Equal templates of a key
    count once.
    """
    answers = [(t.types, entities(t, text)) for t in gold]
    answers = [a for i, a in enumerate(answers) if a not in answers[:i]]
    responses = [(t.types, entities(t)) for t in found]
    pairs = [[_pair(a, r) for a in answers] for r in responses]
    aligned = _aligned(
        [[p["all"] if p else None for p in row] for row in pairs], len(answers), _sizes(answers, responses)
    )
    hits = [p for i, j in aligned if (p := pairs[i][j])]
    total = {}
    for name in (*ROLES.values(), "type", "roles", "all"):
        met = sum((h[name] for h in hits), Count())
        total[name] = Count(right=met.right, met=met.met, found=_size(responses, name), gold=_size(answers, name))
    return total


Side = tuple[Entity, dict[str, list[Entity]]]


def _size(side: Sequence[Side], name: str) -> int:
    roles = sum(len(e) for _, t in side for role, e in t.items() if name in {role, "roles", "all"})
    return roles + len(side) * (name in {"type", "all"})


def _sizes(answers: Sequence[Side], responses: Sequence[Side]) -> tuple[int, int]:
    return _size(responses, "all"), _size(answers, "all")


def _pair(answer: Side, response: Side) -> dict[str, Count] | None:
    """Return what is right in an aligned pair; None if the types differ, so that it may not be aligned."""
    if response[0][0] not in " / ".join(answer[0]):
        return None
    counts = {"type": Count(right=1, met=1)}
    for role, gold in answer[1].items():
        found = response[1][role]
        right = sum(any(subset(f, g) for g in gold) for f in found)
        counts[role] = Count(right=right, met=sum(any(subset(f, g) for f in found) for g in gold))
    counts["roles"] = sum((counts[role] for role in answer[1]), Count())
    counts["all"] = counts["roles"] + counts["type"]
    return counts


def _aligned(pairs: Sequence[Sequence[Count | None]], keys: int, sizes: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the one-to-one alignment with the best F1, by exhausting what is not worse in both counts."""
    states: dict[int, list[tuple[float, float, list[tuple[int, int]]]]] = {0: [(0, 0, [])]}
    for i, row in enumerate(pairs):
        grown: dict[int, list[tuple[float, float, list[tuple[int, int]]]]] = {m: list(s) for m, s in states.items()}
        for mask, fronts in states.items():
            for j in range(keys):
                gain = row[j]
                if gain and not mask & 1 << j:
                    more = [(r + gain.right, m + gain.met, [*way, (i, j)]) for r, m, way in fronts]
                    grown.setdefault(mask | 1 << j, []).extend(more)
        states = {mask: _front(ways) for mask, ways in grown.items()}
    every = [way for ways in states.values() for way in ways]
    return max(every, key=lambda w: Count(right=w[0], met=w[1], found=sizes[0], gold=sizes[1]).f1 or 0)[2]


def _front(
    ways: list[tuple[float, float, list[tuple[int, int]]]],
) -> list[tuple[float, float, list[tuple[int, int]]]]:
    """Return the ways that no other one beats in one count without losing in the other."""
    kept: list[tuple[float, float, list[tuple[int, int]]]] = []
    for way in sorted(ways, key=lambda w: (-w[0], -w[1])):
        if not kept or way[1] > kept[-1][1]:
            kept.append(way)
    return kept


def grit(gold: Sequence[Template], found: Sequence[Template], text: str) -> dict[str, Count]:
    """Return GRIT's CEAF-REE of a document: each role, and `all`.

    Du, Rush and Cardie (2021, GRIT): the fillers of all templates of a document together, by role; of two of which one
    holds the other the first stays. Found and gold entities are assigned one to one so that most found ones hold
    nothing but mentions of their gold one.
    """
    sides = [_merged([entities(t, text) for t in gold]), _merged([entities(t) for t in found])]
    counts = {}
    for role in ROLES.values():
        answers, responses = sides[0][role], sides[1][role]
        fits = np.array([[float(subset(r, a)) for r in responses] for a in answers]).reshape(
            len(answers), len(responses)
        )
        right = float(sum(fits[i, j] for i, j in assign(fits))) if fits.size else 0.0
        counts[role] = Count(right=right, met=right, found=len(responses), gold=len(answers))
    return counts | {"all": sum(counts.values(), Count())}


def _merged(templates: Sequence[dict[str, list[Entity]]]) -> dict[str, list[Entity]]:
    merged: dict[str, list[Entity]] = {role: [] for role in ROLES.values()}
    for template in templates:
        for role, found in template.items():
            for one in found:
                if not any(subset(one, other) or subset(other, one) for other in merged[role]):
                    merged[role].append(one)
    return merged


# --- the slot scores of MUC-4 -------------------------------------------------------------------------------------


def muc4(gold: Sequence[Template], found: Sequence[Template]) -> dict[str, dict[str, Count]]:
    """Return the counts of the slots `NUMBER` and `EFFECT` by row of the score report.

    Chinchor (1992) and MUC-4's scoring guidelines (version 7): recall is (correct + half the partial) / possible,
    precision the same / actual. `all templates` is the row that MUC-4 reports: what is missing with a missed template
    and what is spurious with a template too many counts; `matched/missing` leaves out templates too many, `matched
    only` both. Optional templates and fillers that are missed cost nothing. Templates are mapped one to one so that
    most of what both have is right, if the types match at least partly (a response ATTACK partly matches any type) and
    so does a perpetrator, a target or a human target. MUC-4's people could score mismatched strings by hand; here
    `string_credit` decides.
    """
    weights = np.array([[_mapping(g, f) for f in found] for g in gold]).reshape(len(gold), len(found))
    pairs = [(i, j) for i, j in assign(weights) if weights[i, j] > 0] if weights.size else []
    mapped_gold, mapped_found = {i for i, _ in pairs}, {j for _, j in pairs}
    rows: dict[str, dict[str, Count]] = {}
    for slot in (NUMBER, EFFECT):
        only = sum((slot_count(gold[i], found[j], slot) for i, j in pairs), Count())
        nothing = Template(types=())
        missed = [g for i, g in enumerate(gold) if i not in mapped_gold and not g.optional]
        missing = sum((slot_count(g, nothing, slot) for g in missed), Count())
        spurious = sum((slot_count(nothing, f, slot) for j, f in enumerate(found) if j not in mapped_found), Count())
        rows[slot] = {
            "all templates": only + missing + spurious,
            "matched/missing": only + missing,
            "matched only": only,
        }
    return rows


def slot_count(gold: Template, found: Template, slot: str) -> Count:
    """Return the count of one slot of a mapped pair: fillers are assigned one to one so that their credit is most."""
    answers, responses = gold.slots.get(slot, ()), found.slots.get(slot, ())
    weights = np.array([[credit(a, r, slot) for r in responses] for a in answers]).reshape(len(answers), len(responses))
    pairs = [(i, j) for i, j in assign(weights) if weights[i, j] > 0] if weights.size else []
    gained = float(sum(weights[i, j] for i, j in pairs))
    met = {i for i, _ in pairs}
    possible = sum(not a.optional or i in met for i, a in enumerate(answers))
    return Count(right=gained, met=gained, found=len(responses), gold=possible)


def _mapping(gold: Template, found: Template) -> float:
    """Return how much two templates have in common; 0 if they may not be mapped."""
    kind = 1.0 if set(found.types) & set(gold.types) else PARTLY if "ATTACK" in found.types else 0.0
    slots = {slot: slot_count(gold, found, slot).right for slot in SCORED}
    grounds = sum(slots[s] for s in (*ROLES, "hum_target_description") if s != "instrument")
    return kind + sum(slots.values()) if kind and grounds else 0.0


def credit(gold: Filler, found: Filler, slot: str) -> float:
    """Return 1 for a correct filler, a half for a partly correct one, 0 for a wrong one (guidelines 3.1.2, 3.2)."""
    if slot not in {NUMBER, EFFECT}:
        return max((string_credit(v, w) for v in gold.values for w in found.values), default=0.0)
    value = found.values[0]
    if value in gold.values:
        return 1.0 if _same_target(gold.of, found.of) else PARTLY
    if slot == EFFECT:
        return PARTLY if any(v in LESS.get(value, ()) for v in gold.values) else 0.0
    return PARTLY if value.isdecimal() and any(int(value) in anchors(v) for v in gold.values) else 0.0


def _same_target(gold: Entity, found: Entity) -> bool:
    """Return whether a cross reference is right: it names what the key names, correctly and not in part."""
    if "-" in gold or not gold:
        return not found or "-" in found
    return any(string_credit(g, f) == 1 for g in gold for f in found)


def string_credit(gold: str, found: str) -> float:
    """Return what a string is worth (guidelines 3.1.1): 1 if it is the key's but for words before its head.

    Premodifiers of MUC-4's list do not count; a response with more words before the key's string is as good. A half
    for part of it that keeps its last word (TORRES for ALBERTO ROBERTO TORRES), and for one that goes on behind it.
    """
    a, b = _bare(gold), _bare(found)
    if not a or not b:
        return 0.0
    if b[-len(a) :] == a:
        return 1.0
    return PARTLY if a[-len(b) :] == b or b[: len(a)] == a else 0.0


def _bare(text: str) -> list[str]:
    words = [w.removesuffix("'s") for w in _WORD.findall(text.lower())]
    first = next((i for i, w in enumerate(words) if w not in PREMODIFIERS), len(words))
    return words[first:] or words


def anchors(value: str) -> set[int]:
    """Return the numbers of a range or of an approximate number: a bare one of them is partly right."""
    m = _NUMBER.fullmatch(value.strip())
    return {int(x) for x in m.group(2, 4) if x} if m and (m[1] or m[3]) else set()


def bootstrap(counts: Sequence[Count], *, resamples: int = 1000, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of F1 over documents drawn with replacement."""
    table = np.array([(c.right, c.found, c.met, c.gold) for c in counts])
    drawn = np.random.default_rng(seed).integers(len(table), size=(resamples, len(table)))
    values = [Count(right=r, found=f, met=m, gold=g).f1 for r, f, m, g in table[drawn].sum(axis=1)]
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return float(low), float(high)
