"""Runs of the notebooks kept by date: which logbook each was of, what changed since, the index."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from backpain_analysis.comparing import compare_reports, read_report
from backpain_analysis.days import daily_table
from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.notebook_files import make_folder, read_title, write_html, write_text
from backpain_analysis.wording import say_comparison, say_date, say_recorded_days

#: Says of which logbook a folder's notebooks are.
RECORD = "run.json"
_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(-\d+)?")


@dataclass(frozen=True)
class Entry:
    """One line of the index.

    Attributes
    ----------
    name : str
        Of the notebook, without ending.
    title : str
        What a person reads.
    error : str or None
        The failing cell and what it said.
    """

    name: str
    title: str
    error: str | None = None


@dataclass(frozen=True)
class Changes:
    """What is there now that was not at an earlier run, and the other way round.

    Attributes
    ----------
    since : datetime.date
        Day of the earlier run.
    lines : tuple of str
        One paragraph each.
    """

    since: date
    lines: tuple[str, ...]


def folder_of(out: Path, today: date, logbook: Path) -> Path:
    """Choose the folder of a run: the day's, unless it holds another logbook's.

    Parameters
    ----------
    out : pathlib.Path
        Where all runs are kept.
    today : datetime.date
    logbook : pathlib.Path

    Returns
    -------
    pathlib.Path
        For example ``out/2026-03-01`` or ``out/2026-03-01-2``.
    """
    names = (today.isoformat() + (f"-{n}" if n > 1 else "") for n in count(1))
    return next(
        out / name
        for name in names
        if _logbook_of(out / name) in (None, mark_of(logbook, out / name))
    )


def seen_from(folder: Path, place: Path) -> str:
    """Name a place as notebooks kept in a folder find it, with no more of this computer.

    Parameters
    ----------
    folder : pathlib.Path
    place : pathlib.Path

    Returns
    -------
    str
        Relative to the folder; from ``~`` where only the place lies in the
        person's own folder, whose name would stand in it otherwise.
    """
    folder, place = folder.resolve(), place.resolve()
    with suppress(RuntimeError):  # a user without a folder of their own
        home = Path.home().resolve()
        if place.is_relative_to(home) and not folder.is_relative_to(home):
            return (Path("~") / place.relative_to(home)).as_posix()
    with suppress(ValueError):  # another drive of Windows
        return Path(os.path.relpath(place, folder)).as_posix()
    return place.as_posix()


def mark_of(logbook: Path, folder: Path) -> str:
    """Compute a mark by which a run is known to be of a logbook, without naming it.

    Parameters
    ----------
    logbook : pathlib.Path
    folder : pathlib.Path
        Of the run.

    Returns
    -------
    str
        16 hexadecimal digits; the same after both were moved together.
    """
    return hashlib.sha256(seen_from(folder, logbook).encode()).hexdigest()[:16]


def _record_of(folder: Path) -> Mapping[str, Any]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, Mapping) else {}


def _logbook_of(folder: Path) -> Any:
    return _record_of(folder).get("logbook")


def say_logbook(logbook: Path, since: str | None, until: str | None) -> list[str]:
    """Name a logbook by its label and the period that is looked at, never by its place.

    Parameters
    ----------
    logbook : pathlib.Path
    since, until : str or None
        ISO dates.

    Returns
    -------
    list of str
        Empty where the logbook cannot be read; the notebooks say why.
    """
    try:
        book = open_logbook(logbook, since=since, until=until)
        lines = [book.settings.label, say_recorded_days(daily_table(book))]
    except BackpainError:
        return []
    return [line for line in lines if line]


def begin_run(folder: Path, asked: Mapping[str, Any], names: Iterable[str]) -> None:
    """Note of which logbook a run is, and clear away what it would replace.

    What an earlier run of the day left about the same days stays beside it.

    Parameters
    ----------
    folder : pathlib.Path
        Made where it is not there.
    asked : mapping
        ``logbook`` (see `mark_of`), ``since``, ``until``.
    names : iterable of str
        Notebooks to run, without ending.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    make_folder(folder)
    same = _record_of(folder) == asked
    replaced = set(names) if same else {path.stem for path in folder.glob("[0-9][0-9]_*.ipynb")}
    if not same or any(name.startswith("05") for name in replaced):
        replaced |= {"report"}
    for name in replaced:
        for ending in (".ipynb", ".html", ".pdf", ".json"):
            (folder / f"{name}{ending}").unlink(missing_ok=True)
    text = json.dumps(dict(asked), indent=1, ensure_ascii=False) + "\n"
    write_text(folder / RECORD, text)


def changes_since(folder: Path) -> Changes | None:
    """Compare a run with the one before it of the same logbook.

    Parameters
    ----------
    folder : pathlib.Path
        Holds a finished run.

    Returns
    -------
    Changes or None
        None where there is no earlier run, or where either has no report.
    """
    logbook = _logbook_of(folder)
    before = [
        (found[1], path)
        for path in folder.parent.iterdir()
        if (found := _BY_DATE.fullmatch(path.name)) and found[1] < folder.name[:10]
        if (path / "report.json").exists() and _logbook_of(path) == logbook
    ]
    if not before or not (folder / "report.json").exists():
        return None
    day, earlier = max(before)
    try:
        lines = say_comparison(compare_reports(read_report(earlier), read_report(folder)))
    except BackpainError as error:
        lines = [str(error)]
    return Changes(date.fromisoformat(day), tuple(lines))


def write_index(
    folder: Path,
    today: date,
    entries: Sequence[Entry],
    changes: Changes | None,
    about: Sequence[str] = (),
) -> Path:
    """Write a page that links all of a run, and says what changed.

    Parameters
    ----------
    folder : pathlib.Path
    today : datetime.date
    entries : sequence of Entry
    changes : Changes or None
    about : sequence of str
        From `say_logbook`.

    Returns
    -------
    pathlib.Path
        ``index.html`` in the folder.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    title = f"Notebooks of {say_date(today)}"
    listed = sorted([*entries, *_left_from_before(folder, entries)], key=lambda e: e.name)
    told = "".join(f"<p>{escape(line)}</p>\n" for line in about)
    body = f"<h1>{title}</h1>\n{told}<ul>\n{''.join(map(_item, listed))}</ul>\n"
    pdf = folder / "report.pdf"
    if pdf.exists():
        body += f'<p><a href="{pdf.name}">The page for your therapist (PDF)</a></p>\n'
    if changes is not None:
        lines = "".join(f"<li>{escape(line)}</li>\n" for line in changes.lines)
        body += f"<h2>What changed since {say_date(changes.since)}</h2>\n<ul>\n{lines}</ul>\n"
    index = folder / "index.html"
    write_html(index, title, body)
    return index


def _left_from_before(folder: Path, entries: Sequence[Entry]) -> list[Entry]:
    known = {entry.name for entry in entries}
    pages = [path for path in folder.glob("[0-9][0-9]_*.html") if path.stem not in known]
    return [Entry(page.stem, read_title(page.with_suffix(".ipynb"))) for page in pages]


def _item(entry: Entry) -> str:
    title, file = escape(entry.title), escape(entry.name, quote=True)
    notebook = f'<a href="{file}.ipynb">notebook</a>'
    if entry.error is not None:
        return f"<li>{title}: not finished ({notebook}).<pre>{escape(entry.error)}</pre></li>\n"
    return f'<li><a href="{file}.html">{title}</a> ({notebook})</li>\n'
