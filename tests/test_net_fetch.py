"""Fetching: what is fetched comes whole, what must not be is refused, what is hostile ends soon."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from net_site import PUBLIC, Answer, Asked, Site, packed, served

from reportedly.errors import FetchError, InputError
from reportedly.inputs.files import Loaded
from reportedly.inputs.net.addresses import public
from reportedly.inputs.net.body import body
from reportedly.inputs.net.fetch import AGENT, Client, Limits, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = b"No more barges will cross the Orun strait before spring, harbour master Ilse Brandvik told reporters.\n"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture(autouse=True)
def _forgetful(site: Site) -> None:
    site.pages.clear()
    site.asked.clear()
    site.heard.clear()
    site.dialled.clear()
    site.names.clear()


def why(site: Site, url: str) -> str:
    with pytest.raises(FetchError) as e:
        fetch(url, client=site.client())
    assert str(e.value) == f"{url}: {e.value.reason}"
    assert not e.value.again
    return e.value.reason


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1",
        "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::808:808",
        "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
        "2002:c0a8:1::", "3fff::1", "5f00::1", "fc00::1", "fd00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%eth0",
        "fec0::1", "ff02::1", "4000::1", "2606:4700::1%1", "", "localhost", "1", "127.1", "0x7f.1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_known(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "::ffff:8.8.8.8",
     "64:ff9b::808:808", "2002:808:808::1", "2606:4700:4700::1111", "2a00:1450::1"],
)  # fmt: skip
def test_what_is_public_is_known(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "017700000001", "0177.0.0.1", "0x7f000001",
        "0x7f.1", "0x7f.0x0.0x0.0x1", "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[fe80::1]", "[fc00::1]", "[64:ff9b::7f00:1]",
        "169.254.169.254", "2852039166", "0xa9fea9fe", "100.64.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1",
        "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.０.０.１", "ⓛocalhost", "%31%32%37.0.0.1",
    ],
)  # fmt: skip
def test_no_way_of_writing_a_private_address_gets_through(site: Site, host: str) -> None:
    with pytest.raises(FetchError) as e:
        fetch(site.url("/", host), client=site.client())
    unknown = host.endswith(".")  # some systems know such names, others do not
    assert "no public address" in e.value.reason or "no URL" in e.value.reason or unknown
    assert e.value.again is False or unknown
    assert site.asked == site.dialled == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://news.test@127.0.0.1/", "name or password"),
        ("http://127.0.0.1@news.test/", "name or password"),
        ("http://a:b@news.test/", "name or password"),
        ("http://news.test\\@127.0.0.1/", "name or password"),
        ("http://127.0.0.1#@news.test/", "no public address"),
        ("http://127.0.0.1?@news.test/", "no public address"),
        ("http://news.test\t/", "blanks or control"),
        ("http://news.test/\r\nHost: inside", "blanks or control"),
        ("http:// 127.0.0.1/", "blanks or control"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1:70/_x", "only http and https"),
        ("ftp://news.test/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/plain,x", "only http and https"),
        ("//news.test/", "only http and https"),
        ("http://", "names no host"),
        ("http:///x", "names no host"),
        ("http://[::1", "no URL"),
        ("http://news.test:99999/", "no URL"),
        ("http://news.test:x/", "no URL"),
        ("http://" + "a" * 3000 + "/", "more than 2,000 characters"),
        ("http://" + "a" * 300 + ".test/", "no "),
        ("http://a..test/", "no "),
    ],
)
def test_tricks_with_urls_are_refused(site: Site, url: str, reason: str) -> None:
    with pytest.raises(FetchError) as e:
        fetch(url, client=site.client())
    assert reason in e.value.reason
    assert not e.value.again
    assert site.asked == []


def test_a_private_address_is_let_in_where_that_is_wanted(site: Site) -> None:
    site.pages["/a"] = Answer(TEXT)
    url = site.url("/a", "127.0.0.1")
    assert fetch(url, client=site.client(allow_private=True)).data == TEXT
    assert "--allow-private" in why(site, url)


def test_one_private_address_among_public_ones_is_one_too_many(site: Site) -> None:
    site.pages["/a"] = Answer(TEXT)
    site.names["mixed.test"] = [[PUBLIC, "10.0.0.1"]]
    assert why(site, site.url("/a", "mixed.test")).startswith("10.0.0.1 is no public address")
    assert site.dialled == []


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site) -> None:
    site.pages["/a"] = Answer(TEXT)
    site.names["rebind.test"] = [[PUBLIC], ["127.0.0.1"]]
    assert fetch(site.url("/a", "rebind.test"), client=site.client()).data == TEXT
    assert site.dialled == [PUBLIC]  # the address that was checked; the name was asked for once
    assert "127.0.0.1 is no public" in why(site, site.url("/a", "rebind.test"))
    assert site.dialled == [PUBLIC]


def test_a_name_that_changes_its_address_between_two_hops_gains_nothing(site: Site) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "/b", "Connection": "close"})
    site.pages["/b"] = Answer(TEXT)
    site.names["rebind.test"] = [[PUBLIC], ["127.0.0.1"]]
    assert "127.0.0.1 is no public address" in why(site, site.url("/a", "rebind.test"))
    assert site.asked == ["/a"]


# Redirects


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{port}/secret", "http://localhost:{port}/secret", "//2130706433:{port}/secret",
     "http://[::ffff:127.0.0.1]:{port}/secret", "file:///etc/passwd", "gopher://news.test/", "ftp://news.test/",
     "http://u:p@news.test:{port}/secret", "http://169.254.169.254/latest/meta-data/"],
)  # fmt: skip
def test_each_redirect_is_looked_at(site: Site, target: str) -> None:
    site.pages["/secret"] = Answer(b"secret")
    site.pages["/1"] = Answer(status=301, headers={"Location": "/2"})
    site.pages["/2"] = Answer(status=307, headers={"Location": site.url("/3", "other.test")})
    site.pages["/3"] = Answer(status=302, headers={"Location": target.format(port=site.port)})
    why(site, site.url("/1"))
    assert site.asked == ["/1", "/2", "/3"]
    assert set(site.dialled) == {PUBLIC}


def test_redirects_are_followed_to_where_the_page_is(site: Site) -> None:
    site.pages["/1"] = Answer(status=301, headers={"Location": "b/2#part"})
    site.pages["/b/2"] = Answer(status=308, headers={"Location": site.url("/3", "other.test")})
    site.pages["/3"] = Answer(TEXT, headers={"Content-Type": "text/plain"})
    seen: list[str] = []
    found = fetch(site.url("/1#top"), client=site.client(), admit=seen.append)
    assert (found.url, found.data, found.content_type) == (site.url("/3", "other.test"), TEXT, "text/plain")
    assert seen == [site.url("/1"), site.url("/b/2"), site.url("/3", "other.test")]


def test_a_loop_of_redirects_ends(site: Site) -> None:
    site.pages["/1"] = Answer(status=302, headers={"Location": "/2"})
    site.pages["/2"] = Answer(status=302, headers={"Location": "/1"})
    assert why(site, site.url("/1")) == "more than 10 redirects"
    assert len(site.asked) == 11


# What comes


def test_it_says_who_it_is_and_uses_no_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.pages["/a"] = Answer(TEXT, headers={"ETag": '"1"', "Last-Modified": "Tue, 06 Feb 2024 10:00:00 GMT"})
    found = fetch(site.url("/a"), client=site.client())
    assert (found.etag, found.modified) == ('"1"', "Tue, 06 Feb 2024 10:00:00 GMT")
    assert site.heard[0]["user-agent"] == AGENT
    assert AGENT.startswith("reportedly/")
    assert site.heard[0]["accept-encoding"] == "gzip"
    assert "cookie" not in site.heard[0]
    fetch(site.url("/a"), client=site.client(agent="Desk/1.0"))
    assert site.heard[1]["user-agent"] == "Desk/1.0"


def test_what_has_not_changed_does_not_come_again(site: Site) -> None:
    def route(asked: Asked) -> Answer:
        return Answer(status=304) if asked.headers.get("if-none-match") == '"1"' else Answer(TEXT)

    site.pages["/a"] = route
    found = fetch(site.url("/a"), client=site.client(), etag='"1"', modified="Tue, 06 Feb 2024 10:00:00 GMT")
    assert (found.status, found.data) == (304, b"")
    assert site.heard[0]["if-modified-since"] == "Tue, 06 Feb 2024 10:00:00 GMT"
    site.pages["/a"] = Answer(status=304)
    with pytest.raises(FetchError, match="HTTP 304"):
        fetch(site.url("/a"), client=site.client())


@pytest.mark.parametrize(
    ("status", "again"),
    [(204, True), (206, True), (300, True), (401, False), (403, True), (404, True), (410, False), (429, True),
     (451, False), (500, True), (502, True), (503, True)],
)  # fmt: skip
def test_other_statuses_are_failures(site: Site, status: int, again: bool) -> None:  # noqa: FBT001 - a case
    site.pages["/a"] = Answer(TEXT if status != 204 else b"", status)
    with pytest.raises(FetchError, match=f"HTTP {status}") as e:
        fetch(site.url("/a"), client=site.client())
    assert (e.value.status, e.value.again, e.value.held) == (status, again, False)


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [("120", 120, 120), (" 7 ", 7, 7), ("999999999999999", 1e8, 1e9), ("Fri, 01 Jan 2100 00:00:00 GMT", 1e9, 1e10),
     ("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0), ("Mon, 01 Jan 2001 00:00:00 -0000", 0, 0)],
)  # fmt: skip
def test_how_long_a_host_wants_to_be_left_alone_is_read(site: Site, value: str, least: float, most: float) -> None:
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": value})
    with pytest.raises(FetchError) as e:
        fetch(site.url("/a"), client=site.client())
    assert e.value.wait is not None
    assert least <= e.value.wait <= most


@pytest.mark.parametrize("value", ["soon", "-1", "1.5", "", "²"])
def test_a_wait_that_cannot_be_read_is_none(site: Site, value: str) -> None:
    site.pages["/a"] = Answer(status=503, headers={"Retry-After": value.encode().decode("latin-1")})
    with pytest.raises(FetchError) as e:
        fetch(site.url("/a"), client=site.client())
    assert e.value.wait is None


# Bodies


def test_a_gzipped_body_is_decoded(site: Site) -> None:
    site.pages["/a"] = packed(TEXT * 100)
    assert fetch(site.url("/a"), client=site.client()).data == TEXT * 100


def test_a_bomb_is_not_let_off(site: Site) -> None:
    site.pages["/bomb"] = packed(bytes(300_000_000))
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"a decompression bomb: [\d,]+ bytes become more than [\d,]+$"):
        fetch(site.url("/bomb"), client=site.client(limits=Limits()))
    assert time.monotonic() - begun < 1


def test_a_body_within_the_ratio_is_still_capped(site: Site) -> None:
    data = b"".join(b"%d " % (i * 7919 % 1_000_003) for i in range(500_000))
    site.pages["/big"] = packed(data)
    assert why(site, site.url("/big")) == "more than 2,000,000 bytes"


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "br, gzip", "compress", "x"])
def test_codings_that_are_not_read_are_refused(site: Site, coding: str) -> None:
    site.pages["/a"] = Answer(TEXT, headers={"Content-Encoding": coding})
    assert why(site, site.url("/a")) == f"content coding {coding!r} is not read"


def test_more_is_not_begun_than_may_come(site: Site) -> None:
    site.pages["/a"] = Answer(headers={"Content-Length": "99999999999"})
    assert why(site, site.url("/a")) == "more than 2,000,000 bytes"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(TEXT, headers={"Content-Length": "500"}), "without sending complete message body"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"), "incomplete chunked"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "illegal chunk"),
        (Answer(raw=b""), "disconnected"),
        (Answer(raw=b"220 mail.test ESMTP\r\n"), "disconnected"),
        (Answer(raw=b"220 mail.test ESMTP\r\n\r\n"), "illegal status line"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), "ontent-Length"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000), ""),
        (Answer(raw=b"\x16\x03\x01" + bytes(200)), ""),
    ],
)
def test_broken_answers_are_failures_that_may_go_better(site: Site, answer: Answer, reason: str) -> None:
    site.pages["/a"] = answer
    with pytest.raises(FetchError) as e:
        fetch(site.url("/a"), client=site.client())
    assert reason in e.value.reason
    assert e.value.reason
    assert e.value.again


def test_a_gzipped_body_that_is_cut_or_none_is_said() -> None:
    packed_text = gzip.compress(TEXT * 50)
    assert body([packed_text[:9], packed_text[9:]], "gzip", size=10**6, ratio=100) == TEXT * 50
    assert body([packed_text * 2], "x-gzip", size=10**6, ratio=100) == TEXT * 100
    assert body([packed_text + b"\0" * 9], "GZIP", size=10**6, ratio=100) == TEXT * 50
    assert body([zlib.compress(TEXT)], "deflate", size=10**6, ratio=100) == TEXT
    assert body([], "gzip", size=10**6, ratio=100) == b""
    with pytest.raises(InputError, match="ends too soon"):
        body([packed_text[:-5]], "gzip", size=10**6, ratio=100)
    with pytest.raises(InputError, match="not gzip'd as it says"):
        body([TEXT], "gzip", size=10**6, ratio=100)


@given(st.binary(max_size=200_000), st.integers(1, 5000))
def test_what_is_packed_comes_back(data: bytes, step: int) -> None:
    coded = gzip.compress(data)
    pieces = [coded[i : i + step] for i in range(0, len(coded), step)]
    assert body(pieces, "gzip", size=10**6, ratio=2000) == data


HEADS = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: /fuzz2\r\nContent-Length: 0\r\nSet-Cookie: a=b; Domain=test\r\n\r\n",
    b"HTTP/1.0 429 Slow\r\nRetry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n\r\n",
    b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nETag: W/"x"\r\n\r\n123456789',
)
PARTS = (
    b"\r\n", b"\n", b":", b"\0", b"\xff", b" ", b"9" * 5000, b"-1", b"chunked", b"http://[", b"//127.0.0.1/", b"gzip",
    b"\xc2\xb2", b"HTTP/9.9", b"99", b"Location: http://xn--\xff/", b"1e9", b"zzz;ext", b"Retry-After: 99 Foo 1",
)  # fmt: skip


@settings(max_examples=80, deadline=2500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(HEADS),
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 3), st.sampled_from(PARTS)), max_size=4),
)
def test_answers_that_make_no_sense_give_bytes_or_a_reason(
    site: Site, head: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for at, cut, part in changes:
        head = head[:at] + part + head[at + cut :]
    site.pages["/fuzz"] = Answer(raw=head)
    try:
        assert fetch(site.url("/fuzz"), client=site.client(limits=Limits(read=0.3, total=0.6))).status in {200, 203}
    except FetchError as e:
        assert e.reason  # noqa: PT017 - it may go well


def test_time_that_is_waited_for_a_turn_does_not_count(site: Site) -> None:
    site.pages["/1"] = Answer(status=302, headers={"Location": "/2"})
    site.pages["/2"] = Answer(TEXT)
    quick = site.client(limits=Limits(total=0.2))
    assert fetch(site.url("/1"), client=quick, admit=lambda _: time.sleep(0.15)).data == TEXT


def drip(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not asked.over.wait(0.05):
        asked.send(b"x")


def drip_headers(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n")
    while not asked.over.wait(0.05):
        asked.send(b"X-A: b\r\n")


def interim(asked: Asked) -> None:
    while not asked.over.wait(0.02):
        asked.send(b"HTTP/1.1 102 Processing\r\n\r\n")


def silent(asked: Asked) -> None:
    asked.over.wait(5)


@pytest.mark.parametrize("route", [drip, drip_headers, interim, silent])
def test_who_lets_one_wait_is_left(site: Site, route: object) -> None:
    site.pages["/slow"] = route  # type: ignore[assignment]
    begun = time.monotonic()
    with pytest.raises(FetchError, match="in time") as e:
        fetch(site.url("/slow"), client=site.client())
    assert e.value.again
    assert time.monotonic() - begun < 1.2


def test_a_body_without_end_ends(site: Site) -> None:
    def endless(asked: Asked) -> None:
        asked.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while not asked.over.is_set():
            asked.send(b"x" * 65_536)

    site.pages["/endless"] = endless
    assert why(site, site.url("/endless")) == "more than 2,000,000 bytes"


def test_a_host_that_does_not_answer_is_named(site: Site) -> None:
    with pytest.raises(FetchError, match=r"^http://127.0.0.1:1/: .*refused") as e:
        fetch("http://127.0.0.1:1/", client=site.client(allow_private=True))
    assert e.value.again

    def nowhere(host: str, port: int) -> list[str]:
        raise OSError(f"no address of {host}:{port}")

    with pytest.raises(FetchError, match=r"no address of gone\.test:80"):
        fetch("http://gone.test/", client=site.client(resolve=nowhere))


def test_a_name_server_that_does_not_answer_is_not_waited_for(site: Site) -> None:
    over = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        over.wait(5)
        return [f"{host}:{port}"]

    begun = time.monotonic()
    with pytest.raises(FetchError, match="no answer in time: no address was found") as e:
        fetch("http://slow.test/", client=site.client(resolve=slow))
    over.set()
    assert e.value.again
    assert time.monotonic() - begun < 1.5


def test_who_cannot_show_a_certificate_is_not_read(site: Site) -> None:
    site.pages["/a"] = Answer(TEXT)
    with pytest.raises(FetchError):
        fetch(
            site.url("/a", "127.0.0.1").replace("http:", "https:"),
            client=Client(allow_private=True, limits=Limits(total=1, connect=0.5)),
        )


def test_a_redirect_from_https_to_http_is_noted(site: Site) -> None:
    site.pages["/1"] = Answer(status=302, headers={"Location": site.url("/2")})
    site.pages["/2"] = Answer(TEXT, headers={"Content-Type": "text/plain"})
    url = site.url("/1").replace("http:", "https:")
    assert fetch(url, client=site.client()).notes == (f"redirected from https to {site.url('/2')}",)
    loaded = site.visitor().load(url)
    assert isinstance(loaded, Loaded)
    assert [n.reason for n in loaded.notes] == [f"redirected from https to {site.url('/2')}"]
    assert fetch(site.url("/2").replace("http:", "https:"), client=site.client()).notes == ()
