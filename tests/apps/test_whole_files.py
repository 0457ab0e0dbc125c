"""Files in the shape of each app: all understood, all accounted for, the same from our own format.

Rows are left out, repeated and turned round, and cells are spoilt here and there.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.transcript import write_logbook
from tests.apps import (
    samples,
    test_bearable,
    test_daylio,
    test_fitbit,
    test_fitnotes,
    test_flaredown,
    test_google_forms,
    test_hevy,
    test_loop,
    test_migraine_buddy,
    test_nomie,
    test_strong,
    test_taplog,
    test_visible,
)
from tests.apps.test_any_cells import CELL
from tests.test_transcript import says_the_same
from tests.writing import TODAY

_MONDAY = "2026-03-02T08:00:00.000"


def _bearable() -> str:
    given = [("am", "Symptom", 2, "Back (lower) pain (Moderate)"), ("pm", "Mood", 7, "Meh | Calm"),
             ("", "Sleep", "7:15", "Asleep 23:00 - 06:15"), ("", "Sleep quality", 4, "Good"),
             ("all day", "Factors", "", "Rain | Work"), ("9:00", "Energy", 3, "OK"),
             ("9:00", "Meds/Supplements", 400, "Ibuprofen (mg)"), ("mid", "Food Diary", "", "soup"),
             ("9:00", "Health measurements", 154, "Weight (lbs)")]  # fmt: skip
    days = ("5th Mar 2026", "6th Mar 2026")
    rows = "".join(test_bearable.reading(*one, day=day) for day in days for one in given)
    return test_bearable.HEADER + rows


def _training(header: str, one_set: Any, names: list[str], **amounts: Any) -> str:
    return header + "".join(one_set(name, **amounts) for name in names for _ in range(2))


NAMES = ["Plank", "Cat Cow", "Walking"]
#: App -> name of the file, and its text.
FILES: dict[str, tuple[str, str]] = {
    "Daylio": ("a.csv", test_daylio.SCALED),
    "Daylio, bare": ("a.csv", test_daylio.BARE),
    "Daylio, older": ("a.csv", test_daylio.OLDER),
    "Bearable": ("a.csv", _bearable()),
    "Migraine Buddy": ("a.csv", test_migraine_buddy.PREAMBLE + test_migraine_buddy.HEADER
                       + test_migraine_buddy.attack("3/14/26 08:30", activities="Sleep, Work")
                       + test_migraine_buddy.attack("3/15/26 22:30", "Ongoing", pain=4)),
    "Flaredown": ("a.csv", test_flaredown.HEADER + test_flaredown.thing("Symptom", "Fatigue", 4)
                  + test_flaredown.thing("Treatment", "Ibuprofen", "400 mg")
                  + test_flaredown.thing("Tag", "stressed") + test_flaredown.thing("Food", "tea")
                  + test_flaredown.thing("Condition", "Back pain", 2, day="2026-03-02")),
    "Nomie": ("a.csv", test_nomie.HEADER + test_nomie.tap("stress", 5, "#stress at work")
              + test_nomie.tap("coffee", "") + test_nomie.tap("note", 1, "rain", end=_MONDAY)),
    "Nomie, per log": ("a.csv", "epoch,start,end,offset,note,lat,lng,location,score\n"
                       f"1,{_MONDAY},{_MONDAY},-60,#stress(5) with @ana,52.5,13.4,Berlin,1\n"
                       f"2,{_MONDAY},{_MONDAY},-60,only a word,,,,\n"),
    "Nomie, per day": ("a.csv", "date,#stress,#coffee\n2026-03-02,4,0\n2026-03-01,0,2\n"),
    "Visible": ("a.csv", test_visible.HEADER + "2026-03-01,Fatigue,General,3 \n"
                "2026-03-01,Resting HR,Measurement,62 \n2026-03-02,Sleep,Sleep,2 \n"),
    "Loop, all habits": ("Checkmarks.csv", test_loop.ALL),
    "Loop, one habit": ("Read a book.csv", test_loop.ONE),
    "Loop, stretching": ("Cat-cow Checkmarks.csv", test_loop.ONE),
    "Strong": ("a.csv", _training(test_strong.HEADER, test_strong.one_set, NAMES, seconds=30)),
    "Strong, German": ("a.csv", test_strong.GERMAN),
    "Hevy": ("a.csv", _training(test_hevy.KILOGRAMS, test_hevy.one_set, NAMES, seconds=30)),
    "FitNotes": ("a.csv", test_fitnotes.HEADERS[1] + "".join(
        test_fitnotes.one_set(test_fitnotes.HEADERS[1], name, 0, "0:01:00") for name in NAMES)),
    "Fitbit": ("a.csv", test_fitbit.FRENCH),
    "Fitbit, stacked": ("a.csv", test_fitbit.STACKED),
    "Google Forms": ("a.csv", test_google_forms.form()),
    "TapLog": ("a.csv", test_taplog.HEADER
               + test_taplog.tap("2026-03-01T18:30:00.000+01:00", "Health", "Stress", number="6")
               + test_taplog.tap("2026-03-02T18:30:00.000+01:00", "Sport", "Swim")),
}  # fmt: skip


def _round_trip(folder: Path, name: str, text: str) -> None:
    """Read an export beside a diary, and again from our own format."""
    (folder / "log").mkdir()
    (folder / "log" / "diary.csv").write_text(samples.DIARY)
    (folder / "log" / name).write_text(text, encoding="utf-8", errors="replace", newline="")
    book = open_logbook(folder / "log", today=TODAY)
    samples.accounted(book)
    write_logbook(book, folder / "again")
    says_the_same(book, open_logbook(folder / "again", today=TODAY))


@pytest.mark.parametrize("app", FILES)
def test_it_says_the_same_in_our_own_format(tmp_path, app):
    _round_trip(tmp_path, *FILES[app])


@st.composite
def spoilt(draw: Any) -> tuple[str, str]:
    """A file of an app with its rows mixed and some cells replaced."""
    name, text = FILES[draw(st.sampled_from(sorted(FILES)))]
    records = list(csv.reader(io.StringIO(text)))
    first = 1 + max((at for at, cells in enumerate(records[:8]) if len(cells) < 2), default=-1)
    head, body = records[: first + 1], [cells for cells in records[first + 1 :] if cells]
    chosen = draw(st.lists(st.sampled_from(body), max_size=8)) if body else []
    rows = [list(cells) for cells in chosen]
    for cells in rows:
        for at in draw(st.sets(st.integers(0, len(cells) - 1), max_size=2)):
            cells[at] = draw(CELL)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*head, *rows])
    return name, out.getvalue()


@given(spoilt())
@settings(max_examples=60, deadline=None)
def test_a_spoilt_one_is_accounted_for_and_says_the_same(drawn):
    with TemporaryDirectory() as folder:
        try:
            _round_trip(Path(folder), *drawn)
        except BackpainError:
            return
