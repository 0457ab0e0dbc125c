"""Migraine Buddy: the attacks beneath a table of what is going on."""

from __future__ import annotations

import pytest

from backpain_analysis.errors import LogbookError
from tests.apps.samples import accounted, column, entries, rows, with_export

PREAMBLE = '"Ongoing events"\n"Event","Since"\n"New job","3/1/26"\n\n'
HEADER = (
    '"#","Started","Lasted","Start UTC Offset (min)","Pain Level","Affected Activities",'
    '"Potential Triggers","Symptoms","Helpful Medication","Unsure Medication","Notes","Geohash"\n'
)


def attack(started, lasted="02h 00m", *, pain=7, activities="", triggers="", medicine=""):
    return (
        f'"1","{started}","{lasted}","60","{pain}","{activities}","{triggers}","Nausea",'
        f'"{medicine}","no medication","","u33"\n'
    )


def test_the_header_beneath_the_preamble_is_found(tmp_path):
    told = {"activities": "Sleep, Work", "triggers": "Red wine, Stress", "medicine": "Ibuprofen"}
    text = PREAMBLE + HEADER + attack("3/14/26 08:30", **told)
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("Migraine Buddy", 1, 1, 0, 0)
    (entry,) = entries(book)
    assert (entry["date"], entry["time"], entry["pain"]) == ("2026-03-14", 8.5, 7.0)
    assert entry["blamed"] == "Red wine; Stress"
    assert entry["affected_activities"] == "Sleep; Work"
    assert "activities" not in entry
    assert entry["medication"] == "Ibuprofen"
    assert book.diary["line"].tolist() == [6]


@pytest.mark.parametrize(
    ("lasted", "hours"),
    [("1d 02h 15m", 26.25), ("01h 30m", 1.5), ("Ongoing", None), ("", None)],
)
def test_how_long_it_lasted(tmp_path, lasted, hours):
    text = HEADER + attack("3/14/26 08:30", lasted) + attack("3/15/26 08:30", "45m")
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert entries(book)[0].get("how_long_the_pain_lasted") == hours
    assert book.problems.empty
    assert book.factors == {}, "how long it hurt is a symptom"


@pytest.mark.parametrize(
    ("started", "settings", "day"),
    [
        ("3/14/26 08:30", "", "2026-03-14"),
        ("14/3/26 08:30", "", "2026-03-14"),
        ("4/3/26 08:30", "day_first = true", "2026-03-04"),
        ("4/3/26 08:30", "day_first = false", "2026-04-03"),
    ],
)
def test_either_order_of_day_and_month(tmp_path, started, settings, day):
    book = with_export(tmp_path, HEADER + attack(started), settings=settings, diary="")
    assert entries(book)[0]["date"] == day


def test_an_order_that_cannot_be_told_shows_both_readings(tmp_path):
    with pytest.raises(LogbookError, match=r"Started.*4 March 2026 or 3 April 2026"):
        with_export(tmp_path, HEADER + attack("4/3/26 08:30"), diary="")


def test_beside_a_diary_that_has_pain_it_is_the_pain_of_the_migraine(tmp_path):
    book = with_export(tmp_path, HEADER + attack("3/14/26 08:30", pain=9))
    assert book.diary["pain"].dropna().tolist() == [4.0]
    assert book.diary["migraine_pain"].dropna().tolist() == [9.0]
    assert column(book, "Pain Level").column == "migraine_pain"
    assert "migraine_pain" not in book.factors


def test_triggers_are_what_is_suspected_and_never_a_factor(tmp_path):
    text = HEADER + attack("3/14/26 08:30", triggers="Stress") + attack("3/15/26 08:30")
    book = with_export(tmp_path, text, diary="")
    assert book.factors == {}


def test_places_are_not_read(tmp_path):
    book = with_export(tmp_path, HEADER + attack("3/14/26 08:30"), diary="")
    assert column(book, "Geohash").reason
    assert "u33" not in book.diary.to_csv()
