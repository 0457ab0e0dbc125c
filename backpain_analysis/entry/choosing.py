"""Which file of a logbook takes the next row: the latest one, or one made beside it."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import ROUTINE
from backpain_analysis.entry.already import row_to_correct, rows_of
from backpain_analysis.entry.date_style import shown_form, write_date
from backpain_analysis.entry.place import COLUMNS, Desk, Kind, Place, meanings_of
from backpain_analysis.errors import LogbookError
from backpain_analysis.header_words import TRANSLATED
from backpain_analysis.reading.beside_pain import exercises_beside_pain
from backpain_analysis.reading.dialect import find_layout
from backpain_analysis.reading.encodings import clean_text
from backpain_analysis.reading.files import READABLE, find_files, kind_by_name, read_file
from backpain_analysis.reading.headers import known_words, snake_case
from backpain_analysis.reading.matching import match_headers
from backpain_analysis.reading.numbers import decide_decimal
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.set_aside import ignored_headers
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table, read_tables
from backpain_analysis.reading.written_doses import AMOUNTS
from backpain_analysis.templates import DIARY_HEADER

_HEAD = 1 << 18
_SPREADSHEET = ".xlsx"
#: Rows from which on a file shows by itself how it is filled.
_FEW = 5
#: Headings in other languages that are known for themselves.
_FOREIGN = {"datum", "uhrzeit", "schmerz", "douleur"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")


def find_place(desk: Desk, kind: Kind, wanted: Iterable[str] = ()) -> Place:
    """Find the file to which a new row belongs: the one with the latest day.

    Parameters
    ----------
    desk : Desk
    kind : {"diary", "routine"}
    wanted : iterable of str
        What is to be written. Where that file has no column for some of it
        that is known, a file beside it takes the row.

    Returns
    -------
    Place

    Raises
    ------
    LogbookError
        The only file that would do cannot be read.
    """
    names = tuple(dict.fromkeys(wanted))
    paths = [path for path in find_files(desk.folder) if path.suffix.lower() in READABLE]
    texts = [path for path in paths if path.suffix.lower() != _SPREADSHEET]
    found, errors = _readable(texts, kind, desk)
    best = max(found, key=lambda place: _recency(place.part, place.path.name, kind), default=None)
    if best is not None and len(best.part.frame) >= _FEW:
        blank = [h for h in best.table.header if best.table.cells[h].isna().all()]
        asked = blank or best.without_column(names)
        sheet = _spreadsheet_with_entries(paths, kind, desk) if asked else None
        best = replace(best, like=_only(sheet, blank)) if sheet is not None and blank else best
        return _with_room(best, found, names, desk, sheet)
    sheet = _spreadsheet_with_entries(paths, kind, desk)
    beside = [best] if best is not None else found
    if sheet is not None and _has_commas(sheet, kind, desk.settings, beside):
        sheet = _with_commas(sheet)
    if best is None:
        if errors and sheet is None:
            raise errors[0]
        best = _new_place(desk, kind, names, sheet)
    elif sheet is not None:
        best = replace(best, like=sheet)
    if not len(best.part.frame):
        best = replace(best, beside=sheet.file if sheet else _export_beside(desk, kind))
    return _with_room(best, found, names, desk, sheet)


def _export_beside(desk: Desk, kind: Kind) -> str | None:
    """Name an app's export that holds the entries of a diary so far."""
    if kind == "routine":
        return None
    parts = (p for p in all_parts(desk) if p.kind == kind != p.format and len(p.frame))
    return next((part.file for part in parts), None)


def all_parts(desk: Desk) -> tuple[Part, ...]:
    """Read all files of a logbook that can be read.

    Parameters
    ----------
    desk : Desk

    Returns
    -------
    tuple of Part
    """
    found: list[Part] = []
    for path in find_files(desk.folder):
        if path.suffix.lower() in READABLE:
            with suppress(LogbookError):  # `check` says what is wrong there
                found += read_file(path, desk.settings, desk.today).parts
    return tuple(found)


def find_row(desk: Desk, day: dt.date, time: str | None) -> tuple[Place, int]:
    """Find the diary's row of a day, to correct it.

    Parameters
    ----------
    desk : Desk
    day : datetime.date
    time : str or None
        Of several, its time of day.

    Returns
    -------
    Place, int
        The file, and the line in it.

    Raises
    ------
    LogbookError
        There is none, there are several, or it stands in a file that is never changed.
    """
    row = row_to_correct(rows_of(all_parts(desk), day), day, time)
    path = next(path for path in find_files(desk.folder) if path.name == row.file)
    place = _read_place(path, path.resolve(), "diary", desk)
    if place is None:
        raise LogbookError(
            f"Nothing was written: {row.file} is not a table with one row for each entry. "
            f"Correct it there: {row}."
        )
    return place, row.line


def _with_room(
    best: Place, found: Sequence[Place], names: Sequence[str], desk: Desk, sheet: Table | None
) -> Place:
    """The file, or one of ours beside it where it has no column for something known."""
    lacking = best.without_column(names)
    in_sheet = [name for name in lacking if sheet is not None and name in sheet.header]
    if not lacking or not all(is_known(n, best.kind) or n in in_sheet for n in lacking):
        return best  # what is not known may be a slip of the pen, and is refused
    ours = [p for p in found if p.path.name.casefold() in _own_names(best.kind)]
    room = next((p for p in ours if p is not best and not p.without_column(names)), None)
    like = best.written
    if sheet is not None and in_sheet:  # its own columns are filled as there
        theirs = sheet.cells[in_sheet].tail(len(like.cells)).astype(object)
        cells = like.cells.astype(object).join(theirs.set_axis(like.cells.index[-len(theirs) :]))
        like = replace(like, header=(*like.header, *in_sheet), cells=cells)
    place = room or _new_place(desk, best.kind, names, like)
    place = replace(place, like=like) if room and in_sheet else place
    return replace(place, beside=best.path.name, lacking=lacking)


def is_known(name: str, kind: Kind) -> bool:
    """Tell whether a name is one of our columns, or a word that is known for one.

    Parameters
    ----------
    name : str
    kind : {"diary", "routine"}

    Returns
    -------
    bool
    """
    return match_headers([name], COLUMNS[kind], {})[0].column is not None


def _own_names(kind: Kind) -> tuple[str, str]:
    return f"{kind}.csv", f"{kind}_log.csv"


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
    if parts and parts[0].kind == "diary":
        parts = parts[:1]  # what else it holds are columns of exercises beside the pain
    if [(part.kind, part.format) for part in parts] != [(kind, kind)]:
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


def _spreadsheet_with_entries(paths: Iterable[Path], kind: Kind, desk: Desk) -> Table | None:
    """What a person wrote in a spreadsheet: its last sheet with entries."""
    for path in paths:
        if path.suffix.lower() == _SPREADSHEET:
            try:
                parts = read_file(path, desk.settings, desk.today).parts
            except LogbookError:
                continue
            filled = [p for p in parts if p.kind == p.format == kind and len(p.frame)]
            names = {column.sheet for part in filled for column in part.columns}
            if kind == "routine":  # columns of exercises beside the pain are no sheet of their own
                names -= {column.sheet for p in parts if p.kind == "diary" for column in p.columns}
            columns = [column for part in parts for column in part.columns]
            headers = {column.header for column in columns if column.sheet in names}
            tables = read_tables(path, known_words()) if filled else ()
            tables = [t for t in tables if t.sheet in names or len(tables) == 1]
            sheets = [t for t in tables if len(t.lines) and headers.issuperset(t.header)]
            if sheets:
                days = {column.header for column in columns if column.column == "date"}
                return _with_date(_dates_as_shown(path, sheets[-1]), days, kind, desk.settings)
    return None


def _with_date(sheet: Table, days: Collection[str], kind: Kind, settings: Settings) -> Table:
    """Name the days of a sheet that are known by their cells alone, as a new file has none."""
    if any(meaning.name == "date" for meaning in meanings_of(sheet.header, kind, settings)):
        return sheet
    header = tuple("date" if name in days else name for name in sheet.header)
    return replace(sheet, header=header, cells=sheet.cells.set_axis([*header], axis=1))


def _only(sheet: Table, headers: Collection[str]) -> Table:
    """Leave blank all but some columns: what a file shows by itself is not shown by another."""
    return replace(sheet, cells=sheet.cells[[h for h in sheet.header if h in headers]])


def _dates_as_shown(path: Path, table: Table) -> Table:
    """Write dates that a spreadsheet has as dates as it shows them; leave out others."""
    form = shown_form(_number_format(path, table))

    def shown(cell: object) -> object:
        found = _ISO.match(str(cell))
        if not found:
            return cell
        return write_date(dt.date.fromisoformat(str(cell)[:10]), form) if form else None

    return replace(table, cells=table.cells.astype(object).map(shown))


def _number_format(path: Path, table: Table) -> str:
    """The format of the first date of a sheet."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        sheet = book[table.sheet] if table.sheet else book.worksheets[0]
        line = int(table.lines[0])
        cells = (cell for row in sheet.iter_rows(min_row=line, max_row=line) for cell in row)
        return next((str(c.number_format) for c in cells if isinstance(c.value, dt.datetime)), "")
    finally:
        book.close()


def _has_commas(sheet: Table, kind: Kind, settings: Settings, beside: Sequence[Place]) -> bool:
    """Tell whether a text file beside a spreadsheet has decimal commas: as one there, else as
    Excel has them in the language of the headings.
    """
    if beside:
        return any(place.layout.delimiter == ";" for place in beside)
    headings = {meaning.heading.name for meaning in meanings_of(sheet.header, kind, settings)}
    foreign = {word for words in TRANSLATED.values() for word in words} | _FOREIGN
    return len(headings & foreign) > 1  # one alone can be an English word too


def _with_commas(sheet: Table) -> Table:
    """Write its numbers, which a spreadsheet holds without a sign, with a comma."""
    cells = sheet.cells.astype(object).replace(r"^(-?\d+)\.(\d+)$", r"\1,\2", regex=True)
    return replace(sheet, cells=cells, delimiter=";")


def _new_place(desk: Desk, kind: Kind, wanted: Iterable[str], like: Table | None) -> Place:
    """Lay out a file that is not there yet, or that is blank."""
    names = _own_names(kind)
    path = next((desk.folder / n for n in names if not _holds_anything(desk.folder / n)), None)
    if path is None:
        raise LogbookError(
            f"{names[0]} and {names[1]} are both there, and neither is a {kind} with one row for "
            f"each entry and a column for all of this: {', '.join(wanted)}. Rename one of them, or "
            "add the columns."
        )
    ours = DIARY_HEADER if kind == "diary" else tuple(column.name for column in ROUTINE)
    out = ignored_headers(desk.settings)
    if like is not None and kind == "diary":  # what was stretched goes to the log, not in here
        cells = replace(like, cells=like.cells.astype("category"))
        out |= {header.casefold() for header in exercises_beside_pain(cells, desk.settings)}
    usual = [h for h in (like.header if like else ours) if h.casefold() not in out]
    header = [*usual, *_other_columns(usual, kind, wanted, desk.settings)]
    source = desk.scratch / path.name
    mark = codecs.BOM_UTF8 if like is not None and not like.encoding else b""  # for Excel
    source.write_bytes(mark + _header_line(header, _separator(like)))
    place = _read_place(source, path.resolve(), kind, desk)
    if place is None:
        raise LogbookError(
            f"{path.name} cannot be begun: settings.toml gives its columns another meaning. See "
            "[columns] there."
        )
    return replace(place, like=like)


def _separator(like: Table | None) -> str:
    """As in the file that a new one is like; where that has none, as Excel writes such numbers."""
    if like is None:
        return ","
    cells = [like.cells[header] for header in like.header]
    return like.delimiter or (";" if decide_decimal(cells, "") == "," else ",")


def _other_columns(
    usual: Sequence[str], kind: Kind, wanted: Iterable[str], settings: Settings
) -> list[str]:
    """Columns that are asked for and are not among the usual ones."""
    known = meanings_of(usual, kind, settings)
    there = {m.name for m in known} | {m.heading.name for m in known} | {*usual}
    if kind == "routine" and there & {*AMOUNTS}:  # a dose can stand there in words
        there |= {*AMOUNTS, "side", "done"}
    others: dict[str, None] = {}
    for name in wanted:
        (meant,) = match_headers([name], COLUMNS[kind], {})
        if not {meant.name, name} & there:
            others[meant.name if meant.column else meant.header] = None
    return [*others]


def _header_line(names: Sequence[str], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(names)
    return text.getvalue().encode("utf-8")
