"""TapLog: one row per tap, under up to nine nested categories."""

from __future__ import annotations

from backpain_analysis.reading.export import App, Said

_SAME = "says the same as timestamp"
_PLACE = "where you were is not needed"
_DEPTH = 9


def _meant(*cells: str) -> Said:
    *path, number = cells
    names = list(dict.fromkeys(filter(None, path)))
    if not names:
        return "no category, so {rows} cannot be used."
    # The last category says what was tapped; a number may go with it.
    return {"name": names[-1], "value": number or "1", "tapped under (text)": " / ".join(names)}


APP = App(
    name="TapLog",
    signatures=(frozenset(("timestamp", "cat1", "cat2", "number")),),
    kind="long",
    columns={"timestamp": "date", "note": "notes"},
    left_out={
        "milliseconds": _SAME,
        "timezone_offset": _SAME,
        "day_of_year": _SAME,
        "day_of_month": _SAME,
        "day_of_week": _SAME,
        "time_of_day": _SAME,
        "id": "is the app's own number of the row",
        "latitude": _PLACE,
        "longitude": _PLACE,
        "altitude": _PLACE,
        "accuracy": _PLACE,
        "gps": _PLACE,
    },
    of=(*(f"cat{depth}" for depth in range(1, _DEPTH + 1)), "number"),
    meant=_meant,
    labels={"name": "cat1", "value": "number"},
)
