"""What `backpain check` says of files that are fine, odd, or no logbook at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backpain_analysis.checking import check_data, check_lines
from backpain_analysis.errors import LogbookError
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


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    write_logbook(tmp_path, diary="date,pain\n2026-03-01,4\n", diary_2="pain\n4\n")
    look = look_into(tmp_path, today=TODAY)
    assert [source.file for source in look.book.sources] == ["diary.csv"]
    assert "diary_2.csv" in str(look.errors[0])


def test_a_file_of_a_kind_that_cannot_be_read(tmp_path):
    (tmp_path / "diary.ods").write_bytes(b"PK")
    with pytest.raises(LogbookError, match="Save it as"):
        look_into(tmp_path / "diary.ods")


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
