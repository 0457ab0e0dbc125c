"""What a plan asks for on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.adherence import plan_by_day
from backpain_analysis.reading.files import READABLE, find_files
from backpain_analysis.reading.folder import read_files
from backpain_analysis.reading.misspelt import own_words
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.sessions import DOSE


def read_plans(folder: Path, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    """Read the plans of a logbook.

    Parameters
    ----------
    folder : pathlib.Path
    settings : Settings
    today : datetime.date

    Returns
    -------
    tuple of Part
        Of the files that can be read; `open_logbook` names the others. What the
        rest of the logbook shows to be a note below a plan is not in them.
    """
    paths = [path for path in find_files(folder) if path.suffix.lower() in READABLE]
    files, _ = read_files(paths, settings, today)
    found = [part for file in files for part in file.parts if part.kind == "plan"]
    frames = own_words(*(part.frame for part in found))
    return tuple(replace(part, frame=frame) for part, frame in zip(found, frames, strict=True))


def asked_on(plans: Iterable[Part], day: dt.date) -> list[dict[str, str]]:
    """List what the plans in force ask for.

    Parameters
    ----------
    plans : iterable of Part
        From `read_plans`.
    day : datetime.date

    Returns
    -------
    list of dict of str to str
        ``exercise``, and those of ``side``, ``sets``, ``reps``,
        ``hold_seconds``, ``times_per_day``, ``days_per_week`` that are known;
        in the order of the plan.
    """
    found = []
    for plan in plans:
        rows = plan_by_day(plan.frame, pd.DatetimeIndex([pd.Timestamp(day)]))
        order = [*plan.frame["exercise"]]
        for row in sorted(rows.to_dict("records"), key=lambda row: order.index(row["exercise"])):
            numbers = {name: row[name] for name in DOSE}
            numbers |= {
                "times_per_day": row["times"],
                "days_per_week": round(7 * row["per_day"] / row["times"], 6),
            }
            texts = {n: f"{value:g}" for n, value in numbers.items() if pd.notna(value)}
            side = {"side": str(row["side"])} if row["side"] else {}
            found.append({"exercise": str(row["exercise"])} | side | texts)
    return found
