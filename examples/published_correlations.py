"""A published analysis of one person's pain, reproduced and then asked again.

    python -m examples.published_correlations DAILY.csv PUBLISHED.csv

The two files come from the public repository oliviermirat/MyAIGuide: one
person's daily pains and exposures, and the "significant" Pearson correlations
that its script printed between exposures and the pain of the days after. The
correlations are reproduced; then `rank_triggers` is asked about the same
series, and both answers are printed side by side.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

import backpain_analysis as bp

PERIOD = slice("2016-05-01", "2021-09-01")
LAGS = {"same_day": 0, "next_day": 1} | {f"next_{k}_days": k for k in range(2, 6)}


def rescale(series: pd.Series) -> pd.Series:
    """Place of a value between the least and most of its last 180 days; 0 where undefined."""
    window = series.rolling(180, min_periods=1)
    return ((series - window.min()) / (window.max() - window.min())).fillna(0.0)


def following(series: pd.Series, days: int) -> pd.Series:
    """Mean of the days after, as many as there are."""
    backwards = series[::-1].shift(1).rolling(days, min_periods=1).mean()
    return backwards[::-1]


def reproduce(daily: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Compute the published correlations whose columns are in the file.

    Parameters
    ----------
    daily : pandas.DataFrame
        One row per day, by date.
    published : pandas.DataFrame
        ``Variable_1``, ``Variable_2``, ``Lag``, ``Correlation``, ``P-value``.

    Returns
    -------
    pandas.DataFrame
        The rows that can be computed, with ``r``, ``p`` and ``n_days`` added.
    """
    known = published["Variable_1"].isin(daily) & published["Variable_2"].isin(daily)
    rows = published.loc[known].reset_index(drop=True)
    found = [
        _correlate(daily, row["Variable_1"], row["Variable_2"], LAGS[row["Lag"]])
        for _, row in rows.iterrows()
    ]
    return rows.join(pd.DataFrame(found, columns=["r", "p", "n_days"]))


def _correlate(daily: pd.DataFrame, name: str, pain: str, lag: int) -> tuple[float, float, int]:
    x, y = rescale(daily.loc[PERIOD, name]), rescale(daily.loc[PERIOD, pain])
    later = following(y, lag) if lag else y
    both = x.notna() & later.notna()
    result = stats.pearsonr(x[both], later[both])
    return float(result.statistic), float(result.pvalue), int(both.sum())


def ask_again(daily: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Put `rank_triggers` beside the published rows, on the same rescaled series.

    Parameters
    ----------
    daily : pandas.DataFrame
        One row per day, by date.
    rows : pandas.DataFrame
        From `reproduce`, all of one pain.

    Returns
    -------
    pandas.DataFrame
            The rows with ``lag_days``, ``effect``, ``ours_p`` and ``ours_q``
        added. Its verdicts are left out: they are about points of pain, and
        these series run from 0 to 1.
    """
    (pain,) = rows["Variable_2"].unique()
    names = list(dict.fromkeys(rows["Variable_1"]))
    series = daily.loc[PERIOD, [pain, *names]].apply(rescale)
    ranking = bp.rank_triggers(series, outcome=pain, factors=names, lags=sorted(LAGS.values()))
    ours = ranking.table.rename(columns={"factor": "Variable_1", "p": "ours_p", "q": "ours_q"})
    columns = ["Variable_1", "lag_days", "effect", "ours_p", "ours_q"]
    asked = rows.assign(lag_days=rows["Lag"].map(LAGS))
    return asked.merge(ours[columns], how="left", on=["Variable_1", "lag_days"])


def main() -> None:
    """Print both answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("daily", type=Path)
    parser.add_argument("published", type=Path)
    options = parser.parse_args()
    daily = pd.read_csv(options.daily, index_col=0, parse_dates=True)
    rows = reproduce(daily, pd.read_csv(options.published))
    off = np.abs(rows["r"] - rows["Correlation"]).max()
    print(f"{len(rows)} published correlations reproduced; the largest difference is {off:.1e}.\n")
    both = ask_again(daily, rows)
    shown = both[["Variable_1", "Lag", "r", "p", "effect", "ours_p", "ours_q"]]
    print(shown.to_string(index=False, float_format=lambda v: f"{v:.3g}"))
    stays = both["ours_q"] <= 0.05
    turned = stays & (np.sign(both["effect"]) != np.sign(both["r"]))
    print(
        f"\nOf {len(both)} significant links {(both['ours_p'] <= 0.05).sum()} have p <= .05 here, "
        f"{stays.sum()} q <= .05; of these {turned.sum()} with the other sign."
    )


if __name__ == "__main__":
    main()
