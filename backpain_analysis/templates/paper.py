"""A diary and a stretching sheet to print, two weeks a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import resources
from typing import Any, Literal

from backpain_analysis.exercises import load_catalogue
from backpain_analysis.wording import say_cautions

Paper = Literal["a4", "us-letter"]

#: What is asked of each day: question, what to write, and width relative to the others.
QUESTIONS = (
    ("Average pain", "0-10", 1.0),
    ("Worst pain", "0-10", 1.0),
    ("Leg pain", "0-10", 1.0),
    ("Below the knee?", "yes / no", 1.0),
    ("A flare?", "yes / no", 1.0),
    ("Sitting", "hours", 1.0),
    ("Lifted 10 lb / 4.5 kg?", "yes / no", 1.0),
    ("Sleep last night", "hours", 1.0),
    ("Stress", "0-10", 1.0),
    ("Walking", "minutes", 1.0),
    ("Where, what it felt like, medicine, notes", "", 4.2),
)
_BLANK_EXERCISES = 4
# Always the same, so that the same version prints the same bytes.
_MADE = datetime(2025, 1, 1, tzinfo=UTC)


def set_paper_diary(paper: Paper = "a4") -> bytes:
    """Set a diary of two weeks, to print as often as needed.

    Parameters
    ----------
    paper : {"a4", "us-letter"}

    Returns
    -------
    bytes
        A PDF of one page.
    """
    questions = [{"ask": ask, "write": write, "width": width} for ask, write, width in QUESTIONS]
    return _typeset("paper_diary.typ", {"paper": paper, "questions": questions})


def set_paper_stretches(paper: Paper = "a4") -> bytes:
    """Set a stretching sheet of two weeks with the stretches of the catalogue.

    Parameters
    ----------
    paper : {"a4", "us-letter"}

    Returns
    -------
    bytes
        A PDF of one page.
    """
    names = [exercise.name for exercise in load_catalogue() if exercise.kind == "stretch"]
    _, further_down_the_leg = say_cautions()
    rows = names + [""] * _BLANK_EXERCISES
    return _typeset(
        "paper_stretches.typ",
        {"paper": paper, "exercises": rows, "caution": further_down_the_leg},
    )


def _typeset(template: str, data: dict[str, Any]) -> bytes:
    import typst

    from backpain_analysis.report.fonts import FAMILY, font_folder

    fonts: Any = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font_folder())],
    )
    source = resources.files(__package__).joinpath(template).read_bytes()
    return bytes(typst.compile(
        source,
        font_paths=fonts,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=_MADE,
        sys_inputs={"data": json.dumps(data | {"font": FAMILY})},
    ))  # fmt: skip
