"""Names of months and weekdays in the languages people keep diaries in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

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
    "montag dienstag mittwoch donnerstag freitag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
_SHORTEST_MONTH = 3
_SHORTEST_WEEKDAY = 2
#: Cells that a column of weekdays has at least.
_FEWEST_WEEKDAYS = 3


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


def _weekdays() -> dict[str, set[int]]:
    """Names of weekdays and short forms, with all the days that they may mean."""
    meant: dict[str, set[int]] = {}
    for names in _WEEKDAYS:
        for number, name in enumerate(names.split()):
            for end in (_SHORTEST_WEEKDAY, 3, 4, len(name)):
                meant.setdefault(_plain(name[:end]), set()).add(number)
    return meant


_MONTH_OF = _beginnings()
_DAYS_OF = _weekdays()


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
    days = _DAYS_OF.get(_plain(word).rstrip("."), set())
    return min(days) if len(days) == 1 else None


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
    written = [cell.strip() for cell in cells]
    words = [word for cell in written for word in re.split(r"\s*[/,+&–-]\s*", cell)]
    if len(written) < _FEWEST_WEEKDAYS or not all(map(is_weekday, words)):
        return None
    ends = (_SHORTEST_WEEKDAY, 3, 4, None)
    forms = (
        [_as_in(words[-1], name[:end]) for name in n.split()] for n in _WEEKDAYS for end in ends
    )
    return max(forms, key=lambda form: sum(word in form for word in words))[number]


def _as_in(like: str, name: str) -> str:
    name = name + "." * like.endswith(".")
    return name.upper() if like.isupper() else name.capitalize() if like[0].isupper() else name
