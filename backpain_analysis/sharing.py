"""A copy of a logbook that can be sent to a maintainer: dates moved, words taken out, numbers kept.

What goes into the copy is named here; whatever is not named stays at home. Words are replaced by
numbered ones, the same for the same, so that the copy still behaves as the logbook does.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, LOCATIONS, PLAN, QUALITIES, ROUTINE, Column
from backpain_analysis.exercises import match_exercise
from backpain_analysis.logbook import ColumnReading, Logbook
from backpain_analysis.reading.settings import Settings
from backpain_analysis.transcript import column_kinds, write_logbook

#: Words of a diary that say nothing about who wrote it.
KNOWN_WORDS = frozenset(
    (*LOCATIONS, *QUALITIES, "left", "right", "both", "middle", "yes", "no", "partly")
)
#: Dates move back by so many whole weeks, drawn anew for each copy.
_WEEKS = range(52, 520)

_NEVER = ("notes", "medication", "good_thing", "prescribed_by")
_SAID_ELSEWHERE = ("file", "line", "exercise_written")


def share_logbook(book: Logbook, folder: str | Path) -> tuple[Path, ...]:
    """Write a copy that holds numbers, dates, yes and no, and known words alone.

    All dates move by the same number of whole weeks, drawn by chance: weekdays
    and gaps stay. Columns of the person's own are called own_1, own_2; words
    that are not known word_1, word_2; stretches that are not in the catalogue
    exercise_1. Notes, medicines, labels, questions and cells that were not
    understood are left out.

    Parameters
    ----------
    book : Logbook
    folder : str or pathlib.Path
        A new or empty folder.

    Returns
    -------
    tuple of pathlib.Path
        The files, in our own format.

    Raises
    ------
    OutputError
        Something lies in the folder already, or it cannot be written.
    """
    return write_logbook(without_words(book, weeks=secrets.choice(_WEEKS)), folder)


def without_words(book: Logbook, *, weeks: int) -> Logbook:
    """Take out of a logbook all that could tell whose it is.

    Parameters
    ----------
    book : Logbook
    weeks : int
        Dates move back by so many.

    Returns
    -------
    Logbook
    """
    away, words = dt.timedelta(weeks=weeks), _Numbered("word")
    kinds = {
        name: kind
        for name, kind in column_kinds(book).items()
        if name not in (*_NEVER, *_SAID_ELSEWHERE) and kind != "text"
    }
    kinds |= dict.fromkeys(("date", "time"), "date")
    ours = _Numbered("own")
    names = {
        name: name if name in DIARY_BY_NAME and name not in book.measures else ours[name]
        for name in kinds
    }
    exercises, files = _Numbered("exercise"), _Numbered("file")
    ticked = {about["label"]: names[n] for n, about in book.measures.items() if n in names}
    done = set(book.routine["exercise"])
    exercises.update({label.casefold(): own for label, own in ticked.items() if label in done})
    diary = pd.DataFrame({names[n]: _told(book.diary[n], kinds[n], words) for n in names})
    diary = diary.assign(file=book.diary["file"].map(files.__getitem__), line=book.diary["line"])
    return replace(
        book,
        settings=_settings(book.settings, names, away),
        diary=_moved(diary, away),
        routine=_listed(book.routine, ROUTINE, away, words, exercises),
        plan=_listed(book.plan, PLAN, away, words, exercises),
        refused=book.refused.iloc[:0],
        columns_read=tuple(_reading(names[n], kinds[n]) for n in names),
        factors={names[n]: what for n, what in book.factors.items() if n in names},
        measures={
            names[n]: {"label": names[n], "unit": "", "kind": what["kind"]}
            for n, what in book.measures.items()
            if n in names
        },
        silent_no={
            names[n]: tuple(files[f] for f in told)
            for n, told in book.silent_no.items()
            if n in names
        },
    )


class _Numbered(dict[str, str]):
    """Names each word by the number at which it came."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, word: str) -> str:
        self[word] = f"{self._prefix}_{len(self) + 1}"
        return self[word]


def _told(values: pd.Series, kind: str, words: _Numbered) -> pd.Series:
    """Numbers and dates as they are; of lists the known words, the others numbered."""
    if pd.api.types.is_numeric_dtype(values) or kind == "date":
        return values
    return values.map(lambda text: _list(str(text), words), na_action="ignore")


def _list(text: str, words: _Numbered) -> str:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return "; ".join(_word(part, words) for part in parts)


def _word(text: str, words: _Numbered) -> str:
    return text if text in KNOWN_WORDS else words[text.casefold()]


def _listed(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    away: dt.timedelta,
    words: _Numbered,
    exercises: _Numbered,
) -> pd.DataFrame:
    """The rows of a routine or a plan: our columns, without free words."""
    kept = {"file": frame["file"].map(lambda _: ""), "line": frame["line"]}
    for column in columns:
        values = frame.get(column.name)
        if values is None or column.name in _NEVER:
            continue
        if column.name == "exercise":
            values = values.map(lambda text: _exercise(str(text), exercises), na_action="ignore")
            kept["exercise_written"] = values
        elif column.kind in ("text", "list"):
            values = values.map(lambda text: _word(str(text), words), na_action="ignore")
        kept[column.name] = values
    return _moved(pd.DataFrame(kept), away)


def _exercise(name: str, exercises: _Numbered) -> str:
    match = match_exercise(name)
    return match.name if match.exact else exercises[name.casefold()]


def _moved(frame: pd.DataFrame, away: dt.timedelta) -> pd.DataFrame:
    days = [str(n) for n in frame if pd.api.types.is_datetime64_any_dtype(frame[n])]
    return frame.assign(**{name: frame[name] - pd.Timedelta(away) for name in days})


def _settings(ours: Settings, names: dict[str, str], away: dt.timedelta) -> Settings:
    factors = ours.factors
    return Settings(
        day_starts=ours.day_starts,
        visits=tuple(day - away for day in ours.visits),
        routine_start=None if ours.routine_start is None else ours.routine_start - away,
        outcome=ours.outcome,
        factors=None if factors is None else tuple(names[n] for n in factors if n in names),
        lags=ours.lags,
    )


def _reading(column: str, kind: str) -> ColumnReading:
    return ColumnReading("diary.csv", column, column, kind, "", "", "", 0, 0, 0)
