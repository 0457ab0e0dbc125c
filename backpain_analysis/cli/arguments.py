"""What the commands share: which logbook is meant, dates, paper, where to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from backpain_analysis.cli.screen import as_command, say, say_aside
from backpain_analysis.errors import LogbookError
from backpain_analysis.untrusted import plain

#: Folders that stand for a logbook that was not named, in this order.
DEFAULT_LOGBOOKS = ("my_data", "sample_data")


#: How the day of an entry is given.
DAY = ("--day", "--date")
#: How alike an option that is none and a column must be; and where an option is like it too.
_LIKE, _NEARLY = 0.6, 0.9


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


def read_columns(pairs: Iterable[str]) -> list[tuple[str, str]]:
    """Read columns that are given by their name.

    Parameters
    ----------
    pairs : iterable of str
        Each as COLUMN=VALUE.

    Returns
    -------
    list of tuple of str, str

    Raises
    ------
    typer.BadParameter
        One is not of that form.
    """
    found = []
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"'{pair}' is not of the form COLUMN=VALUE.")
        found.append((name.strip(), value))
    return found


class NamesColumns(TyperCommand):
    """Says of an option that there is none, and of a column how it is given."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words apart; of an option that is a column of the diary, say how it is set."""
        words = [*args]
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not hasattr(error, "possibilities") or not hasattr(error, "option_name"):
                raise
            likeness = _NEARLY if error.possibilities else _LIKE
            if said := _set_instead(words, error.option_name, likeness):
                raise typer.BadParameter(said) from None
            raise


def _set_instead(words: Sequence[str], option: str, likeness: float) -> str:
    """Say how a column is given that somebody took for an option; "" where there is none."""
    from backpain_analysis.entry import look_at

    at = next((n for n, word in enumerate(words) if word.partition("=")[0] == option), None)
    folder = next((Path(w) for w in [*words, DEFAULT_LOGBOOKS[0]] if Path(w).is_dir()), None)
    if at is None or folder is None:
        return ""
    try:
        outlook = look_at(folder, date.today())
    except LogbookError:
        return ""
    columns = outlook.columns_near(option.strip("-").replace("-", " "), likeness=likeness)
    value, behind = words[at].partition("=")[2], [*words[at + 1 :]]
    if not value and behind and not behind[0].startswith("--"):
        value = behind.pop(0)
    ways = (
        as_command(["backpain", "log", *words[:at], "--set", f"{c}={value or 'VALUE'}", *behind])
        for c in columns
    )
    said = f"There is no option {option}. Nothing was written. For that column of your diary enter:"
    return "\n".join([said, *ways]) if columns else ""


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
