"""Lengths of time as people write them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from backpain_analysis.reading.figures import (
    NUMBER,
    TIME_WORDS,
    is_not_recorded,
    read_figures,
    to_number,
)
from backpain_analysis.reading.numbers import (
    KILOGRAMS,
    Decimal,
    allowed_numbers,
    made_a_date,
    note_of_rest,
    within,
)
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    parse_distinct,
    shortened,
)
from backpain_analysis.reading.words import YES, said_none

#: Units a duration can end up in.
DurationUnit = Literal["hours", "minutes", "seconds"]

#: Seconds in each unit [s].
SECONDS = {"days": 86400.0, "hours": 3600.0, "minutes": 60.0, "seconds": 1.0}

_SMALLER = {"days": "hours", "hours": "minutes", "minutes": "seconds"}
_CLOCK = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
_UNIT = r"(?:[^\W\d_]+\.?|'|\")"
_PART = re.compile(rf"\s*(?:,|\+|&|\b(?:and|und|et|y|e|en)\b)?\s*({NUMBER})\s*({_UNIT})", re.I)
_BARE = re.compile(r"\s*(\d{1,2})(?![\d:.,])")
_BEHIND_NO = re.compile(r"\s*[,;:.!(–-]+\s*")
_BEHIND_WORD = re.compile(r"[\s,;:.!(–-]+")
#: A length in words, as in "half an hour" -> the number.
_IN_WORDS = {
    "half an": "0.5", "a half": "0.5", "half a": "0.5", "a quarter of an": "0.25", "an": "1",
    "quarter of an": "0.25", "three quarters of an": "0.75", "one": "1", "a": "1", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eine halbe": "0.5", "halbe": "0.5", "eine": "1", "ein": "1",
    "anderthalb": "1.5", "eineinhalb": "1.5", "zwei": "2", "drei": "3", "vier": "4",
    "fünf": "5", "sechs": "6", "sieben": "7", "acht": "8", "une demi-": "0.5",
    "une": "1", "deux": "2", "trois": "3", "una": "1", "media": "0.5", "dos": "2",
    "tres": "3", "due": "2", "tre": "3",
}  # fmt: skip
_AND_HALF = r"(?:\s+(?:and a half|und eine halbe|et demie?|y media|e mezz[ao]))|\s*einhalb"
_WORDED = re.compile(
    rf"(?i)({'|'.join(sorted(_IN_WORDS, key=len, reverse=True))}|\d+)({_AND_HALF})?\s*"
    rf"(\w\w+|h)\b({_AND_HALF})?"
)
_FRACTION = re.compile(r"([123])/([234])\s*(?=[^\W\d_])")


@dataclass(frozen=True)
class _Rules:
    """How the durations of one column are read; units are seconds [s]."""

    unit: str
    written: str
    low: float | None
    high: float | None
    decimal: Decimal
    yes_no: bool = False
    thing: frozenset[str] = frozenset()

    @property
    def what(self) -> str:
        return f"a number of {self.unit}"


def parse_durations(
    text: Text,
    *,
    unit: DurationUnit = "hours",
    written_unit: DurationUnit | None = None,
    low: float | None = 0,
    high: float | None = None,
    decimal: Decimal = ".",
    yes_no: bool = False,
    thing: frozenset[str] = frozenset(),
) -> Parsed:
    """Read lengths of time.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "1:30", "90 min", "1h 30m", "1.5 h" or "01:33:18".
        "1:30" is hours and minutes, but minutes and seconds where `unit` is
        seconds, or where the cell says so.
    unit : {"hours", "minutes", "seconds"}
        Unit of the values.
    written_unit : {"hours", "minutes", "seconds"} or None
        Unit of a bare number, from the header; None for `unit`.
    low, high : float or None
        Limits of the values, inclusive, in `unit`.
    decimal : "." or ","
        The file's decimal sign.
    yes_no : bool
        Whether a no is a length of 0, and a yes may stand before the length.
    thing : frozenset of str
        Words for what is timed: "no sitting" is 0 hours of it.

    Returns
    -------
    Parsed
        Values are float [unit]; NaN where blank or refused.
    """
    rules = _Rules(unit, written_unit or unit, low, high, decimal, yes_no, thing)
    return parse_distinct(text, lambda cell: _read_duration(cell, rules))


def _read_duration(cell: str, rules: _Rules) -> Reading | Refusal:
    if is_not_recorded(cell):
        return Reading(math.nan)
    date = made_a_date(cell)
    found = None if date else _clock(cell, rules) or _parts(cell, rules) or _figures(cell, rules)
    if isinstance(found, Refusal):
        return found
    if found is None and rules.yes_no and (told := _after_yes_or_no(cell, rules)):
        return told
    if found is None:
        return Refusal(
            f"{shortened(cell)} is not a length of time{date}. "
            f"{allowed_numbers(rules.low, rules.high, rules.what)}"
        )
    for seconds in (found.first, found.last):
        value = seconds / SECONDS[rules.unit]
        kept = within(value, _shown(cell, value, rules), rules.low, rules.high, rules.what)
        if isinstance(kept, Refusal):
            return kept
    return Reading((found.first + found.last) / 2 / SECONDS[rules.unit], found.note)


def _after_yes_or_no(cell: str, rules: _Rules) -> Reading | Refusal | None:
    """Read "nein" as 0 and "ja, 30 min" as 30 min; "ja" alone is not known."""
    head, *behind = _BEHIND_NO.split(cell, maxsplit=1)
    note = note_of_rest("".join(behind).rstrip(")"))
    if said_none(head, rules.thing) and note is not None:
        return Reading(0.0, note)
    word, *behind = _BEHIND_WORD.split(cell, maxsplit=1)
    rest = "".join(behind).rstrip(")")
    if word.casefold() not in YES:
        return None
    if rest:
        read = _read_duration(rest, replace(rules, yes_no=False))
        return replace(read, note=cell) if isinstance(read, Reading) else None
    return Refusal(
        f"{shortened(cell)} does not say how long: it counts as not known. "
        f"{allowed_numbers(rules.low, rules.high, rules.what)}"
    )


@dataclass(frozen=True)
class _Span:
    """A length of time, or a range of them [s], and what the notes should keep."""

    first: float
    last: float
    note: str = ""


def _shown(cell: str, value: float, rules: _Rules) -> str:
    """Say what a cell comes to, unless it says so itself."""
    number = re.match(r"[+\-−]?[\d.,]+", cell)
    if number and to_number(number[0], rules.decimal) == value:
        return shortened(cell)
    return f"{shortened(cell)} ({value:.4g} {rules.unit})"


def _clock(cell: str, rules: _Rules) -> _Span | None:
    found = _CLOCK.match(cell)
    if found is None:
        return None
    first, second, third = (float(part or 0) for part in found.groups())
    unit, rest = _leading_unit(cell[found.end() :].strip())
    note = note_of_rest(rest)
    if note is None or not math.isfinite(first):
        return None
    in_minutes = unit in ("minutes", "seconds") or (unit is None and rules.unit == "seconds")
    if found[3] is None and in_minutes:
        first, second, third = 0.0, first, second
    seconds = first * 3600 + second * 60 + third
    return _Span(seconds, seconds, note)


def _leading_unit(rest: str) -> tuple[str | None, str]:
    word = re.match(_UNIT, rest)
    unit = TIME_WORDS.get(word[0].rstrip(".").casefold()) if word else None
    return (unit, rest[word.end() :].strip()) if word and unit else (None, rest)


def _parts(cell: str, rules: _Rules) -> _Span | None:
    """Read numbers that each have a unit: "1h 30m", "1h30", "90 min (train)"."""
    at, total, last = 0, 0.0, None
    said = _WORDED.match(cell)
    if said and TIME_WORDS.get(said[3].casefold()) in ("hours", "minutes"):
        length = _IN_WORDS.get(said[1].casefold(), said[1]) + ".5" * bool(said[2] or said[4])
        cell = f"{length.replace('.', rules.decimal)} {said[3]}{cell[said.end() :]}"
    fraction = _FRACTION.match(cell)
    if fraction:
        cell = (
            f"{int(fraction[1]) / int(fraction[2])}".replace(".", rules.decimal)
            + cell[fraction.end() :]
        )
    while part := _PART.match(cell, at):
        unit = TIME_WORDS.get(part[2].rstrip(".").casefold())
        number = to_number(part[1], rules.decimal)
        if unit is None or number is None or (last and SECONDS[unit] >= SECONDS[last]):
            break
        at, total, last = part.end(), total + number * SECONDS[unit], unit
    if last is None:
        return None
    bare = _BARE.match(cell, at)
    if bare and last in _SMALLER and int(bare[1]) < 60:
        at, total = bare.end(), total + int(bare[1]) * SECONDS[_SMALLER[last]]
    note = note_of_rest(cell[at:].strip())
    return None if note is None else _Span(total, total, note)


def _figures(cell: str, rules: _Rules) -> _Span | Refusal | None:
    """Read a bare number or a range, with or without a unit."""
    figures = read_figures(cell, rules.decimal)
    if figures is None or isinstance(figures, Refusal) or figures.out_of is not None:
        return figures if isinstance(figures, Refusal) else None
    unit, rest = _leading_unit(figures.rest)
    note = note_of_rest(rest)
    if note is None or note.casefold() in KILOGRAMS:
        return None
    seconds = SECONDS[unit or rules.written]
    span = _Span(figures.first * seconds, figures.last * seconds, note)
    return replace(span, note=cell) if figures.only is None or figures.about else span
