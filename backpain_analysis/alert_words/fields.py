"""What the ticked fields of one diary entry say together, whatever its notes say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from backpain_analysis.alert_words.judging import Finding, judge_sentence
from backpain_analysis.alert_words.lexicon import load_lexicon
from backpain_analysis.alert_words.phrases import Reading
from backpain_analysis.columns import LOCATIONS

#: Stands between the cells in the quote of a finding from two fields.
AND = " + "
#: Places that are an emergency when numb, but are often ticked for the pain alone.
_NEAR_SADDLE = frozenset({"groin", "buttock"})
#: Words that say which one or how far, not where.
_WHICH = re.compile(r"\b(left|right|both|my|the|upper|outer|l|r)\b\.?", re.IGNORECASE)
_LEG = frozenset({"thigh", "calf_shin", "foot"})


@dataclass(frozen=True)
class _Entry:
    """The ticked fields of one entry; lists are parted by semicolons, "" where blank."""

    location: str
    quality: str
    side: str
    below_knee: bool
    #: Every pain that was recorded is 0.
    painless: bool


def judge_fields(row: Mapping[Any, Any], year: int) -> tuple[tuple[Finding, str], ...]:
    """Judge the ticked fields of one entry together.

    Parameters
    ----------
    row : mapping
        Column -> cell; what is missing is blank.
    year : int

    Returns
    -------
    tuple of (Finding, str)
        With the column, or the two columns joined by ", ".
    """
    pains = [row[name] for name in ("pain", "worst_pain", "leg_pain") if _given(row.get(name))]
    location, quality, side = (
        str(row[name]) if _given(row.get(name)) else "" for name in ("location", "quality", "side")
    )
    below = _given(row.get("below_knee")) and row["below_knee"] == 1
    painless = bool(pains) and not any(pains)
    return _judge(_Entry(location, quality, side, below, painless), year)


@lru_cache(maxsize=4096)
def _judge(entry: _Entry, year: int) -> tuple[tuple[Finding, str], ...]:
    return (*_where(entry, year), *_numb(entry), *_both_legs(entry))


def names_saddle(location: str) -> bool | None:
    """Tell whether places that were ticked are of the saddle area.

    Parameters
    ----------
    location : str
        Parted by semicolons.

    Returns
    -------
    bool or None
        None where none is given, or one that lies next to it.
    """
    places = _parts(location)
    if any(_is_saddle(place) for place in places):
        return True
    return None if not places or not _NEAR_SADDLE.isdisjoint(places) else False


def _where(entry: _Entry, year: int) -> list[tuple[Finding, str]]:
    """Places in the person's own words: "both legs", "chest"."""
    places = [] if entry.painless else [p for p in _parts(entry.location) if p not in LOCATIONS]
    return [
        (replace(finding, quote=place), "location")
        for place in places
        for finding in judge_sentence(f"pain in {place}", year)
    ]


def _numb(entry: _Entry) -> list[tuple[Finding, str]]:
    places = _parts(entry.location)
    saddle = names_saddle(entry.location)
    if not any(_speaks_of("numb", word) for word in _parts(entry.quality)):
        certain = saddle and not entry.painless
        return [(Finding("saddle", "please_check", entry.location), "location")] if certain else []
    if saddle is False or (not saddle and not _LEG.isdisjoint(places)):
        return []
    near_only = bool(places) and _NEAR_SADDLE.issuperset(places)
    tier = "emergency" if saddle or near_only else "please_check"
    return [_of_two("saddle", tier, "quality", entry.location, entry.quality)]


def _both_legs(entry: _Entry) -> list[tuple[Finding, str]]:
    sides = set(_parts(entry.side))
    places = set(_parts(entry.location))
    both = "both" in sides or sides >= {"left", "right"}
    if not both or entry.painless or not (places & _LEG or entry.below_knee):
        return []
    tier = "please_check" if places - _LEG else "emergency"
    return [_of_two("both_legs", tier, "side", entry.location, entry.side)]


def _of_two(code: str, tier: str, column: str, location: str, cell: str) -> tuple[Finding, str]:
    if not _parts(location):
        return Finding(code, tier, cell), column
    return Finding(code, tier, f"{location}{AND}{cell}"), f"location, {column}"


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for raw in cell.split(";") if (part := raw.strip()))


def _is_saddle(place: str) -> bool:
    plain = _WHICH.sub("", place).strip().casefold().removesuffix("s")
    return plain not in _NEAR_SADDLE and _speaks_of("saddle_place", place)


@lru_cache(maxsize=1024)
def _speaks_of(group: str, words: str) -> bool:
    return bool(Reading(words, load_lexicon(), 0).spans(group))


def _given(cell: Any) -> bool:
    return cell is not None and not pd.isna(cell)
