"""From plain content to the bytes of a tagged PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from backpain_analysis.errors import OutputError
from backpain_analysis.report.figures import Drawn
from backpain_analysis.report.fonts import FAMILY, Printable, font_folder

_TEMPLATE = Path(__file__).with_name("report.typ")


def typeset(
    content: Mapping[str, Any], figures: Mapping[str, Drawn], *, made: pd.Timestamp
) -> bytes:
    """Set the page and its details.

    Parameters
    ----------
    content : mapping
        ``paper``, ``title``, ``footer``, ``words``, ``page`` (versions of page
        1, the fullest first) and ``details``: plain strings and numbers.
    figures : mapping of str to Drawn
        The pictures that the content names.
    made : pandas.Timestamp
        Day of the report; the same content and day give the same bytes.

    Returns
    -------
    bytes
        A PDF that keeps to PDF/UA-1.

    Raises
    ------
    OutputError
        The compiler refused; this is a fault of the template, never of a text.
    """
    import typst

    data = printable(content) | {
        "font": FAMILY,
        "lang": "en",
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "figures": {name: {"svg": d.svg, "alt": d.alt} for name, d in figures.items()},
    }
    try:
        return bytes(typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC),
            sys_inputs={"data": json.dumps(data)},
        ))
    except typst.TypstError as error:
        raise OutputError(f"The page could not be set: {error.message}") from error


def printable(content: Mapping[str, Any]) -> dict[str, Any]:
    """Replace what the font lacks, and say so in the foot of page 1.

    Parameters
    ----------
    content : mapping

    Returns
    -------
    dict
    """
    texts = Printable()
    clean = texts.tree(dict(content))
    note = texts.note()
    if note:
        for version in clean["page"]:
            version["foot"].insert(-1, note)
    return clean


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font_folder())],
    )
