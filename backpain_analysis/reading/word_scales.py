"""Words where a number of points belongs: the lines of settings.toml that give them numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, OUTCOMES
from backpain_analysis.doses import said_done
from backpain_analysis.errors import Problem
from backpain_analysis.reading.cells import DASHES
from backpain_analysis.reading.files import FileRead
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.noted_pain import count_noted
from backpain_analysis.reading.part import ColumnReading, Part
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.ticked_levels import find_levels, usual_numbers

_WORDS_SHOWN = 20
#: Cells that say yes, and blank ones, from which on it is asked what a blank means.
_SEVERAL = 3
#: Words of one thing in a list, how often each is named, and cells that name several [share].
_FEW_WORDS, _OFTEN, _MANY = 4, 3, 0.2
#: Cells that tell whether a column holds such lists.
_CELLS = 2000


def offer_scales(files: Sequence[FileRead], settings: Settings) -> list[FileRead]:
    """Add to the first such word the lines for all of them, in whichever file they stand.

    Ticks that look like levels of one thing, notes that look like a pain, and blanks and dashes
    that may mean no are named too.

    Parameters
    ----------
    files : sequence of FileRead
    settings : Settings
        Words that have a number already are kept in the lines.

    Returns
    -------
    list of FileRead
    """
    every = [part for file in files for part in file.parts]
    words = _words(every)
    files = _with_offers(files, settings, heading=not words and not settings.scales)
    if not words:
        return list(files)
    yes_no = {c.column for part in every for c in part.columns if c.kind == "yes_no"} & {*words}
    lines = [
        _line(name, found, _numbered(name, every, settings), yes_no=name in yes_no)
        for name, found in words.items()
    ]
    what = " (1 is a yes, 0 a no)" if yes_no else ""
    hint = f"Or say in settings.toml what the words stand for{what}:\n" + "\n".join(
        f"    {line}" for line in ("[scales]", *lines)
    )
    hint += _as_pain(every, words)
    given: list[FileRead] = []
    told = False
    for file in files:
        parts = []
        for part in file.parts:
            parts.append(part if told else _with_hint(part, hint))
            told = told or parts[-1] is not part
        given.append(replace(file, parts=tuple(parts)))
    return given


def _numbered(name: str, parts: Sequence[Part], settings: Settings) -> Mapping[str, float]:
    """Words that have a number, under the name of the column or of one of its headers."""
    headers = (c.header for part in parts for c in part.columns if c.column == name)
    names = (name, *(snake_case(header) for header in headers))
    return next((settings.scales[n] for n in names if n in settings.scales), {})


def _as_pain(parts: Sequence[Part], words: Mapping[str, Sequence[str]]) -> str:
    """Both lines that make moods the pain, where nothing else is."""
    columns = [column for part in parts for column in part.columns]
    moods = dict.fromkeys(c.header for c in columns if c.column == "mood" and "mood" in words)
    if not moods or any(column.column in OUTCOMES for column in columns):
        return ""
    lines = ["[columns]", *(f'"{header}" = "pain"' for header in moods)]
    lines += ["[scales]", _line("pain", words["mood"], {})]
    head = "\nOr, where the words say how much it hurt (0 none, 10 the worst), both in its place:\n"
    return head + "\n".join(f"    {line}" for line in lines)


def _with_offers(files: Sequence[FileRead], settings: Settings, *, heading: bool) -> list[FileRead]:
    """Name ticks that are levels of one thing, notes that hold a pain, blanks that may be a no."""
    blanks = _blanks([part for file in files for part in file.parts], settings)
    given = []
    for file in files:
        told = [
            Problem(file.file, None, None, None, said)
            for part in file.parts
            for said in (_levels(level_lines(part, settings), heading=heading),
                         noted_line(part, settings), _slept_in_words(part))
            if said
        ]  # fmt: skip
        told += [problem for problem in blanks if problem.file == file.file]
        given.append(replace(file, problems=(*file.problems, *told)))
    return given


def _levels(found: Mapping[str, str], *, heading: bool) -> str:
    named = " and of ".join(f"'{name}'" for name in found)
    lines = ("[scales]", *found.values())[not heading :]
    return (
        f"what is ticked looks like levels of {named}; each tick counts by itself. To have them as "
        "one number, say under [scales] in settings.toml how much each is, from 0 to 10:\n"
        + "\n".join(f"    {line}" for line in lines)
    ) * bool(found)


def _slept_in_words(part: Part) -> str:
    """Offer the line for a column of sleep that has words and no hours."""
    found = [c for c in part.columns if c.column == "sleep_hours" and c.cells_refused]
    words = [c.header for c in found if not c.cells_used]
    return (
        f"'{words[0]}' has words and no hours. Where they say how well you slept, put this into "
        "settings.toml and check again, which then asks how much each word is:\n    [columns]\n"
        f'    "{words[0]}" = "sleep_quality"'
        if words
        else ""
    )


def noted_line(part: Part, settings: Settings) -> str:
    """Say how many notes look like a pain, with the line that has them read.

    Parameters
    ----------
    part : Part
    settings : Settings

    Returns
    -------
    str
        "" where there are none, or where they are read.
    """
    count, example = (0, "") if settings.pain_in_notes else count_noted(part)
    return (
        f"notes of {count:,} entries look like a pain number, such as {example}. To have it read, "
        "put this line into settings.toml, above the first line in [brackets]:\n"
        "    pain_in_notes = true"
    ) * bool(count)


def _blanks(parts: Sequence[Part], settings: Settings) -> list[Problem]:
    """Ask once what nothing means beside ticks, and a lone dash where medicine is written down."""
    diaries = [part for part in parts if part.kind == "diary"]
    dashed = {part.file: said for part in diaries if (said := _dashes(part))}
    ticked, listed = _only_yes(diaries), _listed(diaries, settings)
    if not dashed and not ticked and not listed:
        return []
    told = [*dashed.values()]
    if ticked:
        told.append(f"{_headers(ticked)}: yes or nothing, and nothing counts as not known.")
    if listed:
        told.append(f"{_headers(listed)}: several things in a cell, none of them compared yet.")
    if dashed or ticked:
        told.append("If nothing there (or a dash) means no")
    if listed:
        of_lists = "for each thing a yes or no of its own (not named is a no)"
        told[-1] += (
            f", and {of_lists}" if dashed or ticked else f" For {of_lists.removeprefix('for ')}"
        )
    names = [*["medication"] * bool(dashed), *(str(column.column) for column in ticked)]
    wishes = {"lists": [c.header for c in listed], "columns": names}
    place, lines = _absent_lines(settings, {key: new for key, new in wishes.items() if new})
    file = next(iter(dashed), None) or (ticked or listed)[0].file
    message = f"{' '.join(told)}, put this into settings.toml, {place}:\n{lines}"
    return [Problem(file, None, None, None, message)]


def _headers(columns: Iterable[ColumnReading]) -> str:
    return ", ".join(dict.fromkeys(f"'{column.header}'" for column in columns))


def _absent_lines(settings: Settings, wishes: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Where the lines of ``[absent_means_no]`` belong, and they themselves."""
    there = {"lists": settings.absent_lists, "columns": settings.absent_columns}
    begun = any(there.values()) or settings.absent_names
    again = any(there[key] for key in wishes)
    place = "under [absent_means_no]" + ", in place of such a line that is there" * bool(again)
    lines = [] if begun else ["[absent_means_no]"]
    for key, new in wishes.items():
        quoted = (json.dumps(n, ensure_ascii=False) for n in dict.fromkeys((*there[key], *new)))
        lines.append(f"{key} = [{', '.join(quoted)}]")
    return place if begun else "at its end", "\n".join(f"    {line}" for line in lines)


def _listed(diaries: Sequence[Part], settings: Settings) -> list[ColumnReading]:
    """Find the columns of words in which the same few things are named again and again."""
    known = {snake_case(name) for name in settings.absent_lists}
    return [
        c for part in diaries for c in part.columns
        if c.kind in ("text", "list") and c.column in part.frame
        and (c.column not in DIARY_BY_NAME or c.column == "activities")
        and not {snake_case(c.header), str(c.column)} & known and not c.within
        and _names_things(part.frame[str(c.column)]) and not _compared(part, str(c.column))
    ]  # fmt: skip


def _compared(part: Part, name: str) -> bool:
    """Whether what a list names is a yes or no already, as the ticks of an app are."""
    made = part.own.keys() - {column.column for column in part.columns}
    named = {word for text in part.frame[name].dropna().unique() for word in text.split("; ")}
    return not named.isdisjoint(part.own[each]["label"] for each in made)


def _names_things(cells: pd.Series) -> bool:
    """Whether cells hold short words of a small choice, several in many of them."""
    texts = cells.dropna().head(_CELLS).astype(str)
    named = texts.map(lambda text: [one.strip() for one in re.split("[,;|]", text) if one.strip()])
    several = int((named.map(len) > 1).sum())
    things = pd.Series([one for each in named for one in each], dtype="object")
    short = bool((things.str.split().map(len) <= _FEW_WORDS).all())
    often = len(things) >= _OFTEN * max(things.nunique(), 1)
    return several >= _SEVERAL and several >= _MANY * len(texts) and short and often


def _only_yes(diaries: Sequence[Part]) -> list[ColumnReading]:
    """Find the columns in which several cells say yes, several are blank, and none says no."""
    held: dict[str, list[tuple[ColumnReading, pd.Series]]] = {}
    for part in diaries:
        for c in part.columns:
            asked = c.kind == "yes_no" and c.column != "flare"  # a mark of days, never compared
            if asked and c.column in part.frame and c.header not in part.names:
                values = part.frame.groupby("line")[str(c.column)].max()
                held.setdefault(str(c.column), []).append((c, values))
    found = []
    for each in held.values():
        values = pd.concat([values for _, values in each])
        if not (values == 0).any() and min((values == 1).sum(), values.isna().sum()) >= _SEVERAL:
            found.append(each[0][0])
    return found


def _dashes(part: Part) -> str:
    """Say how often a lone dash stands where medicine is written down."""
    if "medication" not in part.frame:
        return ""
    count = int(part.frame["medication"].isin(DASHES).sum())
    header = next(c.header for c in part.columns if c.column == "medication")
    return f"'{header}' has a lone dash in {count:,} cells: not known." * bool(count)


def level_lines(part: Part, settings: Settings) -> dict[str, str]:
    """Write the lines of ``[scales]`` for ticks that look like levels of one thing.

    Parameters
    ----------
    part : Part
    settings : Settings
        Scales that it has are not offered.

    Returns
    -------
    dict of str to str
        Column -> its line.
    """
    if part.kind != "diary":
        return {}
    return {
        name: _line(name, ticks, {}) for name, ticks in find_levels(part, settings.scales).items()
    }


def _words(parts: Iterable[Part]) -> dict[str, list[str]]:
    """Column -> the words in it that were refused, each once."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        names = _points(part)
        for problem in part.problems:
            if _is_word(problem, names):
                word = str(problem.value).strip()
                found.setdefault(names[str(problem.column)], {})[word] = None
    return {name: [*words][:_WORDS_SHOWN] for name, words in found.items()}


def _points(part: Part) -> dict[str, str]:
    """Header -> column, of those that hold points, or yes and no."""
    told = (c for c in part.columns if c.unit == "points" or c.kind == "yes_no")
    return {c.header: c.column for c in told if c.column and not c.within}


def _is_word(problem: Problem, names: Mapping[str, str]) -> bool:
    text = problem.value or ""
    return problem.column in names and bool(text.strip()) and not any(s.isdigit() for s in text)


def _with_hint(part: Part, hint: str) -> Part:
    names = _points(part)
    at = next((n for n, p in enumerate(part.problems) if _is_word(p, names)), None)
    if at is None:
        return part
    problems = list(part.problems)
    problems[at] = replace(problems[at], message=f"{problems[at].message} {hint}")
    return replace(part, problems=tuple(problems))


def _line(
    name: str,
    words: Sequence[str],
    known: Mapping[str, float],
    *,
    yes_no: bool = False,
) -> str:
    """One line of ``[scales]``, with the usual numbers where the person has no others."""
    usual, end = usual_numbers(name, [*known, *words])
    if yes_no:
        usual, end = {word: 1.0 for word in words if said_done(word) == "partly"}, ""
    elif any(usual.get(word, number) != number for word, number in known.items()):
        usual = {}
    numbers = dict.fromkeys(words, "...") | {w: f"{n:g}" for w, n in {**usual, **known}.items()}
    pairs = ", ".join(f"{_key(word)} = {numbers[word]}" for word in dict.fromkeys((*known, *words)))
    remark = f"  # 10 is the {end}." if usual and end else ""
    return f"{name} = {{ {pairs} }}{remark}"


def _key(word: str) -> str:
    return word if word.isascii() and word.isalpha() else f'"{word}"'
