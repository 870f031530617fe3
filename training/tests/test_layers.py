"""What data sets say, as layers; short texts joined to long ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from reportedly.encoder.engine import SHIPPED
from reportedly.markup import parse
from reportedly_train.config import HeadConfig
from reportedly_train.data import example, joined
from reportedly_train.layers import layered, of_item
from reportedly_train.mappings import RAMS_TYPES, first
from reportedly_train.triggers import trigger

HEADS = (
    HeadConfig(name="trigger", kind="tags", layer="triggers", labels=("event",)),
    HeadConfig(name="role", kind="roles", layer="roles", labels=("actor", "recipient")),
    HeadConfig(name="event_type", kind="class", layer="types", labels=("ASSAULT", "OTHER")),
)
ITEM = "{Rebels|A1} {shelled|E1:ASSAULT:happened} {Karsk|R1}."


def test_the_more_special_type_comes_first() -> None:
    assert first(RAMS_TYPES, "life.die.nonviolentdeath") == "OTHER"
    assert first(RAMS_TYPES, "life.die.n/a") is None


def test_a_partly_marked_set_says_nothing_of_its_other_words() -> None:
    row = {"id": "x", "set": "rams", "text": "They shelled it.", "events": [
        {"start": 5, "end": 12, "type": "conflict.attack.n/a", "roles": [{"role": "attacker", "start": 0, "end": 4}]}]}  # fmt: skip
    made = layered(row, Path("events/rams.jsonl.gz"))
    assert made["unknown"]["triggers"] == [[0, 5], [12, 16]]
    assert made["roles"] == [{"start": 5, "end": 12, "roles": {"actor": [[0, 4]]}}]


def test_a_trigger_is_the_word_of_its_root_between_source_and_target() -> None:
    text = "France condemned Syria after it shelled a town."
    assert trigger(text, "ACCUSE", (0, 6), (17, 22)) == (7, 16, "ACCUSE")
    assert trigger("France likes Syria.", "ACCUSE", (0, 6), (13, 18)) is None


def test_joined_texts_keep_what_they_teach() -> None:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    one = example(of_item(parse(ITEM, "a")), tokenizer, HEADS)
    (both,) = joined([one, one], np.random.default_rng(0), 100)
    n = len(one.tokens)
    assert len(both.tokens) == 2 * n
    assert both.tokens.paragraph.tolist() == [0] * n + [1] * n
    assert both.tags["trigger"].tolist() == 2 * one.tags["trigger"].tolist()
    first_link, second = both.links["role.actor"]
    assert (second.source - first_link.source).tolist() == [n] * len(first_link.source)
    assert [int(x.span[0]) for x in both.labels["event_type"]] == [1, n + 1]
