"""The schedule of a test of one's own: one row per day, as `backpain trial` wrote it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.columns import TRIAL
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.reading.assembly import assemble, cell_problems, require
from backpain_analysis.reading.cells import find_conventions, read_cells
from backpain_analysis.reading.export import aside_part
from backpain_analysis.reading.matching import match_headers
from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.part import Cells, Part, Values
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_dates, parse_lists

#: A schedule reaches into the future; a year beyond this many days is a slip of the pen.
_LONGEST = dt.timedelta(days=3660)
#: Columns without which there is no schedule, and those that say the same on every line.
_NEEDED = ("date", "condition", "counts", "pair", "block")
_SAME = ("question", "outcome", "effect", "power", "seed")
_PUT_BACK = "Put the line back as it was: the order was drawn by chance and must stay."


@dataclass(frozen=True, eq=False)
class TrialSchedule:
    """A test of one's own that was begun.

    Attributes
    ----------
    question : str
        What is tried, in the person's words.
    outcome : str
        The pain column that it is about.
    effect, power : float or None
        Effect that it was made for [points], and the chance to find it [0-1].
    seed : int or None
        Of the random order.
    table : pandas.DataFrame
        One row per day: ``date``, ``pair``, ``block`` (from 1), ``condition``
        ("on", "off"), ``counts`` (bool: False on the washout days).
    """

    question: str
    outcome: str
    effect: float | None
    power: float | None
    seed: int | None
    table: pd.DataFrame

    @property
    def start(self) -> pd.Timestamp:
        """First day."""
        return pd.Timestamp(self.table["date"].iloc[0])

    @property
    def end(self) -> pd.Timestamp:
        """Last day."""
        return pd.Timestamp(self.table["date"].iloc[-1])


def read_trial(table: Table, settings: Settings, today: dt.date) -> Part:
    """Read the schedule of a test.

    Parameters
    ----------
    table : Table
    settings : Settings
    today : datetime.date
        A schedule may reach ten years beyond it.

    Returns
    -------
    Part
        Of the kind "trial", with a problem for each line that breaks the
        schedule; of the kind "aside" where it is no schedule at all.
    """
    try:
        return _read(table, settings, today)
    except LogbookError as error:
        # A broken schedule must not keep a person from their report.
        return aside_part(table, "trial", f"{error} The test cannot be used: {{rows}}.")


def _read(table: Table, settings: Settings, today: dt.date) -> Part:
    meanings = {m.name: m for m in match_headers(table.header, TRIAL, {}) if m.column}
    for column in TRIAL:
        if column.name in _NEEDED:
            require(table, column.name in meanings, column.name, (column,))
    numbers = [m.header for m in meanings.values() if m.column and m.column.kind == "number"]
    ways = find_conventions(table, numbers, settings)
    cells = []
    for name, meaning in meanings.items():
        text = table.cells[meaning.header].array
        parsed = _special(name, text, table, settings, today)
        if parsed is None:
            cells.append(read_cells(text, meaning, ways))
        else:
            kind = "date" if name == "date" else "text"
            cells.append(Cells(meaning.header, name, meaning.label, kind, "", parsed))
    columns = {cell.name: cell.values for cell in cells}
    whole = np.ones(len(table.lines), dtype=bool)
    problems = cell_problems(table, cells)
    if not problems:
        problems = list(_faults(table, columns))
    return assemble("trial", table, cells, columns=columns, used=whole, problems=problems)


def schedule_of(part: Part) -> TrialSchedule | None:
    """Give the schedule that a part holds.

    Parameters
    ----------
    part : Part
        From `read_trial`.

    Returns
    -------
    TrialSchedule or None
        None where any of its lines is broken.
    """
    if part.problems or part.frame.empty:
        return None
    rows = part.frame.sort_values("date", ignore_index=True)
    said = {name: _first(rows, name) for name in _SAME}
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(rows["date"]),
            "pair": rows["pair"].astype(int),
            "block": rows["block"].astype(int),
            "condition": rows["condition"].astype(str),
            "counts": rows["counts"] > 0,
        }
    )
    return TrialSchedule(
        question=str(said["question"] or ""),
        outcome=str(said["outcome"] or ""),
        effect=None if said["effect"] is None else float(said["effect"]),
        power=None if said["power"] is None else float(said["power"]),
        seed=None if said["seed"] is None else int(said["seed"]),
        table=table,
    )


def _special(
    name: str, text: pd.Categorical, table: Table, settings: Settings, today: dt.date
) -> Parsed | None:
    if name == "date":
        return parse_dates(
            text, day_first=settings.day_first, latest=today + _LONGEST,
            file=table.file, column=name,
        )  # fmt: skip
    return parse_lists(text, known=("on", "off"), only_known=True) if name == "condition" else None


def _first(rows: pd.DataFrame, name: str) -> Any:
    value = rows[name].iloc[0] if name in rows else None
    return None if pd.isna(value) else value


def _faults(table: Table, columns: dict[str, Values]) -> Iterator[Problem]:
    """What breaks the schedule, each with the first line that does."""
    rows = pd.DataFrame({name: pd.Series(values) for name, values in columns.items()})
    rows["line"] = table.lines
    blank = rows[list(_NEEDED)].isna().any(axis=1)
    if blank.any():
        name = str(rows.loc[blank, list(_NEEDED)].iloc[0].isna().idxmax())
        yield _fault(table, rows[blank], name, "this cell is blank")
        return
    rows = rows.sort_values("date", kind="stable", ignore_index=True)
    step = rows["date"].diff().dt.days.fillna(1)
    if (step != 1).any():
        what = (
            "this day stands twice" if (step == 0).any() else "the day before this one is missing"
        )
        yield _fault(table, rows[step != 1], "date", what)
    for name in _SAME:
        if name in rows and rows[name].nunique(dropna=False) > 1:
            other = rows[name].ne(rows[name].iloc[0])
            yield _fault(table, rows[other], name, "this differs from the other lines")
    yield from _unfair(table, rows)


def _unfair(table: Table, rows: pd.DataFrame) -> Iterator[Problem]:
    """A block that is not of one kind, or a pair that is not one of each and alike."""
    for _, block in rows.groupby("block"):
        other = block["condition"].ne(block["condition"].iloc[0])
        if other.any():
            yield _fault(table, block[other], "condition", "the days of a block are all the same")
            return
    for _, pair in rows.groupby("pair"):
        sides = pair.groupby("condition").agg(days=("date", "size"), counts=("counts", "sum"))
        fair = set(sides.index) == {"on", "off"} and (sides.nunique() == 1).all()
        if not fair or pair["block"].nunique() != 2:
            yield _fault(table, pair, "pair", "a pair has as many days on as off, in two blocks")
            return


def _fault(table: Table, rows: pd.DataFrame, column: str, what: str) -> Problem:
    return Problem(table.file, int(rows["line"].iloc[0]), column, None, f"{what}. {_PUT_BACK}")
