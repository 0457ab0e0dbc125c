"""The days that a factor points to: "the day after about 8 rather than 5 hours of sitting"."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.wording.phrases import factor_label, format_number, quote, sentence

_NUMBER_WORDS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_PLURALS = ("hours", "minutes", "points", "times", "steps", "cigarettes", "lifts")
#: Behind the name of what tells of the night before the day it stands on.
NIGHT_BEFORE = " the night before"
#: Names that read better in a sentence than their label.
_IN_A_SENTENCE = {
    "sleep_quality": "sleep rated", "heaviest_kg": "a heaviest lift of",
}  # fmt: skip


def say_factor(row: Mapping[Hashable, Any]) -> str:
    """Name a factor for a table, where its days are counted from the day it stands on.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.

    Returns
    -------
    str
        For example "“bad sleep” the night before".
    """
    name = factor_label(row["factor"], row["label"])
    return name.removesuffix(NIGHT_BEFORE) + NIGHT_BEFORE if row["of_night"] else name


def say_when(lag_days: int, of_night: bool = False) -> str:
    """Say how long after the factor the pain is, within a sentence.

    Parameters
    ----------
    lag_days : int
        [days]
    of_night : bool
        Count from the night before the factor's day.

    Returns
    -------
    str
        "on the same day", "the day after", "two days after", ...
    """
    if of_night:
        return f"{say_when(lag_days + 1)} that night"
    if lag_days == 0:
        return "on the same day"
    return "the day after" if lag_days == 1 else f"{_number_word(lag_days)} days after"


def say_before(row: Mapping[Hashable, Any]) -> str:
    """Say how long before the pain a factor is.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.

    Returns
    -------
    str
        "on the same day", "the day before", "two nights before", ...
    """
    night = bool(row["of_night"])
    before = say_when(int(row["lag_days"]) + night).replace("after", "before")
    return before.replace("day", "night") if night else before


def say_exposed_days(row: Mapping[Hashable, Any]) -> str:
    """Say which days are compared, as the beginning of a sentence.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table`` with a typical contrast.

    Returns
    -------
    str
        For example "The day after about 8 rather than 5 hours of sitting".
    """
    lag, what = int(row["lag_days"]), _say_amounts(row)
    if row["kind"] == "yes_no":
        what += ", compared with other days"
    if row["of_night"]:
        first = f"On the day after {what}"  # the day on which the night is written down
        later = f"{say_when(lag + 1)} a night with {what.replace('about ', '', 1)}"
        return sentence(later) if lag else first
    if lag == 0:
        return f"On days with {what}"
    return sentence(f"{say_when(lag)} {what}")


def say_contrast(row: Mapping[Hashable, Any]) -> str:
    """Say which amounts are compared, for a table or an axis.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table`` with a typical contrast.

    Returns
    -------
    str
        For example "8 rather than 5 hours" or "yes rather than no".
    """
    if row["kind"] == "yes_no":
        return "yes rather than no"
    low, high = sorted((float(row["contrast_from"]), float(row["contrast_to"])))
    if words := _in_words(row, low, high):
        return words
    less, more = _tell_apart(low, high)
    unit = row["unit"] if isinstance(row["unit"], str) else ""
    return f"{more} rather than {less} {_agree(unit, less)}".rstrip() + _made_of_words(row)


def _number_word(number: int) -> str:
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)


def _say_amounts(row: Mapping[Hashable, Any]) -> str:
    """The higher amount rather than the lower, with the name of the thing."""
    factor = str(row["factor"])
    unit, label = (text if isinstance(text, str) else "" for text in (row["unit"], row["label"]))
    name = factor_label(factor, label)
    if row["kind"] == "yes_no":
        return name
    low, high = sorted((float(row["contrast_from"]), float(row["contrast_to"])))
    less, more = _tell_apart(low, high)
    about = "" if row.get("two_values") else "about "
    amounts = f"{about}{more} rather than {less}"
    if words := _in_words(row, low, high):
        points = f"{more} rather than {less}{_after_number(unit, name)}"
        return f"{_IN_A_SENTENCE.get(factor, f'{name} at')} {about}{words} ({points})"
    if factor == "sleep_hours" and unit == "hours":
        return f"{amounts} {_agree('hours', less)} of sleep"
    if unit in ("hours", "minutes"):
        return f"{amounts} {_agree(unit, less)} of {name}"
    if factor in DIARY_BY_NAME and unit in ("times", name):
        return f"{amounts} {_agree(name, less)}"
    amounts += _after_number(unit, name) + _made_of_words(row)
    return f"{_IN_A_SENTENCE.get(factor, f'{name} at')} {amounts}"


def _in_words(row: Mapping[Hashable, Any], low: float, high: float) -> str:
    """The words that are nearest to two amounts, where they were written in words that differ."""
    words = row.get("words") or ()
    less, more = (
        min(words, key=lambda pair: abs(pair[0] - amount), default=(0, ""))[1]
        for amount in (low, high)
    )
    return (
        "" if less == more else f"{quote(more, longest=30)} rather than {quote(less, longest=30)}"
    )


def _made_of_words(row: Mapping[Hashable, Any]) -> str:
    return " (words, counted as points)" if row.get("words") else ""


def _agree(plural: str, amount: str) -> str:
    """The noun agrees with the number beside it; a unit of the person's own stays."""
    return plural.removesuffix("s") if amount == "1" and plural in _PLURALS else plural


def _after_number(unit: str, name: str) -> str:
    if unit == "points":
        return " out of 10"
    return f" {unit}" if unit and unit.casefold() not in name.casefold() else ""


def _tell_apart(low: float, high: float) -> tuple[str, str]:
    """Round two amounts as far as they still differ visibly."""
    gap = high - low
    if gap >= 1000:
        low, high, decimals = round(low, -2), round(high, -2), 0
    elif gap >= 2:
        decimals = 0
    else:
        decimals = 1 if gap >= 0.2 else 1 - math.floor(math.log10(gap)) if gap > 0 else 1
    return _plain(low, decimals), _plain(high, decimals)


def _plain(value: float, decimals: int) -> str:
    """Without zeros behind the point."""
    text = format_number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
