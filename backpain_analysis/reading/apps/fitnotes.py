"""FitNotes: one row per set, with a date and no time of day."""

from __future__ import annotations

from backpain_analysis.reading.export import App
from backpain_analysis.reading.sets import one_row_per_exercise

_NONE = dict.fromkeys(("0", "0:00:00", "00:00:00"), "n/a")

_WEIGHTS = ("weight", "weight_kg", "weight_kgs", "weight_lb", "weight_lbs")

APP = App(
    name="FitNotes",
    signatures=(
        frozenset(("date", "exercise", "category", "reps", "distance_unit", "time")),
        *(frozenset(("date", "exercise", "category", "reps", weight)) for weight in _WEIGHTS),
    ),
    kind="routine",
    columns={
        "exercise": "exercise",
        "time": "hold_seconds",  # how long the set took
        "comment": "notes",
        "notes": "notes",
    },
    recoded=dict.fromkeys(("reps", "time"), _NONE),
    finished=one_row_per_exercise,
)
