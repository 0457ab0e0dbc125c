"""A row as it is meant -> the cells of this file, as this person writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from backpain_analysis.columns import DIARY, ROUTINE
from backpain_analysis.entry.date_style import date_form, write_date, write_parts
from backpain_analysis.entry.place import Place
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.headers import nearest

_COLUMNS = {"diary": DIARY, "routine": ROUTINE}


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
    cells = _when(place, row)
    for name, text in row.items():
        if name in ("date", "time"):
            continue
        header = place.find_header(name)
        if header is None:
            raise _no_column(place, name)
        message = place.habits[header].understand(text)[1]
        if message:
            problem = Problem(place.path.name, None, header, text, message)
            raise LogbookError("Nothing was written.", (problem,))
        cells[header] = place.habits[header].write(text)
    return cells


def _when(place: Place, row: Mapping[str, str]) -> dict[str, str]:
    day = dt.date.fromisoformat(row["date"])
    header, clock = place.header_of("date"), place.header_of("time")
    cells = write_parts(day, place.table, place.date_parts) if place.date_parts else {}
    if header is not None:
        cells[header] = write_date(day, date_form(place.table, header, place.settings))
    if "time" not in row:
        return cells
    if clock is not None:
        return cells | {clock: row["time"]}
    if header is None or place.part.frame["time"].isna().all():
        raise _no_column(place, "time")
    return cells | {header: f"{day.isoformat()} {row['time']}"}  # dates are stamps here


def _no_column(place: Place, name: str) -> LogbookError:
    header = place.table.header
    close = nearest(name, header)
    hint = f" Did you mean '{close}'?" if close else ""
    added = next((c.name for c in _COLUMNS[place.kind] if name in (c.name, *c.aliases)), name)
    sign = "a tab and then " if place.layout.delimiter == "\t" else place.layout.delimiter
    return LogbookError(
        f"{place.path.name} has no column for '{name}', so nothing was written.{hint} Its columns "
        f"are: {', '.join(header)}. To begin a new one, write '{added}' behind the last "
        f"heading (in an editor: {sign}{added} at the end of line {place.table.header_line}), and "
        "try again."
    )
