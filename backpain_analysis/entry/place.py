"""The file of a logbook in which the next row belongs, and how it is laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from backpain_analysis.asked_for import read_plans
from backpain_analysis.columns import DIARY, ROUTINE
from backpain_analysis.entry.habits import Habit, find_habits
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.reading.beside_pain import exercises_beside_pain
from backpain_analysis.reading.cells import find_conventions
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.dialect import Layout
from backpain_analysis.reading.exercise_grid import exercise_in
from backpain_analysis.reading.files import SETTINGS
from backpain_analysis.reading.folder import names_of_plan
from backpain_analysis.reading.guards import unguarded
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.matching import Meaning, match_headers
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.set_aside import ignored_headers
from backpain_analysis.reading.settings import Settings, read_settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.when import find_date_parts, without_parts
from backpain_analysis.reading.written_doses import AMOUNTS, means_any_dose

Kind = Literal["diary", "routine"]

#: Known columns of each kind of file.
COLUMNS = {"diary": DIARY, "routine": ROUTINE}


@dataclass(frozen=True)
class Desk:
    """Where and when something is written.

    Attributes
    ----------
    folder : pathlib.Path
        The logbook.
    settings : Settings
    today : datetime.date
    scratch : pathlib.Path
        Folder for files that are tried.
    plans : tuple of Part
    """

    folder: Path
    settings: Settings
    today: dt.date
    scratch: Path
    plans: tuple[Part, ...] = ()


def sit_down(folder: Path, today: dt.date, scratch: Path) -> Desk:
    """Take what the settings say, and the names that the plan gives its exercises.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.
    today : datetime.date
    scratch : pathlib.Path

    Returns
    -------
    Desk
    """
    settings = read_settings(folder / SETTINGS)
    plans = read_plans(folder, settings, today)
    settings = replace(settings, exercises={**names_of_plan(plans), **settings.exercises})
    return Desk(folder, settings, today, scratch, plans)


@dataclass(frozen=True, eq=False)
class Place:
    """A file to which rows can be added.

    Attributes
    ----------
    path : pathlib.Path
        Where it is, or will be; links are followed.
    kind : {"diary", "routine"}
    data : bytes
        What stands in it; a header where it is not there yet.
    is_new : bool
        Whether it is still to be made.
    part : Part
        What reading made of it.
    table : Table
    layout : Layout
        Its header as it stands, with blank cells.
    settings : Settings
    like : Table or None
        What the person wrote in another file, whose form a new one takes.
    beside : str or None
        A file that holds the entries so far and cannot take these: a
        spreadsheet, or one without a column for some of them.
    lacking : tuple of str
        What that file has no column for; empty for a spreadsheet.
    parts : tuple of Part
        Of all files of the logbook, where they are known.
    """

    path: Path
    kind: Kind
    data: bytes
    is_new: bool
    part: Part
    table: Table
    layout: Layout
    settings: Settings
    like: Table | None = None
    beside: str | None = None
    lacking: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def in_app(self) -> bool:
        """Whether an app's export beside it holds what this person tracks."""
        return any(p.kind == "diary" != p.format and len(p.frame) > 0 for p in self.parts)

    @cached_property
    def written(self) -> Table:
        """What shows how this person writes: the file, beneath what it is to be like."""
        if self.like is None:
            return self.table
        both = pd.concat([self.like.cells.astype(object), self.table.cells.astype(object)])
        return replace(self.table, cells=both.reindex(columns=[*self.table.header]))

    @cached_property
    def date_parts(self) -> dict[str, str]:
        """Headers of a date that is split over three columns; empty where it is not."""
        return find_date_parts(self.table.header, self.settings)

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the headers mean, those of a split date and those that are ignored left out."""
        rest = without_parts(self.table, self.date_parts)
        ignored = ignored_headers(self.settings)
        kept = [header for header in rest if header.casefold() not in ignored]
        return meanings_of(kept, self.kind, self.settings)

    @cached_property
    def habits(self) -> dict[str, Habit]:
        """How each column is filled, by header; date and time left out."""
        body = [m for m in self.meanings if m.name not in ("date", "time")]
        numbers = [m.header for m in body if _may_hold_numbers(m, self.kind)]
        ways = find_conventions(self.written, numbers, self.settings)
        return find_habits(self.written, self.table, body, ways)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """Headers of columns that are not read, as they repeat the date."""
        return frozenset(column.header for column in self.part.columns if column.reason)

    @cached_property
    def dose_header(self) -> str | None:
        """Header of a routine under which a dose can stand in words, as "3x30s"."""
        amounts = {m.name: m.header for m in self.meanings if m.name in AMOUNTS}
        return amounts.get("reps") or next(iter(amounts.values()), None)

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """Headers of a diary that stand for an exercise each."""
        return exercises_beside_pain(self.table, self.settings) if self.kind == "diary" else ()

    def column_of(self, exercise: str) -> str | None:
        """Find the column of a diary in which an exercise is ticked.

        Parameters
        ----------
        exercise : str
            As the person or the catalogue calls it.

        Returns
        -------
        str or None
        """
        key = exercise_key(match_exercise(exercise).name)
        known = ((exercise_key(match_exercise(exercise_in(h)).name), h) for h in self.exercises)
        return dict(known).get(key)

    @property
    def says_doses_in_words(self) -> bool:
        """Whether a number alone would not say of what: the header is "How much"."""
        header = self.dose_header
        return header is not None and means_any_dose(header, self.settings.columns)

    def without_column(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """List what the file has no place for.

        Parameters
        ----------
        wanted : iterable of str
            Names as for `find_header`.

        Returns
        -------
        tuple of str
        """
        there = {"date"}
        if self.dose_header:
            there |= {*AMOUNTS, "side", "done"}
        if self.part.frame["time"].notna().any():  # its dates are stamps
            there.add("time")
        return tuple(name for name in wanted if name not in there and not self.find_header(name))

    def header_of(self, name: str) -> str | None:
        """Find the header that means one of our columns; of several, that of the latest hour.

        Parameters
        ----------
        name : str

        Returns
        -------
        str or None
        """
        found = [m for m in self.meanings if m.name == name]
        return max(found, key=lambda m: m.hours or 0.0).header if found else None

    def hours_of(self, name: str) -> dict[str, float]:
        """Find the columns of one thing at several times of the day.

        Parameters
        ----------
        name : str
            As for `find_header`.

        Returns
        -------
        dict of str to float
            Header -> its hour [h since midnight]; empty where there is one column only.
        """
        (meant,) = match_headers([name], COLUMNS[self.kind], self.settings.columns)
        found = [m for m in self.meanings if m.name == meant.name]
        return {m.header: m.hours for m in found if m.hours is not None and len(found) > 1}

    def filled_on(self, day: dt.date) -> set[str]:
        """Find the columns that hold something in the rows of a day.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        set of str
            Headers.
        """
        lines = self.part.frame.loc[self.part.frame["date"] == pd.Timestamp(day), "line"]
        rows = self.table.cells[pd.Series(self.table.lines).isin(lines).to_numpy()]
        return {header for header in self.table.header if rows[header].notna().any()}

    def find_header(self, wanted: str) -> str | None:
        """Find the column that a person means by a name.

        Parameters
        ----------
        wanted : str
            The header as it stands, a name of ours, or any other word that is
            known for it.

        Returns
        -------
        str or None
        """
        if wanted in self.table.header:
            return wanted
        (meant,) = match_headers([wanted], COLUMNS[self.kind], self.settings.columns)
        if meant.name in ("date", "time"):
            return self.header_of(meant.name)
        names = {wanted.strip().casefold(), meant.name, snake_case(wanted)}
        found = [m for m in self.meanings if m.header.casefold() in names]
        found += [m for m in self.meanings if m.heading.name in names]
        return found[0].header if found else self.header_of(meant.name)


def _may_hold_numbers(meaning: Meaning, kind: Kind) -> bool:
    if meaning.column is None:
        return kind == "diary"
    return meaning.column.kind in ("number", "hours", "minutes")


def meanings_of(headers: Sequence[str], kind: Kind, settings: Settings) -> tuple[Meaning, ...]:
    """Find what the headers of a file mean.

    Parameters
    ----------
    headers : sequence of str
    kind : {"diary", "routine"}
    settings : Settings

    Returns
    -------
    tuple of Meaning
    """
    if kind == "diary":
        return match_diary(headers, settings.columns)
    return match_headers(headers, ROUTINE, settings.columns)


def places_of_headers(layout: Layout, header: Sequence[str]) -> Mapping[str, int]:
    """Tell which cell of a row belongs to which header.

    Parameters
    ----------
    layout : Layout
        The header row as it stands.
    header : sequence of str
        The headers of the table read from it: blank ones dropped, a second
        "Pain" called "Pain (2)".

    Returns
    -------
    mapping of str to int
    """
    at: dict[str, int] = {}
    for number, cell in enumerate(layout.header.cells):
        written = unguarded(" ".join(cell.split())) or f"column {number + 1}"
        expected = header[len(at)] if len(at) < len(header) else ""
        if expected == written or expected.startswith(f"{written} ("):
            at[expected] = number
    return at
