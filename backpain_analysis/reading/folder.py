"""The files of a folder, each read with what the others say: names of the plan, its year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.reading.files import ANY_QUESTION, FileRead, read_file
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.plan import without_free_lines
from backpain_analysis.reading.plan_start import year_of_starts
from backpain_analysis.reading.settings import Settings

_YEAR_TAKEN = (
    "the starts here have no year: taken as of {0}, by the days of the diary. If that is wrong, "
    "write the year beside each."
)


def read_files(
    paths: Iterable[Path], settings: Settings, today: dt.date
) -> tuple[list[FileRead], list[LogbookError]]:
    """Read every file, and only then say which of them cannot be used.

    What may be a stretching log is read anew with the names that the plan gives its exercises.

    Parameters
    ----------
    paths : iterable of pathlib.Path
    settings : Settings
    today : datetime.date

    Returns
    -------
    files : list of FileRead
    errors : list of LogbookError
    """
    read = [(path, _one(path, settings, today)) for path in paths]
    parts = [part for _, one in read if isinstance(one, FileRead) for part in one.parts]
    own = names_of_plan(part for part in parts if part.kind == "plan")
    named = replace(settings, exercises={**own, **settings.exercises})
    if own:
        read = [(p, _one(p, named, today) if _may_name(one, own) else one) for p, one in read]
    read = [(path, _dated(path, one, read, named, today)) for path, one in read]
    files = _without_free_lines([one for _, one in read if isinstance(one, FileRead)], settings)
    errors = [one for _, one in read if isinstance(one, LogbookError)]
    return files, errors


def _without_free_lines(files: Sequence[FileRead], settings: Settings) -> list[FileRead]:
    parts = [part for one in files for part in one.parts if part.kind != "plan"]
    known = {*settings.exercises} | {column.header for part in parts for column in part.columns}
    for part in parts:
        if part.kind == "routine":
            known |= {*part.frame["exercise_written"].dropna().astype(str)}
    return [
        replace(
            one,
            parts=tuple(
                without_free_lines(part, known) if part.kind == "plan" else part
                for part in one.parts
            ),
        )
        for one in files
    ]


def _one(path: Path, settings: Settings, today: dt.date) -> FileRead | LogbookError:
    try:
        return read_file(path, settings, today)
    except LogbookError as error:
        return error


def _dated(
    path: Path,
    one: FileRead | LogbookError,
    read: Sequence[tuple[Path, FileRead | LogbookError]],
    settings: Settings,
    today: dt.date,
) -> FileRead | LogbookError:
    """Read a plan anew whose starts have no year, where the diary leaves only one."""
    plans = [] if isinstance(one, LogbookError) else [p for p in one.parts if p.kind == "plan"]
    if settings.year or not any("start" in plan.refused for plan in plans):
        return one
    diaries = [part.frame["date"] for _, other in read if isinstance(other, FileRead)
               for part in other.parts if part.kind == "diary"]  # fmt: skip
    days = pd.concat(diaries) if diaries else pd.Series(dtype="datetime64[us]")
    found = (year_of_starts(plan, days, settings.day_first) for plan in plans)
    year = next((year for year in found if year), None)
    again = _one(path, replace(settings, year=year), today) if year else one
    if again is one or isinstance(again, LogbookError):
        return one
    sheet = next((column.sheet for column in plans[0].columns), "")
    told = Problem(path.name, None, None, None, _YEAR_TAKEN.format(year), sheet=sheet)
    return replace(again, problems=(*again.problems, told))


def names_of_plan(plans: Iterable[Part]) -> dict[str, str]:
    """List the exercises of a plan that the catalogue does not have.

    Parameters
    ----------
    plans : iterable of Part

    Returns
    -------
    dict of str to str
        As under ``[exercises]`` of the settings: each is itself.
    """
    names = (str(n) for plan in plans for n in plan.frame["exercise_written"].dropna().unique())
    return {name: name for name in names if not match_exercise(name).exact}


def _may_name(one: FileRead | LogbookError, own: Mapping[str, str]) -> bool:
    """Whether a file may name exercises of the plan that were not known when it was read."""
    if isinstance(one, LogbookError) or not one.parts:
        return True
    keys = {exercise_key(name) for name in own}
    columns = [column for part in one.parts for column in part.columns]
    lists = any(part.kind == "routine" or part.format == ANY_QUESTION for part in one.parts)
    words = any(c.kind == "text" and c.column not in DIARY_BY_NAME for c in columns)
    return lists or words or bool(keys & {exercise_key(c.header) for c in columns})
