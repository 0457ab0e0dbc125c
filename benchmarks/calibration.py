"""How often each method claims what is not there, and finds what is.

    python -m benchmarks.calibration           about a minute
    python -m benchmarks.calibration --full    the tables of docs/methods.md

Every number is the share of simulated diaries, in percent, with its Monte
Carlo error. Pain is a whole number clipped to 0-10 with AR(1) errors, a weekly
pattern, and 15 % of days missing, half of them in runs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.exposure import MIN_USABLE_DAYS
from backpain_analysis.findings import false_discovery_q
from backpain_analysis.reading.settings import Settings
from backpain_analysis.regression import (
    Array,
    calendar_columns,
    independent_columns,
    regress_ar1,
)
from backpain_analysis.synthetic import Diaries, Habit, Truth, simulate_diaries
from backpain_analysis.trend import compare_before_after, pain_trend
from backpain_analysis.triggers import rank_triggers
from benchmarks import peers

PHIS = (0.0, 0.4, 0.7)
EIGHT = tuple(f"factor_{k}" for k in range(1, 9))
#: Diaries of one truth that a worker simulates at a time.
CHUNK = 50

Row = dict[str, Any]
Judge = Callable[[Diaries, int], dict[str, float]]


@dataclass(frozen=True)
class Experiment:
    """One row of a table: a truth, and what each method makes of its diaries."""

    table: str
    row: str
    truth: Truth
    judge: Judge
    n: int


def shares(experiment: Experiment, seed: int) -> dict[str, list[float]]:
    """Judge one chunk of diaries."""
    diaries = simulate_diaries(experiment.truth, CHUNK, seed=seed)
    found: dict[str, list[float]] = {}
    for k in range(CHUNK):
        for name, value in experiment.judge(diaries, k).items():
            found.setdefault(name, []).append(value)
    return found


# ---- one combination: false alarms, coverage, power


def one_cell(
    diaries: Diaries, k: int, *, phi: float, effect: float, slow: bool, skewed: bool = False
) -> dict[str, float]:
    """Every method on the first factor of one diary, if it has data enough."""
    x = next(iter(diaries.factors.values()))[k]
    pain = np.round(diaries.pain[k] ** 2 / 10) if skewed else diaries.pain[k]
    rows = ~np.isnan(pain) & ~np.isnan(x)
    if rows.sum() < MIN_USABLE_DAYS:
        return {}
    day = np.flatnonzero(rows).astype(float)
    weekday = diaries.dates.day_of_week.to_numpy()[rows]
    nuisance = independent_columns(calendar_columns(day, weekday))
    y, x = pain[rows], x[rows]
    (fit,) = regress_ar1(day, y, x[:, None], nuisance)
    if effect:
        p, _, _ = peers.told_phi(day, y, x, nuisance, phi)
        return {
            "covered": fit.low <= effect <= fit.high,
            "found": fit.p <= 0.05,
            "found, told phi": p <= 0.05,
        }
    p_values = {
        "ours": fit.p,
        "Pearson": peers.pearson(y, x),
        "Spearman": peers.spearman(y, x),
        "Newey-West": peers.newey_west(y, x, nuisance),
    }
    if slow:
        p_values["SARIMAX"] = peers.sarimax(day, y, x, nuisance)
    return {name: p <= 0.05 for name, p in p_values.items()}


def cell_truth(n: int, phi: float, **more: Any) -> Truth:
    habits = {"x": Habit(5.0, 2.0, memory=0.5, weekend=1.0, trend=more.pop("x_trend", 0.0))}
    return Truth(n_days=n, phi=phi, noise=more.pop("noise", 0.0), factors=("x",),
                 habits=habits, **more)  # fmt: skip


def slow_peers(n: int, days: Sequence[int]) -> Iterator[Experiment]:
    """The same beside maximum likelihood, which takes a hundred times as long."""
    for length in days:
        for phi in PHIS:
            judge = partial(one_cell, phi=phi, effect=0.0, slow=True)
            yield Experiment(
                "False alarms of one combination, with SARIMAX", f"{length} days, phi {phi}",
                cell_truth(length, phi), judge, n,
            )  # fmt: skip


def cell_experiments(n: int, days: Sequence[int]) -> Iterator[Experiment]:
    for length in days:
        for phi in PHIS:
            judge = partial(one_cell, phi=phi, effect=0.0, slow=False)
            yield Experiment(
                "False alarms of one combination (target 4-6)", f"{length} days, phi {phi}",
                cell_truth(length, phi), judge, n,
            )  # fmt: skip
    odd: dict[str, dict[str, Any]] = {
        "both trending": {"trend": -3.0, "x_trend": 3.0},
        "noisy": {"noise": 0.5},
        "at the floor": {"level": 0.5},
        "40 % missing": {"missing": 0.4},
        "skewed": {},
    }
    for name, planted in odd.items():
        judge = partial(one_cell, phi=0.4, effect=0.0, slow=False, skewed=name == "skewed")
        yield Experiment(
            "False alarms of one combination (target 4-6)", f"120 days, phi 0.4, {name}",
            cell_truth(120, 0.4, **planted), judge, n,
        )  # fmt: skip
    for length in days:
        for phi in PHIS:
            truth = cell_truth(length, phi, sd=1.5, effects={("x", 0): 0.3})
            judge = partial(one_cell, phi=phi, effect=0.3, slow=False)
            yield Experiment(
                "Coverage (target 93-97) and power, 0.3 points a unit planted",
                f"{length} days, phi {phi}", truth, judge, n,
            )  # fmt: skip


# ---- many combinations: claims and findings


def table_of(diaries: Diaries, k: int) -> pd.DataFrame:
    columns = {"pain": diaries.pain[k], **{n: x[k] for n, x in diaries.factors.items()}}
    return pd.DataFrame(columns, index=diaries.dates)


def pearson_cells(days: pd.DataFrame, factors: Sequence[str]) -> Array:
    p = []
    for name in factors:
        for lag in range(4):
            both = pd.concat([days["pain"], days[name].shift(lag)], axis=1).dropna().to_numpy()
            p.append(peers.pearson(*both.T))
    return np.array(p)


def any_claim(diaries: Diaries, k: int) -> dict[str, float]:
    """Whether anything at all is claimed in a diary of nothing."""
    days = table_of(diaries, k)
    ranking = rank_triggers(days, factors=list(diaries.factors))
    p = pearson_cells(days, list(diaries.factors))
    return {
        "ours": (ranking.table["q"] <= 0.05).any(),
        "Pearson, p < .05": (p < 0.05).any(),
        "Pearson, Benjamini-Hochberg": (false_discovery_q(p) < 0.05).any(),
    }


def findings(diaries: Diaries, k: int, *, truth: Truth) -> dict[str, float]:
    """Counts of claims and findings; made into shares by `summarise`."""
    table = rank_triggers(table_of(diaries, k), factors=list(diaries.factors)).table
    claimed = table.loc[table["q"] <= 0.05]
    clear = table.loc[table["verdict"] == "clear"]
    true = dict(truth.effects)
    right = [(f, lag) in true for f, lag in zip(clear["factor"], clear["lag_days"], strict=True)]
    truly = clear["factor"].isin({name for name, _ in true})
    return {
        "claimed": claimed["factor"].nunique(),
        "claimed falsely": len(set(claimed["factor"]) - {name for name, _ in true}),
        "clear": clear["factor"].nunique(),
        "clear falsely": clear.loc[~truly, "factor"].nunique(),
        "clear, true factor": int(truly.sum()),
        "clear, right day": int(sum(right)),
        "true factors claimed": len(set(claimed["factor"]) & {name for name, _ in true}),
        "true factors clear": len(set(clear["factor"]) & {name for name, _ in true}),
    }


def many_experiments(n: int, days: Sequence[int]) -> Iterator[Experiment]:
    habits = {name: Habit(5.0, 2.0, memory=0.4) for name in (*EIGHT, "companion")}
    for length in days:
        for phi in PHIS:
            truth = Truth(n_days=length, phi=phi, factors=EIGHT, habits=habits)
            yield Experiment(
                "Anything claimed over 8 factors x 4 lags, nothing there (target at most 7)",
                f"{length} days, phi {phi}", truth, any_claim, n,
            )  # fmt: skip
    for length in days:
        truth = Truth(
            n_days=length, phi=0.4, factors=EIGHT[:7], habits=habits, sd=1.3,
            effects={("factor_1", 1): 0.35, ("factor_2", 0): 0.35},
            innocent={"companion": ("factor_1", 0.7)},
        )  # fmt: skip
        yield Experiment(
            "Findings: two true factors, a companion of one (r = .7), five unrelated",
            f"{length} days", truth, partial(findings, truth=truth), n,
        )  # fmt: skip


# ---- slow contrasts


def slow_trend(diaries: Diaries, k: int) -> dict[str, float]:
    pain = diaries.pain[k]
    rows = ~np.isnan(pain)
    day = np.flatnonzero(rows).astype(float)
    days = pd.DataFrame({"pain": pain}, index=diaries.dates)
    return {
        "ours": (pain_trend(days).p or 1) <= 0.05,
        "least squares": peers.slope(day, pain[rows]) <= 0.05,
        "Mann-Kendall": peers.mann_kendall(day, pain[rows]) <= 0.05,
    }


def slow_step(diaries: Diaries, k: int) -> dict[str, float]:
    pain, middle = diaries.pain[k], len(diaries.dates) // 2
    days = pd.DataFrame({"pain": pain}, index=diaries.dates)
    before, after = (part[~np.isnan(part)] for part in (pain[:middle], pain[middle:]))
    return {
        "ours": (compare_before_after(days, diaries.dates[middle]).p or 1) <= 0.05,
        "Welch": peers.welch(before, after) <= 0.05,
    }


def slow_link(diaries: Diaries, k: int) -> dict[str, float]:
    """Stretching does nothing here; pain decides about it."""
    days = pd.DataFrame({"pain": diaries.pain[k]}, index=diaries.dates)
    recorded = days["pain"].notna()
    book = SimpleNamespace(
        diary=pd.DataFrame({"date": diaries.dates[recorded]}),
        routine=routine_of(diaries.dates[diaries.session[k] == 1]),
        plan=pd.DataFrame({"exercise": []}),
        routine_start=None,
        measures={},
        sources=(),
        settings=Settings(),
    )
    result = stretching_consistency(book, days)  # type: ignore[arg-type]
    session = pd.Series(diaries.session[k], index=diaries.dates)
    including_today = session.rolling(7, min_periods=4).mean()
    naive = pd.concat([days["pain"], including_today], axis=1).dropna().to_numpy()
    return {
        "ours": (result.link.p or 1) <= 0.05,
        "Pearson, 7 days with today": peers.pearson(*naive.T) <= 0.05,
        "reverse seen": (result.reverse.p or 1) <= 0.05,
    }


def routine_of(dates: pd.DatetimeIndex) -> pd.DataFrame:
    blank = ("time", "side", "reason_stopped")
    numbers = ("sets", "reps", "hold_seconds", "pain_before", "pain_after")
    table = pd.DataFrame({"date": dates, "exercise": "cat-cow", "done": "yes"})
    return table.assign(**dict.fromkeys(blank, None), **dict.fromkeys(numbers, np.nan))


def slow_experiments(n: int, days: Sequence[int]) -> Iterator[Experiment]:
    for length in (d for d in days if d >= 90):
        for phi in PHIS:
            truth = Truth(n_days=length, phi=phi, noise=0.3, factors=())
            name = f"{length} days, phi {phi}"
            yield Experiment("Trend where there is none (target at most 7)", name, truth,
                             slow_trend, n)  # fmt: skip
            yield Experiment(
                "A step where pain only falls, by 3 in all (target at most 7)", name,
                replace(truth, trend=-3.0, level=6.0), slow_step, n,
            )  # fmt: skip
            yield Experiment(
                "Stretching does nothing, pain decides about it (target at most 7)", name,
                replace(truth, routine_start=0, hurts_yesterday=0.6, hurts_today=0.6),
                slow_link, n,
            )  # fmt: skip


def strong_memory(n: int, many: int) -> Iterator[Experiment]:
    """Where every result carries a warning."""
    only = partial(one_cell, phi=0.9, effect=0.0, slow=False)
    yield Experiment("Strong memory: false alarms of one combination", "180 days, phi 0.9",
                     cell_truth(180, 0.9), only, n)  # fmt: skip
    truth = Truth(n_days=180, phi=0.9, noise=0.3, factors=())
    yield Experiment("Strong memory: a trend where there is none", "180 days, phi 0.9", truth,
                     slow_trend, many)  # fmt: skip


# ---- running and printing


def summarise(found: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Percent and its Monte Carlo error; findings as shares of each other."""
    values = {name: np.array(v, dtype=float) for name, v in found.items()}
    if "claimed falsely" not in values:
        return {
            name: (100 * v.mean(), 100 * np.sqrt(v.mean() * (1 - v.mean()) / len(v)))
            for name, v in values.items()
        }
    two = np.full(len(values["clear"]), 2.0)
    ratios = {
        "false among claims": (values["claimed falsely"], values["claimed"]),
        "false among findings (target at most 7)": (values["clear falsely"], values["clear"]),
        "right day (target 85 or more)": (values["clear, right day"], values["clear, true factor"]),
        "true ones claimed": (values["true factors claimed"], two),
        "true ones found": (values["true factors clear"], two),
    }
    return {name: _ratio(top, bottom) for name, (top, bottom) in ratios.items()}


def _ratio(top: Array, bottom: Array) -> tuple[float, float]:
    share = top.sum() / max(bottom.sum(), 1)
    error = np.sqrt(((top - share * bottom) ** 2).sum()) / max(bottom.sum(), 1)
    return 100 * share, 100 * error


def run(experiments: Sequence[Experiment], *, seed: int, jobs: int, only: str = "") -> list[Row]:
    """Run experiments in chunks over the cores; each depends on the seed and its place alone."""
    tasks = [
        (e, seed + 1000 * i + c)
        for i, e in enumerate(experiments)
        for c in range(-(-e.n // CHUNK))
        if f"{e.table}: {e.row}".startswith(only)
    ]
    found: dict[tuple[str, str], dict[str, list[float]]] = {}
    with ProcessPoolExecutor(jobs) as pool:
        chunks = pool.map(shares, *zip(*tasks, strict=True))
        for (experiment, _), chunk in zip(tasks, chunks, strict=True):
            place = found.setdefault((experiment.table, experiment.row), {})
            for name, values in chunk.items():
                place.setdefault(name, []).extend(values)
    return [
        {"table": table, "row": row, "n": len(next(iter(v.values()))), "shares": summarise(v)}
        for (table, row), v in found.items()
    ]


def show(rows: Sequence[Row]) -> None:
    for table in dict.fromkeys(r["table"] for r in rows):
        own = [r for r in rows if r["table"] == table]
        names = list(dict.fromkeys(name for r in own for name in r["shares"]))
        print(f"\n{table}; {own[0]['n']} diaries a row\n")
        print("| | " + " | ".join(names) + " |")
        print("|---" * (len(names) + 1) + "|")
        for r in own:
            cells = [f"{v:.1f} ± {e:.1f}" for v, e in (r["shares"][n] for n in names)]
            print(f"| {r['row']} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the tables of docs/methods.md")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--diaries", type=int, help="diaries a row")
    parser.add_argument("--only", default="", help="what begins with this, as 'title: row'")
    parser.add_argument("--json", action="store_true", help="numbers for programs")
    options = parser.parse_args()
    n, many, days = (2000, 600, (30, 60, 90, 180, 365)) if options.full else (200, 100, (60, 180))
    experiments = [
        *cell_experiments(n, days),
        *(slow_peers(400, (30, 90, 365)) if options.full else slow_peers(50, (60,))),
        *many_experiments(many, [d for d in days if d >= 60]),
        *slow_experiments(many, days),
        *strong_memory(n, many),
    ]
    if options.diaries:
        experiments = [replace(e, n=options.diaries) for e in experiments]
    started = time.perf_counter()
    rows = run(experiments, seed=options.seed, jobs=options.jobs, only=options.only)
    if options.json:
        print(json.dumps(rows))
        return
    show(rows)
    print(f"\n{time.perf_counter() - started:.0f} s on {options.jobs} processes")


if __name__ == "__main__":
    main()
