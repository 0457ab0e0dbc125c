"""What most cells of a column are: numbers, yes and no, lengths of time."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.reading.numbers import Decimal
from backpain_analysis.reading.parsed import Parsed, as_text
from backpain_analysis.reading.part import Rows
from backpain_analysis.reading.values import parse_durations, parse_numbers, parse_yes_no

#: Distinct texts that decide what a column of the person's own holds.
_SAMPLE = 300
#: Of numbers above a scale, which go no further, so many show another one [cells, share].
_HIGHEST, _FEWEST_ABOVE, _SHARE_ABOVE = 100.0, 3, 0.2
_LETTER = re.compile(r"[^\W\d_]")


def only_0_and_1(parsed: Parsed) -> bool:
    """Tell whether a column of numbers is a yes/no in disguise.

    Parameters
    ----------
    parsed : Parsed
        From `parse_numbers`.

    Returns
    -------
    bool
        False where it has no value at all.
    """
    values = np.asarray(parsed.values, dtype=float)
    values = values[~np.isnan(values)]
    return bool(len(values)) and bool(np.isin(values, (0.0, 1.0)).all())


def take_sample(text: pd.Categorical) -> pd.Categorical:
    """Take the distinct texts that decide what a column is.

    Parameters
    ----------
    text : pandas.Categorical

    Returns
    -------
    pandas.Categorical
        Each text once.
    """
    return take_all(text)[:_SAMPLE]


def take_all(text: pd.Categorical) -> pd.Categorical:
    """Take each distinct text once.

    Parameters
    ----------
    text : pandas.Categorical

    Returns
    -------
    pandas.Categorical
    """
    return as_text([str(category) for category in text.categories])


def is_time(sample: pd.Categorical, text: pd.Categorical, decimal: Decimal) -> bool:
    """Tell whether cells name a unit of time; what is 0 or no may be a length as well.

    Parameters
    ----------
    sample : pandas.Categorical
        From `take_sample`.
    text : pandas.Categorical
        The column.
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    bool
    """
    timed = parse_durations(sample, decimal=decimal, yes_no=True)
    numbers = parse_numbers(sample, decimal=decimal)
    length = np.asarray(timed.values, dtype=float) > 0
    number = np.asarray(numbers.values, dtype=float) != 0
    yes = np.asarray(parse_yes_no(sample).values, dtype=float) > 0
    with_unit, bare, yes = (
        length & numbers.refused,
        number & ~numbers.refused,
        yes & numbers.refused,
    )
    named = any(_LETTER.search(str(one)) for one in np.asarray(sample)[with_unit])
    votes = [_weight(kind, text) for kind in (with_unit, bare, yes)]
    return named and votes[0] >= max(votes) and mostly_understood(timed, text)


def nothing_recorded(sample: Parsed) -> bool:
    """Tell whether there is nothing but "n/a" and the like.

    Parameters
    ----------
    sample : Parsed
        From `parse_numbers`.

    Returns
    -------
    bool
    """
    missing = np.isnan(np.asarray(sample.values, dtype=float)) & ~sample.refused
    return bool(len(missing)) and bool(missing.all())


def mostly_understood(parsed: Parsed, text: pd.Categorical) -> bool:
    """Weigh each distinct text of a sample by how often it stands in the column.

    Parameters
    ----------
    parsed : Parsed
        The sample, read in some way.
    text : pandas.Categorical
        The column.

    Returns
    -------
    bool
        Whether most cells were understood that way.
    """
    missing = pd.isna(np.asarray(parsed.values, dtype=object)) & ~parsed.refused  # "n/a"
    return _weight(~parsed.refused & ~missing, text) * 2 > _weight(~missing, text)


def without_other_scale(parsed: Parsed, header: str, *, high: float, decimal: Decimal) -> Parsed:
    """Refuse the numbers of a column of which many lie above its scale.

    The small ones are of that other scale as well: 9 mm of 100 are not 9 of 10.

    Parameters
    ----------
    parsed : Parsed
        As read by its own scale.
    header : str
    high : float
        Upper end of that scale.
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    Parsed
    """
    if not parsed.refused.any():
        return parsed
    text = parsed.text
    numbers = np.asarray(parse_numbers(take_all(text), decimal=decimal).values, dtype=float)
    days = np.bincount(text.codes[text.codes >= 0], minlength=len(numbers))
    above = (numbers > high) & (numbers <= _HIGHEST)
    share = days[above].sum() / max(days[~np.isnan(numbers)].sum(), 1)
    if above.sum() < _FEWEST_ABOVE or share < _SHARE_ABOVE:  # one typed thrice is no scale
        return parsed
    told = (
        f"is one of numbers up to {numbers[above].max():g}, and this goes from 0 to {high:g}. "
        f"Where it goes to 100, write so over the column: {header} (0-100). Until then none is "
        "used."
    )
    texts = [
        str(one) for one, is_one in zip(text.categories, ~np.isnan(numbers), strict=True) if is_one
    ]
    rows = np.isin(np.asarray(text.astype(object)), texts)
    values = np.where(rows, np.nan, np.asarray(parsed.values, dtype=float))
    messages = {**parsed.messages, **{one: f"{one} {told}" for one in texts}}
    return replace(parsed, values=values, refused=parsed.refused | rows, messages=messages)


def _weight(sampled: Rows, text: pd.Categorical) -> int:
    """Count the cells whose text is among some of a sample."""
    counts = np.bincount(text.codes[text.codes >= 0], minlength=len(sampled))
    return int(counts[: len(sampled)][sampled].sum())
