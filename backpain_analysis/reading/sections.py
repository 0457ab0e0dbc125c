"""Tables that stand one below the other in a text, each beneath a title of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from backpain_analysis.reading.encodings import CleanText
from backpain_analysis.reading.headers import snake_case

_CELLS = re.compile(r"[,;\t|]")
#: A title alone on its line, above the first table or below a blank line.
_TITLE = re.compile(rb"(?:\A\s*|\n[ \t]*\r?\n)(?=[^\s,;\t|][^,;\t|\n]*[,;\t|]*\r?\n[^\r\n])")


def split_tables(
    text: CleanText, stacked: Collection[frozenset[str]]
) -> Iterator[tuple[int, CleanText]]:
    """Split a text into the tables that are stacked in it.

    Parameters
    ----------
    text : CleanText
    stacked : collection of frozenset of str
        Headers, in lower snake_case, that a table has which may be stacked.

    Yields
    ------
    tuple of int and CleanText
        How many lines stand above it, and the table with its title; the whole
        text where its first table is none of those that are stacked.
    """
    starts = _starts(text.data) if _is_stacked(text, stacked) else []
    if len(starts) < 2:
        yield 0, text
        return
    for start, end in zip(starts, [*starts[1:], len(text.data)], strict=True):
        above = text.data.count(b"\n", 0, start)
        yield above, replace(text, data=text.data[start:end], as_on_disk=False)


def _starts(data: bytes) -> list[int]:
    """Find where tables start; what has no headers beneath its title is one with the next such."""
    starts: list[int] = []
    headed = True
    for found in _TITLE.finditer(data):
        below = data[found.end() :].split(b"\n", 2)[1]
        has_headers = _CELLS.search(below.decode("utf-8", "ignore").strip(" ,;|\t\r")) is not None
        if has_headers or headed:
            starts.append(found.end())
        headed = has_headers
    return starts


def _is_stacked(text: CleanText, stacked: Collection[frozenset[str]]) -> bool:
    """Tell by the first table, which a title stands above, whether others may follow."""
    lines = text.data[: 1 << 12].decode("utf-8", "ignore").splitlines()
    filled = [line for line in lines if line.strip(' ,;|\t"')][:2]
    if len(filled) < 2 or _CELLS.search(filled[0].strip(" ,;|\t")):
        return False
    headers = {snake_case(cell) for cell in _CELLS.split(filled[1])}
    return any(signature <= headers for signature in stacked)
