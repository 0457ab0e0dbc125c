"""From rows of a routine log to sessions and to days that are known."""

from __future__ import annotations

import re

import pandas as pd

#: What a session counts, by what stands in ``done``.
WEIGHT = {"yes": 1.0, "partly": 0.5, "no": 0.0}
#: What stands in ``done`` where it is not known.
UNKNOWN = "unknown"
#: What a dose is made of.
DOSE = ("sets", "reps", "hold_seconds")

_PAIN_WORDS = re.compile(r"\b(pain\w*|hurt\w*|ach(e|es|ed|ing)|sore\w*|ow)\b", re.IGNORECASE)
_NOT_PAIN = re.compile(r"\b(no|not|without|nothing to do with)\b[^.;,]*$", re.IGNORECASE)


def was_done(routine: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows of a routine log were done, wholly or partly.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    pandas.Series
        False as well where it is not known.
    """
    return ~routine["done"].isin(["no", UNKNOWN])


def first_day(routine: pd.DataFrame, start: pd.Timestamp | None) -> pd.Timestamp:
    """Tell from which day on a day without a session counts as one.

    Parameters
    ----------
    routine : pandas.DataFrame
    start : pandas.Timestamp or None
        From when on stretching was planned; None where that is not known.

    Returns
    -------
    pandas.Timestamp
        Before it nothing was asked for and nothing done, whatever a log says.
    """
    if start is None:
        return pd.Timestamp.min
    done = routine.loc[was_done(routine), "date"].min()
    return start if pd.isna(done) else min(start, done)


def first_logged(routine: pd.DataFrame, plan: pd.DataFrame) -> pd.Timestamp:
    """Tell from which day on a plan without a start counts; a mere "no" of the diary is none.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.

    Returns
    -------
    pandas.Timestamp
        The first with something done, or with a row of a planned exercise; NaT without one.
    """
    named = routine["exercise"].isin(plan["exercise"])
    first: pd.Timestamp = routine.loc[named | was_done(routine), "date"].min()
    return first


def counts_from(
    routine: pd.DataFrame, plan: pd.DataFrame, start: pd.Timestamp | None
) -> pd.Timestamp:
    """Tell from which day on a row of the plan without a start counts.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    start : pandas.Timestamp or None
        From when on stretching was planned; None where that is not known.

    Returns
    -------
    pandas.Timestamp
        NaT where neither a start is known nor a log.
    """
    return first_logged(routine, plan) if start is None else first_day(routine, start)


def sessions_of(routine: pd.DataFrame) -> pd.DataFrame:
    """Join the rows of a routine log into sessions of one exercise.

    Rows of one exercise, date and time are one session. Without a time each
    row is a session of its own, save that left and right belong together. Rows
    of which it is not known are none.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    pandas.DataFrame
        One row per session: ``date``, ``exercise``, ``session`` (its number),
        ``weight`` (1 done, .5 partly, 0 planned and not done), ``left``,
        ``right`` (bool: that side was done; blank means both),
        ``one_sided`` (bool), ``pain_before``, ``pain_after`` [points], and the
        largest ``sets``, ``reps`` and ``hold_seconds`` of its rows.
    """
    known = routine.loc[routine["done"] != UNKNOWN]
    grouped = _numbered_rows(known).groupby(["date", "exercise", "session"], sort=True)
    table = grouped[["weight", "left", "right", *DOSE]].max()
    least = grouped["weight"].min()
    return table.assign(
        weight=table["weight"].where(table["weight"] == least, 0.5),
        one_sided=table["left"] != table["right"],
        pain_before=grouped["pain_before"].first(),
        pain_after=grouped["pain_after"].last(),
    ).reset_index()


def _numbered_rows(routine: pd.DataFrame) -> pd.DataFrame:
    """Rows with the number of their session on that day, and what they count."""
    side = routine["side"].fillna("").astype(str).str.casefold()
    one_side = side.isin(["left", "right"])
    rows = routine.assign(
        weight=routine["done"].map(WEIGHT).fillna(1.0).astype(float),
        left=side != "right",
        right=side != "left",
        kind=side.where(one_side, "both"),
    )
    order = rows.groupby(["date", "exercise", "kind"]).cumcount().astype(str)
    untimed = order.where(~one_side, "side " + order).where(one_side, "row " + order)
    timed = "at " + rows["time"].astype(str)
    rows["session"] = untimed.where(rows["time"].isna(), timed)
    return rows.drop(columns="kind")


def session_days(
    routine: pd.DataFrame, diary_dates: pd.DatetimeIndex, end: pd.Timestamp
) -> pd.Series[float]:
    """Whether there was a session, for each day from the log's first row on.

    A day with any diary entry and no routine row is a day without a session;
    a day with neither is unknown, and so is one with a row of which it is not
    known, and none that was done.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.
    diary_dates : pandas.DatetimeIndex
        Days with a diary entry.
    end : pandas.Timestamp
        Last day that the log covers.

    Returns
    -------
    pandas.Series
        1 session, 0 none, NaN unknown, by date; empty without a log.
    """
    logged = routine.loc[routine["date"] <= end]
    if logged.empty:
        return pd.Series(dtype=float, index=pd.DatetimeIndex([], name="date"))
    dates = pd.date_range(logged["date"].min(), end, freq="D", name="date")
    by_day = was_done(logged).astype(float).groupby(logged["date"]).max().reindex(dates)
    open_days = dates.isin(logged.loc[logged["done"] == UNKNOWN, "date"]) & ~(by_day > 0)
    return by_day.where(by_day.notna() | ~dates.isin(diary_dates), 0.0).mask(open_days)


def stopped_for_pain(routine: pd.DataFrame) -> pd.DataFrame:
    """Rows whose reason to stop names pain.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    pandas.DataFrame
        ``date``, ``exercise``, ``reason``.
    """
    reason = routine["reason_stopped"].fillna("").astype(str)
    named = routine.loc[reason.map(_names_pain), ["date", "exercise", "reason_stopped"]]
    return named.rename(columns={"reason_stopped": "reason"}).reset_index(drop=True)


def _names_pain(reason: str) -> bool:
    return any(
        not _NOT_PAIN.search(reason[: word.start()]) for word in _PAIN_WORDS.finditer(reason)
    )


def response_to_sessions(sessions: pd.DataFrame, *, at_least: int = 5) -> pd.DataFrame:
    """Pain after a session minus pain before it, per exercise.

    Parameters
    ----------
    sessions : pandas.DataFrame
        From `sessions_of`.
    at_least : int
        Fewest sessions that have both.

    Returns
    -------
    pandas.DataFrame
        ``exercise``, ``sessions``, ``median``, ``low``, ``high`` (range)
        [points], the commonest first.
    """
    done = sessions.loc[sessions["weight"] > 0]
    change = (done["pain_after"] - done["pain_before"]).dropna()
    table = (
        change.groupby(done["exercise"])
        .agg(sessions="count", median="median", low="min", high="max")
        .reset_index()
    )
    table = table.loc[table["sessions"] >= at_least]
    return table.sort_values(["sessions", "exercise"], ascending=[False, True], ignore_index=True)
