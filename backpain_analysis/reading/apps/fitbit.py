"""Fitbit: one row per day, beneath a title, in the language and numbers of its owner.

Body, food, activities and sleep may stand one below the other in one file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backpain_analysis.reading.export import App, aside_part, recoded
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.part import Part, Rows
from backpain_analysis.reading.settings import Settings
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


_NOTHING = {"0": "n/a"}
_FOOD_LOG = (
    "the amounts of a food log, without a date in its rows, so {rows} cannot be used. The calories "
    "of each day stand beneath 'Foods'."
)

_DAYS = App(
    name="Fitbit",
    signatures=(
        frozenset(("date", "calories_burned", "steps", "minutes_sedentary")),
        frozenset(("date", "calories_brûlées", "pas", "étages")),
        frozenset(("start_time", "end_time", "minutes_asleep")),
        frozenset(("date", "weight", "bmi", "fat")),
        frozenset(("date", "calories_in")),
    ),
    prepared=_ends_on,
    # Its body weight may be in kilograms, pounds or stone: the file does not say.
    columns=_FRENCH | _SLEEP | {"weight": "Weight on the scale", "fat": "Body fat (%)"},
    left_out={"start_time": "the night belongs to the day it ends on"},
    recoded=dict.fromkeys(("fat", "bmi", "weight", "calories_in"), _NOTHING),
    no_entries=_not_worn,
    no_entry="1440 minutes without moving and not a step: the tracker was not worn. It counts as "
    "not recorded in {rows}.",
)


def _is_food_log(table: Table) -> bool:
    above = (*table.preamble, *table.header)
    return bool(above) and above[0].casefold().startswith("food log")


def _recognises(table: Table, settings: Settings) -> bool:
    return _is_food_log(table) or _DAYS.recognises(table, settings)


def _read(table: Table, settings: Settings, today: dt.date) -> Sequence[Part]:
    if _is_food_log(table):
        return (aside_part(table, _DAYS.name, _FOOD_LOG),)
    return _DAYS.read(table, settings, today)


APP = replace(_DAYS.form, recognises=_recognises, read=_read, stacked=_DAYS.signatures)
