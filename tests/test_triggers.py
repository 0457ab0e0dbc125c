"""What goes together with pain, on diaries whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from backpain_analysis import listings, plots, wording
from backpain_analysis.days import daily_table
from backpain_analysis.errors import NotEnoughData
from backpain_analysis.report.details import _combination
from backpain_analysis.stretch_lists import list_windows
from backpain_analysis.triggers import rank_triggers
from backpain_analysis.wording import say_contrast, say_ranking
from backpain_analysis.wording.exposures import say_exposed_days
from tests import made_results as made
from tests.writing import logbook


@pytest.fixture
def days():
    """Half a year: yesterday's sitting +.5 an hour, lifting +1.5, sleep nothing."""
    rng = np.random.default_rng(21)
    n = 180
    days = pd.DataFrame(
        {
            "sitting_hours": rng.integers(2, 11, n) * 1.0,
            "lifting": (rng.random(n) < 0.3) * 1.0,
            "sleep_hours": rng.integers(10, 18, n) / 2,
        },
        index=pd.date_range("2026-01-05", periods=n, name="date"),
    )
    error = np.zeros(n)
    for t in range(1, n):
        error[t] = 0.5 * error[t - 1] + rng.normal()
    days["pain"] = (
        2 + 0.5 * (days["sitting_hours"].shift(1).fillna(6) - 4) + 1.5 * days["lifting"] + error
    )
    return days


def cell(ranking, factor, lag):
    return ranking.table.set_index(["factor", "lag_days"]).loc[(factor, lag)]


def test_the_planted_is_found_on_its_day_and_the_unplanted_is_not(days):
    ranking = rank_triggers(days)
    clear = ranking.table.query("verdict == 'clear'")
    assert set(zip(clear["factor"], clear["lag_days"], strict=True)) == {
        ("sitting_hours", 1),
        ("lifting", 0),
    }
    sitting = cell(ranking, "sitting_hours", 1)
    assert sitting["low"] < 0.5 < sitting["high"]
    assert sitting["n_days"] == 179
    assert (ranking.n_tests, ranking.n_days) == (12, 180)


def test_two_amounts_are_held_against_each_other_as_yes_and_no_are(days):
    walked = 30 * days.pop("lifting")  # its 1.5 points are those of 30 minutes
    ranking = rank_triggers(days.assign(walking_minutes=walked))
    row = cell(ranking, "walking_minutes", 0)
    assert row["verdict"] == "clear"
    assert row["low"] * 30 < 1.5 < row["high"] * 30
    said = say_exposed_days({"factor": "walking_minutes", "lag_days": 0, **row})
    assert said == "On days with 30 rather than 0 minutes of walking"


def test_an_effect_within_a_point_is_no_large_link(days):
    sleep = cell(rank_triggers(days), "sleep_hours", 2)
    assert sleep["verdict"] == "no_large_link"
    contrast = sleep["contrast_to"] - sleep["contrast_from"]
    assert max(abs(sleep["low"]), abs(sleep["high"])) * contrast <= 1


def test_a_wide_interval_cannot_tell_and_says_how_long_it_takes(days):
    short = days.iloc[:40]
    row = cell(rank_triggers(short), "lifting", 2)
    assert row["verdict"] == "cannot_tell"
    # Errors shrink with the square root of the days.
    needed = row["n_days"] * row["smallest_detectable"] ** 2
    assert row["days_for_one_point"] == np.ceil(needed)


def test_nothing_tried_is_hidden(days):
    days["nap"] = np.where(np.arange(180) < 10, 1.0, np.nan)
    table = rank_triggers(days, factors=["sitting_hours", "nap"]).table
    assert len(table) == 8
    nap = table.query("factor == 'nap'")
    assert set(nap["verdict"]) == {"not_enough_data"}
    assert set(nap["reason"]) == {"few_days"}
    assert nap[["effect", "p", "q"]].isna().all(axis=None)


def test_missing_pain_is_never_zero(days):
    days.loc[days.index[::4], "pain"] = np.nan
    ranking = rank_triggers(days)
    assert ranking.n_days == 135
    assert cell(ranking, "sitting_hours", 0)["n_days"] == 135
    zeros = rank_triggers(days.fillna({"pain": 0.0}))
    assert cell(zeros, "sitting_hours", 1)["effect"] != cell(ranking, "sitting_hours", 1)["effect"]


def test_an_unrelated_factor_changes_only_q(days):
    before = rank_triggers(days, factors=["sitting_hours"]).table
    after = rank_triggers(days, factors=["sitting_hours", "sleep_hours"]).table.iloc[:4]
    for column in ("effect", "low", "high", "p", "n_days"):
        np.testing.assert_allclose(before[column], after[column], rtol=1e-9)


def test_constant_pain_says_so(days):
    ranking = rank_triggers(days.assign(pain=3.0))
    assert set(ranking.table["reason"]) == {"pain_constant"}
    assert rank_triggers(days).table["reason"].tolist() == [None] * 12
    assert ranking.caveats == ("pain_constant",)
    assert ranking.n_tests == 0


def test_pain_that_is_another_column_is_a_perfect_fit(days):
    twin = days.assign(twin=days["pain"])
    row = cell(rank_triggers(twin, factors=["twin"]), "twin", 0)
    assert (row["verdict"], row["reason"]) == ("not_enough_data", "perfect_fit")


def test_fourteen_days_answer_not_enough(days):
    ranking = rank_triggers(days.iloc[:14])
    assert set(ranking.table["reason"]) == {"period_short"}
    assert "short_diary" in ranking.caveats


def test_pain_mostly_at_the_floor_is_warned_of(days):
    floored = days.assign(pain=(days["pain"] - 5).clip(lower=0))
    assert "pain_at_floor" in rank_triggers(floored).caveats


def test_a_column_that_is_not_there_is_named(days):
    with pytest.raises(NotEnoughData, match="no column 'coffee'"):
        rank_triggers(days, factors=["coffee"])
    with pytest.raises(NotEnoughData, match="no column 'leg_pain'"):
        rank_triggers(days, outcome="leg_pain")


def test_rows_in_any_order_of_factors_give_the_same_numbers(days):
    one = rank_triggers(days, factors=["lifting", "sleep_hours", "sitting_hours"]).table
    two = rank_triggers(days, factors=["sitting_hours", "lifting", "sleep_hours"]).table
    key = ["factor", "lag_days"]
    pd.testing.assert_frame_equal(
        one.sort_values(key, ignore_index=True), two.sort_values(key, ignore_index=True)
    )


def test_mood_never_explains_a_cause_away_and_is_held_beside_the_causes_itself(days):
    felt = days["pain"] + np.random.default_rng(3).normal(0, 0.4, len(days))
    with_mood = rank_triggers(days.assign(mood=10 - felt.clip(0, 10)))
    without = rank_triggers(days)
    for factor, lag in (("sitting_hours", 1), ("lifting", 0)):
        told = cell(with_mood, factor, lag)
        assert told["verdict"] == "clear"
        assert told["adjusted_for"] == cell(without, factor, lag)["adjusted_for"]
    mood = cell(with_mood, "mood", 0)
    assert mood["verdict"] == "clear"
    assert set(mood["adjusted_for"]) == {"sitting_hours", "lifting"}


def test_suspicions_stand_beside_the_factors_that_measure_them(days):
    blamed = pd.Series(index=days.index, dtype=object)
    blamed.iloc[[0, 1, 2]] = ["sat too long; weather", "Sitting", "weather; Weather"]
    table = rank_triggers(days.assign(blamed=blamed)).suspected.set_index("name")
    assert table.loc["weather", "days"] == 2
    assert table.loc["weather", "factor"] is None
    assert table.loc["sat too long", "factor"] == "sitting_hours"
    assert table.loc["Sitting", "factor"] == "sitting_hours"


def test_what_is_suspected_comes_first_whatever_became_of_it_and_is_never_cut(days):
    rng, days = np.random.default_rng(4), days.iloc[:60]
    others = {f"own {n}": (rng.random(len(days)) < 0.15) * 1.0 for n in range(9)}
    days = days.assign(**others, **{"long drive": (rng.random(len(days)) < 0.15) * 1.0})
    names = [name for name in days if name != "pain"]
    plain = wording.say_ranking(rank_triggers(days, factors=names))
    assert any(line.endswith("more.") for line in plain)
    assert "long drive" not in plain[0]
    days.attrs = {"questions": ["Is it the driving?", "Can I keep on?"], "chosen": ["own 7"]}
    ranking = rank_triggers(days, factors=names)
    assert ranking.suspects == ("own 7", "long drive")
    lines = wording.say_ranking(ranking)
    clear = ["clearly go together" in line for line in lines]
    assert clear == sorted(clear, reverse=True)  # what is sure is said before all
    first = lines[sum(clear)]
    assert first.startswith("Cannot tell yet: ")
    assert min(first.index("long drive"), first.index("own 7")) < 30
    assert {*listings.list_triggers(ranking)["factor"][:8]} == {"“own 7”", "“long drive”"}
    shown = [text.get_text() for text in plots.plot_triggers(ranking, rows=2).get_yticklabels()]
    assert "long drive" in " ".join(shown)


def test_what_is_sure_is_said_before_a_suspicion_that_could_be_chance(days):
    ranking = rank_triggers(days)
    table = ranking.table.copy()
    clear, other = (table["factor"] == name for name in ("sitting_hours", "lifting"))
    assert (table.loc[clear, "verdict"] == "clear").any()
    table.loc[other, "verdict"] = "hint"
    ranking = replace(ranking, table=table, suspects=("lifting",))
    lines = wording.say_ranking(ranking)
    said = ("clearly go together", "could be chance: ")
    at = [next(n for n, line in enumerate(lines) if text in line) for text in said]
    assert at[0] < at[1]


@pytest.mark.parametrize("name", ["ibuprofen (mg)", "heat pad", "Wärmflasche", "painkiller"])
def test_what_is_taken_against_pain_is_no_cause_and_no_rival_of_one(days, name):
    taken = ((days["pain"] > days["pain"].median()) * 1.0).where(days["pain"].notna())
    without = rank_triggers(days, factors=["sitting_hours", "lifting"]).table
    ranking = rank_triggers(
        days.assign(**{name: taken}), factors=["sitting_hours", "lifting", name]
    )
    table = ranking.table
    assert (table.loc[table["factor"] == name, "verdict"] == "clear").any()
    for row in without.itertuples():
        assert cell(ranking, row.factor, row.lag_days)["verdict"] == row.verdict
        assert name not in (cell(ranking, row.factor, row.lag_days)["adjusted_for"] or ())
    told = [line for line in wording.say_ranking(ranking) if name.split(" (")[0] in line]
    assert all(line.startswith("Taken or used with more pain") for line in told)
    assert told


@pytest.mark.parametrize("name", ["bad sleep", "Schlecht geschlafen", "insomnia", "restless night"])
@pytest.mark.parametrize(
    ("later", "said"), [(0, "On the day after “{}”"), (1, "Two days after a night with “{}”")]
)
def test_a_tick_that_speaks_of_the_night_is_told_of_the_night_before_its_day(
    days, name, later, said
):
    ranking = rank_triggers(days.assign(**{name: days["lifting"].shift(-later)}), factors=[name])
    assert cell(ranking, name, later)["verdict"] == "clear"
    found = next(line for line in say_ranking(ranking) if "clearly go together" in line)
    assert found.startswith(said.format(name))
    assert "same day" not in found
    listed = listings.list_triggers(ranking).iloc[0]
    assert (listed["factor"], listed["pain"]) == (
        f"“{name}” the night before",
        "1 day later" if later else "same day",
    )
    assert _combination(ranking.table.iloc[0])[0] == f"“{name}” the night before"


@pytest.mark.parametrize(
    "name", ["sleepy", "afternoon nap", "slept in the afternoon", "sleeping pill", "date night",
             "Mittagsschlaf", "night shift", "fell asleep on the sofa", "sleeping mat"]
)  # fmt: skip
def test_what_is_of_the_day_itself_stays_there(days, name):
    ranking = rank_triggers(days.assign(**{name: days["lifting"]}), factors=[name])
    assert say_exposed_days(ranking.table.iloc[0]).startswith(f"On days with “{name}”")


def test_more_than_the_scale_is_no_effect(days):
    row = rank_triggers(days).table.iloc[0].to_dict() | {"verdict": "hint", "lag_days": 1}
    row |= {"effect": 16.4, "low": 2.7, "high": 29.3, "contrast_from": 0.0, "contrast_to": 1.0}
    ranking = rank_triggers(days)
    said = wording.say_trigger(row, ranking)
    assert "too few days to say" in said
    assert "16.4" not in said
    assert "go together" not in said
    tables = [
        listings.list_triggers(replace(ranking, table=pd.DataFrame([row]))).to_string(),
        str(_combination(row)),
    ]
    for table in tables:
        assert "too few days to say" in table
        assert "16.4" not in table


def test_a_change_beyond_the_scale_is_not_printed_either():
    beyond = {"change": -12.5, "low": -26.0, "high": 1.1, "verdict": "cannot_tell"}
    for said in (
        wording.say_trend(made.trend(**beyond)),
        wording.say_before_after(made.before_after(**beyond)),
    ):
        assert "Cannot tell yet" in said
        assert "to say how much" in said
        assert "12.5" not in said
        assert "26.0" not in said


def test_a_window_beyond_the_scale_is_not_enough():
    row = {"window_days": 3, "effect": 14.0, "low": 2.0, "high": 26.0, "n_days": 31}
    link = SimpleNamespace(effect=0.4)
    told = SimpleNamespace(
        link=link, sensitivity=pd.DataFrame([row, row | {"effect": 1.0, "low": 0.5, "high": 1.5}])
    )
    listed = list_windows(told)
    assert listed["difference"].tolist() == ["", "1.0"]
    assert listed["95 % interval"].tolist()[0] == "not enough"


def test_gaps_of_months_are_bridged_by_nothing(days):
    """Cutting the diary in two and moving the halves apart leaves each lag within its half."""
    apart = days.copy()
    later = apart.index[90:] + pd.Timedelta(days=140)
    apart.index = apart.index[:90].append(later)
    table = rank_triggers(apart.asfreq("D")).table.set_index(["factor", "lag_days"])
    assert table.loc[("sitting_hours", 1), "n_days"] == 178
    assert table.loc[("sitting_hours", 1), "verdict"] == "clear"


def test_ten_years_are_analysed():
    rng = np.random.default_rng(1)
    n = 3653
    days = pd.DataFrame(
        {"stress": rng.integers(0, 11, n) * 1.0}, index=pd.date_range("2016-01-01", periods=n)
    )
    days["pain"] = 4 + 0.1 * days["stress"] + rng.normal(0, 1, n)
    row = cell(rank_triggers(days), "stress", 0)
    assert row["low"] < 0.1 < row["high"]
    assert row["verdict"] == "clear"


def test_strong_memory_is_warned_of(days):
    rng = np.random.default_rng(5)
    walk = 5 + rng.normal(0, 0.3, 180).cumsum()
    assert "memory_above_0.8" in rank_triggers(days.assign(pain=walk)).caveats


MOODS = {"bad": 2, "ok": 5, "good": 8}


@pytest.mark.parametrize("numbers", [False, True])
def test_what_was_written_in_words_is_told_in_words(tmp_path, numbers):
    """Pain is 6 on bad days, 4 on ok days and 2 on good ones; a number among them: no words."""
    rng = np.random.default_rng(3)
    dates = pd.date_range("2026-01-05", periods=120)
    moods = rng.choice([*MOODS], 120)
    pain = [max(0, 6 - (MOODS[mood] - 2) // 1.5 + rng.integers(-1, 2)) for mood in moods]
    if numbers:
        moods[50] = "7"
    rows = zip(dates, pain, moods, strict=True)
    diary = "".join(f"{day:%Y-%m-%d},{level:g},{mood}\n" for day, level, mood in rows)
    scale = "[scales]\nmood = { bad = 2, ok = 5, good = 8 }\n"
    book = logbook(tmp_path, diary=f"date,pain,mood\n{diary}", settings=scale)
    ranking = rank_triggers(daily_table(book))
    said = " ".join(say_ranking(ranking))
    told = "mood at about “good” rather"
    assert (told in said) != numbers
    assert ("8 rather than 2" in said) or numbers
    assert ("good" in say_contrast(cell(ranking, "mood", 0))) != numbers
