"""What was asked, what was done and what goes with it -> small tables that people read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from backpain_analysis.wording import (
    format_interval,
    format_number,
    format_sessions,
    say_date,
)
from backpain_analysis.wording.catalogue import typographic
from backpain_analysis.wording.phrases import beyond_scale, is_known, say_count
from backpain_analysis.wording.stretching import done_of_plan, exercise_label

if TYPE_CHECKING:
    from backpain_analysis.consistency import StretchingConsistency


def list_exercises(consistency: StretchingConsistency) -> pd.DataFrame:
    """List the stretches: sessions, and how much of the plan was done.

    Parameters
    ----------
    consistency : StretchingConsistency

    Returns
    -------
    pandas.DataFrame
        One row per stretch, the commonest first; the plan's columns only
        where there is a plan.
    """
    table = consistency.per_exercise
    rows = pd.DataFrame(
        {
            "stretch": table["exercise"].astype(str).map(typographic),
            "sessions": table["sessions"].astype(int),
            "days": table["days"].astype(int),
            "last": [say_date(d) for d in table["last"]],
        }
    )
    if consistency.adherence is None:
        return rows
    plan, known = consistency.adherence.table, consistency.adherence.which_known
    asked = pd.DataFrame(
        {
            "stretch": plan["exercise"].astype(str).map(typographic),
            "done of planned": [
                f"{format_sessions(d)} of {format_sessions(p)}" if known and p > 0 else ""
                for d, p in zip(plan["done"], plan["planned"], strict=True)
            ],
            "share": [
                done_of_plan(row | {"which_known": known}) or "" for row in plan.to_dict("records")
            ],
        }
    )
    merged = rows.merge(asked, on="stretch", how="outer", sort=False)
    counts = ["sessions", "days"]
    merged = merged.sort_values("sessions", ascending=False, kind="stable")
    blank = merged["sessions"].isna()
    merged[counts] = merged[counts].fillna(0).astype(int)
    if not known:  # which of them were done is not told
        merged[counts] = merged[counts].astype(object).mask(blank, "not known")
    return merged.fillna("")


def list_windows(consistency: StretchingConsistency) -> pd.DataFrame:
    """List what the link would be over fewer and more days than 7.

    Parameters
    ----------
    consistency : StretchingConsistency

    Returns
    -------
    pandas.DataFrame
        By window; empty where the link has no answer.
    """
    if consistency.link.effect is None:
        return pd.DataFrame()
    return pd.DataFrame(map(_window, consistency.sensitivity.to_dict("records")))


def _window(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    effect = row["effect"], row["low"], row["high"]
    known = is_known(row["effect"]) and not beyond_scale(*effect)
    return {
        "days before": row["window_days"],
        "difference": format_number(row["effect"]) if known else "",
        "95 % interval": format_interval(row["low"], row["high"]) if known else "not enough",
        "days": row["n_days"],
    }


def list_plan(plan: pd.DataFrame, since: pd.Timestamp | None = None) -> pd.DataFrame:
    """List what was asked for, by its start; a change stands below what it changes.

    Parameters
    ----------
    plan : pandas.DataFrame
        As in `Logbook.plan`.
    since : pandas.Timestamp, optional
        Day from which on rows without a start count; default not known.

    Returns
    -------
    pandas.DataFrame
        With ``note`` only where a row has one.
    """
    rows = plan.to_dict("records")
    rows.sort(key=lambda row: row["start"] if is_known(row["start"]) else pd.Timestamp.min)
    first = {row["exercise"]: place for place, row in reversed([*enumerate(rows)])}
    rows.sort(key=lambda row: first[row["exercise"]])
    listed = pd.DataFrame([_asked(row, since) for row in rows])
    noted = "note" in listed and listed["note"].any()
    return listed if noted else listed.drop(columns="note", errors="ignore")


def _asked(row: Mapping[Hashable, Any], since: pd.Timestamp | None) -> dict[str, str]:
    start: Any = row["start"] if is_known(row["start"]) else since
    amounts = (("sets", "set"), ("reps", "repetition"), ("hold_seconds", "second"))
    dose = (say_count(row[name], unit) for name, unit in amounts if is_known(row[name]))
    side = f", {row['side']}" if is_known(row["side"]) and row["side"] else ""
    usual = (("times_per_day", 1.0), ("days_per_week", 7.0))
    times, days = (row[name] if is_known(row[name]) else one for name, one in usual)
    return {
        "stretch": f"{exercise_label(row['exercise'])}{side}",
        "each time": ", ".join(dose),
        "asked for": f"{times:g} a day, {days:g} days a week",
        "from": say_date(start) if is_known(start) else "",
        "until": say_date(row["end"]) if is_known(row["end"]) else "",
        "note": str(row["notes"]) if is_known(row.get("notes")) else "",
    }
