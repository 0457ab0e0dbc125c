"""A fair on/off test: the schedule by hand, its answer on planted truth."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.errors import NotEnoughData
from backpain_analysis.regression import regress_ar1_noise
from backpain_analysis.trial import Variability, own_variability, propose_trial
from backpain_analysis.trial_answer import answer_trial

MONDAY = pd.Timestamp("2026-01-05")
LATER = pd.Timestamp("2030-01-01")
#: Whether there is an entry: every day, and nine days in ten.
EVERY, MOST = np.ones(10, bool), np.arange(10) > 0
CALM = Variability(spread=0.8, memory=0.3, noise=0.2, recorded=MOST)


def live(schedule, effect, *, seed=0, sd=0.8):
    rng = np.random.default_rng(seed)
    on = (schedule["condition"] == "on").to_numpy()
    pain = 5 + effect * on + rng.normal(0, sd, len(schedule))
    return pd.DataFrame({"pain": pain}, index=pd.DatetimeIndex(schedule["date"]))


def test_each_pair_has_a_block_with_and_one_without():
    plan = propose_trial(CALM, "stretching", MONDAY, block_days=5, washout_days=2)
    days = plan.schedule
    assert len(days) == plan.pairs * 10
    assert (days.groupby("block")["condition"].nunique() == 1).all()
    assert (days.groupby("pair")["condition"].nunique() == 2).all()
    assert (days.groupby("block")["counts"].sum() == 3).all()
    assert not days.groupby("block")["counts"].first().any()
    assert days["date"].tolist() == list(pd.date_range(MONDAY, periods=len(days)))


def test_the_order_is_drawn_and_the_seed_brings_it_back():
    orders = {
        seed: tuple(propose_trial(CALM, "x", MONDAY, seed=seed).schedule["condition"])
        for seed in range(20)
    }
    assert len(set(orders.values())) > 15
    assert orders[3] == tuple(propose_trial(CALM, "x", MONDAY, seed=3).schedule["condition"])


def test_a_bumpier_diary_needs_more_pairs_and_says_when_even_that_is_too_few():
    calm = propose_trial(CALM, "x", MONDAY)
    bumpy = propose_trial(Variability(1.2, 0.3, 0.2, MOST), "x", MONDAY)
    wild = propose_trial(Variability(4.0, 0.3, 0.2, MOST), "x", MONDAY)
    assert calm.pairs < bumpy.pairs
    assert calm.enough
    assert calm.power >= 0.8
    assert not wild.enough
    assert wild.smallest_detectable > 2


def test_a_planted_effect_is_found_with_its_size():
    plan = propose_trial(CALM, "x", MONDAY)
    answer = answer_trial(live(plan.schedule, -1.5), plan.schedule, today=LATER)
    assert answer.verdict == "less_pain"
    assert answer.low < -1.5 < answer.high
    worse = answer_trial(live(plan.schedule, 1.5), plan.schedule, today=LATER)
    assert worse.verdict == "more_pain"


def test_the_randomisation_p_by_hand():
    """Six pairs, each 1 point worse "on": of 64 orders only this one and its mirror
    image are as extreme."""
    plan = propose_trial(Variability(0.3, 0.0, 0.0, EVERY), "x", MONDAY)
    assert plan.pairs == 6
    answer = answer_trial(live(plan.schedule, 1.0, sd=0.01), plan.schedule, today=LATER)
    assert answer.schedules == 64
    assert answer.p == pytest.approx(2 / 64)


@pytest.mark.parametrize("effect", [0.0, -0.6, 1.5])
def test_p_and_interval_are_those_of_every_schedule_tried_one_by_one(effect):
    """Generalised least squares written out for each of the 64 orders, gaps and all; an effect
    is in the interval where the same test, with that effect taken off, has p above .05."""
    plan = propose_trial(
        Variability(0.3, 0.0, 0.0, EVERY), "x", MONDAY, block_days=5, washout_days=2
    )
    assert plan.pairs == 6
    days = live(plan.schedule, effect, seed=3)
    days.iloc[[3, 17, 18, 40], 0] = np.nan
    counts = (plan.schedule["counts"] & days["pain"].notna().to_numpy()).to_numpy()
    day, pain = np.flatnonzero(counts).astype(float), days["pain"].to_numpy()[counts]
    drawn = plan.schedule.groupby("pair")["condition"].first().eq("on").to_list()

    def exposure(order):
        on = np.repeat([side for first in order for side in (first, not first)], 5)[counts]
        return on.astype(float)

    calendar = np.column_stack(
        [np.ones(len(day)), day, *(day % 7 == weekday for weekday in range(1, 7))]
    )
    flat = calendar[:, [0, 2, 3, 4, 5, 6, 7]]
    turning = [exposure(drawn) - exposure([*drawn[:k], not drawn[k], *drawn[k + 1 :]])
               for k in range(6)]  # fmt: skip
    (fit,) = regress_ar1_noise(day, pain, day[:, None], np.column_stack([flat, *turning]))
    apart = np.abs(day[:, None] - day)
    inverse = np.linalg.inv(
        (1 - fit.noise) * max(fit.memory, 0) ** apart + fit.noise * np.eye(len(day))
    )

    def p_of(tested):
        def z(order):
            x = np.column_stack([exposure(order), calendar])
            spread = np.linalg.inv(x.T @ inverse @ x)
            freed = pain - tested * exposure(drawn)
            return abs((spread @ x.T @ inverse @ freed)[0]) / np.sqrt(spread[0, 0])

        every = [z(order) for order in itertools.product((True, False), repeat=6)]
        return sum(other >= z(drawn) - 1e-9 for other in every) / 64

    answer = answer_trial(days, plan.schedule, today=LATER)
    assert answer.p == p_of(0.0)
    for bound, outwards in ((answer.low, -1e-6), (answer.high, 1e-6)):
        assert p_of(bound + outwards) <= 0.05 < p_of(bound - outwards)


def test_an_effect_moves_estimate_and_interval_and_nothing_else():
    """Added to every "on" day, three points are three points more, whatever the memory."""
    plan = propose_trial(CALM, "x", MONDAY)
    one, more = (
        answer_trial(live(plan.schedule, effect, seed=7), plan.schedule, today=LATER)
        for effect in (0.0, 3.0)
    )
    for name in ("effect", "low", "high"):
        assert getattr(more, name) == pytest.approx(getattr(one, name) + 3)


def test_pain_that_is_nothing_but_the_effect_is_answered_exactly():
    plan = propose_trial(CALM, "x", MONDAY)
    days = live(plan.schedule, -2.0, sd=0.0)
    answer = answer_trial(days, plan.schedule, today=LATER)
    assert (answer.low, answer.high) == (pytest.approx(-2), pytest.approx(-2))
    assert answer.p == 2 / answer.schedules


def test_pairs_without_entries_leave_too_few_orders_to_tell():
    """Nothing recorded in all but four pairs: of 16 orders two always look as clear."""
    plan = propose_trial(CALM, "x", MONDAY, block_days=7)
    days = live(plan.schedule, -3.0)
    days.loc[(plan.schedule["pair"] > 4).to_numpy(), "pain"] = np.nan
    answer = answer_trial(days, plan.schedule, today=LATER)
    assert (answer.verdict, answer.p, answer.low) == ("not_enough_data", None, None)


def test_nothing_is_tested_before_the_end():
    plan = propose_trial(CALM, "x", MONDAY)
    days = live(plan.schedule, -3.0)
    answer = answer_trial(days, plan.schedule, today=plan.schedule["date"].iloc[-3])
    assert (answer.verdict, answer.days_left, answer.p) == ("running", 2, None)


def test_washout_days_do_not_count():
    plan = propose_trial(CALM, "x", MONDAY, block_days=4, washout_days=1)
    days = live(plan.schedule, 0.0)
    wild = days.copy()
    wild.loc[~plan.schedule["counts"].to_numpy(), "pain"] = 10
    one, two = (answer_trial(d, plan.schedule, today=LATER) for d in (days, wild))
    assert one.p == two.p


def test_false_alarms_and_power_keep_their_promise():
    """Sixty tests of nothing, and of the effect that the plan was made for."""
    variability = Variability(1.0, 0.0, 0.0, EVERY)
    plan = propose_trial(variability, "x", MONDAY)
    alarms, found = 0, 0
    for seed in range(60):
        schedule = propose_trial(variability, "x", MONDAY, seed=seed).schedule
        nothing, real = (live(schedule, effect, seed=seed, sd=1.0) for effect in (0, 1))
        alarms += answer_trial(nothing, schedule, today=LATER).p <= 0.05
        found += answer_trial(real, schedule, today=LATER).p <= 0.05
    assert alarms <= 9  # Binomial(60, .05): 99.9 % quantile.
    assert found / 60 == pytest.approx(plan.power, abs=0.15)


def test_variability_is_the_diarys_own():
    rng = np.random.default_rng(2)
    slow = np.zeros(400)
    for t in range(1, 400):
        slow[t] = 0.7 * slow[t - 1] + np.sqrt(1 - 0.49) * rng.normal()
    pain = 5 + slow + np.sqrt(0.3) * rng.normal(size=400)
    days = pd.DataFrame({"pain": pain}, index=pd.date_range(MONDAY, periods=400))
    found = own_variability(days)
    assert found.spread == pytest.approx(np.sqrt(1.3), abs=0.15)
    assert found.memory == pytest.approx(0.7, abs=0.15)
    assert found.recorded.all()


def test_too_short_a_diary_plans_nothing():
    days = pd.DataFrame({"pain": [3.0, 4] * 10}, index=pd.date_range(MONDAY, periods=20))
    with pytest.raises(NotEnoughData, match="20 recorded days"):
        own_variability(days)


def test_a_block_must_leave_days_that_count():
    with pytest.raises(ValueError, match="leaves none"):
        propose_trial(CALM, "x", MONDAY, block_days=2, washout_days=2)


def test_few_entries_give_a_chance_and_never_no_number():
    """With half of the days recorded, six short pairs may leave nothing beside weekdays."""
    half = np.random.default_rng(1).random(90) < 0.5
    sparse = Variability(1.26, 0.6, 0.16, half)
    for seed in range(5):
        plan = propose_trial(sparse, "x", MONDAY, seed=seed, block_days=2)
        assert 0 < plan.power < 1
        assert plan.smallest_detectable > 0


def test_a_schedule_that_the_weekdays_explain_is_not_answered():
    """Recorded on Mondays with it and Tuesdays without alone."""
    plan = propose_trial(CALM, "x", MONDAY, block_days=2, washout_days=1)
    days = live(plan.schedule, -1.0)
    weekday = days.index.day_of_week.to_numpy()
    on = (plan.schedule["condition"] == "on").to_numpy()
    days.loc[~((on & (weekday == 0)) | (~on & (weekday == 1))), "pain"] = np.nan
    answer = answer_trial(days, plan.schedule, today=LATER)
    assert (answer.verdict, answer.p) == ("not_enough_data", None)


def test_gaps_in_a_diary_are_expected_in_the_test_too():
    """A quarter of the days missing costs less where they lie apart than in whole weeks, which
    leave pairs without an entry."""
    apart, weeks = np.arange(84) % 4 > 0, np.arange(84) % 28 >= 7
    assert apart.mean() == weeks.mean()
    every, some, fewer = (
        propose_trial(Variability(1.3, 0.3, 0.2, days), "x", MONDAY).smallest_detectable
        for days in (EVERY, apart, weeks)
    )
    assert every < some < fewer


def test_what_a_short_diary_leaves_open_lowers_the_promise():
    calm = Variability(1.0, 0.3, 0.2, MOST)
    sure, unsure = (propose_trial(replace(calm, df=df), "x", MONDAY, effect=1.5) for df in (0, 8))
    assert (unsure.pairs, -unsure.power) > (sure.pairs, -sure.power)
    short, long = (
        own_variability(live(propose_trial(CALM, "x", MONDAY, block_days=days).schedule, 0.0))
        for days in (4, 20)
    )
    assert 0 < short.df < long.df
