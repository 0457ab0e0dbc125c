"""A training app's rows, one per set, joined to one row per exercise of a session."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.exercises import load_catalogue
from backpain_analysis.reading.part import Part, Values, row_keys

_Sessions = npt.NDArray[np.int64]


_ONE_SESSION = ("date", "time", "exercise", "side")
_AMOUNTS = ("reps", "hold_seconds")
_SECONDS_A_MINUTE = 60


def one_row_per_exercise(part: Part) -> Part:
    """Join the sets of an exercise that belong to one session.

    Parameters
    ----------
    part : Part
        A routine with one row per set. Sets of one date, time, exercise and
        side belong to one session.

    Returns
    -------
    Part
        With ``sets``, the middle of ``reps`` and ``hold_seconds`` (each of
        them in ``notes`` where they differ), and the seconds of walking,
        swimming and the like as ``minutes``.
    """
    frame = _with_minutes(part.frame)
    if frame.empty:
        return part
    by = [frame[name].astype("object").fillna("") for name in _ONE_SESSION]
    session = np.asarray(frame.groupby(by, sort=False).ngroup(), dtype=np.int64)
    grouped = frame.groupby(session, sort=False)
    first = grouped.head(1).reset_index(drop=True)
    counted = np.asarray(grouped.size(), dtype=np.int64)
    joined = first.assign(
        sets=np.where(grouped["sets"].sum().to_numpy() > 0, grouped["sets"].sum(), counted),
        minutes=grouped["minutes"].sum(min_count=1).to_numpy(),
        notes=_joined_text(frame, session, "notes"),
    )
    for name in _AMOUNTS:
        joined[name] = grouped[name].median().to_numpy()
        joined["notes"] = _with_each(joined["notes"], frame, session, name)
    for name in _own_texts(part.frame):
        joined[name] = _joined_text(frame, session, name, ", ")
    return replace(part, frame=joined, keys=_keys(joined), counted=counted,
                   subjects=part.subjects[: len(joined)])  # fmt: skip


def _with_minutes(frame: pd.DataFrame) -> pd.DataFrame:
    """Walking for 1800 seconds is half an hour, not a hold."""
    activities = {one.name for one in load_catalogue() if one.kind == "activity"}
    moved = frame["exercise"].isin(activities) & frame["hold_seconds"].notna()
    minutes = frame["minutes"].where(~moved, frame["hold_seconds"] / _SECONDS_A_MINUTE)
    return frame.assign(minutes=minutes, hold_seconds=frame["hold_seconds"].mask(moved))


def _own_texts(frame: pd.DataFrame) -> list[str]:
    known = {*_ONE_SESSION, *_AMOUNTS, "exercise_written", "sets", "minutes", "done", "notes",
             "pain_before", "pain_after", "reason_stopped", "line"}  # fmt: skip
    return [str(name) for name in frame.columns if name not in known]


def _joined_text(
    frame: pd.DataFrame, session: _Sessions, name: str, joint: str = " | "
) -> pd.Series:
    """Every text of a session once, in the order of its sets."""
    texts: dict[int, dict[str, None]] = {}
    for number, text in zip(session, frame[name], strict=True):
        found = texts.setdefault(int(number), {})
        if not pd.isna(text):
            found[str(text)] = None
    return pd.Series([joint.join(found) or None for found in texts.values()], dtype="str")


def _with_each(notes: pd.Series, frame: pd.DataFrame, session: _Sessions, name: str) -> pd.Series:
    """Note the amounts of all sets where they are not the same."""
    told = []
    for note, (_, amounts) in zip(notes, frame[name].groupby(session, sort=False), strict=True):
        written = ", ".join(f"{amount:g}" for amount in amounts.dropna())
        each = f"{name.replace('_', ' ')}: {written}" if amounts.dropna().nunique() > 1 else ""
        parts = [part for part in ("" if pd.isna(note) else str(note), each) if part]
        told.append(" | ".join(parts) or None)
    return pd.Series(told, dtype="str")


def _keys(frame: pd.DataFrame) -> npt.NDArray[np.uint64]:
    columns: dict[str, Values] = {
        str(name): pd.Categorical(frame[name].astype("object"))
        if pd.api.types.is_string_dtype(frame[name])
        else frame[name].to_numpy()
        for name in frame.columns
        if name != "line"
    }
    return row_keys(columns, len(frame))
