"""Rows and names that stand over days: the title of a month, totals."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from backpain_analysis.reading.calendar_words import is_weekday, month_of, weekdays_in_order
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
    r"(?i)\b(?:week|wk|kw|(?:kalender)?woche|semaine|semana|settimana)\s*(\d{1,2})(?!\d)"
)
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}\.?\s[^\W\d_]{3,}\.?\s\d{4}|[^\W\d_]{3,}\s\d{1,2}(?:,\s?|\s)\d{4}"
)
_UNTIL = r"\s*(?:-|–|—|to|bis|until|au|al|tot)\s*"
#: Behind the first day of a week, before the last.
_TO = re.compile(rf"(?i)\d\.?(?:\s?[^\W\d_]{{3,}}\.?)?{_UNTIL}$")
#: A week by its first and its last day: "31.08.-06.09.", its year behind it or not.
_SPAN = re.compile(
    rf"(?i)(?<!\d)(\d\d?)[./]\s?(\d\d?)[./]?{_UNTIL}"
    r"(\d\d?)[./]\s?(\d\d?)(?!\d)(?:[./]?\s?((?:19|20)\d{2}))?"
)
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
    months = {month for word in re.findall(r"[^\W\d_]{3,}", text) if (month := month_of(word))}
    months |= {int(month) for _, month in _MONTH_IN_FIGURES.findall(text)}
    return Title(months.pop(), year_in(text)) if len(months) == 1 else None


def year_in(text: str) -> int | None:
    """Find the one year that a text speaks of.

    Parameters
    ----------
    text : str

    Returns
    -------
    int or None
        None where there is none, or several.
    """
    years = {*map(int, _YEAR_ALONE.findall(text))}
    return years.pop() if len(years) == 1 else None


def is_week(name: str) -> bool:
    """Tell whether the name of a sheet speaks of a week, such as "KW 36" or "31.08.-06.09.".

    Parameters
    ----------
    name : str

    Returns
    -------
    bool
    """
    return bool(_NUMBER_OF_WEEK.search(name) or _SPAN.search(name))


def week_in(
    *names: str, year: int | None = None, begins: str | None = None, today: dt.date | None = None
) -> dt.date | None:
    """Find the first day of the one week that the names of a table speak of.

    Parameters
    ----------
    *names : str
        Of its sheet, and what stands above it, such as "Woche vom 3.8.2026", "KW 32/2026" or
        "31.08.-06.09.".
    year : int or None
        Of a week without one.
    begins : str or None
        The weekday of its first row: tells whether a week without a year is of that of `today`
        or the one before, and 9/7/2026 in September.
    today : datetime.date or None

    Returns
    -------
    datetime.date or None
    """
    text = " ".join(names)
    years = {*map(int, _YEAR_ALONE.findall(text))} or {*([year] if year else [])}
    (first,) = weekdays_in_order([str(begins)], 0) if is_weekday(begins or "") else (None,)
    if span := _SPAN.search(text):
        years = {int(span[5])} if span[5] else years
        last_years = (today.year - 1, today.year) if today else ()
        named = [_of_span(span, one) for one in (years or last_years)]
        days = [day for day in named if day and (years or day.weekday() == first)]
        return days[0] if len(days) == 1 else None
    if not _WEEK.search(text):
        return None
    found = _DATE.search(text)
    if found and not isinstance(stamp := take_apart(found[0]), Refusal):
        is_last = _TO.search(text[: found.start()])
        day = _sure(stamp, None if is_last else first)
        return day - dt.timedelta(days=6) if day and is_last else day
    weeks = {*_NUMBER_OF_WEEK.findall(text)}
    if len(weeks) == len(years) == 1:
        with suppress(ValueError):  # a year has no week 60
            return dt.date.fromisocalendar(years.pop(), int(weeks.pop()), 1)
    return None


def _of_span(span: re.Match[str], year: int) -> dt.date | None:
    """The first of seven days, the last of which is of a year; the day or the month first."""
    one, two, three, four = map(int, span.group(1, 2, 3, 4))
    for last, first in (((four, three), (two, one)), ((three, four), (one, two))):
        with suppress(ValueError):
            day = dt.date(year, *last) - dt.timedelta(days=6)
            if (day.month, day.day) == first:
                return day
    return None


def _sure(found: Stamp | Undecided | Refusal, weekday: int | None) -> dt.date | None:
    """A day that can be, or is of its weekday, in one way only; with dots the day comes first."""
    if isinstance(found, Undecided):
        ways = [way for way in (found.day_first, found.month_first) if way]
        fit = [way for way in ways if way.day.weekday() == weekday]
        if len(fit) == 1 and not found.dotted:
            return fit[0].day
        one_way = found.same or found.dotted or found.evidence is not None
        first = found.day_first if found.dotted or found.evidence is not False else None
        found = (first or found.month_first or Refusal("")) if one_way else Refusal("")
    return found.day if isinstance(found, Stamp) else None


def in_weeks(
    cells: Sequence[str | None],
    over: Sequence[bool],
    names: Sequence[str],
    year: int | None,
    today: dt.date | None,
) -> tuple[list[str | None], set[int]]:
    """Give weekdays their dates in the week whose title stands over them.

    Parameters
    ----------
    cells : sequence of str or None
        Such as "Monday" or "Mi", as they stand below each other, with the titles between them.
    over : sequence of bool
        Rows that are no entry, such as a title or the headers once more: the days below them are
        of the week that they name, and of none where it is not sure which.
    names : sequence of str
        Of the sheet, and what stands above the table.
    year, today : int or None, datetime.date or None
        As in `week_in`, of the first week.

    Returns
    -------
    tuple of list of str or None and set of int
        "2026-08-03"; a cell as it is where it is no weekday, or not sure which. And the rows
        of `over` that name a week.
    """
    found, titles = [*cells], set[int]()
    begins = _first_weekday(cells)
    named = {week_in(name, year=year, begins=begins, today=today) for name in names} - {None}
    last = None if len(named) > 1 else week_in(*names, year=year, begins=begins, today=today)
    weeks: list[tuple[dt.date | None, list[int]]] = [(last, [])]
    for row, cell in enumerate(cells):
        if cell and is_weekday(cell.strip()):
            weeks[-1][1].append(row)
        elif cell and (over[row] or _WEEK.search(cell)):
            week = _near(cell, _first_weekday(cells[row : row + 9]), last, year, today)
            if week or weeks[-1][1]:  # else a second line of the title
                weeks.append((week, []))
            last = week or last
            titles |= {row} if week and over[row] else set()
    for week, rows in weeks:
        days = _in_week([str(cells[row]).strip() for row in rows], week) if week else []
        for row, day in zip(rows, days, strict=False):
            found[row] = day.isoformat() if day else cells[row]
    return found, titles


def _first_weekday(cells: Sequence[str | None]) -> str | None:
    return next((cell for cell in cells if cell and is_weekday(cell.strip())), None)


def _near(
    title: str, begins: str | None, last: dt.date | None, year: int | None, today: dt.date | None
) -> dt.date | None:
    """The week of a title; where it has no year, within three months of the last."""
    if last is None:
        return week_in(title, year=year, begins=begins, today=today)
    years = (last.year - 1, last.year, last.year + 1)
    found = {day for one in years if (day := week_in(title, year=one, begins=begins))}
    near = [day for day in found if len(found) == 1 or abs((day - last).days) < 92]
    return near[0] if near else None


def _in_week(words: Sequence[str], first: dt.date) -> list[dt.date | None]:
    """Days of a week; none from where they begin anew, as nothing says of which week these are."""
    numbers = weekdays_in_order(words, first.weekday())
    found: list[dt.date | None] = []
    after = way = 0
    for number in numbers:
        days = after if number is None else (number - first.weekday()) % 7
        step = (days > after) - (days < after) if any(found) else 0
        if step * way < 0:
            break
        after, way = days, way or step
        found.append(None if number is None else first + dt.timedelta(days=days))
    return found


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
