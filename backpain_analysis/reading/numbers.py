"""Numbers as people write them, in either convention of decimals."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

import numpy as np

from backpain_analysis.reading.calendar_words import month_of
from backpain_analysis.reading.figures import (
    TIME_WORDS,
    Figures,
    decimal_signs,
    is_not_recorded,
    read_figures,
)
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    as_text,
    parse_distinct,
    shortened,
)
from backpain_analysis.reading.words import YES, said_none

#: The decimal sign of a file.
Decimal = Literal[".", ","]

#: Kilograms in each unit of mass [kg].
KILOGRAMS = {
    "kg": 1.0,
    "kgs": 1.0,
    "kilo": 1.0,
    "kilos": 1.0,
    "g": 0.001,
    "gr": 0.001,
    "lb": 0.45359237,
    "lbs": 0.45359237,
    "pound": 0.45359237,
    "pounds": 0.45359237,
}

_POINTS = frozenset(("point", "points", "pts", "pt", "punkt", "punkte", "puntos", "punti"))
_COUNTS = frozenset(("times", "time", "x", "×", "mal", "fois", "veces", "volte", "keer"))
_WORD = re.compile(r"%|[^\W\d_]+\.?")
_FRACTION = re.compile(r"\s*[\d.,]+\s*/\s*(\d+)\s*")
_DASHES = ("-", "–", "—")
_HALF = re.compile(
    r"(?i)(?:(?:and|und|et|y|e|en)\s+)?(?:an?\s+|une?\s+)?(?:half|halbe?|einhalb|quarter|viertel"
    r"|demie?|quart|medi[oa]|cuarto|mezz[oa])\s*"
    rf"(?:(?:{'|'.join(map(re.escape, TIME_WORDS))})\.?)?$"
)
_SHEET_DATE = re.compile(r"\d{4}-(\d\d)-(\d\d)")
_NAMED_DATE = re.compile(r"(\d\d?)[./-]\s?([^\W\d_]{3,9})\.?|([^\W\d_]{3,9})\.?[./-](\d\d?)")
_BRACKETS = re.compile(r"[(\[{](.*)[)\]}][.!]?", re.S)


def decide_decimal(columns: Iterable[Text], delimiter: str) -> Decimal:
    """Decide a file's decimal sign from all its number cells.

    Parameters
    ----------
    columns : iterable of Categorical
        The columns that may hold numbers.
    delimiter : str
        What separates the file's cells.

    Returns
    -------
    "." or ","
        The sign that more cells call for: "4,5" calls for the comma, "4.5"
        and "1,350.5" for the point, "1,350" and "7" for neither. Where the
        cells fit both, "," for a semicolon file, else ".".
    """
    votes = {".": 0, ",": 0}
    for column in columns:
        cells = as_text(column)
        counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.categories))
        for text, count in zip(cells.categories, counts, strict=True):
            for sign in decimal_signs(text):
                votes[sign] += int(count)
    if votes["."] != votes[","]:
        return "." if votes["."] > votes[","] else ","
    return "," if delimiter == ";" else "."


@dataclass(frozen=True)
class _Rules:
    """How the numbers of one column are read."""

    low: float | None
    high: float | None
    decimal: Decimal
    unit: str
    factor: float
    scale: tuple[float, float] | None
    words: Mapping[str, float]
    one_scale: bool
    yes_no: bool
    thing: frozenset[str]

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Limits of the numbers as written."""
        return self.scale if self.scale else (self.low, self.high)


def parse_numbers(
    text: Text,
    *,
    low: float | None = None,
    high: float | None = None,
    decimal: Decimal = ".",
    unit: str = "",
    written_unit: str | None = None,
    scale: tuple[float, float] | None = None,
    words: Mapping[str, float] | None = None,
    yes_no: bool = False,
    thing: frozenset[str] = frozenset(),
) -> Parsed:
    """Read numbers.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "4.5", "5/10", "7 (sharp)", "3-4" or "70 kg".
    low, high : float or None
        Limits of the values, inclusive.
    decimal : "." or ","
        The file's decimal sign, from `decide_decimal`.
    unit : str
        Unit of the values: "kg", "steps", "points", ...
    written_unit : str or None
        Unit of cells that name none, from the header; None for `unit`.
    scale : (float, float) or None
        Ends of the scale the cells are on, where it is not low to high:
        values are stretched from it to low...high.
    words : mapping of str to float, optional
        What words stand for, from the settings' ``[scales]``.
    yes_no : bool
        Whether a no is 0, and a yes is refused because it does not say how much.
    thing : frozenset of str
        Words for what is counted: "no pain" is 0 in a column of pain.

    Returns
    -------
    Parsed
        Values are float; NaN where blank or refused. The notes keep what a
        value leaves out: "sharp", and "3-4" of which the middle is taken.
    """
    factor = 1.0
    if unit == "kg" and written_unit:
        factor = KILOGRAMS.get(written_unit.casefold(), 1.0)
    known = {word.strip().casefold(): float(number) for word, number in (words or {}).items()}
    cells = as_text(text)
    one_scale = _one_scale(cells.categories)
    rules = _Rules(low, high, decimal, unit, factor, scale, known, one_scale, yes_no, thing)
    return parse_distinct(cells, lambda cell: _read_number(cell, rules))


def _one_scale(texts: Iterable[str]) -> bool:
    """Whether all of several cells are so many of one number: 3/5, 4/5."""
    told = [text for text in texts if not is_not_recorded(text)]
    ends = {found[1] if (found := _FRACTION.fullmatch(text)) else "" for text in told}
    return len(told) > 1 and len(ends) == 1 and "" not in ends


def _read_number(cell: str, rules: _Rules) -> Reading | Refusal:
    word = cell.casefold()
    if word in rules.words:
        return Reading(rules.words[word])
    if is_not_recorded(cell):
        return Reading(math.nan)
    figures = None if made_a_date(cell) else read_figures(cell, rules.decimal)
    if figures is None:
        return _none_or_some(cell, rules) or _not_a_number(cell, rules)
    if isinstance(figures, Refusal):
        return figures
    meant = _without_unit(figures, rules)
    if meant is None:
        return _not_a_number(cell, rules)
    return _value(cell, meant, rules)


def _none_or_some(cell: str, rules: _Rules) -> Reading | Refusal | None:
    """Read "no" as 0 among amounts, and "no pain" wherever it is pain that is counted."""
    named = said_none(cell, rules.thing) and not said_none(cell, frozenset())
    if (named or (rules.yes_no and said_none(cell, frozenset()))) and rules.low in (None, 0):
        return Reading(0.0)
    if not rules.yes_no or cell.casefold().rstrip(".!") not in YES:
        return None
    what = f"{shortened(cell)} does not say how much: it counts as not known."
    return Refusal(f"{what} {allowed_numbers(*rules.limits)}")


def _not_a_number(cell: str, rules: _Rules) -> Refusal:
    shown = shortened(cell)
    bracket = re.fullmatch(r"(.+?)\s*[(\[].*", cell)
    if bracket and bracket[1].casefold() in rules.words:
        shown = f"{shown} (write {bracket[1]} alone)"
    near = get_close_matches(cell.casefold(), rules.words, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    told = f"{shown} is not a number{made_a_date(cell)}."
    return Refusal(f"{told}{hint} {allowed_numbers(*rules.limits)}")


def made_a_date(cell: str) -> str:
    """Say what a date among numbers may have been before a spreadsheet made a date of it.

    Parameters
    ----------
    cell : str

    Returns
    -------
    str
        "" where the cell is no date.
    """
    if found := _SHEET_DATE.fullmatch(cell):
        month, day = int(found[1]), int(found[2])
    elif found := _NAMED_DATE.fullmatch(cell):
        month, day = month_of(found[2] or found[3]) or 0, int(found[1] or found[4])
    else:
        month = 0
    if not month:
        return ""
    typed = f"{day}-{month}, {month}-{day} or {day}.{month}"
    return f": a spreadsheet made a date of what was typed, perhaps of {typed}"


def _without_unit(figures: Figures, rules: _Rules) -> Figures | None:
    """Take the unit off the text behind the number; None where it does not fit."""
    word = _WORD.match(figures.rest)
    factor = rules.factor
    rest = figures.rest
    if word:
        written = word[0].rstrip(".").casefold()
        if written in TIME_WORDS and written != rules.unit:
            return None
        if _names_unit(written, rules.unit):
            rest = rest[word.end() :].strip()
            factor = KILOGRAMS[written] if rules.unit == "kg" else 1.0
    note = note_of_rest(rest)
    if note is None:
        return None
    return replace(figures, first=figures.first * factor, last=figures.last * factor, rest=note)


def _names_unit(written: str, unit: str) -> bool:
    if unit == "kg":
        return written in KILOGRAMS
    if unit == "points":
        return written in _POINTS
    if unit in ("", "times"):
        return written in _COUNTS
    return written.rstrip("s") == unit.casefold().rstrip("s")


def note_of_rest(rest: str) -> str | None:
    """Tell what the notes should keep of the text behind a number.

    Parameters
    ----------
    rest : str
        The text, stripped.

    Returns
    -------
    str or None
        "sharp" for "(sharp)" and for ", sharp"; None where more figures stand
        there, so that it is not sure which of them is meant.
    """
    bracketed = _BRACKETS.fullmatch(rest)
    if bracketed:
        return bracketed[1].strip()
    words = rest.strip(" \t\n,;:.!")
    if words[:1] in _DASHES:
        words = words[1:].strip() or "+"  # "5-" is half a range
    counts = any(sign.isnumeric() or sign in "<>=+*/" for sign in words)
    return None if counts or _HALF.match(words) else words


def _value(cell: str, figures: Figures, rules: _Rules) -> Reading | Refusal:
    low, high = rules.limits
    if figures.out_of not in (None, high, high or 10):
        if doubt := _not_surely_of(cell, figures, rules):
            return doubt
        low, high = 0.0, figures.out_of
    for number in (figures.first, figures.last):
        kept = within(number, cell if number == figures.only else f"{number:g}", low, high)
        if isinstance(kept, Refusal):
            return kept
    middle = (figures.first + figures.last) / 2
    stretched = middle
    if (low, high) != (rules.low, rules.high):
        stretched = _stretched(middle, low, high, rules)
    whole = figures.only is None or figures.about or (figures.out_of not in (None, rules.high))
    return Reading(stretched, cell if whole else figures.rest)


def _not_surely_of(cell: str, figures: Figures, rules: _Rules) -> Refusal | None:
    """Refuse a fraction that nothing says is one: 5/6 is written for 5 to 6 as well."""
    (low, high), first, last = rules.limits, figures.first, figures.out_of or 0.0
    if high is None or low != 0 or last < 3:
        return Refusal(f"{shortened(cell)} is not one number. {allowed_numbers(low, high)}")
    no_range = figures.only is None or first >= last or last > high
    if no_range or (last >= 10 and last != first + 1):
        return None
    message = f"{shortened(cell)} may mean {first:g} to {last:g} or {first:g} of {last:g}"
    if rules.one_scale:
        return Refusal(
            f"{message}. Where {last:g} is the worst there is, say so in the header, as in "
            f"Pain 0-{last:g}."
        )
    part = f"{first / last * high:.1f}".removesuffix(".0").replace(".", rules.decimal)
    return Refusal(f"{message}: write {first:g}-{last:g}, or {part}.")


def _stretched(value: float, low: float | None, high: float | None, rules: _Rules) -> float:
    """Stretch a value from the scale it is on to that of the column."""
    if low is None or high is None or rules.high is None or high <= low:
        return value
    floor = rules.low or 0.0
    return floor + (value - low) / (high - low) * (rules.high - floor)


def allowed_numbers(low: float | None, high: float | None, what: str = "a number") -> str:
    """Say which numbers are allowed.

    Parameters
    ----------
    low, high : float or None
        Limits, inclusive.
    what : str
        What is counted.

    Returns
    -------
    str
        A sentence: "Use a number from 0 to 10."
    """
    if low is not None and high is not None:
        return f"Use {what} from {low:g} to {high:g}."
    if low is not None:
        return f"Use {what} of {low:g} or more."
    return f"Use {what}."


def within(
    value: float, cell: str, low: float | None, high: float | None, what: str = "a number"
) -> Reading | Refusal:
    """Keep a value that is within its limits.

    Parameters
    ----------
    value : float
        The number.
    cell : str
        The text it came from.
    low, high : float or None
        Limits, inclusive.
    what : str
        What is counted, for the message.

    Returns
    -------
    Reading or Refusal
    """
    if high is not None and value > high:
        return Refusal(f"{shortened(cell)} is above {high:g}. {allowed_numbers(low, high, what)}")
    if low is not None and not value >= low:
        return Refusal(f"{shortened(cell)} is below {low:g}. {allowed_numbers(low, high, what)}")
    return Reading(value)
