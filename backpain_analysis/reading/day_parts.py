"""Columns of one thing at several times of the day: "Pain AM" and "Pain PM"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import DIARY, Column
from backpain_analysis.header_words import PART_OF_DAY_HEADERS, WHEN_HEADERS
from backpain_analysis.reading.assembly import assemble, holds_something
from backpain_analysis.reading.headers import read_heading, snake_case
from backpain_analysis.reading.matching import Meaning, fold_mapping, match_headers
from backpain_analysis.reading.notes import with_notes
from backpain_analysis.reading.part import Cells, Part, Rows
from backpain_analysis.reading.settings import IGNORE, Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.times import hours_of_day_part
from backpain_analysis.reading.when import When

_BY_NAME = {c.name: c for c in DIARY if c.kind == "number" and c.role in ("outcome", "symptom")}

_MOST_WORDS = 6  # in the name of a part of the day
_MOST_PARTS = 24  # of a day, however they are spelt


def match_diary(headers: Sequence[str], mapped: Mapping[str, str]) -> tuple[Meaning, ...]:
    """Find what each header of a diary means; only parts of a day share a meaning.

    Parameters
    ----------
    headers : sequence of str
        As written.
    mapped : mapping of str to str
        The person's ``[columns]``.

    Returns
    -------
    tuple of Meaning
        In the order of the headers. "Pain AM" and "Pain PM" are both pain, each at its hour,
        where no other header is the pain itself.
    """
    shared = _shared(headers, mapped)
    others = match_headers([h for h in headers if h not in shared], DIARY, mapped)
    taken = {meaning.name for meaning in others if meaning.column}
    if any(column.name in taken for column, _ in shared.values()):
        shared = {h: found for h, found in shared.items() if found[0].name not in taken}
        others = match_headers([h for h in headers if h not in shared], DIARY, mapped)
    found = {meaning.header: meaning for meaning in others}
    for header, (column, hours) in shared.items():
        found[header] = Meaning(header, column.name, column, read_heading(header), hours)
    return tuple(found[header] for header in headers)


def with_time(table: Table, settings: Settings) -> Settings:
    """Take for the time a column that says nothing but the part of the day.

    Parameters
    ----------
    table : Table
    settings : Settings

    Returns
    -------
    Settings
        With that header in ``columns``, where no other is the time: "When" of "AM" and "PM".
    """
    meanings = match_headers(table.header, DIARY, settings.columns)
    if any(meaning.name == "time" for meaning in meanings):
        return settings
    said = fold_mapping(settings.columns)
    found = [
        meaning.header
        for meaning in meanings
        if meaning.column is None and meaning.header.casefold() not in said
        and meaning.heading.name in (*WHEN_HEADERS, *PART_OF_DAY_HEADERS)
        and _tells_parts(table.cells[meaning.header].array.categories)
    ]  # fmt: skip
    if len(found) != 1:
        return settings
    return replace(settings, columns={**settings.columns, found[0]: "time"})


def _tells_parts(texts: Sequence[str]) -> bool:
    several = 1 < len(texts) <= _MOST_PARTS
    return several and all(hours_of_day_part(str(text)) is not None for text in texts)


def _shared(headers: Sequence[str], mapped: Mapping[str, str]) -> dict[str, tuple[Column, float]]:
    """The headers that name a part of the day, where another names another part.

    One that the person wants left out counts as another: what is left is not less of a pain.
    """
    wishes = fold_mapping(mapped)
    found: dict[str, tuple[Column, float]] = {}
    ignored = [header for header in mapped if wishes[header.strip().casefold()] == IGNORE]
    for header in dict.fromkeys((*headers, *ignored)):
        rest, hours = _split(header)
        wish = wishes.get(header.casefold())
        column = _BY_NAME.get(wish) if wish and wish != IGNORE else _meant(rest)
        if hours is not None and column is not None:
            found[header] = column, hours
    said = {header for header in found if header.casefold() in wishes and header not in ignored}
    wished = {found[header][0].name for header in said}
    found = {
        header: (column, hours)
        for header, (column, hours) in found.items()
        if column.name not in wished or header in said
    }
    several = {
        name
        for name in _BY_NAME
        if len({hours for column, hours in found.values() if column.name == name}) > 1
    }
    kept = {h: pair for h, pair in found.items() if h in headers and h not in ignored}
    return {h: pair for h, pair in kept.items() if pair[0].name in several}


def _meant(rest: str) -> Column | None:
    (meaning,) = match_headers([rest], tuple(_BY_NAME.values()), {}) if rest else (None,)
    return meaning.column if meaning else None


def _split(header: str) -> tuple[str, float | None]:
    """Take the part of the day off a header: "Schmerz am Abend (0-10)", "Morning pain", "PM"."""
    words = read_heading(header).name.split("_")
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        for part, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            hours = hours_of_day_part(" ".join(part))
            if hours is not None:
                return snake_case(" ".join(rest)), hours
    return "", None


@dataclass(frozen=True, eq=False)
class ByHour:
    """The columns of a table by the time of day that they speak of.

    Attributes
    ----------
    own : tuple of Cells
        Those of the row itself, with those of the latest hour.
    hours : numpy.ndarray of float
        Time of each row [h since midnight]: as written, else the latest hour where it holds
        something; NaN where neither is known.
    earlier : mapping of float to tuple of Cells
        Hour [h since midnight] -> columns that are entries of their own.
    hour_of : mapping of str to float
        Header -> its hour [h since midnight].
    """

    own: tuple[Cells, ...]
    hours: npt.NDArray[np.float64]
    earlier: Mapping[float, tuple[Cells, ...]] = field(default_factory=dict)
    hour_of: Mapping[str, float] = field(default_factory=dict)


def by_hour(meanings: Sequence[Meaning], cells: Sequence[Cells], when: When) -> ByHour:
    """Part the columns of a row by the time of day that they speak of.

    Parameters
    ----------
    meanings : sequence of Meaning
    cells : sequence of Cells
        In the same order.
    when : When

    Returns
    -------
    ByHour
    """
    timed = sorted({m.hours for m in meanings if m.hours is not None})
    if not timed:
        return ByHour(tuple(cells), when.hours)
    of_hour = {
        hours: tuple(c for m, c in zip(meanings, cells, strict=True) if m.hours == hours)
        for hours in (None, *timed)
    }
    *before, latest = timed
    filled = holds_something(of_hour[latest], len(when.hours))
    return ByHour(
        own=(*of_hour[None], *of_hour[latest]),
        hours=np.where(filled & np.isnan(when.hours), latest, when.hours),
        earlier={hours: of_hour[hours] for hours in before},
        hour_of={m.header: m.hours for m in meanings if m.hours is not None},
    )


def with_earlier(part: Part, table: Table, when: When, split: ByHour) -> Part:
    """Add the entries that a row's columns of earlier hours are.

    Parameters
    ----------
    part : Part
        Of the rows' own columns.
    table : Table
    when : When
    split : ByHour

    Returns
    -------
    Part
        Every row of the file still counts once.
    """
    if not split.earlier:
        return part
    says = table.lines[holds_something(split.own, len(table.lines))]
    own = np.isin(part.frame["line"], says)
    for hours, cells in split.earlier.items():
        part = _joined(part, _entries(table, when, hours, cells))
    part = _without_silent(part, np.append(~own, np.zeros(len(part.frame) - len(own), dtype=bool)))
    columns = (replace(column, hours=split.hour_of.get(column.header)) for column in part.columns)
    in_order = sorted(columns, key=lambda column: table.header.index(column.header))
    return replace(part, columns=tuple(in_order))


def _entries(table: Table, when: When, hours: float, cells: Sequence[Cells]) -> Part:
    times = np.full(len(table.lines), hours)
    filled = holds_something(cells, len(times))
    cells = with_notes(cells)
    return assemble(
        "diary",
        replace(table, problems=()),
        cells,
        columns={"date": when.days, "time": times} | {cell.name: cell.values for cell in cells},
        used=filled & ~when.missing,
        problems=(),
    )


def _joined(part: Part, added: Part) -> Part:
    rows = np.ones(len(part.frame), dtype=np.int64) if part.counted is None else part.counted
    return replace(
        part,
        frame=pd.concat([part.frame, added.frame], ignore_index=True),
        keys=np.concatenate([part.keys, added.keys]),
        subjects=np.concatenate([part.subjects, added.subjects]),
        columns=(*part.columns, *added.columns),
        counted=np.concatenate([rows, np.zeros(len(added.frame), dtype=np.int64)]),
        refused=_both(part.refused, added.refused),
    )


def _without_silent(part: Part, silent: Rows) -> Part:
    """Let an entry of an earlier hour stand for its row, where nothing else of the row is known."""
    line, counted = part.frame["line"].to_numpy(), np.array(part.counted)
    entry = np.arange(len(line)) >= (counted > 0).sum()
    taken = silent & np.isin(line, line[entry])
    first = entry & np.isin(line, line[taken]) & ~pd.Series(line).where(entry).duplicated()
    counted[first] = 1
    return replace(
        part,
        frame=part.frame.loc[~taken].reset_index(drop=True),
        keys=part.keys[~taken],
        subjects=part.subjects[~taken],
        counted=counted[~taken],
    )


def _both(
    some: Mapping[str, pd.DataFrame], more: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    names = {**some, **more}
    return {n: pd.concat([one[n] for one in (some, more) if n in one]) for n in names}
