"""Spreadsheets (.xlsx) to columns of text."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from backpain_analysis.errors import LogbookError
from backpain_analysis.header_words import DATE_PARTS
from backpain_analysis.reading.beside import set_beside
from backpain_analysis.reading.calendar_words import month_of
from backpain_analysis.reading.dialect import ROWS_LOOKED_AT, Record, find_header, known_words_in
from backpain_analysis.reading.grid import Grid, factorise
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.limits import MOST_ROWS, holds, refuse_archive, refuse_large_sheet
from backpain_analysis.reading.words import NO, YES

_FORMULA = re.compile(rb"<f[ >/]")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_DAY = re.compile(r"\d{1,4}([-/.])\d{1,2}\1")
_AMOUNT = re.compile(r"(?=.*\d)(?:ca\.?|~|≈|about|etwa)?\s*[\d.,:/½ -]+\s*[^\W\d]{0,8}\.?", re.I)
_WITH_COMMA, _WITH_POINT = (re.compile(rf"\d+{sign}\d{{1,2}}(?![\d.,])") for sign in (",", r"\."))

_Rows = list[tuple[int, list[str]]]
_SAVE_AS = "Open it in your spreadsheet program and save it as .xlsx or as CSV (UTF-8)."


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet that holds something.

    Attributes
    ----------
    name : str
        As on its tab.
    grid : Grid
        Its columns; lines are rows of the sheet.
    """

    name: str
    grid: Grid


@dataclass(frozen=True)
class _Merged:
    """Cells that are merged, counted from 1."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, eq=False)
class _Written:
    """What one sheet holds: its rows with their numbers, and which cells are merged."""

    name: str
    rows: _Rows
    merged: Sequence[_Merged]


def is_spreadsheet(data: bytes) -> bool:
    """Tell whether a file is an .xlsx spreadsheet, whatever it is called.

    Parameters
    ----------
    data : bytes
        Its content.

    Returns
    -------
    bool
    """
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("xl/workbook") for name in archive.namelist())
    except Exception:  # a damaged archive makes zipfile raise almost anything
        return False


def read_sheets(data: bytes, file: str, known: Collection[str]) -> list[Sheet]:
    """Read all sheets that hold something.

    Parameters
    ----------
    data : bytes
        Content of an .xlsx file.
    file : str
        Its name, for the error.
    known : collection of str
        Headers that are known, in lower snake_case.

    Returns
    -------
    list of Sheet

    Raises
    ------
    LogbookError
        Where the file is damaged, locked, empty or too large.
    """
    try:
        refuse_archive(data, file)
        raw = _cells_by_sheet(data, file)
    except LogbookError:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise almost anything
        raise LogbookError(
            f"{file} is a spreadsheet that cannot be read; it may be damaged or locked with a "
            f"password. {_SAVE_AS}"
        ) from error
    sheets = [Sheet(one.name, grid) for one in raw if (grid := _sheet_grid(one, known)) is not None]
    if not sheets:
        raise LogbookError(f"{file} is empty. Remove it from the folder, or write in it.")
    return sheets


def _cells_by_sheet(data: bytes, file: str) -> list[_Written]:
    values = _as_saved(data, file, values=True)
    if _has_formulas(data):
        formulas = _as_saved(data, file, values=False)
        for sheet, written in zip(values, formulas, strict=True):
            pairs = zip(sheet.rows, written.rows, strict=True)
            sheet.rows[:] = [(at, _with_formulas(one, two)) for (at, one), (_, two) in pairs]
    return values


def _merged_cells(book: Any, sheet: Any) -> list[_Merged]:
    """Find merged cells; not by openpyxl, which fills every cell of such a range."""
    from openpyxl.utils import column_index_from_string

    path = getattr(sheet, "_worksheet_path", "")
    data = book._archive.read(path) if path else b""
    return [
        _Merged(
            left=column_index_from_string(found[1].decode()),
            right=column_index_from_string(found[3].decode()),
            top=int(found[2]),
            bottom=int(found[4]),
        )
        for found in _MERGED.finditer(data, max(0, data.rfind(b"sheetData>")))
    ]


def _spread(body: _Rows, merged: Iterable[_Merged], headers: Sequence[str]) -> None:
    """A day or words merged over several rows hold for each row that holds something.

    Of an amount nobody knows whether it is that of each day or column, or of all: it stays with
    the first, and says that it was merged, as does yes or no.
    """
    lines = [at for at, _ in body]
    for one in merged:
        rows = body[bisect_left(lines, one.top) : bisect_right(lines, one.bottom)]
        at, column = one.left - 1, headers[one.left - 1 : one.right]
        head = rows[0][1][at] if rows and rows[0][0] == one.top and at < len(rows[0][1]) else ""
        below = [cells for _, cells in rows[1:] if any(cells)]
        is_day = bool(_DAY.match(head) or any(map(month_of, re.findall(r"[^\W\d_]+", head))))
        if not head or not (below or any(column[1:])):
            continue
        if not is_day and any(snake_case(column[0]) in words for words in DATE_PARTS.values()):
            continue  # blanks below a year, a month or a day of it mean "as above" anyhow
        is_amount = not is_day and bool(_AMOUNT.fullmatch(head))
        if is_amount or head.casefold() in YES | NO:
            head = rows[0][1][at] = f"{head} (merged cells)"
        for cells in [] if is_amount else below:
            cells.extend([""] * (one.left - len(cells)))
            cells[at] = head


def _as_saved(data: bytes, file: str, *, values: bool) -> list[_Written]:
    import openpyxl

    room = _Room(file)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that openpyxl leaves out, such as colours
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
        try:
            return [
                _Written(
                    sheet.title,
                    [*enumerate(_text_rows(sheet, room), start=1)],
                    _merged_cells(book, sheet),
                )
                for sheet in book.worksheets
            ]
        finally:
            book.close()


class _Room:
    """Counts the cells of all sheets of a file."""

    def __init__(self, file: str) -> None:
        self.file, self.cells = file, 0

    def take(self, row: int, columns: int) -> None:
        self.cells += columns
        refuse_large_sheet(row, columns, self.cells, self.file)


def _text_rows(sheet: Any, room: _Room) -> list[list[str]]:
    rows = list(_value_rows(sheet, room))
    texts = [value.strip() for row in rows for value in row if isinstance(value, str)]
    commas, points = (
        sum(bool(sign.match(t)) for t in texts) for sign in (_WITH_COMMA, _WITH_POINT)
    )
    decimal = "," if commas > points else "."
    return [[cell_text(value, decimal) for value in row] for row in rows]


def _value_rows(sheet: Any, room: _Room) -> Iterable[list[Any]]:
    sheet.reset_dimensions()  # some programs write them wrong
    for at, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if not row and at <= MOST_ROWS:  # a format of the last row leaves a million before it
            yield []
            continue
        room.take(at, len(row))
        values = list(row)
        while values and not cell_text(values[-1]):
            values.pop()
        yield values


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(holds(archive, name, _FORMULA) for name in sheets)


def _with_formulas(values: list[str], written: list[str]) -> list[str]:
    """Show a formula whose value was never saved, so that it is refused and not lost."""
    values = values + [""] * (len(written) - len(values))
    return [
        f"{formula} (a formula without a saved value)" if not value and formula else value
        for value, formula in zip_longest(values, written, fillvalue="")
    ]


def cell_text(value: Any, decimal: str = ".") -> str:
    """Write the value of a spreadsheet's cell as text.

    Parameters
    ----------
    value : Any
        What openpyxl gives: text, number, bool, date, time, duration or None.
    decimal : str
        Sign that the numbers typed as text in its sheet have.

    Returns
    -------
    str
        Dates in ISO form, numbers with the decimal sign.
    """
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _moment_text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number_text(value).replace(".", decimal)
    return "" if value is None else str(value).replace("\0", "").strip()


def _moment_text(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("seconds" if value.second else "minutes")
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def _number_text(value: float) -> str:
    """Three decimals get a fourth, or 1.234 might pass for a thousand in German."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals}0" if len(decimals) == 3 and decimals.isdigit() else text


def _sheet_grid(sheet: _Written, known: Collection[str]) -> Grid | None:
    rows = [(at, cells) for at, cells in sheet.rows if cells]
    records = [Record(tuple(cells), at, at) for at, cells in rows[:ROWS_LOOKED_AT]]
    header = find_header(records, known)
    if header is None:
        return None
    body = [(at, cells) for at, cells in rows if at > header.last_line]
    _spread(body, sheet.merged, header.cells)
    headers, beside = set_beside(header.cells, header.first_line, body)
    width = max([len(headers), *(len(cells) for _, cells in body)])
    columns = [
        factorise(
            np.array([cells[i] if i < len(cells) else "" for _, cells in body], dtype=object),
            count_newlines=True,
        )[0]
        for i in range(width)
    ]
    above = tuple(", ".join(filter(None, cells)) for at, cells in rows if at < header.first_line)
    lines = np.array([at for at, _ in body], dtype=np.int64)
    found = bool(known_words_in(header, known))
    return Grid(headers, header.first_line, found, above, tuple(columns), lines, beside=beside)
