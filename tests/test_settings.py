"""settings.toml: what is understood, and how a mistake in it is named."""

from __future__ import annotations

from datetime import date, time

import pytest

from backpain_analysis.errors import LogbookError, SettingsError
from backpain_analysis.reading.settings import Settings, read_settings
from tests.writing import logbook

EVERY_KEY = """
label = "my back"
day_starts = "08:00"
day_first = true
year = 2025
questions = ["May I run again?", "Is the piriformis stretch right?"]
visits = [2026-03-30, 2026-03-02]
settled = [2026-02-12]
routine_start = 2026-02-01
outcome = "worst_pain"
factors = ["sitting_hours", "Poor sleep"]
lags = [0, 2]
[columns]
"Schmerz" = "pain"
"Knee Pain" = "leg_pain"
[scales]
pain = { none = 0, mild = 2, "very bad" = 9.5 }
[absent_means_no]
lists = ["activities"]
names = ["Stress"]
columns = ["lifting"]
"""


def settings_from(folder, text, encoding="utf-8"):
    path = folder / "settings.toml"
    path.write_bytes(text.encode(encoding))
    return read_settings(path)


def message_for(folder, text):
    with pytest.raises(SettingsError) as caught:
        settings_from(folder, text)
    return str(caught.value)


def test_without_a_file_every_key_has_its_default(tmp_path):
    assert read_settings(None) == Settings()
    assert read_settings(tmp_path / "settings.toml") == Settings()
    assert Settings().day_starts == time(4, 0)
    assert Settings().lags == (0, 1, 2, 3)


def test_every_key_is_read(tmp_path):
    assert settings_from(tmp_path, EVERY_KEY) == Settings(
        label="my back",
        day_starts=time(8, 0),
        day_first=True,
        year=2025,
        questions=("May I run again?", "Is the piriformis stretch right?"),
        visits=(date(2026, 3, 2), date(2026, 3, 30)),
        settled=(date(2026, 2, 12),),
        routine_start=date(2026, 2, 1),
        outcome="worst_pain",
        factors=("sitting_hours", "Poor sleep"),
        lags=(0, 2),
        columns={"Schmerz": "pain", "Knee Pain": "leg_pain"},
        scales={"pain": {"none": 0.0, "mild": 2.0, "very bad": 9.5}},
        absent_lists=("activities",),
        absent_names=("Stress",),
        absent_columns=("lifting",),
    )


def test_a_byte_order_mark_from_notepad_is_no_obstacle(tmp_path):
    assert settings_from(tmp_path, 'label = "Rücken"', "utf-8-sig").label == "Rücken"


def test_a_time_of_day_may_stand_without_quotes(tmp_path):
    assert settings_from(tmp_path, "day_starts = 05:30:00").day_starts == time(5, 30)


def test_dates_in_quotes_are_dates_too(tmp_path):
    assert settings_from(tmp_path, 'visits = ["2026-03-02"]').visits == (date(2026, 3, 2),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('label = "a"\nvisit = [2026-03-02]', ["line 2", "'visit'", "'visits'"]),
        ('[absent_means_no]\nlist = ["activities"]', ["line 2", "'list'", "'lists'"]),
        ('outcome = "leg pain"', ["line 1", "'leg pain'", "'leg_pain'"]),
        ('[columns]\n"Schmerz" = "pian"', ["line 2", "'pian'", "'pain'"]),
        ('day_starts = "late"', ["line 1", "day_starts", '"04:00"']),
        ("day_starts = 8", ["line 1", "day_starts", '"04:00"']),
        ('year = "2026"', ["line 1", "four figures", "2026"]),
        ("year = 26", ["line 1", "four figures"]),
        ('day_first = "yes"', ["line 1", "true or false"]),
        ('routine_start = "last spring"', ["line 1", "2026-03-02"]),
        ("lags = [0, -1]", ["line 1", "whole days"]),
        ("lags = []", ["line 1", "one lag"]),
        ("factors = 'stress'", ["line 1", "square brackets"]),
        ("[scales]\npain = { mild = 'two' }", ["line 2", "number"]),
        ("[scales]\npain = 7", ["line 2", "number"]),
        ("columns = 3", ["line 1", "table"]),
        ("absent_means_no = true", ["line 1", "[absent_means_no]"]),
        ('[absent_means_no]\nlists = ["blamed"]', ["line 2", "never", "activities"]),
        ("label = my back", ["line 1", "quotes"]),
        ("label = 'a'\nlabel = 'b'", ["line 2"]),
        (f"label = '{'my back ' * 200}'", ["line 1", "1,600", "1,000", "Shorten"]),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_way_out(tmp_path, text, words):
    message = message_for(tmp_path, text)
    assert all(word in message for word in words), message


def test_all_mistakes_are_named_at_once(tmp_path):
    message = message_for(tmp_path, 'lable = "a"\nlag = [1]\nday_first = 1')
    assert "'label'" in message
    assert "'lags'" in message
    assert "line 3" in message


def test_a_key_like_no_other_lists_what_is_known(tmp_path):
    assert "day_starts" in message_for(tmp_path, "xyzzy = 1")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="UTF-8"):
        settings_from(tmp_path, 'label = "Rücken"', "cp1252")


def test_a_scale_may_be_named_by_the_header_of_the_file(tmp_path):
    settings = '[columns]\nMood = "pain"\n[scales]\nmood = { "bad pain" = 7 }\n'
    book = logbook(tmp_path, diary="date,Mood\n2026-01-05,bad pain\n", settings=settings)
    assert book.diary["pain"].tolist() == [7]
    assert book.problems.empty


def test_moods_called_pain_are_offered_as_the_pain(tmp_path):
    with pytest.raises(LogbookError, match=r'"mood" = "pain"'):
        logbook(tmp_path, diary="date,mood\n2026-01-05,bad pain\n2026-01-06,no pain\n")


def test_a_sheet_with_days_and_no_pain_says_which_line_would_make_it_a_diary(tmp_path):
    with pytest.raises(LogbookError) as caught:
        logbook(tmp_path, kalender="Datum,morgens,abends\n2026-01-05,3,4\n")
    assert '"your header" = "pain"' in str(caught.value)
    assert "begins with" not in str(caught.value)


def test_the_pains_of_a_sheet_that_is_not_read_are_offered(tmp_path):
    with pytest.raises(LogbookError) as caught:
        logbook(tmp_path, kalender="Datum,Schmerz links,Schmerz rechts\n2026-01-05,3,4\n")
    assert '"Schmerz links" = "pain"\n    "Schmerz rechts" = "pain"' in str(caught.value)


@pytest.mark.parametrize(("bad", "others"), [(8, (10, 8)), (6, ("...", "..."))])
def test_words_of_all_files_and_sheets_get_one_block_with_the_numbers_that_are_known(
    tmp_path, bad, others
):
    """Numbers of one's own that are not the usual ones leave the others open."""
    book = logbook(
        tmp_path,
        diary="date,pain,mood\n2026-01-05,bad,low\n2026-01-06,awful,5\n2026-01-07,4,5\n",
        diary_old="Datum,Schmerz\n2026-01-03,schlecht\n2026-01-04,5\n",
        settings=f"[scales]\npain = {{ bad = {bad} }}\n",
    )
    told = [message for message in book.problems["message"] if "[scales]" in message]
    assert len(told) == 1
    assert "    [scales]\n" in told[0]
    awful, schlecht = others
    assert f"\n    pain = {{ bad = {bad}, awful = {awful}, schlecht = {schlecht} }}" in told[0]
    assert "\n    mood = { low = 2 }" in told[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[scales]\npain = { a = 1 }\n[scales]\n", "line 3: the heading [scales] stands twice"),
        ("[scales]\npain = { a = 1 }\npain = { b = 2 }\n", "line 3: 'pain' stands on two lines"),
        ("[scales]\npain = { a = ... }\n", "line 2: put a number"),
        ("label = my back\n", 'line 1: Invalid value. Text stands in quotes, as in label = "my'),
    ],
)
def test_what_people_do_to_settings_is_named_as_they_would(tmp_path, text, said):
    with pytest.raises(SettingsError) as caught:
        logbook(tmp_path, diary="date,pain\n2026-01-05,4\n", settings=text)
    assert said in str(caught.value)


_TABLES = {
    "columns": '"Weh" = "pain"', "exercises": '"a" = "b"', "scales": "pain = { mild = 2 }",
    "absent_means_no": 'columns = ["lifting"]',
}  # fmt: skip


@pytest.mark.parametrize("table", _TABLES)
@pytest.mark.parametrize(
    "line", ["settled = [2026-03-01]", "year = 2026", "pain_in_notes = true",
             "routine_start = 2026-10-05", "lags = [0, 1]", 'questions = ["why?"]']
)  # fmt: skip
def test_a_line_for_the_top_is_taken_as_meant_below_a_table(tmp_path, table, line):
    below = f"[{table}]\n{_TABLES[table]}\n{line}\n"
    above = f"{line}\n[{table}]\n{_TABLES[table]}\n"
    assert settings_from(tmp_path, below) == settings_from(tmp_path, above) != Settings()
    assert "stands on two lines" in message_for(tmp_path, line + "\n" + below)


def test_a_line_that_may_be_one_of_its_table_stays_there(tmp_path):
    read = settings_from(tmp_path, '[columns]\noutcome = "pain"\nlabel = "my back"\n')
    assert (read.columns, read.outcome, read.label) == ({"outcome": "pain"}, None, "my back")
    said = message_for(tmp_path, '[columns]\n"a" = "pain"\n\nstart = 2026-10-05\n')
    assert "line 4, columns: behind 'start' use text in quotes" in said


@pytest.mark.parametrize("text", ["“Carla’s #1”", "„Carla’s #1“", "«Carla’s #1»", "”Carla’s #1”"])
def test_curly_quotes_around_a_text_are_read_as_straight_ones(tmp_path, text):
    read = settings_from(tmp_path, f"label = {text} # “so”\n[columns]\n“Weh a“ = “pain”\n")
    assert (read.label, read.columns) == ("Carla’s #1", {"Weh a": "pain"})
    assert settings_from(tmp_path, f'label = "{text}"').label == text
    assert settings_from(tmp_path, "label = “a\\b”").label == "a\\b"


def test_curly_quotes_that_leave_it_open_are_named(tmp_path):
    for text in ("‘my back’", '“my back"', "“my back"):
        assert "is a curly quote" in message_for(tmp_path, f"label = {text}\n")
    assert "curly" not in message_for(tmp_path, 'label = "a “b”" c\n')
