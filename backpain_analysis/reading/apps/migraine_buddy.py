"""Migraine Buddy: one row per attack, beneath a table of what is going on."""

from __future__ import annotations

from backpain_analysis.reading.export import App

_PLACE = "where you were is not needed"
_ZONE = "the times are local ones already"
_MEDICINES = (
    "helpful_medication",
    "somewhat_helpful_medication",
    "unhelpful_medication",
    "unsure_medication",
)
_LISTS = (
    "affected_activities",
    "symptoms",
    "attack_type",
    "pain_position",
    "pain_positions",
    "aura",
)

APP = App(
    name="Migraine Buddy",
    signatures=(
        frozenset(("started", "lasted", "pain_level")),
        frozenset(("started", "lasted", "affected_activities")),
    ),
    columns={
        "started": "date",
        "lasted": "how long the pain lasted (h)",
        "pain_level": "pain",
        "potential_triggers": "blamed",
        "notes": "notes",
    }
    | dict.fromkeys(_MEDICINES, "medication")
    | {header: f"{header.replace('_', ' ')} (list)" for header in _LISTS},
    left_out={
        "": "is the app's own number of the row",
        "geohash": _PLACE,
        "start_utc_offset_min": _ZONE,
        "end_utc_offset_min": _ZONE,
    },
    recoded={"lasted": {"ongoing": "n/a"}}
    | {header: {"no medication": ""} for header in _MEDICINES},
    # Where a diary has pain too, this is the pain of the migraine beside it.
    gives_way={"pain": "migraine_pain"},
)
