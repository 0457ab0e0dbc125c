"""The dose of a stretch in a few signs, as it is written on paper and typed."""

from __future__ import annotations

from collections.abc import Mapping


def say_dose(row: Mapping[str, str]) -> str:
    """Say sets, repetitions and hold.

    Parameters
    ----------
    row : mapping of str to str
        Columns of a plan or a routine -> text; blank or missing where not said.

    Returns
    -------
    str
        "2x12" (sets x repetitions), "10 reps", "3x30s" (three holds), "30s";
        "" where nothing is said.
    """
    sets, reps, hold = (row.get(name, "").strip() for name in ("sets", "reps", "hold_seconds"))
    sets = "" if sets == "1" else sets
    if hold:
        return "x".join(part for part in (sets, "" if reps == "1" else reps, f"{hold}s") if part)
    if sets and reps:
        return f"{sets}x{reps}"
    return f"{reps} reps" if reps else f"{sets} sets" if sets else ""
