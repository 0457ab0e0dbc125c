"""The grid of stretches by week: done out of planned, light to dark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.adherence import plan_by_day
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.doses import say_dose
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.fonts import shorten, width
from backpain_analysis.sessions import DOSE
from backpain_analysis.wording import format_sessions, typographic

#: The grid shows so many of the last weeks, and of the commonest stretches.
WEEKS = 12
ROWS = 8

_CELL = 28.5
_NAME = 145.0
_SIZE = 9.0


def week_grid(answers: Answers) -> dict[str, Any] | None:
    """Lay out the commonest stretches over the last weeks.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict or None
        ``corner``, ``weeks`` (``month``, ``day``), ``rows`` (``name``, ``cells`` with ``text`` and
        ``shade`` 0 to 4, or None), ``room`` (width of a week [pt]), ``note``
        ``visit`` (number of the week in which the last visit lies, or None)
        and ``stretches`` (how many there are). None without any.
    """
    consistency = answers.consistency
    table = consistency.by_week
    names = _commonest(consistency)
    if not names:
        return None
    weeks = [pd.Timestamp(week) for week in sorted(table["week"].unique())[-WEEKS:]]
    visit = _week_of_visit(answers, weeks)
    planned = bool(table["planned"].notna().any())
    most_done = float(table["done"].max())
    cells = {(str(row["exercise"]), row["week"]): row for row in table.to_dict("records")}
    doses = _doses(answers)
    rows = [
        {
            "name": _with_dose(name, doses.get(name)),
            "cells": [
                _cell(cells, name, week, planned=planned, most=most_done) | {"visit": k == visit}
                for k, week in enumerate(weeks)
            ],
        }
        for name in names[:ROWS]
    ]
    return {
        "corner": "Week that begins on",
        "weeks": _week_names(weeks),
        "rows": rows,
        "room": _CELL,
        "visit": visit,
        "note": _note(len(weeks), planned=planned, none=consistency.silence_is_none),
        "stretches": len(names),
    }


def _doses(answers: Answers) -> dict[str, str]:
    """Dose of each planned stretch at the end; left out where its sides have two."""
    plan, found = answers.book.plan, dict[str, set[str]]()
    asked = plan_by_day(plan, pd.DatetimeIndex([answers.end])) if len(plan) else plan
    for row in asked.to_dict("records"):
        texts = {name: f"{row[name]:g}" for name in DOSE if not pd.isna(row[name])}
        found.setdefault(str(row["exercise"]), set()).add(
            say_dose(texts).replace("x", "\N{MULTIPLICATION SIGN}")
        )
    return {name: dose.pop() for name, dose in found.items() if len(dose) == 1}


def _with_dose(name: str, dose: str | None) -> str:
    """The name, and the dose too where both fit."""
    whole = f"{typographic(name)} {dose or ''}".strip()
    return whole if width(whole, _SIZE) <= _NAME else shorten(typographic(name), _NAME, _SIZE)


def _week_of_visit(answers: Answers, weeks: list[pd.Timestamp]) -> int | None:
    """Number of the shown week from which on the last visit is past."""
    if answers.visit is None:
        return None
    monday = answers.visit.day - pd.Timedelta(days=answers.visit.day.day_of_week)
    return weeks.index(monday) if monday in weeks[1:] else None


def _commonest(consistency: StretchingConsistency) -> list[str]:
    """Stretches by how often they were done; planned ones never done come last."""
    done = [str(name) for name in consistency.per_exercise["exercise"]]
    asked = [str(name) for name in consistency.by_week["exercise"].unique()]
    return done + [name for name in asked if name not in set(done)]


def _cell(
    cells: Mapping[Any, Mapping[Any, Any]],
    name: str,
    week: pd.Timestamp,
    *,
    planned: bool,
    most: float,
) -> dict[str, Any]:
    blank = {"text": "", "shade": None}
    row = cells.get((name, week))
    if row is None or not row["logged"] or math.isnan(row["done"]):
        return blank
    asked = float(row["planned"])
    if planned and asked > 0:
        return {
            "text": f"{format_sessions(row['done'])}/{format_sessions(asked)}",
            "shade": _shade(row["done"] / asked),
        }
    if planned:
        return {"text": format_sessions(row["done"]), "shade": None} if row["done"] else blank
    return {"text": format_sessions(row["done"]), "shade": _shade(row["done"] / max(most, 1.0))}


def _shade(share: float) -> int:
    """Five greys: none, some, half, most, all."""
    steps = (1e-9, 0.34, 0.67, 0.999)
    return sum(share >= step for step in steps)


def short_date(day: pd.Timestamp) -> str:
    """Write a date for a table.

    Parameters
    ----------
    day : pandas.Timestamp

    Returns
    -------
    str
        For example "3 Mar 2026".
    """
    return f"{day.day} {day.month_name()[:3]} {day.year}"


def _week_names(weeks: list[pd.Timestamp]) -> list[dict[str, str]]:
    """Day of each Monday, and its month where that is new."""
    names = []
    for week, before in zip(weeks, [None, *weeks[:-1]], strict=True):
        new = before is None or before.month != week.month
        names.append({"month": week.month_name()[:3] if new else "", "day": str(week.day)})
    return names


def _note(weeks: int, *, planned: bool, none: bool) -> str:
    span = "each week" if weeks < WEEKS else f"the last {WEEKS} weeks"
    what = "stretches done/planned" if planned else "stretches done"
    return f"{what}, {span}; blank: not known{'; an entry without any: none' if none else ''}"
