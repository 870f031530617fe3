"""Print how well MUC-4 templates are filled from what is found in its texts, beside what others published.

python benchmarks/muc.py [--file FILE] [--model DIR | --tags FILE | --gold] [--json FILE] [--errors N]
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, replace
from functools import partial
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attribution import table
from corpus import DATA, lines
from muc_scoring import EFFECT, NUMBER, ROLES, Count, Template, bootstrap, grit, gtt, key, muc4
from muc_templates import SLOT, Settings, templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from muc_templates import Tag

    from reportedly.decode.draft import DraftEvent, DraftFigure

    Json = dict[str, Any]
    Found = tuple[list[Tag], Sequence[DraftEvent], Sequence[DraftFigure]]

DEV, TRAIN = "events/muc4.dev.jsonl.gz", "events/muc4.train.jsonl.gz"
HEAD_NAME = "incident"
HEAD = ["what", "P", "R", "F1", "95 %", "must", "aim", "peers"]
LABELS = {slot: label for label, slot in SLOT.items()} | dict.fromkeys(
    ("hum_target_name", "hum_target_description"), "victim"
)
NOTES = """\
In percent. 95 %: 1,000 bootstrap resamples of the documents. Slots are scored as MUC-4 did, row ALL TEMPLATES; its
systems were measured on TST3, and people scored the strings that did not match. GTT's script counts the incident type
as a filler and lets several found fillers meet one; the published figures are of TST3 and TST4. The texts are upper
case and are put back in mixed case before they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    key: str
    name: str
    must: float | None = None
    aim: float | None = None
    peers: str = ""


BEST = "best of 17 systems in 1992: {}"
ROWS = (
    Row(key=f"{NUMBER}, all templates", name="human target: number", must=50, aim=60.6, peers=BEST.format(60.6)),
    Row(key=f"{EFFECT}, all templates", name="human target: effect", must=48, aim=56.6, peers=BEST.format(56.6)),
    Row(key=f"{NUMBER}, matched/missing", name="number, matched/missing"),
    Row(key=f"{EFFECT}, matched/missing", name="effect, matched/missing"),
    Row(key="gtt all", name="template filling, GTT's script", must=35, aim=50, peers="GTT 50.2, IterX 53.0"),
    Row(key="gtt type", name="- incident type"),
    *(Row(key=f"gtt {role}", name=f"- {role}") for role in ROLES.values()),
    Row(key="gtt roles", name="- the five roles without the type"),
    Row(key="grit all", name="role fillers of a document, GRIT's CEAF-REE"),
)


def main() -> None:
    """Print the table; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder (default: %(default)s)")
    parser.add_argument("--file", type=Path, help=f"annotated documents (default: {DEV} of the data folder)")
    parser.add_argument("--model", type=Path, metavar="DIR", help="a model folder (default: the one that is shipped)")
    parser.add_argument("--tags", type=Path, metavar="FILE", help="tags by document, {id: [[label, start, end, p]]}")
    parser.add_argument("--gold", action="store_true", help="take the key's strings for tags: what rules could reach")
    parser.add_argument("--write-tags", type=Path, metavar="FILE", help="write the model's tags here, for --tags")
    parser.add_argument(
        "--bias", type=float, default=1.0, help="log odds added to opening a span (default: %(default)s)"
    )
    for name in ("doubt", "relevant", "together"):
        preset = getattr(Settings(), name)
        parser.add_argument(f"--{name}", type=float, default=preset, help=f"see Settings (default: {preset})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show key and response of N documents")
    args = parser.parse_args()
    rows = list(lines(args.file or args.data / DEV))
    cased(rows, args.data)
    stored = json.loads(args.tags.read_text()) if args.tags else None
    if args.gold or stored is not None:
        found: Iterable[Found] = ((gold_tags(r) if stored is None else stored[r["id"]], (), ()) for r in rows)
    else:
        found = read(rows, args.model, args.bias)
    results = [(row, *each) for row, each in zip(rows, found, strict=True)]
    if args.write_tags:
        args.write_tags.write_text(json.dumps({row["id"]: tags for row, tags, _, _ in results}))
    settings = Settings(doubt=args.doubt, relevant=args.relevant, together=args.together)
    filled = [(row, templates(row["text"], tags, events, figures, settings)) for row, tags, events, figures in results]
    scored = [score(row, response) for row, response in filled]
    shown = [HEAD]
    written = []
    for line in ROWS:
        counts = [s[line.key] for s in scored]
        total, (low, high) = sum(counts, Count()), bootstrap(counts)
        shares = [f"{x:.1f}" if not isnan(x) else "" for x in (total.precision, total.recall, total.f1)]
        targets = ["" if x is None else f"{x:g}" for x in (line.must, line.aim)]
        shown.append([line.name, *shares, f"{low:.1f}-{high:.1f}", *targets, line.peers])
        written.append(asdict(line) | asdict(total) | {"f1": total.f1, "low": low, "high": high})
    keys, made = sum(len(r["templates"]) for r in rows), sum(len(t) for _, t in filled)
    relevant = [(bool(r["templates"]), bool(t)) for r, t in filled]
    print(f"{len(rows)} documents, {sum(a for a, _ in relevant)} with templates ({keys}); ours: {made} templates,")
    print(f"none in {sum(not b for a, b in relevant if not a)} of the {sum(not a for a, _ in relevant)} without.\n")
    print(table(shown, range(1, 5)))
    print(f"\n{NOTES}")
    for row, response in [f for f, s in zip(filled, scored, strict=True) if s["gtt all"].f1 < 100][: args.errors]:  # noqa: PLR2004
        print(f"\n{row['id']}")
        _show("key", key(row["templates"]))
        _show("ours", response)
    if args.json:
        args.json.write_text(json.dumps(written, indent=1))


def score(row: Json, response: list[Template]) -> dict[str, Count]:
    """Return every count of a document by the keys of `ROWS`."""
    gold = key(row["templates"])
    counts = {f"gtt {name}": c for name, c in gtt(gold, response, row["text"]).items()}
    counts |= {f"grit {name}": c for name, c in grit(gold, response, row["text"]).items()}
    return counts | {f"{s}, {name}": c for s, named in muc4(gold, response).items() for name, c in named.items()}


def cased(rows: Sequence[Json], data: Path) -> None:
    """Put upper-case texts back in mixed case, with what training uses; offsets stay."""
    upper = [row for row in rows if row.get("case") == "upper"]
    if not upper:
        return
    sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "src"))
    from reportedly_train.recase import Cases, cased_texts  # noqa: PLC0415 - only for texts in upper case

    cases = Cases.learn(cased_texts(data), (row["text"] for row in lines(data / TRAIN)))
    for row in upper:
        row["text"] = cases.recase(row["text"])


def gold_tags(row: Json) -> list[Tag]:
    """Return the key's strings where they occur, the longest where they overlap."""
    spans = {
        (LABELS[slot], start, end)
        for t in row["templates"]
        for slot in LABELS
        for value in t["slots"][slot]
        for option in value["alternatives"]
        for start, end in option.get("spans", ())
    }
    kept: list[Tag] = []
    for label, start, end in sorted(spans, key=lambda s: (s[1] - s[2], s[1], s[0])):
        if all(end <= a or b <= start for _, a, b, _ in kept):
            kept.append((label, start, end, 1.0))
    return sorted(kept, key=lambda t: t[1])


def read(rows: Sequence[Json], model: Path | None, bias: float) -> Iterator[Found]:
    """Read the texts and yield the incident tags of each, with its events and figures.

    Single mentions are unsure, as much hangs on the whole article: `bias` favours a span at its first piece, and what
    is left of doubt is in the probabilities.
    """
    from reportedly.decode import decode  # noqa: PLC0415 - stored tags are scored without the runtime
    from reportedly.decode.tags import decode_tags  # noqa: PLC0415
    from reportedly.encoder import Encoder  # noqa: PLC0415

    encoder = Encoder.load(model)
    for row, reading in zip(rows, encoder.read(r["text"] for r in rows), strict=True):
        if HEAD_NAME not in reading.tags:
            sys.exit(f"The model has no head {HEAD_NAME!r}: give another one with --model, or --tags or --gold.")
        start, end = reading.tokens.start, reading.tokens.end
        draft = decode(row["text"], [(0, reading)])
        head = reading.tags[HEAD_NAME]
        emissions = head.emissions.copy()
        emissions[:, 1::4] += bias  # B
        emissions[:, 4::4] += bias  # S
        spans = decode_tags(replace(head, emissions=emissions))
        tags = [(s.label, int(start[s.first]), int(end[s.stop - 1]), s.score) for s in spans]
        yield tags, draft.events, draft.figures


def _show(side: str, shown: Iterable[Template]) -> None:
    line: Callable[..., None] = partial(print, "  ", side)
    for t in shown:
        line("/".join(t.types), "(optional)" if t.optional else "")
        for slot, fillers in t.slots.items():
            if slot in {*LABELS, NUMBER, EFFECT} and fillers:
                said = ("/".join(f.values) + (f" of {'/'.join(f.of)}" if f.of else "") for f in fillers)
                line("  ", slot, "; ".join(said))


if __name__ == "__main__":
    main()
