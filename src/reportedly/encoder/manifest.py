"""The contract between training and reading: a folder of `model.onnx`, `tokenizer.json` and `manifest.json`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.encoder.reading import APART, DISTANCES
from reportedly.encoder.tokens import FEATURES
from reportedly.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "reportedly-model/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An output and the table that decoding needs beside it.

    `tags`: CRF transitions (tags x tags). `link`: bias (APART x DISTANCES). `roles`: a link for each label, named
    `head.label`, with one key for all: biases below each other (labels * APART x DISTANCES). `pair`: weights
    (labels x size + 1). `class`: none.
    """

    name: str
    kind: Literal["tags", "link", "roles", "pair", "class"]
    labels: tuple[str, ...] = ()
    table: tuple[tuple[float, ...], ...] = ()

    def shape(self) -> tuple[int, int | None]:
        """Return the shape that the table must have; None is free."""
        tags, labels = 1 + 4 * len(self.labels), len(self.labels)
        return {"tags": (tags, tags), "link": (APART, DISTANCES), "roles": (labels * APART, DISTANCES),
                "pair": (labels, None), "class": (0, None)}[self.kind]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a model folder says of itself.

    `window` and `context` count pieces, special ones included in `window`; `files` and `data` map a name to its
    SHA-256; `thresholds` are explained at `Reading`; `scores` are dev figures of these very weights, in percent.
    """

    format: str
    name: str
    window: int
    context: int
    specials: dict[str, int]
    features: dict[str, int]
    heads: tuple[Head, ...]
    files: dict[str, str]
    thresholds: dict[str, float] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)


def load_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a model folder.

    Raises:
        ModelError: a file is missing or altered, or the format is not ours; it names the folder and the reason.
    """
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as e:
        raise ModelError(f"{path}: {e}") from e
    if manifest.format != FORMAT:
        raise ModelError(f"{path}: format {manifest.format!r}, this version reads {FORMAT!r}")
    if manifest.features != FEATURES:
        raise ModelError(f"{path}: made for the features {manifest.features}, this version has {FEATURES}")
    for head in manifest.heads:
        rows, columns = head.shape()
        if len(head.table) != rows or any(len(row) != (columns or len(head.table[0])) for row in head.table):
            raise ModelError(f"{path}: the table of head {head.name!r} is not {rows} x {columns or 'any'}")
    for name, expected in manifest.files.items():
        try:
            found = sha256(folder / name)
        except OSError as e:
            raise ModelError(f"{folder / name}: {e.strerror}") from e
        if found != expected:
            raise ModelError(f"{folder / name}: SHA-256 is {found[:12]}…, the manifest says {expected[:12]}…")
    return manifest


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
