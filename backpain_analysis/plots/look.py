"""One factor beside pain: day against day, and both over time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backpain_analysis.plots import paper
from backpain_analysis.plots.daily import outcome_label
from backpain_analysis.wording import factor_label, lag_label, say_factor
from backpain_analysis.wording.phrases import is_known

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from backpain_analysis.explore import Look

#: Dots at one place are spread by up to this much, so that each day is seen [points].
_SPREAD = 0.3


def draw_look(look: Look) -> bytes:
    """Draw a look as one picture: day against day on the left, both over time on the right.

    Parameters
    ----------
    look : Look

    Returns
    -------
    bytes
        A PNG.
    """
    figure = _figure()
    spots = figure.subplot_mosaic([["days", "pain"], ["days", "factor"]], width_ratios=[2, 3])
    for ax in spots.values():
        paper.tidy(ax)
    plot_look(look, ax=spots["days"])
    plot_look_over_time(look, axes=(spots["pain"], spots["factor"]))
    return _png(figure)


def draw_no_look(why: str) -> bytes:
    """Draw an empty picture that says why there is none.

    Parameters
    ----------
    why : str
        A sentence.

    Returns
    -------
    bytes
        A PNG.
    """
    figure = _figure(height=1.2)
    paper.say_nothing(figure.subplots(), why)
    return _png(figure)


def _figure(height: float = 4.4) -> Figure:
    """A figure that no session of pyplot keeps alive."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.5, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=100, metadata={"Software": None})
    return picture.getvalue()


def plot_look(look: Look, *, ax: Axes | None = None) -> Axes:
    """Draw pain against the factor, a dot for each day, with the fitted effect.

    The line has the fitted slope, in which yesterday's pain, the weekday and
    the trend are taken into account; it need not run through the thick of the
    dots.

    Parameters
    ----------
    look : Look
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x the factor [its unit], y pain [points, 0-10]; grey the 95 % interval.
    """
    both = look.days[["before", "pain"]].dropna()
    if both.empty:
        return paper.say_nothing(ax, "No day has both it and pain.")
    ax = paper.new_axes(ax, 5, 4.4)
    across, up = _spread(len(both))
    yes_no = look.row["kind"] == "yes_no"
    values, pain = both["before"].to_numpy(float), both["pain"].to_numpy(float)
    ax.scatter(
        values + across * (0.3 if yes_no else 0.015 * np.ptp(values)),
        pain + up * _SPREAD,
        s=22, color=paper.SECOND, alpha=np.clip(60 / len(both), 0.06, 0.55), linewidths=0,
        clip_on=False, label="a day",
    )  # fmt: skip
    _draw_slope(ax, look, values, pain)
    if yes_no:
        ax.set_xticks([0, 1], ["no", "yes"])
        ax.set_xlim(-0.5, 1.5)
    name = f"{paper.label(say_factor(look.row), 36)}{_unit(look)}"
    ax.set_xlabel(f"{name}, pain {lag_label(look.choice.lag)}", color=paper.INK)
    paper.pain_axis(ax, outcome_label(look.choice.outcome))
    paper.legend(ax, columns=3)
    return ax


def _spread(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Shifts from -0.5 to 0.5 that look like chance and are always the same."""
    steps = np.arange(1, number + 1)
    return (steps * 0.754877666) % 1 - 0.5, (steps * 0.569840291) % 1 - 0.5


def _draw_slope(ax: Axes, look: Look, values: np.ndarray, pain: np.ndarray) -> None:
    row = look.row
    if not is_known(row["effect"]):
        return
    # The slopes of the interval cross where the days are on average.
    ends = np.array([values.min(), values.mean(), values.max()])
    away = ends - values.mean()
    ax.plot(
        ends, pain.mean() + row["effect"] * away, color=paper.AVERAGE, linewidth=2.2, label="fitted"
    )
    edges = pain.mean() + np.outer([row["low"], row["high"]], away)
    ax.fill_between(
        ends, edges.min(axis=0), edges.max(axis=0),
        color="#9a9a9a", alpha=0.4, linewidth=0, label="95 % interval",
    )  # fmt: skip


def plot_look_over_time(look: Look, *, axes: tuple[Axes, Axes] | None = None) -> tuple[Axes, Axes]:
    """Draw pain and the factor over time, one above the other.

    Parameters
    ----------
    look : Look
    axes : tuple of matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    tuple of matplotlib.axes.Axes
        x date; y pain [points, 0-10] and the factor [its unit], by day, or by
        week where the diary is long.
    """
    upper, lower = axes or _two_axes()
    long = paper.is_long(look.days.index)
    by_day = look.row["kind"] == "yes_no" and not long
    size = 2.2 if long else 3.2
    for ax, name, color in ((upper, "pain", paper.AVERAGE), (lower, "factor", paper.SECOND)):
        values = paper.per_week(look.days[name], "mean")
        width = 0 if by_day and name == "factor" else 0.6
        paper.draw(ax, values, color=color, marker="o", markersize=size, linewidth=width)
        paper.date_axis(ax, pd.DatetimeIndex(look.days.index))
    upper.set_xlabel("")
    upper.tick_params(labelbottom=False)
    upper.xaxis.get_offset_text().set_visible(False)
    paper.pain_axis(upper, outcome_label(look.choice.outcome))
    upper.set_ylabel(
        f"{outcome_label(look.choice.outcome)} [points, 0\N{EN DASH}10]", color=paper.INK
    )
    unit = "share of days" if long and look.row["kind"] == "yes_no" else look.row["unit"]
    lower.set_ylabel(f"{_name(look)}\n[{unit}]" if unit else _name(look), color=paper.INK)
    if by_day:
        lower.set_yticks([0, 1], ["no", "yes"])
        lower.set_ylim(-0.4, 1.4)
    lower.grid(axis="y", color=paper.FAINT, linewidth=0.8)
    paper.heading(upper, "average of each week" if long else "day by day")
    return upper, lower


def _two_axes() -> tuple[Axes, Axes]:
    from matplotlib import pyplot as plt

    _figure, axes = plt.subplots(2, figsize=(9, 4.4), layout="constrained", facecolor="white")
    return paper.tidy(axes[0]), paper.tidy(axes[1])


def _name(look: Look) -> str:
    return paper.label(factor_label(look.choice.factor, look.row["label"]), 24)


def _unit(look: Look) -> str:
    unit = look.row["unit"]
    return f" [{paper.label(unit, 12)}]" if isinstance(unit, str) and unit else ""
