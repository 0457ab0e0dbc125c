"""A diary of which some columns are the stretching log: ticked, or naming what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backpain_analysis.columns import ROUTINE
from backpain_analysis.exercises import is_often_given
from backpain_analysis.reading.assembly import by_its_cells
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.diary import read_diary
from backpain_analysis.reading.exercise_grid import (
    GRID,
    is_amount,
    is_stretch,
    is_ticked,
    read_columns,
)
from backpain_analysis.reading.exercise_list import tells_stretches
from backpain_analysis.reading.form import Form
from backpain_analysis.reading.matching import fold_mapping, is_pain, match_headers
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.routine import read_routine
from backpain_analysis.reading.set_aside import counted_beside, without_columns
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.when import find_date_parts, without_parts

_SEVERAL = 2


def exercises_beside_pain(table: Table, settings: Settings) -> tuple[str, ...]:
    """Find the columns of a diary that stand for an exercise each.

    Parameters
    ----------
    table : Table
    settings : Settings
        ``exercises`` has names beside those of the catalogue; a header that
        ``columns`` has is what it says there.

    Returns
    -------
    tuple of str
        Their headers.
    """
    said = {header.casefold() for header in settings.columns}
    rest = without_parts(table, find_date_parts(table.header, settings))
    free = [m.header for m in match_headers(rest, ROUTINE, settings.columns) if m.column is None]
    free = [h for h in free if h.casefold() not in said and not is_pain(h)]
    named = [h for h in free if is_stretch(h, settings.exercises)]
    if len(named) >= _SEVERAL:  # "Hamstrings" beside them is no place where it hurts
        named = [h for h in free if h in named or is_often_given(h, among_others=True)]
    found = [h for h in named if is_ticked(table.cells[h].array)]
    # A single column of larger numbers may say how much it hurts there.
    if len(found) == 1 and any(map(is_amount, table.cells[found[0]].array.categories)):
        return ()
    return tuple(found)


def _list_beside_pain(table: Table, settings: Settings) -> str | None:
    """Find the column whose cells name the stretches that were done.

    Parameters
    ----------
    table : Table
    settings : Settings
        ``exercises`` has names beside those of the catalogue; ``columns`` may
        say of a header that it is "exercise", or something else.

    Returns
    -------
    str or None
        None where there is none, or several, or a second column of dates.
    """
    if len(by_its_cells(table, "date")) > 1:  # it may be a table of its own beside the diary
        return None
    rest = without_parts(table, find_date_parts(table.header, settings))
    said = fold_mapping(settings.columns)
    chosen = [h for h in rest if said.get(h.casefold()) == "exercise"]
    named = {m.header for m in match_headers(rest, ROUTINE, {}) if m.name == "exercise"}
    found = chosen or [
        m.header for m in match_diary(rest, settings.columns)
        if m.column is None and m.header.casefold() not in said and not is_pain(m.header)
        and tells_stretches(
            table.cells[m.header].array, settings.exercises, named_so=m.header in named
        )
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _read(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    ticked, listed = exercises_beside_pain(table, settings), _list_beside_pain(table, settings)
    headers = [*ticked, *([listed] if listed else [])]
    diary = read_diary(without_columns(table, headers), settings, today)
    logs = []
    if ticked:
        log = _beside_days(table, ticked, settings)
        logs.append(read_columns(log, ticked, settings, today))
    if listed:
        ours = replace(settings, columns={**settings.columns, listed: "exercise"})
        log = _filled(_beside_days(table, [listed], settings), listed)
        logs.append(read_routine(log, ours, today))
    return diary, *(_beside(log, table, headers) for log in logs)


def _beside_days(table: Table, headers: Sequence[str], settings: Settings) -> Table:
    """Some columns, and those of the day."""
    parts = find_date_parts(table.header, settings)
    meanings = match_headers(without_parts(table, parts), ROUTINE, settings.columns)
    days = {*parts.values(), *(m.header for m in meanings if m.name in ("date", "time"))}
    return without_columns(table, [h for h in table.header if h not in {*headers, *days}])


def _filled(table: Table, header: str) -> Table:
    """The rows in which a column holds something: of the others nothing is known."""
    rows = np.flatnonzero(table.cells[header].array.codes >= 0)
    cells = table.cells.iloc[rows].reset_index(drop=True)
    return replace(table, cells=cells, lines=table.lines[rows])


def _beside(log: Part, table: Table, headers: Sequence[str]) -> Part:
    """What the diary says already of its rows and days is not said again."""
    told = (p for p in log.problems if p not in table.problems and p.column in (None, *headers))
    return replace(counted_beside(log), format=GRID.name, problems=tuple(told))


BESIDE_PAIN = Form(
    "diary",
    lambda table, settings: bool(
        exercises_beside_pain(table, settings) or _list_beside_pain(table, settings)
    ),
    _read,
)
