"""How large, long and wide a file may be: far more than a diary needs, and said where not."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from backpain_analysis.errors import LogbookError

#: Largest settings.toml that is read [bytes].
LARGEST_SETTINGS = 256 * 2**10
#: Longest line of a text file [bytes].
LONGEST_LINE = 2**20
#: Most columns of a table.
MOST_COLUMNS = 1_000
#: Largest spreadsheet that is read: the file, and what it unpacks to [bytes].
LARGEST_SHEET = 50 * 2**20
LARGEST_UNPACKED = 500 * 2**20
#: Most rows of a sheet, as spreadsheet programs have it, and most cells of all sheets together.
MOST_ROWS = 2**20
MOST_CELLS = 5_000_000

_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PIECE = 2**20
_OVERLAP = 16
_AS_CSV = "Save the table that holds the diary as CSV (UTF-8)."


def refuse_name(name: str) -> None:
    """Refuse a file whose name cannot be shown in one line.

    Parameters
    ----------
    name : str

    Raises
    ------
    LogbookError
        It holds a line end, another control character or broken bytes.
    """
    if _UNSHOWN.search(name):
        shown = _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", name)
        raise LogbookError(
            f"The name '{shown}' holds a character that cannot be shown. Rename the file."
        )


def why_not_opened(path: Path, endings: tuple[str, ...]) -> str | None:
    """Say why something in a logbook is not opened at all.

    Parameters
    ----------
    path : pathlib.Path
    endings : tuple of str
        Of files that are read.

    Returns
    -------
    str or None
        None for a file, and for a link to a file of such an ending.
    """
    if path.is_symlink() and not path.exists():
        return "this link leads nowhere, so nothing was read. Take it out, or mend it."
    if not path.is_file():
        return "this is no file but a pipe or a device, and was not read. Take it out."
    if path.is_symlink() and path.resolve().suffix.lower() not in endings:
        return (
            f"this link leads to a file that is no table by its name ('{path.resolve().name}'), "
            f"and was not read. Links to {', '.join(endings)} are followed."
        )
    return None


def refuse_long_lines(data: bytes, file: str) -> None:
    """Refuse a text with a line that no diary has.

    Parameters
    ----------
    data : bytes
    file : str
        Its name, for the error.

    Raises
    ------
    LogbookError
        A line is longer than `LONGEST_LINE`.
    """
    at = 0
    while len(data) - at > LONGEST_LINE:
        end = data.rfind(b"\n", at, at + LONGEST_LINE + 1)
        if end < 0:
            line = data.count(b"\n", 0, at) + 1
            raise LogbookError(
                f"{file}, line {line}, is longer than {LONGEST_LINE:,} bytes, and cannot be a row "
                "of a diary. See whether the line ends were lost, and export the file again."
            )
        at = end + 1


def refuse_many_columns(columns: int, file: str) -> None:
    """Refuse a table that is wider than any diary.

    Parameters
    ----------
    columns : int
    file : str
        Its name, for the error.

    Raises
    ------
    LogbookError
        It has more than `MOST_COLUMNS`.
    """
    if columns > MOST_COLUMNS:
        raise LogbookError(
            f"{file} has {columns:,} columns. Tables with up to {MOST_COLUMNS:,} columns are read: "
            "take out those that are not about you and your back."
        )


def refuse_archive(data: bytes, file: str) -> None:
    """Refuse a spreadsheet that unpacks to more than it may, or that refers to anything outside.

    Parameters
    ----------
    data : bytes
        Content of an .xlsx file.
    file : str
        Its name, for the error.

    Raises
    ------
    LogbookError
        It is too large, or declares entities, by which XML expands and loads other files.
    zipfile.BadZipFile
        It is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
        if len(data) > LARGEST_SHEET or unpacked > LARGEST_UNPACKED:
            raise LogbookError(
                f"{file} is too large for a spreadsheet ({len(data) / 2**20:,.0f} MB, unpacked "
                f"{unpacked / 2**20:,.0f} MB; up to {LARGEST_SHEET // 2**20} MB and "
                f"{LARGEST_UNPACKED // 2**20} MB are read). {_AS_CSV}"
            )
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        if any(holds(archive, name, _ENTITY) for name in names):
            raise LogbookError(
                f"{file} declares entities of its own, which no spreadsheet program writes and "
                f"which could load other files. It was not read. {_AS_CSV}"
            )


def holds(archive: zipfile.ZipFile, name: str, what: re.Pattern[bytes]) -> bool:
    """Tell whether a part of an archive holds something short, a piece at a time.

    Parameters
    ----------
    archive : zipfile.ZipFile
    name : str
        Of the part.
    what : re.Pattern
        Matches 16 bytes at most.

    Returns
    -------
    bool
    """
    with archive.open(name) as part:
        before = b""
        while piece := part.read(_PIECE):
            if what.search(before + piece):
                return True
            before = piece[-_OVERLAP:]
    return False


def refuse_large_sheet(rows: int, columns: int, cells: int, file: str) -> None:
    """Refuse a sheet as soon as it has more than it may.

    Parameters
    ----------
    rows, columns, cells : int
        So far: rows of the sheet, cells of this row, cells of all sheets.
    file : str
        Its name, for the error.

    Raises
    ------
    LogbookError
        More than `MOST_ROWS`, `MOST_COLUMNS` or `MOST_CELLS`.
    """
    refuse_many_columns(columns, file)
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise LogbookError(
            f"{file} holds more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells. {_AS_CSV}"
        )
