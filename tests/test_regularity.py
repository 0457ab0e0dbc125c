"""Regular weeks and the longest gap, worked by hand. 2026-03-02 is a Monday."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.regularity import measure_regularity

UNKNOWN = np.nan


def regularity(*weeks, start="2026-03-02"):
    values = [day for week in weeks for day in week]
    return measure_regularity(pd.Series(values, index=pd.date_range(start, periods=len(values))))


def test_a_week_with_three_days_is_regular_and_one_with_two_is_not():
    found = regularity([1, 0, 1, 0, 1, 0, 0], [1, 0, 1, 0, 0, 0, 0])
    assert (found.weeks, found.regular_weeks, found.share_of_weeks) == (2, 1, 0.5)


def test_a_week_with_three_known_days_is_not_judged():
    few = [1, 1, 1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    enough = [1, 1, 1, 0, UNKNOWN, UNKNOWN, UNKNOWN]
    assert regularity(few).weeks == 0
    assert regularity(few).share_of_weeks is None
    assert (regularity(enough).weeks, regularity(enough).regular_weeks) == (1, 1)


def test_weeks_that_the_log_or_the_period_cuts_are_not_judged():
    """The log begins on a Tuesday; the period ends on a Saturday."""
    found = regularity([UNKNOWN, 1, 1, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0])
    assert (found.weeks, found.regular_weeks) == (1, 0)


def test_the_longest_gap_is_counted_in_days_without_a_logged_session():
    """Wednesday to Sunday of the first week and Monday of the second: 6 days, one unknown."""
    found = regularity([1, 1, 0, 0, UNKNOWN, 0, 0], [0, 1, 0, 1, 0, 1, 1])
    assert found.longest_gap == 6
    assert found.gap_start == pd.Timestamp("2026-03-04")


def test_the_gap_that_is_still_open_counts():
    found = regularity([1, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0])
    assert (found.longest_gap, found.gap_start) == (10, pd.Timestamp("2026-03-06"))


def test_of_equal_gaps_the_last_is_named():
    assert regularity([0, 0, 1, 0, 0, 1, 1]).gap_start == pd.Timestamp("2026-03-05")


def test_days_before_the_log_are_no_gap():
    found = regularity([UNKNOWN] * 7, [1, 0, 1, 1, 1, 1, 1])
    assert found.longest_gap == 1


@pytest.mark.parametrize("week", [[1] * 7, [0] * 7, [UNKNOWN] * 7])
def test_all_none_and_nothing_known(week):
    found = regularity(week)
    expected = {1: (1, 1, 0), 0: (1, 0, None)}.get(week[0], (0, 0, None))
    assert (found.weeks, found.regular_weeks, found.longest_gap) == expected
    assert found.gap_start is None


def test_in_less_than_a_week_nothing_is_said():
    assert regularity([1, 1, 1, 1, 1, 1]).longest_gap is None
    found = regularity([1] * 7)
    assert (found.longest_gap, str(found.first.date()), str(found.last.date())) == (
        0, "2026-03-02", "2026-03-08",
    )  # fmt: skip
