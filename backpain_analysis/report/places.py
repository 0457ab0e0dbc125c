"""Where it hurt, by the parts of a body outline: the person's words matched to its shapes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import pandas as pd

from backpain_analysis.report.counts import plain_word

_SIDES = ("left", "right")
#: On fewer days with a place a part of the period is not drawn: a blank is not "no pain there".
_FEWEST = 5
_SIDE_WORD = re.compile(r"\b(?:(left|lt?)|(right|rt?)|both(?: sides)?)\b\.?(?!\w)")


@cache
def outline() -> dict[str, Any]:
    """Read the words and the shapes of the body outline.

    Returns
    -------
    dict
        ``places``, ``outline``, ``shapes`` and ``lines`` of ``body.toml``.
    """
    file = resources.files(__package__).joinpath("body.toml")
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache(maxsize=4096)
def match_place(words: str) -> tuple[str | None, tuple[str, ...]]:
    """Find the place of the outline that a person's words name.

    Parameters
    ----------
    words : str
        One item of the location column.

    Returns
    -------
    tuple of (str or None) and tuple of str
        A key of ``places``, None where no word of it is known; and the sides
        that the words name, of "left" and "right".
    """
    plain = " ".join(words.casefold().split())
    sides = {name for found in _SIDE_WORD.finditer(plain) for name, word in
             zip(_SIDES, found.groups(), strict=True) if word}  # fmt: skip
    best = max(
        (
            (len(word), place)
            for place, about in outline()["places"].items()
            for word in about["words"]
            if word in plain and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)
        ),
        default=(0, None),
    )
    return best[1], tuple(side for side in _SIDES if side in sides)


def shape_days(days: pd.DataFrame, outcome: str) -> dict[str, Any]:
    """Count the days with pain in each shape of the outline.

    Parameters
    ----------
    days : pandas.DataFrame
        Rows of a daily table.
    outcome : str
        The pain column.

    Returns
    -------
    dict
        ``start``, ``end``, ``days_told`` [days] (a place was written, or there was
        no pain) and ``shapes``: a list of ``shape``, ``side`` and ``days`` [days].
        A place without a side counts for both.
    """
    counts: dict[tuple[str, str], int] = {}
    texts = days["location"] if "location" in days.columns else pd.Series(dtype=object)
    sides = days["side"] if "side" in days.columns else pd.Series(index=days.index, dtype=object)
    for day, text in texts.dropna().items():
        for shape in _shapes_of(str(text), sides.get(day)):
            counts[shape] = counts.get(shape, 0) + 1
    return {
        "start": days.index[0],
        "end": days.index[-1],
        "days_told": int((texts.reindex(days.index).notna() | (days[outcome] == 0)).sum()),
        "shapes": [
            {"shape": shape, "side": side, "days": n} for (shape, side), n in sorted(counts.items())
        ],
    }


def _shapes_of(text: str, sides: Any) -> set[tuple[str, str]]:
    """Shapes and sides of one day's places."""
    day = {one.strip() for one in str(sides).split(";")} if isinstance(sides, str) else set()
    found = set()
    for item in text.split(";"):
        place, named = match_place(item)
        if place is not None:
            shapes = outline()["places"][place]["shapes"]
            found |= {(shape, side) for shape in shapes for side in named or _sides(day)}
    return found


def _sides(day: Iterable[str]) -> tuple[str, ...]:
    """Left, right, or both: where both, the middle, or nothing was written."""
    only = [side for side in _SIDES if side in set(day)]
    return tuple(only) if only and "both" not in day else _SIDES


def not_drawn(words: Iterable[Mapping[str, Any]]) -> list[str]:
    """Give the places that the outline does not have.

    Parameters
    ----------
    words : iterable of mapping
        From `word_days`.

    Returns
    -------
    list of str
    """
    return [
        str(one["name"]) for one in words if match_place(plain_word(str(one["name"])))[0] is None
    ]


def compare_shapes(
    period: pd.DataFrame, outcome: str, since: pd.Timestamp | None
) -> list[dict[str, Any]] | None:
    """Hold two parts of a period against each other, shape by shape.

    Parameters
    ----------
    period : pandas.DataFrame
        The period's daily table.
    outcome : str
        The pain column.
    since : pandas.Timestamp or None
        First day of the second part; None for the second half of the days.

    Returns
    -------
    list of dict or None
        Two from `shape_days`; None where no place can be drawn, or where a part
        has too few days on which a place was written.
    """
    middle = period.index[len(period) // 2] if since is None else since
    parts = [period.loc[: middle - pd.Timedelta(days=1)], period.loc[middle:]]
    if any(part.empty for part in parts):
        return None
    counted = [shape_days(part, outcome) for part in parts]
    told = all(part["days_told"] >= _FEWEST for part in counted)
    return counted if told and any(part["shapes"] for part in counted) else None
