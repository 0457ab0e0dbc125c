"""A diary and a stretching sheet to print, two weeks a page."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from typing import Any, Literal

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.doses import say_dose
from backpain_analysis.templates.choices import (
    DIARY_HEADER,
    column_of,
    name_of,
    stretches_offered,
    to_write,
)
from backpain_analysis.wording import say_cautions, typographic

Paper = Literal["a4", "us-letter"]

#: Columns that paper asks about in its own words: question, and what to write.
_ASKED = {
    "pain": ("Average pain", "0-10"),
    "worst_pain": ("Worst pain", "0-10"),
    "leg_pain": ("Leg pain", "0-10"),
    "below_knee": ("Below the knee?", "yes / no"),
    "flare": ("A flare-up?", "yes / no"),
    "lifting": ("Lifted 10 lb / 4.5 kg?", "yes / no"),
    "sleep_hours": ("Sleep last night", "hours"),
}
#: Columns that share the last, wide box, or are the first one.
_ELSEWHERE = ("date", "time", "location", "quality", "blamed", "medication", "notes")
_LAST = ("Where, what it felt like, medicine, notes", "")
_LAST_WIDTH = 4.2
_BLANK_EXERCISES = 4
#: More would not fit on the page.
_MOST_EXERCISES = 14
# Always the same, so that the same version prints the same bytes.
_MADE = datetime(2025, 1, 1, tzinfo=UTC)


def set_paper_diary(paper: Paper = "a4", columns: Sequence[str] = DIARY_HEADER) -> bytes:
    """Set a diary of two weeks, to print as often as needed.

    Parameters
    ----------
    paper : {"a4", "us-letter"}
    columns : sequence of str
        Headers of the diary.

    Returns
    -------
    bytes
        A PDF of one page.
    """
    names = {header: name_of(header) for header in columns}
    asked = [_question(header) for header, name in names.items() if name not in _ELSEWHERE]
    widths = [1.0] * len(asked) + [_LAST_WIDTH]
    questions = [
        {"ask": ask, "write": write, "width": width}
        for (ask, write), width in zip([*asked, _LAST], widths, strict=True)
    ]
    scales = " and ".join(["Pain", *(["stress"] if "stress" in names.values() else [])])
    return _typeset("paper_diary.typ", {"paper": paper, "questions": questions, "scales": scales})


def _question(header: str) -> tuple[str, str]:
    column = column_of(header)
    ask = column.label[:1].upper() + column.label[1:] if header in DIARY_BY_NAME else header
    return _ASKED.get(header, (ask, to_write(column)))


def set_paper_stretches(paper: Paper = "a4", asked: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Set a stretching sheet of two weeks.

    Parameters
    ----------
    paper : {"a4", "us-letter"}
    asked : sequence of mapping of str to str
        What the plan asks for, from `asked_for.asked_on`; none: the stretches
        of the catalogue, without a dose.

    Returns
    -------
    bytes
        A PDF of one page.
    """
    rows = [
        (row["exercise"], _amount(row), math.ceil(float(row.get("times_per_day", "1"))))
        for row in asked[:_MOST_EXERCISES]
    ]
    rows = rows or [(stretch.name, "", 1) for stretch in stretches_offered()]
    rows += [("", "", 1)] * _BLANK_EXERCISES
    _, further_down_the_leg = say_cautions()
    exercises = [
        {"name": typographic(name), "dose": dose, "times": times} for name, dose, times in rows
    ]
    data = {"paper": paper, "exercises": exercises, "caution": further_down_the_leg}
    return _typeset("paper_stretches.typ", data)


def _amount(row: Mapping[str, str]) -> str:
    """Say dose, side, how often and notes: "2x12; 2 times a day; 5 days a week"."""
    side = {"both": "each side", "left": "left", "right": "right"}.get(row.get("side", ""), "")
    times, days = row.get("times_per_day", "1"), row.get("days_per_week", "7")
    often = "" if times == "1" else f"{times} times a day"
    week = "" if days == "7" else f"{days} days a week"
    return "; ".join(part for part in (say_dose(row), side, often, week, row.get("notes")) if part)


def _typeset(template: str, data: dict[str, Any]) -> bytes:
    import typst

    from backpain_analysis.report.fonts import FAMILIES, Printable, font_folders

    fonts: Any = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*map(str, font_folders())],
    )
    source = resources.files(__package__).joinpath(template).read_bytes()
    return bytes(typst.compile(
        source,
        font_paths=fonts,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=_MADE,
        sys_inputs={"data": json.dumps(Printable().tree(data) | {"font": FAMILIES})},
    ))  # fmt: skip
