"""Print how long and in how much memory a million rows are written to files.

    python benchmarks/exports.py [--rows 1000000] [--kind events] [--formats csv,parquet] [--records FILE]

The rows are those of examples/ (or of stored records), replayed under new ids, made anew for each row as a ledger makes
them. Each format is written by a process of its own, from records that are already read; "none" makes the rows and
writes nothing. The rows of the files are counted afterwards, by other readers than our writers.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
from attribution import table
from speed import run

from reportedly.exports import jsonl
from reportedly.exports.files import EXPORTS
from reportedly.ledger.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.exports.column import Row
    from reportedly.model import Records

EXAMPLES = Path(__file__).parents[1] / "examples"
MUST = 500  # MB
NONE = "none"
HEAD = ["format", "rows", "rows in the file", "seconds", "rows a second", "file, MB", "peak memory, MB", "must"]


def replayed(read: Sequence[Records], kind: str) -> Iterator[Row]:
    """Yield the rows of records again and again, under the ids of articles that never come twice."""
    for turn in count():
        for records in read:
            again = replace(records, article=replace(records.article, id=f"{turn:08x}{records.article.id}"))
            yield from getattr(rows(again), kind)


def write(read: Sequence[Records], kind: str, form: str, path: Path, many: int) -> int:
    """Write so many rows; return how many were written."""
    given = islice(replayed(read, kind), many)
    return sum(1 for _ in given) if form == NONE else EXPORTS[form].write(given, kind, path)


def counted(form: str, path: Path) -> int | None:
    """Count the rows of a file; None for formats that are not read back."""
    if form in {"csv", "cameo", "ucdp"}:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    if form == "parquet":
        from pyarrow import parquet  # noqa: PLC0415 - only this format wants it

        return int(parquet.read_metadata(path).num_rows)
    if form in {"jsonl", "plover"}:
        with path.open("rb") as file:
            return sum(1 for line in file if msgspec.json.decode(line)["id"])
    return None


def examples(file: Path) -> None:
    """Read the examples and store their records."""
    import reportedly  # noqa: PLC0415 - stored records are written without the model

    with file.open("w", encoding="utf-8") as out:
        for result in reportedly.read_files([EXAMPLES]):
            if isinstance(result, reportedly.Records):
                out.write(result.to_jsonl())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many (default: %(default)s)")
    parser.add_argument("--kind", default="events", help="events, figures, statements or actors (default: %(default)s)")
    parser.add_argument("--formats", default="csv,parquet", help="which (default: %(default)s)")
    parser.add_argument("--records", type=Path, metavar="FILE", help="replay these records, not those of examples/")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--write", nargs=2, metavar=("FORMAT", "PATH"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        form, path = args.write
        if write(list(jsonl.read(args.records)), args.kind, form, Path(path), args.rows) != args.rows:
            raise SystemExit(f"{form}: not as many rows as asked for")
        return
    found = []
    with TemporaryDirectory() as folder:
        records = args.records or Path(folder) / "records.jsonl"
        if not args.records:
            examples(records)
        for form in [NONE, *args.formats.split(",")]:
            path = Path(folder) / "rows"
            given = ["--rows", str(args.rows), "--kind", args.kind, "--records", records]
            seconds, peak = run([sys.executable, __file__, *given, "--write", form, path])
            size = path.stat().st_size / 1e6 if form != NONE else 0
            found.append({"format": form, "rows": args.rows, "counted": counted(form, path), "seconds": seconds,
                          "size": size, "peak": peak})  # fmt: skip
            path.unlink(missing_ok=True)
    lines = [
        [f["format"], f"{f['rows']:,}", "" if f["counted"] is None else f"{f['counted']:,}", f"{f['seconds']:.1f}",
         f"{f['rows'] / f['seconds']:,.0f}", f"{f['size']:.0f}", f"{f['peak']:.0f}", f"{MUST}"]
        for f in found
    ]  # fmt: skip
    print(table([HEAD, *lines], numbers=range(1, len(HEAD))))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
