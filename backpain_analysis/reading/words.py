"""Yes/no and lists of words, in the languages people write them in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    as_text,
    parse_distinct,
)

_YES = {"yes", "y", "true", "1", "x", "ja", "oui"}
_NO = {"no", "n", "false", "0", "nein", "non"}


def parse_yes_no(text: Text, *, blank_means_no: bool = False) -> Parsed:
    """Read yes and no.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "yes", "n", "1", "x" or "nein".
    blank_means_no : bool
        Whether a blank cell is a no, which only the settings can say.

    Returns
    -------
    Parsed
        Values are 1.0, 0.0 or NaN.
    """
    parsed = parse_distinct(text, _read_yes_no)
    if not blank_means_no:
        return parsed
    values = np.where(parsed.text.codes < 0, 0.0, np.asarray(parsed.values))
    return replace(parsed, values=values)


def _read_yes_no(cell: str) -> Reading | Refusal:
    word = cell.casefold()
    if word in _YES:
        return Reading(1.0)
    if word in _NO:
        return Reading(0.0)
    return Refusal(f"{cell} is neither yes nor no. Use yes or no.")


def parse_lists(
    text: Text,
    *,
    known: Sequence[str] = (),
    synonyms: Mapping[str, str] | None = None,
    only_known: bool = False,
) -> Parsed:
    """Read lists of words.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "sitting; lifting", "a | b" or "a, b".
    known : sequence of str
        Names that a word is turned into where it means the same
        ("Low back" becomes "low_back"); other words are kept as written.
    synonyms : mapping of str to str, optional
        Other words, in lower case, and the known name they stand for.
    only_known : bool
        Refuse a cell that holds any other word.

    Returns
    -------
    Parsed
        Values are a Categorical of the words, each once, sorted, joined by
        "; "; NA where blank or refused.
    """
    names = {name.casefold(): name for name in known} | dict(synonyms or {})

    def read(cell: str) -> Reading | Refusal:
        words = {
            names.get(re.sub(r"[\s_-]+", "_", word.casefold()), word)
            for word in split_list(cell)
        }
        others = [word for word in words if word not in known]
        if only_known and others:
            return Refusal(f"{others[0]} is not known here. Use {', '.join(known)}.")
        return Reading("; ".join(sorted(words)) or None)

    cells = as_text(text)
    parsed = parse_distinct(cells, read, missing=None, dtype=object)
    return replace(parsed, values=pd.Categorical(pd.Series(parsed.values, dtype="object")))


def split_list(cell: str) -> list[str]:
    """Split the text of one list cell.

    Parameters
    ----------
    cell : str
        Words separated by ";" or "|", or else by ",".

    Returns
    -------
    list of str
        The words, stripped, in order, without empty ones.
    """
    pattern = r"[;|\n]" if re.search(r"[;|\n]", cell) else ","
    return [word.strip() for word in re.split(pattern, cell) if word.strip()]
