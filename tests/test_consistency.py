"""Stretching and pain, both ways, on logbooks whose truth is known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.reading.settings import Settings
from tests.test_adherence import plan
from tests.test_sessions import routine

NOTHING = plan()


def logbook(session, pain, *, asked=NOTHING):
    """One diary entry a day; a routine row on the days with a session."""
    dates = pd.date_range("2026-01-05", periods=len(pain))
    days = pd.DataFrame({"pain": np.asarray(pain, dtype=float)}, index=dates)
    done = dates[np.asarray(session) > 0]
    log = routine(*({"date": str(date.date())} for date in done))
    diary = pd.DataFrame({"date": dates})
    book = SimpleNamespace(
        diary=diary,
        routine=log,
        plan=asked,
        measures={},
        sources=(),
        settings=Settings(),
        routine_start=None,
    )
    return book, days


def simulate(n, *, works=0.0, reacts=0.0, seed=0):
    """Pain 5 with memory; ``works`` points from never to daily over 7 days,
    ``reacts`` in probability of a session per point of yesterday's pain."""
    rng = np.random.default_rng(seed)
    session, pain, error = np.zeros(n), np.zeros(n), 0.0
    habit = 0.5
    for t in range(n):
        if t % 25 == 0:
            habit = rng.uniform(0.2, 0.8)
        yesterday = pain[t - 1] if t else 5.0
        session[t] = rng.random() < np.clip(habit + reacts * (yesterday - 5), 0.02, 0.98)
        error = 0.5 * error + rng.normal(0, 1)
        pain[t] = 5 + works * (session[max(t - 7, 0) : t].mean() - 0.5 if t else 0) + error
    return session, pain


def test_the_planted_link_is_recovered():
    book, days = logbook(*simulate(900, works=-2.5, seed=1))
    result = stretching_consistency(book, days)
    assert result.link.low < -2.5 < result.link.high < 0
    assert result.link.verdict == "clear"
    # Stretching lowers pain here; never must that read as pain leading to stretching.
    assert not result.reverse.low > 0


def test_stretching_when_it_hurts_is_not_read_as_stretching_hurts():
    """Pain decides, stretching does nothing: about one alarm in twenty, and the reverse is seen."""
    alarms, seen = 0, 0
    for seed in range(40):
        book, days = logbook(*simulate(150, reacts=0.12, seed=seed))
        result = stretching_consistency(book, days)
        alarms += result.link.p <= 0.05
        seen += result.reverse.p <= 0.05
    assert alarms <= 7  # Binomial(40, .05): 99.9 % quantile.
    assert seen >= 35


def test_the_window_ends_yesterday_and_needs_four_known_days():
    session = [1, 1, 0, 1, 0, 0, 0, 1, 0]
    book, days = logbook(session, range(9))
    share = stretching_consistency(book, days).table["share"]
    # Day 4 sees 1, 1, 0, 1; day 7 sees the seven before it, not its own.
    assert share.iloc[:4].isna().all()
    assert share.iloc[[4, 7, 8]].tolist() == pytest.approx([3 / 4, 3 / 7, 3 / 7])


def test_days_are_counted_as_known():
    book, days = logbook([1, 0, 1, 1, 0], [3, 3, 3, 3, 3])
    book.diary = book.diary.iloc[:-1]
    days.iloc[-1] = np.nan
    result = stretching_consistency(book, days)
    assert (result.sessions, result.days_with_session, result.days_covered) == (3, 3, 4)
    assert result.share_of_days == pytest.approx(0.75)


def test_a_log_that_starts_late_covers_from_its_first_row():
    book, days = logbook([0, 0, 0, 1, 0, 1], [3] * 6)
    result = stretching_consistency(book, days)
    assert result.days_covered == 3
    assert result.table["session"].isna().sum() == 3


@pytest.mark.parametrize(
    ("session", "reason"),
    [
        ([0] * 100, "few_days"),
        ([1] * 100, "share_hardly_varies"),
        ([1, 0] * 16, "few_days"),
    ],
)
def test_too_little_for_the_link_is_named(session, reason):
    rng = np.random.default_rng(0)
    book, days = logbook(session, rng.normal(5, 1, len(session)))
    link = stretching_consistency(book, days).link
    assert (link.verdict, link.reason, link.effect) == ("not_enough_data", reason, None)


@pytest.mark.parametrize(
    ("sessions", "reason"), [(96, "few_days_without"), (95, None), (5, None), (4, "few_sessions")]
)
def test_the_reverse_needs_five_days_of_each(sessions, reason):
    """The first day has no yesterday; a session there makes the log cover all."""
    rng = np.random.default_rng(0)
    session = np.zeros(101)
    session[0] = 1
    session[1:][rng.choice(100, sessions, replace=False)] = 1
    book, days = logbook(session, rng.normal(5, 1, 101))
    assert stretching_consistency(book, days).reverse.reason == reason


def test_a_link_in_a_short_diary_is_a_hint_at_most():
    for seed in range(30):
        book, days = logbook(*simulate(85, works=-6, seed=seed))
        link = stretching_consistency(book, days).link
        if link.p is not None and link.p <= 0.05:
            assert link.verdict == "hint"
            return
    pytest.fail("no diary of the thirty had a link")


def test_constant_pain_answers_not_enough():
    session, _ = simulate(120)
    book, days = logbook(session, [4] * 120)
    result = stretching_consistency(book, days)
    assert (result.link.reason, result.reverse.reason) == ("pain_constant", "pain_constant")


def test_without_a_log_nothing_is_said():
    book, days = logbook([0] * 60, np.arange(60) % 5)
    result = stretching_consistency(book, days)
    assert (result.sessions, result.days_covered, result.share_of_days) == (0, 0, None)
    assert result.adherence is None
    assert "no_routine" in result.caveats
    assert result.by_week.empty


def test_weeks_tell_not_logged_from_not_done():
    """Weeks of 5, 12 and 19 January; the log begins in the second, idle in the third."""
    session = [0] * 7 + [1, 0, 1, 0, 0, 0, 0] + [0] * 7
    book, days = logbook(session, [3] * 21, asked=plan({"days_per_week": 3.0}))
    weeks = stretching_consistency(book, days).by_week
    assert weeks["done"].isna().tolist() == [True, False, False]
    assert weeks["done"].tolist()[1:] == [2, 0]
    # A plan without a start is asked for from the first day of the log.
    assert np.isnan(weeks["planned"].iloc[0])
    assert weeks["planned"].tolist()[1:] == [3, 3]


@pytest.mark.parametrize(
    ("begins", "low", "high"), [(None, 5 / 14, 5 / 14), ("2026-01-05", 5 / 28, 19 / 28)]
)
def test_a_plan_without_a_start_is_not_missed_on_days_before_the_log(begins, low, high):
    """Asked for daily, done on 5 of the 14 days of the log, with an entry on each."""
    session = [0] * 14 + [1, 1, 1, 1, 1] + [0] * 9
    book, days = logbook(session, [3] * 28, asked=plan({"start": begins}))
    adherence = stretching_consistency(book, days).adherence
    assert (adherence.low, adherence.high) == pytest.approx((low, high))


def test_other_windows_stand_beside_the_seven_days():
    book, days = logbook(*simulate(400, works=-2.5, seed=1))
    result = stretching_consistency(book, days)
    table = result.sensitivity.set_index("window_days")
    assert table.index.tolist() == [3, 7, 14, 28]
    link = result.link
    assert table.loc[7, ["effect", "low", "high", "p", "n_days"]].tolist() == [
        link.effect,
        link.low,
        link.high,
        link.p,
        link.n_days,
    ]
    for window in (3, 14, 28):
        alone = stretching_consistency(book, days, window=window).link
        assert table.loc[window, "effect"] == pytest.approx(alone.effect)
    assert table["reason"].isna().all()


def test_a_window_without_enough_days_says_so():
    """40 days: of the 28 days before, 16 must be known, which leaves 24 rows."""
    book, days = logbook(*simulate(40, seed=2))
    table = stretching_consistency(book, days).sensitivity.set_index("window_days")
    assert table.loc[28, "reason"] == "few_days"
    assert np.isnan(table.loc[28, "effect"])
    assert pd.isna(table.loc[3, "reason"])


def test_a_walk_is_no_stretching_session():
    """Five days: a stretch, a walk, both, neither, a walk without a diary entry."""
    book, days = logbook([1, 0, 1, 0, 0], [3] * 5)
    walks = routine(*({"date": f"2026-01-{day:02}", "exercise": "walking"} for day in (6, 7, 9)))
    book.routine = pd.concat([book.routine, walks], ignore_index=True)
    book.diary = book.diary.iloc[:-1]
    result = stretching_consistency(book, days)
    assert (result.sessions, result.days_with_session, result.days_covered) == (2, 2, 5)
    assert result.table["session"].tolist() == [1, 0, 1, 0, 0]
    assert result.per_exercise["exercise"].tolist() == ["cat-cow", "walking"]
    assert result.per_exercise["sessions"].tolist() == [2, 3]


def test_without_a_log_there_is_no_regularity():
    book, days = logbook([0] * 60, np.arange(60) % 5)
    assert stretching_consistency(book, days).regularity is None


def test_regularity_is_that_of_the_period():
    book, days = logbook([1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1], [3] * 14)
    found = stretching_consistency(book, days).regularity
    assert (found.weeks, found.regular_weeks, found.longest_gap) == (2, 1, 8)


def test_days_that_nobody_knows_of_make_the_wait_longer():
    """Of the days without a session every third has no entry; sessions are logged."""
    session, pain = simulate(400, works=-1.5, seed=4)
    book, days = logbook(session, pain)
    unknown = (session == 0) & (np.arange(400) % 3 == 0)
    fewer = SimpleNamespace(**{**vars(book), "diary": book.diary.loc[~unknown]})
    whole = stretching_consistency(book, days).link
    part = stretching_consistency(fewer, days).link
    plain = part.n_days * (part.smallest_detectable / 1.5) ** 2
    assert part.days_needed > 1.1 * plain
    assert whole.days_needed == np.ceil(whole.n_days * (whole.smallest_detectable / 1.5) ** 2)
