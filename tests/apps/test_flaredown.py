"""Flaredown: one thing a row, told by its type."""

from __future__ import annotations

import pytest

from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError
from tests.apps.samples import accounted, column, rows, with_export

HEADER = (
    "user_id,age,sex,country,checkin_date,trackable_id,trackable_type,trackable_name,"
    "trackable_value\n"
)


def thing(kind, name, value="", day="2026-03-01", user="Qx="):
    return f"{user},44,female,DE,{day},17,{kind},{name},{value}\n"


def test_every_type_has_its_column(tmp_path):
    text = HEADER + thing("Condition", "Back pain", 3) + thing("Symptom", "Fatigue", 4)
    text += thing("Treatment", "Ibuprofen", "400 mg") + thing("Treatment", "Rest")
    text += thing("Tag", "stressed") + thing("Food", "coffee")
    text += thing("Weather", "humidity", "61.0") + thing("Weather", "icon", "rain")
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("Flaredown", 8, 8, 0, 0)
    day = daily_table(book).iloc[0]
    assert day["pain"] == 7.5  # 3 of 0 to 4
    assert day["fatigue"] == 10.0
    assert day["medication"] == "Ibuprofen 400 mg | Rest"
    assert (day["stressed"], day["coffee"]) == (1.0, 1.0)
    assert day["humidity"] == 61.0
    assert day["weather"] == "rain"
    assert column(book, "Back pain").scale == (0.0, 4.0)


def test_a_symptom_without_its_number_is_not_recorded_and_never_0(tmp_path):
    text = HEADER + thing("Condition", "Back pain", 3) + thing("Symptom", "Fatigue")
    book = with_export(tmp_path, text, diary="")
    assert rows(book) == ("Flaredown", 2, 1, 0, 1)
    assert "never as 0" in book.problems["message"][0]
    assert book.problems["line"].tolist() == [3]
    accounted(book)


def test_a_tag_that_is_not_there_is_a_no_only_where_the_settings_say_so(tmp_path):
    text = HEADER + thing("Condition", "Back pain", 3) + thing("Tag", "stressed")
    text += thing("Condition", "Back pain", 2, day="2026-03-02")
    days = daily_table(with_export(tmp_path / "a", text, diary=""))
    assert days["stressed"].fillna(-1).tolist() == [1.0, -1.0]
    settings = '[absent_means_no]\nnames = ["stressed"]'
    days = daily_table(with_export(tmp_path / "b", text, diary="", settings=settings))
    assert days["stressed"].tolist() == [1.0, 0.0]


def test_the_public_collection_of_many_people_is_refused(tmp_path):
    text = HEADER + thing("Symptom", "Fatigue", 1) + thing("Symptom", "Fatigue", 2, user="Zz=")
    with pytest.raises(LogbookError, match="2 people"):
        with_export(tmp_path, text)


def test_who_you_are_is_not_read(tmp_path):
    book = with_export(tmp_path, HEADER + thing("Symptom", "Fatigue", 1))
    assert all(column(book, name).reason for name in ("user_id", "age", "sex", "country"))
    assert "female" not in book.diary.to_csv()
