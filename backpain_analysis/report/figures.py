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
from numpy.typing import NDArray

from backpain_analysis.days import DAYS_DRAWN_SINGLY
from backpain_analysis.report.fonts import FAMILY, width

Array = NDArray[np.float64]

#: Type in the figures [pt]; the page asks for 7 or more.
TEXT_SIZE = 8.0

#: Black, as greys are named.
INK = "0.0"

_GREY, _PALE, _BEFORE = "0.45", "0.85", "0.94"
# Room for the pain axis [pt].
_LEFT = 26.0
_FLARE_STRIP = (-0.95, -0.35)
_Y_LIMITS = (-1.15, 10.4)
_EVENT_SIZE = 7.5
_LOOK: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "backpain_analysis",
    "font.family": FAMILY,
    "font.size": TEXT_SIZE,
    "hatch.linewidth": 0.7,
    "path.simplify": False,
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
    flares : sequence of (start, end, uncertain)
        First and last day of each flare-up, and whether its usual level stood
        on few days: then its bar is empty.
    events : sequence of (day, name)
        Visits and changes of the plan, as dashed lines.
    since : pandas.Timestamp or None
        Day of the last visit: what lies before it stands on grey.
    """

    flares: Sequence[tuple[pd.Timestamp, pd.Timestamp, bool]] = field(default=())
    events: Sequence[tuple[pd.Timestamp, str]] = field(default=())
    since: pd.Timestamp | None = None


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
    if days <= DAYS_DRAWN_SINGLY:
        return "day"
    return "week" if days <= 1500 else "month"


def draw_pain(course: pd.DataFrame, marks: Marks, alt: str, *, size: tuple[float, float]) -> Drawn:
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
    with page_figure(size) as figure:
        axes = _axes(figure, size, (_LEFT, 14, 1, 12 if marks.events else 4))
        calendar = pd.DatetimeIndex(course.index)
        _pain_axis(axes)
        if marks.since is not None:
            axes.axvspan(-0.75, _since(calendar[0], marks.since), color=_BEFORE, linewidth=0)
        _course(axes, *_grouped(course))
        _flares(axes, marks.flares, calendar)
        _date_axis(axes, calendar)
        _events(axes, marks.events, calendar, room=size[0] - _LEFT - 1)
        return Drawn(as_svg(figure), alt)


def draw_groups(panels: Sequence[pd.DataFrame], alt: str, *, size: tuple[float, float]) -> Drawn:
    """Draw pain by group, side by side: the median, and the middle half of the days.

    Parameters
    ----------
    panels : sequence of pandas.DataFrame
        Each with ``name``, ``n``, ``median``, ``low``, ``high`` [points], in
        the order in which they are drawn.
    alt : str
        What the picture shows, in words.
    size : (float, float)
        Width and height [pt].

    Returns
    -------
    Drawn
    """
    with page_figure(size) as figure:
        groups = sum(len(panel) for panel in panels)
        each = (size[0] - _LEFT - 24 * (len(panels) - 1)) / groups
        left = _LEFT
        for panel in panels:
            room = each * len(panel)
            axes = _axes(figure, size, (left, 26, size[0] - left - room, 6))
            _pain_axis(axes, named=left == _LEFT)
            _groups(axes, panel)
            left += room + 24
        return Drawn(as_svg(figure), alt)


@contextmanager
def page_figure(size: tuple[float, float]) -> Iterator[Figure]:
    """Make a figure with the page's look, whatever the person's own matplotlib settings.

    Parameters
    ----------
    size : (float, float)
        Width and height [pt].

    Yields
    ------
    matplotlib.figure.Figure
    """
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
    return figure.add_axes(
        (left / wide, bottom / high, (wide - left - right) / wide, (high - bottom - top) / high)
    )


def as_svg(figure: Figure) -> str:
    """Write a figure as SVG, the same for the same figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
    """
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
        axes.set_ylabel("higher is worse", fontsize=TEXT_SIZE, labelpad=2)


def _since(first: pd.Timestamp, day: pd.Timestamp) -> float:
    """Place of a day on the axis [days]."""
    return float((day - first).days)


def _grouped(course: pd.DataFrame) -> tuple[pd.DataFrame, Array]:
    """Mean per day, week or month with its place [days]; what has no entry stays empty."""
    calendar = pd.DatetimeIndex(course.index)
    place = np.arange(len(course), dtype=float)
    size = grain(len(course))
    if size == "day":
        return course, place
    group = calendar.to_period("W" if size == "week" else "M")
    places = pd.Series(place, index=course.index).groupby(group).mean()
    return course.groupby(group).mean(), places.to_numpy()


def _course(axes: Axes, course: pd.DataFrame, place: Array) -> None:
    """Worst as a line, average as dots; without a worst the dots are joined."""
    worst, average = course["worst"].to_numpy(), course["average"].to_numpy()
    has_worst = bool(np.isfinite(worst).any())
    if has_worst:
        axes.plot(place, worst, color=_GREY, linewidth=0.9)
        alone = _lonely(worst)
        axes.plot(place[alone], worst[alone], "_", color=_GREY, markersize=4, markeredgewidth=0.9)
    axes.plot(
        place,
        average,
        "o",
        color=INK,
        markersize=2.6 if len(place) <= 120 else 2.0,
        markeredgewidth=0,
        linestyle="none" if has_worst else "-",
        linewidth=0.5,
    )


def _lonely(values: Array) -> NDArray[np.bool_]:
    """Values between two gaps, which no line can show: they get a short dash."""
    known = np.isfinite(values)
    before = np.concatenate([[False], known[:-1]])
    after = np.concatenate([known[1:], [False]])
    alone: NDArray[np.bool_] = known & ~before & ~after
    return alone


def _flares(
    axes: Axes,
    flares: Sequence[tuple[pd.Timestamp, pd.Timestamp, bool]],
    calendar: pd.DatetimeIndex,
) -> None:
    """Bars below the axis' 0: hatched, or in a long diary solid and never too thin to see."""
    low, high = _FLARE_STRIP
    hatched = grain(len(calendar)) == "day"
    least = len(calendar) / (150 if hatched else 350)
    look: dict[str, Any] = {"facecolor": "0.75", "hatch": "//////", "linewidth": 0.6}
    look = look | {"edgecolor": INK} if hatched else {"color": INK, "linewidth": 0}
    empty: dict[str, Any] = {"facecolor": "1.0", "edgecolor": INK, "linewidth": 0.6}
    for start, end, uncertain in flares:
        length = max(_since(start, end) + 1, least)
        left = _since(calendar[0], start) - 0.5
        axes.barh(low, length, left=left, height=high - low, align="edge",
                  **(empty if uncertain else look))  # fmt: skip


def _events(
    axes: Axes,
    events: Sequence[tuple[pd.Timestamp, str]],
    calendar: pd.DatetimeIndex,
    *,
    room: float,
) -> None:
    """Dashed lines with their names above, as far as the names have room."""
    few = len(events) <= 8
    low, high = axes.get_xlim()
    free = 0.0
    for day, name in sorted(events):
        place = _since(calendar[0], day)
        axes.axvline(place, ymax=0.985, color=INK, linewidth=0.8 if few else 0.5, dashes=(4, 2.5))
        at, half = (place - low) / (high - low) * room, width(name, _EVENT_SIZE) / 2
        if at - half < free:
            continue
        axes.annotate(
            name,
            (place, _Y_LIMITS[1]),
            (0, 2),
            textcoords="offset points",
            ha="right" if at + half > room else "center",
            va="bottom",
            fontsize=_EVENT_SIZE,
            annotation_clip=False,
        )
        free = at + half + (5 if few else 20)


def _date_axis(axes: Axes, calendar: pd.DatetimeIndex) -> None:
    first, last = calendar[0], calendar[-1]
    axes.set_xlim(-0.75, _since(first, last) + 0.75)
    ticks = _ticks(first, last)
    axes.set_xticks([_since(first, day) for day in ticks], list(ticks.values()))
    axes.tick_params(axis="x", pad=2)


def _ticks(first: pd.Timestamp, last: pd.Timestamp) -> dict[pd.Timestamp, str]:
    """Days of a short diary, Mondays, months, or years of a very long one."""
    days = (last - first).days + 1
    if days <= 75:
        marks = pd.date_range(first, last, freq="D" if days <= 15 else "W-MON")
        return {mark: f"{mark.day} {mark.month_name()[:3]}" for mark in marks}
    step = next((n for n in (1, 2, 3, 6, 12) if days / 30.4 / n <= 13), 24)
    marks = pd.date_range(first, last - pd.Timedelta(days=days * 0.022), freq="MS")
    chosen = [mark for mark in marks if (mark.year * 12 + mark.month - 1) % step == 0]
    return {mark: _month(mark, step, first) for mark in chosen}


def _month(mark: pd.Timestamp, step: int, first: pd.Timestamp) -> str:
    if step >= 12:
        return str(mark.year)
    name = mark.month_name()[:3]
    return f"{name} {mark.year}" if mark.month <= step and mark.year > first.year else name


def _groups(axes: Axes, panel: pd.DataFrame) -> None:
    at = np.arange(len(panel))
    labels = panel["name"] + "\n" + panel["n"].astype(str)
    axes.vlines(at, panel["low"], panel["high"], color="0.7", linewidth=5)
    axes.add_line(
        Line2D(at, panel["median"], linestyle="none", marker="o", color=INK, markersize=4)
    )
    axes.set_xlim(-0.5, len(panel) - 0.5)
    axes.set_xticks(at, labels.tolist())
    axes.tick_params(axis="x", length=0, pad=2)
