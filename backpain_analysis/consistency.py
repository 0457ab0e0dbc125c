"""Stretching: how regularly, and what goes together with it, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from backpain_analysis.adherence import Adherence, limited_by, measure_adherence
from backpain_analysis.caveats import HIGH_MEMORY
from backpain_analysis.exercises import is_activity, is_general
from backpain_analysis.exposure import Outcome, outcome_of
from backpain_analysis.moved_down import MovedDown, find_moved_down
from backpain_analysis.precision import share_reliability
from backpain_analysis.question import question
from backpain_analysis.regularity import WEEK, Regularity, measure_regularity
from backpain_analysis.sessions import (
    UNKNOWN,
    counts_from,
    first_day,
    response_to_sessions,
    session_days,
    sessions_of,
    stopped_for_pain,
    was_done,
)
from backpain_analysis.silence import (
    dates_of_silence,
    is_kept,
    last_logged,
    none_since,
    silent_end,
    ticked_rows,
)
from backpain_analysis.stretch_links import Link, link_to_pain, link_to_sessions

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

#: Days of the window that ends yesterday, and the fewest known among them [days].
WINDOW, WINDOW_KNOWN = 7, 4
#: Windows beside which the answer is held, to see whether it hangs on the 7 days [days].
WINDOWS = (3, 7, 14, 28)


@dataclass(frozen=True)
class StretchingConsistency:
    """How regularly the person stretched, and what went together with it.

    Attributes
    ----------
    sessions : int
        Sessions done, wholly or partly [sessions]. Activities of the catalogue
        (walking, swimming, yoga, meditation) are no sessions, and a yes in the
        diary is none: which stretches it stands for is not known.
    days_with_session : int
        Days with at least one, or with such a yes [days].
    days_covered : int
        Days on which it is known whether there was a session, from the start of a dated
        plan or the first session on [days].
    share_of_days : float or None
        ``days_with_session / days_covered`` [0-1].
    log_start : pandas.Timestamp or None
        First day of the log, in the period or before it; None without a log.
    log_end : pandas.Timestamp or None
        Its last day with a row, in the period or outside.
    silent_end : int
        Days without a session, after that day, that are so by the log's silence alone;
        0 where it was silent as long before [days].
    silence_is_none : bool
        Whether no day is unknown because the log writes down those without: see `none_since`.
    regularity : Regularity or None
        Regular weeks and the longest gap; None without a log.
    per_exercise : pandas.DataFrame
        One row per exercise, commonest first, activities last: ``exercise``,
        ``sessions``, ``days`` [days], ``last`` (date).
    by_week : pandas.DataFrame
        One row per exercise and week: ``exercise``, ``week`` (Monday),
        ``done`` (sessions), ``planned`` (NaN without a plan), ``logged`` (bool: covers a day).
    adherence : Adherence or None
        None without a plan. Only its bounds where of more than a fifth of the
        days with stretching the log does not say which it was.
    response : pandas.DataFrame
        One row per exercise with 5 sessions or more that have both: ``exercise``,
        ``sessions``, ``median``, ``low``, ``high`` (range) [points, after minus before].
    stopped_for_pain : pandas.DataFrame
        ``date``, ``exercise``, ``reason`` of sessions stopped because of pain.
    moved_down : MovedDown
        Leg pain that moved further down during a stretch or after it, as
        written or ticked.
    link, reverse : Link
        Stretching and later pain; pain and later stretching.
    sensitivity : pandas.DataFrame
        The link with each of `WINDOWS`: ``window_days``, ``effect``, ``low``, ``high`` [points],
        ``p``, ``n_days``, ``smallest_detectable`` [points], ``reason`` (code). Not four tests.
    table : pandas.DataFrame
        One row per day of the period: ``date`` (index), ``session`` (1, 0,
        NaN unknown), ``share`` (of the 7 days before), ``pain`` [points].
    n_days : int
        Recorded days [days].
    outcome : str
        The pain column.
    caveats : tuple of str
        Codes: "no_routine", "memory_above_0.8", "short_diary".
    rows_unread : int
        Rows of stretching logs of which none could be used.
    begin : pandas.Timestamp
        Of the days before it nothing is counted: no dated plan had begun, nothing was done.
    limited : mapping of str to str
        From `limited_by`: what is left out of ``adherence``.
    """

    sessions: int
    days_with_session: int
    days_covered: int
    share_of_days: float | None
    log_start: pd.Timestamp | None
    regularity: Regularity | None
    per_exercise: pd.DataFrame
    by_week: pd.DataFrame
    adherence: Adherence | None
    response: pd.DataFrame
    stopped_for_pain: pd.DataFrame
    moved_down: MovedDown
    link: Link
    reverse: Link
    sensitivity: pd.DataFrame
    table: pd.DataFrame
    n_days: int
    outcome: str
    caveats: tuple[str, ...]
    log_end: pd.Timestamp | None = None
    silent_end: int = 0
    silence_is_none: bool = True
    rows_unread: int = 0
    begin: pd.Timestamp = pd.Timestamp.min
    limited: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown(self) -> pd.DatetimeIndex:
        """Days with pain written down of which it is not known whether there was a session."""
        open_days = self.table["session"].isna() & self.table["pain"].notna()
        days = pd.DatetimeIndex(self.table.index[open_days])
        return days[days >= self.begin]

    @property
    def days_a_week(self) -> float | None:
        """Days with a session [days a week]; None where less than a week is known."""
        too_few = self.share_of_days is None or self.days_covered < WEEK
        return None if too_few else 7 * (self.share_of_days or 0.0)


def stretching_consistency(
    book: Logbook, days: pd.DataFrame, *, outcome: str | None = None, window: int = WINDOW
) -> StretchingConsistency:
    """Describe how regularly the person stretched, and what goes with it.

    Pain is held against the share of days with a session among the days that
    end *yesterday*; and, the other way round, a session today against
    yesterday's pain. A window that includes today would read "I stretch when
    it hurts" as "stretching hurts".

    Parameters
    ----------
    book : Logbook
        Its routine, plan and diary are used.
    days : pandas.DataFrame
        Daily table of the same logbook.
    outcome : str, optional
        Pain column; default the table's own.
    window : int
        Days of the share [days].

    Returns
    -------
    StretchingConsistency

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    Zellner A, Tiao GC (1964). JASA 59:763-778.
    """
    asked = question(days, outcome=outcome)
    pain = outcome_of(days, asked)
    routine = book.routine.loc[book.routine["date"] <= asked.end]
    known = _known_days(routine, dates_of_silence(book), asked.end)
    table = _daily(pain, known, window)
    link = _link_over(pain, known, window)
    earlier = pain.dates - pd.Timedelta(days=1)
    yesterday = days[asked.outcome].reindex(earlier).to_numpy(dtype=float)
    reverse = link_to_sessions(pain, table["session"].to_numpy(), yesterday)
    return StretchingConsistency(
        **_described(book, table),
        link=link,
        reverse=reverse,
        sensitivity=_sensitivity(pain, known, {window: link}),
        outcome=asked.outcome,
        caveats=_caveats(routine, link),
    )


def stretching_between(
    book: Logbook, whole: StretchingConsistency, first: pd.Timestamp, last: pd.Timestamp
) -> StretchingConsistency:
    """Describe the stretching of some days of the period.

    Parameters
    ----------
    book : Logbook
    whole : StretchingConsistency
        Of the whole period; both links, which need it, are kept as they are.
    first, last : pandas.Timestamp
        First and last day.

    Returns
    -------
    StretchingConsistency
        Counts, weeks, the plan, pain before and after, and what was stopped
        are those of these days.
    """
    return replace(whole, **_described(book, whole.table.loc[first:last]))


def _described(book: Logbook, table: pd.DataFrame) -> dict[str, Any]:
    """What can be said of some days without comparing them: all but the links."""
    days, begin = pd.DatetimeIndex(table.index), first_day(book.routine, book.routine_start)
    known = table["session"].where(days >= begin)
    every = book.routine.assign(ticked=ticked_rows(book), untold=_untold(book))
    rows = every.loc[every["date"].between(days[0], days[-1])]
    routine = rows.drop(columns=["ticked", "untold"])
    covered, sessions = known.dropna(), sessions_of(routine)
    done = sessions.loc[sessions["weight"] > 0]
    untold = rows.loc[rows["untold"] & (rows["done"] != "no")]
    told = known.where(~days.isin(untold["date"]))
    plan, settled = book.plan, book.settings.exercises
    since = counts_from(book.routine, plan, book.routine_start)
    adherence = measure_adherence(routine, sessions, plan, told, days, since=since, settled=settled)
    if adherence is not None and not is_kept(rows, "untold"):
        adherence = adherence.bounds_only()
    named = sessions_of(rows.loc[~rows["ticked"]])
    return {
        "sessions": int((~_are_activities(named["exercise"]) & (named["weight"] > 0)).sum()),
        "days_with_session": int((covered > 0).sum()),
        "days_covered": len(covered),
        "share_of_days": float(covered.mean()) if len(covered) else None,
        "log_start": book.routine["date"].min() if len(book.routine) else None,
        "log_end": last_logged(book),
        "silent_end": int((known.reindex(silent_end(book)) == 0).sum()),
        "silence_is_none": none_since(book) is None,
        "regularity": measure_regularity(known) if len(covered) else None,
        "per_exercise": _per_exercise(done),
        "by_week": _by_week(done, known, {*untold["exercise"]}, adherence),
        "limited": limited_by(book.plan),
        "adherence": adherence,
        "response": response_to_sessions(done),
        "stopped_for_pain": stopped_for_pain(routine),
        "moved_down": find_moved_down(book.routine, book.diary, days[0], days[-1]),
        "rows_unread": sum(
            s.rows_refused for s in book.sources if s.format == "routine" and not s.rows_used
        ),
        "table": table,
        "begin": begin,
        "n_days": int(table["pain"].notna().sum()),
    }


def _are_activities(exercises: pd.Series[str]) -> pd.Series[bool]:
    """Walking, swimming, yoga and meditation are amounts of their own, and no stretching."""
    return exercises.map(is_activity).astype(bool)


def _untold(book: Logbook) -> pd.Series[bool]:
    """Ticks, and rows named "stretching" or the like, on days on which no stretch is named.

    Where such a row says that it is not known what was done, on any day.
    """
    routine, asked = book.routine, {*book.plan["exercise"]}
    general = routine["exercise"].map(lambda name: name not in asked and is_general(str(name)))
    general = general.astype(bool) | ticked_rows(book)
    named = ~general & was_done(routine) & ~_are_activities(routine["exercise"])
    asks = routine["done"] == UNKNOWN
    return general & (asks | ~routine["date"].isin(routine.loc[named, "date"]))


def _known_days(
    routine: pd.DataFrame, diary_dates: pd.DatetimeIndex, end: pd.Timestamp
) -> pd.Series[float]:
    """Days with and without a session; a day with a mere activity is one without."""
    done = routine["done"].mask(_are_activities(routine["exercise"]), "no")
    return session_days(routine.assign(done=done), diary_dates, end)


def _daily(pain: Outcome, known: pd.Series[float], window: int) -> pd.DataFrame:
    """Session, share of the window that ends yesterday, and pain, by day."""
    table = pd.DataFrame(
        {
            "session": known.reindex(pain.dates),
            "share": _share_before(pain, known, window),
            "pain": pain.pain,
        },
        index=pain.dates,
    )
    return table.rename_axis("date")


def _share_before(pain: Outcome, known: pd.Series[float], window: int) -> pd.Series[float]:
    """Share of known days with a session among those of the window that ends yesterday."""
    rolling = known.rolling(window, min_periods=_known_in(window))
    return rolling.mean().shift(1).reindex(pain.dates)


def _known_in(window: int) -> int:
    """Fewest known days of a window [days]."""
    return -(-window * WINDOW_KNOWN // WINDOW)


def _sensitivity(pain: Outcome, known: pd.Series[float], found: Mapping[int, Link]) -> pd.DataFrame:
    """The link by window; one that was found already is not looked for again."""
    columns = ["effect", "low", "high", "p", "n_days", "smallest_detectable", "reason"]
    links = [found.get(days) or _link_over(pain, known, days) for days in WINDOWS]
    table = pd.DataFrame(
        [[getattr(link, name) for name in columns] for link in links], columns=columns
    )
    table.insert(0, "window_days", WINDOWS)
    return table.astype(dict.fromkeys(("effect", "low", "high", "p", "smallest_detectable"), float))


def _link_over(pain: Outcome, known: pd.Series[float], window: int) -> Link:
    share = np.asarray(_share_before(pain, known, window), dtype=float)
    session = np.asarray(known, dtype=np.float64)
    reliability = share_reliability(session, window, _known_in(window))
    return link_to_pain(pain, share, reliability=reliability)


def _per_exercise(done: pd.DataFrame) -> pd.DataFrame:
    table = (
        done.groupby("exercise")
        .agg(sessions=("date", "size"), days=("date", "nunique"), last=("date", "max"))
        .reset_index()
    )
    table["other"] = _are_activities(table["exercise"])
    order = table.sort_values(["other", "sessions", "exercise"], ascending=[True, False, True])
    return order.drop(columns="other").reset_index(drop=True)


def _by_week(
    done: pd.DataFrame,
    known: pd.Series[float],
    ticks: set[str],
    adherence: Adherence | None,
) -> pd.DataFrame:
    """Sessions done, and planned, per exercise and week; of a plan as its adherence counts them.

    Of a week with a yes in the diary and no stretch in the log, only the yes is logged.
    """
    covered, ticked = _monday(pd.DatetimeIndex(known.dropna().index)), done["exercise"].isin(ticks)
    named, untold = (_monday(pd.DatetimeIndex(done.loc[k, "date"])) for k in (~ticked, ticked))
    counts = done.groupby(["exercise", _monday(pd.DatetimeIndex(done["date"]))])["weight"].sum()
    planned = pd.Series(dtype=float)
    if adherence is not None and adherence.which_known:
        asked = adherence.by_week.set_index(["exercise", "week"])
        planned = asked["planned"]
        counts = asked["done"].where(planned > 0).combine_first(counts)
    exercises = sorted({*done["exercise"], *planned.index.get_level_values(0)})
    weeks = sorted(set(_monday(pd.DatetimeIndex(known.index))))
    grid = pd.MultiIndex.from_product([exercises, weeks], names=["exercise", "week"])
    table = pd.DataFrame({"planned": planned.reindex(grid)}, index=grid).reset_index()
    unknown = table["week"].isin(untold.difference(named)) & ~table["exercise"].isin(ticks)
    table["logged"] = table["week"].isin(covered) & ~unknown
    table["done"] = counts.reindex(grid).to_numpy()
    table["done"] = table["done"].fillna(0.0).where(table["logged"])
    return table[["exercise", "week", "done", "planned", "logged"]]


def _monday(dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
    return dates - pd.to_timedelta(dates.day_of_week, unit="D")


def _caveats(routine: pd.DataFrame, link: Link) -> tuple[str, ...]:
    holds = {
        "no_routine": routine.empty,
        "memory_above_0.8": link.memory is not None and link.memory > HIGH_MEMORY,
        "short_diary": link.reason == "few_days",
    }
    return tuple(code for code, true in holds.items() if true)
