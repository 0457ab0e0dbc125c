"""What the columns of a diary are to each other: the pain to explain, and the factors."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import DIARY, DIARY_BY_NAME, OUTCOMES, Column
from backpain_analysis.errors import LogbookError, Problem, SettingsError
from backpain_analysis.reading.assembly import missing_column
from backpain_analysis.reading.files import OTHER_KIND, FileRead
from backpain_analysis.reading.headers import nearest, read_heading, snake_case
from backpain_analysis.reading.matching import is_pain, is_symptom, only_ticked
from backpain_analysis.reading.part import ColumnReading, Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.ticked import is_stretching
from backpain_analysis.reading.times import hours_of_day_part
from backpain_analysis.reading.word_scales import level_lines, noted_line


def require_pain(
    folder: Path, files: Sequence[FileRead], diaries: Sequence[Part], settings: Settings
) -> None:
    """Stop where a logbook holds no pain to explain.

    Parameters
    ----------
    folder : pathlib.Path
    files : sequence of FileRead
    diaries : sequence of Part
    settings : Settings

    Raises
    ------
    LogbookError
        There is no diary, no entry in it, or no pain; the message shows what
        there is instead and how to mend it.
    SettingsError
        The settings name an outcome that has no value.
    """
    if not diaries:
        raise _no_diary(folder, files)
    if not any(part.rows_read for part in diaries):
        files_read = list(dict.fromkeys(part.file for part in diaries))
        have = "has" if len(files_read) == 1 else "have"
        raise LogbookError(
            f"{' and '.join(files_read)} {have} no entries yet: write the first one beneath its "
            "header, or let `backpain log` ask you for it."
        )
    wanted = (settings.outcome,) if settings.outcome else OUTCOMES
    settled = [part for part in diaries if settings.outcome or not part.unsettled]
    if any(_has_data(part.frame, name) for part in settled for name in wanted):
        return
    if settings.outcome:
        raise SettingsError(
            f"settings.toml: the outcome is '{settings.outcome}', but no diary has a value for it. "
            "Name another pain column, or take the line out."
        )
    error = _no_pain(diaries, settings)
    unread = (p for file in files if not file.parts for p in file.problems)
    raise LogbookError(str(error.args[0]), (*error.problems, *unread))


def _has_data(frame: pd.DataFrame, name: str) -> bool:
    return name in frame.columns and bool(frame[name].notna().any())


def _no_diary(folder: Path, files: Sequence[FileRead]) -> LogbookError:
    problems = tuple(problem for file in files for problem in file.problems or _other_kind(file))
    read = [file.file for file in files if file.parts]
    there = f"It has {', '.join(read)}." if read else "It has no file that was understood."
    wish = (
        "What was not read, and how to mend it:"
        if problems
        else "Put a file into it whose name begins with 'diary' and that has a date and a pain in "
        "every row."
    )
    return LogbookError(f"The folder '{folder}' has no diary. {there} {wish}", problems)


def _other_kind(file: FileRead) -> tuple[Problem, ...]:
    """Name a file that nobody would miss beside a diary."""
    return () if file.parts else (Problem(file.file, None, None, None, f"this file {OTHER_KIND}."),)


def _no_pain(diaries: Sequence[Part], settings: Settings) -> LogbookError:
    there = [name for part in diaries for name in OUTCOMES if name in part.frame.columns]
    refused = tuple(
        problem for part in diaries for problem in part.problems if _is_about(part, problem, there)
    )
    pains = [name for part in diaries for name in part.unsettled] or [
        column.header
        for part in diaries
        for column in part.columns
        if column.kind in ("number", "yes_no")
        and (is_pain(column.header) or _is_pain_in_words(column, part))
        and column.column not in OUTCOMES
    ]
    if pains and not (there and refused):
        lines = "\n".join(f'    "{name}" = "pain"' for name in dict.fromkeys(pains))
        return LogbookError(
            "Which pain is to be explained? Paste one of these lines into settings.toml, under "
            f"[columns]:\n    [columns]\n{lines}",
        )
    if refused:
        return LogbookError("No pain was written down that could be understood.", refused)
    odd = tuple(p for part in diaries for p in part.problems if p.value is not None)
    if odd and all(part.frame.empty for part in diaries):
        raise LogbookError("No row of the diary could be used.", odd)
    if there:
        named = " and ".join(f"'{name}'" for name in dict.fromkeys(there))
        return LogbookError(
            f"No pain was written down yet: {named} has no value in any row. Write a number from 0 "
            "to 10 there, or let `backpain log` ask you for today's."
        )
    if hidden := pain_hints(diaries, settings):
        return LogbookError("\n".join(hidden))
    columns = tuple(c for c in DIARY if c.name in OUTCOMES)
    return LogbookError(
        "No pain could be found. If none of the columns holds it, `backpain log` writes it down in "
        "a diary beside these files, and all are read together.",
        tuple(problem for part in diaries for problem in _no_pain_in(part, columns)),
    )


def pain_hints(diaries: Sequence[Part], settings: Settings) -> list[str]:
    """Say where there is a pain that the settings have to tell how to read.

    Parameters
    ----------
    diaries : sequence of Part
    settings : Settings

    Returns
    -------
    list of str
    """
    noted = [f"{p.file}: {told}" for p in diaries if (told := noted_line(p, settings))]
    ticked = [
        f"{part.file}: pain is ticked there, as levels. Say under [scales] in settings.toml how "
        f"much each is, from 0 (none) to 10:\n    [scales]\n    {line}"
        for part in diaries
        for name, line in level_lines(part, settings).items()
        if name in OUTCOMES
    ]
    return noted + ticked


def _is_pain_in_words(column: ColumnReading, part: Part) -> bool:
    """Tell whether a column has no number, and words of pain: moods called "bad pain"."""
    return not column.cells_used and any(
        problem.column == column.header and is_pain(problem.value or "")
        for problem in part.problems
    )


def _is_about(part: Part, problem: Problem, names: Sequence[str]) -> bool:
    headers = {column.header for column in part.columns if column.column in names}
    return problem.column in headers


def ticked_pains(own: Mapping[str, Mapping[str, str]]) -> list[str]:
    """List what speaks of pain and is a yes or no.

    Parameters
    ----------
    own : mapping
        As in `Logbook.measures`.

    Returns
    -------
    list of str
        Labels.
    """
    yes_no = (about["label"] for about in own.values() if about["kind"] == "yes_no")
    return [label for label in yes_no if is_pain(label)]


def _no_pain_in(part: Part, columns: Sequence[Column]) -> list[Problem]:
    messages = [only_ticked(label) for label in ticked_pains(part.own)[:1]]
    headers = dict.fromkeys(c.header for c in part.columns if c.header not in part.names)
    may_be = {
        c.header
        for c in part.columns
        if c.column not in DIARY_BY_NAME and c.kind in ("number", "text") and not c.reason
    }
    if parts := _parts_of_day(part, may_be):
        lines = "".join(f'\n    "{header}" = "pain"' for header in parts)
        messages.append(
            f"no pain among the columns: {', '.join(headers)}. If {' and '.join(parts)} say how "
            f"much it hurt then, put this into settings.toml:\n    [columns]{lines}"
        )
    elif may_be & {*headers}:
        others = {*headers} - may_be
        messages.append(missing_column([*headers], "pain", columns, leave_out=others))
    messages = messages or ["there is no number in it that could be pain."]
    return [Problem(part.file, None, None, None, message) for message in messages]


def _parts_of_day(part: Part, headers: Container[str]) -> list[str]:
    """Columns called by nothing but a part of the day, whose numbers may be a pain."""
    found = [
        c.header
        for c in part.columns
        if c.header in headers and c.kind == "number" and c.cells_used
        and hours_of_day_part(read_heading(c.header).name.replace("_", " ")) is not None
        and part.frame[c.column].between(0, 10).where(part.frame[c.column].notna(), True).all()
    ]  # fmt: skip
    return found if len(found) > 1 else []


def choose_factors(
    diary: pd.DataFrame, parts: Sequence[Part], settings: Settings, also: Container[str] = ()
) -> dict[str, dict[str, str]]:
    """Find what may go together with pain.

    Parameters
    ----------
    diary : pandas.DataFrame
    parts : sequence of Part
    settings : Settings
        Its ``factors`` are the only ones, where it names any; a symptom is
        one only there.
    also : container of str
        Known columns that have values elsewhere than in a diary.

    Returns
    -------
    dict of str to dict
        Name -> ``label``, ``unit``, ``kind`` ("amount" or "yes_no").

    Raises
    ------
    SettingsError
        The settings name a factor that no file has.
    """
    own = own_measures_of(parts)
    ours = {c.name: _about(c) for c in DIARY if c.role == "factor"}
    every = {
        name: about
        for name, about in (ours | own).items()
        if name in also or _has_data(diary, name)
    }
    if settings.factors is None:
        return {
            name: about
            for name, about in every.items()
            if name in ours or not _is_no_factor(name, about["label"], settings)
        }
    symptoms = {
        c.name: _about(c)
        for c in DIARY
        if c.role == "symptom" and c.kind in ("number", "yes_no") and _has_data(diary, c.name)
    }
    return _named_ones(settings.factors, every | symptoms, diary)


def _is_no_factor(name: str, label: str, settings: Settings) -> bool:
    """Another pain or symptom, what was done against it, and an app's number of the entry."""
    is_number_of_entry = re.search(r"(^|_)(id|uuid|guid)$", name) is not None
    symptom = is_pain(label) or is_symptom(label, settings.columns)
    return is_number_of_entry or symptom or is_stretching(label, settings.columns)


def own_measures_of(parts: Sequence[Part]) -> dict[str, dict[str, str]]:
    """Describe the measurements of a person's own in all diaries.

    Parameters
    ----------
    parts : sequence of Part

    Returns
    -------
    dict of str to dict
        Name -> ``label``, ``unit``, ``kind`` ("amount" or "yes_no").
    """
    own: dict[str, dict[str, str]] = {}
    for part in parts:
        for name, about in part.own.items():
            first = own.setdefault(name, dict(about))
            if about["kind"] == "amount":
                first["kind"] = "amount"
            first["unit"] = first["unit"] or about["unit"]
    return own


def _about(column: Column) -> dict[str, str]:
    kind = "yes_no" if column.kind == "yes_no" else "amount"
    return {"label": column.label, "unit": column.unit, "kind": kind}


def _named_ones(
    names: Sequence[str], every: Mapping[str, dict[str, str]], diary: pd.DataFrame
) -> dict[str, dict[str, str]]:
    chosen: dict[str, dict[str, str]] = {}
    for name in names:
        forms = (name, snake_case(name), read_heading(name).name)
        found = next((form for form in forms if form in every), None)
        if found is not None:
            chosen[found] = every[found]
        elif not any(_is_blank(form, diary) for form in forms):
            raise _no_factor(name, every, diary)
    return chosen


def _is_blank(name: str, diary: pd.DataFrame) -> bool:
    """One of ours, or of the file, for which nothing was written down yet."""
    known = DIARY_BY_NAME.get(name)
    is_factor = known is not None and known.role == "factor"
    return not _has_data(diary, name) and (is_factor or name in diary.columns)


def _no_factor(
    name: str, every: Mapping[str, dict[str, str]], diary: pd.DataFrame
) -> SettingsError:
    if name in OUTCOMES:
        why = "which is the pain itself. Take it out."
    elif name in diary.columns:
        why = "which is no number and no yes or no. Take it out."
    else:
        close = nearest(name, every)
        hint = f"Did you mean '{close}'?" if close else f"There are: {', '.join(every) or 'none'}."
        why = f"but no file has it. {hint}"
    return SettingsError(f"settings.toml: factors names '{name}', {why}")
