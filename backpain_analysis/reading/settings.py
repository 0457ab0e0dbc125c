"""settings.toml: what a person may decide, each key with its default."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isnan
from pathlib import Path
from typing import Any, NoReturn

from backpain_analysis.columns import DIARY, OUTCOMES, PLAN, ROUTINE
from backpain_analysis.errors import Problem, SettingsError
from backpain_analysis.header_words import WRITTEN_DOSES
from backpain_analysis.reading.headers import nearest, snake_case
from backpain_analysis.reading.toml_text import parse_toml, toml_text

#: Parts of a long file and of a split date: a header may be mapped to these too.
PARTS = ("name", "value", "year", "month", "day")

#: What a column or tick of one's own may be said to be: stretching, used against pain, or not.
OWN = STRETCHING, REMEDY, FACTOR = "stretching", "remedy", "factor"

#: What a header, a name of a long file or a tick is mapped to that is to be left out.
IGNORE = "ignore"

#: Everything that a header may be mapped to.
TARGETS = (
    *dict.fromkeys(c.name for c in (*DIARY, *ROUTINE, *PLAN)), *PARTS, *OWN, IGNORE,
    *WRITTEN_DOSES,
)  # fmt: skip

_BY_LABEL = {snake_case(c.label): c.name for c in DIARY} | {name: name for name in WRITTEN_DOSES}

#: Lists that say how it hurt, or what the person suspects.
NEVER_FACTORS = ("blamed", "location", "quality", "side")

_LAST_LAG = 60
_LONGEST_TEXT = 1_000  # of a label, question or name [characters]
_MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Settings:
    """What a person decided in settings.toml.

    Attributes
    ----------
    label : str
        A name for the report.
    day_starts : datetime.time
        An entry before it belongs to the day before.
    day_first : bool or None
        Order of day and month in dates; None: seen from each column.
    year : int or None
        Year of the first date of a file that has none; None refuses them.
    questions : tuple of str
        What the person wants to ask their therapist; goals.
    visits : tuple of datetime.date
        Visits to the therapist, in order.
    settled : tuple of datetime.date
        Days whose words that call for care were read with someone and settled.
    routine_start : datetime.date or None
        Start of the routine; None: the plan's first start.
    outcome : str or None
        Pain column to explain; None: the first that has data.
    factors : tuple of str or None
        Names of the only factors to look at; None: all that have data.
    lags : tuple of int
        Lags to try [days].
    columns : mapping of str to str
        The person's header (or name in a long file) -> our column.
    exercises : mapping of str to str
        Name of an exercise in the stretching log -> the name that it is kept under.
    scales : mapping
        Column -> word -> number [0-10].
    absent_lists, absent_names, absent_columns : tuple of str
        List columns, names of long files and ticked columns for which what
        is not named is a no.
    pain_in_notes : bool
        Whether a number in the notes of an entry is its pain.
    """

    label: str = ""
    day_starts: time = time(4, 0)
    day_first: bool | None = None
    year: int | None = None
    questions: tuple[str, ...] = ()
    visits: tuple[date, ...] = ()
    settled: tuple[date, ...] = ()
    routine_start: date | None = None
    outcome: str | None = None
    factors: tuple[str, ...] | None = None
    lags: tuple[int, ...] = (0, 1, 2, 3)
    columns: Mapping[str, str] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    absent_lists: tuple[str, ...] = ()
    absent_names: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] = ()
    pain_in_notes: bool = False


def read_settings(path: Path | None) -> Settings:
    """Read settings.toml.

    Parameters
    ----------
    path : pathlib.Path or None
        The file; None, or a file that is not there, gives the defaults.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        The file cannot be read, a key is not known, or a value is not allowed.
    """
    if path is None or not path.exists():
        return Settings()
    text = toml_text(path)
    values, problems = _checked(parse_toml(text, path.name), text, path.name)
    if problems:
        raise SettingsError(f"{path.name} cannot be used:", tuple(problems))
    return Settings(**values)


def _checked(
    table: Mapping[str, Any], text: str, file: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Turn every key into a field of `Settings`, and collect what cannot be."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value, readers in _flat(table):
        try:
            if key not in readers:
                _refuse_unknown("key", key, readers)
            name, read = readers[key]
            if name in values:
                raise _NotAllowedError(f"'{key}' stands on two lines. Make one line of both.")
            values[name] = read(value)
        except _NotAllowedError as error:
            line = _line_of(error.key or key, text)
            shown = "" if isinstance(value, dict | list) else str(value)
            problems.append(Problem(file, line, key, shown, str(error)))
        if len(problems) == _MOST_PROBLEMS:
            problems.append(Problem(file, None, None, None, "and perhaps more; mend these first."))
            break
    return values, problems


def _is_of_the_top(section: str, name: str, value: Any) -> bool:
    """Whether a line has a name of the top, and what no line of its section may say."""
    if name not in _KEYS or isinstance(value, dict):
        return False
    if section == "absent_means_no":
        return name not in _ABSENT
    if section == "columns" and isinstance(value, str):
        return value not in TARGETS and snake_case(value) not in _BY_LABEL
    return section == "scales" or not isinstance(value, str)


_Reader = Callable[[Any], Any]
_Readers = Mapping[str, tuple[str, _Reader]]


def _flat(table: Mapping[str, Any]) -> Iterable[tuple[str, Any, _Readers]]:
    """Every key, with those of the top that were put below a line in brackets."""
    for key, value in table.items():
        if not isinstance(value, dict):
            yield key, value, _KEYS
            continue
        above = {name for name, inner in value.items() if _is_of_the_top(key, name, inner)}
        rest = {name: inner for name, inner in value.items() if name not in above}
        yield from ((name, value[name], _KEYS) for name in value if name in above)
        if key == "absent_means_no":
            yield from ((name, inner, _ABSENT) for name, inner in rest.items())
        else:
            yield key, rest, _KEYS


def _line_of(key: str, text: str) -> int | None:
    """Line on which a key, or a word of a value, is first written."""
    patterns = (
        rf"^\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=]",
        rf"(?<!\w){re.escape(key)}(?!\w)",
    )
    lines = text.splitlines()
    for pattern in patterns:
        for number, line in enumerate(lines, start=1):
            if re.search(pattern, line):
                return number
    return None


class _NotAllowedError(ValueError):
    """A key or value that is not allowed; ``key`` where to look for it."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


def _refuse_unknown(what: str, word: str, known: Iterable[str]) -> NoReturn:
    known = tuple(known)
    close = nearest(word, known)
    hint = f"Did you mean '{close}'?" if close else f"Known are: {', '.join(known)}."
    raise _NotAllowedError(f"'{word}' is no {what} that is known. {hint}", key=word)


def _a_text(value: Any) -> str:
    if not isinstance(value, str):
        raise _NotAllowedError('use text in quotes, as in "my back".')
    if len(value) > _LONGEST_TEXT:
        raise _NotAllowedError(
            f"is {len(value):,} characters long; there is room for {_LONGEST_TEXT:,}. Shorten it."
        )
    return value.strip()


def _a_yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _NotAllowedError("use true or false, without quotes.")
    return value


def _a_year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2200:
        raise _NotAllowedError("use a year in four figures, without quotes, as in 2026.")
    return value


def _a_clock_time(value: Any) -> time:
    if isinstance(value, time):
        return value
    try:
        hour, minute = str(value).split(":")[:2]
        return time(int(hour), int(minute))
    except (ValueError, OverflowError):
        raise _NotAllowedError('use a time of day, as in "04:00".') from None


def _a_date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise _NotAllowedError("use a date, as in 2026-03-02.") from None


def _a_list(value: Any, such_as: str = '["one", "two"]') -> list[Any]:
    if not isinstance(value, list):
        raise _NotAllowedError(f"use a list in square brackets, as in {such_as}.")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_a_text(item) for item in _a_list(value))


def _dates(value: Any) -> tuple[date, ...]:
    return tuple(sorted({_a_date(item) for item in _a_list(value, "[2026-03-02, 2026-05-18]")}))


def _lags(value: Any) -> tuple[int, ...]:
    for item in _a_list(value, "[0, 1, 2, 3]"):
        if isinstance(item, bool) or not isinstance(item, int) or not 0 <= item <= _LAST_LAG:
            raise _NotAllowedError(f"use whole days from 0 to {_LAST_LAG}, as in [0, 1, 2, 3].")
    if not value:
        raise _NotAllowedError("name one lag at least, as in [0].")
    return tuple(sorted(set(value)))


def _an_outcome(value: Any) -> str:
    name = _a_text(value)
    if name not in OUTCOMES:
        _refuse_unknown("outcome", name, OUTCOMES)
    return name


def _a_table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _NotAllowedError("is a table: write it as a line [name] of its own, then its keys.")
    return value


def _names(value: Any) -> dict[str, str]:
    table = _a_table(value)
    if lost := [name for name, other in table.items() if not isinstance(other, str)]:
        raise _NotAllowedError(f"behind '{lost[0]}' use text in quotes.", key=lost[0])
    return {name: _a_text(other) for name, other in table.items()}


def _mapping(value: Any) -> dict[str, str]:
    columns = _names(value)
    for header, name in columns.items():
        if name not in TARGETS:
            known = _BY_LABEL.get(snake_case(name))
            columns[header] = known or _refuse_unknown("column", name, TARGETS)
    return columns


def _scales(value: Any) -> dict[str, dict[str, float]]:
    return {snake_case(name): _scale(name, words) for name, words in _a_table(value).items()}


def _scale(name: str, words: Any) -> dict[str, float]:
    numbers = words.values() if isinstance(words, dict) else [None]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or isnan(number):
            raise _NotAllowedError(
                "give each word its number, as in pain = { none = 0, mild = 2 }.", key=name
            )
    return {word.strip().casefold(): float(number) for word, number in words.items()}


def _lists(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    for name in names:
        if snake_case(name) in NEVER_FACTORS:
            raise _NotAllowedError(
                f"'{name}' never becomes a factor: it says how or why it hurt. "
                'Name lists of what was done, as in ["activities"].'
            )
    return names


def _refuse_table(_: Any) -> NoReturn:
    raise _NotAllowedError("is a table: write [absent_means_no] on a line of its own.")


_KEYS: _Readers = {
    "label": ("label", _a_text),
    "day_starts": ("day_starts", _a_clock_time),
    "day_first": ("day_first", _a_yes_no),
    "year": ("year", _a_year),
    "questions": ("questions", _texts),
    "visits": ("visits", _dates),
    "settled": ("settled", _dates),
    "pain_in_notes": ("pain_in_notes", _a_yes_no),
    "routine_start": ("routine_start", _a_date),
    "outcome": ("outcome", _an_outcome),
    "factors": ("factors", _texts),
    "lags": ("lags", _lags),
    "columns": ("columns", _mapping),
    "exercises": ("exercises", _names),
    "scales": ("scales", _scales),
    "absent_means_no": ("absent_means_no", _refuse_table),
}
_ABSENT: _Readers = {
    "lists": ("absent_lists", _lists),
    "names": ("absent_names", _texts),
    "columns": ("absent_columns", _texts),
}
