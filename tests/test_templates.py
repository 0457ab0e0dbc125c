"""What ``backpain new`` writes: complete, explained, readable, and never over anything."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
import tomllib

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from openpyxl.utils import get_column_letter
from pypdf import PdfReader
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

import backpain_analysis as bp
from backpain_analysis.columns import DIARY_BY_NAME, PLAN, ROUTINE
from backpain_analysis.errors import OutputError
from backpain_analysis.reading.settings import Settings, read_settings
from backpain_analysis.templates import write_new_logbook
from backpain_analysis.templates.paper import set_paper_stretches

NAMES = {
    "diary.csv",
    "routine.csv",
    "plan.csv",
    "settings.toml",
    "diary.xlsx",
    "to_print/diary.pdf",
    "to_print/stretching.pdf",
}


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home") / "my_data"
    write_new_logbook(folder)
    return folder


def files(folder, written=None):
    paths = folder.rglob("*") if written is None else written
    return {path.relative_to(folder).as_posix() for path in paths if path.is_file()}


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def header(path):
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def test_a_new_folder_gets_every_file_and_says_which(tmp_path):
    folder = tmp_path / "deep" / "my_data"
    written = write_new_logbook(folder)
    assert files(folder, written) == NAMES
    assert files(folder) == NAMES


def test_nothing_is_ever_overwritten(tmp_path):
    mine = tmp_path / "diary.csv"
    mine.write_text("date,pain\n2025-01-01,5\n", encoding="utf-8")
    written = write_new_logbook(tmp_path)
    assert mine.read_text(encoding="utf-8") == "date,pain\n2025-01-01,5\n"
    assert files(tmp_path, written) == NAMES - {"diary.csv"}
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}
    assert write_new_logbook(tmp_path) == ()
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == before


def test_a_file_in_the_place_of_the_folder_is_one_clear_error(tmp_path):
    (tmp_path / "my_data").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="my_data cannot be written to"):
        write_new_logbook(tmp_path / "my_data")


def test_the_diary_is_blank_with_known_columns_only(new):
    assert rows(new / "diary.csv") == []
    names = header(new / "diary.csv")
    assert names[:3] == ["date", "time", "pain"]
    assert set(names) <= set(DIARY_BY_NAME)


def test_the_routine_is_blank_with_every_column(new):
    assert rows(new / "routine.csv") == []
    assert header(new / "routine.csv") == [column.name for column in ROUTINE]


def test_the_plan_holds_the_stretches_of_the_catalogue_and_asks_for_none_of_them(new):
    plan = rows(new / "plan.csv")
    assert header(new / "plan.csv") == [column.name for column in PLAN]
    assert [row["exercise"] for row in plan] == [
        "knee-to-chest",
        "supine spinal twist",
        "cat-cow",
        "piriformis",
        "child's pose",
        "seated spinal twist",
    ]
    assert {row["days_per_week"] for row in plan} == {"0"}
    knee, cat = plan[0], plan[2]
    assert (knee["side"], knee["hold_seconds"], cat["side"], cat["reps"]) == (
        "both",
        "20",
        "",
        "10",
    )


def test_the_settings_say_which_way_each_stretch_moves_and_what_to_ask_first(new):
    text = (new / "settings.toml").read_text(encoding="utf-8")
    told = " ".join(re.sub(r"^# *", "", text, flags=re.MULTILINE).split())
    for words in (
        "Knee-to-chest: bends the lower back forward (flexion). Often suggested for strain and "
        "sciatica: common advice, not evidence.",
        "Supine spinal twist: turns the lower back (rotation).",
        "Cat-cow: bends the lower back forward and backward by turns (flexion and extension).",
        "Piriformis: moves the hip",
        "With spinal stenosis, ask your therapist before",
        "further down your leg during a stretch or after it, leave that stretch out until",
    ):
        assert words in told
    assert "{" not in text.replace("{ none = 0", "")
    assert max(len(line) for line in text.splitlines()) <= 100


def test_settings_as_written_are_the_defaults(new):
    assert read_settings(new / "settings.toml") == Settings()


def uncommented(text):
    """The file with every key in use: explanations have a space after the #, keys have none."""
    return re.sub(r"^#(?=[\w\[\"])", "", text, flags=re.MULTILINE)


def test_every_setting_is_explained_by_an_example_that_works(new, tmp_path):
    text = uncommented((new / "settings.toml").read_text(encoding="utf-8"))
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    used = read_settings(tmp_path / "settings.toml")
    unchanged = {
        f.name
        for f in dataclasses.fields(Settings)
        if getattr(used, f.name) == getattr(Settings(), f.name)
    }
    # The examples of these two show the default.
    assert unchanged == {"day_starts", "lags"}
    assert (used.absent_lists, used.absent_names, used.absent_columns) == (
        ("activities",),
        ("Stress",),
        ("lifting",),
    )


def test_the_defaults_named_in_the_settings_are_the_defaults(new):
    shown = tomllib.loads(uncommented((new / "settings.toml").read_text(encoding="utf-8")))
    assert shown["day_starts"] == f"{Settings().day_starts:%H:%M}"
    assert tuple(shown["lags"]) == Settings().lags


def checks(sheet):
    """Validation of each column by its header."""
    names = [cell.value for cell in sheet[1]]
    letters = {get_column_letter(k): name for k, name in enumerate(names, start=1)}
    return {
        letters[str(area.sqref).split(":")[0].rstrip("0123456789")]: area
        for area in sheet.data_validations.dataValidation
    }


def test_the_spreadsheet_has_the_same_columns_and_refuses_what_cannot_be_meant(new):
    book = openpyxl.load_workbook(new / "diary.xlsx")
    assert book.sheetnames == ["diary", "routine"]
    assert [cell.value for cell in book["diary"][1]] == header(new / "diary.csv")
    assert all(cell.alignment.wrap_text for sheet in book for cell in sheet[1])
    assert [cell.value for cell in book["routine"][1]] == header(new / "routine.csv")
    diary, routine = checks(book["diary"]), checks(book["routine"])
    pain = diary["pain"]
    assert (pain.type, pain.formula1, pain.formula2, pain.showErrorMessage) == (
        "decimal",
        "0",
        "10",
        True,
    )
    assert (diary["sitting_hours"].formula1, diary["sitting_hours"].formula2) == ("0", "24")
    assert (diary["lifting"].type, diary["lifting"].formula1) == ("list", '"yes,no"')
    assert diary["date"].type == "date"
    assert routine["done"].formula1 == '"yes,partly,no"'
    assert "cat-cow" in routine["exercise"].formula1
    assert routine["exercise"].errorStyle == "warning"


def test_the_checks_of_the_spreadsheet_keep_to_what_excel_takes(new):
    """Excel calls a file damaged where a list or a message is longer than it allows."""
    book = openpyxl.load_workbook(new / "diary.xlsx")
    for sheet in book.worksheets:
        for check in checks(sheet).values():
            assert len(check.formula1 or "") <= 255
            assert len(check.prompt or "") <= 255
            assert len(check.promptTitle or "") <= 32


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("to_print/diary.pdf", ["Back-pain diary", "Worst", "Sitting", "empty never counts as 0"]),
        (
            "to_print/stretching.pdf",
            ["Stretching log", "cat-cow", "Pain before", "14", "further down your leg"],
        ),
    ],
)
def test_paper_is_one_page_that_opens_and_names_what_to_write(tmp_path, name, words, paper):
    write_new_logbook(tmp_path, paper=paper)
    document = PdfReader(tmp_path / name)
    (page,) = document.pages
    text = " ".join(page.extract_text().split())
    assert [word for word in words if word not in text] == []
    size = (842, 595) if paper == "a4" else (792, 612)
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == size


@pytest.mark.parametrize("name", ["to_print/diary.pdf", "to_print/stretching.pdf"])
def test_the_boxes_end_above_the_edge_of_the_paper(new, name):
    page = pypdfium2.PdfDocument(new / name)[0]
    grey = page.render(scale=1).to_numpy().min(axis=2)
    inked = (grey < 200).any(axis=1).nonzero()[0]
    assert inked.max() < grey.shape[0] - 15
    assert inked.max() > grey.shape[0] * 0.9


def test_the_same_version_writes_the_same_bytes(new, tmp_path):
    write_new_logbook(tmp_path)
    for name in NAMES - {"diary.xlsx"}:
        assert (tmp_path / name).read_bytes() == (new / name).read_bytes(), name


# The first entries.


@pytest.fixture
def mine(tmp_path):
    write_new_logbook(tmp_path)
    return tmp_path


def add_line(path, **cells):
    names = header(path)
    assert set(cells) <= set(names)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, restval="").writerow(cells)


def fill(sheet, **cells):
    names = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(2, names.index(name) + 1, value)


def open_mine(folder):
    return bp.open_logbook(folder, today=pd.Timestamp("2025-03-10"))


def test_before_the_first_entry_it_says_that_there_is_none(mine):
    with pytest.raises(bp.BackpainError, match="no entries yet"):
        open_mine(mine)


def test_one_entry_makes_it_a_logbook_without_problems(mine):
    add_line(
        mine / "diary.csv",
        date="2025-03-02",
        pain="5",
        location="low_back; buttock",
        below_knee="no",
        sitting_hours="7.5",
        lifting="yes",
        notes="first entry",
    )
    book = open_mine(mine)
    assert book.problems.empty
    (day,) = bp.daily_table(book).to_dict("records")
    assert (day["pain"], day["sitting_hours"], day["lifting"], day["below_knee"]) == (5, 7.5, 1, 0)
    assert day["location"] == "buttock; low_back"
    assert {source.file for source in book.sources} == {
        "diary.csv",
        "diary.xlsx",
        "plan.csv",
        "routine.csv",
    }


def test_the_spreadsheet_is_read_like_the_csv_files(mine):
    book = openpyxl.load_workbook(mine / "diary.xlsx")
    fill(book["diary"], date=dt.date(2025, 3, 3), time=dt.time(20, 30), pain=4, lifting="no")
    fill(book["routine"], date=dt.date(2025, 3, 3), exercise="cat-cow", reps=10, done="yes")
    book.save(mine / "diary.xlsx")
    logbook = open_mine(mine)
    assert logbook.problems.empty
    assert logbook.diary[["time", "pain", "lifting"]].to_numpy().tolist() == [[20.5, 4, 0]]
    assert logbook.routine[["exercise", "reps", "done"]].to_numpy().tolist() == [
        ["cat-cow", 10, "yes"]
    ]


def test_a_plan_that_was_not_edited_asks_for_nothing(mine):
    add_line(mine / "diary.csv", date="2025-03-02", pain="5")
    add_line(mine / "routine.csv", date="2025-03-02", exercise="cat-cow", done="yes")
    book = open_mine(mine)
    assert bp.stretching_consistency(book, bp.daily_table(book)).adherence is None


def test_a_plan_that_was_edited_asks_for_what_it_says(mine):
    plan = mine / "plan.csv"
    text = plan.read_text(encoding="utf-8").replace("cat-cow,,1,10,,1,0", "cat-cow,,1,10,,1,7")
    plan.write_text(text, encoding="utf-8")
    add_line(mine / "diary.csv", date="2025-03-02", pain="5")
    add_line(mine / "routine.csv", date="2025-03-02", exercise="cat-cow", done="yes")
    book = open_mine(mine)
    adherence = bp.stretching_consistency(book, bp.daily_table(book)).adherence
    assert (adherence.done, adherence.planned) == (1, 1)
    assert list(adherence.table["exercise"]) == ["cat-cow"]


@pytest.mark.parametrize(("times", "squares"), [("1", 0), ("2", 2), ("3", 3), ("4", 0)])
def test_the_sheet_has_a_square_for_each_time_of_a_day_or_asks_how_often(times, squares):
    pdf = set_paper_stretches("a4", [{"exercise": "cat-cow", "times_per_day": times}])
    page = pypdfium2.PdfDocument(pdf)[0]
    at = [one.get_bounds() for one in page.get_objects() if one.type == FPDF_PAGEOBJ_PATH]
    sides = [(right - left, top - bottom) for left, bottom, right, top in at]
    drawn = [wide for wide, high in sides if abs(wide - high) < 0.1 and wide > 5]
    assert len(drawn) == 14 * squares
    text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert text.count("how often:") == (14 if times == "4" else 0)
    assert ("under done, as in 2x" in text) == (times != "1")
