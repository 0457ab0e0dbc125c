"""Nomie: one tracker a row, with local times."""

from __future__ import annotations

from tests.apps.samples import accounted, column, entries, rows, with_export

HEADER = "epoch,start,end,offset,tracker,value,note,lat,lng,location,score\n"


def tap(tracker, value, note="", end="2026-03-01T18:30:00.000", epoch="1772386200000"):
    return f"{epoch},{end},{end},-60,{tracker},{value},{note},52.5,13.4,Berlin,1\n"


def test_trackers_become_columns_and_the_local_time_counts(tmp_path):
    text = HEADER + tap("pain", 5) + tap("stress", 7) + tap("coffee", "")
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("Nomie", 3, 3, 0, 0)
    assert {(e["date"], e["time"]) for e in entries(book)} == {("2026-03-01", 18.5)}
    frame = book.diary
    assert frame["pain"].dropna().tolist() == [5.0]
    assert frame["stress"].dropna().tolist() == [7.0]
    assert frame["coffee"].dropna().tolist() == [1.0]
    assert book.factors["coffee"]["kind"] == "yes_no"


def test_a_note_of_several_trackers_is_kept_once_and_one_alone_too(tmp_path):
    note = "#pain(5) #stress(7) at work"
    text = HEADER + tap("pain", 5, note) + tap("stress", 7, note)
    text += tap("note", 1, "rain all day", "2026-03-02T08:00:00.000", "1772434800000")
    book = with_export(tmp_path, text, diary="")
    assert book.diary["notes"].dropna().tolist() == [note, "rain all day"]
    assert rows(book) == ("Nomie", 3, 3, 0, 0)


def test_places_are_not_read(tmp_path):
    book = with_export(tmp_path, HEADER + tap("pain", 5), diary="")
    assert all(column(book, name).reason for name in ("lat", "lng", "location"))
    assert "Berlin" not in book.diary.to_csv()
    assert "lat" not in book.factors


def test_a_row_per_log_whose_trackers_stand_in_its_note(tmp_path):
    text = (
        "epoch,start,end,offset,note,lat,lng,location,score\n"
        "1,2026-03-01T18:30:00.000,2026-03-01T18:30:00.000,-60,"
        "#pain(5) at work with @ana #stress(7.5) #coffee,52.5,13.4,Berlin,1\n"
        "2,2026-03-02T08:00:00.000,2026-03-02T08:00:00.000,-60,only a word,,,,\n"
        "3,2026-03-03T08:00:00.000,2026-03-03T08:00:00.000,-60,#pain(11) #date #notes(x),,,,\n"
    )
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("Nomie", 3, 3, 0, 0)
    first, second, third = entries(book)
    assert (first["date"], first["time"], first["pain"], first["stress"]) == (
        "2026-03-01", 18.5, 5.0, 7.5,
    )  # fmt: skip
    assert first["notes"] == "#pain(5) at work with @ana #stress(7.5) #coffee"
    assert (first["coffee"], first["ana"]) == (1.0, 1.0)
    assert (second["notes"], "coffee" in second) == ("only a word", False)
    assert "pain" not in third
    assert [(p.line, p.column) for p in book.problems.itertuples()] == [(4, "#pain")]


def test_a_row_per_day_in_which_0_is_not_tapped(tmp_path):
    text = "date,#pain,#coffee,@ana,+work\n2026-03-02,4,0,0,1\n2026-03-01,0,2,0,0\n"
    book = with_export(tmp_path, text, diary="")
    accounted(book)
    assert rows(book) == ("Nomie", 2, 2, 0, 0)
    assert entries(book) == [
        {"date": "2026-03-01", "coffee": 2.0},
        {"date": "2026-03-02", "pain": 4.0, "work": 1.0},
    ]
