"""Run a command to its end and print its seconds, peak memory in MB and exit code.

A process of its own, and a small one: a forked child's peak begins at what its parent holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time


def main() -> None:
    """Run what the arguments say, its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)  # noqa: S603 - the benchmark's own command
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    print(seconds, usage.ru_maxrss * unit / 1e6, process.returncode)


if __name__ == "__main__":
    main()
