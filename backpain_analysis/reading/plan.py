"""A plan: what was asked for, one row per exercise and stretch of time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from backpain_analysis.columns import PLAN, PLAN_BY_NAME
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.reading.assembly import (
    assemble,
    cell_problems,
    check_mapping,
    holds_something,
    require,
)
from backpain_analysis.reading.headers import read_heading
from backpain_analysis.reading.matching import Meaning, match_headers
from backpain_analysis.reading.notes import with_notes
from backpain_analysis.reading.parsed import shortened
from backpain_analysis.reading.part import Cells, ColumnReading, Part, Rows, Values
from backpain_analysis.reading.routine import exercise_columns, read_body, unnamed_problems
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_dates
from backpain_analysis.reading.when import rows_problem, years
from backpain_analysis.reading.written_doses import reads_as_doses, take_doses, with_doses
from backpain_analysis.sessions import was_done

_FREE_LINE = (
    " is no exercise that is known, and has nothing beside it as the others have: taken as a note, "
    "and left out. If it is an exercise, write beside it how often."
)
_UNSURE_LINE = (
    " is no exercise that is known, and has nothing beside it: counted as one, daily. If it is a "
    "note, take the line out; if it is an exercise, write beside it how often."
)
#: How a sentence looks: "Stop where it hurts!", "Next visit: 3 May", "Tel. 089 123456".
_SENTENCE = r"[!?]\s*$|:\s|\d:\d\d|(?:\d[\s/-]?){5}|(?:\S+\s+){5}\S"
_FILLED_ABOVE = 2
_COLUMN_OF = {"dose": "reps", "frequency": "days_per_week"}

# So many days, and so large a part of them, with one row make it a habit.
_FEWEST_DAYS, _NEARLY_ALL = 5, 0.9
# So many names with a number each, from 1 on, are a list.
_FEWEST_NUMBERED = 2
# A plan reaches into the future; a year beyond this many days is a slip of the pen.
_LONGEST_PLAN = dt.timedelta(days=3660)


def read_plan(table: Table, settings: Settings, today: dt.date) -> Part:
    """Read a plan.

    Parameters
    ----------
    table : Table
    settings : Settings
    today : datetime.date
        A plan may reach ten years beyond it.

    Returns
    -------
    Part
        Its frame has every column of `columns.PLAN` and ``exercise_written``,
        and ``line``.

    Raises
    ------
    LogbookError
        No column holds an exercise, or the dates cannot be told apart.
    """
    meanings = match_headers(table.header, PLAN, settings.columns)
    if doses := _doses_by_their_cells(table, meanings):
        settings = replace(settings, columns={**settings.columns, **doses})
        meanings = match_headers(table.header, PLAN, settings.columns)
    named = any(meaning.name == "exercise" for meaning in meanings)
    require(table, named, "exercise", (PLAN_BY_NAME["exercise"],))
    check_mapping(meanings, settings.columns, {*PLAN_BY_NAME})
    table = _without_list_numbers(table, meanings)
    dates = _read_dates(table, meanings, settings, today)
    body = read_body(table, [m for m in meanings if m.name not in ("start", "end")], settings)
    written = take_doses(body, {*PLAN_BY_NAME}, settings.columns)
    cells = written.cells
    exercise = next(cell for cell in cells if cell.name == "exercise")
    known = exercise.parsed.text.codes >= 0
    columns = with_doses(exercise_columns([*with_notes(cells), *dates], PLAN), written)
    part = assemble(
        "plan",
        table,
        [*dates, *cells],
        columns=columns,
        used=known,
        problems=[
            *cell_problems(table, [*dates, *cells]),
            *unnamed_problems(table, exercise, known | ~holds_something(cells, len(known))),
            *_misspelt(table, exercise),
            *_backwards(table, columns),
        ],
    )
    return replace(part, title=" ".join((table.sheet or "", *table.preamble)))


def _without_list_numbers(table: Table, meanings: Sequence[Meaning]) -> Table:
    """Take the numbers of a list off the names: "1 Cat-cow", "2 Bridges"."""
    header = next(meaning.header for meaning in meanings if meaning.name == "exercise")
    names = table.cells[header].dropna().astype(str)
    numbered = [
        re.match(rf"\s*{number}[.)]?\s+(?=[^\W\d_])", name)
        for number, name in enumerate(names, start=1)
    ]
    if len(names) < _FEWEST_NUMBERED or not all(numbered):
        return table
    bare = [found.string[found.end() :] for found in numbered if found]
    written = table.cells[header].astype(object)
    written[names.index] = bare
    return replace(table, cells=table.cells.assign(**{header: written.astype("category")}))


def _read_dates(
    table: Table, meanings: Sequence[Meaning], settings: Settings, today: dt.date
) -> list[Cells]:
    named = years(table, settings)
    named["likely_year"] = named["likely_year"] or today.year
    dates = []
    for meaning in meanings:
        if meaning.name in ("start", "end"):
            parsed = parse_dates(
                table.cells[meaning.header],
                day_first=settings.day_first,
                latest=today + _LONGEST_PLAN,
                file=table.file,
                column=meaning.header,
                **named,
            )
            dates.append(Cells(meaning.header, meaning.name, meaning.label, "date", "", parsed))
    return dates


def without_free_lines(part: Part, known: Collection[str]) -> Part:
    """Set lines apart that stand below a plan and are no exercise of it: "Next visit: 3 May".

    Parameters
    ----------
    part : Part
        A plan.
    known : collection of str
        Names and headers of the rest of the logbook.

    Returns
    -------
    Part
        Without rows that hold a name alone, which neither the catalogue nor ``known`` has, and
        that are a sentence, or stand below or among more that hold something beside it. Others
        stay, and are named.
    """
    frame = part.frame
    free, said = _free_lines(part, {exercise_key(name) for name in known})
    if not said.any():
        return part
    rows = frame.assign(said=np.where(free, _FREE_LINE, _UNSURE_LINE))[said]
    told = [
        Problem(part.file, row["line"], None, text, shortened(text) + row["said"])
        for row, text in zip(rows.to_dict("records"), rows["exercise_written"], strict=True)
    ]
    lost = int(free.sum())
    columns = [
        replace(
            c,
            cells_used=c.cells_used - lost,
            cells_refused=c.cells_refused + lost,
            cells_lost=c.cells_lost + lost,
        )
        if c.column == "exercise"
        else c
        for c in part.columns
    ]
    told = [replace(one, sheet=columns[0].sheet) for one in told]
    return replace(
        part,
        frame=frame[~free].reset_index(drop=True),
        keys=part.keys[~free],
        subjects=part.subjects[~free],
        problems=tuple(sorted((*part.problems, *told), key=lambda problem: problem.line or 0)),
        columns=tuple(columns),
        rows_refused=part.rows_refused + lost,
    )


def _free_lines(part: Part, keys: Collection[str]) -> tuple[Rows, Rows]:
    """Rows that are no exercises, and those with a name alone of which it is said what they are."""
    frame = part.frame
    beside = frame.drop(columns=["exercise", "exercise_written", "side", "line"])
    more = [cells["line"] for cells in part.refused.values()]
    torn = frame["line"].isin([*chain.from_iterable(more)])
    bare = np.asarray(beside.isna().all(axis=1) & ~torn, dtype=bool)
    names = frame["exercise_written"].astype(str)
    matches = [match_exercise(text) for text in names]
    named = [m.exact or bool(m.suggestion) or exercise_key(m.name) in keys for m in matches]
    unsure = bare & ~np.array(named, dtype=bool)
    sentence = names.str.contains(_SENTENCE).to_numpy(dtype=bool)
    below = (~bare).cumsum() >= _FILLED_ABOVE
    free = unsure & (below | sentence | (2 * int(bare.sum()) < len(frame)))
    return free, unsure & (free | ~bare.all())


def say_plan(
    parts: Sequence[Part],
    plan: pd.DataFrame,
    routine: pd.DataFrame,
    columns: Sequence[ColumnReading],
) -> list[Problem]:
    """Name exercises with one start in two files, columns that bear a planned one's name, and
    what is planned several times a day and logged in one row.

    Parameters
    ----------
    parts : sequence of Part
        Plans, in the order of their files.
    plan, routine : pandas.DataFrame
        As in `Logbook`.
    columns : sequence of ColumnReading

    Returns
    -------
    list of Problem
    """
    return [
        *_twice(parts), *_unlogged(plan, routine, columns), *_once_a_day(plan, routine, columns)
    ]  # fmt: skip


def _once_a_day(
    plan: pd.DataFrame, routine: pd.DataFrame, columns: Sequence[ColumnReading]
) -> list[Problem]:
    """Ask what a row stands for, where several times a day are planned and each day has one."""
    if not (plan["times_per_day"] > 1).any():
        return []
    done = routine.loc[was_done(routine) & (routine["done"] != "partly")]
    by_side = done.assign(side=done["side"].astype(object).fillna("")).groupby(
        ["exercise", "date", "side"], observed=True
    )
    rows = by_side.agg(rows=("line", "size"), timed=("time", "count"), file=("file", "last"))
    days = rows.groupby(["exercise", "date"], observed=True).max().reset_index()
    asked = days.merge(plan[["exercise", "start", "end", "times_per_day"]], on="exercise")
    asked = asked.loc[~(asked["start"] > asked["date"]) & ~(asked["end"] < asked["date"])]
    asked = asked.sort_values(["date", "start"], kind="stable", na_position="first")
    asked = asked.drop_duplicates(["exercise", "date"], keep="last")
    told = []
    for name, each in asked.loc[asked["times_per_day"] > 1].groupby("exercise", observed=True):
        one = int(((each["rows"] == 1) & (each["timed"] == 0)).sum())
        if len(each) >= _FEWEST_DAYS and one >= _NEARLY_ALL * len(each):
            often = f"{each['times_per_day'].iloc[-1]:g} times a day"
            told.append(f"{name} (planned {often}, one row on {one:,} of {len(each):,} days)")
            file = str(each["file"].iloc[-1])
    if not told:
        return []
    header = next((c.header for c in columns if (c.file, c.column) == (file, "done")), "")
    message = (
        f"planned several times a day, and logged in one row a day: {', '.join(told)}. Each such "
        "row counts as one time. If it stands for the whole day, write how often, as in 2x, "
        + (f"under '{header}'." if header else "in its cell, or under done.")
    )
    return [Problem(file, None, header or None, None, message)]


def _unlogged(
    plan: pd.DataFrame, routine: pd.DataFrame, columns: Sequence[ColumnReading]
) -> list[Problem]:
    """Columns that bear the name of a planned exercise of which the log has no row."""
    done = {match_exercise(str(name)).name for name in routine["exercise"].dropna().unique()}
    asked = {match_exercise(str(name)).name for name in plan["exercise"].dropna().unique()}
    keys, told = {exercise_key(name): name for name in asked - done}, []
    for column in columns:
        key = exercise_key(match_exercise(read_heading(column.header).name).name)
        lost = column.cells_refused and not column.cells_used  # named already
        if key in keys and column.column and not column.reason and not lost:
            message = (
                f"the plan asks for {keys[key]}, and the stretching log has no row of it. This "
                f"column is read as '{column.column}' and does not count for the plan. What was "
                "done of it counts as a row, or a column, of the stretching log."
            )
            told.append(
                Problem(column.file, None, column.header, None, message, sheet=column.sheet)
            )
    return told


def _twice(parts: Sequence[Part]) -> list[Problem]:
    """Exercises that stand in two files with the same start."""
    if len({part.file for part in parts}) < 2:
        return []
    rows = pd.concat([part.frame.assign(file=part.file) for part in parts], ignore_index=True)
    keys = rows.assign(side=rows["side"].astype(object).fillna(""))[["exercise", "side", "start"]]
    problems = []
    for _, same in rows.groupby([keys[name] for name in keys], dropna=False, sort=False):
        holds, others = same.iloc[-1], same.loc[same["file"] != same["file"].iloc[-1]]
        for one in others.to_dict("records"):
            message = (
                f"'{one['exercise_written']}' stands with the same start in {holds['file']} too "
                f"(line {holds['line']}): it counts once, as it stands there."
            )
            problems.append(Problem(str(one["file"]), int(one["line"]), None, None, message))
    return problems


def _doses_by_their_cells(table: Table, meanings: Sequence[Meaning]) -> dict[str, str]:
    """Columns without a known header of which most cells are doses, or say how often."""
    taken, found = {meaning.name for meaning in meanings}, dict[str, str]()
    for meaning in meanings:
        name = "" if meaning.column else reads_as_doses(table.cells[meaning.header].array)
        if name and _COLUMN_OF[name] not in taken:
            found[meaning.header] = name
            taken.add(_COLUMN_OF[name])
    return found


def _misspelt(table: Table, exercise: Cells) -> list[Problem]:
    """Ask of each exercise that is nearly one of the catalogue whether that is meant."""
    text = pd.Categorical(exercise.values)
    problems = []
    for code in np.unique(text.codes[text.codes >= 0]):
        written = str(text.categories[code])
        if meant := match_exercise(written).suggestion:
            line = int(table.lines[int((text.codes == code).argmax())])
            message = (
                f"'{written}' is not in the catalogue and is kept under its own name. Did you mean "
                f"'{meant}'? Then write that."
            )
            problems.append(Problem(table.file, line, exercise.header, written, message))
    return problems


def _backwards(table: Table, columns: Mapping[str, Values]) -> list[Problem]:
    start, end = (np.asarray(columns[name]) for name in ("start", "end"))
    backwards = end < start
    if not backwards.any():
        return []
    message = "the end lies before the start: {rows} can never be in force. Correct one of the two."
    return [rows_problem(table, backwards, "end", message)]
