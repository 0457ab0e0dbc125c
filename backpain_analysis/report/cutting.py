"""Making texts fit: by whole sentences where possible, by letters where not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from backpain_analysis.report.fonts import shorten, width

#: Size of the body type [pt].
BODY_SIZE = 10.5

# A wrapped line is seldom quite full.
_FILLED = 0.92
# Whatever stands beside it, a text of this width takes one line [pt].
_A_LINE = 360.0
# The end of a sentence that does not lie within quotation marks.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?![^“]*”)")
_MARK = "\N{LEFT-TO-RIGHT MARK}"


def sentences(text: str) -> list[str]:
    """Part a text into sentences; what stands in quotation marks stays whole.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
    """
    return _SENTENCE.split(text)


def cut(text: str, line: float, lines: int) -> str:
    """Keep a text to a number of lines, by whole sentences where that is possible.

    Parameters
    ----------
    text : str
    line : float
        Width of a line [pt].
    lines : int
        How many there are.

    Returns
    -------
    str
    """
    room = line * _FILLED * lines
    kept, *rest = sentences(text)
    for sentence in rest:
        if width(f"{kept} {sentence}", BODY_SIZE) > room:
            break
        kept = f"{kept} {sentence}"
    return trim(kept, line, lines)


def trim(text: str, line: float, lines: int) -> str:
    """Keep as much of a text as so many lines hold.

    Parameters
    ----------
    text : str
    line : float
        Width of a line [pt].
    lines : int

    Returns
    -------
    str
    """
    return shorten(text, line * _FILLED * lines, BODY_SIZE)


def few(items: Sequence[str], most: int) -> list[str]:
    """The first few, and how many more stand in the details; a last one of a line is shown.

    Parameters
    ----------
    items : sequence of str
    most : int

    Returns
    -------
    list of str
    """
    hidden = len(items) - most
    if hidden < 1 or (hidden == 1 and width(items[-1], BODY_SIZE) < _A_LINE):
        return list(items)
    return [*items[:most], f"{hidden} more in the details."]


def one_way(words: str) -> str:
    """Keep words that run from right to left from turning the numbers beside them.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
    """
    turns = any(unicodedata.bidirectional(c) in ("R", "AL") for c in words)
    return f"{_MARK}{words}{_MARK}" if turns else words
