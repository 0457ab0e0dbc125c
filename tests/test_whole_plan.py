"""What a stretching log says of several exercises at once, or of none: "all done", "vv", "?"."""

from __future__ import annotations

import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.doses import read_all
from tests.writing import logbook

DIARY = "date,pain\n" + "".join(f"2026-01-{day:02},4\n" for day in range(5, 19))
PLAN = "exercise,times_per_day\ncat-cow,2\nknee-to-chest,2\nseitlage,1\n"
THREE = ["cat-cow", "knee-to-chest", "seitlage"]


def read(folder, rows, *, plan=PLAN, head="date,exercise,done"):
    return logbook(
        folder, diary=DIARY, routine=f"{head}\n{rows}", **({"plan": plan} if plan else {})
    )


def found(book):
    return stretching_consistency(book, daily_table(book))


@pytest.mark.parametrize(
    ("cell", "done"),
    [
        *((yes, ["yes"]) for yes in ("v", "V", "x", "✓", "✔", "ok", "OK", "erledigt", "fait", "")),
        *((two, ["yes", "yes"]) for two in ("vv", "xx", "✓✓", "2x", "x2", "2", "twice", "zweimal")),
        *((no, ["no"]) for no in ("-", "–", "0", "nein", "0x", "nicht gemacht")),
        *((open_, ["unknown"]) for open_ in ("?", "forgot", "weiß nicht", "n/a", "perhaps", "9 %")),
    ],
)  # fmt: skip
def test_a_cell_of_done_is_never_a_yes_where_it_is_not_understood(tmp_path, cell, done):
    book = read(tmp_path, f"2026-01-05,cat-cow,{cell}\n")
    assert book.routine["done"].tolist() == done
    (source,) = [source for source in book.sources if source.file == "routine.csv"]
    assert (source.rows_used, source.rows_refused, source.rows_repeated) == (1, 0, 0)
    named = book.problems["value"].eq(cell).any()
    assert named == (cell in ("perhaps", "9 %"))


def test_twice_is_two_sessions_at_a_clock_time_as_well(tmp_path):
    book = read(tmp_path, "2026-01-05,08:00,cat-cow,vv\n", head="date,time,exercise,done")
    assert found(book).sessions == 2


def test_a_stretch_that_is_not_known_is_open_and_the_others_are_not(tmp_path):
    book = read(
        tmp_path, "2026-01-05,cat-cow,?\n2026-01-05,seitlage,yes\n2026-01-06,seitlage,yes\n"
    )
    plan = found(book).adherence.table.set_index("exercise")
    assert plan.loc["knee-to-chest", "high"] < plan.loc["cat-cow", "high"]
    assert plan.loc["cat-cow", "done"] == 0


@pytest.mark.parametrize(
    "row", ["2026-01-06,?,", "2026-01-06,,?", "2026-01-06,forgot,", "2026-01-06,,forgot"]
)
def test_a_day_that_was_forgotten_is_not_known(tmp_path, row):
    log = "2026-01-05,cat-cow,yes\n{}2026-01-07,cat-cow,yes\n"
    table = found(read(tmp_path / "a", log.format(row + "\n"))).table["session"]
    assert table.loc["2026-01-05":"2026-01-08"].fillna(9).tolist() == [1, 9, 1, 0]
    without = found(read(tmp_path / "b", log.format(""))).table["session"]
    assert without.loc["2026-01-06"] == 0


ALL = [
    "all done",
    "everything",
    "all",
    "alle",
    "alles gemacht",
    "All 3",
    "did everything",
    "alle Übungen",
]


@pytest.mark.parametrize("text", ALL)
def test_all_is_each_exercise_of_the_plan_once(tmp_path, text):
    book = read(tmp_path, f"2026-01-05,{text},\n2026-01-06,{text},\n")
    assert book.routine["exercise"].tolist() == [*THREE, *THREE]
    assert found(book).adherence.done == 6
    (message,) = book.problems.loc[book.problems["value"] == text, "message"]
    assert (
        message
        == f"{text} stands in 2 rows: taken as each of the 3 that the plan asks for on that day, "
        "once: where the plan asks for more on a day, a second such row of that day is the second "
        "time."
    )


@pytest.mark.parametrize("text", ["all twice", "all done 2x", "alles gemacht zweimal", "all, x2"])
def test_all_twice_is_twice_each(tmp_path, text):
    book = read(tmp_path, f'2026-01-05,"{text}",\n')
    assert sorted(book.routine["exercise"]) == sorted([*THREE, *THREE])


@pytest.mark.parametrize(
    "text",
    ["all done but not 1", "all except cat cow", "alles außer Cat-Cow", "everything (without 1)"],
)
def test_what_all_leaves_out_is_left_out(tmp_path, text):
    book = read(tmp_path, f"2026-01-05,{text},\n")
    assert book.routine["exercise"].tolist() == THREE[1:]


@pytest.mark.parametrize("text", ["all but the leg one", "all except 7", "all 5"])
def test_where_it_is_not_sure_which_the_day_is_open(tmp_path, text):
    rows = f"2026-01-05,cat-cow,yes\n2026-01-05,{text},\n2026-01-06,cat-cow,yes\n"
    plan = found(read(tmp_path, rows)).adherence.table.set_index("exercise")
    assert plan.loc["seitlage", "high"] == pytest.approx(1 / 14)
    book = read(tmp_path / "b", f"2026-01-05,{text},\n", plan="")
    assert {*book.routine["exercise"]} == {"stretching"}
    assert found(book).sessions == 1
    assert "not known" in " ".join(book.problems["message"])


def test_all_without_a_plan_is_one_session(tmp_path):
    result = found(read(tmp_path, "2026-01-05,all done,\n2026-01-06,everything,\n", plan=""))
    assert result.days_with_session == 2
    assert result.per_exercise["exercise"].tolist() == ["stretching"]


def test_a_name_that_begins_like_all_is_a_name():
    assert read_all("all fours rock") is None
    assert read_all("alternating arm raise") is None
