"""Any file that people drop into the folder becomes text cells with the right lines."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import string
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.reading.guards import unguarded
from backpain_analysis.reading.tables import Table, read_tables, without_header
from tests.writing import logbook

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real_data" / "myaiguide"


def read(tmp_path: Path, content: bytes | str, name: str = "diary.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (table,) = read_tables(path)
    return table


def rows(table: Table) -> list[list[str | None]]:
    """Cells by row, None where blank."""
    frame = table.cells.astype(object).where(table.cells.notna(), None)
    return frame.to_numpy().tolist()


PLAIN = "date,pain,notes\n2026-01-01,5,Rücken\n2026-01-02,4,\n"


def test_a_plain_diary(tmp_path):
    table = read(tmp_path, PLAIN)
    assert table.header == ("date", "pain", "notes")
    assert rows(table) == [["2026-01-01", "5", "Rücken"], ["2026-01-02", "4", None]]
    assert table.lines.tolist() == [2, 3]
    assert (table.file, table.sheet, table.header_line) == ("diary.csv", None, 1)
    assert (table.delimiter, table.encoding, table.problems) == (",", "utf-8", ())
    assert all(isinstance(dtype, pd.CategoricalDtype) for dtype in table.cells.dtypes)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_encodings(tmp_path, codec, name):
    table = read(tmp_path, PLAIN.encode(codec))
    assert table.header == ("date", "pain", "notes")
    assert table.cells["notes"][0] == "Rücken"
    assert table.encoding == name


def test_a_windows_letter_pasted_into_utf8_spoils_no_other(tmp_path):
    text = "date,notes\n2026-01-01,Rücken\n2026-01-02,größer\n2026-01-03,"
    content = text.encode() + b"m\xfcde\n"
    assert list(read(tmp_path, content).cells["notes"]) == ["Rücken", "größer", "müde"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path, delimiter, newline):
    text = PLAIN.replace(",", delimiter).replace("\n", newline)
    table = read(tmp_path, text)
    assert table.delimiter == delimiter
    assert rows(table) == [["2026-01-01", "5", "Rücken"], ["2026-01-02", "4", None]]
    assert table.lines.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Datum;Schmerz;Schlaf\n1.2.2026;4,5;7,5\n2.2.2026;3,5;6,5\n", ";"),
        ("date,pain,location\n2026-01-01,5,low back; thigh\n2026-01-02,4,foot; groin\n", ","),
        ("date\tpain\tnotes\nJanuary 30, 2025\t4\ta, b, c\nMay 1, 2025\t4\td, e, f\n", "\t"),
        ("full_date,mood,activities\n2026-01-01,good,work | walk\n2026-01-02,meh,a | b\n", ","),
        ('sep=;\n"Wann";"Wie"\n1;2\n', ";"),
        ("Wann;Wie\n1,5;2,5\n3,5;4,5\n", ";"),
    ],
)
def test_the_delimiter_is_told_from_other_signs_in_the_cells(tmp_path, text, delimiter):
    table = read(tmp_path, text)
    assert table.delimiter == delimiter
    assert len(table.lines) == 2 - text.startswith("sep")


def test_quoted_newlines_count_as_lines_of_an_editor(tmp_path):
    text = 'date,notes,pain\n2026-01-01,"one\ntwo, ""three""\n",5\n'
    text += "\n2026-01-02,,4\n2026-01-03,x,3\n"
    for newline in ("\n", "\r\n"):
        table = read(tmp_path, text.replace("\n", newline))
        assert rows(table)[0] == ["2026-01-01", 'one\ntwo, "three"', "5"]
        assert table.lines.tolist() == [2, 6, 7]


def test_title_and_comment_above_the_header(tmp_path):
    text = "My pain diary\n# kept since 2026, in the evening\n\n"
    text += "Date,Pain level 0-10\n2026-01-01,5\n"
    table = read(tmp_path, text)
    assert table.header == ("Date", "Pain level 0-10")
    assert (table.header_line, table.lines.tolist()) == (4, [5])
    assert table.preamble == ("My pain diary", "# kept since 2026,in the evening")


def test_a_preamble_that_is_a_table_of_its_own(tmp_path):
    text = '"Name","Period"\n"A. B.","2026"\n\n'
    text += '"#","Started","Lasted","Pain Level"\n1,"1/2/26","1h",5\n'
    table = read(tmp_path, text)
    assert table.header == ("#", "Started", "Lasted", "Pain Level")
    assert table.lines.tolist() == [5]


def test_a_measurement_called_like_a_column_is_no_header(tmp_path):
    table = read(tmp_path, "Naam,Getal,Wanneer\nStress,hoog,maandag\nStress,laag,dinsdag\n")
    assert table.header == ("Naam", "Getal", "Wanneer")
    assert not table.header_known


def test_own_header_words_can_be_given(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b,c\nWann,Wie,Wo\n1,2,3\n")
    assert read_tables(path)[0].header == ("a", "b", "c")
    assert read_tables(path, known={"wann", "wie"})[0].header == ("Wann", "Wie", "Wo")


def test_blank_lines_blank_columns_and_trailing_separators(tmp_path):
    text = "date,,pain,,\n\n2026-01-01,,5,,\n , ,,\n2026-01-02,,4\n,,,,\n"
    table = read(tmp_path, text)
    assert table.header == ("date", "pain")
    assert rows(table) == [["2026-01-01", "5"], ["2026-01-02", "4"]]
    assert table.lines.tolist() == [3, 5]


def test_an_extra_separator_at_the_end_of_some_lines_is_nothing(tmp_path):
    body = "".join(f"2026-01-{day:02d},5{',' * (day % 3)}\n" for day in range(1, 29))
    table = read(tmp_path, "date,pain\n" + body + "2026-02-01,5,,,,,,\n")
    assert (table.header, len(table.lines), table.problems) == (("date", "pain"), 29, ())


def test_short_rows_are_blank_at_the_end(tmp_path):
    table = read(tmp_path, "date,pain,notes\n2026-01-01\n2026-01-02,5\n")
    assert rows(table) == [["2026-01-01", None, None], ["2026-01-02", "5", None]]


def test_a_column_without_header_that_holds_something_is_kept(tmp_path):
    table = read(tmp_path, ",pain,,pain\n2026-01-01,5,x,6\n2026-01-02,4,,7\n")
    assert table.header == ("column 1", "pain", "column 3", "pain (2)")
    assert rows(table)[0] == ["2026-01-01", "5", "x", "6"]


def test_a_row_with_more_cells_than_headers_is_refused_by_line(tmp_path):
    text = PLAIN + "2026-01-03,4,5,8\n" + "2026-01-04,3,\n" * 99
    table = read(tmp_path, text)
    (problem,) = table.problems
    assert (problem.file, problem.line) == ("diary.csv", 4)
    assert "4 cells" in problem.message
    assert "quotes" in problem.message
    assert 4 not in table.lines
    assert len(table.lines) == 101


def test_a_quotation_mark_that_is_not_closed_takes_its_own_line_only(tmp_path):
    body = [f'2026-01-{day:02d},5,"fine"' for day in range(1, 29)]
    body[10] = '2026-01-11,5,"ouch'
    body[20] = '2026-01-21,5,"again'
    for count in (11, 28):  # the last mark runs to the end of the file; the others to the next one
        table = read(tmp_path, "date,pain,notes\n" + "\n".join(body[:count]))
        lines = [problem.line for problem in table.problems]
        assert lines == [12, 22][: 1 + (count > 20)]
        assert sorted([*table.lines, *lines]) == list(range(2, count + 2))
        assert "quotation mark" in table.problems[0].message


def test_a_remark_behind_the_last_column_of_figures_is_kept(tmp_path):
    body = "2026-01-02,knee,3,\n" * 20
    text = "date,region,pain\n" + body + "2026-01-01,eye,4,could be 5\n2026-01-03,hip,2,a, b\n"
    table = read(tmp_path, text)
    assert table.header == ("date", "region", "pain", "column 4")
    assert rows(table)[20:] == [
        ["2026-01-01", "eye", "4", "could be 5"],
        ["2026-01-03", "hip", "2", "a, b"],
    ]
    assert table.problems == ()


def test_a_decimal_comma_that_shifts_a_row_with_a_blank_end_is_named(tmp_path):
    above = "date,pain,sleep_hours,walking_minutes,medication,notes\n"
    fine = "2026-01-19,3,7,20,ibuprofen 400 mg,\n2026-01-20,4,6,0,,long day\n"
    book = logbook(tmp_path, diary=f"{above}{fine}2026-01-21,6,5,5,30,,\n2026-01-22,6,,,,\n")
    assert book.diary["pain"].tolist() == [3, 4, 6]
    [problem] = book.problems.to_dict("records")
    assert (problem["line"], problem["value"]) == (4, "6,5")
    assert "write 6.5" in problem["message"]
    ended = fine.replace("\n", ",\n") + "2026-01-21,6,5,5,,,\n"
    assert logbook(tmp_path, diary=above + ended).problems.empty  # each row has a comma too many


def test_a_number_alone_among_medicines_is_named_and_numbers_of_tablets_are_not(tmp_path):
    above, rows = "date,pain,medication\n", "2026-01-19,3,30\n2026-01-20,4,1\n"
    book = logbook(tmp_path, diary=f"{above}{rows}2026-01-21,4,ibuprofen 400\n")
    [problem] = book.problems.to_dict("records")
    assert (problem["line"], problem["value"]) == (2, "30")
    assert book.diary["medication"].tolist()[1:] == ["1", "ibuprofen 400"]
    assert logbook(tmp_path, diary=above + rows.replace("1\n", "2\n")).problems.empty


def test_a_comma_in_notes_at_the_end_is_part_of_the_notes(tmp_path):
    text = PLAIN + "2026-01-03,3,walked, then sat, then drove\n"
    assert rows(read(tmp_path, text))[2] == ["2026-01-03", "3", "walked, then sat, then drove"]


@pytest.mark.parametrize(
    "row",
    [
        "2026-01-03,4,5,8,tired",  # a decimal comma moved all that follows
        "2026-01-03,4,5,tired",
        "2026-01-03,sat, drove,5,tired",
        "2026-01-03,4,tired,8",
    ],
)
def test_a_row_that_may_be_shifted_is_refused(tmp_path, row):
    table = read(tmp_path, PLAIN + row + "\n")
    assert [problem.line for problem in table.problems] == [4]
    assert table.problems[0].value == row.replace(", ", ",")
    assert len(table.lines) == 2


@pytest.mark.parametrize("extra", ["", ',"2"'])
def test_a_large_file_that_is_read_in_parts_side_by_side(tmp_path, extra):
    body = [f"2026-01-01,{i % 11},note number {i}" for i in range(200_000)]
    body[70_000] = '2026-01-01,5,"over\ntwo lines"'
    body[150_000] += extra
    table = read(tmp_path, "date,pain,notes\n" + "\n".join(body) + "\n")
    assert len(table.lines) + len(table.problems) == 200_000
    assert [problem.line for problem in table.problems] == [150_003] * bool(extra)
    assert table.cells["notes"].iloc[-1] == "note number 199999"
    assert (table.lines[0], table.lines[70_001], table.lines[-1]) == (2, 70_004, 200_002)


def test_spaces_around_cells_and_quotes(tmp_path):
    table = read(tmp_path, ' date , pain ,"notes"\n 2026-01-01 , 5 , "sat, drove" \n')
    assert table.header == ("date", "pain", "notes")
    assert rows(table) == [["2026-01-01", "5", "sat, drove"]]


def test_nul_bytes_are_left_out(tmp_path):
    table = read(tmp_path, "date,pain\n2026-01-01,5\0\n\0\0\n2026-01-02,4\n")
    assert rows(table) == [["2026-01-01", "5"], ["2026-01-02", "4"]]
    assert table.lines.tolist() == [2, 4]


def test_text_stays_as_written(tmp_path):
    body = "".join(f"2026-01-01,{pain}\n" for pain in ("1.350", "05", "NA", "1e3"))
    table = read(tmp_path, "date,pain\n" + body)
    assert list(table.cells["pain"]) == ["1.350", "05", "NA", "1e3"]


def test_a_file_without_headers_can_be_told_and_mended(tmp_path):
    table = read(tmp_path, "2026-01-01,Thursday,meh\n2026-01-02,Friday,meh\n")
    assert not table.header_known
    whole = without_header(table)
    assert whole.header == ("column 1", "column 2", "column 3")
    assert rows(whole)[0] == ["2026-01-01", "Thursday", "meh"]
    assert whole.lines.tolist() == [1, 2]


def test_only_a_header(tmp_path):
    table = read(tmp_path, "date,pain,notes\n")
    assert table.header == ("date", "pain", "notes")
    assert len(table.lines) == len(table.cells) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,,\n;;\n", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "old Excel"),
        (b"<html><body><table>", "a web page"),
        (bytes(range(256)) * 20, "no text"),
    ],
)
def test_what_is_no_table_is_named_with_the_way_out(tmp_path, content, words):
    with pytest.raises(LogbookError) as caught:
        read(tmp_path, content)
    assert "diary.csv" in str(caught.value)
    assert words in str(caught.value)


def test_a_missing_file_or_a_folder_is_named(tmp_path):
    for path in (tmp_path / "gone.csv", tmp_path, tmp_path / "a\0b.csv"):
        with pytest.raises(LogbookError, match="cannot be opened"):
            read_tables(path)


# ---- spreadsheets


def workbook(tmp_path: Path, *sheets: tuple[str, list[list[object]]], name="diary.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    path = tmp_path / name
    book.save(path)
    return path


PLAN = [["exercise", "sets"], ["x", 2]]


@pytest.mark.parametrize("title", [[None, "Ø month"], [], [None, "pain", "mean"]])
def test_a_block_of_averages_beside_the_table_leaves_its_rows_alone(tmp_path, title):
    block = [["pain", 4.5], ["sitting", 6.25], ["sleep", 7]]
    days = [[dt.date(2026, 1, day), 3 + day % 4, None] for day in range(1, 13)]
    beside = [[*row, None, *(block[at] if at < 3 else [])] for at, row in enumerate(days)]
    diary = [["Date", "Pain", "Notes", *title], *beside]
    workbook(tmp_path, ("S", diary))
    book = open_logbook(tmp_path, today="2026-06-30")
    assert len(book.diary) == 12
    assert book.diary["pain"].sum() == sum(row[1] for row in days)
    (problem,) = book.problems.itertuples()
    assert problem.value == ("E1:F4" if title else "E2:F4")
    assert "beside the table" in problem.message
    assert book.sources[0].rows_refused == 0
    assert not set(book.diary) & {"mean", "column_6", "pain_2"}


def test_remarks_and_a_sparse_column_past_a_blank_one_stay_in_a_sheet(tmp_path):
    diary = [["Date", "Pain", None, "Notes", "Stress"]]
    diary += [
        [dt.date(2026, 1, day), 4, None, "garden" if day == 5 else None, day % 3]
        for day in range(1, 9)
    ]
    diary[3].append("drove")
    (table,) = read_tables(workbook(tmp_path, ("S", diary)))
    assert table.header == ("Date", "Pain", "Notes", "Stress", "column 6")
    assert len(table.lines) == 8
    assert not table.beside


def test_a_spreadsheet_with_real_dates_a_title_and_several_sheets(tmp_path):
    diary = [
        ["My diary", None, None],
        [],
        ["Date", "Time", "Pain", "Sitting", "Lifted"],
        [dt.date(2026, 1, 30), dt.time(8, 30), 4.5, dt.timedelta(hours=1, minutes=30), True],
        [None, None, None, None, None],
        [dt.datetime(2026, 1, 31, 16, 50), None, 5, 1.234, False],
    ]
    path = workbook(tmp_path, ("Diary", diary), ("Empty", []), ("Plan", PLAN))
    first, second = read_tables(path)
    assert (first.sheet, second.sheet) == ("Diary", "Plan")
    assert first.header == ("Date", "Time", "Pain", "Sitting", "Lifted")
    assert first.preamble == ("My diary",)
    assert rows(first) == [
        ["2026-01-30", "08:30", "4.5", "1:30:00", "yes"],
        ["2026-01-31 16:50:00", None, "5", "1.2340", "no"],
    ]
    assert first.lines.tolist() == [4, 6]
    assert (first.header_line, first.delimiter, first.encoding) == (3, "", "")


def test_a_spreadsheet_is_known_by_its_content(tmp_path):
    path = workbook(tmp_path, ("S", [["date", "pain"], ["2026-01-01", 5]]), name="diary.csv")
    assert rows(read_tables(path)[0]) == [["2026-01-01", "5"]]


def test_a_merged_title_row(tmp_path):
    path = workbook(tmp_path, ("S", [["Pain", None], ["date", "pain"], ["2026-01-01", 5]]))
    book = openpyxl.load_workbook(path)
    book["S"].merge_cells("A1:B1")
    book.save(path)
    table = read_tables(path)[0]
    assert (table.header, table.lines.tolist()) == (("date", "pain"), [3])


def test_a_formula_without_a_saved_value_is_shown_and_not_lost(tmp_path):
    path = workbook(tmp_path, ("S", [["date", "pain"], ["2026-01-01", "=2+3"], ["2026-01-02", 4]]))
    pain = list(read_tables(path)[0].cells["pain"])
    assert pain == ["=2+3 (a formula without a saved value)", "4"]


def test_a_damaged_or_empty_spreadsheet_is_named(tmp_path):
    path = workbook(tmp_path, ("S", [["date", "pain"]]))
    damaged = tmp_path / "bad.xlsx"
    damaged.write_bytes(path.read_bytes().replace(b"sheetData", b"sheetDaxa")[:-400])
    empty = workbook(tmp_path, ("S", []), name="empty.xlsx")
    for file in (damaged, empty):
        with pytest.raises(LogbookError, match=file.name):
            read_tables(file)


# ---- properties

SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELL = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n"),
    max_size=12,
).map(str.strip)
HEADER = st.lists(
    st.text(string.ascii_letters + "äöüéß", min_size=1, max_size=8),
    min_size=1,
    max_size=5,
    unique_by=str.casefold,
)


@st.composite
def written_tables(draw):
    header = ["date", "pain", *(f"{word}_{i}" for i, word in enumerate(draw(HEADER)))]
    body = draw(
        st.lists(st.lists(CELL, min_size=len(header), max_size=len(header)), min_size=1, max_size=8)
    )
    body = [[f"2026-01-{i + 1:02d}", *row[1:]] for i, row in enumerate(body)]
    delimiter, newline = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([header, *body])
    return header, body, out.getvalue(), draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))


@given(written_tables())
@settings(SETTINGS, max_examples=150)
def test_what_is_written_in_any_dialect_is_read_back(tmp_path, written):
    header, body, text, codec = written
    table = read(tmp_path, text.encode(codec))
    assert table.header == tuple(header)
    assert rows(table) == [[unguarded(cell) or None for cell in row] for row in body]
    for row, line in zip(body, table.lines, strict=True):
        assert row[0] in text.split("\n")[line - 1]


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b'"')
@example(b'date,pain\n"')
@example(b"PK")
@settings(SETTINGS, max_examples=300)
def test_no_bytes_at_all_raise_anything_but_our_error(tmp_path, content):
    try:
        table = read(tmp_path, content)
    except LogbookError:
        return
    assert len(table.lines) == len(table.cells)


@given(st.text(alphabet='a,;"\n\r\t| -', max_size=80))
@example('a,a\n"a,a\na,a,a,a,a\n"a\n"')
@settings(SETTINGS, max_examples=300)
def test_every_letter_is_in_a_cell_or_in_a_row_that_is_refused(tmp_path, text):
    table = read(tmp_path, "date,pain,notes\n" + text)
    cells = "".join(cell or "" for row in rows(table) for cell in row)
    refused = "".join(problem.value or "" for problem in table.problems)
    assert (cells + refused).count("a") == text.count("a")
    lines = [*table.lines, *(problem.line for problem in table.problems)]
    assert len(set(lines)) == len(lines)
    assert set(lines) <= set(range(2, len(text.splitlines()) + 3))


@given(
    spots=st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 255)), min_size=1, max_size=9),
    cut=st.integers(0, 10**5),
)
@settings(SETTINGS, max_examples=60)
def test_no_damage_to_a_spreadsheet_raises_anything_but_our_error(tmp_path, spots, cut):
    path = tmp_path / "diary.xlsx"
    if not path.exists():
        workbook(tmp_path, ("S", [["date", "pain"], [dt.date(2026, 1, 1), 5]]))
    content = bytearray(path.read_bytes())
    for at, byte in spots:
        content[at % len(content)] = byte
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(content[: cut % len(content)] if cut % 3 == 0 else content)
    with contextlib.suppress(LogbookError):
        read_tables(damaged)


# ---- real files


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_the_hand_kept_log_is_read_to_its_last_row():
    (table,) = read_tables(REAL / "participant1_pain_raw.csv")
    assert table.header[:6] == ("year", "month", "day", "region", "side", "intensity")
    assert table.header_line == 2
    assert (len(table.lines), table.problems) == (11_826, ())
    assert table.cells["column 7"].str.startswith("could be").sum() == 30


def test_a_day_merged_over_its_rows_holds_for_each_and_nothing_else_does(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Date", "Exercise", "Minutes"],
        [dt.date(2026, 1, 30), "cat-cow", 10],
        [None, "bridges", None],
        [None, None, None],
        [None, "planks", 5],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "routine.xlsx")
    (table,) = read_tables(tmp_path / "routine.xlsx")
    assert rows(table) == [
        ["2026-01-30", "cat-cow", "10 (merged cells)"],
        ["2026-01-30", "bridges", None],
        [None, "planks", "5"],
    ]


def test_words_merged_over_days_hold_for_each_and_an_amount_for_the_first_with_a_remark(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Date", "Pain", "Sitting (h)", "Medication", "Lifting", "Notes"],
        *([dt.date(2026, 1, 28 + day), 4] + [None] * 4 for day in range(3)),
    ):
        sheet.append(row)
    sheet["C2"], sheet["D2"], sheet["E2"], sheet["F2"] = 7, "2x Ibuprofen 400", "yes", "flu"
    for column in "CDEF":
        sheet.merge_cells(f"{column}2:{column}4")
    book.save(tmp_path / "diary.xlsx")
    found = open_logbook(tmp_path, today="2026-02-01")
    assert found.diary["sitting_hours"].fillna(0).tolist() == [7, 0, 0]
    assert found.diary["medication"].tolist() == ["2x Ibuprofen 400"] * 3
    assert found.diary["lifting"].tolist() == [1, 1, 1]
    assert found.diary["notes"].str.contains("flu").all()
    (sitting,) = (c for c in found.columns_read if c.column == "sitting_hours")
    assert sitting.in_part == (("7 (merged cells)", "7"),)


def merged(folder, cells, *ranges):
    """Open a logbook whose diary is a spreadsheet with merged cells."""
    path = workbook(folder, ("S", cells), name="diary.xlsx")
    book = openpyxl.load_workbook(path)
    for one in ranges:
        book["S"].merge_cells(one)
    book.save(path)
    return open_logbook(folder, today="2026-02-10")


def in_part(book, column):
    """Texts of a column that were understood in part."""
    return [one for read in book.columns_read if read.column == column for one in read.in_part]


def test_an_amount_merged_over_columns_is_the_first_ones_alone_and_says_so(tmp_path):
    cells = [
        ["Date", "Pain", "Stress", "Lifting", "Walking (min)"],
        [dt.date(2026, 1, 30), 6, None, "yes", None],
        [dt.date(2026, 1, 31), 3, 2, "no", 10],
    ]
    book = merged(tmp_path, cells, "B2:C2", "D2:E2")
    assert book.diary["pain"].tolist() == [6, 3]
    assert book.diary["stress"].isna().tolist() == [True, False]
    assert in_part(book, "pain") == [("6 (merged cells)", "6")]
    assert in_part(book, "lifting") == [("yes (merged cells)", "yes")]


@pytest.mark.parametrize(
    "days", [("5. Jan 2026", "6. Jan 2026"), ("Mon, Jan 5 2026", "Jan 6 2026")]
)
def test_merged_cells_are_told_however_the_days_are_written(tmp_path, days):
    cells = [
        ["Date", "Pain", "Sitting (h)", "Stress", "Lifting"],
        [days[0], 6, 7, 5, "yes"],
        [days[1], 3, None, None, None],
        [None, 4, 2, 4, "no"],
    ]
    book = merged(tmp_path, cells, "A3:A4", "C2:C3", "D2:D3", "E2:E3")
    assert book.diary["date"].dt.day.tolist() == [5, 6, 6]
    assert book.diary["sitting_hours"].fillna(-1).tolist() == [7, -1, 2]
    assert in_part(book, "sitting_hours") == [("7 (merged cells)", "7")]
    assert in_part(book, "stress") == [("5 (merged cells)", "5")]
    assert book.diary["lifting"].tolist() == [1, 1, 0]
    assert in_part(book, "lifting") == [("yes (merged cells)", "yes")]


def test_a_year_and_a_month_merged_over_their_days_hold_for_each(tmp_path):
    cells = [["Year", "Month", "Day", "Pain"], [2026, 1, 5, 6], [None, None, 6, 3]]
    book = merged(tmp_path, cells, "A2:A3", "B2:B3")
    assert book.diary["date"].dt.day.tolist() == [5, 6]
    assert book.problems.empty


def test_a_merge_over_a_million_rows_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Date", "Pain"])
    book.active.append([dt.date(2026, 1, 30), 4])
    book.active.append([None, 5])
    book.active.merged_cells.add("A2:A1048576")
    book.save(tmp_path / "diary.xlsx")
    (table,) = read_tables(tmp_path / "diary.xlsx")
    assert rows(table) == [["2026-01-30", "4"], ["2026-01-30", "5"]]


def test_numbers_beside_decimal_commas_typed_as_text_are_read(tmp_path):
    cells = [
        ["Datum", "Schmerz", "Schlaf (Std.)", "Sitzen (Std.)"],
        [dt.date(2026, 1, 30), 4.5, "7,5", 5.5],
        [dt.date(2026, 1, 31), "3,5", "6,5", "4,5"],
    ]
    workbook(tmp_path, ("Tagebuch", cells))
    book = open_logbook(tmp_path, today="2026-06-30")
    assert book.diary["pain"].tolist() == [4.5, 3.5]
    assert book.diary["sitting_hours"].tolist() == [5.5, 4.5]
    assert book.problems.empty


def test_words_of_pain_in_every_cell_are_no_header(tmp_path):
    table = read(tmp_path, b"date,pain,a,b\n2026-01-01,SCIATIC PAIN,SCIATIC PAIN,SCIATIC PAIN\n")
    assert table.header == ("date", "pain", "a", "b")
