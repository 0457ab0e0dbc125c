"""Lengths of time as people write them."""

from __future__ import annotations

import re
from typing import Literal

from backpain_analysis.reading.numbers import Decimal, within
from backpain_analysis.reading.parsed import Parsed, Reading, Refusal, Text, parse_distinct

#: Units a duration can end up in.
DurationUnit = Literal["hours", "minutes", "seconds"]

#: Seconds in each unit [s].
SECONDS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}


def parse_durations(
    text: Text,
    *,
    unit: DurationUnit = "hours",
    written_unit: DurationUnit | None = None,
    low: float | None = 0,
    high: float | None = None,
    decimal: Decimal = ".",
) -> Parsed:
    """Read lengths of time.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "1:30", "90 min", "1h 30m", "1.5 h" or "01:33:18".
    unit : {"hours", "minutes", "seconds"}
        Unit of the values.
    written_unit : {"hours", "minutes", "seconds"} or None
        Unit of a bare number, from the header; None for `unit`.
    low, high : float or None
        Limits of the values, inclusive, in `unit`.
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    Parsed
        Values are float [unit]; NaN where blank or refused.
    """
    bare = SECONDS[written_unit or unit] / SECONDS[unit]

    def read(cell: str) -> Reading | Refusal:
        clock = re.fullmatch(r"(\d+):(\d\d)(?::(\d\d))?", cell)
        if clock:
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
            value = (hours * 3600 + minutes * 60 + seconds) / SECONDS[unit]
            return within(value, cell, low, high, f"a number of {unit}")
        try:
            value = float(cell.replace(",", ".") if decimal == "," else cell) * bare
        except ValueError:
            return Refusal(f"{cell} is not a length of time. Use a number of {unit}.")
        return within(value, cell, low, high, f"a number of {unit}")

    return parse_distinct(text, read)
