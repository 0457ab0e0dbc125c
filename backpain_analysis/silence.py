"""What a stretching log means by the days of which it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from backpain_analysis.sessions import was_done

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

#: Least share of the days with stretching whose stretches a log that is kept names, and of
#: the days without that a log writes down whose silence is no "no".
KEPT, WRITTEN = 0.8, 0.5
#: Fewest days without stretching by which a log shows that it writes them down, and fewest
#: silent ones at its end that are named [days].
_FEWEST = 3


def ticked_rows(book: Logbook) -> pd.Series[bool]:
    """Find the rows of the routine that are a yes or no of the diary.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.Series
        By row: which stretches it stands for is not known.
    """
    own = {about["label"] for about in book.measures.values()}
    return book.routine["exercise"].isin(own.difference(book.plan["exercise"]))


def is_kept(rows: pd.DataFrame, kind: str) -> bool:
    """Tell whether few of the days with stretching have rows of one kind alone.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of a routine.
    kind : str
        Column of yes and no.

    Returns
    -------
    bool
    """
    done = rows.loc[was_done(rows)]
    left_out = done.loc[done[kind], "date"].nunique()
    return bool(left_out <= (1 - KEPT) * done["date"].nunique())


def dates_of_silence(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry on which no stretch in the log is a no.

    A blank beside yes and no is none, neither is what a log leaves out that most days with
    stretching are missing from, nor what a log leaves out that writes down days without.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
    """
    rows = book.routine.assign(ticked=ticked_rows(book))
    start = rows.loc[~rows["ticked"], "date"].min()
    days = pd.DatetimeIndex(book.diary["date"].unique())
    tells = writes_down_none(rows.loc[~rows["ticked"]], book.diary["date"])
    kept = is_kept(rows[rows["date"] >= start], "ticked") and not tells
    return days[days >= start] if kept else days[:0]


def writes_down_none(rows: pd.DataFrame, entries: pd.Series[Any]) -> bool:
    """Tell whether a log has a row for most days without stretching.

    Where it has, a day that it leaves out, such as one that was not written up yet, is not
    known.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of a routine: ``date``, ``done``.
    entries : pandas.Series
        Dates of the entries of the diary.

    Returns
    -------
    bool
    """
    days, silent = _by_day(rows, entries)
    idle, left_out = int((~days).sum()), int((silent < days.index.max()).sum()) if len(days) else 0
    return idle >= _FEWEST and idle >= WRITTEN * (idle + left_out)


def last_logged(book: Logbook) -> pd.Timestamp | None:
    """Find the last day with a row of the log.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.Timestamp or None
        None without a log.
    """
    dates = book.routine.loc[~ticked_rows(book), "date"]
    return None if dates.empty else dates.max()


def silent_days(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry of which the log says nothing, from its first row on.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
    """
    return _by_day(book.routine.loc[~ticked_rows(book)], book.diary["date"])[1]


def silent_end(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry after the last row of the log, where they are unusually many.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
        Empty where it was silent for as many in a row before.
    """
    days, silent = _by_day(book.routine.loc[~ticked_rows(book)], book.diary["date"])
    if days.empty:
        return silent
    after: pd.DatetimeIndex = silent[silent > days.index[-1]]
    runs = pd.Series(days.index.searchsorted(silent[silent < days.index[-1]])).value_counts()
    longest = int(runs.max()) if len(runs) else 0
    return after if len(after) > max(longest, _FEWEST - 1) else after[:0]


def _by_day(
    rows: pd.DataFrame, entries: pd.Series[Any]
) -> tuple[pd.Series[bool], pd.DatetimeIndex]:
    """Days with a row of a log, and whether anything was done; days with an entry alone."""
    days = rows.assign(some=rows["done"] != "no").groupby("date")["some"].any()
    dates = pd.DatetimeIndex(entries.unique()).sort_values()
    return days, dates[(dates >= rows["date"].min()) & ~dates.isin(days.index)]
