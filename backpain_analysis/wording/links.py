"""What goes together with pain: the trigger ranking in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.phrases import Voice


def say_trigger(
    row: Mapping[str, Any] | pd.Series[Any], ranking: TriggerRanking, *, voice: Voice = "you"
) -> str:
    """Say one factor at one lag, in amounts of daily life.

    Parameters
    ----------
    row : mapping or pandas.Series
        A row of ``ranking.table``.
    ranking : TriggerRanking
        Where it comes from: outcome, number of combinations, other labels.
    voice : {"you", "neutral"}

    Returns
    -------
    str
        For example "The day after about 8 rather than 5 hours of sitting,
        your pain was 1.4 points higher (0.3 to 2.5), 71 days. They may go
        together, but this could be chance: 20 combinations were checked."
    """
    raise NotImplementedError


def say_ranking(ranking: TriggerRanking, *, voice: Voice = "you") -> list[str]:
    """Say what the ranking shows, most certain first.

    At most three findings (clear, or hinted and so called), one per factor;
    then what cannot be told apart from them, the factors with no large link,
    and those that cannot be told yet with how many more days they need.

    Parameters
    ----------
    ranking : TriggerRanking
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One paragraph each; never empty.
    """
    raise NotImplementedError


def say_suspected(ranking: TriggerRanking, *, voice: Voice = "you") -> list[str]:
    """Set what the person blamed beside what the diary shows.

    Parameters
    ----------
    ranking : TriggerRanking
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        One sentence per blamed trigger, the most blamed first; empty where
        nothing was blamed.
    """
    raise NotImplementedError
