"""Stretching in words: how often, how regularly, how much of the plan, what came of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from backpain_analysis.adherence import Adherence
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.exercises import is_activity, match_exercise
from backpain_analysis.wording.catalogue import typographic
from backpain_analysis.wording.log_kept import say_silent_end, say_unknown
from backpain_analysis.wording.phrases import (
    Voice,
    format_number,
    format_percent,
    format_sessions,
    is_known,
    join_words,
    quote,
    say_count,
    say_date,
)


def say_stretching(consistency: StretchingConsistency, *, voice: Voice = "you") -> str:
    """Say how often there was a session.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    if consistency.days_covered == 0 or "no_routine" in consistency.caveats:
        if consistency.rows_unread:
            rows = say_count(consistency.rows_unread, "row")
            return f"There is a stretching log, but none of its {rows} could be read."
        return f"No stretching was logged{' in these days' if consistency.log_start else ''}."
    known = say_count(consistency.days_covered, "known day")
    if consistency.days_with_session == 0:
        other = [str(name) for name in consistency.per_exercise["exercise"] if is_activity(name)]
        but = f", but {join_words([*map(exercise_label, other[:3])])} was" if other else ""
        return f"No stretching was done on {known}{but}."
    on = f"{format_number(consistency.days_with_session, 0)} of {known}"
    who = "You stretched" if voice == "you" else "Stretching was done"
    a_week = consistency.days_a_week
    often = "" if a_week is None else f", about {format_number(a_week)} days a week"
    stretches = say_count(consistency.sessions, "stretch", "stretches")
    written = f" ({stretches} written down)" if consistency.sessions else ""
    told = f"{who} on {on}{often}{written}."
    left_open = say_unknown(consistency), say_silent_end(consistency)
    return " ".join(part for part in (told, *left_open) if part)


def say_adherence(adherence: Adherence | None, *, voice: Voice = "you") -> str:
    """Say how much of the plan was done, with the bounds of unlogged days.

    Parameters
    ----------
    adherence : Adherence or None
        None without a plan: then only frequency is known.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    if adherence is None:
        return "There is no share of a plan to give, so only how often is counted."
    if not adherence.which_known and is_known(adherence.high):
        return (
            f"Done of the plan: {_between(adherence)}. How much is not known: the log says that "
            "there was stretching, and not which."
        )
    if adherence.share is None:
        return "On the days that the log covers, nothing was planned."
    done = "You did" if voice == "you" else "Done:"
    no_stretch = adherence.table["exercise"].map(is_activity).all()
    unit = ("planned time",) if no_stretch else ("planned stretch", "planned stretches")
    number, planned = format_sessions(adherence.done), say_count(adherence.planned, *unit)
    first = f"{done} {number} of {planned} ({format_percent(adherence.share)})."
    parts = (first, _nearly(adherence), _bounds(adherence), _dose(adherence))
    return " ".join(part for part in parts if part)


def done_of_plan(plan: Mapping[Any, Any] | None) -> str | None:
    """Give the share of the plan that was done, or between which shares it lies.

    Parameters
    ----------
    plan : mapping or None
        ``adherence`` of report.json.

    Returns
    -------
    str or None
        None where nothing is known of it.
    """
    if plan is None:
        return None
    if plan.get("which_known", True):
        return format_percent(plan["share"]) if is_known(plan["share"]) else None
    return say_possible(plan)


def say_possible(plan: Mapping[Any, Any]) -> str | None:
    """Say between which shares that of a plan, or of a stretch of it, lies.

    Parameters
    ----------
    plan : mapping
        With ``low`` and ``high`` [0-1].

    Returns
    -------
    str or None
        None where they are not known.
    """
    if not is_known(plan["low"]) or not is_known(plan["high"]):
        return None
    low, high = format_percent(plan["low"]), format_percent(plan["high"])
    return low if low == high else f"{low} to {high}"


def _nearly(adherence: Adherence) -> str:
    """What is not counted because its name is not quite that of the plan."""
    if not adherence.nearly:
        return ""
    one, *others = adherence.nearly
    more = f", and {say_count(len(others), 'other name')} like it" if others else ""
    return (
        f"{say_count(one.rows, 'row')} of the log {'is' if one.rows == 1 else 'are'} not counted: "
        f"{exercise_label(one.written)} may be meant for "
        f"{' or '.join(map(exercise_label, one.meant))}{more}."
    )


def _bounds(adherence: Adherence) -> str:
    known = is_known(adherence.high) and adherence.low != adherence.high
    return f"Days without a log leave it {_between(adherence)}." if known else ""


def _between(adherence: Adherence) -> str:
    low, to, high = (say_possible(vars(adherence)) or "").partition(" to ")
    return f"between {low} and {high}" if to else low


def _dose(adherence: Adherence) -> str:
    if adherence.dose_share is None:
        return ""
    noted = dose_noted(adherence.with_dose, adherence.dosable)
    if noted is None:
        some, of = format_sessions(adherence.with_dose), format_sessions(adherence.dosable)
        fewer = (
            f" On {adherence.less_dose} it was less than planned." if adherence.less_dose else ""
        )
        return (
            "Sets, repetitions or holds were written down for only "
            f"{some} of {of}, so the amount is not summed up.{fewer}"
        )
    return (
        "Of the planned amount (sets, repetitions, holds), "
        f"{format_percent(adherence.dose_share)} was done{noted and f' ({noted})'}."
    )


def dose_noted(with_dose: float, dosable: float) -> str | None:
    """Say on how many stretches an amount rests.

    Parameters
    ----------
    with_dose : float
        Those of which the log says the dose.
    dosable : float
        All that were done and have a dose in the plan.

    Returns
    -------
    str or None
        "" where it rests on all; None where on fewer than half, which is too few to say it.
    """
    if 2 * with_dose < dosable:
        return None
    some, of = format_sessions(with_dose), format_sessions(dosable)
    return "" if with_dose >= dosable else f"written down for {some} of {of}"


def say_response(row: Mapping[Hashable, Any] | pd.Series[Any], *, voice: Voice = "you") -> str:
    """Say how pain after an exercise differed from pain before it.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of ``StretchingConsistency.response``.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    pain = "your pain" if voice == "you" else "pain"
    typical, low, high = (float(row[key]) for key in ("median", "low", "high"))
    if low == high:
        change = f"always {_change(typical, 'points ')}"
    else:
        change = f"typically {_change(typical, 'points ')} (from {_change(low)} to {_change(high)})"
    times = say_count(row["sessions"], "time")
    return f"Right after {exercise_label(row['exercise'])}, {pain} was {change}; noted {times}."


def _change(change: float, unit: str = "") -> str:
    size = format_number(abs(change))
    if size == "0.0":
        return "the same"
    return f"{size} {unit}{'higher' if change > 0 else 'lower'}"


def exercise_label(exercise: str) -> str:
    """Name an exercise on one line, short enough for a sentence.

    Parameters
    ----------
    exercise : str
        From the catalogue, or as the person wrote it: then in quotation marks.

    Returns
    -------
    str
    """
    name = str(exercise)
    return typographic(name) if match_exercise(name).exact else quote(name, longest=60)


def say_stopped(consistency: StretchingConsistency, *, voice: Voice = "you") -> list[str]:
    """Say which exercises were stopped because of pain.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per exercise; empty where none was.
    """
    counts = consistency.stopped_for_pain["exercise"].value_counts(sort=False)
    counts = counts.sort_values(ascending=False, kind="stable")
    who = "You stopped" if voice == "you" else "Stopped"
    return [
        f"{who} because of pain: {exercise_label(str(name))} ({_how_often(int(n))})."
        for name, n in counts.items()
    ]


def say_moved_down(consistency: StretchingConsistency, *, voice: Voice = "you") -> str:
    """Say on how many days pain went further down the leg, as written and as ticked.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    str
        "" where it never was.
    """
    moved = consistency.moved_down
    told = []
    if moved.days_written:
        days = say_count(moved.days_written, "day")
        told.append(f"Written down as going further down the leg with stretching: {days}.")
    if moved.days_with_session:
        days = say_count(moved.days_with_session, "day")
        told.append(
            f"Pain below the knee after an entry without it: on {days} with stretching, on "
            f"{format_number(moved.days_without, 0)} without."
        )
    if told and voice == "you":
        told.append("Tell your therapist about it.")
    return " ".join(told)


def say_moved_down_places(consistency: StretchingConsistency, *, voice: Voice = "you") -> list[str]:
    """Say where pain was noted to go further down the leg, with what was written.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per place, the newest first.
    """
    places = consistency.moved_down.places.to_dict("records")[::-1]
    return [_moved_down(place, voice) for place in places]


def _moved_down(place: Mapping[Hashable, Any], voice: Voice) -> str:
    names = [exercise_label(name) for name in str(place["exercise"]).split("; ") if name]
    about = f", {join_words(names)}" if names else ""
    day = f"{say_date(place['date'])}{about}"
    if place["column"] != "below_knee":
        wrote = "you wrote " if voice == "you" else ""
        return f"{day}: {wrote}{quote(str(place['quote']))}"
    ticked = "you ticked pain" if voice == "you" else "pain"
    return f"{day}: {ticked} below the knee, after an entry without it."


def _how_often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, say_count(times, "time"))
