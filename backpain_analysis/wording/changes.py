"""Two reports compared, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from backpain_analysis.alert_words.judging import TIERS
from backpain_analysis.comparing import Comparison, Pattern, whole_reports
from backpain_analysis.wording.care import say_what_to_do, tier_label
from backpain_analysis.wording.codes import verdict_label
from backpain_analysis.wording.phrases import (
    factor_label,
    format_number,
    is_known,
    join_words,
    outcome_label,
    quote,
    say_count,
    say_date,
    say_period,
    say_range,
    say_span,
)
from backpain_analysis.wording.progress import trend_label
from backpain_analysis.wording.stretching import done_of_plan

Numbers = Mapping[str, Any]


def say_comparison(compared: Comparison) -> list[str]:
    """Say what changed from one report to the other, what calls for care first.

    Parameters
    ----------
    compared : Comparison

    Returns
    -------
    list of str
        One paragraph each; never empty.

    Raises
    ------
    LogbookError
        Something that is to be said is missing in one of them.
    """
    with whole_reports():
        return _lines(compared)


def _lines(compared: Comparison) -> list[str]:
    lines = [
        *_new_alerts(compared.new_alerts),
        *_periods(compared),
        *_pain(compared),
        _trend(compared),
        *_stretching(compared),
        _flares(compared),
        _places(compared),
        *_patterns(compared),
        _caution(compared),
    ]
    return [line for line in lines if line]


def _new_alerts(alerts: Sequence[Numbers]) -> list[str]:
    ordered = sorted(alerts, key=lambda alert: TIERS.index(alert["tier"]))
    lines = []
    for tier, same in groupby(ordered, key=lambda alert: str(alert["tier"])):
        written = [f"{say_date(alert['date'])}: {quote(alert['quote'])}" for alert in same]
        advice = say_what_to_do(tier, voice="neutral")
        lines.append(
            f"New words that call for care. {tier_label(tier)}. {'; '.join(written)}. {advice}"
        )
    return lines


def _periods(compared: Comparison) -> list[str]:
    first, second = compared.first["period"], compared.second["period"]
    both = compared.days_in_both
    shared = f" {say_count(both, 'day')} {'is' if both == 1 else 'are'} in both." if both else ""
    lines = [f"First report: {_period(first)}.", f"Second report: {_period(second)}.{shared}"]
    if pd.Timestamp(second["end"]) < pd.Timestamp(first["end"]):
        lines.append("The second report ends before the first: were they meant the other way?")
    return lines


def _period(period: Numbers) -> str:
    return say_period(period["start"], period["end"], period["days_recorded"])


def _pain(compared: Comparison) -> list[str]:
    first, second = compared.first["pain"], compared.second["pain"]
    if first["outcome"] != second["outcome"]:
        return [
            f"The first report is about {outcome_label(first['outcome'])}, the second about "
            f"{outcome_label(second['outcome'])}: their averages cannot be compared."
        ]
    before, now = float(first["mean"]), float(second["mean"])
    name = outcome_label(second["outcome"])
    lines = [
        f"Average {name}: {format_number(now)}, before {format_number(before)}"
        f"{_moved(now - before)}."
    ]
    high = [one["described"]["high"] for one in (compared.first, compared.second)]
    if high[0] is not None and high[1] is not None:
        lines.append(f"Days at 7 or more: {_of(high[1])}, before {_of(high[0])}.")
    return lines


def _moved(change: float) -> str:
    size = format_number(abs(change))
    if size == "0.0":
        return " (about the same)"
    return f" ({size} points {'higher' if change > 0 else 'lower'})"


def _of(part: Numbers) -> str:
    days = format_number(part["days"], 0)
    return f"{days} of {say_count(part['days_recorded'], 'recorded day')}"


def _trend(compared: Comparison) -> str:
    first, second = compared.first["trend"], compared.second["trend"]
    pains = [outcome_label(one["pain"]["outcome"]) for one in (compared.first, compared.second)]
    return f"Trend: {_verdict(second, pains[1])}. Before: {_verdict(first, pains[0])}."


def _verdict(trend: Numbers, pain: str) -> str:
    words = trend_label(trend)
    if not is_known(trend["change"]):
        return words
    size = format_number(abs(trend["change"]))
    moved = "stayed about the same" if size == "0.0" else (
        f"{'rose' if trend['change'] > 0 else 'fell'} by {size} points")  # fmt: skip
    return (
        f"{words} (from first day to last, {pain} {moved}; "
        f"{say_range(trend['low'], trend['high'])})"
    )


def _stretching(compared: Comparison) -> list[str]:
    first, second = compared.first["stretching"], compared.second["stretching"]
    lines = []
    if first["days_with_session"] or second["days_with_session"]:
        lines.append(f"Stretching: {_known(second)}, before {_known(first)}.")
    if first["adherence"] or second["adherence"]:
        now, then = (done_of_plan(one["adherence"]) or "not known" for one in (second, first))
        lines.append(f"Done of what was planned: {now}, before {then}.")
    return lines


def _known(stretching: Numbers) -> str:
    if not stretching["days_covered"]:
        return "not logged"
    days = format_number(stretching["days_with_session"], 0)
    return f"on {days} of {say_count(stretching['days_covered'], 'known day')}"


def _flares(compared: Comparison) -> str:
    counts = [len(one["flares"]) for one in (compared.first, compared.second)]
    if not any(counts):
        return ""
    new = [say_span(flare["start"], flare["end"]) for flare in compared.new_flares]
    tail = f" New: {_named(new)}." if new else " No new ones."
    return f"Flare-ups: {counts[1]}, before {counts[0]}.{tail}"


def _places(compared: Comparison) -> str:
    parts = []
    if compared.new_places:
        new = _named([quote(name, longest=40) for name in compared.new_places])
        parts.append(f"Places that were not named before: {new}.")
    if compared.gone_places:
        gone = _named([quote(name, longest=40) for name in compared.gone_places])
        parts.append(f"No longer named: {gone}.")
    return " ".join(parts)


def _named(items: Sequence[str], most: int = 5) -> str:
    """The first few of a list, and how many more there are."""
    more = len(items) - most
    return join_words([*items[:most], f"{more} more"] if more > 0 else list(items))


def _patterns(compared: Comparison) -> list[str]:
    groups = (
        ("Patterns that appeared", [_change(p) for p in compared.appeared]),
        ("Patterns that went", [_change(p) for p in compared.went]),
        ("Patterns in both", [_change(p) for p in compared.stayed]),
    )
    lines = [f"{title}: {'; '.join(items)}." for title, items in groups if items]
    return lines or ["No pattern stands out in either report."]


def _change(pattern: Pattern) -> str:
    name = factor_label(pattern.factor, pattern.label)
    before, now = (_looked_at(verdict) for verdict in (pattern.first, pattern.second))
    return f"{name} (still {now})" if before == now else f"{name} (now {now}, before {before})"


def _looked_at(verdict: str | None) -> str:
    return "not looked at" if verdict is None else verdict_label(verdict)


def _caution(compared: Comparison) -> str:
    parts = [
        "These are descriptions, not tests: averages of two times differ by chance too, and "
        "a pattern can come or go because there are more days now."
    ]
    if compared.changed_settings:
        names = join_words([name.replace("_", " ") for name in compared.changed_settings])
        parts.append(f"Settings that differ can move numbers by themselves: {names}.")
    versions = [one["package_version"] for one in (compared.first, compared.second)]
    if versions[0] != versions[1]:
        parts.append(f"The reports come from different versions ({' and '.join(versions)}).")
    return " ".join(parts)
