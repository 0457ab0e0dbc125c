"""A diary in any dialect: read as it was meant, what is odd named, everything accounted for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.logbook import Logbook, open_logbook
from tests.apps.samples import accounted
from tests.dialects import Dialect, Row, dialects, is_undecided, rows, write
from tests.writing import TODAY

_NIGHT_ENDS = 4 * 60
_COLUMNS = ("pain", "sitting_hours", "lifting", "steps", "coffee", "location", "notes")


def _opened(written: Any, folder: str) -> Logbook:
    (Path(folder) / written.name).write_bytes(written.data)
    if written.settings:
        (Path(folder) / "settings.toml").write_text(written.settings)
    return open_logbook(folder, today=TODAY)


def _meant(row: Row) -> dict[str, Any]:
    """What the reader should make of an entry."""
    early = row.time is not None and row.time < _NIGHT_ENDS
    said = {
        "date": row.date - dt.timedelta(days=int(early)),
        "time": None if row.time is None else row.time / 60,
        "pain": row.pain,
        "sitting_hours": None if row.sitting_hours is None else row.sitting_hours / 60,
        "lifting": None if row.lifting is None else float(row.lifting),
        "steps": row.steps,
        "coffee": row.coffee,
        "location": "; ".join(sorted(row.location, key=str.casefold)) if row.location else None,
        "notes": row.notes,
    }
    return {name: value for name, value in said.items() if value is not None}


def _read(book: Logbook) -> dict[int, dict[str, Any]]:
    """What the reader made of each line."""
    found: dict[int, dict[str, Any]] = {}
    for entry in book.diary.to_dict("records"):
        said = {n: entry[n] for n in ("time", *_COLUMNS) if n in entry and not pd.isna(entry[n])}
        found[entry["line"]] = {"date": entry["date"].date(), **said}
    return found


def _is_empty(row: Row) -> bool:
    return all(getattr(row, name) is None for name in _COLUMNS)


def _approx(said: dict[str, Any]) -> dict[str, Any]:
    return {n: pytest.approx(v) if isinstance(v, float | int) else v for n, v in said.items()}


@given(rows(), dialects())
@settings(max_examples=60, deadline=None)
def test_every_dialect_is_read_as_it_was_meant(entries: list[Row], dialect: Dialect):
    written = write(entries, dialect, {})
    with TemporaryDirectory() as folder:
        book = _opened(written, folder)
    accounted(book)
    kept: dict[tuple[Any, ...], tuple[int, Row]] = {}
    for line, row in zip(written.lines, entries, strict=True):
        if not _is_empty(row):
            kept.setdefault(tuple(_meant(row).items()), (line, row))
    assert _read(book) == {line: _approx(_meant(row)) for line, row in kept.values()}
    empty = [line for line, row in zip(written.lines, entries, strict=True) if _is_empty(row)]
    (source,) = book.sources
    assert (source.rows_read, source.rows_refused) == (len(entries), len(empty))
    assert source.rows_repeated == len(entries) - len(empty) - len(kept)
    # what is said of a whole column has no line
    assert list(book.problems["line"].dropna()) == empty[:1]


#: A text that no reader should take, by column; the number makes each another.
_ODD = {
    "date": "someday {n}",
    "time": "{n}5:99",
    "pain": "9{n}9",
    "sitting_hours": "{n}5 h",
    "lifting": "perhaps {n}",
    "steps": "-{n}",
}


@st.composite
def spoilt(draw: Any) -> tuple[list[Row], Dialect, dict[tuple[int, str], str]]:
    """A diary in which some cells, filled or blank, hold nonsense."""
    entries, dialect = draw(rows()), draw(dialects())
    split = dialect.date == "split" and not dialect.sheet
    cells = [
        (at, name)
        for at in range(1, len(entries))
        for name in _ODD
        if name in dialect.headers and not (split and name == "date")
    ]
    chosen = draw(st.lists(st.sampled_from(cells), unique=True, max_size=6)) if cells else []
    return entries, dialect, {(a, n): _ODD[n].format(n=i) for i, (a, n) in enumerate(chosen, 3)}


@given(spoilt())
@settings(max_examples=60, deadline=None)
def test_of_a_spoilt_diary_exactly_the_spoilt_cells_are_named(drawn):
    entries, dialect, odd = drawn
    written = write(entries, dialect, odd)
    dates = {at for at, name in odd if name == "date"}
    if is_undecided([row for at, row in enumerate(entries) if at not in dates], dialect):
        written.settings = f"day_first = {'false' if dialect.date == 'm/d/y' else 'true'}\n"
    with TemporaryDirectory() as folder:
        book = _opened(written, folder)
    accounted(book)
    named = book.problems.dropna(subset=["line", "column"])
    told = list(zip(named["line"], named["column"], named["value"], strict=True))
    assert sorted(told) == sorted(written.refused)
    spoilt_rows = {at: {n for a, n in odd if a == at} for at in range(len(entries))}
    read = _read(book)
    for at, (line, row) in enumerate(zip(written.lines, entries, strict=True)):
        if at in dates:
            assert line not in read
        elif line in read:  # the rest of the row stays
            kept = {n: v for n, v in _meant(row).items() if n not in spoilt_rows[at]}
            if "time" in spoilt_rows[at]:
                kept["date"] = row.date
            assert read[line] == _approx(kept)
