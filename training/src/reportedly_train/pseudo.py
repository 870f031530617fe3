"""Labels by a trained model: what is said inside contents, and unlabelled articles (self-training).

PolNeAR annotates outermost attributions only. A teacher that reads each content as a text of its own finds the
statements inside; a student learns them as heads of their own (`nested_*`), so that reading takes one pass.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
from typing import TYPE_CHECKING, Any

import torch

from reportedly.decode.spans import Attribution, attributions
from reportedly_train.data import rows
from reportedly_train.evaluate import reader
from reportedly_train.train import build, tokenizer_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.encoder.tokens import Tokens
    from reportedly_train.config import Config

log = logging.getLogger(__name__)
SURE = 0.5  # a nested attribution is kept from this score on
UNSURE = 0.4  # below this score an attribution of an unlabelled text is masked, not learned
_LEADING = re.compile(r"[\s“\"‘'(]*(?:(?:that|how|whether|if)\s+)?", re.IGNORECASE)


class Teacher:
    """A trained checkpoint that reads texts."""

    def __init__(self, config: Config, checkpoint: Path, encoder: Path) -> None:
        self.config = config
        self.tokenizer, self.specials = tokenizer_of(encoder)
        self.network = build(config, encoder, pretrained=False).eval()
        self.network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["network"])

    def read(self, texts: list[str]) -> list[list[dict[str, Any]]]:
        """Return the attributions of each text as `{"source", "cue", "content", "score"}` with spans of characters."""
        found = reader(self.network, self.config, self.tokenizer, self.specials).read(texts)
        return [[_spans(r.tokens, a) for a in attributions(r)] for r in found]


def _spans(tokens: Tokens, a: Attribution) -> dict[str, Any]:
    def spans(pieces: Any) -> list[list[int]]:
        return [[int(tokens.start[p.first]), int(tokens.end[p.stop - 1])] for p in pieces if p]

    return {"source": spans([a.source]), "cue": spans([a.cue]), "content": spans(a.content), "score": a.score}


def nested(teacher: Teacher, given: list[dict[str, Any]]) -> None:
    """Add the layer `nested` to rows with attributions: what the teacher finds inside each span of content."""
    places, texts = [], []
    for i, row in enumerate(given):
        row["nested"] = []
        for a in row["attributions"]:
            for start, end in a["content"]:
                begin = start + _LEADING.match(row["text"][start:end]).end()  # type: ignore[union-attr]
                if end - begin >= 25:
                    places.append((i, begin))
                    texts.append(row["text"][begin:end])
    for (i, begin), found in zip(places, teacher.read(texts), strict=True):
        for a in found:
            if a["score"] >= SURE and a["cue"]:
                given[i]["nested"].append({x: [[s + begin, e + begin] for s, e in a[x]]
                                           for x in ("source", "cue", "content")})  # fmt: skip


def label(teacher: Teacher, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the teacher's attributions; those it is unsure of are masked."""
    out = []
    for row, found in zip(given, teacher.read([r["text"] for r in given]), strict=True):
        sure = [a for a in found if a["score"] >= UNSURE and a["cue"]]
        unsure = [x for a in found if a not in sure for k in ("source", "cue", "content") for x in a[k]]
        out.append({"id": row["id"], "set": "pseudo", "text": row["text"], "attributions": sure, "discards": unsure})
    return out


def write(config: Config, *, checkpoint: Path, encoder: Path, data: Path, out: Path, labelled: str, texts: list[str],
          limit: int) -> None:  # fmt: skip
    """Write `nested.jsonl.gz` (the labelled set with nested ones) and `pseudo.jsonl.gz` (other sets' texts)."""
    out.mkdir(parents=True, exist_ok=True)
    teacher = Teacher(config, checkpoint, encoder)
    given = list(rows(data / labelled))
    nested(teacher, given)
    log.info("%d nested attributions in %d", sum(len(r["nested"]) for r in given), len(given))
    _save(out / "nested.jsonl.gz", given)
    more = []
    for path in texts:
        more += list(rows(data / path))[:limit]
    done = label(teacher, more)
    nested(teacher, done)
    log.info("%d attributions in %d unlabelled texts", sum(len(r["attributions"]) for r in done), len(done))
    _save(out / "pseudo.jsonl.gz", done)


def _save(path: Path, given: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in given)
