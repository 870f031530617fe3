"""The pages as their server makes them: cells lead to words, counts add up, and nothing hostile gets through."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from web_ledger import PAYLOADS, filled, hostile

from reportedly.cli import cli
from reportedly.keeper import Ledger
from reportedly.web import article, overviews, world
from reportedly.web.app import application
from reportedly.web.site import Site

HERE = "http://127.0.0.1:8321"
OWN = {"origin": HERE}
PAGES = (
    "/articles", "/articles/aa01", "/events", "/statements", "/figures", "/toll?effect=killed", "/records/aa01/e1",
    "/records/aa01/s1", "/records/aa01/f1", "/records/aa01/a1", "/records/aa01/p1", "/records/aa01/t1", "/map",
    "/actors", "/sources", "/failures", "/history", "/about",
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger.open(tmp_path_factory.mktemp("web") / "ledger.db")
    filled(ledger)
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger.open(tmp_path / "ledger.db")
    filled(made)
    return made


def client(ledger: Ledger, **how: object) -> TestClient:
    return TestClient(application(Site(ledger=ledger), **how), base_url=HERE, follow_redirects=False)  # type: ignore[arg-type]


def lines(body: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body)))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_json_and_csv_beside_it(shared: Ledger, path: str) -> None:
    ask = client(shared)
    path, _, query = path.partition("?")
    page = ask.get(f"{path}?{query}")
    assert page.status_code == 200
    assert f'href="{path}.json' in page.text
    assert ask.get(f"{path}.json?{query}").json() is not None
    table = ask.get(f"{path}.csv?{query}")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.count("\n") >= 1


def test_the_api_is_described(shared: Ledger) -> None:
    told = client(shared).get("/openapi.json").json()
    assert {f"{p.partition('?')[0]}.json" for p in PAGES} & set(told["paths"])
    for path, of in told["paths"].items():
        assert path.endswith(".json")
        assert of["get"]["responses"]["200"]


def test_joined_the_runs_are_the_text(shared: Ledger) -> None:
    records = shared.records("aa01")
    assert "".join(r.words for row in article.runs(records) for r in row) == records.article.text
    begun = [b for row in article.runs(records) for r in row for b in r.begins]
    assert sorted(begun) == sorted(c.id for c in article.cards(records))


def test_what_is_shown_is_what_is_downloaded(shared: Ledger) -> None:
    ask = client(shared)
    for query in (
        "",
        "status=happened",
        "actor=Soldiers",
        "place=Homs",
        "day=2024-03..2024-04",
        "said_by=Ann Orr&status=denied",
    ):
        found = ask.get(f"/events.json?{query}").json()
        rows = lines(ask.get(f"/events.csv?{query}").text)
        assert sorted(r["id"] for r in rows) == sorted(r["id"] for r in found["rows"])
        assert sum(found["status"].values()) == found["total"] == len(rows)
    assert ask.get("/events.json?sort=-type").status_code == 200
    days = [r["day"] for r in ask.get("/events.json?sort=day").json()["rows"]]
    assert days == sorted(days)


def test_every_cell_leads_to_its_words(shared: Ledger) -> None:
    ask = client(shared)
    targets = set(re.findall(r'href="(/articles/[^"#]+)#w-([^"]+)"', ask.get("/events").text))
    assert len(targets) == 4
    for path, own in targets:
        assert f'id="w-{own}"' in ask.get(path).text


def test_correct_judge_join_and_split_through_the_ledger(ledger: Ledger) -> None:
    ask = client(ledger)
    ask.post("/name", data={"by": "Ben Ames", "next": "/events"}, headers=OWN)
    made = ask.post(
        "/correct", data={"record": "aa01/e1", "field": "status", "value": "denied", "why": "read again"}, headers=OWN
    )
    assert made.headers["location"] == "/records/aa01/e1?said=corrected"
    assert ledger.history("aa01/e1")[0].by == "Ben Ames"
    said = ask.post(
        "/verdict", data={"record": "aa02/e1", "verdict": "accepted"}, headers={**OWN, "accept": "application/json"}
    )
    assert said.json()["by"] == "Ben Ames"
    assert ask.get("/events.json?verdict=accepted").json()["total"] == 1
    page = ask.get("/records/aa01/e1").text
    assert "2 reports of this event" in page
    assert "they differ" in page
    assert "the same attack" in page
    assert ask.post("/split", data={"a": "aa01/e1", "b": "aa02/e1", "why": "two towns"}, headers=OWN).status_code == 303
    assert "1 report of this event" in ask.get("/records/aa01/e1").text
    ask.post("/join", data={"a": "aa01/e1", "b": f"{HERE}/records/aa02/e1", "why": "one after all"}, headers=OWN)
    assert "2 reports of this event" in ask.get("/records/aa01/e1").text
    fields = [x["field"] for x in ask.get("/history.json").json()]
    assert sorted(fields) == ["status", "verdict"]
    wrong = ask.post("/correct", data={"record": "aa01/e1", "field": "status", "value": "<b>", "why": "x"}, headers=OWN)
    assert wrong.status_code == 400


def test_two_people_are_told_apart(ledger: Ledger) -> None:
    one, other = client(ledger), client(ledger)
    for ask, name in ((one, "Ann"), (other, "Bö ; x")):
        ask.post("/name", data={"by": name}, headers=OWN)
        ask.post("/verdict", data={"record": "aa01/e1", "verdict": "accepted"}, headers=OWN)
    assert [v.by for v in ledger.verdicts()] == ["Ann", "Bö ; x"]
    nobody = client(ledger).post("/verdict", data={"record": "aa01/e1", "verdict": "accepted"}, headers=OWN)
    assert nobody.status_code == 400


def test_paste_a_report_and_read_it(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    ask = client(ledger)
    assert "An empty ledger" in ask.get("/").text
    text = "Rebels killed 14 people in Homs on Monday, the health ministry said."
    made = ask.post("/read", data={"text": text, "published": "2024-02-05"}, files={"file": ("", b"")}, headers=OWN)
    assert made.status_code == 303
    page = made.headers["location"]
    assert "14 people" in ask.get(page.partition("?")[0]).text
    again = ask.post("/read", data={"text": text, "published": "2024-02-05"}, headers=OWN)
    assert again.headers["location"].endswith("said=known")
    file = ask.post("/read", files={"file": ("a.txt", b"Police said that two men died in Juba.")}, headers=OWN)
    assert file.status_code == 303
    assert ledger.counts().articles == 2
    for given in ({"text": " "}, {"text": "x", "published": "yesterday"}):
        assert ask.post("/read", data=given, headers=OWN).status_code == 400


def test_figures_over_time_lead_to_their_words(shared: Ledger) -> None:
    pytest.importorskip("vl_convert")
    page = client(shared).get("/toll?effect=killed").text
    assert "<svg" in page
    assert 'href="/articles/aa01#w-f1"' in page
    assert " style=" not in page


def test_the_map_shows_areas_and_gathers(shared: Ledger) -> None:
    ask = client(shared)
    found = ask.get("/map.json").json()
    assert (found["total"], found["placed"], sum(c["events"] for c in found["clusters"])) == (4, 4, 4)
    homs = next(c for c in found["clusters"] if c["place"] == "Homs")
    assert homs["kind"] == "city"
    assert homs["reach"] == pytest.approx(world.RADIUS["city"] / 111.2 * 10, abs=0.01)
    assert ask.get("/map.json?west=30&east=40&south=30&north=40").json()["clusters"][0]["events"] == 2
    assert ask.get("/map.json?day=2024-03").json()["placed"] == 1
    for wrong in ("west=x", "west=10&east=5", "north=nan", "zoom=3"):
        assert ask.get(f"/map.json?{wrong}").status_code == 400
    assert world.land().count("M") > 200


# What must not get through


def test_only_its_own_names_are_answered(shared: Ledger) -> None:
    ask = client(shared)
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8321", "x@127.0.0.1", "", "169.254.169.254"):
        assert ask.get("/events", headers={"host": host}).status_code == 421
    for host in ("localhost:8321", "127.0.0.1", "[::1]:8321", "LOCALHOST"):
        assert ask.get("/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/read", "/correct", "/verdict", "/join", "/split", "/retry", "/name"])
def test_only_its_own_pages_may_write(ledger: Ledger, path: str) -> None:
    ask = client(ledger)
    for headers in (
        {}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    ):  # fmt: skip
        assert (
            ask.post(path, data={"record": "aa01/e1", "verdict": "accepted", "by": "x"}, headers=headers).status_code
            == 403
        )
    assert not ledger.verdicts()
    assert ask.post(path, content=b"x", headers={**OWN, "content-length": "99999999999"}).status_code == 413
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ask.request(method, path, headers=OWN).status_code == 405


def test_a_token_lets_in_who_knows_it(shared: Ledger) -> None:
    ask = client(shared, token="open sesame", hosts={"10.0.0.5"})  # noqa: S106 - of this test only
    at = {"host": "10.0.0.5:8321"}
    assert ask.get("/events", headers=at).status_code == 401
    assert ask.get("/events?token=wrong", headers=at).status_code == 401
    came = ask.get("/events?token=open+sesame&status=denied", headers=at)
    assert (came.status_code, came.headers["location"]) == (303, "/events?status=denied")
    cookie = came.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert ask.get("/events", headers={**at, "authorization": "Bearer open sesame"}).status_code == 200
    for path in (f"{HERE}//evil.example", f"{HERE}/%2f%2fevil.example", f"{HERE}/%5cevil.example"):
        sent = ask.get(f"{path}?token=open+sesame", headers=at).headers["location"]
        assert not sent.startswith(("//", "/\\"))


def test_others_on_the_network_need_a_token() -> None:
    told = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0"])  # noqa: S104
    assert told.exit_code == 2
    assert "--token" in told.output


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "\\\\x", "javascript:x"]
)
def test_nobody_is_sent_elsewhere(ledger: Ledger, path: str) -> None:
    sent = client(ledger).post("/name", data={"by": "x", "next": path}, headers=OWN).headers["location"]
    assert urlsplit(sent).netloc == ""
    assert sent.startswith("/")
    assert sent[1] not in "/\\"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../site.py",
        "/static/..%2f..%2fsite.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/articles/..%2f..%2fx",
    ],
)
def test_no_file_but_its_own_is_given(shared: Ledger, path: str) -> None:
    assert client(shared).get(path).status_code in {404, 405}


def test_errors_repeat_nothing_and_name_the_reason(shared: Ledger) -> None:
    ask = client(shared)
    for path in ("/events?status=<x>", "/events?hgs=1", "/articles/nobody", "/records/aa01/z9", "/toll",
                 "/events?page=0", "/events?sort=bytes", "/events?day=never", "/nowhere"):  # fmt: skip
        assert ask.get(path).status_code in {200, 400, 404}
        told = ask.get(path.replace("?", ".json?") if "?" in path else f"{path}.json")
        assert told.status_code in {200, 400, 404}
    for bad in PAYLOADS:
        word = quote(bad, safe="")
        for path in (f"/articles/{word}", f"/events?{word}=1", f"/events?day={word}", f"/{word}"):
            assert bad not in ask.get(path).text


def test_every_answer_forbids_what_is_not_its_own(shared: Ledger) -> None:
    ask = client(shared)
    for path in ("/", "/static/style.css", "/events.json", "/nowhere"):
        policy = ask.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert ask.get(path).headers["x-content-type-options"] == "nosniff"


class Parts(HTMLParser):
    """Collects what a browser could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"iframe", "object", "embed", "base", "math", "style"}:
            self.found.append(tag)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append("script")
        self.found += [name for name in given if name.startswith("on") or name in {"srcdoc", "style"}]
        for name in ("href", "src", "action", "xlink:href"):
            value = (given.get(name) or "").strip().lower()
            if re.match(r"[a-z\s]*script:|data:|//|\\", value):
                self.found.append(f"{name}={value}")


def test_no_hostile_word_becomes_a_part_of_a_page(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    hostile(ledger)
    ask = client(ledger)
    ids = [e.id for e in ledger.find("event")]
    assert len(ids) == len(PAYLOADS)
    paths = [
        "/",
        "/events",
        "/statements",
        "/figures",
        "/toll?effect=killed",
        "/map",
        "/actors",
        "/sources",
        "/failures",
        "/history",
        "/about",
    ]
    for event in ids:
        a = quote(event.rpartition("/")[0], safe="")
        paths += [f"/articles/{a}", f"/records/{a}/e1", f"/records/{a}/f1"]
    for path in paths:
        answer = ask.get(path)
        assert answer.status_code in {200, 404}, path  # an id with a slash has no page
        parts = Parts()
        parts.feed(answer.text)
        assert parts.found == [], path
    assert ask.get(f"/articles/{quote('bad29' + PAYLOADS[29], safe='')}").status_code in {200, 404}


def test_what_is_measured_is_what_the_card_says() -> None:
    card = (Path(__file__).parents[1] / "MODEL_CARD.md").read_text(encoding="utf-8")
    figures = {f1 for _, f1, _ in overviews.MEASURED}
    assert figures <= set(re.findall(r"\| (\d\d\.\d) \|", card))
