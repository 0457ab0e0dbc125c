"""What changed since the last visit: the same figures before it and since."""

from __future__ import annotations

from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers
from backpain_analysis.report.counts import level, word_days, yes_days


def last_visit(answers: Answers) -> pd.Timestamp | None:
    """The latest visit that lies within the period, after its first day.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    pandas.Timestamp or None
    """
    visits = [pd.Timestamp(day) for day in answers.book.settings.visits]
    inside = [day for day in visits if answers.start < day <= answers.end]
    return max(inside, default=None)


def since_last_visit(answers: Answers) -> dict[str, Any] | None:
    """Describe the time before the last visit and the time since.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict or None
        ``visit`` (ISO date), ``before`` and ``since`` (each ``pain``, ``worst``, ``high``,
        ``below_knee``, ``session_days``, ``known_days``, ``flares``,
        ``alerts``), ``new_places``. None where no visit lies in the period.
    """
    visit = last_visit(answers)
    if visit is None:
        return None
    day_before = visit - pd.Timedelta(days=1)
    earlier, later = answers.period.loc[:day_before], answers.period.loc[visit:]
    places = {item["name"] for item in word_days(earlier, "location")}
    return {
        "visit": visit.date().isoformat(),
        "before": _side(answers, earlier),
        "since": _side(answers, later),
        "new_places": [p["name"] for p in word_days(later, "location") if p["name"] not in places],
    }


def _side(answers: Answers, days: pd.DataFrame) -> dict[str, Any]:
    first, last = days.index[0], days.index[-1]
    sessions = answers.consistency.table["session"].loc[first:last].dropna()
    return {
        "pain": level(days, answers.outcome),
        "worst": level(days, "worst_pain") or level(days, answers.outcome),
        "high": days_at_or_above(days, 7),
        "below_knee": yes_days(days, "below_knee"),
        "session_days": int((sessions > 0).sum()),
        "known_days": len(sessions),
        "flares": sum(first <= flare.start <= last for flare in answers.flares.flares),
        "alerts": sum(first <= alert.date <= last for alert in answers.alerts.alerts),
    }


def worst_of(answers: Answers) -> pd.Series[float]:
    """Pain at its worst on each day: of the outcome, and where that is pain of worst pain too.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    pandas.Series
        Of the period [points].
    """
    days = answers.period
    if answers.outcome == "pain" and "worst_pain" in days.columns:
        return days[["pain", "worst_pain"]].max(axis=1)
    return days[answers.outcome]


def days_at_or_above(days: pd.DataFrame, threshold: float) -> dict[str, int] | None:
    """Count the days whose worst pain reached a level.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    threshold : float
        [points]

    Returns
    -------
    dict or None
        ``days`` and ``days_recorded`` [days]; None where worst pain was never
        recorded.
    """
    if "worst_pain" not in days.columns or not days["worst_pain"].notna().any():
        return None
    worst = days["worst_pain"].dropna()
    return {"days": int((worst >= threshold).sum()), "days_recorded": len(worst)}
