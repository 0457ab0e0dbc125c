"""What it costs, each row beside the peer or the floor, as ratios of one interleaved run.

    python -m benchmarks.speed            every row, medians of 7
    python -m benchmarks.speed --quick    medians of 3; fails at 1.3 times a target
    python -m benchmarks.speed --only "10 years"

A ratio is the median over the rounds of ours divided by the peer's in the same
round. Wants a quiet machine, and one thread for linear algebra
(OPENBLAS_NUM_THREADS=1), which it sets itself.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.triggers import rank_triggers

ROOT = Path(__file__).parents[1]
EIGHT = [f"factor_{k}" for k in range(1, 9)]

Timed = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One line of the table: what is timed, beside what, and the most it may cost."""

    name: str
    peer_name: str
    target: float
    ours: Timed
    peer: Timed
    rounds: int = 7


def timed(work: Callable[[], Any]) -> Timed:
    """Seconds of one call."""

    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return once


def cold(*command: str) -> Timed:
    """Seconds of a fresh process, in the repository's root."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.perf_counter() - started

    return once


def diary(
    n_days: int, factors: list[str], *, own_gaps: bool = False, seed: int = 0
) -> pd.DataFrame:
    """A diary of noise with 10 % of days missing, for all alike or for each factor its own."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range("2015-01-01", periods=n_days, name="date")
    days = pd.DataFrame({f: rng.integers(0, 11, n_days) * 1.0 for f in factors}, index=dates)
    days["pain"] = rng.integers(0, 11, n_days) * 1.0
    if own_gaps:
        for factor in factors:
            days.loc[rng.random(n_days) < 0.1, factor] = np.nan
    else:
        days.loc[rng.random(n_days) < 0.1] = np.nan
    return days


def pairwise(days: pd.DataFrame, factors: list[str]) -> Callable[[], Any]:
    """pingouin's correlations of the same pairs."""
    import pingouin

    lagged = {f"{f}_{lag}": days[f].shift(lag) for f in factors for lag in range(4)}
    wide = pd.DataFrame({"pain": days["pain"], **lagged})
    return lambda: pingouin.pairwise_corr(wide, columns=[["pain"], list(lagged)])


def sarimax(days: pd.DataFrame, factors: list[str]) -> Callable[[], Any]:
    """Maximum likelihood of the same regressions, one by one."""
    from benchmarks import peers

    weekday = np.eye(7)[days.index.day_of_week][:, 1:]
    calendar = np.column_stack([np.ones(len(days)), np.arange(len(days)), weekday])

    def fit_all() -> None:
        for factor in factors:
            for lag in range(4):
                x = days[factor].shift(lag).to_numpy()
                rows = ~np.isnan(x) & days["pain"].notna().to_numpy()
                day = np.flatnonzero(rows).astype(float)
                peers.sarimax(day, days["pain"].to_numpy()[rows], x[rows], calendar[rows])

    return fit_all


def ranking_rows() -> list[Row]:
    alike, own = diary(365, EIGHT), diary(365, EIGHT, own_gaps=True)
    fifty = [f"factor_{k}" for k in range(50)]
    decade = diary(3650, fifty)
    ours = {id(d): timed(lambda d=d: rank_triggers(d, factors=EIGHT)) for d in (alike, own)}
    return [
        Row("rank_triggers, a year, 8 x 4, same gaps", "pingouin pairwise_corr", 0.3,
            ours[id(alike)], timed(pairwise(alike, EIGHT))),
        Row("rank_triggers, a year, 8 x 4, own gaps", "pingouin pairwise_corr", 0.7,
            ours[id(own)], timed(pairwise(own, EIGHT))),
        Row("rank_triggers, a year, 8 x 4, same gaps", "SARIMAX", 1 / 300,
            ours[id(alike)], timed(sarimax(alike, EIGHT)), rounds=1),
        Row("rank_triggers, 10 years, 50 x 4", "a year, 8 x 4", 70,
            timed(lambda: rank_triggers(decade, factors=fifty)), ours[id(alike)]),
    ]  # fmt: skip


def command_rows(folder: str) -> list[Row]:
    backpain = str(Path(sys.executable).with_name("backpain"))
    python = sys.executable
    floor = "import pandas, matplotlib.pyplot, scipy.special, typst"
    return [
        Row("backpain report, cold", "importing its libraries", 1.6,
            cold(backpain, "report", "sample_data", "--out", folder), cold(python, "-c", floor)),
        Row("backpain check, cold", "import pandas", 1.3,
            cold(backpain, "check", "sample_data"), cold(python, "-c", "import pandas")),
        Row("backpain --help, cold", "import typer", 1.5,
            cold(backpain, "--help"), cold(python, "-c", "import typer")),
        Row("import backpain_analysis", "import pandas", 1.1,
            cold(python, "-c", "import backpain_analysis"), cold(python, "-c", "import pandas")),
    ]  # fmt: skip


def entries_row(folder: str) -> Row:
    """A million entries on 3,650 days, joined by day."""
    from backpain_analysis.days import daily_table
    from backpain_analysis.logbook import open_logbook

    rng = np.random.default_rng(0)
    n = 1_000_000
    day = pd.Timestamp("2015-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 3650, n)), unit="D")
    columns = {name: rng.integers(0, 11, n) for name in ("pain", "stress", "fatigue", "mood")}
    minute = rng.integers(4 * 60, 24 * 60, n)
    clock = (
        pd.Series(minute // 60).astype(str) + ":" + pd.Series(minute % 60).astype(str).str.zfill(2)
    )
    table = pd.DataFrame({"date": day.strftime("%Y-%m-%d"), "time": clock, **columns})
    table.to_csv(Path(folder) / "diary.csv", index=False)
    book = open_logbook(folder)
    rules = {"pain": ["mean", "max"], "stress": "mean", "fatigue": "mean", "mood": "mean"}
    return Row(
        "daily_table, 1,000,000 entries on 3,650 days", "one groupby().agg()", 2.0,
        timed(lambda: daily_table(book)), timed(lambda: book.diary.groupby("date").agg(rules)),
    )  # fmt: skip


def measure(row: Row, *, most_rounds: int) -> dict[str, Any]:
    """Warm both up, then take turns."""
    rounds = min(row.rounds, most_rounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        row.ours()
        if rounds > 1:
            row.peer()
        pairs = [(row.ours(), row.peer()) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    return {
        "row": row.name, "peer": row.peer_name, "ratio": ratio, "target": row.target,
        "lowest": min(a / b for a, b in pairs), "highest": max(a / b for a, b in pairs),
        "rounds": rounds,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="3 rounds; fail at 1.3 x target")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--json", action="store_true", help="numbers for programs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as reports, tempfile.TemporaryDirectory() as logbook:
        rows = [*ranking_rows(), *command_rows(reports)]
        if not options.only or options.only in "daily_table":
            rows.append(entries_row(logbook))
        wanted = [row for row in rows if options.only in row.name]
        found = [measure(row, most_rounds=3 if options.quick else 7) for row in wanted]
    if options.json:
        print(json.dumps(found))
    else:
        print("| what | beside | ratio | lowest to highest | target |\n|---|---|---|---|---|")
        for r in found:
            spread = f"{r['lowest']:.3g} to {r['highest']:.3g}"
            print(f"| {r['row']} | {r['peer']} | {r['ratio']:.3g} | {spread} | {r['target']:.3g} |")
    slow = [r["row"] for r in found if r["ratio"] > 1.3 * r["target"]]
    if options.quick and slow:
        sys.exit(f"Over 1.3 times the target: {', '.join(slow)}")


if __name__ == "__main__":
    main()
