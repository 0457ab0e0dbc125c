"""What `backpain check` says of files that are fine, odd, or no logbook at all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from backpain_analysis.checking import check_data, check_lines, short_lines
from backpain_analysis.errors import LogbookError, Problem, gathered
from backpain_analysis.logbook import look_into, open_logbook
from tests.apps.samples import accounted
from tests.writing import TODAY, write_logbook

REAL = Path(__file__).parents[2] / "shared" / "real_data" / "myaiguide"
STRONG = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Seconds\n"
    "2026-03-01 07:30:00,Back,Plank,1,0,0,40\n2026-03-01 07:30:00,Back,Plank,2,0,0,odd\n"
)


def test_one_file_says_which_app_it_is_from_and_what_it_becomes(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(STRONG)
    look = look_into(path, today=TODAY)
    text = "\n".join(check_lines(look))
    assert look.errors == ()
    assert "export.csv (Strong)" in text
    assert "2 rows read: 2 used" in text
    assert "It becomes 1 exercise from 2026-03-01 to 2026-03-01 of the routine." in text
    assert "export.csv, line 3, Seconds: odd" in text
    assert "In all: 2 rows read, 2 used, 0 repeated, 0 refused" in text


def test_a_folder_without_pain_still_shows_how_its_files_were_read(tmp_path):
    write_logbook(tmp_path, diary="date,stress\n2026-03-01,4\n")
    look = look_into(tmp_path, today=TODAY)
    assert "stress, number [points]; such as 4" in "\n".join(check_lines(look))
    with pytest.raises(LogbookError, match="No pain"):
        look.refuse()
    data = check_data(look)
    assert data["usable"] is False
    assert "No pain" in data["errors"][0]
    json.dumps(data, allow_nan=False)


def test_lines_for_the_top_of_the_settings_come_before_those_for_its_sections(tmp_path):
    diary = "date,Pain AM,Pain PM,did\n" + "".join(
        f'2026-03-{n:02},4,5,"{did}"\n'
        for n, did in enumerate(["gym, tv", "tv, car", "car"] * 3, 1)
    )
    plan = "Start 4.3.2026\nexercise,sets\ncat-cow,2\n"
    log = "date,exercise\n2026-03-07,cat-cow\n"
    write_logbook(tmp_path, diary=diary, routine=log, plan=plan.replace("Start", "ab"))
    said = "\n".join(check_lines(look_into(tmp_path, today=TODAY)))
    top, lists, columns = (
        said.index(f"    {text}")
        for text in ("routine_start = 2026-03-04", "[absent_means_no]", "[columns]")
    )
    assert top < lists < columns


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    write_logbook(tmp_path, diary="date,pain\n2026-03-01,4\n", diary_2="pain\n4\n")
    look = look_into(tmp_path, today=TODAY)
    assert [source.file for source in look.book.sources] == ["diary.csv"]
    assert "diary_2.csv" in str(look.errors[0])


def test_a_file_of_a_kind_that_cannot_be_read(tmp_path):
    (tmp_path / "diary.ods").write_bytes(b"PK")
    with pytest.raises(LogbookError, match="Save it as"):
        look_into(tmp_path / "diary.ods")


def lines_of(folder: Path) -> list[str]:
    return list(check_lines(look_into(folder, today=TODAY)))


def test_what_is_blank_is_one_line_and_a_file_without_rows_says_so(tmp_path):
    write_logbook(tmp_path, diary="date,pain,stress,notes,time\n2026-03-01,4,,,\n")
    write_logbook(tmp_path, routine="date,exercise,reps\n")
    told = lines_of(tmp_path)
    assert "  Blank in all rows: time, stress, notes" in told
    assert told[told.index("routine.csv (routine)") + 1] == "  no rows yet"
    assert "Diary: 1 entry from 2026-03-01 to 2026-03-01" in told
    assert not [line for line in told if line.endswith("such as ")]


def test_cells_that_were_read_in_part_are_shown_with_what_they_became(tmp_path):
    rows = "2026-03-01,5-6\n2026-03-02,about 4\n2026-03-03,7 (sharp)\n2026-03-04,5-6\n"
    write_logbook(tmp_path, diary=f"date,pain\n{rows}")
    (line,) = [line for line in lines_of(tmp_path) if "read in part" in line]
    assert '"5-6" as 5.5, "about 4" as 4, "7 (sharp)" as 7' in line
    data = check_data(look_into(tmp_path, today=TODAY))
    (pain,) = (column for column in data["columns"] if column["header"] == "pain")
    assert pain["in_part"] == [["5-6", "5.5"], ["about 4", "4"], ["7 (sharp)", "7"]]


def test_a_cell_of_a_row_that_is_not_used_is_not_called_not_understood(tmp_path):
    rows = "2026-03-01,x,1\n,5,2\n,y,3\n2026-03-04,4,4\n"
    write_logbook(tmp_path, diary=f"date,pain,stress\n{rows}")
    told = "\n".join(lines_of(tmp_path))
    assert "2 of 4 cells not understood; 1 in rows that are not used" in told
    assert "stress, number [points]; such as 1; 2 in rows that are not used" in told
    assert "10 cells read, 2 not understood, 3 in rows that are not used." in told


def test_a_folder_with_the_name_of_a_file_is_named(tmp_path):
    write_logbook(tmp_path, diary_a="date,pain\n2026-03-01,4\n")
    (tmp_path / "diary.csv").mkdir()
    assert "  diary.csv: this is a folder, and is not read." in "\n".join(lines_of(tmp_path))


def test_words_on_a_scale_get_the_numbers_that_are_usual_and_dots_where_nobody_knows(tmp_path):
    write_logbook(tmp_path, diary="date,pain\n2026-03-01,mild\n2026-03-02,meh\n2026-03-03,4\n")
    assert "pain = { mild = 2, meh = ... }" in "\n".join(lines_of(tmp_path))


@pytest.mark.skipif(not REAL.exists(), reason="the real logs are not here")
@pytest.mark.parametrize(
    ("name", "form", "read"),
    [
        ("participant1_pain_raw.csv", "long file", 11826),
        ("participant1_sport_raw.csv", "activity log", None),
        ("fitbit_2016_12_english.csv", "Fitbit", 31),
        ("fitbit_2023_04_french.csv", "Fitbit", 30),
        ("participant1_taplog.csv", "TapLog", 1067),
        ("participant2_pain.csv", "long file", 929),
        ("participant7_pain.csv", "long file", 220),
    ],
)
def test_every_row_of_a_real_log_is_accounted_for(tmp_path, name, form, read):
    (tmp_path / name).write_bytes((REAL / name).read_bytes())
    write_logbook(tmp_path, diary="date,pain\n2020-08-10,4\n")
    book = open_logbook(tmp_path, today=TODAY)
    accounted(book)
    (source,) = (s for s in book.sources if s.file == name)
    assert source.format == form
    assert read in (None, source.rows_read)
    assert source.rows_used > 0.9 * source.rows_read


def test_an_example_is_a_value_where_there_is_one(tmp_path):
    (tmp_path / "diary.csv").write_text(
        "date,pain,Headache,Fog\n2026-03-01,4,-,-\n2026-03-02,5,2,-\n", encoding="utf-8"
    )
    said = "\n".join(check_lines(look_into(tmp_path, today=TODAY)))
    assert "headache, number; such as 2" in said
    assert '"-" is read as not recorded' in said


def test_of_a_spreadsheet_with_a_sheet_for_each_month_the_sheet_is_named(tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("March", "April"):
        sheet = book.create_sheet(name)
        for row in (["date", "pain"], [f"2026-0{3 + (name == 'April')}-01", 4], ["14.3.", 5]):
            sheet.append(row)
    book.save(tmp_path / "diary.xlsx")
    look = look_into(tmp_path, today=TODAY)
    said = "\n".join(check_lines(look))
    assert "diary.xlsx, sheet March, line 3, date: 14.3. has no year" in said
    assert "The same once more: 14.3. (sheet April, line 3)." in said
    assert said.index("  sheet March\n") < said.index("  sheet April\n")
    accounted(look.book)


DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-03-05,March 5,Thursday,21:10,good,"walk | back pain","",""\n'
    '2026-03-04,March 4,Wednesday,21:10,meh,"work","",""\n'
)


def test_an_export_without_pain_says_so_and_offers_nothing_that_is_none(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(DAYLIO)
    assert any("no pain in it" in line for line in check_lines(look_into(path, today=TODAY)))
    with pytest.raises(LogbookError) as caught:
        open_logbook(tmp_path, today=TODAY)
    said = str(caught.value)
    assert "'back pain' is a yes or no here" in said
    assert "backpain log" in said
    assert "mood" not in said


def test_what_is_wrong_for_one_reason_is_one_remark_with_its_lines_and_count(tmp_path):
    days = "".join(f"10/{day},4,mild\n" for day in range(10, 22))
    text = f"Day,Pain,Stress\n{days}2026-03-01,4,none\n2026-03-02,5,3\nTotal,140,9\nSumme,140,\n"
    (tmp_path / "diary.csv").write_text(text)
    look = look_into(tmp_path, today=TODAY)
    said = "\n".join(check_lines(look))
    assert "Not understood, or worth a look: 3 remarks" in said
    assert "10/10 has no year." in said
    assert "The same 11 times more: 10/11 (line 3), 10/12 (line 4), " in said
    assert "10/20 (line 12), 10/21 (line 13)." in said
    assert "Total is a row of totals and no entry: it is not used. The same once more: " in said
    assert "140 is above 10" not in said
    listed = check_data(look)["problems"]  # for programs each value stands by itself
    assert sum("has no year" in str(one["message"]) for one in listed) == 12
    accounted(look.book)


def test_every_line_of_a_remark_is_named(tmp_path):
    days = [f"2026-03-{day:02d}" for day in range(1, 31)]
    text = "date,pain\n" + "".join(f"{day},{'bad' if day[-1] > '4' else 4}\n" for day in days)
    (tmp_path / "diary.csv").write_text(text)
    rows = "".join(f"{day if day[-1] > '4' else ''},bridges\n" for day in days)
    (tmp_path / "routine.csv").write_text("date,exercise\n" + rows)
    look = look_into(tmp_path, today=TODAY)
    said = "\n".join(check_lines(look))
    assert "line 6, pain: bad is not a number" in said
    assert "(15 times; also in lines 7-10, 16-20, 26-30)" in said
    assert "these 15 rows (lines 2-5, 11-15, 21-25, 31) cannot be used" in said
    assert short_lines(look.book) == [
        "15 of 30 rows of routine.csv could not be used.",
        "2 remarks on the files",
    ]


def test_the_lines_that_mend_words_are_shown_whichever_sheet_has_them_first():
    hint = " Or say in settings.toml what the words stand for:\n    [scales]"
    told = (
        Problem("a.csv", 2, "Stimmung", "gut", "gut is no number."),
        Problem("a.csv", 3, "Stimmung", "schlecht", f"schlecht is no number.{hint}"),
    )
    (remark,) = gathered(told)
    assert remark.message.endswith(hint)


def test_the_lines_of_repeated_rows_are_named(tmp_path):
    rows = "2026-01-05,4\n2026-01-06,5\n2026-01-05,4\n"
    path = write_logbook(tmp_path, diary=f"date,pain\n{rows}")
    text = "\n".join(check_lines(look_into(path, today=TODAY)))
    assert "3 rows read: 2 used, 1 repeated (repeated: line 4)" in text


def test_a_count_of_times_is_said_and_days_without_a_stretch_are_no_exercises(tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-02,4\n")
    rows = "date,exercise,done\n2026-03-01,cat-cow,2x\n2026-03-02,none,\n2026-03-03,bridges,1x\n"
    (tmp_path / "routine.csv").write_text(rows)
    said = "\n".join(check_lines(look_into(tmp_path, today=TODAY)))
    assert '"2x" is read as yes (2 times)' in said
    assert "Routine: 3 exercises from" in said  # cat-cow twice, and bridges


@pytest.mark.parametrize("kind", ["diary", "routine"])
def test_dates_filled_down_into_the_future_are_blank_rows_and_no_loss(tmp_path, kind):
    """Two days left blank and three to come; of the days to come one holds something."""
    days = [dt.date.fromisoformat(TODAY) + dt.timedelta(n) for n in range(-11, 6)]
    held = {*range(10), 16}
    if kind == "diary":
        header, cells = "date,pain", ["4" if n in held else "" for n in range(17)]
    else:
        header, cells = "date,cat-cow,bridge", ["x,x" if n in held else "," for n in range(17)]
        (tmp_path / "diary.csv").write_text(f"date,pain\n{days[0]},4\n")
    rows = "".join(f"{day},{cell}\n" for day, cell in zip(days, cells, strict=True))
    (tmp_path / f"{kind}.csv").write_text(f"{header}\n{rows}")
    look = look_into(tmp_path, today=TODAY)
    said = "\n".join(check_lines(look))
    assert said.count("in the future") == 1
    assert f"line 18, date: {days[16]} is in the future" in said
    assert "17 rows read: 10 used, 7 refused (6 of them with nothing but a date)" in said
    assert short_lines(look.book)[0].startswith(f"1 of 17 rows of {kind}.csv could not be used")


def test_a_column_says_which_exercise_it_counts_for_where_that_is_called_otherwise(tmp_path):
    plan = "exercise,how often\nhip flexor stretch,daily\nbridge,daily\n"
    days = "".join(f"2026-01-{n:02d},x,x\n" for n in range(5, 12))
    routine = f"date,Hip flexor,Bridge\n{days}"
    write_logbook(tmp_path, diary="date,pain\n2026-01-05,4\n", plan=plan, routine=routine)
    said = [*check_lines(look_into(tmp_path, today=TODAY))]
    assert [line for line in said if "counts for" in line] == [
        '  Hip flexor  done, text; "x" is read as done; counts for: hip flexor stretch'
    ]
