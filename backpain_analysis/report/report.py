"""The therapist's report: everything computed once, three files written at the end."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.errors import OutputError
from backpain_analysis.logbook import Logbook
from backpain_analysis.report.answers import Answers, answer
from backpain_analysis.report.appendix import log_rows
from backpain_analysis.report.content import LOW, TEXT_WIDTH, page_versions
from backpain_analysis.report.described import describe
from backpain_analysis.report.details import details
from backpain_analysis.report.extra_font import read_font
from backpain_analysis.report.figures import Drawn
from backpain_analysis.report.numbers import report_numbers
from backpain_analysis.report.pictures import pictures
from backpain_analysis.report.typeset import draw_pages, typeset
from backpain_analysis.report.webpage import make_html
from backpain_analysis.writing import make_private, write_files

#: What the page is called.
TITLE = "Back-pain diary"


@dataclass(frozen=True)
class Report:
    """A report that has been written.

    Attributes
    ----------
    pdf : pathlib.Path
        The page for the therapist, with its details.
    html : pathlib.Path
        The same for a browser.
    json : pathlib.Path
        Every number on it, unrounded.
    numbers : dict
        What ``json`` holds.
    answers : Answers
        The results behind it.
    content : dict
        What is set, as for `typeset`.
    figures : mapping of str to Drawn
        The pictures in it.
    """

    pdf: Path
    html: Path
    json: Path
    numbers: dict[str, Any]
    answers: Answers
    content: dict[str, Any]
    figures: Mapping[str, Drawn]


def write_report(
    book: Logbook,
    out: str | os.PathLike[str] = "reports",
    *,
    today: date | None = None,
    paper: str = "a4",
    appendix: bool = False,
    notes: bool = False,
    font: str | os.PathLike[str] | None = None,
    twin: bool = False,
) -> Report:
    """Write report.pdf, report.html and report.json of a logbook.

    All are made in memory first, written under other names and then renamed:
    a report of an earlier day stays whole until the new one is complete.

    Parameters
    ----------
    book : Logbook
    out : path
        Folder; made where it does not exist.
    today : date, optional
        Day of the report; default the logbook's own.
    paper : {"a4", "us-letter"}
    appendix : bool
        With the dated log.
    notes : bool
        With the dated log and the notes in it.
    font : path, optional
        Font file for letters that the page's typeface lacks.
    twin : bool
        With what would be claimed, and found, in simulated diaries like this
        one; takes a while.

    Returns
    -------
    Report

    Raises
    ------
    NotEnoughData
        No day of the period has pain.
    OutputError
        The folder cannot be written to, the paper is not known, or the font is none.
    """
    if paper not in TEXT_WIDTH:
        raise OutputError(f"Unknown paper '{paper}'. Use one of: {', '.join(TEXT_WIDTH)}.")
    extra = None if font is None else read_font(font)
    folder = _folder(Path(out))
    answers = answer(book, today=None if today is None else pd.Timestamp(today), twin=twin)
    numbers = numbers_of(answers)
    if appendix or notes:
        numbers["appendix"] = log_rows(answers, notes=notes)
    content, drawn = _page(answers, numbers, paper)
    text = json.dumps(numbers, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    made = {
        "report.pdf": typeset(content, drawn, made=answers.made, font=extra),
        "report.html": make_html(content, drawn).encode(),
        "report.json": text.encode(),
    }
    pdf, html, plain = _write(folder, made)
    return Report(pdf, html, plain, numbers, answers, content, drawn)


def numbers_of(answers: Answers) -> dict[str, Any]:
    """Give all that report.json holds.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    dict
        The keys of the results, ``described`` for what the page counts, and
        ``appendix``, None until it is asked for.
    """
    return report_numbers(answers) | {"described": describe(answers), "appendix": None}


def make_pdf(answers: Answers, numbers: Mapping[str, Any], *, paper: str = "a4") -> bytes:
    """Set the report.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        From `numbers_of`.
    paper : {"a4", "us-letter"}

    Returns
    -------
    bytes
    """
    content, drawn = _page(answers, numbers, paper)
    return typeset(content, drawn, made=answers.made)


def draw_page(report: Report, *, ppi: float = 110.0) -> bytes:
    """Draw page 1 of a report as a picture, for a screen.

    Parameters
    ----------
    report : Report
    ppi : float
        Sharpness [pixels per inch].

    Returns
    -------
    bytes
        A PNG.
    """
    return draw_pages(report.content, report.figures, made=report.answers.made, ppi=ppi)[0]


def _page(
    answers: Answers, numbers: Mapping[str, Any], paper: str
) -> tuple[dict[str, Any], dict[str, Drawn]]:
    """What stands on the page, and its pictures."""
    period = answers.period_said
    content = {
        "paper": paper,
        "title": TITLE,
        "footer": f"{TITLE}, {period}",
        "words": {"page": "Page", "of": "of", "details": "Details"},
        "page": page_versions(answers, numbers, paper=paper),
        "details": details(answers, numbers),
    }
    width, low = TEXT_WIDTH[paper], LOW[paper]
    return content, pictures(answers, numbers["described"], width=width, low=low)


def _folder(folder: Path) -> Path:
    try:
        make_private(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"'{folder}' is not a folder. Choose another with --out.") from error
    except OSError as error:
        raise _not_writable(folder, error) from error
    return folder


def _write(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    try:
        return write_files(folder, contents)
    except OSError as error:
        raise _not_writable(folder, error) from error


def _not_writable(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or type(error).__name__
    return OutputError(
        f"Cannot write to '{folder}' ({reason}). Close the report if it is open elsewhere, or "
        "choose another folder with --out."
    )
