"""The few building blocks of the details: text, lists, tables, figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backpain_analysis.wording import format_number

Block = dict[str, Any]
Section = dict[str, Any]

#: Stands in a table where there is nothing to say.
EMPTY = "–"


def section(title: str, *blocks: Block | None) -> Section:
    """Put blocks under a heading.

    Parameters
    ----------
    title : str
    *blocks : dict or None
        None is left out.

    Returns
    -------
    dict
    """
    return {"title": title, "blocks": [block for block in blocks if block is not None]}


def text(*sentences: str) -> Block | None:
    """A paragraph.

    Parameters
    ----------
    *sentences : str
        Joined with spaces; empty ones are left out.

    Returns
    -------
    dict or None
        None without a word.
    """
    words = " ".join(part for part in sentences if part)
    return {"kind": "text", "text": words} if words else None


def note(*sentences: str) -> Block | None:
    """A small, grey paragraph.

    Parameters
    ----------
    *sentences : str

    Returns
    -------
    dict or None
    """
    block = text(*sentences)
    return block | {"kind": "note"} if block else None


def bullets(items: Sequence[str]) -> Block | None:
    """A list of sentences.

    Parameters
    ----------
    items : sequence of str

    Returns
    -------
    dict or None
    """
    return {"kind": "list", "items": list(items)} if items else None


def figure(name: str) -> Block:
    """A picture.

    Parameters
    ----------
    name : str
        Its name among the figures of the page.

    Returns
    -------
    dict
    """
    return {"kind": "figure", "name": name}


def column(
    title: str, *, share: float | None = None, width: float | None = None, side: str = "left"
) -> dict[str, Any]:
    """A column of a table.

    Parameters
    ----------
    title : str
        Its header.
    share : float, optional
        Share of the free width; default as wide as its text.
    width : float, optional
        Fixed width [pt]; needed where a wide cell goes over the column.
    side : {"left", "right", "center"}
        To which its cells are set.

    Returns
    -------
    dict
    """
    return {"title": title, "share": share, "width": width, "side": side}


def number(title: str, *, width: float | None = None) -> dict[str, Any]:
    """A column of numbers, set to the right.

    Parameters
    ----------
    title : str
        Its header.
    width : float, optional
        As for `column` [pt].

    Returns
    -------
    dict
    """
    return column(title, width=width, side="right")


def wide(words: str, columns: int) -> dict[str, Any]:
    """A cell that goes over several columns.

    Parameters
    ----------
    words : str
    columns : int
        How many, the first included.

    Returns
    -------
    dict
    """
    return {"text": words, "shade": None, "span": columns}


def table(columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[Any]]) -> Block | None:
    """A table with a header that is repeated on each page.

    Parameters
    ----------
    columns : sequence of dict
        From `column`.
    rows : sequence of sequences
        Strings, or cells with ``text`` and ``shade``.

    Returns
    -------
    dict or None
        None without rows.
    """
    if not rows:
        return None
    return {"kind": "table", "columns": list(columns), "rows": [list(row) for row in rows]}


def small_number(value: float) -> str:
    """Write a p or q for a table.

    Parameters
    ----------
    value : float
        Between 0 and 1.

    Returns
    -------
    str
        For example "0.031", "0.27" or "<0.001".
    """
    return "<0.001" if value < 0.001 else format_number(value, 3 if value < 0.1 else 2)
