"""What was understood of a logbook and what was not, as text and as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.errors import Problem, gathered, line_ranges
from backpain_analysis.logbook import ColumnReading, Logbook, Look, Source
from backpain_analysis.reading.exercise_grid import exercise_in
from backpain_analysis.reading.matching import fold_mapping, only_ticked
from backpain_analysis.reading.part import shown
from backpain_analysis.reading.roles import ticked_pains
from backpain_analysis.reading.routine import NONE
from backpain_analysis.reading.settings import IGNORE
from backpain_analysis.silence import (
    last_logged,
    none_since,
    silent_days,
    silent_end,
)

_LONGEST_CELL = 40
_MOST_SHOWN = 8
_OF_THE_TOP = re.compile(r"\n {4}[a-z_]+ = [^{\[]")
_OURS = ("diary", "routine", "plan")


def check_lines(look: Look) -> Iterator[str]:
    """Say file by file what was understood, then line by line what was not.

    Parameters
    ----------
    look : Look

    Yields
    ------
    str
        Lines to print.
    """
    book = look.book
    yield from (f"{what.capitalize()}: {told}" for what, told in _becomes(book, None).items())
    for source in book.sources:
        yield ""
        yield from _file_lines(source, book)
    yield from _blanks_beside(book)
    yield from _end_of_log(book)
    yield ""
    yield _in_all(book)
    if not look.errors and not book.diary.empty and not _has_pain(book):
        yield f"There is no pain in it. {_where_pain_is(book)}"
    yield from _worth_a_look(look)
    yield from _pain_of_day(book)


def _worth_a_look(look: Look) -> Iterator[str]:
    book = look.book
    if book.problems.empty:
        yield "" if look.errors else "Everything was understood."
        return
    refused = "".join(map(str, look.errors))  # is printed below, with its lines
    remarks = [remark for problem in _remarks(book) if (remark := _remark(problem)) not in refused]
    yield ""
    if not remarks:
        return
    yield f"Not understood, or worth a look: {_counted(len(remarks), 'remark')}"
    yield from (f"  {remark}" for remark in remarks)


def _pain_of_day(book: Logbook) -> Iterator[str]:
    """Say how the pain of a day comes from its parts, and how to have the last alone."""
    columns = (c for c in book.columns_read if c.column == "pain")
    hours = {c.header: c.hours for c in columns if c.hours is not None}
    before = [header for header in hours if hours[header] < max(hours.values())]
    if not before:
        return
    last = " or ".join(header for header in hours if header not in before)
    mapped = fold_mapping(book.settings.columns)
    place, head = (", under [columns]", []) if mapped else ("", ["[columns]"])
    if any(header.casefold() in mapped for header in before):
        place += ", in place of what it says there"
    yield ""
    yield (
        f"The pain of a day is the mean of {', '.join(before)} and {last}. What the day brings "
        f"comes after {' and '.join(before)}, so its link with pain looks smaller in the mean. If "
        f"{last} alone is to be the pain, put this into settings.toml{place}:"
    )
    yield from (f"    {line}" for line in (*head, *(f'"{h}" = "{IGNORE}"' for h in before)))


def _end_of_log(book: Logbook) -> Iterator[str]:
    """Name the days since the last row of the stretching log, where they are unusually many."""
    silent = silent_end(book)
    end = last_logged(book)
    if end is None or silent.empty:
        return
    days = f"the {_counted(len(silent), 'day')} with an entry after it, to {silent[-1].date()},"
    means = "are not known" if none_since(book) is not None else "count as days without stretching"
    yield ""
    yield (
        f"The stretching log ends on {end.date()}: {days} {means}. If they are not written up yet, "
        "write them before you make the page, or a row with ? under done for what is forgotten."
    )


def _blanks_beside(book: Logbook) -> Iterator[str]:
    """Say what a blank counts as in a column of the diary that names the exercises."""
    diaries = {(c.file, c.sheet) for c in book.columns_read if c.column in OUTCOMES}
    found = [c.header for c in book.columns_read
             if c.column == "exercise" and (c.file, c.sheet) in diaries]  # fmt: skip
    silent = silent_days(book) if found else ()
    if len(silent):
        unknown = none_since(book) is not None
        means = "are not known" if unknown else "count as days without stretching"
        yield ""
        yield (
            f"'{found[0]}' is blank on {_counted(len(silent), 'day')} with an entry: they {means}. "
            "Write none where nothing was done, and ? where it is not known."
        )


def _where_pain_is(book: Logbook) -> str:
    if book.problems["message"].str.contains(r"\n    pain(?:_in_notes)? = ").any():
        return "What may say how much it hurt is named below."
    ticked = [only_ticked(label) for label in ticked_pains(book.measures)[:1]]
    elsewhere = "That has to stand in another file of the folder, or comes from `backpain log`."
    return ticked[0] if ticked else elsewhere


def short_lines(book: Logbook) -> list[str]:
    """Say in a few lines what `check_lines` says at length.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    list of str
        The rows that could not be used, file by file, and the number of remarks.
    """
    refused = [
        f"{lost:,} of {_counted(source.rows_read, 'row')} of {source.file} could "
        f"not be used{f' ({source.pain_lost:,} may hold a pain)' if source.pain_lost else ''}."
        for source in book.sources
        if (lost := source.rows_refused - source.rows_blank)
    ]
    count = len(_remarks(book))
    return [*refused, f"{_counted(count, 'remark')} on the files"] if count else refused


def _remarks(book: Logbook) -> list[Problem]:
    """Those with a line for the top of the settings before those with lines for its sections."""
    every = gathered(Problem(**problem) for problem in _problems(book))
    return sorted(every, key=lambda problem: _OF_THE_TOP.search(problem.message) is None)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _has_pain(book: Logbook) -> bool:
    felt = [name for name in OUTCOMES if name in book.diary]
    return bool(book.diary[felt].notna().any(axis=None))


def _file_lines(source: Source, book: Logbook) -> Iterator[str]:
    yield f"{source.file} ({source.format})"
    if source.format == "not read":
        return
    if source.rows_read == 0:
        yield "  no rows yet"
        return
    yield f"  {_rows(source)}"
    if source.format not in _OURS:
        yield from (
            f"  It becomes {told} of the {what}."
            for what, told in _becomes(book, source.file).items()
        )
    of_file = [column for column in book.columns_read if column.file == source.file]
    for sheet in dict.fromkeys(column.sheet for column in of_file):
        if sheet:
            yield f"  sheet {_short(sheet)}"
        yield from _column_lines([column for column in of_file if column.sheet == sheet], book)


def _column_lines(columns: Sequence[ColumnReading], book: Logbook) -> Iterator[str]:
    filled = [column for column in columns if column.cells_read or column.reason]
    width = max((len(_short(column.header)) for column in filled), default=0)
    for column in filled:
        yield f"  {_short(column.header):<{width}}  {_read_as(column)}{_counts_for(column, book)}"
        yield from _in_part(column, width)
    if blank := [_short(column.header) for column in columns if column not in filled]:
        yield f"  Blank in all rows: {', '.join(dict.fromkeys(blank))}"


def _counts_for(column: ColumnReading, book: Logbook) -> str:
    """Say which exercise a column of marks became, where it is called otherwise."""
    if column.column != "done":
        return ""
    written = book.routine["exercise_written"] == exercise_in(column.header)
    names = book.routine.loc[written & (book.routine["file"] == column.file), "exercise"].unique()
    others = [n for n in names if n.casefold() != exercise_in(column.header).casefold()]
    return f"; counts for: {', '.join(others)}" if others else ""


def _in_part(column: ColumnReading, width: int) -> Iterator[str]:
    """Show the cells of which the value leaves something out."""
    if not column.in_part:
        return
    told = [f'"{_short(text)}" as {value}' for text, value in column.in_part[:_MOST_SHOWN]]
    more = len(column.in_part) - len(told)
    others = f" and {more:,} more" if more else ""
    yield f"  {'':<{width}}  read in part, the rest is kept in the notes: {', '.join(told)}{others}"


def _becomes(book: Logbook, file: str | None) -> dict[str, str]:
    """Say what the files, or one of them, give: diary, routine, plan -> so many of what."""
    told: dict[str, str] = {}
    for what, of in (("diary", "entries"), ("routine", "exercises"), ("plan", "exercises")):
        frame: pd.DataFrame = getattr(book, what)
        if file is not None:
            frame = frame[frame["file"] == file]
        if frame.empty:
            continue
        count = int((frame["exercise"] != NONE).sum()) if what == "routine" else len(frame)
        told[what] = f"1 {_one(of)}" if count == 1 else f"{count:,} {of}"
        if "date" in frame:
            first, last = frame["date"].min(), frame["date"].max()
            told[what] += f" from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        often = [name for name in ("times_per_day", "days_per_week") if name in frame]
        silent = frame[frame[often].isna().all(axis=1)] if often else frame[:0]
        if len(silent):
            names = ", ".join(dict.fromkeys(map(str, silent["exercise_written"])))
            told[what] += (
                f", {len(silent):,} of them taken as daily because nothing says how often: {names}"
            )
    return told


def _one(of: str) -> str:
    return "entry" if of == "entries" else of.removesuffix("s")


def check_data(look: Look) -> dict[str, Any]:
    """Give the same as data, ready for JSON.

    Parameters
    ----------
    look : Look

    Returns
    -------
    dict
        ``usable`` and ``errors`` (why it is not); ``sources``, ``columns`` and
        ``problems``: lists with one object per file, column and problem; what
        is not known is None. ``becomes`` of a source says what it gave.
    """
    book = look.book
    return {
        "usable": not look.errors,
        "errors": [str(error) for error in look.errors],
        "sources": [
            _plain(vars(source)) | {"becomes": _becomes(book, source.file)}
            for source in book.sources
        ],
        "columns": [_plain(_of_column(column)) for column in book.columns_read],
        "problems": list(_problems(book)),
    }


def _rows(source: Source) -> str:
    parts = {
        "used": source.rows_used,
        "repeated": source.rows_repeated,
        "refused": source.rows_refused,
    }
    said = ", ".join(
        f"{count:,} {what}" for what, count in parts.items() if count or what == "used"
    )
    blank = source.rows_blank
    only = f" ({blank:,} of them with nothing but a date)" if blank else ""
    lines = line_ranges(source.repeated_lines)
    where = f" (repeated: line {lines})" if lines else ""
    return f"{_counted(source.rows_read, 'row')} read: {said}{only}{where}"


def _in_all(book: Logbook) -> str:
    """Add up all files: rows, and cells of the columns that are read."""
    names = ("rows_read", "rows_used", "rows_repeated", "rows_refused")
    read, used, repeated, refused = (sum(getattr(s, n) for s in book.sources) for n in names)
    cells = [column for column in book.columns_read if not column.reason]
    filled = sum(column.cells_read for column in cells if not column.within)
    lost = sum(column.cells_lost for column in cells)
    odd = sum(column.cells_refused for column in cells) - lost
    with_rows = f", {lost:,} in rows that are not used" if lost else ""
    return (
        f"In all: {read:,} rows read, {used:,} used, {repeated:,} repeated, {refused:,} refused; "
        f"{filled:,} cells read, {odd:,} not understood{with_rows}."
    )


def _read_as(column: ColumnReading) -> str:
    if column.reason:
        return f"left out: {column.reason}"
    if column.column is None:
        return "not used"
    kind = "" if column.kind == column.column else f", {column.kind.replace('_', '/')}"
    unit = "" if column.unit in ("", column.kind) else f" [{column.unit}]"
    at = "" if column.hours is None else f" at {shown(column.hours, 'time')}"
    read = f"{column.column}{kind}{unit}{at}"
    if column.scale is not None:
        low, high = column.scale
        read += f", stretched from {low:g}-{high:g} to 0-10"
    if column.cells_used:
        text, value = _short(column.example_text), _short(str(column.example_value))
        read += f"; such as {text}" if text == value else f'; "{text}" is read as {value}'
    if odd := column.cells_refused - column.cells_lost:
        read += f"; {odd:,} of {column.cells_read:,} cells not understood"
    if column.cells_lost:
        read += f"; {column.cells_lost:,} in rows that are not used"
    return read


def _of_column(column: ColumnReading) -> dict[str, Any]:
    """What is said of a column; its days are the report's."""
    return {name: v for name, v in vars(column).items() if not name.startswith("from_")}


def _remark(problem: Problem) -> str:
    column = _short(problem.column) if problem.column else None
    return str(replace(problem, file=problem.file or "logbook", column=column))


def _problems(book: Logbook) -> Iterator[dict[str, Any]]:
    return (_plain(row) for row in book.problems.to_dict("records"))


def _plain(values: dict[Any, Any]) -> dict[str, Any]:
    """Plain numbers and text; None for what is not known."""
    return {str(name): _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain_value(each) for each in value]
    if pd.isna(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, int | float | str) else str(value)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_CELL else one_line[: _LONGEST_CELL - 1] + "…"
