"""Which character separates the cells of a text, and which line holds the headers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest

from backpain_analysis.reading.headers import read_heading
from backpain_analysis.reading.times import hours_of_day_part

#: Separators that are looked for.
DELIMITERS = (",", ";", "\t", "|")

#: Rows looked at to find the header.
ROWS_LOOKED_AT = 60

_SEPARATOR_LINE = re.compile(r"sep=(.)")
_HEADER_LENGTH = 80
_DATA_CELL = re.compile(
    r"[\d.,:/+\s-]*\d[\d.,:/+\s-]*(?:e[+-]?\d+|T[\d:.]+(?:Z|[+-][\d:]+)?)?|true|false", re.I
)

# A runaway quotation mark can make one cell of a whole file.
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Record:
    """One row of cells, and the lines it stands on.

    Attributes
    ----------
    cells : tuple of str
        Stripped.
    first_line, last_line : int
        As an editor counts.
    """

    cells: tuple[str, ...]
    first_line: int
    last_line: int

    @cached_property
    def filled(self) -> int:
        """Number of cells that hold something."""
        return len(self.cells) - self.cells.count("")

    @cached_property
    def trimmed(self) -> tuple[str, ...]:
        """The cells up to the last that holds something."""
        last = len(self.cells)
        while last and not self.cells[last - 1]:
            last -= 1
        return self.cells[:last]


@dataclass(frozen=True)
class Layout:
    """How a text is laid out.

    Attributes
    ----------
    delimiter : str
        What separates the cells.
    header : Record
        The row of headers.
    preamble : tuple of str
        What stands above it.
    known : int
        How many of the headers are known words.
    widest : int
        Cells in the widest row that was looked at.
    """

    delimiter: str
    header: Record
    preamble: tuple[str, ...]
    known: int
    widest: int


def find_layout(head: str, known: Collection[str]) -> Layout | None:
    """Find separator and header of a text.

    Parameters
    ----------
    head : str
        The first lines.
    known : collection of str
        Headers that are known, in lower snake_case.

    Returns
    -------
    Layout or None
        None where there is nothing but blank lines.
    """
    named = _SEPARATOR_LINE.fullmatch(head.split("\n", 1)[0].strip("\r\"' "))
    delimiters = (named[1],) if named else [sign for sign in DELIMITERS if sign in head] or [","]
    layouts = []
    for delimiter in delimiters:
        records = list(islice(read_records(head, delimiter), ROWS_LOOKED_AT))
        header = find_header(records, known)
        if header is not None:
            layout = _layout(records, header, delimiter, known)
            layouts.append((_score(records, layout.known), layout))
    return max(layouts, key=lambda scored: scored[0])[1] if layouts else None


def read_records(text: str, delimiter: str) -> Iterator[Record]:
    """Split a text into rows of cells.

    Parameters
    ----------
    text : str
        Lines ended by LF or CRLF.
    delimiter : str
        What separates the cells; quoted cells may hold it, and newlines.

    Yields
    ------
    Record
        Also for blank lines.
    """
    lines = (line + "\n" for line in text.split("\n"))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != " ")
    last = 0
    for cells in reader:
        yield Record(tuple(cell.strip() for cell in cells), last + 1, reader.line_num)
        last = reader.line_num


def find_header(records: Sequence[Record], known: Collection[str]) -> Record | None:
    """Find the row of headers: the first that holds the most known words.

    Parameters
    ----------
    records : sequence of Record
        The first rows.
    known : collection of str
        Headers that are known, in lower snake_case.

    Returns
    -------
    Record or None
        Without any known word, the first row as wide as most; None where
        all are blank. "Pain" over "AM" and "PM" in the next row is written
        out as "Pain AM" and "Pain PM".
    """
    filled = [record for record in records if record.filled]
    if not filled:
        return None
    usual = _usual_width(filled)
    wide = [record for record in filled if record.filled >= min(2, usual)]
    titled = [record for record in wide if not _holds_data(record)]
    best = max(titled, key=lambda row: (known_words_in(row, known), row.filled), default=filled[0])
    count = known_words_in(best, known)
    # one known word far down may be the name of a measurement in a long file
    if count > 1 or 2 * count >= best.filled or (count and best is wide[0]):
        return _with_groups(records, best)
    return _with_groups(records, next((r for r in filled if 2 * r.filled > usual), filled[0]))


def _with_groups(records: Sequence[Record], header: Record) -> Record:
    """Write out "Pain" over "AM" and "PM", whichever of both rows was taken for the header."""
    at = records.index(header)
    for names in records[at + 1 : at + 2]:
        cells = _grouped(header, names, units=True)
        if cells is not None and not names.cells[0] and not _holds_data(names):
            return Record(cells, header.first_line, names.last_line)
    for groups in records[:at][-1:]:
        cells = _grouped(groups, header, units=False)
        if cells is not None:
            return Record(cells, groups.first_line, header.last_line)
    return header


def _grouped(groups: Record, names: Record, *, units: bool) -> tuple[str, ...] | None:
    """Put parts of the day, and perhaps units, behind the heading over them; None where none."""
    if sum(map(_is_day_part, names.cells)) < 2:
        return None
    cells, over = [], ""
    for group, name in zip_longest(groups.cells, names.cells, fillvalue=""):
        is_part = _is_day_part(name)
        over = group or (over if is_part else "")
        if is_part and not over:
            return None
        cells.append(f"{over} {name}".strip() if is_part or units else name or group)
    return tuple(cells)


def _is_day_part(cell: str) -> bool:
    return hours_of_day_part(cell.strip(" .:")) is not None


def known_words_in(record: Record, known: Collection[str]) -> int:
    """Count the known headers in a row, each once.

    Parameters
    ----------
    record : Record
        The row.
    known : collection of str
        In lower snake_case.

    Returns
    -------
    int
    """
    headings = [read_heading(cell) for cell in record.cells if 0 < len(cell) < _HEADER_LENGTH]
    return len({h.full_name for h in headings if h.name in known or h.full_name in known})


def _holds_data(record: Record) -> bool:
    """A header row holds no dates and numbers, save perhaps one."""
    return sum(bool(_DATA_CELL.fullmatch(cell)) for cell in record.cells) > record.filled // 4


def _usual_width(records: Sequence[Record]) -> int:
    return Counter(record.filled for record in records).most_common(1)[0][0]


def _score(records: Sequence[Record], known: int) -> tuple[int, float, int]:
    """Known headers first; then rows of one width, and wide ones."""
    widths = Counter(len(r.trimmed) for r in records if r.filled)
    width, count = widths.most_common(1)[0]
    return known, count / sum(widths.values()) if width > 1 else 0.0, width


def _layout(
    records: Sequence[Record], header: Record, delimiter: str, known: Collection[str]
) -> Layout:
    above = [record for record in records if record.last_line < header.first_line]
    preamble = tuple(delimiter.join(record.trimmed) for record in above if record.filled)
    widest = max(len(record.cells) for record in records)
    return Layout(delimiter, header, preamble, known_words_in(header, known), widest)
