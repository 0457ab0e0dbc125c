"""Everything that a report is made of, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from backpain_analysis.alerts import Alerts, find_alerts
from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.consistency import StretchingConsistency, stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.flares import RISE, FlareHistory, find_flares
from backpain_analysis.logbook import Logbook
from backpain_analysis.question import question
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.set_aside import AS_SAID
from backpain_analysis.recording import Recording, recording_pattern
from backpain_analysis.report.visit import FEWEST, Visit, look_back
from backpain_analysis.trend import BeforeAfter, PainTrend, compare_before_after, pain_trend
from backpain_analysis.trial_answer import TrialAnswer, answer_own_trial
from backpain_analysis.triggers import TriggerRanking, rank_triggers
from backpain_analysis.twin import Twin, simulate_twin
from backpain_analysis.wording import (
    say_date,
    say_left_out,
    say_mean_of_day,
    say_not_numbers,
    say_not_read,
    say_outside,
    say_period,
    summary_lines,
)
from backpain_analysis.wording.phrases import say_count

#: Diaries that are simulated for each question to the twin.
TWINS = 50
#: A diary without pain for longer than this is no longer kept [days].
KEPT = 60


@dataclass(frozen=True)
class Answers:
    """A logbook and what the six questions gave on it.

    Attributes
    ----------
    book : Logbook
    days : pandas.DataFrame
        Its daily table, days before the period included.
    outcome : str
        The pain column.
    start, end : pandas.Timestamp
        First and last recorded day of the period.
    made : pandas.Timestamp
        The day of the report.
    ranking : TriggerRanking
    consistency : StretchingConsistency
    trend : PainTrend
    before_after : BeforeAfter or None
        None where no start is known.
    flares : FlareHistory
    recording : Recording
    alerts : Alerts
    trial : TrialAnswer or None
        Of the test of one's own; None without one.
    visit : Visit or None
        The visit that page 1 looks back to; None without one.
    twin : Twin or None
        Simulated diaries like this one; None unless asked for.
    """

    book: Logbook
    days: pd.DataFrame
    outcome: str
    start: pd.Timestamp
    end: pd.Timestamp
    made: pd.Timestamp
    ranking: TriggerRanking
    consistency: StretchingConsistency
    trend: PainTrend
    before_after: BeforeAfter | None
    flares: FlareHistory
    recording: Recording
    alerts: Alerts
    trial: TrialAnswer | None = None
    visit: Visit | None = None
    twin: Twin | None = None

    @cached_property
    def period(self) -> pd.DataFrame:
        """The daily table from the first to the last recorded day."""
        return self.days.loc[self.start : self.end]

    @cached_property
    def described(self) -> pd.DataFrame:
        """The days that page 1 describes: since the last visit, or all of the period."""
        return self.period if self.visit is None else self.days.loc[self.visit.day : self.end]

    @property
    def has_ended(self) -> bool:
        """Whether the last day with pain is so long ago that the diary is no longer kept."""
        return (self.made - self.end).days > KEPT

    @cached_property
    def outside(self) -> pd.DatetimeIndex:
        """Days with an entry before the first or after the last with pain, as far as asked for."""
        return pd.DatetimeIndex(self.days.attrs.get("outside", []))

    @cached_property
    def n_recorded(self) -> int:
        """Days of the period that have the outcome [days]."""
        return int(self.period[self.outcome].notna().sum())

    @cached_property
    def n_with_entry(self) -> int:
        """Days of the period on which the diary has anything [days]."""
        dates = self.book.diary["date"]
        return int(dates[dates.between(self.start, self.end)].nunique())

    @cached_property
    def n_joined(self) -> int:
        """Days of the period on which pain was written more than once [days]."""
        entries = self.book.diary
        known = entries[self.outcome].notna() & entries["date"].between(self.start, self.end)
        return int((entries.loc[known, "date"].value_counts() > 1).sum())

    @cached_property
    def pain_words(self) -> tuple[tuple[float, str], ...]:
        """Words that pain was written in, and the numbers they became, smallest first."""
        read = (c for c in self.book.columns_read if c.column == self.outcome and c.from_words)
        return tuple(sorted({pair for c in read for pair in c.words}))

    @cached_property
    def one_step_flares(self) -> bool:
        """Whether pain that is one word worse than usual is already as high as a flare-up."""
        steps = np.diff([number for number, _ in self.pain_words])
        return bool((steps >= RISE).any())

    @cached_property
    def not_numbers(self) -> dict[str, int]:
        """Days of the period whose pain was words or ticks, or stood in the notes [days]."""
        known = self.period[self.outcome].dropna().index
        read = [c for c in self.book.columns_read if c.column == self.outcome]
        notes = {day for c in read for day in c.from_notes}
        days = {"from_words": {d for c in read for d in c.from_words} - notes, "from_notes": notes}
        return {name: int(known.isin([*found]).sum()) for name, found in days.items()}

    @cached_property
    def not_read(self) -> dict[str, int]:
        """Rows left out that hold a pain, and days of the period without one because of a cell."""
        gaps = self.period.index[self.period[self.outcome].isna()]
        odd = self.book.refused.loc[self.book.refused["column"] == self.outcome, "date"]
        return {
            "rows_lost": sum(source.pain_lost for source in self.book.sources),
            "days_at_most": len(gaps),
            "days_of_cells": int(gaps.isin(odd).sum()),
        }

    @property
    def period_said(self) -> str:
        """The period, on how many of its days pain was written down, and in what form."""
        return self.say_period(words=())

    def say_period(self, words: Sequence[tuple[float, str]]) -> str:
        """Say the same with what words for pain became, which are long."""
        said = say_period(self.start, self.end, self.n_recorded, self.n_with_entry)
        return f"{said}{say_not_numbers(**self.not_numbers, words=words)}"


def answer(book: Logbook, *, today: pd.Timestamp | None = None, twin: bool = False) -> Answers:
    """Put the six questions to a logbook.

    Parameters
    ----------
    book : Logbook
    today : pandas.Timestamp, optional
        Day of the report; default the logbook's own.
    twin : bool
        Whether to simulate diaries like this one, which takes a while.

    Returns
    -------
    Answers

    Raises
    ------
    NotEnoughData
        No day of the period has pain.
    """
    days = daily_table(book)
    asked = question(days)
    start = book.routine_start
    stretching = stretching_consistency(book, days)
    return Answers(
        book=book,
        days=days,
        outcome=asked.outcome,
        start=asked.start,
        end=asked.end,
        made=pd.Timestamp(today if today is not None else book.today).normalize(),
        ranking=rank_triggers(days),
        consistency=stretching,
        trend=pain_trend(days),
        before_after=None if start is None else compare_before_after(days, start),
        flares=find_flares(days),
        recording=recording_pattern(days),
        alerts=find_alerts(book),
        trial=answer_own_trial(book, days),
        visit=look_back(book, days, asked, stretching),
        twin=simulate_twin(days, n_diaries=TWINS) if twin else None,
    )


def plan_changes(book: Logbook) -> list[pd.Timestamp]:
    """Days after the first start on which the plan changed.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    list of pandas.Timestamp
        In order.
    """
    return book.plan_starts[1:]


def say_facts(answers: Answers) -> list[str]:
    """Say which days the answers are about, and which other entries they leave out.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of str
        A sentence or two.
    """
    period = f"{answers.say_period(answers.pain_words)}."
    outside = say_outside(answers.outside, answers.outcome)
    lost = say_not_read(**answers.not_read)
    told = (period, say_pain(answers), outside, lost, _not_compared(answers))
    return [part for part in told if part]


def say_pain(answers: Answers) -> str:
    """Say of what the pain of a day is the mean, and what is left out of it.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    str
        "" where it need not be said.
    """
    if DIARY_BY_NAME[answers.outcome].daily != "mean":
        return ""
    used, left_out = _columns_of(answers.book, answers.outcome)
    parts = answers.ranking.parts_of_day
    mean = say_mean_of_day(answers.n_joined, answers.n_recorded, parts)
    return " ".join(part for part in (mean, say_left_out(used, left_out)) if part)


def _columns_of(book: Logbook, outcome: str) -> tuple[list[str], list[str]]:
    """Headers that were read as the outcome, and those that were not as the person wants."""
    used = [c.header for c in book.columns_read if c.column == outcome and c.cells_used]
    ignored = [c for c in book.columns_read if c.reason == AS_SAID and c.cells_read]
    meanings = [match_diary((*used, c.header), {})[-1] for c in ignored]
    left_out = [meaning.header for meaning in meanings if meaning.name == outcome]
    return [*dict.fromkeys(used)], [*dict.fromkeys(left_out)]


def _not_compared(answers: Answers) -> str:
    """Why page 1 does not look back to the last visit in its days."""
    days = answers.period[answers.outcome].dropna().index
    visits = [pd.Timestamp(day) for day in answers.book.settings.visits]
    inside = [day for day in visits if answers.start < day <= answers.end]
    if answers.visit is not None or not inside:
        return ""
    before = int((days < max(inside)).sum())
    return (
        f"The visit on {say_date(max(inside))} has {say_count(before, 'recorded day')} before it "
        f"and {len(days) - before} from it on. To compare the two takes {FEWEST} each."
    )


def say_answers(answers: Answers) -> list[str]:
    """Say the answers in plain words, for the screen and the notebook.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    list of str
    """
    return summary_lines(
        period=" ".join(say_facts(answers)),
        ranking=answers.ranking,
        consistency=answers.consistency,
        trend=answers.trend,
        before_after=answers.before_after,
        flares=answers.flares,
        alerts=answers.alerts,
    )
