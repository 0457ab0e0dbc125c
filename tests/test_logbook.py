"""Opening a logbook: which files are read, how they join, what each error says."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from backpain_analysis.errors import BackpainError, LogbookError, SettingsError
from backpain_analysis.logbook import open_logbook
from tests.writing import TODAY, logbook, problems, write_logbook

DIARY = "date,time,pain,notes\n2026-01-05,08:00,4,first\n2026-01-06,08:00,5,second\n"


def used(book):
    return {
        s.file: (s.rows_read, s.rows_used, s.rows_repeated, s.rows_refused) for s in book.sources
    }


def error_of(folder, **files):
    with pytest.raises(LogbookError) as caught:
        logbook(folder, **files)
    return str(caught.value)


def test_all_files_of_a_kind_are_joined_in_order_of_time(tmp_path):
    later = "date,pain,stress\n2026-01-07,6,3\n2026-01-04,2,1\n"
    book = logbook(tmp_path, diary=DIARY, diary_2=later)
    assert book.diary["pain"].tolist() == [2, 4, 5, 6]
    assert book.diary["stress"].fillna(-1).tolist() == [1, -1, -1, 3]
    assert book.diary["file"].tolist() == ["diary_2.csv", "diary.csv", "diary.csv", "diary_2.csv"]
    assert book.diary["line"].tolist() == [3, 2, 3, 2]
    assert list(book.diary.columns) == ["date", "time", "pain", "stress", "notes", "file", "line"]


def test_an_exact_repeat_in_one_diary_counts_once(tmp_path):
    book = logbook(tmp_path, diary=DIARY + "2026-01-05,8:00 am,4.0,first\n")
    assert used(book) == {"diary.csv": (3, 2, 1, 0)}
    assert book.problems.empty


def test_an_old_export_and_a_newer_longer_one_count_once(tmp_path):
    newer = "notes;pain;date;time\nsecond;5;2026-01-06;08:00\nthird;6;2026-01-07;08:00\n"
    book = logbook(tmp_path, diary=DIARY, diary_new=newer)
    assert book.diary["notes"].tolist() == ["first", "second", "third"]
    assert used(book) == {"diary.csv": (2, 2, 0, 0), "diary_new.csv": (2, 1, 1, 0)}


def test_rows_that_differ_only_in_a_cell_that_was_refused_are_two_rows(tmp_path):
    book = logbook(tmp_path, diary="date,pain,stress\n2026-01-05,4,x1\n2026-01-05,4,x2\n")
    assert used(book) == {"diary.csv": (2, 2, 0, 0)}


def test_two_entries_of_one_time_that_differ_are_kept_and_reported(tmp_path):
    book = logbook(tmp_path, diary=DIARY + "2026-01-05,08:00,7,first\n2026-01-05,,7,\n")
    assert sorted(book.diary["pain"]) == [4, 5, 7, 7]
    assert problems(book) == [("diary.csv", 4, "nan")]
    assert "differ: line 4 from line 2. All are kept: pain is" in book.problems["message"][0]


def test_an_entry_that_differs_from_one_of_another_sheet_is_named_with_both_and_in_order(tmp_path):
    sheets = Workbook()
    sheets.remove(sheets.active)
    for name, day in (("September", 5), ("Oktober", 6), ("November", 5)):
        sheet = sheets.create_sheet(name)
        sheet.append(["date", "time", "pain"])
        sheet.append([f"2026-01-{day:02d}", "08:00", len(name)])
        sheet.append(["Summe / Ø", None, 5])
    sheets.save(tmp_path / "diary.xlsx")
    found = open_logbook(tmp_path, today=TODAY).problems
    assert found["file"].str.partition("sheet ")[2].unique().tolist() == [
        *("September", "Oktober", "November")
    ]
    said = found["message"].tolist()
    assert sum("row of totals" in text for text in said) == 3
    assert any("line 2 from diary.xlsx, sheet September, line 2." in text for text in said)


def test_several_names_at_one_time_are_no_conflict(tmp_path):
    rows = "pain,4,2026-01-05 08:00\nstress,4,2026-01-05 08:00\n"
    assert logbook(tmp_path, diary="name,value,date\n" + rows).problems.empty
    book = logbook(tmp_path, diary="name,value,date\n" + rows + "pain,6,2026-01-05 08:00\n")
    assert len(book.problems) == 1


def test_the_larger_number_of_repeats_holds_across_routines(tmp_path):
    row = "2026-01-05,cat-cow\n"
    book = logbook(
        tmp_path,
        diary=DIARY,
        routine_a="date,exercise\n" + row * 2,
        routine_b="date,exercise\n" + row * 3,
        routine_c="date,exercise\n" + row,
    )
    assert len(book.routine) == 3
    assert used(book)["routine_b.csv"] == (3, 1, 2, 0)
    assert used(book)["routine_c.csv"] == (1, 0, 1, 0)


def test_the_order_of_the_rows_and_of_the_columns_does_not_matter(tmp_path):
    there = logbook(tmp_path / "a", diary=DIARY)
    shuffled = "notes,pain,time,date\nsecond,5,08:00,2026-01-06\nfirst,4,08:00,2026-01-05\n"
    here = logbook(tmp_path / "b", diary=shuffled)
    pd.testing.assert_frame_equal(there.diary.drop(columns="line"), here.diary.drop(columns="line"))


def test_the_same_name_in_two_units_stays_two_columns(tmp_path):
    book = logbook(
        tmp_path,
        diary_1="date,pain,Gaming (h),Mind\n2026-01-05,4,2,3\n",
        diary_2="date,pain,Gaming (min),Mind\n2026-01-06,4,90,calm\n",
    )
    assert book.factors["gaming"]["unit"] == "hours"
    assert book.diary["gaming_minutes"].dropna().tolist() == [90]
    assert book.diary["mind"].dropna().tolist() == [3]


def test_files_that_are_none_of_ours_are_named(tmp_path):
    write_logbook(tmp_path, diary=DIARY, budget="month,rent\nMay,900\n")
    (tmp_path / ".hidden.csv").write_text("x")
    (tmp_path / "~$diary.xlsx").write_text("x")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "report").mkdir()
    book = open_logbook(tmp_path, today=TODAY)
    assert {s.file: s.format for s in book.sources} == {
        "budget.csv": "not read",
        "diary.csv": "diary",
    }
    assert book.problems["file"].tolist() == ["budget.csv"]
    assert "month, rent" in book.problems["message"][0]


def test_a_file_is_known_by_its_header_too(tmp_path):
    book = logbook(
        tmp_path,
        january="date,pain\n2026-01-05,4\n",
        exercises="date,exercise\n2026-01-05,cat-cow\n",
        physio="exercise,times per day\ncat-cow,2\n",
    )
    assert {s.file: s.format for s in book.sources} == {
        "january.csv": "diary",
        "exercises.csv": "routine",
        "physio.csv": "plan",
    }


def test_the_files_are_left_as_they_are(tmp_path):
    folder = write_logbook(tmp_path, diary=DIARY, settings='label = "x"')
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    open_logbook(folder, today=TODAY)
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}


def test_a_source_carries_the_hash_of_its_bytes(tmp_path):
    book = logbook(tmp_path, diary=DIARY)
    assert book.sources[0].sha256 == hashlib.sha256(DIARY.encode()).hexdigest()


def test_the_dates_of_the_period_are_taken_in_any_form(tmp_path):
    folder = write_logbook(tmp_path, diary=DIARY)
    book = open_logbook(folder, since="2026-01-05", until=pd.Timestamp("2026-01-06 10:00"))
    assert book.since == pd.Timestamp("2026-01-05")
    assert book.until == pd.Timestamp("2026-01-06")
    with pytest.raises(LogbookError, match="since"):
        open_logbook(folder, since="soon")
    with pytest.raises(LogbookError, match="later than"):
        open_logbook(folder, since="2026-02-01", until="2026-01-01")


def test_a_missing_folder_says_how_to_make_one(tmp_path):
    with pytest.raises(LogbookError, match="backpain new"):
        open_logbook(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder(tmp_path):
    path = tmp_path / "diary.csv"
    path.write_text(DIARY)
    with pytest.raises(LogbookError, match="is a file"):
        open_logbook(path)


def test_an_empty_folder_says_what_it_needs(tmp_path):
    assert "diary" in error_of(tmp_path)


def test_a_folder_with_a_routine_alone_has_no_diary(tmp_path):
    message = error_of(tmp_path, routine="date,exercise\n2026-01-05,cat-cow\n")
    assert "no diary" in message
    assert "routine.csv" in message


def test_an_empty_file_is_named(tmp_path):
    assert "diary.csv" in error_of(tmp_path, diary="")


def test_a_blank_diary_waits_for_its_first_entry(tmp_path):
    assert "no entries yet" in error_of(tmp_path, diary="date,time,pain\n")


def test_a_diary_without_dates_shows_its_header_and_the_nearest(tmp_path):
    message = error_of(tmp_path, diary="dated,pain,stress\n2026-01-05,4,3\n")
    assert "dated, pain, stress" in message
    assert '"dated" = "date"' in message


def test_a_diary_without_pain_shows_its_header_and_the_nearest(tmp_path):
    message = error_of(tmp_path, diary="date,pian,stress\n2026-01-05,4,3\n")
    assert "date, pian, stress" in message
    assert '"pian" = "pain"' in message


def test_a_diary_with_another_pain_alone_offers_the_line_to_paste(tmp_path):
    assert '"Knee pain" = "pain"' in error_of(tmp_path, diary="date,Knee pain\n2026-01-05,4\n")


def test_a_diary_whose_pains_were_all_refused_says_why(tmp_path):
    message = error_of(tmp_path, diary="date,pain\n2026-01-05,mild\n2026-01-06,severe\n")
    assert "line 2" in message
    assert "mild" in message
    assert "severe" in message


def test_an_outcome_without_a_value_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="leg_pain"):
        logbook(tmp_path, diary=DIARY, settings='outcome = "leg_pain"')


def test_all_files_that_cannot_be_used_are_named_at_once(tmp_path):
    message = error_of(tmp_path, diary="a,b\n1,2\n", routine="c,d\n1,2\n")
    assert "diary.csv" in message
    assert "routine.csv" in message


def test_a_diary_of_a_kind_that_cannot_be_read(tmp_path):
    (tmp_path / "diary.ods").write_bytes(b"PK")
    with pytest.raises(LogbookError, match=r"diary\.ods.*\.csv"):
        open_logbook(tmp_path)


@pytest.mark.parametrize("name", ["Schmerztagebuch.ods", "Back pain.docx", "log.md"])
def test_a_folder_with_nothing_but_a_file_of_another_kind_says_which(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(LogbookError, match=rf"{re.escape(name)}.*Save it as"):
        open_logbook(tmp_path)


def test_a_spreadsheet_of_another_kind_beside_a_diary_is_not_passed_over(tmp_path):
    (tmp_path / "stretches.ods").write_bytes(b"PK")
    (tmp_path / "letter.pdf").write_bytes(b"PK")
    (tmp_path / "README.md").write_text("What this is.")
    book = logbook(tmp_path, diary=DIARY)
    assert book.problems["file"].tolist() == ["stretches.ods"]
    assert [source.file for source in book.sources] == ["diary.csv", "letter.pdf", "stretches.ods"]


ACROSS = ",Mon 2/3,Tue 3/3,Wed 4/3\nPain,5,6,4\nSitting,8,9,7\n"


@pytest.mark.parametrize(
    "table",
    [ACROSS, ACROSS.replace("/3", "/3/2026"), "Date,2026-03-02,2026-03-03,3.4.\nPain,5,6,4\n"],
)
@pytest.mark.parametrize("name", ["diary.csv", "tracker.csv"])
def test_a_table_with_a_column_for_each_day_is_to_be_turned(tmp_path, table, name):
    (tmp_path / name).write_text(table)
    with pytest.raises(LogbookError, match="Transpose"):
        open_logbook(tmp_path)


def test_dates_in_a_title_are_no_columns_for_days(tmp_path):
    book = logbook(tmp_path, diary="date,pain,2026-03-02,2026-03-03\n2026-01-05,4,1,2\n")
    assert book.diary["pain"].tolist() == [4]


def test_sentences_are_no_table(tmp_path):
    told = error_of(tmp_path, diary="Mon 2 March - pain 5, sat all day\nTue 3 March - 6/10, bad\n")
    assert "neither a line that names the columns" in told
    assert "Did you mean" not in told


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    write_logbook(tmp_path, diary=DIARY)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(LogbookError, match=r"diary\.csv.*Permission denied"):
        open_logbook(tmp_path)


def test_settings_about_columns_that_no_file_has_are_named(tmp_path):
    book = logbook(
        tmp_path,
        diary=DIARY,
        settings='[columns]\n"Schmertz" = "pain"\n[scales]\nstres = { low = 1 }\n'
        '[absent_means_no]\nlists = ["activities"]\nnames = ["Stress"]\ncolumns = ["note"]\n',
    )
    assert book.problems["value"].tolist() == ["Schmertz", "stres", "Stress", "activities", "note"]
    assert (book.problems["file"] == "settings.toml").all()


@pytest.mark.parametrize("target", ["stress", "prescribed_by", "value", "year", "stretching"])
@pytest.mark.parametrize("routine", ["cat-cow,bridge,odd", "exercise,sets,odd"])
def test_each_line_of_columns_that_changes_nothing_is_named(tmp_path, target, routine):
    marks = "x,x,3" if "bridge" in routine else "cat-cow,2,3"
    book = logbook(
        tmp_path,
        diary=DIARY,
        routine=f"date,{routine}\n2026-03-01,{marks}\n2026-03-02,{marks}\n",
        settings=f'[columns]\n"odd" = "{target}"\n',
    )
    (said,) = book.problems["message"]
    assert "'odd' stands in routine.csv" in said
    assert "the line changes nothing" in said


@pytest.mark.parametrize(
    ("kind", "table", "header", "target"),
    [
        ("diary", "date,pain,odd\n2026-03-01,4,yes\n", "odd", "stretching"),
        ("diary", "date,pain,odd\n2026-03-01,4,3\n", "odd", "ignore"),
        ("routine", "date,exercise,odd\n2026-03-01,bridge,2x10\n", "odd", "dose"),
        ("routine", "date,bridge,odd\n2026-03-01,x,20\n", "odd", "walking_minutes"),
        ("routine", "odd,M,D,exercise\n2026,3,1,bridge\n", "odd", "year"),
        ("diary_2", "date,odd,value\n2026-03-01,pain,3\n", "odd", "name"),
    ],
)
def test_a_line_of_columns_that_works_is_not(tmp_path, kind, table, header, target):
    lines = f'[columns]\n"{header}" = "{target}"\n'
    if target == "year":
        lines += '"M" = "month"\n"D" = "day"\n'
    book = logbook(tmp_path, **{"diary": DIARY, kind: table}, settings=lines)
    assert "changes nothing" not in " ".join(book.problems["message"])


def test_a_column_under_absent_names_is_told_where_it_belongs(tmp_path):
    diary = "date,pain,Gartenarbeit\n2026-03-01,4,yes\n2026-03-02,5,\n"
    said = logbook(tmp_path, diary=diary, settings='[absent_means_no]\nnames = ["Gartenarbeit"]\n')
    assert any('write columns = ["Gartenarbeit"]' in one for one in said.problems["message"])


CELL = st.one_of(
    st.integers(-3, 14).map(str),
    st.sampled_from(
        [
            "",
            " ",
            "yes",
            "no",
            "x",
            "mild",
            "1:30",
            "4,5",
            "5/10",
            "3-4",
            "7 (sharp)",
            "2026-01-05",
            "2026-02-30",
            "05/01/2026",
            "08:00",
            "25:61",
            "morning",
            "cat-cow",
            "left",
            "a; b",
            '"',
            "'",
            "n/a",
            "∞",
            "1e400",
            "\u2028",
            "0",
        ]
    ),
    st.text(max_size=6),
)
HEADER = st.lists(
    st.sampled_from(
        [
            "date",
            "Date",
            "time",
            "pain",
            "Pain (0-100)",
            "leg_pain",
            "stress",
            "lifting",
            "location",
            "side",
            "notes",
            "Coffee (cups)",
            "Knee pain",
            "activities",
            "exercise",
            "reps",
            "year",
            "month",
            "day",
            "name",
            "value",
            "date (2)",
            "file",
            "line",
            "pain?",
        ]
    ),
    min_size=1,
    max_size=7,
    unique=True,
)


@st.composite
def tables(draw):
    """A file with a header that has a date, and cells of any kind."""
    header = draw(HEADER)
    day = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9)).map(str)
    rows = draw(
        st.lists(
            st.tuples(*(st.one_of(day, CELL) if "ate" in name else CELL for name in header)),
            max_size=8,
        )
    )
    lines = [
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (header, *rows)
    ]
    return "\n".join(lines) + "\n"


@given(st.lists(tables(), min_size=1, max_size=2), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_row_and_every_cell_is_accounted_for_whatever_stands_in_them(files, absent):
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(files):
            (folder / f"diary_{number}.csv").write_text(text, encoding="utf-8", newline="")
        (folder / "diary_x.csv").write_text("date,pain\n2026-01-05,4\n")
        if absent:
            (folder / "settings.toml").write_text(
                '[absent_means_no]\nlists = ["activities"]\ncolumns = ["lifting"]\n'
            )
        try:
            book = open_logbook(folder, today=TODAY)
        except BackpainError:
            return
    for source in book.sources:
        assert source.rows_read == source.rows_used + source.rows_repeated + source.rows_refused
        assert (book.diary["file"] == source.file).sum() == source.rows_used
        if source.rows_refused:
            assert (book.problems["file"] == source.file).any()
    for column in book.columns_read:
        assert column.cells_read == column.cells_used + column.cells_refused
        assert min(column.cells_used, column.cells_refused) >= 0


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 10), st.booleans(), st.booleans()),
        min_size=1,
        max_size=12,
        unique_by=lambda row: row[:2],
    )
)
@settings(max_examples=60, deadline=None)
def test_exactly_the_cells_that_were_spoilt_are_reported(rows):
    text, spoilt = "date,pain,stress\n", set()
    for line, (day, pain, bad_pain, bad_stress) in enumerate(rows, start=2):
        text += f"2026-01-{day + 1:02d},{f'bad{line}' if bad_pain else pain},"
        text += f"{f'odd{line}' if bad_stress else 3}\n"
        spoilt |= {("diary.csv", line, "pain")} if bad_pain else set()
        spoilt |= {("diary.csv", line, "stress")} if bad_stress else set()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "diary.csv").write_text(text)
        (folder / "diary_x.csv").write_text("date,pain\n2026-01-15,4\n")
        book = open_logbook(folder, today=TODAY)
    assert set(problems(book)) == spoilt
    good = [float(pain) for _, pain, bad, _ in sorted(rows, key=lambda row: row[0]) if not bad]
    assert sorted(book.diary["pain"].dropna()) == sorted([*good, 4.0])


def test_stretching_in_the_diary_is_never_compared_with_the_same_days_pain(tmp_path):
    """People stretch when it hurts: compared by the day it would look as if it hurt them."""
    rows = "".join(f"2026-05-{d:02},{d % 5},yes,{d},{d % 3}\n" for d in range(1, 20))
    book = logbook(tmp_path, diary="date,pain,Stretching,Dehnen (min),coffee\n" + rows)
    assert list(book.factors) == ["coffee"]
    told = book.problems.set_index("column")["message"]
    assert len(told) == 2
    assert told.str.contains("not compared with pain on the same day").all()


def test_a_pain_column_without_a_value_says_so_and_asks_for_no_setting(tmp_path):
    error = error_of(tmp_path, diary="date,pain,sitting_hours\n2026-05-01,,3\n2026-05-02,,4\n")
    assert "'pain' has no value in any row" in error
    assert "[columns]" not in error


def test_two_blank_diaries_are_named_in_the_plural(tmp_path):
    error = error_of(tmp_path, diary="date,pain\n", diary_old="date,pain\n")
    assert "have no entries yet" in error


def test_the_number_that_an_app_gives_an_entry_is_no_factor(tmp_path):
    rows = "".join(f"{100 + n},2026-03-{n:02d},4,{n % 3}\n" for n in range(1, 20))
    book = logbook(tmp_path, diary="entry_id,date,pain,coffee\n" + rows)
    assert list(book.factors) == ["coffee"]


@pytest.mark.parametrize("when", ["When", "Wann", "Quand", "Cuándo", "Wanneer"])
def test_a_table_is_known_by_its_columns_whatever_its_name_and_its_word_for_the_date(
    tmp_path, when
):
    book = logbook(
        tmp_path,
        back=f"{when},Pain\n2026-01-05,4\n",
        moves=f"{when},Stretch\n2026-01-05,cat-cow\n",
    )
    assert (book.diary["pain"].tolist(), len(book.routine)) == ([4], 1)


def test_when_beside_a_day_is_not_the_date(tmp_path):
    book = logbook(tmp_path, diary="When,Day,Pain\nmorning,2026-01-05,4\n")
    assert book.diary["date"].dt.day.tolist() == [5]


def test_a_table_that_was_not_read_is_named_where_no_pain_is_found(tmp_path):
    diary = "date,mood\n2026-01-05,4\n"
    said = error_of(tmp_path, diary=diary, back="Noted,Pain\n2026-01-05,4\n")
    assert "back.csv" in said
    assert '"Noted" = "date"' in said


@pytest.mark.parametrize(
    ("early", "said"),
    [(["2026-01-16"], "2026-03-02"), (["2026-01-16", "2026-01-18"], "2026-03-02")],
)
def test_a_first_pain_long_before_the_others_is_named(tmp_path, early, said):
    days = [f"2026-03-{day:02d}" for day in range(2, 20)]
    text = "\n".join(["date,pain,sleep_hours", *(f"{day},4,7" for day in [*early, *days]), ""])
    (tmp_path / "diary.csv").write_text(text, encoding="utf-8")
    (found,) = open_logbook(tmp_path, today="2026-04-01").problems.to_dict("records")
    assert (found["file"], found["line"], found["value"]) == ("diary.csv", 2, early[0])
    assert f"--since {said}." in found["message"]
    assert open_logbook(tmp_path, today="2026-04-01", since=said).problems.empty
    kept = text.replace("2026-01-1", "2026-02-1")  # two or three weeks are a pause, as of a holiday
    (tmp_path / "diary.csv").write_text(kept, encoding="utf-8")
    assert open_logbook(tmp_path, today="2026-04-01").problems.empty


def test_a_day_whose_pain_differs_between_two_files_is_named_also_without_a_time(tmp_path):
    one = "date,pain\n2026-01-05,4\n2026-01-06,5\n2026-01-07,\n2026-01-08,2\n"
    other = "date,time,pain\n2026-01-05,19:00,6\n2026-01-06,19:00,5\n2026-01-07,20:00,3\n"
    found = logbook(tmp_path, diary=one, diary_new=other).problems
    assert found["message"].str.contains("pain of a day differs").tolist().count(True) == 1
    said = found[found["message"].str.contains("pain of a day")].iloc[0]
    assert (said["file"], said["line"]) == ("diary_new.csv", 2)
    assert "another file: line 2 from diary.csv, line 2. All" in said["message"]


def test_two_entries_with_their_times_in_two_files_are_two_entries(tmp_path):
    one, other = (f"date,time,pain\n2026-01-05,{at}\n" for at in ("08:00,4", "19:00,6"))
    assert logbook(tmp_path, diary=one, diary_new=other).problems.empty


@pytest.mark.parametrize(
    ("other", "told"), [("cat-cow,,12", 1), ("bridge,,12", 0), ("cat-cow,no,", 0)]
)
def test_an_exercise_of_a_day_in_two_files_is_named(tmp_path, other, told):
    head = "date,exercise,done,reps\n2026-01-05,"
    book = logbook(
        tmp_path, diary=DIARY, routine=f"{head}cat-cow,,10\n", routine_b=f"{head}{other}\n"
    )
    said = book.problems["message"]
    assert (
        said.str.contains("stands in another file too: line 2 from routine.csv, line 2.").sum()
        == told
    )
