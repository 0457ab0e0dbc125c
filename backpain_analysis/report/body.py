"""The body outline: front and back, shaded by the days with pain in each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

from backpain_analysis.report.figures import INK, Drawn, as_svg, page_figure
from backpain_analysis.report.places import outline
from backpain_analysis.wording import say_span
from backpain_analysis.wording.phrases import format_number, join_words, say_count

Array = NDArray[np.float64]
Part = Mapping[str, Any]

#: Share of the recorded days from which on a place is darker, and what the key says of it.
SHADES = (
    (0.0, "some days"), (0.25, "25 % or more"), (0.5, "50 % or more"), (0.75, "75 % or more"),
)  # fmt: skip

_TEXT = 7.5
_GREYS = ("0.86", "0.70", "0.48", "0.15")
_HATCHES = ("", "////////", "", "")
_VIEWS = ("front", "back")
# How high the outline is, with room around it.
_TALL = 103.0
# Room for a body in a picture of the usual height, between two pairs, for the key, and for the
# words above and below [pt].
_USUAL, _SLOT, _BETWEEN, _KEY, _TITLE, _LABEL = 90.0, 36.0, 10.0, 72.0, 11.0, 9.0


def draw_bodies(parts: Sequence[Part], names: Sequence[str], *, height: float) -> Drawn:
    """Draw front and back for each of two parts of the period, side by side.

    Parameters
    ----------
    parts : sequence of mapping
        From `compare_shapes`.
    names : sequence of str
        What stands above each part.
    height : float
        Of the picture [pt].

    Returns
    -------
    Drawn
        As wide as it needs to be.
    """
    slot = _SLOT * height / _USUAL
    size = (4 * slot + 2 * _BETWEEN + _KEY, height)
    with page_figure(size) as figure:
        for number, (part, name) in enumerate(zip(parts, names, strict=True)):
            left = number * (2 * slot + _BETWEEN)
            for place, view in enumerate(_VIEWS):
                room = (left + place * slot, _LABEL, slot, height - _TITLE - _LABEL)
                axes = _axes(figure, size, room)
                _draw_body(axes, view, _shares(part), wide=_TALL * slot / room[3])
                middle = (left + (place + 0.5) * slot) / size[0]
                figure.text(middle, 2 / height, view, ha="center", fontsize=_TEXT)
            middle = (left + slot) / size[0]
            figure.text(middle, 1 - 8 / height, name, ha="center", fontsize=_TEXT + 0.5)
        _draw_key(_axes(figure, size, (size[0] - _KEY, 0, _KEY, height)), height)
        return Drawn(as_svg(figure), _alt(parts, names))


def _axes(figure: Any, size: tuple[float, float], room: tuple[float, ...]) -> Axes:
    """Axes at so many points from the left and the bottom, so wide and so high."""
    wide, high = size
    axes: Axes = figure.add_axes((room[0] / wide, room[1] / high, room[2] / wide, room[3] / high))
    axes.set_axis_off()
    return axes


def _shares(part: Part) -> dict[tuple[str, str], float]:
    recorded = max(part["days_recorded"], 1)
    return {(one["shape"], one["side"]): one["days"] / recorded for one in part["shapes"]}


def shade(share: float) -> int:
    """Give the number of the grey for a share of the recorded days.

    Parameters
    ----------
    share : float
        [0-1], above 0.

    Returns
    -------
    int
        0 to 3, from light to dark.
    """
    return sum(share >= least for least, _ in SHADES) - 1


def _draw_body(
    axes: Axes, view: str, shares: Mapping[tuple[str, str], float], *, wide: float
) -> None:
    axes.set_xlim(-wide / 2, wide / 2)
    for sign, side in ((-1, "R" if view == "front" else "L"), (1, "L" if view == "front" else "R")):
        axes.text(sign * 0.36 * wide, 78, side, fontsize=7, color="0.3", ha="center")
    axes.set_ylim(_TALL - 2, -2)
    shapes = outline()
    whole, head = _whole(shapes["outline"]["half"]), _whole(shapes["outline"]["head"])
    for (shape, side), share in shares.items():
        if shape.startswith(view):
            points = _turned(shapes["shapes"][shape], view, side)
            number = shade(share)
            patch = PathPatch(
                Path(points, closed=False), facecolor=_GREYS[number], hatch=_HATCHES[number],
                edgecolor=INK if _HATCHES[number] else "none", linewidth=0,
            )  # fmt: skip
            axes.add_patch(patch)
            patch.set_clip_path(head if shape.endswith("head") else whole, axes.transData)
    for line in shapes["lines"][view]:
        for sign in (1, -1):
            curve = _curve(np.array(line) * (sign, 1), closed=False)
            axes.add_patch(PathPatch(curve, fill=False, edgecolor="0.45", linewidth=0.4))
    # Open at the neck, where the head goes on.
    for path in (_curve(_both_halves(shapes["outline"]["half"]), closed=False), head):
        axes.add_patch(PathPatch(path, fill=False, edgecolor=INK, linewidth=0.7))


def _turned(points: Sequence[Sequence[float]], view: str, side: str) -> Array:
    """A shape of one half on the side of the paper where the person's side lies."""
    on_the_right = (side == "right") == (view == "back")
    turned: Array = np.array([*points, points[0]], dtype=float) * (1 if on_the_right else -1, 1)
    return turned


def _whole(half: Sequence[Sequence[float]]) -> Path:
    """A half and its mirror image as one closed curve."""
    return _curve(_both_halves(half), closed=True)


def _both_halves(half: Sequence[Sequence[float]]) -> Array:
    """The points of a half and of its mirror image, one after the other."""
    right = np.array(half, dtype=float)
    left = right[::-1] * (-1, 1)
    first = 1 if right[-1, 0] == 0 else 0
    last = len(left) - (1 if right[0, 0] == 0 else 0)
    both: Array = np.vstack([right, left[first:last]])
    return both


def _curve(points: Array, *, closed: bool) -> Path:
    """A smooth curve through points: cubic Béziers with Catmull-Rom tangents."""
    if closed:
        before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    else:
        before = np.vstack([points[:1], points[:-1]])
        after = np.vstack([points[1:], points[-1:]])
    tangent = (after - before) / 6
    ends = np.roll(points, -1, axis=0) if closed else points[1:]
    pull = np.roll(tangent, -1, axis=0) if closed else tangent[1:]
    n = len(ends)
    steps = np.stack([(points + tangent)[:n], ends - pull, ends], axis=1).reshape(-1, 2)
    vertices = np.vstack([points[:1], steps])
    codes = [Path.MOVETO, *[Path.CURVE4] * (3 * n)]
    return Path(vertices, codes)


def _draw_key(axes: Axes, height: float) -> None:
    """Squares in each grey with the least share of days that they stand for."""
    axes.set_xlim(0, _KEY)
    axes.set_ylim(height, 0)
    axes.text(2, _TITLE + 6, "pain there on", fontsize=_TEXT)
    for number, (_, words) in enumerate(SHADES):
        top = _TITLE + 11 + number * 13
        look: dict[str, Any] = {"facecolor": _GREYS[number], "hatch": _HATCHES[number]}
        axes.add_patch(Rectangle((2, top), 9, 9, edgecolor=INK, linewidth=0.4, **look))
        axes.text(14, top + 7.4, words, fontsize=_TEXT)


def _alt(parts: Sequence[Part], names: Sequence[str]) -> str:
    told = [f"{name}: {_said(part)}." for part, name in zip(parts, names, strict=True)]
    return (
        "Outline of a body from the front and the back, twice; the darker, the more days with "
        f"pain there. {' '.join(told)}"
    )


def _said(part: Part) -> str:
    recorded = say_count(part["days_recorded"], "recorded day")
    span = f"{say_span(part['start'], part['end'])}, {recorded}"
    days: dict[tuple[str, int], list[str]] = {}
    for one in part["shapes"]:
        view, _, place = one["shape"].partition(".")
        name = f"{place.replace('_', ' ')} ({view})"
        days.setdefault((name, one["days"]), []).append(one["side"])
    places = [
        f"{join_words(sorted(sides))} {place} {format_number(n, 0)}"
        for (place, n), sides in sorted(days.items(), key=lambda item: (-item[0][1], item[0][0]))
    ]
    return f"{span}; {', '.join(places)}" if places else f"{span}; none"
