"""What more days will show, in words."""

from __future__ import annotations

from collections.abc import Mapping

from backpain_analysis.wording.phrases import outcome_label, say_date

_QUESTIONS = {
    "patterns": "what goes together with {pain}",
    "stretching": "whether stretching, if it varies, goes together with {pain}",
    "trend": "whether it is getting better",
}


def say_prospect(asked_from: Mapping[str, str | None], *, outcome: str = "pain") -> str:
    """Say from which day on a short diary can be asked what it cannot be asked yet.

    Parameters
    ----------
    asked_from : mapping
        What report.json holds of it: questions and days, None where there is no such day.
    outcome : str
        The pain column.

    Returns
    -------
    str
        "" where all has been asked.
    """
    days = {name: day for name, day in asked_from.items() if day}
    if not days:
        return ""
    pain = outcome_label(outcome)
    told = [
        f"From {say_date(days[name])}: {_QUESTIONS[name].format(pain=pain)}."
        for name in sorted(days, key=lambda name: str(days[name]))
    ]
    head = "What more days can show at the earliest, with an entry on each from now on."
    return " ".join([head, *told, "Small effects take longer."])
