"""What is said once an entry has been written: where it stands, and what calls for care in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.alerts import find_alerts
from backpain_analysis.entry import Appended
from backpain_analysis.entry.already import There, how_to_correct, row_to_correct, say_rows
from backpain_analysis.entry.keeping import LOOKED_BACK, days_rated_lately
from backpain_analysis.errors import BackpainError, LogbookError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.prompting import NAMED_DAYS
from backpain_analysis.reading.files import SETTINGS
from backpain_analysis.reading.parsed import Reading
from backpain_analysis.reading.settings import read_settings
from backpain_analysis.reading.times import read_time
from backpain_analysis.wording import say_alerts, say_rating_cost

#: Until then in the night people may mean another day by "today" [h].
_SMALL_HOURS = 6


def diary_today(folder: Path, now: dt.datetime | None = None, time: str | None = None) -> dt.date:
    """Tell the diary's day: in the small hours still the day before.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.
    now : datetime.datetime, optional
        Default the time it is.
    time : str, optional
        The time of day that stands in the entry. With one in the small hours the
        date is the calendar's, from which reading takes the day before.

    Returns
    -------
    datetime.date
    """
    starts = read_settings(folder / SETTINGS).day_starts
    now, night = now or dt.datetime.now(), starts.hour + starts.minute / 60
    reading = read_time(time) if time else None
    if isinstance(reading, Reading) and reading.value < night:
        return now.date()
    return (now - dt.timedelta(hours=night)).date()


def say_day(day: dt.date) -> str:
    """Say a day with its weekday.

    Parameters
    ----------
    day : datetime.date

    Returns
    -------
    str
        "Monday, 2 March 2026".
    """
    return f"{day:%A}, {day.day} {day:%B %Y}"


def say_which_day(day: dt.date, now: dt.datetime, word: str | None) -> str:
    """Say after midnight which day is meant, and how to name another.

    Parameters
    ----------
    day : datetime.date
        The day that the entry is about.
    now : datetime.datetime
    word : str or None
        What was given for the day; None where nothing was.

    Returns
    -------
    str
        "" where nobody can be surprised.
    """
    if word is None and day != now.date():
        return (
            f"It is {now:%H:%M}, still the evening of the day before: this is about {say_day(day)}."
            f" For {now:%A}: --day today."
        )
    if word in NAMED_DAYS and now.hour < _SMALL_HOURS:
        return f"It is {now:%H:%M} on {now:%A}, so {word} is {say_day(day)}."
    return ""


def say_both_count(day: dt.date, there: Sequence[There]) -> str:
    """Say that a day has an entry already, where, and what another one does.

    Parameters
    ----------
    day : datetime.date
    there : sequence of There
        From `Outlook.clashes`.

    Returns
    -------
    str
    """
    return (
        f"{say_day(day)} has an entry already: {say_rows(there)}. With another one both count: "
        "pain is averaged, hours are added up."
    )


def say_refused(
    day: dt.date, there: Sequence[There], rows: Iterable[There], correct: str, beside: str
) -> list[str]:
    """Say that nothing was written of what a day has already, and how it is written after all.

    Parameters
    ----------
    day : datetime.date
    there : sequence of There
        Entries of that day, or stretches of it.
    rows : iterable of There
        All that stands there for the day.
    correct, beside : str
        The commands that correct what stands there, and that write another beside it.

    Returns
    -------
    list of str
    """
    what, another = "an entry", "another beside it (pain is averaged, hours are added up)"
    if there[0].kind == "routine":
        what, another = "that stretch", "it once more, as done again that day"
    way = [f"To correct it, {how_to_correct(there[-1])}."]
    with suppress(LogbookError):
        if there[0].kind == "diary" and row_to_correct(rows, day):
            way = ["To correct it:", correct]
    refused = f"Nothing was written: {say_day(day)} has {what} already: {say_rows(there)}."
    return [refused, *way, f"To write {another}:", beside]


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
    lines, same = [], dict[tuple[object, ...], list[int]]()
    for line, day, cells in zip(appended.lines, appended.days, appended.cells, strict=True):
        same.setdefault((say_day(day), _say_cells(cells, appended.was)), []).append(line)
    for (day_said, what), numbers in same.items():
        where = f"line{'s' * (len(numbers) > 1)} {' and '.join(map(str, numbers))}"
        done = "Written to" if appended.was is None else "Corrected in"
        lines.append(f"{done} {folder / appended.path.name}, {where}, for {day_said}: {what}")
    if appended.counted_no:
        lines.append(
            "Counted as no, since settings.toml says that nothing there means no: "
            f"{', '.join(appended.counted_no)}."
        )
    if appended.beside:
        twice = " A day written in both counts as two entries: write each day in one of them alone."
        twice *= not appended.lacking
        lines.append(
            f"Your entries so far are in {appended.beside}. {_why_beside(appended)}, so this went "
            f"to {appended.path.name} beside it. Both are read together.{twice}"
        )
    return lines + [str(remark) for remark in appended.remarks]


def _say_cells(cells: Mapping[str, str], was: Mapping[str, str] | None) -> str:
    """What was written in each cell; of a corrected one also what stood there."""
    if was is None:
        return ", ".join(f"{header} {text}" for header, text in cells.items())
    return ", ".join(
        f"{header} unchanged ({text or 'blank'})"
        if was[header] == text
        else f"{header} {was[header] or 'blank'} -> {text or 'blank'}"
        for header, text in cells.items()
    )


def _why_beside(appended: Appended) -> str:
    if not appended.lacking:
        is_sheet = str(appended.beside).casefold().endswith(".xlsx")
        return f"A row cannot be added to {'a spreadsheet' if is_sheet else 'an export'} safely"
    return f"It has no column for {' or '.join(appended.lacking)}"


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
