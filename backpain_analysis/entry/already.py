"""What stands in a logbook for a day already, in whichever file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, OUTCOMES
from backpain_analysis.doses import say_dose
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.reading.form import IN_THE_APP
from backpain_analysis.reading.part import Part, shown
from backpain_analysis.reading.times import read_time
from backpain_analysis.sessions import UNKNOWN

_SHOWN = 4
_WHEN = ("date", "time", "line")
_DOSE = ("sets", "reps", "hold_seconds")
_SIDES = ("left", "right", "both")


@dataclass(frozen=True)
class There:
    """A row that stands in a logbook.

    Attributes
    ----------
    file, sheet : str
        Where it stands; no sheet where the file has only one.
    line : int
    kind : str
        Of the file: "diary" or "routine".
    held : mapping of str to object
        Columns in which it holds something -> what, as it is read.
    said : str
        What it holds, in a few words.
    exercises : frozenset of str
        Of a routine, the keys of all that the settings call the same exercise.
    side : str
        Of a routine; "" where none is said, and in a diary.
    keeper : {"text", "spreadsheet", "app"}
        What keeps it: only a row of a text file of one's own is ever changed here.
    hour : float or None
        Time of day [h since midnight].
    column_hour : float or None
        That of the columns which name one: what has a time of its own is of the latest.
    """

    file: str
    sheet: str
    line: int
    kind: str
    held: Mapping[str, object]
    said: str
    exercises: frozenset[str] = frozenset()
    side: str = ""
    keeper: Literal["text", "spreadsheet", "app"] = "text"
    hour: float | None = None
    column_hour: float | None = None

    @property
    def names(self) -> frozenset[str]:
        """Columns in which it holds something."""
        return frozenset(self.held)

    @property
    def where(self) -> str:
        """As in "diary.csv, line 4"."""
        return f"{self.file}{self.sheet and f', sheet {self.sheet}'}, line {self.line}"

    def __str__(self) -> str:
        """As in "diary.csv, line 4: pain 6"."""
        return f"{self.where}: {self.said}" if self.said else self.where


def rows_of(
    parts: Iterable[Part], day: dt.date, said: Mapping[str, str] | None = None
) -> tuple[There, ...]:
    """Find the rows of a day.

    Parameters
    ----------
    parts : iterable of Part
        Of all files.
    day : datetime.date
    said : mapping of str to str, optional
        Exercises that are one, from the settings: name -> name.

    Returns
    -------
    tuple of There
    """
    found = []
    for part in parts:
        if part.kind in ("diary", "routine"):
            rows = part.frame[part.frame["date"] == pd.Timestamp(day)]
            found += [_there(part, row, said or {}) for row in rows.to_dict("records")]
    return tuple(found)


def _there(part: Part, row: Mapping[Any, Any], said: Mapping[str, str]) -> There:
    held = {str(n): v for n, v in row.items() if n not in _WHEN and pd.notna(v) and v != ""}
    sheet = next((column.sheet for column in part.columns if column.sheet), "")
    where = (part.file, sheet, int(row["line"]), part.kind, held)
    if part.kind == "diary":
        hour = float(row["time"]) if pd.notna(row.get("time")) else None
        hours = {column.hours for column in part.columns if column.hours is not None}
        of = hour if hour in hours else max(hours, default=None)
        return There(*where, _said(part, held, of), keeper=_keeper(part), hour=hour, column_hour=of)
    texts = {name: shown(held[name], "") for name in _DOSE if name in held}
    minutes = f"{shown(held['minutes'], '')} min" if "minutes" in held else ""
    name = str(held["exercise_written"])
    words = " ".join(filter(None, (name, say_dose(texts), minutes)))
    side = str(held.get("side") or _key_and_side(name)[1])
    return There(*where, words, keys_of(str(held["exercise"]), said), side)


def _keeper(part: Part) -> Literal["text", "spreadsheet", "app"]:
    if part.format != part.kind:
        return "app"
    return "spreadsheet" if part.file.casefold().endswith(".xlsx") else "text"


def _said(part: Part, held: Mapping[str, object], hour: float | None) -> str:
    """What an entry of a diary holds, the pain first."""
    names = {column.column for column in part.columns} | part.names
    again = part.own.keys() - names  # what a list holds is shown as it stands there
    of_hour = {c.column: c.header for c in part.columns if c.hours is not None and c.hours == hour}
    kinds = {column.column: column.kind for column in part.columns}
    said = []
    for name in sorted(held.keys() - again, key=lambda n: (n not in OUTCOMES, [*held].index(n))):
        known, own = DIARY_BY_NAME.get(name), part.own.get(name, {})
        label = known.label if known else own.get("label", name)
        kind = kinds.get(name) or (known.kind if known else own.get("kind", ""))
        said.append(f"{of_hour.get(name, label)} {shown(held[name], kind)}")
    return ", ".join(said[:_SHOWN])


def same_stretches(there: Iterable[There], row: Mapping[str, str]) -> list[There]:
    """Find a stretch of the day that stands there already.

    Parameters
    ----------
    there : iterable of There
        From `rows_of`.
    row : mapping of str to str
        Columns of a routine -> text.

    Returns
    -------
    list of There
        As often as it was done; a "no" or "?" of that day is none, but for another "no".
    """
    none = () if row.get("done") == "no" else ("no", UNKNOWN)
    key, named = _key_and_side(row["exercise"])
    side = row.get("side") or named
    return [
        each
        for each in there
        if key in each.exercises and each.held.get("done") not in none
        and (not side or not each.side or side == each.side)
    ]  # fmt: skip


def stretch_key(row: Mapping[str, str]) -> str:
    """Give what makes two rows those of one stretch, whichever way and for whichever side.

    Parameters
    ----------
    row : mapping of str to str
        Columns of a routine -> text.

    Returns
    -------
    str
    """
    return _key_and_side(row["exercise"])[0]


def _key_and_side(name: str) -> tuple[str, str]:
    match = match_exercise(name)
    if match.exact:
        return match.name, match.side or ""
    key, _, last = exercise_key(name).rpartition(" ")
    return (key, last) if key and last in _SIDES else (f"{key} {last}".strip(), "")


def keys_of(name: str, said: Mapping[str, str]) -> frozenset[str]:
    """Give the keys of all that is the same exercise.

    Parameters
    ----------
    name : str
    said : mapping of str to str
        Exercises that are one, from the settings: name -> name.

    Returns
    -------
    frozenset of str
        As from `stretch_key`.
    """
    one = {stretch_key({"exercise": a}): stretch_key({"exercise": b}) for a, b in said.items()}
    key = stretch_key({"exercise": name})
    key = one.get(key, key)
    return frozenset({key, *(other for other, meant in one.items() if meant == key)})


def row_to_correct(there: Iterable[There], day: dt.date, time: str | None = None) -> There:
    """Find the one row in which the entry of a day can be corrected.

    Parameters
    ----------
    there : iterable of There
        From `rows_of`.
    day : datetime.date
    time : str, optional
        Of several entries, the time of day of the one that is meant.

    Returns
    -------
    There

    Raises
    ------
    LogbookError
        There is none, there are several, or it stands in a file that is never changed.
    """
    hour = getattr(read_time(time), "value", None) if time else None
    rows = [each for each in there if each.kind == "diary" and hour in (None, each.hour)]
    entries = [each for each in rows if each.keeper == "text"]
    own = [*{each.where: each for each in entries}.values()]
    others = {name for each in rows if each.keeper != "text" for name in each.names - {"notes"}}
    if len(own) == 1 and not own[0].names & others:  # what an app tells of the day is beside it
        return own[0]
    if not rows:
        at = "" if hour is None else f" at {shown(hour, 'time')}"
        raise LogbookError(
            f"Nothing was written: {day} has no entry{at} to correct. "
            "Without --replace one is written."
        )
    ways = [*dict.fromkeys(f"To correct it, {how_to_correct(each)}." for each in rows)]
    if len(own) > 1 and len({each.hour for each in entries} - {None}) == len(entries):
        hours = " or ".join(f"--time {shown(each.hour, 'time')}" for each in entries)
        ways.append(f"Or say which it is: {hours}.")
    count = len({each.where for each in rows})
    several = f"{day} has {count} entries: " * (count > 1)
    raise LogbookError(f"Nothing was written: {several}{say_rows(rows)}. {' '.join(ways)}")


def how_to_correct(there: There) -> str:
    """Say how a row that stands there is corrected by hand, so that the correction lasts.

    Parameters
    ----------
    there : There

    Returns
    -------
    str
    """
    if there.keeper == "app":
        way = IN_THE_APP.format(there.file)
        return f"{way}: a change in the export would be gone with the next one"
    program = (
        "a spreadsheet program" if there.keeper == "spreadsheet" else "an editor or spreadsheet"
    )
    return f"change {there.where}, in {program}"


def say_rows(rows: Sequence[There]) -> str:
    """Say what stands there, one row after the other, each with all of its entries.

    Parameters
    ----------
    rows : sequence of There

    Returns
    -------
    str
    """
    entries = dict[str, list[There]]()
    for each in rows:
        entries.setdefault(each.where, []).append(each)
    joined = [
        replace(of[0], said=", ".join(filter(None, (each.said for each in of))))
        for of in (
            sorted(each, key=lambda entry: (entry.hour is None, entry.hour))
            for each in entries.values()
        )
    ]
    return "; ".join(map(str, joined))
