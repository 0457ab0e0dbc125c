"""Whether pain decides about writing, and how far conclusions could be bent by it, in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from backpain_analysis.recording import Recording, trend_direction
from backpain_analysis.wording.codes import verdict_label
from backpain_analysis.wording.phrases import (
    Voice,
    format_number,
    is_known,
    outcome_label,
    say_count,
    say_difference,
    sentence,
)


def say_recording(found: Recording, *, voice: Voice = "you") -> list[str]:
    """Say whether days without a pain number follow other pain, and what could hang on them.

    Parameters
    ----------
    found : Recording
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        Whether pain decides about writing; then, where days are missing, the
        average and the trend if these had been good, or bad, days.
    """
    if not found.days_missing:
        return ["Every day was recorded, so nothing hangs on days without a pain number."]
    return [_whether(found, voice), _what_if(found, voice)]


def _whether(found: Recording, voice: Voice) -> str:
    if found.before_missing is None or found.before_recorded is None:
        return "Whether pain decides about writing cannot be told from so few days."
    pain = outcome_label(found.outcome, voice)
    means = (
        f"The day before a day without a pain number, {pain} was "
        f"{format_number(found.before_missing)} on average. Before a recorded day it was "
        f"{format_number(found.before_recorded)}."
    )
    if found.difference is None or found.low is None or found.high is None:
        return f"Does pain decide about writing? {means} Too few such days to say more."
    size = say_difference(found.difference, found.low, found.high)
    verdict = {
        "depends_on_pain": "Days without a pain number are not like the others, and may hide "
        + ("worse days." if found.difference > 0 else "better days."),
        "no_sign": "No sign that pain decides about writing.",
    }[found.verdict]
    return (
        f"Does pain decide about writing? {means} With trend and weekday held equal, "
        f"it was {size} before a day without a pain number. {verdict}"
    )


def _what_if(found: Recording, voice: Voice) -> str:
    rows = {row["missing_days_were"]: row for row in found.table.to_dict("records")}
    said, good, bad = (rows[name] for name in ("as_recorded", "good", "bad"))
    missing, pain = found.days_missing, outcome_label(found.outcome, voice)
    every = "the day" if missing == 1 else f"all {say_count(missing, 'day')}"
    each, they = ("a {} day", "it") if missing == 1 else ("{} days", "they")
    return (
        f"{sentence(pain)} was {format_number(said['mean'])} on average"
        f"{_trend(said, ' on the last day than on the first')}. "
        f"Had {every} without a pain number been {each.format('good')} "
        f"({format_number(good['pain'])}): {format_number(good['mean'])}{_trend(good)}. "
        f"Had {they} been {each.format('bad')} "
        f"({format_number(bad['pain'])}): {format_number(bad['mean'])}{_trend(bad)}."
        f"{_conclusion(said, good, bad)}"
    )


def _trend(row: Mapping[Hashable, Any], when: str = "") -> str:
    if not is_known(row["trend"]):
        return ""
    size = format_number(abs(row["trend"]))
    way = "higher" if row["trend"] > 0 else "lower"
    moved = "no change" if size == "0.0" else f"{size} points {way}{when}"
    return f"; trend: {verdict_label(row['trend_verdict'])} ({moved})"


def _conclusion(*rows: Mapping[Hashable, Any]) -> str:
    if not is_known(rows[0]["trend"]):
        return ""
    said, *others = (trend_direction(row["trend_verdict"]) for row in rows)
    if any(other != said for other in others):
        return " So what is said of the trend hangs on the days without a pain number."
    if len({row["trend_verdict"] for row in rows}) > 1:
        return " Either way the trend points the same way; how strongly hangs on these days."
    return " Either way the trend is called the same."
