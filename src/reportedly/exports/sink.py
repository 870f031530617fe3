"""Files that are whole or not there."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the name `path` only once everything is in it; until then, what was there stays.

    A pipe or a device is written to as it is.

    Raises:
        OSError: it cannot be written (no such folder, a full disk); the error names `path`, and no part of the new
            file is left.
    """
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".reportedly-{token_hex(8)}.part")
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as file:
                yield file
            return
        with draft.open("xb") as file:
            yield file
        if target.exists():
            copymode(target, draft)
        draft.replace(target)
    except OSError as e:
        if e.filename not in {None, str(draft), str(target)}:  # of something else that was read on the way
            raise
        raise OSError(e.errno, e.strerror or str(e), str(path)) from e
    finally:
        draft.unlink(missing_ok=True)
