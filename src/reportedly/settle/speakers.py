"""From source and participant phrases to actors: one per document for each party."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reportedly.model import Actor, Mention, Note
from reportedly.settle.antecedents import follow, vote
from reportedly.settle.cast import cast
from reportedly.settle.focus import Focus
from reportedly.settle.identity import identify
from reportedly.settle.lexicon import FIRST, FUNCTION_WORDS, HE, ORGANISATION, PERSON_NOUNS, SHE
from reportedly.settle.names import WORD, find_names
from reportedly.settle.phrases import read_phrase
from reportedly.settle.registry import INTERNATIONAL
from reportedly.text import paragraphs, quotations, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.decode.draft import Draft, DraftStatement
    from reportedly.model import ActorKind, SourceKind
    from reportedly.settle.cast import Party
    from reportedly.settle.identity import Identity
    from reportedly.settle.phrases import Phrase

Range = tuple[int, int]

_NAMELESS = re.compile(r"^[^\s'’]+ ")  # a first word, capital or not, unless it is an owner: "Orle's ministry"
_NEAR = 4  # statements away
_ASKED = 6  # mentions of an actor that are asked what it is
_DESCRIBING = PERSON_NOUNS | ORGANISATION | {"foreign", "prime", "of", "opposition"}
_BEFORE = re.compile(r"([\w’'.-]+) ")
_GROUPS = ("organisation", "government", "armed_group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """The actors that speak, act or are acted on.

    `actor_of` and `kind_of` hold for each statement of a draft its actor's id and its kind of source; `taking_part`
    the actor's id of each span that takes part in an event, where one was found; `notes` what is not known of actors.
    """

    actors: tuple[Actor, ...]
    actor_of: tuple[str | None, ...]
    kind_of: tuple[SourceKind, ...]
    taking_part: Mapping[Range, str]
    notes: tuple[Note, ...]


def find_speakers(text: str, draft: Draft, day: str | None = None) -> Speakers:
    """Settle who speaks in each statement of a draft: names, parts of names, acronyms, pronouns, descriptions.

    Args:
        text: the article.
        draft: what was found in it.
        day: the ISO day of publication; who holds a post is asked for that day.
    """
    phrases = {(s.source.start, s.source.end): read_phrase(text, s.source) for s in draft.statements if s.source}
    sources = set(phrases)
    for part in (p for e in draft.events for p in (*e.actor, *e.recipient)):
        if (part.start, part.end) not in phrases:
            phrases[part.start, part.end] = read_phrase(text, part)
    party_of = _parties(text, phrases, sources, _outer_sources(draft), day)
    _join(party_of, day)
    for i in range(len(draft.statements)):
        _first_person(text, draft, i, party_of)
    spoken = list(dict.fromkeys(party_of.values()))
    spoken.sort(key=lambda p: min(p.mentions))
    ids = {party: f"a{i + 1}" for i, party in enumerate(spoken)}
    identities = {ids[party]: _identity(party, text, day) for party in spoken}
    for party in spoken:
        told = identities[ids[party]].kind
        if told and told != "person" and party.kind == "unknown" and not party.plural:
            party.kind = told
    parties = [party_of.get((s.source.start, s.source.end)) if s.source else None for s in draft.statements]
    actors = tuple(_actor(text, ids[p], p, identities[ids[p]], phrases) for p in spoken)
    return Speakers(
        actors=actors,
        actor_of=tuple(ids[p] if p else None for p in parties),
        kind_of=tuple(
            source_kind(phrases[s.source.start, s.source.end], p) if s.source else "none"
            for s, p in zip(draft.statements, parties, strict=True)
        ),
        taking_part={span: ids[party] for span, party in party_of.items()},
        notes=_unknown(actors, identities),
    )


def _outer_sources(draft: Draft) -> dict[Range, Range]:
    """Return for each source inside another statement's content that statement's source."""
    outer = [(s.source, draft.statements[s.within].source) for s in draft.statements if s.within is not None]
    return {(a.start, a.end): (b.start, b.end) for a, b in outer if a and b}


def _parties(
    text: str, phrases: Mapping[Range, Phrase], sources: set[Range], within: Mapping[Range, Range], day: str | None
) -> dict[Range, Party]:
    """Return the party of each phrase; a name within a phrase is read as the phrase reads it."""
    words = set(WORD.findall(text))
    names = {(n.start, n.end): n for n in find_names(text, paragraphs(text), words)}
    read = {(p.name.start, p.name.end): p.name for p in phrases.values() if p.name}
    taken = sorted(read)
    names = {s: n for s, n in names.items() if not _overlaps(s, taken)} | read
    focus = Focus(text=text, sentences=sentences(text), quotations=[(q.start, q.end) for q in quotations(text)])
    named = cast(text, [names[s] for s in sorted(names)], words, partial(vote, focus), day)
    return follow(focus, named, phrases, sources, within)


def _overlaps(span: Range, others: list[Range]) -> bool:
    i = bisect_right(others, span)
    return any(s < span[1] and span[0] < e for s, e in others[max(i - 1, 0) : i + 1])


def _first_person(text: str, draft: Draft, i: int, party_of: dict[Range, Party]) -> None:
    """Let "I" and "we" inside a statement's content be its speaker."""
    statement = draft.statements[i]
    source = statement.source
    if source is None or text[source.start : source.end].lower() not in FIRST:
        return
    near = draft.statements[max(i - _NEAR, 0) : i + _NEAR + 1]
    outer = [s for s in near if s is not statement and s.form != "indirect" and _holds(s, source.start)]
    for s in outer if statement.within is None else [draft.statements[statement.within]]:
        if s.source and (party := party_of.get((s.source.start, s.source.end))):
            party_of[source.start, source.end] = party
            party.mentions[source.start, source.end] = "pronoun"
            return


def _holds(statement: DraftStatement, at: int) -> bool:
    return any(c.start <= at < c.end for c in statement.content)


def _join(party_of: dict[Range, Party], day: str | None) -> None:
    """Make one actor of those that the tables know as one: "Moscow" and "the Kremlin", "Hamas" and "Hamas fighters"."""
    first: dict[str, Party] = {}
    for span in sorted(party_of):
        party = party_of[span]
        told = party.identity if party.identity.name else identify(party.name, day)
        if party.is_person or not told.name or told.kind == "person":
            continue
        same = first.setdefault(told.name, party)
        if same is not party:
            same.mentions |= party.mentions
            party_of[span] = same


def _identity(party: Party, text: str, day: str | None) -> Identity:
    """Return what the party's name, else its longest mentions say of it."""
    found = party.identity
    words = {_with_title(text, s) for s, level in party.mentions.items() if level != "pronoun"}
    for mention in sorted({*words, party.name}, key=len, reverse=True)[:_ASKED]:
        if found.country and found.sector:
            break
        told = identify(mention, day)
        if not party.is_person or told.kind in {None, "person"}:
            found = found.filled(told)
    return found


def _with_title(text: str, span: Range) -> str:
    """Return a mention with what describes it just before: "Ukrainian Foreign Minister *Dmytro Kuleba*"."""
    start = span[0]
    for m in reversed(list(_BEFORE.finditer(text, max(0, start - 80), start))):
        word = m.group(1)
        plain = word[0].islower() or word.lower() in FUNCTION_WORDS
        if m.end() != start or (plain and word.lower() not in _DESCRIBING):
            break
        start = m.start()
    return text[start : span[1]]


def _actor(text: str, id_: str, party: Party, found: Identity, phrases: Mapping[Range, Phrase]) -> Actor:
    """Return an actor; of its names the one that the tables have, else the fullest."""
    whole = sorted(s for s in party.mentions if s in phrases)
    spans = [s for s in sorted(party.mentions) if s in phrases or not _overlaps(s, whole)]
    return Actor(
        id=id_,
        name=next((found.name for a, b in spans if text[a:b] == found.name), None) or party.name,
        kind=kind(party),
        country=found.country,
        sector=found.sector,
        mentions=tuple(Mention(start=s[0], end=s[1], level=party.mentions[s]) for s in spans),
    )


def _unknown(actors: Sequence[Actor], found: Mapping[str, Identity]) -> tuple[Note, ...]:
    """Return what is not known of actors, and why."""
    own = [Note(about=a.id, stage="settle", reason=found[a.id].why) for a in actors if found[a.id].why and not a.sector]
    no_country = [a.name for a in actors if not a.country and a.sector not in INTERNATIONAL]
    no_sector = [a.name for a in actors if not a.sector and not found[a.id].why]
    lists = (("country", no_country), ("sector", no_sector))
    return tuple(own) + tuple(
        Note(about=None, stage="settle", reason=f"no words or table say the {field} of {'; '.join(names)}")
        for field, names in lists if names
    )  # fmt: skip


def kind(party: Party) -> ActorKind:
    """Return what a party is, as far as its words and the pronouns that stand for it say."""
    if party.kind != "unknown" or party.plural:
        return "people" if party.kind == "unknown" else party.kind
    return "person" if party.is_person else "unknown"


def source_kind(phrase: Phrase, party: Party | None) -> SourceKind:
    """Return what kind of source a phrase is; a pronoun is as named as the party that it stands for."""
    if party is None:
        return "unnamed_person" if phrase.text.lower() in HE | SHE | FIRST else "unnamed_group"
    what = kind(party)
    if what == "document":
        return "document"
    joint = what == "people" and party.evidence > 0  # "Ann Orr and Ben Tan"
    if "name" in party.mentions.values() and (what != "people" or phrase.name is None):
        return "named_person" if what == "person" or joint else "named_organisation"
    if what in _GROUPS and any(w[0].isupper() for w in _NAMELESS.sub("", party.name).split()):
        return "named_organisation"
    return "unnamed_person" if what == "person" else "unnamed_group"
