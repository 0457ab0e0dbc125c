"""Parts of several files -> one table, every row that stands in two of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.errors import Problem
from backpain_analysis.reading.part import Part, Rows

_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Joined:
    """Parts of one kind, joined.

    Attributes
    ----------
    frame : pandas.DataFrame
        Rows of all parts, each once, with ``file`` and ``line`` last.
    repeated : mapping of str to int
        File -> rows that stand elsewhere already.
    problems : tuple of Problem
        Entries of one time that differ.
    """

    frame: pd.DataFrame
    repeated: Mapping[str, int]
    problems: tuple[Problem, ...]


def join_parts(parts: Sequence[Part], order: Sequence[str]) -> Joined:
    """Join parts of one kind.

    Parameters
    ----------
    parts : sequence of Part
        In the order of their files: a row that stands in two is the first's.
    order : sequence of str
        Columns that come first, in this order; those sorted by come with it.

    Returns
    -------
    Joined
        Sorted by date, time, file and line where there are dates.
    """
    repeats = _repeated(parts)
    frames = [
        _kept(part, ~again) for part, again in zip(parts, repeats, strict=True)
    ]
    counts: dict[str, int] = {}
    for part, again in zip(parts, repeats, strict=True):
        counts[part.file] = counts.get(part.file, 0) + int(again.sum())
    frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    return Joined(_sorted(_ordered(frame, order)), counts, tuple(_same_moment(parts, repeats)))


def _repeated(parts: Sequence[Part]) -> list[Rows]:
    """Rows that stand in the same file or in one before.

    In a routine two equal rows of one file are two sessions: there, the n-th
    of them repeats only another file's n-th.
    """
    keys = np.concatenate([part.keys for part in parts])
    files = np.repeat(np.arange(len(parts)), [len(part.keys) for part in parts])
    if parts[0].kind == "routine":
        keys = keys + _occurrence(keys, files).astype(np.uint64) * _ODD
    again = pd.Series(keys).duplicated().to_numpy()
    return np.split(again, np.cumsum([len(part.keys) for part in parts])[:-1])


def _occurrence(
    keys: npt.NDArray[np.uint64], files: npt.NDArray[np.intp]
) -> npt.NDArray[np.int64]:
    counted: npt.NDArray[np.int64] = pd.Series(keys).groupby([files, keys]).cumcount().to_numpy()
    return counted


def _kept(part: Part, rows: Rows) -> pd.DataFrame:
    frame = part.frame if rows.all() else part.frame.loc[rows].reset_index(drop=True)
    names = pd.array([part.file], dtype="str").take(np.zeros(len(frame), dtype=np.intp))
    frame = frame.assign(file=names)
    return frame


def _ordered(frame: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    first = [name for name in order if name in frame.columns]
    last = ("file", "line")
    rest = [name for name in frame.columns if name not in first and name not in last]
    return frame[[*first, *rest, *last]]


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    if "date" not in frame.columns or _is_sorted(frame):
        return frame
    files = pd.factorize(frame["file"], sort=True)[0]
    time = frame["time"].fillna(np.inf).to_numpy()
    day = frame["date"].to_numpy().view(np.int64)
    at = np.lexsort((frame["line"].to_numpy(), files, time, day))
    return frame.take(at).reset_index(drop=True)


def _is_sorted(frame: pd.DataFrame) -> bool:
    """Cheap test for the usual case: one file, written day after day."""
    if len(frame) < 2:
        return True
    if frame["file"].iloc[0] != frame["file"].iloc[-1]:
        return False
    day = frame["date"].to_numpy().view(np.int64)
    time = frame["time"].fillna(np.inf).to_numpy()
    later = (day[1:] > day[:-1]) | ((day[1:] == day[:-1]) & (time[1:] >= time[:-1]))
    return bool(later.all())


def _same_moment(parts: Sequence[Part], repeats: Sequence[Rows]) -> list[Problem]:
    """Entries of one day and time that say different things: kept, and named."""
    moments = [part.moments[~again] for part, again in zip(parts, repeats, strict=True)]
    if not any(some.any() for some in moments):
        return []
    every = np.concatenate(moments)
    shared = np.zeros(len(every), dtype=bool)
    timed = np.flatnonzero(every)
    shared[timed] = pd.Series(every[timed]).duplicated(keep=False)
    per_part = np.split(shared, np.cumsum([len(some) for some in moments])[:-1])
    problems = []
    for part, again, both in zip(parts, repeats, per_part, strict=True):
        if both.any():
            lines = part.frame["line"].to_numpy()[~again][both]
            count = "this entry" if len(lines) == 1 else f"{len(lines):,} entries"
            problems.append(
                Problem(
                    part.file, int(lines.min()), None, None,
                    f"{count} of one day and time differ from another. All are kept; where one "
                    "is a correction, take the other out of the file.",
                )
            )
    return problems


def settle_names(parts: Sequence[Part]) -> list[Part]:
    """Keep apart what several files call by one name and do not measure alike.

    Parameters
    ----------
    parts : sequence of Part
        Of diaries.

    Returns
    -------
    list of Part
        With a column renamed where its name means numbers here and text
        there, another unit, or a yes/no here and our own scale there.
    """
    if len(parts) == 1:
        return list(parts)
    settled: list[Part] = []
    seen: dict[str, tuple[str, ...]] = {
        name: ("known",)
        for part in parts
        for name in part.frame.columns
        if name in DIARY_BY_NAME and name not in part.own
    }
    for part in parts:
        changes: dict[str, str] = {}
        for name in part.frame.columns:
            measure = _measure_of(part, name)
            if measure and seen.setdefault(name, measure) != measure:
                changes[name] = f"{name}_{measure[-1] or 'amount'}"
        settled.append(_renamed(part, changes))
    return settled


def _measure_of(part: Part, name: str) -> tuple[str, ...] | None:
    """How a column of the person's own is measured; None for one of ours."""
    if name in part.own:
        own = part.own[name]
        return ("yes_no",) if name in DIARY_BY_NAME else ("number", own["unit"])
    if name in DIARY_BY_NAME or name in ("date", "time", "line"):
        return None
    return ("text",)


def _renamed(part: Part, changes: Mapping[str, str]) -> Part:
    if not changes:
        return part
    own: dict[str, Any] = {changes.get(name, name): about for name, about in part.own.items()}
    columns = tuple(
        replace(column, column=changes.get(column.column or "", column.column))
        for column in part.columns
    )
    return replace(part, frame=part.frame.rename(columns=dict(changes)), own=own, columns=columns)
