"""Exercises keep the name and the dose that the person gave them, wherever they are shown."""

from __future__ import annotations

import datetime as dt

import pytest

from backpain_analysis.asked_for import asked_on, read_plans
from backpain_analysis.entry import append_entry
from backpain_analysis.entry.outlook import look_at
from backpain_analysis.logbook import open_logbook
from backpain_analysis.reading.settings import read_settings
from backpain_analysis.report import make_pdf, numbers_of
from backpain_analysis.report.answers import answer
from backpain_analysis.report.grid import week_grid
from backpain_analysis.sharing import without_words
from tests.report_cases import write
from tests.test_traceable import is_there, printed_numbers, text_of, values

DAYS = [f"2026-03-{day:02}" for day in range(1, 31)]
DIARY = [{"date": day, "pain": 3 + k * 7 % 4} for k, day in enumerate(DAYS)]
PLAN = [
    {"exercise": "Knie zur Brust ziehen", "side": "both", "dose": "2x20s", "days_per_week": 5,
     "start": "2026-03-01", "end": "2026-03-14"},
    {"exercise": "Katze-Kuh", "dose": "2x12", "start": "2026-03-01"},
    {"exercise": "Knie zur Brust ziehen", "side": "both", "dose": "3x30s", "days_per_week": 4,
     "start": "2026-03-15"},
]  # fmt: skip
PLAN = [dict.fromkeys(PLAN[0], "") | row for row in PLAN]


def rows(*names):
    return [{"date": day, "exercise": name} for day in DAYS for name in names]


def opened(folder, **files):
    return open_logbook(write(folder, {"diary": DIARY} | files), today="2026-03-30")


@pytest.mark.parametrize(
    ("plan", "names", "called"),
    [
        (PLAN[1:2], ["cat cow", "Cat/Cow"], {"Katze-Kuh"}),
        ([], ["cat cow", "Cat/Cow", "Cat/Cow"], {"Cat/Cow"}),
        ([], ["Piriformis-Dehnung rechts", "Piriformis-Dehnung (links)"], {"Piriformis-Dehnung"}),
        ([], ["My Own Twist", "my own twist", "my own twist"], {"my own twist"}),
        ([], ["Spazieren"], {"Spazieren"}),
    ],
)
def test_an_exercise_is_called_as_in_the_plan_else_as_mostly_in_the_log(
    tmp_path, plan, names, called
):
    book = opened(tmp_path, routine=rows(*names), **({"plan": plan} if plan else {}))
    assert set(book.routine["exercise"]) == called
    assert set(book.plan["exercise"]) <= called


def test_another_spelling_by_the_settings_is_not_its_name(tmp_path):
    settings = '[exercises]\n"Beinding" = "Katze-Kuh"\n'
    routine = rows("Beinding", "Beinding") + rows("Katze-Kuh")[:3]
    book = opened(tmp_path, routine=routine, settings=settings)
    assert set(book.routine["exercise"]) == {"Katze-Kuh"}


def test_what_the_catalogue_knows_holds_under_their_name(tmp_path):
    """Both sides count, walking is no stretch and has its minutes, a copy tells no own words."""
    done = [row | {"minutes": ""} for row in rows("knee to chest links", "Katze-Kuh")]
    walks = [{"date": day, "exercise": "Spazieren", "minutes": 20} for day in DAYS[::2]]
    asked = [{**PLAN[0], "side": "", "end": ""}, PLAN[1]]
    book = opened(tmp_path, routine=done + walks, plan=asked)
    found = answer(book, today="2026-03-30").consistency
    table = found.adherence.table.set_index("exercise")
    # Of one side each day, with 5 days a week asked for: half of what was due.
    assert 0.4 < table.loc["Knie zur Brust ziehen", "share"] < 0.75
    assert table.loc["Katze-Kuh", "share"] == 1
    assert found.sessions == 60
    assert "walking_minutes" in book.factors
    copy = without_words(book, weeks=52)
    assert {*copy.plan["exercise"]} == {"knee-to-chest", "cat-cow"}
    assert {*copy.routine["exercise"]} == {"knee-to-chest", "cat-cow", "walking"}


def test_prompts_and_new_rows_have_their_name(tmp_path):
    folder = write(tmp_path, {"diary": DIARY, "plan": PLAN, "routine": rows("Katze-Kuh")})
    today = dt.date(2026, 3, 31)
    plans = read_plans(folder, read_settings(folder / "settings.toml"), today)
    assert {row["exercise"] for row in asked_on(plans, today)} == {
        "Knie zur Brust ziehen",
        "Katze-Kuh",
    }
    chosen = look_at(folder, today).stretches_on(today)
    append_entry(folder, {"date": today}, stretches=chosen, today=today)
    written = (folder / "routine.csv").read_text("utf-8")
    assert "Knie zur Brust ziehen" in written
    assert "knee-to-chest" not in written


def test_every_dose_of_the_plan_is_in_the_report(tmp_path):
    answers = answer(opened(tmp_path, routine=rows("cat cow"), plan=PLAN), today="2026-03-30")
    numbers = numbers_of(answers)
    pdf = make_pdf(answers, numbers)
    text = text_of(pdf)
    page, details = text.split("Details", 1)
    for words in ("Katze-Kuh 2×12", "Knie zur Brust ziehen 3×30s"):
        assert words in page
    asked = details.split("What the plan asks for")[1].split("Before and after")[0]
    first, second, third = (
        "Knie zur Brust ziehen, both 2 repetitions, 20 seconds 1 a day, 5 days a week "
        "1 March 2026 14 March 2026",
        "Knie zur Brust ziehen, both 3 repetitions, 30 seconds 1 a day, 4 days a week "
        "15 March 2026",
        "Katze-Kuh 2 sets, 12 repetitions 1 a day, 7 days a week 1 March 2026",
    )
    assert asked.index(first) < asked.index(second) < asked.index(third)
    known = sorted(set(values(numbers)))
    assert [around for n, around in printed_numbers(pdf) if not is_there(n, known)] == []
    assert [row["hold_seconds"] for row in numbers["plan"]] == [20, None, 30]
    assert "knee-to-chest" not in text


def test_a_dose_beside_a_name_takes_no_room_from_it_and_two_doses_are_none(tmp_path):
    long = "Knie zur Brust ziehen sehr langsam"
    plan = [{"exercise": name, "side": side, "dose": dose} for name, side, dose in (
        (long, "", "2x20s"), ("Katze-Kuh", "left", "2x10"), ("Katze-Kuh", "right", "3x10"),
    )]  # fmt: skip
    grid = week_grid(answer(opened(tmp_path, plan=plan, routine=rows("cat cow")[:9])))
    assert [row["name"] for row in grid["rows"]] == ["Katze-Kuh", long]


def test_the_plan_is_in_the_details_where_nothing_is_known_of_stretching(tmp_path):
    answers = answer(opened(tmp_path, plan=PLAN), today="2026-03-30")
    assert "2 repetitions, 20 seconds" in text_of(make_pdf(answers, numbers_of(answers)))


def test_beside_a_tick_for_all_the_plan_is_a_list_and_no_empty_rows(tmp_path):
    plan = [{"exercise": name, "dose": "2x10"} for name in ("Katze-Kuh", "Brücke", "Plank")]
    diary = [row | {"Übungen": "ja" if k % 3 else "nein"} for k, row in enumerate(DIARY)]
    answers = answer(opened(tmp_path, diary=diary, plan=plan), today="2026-03-30")
    (row,) = week_grid(answers)["rows"]
    assert row["name"] == "Übungen"
    # 2 to 8 March: no on the 4th and the 7th.
    assert [cell["text"] for cell in row["cells"]][1] == "5"
    text = text_of(make_pdf(answers, numbers_of(answers)))
    assert "Done/planned" not in text
    for name in ("Katze-Kuh", "Brücke", "Plank"):
        assert text.count(f"{name} 2 sets, 10 repetitions") == 1
