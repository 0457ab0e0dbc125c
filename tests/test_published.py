"""A published analysis of real data, reproduced; skipped where the data is absent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from examples.published_correlations import ask_again, reproduce

DATA = Path(__file__).parents[2] / "shared" / "real_data" / "myaiguide"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data is not here")


@pytest.fixture(scope="module")
def daily():
    return pd.read_csv(DATA / "participant1_daily.csv", index_col=0, parse_dates=True)


@pytest.fixture(scope="module")
def rows(daily):
    return reproduce(daily, pd.read_csv(DATA / "published_correlations_pain_only.csv"))


def test_all_rows_whose_columns_are_there_are_reproduced(rows):
    assert len(rows) == 38
    np.testing.assert_allclose(rows["r"], rows["Correlation"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(rows["p"], rows["P-value"], rtol=1e-6)
    first = rows.iloc[0]
    assert (first["Variable_1"], first["Lag"], first["n_days"]) == (
        "scooterRiding", "next_5_days", 1949,
    )  # fmt: skip


def test_few_of_the_significant_links_stay_once_days_may_resemble_each_other(daily, rows):
    both = ask_again(daily, rows)
    assert both["ours_p"].notna().all()
    # Neighbouring days of such series resemble each other strongly; of 38 links
    # that plain correlation calls significant, at most a few are more than that.
    assert (both["ours_q"] <= 0.05).sum() <= 5
