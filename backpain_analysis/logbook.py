"""A logbook: all files of a folder, read, joined and accounted for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.columns import DIARY, PLAN, ROUTINE, Column
from backpain_analysis.errors import LogbookError, Problem, SettingsError
from backpain_analysis.reading.accounting import (
    Source,
    lone_start,
    make_source,
    refused_table,
    unused_settings,
)
from backpain_analysis.reading.activities import logged_activities
from backpain_analysis.reading.files import (
    SETTINGS,
    FileRead,
    find_files,
    folders_like_files,
    refuse_foreign,
)
from backpain_analysis.reading.folder import read_files
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.joining import Joined, join_parts, settle_names
from backpain_analysis.reading.misspelt import find_misspelt, misspelt_problems, own_words
from backpain_analysis.reading.part import ColumnReading, Part
from backpain_analysis.reading.plan import say_plan
from backpain_analysis.reading.plan_start import say_undated
from backpain_analysis.reading.roles import choose_factors, own_measures_of, require_pain
from backpain_analysis.reading.settings import Settings, read_settings
from backpain_analysis.reading.ticked import say_ticked, with_ticked
from backpain_analysis.reading.trial import TrialSchedule, schedule_of
from backpain_analysis.reading.whole_plan import settle_exercises
from backpain_analysis.reading.word_scales import offer_scales

__all__ = ["ColumnReading", "Logbook", "Look", "Source", "look_into", "open_logbook"]

_KINDS = ("diary", "routine", "plan", "aside", "trial")
_PROBLEM_COLUMNS = ("file", "line", "column", "value", "message")


@dataclass(frozen=True, eq=False)
class Logbook:
    """What a person wrote down, read and joined.

    Attributes
    ----------
    folder : pathlib.Path
    settings : Settings
    diary : pandas.DataFrame
        One row per entry (in a long file, per measurement), sorted by date,
        time, file and line: ``date`` (the diary day, after the ``day_starts``
        rule), ``time`` (clock time as written [h since midnight], NaN where
        none was), the columns that were found, ``file``, ``line``.
    routine : pandas.DataFrame
        One row per exercise done: the columns of `columns.ROUTINE`,
        ``exercise_written``, ``file``, ``line``. For days without one also
        what a column of the diary says of stretching, under its header.
    plan : pandas.DataFrame
        What was asked for: the columns of `columns.PLAN`,
        ``exercise_written``, ``file``, ``line``.
    problems : pandas.DataFrame
        What was not understood: ``file``, ``line`` (1 is the file's first
        line), ``column``, ``value``, ``message``.
    sources : tuple of Source
        The files, each with its rows accounted for.
    columns_read : tuple of ColumnReading
        How each column of each file was understood.
    factors : dict of str to dict
        What may go together with pain: name -> ``label``, ``unit``, ``kind``
        ("amount" or "yes_no").
    measures : dict of str to dict
        All measurements of the person's own, factor or not; the same keys.
    silent_no : dict of str to tuple of str
        Columns of long files for which not named means no -> those files.
    refused : pandas.DataFrame
        Every cell of a used row that was not understood: ``file``, ``line``,
        ``column`` (ours), ``text``, and ``date`` and ``time`` of its row.
    since, until : pandas.Timestamp or None
        The dates to which the period is narrowed.
    trial : TrialSchedule or None
        The schedule of the latest test of one's own; None where there is
        none, or where it cannot be used.
    today : pandas.Timestamp
        The day that counts as today.
    """

    folder: Path
    settings: Settings
    diary: pd.DataFrame
    routine: pd.DataFrame
    plan: pd.DataFrame
    problems: pd.DataFrame
    sources: tuple[Source, ...]
    columns_read: tuple[ColumnReading, ...]
    factors: dict[str, dict[str, str]]
    measures: dict[str, dict[str, str]]
    silent_no: dict[str, tuple[str, ...]]
    refused: pd.DataFrame
    since: pd.Timestamp | None
    until: pd.Timestamp | None
    today: pd.Timestamp
    trial: TrialSchedule | None = None

    @property
    def plan_starts(self) -> list[pd.Timestamp]:
        """Days on which any of the plan began, in order, each once."""
        days = self.plan["start"].dropna() if "start" in self.plan.columns else ()
        return sorted({pd.Timestamp(day) for day in days})

    @property
    def routine_start(self) -> pd.Timestamp | None:
        """First day of the routine: from the settings, else the plan's first start."""
        if self.settings.routine_start is not None:
            return pd.Timestamp(self.settings.routine_start)
        return min(self.plan_starts, default=None)


def open_logbook(
    folder: str | Path,
    *,
    since: Any = None,
    until: Any = None,
    today: Any = None,
) -> Logbook:
    """Read all files of a logbook.

    Parameters
    ----------
    folder : str or pathlib.Path
        The folder with the person's files. They are never changed.
    since, until : date-like, optional
        First and last day of the period; default all recorded days.
    today : date-like, optional
        The day that counts as today; default the day it is, or that of the
        environment variable SOURCE_DATE_EPOCH.

    Returns
    -------
    Logbook

    Raises
    ------
    LogbookError
        The folder or one of its files cannot be used: all reasons at once.
    SettingsError
        A key or value of settings.toml is not known or not allowed.
    """
    folder = Path(folder).expanduser()
    first, last = _day(since, "since"), _day(until, "until")
    if first is not None and last is not None and first > last:
        raise LogbookError(
            f"since ({first.date()}) is later than until ({last.date()}). Turn them around."
        )
    now = _day(today, "today") or _this_day()
    paths = find_files(folder)
    settings = read_settings(folder / SETTINGS)
    files, errors = _read_all(paths, settings, now.date())
    files += folders_like_files(folder)
    if errors:
        raise _all_at_once(errors)
    require_pain(folder, files, _of_kind(files, "diary"), settings)
    return _joined(folder, settings, files, (first, last, now))


@dataclass(frozen=True, eq=False)
class Look:
    """What can be read of a logbook, or of one file, usable or not.

    Attributes
    ----------
    book : Logbook
        Of the files that could be read; without any entry where none could.
    errors : tuple of LogbookError
        Why it cannot be used as a logbook; empty where it can.
    """

    book: Logbook
    errors: tuple[LogbookError, ...]

    def refuse(self) -> None:
        """Raise what keeps it from being a logbook, if anything does."""
        if self.errors:
            raise _all_at_once(self.errors)


def look_into(place: str | Path, *, today: Any = None) -> Look:
    """Read what can be read, and say what keeps it from being a logbook.

    Parameters
    ----------
    place : str or pathlib.Path
        A folder, or a single file, which needs no pain and no diary beside it.
    today : date-like, optional
        The day that counts as today; default the day it is.

    Returns
    -------
    Look

    Raises
    ------
    LogbookError
        There is no such file or folder, or the file is of a kind that cannot
        be read.
    SettingsError
        settings.toml beside it cannot be used.
    """
    place = Path(place).expanduser()
    now = _day(today, "today") or _this_day()
    if place.is_file():
        return _look_into_file(place, now)
    settings = read_settings(place / SETTINGS)
    files, errors = _read_all(find_files(place), settings, now.date())
    files, days = files + folders_like_files(place), (None, None, now)
    try:
        if not errors:
            require_pain(place, files, _of_kind(files, "diary"), settings)
        book = _joined(place, settings, files, days)
        return Look(_about_files(book) if errors else book, tuple(errors))
    except LogbookError as error:  # no pain, or an outcome or factor that no file has
        without = replace(settings, factors=None)
        return Look(_joined(place, without, files, days), (*errors, error))


def _look_into_file(path: Path, now: pd.Timestamp) -> Look:
    """Read one file, which needs no pain, and settings only as far as they are about it."""
    settings = replace(read_settings(path.parent / SETTINGS), factors=None)
    refuse_foreign(path)
    files, errors = _read_all([path], settings, now.date())
    book = _joined(path.parent, settings, files, (None, None, now))
    return Look(_about_files(book), tuple(errors))


def _about_files(book: Logbook) -> Logbook:
    """What no file has is not known where not all were read."""
    return replace(book, problems=book.problems[book.problems["file"] != SETTINGS])


def _day(value: Any, what: str) -> pd.Timestamp | None:
    if value is None:
        return None
    try:
        return pd.Timestamp(value).tz_localize(None).normalize()
    except (ValueError, TypeError, AttributeError) as error:
        message = f"{what}: {value!r} is not a date. Use one such as 2026-01-30."
        raise LogbookError(message) from error


def _this_day() -> pd.Timestamp:
    """The day it is; or that SOURCE_DATE_EPOCH names, where outputs must not change by the day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= 10:
        return pd.Timestamp(int(epoch), unit="s").normalize()
    return pd.Timestamp.today().normalize()


def _read_all(
    paths: Sequence[Path], settings: Settings, today: dt.date
) -> tuple[list[FileRead], list[LogbookError]]:
    files, errors = read_files(paths, settings, today)
    return offer_scales(files, settings), errors


def _all_at_once(errors: Sequence[LogbookError]) -> LogbookError:
    if len(errors) == 1:
        return errors[0]
    kind = SettingsError if all(isinstance(e, SettingsError) for e in errors) else LogbookError
    problems = tuple(problem for error in errors for problem in error.problems)
    return kind("\n".join(str(error.args[0]) for error in errors), problems)


def _joined(
    folder: Path,
    settings: Settings,
    files: Sequence[FileRead],
    days: tuple[pd.Timestamp | None, pd.Timestamp | None, pd.Timestamp],
) -> Logbook:
    parts = {kind: _of_kind(files, kind) for kind in _KINDS}
    diary, routine, plan = (
        join_parts(parts[kind], columns, settings.day_starts) if parts[kind] else None
        for kind, columns in (("diary", DIARY), ("routine", ROUTINE), ("plan", PLAN))
    )
    entries, asked = _frame(diary, DIARY), _frame(plan, PLAN)
    joined = [one for one in (diary, routine, plan) if one is not None]
    every = [part for some in parts.values() for part in some]
    columns = _in_file_order(files, every)
    done, whole = settle_exercises(_frame(routine, ROUTINE), asked, settings.exercises)
    activities, mapped = logged_activities(done), settings.columns
    factors = choose_factors(entries, parts["diary"], settings, also=activities)
    asked, done = own_words(asked, with_ticked(done, entries, parts["diary"], factors, mapped))
    read: tuple[FileRead | Part | Joined, ...] = (*files, *every, *joined)
    problems = [
        *(problem for one in read for problem in one.problems),
        *unused_settings(settings, columns, every, factors, activities),
        *(whole + lone_start(entries, days[0]) + say_plan(parts["plan"], asked, done, columns)),
        *say_undated(parts["plan"], asked, done, entries["date"], settings),
        *say_ticked(parts["diary"], factors, done, mapped),
        *misspelt_problems(done, find_misspelt(done, asked, settings.exercises), columns),
    ]
    return Logbook(
        folder=folder,
        settings=settings,
        diary=entries,
        routine=done,
        plan=asked,
        problems=_problem_table(problems, files),
        sources=tuple(make_source(file, joined, problems) for file in files),
        columns_read=columns,
        factors=factors,
        measures=own_measures_of(parts["diary"]),
        silent_no=_silent_no(parts["diary"], settings),
        refused=refused_table(every),
        since=days[0],
        until=days[1],
        today=days[2],
        trial=_latest_trial(parts["trial"]),
    )


def _latest_trial(parts: Iterable[Part]) -> TrialSchedule | None:
    found = [schedule_of(part) for part in parts]
    return max((one for one in found if one), key=lambda one: one.start, default=None)


def _of_kind(files: Sequence[FileRead], kind: str) -> list[Part]:
    parts = [part for file in files for part in file.parts if part.kind == kind]
    return settle_names(parts) if kind == "diary" else parts


def _in_file_order(files: Sequence[FileRead], parts: Sequence[Part]) -> tuple[ColumnReading, ...]:
    at = {file.file: number for number, file in enumerate(files)}
    found = [column for part in parts for column in part.columns]
    return tuple(sorted(found, key=lambda column: at[column.file]))


def _frame(joined: Joined | None, columns: Sequence[Column]) -> pd.DataFrame:
    """A table of its columns, without rows where no file has any."""
    if joined is not None:
        return joined.frame
    frame = {c.name: _no_values(c) for c in columns}
    frame["exercise_written"] = pd.array([], dtype="str")
    return pd.DataFrame(
        frame | {"file": pd.array([], dtype="str"), "line": pd.array([], dtype="int64")}
    )


def _no_values(column: Column) -> Any:
    if column.kind == "date":
        return pd.array([], dtype="datetime64[us]")
    return pd.array([], dtype="str" if column.kind in ("text", "list") else "float64")


def _problem_table(problems: Sequence[Problem], files: Sequence[FileRead]) -> pd.DataFrame:
    at = {file.file: number for number, file in enumerate(files)}
    sheets = dict.fromkeys(c.sheet for file in files for part in file.parts for c in part.columns)
    nth = {sheet: number for number, sheet in enumerate(("", *sheets))}
    ordered = sorted(problems, key=lambda p: (at.get(p.file, -1), nth.get(p.sheet, 0), p.line or 0))
    table = pd.DataFrame(
        {name: [getattr(problem, name) for problem in ordered] for name in _PROBLEM_COLUMNS}
        | {"file": [problem.place for problem in ordered]},
        dtype="object",
    )
    texts = dict.fromkeys(("file", "column", "value", "message"), "str")
    return table.astype({**texts, "line": "Int64"})


def _silent_no(parts: Sequence[Part], settings: Settings) -> dict[str, tuple[str, ...]]:
    wanted = {name.strip().casefold() for name in settings.absent_names}
    files: dict[str, list[str]] = {}
    for part in parts:
        for column in part.columns:
            if column.column and column.header in _spelt(part.names, wanted):
                files.setdefault(column.column, []).append(part.file)
    return {name: tuple(dict.fromkeys(found)) for name, found in files.items()}


def _spelt(names: Iterable[str], wanted: set[str]) -> set[str]:
    return {name for name in names if name.casefold() in wanted or snake_case(name) in wanted}
