"""Times of day as people write them."""

from __future__ import annotations

import re

from backpain_analysis.reading.parsed import Parsed, Reading, Refusal, Text, parse_distinct

#: Hours since midnight that the words for a part of the day stand for.
DAY_PARTS = {"morning": 8.0, "midday": 13.0, "evening": 19.0, "night": 23.0}

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.I)


def parse_times(text: Text) -> Parsed:
    """Read times of day.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "16:50", "4:50 pm" or "evening".

    Returns
    -------
    Parsed
        Values are hours since midnight [h], 0 <= value < 24.
    """
    return parse_distinct(text, read_time)


def read_time(text: str) -> Reading | Refusal:
    """Read one time of day.

    Parameters
    ----------
    text : str
        The cell, stripped.

    Returns
    -------
    Reading or Refusal
        Hours since midnight [h].
    """
    part = DAY_PARTS.get(text.casefold())
    if part is not None:
        return Reading(part)
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return Refusal(f"{text} is not a time. Use a time such as 16:50.")
    hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
    if clock[4]:
        hours = hours % 12 + (12 if clock[4].lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return Refusal(f"{text} is not a time of day. Use a time from 00:00 to 23:59.")
    return Reading(hours + minutes / 60 + seconds / 3600)
