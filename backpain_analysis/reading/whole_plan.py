"""Rows of several exercises at once: "all done", "cat-cow 2x12, bridge twice, no squats"."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.doses import Everything, parse_stretch, read_all, said_done, times_done
from backpain_analysis.errors import LogbookError, Problem
from backpain_analysis.exercises import exercise_key, is_often_given, match_exercise
from backpain_analysis.reading.matching import Meaning
from backpain_analysis.reading.misspelt import join_spellings
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.when import rows_problem
from backpain_analysis.reading.words import YES
from backpain_analysis.sessions import UNKNOWN

_APART = r"[,;+\n|]|\s/\s|\s&\s"
_AND = rf"{_APART}|\s(?:and|und|et|y|e|en)\s"
#: A number alone, up to 4, is how often: more of them are repetitions.
_COUNT = (
    r"\(?(?P<count>[1-4]\s?(?:[x×]|times|mal|fois|veces|volte|keer)|[x×]\s?[1-4]|twice"
    r"|zweimal|deux fois|dos veces|due volte|both times)\)?"
)
_WITHOUT = (
    r"(?i)(?:no|not|without|skipped|keine?|ohne|nicht|sans|pas(?: de| le| la)?|sin|senza|geen)\s+"
    r"(?P<behind>.+)|(?P<before>.+?)[\s:(–-]+(?:no|not(?: done| today)?|skipped|nein|nicht"
    r"(?: gemacht)?|non|pas(?: fait)?|niet)\)?"
)
_DONE = r"(?i)(?P<name>.+?)[\s:(–-]+(?:ok(?:ay)?|done|yes|ja|oui|gemacht|erledigt|fait|[✓✔☑✅])\)?"
#: Words around a name that say nothing of it: "just bridges", "did some cat-cow".
_AROUND = (
    r"(?i)^(?:(?:i|did|just|only|some|a bit of|nur|bloß|etwas|juste|seulement|un peu de|solo|sólo"
    r"|un poco de|soltanto|alleen|een beetje)\s+)+|\s+(?:only|alone)$"
)
_FEWEST = 2
_OF_WHAT = (
    "a number behind an exercise does not say of what: counted as done, without the amount, in "
    "{rows}. Write such as 10 reps, 30 s or 5 min."
)
_Row = dict[Hashable, Any]
_WHOLE = {"yes", "no"}
_TAKEN = "taken as each of the {} that the plan asks for on that day"
_ONCE = (
    ", once: where the plan asks for more on a day, a second such row of that day is the second "
    "time"
)
_OPEN = (
    "which those are is not known: counted as stretching, and what was done of the plan on that "
    "day as not known. Write a row for each exercise"
)


#: No exercise has a longer name, with its dose [characters].
_LONGEST_NAME = 200


def is_exercise(text: str, own: Collection[str]) -> bool:
    """Whether a text is an exercise of the catalogue or of the person's, with or without a dose.

    Parameters
    ----------
    text : str
    own : collection of str
        Names of the person's own.

    Returns
    -------
    bool
    """
    if len(text) > _LONGEST_NAME:
        return False
    try:
        return _is_known(text, own) or _is_known(parse_stretch(text, own)["exercise"], own)
    except LogbookError:
        return False


@dataclass(frozen=True)
class Listed:
    """One of the exercises that a cell names.

    Attributes
    ----------
    exercise : str
        Its name, with a dose where one is said.
    done : str
        As under ``done``: "2x", "no"; "" where nothing is said.
    open : bool
        Whether a number is left out that does not say of what.
    """

    exercise: str
    done: str = ""
    open: bool = False


def exercises_of(text: str, own: Collection[str]) -> tuple[Listed, ...]:
    """Take a cell apart that names several exercises, or how often one was done.

    Parameters
    ----------
    text : str
        "cat-cow 2x12, bridge twice, no squats", "cat-cow (twice)" or "2x", which does not say what.
    own : collection of str
        Names of the person's own, beside those of the catalogue.

    Returns
    -------
    tuple of Listed
        Empty where the cell is one name, or where fewer than two pieces are
        known exercises: such a cell stays as it is.
    """
    text = " ".join(text.split())
    if read_all(text) or said_done(text, amount=True) or _is_known(text, own):
        return ()
    if text.casefold() in YES or times_done(text):
        return (Listed("stretching", text),)
    if is_exercise(bare := re.sub(_AROUND, "", text), own) and bare != text:
        return (Listed(bare),)
    for pattern in (_APART, _AND):
        found = [_one(piece, own) for piece in re.split(pattern, text) if piece.strip()]
        known = [is_exercise(one.exercise, own) for one in found if one.exercise]
        if (known and all(known)) or sum(known) >= _FEWEST:
            listed = _with_counts(found)
            return listed if len(listed) > 1 or listed[0].done else ()
    return ()


def _is_known(text: str, own: Collection[str]) -> bool:
    known = match_exercise(text).exact or is_often_given(text)
    return known or exercise_key(text) in set(map(exercise_key, own))


def _one(piece: str, own: Collection[str]) -> Listed:
    """A piece of a list; a count alone has no name."""
    text, done = re.sub(_AROUND, "", piece.strip(" .!")), ""
    if _is_known(text, own):
        return Listed(text)
    if re.fullmatch(_COUNT, text, re.I):
        return Listed("", text.strip("() "))
    if count := re.fullmatch(rf"(?P<name>.*\w\)?)[\s:(–-]+{_COUNT}", text, re.I):
        text, done = count["name"], count["count"]
    elif no := re.fullmatch(_WITHOUT, text):
        text, done = no["behind"] or no["before"], "no"
    elif ok := re.fullmatch(_DONE, text):
        text = ok["name"]
    bare = re.fullmatch(r"(.*\D)\s\d{1,3}", text)
    if bare and not is_exercise(text, own):
        return Listed(bare[1].strip(), done, open=True)
    return Listed(text.strip(), done)


def _with_counts(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """Let a count alone hold for the exercise before it: "cat-cow, twice"."""
    found: list[Listed] = []
    for one in listed:
        if one.exercise:
            found.append(one)
        elif found and not found[-1].done:
            found[-1] = replace(found[-1], done=one.done)
    return tuple(found)


def with_each(table: Table, meanings: Sequence[Meaning], own: Collection[str]) -> Table:
    """Give each exercise a row of its own where a cell names several.

    Parameters
    ----------
    table : Table
        Of a routine.
    meanings : sequence of Meaning
        Of its headers.
    own : collection of str
        Names of the person's own.

    Returns
    -------
    Table
        The same where no cell does; else without its problems.
    """
    headers = {m.name: m.header for m in meanings if m.column}
    if "exercise" not in headers:
        return table
    text = table.cells[headers["exercise"]].array.remove_unused_categories()
    lists = [exercises_of(str(written), own) for written in text.categories]
    if not any(lists):
        return table
    written = zip(lists, text.categories, strict=True)
    each = [*(listed or (Listed(str(alone)),) for listed, alone in written), (Listed(""),)]
    at = np.repeat(np.arange(len(text)), [len(each[code]) for code in text.codes])
    named = [one for code in text.codes for one in each[code]]
    cells = table.cells.iloc[at].reset_index(drop=True)
    done = headers.get("done", "done")
    said = cells[done].astype(object) if done in cells else [None] * len(named)
    cells[headers["exercise"]] = as_text([one.exercise or None for one in named])
    cells[done] = as_text(
        [
            one.done if one.done and _is_mere_yes(old) else old
            for one, old in zip(named, said, strict=True)
        ]
    )
    header = tuple(map(str, cells.columns))
    return replace(table, header=header, cells=cells, lines=table.lines[at], problems=())


def say_each(table: Table, header: str, own: Collection[str]) -> tuple[str, str, list[Problem]]:
    """Say how cells that name several exercises are read.

    Parameters
    ----------
    table : Table
        As it stands in the file.
    header : str
        Of the exercises.
    own : collection of str
        Names of the person's own.

    Returns
    -------
    example, meant : str
        The first such cell, and what it is read as.
    problems : list of Problem
        Numbers that do not say of what.
    """
    text = table.cells[header].array.remove_unused_categories()
    each = {str(written): exercises_of(str(written), own) for written in text.categories}
    open_ = np.array([*(any(one.open for one in each[str(w)]) for w in text.categories), False])
    rows = open_[text.codes]
    problems = [rows_problem(table, rows, header, _OF_WHAT)] if rows.any() else []
    first = next(
        str(text.categories[c]) for c in text.codes if c >= 0 and each[str(text.categories[c])]
    )
    told = {"no": " (not done)", "": ""}
    meant = (one.exercise + told.get(one.done, f" ({one.done})") for one in each[first])
    return first, "; ".join(meant), problems


def _is_mere_yes(done: Any) -> bool:
    return bool(pd.isna(done)) or str(done).casefold() == "yes" or times_done(str(done)) == 1


def settle_exercises(
    routine: pd.DataFrame, plan: pd.DataFrame, said: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Give each exercise one name, and a row that says "all" those of the plan.

    Parameters
    ----------
    routine, plan : pandas.DataFrame
        As in `Logbook`.
    said : mapping of str to str
        What is one, from ``[exercises]`` of the settings: name -> name.

    Returns
    -------
    routine : pandas.DataFrame
        Where the plan does not tell which those are, the row is named
        "stretching", and a second says that the day is not known.
    problems : list of Problem
        What each such text was taken for.
    """
    routine = join_spellings(routine, plan, said)
    texts = {str(t): read_all(str(t)) for t in routine["exercise_written"].dropna().unique()}
    asked = {*plan["exercise"].dropna()}
    whole = routine["exercise_written"].map(lambda text: texts.get(text) is not None)
    whole = whole.astype(bool) & ~routine["exercise"].isin(asked)
    if not whole.any():
        return routine, []
    found = [(row, _meant(texts[row["exercise_written"]], row, plan))
             for row in routine[whole].to_dict("records")]  # fmt: skip
    rows = pd.DataFrame([one for row, meant in found for one in _rows(row, texts, meant)])
    table = pd.concat([routine[~whole], rows], ignore_index=True)[routine.columns]
    table = table.astype(routine.dtypes).sort_values(["date", "time"], kind="stable")
    return table.reset_index(drop=True), _told(found)


def _meant(said: Everything | None, row: Mapping[Hashable, Any], plan: pd.DataFrame) -> list[_Row]:
    """What the plan asks for on that day and the row does not leave out; nothing if not sure."""
    if said is None or row["done"] not in _WHOLE:
        return []
    day = row["date"]
    asked = plan[~(plan["start"] > day) & ~(plan["end"] < day)]
    asked = asked.sort_values("start", kind="stable", na_position="first")
    asked = asked.drop_duplicates(["exercise", "side"], keep="last").sort_index()
    asked = asked[(asked["days_per_week"] != 0) & (asked["times_per_day"] != 0)]
    names = [*asked["exercise"].unique()]
    out = [_named(text, names) for text in said.but]
    if None in out or (said.count and said.count != len(names)):
        return []
    left = asked.loc[~asked["exercise"].isin(out)]
    left = left[["exercise", "exercise_written", "side", "times_per_day"]]
    return [*left.to_dict("records")]


def _named(text: str, names: Sequence[str]) -> str | None:
    """An exercise of the plan, by its name or its number."""
    if text.isdecimal():
        return names[int(text) - 1] if 0 < int(text) <= len(names) else None
    key = exercise_key(match_exercise(text).name)
    return next((name for name in names if exercise_key(name) == key), None)


def _rows(row: _Row, texts: Mapping[str, Everything | None], meant: Sequence[_Row]) -> list[_Row]:
    if not meant:
        named = row | {"exercise": "stretching", "exercise_written": "stretching"}
        return [named, named | {"done": UNKNOWN, "time": float("nan")}]
    said = texts[row["exercise_written"]]
    times = said.times if said and row["done"] == "yes" else 1
    each = [row | one | {"side": one["side"] if pd.notna(one["side"]) else row["side"]}
            for one in meant]  # fmt: skip
    return [*each, *(one | {"time": float("nan")} for one in each * (times - 1))]


def _told(found: Sequence[tuple[_Row, list[_Row]]]) -> list[Problem]:
    """Say once of each text, and of each number of exercises, what it was taken for."""
    first: dict[tuple[str, str, int, bool], tuple[_Row, int]] = {}
    for row, meant in found:
        if row["done"] != UNKNOWN:
            said = read_all(str(row["exercise_written"]))
            once = row["done"] == "yes" and said is not None and said.times == 1
            more = once and any(one["times_per_day"] > 1 for one in meant)
            key = (str(row["file"]), str(row["exercise_written"]), len(meant), more)
            first[key] = (first.get(key, (row, 0))[0], first.get(key, (row, 0))[1] + 1)
    return [
        Problem(
            file,
            int(row["line"]),
            None,
            written,
            f"{written} {f'stands in {rows:,} rows: ' if rows > 1 else 'is '}"
            f"{_TAKEN.format(number) if number else _OPEN}"
            f"{_ONCE if more else ''}.",
        )
        for (file, written, number, more), (row, rows) in first.items()
    ]
