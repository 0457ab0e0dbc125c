"""Rows and names that stand over days: the title of a month, totals."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass

from backpain_analysis.reading.calendar_words import is_weekday, month_of, weekday_of
from backpain_analysis.reading.parsed import Refusal
from backpain_analysis.reading.stamps import DAY, Stamp, Undecided, take_apart

#: Said of a row of totals.
OF_TOTALS = "{} is a row of totals and no entry: it is not used."
_TOTAL = (
    r"(?:(?:grand |sub)?totale?s?|sum|summe|gesamt|insgesamt|zwischensumme|average|avg|mean|ø|∅|Σ"
    r"|median|max(?:imum)?|min(?:imum)?"
    r"|(?:monats|wochen)?(?:(?:durch)?schnitt|mittel|mittelwert)|somme|moyenne|suma|promedio|media|somma|totaal|gemiddelde)"
)
_TOTALS = rf"{_TOTAL}(?:\s*(?:[/&+,]|und|and|et|y|e|en)?\s*{_TOTAL})*\b\s*[:.]?(?P<of>.*)"
_MORE_THAN_NUMBERS = re.compile(r"[^\d\s.:/-]")
_PERIODS = frozenset((
    "kw", "monat", "woche", "month", "week", "mois", "semaine", "mes", "semana", "mese", "maand",
    "for", "of", "du", "de", "la", "le", "der", "des", "del",
))  # fmt: skip
_TITLE = re.compile(
    r"(?P<month>[^\W\d_]{3,}|\d{1,2})(?:\.?,?\s+|\s*[./]\s*)(?P<year>(?:19|20)\d{2})"
    r"|(?P<alone>[^\W\d_]{3,})\.?"
)
_MONTH_IN_FIGURES = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_./ ](0?[1-9]|1[0-2])(?![-_./ ]?\d)")
_YEAR_ALONE = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WEEK = re.compile(
    r"(?i)\b(?:weeks?|wk|w/c|kw|(?:kalender)?woche|semaine|semana|settimana|weekly)(?![^\W\d_])"
)
_NUMBER_OF_WEEK = re.compile(
    r"(?i)\b(?:week|wk|kw|(?:kalender)?woche|semaine|semana)\s*(\d{1,2})(?!\d)"
)
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}\.?\s[^\W\d_]{3,}\.?\s\d{4}|[^\W\d_]{3,}\s\d{1,2}(?:,\s?|\s)\d{4}"
)
#: Behind the first day of a week, before the last.
_TO = re.compile(r"(?i)\d\.?(?:\s?[^\W\d_]{3,}\.?)?\s*(?:-|–|—|to|bis|until|au|al|tot)\s*$")
_DAY_ALONE = re.compile(rf"(?:(?P<weekday>[^\W\d_]+)\.?,?\s*)?{DAY}")


def is_of_totals(cell: str) -> bool:
    """Tell whether a word where the date belongs names a row of sums or means.

    Parameters
    ----------
    cell : str

    Returns
    -------
    bool
    """
    if not _MORE_THAN_NUMBERS.search(cell):  # most cells by far
        return False
    found = re.fullmatch(_TOTALS, cell.strip(), re.I | re.S)
    words = re.findall(r"\S+", found["of"].casefold()) if found else ["?"]
    return all(w.isdecimal() or w in _PERIODS or month_of(w.rstrip(".")) for w in words)


@dataclass(frozen=True)
class Title:
    """The month that stands over rows of days.

    Attributes
    ----------
    month : int
        1 to 12.
    year : int or None
        None where it is not said.
    """

    month: int
    year: int | None


def title_of(cell: str) -> Title | None:
    """Take a cell for the title of a month, such as "Oktober 2026" or "Oktober".

    Parameters
    ----------
    cell : str

    Returns
    -------
    Title or None
    """
    found = _TITLE.fullmatch(cell.strip())
    if not found:
        return None
    word = found["month"] or found["alone"]
    month = int(word) if word.isdecimal() else month_of(word)
    year = int(found["year"]) if found["year"] else None
    return Title(month, year) if month and month <= 12 else None


def title_in(*names: str) -> Title | None:
    """Find the one month that the names of a table speak of.

    Parameters
    ----------
    *names : str
        Of its sheet and its file, and what stands above it, such as "Pain diary Aug 2026".

    Returns
    -------
    Title or None
        None where there is none, or several.
    """
    text = " ".join(names)
    years = {int(year) for year in _YEAR_ALONE.findall(text)}
    months = {month for word in re.findall(r"[^\W\d_]{3,}", text) if (month := month_of(word))}
    months |= {int(month) for _, month in _MONTH_IN_FIGURES.findall(text)}
    return (
        Title(months.pop(), years.pop() if len(years) == 1 else None) if len(months) == 1 else None
    )


def week_in(*names: str) -> dt.date | None:
    """Find the first day of the one week that the names of a table speak of.

    Parameters
    ----------
    *names : str
        Of its sheet, and what stands above it, such as "Woche vom 3.8.2026" or "KW 32/2026".

    Returns
    -------
    datetime.date or None
    """
    text = " ".join(names)
    if not _WEEK.search(text):
        return None
    if found := _DATE.search(text):
        day, is_last = _sure(take_apart(found[0])), _TO.search(text[: found.start()])
        return day - dt.timedelta(days=6) if day and is_last else day
    weeks, years = {*_NUMBER_OF_WEEK.findall(text)}, {*_YEAR_ALONE.findall(text)}
    if len(weeks) == len(years) == 1:
        with suppress(ValueError):  # a year has no week 60
            return dt.date.fromisocalendar(int(years.pop()), int(weeks.pop()), 1)
    return None


def _sure(found: Stamp | Undecided | Refusal) -> dt.date | None:
    """A day that can be read in one way only; of figures with dots the day comes first."""
    if isinstance(found, Undecided):
        one_way = found.same or found.dotted or found.evidence is not None
        first = found.day_first if found.dotted or found.evidence is not False else None
        found = (first or found.month_first or Refusal("")) if one_way else Refusal("")
    return found.day if isinstance(found, Stamp) else None


def weekday_below(cell: str, first: dt.date) -> str:
    """Give a weekday its date in the week that begins on a day.

    Parameters
    ----------
    cell : str
        Such as "Monday" or "Mi".
    first : datetime.date

    Returns
    -------
    str
        "2026-08-03"; the cell as it is where it is no weekday.
    """
    number = weekday_of(cell.strip())
    if number is None:
        return cell
    return (first + dt.timedelta(days=(number - first.weekday()) % 7)).isoformat()


def day_below(cell: str, title: Title) -> str:
    """Give the number of a day alone the month that stands over it.

    Parameters
    ----------
    cell : str
        Such as "7", "7." or "Mon 7".
    title : Title

    Returns
    -------
    str
        "7 October 2026"; the cell as it is where it is no such number.
    """
    found = _DAY_ALONE.fullmatch(cell.strip())
    if not found or (found["weekday"] and not is_weekday(found["weekday"])):
        return cell
    return f"{found['day']} {calendar.month_name[title.month]} {title.year or ''}".strip()


def with_year_of(cell: str, title: Title) -> str:
    """Give a date without a year that of the title above it, where it is of its month.

    Parameters
    ----------
    cell : str
    title : Title

    Returns
    -------
    str
        The cell as it is where it is no such date.
    """
    if title.year is None or not isinstance(take_apart(cell), Refusal):
        return cell
    for sign in " ./-":
        whole = f"{cell.strip().rstrip('.')}{sign}{title.year}"
        found = take_apart(whole)
        ways = (found.day_first, found.month_first) if isinstance(found, Undecided) else (found,)
        if any(isinstance(way, Stamp) and way.day.month == title.month for way in ways):
            return whole
    return cell
