"""Hevy: one row per set of a workout."""

from __future__ import annotations

from backpain_analysis.reading.export import App
from backpain_analysis.reading.sets import one_row_per_exercise

APP = App(
    name="Hevy",
    signatures=(frozenset(("title", "start_time", "exercise_title", "set_index")),),
    kind="routine",
    columns={
        "title": "workout name",
        "start_time": "date",
        "end_time": "workout ended",
        "description": "workout notes",
        "exercise_title": "exercise",
        "exercise_notes": "notes",
        "duration_seconds": "hold_seconds",
        "duration_s": "hold_seconds",
    },
    left_out={
        "superset_id": "is the app's own number",
        "set_index": "is the number of the set",
    },
    finished=one_row_per_exercise,
)
