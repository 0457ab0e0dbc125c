"""Since when a plan holds, where its starts leave that open."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.dates import AROUND
from backpain_analysis.reading.parsed import Refusal
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.stamps import take_apart, take_apart_yearless
from backpain_analysis.reading.values import parse_dates
from backpain_analysis.sessions import first_logged

# A start that lies so shortly after the diary may be meant as well as one before it.
_SOON = pd.Timedelta(days=60)
# Said before the day on which a plan began, and the most words of one.
_SINCE = re.compile(
    r"(?i)\b(?P<word>ab|seit|vom|since|from|starting|as of|depuis|dès|desde|dal|vanaf|sinds)\s+"
    r"(?:(?:dem|the|le|el|il)\s+)?(?=(?P<day>[^()\[\];]+))"
)
_DATE_WORDS = 4
# A log that begins so long after the diary leaves open when the plan began.
_LATE = pd.Timedelta(days=7)


def year_of_starts(part: Part, days: pd.Series[pd.Timestamp], day_first: bool | None) -> int | None:
    """Find the year of starts without one, where only one is possible.

    Parameters
    ----------
    part : Part
        A plan whose starts were refused.
    days : pandas.Series
        Days of the diary.
    day_first : bool or None
        From the settings.

    Returns
    -------
    int or None
        That in which the first of them falls within the diary, or else the last
        before it; None where another would do as well.
    """
    starts = part.refused.get("start", pd.DataFrame({"text": []}))["text"]
    texts = [str(text) for text in starts if take_apart_yearless(str(text).strip(AROUND))]
    start = _start_of(texts[0], days, day_first) if texts else None
    return start.year if start else None


def _start_of(
    text: str, days: pd.Series[pd.Timestamp], day_first: bool | None
) -> pd.Timestamp | None:
    """The one day that a start can be, by the days of the diary where it has no year."""
    if days.empty:
        return None
    first, last = days.min(), days.max()
    try:
        found = [
            pd.Timestamp(np.asarray(parse_dates([text], day_first=day_first, year=year).values)[0])
            for year in range(first.year - 1, last.year + 2)
        ]
    except LogbookError:
        return None
    found = sorted({day for day in found if pd.notna(day)})
    within = [start for start in found if first <= start <= last]
    soon = [start for start in found if last < start <= last + _SOON]
    before = [start for start in found if start < first][-1:]
    sure = within or [*before, *soon]
    return sure[0] if len(sure) == 1 else None


def say_undated(
    parts: Sequence[Part],
    plan: pd.DataFrame,
    routine: pd.DataFrame,
    days: pd.Series[pd.Timestamp],
    settings: Settings,
) -> list[Problem]:
    """Say from when on plans without a start count within a longer diary; offer a title's day.

    Parameters
    ----------
    parts : sequence of Part
        Plans.
    plan, routine : pandas.DataFrame
        As in `Logbook`.
    days : pandas.Series
        Days of the diary.
    settings : Settings

    Returns
    -------
    list of Problem
        None where a start is known, or the log begins with the diary.
    """
    logged = first_logged(routine, plan)
    if plan["start"].notna().any() or settings.routine_start or pd.isna(logged) or days.empty:
        return []
    late = logged - days.min() >= _LATE
    told = []
    for part in parts:
        said = _day_in(part.title, days, settings.day_first)
        if not late and (said is None or said[1] == logged):
            continue
        message = (
            "nothing says since when these are to be done: they count from "
            f"{logged:%Y-%m-%d} on, where the stretching log begins. A column 'start' with the day "
            "says otherwise."
        )
        if said:
            message += (
                f" The title says '{said[0]}'. If that is the day, put this into settings.toml, "
                f"a text file in this folder, above its lines in brackets:\n    routine_start = "
                f"{said[1]:%Y-%m-%d}"
            )
        told.append(Problem(part.file, None, None, None, message, sheet=part.columns[0].sheet))
    return told


def _day_in(
    title: str, days: pd.Series[pd.Timestamp], day_first: bool | None
) -> tuple[str, pd.Timestamp] | None:
    """Find "ab 5.10." in a title, and the day that it is."""
    for found in _SINCE.finditer(title):
        words = found["day"].split()
        for count in range(min(len(words), _DATE_WORDS), 0, -1):
            text = " ".join(words[:count]).strip(f"{AROUND},:!")
            whole = not isinstance(take_apart(text), Refusal)
            day = _start_of(text, days, day_first) if whole or take_apart_yearless(text) else None
            if day is not None:
                return f"{found['word']} {text}", day
    return None
