"""What can go wrong that a person can mend.

Every error that reaches a person derives from `BackpainError`, and its text
says where it happened, what was found, what is allowed and how to mend it.
"""

from __future__ import annotations

from typing import Any

from backpain_analysis.frozen import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing in one file that was not understood.

    Attributes
    ----------
    file : str
        Name of the file, without its folder.
    line : int or None
        Line as an editor counts it (the file's first line is 1); None where
        the whole file is meant.
    column : str or None
        Header of the column as the person wrote it.
    value : str or None
        The text of the cell.
    message : str
        What is wrong and what is allowed.
    sheet : str
        Name of the sheet, where the file has several; else "".
    """

    file: str
    line: int | None
    column: str | None
    value: str | None
    message: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """The file and, where it has several, the sheet."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file

    def __str__(self) -> str:
        place = self.place
        if self.line is not None:
            place += f", line {self.line}"
        if self.column:
            place += f", {self.column}"
        return f"{place}: {self.message}"


class BackpainError(Exception):
    """Base of every error that a person can cause, and mend."""


class LogbookError(BackpainError):
    """The logbook, or one of its files, cannot be used.

    Parameters
    ----------
    message : str
        What happened and how to mend it.
    problems : tuple of Problem, optional
        The cells or files that are the reason.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems

    def __str__(self) -> str:
        lines = [super().__str__(), *(f"  {problem}" for problem in self.problems)]
        return "\n".join(lines)


class SettingsError(LogbookError):
    """A key or value of settings.toml is not known or not allowed."""


class NotEnoughData(BackpainError):
    """An analysis was asked for that the diary cannot support at all.

    Parameters
    ----------
    message : str
        What is missing.
    needed, found : Any
        The minimum, and what the diary has.
    """

    def __init__(self, message: str, *, needed: Any = None, found: Any = None) -> None:
        super().__init__(message)
        self.needed = needed
        self.found = found


class OutputError(BackpainError):
    """A result cannot be written where it was asked for."""
