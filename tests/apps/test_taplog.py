"""TapLog: nested categories, with or without a number."""

from __future__ import annotations

from tests.apps.samples import accounted, column, entries, rows, with_export

HEADER = (
    "Milliseconds,timezoneOffset,timestamp,DayOfYear,DayOfMonth,DayOfWeek,TimeOfDay,_id,"
    "cat1,cat2,cat3,cat4,cat5,cat6,cat7,cat8,cat9,number,note\n"
)


def tap(stamp, *cats, number="", note=""):
    path = ",".join([*cats, *[""] * (9 - len(cats))])
    return f"1772380800000,3600000,{stamp},60,1,dimanche,18.5,8,{path},{number},{note}\n"


def test_the_last_category_names_what_was_tapped(tmp_path):
    text = HEADER + tap("2026-03-01T18:30:00.000+01:00", "Health", "Pain", number="6", note="sat")
    text += tap("2026-03-01T23:45:00.000+01:00", "Sport", "Swim start")
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("TapLog", 2, 2, 0, 0)
    first, second = entries(book)
    assert (first["date"], first["time"], first["pain"]) == ("2026-03-01", 18.5, 6.0)
    assert first["notes"] == "sat"
    assert (second["date"], second["swim_start"]) == ("2026-03-01", 1.0)
    assert second["tapped_under"] == "Sport / Swim start"
    assert book.factors["swim_start"]["kind"] == "yes_no"


def test_the_local_day_is_the_day(tmp_path):
    text = HEADER + tap("2026-03-01T23:30:00.000-08:00", "Coffee")
    assert entries(with_export(tmp_path, text))[0]["date"] == "2026-03-01"


def test_what_repeats_the_stamp_is_left_out(tmp_path):
    book = with_export(tmp_path, HEADER + tap("2026-03-01T18:30:00+01:00", "Coffee"))
    names = ("Milliseconds", "timezoneOffset", "DayOfYear", "DayOfWeek", "TimeOfDay", "_id")
    assert all(column(book, name).reason for name in names)


def test_a_tap_that_is_called_as_a_header_is_counts_its_own_cells(tmp_path):
    accounted(with_export(tmp_path, HEADER + tap("", "date")))
