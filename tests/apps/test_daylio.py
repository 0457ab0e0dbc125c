"""Daylio: moods become 0 to 10, activities yes/no, whichever version wrote the file."""

from __future__ import annotations

import pytest

from backpain_analysis.checking import check_lines
from backpain_analysis.days import daily_table
from backpain_analysis.errors import SettingsError
from backpain_analysis.logbook import look_into
from tests.apps.samples import accounted, column, entries, rows, with_export
from tests.writing import TODAY

PLAIN = """full_date,date,weekday,time,mood,activities,note
2026-03-02,2. März,Montag,21:30,good,"walk | long drive ",""
2026-03-01,1. März,Sonntag,08:05,awful,"","did ""nothing"", again"
"""
TITLED = """\ufefffull_date,date,weekday,time,mood,activities,note_title,note
2026-03-02,March 2,Monday,9:30 pm,rad,"walk |  reading",Sunday,fine
"""
SCALED = """full_date,date,weekday,time,mood,activities,scales,note_title,note
2026-03-02,March 2,Monday,9:30 pm,rad,"walk","Energy:\u00a04 | Calm:\u00a02","",""
"""
BARE = """2026-03-02,March 2,Monday,9:30 pm,good,"walk | reading","","fine"
2026-03-01,March 1,Sunday,8:05 am,bad,"","",""
"""
OLDER = """year,date,weekday,time,mood,activities,note
2026,2 March,Monday,9:30 pm,meh,"walk | reading ",fine
"""


def test_moods_are_stretched_and_newest_first_is_turned_round(tmp_path):
    book = with_export(tmp_path, PLAIN)
    accounted(book)
    assert rows(book) == ("Daylio", 2, 2, 0, 0)
    first, second = entries(book)
    assert (first["date"], first["time"], first["mood"]) == ("2026-03-01", 8 + 5 / 60, 0.0)
    assert first["notes"] == 'did "nothing", again'
    assert (second["date"], second["time"], second["mood"]) == ("2026-03-02", 21.5, 7.5)
    assert book.problems.empty


def test_each_entry_names_all_its_activities_so_not_named_is_no(tmp_path):
    book = with_export(tmp_path, PLAIN)
    days = daily_table(book)
    assert days["walk"].tolist() == [0.0]  # the one recorded day is 1 March
    assert [entry["long_drive"] for entry in entries(book)] == [0.0, 1.0]
    assert book.factors["long_drive"] == {"label": "long drive", "unit": "", "kind": "yes_no"}


def test_a_note_with_a_title_and_a_byte_order_mark(tmp_path):
    (entry,) = entries(with_export(tmp_path, TITLED))
    assert entry["notes"] == "Sunday | fine"
    assert entry["activities"] == "reading; walk"
    assert entry["mood"] == 10.0


def test_scales_become_columns_of_their_own(tmp_path):
    book = with_export(tmp_path, SCALED)
    (entry,) = entries(book)
    assert (entry["energy"], entry["calm"]) == (4.0, 2.0)
    accounted(book)


def test_an_export_without_headers(tmp_path):
    book = with_export(tmp_path, BARE)
    accounted(book)
    assert rows(book) == ("Daylio", 2, 2, 0, 0)
    assert [(e["date"], e["mood"], e["walk"]) for e in entries(book)] == [
        ("2026-03-01", 2.5, 0.0), ("2026-03-02", 7.5, 1.0),
    ]  # fmt: skip
    assert entries(book)[1]["notes"] == "fine"
    assert sorted(book.diary["line"]) == [1, 2, 2]


def test_an_older_export_with_the_year_apart(tmp_path):
    book = with_export(tmp_path, OLDER)
    accounted(book)
    (entry,) = entries(book)
    assert (entry["date"], entry["time"], entry["mood"]) == ("2026-03-02", 21.5, 5.0)


def test_a_mood_under_another_name_is_refused_with_the_lines_to_paste(tmp_path):
    german = PLAIN.replace("good", "Super")
    book = with_export(tmp_path / "a", german)
    problem, other = book.problems.itertuples()
    assert (problem.line, problem.column, problem.value) == (2, "mood", "Super")
    assert "[scales]\n    mood = { Super = ..., awful = 0 }" in problem.message
    assert (other.line, other.value) == (3, "awful")
    book = with_export(tmp_path / "b", german, settings="[scales]\nmood = { Super = 9, awful = 0 }")
    assert book.problems.empty
    assert entries(book)[1]["mood"] == 9.0


def test_columns_that_repeat_the_date_are_left_out_and_say_why(tmp_path):
    book = with_export(tmp_path, PLAIN)
    weekday = column(book, "weekday")
    assert (weekday.column, weekday.cells_read, weekday.cells_used) == (None, 2, 0)
    assert "date" in weekday.reason


@pytest.mark.parametrize("text", [PLAIN, TITLED, SCALED, BARE, OLDER])
def test_whatever_the_file_is_called(tmp_path, text):
    for name in ("diary_of_mine.csv", "routine.csv", "x.txt"):
        book = with_export(tmp_path / name, text, name=name)
        assert rows(book, name)[0] == "Daylio"


TICKED = PLAIN.replace('"walk', '"back pain | walk')


def test_pain_that_is_only_ticked_is_named_with_what_can_be_done(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(TICKED, encoding="utf-8")
    said = "\n".join(check_lines(look_into(path, today=TODAY)))
    assert "There is no pain in it. 'back pain' is a yes or no here" in said
    assert "into a diary.csv in the same folder (date,pain)" in said


def test_a_ticked_pain_cannot_be_made_the_pain_and_the_settings_line_says_why(tmp_path):
    book = with_export(tmp_path, TICKED, settings='[columns]\n"back pain" = "pain"\n')
    (message,) = book.problems["message"]
    assert message.startswith("'back pain' is a yes or no here")
    assert "no file has" not in message


def test_the_best_mood_is_never_the_worst_pain_unless_the_person_gives_the_numbers(tmp_path):
    settings = '[columns]\nmood = "pain"\n'
    with pytest.raises(SettingsError, match="the best would count as the worst pain"):
        with_export(tmp_path / "a", PLAIN, settings=settings)
    settings += "[scales]\npain = { rad = 0, good = 2, meh = 4, bad = 7, awful = 9 }\n"
    book = with_export(tmp_path / "b", PLAIN, settings=settings)
    assert [e["pain"] for e in entries(book)] == [9, 2]


RENAMED = PLAIN.replace(",good,", ",no pain,").replace(",awful,", ",sore,") + (
    '2026-03-05,March 5,Thursday,9:30 pm,bad,"walk",""\n'
    '2026-03-06,March 6,Friday,9:30 pm,terrible,"walk",""\n'
)
HURTS = '{ "no pain" = 0, sore = 4, bad = 7, terrible = 9 }'


def said_of(tmp_path, text, settings=""):
    """What `check` prints of an export with these settings."""
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    return "\n".join(check_lines(look_into(tmp_path, today=TODAY)))


def test_moods_of_ones_own_are_all_asked_for_also_those_that_the_app_knows(tmp_path):
    said = said_of(tmp_path, RENAMED)
    assert "is read as 2.5" not in said
    block = said.split('[columns]\n    "mood" = "pain"\n    [scales]\n')[1].splitlines()[0]
    assert block.strip().startswith("pain = {")
    assert '"no pain" = 0, sore = ..., bad = 8, terrible = 10' in block


def test_a_known_mood_that_is_left_out_of_a_pain_is_no_pain(tmp_path):
    left_out = HURTS.replace("bad = 7, ", "")
    settings = f'[columns]\nmood = "pain"\n[scales]\nmood = {left_out}\n'
    book = with_export(tmp_path, RENAMED, settings=settings)
    assert [entry.get("pain") for entry in entries(book)] == [4, 0, None, 9]
    assert set(book.problems["value"]) == {"bad"}


@pytest.mark.parametrize("columns", ["", '[columns]\nmood = "pain"\n'])
def test_a_scale_of_pain_that_holds_the_moods_makes_them_the_pain(tmp_path, columns):
    book = with_export(tmp_path, RENAMED, settings=f"{columns}[scales]\npain = {HURTS}\n")
    assert [entry["pain"] for entry in entries(book)][-2:] == [7, 9]
    assert book.problems.empty
