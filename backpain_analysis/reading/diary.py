"""A diary: one row per entry, one column per thing written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, OUTCOMES
from backpain_analysis.errors import Problem, SettingsError
from backpain_analysis.reading.assembly import (
    assemble,
    cell_problems,
    check_mapping,
    holds_something,
    require,
)
from backpain_analysis.reading.calendar_words import repeats_date
from backpain_analysis.reading.cells import (
    Conventions,
    as_written,
    find_conventions,
    is_named,
    mixes_kinds,
    read_cells,
)
from backpain_analysis.reading.day_parts import by_hour, match_diary, with_earlier
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.matching import (
    RESERVED,
    Meaning,
    fold_mapping,
    is_pain,
    match_headers,
)
from backpain_analysis.reading.noted_pain import in_notes
from backpain_analysis.reading.notes import with_notes
from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.part import Cells, Part, Rows
from backpain_analysis.reading.set_aside import without_repeated_date
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.ticked_levels import of_ticks
from backpain_analysis.reading.when import (
    When,
    find_date_parts,
    leave_ahead,
    read_when,
    rows_problem,
    without_parts,
    without_titles,
)

_BEST_IS_HIGH = tuple(DIARY_BY_NAME[name] for name in ("mood", "sleep_quality", "posture"))
_WORDS_SHOWN = 8
_BESIDE = (
    "a second column of days: {} is taken for what belongs to the first. If it is a table of its "
    "own, put it into another sheet or file."
)
_MIXED = (
    "yes or no on some days and a number on others, so it is kept as words and is not compared "
    "with pain. Write one of the two throughout: a number (0 for no), or yes and no."
)


def read_diary(table: Table, settings: Settings, today: dt.date) -> Part:
    """Read a diary.

    Parameters
    ----------
    table : Table
    settings : Settings
    today : datetime.date
        Dates after the day that follows it are refused.

    Returns
    -------
    Part
        Its frame has ``date``, ``time`` [h], one column per header, ``line``.

    Raises
    ------
    LogbookError
        No column holds a date, or its dates cannot be told apart.
    """
    parts = find_date_parts(table.header, settings)
    settings = _moods_as_pain(table, parts, settings)
    meanings = match_diary(without_parts(table, parts), settings.columns)
    dated = bool(parts) or any(meaning.name == "date" for meaning in meanings)
    require(table, dated, "date", (DIARY_BY_NAME["date"],))
    check_mapping(meanings, settings.columns, {*DIARY_BY_NAME})
    table, totals = without_titles(table, meanings, settings, today)
    when = read_when(table, meanings, parts, settings, today)
    again = _repeating_date(table, meanings, when, settings)
    body = [m for m in meanings if m.name not in ("date", "time") and m.header not in again]
    ways = find_conventions(table, number_headers(body), settings)
    cells = [read_cells(table.cells[m.header].array, m, ways) for m in body]
    _refuse_list_as_number(body, ways)
    _refuse_best_as_worst(body, cells, settings)
    empty = _only_dated(body, cells, ways, len(when.days))
    when, ahead = leave_ahead(table, when, empty)
    blank = ahead | (empty & ~when.missing)
    within = _within(cells, settings)
    told = [*_cell_problems(table, [*cells, *within], when), *silent_problem(table, blank)]
    below = _worst_below(table, [*cells, *within], ~when.missing)
    problems = [*totals, *when.problems, *told, *below, *_second_table(table, meanings)]
    problems += [
        Problem(table.file, None, m.header, None, _MIXED)
        for m, cell in zip(body, cells, strict=True)
        if mixes_kinds(m, cell, ways)
    ]
    split = by_hour(body, cells, when)
    ticks = named_activities(body, cells, ways, of_scales=within)
    cells = with_notes([*split.own, *within, *ticks])
    part = assemble(
        "diary",
        table,
        [*when.cells, *cells],
        columns={"date": when.days, "time": split.hours}
        | {cell.name: cell.values for cell in cells},
        used=~when.missing & ~empty,
        problems=problems,
    )
    part = replace(part, rows_blank=int(blank.sum()))
    return without_repeated_date(with_earlier(part, table, when, split), table, again)


def _second_table(table: Table, meanings: Sequence[Meaning]) -> list[Problem]:
    """Say of a table beside the diary, which has days of its own, that it is not read as one."""
    own = [m.header for m in meanings if m.name == "date"]
    at = [h for h in table.header if own and h == f"{own[0]} (2)"]
    if not at:
        return []
    beside = ", ".join(f"'{h}'" for h in table.header[table.header.index(at[0]) + 1 :])
    message = _BESIDE.format(beside or "what stands behind it")
    return [Problem(table.file, table.header_line, at[0], None, message)]


def _repeating_date(
    table: Table, meanings: Sequence[Meaning], when: When, settings: Settings
) -> list[str]:
    """Columns of the person's own that say no more than the date does."""
    said = fold_mapping(settings.columns)
    own = [m.header for m in meanings if m.column is None and m.header.casefold() not in said]
    return [h for h in own if repeats_date(h, table.cells[h].array, when.days)]


def _moods_as_pain(table: Table, parts: Mapping[str, str], settings: Settings) -> Settings:
    """Read moods as the pain where a scale of the pain holds most of their words."""
    scale = settings.scales.get("pain")
    if not scale:
        return settings
    meanings = match_diary(without_parts(table, parts), settings.columns)
    if any(meaning.name in OUTCOMES for meaning in meanings):
        return settings
    words = {
        m.header: {str(word).strip().casefold() for word in table.cells[m.header].array.categories}
        for m in meanings
        if m.name == "mood" and m.header.casefold() not in fold_mapping(settings.columns)
    }
    moods = {
        header: "pain"
        for header, found in words.items()
        if len(found & {*scale}) > len(found - {*scale})
    }
    return replace(settings, columns={**settings.columns, **moods})


def _refuse_best_as_worst(
    meanings: Sequence[Meaning], cells: Sequence[Cells], settings: Settings
) -> None:
    """Stop where the best mood would be the worst pain, unless the person gave the numbers."""
    for meaning, cell in zip(meanings, cells, strict=True):
        if meaning.name not in OUTCOMES or meaning.name in settings.scales:
            continue
        (own,) = match_headers([meaning.header], _BEST_IS_HIGH, {})
        if own.column is None or np.isnan(np.asarray(cell.values, dtype=float)).all():
            continue
        words = cell.parsed.text.categories[:_WORDS_SHOWN]
        if any(map(is_pain, words)):  # moods that the person renamed to pains
            continue
        pairs = ", ".join(f'"{word}" = ...' for word in words)
        raise SettingsError(
            f"settings.toml: [columns] makes '{meaning.header}' the pain, and the best would count "
            "as the worst pain. If it does say how much it hurt, say how much each of its values "
            f"is, from 0 (none) to 10:\n    [scales]\n    {meaning.name} = {{ {pairs} }}\n"
            f"Otherwise take the line out: '{meaning.header}' is then compared with the pain, "
            "which `backpain log` asks you for."
        )


def _within(cells: Sequence[Cells], settings: Settings) -> list[Cells]:
    """Columns that stand in the words of others: in ticks, and in notes, which come first."""
    ticked = of_ticks(cells, settings.scales)
    return [*ticked, *(in_notes([*cells, *ticked]) if settings.pain_in_notes else ())]


def _refuse_list_as_number(meanings: Sequence[Meaning], ways: Conventions) -> None:
    """Stop where ``[columns]`` makes a list of ticks a number: a scale reads its words."""
    wishes = fold_mapping(ways.settings.columns)
    for meaning in meanings:
        kind = meaning.column.kind if meaning.column else "list"
        ticks = snake_case(meaning.header) in ways.listed and meaning.header.casefold() in wishes
        if ticks and kind not in ("list", "text"):
            raise SettingsError(
                f"settings.toml: [columns] makes '{meaning.header}' the {meaning.name}, and it is "
                "a list of what was ticked. Take the line out. Where ticks say how much it was, "
                "give each its number, and the others stay what they are:\n    [scales]\n"
                f'    {meaning.name} = {{ "mild ..." = 3, "bad ..." = 6 }}'
            )


def _worst_below(table: Table, cells: Sequence[Cells], dated: Rows) -> list[Problem]:
    """A worst pain below the pain of its own entry: one of the two is a slip of the pen."""
    both = [[cell for cell in cells if cell.name == name] for name in ("pain", "worst_pain")]
    if [len(found) for found in both] != [1, 1]:
        return []
    (pain,), (worst,) = both
    mean, top = (np.asarray(cell.values, dtype=float) for cell in (pain, worst))
    below = dated & (top < mean)
    if not below.any():
        return []
    at = int(below.argmax())
    first = " in the first" if below.sum() > 1 else ""
    message = (
        f"the worst pain is below the pain in {{rows}} ({top[at]:g} here, {mean[at]:g} under "
        f"'{pain.header}'{first}). The higher counts as the day's worst. Correct the wrong one."
    )
    return [rows_problem(table, below, worst.header, message)]


def number_headers(meanings: Iterable[Meaning]) -> list[str]:
    """Find the columns that may hold numbers.

    Parameters
    ----------
    meanings : iterable of Meaning

    Returns
    -------
    list of str
        Headers as written.
    """
    others = ("text", "list", "yes_no", "date", "time")
    return [m.header for m in meanings if m.column is None or m.column.kind not in others]


def _cell_problems(table: Table, cells: Sequence[Cells], when: When) -> list[Problem]:
    """Of rows without a date, one remark is enough."""
    entry = np.ones(len(when.days), dtype=bool)
    for date in (cell.parsed.text for cell in when.cells if cell.name == "date"):
        entry &= ~(when.missing & (date.codes < 0))
    told = [replace(c.parsed, refused=c.parsed.refused & entry) for c in cells]
    pairs = zip(cells, told, strict=True)
    return cell_problems(table, [replace(cell, parsed=parsed) for cell, parsed in pairs])


def _only_dated(
    meanings: Sequence[Meaning], cells: Sequence[Cells], ways: Conventions, rows: int
) -> Rows:
    """Rows that know nothing beside a date: nothing was recorded that day."""
    if any(is_named(meaning, ways.listed) for meaning in meanings):
        return np.zeros(rows, dtype=bool)  # there, a blank says no
    told = [
        replace(cell, parsed=as_written(cell.parsed.text))  # a blank says no beside others alone
        if is_named(meaning, ways.ticked)
        else cell
        for meaning, cell in zip(meanings, cells, strict=True)
    ]
    return ~holds_something(told, rows)


def silent_problem(table: Table, silent: Rows) -> list[Problem]:
    """Say which rows know nothing, and what becomes of them.

    Parameters
    ----------
    table : Table
    silent : numpy.ndarray of bool, shape (rows,)

    Returns
    -------
    list of Problem
        One, or none where there is no such row.
    """
    if not silent.any():
        return []
    message = "nothing known but a date. It counts as not recorded in {rows}, never as 0."
    return [rows_problem(table, silent, None, message)]


def named_activities(
    meanings: Sequence[Meaning],
    cells: Sequence[Cells],
    ways: Conventions,
    of_scales: Sequence[Cells] = (),
) -> list[Cells]:
    """Make a yes/no column of everything named in lists where not named means no.

    Parameters
    ----------
    meanings : sequence of Meaning
    cells : sequence of Cells
        In the same order.
    ways : Conventions
    of_scales : sequence of Cells
        Columns that were made of ticks: the words of their scales are none any more.

    Returns
    -------
    list of Cells
        Without a header, as no column of the file holds them.
    """
    taken = {cell.name for cell in (*cells, *of_scales)} | RESERVED
    scales = ways.settings.scales
    levels = {word for made in of_scales for word in scales.get(made.name, ())}
    found: list[Cells] = []
    for meaning, cell in zip(meanings, cells, strict=True):
        if cell.kind == "list" and is_named(meaning, ways.listed):
            made = _one_per_word(cell, taken, levels)
            taken |= {column.name for column in made}
            found += made
    return found


def _one_per_word(cell: Cells, taken: set[str], levels: set[str]) -> list[Cells]:
    named = pd.Categorical(cell.values)
    words_of = [str(words).split("; ") for words in named.categories]
    words = sorted({w for words in words_of for w in words if w.casefold() not in levels})
    return [_word_column(word, words_of, named, taken) for word in words]


def _word_column(
    word: str, words_of: Sequence[Sequence[str]], named: pd.Categorical, taken: set[str]
) -> Cells:
    holds = np.array([*(float(word in words) for words in words_of), 0.0])  # last: blank
    name = snake_case(word) or word
    known = DIARY_BY_NAME.get(name)
    if name in taken or (known is not None and known.kind != "yes_no"):
        name = f"{name}_named"
    parsed = Parsed(holds[named.codes], np.zeros(len(named), dtype=bool), text=named)
    return Cells("", name, word, "yes_no", "", parsed, known=name in DIARY_BY_NAME)
