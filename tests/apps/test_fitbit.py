"""Fitbit: two languages, two conventions of numbers, and days it lay in a drawer."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, entries, rows, with_export

ENGLISH = """Activities
Date,Calories Burned,Steps,Distance,Floors,Minutes Sedentary,Minutes Lightly Active,Minutes Fairly Active,Minutes Very Active,Activity Calories
"13-02-2026","2,004","10,410","7.31","12","1,150","201","30","59","1,040"
"14-02-2026","1,680","0","0","0","1,440","0","0","0","0"
"15-02-2026","1,910","3,020","2.20","3","1,440","0","0","0","120"
"""  # noqa: E501
FRENCH = """Activités
Date,Calories brûlées,Pas,Distance,Étages,Minutes Sédentaire,Minutes Peu Actives,Minutes Assez Actives,Minutes Très actif,Dépense calorique
"13-02-2026","2004","10410","7,31","12","1150","201","30","59","1040"
"14-02-2026","1680","0","0","0","1440","0","0","0","0"
"15-02-2026","1910","3020","2,20","3","1440","0","0","0","120"
"""  # noqa: E501
SLEEP = """Sleep
Start Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed,Minutes REM Sleep,Minutes Light Sleep,Minutes Deep Sleep
"2026-02-13 11:12PM","2026-02-14 3:10AM","220","18","4","238","N/A","140","75"
"""  # noqa: E501


@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_both_languages_give_the_same_numbers(tmp_path, text):
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("Fitbit", 3, 2, 0, 1)
    first, second = entries(book)
    assert (first["date"], first["steps"], first["distance"]) == ("2026-02-13", 10410, 7.31)
    assert (first["sedentary"], first["calories_burned"]) == (1150, 2004)
    assert (second["date"], second["steps"]) == ("2026-02-15", 3020)
    assert book.factors["sedentary"] == {
        "label": "Minutes Sedentary", "unit": "minutes", "kind": "amount",
    }  # fmt: skip


def test_a_day_it_was_not_worn_is_missing_and_says_so(tmp_path):
    book = with_export(tmp_path, ENGLISH)
    (problem,) = book.problems.itertuples()
    assert problem.line == 4
    assert "not worn" in problem.message
    assert "2026-02-14" not in [entry["date"] for entry in entries(book)]


def test_files_of_two_languages_join(tmp_path):
    (tmp_path / "fr.csv").write_text(FRENCH.replace("-02-", "-01-"), encoding="utf-8")
    book = with_export(tmp_path, ENGLISH)
    assert book.diary["sedentary"].notna().sum() == 4
    assert not [name for name in book.diary if "sédentaire" in name]


def test_a_night_belongs_to_the_day_it_ends_on(tmp_path):
    book = with_export(tmp_path, SLEEP)
    accounted(book)
    (night,) = entries(book)
    assert night["date"] == "2026-02-14", "also where it ends before the diary's day starts"
    assert night["sleep_hours"] == pytest.approx(220 / 60)
    assert night["time_in_bed"] == 238
    assert column(book, "Minutes REM Sleep").cells_refused == 0


STACKED = f"""Body
Date,Weight,BMI,Fat
"13-02-2026","70.1","23.4","0"
"14-02-2026","0","0","0"

Foods
Date,Calories In
"13-02-2026","2,100"
"14-02-2026","0"

{ENGLISH}
{SLEEP}
Food Log 20260213
Daily Totals
"","Calories","2,100"
"","Fat","0 g"

Food Log 20260214
Daily Totals
"","Calories","0"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_that_are_stacked_in_one_file_are_all_read(tmp_path, end):
    book = with_export(tmp_path, STACKED.replace("\n", end))
    accounted(book)
    by_day = {e["date"]: {} for e in entries(book)}
    for entry in entries(book):
        by_day[entry["date"]] |= entry
    first = by_day["2026-02-13"]
    assert (first["weight_on_the_scale"], first["bmi"], first["steps"]) == (70.1, 23.4, 10410)
    assert (first["calories_in"], "body_fat" in first) == (2100, False)
    night = by_day["2026-02-14"]
    assert night.keys() - {"date"} == {
        "sleep_hours", "awake", "number_of_awakenings", "time_in_bed", "light_sleep", "deep_sleep",
    }, "not worn, not weighed and no food written down that day"  # fmt: skip
    assert "sleep_hours" in book.factors


def test_lines_of_a_stacked_file_are_those_of_the_file(tmp_path):
    text = STACKED.replace('"10,410"', '"many"')
    book = with_export(tmp_path, text)
    line = text.split("\n").index(next(t for t in text.split("\n") if "many" in t)) + 1
    told = {(p.line, p.column) for p in book.problems.itertuples()}
    assert (line, "Steps") in told
    assert sum("food log" in p for p in book.problems["message"]) == 1
