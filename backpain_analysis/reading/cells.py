"""One column of text cells -> values, by what its header means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY, LOCATIONS, QUALITIES, Column
from backpain_analysis.reading.durations import DurationUnit
from backpain_analysis.reading.headers import (
    AS_LIST,
    AS_NUMBER,
    AS_PAIN,
    AS_TEXT,
    YES_OR_NO,
    snake_case,
)
from backpain_analysis.reading.kinds import (
    is_time,
    mostly_understood,
    nothing_recorded,
    only_0_and_1,
    take_all,
    take_sample,
    without_other_scale,
)
from backpain_analysis.reading.matching import Meaning
from backpain_analysis.reading.numbers import Decimal
from backpain_analysis.reading.parsed import Parsed
from backpain_analysis.reading.part import Cells
from backpain_analysis.reading.settings import Settings
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.ticked import is_stretching, with_done
from backpain_analysis.reading.values import (
    decide_decimal,
    parse_durations,
    parse_lists,
    parse_numbers,
    parse_sides,
    parse_yes_no,
)

#: Units of time.
TIME_UNITS = ("hours", "minutes", "seconds")
_KNOWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "location": LOCATIONS,
    "quality": QUALITIES,
}
_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "location": {
        "lower back": "low_back",
        "lumbar": "low_back",
        "calf": "calf_shin",
        "shin": "calf_shin",
        "buttocks": "buttock",
        "glute": "buttock",
        "feet": "foot",
    },
    "quality": {"ache": "aching", "pins and needles": "tingling", "numbness": "numb"},
}
_TIME = frozenset(("time", "zeit", "temps", "tiempo", "tempo", "tijd"))
#: What stands in a cell instead of nothing.
DASHES = ("-", "--", "–", "—")
_BARE = (
    "{} names no medicine and has no unit. Write it such as ibuprofen 400 mg. If it belongs to "
    "another column, see whether a cell is missing in this row."
)


@dataclass(frozen=True)
class Conventions:
    """What holds for all cells of one table.

    Attributes
    ----------
    settings : Settings
    decimal : "." or ","
        The file's decimal sign.
    ticked : frozenset of str
        Columns, in snake_case, in which a blank is a no.
    listed : frozenset of str
        Columns, in snake_case, that hold lists in which not named is a no.
    """

    settings: Settings
    decimal: Decimal
    ticked: frozenset[str]
    listed: frozenset[str]


def find_conventions(table: Table, texts: Sequence[str], settings: Settings) -> Conventions:
    """Find what holds for all cells of a table.

    Parameters
    ----------
    table : Table
    texts : sequence of str
        Headers of the columns that may hold numbers.
    settings : Settings

    Returns
    -------
    Conventions
    """
    return Conventions(
        settings=settings,
        decimal=decide_decimal([table.cells[header] for header in texts], table.delimiter),
        ticked=frozenset(snake_case(name) for name in settings.absent_columns),
        listed=frozenset(snake_case(name) for name in settings.absent_lists),
    )


def is_named(meaning: Meaning, names: Iterable[str]) -> bool:
    """Tell whether a column is among the names that the settings give.

    Parameters
    ----------
    meaning : Meaning
    names : iterable of str
        In snake_case: a header as written, or the name of a column.

    Returns
    -------
    bool
    """
    return bool({meaning.name, snake_case(meaning.header), meaning.heading.name} & {*names})


def read_cells(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Cells:
    """Read a column, known or the person's own.

    Parameters
    ----------
    text : pandas.Categorical
    meaning : Meaning
    ways : Conventions

    Returns
    -------
    Cells
    """
    cells = _known(text, meaning, ways) if meaning.column else _own(text, meaning, ways)
    if not is_named(meaning, ways.ticked) or text.isna().all():  # nobody kept it in this file
        return cells
    nothing = np.append(np.isin(text.categories, DASHES), True)[text.codes]  # last: blank, code -1
    values = cells.values
    if cells.kind not in ("text", "list"):
        values = np.where(nothing, 0.0, np.asarray(values, dtype=float))
    elif meaning.name == "medication":
        values = pd.Categorical(pd.Series(values, dtype="object").mask(nothing, "none"))
    return replace(cells, parsed=replace(cells.parsed, values=values))


def mixes_kinds(meaning: Meaning, cells: Cells, ways: Conventions) -> bool:
    """Tell whether a column was taken for words because it holds yes and no beside numbers.

    Parameters
    ----------
    meaning : Meaning
    cells : Cells
        From `read_cells`.
    ways : Conventions

    Returns
    -------
    bool
        False where any cell is neither, and where its header says that it is text.
    """
    if meaning.column or cells.kind != "text" or meaning.heading.mark[0] == AS_TEXT:
        return False
    sample = take_sample(cells.parsed.text)
    number = ~parse_numbers(sample, decimal=ways.decimal).refused
    yes_no = ~parse_yes_no(sample).refused
    return bool((number | yes_no).all() and (number & ~yes_no).any() and (yes_no & ~number).any())


def as_written(text: pd.Categorical) -> Parsed:
    """Take a column as it is.

    Parameters
    ----------
    text : pandas.Categorical

    Returns
    -------
    Parsed
        With nothing refused.
    """
    return Parsed(text, np.zeros(len(text), dtype=bool), text=text)


def _known(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Cells:
    column = cast(Column, meaning.column)
    kind = "seconds" if column.unit == "seconds" else column.kind
    scale = _foreign_scale(meaning)
    parsed = _KINDS[kind](text, meaning, ways)
    cells = Cells(meaning.header, column.name, column.label, column.kind, column.unit, parsed)
    return replace(cells, scale=scale)


def _words(meaning: Meaning, ways: Conventions) -> Mapping[str, float] | None:
    """What words stand for, by the name of the column or the header as in the file."""
    scales = ways.settings.scales
    by_header = {snake_case(name): words for name, words in scales.items()}
    return scales.get(meaning.name) or by_header.get(snake_case(meaning.header))


def _foreign_scale(meaning: Meaning) -> tuple[float, float] | None:
    """The scale that the header names, where it is not the column's own."""
    column, scale = meaning.column, meaning.heading.scale
    if column is None or column.high != 10 or scale in (None, (column.low, column.high)):
        return None
    return scale


def _number(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Parsed:
    column = cast(Column, meaning.column)
    scale = _foreign_scale(meaning)
    parsed = parse_numbers(
        text,
        low=column.low,
        high=column.high,
        decimal=ways.decimal,
        unit=column.unit,
        written_unit=meaning.heading.unit if meaning.heading.unit in ("kg", "lb") else None,
        scale=scale,
        words=_words(meaning, ways),
        thing=_thing(meaning),
    )
    if scale is not None or column.high != 10:
        return parsed
    return without_other_scale(parsed, meaning.header, high=column.high, decimal=ways.decimal)


def _duration(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Parsed:
    column = cast(Column, meaning.column)
    return parse_durations(
        text,
        unit=cast(DurationUnit, column.unit),
        written_unit=_time_unit(meaning),
        low=column.low,
        high=column.high,
        decimal=ways.decimal,
        yes_no=column in DIARY,  # in a routine, "no" means that it was not done
        thing=_thing(meaning),
    )


def _thing(meaning: Meaning) -> frozenset[str]:
    """Words that name what a column is about; "no time" is no answer under "sitting time"."""
    column = meaning.column
    names = (column.name, *column.aliases) if column else (meaning.heading.full_name,)
    words = "_".join((*names, snake_case(meaning.label))).split("_")
    return frozenset(words) - _TIME


def _time_unit(meaning: Meaning) -> DurationUnit | None:
    unit = meaning.heading.unit
    return cast(DurationUnit, unit) if unit in TIME_UNITS else None


def _yes_no(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Parsed:
    answers = parse_yes_no(text, words=_words(meaning, ways), thing=_thing(meaning))
    if meaning.column is None and is_stretching(meaning.label, ways.settings.columns):
        done = with_done(answers, decimal=ways.decimal)
        return replace(done, values=np.minimum(np.asarray(done.values, dtype=float), 1.0))
    return answers


def _list(text: pd.Categorical, meaning: Meaning, _ways: Conventions) -> Parsed:
    if meaning.name == "side":
        return parse_sides(text)
    return parse_lists(
        text, known=_KNOWN_WORDS.get(meaning.name, ()), synonyms=_SYNONYMS.get(meaning.name)
    )


def _text(text: pd.Categorical, meaning: Meaning, _ways: Conventions) -> Parsed:
    numbers = [
        str(t) for t in text.categories if re.fullmatch(r"(?!0*[01]$)\d+(?:[.,]\d+)?", str(t))
    ]
    if meaning.name != "medication" or not numbers:
        return as_written(text)
    answers = int((~parse_yes_no(take_all(text)).refused).sum())  # yes and no, 0 and 1
    if len(numbers) + answers == len(text.categories):
        return as_written(text)
    # So many tablets, or milligrams, of what they all know: of different cells, as equal rows of a
    # file count once when it is written anew.
    if 2 * len(numbers) >= len(text.categories):
        return as_written(text)
    bare = np.isin(np.asarray(text.astype(object)), numbers)
    values = pd.Categorical(pd.Series(text.astype(object)).mask(bare))
    return Parsed(values, bare, {number: _BARE.format(number) for number in numbers}, text=text)


_KINDS = {
    "number": _number,
    "hours": _duration,
    "minutes": _duration,
    "seconds": _duration,
    "yes_no": _yes_no,
    "list": _list,
    "text": _text,
}


def _own(text: pd.Categorical, meaning: Meaning, ways: Conventions) -> Cells:
    """Read a column of the person's own: what most of its cells are decides."""
    kind, unit, parsed = _own_values(text, meaning, ways)
    return Cells(meaning.header, meaning.name, meaning.label, kind, unit, parsed, known=False)


def _own_values(
    text: pd.Categorical, meaning: Meaning, ways: Conventions
) -> tuple[str, str, Parsed]:
    marked = _as_marked(text, meaning, ways)
    if marked is not None:
        return marked
    sample = take_sample(text)
    numbers = _numbers(sample, meaning, ways)
    if is_time(sample, text, ways.decimal):
        return "hours", "hours", _own_time(text, "hours", meaning, ways)
    # Where each cell is an amount or a no, there is no yes that amounts would lose.
    amounts = _numbers(sample, meaning, ways, yes_no=True)
    all_amounts = len(sample) > 0 and not amounts.refused.any()
    if all_amounts or mostly_understood(numbers, text) or nothing_recorded(numbers):
        return _own_number(text, meaning, ways)
    if mostly_understood(parse_yes_no(sample), text):
        return "yes_no", "", _yes_no(text, meaning, ways)
    return "text", "", as_written(text)


def _as_marked(
    text: pd.Categorical, meaning: Meaning, ways: Conventions
) -> tuple[str, str, Parsed] | None:
    """Read a column whose header, or the settings, say what its cells are."""
    mark, _ = meaning.heading.mark
    if is_named(meaning, ways.listed) or mark == AS_LIST:
        return "list", "", parse_lists(text)
    if mark == AS_TEXT:
        return "text", "", as_written(text)
    if mark in (AS_NUMBER, AS_PAIN):
        return _own_number(text, meaning, ways)
    if mark in YES_OR_NO:
        return "yes_no", "", _yes_no(text, meaning, ways)
    unit = _time_unit(meaning)
    if unit is None:
        return None
    timed = _own_time(text, unit, meaning, ways)
    known = ~np.isnan(np.asarray(timed.values, dtype=float))
    numbers = parse_numbers(take_sample(text), decimal=ways.decimal)
    # The header says what they are, also where each is a number that cannot be.
    said = known.any() or mostly_understood(numbers, text)
    return (unit, unit, timed) if said else None


def _own_time(
    text: pd.Categorical, unit: DurationUnit, meaning: Meaning, ways: Conventions
) -> Parsed:
    return parse_durations(
        text, unit=unit, decimal=ways.decimal, yes_no=True, thing=_thing(meaning)
    )


def _own_number(
    text: pd.Categorical, meaning: Meaning, ways: Conventions
) -> tuple[str, str, Parsed]:
    parsed = _numbers(text, meaning, ways, yes_no=True)
    heading = meaning.heading
    if not heading.unit and heading.scale is None and only_0_and_1(parsed):
        disguised = _yes_no(text, meaning, ways)
        if not (disguised.refused & ~parsed.refused).any():  # "1x" is no yes
            return "yes_no", "", disguised
    mark, unit = heading.mark
    told = unit if mark else heading.unit
    return "number", told if len(told.split()) < 3 else "", parsed  # "(or around them)" is none


def _numbers(
    text: pd.Categorical, meaning: Meaning, ways: Conventions, *, yes_no: bool = False
) -> Parsed:
    """Read the numbers of a column of the person's own; of stretching a no is 0, a yes 1."""
    unit = meaning.heading.unit
    numbers = parse_numbers(
        text,
        decimal=ways.decimal,
        unit=unit,
        written_unit=unit,
        words=_words(meaning, ways),
        yes_no=yes_no,
        thing=_thing(meaning),
    )
    stretching = meaning.column is None and is_stretching(meaning.label, ways.settings.columns)
    return with_done(numbers, decimal=ways.decimal) if stretching else numbers
