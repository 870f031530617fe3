"""Print how fast the pages answer on a large ledger, and take pictures of all of them.

python benchmarks/page.py [--articles N] [--where PATH] [--pictures FOLDER]

The pictures are taken by Chromium at two widths, light and dark, into a folder that git ignores (`out/pages`).
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

from attribution import table
from ledger import NAMES, replayed, sample

from reportedly.keeper import Ledger
from reportedly.model import Article, Engine, Place, Records, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = ["what", "n", "ours", "must"]
OUT = Path(__file__).parents[1] / "out" / "pages"
TOWNS = (("Quito", -0.2, -78.5), ("Bamako", 12.6, -8.0), ("Lviv", 49.8, 24.0), ("Mandalay", 22.0, 96.1),
         ("Juba", 4.9, 31.6), ("Homs", 34.7, 36.7), ("Cali", 3.4, -76.5), ("Oslo", 59.9, 10.8))  # fmt: skip
COUNTRIES = (("Peru", "PER", -9.2, -75.0), ("Chad", "TCD", 15.5, 18.7), ("Nepal", "NPL", 28.4, 84.1))
CHROMIUM = "/usr/bin/chromium"


def placed(records: Iterator[Records]) -> Iterator[Records]:
    """Yield articles whose places are real, so that they stand on the map: towns, and whole countries."""
    draw = random.Random(1)  # noqa: S311 - which town
    for one in records:
        yield replace(one, places=tuple(_moved(p, draw) for p in one.places))


def _moved(place: Place, draw: random.Random) -> Place:
    if draw.random() < 0.15:  # noqa: PLR2004 - some
        name, code, lat, lon = draw.choice(COUNTRIES)
        return replace(place, name=name, country=code, kind="country", lat=lat, lon=lon)
    name, lat, lon = draw.choice(TOWNS)
    n = draw.randrange(60)
    return replace(place, name=f"{name} {n}", kind="city", lat=round(lat + (n % 8 - 4) / 2, 3),
                   lon=round(lon + (n // 8 - 4) / 2, 3))  # fmt: skip


def long(marks: int) -> Records:
    """Return an article with so many marks."""
    word, count = "Ardane said that rain fell. ", marks // 3
    said = tuple(
        Statement(
            id=f"s{i + 1}", source=Span(start=28 * i, end=28 * i + 6), speaker=None, source_kind="none",
            cue=Span(start=28 * i + 7, end=28 * i + 11), content=(Span(start=28 * i + 12, end=28 * i + 26),),
            form="indirect", polarity="said", score=0.9,
        ) for i in range(count)
    )  # fmt: skip
    text = "\n\n".join((word * 20).rstrip() + "  " for _ in range(-(-count // 20)))
    text = "".join(word for _ in range(count))
    return Records(article=Article(id="long", title="A long report", text=text), engine=Engine(version="1", model="m"),
                   actors=(), statements=said, events=(), figures=(), times=(), places=(), notes=())  # fmt: skip


def made(where: Path, count: int) -> None:
    """Make the ledger, unless it is there."""
    with Ledger.open(where) as ledger:
        if ledger.counts().articles >= count:
            return
        for one in placed(replayed(sample(), count)):
            ledger.put(one, name=one.article.id)
        ledger.put(long(10_000), name="long")


def asked(base: str, path: str) -> float:
    """Return how long an answer takes, ms."""
    start = time.perf_counter()
    with urlopen(Request(base + path)) as answer:  # noqa: S310 - our own server
        answer.read()
    return 1000 * (time.perf_counter() - start)


def timed(base: str, paths: list[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile, ms."""
    took = sorted(asked(base, p) for p in paths)
    return statistics.median(took), took[int(0.95 * (len(took) - 1))]


def answers(base: str) -> Iterator[list[str]]:
    """Yield the lines of the table."""
    draw = random.Random(0)  # noqa: S311 - which questions
    who = [f"{draw.choice(NAMES)} {draw.randrange(500)}".replace(" ", "%20") for _ in range(20)]
    events = [
        "/events", "/events?page=40", "/events?status=denied", "/events?type=ASSAULT&day=2022", "/events?sort=-score",
        "/events?sort=type", "/events?text=hospital", *(f"/events?actor={w}" for w in who),
        *(f"/events?actor={w}&status=happened&day=2021..2023" for w in who),
        *(f"/events?day=2021-0{m}" for m in range(1, 10)),
    ]  # fmt: skip
    median, slow = timed(base, events)
    yield ["event table, median", str(len(events)), f"{median:.0f} ms", ""]
    yield ["event table, 95th percentile", str(len(events)), f"{slow:.0f} ms", "< 300 ms"]
    boxes = [f"/map.json?west={w}&east={w + 60}&south={s}&north={s + 40}&day=2021"
             for w in range(-120, 120, 40) for s in (-40, 0, 20)]  # fmt: skip
    median, slow = timed(base, boxes)
    yield ["map, answer to a move, a year, 95th percentile", str(len(boxes)), f"{slow:.0f} ms", "< 1,000 ms"]
    for path in ("/map", "/actors", "/sources", "/about", "/", "/figures", "/statements", "/articles/long"):
        yield [f"{path}", "3", f"{timed(base, [path] * 3)[0]:.0f} ms", "< 2,000 ms" if "long" in path else ""]


def opened(base: str) -> Iterator[list[str]]:
    """Yield how long a browser takes."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with pictures

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(f"{base}/articles/long", wait_until="load")
        page.keyboard.press("j")
        page.wait_for_selector(".text a.lit")
        yield ["article with 10,000 marks, until a key works", "1", f"{time.perf_counter() - start:.2f} s", "< 2 s"]
        page.goto(f"{base}/map?day=2021", wait_until="load")
        start = time.perf_counter()
        page.locator("#svg").press("ArrowRight")
        page.wait_for_selector("#map[data-asked]")
        yield ["map, from a key to the new picture", "1", f"{time.perf_counter() - start:.2f} s", "< 1 s"]
        browser.close()


def pictures(base: str, folder: Path) -> None:
    """Take pictures of all pages at both widths, light and dark."""
    import json  # noqa: PLC0415

    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)

    def first(path: str, key: str) -> str:
        with urlopen(f"{base}{path}") as answer:  # noqa: S310 - our own server
            return str(json.load(answer)[key][0]["id"])

    article, event = first("/articles.json", "articles"), first("/events.json", "rows")
    pages = {
        "reports": "/", "read": "/read", "article": f"/articles/{article}", "events": "/events", "figures": "/figures",
        "statements": "/statements", "record": f"/records/{event}", "toll": f"/toll?article={event.split('/')[0]}",
        "map": "/map", "actors": "/actors", "sources": "/sources", "failures": "/failures", "history": "/history",
        "about": "/about", "fault": "/events?status=x&day=never",
    }  # fmt: skip
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for name, path in pages.items():
                    page.goto(base + path, wait_until="networkidle")
                    if name == "article":
                        page.keyboard.press("j")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
        browser.close()


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=0, help="replay so many into the ledger first")
    parser.add_argument("--where", type=Path, default=Path(tempfile.gettempdir()) / "reportedly-page.db")
    parser.add_argument("--pictures", type=Path, nargs="?", const=OUT, default=None)
    parser.add_argument("--port", type=int, default=8398)
    given = parser.parse_args()
    if given.articles:
        made(given.where, given.articles)
    base = f"http://127.0.0.1:{given.port}"
    serve = [
        sys.executable,
        "-c",
        "from reportedly.cli import main; main()",
        "serve",
        "--ledger",
        str(given.where),
        "--port",
        str(given.port),
    ]
    with subprocess.Popen(serve) as server:  # noqa: S603 - our own
        try:
            time.sleep(3)
            lines = [*answers(base), *opened(base)] if given.articles else []
            if lines:
                print(table([HEAD, *lines], range(1, 4)))
            if given.pictures:
                pictures(base, given.pictures)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
