"""The body outline: front and back, shaded by the days with pain in each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from backpain_analysis.report.figures import Drawn
from backpain_analysis.report.places import outline
from backpain_analysis.report.svg import (
    HATCH,
    INK,
    Array,
    Look,
    document,
    joined,
    number,
    shape,
    text,
)
from backpain_analysis.wording import say_span
from backpain_analysis.wording.phrases import format_number, join_words, say_count

Part = Mapping[str, Any]

#: Share of the days with a place from which on a place is darker, and what the key says of it.
SHADES = (
    (0.0, "some days"), (0.25, "25 % or more"), (0.5, "50 % or more"), (0.75, "75 % or more"),
)  # fmt: skip

_TEXT = 7.5
_FILLS = ("#dbdbdb", HATCH, "#7a7a7a", "#262626")
_LINE = "#737373"
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
    drawn = [_clips(), *_key(size[0] - _KEY)]
    for row, (part, name) in enumerate(zip(parts, names, strict=True)):
        left = row * (2 * slot + _BETWEEN)
        for place, view in enumerate(_VIEWS):
            middle = left + (place + 0.5) * slot
            drawn += _body(view, _shares(part), middle, height)
            drawn.append(text(view, middle, height - 2, size=_TEXT))
        drawn.append(text(name, left + slot, 8, size=_TEXT + 0.5))
    return Drawn(document(size, drawn), _alt(parts, names), size)


def _shares(part: Part) -> dict[tuple[str, str], float]:
    return {(one["shape"], one["side"]): one["days"] / part["days_told"] for one in part["shapes"]}


def shade(share: float) -> int:
    """Give the number of the grey for a share of the days with a place.

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


def _clips() -> str:
    """The outlines that cut off what lies outside of the body."""
    whole, head = (_curve(points, closed=True) for points in (_whole("half"), _whole("head")))
    return (
        f'<defs><clipPath id="whole"><path d="{whole}"/></clipPath>'
        f'<clipPath id="head"><path d="{head}"/></clipPath></defs>'
    )


def _body(
    view: str, shares: Mapping[tuple[str, str], float], middle: float, height: float
) -> list[str]:
    """One outline, as high as there is room, with its shaded places."""
    shapes = outline()
    scale = (height - _TITLE - _LABEL) / _TALL
    filled = [
        _place(_turned(shapes["shapes"][name], view, side), name, _FILLS[shade(share)])
        for (name, side), share in shares.items() if name.startswith(view)
    ]  # fmt: skip
    inner = [np.array(line) * (sign, 1) for line in shapes["lines"][view] for sign in (1, -1)]
    lines = [_drawn(_curve(points, closed=False), _LINE, 0.4 / scale) for points in inner]
    # Open at the neck, where the head goes on.
    lines += [
        _drawn(_curve(_whole("half"), closed=False), INK, 0.7 / scale),
        _drawn(_curve(_whole("head"), closed=True), INK, 0.7 / scale),
    ]
    place = f"translate({number(middle)} {number(_TITLE + 2 * scale)}) scale({scale:.4f})"
    sides = "RL" if view == "front" else "LR"
    at = 0.36 * _SLOT * height / _USUAL
    return [
        f'<g transform="{place}">', *filled, *lines, "</g>",
        *(
            text(side, middle + sign * at, _TITLE + 80 * scale, size=7, fill="#4d4d4d")
            for sign, side in zip((-1, 1), sides, strict=True)
        ),
    ]  # fmt: skip


def _place(points: Array, name: str, fill: str) -> str:
    clip = "url(#head)" if name.endswith("head") else "url(#whole)"
    return shape("path", class_=name, d=joined(*points.T) + "Z", fill=fill, clip_path=clip)


def _drawn(curve: str, stroke: str, thick: float) -> str:
    return shape("path", d=curve, fill="none", stroke=stroke, stroke_width=thick)


def _turned(points: Sequence[Sequence[float]], view: str, side: str) -> Array:
    """A shape of one half on the side of the paper where the person's side lies."""
    on_the_right = (side == "right") == (view == "back")
    turned: Array = np.array([*points, points[0]], dtype=float) * (1 if on_the_right else -1, 1)
    return turned


@cache
def _whole(name: str) -> Array:
    """The points of a half of the outline and of its mirror image, one after the other."""
    right = np.array(outline()["outline"][name], dtype=float)
    left = right[::-1] * (-1, 1)
    first = 1 if right[-1, 0] == 0 else 0
    last = len(left) - (1 if right[0, 0] == 0 else 0)
    both: Array = np.vstack([right, left[first:last]])
    return both


def _curve(points: Array, *, closed: bool) -> str:
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
    steps = np.hstack([(points + tangent)[:n], ends - pull, ends])
    told = ("C" + " ".join(map(number, step)) for step in steps.tolist())
    return f"M{number(points[0, 0])} {number(points[0, 1])}{''.join(told)}"


def _key(left: float) -> list[str]:
    """Squares in each grey with the least share of days that they stand for."""
    told = [text("pain there on", left + 2, _TITLE + 6, size=_TEXT, text_anchor="start")]
    for row, ((_, words), fill) in enumerate(zip(SHADES, _FILLS, strict=True)):
        top = _TITLE + 11 + row * 13
        square: Look = {"x": left + 2, "y": top, "width": 9, "height": 9}
        told.append(shape("rect", **square, fill=fill, stroke=INK, stroke_width=0.4))
        told.append(text(words, left + 14, top + 7.4, size=_TEXT, text_anchor="start"))
    return told


def _alt(parts: Sequence[Part], names: Sequence[str]) -> str:
    told = [f"{name}: {_said(part)}." for part, name in zip(parts, names, strict=True)]
    return (
        "Outline of a body from the front and the back, twice; the darker, the more days with "
        f"pain there. {' '.join(told)}"
    )


def _said(part: Part) -> str:
    told = say_count(
        part["days_told"], "day with a place or no pain", "days with a place or no pain"
    )
    span = f"{say_span(part['start'], part['end'])}, {told}"
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
