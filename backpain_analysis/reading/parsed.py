"""What parsing a column of text gives; each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.errors import Problem, line_ranges

#: A column of text cells: a Categorical of str in which NA means blank.
Text = pd.Categorical | pd.Series | Sequence[str | None]

#: Longest text quoted in a message.
_LONGEST = 40


@dataclass(frozen=True)
class Reading:
    """What one text was understood as.

    Attributes
    ----------
    value : Any
        The value; the missing value where the text says "not recorded".
    note : str
        What the value leaves out and the notes should keep; "" where nothing.
    """

    value: Any
    note: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why one text was not understood, what is allowed and how to mend it.

    Attributes
    ----------
    message : str
        A sentence or two for the person.
    """

    message: str


@dataclass(frozen=True, eq=False)
class Parsed:
    """A column of text after parsing.

    Attributes
    ----------
    values : numpy.ndarray or pandas.Categorical
        One value per row. Numbers, durations, times and yes/no are float
        (NaN where blank or refused), dates datetime64[s] (NaT), lists a
        Categorical of text joined by "; ".
    refused : numpy.ndarray of bool
        The rows whose text was not understood. A blank cell is not refused.
    messages : mapping of str to str
        For each distinct refused text, why.
    notes : mapping of str to str
        For each distinct text that was understood in part, what the notes
        should keep: "sharp" for "7 (sharp)".
    text : pandas.Categorical
        The cells as they were.
    """

    values: np.ndarray[Any, Any] | pd.Categorical
    refused: np.ndarray[Any, np.dtype[np.bool_]]
    messages: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    text: pd.Categorical = field(default_factory=lambda: pd.Categorical([]))

    def note_rows(self) -> dict[int, str]:
        """Give what the notes should keep, by row.

        Returns
        -------
        dict of int to str
            Position of the row to its note, only for rows that have one.
        """
        if not self.notes:
            return {}
        noted = [self.notes.get(str(text), "") for text in self.text.categories]
        has_note = np.array([*(bool(note) for note in noted), False])
        rows = np.flatnonzero(has_note[self.text.codes])
        return {int(row): noted[self.text.codes[row]] for row in rows}

    def problems(self, file: str, column: str, lines: np.ndarray[Any, Any]) -> list[Problem]:
        """List what was refused; a value that repeats is listed once.

        Parameters
        ----------
        file : str
            Name of the file.
        column : str
            Header of the column as written.
        lines : numpy.ndarray of int
            Line of each row.

        Returns
        -------
        list of Problem
            By line, with the first line of each value and, where it
            repeats, its count.
        """
        rows = np.flatnonzero(self.refused)
        rows = rows[np.argsort(self.text.codes[rows], kind="stable")]
        starts = np.flatnonzero(np.diff(self.text.codes[rows], prepend=-2))
        problems = []
        for same in np.split(rows, starts[1:]) if len(rows) else []:
            text = str(self.text.categories[self.text.codes[same[0]]])
            at = np.sort(lines[same]) if len(same) > 1 else lines[same]
            message = self.messages[text] + _repeats(at)
            problems.append(Problem(file, int(at[0]), column, text, message))
        return sorted(problems, key=lambda problem: problem.line or 0)


def _repeats(lines: np.ndarray[Any, Any]) -> str:
    if len(lines) == 1:
        return ""
    which = "line" if len(lines) == 2 else "lines"
    return f" ({len(lines):,} times; also in {which} {line_ranges(lines[1:])})"


def as_text(text: Text) -> pd.Categorical:
    """Give a column as a Categorical of str, NA where blank.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        The cells.

    Returns
    -------
    pandas.Categorical
        The same object where it already is one.
    """
    cells = text.array if isinstance(text, pd.Series) else text
    if isinstance(cells, pd.Categorical) and all(isinstance(c, str) for c in cells.categories):
        return cells
    missing = pd.isna(pd.Series(list(cells), dtype="object"))
    texts = [None if blank else str(cell) for cell, blank in zip(cells, missing, strict=True)]
    return pd.Categorical(pd.Series(texts, dtype="object"))


def parse_distinct(
    text: Text,
    parse: Callable[[str], Reading | Refusal],
    missing: Any = np.nan,
    dtype: Any = float,
) -> Parsed:
    """Parse each distinct text once and spread the values over the rows.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        The cells; NA where blank.
    parse : callable
        From one stripped text, never empty, to its reading or refusal.
    missing : Any
        Value of a blank or refused cell.
    dtype : numpy dtype
        Of the values.

    Returns
    -------
    Parsed
    """
    cells = as_text(text)
    texts = list(cells.categories)
    codes = cells.codes
    values = np.full(len(texts) + 1, missing, dtype=dtype)  # the last: blank, code -1
    bad = np.zeros(len(texts) + 1, dtype=bool)
    messages: dict[str, str] = {}
    notes: dict[str, str] = {}
    for code in used_codes(cells):
        stripped = texts[code].strip()
        outcome = parse(stripped) if stripped else Reading(missing)
        if isinstance(outcome, Refusal):
            bad[code] = True
            messages[texts[code]] = outcome.message
            continue
        values[code] = outcome.value
        if outcome.note:
            notes[texts[code]] = outcome.note
    return Parsed(values[codes], bad[codes], messages, notes, cells)


def used_codes(cells: pd.Categorical) -> list[int]:
    """Give the codes of the texts that stand in at least one row.

    Parameters
    ----------
    cells : pandas.Categorical
        From `as_text`.

    Returns
    -------
    list of int
        In ascending order, without that of a blank.
    """
    seen = np.zeros(len(cells.categories) + 1, dtype=bool)
    seen[cells.codes] = True
    return [int(code) for code in np.flatnonzero(seen[:-1])]


def shortened(cell: str) -> str:
    """Give the text of a cell for a message.

    Parameters
    ----------
    cell : str
        Any text.

    Returns
    -------
    str
        On one line, at most 40 characters.
    """
    text = " ".join(cell.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
