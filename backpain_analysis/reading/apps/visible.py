"""Visible: one row per tracker and day."""

from __future__ import annotations

from backpain_analysis.reading.export import App, Said

# Trackers of these groups are measured or answered with yes or no; symptoms are none, mild,
# moderate or severe.
_NO_SEVERITY = ("measurement", "experience", "sleep", "physical", "cognitive", "social",
                "emotional")  # fmt: skip


def _meant(name: str, group: str, value: str) -> Said:
    if group.casefold() == "sleep" and name.casefold() == "sleep":
        return {"name": "Sleep rating", "value": value}  # not its hours
    if group.casefold() in _NO_SEVERITY:
        return {"name": name, "value": value}
    return {"name": name, "scale": "0-3", "value": value}


APP = App(
    name="Visible",
    signatures=(frozenset(("observation_date", "tracker_name", "observation_value")),),
    kind="long",
    columns={"observation_date": "date"},
    of=("tracker_name", "tracker_category", "observation_value"),
    meant=_meant,
    labels={"name": "tracker_name", "value": "observation_value"},
)
