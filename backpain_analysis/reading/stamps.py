"""One date cell taken apart: what it says whichever way its figures are read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backpain_analysis.reading.calendar_words import is_weekday, month_of
from backpain_analysis.reading.parsed import Refusal, shortened
from backpain_analysis.reading.times import read_time

#: Said of a row of totals.
OF_TOTALS = "{} is a row of totals and no entry: it is not used."
#: How to write a date, for messages.
ALLOWED = "Use a date such as 2026-01-30."

_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
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
    rf"(?si){_DAY}[\s/.-]*(?:{_OF})?{_MONTH}[\s/.,-]*(?:{_OF})?{_YEAR}{_END}",
    rf"(?si){_MONTH}[\s/-]*{_DAY}(?:\s*,\s*|[\s/-]+)(?P<year>\d{{4}}|['’]\d{{2}}){_END}",
    rf"(?si)(?P<year>\d{{4}})[\s/,.-]+{_MONTH}[\s/-]*{_DAY}{_END}",
)
#: Stands for the year of dates that have none; it has a 29 February.
NO_YEAR = 2000
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.\d+)?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s+(?=\S)")
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\.?")
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
)
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
    if _NO_YEAR.fullmatch(cell) or _named_without_year(cell):
        return Refusal(f"{shown} has no year. {ALLOWED}")
    return Refusal(f"{shown} is not a date. {ALLOWED}")


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


def title_of(cell: str) -> tuple[int, int] | None:
    """Take a cell for the title of a month, such as "Oktober 2026".

    Parameters
    ----------
    cell : str

    Returns
    -------
    tuple of int or None
        Year and month.
    """
    found = _TITLE.fullmatch(cell.strip())
    month = found and (
        int(found["month"]) if found["month"].isdecimal() else month_of(found["month"])
    )
    return (int(found["year"]), month) if found and month and month <= 12 else None


def with_year_of(cell: str, title: tuple[int, int]) -> str:
    """Give a date without a year that of the title above it, where it is of its month.

    Parameters
    ----------
    cell : str
    title : tuple of int
        From `title_of`.

    Returns
    -------
    str
        The cell as it is where it is no such date.
    """
    if not isinstance(take_apart(cell), Refusal):
        return cell
    for sign in " ./-":
        whole = f"{cell.strip().rstrip('.')}{sign}{title[0]}"
        found = take_apart(whole)
        ways = (found.day_first, found.month_first) if isinstance(found, Undecided) else (found,)
        if any(isinstance(way, Stamp) and way.day.month == title[1] for way in ways):
            return whole
    return cell


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
