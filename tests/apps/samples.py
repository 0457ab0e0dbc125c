"""Putting one export into a logbook and seeing what became of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from backpain_analysis.logbook import ColumnReading, Logbook, open_logbook
from tests.writing import TODAY, write_logbook

#: A diary beside the export, as most exports hold no pain.
DIARY = "date,pain\n2026-03-01,4\n"


def with_export(
    folder: Path, text: str, *, name: str = "whatever.csv", settings: str = "", diary: str = DIARY
) -> Logbook:
    """Open a logbook of an export and, where given, a diary of one entry."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")
    if diary:
        write_logbook(folder, diary=diary)
    if settings:
        write_logbook(folder, settings=settings)
    return open_logbook(folder, today=TODAY)


def rows(book: Logbook, name: str = "whatever.csv") -> tuple[str, int, int, int, int]:
    """What the export was recognised as, and its rows read, used, repeated, refused."""
    (source,) = (s for s in book.sources if s.file == name)
    return (source.format, source.rows_read, source.rows_used, source.rows_repeated,
            source.rows_refused)  # fmt: skip


def column(book: Logbook, header: str, name: str = "whatever.csv") -> ColumnReading:
    """How one header of the export was understood."""
    (found,) = (c for c in book.columns_read if c.header == header and c.file == name)
    return found


def entries(book: Logbook, name: str = "whatever.csv") -> list[dict[str, object]]:
    """Entries of the export, in order, each with what it holds."""
    frame = book.diary[book.diary["file"] == name].drop(columns=["file", "line"])
    frame = frame.assign(date=frame["date"].dt.strftime("%Y-%m-%d"))
    return [
        {str(k): v for k, v in row.items() if not pd.isna(v)} for row in frame.to_dict("records")
    ]


def exercises(book: Logbook) -> list[dict[str, object]]:
    """Rows of the routine, in order, each with what it holds."""
    frame = book.routine.drop(columns=["file", "line"])
    frame = frame.assign(date=frame["date"].dt.strftime("%Y-%m-%d"))
    return [
        {str(k): v for k, v in row.items() if not pd.isna(v)} for row in frame.to_dict("records")
    ]


def accounted(book: Logbook) -> None:
    """Check that every row and every cell is accounted for."""
    for s in book.sources:
        assert s.rows_read == s.rows_used + s.rows_repeated + s.rows_refused, s
        assert min(s.rows_used, s.rows_repeated, s.rows_refused) >= 0, s
    for c in book.columns_read:
        assert c.cells_read == c.cells_used + c.cells_refused, c
        assert min(c.cells_used, c.cells_refused) >= 0, c
