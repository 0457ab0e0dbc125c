"""Parts of several files -> one table, every row that stands in two of them once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, Column
from backpain_analysis.errors import Problem
from backpain_analysis.reading.part import Part, Rows
from backpain_analysis.sessions import was_done

_PAIRS_NAMED = 40
_TEXT = ("text",)
_DIFFER = (
    "entries of the same day and time differ: {}. All are kept: pain is averaged, hours add up, "
    "yes wins over no. Where one is a correction, take the other out."
)
_RATED = (
    "the pain of a day differs from that in another file: {}. All are kept, and averaged. Where "
    "one is a correction, take the other out."
)
_DONE = (
    "what was done on a day stands in another file too: {}. It counts in each. Where it was done "
    "once, take one out."
)
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
    lines : mapping of str to list of int
        File -> their lines.
    problems : tuple of Problem
        Entries of one time, or of one day in two files, that differ.
    """

    frame: pd.DataFrame
    repeated: Mapping[str, int]
    lines: Mapping[str, list[int]]
    problems: tuple[Problem, ...]


def join_parts(parts: Sequence[Part], columns: Sequence[Column], day_starts: dt.time) -> Joined:
    """Join parts of one kind.

    Parameters
    ----------
    parts : sequence of Part
        In the order of their files: a row that stands in two is the first's.
    columns : sequence of Column
        Those that come first, in this order.
    day_starts : datetime.time
        An earlier entry is one of the night, late in its diary day.

    Returns
    -------
    Joined
        Sorted by date, time, file and line where there are dates.
    """
    repeats = _repeated(parts)
    kept = [_kept(part, ~again) for part, again in zip(parts, repeats, strict=True)]
    counts: dict[str, int] = {}
    lines: dict[str, list[int]] = {}
    for part, again in zip(parts, repeats, strict=True):
        rows = again.sum() if part.counted is None else part.counted[again].sum()
        counts[part.file] = counts.get(part.file, 0) + int(rows)
        lines.setdefault(part.file, []).extend(part.frame["line"].to_numpy()[again].tolist())
    frame = kept[0] if len(kept) == 1 else pd.concat(kept, ignore_index=True)
    frame = _ordered(frame, [column.name for column in columns])
    if "date" not in frame:
        return Joined(frame, counts, lines, ())
    subjects = [part.subjects[~again] for part, again in zip(parts, repeats, strict=True)]
    at = _chronological(frame, day_starts)
    if at is not None:
        frame = frame.take(at).reset_index(drop=True)
    subject = np.concatenate(subjects) if at is None else np.concatenate(subjects)[at]
    several = len(counts) > 1
    if parts[0].kind != "diary":
        return Joined(frame, counts, lines, tuple(_done_twice(frame) if several else ()))
    sheets = np.repeat([_sheet(part) for part in parts], [len(one) for one in subjects])
    sheet = sheets if at is None else sheets[at]
    told = (*_same_moment(frame, subject, sheet), *(_rated_twice(frame) if several else ()))
    return Joined(frame, counts, lines, told)


def _sheet(part: Part) -> str:
    return part.columns[0].sheet if part.columns else ""


def _repeated(parts: Sequence[Part]) -> list[Rows]:
    """Rows that stand in the same file or in one before.

    In a routine two equal rows of one file are two sessions: there, the n-th
    of them repeats only another file's n-th.
    """
    keys = np.concatenate([part.keys for part in parts])
    files = np.repeat(np.arange(len(parts)), [len(part.keys) for part in parts])
    if parts[0].kind == "routine":
        keys += _occurrence(keys, files).astype(np.uint64) * _ODD
    again = pd.Series(keys).duplicated().to_numpy()
    return np.split(again, np.cumsum([len(part.keys) for part in parts])[:-1])


def _occurrence(keys: npt.NDArray[np.uint64], files: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    counted = pd.Series(keys).groupby([files, keys]).cumcount()
    return np.asarray(counted, dtype=np.int64)


def _kept(part: Part, rows: Rows) -> pd.DataFrame:
    frame = part.frame if rows.all() else part.frame.loc[rows].reset_index(drop=True)
    names = pd.array([part.file], dtype="str").take(np.zeros(len(frame), dtype=np.intp))
    return frame.assign(file=names)


def _ordered(frame: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    first = [name for name in order if name in frame.columns]
    last = ("file", "line")
    rest = [name for name in frame.columns if name not in first and name not in last]
    return frame[[*first, *rest, *last]]


def _chronological(frame: pd.DataFrame, day_starts: dt.time) -> npt.NDArray[np.intp] | None:
    """Order by date, time, file and line; None where the rows lie so already."""
    stamp = _stamps(frame, day_starts.hour + day_starts.minute / 60)
    line = frame["line"].to_numpy()
    file = frame["file"]
    if len(frame) and file.iloc[0] == file.iloc[-1]:  # one file: its rows are in line order
        return None if (stamp[1:] >= stamp[:-1]).all() else np.argsort(stamp, kind="stable")
    return np.lexsort((line, pd.factorize(file, sort=True)[0], stamp))


def _stamps(frame: pd.DataFrame, day_starts: float) -> npt.NDArray[np.float64]:
    """Hours since 1970, an entry without a time at the end of its day."""
    hours = frame["time"].to_numpy()
    hours = np.where(np.isnan(hours), 24.0 + day_starts, hours + 24.0 * (hours < day_starts))
    days = frame["date"].to_numpy().astype("datetime64[h]").astype(np.float64)
    stamps: npt.NDArray[np.float64] = days + hours
    return stamps


def _same_moment(
    frame: pd.DataFrame, subject: npt.NDArray[np.uint64], sheet: npt.NDArray[np.str_]
) -> list[Problem]:
    """Entries of one day and time that say different things: kept, and named."""
    time = frame["time"].to_numpy()
    follows = (time[1:] == time[:-1]) & (
        np.diff(frame["date"].to_numpy()) == np.timedelta64(0, "s")
    )
    near = np.append(follows, False) | np.append(False, follows)
    if not near.any():
        return []
    rows = frame.loc[near, ["date", "time", "file", "line"]].assign(
        subject=subject[near], sheet=sheet[near]
    )
    by = ["date", "time", "subject"]
    return _beside_first(rows[rows.duplicated(by, keep=False)], by, _DIFFER)


def _beside_first(rows: pd.DataFrame, by: list[str], message: str) -> list[Problem]:
    """Name the later of rows that are alike, with the first."""
    alike = rows.groupby(by, observed=True)
    first = alike[["file", "sheet", "line"]].transform("first").add_prefix("first_")
    later = rows.join(first)[alike.cumcount() > 0]
    return [_differing(found, message) for _, found in later.groupby(["file", "sheet"])]


def _differing(rows: pd.DataFrame, message: str) -> Problem:
    file, sheet = rows.iloc[0][["file", "sheet"]]
    columns = ["line", "first_file", "first_sheet", "first_line"]
    rows, pairs = rows.drop_duplicates(columns), []
    for line, *first, other in rows.head(_PAIRS_NAMED)[columns].itertuples(index=False):
        place = first[0] + (f", sheet {first[1]}" if first[1] else "") + ", "
        pairs.append(f"line {line} from {place if first != [file, sheet] else ''}line {other}")
    more = f" and {len(rows) - len(pairs):,} more" if len(rows) > len(pairs) else ""
    message = message.format("; ".join(pairs) + more)
    return Problem(file, int(rows["line"].min()), None, None, message, sheet)


def _done_twice(frame: pd.DataFrame) -> list[Problem]:
    """Exercises that stand in several files for a day, where not each row has a time."""
    by = ["date", "exercise"]
    return _beside_first(_in_two_files(frame[was_done(frame)], by), by, _DONE)


def _rated_twice(frame: pd.DataFrame) -> list[Problem]:
    """Days whose pain differs between files, where not each entry has a time."""
    if "pain" not in frame:
        return []
    days = _in_two_files(frame[frame["pain"].notna()], ["date"], pain=("pain", "mean"))
    return _beside_first(
        days[days.groupby("date")["pain"].transform("nunique") > 1], ["date"], _RATED
    )


def _in_two_files(frame: pd.DataFrame, by: list[str], **also: tuple[str, str]) -> pd.DataFrame:
    """What stands in several files, and in one without a time: a row for each of the files."""
    rows = frame.assign(untimed=frame["time"].isna(), sheet="")
    each = rows.groupby([*by, "file", "sheet"], observed=True).agg(
        line=("line", "first"), untimed=("untimed", "max"), **also
    )
    each = each.reset_index()
    same = each.groupby(by, observed=True)
    return each[(same["file"].transform("size") > 1) & same["untimed"].transform("max")]


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
    texts = {
        n for part in parts for n in part.frame.columns
        if _measure_of(part, n) == _TEXT and part.frame[n].notna().any()
    }  # fmt: skip
    for part in _as_elsewhere(parts, texts):
        changes = _given_way(part, parts)
        for name in part.frame.columns:
            whichever = name not in texts and _only_no(part, name)
            measure = None if name in changes or whichever else _measure_of(part, name)
            if measure and seen.setdefault(name, measure) != measure:
                changes[name] = f"{name}_{measure[-1] or 'amount'}"
        settled.append(_renamed(part, changes))
    return settled


def _as_elsewhere(parts: Sequence[Part], texts: Collection[str]) -> list[Part]:
    """Let a column that is blank in a file, or only no, be what it is in another."""
    every = [(part, name) for part in parts for name in part.own if name not in texts]
    told: dict[str, dict[str, str]] = {}
    for part, name in sorted(every, key=lambda one: _only_no(*one)):
        told.setdefault(name, part.own[name])
    given = []
    for part in parts:
        ours = DIARY_BY_NAME.keys() - part.own.keys()
        blank = [n for n in told if n in part.frame and part.frame[n].isna().all()]
        blank = [n for n in blank if n not in ours]
        same = {n: told[n] for n in told if n in blank or (n in part.own and _only_no(part, n))}
        frame = part.frame.astype(dict.fromkeys(blank, "float64")) if blank else part.frame
        given.append(replace(part, frame=frame, own={**part.own, **same}) if same else part)
    return given


def _given_way(part: Part, parts: Sequence[Part]) -> dict[str, str]:
    """Columns of an app that is about something else, where another file has them."""
    others = [other.frame for other in parts if not other.gives_way]
    there = {name for frame in others for name in part.gives_way if name in frame}
    filled = {name for name in there if any(f[name].notna().any() for f in others if name in f)}
    return {name: part.gives_way[name] for name in filled if name in part.frame}


def _only_no(part: Part, name: str) -> bool:
    """Whether a column of the person's own has no value but 0: that is one in every measure."""
    own = name in part.own and name not in DIARY_BY_NAME
    return own and not part.frame[name].fillna(0).astype(bool).any()


def _measure_of(part: Part, name: str) -> tuple[str, ...] | None:
    """How a column of the person's own is measured; None for one of ours."""
    if name in part.own:
        own = part.own[name]
        return ("yes_no",) if name in DIARY_BY_NAME else ("number", own["unit"])
    if name in DIARY_BY_NAME or name in ("date", "time", "line"):
        return None
    return _TEXT


def _renamed(part: Part, changes: Mapping[str, str]) -> Part:
    if not changes:
        return part
    own: dict[str, Any] = {changes.get(name, name): about for name, about in part.own.items()}
    columns = tuple(
        replace(column, column=changes.get(column.column or "", column.column))
        for column in part.columns
    )
    return replace(
        part,
        frame=part.frame.rename(columns=dict(changes)),
        own=own,
        columns=columns,
        refused={changes.get(name, name): cells for name, cells in part.refused.items()},
    )
