"""The fast quantiles of a mixture are those that a root finder finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from backpain_analysis.mixture import average_t


def by_root_finder(effect, error, weight, df):
    """Low, high and p of one mixture: slow and plain."""

    def below(c):
        return weight @ stats.t.cdf((c - effect) / error, df)

    ends = effect[None] + error * stats.t.ppf([[0.025], [0.975]], df)
    low, high = (
        optimize.brentq(lambda c, q=q: below(c) - q, of.min() - 1, of.max() + 1, xtol=1e-14)
        for q, of in zip((0.025, 0.975), ends, strict=True)
    )
    return low, high, min(1.0, 2 * min(below(0), weight @ stats.t.sf(-effect / error, df)))


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), df=st.integers(1, 4000), apart=st.sampled_from([0, 0.1, 3, 40]))
@example(seed=1, df=12, apart=40)
def test_quantiles_and_p_are_those_of_a_root_finder(seed, df, apart):
    rng = np.random.default_rng(seed)
    effect = 0.5 + apart * rng.normal(size=(9, 3))
    error = rng.uniform(0.2, 2, (9, 3))
    log_weight = 6 * rng.normal(size=(9, 3))
    fast = average_t(effect, error, log_weight, np.full(3, df))
    for k in range(3):
        slow = by_root_finder(effect[:, k], error[:, k], fast.weight[:, k], df)
        np.testing.assert_allclose(
            (fast.low[k], fast.high[k], fast.p[k]), slow, rtol=1e-10, atol=1e-10
        )


@pytest.mark.parametrize("effect", [-60.0, 60.0])
def test_a_tiny_p_keeps_its_digits(effect):
    fast = average_t(np.full((2, 1), effect), np.ones((2, 1)), np.zeros((2, 1)), np.array([100]))
    assert fast.p[0] == pytest.approx(2 * stats.t.sf(60, 100), rel=1e-9)
