"""A file with new rows, read again before it takes the place of the old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.entry.place import Place
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.files import FileRead
from backpain_analysis.reading.part import Part


def prove_rows(
    place: Place, after: FileRead, lines: Sequence[int], rows: Sequence[Mapping[str, str]]
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
    new_lines = {*lines}  # a refusal must not name lines that will not be there
    unwritten = [replace(p, line=None) if p.line in new_lines else p for p in new]
    if len(after.parts) != 1:
        raise _not_as_meant(place, unwritten, after)
    part = after.parts[0]
    added = part.frame["line"].isin(lines).to_numpy()
    as_it_was = (
        part.rows_read == before.rows_read + len(lines)
        and part.rows_refused == before.rows_refused
        and _cells_refused(part) == _cells_refused(before)
        and np.array_equal(part.keys[~added], before.keys)
    )
    for line, cells in zip(lines, rows, strict=True):
        entries = part.frame[part.frame["line"] == line]
        if not as_it_was or entries.empty or not _say(place, entries, cells):
            raise _not_as_meant(place, unwritten, after)
    return tuple(problem for problem in new if problem.line in lines)


def _cells_refused(part: Part) -> int:
    return sum(column.cells_refused for column in part.columns)


def _say(place: Place, entries: pd.DataFrame, cells: Mapping[str, str]) -> bool:
    """Tell whether the entries of a row are what its cells mean, one by one."""
    for header, habit in place.habits.items():
        value = habit.understand(cells[header])[0] if header in cells else None
        if isinstance(value, float) and value not in entries[habit.meaning.name].to_numpy():
            return False
    return True


def _not_as_meant(place: Place, problems: Sequence[Problem], after: FileRead) -> LogbookError:
    if problems:
        return LogbookError("Nothing was written.", tuple(problems))
    was = {column.header: column.kind for column in place.part.columns}
    for column in (column for part in after.parts for column in part.columns):
        kind = was.get(column.header, column.kind)
        if kind != column.kind:
            return LogbookError(
                f"Nothing was written: with this value in it, all of the column '{column.header}' "
                f"would be read as {_said(column.kind)}; now it is read as {_said(kind)}. Write it "
                "as the others are, or write the row there by hand."
            )
    return LogbookError(
        f"Nothing was written: with one more row, {place.path.name} would not be read as it is "
        "now. Look at its last lines, or write the row there by hand."
    )


def _said(kind: str) -> str:
    return {"yes_no": "yes or no", "number": "numbers"}.get(kind, kind)
