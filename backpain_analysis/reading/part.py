"""What one table of a logbook gave: its rows, its problems, and the account of both.

Nothing is lost on the way: rows read = rows used + repeated + refused, and
cells read = cells used + refused, in every part.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.errors import Problem
from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.tables import Table

Rows = npt.NDArray[np.bool_]
Values: TypeAlias = "npt.NDArray[Any] | pd.Categorical[Any]"
PartKind = Literal["diary", "routine", "plan", "trial", "aside"]

_ODD = 0x9E3779B97F4A7C15
_ALL_BITS = 0xFFFFFFFFFFFFFFFF
_SHIFT = np.uint64(29)


@dataclass(frozen=True)
class ColumnReading:
    """How one column of one file was understood.

    Attributes
    ----------
    file : str
        Name of the file.
    header : str
        As written; in a long file, the name of the measurement.
    column : str or None
        The column that it became; None where it is not used.
    kind : str
        "date", "time", "number", "hours", "minutes", "yes_no", "list" or "text".
    unit : str
        Unit of its values; "" where they have none.
    example_text, example_value : str
        A cell as written, and what it was understood as.
    cells_read, cells_used, cells_refused : int
        Cells that hold something; the ones that went in; the ones that were
        not understood or stood in a row that was refused.
    scale : tuple of float or None
        Ends of the person's scale, where it was stretched to ours.
    reason : str
        Why it is not used; "" where it is.
    cells_lost : int
        Of ``cells_refused``, those that were understood and stand in a row
        that was refused.
    in_part : tuple of (str, str)
        Texts of which the value leaves something out ("3-4", "about 5",
        "7 (sharp)"), and the value; the text is kept in the notes.
    hours : float or None
        Time of day that its cells are entries of, where its header names one.
    sheet : str
        Name of its sheet, where the file has several; else "".
    words : tuple of (float, str)
        Where a number was written in words alone: the values and the words, smallest first.
    within : bool
        Whether it is read from cells that are another column as well: ticks, notes.
    from_words, from_notes : tuple of numpy.datetime64
        Of a pain: the days on which words or ticks were turned into a number, and those on
        which the number stood in the notes.
    """

    file: str
    header: str
    column: str | None
    kind: str
    unit: str
    example_text: str
    example_value: str
    cells_read: int
    cells_used: int
    cells_refused: int
    scale: tuple[float, float] | None = None
    reason: str = ""
    cells_lost: int = 0
    in_part: tuple[tuple[str, str], ...] = ()
    hours: float | None = None
    sheet: str = ""
    words: tuple[tuple[float, str], ...] = ()
    within: bool = False
    from_words: tuple[Any, ...] = ()
    from_notes: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Cells:
    """One column of a table after reading.

    Attributes
    ----------
    header, name, label, kind, unit : str
        As in `ColumnReading`; ``label`` is what a person reads.
    parsed : Parsed
        Values, refused cells and notes.
    known : bool
        Whether it is one of our columns, not the person's own.
    scale : tuple of float or None
        The person's scale, where it was stretched.
    said : mapping of str to str
        For texts that went to other columns too, what they were understood as.
    within : bool
        As in `ColumnReading`.
    """

    header: str
    name: str
    label: str
    kind: str
    unit: str
    parsed: Parsed
    known: bool = True
    scale: tuple[float, float] | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    within: bool = False

    @property
    def values(self) -> Values:
        """One value per row of the table."""
        return self.parsed.values


@dataclass(frozen=True, eq=False)
class Part:
    """What one table gave.

    Attributes
    ----------
    kind : {"diary", "routine", "plan", "trial", "aside"}
        "aside" holds nothing of a day: an app's list of settings.
    file, format, title : str
        Name of the file; what it was recognised as; what stands above a plan.
    frame : pandas.DataFrame
        The rows that can be used, typed, with ``line``.
    keys : numpy.ndarray of uint64
        Per row of the frame: equal where two rows say the same.
    subjects : numpy.ndarray of uint64
        Per row: what it is about; the same for all rows save in a long file,
        where each name is a subject of its own.
    problems : tuple of Problem
    columns : tuple of ColumnReading
    rows_read, rows_refused : int
        ``rows_read`` = rows that the frame stands for + ``rows_refused``.
    own : mapping
        The person's own measurements: name -> label, unit, kind ("amount" or "yes_no").
    names : frozenset of str
        Measurements that a long file names; empty for a wide one.
    unsettled : tuple of str
        Names of a long file that speak of pain, none settled to be *the* pain.
    counted : numpy.ndarray of int or None
        Rows of the file that each row of the frame stands for; None for one each.
    gives_way : mapping of str to str
        A column of it -> what it is called where another file has that column.
    rows_torn, rows_blank : int
        Of ``rows_refused``, those whose cells could not be told apart, and with a date alone.
    refused : mapping of str to pandas.DataFrame
        Column -> the cells of its rows that were not understood: ``line``,
        ``text``, and ``date`` and ``time`` of the row where it has them.
    """

    kind: PartKind
    file: str
    format: str
    frame: pd.DataFrame
    keys: npt.NDArray[np.uint64]
    subjects: npt.NDArray[np.uint64]
    problems: tuple[Problem, ...]
    columns: tuple[ColumnReading, ...]
    rows_read: int
    rows_refused: int
    own: Mapping[str, dict[str, str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    unsettled: tuple[str, ...] = ()
    counted: npt.NDArray[np.int64] | None = None
    gives_way: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    rows_torn: int = 0
    rows_blank: int = 0
    title: str = ""

    @property
    def pain_lost(self) -> int:
        """Rows that were refused though they hold a pain, or may hold one."""
        lost = [c.cells_lost for c in self.columns if c.column in OUTCOMES]
        return self.rows_torn + max(lost, default=0) if self.kind == "diary" else 0


def row_keys(columns: Mapping[str, Values], rows: int) -> npt.NDArray[np.uint64]:
    """Give rows that say the same the same number.

    Parameters
    ----------
    columns : mapping of str to values
        Blank cells, and columns that are not there, do not count.
    rows : int
        Number of rows.

    Returns
    -------
    numpy.ndarray of uint64
        The same in every file, whatever the order of its columns.
    """
    keys = np.zeros(rows, dtype=np.uint64)
    for name, values in columns.items():
        salt = np.uint64((zlib.crc32(name.encode()) + 1) * _ODD & _ALL_BITS)
        keys += _mixed(values, salt)
    return keys


def _mixed(values: Values, salt: np.uint64) -> npt.NDArray[np.uint64]:
    if isinstance(values, pd.Categorical):
        texts = np.asarray(values.categories, dtype=object)
        mixed = _stirred(pd.util.hash_array(texts, categorize=False), salt)
        spread: npt.NDArray[np.uint64] = np.append(mixed, np.uint64(0))[values.codes]
        return spread
    mixed = _stirred(pd.util.hash_array(values), salt)
    mixed[pd.isna(values)] = 0
    return mixed


def _stirred(hashes: npt.NDArray[np.uint64], salt: np.uint64) -> npt.NDArray[np.uint64]:
    hashes = (hashes ^ salt) * np.uint64(_ODD)
    return hashes ^ (hashes >> _SHIFT)


def refused_texts(cells: Iterable[Cells]) -> dict[str, Values]:
    """Give the texts that were refused, so that rows differing in them differ.

    Parameters
    ----------
    cells : iterable of Cells

    Returns
    -------
    dict
        Column name with a "?" -> Categorical; only columns with a refused cell.
    """
    found: dict[str, Values] = {}
    for cell in cells:
        if cell.parsed.refused.any():
            codes = np.where(cell.parsed.refused, cell.parsed.text.codes, -1)
            found[f"{cell.name}?"] = pd.Categorical.from_codes(codes, cell.parsed.text.categories)
    return found


def refused_cells(odd: Mapping[str, Values], frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """List the cells that were refused.

    Parameters
    ----------
    odd : mapping of str to values
        From `refused_texts`, of the rows that are used.
    frame : pandas.DataFrame
        These rows.

    Returns
    -------
    dict
        As in `Part.refused`.
    """
    found: dict[str, pd.DataFrame] = {}
    place = frame[[name for name in ("line", "date", "time") if name in frame]]
    for name, values in odd.items():
        cells = pd.Categorical(values)
        rows = np.flatnonzero(cells.codes >= 0)
        if len(rows):
            texts = np.asarray(cells.categories, dtype=object)[cells.codes[rows]]
            found[name.removesuffix("?")] = place.iloc[rows].assign(text=texts)
    return found


def column_reading(
    table: Table, cells: Cells, kept: Rows, *, used: Rows | None = None
) -> ColumnReading:
    """Account for the cells of one column.

    Parameters
    ----------
    table : Table
    cells : Cells
    kept : numpy.ndarray of bool
        The rows of the table that are used.
    used : numpy.ndarray of bool, optional
        The cells that were understood; by default those not refused.

    Returns
    -------
    ColumnReading
    """
    text = cells.parsed.text
    filled = text.codes >= 0
    understood = filled & kept & (~cells.parsed.refused if used is None else used)
    read, used_count = int(filled.sum()), int(understood.sum())
    at = _first_told(cells.values, understood) if used_count else -1
    example = str(text.categories[text.codes[at]]) if at >= 0 else ""
    value = shown(cells.values[at], cells.kind) if at >= 0 else ""
    return ColumnReading(
        file=table.file,
        header=cells.header,
        column=cells.name,
        kind=cells.kind,
        unit=cells.unit,
        example_text=example,
        example_value=cells.said.get(example, value),
        cells_read=read,
        cells_used=used_count,
        cells_refused=read - used_count,
        scale=cells.scale,
        cells_lost=int((filled & ~kept & ~cells.parsed.refused).sum()),
        in_part=_in_part(cells, understood),
        words=_words(cells, understood),
        within=cells.within,
    )


def _first_told(values: Values, understood: Rows) -> int:
    """The first cell that was understood, if possible as more than "not recorded"."""
    first = int(understood.argmax())
    if pd.isna(values[first]):
        told = understood & ~np.asarray(pd.isna(values))
        return int(told.argmax()) if told.any() else first
    return first


def _words(cells: Cells, understood: Rows) -> tuple[tuple[float, str], ...]:
    """What each word stands for, in a column of numbers that holds words alone."""
    text = cells.parsed.text
    if cells.kind != "number" or any(c.isdigit() for word in text.categories for c in str(word)):
        return ()
    codes, rows = np.unique(text.codes[understood], return_index=True)
    values = np.asarray(cells.values, dtype=float)[understood][rows]
    found = {float(v): str(text.categories[c]) for v, c in zip(values, codes, strict=True)}
    return tuple(sorted((value, word) for value, word in found.items() if not np.isnan(value)))


def _in_part(cells: Cells, understood: Rows) -> tuple[tuple[str, str], ...]:
    """Each text of which the notes keep more than the value says, and the value."""
    text = cells.parsed.text
    first: dict[str, int] = {}
    for row in cells.parsed.note_rows():
        if understood[row]:
            first.setdefault(str(text.categories[text.codes[row]]), row)
    values = cells.values
    return tuple((t, cells.said.get(t, shown(values[row], cells.kind))) for t, row in first.items())


def shown(value: Any, kind: str) -> str:
    """Write a value as a person would.

    Parameters
    ----------
    value : Any
    kind : str
        As in `ColumnReading`.

    Returns
    -------
    str
    """
    if pd.isna(value):
        return "not recorded"
    if kind == "date":
        return str(np.datetime64(value, "D"))
    if kind == "yes_no":
        return "yes" if value else "no"
    if kind == "time":
        minutes = round(float(value) * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{value:g}" if isinstance(value, float | np.floating) else str(value)


def as_column(values: Values) -> Any:
    """Give values as a column of a table: text as str, dates in one resolution.

    Parameters
    ----------
    values : numpy.ndarray or pandas.Categorical

    Returns
    -------
    array
    """
    if not isinstance(values, pd.Categorical):
        return values.astype("datetime64[us]") if values.dtype.kind == "M" else values
    texts = pd.array(np.asarray(values.categories, dtype=object), dtype="str")
    return texts.take(values.codes, allow_fill=True)
