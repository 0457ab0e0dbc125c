"""Stretching from the files to the numbers, each case worked by hand. 2026-03-02 is a Monday."""

from __future__ import annotations

import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from tests.writing import logbook

WEEK = range(2, 9)


def diary(days=WEEK):
    return "date,pain\n" + "".join(f"2026-03-{day:02},4\n" for day in days)


def stretched(tmp_path, *, plan=None, log=None, days=WEEK):
    files = {"diary": diary(days)}
    if plan is not None:
        header = "exercise,side,sets,reps,hold_seconds,times_per_day,days_per_week,start,end\n"
        files["plan"] = header + plan
    if log is not None:
        files["routine"] = "date,time,exercise,side,sets,reps,hold_seconds,done\n" + log
    book = logbook(tmp_path, **files)
    assert book.problems.empty
    return stretching_consistency(book, daily_table(book))


def daily(name="cat-cow", days=WEEK, **cells):
    side, done = cells.get("side", ""), cells.get("done", "")
    return "".join(f"2026-03-{day:02},,{name},{side},,,,{done}\n" for day in days)


def test_a_plan_that_changes_in_mid_week(tmp_path):
    """Daily to Wednesday, twice a day from Thursday: 3 + 8 planned; once a day done: 3 + 4."""
    result = stretched(
        tmp_path,
        plan="Cat Camel,,,,,1,7,2026-03-02,\ncat cow,,,,,2,7,2026-03-05,\n",
        log=daily("Cat/Cow"),
    )
    (week,) = result.by_week.to_dict("records")
    assert (week["exercise"], week["done"]) == ("Cat Camel", 7)
    assert (result.adherence.done, result.adherence.planned) == pytest.approx((7, 11))
    assert (week["planned"], result.adherence.share) == pytest.approx((11, 7 / 11))


def test_a_plan_that_ends_in_mid_week_and_another_begins(tmp_path):
    """Cat-cow Monday and Tuesday, planks from Wednesday: 2 and 5 planned."""
    result = stretched(
        tmp_path,
        plan="cat-cow,,,,,1,7,2026-03-02,2026-03-03\nplank,,,,,1,7,2026-03-04,\n",
        log=daily("cat-cow", (2, 3, 4)) + daily("plank", (4, 5)),
    )
    table = result.adherence.table.set_index("exercise")
    assert table["planned"].to_dict() == pytest.approx({"cat-cow": 2, "plank": 5})
    assert table["done"].to_dict() == pytest.approx({"cat-cow": 2, "plank": 2})


@pytest.mark.parametrize(
    ("sides", "done"),
    [("left", 3.5), ("both", 7), ("", 7), ("each side", 7)],
)
def test_one_side_of_two_is_a_half(tmp_path, sides, done):
    plan = "piriformis,both,,,,1,7,,\n"
    result = stretched(tmp_path, plan=plan, log=daily("figure four", side=sides))
    assert result.adherence.done == pytest.approx(done)
    assert result.by_week["done"].sum() == pytest.approx(done)


def test_more_than_was_asked_for_counts_as_all_of_it_in_the_week_and_in_all(tmp_path):
    """A row that a reader adds up gives the sum beneath it."""
    result = stretched(tmp_path, plan="bridge,,,,,1,3,,\n", log=daily("bridge"))
    assert (result.adherence.done, result.adherence.planned) == (3, 3)
    assert result.by_week[["done", "planned"]].to_numpy().tolist() == [[3, 3]]
    assert result.sessions == 7


def test_left_and_right_by_name_are_one_session(tmp_path):
    """Each day a row for the left and a row for the right."""
    log = daily("piriformis (left)") + daily("right piriformis")
    result = stretched(tmp_path, plan="piriformis,both,,,,1,7,,\n", log=log)
    assert result.sessions == 7
    assert result.adherence.share == pytest.approx(1)


def test_a_plan_for_one_side_takes_no_session_of_the_other(tmp_path):
    plan = "piriformis,left,,,,1,7,,\n"
    log = daily("piriformis", (2, 3, 4), side="right") + daily("piriformis", (5, 6), side="left")
    assert stretched(tmp_path, plan=plan, log=log).adherence.done == pytest.approx(2)


def test_double_sessions_count_once_where_one_was_asked(tmp_path):
    """Morning and evening on three days: six sessions, three of seven planned."""
    log = "".join(
        f"2026-03-{day:02},{time},cat-cow,,,,,yes\n"
        for day in (2, 3, 4)
        for time in ("8:00", "20:00")
    )
    result = stretched(tmp_path, plan="cat-cow,,,,,1,7,,\n", log=log)
    assert (result.sessions, result.days_with_session) == (6, 3)
    assert result.adherence.share == pytest.approx(3 / 7)


def test_sets_of_one_time_are_one_session(tmp_path):
    log = "2026-03-02,8:00,cat-cow,,1,10,,yes\n2026-03-02,8:00,cat-cow,,1,10,,yes\n"
    assert stretched(tmp_path, log=log).sessions == 1


def test_partly_done_is_a_half_and_not_done_is_none(tmp_path):
    log = daily(days=(2, 3), done="partly") + daily(days=(4,), done="no") + daily(days=(5,))
    result = stretched(tmp_path, plan="cat-cow,,,,,1,7,,\n", log=log)
    assert (result.sessions, result.days_with_session, result.days_covered) == (3, 3, 7)
    assert result.adherence.done == pytest.approx(2)


def test_dose_by_sets_and_holds(tmp_path):
    """Asked 2 x 30 s on each of two known days; held 2 x 15 s and 3 x 30 s: half and one."""
    log = "2026-03-02,,child's pose,,2,,15,\n2026-03-03,,child's pose,,3,,30,\n"
    result = stretched(tmp_path, plan="child's pose,,2,,30,1,7,,\n", log=log, days=(2, 3))
    assert (result.adherence.share, result.adherence.dose_share) == pytest.approx((1, 0.75))


def test_a_day_without_a_diary_but_with_a_session_is_known(tmp_path):
    """Diary on Monday and Sunday, sessions on Wednesday and Thursday: 4 days known from then on.

    The log covers Wednesday to Sunday: Friday and Saturday are unknown, and a plan that
    names no start asks for nothing before.
    """
    result = stretched(tmp_path, plan="cat-cow,,,,,1,7,,\n", log=daily(days=(4, 5)), days=(2, 8))
    assert (result.days_with_session, result.days_covered) == (2, 3)
    adherence = result.adherence
    assert (adherence.done, adherence.planned) == pytest.approx((2, 3))
    assert adherence.low == pytest.approx(2 / 5)
    assert adherence.high == pytest.approx(4 / 5)


def test_rest_days_are_no_failure(tmp_path):
    result = stretched(tmp_path, plan="cat-cow,,,,,1,3,,\n", log=daily(days=(2, 4, 6)))
    assert (result.adherence.share, result.adherence.high) == pytest.approx((1, 1))


def test_a_plan_without_a_log_knows_nothing(tmp_path):
    result = stretched(tmp_path, plan="cat-cow,,,,,1,7,,\n")
    assert (result.sessions, result.days_covered, result.share_of_days) == (0, 0, None)
    assert result.adherence.share is None
    assert (result.adherence.low, result.adherence.high) == (0, 1)
    assert "no_routine" in result.caveats


def test_a_log_without_a_plan_has_frequency_and_no_adherence(tmp_path):
    result = stretched(tmp_path, log=daily(days=(2, 3, 5)))
    assert result.adherence is None
    assert result.by_week["planned"].isna().all()
    assert (result.regularity.weeks, result.regularity.regular_weeks) == (1, 1)
    assert (result.regularity.longest_gap, str(result.regularity.gap_start.date())) == (
        3,
        "2026-03-06",
    )


def test_what_the_plan_never_asked_for_counts_as_a_session_alone(tmp_path):
    result = stretched(tmp_path, plan="cat-cow,,,,,1,7,,\n", log=daily("Dead bug", (2, 3)))
    assert (result.sessions, result.adherence.done) == (2, 0)
    assert result.per_exercise["exercise"].tolist() == ["Dead bug"]


def test_a_walk_that_was_asked_for_counts_in_the_plan_and_is_no_stretching(tmp_path):
    result = stretched(tmp_path, plan="walking,,,,,1,7,,\n", log=daily("walk", (2, 3, 4)))
    assert (result.sessions, result.days_with_session, result.days_covered) == (0, 0, 7)
    assert result.adherence.share == pytest.approx(3 / 7)


def numbers(result):
    adherence = result.adherence
    return (
        result.sessions, result.days_with_session, adherence.done, adherence.planned,
        adherence.dose_share, result.regularity, result.by_week.to_dict("list"),
        result.per_exercise.to_dict("list"),
    )  # fmt: skip


SPLIT_PLAN = "piriformis,both,2,1,30,1,7,2026-03-02,\n"
WHOLE = [
    "2026-03-02,08:00,piriformis,both,2,1,30,yes\n",
    "2026-03-04,,piriformis,both,2,1,30,\n",
    "2026-03-06,19:00,piriformis,left,2,1,15,\n",
]


@pytest.mark.parametrize(
    "rows",
    [
        ["2026-03-02,08:00,piriformis,left,2,1,30,yes\n2026-03-02,08:00,piriformis,right,2,1,30,\n",
         *WHOLE[1:]],
        [WHOLE[0], "2026-03-04,,figure four,right,2,1,30,\n2026-03-04,,Piriformis,left,2,1,30,\n",
         WHOLE[2]],
        WHOLE[::-1],
    ],
    ids=["sides of one time", "sides without a time", "rows turned round"],
)  # fmt: skip
def test_a_session_in_two_rows_is_the_same_session(tmp_path, rows):
    """1 + 1 + ½ of 7 done; the dose of the third is a quarter: half the hold, one side of two."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    whole = stretched(tmp_path / "a", plan=SPLIT_PLAN, log="".join(WHOLE))
    assert (whole.sessions, whole.adherence.done, whole.adherence.planned) == (3, 2.5, 7)
    assert whole.adherence.dose_share == pytest.approx(2.25 / 7)
    split = stretched(tmp_path / "b", plan=SPLIT_PLAN, log="".join(rows))
    assert numbers(split) == numbers(whole)
