"""Nomie: one row per tracker that was tapped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backpain_analysis.reading.export import App, Said
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.tables import Table

_PLACE = "where you were is not needed"
_SAME = "says the same as end"


def _meant(tracker: str, value: str) -> Said:
    if tracker == "note":  # a note alone
        return {}
    return {"name": tracker, "value": value or "1"}


def _note_once(table: Table) -> Table:
    """One log of several trackers repeats its note in the row of each."""
    by_key = {snake_case(header): header for header in table.header}
    log, note = (table.cells[by_key[key]].array for key in ("epoch", "note"))
    again = (log.codes[1:] == log.codes[:-1]) & (note.codes[1:] == note.codes[:-1])
    codes = np.where(np.append(False, again), -1, note.codes)
    once = pd.Categorical.from_codes(codes, note.categories)
    return replace(table, cells=table.cells.assign(**{by_key["note"]: once}))


APP = App(
    name="Nomie",
    signatures=(frozenset(("epoch", "end", "tracker", "value", "note")),),
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
    labels={"name": "tracker", "value": "value"},
)
