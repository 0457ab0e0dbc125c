"""Stretching: how regularly, and what goes together with it, both ways."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from backpain_analysis.adherence import Adherence


@dataclass(frozen=True)
class Link:
    """One direction between stretching and pain.

    Attributes
    ----------
    effect, low, high : float or None
        For the link: pain with daily minus never stretching over the 7 days
        before [points]. For the reverse: probability of a session per point
        of yesterday's pain [1/points].
    p : float or None
        Two-sided p value.
    n_days : int
        Usable days [days].
    verdict : str
        "clear", "hint" (link only), "no_large_link", "cannot_tell" or
        "not_enough_data".
    reason : str or None
        Code, where the verdict is "not_enough_data".
    smallest_detectable : float or None
        As ``effect``, with 80 % power.
    memory : float or None
        Weighted mean of phi.
    """

    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    n_days: int
    verdict: str
    reason: str | None
    smallest_detectable: float | None
    memory: float | None


@dataclass(frozen=True)
class StretchingConsistency:
    """How regularly the person stretched, and what went together with it.

    Attributes
    ----------
    sessions : int
        Sessions done (wholly or partly).
    days_with_session : int
        Days with at least one [days].
    days_covered : int
        Days on which it is known whether there was a session [days].
    share_of_days : float or None
        ``days_with_session / days_covered``.
    per_exercise : pandas.DataFrame
        One row per exercise, commonest first: ``exercise``, ``sessions``,
        ``days`` [days], ``last`` (date).
    by_week : pandas.DataFrame
        One row per exercise and week: ``exercise``, ``week`` (Monday),
        ``done`` (sessions), ``planned`` (NaN without a plan), ``logged`` (bool:
        the log covers a day of it).
    adherence : Adherence or None
        None without a plan.
    response : pandas.DataFrame
        One row per exercise with 5 sessions or more that have both:
        ``exercise``, ``sessions``, ``median``, ``low``, ``high`` (range)
        [points, after minus before].
    stopped_for_pain : pandas.DataFrame
        ``date``, ``exercise``, ``reason`` of sessions stopped because of pain.
    link, reverse : Link
        Stretching and later pain; pain and later stretching.
    table : pandas.DataFrame
        One row per day of the period: ``date`` (index), ``session`` (1, 0,
        NaN unknown), ``share`` (of the 7 days before), ``pain`` [points].
    n_days : int
        Recorded days [days].
    outcome : str
        The pain column.
    caveats : tuple of str
        Codes: "no_routine", "pain_predicts_stretching", "memory_above_0.8",
        "short_diary".
    """

    sessions: int
    days_with_session: int
    days_covered: int
    share_of_days: float | None
    per_exercise: pd.DataFrame
    by_week: pd.DataFrame
    adherence: Adherence | None
    response: pd.DataFrame
    stopped_for_pain: pd.DataFrame
    link: Link
    reverse: Link
    table: pd.DataFrame
    n_days: int
    outcome: str
    caveats: tuple[str, ...]
