"""What a cell says beside its value goes into the notes of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.part import Cells


def with_notes(cells: Sequence[Cells]) -> list[Cells]:
    """Put what a cell says beside its value ("sharp" in "7 (sharp)") into the notes.

    Parameters
    ----------
    cells : sequence of Cells

    Returns
    -------
    list of Cells
        With a column ``notes`` where there is something to keep.
    """
    kept: dict[int, list[str]] = {}
    for cell in cells:
        if cell.name != "notes":
            for row, note in cell.parsed.note_rows().items():
                kept.setdefault(row, []).append(f"{cell.header}: {note}")
    return add_notes(cells, kept, len(cells[0].parsed.refused)) if kept else list(cells)


def add_notes(cells: Sequence[Cells], kept: Mapping[int, Sequence[str]], rows: int) -> list[Cells]:
    """Add to the notes of some rows.

    Parameters
    ----------
    cells : sequence of Cells
    kept : mapping of int to texts
        Position of the row -> what to add.
    rows : int
        Number of rows.

    Returns
    -------
    list of Cells
        With a column ``notes``.
    """
    notes = next((cell for cell in cells if cell.name == "notes"), None)
    others = [cell for cell in cells if cell.name != "notes"]
    return [*others, _noted(notes, kept, rows)]


def _noted(notes: Cells | None, kept: Mapping[int, Sequence[str]], rows: int) -> Cells:
    blank = pd.Categorical.from_codes(np.full(rows, -1), pd.Index([], dtype="object"))
    if notes is None:
        parsed = Parsed(blank, np.zeros(rows, dtype=bool), text=blank)
        notes = Cells("", "notes", "notes", "text", "", parsed)
    written = pd.Series(notes.values, dtype="object")
    for row, added in kept.items():
        first = [] if pd.isna(written[row]) else [str(written[row])]
        written[row] = " | ".join([*first, *added])
    parsed = replace(notes.parsed, values=pd.Categorical(written))
    return replace(notes, parsed=parsed)
