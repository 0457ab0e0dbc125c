"""What became of every file, every row and every setting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import exercise_key, load_catalogue
from backpain_analysis.header_words import DATE_PARTS, WRITTEN_DOSES
from backpain_analysis.reading.activities import silent_columns
from backpain_analysis.reading.assembly import NUMERIC
from backpain_analysis.reading.files import SETTINGS, FileRead
from backpain_analysis.reading.headers import nearest, read_heading, snake_case
from backpain_analysis.reading.joining import Joined
from backpain_analysis.reading.matching import only_ticked
from backpain_analysis.reading.part import ColumnReading, Part
from backpain_analysis.reading.settings import OWN, Settings
from backpain_analysis.reading.word_scales import level_lines


@dataclass(frozen=True)
class Source:
    """One file of a logbook, its rows accounted for.

    Attributes
    ----------
    file : str
        Name of the file.
    sha256 : str
        Hash of its bytes.
    format : str
        What it was read as: "diary", "routine", "plan", "long file", the
        name of an app, or "not read".
    rows_read, rows_used, rows_repeated, rows_refused : int
        ``rows_read`` is the sum of the other three.
    problems : int
        Problems named, a value that repeats being one.
    repeated_lines : tuple of int
        Lines of the rows that stand elsewhere already.
    rows_blank : int
        Of ``rows_refused``, those that hold nothing but a date.
    pain_lost : int
        Of ``rows_refused``, those that hold a pain, or of which it is not known.
    """

    file: str
    sha256: str
    format: str
    rows_read: int
    rows_used: int
    rows_repeated: int
    rows_refused: int
    problems: int
    repeated_lines: tuple[int, ...] = ()
    pain_lost: int = 0
    rows_blank: int = 0


_NO_NOTED = Problem(
    SETTINGS, None, "pain_in_notes", None,
    "no note without a pain beside it holds a number that can be one. Take the line out.",
)  # fmt: skip
#: What a tick may be said to be, though it is no column.
_OF_TICKS = (*OWN, "medication")
#: Days without a pain that set a first one apart, and days with one that come after it [days].
_LONG_BEFORE, _FEWEST_AFTER = 28, 10


def make_source(file: FileRead, joined: Iterable[Joined], problems: Iterable[Problem]) -> Source:
    """Account for the rows of a file.

    Parameters
    ----------
    file : FileRead
    joined : iterable of Joined
        Diary, routine and plan.
    problems : iterable of Problem
        Of the whole logbook.

    Returns
    -------
    Source
    """
    read = sum(part.rows_read for part in file.parts)
    refused = sum(part.rows_refused for part in file.parts)
    joined = tuple(joined)
    repeated = sum(one.repeated.get(file.file, 0) for one in joined)
    return Source(
        file=file.file,
        sha256=file.sha256,
        format=", ".join(dict.fromkeys(part.format for part in file.parts)) or "not read",
        rows_read=read,
        rows_used=read - refused - repeated,
        rows_repeated=repeated,
        rows_refused=refused,
        problems=sum(problem.file == file.file for problem in problems),
        repeated_lines=tuple(sorted(n for one in joined for n in one.lines.get(file.file, ()))),
        rows_blank=sum(part.rows_blank for part in file.parts),
        pain_lost=sum(part.pain_lost for part in file.parts),
    )


def unused_settings(
    settings: Settings,
    columns: Sequence[ColumnReading],
    parts: Sequence[Part],
    factors: Iterable[str],
    activities: Iterable[str] = (),
) -> list[Problem]:
    """Name every setting about a column that no file has.

    Parameters
    ----------
    settings : Settings
    columns : sequence of ColumnReading
    parts : sequence of Part
    factors : iterable of str
        The factors that were found.
    activities : iterable of str
        Columns for which the routine has minutes.

    Returns
    -------
    list of Problem
        A setting that is ignored silently is worse than one that is named.
    """
    headers = [column.header for column in columns]
    measured = _measured(columns)
    levels = {name: line for part in parts for name, line in level_lines(part, settings).items()}
    names = [name for part in parts for name in sorted(part.names)]
    ours = [column.column for column in columns if column.column]
    known = [*headers, *ours]
    logged = set(activities)
    silent = [name for name in settings.absent_names if not silent_columns([name]) & logged]
    asked = [
        ("[columns]", settings.columns, headers),
        ("factors", settings.factors or (), list(factors)),
        ("[exercises]", _not_logged(settings.exercises, parts), ()),
        ("[scales]", settings.scales, measured),
        ("absent_means_no: names", silent, names),
        ("absent_means_no: lists", settings.absent_lists, known),
        ("absent_means_no: columns", settings.absent_columns, known),
    ]
    notes = {column.header for column in columns if column.column == "notes"}
    read = any(c.within and c.column == "pain" and c.header in notes for c in columns)
    unread = [_NO_NOTED] if settings.pain_in_notes and not read else []
    ticked = _forms(about["label"] for part in parts for about in part.own.values()) - {""}
    return (
        unread
        + _without_effect(settings, parts)
        + [
            _no_column(word, settings.columns[word], levels)
            if where == "[columns]" and {word.casefold(), snake_case(word)} & ticked
            else _unused(where, word, there, headers)
            for where, words, there in asked
            for word in words
            if not {word.casefold(), snake_case(word)} & _forms(there)
            and not (settings.columns.get(word) in _OF_TICKS and snake_case(word) in ticked)
        ]
    )


def _without_effect(settings: Settings, parts: Iterable[Part]) -> list[Problem]:
    """Name lines of ``[columns]`` that change nothing in any file that has the header."""
    columns = [(part.kind, column) for part in parts for column in part.columns]
    told = []
    for word, target in settings.columns.items():
        found = [(kind, c) for kind, c in columns if c.header.casefold() == word.strip().casefold()]
        if found and not any(_works(target, kind, column) for kind, column in found):
            message = (
                f"'{word}' stands in {found[0][1].file}, in a table that has no '{target}': the "
                "line changes nothing. Take it out."
            )
            told.append(Problem(SETTINGS, None, "[columns]", word, message))
    return told


def _works(target: str, kind: str, column: ColumnReading) -> bool:
    """Whether a column is what the line says it is, or left out."""
    if column.reason or column.within:
        return True
    if target in (*OWN, *WRITTEN_DOSES):
        return (kind == "diary") == (target in OWN)
    marked = column.column == "done" and any(target == one.amount for one in load_catalogue())
    return marked or column.column == ("date" if target in DATE_PARTS else target)


def _measured(columns: Sequence[ColumnReading]) -> list[str]:
    """Headers and columns of which the cells are numbers, or yes and no."""
    numeric = [column for column in columns if column.kind in NUMERIC]
    headers = (column.header for column in numeric if not column.within)
    return [*headers, *(column.column for column in numeric if column.column)]


def _no_column(word: str, target: str, levels: Mapping[str, str]) -> Problem:
    """Something ticked in a list is no column, and keeps its own name."""
    why = f"'{word}' is ticked in a list, a yes or no under its own name: only a column can be "
    told = only_ticked(word) if target in OUTCOMES else f"{why}'{target}'. Take the line out."
    if target in levels:
        told = (
            f"'{word}' is a yes or no by itself. Take the line out, and give it and the others "
            f"their numbers under [scales]:\n    {levels[target]}"
        )
    return Problem(SETTINGS, None, "[columns]", word, told)


def _not_logged(names: Iterable[str], parts: Iterable[Part]) -> list[str]:
    """Names that no log has; where a log's rows could not be used, it is not known which it has."""
    logs = [part for part in parts if part.kind == "routine"]
    if any(part.frame.empty and part.rows_refused for part in logs):
        return []
    done = {str(name) for part in logs for name in part.frame["exercise"].unique()}
    done |= {c.header for part in logs for c in part.columns if c.column == "done" and c.cells_read}
    keys = {exercise_key(name) for name in done}
    return [name for name in names if exercise_key(name) not in keys]


def _forms(words: Iterable[str]) -> set[str]:
    words = list(words)
    plain = {word.casefold() for word in words} | {snake_case(word) for word in words}
    return plain | {read_heading(word).name for word in words}


def _unused(where: str, word: str, known: Sequence[str], headers: Iterable[str]) -> Problem:
    if where.endswith(": names") and {word.casefold(), snake_case(word)} & _forms(headers):
        told = f"'{word}' is a column of a table: write columns = [\"{word}\"] in place of names."
        return Problem(SETTINGS, None, where, word, told)
    close = nearest(word, known)
    if where == "[scales]":
        told = (
            f"'{word}' is no column of numbers, and no list ticks its words, so it does nothing. "
            "A scale bears the name of what its words measure, as in "
            'pain = { "mild pain" = 3, "bad pain" = 6 }.'
        )
        hint = f" Did you mean '{close}'?" if close else ""
        return Problem(SETTINGS, None, where, word, told + hint)
    hint = f"Did you mean '{close}'?" if close else "Take the line out, or write it as in the file."
    return Problem(SETTINGS, None, where, word, f"no file has a value for '{word}'. {hint}")


def refused_table(parts: Sequence[Part]) -> pd.DataFrame:
    """List the cells of all parts that were not understood.

    Parameters
    ----------
    parts : sequence of Part

    Returns
    -------
    pandas.DataFrame
        ``file``, ``line``, ``column`` (ours), ``text``, and the ``date`` and
        ``time`` [h since midnight] of their rows.
    """
    cells = [
        table.assign(file=part.file, column=name)
        for part in parts
        for name, table in part.refused.items()
    ]
    types = {"file": "str", "line": "int64", "column": "str", "text": "str",
             "date": "datetime64[us]", "time": "float64"}  # fmt: skip
    table = pd.concat(cells, ignore_index=True) if cells else pd.DataFrame()
    return table.reindex(columns=[*types]).astype(types)


def lone_start(diary: pd.DataFrame, since: pd.Timestamp | None) -> list[Problem]:
    """Name a first pain that stands alone, long before the others.

    Parameters
    ----------
    diary : pandas.DataFrame
        As in `Logbook`.
    since : pandas.Timestamp or None
        First day asked for.

    Returns
    -------
    list of Problem
        One, or none: it stretches the period over weeks that are empty.
    """
    levels = [diary[name].notna().to_numpy() for name in OUTCOMES if name in diary]
    rated = np.logical_or.reduce(levels) & (diary["date"] >= (since or pd.Timestamp.min)).to_numpy()
    days = pd.DatetimeIndex(diary["date"][rated].unique()).sort_values()
    empty = (days[1:] - days[:-1]).days
    for early in (1, 2):
        if len(days) - early < _FEWEST_AFTER or empty[early - 1] < _LONG_BEFORE:
            continue
        row = diary.loc[rated & (diary["date"] == days[0]).to_numpy()].iloc[0]
        first, rest = (str(day.date()) for day in (days[0], days[early]))
        before = f"{empty[early - 1]} days before the next"
        which = f"The first pain stands {before}" if early == 1 else f"The first two stand {before}"
        message = (
            f"{which}, so the period begins with weeks that are empty. To leave that out: "
            f"backpain report --since {rest}."
        )
        return [Problem(str(row["file"]), int(row["line"]), "date", first, message)]
    return []
