"""What most cells of a column are: numbers, yes and no, lengths of time."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from backpain_analysis.reading.numbers import Decimal
from backpain_analysis.reading.parsed import Parsed, as_text
from backpain_analysis.reading.part import Rows
from backpain_analysis.reading.values import parse_durations, parse_numbers, parse_yes_no

#: Distinct texts that decide what a column of the person's own holds.
_SAMPLE = 300
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
    return as_text([str(category) for category in text.categories[:_SAMPLE]])


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


def _weight(sampled: Rows, text: pd.Categorical) -> int:
    """Count the cells whose text is among some of a sample."""
    counts = np.bincount(text.codes[text.codes >= 0], minlength=len(sampled))
    return int(counts[: len(sampled)][sampled].sum())
