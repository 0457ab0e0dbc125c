"""A test of one's own in words: the schedule, what today asks for, and the answer."""

from __future__ import annotations

import pandas as pd

from backpain_analysis.reading.trial import TrialSchedule
from backpain_analysis.trial import TrialPlan
from backpain_analysis.trial_agreement import Agreement
from backpain_analysis.trial_answer import TrialAnswer
from backpain_analysis.wording.phrases import (
    SCALE,
    Voice,
    format_number,
    format_percent,
    join_words,
    outcome_label,
    quote,
    say_count,
    say_date,
    say_difference,
    say_span,
    sentence,
)

_ASK_FIRST = (
    "A therapist or a doctor asked you to do or take it? Then never leave it out for a test, "
    "unless they agreed."
)


def say_trial_plan(plan: TrialPlan) -> list[str]:
    """Say what a schedule asks for and what it can show.

    Parameters
    ----------
    plan : TrialPlan

    Returns
    -------
    list of str
        A paragraph each.
    """
    days = plan.schedule["date"]
    span = say_span(days.iloc[0], days.iloc[-1])
    blocks = say_count(plan.block_days, "day")
    lines = [
        f"What is tried: {quote(plan.question)}",
        f"{say_count(len(days), 'day')}, {span}: {plan.pairs} pairs of blocks of {blocks}. In "
        "each pair one block is on (with it) and one is off (without it), in an order drawn at "
        f"random (seed {plan.seed}).",
    ]
    if plan.washout_days:
        first = say_count(plan.washout_days, "day")
        lines.append(
            f"The first {first} of each block do not count, as the block before may linger."
            if plan.washout_days > 1
            else "The first day of each block does not count, as the block before may linger."
        )
    return [
        *lines,
        _say_power(plan),
        "Do each day what the schedule says, on bad days too: the answer goes by the schedule, "
        "not by what was done. Write the diary every day, and do not look for an answer before "
        "the end.",
        _ASK_FIRST,
    ]


def _say_power(plan: TrialPlan) -> str:
    effect = say_count(plan.effect, "point")
    chance = (
        f"With pain that goes up and down like yours, an effect of {effect} would be found in "
        f"about {min(round(100 * plan.power), 99)} of 100 such tests."
    )
    if plan.enough:
        return chance
    least = (
        f"an effect would have to be about {format_number(plan.smallest_detectable)} points"
        if plan.smallest_detectable <= SCALE
        else f"even an effect of {SCALE} points would not be large enough"
    )
    return (
        f"{chance} That is few: {least} to be found in 80 of 100. Longer blocks (--block-days), or "
        "something with a larger effect, would make a better test."
    )


def say_agreement(agreement: Agreement) -> str:
    """Say who must agree before a test.

    Parameters
    ----------
    agreement : Agreement

    Returns
    -------
    str
        "" where nobody must.
    """
    told = []
    if agreement.exercises:
        names = join_words([quote(name, longest=60) for name in agreement.exercises])
        what = "that" if len(agreement.exercises) == 1 else "them"
        told.append(
            f"Your plan asks for {names}. A test would leave {what} out for days at a time: agree "
            "it with your therapist first."
        )
    if agreement.medicine:
        told.append(
            "The question is about medicine or an aid: do not start, change or stop it without "
            "your doctor."
        )
    return " ".join(told)


def say_trial_today(schedule: TrialSchedule, today: pd.Timestamp) -> list[str]:
    """Say what the schedule asks for today and how long it goes on.

    Parameters
    ----------
    schedule : TrialSchedule
    today : pandas.Timestamp

    Returns
    -------
    list of str
        Empty once the test is over.
    """
    if today > schedule.end:
        return []
    tried = f"What is tried: {quote(schedule.question)}"
    if today < schedule.start:
        days = (schedule.start - today).days
        wait = "tomorrow" if days == 1 else f"in {say_count(days, 'day')}"
        return [tried, f"It begins on {say_date(schedule.start)}, {wait}."]
    day = schedule.table.loc[schedule.table["date"] == today].iloc[0]
    what = "on: with it" if day["condition"] == "on" else "off: without it"
    lines = [tried, f"Today, {say_date(today)}, is {what}."]
    if not day["counts"]:
        lines.append("Today does not count in the answer yet, but do as it says.")
    left = (schedule.end - today).days
    more = f"{say_count(left, 'day')} after today, until {say_date(schedule.end)}"
    lines.append(f"Still to come: {more}." if left else "Today is the last day.")
    return [*lines, "The answer comes after the end: looking early finds what is not there."]


def say_own_trial(
    schedule: TrialSchedule | None, answer: TrialAnswer | None, today: pd.Timestamp
) -> list[str]:
    """Say where a test of one's own stands: none, to come, running, or answered.

    Parameters
    ----------
    schedule : TrialSchedule or None
    answer : TrialAnswer or None
        None where there is no test.
    today : pandas.Timestamp

    Returns
    -------
    list of str
    """
    if schedule is None or answer is None:
        return [
            "There is no test in this logbook. The command backpain trial plans one from your "
            "own ups and downs: how many days it takes, and how good its chance is.",
            _ASK_FIRST,
        ]
    return say_trial_today(schedule, today) or say_trial_answer(answer, schedule)


def say_trial_answer(
    answer: TrialAnswer, schedule: TrialSchedule, *, voice: Voice = "you"
) -> list[str]:
    """Say what came of a test.

    Parameters
    ----------
    answer : TrialAnswer
    schedule : TrialSchedule
    voice : {"you", "neutral"}

    Returns
    -------
    list of str
        Nothing of a result before the end.
    """
    tried = f"What was tried: {quote(schedule.question)}"
    if answer.verdict == "running":
        until = say_date(schedule.end)
        return [tried, f"The test runs until {until}. Nothing is compared before its end."]
    days = f"{say_count(answer.n_on, 'day')} with it and {answer.n_off} without"
    if answer.effect is None or answer.low is None or answer.high is None or answer.p is None:
        return [tried, f"Not enough was written down to answer it ({days} that count)."]
    pain = outcome_label(schedule.outcome, voice)
    effect = say_difference(answer.effect, answer.low, answer.high)
    return [
        tried,
        sentence(f"{pain} with it, compared with pain without it, was {effect}, {days}."),
        f"{_chance(answer)} {_verdict(answer)}",
    ]


def _chance(answer: TrialAnswer) -> str:
    share = format_percent(answer.p or 0.0)
    return (
        f"{answer.schedules:,} schedules could have been drawn. Had it made no difference, "
        f"{share} of them would look as clear as this or clearer."
    )


def _verdict(answer: TrialAnswer) -> str:
    return {
        "less_pain": (
            "So pain was lower with it. The order was drawn at random, which says more than a "
            "diary can; it is still one test, on one person."
        ),
        "more_pain": (
            "So pain was higher with it. The order was drawn at random, which says more than a "
            "diary can; it is still one test, on one person."
        ),
        "no_large_effect": "A difference of more than 1 point is unlikely.",
        "cannot_tell": "That is not clear enough: this test cannot tell.",
    }[answer.verdict]
