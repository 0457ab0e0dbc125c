"""Files made to do harm: each ends in a clear message, soon, and in little memory."""

from __future__ import annotations

import io
import os
import struct
import sys
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest

from backpain_analysis.errors import BackpainError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.reading import limits
from backpain_analysis.report import write_report
from benchmarks.fuzz import LONGEST
from benchmarks.fuzz_targets import SHEET, workbook
from tests.writing import TODAY

DIARY = "date,pain,notes\n2026-03-01,4,a\n2026-03-02,5,b\n"
CELL = b"<t>pain</t>"
HEAD = b"<!DOCTYPE x [<!ENTITY a %s>]>"
NO_FIFO = pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices in folders")


def said(folder, **files):
    """All that is said of a logbook with these files beside a diary that is well."""
    started = time.process_time()
    (folder / "diary.csv").write_text(DIARY)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / ".".join(name.rsplit("_", 1))).write_bytes(data)
    try:
        look = look_into(folder, today=TODAY)
    except BackpainError as error:
        text = str(error)
    else:
        text = "\n".join([*map(str, look.errors), *look.book.problems["message"]])
        assert len(look.book.diary) == 2 or "diary" in str(files), "the diary itself was lost"
    assert time.process_time() - started < 10
    return text


# ---- spreadsheets


def sheet_with(rows):
    return workbook(SHEET.replace("</sheetData>", f"{rows}</sheetData>").encode())


@cache
def zip_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(510):
                part.write(b"0" * 2**20)
    return out.getvalue()


def test_a_workbook_of_these_tests_can_be_read(tmp_path):
    (tmp_path / "diary.xlsx").write_bytes(sheet_with(""))
    book = open_logbook(tmp_path, today=TODAY)
    assert book.diary["pain"].tolist() == [4.5, 5]


def test_a_zip_bomb(tmp_path):
    bomb = zip_bomb()
    assert len(bomb) < 4 * 2**20
    assert "unpacked 510 MB; up to 50 MB and 500 MB are read" in said(tmp_path, more_xlsx=bomb)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    lying = bytearray(zip_bomb())
    struct.pack_into("<I", lying, lying.rfind(b"PK\x01\x02") + 24, 1000)
    assert "cannot be read; it may be damaged" in said(tmp_path, more_xlsx=bytes(lying))


@pytest.mark.parametrize(
    "entity",
    [b'SYSTEM "file:///etc/passwd"', b'SYSTEM "http://127.0.0.1:9/x"', b'"lol"', b'"&a;&a;"'],
    ids=["a file", "an address", "inside", "itself"],
)
def test_xml_that_loads_or_expands(tmp_path, entity):
    sheet = HEAD % entity + SHEET.encode().replace(CELL, b"<t>&a;</t>")
    assert "declares entities of its own" in said(tmp_path, more_xlsx=workbook(sheet))


def test_a_reference_to_another_workbook_is_never_followed(tmp_path):
    """A formula's saved value counts; what it refers to is not opened."""
    rows = '<row r="4"><c r="A4" s="1"><v>46085</v></c><c r="B4"><f>[1]S!A1</f><v>7</v></c></row>'
    link = b'<Relationships xmlns="%s"><Relationship Id="rId1" TargetMode="External" Type="x" '
    link += b'Target="file:///nowhere/other.xlsx"/></Relationships>'
    parts = {"xl/externalLinks/_rels/externalLink1.xml.rels": link % b"x"}
    sheet = SHEET.replace("</sheetData>", f"{rows}</sheetData>").encode()
    (tmp_path / "diary.xlsx").write_bytes(workbook(sheet, **parts))
    assert open_logbook(tmp_path, today=TODAY).diary["pain"].tolist() == [4.5, 5, 7]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('<row r="9"><c r="XFD9"><v>1</v></c></row>', "has 16,384 columns"),
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>', "more than 5,000 rows"),
        (
            "".join(f'<row r="{n}"><c r="ALL{n}"><v>1</v></c></row>' for n in range(4, 600)),
            "or 500,000 cells",
        ),
    ],
    ids=["the last column", "beyond the last row", "many cells"],
)
def test_a_sheet_of_billions_of_cells(tmp_path, monkeypatch, rows, words):
    """With limits that are reached sooner."""
    monkeypatch.setattr(limits, "MOST_ROWS", 5_000)
    monkeypatch.setattr(limits, "MOST_CELLS", 500_000)
    assert words in said(tmp_path, more_xlsx=sheet_with(rows))


# ---- text


@pytest.mark.parametrize(
    "row",
    ['2026-03-03,4,"' + "a" * 10**8, "a" * 2 * 10**6, "2026-03-03,4" + "," * 2 * 10**6],
    ids=["100 MB in a quotation", "2 MB", "2 MB of separators"],
)
def test_a_line_that_does_not_end(tmp_path, row):
    assert "diary.csv, line 4, is longer than 1,048,576 bytes" in said(
        tmp_path, diary_csv=f"{DIARY}{row}\n"
    )


def test_a_note_of_a_megabyte_in_many_lines_is_read(tmp_path):
    note = "every line of it\n" * 400
    (tmp_path / "diary.csv").write_text(f'date,pain,notes\n2026-03-01,4,"{note}"\n')
    assert open_logbook(tmp_path, today=TODAY).diary["notes"].tolist() == [note.strip()]


def test_100_000_columns(tmp_path):
    header = ",".join(f"c{n}" for n in range(100_000))
    text = f"date,pain,{header}\n2026-03-01,4{',1' * 100_000}\n"
    found = said(tmp_path, diary_csv=text)
    assert "columns. Tables with up to 1,000 columns are read" in found


@pytest.mark.parametrize("piece", ["a;", "½", "7h ", "1/", "am "])
def test_a_title_of_100_000_letters(tmp_path, piece):
    started = time.process_time()
    said(tmp_path, diary_csv=f'date,pain,"{piece * 50_000}"\n2026-03-01,4,5\n2026-03-02,5,5\n')
    assert time.process_time() - started < LONGEST


def test_quotes_that_are_never_closed(tmp_path):
    """Each row opens one; looking for its end over and over would take hours."""
    text = "date,pain,notes\n" + '2026-03-01,4,"a""\n' * 20_000
    assert "a quotation mark is opened and not closed" in said(tmp_path, diary_csv=text)


def test_nul_bytes_are_no_letters(tmp_path):
    (tmp_path / "diary.csv").write_bytes(b"date,pain,notes\n2026-03-01,4,a\0b\n2026-03-02,5,\0\n")
    assert open_logbook(tmp_path, today=TODAY).diary["notes"].fillna("").tolist() == ["ab", ""]


def test_nothing_but_nul_bytes(tmp_path):
    assert "is empty" in said(tmp_path, diary_csv=b"\0" * 10**6)


# ---- what is no file, or leads elsewhere


@NO_FIFO
@pytest.mark.parametrize("name", ["diary_x.csv", "x.xlsx", "settings.toml"])
def test_a_pipe_and_a_device_are_not_opened(tmp_path, name):
    os.mkfifo(tmp_path / name)
    assert "a pipe or a device" in said(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    assert "a pipe or a device" in said(tmp_path)


@NO_FIFO
def test_a_link_is_followed_to_a_table_only(tmp_path):
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "home"
    elsewhere.mkdir()
    home.mkdir()
    (elsewhere / "secret").write_text("root:x:0:0\n")
    (home / "diary_2.csv").symlink_to(elsewhere / "secret")
    text = said(home)
    assert "leads to a file that is no table by its name ('secret')" in text
    assert "root" not in text
    (home / "diary_2.csv").unlink()
    (elsewhere / "kept.csv").write_text("date,pain\n2026-03-03,6\n")
    (home / "diary_2.csv").symlink_to(elsewhere / "kept.csv")
    assert open_logbook(home, today=TODAY).diary["pain"].tolist() == [4, 5, 6]


@NO_FIFO
@pytest.mark.parametrize("target", ["nowhere.csv", "diary_2.csv"], ids=["nowhere", "itself"])
def test_a_link_that_leads_nowhere(tmp_path, target):
    (tmp_path / "diary_2.csv").symlink_to(target)
    assert "leads nowhere" in said(tmp_path)


@NO_FIFO
@pytest.mark.parametrize(
    "name",
    [b"diary\n10 entries.csv", b"diary\x1b[2J.csv", b"diary_\xff.csv", "d\u2028.csv".encode()],
)
def test_a_name_that_cannot_be_shown(tmp_path, name):
    with open(os.fsencode(tmp_path) + b"/" + name, "w") as file:
        file.write(DIARY)
    text = said(tmp_path)
    assert "holds a character that cannot be shown. Rename the file." in text
    assert text.isprintable()


# ---- settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lags = " + "[" * 10**5 + "]" * 10**5, "line 1: too many tables or lists"),
        ("a" + ".a" * 10**5 + " = 1", "line 1: too many tables or lists"),
        ("label = " + "{a = " * 10**4, "settings.toml"),
        ("label = " + "9" * 10**5, "a number is too long"),
        ("visits = [" + "99999999999999999999, " * 10 + "]", "use a date"),
        ("day_starts = 99999999999999999999", "use a time of day"),
        ('day_starts = "99999999999999999999:1"', "use a time of day"),
        ("".join(f"x{n} = 1\n" for n in range(20_000)), "and perhaps more; mend these first"),
        ('label = "' + "x" * 10**6 + '"', "larger than 256 KB"),
    ],
    ids=["lists", "tables", "braces", "digits", "dates", "time", "hours", "keys", "size"],
)
def test_settings_made_to_take_for_ever(tmp_path, text, words):
    assert words in said(tmp_path, settings_toml=text)


@pytest.mark.parametrize("path", ["../../outside", "/etc/passwd", "C:\\Windows\\x", "~/x"])
def test_no_setting_is_taken_for_a_path(tmp_path, path):
    """Nothing in settings.toml opens or names a file; it is a word like any other."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "diary.csv").write_text(DIARY)
    quoted = path.replace("\\", "\\\\")
    (home / "settings.toml").write_text(f'label = "{quoted}"\n[columns]\n"{quoted}" = "pain"\n')
    before = sorted(p.name for p in tmp_path.iterdir())
    write_report(open_logbook(home, today=TODAY), home / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    assert {p.name for p in home.rglob("*")} == {
        "diary.csv", "settings.toml", "out", "report.pdf", "report.html", "report.json",
    }  # fmt: skip


def test_the_limits_are_stated_where_people_look_them_up():
    text = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
    for number in (limits.MOST_COLUMNS, limits.MOST_ROWS, limits.MOST_CELLS, limits.LONGEST_LINE):
        assert f"{number:,}" in text
    for size in (limits.LARGEST_SHEET, limits.LARGEST_UNPACKED):
        assert f"{size // 2**20} MB" in text
    assert f"{limits.LARGEST_SETTINGS // 2**10} KB" in text
