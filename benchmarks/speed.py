"""Print how fast articles are read and in how much memory, beside a plain run of the same encoder.

    python benchmarks/speed.py [--model DIR] [--articles 300] [--many 1000] [--json FILE]

The plain run is ONNX Runtime alone on as many word pieces, in full batches of 8 x 128: no tokenizing, padding, windows,
decoding or settling. Ratios to it hold on other machines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from attribution import table
from tokenizers import Tokenizer

from reportedly import pipeline
from reportedly.encoder.engine import SHIPPED
from reportedly.inputs.files import article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Sequence[str | Path]

EXAMPLES = Path(__file__).parents[1] / "examples"
BATCH, LENGTH = 8, 128
WORDS = 500
ROUNDS = 5
BUSY = 0.5  # load average from which timings are not to be trusted
HEAD = ["what", "ours", "plain", "times plain", "spread", "must", "aim", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A line of the table: what it must reach and what it aims at."""

    name: str
    must: float
    aim: float
    more_is_better: bool = False


START = Target(name="one article, start to printed table, s", must=2, aim=1)
RATE = Target(name="articles a second", must=14, aim=28, more_is_better=True)
MEMORY = Target(name="peak memory over many articles, MB", must=600, aim=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Ours and the plain run's, how many times the plain run's cost ours is, and how far apart our rounds lie."""

    target: Target
    ours: float
    plain: float
    times: float
    spread: float

    def cells(self) -> list[str]:
        """Return the line of the table."""
        t, sign = self.target, -1 if self.target.more_is_better else 1
        reached = next((n for n, x in (("aim", t.aim), ("must", t.must)) if sign * self.ours < sign * x), "below")
        numbers = (f"{self.ours:.3g}", f"{self.plain:.3g}", f"{self.times:.2f}", f"{self.spread:.0f} %")
        return [t.name, *numbers, f"{t.must:g}", f"{t.aim:g}", reached]


def articles(folder: Path, count: int) -> list[str]:
    """Make texts of about 500 words from the paragraphs of the examples, each from another paragraph on."""
    found = [p for path in sorted(folder.glob("*.txt")) for p in path.read_text(encoding="utf-8").split("\n\n")]
    texts = []
    for first in range(count):
        text: list[str] = []
        for paragraph in islice(cycle(found), first % len(found), None):
            if len(" ".join(text).split()) + len(paragraph.split()) / 2 > WORDS:
                break
            text.append(paragraph)
        texts.append("\n\n".join(text))
    return texts


def session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    """Load the encoder, and nothing around it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(model / "model.onnx"), options, providers=["CPUExecutionProvider"])


def plain(encoder: onnxruntime.InferenceSession, pieces: int) -> None:
    """Run the encoder over as many pieces in full batches."""
    shape = (BATCH, LENGTH)
    ids = np.random.default_rng(0).integers(1000, 20000, shape)
    given = {"ids": ids, "mask": np.ones(shape, np.int64), "features": np.zeros((*shape, 3), np.int64)}
    for _ in range(ceil(pieces / ids.size)):
        encoder.run(None, given)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(command: Command) -> tuple[float, float]:
    """Run a process to its end; return seconds and peak memory in MB; RuntimeError if it fails."""
    child = [sys.executable, Path(__file__).with_name("child.py"), *command]
    done = subprocess.run(child, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own command
    seconds, peak, code = map(float, done.stdout.split())
    if code:
        raise RuntimeError(f"exit code {code:.0f}: {' '.join(map(str, command))}")
    return seconds, peak


def figure(target: Target, ours: Sequence[float], bare: Sequence[float]) -> Figure:
    """Take the medians of the rounds; each round of ours was measured next to one of the plain run."""
    times = [b / a if target.more_is_better else a / b for a, b in zip(ours, bare, strict=True)]
    spread = 100 * (max(ours) - min(ours)) / median(ours)
    return Figure(target=target, ours=median(ours), plain=median(bare), times=median(times), spread=spread)


def start(read: Command, bare: Command, text: str) -> Figure:
    """Read one article, and run the encoder over it, in a process of its own each time."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(text, encoding="utf-8")
        run([*read, file])
        rounds = [(run([*read, file])[0], run(bare)[0]) for _ in range(ROUNDS)]
    return figure(START, *zip(*rounds, strict=True))


def rate(texts: Sequence[str], pieces: int, model: Path, threads: int) -> Figure:
    """Read articles in this process."""
    encoder = session(model, threads)

    def ours(some: Sequence[str]) -> None:
        for result in pipeline.read_all(map(article, some), model=model, threads=threads):
            if isinstance(result, pipeline.Skipped):
                raise RuntimeError(result)  # noqa: TRY004 - an article of ours that is not read is a failure

    ours(texts[:16])
    plain(encoder, 8 * BATCH * LENGTH)
    rounds = [(timed(lambda: ours(texts)), timed(lambda: plain(encoder, pieces))) for _ in range(ROUNDS)]
    return figure(RATE, *([len(texts) / s for s in side] for side in zip(*rounds, strict=True)))


def memory(read: Command, bare: Command, texts: Sequence[str]) -> Figure:
    """Read a folder of articles in one process."""
    with TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            (Path(folder) / f"{i:05}.txt").write_text(text, encoding="utf-8")
        return figure(MEMORY, [run([*read, folder])[1]], [run(bare)[1]])


def main() -> None:
    """Print the table and how noisy it is; write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=SHIPPED, metavar="DIR", help="a model folder")
    parser.add_argument("--threads", type=int, default=2, help="threads of either (default: %(default)s)")
    parser.add_argument("--articles", type=int, default=300, help="how many to time (default: %(default)s)")
    parser.add_argument("--many", type=int, default=1000, help="how many for peak memory (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--plain", type=int, metavar="PIECES", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.plain:
        plain(session(args.model, args.threads), args.plain)
        return
    load = os.getloadavg()[0]
    texts = articles(EXAMPLES, max(args.articles, args.many))
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    pieces = [len(e.ids) for e in tokenizer.encode_batch(texts[: args.articles], add_special_tokens=False)]
    threads = ["--threads", str(args.threads)]
    read = [Path(sys.executable).with_name("reportedly"), "read", "--quiet", "--model", args.model, *threads]
    bare = [sys.executable, __file__, "--model", args.model, *threads, "--plain"]
    figures = [
        start([*read, "--format", "table"], [*bare, str(pieces[0])], texts[0]),
        rate(texts[: args.articles], sum(pieces), args.model, args.threads),
        memory([*read, "--format", "jsonl"], [*bare, str(sum(pieces))], texts[: args.many]),
    ]
    print(table([HEAD, *(f.cells() for f in figures)], numbers=range(1, 7)))
    words, length = sum(len(t.split()) for t in texts) / len(texts), sum(pieces) / len(pieces)
    idle = "" if load < BUSY else " - not idle, so the figures are worse than they would be"
    print(
        f"Medians of {ROUNDS} rounds after a warm-up (memory: one round), {args.threads} threads.",
        f"{args.articles} articles ({args.many} for memory) of {words:.0f} words, {length:.0f} pieces.",
        "Times plain: what ours costs over what the plain run costs.",
        f"Noise: spread is (largest - smallest) / median; load {load:.1f} on {os.cpu_count()} processors{idle}.",
        sep="\n",
    )
    if args.json:
        args.json.write_text(json.dumps([asdict(f) for f in figures], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
