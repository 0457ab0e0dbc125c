"""What the commands share: which logbook is meant, dates, paper, where to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from backpain_analysis.cli.screen import say, say_aside
from backpain_analysis.errors import LogbookError
from backpain_analysis.untrusted import plain

#: Folders that stand for a logbook that was not named, in this order.
DEFAULT_LOGBOOKS = ("my_data", "sample_data")


#: How the day of an entry is given.
DAY = ("--day", "--date")


class Paper(StrEnum):
    """Paper that a report is set for."""

    a4 = "a4"
    us_letter = "us-letter"


def read_day(text: str) -> date:
    """Read a date given on the command line.

    Parameters
    ----------
    text : str
        YYYY-MM-DD.

    Returns
    -------
    datetime.date

    Raises
    ------
    typer.BadParameter
        It is not written so, or there is no such day.
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise typer.BadParameter(f"'{plain(text)}' is not a date like 2026-01-31.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}': the calendar has no such day.") from None


Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="LOGBOOK", help="Your logbook: the folder with your files.", show_default=False
    ),
]
Folders = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="LOGBOOK",
        help="Your logbook, the folder with your files; or several.",
        show_default=False,
    ),
]
Since = Annotated[
    Any,
    typer.Option(
        "--since", parser=read_day, metavar="YYYY-MM-DD", help="Leave out the days before."
    ),
]
Until = Annotated[
    Any,
    typer.Option(
        "--until", parser=read_day, metavar="YYYY-MM-DD", help="Leave out the days after."
    ),
]
PaperSize = Annotated[Paper, typer.Option("--paper", help="Paper size.")]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")]


def choose_logbook(named: Path | None, *, quiet: bool = False) -> Path:
    """Take the logbook that was named, else the usual one, and say which.

    Parameters
    ----------
    named : pathlib.Path or None
    quiet : bool
        Say it beside the output, not in it.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    LogbookError
        None was named and none is here.
    """
    here = [Path(name) for name in DEFAULT_LOGBOOKS if Path(name).is_dir()]
    folder = named or next(iter(here), None)
    if folder is None:
        raise LogbookError(
            f"No logbook was named, and {Path.cwd()} holds neither my_data nor sample_data. "
            "Name the folder with your files, or begin one: backpain new my_data"
        )
    note = (
        " (made-up data: there is no my_data here)"
        if named is None and folder.name != "my_data"
        else ""
    )
    if quiet:
        say_aside(f"Logbook: {folder}{note}")
    else:
        say(f"Logbook: {folder}{note}")
    return folder


def check_order(since: date | None, until: date | None) -> None:
    """Refuse a period that ends before it begins.

    Parameters
    ----------
    since, until : datetime.date or None

    Raises
    ------
    typer.BadParameter
        ``since`` is after ``until``.
    """
    if since is not None and until is not None and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}.")


def choose_own_logbook(named: Path | None) -> Path:
    """Take the logbook that was named, else my_data: never the made-up one.

    Parameters
    ----------
    named : pathlib.Path or None

    Returns
    -------
    pathlib.Path

    Raises
    ------
    LogbookError
        None was named and there is no my_data, or what was named is not there.
    """
    folder = named or Path(DEFAULT_LOGBOOKS[0])
    if not folder.is_dir():
        raise LogbookError(
            f"There is no folder '{folder}' to write in. Begin one: backpain new {folder}"
        )
    return folder


def with_date(words: Sequence[str], day: date) -> list[str]:
    """Give a command again, about a day that is still meant tomorrow.

    Parameters
    ----------
    words : sequence of str
        As entered, behind "backpain".
    day : datetime.date

    Returns
    -------
    list of str
    """
    left, kept = iter(words[1:]), list[str]()
    for word in left:
        if word in DAY:
            next(left)
        elif word.partition("=")[0] not in DAY:
            kept.append(word)
    return ["backpain", *words[:1], "--day", day.isoformat(), *kept]
