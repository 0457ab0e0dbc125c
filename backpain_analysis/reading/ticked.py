"""A column of the diary that says whether one stretched: sessions, where there is no other log."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import numpy as np
import pandas as pd

from backpain_analysis.errors import Problem
from backpain_analysis.reading.part import Part

_STRETCHING = re.compile(
    r"\bstretch|\bdehn|[ée]tirement|estiramiento|\bphysio|\bphysical therapy|\bpt\b|\brehab",
    re.IGNORECASE,
)
#: To be treated is not to stretch.
_TREATED = re.compile(r"appoint|visit|termin|rendez|\bcita\b|clinic|cost|bill", re.IGNORECASE)


def is_stretching(header: str) -> bool:
    """Whether a person's own column is about their stretches.

    Pain decides whether one stretches, so a same-day comparison with them
    would mislead: they are no factor.

    Parameters
    ----------
    header : str

    Returns
    -------
    bool
    """
    return _STRETCHING.search(header) is not None


def with_ticked(
    routine: pd.DataFrame,
    plan: pd.DataFrame,
    diary: pd.DataFrame,
    parts: Sequence[Part],
    factors: Container[str],
) -> pd.DataFrame:
    """Take each day that such a column answers for one with or without a session.

    Parameters
    ----------
    routine, plan, diary : pandas.DataFrame
        As in `Logbook`.
    parts : sequence of Part
        Diaries.
    factors : container of str
        The factors that were chosen; such a column is a session where it is none.

    Returns
    -------
    pandas.DataFrame
        The routine; of ticks only where neither it nor the plan has a row.
    """
    if not (routine.empty and plan.empty):
        return routine
    found = [routine]
    for name, label in _columns(parts, factors).items():
        told = diary.loc[diary[name].notna()]
        done = np.where(told[name].astype(float) > 0, "yes", "no")
        found.append(
            told[["date", "time", "file", "line"]].assign(
                exercise=label, exercise_written=label, done=pd.array(done, dtype="str")
            )
        )
    table = pd.concat(found, ignore_index=True)[routine.columns]
    return table.astype(routine.dtypes).sort_values(["date", "time"], kind="stable")


def _columns(parts: Sequence[Part], factors: Container[str]) -> dict[str, str]:
    return {
        name: about["label"]
        for part in parts
        for name, about in part.own.items()
        if name not in factors
        and is_stretching(about["label"])
        and not _TREATED.search(about["label"])
    }


def say_ticked(
    parts: Sequence[Part], factors: Container[str], sessions: pd.DataFrame
) -> list[Problem]:
    """Say of each column about stretches what it counts for, and why it is no factor.

    Parameters
    ----------
    parts : sequence of Part
        Diaries.
    factors : container of str
        The factors that were chosen.
    sessions : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    list of Problem
    """
    why = "not compared with pain on the same day: pain decides whether one stretches."
    written = {*sessions["exercise_written"]}
    counts = f"each yes counts as a session of stretching. It is {why}"
    aside = f"kept, but {why} Write each session into routine.csv (date, exercise)."
    return [
        Problem(part.file, None, label, None, counts if label in written else aside)
        for part in parts
        for label in _labels(part, factors)
    ]


def _labels(part: Part, factors: Container[str]) -> list[str]:
    own = part.own.items()
    return [a["label"] for n, a in own if n not in factors and is_stretching(a["label"])]
