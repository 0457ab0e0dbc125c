# ruff: noqa: E501 - the lines of made-up files are as long as they are
"""What is fuzzed, and the inputs it begins with."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from backpain_analysis import errors, logbook
from backpain_analysis.reading import cells, settings, tables, values
from backpain_analysis.report import answers, report
from tests.apps import (
    test_activity_log,
    test_any_cells,
    test_bearable,
    test_daylio,
    test_fitbit,
    test_fitnotes,
    test_flaredown,
    test_google_forms,
    test_hevy,
    test_loop,
    test_migraine_buddy,
    test_nomie,
    test_strong,
    test_taplog,
    test_visible,
)  # fmt: skip

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 6, 30)

#: Marks the beginning of a file in an input of several: name, then content.
FILE = b"\n==== "

WORDS = [
    "date", "pain", "time", "sitting_hours", "exercise", "done", "times_per_day", "notes", "name",
    "value", "2026-03-01", "03/04/2026", "1.4.26", "2026-03-01T18:30:00.000Z", "1772386200", "5 Mar",
    "5th Mar 2026", "yes", "no", "x", "7,5", "1.234,5", "1e999", "-0", "nan", "inf", "7h 30m", "90 min",
    "1:30", "12:61", "24:00", "am", "evening", "3/10", "5-6", ">8", "~4", "½", "٣", "４", "\u202e", "\u2028",
    "\x00", "\ufeff", '"', '""', ";", "\t", "|", ",", "\r", "\r\n", "\n", "cat-cow 2x12", "plank 30s",
    "(0-10)", "(hrs)", "(yes/no)", "(list)", "(pain)", "[columns]", "[scales]", "[absent_means_no]",
    'label = "x"', "lags = [0, 1]", "outcome", "factors", "visits = [2026-03-01]", "on", "off",
    "condition", "counts", "pair", "block", "seed", "=1+1", "<v>", "<c r=\"A1\" t=\"s\">", "<row>",
    "9999-12-31", "0001-01-01", "1900-02-29", "=", "#", "//", "--", "é", "\xff",
]  # fmt: skip


@dataclass(frozen=True)
class Target:
    """One thing to feed: what it does with an input, and what it begins with."""

    feed: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


@cache
def place() -> Path:
    """A folder in memory, where there is one."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def _put(name: str, data: bytes) -> Path:
    path = place() / name
    path.write_bytes(data)
    return path


def _apart(data: bytes) -> list[tuple[str, bytes]]:
    """Take an input of several files apart."""
    found = []
    for part in (b"\n" + data.removeprefix(b"\n")).split(FILE)[1:]:
        name, _, content = part.partition(b"\n")
        safe = re.sub(r"[^\w. -]", "_", name.decode("utf-8", "replace"))[:40].strip(". ")
        found.append((safe or "x.csv", content))
    return found


def one_file(name: str, content: str) -> bytes:
    """Write a file as a part of an input."""
    return FILE + name.encode() + b"\n" + content.encode()


# ---- the targets


def feed_settings(data: bytes) -> None:
    """settings.toml."""
    path = _put("settings.toml", data)
    try:
        settings.read_settings(path)
    except errors.BackpainError as error:
        str(error)


def feed_cells(data: bytes) -> None:
    """Cells, one a line, read as every kind of value."""
    lines = data.decode("utf-8", "replace").split("\n")[:40]
    text = values.as_text([line.strip() or None for line in lines])
    for read in _CELLS:
        try:
            read(text)
        except errors.BackpainError as error:
            str(error)


_CELLS: tuple[Callable[..., object], ...] = (
    lambda text: values.parse_dates(text, day_first=None, latest=TODAY),
    lambda text: values.parse_dates(text, day_first=True, latest=TODAY),
    values.parse_times,
    values.parse_yes_no,
    values.parse_lists,
    lambda text: values.parse_numbers(text, decimal=values.decide_decimal([text], ",")),
    lambda text: values.parse_numbers(text, decimal=",", low=0, high=10),
    lambda text: values.parse_durations(text, unit="hours"),
    lambda text: values.parse_durations(text, unit="minutes", decimal=","),
    cells.as_written,
)


def feed_table(data: bytes) -> None:
    """A text file, to cells."""
    path = _put("diary.csv", data)
    try:
        for table in tables.read_tables(path):
            len(table.cells)
    except errors.BackpainError as error:
        str(error)


def feed_sheet(data: bytes) -> None:
    """A spreadsheet: the XML of its sheet, or after "PK" the whole archive."""
    packed = data if data.startswith(b"PK") else workbook(data)
    path = _put("diary.xlsx", packed)
    try:
        logbook.look_into(path, today=TODAY)
    except errors.BackpainError as error:
        str(error)


def feed_file(data: bytes) -> None:
    """One file of any kind, to what was understood of it."""
    for name, content in _apart(data)[:1]:
        path = _put(name, content)
        try:
            logbook.look_into(path, today=TODAY)
        except errors.BackpainError as error:
            str(error)
        finally:
            path.unlink()


def feed_whole(data: bytes) -> None:
    """A logbook, to the text of report.json."""
    with tempfile.TemporaryDirectory(dir=place()) as folder:
        for name, content in _apart(data)[:5]:
            (Path(folder) / name).write_bytes(content)
        try:
            book = logbook.open_logbook(folder, today=TODAY)
            numbers = report.numbers_of(answers.answer(book))
            json.dumps(numbers, allow_nan=False)
        except errors.BackpainError as error:
            str(error)


# ---- what they begin with

SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>pain</t></is></c>
<c r="C1" t="str"><v>lifting</v></c><c r="D1" t="str"><v>mood</v></c><c r="E1" t="str"><v>notes</v></c></row>
<row r="2"><c r="A2" s="1"><v>46082</v></c><c r="B2"><v>4.5</v></c></row>
<row r="3"><c r="A3" t="d"><v>2026-03-02</v></c><c r="B3" t="str"><f>2+3</f><v>5</v></c><c r="C3" t="b"><v>1</v></c>
<c r="D3" t="e"><v>#N/A</v></c><c r="E3" t="s"><v>0</v></c></row></sheetData>
<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>"""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"
Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/>
<Relationship Id="rId3" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>
<sheet name="diary" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>
<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"
applyNumberFormat="1"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>""",
    "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>notes</t></si><si><r><t>a</t></r></si></sst>',
}


def workbook(sheet: bytes, **more: bytes) -> bytes:
    """Pack the XML of a sheet into an .xlsx file.

    Parameters
    ----------
    sheet : bytes
    **more : bytes
        Other parts by their name, in place of the usual ones.

    Returns
    -------
    bytes
    """
    parts = {name: text.encode() for name, text in _PARTS.items()}
    parts |= {"xl/worksheets/sheet1.xml": sheet} | more
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def app_files() -> list[bytes]:
    """One small export of every app, and headers of all versions."""
    modules = (
        test_activity_log, test_bearable, test_daylio, test_fitbit, test_fitnotes, test_flaredown,
        test_google_forms, test_hevy, test_loop, test_migraine_buddy, test_nomie, test_strong,
        test_taplog, test_visible,
    )  # fmt: skip
    texts = [
        t
        for m in modules
        for t in vars(m).values()
        if isinstance(t, str) and t.count(",") > 2 and "\n" in t
    ]
    rows = "2026-03-01,2026-03-01,7,Symptom,2,Back pain (Mild),3,4,5,6\n5th Mar 2026,1,x,yes,a | b,9:45\n"
    whole = [*texts, *(f"{header}\n{rows}" for header in test_any_cells.HEADERS)]
    whole += [
        test_bearable.HEADER + test_bearable.reading("am", "Symptom", "2", "Back pain (Mild)"),
        test_flaredown.HEADER + test_flaredown.thing("Symptom", "Back pain", "2"),
        test_migraine_buddy.PREAMBLE
        + test_migraine_buddy.HEADER
        + test_migraine_buddy.attack("3/14/26 08:30"),
        test_nomie.HEADER + test_nomie.tap("pain", 4),
        test_strong.HEADER + test_strong.one_set("Plank", seconds=30),
        test_taplog.HEADER + test_taplog.tap("2026-03-01T18:30:00", "pain", number="4"),
        test_hevy.KILOGRAMS + test_hevy.one_set("Plank", seconds="30"),
        test_google_forms.form(),
    ]
    return [one_file("export.csv", text) for text in whole]


def own_files() -> list[bytes]:
    """Our own files: the sample's beginnings, and the broken ones."""
    paths = [*(ROOT / "sample_data").glob("*.csv"), *(ROOT / "sample_data/broken").glob("*/*.csv")]
    heads = [
        (p.name, "".join(p.read_text("utf-8", "replace").splitlines(keepends=True)[:8]))
        for p in paths
    ]
    trial = "date,condition,counts,pair,block,question,outcome,effect,power,seed\n2026-01-05,on,no,1,1,q,pain,1,0.8,7\n"
    long = "date,name,value\n2026-03-01,pain,4\n2026-03-01,sitting,7h\n"
    return [
        one_file(name, text) for name, text in [*heads, ("trial.csv", trial), ("long.csv", long)]
    ]


def whole_logbooks() -> list[bytes]:
    """Logbooks of five weeks, in which every question has something to say."""
    days = [date.fromordinal(date(2026, 3, 1).toordinal() + n) for n in range(35)]
    diary = "date,pain,sitting_hours,lifting,sleep_hours,location,notes\n" + "".join(
        f"{day},{3 + (n * 7) % 5},{4 + n % 6},{'yes' if n % 4 == 0 else 'no'},{6 + n % 3},"
        f"lower back;left leg,{'numb between my legs' if n == 9 else ''}\n"
        for n, day in enumerate(days)
    )
    routine = "date,exercise,done,sets,reps\n" + "".join(
        f"{day},cat-cow,{'yes' if n % 3 else 'no'},2,12\n" for n, day in enumerate(days)
    )
    plan = "exercise,times_per_day,days_per_week,start\ncat-cow,2,7,2026-03-01\n"
    own = 'label = "x"\nvisits = [2026-03-20]\nlags = [0, 1]\nquestions = ["why?"]\n'
    files = [
        ("diary.csv", diary),
        ("routine.csv", routine),
        ("plan.csv", plan),
        ("settings.toml", own),
    ]
    every = b"".join(one_file(name, text) for name, text in files)
    return [every, one_file("diary.csv", diary[:900]), *own_files(), *app_files()]


def _settings_seeds() -> list[bytes]:
    paths = [ROOT / "sample_data/settings.toml", ROOT / "backpain_analysis/templates/settings.toml"]
    every = (
        'label = "a"\nday_starts = "04:00"\nday_first = true\nquestions = ["q"]\nvisits = [2026-03-01]\n'
        'routine_start = 2026-03-01\noutcome = "pain"\nfactors = ["lifting"]\nlags = [0, 1]\n[columns]\n'
        '"How bad" = "pain"\n[scales]\npain = { none = 0, mild = 2 }\n[absent_means_no]\nlists = ["activities"]\n'
        'names = ["walking"]\ncolumns = ["x"]\n'
    )
    return [every.encode(), *(path.read_bytes() for path in paths)]


def _cell_seeds() -> list[bytes]:
    lines = [word for word in WORDS if "\n" not in word]
    return ["\n".join(lines[at : at + 10]).encode() for at in range(0, len(lines), 10)]


def _table_seeds() -> list[bytes]:
    return [part for data in [*own_files(), *app_files()] for _, part in _apart(data)]


def _sheet_seeds() -> list[bytes]:
    return [SHEET.encode(), workbook(SHEET.encode())]


TARGETS = {
    "settings": Target(feed_settings, _settings_seeds),
    "cells": Target(feed_cells, _cell_seeds),
    "table": Target(feed_table, _table_seeds),
    "sheet": Target(feed_sheet, _sheet_seeds),
    "file": Target(feed_file, lambda: [*own_files(), *app_files()]),
    "whole": Target(feed_whole, whole_logbooks),
}
