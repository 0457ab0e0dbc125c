"""The same counts for the time before the last visit and the time since, and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.comparing import Pattern, compare_patterns
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.counts import level, medicine_days, symptom_days, word_days, yes_days
from backpain_analysis.report.plain import as_plain
from backpain_analysis.report.visit import Visit
from backpain_analysis.triggers import TriggerRanking

#: Days whose pain is at least this are counted [points].
HIGH_PAIN = 7.0

_TREND = ("verdict", "change", "low", "high", "start_level", "reason")
_MOVED_DOWN = ("days_written", "days_with_session", "days_without")
#: What is told of done out of planned, of the whole diary and since the last visit.
ADHERENCE = ("done", "planned", "share", "low", "high", "dose_share", "with_dose", "dosable",
             "less_dose", "which_known")  # fmt: skip


def since_last_visit(answers: Answers) -> dict[str, Any] | None:
    """Describe the time before the last visit, the time since, and what is new.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict or None
        ``visit`` and ``too_recent`` (ISO dates), ``before`` and ``since`` (the
        same counts each), ``new_places``, ``trend_before``, and the patterns that
        ``appeared``, ``stayed`` or ``went``. None without a visit to look back to.
    """
    visit = answers.visit
    if visit is None:
        return None
    eve = visit.day - pd.Timedelta(days=1)
    earlier, later = answers.period.loc[:eve], answers.period.loc[visit.day :]
    places = {item["name"] for item in word_days(earlier, "location")}
    return {
        "visit": visit.day,
        "too_recent": visit.too_recent,
        "before": count_part(answers, earlier, visit.before),
        "since": count_part(answers, later, visit.since),
        "new_places": [p["name"] for p in word_days(later, "location") if p["name"] not in places]
        if places
        else [],
        "trend_before": None
        if visit.trend is None
        else {key: getattr(visit.trend, key) for key in _TREND},
    } | _patterns(answers, visit)


def _patterns(answers: Answers, visit: Visit) -> dict[str, list[dict[str, Any]]]:
    """Patterns in the diary up to the visit beside those in the whole diary."""
    found = compare_patterns(_verdicts(visit.ranking), _verdicts(answers.ranking))
    names = ("appeared", "stayed", "went")
    return {
        name: [_pattern(one) for one in group] for name, group in zip(names, found, strict=True)
    }


def _verdicts(ranking: TriggerRanking | None) -> list[dict[str, Any]]:
    if ranking is None:
        return []
    rows = ranking.table[["factor", "label", "verdict"]].to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "factor": pattern.factor,
        "label": pattern.label,
        "before": pattern.first,
        "now": pattern.second,
    }


def described_parts(
    answers: Answers, numbers: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Give the counts of the days that page 1 describes, and of the time before them.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.

    Returns
    -------
    tuple of dict and (dict or None)
        Since the last visit and before it; without one, the whole period and None.
    """
    since = numbers["described"]["since_last_visit"]
    if since is None:
        return as_plain(count_part(answers, answers.period, answers.consistency)), None
    return since["since"], since["before"]


def count_part(
    answers: Answers, days: pd.DataFrame, stretching: StretchingConsistency
) -> dict[str, Any]:
    """Count what page 1 describes, in some days of the period or in all.

    Parameters
    ----------
    answers : Answers
    days : pandas.DataFrame
        Rows of the period, one after the other.
    stretching : StretchingConsistency
        Of the same days.

    Returns
    -------
    dict
        Pain, places, flare-ups and stretching, as ``schema.json`` says of
        ``described.since_last_visit.since``.
    """
    first, last = days.index[0], days.index[-1]
    flares = [flare for flare in answers.flares.flares if first <= flare.start <= last]
    worst = worst_of(answers).loc[first:last]
    return {
        "start": first,
        "end": last,
        "days": len(days),
        "pain": level(days, answers.outcome),
        "worst": worst.max(),
        "worst_days": int((worst == worst.max()).sum()),
        "worst_last": worst.index[worst == worst.max()].max(),
        **high_days(days, answers.outcome),
        "leg": level(days, "leg_pain"),
        "below_knee": yes_days(days, "below_knee"),
        "symptoms": symptom_days(answers.book, days),
        **medicine_days(days),
        "places": word_days(days, "location"),
        "sides": word_days(days, "side"),
        "qualities": word_days(days, "quality"),
        "flares": len(flares),
        "flares_uncertain": sum(flare.provisional for flare in flares),
        "flares_marked": sum(first <= day <= last for day in answers.flares.marked),
        "alerts": sum(first <= alert.date <= last for alert in answers.alerts.alerts),
        "stretching": _stretching(stretching),
    }


def _stretching(told: StretchingConsistency) -> dict[str, Any]:
    adherence = told.adherence
    return {
        "sessions": told.sessions,
        "days_with_session": told.days_with_session,
        "days_covered": told.days_covered,
        "days_unknown": len(told.unknown),
        "days_a_week": told.days_a_week,
        "adherence": None
        if adherence is None
        else {key: getattr(adherence, key) for key in ADHERENCE},
        "response": told.response,
        "stopped_for_pain": count_stopped(told.stopped_for_pain),
        "moved_down": {key: getattr(told.moved_down, key) for key in _MOVED_DOWN},
    }


def count_stopped(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Count how often each exercise was stopped for pain, the most often first.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``StretchingConsistency.stopped_for_pain``.

    Returns
    -------
    list of dict
        ``exercise`` and ``times``.
    """
    counts = rows["exercise"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return [{"exercise": str(name), "times": int(n)} for name, n in counts.items()]


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


def high_days(days: pd.DataFrame, outcome: str) -> dict[str, dict[str, int] | None]:
    """Count the days at `HIGH_PAIN` or more: of the outcome, and of the worst where it is known.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    outcome : str

    Returns
    -------
    dict
        ``high`` and ``worst_high``, each ``days`` of ``days_recorded`` [days];
        None where it was never recorded.
    """
    columns = {"high": outcome, "worst_high": "worst_pain" if outcome == "pain" else ""}
    known = {key: days[name].dropna() for key, name in columns.items() if name in days.columns}
    return dict.fromkeys(columns) | {
        key: {"days": int((pain >= HIGH_PAIN).sum()), "days_recorded": len(pain)}
        for key, pain in known.items()
        if len(pain)
    }
