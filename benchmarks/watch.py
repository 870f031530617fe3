"""Print whether a long watch loses anything or takes anything twice, against a feed server that misbehaves.

python benchmarks/watch.py [--entries N] [--looks N]

The server is our own, on loopback: entries come and change, the feed and its links answer 429, 500, 503, too late, cut,
empty or with broken XML. A stand-in for the model gives each report an event, so that what is measured is the watch.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from attribution import table

from reportedly.keeper import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--looks", type=int, default=50)
    given = parser.parse_args()
    from net_feed import show  # noqa: PLC0415 - of the tests
    from net_site import served  # noqa: PLC0415

    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, served() as site, Ledger.open(Path(folder) / "ledger.db") as ledger:
        found = show(site, ledger, Path(folder), entries=given.entries, looks=given.looks)
    seconds = time.monotonic() - begun
    print(table([
        ["what", "number", "must"],
        ["entries that came, in so many looks", f"{found.entries} in {found.looks}", ""],
        ["changes of entries", str(found.changes), ""],
        ["troubles of the feed", _counted(found.feed_troubles), ""],
        ["troubles of links", _counted(found.link_troubles), ""],
        ["requests; feeds not sent again (304)", f"{found.requests}; {found.unchanged}", ""],
        ["articles in the ledger, versions counted", str(found.articles), ""],
        ["stories that no whole feed showed", str(found.unseen), "0"],
        ["stories lost, or not as shown last", str(found.lost), "0"],
        ["texts there twice", str(found.twice), "0"],
        ["entries given up or still waiting", str(found.failed), "0"],
        ["events told; told twice", f"{found.told}; {found.told_twice}", f"{found.articles}; 0"],
        ["seconds", f"{seconds:.1f}", ""],
    ], range(0)))  # fmt: skip


def _counted(found: dict[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in sorted(found.items()))


if __name__ == "__main__":
    main()
