"""Words that call for care: what was written, and what to do."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

import pandas as pd

from backpain_analysis.alerts import DAYS_STAYING, Alert, Alerts
from backpain_analysis.untrusted import without_tags
from backpain_analysis.wording.codes import say_caveat
from backpain_analysis.wording.phrases import Voice, join_words, say_count, say_date

_TIERS = {
    "crisis": "May need help right now",
    "emergency": "May need emergency care",
    "urgent": "Ask a doctor today",
    "please_check": "Please check",
}
_LINES = (
    "To talk to someone at any hour: US and Canada 988; UK and Ireland 116 123 (Samaritans); "
    "Australia 13 11 14 (Lifeline). For other countries see findahelpline.com."
)

# After NICE NG59, Finucane 2020 (JOSPT 50:350) and the NHS page on back pain; of a crisis, after
# the NHS page on suicidal thoughts and NICE NG225 (ask openly, judge nobody, leave nobody alone).
_WHAT_TO_DO = {
    "crisis": (
        "Long pain can wear anyone down, and you deserve help with it. If you may act on such "
        "thoughts, or took too much medicine, get help now, even if you feel well. Call the "
        "emergency number or go to the emergency department. "
        f"{_LINES} Please tell someone near you too. This tool cannot tell what you meant."
    ),
    "emergency": (
        "Such words can, rarely, need emergency care. If this is new or getting worse, call the "
        "emergency number or go to the emergency department now. Do not wait for the "
        "appointment. This tool cannot tell what is behind it."
    ),
    "urgent": (
        "Contact a doctor or an urgent advice line today. This tool cannot tell what is behind it."
    ),
    "please_check": (
        "This may be nothing, or it may matter: the words are not clear, or are about the past. "
        "Please talk about it with a therapist or a doctor."
    ),
}
#: Said on the page, where a therapist reads it beside the person.
_CRISIS_ON_THE_PAGE = (
    "Please talk about this first, in private. Ask openly about thoughts of suicide: asking does "
    "not put the thought there. Was too much medicine taken, or is there danger now? Then stay "
    f"together and call the emergency number. {_LINES} This tool cannot tell what was meant."
)


def tier_label(tier: str) -> str:
    """Name a tier as a heading.

    Parameters
    ----------
    tier : {"crisis", "emergency", "urgent", "please_check"}

    Returns
    -------
    str
    """
    return _TIERS[tier]


def say_alert(alert: Alert, *, voice: Voice = "you") -> str:
    """Say what was written and when, and what to do about it.

    Parameters
    ----------
    alert : Alert
    voice : {"you", "neutral"}

    Returns
    -------
    str
        The quote stands exactly as written, on one line.
    """
    return f"{_what_was_written(alert, voice)} {say_what_to_do(alert.tier, voice=voice)}"


def _what_was_written(alert: Alert, voice: Voice) -> str:
    who = "you wrote" if voice == "you" else "the diary says"
    words = re.sub(r"[\r\n]+", " ", without_tags(alert.quote)).strip()
    stop = "" if words.endswith((".", "!", "?")) else "."
    return f"On {say_date(alert.date)} {who}: “{words}”{stop}"


def say_what_to_do(tier: str, *, voice: Voice = "you") -> str:
    """Say what to do about words of a tier.

    Parameters
    ----------
    tier : {"crisis", "emergency", "urgent", "please_check"}
    voice : {"you", "neutral"}
        Of a crisis the therapist reads what to do, and the person where help is.

    Returns
    -------
    str
        Fits on a page where several quotes of one tier stand above it.
    """
    if tier == "crisis" and voice == "neutral":
        return _CRISIS_ON_THE_PAGE
    return _WHAT_TO_DO[tier]


def say_alerts(alerts: Alerts, *, voice: Voice = "you") -> list[str]:
    """Say all alerts, the most pressing first, or that none were found.

    Parameters
    ----------
    alerts : Alerts
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        A line per alert; what to do stands behind the last one of each tier.
        Never empty.
    """
    lines: list[str] = []
    for tier, same in groupby(alerts.alerts, key=lambda alert: alert.tier):
        # One sentence can call for care for two reasons; it is quoted once.
        lines += dict.fromkeys(_what_was_written(alert, voice) for alert in same)
        lines[-1] += f" {say_what_to_do(tier, voice=voice)}"
    return _with_limits(lines, alerts, voice)


def say_care(alerts: Alerts, *, voice: Voice = "you") -> list[str]:
    """Say what to do, most urgent first, where the quotes stand in a table beside it.

    Parameters
    ----------
    alerts : Alerts
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One paragraph per tier, or that nothing was found; never empty.
    """
    counts = Counter(alert.tier for alert in alerts.alerts)
    lines = [
        f"{tier_label(tier)} ({say_count(number, 'place')}). {say_what_to_do(tier, voice=voice)}"
        for tier, number in counts.items()
    ]
    return _with_limits(lines, alerts, voice)


def _with_limits(lines: list[str], alerts: Alerts, voice: Voice) -> list[str]:
    """What was found or that nothing was, what is settled, and what was not searched."""
    unsearched = say_not_searched(alerts, voice)
    lines = lines or ([] if "not_english" in alerts.caveats else [say_no_alerts(alerts)])
    return list(dict.fromkeys([*lines, *say_settled(alerts, voice), *unsearched]))


def say_settled(alerts: Alerts, voice: Voice = "neutral") -> list[str]:
    """Say how much was set aside since the settings say that it is settled.

    Parameters
    ----------
    alerts : Alerts
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        Empty where nothing was.
    """
    if not alerts.settled:
        return []
    who = "you" if voice == "you" else "the patient"
    places = say_count(len(alerts.settled), "place")
    return [f"Settled by {who}, and listed in the details: words that call for care in {places}."]


def say_each_settled(alerts: Alerts) -> list[str]:
    """Say what the words were that are settled, with how soon they would have called for care.

    Parameters
    ----------
    alerts : Alerts

    Returns
    -------
    list of str
        One per sentence.
    """
    return list(dict.fromkeys(
        f"Settled ({tier_label(alert.tier)}). {_what_was_written(alert, 'neutral')}"
        for alert in alerts.settled
    ))  # fmt: skip


def say_how_to_settle(alerts: Alerts) -> list[str]:
    """Say how words that were read with somebody leave the top of the page.

    Parameters
    ----------
    alerts : Alerts
        Those shown.

    Returns
    -------
    list of str
        With the line for settings.toml, and what stays though it is there; may be empty.
    """
    shown = {alert.date.date() for alert in alerts.alerts if not pd.isna(alert.date)}
    told = []
    if days := shown & {*alerts.open_days}:
        every = ", ".join(f"{day}" for day in sorted({*alerts.settled_days, *days}))
        where = "above the first line in [brackets]"
        where = "in place of the line that begins so" if alerts.settled_days else where
        told.append(
            "Talked about with a therapist or a doctor, and settled? Put this into settings.toml, "
            f"{where}: settled = [{every}]"
        )
    if staying := shown & {*alerts.settled_days}:
        when = join_words([say_date(day) for day in sorted(staying)])
        told.append(f"What may be an emergency stays here for {DAYS_STAYING} days: {when}.")
    return told


def say_no_alerts(alerts: Alerts) -> str:
    """Say what was looked for and not found, and that this means little.

    Parameters
    ----------
    alerts : Alerts
        Without an alert.

    Returns
    -------
    str
        Where no words could be searched, only that.
    """
    if "nothing_searched" in alerts.caveats:
        return say_caveat("nothing_searched")
    return (
        f"No {'other ' if alerts.settled else ''}words were found that call for care, such as "
        "numbness between the legs, bladder trouble or fever. Only English is searched. This check "
        "can miss things. Nothing found does not mean that all is well."
    )


def say_not_searched(alerts: Alerts, voice: Voice = "neutral") -> list[str]:
    """Say what could not be searched for words that call for care, and what to do about it.

    Parameters
    ----------
    alerts : Alerts
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        Empty where all was searched.
    """
    number = alerts.n_not_english
    them = "it" if number == 1 and "not_english" not in alerts.caveats else "them"
    then = f"Show {them} to your therapist." if voice == "you" else f"Ask to see {them}."
    if "partly_not_english" not in alerts.caveats:
        return [say_caveat(code) + f" {then}" * (code == "not_english") for code in alerts.caveats]
    are = "is not in English and was" if number == 1 else "are not in English and were"
    return [
        f"Of {say_count(alerts.n_texts, 'note')}, {number:,} {are} not searched for words that "
        f"call for care. {then}"
    ]
