"""Stretching and pain in words: one direction, the other, and how long it takes to know."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from backpain_analysis.consistency import WINDOW, StretchingConsistency
from backpain_analysis.stretch_links import Link
from backpain_analysis.wording.codes import say_reason
from backpain_analysis.wording.phrases import (
    LONGEST_WAIT,
    Voice,
    beyond_scale,
    format_number,
    is_known,
    outcome_label,
    say_count,
    say_difference,
    say_more_days,
    sentence,
)

# By simulation, see docs/methods.md.
_LOW_POWER = (
    "Such a link is hard to see. If 1.5 points are truly there, they show in about 1 of 5 "
    "diaries of 90 days, and in 2 of 3 of a year."
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
    question = f"Whether stretching goes together with {outcome_label(outcome, voice)}"
    if link.effect is None or link.low is None or link.high is None:
        return f"{question}: not enough data yet ({say_reason(link.reason, about='link')})."
    if beyond_scale(link.effect, link.low, link.high):
        return f"{question}: cannot tell yet. {say_wait(link, voice=voice) or _LOW_POWER}"
    effect = say_difference(link.effect, link.low, link.high)
    head = (
        "After stretching on 7 of 7 days rather than on none, "
        f"{outcome_label(outcome, voice)} was {effect}, {say_count(link.n_days, 'day')}."
    )
    return f"{head} {_link_tail(link, voice)}"


def _link_tail(link: Link, voice: Voice) -> str:
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
    return f"Cannot tell yet: {show}. {say_wait(link, voice=voice) or _LOW_POWER}"


def say_link_briefly(link: Link) -> str:
    """Say in a line whether stretching goes together with later pain.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.link``.

    Returns
    -------
    str
    """
    if link.effect is None or link.low is None or link.high is None:
        return "Stretching and later pain: not enough data yet."
    told = {
        "clear": "the two clearly go together",
        "hint": "may go together, could be chance",
        "no_large_link": "no large link",
        "cannot_tell": "cannot tell yet",
    }[link.verdict]
    if link.verdict not in ("clear", "hint"):
        return f"Stretching and later pain: {told}."
    effect = say_difference(link.effect, link.low, link.high)
    return f"Stretching and later pain: {told}, daily rather than never {effect}."


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


def say_wait(link: Link, *, voice: Voice = "you") -> str:
    """Say how long such a diary must be before 1.5 points between never and daily show.

    Parameters
    ----------
    link : Link
        ``StretchingConsistency.link``.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        "" where that is not known, or where the diary is long enough already.
    """
    wait = say_more_days(more_days_for_link(link))
    if not wait or link.days_needed is None:
        return ""
    diary = "a diary like yours" if voice == "you" else "a diary like this"
    more = link.days_needed - link.n_days
    head = f"To see 1.5 points between daily stretching and none, {diary} needs"
    if more > LONGEST_WAIT:
        return f"{head} {wait}."
    days = format_number(link.days_needed, 0)
    return f"{head} some {days} days with a pain number. That is {format_number(more, 0)} more."


def say_windows(consistency: StretchingConsistency, *, voice: Voice = "you") -> list[str]:
    """Say what the link would be over fewer and over more days than 7.

    Parameters
    ----------
    consistency : StretchingConsistency
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per window but the usual one, and what they are for;
        empty where there is no answer to hold them against.
    """
    if consistency.link.effect is None:
        return []
    pain = outcome_label(consistency.outcome, voice)
    rows = consistency.sensitivity.to_dict("records")
    told = [_say_window(row, pain) for row in rows if row["window_days"] != WINDOW]
    return [
        *told,
        "These are the same question over fewer and more days, to see whether the answer hangs "
        "on the 7. They are not further tests.",
    ]


def _say_window(row: Mapping[Hashable, Any], pain: str) -> str:
    head = f"With the {row['window_days']} days before instead of 7"
    if not is_known(row["effect"]):
        return f"{head}: not enough data yet ({say_reason(row['reason'], about='link')})."
    if beyond_scale(row["effect"], row["low"], row["high"]):
        return f"{head}: cannot tell yet."
    effect = say_difference(row["effect"], row["low"], row["high"])
    return f"{head}, {pain} was {effect}, {say_count(row['n_days'], 'day')}."


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
    detail = f"After days with 1 point more pain, {_in_100_days(link)}, {days}."
    if link.verdict == "clear":
        why = "So pain and stretching on the same day are not compared here."
        return sentence(f"{pain} also predicts {whether}. {detail} {why}")
    if link.verdict == "no_large_link":
        return sentence(f"{pain} hardly predicts {whether}. {detail}")
    return f"Cannot tell yet whether {pain} predicts stretching. {detail}{_reverse_limit(link)}"


def _reverse_limit(link: Link) -> str:
    if link.smallest_detectable is None:
        return ""
    least = format_number(100 * link.smallest_detectable, 0)
    return f" So far only a difference of {least} in 100 or more would show."


def _in_100_days(link: Link) -> str:
    """How many more or fewer of 100 days had stretching, with the interval."""
    effect, low, high = (100 * (x or 0.0) for x in (link.effect, link.low, link.high))
    number = format_number(abs(effect), 0)
    more = f"about {number} {'more' if effect > 0 else 'fewer'}"
    if low >= 0 or high <= 0:
        near, far = sorted((abs(low), abs(high)))
        span = f"{format_number(near, 0)} to {format_number(far, 0)}"
    else:
        span = f"{format_number(-low, 0)} fewer to {format_number(high, 0)} more"
    return f"{'about as many' if number == '0' else more} in 100 had stretching ({span})"
