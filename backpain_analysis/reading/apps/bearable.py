"""Bearable: one row per reading; its category says what the row is about."""

from __future__ import annotations

import re

from backpain_analysis.reading.export import App, Said

# "Back (lower) pain (Moderate)": the severity is the last bracket, and the name may hold others.
_SEVERITY = re.compile(r"\s*\([^()]*\)\s*$")
_UNIT = re.compile(r"(.*?)\s*\(([^()]*)\)\s*$")
_DAY_PARTS = {
    "pre": "early morning",
    "am": "morning",
    "mid": "midday",
    "pm": "evening",
    "all day": "n/a",
}
_TEXTS = {
    "gratitudes": "good_thing",
    "food diary": "food diary (text)",
    "bowel movements": "bowel movements (text)",
    "notes": "notes",
}


def _meant(category: str, amount: str, detail: str) -> Said:
    kind = category.casefold()
    if kind in _TEXTS:
        return {_TEXTS[kind]: " ".join(filter(None, (amount, detail)))}
    return _KINDS.get(kind, _other)(category, amount, detail)


# Its scales are published by its makers. A symptom is none, mild, moderate, severe or unbearable,
# and none is not written: so 1, mild, is not the lower end.
def _symptom(_: str, amount: str, detail: str) -> Said:
    return {"name": _SEVERITY.sub("", detail), "scale": "0-4", "value": amount}


def _mood(category: str, amount: str, detail: str) -> Said:
    return {"name": category, "scale": "1-10", "value": amount, "feelings (list)": detail}


def _energy(category: str, amount: str, _: str) -> Said:
    return {"name": category, "scale": "1-10", "value": amount}


def _sleep(_: str, amount: str, detail: str) -> Said:
    return {"name": "Sleep (h)", "value": amount, "sleep times (text)": detail}


def _rating(category: str, amount: str, _: str) -> Said:
    return {"name": category, "scale": "1-5", "value": amount}


def _factors(_: str, __: str, detail: str) -> Said:
    return {"activities": detail}


def _medicine(_: str, amount: str, detail: str) -> Said:
    """Write "Ibuprofen (mg)" and 400 as "Ibuprofen 400 mg"."""
    found = _UNIT.fullmatch(detail)
    dose = f"{found[1]} {amount} {found[2]}" if found and amount else f"{detail} {amount}"
    return {"medication": dose.strip()}


def _other(category: str, amount: str, detail: str) -> Said:
    """A measurement, a list that is ticked, or a rating of the person's own."""
    if not amount:
        return {f"{category} (list)": detail} if detail else "no amount and no detail in {rows}."
    if _UNIT.fullmatch(detail) or category.casefold().startswith("health"):
        return {"name": detail, "value": amount}
    return _rating(category, amount, detail)


_KINDS = {
    "symptom": _symptom,
    "symptoms": _symptom,
    "mood": _mood,
    "energy": _energy,
    "sleep": _sleep,
    "sleep quality": _rating,
    "factors": _factors,
    "meds/supplements": _medicine,
    "medication": _medicine,
}

APP = App(
    name="Bearable",
    signatures=(frozenset(("time_of_day", "category", "rating_amount", "detail")),),
    kind="long",
    columns={"date": "date", "time_of_day": "time", "notes": "notes"},
    left_out={
        "weekday": "says the same as date",
        "date_formatted": "says the same as date",
    },
    recoded={"time_of_day": _DAY_PARTS},
    of=("category", "rating_amount", "detail"),
    meant=_meant,
    labels={
        "name": "detail",
        "value": "rating/amount",
        "medication": "Meds/Supplements",
        "activities": "Factors",
        "good_thing": "Gratitudes",
    },
)
