"""What a person would use instead, as p values; NaN where it fails."""

from __future__ import annotations

import warnings

import numpy as np
import statsmodels.api as sm
from scipy import stats

from backpain_analysis.regression import Array


def pearson(y: Array, x: Array) -> float:
    """Pearson's correlation, as pingouin and the apps compute it."""
    return float(stats.pearsonr(x, y).pvalue)


def spearman(y: Array, x: Array) -> float:
    """Spearman's rank correlation."""
    return float(stats.spearmanr(x, y).pvalue)


def newey_west(y: Array, x: Array, nuisance: Array) -> float:
    """Least squares with Newey-West errors, lags by the usual rule of thumb."""
    lags = int(np.ceil(4 * (len(y) / 100) ** (2 / 9)))
    fit = sm.OLS(y, np.column_stack([nuisance, x])).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    return float(fit.pvalues[-1])


def sarimax(day: Array, y: Array, x: Array, nuisance: Array) -> float:
    """Regression with AR(1) errors by maximum likelihood, gaps as missing."""
    at = (day - day[0]).astype(int)
    series = np.full(at[-1] + 1, np.nan)
    series[at] = y
    columns = np.zeros((len(series), nuisance.shape[1] + 1))
    columns[at] = np.column_stack([nuisance, x])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = sm.tsa.SARIMAX(series, exog=columns, order=(1, 0, 0)).fit(disp=False)
    return float(fit.pvalues[nuisance.shape[1]])


def told_phi(
    day: Array, y: Array, x: Array, nuisance: Array, phi: float
) -> tuple[float, float, float]:
    """Generalised least squares told the true phi: p, low and high."""
    sigma = phi ** np.abs(day[:, None] - day[None, :])
    fit = sm.GLS(y, np.column_stack([nuisance, x]), sigma=sigma).fit()
    low, high = fit.conf_int()[-1]
    return float(fit.pvalues[-1]), float(low), float(high)


def slope(day: Array, y: Array) -> float:
    """Least-squares line over the days."""
    return float(stats.linregress(day, y).pvalue)


def mann_kendall(day: Array, y: Array) -> float:
    """Mann-Kendall's trend test (Kendall's tau against time)."""
    return float(stats.kendalltau(day, y).pvalue)


def welch(before: Array, after: Array) -> float:
    """Welch's t test of the days before and after."""
    return float(stats.ttest_ind(before, after, equal_var=False).pvalue)
