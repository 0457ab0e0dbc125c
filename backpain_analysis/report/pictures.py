"""Which pictures the page has, and what each says to those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers, plan_changes
from backpain_analysis.report.body import draw_bodies
from backpain_analysis.report.figures import Drawn, Marks, draw_groups, draw_pain, grain
from backpain_analysis.wording import format_number, say_date, say_span

#: Heights of the course of pain [pt]: with room, and beside a full grid.
HIGH, USUAL = 150.0, 118.0

#: Height of the body outline on page 1, and the width that it takes there [pt].
BODY, BODY_ROOM = 80.0, 235.0

#: Days before a visit that are drawn at least [days].
LEAST_BEFORE = 60

_GROUPS_HEIGHT, _BODY_LARGE = 130.0, 150.0


def pictures(
    answers: Answers, described: Mapping[str, Any], *, width: float, low: float
) -> dict[str, Drawn]:
    """Draw the pictures of a report.

    Parameters
    ----------
    answers : Answers
    described : mapping
        From `describe`.
    width : float
        Of the text on the page [pt].
    low : float
        Height of the course of pain where there is least room [pt].

    Returns
    -------
    dict of str to Drawn
        "pain", "pain_low" and "body" (page 1), "times" and "body_large"
        (details); the bodies only where a place can be drawn.
    """
    course = course_of(answers)
    since = None if answers.visit is None else answers.visit.day
    marks = Marks(flares_of(answers), events_of(answers), since, marked_of(answers))
    alt = _say_course(answers, course, marks)
    tall = USUAL if len(answers.consistency.per_exercise) else HIGH
    return {
        "pain": draw_pain(course, marks, alt, size=(width, tall)),
        "pain_low": draw_pain(course, marks, alt, size=(width, low)),
        "times": _times(described, width),
    } | _bodies(answers, described["body"]["parts"])


def _bodies(answers: Answers, parts: Sequence[Mapping[str, Any]] | None) -> dict[str, Drawn]:
    if parts is None:
        return {}
    names = (
        ("first half", "second half") if answers.visit is None else ("before", "since the visit")
    )
    heights = {"body": BODY, "body_large": _BODY_LARGE}
    return {name: draw_bodies(parts, names, height=height) for name, height in heights.items()}


def first_shown(answers: Answers) -> pd.Timestamp:
    """Give the day with which the course of pain begins.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    pandas.Timestamp
        The first of the period; where that is long ago and there was a visit,
        as much before the visit as there is since, so that single days stay seen.
    """
    if answers.visit is None or grain(len(answers.period)) == "day":
        return answers.start
    since = max((answers.end - answers.visit.day).days, LEAST_BEFORE)
    return max(answers.start, answers.visit.day - pd.Timedelta(days=since))


def course_of(answers: Answers) -> pd.DataFrame:
    """Worst and average pain of each day that is drawn.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    pandas.DataFrame
        ``worst`` and ``average`` [points] by date, NaN where not recorded. A
        diary of worst pain alone has no average, one of leg pain alone has
        that as its average.
    """
    days = answers.period.loc[first_shown(answers) :]
    known = {name: days[name] for name in ("pain", "worst_pain") if name in days.columns}
    missing = pd.Series(float("nan"), index=days.index)
    other = missing if answers.outcome == "worst_pain" else days[answers.outcome]
    average, worst = known.get("pain", missing), known.get("worst_pain", missing)
    average = average if average.notna().any() else other
    return pd.DataFrame({"worst": worst, "average": average})


def marked_of(answers: Answers) -> list[pd.Timestamp]:
    """Days that are drawn and that the person marked as a flare-up.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of pandas.Timestamp
    """
    first = first_shown(answers)
    return [day for day in answers.flares.marked if first <= day <= answers.end]


def flares_of(answers: Answers) -> list[tuple[pd.Timestamp, pd.Timestamp, bool]]:
    """First and last day of each flare-up that is drawn, and whether it is uncertain.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of (pandas.Timestamp, pandas.Timestamp, bool)
    """
    first = first_shown(answers)
    return [
        (max(flare.start, first), flare.end, flare.provisional)
        for flare in answers.flares.flares if flare.end >= first
    ]  # fmt: skip


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
    start = answers.book.routine_start
    if start is not None:
        events.append((start, "routine starts"))
    events += [(day, "plan changes") for day in plan_changes(answers.book) if day != start]
    named: dict[pd.Timestamp, list[str]] = {}
    for day, name in sorted(events):
        if first_shown(answers) <= day <= answers.end:
            named.setdefault(day, []).append(name)
    return [(day, ", ".join(names)) for day, names in named.items()]


def _say_course(answers: Answers, course: pd.DataFrame, marks: Marks) -> str:
    pain = answers.period[answers.outcome].loc[course.index[0] :]
    empty = int(pain.isna().sum())
    spans = [say_span(a, b) + " (uncertain)" * unsure for a, b, unsure in marks.flares]
    parts = [
        f"Chart of pain from {say_date(course.index[0])} to {say_date(answers.end)} on a scale "
        "from 0 to 10; higher is worse.",
        f"Average {format_number(pain.mean())}, lowest {format_number(pain.min())}, highest "
        f"{format_number(pain.max())} on {say_date(pd.Timestamp(str(pain.idxmax())))}.",
        _say_sides(pain, marks.since),
        f"{empty} days have no entry and are left open." if empty else "Every day has an entry.",
        _listed("Flare-ups", spans),
        _listed("Marked as a flare-up", [say_date(day) for day in marks.marked]),
        _listed("Dashed lines", [f"{name} on {say_date(day)}" for day, name in marks.events]),
    ]
    return " ".join(part for part in parts if part)


def _say_sides(pain: pd.Series[float], since: pd.Timestamp | None) -> str:
    if since is None:
        return ""
    before, now = pain.loc[: since - pd.Timedelta(days=1)].mean(), pain.loc[since:].mean()
    return f"Average before the visit {format_number(before)}, since then {format_number(now)}."


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
