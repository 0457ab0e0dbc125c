"""A routine: one row per exercise done, or planned and not done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import ROUTINE, ROUTINE_BY_NAME, Column
from backpain_analysis.doses import is_as_before, said_done, times_done
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import ExerciseMatch, match_exercise
from backpain_analysis.reading.assembly import assemble, cell_problems, check_mapping, require
from backpain_analysis.reading.cells import find_conventions, read_cells
from backpain_analysis.reading.matching import Meaning, match_headers
from backpain_analysis.reading.notes import with_notes
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    as_text,
    parse_distinct,
    shortened,
)
from backpain_analysis.reading.part import Cells, Part, Rows, Values
from backpain_analysis.reading.set_aside import counted_by_rows
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_sides, parse_yes_no
from backpain_analysis.reading.when import (
    find_date_parts,
    read_when,
    rows_problem,
    without_parts,
    without_titles,
)
from backpain_analysis.reading.whole_plan import say_each, with_each
from backpain_analysis.reading.written_doses import (
    AMOUNTS,
    WrittenDoses,
    said_beside,
    take_doses,
    with_doses,
)
from backpain_analysis.sessions import UNKNOWN

_AS_BEFORE = (
    "'as yesterday' or the like does not say which, so {rows} cannot be used. Write each exercise."
)
#: Stands in the log for a day without stretching, which a day without a row is not.
NONE = "none"
_DASHES = ("-", "–", "—", "--")
_NO_NAME, _NAMES = "stretching", ("exercise", "exercise_written")
_SAID_NOT_DONE = "words such as 'skipped' stand in {rows}: counted as not done, or as done in part."
_NOTHING = "0 sets, repetitions or minutes stand in {rows}: counted as not done."


def read_routine(table: Table, settings: Settings, today: dt.date) -> Part:
    """Read a routine.

    Parameters
    ----------
    table : Table
    settings : Settings
    today : datetime.date
        Dates after the day that follows it are refused.

    Returns
    -------
    Part
        Its frame has every column of `columns.ROUTINE`, ``exercise_written``,
        and ``line``. A blank ``done`` is a yes: the row says it was done.

    Raises
    ------
    LogbookError
        No column holds a date or an exercise, or the dates cannot be told apart.
    """
    parts = find_date_parts(table.header, settings)
    meanings = match_headers(without_parts(table, parts), ROUTINE, settings.columns)
    if (each := with_each(table, meanings, settings.exercises)) is not table:
        return _as_listed(read_routine(each, settings, today), table, settings)
    names = {meaning.name for meaning in meanings}
    require(table, bool(parts) or "date" in names, "date", (ROUTINE_BY_NAME["date"],))
    require(table, "exercise" in names, "exercise", (ROUTINE_BY_NAME["exercise"],))
    check_mapping(meanings, settings.columns, {*ROUTINE_BY_NAME})
    table, totals = without_titles(_dash_as_none(table, meanings), meanings, settings, today)
    when = read_when(table, meanings, parts, settings, today)
    body = read_body(table, [m for m in meanings if m.name not in ("date", "time")], settings)
    doses = take_doses(body, {*ROUTINE_BY_NAME}, settings.columns, settings.exercises)
    cells = doses.cells
    exercise = next(cell for cell in cells if cell.name == "exercise")
    written, copied = _named(exercise), _which(exercise, is_as_before)
    columns = with_doses(exercise_columns(with_notes(cells), ROUTINE), doses)
    done, not_done, nothing = _done(cells, doses, _is_nothing(columns))
    open_days = _open_days(exercise, written, done["done"])
    plainly = _which(exercise, lambda text: text.casefold() == NONE)
    used = ((written & ~copied) | open_days) & ~when.missing
    problems = [
        *totals,
        *when.problems,
        *cell_problems(table, cells),
        *_not_done_problem(table, not_done & used & ~plainly, _SAID_NOT_DONE),
        *_not_done_problem(table, nothing & used, _NOTHING),
        *unnamed_problems(table, exercise, written | open_days),
        *([rows_problem(table, copied, exercise.header, _AS_BEFORE)] if copied.any() else []),
    ]
    at: dict[str, Values] = {"date": when.days, "time": when.hours}
    part = assemble(
        "routine",
        table,
        [*when.cells, *map(_with_times, cells)],
        columns=at | columns | _without_name(columns, open_days) | done,
        used=used,
        problems=problems,
    )
    return _as_often(part, _how_often(cells)[used])


def _dash_as_none(table: Table, meanings: Sequence[Meaning]) -> Table:
    """A dash in place of the exercise, and nothing else in its row: none was done."""
    header = next((m.header for m in meanings if m.name == "exercise"), None)
    if header is None:
        return table
    texts = pd.Series(table.cells[header].astype(object))
    rest = [m.header for m in meanings if m.name not in ("exercise", "date", "time")]
    dashes = texts.isin(_DASHES) & table.cells[rest].isna().all(axis=1)
    if not dashes.any():
        return table
    return replace(table, cells=table.cells.assign(**{header: as_text(texts.mask(dashes, NONE))}))


def _as_listed(part: Part, table: Table, settings: Settings) -> Part:
    """Account for cells that name several exercises as they stand in the file."""
    header = next(column.header for column in part.columns if column.column == "exercise")
    text, value, problems = say_each(table, header, settings.exercises)
    part = counted_by_rows(part, table, {}, problems)
    columns = (
        replace(c, example_text=text, example_value=value) if c.header == header else c
        for c in part.columns
    )
    return replace(part, columns=tuple(columns))


def _open_days(exercise: Cells, written: Rows, done: Values) -> Rows:
    """Rows that say of the whole day that it is not known what was done."""
    asks = _which(exercise, lambda text: said_done(text) == UNKNOWN)
    blank = exercise.parsed.text.codes < 0
    rows: Rows = asks | (blank & ~written & (np.asarray(done, dtype=object) == UNKNOWN))
    return rows


def _without_name(columns: Mapping[str, Values], rows: Rows) -> dict[str, Values]:
    """Such rows under a name that stands for none."""
    if not rows.any():
        return {}
    named = {name: pd.Series(columns[name], dtype="object") for name in _NAMES}
    return {name: pd.Categorical(values.mask(rows, _NO_NAME)) for name, values in named.items()}


def _how_often(cells: Sequence[Cells]) -> npt.NDArray[np.int64]:
    """How often each row says that it was done: twice for "vv"."""
    column = next((cell for cell in cells if cell.name == "done"), None)
    if column is None:
        return np.ones(len(cells[0].parsed.refused), dtype=np.int64)
    text = column.parsed.text
    times = [max(times_done(str(one)) or 1, 1) for one in text.categories]
    each: npt.NDArray[np.int64] = np.array([*times, 1], dtype=np.int64)[text.codes]
    return each


def _as_often(part: Part, times: npt.NDArray[np.int64]) -> Part:
    """A row for each time; only the first has the clock time, and counts as one that was read."""
    if (times == 1).all():
        return part
    at = np.repeat(np.arange(len(times)), times)
    again = np.append(False, at[1:] == at[:-1])
    frame = part.frame.iloc[at].reset_index(drop=True)
    frame["time"] = frame["time"].mask(again)
    return replace(
        part,
        frame=frame,
        keys=part.keys[at],
        subjects=part.subjects[at],
        counted=(~again).astype(np.int64),
    )


def read_body(table: Table, meanings: Sequence[Meaning], settings: Settings) -> list[Cells]:
    """Read the columns of a routine or a plan; the person's own are kept as text.

    Parameters
    ----------
    table : Table
    meanings : sequence of Meaning
        Without date and time.
    settings : Settings

    Returns
    -------
    list of Cells
    """
    numbers = [m.header for m in meanings if m.column and m.column.kind in ("number", "minutes")]
    ways = find_conventions(table, numbers, settings)
    cells = []
    for meaning in meanings:
        text = table.cells[meaning.header].array
        special = _SPECIAL.get(meaning.name) if meaning.column else None
        if special:
            parsed = special(text)
            cells.append(Cells(meaning.header, meaning.name, meaning.label, "text", "", parsed))
        elif meaning.column:
            cells.append(read_cells(text, meaning, ways))
        else:
            parsed = Parsed(text, np.zeros(len(text), dtype=bool), text=text)
            cells.append(Cells(meaning.header, meaning.name, meaning.header, "text", "", parsed))
    return cells


def _with_times(cell: Cells) -> Cells:
    """Say of "2x" that it counts as two."""
    counts = {str(t): times_done(str(t)) or 0 for t in cell.parsed.text.categories}
    told = {text: f"yes ({count} times)" for text, count in counts.items() if count > 1}
    return replace(cell, said={**told, **cell.said}) if cell.name == "done" else cell


def _parse_done(text: pd.Categorical) -> Parsed:
    yes_no = parse_yes_no([str(one) for one in text.categories])
    answers = {
        str(written): UNKNOWN if np.isnan(value) else "yes" if value else "no"
        for written, value, refused in zip(
            text.categories, np.asarray(yes_no.values), yes_no.refused, strict=True
        )
        if not refused
    }

    def read(cell: str) -> Reading | Refusal:
        if said := said_done(cell, amount=True):
            return Reading(said)
        if (times := times_done(cell)) is not None:
            return Reading("yes" if times else "no")
        if cell in answers:
            return Reading(answers[cell])
        return Refusal(
            f"{shortened(cell)} is not yes, partly or no, so it counts as not known. Use one of "
            "these, or 2x where it was done twice."
        )

    parsed = parse_distinct(text, read, missing=None, dtype=object)
    return replace(parsed, values=pd.Categorical(pd.Series(parsed.values, dtype="object")))


_SPECIAL = {"side": parse_sides, "done": _parse_done}


def exercise_columns(cells: Iterable[Cells], columns: Sequence[Column]) -> dict[str, Values]:
    """Name each exercise by the catalogue, and give every column there is.

    Parameters
    ----------
    cells : iterable of Cells
    columns : sequence of Column
        `columns.ROUTINE` or `columns.PLAN`; date and time are left out.

    Returns
    -------
    dict
        Column -> values: those of ``columns``, blank where the file lacks
        them, ``exercise_written``, then the person's own.
    """
    found = {cell.name: cell.values for cell in cells}
    written = pd.Categorical(found["exercise"])
    rows = len(written)
    matches = [match_exercise(str(text)) for text in written.categories]
    named: dict[str, Values] = {
        "exercise": _spread([match.name for match in matches], written),
        "exercise_written": written,
        "side": _with_named_side(found.get("side"), matches, written),
    }
    blank = {c.name: _blank(c, rows) for c in columns if c.name not in ("date", "time")}
    order = [*(name for name in blank if name != "exercise"), *found]
    whole = blank | found | named
    return {name: whole[name] for name in dict.fromkeys(("exercise", "exercise_written", *order))}


def _spread(names: Sequence[str | None], written: pd.Categorical) -> Values:
    texts = np.array([*names, None], dtype=object)
    return pd.Categorical(pd.Series(texts[written.codes], dtype="object"))


def _with_named_side(
    side: Values | None, matches: Sequence[ExerciseMatch], written: pd.Categorical
) -> Values:
    """A side that stands within the name holds where its column is blank."""
    named = pd.Series(_spread([match.side for match in matches], written), dtype="object")
    own = named if side is None else pd.Series(side, dtype="object")
    return pd.Categorical(own.where(own.notna(), named))


def _blank(column: Column, rows: int) -> Values:
    if column.kind in ("number", "hours", "minutes"):
        return np.full(rows, np.nan)
    if column.kind == "date":
        return np.full(rows, np.datetime64("NaT", "us"))
    return pd.Categorical.from_codes(np.full(rows, -1), pd.Index([], dtype="object"))


def _done(
    cells: Sequence[Cells], doses: WrittenDoses, nothing: Rows
) -> tuple[dict[str, Values], Rows, Rows]:
    """A row without a word on it was done; an answer that was refused stays open.

    Also the rows that say so elsewhere than under "done", and those that say it by an amount of 0.
    """
    rows = len(cells[0].parsed.refused)
    column = next((cell for cell in cells if cell.name == "done"), None)
    blank = np.full(rows, True) if column is None else column.parsed.text.codes < 0
    answers = np.full(rows, None) if column is None else np.asarray(column.values, dtype=object)
    for told in (doses.said.get("done", answers), said_beside(cells)):
        answers = np.where(blank & pd.isna(answers), told, answers)
    elsewhere = blank & ~pd.isna(answers) & (answers != UNKNOWN)
    nothing = nothing & blank & ~elsewhere
    answers[blank & pd.isna(answers)] = "yes"
    answers[pd.isna(answers)] = UNKNOWN
    answers[nothing] = "no"
    return {"done": pd.Categorical(pd.Series(answers, dtype="object"))}, elsewhere, nothing


def _is_nothing(columns: Mapping[str, Values]) -> Rows:
    """Rows with 0 sets, repetitions or minutes, beside which nothing else was done."""
    sets, reps, hold, minutes = (np.asarray(columns[name], dtype=float) for name in AMOUNTS)
    something = (minutes > 0) | (((reps > 0) | (hold > 0)) & (sets != 0))
    rows: Rows = ((sets == 0) | (reps == 0) | (minutes == 0)) & ~something
    return rows


def _named(exercise: Cells) -> Rows:
    """Rows with more than a dash where the exercise belongs."""
    return _which(
        exercise,
        lambda text: (
            bool(re.search(r"\w", text) or said_done(text, amount=True))
            and not re.fullmatch(r"(?i)n/?a|n\.a\.", text)
        ),
    )


def _which(exercise: Cells, holds: Callable[[str], bool]) -> Rows:
    """Rows of whose exercise it holds, as it was written."""
    text = exercise.parsed.text
    rows: Rows = np.array([*(holds(str(one).strip()) for one in text.categories), False])[
        text.codes
    ]
    return rows


def _not_done_problem(table: Table, rows: Rows, message: str) -> list[Problem]:
    return [rows_problem(table, rows, None, message)] if rows.any() else []


def unnamed_problems(table: Table, exercise: Cells, named: Rows) -> list[Problem]:
    """Name the rows without an exercise.

    Parameters
    ----------
    table : Table
    exercise : Cells
    named : numpy.ndarray of bool
        Rows that name an exercise.

    Returns
    -------
    list of Problem
    """
    if named.all():
        return []
    message = "no exercise, so {rows} cannot be used. Write its name there."
    return [rows_problem(table, ~named, exercise.header, message)]
