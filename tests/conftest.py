"""A PostgreSQL of the tests' own on loopback, where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _program(name: str) -> str | None:
    return shutil.which(name) or next((str(h / name) for h in _HOMES if (h / name).exists()), None)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the URL of a server; skip where there is none, or no driver."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: PostgreSQL is not tested")
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("no PostgreSQL on this machine: not tested")
    home = Path("/tmp" if os.geteuid() == 0 else tmp_path_factory.mktemp("pg")) / f"reportedly-pg-{os.getpid()}"  # noqa: S108
    home.mkdir(mode=0o700)
    who = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if who:
        shutil.chown(home, "postgres")

    def run(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, cwd=home, **who)  # type: ignore[call-overload]  # noqa: S603

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(home / "data")
    try:
        run(initdb, "-D", data, "-A", "trust", "-U", "reportedly", "-E", "UTF8", "--locale=C", "--no-sync")
        run(control, "-D", data, "-w", "-l", str(home / "log"), "-o", f"-p {port} -h 127.0.0.1 -k {home} -F", "start")
        try:
            yield f"postgresql://reportedly@127.0.0.1:{port}/postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
