"""A stretching log as a grid: a row for each day, and a column for each exercise or for all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY, DIARY_BY_NAME, OUTCOMES, ROUTINE
from backpain_analysis.doses import parse_dose, read_all, said_done, times_done
from backpain_analysis.exercises import is_activity, is_general, load_catalogue
from backpain_analysis.reading.form import Form
from backpain_analysis.reading.matching import fold_mapping, is_pain, match_headers
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.part import Part, Rows
from backpain_analysis.reading.routine import read_routine
from backpain_analysis.reading.set_aside import counted_by_rows
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_yes_no
from backpain_analysis.reading.when import (
    find_date_parts,
    leave_ahead,
    read_when,
    rows_problem,
    without_parts,
)
from backpain_analysis.reading.whole_plan import is_exercise
from backpain_analysis.reading.written_doses import in_unit, unit_of

_Texts = npt.NDArray[np.object_]
#: What stands in ``done`` of a mark that gives no row.
NO_MARK = "n/a"
_GRID = "grid of exercises"
_SEVERAL = 2
#: More than this is no number of times a day.
_OFTEN = 4
_IN_BRACKETS = re.compile(r".*\[\s*([^\[\]]+?)\s*\]")
_BLANK = (
    "nothing in the columns of exercises in {rows}: such a day has no row in the log, and mostly "
    "counts as one without. Write - where nothing was done, ? where it is not known."
)
_BESIDE = (
    "{} blank cells stand beside others of their day, in {{rows}}: counted as not done. Write ? "
    "where it is not known."
)
_OF_WHAT = (
    "numbers here do not say of what: counted as done, without the amount, in {rows}. Write such "
    "as 10 reps, 30 s or 5 min; a number up to 4 is how often that day where no larger one stands "
    "in the column."
)


@dataclass(frozen=True, eq=False)
class Marks:
    """What a column of marks says, row by row.

    Attributes
    ----------
    done : numpy.ndarray of object
        As under ``done`` of a routine; "n/a" where there is no mark.
    dose : numpy.ndarray of object or None
        As under ``dose``; None where no cell holds one.
    names : numpy.ndarray of object or None
        The exercise of each row where it is not the column's header.
    """

    done: _Texts
    dose: _Texts | None = None
    names: _Texts | None = None


def read_marks(
    table: Table, marks: Mapping[str, Marks], settings: Settings, today: dt.date, no_mark: str
) -> Part:
    """Read a column of marks for each exercise as one row for every mark.

    Parameters
    ----------
    table : Table
    marks : mapping of str to Marks
        Header -> its marks.
    settings : Settings
    today : datetime.date
    no_mark : str
        Said of rows without any mark; "{rows}" in it.

    Returns
    -------
    Part
        A routine, which accounts for the rows and cells as they stand in the file.
    """
    rows, number = len(table.lines), len(marks)
    done = np.concatenate([one.done for one in marks.values()])
    sure = done != NO_MARK
    at = np.tile(np.arange(rows), number)[sure]
    order = np.argsort(at, kind="stable")
    at = at[order]
    names = np.concatenate(
        [
            np.full(rows, exercise_in(header), dtype=object) if one.names is None else one.names
            for header, one in marks.items()
        ]
    )
    columns = {h: table.cells[h].array[at] for h in table.header if h not in marks}
    columns |= {"exercise": names, "done": done}
    if any(one.dose is not None for one in marks.values()):
        none = np.full(rows, None, dtype=object)
        doses = [none if one.dose is None else one.dose for one in marks.values()]
        columns["dose"] = np.concatenate(doses)
    for name in ("exercise", "done", "dose"):
        if name in columns:
            columns[name] = as_text(list(columns[name][sure][order]))
    cells = pd.DataFrame(columns, index=range(len(at)))
    ours = replace(table, header=tuple(columns), cells=cells, lines=table.lines[at], problems=())
    part = _named(read_routine(ours, settings, today), table, [*marks])
    unmarked = ~np.isin(np.arange(rows), at)
    part = _each_day_once(part, table, settings, today, unmarked)
    told = [rows_problem(table, unmarked, None, no_mark)] if unmarked.any() else []
    shown = {header: [*map(_shown, one.done)] for header, one in marks.items()}
    return counted_by_rows(part, table, shown, told)


def _each_day_once(
    part: Part, table: Table, settings: Settings, today: dt.date, unmarked: Rows
) -> Part:
    """Say once what is said of a day, however many exercises stand beside it."""
    parts = find_date_parts(table.header, settings)
    meanings = match_headers(without_parts(table, parts), ROUTINE, settings.columns)
    when, _ = leave_ahead(table, read_when(table, meanings, parts, settings, today), unmarked)
    days = {cell.header for cell in when.cells}
    others = (problem for problem in part.problems if problem.column not in days)
    problems = (*when.problems, *others)
    return replace(part, problems=problems, rows_blank=int(unmarked.sum()))


def _shown(done: object) -> str:
    """Say what a mark is read as."""
    times = times_done(str(done))
    if times is None:
        return said_done(str(done), amount=True) or str(done)
    return f"done {times} times" if times > 1 else "done" if times else "not done"


def _named(part: Part, table: Table, headers: Sequence[str]) -> Part:
    """Name of what was not understood the column in which it stands."""
    problems = []
    for problem in part.problems:
        if problem.column in ("exercise", "done", "dose"):
            row = int((table.lines == problem.line).argmax())
            at = (h for h in headers if table.cells[h].iloc[row] == problem.value)
            problems.append(replace(problem, column=next(at, None)))
        else:
            problems.append(problem)
    return replace(part, problems=tuple(problems))


def exercise_in(header: str) -> str:
    """Give the exercise that a header names: "Cat-cow" of "Which did you do? [Cat-cow]".

    A unit behind it is left out: "Walking (min)".

    Parameters
    ----------
    header : str

    Returns
    -------
    str
    """
    asked = _IN_BRACKETS.fullmatch(header)
    if asked:
        return asked[1]
    return re.sub(r"\s*\([^()]*\)\s*$" if unit_of(header) else r" \(\d+\)$", "", header)


def _meant_by(header: str, settings: Settings) -> str:
    """The activity that ``[columns]`` says a header is; "" where it says none."""
    wish = fold_mapping(settings.columns).get(header.casefold())
    return next((one.name for one in load_catalogue() if wish and one.amount == wish), "")


def grid_columns(table: Table, settings: Settings) -> tuple[str, ...]:
    """Find the columns of a grid that stand for an exercise each.

    Parameters
    ----------
    table : Table
    settings : Settings
        ``exercises`` has names beside those of the catalogue.

    Returns
    -------
    tuple of str
        Their headers; empty where the table is no grid.
    """
    free = beside_days(table, settings)
    if free is None:
        return ()
    stretches = [h for h in free if is_stretch(h, settings.exercises)]
    ticked = [h for h in free if is_ticked(table.cells[h].array)]
    log = f"{table.sheet or table.file}".casefold().startswith("routine")
    named = len(stretches) >= (1 if log else _SEVERAL) and any(h in ticked for h in stretches)
    if not named and not (log and len(ticked) >= _SEVERAL):
        return ()
    known = {m.header for m in match_headers(free, DIARY, settings.columns) if m.column}
    return tuple(
        h for h in free
        if h in stretches or _meant_by(h, settings)
        or is_exercise(exercise_in(h), settings.exercises)
        or (h in ticked and h not in known and not is_general(h))
    )  # fmt: skip


def is_stretch(header: str, own: Collection[str]) -> bool:
    """Tell whether a header names a stretch, and no activity such as walking.

    Parameters
    ----------
    header : str
    own : collection of str
        Names of the person's own.

    Returns
    -------
    bool
    """
    if header in DIARY_BY_NAME:
        return False
    name = exercise_in(header)
    return is_exercise(name, own) and not is_activity(name)


def beside_days(table: Table, settings: Settings) -> list[str] | None:
    """Find the headers of a log that may be an exercise.

    Parameters
    ----------
    table : Table
    settings : Settings

    Returns
    -------
    list of str or None
        None where there is no day, or where there is a pain or an exercise.
    """
    parts = find_date_parts(table.header, settings)
    rest = [header for header in table.header if header not in parts.values()]
    meanings = match_headers(rest, ROUTINE, settings.columns)
    names = {m.name for m in meanings if m.column}
    pains = {m.name for m in match_headers(rest, DIARY, settings.columns)} & {*OUTCOMES}
    if not (parts or "date" in names) or "exercise" in names or pains or any(map(is_pain, rest)):
        return None
    return [m.header for m in meanings if m.column is None]


def is_ticked(cells: pd.Categorical) -> bool:
    """Tell whether most of what stands in a column says whether, how often or how much.

    Parameters
    ----------
    cells : pandas.Categorical

    Returns
    -------
    bool
    """
    weights = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.categories))
    known = np.array([_is_mark(str(text)) for text in cells.categories], dtype=bool)
    return int(2 * weights[known].sum()) > int(weights.sum())


def _is_mark(text: str) -> bool:
    return _is_answer(text) or bool(parse_dose(text)) or text.isdecimal()


def _is_answer(text: str) -> bool:
    told = times_done(text) is not None or said_done(text, amount=True) is not None
    return told or not parse_yes_no([text]).refused[0]


def _marks_of(cells: pd.Categorical, unit: str) -> tuple[Marks, npt.NDArray[np.bool_]]:
    """What a column says; and the rows with a number that does not say of what."""
    texts = [str(text) for text in cells.categories]
    amounts = any(map(is_amount, texts))
    told = [in_unit(text, unit) if amounts or unit != "times" else "" for text in texts]
    open_ = [
        amounts and not dose and text.isdecimal() and int(text) > 0
        for text, dose in zip(texts, told, strict=True)
    ]
    doses = [
        dose or (text if not odd and not _is_answer(text) and parse_dose(text) else None)
        for text, dose, odd in zip(texts, told, open_, strict=True)
    ]
    said = ["yes" if odd or dose else text
            for text, odd, dose in zip(texts, open_, doses, strict=True)]  # fmt: skip
    done = np.array([*said, NO_MARK], dtype=object)[cells.codes]
    dose = np.array([*doses, None], dtype=object)[cells.codes] if any(doses) else None
    return Marks(done, dose), np.array([*open_, False])[cells.codes]


def is_amount(text: object) -> bool:
    """Tell whether a number is too large to be how often it was done that day.

    Parameters
    ----------
    text : object

    Returns
    -------
    bool
    """
    return str(text).isdecimal() and int(str(text)) > _OFTEN


def _of_whole_day(table: Table, headers: Sequence[str]) -> Marks:
    """Rows in which a word stands for all exercises: "all done", "nothing", "forgot"."""
    marked = np.zeros(len(table.lines), dtype=bool)
    for header in headers:
        marked |= table.cells[header].array.codes >= 0
    names = np.full(len(table.lines), None, dtype=object)
    for header in table.header:
        cells = table.cells[header].array
        plain = [str(text).strip("() ") for text in cells.categories]
        told = [text if read_all(text) or said_done(text, amount=True) else None for text in plain]
        if header not in headers:
            found = np.array([*told, None], dtype=object)[cells.codes]
            names = np.where((names == None) & ~marked, found, names)  # noqa: E711
    done = np.array([NO_MARK if name is None else None for name in names], dtype=object)
    return Marks(done, None, names)


def _read(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    return (read_columns(table, grid_columns(table, settings), settings, today),)


def read_columns(table: Table, headers: Sequence[str], settings: Settings, today: dt.date) -> Part:
    """Read columns that stand for an exercise each.

    Parameters
    ----------
    table : Table
    headers : sequence of str
    settings : Settings
    today : datetime.date

    Returns
    -------
    Part
        A routine.
    """
    marks: dict[str, Marks] = {}
    told: list[tuple[Rows, str | None, str]] = []
    for header in headers:
        marks[header], odd = _marks_of(table.cells[header].array, unit_of(header))
        if meant := _meant_by(header, settings):
            names = np.full(len(table.lines), meant, dtype=object)
            marks[header] = replace(marks[header], names=names)
        told.append((odd, header, _OF_WHAT))
    whole = _of_whole_day(table, headers)
    if (whole.done != NO_MARK).any():
        marks |= {" ": whole}
    part = read_marks(table, marks, settings, today, _BLANK)
    used = np.isin(table.lines, part.frame["line"])
    blank = np.array([table.cells[h].array.codes < 0 for h in headers]) & used
    blank &= ~blank.all(axis=0)
    told.append((np.asarray(blank.any(axis=0)), None, _BESIDE.format(int(blank.sum()))))
    problems = [
        rows_problem(table, rows & used, header, what)
        for rows, header, what in told
        if (rows & used).any()
    ]
    return replace(part, format=_GRID, problems=(*part.problems, *problems))


#: A stretching log that is known by what stands in it.
GRID = Form(_GRID, lambda table, settings: bool(grid_columns(table, settings)), _read)
