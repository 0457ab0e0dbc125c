"""Times of day as people write them."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from backpain_analysis.reading.figures import is_not_recorded
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    as_text,
    parse_distinct,
    shortened,
)

#: Hours since midnight that the words for a part of the day stand for [h].
DAY_PARTS = {"morning": 8.0, "midday": 13.0, "evening": 19.0, "night": 23.0}
#: Parts of the day and the hour at which each begins; the night runs past midnight.
#: The words morning, midday, evening, night (08:00, 13:00, 19:00, 23:00) fall into their own.
PARTS_OF_DAY = {"morning": 4, "midday": 11, "evening": 16, "night": 21}

_WORDS = {
    "morning": "morning, in the morning, am morgen, morgen, morgens, vormittag, vormittags, früh, "
    "matin, le matin, mañana, por la mañana, mattina, mattino, di mattina, ochtend, 's ochtends",
    "midday": "midday, mid-day, mittag, mittags, am mittag, midi, mediodía, mediodia, "
    "al mediodía, mezzogiorno, middag, 's middags",
    "evening": "evening, in the evening, abend, abends, am abend, soir, le soir, soirée, "
    "sera, di sera, avond, 's avonds",
    "night": "night, at night, nacht, nachts, in der nacht, nuit, la nuit, noche, por la noche, "
    "notte, di notte, 's nachts",
}
_HOURS_OF_WORD = {
    word.strip(): DAY_PARTS[part] for part, words in _WORDS.items() for word in words.split(",")
} | {
    word: hours
    for hours, words in {
        5.0: ("early morning",),
        8.0: ("on waking", "waking up"),
        12.0: ("noon",),
        15.0: ("afternoon", "in the afternoon", "nachmittag", "nachmittags", "am nachmittag",
               "après-midi", "tarde", "por la tarde", "pomeriggio"),
        23.0: ("bedtime", "at bedtime", "before bed"),
    }.items()
    for word in words
}  # fmt: skip
_HALVES = {"am": DAY_PARTS["morning"], "pm": DAY_PARTS["evening"]}

_CLOCK = re.compile(
    r"(?:at\s+|um\s+|à\s+|t)?"
    r"(?P<hour>\d{1,2})(?:(?P<sign>[:.h])(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?|[ap]\b)?\s*(?P<word>uhr|o'clock|h|hrs?)?\.?",
    re.I,
)
_ZONE = re.compile(
    r"\s*(?:Z|(?:UTC|GMT)?\s*[+\-−]\d{1,2}(?::?\d{2})?|\b(?:UTC|GMT|[A-Z]{1,4}T))(?:\s*[(\[].*[)\]])?$"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_DATE_BEFORE = re.compile(r"\d{4}-\d{2}-\d{2}[T\s]+")


def parse_times(text: Text) -> Parsed:
    """Read times of day.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "16:50", "4:50 pm", "16h50" or "evening".

    Returns
    -------
    Parsed
        Values are hours since midnight [h], 0 <= value < 24. "21.15" is a
        quarter past nine where every cell that is written so is a time; with
        an "8.75" among them they may be hours with decimals, and are refused.
    """
    cells = as_text(text)
    dotted = [found for cell in cells.categories if (found := _DOTTED.fullmatch(cell.strip()))]
    clocks = all(int(found[1]) < 24 and int(found[2]) < 60 for found in dotted)
    return parse_distinct(cells, lambda cell: read_time(cell, dotted=clocks))


def read_time(text: str, *, dotted: bool = False) -> Reading | Refusal:
    """Read one time of day.

    Parameters
    ----------
    text : str
        The cell, stripped. A zone behind it is left out: the local time counts.
    dotted : bool
        Whether "21.15" is a time.

    Returns
    -------
    Reading or Refusal
        Hours since midnight [h].
    """
    word = text.casefold().strip(" .")
    if (hours := hours_of_day_part(word)) is not None:
        return Reading(hours)
    if is_not_recorded(word):
        return Reading(math.nan)
    clock = _CLOCK.fullmatch(_ZONE.sub("", _DATE_BEFORE.sub("", text, count=1)).strip())
    hours = _hours(clock, dotted) if clock else None
    if hours is None:
        return Refusal(
            f"{shortened(text)} is no time of day. Use a time from 00:00 to 23:59, such as 16:50, "
            "or morning, midday, evening, night."
        )
    return Reading(hours)


def hours_of_day_part(word: str) -> float | None:
    """Give the hour that a word for a part of the day stands for.

    Parameters
    ----------
    word : str
        Such as "morning", "am Abend" or, in a header, "PM".

    Returns
    -------
    float or None
        [h since midnight]; None where it is no such word.
    """
    return (_HOURS_OF_WORD | _HALVES).get(word.casefold().replace(".", "").strip())


def _hours(clock: re.Match[str], dotted: bool) -> float | None:
    """Give hours since midnight; None where it is no time, or could be two."""
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    half = (clock["half"] or "").casefold()[:1]
    if not (half or clock["word"] or clock["sign"]):
        return None  # a bare "8" may be morning or evening
    if clock["sign"] == "." and not (half or clock["word"] or dotted):
        return None  # "8.30" may be eight and a third hours
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59 or (half == "a" and hour > 12):
        return None
    return hour + minute / 60 + second / 3600


def part_of_day(hours: npt.NDArray[np.float64]) -> npt.NDArray[np.str_]:
    """Name the part of the day of clock times.

    Parameters
    ----------
    hours : numpy.ndarray
        Hours since midnight [hours].

    Returns
    -------
    numpy.ndarray
        "morning", "midday", "evening" or "night", of the same shape.
    """
    starts = np.array(list(PARTS_OF_DAY.values()))
    # Before the first part's hour it is still night: index -1 is the last part.
    which = np.searchsorted(starts, hours, side="right") - 1
    return np.array(list(PARTS_OF_DAY))[which]
