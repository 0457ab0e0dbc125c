"""Dates as people and apps write them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backpain_analysis.reading.parsed import Parsed, Reading, Refusal, Text, parse_distinct


@dataclass(frozen=True, eq=False)
class ParsedDates(Parsed):
    """A column of dates after parsing.

    Attributes
    ----------
    hours : numpy.ndarray of float
        Time of day that stood with the date [h since midnight]; NaN where
        none did.
    day_first : bool or None
        How the column's dates in numbers were read; None where there were none.
    """

    hours: np.ndarray[Any, Any] = field(default_factory=lambda: np.empty(0))
    day_first: bool | None = None


def parse_dates(
    text: Text,
    *,
    day_first: bool | None = None,
    latest: dt.date | None = None,
    file: str = "",
    column: str = "",
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

    Returns
    -------
    ParsedDates
        Values are datetime64[s] at midnight; NaT where blank or refused.

    Raises
    ------
    LogbookError
        Where every date in numbers fits day first as well as month first.
    """

    def read(cell: str) -> Reading | Refusal:
        try:
            found = dt.datetime.fromisoformat(cell)
        except ValueError:
            return Refusal(f"{cell} is not a date. Use a date such as 2026-01-30.")
        return Reading(np.datetime64(found.replace(tzinfo=None), "s"))

    parsed = parse_distinct(text, read, np.datetime64("NaT"), "datetime64[s]")
    stamps = np.asarray(parsed.values)
    days = stamps.astype("datetime64[D]").astype("datetime64[s]")
    hours = (stamps - days) / np.timedelta64(3600, "s")
    has_time = np.array([*(":" in str(text) for text in parsed.text.categories), False])
    hours = np.where(has_time[parsed.text.codes], hours, np.nan)
    return ParsedDates(
        days, parsed.refused, parsed.messages, parsed.notes, parsed.text, hours, day_first
    )


def parse_date_parts(
    year: Text, month: Text, day: Text, *, latest: dt.date | None = None
) -> ParsedDates:
    """Read dates that are split over three columns; a blank means "as above".

    Parameters
    ----------
    year, month, day : Categorical, Series or sequence of str
        The three columns. A year or month of 0 means unknown.
    latest : datetime.date or None
        Later dates are refused as being in the future.

    Returns
    -------
    ParsedDates
        As from `parse_dates`; its text is "year-month-day" of each row.
    """
    parts = [np.asarray(_filled(part), dtype=object) for part in (year, month, day)]
    joined = ["-".join(str(p).zfill(2) for p in row) for row in zip(*parts, strict=True)]
    return parse_dates(joined, latest=latest)


def _filled(part: Text) -> list[str]:
    last = "0"
    filled = []
    for cell in part:
        last = cell if isinstance(cell, str) and cell.strip() else last
        filled.append(last)
    return filled
