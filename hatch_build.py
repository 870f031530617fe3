"""Compiles the gazetteer into the package when it is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is put together, also for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write `gazetteer.bin` beside the tables that it is made from."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from reportedly.settle.places import build, table  # noqa: PLC0415 - found only now

        table.write(table.shipped(), *build.compiled())
