"""Cells of a sheet that stand beside its table, such as a block of averages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

_Filled = npt.NDArray[np.bool_]


def set_beside(
    header: Sequence[str], header_line: int, body: Sequence[tuple[int, list[str]]]
) -> tuple[tuple[str, ...], tuple[tuple[int, str], ...]]:
    """Blank the cells that are no part of the table: in a sheet each cell's column is known.

    Left out are columns beyond the last header, unless most rows have them or they are one column
    of words; and past a blank column a short block of labels with values, with a header or not.

    Parameters
    ----------
    header : sequence of str
    header_line : int
    body : sequence of (int, list of str)
        Rows under the header with their numbers; what is left out is blanked in them.

    Returns
    -------
    header : tuple of str
        Without the headers of such blocks.
    beside : tuple of (int, str)
        First row and range of each block: (3, "M3:N7").
    """
    width = max([len(header), *(len(cells) for _, cells in body)])
    heads = [*header, *[""] * (width - len(header))]
    filled = np.array([[*map(bool, cells), *[False] * (width - len(cells))] for _, cells in body])
    filled = filled.reshape(len(body), width)
    used = filled.any(axis=0) | np.array([bool(name) for name in heads], dtype=bool)
    beside = []
    groups = [[i for i, _ in run] for on, run in groupby(enumerate(used), lambda u: u[1]) if on]
    for number, group in enumerate(groups):
        out = _left_out(group, heads, filled, body, apart=number > 0)
        if out:
            named = any(heads[i] for i in out)
            lines = [line for (line, _), row in zip(body, filled[:, out], strict=True) if row.any()]
            top = header_line if named else lines[0]
            beside.append((top, _range(out[0], top, out[-1], lines[-1])))
            _blank(out, heads, body)
    return tuple(heads[: len(header)]), tuple(beside)


def _left_out(
    group: list[int],
    heads: Sequence[str],
    filled: _Filled,
    body: Sequence[tuple[int, list[str]]],
    *,
    apart: bool,
) -> list[int]:
    """Columns of neighbours that are no part of the table."""
    rows = np.flatnonzero(filled[:, group].any(axis=1))
    short = len(rows) > 0 and bool((np.diff(rows) == 1).all()) and 2 * len(rows) < len(filled)
    if apart and short and (filled[rows][:, group].sum(axis=1) > 1).all():
        return group
    last = max((i for i in group if heads[i]), default=-1)
    beyond = [i for i in group if i > last]
    if not beyond or (len(beyond) == 1 and _of_words(beyond[0], body)):
        return []
    often = [i for i in beyond if not apart and 2 * filled[:, i].sum() > len(filled)]
    return [i for i in beyond if i > max(often, default=-1)]


def _of_words(column: int, body: Sequence[tuple[int, list[str]]]) -> bool:
    cells = (cells[column] for _, cells in body if column < len(cells) and cells[column])
    return all(any(sign.isalpha() for sign in cell) for cell in cells)


def _blank(columns: Sequence[int], heads: list[str], body: Sequence[tuple[int, list[str]]]) -> None:
    for cells in (heads, *(cells for _, cells in body)):
        for i in columns:
            if i < len(cells):
                cells[i] = ""


def _range(left: int, top: int, right: int, bottom: int) -> str:
    from openpyxl.utils import get_column_letter

    ends = f"{get_column_letter(left + 1)}{top}", f"{get_column_letter(right + 1)}{bottom}"
    return ends[0] if ends[0] == ends[1] else ":".join(ends)
