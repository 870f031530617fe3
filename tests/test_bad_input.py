"""Bad input gives a record or an error that names the file and says why; never a traceback, never a hang.

Everything is read twice over: by an encoder that guesses at random, so that the stages around the model meet spans of
every kind, and by the shipped model where there is one.
"""

from __future__ import annotations

import json
import os
import signal
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from guessing import GuessingEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quality import MODEL

from reportedly import pipeline
from reportedly.cli import main
from reportedly.encoder import Encoder
from reportedly.inputs.files import article
from reportedly.model import Records, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = """\
Dam holds, says mayor

“It will hold,” Mayor Ada Quill told reporters. “We looked.”

She denied a café had flooded.
"""
ACCENTS = 'The café was "shut", Zoë Ibáñez said, and the fête was off.'
MODELS = ["guesses", "model"]


@cache
def shipped() -> Encoder:
    return Encoder.load(MODEL)


@pytest.fixture(params=MODELS, autouse=True)
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with guesses, then with the shipped model, which is loaded only once."""
    if request.param == "model" and not (MODEL / "manifest.json").exists():
        pytest.skip(f"no model in {MODEL.name}: read with guesses only")
    load = GuessingEncoder.load if request.param == "guesses" else lambda *_, **__: shipped()
    monkeypatch.setattr(pipeline, "Encoder", type("Loader", (), {"load": staticmethod(load)}))
    return str(request.param)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail what takes longer; where there is no alarm clock, wait."""

    def late(*_: object) -> None:
        pytest.fail(f"not done within {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(path: Path, capsys: pytest.CaptureFixture[str], form: str = "jsonl", seconds: int = 60) -> tuple[int, str, str]:
    with within(seconds):
        status = main(["read", "--format", form, str(path)])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


def record(path: Path, capsys: pytest.CaptureFixture[str], seconds: int = 60) -> dict[str, Any]:
    """Return the record of a file after checking that every span has words."""
    status, out, err = run(path, capsys, seconds=seconds)
    assert (status, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    for s in found["statements"]:
        for span in (s["source"], s["cue"], *s["content"]):
            assert span is None or found["article"]["text"][span["start"] : span["end"]].strip()
    return found


def reasons(found: dict[str, Any]) -> str:
    return " | ".join(n["reason"] for n in found["notes"])


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \r\n\t \n", "empty file"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        ("\u00a0\u2003\u2028".encode(), "empty text"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x7fELF" + bytes(500), "a program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a PNG picture"),
        (b"%PDF-1.4\n", "a PDF"),
    ],
)
def test_what_is_no_text_is_named_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, reason: str
) -> None:
    path = write(tmp_path / "bad report.txt", data)
    status, out, err = run(path, capsys)
    assert (status, out) == (1, "")
    assert str(path) in err
    assert reason in err


def test_a_folder_with_unreadable_files_reads_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "good.txt", REPORT)
    write(tmp_path / "empty.txt", b"")
    write(tmp_path / "picture.png", b"\x89PNG")
    bad = [tmp_path / "empty.txt", *_unreadable(tmp_path)]
    status, out, err = run(tmp_path, capsys)
    assert status == 3
    assert [json.loads(line)["article"]["text"] for line in out.splitlines()] == [REPORT]
    assert len(err.splitlines()) == len(bad) + 1
    for path in bad:
        assert f"Error: {path}: " in err
    assert f"read 1, failed {len(bad)}, skipped 1" in err


def _unreadable(folder: Path) -> Iterator[Path]:
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    yield folder / "dangling.txt"
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    yield folder / "circle.txt"
    os.mkfifo(folder / "pipe.txt")
    yield folder / "pipe.txt"
    if os.geteuid():  # root may read everything
        write(folder / "locked.txt", REPORT).chmod(0)
        yield folder / "locked.txt"


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
@pytest.mark.parametrize("form", ["table", "jsonl", "html"])
def test_a_name_that_is_no_utf8_or_holds_control_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    for name, data in ((b"\xff\x1b[31m.txt", REPORT.encode()), (b"e\x1b]0;\n.txt", b"")):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        status, out, err = run(write(path, data), capsys, form)
        assert status == (0 if data else 1)
        assert "\x1b" not in out + err


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (REPORT.encode("utf-16"), REPORT, ""),
        (REPORT.encode("utf-16-be"), REPORT, "utf-16-be"),
        (b"\xef\xbb\xbf" + REPORT.encode(), REPORT, ""),
        (REPORT.encode("cp1252"), REPORT, "cp1252"),
        (ACCENTS.encode("latin-1"), ACCENTS, "cp1252"),
        (b"\xff\xfe" + REPORT.encode(), REPORT, "the bytes do not"),
        (b"\xef\xbb\xbf" + REPORT.encode("cp1252"), REPORT, "the bytes do not"),
        (REPORT.replace("mayor", "may\x00r").encode(), REPORT.replace("mayor", "may\ufffdr"), "NUL"),
        (REPORT.encode() + b"\xed\xa0\x80", None, "replaced by U+FFFD"),
        (REPORT.replace("\n", "\r\n").encode(), REPORT.replace("\n", "\r\n"), ""),
    ],
)  # fmt: skip
def test_encodings_give_the_text_and_say_what_was_assumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, text: str | None, note: str
) -> None:
    found = record(write(tmp_path / "report.txt", data), capsys)
    assert text is None or found["article"]["text"] == text
    assert note in reasons(found)
    assert bool(note) == ("U+FFFD" in reasons(found) or "encoding" in reasons(found) or "bytes" in reasons(found))


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    text = REPORT.replace("hold", "h\ud83dld", 1) + "\udc00"
    found = pipeline.read(text)
    assert len(found.article.text) == len(text)
    assert "2 NULs or lone surrogates" in found.notes[0].reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1204 -- 17:30 ... !!! 99% (3/4)\n\n$5,000,000\n", None),
        ("“”\n", None),
        ("🛑🛑🛑 🚒🔥\n", None),
        ("Der Bürgermeister sagte am Montag, dass der Damm halten werde. „Wir haben ihn geprüft“, sagte er.", "de"),
        ("وقال رئيس البلدية يوم الاثنين إن السد سيصمد، ونفى وجود أي خطر على السكان في المدينة.", "ar"),
        ("市长星期一表示,大坝会坚持下去。他说:“我们检查过了。”居民否认看到裂缝。", "zh"),
    ],
)
def test_no_letters_and_other_languages_are_read_with_a_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, language: str | None
) -> None:
    found = record(write(tmp_path / "report.txt", text), capsys)
    assert found["article"]["language"] == language
    assert "language" in reasons(found)


QUOTED = {
    "unclosed": '"It will hold, Mayor Ada Quill said on Monday. Nobody else spoke.',
    "closed only": 'It will hold," Mayor Ada Quill said on Monday.',
    "straight and curly": '“It will hold," Mayor Ada Quill said. "We looked,” she added.',
    "German and French": "„It will hold“, Mayor Ada Quill said. « We looked », she added.",
    "typewriter": "``It will hold,'' Mayor Ada Quill said. ,,We looked,'' she added.",
    "opening marks only": "“It will hold,” Ada Quill said. “We looked.\n\n“We looked twice.\n\n“Nobody need leave.”",
    "nested": "“The mayor said ‘it “will” hold’,” Bo Lind recalled. “I said: ‘Who says?’”",
    "nickname": "“It will hold,” said Ada “Beaver” Quill, who builds dams.",
    "dash and colon": '"It will hold." -Ada Quill\n\nAda Quill: "It will hold."\n\n– Ada Quill\n\n:',
    "marks alone": "\"'“”‘’«»„\"' \" ' “ ” \n\n\"\n\n'",
    "no end": "“" * 3000 + " said",
    "apostrophes": "'" + " rock 'n' roll's o' the '90s" * 200,
}


@pytest.mark.parametrize("name", QUOTED)
def test_quote_marks_of_all_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = write(tmp_path / "report.txt", QUOTED[name])
    record(path, capsys)
    for form in ("table", "html"):
        assert run(path, capsys, form)[0] == 0


def test_what_a_terminal_or_a_browser_would_obey_is_shown_and_not_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = REPORT.replace("hold", "\x1b[2J<script>alert(1)</script>[red]\u202ehold\x07")
    path = write(tmp_path / "report.txt", text)
    assert record(path, capsys)["article"]["text"] == text
    assert not {"\x1b", "\x07"} & set(run(path, capsys, "table")[1])
    assert "<script>alert" not in run(path, capsys, "html")[1]


SHAPES = {  # each is long in a way of its own; `n` is about its length in characters
    "articles": lambda n: REPORT * (n // len(REPORT)),
    "one line": lambda n: "The dam held, the mayor said. " * (n // 30),
    "one word": lambda n: "a" * n,
    "one blank": lambda n: "The dam" + " " * n + "held, she said.",
    "newlines": lambda n: "The dam held.\n" + "\n" * n + "She said so.",
    "one quotation": lambda n: "“" + "We said that it holds. " * (n // 23),
    "marks": lambda n: '"' * n,
    "brackets": lambda n: "(" * n + "she said" + ")" * 9,
    "stops": lambda n: "." * n,
    "initials": lambda n: "J. R. " * (n // 6),
    "names": lambda n: " ".join(f"Mayor Bo Lind{i} said it." for i in range(n // 22)),
    "pronouns": lambda n: "She said he said they said it. " * (n // 31),
    "marks above": lambda n: "e" + "\u0301" * n,
    "punctuation": lambda n: "-:;,—" * (n // 5),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_long_texts_of_any_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str) -> None:
    """A hundredth of the size that the slow tests read, for every run."""
    text = SHAPES[shape](20_000)
    assert record(write(tmp_path / "report.txt", text), capsys)["article"]["text"] == text


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_two_million_characters_of_any_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str) -> None:
    text = SHAPES[shape](2_000_000)
    assert record(write(tmp_path / "report.txt", text), capsys, seconds=900)["article"]["text"] == text


@pytest.mark.slow
def test_ten_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SHAPES["articles"](10_000_000)
    assert len(record(write(tmp_path / "report.txt", text), capsys, seconds=3600)["article"]["text"]) == len(text)


WORDS = st.sampled_from(
    [*"“”‘’\"'.,:;-–()", "\n", "\n\n", "said", "denied", "according to", "that", "who", "she", "Mayor", "Ada Quill",
     "the union (TU)", "TU", "not", "dam", "É\u0301", "\x00", "😀", "\u200b", "3 a.m.", "reporters"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=120)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_text_keeps_the_span_law_and_reads_the_same_twice(encoder: str, text: str) -> None:
    assert encoder in MODELS
    if not text.strip():
        return
    inputs = [article(text, published="2024-05-02")]
    with within(60):
        (one,), (two,) = (list(pipeline.read_all(inputs)) for _ in range(2))
    assert isinstance(one, Records), one if isinstance(one, Skipped) else type(one)
    assert isinstance(two, Records)
    assert one.to_jsonl() == two.to_jsonl()
    assert len(one.article.text) == len(text)
    for s in one.statements:
        for span in (s.source, s.cue, s.addressee, *s.content):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert list(s.content) == sorted(s.content, key=lambda c: c.start)
        if s.within:
            outer = next(o for o in one.statements if o.id == s.within)
            assert all(any(c.start <= x.start and x.end <= c.end for c in outer.content) for x in s.content)
