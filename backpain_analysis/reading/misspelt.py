"""Exercises of a routine that are nearly what the plan, or the catalogue, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from backpain_analysis.doses import said_done
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import exercise_key, match_exercise, nearest_exercise
from backpain_analysis.reading.part import ColumnReading


@dataclass(frozen=True)
class Misspelt:
    """A name in the routine that is nearly another.

    Attributes
    ----------
    written : str
        As it stands in the routine, under which it is kept.
    rows : int
        So many rows name it [rows].
    meant : str
        What it nearly is. It is only ever offered, never taken.
    asked_for : bool
        Whether that stands in the plan, so that these rows are missing from
        what was done of it.
    """

    written: str
    rows: int
    meant: str
    asked_for: bool


def join_spellings(routine: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Give a person's own exercises one name each.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.

    Returns
    -------
    pandas.DataFrame
        The routine; names that differ in capitals, accents, punctuation and
        plurals only are the plan's, or else the first.
    """
    names = [*plan["exercise"].dropna().unique(), *routine["exercise"].dropna().unique()]
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(exercise_key(name), name)
    same = {name: first[exercise_key(name)] for name in names if exercise_key(name)}
    if all(name == other for name, other in same.items()):
        return routine
    return routine.assign(exercise=routine["exercise"].replace(same))


def find_misspelt(routine: pd.DataFrame, plan: pd.DataFrame) -> tuple[Misspelt, ...]:
    """Find names in a routine that are nearly those of the plan, or of the catalogue.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.

    Returns
    -------
    tuple of Misspelt
        The name with the most rows first.
    """
    asked = [str(name) for name in plan["exercise"].dropna().unique()]
    counts = routine["exercise"].value_counts()
    found = []
    for name, rows in counts.items():
        meant = meant_exercise(str(name), asked)
        if meant is not None:
            found.append(Misspelt(str(name), int(rows), meant, meant in asked))
    return tuple(found)


def meant_exercise(name: str, asked: Sequence[str]) -> str | None:
    """Find what a name nearly is: an exercise of the plan, else one of the catalogue.

    Parameters
    ----------
    name : str
    asked : sequence of str
        Names of the plan.

    Returns
    -------
    str or None
        None where it is one of them, or is like none.
    """
    match = match_exercise(name)
    if name in asked or match.exact or said_done(name, amount=True):
        return None
    return nearest_exercise(name, asked) or match.suggestion


def misspelt_problems(
    routine: pd.DataFrame, found: Iterable[Misspelt], columns: Iterable[ColumnReading]
) -> list[Problem]:
    """Ask of each name that is nearly another whether that is meant.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook`.
    found : iterable of Misspelt
    columns : iterable of ColumnReading
        How the columns of each file were read.

    Returns
    -------
    list of Problem
        At the first row that has the name.
    """
    headers = {c.file: c.header for c in columns if c.column == "exercise"}
    problems = []
    for one in found:
        row = routine.loc[routine["exercise"] == one.written].iloc[0]
        which = "1 row names" if one.rows == 1 else f"{one.rows:,} rows name"
        where = "neither in the plan nor in the catalogue" if one.asked_for else "in the catalogue"
        lost = f", so nothing of it counts as done of '{one.meant}'" if one.asked_for else ""
        message = (
            f"{which} '{one.written}', which is {'' if one.asked_for else 'not '}{where} and is "
            f"kept under its own name{lost}. Did you mean '{one.meant}'? Then write that."
        )
        header = headers.get(row["file"], "exercise")
        problems.append(Problem(row["file"], int(row["line"]), header, one.written, message))
    return problems
