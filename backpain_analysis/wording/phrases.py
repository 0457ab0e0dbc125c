"""The small pieces of a sentence: numbers, ranges, dates, labels, voices."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any, Literal

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.untrusted import without_tags

#: "you" speaks to the person who kept the diary, "neutral" to their therapist.
Voice = Literal["you", "neutral"]

MINUS = "\u2212"
_LONGEST_LABEL = 60
#: Beyond this, more days are not counted [days].
LONGEST_WAIT = 730
#: End of the scale of pain; an interval that is wider says nothing [points].
SCALE = 10


def is_known(value: Any) -> bool:
    """Whether a number can be said: neither None nor NaN.

    Parameters
    ----------
    value : object
        A number, None or NaN.

    Returns
    -------
    bool
    """
    return value is not None and not pd.isna(value)


def format_number(value: float, decimals: int = 1) -> str:
    """Write a number for people: rounded, a true minus sign, never "-0.0".

    Parameters
    ----------
    value : float
        The number; infinite or NaN gives "unknown".
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        For example "1,350", "0.3" or "\u22121.4".
    """
    if not is_known(value) or math.isinf(value):
        return "unknown"
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        text = text[1:] if not text.strip("-0.,") else MINUS + text[1:]
    return text


def format_sessions(number: float) -> str:
    """Write a count of sessions; one partly done is a half, of one side of two a quarter.

    Parameters
    ----------
    number : float

    Returns
    -------
    str
        For example "3" or "2½".
    """
    whole, part = divmod(round(number * 4), 4)
    return (f"{whole:,}" if whole or not part else "") + ("", "¼", "½", "¾")[part]


def format_interval(low: float, high: float, decimals: int = 1) -> str:
    """Write an interval for a table.

    Parameters
    ----------
    low, high : float
        Its ends, in any unit.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        For example "0.3 to 2.5" or "\u22121.1 to 0.4".
    """
    return f"{format_number(low, decimals)} to {format_number(high, decimals)}"


def format_percent(share: float) -> str:
    """Write a share as a whole percentage.

    Parameters
    ----------
    share : float
        Between 0 and 1.

    Returns
    -------
    str
        For example "73 %"; shares just under 100 % or above 0 % are not
        rounded to the end of the scale.
    """
    percent = 100 * share
    if 0 < percent < 0.5:
        return "under 1 %"
    if 99.5 <= percent < 100:
        return "over 99 %"
    return f"{percent:.0f} %"


def say_count(number: float, one: str, many: str | None = None) -> str:
    """Count things in words: "1 day", "3 days", "2.5 sessions".

    Parameters
    ----------
    number : float
        How many; halves are kept.
    one : str
        The thing, singular.
    many : str, optional
        Plural; default ``one`` + "s".

    Returns
    -------
    str
    """
    whole = float(number).is_integer()
    return f"{format_number(number, 0 if whole else 1)} {one if number == 1 else many or one + 's'}"


def say_more_days(more: int | None) -> str:
    """Say how many more days a diary must be kept.

    Parameters
    ----------
    more : int or None
        [days]; None where it is not known.

    Returns
    -------
    str
        For example "about 40 more days" or "more than 2 more years"; empty
        where it is not known or none is needed.
    """
    if not more or more < 0:
        return ""
    if more > LONGEST_WAIT:
        return "more than 2 more years"
    return f"about {format_number(more, 0)} more {'day' if more == 1 else 'days'}"


def say_difference(value: float, low: float, high: float) -> str:
    """Say how much higher or lower pain was, with its interval.

    Parameters
    ----------
    value, low, high : float
        Difference and its 95 % interval [points].

    Returns
    -------
    str
        For example "1.4 points higher (0.3 to 2.5)" or "0.2 points lower
        (1.1 lower to 0.7 higher)".
    """
    size, side = format_number(abs(value)), "higher" if value > 0 else "lower"
    if size != "0.0":
        return f"{size} points {side} ({say_range(low, high)})"
    if low > 0 or high < 0:
        return f"less than 0.1 points {side} ({say_range(low, high)})"
    return f"about the same ({say_range(low, high)})"


def beyond_scale(value: float, low: float, high: float) -> bool:
    """Tell whether a difference, or its interval, is more than pain can differ by.

    Parameters
    ----------
    value, low, high : float
        Difference and its 95 % interval [points].

    Returns
    -------
    bool
    """
    return max(abs(value), abs(low), abs(high), high - low) > SCALE


def say_range(low: float, high: float) -> str:
    """Say an interval of a difference by its sizes, with directions where they differ.

    Parameters
    ----------
    low, high : float
        Ends of the interval [points].

    Returns
    -------
    str
        "0.3 to 2.5" where both ends lie on one side of 0, else "1.1 lower to
        0.7 higher".
    """
    if low >= 0 or high <= 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{format_number(near)} to {format_number(far)}"
    return f"{format_number(-low)} lower to {format_number(high)} higher"


def say_date(day: date | pd.Timestamp | str) -> str:
    """Write a date that no reader can turn around.

    Parameters
    ----------
    day : date, pandas.Timestamp or str
        The day; text in ISO form.

    Returns
    -------
    str
        For example "3 March 2026".
    """
    stamp = pd.Timestamp(day)
    return f"{stamp.day} {stamp.month_name()} {stamp.year}"


def say_period(
    start: date | pd.Timestamp | str,
    end: date | pd.Timestamp | str,
    days_recorded: int,
    with_entry: int | None = None,
) -> str:
    """Say which days a result is about and how many of them were recorded.

    Parameters
    ----------
    start, end : date, pandas.Timestamp or str
        First and last day of the period.
    days_recorded : int
        Days with pain written down [days].
    with_entry : int, optional
        Days with anything written down [days].

    Returns
    -------
    str
        For example "1 December 2025 to 2 March 2026, 78 of 92 days recorded", or
        "..., pain written down on 34 of 67 days" where more days have an entry.
    """
    days = (pd.Timestamp(end) - pd.Timestamp(start)).days + 1
    known = f"{format_number(days_recorded, 0)} of {say_count(days, 'day')}"
    if with_entry is not None and with_entry > days_recorded:
        return f"{say_span(start, end)}, pain written down on {known}"
    return f"{say_span(start, end)}, {known} recorded"


def say_span(start: date | pd.Timestamp | str, end: date | pd.Timestamp | str) -> str:
    """Write a stretch of days without saying a month or year twice.

    Parameters
    ----------
    start, end : date, pandas.Timestamp or str
        First and last day.

    Returns
    -------
    str
        For example "3 to 8 March 2026" or "28 February to 3 March 2026".
    """
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    if first.date() == last.date():
        return say_date(last)
    if first.year != last.year:
        return f"{say_date(first)} to {say_date(last)}"
    month = f" {first.month_name()}" if first.month != last.month else ""
    return f"{first.day}{month} to {say_date(last)}"


def lag_label(lag_days: int) -> str:
    """Name a lag for a table.

    Parameters
    ----------
    lag_days : int
        Days between the factor and the pain [days].

    Returns
    -------
    str
        "same day", "1 day later", "2 days later", ...
    """
    return "same day" if lag_days == 0 else f"{say_count(lag_days, 'day')} later"


def factor_label(factor: str, label: str = "") -> str:
    """Name a factor as people read it.

    Our own factors are named plainly. What a person named themselves stands
    in quotation marks, on one line, and is cut where it is very long.

    Parameters
    ----------
    factor : str
        Name of the column.
    label : str
        Its label; default the name.

    Returns
    -------
    str
    """
    known = DIARY_BY_NAME.get(factor)
    if known is not None and label in ("", known.label):
        return known.label
    return quote(label or factor.replace("_", " "), longest=_LONGEST_LABEL)


def quote(words: str, *, longest: int | None = None) -> str:
    """Put a person's own words in quotation marks, on one line.

    Parameters
    ----------
    words : str
        As written; the tags of a web page are left out.
    longest : int, optional
        Cut behind this many characters [characters]; default never.

    Returns
    -------
    str
    """
    line = re.sub(r"\s+", " ", without_tags(words)).strip() or "(no name)"
    if longest is not None and len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return "“" + line.replace("“", "‘").replace("”", "’") + "”"


def outcome_label(outcome: str, voice: Voice = "neutral") -> str:
    """Name the pain that is explained: "your pain", "worst pain".

    Parameters
    ----------
    outcome : str
        Name of the column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    name = factor_label(outcome)
    return f"your {name}" if voice == "you" else name


def sentence(text: str) -> str:
    """Begin with a capital letter, leaving the rest as it is.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return text[:1].upper() + text[1:]


def join_words(words: list[str], last: str = "and") -> str:
    """Join words as in a sentence: "a", "a and b", "a, b and c".

    Parameters
    ----------
    words : list of str
    last : str
        Before the last one.

    Returns
    -------
    str
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
