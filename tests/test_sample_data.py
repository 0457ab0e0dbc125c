"""The sample logbook is what its seed writes, and tells the story that its README tells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import backpain_analysis as bp
from backpain_analysis.sample import SAMPLE_TRUTH, write_sample_data

SAMPLE = Path(__file__).parents[1] / "sample_data"
NAMES = ["diary.csv", "routine.csv", "plan.csv", "settings.toml", "README.md"]
TODAY = pd.Timestamp("2025-06-05")
INNOCENT = ["stress", "walking_minutes", "bad_weather"]


@pytest.fixture(scope="module")
def book():
    return bp.open_logbook(SAMPLE, today=TODAY)


@pytest.fixture(scope="module")
def days(book):
    return bp.daily_table(book)


@pytest.fixture(scope="module")
def ranking(days):
    return bp.rank_triggers(days)


@pytest.fixture(scope="module")
def consistency(book, days):
    return bp.stretching_consistency(book, days)


def cell(ranking, factor, lag):
    return ranking.table.set_index(["factor", "lag_days"]).loc[(factor, lag)]


def day(number):
    """Date of a day of the truth, 0 being the first."""
    return pd.Timestamp(SAMPLE_TRUTH.start) + pd.Timedelta(days=number)


def test_the_committed_files_are_what_the_seed_writes(tmp_path):
    assert [path.name for path in write_sample_data(tmp_path / "again")] == NAMES
    for name in NAMES:
        assert (tmp_path / "again" / name).read_bytes() == (SAMPLE / name).read_bytes(), name


@pytest.mark.parametrize(
    "words",
    ["made-up", "Nobody's data", "What was planted", "+0.4 points", "+1.3", "-0.25", "-1.8"],
)
def test_the_readme_says_that_it_is_made_up_and_what_was_planted(words):
    assert words in (SAMPLE / "README.md").read_text(encoding="utf-8")


# It looks like life.


def test_every_row_is_read_without_a_problem(book):
    assert book.problems.empty
    assert {source.file: source.rows_refused for source in book.sources} == {
        "diary.csv": 0,
        "routine.csv": 0,
        "plan.csv": 0,
    }


def test_about_150_days_some_without_an_entry_and_some_with_two(book, days):
    assert len(days) == SAMPLE_TRUTH.n_days == 150
    assert 0.1 < days["pain"].isna().mean() < 0.2
    entries = book.diary.groupby("date").size()
    assert (entries == 2).sum() >= 15
    assert entries.max() == 2


def test_an_entry_after_midnight_belongs_to_the_day_before(book):
    late = book.diary.loc[book.diary["time"] < 4]
    assert list(late["date"]) == [day(17), day(97)]


def test_the_stretching_log_starts_after_a_month_and_the_plan_changes_once(book):
    assert book.routine["date"].min() >= day(SAMPLE_TRUTH.routine_start)
    assert len(book.plan["start"].unique()) == 2
    assert set(book.routine["exercise"]) == set(book.plan["exercise"])
    assert not set(book.routine["exercise_written"]) <= set(book.plan["exercise"])


# What was planted is found.


@pytest.mark.parametrize(("factor", "lag"), [("sitting_hours", 1), ("lifting", 0)])
def test_what_was_planted_strongly_is_clear_and_its_size_is_right(ranking, factor, lag):
    row = cell(ranking, factor, lag)
    assert row["verdict"] == "clear"
    assert row["low"] < SAMPLE_TRUTH.effects[factor, lag] < row["high"]


def test_nothing_else_is_clear(ranking):
    clear = ranking.table.loc[ranking.table["verdict"] == "clear"]
    assert set(zip(clear["factor"], clear["lag_days"], strict=True)) == {
        ("sitting_hours", 1),
        ("lifting", 0),
    }


def test_improvement_is_found_and_its_size_is_right(days):
    trend = bp.pain_trend(days)
    assert trend.verdict == "meaningful_improvement"
    assert trend.low < SAMPLE_TRUTH.trend < trend.high


def test_both_planted_flares_are_found_and_one_by_chance(days):
    flares = bp.find_flares(days).flares
    planted = [(day(first), day(first + n - 1)) for first, n, _ in SAMPLE_TRUTH.flares]
    for start, end in planted:
        assert any(flare.start <= end and flare.end >= start for flare in flares)
    assert len(flares) == 3


def test_that_pain_decides_about_stretching_is_found(consistency):
    assert consistency.reverse.verdict == "clear"
    assert consistency.reverse.low > 0


# What was not planted is not, and what cannot be known is said to be so.


@pytest.mark.parametrize("factor", INNOCENT)
def test_what_was_not_planted_is_not_even_hinted_at(ranking, factor):
    verdicts = ranking.table.loc[ranking.table["factor"] == factor, "verdict"]
    assert len(verdicts) == 4
    assert set(verdicts) <= {"no_large_link", "cannot_tell"}


def test_driving_only_goes_along_with_sitting_and_is_not_told_apart_from_it(ranking):
    row = cell(ranking, "driving_hours", 1)
    assert row["verdict"] == "shared"
    assert "sitting_hours" in row["adjusted_for"]
    assert row["adjusted_low"] < 0 < row["adjusted_high"]


def test_sleep_was_planted_weakly_and_is_only_a_hint(ranking):
    row = cell(ranking, "sleep_hours", 0)
    assert row["verdict"] == "hint"
    assert row["low"] < SAMPLE_TRUTH.effects["sleep_hours", 0] < row["high"]


def test_what_stretching_does_cannot_be_told_from_so_short_a_log(consistency):
    assert consistency.link.verdict == "cannot_tell"
    assert consistency.link.low < SAMPLE_TRUTH.stretching < consistency.link.high


def test_no_step_was_planted_at_the_start_of_the_routine_and_none_is_found(book, days):
    change = bp.compare_before_after(days, book.settings.routine_start)
    assert change.verdict in {"cannot_tell", "no_meaningful_change"}
    assert change.low < SAMPLE_TRUTH.step < change.high


def test_the_weather_and_the_stress_are_blamed_more_than_sitting_and_wrongly(ranking):
    blamed = ranking.suspected.set_index("name")
    assert blamed.loc["bad weather", "factor"] == "bad_weather"
    assert blamed.loc["stress", "factor"] == "stress"
    assert blamed.loc["bad weather", "days"] > blamed.loc["sitting", "days"]
    assert blamed.loc["stress", "days"] > blamed.loc["sitting", "days"]
    assert blamed.loc["mattress", "factor"] is None


def test_the_note_about_numbness_is_negated_and_set_aside_not_an_alert(book):
    found = bp.find_alerts(book)
    assert found.alerts == ()
    quotes = " ".join(alert.quote for alert in found.set_aside)
    assert "No numbness between the legs" in quotes
