"""Strong: one row per set of a workout; holds are in seconds, 0 stands for none."""

from __future__ import annotations

import numpy as np

from backpain_analysis.reading.export import App
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.part import Rows
from backpain_analysis.reading.sets import one_row_per_exercise
from backpain_analysis.reading.tables import Table

_ENGLISH = {
    "exercise_name": "exercise",
    "reps": "reps",
    "seconds": "hold_seconds",
    "duration": "workout duration",
    "duration_sec": "workout duration (s)",
    "notes": "notes",
    "workout_notes": "workout notes",
}
_GERMAN = {
    "name_der_übung": "exercise",
    "reihenfolge_festlegen": "set order",
    "gewicht": "weight",
    "wiederh": "reps",
    "wiederholungen": "reps",
    "entfernung": "distance",
    "sekunden": "hold_seconds",
    "dauer": "workout duration",
    "workout_dauer": "workout duration",
    "notizen": "notes",
    "workout_notizen": "workout notes",
}
_NONE = dict.fromkeys(("0", "0.0", "0,0"), "n/a")
_COUNTED = ("reps", "seconds", "wiederh", "wiederholungen", "sekunden")
_SETS = frozenset("WDF")  # warm-up, drop set, to failure


def _no_sets(table: Table) -> Rows:
    """Find rests, and whatever else is no set: a set has a number or one of three letters."""
    no_set = np.zeros(len(table.lines), dtype=bool)
    for header in table.header:
        if snake_case(header) in ("set_order", "reihenfolge_festlegen"):
            cells = table.cells[header].array
            odd = [not (text.isdigit() or text.upper() in _SETS) for text in cells.categories]
            no_set |= np.array([*odd, False])[cells.codes]
    return no_set


APP = App(
    name="Strong",
    signatures=(
        frozenset(("workout_name", "exercise_name", "set_order")),
        frozenset(("workout_name", "name_der_übung", "reihenfolge_festlegen")),
    ),
    kind="routine",
    columns=_ENGLISH | _GERMAN,
    recoded=dict.fromkeys(_COUNTED, _NONE),
    no_entries=_no_sets,
    no_entry="a rest or a remark, no set, so {rows} cannot be used.",
    finished=one_row_per_exercise,
)
