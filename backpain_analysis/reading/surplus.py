"""Rows that have more cells than there are headers."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.errors import Problem
from backpain_analysis.reading.dialect import Layout
from backpain_analysis.reading.grid import Grid

Rows = npt.NDArray[np.bool_]

_TEXT_SHOWN = 200
_FIGURES = re.compile(r"[^\w]*\d[\d.,:/+\-\s]*")
_WHOLE, _DECIMALS = re.compile(r"\s*\d{1,3}"), re.compile(r"\d{1,2}\s*")
_WORDS = re.compile(r"[^\W\d_]")

#: Share of a column's cells that must be figures for it to be a column of figures.
_MOSTLY = 0.9


@dataclass(frozen=True, eq=False)
class Settled:
    """A grid whose rows are all as wide as its header, and the rows left out.

    Attributes
    ----------
    grid : Grid
        As wide as the header, or wider by columns that most rows have and by
        one column of remarks.
    refused : numpy.ndarray of bool
        Rows of which it is not sure which cell belongs where.
    problems : tuple of Problem
        One for each of them, and for the rows that could not be split at all.
    """

    grid: Grid
    refused: Rows
    problems: tuple[Problem, ...]


def find_decimal_commas(grid: Grid, text: bytes, layout: Layout) -> dict[int, tuple[int, str]]:
    """Find rows in which a decimal comma may have been taken for a separator.

    The last cell of such a row is often blank, so that nothing stands beyond
    the header. Where most rows end in a comma too many, that is their form.

    Parameters
    ----------
    grid : Grid
    text : bytes
        What it was read from.
    layout : Layout

    Returns
    -------
    dict of int to (int, str)
        Line -> its cells, and "5,5".
    """
    width = len(grid.header)
    if layout.delimiter != "," or len(grid.columns) == width:
        return {}
    wide, found = 0, dict[int, tuple[int, str]]()
    for number, line in enumerate(text.decode("utf-8", "replace").split("\n"), start=1):
        cells = next(csv.reader([line]), []) if line.count(",") >= width else []
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            wide += 1
            for pair in _joins(cells, grid)[:1]:
                found[number] = len(cells), pair
    rows = {*grid.lines.tolist()} if found and 2 * wide < len(grid.lines) else set()
    return {line: row for line, row in found.items() if line in rows}


def _joins(cells: Sequence[str], grid: Grid) -> list[str]:
    """Neighbours such as 5 and 5 that may be one number: the cells behind then fit as well."""
    joins = []
    for i, (whole, part) in enumerate(itertools.pairwise(cells)):
        if _WHOLE.fullmatch(whole) and _DECIMALS.fullmatch(part):
            moved = zip(cells[i + 2 :], grid.columns[i + 1 :], strict=False)
            if all(_fits(cell.strip(), column) for cell, column in moved):
                joins.append(f"{whole.strip()},{part.strip()}")
    return joins


def _fits(cell: str, column: pd.Categorical) -> bool:
    """Figures stand with figures, and words with words."""
    if not cell or not (column.codes >= 0).any():
        return True
    rows = np.zeros(len(column), dtype=bool)
    return _is_of_figures(column, rows) == bool(_FIGURES.fullmatch(cell))


def settle_surplus(
    grid: Grid,
    file: str,
    delimiter: str,
    commas: Mapping[int, tuple[int, str]] | None = None,
) -> Settled:
    """Give the cells beyond the header a place, or refuse their rows.

    A cell beyond the header may come from a separator inside a text or a
    number, and then every cell after it stands in the wrong column. It is
    taken for a remark only where that cannot be: it is in words, all columns
    of figures hold figures in that row, and no other column of words stands
    at the end.

    Parameters
    ----------
    grid : Grid
    file : str
        Name of the file.
    delimiter : str
        What separates its cells; "" for a sheet, where it is sure which belongs where.
    commas : mapping, optional
        From `find_decimal_commas`.

    Returns
    -------
    Settled
    """
    if not delimiter:
        return Settled(grid, np.zeros(len(grid.lines), dtype=bool), ())  # of a sheet: it is sure
    width = _width(grid)
    spare = grid.columns[width:]
    surplus = np.zeros(len(grid.lines), dtype=bool)
    for column in spare:
        surplus |= column.codes >= 0
    columns, refused = list(grid.columns[:width]), surplus
    if surplus.any():
        columns, refused = _with_remarks(columns, spare, surplus, delimiter)
    problems = [
        _wide_problem(file, int(grid.lines[row]), *_written(grid, int(row), delimiter), width)
        for row in np.flatnonzero(refused)
    ]
    problems += [_wide_problem(file, *row, width) for row in grid.overlong]
    problems += [_comma_problem(file, line, *row, width) for line, row in (commas or {}).items()]
    refused = refused | np.isin(grid.lines, [*(commas or {})])
    problems += [_unclosed_problem(file, line, text) for line, text in grid.unclosed]
    problems.sort(key=lambda problem: problem.line or 0)
    return Settled(replace(grid, columns=tuple(columns)), refused, tuple(problems))


def _width(grid: Grid) -> int:
    """Columns beyond the header belong to the table where most rows have them."""
    width = len(grid.header)
    for i, column in enumerate(grid.columns[width:], start=width):
        if 2 * int((column.codes >= 0).sum()) > len(grid.lines):
            width = i + 1
    return width


def _with_remarks(
    columns: list[pd.Categorical], spare: Sequence[pd.Categorical], surplus: Rows, delimiter: str
) -> tuple[list[pd.Categorical], Rows]:
    """Join remarks to the last column where that is of words, else make them a column."""
    in_figures = [_is_of_figures(column, surplus) for column in columns]
    sure = surplus & _all_match(spare, _WORDS)
    for column, figures in zip(columns, in_figures, strict=True):
        if figures:
            sure &= _matches(column, _FIGURES)
    if not any(in_figures[-2:]) or not sure.any():
        return columns, surplus
    if in_figures[-1]:
        return [*columns, _joined(spare, sure, delimiter)], surplus & ~sure
    sure &= _matches(columns[-1], _WORDS) & (columns[-1].codes >= 0)
    last = _joined([columns[-1], *spare], sure, delimiter, columns[-1])
    return [*columns[:-1], last], surplus & ~sure


def _is_of_figures(column: pd.Categorical, surplus: Rows) -> bool:
    filled = (column.codes >= 0) & ~surplus
    figures = _matches(column, _FIGURES) & filled
    return bool(filled.any()) and bool(figures.sum() >= _MOSTLY * filled.sum())


def _matches(column: pd.Categorical, pattern: re.Pattern[str]) -> Rows:
    """Blank cells match."""
    whole = pattern.fullmatch if pattern is _FIGURES else pattern.match
    fits = [whole(text) is not None for text in column.categories]
    spread: Rows = np.array([*fits, True])[column.codes]
    return spread


def _all_match(columns: Sequence[pd.Categorical], pattern: re.Pattern[str]) -> Rows:
    every: Rows = np.logical_and.reduce([_matches(column, pattern) for column in columns])
    return every


def _joined(
    columns: Sequence[pd.Categorical],
    rows: Rows,
    delimiter: str,
    otherwise: pd.Categorical | None = None,
) -> pd.Categorical:
    """Join the cells of some rows to one; the other rows keep theirs."""
    cells = np.full(len(rows), None, dtype=object)
    if otherwise is not None:
        cells = np.asarray(otherwise.astype(object), dtype=object)
    joint = f"{delimiter} " if delimiter in ",;" else f" {delimiter} "
    for row in np.flatnonzero(rows):
        texts = [column.categories[c] for column in columns if (c := column.codes[row]) >= 0]
        cells[row] = joint.join(texts)
    return pd.Categorical(pd.Series(cells, dtype=object))


def _written(grid: Grid, row: int, delimiter: str) -> tuple[int, str]:
    """Number of cells of a row, and the row."""
    codes = [int(column.codes[row]) for column in grid.columns]
    count = max(i for i, code in enumerate(codes, start=1) if code >= 0)
    texts = [
        column.categories[code] if code >= 0 else ""
        for column, code in zip(grid.columns[:count], codes, strict=False)
    ]
    return count, delimiter.join(texts)


def _wide_problem(file: str, line: int, cells: int, text: str, width: int) -> Problem:
    message = (
        f"this row has {cells} cells where the header has {width}, so it is not sure which "
        'belongs where. Put a text or number that holds the separator in quotes: "sat, drove".'
    )
    return Problem(file, line, None, text[:_TEXT_SHOWN], message)


def _comma_problem(file: str, line: int, cells: int, number: str, width: int) -> Problem:
    message = (
        f"this row has {cells} cells where the header has {width}. Where {number} is one number, "
        f"write {number.replace(',', '.')}; otherwise take a comma off the end of the row."
    )
    return Problem(file, line, None, number, message)


def _unclosed_problem(file: str, line: int, text: str) -> Problem:
    message = 'a quotation mark is opened and not closed. Close it, or write "" for one in a text.'
    return Problem(file, line, None, text[:_TEXT_SHOWN], message)
