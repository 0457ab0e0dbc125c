"""The blank diary as a spreadsheet that refuses what cannot be meant."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from backpain_analysis.columns import LOCATIONS, QUALITIES, ROUTINE, Column
from backpain_analysis.exercises import load_catalogue
from backpain_analysis.templates.choices import column_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

#: Rows that are checked; beyond them everything still works, without the checks.
ROWS = 2000
#: Longest text that Excel takes for a list to choose from.
_LONGEST_LIST = 255
_SHAPES = {"date": "yyyy-mm-dd", "time": "hh:mm"}
_YES_NO = ("yes", "no")
_CHOICES = {
    "below_knee": _YES_NO,
    "flare": _YES_NO,
    "lifting": _YES_NO,
    "done": ("yes", "partly", "no"),
    "side": ("left", "right", "both"),
}
_HINTS = {
    "location": "One or more of: " + ", ".join(LOCATIONS) + ". Put ; between them.",
    "quality": "One or more of: " + ", ".join(QUALITIES) + ". Put ; between them.",
    "blamed": "What you think set it off, in your own words. Put ; between several.",
    "medication": "What you took, in your own words.",
    "notes": "Anything else, in your own words.",
    "time": "Only if you make several entries a day, as in 07:30.",
    "reason_stopped": "Why you stopped early, in your own words.",
}


def make_spreadsheet(diary_header: Iterable[str], planned: Iterable[str] = ()) -> bytes:
    """Make the blank diary and stretching log as a workbook.

    Parameters
    ----------
    diary_header : iterable of str
        Headers of the diary: names of ours, or the person's own.
    planned : iterable of str
        Exercises of the person's plan, which stand first among those to choose from.

    Returns
    -------
    bytes
        An .xlsx file with the sheets "diary" and "routine".
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    exercises = _to_choose([*planned, *(exercise.name for exercise in load_catalogue())])
    _add_sheet(book, "diary", [column_of(name) for name in diary_header], exercises)
    _add_sheet(book, "routine", ROUTINE, exercises)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _to_choose(names: Iterable[str]) -> str:
    """As many names as a list to choose from holds; no comma or quotation mark can be in it."""
    kept = ""
    for name in dict.fromkeys(names):
        longer = f"{kept},{name}".removeprefix(",")
        if not {",", '"'} & {*name} and len(longer) <= _LONGEST_LIST:
            kept = longer
    return kept


def _add_sheet(book: Workbook, title: str, columns: Iterable[Column], exercises: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        head = sheet.cell(1, number, column.name)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8E8E8")
        head.alignment = Alignment(horizontal="center", wrap_text=True)
        sheet.column_dimensions[letter].width = 40 if column.name == "notes" else 15
        check = _check(column, exercises)
        check.add(f"{letter}2:{letter}{ROWS + 1}")
        sheet.add_data_validation(check)
        if column.kind in _SHAPES:
            sheet.column_dimensions[letter].number_format = _SHAPES[column.kind]


def _check(column: Column, exercises: str) -> DataValidation:
    """What a column lets in, with the words that say so."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.name in _CHOICES:
        choices = _CHOICES[column.name]
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"')
        hint = "Choose " + " or ".join((", ".join(choices[:-1]), choices[-1])) + "."
    elif column.name == "exercise":
        rule = DataValidation(type="list", formula1=f'"{exercises}"', errorStyle="warning")
        hint = "Choose one, or write the name of another."
    elif column.kind == "date":
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        hint = "The day, as in 2025-03-02."
    elif column.kind in {"number", "hours", "minutes"}:
        rule, hint = _number_check(column)
    else:
        rule, hint = DataValidation(), _HINTS.get(column.name, "Yes or no, or a number.")
    rule.allow_blank = True
    title = column.name[:32]  # the longest that Excel takes
    rule.promptTitle, rule.prompt, rule.showInputMessage = title, hint, bool(hint)
    rule.errorTitle, rule.error, rule.showErrorMessage = title, hint, True
    return rule


def _number_check(column: Column) -> tuple[DataValidation, str]:
    from openpyxl.worksheet.datavalidation import DataValidation

    unit = "" if column.unit in {"", "points"} else f" {column.unit}"
    if column.low is None:  # of the person's own, such as degrees
        rule = DataValidation(type="decimal", operator="greaterThan", formula1="-1000000")
        return rule, f"A number{unit and ':' + unit}."
    low = column.low
    if column.high is None:
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1=f"{low:g}")
        return rule, f"A number, {low:g} or more{unit and ':' + unit}."
    rule = DataValidation(
        type="decimal", operator="between", formula1=f"{low:g}", formula2=f"{column.high:g}"
    )
    return rule, f"A number from {low:g} to {column.high:g}{unit}."
