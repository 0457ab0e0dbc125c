"""Which pictures the page has, and what each says to those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers, plan_changes, routine_start
from backpain_analysis.report.figures import Drawn, Marks, draw_groups, draw_pain
from backpain_analysis.wording import format_number, say_date

#: Heights of the course of pain [pt]: with room, beside a full grid, and at least.
HIGH, USUAL, LOW = 150.0, 118.0, 98.0

_GROUPS_HEIGHT = 130.0


def pictures(answers: Answers, described: Mapping[str, Any], *, width: float) -> dict[str, Drawn]:
    """Draw the pictures of a report.

    Parameters
    ----------
    answers : Answers
    described : mapping
        From `describe`.
    width : float
        Of the text on the page [pt].

    Returns
    -------
    dict of str to Drawn
        "pain" and "pain_low" (page 1), "times" (details).
    """
    course = course_of(answers)
    marks = Marks(flares_of(answers), events_of(answers))
    alt = _say_course(answers, marks)
    tall = USUAL if len(answers.consistency.per_exercise) else HIGH
    return {
        "pain": draw_pain(course, marks, alt, size=(width, tall)),
        "pain_low": draw_pain(course, marks, alt, size=(width, LOW)),
        "times": _times(described, width),
    }


def course_of(answers: Answers) -> pd.DataFrame:
    """Worst and average pain of each day of the period.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    pandas.DataFrame
        ``worst`` and ``average`` [points] by date, NaN where not recorded. A
        diary of worst pain alone has no average, one of leg pain alone has
        that as its average, and one with one entry a day has no worst.
    """
    days = answers.period
    known = {name: days[name] for name in ("pain", "worst_pain") if name in days.columns}
    missing = pd.Series(float("nan"), index=days.index)
    other = missing if answers.outcome == "worst_pain" else days[answers.outcome]
    average, worst = known.get("pain", missing), known.get("worst_pain", missing)
    average = average if average.notna().any() else other
    return pd.DataFrame(
        {
            "worst": missing if worst.equals(average) else worst,
            "average": average,
        }
    )


def flares_of(answers: Answers) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """First and last day of each flare-up.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of (pandas.Timestamp, pandas.Timestamp)
    """
    return [(flare.start, flare.end) for flare in answers.flares.flares]


def events_of(answers: Answers) -> list[tuple[pd.Timestamp, str]]:
    """Visits, the start of the routine and changes of the plan in the period.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of (pandas.Timestamp, str)
        By date; what falls on one day is named together.
    """
    events = [(pd.Timestamp(day), "visit") for day in answers.book.settings.visits]
    start = routine_start(answers.book)
    if start is not None:
        events.append((start, "routine starts"))
    events += [(day, "plan changes") for day in plan_changes(answers.book) if day != start]
    named: dict[pd.Timestamp, list[str]] = {}
    for day, name in sorted(events):
        if answers.start <= day <= answers.end:
            named.setdefault(day, []).append(name)
    return [(day, ", ".join(names)) for day, names in named.items()]


def _say_course(answers: Answers, marks: Marks) -> str:
    pain = answers.period[answers.outcome]
    empty = int(pain.isna().sum())
    parts = [
        f"Chart of pain from {say_date(answers.start)} to {say_date(answers.end)} on a scale from "
        "0 to 10; higher is worse.",
        f"Average {format_number(pain.mean())}, lowest {format_number(pain.min())}, highest "
        f"{format_number(pain.max())} on {say_date(pd.Timestamp(str(pain.idxmax())))}.",
        f"{empty} days have no entry and are left open." if empty else "Every day has an entry.",
        _listed("Flare-ups", [f"{say_date(a)} to {say_date(b)}" for a, b in marks.flares]),
        _listed("Dashed lines", [f"{name} on {say_date(day)}" for day, name in marks.events]),
    ]
    return " ".join(part for part in parts if part)


def _listed(head: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = f", and {len(items) - 8} more" if len(items) > 8 else ""
    return f"{head}: {', '.join(items[:8])}{more}."


def _times(described: Mapping[str, Any], width: float) -> Drawn:
    panels = [
        pd.DataFrame(described[key]) for key in ("weekdays", "times_of_day") if described[key]
    ]
    groups = [row for key in ("weekdays", "times_of_day") for row in described[key]]
    said = ", ".join(f"{row['name']} {format_number(row['median'])}" for row in groups)
    alt = (
        f"Chart of pain from 0 to 10 by weekday and time of day; higher is worse. Medians: {said}."
    )
    return draw_groups(panels, alt, size=(width, _GROUPS_HEIGHT))
