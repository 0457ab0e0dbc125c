"""Done out of planned, each case worked by hand. 2026-03-02 is a Monday."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.adherence import limited_by, measure_adherence
from backpain_analysis.sessions import session_days, sessions_of
from backpain_analysis.wording.stretching import dose_noted
from tests.test_sessions import routine, row

TWO_WEEKS = pd.date_range("2026-03-02", "2026-03-15")


def plan(*rows):
    blank = {
        "exercise": "cat-cow", "side": None, "sets": np.nan, "reps": np.nan,
        "hold_seconds": np.nan, "times_per_day": 1.0, "days_per_week": 7.0,
        "start": None, "end": None, "prescribed_by": None,
    }  # fmt: skip
    table = pd.DataFrame([blank | r for r in rows], columns=list(blank))
    return table.assign(start=pd.to_datetime(table["start"]), end=pd.to_datetime(table["end"]))


def measure(log, asked, *, period=TWO_WEEKS, diary=TWO_WEEKS):
    known = session_days(log, diary, period[-1])
    return measure_adherence(log, sessions_of(log), asked, known, period)


def test_rest_days_are_no_failure():
    """Three days a week asked, three done in each of two weeks: all of it."""
    log = routine(*(row(d) for d in (2, 4, 6, 9, 11, 13)))
    adherence = measure(log, plan({"days_per_week": 3.0}))
    assert (adherence.done, adherence.planned) == pytest.approx((6, 6))
    assert (adherence.share, adherence.low, adherence.high) == pytest.approx((1, 1, 1))


def test_a_busy_week_does_not_make_up_for_an_idle_one():
    """Seven done in week one count three; none in week two: 3 of 6."""
    log = routine(*(row(d) for d in range(2, 9)))
    assert measure(log, plan({"days_per_week": 3.0})).share == pytest.approx(0.5)


def test_double_sessions_count_once_where_one_was_asked():
    log = routine(row(2), row(2), row(2))
    adherence = measure(log, plan({}))
    assert (adherence.done, adherence.planned) == (1, pytest.approx(14))


def test_twice_a_day():
    log = routine(*(row(d) for d in range(2, 9) for _ in range(2)))
    adherence = measure(log, plan({"times_per_day": 2.0}))
    assert (adherence.done, adherence.planned) == (14, pytest.approx(28))


def test_partly_is_a_half():
    log = routine(row(2, done="partly"), row(3), row(4, done="no"))
    assert measure(log, plan({})).done == pytest.approx(1.5)


def test_unlogged_days_bound_it():
    """Daily asked; known Monday to Friday of one week with 3 done, two days unknown.

    3 of 5; 3 of 7 if the two were missed; 5 of 7 if they were done.
    """
    week = TWO_WEEKS[:7]
    log = routine(row(2), row(3), row(4))
    adherence = measure(log, plan({}), period=week, diary=week[:5])
    assert (adherence.share, adherence.low, adherence.high) == pytest.approx((3 / 5, 3 / 7, 5 / 7))


def test_the_weeks_sessions_on_few_known_days_are_all_counted():
    """Three a week asked, three done on the three known days: nothing was missed."""
    week = TWO_WEEKS[:7]
    log = routine(row(2), row(3), row(4))
    adherence = measure(log, plan({"days_per_week": 3.0}), period=week, diary=week[:3])
    assert (adherence.share, adherence.low, adherence.high) == pytest.approx((1, 1, 1))


def test_a_plan_that_changes_in_mid_week_is_judged_by_the_one_in_force():
    """Daily until Wednesday, then twice a day: 3 + 4 x 2 = 11 planned that week."""
    week = TWO_WEEKS[:7]
    changed = plan({"start": "2026-03-02"}, {"start": "2026-03-05", "times_per_day": 2.0})
    log = routine(*(row(d) for d in range(2, 9)), *(row(d) for d in range(2, 9)))
    adherence = measure(log, changed, period=week, diary=week)
    assert adherence.by_week["planned"].tolist() == pytest.approx([11])
    # One a day counts for three days, two a day for four.
    assert adherence.done == pytest.approx(11)


def test_a_plan_that_ended_asks_for_nothing_more():
    ended = plan({"end": "2026-03-04"})
    adherence = measure(routine(*(row(d) for d in range(2, 5))), ended)
    assert (adherence.planned, adherence.share) == pytest.approx((3, 1))


def test_one_side_of_two_is_half():
    both = plan({"side": "both"})
    one = measure(routine(row(2, side="left")), both)
    two = measure(routine(row(2, side="left"), row(2, side="right")), both)
    assert (one.done, two.done) == (0.5, 1)


def test_without_a_side_a_stretch_for_each_side_is_asked_for_on_both():
    """A piriformis stretch has two sides; cat-cow has none, and of one's own nothing is known."""
    for name, done in (("piriformis", 0.5), ("cat-cow", 1), ("wall angel", 1)):
        asked, left = plan({"exercise": name}), row(2, side="left") | {"exercise": name}
        assert measure(routine(left), asked).done == done


def test_leaving_the_side_out_is_a_change_of_plan_and_no_second_stretch():
    """Both sides daily for a week, then three days a week with the side left blank."""
    asked = plan(
        {"exercise": "piriformis", "side": "both"},
        {"exercise": "piriformis", "start": "2026-03-09", "days_per_week": 3.0},
    )
    assert measure(routine(row(2) | {"exercise": "piriformis"}), asked).planned == 10


def test_a_row_for_each_side_is_not_a_change_of_plan():
    sides = plan({"side": "left"}, {"side": "right"})
    adherence = measure(routine(row(2, side="left"), row(3, side="right")), sides)
    assert (adherence.done, adherence.planned) == (2, pytest.approx(28))


def test_dose_is_apart_from_sessions():
    """Asked 2 x 10; done 2 x 5 on one day and 2 x 20 on another: half and at most one."""
    asked = plan({"sets": 2.0, "reps": 10.0})
    log = routine(row(2, sets=2, reps=5), row(3, sets=2, reps=20))
    adherence = measure(log, asked, period=TWO_WEEKS[:2])
    assert (adherence.share, adherence.dose_share) == pytest.approx((1, 0.75))
    assert adherence.with_dose == 2


def test_an_amount_says_on_how_many_stretches_it_rests():
    """Five done, of which the log says the dose of two: too few to sum up."""
    asked = plan({"sets": 2.0, "reps": 10.0})
    days = [row(day) for day in (2, 3, 4)] + [row(day, sets=2, reps=10) for day in (5, 6)]
    assert measure(routine(*days), asked).with_dose == 2
    assert dose_noted(2, 5.0) is None
    assert dose_noted(3, 5.0) == "written down for 3 of 5"
    assert dose_noted(5, 5.0) == ""


def test_what_the_log_leaves_out_of_a_dose_was_as_planned():
    asked = plan({"sets": 2.0, "hold_seconds": 30.0})
    log = routine(row(2, hold_seconds=15))
    assert measure(log, asked, period=TWO_WEEKS[:1]).dose_share == pytest.approx(0.5)


def test_without_a_logged_dose_nothing_is_said_of_dose():
    assert measure(routine(row(2)), plan({"sets": 2.0})).dose_share is None


def test_an_exercise_not_done_is_in_the_table():
    log = routine(row(2), row(3))
    asked = plan({}, {"exercise": "plank"})
    table = measure(log, asked, period=TWO_WEEKS[:2]).table.set_index("exercise")
    assert table["share"].to_dict() == {"cat-cow": 1, "plank": 0}


def test_a_plan_without_a_log_says_nothing():
    adherence = measure(routine(), plan({}))
    assert adherence.share is None
    assert (adherence.low, adherence.high) == (0, 1)


def test_without_a_plan_there_is_no_adherence():
    assert measure(routine(row(2)), plan()) is None
    assert measure(routine(row(2)), plan({"end": "2026-01-31"})) is None


def test_days_without_a_diary_but_with_a_session_are_known():
    log = routine(row(2, done="no"), row(5))
    adherence = measure(log, plan({}), period=TWO_WEEKS[:7], diary=TWO_WEEKS[:0])
    assert (adherence.done, adherence.planned) == pytest.approx((1, 2))


@pytest.mark.parametrize("seed", range(20))
def test_the_bounds_hold_the_share(seed):
    rng = np.random.default_rng(seed)
    days = rng.choice(np.arange(2, 16), rng.integers(1, 14), replace=False)
    log = routine(*(row(int(d), done=rng.choice(["yes", "partly", "no"])) for d in sorted(days)))
    asked = plan({"days_per_week": float(rng.integers(1, 8))})
    diary = TWO_WEEKS[rng.random(14) < 0.5]
    adherence = measure(log, asked, diary=diary)
    assert 0 <= adherence.low <= adherence.share + 1e-12
    assert adherence.share <= adherence.high + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize("days_per_week", range(1, 8))
@pytest.mark.parametrize("n_days", [1, 4, 9, 12, 30])
def test_planned_is_whole_and_adds_up(days_per_week, n_days):
    """Who divides the numbers beside each other gets the third, whatever part of a week it is."""
    period = pd.date_range("2026-03-05", periods=n_days)  # a Thursday
    log = routine(*(row(d.day) | {"date": d} for d in period[::2]))
    adherence = measure(
        log, plan({"days_per_week": float(days_per_week)}), period=period, diary=period[:-1]
    )
    weeks = adherence.by_week
    assert (weeks["planned"] % 1 == 0).all()
    assert adherence.planned == weeks["planned"].sum()
    assert adherence.done == weeks["done"].sum()
    assert adherence.share is None or adherence.share == adherence.done / adherence.planned
    known = n_days - (n_days % 2 == 0)
    asked = known * days_per_week / 7
    assert asked - 0.5 <= adherence.planned <= max(asked + 0.5, adherence.done)


def test_a_day_that_nobody_knows_of_makes_no_later_week_fall_short():
    """Five a week asked, and done every day but the 12th, not known: nothing is missing."""
    days = pd.date_range("2026-03-02", "2026-03-21").drop(pd.Timestamp("2026-03-12"))
    log = routine(*(row(day.day) for day in days))
    period = pd.date_range("2026-03-02", "2026-03-21")
    by_week = measure(log, plan({"days_per_week": 5.0}), period=period, diary=days).by_week
    assert by_week["done"].tolist() == by_week["planned"].tolist() == [5, 5, 4]


def test_the_sevenths_of_many_short_weeks_are_not_lost():
    """One day known of each of 21 weeks, three a week asked: 9 in all, not none."""
    period = pd.date_range("2026-03-02", periods=147)
    log = routine(row(2, done="no"))
    assert measure(log, plan({"days_per_week": 3.0}), period=period, diary=period[::7]).planned == 9


@pytest.mark.parametrize("days_per_week", [1.0, 3.0, 5.0, 6.0])
def test_a_whole_week_is_a_whole_number(days_per_week):
    """Six sevenths a day over seven days are 6, not 5.999999."""
    by_week = measure(routine(row(2)), plan({"days_per_week": days_per_week})).by_week
    assert by_week["planned"].tolist() == [days_per_week] * 2


@pytest.mark.parametrize(
    "note",
    ["only when pain 4 or less", "slowly; only if no pain", "as tolerated", "nur wenn schmerzfrei",
     "if no leg pain", "when pain allows", "nur bei wenig Schmerz",
     "if you can do it without pain", "if possible, only without pain"],
)  # fmt: skip
def test_what_was_asked_for_under_a_condition_is_not_held_against_the_person(note):
    """Cat-cow on all 14 days, bird dog on none: 14 of 14, not 14 of 28."""
    asked = plan({}, {"exercise": "bird dog"}).assign(notes=[None, note])
    adherence = measure(routine(*(row(d) for d in range(2, 16))), asked)
    assert (adherence.done, adherence.planned) == (14, 14)
    assert adherence.table["exercise"].tolist() == ["cat-cow"]
    assert limited_by(asked) == {"bird dog": note}


@pytest.mark.parametrize(
    "note",
    ["stop if pain goes down the leg", "progress to 3 sets if easy", "when you wake up", "slowly",
     "if possible", "slow; if possible", "falls möglich", "if you can"],
)  # fmt: skip
def test_how_to_do_it_is_no_condition(note):
    assert limited_by(plan({"exercise": "bird dog"}).assign(notes=[note])) == {}


def test_the_latest_row_tells_whether_there_is_a_condition():
    rows = plan({"start": "2026-03-09"}, {"start": "2026-03-02"})
    assert limited_by(rows.assign(notes=[None, "only if no pain"])) == {}


def test_an_amount_rests_on_the_same_stretches_in_all_its_numbers():
    """A walk has no dose in the plan: of six stretches done, four could have one and three have."""
    walk = {"exercise": "walk"}
    asked = plan({"sets": 3.0, "reps": 8.0, "days_per_week": 4.0}, walk)
    log = routine(
        *(row(d, sets=3, reps=8) for d in (2, 3)), row(4, sets=2, reps=6), row(5),
        *(row(d) | walk for d in (2, 3)),
    )  # fmt: skip
    found = measure(log, asked, period=TWO_WEEKS[:7])
    assert (found.done, found.dosable, found.with_dose) == (6, 4, 3)
    assert found.dose_share == pytest.approx(3.5 / 4)


def test_more_sessions_than_planned_are_counted_in_neither_number():
    asked = plan({"sets": 2.0, "reps": 10.0, "days_per_week": 2.0})
    log = routine(*(row(d, sets=2, reps=10) for d in (2, 3, 4)), row(5))
    found = measure(log, asked, period=TWO_WEEKS[:7])
    assert (found.done, found.dosable, found.with_dose) == (2, 2, 2)


def test_less_than_the_plans_dose_and_the_last_dose_are_told():
    asked = plan({"sets": 3.0, "reps": 8.0}, {"exercise": "bridge", "sets": 3.0, "reps": 10.0})
    bridge = {"exercise": "bridge"}
    log = routine(
        row(2, sets=2, reps=6), row(3), row(4, sets=3, reps=8), row(5, sets=2, reps=8, done="no"),
        row(3, sets=3, reps=15) | bridge, row(6) | bridge,
    )  # fmt: skip
    found = measure(log, asked)
    table = found.table.set_index("exercise")
    assert found.less_dose == 1
    assert table["less_dose"].to_dict() == {"cat-cow": 1, "bridge": 0}
    assert table["last_dose"].to_dict() == {"cat-cow": "3x8", "bridge": "3x15"}
    assert table["last_dosed"].dt.day.to_dict() == {"cat-cow": 4, "bridge": 3}
