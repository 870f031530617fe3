from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InputError
from reportedly.inputs.decoding import clean, decode
from reportedly.inputs.files import Loaded, article, count, load
from reportedly.model import Skipped

SAID = "“Café closed,” the mayor said."


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (SAID.encode(), SAID, None),
        (b"\xef\xbb\xbf" + SAID.encode(), SAID, None),
        (SAID.encode("utf-16"), SAID, None),
        (SAID.encode("utf-32"), SAID, None),
        (SAID.encode("utf-16-le"), SAID, "encoding assumed: utf-16-le"),
        (SAID.encode("cp1252"), SAID, "not UTF-8; encoding assumed: cp1252"),
        (b"\xff\xfe" + b"plain words", "ÿþplain words"[2:], "the byte order mark says utf-16-le, the bytes do not"),
        (SAID.encode("utf-16-be"), SAID, "encoding assumed: utf-16-be"),
        ("Мэр заявил, что дорога закрыта.".encode("utf-16-le"), "Мэр заявил, что дорога закрыта.",
         "encoding assumed: utf-16-le"),
        ("市长说道路已经关闭。".encode("utf-16"), "市长说道路已经关闭。", None),
        # marks that lie
        (b"\xfe\xff" + b"plain words!", "plain words!", "the byte order mark says utf-16-be, the bytes do not"),
        (b"\xff\xfe" + SAID.encode(), SAID, "the byte order mark says utf-16-le, the bytes do not"),
        (b"\xff\xfe" + SAID.encode("utf-16-be"), SAID, "the byte order mark says utf-16-le, the bytes do not"),
        (b"\xff\xfe\x00\x00" + SAID.encode(), SAID, "the byte order mark says utf-32-le, the bytes do not"),
        (b"\xef\xbb\xbf" + SAID.encode("utf-16-le"), SAID, "the byte order mark says utf-8, the bytes do not"),
        (b"\xef\xbb\xbf" + SAID.encode("cp1252"), SAID, "the byte order mark says utf-8, the bytes do not"),
        # damage
        (SAID.encode("utf-16")[:-1], SAID[:-1] + "\ufffd", "1 broken utf-16-le sequences replaced by U+FFFD"),
        ((SAID + "\ud800!").encode("utf-16-le", "surrogatepass"), SAID + "\ufffd!",
         "1 broken utf-16-le sequences replaced by U+FFFD"),
        ((SAID + "\ud800!").encode("utf-8", "surrogatepass"), SAID + "\ufffd!",
         "1 NULs or lone surrogates replaced by U+FFFD"),
        (b"a\x00b", "a\ufffdb", "1 NULs or lone surrogates replaced by U+FFFD"),
        (SAID.encode() * 20 + b"\xff", SAID * 20 + "\ufffd", "1 broken utf-8 sequences replaced by U+FFFD"),
        ("Мэр города заявил, что дорога закрыта.".encode("cp1251"), "Мэр города заявил, что дорога закрыта.",
         "not UTF-8; encoding assumed: cp1251"),
    ],
)  # fmt: skip
def test_bytes_become_text_and_what_was_assumed_is_said(data: bytes, text: str, note: str | None) -> None:
    found, notes = decode(data)
    assert found == text
    assert (note in notes) if note else not notes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t", "empty file"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04abc", "zip"),
        (bytes(range(256)) * 4, "binary"),
        (b"\xff\xfe" + bytes(range(256)) * 4, "binary"),
        (bytes(n for i in range(400) for n in (i * 7 % 200, i % 3)), "binary"),
        ("\u00a0\u2003".encode(), "empty text"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except InputError:
        return
    text.encode()
    assert "\x00" not in text


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=60)


@given(WORDS.map("said ".__add__), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_comes_back_from_its_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, [])


@given(st.text(max_size=60))
def test_cleaning_keeps_offsets(text: str) -> None:
    if not text.strip():
        return
    found, _ = clean(text, [])
    assert len(found) == len(text)
    found.encode()


def test_an_article_has_one_id_and_its_language() -> None:
    text = "The council said on Monday that the bridge would stay closed until the spring."
    one, two = article(text, published="2024-02-06"), article(text, published="2024-02-06")
    assert one == two
    assert one.article.language == "en"
    assert one.article.id != article(text, published="2024-02-07").article.id
    assert not one.notes


def test_another_language_is_read_with_a_note() -> None:
    loaded = article("Der Rat sagte am Montag, dass die Brücke bis zum Frühling geschlossen bleibt.")
    assert loaded.article.language == "de"
    assert [n.reason for n in loaded.notes] == ["language de: the model was trained on English only"]


def test_a_text_without_letters_has_no_language_and_says_so() -> None:
    loaded = article("12 34 -- 56 !!")
    assert loaded.article.language is None
    assert "too few letters" in loaded.notes[0].reason


def test_a_day_that_is_none_is_an_error() -> None:
    with pytest.raises(InputError, match="'31 June' is no day"):
        article("Some text.", published="31 June")


def test_a_directory_is_walked_in_order_and_nothing_vanishes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("Two said so.")
    (tmp_path / "a.txt").write_text("One said so.")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("no")
    found = list(load([tmp_path]))
    assert [Path(x.name).name if isinstance(x, Loaded) else x.reason for x in found] == [
        "a.txt",
        "two.md",
        "not one of .txt, .md, .text",
        "empty file",
    ]
    assert [x.failed for x in found if isinstance(x, Skipped)] == [False, True]
    assert count([tmp_path]) == 4
    assert str(found[-1]).startswith(str(tmp_path / "d.txt"))


def test_missing_and_unreadable_files_are_named(tmp_path: Path) -> None:
    (only,) = load([tmp_path / "none.txt"])
    assert isinstance(only, Skipped)
    assert "No such file" in only.reason
    locked = tmp_path / "locked.txt"
    locked.write_text("words")
    locked.chmod(0)
    (result,) = load([locked])
    if os.geteuid():
        assert isinstance(result, Skipped)
        assert result.reason == "Permission denied"


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (result,) = load([tmp_path])
    assert isinstance(result, Skipped)
    assert result.reason == "not a regular file"


def test_an_empty_directory_says_so(tmp_path: Path) -> None:
    (result,) = load([tmp_path])
    assert isinstance(result, Skipped)
    assert result.reason == "empty directory"
