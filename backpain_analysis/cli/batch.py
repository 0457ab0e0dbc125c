"""Reports of many logbooks, on all cores; one that fails does not stop the rest."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backpain_analysis.errors import BackpainError
from backpain_analysis.wording import tier_label


@dataclass(frozen=True)
class Wanted:
    """What each report of a batch is to be.

    Attributes
    ----------
    since, until : datetime.date or None
    paper : {"a4", "us-letter"}
    appendix, notes, twin : bool
    font : pathlib.Path or None
        As in `write_report`.
    """

    since: date | None = None
    until: date | None = None
    paper: str = "a4"
    appendix: bool = False
    notes: bool = False
    font: Path | None = None
    twin: bool = False


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


#: A logbook, and where its report goes.
_Job = tuple[Path, Path]
_Steps = Generator[tuple[_Job, "Made"], None, None]


def write_each(
    folders: Sequence[Path],
    out: Path,
    wanted: Wanted,
    *,
    progress: Callable[[object], None],
    jobs: int | None = None,
) -> list[Made]:
    """Write a report for each logbook, in a folder of its own.

    Parameters
    ----------
    folders : sequence of pathlib.Path
        Logbooks; one that is named twice is written once.
    out : pathlib.Path
        Each report lies in ``out`` / name of its logbook; a second logbook of
        one name gets a number behind it.
    wanted : Wanted
    progress : callable
        Called after each.
    jobs : int, optional
        How many at a time; default as many as there are cores to use.

    Returns
    -------
    list of Made
        In the order in which they were named.

    Raises
    ------
    KeyboardInterrupt
        Stopped by the person. What was begun is finished first, so that each
        report is whole or not there.
    """
    named = [(folder, out / name) for folder, name in _names(folders)]
    jobs = min(len(named), jobs or _cores())
    done: dict[_Job, Made] = {}
    with closing(_in_turn(named, wanted) if jobs == 1 else _at_once(named, wanted, jobs)) as steps:
        for job, made in steps:
            done[job] = made
            progress(job)
    return [done[job] for job in named]


def _cores() -> int:
    """Those that this process may use, where the system tells."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _in_turn(named: list[_Job], wanted: Wanted) -> _Steps:
    return ((job, _write(*job, wanted)) for job in named)


def _at_once(named: list[_Job], wanted: Wanted, jobs: int) -> _Steps:
    left = dict.fromkeys(named)
    with _pool(jobs) as pool:
        try:
            doing = {pool.submit(_write, *job, wanted): job for job in named}
            for future in as_completed(doing):
                made = future.result()
                del left[doing[future]]
                yield doing[future], made
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    # A process that dies takes the others' work with it: what is left is done one by one.
    for job in left:
        yield job, _alone(job, wanted)


def _alone(job: _Job, wanted: Wanted) -> Made:
    with _pool(1) as pool:
        try:
            return pool.submit(_write, *job, wanted).result()
        except BrokenProcessPool:
            return Made(*job, None, "The program died of this one, perhaps for want of memory.")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Started afresh, as a copy of a process that draws a progress bar could hang; and deaf to
    # Ctrl-C, which this process hears.
    return ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        signal.signal,
        (signal.SIGINT, signal.SIG_IGN),
    )


def _write(folder: Path, out: Path, wanted: Wanted) -> Made:
    from backpain_analysis.logbook import open_logbook
    from backpain_analysis.report import write_report

    try:
        book = open_logbook(folder, since=wanted.since, until=wanted.until)
        report = write_report(
            book, out=out, paper=wanted.paper, appendix=wanted.appendix, notes=wanted.notes,
            font=wanted.font, twin=wanted.twin,
        )  # fmt: skip
    except BackpainError as error:
        return Made(folder, out, None, str(error))
    except OSError as error:
        return Made(folder, out, None, f"{error.filename or folder}: {error.strerror or error}.")
    except Exception as error:  # One fault of ours must not take the others' pages.
        return Made(folder, out, None, f"A fault in the program ({error!r}). Please report it.")
    return Made(folder, out, report.numbers, "")


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
    head = (
        "Logbook",
        "Days with a pain number",
        "Average pain",
        "Words that call for care",
        "Report",
    )
    rows = [head, *(_cells(made) for made in done)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]


def _cells(made: Made) -> tuple[str, ...]:
    if made.numbers is None:
        return made.out.name, "–", "–", "–", f"No report. {made.error.splitlines()[0]}"
    period, mean = made.numbers["period"], made.numbers["pain"]["mean"]
    days = f"{period['days_recorded']:,} of {period['days']:,}"
    pain = "–" if mean is None else f"{mean:.1f}"
    return made.out.name, days, pain, _care(made.numbers), str(made.out / "report.pdf")


def _care(numbers: Mapping[str, Any]) -> str:
    """How many, and what the most pressing calls for; those come first."""
    found: Sequence[Mapping[str, Any]] = numbers["alerts"]
    if found:
        return f"{len(found)} ({tier_label(found[0]['tier'])})"
    return "not searched" if "not_english" in numbers["caveats"]["alerts"] else "0"
