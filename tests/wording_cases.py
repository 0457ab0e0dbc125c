"""Every verdict and the edge values, each as the sentence that people would read."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis import wording
from backpain_analysis.exercises import load_catalogue
from backpain_analysis.reading.misspelt import Misspelt
from backpain_analysis.trial_agreement import Agreement
from backpain_analysis.wording import Voice
from backpain_analysis.wording.prospect import say_prospect
from backpain_analysis.wording.trial import (
    say_agreement,
    say_trial_answer,
    say_trial_plan,
    say_trial_today,
)
from tests import made_results as made

ODD_LABEL = "how long I sat  at the\nkitchen table “with my laptop” " + "and no cushion " * 20
EMOJI = "Coffee ☕ (cups)"
ARABIC = "قهوة"


def triggers(voice: Voice) -> list[str]:
    """One row at a time: each verdict, lag, kind and unit."""
    cells: list[dict[str, Any]] = [
        *(made.cell(lag_days=lag) for lag in (0, 1, 2, 3, 8)),
        made.cell(day_uncertain=True),
        made.cell(adjusted_effect=0.4, adjusted_low=0.1, adjusted_high=0.7,
                  adjusted_for=("lifting",)),
        made.cell(effect=-0.5, low=-0.9, high=-0.1),
        made.cell(contrast_from=8.0, contrast_to=5.0),
        made.cell(effect=0.01, low=0.001, high=0.02),
        made.cell(contrast_from=1.0, contrast_to=2.0),
        made.cell(contrast_from=0.0, contrast_to=1.0),
        made.cell(contrast_from=7.42, contrast_to=7.5, n_days=1),
        *(made.lifting(lag) for lag in (0, 1, 2)),
        made.lifting(1, effect=-1.5, low=-2.1, high=-0.9),
        made.stress(0), made.stress(1), made.stress(2, n_days=1),
        made.stress(0, contrast_from=2.5, contrast_to=7, words=((2.0, "bad"), (8.0, "so good"))),
        made.stress(0, contrast_from=2.5, contrast_to=4, words=((2.0, "bad"), (8.0, "so good"))),
        made.stress(1, verdict="shared", adjusted_for=("lifting",), adjusted_effect=0.1,
                    adjusted_low=-0.2, adjusted_high=0.4),
        made.stress(0, verdict="shared", adjusted_for=("lifting", "sitting_hours")),
        made.stress(1, verdict="shared", adjusted_for=("lifting",), adjusted_effect=0.2,
                    adjusted_low=0.01, adjusted_high=0.4),
        made.cell(lag_days=2, verdict="echo"), made.lifting(0, verdict="echo"),
        made.cell(effect=0.01, low=-0.1, high=0.12, p=0.8, verdict="no_large_link"),
        made.stress(0, effect=-0.08, low=-0.3, high=0.14, p=0.6, verdict="no_large_link"),
        made.cell(effect=0.1, low=-0.5, high=0.7, p=0.6, verdict="cannot_tell"),
        made.cell(effect=0.1, low=-0.5, high=0.7, verdict="cannot_tell", days_for_one_point=72),
        made.cell(effect=0.1, low=-0.5, high=0.7, verdict="cannot_tell", days_for_one_point=5000),
        made.cell(effect=0.2, low=-0.1, high=0.5, verdict="cannot_tell", days_for_one_point=60),
        made.cell(effect=0.0, low=-0.4, high=0.4, verdict="cannot_tell",
                  days_for_one_point=np.nan),
        made.cell("sleep_hours", 0, label="sleep the night before", contrast_from=6.0),
        made.cell("sleep_hours", 1, label="sleep the night before", contrast_from=6.0),
        made.stress(3, factor="sleep_quality", label="sleep quality (10 best)"),
        made.cell("heaviest_kg", label="heaviest thing lifted", unit="kg"),
        made.cell("steps", 0, label="steps", unit="steps", contrast_from=4132, contrast_to=8050,
                  effect=-3e-4, low=-5e-4, high=-1e-4),
        made.cell("cigarettes", 0, label="cigarettes", unit="cigarettes", contrast_from=1),
        made.cell("lifting_count", 1, label="lifts", unit="times", contrast_from=2),
        made.cell("tv", 1, label="TV", unit="hours", contrast_from=1),
        made.cell("coffee", 1, label=EMOJI, unit="cups", contrast_from=1, contrast_to=3),
        made.cell("water", 0, label="Water", unit="litres", contrast_from=1.5, contrast_to=2.25),
        made.cell("frost", 0, label="Coldest hour", unit="°C", contrast_from=-5, contrast_to=3),
        made.cell("kitchen", 1, label=ODD_LABEL, unit="", contrast_from=0, contrast_to=2),
        made.lifting(1, factor="qahwa", label=ARABIC), made.lifting(0, factor="new_bed", label=""),
        made.unknown("lifting", "lifting something heavy", "few_yes"),
        made.unknown("walking_minutes", "walking", "few_days", lag_days=0),
    ]  # fmt: skip
    beside = [made.cell(), made.lifting(), made.stress(n_days=70)]
    return [wording.say_trigger(row, made.ranking(row, *beside), voice=voice) for row in cells]


def rankings(voice: Voice) -> list[str]:
    """Whole rankings, from nothing to too much."""
    flat = {"effect": 0.01, "low": -0.1, "high": 0.12, "p": 0.8, "q": 0.9}
    wide = {"effect": 0.1, "low": -0.5, "high": 0.7, "p": 0.6, "q": 0.9, "verdict": "cannot_tell"}
    shared = {"verdict": "shared", "adjusted_effect": 0.1, "adjusted_low": -0.2,
              "adjusted_high": 0.4}  # fmt: skip
    blocks = {
        "nothing but pain": made.ranking(),
        "too little of everything": made.ranking(
            made.unknown("stress", "stress", "period_short"),
            made.unknown("sitting_hours", "sitting", "period_short"), caveats=("short_diary",)),
        "too little, for several reasons": made.ranking(
            made.unknown("stress", "stress", "few_days"),
            made.unknown("lifting", "lifting something heavy", "few_yes")),
        "pain never varies": made.ranking(
            made.unknown("stress", "stress", "pain_constant"), caveats=("pain_constant",)),
        "one of each": made.ranking(
            made.cell(lag_days=0, **flat, verdict="no_large_link"), made.cell(),
            made.cell(lag_days=2, verdict="echo"), made.stress(0), made.stress(1, p=0.04),
            made.cell("mood", 1, label="mood", unit="points", verdict="no_large_link", **flat),
            made.cell("walking_minutes", 0, label="walking", unit="minutes", **wide),
            made.cell("walking_minutes", 1, label="walking", unit="minutes", **flat,
                      verdict="no_large_link"),
            made.unknown("lifting", "lifting something heavy", "few_yes"), n_tests=20),
        "nothing stands out": made.ranking(
            made.cell(**wide), made.stress(1, **wide | {"days_for_one_point": 5000}),
            made.cell("mood", 0, label="mood", unit="points", **wide | {"days_for_one_point": 9})),
        "one combination": made.ranking(made.cell(**flat, verdict="no_large_link")),
        "five hints": made.ranking(
            *(made.stress(1, factor=f"habit_{k}", label="", p=0.01 * k) for k in range(1, 6))),
        "two that cannot be told apart": made.ranking(
            made.cell(**shared, adjusted_for=("stress",)),
            made.stress(1, **shared, adjusted_for=("sitting_hours",))),
        "one behind a clear one": made.ranking(
            made.cell(**shared, adjusted_for=("stress",)), made.stress(1, verdict="clear")),
        "one behind a clear one of another day": made.ranking(
            made.cell(lag_days=2, **shared, adjusted_for=("stress",)),
            made.stress(0, verdict="clear"), made.stress(2, p=0.0, verdict="echo")),
        "four clear": made.ranking(
            *(made.lifting(1, factor=f"chore_{k}", label="", p=0.001 * k) for k in range(1, 5))),
        "many names": made.ranking(
            *(made.stress(1, factor=f"habit_{k}", label="", verdict="no_large_link", **flat)
              for k in range(1, 10))),
    }  # fmt: skip
    return _blocks({name: wording.say_ranking(r, voice=voice) for name, r in blocks.items()})


def suspicions(voice: Voice) -> list[str]:
    """What was blamed beside what the diary shows."""
    shared = made.stress(1, verdict="shared", adjusted_for=("lifting", "sitting_hours"))
    found = made.ranking(
        made.cell(), made.lifting(0, effect=-1.5, verdict="hint"), shared,
        made.cell("mood", 1, label="mood", verdict="no_large_link"),
        made.cell("walking_minutes", 1, label="walking", verdict="cannot_tell"),
        made.cell("steps", 1, label="steps", verdict="cannot_tell", days_for_one_point=10),
        made.unknown("yoga_minutes", "yoga", "few_days"),
        suspected=made.suspected(
            ("sitting", 12, "sitting_hours"), ("heavy boxes", 3, "lifting"),
            ("Stress", 2, "stress"), ("bad mood", 2, "mood"), ("walks", 1, "walking_minutes"),
            ("steps", 1, "steps"), ("yoga class", 1, "yoga_minutes"), ("the weather", 1, None),
            (ODD_LABEL, 1, None)),
    )  # fmt: skip
    return wording.say_suspected(found, voice=voice)


def stretching(voice: Voice) -> list[str]:
    """Sessions, plan, both directions, response, stops."""
    dates = pd.date_range("2025-12-18", periods=4)
    unknown = [
        pd.DataFrame({"session": known, "pain": 3.0}, index=dates[-len(known):])
        for known in ([np.nan, np.nan, 1, 1], [np.nan, 1, 1], [1, np.nan], [np.nan] * 4)
    ]  # fmt: skip
    frequency = [
        made.consistency(), made.no_stretching(),
        made.consistency(sessions=0, days_with_session=0, share_of_days=0.0),
        made.consistency(sessions=1, days_with_session=1, days_covered=1, share_of_days=1.0),
        *(made.consistency(table=table) for table in unknown),
    ]  # fmt: skip
    plans = [
        made.adherence(), None, made.adherence(share=None, planned=0.0, done=0.0),
        made.adherence(done=0.5, planned=1.0, share=0.5, low=None, high=None, dose_share=None),
        made.adherence(nearly=(Misspelt("wal angle", 12, ("wall angel",), asked_for=True),)),
        made.adherence(share=None, dose_share=None, which_known=False),
        made.adherence(share=None, low=0.0, high=0.0, dose_share=None, which_known=False),
        made.adherence(done=84.0, share=1.0, low=1.0, high=1.0, dose_share=1.0),
        made.adherence(done=60.0, planned=84.0, share=60 / 84, dose_share=None),
        made.adherence(with_dose=40),
        made.adherence(with_dose=2),
        made.adherence(done=3.0, planned=1000.0, share=0.003, low=0.001, high=0.996),
    ]  # fmt: skip
    links = [
        made.link(), made.link(effect=1.8, low=0.5, high=3.1, n_days=1),
        made.link(verdict="hint"),
        made.link(effect=0.02, low=-0.8, high=0.84, verdict="no_large_link"),
        *(made.link(effect=-0.6, low=-2.0, high=0.8, verdict="cannot_tell", days_needed=needed)
          for needed in (None, 300, 321, 513, 5000)),
        made.link(effect=-0.6, low=-2.0, high=0.8, verdict="cannot_tell", smallest_detectable=None),
        *(made.no_link(r) for r in ("few_days", "share_hardly_varies", "pain_constant")),
    ]  # fmt: skip
    reverses = [
        made.reverse(), made.reverse(effect=-0.012, low=-0.02, high=-0.004),
        made.reverse(effect=0.01, low=-0.02, high=0.04, verdict="no_large_link"),
        made.reverse(effect=0.001, low=-0.03, high=0.04, verdict="no_large_link"),
        made.reverse(effect=0.04, low=-0.06, high=0.14, verdict="cannot_tell"),
        made.reverse(effect=0.04, low=-0.06, high=0.14, verdict="cannot_tell",
                     smallest_detectable=None),
        *(made.no_link(r) for r in ("few_days", "few_sessions", "few_days_without", None)),
    ]  # fmt: skip
    responses = [
        made.response(), made.response(exercise="my own twist", median=0.04, low=-0.04, high=2.0),
        made.response(median=0.0, low=0.0, high=0.0), made.response(median=2.0, low=2.0, high=2.0),
        made.response(median=1.0, low=0.0, high=2.0, sessions=5),
    ]  # fmt: skip
    stops = made.stopped("cat-cow", "cat-cow", "cat-cow", "my own twist", "bridge", "bridge")
    weeks = [
        made.regularity(), None, made.regularity(longest_gap=None, gap_start=None),
        made.regularity(weeks=1, regular_weeks=1, longest_gap=0, gap_start=None),
        made.regularity(weeks=0, regular_weeks=0, share_of_weeks=None, longest_gap=1),
    ]  # fmt: skip
    moved = made.consistency(
        moved_down=made.moved_down(
            ("2026-02-01", "cat-cow", "notes", "Pain went into my calf!"),
            ("2026-03-02", "cat-cow; my own twist", "below_knee", ""),
            ("2026-03-02", "", "notes", "tingling into the\nfoot after stretching"),
            without=4,
        )
    )
    ticked = made.consistency(
        moved_down=made.moved_down(("2026-03-02", "bridge", "below_knee", "")))  # fmt: skip
    return _blocks({
        "how often": [wording.say_stretching(c, voice=voice) for c in frequency],
        "how regularly": [wording.say_regularity(r, voice=voice) or "(nothing)" for r in weeks],
        "plan": [wording.say_adherence(a, voice=voice) for a in plans],
        "stretching, then pain": [
            *(wording.say_link(x, voice=voice) for x in links),
            wording.say_link(made.link(), outcome="leg_pain", voice=voice)],
        "other windows": [
            *wording.say_windows(made.consistency(), voice=voice),
            *wording.say_windows(made.no_stretching(), voice=voice)],
        "pain, then stretching": [
            *(wording.say_reverse(x, voice=voice) for x in reverses),
            wording.say_reverse(made.reverse(), outcome="worst_pain", voice=voice)],
        "right after": [wording.say_response(r, voice=voice) for r in responses],
        "further down": [
            wording.say_moved_down(moved, voice=voice),
            wording.say_moved_down(ticked, voice=voice),
            wording.say_moved_down(made.consistency(), voice=voice) or "(nothing)",
            *wording.say_moved_down_places(moved, voice=voice)],
        "stopped": wording.say_stopped(made.consistency(stopped_for_pain=stops), voice=voice),
    })  # fmt: skip


def catalogue(voice: Voice) -> list[str]:
    """Which way each exercise moves, and what to ask about first."""
    every = load_catalogue()
    return _blocks({
        "directions": [text for e in every if (text := wording.say_direction(e))],
        "in a line": [wording.say_directions(["cat-cow", "dead bug", "walking", "piriformis"]),
                      wording.say_directions(["dead bug"]) or "(nothing)"],
        "suggested": [f"{e.name}: {wording.say_suggested(e) or '(nothing)'}" for e in every],
        "cautions": wording.say_cautions(voice=voice),
    })  # fmt: skip


def progress(voice: Voice) -> list[str]:
    """Trend, first and last days, before and after, flare-ups."""
    trends = [
        made.trend(),
        made.trend(change=2.4, low=1.1, high=3.7, verdict="meaningful_worsening",
                   outcome="worst_pain"),
        made.trend(change=-3.4, low=-4.8, high=-2.0),
        made.trend(change=-3.4, low=-4.8, high=-2.0, start_level=7.5),
        made.trend(change=-0.8, low=-1.4, high=-0.2, verdict="improving"),
        made.trend(change=0.8, low=0.2, high=1.4, verdict="worsening", outcome="knee_pain"),
        made.trend(change=0.3, low=-0.9, high=1.5, verdict="no_meaningful_change"),
        made.trend(change=-0.02, low=-0.9, high=0.9, verdict="no_meaningful_change"),
        made.trend(change=-1.0, low=-2.9, high=0.9, verdict="cannot_tell",
                   smallest_detectable=2.7),
        *(made.trend(**made.NO_CHANGE, reason=r) for r in ("few_days", "pain_constant", None)),
    ]  # fmt: skip
    sides = [
        made.before_after(), None,
        made.before_after(change=1.2, low=0.3, high=2.1, verdict="worsening"),
        made.before_after(change=-2.6, low=-4.1, high=-1.1, verdict="meaningful_improvement"),
        made.before_after(change=0.1, low=-1.0, high=1.2, verdict="no_meaningful_change"),
        made.before_after(change=0.5, low=-1.9, high=2.9, verdict="cannot_tell"),
        *(made.before_after(**made.NO_CHANGE, reason=r)
          for r in ("few_days", "few_days_before", "few_days_after")),
        made.before_after(**made.NO_CHANGE, reason="few_days_before", days_before=0),
    ]  # fmt: skip
    one = made.flare()
    early = made.flare(start=pd.Timestamp("2026-01-10"), end=pd.Timestamp("2026-01-11"),
                       high_days=2, provisional=True)  # fmt: skip
    histories = [
        made.flares(), made.flares(one), made.flares(early, one),
        made.flares(one, marked=("2026-03-04", "2026-02-01", "2026-02-02")),
        made.flares(one, marked=("2026-03-04",)), made.flares(marked=("2026-02-01",)),
        made.flares(early, marked=("2026-02-01", "2026-02-05"), n_days=1, outcome="leg_pain"),
    ]  # fmt: skip
    spans = [one, early, made.flare(ongoing=True), made.flare(ongoing=True, too_soon=True),
             made.flare(sustained=True, provisional=True),
             made.flare(end=pd.Timestamp("2026-03-03"), high_days=1)]  # fmt: skip
    same = [{"factor": "own", "label": "Tea", "same": 12, "days": 12},
            {"factor": "stretching", "label": "stretching", "same": 27, "days": 28}]  # fmt: skip
    short = pd.DataFrame({"pain": 3.8}, index=pd.date_range("2026-03-02", periods=27))
    return _blocks({
        "trend": [wording.say_trend(t, voice=voice) for t in trends],
        "first and last": [
            wording.say_first_and_last(made.trend()),
            wording.say_first_and_last(made.trend(first_14_days=None, outcome="leg_pain")),
            wording.say_first_and_last(made.trend(first_14_days=None, last_14_days=None)),
            wording.say_first_and_last(made.trend(table=short)),
        ],
        "before and after": [wording.say_before_after(b, voice=voice) for b in sides],
        "plain averages": [
            wording.say_plain_averages(b) or "(nothing)"
            for b in (made.before_after(), made.before_after(mean_before=None), None)],
        "what more days will show": [
            say_prospect(days, outcome="leg_pain") or "(nothing)"
            for days in ({"patterns": "2026-04-01", "stretching": "2026-04-09",
                          "trend": "2026-05-02"},
                         {"patterns": None, "stretching": None, "trend": "2026-05-02"}, {})]
        + [say_prospect({"trend": "2026-05-02"}, same),
           say_prospect({}, same[1:], outcome="leg_pain")],
        "left out": [
            wording.say_outside(days, "leg_pain") or "(nothing)"
            for days in (pd.DatetimeIndex(["2026-01-02", "2026-03-09"]),
                         pd.DatetimeIndex(["2026-01-02"]), pd.DatetimeIndex([]))],
        "not read, or no numbers": [
            *(wording.say_not_read(*lost) or "(nothing)"
              for lost in ((8, 9, 2), (1, 1, 1), (1, 0, 0), (0, 5, 1), (0, 4, 0))),
            *(f"9 recorded{wording.say_not_numbers(*n)}." for n in ((3, 0), (3, 1), (0, 0)))],
        "one flare-up": [wording.say_flare(f) for f in spans],
        "marked": [wording.say_marked(*n) or "(nothing)"
                   for n in ((4, None), (1, 2), (0, 1), (0, None))],
        "flare-ups": [wording.say_flares(h, voice=voice) for h in histories],
    })  # fmt: skip


def care(voice: Voice) -> list[str]:
    """Alerts of each tier, and none."""
    fever = made.alert(tier="urgent", code="fever", quote="fever 39.2 and chills")
    odd = made.alert(tier="please_check", code="saddle", quote="no change in “numbness”\nsince May")
    return _blocks({
        "headings": [wording.tier_label(t) for t in
                     ("crisis", "emergency", "urgent", "please_check")],
        "alerts": wording.say_alerts(made.alerts(made.alert(), fever, odd), voice=voice),
        "what to do first": wording.say_care(
            made.alerts(made.alert(), made.alert(), fever, odd), voice=voice),
        "what to do about none": wording.say_care(made.alerts(), voice=voice),
        "a crisis": wording.say_alerts(
            made.alerts(made.alert(tier="crisis", code="self_harm", quote="I want to die")),
            voice=voice),
        "none": wording.say_alerts(made.alerts(), voice=voice),
        "none but settled": wording.say_alerts(made.alerts(settled=(fever, odd)), voice=voice),
        "nothing to search": wording.say_alerts(
            made.alerts(caveats=("nothing_searched",)), voice=voice),
        "another language": wording.say_alerts(made.alerts(caveats=("not_english",)), voice=voice),
        "partly another language": wording.say_alerts(
            made.alerts(caveats=("partly_not_english",), n_not_english=3), voice=voice),
    })  # fmt: skip


VERDICTS = (
    "clear", "shared", "echo", "hint", "no_large_link", "cannot_tell", "not_enough_data",
    "meaningful_improvement", "meaningful_worsening", "improving", "worsening",
    "no_meaningful_change",
)  # fmt: skip
REASONS = (
    "period_short", "few_days", "few_yes", "few_no", "few_values", "mostly_one_value",
    "of_longer_days", "pain_constant", "explained_by_calendar", "perfect_fit", "few_days_before",
    "few_days_after", "few_sessions", "few_days_without", "share_hardly_varies",
)  # fmt: skip
CAVEATS = (
    "memory_above_0.8", "pain_at_floor", "pain_at_ceiling", "pain_constant", "short_diary",
    "no_routine", "many_gaps", "nothing_searched", "not_english",
    "partly_not_english",
    "gaps_follow_bad_days", "gaps_follow_good_days", "trend_hangs_on_gaps",
)  # fmt: skip


def codes(voice: Voice) -> list[str]:
    """Every code that a result can hold."""
    questions = ("triggers", "link", "reverse", "trend", "before_after")
    return _blocks({
        "verdicts": [f"{v}: {wording.verdict_label(v)}" for v in VERDICTS],
        "reasons": [f"{r}: {wording.say_reason(r)}" for r in REASONS],
        "few days": [f"{q}: {wording.say_reason('few_days', about=q)}" for q in questions],
        "no reason": [wording.say_reason(None)],
        "caveats": [f"{c}: {wording.say_caveat(c, voice=voice)}" for c in CAVEATS],
        "worst pain": [wording.say_caveat("pain_at_floor", outcome="worst_pain", voice=voice)],
    })  # fmt: skip


def summaries(voice: Voice) -> list[str]:
    """The screen, for a full logbook and for a sparse one."""
    if voice != "you":
        return []
    full = made.ranking(
        made.cell(), made.stress(0), made.cell("mood", 1, label="mood", verdict="no_large_link"),
        n_tests=20, caveats=("memory_above_0.8",),
        suspected=made.suspected(("sitting", 12, "sitting_hours")),
    )  # fmt: skip
    five = [made.alert(quote=f"Numb seat {k}.") for k in range(5)]
    few = {"first_14_days": None, "last_14_days": None, "n_days": 9, "reason": "few_days"}
    sparse = made.ranking(
        made.unknown("stress", "stress", "period_short"), caveats=("short_diary",), n_days=9
    )
    return _blocks({
        "full": wording.summary_lines(
            period="1 December 2025 to 2 March 2026, 78 of 92 days recorded.", ranking=full,
            consistency=made.consistency(),
            trend=made.trend(caveats=("memory_above_0.8",)), before_after=made.before_after(),
            flares=made.flares(made.flare()), alerts=made.alerts(*five)),
        "fourteen days": wording.summary_lines(
            period="1 to 14 January 2026, 9 of 14 days recorded.", ranking=sparse,
            consistency=made.no_stretching(), trend=made.trend(**made.NO_CHANGE | few),
            before_after=None, flares=made.flares(n_days=9), alerts=made.alerts()),
    })  # fmt: skip


def pieces(voice: Voice) -> list[str]:
    """Numbers, ranges, dates and the sentences under everything."""
    numbers = (0, -0.0, -0.04, 0.04, -1.44, 2.5, 10, 1350.26, None, math.nan, math.inf)
    return _blocks({
        "numbers": [wording.format_number(x) for x in numbers],
        "whole": [wording.format_number(x, 0) for x in (-0.4, 12.0, 1350.26)],
        "intervals": [wording.format_interval(0.3, 2.5), wording.format_interval(-1.12, -0.04)],
        "percent": [wording.format_percent(x) for x in (0, 0.001, 0.734, 0.999, 1)],
        "lags": [wording.lag_label(lag) for lag in range(4)],
        "periods": [wording.say_period("2025-12-01", "2026-03-02", 78),
                    wording.say_period(pd.Timestamp("2026-01-01"), "2026-01-01", 1)],
        "names": [wording.factor_label("sitting_hours"), wording.factor_label("tv", "TV"),
                  wording.factor_label("tv"), wording.factor_label("x", "  "),
                  wording.factor_label("kitchen", ODD_LABEL)],
        "foot": [wording.say_interval(), wording.say_missing_days(), wording.say_origin()],
        "scales": [
            wording.say_stretched_scales([made.column_read()]) or "(nothing)",
            wording.say_stretched_scales([
                made.column_read(scale=(0.0, 4.0)), made.column_read(scale=(0.0, 4.0)),
                made.column_read(header="Fatigue", scale=(1.0, 4.0))])],
    } if voice == "you" else {})  # fmt: skip


def trials(voice: Voice) -> list[str]:
    """A test of one's own: planned, agreed, running, answered."""
    schedule = made.trial_schedule()
    answers = [
        made.trial_answer(), made.trial_answer(effect=1.1, low=0.3, high=1.9, verdict="more_pain"),
        made.trial_answer(effect=-0.1, low=-0.7, high=0.5, p=0.61, verdict="no_large_effect"),
        made.trial_answer(effect=-0.6, low=-1.6, high=0.4, p=0.2, verdict="cannot_tell"),
        made.trial_answer(effect=-1.0, low=-2.1, high=0.1, p=0.0001),
        *(made.trial_answer(effect=None, low=None, high=None, p=None, verdict=verdict)
          for verdict in ("running", "not_enough_data")),
    ]  # fmt: skip
    told = {"answers": [line for a in answers
                        for line in say_trial_answer(a, schedule, voice=voice)]}  # fmt: skip
    if voice != "you":
        return _blocks(told)
    days = ("2026-01-01", "2026-01-04", "2026-01-05", "2026-01-06", "2026-01-08", "2026-01-09")
    plans = [made.trial_plan(), made.trial_plan(washout_days=0, effect=1.5),
             made.trial_plan(washout_days=2, block_days=7, power=0.41, enough=False)]  # fmt: skip
    agreements = [Agreement(("cat-cow", "Dead bug"), False), Agreement((), True),
                  Agreement(("cat-cow",), True), Agreement((), False)]  # fmt: skip
    return _blocks({
        "planned": [line for plan in plans for line in say_trial_plan(plan)],
        "to be agreed": [say_agreement(agreement) or "(nothing)" for agreement in agreements],
        "today": [line for day in days for line in say_trial_today(schedule, pd.Timestamp(day))],
    } | told)  # fmt: skip


def recordings(voice: Voice) -> list[str]:
    """Whether pain decides about writing, and what hangs on the missing days."""
    nothing = dict.fromkeys(("difference", "low", "high", "p"))
    unknown = ("not_enough_data",) * 3
    clear = {"difference": 0.9, "low": 0.2, "high": 1.6, "p": 0.01, "verdict": "depends_on_pain"}
    turned = ("improving", "meaningful_improvement", "cannot_tell")
    stronger = ("improving", "meaningful_improvement", "improving")
    return _blocks({
        "no sign": wording.say_recording(made.recording(), voice=voice),
        "after worse days, the trend hangs on them": wording.say_recording(
            made.recording(turned, (-1.2, -2.4, 0.02), **clear), voice=voice),
        "after better days, how strong": wording.say_recording(
            made.recording(stronger, **clear | {"difference": -0.9, "low": -1.6, "high": -0.2}),
            voice=voice),
        "too few of either, no trend, one day": wording.say_recording(
            made.recording(unknown, (math.nan,) * 3, days_missing=1, verdict="not_enough_data",
                           **nothing), voice=voice),
        "only the last day missing": wording.say_recording(
            made.recording(days_missing=2, before_missing=None, verdict="not_enough_data",
                           **nothing), voice=voice),
        "no day missing": wording.say_recording(made.recording(days_missing=0), voice=voice),
    })  # fmt: skip


def twins(voice: Voice) -> list[str]:
    """What simulated diaries like this one would show."""
    return _blocks({
        "some": wording.say_twin(made.twin(), voice=voice),
        "all": wording.say_twin(made.twin({"sitting_hours": 1.0}, false_claims=0.0), voice=voice),
        "none of them, another effect": wording.say_twin(
            made.twin({ODD_LABEL: 0.0, ARABIC: 0.02}, effect=-1.5, lag=0, n_diaries=200,
                      false_claims=0.065), voice=voice),
        "too little": wording.say_twin(
            made.twin(verdict="not_enough_data", n_diaries=0, false_claims=None), voice=voice),
        "one diary": wording.say_twin(made.twin(n_diaries=1, false_claims=1.0), voice=voice),
    })  # fmt: skip


CASES = {
    "triggers": triggers, "ranking": rankings, "suspected": suspicions,
    "stretching": stretching, "catalogue": catalogue, "progress": progress, "care": care,
    "codes": codes, "summary": summaries, "pieces": pieces, "trial": trials,
    "recording": recordings, "twin": twins,
}  # fmt: skip


def _blocks(blocks: dict[str, list[str]]) -> list[str]:
    lines: list[str] = []
    for name, texts in blocks.items():
        lines += [f"[{name}]", *texts]
    return lines
