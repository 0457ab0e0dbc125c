"""Flaredown: one row per thing that was tracked at a check-in; its type says what it is."""

from __future__ import annotations

from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.export import App, Said
from backpain_analysis.reading.tables import Table

_WEATHER = {
    "temperature_min": "Lowest temperature",
    "temperature_max": "Highest temperature",
    "precip_intensity": "Precipitation",
    "pressure": "Air pressure",
    "humidity": "Humidity",
}
_ABOUT_YOU = "is about you, not about a day"


def _meant(kind: str, name: str, value: str) -> Said:
    kind = kind.casefold()
    if kind in ("symptom", "condition"):
        if not value:
            return "a symptom without its number: it counts as not recorded in {rows}, never as 0."
        return {"name": name, "scale": "0-4", "value": value}
    if kind == "treatment":
        return {"medication": f"{name} {value}".strip()}
    if kind == "weather" and name == "icon":
        return {"weather (text)": value}
    # A tag or a food has no number: that it stands there says it happened.
    return {"name": _WEATHER.get(name, name), "value": value or "1"}


def _of_one_person(table: Table) -> Table:
    """Refuse the public collection, which holds many people."""
    people = [h for h in table.header if h.strip().casefold() == "user_id"]
    count = len(table.cells[people[0]].array.unique().dropna()) if people else 1
    if count > 1:
        raise LogbookError(
            f"{table.file} holds the check-ins of {count:,} people. Keep the rows of one user_id."
        )
    return table


APP = App(
    name="Flaredown",
    signatures=(frozenset(("checkin_date", "trackable_type", "trackable_name")),),
    kind="long",
    prepared=_of_one_person,
    columns={"checkin_date": "date"},
    left_out={
        "user_id": _ABOUT_YOU,
        "age": _ABOUT_YOU,
        "sex": _ABOUT_YOU,
        "country": _ABOUT_YOU,
        "trackable_id": "is the app's own number of trackable_name",
    },
    of=("trackable_type", "trackable_name", "trackable_value"),
    meant=_meant,
    labels={"name": "trackable_name", "value": "trackable_value", "medication": "Treatment"},
)
