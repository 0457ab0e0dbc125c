"""Google Forms and Sheets: a stamp, then the person's own questions."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, entries, rows, with_export

SETTINGS = '[columns]\n"How bad was it today? (0-10)" = "pain"\n"What did you do?" = "activities"\n'


def form(stamp="Timestamp", first="3/15/2026 21:03:11", second="3/16/2026 7:10:00"):
    return (
        f'{stamp},Email Address,How bad was it today? (0-10),"What did you do?",Sitting hours\n'
        f'{first},a@b.c,5,"walked, sat",7\n{second},a@b.c,4,sat,6\n'
    )


@pytest.mark.parametrize(
    ("stamp", "first", "second"),
    [
        ("Timestamp", "3/15/2026 21:03:11", "3/16/2026 7:10:00"),
        ("Timestamp", "2026/03/15 9:03:11 PM GMT+1", "2026/03/16 7:10:00 AM GMT+1"),
        ("Zeitstempel", "15.03.2026 21:03:11", "16.03.2026 07:10:00"),
        ("Horodateur", "15/03/2026 21:03:11", "16/03/2026 07:10:00"),
        ("Marca temporal", "15/03/2026 21:03:11", "16/03/2026 7:10:00"),
    ],
)
def test_the_stamp_of_every_language(tmp_path, stamp, first, second):
    book = with_export(tmp_path, form(stamp, first, second), settings=SETTINGS, diary="")
    accounted(book)
    assert rows(book) == ("Google Forms", 2, 2, 0, 0)
    one, two = entries(book)
    assert (one["date"], one["pain"], one["activities"]) == ("2026-03-15", 5.0, "sat; walked")
    assert one["time"] == pytest.approx(21 + 3 / 60 + 11 / 3600)
    assert (two["date"], two["sitting_hours"]) == ("2026-03-16", 6.0)


def test_a_question_for_the_day_goes_before_the_stamp(tmp_path):
    text = (
        "Timestamp,Pain,Which day is this about?\n"
        "3/16/2026 7:03:11,5,3/15/2026\n3/16/2026 21:10:00,4,3/16/2026\n"
    )
    book = with_export(tmp_path, text, diary="")
    assert [(e["date"], e["pain"]) for e in entries(book)] == [
        ("2026-03-15", 5.0), ("2026-03-16", 4.0),
    ]  # fmt: skip
    assert "column of its own" in column(book, "Timestamp").reason
    accounted(book)


def test_without_one_the_settings_say_when_the_day_starts(tmp_path):
    settings = 'day_starts = "08:00"\n' + SETTINGS
    book = with_export(tmp_path, form(), settings=settings, diary="")
    assert [e["date"] for e in entries(book)] == ["2026-03-15", "2026-03-15"]


def test_who_filled_it_in_is_not_read(tmp_path):
    book = with_export(tmp_path, form(), settings=SETTINGS, diary="")
    assert column(book, "Email Address").reason
    assert "a@b.c" not in book.diary.to_csv()
