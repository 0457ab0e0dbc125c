"""Flares, worked by hand: the usual level is 3, so 5 is a high day."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.flares import find_flares

NAN = np.nan
USUAL = [3.0] * 10


def table(pain, **attrs):
    days = pd.DataFrame(
        {"pain": np.asarray(pain, dtype=float)},
        index=pd.date_range("2026-01-01", periods=len(pain)),
    )
    days.attrs.update(attrs)
    return days


def flares(tail, before=USUAL):
    """Each flare as (first day, last day, high days), days counted from the tail's first."""
    history = find_flares(table([*before, *tail]))
    zero = history.table.index[len(before)]
    return [((f.start - zero).days, (f.end - zero).days, f.high_days) for f in history.flares]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ([5, 5, 3, 3], [(0, 1, 2)]),
        ([4.9, 4.9, 3, 3], []),
        ([5, 3, 3, 3], []),
        # One day below does not end it; two in a row do.
        ([6, 3, 6, 3, 3], [(0, 2, 2)]),
        ([6, 3, 3, 6, 6, 3, 3], [(3, 4, 2)]),
        # Three unrecorded days are bridged, four close it.
        ([6, NAN, NAN, NAN, 6, 3, 3], [(0, 4, 2)]),
        ([6, 6, NAN, NAN, NAN, NAN, 6, 6, 3, 3], [(0, 1, 2), (6, 7, 2)]),
        ([6, NAN, NAN, NAN, NAN, 6, 3, 3], []),
        # A recorded day below, a gap, another below: two recorded days in a row.
        ([6, 6, 3, NAN, 3, 6, 3, 3], [(0, 1, 2)]),
        ([6, 6, 3, 3, 6, 6, 3, 3], [(0, 1, 2), (4, 5, 2)]),
    ],
)
def test_where_a_flare_begins_and_ends(tail, expected):
    assert flares(tail) == expected


def test_the_level_is_frozen_while_it_lasts():
    """Twenty days of 6 lift the 28-day median; the frozen level keeps them high."""
    history = find_flares(table([*USUAL, *[6.0] * 20, 3, 3]))
    (flare,) = history.flares
    assert (flare.high_days, flare.usual, flare.peak) == (20, 3.0, 6.0)
    assert not flare.sustained
    assert not flare.ongoing


def test_past_four_weeks_it_is_a_new_level():
    """28 days belong to the flare; then the level is taken anew and 6 is usual."""
    history = find_flares(table([*USUAL, *[6.0] * 40]))
    (flare,) = history.flares
    assert flare.sustained
    assert flare.high_days == 28
    assert history.table["usual"].iloc[-1] == 6


def test_a_flare_at_the_end_is_ongoing():
    (flare,) = find_flares(table([*USUAL, 6, 6, 3])).flares
    assert (flare.ongoing, flare.too_soon) == (True, True)
    (high,) = find_flares(table([*USUAL, 6, 6])).flares
    assert (high.ongoing, high.too_soon) == (True, False)
    (over,) = find_flares(table([*USUAL, 6, 6, 3, 3])).flares
    assert not over.ongoing


def test_pain_from_before_the_period_is_the_usual_level():
    (flare,) = find_flares(table([*USUAL, 6, 6, 3, 3], start="2026-01-11", end="2026-01-14")).flares
    assert (flare.usual, flare.provisional) == (3.0, False)


def test_with_few_days_before_it_the_level_is_provisional():
    """Three days before the rise: the first 28 days serve, whose median is 3."""
    (flare,) = find_flares(table([3, 3, 3, 6, 6, 3, 3, 3, 3])).flares
    assert (flare.usual, flare.provisional) == (3.0, True)


def test_after_a_long_gap_the_last_fourteen_recorded_days_serve():
    pain = [9] * 20 + [3] * 14 + [NAN] * 40 + [6, 6, 3, 3]
    (flare,) = find_flares(table(pain)).flares
    assert (flare.usual, flare.provisional) == (3.0, True)
    assert flare.start == pd.Timestamp("2026-03-16")


def test_flares_that_the_person_marked_stand_beside():
    days = table([*USUAL, 3, 3])
    days["flare"] = [0.0] * 11 + [1.0]
    history = find_flares(days)
    assert history.flares == ()
    assert history.marked == (pd.Timestamp("2026-01-12"),)


def test_planted_flares_are_found():
    """Six flares of 3 points in 180 days with noise of .5: each is found, none besides."""
    rng = np.random.default_rng(8)
    pain = 3 + rng.normal(0, 0.5, 180)
    starts = [20, 45, 70, 100, 130, 160]
    for start in starts:
        pain[start : start + 5] += 3.5
    found = [(f.start - pd.Timestamp("2026-01-01")).days for f in find_flares(table(pain)).flares]
    assert found == pytest.approx(starts, abs=1)


def test_a_worse_flare_never_has_a_lower_peak():
    mild, bad = (find_flares(table([*USUAL, x, x, 3, 3])).flares[0].peak for x in (6, 9))
    assert (mild, bad) == (6, 9)
