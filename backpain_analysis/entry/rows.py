"""Rows of text put into a file whose every other byte stays as it is."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from backpain_analysis.entry.place import Place, places_of_headers
from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.guards import guarded, unguarded

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def with_rows(place: Place, rows: Sequence[Mapping[str, str]]) -> tuple[bytes, tuple[int, ...]]:
    """Add rows to the bytes of a file.

    Parameters
    ----------
    place : Place
    rows : sequence of mapping of str to str
        Header -> text of the cell; other cells stay blank.

    Returns
    -------
    bytes, tuple of int
        The file with the rows beneath the last, or beneath the header where
        the newest stands first; and the lines on which they begin.

    Raises
    ------
    LogbookError
        The file's encoding has no sign for something that was typed.
    """
    codec = _codec(place)
    newline = _line_end(place.data, codec)
    cells = [_cells(place, row) for row in rows]
    at, line = _where(place, codec, newline)
    lead = "" if _ends_a_line(place.data[:at], codec) else newline
    quoting: Literal[0, 1] = csv.QUOTE_ALL if _quotes_all(place) else csv.QUOTE_MINIMAL
    texts = _texts(place, cells if line is None else cells[::-1], newline, quoting)
    first = _lines_in(place.data[:at], codec) + 1
    starts = np.cumsum([first, *(_line_count(text) for text in texts)])[:-1]
    added = _encoded(lead + "".join(texts), codec, place)
    lines = tuple(int(start) for start in (starts if line is None else starts[::-1]))
    return place.data[:at] + added + place.data[at:], lines


def with_cells(
    place: Place, line: int, cells: Mapping[str, str]
) -> tuple[bytes, Mapping[str, str]]:
    """Put other cells into a row of a file; every other byte stays.

    Parameters
    ----------
    place : Place
    line : int
        Of the row.
    cells : mapping of str to str
        Header -> text.

    Returns
    -------
    bytes, mapping of str to str
        The file, and what stood in these cells.

    Raises
    ------
    LogbookError
        The file's encoding has no sign for something that was typed, or the row is not one line
        with one cell for each header.
    """
    codec, at = _codec(place), places_of_headers(place.layout, place.table.header)
    strays = "surrogateescape" if codec == "utf-8" else "replace"
    text = place.data.decode(codec, strays)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    row = lines[line - 1] if line <= len(lines) else '"'
    body = row.rstrip("\r\n")
    fields = _fields(body, place.layout.delimiter)
    surplus = any(map(str.strip, fields[len(place.layout.header.cells) :]))
    if not fields or surplus or text.encode(codec, strays) != place.data:
        raise LogbookError(
            f"Nothing was written: line {line} of {place.path.name} is not one line with a cell "
            "under each header. Correct it there, in an editor or spreadsheet."
        )
    fields += [""] * (1 + max(at[header] for header in cells) - len(fields))
    was = {header: _content(fields[at[header]]) for header in cells}
    for header, text in cells.items():
        fields[at[header]] = _exchanged(place, fields[at[header]], text, codec)
    lines[line - 1] = place.layout.delimiter.join(fields) + row[len(body) :]
    return "".join(lines).encode(codec, strays), was


def _fields(row: str, delimiter: str) -> list[str]:
    """Split a row into cells as they stand, with marks and blanks; none where it goes on below."""
    sign = re.escape(delimiter)
    cell = re.compile(f' *(?:"(?:[^"]|"")*" *|[^" {sign}][^{sign}]*)?(?={sign}|\\Z)')
    found, at = [], 0
    while at <= len(row) and (cell_here := cell.match(row, at)):
        found.append(cell_here[0])
        at = cell_here.end() + 1
    return found if at > len(row) else []


def _content(field: str) -> str:
    text = field.strip()
    text = text[1:-1].replace('""', '"').strip() if text[:1] == '"' else text
    return unguarded(text)


def _exchanged(place: Place, field: str, text: str, codec: str) -> str:
    """Another text for a cell, in quotation marks where it has them, with the blanks around it."""
    old = field.strip(" ")
    if not text and old[:1] != '"':
        return ""
    quoting: Literal[0, 1] = csv.QUOTE_ALL if old[:1] == '"' else csv.QUOTE_MINIMAL
    (new,) = _texts(place, [[guarded(text)]], "\n", quoting)
    _encoded(new, codec, place)
    lead, _, trail = field.partition(old) if old else ("", "", "")
    return lead + new[:-1] + trail


def _cells(place: Place, row: Mapping[str, str]) -> list[str]:
    at = places_of_headers(place.layout, place.table.header)
    cells = [""] * len(place.layout.header.cells)
    for header, text in row.items():
        cells[at[header]] = guarded(text)
    return cells


def _texts(
    place: Place, rows: Sequence[Sequence[str]], newline: str, quoting: Literal[0, 1]
) -> list[str]:
    """Each row as a line of text."""
    texts = []
    for row in rows:
        text = io.StringIO(newline="")
        delimiter = place.layout.delimiter
        csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerow(row)
        texts.append(text.getvalue())
    return texts


def _quotes_all(place: Place) -> bool:
    lines = [line for line in place.data.replace(b"\0", b"").splitlines() if line.strip()]
    last = lines[-1].strip() if lines else b""
    cells = len(place.layout.header.cells)
    return last[:1] == last[-1:] == b'"' and last.count(b'"') >= 2 * cells > 2


def _codec(place: Place) -> str:
    """The encoding of the file; pure ASCII, and UTF-8 with a stray letter, go on in UTF-8."""
    encoding = place.table.encoding
    return "utf-8" if encoding.startswith("utf-8") else encoding


def _encoded(text: str, codec: str, place: Place) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        sign = text[error.start]
        raise LogbookError(
            f"{place.path.name} is saved as {codec}, which has no '{sign}'. Nothing was written. "
            "Leave the sign out, or save the file as UTF-8."
        ) from error


def _line_end(data: bytes, codec: str) -> str:
    """What ends most lines; where there is only one line, what ends it."""
    returns, feeds = (data.count(sign.encode(codec)) for sign in ("\r", "\n"))
    both = data.count("\r\n".encode(codec))
    if both * 2 > max(returns, feeds) or (not returns and not feeds):
        return "\r\n"
    return "\n" if feeds >= returns else "\r"


def _ends_a_line(data: bytes, codec: str) -> bool:
    return not _without_mark(data) or data.endswith(tuple(s.encode(codec) for s in "\r\n"))


def _without_mark(data: bytes) -> bytes:
    return next((data[len(mark) :] for mark in _BOMS if data.startswith(mark)), data)


def _lines_in(data: bytes, codec: str) -> int:
    """Count lines as an editor does, a last one without an end too."""
    if not data:
        return 0
    text = _without_mark(data).decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.count("\n") + bool(text and not text.endswith("\n"))


def _line_count(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _where(place: Place, codec: str, newline: str) -> tuple[int, int | None]:
    """The byte at which rows go in, and the line above it unless that is the last."""
    if not goes_on_top(place):
        return len(place.data), None
    sign = newline[-1].encode(codec)
    at = 0
    for _ in range(place.layout.header.last_line):
        at = place.data.index(sign, at) + len(sign)
    return at, place.layout.header.last_line


def goes_on_top(place: Place) -> bool:
    """Tell whether a new row stands above the others: where the newest come first.

    Parameters
    ----------
    place : Place

    Returns
    -------
    bool
    """
    days = place.part.frame.sort_values("line", kind="stable")["date"]
    steps = days.diff().dropna().dt.days  # a day that was written later is out of order
    return bool((steps < 0).sum() > (steps > 0).sum()) and _codec(place) not in _WIDE
