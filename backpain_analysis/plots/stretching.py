"""Stretching: when, how often, how regularly, and pain around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from backpain_analysis.plots import paper
from backpain_analysis.plots.calendar import why_no_sessions
from backpain_analysis.plots.daily import outcome_label
from backpain_analysis.wording import format_sessions
from backpain_analysis.wording.stretching import say_possible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from backpain_analysis.adherence import Adherence
    from backpain_analysis.consistency import StretchingConsistency

#: Exercises that fit on a picture; the rest stays in the table.
EXERCISES_SHOWN = 20


def plot_stretch_weeks(
    result: StretchingConsistency,
    *,
    weeks: int = 12,
    exercises: int = EXERCISES_SHOWN,
    ax: Axes | None = None,
) -> Axes:
    """Draw a grid of stretch by week with the sessions done of those planned.

    Parameters
    ----------
    result : StretchingConsistency
        How regularly the person stretched.
    weeks : int, default 12
        The last so many weeks [weeks].
    exercises : int, default 20
        The commonest so many stretches.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x week (its Monday), y stretch; cells done/planned [sessions], blank
        where not logged, 0 where logged as not done, a dash where the plan
        did not ask for it.
    """
    if result.by_week.empty or not result.by_week["logged"].any():
        return paper.say_nothing(ax, why_no_sessions(result))
    table = result.by_week.astype({"done": float, "planned": float})
    mondays = sorted(pd.DatetimeIndex(table["week"].unique()))[-weeks:]
    table = table[table["week"].isin(mondays)]
    common = [e for e in result.per_exercise["exercise"] if e in set(table["exercise"])]
    every = list(dict.fromkeys([*common, *table["exercise"]]))
    shown = every[:exercises]
    ax = paper.new_axes(ax, 9, 1.2 + 0.36 * len(shown))
    _draw_weeks(ax, table, shown, mondays)
    _weeks_axes(ax, shown, len(every), mondays)
    done = "done / planned" if table["planned"].notna().any() else "done"
    ax.set_xlabel(
        f"week from Monday (the last in {mondays[-1].year}); cells: stretches {done}",
        color=paper.INK,
    )
    return ax


def _draw_weeks(
    ax: Axes, table: pd.DataFrame, shown: list[str], mondays: list[pd.Timestamp]
) -> None:
    grid = {
        name: table.pivot(index="exercise", columns="week", values=name).reindex(
            index=shown, columns=mondays
        )
        for name in ("done", "planned", "logged")
    }
    logged = grid["logged"].fillna(False).to_numpy(dtype=bool)
    done = grid["done"].to_numpy(dtype=float)
    planned = grid["planned"].fillna(0).to_numpy(dtype=float)
    asked = grid["planned"].notna().any(axis=1).to_numpy()
    texts = np.vectorize(_done_text, otypes=[object])(done, planned, asked[:, None])
    texts[~logged] = ""
    share = np.clip(done / np.where(planned > 0, planned, 7.0), 0, 1)
    share[~logged] = np.nan
    paper.draw_cells(ax, share, texts, size=9, cmap="Greys", vmin=0, vmax=1.3)


def _done_text(done: float, planned: float, asked: bool) -> str:
    """Done of planned; a dash where a stretch that has a plan was not asked for."""
    if np.isnan(done):
        return ""
    if planned > 0:
        return f"{format_sessions(done)}/{format_sessions(planned)}"
    return "\N{EN DASH}" if asked and done == 0 else format_sessions(done)


def _weeks_axes(ax: Axes, shown: list[str], found: int, mondays: list[pd.Timestamp]) -> None:
    ax.set_yticks(
        np.arange(len(shown)) + 0.5, [paper.label(name, 30) for name in shown], rotation=0
    )
    step = int(np.ceil(len(mondays) / 13))
    named = range(0, len(mondays), step)
    ax.set_xticks(
        [n + 0.5 for n in named],
        [_day_and_month(mondays[n]) for n in named],
        rotation=0,
        fontsize=8,
    )
    ax.set_ylabel("")
    ax.tick_params(length=0)
    if found > len(shown):
        paper.heading(ax, f"The {len(shown)} commonest of {found}")


def _day_and_month(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%b}"


def plot_consistency(result: StretchingConsistency, *, ax: Axes | None = None) -> Axes:
    """Draw pain, and behind it how much of the 7 days before had stretching.

    Parameters
    ----------
    result : StretchingConsistency
        How regularly the person stretched.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x [date], y pain [points, 0-10]; a second y axis holds the share of
        the 7 days before [%], hatched where too few of them are known.
    """
    if result.table.empty or result.days_with_session == 0:
        return paper.say_nothing(ax, why_no_sessions(result))
    ax = paper.new_axes(ax)
    share = paper.per_week(result.table["share"] * 100, "mean")
    pain = paper.per_week(result.table["pain"], "mean")
    long = paper.is_long(result.table.index)
    _draw_share(ax, share)
    paper.draw(
        ax,
        pain,
        color=paper.AVERAGE,
        linewidth=0.9,
        marker="o",
        markersize=2 if long else 3,
        label="average pain of the week" if long else "pain of the day",
    )
    ax.fill_between([], [], [], color=paper.PALE, label="stretching in the 7 days before")
    if share.isna().any():
        ax.fill_between([], [], [], label="not known", **_UNKNOWN)
    paper.pain_axis(ax, outcome_label(result.outcome))
    paper.date_axis(ax, pd.DatetimeIndex(result.table.index))
    paper.legend(ax)
    return ax


#: A share that is not known must not look like none.
_UNKNOWN: dict[str, Any] = {
    "facecolor": "none",
    "edgecolor": paper.PALE,
    "hatch": "////",
    "linewidth": 0,
}


def _draw_share(ax: Axes, share: pd.Series) -> None:
    behind = paper.tidy(ax.twinx())
    behind.fill_between(
        paper.on_axis(share.index),
        0,
        share.to_numpy(dtype=float),
        color=paper.PALE,
        linewidth=0,
        step="mid",
    )
    at = paper.on_axis(share.index)
    unknown = share.isna().to_numpy()
    behind.bar(at[unknown], 100, width=at[1] - at[0] if len(at) > 1 else 1, **_UNKNOWN)
    behind.set_ylim(0, 100)
    behind.set_ylabel("days with stretching\namong the 7 before [%]", color=paper.INK)
    behind.spines["right"].set_visible(True)
    ax.set_zorder(behind.get_zorder() + 1)
    ax.patch.set_visible(False)


def plot_response(result: StretchingConsistency, *, ax: Axes | None = None) -> Axes:
    """Draw how pain differed right after a session from right before it.

    Parameters
    ----------
    result : StretchingConsistency
        How regularly the person stretched.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x pain after minus before [points], y stretch with its sessions: the
        dot is the middle session, the line runs from the lowest to the highest.
    """
    table = result.response
    if table.empty:
        return paper.say_nothing(ax, "No stretch has pain noted 5 times both before and after.")
    shown = table.sort_values("sessions", ascending=False, kind="stable")[:EXERCISES_SHOWN]
    ax = paper.new_axes(ax, 8, 1.4 + 0.36 * len(shown))
    rows = np.arange(len(shown))
    ax.axvline(0, color=paper.INK, linewidth=0.8)
    ends: dict[str, Any] = {"color": paper.SECOND, "linewidth": 2, "label": "lowest to highest"}
    ax.hlines(rows, shown["low"], shown["high"], **ends)
    dots: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o",
        "color": paper.AVERAGE,
        "markersize": 7,
    }
    ax.plot(shown["median"], rows, label="middle", **dots)
    done = zip(shown["exercise"], shown["sessions"], strict=True)
    ax.set_yticks(rows, [f"{paper.label(e, 30)}\n{n} times" for e, n in done])
    ax.set_ylim(len(shown) - 0.5, -0.5)
    reach = max(2.0, float(shown[["low", "high"]].abs().to_numpy().max())) + 0.5
    ax.set_xlim(-reach, reach)
    ax.set_xlabel(
        "pain after minus pain before [points]     "
        "\N{LEFTWARDS ARROW} less after   more after \N{RIGHTWARDS ARROW}",
        color=paper.INK,
    )
    paper.legend(ax)
    return ax


def plot_adherence(adherence: Adherence | None, *, ax: Axes | None = None) -> Axes:
    """Draw the share of the plan that was done, per stretch.

    Parameters
    ----------
    adherence : Adherence or None
        Done out of planned; None where there is no plan.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x share of the planned sessions [%], y stretch; the line runs from
        "every unlogged day missed" to "every unlogged day done". Where the log does not
        say which stretches were done, from the least to the most that is possible, without
        a dot.
    """
    known = "share" if adherence is None or adherence.which_known else "high"
    if adherence is None or adherence.table[known].isna().all():
        return paper.say_nothing(
            ax,
            "No plan covers the logged days, so there is nothing\nto compare the stretches with.",
        )
    table = adherence.table.astype({"share": float, "low": float, "high": float})
    table = table[table[known].notna()].sort_values("planned", ascending=False, kind="stable")
    shown = table[:EXERCISES_SHOWN]
    ax = paper.new_axes(ax, 8, 1.3 + 0.34 * len(shown))
    _draw_adherence(ax, shown, which_known=adherence.which_known)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel("planned stretches done [%]", color=paper.INK)
    paper.legend(ax, columns=2)
    return ax


def _draw_adherence(ax: Axes, shown: pd.DataFrame, *, which_known: bool) -> None:
    rows = np.arange(len(shown))
    ax.hlines(
        rows,
        shown["low"] * 100,
        shown["high"] * 100,
        color=paper.SECOND,
        linewidth=2,
        label="if unlogged days were all missed, or all done"
        if which_known
        else "possible: the log does not say which stretches were done",
    )
    names = [paper.label(name, 30) for name in shown["exercise"]]
    if not which_known:
        possible = map(say_possible, shown.to_dict("records"))
        ax.set_yticks(rows, [f"{name}\n{p}" for name, p in zip(names, possible, strict=True)])
        return
    ax.plot(
        shown["share"] * 100,
        rows,
        linestyle="none",
        marker="o",
        color=paper.AVERAGE,
        markersize=7,
        label="on logged days",
        clip_on=False,
    )
    done = zip(names, shown["done"], shown["planned"], strict=True)
    ax.set_yticks(
        rows, [f"{name}\n{format_sessions(d)} of {format_sessions(p)}" for name, d, p in done]
    )
