"""The account of an app's export: what stands aside, what is left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import pandas as pd

from backpain_analysis.errors import Problem
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.matching import fold_mapping
from backpain_analysis.reading.part import ColumnReading, Part, Rows
from backpain_analysis.reading.settings import IGNORE, Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.when import rows_problem

AS_SAID = "as settings.toml says"
_AS_DATE = "says the same as the date"


class Headers(Protocol):
    """What an app says of its headers, each in lower snake_case."""

    @property
    def left_out(self) -> Mapping[str, str]:
        """Headers that are not read -> why not."""

    @property
    def of(self) -> tuple[str, ...]:
        """Headers whose cells are taken apart."""

    @property
    def meant(self) -> Any:
        """What takes them apart; None where nothing does."""


def account_for(
    app: Headers,
    part: Part,
    table: Table,
    settings: Settings,
    *,
    aside: Rows,
    problems: tuple[Problem, ...],
) -> Part:
    """Add the rows that stand aside and the columns that were not read as they are.

    Parameters
    ----------
    app : Headers
        What the app says of its headers.
    part : Part
        What its other rows and columns gave.
    table : Table
        As it stands in the file.
    settings : Settings
        With what the app says.
    aside : numpy.ndarray of bool
        Rows of the table that are no entries.
    problems : tuple of Problem
        Why they are none.

    Returns
    -------
    Part
    """
    wishes = fold_mapping(settings.columns)
    readings = [
        _with_every_cell(reading, table, aside)
        for reading in part.columns
        if not (app.meant and reading.column in ("name", "value"))
    ]
    for header in table.header:
        key = snake_case(header)
        if header.casefold() in wishes:
            continue
        if key in app.left_out:
            readings.append(_unread(table, header, app.left_out[key]))
        elif key in app.of:
            readings.append(_read_together(table, header, aside))
    order = {header: number for number, header in enumerate(table.header)}
    readings.sort(key=lambda reading: order.get(reading.header, len(order)))
    rows = int(aside.sum())
    return replace(
        part,
        columns=tuple(readings),
        problems=tuple(sorted((*part.problems, *problems), key=lambda p: p.line or 0)),
        rows_read=part.rows_read + rows,
        rows_refused=part.rows_refused + rows,
    )


def _with_every_cell(reading: ColumnReading, table: Table, aside: Rows) -> ColumnReading:
    """Count the cells of rows that stand aside, and those that say nothing in their words."""
    if reading.within or reading.header not in table.cells:
        return reading
    refused, _ = _counted(table, reading.header, aside)
    kept, _ = _counted(table, reading.header, ~aside)
    if kept < reading.cells_read:  # a measurement that is called as a header is
        return reading
    return replace(
        reading,
        cells_read=kept + refused,
        cells_used=kept - reading.cells_refused,
        cells_refused=reading.cells_refused + refused,
    )


def counted_by_rows(
    part: Part,
    table: Table,
    shown: Mapping[str, Any],
    problems: Iterable[Problem] = (),
) -> Part:
    """Account for the rows and cells of a file of which each row gives several of a routine.

    Parameters
    ----------
    part : Part
        What they gave: those of one row beside each other, under its line.
    table : Table
        As it stands in the file.
    shown : mapping of str to sequence of str
        Headers that gave an exercise each -> what each row was read as.
    problems : iterable of Problem
        To be told beside the others.

    Returns
    -------
    Part
    """
    lines = part.frame["line"].to_numpy()
    first = ~part.frame.duplicated(["line", "date"]).to_numpy()
    used = np.isin(table.lines, lines)
    lost = any(column.column == "date" and column.cells_refused for column in part.columns)
    known = used if lost else np.ones(len(used), dtype=bool)
    readings = {c.header: c for c in part.columns if c.header in table.header}
    columns = [_recounted(c, table, used, known) for h, c in readings.items() if h not in shown]
    for header, values in shown.items():
        if header in table.header:
            mark = ColumnReading(table.file, header, "done", "text", "", "", "", 0, 0, 0)
            count, example = _counted(table, header, np.ones(len(used), dtype=bool))
            at = int((table.cells[header].array.codes >= 0).argmax()) if count else -1
            value = str(values[at]) if count else ""
            mark = replace(mark, example_text=example, example_value=value)
            columns.append(_recounted(mark, table, known, known))
    read = len(table.lines) + len(table.problems)
    told = (*table.problems, *part.problems, *problems)
    return replace(
        part,
        columns=tuple(columns),
        problems=tuple(sorted(told, key=lambda problem: problem.line or 0)),
        counted=first.astype(np.int64),
        rows_read=read,
        rows_refused=read - int(first.sum()),
    )


def _recounted(reading: ColumnReading, table: Table, used: Rows, known: Rows) -> ColumnReading:
    count, _ = _counted(table, reading.header, np.ones(len(used), dtype=bool))
    kept, _ = _counted(table, reading.header, known if reading.column == "done" else used)
    lost = min(reading.cells_lost, count - kept)  # counted above for each exercise of a row
    return replace(
        reading, cells_read=count, cells_used=kept, cells_refused=count - kept, cells_lost=lost
    )


def counted_beside(part: Part) -> Part:
    """Leave the account of a table's rows to the other part that was read of them.

    Parameters
    ----------
    part : Part
        A routine.

    Returns
    -------
    Part
        It accounts for its columns of exercises alone.
    """
    return replace(
        part,
        counted=np.zeros(len(part.frame), dtype=np.int64),
        rows_read=0,
        rows_refused=0,
        rows_blank=0,
        problems=(),
        columns=tuple(c for c in part.columns if c.column in ("done", "exercise")),
    )


def without_columns(table: Table, headers: Collection[str]) -> Table:
    """Take columns out of a table.

    Parameters
    ----------
    table : Table
    headers : collection of str

    Returns
    -------
    Table
    """
    rest = [header for header in table.header if header not in headers]
    return replace(table, header=tuple(rest), cells=table.cells[rest])


def without_ignored(table: Table, settings: Settings) -> tuple[Table, list[ColumnReading]]:
    """Take the columns out of a table that the person wants left out.

    Parameters
    ----------
    table : Table
    settings : Settings

    Returns
    -------
    table : Table
    left_out : list of ColumnReading
        What was taken out.
    """
    ignored = ignored_headers(settings)
    out = [header for header in table.header if header.casefold() in ignored]
    return without_columns(table, out), [_unread(table, header, AS_SAID) for header in out]


def without_repeated_date(part: Part, table: Table, headers: Collection[str]) -> Part:
    """Account for columns that say no more than the date.

    Parameters
    ----------
    part : Part
        What the other columns gave.
    table : Table
    headers : collection of str
        From `calendar_words.repeats_date`.

    Returns
    -------
    Part
    """
    left_out = [_unread(table, header, _AS_DATE) for header in headers]
    order = {header: number for number, header in enumerate(table.header)}
    columns = sorted((*part.columns, *left_out), key=lambda c: order.get(c.header, len(order)))
    return replace(part, columns=tuple(columns)) if left_out else part


def leave_out(part: Part, settings: Settings) -> Part:
    """Leave out ticks, and names of a long file, that the person wants left out.

    Parameters
    ----------
    part : Part
    settings : Settings

    Returns
    -------
    Part
    """
    ignored = ignored_headers(settings)
    named = {c.column: c.header for c in part.columns if c.column and c.header in part.names}
    ticks = {name: about["label"] for name, about in part.own.items() if name not in named}
    out = {n: label for n, label in (named | ticks).items() if label.casefold() in ignored}
    if not out:
        return part
    left_out = [
        ColumnReading(part.file, label, None, "yes_no", "", "", "", 0, 0, 0, reason=AS_SAID)
        for label in out.values()
    ]
    return replace(
        part,
        frame=part.frame.drop(columns=list(out)),
        columns=(*(c for c in part.columns if c.column not in out), *left_out),
        problems=tuple(p for p in part.problems if p.column not in out.values()),
        own={name: about for name, about in part.own.items() if name not in out},
        refused={name: cells for name, cells in part.refused.items() if name not in out},
    )


def ignored_headers(settings: Settings) -> set[str]:
    """Find what the person wants left out.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    set of str
        Headers and ticks, casefolded.
    """
    return {header for header, name in fold_mapping(settings.columns).items() if name == IGNORE}


def aside_part(table: Table, name: str, reason: str) -> Part:
    """Give a table of an app that says nothing of a day.

    Parameters
    ----------
    table : Table
    name : str
        What it was recognised as.
    reason : str
        Why it is not read and what is read instead; "{rows}" in it.

    Returns
    -------
    Part
        Of the kind "aside", all its rows refused.
    """
    rows = len(table.lines)
    every = np.ones(rows, dtype=bool)
    told = (rows_problem(table, every, None, reason),) if rows else ()
    of_all = reason.replace("{rows}", "its rows")
    return Part(
        kind="aside",
        file=table.file,
        format=name,
        frame=pd.DataFrame({"line": np.empty(0, dtype=np.int64)}),
        keys=np.empty(0, dtype=np.uint64),
        subjects=np.empty(0, dtype=np.uint64),
        problems=(*table.problems, *told),
        columns=tuple(_unread(table, h, of_all) for h in table.header),
        rows_read=rows + len(table.problems),
        rows_refused=rows + len(table.problems),
    )


def _unread(table: Table, header: str, reason: str) -> ColumnReading:
    count, example = _counted(table, header, np.ones(len(table.lines), dtype=bool))
    return ColumnReading(
        table.file, header, None, "text", "", example, "", count, 0, count, reason=reason
    )


def _read_together(table: Table, header: str, aside: Rows) -> ColumnReading:
    """A header whose cells became others: each of those is told under its own name."""
    count, example = _counted(table, header, ~aside)
    refused, _ = _counted(table, header, aside)
    return ColumnReading(
        table.file, header, "name", "text", "", example, example, count + refused, count, refused
    )


def _counted(table: Table, header: str, rows: Rows) -> tuple[int, str]:
    cells = table.cells[header].array
    filled = (cells.codes >= 0) & rows
    first = str(cells.categories[cells.codes[int(filled.argmax())]]) if filled.any() else ""
    return int(filled.sum()), first
