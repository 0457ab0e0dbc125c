"""A column of the diary that says whether one stretched, for days of which no other log tells."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

import numpy as np
import pandas as pd

from backpain_analysis.errors import Problem
from backpain_analysis.exercises import is_activity
from backpain_analysis.reading.headers import read_heading
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import STRETCHING

_STRETCHING = re.compile(
    r"\b(?:ge)?stretch|\b(?:ge)?dehn|(?<!ver)(?<!über)dehn(?:en|ung|übung)|\b[ée]tir[ée]|\bestir[aoé]"
    r"|allunga|\bgerekt\b|rekoefen|physio|\bkin[ée]\b|kin[ée]sith|\b[fp]h?[iy]sio"
    r"|\bphysical therapy|\bpt\b|\brehab|gymnasti[kc]\b|\bübung|(?:rücken|kräftigungs)übung"
    r"|\bexercises\b|\bexercices\b|\bejercicios\b|\besercizi\b|\boefeningen\b",
    re.IGNORECASE,
)
#: Exercises that are no stretches.
_OTHER = re.compile(
    r"breath|relax|respir|atem|adem|entspann|ontspan|pelvic|beckenboden|\beyes?\b", re.I
)
#: May be sport, or stretches: the person knows.
_PERHAPS = re.compile(r"exerci[sc]|ejerci|eserci|oefen|g[yi]mnas|ginnas|mobility", re.I)
#: To be treated is not to stretch.
_TREATED = re.compile(r"appoint|visit|termin|rendez|\bcita\b|clinic|cost|bill", re.IGNORECASE)


def is_stretching(label: str, mapped: Mapping[str, str]) -> bool:
    """Whether a person's own column is about their stretches.

    Pain decides whether one stretches, so a same-day comparison with them
    would mislead: they are no factor.

    Parameters
    ----------
    label : str
        Its header.
    mapped : mapping of str to str
        The person's ``[columns]``.

    Returns
    -------
    bool
    """
    if _is_named(label, mapped):
        return True
    words = label.replace("_", " ")
    return bool(_STRETCHING.search(words)) and not _OTHER.search(words)


def _is_named(label: str, mapped: Mapping[str, str]) -> bool:
    named = {read_heading(header).name for header, name in mapped.items() if name == STRETCHING}
    return read_heading(label).name in named


def with_ticked(
    routine: pd.DataFrame,
    diary: pd.DataFrame,
    parts: Sequence[Part],
    factors: Container[str],
    *,
    mapped: Mapping[str, str],
) -> pd.DataFrame:
    """Take each day that such a column answers, and no row, for one with or without stretching.

    Parameters
    ----------
    routine, diary : pandas.DataFrame
        As in `Logbook`.
    parts : sequence of Part
        Diaries.
    factors : container of str
        The factors that were chosen; such a column is a session where it is none.
    mapped : mapping of str to str
        The person's ``[columns]``.

    Returns
    -------
    pandas.DataFrame
        The routine; with a yes where no row was done that day, and a no where it has no row.
    """
    mere = routine["exercise"].map(is_activity).astype(bool)
    found, done_days = [routine], set(routine.loc[(routine["done"] != "no") & ~mere, "date"])
    for name, label in _columns(parts, factors, mapped).items():
        yes = diary[name].astype(float) > 0
        written = diary["date"].isin(done_days) | (~yes & diary["date"].isin(routine["date"]))
        told = diary.loc[diary[name].notna() & ~written]
        done = np.where(yes[told.index], "yes", "no")
        found.append(
            told[["date", "time", "file", "line"]].assign(
                exercise=label, exercise_written=label, done=pd.array(done, dtype="str")
            )
        )
    table = pd.concat(found, ignore_index=True)[routine.columns]
    return table.astype(routine.dtypes).sort_values(["date", "time"], kind="stable")


def _columns(
    parts: Sequence[Part], factors: Container[str], mapped: Mapping[str, str]
) -> dict[str, str]:
    return {
        name: about["label"]
        for part in parts
        for name, about in part.own.items()
        if name not in factors
        and is_stretching(about["label"], mapped)
        and (_is_named(about["label"], mapped) or not _TREATED.search(about["label"]))
    }


def say_ticked(
    parts: Sequence[Part],
    factors: Container[str],
    sessions: pd.DataFrame,
    mapped: Mapping[str, str],
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
    mapped : mapping of str to str
        The person's ``[columns]``.

    Returns
    -------
    list of Problem
        Where there are no sessions, also of what may be about stretches.
    """
    why = "not compared with pain on the same day: pain decides whether one stretches."
    written = {*sessions["exercise_written"]}
    counts = (
        "counts for the days of which the stretching log says nothing: each yes as a day with "
        f"stretching, each no as one without. It is {why}"
    )
    aside = f"kept, but {why}"
    asked = "a factor like any other. If it is about your stretches, put this into settings.toml:"
    problems = []
    for part, name, about in ((p, *own) for p in parts for own in p.own.items()):
        label, told = about["label"], ""
        if name not in factors and is_stretching(label, mapped):
            told = counts if label in written else aside
        elif sessions.empty and about["kind"] == "yes_no" and _PERHAPS.search(label):
            told = f'{asked}\n    [columns]\n    "{label}" = "{STRETCHING}"'
        problems += [Problem(part.file, None, label, None, told)] * bool(told)
    return problems
