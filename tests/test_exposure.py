"""Lining a factor up with pain, and what is too little to analyse."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.exposure import (
    expose,
    fit_exposures,
    fit_to_each,
    outcome_of,
    refit,
    typical_contrast,
)
from backpain_analysis.question import Factor, question

AMOUNT = Factor("x", "x", "hours", "amount")
YES_NO = Factor("x", "x", "", "yes_no")


def lined_up(x, *, pain=None, factor=AMOUNT, lag=0, start="2026-01-05"):
    rng = np.random.default_rng(0)
    pain = rng.integers(0, 11, len(x)) if pain is None else pain
    days = pd.DataFrame(
        {"pain": np.asarray(pain, dtype=float), "x": np.asarray(x, dtype=float)},
        index=pd.date_range(start, periods=len(x)),
    )
    outcome = outcome_of(days, question(days, factors=["x"]))
    return outcome, expose(days, outcome, factor, lag)


def what_is_missing(outcome, exposure):
    return fit_exposures(outcome, [exposure])[0].reason


def amounts(n, seed=1):
    return np.random.default_rng(seed).integers(1, 9, n).astype(float)


def test_lag_looks_back_on_the_calendar_not_on_the_rows():
    x = [1, 2, np.nan, 4, 5]
    _, exposure = lined_up(x, lag=2)
    np.testing.assert_array_equal(exposure.values, [np.nan, np.nan, 1, 2, np.nan])


def test_values_from_before_the_period_serve_as_lags():
    days = pd.DataFrame(
        {"pain": [np.nan, np.nan, 3.0, 4.0], "x": [7.0, 8.0, 9.0, 1.0]},
        index=pd.date_range("2026-01-01", periods=4),
    )
    outcome = outcome_of(days, question(days, factors=["x"]))
    np.testing.assert_array_equal(expose(days, outcome, AMOUNT, 2).values, [7, 8])


@pytest.mark.parametrize(
    ("x", "factor", "reason"),
    [
        (amounts(29), AMOUNT, "period_short"),
        (np.where(np.arange(40) < 19, amounts(40), np.nan), AMOUNT, "few_days"),
        (np.where(np.arange(40) < 20, amounts(40), np.nan), AMOUNT, None),
        (np.arange(40) % 10 == 0, YES_NO, "few_yes"),
        (np.arange(40) % 10 != 0, YES_NO, "few_no"),
        (np.arange(40) % 8 == 0, YES_NO, None),
        (np.full(40, 2), AMOUNT, "few_values"),
        (np.arange(40) % 10 == 0, AMOUNT, "mostly_one_value"),
        (np.arange(40) % 8 == 0, AMOUNT, None),
        (np.where(np.arange(40) % 10 == 0, np.arange(40), 5), AMOUNT, "mostly_one_value"),
        (np.where(np.arange(40) % 8 == 0, np.arange(40), 5), AMOUNT, None),
        ((np.arange(42) % 7 >= 5), YES_NO, "explained_by_calendar"),
    ],
)
def test_too_little_is_named(x, factor, reason):
    assert what_is_missing(*lined_up(x, factor=factor)) == reason


def test_pain_that_never_varies_is_named():
    assert what_is_missing(*lined_up(amounts(40), pain=[4] * 40)) == "pain_constant"


def test_contrast_of_an_amount_is_its_quartiles_or_its_only_two_values():
    _, exposure = lined_up([1, 2, 3, 4, 5])
    assert typical_contrast(exposure) == (2, 4)
    _, exposure = lined_up([30, 0, 0, 0, 30])
    assert typical_contrast(exposure) == (0, 30)


def test_contrast_where_the_quartiles_are_equal():
    """Commonest value, then the median of the others: 0, and of 4, 6, 20: 6."""
    _, exposure = lined_up([0] * 10 + [4, 6, 20])
    assert typical_contrast(exposure) == (0, 6)


def test_contrast_of_yes_and_no():
    _, exposure = lined_up([0, 1, 1, 0], factor=YES_NO)
    assert typical_contrast(exposure) == (0, 1)


def test_a_copy_of_a_factor_cannot_be_told_from_it():
    outcome, exposure = lined_up(amounts(60))
    assert refit(outcome, exposure, [exposure]) is None


def test_gaps_of_the_others_cost_no_days():
    outcome, exposure = lined_up(amounts(60))
    _, holey = lined_up(np.where(np.arange(60) % 3 == 0, np.nan, amounts(60, seed=9)))
    assert refit(outcome, exposure, [holey]).n_days == 60


def test_many_pains_at_once_are_fitted_as_each_alone():
    rng = np.random.default_rng(5)
    missing = rng.random(60) < 0.2
    x = np.where(rng.random(60) < 0.1, np.nan, amounts(60))
    outcome, exposure = lined_up(x, pain=np.where(missing, np.nan, 4.0), lag=1)
    told = [*rng.integers(0, 11, (4, 60)), np.nan_to_num(np.roll(x, 1)), 2.0]
    pains = [np.where(missing, np.nan, values) for values in told]
    together = fit_to_each(outcome, pains, exposure)
    assert [a.reason for a in together] == [None] * 4 + ["perfect_fit", "pain_constant"]
    for pain, attempt in zip(pains[:4], together, strict=False):
        (alone,) = fit_exposures(replace(outcome, pain=pain), [exposure])
        np.testing.assert_allclose(astuple(attempt.fit), astuple(alone.fit), rtol=1e-10)


@pytest.mark.parametrize("x", [[2.0] * 9, [3, 1, np.nan, 2, 1, 1, 3], [0.1, 0.3, 0.1 + 0.2, 5]])
def test_distinct_values_are_those_that_numpy_finds(x):
    _, exposure = lined_up(x)
    values, counts = np.unique(exposure.used, return_counts=True)
    for found, right in zip(exposure.distinct(), (values, counts), strict=True):
        np.testing.assert_array_equal(found, right)
