"""Visible: trailing spaces, and symptoms from none to severe."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, rows, with_export

HEADER = "observation_date,tracker_name,tracker_category,observation_value \n"


def test_trailing_spaces_in_header_and_cells(tmp_path):
    text = HEADER + "2026-03-01,Resting HR,Measurement,62 \n2026-03-01,Crash,Experience,0 \n"
    text += "2026-03-02,Crash,Experience,1 \n2026-03-01,HR Variability,Measurement,41 \n"
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("Visible", 4, 4, 0, 0)
    assert book.diary["resting_hr"].dropna().tolist() == [62.0]
    assert book.factors["resting_hr"]["unit"] == ""
    assert book.diary["hr_variability"].dropna().tolist() == [41.0]
    assert book.factors["crash"]["kind"] == "yes_no"


def test_symptoms_from_0_to_3_are_stretched_where_they_are_one_of_ours(tmp_path):
    text = HEADER + "2026-03-01,Joint pain,Pain,2 \n2026-03-01,Fatigue,General,3 \n"
    settings = '[columns]\n"Joint pain" = "pain"'
    book = with_export(tmp_path, text, diary="", settings=settings)
    assert book.diary["pain"].dropna().tolist() == [pytest.approx(20 / 3)]
    assert book.diary["fatigue"].dropna().tolist() == [10.0]
    assert column(book, "Joint pain").scale == (0.0, 3.0)


def test_its_sleep_is_a_rating_and_no_number_of_hours(tmp_path):
    book = with_export(tmp_path, HEADER + "2026-03-01,Sleep,Sleep,2 \n")
    assert "sleep_hours" not in book.diary
    assert book.diary["sleep_rating"].dropna().tolist() == [2.0]
