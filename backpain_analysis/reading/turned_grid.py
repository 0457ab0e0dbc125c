"""A stretching log whose days run across, turned so that each day has a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.assembly import by_its_cells
from backpain_analysis.reading.calendar_words import is_weekday, weekday_of
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.stamps import days_run_across, is_day
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_dates
from backpain_analysis.reading.whole_plan import is_exercise

_SEVERAL = 2
_WEEK = 7


def turned(table: Table, settings: Settings) -> Table:
    """Turn a table whose days run across, so that each day has a row.

    Parameters
    ----------
    table : Table
    settings : Settings

    Returns
    -------
    Table
        The same where its days do not run across, or where its rows are no exercises.
    """
    week = [h for h in table.header if is_weekday(h)]
    across = days_run_across(table.header)
    if not (across or len(week) == _WEEK):
        return table
    rest = [h for h in table.header if h not in week and not (across and is_day(h))]
    names = _column_of_exercises(table, rest, settings)
    if names is None:
        return table
    days = [h for h in table.header if h not in rest]
    begins = None if across else _weeks(table, rest, week, settings)
    if not across and begins is None:
        return table
    said: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for row, line in enumerate(table.lines):
        name = table.cells[names].iloc[row]
        for header in days:
            start = None if begins is None else begins[row]
            if pd.isna(name) or (start is not None and pd.isna(start)):
                continue
            shift = pd.Timedelta(days=days.index(header))
            day = header if start is None else str((start + shift).date())
            lines.setdefault(day, table.header_line if start is None else int(line))
            cell = table.cells[header].iloc[row]
            told = said.setdefault(day, {})
            told[str(name)] = " ".join(x for x in (told.get(str(name)), cell) if not pd.isna(x))
    return _of_days(table, said, lines)


def _of_days(
    table: Table, said: Mapping[str, Mapping[str, str]], lines: Mapping[str, int]
) -> Table:
    exercises = list(dict.fromkeys(name for told in said.values() for name in told))
    columns = {"date": as_text(list(said))} | {
        name: as_text([told.get(name) or None for told in said.values()]) for name in exercises
    }
    return replace(
        table,
        header=tuple(columns),
        cells=pd.DataFrame(columns, index=range(len(said))),
        lines=np.array([lines[day] for day in said], dtype=np.int64),
    )


def _column_of_exercises(table: Table, rest: Sequence[str], settings: Settings) -> str | None:
    for header in rest:
        texts = [str(text) for text in table.cells[header].array.categories]
        known = sum(is_exercise(text, settings.exercises) for text in texts)
        if known >= min(_SEVERAL, len(texts)) and known:
            return header
    return None


def _weeks(
    table: Table, rest: Sequence[str], week: Sequence[str], settings: Settings
) -> list[pd.Timestamp] | None:
    """The day of each row under the first weekday."""
    found = [h for h in by_its_cells(table, "date") if h in rest]
    sure = ((n, weekday_of(name)) for n, name in enumerate(week))
    first = next(((day - n) % _WEEK for n, day in sure if day is not None), None)
    if not found or first is None:
        return None
    cells = pd.Series(table.cells[found[0]]).ffill()  # written once for several exercises
    try:
        days = parse_dates(cells, day_first=settings.day_first, year=settings.year).values
    except LogbookError:
        return None
    starts = [pd.Timestamp(day) for day in np.asarray(days)]
    return [
        s if pd.isna(s) else s - pd.Timedelta(days=(s.weekday() - first) % _WEEK) for s in starts
    ]
