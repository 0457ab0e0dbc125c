"""From which day on a diary that is still short can be asked what it cannot be asked yet."""

from __future__ import annotations

from typing import Any

import pandas as pd

from backpain_analysis.exposure import MIN_CALENDAR_DAYS, MIN_USABLE_DAYS
from backpain_analysis.regularity import WEEK
from backpain_analysis.report.answers import Answers
from backpain_analysis.stretch_links import MIN_LINK_DAYS
from backpain_analysis.trend import MIN_TREND_DAYS

#: What is the same on all days but this share hardly varies [0-1].
_OTHERWISE = 0.1


def days_missing(answers: Answers) -> dict[str, int | None]:
    """Count the days with an entry that each question still takes.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
        ``patterns``, ``stretching`` and ``trend`` [days]: None where it has been asked, or
        where more days alone would not do.
    """
    same = {one["factor"] for one in same_so_far(answers)}
    varied = "pain_constant" not in answers.ranking.caveats or answers.ranking.n_days < WEEK
    now = _now(answers)
    missing = {
        "patterns": _days_to_patterns(answers, now) if {*answers.ranking.factors} - same else 0,
        "stretching": 0 if "stretching" in same else _days_to_link(answers),
        "trend": MIN_TREND_DAYS - answers.trend.n_days if answers.trend.reason == "few_days" else 0,
    }
    return {name: more if more > 0 and varied else None for name, more in missing.items()}


def asked_from(answers: Answers) -> dict[str, pd.Timestamp | None]:
    """Give the day from which on each question can be asked, with an entry on each day from now on.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
        As from `days_missing`, each as a day.
    """
    return {
        name: None if more is None else _now(answers) + pd.Timedelta(days=more)
        for name, more in days_missing(answers).items()
    }


def _now(answers: Answers) -> pd.Timestamp:
    """The day before the next entry: where today has none, that can still be today's."""
    return max(answers.made - pd.Timedelta(days=1), answers.end)


def same_so_far(answers: Answers) -> list[dict[str, Any]]:
    """List what hardly varied in a diary that is too short to be asked about it.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of dict
        ``factor`` (its name, or "stretching"), ``label``, ``same`` (days of its commonest
        value) and ``days`` (recorded) [days].
    """
    labels = dict(answers.ranking.table[["factor", "label"]].to_numpy())
    waits = _days_to_patterns(answers, answers.end) > 0
    values = {name: answers.period[name] for name in answers.ranking.factors if waits}
    if _days_to_link(answers) > 0:
        values["stretching"] = answers.consistency.table["session"]
    found = []
    for name, column in values.items():
        known = column.dropna()
        same = int(known.value_counts().max()) if len(known) else 0
        if len(known) >= WEEK and len(known) - same <= _OTHERWISE * len(known):
            label = labels.get(name, name)
            found.append({"factor": name, "label": label, "same": same, "days": len(known)})
    return found


def _days_to_patterns(answers: Answers, now: pd.Timestamp) -> int:
    ranking = answers.ranking
    if not len(ranking.table) or set(ranking.table["reason"]) != {"period_short"}:
        return 0
    calendar = MIN_CALENDAR_DAYS - (now - answers.start).days - 1
    return max(MIN_USABLE_DAYS - ranking.n_days, calendar, 1)


def _days_to_link(answers: Answers) -> int:
    stretching = answers.consistency
    short = stretching.link.reason == "few_days" and stretching.days_with_session
    return MIN_LINK_DAYS - stretching.link.n_days if short else 0
