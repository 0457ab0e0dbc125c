"""A long file: one measurement per row, with its name, its value and its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY, OUTCOMES, Column
from backpain_analysis.errors import Problem
from backpain_analysis.reading.assembly import (
    assemble,
    cell_problems,
    holds_something,
    own_measures,
)
from backpain_analysis.reading.cells import (
    Conventions,
    as_written,
    find_conventions,
    read_cells,
)
from backpain_analysis.reading.diary import named_activities, silent_problem
from backpain_analysis.reading.headers import AS_LIST, read_heading, snake_case
from backpain_analysis.reading.kinds import only_0_and_1
from backpain_analysis.reading.matching import (
    Meaning,
    fold_mapping,
    is_pain,
    match_headers,
)
from backpain_analysis.reading.notes import add_notes
from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.part import (
    Cells,
    ColumnReading,
    Part,
    Rows,
    Values,
    column_reading,
    row_keys,
)
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_yes_no
from backpain_analysis.reading.when import (
    When,
    find_date_parts,
    read_when,
    rows_problem,
)

# Headers of a name column whose every name is a place that hurts.
_PLACES = frozenset(("region", "location", "where", "body_part", "place"))

#: Headers of the column that names the measurement, and of the one with its value.
NAMES = _PLACES | {
    "name", "tracker", "tracker_name", "trackable_name", "measure", "measurement", "metric",
    "variable", "symptom", "item", "what",
}  # fmt: skip
VALUES = frozenset((
    "value", "intensity", "amount", "rating", "score", "level", "reading", "severity",
    "tracker_value", "trackable_value", "observation_value",
))  # fmt: skip

_SETTLED = ("pain", "worst_pain")
_NOTES = ("text", "list")


@dataclass(frozen=True)
class _Columns:
    """Headers of a long file by what they are for."""

    name: str
    value: str
    parts: Mapping[str, str]
    others: tuple[Meaning, ...]


@dataclass(frozen=True, eq=False)
class _Measured:
    """The rows of one name, read."""

    rows: npt.NDArray[np.intp]
    cells: Cells


def is_long(header: Sequence[str], settings: Settings) -> bool:
    """Tell a long file by its header.

    Parameters
    ----------
    header : sequence of str
    settings : Settings
        Its ``[columns]`` may name the columns ``name`` and ``value``.

    Returns
    -------
    bool
        It has a column of names, one of values and a date, and no column
        of its own for pain.
    """
    found = _find_columns(header, settings)
    if found is None:
        return False
    known = {meaning.name for meaning in found.others if meaning.column}
    dated = bool(found.parts) or "date" in known
    return dated and not known & {*OUTCOMES}


def _find_columns(header: Sequence[str], settings: Settings) -> _Columns | None:
    mapped = fold_mapping(settings.columns)
    wished = {mapped[h.casefold()]: h for h in header if h.casefold() in mapped}
    by_word = {read_heading(h).name: h for h in reversed(header)}
    name = wished.get("name") or next((by_word[w] for w in by_word if w in NAMES), None)
    value = wished.get("value") or next((by_word[w] for w in by_word if w in VALUES), None)
    if name is None or value is None:
        return None
    parts = find_date_parts(header, settings)
    rest = [h for h in header if h not in (name, value, *parts.values())]
    return _Columns(name, value, parts, match_headers(rest, DIARY, settings.columns))


def read_long(table: Table, settings: Settings, today: dt.date) -> Part:
    """Read a long file.

    Parameters
    ----------
    table : Table
        One for which `is_long` holds.
    settings : Settings
    today : datetime.date
        Dates after the day that follows it are refused.

    Returns
    -------
    Part
        A diary with one row per measurement, each in the column of its name.

    Raises
    ------
    LogbookError
        Its dates cannot be told apart.
    """
    found = _find_columns(table.header, settings)
    if found is None:
        raise ValueError("not a long file")
    when = read_when(table, found.others, found.parts, settings, today)
    names = table.cells[found.name].array
    places = snake_case(found.name) in _PLACES
    unsettled = _unsettled_pains(names, settings, places)
    ways = find_conventions(table, [found.value], settings)
    measured = [
        _measure(meaning, names, table.cells[found.value].array, ways)
        for meaning in _name_meanings(names, settings, bool(unsettled))
    ]
    extra = _with_notes(_extra_cells(table, found, ways), measured, len(names))
    told = _told_otherwise(extra, len(names))
    used = ~when.missing & (_understood(measured, len(names)) | told)
    named = _named_in_lists(found, extra, ways)
    part = assemble(
        "diary",
        table,
        [*when.cells, *extra],
        columns=_frame_columns(when, measured, [*extra, *named]),
        used=used,
        problems=[
            *when.problems,
            *_blank_problems(table, found, told, ~(used | when.missing) & _unknown(measured, told)),
            *_measured_problems(table, measured),
            *cell_problems(table, extra),
        ],
    )
    own = own_measures([*named, *(() if places else (one.cells for one in measured))])
    return replace(
        part,
        format="long file",
        subjects=row_keys({"name": names[used]}, int(used.sum())),
        columns=(*part.columns, *_readings(table, found, measured, ~when.missing)),
        own={**part.own, **own},
        names=frozenset(one.cells.header for one in measured),
        unsettled=unsettled,
        refused={**part.refused, **_refused(part.frame, table, measured, used)},
    )


def _refused(
    frame: pd.DataFrame, table: Table, measured: Sequence[_Measured], used: Rows
) -> dict[str, pd.DataFrame]:
    """Values that were not understood in rows that say something else."""
    found: dict[str, pd.DataFrame] = {}
    for one in measured:
        odd = one.cells.parsed.refused & used[one.rows]
        if odd.any():
            texts = np.asarray(one.cells.parsed.text[odd], dtype=object)
            at = np.searchsorted(frame["line"], table.lines[one.rows[odd]])
            found[one.cells.name] = frame[["line", "date", "time"]].iloc[at].assign(text=texts)
    return found


def _unsettled_pains(names: pd.Categorical, settings: Settings, places: bool) -> tuple[str, ...]:
    """Names that all speak of pain, where none is settled to be *the* pain."""
    mapped = fold_mapping(settings.columns)
    pains = tuple(name for name in _used(names) if places or is_pain(name))
    settled = any(
        mapped.get(name.casefold()) in OUTCOMES or snake_case(name) in _SETTLED
        for name in _used(names)
    )
    return () if settled or len(pains) < 2 else pains


def _used(names: pd.Categorical) -> list[str]:
    counts = np.bincount(names.codes[names.codes >= 0], minlength=len(names.categories))
    return [str(name) for name, count in zip(names.categories, counts, strict=True) if count]


def _name_meanings(
    names: pd.Categorical, settings: Settings, unsettled: bool
) -> tuple[Meaning, ...]:
    """Find the column of every name; several names may be mapped to one column."""
    columns: list[Column] = [
        column
        for column in DIARY
        if column.role != "when" and not (unsettled and column.name in _SETTLED)
    ]
    wishes = fold_mapping(settings.columns)
    by_name = {column.name: column for column in columns}
    found = match_headers(_used(names), columns, settings.columns)
    return tuple(_as_wished(meaning, wishes, by_name) for meaning in found)


def _as_wished(
    meaning: Meaning, wishes: Mapping[str, str], by_name: Mapping[str, Column]
) -> Meaning:
    column = by_name.get(wishes.get(meaning.header.casefold(), ""))
    return replace(meaning, name=column.name, column=column) if column else meaning


def _measure(
    meaning: Meaning, names: pd.Categorical, values: pd.Categorical, ways: Conventions
) -> _Measured:
    """Read the values of one name. Where its numbers are only 0 and 1 it is a yes/no."""
    code = names.categories.get_loc(meaning.header)
    rows = np.flatnonzero(names.codes == code)
    cells = read_cells(values[rows], meaning, ways)
    column = meaning.column
    answered = cells.kind == "number" and not meaning.heading.scale and only_0_and_1(cells.parsed)
    if column and column.role == "factor" and answered:
        cells = replace(cells, kind="yes_no", unit="", label=meaning.header, known=False)
        cells = replace(cells, parsed=_with_answers(cells.parsed))
    return _Measured(rows, cells)


def _with_answers(numbers: Parsed) -> Parsed:
    """Take "yes" among ones and noughts for what it says."""
    answers = parse_yes_no(numbers.text)
    told = numbers.refused & ~answers.refused
    return replace(
        numbers,
        values=np.where(told, np.asarray(answers.values), np.asarray(numbers.values)),
        refused=numbers.refused & answers.refused,
        messages={t: why for t, why in numbers.messages.items() if t in answers.messages},
        notes={**answers.notes, **numbers.notes},
    )


def _understood(measured: Sequence[_Measured], rows: int) -> Rows:
    """Rows that have a name, and a value that was understood; "n/a" is none."""
    understood = np.zeros(rows, dtype=bool)
    for one in measured:
        held = holds_something([one.cells], len(one.rows))
        understood[one.rows] = held & ~one.cells.parsed.refused
    return understood


def _unknown(measured: Sequence[_Measured], told: Rows) -> Rows:
    """Rows whose value says that it is not known, and that say nothing else."""
    unknown = np.zeros(len(told), dtype=bool)
    for one in measured:
        unknown[one.rows] = (one.cells.parsed.text.codes >= 0) & ~one.cells.parsed.refused
    return unknown & ~told


def _with_notes(extra: list[Cells], measured: Sequence[_Measured], rows: int) -> list[Cells]:
    """Put what a cell says beside its value ("sharp" in "7 (sharp)") into the notes."""
    every = np.arange(rows)
    read = [(every, cell) for cell in extra] + [(one.rows, one.cells) for one in measured]
    kept: dict[int, list[str]] = {}
    for at, cells in read:
        for row, note in cells.parsed.note_rows().items():
            kept.setdefault(int(at[row]), []).append(f"{cells.header}: {note}")
    return add_notes(extra, kept, rows) if kept else extra


def _told_otherwise(extra: Sequence[Cells], rows: int) -> Rows:
    """Rows that say something beside the measurement: a note, a medicine."""
    told = np.zeros(rows, dtype=bool)
    for cell in extra:
        told |= holds_something([cell], rows) & ~cell.parsed.refused
    return told


def _named_in_lists(found: _Columns, extra: Sequence[Cells], ways: Conventions) -> list[Cells]:
    """Yes/no of what lists name. A row without the list is about something else: no answer."""
    by_header = {meaning.header: meaning for meaning in found.others}
    made: list[Cells] = []
    for cell in (cell for cell in extra if cell.header):
        for one in named_activities([by_header[cell.header]], [cell], ways):
            values = np.where(cell.parsed.text.codes < 0, np.nan, np.asarray(one.values))
            made.append(replace(one, parsed=replace(one.parsed, values=values)))
    return made


def _extra_cells(table: Table, found: _Columns, ways: Conventions) -> list[Cells]:
    """Columns beside name, value and date: notes and lists, or kept as text."""
    cells = []
    for meaning in found.others:
        text = table.cells[meaning.header].array
        if meaning.column and meaning.column.role == "when":
            continue
        marked = meaning.heading.mark[0] == AS_LIST and meaning.column is None
        if marked or (meaning.column and meaning.column.kind in _NOTES):
            cells.append(read_cells(text, meaning, ways))
        else:
            name = meaning.name if meaning.column is None else f"{meaning.name}_text"
            cells.append(
                Cells(meaning.header, name, meaning.label, "text", "", as_written(text), False)
            )
    return cells


def _frame_columns(
    when: When, measured: Sequence[_Measured], extra: Sequence[Cells]
) -> dict[str, Values]:
    columns: dict[str, Values] = {"date": when.days, "time": when.hours}
    rows = len(when.days)
    texts: dict[str, npt.NDArray[np.object_]] = {}
    for one in measured:
        name, values = one.cells.name, one.cells.values
        if isinstance(values, pd.Categorical):
            spread = texts.setdefault(name, np.full(rows, None, dtype=object))
            spread[one.rows] = np.asarray(values, dtype=object)
        else:
            columns.setdefault(name, np.full(rows, np.nan))
            columns[name][one.rows] = values
    columns |= {name: pd.Categorical(values) for name, values in texts.items()}
    return columns | {cell.name: cell.values for cell in extra if cell.name not in columns}


def _blank_problems(table: Table, found: _Columns, told: Rows, unknown: Rows) -> list[Problem]:
    problems = silent_problem(table, unknown)
    for header in (found.name, found.value):
        blank = (table.cells[header].array.codes < 0) & ~told
        if blank.any():
            problems.append(rows_problem(table, blank, header, "blank, so {rows} cannot be used."))
    return problems


def _measured_problems(table: Table, measured: Sequence[_Measured]) -> list[Problem]:
    return [
        problem
        for one in measured
        for problem in one.cells.parsed.problems(
            table.file, one.cells.header, table.lines[one.rows]
        )
    ]


def _readings(
    table: Table, found: _Columns, measured: Sequence[_Measured], dated: Rows
) -> list[ColumnReading]:
    """Account for the names and the values, each name as a column of its own."""
    names, values = (as_written(table.cells[h].array) for h in (found.name, found.value))
    valued, nameless = values.text.codes >= 0, names.text.codes < 0
    name_cells = Cells(found.name, "name", "name", "text", "", names)
    readings = [
        column_reading(table, name_cells, dated & valued),
        *(column_reading(table, one.cells, dated[one.rows]) for one in measured),
    ]
    if (valued & nameless).any():  # values that nothing names are lost
        lost = as_written(values.text[nameless])
        value_cells = Cells(found.value, "value", "value", "text", "", lost)
        readings.append(column_reading(table, value_cells, np.zeros(len(lost.text), dtype=bool)))
    return readings
