"""Activities that are ticked as levels of one thing: "no pain", "mild pain", "bad pain"."""

from __future__ import annotations

import pytest

from backpain_analysis.checking import check_lines
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError, SettingsError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.reading.ticked_levels import level_of, usual_numbers
from backpain_analysis.transcript import write_logbook as write_plain
from tests.apps.samples import accounted, entries, with_export
from tests.writing import TODAY, write_logbook

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
TICKS = ("good sleep | gym | no pain", "bad sleep | mild pain", "good sleep | gym", "bad pain")
SCALES = """[scales]
pain = { "no pain" = 0, "Mild pain" = 3, "bad pain" = 6 }
sleep_quality = { "good sleep" = 8, "bad sleep" = 2 }
"""


def export(*ticks: str) -> str:
    rows = [
        f'2026-02-{n:02},February {n},Monday,21:00,good,"{t}","",""' for n, t in enumerate(ticks, 1)
    ]
    return HEADER + "\n".join(rows) + "\n"


def checked(book_folder) -> str:
    return "\n".join(check_lines(look_into(book_folder, today=TODAY)))


def test_a_scale_gives_the_pain_of_an_entry_from_its_ticks(tmp_path):
    book = with_export(tmp_path, export(*TICKS), settings=SCALES, diary="")
    accounted(book)
    assert [e.get("pain") for e in entries(book)] == [0, 3, None, 6]
    assert [e.get("sleep_quality") for e in entries(book)] == [8, 2, 8, None]
    assert set(book.factors) == {"mood", "sleep_quality", "gym"}
    assert book.problems.empty
    assert daily_table(book)["pain"].dropna().tolist() == [0, 3, 6]
    said = checked(tmp_path)
    assert 'pain, number [points]; "no pain" is read as 0' in said
    assert "16 cells read, 0 not understood" in said  # the list's cells are counted once


def test_a_name_of_ones_own_becomes_a_factor_of_that_name(tmp_path):
    ticks = ("low energy", "high energy | gym", "gym")
    settings = '[scales]\nenergy = { "low energy" = 2, "high energy" = 8 }\n'
    book = with_export(tmp_path, export(*ticks), settings=settings)
    assert book.factors["energy"] == {"label": "energy", "unit": "", "kind": "amount"}
    assert [e.get("energy") for e in entries(book)] == [2, 8, None]


def test_two_ticks_of_one_scale_in_an_entry_are_refused_by_line(tmp_path):
    book = with_export(tmp_path, export(*TICKS, "bad pain | mild pain"), settings=SCALES, diary="")
    accounted(book)
    (problem,) = book.problems.itertuples()
    assert (problem.line, problem.column) == (6, "activities")
    assert "'bad pain; mild pain' are ticked in one entry" in problem.message
    assert "Keep one of them: change it in the app and export anew in place of" in problem.message
    assert "pain" not in entries(book)[-1]


def test_where_a_column_holds_it_ticks_are_not_asked(tmp_path):
    diary = "date,pain,activities (list)\n2026-03-01,4,bad pain\n2026-03-02,,mild pain; gym\n"
    write_logbook(tmp_path, diary=diary, settings=SCALES)
    assert open_logbook(tmp_path, today=TODAY).diary["pain"].dropna().tolist() == [4]


def test_the_plain_copy_says_the_same(tmp_path):
    book = with_export(tmp_path / "a", export(*TICKS), settings=SCALES, diary="")
    write_plain(book, tmp_path / "b")
    again = daily_table(open_logbook(tmp_path / "b", today=TODAY))
    columns = ["pain", "sleep_quality", "gym"]
    assert again[columns].equals(daily_table(book)[columns])


def test_where_there_is_no_pain_the_lines_for_settings_are_printed(tmp_path):
    levels = ("no pain", "mild pain", "severe pain | gym", "gym")
    with pytest.raises(LogbookError) as stopped:
        with_export(tmp_path, export(*levels), diary="")
    line = 'pain = { "no pain" = 0, "mild pain" = 2, "severe pain" = 8 }'
    assert f"[scales]\n    {line}" in str(stopped.value)
    (tmp_path / "settings.toml").write_text(f"[scales]\n{line}\n")
    assert open_logbook(tmp_path, today=TODAY).diary["pain"].dropna().tolist() == [0, 2, 8]


def test_levels_of_something_else_are_offered_where_they_never_stand_together(tmp_path):
    book = with_export(tmp_path, export(*TICKS))
    (message,) = book.problems["message"]
    assert 'pain = { "no pain" = 0, "mild pain" = 2, "bad pain" = 8 }' in message
    sleep = 'sleep_quality = { "good sleep" = 8, "bad sleep" = 2 }  # 10 is the best.'
    assert f"    {sleep}" in message
    read = with_export(tmp_path / "d", export(*TICKS), settings=f"[scales]\n{sleep}\n")
    assert [e.get("sleep_quality") for e in entries(read)] == [8, 2, 8, None]
    together = with_export(tmp_path / "b", export("good food | bad food", "good food", "gym"))
    assert together.problems.empty
    plain = with_export(tmp_path / "c", export("long drive | gym", "short drive", "date night"))
    assert plain.problems.empty


@pytest.mark.parametrize(
    ("tick", "taken_apart"),
    [
        ("bad sleep", ("sleep", "bad")),
        ("Sleep: good", ("sleep", "good")),
        ("sehr schlechter Schlaf", ("schlaf", "sehr schlecht")),
        ("keine Schmerzen", ("schmerzen", "kein")),
        ("leichte Rückenschmerzen", ("rückenschmerzen", "leicht")),
        ("no", ("", "")),
        ("long drive", ("", "")),
        ("badminton", ("", "")),
    ],
)
def test_a_tick_is_taken_apart_into_what_and_how_much(tick, taken_apart):
    assert level_of(tick) == taken_apart


@pytest.mark.parametrize(
    ("name", "words", "numbers", "end"),
    [
        ("sleep_quality", ["slept well", "slept badly"], [8, 2], "best"),
        ("schlaf", ["sehr gut", "mittel", "schlecht"], [9, 5, 2], "best"),
        ("sleep_quality", ["great", "fair", "poor", "no sleep"], [10, 5, 2, 0], "best"),
        ("mood", ["bad", "so-so"], [2, 5], "best"),
        ("energy", ["good energy", "low energy"], [8, 2], "best"),
        ("pain", ["kaum", "leichte", "starke", "terrible"], [None, 2, 8, 10], ""),
        ("cough", ["mild cough", "bad cough"], [2, 8], "worst"),
        ("stress", ["high", "low"], [8, 2], "most"),
    ],
)
def test_known_words_have_a_number_and_an_end_that_is_said(name, words, numbers, end):
    found, ten = usual_numbers(name, words)
    assert ([found.get(word) for word in words], ten) == (numbers, end)


def test_a_scale_that_does_nothing_is_named(tmp_path):
    settings = '[scales]\nactivities = { "no pain" = 0 }\npian = { "mild ache" = 3 }\n'
    book = with_export(tmp_path, export("gym", "walk"), settings=settings)
    assert book.problems["value"].tolist() == ["activities", "pian"]
    assert "it does nothing" in book.problems["message"][0]
    assert "Did you mean 'pain'?" in book.problems["message"][1]


def test_ticks_cannot_be_made_the_pain_under_columns_and_it_says_what_to_write(tmp_path):
    with pytest.raises(SettingsError, match=r"a list of what was ticked(.|\n)*\[scales\]"):
        with_export(tmp_path / "a", export(*TICKS), settings='[columns]\nactivities = "pain"\n')
    settings = '[columns]\n"bad pain" = "pain"\n'
    book = with_export(tmp_path / "b", export(*TICKS), settings=settings)
    assert "Take the line out" in book.problems["message"][0]
    assert 'pain = { "no pain" = 0' in book.problems["message"][0]
