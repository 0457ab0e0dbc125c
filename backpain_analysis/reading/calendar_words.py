"""Names of months and weekdays in the languages people keep diaries in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.reading.headers import snake_case

_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt",
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "montag dienstag mittwoch donnerstag freitag sonnabend sonntag",  # "so" is the last
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
_SHORTEST_MONTH = 3
_SHORTEST_WEEKDAY = 2
#: Cells that a column of weekdays has at least.
_FEWEST_WEEKDAYS = 3
#: Words of a header over the number of a week, a month, a day or a year.
_OVER_NUMBERS = frozenset((
    "week", "weeks", "wk", "cw", "kw", "woche", "kalenderwoche", "semaine", "semana", "settimana",
    "month", "monat", "mois", "mes", "mese", "maand", "year", "jahr", "année", "annee", "año",
    "anno", "jaar", "day", "tag", "jour", "día", "dia", "giorno", "dag", "no", "nr", "num",
    "number", "nummer", "of", "the", "der",
))  # fmt: skip
#: Words of a header over weekdays.
OVER_WEEKDAYS = frozenset(("weekday", "wochentag", "wtag", "wt", "weekdag"))
#: Of so many cells the date must say the same [share]: of the others one is a slip of the pen.
_MOST = 0.9


def _plain(word: str) -> str:
    """Accents and capitals are often left out."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _beginnings() -> dict[str, int]:
    """Every beginning of a month's name that is no other month's, with its number."""
    meant: dict[str, set[int]] = {}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), start=1):
            for end in range(_SHORTEST_MONTH, len(name) + 1):
                meant.setdefault(_plain(name[:end]), set()).add(number)
    return {word: numbers.pop() for word, numbers in meant.items() if len(numbers) == 1}


def _short_forms(names: str) -> dict[str, int]:
    """Names of weekdays in one language and short forms, with the number of the day."""
    return {
        _plain(name[:end]): number
        for number, name in enumerate(names.split())
        for end in range(_SHORTEST_WEEKDAY, len(name) + 1)
    }


_MONTH_OF = _beginnings()
_LANGUAGES = [_short_forms(names) for names in _WEEKDAYS]
#: With all the days that a word may mean.
_DAYS_OF = {
    word: {names[word] for names in _LANGUAGES if word in names}
    for word in {word for names in _LANGUAGES for word in names}
}


def month_of(word: str) -> int | None:
    """Give the number of a month by its name or the beginning of it.

    Parameters
    ----------
    word : str
        Such as "Jan", "sept.", "März" or "août".

    Returns
    -------
    int or None
        1 to 12; None where it is no month, or could be two.
    """
    return _MONTH_OF.get(_plain(word).rstrip("."))


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a weekday, or short for one.

    Parameters
    ----------
    word : str
        Such as "Mon", "dimanche" or "Do.".

    Returns
    -------
    bool
    """
    return _plain(word).rstrip(".") in _DAYS_OF


def weekday_of(word: str) -> int | None:
    """Give the number of a weekday by its name or the beginning of it.

    Parameters
    ----------
    word : str
        Such as "Fri", "dimanche" or "Mittwoch".

    Returns
    -------
    int or None
        0 (Monday) to 6; None where it is no weekday, or could be two.
    """
    days = weekdays_meant(word)
    return days[0] if len(days) == 1 else None


def weekdays_meant(word: str) -> list[int]:
    """Give the numbers of all weekdays that a word may be short for.

    Parameters
    ----------
    word : str
        Such as "Do", in which some see Thursday and others Sunday.

    Returns
    -------
    list of int
        0 (Monday) to 6; empty where it is no weekday.
    """
    return sorted(_DAYS_OF.get(_plain(word).rstrip("."), ()))


def weekdays_in_order(words: Sequence[str], first: int) -> list[int | None]:
    """Give the numbers of weekdays that stand below each other in the order of a week.

    What is short for two days, such as "Di", is told by the language of the others, or else by
    its place among them.

    Parameters
    ----------
    words : sequence of str
        Each a weekday.
    first : int
        The day with which the week begins, 0 (Monday) to 6.

    Returns
    -------
    list of int or None
        None where it stays open.
    """
    keys = [_plain(word).rstrip(".") for word in words]
    spoken = [names for names in _LANGUAGES if all(key in names for key in keys)] or _LANGUAGES
    found = [{(names[key] - first) % 7 for names in spoken if key in names} for key in keys]
    lows = accumulate(found, lambda low, days: min((d for d in days if d >= low), default=7),
                      initial=0)  # fmt: skip
    highs = accumulate(found[::-1], lambda high, days: max((d for d in days if d <= high),
                       default=-1), initial=6)  # fmt: skip
    ends = zip([*lows][1:], [*highs][:0:-1], strict=True)
    kept = [{d for d in days if low <= d <= high}
            for days, (low, high) in zip(found, ends, strict=True)]  # fmt: skip
    sure = kept if all(kept) else found
    return [(min(days) + first) % 7 if len(days) == 1 else None for days in sure]


def weekday_like(cells: Iterable[str], number: int) -> str | None:
    """Write a weekday the way a column of weekdays has them.

    Parameters
    ----------
    cells : iterable of str
        Of the column.
    number : int
        0 (Monday) to 6.

    Returns
    -------
    str or None
        "Mi" for a column of "Mo", "Di"; None where it holds anything else.
    """
    written = [*cells]
    words = [word for cell in written for word in _weekday_words(cell)]
    if len(written) < _FEWEST_WEEKDAYS or not all(map(is_weekday, words)):
        return None
    ends = (_SHORTEST_WEEKDAY, 3, 4, None)
    forms = (
        [_as_in(words[-1], name[:end]) for name in n.split()] for n in _WEEKDAYS for end in ends
    )
    return max(forms, key=lambda form: sum(word in form for word in words))[number]


def _weekday_words(cell: str) -> list[str]:
    return re.split(r"\s*[/,+&–-]\s*", cell.strip())


def repeats_date(header: str, text: pd.Categorical, days: npt.NDArray[np.datetime64]) -> bool:
    """Tell whether a column says no more than the date: weekday, week, month, number of the day.

    Parameters
    ----------
    header : str
    text : pandas.Categorical
    days : numpy.ndarray of datetime64
        Of its rows; NaT where not known.

    Returns
    -------
    bool
    """
    held = (text.codes >= 0) & ~np.isnat(days)
    codes, date = text.codes[held], pd.DatetimeIndex(days[held])
    named = {*snake_case(header).split("_")} <= _OVER_NUMBERS | OVER_WEEKDAYS
    if len(codes) < (1 if named else _FEWEST_WEEKDAYS):
        return False
    cells = [str(cell) for cell in text.categories]
    weekdays = [[_DAYS_OF.get(_plain(w).rstrip("."), set()) for w in _weekday_words(cell)]
                for cell in cells]  # fmt: skip
    if all(all(sets) for sets in weekdays):
        possible = [set.union(*sets) for sets in weekdays]
        told = [day in possible[code] for code, day in zip(codes, date.day_of_week, strict=True)]
        return bool(np.mean(told) >= _MOST)
    if len(codes) < _FEWEST_WEEKDAYS:  # a single number could be anything
        return False
    months = np.array([month_of(cell.strip()) or 0 for cell in cells])
    if months.all():
        return bool((months[codes] == date.month).mean() >= _MOST)
    return _repeats_number(header, cells, codes, date)


def _repeats_number(
    header: str, cells: Iterable[str], codes: npt.NDArray[np.int64], date: pd.DatetimeIndex
) -> bool:
    """Numbers of a week ("35", "KW 35"), month, year or day, or days counted from the first."""
    found = [re.fullmatch(r"(?:([^\W\d]+)\.?\s*)?(\d{1,4})\.?", cell.strip()) for cell in cells]
    above = {*snake_case(header).split("_")} <= _OVER_NUMBERS
    if not above or not all(
        one and (not one[1] or one[1].casefold() in _OVER_NUMBERS) for one in found
    ):
        return False
    numbers = np.array([int(one[2]) for one in found if one])[codes]
    since = np.asarray((date - date[0]).days)
    ways = (date.isocalendar().week, date.month, date.year, date.day, date.day_of_year,
            since + numbers[0])  # fmt: skip
    return any((numbers == np.asarray(way)).mean() >= _MOST for way in ways)


def _as_in(like: str, name: str) -> str:
    name = name + "." * like.endswith(".")
    return name.upper() if like.isupper() else name.capitalize() if like[0].isupper() else name
