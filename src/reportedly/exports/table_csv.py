"""Rows as CSV: RFC 4180, UTF-8, and no cell of text that a spreadsheet would compute.

Spreadsheets take a cell that begins with one of `= + - @`, a tab or a line end for a formula (OWASP, "CSV Injection"),
some also after blanks or a byte order mark, or with the full-width forms. Such a cell of text gets a leading
apostrophe. Numbers are left as they are: a longitude of -74.01 stays a number.
"""

from __future__ import annotations

import csv
import re
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from reportedly.exports.column import Column, Value

_UNSEEN: Final = r"\s\x00-\x20\x7f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_FORMULA: Final = re.compile(rf"'*(?:[\t\r\n]|[{_UNSEEN}]*[=+\-@＝＋－＠])")

_EXACT: Final = 2**53  # whole numbers below have all their digits


def harmless(text: str) -> str:
    """Return a text behind an apostrophe if a spreadsheet would compute it (`'=1` too, so that `plain` undoes it)."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return the text that `harmless` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(rows: Iterable[object], columns: Sequence[Column], file: BinaryIO) -> int:
    """Write a header and a line for each row; return how many rows."""
    out = TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        writer = csv.writer(out)
        writer.writerow([c.name for c in columns])
        looks = [(c.value, c.type == "float") for c in columns]
        count = 0
        for row in rows:
            writer.writerow([_cell(look(row), point=point) for look, point in looks])
            count += 1
        return count
    finally:
        out.detach()


def _cell(value: Value, *, point: bool) -> Value:
    if isinstance(value, str):
        return harmless(value)
    if point and isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)  # 12, not 12.0
    return value
