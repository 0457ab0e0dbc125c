"""Does a test of one's own keep its promise? False alarms, coverage and power.

    python -m benchmarks.trial           a few minutes
    python -m benchmarks.trial --full    the table of docs/methods.md

Each time a diary is simulated, a test is planned from it alone, and then lived
through twice: once with nothing in it, and once with the effect that it was
planned for. "Promised" is the mean of the chances that the plans named.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.errors import NotEnoughData
from backpain_analysis.synthetic import Truth, simulate_diaries
from backpain_analysis.trial import TrialPlan, own_variability, propose_trial
from backpain_analysis.trial_answer import answer_trial

NAMES = ("promised", "found", "false alarms", "covered", "pairs")


@dataclass(frozen=True)
class Situation:
    """One row of the table: a truth, the length of the diary before, and the plan's form."""

    row: str
    truth: Truth
    block_days: int = 4
    washout_days: int = 1
    effect: float = 1.0


def situations(lengths: Sequence[int]) -> Iterator[Situation]:
    for length in lengths:
        for phi in (0.0, 0.4, 0.7):
            truth = Truth(n_days=length, phi=phi, factors=())
            yield Situation(f"{length} days before, phi {phi}", truth)
    yield from _others(Truth(n_days=90, phi=0.4, factors=()))


def _others(usual: Truth) -> Iterator[Situation]:
    """One thing at a time unlike the diary of 90 days with phi 0.4."""
    calm = replace(usual, sd=0.9)
    yield Situation("calm (SD 0.9)", calm)
    yield Situation("calm, 30 % missing", replace(calm, missing=0.3))
    yield Situation("calm, half missing", replace(calm, missing=0.5))
    yield Situation("calm, falling by 3 points", replace(calm, level=6.0, trend=-3.0))
    yield Situation("calm, noisy", replace(calm, noise=0.6))
    yield Situation("calm, near the floor", replace(calm, level=2.5))
    yield Situation("calm, blocks of 2, no washout", calm, 2, 0)
    yield Situation("calm, blocks of 7, washout 2", calm, 7, 2)
    yield Situation("1.5 points", usual, effect=1.5)
    yield Situation("bumpy (SD 1.8), 2 points", replace(usual, sd=1.8), effect=2.0)
    yield Situation("1.5 points, phi 0.9", replace(usual, phi=0.9), effect=1.5)


@dataclass(frozen=True)
class Outcome:
    """One test as it ran: what its p value and its interval say of the truth."""

    found: bool
    covered: bool


def live(plan: TrialPlan, truth: Truth, effect: float, seed: int) -> Outcome:
    """Live through a schedule with a true effect."""
    on = (plan.schedule["condition"] == "on").to_numpy()
    start = f"{plan.schedule['date'].iloc[0]:%Y-%m-%d}"
    lived = replace(truth, n_days=len(on), added=tuple(effect * on), start=start)
    pain = simulate_diaries(lived, 1, seed=seed).pain[0]
    days = pd.DataFrame({"pain": pain}, index=pd.DatetimeIndex(plan.schedule["date"]))
    later = plan.schedule["date"].iloc[-1] + pd.Timedelta(days=1)
    answer = answer_trial(days, plan.schedule, today=later)
    if answer.p is None or answer.low is None or answer.high is None:
        return Outcome(found=False, covered=True)
    return Outcome(found=answer.p <= 0.05, covered=answer.low <= effect <= answer.high)


def one(situation: Situation, seed: int) -> dict[str, float]:
    truth = situation.truth
    before = simulate_diaries(truth, 1, seed=3 * seed)
    days = pd.DataFrame({"pain": before.pain[0]}, index=before.dates)
    try:
        variability = own_variability(days)
    except NotEnoughData:
        return {}
    start = before.dates[-1] + pd.Timedelta(days=1)
    plan = propose_trial(
        variability, "it", start, effect=situation.effect, block_days=situation.block_days,
        washout_days=situation.washout_days, seed=seed,
    )  # fmt: skip
    nothing = live(plan, truth, 0.0, 3 * seed + 1)
    real = live(plan, truth, -situation.effect, 3 * seed + 2)
    shares = (
        plan.power, real.found, nothing.found,
        (nothing.covered + real.covered) / 2, plan.pairs / 100,
    )  # fmt: skip
    return dict(zip(NAMES, map(float, shares), strict=True))


def measure(
    every: Sequence[Situation], n: int, *, seed: int, jobs: int
) -> Iterator[dict[str, Any]]:
    """Shares in percent with their Monte Carlo error; the result depends on the seed alone."""
    with ProcessPoolExecutor(jobs) as pool:
        for k, situation in enumerate(every):
            seeds = range(seed + k * n, seed + (k + 1) * n)
            found = [
                shares
                for shares in pool.map(partial(one, situation), seeds, chunksize=20)
                if shares
            ]
            table = pd.DataFrame(found) * 100
            error = table.std() / np.sqrt(len(table))
            shares = {name: (float(table[name].mean()), float(error[name])) for name in NAMES}
            yield {"row": situation.row, "n": len(table), "shares": shares}


def show(rows: Iterator[dict[str, Any]], n: int) -> None:
    print(f"A test of one's own; {n} tests a row")
    print("(targets: false alarms at most 6, found within 5 of promised)\n")
    print("| | " + " | ".join(NAMES) + " |")
    print("|---" * (len(NAMES) + 1) + "|")
    for row in rows:
        cells = [f"{v:.1f} ± {e:.1f}" for v, e in (row["shares"][name] for name in NAMES)]
        print(f"| {row['row']} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the table of docs/methods.md")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="numbers for programs")
    parser.add_argument("--tests", type=int, help="tests a row")
    parser.add_argument("--only", default="", help="rows whose name begins with this")
    options = parser.parse_args()
    lengths = (60, 90, 180) if options.full else (90,)
    every = [s for s in situations(lengths) if s.row.startswith(options.only)]
    started = time.perf_counter()
    n = options.tests or (200 if options.full else 40)
    rows = measure(every, n, seed=options.seed, jobs=options.jobs)
    if options.json:
        print(json.dumps(list(rows)))
        return
    show(rows, n)
    print(f"\n{time.perf_counter() - started:.0f} s on {options.jobs} processes")


if __name__ == "__main__":
    main()
