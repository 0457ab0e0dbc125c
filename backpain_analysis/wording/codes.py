"""Codes in results -> words: verdicts, reasons, caveats."""

from __future__ import annotations

from typing import Literal

from backpain_analysis.wording.phrases import Voice, outcome_label, sentence

#: Which question a reason belongs to; the minimum of data differs.
About = Literal["triggers", "link", "reverse", "trend", "before_after"]

_VERDICTS = {
    "clear": "clear",
    "shared": "cannot be told apart",
    "echo": "echo of another day",
    "hint": "could be chance",
    "no_large_link": "no large link",
    "cannot_tell": "cannot tell yet",
    "not_enough_data": "not enough data",
    "meaningful_improvement": "better, perhaps enough to matter",
    "meaningful_worsening": "worse, perhaps enough to matter",
    "improving": "better, perhaps only a little",
    "worsening": "worse, perhaps only a little",
    "no_meaningful_change": "no change that matters",
}

_FEWEST_DAYS: dict[About, str] = {
    "triggers": "20 days with both it and pain",
    "link": "30 days of pain and stretching",
    "reverse": "30 days of pain and stretching",
    "trend": "60 recorded days",
    "before_after": "90 recorded days",
}

_REASONS = {
    "period_short": "the diary is shorter than 30 days",
    "few_yes": "fewer than 5 days with it",
    "few_no": "fewer than 5 days without it",
    "of_longer_days": "only on days with a further entry of pain, as in the morning",
    "few_values": "always the same value",
    "mostly_one_value": "nearly always the same value",
    "pain_constant": "pain was the same on every day",
    "explained_by_calendar": "it follows the weekdays or the calendar exactly",
    "perfect_fit": "it matches pain exactly, as if copied from it",
    "few_days_before": "fewer than 20 recorded days before the start",
    "few_days_after": "fewer than 20 recorded days from the start on",
    "no_routine": "no stretching was logged",
    "few_sessions": "fewer than 5 days with stretching",
    "few_days_without": "fewer than 5 days without stretching",
    "share_hardly_varies": "how often there was stretching hardly varied",
}

_CAVEATS = {
    "memory_above_0.8": (
        "{Pain} changed slowly: one day was much like the day before. Then chance alone can "
        "look like a link a little more often than it should."
    ),
    "pain_at_floor": "{Pain} was 0 on more than half of the days. That can hide links.",
    "pain_at_ceiling": "{Pain} was 10 on more than half of the days. That can hide links.",
    "pain_constant": "{Pain} was the same on every day, so nothing can go together with it.",
    "short_diary": "There are still few days. What they show can change as more are written down.",
    "no_routine": "No stretching was logged, so nothing can be said about it.",
    "many_gaps": "Many days have no pain number. A flare-up on such days cannot be seen.",
    "gaps_follow_bad_days": (
        "Days without a pain number come after worse days more than after others: {pain} may have "
        "been worse than it looks here."
    ),
    "gaps_follow_good_days": (
        "Days without a pain number come after better days more than after others: {pain} may have "
        "been better than it looks here."
    ),
    "trend_hangs_on_gaps": (
        "The trend would read differently if the days without a pain number had all been good "
        "days, or all bad ones."
    ),
    "nothing_searched": "There were no notes or words to search.",
    "not_english": (
        "The notes were NOT searched for words that call for care. Most are not in English, and "
        "only English is searched."
    ),
    "partly_not_english": (
        "Some notes are not in English and were not searched for words that call for care."
    ),
}


def verdict_label(verdict: str) -> str:
    """Name a verdict for a table, in a few words.

    Parameters
    ----------
    verdict : str
        A verdict of any result.

    Returns
    -------
    str
        For example "could be chance" for "hint".
    """
    return _VERDICTS.get(verdict, verdict.replace("_", " "))


def say_reason(code: str | None, *, about: About = "triggers") -> str:
    """Say why there was not enough data, as half a sentence.

    Parameters
    ----------
    code : str or None
        The ``reason`` of a result whose verdict is "not_enough_data".
    about : {"triggers", "link", "reverse", "trend", "before_after"}
        The question; "few_days" means another number for each.

    Returns
    -------
    str
        For example "fewer than 5 days with it"; no capital, no full stop.
    """
    if not isinstance(code, str):
        return "too little was written down"
    if code == "few_days":
        return f"fewer than {_FEWEST_DAYS[about]}"
    return _REASONS.get(code, code.replace("_", " "))


def say_caveat(code: str, *, outcome: str = "pain", voice: Voice = "you") -> str:
    """Say what a reader must bear in mind.

    Parameters
    ----------
    code : str
        One of the ``caveats`` of a result.
    outcome : str
        The pain column.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        One or two whole sentences.
    """
    pain = outcome_label(outcome, voice)
    text = _CAVEATS.get(code, code.replace("_", " ") + ".")
    return text.format(
        Pain=sentence(pain),
        pain=pain,
    )
