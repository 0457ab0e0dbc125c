"""What the page describes beside the results, gathered for report.json."""

from __future__ import annotations

from typing import Any

import pandas as pd

from backpain_analysis.reading.times import PARTS_OF_DAY
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.counts import (
    by_month,
    entry_counts,
    level,
    medicine_days,
    symptom_days,
    word_days,
    yes_days,
)
from backpain_analysis.report.figures import grain
from backpain_analysis.report.pictures import course_of, first_shown
from backpain_analysis.report.places import compare_shapes, not_drawn
from backpain_analysis.report.plain import as_plain
from backpain_analysis.report.since import (
    high_days,
    since_last_visit,
    worst_of,
)
from backpain_analysis.rhythm import WEEKDAYS, summarise_groups, timed_pain, weekday_pain


def describe(answers: Answers) -> dict[str, Any]:
    """Gather the counts and means that the page prints.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
        ``worst`` (``days``, ``last``), ``high``, ``worst_high`` and ``below_knee`` (``days``
        of ``days_recorded``), ``leg`` (``mean``, ``worst``,
        ``days_recorded``), ``symptoms``, ``medicine_days``, ``medicine_known``,
        ``places``, ``sides`` and ``qualities`` (lists of ``name``, ``days``), ``places_by_month``,
        ``weekdays``, ``times_of_day``, ``entries``, ``recording``,
        ``since_last_visit``, ``body`` and ``figure``; None where nothing was recorded.
    """
    days, outcome, diary = answers.period, answers.outcome, answers.book.diary
    worst = worst_of(answers)
    hits = worst.index[worst == worst.max()]
    described = {
        "worst": {"days": len(hits), "last": hits[-1]},
        **high_days(days, outcome),
        "leg": level(days, "leg_pain"),
        "below_knee": yes_days(days, "below_knee"),
        "symptoms": symptom_days(answers.book, days),
        **medicine_days(days),
        "places": word_days(days, "location"),
        "sides": word_days(days, "side"),
        "qualities": word_days(days, "quality"),
        "places_by_month": by_month(days, outcome),
        "weekdays": _groups(weekday_pain(answers.days), WEEKDAYS),
        "times_of_day": _groups(timed_pain(answers.book, answers.days), tuple(PARTS_OF_DAY)),
        "entries": entry_counts(days, diary, outcome),
        "recording": _recording(answers),
        "since_last_visit": since_last_visit(answers),
        "body": {"parts": _body(answers), "not_drawn": not_drawn(word_days(days, "location"))},
        "figure": {
            "start": first_shown(answers),
            "grain": grain(len(course_of(answers))),
            "worst": bool(course_of(answers)["worst"].notna().any()),
        },
    }
    return dict(as_plain(described))


def _body(answers: Answers) -> list[dict[str, Any]] | None:
    since = None if answers.visit is None else answers.visit.day
    return compare_shapes(answers.period, answers.outcome, since)


def _groups(grouped: pd.DataFrame, order: tuple[str, ...]) -> list[dict[str, Any]]:
    """Name, number, mean, median and quartiles of each group that has a value."""
    table = summarise_groups(grouped, order)
    rows = table[table["n"] > 0].rename_axis("name").reset_index()
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def _recording(answers: Answers) -> dict[str, Any]:
    """Whether pain decides about writing, as plain numbers."""
    found = answers.recording
    names = (
        "before_missing",
        "before_recorded",
        "difference",
        "low",
        "high",
        "p",
        "n_days",
        "verdict",
    )
    told = {name: getattr(found, name) for name in names}
    return told | {"days_missing": found.days_missing, "what_if": found.table.to_dict("records")}
