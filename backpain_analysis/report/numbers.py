"""report.json: every number of the report, unrounded, under documented keys.

`schema.json` says of each key what it means and in which unit.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from backpain_analysis import __version__
from backpain_analysis.adherence import Adherence
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.logbook import Logbook
from backpain_analysis.reading.matching import is_pain, is_symptom
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.plain import as_plain
from backpain_analysis.report.prospect import asked_from, days_missing, same_so_far
from backpain_analysis.report.since import ADHERENCE, HIGH_PAIN
from backpain_analysis.stretch_links import Link
from backpain_analysis.trend import BeforeAfter, PainTrend
from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.both_ways import more_days_for_link
from backpain_analysis.wording.links import contrast_effect, more_days_needed

#: Version of the shape of report.json.
SCHEMA = 1

_CLAIMED = ("clear", "shared", "echo")
_TRIGGER_KEYS = (
    "factor", "label", "kind", "unit", "lag_days", "of_night", "n_days", "effect", "low", "high",
    "p", "q", "smallest_detectable", "contrast_from", "contrast_to", "verdict", "reason",
    "day_uncertain", "memory", "days_for_one_point",
)  # fmt: skip
_CHANGE_KEYS = (
    "change", "low", "high", "p", "n_days", "verdict", "reason", "smallest_detectable",
    "start_level", "memory",
)  # fmt: skip
_PLAN_KEYS = [
    "exercise", "side", "sets", "reps", "hold_seconds", "times_per_day", "days_per_week", "start",
    "end",
]  # fmt: skip
#: How often is asked for where a plan does not say it.
_USUAL = {"times_per_day": 1, "days_per_week": 7}
_SIDES_KEYS = ("days_before", "days_after", "mean_before", "mean_after")


def report_numbers(answers: Answers) -> dict[str, Any]:
    """Gather what report.json holds of the results.

    Parameters
    ----------
    answers : Answers
        A logbook and what the six questions gave on it.

    Returns
    -------
    dict
        Plain values only: dates as ISO text, None for what cannot be said,
        never NaN. The keys are documented in ``schema.json``.
    """
    book = answers.book
    numbers = {
        "schema": SCHEMA,
        "package_version": __version__,
        "settings": _settings(answers),
        "sources": [asdict(source) for source in book.sources],
        "problems": _problems(book),
        "stretched_scales": _stretched_scales(book),
        "period": _period(answers),
        "pain": _pain(answers),
        "triggers": _triggers(answers.ranking),
        "combinations_checked": answers.ranking.n_tests,
        "not_tried": names_of_symptoms(book),
        "suspected": _records(answers.ranking.suspected),
        "plan": book.plan[_PLAN_KEYS].fillna(_USUAL),
        "stretching": _stretching(answers.consistency),
        "trend": _change(answers.trend),
        "before_after": _before_after(answers.before_after),
        "asked_from": asked_from(answers),
        "days_missing": days_missing(answers),
        "same_so_far": same_so_far(answers),
        "flares": [asdict(flare) for flare in answers.flares.flares],
        "flares_marked": list(answers.flares.marked),
        "alerts": [asdict(alert) for alert in answers.alerts.alerts],
        "alerts_settled": [asdict(alert) for alert in answers.alerts.settled],
        "trial": _trial(answers),
        "twin": _twin(answers),
        "texts_searched": answers.alerts.n_texts - answers.alerts.n_not_english,
        "texts_not_english": answers.alerts.n_not_english,
        "caveats": _caveats(answers),
    }
    plain = as_plain(numbers)
    return dict(plain)


def _records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return table.to_dict("records")


def _settings(answers: Answers) -> dict[str, Any]:
    """All that influenced a number, as it was used rather than as it was written."""
    given = answers.book.settings
    values = {field.name: getattr(given, field.name) for field in fields(given)}
    compared = answers.before_after
    absent = {key: values.pop(f"absent_{key}") for key in ("lists", "names", "columns")}
    return values | {
        "routine_start": None if compared is None else compared.start,
        "outcome": answers.outcome,
        "factors": answers.ranking.factors,
        "lags": answers.ranking.lags,
        "absent_means_no": absent,
        "since": answers.book.since,
        "until": answers.book.until,
    }


def _problems(book: Logbook) -> list[dict[Hashable, Any]]:
    return _records(book.problems[["file", "line", "column", "value", "message"]])


def _stretched_scales(book: Logbook) -> list[dict[str, Any]]:
    """Columns on another scale whose numbers were stretched to 0-10."""
    return [
        {"file": read.file, "header": read.header, "low": read.scale[0], "high": read.scale[1]}
        for read in book.columns_read
        if read.scale is not None
    ]


def _period(answers: Answers) -> dict[str, Any]:
    return (
        {
            "start": answers.start,
            "end": answers.end,
            "days": len(answers.period),
            "days_recorded": answers.n_recorded,
            "share_recorded": answers.n_recorded / len(answers.period),
            "made": answers.made,
            "days_outside": len(answers.outside),
        }
        | answers.not_numbers
        | answers.not_read
    )


def _pain(answers: Answers) -> dict[str, Any]:
    trend, days = answers.trend, answers.period
    return {
        "outcome": answers.outcome,
        "mean": days[answers.outcome].mean(),
        "worst": _worst(days, answers.outcome),
        "first_14_days": None if trend.first_14_days is None else asdict(trend.first_14_days),
        "last_14_days": None if trend.last_14_days is None else asdict(trend.last_14_days),
        "days_at_7_or_more": int((days[answers.outcome] >= HIGH_PAIN).sum()),
    }


def _worst(days: pd.DataFrame, outcome: str) -> float:
    """The highest of the outcome, and of the worst pain where the outcome is pain."""
    columns = {outcome, "worst_pain"} if outcome == "pain" else {outcome}
    return float(days[[name for name in days.columns if name in columns]].max().max())


def names_of_symptoms(book: Logbook) -> list[str]:
    """List the ticks and numbers that name pain or a symptom: nothing is asked of them.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    list of str
        As the person wrote them.
    """
    measured = book.measures.items()
    own = [m["label"] for name, m in measured if name not in book.factors]
    return [label for label in own if is_pain(label) or is_symptom(label)]


def _triggers(ranking: TriggerRanking) -> list[dict[str, Any]]:
    return [_trigger(row) for row in _records(ranking.table)]


def _trigger(row: dict[Hashable, Any]) -> dict[str, Any]:
    effect, low, high = contrast_effect(row)
    width = abs(row["contrast_to"] - row["contrast_from"])
    return {key: row[key] for key in _TRIGGER_KEYS} | {
        "adjusted": _adjusted(row) if row["verdict"] in _CLAIMED else None,
        "contrast_effect": effect,
        "contrast_low": low,
        "contrast_high": high,
        "contrast_smallest_detectable": row["smallest_detectable"] * width,
        "more_days_needed": more_days_needed(row),
    }


def _adjusted(row: dict[Hashable, Any]) -> dict[str, Any] | None:
    names = row["adjusted_for"]
    if not isinstance(names, (tuple, list)) or not names:
        return None
    effect, low, high = contrast_effect(row, "adjusted_")
    per_unit = {key: row[f"adjusted_{key}"] for key in ("effect", "low", "high")}
    contrast = {"contrast_effect": effect, "contrast_low": low, "contrast_high": high}
    return per_unit | {"for": names} | contrast


def _stretching(consistency: StretchingConsistency) -> dict[str, Any]:
    return {
        "sessions": consistency.sessions,
        "days_with_session": consistency.days_with_session,
        "days_covered": consistency.days_covered,
        "days_unknown": len(consistency.unknown),
        "share_of_days": consistency.share_of_days,
        "days_a_week": consistency.days_a_week,
        "log_start": consistency.log_start,
        "log_end": consistency.log_end,
        "days_silent_at_end": consistency.silent_end,
        "regularity": None if consistency.regularity is None else asdict(consistency.regularity),
        "per_exercise": consistency.per_exercise,
        "by_week": consistency.by_week,
        "adherence": _adherence(consistency.adherence),
        "limited": [
            {"exercise": name, "note": words} for name, words in consistency.limited.items()
        ],
        "response": consistency.response,
        "stopped_for_pain": consistency.stopped_for_pain,
        "moved_down": asdict(consistency.moved_down),
        "link": _link(consistency.link),
        "reverse": _link(consistency.reverse),
        "sensitivity": consistency.sensitivity,
    }


def _adherence(adherence: Adherence | None) -> dict[str, Any] | None:
    if adherence is None:
        return None
    return {key: getattr(adherence, key) for key in ADHERENCE} | {
        "per_exercise": adherence.table,
        "by_week": adherence.by_week,
        "nearly": [asdict(one) | {"meant": " or ".join(one.meant)} for one in adherence.nearly],
    }


def _link(link: Link) -> dict[str, Any]:
    return asdict(link) | {"more_days_needed": more_days_for_link(link)}


def _change(result: PainTrend | BeforeAfter) -> dict[str, Any]:
    return {key: getattr(result, key) for key in _CHANGE_KEYS}


def _before_after(comparison: BeforeAfter | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    sides = {key: getattr(comparison, key) for key in _SIDES_KEYS}
    medians = comparison.table["median"]
    described = {f"median_{side}": medians.get(side) for side in ("before", "after")}
    return {"start": comparison.start} | _change(comparison) | sides | described


def _trial(answers: Answers) -> dict[str, Any] | None:
    """A test of one's own: what was planned, and its answer once it has run."""
    schedule, answer = answers.book.trial, answers.trial
    if schedule is None or answer is None:
        return None
    return {
        "question": schedule.question,
        "outcome": schedule.outcome,
        "start": schedule.start,
        "end": schedule.end,
        "seed": schedule.seed,
        "planned_effect": schedule.effect,
        "promised_power": schedule.power,
    } | asdict(answer)


def _twin(answers: Answers) -> dict[str, Any] | None:
    """Simulated diaries like this one, where they were asked for."""
    twin = answers.twin
    if twin is None:
        return None
    known = twin.false_claims is not None
    return vars(twin) | {
        "false_claim_diaries": round((twin.false_claims or 0) * twin.n_diaries) if known else None
    }


def _caveats(answers: Answers) -> dict[str, tuple[str, ...]]:
    before_after = answers.before_after
    return {
        "triggers": answers.ranking.caveats,
        "stretching": answers.consistency.caveats,
        "trend": answers.trend.caveats,
        "before_after": () if before_after is None else before_after.caveats,
        "flares": answers.flares.caveats,
        "recording": answers.recording.caveats,
        "alerts": answers.alerts.caveats,
    }
