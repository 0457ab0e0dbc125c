"""The day and the time of each row, whichever way a file writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.errors import Problem, line_ranges
from backpain_analysis.header_words import DATE_PARTS
from backpain_analysis.reading.calendar_words import is_weekday
from backpain_analysis.reading.dates import FUTURE
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.matching import Meaning, fold_mapping
from backpain_analysis.reading.parsed import Parsed, as_text, shortened
from backpain_analysis.reading.part import Cells, Rows
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.titles import (
    OF_TOTALS,
    Title,
    day_below,
    in_weeks,
    is_of_totals,
    title_in,
    title_of,
    with_year_of,
    year_in,
)
from backpain_analysis.reading.values import (
    ParsedDates,
    parse_date_parts,
    parse_dates,
    parse_times,
)

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class When:
    """The day and time of each row of a table.

    Attributes
    ----------
    days : numpy.ndarray of datetime64[s]
        The diary day, after the ``day_starts`` rule; NaT where none was found.
    hours : numpy.ndarray of float
        Clock time as written [h since midnight]; NaN where none was.
    cells : tuple of Cells
        The columns that it was read from.
    problems : tuple of Problem
    """

    days: npt.NDArray[np.datetime64]
    hours: npt.NDArray[np.float64]
    cells: tuple[Cells, ...]
    problems: tuple[Problem, ...]

    @property
    def missing(self) -> Rows:
        """Rows whose day is not known."""
        return np.isnat(self.days)


def find_date_parts(headers: Sequence[str], settings: Settings) -> dict[str, str]:
    """Find the columns of a date that is split over year, month and day.

    Parameters
    ----------
    headers : sequence of str
    settings : Settings
        Its ``[columns]`` may name them.

    Returns
    -------
    dict of str to str
        "year", "month", "day" -> header; empty unless all three are there.
    """
    mapped = fold_mapping(settings.columns)
    found: dict[str, str] = {}
    for header in headers:
        wish = mapped.get(header.casefold())
        for part, words in DATE_PARTS.items():
            if wish == part or (wish is None and snake_case(header) in words):
                found.setdefault(part, header)
    return found if len(found) == len(DATE_PARTS) else {}


def read_when(
    table: Table,
    meanings: Sequence[Meaning],
    parts: Mapping[str, str],
    settings: Settings,
    today: dt.date,
) -> When:
    """Read the day and the time of each row.

    Parameters
    ----------
    table : Table
    meanings : sequence of Meaning
        Of the table's headers, the date parts left out.
    parts : mapping of str to str
        From `find_date_parts`.
    settings : Settings
    today : datetime.date
        Dates after the day that follows it are refused.

    Returns
    -------
    When

    Raises
    ------
    LogbookError
        Where day and month cannot be told apart.
    """
    latest = today + dt.timedelta(days=1)
    headers = {m.name: m.header for m in meanings if m.column and m.column.role == "when"}
    stamps = _stamps(table, headers.get("date"), settings, latest)
    clock = parse_times(table.cells[headers["time"]]) if "time" in headers else None
    hours = _hours(stamps, clock, len(table.lines))
    night = _before_day_starts(hours, clock, settings)
    days = None if stamps is None else _shifted(stamps, night)
    named = np.zeros(len(table.lines), dtype=bool) if stamps is None else stamps.refused
    cells, problems = _own_cells(table, headers, stamps, clock)
    if parts:
        split = _split_dates(table, parts, latest)
        # A clock time of its own moves the split day too; a stamp's never does.
        written = _shifted(split, night if stamps is None else np.zeros_like(night))
        problems += split.problems(table.file, parts["day"], table.lines)
        problems += _disagreement(table, parts["day"], written, days)
        days = written if days is None else np.where(np.isnat(written), days, written)
        named = named | split.refused
        cells += _part_cells(table, parts, days)
    if days is None:
        days = np.full(len(table.lines), np.datetime64("NaT", "s"))
    header = parts.get("day", headers.get("date"))
    return When(days, hours, tuple(cells), (*problems, *_undated(table, header, days, named)))


def leave_ahead(table: Table, when: When, blank: Rows) -> tuple[When, Rows]:
    """Take dates filled down into the future for blank rows, where nothing stands beside them.

    Parameters
    ----------
    table : Table
    when : When
    blank : numpy.ndarray of bool
        Rows that hold nothing but a date.

    Returns
    -------
    tuple of When and numpy.ndarray of bool
        Without what is said of them; and which rows they are.
    """
    ahead = np.zeros(len(blank), dtype=bool)
    for at, cell in enumerate(when.cells):
        parsed, texts = cell.parsed, cell.parsed.text
        late = [FUTURE in parsed.messages.get(str(text), "") for text in texts.categories]
        ahead |= (alone := blank & parsed.refused & np.array([*late, False])[texts.codes])
        left = replace(cell, parsed=replace(parsed, refused=parsed.refused & ~alone))
        was, now = (c.parsed.problems(table.file, c.header, table.lines) for c in (cell, left))
        cells = (*when.cells[:at], left, *when.cells[at + 1 :])
        told = (*(one for one in when.problems if one not in was), *now) if alone.any() else None
        when = replace(when, cells=cells, problems=told) if told is not None else when
    return when, ahead


def without_titles(
    table: Table, meanings: Sequence[Meaning], settings: Settings, today: dt.date
) -> tuple[Table, list[Problem]]:
    """Set the rows apart that are no entries: totals, titles, headers once more.

    Parameters
    ----------
    table : Table
    meanings : sequence of Meaning
        Of its headers.
    settings : Settings
    today : datetime.date

    Returns
    -------
    tuple of Table and list of Problem
        Dates without a year below "Oktober 2026" have its year, and numbers of a day below
        "Oktober", or on a sheet or in a file of that name, its month; each row of totals is named.
    """
    header = next((m.header for m in meanings if m.name == "date"), None)
    text = as_text(table.cells[header]) if header else pd.Categorical([])
    words = [str(one) for one in text.categories]
    titles, totals = [*map(title_of, words)], [*map(is_of_totals, words)]
    names = (table.sheet or "", *table.preamble)
    over = title_in(*names) or title_in(Path(table.file).stem)
    said = (over, *titles, *totals, header in words, *(is_weekday(w.strip()) for w in words))
    if header is None or not any(said):
        return table, []
    texts = {other: as_text(table.cells[other]) for other in table.header}
    alone = np.max([texts[h].codes for h in texts if h != header], axis=0, initial=-1) < 0
    again = np.all([(one.codes < 0) | (one == h) for h, one in texts.items()], axis=0)
    again &= text == header
    cells = [words[code] if code >= 0 else None for code in text.codes]
    within, weeks = in_weeks(cells, alone | again, names, settings.year, today)
    title: Title | None = None
    dates, left, told = [], [], list[Problem]()
    for row, (code, cell) in enumerate(zip(text.codes, within, strict=True)):
        if cell and totals[code]:
            message = OF_TOTALS.format(shortened(cell))
            told.append(Problem(table.file, int(table.lines[row]), header, cell, message))
        elif cell and titles[code] and alone[row]:
            title = titles[code]
        elif not (again[row] or row in weeks):
            left.append(row)
            dated = with_year_of(cell, title) if cell and title else cell
            month = title or over
            dates.append(day_below(dated, month) if dated and month else dated)
    kept = table.cells.iloc[left].reset_index(drop=True)
    kept[header] = pd.Categorical(pd.Series(dates, dtype="object"))
    return replace(table, cells=kept, lines=table.lines[left]), told


def _stamps(
    table: Table, header: str | None, settings: Settings, latest: dt.date
) -> ParsedDates | None:
    if header is None:
        return None
    return parse_dates(
        table.cells[header],
        day_first=settings.day_first,
        latest=latest,
        file=table.file,
        column=header,
        **years(table, settings),
    )


def years(table: Table, settings: Settings) -> dict[str, int | None]:
    """Tell `parse_dates` of which year dates without one are.

    Parameters
    ----------
    table : Table
        A sheet whose name or title has one year ("Oktober 2026") is of that year.
    settings : Settings
        Without its ``year`` such dates are refused.

    Returns
    -------
    dict
        ``year`` and ``likely_year``.
    """
    own = year_in(" ".join((table.sheet or "", *table.preamble)))
    return {"year": settings.year and (own or settings.year), "likely_year": own}


def _hours(stamps: ParsedDates | None, clock: Parsed | None, rows: int) -> npt.NDArray[np.float64]:
    """Clock times: of the time column, else of the date's own stamp."""
    hours = np.full(rows, np.nan)
    if stamps is not None and bool((stamps.hours > 0).any()):  # all midnight: no times at all
        hours = np.asarray(stamps.hours, dtype=float)
    if clock is not None:
        written = np.asarray(clock.values, dtype=float)
        hours = np.where(np.isnan(written), hours, written)
    return hours


def _before_day_starts(
    hours: npt.NDArray[np.float64], clock: Parsed | None, settings: Settings
) -> Rows:
    start = settings.day_starts.hour + settings.day_starts.minute / 60
    night: Rows = hours < start
    if clock is not None and night.any():  # "morning" is a morning of its own date
        figures = [any(sign.isdigit() for sign in str(text)) for text in clock.text.categories]
        night &= np.array([*figures, True])[clock.text.codes]
    return night


def _shifted(dates: Parsed, night: Rows) -> npt.NDArray[np.datetime64]:
    days = np.asarray(dates.values).astype("datetime64[s]")
    return np.where(night, days - _DAY, days) if night.any() else days


def _split_dates(table: Table, parts: Mapping[str, str], latest: dt.date) -> ParsedDates:
    year, month, day = (table.cells[parts[part]] for part in DATE_PARTS)
    return parse_date_parts(year, month, day, latest=latest)


def _own_cells(
    table: Table, headers: Mapping[str, str], stamps: Parsed | None, clock: Parsed | None
) -> tuple[list[Cells], list[Problem]]:
    cells: list[Cells] = []
    problems: list[Problem] = []
    for name, parsed in (("date", stamps), ("time", clock)):
        if parsed is not None:
            cells.append(Cells(headers[name], name, name, name, "", parsed))
            problems += parsed.problems(table.file, headers[name], table.lines)
    return cells, problems


def _part_cells(
    table: Table, parts: Mapping[str, str], days: npt.NDArray[np.datetime64]
) -> list[Cells]:
    """The three columns of a split date: each row's three cells share one fate."""
    found = []
    for header in (parts[part] for part in DATE_PARTS):
        parsed = Parsed(days, np.isnat(days), text=as_text(table.cells[header]))
        found.append(Cells(header, "date", "date", "date", "", parsed))
    return found


def _undated(
    table: Table, header: str | None, days: npt.NDArray[np.datetime64], named: Rows
) -> list[Problem]:
    """Rows without a date, save those whose refused date is named already."""
    blank = np.isnat(days) & ~named
    if not blank.any():
        return []
    message = (
        "no date, so {rows} cannot be used. Write the day there, also where it is that of the row "
        "above."
    )
    return [rows_problem(table, blank, header, message)]


def _disagreement(
    table: Table,
    header: str,
    split: npt.NDArray[np.datetime64],
    stamped: npt.NDArray[np.datetime64] | None,
) -> list[Problem]:
    if stamped is None:
        return []
    apart = ~np.isnat(split) & ~np.isnat(stamped) & (split != stamped)
    if not apart.any():
        return []
    at = int(apart.argmax())
    message = (
        f"the columns of day, month and year say {_day(split[at])}, the date column says "
        f"{_day(stamped[at])}; the first is used in {{rows}}. Where the time is of another zone, "
        'set day_starts (as in day_starts = "08:00") in settings.toml.'
    )
    return [rows_problem(table, apart, header, message)]


def _day(stamp: Any) -> str:
    return str(np.datetime64(stamp, "D"))


def rows_problem(table: Table, rows: Rows, header: str | None, message: str) -> Problem:
    """Name many rows with one problem.

    Parameters
    ----------
    table : Table
    rows : numpy.ndarray of bool
        At least one.
    header : str or None
        Column to name.
    message : str
        "{rows}" in it becomes "this row" or "these 12 rows (lines 2-13)".

    Returns
    -------
    Problem
    """
    count = int(rows.sum())
    lines = line_ranges(np.unique(table.lines[rows]))
    which = "this row" if count == 1 else f"these {count:,} rows (lines {lines})"
    return Problem(
        table.file,
        int(table.lines[int(rows.argmax())]),
        header,
        None,
        message.replace("{rows}", which),
    )


def without_parts(table: Table, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Give the headers of a table save those of a split date.

    Parameters
    ----------
    table : Table
    parts : mapping of str to str
        From `find_date_parts`.

    Returns
    -------
    tuple of str
    """
    return tuple(header for header in table.header if header not in parts.values())
