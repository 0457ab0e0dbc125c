"""What all pictures share: white paper, tones, the pain axis, safe labels."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from backpain_analysis.days import DAYS_DRAWN_SINGLY
from backpain_analysis.wording import format_number, typographic

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import Collection

    from backpain_analysis.flares import Flare

INK = "#1a1a1a"
#: Average pain: dark in colour and in grey.
AVERAGE = "#14406e"
#: Worst pain and everything second: middle in grey.
SECOND = "#c4622d"
PALE = "#d9d9d9"
FAINT = "#ededed"
#: Pain scale of every picture, so that no two differ.
PAIN_LIMITS = (0.0, 10.0)
#: Under this, every day has its tick [days].
FEW_DAYS = 10


def new_axes(ax: Axes | None, width: float = 9.0, height: float = 3.6) -> Axes:
    """Give back `ax`, or the axes of a new white figure.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
    width, height : float
        Size of a new figure [inches].

    Returns
    -------
    matplotlib.axes.Axes
    """
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt

    _figure, ax = plt.subplots(figsize=(width, height), layout="constrained", facecolor="white")
    return tidy(ax)


def tidy(ax: Axes) -> Axes:
    """Set white paper and dark ink, whatever style the session has.

    Parameters
    ----------
    ax : matplotlib.axes.Axes

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    ax.set_facecolor("white")
    ax.tick_params(colors=INK, labelsize=9)
    for name, spine in ax.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(INK)
    for text in (ax.xaxis.label, ax.yaxis.label, ax.title):
        text.set_color(INK)
    return ax


def say_nothing(ax: Axes | None, why: str) -> Axes:
    """Write into empty axes why there is nothing to draw.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        None makes a new figure, low because it holds one sentence.
    why : str
        A sentence.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(ax, height=1.2)
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        why,
        ha="center",
        va="center",
        wrap=True,
        color=INK,
        fontsize=11,
        transform=ax.transAxes,
    )
    return ax


def heading(ax: Axes, text: str) -> None:
    """Set the title, on the left as text is read.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    text : str
    """
    ax.set_title(text, loc="left", fontsize=11, color=INK)


def legend(ax: Axes, columns: int = 4) -> None:
    """Put the legend above the picture, where it hides no data.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    columns : int
        Names in one row.
    """
    handles, _ = ax.get_legend_handles_labels()
    if handles:
        ax.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=columns,
            frameon=False,
            fontsize=9,
            labelcolor=INK,
            borderaxespad=0.2,
        )


def pain_axis(ax: Axes, label: str = "pain") -> None:
    """Scale the y axis to 0-10 and say which way is worse.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    label : str
        Which pain.
    """
    ax.set_ylim(*PAIN_LIMITS)
    ax.set_yticks(range(0, 11, 2))
    ax.set_ylabel(f"{label} [points, 0\N{EN DASH}10]\nhigher is worse", color=INK)
    ax.grid(axis="y", color=FAINT, linewidth=0.8)
    ax.set_axisbelow(True)


def date_axis(ax: Axes, dates: pd.DatetimeIndex) -> None:
    """Scale the x axis to the dates, a day free on either side.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    dates : pandas.DatetimeIndex
        In order.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, DayLocator

    places = on_axis(dates[[0, -1]])
    locator: AutoDateLocator | DayLocator
    if places[1] - places[0] < FEW_DAYS:
        # Left to itself, the axis of a few days would count hours.
        locator = DayLocator()  # type: ignore[no-untyped-call]
    else:
        locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    ax.set_xlim(places[0] - 1, places[1] + 1)
    ax.set_xlabel("date", color=INK)


def on_axis(dates: pd.Index | list[pd.Timestamp]) -> np.ndarray:
    """Place dates on an axis as matplotlib does.

    Parameters
    ----------
    dates : pandas.Index or list of pandas.Timestamp

    Returns
    -------
    numpy.ndarray
        As float [days since 1970-01-01].
    """
    from matplotlib.dates import date2num

    stamps = np.asarray(pd.DatetimeIndex(dates), dtype="datetime64[s]")
    return np.asarray(date2num(stamps), dtype=float)  # type: ignore[no-untyped-call]


def draw(ax: Axes, values: pd.Series, **look: Any) -> None:
    """Draw a dated series; a value that is missing breaks the line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : pandas.Series
        Indexed by date.
    **look
        As for `Axes.plot`.
    """
    ax.plot(on_axis(values.index), values.to_numpy(dtype=float), clip_on=False, **look)


def flare_bars(
    ax: Axes, flares: Sequence[Flare], *, numbered: bool = False, low: bool = False
) -> None:
    """Draw each flare-up as a grey bar from its first to its last high day.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    flares : sequence of Flare
    numbered : bool
        Write the number of each into its bar.
    low : bool
        Darker and at the foot of the picture: many would hide what they stand behind.
    """
    for number, flare in enumerate(flares, start=1):
        first, last = on_axis([flare.start, flare.end])
        ax.axvspan(
            first - 0.5,
            last + 0.5,
            ymax=0.06 if low else 1,
            color=INK if low else PALE,
            linewidth=0,
            zorder=0,
            label="flare-up" if number == 1 else None,
        )
        if numbered:
            ax.text((first + last) / 2, 0.25, str(number), ha="center", fontsize=8, color=INK)


def per_week(values: pd.Series, how: str) -> pd.Series:
    """Join a long daily series by week (its Monday); short ones stay daily.

    A week without a value stays empty, as a day does.

    Parameters
    ----------
    values : pandas.Series
        Indexed by date.
    how : str
        Name of the method that joins a week, for example "mean".

    Returns
    -------
    pandas.Series
    """
    if not is_long(values.index):
        return values
    weeks = values.resample("W-MON", label="left", closed="left")
    return pd.Series(weeks.agg(how))


def is_long(dates: pd.Index) -> bool:
    """Tell whether a picture of these days is drawn by week.

    Parameters
    ----------
    dates : pandas.Index
        In order.

    Returns
    -------
    bool
    """
    return len(dates) > 0 and (dates[-1] - dates[0]).days >= DAYS_DRAWN_SINGLY


def draw_cells(
    ax: Axes, values: np.ndarray, texts: np.ndarray | None = None, *, size: float = 8, **look: Any
) -> Collection:
    """Draw a map of cells, each with its text in black or white, whichever stands out more.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : ndarray, shape (rows, columns)
        NaN leaves a cell white.
    texts : ndarray of str, shape (rows, columns), optional
    size : float
        Of the letters [pt].
    **look
        As for `seaborn.heatmap`.

    Returns
    -------
    matplotlib.collections.Collection
        The cells.
    """
    import seaborn as sns

    sns.heatmap(values, ax=ax, cbar=False, xticklabels=False, yticklabels=False,
                **{"linewidths": 1, "linecolor": PALE, **look})  # fmt: skip
    mesh = ax.collections[-1]
    mesh.update_scalarmappable()
    tones = np.asarray(mesh.get_facecolor()).reshape(*values.shape, 4)
    for (row, column), words in () if texts is None else np.ndenumerate(texts):
        dark = _brightness(tones[row, column]) < 0.18 and np.isfinite(values[row, column])
        ax.text(
            column + 0.5, row + 0.5, words, size=size,
            ha="center", va="center", color="white" if dark else "black",
        )  # fmt: skip
    return mesh


def _brightness(tone: np.ndarray) -> float:
    """Relative luminance as WCAG defines it [0-1]; at .18 black and white stand out alike."""
    rgb = np.asarray(tone[:3], dtype=float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def signed(value: float) -> str:
    """Write a difference with its sign: "+1.4", a true minus, "0.0" without one.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
    """
    text = format_number(value)
    return f"+{text}" if value > 0 and text != "0.0" else text


def label(text: object, limit: int = 32) -> str:
    """Make a person's own words fit to print: one short line, no formula, known letters.

    Parameters
    ----------
    text : object
    limit : int
        Longest that is printed [characters].

    Returns
    -------
    str
        Never empty.
    """
    drawable = "".join(c if c.isspace() else _letter(c) for c in str(text))
    known = typographic(" ".join(drawable.split())) or "\N{WHITE SQUARE}"
    if len(known) > limit:
        known = known[: limit - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return known.replace("$", r"\$")


def _letter(character: str) -> str:
    """Keep what the font can draw; drop pictograms, box other unknown letters."""
    if ord(character) in _font_letters():
        return character
    invisible = unicodedata.category(character)[0] in "CM"
    pictogram = unicodedata.category(character) in ("So", "Sk")
    return "" if invisible or pictogram else "\N{WHITE SQUARE}"


@cache
def _font_letters() -> frozenset[int]:
    from matplotlib import font_manager

    path = font_manager.findfont(font_manager.FontProperties())
    return frozenset(font_manager.get_font(path).get_charmap())
