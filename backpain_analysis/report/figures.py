"""The pictures on the page: grey, on one 0-10 axis, at the size they are printed.

The same days always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.days import DAYS_DRAWN_SINGLY, has_few_worsts
from backpain_analysis.report.fonts import width
from backpain_analysis.report.svg import (
    HATCH,
    INK,
    Array,
    Look,
    document,
    joined,
    line,
    shape,
    text,
)

#: Type in the figures [pt]; the page asks for 7 or more.
TEXT_SIZE = 8.0

_GREY, _PALE, _BEFORE, _RANGE = "#737373", "#d9d9d9", "#f0f0f0", "#b2b2b2"
# Room for the pain axis, and from the middle of small letters down to the line they stand on [pt].
_LEFT, _DOWN = 26.0, 2.9
_FLARE_STRIP = (-0.95, -0.35)
_Y_LIMITS = (-1.15, 10.4)
_EVENT_SIZE = 7.5
_HAIR = 0.01  # what rounding leaves [pt]


@dataclass(frozen=True)
class Drawn:
    """A finished picture.

    Attributes
    ----------
    svg : str
        The picture, as wide and high as it is printed.
    alt : str
        What it shows, for those who cannot see it.
    size : (float, float)
        Width and height [pt].
    """

    svg: str
    alt: str
    size: tuple[float, float]


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
    marked : sequence of pandas.Timestamp
        Days that the person marked as a flare-up: triangles at the top.
    """

    flares: Sequence[tuple[pd.Timestamp, pd.Timestamp, bool]] = field(default=())
    events: Sequence[tuple[pd.Timestamp, str]] = field(default=())
    since: pd.Timestamp | None = None
    marked: Sequence[pd.Timestamp] = field(default=())


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
    calendar = pd.DatetimeIndex(course.index)
    high = 12.0 if marks.events else 4.0
    frame = _Frame(_LEFT, high, size[0] - 1, size[1] - 14, -0.75, len(calendar) - 0.25)
    parts = [
        *_before(frame, calendar, marks.since),
        *_pain_axis(frame),
        *_course(frame, *_grouped(course)),
        *_flares(frame, marks.flares, calendar),
        *_marked(frame, marks.marked, calendar[0]),
        *_date_axis(frame, calendar),
        *_events(frame, marks.events, calendar),
    ]
    return Drawn(document(size, parts), alt, size)


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
    groups = sum(len(panel) for panel in panels)
    each = (size[0] - _LEFT - 24 * (len(panels) - 1)) / groups
    left, parts = _LEFT, []
    for panel in panels:
        right = left + each * len(panel)
        frame = _Frame(left, 6, right, size[1] - 26, -0.5, len(panel) - 0.5)
        parts += [*_pain_axis(frame, named=left == _LEFT), *_groups(frame, panel)]
        left = right + 24
    return Drawn(document(size, parts), alt, size)


_Place = TypeVar("_Place", float, Array)


class _Frame(NamedTuple):
    """Where the axes lie on the paper [pt], and what goes from their left to their right."""

    left: float
    top: float
    right: float
    bottom: float
    first: float
    last: float

    def x(self, place: _Place) -> _Place:
        """Where a day or a group stands [pt]."""
        share = (place - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def y(self, pain: _Place) -> _Place:
        """Where pain stands, 0 at the bottom [pt]."""
        low, high = _Y_LIMITS
        return self.bottom - (pain - low) / (high - low) * (self.bottom - self.top)


def _across(frame: _Frame, y: float, **look: str | float) -> str:
    return line((frame.left, y), (frame.right, y), **look)


def _pain_axis(frame: _Frame, *, named: bool = True) -> list[str]:
    levels = range(0, 11, 2)
    lines = [_across(frame, frame.y(n), stroke=_PALE, stroke_width=0.5) for n in levels]
    numbers = [
        text(str(n), frame.left - 3, frame.y(n) + _DOWN, size=TEXT_SIZE, text_anchor="end")
        for n in levels
    ]
    base = _across(frame, frame.bottom, stroke=INK, stroke_width=0.6)
    if not named:
        return [*lines, *numbers, base]
    x, y = frame.left - 16, (frame.top + frame.bottom) / 2
    turn = f"rotate(-90 {x:g} {y:g})"
    return [*lines, *numbers, base, text("higher is worse", x, y, size=TEXT_SIZE, transform=turn)]


def _before(frame: _Frame, calendar: pd.DatetimeIndex, visit: pd.Timestamp | None) -> list[str]:
    """What lies before the last visit stands on grey."""
    if visit is None:
        return []
    return [_bar(frame, (frame.first, _since(calendar[0], visit)), _Y_LIMITS, fill=_BEFORE)]


def _bar(
    frame: _Frame, days: tuple[float, float], levels: tuple[float, float], **look: str | float
) -> str:
    """An upright rectangle between two places and two levels of pain."""
    left, right = (frame.x(day) for day in days)
    bottom, top = (frame.y(level) for level in levels)
    return shape("rect", x=left, y=top, width=right - left, height=bottom - top, **look)


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


def _course(frame: _Frame, course: pd.DataFrame, place: Array) -> list[str]:
    """Worst as a line, average as dots; where few worsts are known, the dots are joined."""
    worst, average = (course[name].to_numpy(dtype=float) for name in ("worst", "average"))
    x, high, middle = frame.x(place), frame.y(worst), frame.y(average)
    look: Look = {"stroke": _GREY, "stroke_width": 0.9}
    rare = has_few_worsts(course["worst"], course["average"])
    alone = np.isfinite(worst) if rare else _lonely(worst)
    course_line = joined(x, middle if rare else high)
    thin: Look = {"stroke": INK, "stroke_width": 0.5}
    name = "average" if rare else "worst"
    parts = [shape("path", class_=name, d=course_line, fill="none", **(thin if rare else look))]
    parts += [
        line((at - 2, y), (at + 2, y), class_="alone", **look)
        for at, y in zip(x[alone], high[alone], strict=True)
    ]
    radius = 1.3 if len(place) <= 120 else 1.0
    known = np.isfinite(average)
    return parts + [
        shape("circle", cx=at, cy=level, r=radius)
        for at, level in zip(x[known], middle[known], strict=True)
    ]


def _lonely(values: Array) -> NDArray[np.bool_]:
    """Values between two gaps, which no line can show: they get a short dash."""
    known = np.isfinite(values)
    before = np.concatenate([[False], known[:-1]])
    after = np.concatenate([known[1:], [False]])
    alone: NDArray[np.bool_] = known & ~before & ~after
    return alone


def _flares(
    frame: _Frame,
    flares: Sequence[tuple[pd.Timestamp, pd.Timestamp, bool]],
    calendar: pd.DatetimeIndex,
) -> list[str]:
    """Bars below the axis' 0: hatched, or in a long diary solid and never too thin to see."""
    hatched = grain(len(calendar)) == "day"
    least = len(calendar) / (150 if hatched else 350)
    edge: Look = {"stroke": INK, "stroke_width": 0.6}
    sure: Look = {"fill": HATCH, **edge} if hatched else {"fill": INK}
    parts = []
    for start, end, uncertain in flares:
        left = _since(calendar[0], start) - 0.5
        days = (left, left + max(_since(start, end) + 1, least))
        look: Look = {"fill": "#ffffff", **edge} if uncertain else sure
        parts.append(_bar(frame, days, _FLARE_STRIP, class_="flare", **look))
    return parts


def _marked(frame: _Frame, days: Sequence[pd.Timestamp], first: pd.Timestamp) -> list[str]:
    places = [frame.x(_since(first, day)) for day in days]
    top = frame.top + 1
    return [
        shape("path", class_="marked", d=f"M{at - 2.6:.2f} {top:g}h5.2l-2.6 4.6z", fill=INK)
        for at in places
    ]


def _events(
    frame: _Frame, events: Sequence[tuple[pd.Timestamp, str]], calendar: pd.DatetimeIndex
) -> list[str]:
    """Dashed lines with their names above; what has no room for its name has no line either.

    Only further lines of a name that is there already, such as visits, need none of their own.
    """
    few = len(events) <= 8
    look: Look = {"stroke": INK, "stroke_width": 0.8 if few else 0.5, "stroke_dasharray": "3.2 2"}
    free, parts, named = frame.left, [], set()
    for day, name in sorted(events):
        at, half = frame.x(_since(calendar[0], day)), width(name, _EVENT_SIZE) / 2
        middle = min(max(at, free + half), frame.right - half)
        fits = abs(middle - at) <= half + _HAIR and middle - half >= free - _HAIR
        if fits or name in named:
            parts.append(line((at, frame.bottom), (at, frame.top + 1.5), **look))
        if not fits:
            continue
        named.add(name)
        parts.append(text(name, middle, frame.top - 4, size=_EVENT_SIZE))
        free = middle + half + (5 if few else 20)
    return parts


def _date_axis(frame: _Frame, calendar: pd.DatetimeIndex) -> list[str]:
    parts = []
    for day, name in _ticks(calendar[0], calendar[-1]).items():
        at = frame.x(_since(calendar[0], day))
        ends = (at, frame.bottom), (at, frame.bottom + 3)
        parts.append(line(*ends, stroke=INK, stroke_width=0.6))
        middle = min(at, frame.right - width(name, TEXT_SIZE) / 2)  # whole, also on the last day
        parts.append(text(name, middle, frame.bottom + 11, size=TEXT_SIZE))
    return parts


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


def _groups(frame: _Frame, panel: pd.DataFrame) -> list[str]:
    parts = []
    for place, row in enumerate(panel.to_dict("records")):
        at = frame.x(place)
        ends = (at, frame.y(row["low"])), (at, frame.y(row["high"]))
        parts += [
            line(*ends, class_="range", stroke=_RANGE, stroke_width=5),
            shape("circle", cx=at, cy=frame.y(row["median"]), r=2),
            text(row["name"], at, frame.bottom + 10, size=TEXT_SIZE),
            text(str(row["n"]), at, frame.bottom + 20, size=TEXT_SIZE),
        ]
    return parts
