"""Progress in words: the trend, before and after, flare-ups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backpain_analysis.flares import USUAL_RECORDED, Flare, FlareHistory
from backpain_analysis.trend import (
    MEANINGFUL_POINTS,
    MEANINGFUL_SHARE,
    TWO_FORTNIGHTS,
    BeforeAfter,
    Days14,
    PainTrend,
)
from backpain_analysis.wording.codes import say_reason, verdict_label
from backpain_analysis.wording.phrases import (
    Voice,
    beyond_scale,
    format_number,
    is_known,
    outcome_label,
    say_count,
    say_date,
    say_difference,
    say_range,
    say_span,
    sentence,
)

_SURELY = {
    "meaningful_improvement": "better by enough to matter",
    "meaningful_worsening": "worse by enough to matter",
}
_MEANINGFUL = " Enough is 2 points or more, and 30 % or more of the level at the start."
# The estimate is of a size that matters, but the interval holds smaller ones too.
_PERHAPS = f" The best guess is enough to matter, but the range also holds less.{_MEANINGFUL}"

_OTHER_CHANGES = " The change goes together with this date; other things may have changed then too."


def say_trend(trend: PainTrend, *, voice: Voice = "you") -> str:
    """Say how pain changed over the diary, and whether that matters.

    Parameters
    ----------
    trend : PainTrend
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    if trend.change is None or trend.low is None or trend.high is None:
        reason = say_reason(trend.reason, about="trend")
        return f"Whether it is getting better: not enough data yet ({reason})."
    pain = outcome_label(trend.outcome, voice)
    if beyond_scale(trend.change, trend.low, trend.high):
        return f"{_head(trend)}: too few days to say how much, {say_count(trend.n_days, 'day')}."
    text = (
        f"{_head(trend)}: from the first day to the last, {pain} "
        f"{_changed(trend.change, trend.low, trend.high)}, {say_count(trend.n_days, 'day')}."
    )
    return text + _change_tail(trend)


def _changed(change: float, low: float, high: float) -> str:
    """How far pain fell or rose over the diary, with the interval."""
    size = format_number(abs(change))
    if size == "0.0":
        return f"stayed about the same ({say_range(low, high)})"
    return f"{'rose' if change > 0 else 'fell'} by {size} points ({say_range(low, high)})"


def _head(result: PainTrend | BeforeAfter) -> str:
    about = "it is getting better" if isinstance(result, PainTrend) else "it changed at the start"
    if result.verdict == "cannot_tell":
        return f"Cannot tell yet whether {about}"
    return sentence(trend_label(vars(result)))


def trend_label(trend: Mapping[str, Any]) -> str:
    """Name what is made of a change: `verdict_label`, told more surely where its range allows.

    Parameters
    ----------
    trend : mapping
        ``verdict``, ``low``, ``high`` [points] and ``start_level`` [points] of a
        `PainTrend` or a `BeforeAfter`.

    Returns
    -------
    str
    """
    near = min(abs(trend.get("low") or 0.0), abs(trend.get("high") or 0.0))
    surely = near >= max(MEANINGFUL_POINTS, MEANINGFUL_SHARE * (trend.get("start_level") or 0.0))
    verdict = trend["verdict"]
    return _SURELY.get(verdict, "") * surely or verdict_label(verdict)


def _change_tail(result: PainTrend | BeforeAfter) -> str:
    if result.verdict.startswith("meaningful"):
        surely = trend_label(vars(result)) == _SURELY[result.verdict]
        return _MEANINGFUL if surely else _PERHAPS
    if result.verdict == "cannot_tell" and is_known(result.smallest_detectable):
        least = format_number(result.smallest_detectable or 0.0)
        return f" So far only changes of {least} points or more would show."
    return ""


def say_first_and_last(trend: PainTrend) -> str:
    """Say the mean of the first and of the last 14 days, of a short diary that of all, untested.

    Parameters
    ----------
    trend : PainTrend

    Returns
    -------
    str
    """
    first, last = trend.first_14_days, trend.last_14_days
    name, days = sentence(outcome_label(trend.outcome)), trend.table.index
    if len(days) and (days[-1] - days[0]).days < TWO_FORTNIGHTS - 1:
        mean = format_number(trend.table["pain"].mean())
        return (
            f"{name} on average: {mean} ({len(days)} recorded). From {TWO_FORTNIGHTS} days on, the "
            "first and the last 14 are shown beside each other."
        )
    both = f"first 14 days: {_say_14_days(first)}; last 14 days: {_say_14_days(last)}"
    return f"{name} on average, {both}."


def _say_14_days(part: Days14 | None) -> str:
    if part is None:
        return "too few recorded"
    return f"{format_number(part.mean)} ({part.days_recorded} recorded)"


def say_before_after(comparison: BeforeAfter | None, *, voice: Voice = "you") -> str:
    """Say whether pain stepped up or down at the start of a routine.

    Parameters
    ----------
    comparison : BeforeAfter or None
        None where no start is known.
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    if comparison is None:
        return "No start of a routine is known, so before and after cannot be compared."
    start = say_date(comparison.start)
    if comparison.change is None or comparison.low is None or comparison.high is None:
        if comparison.reason == "few_days_before":
            days = say_count(comparison.days_before, "recorded day")
            few = f"only {days}" if comparison.days_before else "no day is recorded"
            return f"Before and after {start}: {few} before, so the two are not compared."
        reason = say_reason(comparison.reason, about="before_after")
        return f"Before and after {start}: not enough data yet ({reason})."
    change = comparison.change, comparison.low, comparison.high
    sides = f"{comparison.days_before} days before and {comparison.days_after} after"
    if beyond_scale(*change):
        return f"{_head(comparison)} on {start}: {sides} are too few to say how much."
    text = (
        f"{_head(comparison)}. From {start} on, {outcome_label(comparison.outcome, voice)} was "
        f"{say_difference(*change)}, with the trend taken out. That is {sides}."
    )
    other = "" if comparison.low <= 0 <= comparison.high else _OTHER_CHANGES
    return text + _change_tail(comparison) + other


def say_plain_averages(comparison: BeforeAfter | None) -> str:
    """Say why the plain averages before and after a start are not compared.

    Parameters
    ----------
    comparison : BeforeAfter or None
        None where no start is known.

    Returns
    -------
    str
        "" where one of the sides has no day, or nothing is compared at all.
    """
    if comparison is None or comparison.mean_before is None or comparison.mean_after is None:
        return ""
    if comparison.change is None:
        return ""
    before, after = format_number(comparison.mean_before), format_number(comparison.mean_after)
    return (
        f"The plain averages, {before} before and {after} after, are not compared. Pain that was "
        "rising or falling anyway would make any start look bad or good. So the general trend is "
        "taken out first."
    )


def say_flare(flare: Flare) -> str:
    """Say one flare-up: when, how high, above which usual level.

    Parameters
    ----------
    flare : Flare

    Returns
    -------
    str
    """
    notes = []
    if flare.too_soon:
        notes.append("The diary ends one entry later, too soon to say whether it was over.")
    elif flare.ongoing:
        notes.append("Pain was still as high on the last day of the diary.")
    if flare.sustained:
        notes.append("Longer than 28 days, so counted as a lasting worsening.")
    if flare.provisional:
        notes.append("The usual level stands on few days.")
    high = say_count(flare.high_days, "high day")
    text = (
        f"{say_span(flare.start, flare.end)}: {high}, up to {format_number(flare.peak)} "
        f"where {format_number(flare.usual)} was usual."
    )
    return " ".join([text, *notes])


def flare_remark(flare: Flare) -> str:
    """Say what is to be known of a flare-up beside its days and numbers.

    Parameters
    ----------
    flare : Flare

    Returns
    -------
    str
        "" where nothing is.
    """
    remarks = {
        "usual level from few days": flare.provisional,
        "too soon to say if over": flare.too_soon,
        "still high at the end": flare.ongoing and not flare.too_soon,
        "lasting worsening": flare.sustained,
    }
    return ", ".join(text for text, holds in remarks.items() if holds)


def say_flares(history: FlareHistory, *, voice: Voice = "you") -> str:
    """Say how many flare-ups there were, beside those that the person marked.

    Parameters
    ----------
    history : FlareHistory
    voice : {"you", "neutral"}

    Returns
    -------
    str
    """
    number = len(history.flares)
    pain = outcome_label(history.outcome, voice)
    counted = say_count(number, "flare-up") if number else "No flare-ups"
    if history.too_few:
        needed = f"Too few days to show a flare-up: {USUAL_RECORDED} recorded days are needed."
        return " ".join([needed, *_marked(history, voice)])
    parts = [
        f"{counted} in {say_count(history.n_days, 'recorded day')} "
        f"(2 days or more with {pain} 2 points or more above its usual level)."
    ]
    if number:
        parts.append("Ordinary ups and downs alone can make a few.")
        parts.append(f"The latest: {say_flare(history.flares[-1])}")
    return " ".join([*parts, *_marked(history, voice)])


def say_marked(days: int, before: int | None) -> str:
    """Set the days that the person marked beside the flare-ups that the rule finds.

    Parameters
    ----------
    days : int
        Days marked [days].
    before : int or None
        The same before the last visit [days].

    Returns
    -------
    str
        "" where no day was marked.
    """
    if not days and not before:
        return ""
    said = f"Marked as a flare-up by hand: {say_count(days, 'day')}"
    if before is not None:
        return f"{said} (before: {before})."
    return f"{said}. The rule: 2 days or more, 2 points or more above usual."


def _marked(history: FlareHistory, voice: Voice) -> list[str]:
    if not history.marked:
        return []
    number = len(history.marked)
    marked = "you marked" if voice == "you" else "marked"
    if not history.flares:
        days = say_count(number, "day")
        were = "was" if number == 1 else "were"
        who = f"You marked {days}" if voice == "you" else f"{days} {were} marked"
        return [f"{who} as a flare-up."]
    inside = history.table.index[history.table["flare"] > 0]
    within = sum(day in inside for day in history.marked)
    if number == 1:
        return [f"The day {marked} as a flare-up is {'' if within else 'not '}among these."]
    among = f"{within or 'none'} {'is' if within == 1 else 'are'} among these"
    return [f"Of the {number} days {marked} as a flare-up, {among}."]
