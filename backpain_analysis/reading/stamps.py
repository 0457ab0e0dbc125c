"""One date cell taken apart: what it says whichever way its figures are read."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backpain_analysis.reading.calendar_words import is_weekday, month_of, weekdays_meant
from backpain_analysis.reading.parsed import Refusal, shortened
from backpain_analysis.reading.times import read_time

#: How to write a date, for messages.
ALLOWED = "Use a date such as 2026-01-30."
_OF_WHICH_WEEK = (
    "Write the date; or its full name, and its week in a row above it or as the name of the sheet, "
    "such as Week of 2026-01-26 or KW 5/2026 (for KW 5 alone: year = 2026 in settings.toml)."
)

_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
#: The number of a day, as a pattern.
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_END = r"(?!\d)(?P<rest>.*)"
_OF = r"(?:of|de|del|di)\s+"

_NUMBERED = re.compile(
    rf"(?P<first>\d{{1,2}})\s*(?P<sign>[-/.])\s*(?P<second>\d{{1,2}})\s*(?P=sign)\s*{_YEAR}{_END}",
    re.S,
)
_YEAR_FIRST = (
    re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_END}", re.S),
    re.compile(rf"(?P<year>(?:19|20)\d{{2}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_END}", re.S),
    re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<rest>.*)", re.S),
)
_NAMED = (  # compiled when first used, as few diaries have months by name
    rf"(?si){DAY}[\s/.-]*(?:{_OF})?{_MONTH}[\s/.,-]*(?:{_OF})?{_YEAR}{_END}",
    rf"(?si){_MONTH}[\s/-]*{DAY}(?:\s*,\s*|[\s/-]+)(?P<year>\d{{4}}|['’]\d{{2}}){_END}",
    rf"(?si)(?P<year>\d{{4}})[\s/,.-]+{_MONTH}[\s/-]*{DAY}{_END}",
)
#: Stands for the year of dates that have none; it has a 29 February.
NO_YEAR = 2000
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.\d+)?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s+(?=\S)")
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\.?")
_ZONE_ALONE = re.compile(r"(?:Z|[+\-−]\d{2}:?\d{2})")
_BRACKETED = re.compile(r"[(\[](.*)[)\]]", re.S)
_JOINT = re.compile(r"^(?:[,;T\s]|\b(?:at|um|à|a las|om)\b)+", re.I)


# So many dates in a header row are no title with a date in it.
_SEVERAL_DAYS = 3


@dataclass(frozen=True)
class Stamp:
    """A date whose order of figures is known.

    Attributes
    ----------
    day : datetime.date
        The local day.
    hours : float or None
        Time of day [h since midnight].
    note : str
        What stands in brackets behind it.
    """

    day: dt.date
    hours: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Undecided:
    """A date in figures, such as 03/04/2026: day first or month first.

    Attributes
    ----------
    day_first, month_first : Stamp or None
        Both readings; None where there is no such day.
    dotted : bool
        Whether dots stand between its figures: hardly anybody writes 3.9.2026
        for 9 March.
    """

    day_first: Stamp | None
    month_first: Stamp | None
    dotted: bool = False

    @property
    def evidence(self) -> bool | None:
        """True where it can only be day first, False month first; None where both or neither."""
        if (self.day_first is None) == (self.month_first is None):
            return None
        return self.day_first is not None

    @property
    def same(self) -> bool:
        """Whether both readings are one day, as in 05/05/2026."""
        return self.day_first == self.month_first


def take_apart(cell: str) -> Stamp | Undecided | Refusal:
    """Take a date cell apart.

    Parameters
    ----------
    cell : str
        The text, stripped.

    Returns
    -------
    Stamp, Undecided or Refusal
    """
    found = _take_apart(cell)
    if found is None and (word := _WORD_BEFORE.match(cell)) and is_weekday(word[1]):
        found = _take_apart(cell[word.end() :])
    return _no_date(cell) if found is None else found


def take_apart_yearless(cell: str) -> Stamp | Undecided | None:
    """Take a date apart that has no year, such as "19.10.", "10/14" or "14 Oct".

    Parameters
    ----------
    cell : str
        The text, stripped.

    Returns
    -------
    Stamp, Undecided or None
        A day of `NO_YEAR`; None where it is no such date.
    """
    with_year = (take_apart(f"{cell.rstrip('.')}{sign}{NO_YEAR}") for sign in " ./-")
    return next((found for found in with_year if not isinstance(found, Refusal)), None)


def _take_apart(cell: str) -> Stamp | Undecided | Refusal | None:
    if _EPOCH.fullmatch(cell):
        return _of_epoch(cell)
    for pattern in _YEAR_FIRST:
        if found := pattern.fullmatch(cell):
            return _checked(cell, found, int(found["month"]))
    if found := _NUMBERED.fullmatch(cell):
        return _numbered(cell, found)
    for named in _NAMED:
        if (found := re.fullmatch(named, cell)) and (month := month_of(found["month"])):
            return _checked(cell, found, month)
    return None


def _of_epoch(cell: str) -> Stamp:
    """Seconds or milliseconds since 1970, UTC: the zone is not in them."""
    number = float(cell)
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(
        seconds=number / 1000 if number >= 1e11 else number
    )
    hours = moment.hour + moment.minute / 60 + moment.second / 3600
    return Stamp(moment.date(), hours)


def _checked(cell: str, found: re.Match[str], month: int) -> Stamp | Refusal | None:
    behind = _behind(found["rest"])
    if behind is None:
        return None
    day = _day(_full_year(found["year"]), month, int(found["day"]))
    if day is None:
        return Refusal(f"{shortened(cell)} is no day of the calendar. {ALLOWED}")
    return Stamp(day, *behind)


def _numbered(cell: str, found: re.Match[str]) -> Undecided | Refusal | None:
    behind = _behind(found["rest"])
    if behind is None:
        return None
    year = _full_year(found["year"])
    first, second = int(found["first"]), int(found["second"])
    days = _day(year, second, first), _day(year, first, second)
    if days == (None, None):
        return Refusal(f"{shortened(cell)} is no day of the calendar. {ALLOWED}")
    day_first, month_first = (Stamp(day, *behind) if day else None for day in days)
    return Undecided(day_first, month_first, found["sign"] == ".")


def _full_year(text: str) -> int:
    """Years of two figures: 69 to 99 are of the last century."""
    year = int(text.strip("'’"))
    if len(text) > 3:
        return year
    return year + (1900 if year > 68 else 2000)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)  # a long log has few times of day
def _behind(rest: str) -> tuple[float | None, str] | None:
    """Read what stands behind a date: a time, a zone, a weekday, brackets; None otherwise."""
    bare = _JOINT.sub("", rest.strip()).strip()
    note = ""
    if bracketed := _BRACKETED.fullmatch(bare):
        bare, note = "", bracketed[1].strip()
    if not bare or _ZONE_ALONE.fullmatch(bare) or is_weekday(bare):
        return None, "" if is_weekday(note) else note
    time = read_time(bare)
    return None if isinstance(time, Refusal) or time.value != time.value else (time.value, "")


def _no_date(cell: str) -> Refusal:
    shown = shortened(cell)
    if _SERIAL.fullmatch(cell):
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(cell[:5]))
        return Refusal(
            f"{shown} looks like a spreadsheet's number for {day.isoformat()}. Format the column "
            "as a date and save again."
        )
    if is_weekday(cell):
        return Refusal(f"{shown} is {weekday_said(cell)}. {_OF_WHICH_WEEK}")
    if _NO_YEAR.fullmatch(cell) or _named_without_year(cell):
        return Refusal(f"{shown} has no year. {ALLOWED}")
    return Refusal(f"{shown} is not a date. {ALLOWED}")


def weekday_said(word: str) -> str:
    """Say of which weekdays a word may be the name.

    Parameters
    ----------
    word : str
        From `is_weekday`.

    Returns
    -------
    str
        "a day of the week", or "short for Thursday or Sunday".
    """
    days = [calendar.day_name[number] for number in weekdays_meant(word)]
    return f"short for {' or '.join(days)}" if len(days) > 1 else "a day of the week, and no date"


def _named_without_year(cell: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", cell)
    return any(month_of(word) for word in words) and bool(re.search(r"\b\d{1,2}\b", cell))


def days_run_across(header: Sequence[str]) -> bool:
    """Tell whether a table has a column for each day, and not a row.

    Parameters
    ----------
    header : sequence of str
        As written.

    Returns
    -------
    bool
    """
    days = sum(map(is_day, header))
    return days >= _SEVERAL_DAYS and 2 * days > len(header)


def is_day(text: str) -> bool:
    """Tell whether a text is a date, with its year or without.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    full = not isinstance(take_apart(text), Refusal)
    return full or take_apart_yearless(text) is not None
