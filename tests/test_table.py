from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from by_hand import flood, ice, records, span, statement
from rich.cells import cell_len
from rich.console import Console

from reportedly.exports import table

if TYPE_CHECKING:
    from reportedly.model import Records


def shown(found: Records, width: int = 100, **options: object) -> str:
    options = {"highlight": False, "markup": False, "emoji": False} | options
    return table.render(found, Console(file=StringIO(), width=width, **options))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_shows_who_polarity_cue_content_and_notes() -> None:
    text = squeezed(shown(ice()))
    assert "Ice stops barges" in text
    assert "Veldhaven Post · 2024-02-06 · en · 7 statements" in text
    assert "Ilse Brandvik denied talk of a closure dismissed" in text
    assert "“We have seen ice that thick only twice,” … “There is no plan for one.”" in text
    assert "statement 6: whose office this is could not be told" in text
    assert "input: 2 NUL characters were replaced" in text


def test_shows_the_words_of_a_source_only_where_they_add_to_the_name() -> None:
    text = shown(ice())
    assert "“harbour master Ilse" in text
    assert "“Brandvik”" not in text
    assert "“The ferry union”" not in text


def test_nests_a_statement_under_the_one_that_holds_it() -> None:
    (line,) = (line for line in shown(ice()).splitlines() if "└" in line)
    assert line.split()[:4] == ["└", "5", "Teodor", "Lunde"]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_fits_its_width(width: int) -> None:
    lines = shown(ice(), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_fits_its_width_with_wide_letters() -> None:
    text = "局长王力说" * 40
    found = records(text, (statement(1, (span(text, text=text),)),), title="洪水" * 40)
    assert max(map(cell_len, shown(found, 60).splitlines())) <= 60


def test_interprets_nothing_that_a_text_says() -> None:
    text = "[bold red]Nobody[/] :smile: said \x1b[31mthis\x07\r\nand \u202ethat\u009b."
    found = records(text, (statement(1, (span(text, text=text),)),), title="\x1b]0;taken\x07[link=x]T[/link]")
    out = shown(found)
    assert "[bold red]Nobody[/] :smile: said ␛[31mthis␇ and \ufffdthat\ufffd." in out
    assert "␛]0;taken␇[link=x]T[/link]" in out
    assert not {c for c in out if ord(c) < 32} - {"\n"}


def test_leaves_out_the_middle_of_very_long_words_and_says_how_much() -> None:
    text = "so " * 2000
    out = squeezed(shown(records(text, (statement(1, (span(text, text=text),)),))))
    assert "[…5,299 characters…]" in out
    assert len(out) < 1500


def test_an_article_without_statements_or_title() -> None:
    assert shown(records("Rain fell.")).splitlines()[:2] == ["Rain fell.", "0 statements · 0 events"]


def test_a_statement_that_nobody_is_named_for() -> None:
    assert "source not named" in shown(records("It is said", (statement(1, (span("It", text="It is said"),)),)))


def test_colours_polarity_only_where_colours_are_wanted() -> None:
    red = "\x1b[31mdenied"
    assert red in shown(ice(), force_terminal=True, color_system="standard", no_color=False)
    assert red not in shown(ice(), force_terminal=True, color_system="standard", no_color=True)
    assert "\x1b" not in shown(ice())


def test_a_console_that_is_no_terminal_is_100_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert table.console(StringIO()).width == 100
    monkeypatch.setenv("COLUMNS", "60")
    assert table.console(StringIO()).width == 60


def test_statements_that_hold_one_another_deeply() -> None:
    found = ice()
    chain = [replace(found.statements[0], id=f"s{n}", within=f"s{n - 1}" if n > 1 else None) for n in range(1, 3000)]
    assert "└ 2999" in shown(replace(found, statements=tuple(chain), notes=()))


def test_shows_events_as_rows() -> None:
    text = squeezed(shown(flood(), 140))
    assert "1 statement · 2 events" in text
    assert "E1 Guards fired marchers Orle happened the report itself" in text
    assert "assault firearms Monday" in text
    assert "E2 killed at least 12 people at least 12 people denied Colonel Aas" in text


def test_a_narrow_table_leaves_places_out() -> None:
    lines = shown(flood(), 60).splitlines()
    assert max(map(cell_len, lines)) <= 60
    assert "denied" in "".join(lines)


def test_a_count_without_an_event_is_not_lost() -> None:
    found = flood()
    alone = tuple(replace(f, event=None) for f in found.figures)
    events = tuple(replace(e, figures=()) for e in found.events)
    text = squeezed(shown(replace(found, figures=alone, events=events)))
    assert "Counts that belong to no event found at least 12 people (killed), according to Colonel Aas" in text
