"""The documents name everything that a user can meet."""

from __future__ import annotations

import re
import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Union, get_args, get_origin, get_type_hints

import click
import pytest

import reportedly
from reportedly import model
from reportedly.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
RECORDS = (ROOT / "docs" / "records.md").read_text()
CLI = (ROOT / "docs" / "cli.md").read_text()
TYPES = sorted({x.__name__ for x in vars(model).values() if is_dataclass(x)} - {"Skipped", "Records"})


def code(text: str) -> set[str]:
    """Return the words that a document sets as code."""
    return {word for words in re.findall(r"`([^`\n]+)`", text) for word in words.split()}


def labels(hint: object) -> Iterator[str]:
    """Return the labels that a field's type allows."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) in {Union, types.UnionType, tuple}:
        for part in get_args(hint):
            yield from labels(part)


def section(name: str) -> str:
    """Return what records.md says of a type; parts of others are told where those are."""
    home = {"Mention": "Actor", "Participant": "Event", "Span": "The whole"}.get(name, name)
    return RECORDS.split(f"\n## {home}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("name", TYPES)
def test_every_field_and_label_of_a_record_is_told(name: str) -> None:
    record = getattr(model, name)
    told = section(name)
    known = code(told) | set(re.findall(r'"(\w+)":', told))
    shared = {"start", "end"} if name in {"Mention", "Participant"} else set()
    assert {f.name for f in fields(record)} - known - shared == set()
    for hint in get_type_hints(record).values():
        assert set(labels(hint)) - known == set()


def test_every_list_of_the_records_is_told() -> None:
    assert {f.name for f in fields(model.Records)} <= code(section("Span"))
    assert model.FORMAT in code(RECORDS)


def test_every_command_and_option_is_told() -> None:
    assert isinstance(cli, click.Group)
    group = click.Context(cli, **cli.context_settings)
    for name, command in cli.commands.items():
        told = CLI.split(f"\n## `reportedly {name}`\n", 1)[1].split("\n## ", 1)[0]
        for option in command.get_params(click.Context(command, parent=group)):
            if isinstance(option, click.Option):
                assert set(option.opts) <= code(told)
                if isinstance(option.type, click.Choice):
                    assert set(option.type.choices) <= code(told)


def test_the_readme_names_fields_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    told = readme.split("\n## What the fields mean\n", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"^\| `(\w+)`", told, re.MULTILINE))
    assert named <= {f.name for f in fields(model.Statement)}
    assert set(labels(model.Polarity)) | set(labels(model.Form)) | set(labels(model.SourceKind)) <= code(told)


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / link).exists(), (document.name, link)


def test_public_names_are_sorted_and_there() -> None:
    assert reportedly.__all__ == sorted(reportedly.__all__)
    assert {name for name in reportedly.__all__ if getattr(reportedly, name, None) is None} == set()
    assert set(TYPES) <= set(reportedly.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = reportedly.nonsense
