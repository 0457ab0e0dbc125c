"""What a new logbook holds, from what a person suspects and was asked to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

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
from backpain_analysis.reading.how_often import parse_asked, says_how_often
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

#: How alike a suspect and a known word that begins as it does must be to be asked about, 0 to 1.
_ALIKE = 0.85
#: The longest that a day has of each unit.
_LONGEST: dict[str, float] = {"hours": 24, "minutes": 1440}
#: Said behind what a plan holds though it was not said.
ASSUMED = "(assumed)"
#: More minutes than these are no hold; a plan has no column for them [minutes].
_LONGEST_HOLD = 5
#: Words that hold a factor, which is offered -> its column. The person decides.
_MEANT = {
    word: name
    for name, words in {
        "lifting": "carry carrying carried lift lifts lifted picking heben tragen schleppen "
        "getragen geschleppt porter soulever cargar portare tillen dragen sjouwen",
        "driving_hours": "car drive drives drove commute commuting auto voiture conduire coche "
        "macchina guidare rijden",
        "sitting_hours": "sit sat desk computer laptop schreibtisch bildschirm",
        "standing_hours": "stand stood",
        "bending_hours": "bend bent stoop stooping beugen",
        "sleep_hours": "sleeping slept insomnia sleepless nights schlafen nächte dormir insomnie "
        "dormire slapen",
        "walking_minutes": "walks walked",
        "stress": "stressed stressful gestresst",
    }.items()
    for word in words.split()
}
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
    each = words.casefold().split()
    meant = [_MEANT[word] for word in each if word in _MEANT and "(" not in words]
    longer = (word for word in each if len(word) > 3)
    forms = (words.casefold(), _IDLE.sub("", words).casefold(), *longer)
    near = (
        get_close_matches(form, [word for word in known if word[0] == form[:1]], 1, _ALIKE)
        for form in forms
    )
    return next((column_for(found) for found in chain(meant, chain.from_iterable(near))), None)


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


def to_write(column: Column) -> str:
    """Say how a column is to be filled in.

    Parameters
    ----------
    column : Column

    Returns
    -------
    str
        "hours", "0-10", "yes / no".
    """
    if column.kind == "text":
        return "yes / no, or how much"
    if column.kind == "yes_no":
        return "yes / no"
    if column.high is not None and column.kind == "number":
        return f"{column.low or 0:g}-{column.high:g}"
    return column.unit or "how much"


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


def say_asked(text: str) -> str:
    """Say what a plan holds of a stretch, and what of that was not said.

    Parameters
    ----------
    text : str
        As for `plan_rows`.

    Returns
    -------
    str
        "cat-cow: 2 sets of 12; twice a day, every day".
    """
    said, row = parse_asked(text), _asked(text)
    named = match_exercise(said["exercise"]).side or said.get("side")
    side = {"both": "each side", "left": "left", "right": "right"}.get(row.get("side", ""), "")
    times, days = row["times_per_day"], row["days_per_week"]
    often = {"1": "once a day", "2": "twice a day"}.get(times, f"{times} times a day")
    week = "every day" if days == "7" else f"{days} days a week"
    parts = (
        _say_dose(row) or ("" if "notes" in row else "no dose said"),
        side if named or not side else f"{side} {ASSUMED}",
        f"{often}, {week}{'' if says_how_often(text) else f' {ASSUMED}'}",
        f"note: {row['notes']}" if "notes" in row else "",
    )
    return f"{row['exercise']}: {'; '.join(part for part in parts if part)}"


def _say_dose(row: Mapping[str, str]) -> str:
    sets, reps, hold = (row.get(name, "") for name in DOSE)
    sets = "" if sets == "1" else sets
    times = f"{sets} sets of {reps}" if sets and reps else f"{reps} times" if reps else ""
    times = times or (f"{sets} sets" if sets else "")
    return ", ".join(part for part in (times, f"held {hold} s" if hold else "") if part)


def _each_side(name: str) -> dict[str, str]:
    return {"side": "both"} if has_two_sides(name) else {}


def _usual_dose(exercise: Exercise) -> dict[str, str]:
    numbers = {"sets": exercise.sets, "reps": exercise.reps, "hold_seconds": exercise.hold_seconds}
    row = {name: str(number) for name, number in numbers.items() if number is not None}
    return {"exercise": exercise.name} | _each_side(exercise.name) | row
