"""Print how well actors are settled: chains of mentions, pronouns as sources, country and sector, the seed's actors.

python benchmarks/actors.py [--data DIR] [--file FILE] [--json FILE] [--errors]

Nothing is read by a model: mentions and sources are the annotated ones. `--file` scores the chains of another file of
the data folder's format in place of the two dev sets.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attribution import table
from chains import Chains, conll
from corpus import DATA, DEV, Document, documents, lines

from reportedly.decode.draft import Draft, DraftEvent, DraftStatement
from reportedly.model import Article, Engine, Span
from reportedly.settle import settle
from reportedly.settle.chains import chains
from reportedly.settle.identity import identify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Json

    from reportedly.model import Records

PROBES = Path(__file__).parents[1] / "tests" / "probes" / "actors"
WIKIEVENTS, GUM = "events/wikievents.dev.jsonl.gz", "mentions/gum.dev.jsonl.gz"
ENGINE = Engine(version="0", model="none")
MARKED = re.compile(r"\{(\w+)=([^}]+)\}")
HEAD = ["what", "of", "ours", "must", "aim", "reached", "peers, and where ours was measured"]
PROTOCOL = """\
In percent. Chains: CoNLL F1 (mean of MUC, B-cubed and CEAF phi 4) of chains of two or more, mentions given, types not
used. Pronouns: every third he, she, they, it that is a source in PolNeAR dev and all of our own articles, statements
given, labelled by one reader who saw our answers. Country and sector: mentions of our own, all wrong where one is
missing; one writer wrote both halves and the table, the unseen half first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table; `ours` in percent, None where the data is not there."""

    name: str
    of: int
    ours: float | None
    must: float
    aim: float
    peers: str

    def cells(self) -> list[str]:
        """Return the line as text."""
        if self.ours is None:
            return [self.name, "", "", f"{self.must:g}", f"{self.aim:g}", "no data", self.peers]
        reached = "aim" if self.ours >= self.aim else "must" if self.ours >= self.must else "below"
        return [self.name, str(self.of), f"{self.ours:.1f}", f"{self.must:g}", f"{self.aim:g}", reached, self.peers]


def chained(path: Path) -> list[tuple[Chains, Chains]]:
    """Return the gold chains of each document of a file, and ours of the same mentions."""
    found = []
    for row in lines(path):
        mentions = sorted(row["mentions"], key=lambda m: (m["start"], -m["end"]))
        at = {m["id"]: i for i, m in enumerate(mentions)}
        spans = [Span(start=m["start"], end=m["end"]) for m in mentions]
        ours = [frozenset(c) for c in chains(row["text"], spans, row.get("published"))]
        found.append(([frozenset(at[x] for x in c) for c in row["chains"]], ours))
    return found


def chain_rows(data: Path, file: Path | None) -> list[Row]:
    """Return the rows of chains."""
    sets = [("WikiEvents dev", data / WIKIEVENTS, 64, 72, "rules 60.4"), ("GUM dev", data / GUM, 46, 58, "rules 39.6")]
    if file:
        sets = [(file.name, file, 64 if "wiki" in file.name else 46, 72 if "wiki" in file.name else 58, "")]
    rows = []
    for name, path, must, aim, peers in sets:
        scored = chained(path) if path.exists() else []
        ours = conll(scored) if scored else None
        rows.append(Row(name=f"chains, {name}", of=len(scored), ours=ours, must=must, aim=aim, peers=peers))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pronoun that is a source, whom we take it for, and whether that is right."""

    words: str
    wanted: str
    ours: str | None
    right: bool


def pronouns(data: Path) -> Iterator[Case]:
    """Yield the cases of PolNeAR dev (none without the data), then those of our own articles."""
    if (data / DEV).exists():
        yield from _polnear(documents(data / DEV))
    for text in "".join(_written("pronouns.txt")).split("---\n"):
        bare, at, wanted = "", [], []
        for i, part in enumerate(MARKED.split(text)):
            if i % 3 == 2:  # noqa: PLR2004 - the name behind the pronoun
                wanted.append(part)
                continue
            if i % 3 == 1:
                at.append(Span(start=len(bare), end=len(bare) + len(part)))
            bare += part
        records = settle(Article(id="own", text=bare), Draft(statements=tuple(map(_statement, at))), ENGINE)
        for span, name in zip(at, wanted, strict=True):
            start = bare.index(name)
            yield _case(records, span, Span(start=start, end=start + len(name)))


def _polnear(docs: Sequence[Document]) -> Iterator[Case]:
    by_id = {d.id: d for d in docs}
    records: dict[str, Records] = {}
    for line in _written("polnear.txt"):
        doc_id, pronoun, mention = (x.strip() for x in line.split("|"))
        if doc_id not in records:
            doc = by_id[doc_id]
            article = Article(id=doc.id, text=doc.text, published=doc.published)
            records[doc_id] = settle(article, Draft(statements=_given(doc)), ENGINE)
        yield _case(records[doc_id], _span(pronoun), _span(mention))


def _given(doc: Document) -> tuple[DraftStatement, ...]:
    """Return the annotated statements of a document."""
    found = []
    for a in doc.gold:
        if a.content:
            source = Span(start=a.source[0][0], end=a.source[-1][1]) if a.source else None
            content = tuple(Span(start=s, end=e) for s, e in a.content)
            found.append(
                DraftStatement(source=source, cue=None, content=content, form="indirect", polarity="said", score=1)
            )
    return tuple(sorted(found, key=lambda s: s.content[0].start))


def _statement(span: Span) -> DraftStatement:
    return DraftStatement(source=span, cue=None, content=(span,), form="indirect", polarity="said", score=1)


def _span(words: str) -> Span:
    start, end = map(int, words.split(":"))
    return Span(start=start, end=end)


def _case(records: Records, pronoun: Span, mention: Span) -> Case:
    text = records.article.text
    speaker = next((s.speaker for s in records.statements if s.source == pronoun), None)
    actor = next((a for a in records.actors if a.id == speaker), None)
    right = bool(actor) and any(m.start < mention.end and mention.start < m.end for m in actor.mentions)
    context = " ".join(text[max(0, pronoun.start - 60) : pronoun.end + 30].split())
    return Case(
        words=context, wanted=text[mention.start : mention.end], ours=actor.name if actor else None, right=right
    )


def _written(name: str) -> list[str]:
    lines_ = (PROBES / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return [line for line in lines_ if line.strip() and line[0] != "#"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mention of an actor with the country and sector that it has, and ours."""

    words: str
    wanted: tuple[str, str]
    ours: tuple[str, str]


def named(half: str) -> list[Named]:
    """Return the mentions of one half of the list."""
    found = []
    for line in _written(f"{half}.txt"):
        words, country, sector, day = ([x.strip() for x in line.split("|")] + [""])[:4]
        ours = identify(words, day or None)
        found.append(Named(words=words, wanted=(country, sector), ours=(ours.country or "-", ours.sector or "-")))
    return found


def named_rows() -> list[Row]:
    """Return the rows of country and sector: all mentions, and the half that was not seen."""
    halves = {"all": [*named("a"), *named("b")], "unseen half": named("b")}
    rows = []
    for name, cases in halves.items():
        for i, (field, must, aim) in enumerate((("country", 80, 90), ("sector", 70, 80))):
            ours = 100 * sum(c.wanted[i] == c.ours[i] for c in cases) / len(cases)
            rows.append(Row(name=f"{field}, {name}", of=len(cases), ours=ours, must=must, aim=aim, peers=""))
    return rows


def same_actor(folder: Path) -> tuple[Row, list[str]]:
    """Return how many of the seed's groups of names are one actor, and those that are not; its statements given."""
    if not (folder / "expected.json").exists():
        return Row(name="seed, same actor", of=0, ours=None, must=80, aim=100, peers=""), []
    expected: Json = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    text = (folder / "report.txt").read_text(encoding="utf-8")
    parts = [w for words in expected["same_actor"].values() for w in words]
    spans = [Span(start=m.start(), end=m.end()) for w in parts for m in re.finditer(rf"\b{re.escape(w)}\b", text)]
    spans = sorted(set(spans), key=lambda s: (s.start, -s.end))
    told = [s for s in spans if text[s.start].isupper() or text[s.start : s.end] in {"he", "the military"}]
    events = tuple(DraftEvent(trigger=s, type="OTHER", status="happened", actor=(s,), score=1) for s in told)
    records = settle(
        Article(id="seed", text=text, published=expected["published"]), Draft(statements=(), events=events), ENGINE
    )
    actor_of = {(p.start, p.end): p.actor for e in records.events for p in e.actor}
    missed = []
    for group, words in expected["same_actor"].items():
        found = {w: {a for (s, e), a in actor_of.items() if text[s:e] == w and a} for w in words}
        if not found or not set.intersection(*found.values()):
            names = {a.id: a.name for a in records.actors}
            missed.append(f"{group}: " + "; ".join(f"{w} = {sorted(names[a] for a in f)}" for w, f in found.items()))
    right = 100 * (len(expected["same_actor"]) - len(missed)) / len(expected["same_actor"])
    return Row(name="seed, same actor", of=len(expected["same_actor"]), ours=right, must=80, aim=100, peers=""), missed


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, help="score the chains of this file only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", action="store_true", help="print what is wrong, the unseen half left out")
    args = parser.parse_args()
    rows, notes = chain_rows(args.data, args.file), [PROTOCOL]
    if not args.file:
        cases = list(pronouns(args.data))
        right = 100 * sum(c.right for c in cases) / len(cases)
        peers = "Citron 88.3, on other data"
        rows.append(Row(name="pronoun as source", of=len(cases), ours=right, must=82, aim=90, peers=peers))
        rows += named_rows()
        row, missed = same_actor(args.data.parent / "seed")
        rows.append(row)
        notes += [f"seed: {line}" for line in missed]
        if args.errors:
            notes += [f"pronoun: {c.words} | {c.wanted} | ours {c.ours}" for c in cases if not c.right]
            notes += [f"mention: {c.words} | {c.wanted} | ours {c.ours}" for c in named("a") if c.wanted != c.ours]
    print(table([HEAD, *(r.cells() for r in rows)], numbers=range(1, 5)), *notes, sep="\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(r) for r in rows], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
