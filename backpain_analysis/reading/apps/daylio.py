"""Daylio: one row per entry, with a mood and the activities that were picked from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from backpain_analysis.reading.calendar_words import is_weekday
from backpain_analysis.reading.export import App
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.parsed import as_text
from backpain_analysis.reading.tables import Table, without_header

_MOODS = {"rad": 10.0, "good": 7.5, "meh": 5.0, "bad": 2.5, "awful": 0.0}
_SAME = "says the same as full_date"

# Columns of an export that was saved without its headers, in their order.
_FIRST = ("full_date", "date", "weekday", "time", "mood", "activities")
_LAST = ("scales", "note_title", "note")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?", re.I)


def _is_bare(table: Table) -> bool:
    """Tell an export without headers: its first row is a date, a weekday and a time."""
    first = [text.strip() for text in table.header[:4]]
    return (
        len(first) == len(table.header[:4]) == 4
        and len(table.header) > len(_FIRST) - 1
        and _ISO_DATE.fullmatch(first[0]) is not None
        and (is_weekday(first[2]) or not any(sign.isdigit() for sign in first[2]))
        and _CLOCK.fullmatch(first[3]) is not None
    )


def _with_header(table: Table) -> Table:
    """Give a bare export its headers; put an older one's year to its day."""
    if _is_bare(table):
        bare = without_header(table)
        rest = len(bare.header) - len(_FIRST)
        names = (*_FIRST, *(_LAST[len(_LAST) - rest :] if rest <= len(_LAST) else ()))
        renamed = dict(zip(bare.header, names, strict=False))
        header = tuple(renamed.get(name, name) for name in bare.header)
        return replace(bare, header=header, cells=bare.cells.set_axis(list(header), axis=1))
    by_key = {snake_case(header): header for header in table.header}
    if "year" not in by_key or "full_date" in by_key:
        return table
    cells = table.cells.copy(deep=False)
    days, years = (list(cells[by_key[key]].astype("object")) for key in ("date", "year"))
    dated = zip(days, years, strict=True)
    cells[by_key["date"]] = as_text(
        [None if pd.isna(day) or pd.isna(year) else f"{day} {year}" for day, year in dated]
    )
    return replace(table, cells=cells)


def _older(app: App, table: Table) -> App:
    """In an export without full_date, the date with its year is the day."""
    if "full_date" in {snake_case(header) for header in table.header}:
        return app
    left_out = {header: why for header, why in app.left_out.items() if header != "date"}
    return replace(app, left_out=left_out)


def _scales(cell: str) -> Mapping[str, str]:
    """Take "Energy: 4 | Calm: 2" apart."""
    pairs = (part.partition(":") for part in cell.replace("\u00a0", " ").split("|"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


APP = App(
    name="Daylio",
    signatures=(
        frozenset(("full_date", "mood", "activities")),
        frozenset(("year", "date", "weekday", "mood", "activities")),
    ),
    accepts=_is_bare,
    prepared=_with_header,
    settled=_older,
    columns={"full_date": "date", "note_title": "notes", "note": "notes"},
    left_out={"date": _SAME, "weekday": "says the same as the date", "year": "stands in the date"},
    scales={"mood": _MOODS},
    lists=("activities",),
    of=("scales",),
    meant=_scales,
)
