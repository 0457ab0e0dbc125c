"""Writing small logbooks for tests."""

from __future__ import annotations

from pathlib import Path

from backpain_analysis.logbook import Logbook, open_logbook

TODAY = "2026-06-30"


def write_logbook(folder: Path, **files: str) -> Path:
    """Write files into a folder: ``diary="..."`` becomes diary.csv."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        ending = ".toml" if name == "settings" else ".csv"
        (folder / f"{name}{ending}").write_text(text, encoding="utf-8", newline="")
    return folder


def logbook(folder: Path, **files: str) -> Logbook:
    """Write files into a folder and open it as a logbook, on a fixed day."""
    return open_logbook(write_logbook(folder, **files), today=TODAY)


def problems(book: Logbook) -> list[tuple[str, int, str]]:
    """List the problems of a logbook as (file, line, column)."""
    table = book.problems
    return [
        (row.file, int(row.line), str(row.column))
        for row in table.dropna(subset=["line"]).itertuples()
    ]
