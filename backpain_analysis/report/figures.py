"""The pictures on the page: grey, on one 0-10 axis, at the size they are printed.

matplotlib draws them without pyplot, and every text in them stays text, in the
typeface of the page. The same days always give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from backpain_analysis.report.fonts import FAMILY, width

#: Type in the figures [pt]; the page asks for 7 or more.
TEXT_SIZE = 8.0

_INK, _GREY, _PALE = "0.0", "0.45", "0.85"
_FLARE_STRIP = (-0.95, -0.35)
_Y_LIMITS = (-1.15, 10.4)
_EVENT_SIZE = 7.5
_LOOK = {
    "svg.fonttype": "none",
    "svg.hashsalt": "backpain_analysis",
    "font.family": FAMILY,
    "font.size": TEXT_SIZE,
    "hatch.linewidth": 0.7,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
}


@dataclass(frozen=True)
class Drawn:
    """A finished picture.

    Attributes
    ----------
    svg : str
        The picture, as wide and high as it is printed.
    alt : str
        What it shows, for those who cannot see it.
    """

    svg: str
    alt: str


@dataclass(frozen=True)
class Marks:
    """What is drawn onto the course of pain.

    Attributes
    ----------
    flares : sequence of (start, end)
        First and last day of each flare-up.
    events : sequence of (day, name)
        Visits and changes of the plan, as dashed lines.
    """

    flares: Sequence[tuple[pd.Timestamp, pd.Timestamp]] = field(default=())
    events: Sequence[tuple[pd.Timestamp, str]] = field(default=())


def grain(days: int) -> str:
    """How finely a course of so many days is drawn.

    Parameters
    ----------
    days : int
        Length of the period [days].

    Returns
    -------
    str
        "day", "week" or "month": a point must stay a point on paper.
    """
    if days <= 240:
        return "day"
    return "week" if days <= 1500 else "month"


def draw_pain(
    course: pd.DataFrame, marks: Marks, alt: str, *, size: tuple[float, float]
) -> Drawn:
    """Draw the course of pain: worst as a line, average as dots, gaps open.

    Parameters
    ----------
    course : pandas.DataFrame
        One row per calendar day (index) with ``worst`` and ``average``
        [points], either of which may be empty.
    marks : Marks
        Flare-ups and dashed lines.
    alt : str
        What the picture shows, in words.
    size : (float, float)
        Width and height [pt].

    Returns
    -------
    Drawn
    """
    with _figure(size) as figure:
        axes = _axes(figure, size, (30, 17, 2, 13 if marks.events else 4))
        _pain_axis(axes)
        _course(axes, _grouped(course))
        _flares(axes, marks.flares, course.index)
        _date_axis(axes, course.index)
        _events(axes, marks.events, size[0] - 32)
        return Drawn(_svg(figure), alt)


def draw_groups(
    panels: Sequence[pd.DataFrame], alt: str, *, size: tuple[float, float]
) -> Drawn:
    """Draw pain by group, side by side: the median, and the middle half of the days.

    Parameters
    ----------
    panels : sequence of pandas.DataFrame
        Each with ``name``, ``n``, ``counted`` (what n counts), ``median``,
        ``low``, ``high`` [points], in the order in which they are drawn.
    alt : str
        What the picture shows, in words.
    size : (float, float)
        Width and height [pt].

    Returns
    -------
    Drawn
    """
    with _figure(size) as figure:
        groups = sum(len(panel) for panel in panels)
        each = (size[0] - 30 - 24 * (len(panels) - 1)) / groups
        left = 30.0
        for panel in panels:
            room = each * len(panel)
            axes = _axes(figure, size, (left, 26, size[0] - left - room, 6))
            _pain_axis(axes, named=left == 30.0)
            _groups(axes, panel)
            left += room + 24
        return Drawn(_svg(figure), alt)


@contextmanager
def _figure(size: tuple[float, float]) -> Iterator[Figure]:
    """A figure with the page's look, whatever the person's own matplotlib settings."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_LOOK)
        figure = Figure(figsize=(size[0] / 72, size[1] / 72))
        FigureCanvasSVG(figure)
        yield figure


def _axes(
    figure: Figure, size: tuple[float, float], room: tuple[float, float, float, float]
) -> Axes:
    """Axes that leave so many points free on the left, bottom, right and top."""
    left, bottom, right, top = room
    wide, high = size
    return figure.add_axes((
        left / wide, bottom / high, (wide - left - right) / wide, (high - bottom - top) / high
    ))


def _svg(figure: Figure) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _pain_axis(axes: Axes, *, named: bool = True) -> None:
    axes.set_ylim(*_Y_LIMITS)
    axes.set_yticks(range(0, 11, 2))
    axes.grid(axis="y", color=_PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", pad=1)
    if named:
        axes.set_ylabel("higher is worse", fontsize=TEXT_SIZE, labelpad=3)


def _grouped(course: pd.DataFrame) -> pd.DataFrame:
    """Mean per day, week or month, put at its middle; what has no entry stays empty."""
    size = grain(len(course))
    if size == "day":
        return course
    grouped = course.groupby(course.index.to_period("W" if size == "week" else "M"))
    means = grouped.mean()
    means.index = means.index.to_timestamp() + pd.Timedelta(days=3 if size == "week" else 15)
    return means


def _course(axes: Axes, course: pd.DataFrame) -> None:
    """Worst as a line, average as dots; without a worst the dots are joined."""
    worst, average = course["worst"], course["average"]
    if worst.notna().any():
        axes.plot(course.index, worst, color=_GREY, linewidth=0.9)
        _lonely(axes, worst)
    joined = "none" if worst.notna().any() else "-"
    size = 2.6 if len(course) <= 120 else 2.0
    axes.plot(course.index, average, "o", color=_INK, markersize=size, markeredgewidth=0,
              linestyle=joined, linewidth=0.5)


def _lonely(axes: Axes, worst: pd.Series[float]) -> None:
    """A value between two gaps has no line: it gets a short dash."""
    known = worst.notna().to_numpy()
    before = np.concatenate([[False], known[:-1]])
    after = np.concatenate([known[1:], [False]])
    alone = worst[known & ~before & ~after]
    axes.plot(alone.index, alone, "_", color=_GREY, markersize=4, markeredgewidth=0.9)


def _flares(
    axes: Axes, flares: Sequence[tuple[pd.Timestamp, pd.Timestamp]], index: pd.Index[Any]
) -> None:
    """Hatched bars below the axis' 0; never so short that they vanish on paper."""
    low, high = _FLARE_STRIP
    least = pd.Timedelta(days=len(index) / 150)
    for start, end in flares:
        length = max(end - start + pd.Timedelta(days=1), least)
        axes.barh(low, length, left=start - pd.Timedelta(hours=12), height=high - low,
                  align="edge", facecolor="0.75", edgecolor=_INK, hatch="//////", linewidth=0.6)


def _events(axes: Axes, events: Sequence[tuple[pd.Timestamp, str]], room: float) -> None:
    """Dashed lines with their names above, as far as the names have room."""
    first, last = (pd.Timestamp(x, unit="D") for x in axes.get_xlim())
    free = 0.0
    for day, name in sorted(events):
        axes.axvline(day, ymax=0.985, color=_INK, linewidth=0.8, dashes=(4, 2.5))
        half = width(name, _EVENT_SIZE) / 2
        at = (day - first) / (last - first) * room
        if at - half >= free:
            side = "right" if at + half > room else "center"
            axes.annotate(name, (day, _Y_LIMITS[1]), (0, 2), textcoords="offset points", ha=side,
                          va="bottom", fontsize=_EVENT_SIZE, annotation_clip=False)
            free = at + half + 5


def _date_axis(axes: Axes, index: pd.Index[Any]) -> None:
    first, last = pd.Timestamp(index[0]), pd.Timestamp(index[-1])
    axes.set_xlim(first - pd.Timedelta(hours=18), last + pd.Timedelta(hours=18))
    ticks = _ticks(first, last)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.tick_params(axis="x", pad=2)


def _ticks(first: pd.Timestamp, last: pd.Timestamp) -> dict[pd.Timestamp, str]:
    """Days of a short diary, Mondays, months, or years of a very long one."""
    days = (last - first).days + 1
    if days <= 75:
        marks = pd.date_range(first, last, freq="D" if days <= 15 else "W-MON")
        return {mark: f"{mark.day} {mark.month_name()[:3]}" for mark in marks}
    step = next((n for n in (1, 2, 3, 6, 12) if days / 30.4 / n <= 13), 24)
    marks = pd.date_range(first, last - pd.Timedelta(days=days * 0.015), freq="MS")
    chosen = [mark for mark in marks if (mark.year * 12 + mark.month - 1) % step == 0]
    return {mark: _month(mark, step, first) for mark in chosen}


def _month(mark: pd.Timestamp, step: int, first: pd.Timestamp) -> str:
    if step >= 12:
        return str(mark.year)
    name = mark.month_name()[:3]
    return f"{name} {mark.year}" if mark.month <= step and mark.year > first.year else name


def _groups(axes: Axes, panel: pd.DataFrame) -> None:
    at = np.arange(len(panel))
    labels = panel["name"] + "\n" + panel["n"].astype(str) + " " + panel["counted"]
    axes.vlines(at, panel["low"], panel["high"], color="0.7", linewidth=5)
    axes.add_line(Line2D(at, panel["median"], linestyle="none", marker="o", color=_INK,
                         markersize=4))
    axes.set_xlim(-0.5, len(panel) - 0.5)
    axes.set_xticks(at, labels.tolist())
    axes.tick_params(axis="x", length=0, pad=2)
