"""One row per calendar day, by the daily rules."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.columns import DIARY
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.question import question
from backpain_analysis.triggers import rank_triggers
from tests.writing import TODAY, logbook, write_logbook

REFERENCE = Path(__file__).parents[2] / "shared" / "reference"

# Two entries of one day, the later one first; by hand, per column: cells, what the day has.
RULES = {
    "pain": ("4", "7", 5.5),
    "worst_pain": ("6", "", 7),
    "leg_pain": ("2", "5", 5),
    "location": ("low_back; foot", "buttock; low back", "buttock; foot; low_back"),
    "side": ("left", "right", "left; right"),
    "below_knee": ("no", "yes", 1),
    "quality": ("sharp", "dull", "dull; sharp"),
    "interference": ("3", "2", 3),
    "flare": ("no", "", 0),
    "blamed": ("chair; rain", "chair", "chair; rain"),
    "activities": ("walk", "", "walk"),
    "sitting_hours": ("2", "3.5", 5.5),
    "standing_hours": ("1", "", 1),
    "driving_hours": ("1", "0", 1),
    "bending_hours": ("0.5", "0.5", 1),
    "lifting": ("yes", "no", 1),
    "lifting_count": ("2", "3", 5),
    "lifting_hours": ("1", "1", 2),
    "heaviest_kg": ("10", "20", 20),
    "sleep_hours": ("6", "7", 6),
    "sleep_quality": ("5", "", 5),
    "stress": ("4", "5", 4.5),
    "fatigue": ("2", "4", 3),
    "mood": ("", "7", 7),
    "posture": ("3", "4", 3.5),
    "posture_minutes": ("10", "5", 15),
    "sitting_breaks": ("3", "2", 5),
    "walking_minutes": ("10", "20", 30),
    "swimming_minutes": ("0", "0", 0),
    "core_minutes": ("5", "5", 10),
    "yoga_minutes": ("", "15", 15),
    "meditation_minutes": ("10", "10", 20),
    "steps": ("3000", "4000", 7000),
    "weight_kg": ("80", "81", 80),
    "cigarettes": ("2", "1", 3),
    "medication": ("ibuprofen", "ibuprofen", "ibuprofen | ibuprofen"),
    "good_thing": ("sun", "", "sun"),
    "notes": ("late", "early", "early | late"),
    "Coffee (cups)": ("2", "3", 2.5),
    "Rain": ("no", "yes", 1),
}


def days_of(folder, **files):
    return daily_table(logbook(folder, **files))


def test_each_column_joins_by_its_own_rule(tmp_path):
    assert {c.name for c in DIARY} - {*RULES} == {"date", "time"}
    header = ",".join(["date", "time", *RULES])
    late = ",".join(["2026-01-05", "20:00", *(f'"{late}"' for late, _, _ in RULES.values())])
    early = ",".join(["2026-01-05", "08:00", *(f'"{early}"' for _, early, _ in RULES.values())])
    days = days_of(tmp_path, diary="\n".join([header, late, early]) + "\n")
    names = {"Coffee (cups)": "coffee", "Rain": "rain"}
    found = {name: days[names.get(name, name)].iloc[0] for name in RULES}
    assert found == {name: expected for name, (_, _, expected) in RULES.items()}


def test_days_without_an_entry_are_there_and_empty(tmp_path):
    days = days_of(tmp_path, diary="date,pain,notes\n2026-01-08,6,x\n2026-01-05,4,\n")
    assert days.index.tolist() == list(pd.date_range("2026-01-05", "2026-01-08"))
    assert days.index.name == "date"
    assert days.index.freqstr == "D"
    assert days["pain"].tolist()[::3] == [4, 6]
    assert days.iloc[1:3].isna().all(axis=None)


def test_a_blank_never_becomes_zero(tmp_path):
    diary = "date,pain,sitting_hours,steps\n2026-01-05,4,,\n2026-01-05,5,,\n"
    days = days_of(tmp_path, diary=diary)
    assert days[["sitting_hours", "steps"]].isna().all(axis=None)


def test_columns_without_a_value_stay_and_are_empty(tmp_path):
    days = days_of(tmp_path, diary="date,pain,notes,location,stress\n2026-01-05,4,,,\n")
    assert days[["notes", "location", "stress"]].isna().all(axis=None)
    assert days.attrs["factors"] == {}


def test_the_worst_is_never_below_the_highest_entry_and_the_only_pain_of_a_day_is_none(tmp_path):
    days = days_of(
        tmp_path,
        diary="date,pain,worst_pain\n2026-01-05,4,3\n2026-01-05,8,\n2026-01-06,2,9\n2026-01-07,5,\n",
    )
    assert days["worst_pain"].tolist() == pytest.approx([8, 9, float("nan")], nan_ok=True)
    assert days["pain"].tolist() == [6, 2, 5]


@pytest.mark.parametrize(
    "header",
    ["Schmerz max.", "max. Schmerz", "Pain max", "pain (max)", "douleur max", "dolor máximo"],
)
def test_the_most_of_the_pain_is_the_worst(tmp_path, header):
    days = days_of(tmp_path, diary=f"date,pain,{header}\n2026-01-05,4,7\n")
    assert days["worst_pain"].tolist() == [7]
    assert header not in days


def test_a_diary_of_pain_alone_has_a_worst_pain_where_a_day_has_several(tmp_path):
    days = days_of(tmp_path / "a", diary="date,pain\n2026-01-05,4\n2026-01-05,8\n")
    assert days["worst_pain"].tolist() == [8]
    assert "worst_pain" not in days_of(tmp_path / "b", diary="date,pain\n2026-01-05,4\n")


def test_the_period_runs_from_first_to_last_recorded_day(tmp_path):
    diary = "date,pain,stress\n2026-01-05,,3\n2026-01-06,4,3\n2026-01-08,5,3\n2026-01-09,,4\n"
    days = days_of(tmp_path, diary=diary, routine="date,exercise\n2026-01-03,cat-cow\n")
    assert days.index[0] == pd.Timestamp("2026-01-03")
    assert days.index[-1] == pd.Timestamp("2026-01-08")
    assert (days.attrs["start"], days.attrs["end"]) == ("2026-01-06", "2026-01-08")


def test_since_and_until_narrow_it_and_keep_what_was_before(tmp_path):
    rows = "".join(f"2026-01-{day:02d},{day % 5},3\n" for day in (5, 6, 8, 10, 12))
    folder = write_logbook(tmp_path, diary="date,pain,stress\n" + rows)
    days = daily_table(open_logbook(folder, since="2026-01-07", until="2026-01-11", today=TODAY))
    assert (days.attrs["start"], days.attrs["end"]) == ("2026-01-08", "2026-01-10")
    assert days.index[0] == pd.Timestamp("2026-01-05")
    assert days.index[-1] == pd.Timestamp("2026-01-10")
    with pytest.raises(LogbookError, match="2026-01-05 to 2026-01-12"):
        daily_table(open_logbook(folder, since="2026-02-01", today=TODAY))


def test_the_outcome_is_the_first_pain_that_has_data(tmp_path):
    diary = "date,pain,worst_pain,leg_pain\n2026-01-05,,,3\n2026-01-06,,6,4\n"
    assert days_of(tmp_path / "a", diary=diary).attrs["outcome"] == "worst_pain"
    told = days_of(tmp_path / "b", diary=diary, settings='outcome = "leg_pain"\nlags = [1, 3]')
    assert told.attrs["outcome"] == "leg_pain"
    assert told.attrs["start"] == "2026-01-05"
    assert told.attrs["lags"] == [1, 3]


def test_the_attributes_are_plain_and_answer_the_question(tmp_path):
    days = days_of(tmp_path, diary="date,pain,Coffee (cups),lifting\n2026-01-05,4,2,yes\n")
    assert days.attrs["factors"] == {
        "lifting": {"label": "lifting something heavy", "unit": "", "kind": "yes_no"},
        "coffee": {"label": "Coffee (cups)", "unit": "cups", "kind": "amount"},
    }
    asked = question(days)
    assert [factor.name for factor in asked.factors] == ["lifting", "coffee"]
    assert days.copy().attrs == days.attrs


LONG = (
    "name,value,date\npain,4,2026-01-05\nStress,1,2026-01-05\nWine,2,2026-01-05\n"
    "pain,5,2026-01-06\npain,5,2026-01-08\nStress,1,2026-01-08\n"
)


def test_a_name_that_is_absent_means_no_on_days_of_its_own_file(tmp_path):
    told = days_of(
        tmp_path,
        diary="date,pain\n2026-01-07,3\n",
        tracker=LONG,
        settings='[absent_means_no]\nnames = ["stress", "Wine"]',
    )
    assert told["stress"].fillna(-1).tolist() == [1, 0, -1, 1]
    assert told["wine"].fillna(-1).tolist() == [2, 0, -1, 0]


def test_a_name_that_is_absent_means_nothing_where_the_settings_are_silent(tmp_path):
    assert days_of(tmp_path, tracker=LONG)["stress"].fillna(-1).tolist() == [1, -1, -1, 1]


def test_a_yes_on_any_entry_of_the_day_is_a_yes(tmp_path):
    rows = "pain,4,2026-01-05\nStress,1,2026-01-05 08:00\nStress,0,2026-01-05 20:00\n"
    assert days_of(tmp_path, tracker="name,value,date\n" + rows)["stress"].tolist() == [1]


def test_the_rows_may_lie_in_any_order(tmp_path):
    rng = np.random.default_rng(5)
    rows = [
        f"2026-01-{day:02d},{hour:02d}:00,{rng.integers(11)},{rng.integers(9)},n{hour}"
        for day in range(1, 21)
        for hour in (2, 9, 21)
    ]
    header = "date,time,pain,sleep_hours,notes\n"
    sorted_days = days_of(tmp_path / "a", diary=header + "\n".join(rows))
    rng.shuffle(rows)
    shuffled = days_of(tmp_path / "b", diary=header + "\n".join(rows))
    pd.testing.assert_frame_equal(sorted_days, shuffled)
    in_two = days_of(
        tmp_path / "c", diary_b=header + "\n".join(rows[:30]), diary_a=header + "\n".join(rows[25:])
    )
    pd.testing.assert_frame_equal(sorted_days, in_two)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference logbooks are not here")
@pytest.mark.parametrize(
    "name", ["many_gaps", "nothing_there", "sitting_and_lifting", "stretching_both_ways"]
)
def test_the_reference_diaries_come_out_as_they_are(name):
    days = daily_table(open_logbook(REFERENCE / name, today=TODAY))
    raw = pd.read_csv(REFERENCE / name / "diary.csv", index_col="date", parse_dates=True)
    raw["lifting"] = raw["lifting"].map({"yes": 1.0, "no": 0.0})
    whole = raw.reindex(days.index)
    for column in raw.columns:
        np.testing.assert_array_equal(days[column], whole[column].astype(float))


def test_what_was_added_to_a_blank_diary_and_the_questions_are_known(tmp_path):
    diary = "date,pain,blamed,stress,long drive\n" + "".join(
        f"2026-03-0{day},4,,2,{'yes' if day % 2 else 'no'}\n" for day in range(1, 6)
    )
    write_logbook(tmp_path, diary=diary, settings='questions = ["Is it the stress?"]\n')
    days = daily_table(open_logbook(tmp_path, today=TODAY))
    assert days.attrs["chosen"] == ["long_drive"]
    assert rank_triggers(days).suspects == ("stress", "long_drive")
