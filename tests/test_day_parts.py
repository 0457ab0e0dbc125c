"""Pain at several times of a day, in one row: "Pain AM" and "Pain PM"."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.checking import check_lines
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError, SettingsError
from backpain_analysis.logbook import look_into
from backpain_analysis.transcript import diary_text
from tests.apps.samples import accounted
from tests.writing import TODAY, logbook, problems

#: One morning without a number, one evening in words beside it.
ROWS = "2026-03-21,4,5,6\n2026-03-22,,7,2.5\n2026-03-23,3 (sharp),,7\n"
TOLD = [("2026-03-21", 8, 4), ("2026-03-21", 19, 5), ("2026-03-22", 19, 7), ("2026-03-23", 8, 3)]


def told(book):
    felt = book.diary[book.diary["pain"].notna()]
    return [*zip(felt["date"].dt.strftime("%Y-%m-%d"), felt["time"], felt["pain"], strict=True)]


@pytest.mark.parametrize(
    "header",
    [
        "Date,Pain AM,Pain PM,Sitting (h)\n",
        "Date,Morning pain (0-10),Evening pain (0-10),Sitting (h)\n",
        "Datum,Schmerz am Morgen,Schmerz am Abend,Sitzen (Std)\n",
        "date,douleur matin,douleur soir,sitting_hours\n",
        "Date,Pain (0-10),,Sitting (h)\n,morning,evening,\n",
        "Date,Pain,,Sitting\n,AM,PM,hours\n",
        "Date,Pain,Pain,Sitting\n,AM,PM,hours\n",
        ",Pain 0-10,,\nDate,AM,PM,Sitting (h)\n",
        "My diary,,,\n,Pain 0-10,,\nDate,AM,PM,Sitting (h)\n",
        "My diary,Pain 0-10,,\nDate,AM,PM,Sitting (h)\n",
    ],
)
def test_each_time_of_day_is_an_entry_of_its_own(tmp_path, header):
    book = logbook(tmp_path, diary=header + ROWS)
    assert told(book) == TOLD
    days = daily_table(book)
    assert days["pain"].tolist() == [4.5, 7, 3]
    assert days["sitting_hours"].tolist() == [6, 2.5, 7]
    assert [*book.factors] == ["sitting_hours"]
    (source,) = book.sources
    assert (source.rows_read, source.rows_used) == (3, 3)
    accounted(book)


def test_check_says_at_which_hour_each_column_is(tmp_path):
    (tmp_path / "diary.csv").write_text(f"date,Pain AM,Pain PM,sitting\n{ROWS}", encoding="utf-8")
    said = "\n".join(check_lines(look_into(tmp_path, today=TODAY)))
    assert "Pain AM  pain, number [points] at 08:00" in said
    assert "Pain PM  pain, number [points] at 19:00" in said
    assert '"3 (sharp)" as 3' in said


def test_merged_cells_of_a_spreadsheet_are_such_a_heading(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Pain 0-10", None, "Sleep"])
    sheet.append([None, "morning", "evening", "hours"])
    sheet.merge_cells("B1:C1")
    sheet.append([dt.date(2026, 3, 21), 4, 5, 7])
    sheet.append([dt.date(2026, 3, 22), 6, None, 8])
    file = BytesIO()
    book.save(file)
    (tmp_path / "diary.xlsx").write_bytes(file.getvalue())
    book = look_into(tmp_path, today=TODAY).book
    assert told(book) == [("2026-03-21", 8, 4), ("2026-03-21", 19, 5), ("2026-03-22", 8, 6)]
    assert daily_table(book)["sleep_hours"].tolist() == [7, 8]


def test_where_there_is_a_pain_of_the_day_the_others_stay_symptoms(tmp_path):
    diary = "date,pain,Pain AM,Pain PM\n2026-03-21,4,3,5\n2026-03-22,5,4,6\n"
    book = logbook(tmp_path, diary=diary)
    assert book.diary["pain"].tolist() == [4, 5]
    assert book.diary["pain_am"].tolist() == [3, 4]
    assert not book.factors


def test_one_time_of_day_alone_is_asked_about(tmp_path):
    with pytest.raises(LogbookError, match=r'"Pain AM" = "pain"'):
        logbook(tmp_path, diary="date,Pain AM,sitting\n2026-03-21,4,3\n")


def test_the_settings_may_name_both_or_one(tmp_path):
    diary = "date,Ache AM,Ache PM\n2026-03-21,4,5\n"
    both = '[columns]\n"Ache AM" = "pain"\n"Ache PM" = "pain"\n'
    assert told(logbook(tmp_path / "a", diary=diary, settings=both)) == TOLD[:2]
    one = '[columns]\n"Ache PM" = "pain"\n'
    book = logbook(tmp_path / "b", diary=diary, settings=one)
    assert book.diary["pain"].tolist() == [5]
    twice = '[columns]\n"Ache" = "pain"\n"Sting" = "pain"\n'
    with pytest.raises(SettingsError, match="both"):
        logbook(tmp_path / "c", diary="date,Ache,Sting\n2026-03-21,4,5\n", settings=twice)


def test_the_one_that_the_settings_name_alone_is_the_pain(tmp_path):
    diary = "Datum,Schmerz morgens,Schmerz abends\n2026-03-01,2,6\n2026-03-02,4,8\n"
    book = logbook(tmp_path, diary=diary, settings='[columns]\n"Schmerz abends" = "pain"\n')
    assert book.diary["pain"].tolist() == [6, 8]
    assert book.diary["schmerz_morgens"].tolist() == [2, 4]
    assert not book.factors


def test_leg_pain_has_its_own_times(tmp_path):
    diary = "date,Pain AM,Pain PM,Leg pain AM,Leg pain at night\n2026-03-21,4,5,1,2\n"
    frame = logbook(tmp_path, diary=diary).diary
    assert frame["time"].tolist() == [8, 19, 23]
    assert frame["pain"].fillna(-1).tolist() == [4, 5, -1]
    assert frame["leg_pain"].fillna(-1).tolist() == [1, -1, 2]


def test_what_is_not_understood_is_named_by_its_own_column(tmp_path):
    book = logbook(tmp_path, diary="date,Pain AM,Pain PM\n2026-03-21,lots,5\n2026-03-22,4,some\n")
    assert [(line, column) for _, line, column in problems(book)] == [
        (2, "Pain AM"),
        (3, "Pain PM"),
    ]
    assert book.diary["pain"].dropna().tolist() == [5, 4]
    accounted(book)


def test_a_row_that_stands_twice_counts_once(tmp_path):
    row = "2026-03-21,4,5\n"
    book = logbook(tmp_path, diary=f"date,Pain AM,Pain PM\n{row}{row}")
    assert told(book) == TOLD[:2]
    (source,) = book.sources
    assert (source.rows_used, source.rows_repeated) == (1, 1)


def test_words_in_the_first_row_are_no_heading(tmp_path):
    diary = "date,pain,from,to\n2026-03-21,4,evening,morning\n"
    book = logbook(tmp_path, diary=diary)
    assert book.diary["pain"].tolist() == [4]
    assert book.diary["from"].tolist() == ["evening"]


SCORE = st.one_of(st.none(), st.integers(0, 10))


@given(st.lists(st.tuples(SCORE, SCORE, SCORE), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_one_row_a_day_says_the_same_as_one_row_an_entry(scores):
    wide, long = ["date,Pain morning,Pain midday,Pain night,sitting"], ["date,time,pain,sitting"]
    for number, row in enumerate(scores):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        wide.append(f"{day},{','.join('' if s is None else str(s) for s in row)},5")
        long.append(f"{day},,,5")
        long += [
            f"{day},{part},{score},"
            for part, score in zip(("morning", "midday", "night"), row, strict=True)
            if score is not None
        ]
    if all(score is None for row in scores for score in row):
        return
    with TemporaryDirectory() as folder:
        tables = [
            daily_table(logbook(Path(folder) / name, diary="\n".join(lines) + "\n"))
            for name, lines in (("wide", wide), ("long", long))
        ]
    pd.testing.assert_frame_equal(*tables)


def test_a_cell_that_was_not_understood_is_written_where_it_stood(tmp_path):
    rows = "2026-03-21,bad,,6\n2026-03-22,ouch,,\n2026-03-23,12,4,\n2026-03-24,3,worse,\n"
    book = logbook(tmp_path, diary="date,Pain AM,Pain PM,stress\n" + rows)
    accounted(book)
    assert diary_text(book).splitlines()[1:] == [
        "2026-03-21,08:00,bad,",
        "2026-03-21,,,6",
        "2026-03-22,08:00,ouch,",
        "2026-03-23,08:00,12,",
        "2026-03-23,19:00,4,",
        "2026-03-24,08:00,3,",
        "2026-03-24,19:00,worse,",
    ]


def test_one_of_two_pains_may_be_left_out_by_one_line(tmp_path):
    diary = "Datum;Schmerz morgens (0-10);Schmerz abends (0-10)\n2026-05-01;3;5\n2026-05-02;4;6\n"
    settings = '[columns]\n"Schmerz morgens (0-10)" = "ignore"\n'
    book = logbook(tmp_path, diary=diary, settings=settings)
    assert book.diary["pain"].tolist() == [5, 6]


@pytest.mark.parametrize("settings", ["", '[columns]\n"Weather" = "ignore"\n'])
def test_the_lines_that_make_the_evening_the_pain_of_the_day_are_shown_until_taken(
    tmp_path, settings
):
    rows = "Date,Pain AM,Pain PM,Weather\n2026-03-21,4,5,6\n2026-03-22,1,7,2\n"
    book = logbook(tmp_path, diary=rows, settings=settings)
    text = "\n".join(check_lines(look_into(tmp_path, today=TODAY)))
    assert text.count("The pain of a day is the mean of Pain AM and Pain PM.") == 1
    assert "What the day brings comes after Pain AM, so its link with pain looks smaller" in text
    lines = text.partition("put this into settings.toml")[2].partition("\n")[2].partition("\n\n")[0]
    (tmp_path / "settings.toml").write_text(settings + lines)
    look = look_into(tmp_path, today=TODAY)
    assert daily_table(book)["pain"].dropna().tolist() == [4.5, 4]
    assert daily_table(look.book)["pain"].dropna().tolist() == [5, 7]
    assert "the mean of" not in "\n".join(check_lines(look))


PARTS = "Date,{},Stress\n2026-03-21,2,5,6,3\n2026-03-22,3,7,2.5,4\n"


@pytest.mark.parametrize("header", ["Morning,Noon,Evening", "morgens,mittags,abends", "AM,Noon,PM"])
def test_columns_called_by_the_part_of_the_day_alone_are_offered_and_read_as_pain(tmp_path, header):
    with pytest.raises(LogbookError) as stopped:
        logbook(tmp_path, diary=PARTS.format(header))
    offered = str(stopped.value).partition("put this into settings.toml:\n")[2]
    parts = "".join(f'\n"{name}" = "pain"' for name in header.split(","))
    assert "\n".join(map(str.strip, offered.splitlines())) == f"[columns]{parts}"
    book = logbook(tmp_path, diary=PARTS.format(header), settings=offered)
    accounted(book)
    assert [pain for _, _, pain in told(book)[:3]] == [2, 5, 6]
    assert [hour for _, hour, _ in told(book)[:3:2]] == [8, 19]
    assert daily_table(book)["pain"].tolist() == pytest.approx([13 / 3, 12.5 / 3])
    said = "\n".join(check_lines(look_into(tmp_path)))
    assert "under [columns], in place of what it says there:" in said


def test_amounts_by_the_part_of_the_day_are_not_offered_as_pain(tmp_path):
    with pytest.raises(LogbookError) as stopped:
        logbook(tmp_path, diary="Date,Morning,Evening\n2026-03-21,2000,5000\n2026-03-22,10,9000\n")
    assert '"Morning" = "pain"\n    "Evening" = "pain"' not in str(stopped.value)


@pytest.mark.parametrize(
    ("header", "words"),
    [("When", "AM PM"), ("AM/PM", "a.m. p.m."), ("Tageszeit", "morgens abends")],
)
def test_a_column_of_parts_of_the_day_is_the_time(tmp_path, header, words):
    early, late = words.split()
    diary = f"Date,{header},Pain\n2026-03-21,{early},2\n2026-03-21,{late},6\n2026-03-22,{late},4\n"
    book = logbook(tmp_path, diary=diary)
    accounted(book)
    assert book.problems.empty
    expected = [("2026-03-21", 8, 2), ("2026-03-21", 19, 6), ("2026-03-22", 19, 4)]
    assert told(book) == expected


@pytest.mark.parametrize(
    "diary",
    [
        "Date,Worst time,Pain\n2026-03-21,morning,2\n2026-03-22,evening,6\n",
        "Date,When,Pain\n2026-03-21,morning,2\n2026-03-22,after lunch,6\n",
        "Date,Time,When,Pain\n2026-03-21,7:10,morning,2\n2026-03-22,8:15,evening,6\n",
    ],
)
def test_other_columns_about_when_are_no_time_of_the_entry(tmp_path, diary):
    book = logbook(tmp_path, diary=diary)
    assert not book.diary["time"].isin([8, 19]).any()
