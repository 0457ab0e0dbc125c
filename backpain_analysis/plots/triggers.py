"""What goes together with pain: effects with intervals, and the map of lags."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from backpain_analysis.plots import paper
from backpain_analysis.wording import (
    NIGHT_BEFORE,
    contrast_effect,
    lag_label,
    say_contrast,
    verdict_label,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from backpain_analysis.triggers import TriggerRanking

#: A filled marker is a claim, a half-filled one a hint, a hollow one neither.
_FILL = {"clear": paper.INK, "shared": "#8c8c8c", "echo": "#8c8c8c", "hint": "#8c8c8c"}
_LAG_MARKERS = "osD^vP*X"
#: More rows than this cannot be read on one picture.
ROWS_SHOWN = 12


def plot_triggers(
    ranking: TriggerRanking, *, rows: int = ROWS_SHOWN, ax: Axes | None = None
) -> Axes:
    """Draw each factor's effects with their intervals, one mark per lag.

    Effects are per typical contrast of the factor, so that an hour and a yes
    can stand on one axis.

    Parameters
    ----------
    ranking : TriggerRanking
        What was held against pain.
    rows : int, default 12
        Factors drawn at most: what is suspected and those with the smallest p.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x difference in pain [points], y factor with its contrast.
    """
    fitted = _by_contrast(ranking.table)
    if fitted.empty:
        return paper.say_nothing(ax, _too_little(ranking))
    order = fitted.groupby("factor")["p"].min().sort_values(kind="stable").index
    shown = _shown(order, ranking, rows)
    ax = paper.new_axes(ax, 9, 1.4 + 0.2 * len(shown) * (len(ranking.lags) + 0.8))
    ax.axvspan(-1, 1, color=paper.FAINT, linewidth=0, zorder=0, label="less than 1 point")
    ax.axvline(0, color=paper.INK, linewidth=0.8, zorder=1)
    for number, lag in enumerate(ranking.lags):
        _draw_lag(ax, fitted[fitted["lag_days"] == lag], shown, number, len(ranking.lags))
    _trigger_axes(ax, fitted, shown, len(order))
    return ax


def _shown(order: Iterable[str], ranking: TriggerRanking, most: int) -> list[str]:
    """What is suspected and the first others, in their order."""
    order = list(order)
    first = sorted(order, key=lambda name: name not in ranking.suspects)[:most]
    return [name for name in order if name in first]


def _by_contrast(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that were fitted, with ``effect``, ``low``, ``high`` per contrast [points]."""
    fitted = table[table["verdict"] != "not_enough_data"].copy()
    effects = [contrast_effect(row) for row in fitted.to_dict("records")]
    fitted[["effect", "low", "high"]] = np.array(effects, dtype=float).reshape(-1, 3)
    return fitted


def _too_little(ranking: TriggerRanking) -> str:
    if not ranking.factors:
        return "The diary has no column to hold against pain:\nno hours, scales or yes/no."
    return f"Not enough days yet to hold anything against pain\n({ranking.n_days} days recorded)."


def _draw_lag(ax: Axes, rows: pd.DataFrame, shown: list[str], number: int, lags: int) -> None:
    rows = rows[rows["factor"].isin(shown)]
    places = np.array([shown.index(f) for f in rows["factor"]], dtype=float)
    places += (number - (lags - 1) / 2) * 0.8 / max(lags, 1)
    ax.hlines(places, rows["low"], rows["high"], color=paper.INK, linewidth=1.1, zorder=2)
    marker = _LAG_MARKERS[number % len(_LAG_MARKERS)]
    ax.scatter(
        rows["effect"],
        places,
        marker=marker,
        s=34,
        edgecolors=paper.INK,
        zorder=3,
        c=[_FILL.get(v, "white") for v in rows["verdict"]],
    )
    if len(rows):
        ax.scatter(
            [],
            [],
            marker=marker,
            s=34,
            edgecolors=paper.INK,
            c="white",
            label=lag_label(int(rows["lag_days"].iloc[0])),
        )
    for place, end, verdict in zip(places, rows["high"], rows["verdict"], strict=True):
        if verdict in _FILL:
            ax.annotate(
                verdict_label(verdict),
                (end, place),
                (4, 0),
                va="center",
                fontsize=8,
                textcoords="offset points",
                color=paper.INK,
            )


def _trigger_axes(ax: Axes, fitted: pd.DataFrame, shown: list[str], found: int) -> None:
    best = fitted.sort_values("p", kind="stable").drop_duplicates("factor").set_index("factor")
    labels = {name: contrast_label(row) for name, row in best.to_dict("index").items()}
    ax.set_yticks(range(len(shown)), [labels[name] for name in shown])
    ax.set_ylim(len(shown) - 0.5, -0.5)
    for line in range(len(shown) - 1):
        ax.axhline(line + 0.5, color=paper.PALE, linewidth=0.6, zorder=0)
    drawn = fitted[fitted["factor"].isin(shown)]
    reach = max(1.25, float(drawn["low"].abs().max()), float(drawn["high"].abs().max())) * 1.15
    ax.set_xlim(-reach, reach)
    ax.set_xlabel(
        "difference in pain [points]     "
        "\N{LEFTWARDS ARROW} less pain   more pain \N{RIGHTWARDS ARROW}\n"
        "black: clear; grey: could be chance, or cannot be told apart; "
        f"white: neither{_rest(found, shown)}",
        color=paper.INK,
    )
    paper.legend(ax, columns=6)


def _rest(found: int, shown: list[str]) -> str:
    return f"\n{found - len(shown)} more factors in the table" if found > len(shown) else ""


def contrast_label(row: Mapping[Hashable, Any]) -> str:
    """Name a factor and its typical contrast, on two lines.

    Parameters
    ----------
    row : mapping
        A row of ``TriggerRanking.table``.

    Returns
    -------
    str
    """
    return f"{_name(row)}\n{paper.label(say_contrast(row), 36)}"


def _name(row: Mapping[Hashable, Any]) -> str:
    name = paper.label(row["label"], 30)
    return f"{name.removesuffix(NIGHT_BEFORE)}{NIGHT_BEFORE}" if row["of_night"] else name


def plot_trigger_heatmap(
    ranking: TriggerRanking, *, rows: int = 40, ax: Axes | None = None
) -> Axes:
    """Draw a map of factor by lag: the difference in pain and the verdict in each cell.

    The darker the cell, the larger the difference; its sign is written in it,
    so that the map can be read in grey.

    Parameters
    ----------
    ranking : TriggerRanking
        What was held against pain.
    rows : int, default 40
        Factors drawn at most, in the order of the ranking; never without what is suspected.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        x lag [days], y factor; cells in points per typical contrast.
    """
    table = ranking.table
    if table.empty or (table["verdict"] == "not_enough_data").all():
        return paper.say_nothing(ax, _too_little(ranking))
    shown = _shown(dict.fromkeys(table["factor"]), ranking, rows)
    lags = list(ranking.lags)
    ax = paper.new_axes(ax, 3.4 + 1.4 * len(lags), 1.3 + 0.42 * len(shown))
    _draw_map(ax, table, shown, lags)
    rows_of = table.drop_duplicates("factor").set_index("factor").to_dict("index")
    ax.set_yticks(np.arange(len(shown)) + 0.5, [_name(rows_of[f]) for f in shown], rotation=0)
    ax.set_xticks(np.arange(len(lags)) + 0.5, [lag_label(lag) for lag in lags], rotation=0)
    ax.set_xlabel("pain of which day, counted from the factor [days]", color=paper.INK)
    ax.set_ylabel("")
    return ax


def _draw_map(ax: Axes, table: pd.DataFrame, shown: list[str], lags: list[int]) -> None:
    effect = _by_contrast(table).pivot(index="factor", columns="lag_days", values="effect")
    values = effect.reindex(index=shown, columns=lags).to_numpy(dtype=float)
    verdicts = table.pivot(index="factor", columns="lag_days", values="verdict")
    words = verdicts.reindex(index=shown, columns=lags).map(verdict_label).to_numpy()
    texts = np.vectorize(_cell_text, otypes=[object])(values, words)
    limit = max(1.0, float(np.nanmax(np.abs(values))))
    mesh = paper.draw_cells(ax, values, texts, cmap="PuOr_r", vmin=-limit, vmax=limit)
    bar = ax.figure.colorbar(mesh, ax=ax, shrink=min(0.9, 12 / len(shown)))
    bar.set_label("difference in pain [points]")
    bar.outline.set_visible(False)


def _cell_text(value: float, verdict: str) -> str:
    return verdict if np.isnan(value) else f"{paper.signed(value)}\n{verdict}"
