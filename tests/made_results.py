"""Results made by hand, one argument away from any situation that a test needs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.adherence import Adherence
from backpain_analysis.alerts import Alert, Alerts
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.flares import Flare, FlareHistory
from backpain_analysis.moved_down import MovedDown
from backpain_analysis.reading.matching import is_of_night
from backpain_analysis.reading.part import ColumnReading
from backpain_analysis.reading.trial import TrialSchedule
from backpain_analysis.recording import Recording
from backpain_analysis.regularity import Regularity
from backpain_analysis.stretch_links import Link
from backpain_analysis.trend import BeforeAfter, Days14, PainTrend
from backpain_analysis.trial import TrialPlan, Variability
from backpain_analysis.trial_answer import TrialAnswer
from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.twin import Twin

START = pd.Timestamp("2026-01-01")


def cell(factor: str = "sitting_hours", lag_days: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of a trigger table: sitting yesterday, clearly linked."""
    row = {
        "factor": factor, "label": "sitting", "kind": "amount", "unit": "hours",
        "lag_days": lag_days, "n_days": 71, "effect": 0.5, "low": 0.1, "high": 0.9,
        "p": 0.001, "q": 0.01, "smallest_detectable": 0.6, "contrast_from": 5.25,
        "contrast_to": 8.0, "verdict": "clear", "reason": None, "adjusted_effect": np.nan,
        "adjusted_low": np.nan, "adjusted_high": np.nan, "adjusted_for": None,
        "day_uncertain": False, "remedy": False, "memory": 0.4, "days_for_one_point": 200,
    } | changes  # fmt: skip
    return {"of_night": is_of_night(row["label"])} | row


def lifting(lag_days: int = 1, **changes: Any) -> dict[str, Any]:
    """A row for a yes/no factor."""
    about = {
        "label": "lifting something heavy", "kind": "yes_no", "unit": "", "effect": 1.5,
        "low": 0.9, "high": 2.1, "contrast_from": 0.0, "contrast_to": 1.0, "p": 0.0001,
    }  # fmt: skip
    return cell(lag_days=lag_days, **({"factor": "lifting"} | about | changes))


def stress(lag_days: int = 0, **changes: Any) -> dict[str, Any]:
    """A row for a 0-10 scale."""
    about = {
        "label": "stress", "unit": "points", "effect": 0.4, "low": 0.1, "high": 0.7,
        "contrast_from": 3.0, "contrast_to": 6.0, "verdict": "hint", "p": 0.02,
    }  # fmt: skip
    return cell(lag_days=lag_days, **({"factor": "stress"} | about | changes))


def unknown(factor: str, label: str, reason: str, **changes: Any) -> dict[str, Any]:
    """A row with too little data."""
    nothing = dict.fromkeys(
        ("effect", "low", "high", "p", "q", "smallest_detectable", "contrast_from",
         "contrast_to", "memory", "days_for_one_point"), np.nan)  # fmt: skip
    about = {"label": label, "verdict": "not_enough_data", "reason": reason}
    return cell(factor, **(nothing | about | changes))


def ranking(*rows: dict[str, Any], **changes: Any) -> TriggerRanking:
    """A trigger ranking of these rows."""
    table = pd.DataFrame(list(rows), columns=list(cell()))
    about: dict[str, Any] = {
        "table": table, "suspected": suspected(), "outcome": "pain", "n_days": 78,
        "n_tests": int(table["p"].notna().sum()), "lags": (0, 1, 2, 3),
        "factors": tuple(dict.fromkeys(table["factor"])), "caveats": (),
    }  # fmt: skip
    return TriggerRanking(**(about | changes))


def suspected(*rows: tuple[str, int, str | None]) -> pd.DataFrame:
    """Blamed triggers: name, days, factor."""
    return pd.DataFrame(list(rows), columns=["name", "days", "factor"]).astype({"factor": object})


def link(**changes: Any) -> Link:
    """Stretching and later pain, clearly linked."""
    about: dict[str, Any] = {
        "effect": -1.8, "low": -3.1, "high": -0.5, "p": 0.01, "n_days": 320, "verdict": "clear",
        "reason": None, "smallest_detectable": 1.9, "memory": 0.4,
    }  # fmt: skip
    return Link(**(about | changes))


def no_link(reason: str) -> Link:
    """A link that there was too little data for."""
    return Link(None, None, None, None, 12, "not_enough_data", reason, None, None)


def reverse(**changes: Any) -> Link:
    """Pain and stretching the day after, clearly linked."""
    about: dict[str, Any] = {
        "effect": 0.05,
        "low": 0.02,
        "high": 0.08,
        "n_days": 300,
        "smallest_detectable": 0.043,
    }
    return link(**(about | changes))


def adherence(**changes: Any) -> Adherence:
    """Most of a plan done."""
    about: dict[str, Any] = {
        "done": 61.0, "planned": 84.0, "share": 61 / 84, "low": 0.6, "high": 0.85,
        "dose_share": 0.7, "with_dose": 61.0, "dosable": 61.0, "less_dose": 3,
        "table": pd.DataFrame({
            "exercise": ["knee-to-chest", "cat-cow"], "done": [40.0, 21.0],
            "planned": [56.0, 28.0], "share": [40 / 56, 0.75], "low": [0.6, 0.6],
            "high": [0.9, 0.8], "dose_share": [0.7, np.nan],
            "less_dose": [3, 0], "last_dose": ["2x10", None],
            "last_dosed": [pd.Timestamp("2026-01-08"), pd.NaT],
        }),
        "by_week": pd.DataFrame({
            "exercise": ["knee-to-chest"], "week": [pd.Timestamp("2026-01-05")], "done": [5.0],
            "planned": [7.0], "days_covered": [6],
        }),
    }  # fmt: skip
    return Adherence(**(about | changes))


def response(**changes: Any) -> dict[str, Any]:
    """Pain after minus before one exercise."""
    return {
        "exercise": "knee-to-chest",
        "sessions": 12,
        "median": -1.0,
        "low": -3.0,
        "high": 1.0,
    } | changes


def stopped(*exercises: str) -> pd.DataFrame:
    """Sessions stopped because of pain."""
    rows = [(START, name, "pain") for name in exercises]
    return pd.DataFrame(rows, columns=["date", "exercise", "reason"])


def moved_down(*places: tuple[str, str, str, str], without: int = 0) -> MovedDown:
    """Leg pain that moved down: day, exercise, column, quote."""
    table = pd.DataFrame(list(places), columns=["date", "exercise", "column", "quote"])
    table = table.assign(date=pd.to_datetime(table["date"]), file="routine.csv", line=7)
    ticked = table["column"] == "below_knee"
    written = table.loc[~ticked, "date"].nunique()
    return MovedDown(table, written, int(ticked.sum()), without)


def regularity(**changes: Any) -> Regularity:
    """Regular in most weeks."""
    about: dict[str, Any] = {
        "weeks": 10, "regular_weeks": 8, "share_of_weeks": 0.8, "longest_gap": 6,
        "gap_start": pd.Timestamp("2026-02-03"), "first": pd.Timestamp("2025-12-20"),
        "last": pd.Timestamp("2026-03-02"),
    }  # fmt: skip
    return Regularity(**(about | changes))


def sensitivity() -> pd.DataFrame:
    """The link with other windows; for the longest there is too little."""
    return pd.DataFrame({
        "window_days": [3, 7, 14, 28], "effect": [-0.9, -1.8, -2.0, np.nan],
        "low": [-1.9, -3.1, -4.1, np.nan], "high": [0.1, -0.5, 0.1, np.nan],
        "p": [0.08, 0.01, 0.06, np.nan], "n_days": [322, 320, 312, 12],
        "smallest_detectable": [1.4, 1.9, 3.0, np.nan], "reason": [None, None, None, "few_days"],
    })  # fmt: skip


def consistency(**changes: Any) -> StretchingConsistency:
    """A year of stretching on most days."""
    about: dict[str, Any] = {
        "sessions": 61, "days_with_session": 45, "days_covered": 78, "share_of_days": 45 / 78,
        "log_start": pd.Timestamp("2025-12-20"), "regularity": regularity(),
        "per_exercise": pd.DataFrame({
            "exercise": ["knee-to-chest", "cat-cow"], "sessions": [40, 21], "days": [38, 21],
            "last": [pd.Timestamp("2026-03-02"), pd.Timestamp("2026-02-20")],
        }),
        "by_week": pd.DataFrame({
            "exercise": ["cat-cow", "cat-cow"], "done": [3.0, np.nan],
            "week": pd.to_datetime(["2026-01-05", "2026-01-12"]), "planned": [7.0, np.nan],
            "logged": [True, False],
        }),
        "adherence": adherence(), "response": pd.DataFrame([response()]),
        "stopped_for_pain": stopped(), "moved_down": moved_down(), "link": link(),
        "reverse": reverse(), "sensitivity": sensitivity(),
        "table": pd.DataFrame({"session": [1.0], "pain": [3.0]}), "n_days": 320,
        "outcome": "pain", "caveats": (),
    }  # fmt: skip
    return StretchingConsistency(**(about | changes))


def no_stretching() -> StretchingConsistency:
    """A logbook without a routine."""
    return consistency(
        sessions=0, days_with_session=0, days_covered=0, share_of_days=None, adherence=None,
        regularity=None, log_start=None,
        per_exercise=pd.DataFrame(columns=["exercise", "sessions", "days", "last"]),
        by_week=pd.DataFrame(columns=["exercise", "week", "done", "planned", "logged"]),
        response=pd.DataFrame(columns=["exercise", "sessions", "median", "low", "high"]),
        link=no_link("few_days"), reverse=no_link("few_days"), caveats=("no_routine",),
    )  # fmt: skip


def trend(**changes: Any) -> PainTrend:
    """Pain that fell by a lot."""
    about: dict[str, Any] = {
        "change": -2.4, "low": -3.7, "high": -1.1, "p": 0.001, "smallest_detectable": 1.9,
        "n_days": 120, "verdict": "meaningful_improvement", "reason": None, "outcome": "pain",
        "start_level": 6.0, "first_14_days": Days14(6.1, 12), "last_14_days": Days14(3.8, 14),
        "memory": 0.4, "table": pd.DataFrame(), "caveats": (),
    }  # fmt: skip
    return PainTrend(**(about | changes))


NO_CHANGE: dict[str, Any] = {
    "change": None, "low": None, "high": None, "p": None, "smallest_detectable": None,
    "verdict": "not_enough_data", "memory": None,
}  # fmt: skip


def before_after(**changes: Any) -> BeforeAfter:
    """Pain a little lower from a start on."""
    about: dict[str, Any] = {
        "start": pd.Timestamp("2026-02-01"), "change": -1.2, "low": -2.1, "high": -0.3,
        "p": 0.01, "smallest_detectable": 1.3, "n_days": 100, "verdict": "improving",
        "reason": None, "outcome": "pain", "start_level": 6.0, "days_before": 40,
        "days_after": 60, "mean_before": 5.9, "mean_after": 4.2, "memory": 0.4,
        "table": pd.DataFrame(), "caveats": (),
    }  # fmt: skip
    return BeforeAfter(**(about | changes))


def flare(**changes: Any) -> Flare:
    """One week of high pain."""
    about: dict[str, Any] = {
        "start": pd.Timestamp("2026-03-03"), "end": pd.Timestamp("2026-03-08"), "high_days": 5,
        "peak": 8.0, "usual": 4.0, "provisional": False, "ongoing": False, "sustained": False,
    }  # fmt: skip
    return Flare(**(about | changes))


def flares(*found: Flare, marked: tuple[str, ...] = (), **changes: Any) -> FlareHistory:
    """A flare history of 92 calendar days."""
    dates = pd.date_range(START, periods=92, name="date")
    number = np.zeros(len(dates), dtype=int)
    for k, one in enumerate(found, 1):
        number[(dates >= one.start) & (dates <= one.end)] = k
    table = pd.DataFrame(
        {"pain": 4.0, "usual": 4.0, "high": number > 0, "flare": number}, index=dates
    )
    about: dict[str, Any] = {
        "flares": found, "marked": tuple(pd.Timestamp(day) for day in marked),
        "outcome": "pain", "n_days": 78, "table": table, "caveats": (),
    }  # fmt: skip
    return FlareHistory(**(about | changes))


def trial_schedule() -> TrialSchedule:
    """Two pairs of two days from Monday, the first day of each block not counting."""
    table = pd.DataFrame({
        "date": pd.date_range("2026-01-05", periods=4), "pair": 1, "block": [1, 1, 2, 2],
        "condition": ["on", "on", "off", "off"], "counts": [False, True, False, True],
    })  # fmt: skip
    return TrialSchedule("a break every hour", "pain", 1.0, 0.82, 4711, table)


def trial_plan(**changes: Any) -> TrialPlan:
    """A plan that is good enough."""
    about: dict[str, Any] = {
        "question": "a break every hour", "schedule": trial_schedule().table, "pairs": 12,
        "block_days": 4, "washout_days": 1, "effect": 1.0, "power": 0.82, "enough": True,
        "smallest_detectable": 1.6, "seed": 4711,
        "variability": Variability(1.2, 0.4, 0.2, np.ones(7, bool)),
    }  # fmt: skip
    return TrialPlan(**(about | changes))


def trial_answer(**changes: Any) -> TrialAnswer:
    """Less pain with it."""
    about: dict[str, Any] = {
        "effect": -1.2, "low": -1.9, "high": -0.5, "p": 0.012, "n_on": 35, "n_off": 33,
        "mean_on": 3.9, "mean_off": 5.1, "schedules": 4096, "days_left": 0,
        "verdict": "less_pain",
    }  # fmt: skip
    return TrialAnswer(**(about | changes))


def column_read(**changes: Any) -> ColumnReading:
    """A pain column on the usual scale."""
    about: dict[str, Any] = {
        "file": "diary.csv", "header": "Pain level", "column": "pain", "kind": "number",
        "unit": "points", "example_text": "3", "example_value": "3", "cells_read": 80,
        "cells_used": 80, "cells_refused": 0,
    }  # fmt: skip
    return ColumnReading(**(about | changes))


def alert(**changes: Any) -> Alert:
    """An emergency."""
    about: dict[str, Any] = {
        "date": pd.Timestamp("2026-03-03"), "code": "saddle", "tier": "emergency",
        "quote": "Numbness around the seat, not gone.", "column": "notes", "file": "diary.csv",
        "line": 63,
    }  # fmt: skip
    return Alert(**(about | changes))


def alerts(*found: Alert, **changes: Any) -> Alerts:
    """What the search came up with."""
    about: dict[str, Any] = {
        "alerts": found,
        "set_aside": (),
        "n_texts": 40,
        "table": pd.DataFrame(),
        "caveats": (),
    }
    return Alerts(**(about | changes))


def recording(
    verdicts: tuple[str, str, str] = ("improving", "improving", "improving"),
    trends: tuple[float, float, float] = (-1.2, -1.4, -0.6),
    **changes: Any,
) -> Recording:
    """Twelve days of 80 missing, and no sign that pain decides about it."""
    table = pd.DataFrame(
        {
            "missing_days_were": ["as_recorded", "good", "bad"],
            "pain": [np.nan, 2.0, 7.0],
            "mean": [4.5, 4.125, 4.875],
            "trend": trends,
            "trend_verdict": verdicts,
        }
    )
    known: dict[str, Any] = {
        "days_recorded": 68, "days_missing": 12, "before_missing": 5.04, "before_recorded": 4.4,
        "difference": 0.44, "low": -0.31, "high": 1.19, "p": 0.24, "n_days": 67,
        "verdict": "no_sign", "table": table, "outcome": "pain",
    }  # fmt: skip
    return Recording(**(known | changes))


def twin(found: dict[str, float] | None = None, **changes: Any) -> Twin:
    """Fifty simulated diaries; sitting would be found, weather rather not."""
    shares = found or {"sitting_hours": 0.96, "lifting": 0.5, "bad_weather": 0.34}
    table = pd.DataFrame(
        [(n, n.replace("_", " "), share, share) for n, share in shares.items()],
        columns=["factor", "label", "found", "claimed"],
    )
    known: dict[str, Any] = {
        "n_diaries": 50, "seed": 1, "memory": 0.4, "spread": 1.3, "false_claims": 0.04,
        "effect": 1.0, "lag": 1, "table": table,
    }  # fmt: skip
    return Twin(**(known | changes))
