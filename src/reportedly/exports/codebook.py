"""A codebook for each export: every column, its type, what it tells, its labels. The same export gives the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.exports.labels import LABELS, MODES, QUAD_CLASSES, QUADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.exports.column import Field

_TYPES: Final[Mapping[str, str]] = {
    "text": "text", "float": "number", "int": "whole number", "day": "day, YYYY-MM-DD", "list": "list",
    "object": "object",
}  # fmt: skip
_RULES: Final = """\
Nothing here is a fact: each row is what one article reports, and what a program read in it. Empty is not known.
Offsets count code points of the article's text from 0, the end not included."""


def codebook(title: str, tells: str, fields: Sequence[Field]) -> str:
    """Return the codebook as Markdown."""
    return "".join(f"{line}\n" for line in _lines(title, tells, fields))


def _lines(title: str, tells: str, fields: Sequence[Field]) -> Iterator[str]:
    yield from (f"# Codebook: {title}", "", tells, "", _RULES, "", "## Columns", "")
    yield from ("| column | type | | labels |", "|---|---|---|---|")
    for f in fields:
        yield f"| `{f.name}` | {_TYPES[f.type]} | {f.tells} | {f.labels.replace('_', ' ') if f.labels else ''} |"
    for name in dict.fromkeys(f.labels for f in fields if f.labels):
        yield from ("", f"## Labels: {name.replace('_', ' ')}", "")
        yield from _labels(name)


def _labels(name: str) -> Iterator[str]:
    if name == "mode":
        yield from ("| type | modes |", "|---|---|")
        yield from (f"| `{t}` | {', '.join(f'`{m}`' for m in modes.split(', '))} |" for t, modes in MODES.items())
    elif name == "type":
        yield from ("| label | quad class | |", "|---|---|---|")
        yield from (f"| `{t}` | {QUAD_CLASSES.get(str(QUADS[t]), '')} | {told} |" for t, told in LABELS[name].items())
    else:
        yield from ("| label | |", "|---|---|")
        yield from (f"| `{label}` | {told} |" for label, told in LABELS[name].items())
