"""Records as JSON Lines, `reportedly/1`: checked when written and when read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import RecordError
from reportedly.model import Records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DECODER = msgspec.json.Decoder(Records)


def parse(line: str | bytes) -> Records:
    """Read one line.

    Raises:
        RecordError: the line is not JSON, breaks the format or breaks the span law; the message names the place,
            such as `$.statements[3].cue.start`.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as e:
        reason, _, place = str(e).partition(" - at `")
        raise RecordError(f"{place.rstrip('`') or '$'}: {reason}") from e
    except (msgspec.DecodeError, UnicodeDecodeError) as e:
        raise RecordError(f"$: {e}") from e


def read(path: Path) -> Iterator[Records]:
    """Yield the records of a file, one a line; blank lines are passed over.

    Raises:
        RecordError: as `parse`, with the file and the number of the line before the place.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield parse(line)
            except RecordError as e:
                raise RecordError(f"{path}:{number}: {e}") from e
