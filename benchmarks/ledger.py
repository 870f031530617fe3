"""Print how fast the ledger stores and answers, and whether it is whole after being killed.

python benchmarks/ledger.py [--articles N] [--link] [--shared SECONDS] [--kills N] [--where PATH|URL]
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from attribution import table
from sqlalchemy import text

from reportedly.ledger.questions import Query
from reportedly.ledger.store import Store
from reportedly.linker import link
from reportedly.pipeline import read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.model import Records

EXAMPLES = Path(__file__).parents[1] / "examples"
FIRST = date(2020, 1, 1)
NAMES = ("Brennia", "Sorvald", "Ardane", "Lindmark", "Karsk", "Merrow", "Tolland", "Vesk")
HEAD = ["what", "n", "ours", "must", "aim"]
PUT = """
import sys
sys.path.insert(0, {here!r})
from ledger import replayed, sample
from reportedly.ledger.store import Store
from reportedly.linker import link
with Store({path!r}) as store:
    for records in replayed(sample(), int(sys.argv[1])):
        store.put(records, name=records.article.id)
"""


def sample() -> list[Records]:
    """Return the records of the examples, read once and kept beside the benchmark's other files."""
    import msgspec  # noqa: PLC0415

    from reportedly.model import Records as Kind  # noqa: PLC0415

    kept = Path(tempfile.gettempdir()) / "reportedly-ledger-sample.jsonl"
    if not kept.exists():
        found = [r for r in read_files([EXAMPLES]) if isinstance(r, Kind)]
        kept.write_text("".join(r.to_jsonl() for r in found), encoding="utf-8")
    return [msgspec.json.decode(line, type=Kind) for line in kept.read_text(encoding="utf-8").splitlines()]


def replayed(records: list[Records], count: int) -> Iterator[Records]:
    """Yield so many articles: the same records under new ids, days and actors' names."""
    for i in range(count):
        one = records[i % len(records)]
        day = (FIRST + timedelta(days=i * 7919 % 1800)).isoformat()
        article = replace(one.article, id=f"{i:016x}", published=day, outlet=f"Outlet {i % 40}")
        actors = tuple(
            replace(a, name=f"{NAMES[(i + k) % len(NAMES)]} {(i // 8 + k) % 500}") for k, a in enumerate(one.actors)
        )
        yield replace(one, article=article, actors=actors)


def timed(ask: Callable[[], object], times: int = 20) -> tuple[float, float]:
    """Return the median and the slowest time of a call, ms."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took), max(took)


def killed(path: Path, times: int) -> int:
    """Kill a writing process at random moments; return after how many the ledger was not whole."""
    draw, broken = random.Random(0), 0  # noqa: S311 - moments
    code = PUT.format(here=str(Path(__file__).parent), path=str(path))
    Store(path).close()
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", code, "100000"]) as process:  # noqa: S603
            time.sleep(draw.uniform(0.3, 1.5))
            process.send_signal(signal.SIGKILL)
        with Store(path) as store, store.reading() as c:
            counts = store.counts()
            whole = c.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            broken += not (whole and counts.articles == counts.readings == counts.inputs)
    return broken


def resumed(path: Path, folder: Path, records: list[Records]) -> bool:
    """Tell whether a ledger that was killed and went on gives byte for byte what an unbroken one gives."""
    with Store(path) as store:
        count = store.counts().articles + 100
    lines = []
    for where in (path, folder / "unbroken.db"):
        with Store(where) as store:
            for one in replayed(records, count):
                store.put(one, name=one.article.id)
            lines.append([r.to_jsonl() for r in store.all_records()])
    return lines[0] == lines[1]


def linked(store: Store) -> dict[int, float]:
    """Return how long linking one more takes (ms, mean of the last hundred) at powers of ten, and at the end."""
    stamps = [time.perf_counter()]
    link(store, lambda _: stamps.append(time.perf_counter()))
    count = len(stamps) - 1
    sizes = sorted({n for n in (1000, 10_000, 100_000) if n < count} | {count})
    return {n: 1000 * (stamps[n] - stamps[n - 100]) / 100 for n in sizes if n >= 100}  # noqa: PLR2004


def shared(path: str, records: list[Records], seconds: float) -> tuple[int, float]:
    """Let eight readers ask while one process writes; return how many errors there were and the 99th percentile, ms."""
    took: list[float] = []
    faults: list[BaseException] = []
    until = time.monotonic() + seconds

    def ask(seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311 - which question
        try:
            with Store(path) as store:
                while time.monotonic() < until:
                    start = time.perf_counter()
                    store.lines(
                        "event", Query(actor=f"{draw.choice(NAMES)} {draw.randrange(500)}", day="2022"), limit=50
                    )
                    took.append(1000 * (time.perf_counter() - start))
                    time.sleep(0.02)
        except Exception as e:  # noqa: BLE001 - counted
            faults.append(e)

    readers = [threading.Thread(target=ask, args=(i,)) for i in range(8)]
    for r in readers:
        r.start()
    with Store(path) as store:
        for one in replayed(records, 10**6):
            if time.monotonic() > until:
                break
            store.put(replace(one, article=replace(one.article, id=f"w{one.article.id}")), name=f"w{one.article.id}")
    for r in readers:
        r.join()
    return len(faults), statistics.quantiles(took, n=100)[98]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--link", action="store_true", help="also link them")
    parser.add_argument("--shared", type=int, default=0, metavar="SECONDS", help="readers beside a writer")
    parser.add_argument("--where", help="a ledger to be made (default: a temporary SQLite file)")
    args = parser.parse_args()
    records, out = sample(), []
    with tempfile.TemporaryDirectory() as folder:
        where = args.where or str(Path(folder) / "ledger.db")
        with Store(where) as store:
            made = list(replayed(records, min(args.articles, 2000)))
            start = time.perf_counter()
            for one in made:
                store.put(one, name=one.article.id)
            speed = len(made) / (time.perf_counter() - start)
            out.append(["articles stored a second, first ones", str(len(made)), f"{speed:.0f}", "400", "600"])
            took, rest = 0.0, 0
            for one in islice(replayed(records, args.articles), len(made), None):
                start = time.perf_counter()
                rest += store.put(one, name=one.article.id)
                took += time.perf_counter() - start
            if rest:
                out.append(["articles stored a second, the rest", str(rest), f"{rest / took:.0f}", "400", "600"])
            query = Query(actor="Brennia 7", status="happened", day="2022-03")
            for name, ask in (
                ("actor, status, month: lines", lambda: store.lines("event", query, limit=50)),
                ("actor, status, month: count", lambda: store.count("event", query)),
                (
                    "actor's beginning, month: lines",
                    lambda: store.lines("event", Query(actor="Brennia*", day="2022-03")),
                ),
                ("text, month: lines", lambda: store.lines("event", Query(text="soldiers", day="2022-03"), limit=50)),
            ):
                median, worst = timed(ask)
                out.append([f"{name}, ms (slowest)", str(args.articles), f"{median:.0f} ({worst:.0f})", "300", "100"])
            if args.link:
                for n, ms in linked(store).items():
                    out.append(["time to link one more article, ms", str(n), f"{ms:.1f}", "", ""])
        if args.shared:
            errors, late = shared(where, records, args.shared)
            out.append([f"8 readers, 1 writer, {args.shared} s: errors", "", str(errors), "0", "0"])
            out.append(["- 99th percentile of a question, ms", "", f"{late:.0f}", "300", ""])
        if args.kills:
            path = Path(folder) / "killed.db"
            out.append(["not whole after kill -9", str(args.kills), str(killed(path, args.kills)), "0", "0"])
            same = resumed(path, Path(folder), records)
            out.append(["resumed export as unbroken", "1", "yes" if same else "no", "yes", "yes"])
    print(table([HEAD, *out], numbers=range(1, 5)))


if __name__ == "__main__":
    main()
