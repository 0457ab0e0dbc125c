"""What is in a logbook, as small tables that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.question import question
from backpain_analysis.wording import factor_label, format_percent

if TYPE_CHECKING:
    from backpain_analysis.logbook import ColumnReading, Logbook

#: An example is cut here [characters].
LONGEST_EXAMPLE = 40


def list_sources(book: Logbook) -> pd.DataFrame:
    """List the files that were read, and what became of their rows.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DataFrame
        One row per file.
    """
    return pd.DataFrame(
        [
            {
                "file": s.file,
                "rows read": s.rows_read,
                "used": s.rows_used,
                "repeated": s.rows_repeated,
                "refused": s.rows_refused,
                "problems": s.problems,
            }
            for s in book.sources
        ]
    )


def list_columns(book: Logbook) -> pd.DataFrame:
    """List how each column was understood, with an example.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DataFrame
        One row per column of each file.
    """
    return pd.DataFrame(
        [
            {
                "file": c.file,
                "heading": c.header,
                "understood as": _understood_as(c),
                "unit": c.unit,
                "for example": _short(c.example_text),
                "is read as": _short(c.example_value),
                "cells": c.cells_read,
                "refused": c.cells_refused,
            }
            for c in book.columns_read
        ]
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"


def _understood_as(reading: ColumnReading) -> str:
    if reading.column is None:
        return f"left out: {reading.reason}" if reading.reason else "not used"
    if reading.scale is None:
        return reading.column
    low, high = reading.scale
    return f"{reading.column}, stretched from {low:g}-{high:g} to 0-10"


def list_problems(book: Logbook) -> pd.DataFrame:
    """List what was not understood, line by line.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DataFrame
        One row per problem.
    """
    table = book.problems[["file", "line", "column", "value", "message"]]
    texts = {name: ["" if pd.isna(v) else str(v) for v in table[name]] for name in table.columns}
    return pd.DataFrame(texts).rename(columns={"message": "what is wrong"})


def count_recorded(days: pd.DataFrame) -> pd.DataFrame:
    """Count the days of the period on which each thing was written down.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.

    Returns
    -------
    pandas.DataFrame
        One row per column that was ever written down, the fullest first.
    """
    asked = question(days)
    period = days.loc[asked.start : asked.end]
    labels = {name: info["label"] for name, info in days.attrs.get("factors", {}).items()}
    counts = period.notna().sum().sort_values(ascending=False, kind="stable")
    return pd.DataFrame(
        [
            {
                "what": _column_label(str(name), labels),
                "days written down": int(n),
                "of the days": format_percent(n / len(period)),
            }
            for name, n in counts.items()
            if n > 0
        ]
    )


def _column_label(name: str, labels: dict[str, str]) -> str:
    known = DIARY_BY_NAME.get(name)
    return known.label if known else factor_label(name, labels.get(name, ""))
