"""The two regressions against dense algebra, statsmodels, and known truth."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from backpain_analysis import regression
from backpain_analysis.precision import days_for, share_reliability, smallest_detectable
from backpain_analysis.regression import (
    AR1_GRID,
    AR1_NOISE_GRID,
    calendar_columns,
    independent_columns,
    is_explained,
    regress_ar1,
    regress_ar1_noise,
)


def covariance(day, phi, nu=0.0):
    """Of a stationary AR(1) of variance 1 - nu plus white noise of variance nu."""
    apart = np.abs(day[:, None] - day[None, :])
    return (1 - nu) * phi**apart + nu * np.eye(len(day))


def dense_reference(day, y, x, nuisance, grid):
    """The grid average by dense matrices and a root finder: slow and plain."""
    design = np.column_stack([nuisance, x])
    df = len(y) - design.shape[1]
    log_weight, effect, error = [], [], []
    for phi, nu in grid:
        sigma = covariance(day, phi, nu)
        inverse = np.linalg.inv(sigma)
        information = design.T @ inverse @ design
        beta = np.linalg.solve(information, design.T @ inverse @ y)
        left = y - design @ beta
        rss = left @ inverse @ left
        log_weight.append(
            -0.5 * np.linalg.slogdet(sigma)[1]
            - 0.5 * np.linalg.slogdet(information)[1]
            - df / 2 * np.log(rss)
        )
        effect.append(beta[-1])
        error.append(np.sqrt(rss / df * np.linalg.inv(information)[-1, -1]))
    weight = np.exp(np.array(log_weight) - max(log_weight))
    weight /= weight.sum()
    effect, error = np.array(effect), np.array(error)

    def cdf(c):
        return weight @ stats.t.cdf((c - effect) / error, df)

    wide = 50 * error.max()
    low, high = (
        optimize.brentq(lambda c, q=q: cdf(c) - q, -wide, wide, xtol=1e-13) for q in (0.025, 0.975)
    )
    return weight @ effect, low, high, 2 * min(cdf(0), 1 - cdf(0))


@pytest.fixture
def diary():
    """Ninety days with gaps, an amount as exposure, trend and weekdays."""
    rng = np.random.default_rng(4)
    day = np.sort(rng.choice(90, 60, replace=False)).astype(float)
    nuisance = independent_columns(calendar_columns(day, day.astype(int) % 7))
    x = rng.integers(2, 11, len(day)) * 1.0
    y = 3 + 0.3 * x + 0.01 * day + rng.multivariate_normal(np.zeros(60), covariance(day, 0.6))
    return day, y, x, nuisance


def test_ar1_regression_agrees_with_dense_algebra(diary):
    day, y, x, nuisance = diary
    (fit,) = regress_ar1(day, y, x[:, None], nuisance)
    grid = [(phi, 0.0) for phi in AR1_GRID]
    expected = dense_reference(day, y, x, nuisance, grid)
    np.testing.assert_allclose((fit.effect, fit.low, fit.high, fit.p), expected, rtol=1e-10)


def test_ar1_noise_regression_agrees_with_dense_algebra(diary):
    day, y, x, nuisance = diary
    (fit,) = regress_ar1_noise(day, y, x[:, None], nuisance)
    expected = dense_reference(day, y, x, nuisance, AR1_NOISE_GRID)
    np.testing.assert_allclose((fit.effect, fit.low, fit.high, fit.p), expected, rtol=1e-10)


@pytest.mark.parametrize("phi", [-0.3, 0.0, 0.5, 0.98])
def test_at_one_phi_without_gaps_it_is_statsmodels_gls(monkeypatch, phi):
    rng = np.random.default_rng(1)
    day = np.arange(80.0)
    x, y = rng.normal(size=80), rng.normal(size=80).cumsum() / 5
    nuisance = calendar_columns(day, day.astype(int) % 7)
    monkeypatch.setattr(regression, "AR1_GRID", np.array([phi]))
    (fit,) = regress_ar1(day, y, x[:, None], nuisance)
    gls = sm.GLS(y, np.column_stack([nuisance, x]), sigma=covariance(day, phi)).fit()
    low, high = gls.conf_int()[-1]
    np.testing.assert_allclose(
        (fit.effect, fit.low, fit.high, fit.p), (gls.params[-1], low, high, gls.pvalues[-1]),
        rtol=1e-8,
    )  # fmt: skip


def test_it_agrees_with_sarimax_at_the_phi_that_sarimax_finds(monkeypatch):
    """Maximum likelihood with gaps as missing values: another route to the same effect."""
    rng = np.random.default_rng(6)
    day = np.sort(rng.choice(200, 160, replace=False)).astype(float)
    x = rng.normal(size=160)
    y = 4 + 0.4 * x + rng.multivariate_normal(np.zeros(160), covariance(day, 0.6))
    design = np.column_stack([np.ones(160), x])
    series, columns = np.full(200, np.nan), np.zeros((200, 2))
    series[day.astype(int)], columns[day.astype(int)] = y, design
    ml = sm.tsa.SARIMAX(series, exog=columns, order=(1, 0, 0)).fit(disp=False, maxiter=500)
    monkeypatch.setattr(regression, "AR1_GRID", np.array([ml.params[2]]))
    (at_ml,) = regress_ar1(day, y, x[:, None], np.ones((160, 1)))
    assert at_ml.effect == pytest.approx(ml.params[1], abs=1e-4)
    monkeypatch.undo()
    (averaged,) = regress_ar1(day, y, x[:, None], np.ones((160, 1)))
    assert averaged.memory == pytest.approx(ml.params[2], abs=0.05)
    assert averaged.effect == pytest.approx(ml.params[1], abs=0.02)


def test_independent_days_by_hand(monkeypatch):
    """Four days, phi 0: the difference of two means, worked on paper.

    Without: 1 and 3, mean 2. With: 4 and 6, mean 5. Effect 3; squares within
    2 + 2 = 4 on 2 degrees of freedom; error sqrt(2 * (1/2 + 1/2)) = 1.41421;
    t(.975, 2) = 4.30265, so 3 -+ 6.08487.
    """
    monkeypatch.setattr(regression, "AR1_GRID", np.array([0.0]))
    day, y, x = np.arange(4.0), np.array([1.0, 4, 3, 6]), np.array([0.0, 1, 0, 1])
    (fit,) = regress_ar1(day, y, x[:, None], np.ones((4, 1)))
    assert fit.df == 2
    np.testing.assert_allclose((fit.effect, fit.low, fit.high), (3, -3.08487, 9.08487), atol=1e-5)


def test_each_exposure_is_fitted_as_if_alone(diary):
    day, y, x, nuisance = diary
    other = np.sin(day)
    together = regress_ar1(day, y, np.column_stack([x, other]), nuisance)
    alone = [regress_ar1(day, y, v[:, None], nuisance)[0] for v in (x, other)]
    for a, b in zip(together, alone, strict=True):
        np.testing.assert_allclose((a.effect, a.low, a.p), (b.effect, b.low, b.p), rtol=1e-9)


def test_a_gap_is_not_a_neighbour(diary):
    """Days far apart tell nothing of each other: a very long gap splits the diary."""
    day, y, x, nuisance = diary
    (near,) = regress_ar1(day, y, x[:, None], nuisance)
    (far,) = regress_ar1(np.where(day > 45, day + 7000, day), y, x[:, None], nuisance)
    assert near.effect != pytest.approx(far.effect, rel=1e-6)
    assert far.memory == pytest.approx(near.memory, abs=0.3)


@pytest.mark.parametrize("factor", [60.0, -1.0, 1e-6])
def test_units_scale_the_effect_and_nothing_else(diary, factor):
    day, y, x, nuisance = diary
    (a,) = regress_ar1(day, y, x[:, None], nuisance)
    (b,) = regress_ar1(day, y + 100, factor * x[:, None] + 7, nuisance)
    assert b.effect * factor == pytest.approx(a.effect, rel=1e-9)
    assert (b.p, b.memory) == pytest.approx((a.p, a.memory), rel=1e-6)


def test_interval_and_false_alarms_keep_their_promise():
    """Four hundred diaries of nothing, phi .7: about one in twenty alarms."""
    rng = np.random.default_rng(11)
    day = np.arange(60.0)
    nuisance = calendar_columns(day, day.astype(int) % 7)
    noise = rng.multivariate_normal(np.zeros(60), covariance(day, 0.7), size=400)
    exposures = rng.normal(size=(400, 60))
    alarms = sum(
        regress_ar1(day, y, x[:, None], nuisance)[0].p <= 0.05
        for y, x in zip(noise, exposures, strict=True)
    )
    # Binomial(400, .05): 8 to 33 holds 99.9 %.
    assert 8 <= alarms <= 33


def test_a_slow_contrast_under_noise_keeps_its_promise():
    """A straight line held against AR(1) plus noise, where plain AR(1) is too sure."""
    rng = np.random.default_rng(5)
    day = np.arange(120.0)
    nuisance = calendar_columns(day, day.astype(int) % 7, trend=False)
    pain = rng.multivariate_normal(np.zeros(120), covariance(day, 0.8, 0.4), size=300)
    alarms = sum(regress_ar1_noise(day, y, day[:, None] / 119, nuisance)[0].p <= 0.05 for y in pain)
    assert alarms <= 27  # Binomial(300, .05): 99.9 % quantile.


def test_a_planted_effect_is_recovered():
    rng = np.random.default_rng(3)
    day = np.sort(rng.choice(400, 330, replace=False)).astype(float)
    nuisance = calendar_columns(day, day.astype(int) % 7)
    x = rng.normal(size=330)
    y = 4 + 0.5 * x + rng.multivariate_normal(np.zeros(330), covariance(day, 0.5))
    (fit,) = regress_ar1(day, y, x[:, None], nuisance)
    assert fit.low < 0.5 < fit.high
    assert fit.high - fit.low < 0.3
    assert fit.memory == pytest.approx(0.5, abs=0.15)


def test_a_fit_without_residual_is_called_perfect():
    day = np.arange(40.0)
    x = np.tile([0.0, 1, 1, 0, 1], 8)
    nuisance = calendar_columns(day, day.astype(int) % 7)
    (perfect,) = regress_ar1(day, 2 + 3 * x, x[:, None], nuisance)
    assert perfect.perfect
    rng = np.random.default_rng(0)
    (ordinary,) = regress_ar1(day, 2 + 3 * x + rng.normal(size=40), x[:, None], nuisance)
    assert not ordinary.perfect


def test_a_weekday_that_never_occurs_leaves_no_column():
    day = np.array([d for d in range(70) if d % 7 != 2], dtype=float)
    columns = independent_columns(calendar_columns(day, day.astype(int) % 7))
    assert columns.shape == (60, 7)
    assert np.linalg.matrix_rank(columns) == 7


def test_a_weekend_factor_is_explained_by_the_calendar():
    day = np.arange(60.0)
    weekday = day.astype(int) % 7
    nuisance = calendar_columns(day, weekday)
    assert is_explained((weekday >= 5).astype(float), nuisance)
    assert is_explained(np.full(60, 3.0), nuisance)
    assert not is_explained(np.sin(day), nuisance)


def test_smallest_detectable_effect_by_hand():
    """With many days: 1.96 becomes 1.96 + .8416, so 1.4294 half intervals."""
    found = smallest_detectable(np.array(-1.0), np.array(1.0), np.array(1e6))
    assert found == pytest.approx(1.42941, abs=1e-4)


def test_four_times_the_days_show_half_the_effect():
    assert days_for(effect=1.0, detectable=2.0, n_days=50) == 200


def test_a_share_is_as_reliable_as_its_days_are_known():
    """By hand: windows of 2 with shares 1, 1 (half known), 0, 0 hold 2, 1, 0, 0 sessions."""
    assert share_reliability(np.array([1.0, 1.0, 0.0, 0.0]), 2, 1) == pytest.approx(1)
    gap = np.array([1.0, 1.0, np.nan, 0.0, 0.0])
    # Shares 1, 1, 0, 0 of days known; in truth 1, 1/2, 0, 0: slope 3/4.
    assert share_reliability(gap, 2, 1) == pytest.approx(0.75)
    # With both days known asked for, nothing is guessed.
    assert share_reliability(gap, 2, 2) == pytest.approx(1)
    assert share_reliability(np.full(9, np.nan), 7, 4) == 1
    assert share_reliability(gap, 7, 4) == 1
