"""The calendar of stretching: every day of each year, done or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backpain_analysis.plots import paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from backpain_analysis.consistency import StretchingConsistency


def plot_stretch_calendar(result: StretchingConsistency, *, ax: Axes | None = None) -> Axes:
    """Draw a calendar of the days with and without stretching, a band per year.

    Parameters
    ----------
    result : StretchingConsistency
        How regularly the person stretched.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x week of the year, y weekday within year: dark is a day with
        stretching, pale one without, white is not known.
    """
    session = result.table["session"] if len(result.table) else pd.Series(dtype=float)
    if session.isna().all() or result.days_with_session == 0:
        return paper.say_nothing(ax, why_no_sessions(result))
    dates = pd.DatetimeIndex(session.index)
    years = list(range(dates[0].year, dates[-1].year + 1))
    ax = paper.new_axes(ax, 9, 0.9 + 1.1 * len(years))
    cells = _calendar_cells(session, years)
    _draw_calendar(ax, cells, years)
    _calendar_months(ax, dates, len(years))
    paper.heading(
        ax, f"Stretched on {result.days_with_session} of {result.days_covered} days that are known"
    )
    return ax


def why_no_sessions(result: StretchingConsistency) -> str:
    """Say why there is nothing to draw.

    Parameters
    ----------
    result : StretchingConsistency

    Returns
    -------
    str
    """
    if result.by_week.empty:
        return "No stretching is logged in this period."
    return "No stretch is logged as done in this period."


def _calendar_cells(session: pd.Series, years: list[int]) -> np.ndarray:
    """Lay the days out: 7 weekdays per year and a free row between by 53 or 54 weeks."""
    dates = pd.DatetimeIndex(session.index)
    cells = np.full((8 * len(years) - 1, 54), np.nan)
    row = (dates.year - years[0]) * 8 + dates.day_of_week
    cells[row, _week_of_year(dates)] = session.to_numpy(dtype=float)
    return cells


def _draw_calendar(ax: Axes, cells: np.ndarray, years: list[int]) -> None:
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    tones = ListedColormap([paper.PALE, paper.AVERAGE])
    paper.draw_cells(ax, cells, cmap=tones, vmin=0, vmax=1, linewidths=0.6, linecolor="white")
    weekdays = [
        (8 * number + row, name)
        for number in range(len(years))
        for row, name in ((0, "Mon"), (3, f"{years[number]}   Thu"), (6, "Sun"))
    ]
    ax.set_yticks(
        [row + 0.5 for row, _ in weekdays], [name for _, name in weekdays], rotation=0, fontsize=8
    )
    ax.tick_params(length=0)
    ax.legend(
        handles=[
            Patch(color=paper.AVERAGE, label="stretched"),
            Patch(color=paper.PALE, label="did not"),
            Patch(facecolor="white", edgecolor=paper.PALE, label="not known"),
        ],
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        fontsize=9,
        labelcolor=paper.INK,
    )


def _calendar_months(ax: Axes, dates: pd.DatetimeIndex, years: int) -> None:
    """Name the months, and leave out the weeks that a short diary does not need."""
    starts = pd.date_range(f"{dates[0].year}-01-01", periods=12, freq="MS")
    weeks = _week_of_year(starts)
    left, right = 0, 54
    if years == 1:
        first, last = _week_of_year(dates[[0, -1]])
        # A short diary in wide cells would look like a bar code: 26 weeks at least.
        left = min(int(first), 54 - 26)
        right = max(int(last) + 1, left + 26)
    ax.set_xlim(left, right)
    # A month that began left of the first week is named at that week.
    shown = [n for n in range(12) if weeks[n] < right and (n == 11 or weeks[n + 1] > left + 1)]
    ax.set_xticks(
        [max(int(weeks[n]), left) + 0.5 for n in shown],
        [f"{starts[n]:%b}" for n in shown],
        rotation=0,
        fontsize=8,
    )
    ax.set_xlabel("week of the year", color=paper.INK)
    ax.set_ylabel("")


def _week_of_year(dates: pd.DatetimeIndex) -> np.ndarray:
    """Weeks from Monday, counted from 0; the first holds 1 January."""
    january = pd.to_datetime(dates.year.astype(str) + "-01-01")
    return np.asarray((dates.day_of_year - 1 + january.day_of_week) // 7)
