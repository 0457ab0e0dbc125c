"""Diaries, wide and long: what each column and each row becomes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError, SettingsError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.question import question
from backpain_analysis.report.counts import medicine_days, symptom_days
from backpain_analysis.triggers import rank_triggers
from tests.writing import TODAY, logbook, problems, write_logbook

REAL = Path(__file__).parents[2] / "shared" / "real_data" / "myaiguide"


def reading(book, header):
    return next(column for column in book.columns_read if column.header == header)


def test_headers_with_capitals_spaces_and_units_find_their_column(tmp_path):
    book = logbook(
        tmp_path,
        diary="Date,Time,Pain level 0-10,Sitting (min),Walking (h),Weight (lb),Sleep hrs\n"
        "2026-01-05,07:30,4,90,0.5,150,7\n",
    )
    row = book.diary.iloc[0]
    assert row["time"] == 7.5
    assert row["pain"] == 4
    assert row["sitting_hours"] == 1.5
    assert row["walking_minutes"] == 30
    assert row["weight_kg"] == pytest.approx(68.04, abs=0.01)
    assert row["sleep_hours"] == 7
    assert book.problems.empty


def test_kilometres_of_walking_are_not_minutes_of_walking(tmp_path):
    book = logbook(tmp_path, diary="date,pain,Walking (km)\n2026-01-05,4,3.5\n")
    assert "walking_minutes" not in book.diary
    assert book.diary["walking"].tolist() == [3.5]
    assert book.factors["walking"] == {"label": "Walking (km)", "unit": "km", "kind": "amount"}


def test_another_word_in_brackets_is_another_thing(tmp_path):
    book = logbook(tmp_path, diary="date,pain,Pain (neck)\n2026-01-05,4,3\n")
    assert book.diary["pain"].tolist() == [4]
    assert book.diary["pain_neck"].tolist() == [3]


def test_a_header_that_means_a_column_twice_keeps_a_name_of_its_own(tmp_path):
    book = logbook(tmp_path, diary="date,pain,Sleep,Sleep (h),File\n2026-01-05,4,7,8,3\n")
    assert book.diary["sleep_hours"].tolist() == [7]
    assert book.diary["sleep"].tolist() == [8]
    assert book.diary["file"].tolist() == ["diary.csv"]
    assert book.diary["file_2"].tolist() == [3]


def test_a_word_in_brackets_that_is_no_unit_makes_it_ones_own(tmp_path):
    book = logbook(tmp_path, diary="date,pain,Stress (work)\n2026-01-05,4,30\n")
    assert "stress" not in book.diary
    assert book.diary["stress_work"].tolist() == [30]
    assert book.problems.empty


def test_a_column_of_0_and_1_is_a_yes_or_no_and_counts_of_a_unit_are_not(tmp_path):
    diary = "date,pain,Rain,Wine (glasses)\n2026-01-05,4,0,1\n2026-01-06,5,1,0\n"
    book = logbook(tmp_path, diary=diary)
    assert book.factors["rain"]["kind"] == "yes_no"
    assert book.factors["wine"]["kind"] == "amount"


def test_no_and_more_words_are_nothing_only_where_they_name_the_thing_itself(tmp_path):
    diary = (
        "date,pain,sitting_hours,lifting,Sport (Min),Coffee (cups),medication\n"
        "2026-01-05,no pain,no sitting,no heavy lifting,kein Sport,2,no tablets today\n"
        "2026-01-06,4,none at all,not at all,gar nicht,no coffee,none\n"
        "2026-01-07,4,no idea,no idea,keine Ahnung,no idea,no idea\n"
        "2026-01-08,4,no time,no time,keine Zeit,no time,ibuprofen 400\n"
        "2026-01-09,4,5,yes,30,1,paracetamol\n"
    )
    book = logbook(tmp_path, diary=diary)
    told = book.diary[["sitting_hours", "lifting", "sport", "coffee"]].to_numpy()
    gap, end = [np.nan] * 4, [5, 1, 30, 1]
    first = [[0, 0, 0, 2], [0, 0, 0, 0]]
    assert np.array_equal(told, [*first, gap, gap, end], equal_nan=True)
    assert book.diary["pain"].tolist() == [0, 4, 4, 4, 4]
    assert book.problems["line"].tolist() == [5, 5, 5, 5]
    assert (
        medicine_days(daily_table(book)).items()
        >= {"medicine_days": 2, "medicine_known": 4}.items()
    )


def test_no_is_none_among_amounts_and_a_number_is_named_among_yes_and_no(tmp_path):
    rows = "2026-01-05,4,6\n2026-01-06,4,no\n2026-01-07,4,3\n2026-01-08,4,2\n"
    book = logbook(tmp_path, diary=f"date,pain,Carrying\n{rows}2026-01-09,4,yes\n")
    assert book.diary["carrying"].tolist()[:4] == [6, 0, 3, 2]
    assert book.problems["message"].tolist() == [
        "yes does not say how much: it counts as not known. Use a number."
    ]
    book = logbook(tmp_path, diary="date,pain,Carrying\n2026-01-05,4,6\n2026-01-06,4,no\n")
    assert book.diary["carrying"].tolist() == [6, 0]
    assert book.problems.empty
    rows = "2026-01-05,4,6\n2026-01-06,4,no\n2026-01-07,4,yes\n2026-01-08,4,0\n"
    book = logbook(tmp_path, diary=f"date,pain,Carrying\n{rows}")
    assert book.factors["carrying"]["kind"] == "yes_no"
    assert book.diary["carrying"].tolist()[1:] == [0, 1, 0]
    assert book.problems["line"].tolist() == [2]


def test_own_columns_become_factors_under_their_header_without_unit(tmp_path):
    book = logbook(
        tmp_path,
        diary="date,pain,Coffee (cups),Bad weather,Gaming (h),Thought of the day\n"
        "2026-01-05,4,2,yes,1:30,cold feet\n2026-01-06,5,0,no,0,\n2026-01-07,5,1,no,2,new shoes\n",
    )
    assert book.factors == {
        "coffee": {"label": "Coffee (cups)", "unit": "cups", "kind": "amount"},
        "bad_weather": {"label": "Bad weather", "unit": "", "kind": "yes_no"},
        "gaming": {"label": "Gaming (h)", "unit": "hours", "kind": "amount"},
    }
    assert book.diary["bad_weather"].tolist() == [1, 0, 0]
    assert book.diary["gaming"].tolist() == [1.5, 0, 2]
    assert book.diary["thought_of_the_day"].dropna().tolist() == ["cold feet", "new shoes"]


def test_a_pain_of_ones_own_is_a_symptom_and_no_factor(tmp_path):
    book = logbook(
        tmp_path,
        diary="date,pain,Knee pain,Headache,Painting (h)\n2026-01-05,4,3,2,1\n2026-01-06,5,4,3,2\n",
    )
    assert set(book.factors) == {"painting"}
    assert book.diary["knee_pain"].tolist() == [3, 4]


def test_the_settings_can_make_a_factor_of_it_and_of_nothing_else(tmp_path):
    diary = "date,pain,Knee pain,stress\n2026-01-05,4,3,2\n2026-01-06,5,4,3\n"
    book = logbook(tmp_path, diary=diary, settings='factors = ["Knee pain"]')
    assert set(book.factors) == {"knee_pain"}


@pytest.mark.parametrize(
    ("name", "words"),
    [("stres", "'stress'"), ("pain", "pain itself"), ("notes", "no number")],
)
def test_a_factor_that_is_not_there_is_refused(tmp_path, name, words):
    diary = "date,pain,stress,notes\n2026-01-05,4,3,fine\n2026-01-06,5,4,fine\n"
    with pytest.raises(SettingsError, match=words):
        logbook(tmp_path, diary=diary, settings=f'factors = ["{name}"]')


def test_a_factor_that_has_no_value_yet_is_named_and_left_out(tmp_path):
    diary = "date,pain,stress\n2026-01-05,4,3\n2026-01-06,5,4\n"
    book = logbook(tmp_path, diary=diary, settings='factors = ["stress", "mood"]')
    assert set(book.factors) == {"stress"}
    assert book.problems["value"].tolist() == ["mood"]


def test_columns_of_the_settings_outrank_our_guess(tmp_path):
    book = logbook(
        tmp_path,
        diary="Tag der Woche,Wann,schmerz,Back pain\nMo,2026-01-05,4,6\n",
        settings='[columns]\n"Back Pain" = "pain"\n"wann" = "date"\n',
    )
    assert book.diary["pain"].tolist() == [6]
    assert book.diary["schmerz"].tolist() == [4]
    assert "schmerz" not in book.factors


def test_two_headers_cannot_be_one_column(tmp_path):
    with pytest.raises(SettingsError, match="'one' and 'two'"):
        logbook(
            tmp_path,
            diary="date,one,two\n2026-01-05,4,6\n",
            settings='[columns]\none = "pain"\ntwo = "pain"\n',
        )


def test_words_become_numbers_by_the_scales_of_the_settings(tmp_path):
    book = logbook(
        tmp_path,
        diary="date,pain,Tension\n2026-01-05,Mild,low\n2026-01-06,severe,high\n",
        settings="[scales]\npain = { mild = 2, severe = 8 }\ntension = { low = 1, high = 3 }\n",
    )
    assert book.diary["pain"].tolist() == [2, 8]
    assert book.diary["tension"].tolist() == [1, 3]


def test_a_value_out_of_range_is_a_problem_of_its_cell_alone(tmp_path):
    book = logbook(
        tmp_path,
        diary="date,pain,stress\n2026-01-05,12,3\n2026-01-06,5,4\n2026-01-07,12,5\n",
    )
    assert problems(book) == [("diary.csv", 2, "pain")]
    assert "12" in book.problems["message"][0]
    assert "2 times" in book.problems["message"][0]
    assert book.diary["stress"].tolist() == [3, 4, 5]
    assert book.sources[0].rows_used == 3
    pain = reading(book, "pain")
    assert (pain.cells_read, pain.cells_used, pain.cells_refused) == (3, 1, 2)
    assert (pain.example_text, pain.example_value) == ("5", "5")


def test_a_row_without_a_date_is_refused_with_its_line(tmp_path):
    book = logbook(tmp_path, diary="date,pain\n,4\n2026-01-06,5\n,6\n2026-13-01,7\n")
    assert problems(book) == [("diary.csv", 2, "date"), ("diary.csv", 5, "date")]
    source = book.sources[0]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (4, 1, 3)
    assert reading(book, "pain").cells_refused == 3


def test_a_date_after_tomorrow_is_refused(tmp_path):
    book = logbook(tmp_path, diary="date,pain\n2026-07-01,4\n2026-07-02,5\n")
    assert problems(book) == [("diary.csv", 3, "date")]
    assert len(book.diary) == 1


def test_a_row_with_nothing_but_a_date_is_no_entry(tmp_path):
    book = logbook(tmp_path, diary="date,pain,stress\n2026-01-05,4,\n2026-01-06,,\n2026-01-07,,\n")
    assert len(book.diary) == 1
    assert book.sources[0].rows_refused == 2
    assert problems(book) == [("diary.csv", 3, "nan")]


def test_an_early_entry_belongs_to_the_day_before(tmp_path):
    diary = "date,time,pain\n2026-01-06,03:59,7\n2026-01-06,04:00,5\n2026-01-06,,4\n"
    book = logbook(tmp_path, diary=diary)
    assert book.diary["date"].dt.day.tolist() == [5, 6, 6]
    assert book.diary["pain"].tolist() == [7, 5, 4]


def test_the_night_ends_the_day_it_belongs_to(tmp_path):
    diary = "date,time,pain,sleep_hours\n2026-01-06,01:00,7,5\n2026-01-05,22:00,5,8\n"
    book = logbook(tmp_path, diary=diary)
    assert book.diary["time"].tolist() == [22, 1]


def test_a_word_for_the_time_stays_on_its_date(tmp_path):
    diary = "date,time,pain\n2026-01-06,morning,7\n2026-01-06,07:59,5\n2026-01-06,night,4\n"
    book = logbook(tmp_path, diary=diary, settings='day_starts = "09:00"')
    days = dict(zip(book.diary["time"].round(2), book.diary["date"].dt.day, strict=True))
    assert days == {7.98: 5, 8.0: 6, 23.0: 6}


def test_a_stamp_gives_the_time_and_midnight_alone_gives_none(tmp_path):
    diary = "date,pain\n2026-01-06 02:00:00,7\n2026-01-06 18:30,4\n"
    stamped = logbook(tmp_path / "a", diary=diary)
    assert stamped.diary["time"].tolist() == [2, 18.5]
    assert stamped.diary["date"].dt.day.tolist() == [5, 6]
    plain = logbook(tmp_path / "b", diary="date,pain\n2026-01-06 00:00:00,7\n2026-01-07 00:00,4\n")
    assert plain.diary["time"].isna().all()
    assert plain.diary["date"].dt.day.tolist() == [6, 7]


def test_a_date_over_three_columns_with_blanks_as_above(tmp_path):
    book = logbook(tmp_path, diary="year,month,day,pain\n2025,12,30,4\n,,31,5\n2026,1,1,6\n,,,7\n")
    assert book.diary["date"].dt.strftime("%m-%d").tolist() == ["12-30", "12-31", "01-01", "01-01"]
    assert book.diary["pain"].tolist() == [4, 5, 6, 7]
    assert book.problems.empty


def test_a_split_date_that_is_unknown_is_taken_from_the_stamp(tmp_path):
    book = logbook(
        tmp_path,
        diary="name,startday,startmonth,startyear,intensity,date\n"
        "Pain,12,8,2019,8,2019-08-13 02:07:55\nPain,0,,0,6,2019-08-15 01:00:00\n"
        "Pain,0,,0,6,\n",
        settings='day_starts = "08:00"',
    )
    assert book.diary["date"].dt.day.tolist() == [12, 14]
    assert book.sources[0].rows_refused == 1
    assert [line for _, line, _ in problems(book)] == [4]


def test_a_stamp_that_names_another_day_is_reported_once(tmp_path):
    book = logbook(
        tmp_path,
        diary="name,day,month,year,value,date\n"
        "Pain,12,8,2019,8,2019-08-13 06:07:55\nPain,13,8,2019,8,2019-08-14 06:07:55\n",
    )
    assert book.diary["date"].dt.day.tolist() == [12, 13]
    assert len(book.problems) == 1
    assert "day_starts" in book.problems["message"][0]
    assert "2 rows" in book.problems["message"][0]


def test_a_blank_is_a_no_only_where_the_settings_say_so(tmp_path):
    diary = "date,pain,lifting,Wine (glasses)\n2026-01-05,4,x,2\n2026-01-06,5,,\n"
    open_ended = logbook(tmp_path / "a", diary=diary)
    assert open_ended.diary["lifting"].isna().tolist() == [False, True]
    told = logbook(
        tmp_path / "b", diary=diary, settings='[absent_means_no]\ncolumns = ["lifting", "wine"]'
    )
    assert told.diary["lifting"].tolist() == [1, 0]
    assert told.diary["wine"].tolist() == [2, 0]


def test_activities_become_factors_only_where_not_named_means_no(tmp_path):
    diary = (
        "date,pain,activities\n2026-01-05,4,gardening; Long drive\n"
        "2026-01-06,5,\n2026-01-07,5,gardening\n"
    )
    plain = logbook(tmp_path / "a", diary=diary)
    assert plain.factors == {}
    told = logbook(
        tmp_path / "b", diary=diary, settings='[absent_means_no]\nlists = ["activities"]'
    )
    assert told.diary["gardening"].tolist() == [1, 0, 1]
    assert told.diary["long_drive"].tolist() == [1, 0, 0]
    assert told.factors["long_drive"] == {"label": "Long drive", "unit": "", "kind": "yes_no"}


def test_words_beside_a_number_go_to_the_notes(tmp_path):
    book = logbook(tmp_path, diary="date,pain,notes\n2026-01-05,7 (sharp),bad day\n2026-01-06,3,\n")
    assert book.diary["pain"].tolist() == [7, 3]
    assert book.diary["notes"][0] == "bad day | pain: sharp"
    assert pd.isna(book.diary["notes"][1])


LONG = (
    "name,intensity,date\n"
    "Pain,5,2026-01-05 20:00\nStress,1,2026-01-05 20:00\nWater (glasses),4,2026-01-05 20:00\n"
    "Pain,6,2026-01-06 20:00\nStress,0,2026-01-06 20:00\nWater (glasses),7,2026-01-06 20:00\n"
)


def test_a_long_file_gives_the_same_columns_whatever_it_is_called(tmp_path):
    book = logbook(tmp_path, my_tracker=LONG)
    assert book.sources[0].format == "long file"
    assert book.diary["pain"].dropna().tolist() == [5, 6]
    assert book.diary["water"].dropna().tolist() == [4, 7]
    assert book.factors["stress"] == {"label": "Stress", "unit": "", "kind": "yes_no"}
    assert book.factors["water"]["unit"] == "glasses"
    assert len(book.diary) == 6
    assert book.problems.empty


def test_a_long_file_names_the_measurement_that_was_not_understood(tmp_path):
    book = logbook(tmp_path, diary=LONG + "Pain,12,2026-01-07\nPain,,2026-01-08\n,3,2026-01-09\n")
    assert problems(book) == [
        ("diary.csv", 8, "Pain"),
        ("diary.csv", 9, "intensity"),
        ("diary.csv", 10, "name"),
    ]
    source = book.sources[0]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (9, 6, 3)


def test_several_pains_of_which_none_is_mapped_are_listed_to_paste(tmp_path):
    long = "name,value,date\nKnee Pain,5,2026-01-05\nBack pain,6,2026-01-05\nsitting,6,2026-01-05\n"
    with pytest.raises(LogbookError) as caught:
        logbook(tmp_path, diary=long)
    lines = '    [columns]\n    "Knee Pain" = "pain"\n    "Back pain" = "pain"'
    assert lines in str(caught.value)
    assert "sitting" not in str(caught.value)
    book = logbook(tmp_path, settings='[columns]\n"Knee Pain" = "pain"')
    assert book.diary["pain"].dropna().tolist() == [5]
    assert book.diary["back_pain"].dropna().tolist() == [6]
    assert set(book.factors) == {"sitting_hours"}


def test_places_that_hurt_are_pains_and_never_factors(tmp_path):
    diary = "year,month,day,region,intensity\n2026,1,5,Knees,5\n,,,Neck,3\n,,6,Knees,4\n"
    with pytest.raises(LogbookError, match=r'"Knees" = "pain"\n    "Neck" = "pain"'):
        logbook(tmp_path, diary=diary)
    book = logbook(tmp_path, settings='[columns]\n"Knees" = "pain"')
    assert book.diary["pain"].dropna().tolist() == [5, 4]
    assert book.diary["neck"].dropna().tolist() == [3]
    assert book.factors == {}


def test_several_pains_beside_a_diary_that_has_one_are_symptoms(tmp_path):
    long = "name,value,date\nKnee Pain,5,2026-01-05\nHip Pain,6,2026-01-05\n"
    book = logbook(tmp_path, diary="date,pain\n2026-01-05,3\n", tracker=long)
    assert book.diary["pain"].dropna().tolist() == [3]
    assert {"knee_pain", "hip_pain"} <= set(book.diary.columns)


def test_two_names_may_be_one_column_in_a_long_file(tmp_path):
    long = "name,value,date\nPain am,5,2026-01-05\nPain pm,7,2026-01-05\n"
    book = logbook(
        tmp_path, diary=long, settings='[columns]\n"Pain am" = "pain"\n"Pain pm" = "pain"'
    )
    assert book.diary["pain"].tolist() == [5, 7]


@pytest.mark.skipif(not REAL.exists(), reason="the real logs are not here")
def test_a_real_long_log_keeps_every_row(tmp_path):
    for name in ("participant8_pain.csv", "participant8_observations.csv"):
        (tmp_path / name).write_bytes((REAL / name).read_bytes())
    names = ["Stress", "Poor sleep", "Tired"]
    write_logbook(
        tmp_path,
        settings='day_starts = "08:00"\n[columns]\n"Knee Pain" = "pain"\n'
        f"[absent_means_no]\nnames = {names!r}\n",
    )
    book = open_logbook(tmp_path, today=TODAY)
    assert {s.file: (s.rows_read, s.rows_used) for s in book.sources} == {
        "participant8_observations.csv": (528, 528),
        "participant8_pain.csv": (2398, 2398),
    }
    raw = pd.read_csv(REAL / "participant8_pain.csv")
    knee = raw[raw["name"] == "Knee Pain"]
    assert book.diary["pain"].count() == len(knee)
    local = pd.to_datetime(knee["date"]) - pd.Timedelta(hours=8)
    means = knee["intensity"].groupby(local.dt.normalize().to_numpy()).mean()
    ours = book.diary.groupby("date")["pain"].mean().dropna()
    assert np.allclose(ours.to_numpy(), means.to_numpy())
    assert ours.index.equals(pd.DatetimeIndex(means.index).as_unit("us"))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Painkillers", "medication"), ("painkiller", "medication"), ("Pain meds", "medication"),
        ("meds", "medication"), ("Tabletten", "medication"), ("Schmerzmittel", "medication"),
        ("antidouleurs", "medication"), ("Pijnstillers", "medication"),
        ("blame", "blamed"), ("Blamed on", "blamed"), ("Auslöser", "blamed"),
        ("Déclencheur", "blamed"), ("Possible cause", "blamed"),
        ("Where it hurt", "location"), ("Ort", "location"), ("Localización", "location"),
        ("Pain type", "quality"), ("Schmerzart", "quality"), ("Schub", "flare"),
        ("Aktivitäten", "activities"), ("Lower back pain", "pain"), ("Rückenschmerzen", "pain"),
        ("Mal di schiena", "pain"), ("Rugpijn", "pain"), ("Pain intensity (0-10)", "pain"),
        ("Observaciones", "notes"), ("Haltung", "posture"),
    ],
)  # fmt: skip
def test_headers_in_other_words_and_languages(tmp_path, header, column):
    pain = "" if column == "pain" else ",pain"
    cell = {"pain": "4", "posture": "4", "flare": "no"}.get(column, "rain")
    cells = cell + (",5" if pain else "")
    book = logbook(tmp_path, diary=f"Tag,{header}{pain}\n2026-01-15,{cells}\n")
    assert reading(book, header).column == column
    assert book.problems.empty


def test_a_back_and_a_leg_on_a_scale_are_how_much_they_hurt(tmp_path):
    book = logbook(tmp_path, diary="date,Rücken (0-10),Bein (0-10),leg (x)\n2026-01-05,3,2,1\n")
    assert book.diary[["pain", "leg_pain"]].to_numpy().tolist() == [[3, 2]]
    book = logbook(tmp_path, diary="date,back (0-10),pain (0-10),leg\n2026-01-05,3,5,1\n")
    assert book.diary[["pain", "back", "leg"]].to_numpy().tolist() == [[5, 3, 1]]


def test_minutes_that_cannot_be_are_refused_also_where_there_are_no_others(tmp_path):
    book = logbook(tmp_path, diary="date,pain,Minutes outside\n2026-03-01,4,-1\n2026-03-02,5,\n")
    assert list(book.problems["value"]) == ["-1"]
    assert book.diary["outside"].isna().all()


def test_a_day_of_which_nothing_is_known_is_no_day_of_the_diary(tmp_path):
    rows = "2026-01-05,4,yes,ok\n2026-01-06,n/a,,\n2026-01-07,-,?,n/a\n2026-01-08,n/a,,tired\n"
    book = logbook(tmp_path, diary="date,pain,lifting,notes\n" + rows)
    assert book.diary["date"].dt.day.tolist() == [5, 8]
    assert [(p[1], "these 2 rows" in m) for p, m in
            zip(problems(book), book.problems["message"], strict=True)] == [(3, True)]  # fmt: skip
    assert [(s.rows_read, s.rows_used, s.rows_refused) for s in book.sources] == [(4, 2, 2)]


def test_words_between_yes_and_no_come_with_the_line_that_settles_them(tmp_path):
    diary = "date,pain,lifting,Coffee\n2026-01-05,4,partly,yes\n2026-01-06,5,no,a bit\n"
    diary += "2026-01-07,5,no,no\n"
    book = logbook(tmp_path / "a", diary=diary)
    assert book.diary["lifting"].isna().tolist() == [True, False, False]
    offered = book.problems["message"][0].partition("(1 is a yes, 0 a no):\n")[2]
    assert offered.split("\n")[0] == "    [scales]"
    settled = logbook(tmp_path / "b", diary=diary, settings=offered)
    assert settled.problems.empty
    assert settled.diary["lifting"].tolist() == [1, 0, 0]
    assert settled.diary["coffee"].tolist() == [1, 1, 0]


def test_dates_without_a_year_are_refused_with_the_line_that_gives_it(tmp_path):
    diary = "date,pain\n19.10.,4\n20.10.,5\n2.1.,3\n"
    with pytest.raises(LogbookError, match="year = 2025"):
        logbook(tmp_path, diary="Oktober 2025\n" + diary)
    book = logbook(tmp_path, diary=diary, settings="year = 2025\n")
    days = pd.to_datetime(["2025-10-19", "2025-10-20", "2026-01-02"])
    assert book.diary["date"].tolist() == days.tolist()
    book = logbook(tmp_path, diary="Oktober 2024\n" + diary, settings="year = 2025\n")
    assert book.diary["date"].min() == pd.Timestamp("2024-10-19")


@pytest.mark.parametrize(("today", "days", "year"), [
    ("2027-01-03", ["20.12.", "31.12."], 2026), ("2026-12-31", ["20.12.", "31.12."], 2026),
    ("2027-01-03", ["20.12.", "2.1."], 2026), ("2027-01-03", ["2.1.", "20.12."], 2027),
    ("2027-03-03", ["1 Feb", "2 Mar"], 2027), ("2027-03-03", ["29 Feb"], 2027),
    ("2027-03-03", ["Nov 30", "Feb 3", "Nov 30", "Feb 3"], 2025),
])  # fmt: skip
def test_the_year_that_is_offered_leaves_no_day_in_the_future(tmp_path, today, days, year):
    diary = "date,pain\n" + "".join(f"{day},{at}\n" for at, day in enumerate(days))
    with pytest.raises(LogbookError, match=f"year = {year}"):
        open_logbook(write_logbook(tmp_path, diary=diary), today=today)
    if days != ["29 Feb"]:
        book = open_logbook(write_logbook(tmp_path, settings=f"year = {year}\n"), today=today)
        assert not book.problems["message"].str.contains("future").any()


def test_the_sheets_of_a_spreadsheet_go_on_to_the_next_year(tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, day in (("November", "3.11."), ("Dezember", "20.12."), ("Januar", "14.1.")):
        sheet = book.create_sheet(name)
        for row in (["Datum", "Schmerz"], [day, 4]):
            sheet.append(row)
    book.save(tmp_path / "diary.xlsx")
    days = logbook(tmp_path, settings="year = 2025\n").diary["date"]
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2025-11-03", "2025-12-20", "2026-01-14"]


def month_sheets(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, days in sheets.items():
        sheet = book.create_sheet(name)
        for row in (["Day", "Pain", "Sitting (h)"], *([day, 4, 6] for day in days)):
            sheet.append(row)
        sheet.append(["Average", 4, 6])
    book.save(path)


def test_a_sheet_for_each_month_has_only_the_number_of_each_day(tmp_path):
    month_sheets(tmp_path / "pain.xlsx", {"Nov": [29, 30], "Dezember": ["1.", "2."], "Jan": [1]})
    with pytest.raises(LogbookError, match="year = 2025"):
        open_logbook(tmp_path, today="2026-06-30")
    days = logbook(tmp_path, settings="year = 2025\n").diary["date"]
    assert days.astype(str).tolist() == [
        *("2025-11-29", "2025-11-30", "2025-12-01", "2025-12-02", "2026-01-01")
    ]


@pytest.mark.parametrize(
    ("name", "above", "cells"),
    [
        ("diary", "Back diary February 2026", ["1", "2", "28"]),
        ("diary", "", ["February 2026", "1.", "2.", "28."]),
        ("diary_2026-02", "", ["Sun 1", "Mon 2", "Sat 28"]),
        ("diary feb 2026", "", ["1st", "2nd", "28th"]),
    ],
)
def test_the_number_of_a_day_is_of_the_month_that_stands_over_it(tmp_path, name, above, cells):
    rows = [f"{cell},{'' if '2026' in cell else 4}\n" for cell in cells]
    text = f"{above}\nday,pain\n" if above else "day,pain\n"
    book = logbook(tmp_path, **{name: text + "".join(rows)})
    assert book.diary["date"].dt.day.tolist() == [1, 2, 28]
    assert {*book.diary["date"].dt.strftime("%Y-%m")} == {"2026-02"}


@pytest.mark.parametrize("name", ["diary", "diary jan to mar 2026", "diary_2026-02-10"])
def test_the_number_of_a_day_without_one_month_over_it_is_no_date(tmp_path, name):
    with pytest.raises(LogbookError, match="1 is not a date"):
        logbook(tmp_path, **{name: "day,pain\n1,4\n2,5\n"})


def test_a_no_among_minutes_is_none_and_a_question_mark_asks_for_nothing(tmp_path):
    diary = (
        'date,pain,Spaziergang,Garten (min)\n2026-01-05,4,nein,no\n2026-01-06,?,"ja, 30 min",20\n'
    )
    diary += "2026-01-07,weiß nicht,ja,x\n"
    book = logbook(tmp_path, diary=diary)
    assert book.diary["walking_minutes"].iloc[:2].tolist() == [0, 30]
    assert book.diary["garten"].iloc[:2].tolist() == [0, 20]
    assert problems(book) == [("diary.csv", 4, "Spaziergang"), ("diary.csv", 4, "Garten (min)")]


@pytest.mark.parametrize(("header", "cells", "told"), [
    ("gardening", ["no", "yes", "2", "3"], True),
    ("Gartenarbeit", ["nein", "2,5", "ja", "3"], True),
    ("gardening", ["no", "yes", "n/a", "no"], False),
    ("gardening", ["2", "a little", "yes", "roses"], False),
    ("gardening", ["0", "1", "4", "n/a"], False),
])  # fmt: skip
def test_an_own_column_that_mixes_yes_and_numbers_is_said_not_to_be_compared(
    tmp_path, header, cells, told
):
    lines = [f"2026-03-0{day};4;{cell}" for day, cell in enumerate(cells, start=1)]
    text = "\n".join([f"date;pain;{header}", *lines])
    (tmp_path / "diary.csv").write_text(text, encoding="utf-8")
    problems = open_logbook(tmp_path, today=pd.Timestamp("2026-03-09")).problems
    said = problems.loc[problems["column"] == header, "message"].str.contains("not compared with")
    assert list(said) == ([True] if told else [])


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        (["1 Std.", "30 min", '"1,5 Std."', "0", "0", "0", "0"], [1, 0.5, 1.5, 0, 0, 0, 0]),
        (["2 h", "nein", "nein", "0", "nein"], [2, 0, 0, 0, 0]),
        (["1 heure", "non", "", "0"], [1, 0, None, 0]),
    ],
)
def test_one_cell_with_a_unit_of_time_makes_its_column_time(tmp_path, cells, hours):
    rows = "".join(f"2026-03-{day:02},4,{cell}\n" for day, cell in enumerate(cells, start=1))
    book = logbook(tmp_path, diary=f"date,pain,Garten\n{rows}")
    (reading,) = (c for c in book.columns_read if c.header == "Garten")
    assert (reading.kind, reading.cells_refused) == ("hours", 0)
    assert [None if pd.isna(v) else v for v in book.diary["garten"]] == hours


def test_a_length_of_time_is_no_yes(tmp_path):
    cells = ["ja", "ja", "nein", "ja", '"1,5 Std."']
    rows = "".join(f"2026-03-{day:02},4,{cell}\n" for day, cell in enumerate(cells, start=1))
    book = logbook(tmp_path, diary=f"date,pain,Garten\n{rows}")
    assert book.refused["text"].tolist() == ["1,5 Std."]
    assert book.diary["garten"].tolist()[:4] == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("titles", "mean"),
    [
        (("Dezember 2025", "Januar 2026"), "Schnitt Januar"),
        (("décembre 2025", "janvier 2026"), "Moyenne de janvier"),
        (("12/2025", "1/2026"), "Monatsmittel"),
        (("dicembre 2025", "gennaio 2026"), "Media gennaio 2026"),
    ],
)
def test_a_row_with_a_month_is_a_title_and_no_row_that_was_refused(tmp_path, titles, mean):
    rows = [titles[0], "30.12.", "31.12.", titles[1], "1.1.", "2.1."]
    text = "".join(f"{row},{'' if row in titles else 4},\n" for row in rows)
    book = logbook(tmp_path, diary=f"Datum,Schmerz,Notiz\n{text}{mean},4.0,\n")
    assert book.diary["date"].astype(str).tolist() == [
        *("2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02")
    ]
    source = book.sources[0]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (4, 4, 0)
    assert book.problems["value"].tolist() == [mean]


def test_a_date_of_another_month_than_its_title_has_no_year_still(tmp_path):
    text = "Datum,Schmerz\nOktober 2026,\n11.3.,4\n12.10.,5\n"
    (tmp_path / "diary.csv").write_text(text)
    book = open_logbook(tmp_path, today=pd.Timestamp("2026-12-01"))
    assert book.problems["value"].tolist() == ["11.3."]


def test_a_worst_pain_below_the_pain_is_said_with_both_numbers(tmp_path):
    diary = "date,pain,Worst\n2026-03-01,4,6\n2026-03-02,7,3.5\n2026-03-03,5,5\n2026-03-04,2,\n"
    book = logbook(tmp_path, diary=diary)
    assert problems(book) == [("diary.csv", 3, "Worst")]
    assert "3.5 here, 7 under 'pain'" in book.problems["message"][0]
    assert book.diary["worst_pain"].fillna(-1).tolist() == [6, 3.5, 5, -1]


def test_a_lone_dash_at_the_medicine_is_asked_about_until_it_is_said_what_it_means(tmp_path):
    (tmp_path / "diary.csv").write_text(
        "date,pain,Meds\n2026-03-01,4,-\n2026-03-02,5,Ibu 400\n2026-03-03,4,–\n"
    )
    book = open_logbook(tmp_path, today=TODAY)
    (said,) = book.problems["message"]
    assert "'Meds' has a lone dash in 2 cells: not known." in said
    assert (
        medicine_days(daily_table(book)).items()
        >= {"medicine_days": 1, "medicine_known": 1}.items()
    )
    (tmp_path / "settings.toml").write_text(said.partition(":\n")[2])
    settled = open_logbook(tmp_path, today=TODAY)
    assert settled.problems.empty
    assert (
        medicine_days(daily_table(settled)).items()
        >= {"medicine_days": 1, "medicine_known": 3}.items()
    )


TICKED = "date,pain,Heben,Rasen mähen,Wine,Once,Meds\n" + "".join(
    f"2026-03-0{day},4,{'x' * (day % 2)},{'ja' * (day % 2)},{'yes' if day % 2 else 'no'},"
    f"{'x' * (day == 1)},-\n"
    for day in range(1, 8)
)


@pytest.mark.parametrize("head", ["", '[absent_means_no]\nlists = ["activities"]\n'])
def test_the_lines_that_make_a_blank_a_no_are_printed_once_for_all_columns(tmp_path, head):
    """Not for one that holds no as well, nor for a tick that stands alone."""
    book = logbook(tmp_path, diary=TICKED, settings=head)
    told = [one for one in book.problems["message"] if "columns = [" in one]
    (said,) = told
    assert "'Heben', 'Rasen mähen': yes or nothing" in said
    assert "'Meds' has a lone dash in 7 cells" in said
    assert said.endswith('columns = ["medication", "lifting", "rasen_mähen"]')
    (tmp_path / "settings.toml").write_text(head + said.partition(":\n")[2])
    settled = open_logbook(tmp_path, today=TODAY)
    assert "columns = [" not in " ".join(settled.problems["message"])
    assert settled.diary["rasen_mähen"].tolist() == [1, 0, 1, 0, 1, 0, 1]


def test_a_blank_is_no_no_in_a_file_in_which_nobody_ticked_the_column(tmp_path):
    """Nor is it one in a file without the column; a lone dash is as a blank."""
    rows = "date,pain,lifting\n2026-01-{0},4,{2}\n2026-01-{1},5,{3}\n"
    book = logbook(
        tmp_path,
        diary=rows.format("05", "06", "x", "-"),
        diary_2=rows.format("07", "08", "", ""),
        diary_3="date,pain\n2026-01-09,4\n",
        settings='[absent_means_no]\ncolumns = ["lifting"]',
    )
    assert book.diary["lifting"].fillna(-1).tolist() == [1, 0, -1, -1, -1]


def test_absent_medicine_means_none_in_rows_that_hold_something_else(tmp_path):
    diary = (
        "date;Schmerz;Medikament;Heben\n2026-01-05;4;Ibu 400;x\n2026-01-06;3;;\n2026-01-07;2;-;\n"
    )
    diary += "2026-01-08;;;\n2026-01-09;3;nein;\n"
    absent = '[absent_means_no]\ncolumns = ["Medikament", "Heben"]\n'
    book = logbook(tmp_path, diary=diary, settings=absent)
    assert book.diary["date"].dt.day.tolist() == [5, 6, 7, 9]
    assert book.diary["medication"].tolist() == ["Ibu 400", "none", "none", "nein"]
    assert book.diary["lifting"].tolist() == [1, 0, 0, 0]
    assert medicine_days(book.diary).items() >= {"medicine_days": 1, "medicine_known": 4}.items()
    assert "nothing known but a date" in " ".join(book.problems["message"])


MEDICINES = ("ibuprofen (mg)", "Tablette", "tablet", "Ibu 400", "Schmerztablette?", "pain meds")


@pytest.mark.parametrize("name", MEDICINES)
def test_a_medicine_with_a_column_of_its_own_counts_as_medicine(tmp_path, name):
    """Taken on the 5th and, by the other column, on the 8th; nothing is known of the 9th."""
    diary = f"date,pain,{name},medication\n2026-01-05,4,1,\n2026-01-06,3,0,\n"
    diary += "2026-01-07,2,0,none\n2026-01-08,2,0,ibuprofen\n2026-01-09,2,,\n"
    days = daily_table(logbook(tmp_path, diary=diary))
    assert medicine_days(days).items() >= {"medicine_days": 2, "medicine_known": 4}.items()
    assert len(days.attrs["remedies"]) == 1


@pytest.mark.parametrize("name", ["tablet (h)", "tablet time (min)", "ice skating", "heat pad"])
def test_what_only_sounds_like_a_medicine_is_none(tmp_path, name):
    diary = f"date,pain,{name}\n2026-01-05,4,1\n2026-01-06,3,0\n2026-01-07,3,2\n"
    days = daily_table(logbook(tmp_path, diary=diary))
    assert medicine_days(days)["medicine_days"] is None
    assert bool(days.attrs["remedies"]) == (name == "heat pad")


def test_settings_say_what_is_used_against_pain_and_what_is_not(tmp_path):
    diary = (
        "date,pain,ice,kytta,drops\n2026-01-05,4,1,1,1\n2026-01-06,3,0,0,0\n2026-01-07,3,1,1,1\n"
    )
    plain = daily_table(logbook(tmp_path / "plain", diary=diary))
    assert plain.attrs["remedies"] == ["ice"]
    columns = '[columns]\nice = "factor"\nKytta = "remedy"\ndrops = "medication"\n'
    book = logbook(tmp_path / "said", diary=diary, settings=columns)
    days = daily_table(book)
    assert book.problems.empty
    assert {"ice", "kytta"} <= {*book.factors}
    assert days.attrs["remedies"] == ["kytta"]
    assert "drops" not in book.factors
    assert {f.name: f.remedy for f in question(days).factors} == {"ice": False, "kytta": True}


def test_settings_say_it_of_what_is_ticked_too(tmp_path):
    export = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    export += '2026-01-05,Jan 5,Monday,20:00,good,"ice | drops | kytta","",""\n'
    export += '2026-01-06,Jan 6,Tuesday,20:00,good,"walk","",""\n'
    columns = '[columns]\nice = "factor"\nkytta = "remedy"\ndrops = "medication"\n'
    book = logbook(
        tmp_path, diary="date,pain\n2026-01-05,4\n2026-01-06,2\n", export=export, settings=columns
    )
    days = daily_table(book)
    assert book.problems.empty, book.problems["message"].tolist()
    assert days.attrs["remedies"] == ["drops", "kytta"]
    assert medicine_days(days).items() >= {"medicine_days": 1, "medicine_known": 2}.items()


@pytest.mark.parametrize(
    ("header", "of_day"),
    [
        ("Tag", lambda day: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"][day.weekday()]),
        ("KW", lambda day: f"KW {day.isocalendar()[1]}"),
        ("Monat", lambda day: ["Jan", "Feb", "Mrz", "Apr", "Mai", "Juni"][day.month - 1]),
        ("Nr.", lambda day: str(day.timetuple().tm_yday - 100)),
    ],
)
def test_a_column_that_repeats_the_date_is_no_entry(tmp_path, header, of_day):
    """Dates that were filled down to the end of the month say nothing of those days."""
    days = [dt.date(2026, 5, 1) + dt.timedelta(n) for n in range(20)]
    rows = [f"{day:%d.%m.%Y};{of_day(day)};{4 if n < 12 else ''}" for n, day in enumerate(days)]
    book = logbook(tmp_path, diary="\n".join([f"Datum;{header};Schmerz", *rows]))
    assert len(book.diary) == 12
    assert "nothing known but a date" in book.problems["message"][0]
    column = next(column for column in book.columns_read if column.header == header)
    assert column.reason == "says the same as the date"
    assert not book.measures


def test_words_of_the_calendar_that_do_not_follow_the_date_are_content(tmp_path):
    rows = [f"2026-05-{day:02d};4;{'sat' if day % 3 else 'sun'};7" for day in range(1, 13)]
    book = logbook(tmp_path, diary="\n".join(["date;pain;Where I was;Day", *rows]))
    assert not any(column.reason for column in book.columns_read)


SYMPTOMS = ("tingling", "Kribbeln Bein", "Taubheitsgefühl", "pins and needles", "fourmillements",
            "hormigueo", "formicolio gamba", "tintelingen", "numbness (0-10)")  # fmt: skip


@pytest.mark.parametrize("name", SYMPTOMS)
def test_tingling_and_the_like_is_a_symptom_and_no_cause(tmp_path, name):
    diary = f"date,pain,{name}\n2026-01-05,4,1\n2026-01-06,3,0\n2026-01-07,3,0\n"
    book = logbook(tmp_path, diary=diary)
    assert not {*book.factors} - {*DIARY_BY_NAME}
    ((told,), days) = symptom_days(book, daily_table(book)), 3
    assert (told["days"], told["days_recorded"]) == (1, days)


def test_settings_make_a_cause_of_a_symptom_and_numbers_are_no_numbness(tmp_path):
    diary = "date,pain,numbers,tingling\n2026-01-05,4,1,1\n2026-01-06,3,0,0\n2026-01-07,3,2,0\n"
    book = logbook(tmp_path, diary=diary, settings='[columns]\ntingling = "factor"\n')
    assert {"numbers", "tingling"} <= {*book.factors}
    assert symptom_days(book, daily_table(book)) == []


@pytest.mark.parametrize(("morning", "held"), [(range(0, 30, 3), True), (range(30), False)])
def test_a_tick_of_days_with_a_morning_entry_too_is_held_no_cause(tmp_path, morning, held):
    """On ten of thirty days pain is written in the morning too, with coffee, and lower."""
    rows = [f"2026-04-{d + 1:02},20:00,{5 + d % 2},no" for d in range(30)]
    rows += [f"2026-04-{d + 1:02},07:00,1,{'no' if d % 3 else 'yes'}" for d in morning]
    days = daily_table(logbook(tmp_path, diary="\n".join(["date,time,pain,coffee", *rows])))
    assert days.attrs["of_longer_days"] == ["coffee"] * held
    found = rank_triggers(days, lags=[0]).table.set_index("factor").loc["coffee"]
    assert (found["reason"] == "of_longer_days") == held


@pytest.mark.parametrize("names", [("diary", "diary_2"), ("diary_2", "diary")])
@pytest.mark.parametrize(
    ("amounts", "unit"), [("20 min,", "hours"), ("yes,", ""), ("3,", ""), ("2,cups", "cups")]
)
def test_a_file_that_knows_only_no_keeps_the_name_of_the_column(tmp_path, names, amounts, unit):
    """A no is nothing in each measure."""
    amount, _, written = amounts.partition(",")
    head = f"Wärme ({written})" if written else "Wärme"
    first = f"date,pain,{head}\n2026-01-05,4,{amount}\n2026-01-06,4,no\n"
    rest = "date,pain,Wärme\n2026-01-07,4,nein\n2026-01-08,5,-\n"
    book = logbook(tmp_path, **dict(zip(names, (first, rest), strict=True)))
    days = book.diary.set_index(book.diary["date"].dt.day)
    assert days["wärme"].fillna(-1).tolist()[1:] == [0, 0, -1]
    assert [name for name in book.diary if name.startswith("wärme")] == ["wärme"]
    assert book.factors["wärme"]["unit"] == unit


@pytest.mark.parametrize("later", ["", "no"])
def test_a_column_that_is_blank_or_no_in_a_later_file_is_what_it_was(tmp_path, later):
    first = "date,pain,Heat (bottle)\n" + "".join(
        f"2026-01-{d:02},4,{'x' if d % 2 else ''}\n" for d in range(5, 15)
    )
    book = logbook(
        tmp_path,
        a_diary=first,
        diary=f"date,pain,Heat (bottle)\n2026-02-01,4,{later}\n",
        settings='[absent_means_no]\ncolumns = ["heat"]\n',
    )
    days = daily_table(book)
    assert [name for name in days if name.startswith("heat")] == ["heat"]
    assert book.measures["heat"] == {"label": "Heat (bottle)", "unit": "", "kind": "yes_no"}
    assert days["heat"].sum() == 5


@pytest.mark.parametrize("header", ["Pain", "VAS", "Stress"])
def test_small_numbers_of_a_scale_to_100_are_not_taken_for_those_of_10(tmp_path, header):
    values = [47, 9, 63, 5, 100, 10, 31, 20]
    rows = [f"2026-03-{d:02},{v},4\n" for d, v in enumerate(values, 1)]
    other = "Pain" if header == "Stress" else "Stress"
    write_logbook(tmp_path, diary=f"date,{header},{other}\n" + "".join(rows))
    look = look_into(tmp_path, today=pd.Timestamp(TODAY))
    (column,) = [c for c in look.book.columns_read if c.header == header]
    assert (column.cells_used, column.cells_refused) == (0, 8)
    told = [*look.book.problems["message"], *map(str, look.errors)]
    assert any(f"write so over the column: {header} (0-100)" in text for text in told)
    write_logbook(tmp_path, diary=f"date,{header} (0-100),{other}\n" + "".join(rows))
    (column,) = [c for c in logbook(tmp_path).columns_read if "(0-100)" in c.header]
    assert (column.cells_used, column.scale) == (8, (0, 100))


def test_a_slip_of_the_keys_or_two_spoil_no_column(tmp_path):
    rows = "".join(f"2026-03-{d:02},{55 if d in (3, 8) else 5}\n" for d in range(1, 11))
    book = logbook(tmp_path, diary=f"date,pain\n{rows}")
    assert book.diary["pain"].tolist().count(5) == 8
    assert "55 is above 10" in book.problems["message"][0]


@pytest.mark.parametrize("header", ["VAS (mm)", "VAS mm", "Schmerz (mm)"])
def test_a_mark_on_a_line_is_measured_in_millimetres(tmp_path, header):
    book = logbook(tmp_path, diary=f"date,{header}\n2026-03-01,47\n2026-03-02,9\n")
    assert book.diary["pain"].tolist() == pytest.approx([4.7, 0.9])


@pytest.mark.parametrize("title", [
    "Woche vom 02.03.2026", "Week of March 2, 2026", "KW 10 / 2026", "w/c 2026-03-02",
    "Woche 02.03. - 08.03.2026", "week 2 – 8 March 2026", "Week 2.3.2026 to 8.3.2026",
    "Woche 10, 2026", "02.03.-08.03.2026", "2.3. bis 8.3.", "3/2 - 3/8",
    "Settimana 10/2026",
])  # fmt: skip
def test_the_weekdays_of_a_week_have_the_dates_of_that_week(tmp_path, title):
    rows = "".join(f"{day},{4 + k}\n" for k, day in enumerate(["Mo", "Dienstag", "Sun"]))
    book = logbook(tmp_path, diary=f"{title}\nday,pain\n{rows}", settings="day_first = true")
    days = book.diary["date"].astype(str).tolist()
    assert days == ["2026-03-02", "2026-03-03", "2026-03-08"]


@pytest.mark.parametrize("title", [
    "Back diary 2026", "Week 3/4/2026", "Week 60 2026", "KW 32", "1.3.-8.3.2026", "1.3.-7.3.",
    "Week of 2026-03-02\nWeek of 2026-03-09",
])  # fmt: skip
def test_weekdays_without_a_week_that_is_sure_are_no_dates(tmp_path, title):
    with pytest.raises(LogbookError, match=r"Mon is a day of the week.*its week in a row above it"):
        logbook(tmp_path, diary=f"{title}\nday,pain\nMon,4\nTue,5\n")


@pytest.mark.parametrize(("week", "days"), [
    ("Mo Di Mi Do Fr Sa So", "2345678"), ("Mo. Di. Do. So.", "2358"),
    ("Mon Tues Thurs Son", "2358"),
    ("ma di wo do vr za zo", "2345678"), ("lu ma me je ve sa di", "2345678"), ("ma di do", "235"),
    ("lun mar mer gio ven sab dom", "2345678"), ("lu ma mi ju vi sa do", "2345678"),
    ("lun di", "28"), ("Di Sa", "37"), ("Mit Don Son", "458"),
])  # fmt: skip
def test_short_weekdays_are_what_the_others_make_them(tmp_path, week, days):
    rows = "".join(f"{day},4\n" for day in week.split())
    book = logbook(tmp_path, diary=f"KW 10/2026\nTag,pain\n{rows}")
    assert book.diary["date"].astype(str).tolist() == [f"2026-03-0{day}" for day in days]


def test_a_weekday_that_stays_open_is_named(tmp_path):
    book = logbook(tmp_path, diary="KW 10/2026\nTag,pain\nMontag,4\nma,4\nDi,5\nSonntag,5\n")
    assert book.diary["date"].astype(str).tolist() == ["2026-03-02", "2026-03-08"]
    told = " ".join(book.problems["message"])
    assert "ma is short for Monday or Tuesday" in told
    assert "Di is short for Tuesday or Sunday" in told


@pytest.mark.parametrize("header", ["", "Wochentag", "weekday"])
def test_weekdays_need_no_header_that_is_known(tmp_path, header):
    book = logbook(tmp_path, diary=f"KW 10/2026\n{header},pain,sleep\nMo,4,7\nDi,5,6\nMi,3,8\n")
    assert book.diary["date"].astype(str).tolist() == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert logbook(tmp_path, diary="date,Wochentag,pain\n2026-03-02,Mo,4\n").diary.shape[0] == 1


def test_sheets_of_weeks_have_the_year_of_their_file_and_go_on_to_the_next(tmp_path):
    book, sheets = openpyxl.Workbook(), {"KW 52": "2025-12-22", "KW 1": "2025-12-29", "KW 2": ""}
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in (["Tag", "Schmerz"], ["Mo", 3], ["Di", 4], ["Do", 5]):
            sheet.append(row)
    book.save(tmp_path / "wochen 2025.xlsx")
    days = open_logbook(tmp_path).diary["date"].astype(str).tolist()[::3]
    assert days == ["2025-12-22", "2025-12-29", "2026-01-05"]


WEEKDAYS = {
    "Mo": ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    "Mon": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "Montag": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}


def stacked(titles: list[str], names: str = "Mo", *, again: bool = True) -> list[list[str]]:
    """Rows of weeks below each other; the pain counts the days, from 0 to 9 and on from 0."""
    rows = []
    for week, title in enumerate(titles):
        rows += [[title]] * bool(title) + [["Tag", "Schmerz"]] * (again or not week)
        rows += [[name, str((7 * week + k) % 10)] for k, name in enumerate(WEEKDAYS[names])] + [[]]
    return rows


def told_of(folder: Path, rows: list[list[str]], kind: str) -> tuple[dict[int, int], list[int]]:
    """Write rows; give each day that was read, counted from 31 August 2026, its pain, and the
    lines that are named."""
    if kind == "csv":
        (folder / "diary.csv").write_text("".join(";".join(row) + "\n" for row in rows))
    else:
        book = openpyxl.Workbook()
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                book.active.cell(line, column, int(cell) if cell.isdecimal() else cell)
        book.save(folder / "diary.xlsx")
    book = open_logbook(folder, today="2026-12-31")
    days = (book.diary["date"].dt.date - dt.date(2026, 8, 31)).map(lambda since: since.days)
    lines = {int(n) for text in book.problems["message"] for n in re.findall(r"lines? (\d+)", text)}
    named = lines | {*book.problems["line"].dropna().astype(int)}
    return dict(zip(days, book.diary["pain"].astype(int), strict=True)), sorted(named)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("weeks", [2, 12])
@pytest.mark.parametrize("way", [
    ("Woche ab {0:%d.%m.%Y}", "Mo", True), ("Woche ab {0:%d.%m.%Y}", "Montag", False),
    ("KW {1}/2026", "Mo", True), ("Woche vom {0:%d.%m.} bis {2:%d.%m.%Y}", "Mo", False),
    ("{0:%d.%m.}-{2:%d.%m.}", "Montag", True), ("Week of {0:%m/%d/%Y}", "Mon", True),
])  # fmt: skip
def test_weeks_below_each_other_are_of_their_own_titles(tmp_path, kind, weeks, way):
    title, names, again = way
    firsts = [dt.date(2026, 8, 31) + dt.timedelta(weeks=k) for k in range(weeks)]
    titles = [title.format(f, f.isocalendar()[1], f + dt.timedelta(days=6)) for f in firsts]
    read, named = told_of(tmp_path, stacked(titles, names, again=again), kind)
    assert read == {day: day % 10 for day in range(7 * weeks)}
    assert named == []


def test_a_number_of_a_week_without_a_year_goes_on_from_the_week_above(tmp_path):
    read, named = told_of(tmp_path, stacked(["KW 36/2026", "KW 37", "KW 40"]), "csv")
    assert read == {day + 14 * (day > 13): day % 10 for day in range(21)}
    assert named == []
    old, _ = told_of(tmp_path, stacked(["KW 53/2020", "KW 1", "KW 52/2020"]), "csv")
    assert sorted(day - min(old) for day in old) == [*range(21)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["Urlaub am Meer", "Week 3/4/2026", "KW 60", "2026-09-07", ""])
@pytest.mark.parametrize("again", [True, False])
def test_days_of_a_week_that_is_not_sure_are_refused_and_named(tmp_path, kind, title, again):
    rows = stacked(["KW 36/2026", title, "KW 38/2026"], again=again)
    read, named = told_of(tmp_path, rows, kind)
    assert read == {day: day % 10 for day in (*range(7), *range(14, 21))}
    second = [n for n, row in enumerate(rows, 1) if row and row[0] in WEEKDAYS["Mo"]][7:14]
    assert {*second} <= {*named}


@pytest.mark.parametrize("between", [["Tag", "Schmerz"], ["Urlaub am Meer"], ["KW 60", "8"]])
def test_days_go_on_in_their_week_below_nothing_that_may_begin_another(tmp_path, between):
    rows = [["KW 36/2026"], ["Tag", "Schmerz"], ["Mo", "1"], ["Di", "2"], between, ["Fr", "3"]]
    read, named = told_of(tmp_path, rows, "csv")
    assert read == {0: 1, 1: 2}
    assert 6 in named


@pytest.mark.parametrize(("days", "read"), [
    ("Mo Mo Di Di So", [0, 1, 6]), ("So Sa Mi Mo", [0, 2, 5, 6]), ("Do Fr So Mo Di", [3, 4, 6]),
])  # fmt: skip
def test_weekdays_that_begin_anew_are_of_no_week(tmp_path, days, read):
    rows = [["KW 36/2026"], ["Tag", "Schmerz"], *([day, "4"] for day in days.split())]
    assert sorted(told_of(tmp_path, rows, "csv")[0]) == read


def test_a_table_beside_the_diary_with_days_of_its_own_is_no_log_of_its_days(tmp_path):
    rows = "".join(f"2026-03-{d:02},4,2026-03-{d + 5:02},cat-cow\n" for d in range(1, 9))
    book = logbook(tmp_path, diary=f"Date,Pain,Date,Exercise\n{rows}")
    assert book.routine.empty
    assert "put it into another sheet or file" in book.problems["message"][0]


def test_sleep_in_words_is_offered_as_how_well(tmp_path):
    rows = "".join(f"2026-03-{d:02},4,{('gut', 'schlecht')[d % 2]}\n" for d in range(1, 9))
    book = logbook(tmp_path, diary=f"Datum,Schmerz,Schlaf\n{rows}")
    assert any(
        text.endswith('[columns]\n    "Schlaf" = "sleep_quality"')
        for text in book.problems["message"]
    )


def test_pills_that_are_all_numbers_are_so_many(tmp_path):
    rows = "".join(f"2026-03-{d:02},4,{(0, 1, 2, '')[d % 4]}\n" for d in range(1, 9))
    book = logbook(tmp_path, diary=f"date,pain,pills\n{rows}")
    assert book.problems.empty
    assert (
        medicine_days(daily_table(book)).items()
        >= {"medicine_days": 4, "medicine_known": 6}.items()
    )


def test_a_single_number_is_no_number_of_the_day(tmp_path):
    book = logbook(tmp_path, diary="date,pain,No\n2026-03-01,4,3\n")
    assert book.diary["no"].tolist() == [3]


def test_the_medicine_of_a_day_is_added_up(tmp_path):
    """Two tablets and one are three; of a scale of one's own the mean stays."""
    (tmp_path / "diary.csv").write_text(
        "date,time,pain,Ibu 400,noise\n2026-03-01,8:00,4,2,3\n2026-03-01,20:00,5,1,6\n"
        "2026-03-02,,4,0,1\n2026-03-03,,4,2,1\n"
    )
    days = daily_table(open_logbook(tmp_path, today=TODAY))
    assert days["ibu_400"].tolist() == [3, 0, 2]
    assert days["noise"].tolist() == [4.5, 1, 1]
    found = {"medicine_days": 2, "medicine_known": 3, "medicine_amount": 5}
    assert medicine_days(days) == found


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Ibu 400", ["1", "0", "1"]),  # whether, not how much
        ("Ibu 400,Tramadol", ["2,1", "0,3", "1,0"]),  # of two kinds there is no sum
        ("Ibu 400,medication", ["2,", "0,aspirin", "1,"]),
    ],
)
def test_what_is_no_amount_of_one_medicine_is_not_added_up(tmp_path, header, cells):
    rows = "".join(f"2026-03-0{day},4,{cell}\n" for day, cell in enumerate(cells, start=1))
    (tmp_path / "diary.csv").write_text(f"date,pain,{header}\n{rows}")
    assert (
        medicine_days(daily_table(open_logbook(tmp_path, today=TODAY)))["medicine_amount"] is None
    )
