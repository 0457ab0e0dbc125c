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
