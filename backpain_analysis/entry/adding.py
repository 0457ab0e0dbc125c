"""Adding an entry: the day's row to the diary, its stretches to the routine."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.doses import parse_stretch
from backpain_analysis.entry.choosing import find_place, find_row
from backpain_analysis.entry.filling import fill_row
from backpain_analysis.entry.place import Desk, Kind, Place, sit_down
from backpain_analysis.entry.proof import prove_rows
from backpain_analysis.entry.rows import with_cells, with_rows
from backpain_analysis.entry.safely import (
    fingerprint,
    one_at_a_time,
    put_in_place,
    refuse_open_file,
    scratch_folder,
    write_whole,
)
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.cells import is_named
from backpain_analysis.reading.files import FileRead, read_file
from backpain_analysis.reading.misspelt import find_misspelt, misspelt_problems
from backpain_analysis.reading.parsed import Refusal
from backpain_analysis.reading.times import DAY_PARTS, read_time

#: What a cell may be given as.
Value = str | int | float | bool | dt.date | dt.time | None

_TRIES = 3
_WHICH = ("date", "time", "exercise")


@dataclass(frozen=True)
class Appended:
    """Rows that were added to a file.

    Attributes
    ----------
    path : pathlib.Path
    lines : tuple of int
        Line of each row, as an editor counts.
    days : tuple of datetime.date
        The day for which each row counts.
    cells : tuple of mapping of str to str
        What was written of each: header -> text.
    is_new : bool
        Whether the file was made for it.
    beside : str or None
        A file that holds the entries so far and was left alone.
    lacking : tuple of str
        What that file has no column for; empty for a spreadsheet.
    remarks : tuple of Problem
        What reading has to say of these rows, such as a stretch that may be
        misspelt.
    was : mapping of str to str or None
        Of a row that was corrected, what stood in these cells.
    counted_no : tuple of str
        Headers of cells that were left blank and are read as no, or none.
    """

    path: Path
    lines: tuple[int, ...]
    days: tuple[dt.date, ...]
    cells: tuple[Mapping[str, str], ...]
    is_new: bool
    beside: str | None
    lacking: tuple[str, ...]
    remarks: tuple[Problem, ...]
    was: Mapping[str, str] | None = None
    counted_no: tuple[str, ...] = ()


class _ChangedMeanwhileError(Exception):
    """Another program wrote the file between reading and writing."""


def append_entry(
    folder: str | Path,
    values: Mapping[str, Value],
    *,
    stretches: Iterable[str | Mapping[str, Value]] = (),
    today: dt.date | None = None,
    replace: bool = False,
) -> tuple[Appended, ...]:
    """Add one entry to a logbook.

    Parameters
    ----------
    folder : str or pathlib.Path
        The logbook. Its diary and routine are made where there are none.
    values : mapping of str to value
        Column -> what is written down: a column of ours ("pain"), a word for
        one ("sitting") or the person's own header. Text is understood as in
        a diary ("7h", "90 min", "x"); None and "" leave a cell blank, and in
        a row that is corrected "" makes it blank.
        "date" is today unless it is given; "time" is left out unless it is.
    stretches : iterable of str or mapping
        Rows for the routine: "cat-cow 2x12", or columns of a routine -> value.
    today : datetime.date, optional
        The day that counts as today; default the day it is.
    replace : bool
        Correct the diary's row of that day, of several that at "time", instead
        of adding one: the cells that are given change, no other. Stretches are
        added as ever.

    Returns
    -------
    tuple of Appended
        One for each file that was changed: the diary, the routine.

    Raises
    ------
    LogbookError
        A value is not understood or has no column, or a row cannot be
        corrected; nothing was written then.
    OutputError
        A file cannot be written, or is open in another program.
    """
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise LogbookError(
            f"There is no folder '{folder}'. `backpain new {folder}` makes one with blank files."
        )
    now = today or dt.date.today()
    blank = [name for name, value in values.items() if value == ""] if replace else []
    rows = _wanted_rows(values, list(stretches), now, blank)
    if not any(rows.values()):
        raise LogbookError("Nothing was written, because nothing was given to write down.")
    for _ in range(_TRIES):
        try:
            return _append(folder, rows, now, replace)
        except _ChangedMeanwhileError:
            continue
    raise LogbookError(
        f"Another program keeps writing into '{folder}'. Nothing was written; try again."
    )


_Row = Mapping[str, str]
_Rows = Mapping[Kind, Sequence[_Row]]


def _wanted_rows(
    values: Mapping[str, Value],
    stretches: Sequence[str | Mapping[str, Value]],
    today: dt.date,
    blank: Iterable[str],
) -> _Rows:
    entry = _texts(values) | dict.fromkeys(blank, "")
    when = {"date": _day(entry.pop("date", today.isoformat()), today)}
    if "time" in entry:
        when["time"] = _time(entry.pop("time"))
    sessions = [{"exercise": e} if isinstance(e, str) else _texts(e) for e in stretches]
    # The same at the same time is one thing said twice: the second time has no clock time.
    timed = [
        {"date": when["date"]} if each in sessions[:at] else when
        for at, each in enumerate(sessions)
    ]
    return {
        "diary": [{**when, **entry}] if entry else [],
        "routine": [{**at, **each} for at, each in zip(timed, sessions, strict=True)],
    }


def _day(text: str, today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise LogbookError(f"'{text}' is not a date. Use a date such as 2026-01-30.") from None
    if day > today:
        raise LogbookError(f"{text} is in the future. Use the day the entry is about.")
    return text


def _time(text: str) -> str:
    reading = read_time(text)
    if isinstance(reading, Refusal):
        raise LogbookError(reading.message)
    minutes = round(float(reading.value) * 60)
    word = text.casefold()
    return word if word in DAY_PARTS else f"{minutes // 60:02d}:{minutes % 60:02d}"


def _texts(values: Mapping[str, Value]) -> dict[str, str]:
    texts = {name: _text(value) for name, value in values.items()}
    return {name: text for name, text in texts.items() if text}


def _text(value: Value) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return f"{value:.10g}" if isinstance(value, float) else str(value).strip()


@dataclass(frozen=True, eq=False)
class _Change:
    """A file as it will be, tried and found to say what was meant."""

    state: tuple[Any, ...] | None
    tried: Path
    appended: Appended


def _append(folder: Path, rows: _Rows, today: dt.date, replace: bool) -> tuple[Appended, ...]:
    """Try all changes first; only then let each file take its place."""
    with ExitStack() as held:
        held.enter_context(one_at_a_time(folder))
        scratch = held.enter_context(scratch_folder(folder))
        desk = sit_down(folder, today, scratch)
        changes = [
            _try(desk, kind, wanted, correct=replace and kind == "diary")
            for kind, wanted in (rows if replace else _with_ticks(desk, rows)).items()
            if wanted
        ]
        for change in changes:
            if fingerprint(change.appended.path) != change.state:
                raise _ChangedMeanwhileError
        for change in changes:
            put_in_place(change.tried, change.appended.path)
    return tuple(change.appended for change in changes)


def _with_ticks(desk: Desk, rows: _Rows) -> _Rows:
    """Tick what a diary has a column for; what says more than that it was done is a row."""
    if not rows["diary"] or not rows["routine"]:
        return rows
    (entry,) = rows["diary"]
    diary = find_place(desk, "diary", entry)
    ticks: dict[str, str] = {}
    others = []
    for row in rows["routine"]:
        header = diary.column_of(row["exercise"])
        if header and header not in {*ticks, *entry} and not row.keys() - {*_WHICH}:
            ticks[header] = "yes"
        else:
            others.append(row)
    return {"diary": [{**entry, **ticks}], "routine": others}


def _try(desk: Desk, kind: Kind, rows: Sequence[_Row], *, correct: bool) -> _Change:
    known = _own_exercises(desk) if kind == "routine" else ()
    rows = [_taken_apart(row, known) for row in rows]
    lines: tuple[int, ...]
    if correct:
        time = rows[0].get("time")
        rows = [{name: text for name, text in row.items() if name != "time"} for row in rows]
        place, line = find_row(desk, dt.date.fromisoformat(rows[0]["date"]), time)
    else:
        place = find_place(desk, kind, [name for row in rows for name in row])
    state = fingerprint(place.path)
    refuse_open_file(place.path)
    cells: list[_Row] = [fill_row(place, row) for row in rows]
    was = None
    if correct:
        cells, lines = [_given(place, rows[0], cells[0])], (line,)
        data, was = with_cells(place, line, cells[0])
    else:
        data, lines = with_rows(place, cells)
    tried = desk.scratch / "tried" / place.path.name
    tried.parent.mkdir(exist_ok=True)
    write_whole(tried, data)
    after = read_file(tried, desk.settings, desk.today)
    remarks = prove_rows(place, after, lines, cells, corrected=correct)
    remarks += _misspelt(desk, place, after, lines)
    frame = after.parts[0].frame
    appended = Appended(
        path=place.path,
        lines=lines,
        days=tuple(frame.drop_duplicates("line").set_index("line")["date"].loc[[*lines]].dt.date),
        cells=tuple(cells),
        is_new=place.is_new,
        beside=place.beside,
        lacking=place.lacking,
        remarks=remarks + _taken_otherwise(place, rows, lines, cells),
        was=was,
        counted_no=_counted_no(place, frame, lines, cells, was),
    )
    return _Change(state, tried, appended)


def _counted_no(
    place: Place,
    frame: pd.DataFrame,
    lines: Sequence[int],
    cells: Sequence[_Row],
    was: _Row | None,
) -> tuple[str, ...]:
    """Find the cells left blank for which the settings say no, where the day has nothing else."""
    days = frame["date"].isin(frame.loc[frame["line"].isin(lines), "date"])
    wanted = [h for h in (place.habits if was is None else was) if not any(c.get(h) for c in cells)]
    named = [place.habits[header].meaning for header in wanted]
    named = [m for m in named if is_named(m, place.habits[m.header].ways.ticked)]
    return tuple(
        m.header
        for m in named
        if m.name in frame and frame.loc[days, m.name].dropna().isin([0.0, "none"]).all()
        if frame.loc[frame["line"].isin(lines), m.name].notna().any()
    )


def _given(place: Place, row: _Row, cells: _Row) -> _Row:
    """Of the cells of a row those that were given: neither its date nor its weekday."""
    given = {place.find_header(name) or name for name in row if name != "date"}
    return {header: text for header, text in cells.items() if header in given}


def _taken_otherwise(
    place: Place, rows: Sequence[_Row], lines: Sequence[int], cells: Sequence[_Row]
) -> tuple[Problem, ...]:
    """Say of a 1 or 0 among yes and no, and of a word of a scale, what it was taken for."""
    remarks = []
    for row, line, written in zip(rows, lines, cells, strict=True):
        typed = {place.find_header(name) or name: text for name, text in row.items()}
        for header in typed.keys() & place.habits.keys() & written.keys():
            habit, text = place.habits[header], typed[header]
            if written[header][-1:].isdecimal() and not any(map(str.isnumeric, text)):
                message = f"'{text}' was written as {written[header]}."
                remarks.append(Problem(place.path.name, line, header, text, message))
            if text in ("0", "1") and habit.meaning.column is None and written[header] != text:
                message = (
                    f"{text} was taken for {written[header]}, as this column holds yes and no. For "
                    f"amounts, name it in the file '{header} (number)', or with their unit."
                )
                remarks.append(Problem(place.path.name, line, header, text, message))
    return tuple(remarks)


def _misspelt(
    desk: Desk, place: Place, after: FileRead, lines: Sequence[int]
) -> tuple[Problem, ...]:
    """Ask of each new name that is nearly one of the plan, or known, whether that is meant."""
    if place.kind != "routine":
        return ()
    frame = after.parts[0].frame
    ours = frame["line"].isin(lines)
    known = frame.loc[~ours, "exercise"]
    new = frame[ours & ~frame["exercise"].isin(known)].assign(file=place.path.name)
    found = find_misspelt(new, _plan(desk), desk.settings.exercises)
    return tuple(misspelt_problems(new, found, after.parts[0].columns))


def _plan(desk: Desk) -> pd.DataFrame:
    plans = [part.frame for part in desk.plans]
    return pd.concat(plans) if plans else pd.DataFrame({"exercise": []})


def _own_exercises(desk: Desk) -> list[str]:
    """Names of the person's own, as the log writes them and as the plan does."""
    place = find_place(desk, "routine")
    header = place.header_of("exercise")
    done = place.written.cells[header].dropna().astype(str) if header else ()
    return [*dict.fromkeys([*done, *map(str, _plan(desk)["exercise"])])]


def _taken_apart(row: _Row, known: Sequence[str]) -> _Row:
    return {**row, **parse_stretch(row["exercise"], known)} if "exercise" in row else row
