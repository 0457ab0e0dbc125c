"""Nomie: one row per tracker that was tapped; or per log, or per day.

The next version writes one row per log, whose trackers stand in its note, or
one row per day with a column for each tracker.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.reading.export import App, Said
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.tables import Table

_PLACE = "where you were is not needed"
_SAME = "says the same as end"
_SIGNS = "#@+"
_TOKEN = re.compile(r"(?<!\w)([#@+][^\W\d]\w*)(?:\(([^()]*)\))?")


def _meant(tracker: str, value: str) -> Said:
    if tracker == "note":  # a note alone
        return {}
    return {"name": tracker, "value": value or "1"}


def _named_in(note: str) -> Said:
    """Find the trackers in "#pain(5) #coffee at work"; one without a number is a yes."""
    return {"notes": note} | {name: value.strip() or "1" for name, value in _TOKEN.findall(note)}


def _note_once(table: Table) -> Table:
    """One log of several trackers repeats its note in the row of each."""
    by_key = {snake_case(header): header for header in table.header}
    if not {"epoch", "note", "tracker"} <= {*by_key}:
        return table
    log, note = (table.cells[by_key[key]].array for key in ("epoch", "note"))
    again = (log.codes[1:] == log.codes[:-1]) & (note.codes[1:] == note.codes[:-1])
    codes = np.where(np.append(False, again), -1, note.codes)
    once = pd.Categorical.from_codes(codes, note.categories)
    return replace(table, cells=table.cells.assign(**{by_key["note"]: once}))


def _has_a_column_each(table: Table) -> bool:
    first, *others = table.header
    return first == "date" and bool(others) and all(header[0] in _SIGNS for header in others)


def _variant(app: App, table: Table) -> App:
    """In a row per day, 0 stands for a tracker that was not tapped: not recorded."""
    if _has_a_column_each(table):
        nothing = {snake_case(header): {"0": "n/a"} for header in table.header[1:]}
        return replace(app, kind="diary", of=(), meant=None, recoded=nothing)
    if "tracker" in {snake_case(header) for header in table.header}:
        return app
    return replace(app, kind="diary", of=("note",), meant=_named_in, labels={"notes": "note"})


APP = App(
    name="Nomie",
    signatures=(
        frozenset(("epoch", "end", "tracker", "value", "note")),
        frozenset(("epoch", "end", "offset", "note", "score")),
    ),
    accepts=_has_a_column_each,
    kind="long",
    columns={"end": "date", "note": "notes"},
    left_out={
        "epoch": _SAME,
        "start": _SAME,
        "offset": _SAME,
        "lat": _PLACE,
        "lng": _PLACE,
        "location": _PLACE,
        "score": "is the app's own mark for the tracker",
    },
    of=("tracker", "value"),
    meant=_meant,
    prepared=_note_once,
    settled=_variant,
    labels={"name": "tracker", "value": "value"},
)
