from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from reportedly import jobs
from reportedly.errors import ModelError
from reportedly.inputs.files import Loaded
from reportedly.model import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator


def work(inputs: list[Loaded | Skipped]) -> list[Skipped]:
    """Do what the text of each input says, in whatever process this is."""
    done = []
    for one in inputs:
        if isinstance(one, Skipped):
            done.append(one)
            continue
        if one.article.text == "die":
            os._exit(9)
        if one.article.text == "no model":
            raise ModelError("none/manifest.json: No such file or directory")
        if one.article.text == "slow":
            time.sleep(0.2)
        done.append(Skipped(article=one.name, stage="test", reason=str(os.getpid())))
    return done


def inputs(*texts: str) -> Iterator[Loaded | Skipped]:
    for n, text in enumerate(texts):
        yield Loaded(name=str(n), article=Article(id=str(n), text=text))


def test_results_keep_the_order_of_the_inputs_and_come_from_several_processes() -> None:
    texts = ["slow" if n < 8 else "quick" for n in range(40)]
    found = list(jobs.read(inputs(*texts), work, jobs=2))
    assert [one.article for one in found] == [str(n) for n in range(40)]
    assert len({one.reason for one in found}) == 2
    assert str(os.getpid()) not in {one.reason for one in found}


def test_a_process_that_dies_costs_the_article_that_it_read() -> None:
    texts = ["die" if n in {3, 20} else "quick" for n in range(60)]
    found = list(jobs.read(inputs(*texts), work, jobs=2))
    assert [one.article for one in found] == [str(n) for n in range(60)]
    assert [n for n, one in enumerate(found) if one.stage == "jobs"] == [3, 20]
    assert found[3].reason == "the process that read it died"


def test_an_error_of_the_model_ends_the_reading() -> None:
    with pytest.raises(ModelError, match=r"none/manifest\.json: No such"):
        list(jobs.read(inputs("quick", "no model"), work, jobs=2))


def test_no_inputs_start_no_process() -> None:
    assert list(jobs.read([], work, jobs=2)) == []
