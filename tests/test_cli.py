from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from by_hand import records, statement
from click.testing import CliRunner

from reportedly.cli import cli, main
from reportedly.errors import ModelError
from reportedly.exports import jsonl
from reportedly.model import Skipped, Span
from reportedly.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.inputs.files import Loaded
    from reportedly.model import Records

WORDS = "Rain fell on Tarvik, the mayor said."


def reading(inputs: Iterable[Loaded | Skipped], **options: object) -> Iterator[Records | Skipped]:
    """Read as the pipeline does, but find only that the first four letters were said."""
    reading.options = options
    for one in inputs:
        if isinstance(one, Skipped):
            yield one
        elif "interrupt" in one.article.text:
            raise KeyboardInterrupt
        elif "no model" in one.article.text:
            raise ModelError("models/none: no such folder")
        elif "breaks" in one.article.text:
            yield Skipped(article=one.name, stage="decode", reason="ValueError: broken")
        else:
            a = one.article
            found = (statement(1, (Span(start=0, end=4),)),)
            yield records(a.text, found, id=a.id, **({"published": a.published} if a.published else {}))


@pytest.fixture(autouse=True)
def _reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.pipeline.read_all", reading)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two reports, one file that breaks, and a picture."""
    there = tmp_path / "reports"
    there.mkdir()
    (there / "a.txt").write_text(WORDS)
    (there / "b.txt").write_text("Snow fell as well, a farmer said.")
    (there / "c.txt").write_text("This one breaks.")
    (there / "d.png").write_bytes(b"\x89PNG")
    return there


def test_help_has_an_example_and_loads_nothing_heavy() -> None:
    for args in (["--help"], ["read", "-h"]):
        shown = CliRunner().invoke(cli, args)
        assert shown.exit_code == 0
        assert "reportedly read report.txt --published 2024-02-06" in shown.output
    loaded = "import reportedly.cli, sys; print({'numpy', 'rich', 'jinja2', 'onnxruntime', 'msgspec'} & {*sys.modules})"
    found = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert found.stdout == "set()\n"


def test_version() -> None:
    assert CliRunner().invoke(cli, ["--version"], prog_name="reportedly").output == f"reportedly {VERSION}\n"


def test_a_table_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder / "a.txt"), "--published", "2024-02-06"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[:2] == [str(folder / "a.txt"), "2024-02-06 · 1 statement · 0 events"]
    assert err == ""
    assert "\x1b" not in out


def test_lines_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--format", "jsonl", str(folder / "b.txt"), str(folder / "a.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [jsonl.parse(line).article.text[:4] for line in lines] == ["Snow", "Rain"]


def test_one_page_for_a_browser(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert main(["read", "--format", "html", "-o", str(page), str(folder)]) == 3
    assert page.read_text().count("<section") == 2
    assert ">a.txt</h2>" in page.read_text()
    assert str(folder) not in page.read_text()


def test_standard_input() -> None:
    shown = CliRunner().invoke(cli, ["read", "-"], input=WORDS)
    assert shown.exit_code == 0
    assert shown.output.startswith("standard input\n")


def test_some_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder), str(folder / "none.txt")]) == 3
    assert capsys.readouterr().err.splitlines() == [
        f"Error: {folder / 'c.txt'}: ValueError: broken",
        f"Error: {folder / 'none.txt'}: No such file or directory",
        "read 2, failed 2, skipped 1 (not one of .txt, .md, .text)",
    ]


def test_quiet_still_tells_of_failures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "-q", str(folder)]) == 3
    assert capsys.readouterr().err.splitlines() == [f"Error: {folder / 'c.txt'}: ValueError: broken"]


@pytest.mark.parametrize("form", ["table", "jsonl", "html"])
def test_none_could_be_read(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    for path in ("none.txt", "empty"):
        assert main(["read", "--format", form, str(tmp_path / path)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert str(tmp_path / path) in err or "empty directory" in err


@pytest.mark.parametrize(
    "args",
    [[], ["--published", "yesterday", "a"], ["--format", "pdf", "a"], ["--jobs", "0", "a"], ["--nonsense", "a"]],
)
def test_wrong_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", *args]) == 2
    assert capsys.readouterr().err.startswith("Usage: reportedly read")


def test_an_output_is_written_whole_or_not_at_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out.jsonl"
    out.write_text("before")
    (folder / "stop.txt").write_text("interrupt")
    assert main(["read", "--format", "jsonl", "-o", str(out), str(folder / "a.txt"), str(folder / "stop.txt")]) == 130
    assert main(["read", "--format", "jsonl", "-o", str(out), str(folder / "none.txt")]) == 1
    assert out.read_text() == "before"
    assert main(["read", "--format", "jsonl", "-o", str(out), str(folder / "a.txt")]) == 0
    assert out.read_text().startswith('{"format":"reportedly/1"')
    assert not list(folder.glob(".*"))
    capsys.readouterr()
    assert main(["read", "-o", str(folder / "none" / "out"), str(folder / "a.txt")]) == 1
    assert capsys.readouterr().err == f"Error: {folder / 'none' / 'out'}: No such file or directory\n"


def test_an_output_that_is_no_file_is_written_to(folder: Path) -> None:
    assert main(["read", "-o", os.devnull, str(folder / "a.txt")]) == 0
    assert not Path(os.devnull).is_file()


def test_an_interruption(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "stop.txt").write_text("interrupt")
    assert main(["read", str(folder / "a.txt"), str(folder / "stop.txt")]) == 130
    out, err = capsys.readouterr()
    assert "Rain" in out
    assert err.strip() == "Interrupted"


def test_a_broken_model(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text("no model")
    assert main(["read", str(folder / "a.txt")]) == 1
    assert capsys.readouterr().err == "Error: models/none: no such folder\n"


def test_names_of_files_cannot_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "\x1b[31mred\udcff.txt").write_text("This one breaks.")
    main(["read", str(tmp_path)])
    assert "␛[31mred\ufffd.txt" in capsys.readouterr().err


def test_options_reach_the_pipeline(folder: Path) -> None:
    main(["read", str(folder / "a.txt"), "--threads", "3", "--batch", "5", "--model", str(folder), "--vague", "acled"])
    assert reading.options == {"threads": 3, "batch": 5, "model": folder, "vague": "acled"}


@pytest.mark.parametrize("shared", [True, False])
def test_progress_on_long_work(
    *, shared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(20):
        (tmp_path / f"{n:02}.txt").write_text("This one breaks." if n == 7 else WORDS)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: shared)
    assert main(["read", str(tmp_path)]) == 3
    out, err = capsys.readouterr()
    assert out.count("Rain") == 19
    assert "/20" in err
    assert err.splitlines()[-1].endswith("read 19, failed 1, skipped 0")
    assert main(["read", "-q", str(tmp_path)]) == 3
    assert "/20" not in capsys.readouterr().err


def test_no_colour_where_none_is_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(["read", str(folder / "a.txt")])
    assert "\x1b[34m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["read", str(folder / "a.txt")])
    assert "\x1b[34m" not in capsys.readouterr().out


def test_a_reader_that_stops_listening(folder: Path) -> None:
    work = """if True:
        import sys
        sys.path.insert(0, sys.argv[1])
        import reportedly.pipeline, test_cli
        from reportedly.cli import main
        reportedly.pipeline.read_all = test_cli.reading
        sys.exit(main(["read", *[sys.argv[2]] * 3000]))
    """
    command = [sys.executable, "-c", work, str(Path(__file__).parent), str(folder / "a.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
