"""What can go wrong that a person can mend.

Every error that reaches a person derives from `BackpainError`, and its text
says where it happened, what was found, what is allowed and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any


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


_MOST_NAMED = 20
_SHOWN = 37
_REPEATED = r" \(([\d,]+) times; also in lines? [^()]*\)"
_ROWS = r"these ([\d,]+) rows(?: \(lines [^()]*\))?|this row"
_HINT = r"(?s: Or say in settings\.toml.*)"


def line_ranges(lines: Iterable[int]) -> str:
    """Write lines as ranges: "4, 7-12, 15".

    Parameters
    ----------
    lines : iterable of int
        In ascending order.

    Returns
    -------
    str
        The first sixty ranges; where there are more, "and more" at its end.
    """
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
        if len(ranges) > _MOST_NAMED:
            break
    told = [f"{a}" if a == b else f"{a}-{b}" for a, b in ranges[:_MOST_NAMED]]
    return ", ".join(told) + " and more" * (len(ranges) > _MOST_NAMED)


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Make one remark of what is wrong for one reason in one column of a file.

    Parameters
    ----------
    problems : iterable of Problem

    Returns
    -------
    list of Problem
        In the order of the first of each; the others are named behind it.
    """
    alike: dict[tuple[str, str | None, str], list[Problem]] = {}
    for problem in problems:
        reason = re.sub(f"{_REPEATED}|{_ROWS}|{_HINT}", "", problem.message)
        reason = reason.removeprefix(_value(problem)).removeprefix("...")
        file = problem.file.partition(", sheet ")[0]
        alike.setdefault((file, problem.column, reason), []).append(problem)
    return [_with_others(first, others) for first, *others in alike.values()]


def _value(problem: Problem) -> str:
    return " ".join((problem.value or "").split())[:_SHOWN]


def _with_others(first: Problem, others: Sequence[Problem]) -> Problem:
    others = [other for other in dict.fromkeys(others) if other != first]
    if not others:
        return first
    named = ", ".join(_named(other, first) for other in others[:_MOST_NAMED])
    count = sum(_times(other) for other in others)
    often = "once more" if count == 1 else f"{count:,} times more"
    rest = f" and {len(others) - _MOST_NAMED:,} others" if len(others) > _MOST_NAMED else ""
    hints = (re.search(_HINT, one.message) for one in (first, *others))
    hint = next((found[0] for found in hints if found), "")
    told = f"{re.sub(_HINT, '', first.message)} The same {often}: {named}{rest}."
    return replace(first, message=told + hint)


def _named(other: Problem, first: Problem) -> str:
    sheet = other.place.partition(", sheet ")[2]
    where = [f"sheet {sheet}"] if sheet and other.place != first.place else []
    where += [_lines(other)] if other.line else []
    value, place = _value(other), ", ".join(where)
    return f"{value} ({place})" if value and place else value or place


def _lines(problem: Problem) -> str:
    if rows := re.search(r"\((lines [^()]*)\)", problem.message):
        return rows[1]
    also = re.search(r"also in lines? ([^()]*)\)", problem.message)
    return f"lines {problem.line}, {also[1]}" if also else f"line {problem.line}"


def _times(problem: Problem) -> int:
    found = re.search(f"{_REPEATED}|{_ROWS}", problem.message)
    return int((found[1] or found[2] or "1").replace(",", "")) if found else 1


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
        lines = [super().__str__(), *(f"  {problem}" for problem in gathered(self.problems))]
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
