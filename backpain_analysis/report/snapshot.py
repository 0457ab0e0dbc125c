"""The figures of the snapshot: label, number, and what it is out of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.report.answers import Answers
from backpain_analysis.wording import format_number
from backpain_analysis.wording.phrases import say_count

#: Below this the first and the last 14 days overlap [days].
TWO_FORTNIGHTS = 28

Tile = dict[str, str]


def tiles(answers: Answers, numbers: Mapping[str, Any]) -> list[Tile]:
    """Give the snapshot's figures, leaving out what was never recorded.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.

    Returns
    -------
    list of dict
        Each with ``label``, ``value`` and ``note``.
    """
    pain, described = numbers["pain"], numbers["described"]
    leg, medicine = described["leg"], described["medicine_days"]
    found = [
        _tile(
            f"Average {column_label(answers.outcome)}",
            format_number(pain["mean"]),
            f"on {_days(answers.n_recorded)}",
        ),
        _tile("Worst", _level(pain["worst"]), _when(described["worst"])),
        *_fortnights(answers, pain),
        _share("Worst 7 or more", described["high"]),
        _flares(answers),
        _tile("Worst leg pain", _level(leg["worst"]), "")
        if leg and answers.outcome != "leg_pain"
        else None,
        _share("Below the knee", described["below_knee"]),
        None
        if medicine is None
        else _tile("Medicine", format_number(medicine, 0), "day" if medicine == 1 else "days"),
    ]
    return [tile for tile in found if tile is not None]


def column_label(name: str) -> str:
    """Name a column of the diary as people read it.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    known = DIARY_BY_NAME.get(name)
    return known.label if known else name


def _fortnights(answers: Answers, pain: Mapping[str, Any]) -> list[Tile]:
    if len(answers.period) < TWO_FORTNIGHTS:
        return []
    return [
        _fortnight("First 14 days", pain["first_14_days"]),
        _fortnight("Last 14 days", pain["last_14_days"]),
    ]


def _fortnight(label: str, part: Mapping[str, Any] | None) -> Tile:
    if part is None:
        return _tile(label, "–", "too few days")
    return _tile(label, format_number(part["mean"]), f"on {_days(part['days_recorded'])}")


def _when(worst: Mapping[str, Any]) -> str:
    day = pd.Timestamp(worst["last"])
    single = f"on {day.day} {day.month_name()[:3]}"
    return single if worst["days"] == 1 else f"on {_days(worst['days'])}"


def _flares(answers: Answers) -> Tile:
    history = answers.flares
    marked = len(history.marked)
    return _tile("Flare-ups", str(len(history.flares)), f"{marked} marked" if marked else "")


def _tile(label: str, value: str, note: str) -> Tile:
    return {"label": label, "value": value, "note": note}


def _share(label: str, part: Mapping[str, int] | None) -> Tile | None:
    if part is None:
        return None
    return _tile(label, format_number(part["days"], 0), f"of {_days(part['days_recorded'])}")


def _level(points: float) -> str:
    return format_number(points, 0 if float(points).is_integer() else 1)


def _days(number: int) -> str:
    return say_count(number, "day")
