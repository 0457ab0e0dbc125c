"""The summary on the screen, and the sentences that stand under everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from backpain_analysis.alerts import Alerts, most_pressing
from backpain_analysis.consistency import StretchingConsistency
from backpain_analysis.flares import FlareHistory
from backpain_analysis.question import question
from backpain_analysis.reading.part import ColumnReading
from backpain_analysis.trend import BeforeAfter, PainTrend
from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording.both_ways import say_link, say_reverse
from backpain_analysis.wording.care import say_alerts, say_how_to_settle
from backpain_analysis.wording.codes import say_caveat
from backpain_analysis.wording.log_kept import say_regularity
from backpain_analysis.wording.phrases import (
    format_number,
    join_words,
    outcome_label,
    quote,
    say_count,
    say_period,
    say_span,
)
from backpain_analysis.wording.progress import (
    say_before_after,
    say_first_and_last,
    say_flares,
    say_trend,
)
from backpain_analysis.wording.ranking import say_ranking, say_suspected
from backpain_analysis.wording.stretching import (
    exercise_label,
    say_adherence,
    say_moved_down,
    say_stretching,
)

#: How many alerts and how many suspicions the screen names.
MOST_ALERTS = 3
MOST_SUSPECTED = 2
#: How many words for pain are told with their numbers.
MOST_WORDS = 6


def say_interval() -> str:
    """Explain the range in brackets.

    Returns
    -------
    str
    """
    return (
        "The range in brackets is where the true difference most likely lies "
        "(95 % interval). A wide range means: still uncertain."
    )


def say_missing_days() -> str:
    """Say how days without an entry are treated.

    Returns
    -------
    str
    """
    return "A day without an entry stays empty: it is never filled in and never counted as 0."


def say_stretched_scales(columns_read: Sequence[ColumnReading]) -> str:
    """Say which columns were on another scale than 0 to 10.

    Parameters
    ----------
    columns_read : sequence of ColumnReading
        ``Logbook.columns_read``.

    Returns
    -------
    str
        Empty where none was.
    """
    scales = {
        f"{quote(read.header, longest=40)} ({_ends(read.scale)})": None
        for read in columns_read
        if read.scale is not None
    }
    if not scales:
        return ""
    return (
        "Written down on another scale and stretched to 0 to 10, on which limits such as "
        f"2 points and 7 rest: {join_words(list(scales))}."
    )


def _ends(scale: tuple[float, float]) -> str:
    return " to ".join(format_number(end, 0 if float(end).is_integer() else 1) for end in scale)


def say_outside(days: pd.DatetimeIndex, outcome: str = "pain") -> str:
    """Say which entries are left out because they lie beyond the first and the last with pain.

    Parameters
    ----------
    days : pandas.DatetimeIndex
        Their days, in order.
    outcome : str
        The pain column.

    Returns
    -------
    str
        "" where there are none.
    """
    if not len(days):
        return ""
    return (
        f"Not counted: entries on {say_count(len(days), 'day')} before the first or after the last "
        f"day with {outcome_label(outcome)} ({say_span(days[0], days[-1])})."
    )


def say_not_numbers(
    from_words: int, from_notes: int, words: Sequence[tuple[float, str]] = ()
) -> str:
    """Say on how many days the pain was no number of its own.

    Parameters
    ----------
    from_words, from_notes : int
        Days with words or ticks that were turned into numbers, and with a number in the
        notes [days].
    words : sequence of (float, str)
        What each word became, smallest first; more than a few are not told [points].

    Returns
    -------
    str
        To stand behind the number of recorded days; "" where there are none.
    """
    became = [f"{quote(word, longest=24)} {number:g}" for number, word in words]
    which = f": {', '.join(became)}" if 0 < len(became) <= MOST_WORDS else ", given numbers"
    told = [
        f"{format_number(from_words, 0)} in words{which}" if from_words else "",
        f"{format_number(from_notes, 0)} in the notes" if from_notes else "",
    ]
    both = "; ".join(part for part in told if part)
    return f" ({both})" if both else ""


#: Of a header that is named beside others [characters].
_LONGEST_HEADER = 28


def say_mean_of_day(joined: int, recorded: int, parts: Sequence[str]) -> str:
    """Say that the pain of a day is the mean of its entries, where some days have several.

    Parameters
    ----------
    joined, recorded : int
        Days with more than one entry of pain, and with any [days].
    parts : sequence of str
        Parts of the day that are joined on most days.

    Returns
    -------
    str
        "" where only few days have several, and where most have: then the worst is drawn too.
    """
    if parts:
        return f"Pain = mean of {join_words(list(parts))}."
    if 10 * joined <= recorded or 2 * joined > recorded:
        return ""
    return f"Pain = mean of a day's entries (several on {say_count(joined, 'day')})."


def say_left_out(used: Sequence[str], left_out: Sequence[str]) -> str:
    """Say which columns of pain the person wants left out.

    Parameters
    ----------
    used, left_out : sequence of str
        Headers of the columns that are the pain, and of those that would be too.

    Returns
    -------
    str
        "" where none is left out.
    """
    if not left_out:
        return ""
    pain, rest = (
        join_words([quote(header, longest=_LONGEST_HEADER) for header in headers])
        for headers in (used, left_out)
    )
    return f"Pain is {pain} alone, without {rest}."


def say_not_read(rows_lost: int, days_at_most: int, days_of_cells: int) -> str:
    """Say what pain was written down and could not be used.

    Parameters
    ----------
    rows_lost : int
        Rows left out that hold a pain, or of which it is not known.
    days_at_most : int
        Days of the period without a pain [days].
    days_of_cells : int
        Of these, the ones whose pain could not be read [days].

    Returns
    -------
    str
        "" where nothing was lost.
    """
    lost = min(rows_lost, days_at_most - days_of_cells)
    hence = f" (pain may be missing for up to {say_count(lost, 'day')})" if lost > 0 else ""
    told = [
        f"{say_count(rows_lost, 'row')} of the diary{hence}" if rows_lost else "",
        f"the pain of {say_count(days_of_cells, 'day')}" if days_of_cells else "",
    ]
    both = join_words([part for part in told if part])
    return f"Could not be read: {both}." if both else ""


def say_origin() -> str:
    """Say who recorded this and what it is not.

    Returns
    -------
    str
    """
    return "Recorded by the patient. Not a diagnosis."


def say_recorded_days(days: pd.DataFrame) -> str:
    """Say which days a daily table is about, how many were recorded, and what is left out.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.

    Returns
    -------
    str
        For example "1 December 2025 to 2 March 2026, 78 of 92 days recorded."
    """
    asked = question(days)
    recorded = days.loc[asked.start : asked.end, asked.outcome].notna().sum()
    outside = say_outside(pd.DatetimeIndex(days.attrs.get("outside", [])), asked.outcome)
    return f"{say_period(asked.start, asked.end, int(recorded))}. {outside}".rstrip()


def summary_lines(
    *,
    period: str,
    ranking: TriggerRanking,
    consistency: StretchingConsistency,
    trend: PainTrend,
    before_after: BeforeAfter | None,
    flares: FlareHistory,
    alerts: Alerts,
) -> list[str]:
    """Sum up a report in plain words for the screen.

    Parameters
    ----------
    period : str
        Sentences on which days it is about.
    ranking, consistency, trend, before_after, flares, alerts
        The results of the six questions.

    Returns
    -------
    list of str
        About 10 to 20 lines; alerts first.
    """
    lines = _about_care(alerts)
    lines += [f"Period: {period}", say_trend(trend), say_first_and_last(trend)]
    if before_after is not None and before_after.days_before:
        lines.append(say_before_after(before_after))
    lines.append(say_flares(flares))
    lines += say_ranking(ranking) + say_suspected(ranking)[:MOST_SUSPECTED]
    lines += _about_stretching(consistency)
    lines += _caveats(ranking, consistency, trend)
    return [*lines, f"{say_interval()} {say_missing_days()}"]


def _about_care(alerts: Alerts) -> list[str]:
    """Alerts one by one, and never a cut without a word."""
    shown = replace(alerts, alerts=most_pressing(alerts.alerts, MOST_ALERTS))
    hidden = len(alerts.alerts) - len(shown.alerts)
    more = [f"The report shows {hidden} more that {'call' if hidden > 1 else 'calls'} for care."]
    return say_alerts(shown) + (more if hidden else []) + say_how_to_settle(shown)


def _caveats(
    ranking: TriggerRanking, consistency: StretchingConsistency, trend: PainTrend
) -> list[str]:
    """What all results must be read with, each once; what a sentence above says is left out."""
    said = {"no_routine", "pain_constant"}
    stretching = () if "no_routine" in consistency.caveats else consistency.caveats
    codes = dict.fromkeys([*ranking.caveats, *stretching, *trend.caveats])
    return [say_caveat(code, outcome=trend.outcome) for code in codes if code not in said]


def say_limited(consistency: StretchingConsistency) -> str:
    """Say what the share of the plan leaves out, since it was asked for under a condition.

    Parameters
    ----------
    consistency : StretchingConsistency

    Returns
    -------
    str
        "" without any.
    """
    limited = consistency.limited
    told = [
        f"{exercise_label(name)}: {quote(words, longest=60)}"
        for name, words in [*limited.items()][:2]
    ]
    more = len(limited) - len(told)
    whole = "; ".join([*told, f"{more} more on a condition"] if more else told)
    alone = consistency.adherence is None
    head = "No share of the plan is counted. Asked for" if alone else "Not in the share of the plan"
    return f"{head}: {whole}." if told else ""


def _about_stretching(consistency: StretchingConsistency) -> list[str]:
    frequency = say_stretching(consistency)
    if consistency.days_with_session == 0:
        return [frequency]
    how_much = say_adherence(consistency.adherence)
    if consistency.adherence is None:
        how_much = say_regularity(consistency.regularity)
    moved = say_moved_down(consistency)
    return [
        " ".join(said for said in (frequency, how_much, say_limited(consistency)) if said),
        *([moved] if moved else []),
        say_link(consistency.link, outcome=consistency.outcome),
        say_reverse(consistency.reverse, outcome=consistency.outcome),
    ]
