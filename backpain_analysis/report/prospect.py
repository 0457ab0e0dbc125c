"""From which day on a diary that is still short can be asked what it cannot be asked yet."""

from __future__ import annotations

import pandas as pd

from backpain_analysis.exposure import MIN_CALENDAR_DAYS, MIN_USABLE_DAYS
from backpain_analysis.report.answers import Answers
from backpain_analysis.stretch_links import MIN_LINK_DAYS
from backpain_analysis.trend import MIN_TREND_DAYS


def asked_from(answers: Answers) -> dict[str, pd.Timestamp | None]:
    """Give the day from which on each question can be asked, with an entry on each day from now on.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
        ``patterns``, ``stretching`` and ``trend``: a day, or None where it has been
        asked, or where more days alone would not do.
    """
    now = max(answers.made, answers.end)
    patterns, link, trend = answers.ranking, answers.consistency.link, answers.trend
    short = len(patterns.table) and set(patterns.table["reason"]) == {"period_short"}
    calendar = MIN_CALENDAR_DAYS - (now - answers.start).days - 1
    missing = {
        "patterns": max(MIN_USABLE_DAYS - patterns.n_days, calendar, 1) if short else 0,
        "stretching": MIN_LINK_DAYS - link.n_days
        if link.reason == "few_days" and answers.consistency.days_with_session
        else 0,
        "trend": MIN_TREND_DAYS - trend.n_days if trend.reason == "few_days" else 0,
    }
    return {
        name: now + pd.Timedelta(days=more) if more > 0 else None for name, more in missing.items()
    }
