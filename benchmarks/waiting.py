"""Is the wait right? "With a diary like yours it takes about N days to see 1.5 points".

    python -m benchmarks.waiting           under a minute
    python -m benchmarks.waiting --full    the table of docs/methods.md

A diary is simulated in which stretching every day takes 1.5 points off. What
it says of the days needed is put to the test: a new diary of the same truth,
of that many usable days, either shows the link (p <= .05) or not. Right is 80
in 100.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from backpain_analysis.exposure import outcome_of
from backpain_analysis.precision import share_reliability
from backpain_analysis.question import question
from backpain_analysis.stretch_links import WORTH_SEEING, Link, link_to_pain
from backpain_analysis.synthetic import STRETCHING_WINDOW, Truth, simulate_diaries

#: Longer diaries than this are not simulated; the wait counts as not found within it [days].
LONGEST = 2500
KNOWN = 4


def link_of(truth: Truth, seed: int) -> Link:
    """The link of one simulated diary, as the package computes it."""
    diary = simulate_diaries(truth, 1, seed=seed)
    days = pd.DataFrame({"pain": diary.pain[0]}, index=diary.dates)
    pain = outcome_of(days, question(days))
    session = pd.Series(diary.session[0], index=diary.dates)
    share = session.rolling(STRETCHING_WINDOW, min_periods=KNOWN).mean().shift(1)
    reliability = share_reliability(diary.session[0], STRETCHING_WINDOW, KNOWN)
    return link_to_pain(pain, share.reindex(pain.dates).to_numpy(), reliability=reliability)


def one(truth: Truth, seed: int) -> tuple[float, float] | None:
    """Days that a diary asks for, and whether so many of them show the link."""
    link = link_of(truth, 2 * seed)
    if link.days_needed is None:
        return None
    length = round(truth.n_days * link.days_needed / link.n_days)
    if length > LONGEST:
        return float(link.days_needed), 0.0
    longer = link_of(replace(truth, n_days=max(length, 40)), 2 * seed + 1)
    return float(link.days_needed), float((longer.p or 1.0) <= 0.05)


def truths(lengths: Sequence[int]) -> dict[str, Truth]:
    usual = Truth(
        n_days=lengths[-1], factors=(), routine_start=0, session_share=0.5, stretching=-1.5,
        noise=0.3, missing=0.0,
    )  # fmt: skip
    rows = {
        f"{length} days, phi {phi}": replace(usual, n_days=length, phi=phi)
        for length in lengths
        for phi in (0.2, 0.5, 0.8)
    }
    return rows | {
        f"{lengths[-1]} days, pain decides about stretching": replace(usual, hurts_yesterday=0.4),
        f"{lengths[-1]} days, calm (SD 0.8)": replace(usual, sd=0.8),
        f"{lengths[-1]} days, 15 % without an entry": replace(usual, missing=0.15),
        f"{lengths[-1]} days, 30 % without an entry": replace(usual, missing=0.3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the table of docs/methods.md")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="rows whose name contains this")
    options = parser.parse_args()
    n, lengths = (300, (90, 180)) if options.full else (40, (150,))
    started = time.perf_counter()
    print(f"Diaries in which stretching takes 1.5 points off; {n} a row (right is 80)\n")
    print(
        f"| | days needed for {WORTH_SEEING} points: median (middle half) | shown at that length |"
    )
    print("|---|---|---|")
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = {name: truth for name, truth in truths(lengths).items() if options.only in name}
        for name, truth in rows.items():
            found = pool.map(partial(one, truth), range(n), chunksize=10)
            needed, shown = np.array([pair for pair in found if pair]).T
            low, middle, high = np.quantile(needed, [0.25, 0.5, 0.75])
            error = 100 * np.sqrt(shown.mean() * (1 - shown.mean()) / len(shown))
            share = f"{100 * shown.mean():.1f} ± {error:.1f}"
            print(f"| {name} | {middle:.0f} ({low:.0f} to {high:.0f}) | {share} |", flush=True)
    print(f"\n{time.perf_counter() - started:.0f} s on {options.jobs} processes")


if __name__ == "__main__":
    main()
