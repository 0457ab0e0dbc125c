"""What stands behind page 1: everything that was tried, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.report.answers import Answers
from backpain_analysis.report.blocks import (
    Block,
    Section,
    bullets,
    column,
    figure,
    note,
    number,
    section,
    table,
    text,
)
from backpain_analysis.report.grid import half, short_date
from backpain_analysis.report.provenance import data_quality, sources
from backpain_analysis.stretch_links import Link
from backpain_analysis.wording import (
    factor_label,
    format_interval,
    format_number,
    format_percent,
    lag_label,
    say_alerts,
    say_before_after,
    say_caveat,
    say_date,
    say_flares,
    say_link,
    say_ranking,
    say_reason,
    say_reverse,
    say_stopped,
    say_suspected,
    verdict_label,
)

_EMPTY = "–"
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
        _questions(answers),
        _combinations(answers),
        _stretching(answers),
        _before_after(answers),
        _times(described),
        _places(described),
        _flares(answers),
        _since_visit(described),
        data_quality(answers, numbers),
        sources(numbers),
    ]
    return [part for part in sections if part is not None and part["blocks"]]


def _words_that_call_for_care(answers: Answers) -> Section:
    return section("Words that call for care", bullets(say_alerts(answers.alerts, voice="neutral")))


def _questions(answers: Answers) -> Section | None:
    """Only where page 1 may have cut them."""
    asked = [str(words) for words in answers.book.settings.questions]
    long = len(asked) > 3 or any(len(words) > 70 for words in asked)
    return section("My questions and goals, in full", bullets(asked)) if long else None


def _combinations(answers: Answers) -> Section:
    ranking = answers.ranking
    columns = [
        column("Written down", share=1.5), column("Pain measured"), number("Days"),
        number("Effect"), number("95 % interval"),
        number("q"), column("Verdict", share=1),
    ]
    rows = _by_strength(ranking.table)
    return section(
        "Every combination that was tried",
        text("Effect: points of pain per unit of what was written down; for yes/no, with it rather "
             "than without. q is the share of chance findings to expect among all that are "
             "at least as strong."),
        bullets(say_ranking(ranking, voice="neutral")),
        table(columns, [_combination(row) for row in rows]),
        bullets(say_suspected(ranking, voice="neutral")),
        note(*(say_caveat(code, outcome=ranking.outcome, voice="neutral")
               for code in ranking.caveats)),
    )


def _by_strength(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    """Factors by their best verdict and smallest p, each with its days in order."""
    records = rows.to_dict("records")
    best: dict[str, tuple[int, float]] = {}
    for row in records:
        p = float(row["p"]) if pd.notna(row["p"]) else 2.0
        standing = (_VERDICT_ORDER.index(row["verdict"]), p)
        best[row["factor"]] = min(best.get(row["factor"], standing), standing)
    return sorted(records, key=lambda row: (best[row["factor"]], row["factor"], row["lag_days"]))


def _combination(row: Mapping[Any, Any]) -> list[str]:
    name = factor_label(row["factor"], row["label"])
    unit = f", per {_one(row['unit'])}" if row["kind"] == "amount" and row["unit"] else ""
    if pd.isna(row["effect"]):
        return [name + unit, lag_label(row["lag_days"]), str(row["n_days"]), _EMPTY, _EMPTY, _EMPTY,
                f"{verdict_label(row['verdict'])}: {say_reason(row['reason'])}"]
    decimals = _decimals(row["low"], row["high"])
    return [
        name + unit, lag_label(row["lag_days"]), str(row["n_days"]),
        format_number(row["effect"], decimals), format_interval(row["low"], row["high"], decimals),
        _small(row["q"]), verdict_label(row["verdict"]),
    ]


def _one(unit: str) -> str:
    return {"hours": "hour", "minutes": "minute", "points": "point", "times": "time",
            "steps": "step", "cigarettes": "cigarette"}.get(unit, unit)


def _decimals(low: float, high: float) -> int:
    """So many that the interval does not round away, as for pain per step."""
    width = abs(high - low)
    return next((d for d in range(2, 6) if width >= 10.0 ** (1 - d)), 6)


def _small(q: float) -> str:
    return "<0.001" if q < 0.001 else format_number(q, 3 if q < 0.1 else 2)


def _stretching(answers: Answers) -> Section:
    c = answers.consistency
    links = [("Stretching in the 7 days before, daily rather than never: pain", c.link, 1),
             ("1 point more pain the day before: chance of a session", c.reverse, 100)]
    columns = [
        column("Direction", share=1), number("Days"), number("Effect"),
        number("95 % interval"), number("p"), column("Verdict"),
    ]
    said = [say_link(c.link, outcome=c.outcome, voice="neutral"),
            say_reverse(c.reverse, outcome=c.outcome, voice="neutral")]
    if not c.days_covered:
        return section("Stretching and pain, in both directions",
                       text(say_caveat("no_routine", voice="neutral")))
    return section(
        "Stretching and pain, in both directions",
        bullets(said),
        table(columns, [_direction(name, link, scale) for name, link, scale in links]),
        _exercises(answers),
        note("Pain right after: after minus before, median and range, from 5 sessions on. "
             "From – to: if every day without a log was missed, or done."),
        bullets(say_stopped(c, voice="neutral")),
        note(*(say_caveat(code, outcome=c.outcome, voice="neutral") for code in c.caveats
               if code != "pain_predicts_stretching")),
    )


def _direction(name: str, link: Link, scale: int) -> list[str]:
    unit = " points" if scale == 1 else " in 100"
    if link.effect is None or link.low is None or link.high is None or link.p is None:
        return [name, str(link.n_days), _EMPTY, _EMPTY, _EMPTY, verdict_label(link.verdict)]
    decimals = 1 if scale == 1 else 0
    return [
        name, str(link.n_days), format_number(link.effect * scale, decimals) + unit,
        format_interval(link.low * scale, link.high * scale, decimals), _small(link.p),
        verdict_label(link.verdict),
    ]


def _exercises(answers: Answers) -> Block | None:
    """One row per stretch: how often, how much of the plan, pain right after it."""
    c = answers.consistency
    done = _by_name(c.per_exercise)
    plan = _by_name(c.adherence.table) if c.adherence is not None else None
    after = _by_name(c.response)
    columns = [column("Stretch", share=1), number("Sessions"), column("Last done")]
    if plan is not None:
        columns += [number("Done of planned"), number("Share (from – to)")]
    if after:
        columns += [column("Pain right after")]
    names = [*done, *(name for name in plan or () if name not in done)]
    rows = []
    for name in names:
        cells = [name, *_how_often(done.get(name))]
        cells += _of_plan(plan.get(name)) if plan is not None else []
        rows.append(cells + ([_right_after(after.get(name))] if after else []))
    return table(columns, rows)


def _by_name(rows: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    return {str(row["exercise"]): row for row in rows.to_dict("records")}


def _how_often(done: Mapping[Any, Any] | None) -> list[str]:
    return ["0", _EMPTY] if done is None else [str(done["sessions"]), short_date(done["last"])]


def _of_plan(plan: Mapping[Any, Any] | None) -> list[str]:
    if plan is None:
        return ["not planned", _EMPTY]
    share, low, high = (plan[key] for key in ("share", "low", "high"))
    bounds = "" if pd.isna(low) or pd.isna(high) else f" ({100 * low:.0f} – {100 * high:.0f})"
    return [f"{half(plan['done'])} of {format_number(plan['planned'], 0)}",
            _EMPTY if pd.isna(share) else format_percent(share) + bounds]


def _right_after(row: Mapping[Any, Any] | None) -> str:
    """Median and range of pain after minus pain before, and how often both were written."""
    if row is None:
        return _EMPTY
    middle, low, high = (format_number(row[key]) for key in ("median", "low", "high"))
    return f"{middle} ({low} to {high}), {row['sessions']} times"


def _before_after(answers: Answers) -> Section:
    compared = answers.before_after
    said = text(say_before_after(compared, voice="neutral"))
    if compared is None:
        return section("Before and after the routine began", said)
    rows = [
        [str(side), str(int(row["days"])), _number(row["mean"]), _number(row["median"])]
        for side, row in compared.table.iterrows()
    ]
    columns = [column("Routine"), number("Days recorded"),
               number("Mean pain"), number("Median")]
    return section(
        "Before and after the routine began", said, table(columns, rows),
        note("The means are described, not tested: pain that was falling anyway would make any "
             "start look good. The sentence above takes the trend into account.",
             *(say_caveat(code, outcome=compared.outcome, voice="neutral")
               for code in compared.caveats)),
    )


def _number(value: Any) -> str:
    return _EMPTY if pd.isna(value) else format_number(float(value))


def _times(described: Mapping[str, Any]) -> Section:
    times = described["times_of_day"]
    return section(
        "Pain by weekday and time of day",
        figure("times"),
        note("Dot: median. Bar: the middle half. Weekdays count days" +
             ("; times of day count single entries." if times else "; no entry had a time.") +
             " Described, not tested."),
    )


def _places(described: Mapping[str, Any]) -> Section | None:
    months = described["places_by_month"]
    words = [
        f"{title}: " + ", ".join(f"{w['name']} {w['days']}" for w in described[key]) + "."
        for title, key in (("Where, days", "places"), ("Side, days", "sides"),
                           ("What it felt like, days", "qualities"))
        if described[key]
    ]
    if months is None:
        return section("Where and what", bullets(words)) if words else None
    columns = [column("Days with", share=1), *(column(m, side="center") for m in months["columns"])]
    recorded = months["recorded"]
    rows = [[row["name"], *_shaded(row["days"], recorded)] for row in months["rows"]]
    rows.append(["days recorded", *(str(n) for n in recorded)])
    return section("Where it hurt over time", table(columns, rows), bullets(words))


def _shaded(days: Sequence[int], recorded: Sequence[int]) -> list[dict[str, Any]]:
    steps = (1e-9, 0.25, 0.5, 0.75)
    shades = [sum(n / max(of, 1) >= step for step in steps)
              for n, of in zip(days, recorded, strict=True)]
    return [{"text": str(n) if of or n else "", "shade": shade}
            for n, of, shade in zip(days, recorded, shades, strict=True)]


def _flares(answers: Answers) -> Section:
    history = answers.flares
    columns = [column("From"), column("To"), number("High days"),
               number("Peak"), number("Usual level"), column("Note")]
    rows = [
        [short_date(f.start), short_date(f.end), str(f.high_days), format_number(f.peak),
         format_number(f.usual), ", ".join(_flare_notes(f))]
        for f in history.flares
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    marked = [short_date(day) for day in history.marked]
    listed = f"Marked in the diary: {', '.join(marked)}." if 0 < len(marked) <= 30 else ""
    return section(
        "Flare-ups", text(say_flares(history, voice="neutral")), table(columns, rows),
        note(listed, *(say_caveat(code, voice="neutral") for code in history.caveats)),
    )


def _flare_notes(flare: Any) -> list[str]:
    notes = {"usual level from few days": flare.provisional, "not over yet": flare.ongoing,
             "closed after 28 days as a lasting worsening": flare.sustained}
    return [words for words, holds in notes.items() if holds]


def _since_visit(described: Mapping[str, Any]) -> Section | None:
    parts = described["since_last_visit"]
    if parts is None:
        return None
    sides = [_visit_side(parts[side]) for side in ("before", "since")]
    rows = list(zip(_VISIT_ROWS, *sides, strict=True))
    columns = [column(""), number("Before"), number("Since")]
    places = parts["new_places"]
    return section(
        f"Since the last visit, {say_date(parts['visit'])}", table(columns, rows),
        text(f"Places named since then and never before: {', '.join(places)}." if places else ""),
        note("Described, not tested. Patterns and the trend need the whole diary."),
    )


_VISIT_ROWS = (
    "Average pain", "Worst", "Days at 7 or more", "Pain below the knee", "Days with stretching",
    "Flare-ups that began", "Words that call for care",
)  # fmt: skip


def _visit_side(side: Mapping[str, Any]) -> list[str]:
    known = f"{side['session_days']} of {side['known_days']} known"
    return [
        _level(side["pain"], "mean"), _level(side["worst"], "worst"), _of(side["high"]),
        _of(side["below_knee"]), known, str(side["flares"]), str(side["alerts"]),
    ]


def _level(part: Mapping[str, Any] | None, key: str) -> str:
    return _EMPTY if part is None else format_number(part[key])


def _of(part: Mapping[str, int] | None) -> str:
    return _EMPTY if part is None else f"{part['days']} of {part['days_recorded']} days"
