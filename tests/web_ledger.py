"""A ledger for tests of the pages: two reports of one attack, a denial, real towns; and one full of hostile words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import (
    Actor,
    Article,
    Engine,
    Event,
    Figure,
    Mention,
    Participant,
    Place,
    Records,
    Span,
    Statement,
    Time,
)

if TYPE_CHECKING:
    from reportedly.keeper import Ledger

PAYLOADS = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "'><svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    "java\tscript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "{{7*7}}{% raw %}",
    "${window.hit=1}",
    "</title><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "--><script>window.hit=1</script>",
    "]]><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>",
    "<iframe srcdoc='<script>top.hit=1</script>'>",
    "<body onload=window.hit=1>",
    "<input autofocus onfocus=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<math><a xlink:href=javascript:window.hit=1>x</a></math>",
    "<meta http-equiv=refresh content='0;url=//x'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "\u2028<script>window.hit=1</script>",
    "<scr\x00ipt>window.hit=1</scr\x00ipt>",
    '" onmouseover="window.hit=1',
    "' style='x:expression(window.hit=1)",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "%3Cscript%3Ewindow.hit=1%3C/script%3E",
    "<a href='vbscript:x'>x</a>",
)
ENGINE = Engine(version="1", model="0" * 64)


def report(  # noqa: PLR0913, PLR0917 - what a report says
    number: str, outlet: str, day: str, who: str, dead: int, town: tuple[str, float, float], status: str = "happened",
) -> Records:  # fmt: skip
    """Return what one outlet says of one attack."""
    text = f"{who} attacked {town[0]} on Monday, killing {dead} people, mayor Ann Orr said."

    def at(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    place, people, orr, when = at(town[0]), at(f"{dead} people"), at("mayor Ann Orr"), at("Monday")
    content = Span(start=0, end=text.index(", mayor"))
    return Records(
        article=Article(id=number, title=f"{town[0]} attacked", published=day, outlet=outlet, text=text,
                        url=f"https://{number}.example/a", language="en"),
        engine=ENGINE,
        actors=(
            Actor(id="a1", name=who, kind="armed_group",
                  mentions=(Mention(start=0, end=len(who), level="nominal"),)),
            Actor(id="a2", name="Ann Orr", kind="person",
                  mentions=(Mention(start=orr.start, end=orr.end, level="name"),)),
        ),
        statements=(
            Statement(id="s1", source=orr, speaker="a2", source_kind="named_person", cue=at("said"), content=(content,),
                      form="indirect", polarity="denied" if status == "denied" else "said", score=0.9),
        ),
        events=(
            Event(id="e1", trigger=at("attacked"), type="ASSAULT", status=status,  # type: ignore[arg-type]
                  actor=(Participant(start=0, end=len(who), actor="a1"),), recipient=(),
                  where="p1", when="t1", said_by=("s1",), figures=("f1",), score=0.95),
        ),
        figures=(
            Figure(id="f1", span=people, number=at(str(dead)), unit=None, effect="killed", low=dead, best=dead,
                   high=dead, hedge="exact", of=None, event="e1", where="p1", when="t1", said_by=("s1",), score=0.9),
        ),
        times=(Time(id="t1", start=when.start, end=when.end, kind="date", first=day, last=day, grain="day",
                    basis="relative"),),
        places=(Place(id="p1", start=place.start, end=place.end, name=town[0], country=None, kind="city",
                      lat=town[1], lon=town[2], reading="place", score=0.9),),
        notes=(),
    )  # fmt: skip


def filled(ledger: Ledger) -> None:
    """Put four reports into a ledger, two of them of one event."""
    homs, juba = ("Homs", 34.73, 36.71), ("Juba", 4.85, 31.58)
    for one in (
        report("aa01", "The Post", "2024-02-05", "Rebels", 12, homs),
        report("aa02", "The Echo", "2024-02-06", "Rebels", 14, homs),
        report("aa03", "The Post", "2024-03-01", "Soldiers", 3, juba, "denied"),
        report("aa04", "The Echo", "2024-04-02", "Soldiers", 4, juba, "planned"),
    ):
        ledger.put(one, name=f"{one.article.id}.txt")
    ledger.join("aa01/e1", "aa02/e1", by="Ann", why="the same attack")


def hostile(ledger: Ledger) -> None:
    """Put reports into a ledger that have a hostile word in every field that takes text."""
    for n, bad in enumerate(PAYLOADS):
        text = f"{bad} attacked {bad} and {bad} died."
        end = len(bad)
        second = len(f"{bad} attacked ")
        third = second + end + 5
        here = Span(start=second, end=second + end)
        dead = Span(start=third, end=third + end)
        ledger.put(Records(
            article=Article(id=f"bad{n}{bad}", title=bad, published="2024-02-05", outlet=bad, url=bad, text=text),
            engine=Engine(version=bad, model=bad),
            actors=(Actor(id="a1", name=bad, kind="person", mentions=(Mention(start=0, end=end, level="name"),)),),
            statements=(Statement(id="s1", source=Span(start=0, end=end), speaker="a1", source_kind="named_person",
                                  cue=None, content=(here,), form="indirect", polarity="said", score=0.5),),
            events=(Event(id="e1", trigger=here, type="ASSAULT", mode=bad, status="happened",
                          actor=(Participant(start=0, end=end, actor="a1"),), where="p1", said_by=("s1",),
                          figures=("f1",), score=0.5),),
            figures=(Figure(id="f1", span=dead, number=dead, unit=None, effect="killed", low=n, best=n, high=n,
                            hedge="exact", of="a1", event="e1", where="p1", said_by=("s1",), score=0.5),),
            times=(), notes=(),
            places=(Place(id="p1", start=here.start, end=here.end, name=bad, country=None, kind="city", lat=n, lon=n,
                          reading="place", score=0.5),),
        ), name=bad)  # fmt: skip
        ledger.correct(f"bad{n}{bad}/a1", "name", bad + "!", by=bad, why=bad)
        ledger.judge(f"bad{n}{bad}/e1", "rejected", by=bad, why=bad)
    from reportedly.model import Skipped  # noqa: PLC0415

    for bad in PAYLOADS:
        ledger.fail(Skipped(article=bad, stage="input", reason=bad))
