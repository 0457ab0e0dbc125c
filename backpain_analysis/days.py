"""A logbook's entries -> one row per calendar day; a day without an entry stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, OUTCOMES, USUAL_FACTORS, DailyRule
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import Logbook
from backpain_analysis.reading.activities import activity_amounts
from backpain_analysis.reading.matching import is_medicine, is_remedy
from backpain_analysis.reading.times import PARTS_OF_DAY

if TYPE_CHECKING:
    from pandas.api.typing import DataFrameGroupBy

#: Longer courses are drawn one point a week, in every picture: ten years of days are a black
#: block [days].
DAYS_DRAWN_SINGLY = 240

#: Share of days with several entries of pain above which they are the rule, and that from which
#: on a tick is one of theirs [0-1].
_MOST_SEVERAL, _NEARLY_ALL = 0.5, 0.85

_NOT_MEASURED = ("date", "time", "file", "line")
_TEXT_RULES = ("union", "join")
_ONE_DAY = np.timedelta64(1, "D")

_DayNumbers = npt.NDArray[np.int64]
_Entries: TypeAlias = "DataFrameGroupBy[Any, Any]"


def daily_table(book: Logbook) -> pd.DataFrame:
    """Join the entries of each day by the daily rules.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DataFrame
        One row per calendar day, indexed by ``date`` (daily, without gaps),
        from the first day of diary or routine to the last recorded day of
        the period. Numbers and yes/no are floats (1, 0, NaN), lists sorted
        words joined by "; ", text joined by " | ". ``worst_pain`` is known of
        days on which it, or pain more than once, was written, and is never
        below the day's highest ``pain``. Minutes of walking and the like
        that stand in the routine fill the days for which the diary has none
        (see `activity_amounts`). Its ``attrs`` hold what the
        questions need: ``outcome``, ``start`` and ``end`` of the period (ISO),
        ``lags`` [days], ``factors`` (name -> label, unit, kind) and ``words`` (of a factor
        that was written in words: the values and the words), and ``outside``: the days
        (ISO) with an entry before the period or after it, as far as asked for;
        ``of_longer_days``: ticks (nearly) only on days with a further entry of
        pain, as in the morning, which moves the mean of the day;
        ``parts_of_day``: of the outcome, those of which it is the mean on most days;
        ``remedies`` and ``medicines``: columns of the person's own that are used
        against pain, and those of them that are medicine.

    Raises
    ------
    LogbookError
        No day between ``since`` and ``until`` has the outcome.
    """
    first = _first_day(book)
    day = ((book.diary["date"].to_numpy() - first) // _ONE_DAY).astype(np.int64)
    entries = book.diary.groupby(day)
    columns = _numbers(book, entries) | _texts(book, day)
    last = int(day.max()) if len(day) else 0
    days = pd.DataFrame(
        {name: columns[name] for name in book.diary.columns if name in columns},
        index=pd.RangeIndex(last + 1),
    )
    days = _with_worst_pain(days, entries)
    days.index = pd.date_range(first, periods=last + 1, freq="D", name="date")
    _fill_silent_no(days, book)
    days = _with_activities(days, book)
    outcome = _outcome(days, book)
    start, end = _period(days[outcome], book)
    counts = entries[outcome].count()
    entered = pd.DatetimeIndex(days.index[counts.index])
    written = counts[(counts > 0) & (entered >= start) & (entered <= end)]
    days = days.loc[:end]
    days.attrs = {
        "outcome": outcome,
        "start": start.date().isoformat(),
        "end": end.date().isoformat(),
        "lags": [int(lag) for lag in book.settings.lags],
        "of_longer_days": _of_longer_days(book, days, written),
        "parts_of_day": {outcome: _parts_of_day(book, written, day)},
        "factors": {name: dict(about) for name, about in book.factors.items()},
        "words": _words(book),
        "outside": _outside(book, start, end, entered),
        "questions": list(book.settings.questions),
        "chosen": _chosen(book),
        "remedies": _of_kind(book, is_remedy),
        "medicines": _of_kind(book, is_medicine),
    }
    return days


def _parts_of_day(book: Logbook, written: pd.Series[int], day: _DayNumbers) -> list[str]:
    """Parts of the day that are joined on most days, without those that are rare."""
    if DIARY_BY_NAME[str(written.name)].daily != "mean" or book.diary["time"].isna().all():
        return []
    hours = book.diary["time"].to_numpy(dtype=float)
    held = book.diary[written.name].notna().to_numpy() & ~np.isnan(hours)
    starts, n_parts = list(PARTS_OF_DAY.values()), len(PARTS_OF_DAY)
    of_minute = (np.searchsorted(starts, np.arange(24 * 60 + 1) / 60, side="right") - 1) % n_parts
    cells = n_parts * day[held] + of_minute[(hours[held] * 60).astype(np.int64)]
    counts = np.bincount(cells, minlength=n_parts * (int(day.max()) + 1))
    in_part = (counts > 0).reshape(-1, n_parts)[written.index]
    if (in_part.sum(axis=1) > 1).sum() <= _MOST_SEVERAL * len(written):
        return []
    often = 4 * in_part.sum(axis=0) >= len(written)
    return [name for name, is_often in zip(PARTS_OF_DAY, often, strict=True) if is_often]


def _outside(
    book: Logbook, start: pd.Timestamp, end: pd.Timestamp, entered: pd.DatetimeIndex
) -> list[str]:
    dates = entered.union(pd.DatetimeIndex(book.routine["date"].unique()))
    asked = (dates >= (book.since or dates.min())) & (dates <= (book.until or dates.max()))
    return [*map(_day, dates[asked & ((dates < start) | (dates > end))])]


def _words(book: Logbook) -> dict[str, tuple[tuple[float, str], ...]]:
    """What the words of a factor stand for that was never written as a number."""
    found: dict[str, dict[float, str]] = {}
    used = [read for read in book.columns_read if read.column in book.factors and read.cells_used]
    for read in used:
        found.setdefault(str(read.column), {}).update(read.words)
    numbers = {read.column for read in used if not read.words}
    return {name: tuple(sorted(w.items())) for name, w in found.items() if name not in numbers}


def _chosen(book: Logbook) -> list[str]:
    """Factors of a blank diary that are not there unless somebody suspects them."""
    blank = {c.file for c in book.columns_read if c.header == "blamed" == c.column}
    return [
        column.column
        for column in book.columns_read
        if column.file in blank
        and column.column in book.factors
        and column.column not in USUAL_FACTORS
    ]


def _of_kind(book: Logbook, is_one: Callable[[str, str, Mapping[str, str]], bool]) -> list[str]:
    every = (book.measures | book.factors).items()
    return [n for n, about in every if is_one(about["label"], about["unit"], book.settings.columns)]


def _of_longer_days(book: Logbook, days: pd.DataFrame, written: pd.Series[int]) -> list[str]:
    several = written > 1
    if DIARY_BY_NAME[str(written.name)].daily != "mean" or several.mean() > _MOST_SEVERAL:
        return []
    ticks = [n for n, about in book.factors.items() if about["kind"] == "yes_no" and n in days]
    yes = {name: days[name].to_numpy()[written.index] > 0 for name in ticks}
    return [name for name in ticks if several[yes[name]].mean() >= _NEARLY_ALL]


def _first_day(book: Logbook) -> np.datetime64:
    first = book.diary["date"].min()
    if len(book.routine):
        first = min(first, book.routine["date"].min())
    return np.datetime64(first.to_datetime64(), "us")


def _rules(book: Logbook) -> dict[str, DailyRule]:
    """How the entries of one day join, for each column of the diary."""
    kinds: dict[str, set[str]] = {}
    for reading in book.columns_read:
        kinds.setdefault(reading.column or "", set()).add(reading.kind)
    return {
        str(name): _rule(str(name), book, kinds.get(str(name), set()))
        for name in book.diary.columns
        if name not in _NOT_MEASURED
    }


def _rule(name: str, book: Logbook, kinds: set[str]) -> DailyRule:
    # a part that was taken for text beside one of yes and no held nothing
    yes_no = kinds - {"text"} == {"yes_no"} or (not kinds and name in book.factors | book.measures)
    known = DIARY_BY_NAME.get(name)
    if known is not None and known.daily is not None and not yes_no:
        return known.daily
    if pd.api.types.is_numeric_dtype(book.diary[name]):
        taken = name in _of_kind(book, is_medicine)  # two tablets and one are three
        return "any" if yes_no else "sum" if taken else "mean"
    return "union" if "list" in kinds else "join"


def _numbers(book: Logbook, entries: _Entries) -> dict[str, pd.Series]:
    """Join numbers; all columns of one rule at once."""
    by_rule: dict[DailyRule, list[str]] = {}
    for name, rule in _rules(book).items():
        if rule not in _TEXT_RULES:
            by_rule.setdefault(rule, []).append(name)
    tables = (_joined(entries[names], rule) for rule, names in by_rule.items())
    return {str(name): table[name] for table in tables for name in table.columns}


def _joined(entries: _Entries, rule: DailyRule) -> pd.DataFrame:
    if rule == "mean":
        return entries.mean()
    if rule == "sum":
        return entries.sum(min_count=1)
    return entries.last() if rule == "last" else entries.max()


def _texts(book: Logbook, day: _DayNumbers) -> dict[str, pd.Series]:
    return {
        name: _joined_text(book.diary[name], day, _union if rule == "union" else " | ".join)
        for name, rule in _rules(book).items()
        if rule in _TEXT_RULES
    }


def _joined_text(
    entries: pd.Series, day: _DayNumbers, join: Callable[[Iterable[str]], str]
) -> pd.Series:
    """Join text of days with several entries; entries are sorted by day."""
    filled = entries.notna().to_numpy()
    texts = entries.to_numpy(dtype=object)[filled].tolist()
    days, starts = np.unique(day[filled], return_index=True)
    bounds = [*starts.tolist(), len(texts)]
    joined = [
        texts[start] if end - start == 1 else join(texts[start:end])
        for start, end in pairwise(bounds)
    ]
    return pd.Series(joined, index=days, dtype="str")


def _union(lists: Iterable[str]) -> str:
    return "; ".join(sorted({word for words in set(lists) for word in words.split("; ")}))


def _with_worst_pain(days: pd.DataFrame, entries: _Entries) -> pd.DataFrame:
    """The highest of several is the worst; the only number of a day may be its average."""
    if "pain" not in days:
        return days
    highest = entries["pain"].max().reindex(days.index)
    known = (entries["pain"].count() > 1).reindex(days.index, fill_value=False)
    if "worst_pain" in days:
        known |= days["worst_pain"].notna()
        worst = pd.concat([days["worst_pain"], highest], axis=1).max(axis=1)
        return days.assign(worst_pain=worst.where(known))
    if known.any():
        days.insert(list(days.columns).index("pain") + 1, "worst_pain", highest.where(known))
    return days


def has_few_worsts(worst: pd.Series[float], pain: pd.Series[float]) -> bool:
    """Tell whether the worst is known of so few days that it makes no line of its own.

    Parameters
    ----------
    worst, pain : pandas.Series
        By day; NaN where not known [points].

    Returns
    -------
    bool
        Of fewer than half of the days with a pain.
    """
    return 2 * int(worst.notna().sum()) < int(pain.notna().sum())


def _fill_silent_no(days: pd.DataFrame, book: Logbook) -> None:
    """A day with a row of the file, but none of this name, is a no."""
    for name, files in book.silent_no.items():
        told = book.diary.loc[book.diary["file"].isin(files), "date"].unique()
        numeric = name in days and pd.api.types.is_numeric_dtype(days[name])
        if numeric and days[name].notna().any():  # nothing was understood: nothing is known
            days.loc[days.index.isin(told) & days[name].isna(), name] = 0.0


def _with_activities(days: pd.DataFrame, book: Logbook) -> pd.DataFrame:
    """Minutes of the routine's activities, where the diary has none for that day."""
    if book.routine.empty:
        return days
    known = pd.DatetimeIndex(pd.concat([book.diary["date"], book.routine["date"]]).unique())
    minutes = activity_amounts(book.routine, known=known, silent=book.settings.absent_names)
    minutes = minutes.reindex(days.index)
    filled = {
        str(name): days[name].fillna(minutes[name]) if name in days else minutes[name]
        for name in minutes
    }
    return days.assign(**filled)


def _outcome(days: pd.DataFrame, book: Logbook) -> str:
    if book.settings.outcome:
        return book.settings.outcome
    return next(name for name in OUTCOMES if name in days and days[name].notna().any())


def _period(outcome: pd.Series, book: Logbook) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last recorded day, within the dates that were asked for."""
    recorded = outcome.index[outcome.notna()]
    within = recorded[
        (recorded >= (book.since or recorded[0])) & (recorded <= (book.until or recorded[-1]))
    ]
    if within.empty:
        raise LogbookError(
            f"No day {_within(book)} has '{outcome.name}'. The recorded days run from "
            f"{_day(recorded[0])} to {_day(recorded[-1])}."
        )
    return within[0], within[-1]


def _within(book: Logbook) -> str:
    since = "" if book.since is None else f"from {_day(book.since)} on"
    until = "" if book.until is None else f"until {_day(book.until)}"
    if since and until:
        return f"{since.removesuffix(' on')} {until.replace('until', 'to')}"
    return since or until


def _day(day: pd.Timestamp) -> str:
    return day.date().isoformat()
