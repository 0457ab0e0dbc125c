"""The file of a logbook in which the next row belongs, and how it is laid out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from backpain_analysis.columns import DIARY, ROUTINE
from backpain_analysis.entry.habits import Habit, find_habits
from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.cells import find_conventions
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.dialect import Layout, find_layout
from backpain_analysis.reading.encodings import clean_text
from backpain_analysis.reading.files import READABLE, find_files, kind_by_name, read_file
from backpain_analysis.reading.guards import unguarded
from backpain_analysis.reading.headers import known_words, snake_case
from backpain_analysis.reading.matching import Meaning, match_headers
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table, read_tables
from backpain_analysis.reading.when import find_date_parts, without_parts
from backpain_analysis.templates import DIARY_HEADER

Kind = Literal["diary", "routine"]

_COLUMNS = {"diary": DIARY, "routine": ROUTINE}
_HEAD = 1 << 18
_SPREADSHEET = ".xlsx"


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
    """

    folder: Path
    settings: Settings
    today: dt.date
    scratch: Path


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
    beside : str or None
        A spreadsheet that holds the entries so far: rows cannot be added to
        it safely, so they go to this file beside it.
    """

    path: Path
    kind: Kind
    data: bytes
    is_new: bool
    part: Part
    table: Table
    layout: Layout
    settings: Settings
    beside: str | None = None

    @cached_property
    def date_parts(self) -> dict[str, str]:
        """Headers of a date that is split over three columns; empty where it is not."""
        return find_date_parts(self.table.header, self.settings)

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the headers mean, those of a split date left out."""
        rest = without_parts(self.table, self.date_parts)
        if self.kind == "diary":
            return match_diary(rest, self.settings.columns)
        return match_headers(rest, ROUTINE, self.settings.columns)

    @cached_property
    def habits(self) -> dict[str, Habit]:
        """How each column is filled, by header; date and time left out."""
        body = [m for m in self.meanings if m.name not in ("date", "time")]
        numbers = [m.header for m in body if _may_hold_numbers(m, self.kind)]
        return find_habits(self.table, body, find_conventions(self.table, numbers, self.settings))

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
        (meant,) = match_headers([wanted], _COLUMNS[self.kind], self.settings.columns)
        names = {wanted.strip().casefold(), meant.name, snake_case(wanted)}
        found = [m for m in self.meanings if m.header.casefold() in names]
        found += [m for m in self.meanings if m.heading.name in names]
        return found[0].header if found else self.header_of(meant.name)


def _may_hold_numbers(meaning: Meaning, kind: Kind) -> bool:
    if meaning.column is None:
        return kind == "diary"
    return meaning.column.kind in ("number", "hours", "minutes")


def find_place(desk: Desk, kind: Kind, wanted: Iterable[str] = ()) -> Place:
    """Find the file to which a new row belongs: the one with the latest day.

    Parameters
    ----------
    desk : Desk
    kind : {"diary", "routine"}
    wanted : iterable of str
        Columns that a new file needs beside the usual ones.

    Returns
    -------
    Place

    Raises
    ------
    LogbookError
        The only file that would do cannot be read.
    """
    paths = [path for path in find_files(desk.folder) if path.suffix.lower() in READABLE]
    texts = [path for path in paths if path.suffix.lower() != _SPREADSHEET]
    found, errors = _readable(texts, kind, desk)
    best = max(found, key=lambda place: _recency(place.part, place.path.name, kind), default=None)
    if best is not None and len(best.part.frame):
        return best
    sheet = _spreadsheet_with_entries(paths, kind, desk)
    if best is None:
        if errors and sheet is None:
            raise errors[0]
        best = _new_place(desk, kind, wanted, sheet[1] if sheet else ())
    return best if sheet is None else replace(best, beside=sheet[0])


def _readable(
    paths: Sequence[Path], kind: Kind, desk: Desk
) -> tuple[list[Place], list[LogbookError]]:
    places: list[Place] = []
    errors: list[LogbookError] = []
    for path in paths:
        by_name = kind_by_name(path.name)
        if by_name not in (None, kind) or not _holds_anything(path):
            continue
        try:
            place = _read_place(path, path.resolve(), kind, desk)
        except LogbookError as error:
            if by_name == kind:
                errors.append(error)
            continue
        if place is not None:
            places.append(place)
    return places, errors


def _holds_anything(path: Path) -> bool:
    return path.exists() and bool(path.read_bytes().strip(b"\xef\xbb\xbf\r\n\t "))


def _read_place(source: Path, path: Path, kind: Kind, desk: Desk) -> Place | None:
    """Read a file as one to add to; None for another kind, an app's export, a long file."""
    data, settings = source.read_bytes(), desk.settings
    parts = read_file(source, settings, desk.today).parts
    if len(parts) != 1 or (parts[0].kind, parts[0].format) != (kind, kind):
        return None
    words = known_words() | {snake_case(header) for header in settings.columns}
    (table,) = read_tables(source, words)
    layout = find_layout(clean_text(data, path.name).data[:_HEAD].decode("utf-8", "ignore"), words)
    if layout is None or layout.header.first_line != table.header_line:
        return None
    return Place(path, kind, data, source.resolve() != path, parts[0], table, layout, settings)


def _recency(part: Part, name: str, kind: Kind) -> tuple[pd.Timestamp, bool]:
    days = part.frame["date"]
    return (days.max() if len(days) else pd.Timestamp.min, name.casefold() == f"{kind}.csv")


def _spreadsheet_with_entries(
    paths: Iterable[Path], kind: Kind, desk: Desk
) -> tuple[str, tuple[str, ...]] | None:
    """A spreadsheet with entries: its name and the headers that this person gave it."""
    for path in paths:
        if path.suffix.lower() == _SPREADSHEET:
            try:
                parts = read_file(path, desk.settings, desk.today).parts
            except LogbookError:
                continue
            for part in parts:
                if part.kind == part.format == kind and len(part.frame):
                    return path.name, tuple(dict.fromkeys(c.header for c in part.columns))
    return None


def _new_place(desk: Desk, kind: Kind, wanted: Iterable[str], headers: Sequence[str]) -> Place:
    """Lay out a file that is not there yet, or that is blank."""
    names = (f"{kind}.csv", f"{kind}_log.csv")
    path = next((desk.folder / n for n in names if not _holds_anything(desk.folder / n)), None)
    if path is None:
        raise LogbookError(
            f"{names[0]} and {names[1]} are both there, and neither is a {kind} with one row for "
            "each entry, to which one could be added. Rename one of them."
        )
    ours = DIARY_HEADER if kind == "diary" else tuple(column.name for column in ROUTINE)
    usual = headers or ours
    source = desk.scratch / path.name
    source.write_bytes(_header_line([*usual, *_other_columns(usual, kind, wanted)]))
    place = _read_place(source, path.resolve(), kind, desk)
    if place is None:
        raise LogbookError(
            f"{path.name} cannot be begun: settings.toml gives its columns another meaning. See "
            "[columns] there."
        )
    return place


def _other_columns(usual: Sequence[str], kind: Kind, wanted: Iterable[str]) -> list[str]:
    """Columns that are asked for and are not among the usual ones."""
    there = {m.name for m in match_headers(usual, _COLUMNS[kind], {})} | {*usual}
    others: dict[str, None] = {}
    for name in wanted:
        (meant,) = match_headers([name], _COLUMNS[kind], {})
        if not {meant.name, name} & there:
            others[meant.name if meant.column else meant.header] = None
    return [*others]


def _header_line(names: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(names)
    return text.getvalue().encode("utf-8")


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
