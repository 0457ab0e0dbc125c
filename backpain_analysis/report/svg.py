"""Shapes and words as SVG: all that the pictures on the page are made of.

Places and sizes are points from the top left corner. Words stay words, in the
typeface of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np
from numpy.typing import NDArray

from backpain_analysis.report.fonts import FAMILIES

Array = NDArray[np.float64]
Look = Mapping[str, str | float]

_FONT = ", ".join([*(f"'{family}'" for family in FAMILIES), "sans-serif"])

#: Black, as SVG names it.
INK = "#000000"

#: A fill of slanted lines.
HATCH = "url(#hatch)"

_PATTERN = (
    '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse">'
    '<rect width="3" height="3" fill="#b2b2b2"/><path d="M-1 1L1 -1M-1 4L4 -1M2 4L4 2" '
    f'stroke="{INK}" stroke-width="0.7"/></pattern></defs>'
)


def document(size: tuple[float, float], parts: Iterable[str]) -> str:
    """Put shapes onto a sheet.

    Parameters
    ----------
    size : (float, float)
        Width and height [pt].
    parts : iterable of str
        Shapes, the lowest first.

    Returns
    -------
    str
        The same for the same parts.
    """
    wide, high = (number(length) for length in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
        f'viewBox="0 0 {wide} {high}">{_PATTERN}'
        f'<g font-family="{_FONT}">{"".join(parts)}</g></svg>'
    )


def shape(name: str, **look: str | float) -> str:
    """Write one element.

    Parameters
    ----------
    name : str
        Of the element, such as "circle".
    **look : str or float
        Its attributes, with "_" for "-"; one that ends in "_" loses that.

    Returns
    -------
    str
    """
    return f"<{name}{_attributes(look)}/>"


def text(words: str, x: float, y: float, *, size: float, **look: str | float) -> str:
    """Write words whose middle stands at a place.

    Parameters
    ----------
    words : str
    x, y : float
        Middle, and the line that the letters stand on [pt].
    size : float
        Of the type [pt].
    **look : str or float
        Further attributes, as for `shape`.

    Returns
    -------
    str
    """
    about: Look = {"x": x, "y": y, "font_size": size, "text_anchor": "middle", **look}
    return f"<text{_attributes(about)}>{escape(words)}</text>"


def line(start: tuple[float, float], end: tuple[float, float], **look: str | float) -> str:
    """Draw a straight line between two places.

    Parameters
    ----------
    start, end : (float, float)
        Places [pt].
    **look : str or float
        Further attributes, as for `shape`.

    Returns
    -------
    str
    """
    return shape("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **look)


def joined(x: Array, y: Array) -> str:
    """Join points by straight lines, as the "d" of a path; NaN breaks the line.

    Parameters
    ----------
    x, y : array, shape (n,)
        Places [pt].

    Returns
    -------
    str
    """
    known = np.isfinite(y)
    begins = known & ~np.concatenate([[False], known[:-1]])
    points = zip(x[known].tolist(), y[known].tolist(), begins[known], strict=True)
    return "".join(f"{'M' if new else 'L'}{number(a)} {number(b)}" for a, b, new in points)


def number(value: float) -> str:
    """Write a length as short as paper can show it.

    Parameters
    ----------
    value : float
        [pt].

    Returns
    -------
    str
        To a hundredth of a point.
    """
    return f"{round(value, 2):g}"


def _attributes(look: Look) -> str:
    said = {name.rstrip("_").replace("_", "-"): value for name, value in look.items()}
    return "".join(
        f' {name}="{value if isinstance(value, str) else number(value)}"'
        for name, value in said.items()
    )
