"""The last visit: what the diary showed before it, and what it shows since."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from backpain_analysis.consistency import StretchingConsistency, stretching_between
from backpain_analysis.days import daily_table
from backpain_analysis.errors import NotEnoughData
from backpain_analysis.logbook import Logbook
from backpain_analysis.question import Question
from backpain_analysis.trend import PainTrend, pain_trend
from backpain_analysis.triggers import TriggerRanking, rank_triggers

#: Recorded days that it takes on either side of a visit to hold the two against each other [days].
FEWEST = 14


@dataclass(frozen=True)
class Visit:
    """The visit that a report looks back to.

    Attributes
    ----------
    day : pandas.Timestamp
        Its date; that day belongs to the time since.
    too_recent : tuple of pandas.Timestamp
        Later visits with too few recorded days from them on.
    since, before : StretchingConsistency
        The stretching from the visit on, and before it.
    ranking : TriggerRanking or None
        What went together with pain in the diary that ends the day before the
        visit; None where that is too short for any answer.
    trend : PainTrend or None
        Of that same diary.
    """

    day: pd.Timestamp
    too_recent: tuple[pd.Timestamp, ...]
    since: StretchingConsistency
    before: StretchingConsistency
    ranking: TriggerRanking | None
    trend: PainTrend | None


def look_back(
    book: Logbook, days: pd.DataFrame, asked: Question, stretching: StretchingConsistency
) -> Visit | None:
    """Hold the time since the last visit apart from the time before it.

    Parameters
    ----------
    book : Logbook
    days : pandas.DataFrame
        Its daily table.
    asked : Question
        Outcome and period.
    stretching : StretchingConsistency
        Of the whole period.

    Returns
    -------
    Visit or None
        None where no visit lies within the period with two weeks of entries
        on either side.
    """
    recorded = pd.DatetimeIndex(days[asked.outcome].loc[asked.start : asked.end].dropna().index)
    visits = sorted({pd.Timestamp(day) for day in book.settings.visits}, reverse=True)
    inside = [day for day in visits if asked.start < day <= asked.end]
    long_ago = [day for day in inside if (recorded >= day).sum() >= FEWEST]
    if not long_ago or (recorded < long_ago[0]).sum() < FEWEST:
        return None
    day, eve = long_ago[0], long_ago[0] - pd.Timedelta(days=1)
    ranking, trend = _as_it_was(book, eve)
    return Visit(
        day=day,
        too_recent=tuple(later for later in inside if later > day),
        since=stretching_between(book, stretching, day, asked.end),
        before=stretching_between(book, stretching, asked.start, eve),
        ranking=ranking,
        trend=trend,
    )


def _as_it_was(book: Logbook, eve: pd.Timestamp) -> tuple[TriggerRanking | None, PainTrend | None]:
    """The answers that the diary gave on the day before the visit."""
    try:
        days = daily_table(replace(book, until=eve))
        return rank_triggers(days), pain_trend(days)
    except NotEnoughData:
        return None, None
