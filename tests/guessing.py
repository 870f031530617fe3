"""An encoder without a model: real word pieces, scores drawn at random, but always the same ones for the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from reportedly.decode.tags import FORBIDDEN, legal_transitions, tag_names
from reportedly.encoder.reading import APART, DISTANCES, ClassScores, LinkScores, Reading, TagScores
from reportedly.encoder.tokens import tokenize
from reportedly.encoder.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.encoder.windows import Window

TAGS = {
    "attribution": ("source", "cue", "content"),
    "nested_attribution": ("source", "cue", "content"),
    "trigger": ("event",),
    "argument": ("participant", "instrument", "where", "when"),
}
LINKS = (
    *("content_cue", "cue_source", "nested_content_cue", "nested_cue_source"),
    *("role.actor", "role.recipient", "role.instrument", "role.where", "role.when"),
)
CLASSES = {
    "event_type": ("ASSAULT", "AID", "OTHER"),
    "event_status": ("happened", "ongoing", "planned", "threatened", "demanded", "possible", "negated", "denied"),
}
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
                tags={name: _tags(labels, len(tokens), draw) for name, labels in TAGS.items()},
                links={name: _links(cuts, draw) for name in LINKS},
                classes={name: _classes(labels, len(tokens), draw) for name, labels in CLASSES.items()},
            )


def _tags(labels: tuple[str, ...], n: int, draw: np.random.Generator) -> TagScores:
    emissions = draw.normal(size=(n, len(tag_names(labels)))).astype(np.float32)
    transitions = np.where(legal_transitions(labels), 0, FORBIDDEN).astype(np.float32)
    return TagScores(labels=labels, emissions=emissions, transitions=transitions)


def _classes(labels: tuple[str, ...], n: int, draw: np.random.Generator) -> ClassScores:
    return ClassScores(labels=labels, logits=draw.normal(size=(n, len(labels))).astype(np.float32))


def _links(cuts: list[Window], draw: np.random.Generator) -> LinkScores:
    query, key = (tuple(draw.normal(size=(w.end - w.start, SIZE)).astype(np.float32) for w in cuts) for _ in range(2))
    null = tuple(np.zeros(w.end - w.start, np.float32) for w in cuts)
    return LinkScores(query=query, key=key, null=null, bias=np.zeros((APART, DISTANCES), np.float32))
