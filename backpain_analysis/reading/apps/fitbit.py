"""Fitbit: one row per day, beneath a title, in the language and numbers of its owner."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backpain_analysis.reading.export import App, recoded
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.part import Rows
from backpain_analysis.reading.tables import Table

_MINUTES_A_DAY = "1440"
_FRENCH = {
    "calories_brûlées": "Calories Burned",
    "pas": "Steps",
    "étages": "Floors",
    "minutes_sédentaire": "Minutes Sedentary",
    "minutes_sédentaires": "Minutes Sedentary",
    "minutes_peu_actives": "Minutes Lightly Active",
    "minutes_assez_actives": "Minutes Fairly Active",
    "minutes_très_actif": "Minutes Very Active",
    "minutes_très_actives": "Minutes Very Active",
    "dépense_calorique": "Activity Calories",
}
_SLEEP = {
    "end_time": "date",
    "minutes_asleep": "sleep (min)",
    "minutes_rem_sleep": "Minutes REM Sleep (min)",
    "time_in_bed": "Time in Bed (min)",
}


def _not_worn(table: Table) -> Rows:
    """Find days on which the tracker lay still: all minutes sedentary and not a step."""
    still, steps = np.zeros((2, len(table.lines)), dtype=bool)
    for header in table.header:
        key = snake_case(header)
        cells = table.cells[header].array
        figures = ["".join(filter(str.isdigit, text)) for text in cells.categories]
        if _FRENCH.get(key, header) == "Minutes Sedentary":
            still = np.array([*(f == _MINUTES_A_DAY for f in figures), False])[cells.codes]
        elif key in ("steps", "pas"):
            steps = np.array([*(f.strip("0") == "" for f in figures), False])[cells.codes]
    return still & steps


def _ends_on(table: Table) -> Table:
    """A night belongs to the day it ends on, at whatever hour."""
    cells = table.cells
    for header in table.header:
        if snake_case(header) == "end_time":
            days = {text: text.split(" ")[0] for text in cells[header].array.categories}
            cells = cells.assign(**{header: recoded(cells[header].array, days)})
    return replace(table, cells=cells)


APP = App(
    name="Fitbit",
    signatures=(
        frozenset(("date", "calories_burned", "steps", "minutes_sedentary")),
        frozenset(("date", "calories_brûlées", "pas", "étages")),
        frozenset(("start_time", "end_time", "minutes_asleep")),
    ),
    prepared=_ends_on,
    columns=_FRENCH | _SLEEP,
    left_out={"start_time": "the night belongs to the day it ends on"},
    no_entries=_not_worn,
    no_entry="1440 minutes without moving and not a step: the tracker was not worn. It counts as "
    "not recorded in {rows}.",
)
