"""A new logbook: a folder with everything to begin with."""

from __future__ import annotations

import csv
import datetime as dt
import io
import textwrap
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path

from backpain_analysis.asked_for import asked_on, read_plans
from backpain_analysis.columns import PLAN, ROUTINE
from backpain_analysis.errors import LogbookError, OutputError
from backpain_analysis.exercises import load_catalogue
from backpain_analysis.reading.files import find_files, read_file
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.templates.choices import (
    column_for,
    diary_columns,
    name_of,
    plan_rows,
    stretches_offered,
)
from backpain_analysis.templates.paper import Paper, set_paper_diary, set_paper_stretches
from backpain_analysis.templates.spreadsheet import make_spreadsheet
from backpain_analysis.wording import say_cautions, say_direction, say_suggested
from backpain_analysis.writing import make_private, write_files

#: Folder for what is to be printed, apart from the files that are read.
PRINT_FOLDER = "to_print"
_ASKED = """what your therapist asked for: sets, repetitions and seconds of hold,
#                 how often, and from when. Change it whenever that changes"""
_EXAMPLES = """examples with usual doses. days_per_week = 0 means "not asked for":
#                 change it for the exercises that were given to you, correct the
#                 dose, and delete the others"""
#: The blank diary, as old as the logbook.
PAPER_DIARY = f"{PRINT_FOLDER}/diary.pdf"
#: The stretching sheet, made from the plan.
SHEET = f"{PRINT_FOLDER}/stretching.pdf"


def write_new_logbook(
    folder: str | Path,
    *,
    paper: Paper = "a4",
    suspects: Sequence[str] = (),
    stretches: Sequence[str] = (),
    start: dt.date | None = None,
) -> tuple[Path, ...]:
    """Write the blank files of a new logbook.

    ``diary.csv``, ``routine.csv``, ``plan.csv`` with the stretches that were
    asked for, ``settings.toml`` with every key explained, a spreadsheet, and in
    ``to_print`` a diary on paper and a stretching sheet made from the plan. No
    other diary is begun beside one that is there, unless suspects are named, and
    never another plan.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made where it does not exist. A file that is there already stays as it
        is.
    paper : {"a4", "us-letter"}
        Size of what is to be printed.
    suspects : sequence of str
        What may set off the pain: a column each. None: what is usual, or the
        columns of a diary that is there.
    stretches : sequence of str
        What was asked for, as in "cat-cow 2x12, twice a day". None: the
        stretches of the catalogue, to edit.
    start : datetime.date, optional
        Since when they were asked for.

    Returns
    -------
    tuple of pathlib.Path
        What was written; empty where everything was there.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    LogbookError
        A stretch has no name, or a number whose meaning is not said.
    """
    folder, since = Path(folder), {"start": start.isoformat()} if start else {}
    plan = [row | since for row in plan_rows(stretches)]
    makers = _files(folder, paper, _columns(folder, suspects), plan)
    for name in [*_not_beside(folder, suspects), *["plan.csv"] * bool(plans_begun(folder))]:
        del makers[name]
    missing = {name: make for name, make in makers.items() if not (folder / name).exists()}
    try:
        # One after the other: the sheet is made from the plan as it stands there.
        return tuple(_write(folder / name, make()) for name, make in missing.items())
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written to: {error.strerror}. "
            "Name another folder, or change its permissions."
        ) from error


def _files(
    folder: Path, paper: Paper, columns: Sequence[str], plan: Sequence[Mapping[str, str]]
) -> dict[str, Callable[[], bytes]]:
    return {
        "diary.csv": lambda: _csv(columns),
        "routine.csv": lambda: _csv([column.name for column in ROUTINE]),
        "plan.csv": lambda: _csv(_plan_header(plan), plan),
        "settings.toml": lambda: _settings([row["exercise"] for row in _asked_now(folder)]),
        "diary.xlsx": lambda: make_spreadsheet(
            columns, [row["exercise"] for row in _asked_now(folder)]
        ),
        PAPER_DIARY: lambda: set_paper_diary(paper, columns),
        SHEET: lambda: set_paper_stretches(paper, _asked_now(folder)),
    }


def _not_beside(folder: Path, suspects: Sequence[str]) -> tuple[str, ...]:
    """What would be another diary beside the one that is there."""
    if suspects or (folder / "diary.csv").exists() or diary_begun(folder) is None:
        return ()
    return ("diary.csv", "diary.xlsx", *[PAPER_DIARY] * (not _headers_there(folder)))


def diary_begun(folder: Path) -> dt.date | None:
    """Find the first day of the diary that a folder has, an app's export too.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    datetime.date or None
        None where nothing was written down yet.
    """
    days = [part.frame["date"].min() for part in _diaries_there(folder) if len(part.frame)]
    return min(days).date() if days else None


def plans_begun(folder: Path) -> dict[str, list[str]]:
    """Find the plans that a folder has.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    dict of str to list of str
        File -> its exercises; without those in which none stands.
    """
    found: dict[str, list[str]] = {}
    for part in _plans_there(folder):
        found[part.file] = [*found.get(part.file, ()), *map(str, part.frame["exercise"])]
    return {file: [*dict.fromkeys(names)] for file, names in found.items() if names}


def _plans_there(folder: Path) -> tuple[Part, ...]:
    with suppress(LogbookError):
        return read_plans(folder, Settings(), dt.date.today()) if folder.is_dir() else ()
    return ()


def _plan_header(plan: Sequence[Mapping[str, str]]) -> list[str]:
    names = [column.name for column in PLAN]
    return names + ["notes"] * any("notes" in row for row in plan)


def _columns(folder: Path, suspects: Sequence[str]) -> tuple[str, ...]:
    """Columns of the diary that is there, in whatever files; without one, those of a new one."""
    there = _headers_there(folder)
    if not there:
        return diary_columns(suspects)
    if (folder / "diary.csv").exists():
        return there
    names = set(map(name_of, there))
    wanted = map(column_for, suspects)
    return (*there, *dict.fromkeys(each for each in wanted if name_of(each) not in names))


def _headers_there(folder: Path) -> tuple[str, ...]:
    diaries = [part for part in _diaries_there(folder) if part.format == "diary"]
    filled = [part for part in diaries if len(part.frame)]
    found: dict[str, str] = {}  # of what has several headers over time, the latest
    for part in sorted(filled, key=lambda part: part.frame["date"].max(), reverse=True) or diaries:
        known = {*found.values()}
        new = [each for each in part.columns if each.column and each.column not in known]
        found |= {each.header: str(each.column) for each in new}
    return tuple(found)


def _diaries_there(folder: Path) -> list[Part]:
    parts: list[Part] = []
    for path in find_files(folder) if folder.is_dir() else ():
        with suppress(LogbookError):  # `check` says what is wrong there
            parts += read_file(path, Settings(), dt.date.today()).parts
    return [part for part in parts if part.kind == "diary"]


def _asked_now(folder: Path) -> list[dict[str, str]]:
    """What the plan in the folder asks for, in whatever form it is there."""
    plans = _plans_there(folder)
    frames = (plan.frame for plan in plans if "notes" in plan.frame)
    notes = {
        str(row["exercise"]): str(row["notes"])
        for frame in frames
        for row in frame[frame["notes"].notna()].to_dict("records")
    }
    rows = asked_on(plans, dt.date.today())
    return [row | {"notes": notes.get(row["exercise"], "")} for row in rows]


def _write(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet, wholly or not at all."""
    return write_files(make_private(path.parent), {path.name: content})[0]


def _settings(asked: Collection[str]) -> bytes:
    text = resources.files(__package__).joinpath("settings.toml").read_text(encoding="utf-8")
    text = text.replace("{plan}", _ASKED if asked else _EXAMPLES)
    return text.replace("# {stretches}\n", _about_stretches(asked)).encode("utf-8")


def _about_stretches(asked: Collection[str]) -> str:
    """Which way the stretches of plan.csv move, and what to ask about first, as comments."""
    known = [each for each in load_catalogue() if each.name in asked] or (
        [] if asked else stretches_offered()
    )
    lines = [f"  {say_direction(stretch)} {say_suggested(stretch)}" for stretch in known]
    title = ["Which way the stretches in plan.csv move:"] if lines else []
    first, *more = [line for caution in say_cautions() for line in ("", caution)]
    return "".join(map(_comment, [*title, *lines, *([first] if lines else []), *more]))


def _comment(line: str) -> str:
    hang = "#     " if line.startswith(" ") else "# "
    return (textwrap.fill(line, 90, initial_indent="# ", subsequent_indent=hang) or "#") + "\n"


def _csv(header: Iterable[str], rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(header), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
