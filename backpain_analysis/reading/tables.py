"""Files to tables of text cells with line numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.dialect import find_layout
from backpain_analysis.reading.encodings import CleanText, clean_text
from backpain_analysis.reading.grid import Grid, read_grid
from backpain_analysis.reading.guards import unguarded
from backpain_analysis.reading.headers import known_words
from backpain_analysis.reading.limits import refuse_long_lines, refuse_many_columns
from backpain_analysis.reading.sections import split_tables
from backpain_analysis.reading.sheets import is_spreadsheet, read_sheets
from backpain_analysis.reading.surplus import find_decimal_commas, settle_surplus

#: Largest text file that is read [bytes].
LARGEST_TEXT = 2**30

_HEAD = 1 << 18
_BESIDE = (
    "{} stands beside the table and is left out. Where it belongs to the table, write a header "
    "over each of its columns and leave no blank column before them."
)


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
    header_known : bool
        Whether the header row holds a known word. Where not, the file may
        have no headers: `without_header` then gives the row back.
    header_text : str
        The header row as it stands in a text file; "" for a spreadsheet.
    beside : tuple of Problem
        Cells of a sheet that stand beside the table and are left out; no rows.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    cells: pd.DataFrame
    lines: npt.NDArray[np.int64]
    header_line: int
    encoding: str
    delimiter: str
    preamble: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    header_known: bool = True
    header_text: str = ""
    beside: tuple[Problem, ...] = ()


def read_tables(
    path: str | Path,
    known: Collection[str] | None = None,
    data: bytes | None = None,
    stacked: Collection[frozenset[str]] = (),
) -> list[Table]:
    """Read a file into tables of text cells.

    Parameters
    ----------
    path : str or Path
        A delimited text file or an .xlsx spreadsheet.
    known : collection of str, optional
        Headers, in lower snake_case, by which the header row is recognised;
        by default those of `backpain_analysis.columns` and of known apps.
    data : bytes, optional
        The file's content, where it was read already.
    stacked : collection of frozenset of str
        Headers, in lower snake_case, of tables that may be stacked in a text.

    Returns
    -------
    list of Table
        One for a text file, or for each table that is stacked in it; one per
        sheet that holds something otherwise.

    Raises
    ------
    LogbookError
        Where the file cannot be read, is empty, or is not a table.
    """
    path = Path(path)
    words = known_words() if known is None else frozenset(known)
    data = read_content(path) if data is None else data
    if is_spreadsheet(data):
        grids = [(sheet.name, sheet.grid) for sheet in read_sheets(data, path.name, words)]
        return [_table(path.name, name, grid, "", "") for name, grid in grids]
    text = clean_text(data, path.name)
    del data
    refuse_long_lines(text.data, path.name)
    parts = split_tables(text, stacked)
    return [_lower_by(above, _read_text(path, part, words)) for above, part in parts]


def _lower_by(above: int, table: Table) -> Table:
    """Count the lines that stand above a table in its file."""
    if not above:
        return table
    problems = (replace(p, line=p.line + above if p.line else None) for p in table.problems)
    return replace(
        table,
        lines=table.lines + above,
        header_line=table.header_line + above,
        problems=tuple(problems),
    )


def read_content(path: Path) -> bytes:
    """Read the bytes of a file.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bytes

    Raises
    ------
    LogbookError
        It cannot be opened, or is larger than `LARGEST_TEXT`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            raise LogbookError(
                f"{path.name} is {size / 2**20:,.0f} MB. Files up to "
                f"{LARGEST_TEXT // 2**20:,} MB are read: split it by years."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LogbookError(
            f"{path.name or path} cannot be opened: {reason}. Check that it is there, that you "
            "may read it, and that no other program holds it open."
        ) from error


def _read_text(path: Path, text: CleanText, known: Collection[str]) -> Table:
    head = text.data[:_HEAD].decode("utf-8", "ignore")
    layout = find_layout(head, known)
    if layout is None:
        raise LogbookError(f"{path.name} holds no table: there is nothing but blanks in it.")
    refuse_many_columns(layout.widest, path.name)
    grid = read_grid(text, layout, path)
    header = layout.header
    written = "\n".join(head.split("\n")[header.first_line - 1 : header.last_line])
    commas = find_decimal_commas(grid, text.data, layout)
    table = _table(path.name, None, grid, text.encoding, layout.delimiter, commas=commas)
    return replace(table, header_text=written.rstrip("\r"))


def _table(
    file: str,
    sheet: str | None,
    grid: Grid,
    encoding: str,
    delimiter: str,
    *,
    commas: Mapping[int, tuple[int, str]] | None = None,
) -> Table:
    """Put headers on the columns; leave out blank rows and those that are not sure."""
    settled = settle_surplus(grid, file, delimiter, commas)
    columns = settled.grid.columns
    keep = _filled(columns, len(grid.lines)) & ~settled.refused
    names = _unique_header(settled.grid)
    kept = {name: _without_guards(columns[i]) for i, name in enumerate(names) if name}
    if not keep.all():
        kept = {name: column[keep] for name, column in kept.items()}
    return Table(
        file=file,
        sheet=sheet,
        header=tuple(kept),
        cells=pd.DataFrame(kept, index=range(int(keep.sum())), copy=False),
        lines=grid.lines[keep] if not keep.all() else grid.lines,
        header_line=grid.header_line,
        encoding=encoding,
        delimiter=delimiter,
        preamble=grid.preamble,
        problems=settled.problems,
        header_known=grid.header_known,
        beside=tuple(
            Problem(file, line, None, cells, _BESIDE.format(cells)) for line, cells in grid.beside
        ),
    )


def _without_guards(column: pd.Categorical) -> pd.Categorical:
    """Take off what keeps a spreadsheet from reading a cell as a formula."""
    if not any(text[:1] == "'" for text in column.categories):
        return column
    places, texts = pd.factorize(np.array([*map(unguarded, column.categories)], dtype=object))
    codes = np.array([*places, -1])[column.codes]
    return pd.Categorical.from_codes(codes, pd.Index(texts, dtype=object))


def _filled(columns: Sequence[pd.Categorical], rows: int) -> npt.NDArray[np.bool_]:
    """Find the rows that hold anything."""
    blank = np.arange(rows)
    for column in columns:
        blank = blank[column.codes[blank] < 0]
    filled = np.ones(rows, dtype=bool)
    filled[blank] = False
    return filled


def _unique_header(grid: Grid) -> list[str]:
    """Name every column once; "" for one that is blank from top to bottom."""
    names: list[str] = []
    for i, column in enumerate(grid.columns):
        written = grid.header[i] if i < len(grid.header) else ""
        written = unguarded(" ".join(written.split()))
        if not written and not (column.codes >= 0).any():
            names.append("")
            continue
        names.append(_free_name(written or f"column {i + 1}", names))
    return names


def _free_name(name: str, taken: Collection[str]) -> str:
    number, free = 2, name
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free


def without_header(table: Table) -> Table:
    """Take the header row for a row of cells, in a file that has no headers.

    Parameters
    ----------
    table : Table
        Whose first row of cells was taken for the header.

    Returns
    -------
    Table
        With headers "column 1", "column 2", ... and that row back in its place.
    """
    cells = {
        f"column {i}": pd.Categorical([_cell_of_header(first), *table.cells[first]])
        for i, first in enumerate(table.header, start=1)
    }
    return replace(
        table,
        header=tuple(cells),
        cells=pd.DataFrame(cells),
        lines=np.concatenate([[table.header_line], table.lines]),
    )


def _cell_of_header(header: str) -> str | None:
    """The cell that a header was made of, before it was numbered or named by its place."""
    return None if re.fullmatch(r"column \d+", header) else re.sub(r" \(\d+\)$", "", header)
