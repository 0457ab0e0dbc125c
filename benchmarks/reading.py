"""How long it takes to read a diary, and how much memory, beside pandas alone.

    python -m benchmarks.reading              a million rows, 5 turns each
    python -m benchmarks.reading --rows 365   a year's diary

Ours reads, checks and joins; the peer only splits the cells
(`pandas.read_csv(dtype=str)`). Both take turns in one process; peak memory is
of a process that does one of them once. The target is 3 times the time and
twice the memory.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

HEADER = "date,time,pain,sitting_hours,lifting,sleep_hours,stress,notes\n"
NOTES = ("", "", "", "stiff in the morning", "a long drive", "slept badly", "in the garden")
ENTRIES_A_DAY = 140
BAD_CELLS = 500
_ONCE = {
    "ours": "from backpain_analysis.logbook import open_logbook; open_logbook({folder!r})",
    "peer": "import pandas as pd; pd.read_csv({folder!r} + '/diary.csv', dtype=str)",
}
# What a process is told of itself through `resource` begins with what its parent had.
_PEAK = "; print(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')).split()[1])"


def write_diary(path: Path, rows: int, seed: int = 1) -> None:
    """Write a made-up diary, some of whose pains are words."""
    rng = np.random.default_rng(seed)
    day = np.datetime64("2000-01-01") + np.arange(rows) // ENTRIES_A_DAY
    minute = np.arange(rows) % ENTRIES_A_DAY * 10
    pain = rng.integers(0, 11, rows).astype(object)
    bad = rng.choice(rows, min(BAD_CELLS, rows // 10), replace=False)
    pain[bad] = [f"bad{row}" for row in bad]
    columns = zip(
        day.astype(str), minute, pain, rng.integers(0, 49, rows) / 4,
        rng.choice(["yes", "no"], rows), rng.integers(16, 37, rows) / 4,
        rng.integers(0, 11, rows), rng.choice(NOTES, rows), strict=True,
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for date, at, *cells in columns:
            file.write(f"{date},{at // 60:02d}:{at % 60:02d},{','.join(map(str, cells))}\n")


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def peak(which: str, folder: str) -> float:
    """Peak memory [MB] of a process that reads the file once (Linux)."""
    script = _ONCE[which].format(folder=folder) + _PEAK
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(ran.stdout) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=5)
    wanted = parser.parse_args()
    import pandas as pd

    from backpain_analysis.logbook import open_logbook

    with TemporaryDirectory() as folder:
        path = Path(folder) / "diary.csv"
        write_diary(path, wanted.rows)

        def ours() -> None:
            open_logbook(folder)

        def peer() -> None:
            pd.read_csv(path, dtype=str)

        ours(), peer()
        pairs = [(seconds(ours), seconds(peer)) for _ in range(wanted.turns)]
        print(f"{wanted.rows:,} rows, {path.stat().st_size / 2**20:.0f} MB; median of {len(pairs)}")
        print(f"{'':8}{'ours':>9}{'pandas':>9}{'ratio':>8}")
        one, two = (statistics.median(each) for each in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{'time':8}{one:8.3f}s{two:8.3f}s{ratio:8.2f}")
        if not Path("/proc/self/status").exists():
            return
        one, two = peak("ours", folder), peak("peer", folder)
        print(f"{'memory':8}{one:7.0f}MB{two:7.0f}MB{one / two:8.2f}")


if __name__ == "__main__":
    main()
