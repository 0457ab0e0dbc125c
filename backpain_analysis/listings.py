"""Results -> small tables that people read, rounded and in words.

Every function gives a DataFrame of texts and counts whose column names are
the headings. The results themselves keep all digits.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from backpain_analysis.inventory import (
    count_recorded,
    list_columns,
    list_problems,
    list_sources,
)
from backpain_analysis.question import question
from backpain_analysis.reading.times import PARTS_OF_DAY
from backpain_analysis.rhythm import WEEKDAYS, summarise_groups, timed_pain, weekday_pain
from backpain_analysis.stretch_lists import list_exercises, list_plan, list_windows
from backpain_analysis.wording import (
    contrast_effect,
    flare_remark,
    format_interval,
    format_number,
    lag_label,
    say_contrast,
    say_date,
    say_factor,
    say_reason,
    tier_label,
    verdict_label,
)
from backpain_analysis.wording.phrases import beyond_scale

__all__ = [
    "count_recorded",
    "list_alerts",
    "list_columns",
    "list_exercises",
    "list_flares",
    "list_look",
    "list_months",
    "list_plan",
    "list_problems",
    "list_sides",
    "list_sources",
    "list_times",
    "list_triggers",
    "list_weekdays",
    "list_windows",
]

if TYPE_CHECKING:
    from backpain_analysis.alerts import Alerts
    from backpain_analysis.explore import Look
    from backpain_analysis.flares import FlareHistory
    from backpain_analysis.logbook import Logbook
    from backpain_analysis.trend import BeforeAfter
    from backpain_analysis.triggers import TriggerRanking

_DIFFERENCE = "difference [points] (95 % interval)"
#: A diary of more months than this is summed up by year.
MONTHS_LISTED = 24


def list_months(days: pd.DataFrame) -> pd.DataFrame:
    """Sum pain up by month, or by year over more than 24 months.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.

    Returns
    -------
    pandas.DataFrame
        One row per month or year of the period: days, average and highest [points].
    """
    asked = question(days)
    period = days.loc[asked.start : asked.end]
    months = pd.DatetimeIndex(period.index).to_period("M")
    by_year = months.nunique() > MONTHS_LISTED
    groups = pd.DatetimeIndex(period.index).to_period("Y") if by_year else months
    pains = {asked.outcome, "worst_pain"} if asked.outcome == "pain" else {asked.outcome}
    highest = period[[name for name in period if name in pains]].max(axis=1)
    return pd.DataFrame(
        [
            {
                "year" if by_year else "month": str(group.year)
                if by_year
                else group.strftime("%b %Y"),
                "days recorded": f"{part.notna().sum()} of {len(part)}",
                "average": _number(part.mean()),
                "highest": _score(highest[part.index].max()),
            }
            for group, part in period[asked.outcome].groupby(groups)
        ]
    )


def list_weekdays(days: pd.DataFrame) -> pd.DataFrame:
    """Describe pain by weekday.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.

    Returns
    -------
    pandas.DataFrame
        One row per weekday: days, average and the middle half [points].
    """
    return _groups(weekday_pain(days), WEEKDAYS, "weekday", "days")


def list_times(book: Logbook, days: pd.DataFrame) -> pd.DataFrame:
    """Describe pain by time of day of the entries.

    Parameters
    ----------
    book : Logbook
    days : pandas.DataFrame
        The daily table.

    Returns
    -------
    pandas.DataFrame
        One row per part of the day; empty where no entry has a time.
    """
    return _groups(timed_pain(book, days), tuple(PARTS_OF_DAY), "time of day", "entries")


def _groups(grouped: pd.DataFrame, order: tuple[str, ...], what: str, counted: str) -> pd.DataFrame:
    table = summarise_groups(grouped, order)
    table = table[table["n"] > 0]
    return pd.DataFrame(
        {
            what: table.index,
            counted: table["n"].to_numpy(),
            "average": [_number(x) for x in table["mean"]],
            "half of them within": [
                format_interval(*ends) for ends in zip(table["low"], table["high"], strict=True)
            ],
        }
    )


def list_triggers(ranking: TriggerRanking) -> pd.DataFrame:
    """List every combination that was tried: what is suspected first, then the smallest p.

    Parameters
    ----------
    ranking : TriggerRanking

    Returns
    -------
    pandas.DataFrame
        One row per factor and lag: what is compared, the difference between
        the two with its 95 % interval [points], days, q, and the verdict or
        what is missing.
    """
    table = ranking.table.assign(other=~ranking.table["factor"].isin(ranking.suspects))
    table = table.sort_values(["other", "p"], kind="stable", na_position="last")
    return pd.DataFrame([_trigger_row(row) for row in table.to_dict("records")])


def list_look(look: Look) -> pd.DataFrame:
    """List one look as the ledger lists it.

    Parameters
    ----------
    look : Look

    Returns
    -------
    pandas.DataFrame
        One row; where the ledger does not have it, no q.
    """
    row = _trigger_row(look.row)
    return pd.DataFrame([row if look.counted else row | {"q": "not counted"}])


def _trigger_row(row: Mapping[Hashable, Any]) -> dict[str, object]:
    told = {
        "factor": say_factor(row),
        "pain": lag_label(int(row["lag_days"])),
    }
    if row["verdict"] == "not_enough_data":
        blank = {"compared": "", _DIFFERENCE: ""}
        return (
            told
            | blank
            | {"days": int(row["n_days"]), "q": "", "verdict": say_reason(row["reason"])}
        )
    effect, low, high = contrast_effect(row)
    return told | {
        "compared": say_contrast(row),
        _DIFFERENCE: "too few days to say"
        if beyond_scale(effect, low, high)
        else f"{format_number(effect)} ({format_interval(low, high)})",
        "days": int(row["n_days"]),
        "q": _probability(row["q"]),
        "verdict": verdict_label(row["verdict"]),
    }


def _probability(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def list_flares(history: FlareHistory) -> pd.DataFrame:
    """List the flare-ups, the newest first.

    Parameters
    ----------
    history : FlareHistory

    Returns
    -------
    pandas.DataFrame
        One row per flare-up, numbered as in the picture.
    """
    rows = [
        {
            "no.": number,
            "from": say_date(flare.start),
            "to": say_date(flare.end),
            "high days": flare.high_days,
            "highest": _score(flare.peak),
            "usual level": _score(flare.usual),
            "remark": flare_remark(flare),
        }
        for number, flare in enumerate(history.flares, start=1)
    ]
    return pd.DataFrame(rows[::-1])


def list_sides(comparison: BeforeAfter | None) -> pd.DataFrame:
    """List the plain averages before and after a start.

    Parameters
    ----------
    comparison : BeforeAfter or None
        None where no start is known.

    Returns
    -------
    pandas.DataFrame
        One row per side.
    """
    if comparison is None:
        return pd.DataFrame()
    return pd.DataFrame(
        [
            {
                "": side,
                "days": int(row["days"]),
                "average": _number(row["mean"]),
                "middle day": _number(row["median"]),
            }
            for side, row in comparison.table.iterrows()
        ]
    )


def list_alerts(alerts: Alerts) -> pd.DataFrame:
    """List words that call for care, with their place, and then those settled and set aside.

    Parameters
    ----------
    alerts : Alerts

    Returns
    -------
    pandas.DataFrame
        One row per place.
    """
    told = [(tier_label(alert.tier), alert) for alert in alerts.alerts]
    aside = [("settled", alert) for alert in alerts.settled]
    aside += [("set aside", alert) for alert in alerts.set_aside]
    # One sentence may stand under several rules.
    return pd.DataFrame(
        [
            {
                "kind": kind,
                "date": say_date(a.date),
                "written": a.quote,
                "in": f"{a.file}, line {a.line}, {a.column}",
            }
            for kind, a in told + aside
        ]
    ).drop_duplicates(ignore_index=True)


def _score(value: float | None) -> str:
    """A value as it was written: "9", "4.5"."""
    return "" if value is None or pd.isna(value) else f"{round(value, 1):g}"


def _number(value: float | None) -> str:
    return "" if value is None or pd.isna(value) else format_number(value)
