"""Our events on texts of the data folder, kept without the texts: which row, from where to where, and what is marked.

`labels/events.jsonl` holds them; a text is put back from the data folder and checked by its digest.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

from reportedly.markup import Item, items
from reportedly_train.layers import of_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

log = logging.getLogger(__name__)
SETS = (
    "mentions/worldwide.train.jsonl.gz",
    "attribution/polnear.train.jsonl.gz",
    "linking/violent_corpus.train.jsonl.gz",
)


def take_out(marked: Iterable[Path], data: Path, out: Path) -> None:
    """Write what marked texts say, without the texts, which must be parts of texts of `SETS`."""
    texts = {(name, row["id"]): row["text"] for name in SETS for row in _rows(data / name)}
    found, lost = 0, 0
    with out.open("w", encoding="utf-8") as file:
        for path in marked:
            for item in items(path):
                where = next(((k, at) for k, text in texts.items() if (at := text.find(item.text)) >= 0), None)
                if where is None:
                    lost += 1
                    log.warning("%s: not in the data: %r", path.name, item.text[:60])
                    continue
                (name, row), start = where
                found += 1
                known = {"path": name, "id": row, "start": start, "end": start + len(item.text)}
                whole = {**known, "sha256": _digest(item.text), "events": item.events, "figures": item.figures}
                file.write(json.dumps(whole) + "\n")
    log.info("%d texts, %d not found", found, lost)


def put_back(labels: Path, data: Path, out: Path) -> None:
    """Write rows with text and layers; a part whose text has changed is left out with a warning."""
    wanted = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    keys = {(w["path"], w["id"]) for w in wanted}
    texts = {
        (name, row["id"]): row["text"]
        for name in sorted({w["path"] for w in wanted})
        for row in _rows(data / name)
        if (name, row["id"]) in keys
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for i, w in enumerate(wanted):
            text = texts.get((w["path"], w["id"]), "")[w["start"] : w["end"]]
            if _digest(text) != w["sha256"]:
                log.warning("%s %s: the text is another one", w["path"], w["id"])
                continue
            item = Item(name=f"{w['id']}/{i}", text=text, events=tuple(w["events"]), figures=tuple(w["figures"]))
            file.write(json.dumps(of_item(item)) + "\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
