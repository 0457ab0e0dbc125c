"""trial.csv: the schedule of a test, written once and never over another."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import TRIAL
from backpain_analysis.entry.safely import (
    one_at_a_time,
    put_in_place,
    scratch_folder,
    write_whole,
)
from backpain_analysis.errors import OutputError, Problem
from backpain_analysis.logbook import Logbook
from backpain_analysis.reading.guards import guarded
from backpain_analysis.trial import TrialPlan

#: Its name within the logbook.
TRIAL_FILE = "trial.csv"


def write_trial(folder: Path, plan: TrialPlan, *, outcome: str) -> Path:
    """Write the schedule of a test into a logbook.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.
    plan : TrialPlan
    outcome : str
        The pain column that it is about.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OutputError
        There is a trial.csv already, or the folder cannot be written to.
    """
    path = folder / TRIAL_FILE
    with one_at_a_time(folder):
        refuse_second(folder)
        with scratch_folder(folder) as scratch:
            tried = scratch / TRIAL_FILE
            write_whole(tried, trial_csv(plan, outcome=outcome))
            put_in_place(tried, path)
    return path


def refuse_second(folder: Path) -> None:
    """Stop where a logbook has a test already.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    OutputError
        There is a trial.csv.
    """
    path = folder / TRIAL_FILE
    if path.exists():
        raise OutputError(
            f"{path} is there already and stays as it is. If that test has not begun, delete the "
            "file to plan another; if it is over, give it another name, such as trial_1.csv. "
            "Then say it again."
        )


def trial_csv(plan: TrialPlan, *, outcome: str) -> bytes:
    """Give the schedule as a file.

    Parameters
    ----------
    plan : TrialPlan
    outcome : str
        The pain column that it is about.

    Returns
    -------
    bytes
        One line per day, with the question and the seed on each.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [column.name for column in TRIAL], lineterminator="\r\n")
    writer.writeheader()
    for day in plan.schedule.to_dict("records"):
        writer.writerow(
            {
                "date": f"{day['date']:%Y-%m-%d}",
                "condition": day["condition"],
                "counts": "yes" if day["counts"] else "no",
                "pair": day["pair"],
                "block": day["block"],
                "question": guarded(" ".join(plan.question.split())),
                "outcome": outcome,
                "effect": f"{plan.effect:g}",
                "power": f"{plan.power:.3f}",
                "seed": plan.seed,
            }
        )
    return text.getvalue().encode("utf-8")


def trial_problems(book: Logbook) -> tuple[Problem, ...]:
    """List what is wrong with the schedule of a logbook.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    tuple of Problem
    """
    rows = book.problems.loc[book.problems["file"] == TRIAL_FILE].to_dict("records")
    return tuple(
        Problem(
            row["file"], None if pd.isna(row["line"]) else int(row["line"]),
            None if pd.isna(row["column"]) else row["column"], None, row["message"],
        )
        for row in rows
    )  # fmt: skip
