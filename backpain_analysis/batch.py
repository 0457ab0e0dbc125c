"""Reports of many logbooks, one after the other; one that fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backpain_analysis.errors import BackpainError

if TYPE_CHECKING:
    from backpain_analysis.report import Report


@dataclass(frozen=True)
class Made:
    """What became of one logbook.

    Attributes
    ----------
    folder : pathlib.Path
        The logbook.
    out : pathlib.Path
        Where its report was to be written.
    numbers : dict or None
        What its report.json holds; None where there is none.
    error : str
        Why there is none; "" where there is one.
    """

    folder: Path
    out: Path
    numbers: dict[str, Any] | None
    error: str


def write_each(
    folders: Sequence[Path],
    out: Path,
    write: Callable[[Path, Path], Report],
    *,
    progress: Callable[[object], None],
) -> list[Made]:
    """Write a report for each logbook, in a folder of its own.

    Parameters
    ----------
    folders : sequence of pathlib.Path
        Logbooks; one that is named twice is written once.
    out : pathlib.Path
        Each report lies in ``out`` / name of its logbook; a second logbook of
        one name gets a number behind it.
    write : callable
        Takes a logbook and where to write, gives the report.
    progress : callable
        Called after each.

    Returns
    -------
    list of Made
        In the order in which they were named.
    """
    done = []
    for folder, name in _names(folders):
        done.append(_write(folder, out / name, write))
        progress(folder)
    return done


def _write(folder: Path, out: Path, write: Callable[[Path, Path], Report]) -> Made:
    try:
        return Made(folder, out, write(folder, out).numbers, "")
    except BackpainError as error:
        return Made(folder, out, None, str(error))
    except OSError as error:
        return Made(folder, out, None, f"{error.filename or folder}: {error.strerror or error}.")


def _names(folders: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each logbook with a name that no other has."""
    taken: set[str] = set()
    named = []
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        name, number = folder.name or "logbook", 1
        while name.casefold() in taken:
            number += 1
            name = f"{folder.name}-{number}"
        taken.add(name.casefold())
        named.append((folder, name))
    return named


def batch_table(done: Sequence[Made]) -> list[str]:
    """Lay out what became of each logbook, one line each.

    Parameters
    ----------
    done : sequence of Made

    Returns
    -------
    list of str
        A header first.
    """
    head = ("Logbook", "Days", "Average", "Call for care", "Report")
    rows = [head, *(_cells(made) for made in done)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]


def _cells(made: Made) -> tuple[str, ...]:
    if made.numbers is None:
        return made.out.name, "–", "–", "–", made.error.splitlines()[0]
    period, pain = made.numbers["period"], made.numbers["pain"]
    days = f"{period['days_recorded']:,} of {period['days']:,}"
    alerts = str(len(made.numbers["alerts"]))
    return made.out.name, days, f"{pain['mean']:.1f}", alerts, str(made.out / "report.pdf")
