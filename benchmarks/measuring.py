"""Two ways of doing the same thing, timed in turn: processor time, clock and memory."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
Work = Callable[[], Any]

#: What is shorter is done several times over, and timed as one [seconds].
SHORTEST = 0.1
# What `resource` tells a process of itself begins with what its parent had.
_PEAK = """
import atexit, os, resource, sys
def tell():
    with open("/proc/self/status") as status:
        peak = int(next(line for line in status if line.startswith("VmHWM")).split()[1])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open({place!r}, "w") as file:
        file.write(str(max(peak, children)))
atexit.register(tell)
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: what is timed, beside what, and the most it may cost.

    ``make(quick)`` gives our work and the peer's, smaller in its quick form;
    in place of it, ``codes`` are Python code for fresh processes.
    """

    name: str
    peer: str
    target: float
    make: Callable[[bool], tuple[Work, Work]] | None = None
    codes: tuple[str, str] | None = None
    quick: bool = True

    def works(self, quick: bool) -> tuple[Work, Work]:
        """Our work and the peer's."""
        if self.codes is not None:
            return cold(self.codes[0]), cold(self.codes[1])
        return self.make(quick)


def cold(code: str) -> Work:
    """Python code in a fresh process, in the repository's root."""

    def run() -> None:
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)

    return run


def command(*words: str) -> str:
    """Code that does what the program `backpain` does."""
    run = "from backpain_analysis.cli import main; main()"
    return f"import sys; sys.argv = {['backpain', *words]!r}; {run}"


def spent() -> tuple[float, float]:
    """Processor time of this process and its children, and the clock [seconds]."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used), time.perf_counter()


def seconds(work: Work, times: int = 1) -> tuple[float, float]:
    """Processor time and clock of one call, averaged over some [seconds]."""
    before = spent()
    for _ in range(times):
        work()
    after = spent()
    return (after[0] - before[0]) / times, (after[1] - before[1]) / times


def measure(row: Row, *, rounds: int, quick: bool = False) -> dict[str, Any]:
    """Warm both up, then let them take turns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, peer = row.works(quick)
        times = [int(1 + SHORTEST / seconds(work)[1]) for work in (ours, peer)]
        pairs = [(seconds(ours, times[0]), seconds(peer, times[1])) for _ in range(rounds)]
    ratios = [a[0] / b[0] for a, b in pairs]
    return {
        "row": row.name, "peer": row.peer, "target": row.target,
        "ratio": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios),
        "ratio_by_the_clock": statistics.median(a[1] / b[1] for a, b in pairs),
        "seconds": statistics.median(a[0] for a, _ in pairs), "rounds": rounds,
    }  # fmt: skip


def peak(code: str, place: str) -> float:
    """Peak memory of a process that runs this code, or of its largest child [MiB].

    NaN where the system does not say.
    """
    if not Path("/proc/self/status").exists():
        return float("nan")
    told = Path(place) / "peak.txt"
    cold(_PEAK.format(place=str(told)) + code)()
    return int(told.read_text()) / 1024


def peaks(row: Row, at: int, place: str) -> tuple[float, float]:
    """Peak memory [MiB] of a process that does our side once, and of one that does the peer's."""
    do = "from benchmarks.speed import ROWS; ROWS[{at}].works(False)[{side}]()"
    codes = row.codes or [do.format(at=at, side=side) for side in (0, 1)]
    return peak(codes[0], place), peak(codes[1], place)
