"""What was understood of a logbook and what was not, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from backpain_analysis.logbook import ColumnReading, Logbook, Source

_LONGEST_CELL = 40


def check_lines(book: Logbook) -> Iterator[str]:
    """Say file by file what was understood, then line by line what was not.

    Parameters
    ----------
    book : Logbook

    Yields
    ------
    str
        Lines to print.
    """
    if len(book.diary):
        first, last = book.diary["date"].min(), book.diary["date"].max()
        yield f"Diary: {len(book.diary):,} entries from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    for source in book.sources:
        yield ""
        yield f"{source.file} ({source.format})"
        if source.format == "not read":
            continue
        yield f"  {_rows(source)}"
        columns = [column for column in book.columns_read if column.file == source.file]
        width = max((len(_short(column.header)) for column in columns), default=0)
        yield from (f"  {_short(column.header):<{width}}  {_read_as(column)}" for column in columns)
    yield ""
    if book.problems.empty:
        yield "Everything was understood."
        return
    count = len(book.problems)
    yield f"Not understood, or worth a look: {count} {'place' if count == 1 else 'places'}"
    yield from (f"  {_problem(problem)}" for problem in _problems(book))


def check_data(book: Logbook) -> dict[str, Any]:
    """Give the same as data, ready for JSON.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    dict
        ``sources``, ``columns`` and ``problems``: lists with one object per
        file, column and problem; what is not known is None.
    """
    return {
        "sources": [_plain(vars(source)) for source in book.sources],
        "columns": [_plain(vars(column)) for column in book.columns_read],
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
    return f"{source.rows_read:,} {'row' if source.rows_read == 1 else 'rows'} read: {said}"


def _read_as(column: ColumnReading) -> str:
    if column.column is None:
        return "not used"
    kind = "" if column.kind == column.column else f", {column.kind.replace('_', '/')}"
    unit = "" if column.unit in ("", column.kind) else f" [{column.unit}]"
    read = f"{column.column}{kind}{unit}"
    if column.scale is not None:
        low, high = column.scale
        read += f", stretched from {low:g}-{high:g} to 0-10"
    if column.example_text is not None:
        text, value = _short(column.example_text), _short(str(column.example_value))
        read += f"; such as {text}" if text == value else f'; "{text}" is read as {value}'
    if column.cells_refused:
        read += f"; {column.cells_refused:,} of {column.cells_read:,} cells not understood"
    return read


def _problem(problem: dict[str, Any]) -> str:
    place = problem["file"] or "logbook"
    if problem["line"] is not None:
        place += f", line {problem['line']}"
    if problem["column"]:
        place += f", {_short(problem['column'])}"
    return f"{place}: {problem['message']}"


def _problems(book: Logbook) -> Iterator[dict[str, Any]]:
    ordered = book.problems.sort_values(["file", "line"], kind="stable")
    return (_plain(row) for row in ordered.to_dict("records"))


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
