"""The figures of page 1: label, number, what it is out of, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.days import has_few_worsts
from backpain_analysis.report.answers import Answers
from backpain_analysis.trend import TWO_FORTNIGHTS
from backpain_analysis.wording import format_number, format_percent, format_sessions
from backpain_analysis.wording.phrases import quote, say_count
from backpain_analysis.wording.stretching import done_of_plan, dose_noted, say_possible

#: So many symptoms of the person's own have a figure.
MOST_SYMPTOMS = 2
#: Longest name over a figure [characters].
_LONGEST = 18
#: Stands before the figure of the time before a visit.
BEFORE = "before: "

#: The days whose worst is known are counted beside the others from this many on [days].
LEAST_WORST = 5

_FLARES, _STEP = "Flare-ups", "one word higher is enough"
_UNKNOWN, _MEAN = "–", "on average"
_WORST = "with a worst"

Tile = dict[str, str]
Part = Mapping[str, Any]


def pain_tiles(answers: Answers, now: Part, before: Part | None, pain: Part) -> list[Tile]:
    """Give the snapshot's figures, leaving out what was never recorded.

    Parameters
    ----------
    answers : Answers
    now : mapping
        From `count_part`: the time since the last visit, or the whole period.
    before : mapping or None
        The same for the time before the visit.
    pain : mapping
        What report.json holds of pain in the whole period.

    Returns
    -------
    list of dict
        Each with ``label``, ``value``, ``note`` and ``before``.
    """
    name = column_label(answers.outcome)
    worst = answers.period.get("worst_pain", pd.Series(dtype=float))
    few = worst.count() < LEAST_WORST or has_few_worsts(worst, answers.period[answers.outcome])
    asked = [
        (f"Average {name}", _average),
        ("Highest at any time" if worst.any() else "Highest", _worst),
        (f"{name.capitalize()} 7 or more", _share_of("high")),
        ("Worst 7 or more", None if few else _share_of("worst_high", _WORST)),
        (_FLARES, _too_few if answers.flares.too_few else _flares),
        ("Worst leg pain", None if answers.outcome == "leg_pain" else _leg),
        ("Below the knee", _share_of("below_knee")),
        ("Medicine", _medicine),
        *((quote(one["name"], longest=_LONGEST), _symptom(k)) for k, one in _symptoms(now)),
    ]
    found = [_tile(label, say, now, before) for label, say in asked if say is not None]
    tiles = [tile for tile in found if tile is not None]
    if answers.one_step_flares:
        tiles = [t | {"before": t["before"] or _STEP * (t["label"] == _FLARES)} for t in tiles]
    return [*tiles[:2], *_fortnights(answers, pain), *tiles[2:]]


def stretching_tiles(now: Part, before: Part | None) -> list[Tile]:
    """Give the figures on stretching.

    Parameters
    ----------
    now, before : mapping or None
        As for `pain_tiles`.

    Returns
    -------
    list of dict
        As from `pain_tiles`; empty where no session was logged.
    """
    if not now["stretching"]["days_with_session"]:
        return []
    asked = (
        ("Days with stretching", _days_stretched),
        ("Days a week", _days_a_week),
        ("Done of the plan", _of_plan),
        ("Planned amount done", _amount),
    )
    side = now["stretching"]
    found = [_tile(label, say, side, before and before["stretching"]) for label, say in asked]
    plan = None if before else side["adherence"]
    beneath = {"Done of the plan": _bounds(plan), "Planned amount done": _less(plan)}
    return [
        tile | {"before": tile["before"] or beneath.get(tile["label"], "")}
        for tile in found if tile is not None
    ]  # fmt: skip


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


def _tile(label: str, say: Any, now: Part, before: Part | None) -> Tile | None:
    """One figure, with the same figure of the time before beneath it."""
    said = say(now)
    earlier = None if before is None else say(before)
    if said is None and earlier is None:
        return None
    value, note = said or (_UNKNOWN, "")
    was = "" if before is None else BEFORE + (_briefly(*earlier) if earlier else _UNKNOWN)
    return {"label": label, "value": value, "note": note, "before": was}


def _briefly(value: str, note: str) -> str:
    """The figure of the time before, whose number of days stands in the header."""
    if note.startswith("on ") and note.endswith(("day", "days")):
        return value
    kept = note if note.startswith(("of ", "on ", "day")) and note != _MEAN else ""
    for unit in (" days", " known", f" {_WORST}"):
        kept = kept.removesuffix(unit)
    return f"{value} {kept}".strip()


def _average(part: Part) -> tuple[str, str] | None:
    pain = part["pain"]
    return pain and (format_number(pain["mean"]), f"on {_days(pain['days_recorded'])}")


def _worst(part: Part) -> tuple[str, str] | None:
    if part["worst"] is None:
        return None
    day = pd.Timestamp(part["worst_last"])
    once = f"on {day.day} {day.month_name()[:3]}"
    when = once if part["worst_days"] == 1 else f"on {_days(part['worst_days'])}"
    return _level(part["worst"]), when


def _share_of(key: str, with_it: str = "") -> Any:
    """So many of the days that have it; said where these are other days than those with pain."""

    def say(part: Part) -> tuple[str, str] | None:
        found, pain = part[key], part["pain"]
        if not found:
            return None
        other = pain and found["days_recorded"] != pain["days_recorded"]
        of = f"{found['days_recorded']} {with_it}" if with_it and other else ""
        return format_number(found["days"], 0), f"of {of or _days(found['days_recorded'])}"

    return say


def _too_few(_: Part) -> tuple[str, str]:
    return _UNKNOWN, "too few days"


def _flares(part: Part) -> tuple[str, str]:
    unsure, marked = part["flares_uncertain"], part["flares_marked"]
    rule = "by the rule" if marked else ""
    return str(part["flares"]), f"{unsure} uncertain" if unsure else rule


def _leg(part: Part) -> tuple[str, str] | None:
    return part["leg"] and (_level(part["leg"]["worst"]), "")


def _medicine(part: Part) -> tuple[str, str] | None:
    number, known = part["medicine_days"], part["medicine_known"]
    if number is None:
        return None
    days, of = _of_known(number, known or 0, part)
    amount = part["medicine_amount"]
    return days, of if amount is None else f"{of}, {amount:g} in all"


def _symptoms(part: Part) -> list[tuple[int, Part]]:
    """The first few of the person's own: the details have all."""
    return [*enumerate(part["symptoms"])][:MOST_SYMPTOMS]


def _symptom(number: int) -> Any:
    def say(part: Part) -> tuple[str, str] | None:
        one = part["symptoms"][number]
        return _of_known(one["days"], one["days_recorded"], part) if one["days_recorded"] else None

    return say


def _of_known(number: int, known: int, part: Part) -> tuple[str, str]:
    """So many days, of those that say yes or no where most do: one "no" among ticks is not all."""
    unit = "day" if number == 1 else "days"
    recorded = (part["pain"] or {"days_recorded": 0})["days_recorded"]
    most = known > number and 2 * known >= recorded
    return str(number), f"of {_days(known)}" if most else unit


def _days_stretched(part: Part) -> tuple[str, str] | None:
    if not part["days_covered"]:
        return None
    known = format_number(part["days_covered"], 0)
    return format_number(part["days_with_session"], 0), f"of {known} known"


def _days_a_week(part: Part) -> tuple[str, str] | None:
    share = part["days_a_week"]
    return None if share is None else (format_number(share), _MEAN)


def _of_plan(part: Part) -> tuple[str, str] | None:
    plan = part["adherence"]
    share = done_of_plan(plan)
    if plan is None or share is None:
        return None
    if not plan["which_known"]:
        return share, ""
    return share, " of ".join(format_sessions(plan[key]) for key in ("done", "planned"))


def _bounds(plan: Part | None) -> str:
    """What days without a log leave open, or that it does not say which stretches were done."""
    if plan is None or plan["low"] == plan["high"]:
        return ""
    return f"{say_possible(plan)} with gaps" if plan["which_known"] else "the log names no exercise"


def _less(plan: Part | None) -> str:
    """On how many sessions less than the plan's dose was written."""
    less = plan["less_dose"] if plan else 0
    return f"less on {format_number(less, 0)}" if less else ""


def _amount(part: Part) -> tuple[str, str] | None:
    plan = part["adherence"]
    if plan is None or plan["dose_share"] is None:
        return None
    noted = dose_noted(plan["with_dose"], plan["dosable"])
    if noted is None:
        some, of = format_sessions(plan["with_dose"]), format_sessions(plan["dosable"])
        return _UNKNOWN, f"written for {some} of {of}"
    return format_percent(plan["dose_share"]), noted


def _fortnights(answers: Answers, pain: Part) -> list[Tile]:
    if len(answers.period) < TWO_FORTNIGHTS:
        return []
    whole = "" if answers.visit is None else "of the whole diary"
    return [
        _fortnight(f"{name} 14 days", pain[f"{name.lower()}_14_days"]) | {"before": whole}
        for name in ("First", "Last")
    ]


def _fortnight(label: str, part: Part | None) -> Tile:
    if part is None:
        return {"label": label, "value": _UNKNOWN, "note": "too few days"}
    note = f"on {_days(part['days_recorded'])}"
    return {"label": label, "value": format_number(part["mean"]), "note": note}


def _level(points: float) -> str:
    return format_number(points, 0 if float(points).is_integer() else 1)


def _days(number: int) -> str:
    return say_count(number, "day")
