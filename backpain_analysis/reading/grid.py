"""The rows under a header as columns of text, each distinct text kept once."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.reading.dialect import Layout
from backpain_analysis.reading.encodings import CleanText

Cells = npt.NDArray[np.object_]
Lines = npt.NDArray[np.int64]
_Distinct: TypeAlias = "tuple[npt.NDArray[Any], list[str]]"

#: A row may be so many cells wider than the header; a wider one is refused at once.
_SPARE_CELLS = 60

#: A row goes on over fewer lines than these; otherwise a quotation mark in it is not closed.
_LONGEST_ROW = 500

#: Cells of a column from which on their objects are compared before their texts.
_MANY = 20_000

_NO_CELLS: _Distinct = (np.empty(0, dtype=np.int64), [])

_INK = re.compile(rb"\S")
_BEFORE_A_CELL = b",;|\t\n"
_DATED = re.compile(r"\s*\"?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, eq=False)
class Grid:
    """Columns by position, before their headers are put on them.

    Attributes
    ----------
    header : tuple of str
        Cells of the header row, also blank ones.
    header_line : int
        Line of the header row.
    header_known : bool
        Whether it holds a known word.
    preamble : tuple of str
        What stands above the header.
    columns : tuple of pandas.Categorical
        One per cell of the header, and more where rows are wider.
    lines : numpy.ndarray of int
        Line of each row.
    unclosed : tuple of (int, str)
        Line and text of rows with a quotation mark that is not closed.
    overlong : tuple of (int, int, str)
        Line, number of cells and text of rows far wider than the header.
    beside : tuple of (int, str)
        First row and range, such as "M3:N7", of cells of a sheet that stand beside the table.
    """

    header: tuple[str, ...]
    header_line: int
    header_known: bool
    preamble: tuple[str, ...]
    columns: tuple[pd.Categorical, ...]
    lines: Lines
    unclosed: tuple[tuple[int, str], ...] = ()
    overlong: tuple[tuple[int, int, str], ...] = ()
    beside: tuple[tuple[int, str], ...] = ()


def read_grid(text: CleanText, layout: Layout, path: Path) -> Grid:
    """Read the rows under the header.

    Parameters
    ----------
    text : CleanText
        The file's content.
    layout : Layout
        Where its header is and what separates its cells.
    path : Path
        The file, read again from the disk where nothing had to be cleaned:
        pandas then reads parts of it side by side.

    Returns
    -------
    Grid
        With a row for every line, also a blank one, save for quoted newlines.
    """
    start = _offset_of_line(text.data, layout.header.last_line)
    if _INK.search(text.data, start) is None:
        return _grid(layout, [_NO_CELLS] * len(layout.header.cells), None)
    quoted = text.data.find(b'"', start) >= 0
    plain_start = text.data.find(b'"', 0, start) < 0
    spaced = quoted and _has_spaced_quote(text.data, start)
    if text.as_on_disk and plain_start:
        columns = _fast(path, layout, spaced=spaced, skiprows=layout.header.last_line)
    else:
        columns = _fast(io.BytesIO(text.data[start:]), layout, spaced=spaced)
    if columns is not None:
        grid = _grid(layout, columns, None, count_newlines=quoted)
        if not (quoted and _swallows_rows(grid, layout)):
            return grid
    return _careful(text.data[start:].decode("utf-8", "replace"), layout)


def _has_spaced_quote(data: bytes, start: int) -> bool:
    """Tell whether a cell begins with spaces and a quote: a search for both is slow."""
    at = data.find(b' "', start)
    while at >= 0:
        before = at
        while before > start and data[before] == ord(" "):
            before -= 1
        if data[before] in _BEFORE_A_CELL or data[before] == ord(" "):
            return True
        at = data.find(b' "', at + 2)
    return False


def _offset_of_line(data: bytes, lines: int) -> int:
    at = 0
    for _ in range(lines):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return len(data)
    return at


def _fast(
    source: Path | io.BytesIO, layout: Layout, *, spaced: bool, skiprows: int = 0
) -> list[_Distinct] | None:
    """Let pandas split the cells; None where rows are wider than any looked at."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a warning here means cells were cut off
            frame = pd.read_csv(
                source,
                sep=layout.delimiter,
                header=None,
                names=list(range(layout.widest)),
                index_col=False,
                skiprows=skiprows,
                dtype=object,  # categories would turn figures into numbers: 1.0 for 1.00
                na_filter=False,
                skip_blank_lines=False,
                skipinitialspace=spaced,  # slower
                encoding="utf-8",
                engine="c",
            )
    except (ValueError, Warning, OverflowError):  # ParserError is a ValueError
        return None
    return [_distinct(column.to_numpy()) for _, column in frame.items()]


def _grid(
    layout: Layout,
    columns: Sequence[_Distinct],
    lines: Lines | None,
    *,
    count_newlines: bool = False,
    **refused: Any,
) -> Grid:
    """Factorise the columns; count lines where they are not given."""
    extra: Lines | None = None
    factorised = []
    for codes, texts in columns:
        column, newlines = _tidied(codes, texts, count_newlines=count_newlines)
        factorised.append(column)
        if newlines is not None:
            extra = newlines if extra is None else extra + newlines
    if lines is None:
        lines = np.arange(len(columns[0][0]), dtype=np.int64) + layout.header.last_line + 1
        if extra is not None:
            lines[1:] += np.cumsum(extra)[:-1]
    header = layout.header
    return Grid(
        header.cells,
        header.first_line,
        bool(layout.known),
        layout.preamble,
        tuple(factorised),
        lines,
        **refused,
    )


def factorise(cells: Cells, *, count_newlines: bool = False) -> tuple[pd.Categorical, Lines | None]:
    """Keep each distinct text of a column once, stripped; blank is NA.

    Parameters
    ----------
    cells : numpy.ndarray of object
        Text, or NaN.
    count_newlines : bool
        Whether to count the newlines in each cell.

    Returns
    -------
    Categorical, numpy.ndarray of int or None
        The column, and newlines per cell where there is one at all.
    """
    return _tidied(*_distinct(cells), count_newlines=count_newlines)


def _distinct(cells: Cells) -> _Distinct:
    """Number each distinct text of a column, in the order in which they first stand.

    A parser makes few objects of many equal cells, and to compare which object
    stands where takes a fifth of the time of comparing texts.
    """
    objects = _objects(cells)
    if objects is None:
        codes, texts = pd.factorize(cells)
        return codes, list(texts)
    at, which = pd.factorize(objects)
    somewhere = np.empty(len(which), dtype=np.intp)
    somewhere[at] = np.arange(len(cells))
    codes, texts = pd.factorize(cells[somewhere])
    return codes[at], list(texts)


def _objects(cells: Cells) -> npt.NDArray[np.intp] | None:
    """Which object stands in each cell; None where that is not worth it."""
    if len(cells) < _MANY:
        return None
    cells = np.ascontiguousarray(cells)
    return np.ndarray(len(cells), dtype=np.intp, buffer=cells).copy()  # it may outlive the cells


def _tidied(
    codes: Lines, written: list[str], *, count_newlines: bool
) -> tuple[pd.Categorical, Lines | None]:
    newlines = None
    if count_newlines:
        per_text = np.array([*(text.count("\n") for text in written), 0], dtype=np.int64)
        newlines = per_text[codes] if per_text.any() else None
    tidy = [text.strip() for text in written]
    if count_newlines:
        tidy = [text.replace("\r\n", "\n") for text in tidy]
    if tidy == written:
        codes, tidy = _without_blank(codes, tidy)
    else:
        first: dict[str, int] = {}
        places = [first.setdefault(text, len(first)) if text else -1 for text in tidy]
        codes, tidy = np.array([*places, -1])[codes], list(first)
    return pd.Categorical.from_codes(codes, pd.Index(tidy, dtype=object)), newlines


def _without_blank(codes: Lines, texts: list[str]) -> tuple[Lines, list[str]]:
    """Take the blank text, which can be there once, for no text."""
    if "" not in texts:
        return codes, texts
    blank = texts.index("")
    places = np.arange(len(texts) + 1)
    places[blank + 1 :] -= 1
    places[[blank, -1]] = -1
    return places[codes], texts[:blank] + texts[blank + 1 :]


def _swallows_rows(grid: Grid, layout: Layout) -> bool:
    """An opening quote that is not closed makes one cell of several rows."""
    return any(
        "\n" in text and _holds_row(text, layout)
        for column in grid.columns
        for text in column.categories
    )


def _holds_row(cell: str, layout: Layout) -> bool:
    """Tell whether the lines after a cell's first look like rows of their own."""
    needed = max(1, min(2, len(layout.header.cells) - 1))
    return any(
        line.count(layout.delimiter) >= needed and _DATED.match(line)
        for line in cell.split("\n")[1:]
    )


def _careful(text: str, layout: Layout) -> Grid:
    """Split cells one row at a time, and set aside the rows that cannot be split."""
    first = layout.header.last_line + 1
    limit = len(layout.header.cells) + _SPARE_CELLS
    rows: list[list[str]] = []
    at: list[int] = []
    unclosed: list[tuple[int, str]] = []
    overlong: list[tuple[int, int, str]] = []
    for line, cells in _split_rows(text, layout):
        if isinstance(cells, str):
            unclosed.append((first + line, cells))
        elif len(cells) > limit and any(cells[limit:]):
            overlong.append((first + line, len(cells), layout.delimiter.join(cells)))
        else:
            rows.append(cells[:limit])
            at.append(first + line)
    columns = [np.array(column, dtype=object) for column in zip_longest(*rows, fillvalue="")]
    missing = len(layout.header.cells) - len(columns)
    columns += [np.full(len(rows), "", dtype=object)] * missing
    return _grid(
        layout,
        [_distinct(cells) for cells in columns],
        np.array(at, dtype=np.int64),
        count_newlines=True,
        unclosed=tuple(unclosed),
        overlong=tuple(overlong),
    )


def _split_rows(text: str, layout: Layout) -> Iterator[tuple[int, list[str] | str]]:
    """Give rows with their line from 0: cells, or the text where a quote is not closed."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    start = 0
    while start < len(lines):
        last = start

        def following(first: int = start) -> Iterator[str]:
            for at in range(first, len(lines)):
                if at - last >= _LONGEST_ROW:  # noqa: B023  `last` moves on with each row
                    return
                yield lines[at] + "\n"

        reader = csv.reader(following(), delimiter=layout.delimiter, skipinitialspace=True)
        for cells in reader:
            end = start + reader.line_num
            if _is_runaway(lines, last, end, cells, layout):
                yield last, lines[last]
                last += 1
                break
            yield last, cells
            last = end
        start = last


def _is_runaway(
    lines: Sequence[str], start: int, end: int, cells: Sequence[str], layout: Layout
) -> bool:
    if end - start == 1 and end < len(lines):
        return False
    if end - start >= _LONGEST_ROW:
        return True
    if end == len(lines) and sum(line.count('"') for line in lines[start:end]) % 2:
        return True
    return any("\n" in cell and _holds_row(cell, layout) for cell in cells)
