"""The simulated twin: a diary's own days and gaps with known truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.twin import simulate_twin
from backpain_analysis.wording import say_twin


def diary(n, *, sd=1.2, phi=0.5, seed=0):
    rng = np.random.default_rng(seed)
    error, pain = 0.0, np.zeros(n)
    for t in range(n):
        error = phi * error + np.sqrt(1 - phi**2) * rng.normal()
        pain[t] = np.clip(np.round(5 + sd * error), 0, 10)
    return pd.DataFrame(
        {
            "pain": np.where(rng.random(n) < 0.15, np.nan, pain),
            "sitting_hours": rng.integers(3, 11, n) * 1.0,
            "lifting": (rng.random(n) < 0.3) * 1.0,
        },
        index=pd.date_range("2026-01-05", periods=n),
    )


def test_memory_and_spread_are_the_diarys_own():
    twin = simulate_twin(diary(400, sd=1.5, phi=0.6), n_diaries=2)
    assert twin.memory == pytest.approx(0.6, abs=0.12)
    assert twin.spread == pytest.approx(1.5, abs=0.25)


def test_where_nothing_is_going_on_it_rarely_claims_anything():
    twin = simulate_twin(diary(120), n_diaries=60, factors=["sitting_hours"])
    assert twin.false_claims <= 9 / 60  # Binomial(60, .05): 99.9 % quantile.


def test_a_longer_diary_finds_more():
    short = simulate_twin(diary(45), n_diaries=30, factors=["lifting"])
    long = simulate_twin(diary(300), n_diaries=30, factors=["lifting"])
    assert long.table["found"].item() > 0.9
    assert short.table["found"].item() < long.table["found"].item()


def test_same_seed_same_answer():
    days = diary(60)
    one, two = (simulate_twin(days, n_diaries=5, seed=3) for _ in range(2))
    assert one.false_claims == two.false_claims
    pd.testing.assert_frame_equal(one.table, two.table)


def test_the_diary_itself_is_left_alone():
    days = diary(60)
    before = days.copy()
    simulate_twin(days, n_diaries=2)
    pd.testing.assert_frame_equal(days, before)


@pytest.mark.parametrize(
    "days", [diary(15), diary(60)[["pain"]], diary(60).assign(pain=4.0)],
    ids=["fifteen days", "nothing but pain", "pain that never varies"],
)  # fmt: skip
def test_where_there_is_too_little_it_says_so(days):
    twin = simulate_twin(days)
    assert (twin.verdict, twin.n_diaries, twin.false_claims) == ("not_enough_data", 0, None)
    assert twin.table.empty
    assert "20 recorded days" in say_twin(twin)[0]


def test_a_factor_that_was_never_written_down_beside_pain_is_never_found():
    twin = simulate_twin(diary(60).assign(lifting=np.nan), n_diaries=3)
    assert twin.table.set_index("factor").loc["lifting", ["found", "claimed"]].tolist() == [0, 0]
