"""Words that call for care: what was written, and what to do."""

from __future__ import annotations

from backpain_analysis.alerts import Alert, Alerts
from backpain_analysis.wording.phrases import Voice


def tier_label(tier: str) -> str:
    """Name a tier as a heading.

    Parameters
    ----------
    tier : {"emergency", "urgent", "please_check"}

    Returns
    -------
    str
    """
    raise NotImplementedError


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
    raise NotImplementedError


def say_alerts(alerts: Alerts, *, voice: Voice = "you") -> list[str]:
    """Say all alerts, emergencies first, or that none were found.

    Parameters
    ----------
    alerts : Alerts
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        Never empty.
    """
    raise NotImplementedError


def say_no_alerts() -> str:
    """Say that nothing was found, and that this means little.

    Returns
    -------
    str
    """
    raise NotImplementedError
