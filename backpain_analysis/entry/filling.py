"""A row as it is meant -> the cells of this file, as this person writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from backpain_analysis.doses import parse_dose, say_dose
from backpain_analysis.entry.date_style import date_form, write_date, write_parts
from backpain_analysis.entry.place import Place
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.prompting import Ask, Tell, ask_which
from backpain_analysis.reading.headers import nearest
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.set_aside import ignored_headers
from backpain_analysis.reading.times import read_time
from backpain_analysis.reading.values import parse_dates
from backpain_analysis.reading.written_doses import AMOUNTS

_NOT_SET = (
    "Nothing was written. '{}' says when it was: give the day with --day and the time with --time."
)
_IGNORED = (
    "Nothing was written. settings.toml leaves '{}' out: take its line out of [columns] there."
)
_ONE_COLUMN = (
    "Nothing was written: '{} = {}' and '{} = {}' are both for the column '{}'. Give one of them."
)
_NOON = 12
_DOSE = (*AMOUNTS, "side", "done")


def by_the_hour(
    place: Place, given: Mapping[str, str], hour: float, ask: Ask | None, tell: Tell, *,
    corrects: dt.date | None,
) -> dict[str, str]:  # fmt: skip
    """Of "Pain AM" and "Pain PM" take that of the hour, or the one that is not given; say so.

    Parameters
    ----------
    place : Place
        The diary.
    given : mapping of str to str
        Column, or a word for it -> text.
    hour : float
        Which it is where no time is given [h since midnight].
    ask : callable or None
        None: nobody is there to answer.
    tell : callable
    corrects : datetime.date or None
        The day whose row is corrected; of several that hold something it is asked which.

    Returns
    -------
    dict of str to str
        As `given`, with a header in place of each such word.

    Raises
    ------
    LogbookError
        A column would be given twice.
    """
    read = read_time(given["time"]) if "time" in given else None
    at, values = getattr(read, "value", hour), dict[str, str]()
    hours = {name: {} if name in place.table.header else place.hours_of(name) for name in given}
    filled = place.filled_on(corrects) if corrects else set()
    named = {place.find_header(name) for name in given if not hours[name]}
    for name, text in given.items():
        columns = sorted(hours[name], key=lambda column: hours[name][column])
        free = [column for column in columns if column not in named]
        header = columns[0 if at < _NOON else -1] if columns else name
        if columns and header in named:
            if read or len(free) != 1:
                raise LogbookError(_given_beside(name, text, header, free))
            header = free[0]
        elif ask and len(there := [each for each in free if each in filled]) > 1:
            header = ask_which(there, ask)
        values[header] = text
        named |= {*columns}
        other = next((each for each in free if each != header), "")
        again = "--replace " * bool(corrects)
        more = f' For the other: {again}--set "{other}={text}"' * bool(other)
        if columns:
            tell(f"{name} goes to '{header}'.{more}")
    return values


def _given_beside(name: str, text: str, header: str, free: Sequence[str]) -> str:
    ways = " or ".join(f'--set "{each}={text}"' for each in free)
    instead = f"In place of it: {ways}." if free else "Leave one of them out."
    return f"Nothing was written: {name} {text} is of '{header}', which is given too. {instead}"


def fill_row(place: Place, row: Mapping[str, str]) -> dict[str, str]:
    """Write a row the way this person does.

    Parameters
    ----------
    place : Place
        The file.
    row : mapping of str to str
        Column, or a word for it -> text; "date" is an ISO date.

    Returns
    -------
    dict of str to str
        Header -> text.

    Raises
    ------
    LogbookError
        A value is not understood or has no column.
    """
    row = _in_words(place, row) if place.kind == "routine" else row
    if missing := place.without_column(row):
        raise _no_column(place, missing)
    cells, meant = _when(place, row), dict[str, str]()
    for name, text in row.items():
        header = place.find_header(name) or name
        if name in ("date", "time"):
            continue
        if row[other := meant.setdefault(header, name)] != text:
            raise LogbookError(_ONE_COLUMN.format(other, row[other], name, text, header))
        if header not in place.habits:
            ignored = header.casefold() in ignored_headers(place.settings)
            raise LogbookError((_IGNORED if ignored else _NOT_SET).format(header))
        if not text:  # a cell that is to be blank
            cells[header] = ""
            continue
        habit = place.habits[header]
        message = habit.understand(text)[1]
        if message and not (habit.meaning.name in AMOUNTS and parse_dose(text)):
            problem = Problem(place.path.name, None, header, text, message)
            raise LogbookError("Nothing was written.", (problem,))
        cells[header] = habit.write(text)
    return cells


def _in_words(place: Place, row: Mapping[str, str]) -> Mapping[str, str]:
    """Put the dose into one cell, where the file has no column of its own for each part of it."""
    row = {name: text for name, text in row.items() if (name, text) != ("done", "yes")
           or place.find_header("done")}  # fmt: skip
    without = {name for name in _DOSE if name in row and not place.header_of(name)}
    if place.says_doses_in_words and row.keys() & {*AMOUNTS}:
        without |= row.keys() & {*AMOUNTS}
    if not without or place.dose_header is None:
        return row
    without |= row.keys() & {*AMOUNTS}
    minutes = f"{row['minutes']} min" if "minutes" in row else ""
    rest = (row[name] for name in ("side", "done") if name in without)
    words = [say_dose(row), minutes, *("skipped" if word == "no" else word for word in rest)]
    kept = {name: text for name, text in row.items() if name not in without}
    return kept | {place.dose_header: " ".join(filter(None, words))}


def _when(place: Place, row: Mapping[str, str]) -> dict[str, str]:
    day = dt.date.fromisoformat(row["date"])
    header, clock = place.header_of("date"), place.header_of("time")
    cells = write_parts(day, place.table, place.date_parts) if place.date_parts else {}
    if header is not None:
        cells[header] = _date_cell(place, header, day)
    names = {each: habit.weekday(day) for each, habit in place.habits.items()}
    cells |= {each: name for each, name in names.items() if name}
    if "time" not in row:
        return cells
    if clock is not None:
        return cells | {clock: row["time"]}
    return cells | {str(header): f"{day.isoformat()} {row['time']}"}  # dates are stamps here


def _date_cell(place: Place, header: str, day: dt.date) -> str:
    """The day as the person writes it; in full where the file cannot tell day and month."""
    begun = place.table.cells[header].notna().any()
    table = place.table if begun else place.written
    cell = write_date(day, date_form(table, header, place.settings))
    own = as_text([*place.table.cells[header].dropna().astype(str), cell])
    try:
        read = np.asarray(parse_dates(own, day_first=place.settings.day_first).values)[-1]
    except LogbookError:
        return day.isoformat()
    return cell if str(read)[:10] == day.isoformat() else day.isoformat()


def _no_column(place: Place, names: Sequence[str]) -> LogbookError:
    header = place.table.header
    near = {name: nearest(name, header) for name in names}
    hint = f" Did you mean {_listed([*filter(None, near.values())])}?" if any(near.values()) else ""
    sign = "a tab and then " if place.layout.delimiter == "\t" else place.layout.delimiter
    added = [name for name in names if not near[name]] or names
    return LogbookError(
        f"{place.path.name} has no column for {_listed(names)}, so nothing was written.{hint} Its "
        f"columns are: {', '.join(header)}. To begin a new one, write {_listed(added)} behind the "
        f"last heading (in an editor: {sign}{sign.join(added)} at the end of line "
        f"{place.table.header_line}), and try again."
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)
