"""Stretching in words: how often, how much of the plan, and both directions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from backpain_analysis.adherence import Adherence
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.exercises import match_exercise
from backpain_analysis.stretch_links import Link
from backpain_analysis.wording.codes import say_reason
from backpain_analysis.wording.phrases import (
    Voice,
    format_number,
    format_percent,
    outcome_label,
    quote,
    say_count,
    say_difference,
    say_more_days,
    sentence,
)

# By simulation, see docs/methods.md.
_LOW_POWER = (
    "Such a link is hard to see: a true difference of 1.5 points shows in about 1 of 5 diaries "
    "of 90 days, and in 2 of 3 diaries of a year."
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
        return "No stretching was logged."
    sessions = say_count(consistency.sessions, "session")
    if consistency.sessions == 0:
        known = say_count(consistency.days_covered, "known day")
        return f"No session was done on {known}."
    on = f"{consistency.days_with_session} of {say_count(consistency.days_covered, 'known day')}"
    who = "You stretched" if voice == "you" else "Stretching was done"
    a_week = format_number(7 * (consistency.share_of_days or 0.0))
    return f"{who} on {on}, about {a_week} days a week ({sessions} in all)."


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
        return "There is no plan to compare with, so only how often is counted."
    if adherence.share is None:
        return "On the days that the log covers, nothing was planned."
    done = "You did" if voice == "you" else "Done:"
    planned = say_count(_about_planned(adherence), "planned session")
    first = (
        f"{done} {_sessions(adherence.done)} of {planned} ({format_percent(adherence.share)})."
    )
    return " ".join(part for part in (first, _bounds(adherence), _dose(adherence)) if part)


def _about_planned(adherence: Adherence) -> float:
    """Whole sessions, as a plan spread evenly over its weeks gives fractions."""
    whole = float(round(adherence.planned))
    return whole if whole >= adherence.done else adherence.planned


def _sessions(number: float) -> str:
    return format_number(number, 0 if float(number).is_integer() else 1)


def _bounds(adherence: Adherence) -> str:
    if adherence.low is None or adherence.high is None or adherence.low == adherence.high:
        return ""
    return (
        f"Days without a log leave it between {format_percent(adherence.low)} and "
        f"{format_percent(adherence.high)}."
    )


def _dose(adherence: Adherence) -> str:
    if adherence.dose_share is None:
        return ""
    return (
        "Of the planned amount (sets, repetitions, holds), "
        f"{format_percent(adherence.dose_share)} was done."
    )


def say_link(link: Link, *, outcome: str = "pain", voice: Voice = "you") -> str:
    """Say whether stretching goes together with later pain.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.link``.
    outcome : str
        The pain column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    if link.effect is None or link.low is None or link.high is None:
        reason = say_reason(link.reason, about="link")
        pain = outcome_label(outcome, voice)
        return f"Whether stretching goes together with {pain}: not enough data yet ({reason})."
    effect = say_difference(link.effect, link.low, link.high)
    head = (
        "After 7 days with stretching every day, compared with 7 days without any, "
        f"{outcome_label(outcome, voice)} was {effect}, {say_count(link.n_days, 'day')}."
    )
    return f"{head} {_link_tail(link)}"


def _link_tail(link: Link) -> str:
    if link.verdict == "clear":
        return "The two clearly go together. A diary cannot say why."
    if link.verdict == "hint":
        return "The two may go together, but the diary is short and this could be chance."
    if link.verdict == "no_large_link":
        return "No large link: a difference of more than 1 point is unlikely."
    if link.smallest_detectable is None:
        return f"Cannot tell yet. {_LOW_POWER}"
    least = format_number(link.smallest_detectable)
    show = f"so far only effects of {least} points or more would show"
    return f"Cannot tell yet: {show}. {_LOW_POWER}{_still_needed(link)}"


def more_days_for_link(link: Link) -> int | None:
    """Days still to come before 1.5 points between never and daily would show.

    Parameters
    ----------
    link : Link

    Returns
    -------
    int or None
        [days]; None where that is not known.
    """
    return None if link.days_needed is None else max(0, link.days_needed - link.n_days)


def _still_needed(link: Link) -> str:
    more = more_days_for_link(link)
    wait = say_more_days(more)
    return f" This diary needs {wait} for that." if wait else ""


def say_reverse(link: Link, *, outcome: str = "pain", voice: Voice = "you") -> str:
    """Say whether pain goes together with stretching the day after.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.reverse``.
    outcome : str
        The pain column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    pain = outcome_label(outcome, voice)
    whether = "whether you stretch" if voice == "you" else "whether there is stretching"
    if link.effect is None or link.low is None or link.high is None:
        reason = say_reason(link.reason, about="reverse")
        return f"Whether {pain} predicts stretching: not enough data yet ({reason})."
    days = say_count(link.n_days, "day")
    detail = f"after days with 1 point more pain, {_in_100_days(link)}, {days}."
    if link.verdict == "clear":
        why = "So pain and stretching on the same day are not compared here."
        return sentence(f"{pain} also predicts {whether}: {detail} {why}")
    if link.verdict == "no_large_link":
        return sentence(f"{pain} hardly predicts {whether}: {detail}")
    return f"Cannot tell yet whether {pain} predicts stretching: {detail}{_reverse_limit(link)}"


def _reverse_limit(link: Link) -> str:
    if link.smallest_detectable is None:
        return ""
    least = format_number(100 * link.smallest_detectable, 0)
    return f" So far only a difference of {least} in 100 or more would show."


def _in_100_days(link: Link) -> str:
    """How many more or fewer of 100 days had a session, with the interval."""
    effect, low, high = (100 * (x or 0.0) for x in (link.effect, link.low, link.high))
    number = format_number(abs(effect), 0)
    more = f"about {number} {'more' if effect > 0 else 'fewer'}"
    if low >= 0 or high <= 0:
        near, far = sorted((abs(low), abs(high)))
        span = f"{format_number(near, 0)} to {format_number(far, 0)}"
    else:
        span = f"{format_number(-low, 0)} fewer to {format_number(high, 0)} more"
    return f"{'about as many' if number == '0' else more} in 100 had a session ({span})"


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
    sessions = say_count(row["sessions"], "session")
    return f"Right after {exercise_label(row['exercise'])}, {pain} was {change}, {sessions}."


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
    match = match_exercise(str(exercise))
    return match.name if match.exact else quote(str(exercise), longest=60)


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


def _how_often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, say_count(times, "time"))
