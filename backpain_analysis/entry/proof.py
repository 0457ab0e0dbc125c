"""A file with new rows, read again before it takes the place of the old one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.entry.place import Place
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.exercise_grid import GRID, exercise_in
from backpain_analysis.reading.files import FileRead
from backpain_analysis.reading.part import Part

_WHEN = ("date", "time", "line")


def prove_rows(
    place: Place,
    after: FileRead,
    lines: Sequence[int],
    rows: Sequence[Mapping[str, str]],
    *,
    corrected: bool = False,
) -> tuple[Problem, ...]:
    """Refuse a file that would not be read as it was, with the new rows as they are meant.

    Parameters
    ----------
    place : Place
        The file as it is.
    after : FileRead
        The file as it would be.
    lines : sequence of int
        Of the new rows.
    rows : sequence of mapping of str to str
        Their cells: header -> text.
    corrected : bool
        Whether the rows stand there already, with other texts in these cells.

    Returns
    -------
    tuple of Problem
        Remarks on the new rows that keep nothing from being used.

    Raises
    ------
    LogbookError
        It would be read otherwise.
    """
    before = place.part
    new = [problem for part in after.parts for problem in part.problems]
    new = [problem for problem in new if problem not in before.problems]
    # a refusal must not name lines that will not be there
    new_lines = set() if corrected else {*lines}
    unwritten = [replace(p, line=None) if p.line in new_lines else p for p in new]
    refusal = _not_as_meant(place, unwritten, after, lines[0] if corrected else None)
    beside = [part for part in after.parts if part.format == GRID.name]
    if len(after.parts) - len(beside) != 1:
        raise refusal
    part = next(part for part in after.parts if part not in beside)
    gone = lines if corrected else ()
    fewer_refused = _cells_refused(before) - _cells_refused(part)
    as_it_was = (
        part.rows_read == before.rows_read + len(lines) - len(gone)
        and part.rows_refused == before.rows_refused
        and (fewer_refused >= 0 if corrected else fewer_refused == 0)
        and _others_as_they_were(before, part, gone, lines)
        and (not corrected or _rest_as_it_was(place, part, lines[0], rows[0]))
    )
    for line, cells in zip(lines, rows, strict=True):
        entries = part.frame[part.frame["line"] == line]
        if not as_it_was or entries.empty or not _say(place, entries, cells):
            raise refusal
        if not _tick(place, beside, line, cells):
            raise refusal
    return tuple(problem for problem in new if problem.line in lines)


def _others_as_they_were(
    before: Part, part: Part, gone: Sequence[int], lines: Sequence[int]
) -> bool:
    """Tell whether the other rows say what they said, save in columns that no other row fills.

    What a blank means there, in the settings, shows with the first value, which can make a row
    besides that of its morning; and that a column says the same as the date, with more rows.
    """
    was, now = ~before.frame["line"].isin(gone), ~part.frame["line"].isin(lines)
    if np.array_equal(before.keys[was], part.keys[now]):
        return True
    columns = [*before.columns, *part.columns]
    out = {column.header for column in part.columns if column.reason}
    blank = {c.column for c in columns if not c.cells_read or c.header in out} | {"line"}
    names = [name for name in before.frame if name not in blank]
    rest = [name for name in part.frame if name not in blank]
    old, new = _entries(before.frame[was], names), _entries(part.frame[now], rest)
    return names == rest and bool(old.equals(new))


def _entries(frame: pd.DataFrame, names: Sequence[Hashable]) -> pd.DataFrame:
    """The entries that say something in these columns beside when it was."""
    values = frame[[*names]].astype(object)
    says = values.drop(columns=[*_WHEN], errors="ignore").replace("", np.nan).notna().any(axis=1)
    return values[says].reset_index(drop=True)


def _rest_as_it_was(place: Place, part: Part, line: int, cells: Mapping[str, str]) -> bool:
    """Tell whether a corrected row says the same as before in all but the cells that changed."""
    changed = {place.habits[header].meaning.name for header in cells} | {"notes"}
    names = ["date", "line"]
    names += [habit.meaning.name for habit in place.habits.values()]
    names = [n for n in names if n in place.part.frame and n in part.frame and n not in changed]
    was, now = (
        _entries(each.frame[each.frame["line"] == line], names).drop_duplicates()
        for each in (place.part, part)
    )
    return bool(was.equals(now))


def _cells_refused(part: Part) -> int:
    """Of columns that are read: all of one that is left out are refused."""
    return sum(column.cells_refused for column in part.columns if not column.reason)


def _say(place: Place, entries: pd.DataFrame, cells: Mapping[str, str]) -> bool:
    """Tell whether the entries of a row are what its cells mean, one by one."""
    for header, habit in place.habits.items():
        value = habit.understand(cells[header])[0] if cells.get(header) else None
        known = habit.meaning.name in entries  # else it is an exercise
        if (
            known
            and isinstance(value, float)
            and value not in entries[habit.meaning.name].to_numpy()
        ):
            return False
    return True


def _tick(place: Place, beside: Sequence[Part], line: int, cells: Mapping[str, str]) -> bool:
    """Tell whether a row has the exercises that its cells mean, and none where one is blank."""
    ticked = {
        str(name)
        for part in beside
        for name in part.frame.loc[part.frame["line"] == line, "exercise_written"]
    }
    given = [header for header in place.exercises if header in cells]
    return all((exercise_in(header) in ticked) == bool(cells[header]) for header in given)


def _not_as_meant(
    place: Place, problems: Sequence[Problem], after: FileRead, line: int | None
) -> LogbookError:
    if problems:
        return LogbookError("Nothing was written.", tuple(problems))
    was = {column.header: column.kind for column in place.part.columns if column.cells_read}
    for column in (column for part in after.parts for column in part.columns):
        kind = was.get(column.header, column.kind)
        if kind != column.kind:
            return LogbookError(
                f"Nothing was written: with this value in it, all of the column '{column.header}' "
                f"would be read as {_said(column.kind)}; now it is read as {_said(kind)}. Write it "
                "as the others are, or write the row there by hand."
            )
    name = place.path.name
    if not place.part.rows_read:
        return LogbookError(
            f"Nothing was written: {name} has no entry yet, and this one would not be read there "
            "as you mean it. Leave out what is unusual in it, or write the row by hand."
        )
    with_it, where = ("this", f"line {line}") if line else ("one more row", "its last lines")
    return LogbookError(
        f"Nothing was written: with {with_it}, {name} would not be read as it is now. Look at "
        f"{where}, or write the row there by hand."
    )


def _said(kind: str) -> str:
    return {"yes_no": "yes or no", "number": "numbers"}.get(kind, kind)
