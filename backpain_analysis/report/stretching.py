"""Behind page 1: stretching and pain in both directions, and each stretch by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from backpain_analysis.adherence import Adherence
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.blocks import (
    EMPTY,
    Block,
    Section,
    bullets,
    column,
    note,
    number,
    section,
    small_number,
    table,
    text,
)
from backpain_analysis.report.grid import short_date
from backpain_analysis.sessions import counts_from
from backpain_analysis.stretch_links import Link
from backpain_analysis.stretch_lists import list_plan
from backpain_analysis.wording import (
    format_interval,
    format_number,
    format_percent,
    format_sessions,
    say_adherence,
    say_cautions,
    say_caveat,
    say_directions,
    say_link,
    say_moved_down,
    say_moved_down_places,
    say_regularity,
    say_reverse,
    say_stopped,
    say_stretching,
    say_windows,
    typographic,
    verdict_label,
)


def stretching(answers: Answers) -> Section:
    """Give the section about stretching.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
    """
    c = answers.consistency
    said = [
        say_link(c.link, outcome=c.outcome, voice="neutral"),
        say_reverse(c.reverse, outcome=c.outcome, voice="neutral"),
    ]
    if not c.days_covered:
        return section(
            "Stretching and pain, in both directions",
            text(f"{say_stretching(c, voice='neutral')} So nothing can be said about it."),
        )
    return section(
        "Stretching and pain, in both directions",
        bullets(said),
        _directions(c),
        _windows(c),
        _exercises(answers),
        note(
            "Pain right after: after minus before, median and range, from 5 times on."
            if len(c.response)
            else "",
            _about_the_plan(c.adherence),
        ),
        text(say_regularity(c.regularity, voice="neutral")),
        bullets(say_stopped(c, voice="neutral")),
        text(say_moved_down(c, voice="neutral")),
        bullets(say_moved_down_places(c, voice="neutral")),
        note(
            say_directions(dict.fromkeys([*answers.book.plan["exercise"], *c.by_week["exercise"]])),
            say_cautions(voice="neutral")[0],
        ),
        note(*(say_caveat(code, outcome=c.outcome, voice="neutral") for code in c.caveats)),
    )


def plan(answers: Answers) -> Section | None:
    """Give the section that holds what was asked for.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict or None
        None without a plan.
    """
    book = answers.book
    listed = list_plan(book.plan, counts_from(book.routine, book.plan, book.routine_start))
    if listed.empty:
        return None
    wide = ("stretch", "each time", "note")
    columns = [column(str(n).capitalize(), share=1 if n in wide else None) for n in listed]
    return section("What the plan asks for", table(columns, listed.to_numpy().tolist()))


def _about_the_plan(adherence: Adherence | None) -> str:
    if adherence is None:
        return ""
    if not adherence.which_known:
        return say_adherence(adherence, voice="neutral")
    return (
        "Done counts at most what was planned for each week. From – to: if every day without a "
        "log was missed, or done."
    )


def _directions(c: StretchingConsistency) -> Block | None:
    """Both directions as a table, where either has an answer."""
    links = [
        ("Stretching in the 7 days before, daily rather than never: pain", c.link, 1),
        ("1 point more pain the day before: chance of stretching", c.reverse, 100),
    ]
    if all(link.effect is None for _, link, _ in links):
        return None
    numbers = [number(name) for name in ("Days", "Effect", "95 % interval", "p")]
    columns = [column("Direction", share=1), *numbers, column("Verdict")]
    return table(columns, [_direction(name, link, scale) for name, link, scale in links])


def _direction(name: str, link: Link, scale: int) -> list[str]:
    unit = " points" if scale == 1 else " in 100"
    if link.effect is None or link.low is None or link.high is None or link.p is None:
        return [name, str(link.n_days), EMPTY, EMPTY, EMPTY, verdict_label(link.verdict)]
    decimals = 1 if scale == 1 else 0
    return [
        name,
        str(link.n_days),
        format_number(link.effect * scale, decimals) + unit,
        format_interval(link.low * scale, link.high * scale, decimals),
        small_number(link.p),
        verdict_label(link.verdict),
    ]


def _windows(c: StretchingConsistency) -> Block | None:
    """The same link over fewer and more days, as one paragraph."""
    return note(*say_windows(c, voice="neutral"))


def _exercises(answers: Answers) -> Block | None:
    """One row per stretch: how often, how much of the plan, pain right after it."""
    c = answers.consistency
    done = _by_name(c.per_exercise)
    told = c.adherence is not None and c.adherence.which_known
    plan = _by_name(c.adherence.table) if c.adherence is not None and told else None
    after = _by_name(c.response)
    columns = [column("Stretch", share=1), number("Times"), column("Last done")]
    if plan is not None:
        columns += [number("Done/planned"), number("Share (from – to)")]
    dosed = plan is not None and any(row["last_dose"] for row in plan.values())
    if dosed:
        columns += [column("Last amount")]
    if after:
        columns += [column("Pain right after")]
    asked = () if plan is None else {**plan, **c.limited}
    names = [*done, *(name for name in asked if name not in done)]
    rows = []
    for name in names:
        cells = [typographic(name), *_how_often(done.get(name))]
        cells += _of_plan(plan.get(name), limited=name in c.limited) if plan is not None else []
        cells += _dose(plan.get(name)) if plan is not None and dosed else []
        rows.append(cells + ([_right_after(after.get(name))] if after else []))
    return table(columns, rows)


def _by_name(rows: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    return {str(row["exercise"]): row for row in rows.to_dict("records")}


def _how_often(done: Mapping[Any, Any] | None) -> list[str]:
    return ["0", EMPTY] if done is None else [str(done["sessions"]), short_date(done["last"])]


def _of_plan(plan: Mapping[Any, Any] | None, *, limited: bool) -> list[str]:
    if plan is None:
        return ["on a condition" if limited else "not planned", EMPTY]
    share, low, high = (plan[key] for key in ("share", "low", "high"))
    bounds = "" if pd.isna(low) or pd.isna(high) else f"({100 * low:.0f} – {100 * high:.0f})"
    if pd.isna(share):
        return [EMPTY, bounds or EMPTY]
    return [
        "/".join(format_sessions(plan[key]) for key in ("done", "planned")),
        f"{format_percent(share)} {bounds}".strip(),
    ]


def _dose(plan: Mapping[Any, Any] | None) -> list[str]:
    """The last dose that was written, and how often it was less than the plan's."""
    if plan is None or not isinstance(plan["last_dose"], str):
        return [EMPTY]
    dose = plan["last_dose"].replace("x", "\N{MULTIPLICATION SIGN}")
    less = f"; less on {plan['less_dose']}" if plan["less_dose"] else ""
    return [f"{dose}, {short_date(plan['last_dosed'])}{less}"]


def _right_after(row: Mapping[Any, Any] | None) -> str:
    """Median and range of pain after minus pain before, and how often both were written."""
    if row is None:
        return EMPTY
    middle, low, high = (format_number(row[key]) for key in ("median", "low", "high"))
    return f"{middle} ({low} to {high}), {row['sessions']}×"
