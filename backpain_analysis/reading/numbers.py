"""Numbers as people write them, in either convention of decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from backpain_analysis.reading.parsed import Parsed, Reading, Refusal, Text, parse_distinct

#: The decimal sign of a file.
Decimal = Literal[".", ","]


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
        Where the cells fit both, "," for a semicolon file, else ".".
    """
    return "," if delimiter == ";" else "."


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

    Returns
    -------
    Parsed
        Values are float; NaN where blank or refused.
    """

    def read(cell: str) -> Reading | Refusal:
        known = {word.casefold(): number for word, number in (words or {}).items()}
        if cell.casefold() in known:
            return Reading(float(known[cell.casefold()]))
        try:
            value = float(cell.replace(",", ".") if decimal == "," else cell.replace(",", ""))
        except ValueError:
            return Refusal(f"{cell} is not a number. {allowed_numbers(low, high)}")
        return within(value, cell, low, high)

    return parse_distinct(text, read)


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
        return Refusal(f"{cell} is above {high:g}. {allowed_numbers(low, high, what)}")
    if low is not None and not value >= low:
        return Refusal(f"{cell} is below {low:g}. {allowed_numbers(low, high, what)}")
    return Reading(value)
