"""Which files of a folder are read, and as what."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.columns import OUTCOMES, PLAN, ROUTINE
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.header_words import FREQUENCY_HEADERS, is_dose_and_frequency
from backpain_analysis.reading.apps import find_apps
from backpain_analysis.reading.assembly import by_its_cells, why_not_read
from backpain_analysis.reading.beside_pain import BESIDE_PAIN
from backpain_analysis.reading.calendar_words import OVER_WEEKDAYS, is_weekday
from backpain_analysis.reading.day_parts import match_diary, with_time
from backpain_analysis.reading.diary import read_diary
from backpain_analysis.reading.exercise_grid import GRID, grid_columns
from backpain_analysis.reading.exercise_list import LISTING
from backpain_analysis.reading.form import Form
from backpain_analysis.reading.headers import known_words, snake_case
from backpain_analysis.reading.limits import refuse_name, why_not_opened
from backpain_analysis.reading.long import is_long, read_long
from backpain_analysis.reading.matching import fold_mapping, match_headers
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.plan import read_plan
from backpain_analysis.reading.routine import read_routine
from backpain_analysis.reading.set_aside import leave_out, without_ignored
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.stamps import days_run_across
from backpain_analysis.reading.tables import Table, read_content, read_tables
from backpain_analysis.reading.titles import is_week, year_in
from backpain_analysis.reading.trial import read_trial
from backpain_analysis.reading.turned_grid import turned
from backpain_analysis.reading.when import find_date_parts

SETTINGS = "settings.toml"

#: Endings of the files that can be read.
READABLE = (".csv", ".tsv", ".txt", ".xlsx")

# Endings of spreadsheets, and of other files that hold a diary now and then, that cannot be read.
_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_WRITINGS = (".pdf", ".doc", ".docx", ".odt", ".pages", ".rtf", ".md")
_FOREIGN = (*_SPREADSHEETS, *_WRITINGS, ".json", ".sqlite", ".db")
#: Said of a file of such an ending.
OTHER_KIND = "is of a kind that cannot be read. Save it as .xlsx or .csv beside it"

_Read = Callable[[Table, Settings, dt.date], Part]


def _reads_long(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    return (read_long(table, settings, today),)


#: The form of our own that is known by its header; apps are tried before it.
_LONG = Form("long file", lambda table, settings: is_long(table.header, settings), _reads_long)

_APPS = find_apps()
#: The app of whose tables the header says least of what they are about.
ANY_QUESTION = "Google Forms"
_HALF_A_YEAR = pd.Timedelta(days=183)

_BY_NAME: dict[str, _Read] = {
    "diary": read_diary,
    "routine": read_routine,
    "plan": read_plan,
    "trial": read_trial,
}


@dataclass(frozen=True, eq=False)
class FileRead:
    """What one file gave.

    Attributes
    ----------
    file : str
    sha256 : str
    parts : tuple of Part
        One per table in it.
    problems : tuple of Problem
        Of the file as a whole.
    """

    file: str
    sha256: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()


def find_files(folder: Path) -> list[Path]:
    """List the files of a logbook, in the order in which they are read.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of pathlib.Path
        Sorted by name; hidden files, locks of other programs and a README left out.
        Also what only looks like a file, such as a pipe: `read_file` says so.

    Raises
    ------
    LogbookError
        The folder is not there, or cannot be opened.
    """
    if not folder.exists():
        raise LogbookError(
            f"There is no folder '{folder}'. `backpain new {folder}` makes one with blank files."
        )
    if not folder.is_dir():
        raise LogbookError(f"'{folder}' is a file. Name the folder in which it lies.")
    try:
        paths = [p for p in folder.iterdir() if not p.is_dir() and p.name[0] not in ".~"]
    except OSError as error:
        raise LogbookError(
            f"The folder '{folder}' cannot be opened: {error.strerror}. See that you may read it."
        ) from error
    kinds = (*READABLE, *_FOREIGN)
    files = [p for p in paths if p.suffix.lower() in kinds and p.stem.casefold() != "readme"]
    return sorted(files, key=lambda path: (path.name.casefold(), path.name))


def folders_like_files(folder: Path) -> list[FileRead]:
    """Name the folders within a logbook that bear the name of a table.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of FileRead
        Without parts.
    """
    told = "this is a folder, and is not read. Move the file that is in it beside the others."
    names = sorted(p.name for p in folder.iterdir() if p.is_dir() and p.suffix in READABLE)
    return [FileRead(name, "", (), (Problem(name, None, None, None, told),)) for name in names]


def read_file(path: Path, settings: Settings, today: dt.date) -> FileRead:
    """Read one file of a logbook.

    Parameters
    ----------
    path : pathlib.Path
    settings : Settings
    today : datetime.date

    Returns
    -------
    FileRead
        Without parts where the file is none of a logbook; a problem says so.

    Raises
    ------
    LogbookError
        The file is one of a logbook and cannot be used.
    """
    refuse_name(path.name)
    kind = kind_by_name(path.name)
    if reason := why_not_opened(path, READABLE):
        return FileRead(path.name, "", (), (Problem(path.name, None, None, None, reason),))
    if path.suffix.lower() in _FOREIGN:
        return _foreign(path, kind)
    state = path.stat()
    given = _read_content(path, kind, settings, today)
    if _when(path.stat()) != _when(state):  # another program wrote it meanwhile
        given = _read_content(path, kind, settings, today)
    return given


def _when(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_ino, state.st_size, state.st_mtime_ns


def _read_content(path: Path, kind: str | None, settings: Settings, today: dt.date) -> FileRead:
    content = read_content(path)
    try:
        tables = read_tables(path, _header_words(settings), content, _stacked())
    except LogbookError:
        if kind is None and path.suffix.lower() == ".txt":
            return FileRead(path.name, "", (), (_not_read(path.name, None),))
        raise
    parts: list[Part] = []
    problems: list[Problem] = []
    begins = None
    if not settings.year and any(is_week(table.sheet or "") for table in tables):
        settings = replace(settings, year=year_in(path.stem))
    for table in tables:
        given = _read_table(table, kind, settings, today)
        if settings.year and begins and given and begins - _first_day(given) > _HALF_A_YEAR:
            settings = replace(settings, year=settings.year + 1)  # "January" after "December"
            given = _read_table(table, kind, settings, today)
        begins = _first_day(given) if given else begins
        if given is None:
            problems.append(_not_read(path.name, table))
        else:
            parts += [_of_sheet(part, table) for part in given] if len(tables) > 1 else given
    return FileRead(path.name, hashlib.sha256(content).hexdigest(), tuple(parts), tuple(problems))


def _first_day(parts: Sequence[Part]) -> Any:
    days = [part.frame["date"] for part in parts if "date" in part.frame]
    return pd.concat(days).min() if days else pd.NaT


def _of_sheet(part: Part, table: Table) -> Part:
    """Say of what was found in which of several sheets it stands."""
    if not table.sheet:
        return part
    problems = (replace(problem, sheet=table.sheet) for problem in part.problems)
    columns = (replace(column, sheet=table.sheet) for column in part.columns)
    return replace(part, problems=tuple(problems), columns=tuple(columns))


def _header_words(settings: Settings) -> frozenset[str]:
    """Words by which a header row is known: ours, the apps' and the person's."""
    apps = (word for app in _APPS for word in app.headers)
    return known_words() | {*apps} | {snake_case(header) for header in settings.columns}


def _stacked() -> list[frozenset[str]]:
    return [headers for app in _APPS for headers in app.stacked]


def kind_by_name(name: str) -> str | None:
    """Tell by its name what a file or a sheet holds.

    Parameters
    ----------
    name : str

    Returns
    -------
    {"diary", "routine", "plan", "trial"} or None
    """
    return next((kind for kind in _BY_NAME if name.casefold().startswith(kind)), None)


def _read_table(
    table: Table, kind: str | None, settings: Settings, today: dt.date
) -> Sequence[Part] | None:
    """Read a table as what it is recognised as; None where as nothing."""
    settings = _with_days(table, settings)
    table = turned(table, settings)
    if days_run_across(table.header):
        return None
    kind = kind_by_name(table.sheet or "") or kind
    settings = with_time(table, settings)
    forms: list[Form] = [] if _is_ours(table.header) else [*_APPS]
    if kind in (None, "routine"):  # a form's own questions say least of what they are about
        logs = [GRID, LISTING]
        forms = sorted([*forms, *logs], key=lambda form: form.name == ANY_QUESTION)
    chosen = kind or kind_by_header(table.header, settings)
    tried = [*forms, *[_LONG] * (kind in (None, "diary")), *[BESIDE_PAIN] * (chosen == "diary")]
    form = next((form for form in tried if form.recognises(table, settings)), None)
    table, left_out = without_ignored(table, settings)
    if form is None and chosen is None:
        return None
    read = form.read if form else lambda *these: (_BY_NAME[str(chosen)](*these),)
    given = [leave_out(part, settings) for part in read(table, settings, today)]
    columns = (*(column for part in given[:1] for column in part.columns), *left_out)
    problems = (*table.beside, *(problem for part in given[:1] for problem in part.problems))
    first = (replace(part, columns=columns, problems=problems) for part in given[:1])
    return [*first, *given[1:]]


def _with_days(table: Table, settings: Settings) -> Settings:
    """Name the days of a diary or a grid above which nothing stands, or "Wochentag"."""
    said = fold_mapping(settings.columns)
    free = [h for at, h in enumerate(table.header) if h.casefold() not in said
            and ((h == "column 1" and not at) or snake_case(h) in OVER_WEEKDAYS)]  # fmt: skip
    for header in free if kind_by_header(table.header, settings) is None else ():
        cells = [str(cell) for cell in table.cells[header].array.categories]
        named = replace(settings, columns={**settings.columns, header: "date"})
        dated = (cells and all(map(is_weekday, cells))) or header in by_its_cells(table, "date")
        if dated and (kind_by_header(table.header, named) == "diary" or grid_columns(table, named)):
            return named
    return settings


def kind_by_header(header: Sequence[str], settings: Settings) -> str | None:
    """Tell by its header what a table holds, whatever its file is called.

    Parameters
    ----------
    header : sequence of str
    settings : Settings

    Returns
    -------
    {"diary", "routine", "plan"} or None
        A diary has a date and a pain, a routine a date and an exercise, a
        plan an exercise and how often.
    """
    parts = find_date_parts(header, settings)
    rest = [h for h in header if h not in parts.values()]
    meanings = {
        "diary": match_diary(rest, settings.columns),
        "routine": match_headers(rest, ROUTINE, settings.columns),
        "plan": match_headers(rest, PLAN, settings.columns),
    }
    names = {kind: {m.name for m in found if m.column} for kind, found in meanings.items()}
    dated = bool(parts) or "date" in names["diary"]
    often = names["plan"] & {"times_per_day", "days_per_week"}
    by_day = dated and often and any(snake_case(header) in FREQUENCY_HEADERS for header in rest)
    both = any(map(is_dose_and_frequency, rest))
    asked = often or (not dated and (both or "start" in names["plan"]))
    if "exercise" in names["plan"] and asked and not by_day:
        return "plan"
    if not dated:
        return None
    if names["diary"] & {*OUTCOMES}:
        return "diary"
    return "routine" if "exercise" in names["routine"] else None


def _is_ours(header: Sequence[str]) -> bool:
    """Tell a file of our own by headers that no app writes just so."""
    found = {*header}
    routine = {"exercise", "done"} <= found or {"exercise", "times_per_day"} <= found
    return routine or ("date" in found and bool(found & {*OUTCOMES}))


def _not_read(file: str, table: Table | None) -> Problem:
    sheet = f"the sheet '{table.sheet}'" if table and table.sheet else "this file"
    told = f"{sheet} was not read: {why_not_read(table)}"
    return Problem(file, None, None, None, told)


def _foreign(path: Path, kind: str | None) -> FileRead:
    if kind is not None:
        refuse_foreign(path)
    told = Problem(path.name, None, None, None, f"this file {OTHER_KIND}.")
    return FileRead(path.name, "", (), (told,) if path.suffix.lower() in _SPREADSHEETS else ())


def refuse_foreign(path: Path) -> None:
    """Refuse a table of a kind that people keep and that cannot be read.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    LogbookError
        It is one, by its ending.
    """
    if path.suffix.lower() in _FOREIGN:
        raise LogbookError(f"{path.name} {OTHER_KIND}, and take this one out of the folder.")
