"""The commands that keep and ask a ledger. They take options, print, and exit; data goes to stdout."""

from __future__ import annotations

from reportedly.commands.ask import export, figures, find, show
from reportedly.commands.keep import add, correct, counts, failures, history, join, link, rebuild, retry, split, verdict
from reportedly.commands.serve import serve
from reportedly.commands.watch import watch

COMMANDS = (
    add,
    watch,
    retry,
    failures,
    counts,
    find,
    show,
    correct,
    verdict,
    history,
    link,
    join,
    split,
    figures,
    export,
    serve,
    rebuild,
)
