"""Rows that say "all done": each exercise that the plan asks for on that day."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.doses import Everything, read_all
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.reading.misspelt import join_spellings
from backpain_analysis.sessions import UNKNOWN

_Row = dict[Hashable, Any]
_WHOLE = {"yes", "no"}
_TAKEN = "taken as each of the {} that the plan asks for on that day"
_OPEN = (
    "which those are is not known: counted as stretching, and what was done of the plan on that "
    "day as not known. Write a row for each exercise"
)


def settle_exercises(
    routine: pd.DataFrame, plan: pd.DataFrame, said: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Give each exercise one name, and a row that says "all" those of the plan.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    said : mapping of str to str
        What is one, from ``[exercises]`` of the settings: name -> name.

    Returns
    -------
    routine : pandas.DataFrame
        Where the plan does not tell which those are, the row is named
        "stretching", and a second says that the day is not known.
    problems : list of Problem
        What each such text was taken for.
    """
    routine = join_spellings(routine, plan, said)
    texts = {str(t): read_all(str(t)) for t in routine["exercise_written"].dropna().unique()}
    asked = {*plan["exercise"].dropna()}
    whole = routine["exercise_written"].map(lambda text: texts.get(text) is not None)
    whole = whole.astype(bool) & ~routine["exercise"].isin(asked)
    if not whole.any():
        return routine, []
    found = [(row, _meant(texts[row["exercise_written"]], row, plan))
             for row in routine[whole].to_dict("records")]  # fmt: skip
    rows = pd.DataFrame([one for row, meant in found for one in _rows(row, texts, meant)])
    table = pd.concat([routine[~whole], rows], ignore_index=True)[routine.columns]
    table = table.astype(routine.dtypes).sort_values(["date", "time"], kind="stable")
    return table.reset_index(drop=True), _told(found)


def _meant(said: Everything | None, row: Mapping[Hashable, Any], plan: pd.DataFrame) -> list[_Row]:
    """What the plan asks for on that day and the row does not leave out; nothing if not sure."""
    if said is None or row["done"] not in _WHOLE:
        return []
    day = row["date"]
    asked = plan[~(plan["start"] > day) & ~(plan["end"] < day)]
    asked = asked.sort_values("start", kind="stable", na_position="first")
    asked = asked.drop_duplicates(["exercise", "side"], keep="last").sort_index()
    asked = asked[(asked["days_per_week"] != 0) & (asked["times_per_day"] != 0)]
    names = [*asked["exercise"].unique()]
    out = [_named(text, names) for text in said.but]
    if None in out or (said.count and said.count != len(names)):
        return []
    left = asked.loc[~asked["exercise"].isin(out), ["exercise", "exercise_written", "side"]]
    return [*left.to_dict("records")]


def _named(text: str, names: Sequence[str]) -> str | None:
    """An exercise of the plan, by its name or its number."""
    if text.isdecimal():
        return names[int(text) - 1] if 0 < int(text) <= len(names) else None
    key = exercise_key(match_exercise(text).name)
    return next((name for name in names if exercise_key(name) == key), None)


def _rows(row: _Row, texts: Mapping[str, Everything | None], meant: Sequence[_Row]) -> list[_Row]:
    if not meant:
        named = row | {"exercise": "stretching", "exercise_written": "stretching"}
        return [named, named | {"done": UNKNOWN, "time": float("nan")}]
    said = texts[row["exercise_written"]]
    times = said.times if said and row["done"] == "yes" else 1
    each = [row | one | {"side": one["side"] if pd.notna(one["side"]) else row["side"]}
            for one in meant]  # fmt: skip
    return [*each, *(one | {"time": float("nan")} for one in each * (times - 1))]


def _told(found: Sequence[tuple[_Row, list[_Row]]]) -> list[Problem]:
    """Say once of each text, and of each number of exercises, what it was taken for."""
    first: dict[tuple[str, str, int], tuple[_Row, int]] = {}
    for row, meant in found:
        if row["done"] != UNKNOWN:
            key = (str(row["file"]), str(row["exercise_written"]), len(meant))
            first[key] = (first.get(key, (row, 0))[0], first.get(key, (row, 0))[1] + 1)
    return [
        Problem(
            file,
            int(row["line"]),
            None,
            written,
            f"{written} {f'stands in {rows:,} rows: ' if rows > 1 else 'is '}"
            f"{_TAKEN.format(number) if number else _OPEN}.",
        )
        for (file, written, number), (row, rows) in first.items()
    ]
