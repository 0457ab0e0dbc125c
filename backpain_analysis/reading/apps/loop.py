"""Loop Habit Tracker: a mark per habit and day; a stretching habit is a routine log."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.exercises import load_catalogue, match_exercise
from backpain_analysis.reading.diary import read_diary
from backpain_analysis.reading.exercise_grid import Marks, read_marks
from backpain_analysis.reading.export import under_their_headers
from backpain_analysis.reading.form import Form
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.part import Part, row_keys
from backpain_analysis.reading.set_aside import (
    aside_part,
    counted_beside,
    without_columns,
)
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table

_NAME = "Loop Habit Tracker"
_ONE_HABIT = ("date", "value", "notes")
_HABITS = frozenset(("position", "name", "color"))
_MARKS = {
    "yes_manual": "yes", "no": "no", "yes_auto": "n/a", "skip": "n/a", "unknown": "n/a", "": "n/a",
}  # fmt: skip
_CODES = {"2": "yes", "0": "no", "1": "n/a", "3": "n/a", "-1": "n/a"}
_SURE = frozenset(("yes_manual", "yes_auto", "unknown"))
_WHOLE = re.compile(r"-?\d+")
_SCORE = re.compile(r"[01]\.\d{4}")
_STRETCHING = re.compile(r"stretch|dehn|étir|estir|physio|mobility|back exercise", re.I)
_EXERCISES = frozenset(one.name for one in load_catalogue() if one.kind != "activity")

_LIST = (
    "the list of your habits, without their days, so {rows} cannot be used. The days are in "
    "Checkmarks.csv."
)
_SCORES = "scores that the app works out, so {rows} cannot be used. The days are in Checkmarks.csv."
_NAMELESS = (
    "this file does not say which habit it is about, so {rows} cannot be used. Give the file the "
    "habit's name, as in 'Cat-cow Checkmarks.csv'."
)
_COMMA = (
    "there are more names of habits in the header than columns: one name holds a comma, so it is "
    "not sure which column is whose, and {rows} cannot be used. Rename the habit, or put its name "
    "in quotes."
)
_NO_MARK = "neither done nor missed (not due, skipped or unknown), so {rows} cannot be used."


def _recognises(table: Table, settings: Settings) -> bool:
    del settings
    keys = [snake_case(header) for header in table.header]
    if not keys or keys[0] not in ("date", "position"):
        return False
    if tuple(keys) in (_ONE_HABIT, _ONE_HABIT[:2]) or {*keys} >= _HABITS:
        return True
    cells = {text.casefold() for header in table.header[1:] for text in _texts(table, header)}
    if cells & _SURE or _are_scores(cells):
        return cells <= {*_MARKS} or all(_is_mark(text) for text in cells)
    older = table.header_text.rstrip().endswith(",") and bool(cells) and cells <= {*_CODES}
    return older and not {*keys} & {*OUTCOMES}


def _texts(table: Table, header: str) -> list[str]:
    return [str(text) for text in table.cells[header].array.categories]


def _is_mark(text: str) -> bool:
    return text in _MARKS or _WHOLE.fullmatch(text) is not None or bool(_SCORE.fullmatch(text))


def _are_scores(cells: set[str]) -> bool:
    return bool(cells) and all(_SCORE.fullmatch(text) for text in cells)


def _read(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    keys = [snake_case(header) for header in table.header]
    if {*keys} >= _HABITS:
        return (aside_part(table, _NAME, _LIST),)
    if _are_scores({text for header in table.header[1:] for text in _texts(table, header)}):
        return (aside_part(table, _NAME, _SCORES),)
    one_habit = tuple(keys[:2]) == _ONE_HABIT[:2]
    named = _one_habit(table) if one_habit else _named_habits(table)
    if named is None:
        return (aside_part(table, _NAME, _NAMELESS if one_habit else _COMMA),)
    return _parts(named, settings, today)


def _one_habit(table: Table) -> Table | None:
    """Name the column of a single habit by the file."""
    words = re.sub(r"checkmarks?", " ", PurePath(table.file).stem, flags=re.I)
    habit = " ".join(re.sub(r"^\d{3}\b|_+|\(\d+\)$", " ", words).split()).strip("-– ")
    if not habit:
        return None
    header = tuple(habit if snake_case(h) == "value" else h for h in table.header)
    return replace(table, header=header, cells=table.cells.set_axis(list(header), axis=1))


def _named_habits(table: Table) -> Table | None:
    """Put the names together that a comma cut in two, if it is sure which."""
    date, *others = table.header
    filled = [h for h in others if bool((table.cells[h].array.codes >= 0).any())]
    if not table.header_text or len(filled) == len(others):
        return table
    pieces = table.header_text.rstrip().rstrip(",").split(",")[1:]
    names: list[str] = []
    for piece in pieces:
        if piece.startswith(" ") and names:  # what follows a comma within a name
            names[-1] = f"{names[-1]},{piece}"
        else:
            names.append(piece)
    if len(names) != len(filled) or filled != others[: len(filled)]:
        return None
    header = (date, *names)
    cells = table.cells[[date, *filled]].set_axis(list(header), axis=1)
    return replace(table, header=header, cells=cells)


def _is_stretching(habit: str) -> bool:
    return match_exercise(habit).name in _EXERCISES or bool(_STRETCHING.search(habit))


def _parts(table: Table, settings: Settings, today: dt.date) -> tuple[Part, ...]:
    habits = [h for h in table.header[1:] if snake_case(h) != "notes"]
    stretching = [habit for habit in habits if _is_stretching(habit)]
    others = [habit for habit in habits if habit not in stretching]
    diary = [_diary(without_columns(table, stretching), others, settings, today)] if others else []
    routine = []
    if stretching:
        routine = [_routine(without_columns(table, others), stretching, settings, today)]
    return (*diary, *(counted_beside(part) for part in routine)) if diary else tuple(routine)


def _marked(cells: pd.Categorical) -> pd.Categorical:
    """Marks as yes, no or not known; the numbers of a habit that is counted, which are x1000."""
    texts = [str(text).casefold() for text in cells.categories]
    counted = any(_WHOLE.fullmatch(text) and text not in _CODES for text in texts)
    meaning = _number if counted else lambda text: _MARKS.get(text, _CODES.get(text, text))
    meant = [meaning(text) for text in texts]
    return as_text(list(np.array([*meant, None], dtype=object)[cells.codes]))


def _number(text: str) -> str:
    if text in ("no", "0"):
        return "0"
    if text in ("-1", *_MARKS):
        return "n/a"
    return f"{int(text) / 1000:g}" if _WHOLE.fullmatch(text) else text


def _is_counted(cells: pd.Categorical) -> bool:
    return not {*cells.categories} <= {"yes", "no", "n/a"}


def _diary(table: Table, habits: Sequence[str], settings: Settings, today: dt.date) -> Part:
    """Habits beside stretching: each a yes/no, or a number, of its day."""
    marks = {habit: _marked(table.cells[habit].array) for habit in habits}
    header = {h: h if _is_counted(cells) else f"{h} (yes/no)" for h, cells in marks.items()}
    cells = table.cells.assign(**marks).rename(columns=header)
    ours = replace(table, header=tuple(cells.columns), cells=cells)
    part = read_diary(ours, settings, today)
    about = pd.Categorical([_NAME] * len(part.frame))
    subjects = row_keys({"app": about}, len(part.frame))
    part = under_their_headers(part, {new: old for old, new in header.items()})
    return replace(part, format=_NAME, subjects=subjects)


def _routine(table: Table, habits: Sequence[str], settings: Settings, today: dt.date) -> Part:
    """One row for every day on which a stretching habit was done or missed."""
    marks = {habit: Marks(_done(_marked(table.cells[habit].array))) for habit in habits}
    part = read_marks(table, marks, settings, today, _NO_MARK)
    return replace(part, format=_NAME)


def _done(cells: pd.Categorical) -> npt.NDArray[np.object_]:
    """Done, missed or not known; a habit that is counted was done where it is above 0."""
    meant = {"yes": "yes", "no": "no", "n/a": "n/a", "0": "no"}
    texts = [meant.get(str(text), "yes") for text in cells.categories]
    done: npt.NDArray[np.object_] = np.array([*texts, "n/a"], dtype=object)[cells.codes]
    return done


APP = Form(_NAME, _recognises, _read, _HABITS | {*_ONE_HABIT})
