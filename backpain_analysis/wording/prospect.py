"""What more days will show, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backpain_analysis.wording.phrases import (
    factor_label,
    format_number,
    join_words,
    outcome_label,
    say_count,
    say_date,
)

_QUESTIONS = {
    "patterns": "what goes together with {pain}",
    "stretching": "whether stretching goes together with {pain}",
    "trend": "whether it is getting better",
}


def say_prospect(
    asked_from: Mapping[str, str | None],
    same_so_far: Sequence[Mapping[str, Any]] = (),
    *,
    outcome: str = "pain",
    days_missing: Mapping[str, int | None] | None = None,
) -> str:
    """Say from which day on a short diary can be asked what it cannot be asked yet.

    Parameters
    ----------
    asked_from : mapping
        What report.json holds of it: questions and days, None where there is no such day.
    same_so_far : sequence of mapping
        What report.json holds of what hardly varied.
    outcome : str
        The pain column.
    days_missing : mapping, optional
        Of a diary that is no longer kept, the days with an entry that it takes [days]: it is told
        them and no date.

    Returns
    -------
    str
        "" where all has been asked.
    """
    days = {name: day for name, day in asked_from.items() if day}
    pain = outcome_label(outcome)
    told = [
        f"{_when(name, days, days_missing)}: {_QUESTIONS[name].format(pain=pain)}."
        for name in sorted(days, key=lambda name: str(days[name]))
    ]
    each = ", with an entry on each from now on" if days_missing is None else ""
    head = f"What more days can show at the earliest{each}."
    told = [head, *told, "Small effects take longer."] if told else []
    return " ".join([*told, *_same(same_so_far, pain)])


def _when(name: str, days: Mapping[str, str], days_missing: Mapping[str, int | None] | None) -> str:
    if days_missing is None:
        return f"From {say_date(days[name])}"
    return f"After {say_count(days_missing[name] or 0, 'more day')} with an entry"


def _same(found: Sequence[Mapping[str, Any]], pain: str) -> list[str]:
    """What more days do not show as long as it does not vary."""
    if not found:
        return []
    named = [
        f"{_name(one)} ({format_number(one['same'], 0)} of {say_count(one['days'], 'day')})"
        for one in found
    ]
    which = "it goes" if len(named) == 1 else "they go"
    return [
        f"So far always, or nearly always, the same: {join_words(named)}. As long as that stays, "
        f"no diary can say whether {which} together with {pain}."
    ]


def _name(one: Mapping[str, Any]) -> str:
    is_factor = one["factor"] != "stretching"
    return factor_label(one["factor"], one["label"]) if is_factor else "stretching"
