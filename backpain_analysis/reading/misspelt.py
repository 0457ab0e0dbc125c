"""Exercises of a routine that are nearly, or in part, what the plan or the catalogue names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from backpain_analysis.doses import said_done
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import (
    alike_exercises,
    exercise_key,
    match_exercise,
    nearest_exercise,
    without_side,
)
from backpain_analysis.reading.part import ColumnReading


@dataclass(frozen=True)
class Misspelt:
    """A name in the routine that is nearly, or a part of, another.

    Attributes
    ----------
    written : str
        As it stands in the routine, under which it is kept.
    rows : int
        So many rows name it [rows].
    meant : tuple of str
        What it may be. It is only ever offered, never taken.
    asked_for : bool
        Whether that stands in the plan, so that these rows are missing from
        what was done of it.
    """

    written: str
    rows: int
    meant: tuple[str, ...]
    asked_for: bool


def join_spellings(
    routine: pd.DataFrame, plan: pd.DataFrame, said: Mapping[str, str]
) -> pd.DataFrame:
    """Give a person's own exercises one name each.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    said : mapping of str to str
        What is one, from ``[exercises]`` of the settings: name -> name.

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
    one = {exercise_key(name): match_exercise(other).name for name, other in said.items()}
    same = {
        name: one.get(exercise_key(name), first.get(exercise_key(name), name)) for name in names
    }
    same = {name: first.get(exercise_key(other), other) for name, other in same.items()}
    if all(name == other for name, other in same.items()):
        return routine
    return routine.assign(exercise=routine["exercise"].replace(same))


def own_words(*tables: pd.DataFrame) -> list[pd.DataFrame]:
    """Call each exercise what the person calls it.

    Parameters
    ----------
    *tables : pandas.DataFrame
        Plans, then a routine, as in `Logbook`.

    Returns
    -------
    list of pandas.DataFrame
        The same; ``exercise`` is its commonest spelling in the first table that has it,
        without a side. What the settings say is another spelling of it does not count.
    """
    words: dict[str, str] = {}
    for table in tables[::-1]:
        counts = table.groupby(["exercise", "exercise_written"], sort=False, observed=True).size()
        for name, written in counts[::-1].sort_values(kind="stable").index:
            if exercise_key(match_exercise(written).name) == exercise_key(name):
                words[name] = without_side(written) or name
    return [
        table.assign(
            exercise=table["exercise"]
            .astype("str")
            .map(lambda name: words.get(name, name), na_action="ignore")
        )
        for table in tables
    ]


def find_misspelt(
    routine: pd.DataFrame, plan: pd.DataFrame, settled: Iterable[str] = ()
) -> tuple[Misspelt, ...]:
    """Find names in a routine that may be those of the plan, or of the catalogue.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    settled : iterable of str
        Names in ``[exercises]`` of the settings, which are meant as they stand.

    Returns
    -------
    tuple of Misspelt
        The name with the most rows first.
    """
    asked = [str(name) for name in plan["exercise"].dropna().unique()]
    keys = set(map(exercise_key, settled))
    counts = routine["exercise"].value_counts()
    found = []
    for name, rows in counts.items():
        meant = () if exercise_key(str(name)) in keys else meant_exercise(str(name), asked)
        if meant:
            found.append(Misspelt(str(name), int(rows), meant, meant[0] in asked))
    return tuple(found)


def meant_exercise(name: str, asked: Sequence[str]) -> tuple[str, ...]:
    """Find what a name may be: an exercise of the plan, else one of the catalogue.

    Parameters
    ----------
    name : str
    asked : sequence of str
        Names of the plan.

    Returns
    -------
    tuple of str
        The nearest; of those of which it is a part, or which are a part of it,
        all. Empty where it is one of them, or is like none.
    """
    match = match_exercise(name)
    if name in asked or said_done(name, amount=True):
        return ()
    near = None if match.exact else nearest_exercise(name, asked)
    alike = (near,) if near else alike_exercises(name, asked)
    if alike or not match.suggestion:
        return alike
    own = (other for other in asked if match_exercise(other).name == match.suggestion)
    return (next(own, match.suggestion),)


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
        where = "in the plan" if one.asked_for else "in the catalogue"
        names, own = say_either(one.meant), _in_toml(one.written)
        lost = f", so nothing of it counts as done of {names}" if one.asked_for else ""
        message = (
            f"{which} '{one.written}', which is not {where} and is kept under its own name{lost}. "
            f"Did you mean {names}? Then write that, or add to settings.toml: [exercises] and "
            f"beneath it {own} = {_in_toml(one.meant[0])}. If it is another: {own} = {own}."
        )
        header = headers.get(row["file"], "exercise")
        problems.append(Problem(row["file"], int(row["line"]), header, one.written, message))
    return problems


def _in_toml(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def say_either(names: Sequence[str]) -> str:
    """Name what may be meant.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    str
        "'knee rolls' or 'knee-to-chest'".
    """
    return " or ".join(f"'{name}'" for name in names)
