"""Packages that only some inputs and exports need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reportedly.errors import ExtraError


def need(module: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """Import a package of an optional extra.

    Raises:
        ExtraError: it is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as e:
        package = module.partition(".")[0]
        raise ExtraError(f'{package} is not installed: pip install "reportedly[{extra}]"') from e
