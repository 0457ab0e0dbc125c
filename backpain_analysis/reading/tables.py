"""Files to tables of text cells with line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.errors import LogbookError, Problem


@dataclass(frozen=True, eq=False)
class Table:
    """One table of text cells.

    Attributes
    ----------
    file : str
        Name of the file, without its folder.
    sheet : str or None
        Name of the sheet of a spreadsheet.
    header : tuple of str
        Headers as written, stripped, each once: the second "Pain" is
        "Pain (2)", a column without a header that holds something is
        "column 3". Columns without header and cells are dropped.
    cells : pandas.DataFrame
        One Categorical of str per header; NA where blank.
    lines : numpy.ndarray of int
        Line of each row as an editor counts (the file's first line is 1), or
        its row in the sheet.
    header_line : int
        Line of the header row.
    encoding : str
        Such as "utf-8"; "" for a spreadsheet.
    delimiter : str
        What separates the cells; "" for a spreadsheet.
    preamble : tuple of str
        Title and comment lines above the header.
    problems : tuple of Problem
        Rows that could not be read at all, one each; they are not in `cells`.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    cells: pd.DataFrame
    lines: np.ndarray[Any, np.dtype[np.int64]]
    header_line: int
    encoding: str
    delimiter: str
    preamble: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_tables(path: str | Path, known: Collection[str] | None = None) -> list[Table]:
    """Read a file into tables of text cells.

    Parameters
    ----------
    path : str or Path
        A delimited text file or an .xlsx spreadsheet.
    known : collection of str, optional
        Headers, in lower snake_case, by which the header row is recognised;
        by default those of `backpain_analysis.columns`.

    Returns
    -------
    list of Table
        One for a text file, one per sheet that holds something otherwise.

    Raises
    ------
    LogbookError
        Where the file cannot be read, is empty, or is not a table.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise LogbookError(f"{path.name} cannot be read: {error}.") from error
    lines = text.splitlines() or [""]
    delimiter = max(",;\t|", key=lines[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if not rows:
        raise LogbookError(f"{path.name} is empty.")
    header = tuple(cell.strip() for cell in rows[0])
    body = [(i, row) for i, row in enumerate(rows[1:], start=2) if any(c.strip() for c in row)]
    columns = {
        name: pd.Categorical([(row[j].strip() or None) if j < len(row) else None for _, row in body])
        for j, name in enumerate(header)
    }
    at = np.array([i for i, _ in body], dtype=np.int64)
    return [Table(path.name, None, header, pd.DataFrame(columns), at, 1, "utf-8", delimiter)]
