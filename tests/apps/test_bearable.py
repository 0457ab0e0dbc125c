"""Bearable: one reading a row, each in the column of what it is about."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, entries, rows, with_export

HEADER = "date,weekday,time of day,category,rating/amount,detail,notes\n"
NEWER = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"


def reading(time, category, amount, detail, *, day="5th Mar 2026"):
    return f'"{day}","Thursday","{time}","{category}","{amount}","{detail}",""\n'


def one(tmp_path, *given, **more):
    return entries(with_export(tmp_path, HEADER + reading(*given), **more))[0]


def test_a_symptom_loses_its_severity_and_keeps_its_other_brackets(tmp_path):
    book = with_export(
        tmp_path,
        HEADER
        + reading("am", "Symptom", 2, "Back (lower) pain (Moderate)")
        + reading("pm", "Symptom", 4, "Back (lower) pain (Unbearable)"),
        settings='[columns]\n"Back (lower) pain" = "pain"',
        diary="",
    )
    accounted(book)
    assert rows(book) == ("Bearable", 2, 2, 0, 0)
    # None, mild, moderate, severe and unbearable are 0 to 4: 2 is half of the way.
    assert [e["pain"] for e in entries(book)] == [5.0, 10.0]
    assert column(book, "Back (lower) pain").scale == (0.0, 4.0)


def test_a_symptom_that_is_not_mapped_is_ones_own_and_no_factor_where_it_is_a_pain(tmp_path):
    book = with_export(
        tmp_path,
        HEADER + reading("am", "Symptom", 2, "Neck pain (Moderate)")
        + reading("am", "Symptom", 3, "Brain fog (Severe)"),
    )  # fmt: skip
    assert {"neck_pain", "brain_fog"} <= set(book.diary.columns)
    assert "neck_pain" not in book.factors
    assert book.factors["brain_fog"]["label"] == "Brain fog"


@pytest.mark.parametrize(
    ("word", "hours"),
    [("am", 8.0), ("mid", 13.0), ("pm", 19.0), ("pre", 5.0), ("3:04 pm", 15 + 4 / 60)],
)
def test_times_of_day(tmp_path, word, hours):
    entry = one(tmp_path, word, "Mood", 6, "Meh")
    assert (entry["date"], entry["time"]) == ("2026-03-05", pytest.approx(hours))


@pytest.mark.parametrize("word", ["all day", ""])
def test_times_that_name_no_hour(tmp_path, word):
    entry = one(tmp_path, word, "Mood", 6, "Meh")
    assert "time" not in entry
    assert entry["mood"] == pytest.approx(5 / 9 * 10)  # 6 of 1 to 10


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        (("9:00", "Meds/Supplements", 400, "Ibuprofen (mg)"), "medication", "Ibuprofen 400 mg"),
        (("", "Sleep", "7:15", "Asleep 23:00 - 06:15"), "sleep_hours", 7.25),
        (("", "Sleep quality", 5, "Great"), "sleep_quality", 10.0),
        (("9:00", "Gratitudes", "", "the sun"), "good_thing", "the sun"),
        (("all day", "Factors", "", "Long drive | Rain"), "activities", "Long drive; Rain"),
        (("9:00", "Health measurements", 154, "Weight (lbs)"), "weight_kg", 154 * 0.45359237),
        (("9:00", "Energy", 3, "OK"), "energy", 3.0),
        (("mid", "Food Diary", "", "Meals: soup"), "food_diary", "Meals: soup"),
        (("all day", "Sleep factors", "", "Woke early | Dream"), "sleep_factors",
         "Dream; Woke early"),
        (("9:00", "Mood", 7, "Meh | Calm"), "feelings", "Calm; Meh"),
        (("9:00", "Stiffness in the morning", 4, ""), "stiffness_in_the_morning", 4.0),
        (("9:00", "Stress", 4, ""), "stress", 7.5),  # a rating of one's own is from 1 to 5
        (("9:00", "Mood", 1, ""), "mood", 0.0),
    ],
)  # fmt: skip
def test_every_category(tmp_path, given, name, value):
    entry = one(tmp_path, *given)
    expected = pytest.approx(value) if isinstance(value, float) else value
    assert entry[name] == expected


def test_what_was_not_ticked_is_a_no_only_where_the_settings_say_so(tmp_path):
    text = HEADER + reading("am", "Factors", "", "Rain | Work", day="5th Mar 2026")
    text += reading("am", "Factors", "", "Work", day="6th Mar 2026")
    text += reading("am", "Mood", 5, "", day="7th Mar 2026")
    assert "rain" not in with_export(tmp_path / "a", text).factors
    book = with_export(tmp_path / "b", text, settings='[absent_means_no]\nlists = ["activities"]')
    assert [e.get("rain") for e in entries(book)] == [1.0, 0.0, None]
    assert book.factors["rain"]["kind"] == "yes_no"


def test_the_newer_header_with_the_date_twice(tmp_path):
    text = NEWER + '"5th Mar 2026","2026-03-05","Thursday","9:12","Mood","6","Meh","fine"\n'
    book = with_export(tmp_path, text)
    accounted(book)
    assert entries(book)[0]["date"] == "2026-03-05"
    assert entries(book)[0]["notes"] == "fine"
    assert column(book, "date formatted").reason


def test_a_refused_amount_names_the_symptom_and_its_line(tmp_path):
    book = with_export(
        tmp_path,
        HEADER + reading("am", "Symptom", 2, "Fatigue (Moderate)")
        + reading("pm", "Symptom", 9, "Fatigue (?)"),
    )  # fmt: skip
    (problem,) = book.problems.itertuples()
    assert (problem.line, problem.column, problem.value) == (3, "Fatigue", "9")
    assert "from 0 to 4" in problem.message
    accounted(book)


def test_readings_of_one_time_about_different_things_do_not_contradict(tmp_path):
    text = HEADER + reading("9:00", "Mood", 5, "") + reading("9:00", "Energy", 3, "OK")
    text += reading("9:00", "Meds/Supplements", 400, "Ibuprofen (mg)")
    assert with_export(tmp_path, text).problems.empty


def test_a_row_of_notes_and_the_notes_beside_it_are_both_kept(tmp_path):
    text = HEADER + '"5th Mar 2026","Thursday","9:00","Notes","","went out","rainy"\n'
    text += '"","Thursday","9:00","Notes","","went out",""\n'
    book = with_export(tmp_path, text)
    accounted(book)
    (entry,) = entries(book)
    assert (entry["notes"], entry["notes_2"]) == ("rainy", "went out")
