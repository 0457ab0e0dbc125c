"""Pain over the whole diary: trend, before and after, flares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backpain_analysis.plots import paper
from backpain_analysis.plots.daily import outcome_label
from backpain_analysis.question import question

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from backpain_analysis.flares import FlareHistory
    from backpain_analysis.trend import BeforeAfter, Days14, PainTrend


def plot_trend(trend: PainTrend, *, ax: Axes | None = None) -> Axes:
    """Draw the recorded days and the fitted straight line through them.

    Parameters
    ----------
    trend : PainTrend
        The change over the diary.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x [date], y pain [points, 0-10]. The title gives the change and its
        interval.
    """
    if trend.table.empty:
        return paper.say_nothing(ax, "No day has pain recorded.")
    ax = paper.new_axes(ax)
    dates = pd.DatetimeIndex(trend.table.index)
    _dots(ax, trend.table["pain"])
    if trend.change is not None:
        paper.draw(
            ax,
            trend.table["line"],
            color=paper.SECOND,
            linewidth=2.2,
            label="straight line through all days",
        )
    _fortnight(ax, trend.first_14_days, dates[0], first=True)
    _fortnight(ax, trend.last_14_days, dates[-1] - pd.Timedelta(days=13), first=False)
    paper.pain_axis(ax, outcome_label(trend.outcome))
    paper.date_axis(ax, dates)
    paper.legend(ax)
    _change_title(ax, "Change over the diary", trend)
    return ax


def _dots(ax: Axes, pain: pd.Series) -> None:
    long = paper.is_long(pain.index)
    paper.draw(
        ax,
        paper.per_week(pain, "mean"),
        color=paper.AVERAGE,
        linestyle="none",
        marker="o",
        markersize=2.2 if long else 3.2,
        alpha=0.8,
        label="average pain of a week" if long else "pain of a day",
    )


def _fortnight(ax: Axes, days14: Days14 | None, start: pd.Timestamp, *, first: bool) -> None:
    if days14 is None:
        return
    named = any(line.get_label() == "average of 14 days" for line in ax.lines)
    ends = paper.on_axis([start, start + pd.Timedelta(days=13)])
    ax.plot(
        ends,
        [days14.mean] * 2,
        color=paper.INK,
        linewidth=3.5,
        solid_capstyle="butt",
        label=None if named else "average of 14 days",
    )
    # Written inwards: over ten years the bar is narrower than its number.
    _level_text(
        ax, ends[0 if first else 1], days14.mean, f"{days14.mean:.1f}", "left" if first else "right"
    )


def _level_text(ax: Axes, place: float, level: float, text: str, align: str) -> None:
    ax.annotate(
        text,
        (place, level),
        (0, 5),
        textcoords="offset points",
        ha=align,
        color=paper.INK,
        fontsize=9,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
    )


def _change_title(ax: Axes, what: str, result: PainTrend | BeforeAfter) -> None:
    if result.change is None or result.low is None or result.high is None:
        text = f"{what}: not enough days yet ({result.n_days} recorded)"
    else:
        interval = f"{paper.signed(result.low)} to {paper.signed(result.high)}"
        text = f"{what}: {paper.signed(result.change)} points ({interval}), {result.n_days} days"
    ax.set_title(text, loc="left", fontsize=11, color=paper.INK, pad=24)


def plot_before_after(
    result: BeforeAfter, days: pd.DataFrame | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw the plain averages before and after a start, and the days if given.

    Parameters
    ----------
    result : BeforeAfter
        The comparison.
    days : pandas.DataFrame, optional
        The daily table; its recorded days become dots.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x [date] with days, else the two sides; y pain [points, 0-10]. The
        title gives the step beyond the trend and its interval.
    """
    ax = paper.new_axes(ax)
    if days is None:
        _two_sides(ax, result)
    else:
        _days_around(ax, result, days)
    paper.pain_axis(ax, outcome_label(result.outcome))
    paper.legend(ax)
    _change_title(ax, "Step at the start, beyond the trend", result)
    return ax


def _two_sides(ax: Axes, result: BeforeAfter) -> None:
    means = [result.mean_before, result.mean_after]
    counts = [result.days_before, result.days_after]
    ax.plot(
        [0, 1],
        [np.nan if m is None else m for m in means],
        color=paper.AVERAGE,
        linestyle="none",
        marker="o",
        markersize=9,
        label="average",
        clip_on=False,
    )
    ax.set_xticks(
        [0, 1], [f"{side}\n{n} days" for side, n in zip(("before", "after"), counts, strict=True)]
    )
    ax.set_xlim(-0.5, 1.5)
    ax.set_xlabel(f"start: {result.start:%Y-%m-%d}", color=paper.INK)


def _days_around(ax: Axes, result: BeforeAfter, days: pd.DataFrame) -> None:
    asked = question(days, outcome=result.outcome)
    pain = days.loc[asked.start : asked.end, result.outcome].dropna()
    dates = pd.DatetimeIndex(pain.index)
    _dots(ax, pain)
    start = float(paper.on_axis([result.start])[0])
    ax.axvline(
        start - 0.5,
        color=paper.INK,
        linestyle="--",
        linewidth=1.2,
        label=f"start: {result.start:%Y-%m-%d}",
    )
    places = paper.on_axis(dates)
    _side_mean(ax, places[places < start], result.mean_before)
    _side_mean(ax, places[places >= start], result.mean_after)
    paper.date_axis(ax, dates)


def _side_mean(ax: Axes, places: np.ndarray, mean: float | None) -> None:
    if len(places) == 0 or mean is None:
        return
    ax.plot(places[[0, -1]], [mean, mean], color=paper.SECOND, linewidth=3)
    _level_text(ax, float(places[[0, -1]].mean()), mean, f"average {mean:.1f}", "center")


def plot_flares(history: FlareHistory, *, ax: Axes | None = None) -> Axes:
    """Draw pain, its usual level, and the flares.

    Parameters
    ----------
    history : FlareHistory
        The flares.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x [date], y pain [points, 0-10]; flares are grey bars, in a long diary black and
        at the foot only; days that the person marked are triangles at the top.
    """
    table = history.table
    if table.empty or table["pain"].isna().all():
        return paper.say_nothing(ax, "No day has pain recorded.")
    ax = paper.new_axes(ax)
    pain, usual = paper.per_week(table["pain"], "max"), paper.per_week(table["usual"], "median")
    long = paper.is_long(table.index)
    paper.draw(
        ax,
        pain,
        color=paper.AVERAGE,
        linewidth=0.7 if long else 1,
        marker="o",
        markersize=1.2 if long else 2.5,
        label="highest of the week" if long else "pain of the day",
    )
    paper.draw(ax, usual, color=paper.SECOND, linewidth=1.8, linestyle="--", label="usual level")
    paper.flare_bars(ax, history.flares, numbered=not long, low=long)
    if history.marked:
        ax.plot(
            paper.on_axis(list(history.marked)),
            [9.7] * len(history.marked),
            linestyle="none",
            marker="v",
            color=paper.INK,
            markersize=3 if long else 6,
            label="marked by you",
            clip_on=False,
        )
    paper.pain_axis(ax, outcome_label(history.outcome))
    paper.date_axis(ax, pd.DatetimeIndex(table.index))
    paper.legend(ax, columns=5)
    return ax
