"""Columns of dates: whether the day or the month comes first is decided from all cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.calendar_words import month_of
from backpain_analysis.reading.figures import is_not_recorded
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    as_text,
    parse_distinct,
    shortened,
    used_codes,
)
from backpain_analysis.reading.stamps import (
    ALLOWED,
    NO_YEAR,
    Stamp,
    Undecided,
    take_apart,
    take_apart_yearless,
)

#: Said of a date after the last that can be.
FUTURE = "in the future"

#: Earlier dates are taken for slips of the pen.
EARLIEST = dt.date(1900, 1, 1)

#: Share of the cells that may speak for the other order and be refused as slips.
_SLIPS = 0.1

#: Months that run backwards by more are those of the next year [days].
_HALF_A_YEAR = 183

_NO_DATE = np.datetime64("NaT", "s")
_Found = Stamp | Undecided | Refusal


@dataclass(frozen=True, eq=False)
class ParsedDates(Parsed):
    """A column of dates after parsing.

    Attributes
    ----------
    hours : numpy.ndarray of float
        Time of day that stood with the date [h since midnight]; NaN where
        none did.
    day_first : bool or None
        How the column's dates in figures were read; None where there were none.
    """

    hours: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    day_first: bool | None = None


#: Stands around a date now and then, as in "28.9." with its quotes.
AROUND = " \t\"'“”„‘’«»"


def parse_dates(
    text: Text,
    *,
    day_first: bool | None = None,
    latest: dt.date | None = None,
    file: str = "",
    column: str = "",
    year: int | None = None,
    likely_year: int | None = None,
) -> ParsedDates:
    """Read dates, with the time of day where one stands beside them.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "2026-01-30", "31-May-24", "January 30, 2025",
        "30/01/2026", "8 Apr 2026, 16:50", "1596992597427" or
        "2020-08-09T18:03:17+01:00" (the local day is the day).
    day_first : bool or None
        Whether 03/04/2026 is 3 April; None decides from the whole column.
    latest : datetime.date or None
        Later dates are refused as being in the future.
    file, column : str
        Named in the error.
    year : int or None
        Of the first date that has none; the dates after it go on to the next
        year where their months run backwards by more than half a year. None
        refuses such dates.
    likely_year : int or None
        The year to propose for them; None for that of `latest`.

    Returns
    -------
    ParsedDates
        Values are datetime64[s] at midnight; NaT where blank or refused.

    Raises
    ------
    LogbookError
        Where most dates are in figures that fit day first as well as month
        first, or where they contradict each other.
    """
    cells = as_text(text)
    counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.categories))
    found = {code: take_apart(cells.categories[code].strip(AROUND)) for code in used_codes(cells)}
    yearless = {
        code: told
        for code, stamp in found.items()
        if isinstance(stamp, Refusal)
        and (told := take_apart_yearless(cells.categories[code].strip(AROUND))) is not None
    }
    if year is None and yearless:
        own = cells[np.isin(cells.codes, [*yearless])]
        likely = likely_year or _likely_year(own, day_first, latest or dt.date.today())
        found |= {code: _no_year(cells.categories[code].strip(AROUND), likely) for code in yearless}
    else:
        found |= yearless
    order = _Order(cells, counts, found)
    if day_first is None:
        day_first = order.decide(file, column)
    parsed = _parsed(cells, found, order, day_first, latest)
    return _with_years(parsed, [*yearless], year, latest) if year and yearless else parsed


@dataclass(frozen=True, eq=False)
class _Order:
    """What a column's cells say about the order of day and month."""

    cells: pd.Categorical
    counts: npt.NDArray[np.int64]
    found: Mapping[int, _Found]

    def codes(self, evidence: bool | None) -> list[int]:
        """Codes of the dates in figures that can only be read so; None: both ways."""
        return [
            code
            for code, stamp in self.found.items()
            if isinstance(stamp, Undecided) and stamp.evidence is evidence and not stamp.same
        ]

    def rows(self, codes: list[int]) -> int:
        """Count the rows of some codes."""
        return int(self.counts[codes].sum())

    @property
    def open(self) -> bool:
        """Whether any date in figures needs a decision."""
        return any(self.codes(evidence) for evidence in (True, False, None))

    def decide(self, file: str, column: str) -> bool | None:
        """Decide from all cells, or raise."""
        day, month = self.rows(self.codes(True)), self.rows(self.codes(False))
        if min(day, month) > _SLIPS * (day + month):
            raise self._error(file, column, self._contradiction())
        if day or month:
            return day > month
        if any(self._dotted(code) for code in self.codes(None)):
            return True
        both = self.rows(self.codes(None))
        if 2 * both > self._understood():
            raise self._error(file, column, self._both_readings())
        return None

    def _dotted(self, code: int) -> bool:
        stamp = self.found[code]
        return isinstance(stamp, Undecided) and stamp.dotted

    def _understood(self) -> int:
        return self.rows([c for c, stamp in self.found.items() if not isinstance(stamp, Refusal)])

    def _contradiction(self) -> str:
        day, month = (self.cells.categories[self.codes(way)[0]] for way in (True, False))
        return (
            f"{shortened(day)} can only be day first and {shortened(month)} only month first. "
            "Write day_first = true or day_first = false in settings.toml and correct the others."
        )

    def _both_readings(self) -> str:
        code = self.codes(None)[0]
        readings = both_readings(self.cells.categories[code], self.found[code])
        return (
            f"every date fits day first as well as month first: {readings}. Write day_first = true "
            "or day_first = false in settings.toml."
        )

    def _error(self, file: str, column: str, message: str) -> LogbookError:
        problem = Problem(file or "this column", None, column or None, None, message)
        return LogbookError("The dates cannot be read.", (problem,))


def _likely_year(cells: pd.Categorical, day_first: bool | None, latest: dt.date) -> int:
    """Give the year of the first date with which the last does not lie in the future."""
    try:
        days = np.asarray(parse_dates(cells, day_first=day_first, year=latest.year).values)
    except LogbookError:  # day and month cannot be told apart
        return latest.year
    newest: dt.date = max(days[~np.isnat(days)].astype("datetime64[D]").tolist(), default=latest)
    beyond = (newest.month, newest.day) > (latest.month, latest.day)
    return latest.year - max(0, newest.year - latest.year + beyond)


def _no_year(cell: str, likely: int) -> Refusal:
    return Refusal(
        f"{shortened(cell)} has no year. Write the year of the first such date into settings.toml, "
        f"a text file in this folder: year = {likely} (a line of its own, above those in "
        "brackets)."
    )


def _with_years(
    parsed: ParsedDates, yearless: list[int], year: int, latest: dt.date | None
) -> ParsedDates:
    """Give the dates without a year theirs, in the order in which they stand."""
    days = np.array(parsed.values)
    refused, messages = parsed.refused.copy(), {**parsed.messages}
    rows = np.flatnonzero(np.isin(parsed.text.codes, yearless) & ~np.isnat(days))
    for row, day in zip(rows, _in_years(days[rows].astype("datetime64[D]"), year), strict=True):
        text = str(parsed.text.categories[parsed.text.codes[row]])
        days[row] = day
        if np.isnat(day) or (latest is not None and day > np.datetime64(latest)):
            days[row], refused[row] = _NO_DATE, True
            why = "no day of its year" if np.isnat(day) else f"{FUTURE}, as {day}"
            messages[text] = (
                f"{shortened(text)} is {why}. See that year = {year} in settings.toml is that of "
                f"the first date here without one. {ALLOWED}"
            )
    return replace(parsed, values=days, refused=refused, messages=messages)


def _in_years(days: npt.NDArray[np.datetime64], first: int) -> npt.NDArray[np.datetime64]:
    """Move days of `NO_YEAR` to their years; the first row is of the first year."""
    steps = np.diff(days).astype(int)
    short = (steps + _HALF_A_YEAR) % 366 - _HALF_A_YEAR
    way = 1 if (short > 0).sum() >= (short < 0).sum() else -1  # the newest may stand first
    years = first + way * np.cumsum(np.append(0, way * steps < -_HALF_A_YEAR)[: len(days)])
    months = days.astype("datetime64[M]")
    moved = months + 12 * (years - NO_YEAR)
    there = moved.astype("datetime64[D]") + (days - months.astype("datetime64[D]"))
    return np.where(there.astype("datetime64[M]") == moved, there, np.datetime64("NaT", "D"))


def both_readings(cell: str, stamp: object) -> str:
    """Show the two days that a date in figures can be.

    Parameters
    ----------
    cell : str
        The date as written.
    stamp : object
        An `Undecided`; for anything else only the cell is shown.

    Returns
    -------
    str
        "03/04/2026 is 3 April 2026 or 4 March 2026".
    """
    if not isinstance(stamp, Undecided):
        return shortened(cell)
    days = (way.day for way in (stamp.day_first, stamp.month_first) if way)
    return f"{shortened(cell)} is {' or '.join(f'{day.day} {day:%B %Y}' for day in days)}"


def _parsed(
    cells: pd.Categorical,
    found: Mapping[int, _Found],
    order: _Order,
    day_first: bool | None,
    latest: dt.date | None,
) -> ParsedDates:
    size = len(cells.categories)
    days = np.full(size + 1, _NO_DATE)  # the last: blank, code -1
    hours = np.full(size + 1, np.nan)
    bad = np.zeros(size + 1, dtype=bool)
    messages, notes = dict[str, str](), dict[str, str]()
    for code, stamp in found.items():
        text = cells.categories[code]
        if is_not_recorded(text) or not text.strip():
            continue
        settled = _in_time(text, _settled(text, stamp, day_first), latest)
        if isinstance(settled, Refusal):
            bad[code], messages[text] = True, settled.message
            continue
        days[code] = np.datetime64(settled.day, "s")
        hours[code] = np.nan if settled.hours is None else settled.hours
        if settled.note:
            notes[text] = settled.note
    codes, decided = cells.codes, day_first if order.open else None
    return ParsedDates(days[codes], bad[codes], messages, notes, cells, hours[codes], decided)


def _settled(text: str, stamp: _Found, day_first: bool | None) -> Stamp | Refusal:
    if not isinstance(stamp, Undecided):
        return stamp
    chosen = stamp.month_first if day_first is False else stamp.day_first
    if day_first is None and not stamp.same:
        return Refusal(f"{both_readings(text, stamp)}. {ALLOWED}")
    if chosen is None:
        order = "day" if day_first else "month"
        return Refusal(
            f"{shortened(text)} is no date with the {order} first, as the others are. {ALLOWED}"
        )
    return chosen


def _in_time(text: str, stamp: Stamp | Refusal, latest: dt.date | None) -> Stamp | Refusal:
    if isinstance(stamp, Refusal):
        return stamp
    if latest is not None and stamp.day > latest:
        return Refusal(f"{shortened(text)} is {FUTURE}. Use the day the entry is about.")
    if stamp.day < EARLIEST:
        return Refusal(f"{shortened(text)} is before {EARLIEST.year}. {ALLOWED}")
    return stamp


def parse_date_parts(
    year: Text, month: Text, day: Text, *, latest: dt.date | None = None
) -> ParsedDates:
    """Read dates that are split over three columns; a blank means "as above".

    Parameters
    ----------
    year, month, day : Categorical, Series or sequence of str
        The three columns. A year, month or day of 0 means that it is not
        known: no date, and nothing refused.
    latest : datetime.date or None
        Later dates are refused as being in the future.

    Returns
    -------
    ParsedDates
        As from `parse_dates`; its text is "year-month-day" of each row.
    """
    parts = [_as_above(as_text(part)) for part in (year, month, day)]
    joined = _joined(parts)
    parsed = parse_distinct(
        joined, lambda cell: _read_parts(cell, latest), _NO_DATE, "datetime64[s]"
    )
    hours = np.full(len(joined), np.nan)
    return ParsedDates(parsed.values, parsed.refused, parsed.messages, parsed.notes, joined, hours)


def _as_above(part: pd.Categorical) -> pd.Categorical:
    """Fill blanks with the last cell above them; the ones before any stay blank."""
    rows = np.arange(len(part))
    last = np.maximum.accumulate(np.where(part.codes >= 0, rows, -1)) if len(part) else rows
    codes = np.where(last >= 0, part.codes[last], -1)
    return pd.Categorical.from_codes(codes, part.categories)


def _joined(parts: list[pd.Categorical]) -> pd.Categorical:
    """Join three columns to one of "year-month-day", each distinct date once."""
    sizes = [len(part.categories) + 1 for part in parts]
    keys = np.zeros(len(parts[0]), dtype=np.int64)
    for part, size in zip(parts, sizes, strict=True):
        keys = keys * size + (part.codes + 1)
    distinct, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    texts = ["-".join(_part_text(part, row) for part in parts) for row in first]
    places: dict[str, int] = {}
    moved = np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int64)
    codes = moved[codes] if len(distinct) else codes
    return pd.Categorical.from_codes(codes, pd.Index(list(places), dtype=object))


def _part_text(part: pd.Categorical, row: int) -> str:
    code = part.codes[row]
    return str(part.categories[code]).strip().replace("-", "?") if code >= 0 else ""


def _read_parts(cell: str, latest: dt.date | None) -> Reading | Refusal:
    year, month, day = (_whole(part) for part in cell.split("-"))
    if 0 in (year, month, day) or cell == "--":
        return Reading(_NO_DATE)
    if year is None or month is None or day is None:
        return Refusal(f"{shortened(cell)} is not a year, month and day in figures. {ALLOWED}")
    year += 2000 if year < 69 else 1900 if year < 100 else 0
    try:
        stamp = _in_time(cell, Stamp(dt.date(year, month, day)), latest)
    except (ValueError, OverflowError):
        return Refusal(f"{shortened(cell)} is no day of the calendar. {ALLOWED}")
    return stamp if isinstance(stamp, Refusal) else Reading(np.datetime64(stamp.day, "s"))


def _whole(part: str) -> int | None:
    """Read a whole number, also one that a program wrote as 5.0; or a month's name."""
    whole = part.removesuffix(".0")
    if whole.isdecimal() and len(whole) <= 4:
        return int(whole)
    return month_of(part) if part else None
