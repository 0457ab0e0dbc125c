"""A log of activities, one a row with how long it lasted, whoever or whatever kept it."""

from __future__ import annotations

from backpain_analysis.reading.export import App, Said

_NAMES = ("activity", "sport", "aktivität", "activité", "actividad")
_DURATIONS = ("duration", "minutes", "dauer", "durée", "duración")
_DATES = (("date",), ("year", "month", "day"), ("datum",), ("fecha",))


def _meant(*cells: str) -> Said:
    names, durations = cells[: len(_NAMES)], cells[len(_NAMES) :]
    name, duration = next(filter(None, names), ""), next(filter(None, durations), "")
    if not name:
        return "no activity, so {rows} cannot be used."
    if not any(sign.isdigit() for sign in duration):  # "Garmin" knows how long it was
        return {"activities": name, "duration (text)": duration}
    return {"name": f"{name} (min)", "value": duration, "activities": name}


APP = App(
    name="activity log",
    signatures=tuple(
        frozenset((name, duration, *date))
        for name in _NAMES
        for duration in _DURATIONS
        for date in _DATES
    ),
    kind="long",
    columns={"start_time": "time", "datum": "date", "fecha": "date"},
    of=(*_NAMES, *_DURATIONS),
    meant=_meant,
    labels={"value": "duration", "activities": "activity"},
)
