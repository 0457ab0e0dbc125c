"""A column of the diary that says whether one stretched, for days of which no other log tells."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.doses import said_done
from backpain_analysis.errors import Problem
from backpain_analysis.exercises import is_activity
from backpain_analysis.reading.durations import parse_durations
from backpain_analysis.reading.matching import is_mapped
from backpain_analysis.reading.numbers import Decimal, parse_numbers
from backpain_analysis.reading.parsed import Parsed, Reading, Refusal, parse_distinct, shortened
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import STRETCHING
from backpain_analysis.reading.words import parse_yes_no
from backpain_analysis.sessions import UNKNOWN, was_done

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
_NEITHER = "{} says neither whether nor how often. Use yes or no, or a number."
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
    if is_mapped(label, mapped, STRETCHING):
        return True
    words = label.replace("_", " ")
    return bool(_STRETCHING.search(words)) and not _OTHER.search(words)


def with_done(parsed: Parsed, *, decimal: Decimal) -> Parsed:
    """Read what says in words, or in a length of time, whether one stretched.

    Parameters
    ----------
    parsed : Parsed
        Numbers, or yes and no.
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    Parsed
        Where it was refused, "nein" and "not done" are 0, "yes" and "20 min" 1, "2x" 2.
    """
    told = parse_distinct(parsed.text, lambda cell: _said(cell, decimal))
    taken = parsed.refused & ~told.refused
    return replace(
        parsed,
        values=np.where(taken, told.values, parsed.values),
        refused=parsed.refused & told.refused,
        messages=told.messages,
        notes={**told.notes, **parsed.notes},
    )


def _said(cell: str, decimal: Decimal) -> Reading | Refusal:
    for read in (parse_yes_no([cell]), parse_numbers([cell], decimal=decimal)):
        if not read.refused[0]:
            return Reading(read.values[0], read.notes.get(cell, ""))
    told = said_done(cell, amount=True)
    if told == UNKNOWN:
        return Reading(np.nan, cell)
    if told:
        return Reading(float(told != "no"), cell if " " in cell or told != "no" else "")
    length = parse_durations([cell], decimal=decimal)
    if length.refused[0]:
        return Refusal(_NEITHER.format(shortened(cell)))
    return Reading(float(np.asarray(length.values)[0] > 0), cell)


def with_ticked(
    routine: pd.DataFrame,
    diary: pd.DataFrame,
    parts: Sequence[Part],
    factors: Container[str],
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
    found, done_days = [routine], set(routine.loc[was_done(routine) & ~mere, "date"])
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
        and (is_mapped(about["label"], mapped, STRETCHING) or not _TREATED.search(about["label"]))
        and not _one_sided(part, name)
    }


def _one_sided(part: Part, name: str) -> bool:
    """Whether a column knows no day without stretching, and has cells that may say so."""
    odd = part.refused.get(name, part.frame[:0].assign(text=""))["text"].unique()
    unclear = any(not _yes(str(text)) for text in odd)
    return unclear and bool((part.frame[name].dropna().astype(float) > 0).all())


def _yes(text: str) -> bool:
    return bool(parse_yes_no([text]).values[0] == 1)


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
    unclear = (
        "kept, but counts for no day: no cell that is understood says no, and others are not "
        "understood. Write no on the days without stretching."
    )
    asked = "a factor like any other. If it is about your stretches, put this into settings.toml:"
    problems = []
    for part, name, about in ((p, *own) for p in parts for own in p.own.items()):
        label, told = about["label"], ""
        if name not in factors and is_stretching(label, mapped):
            told = counts if label in written else unclear if _one_sided(part, name) else aside
        elif sessions.empty and about["kind"] == "yes_no" and _PERHAPS.search(label):
            told = f'{asked}\n    [columns]\n    "{label}" = "{STRETCHING}"'
        problems += [Problem(part.file, None, label, None, told)] * bool(told)
    return problems
