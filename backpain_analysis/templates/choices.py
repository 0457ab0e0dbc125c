"""What a new logbook holds, from what a person suspects and was asked to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from backpain_analysis.columns import DIARY, DIARY_BY_NAME, USUAL_FACTORS, Column
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import (
    Exercise,
    has_two_sides,
    is_activity,
    load_catalogue,
    match_exercise,
)
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.how_often import parse_asked
from backpain_analysis.reading.matching import match_headers
from backpain_analysis.sessions import DOSE

#: Columns about the pain itself, in every new diary.
ABOUT_PAIN = (
    "date", "time", "pain", "worst_pain", "leg_pain", "location", "below_knee", "quality",
    "flare", "blamed",
)  # fmt: skip
#: Words, at the end of every new diary.
IN_WORDS = ("medication", "notes")
#: The columns of a new diary: what can be written in two minutes a day. Any other
#: column of the known ones, or of one's own, may be added.
DIARY_HEADER = (*ABOUT_PAIN, *USUAL_FACTORS, *IN_WORDS)

#: Suspects that are offered by number, and their columns.
OFFERED = (
    "sitting_hours", "lifting", "driving_hours", "bending_hours", "standing_hours",
    "sleep_hours", "stress", "walking_minutes",
)  # fmt: skip

#: How alike a suspect and a known word must be to be asked about, from 0 to 1.
_ALIKE = 0.8
#: The longest that a day has of each unit.
_LONGEST: dict[str, float] = {"hours": 24, "minutes": 1440}
#: More minutes than these are no hold; a plan has no column for them [minutes].
_LONGEST_HOLD = 5
_IDLE = re.compile(
    r"^(?:too\s+much|too\s+little|too\s+long|lack\s+of|not\s+enough|poor|bad|long|little|no|my|"
    r"the|much)\s+|\s+(?:(?:too|so)\s+(?:much|little|long)|a\s+lot)$",
    re.I,
)


def diary_columns(suspects: Iterable[str] = ()) -> tuple[str, ...]:
    """Choose the columns of a new diary.

    Parameters
    ----------
    suspects : iterable of str
        What the person thinks sets off the pain: "sitting", "poor sleep", or
        anything of their own. None: what is usual.

    Returns
    -------
    tuple of str
        Headers.
    """
    chosen = dict.fromkeys(column for text in suspects if (column := column_for(text)))
    factors = [name for name in chosen if name not in (*ABOUT_PAIN, *IN_WORDS)]
    return (*ABOUT_PAIN, *(factors or USUAL_FACTORS), *IN_WORDS)


def column_for(suspect: str) -> str:
    """Find the column in which a suspect is written down.

    Parameters
    ----------
    suspect : str

    Returns
    -------
    str
        One of ours ("poor sleep" is sleep_hours), else the words themselves.
    """
    words = " ".join(suspect.replace(",", " ").replace(";", " ").split())
    for form in (words, _IDLE.sub("", words)):
        (meant,) = match_headers([form], DIARY, {}) if form else (None,)
        if meant is not None and meant.column is not None:
            return meant.column.name
    return words


def nearest_factor(suspect: str) -> str | None:
    """Find the column that a suspect of the person's own nearly names, or that one word of it does.

    Parameters
    ----------
    suspect : str

    Returns
    -------
    str or None
        One of ours; None where it is one already, or is like none.
    """
    words = column_for(suspect)
    if words in DIARY_BY_NAME:
        return None
    known = {
        word.replace("_", " ")
        for column in DIARY
        if column.role == "factor"
        for word in (column.name, column.label.casefold(), *column.aliases)
    }
    each = (word for word in words.casefold().split() if len(word) > 3)
    forms = (words.casefold(), _IDLE.sub("", words).casefold(), *each)
    near = (get_close_matches(form, known, n=1, cutoff=_ALIKE) for form in forms)
    return next((column_for(found[0]) for found in near if found), None)


def column_of(header: str) -> Column:
    """Describe a column of a new diary, also one of the person's own.

    Parameters
    ----------
    header : str

    Returns
    -------
    Column
    """
    if header in DIARY_BY_NAME:
        return DIARY_BY_NAME[header]
    (meant,) = match_diary([header], {})
    unit, column = meant.heading.unit, meant.column or Column(header, header, "text")
    column = replace(column, name=header, label=header)
    if meant.heading.scale:
        low, high = meant.heading.scale
        return replace(column, kind="number", low=low, high=high)
    if unit in _LONGEST:
        return replace(
            column,
            kind="hours" if unit == "hours" else "minutes",
            unit=unit,
            low=0,
            high=_LONGEST[unit],
        )
    if unit and meant.column is None:
        return replace(column, kind="number", unit="" if unit == "number" else unit)
    return column


def name_of(header: str) -> str:
    """Give our name of a header, as "pain" of "Schmerz (0-10)".

    Parameters
    ----------
    header : str

    Returns
    -------
    str
        One of the person's own where it is none of ours.
    """
    return match_diary([header], {})[0].name


def stretches_offered() -> list[Exercise]:
    """List the stretches of the catalogue, to choose from.

    Returns
    -------
    list of Exercise
    """
    return [exercise for exercise in load_catalogue() if exercise.kind == "stretch"]


def plan_rows(stretches: Iterable[str] = ()) -> list[dict[str, str]]:
    """Write a plan.

    Parameters
    ----------
    stretches : iterable of str
        What was asked for, as `how_often.parse_asked` takes it; once a day on
        every day of the week where it does not say how often. None: the
        stretches of the catalogue, on no day until somebody asks for them.

    Returns
    -------
    list of dict of str to str
        Columns of `columns.PLAN` -> text.

    Raises
    ------
    LogbookError
        A stretch has no name, or a number whose meaning is not said.
    """
    rows = [_asked(text) for text in stretches]
    unasked = {"times_per_day": "1", "days_per_week": "0"}
    return rows or [{**_usual_dose(stretch), **unasked} for stretch in stretches_offered()]


def _asked(text: str) -> dict[str, str]:
    said = parse_asked(text)
    if "done" in said:
        raise LogbookError(
            f"'{text}': a plan counts sets, repetitions and seconds of hold. Write it as in "
            "cat-cow 2x12, or planks 3x30s."
        )
    match = match_exercise(said["exercise"])
    if minutes := said.pop("minutes", ""):
        if int(minutes) <= _LONGEST_HOLD and not is_activity(match.name):
            said["hold_seconds"] = str(60 * int(minutes))
        else:
            said["notes"] = "; ".join(filter(None, (f"{minutes} min", said.get("notes"))))
    side = {"side": match.side} if match.side else _each_side(match.name)
    every_day = {"times_per_day": "1", "days_per_week": "7"}
    return {**side, **every_day, **said, "exercise": match.name}


def without_dose(stretches: Iterable[str]) -> list[str]:
    """List the stretches of which it was not said how much.

    Parameters
    ----------
    stretches : iterable of str
        As for `plan_rows`.

    Returns
    -------
    list of str
        Names, as the plan has them.
    """
    return [row["exercise"] for row in map(_asked, stretches) if not row.keys() & {*DOSE}]


def without_side(stretches: Iterable[str]) -> list[str]:
    """List the stretches that a plan asks for on both sides though no side was said.

    Parameters
    ----------
    stretches : iterable of str
        As for `plan_rows`.

    Returns
    -------
    list of str
        Names, as the plan has them.
    """
    said = map(parse_asked, stretches)
    named = [match_exercise(row["exercise"]) for row in said if "side" not in row]
    return [match.name for match in named if match.side is None and has_two_sides(match.name)]


def _each_side(name: str) -> dict[str, str]:
    return {"side": "both"} if has_two_sides(name) else {}


def _usual_dose(exercise: Exercise) -> dict[str, str]:
    numbers = {"sets": exercise.sets, "reps": exercise.reps, "hold_seconds": exercise.hold_seconds}
    row = {name: str(number) for name, number in numbers.items() if number is not None}
    return {"exercise": exercise.name} | _each_side(exercise.name) | row
