"""Columns that were read, put together to what a table gave."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY, DIARY_BY_NAME, OUTCOMES, ROUTINE, Column
from backpain_analysis.doses import times_done
from backpain_analysis.errors import LogbookError, Problem, SettingsError
from backpain_analysis.exercises import match_exercise
from backpain_analysis.reading.figures import is_not_recorded
from backpain_analysis.reading.headers import nearest_columns
from backpain_analysis.reading.matching import Meaning, fold_mapping, is_pain, match_headers
from backpain_analysis.reading.noted_pain import where_from
from backpain_analysis.reading.parsed import Refusal
from backpain_analysis.reading.part import (
    Cells,
    ColumnReading,
    Part,
    PartKind,
    Rows,
    Values,
    as_column,
    column_reading,
    refused_cells,
    refused_texts,
    row_keys,
)
from backpain_analysis.reading.stamps import days_run_across, take_apart
from backpain_analysis.reading.tables import Table

# Distinct cells that tell what a column without a known header holds.
_SAMPLE = 100

_NO_TABLE = (
    "neither a line that names the columns nor a column of dates was found. What can be read is a "
    "table with a row for each day, such as:\n    date,pain,notes\n    2026-03-02,5,sat all day"
)

_LOG = (
    "its lines name exercises. What can be read as a stretching log is a table, in a file whose "
    "name begins with routine, with a row for each:\n    date,exercise,done\n"
    "    2026-03-02,cat-cow 2x10,yes\n    2026-03-02,bridge,no"
)

_GRID = "If each of its columns is a stretch, give it a name that begins with routine. "
_NO_GRID = (
    "no exercise among the columns: {}. A column for each exercise is read where two or more are "
    "named as in the plan or the catalogue and hold v, x, 2x, yes, no, - or a dose. Name them so, "
    "or put what each stands for into settings.toml, a line for each:\n    [exercises]\n"
    '    "your header" = "cat-cow"'
)

#: Kinds of cells that end up as numbers.
NUMERIC = frozenset(("number", "hours", "minutes", "seconds", "yes_no"))


def assemble(
    kind: PartKind,
    table: Table,
    cells: Sequence[Cells],
    *,
    columns: Mapping[str, Values],
    used: Rows,
    problems: Iterable[Problem],
) -> Part:
    """Put the columns of a table together.

    Parameters
    ----------
    kind : {"diary", "routine", "plan"}
    table : Table
    cells : sequence of Cells
        Every column that was read, for the account and to tell rows apart.
    columns : mapping of str to values
        The columns of the part's frame.
    used : numpy.ndarray of bool
        The rows that can be used.
    problems : iterable of Problem

    Returns
    -------
    Part
    """
    kept = {name: values if used.all() else values[used] for name, values in columns.items()}
    odd = {name: values[used] for name, values in refused_texts(cells).items()}
    rows = int(used.sum())
    lines = table.lines[used]
    values = {name: as_column(values) for name, values in kept.items()} | {"line": lines}
    frame = pd.DataFrame(values, copy=False)
    all_problems = (*table.problems, *problems)
    return Part(
        kind=kind,
        file=table.file,
        format=kind,
        frame=frame,
        keys=row_keys({**kept, **odd}, rows),
        subjects=np.zeros(rows, dtype=np.uint64),
        problems=tuple(sorted(all_problems, key=lambda problem: problem.line or 0)),
        columns=tuple(_readings(table, cells, used, columns.get("date"))),
        rows_read=len(table.lines) + len(table.problems),
        rows_refused=len(table.lines) + len(table.problems) - rows,
        own=own_measures(cells),
        refused=refused_cells(odd, frame),
        rows_torn=len(table.problems),
    )


def _readings(
    table: Table, cells: Sequence[Cells], used: Rows, days: Values | None
) -> Iterator[ColumnReading]:
    notes = {cell.header for cell in cells if cell.name == "notes"}
    for cell in cells:
        reading = column_reading(table, cell, used) if cell.header else None
        pain = cell.name in OUTCOMES and not isinstance(cell.values, pd.Categorical)
        if reading is not None and pain and days is not None:
            reading = where_from(reading, cell, used, days, noted=cell.header in notes)
        if reading is not None:
            yield reading


def own_measures(cells: Iterable[Cells]) -> dict[str, dict[str, str]]:
    """Describe the person's own columns that hold numbers or yes/no.

    Parameters
    ----------
    cells : iterable of Cells

    Returns
    -------
    dict
        Name -> ``label``, ``unit``, ``kind`` ("amount" or "yes_no").
    """
    return {
        cell.name: {
            "label": cell.label,
            "unit": cell.unit,
            "kind": "yes_no" if cell.kind == "yes_no" else "amount",
        }
        for cell in cells
        if not cell.known and cell.kind in NUMERIC
    }


def cell_problems(table: Table, cells: Iterable[Cells]) -> list[Problem]:
    """List the cells that were not understood.

    Parameters
    ----------
    table : Table
    cells : iterable of Cells

    Returns
    -------
    list of Problem
    """
    return [
        problem
        for cell in cells
        if cell.header
        for problem in cell.parsed.problems(table.file, cell.header, table.lines)
    ]


def holds_something(cells: Iterable[Cells], rows: int) -> Rows:
    """Tell in which rows something is known, or written that was not understood.

    Parameters
    ----------
    cells : iterable of Cells
        The columns beside date and time.
    rows : int
        Number of rows.

    Returns
    -------
    numpy.ndarray of bool
        "n/a" is nothing that is known, under whichever header.
    """
    filled = np.zeros(rows, dtype=bool)
    for cell in cells:
        if not isinstance(cell.values, pd.Categorical):
            filled |= ~pd.isna(cell.values) | cell.parsed.refused
            continue
        left = np.flatnonzero(~filled)  # mostly few: notes are many different texts
        codes, texts = cell.parsed.text.codes[left], [*cell.parsed.text.categories]
        told = [c for c in pd.unique(codes) if c >= 0 and not is_not_recorded(texts[c])]
        filled[left] = np.isin(codes, told)
    return filled


def require(table: Table, found: bool, what: str, columns: Sequence[Column]) -> None:
    """Stop where a column is missing that a table cannot do without.

    Parameters
    ----------
    table : Table
    found : bool
        Whether it is there.
    what : str
        What is missing, such as "date".
    columns : sequence of Column
        The columns that would do.

    Raises
    ------
    LogbookError
        Shows the header that was seen, and the column it might have meant.
    """
    if not found:
        likely = by_its_cells(table, what)
        message = missing_column(table.header, what, columns, likely=likely)
        if what == "date" and not table.header_known and not likely:
            message = _LOG if _tells_exercises(table.header) else _NO_TABLE
        problem = Problem(table.file, table.header_line, None, None, message)
        raise LogbookError(f"{table.file} has no column for the {what}.", (problem,))


def by_its_cells(table: Table, what: str) -> list[str]:
    """Find the columns of which most cells are dates, or exercises of the catalogue.

    Parameters
    ----------
    table : Table
    what : str
        "date" or "exercise"; nothing is found for another.

    Returns
    -------
    list of str
        Headers.
    """
    tests: dict[str, Callable[[str], bool]] = {
        "date": _is_day,
        "exercise": lambda text: match_exercise(text).exact,
    }
    fits = tests.get(what, lambda _: False)
    found = []
    for header in table.header:
        texts = [str(text) for text in table.cells[header].cat.categories[:_SAMPLE]]
        if texts and 2 * sum(map(fits, texts)) > len(texts):
            found.append(header)
    return found


def _is_day(text: str) -> bool:
    return not isinstance(take_apart(text), Refusal)


def missing_column(
    header: Sequence[str],
    what: str,
    columns: Sequence[Column],
    leave_out: Collection[str] = (),
    likely: Sequence[str] = (),
) -> str:
    """Say that a column was not found among those of a header.

    Parameters
    ----------
    header : sequence of str
        As written.
    what : str
        What was looked for.
    columns : sequence of Column
        The columns that would do.
    leave_out : collection of str
        Headers that cannot be meant.
    likely : sequence of str
        Headers whose cells are what is looked for; they outrank a name that is near.

    Returns
    -------
    str
        With the nearest header as a line to paste into settings.toml.
    """
    seen = ", ".join(header) or "nothing"
    stretches = {h for h in header if (match := match_exercise(h)).exact or match.suggestion}
    if what == "exercise" and stretches and not likely:
        return _NO_GRID.format(seen)
    free = [name for name in header if name not in {*leave_out, *stretches}]
    close = likely or nearest_columns(free, columns, count=1)
    wish = close[0] if close else "your header"
    question = f"Did you mean '{wish}'? Then put" if close else "If one of them is, put"
    return (
        f"no {what} among the columns: {seen}. {question} this into settings.toml:\n"
        f'    [columns]\n    "{wish}" = "{columns[0].name}"'
    )


def why_not_read(table: Table | None) -> str:
    """Say why a table is none of a logbook, and what would make it one.

    Parameters
    ----------
    table : Table or None
        None where there is none.

    Returns
    -------
    str
    """
    if table is None:
        return "it holds no table."
    if days_run_across(table.header):
        return (
            "its days run across the top, a column for each. Turn it, so that each day has a row: "
            "in a spreadsheet copy the table and paste it with Paste Special, Transpose."
        )
    seen = f"Its columns are: {', '.join(table.header)}."
    pains = [h for h in table.header if is_pain(h)]
    if any(m.name == "date" for m in match_headers(table.header, DIARY, {})):
        return (
            f"it has days, but no pain and no exercise that is known. {seen} {_perhaps_grid(table)}"
            "If it is your diary, name its pain in settings.toml, a text file in this folder, by "
            "one such line:\n    [columns]"
            + "".join(f'\n    "{name}" = "pain"' for name in pains or ["your header"])
        )
    stretches = [m.header for m in match_headers(table.header, ROUTINE, {}) if m.name == "exercise"]
    days = by_its_cells(table, "date")
    if stretches and not pains:
        header = days[0] if days else "your header"
        return (
            f"it may be a plan or a log. {seen} Say which in settings.toml, a text file in this "
            f'folder. A plan, of which a column says since when:\n    [columns]\n    "{header}" = '
            '"start"\nA log, of which a column says on which day each was done:\n    [columns]\n'
            f'    "{header}" = "date"'
        )
    if pains:
        return missing_column(table.header, "date", (DIARY_BY_NAME["date"],), pains, days)
    is_log = not table.header_known and _tells_exercises(table.header)
    return (
        _LOG
        if is_log
        else (
            f"it is no diary, routine or plan that is known. {seen} If it is "
            "one, give it a name that begins with diary, routine or plan."
        )
    )


def _tells_exercises(line: Iterable[str]) -> bool:
    """Whether a line is no header but a sentence of a log: "Mon: cat-cow 10, no bridges"."""
    matches = [match_exercise(piece) for piece in re.split(r"[:,;]", ",".join(line))]
    return any(match.exact or match.suggestion for match in matches)


def _perhaps_grid(table: Table) -> str:
    """What to do where ticks stand in several columns."""
    texts = (str(text) for h in table.header for text in table.cells[h].array.categories)
    ticks = [times_done(text) is not None and not text[0].isdecimal() for text in texts]
    return _GRID * (sum(ticks) > 1)


def check_mapping(meanings: Sequence[Meaning], mapped: Mapping[str, str], known: set[str]) -> None:
    """Refuse a ``[columns]`` line that cannot be obeyed.

    Parameters
    ----------
    meanings : sequence of Meaning
    mapped : mapping of str to str
        The person's ``[columns]``.
    known : set of str
        Columns of this kind of table.

    Raises
    ------
    SettingsError
        Two headers of one table are meant to be the same column.
    """
    wishes = fold_mapping(mapped)
    for meaning in meanings:
        wish = wishes.get(meaning.header.casefold())
        if wish in known and wish != meaning.name:
            other = next(m.header for m in meanings if m.name == wish)
            raise SettingsError(
                f"settings.toml: [columns] makes both '{other}' and '{meaning.header}' the column "
                f"'{wish}'. Keep the line of one; the other keeps its own name."
            )
