"""How time and memory grow with days, factors and rows, as a plot with fitted exponents.

    python -m benchmarks.growth                   up to a million rows
    python -m benchmarks.growth --most 10000000   a file of 400 MB

Time is the processor time of one call after a warm-up; memory is the peak of a
fresh process, less that of one that only imports. The exponent is the slope of
the logarithms over the larger half of the sizes: at the small end all is start-up.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import inputs
from benchmarks.measuring import Work, peak, seconds

SIZES = {
    "days": (30, 100, 365, 1000, 3650, 10_000, 36_500, 100_000),
    "factors": (1, 3, 10, 30, 100, 200, 500),
    "rows": (1000, 10_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000),
}
TITLES = {
    "days": "Ranking 8 factors x 4 lags\nby days of diary",
    "factors": "Ranking in a year x 4 lags\nby factors",
    "rows": "Reading a diary\nby rows",
}


@dataclass(frozen=True)
class Growth:
    """What was measured of one kind: sizes, seconds [s] and peak memory [MiB]."""

    kind: str
    sizes: np.ndarray
    seconds: np.ndarray
    memory: np.ndarray


def work(kind: str, size: int, place: str) -> Work:
    """One call on an input of this size; the file for reading is there already."""
    from backpain_analysis.logbook import open_logbook
    from backpain_analysis.triggers import rank_triggers

    if kind == "rows":
        return lambda: open_logbook(Path(place) / str(size))
    factors = [f"factor_{k}" for k in range(8 if kind == "days" else size)]
    days = inputs.diary(size if kind == "days" else 365, factors)
    return lambda: rank_triggers(days, factors=factors)


def prepare(kind: str, size: int, place: str) -> None:
    if kind == "rows":
        folder = Path(place) / str(size)
        folder.mkdir()
        inputs.write_diary(folder / "diary.csv", size, a_day=1440)


def measured(kind: str, most: int) -> Growth:
    """Time and memory at each size."""
    sizes = [size for size in SIZES[kind] if size <= most]
    found = []
    load = "from benchmarks.growth import work; import backpain_analysis.triggers\n"
    with tempfile.TemporaryDirectory() as place:
        floor = peak(f"{load}work('days', 30, '')()", place)
        for size in sizes:
            prepare(kind, size, place)
            call = work(kind, size, place)
            first = seconds(call)[1]
            spent = min(seconds(call, int(1 + 0.2 / first))[0] for _ in range(3))
            found.append((spent, peak(f"{load}work({kind!r}, {size}, {place!r})()", place) - floor))
            print(f"{kind} {size:>10,} {spent:9.4f} s {found[-1][1]:8.1f} MiB", flush=True)
    return Growth(kind, np.array(sizes), *np.array(found).T)


def exponent(sizes: np.ndarray, values: np.ndarray) -> float:
    """Slope of the logarithms over the larger half."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(np.maximum(values[half:], 1e-9)), 1)[0])


def draw(found: list[Growth], to: Path) -> None:
    """One column per kind: time above, memory below."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, len(found), figsize=(3.4 * len(found), 5.4), squeeze=False)
    for column, one in zip(axes.T, found, strict=True):
        column[0].set_title(TITLES[one.kind], fontsize=10)
        for ax, values, unit in zip(column, (one.seconds, one.memory), ("s", "MiB"), strict=True):
            shown = values > 0.5 if unit == "MiB" else values > 0
            ax.loglog(one.sizes[shown], values[shown], "o-", color="#1f6f6f", ms=4)
            name = "time" if unit == "s" else "memory"
            ax.set_ylabel(f"{name} [{unit}]")
            ax.set_xlabel(one.kind)
            ax.text(
                0.05, 0.9, f"exponent {exponent(one.sizes, values):.2f}", transform=ax.transAxes
            )
            ax.grid(alpha=0.3)
    figure.tight_layout()
    to.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(to, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=1_000_000, help="largest size of all")
    parser.add_argument("--only", choices=sorted(SIZES), help="one of them")
    parser.add_argument("--out", type=Path, default=Path("build/growth.png"), help="the plot")
    options = parser.parse_args()
    kinds = [options.only] if options.only else list(SIZES)
    found = [measured(kind, options.most) for kind in kinds]
    for one in found:
        time, memory = (exponent(one.sizes, v) for v in (one.seconds, one.memory))
        print(f"{one.kind}: time grows by the power {time:.2f}, memory by {memory:.2f}")
    draw(found, options.out)
    print(options.out)


if __name__ == "__main__":
    main()
