"""An encoder without a model: real word pieces, scores drawn at random, but always the same ones for the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from reportedly.decode.tags import FORBIDDEN, legal_transitions, tag_names
from reportedly.encoder.reading import APART, DISTANCES, LinkScores, Reading, TagScores
from reportedly.encoder.tokens import tokenize
from reportedly.encoder.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.encoder.windows import Window

LABELS = ("source", "cue", "content")
HEADS = ("", "nested_")
SIZE = 4


class GuessingEncoder:
    """What `Encoder` is to the pipeline; it finds many spans, long and short, linked to anything or to nothing."""

    digest = "0" * 64

    def __init__(self) -> None:
        self.tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))  # noqa: S106 - no password
        self.tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

    @classmethod
    def load(cls, *_: object, **__: object) -> GuessingEncoder:
        return cls()

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        for text in texts:
            tokens = tokenize(self.tokenizer, text)
            cuts = windows(tokens.paragraph, size=254, context=64)
            draw = np.random.default_rng(len(tokens))
            yield Reading(
                tokens=tokens,
                windows=tuple(cuts),
                tags={f"{x}attribution": _tags(len(tokens), draw) for x in HEADS},
                links={f"{x}{name}": _links(cuts, draw) for x in HEADS for name in ("content_cue", "cue_source")},
            )


def _tags(n: int, draw: np.random.Generator) -> TagScores:
    emissions = draw.normal(size=(n, len(tag_names(LABELS)))).astype(np.float32)
    transitions = np.where(legal_transitions(LABELS), 0, FORBIDDEN).astype(np.float32)
    return TagScores(labels=LABELS, emissions=emissions, transitions=transitions)


def _links(cuts: list[Window], draw: np.random.Generator) -> LinkScores:
    query, key = (tuple(draw.normal(size=(w.end - w.start, SIZE)).astype(np.float32) for w in cuts) for _ in range(2))
    null = tuple(np.zeros(w.end - w.start, np.float32) for w in cuts)
    return LinkScores(query=query, key=key, null=null, bias=np.zeros((APART, DISTANCES), np.float32))
