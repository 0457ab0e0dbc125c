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
from backpain_analysis.report.extra_font import ExtraFont, folder_of
from backpain_analysis.report.figures import Drawn
from backpain_analysis.report.fonts import FAMILIES, Printable, font_folders

_TEMPLATE = Path(__file__).with_name("report.typ")


def typeset(
    content: Mapping[str, Any],
    figures: Mapping[str, Drawn],
    *,
    made: pd.Timestamp,
    font: ExtraFont | None = None,
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
    font : ExtraFont, optional
        For what the typeface of the page lacks.

    Returns
    -------
    bytes
        A PDF that keeps to PDF/UA-1.

    Raises
    ------
    OutputError
        The compiler refused; this is a fault of the template, never of a text.
    """
    stamp = datetime(made.year, made.month, made.day, tzinfo=UTC)
    how: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": stamp}
    if font is None:
        pdf = _compile(content, figures, made, **how)
    else:
        with folder_of(font) as folder:
            pdf = _compile(content, figures, made, font=font, folder=folder, **how)
    return bytes(pdf)


def draw_pages(
    content: Mapping[str, Any], figures: Mapping[str, Drawn], *, made: pd.Timestamp, ppi: float
) -> list[bytes]:
    """Draw the pages as pictures, to be looked at on a screen.

    Parameters
    ----------
    content, figures, made
        As for `typeset`.
    ppi : float
        Sharpness [pixels per inch].

    Returns
    -------
    list of bytes
        A PNG per page.

    Raises
    ------
    OutputError
        As for `typeset`.
    """
    pages = _compile(content, figures, made, format="png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else list(pages)


def _compile(
    content: Mapping[str, Any],
    figures: Mapping[str, Drawn],
    made: pd.Timestamp,
    *,
    font: ExtraFont | None = None,
    folder: str = "",
    **how: Any,
) -> Any:
    import typst

    fonts = _fonts(folder) if folder else _own_fonts()
    more = frozenset() if font is None else font.characters
    data = printable(content, more) | {
        "font": [*FAMILIES, *sorted(set(fonts.families()) - set(_own_fonts().families()))],
        "lang": "en",
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "figures": {name: {"svg": d.svg, "alt": d.alt} for name, d in figures.items()},
    }
    try:
        return typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            **how,
        )
    except typst.TypstError as error:
        raise OutputError(
            f"The page could not be set: {error.message} Your data are as they were. This is a "
            "fault of this program: please report it with this message."
        ) from error


def printable(content: Mapping[str, Any], more: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Replace what the font lacks, and say so in the foot of page 1.

    Parameters
    ----------
    content : mapping
    more : frozenset of str
        Characters that a font of the person's own has.

    Returns
    -------
    dict
    """
    texts = Printable(more)
    clean: dict[str, Any] = texts.tree(dict(content))
    note = texts.note()
    if note:
        for version in clean["page"]:
            version["foot"].insert(-1, note)
    return clean


@cache
def _own_fonts() -> Any:
    return _fonts()


def _fonts(*folders: str) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*map(str, font_folders()), *folders],
    )
