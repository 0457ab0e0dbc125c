"""The summary on the screen, and the sentences that stand under everything."""

from __future__ import annotations

from backpain_analysis.alerts import Alerts
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.flares import FlareHistory
from backpain_analysis.trend import BeforeAfter, PainTrend
from backpain_analysis.triggers import TriggerRanking


def say_interval() -> str:
    """Explain the range in brackets.

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_missing_days() -> str:
    """Say how days without an entry are treated.

    Returns
    -------
    str
    """
    raise NotImplementedError


def say_origin() -> str:
    """Say who recorded this and what it is not.

    Returns
    -------
    str
    """
    raise NotImplementedError


def summary_lines(
    *,
    period: str,
    ranking: TriggerRanking,
    consistency: StretchingConsistency,
    trend: PainTrend,
    before_after: BeforeAfter | None,
    flares: FlareHistory,
    alerts: Alerts,
) -> list[str]:
    """Sum up a report in plain words for the screen.

    Parameters
    ----------
    period : str
        From `say_period`.
    ranking, consistency, trend, before_after, flares, alerts
        The results of the six questions.

    Returns
    -------
    list of str
        10 to 20 lines; alerts first.
    """
    raise NotImplementedError
