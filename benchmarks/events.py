"""Print how well events are read: roots, sources and targets, dyads, triggers and roles, and the seed report's.

python benchmarks/events.py [--file FILE] [--folds FILE] [--model DIR] [--json FILE] [--errors]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attribution import table
from corpus import DATA, lines
from scoring import Tally, bootstrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.encoder import Encoder

    Json = dict[str, Any]
    Span = tuple[int, int]
    Pairs = list[tuple[str, str]]

PROBES = Path(__file__).parents[1] / "tests" / "probes"
ROOTS = "events/plv.train.jsonl.gz"
DYADS = "events/cameo_ner.train.jsonl.gz"
HEAD = ["what", "n", "P", "R", "F1", "95 %", "must", "aim", "peers"]
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
BINARY = {root: quad.split()[1] for root, quad in QUAD.items()}
ROLES = ("actor", "recipient", "instrument", "where", "when")
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+|['’]s?$", re.IGNORECASE)
ZSP = "ZSP 74.3 here, 82.4 on its test; GPT-4 61.5 there"
NOTES = """\
In percent. 95 %: 1,000 bootstrap resamples of rows. Macro-F1 is the mean over the labels that occur in the gold.
Five-fold figures are of models trained on four fifths each (`reportedly-train folds`); of a set that the shipped model
was trained on its own figures say nothing. A dyad is right if type, actor and recipient are: the words are the same,
articles and possessive 's aside ("exact"), or they share the head word ("head")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table; `shares` are P, R, F1 or a single figure."""

    name: str
    count: int
    shares: tuple[float, ...]
    low: float
    high: float
    must: str = ""
    aim: str = ""
    peers: str = ""

    def cells(self) -> list[str]:
        """Return the line's cells."""
        shown = [f"{x:.1f}" for x in self.shares]
        shown = ["", "", *shown] if len(shown) == 1 else shown
        between = f"{self.low:.1f}-{self.high:.1f}"
        return [self.name, str(self.count), *shown, between, self.must, self.aim, self.peers]


def macro(pairs: Pairs) -> float:
    """Return macro-F1 over the gold labels, in percent."""
    right = Counter(g for g, f in pairs if g == f)
    both = Counter(g for g, _ in pairs) + Counter(f for _, f in pairs)
    return 100 * float(np.mean([2 * right[x] / both[x] for x in {g for g, _ in pairs}]))


def macro_line(name: str, pairs: Pairs, **targets: str) -> Line:
    """Return a line of macro-F1 with its interval."""
    rng = np.random.default_rng(0)
    drawn = [macro([pairs[i] for i in rng.integers(0, len(pairs), len(pairs))]) for _ in range(300)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Line(name=name, count=len(pairs), shares=(macro(pairs),), low=float(low), high=float(high), **targets)


def tally_line(name: str, tallies: Sequence[Tally], **targets: str) -> Line:
    """Return a line of P, R, F1 over tallies, one for each text."""
    total = sum(tallies, Tally())
    low, high = bootstrap(list(tallies), "f1")
    return Line(name=name, count=total.gold, shares=(total.precision, total.recall, total.f1), low=low, high=high,
                **targets)  # fmt: skip


def roots(pairs: Pairs, label: str) -> list[Line]:
    """Return the lines of PLOVER roots where source and target are given: gold and found labels."""
    known = [(g, f) for g, f in pairs if g in QUAD]
    return [
        macro_line(f"root, {label}", known, must="86", aim="90", peers=ZSP),
        macro_line(f"quad class, {label}", _mapped(known, QUAD), must="90", aim="93"),
        macro_line(f"cooperation or conflict, {label}", _mapped(known, BINARY), must="96", aim="98"),
    ]


def _mapped(pairs: Pairs, table: dict[str, str]) -> Pairs:
    return [(table[gold], table[found]) for gold, found in pairs]


def spans_line(found: Iterable[tuple[set[Any], set[Any]]], label: str) -> Line:
    """Return the line of sources, targets and related spans: gold and found sets of (label, start, end)."""
    tallies = [Tally(right=len(g & f), found=len(f), gold=len(g)) for g, f in found]
    name = f"source and target spans, {label}"
    return tally_line(name, tallies, must="72", aim="77", peers="ConfliBERT 74.0-75.2, test")


def of_folds(path: Path) -> list[Line]:
    """Return the lines of a file that `reportedly-train folds` wrote."""
    rows = list(lines(path))
    pairs = [(r["gold"], r["found"]) for r in rows if "found" in r]
    spans = [({tuple(x) for x in r["gold_spans"]}, {tuple(x) for x in r["found_spans"]}) for r in rows
             if "found_spans" in r]  # fmt: skip
    return [*(roots(pairs, "five-fold") if pairs else ()), *([spans_line(spans, "five-fold")] if spans else ())]


def of_roots(rows: list[Json], encoder: Encoder, label: str) -> list[Line]:
    """Return the lines of a file of sentences with a source, a target and the root of what is between them."""
    from reportedly.decode.events import relation  # noqa: PLC0415 - fold files need no runtime

    pairs = []
    for row in rows:
        labels, whole = row["labels"], [(0, len(row["text"]))]
        source, target = (
            labels.get(f"{x}_spans")[:1] if labels.get(f"{x}_spans") else whole for x in ("source", "target")
        )
        found = relation(row["text"], source, target, encoder)
        pairs.append((labels["type"], max(found, key=found.__getitem__)))
    return roots(pairs, label)


def of_spans(rows: list[Json], encoder: Encoder, label: str) -> list[Line]:
    """Return the line of a file of sentences with marked sources (S), targets (T) and related (R)."""
    from reportedly.decode.events import dyads  # noqa: PLC0415

    letters = {"source": "S", "target": "T", "related": "R"}
    found = []
    for row in rows:
        gold = {(m["type"], m["start"], m["end"]) for m in row["mentions"]}
        found.append((gold, {(letters[x], s.start, s.end) for x, s in dyads(row["text"], encoder)}))
    return [spans_line(found, label)]


def of_marked(path: Path, model: Path | None, *, errors: bool) -> list[Line]:
    """Return the lines of a file of marked texts (docs/events.md)."""
    peers = {"dyads, exact": {"must": "70", "aim": "86", "peers": "PETRARCH-2 with a gold parse, its own file: 85"}}
    found = scored(path, model, errors=errors)
    return [tally_line(f"{name}, {path.stem}", t, **peers.get(name, {})) for name, t in found.items()]


def scored(path: Path, model: Path | None, *, errors: bool = False) -> dict[str, list[Tally]]:
    """Read a file of marked texts as users do, and return the tallies of each text by measure."""
    from reportedly.inputs.files import article  # noqa: PLC0415
    from reportedly.markup import items  # noqa: PLC0415
    from reportedly.pipeline import read_all  # noqa: PLC0415

    marked = list(items(path))
    results = read_all((article(i.text, name=i.name) for i in marked), model=model)
    records = [json.loads(r.to_jsonl()) for r in results]
    tallies: dict[str, list[Tally]] = {}
    for item, record in zip(marked, records, strict=True):
        text = item.text
        gold, ours = [_plain(e) for e in item.events], [_found(e) | _where(e, record) for e in record["events"]]
        pairs = _matched(gold, ours)
        types = [(g, f) for g, f in pairs if g["type"] == f["type"]]
        right = {"triggers": len(pairs), "triggers and types": len(types)}
        right["triggers, types and statuses"] = sum(g["status"] == f["status"] for g, f in types)
        for name, count in right.items():
            tallies.setdefault(name, []).append(Tally(right=count, found=len(ours), gold=len(gold)))
        for role in ROLES:
            found, wanted = sum(len(f[role]) for f in ours), sum(len(g[role]) for g in gold)
            count = sum(any(_meet(a, b) for b in f[role]) for g, f in pairs for a in g[role])
            tallies.setdefault(f"{role} (overlap)", []).append(Tally(right=count, found=found, gold=wanted))
        dyads = [_dyads(text, side) for side in (gold, ours)]
        for name, same in (("exact", _same_words), ("head", _same_head)):
            wanted, given = dyads
            count = _agreeing(wanted, given, same)
            tallies.setdefault(f"dyads, {name}", []).append(Tally(right=count, found=len(given), gold=len(wanted)))
            if errors and name == "exact" and wanted != given:
                print(f"{item.name}: {text}\n  gold {wanted}\n  ours {given}")
    return tallies


def _dyads(text: str, side: list[Json]) -> list[tuple[str, str, str]]:
    return [(e["type"], text[slice(*a)], text[slice(*r)]) for e in side for a in e["actor"] for r in e["recipient"]]


def _plain(event: Json) -> Json:
    roles = {name: [(r["start"], r["end"]) for r in event["roles"] if r["role"] == name] for name in ROLES}
    return {"trigger": (event["start"], event["end"]), "type": event["type"], "status": event["status"], **roles}


def _found(event: Json) -> Json:
    roles = {role: [(p["start"], p["end"]) for p in event[role]] for role in ROLES[:3]}
    return {"trigger": (event["trigger"]["start"], event["trigger"]["end"]), **roles,
            "type": event["type"], "status": event["status"]}  # fmt: skip


def _where(event: Json, record: Json) -> Json:
    places = {p["id"]: (p["start"], p["end"]) for p in record["places"]}
    times = {t["id"]: (t["start"], t["end"]) for t in record["times"]}
    return {"where": [places[event["where"]]] if event["where"] else [],
            "when": [times[event["when"]]] if event["when"] else []}  # fmt: skip


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _matched(gold: list[Json], ours: list[Json]) -> list[tuple[Json, Json]]:
    """Return pairs of events whose triggers overlap, each event once, equal types first."""
    pairs, left = [], list(ours)
    for same_type in (True, False):
        for g in [g for g in gold if not any(g is p for p, _ in pairs)]:
            near = (f for f in left if _meet(g["trigger"], f["trigger"]))
            f = next((f for f in near if not same_type or g["type"] == f["type"]), None)
            if f is not None:
                pairs.append((g, f))
                left = [x for x in left if x is not f]
    return pairs


def _same_words(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _same_head(one: str, other: str) -> bool:
    a, b = (re.split(r" (?:of|in|from|for|at) |, ", _bare(x))[0].split() for x in (one, other))
    return a[-1:] == b[-1:]


def _bare(words: str) -> str:
    return _ARTICLE.sub("", _ARTICLE.sub("", words.strip())).casefold()


def _agreeing(
    wanted: list[tuple[str, str, str]], given: list[tuple[str, str, str]], same: Callable[[str, str], bool]
) -> int:
    left, right = list(given), 0
    for w in wanted:
        k = next((i for i, g in enumerate(left) if w[0] == g[0] and same(w[1], g[1]) and same(w[2], g[2])), None)
        if k is not None:
            del left[k]
            right += 1
    return right


def of_seed(folder: Path, model: Path | None) -> list[list[str]]:
    """Return the lines of the seed report's events and figures, and what is missing."""
    from reportedly.pipeline import read  # noqa: PLC0415

    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    record = json.loads(read((folder / "report.txt").read_text(encoding="utf-8"), published=expected["published"],
                             model=model).to_jsonl())  # fmt: skip
    text = record["article"]["text"]
    left, missing, found = [_found(e) for e in record["events"]], [], 0
    for e in expected["events"]:
        near = [f for f in left if _meet(tuple(e["trigger"]), f["trigger"])]
        good = [f for f in near if f["type"] == e["type"] and f["status"] in e["status"]]
        if good:
            found += 1
            left.remove(good[0])
        else:
            have = [(f["type"], f["status"]) for f in near]
            missing.append(f"seed event {text[slice(*e['trigger'])]!r}: {e['type']} {e['status']}, ours {have}")
    figures = 0
    for f in expected["figures"]:
        ours = [x for x in record["figures"] if _meet(tuple(f["span"]), (x["span"]["start"], x["span"]["end"]))]
        low = (1000, 2000) if f["hedge"] == "vague" else (f["low"], f["low"])
        right = [x for x in ours if x["hedge"] == f["hedge"] and x["high"] == f["high"]
                 and (x["low"] == f["low"] or (x["low"] is not None and low[0] and low[0] <= x["low"] <= low[1]))
                 and ("best" not in f or x["best"] == f["best"])]  # fmt: skip
        figures += bool(right)
        if not right:
            have = [(x["low"], x["best"], x["high"], x["hedge"]) for x in ours]
            missing.append(f"seed figure {text[slice(*f['span'])]!r}: ours {have}")
    return [
        ["seed events", str(len(expected["events"])), "", "", str(found), "", "10", "15", ""],
        ["seed figures", str(len(expected["figures"])), "", "", str(figures), "", "4", "5", ""],
        *([m] for m in missing),
    ]


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument(
        "--file", type=Path, action="append", help="marked texts (.txt) or rows of the data folder's format"
    )
    parser.add_argument("--folds", type=Path, help="what `reportedly-train folds` wrote")
    parser.add_argument("--model", type=Path, metavar="DIR", help="a model folder (default: the one that is shipped)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", action="store_true", help="print dyads that differ")
    args = parser.parse_args()
    measured: list[Line] = of_folds(args.folds) if args.folds else []
    encoder = _encoder(args.model) if args.file else None
    for path in args.file or [PROBES / "dyads.txt", PROBES / "status.txt"]:
        if path.suffix == ".txt":
            measured += of_marked(path, args.model, errors=args.errors)
            continue
        rows = list(lines(path))
        which = of_roots if any("labels" in r for r in rows) else of_spans
        measured += which(rows, encoder, path.name.removesuffix(".gz").removesuffix(".jsonl"))
    seed_folder = args.data.parent / "seed"
    seeds = of_seed(seed_folder, args.model) if not args.file and seed_folder.exists() else []
    print(table([HEAD, *(m.cells() for m in measured), *(s for s in seeds if len(s) > 1)], numbers=range(1, 8)))
    print(NOTES, *(s[0] for s in seeds if len(s) == 1), sep="\n")
    if args.json:
        args.json.write_text(json.dumps([asdict(m) for m in measured], indent=1) + "\n", encoding="utf-8")


def _encoder(model: Path | None) -> Encoder:
    from reportedly.encoder import Encoder  # noqa: PLC0415

    return Encoder.load(model)


if __name__ == "__main__":
    main()
