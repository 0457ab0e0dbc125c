"""Dates the way this person writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from itertools import product

import numpy as np

from backpain_analysis.header_words import DATE_PARTS
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_dates

#: Dates that are looked at, the last ones.
_LOOKED_AT = 40
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_IN_FIGURES = [
    *("{Y}{0}{m}{0}{d}".replace("{0}", sign) for sign in "-/."),
    *(f"{{d}}{sign}{{m}}{sign}{year}" for sign, year in product("./-", ("{Y}", "{y}"))),
    *(f"{{m}}{sign}{{d}}{sign}{year}" for sign, year in product("/-.", ("{Y}", "{y}"))),
]
_IN_WORDS = [
    "{d} {b} {Y}", "{d} {B} {Y}", "{d}. {B} {Y}", "{d}-{b}-{Y}", "{d}-{b}-{y}", "{b} {d}, {Y}",
    "{B} {d}, {Y}", "{b} {d} {Y}", "{B} {d} {Y}",
]  # fmt: skip
_PADDED, _PLAIN = "02d", "d"
#: Every way that can be imitated; the first is also what is written where none fits.
_FORMS = [
    *product(_IN_FIGURES, (_PADDED, _PLAIN)),
    *product(_IN_WORDS, (_PLAIN, _PADDED)),
    ("{Y}{m}{d}", _PADDED),
]


def date_form(table: Table, header: str, settings: Settings) -> tuple[str, str]:
    """Find the form in which a column's dates are written.

    Parameters
    ----------
    table : Table
    header : str
        Of the column of dates.
    settings : Settings

    Returns
    -------
    (str, str)
        For `write_date`: a form that most of the last dates have, else that
        of 2026-01-30.
    """
    text = as_text(table.cells[header])
    parsed = parse_dates(text, day_first=settings.day_first)
    days = np.asarray(parsed.values).astype("datetime64[D]")
    written = [
        (str(cell), day.astype(object))
        for cell, day in zip(text[-_LOOKED_AT:], days[-_LOOKED_AT:], strict=True)
        if not np.isnat(day)
    ]
    fits = {
        form: 0 for cell, day in written[-3:] for form in _FORMS if write_date(day, form) == cell
    }
    for form in fits:
        fits[form] = sum(write_date(day, form) == cell for cell, day in written)
    best = max(fits, key=lambda form: fits[form], default=_FORMS[0])
    return best if 2 * fits.get(best, 0) > len(written) else _FORMS[0]


def shown_form(number_format: str) -> tuple[str, str] | None:
    """Find the form in which a spreadsheet shows its dates.

    Parameters
    ----------
    number_format : str
        Of a cell, such as "DD.MM.YYYY".

    Returns
    -------
    (str, str) or None
        For `write_date`; None where it may be read in two ways, or is not one of ours.
    """
    plain = re.sub(r'\[[^\]]*\]|;.*|[\\"]', "", number_format).casefold()
    found = re.fullmatch(r"(dd?)\.(mm?)\.(yy(?:yy)?)", plain)
    if found is None or len(found[1]) != len(found[2]):
        return None
    return f"{{d}}.{{m}}.{{{'Y' if len(found[3]) > 2 else 'y'}}}", (
        _PADDED if len(found[1]) > 1 else _PLAIN
    )


def write_date(day: dt.date, form: tuple[str, str]) -> str:
    """Write a day.

    Parameters
    ----------
    day : datetime.date
    form : (str, str)
        From `date_form`.

    Returns
    -------
    str
    """
    pattern, width = form
    month = _MONTHS[day.month - 1]
    return pattern.format(
        Y=f"{day.year:04d}", y=f"{day.year % 100:02d}", m=format(day.month, width),
        d=format(day.day, width), B=month, b=month[:3],
    )  # fmt: skip


def write_parts(day: dt.date, table: Table, parts: Mapping[str, str]) -> dict[str, str]:
    """Write a day that is split over three columns.

    Parameters
    ----------
    day : datetime.date
    table : Table
    parts : mapping of str to str
        "year", "month", "day" -> header.

    Returns
    -------
    dict of str to str
        Header -> text, in two figures where the column has "03".
    """
    numbers = {"year": day.year, "month": day.month, "day": day.day}
    return {
        parts[part]: format(numbers[part], _PADDED if _is_padded(table, parts[part]) else _PLAIN)
        for part in DATE_PARTS
    }


def _is_padded(table: Table, header: str) -> bool:
    return any(str(text).startswith("0") for text in table.cells[header].array.categories)
