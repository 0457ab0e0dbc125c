"""What is said once an entry has been written: where it stands, and what calls for care in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.alerts import find_alerts
from backpain_analysis.entry import Appended
from backpain_analysis.entry.keeping import LOOKED_BACK, days_rated_lately
from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.reading.files import SETTINGS
from backpain_analysis.reading.settings import read_settings
from backpain_analysis.wording import say_alerts, say_rating_cost


def diary_today(folder: Path) -> dt.date:
    """Tell the diary's day: in the small hours still the day before.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.

    Returns
    -------
    datetime.date
    """
    starts = read_settings(folder / SETTINGS).day_starts
    now = dt.datetime.now()
    return (now - dt.timedelta(hours=starts.hour, minutes=starts.minute)).date()


def say_written(folder: Path, appended: Appended) -> list[str]:
    """Say what was written, and where.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.
    appended : Appended

    Returns
    -------
    list of str
    """
    lines = []
    for line, cells in zip(appended.lines, appended.cells, strict=True):
        what = ", ".join(f"{header} {text}" for header, text in cells.items())
        lines.append(f"Written to {folder / appended.path.name}, line {line}: {what}")
    if appended.beside:
        lines.append(
            f"Your entries so far are in {appended.beside}. A row cannot be added to a spreadsheet "
            f"safely, so this one went to {appended.path.name} beside it. Both are read together."
        )
    if appended.same_day and appended.path.name.casefold().startswith("diary"):
        lines.append(
            f"That day has another entry, in line {appended.same_day[-1]}. Both count: pain is "
            "averaged, hours are added up. Where this one corrects it, delete that line."
        )
    return lines + [str(remark) for remark in appended.remarks]


def say_what_to_heed(folder: Path, days: Sequence[dt.date]) -> list[str]:
    """Answer words that call for care at once, not in the next report.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook, the entries in it.
    days : sequence of datetime.date
        What the entries are about.

    Returns
    -------
    list of str
        Empty where nothing is to be said, or the logbook cannot be read.
    """
    try:
        book = open_logbook(folder)
        first, last = pd.Timestamp(min(days)), pd.Timestamp(max(days))
        alerts = find_alerts(replace(book, since=first, until=last))
    except BackpainError:  # something else in the logbook: `check` says what
        return []
    rated = days_rated_lately(book.diary, max(days), new_days=len(days))
    cost = [say_rating_cost(rated, LOOKED_BACK)] if rated else []
    return (say_alerts(alerts) if alerts.alerts else []) + cost
