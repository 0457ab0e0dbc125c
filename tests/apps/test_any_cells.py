"""Whatever stands beneath an app's headers: our own errors at most, every cell accounted for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import look_into
from tests.apps import (
    samples,
    test_bearable,
    test_daylio,
    test_fitbit,
    test_fitnotes,
    test_flaredown,
    test_hevy,
    test_loop,
    test_migraine_buddy,
    test_nomie,
    test_strong,
    test_taplog,
    test_visible,
)
from tests.writing import TODAY

HEADERS = [
    test_daylio.SCALED.splitlines()[0], test_daylio.OLDER.splitlines()[0],
    test_bearable.NEWER.strip(), test_migraine_buddy.HEADER.strip(), test_flaredown.HEADER.strip(),
    test_nomie.HEADER.strip(), test_visible.HEADER.strip(), test_taplog.HEADER.strip(),
    "Date,Value,Notes", test_loop.ALL.splitlines()[0], test_strong.HEADER.strip(),
    test_hevy.KILOGRAMS.strip(), test_fitnotes.HEADERS[1].strip(),
    test_fitbit.FRENCH.splitlines()[1], "year,month,day,activity,duration,Side",
]  # fmt: skip
CELL = st.one_of(
    st.sampled_from(["", "2026-03-01", "13-03-2026", "3/14/26 08:30", "5th Mar 2026", "YES_MANUAL",
                     "NO", "2", "-1", "1,440", "12000", "Symptom", "Factors", "Tag", "9:45", "am",
                     "Back pain (Mild)", "a | b", "Energy: 4 | x", "rad", "Plank", "Rest Timer",
                     "name", "value", "date", "time", "notes", '"', "a\nb", "\u2028"]),
    st.text(max_size=4),
)  # fmt: skip


@given(st.data(), st.sampled_from(HEADERS), st.sampled_from(["x.csv", "diary.csv", "Cat-cow.csv"]))
@settings(max_examples=100, deadline=None)
def test_it_is_accounted_for(data, header, name):
    width = header.count(",") + 1
    lines = data.draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=5))
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        text = "\n".join([header, *quoted]) + "\n"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        try:
            samples.accounted(look_into(path, today=TODAY).book)
        except BackpainError:
            return
