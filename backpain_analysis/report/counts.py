"""What the page describes and never tests: counts, places, entries, gaps.

Everything is given as plain numbers, lists and dicts, so that report.json can
carry what the page prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, LOCATIONS, QUALITIES, SIDES
from backpain_analysis.logbook import Logbook
from backpain_analysis.reading.figures import is_not_recorded
from backpain_analysis.reading.matching import is_symptom
from backpain_analysis.reading.words import said_none

_MEDICINE = frozenset("_".join(DIARY_BY_NAME["medication"].aliases).split("_")) | {
    "needed", "taken", "genommen", "gebraucht", "nötig"
}  # fmt: skip


def word_days(days: pd.DataFrame, column: str) -> list[dict[str, Any]]:
    """Count the days on which each word of a list column was written.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    column : str
        A list column: words joined by "; ".

    Returns
    -------
    list of dict
        ``name`` and ``days`` [days], commonest first, then by name.
    """
    counts: dict[str, int] = {}
    for cell in _texts(days, column):
        for word in dict.fromkeys(part.strip() for part in cell.split(";")):
            if word:
                counts[word] = counts.get(word, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": plain_word(name), "days": n} for name, n in ordered]


def plain_word(word: str) -> str:
    """Name a place or quality as people read it.

    Parameters
    ----------
    word : str
        One of ours, or a person's own, which stays as written.

    Returns
    -------
    str
    """
    if word == "calf_shin":
        return "calf or shin"
    known = word in LOCATIONS or word in QUALITIES or word in SIDES
    return word.replace("_", " ") if known else word


def yes_days(days: pd.DataFrame, column: str) -> dict[str, int] | None:
    """Count the days with a yes, and those that say yes or no.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    column : str
        A yes/no column.

    Returns
    -------
    dict or None
        ``days`` and ``days_recorded`` [days]; None where it was never recorded.
    """
    if column not in days.columns or not days[column].notna().any():
        return None
    values = days[column].dropna()
    return {"days": int((values > 0).sum()), "days_recorded": len(values)}


def own_symptoms(book: Logbook) -> dict[str, dict[str, str]]:
    """List tingling, numbness and the like that have a column or tick of their own.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    dict of str to dict
        As ``Logbook.measures``: those that are held no cause of pain.
    """
    return {
        name: about
        for name, about in book.measures.items()
        if name not in book.factors and is_symptom(about["label"])
    }


def symptom_days(book: Logbook, days: pd.DataFrame) -> list[dict[str, Any]]:
    """Count the days with each such symptom, and those that say yes or no.

    Parameters
    ----------
    book : Logbook
    days : pandas.DataFrame
        A daily table.

    Returns
    -------
    list of dict
        ``name``, and ``days`` and ``days_recorded`` [days]; 0 where it was never recorded.
    """
    none = {"days": 0, "days_recorded": 0}
    symptoms = own_symptoms(book).items()
    return [{"name": about["label"], **(yes_days(days, n) or none)} for n, about in symptoms]


def medicine_days(days: pd.DataFrame) -> dict[str, float | None]:
    """Count the days with medicine, and those on which it was written whether there was any.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table; its ``attrs`` name the medicines that have a column of their own.

    Returns
    -------
    dict
        ``medicine_days`` and ``medicine_known`` [days]; None where nothing was ever written there.
        ``medicine_amount``, the sum of the one column that says how much, in its own unit; None
        where there is none, or more than one, or other medicine in words.
    """
    own = [name for name in days.attrs.get("medicines", []) if name in days]
    taken = [days[name].gt(0).where(days[name].notna()).astype(float) for name in own]
    if "medication" in days:
        taken.append(days["medication"].map(_took, na_action="ignore").astype(float))
    most = pd.concat(taken, axis=1).max(axis=1).dropna() if taken else pd.Series(dtype=float)
    written = len(most) or _texts(days, "medication")
    return {
        "medicine_days": int(most.sum()) if written else None,
        "medicine_known": len(most) or None,
        "medicine_amount": _amount(days, own),
    }


def _amount(days: pd.DataFrame, own: Sequence[str]) -> float | None:
    """How much of the only medicine was taken; mere ticks are no amounts."""
    used = [name for name in own if days[name].gt(0).any()]
    if len(used) != 1 or _texts(days, "medication") or days[used[0]].max() <= 1:
        return None
    return float(days[used[0]].sum())


def _took(text: str) -> float:
    """1 where a medicine is written, 0 where it says that there was none, else NaN."""
    parts = map(str.strip, str(text).split(" | "))
    told = [part for part in parts if part and not is_not_recorded(part)]
    bare = (re.sub(r"\s*\(.*\)$", "", part) for part in told)
    return float(not all(said_none(part, _MEDICINE) for part in bare)) if told else np.nan


def level(days: pd.DataFrame, column: str) -> dict[str, Any] | None:
    """Describe one 0-10 column over the period.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    column : str

    Returns
    -------
    dict or None
        ``mean``, ``worst`` [points] and ``days_recorded`` [days].
    """
    if column not in days.columns or not days[column].notna().any():
        return None
    values = days[column].dropna()
    return {
        "mean": float(values.mean()),
        "worst": float(values.max()),
        "days_recorded": len(values),
    }


def by_month(days: pd.DataFrame, outcome: str, *, most: int = 6) -> dict[str, Any] | None:
    """Count the days with each place, and below the knee, in each month or year.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    outcome : str
        The pain column.
    most : int
        The so many commonest places.

    Returns
    -------
    dict or None
        ``columns`` (names of the months, or of the years of a long diary),
        ``recorded`` and ``rows``, each row with ``name`` and ``days`` [days].
        None where neither was recorded.
    """
    places = [item["name"] for item in word_days(days, "location")[:most]]
    if not places and yes_days(days, "below_knee") is None:
        return None
    index = pd.DatetimeIndex(days.index)
    long = index.to_period("M").nunique() > 12
    group = index.to_period("Y" if long else "M")
    groups = group.unique()
    lists = _per_day_words(days, "location")
    rows = [
        {"name": place, "days": _count(groups, group, [place in words for words in lists])}
        for place in places
    ]
    if yes_days(days, "below_knee") is not None:
        below = (days["below_knee"] > 0).tolist()
        rows.append({"name": "below the knee", "days": _count(groups, group, below)})
    return {
        "columns": [str(g.year) if long else g.strftime("%b %Y") for g in groups],
        "recorded": _count(groups, group, days[outcome].notna().tolist()),
        "rows": rows,
    }


def entry_counts(days: pd.DataFrame, diary: pd.DataFrame, outcome: str) -> dict[str, int]:
    """Count entries and gaps.

    Parameters
    ----------
    days : pandas.DataFrame
        The period's daily table.
    diary : pandas.DataFrame
        The logbook's entries.
    outcome : str
        The pain column.

    Returns
    -------
    dict
        ``entries``, ``outside_period``, ``days_with_several_entries`` [days],
        ``gaps`` and ``longest_gap`` [days].
    """
    known = days[outcome].notna()
    runs = (known != known.shift()).cumsum()[~known]
    lengths = runs.value_counts()
    inside = diary["date"].between(days.index[0], days.index[-1])
    entries = diary[inside]
    pain = entries[entries[outcome].notna()] if outcome in entries.columns else entries
    return {
        "entries": len(entries),
        "outside_period": int((~inside).sum()),
        "days_with_several_entries": int((pain["date"].value_counts() > 1).sum()),
        "gaps": len(lengths),
        "longest_gap": int(lengths.max()) if len(lengths) else 0,
    }


def _texts(days: pd.DataFrame, column: str) -> list[str]:
    if column not in days.columns:
        return []
    return [str(cell) for cell in days[column].dropna() if str(cell).strip()]


def _per_day_words(days: pd.DataFrame, column: str) -> list[frozenset[str]]:
    if column not in days.columns:
        return [frozenset()] * len(days)
    return [
        frozenset()
        if pd.isna(cell)
        else frozenset(plain_word(part.strip()) for part in str(cell).split(";"))
        for cell in days[column]
    ]


def _count(groups: Iterable[Any], group: Any, yes: list[bool]) -> list[int]:
    counts: Mapping[Any, int] = pd.Series(yes).groupby(group).sum().to_dict()
    return [int(counts.get(g, 0)) for g in groups]
