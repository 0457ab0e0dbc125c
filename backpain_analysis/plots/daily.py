"""Pain day by day, by weekday and by time of day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.days import has_few_worsts
from backpain_analysis.plots import paper
from backpain_analysis.question import question
from backpain_analysis.reading.times import PARTS_OF_DAY
from backpain_analysis.rhythm import WEEKDAYS, summarise_groups, timed_pain, weekday_pain
from backpain_analysis.wording.phrases import say_count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from backpain_analysis.flares import FlareHistory
    from backpain_analysis.logbook import Logbook


def plot_pain(
    days: pd.DataFrame,
    *,
    flares: FlareHistory | None = None,
    visits: Iterable[date] = (),
    changes: Iterable[date] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw the worst and the average pain of each day.

    A day without a record is a gap in the line, and so is one whose worst is not known.
    Diaries of more than 240 days are drawn one point a week: the worst and the average of its
    recorded days.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.
    flares : FlareHistory, optional
        Its flares become grey bars.
    visits, changes : iterable of dates, optional
        Visits to the therapist and changes of the plan: dashed and dotted lines.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x [date], y pain [points, 0-10].
    """
    ax = paper.new_axes(ax)
    asked = question(days)
    period = days.loc[asked.start : asked.end]
    _draw_worst(ax, period, asked.outcome)
    _draw_average(ax, period, asked.outcome)
    paper.flare_bars(ax, flares.flares if flares else ())
    _draw_dates(ax, _within(visits, period.index), "--", "visit")
    _draw_dates(ax, _within(changes, period.index), ":", "plan changed")
    paper.pain_axis(ax, outcome_label(asked.outcome))
    paper.date_axis(ax, pd.DatetimeIndex(period.index))
    paper.legend(ax, columns=5)
    return ax


def outcome_label(outcome: str) -> str:
    """Name a pain column as a person reads it.

    Parameters
    ----------
    outcome : str
        Name of the column.

    Returns
    -------
    str
    """
    known = DIARY_BY_NAME.get(outcome)
    return paper.label(known.label if known else outcome.replace("_", " "))


def _draw_worst(ax: Axes, period: pd.DataFrame, outcome: str) -> None:
    if outcome != "pain" or "worst_pain" not in period or period["worst_pain"].isna().all():
        return
    worst = paper.per_week(period["worst_pain"], "max")
    name = "worst of the week" if paper.is_long(period.index) else "worst of the day"
    line = "none" if has_few_worsts(period["worst_pain"], period["pain"]) else "-"
    paper.draw(ax, worst, color=paper.SECOND, linewidth=1.2, linestyle=line, marker="_",
               markersize=3.5, label=name)  # fmt: skip


def _draw_average(ax: Axes, period: pd.DataFrame, outcome: str) -> None:
    average = paper.per_week(period[outcome], "mean")
    long = paper.is_long(period.index)
    alone = all(line.get_linestyle() == "None" for line in ax.lines)
    what = "average" if outcome == "pain" else outcome_label(outcome)
    paper.draw(
        ax,
        average,
        color=paper.AVERAGE,
        marker="o",
        markersize=2.2 if long else 3.2,
        linestyle="-" if alone else "none",
        linewidth=0.8,
        label=f"{what} of the {'week' if long else 'day'}",
    )


def _within(dates: Iterable[date], period: pd.Index) -> list[pd.Timestamp]:
    return [day for day in map(pd.Timestamp, dates) if period[0] <= day <= period[-1]]


def _draw_dates(ax: Axes, dates: list[pd.Timestamp], style: str, name: str) -> None:
    for number, place in enumerate(paper.on_axis(dates)):
        ax.axvline(
            place,
            color=paper.INK,
            linestyle=style,
            linewidth=1.1,
            label=name if number == 0 else None,
        )


def plot_weekdays(days: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how pain spreads on each day of the week.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x weekday with its number of days, y pain [points, 0-10]: the wider the
        shape, the more days with such pain; the dot is the average.
    """
    ax = paper.new_axes(ax, 8, 3.6)
    _spread(ax, weekday_pain(days), WEEKDAYS, ("day", "days"))
    ax.set_xlabel("day of the week", color=paper.INK)
    paper.pain_axis(ax, outcome_label(question(days).outcome))
    return ax


def plot_times(book: Logbook, days: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how pain spreads over the times of day of the entries.

    Parameters
    ----------
    book : Logbook
        Its diary holds the entries and their clock times.
    days : pandas.DataFrame
        The daily table, for the outcome and the period.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x part of the day with its number of entries, y pain [points, 0-10].
    """
    entries = timed_pain(book, days)
    if entries.empty:
        return paper.say_nothing(
            ax, "No entry has a time of day beside the pain,\nso there is nothing to compare here."
        )
    ax = paper.new_axes(ax, 8, 3.6)
    _spread(ax, entries, tuple(PARTS_OF_DAY), ("entry", "entries"))
    ax.set_xlabel("time of day", color=paper.INK)
    paper.pain_axis(ax, outcome_label(question(days).outcome))
    return ax


def _spread(ax: Axes, grouped: pd.DataFrame, order: tuple[str, ...], what: tuple[str, str]) -> None:
    groups = {order.index(name): pain for name, pain in grouped.groupby("group")["pain"]}
    shapes = ax.violinplot(
        [pain.to_numpy() for pain in groups.values()], list(groups), widths=0.75, showextrema=False
    )
    for shape in shapes["bodies"]:  # type: ignore[attr-defined]
        shape.set(facecolor=paper.PALE, edgecolor=paper.INK, linewidth=0.8, alpha=1)
    table = summarise_groups(grouped, order)
    ax.plot(
        range(len(order)),
        table["mean"].to_numpy(),
        linestyle="none",
        marker="o",
        markersize=7,
        color=paper.AVERAGE,
        markeredgecolor="white",
        clip_on=False,
        label="average",
    )
    ax.fill_between(
        [],
        [],
        [],
        color=paper.PALE,
        edgecolor=paper.INK,
        linewidth=0.8,
        label=f"the wider, the more {what[1]} with such pain",
    )
    counts = zip(order, table["n"].tolist(), strict=True)
    ax.set_xticks(range(len(order)), [f"{name}\n{say_count(n, *what)}" for name, n in counts])
    ax.set_xlim(-0.5, len(order) - 0.5)
    paper.legend(ax)
