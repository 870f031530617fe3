"""The shipped model folder and what reads with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from reportedly.encoder import Encoder
from reportedly.encoder.engine import SHIPPED
from reportedly.encoder.manifest import load_manifest
from reportedly.encoder.tokens import BREAKS, CASES, QUOTES, tokenize
from reportedly.errors import ModelError

TEXT = "Floods rise\n\n“We left,” Ana Ruiz said.\nNobody, an ÉCU officer told her, had warned Bex-on-Sea.\n"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_pieces_carry_case_breaks_and_quotation_marks(tokenizer: Tokenizer) -> None:
    tokens = tokenize(tokenizer, TEXT)
    rows = {TEXT[s:e]: f for s, e, f in zip(tokens.start, tokens.end, tokens.features, strict=True)}
    assert [BREAKS[rows[w][1]] for w in ("Floods", "rise", "“", "We", "Nobody")] == [
        "text",
        "space",
        "paragraph",
        "glued",
        "line",
    ]
    assert [CASES[rows[w][0]] for w in ("Floods", "rise", "“")] == ["capitalised", "lower", "none"]
    assert [QUOTES[rows[w][2]] for w in ("rise", "“", "left", "”", "said")] == [
        "outside",
        "opening",
        "inside",
        "closing",
        "outside",
    ]


@given(st.text(alphabet="abcAÉß .,\n\t“”\"'’-0\u200b😀\u0301", max_size=200))
def test_pieces_are_in_order_and_within_the_text(text: str) -> None:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokens = tokenize(tokenizer, text)
    assert (tokens.start < tokens.end).all()
    assert (np.diff(tokens.start) >= 0).all()
    assert not len(tokens) or tokens.end[-1] <= len(text)


def test_a_long_text_is_read_whole(encoder: Encoder) -> None:
    text = "\n\n".join(f"Officer {i} said that road {i} was closed to all traffic." for i in range(200))
    (reading,) = encoder.read([text])
    n = len(reading.tokens)
    assert n > 5 * encoder.manifest.window
    assert all(len(t.emissions) == n for t in reading.tags.values())
    lengths = [w.end - w.start for w in reading.windows]
    assert all([len(x) for x in link.query] == lengths for link in reading.links.values())


def test_readings_come_in_order_whatever_the_batch_and_threads(encoder: Encoder) -> None:
    texts = [f"Mayor {i} denied it. " * (i % 7 + 1) for i in range(30)]
    other = Encoder.load(threads=1, batch=1)
    for text, one, two in zip(texts, encoder.read(texts), other.read(texts), strict=True):
        assert one.tokens.end[-1] == len(text.rstrip())
        found, wanted = (r.tags["attribution"].emissions for r in (one, two))
        assert found.shape == wanted.shape


def test_no_text_no_pieces(encoder: Encoder) -> None:
    (reading,) = encoder.read(["\u200b"])
    assert len(reading.tokens) == 0
    assert list(encoder.read([])) == []


@settings(max_examples=10)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_reading_twice_gives_the_same_scores(texts: list[str]) -> None:
    encoder = Encoder.load()
    for one, two in zip(encoder.read(texts), encoder.read(texts), strict=True):
        for name, tags in one.tags.items():
            assert np.array_equal(tags.emissions, two.tags[name].emissions)


def test_the_manifest_says_what_the_model_is() -> None:
    manifest = load_manifest(SHIPPED)
    assert {h.name for h in manifest.heads} >= {"attribution", "content_cue", "cue_source"}
    assert manifest.scores
    assert manifest.data


def edit(folder: Path, **fields: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_a_model_folder_of_another_format_is_refused(folder: Path) -> None:
    edit(folder, format="reportedly-model/9")
    with pytest.raises(ModelError, match=r"manifest\.json: format 'reportedly-model/9'"):
        Encoder.load(folder)


def test_a_model_for_other_features_is_refused(folder: Path) -> None:
    edit(folder, features={"case": 2})
    with pytest.raises(ModelError, match="made for the features"):
        Encoder.load(folder)


def test_a_head_with_a_table_of_another_shape_is_refused(folder: Path) -> None:
    heads = json.loads((folder / "manifest.json").read_text())["heads"]
    edit(folder, heads=[{**heads[0], "table": [[0.0]]}])
    with pytest.raises(ModelError, match="the table of head 'attribution' is not 13 x 13"):
        Encoder.load(folder)


def test_an_altered_or_missing_file_is_refused(folder: Path) -> None:
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text() + " ")
    with pytest.raises(ModelError, match=r"tokenizer\.json: SHA-256"):
        Encoder.load(folder)
    tokenizer.unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json: No such file"):
        Encoder.load(folder)


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json: "):
        Encoder.load(tmp_path)
