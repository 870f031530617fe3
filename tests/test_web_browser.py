"""The pages in a real browser: read, click, filter, judge by keyboard, join and split; nothing hostile runs."""

from __future__ import annotations

import csv
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest
import uvicorn
from web_ledger import PAYLOADS, filled, hostile

from reportedly.keeper import Ledger
from reportedly.web.app import application
from reportedly.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no browser tests")

LOOKED_AT = (
    "/", "/read", "/articles/aa01#e1", "/events", "/figures", "/statements", "/records/aa01/e1", "/toll?effect=killed",
    "/map", "/actors", "/sources", "/failures", "/history", "/about",
)  # fmt: skip
CONTRAST = """() => {
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const found = colour(getComputedStyle(node).backgroundColor);
      if (found.length === 3 || found[3] > 0.99) return found;
    }
    return [255, 255, 255];
  };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility() || node.closest("svg, option, .unseen")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(colour(style.color)), light(behind(node))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) bad.push(`${walk.currentNode.data.trim()}: ${style.color}`);
  }
  return bad;
}"""
NAMES = """() => {
  const bad = [];
  const parts = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const node of document.querySelectorAll(parts)) {
    const inside = node.querySelector("[aria-label]")?.getAttribute("aria-label");
    const name = node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent || inside;
    if (!name?.trim()) bad.push(node.outerHTML.slice(0, 90));
  }
  const ids = [...document.querySelectorAll("[id]")].map((n) => n.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) bad.push(`id ${id} twice`);
  if (document.querySelectorAll("h1").length !== 1) bad.push("not one h1");
  if (!document.documentElement.lang) bad.push("no language");
  return bad;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Callable[[Ledger], None]], tuple[str, Ledger]]]:
    running: list[tuple[uvicorn.Server, threading.Thread, Ledger]] = []

    def start(fill: Callable[[Ledger], None]) -> tuple[str, Ledger]:
        ledger = Ledger.open(tmp_path / "ledger.db")
        fill(ledger)
        server = uvicorn.Server(uvicorn.Config(application(Site(ledger=ledger)), port=0, log_level="error"))
        listening = server.config.bind_socket()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread, ledger))
        return f"http://127.0.0.1:{listening.getsockname()[1]}", ledger

    yield start
    for server, thread, ledger in running:
        server.should_exit = True
        thread.join()
        for listening in server.config.__dict__.get("sockets", []):
            listening.close()
        ledger.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page that fails the test where something is blocked or broken."""
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    faults: list[str] = []
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" and "400" not in m.text else None)
    yield opened
    context.close()
    assert faults == []


def nothing(_: Ledger) -> None:
    """Leave a ledger empty."""


def test_paste_a_report_read_it_and_see_the_words_of_a_number(serve, page: Page) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, _ = serve(nothing)
    page.goto(base)
    page.get_by_label("The text of a report").fill(
        "Rebels killed 14 people in Homs on Monday, the health ministry said."
    )
    page.get_by_label("published on").fill("2024-02-05")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/articles/**")
    page.locator(".card[data-kind=figure] .to").first.click()
    assert "14 people" in "".join(page.locator(".text a.lit").all_inner_texts())
    page.locator(".text a.trigger").first.click()
    assert page.locator(".card.current").get_attribute("data-kind") == "event"


def test_filter_events_and_download_exactly_those(serve, page: Page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, _ = serve(filled)
    page.goto(f"{base}/events")
    page.get_by_label("who", exact=True).fill("Soldiers")
    page.get_by_label("status").select_option("denied")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**status=denied**")
    assert page.locator("table.rows tbody tr").count() == 1
    with page.expect_download() as got:
        page.get_by_role("link", name="Download").click()
    got.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(newline="", encoding="utf-8") as file:
        assert [r["id"] for r in csv.DictReader(file)] == ["aa03/e1"]


def test_judge_and_correct_by_keyboard_and_see_the_history(serve, page: Page) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, ledger = serve(filled)
    page.goto(f"{base}/articles/aa01")
    page.get_by_label("You are").fill("Ben")
    page.keyboard.press("Enter")
    page.wait_for_url("**said=name")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    chosen = page.locator(".card.current").get_attribute("id")
    page.keyboard.press("a")
    page.locator(".card.current .verdict.accepted").wait_for()
    page.keyboard.press("x")
    page.locator(".card.current .verdict.rejected").wait_for()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_url(f"**/records/aa01/{chosen}")
    page.goto(f"{base}/records/aa01/e1")
    page.locator("summary", has_text="status").click()
    page.locator("#c-status").select_option("denied")
    page.locator("#w-status").fill("the mayor denied it")
    page.keyboard.press("Enter")
    page.wait_for_url("**said=corrected")
    told = page.locator("section", has_text="History").last.inner_text()
    assert "the mayor denied it" in told
    assert "Ben" in told
    assert [v.verdict for v in ledger.verdicts(f"aa01/{chosen}")] == ["accepted", "rejected"]
    assert ledger.row("aa01/e1").status == "denied"  # type: ignore[union-attr]


def test_split_and_join(serve, page: Page) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, _ = serve(filled)
    page.goto(f"{base}/records/aa01/e1")
    assert page.locator("h2#reports").inner_text() == "2 reports of this event"
    page.locator("summary", has_text="Split").click()
    form = page.locator("form[action='/split']")
    form.get_by_label("you").fill("Ben")
    form.get_by_label("why").fill("two attacks")
    form.get_by_role("button").click()
    page.wait_for_url("**said=split")
    assert page.locator("h2#reports").inner_text() == "1 report of this event"
    page.locator("summary", has_text="Another report").click()
    form = page.locator("form[action='/join']")
    form.get_by_label("id or address").fill("aa02/e1")
    form.get_by_label("why").fill("one after all")
    form.get_by_role("button").click()
    page.wait_for_url("**said=joined")
    assert page.locator("h2#reports").inner_text() == "2 reports of this event"


def test_the_toll_leads_to_its_words(serve, page: Page) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    pytest.importorskip("vl_convert")
    base, _ = serve(filled)
    page.goto(f"{base}/figures?place=Homs")
    page.get_by_role("link", name="Over time").click()
    page.wait_for_url("**/toll**")
    page.locator(".chart svg a").first.click()
    page.wait_for_url("**/articles/**")
    assert "12 people" in "".join(page.locator(".text a.lit").all_inner_texts())


def test_the_map_is_moved_and_zoomed_by_keys_and_time(serve, page: Page) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, _ = serve(filled)
    page.goto(f"{base}/map")
    assert page.locator("#clusters a").count() == 2
    assert page.locator("path.land").bounding_box()["width"] > 500  # type: ignore[index]
    page.locator("#svg").press("+")
    page.wait_for_selector("#map[data-asked='1']")
    for key in ("ArrowRight", "ArrowUp"):
        page.locator("#svg").press(key)
    page.wait_for_selector("#map[data-asked='2']")
    page.get_by_role("button", name="The whole world").click()
    page.wait_for_selector("#map[data-asked='3']")
    page.locator("#to").fill("0")
    page.wait_for_selector("#map[data-asked='4']")
    assert page.locator("#clusters a").count() == 1
    page.locator("#clusters a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events**place=Homs**")
    assert page.locator("table.rows tbody tr").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_contrast_and_focus(serve, browser: Browser, scheme: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, ledger = serve(filled)
    ledger.judge("aa01/e1", "rejected", by="Ann")
    for width in (1280, 390):
        opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        for path in LOOKED_AT:
            opened.goto(base + path)
            assert opened.evaluate(CONTRAST) == [], path
            assert opened.evaluate(NAMES) == [], path
            assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} at {width}"
            opened.keyboard.press("Tab")
            opened.keyboard.press("Tab")
            outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", path
        opened.close()


def test_nothing_hostile_runs(serve, browser: Browser) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    base, ledger = serve(hostile)
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("dialog", lambda d: d.dismiss())
    paths = ["/", "/events", "/statements", "/figures", "/toll?effect=killed", "/map", "/actors", "/sources",
             "/failures", "/history", "/about"]  # fmt: skip
    links = opened.goto(f"{base}/events") and opened.locator("table.rows td:last-child a").evaluate_all(
        "found => found.map(a => a.getAttribute('href'))"
    )
    assert len(links) == len(PAYLOADS)
    for path in [*paths, *links, *(x.replace("/records/", "/articles/").removesuffix("/e1") for x in links)]:
        opened.goto(base + path)
        opened.wait_for_timeout(20)
        assert opened.evaluate("window.hit") is None, path
    opened.goto(f"{base}/map")
    opened.locator("#svg").press("+")
    opened.wait_for_selector("#map[data-asked]")
    assert opened.evaluate("window.hit") is None
    assert all(url.startswith(base) for url in asked)
    opened.close()
    assert ledger.counts().failed == len(PAYLOADS)
