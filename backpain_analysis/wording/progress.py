"""Progress in words: the trend, before and after, flare-ups."""

from __future__ import annotations

from backpain_analysis.flares import Flare, FlareHistory
from backpain_analysis.trend import BeforeAfter, PainTrend
from backpain_analysis.wording.phrases import Voice


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
    raise NotImplementedError


def say_first_and_last(trend: PainTrend) -> str:
    """Say the mean of the first and of the last 14 days, without testing them.

    Parameters
    ----------
    trend : PainTrend

    Returns
    -------
    str
    """
    raise NotImplementedError


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
    raise NotImplementedError


def say_flare(flare: Flare) -> str:
    """Say one flare-up: when, how high, above which usual level.

    Parameters
    ----------
    flare : Flare

    Returns
    -------
    str
    """
    raise NotImplementedError


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
    raise NotImplementedError
