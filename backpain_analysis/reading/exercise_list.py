"""A stretching log as words: a column whose cells name what was done, alone or in a diary."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.doses import parse_stretch, read_all, said_done
from backpain_analysis.exercises import is_activity, is_general
from backpain_analysis.header_words import FREQUENCY_HEADERS
from backpain_analysis.reading.assembly import by_its_cells
from backpain_analysis.reading.exercise_grid import beside_days, is_ticked
from backpain_analysis.reading.form import Form
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.routine import read_routine
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.whole_plan import exercises_of, is_exercise

_SEVERAL = 2
#: Different texts of a column that tell what it is.
_SAMPLE = 200
_WORD = re.compile(r"[^\W\d_]{3}")
#: Of so many cells a column must tell what it is to be one, under its name or another [share].
_SOME, _MOST = 0.25, 0.5
#: Headers over whether, or how often, it was done: the surest first.
_SAYS_DONE = (("status", "completed", "value"), FREQUENCY_HEADERS)


def _listing(table: Table, settings: Settings) -> dict[str, str]:
    """The column of which most cells are exercises, several or one; that of days; of how often."""
    free = beside_days(table, settings)
    days = by_its_cells(table, "date") if free is None else []
    dated = {days[0]: "date"} if len(days) == 1 else {}
    if dated:  # a habit tracker's "CalendarDate"
        free = beside_days(table, replace(settings, columns={**settings.columns, **dated}))
    found = [h for h in free or [] if _are_lists(table.cells[h].array, settings.exercises)]
    if len(found) != 1:
        return {}
    often = [h for name in _SAYS_DONE for h in free or [] if snake_case(h) in name]
    asked = {h: "done" for h in often if is_ticked(table.cells[h].array)}
    return {found[0]: "exercise", **dated, **dict([*asked.items()][:1])}


def _are_lists(cells: pd.Categorical, own: Collection[str]) -> bool:
    texts = [str(text) for text in cells.categories]
    known = sum(bool(_names_in(text, own)) for text in texts)
    return known >= _SEVERAL and 2 * known > len(texts)


def _names_in(text: str, own: Collection[str]) -> tuple[str, ...]:
    """The exercises that a cell names; a tick names none."""
    if is_exercise(text, own):
        return (parse_stretch(text, own)["exercise"],)
    return tuple(o.exercise for o in exercises_of(text, own) if not is_general(o.exercise))


def _read_listing(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    columns = {**settings.columns, **_listing(table, settings)}
    return (read_routine(table, replace(settings, columns=columns), today),)


def tells_stretches(cells: pd.Categorical, own: Collection[str], *, named_so: bool) -> bool:
    """Tell whether most cells name stretches, all of them or none.

    Parameters
    ----------
    cells : pandas.Categorical
    own : collection of str
        Names of the person's own.
    named_so : bool
        Whether the column is called "Exercises": then fewer will do, unless it is ticked.

    Returns
    -------
    bool
    """
    texts = [str(text) for text in cells.categories[:_SAMPLE]]
    if not any(map(_WORD.search, texts)):
        return False
    names = [_names_in(text, own) for text in texts]
    known = [
        bool(found or read_all(text) or said_done(text, amount=True))
        for text, found in zip(texts, names, strict=True)
    ]
    stretches = {name for found in names for name in found if not is_activity(name)}
    weights = np.bincount(cells.codes[cells.codes >= 0], minlength=len(texts))[: len(texts)]
    share = weights[np.array(known, dtype=bool)].sum() / max(weights.sum(), 1)
    if named_so:
        return bool(stretches) and share > _SOME and not is_ticked(cells)
    return len(stretches) >= _SEVERAL and share > _MOST


#: A stretching log that is known by what stands in it.
LISTING = Form("routine", lambda table, settings: bool(_listing(table, settings)), _read_listing)
