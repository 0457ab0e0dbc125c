"""A hand-kept log of activities: minutes of each, and that it was done."""

from __future__ import annotations

from tests.apps.samples import accounted, entries, rows, with_export

TEXT = """year,month,day,activity,start time,duration,km
2026,3,1,Walk,16:30,40,3
,,,Climbing,18:00,90,
,,2,Walk,,Garmin,5
,,4,Swimming,,1h 10m,
"""


def test_durations_become_minutes_of_the_activity(tmp_path):
    book = with_export(tmp_path, TEXT)
    accounted(book)
    assert rows(book) == ("activity log", 4, 4, 0, 0)
    walk, climb, _, swim = entries(book)
    assert (walk["date"], walk["time"], walk["walking_minutes"]) == ("2026-03-01", 16.5, 40.0)
    assert (climb["activities"], climb["climbing"]) == ("Climbing", 90.0)
    assert book.factors["climbing"]["unit"] == "minutes"
    assert (swim["date"], swim["swimming_minutes"]) == ("2026-03-04", 70.0)


def test_the_name_of_a_device_is_kept_and_is_no_duration(tmp_path):
    book = with_export(tmp_path, TEXT)
    device = entries(book)[2]
    assert (device["date"], device["activities"]) == ("2026-03-02", "Walk")
    assert device["duration"] == "Garmin"
    assert "walking_minutes" not in device
    assert book.problems.empty


def test_a_routine_is_no_activity_log(tmp_path):
    text = "date,exercise,minutes\n2026-03-01,cat-cow,5\n"
    assert rows(with_export(tmp_path, text))[0] == "routine"
