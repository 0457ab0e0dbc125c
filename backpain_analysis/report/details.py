"""What stands behind page 1: everything that was tried, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers
from backpain_analysis.report.appendix import appendix
from backpain_analysis.report.blocks import (
    EMPTY,
    Block,
    Section,
    bullets,
    column,
    figure,
    note,
    number,
    section,
    small_number,
    table,
    text,
    wide,
)
from backpain_analysis.report.grid import short_date
from backpain_analysis.report.numbers import names_of_symptoms
from backpain_analysis.report.provenance import data_quality, sources
from backpain_analysis.report.snapshot import BEFORE, pain_tiles, stretching_tiles
from backpain_analysis.report.stretching import plan, stretching
from backpain_analysis.wording import (
    contrast_effect,
    factor_label,
    flare_remark,
    format_interval,
    format_number,
    lag_label,
    say_alerts,
    say_before_after,
    say_caveat,
    say_contrast,
    say_date,
    say_factor,
    say_flares,
    say_plain_averages,
    say_ranking,
    say_reason,
    say_suspected,
    say_twin,
    verdict_label,
)
from backpain_analysis.wording.care import say_each_settled
from backpain_analysis.wording.phrases import beyond_scale, quote
from backpain_analysis.wording.since import say_changes
from backpain_analysis.wording.trial import say_trial_answer

# Where an effect per unit needs more, as for steps, it is that of an everyday difference.
_MOST_DECIMALS = 3
_BY_MEAN = "A day counts by the mean of its entries, not by its worst hour."
_STEP = "Pain was written in words. One step of them alone can be those 2 points."
_VERDICT_ORDER = (
    "clear", "shared", "hint", "echo", "cannot_tell", "no_large_link", "not_enough_data",
)  # fmt: skip


def details(answers: Answers, numbers: Mapping[str, Any]) -> list[Section]:
    """Give the sections of the details, in order.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds.

    Returns
    -------
    list of dict
        Each with ``title`` and ``blocks``.
    """
    described = numbers["described"]
    sections = [
        _words_that_call_for_care(answers),
        _since_visit(answers, numbers),
        _questions(answers),
        _combinations(answers),
        stretching(answers),
        plan(answers),
        _before_after(answers),
        _trial(answers),
        _times(described),
        _places(described),
        _flares(answers),
        data_quality(answers, numbers),
        _twin(answers),
        sources(numbers),
        appendix(numbers["appendix"]),
    ]
    return [part for part in sections if part is not None and part["blocks"]]


def _words_that_call_for_care(answers: Answers) -> Section:
    told = say_alerts(answers.alerts, voice="neutral") + say_each_settled(answers.alerts)
    return section("Words that call for care", bullets(told))


def _questions(answers: Answers) -> Section | None:
    """Only where page 1 may have cut them."""
    asked = [str(words) for words in answers.book.settings.questions]
    long = len(asked) > 3 or any(len(words) > 70 for words in asked)
    return section("My questions and goals, in full", bullets(asked)) if long else None


def _combinations(answers: Answers) -> Section:
    ranking = answers.ranking
    columns = [
        column("Written down", share=1),
        column("When", width=66),
        number("Days", width=38),
        number("Effect", width=46),
        number("95 % interval", width=76),
        number("q", width=42),
        column("Verdict", width=90),
    ]
    rows = _folded(_by_strength(ranking.table))
    how = text(
        "When: the day on which pain is looked at. Effect: points of pain per unit of what was "
        "written down, or for the amounts named; for yes/no, with it rather than without. q is "
        "the share of chance findings to expect among all that are at least as strong."
    )
    too_short = set(ranking.table["reason"]) == {"period_short"}
    return section(
        "Every combination that was tried",
        None if too_short else how,
        bullets(say_ranking(ranking, voice="neutral")),
        _not_tried(rows) if too_short else table(columns, [_combination(row) for row in rows]),
        bullets(say_suspected(ranking, voice="neutral")),
        note(_set_aside(answers)),
        note(
            *(
                say_caveat(code, outcome=ranking.outcome, voice="neutral")
                for code in ranking.caveats
            )
        ),
    )


def _set_aside(answers: Answers) -> str:
    own = [quote(name, longest=40) for name in names_of_symptoms(answers.book)]
    return f"Not tried, since they name pain or a symptom: {', '.join(own)}." if own else ""


def _by_strength(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    """Factors by their best verdict and smallest p, each with its days in order."""
    records = rows.to_dict("records")
    best: dict[str, tuple[int, float]] = {}
    for row in records:
        p = float(row["p"]) if pd.notna(row["p"]) else 2.0
        standing = (_VERDICT_ORDER.index(row["verdict"]), p)
        best[row["factor"]] = min(best.get(row["factor"], standing), standing)
    return sorted(records, key=lambda row: (best[row["factor"]], row["factor"], row["lag_days"]))


def _folded(rows: Sequence[dict[Any, Any]]) -> list[dict[Any, Any]]:
    """One row of what lacks data at each lag for the same reason; all rows of the rest."""
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in rows:
        found.setdefault(row["factor"], []).append(row)
    told: list[dict[Any, Any]] = []
    for same in found.values():
        alike = len({row["reason"] for row in same}) == 1 and len(same) > 1
        most = max(row["n_days"] for row in same)
        untried = alike and all(pd.isna(row["effect"]) for row in same)
        told += [same[0] | {"lag_days": None, "n_days": most}] if untried else same
    return told


def _not_tried(rows: Sequence[Mapping[Any, Any]]) -> Block | None:
    """Of a diary with which nothing could be tried: how many days it has, and what it takes."""
    days = {factor_label(row["factor"], row["label"]): row["n_days"] for row in rows[::-1]}
    told = ", ".join(f"{name} {number}" for name, number in reversed(days.items()))
    return note(
        "It takes a diary of 30 days, 20 days that have both it and pain, and for yes/no 5 days "
        f"with it and 5 without. Days with both so far: {told}."
    )


def _combination(row: Mapping[Any, Any]) -> list[Any]:
    name = say_factor(row)
    unit = f", per {_one(row['unit'])}" if row["kind"] == "amount" and row["unit"] else ""
    if pd.isna(row["effect"]):
        why = f"{verdict_label(row['verdict'])}: {say_reason(row['reason'])}"
        when = "any" if row["lag_days"] is None else lag_label(row["lag_days"])
        return [name + unit, when, str(row["n_days"]), wide(why, 4)]
    if beyond_scale(*contrast_effect(row)):
        why = f"{verdict_label(row['verdict'])}: too few days to say how much"
        return [name + unit, lag_label(row["lag_days"]), str(row["n_days"]), wide(why, 4)]
    effect, low, high = (row[key] for key in ("effect", "low", "high"))
    if _decimals(low, high) > _MOST_DECIMALS:
        unit = f", {say_contrast(row)}"
        effect, low, high = contrast_effect(row)
    decimals = _decimals(low, high)
    return [
        name + unit,
        lag_label(row["lag_days"]),
        str(row["n_days"]),
        format_number(effect, decimals),
        format_interval(low, high, decimals),
        small_number(row["q"]),
        verdict_label(row["verdict"]),
    ]


def _one(unit: str) -> str:
    return {
        "hours": "hour",
        "minutes": "minute",
        "points": "point",
        "times": "time",
        "steps": "step",
        "cigarettes": "cigarette",
    }.get(unit, unit)


def _decimals(low: float, high: float) -> int:
    """So many that the interval does not round away, as for pain per minute."""
    width = abs(high - low)
    return next((d for d in range(2, 6) if width >= 10.0 ** (1 - d)), 6)


def _before_after(answers: Answers) -> Section | None:
    compared = answers.before_after
    said = text(say_before_after(compared, voice="neutral"))
    if compared is None:
        return section("Before and after the routine began", said)
    if not compared.days_before:  # nothing to hold the days after against
        return None
    rows = [
        [str(side), str(int(row["days"])), _number(row["mean"]), _number(row["median"])]
        for side, row in compared.table.iterrows()
    ]
    columns = [column("Routine"), number("Days recorded"), number("Mean pain"), number("Median")]
    return section(
        "Before and after the routine began",
        said,
        table(columns, rows),
        note(
            say_plain_averages(compared),
            *(
                say_caveat(code, outcome=compared.outcome, voice="neutral")
                for code in compared.caveats
            ),
        ),
    )


def _number(value: Any) -> str:
    return EMPTY if pd.isna(value) else format_number(float(value))


def _trial(answers: Answers) -> Section | None:
    schedule = answers.book.trial
    if schedule is None or answers.trial is None:
        return None
    told = say_trial_answer(answers.trial, schedule, voice="neutral")
    return section("A test of one's own", bullets(told))


def _twin(answers: Answers) -> Section | None:
    if answers.twin is None:
        return None
    told = say_twin(answers.twin, voice="neutral")
    return section("What a diary like this one can show", bullets(told))


def _times(described: Mapping[str, Any]) -> Section:
    times = described["times_of_day"]
    return section(
        "Pain by weekday and time of day",
        figure("times"),
        note(
            "Dot: median. Bar: the middle half. The numbers below count days, "
            + ("on the right single entries." if times else "and no pain entry had a time.")
            + " Described, not tested."
        ),
    )


def _places(described: Mapping[str, Any]) -> Section | None:
    months = described["places_by_month"]
    words = [
        f"{title}: " + ", ".join(f"{w['name']} {w['days']}" for w in described[key]) + "."
        for title, key in (
            ("Where, days", "places"),
            ("Side, days", "sides"),
            ("What it felt like, days", "qualities"),
        )
        if described[key]
    ]
    words += [
        f"{quote(one['name'], longest=40)}, days: {one['days']}." for one in described["symptoms"]
    ]
    drawn = figure("body_large") if described["body"]["parts"] else None
    absent = described["body"]["not_drawn"]
    left_out = note(f"Not on the outline: {', '.join(absent[:12])}." if drawn and absent else "")
    if months is None:
        return section("Where and what", drawn, left_out, bullets(words)) if words else None
    columns = [column("Days with", share=1), *(column(m, side="center") for m in months["columns"])]
    recorded = months["recorded"]
    rows = [[row["name"], *_shaded(row["days"], recorded)] for row in months["rows"]]
    rows.append(["days recorded", *(str(n) for n in recorded)])
    return section("Where it hurt over time", drawn, left_out, table(columns, rows), bullets(words))


def _shaded(days: Sequence[int], recorded: Sequence[int]) -> list[dict[str, Any]]:
    steps = (1e-9, 0.25, 0.5, 0.75)
    shades = [
        sum(n / max(of, 1) >= step for step in steps) for n, of in zip(days, recorded, strict=True)
    ]
    return [
        {"text": str(n) if of or n else "", "shade": shade}
        for n, of, shade in zip(days, recorded, shades, strict=True)
    ]


def _flares(answers: Answers) -> Section:
    history = answers.flares
    columns = [
        column("From"),
        column("To"),
        number("High days"),
        number("Peak of averages" if answers.n_joined else "Peak"),
        number("Usual level"),
        column("Note"),
    ]
    rows = [
        [
            short_date(f.start),
            short_date(f.end),
            str(f.high_days),
            format_number(f.peak),
            format_number(f.usual),
            flare_remark(f),
        ]
        for f in history.flares
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    marked = [short_date(day) for day in history.marked]
    listed = f"Marked in the diary: {', '.join(marked)}." if 0 < len(marked) <= 30 else ""
    return section(
        "Flare-ups",
        text(say_flares(history, voice="neutral")),
        text(_STEP if answers.one_step_flares else ""),
        text(_BY_MEAN if answers.n_joined else ""),
        table(columns, rows),
        note(listed, *(say_caveat(code, voice="neutral") for code in history.caveats)),
    )


def _since_visit(answers: Answers, numbers: Mapping[str, Any]) -> Section | None:
    parts = numbers["described"]["since_last_visit"]
    if parts is None:
        return None
    before, since = parts["before"], parts["since"]
    pain = pain_tiles(answers, since, before, numbers["pain"])
    shown = [tile for tile in (*pain, *stretching_tiles(since, before)) if _compared(tile)]
    rows = [
        [tile["label"], tile["before"].removeprefix(BEFORE), f"{tile['value']} {tile['note']}"]
        for tile in shown
    ]
    columns = [column(""), number("Before"), number("Since")]
    return section(
        f"What changed since the visit on {say_date(parts['visit'])}",
        bullets(say_changes(parts, numbers["trend"], answers.outcome)),
        table(columns, rows),
        note(
            "Described, not tested: averages of two times differ by chance too, and a pattern can "
            "come or go because there are more days now. The patterns and the trend of page 1 need "
            "the whole diary."
        ),
    )


def _compared(tile: Mapping[str, str]) -> bool:
    return tile["before"].startswith(BEFORE)
