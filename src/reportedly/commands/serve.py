"""The command that opens a ledger in a browser."""

from __future__ import annotations

import ipaddress
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.commands.options import ledger_option, opened, processors

if TYPE_CHECKING:
    import uvicorn

PORT = 8321
_SOON = 0.5  # seconds until the server listens


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen; one that others can reach needs --token.")  # fmt: skip
@click.option("--token", envvar="REPORTEDLY_TOKEN", metavar="TEXT", help="Only who knows it is let in.")
@click.option("--open", "open_", is_flag=True, help="Open the browser.")
@click.option("--threads", type=click.IntRange(1, 1024), default=None, help="Processors to read with.  [default: all]")
@click.option("--model", type=click.Path(path_type=Path), metavar="DIR",
              help="A model folder.  [default: the one that comes with the package]")  # fmt: skip
@ledger_option
def serve(  # noqa: PLR0913 - as many as the command has options
    *, port: int, host: str, token: str | None, where: str | None, threads: int | None, model: Path | None, open_: bool
) -> None:
    """Open the ledger in a browser: click any number, see the words; accept, correct or reject what was read.

    The pages come from this machine and load nothing from anywhere else. A ledger that is not there yet is made.
    """
    import uvicorn

    from reportedly.web.app import application
    from reportedly.web.guard import LOOPBACK
    from reportedly.web.site import Site

    if not _loopback(host) and not token:
        raise click.UsageError(
            f"--host {host} lets others on the network read and change the ledger: --token TEXT says who may"
        )
    with opened(where, create=True) as ledger:
        site = Site(ledger=ledger, model=model, threads=threads or processors())
        app = application(site, hosts={*LOOPBACK, host.strip("[]").lower()}, token=token)
        server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False))
        _run(server, token, open_=open_)


def _run(server: uvicorn.Server, token: str | None, *, open_: bool) -> None:
    """Say where the pages are, and serve them until interrupted."""
    listening = server.config.bind_socket()
    host, port = listening.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port}/" + (f"?token={token}" if token else "")
    click.echo(f"The ledger is open at {address} (Ctrl-C ends)", err=True)
    if open_:
        threading.Timer(_SOON, webbrowser.open, [address]).start()
    server.run(sockets=[listening])


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
