"""Pain by weekday and by time of day, on diaries small enough to count by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.errors import NotEnoughData
from backpain_analysis.reading.times import PARTS_OF_DAY, part_of_day
from backpain_analysis.rhythm import WEEKDAYS, summarise_groups, timed_pain, weekday_pain


def daily(pain, start="2025-03-03"):  # a Monday
    index = pd.date_range(start, periods=len(pain), freq="D", name="date")
    return pd.DataFrame({"pain": np.array(pain, dtype=float)}, index=index)


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0.0, "night"),
        (3.99, "night"),
        (4.0, "morning"),
        (10.99, "morning"),
        (11.0, "midday"),
        (15.99, "midday"),
        (16.0, "evening"),
        (20.99, "evening"),
        (21.0, "night"),
        (23.98, "night"),
    ],
)
def test_each_hour_belongs_to_one_part_of_the_day(hour, part):
    assert part_of_day(np.array([hour]))[0] == part


def test_the_words_for_times_fall_into_their_own_part():
    # morning, midday, evening and night are read as these clock times.
    assert list(part_of_day(np.array([8.0, 13.0, 19.0, 23.0]))) == list(PARTS_OF_DAY)


def test_weekdays_are_described_from_monday_on_and_empty_ones_stay():
    table = summarise_groups(weekday_pain(daily([2, 5, np.nan, 7, 0, 1, 1, 4])), WEEKDAYS)
    assert list(table.index) == list(WEEKDAYS)
    assert list(table["n"]) == [2, 1, 0, 1, 1, 1, 1]
    monday = table.loc["Mon"]  # 2 and 4
    assert (monday["mean"], monday["median"], monday["low"], monday["high"]) == (3, 3, 2.5, 3.5)
    assert np.isnan(table.loc["Wed", "mean"])


def test_days_outside_the_period_do_not_count():
    days = daily([9, 2, 4, 9])
    days.attrs = {"outcome": "pain", "start": "2025-03-04", "end": "2025-03-05"}
    assert list(weekday_pain(days)["pain"]) == [2, 4]


def test_only_entries_with_a_time_and_pain_within_the_period_count():
    days = daily([3, 4])
    book = SimpleNamespace(
        diary=pd.DataFrame(
            {
                "date": pd.to_datetime(
                    ["2025-03-02", "2025-03-03", "2025-03-03", "2025-03-04", "2025-03-04"]
                ),
                "time": [8.0, 8.0, np.nan, 22.0, 8.0],
                "pain": [9.0, 3.0, 9.0, 4.0, np.nan],
            }
        )
    )
    entries = timed_pain(book, days)
    assert list(zip(entries["group"], entries["pain"], strict=True)) == [
        ("morning", 3.0),
        ("night", 4.0),
    ]


def test_a_diary_without_times_gives_no_rows_but_all_groups():
    days = daily([3, 4])
    book = SimpleNamespace(diary=pd.DataFrame({"date": days.index, "pain": [3.0, 4.0]}))
    entries = timed_pain(book, days)
    assert entries.empty
    assert list(summarise_groups(entries, tuple(PARTS_OF_DAY))["n"]) == [0, 0, 0, 0]


def test_a_diary_without_pain_is_said_so():
    with pytest.raises(NotEnoughData, match="pain"):
        weekday_pain(daily([np.nan, np.nan]))
