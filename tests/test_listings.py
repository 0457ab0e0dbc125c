"""Tables that people read: rounded, in words, complete."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from backpain_analysis import listings
from backpain_analysis.alerts import Alert
from backpain_analysis.flares import Flare
from tests import made_results as made
from tests.test_adherence import plan

MINUS = "\N{MINUS SIGN}"


def daily(pain, start="2025-03-03", **columns):
    index = pd.date_range(start, periods=len(pain), freq="D", name="date")
    return pd.DataFrame({"pain": np.array(pain, dtype=float), **columns}, index=index)


def test_recorded_days_are_counted_in_the_period_with_labels_of_people():
    days = daily(
        [9, 4, np.nan, 5, 6],
        steps=[1, 2, 3, 4, np.nan],
        own_thing=[np.nan] * 4 + [1.0],
        empty=np.nan,
    )
    days.attrs = {
        "start": "2025-03-04",
        "end": "2025-03-07",
        "factors": {"own_thing": {"label": "Own thing!", "unit": "", "kind": "yes_no"}},
    }
    table = listings.count_recorded(days)
    assert table.to_numpy().tolist() == [
        ["pain", 3, "75 %"],
        ["steps", 3, "75 %"],
        ["“Own thing!”", 1, "25 %"],
    ]


def test_months_count_recorded_days_and_take_the_worst_from_the_worst():
    pain = [2.0] * 3 + [np.nan, 4.0]
    table = listings.list_months(daily(pain, start="2025-01-29", worst_pain=[3, 3, 7, 9, 7]))
    assert table.to_numpy().tolist() == [
        ["Jan 2025", "3 of 3", "2.0", "7"],
        ["Feb 2025", "1 of 2", "4.0", "9"],
    ]


def test_a_month_without_a_record_stays_in_the_list_and_blank():
    pain = [2.0, *[np.nan] * 58, 3.0]
    table = listings.list_months(daily(pain, start="2025-01-31"))
    assert list(table["month"]) == ["Jan 2025", "Feb 2025", "Mar 2025"]
    assert table.iloc[1].tolist() == ["Feb 2025", "0 of 28", "", ""]


def test_ten_years_are_listed_by_year():
    table = listings.list_months(daily([4.0] * 3653, start="2015-01-01"))
    assert list(table["year"]) == [str(y) for y in range(2015, 2025)]
    assert table.loc[1, "days recorded"] == "366 of 366"


def test_weekdays_without_a_record_are_left_out():
    table = listings.list_weekdays(daily([2, np.nan, 5, 6, 7, 1, 1, 4]))
    assert list(table["weekday"]) == ["Mon", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert table.iloc[0].tolist() == ["Mon", 2, "3.0", "2.5 to 3.5"]


def trigger(**values):
    return {
        "factor": "sitting_hours",
        "label": "sitting",
        "kind": "amount",
        "unit": "hours",
        "lag_days": 1,
        "of_night": False,
        "n_days": 80,
        "effect": 0.5,
        "low": -0.25,
        "high": 1.0,
        "p": 0.0004,
        "q": 0.04,
        "contrast_from": 5.0,
        "contrast_to": 8.0,
        "verdict": "clear",
        "reason": None,
    } | values


def test_triggers_are_told_per_contrast_and_the_smallest_p_comes_first():
    nan = float("nan")
    ranking = SimpleNamespace(
        suspects=(),
        table=pd.DataFrame(
            [
                trigger(
                    lag_days=0,
                    verdict="not_enough_data",
                    reason="few_values",
                    effect=nan,
                    low=nan,
                    high=nan,
                    p=nan,
                    q=nan,
                    contrast_from=nan,
                    contrast_to=nan,
                    n_days=4,
                ),
                trigger(p=0.5, q=0.0009, verdict="cannot_tell", contrast_from=8.0, contrast_to=6.0),
                trigger(),
            ]
        ),
    )
    table = listings.list_triggers(ranking)
    assert list(table["q"]) == ["0.040", "< 0.001", ""]
    first, second, third = table.to_dict("records")
    assert first["compared"] == "8 rather than 5 hours"
    assert first["difference [points] (95 % interval)"] == f"1.5 ({MINUS}0.8 to 3.0)"
    assert first["pain"] == "1 day later"
    assert second["compared"] == "8 rather than 6 hours"  # always the higher amount
    assert second["difference [points] (95 % interval)"] == f"1.0 ({MINUS}0.5 to 2.0)"
    assert third["verdict"] == "always the same value"
    assert third["difference [points] (95 % interval)"] == ""


def test_flares_are_numbered_as_in_the_picture_and_the_newest_comes_first():
    def flare(day, **marks):
        start = pd.Timestamp(day)
        flags = {"provisional": False, "ongoing": False, "sustained": False} | marks
        return Flare(start, start + pd.Timedelta(days=3), 3, 8.0, 4.5, **flags)

    table = listings.list_flares(
        SimpleNamespace(
            flares=(flare("2025-01-05", provisional=True), flare("2025-02-01", ongoing=True))
        )
    )
    assert table.to_numpy().tolist() == [
        [2, "1 February 2025", "4 February 2025", 3, "8", "4.5", "still high at the end"],
        [1, "5 January 2025", "8 January 2025", 3, "8", "4.5", "usual level from few days"],
    ]


def consistency(adherence=None):
    last = pd.Timestamp("2025-03-09")
    weeks = pd.to_datetime(["2025-03-03", "2025-03-10", "2025-03-17"])
    return SimpleNamespace(
        per_exercise=pd.DataFrame(
            {"exercise": ["cat-cow", "plank"], "sessions": [9, 4], "days": [8, 4], "last": last}
        ),
        adherence=adherence,
        by_week=pd.DataFrame(
            {
                "exercise": ["cat-cow", "plank", "cat-cow", "cat-cow"],
                "week": weeks[[0, 0, 1, 2]],
                "done": [2.5, 1.0, 0.0, 0.0],
                "planned": [7.0, np.nan, 7.0, 7.0],
                "logged": [True, True, True, False],
            }
        ),
    )


def test_exercises_without_a_plan_have_no_column_for_it():
    table = listings.list_exercises(consistency())
    assert list(table.columns) == ["stretch", "sessions", "days", "last"]
    assert table.iloc[0].tolist() == ["cat-cow", 9, 8, "9 March 2025"]


def test_a_stretch_that_was_asked_for_and_never_done_is_listed():
    plan = pd.DataFrame(
        {
            "exercise": ["cat-cow", "piriformis"],
            "done": [9.0, 0.0],
            "planned": [20.0, 7.0],
            "share": [0.441, 0.0],
        }
    )
    table = listings.list_exercises(consistency(made.adherence(table=plan))).set_index("stretch")
    assert table.loc["cat-cow", "done of planned"] == "9 of 20"
    assert table.loc["cat-cow", "share"] == "44 %"
    assert table.loc["plank", "done of planned"] == ""
    assert table.loc["piriformis"].tolist() == [0, 0, "", "0 of 7", "0 %"]


def test_the_plan_is_listed_by_its_start_with_dose_and_side():
    rows = plan(
        {"exercise": "cat-cow", "sets": 1.0, "reps": 12.0, "start": "2026-03-09", "side": ""},
        {"exercise": "piriformis", "side": "left", "sets": 2.0, "hold_seconds": 30.0,
         "times_per_day": 2.0, "days_per_week": 5.0, "end": "2026-03-08"},
    )  # fmt: skip
    assert listings.list_plan(rows).to_numpy().tolist() == [
        ["piriformis, left", "2 sets, 30 seconds", "2 a day, 5 days a week", "", "8 March 2026"],
        ["cat-cow", "1 set, 12 repetitions", "1 a day, 7 days a week", "9 March 2026", ""],
    ]
    assert listings.list_plan(pd.DataFrame()).empty


def test_the_windows_stand_side_by_side():
    table = listings.list_windows(made.consistency())
    assert table.to_numpy().tolist() == [
        [3, f"{MINUS}0.9", f"{MINUS}1.9 to 0.1", 322],
        [7, f"{MINUS}1.8", f"{MINUS}3.1 to {MINUS}0.5", 320],
        [14, f"{MINUS}2.0", f"{MINUS}4.1 to 0.1", 312],
        [28, "", "not enough", 12],
    ]
    assert listings.list_windows(made.no_stretching()).empty


def test_problems_keep_their_line_and_blank_stays_blank():
    problems = pd.DataFrame(
        {
            "file": ["diary.csv", "diary.csv"],
            "line": pd.array([14, None], dtype="Int64"),
            "column": ["pain", None],
            "value": ["12", None],
            "message": ["12 is above 10.", "The file is empty."],
        }
    )
    table = listings.list_problems(SimpleNamespace(problems=problems))
    assert table.to_numpy().tolist() == [
        ["diary.csv", "14", "pain", "12", "12 is above 10."],
        ["diary.csv", "", "", "", "The file is empty."],
    ]


def test_columns_say_when_a_scale_was_stretched_or_a_column_left_out():
    def reading(**values):
        return SimpleNamespace(
            **{
                "file": "diary.csv",
                "header": "Pain 0-4",
                "column": "pain",
                "unit": "points",
                "example_text": "2",
                "example_value": "5",
                "cells_read": 9,
                "cells_refused": 0,
                "scale": None,
                "reason": "",
            }
            | values
        )

    book = SimpleNamespace(
        columns_read=[
            reading(),
            reading(scale=(0.0, 4.0)),
            reading(column=None),
            reading(column=None, reason="says the same as the date"),
        ]
    )
    assert list(listings.list_columns(book)["understood as"]) == [
        "pain",
        "pain, stretched from 0-4 to 0-10",
        "not used",
        "left out: says the same as the date",
    ]


def test_a_long_note_is_cut_where_it_only_serves_as_an_example():
    note = SimpleNamespace(
        file="diary.csv",
        header="notes",
        column="notes",
        unit="",
        example_text="word " * 60,
        example_value="word " * 60,
        cells_read=1,
        cells_refused=0,
        scale=None,
    )
    table = listings.list_columns(SimpleNamespace(columns_read=[note]))
    assert len(table.loc[0, "for example"]) == 40


def test_words_that_call_for_care_keep_their_place_and_those_set_aside_come_last():
    def alert(line, quote):
        return Alert(
            pd.Timestamp("2025-03-05"), "saddle", "emergency", quote, "notes", "diary.csv", line
        )

    found = SimpleNamespace(
        alerts=(alert(7, "Numb between the legs."),) * 2,
        settled=(alert(5, "Seat was numb."),),
        set_aside=(alert(3, "No numbness."),),
    )
    assert listings.list_alerts(found).to_numpy().tolist() == [
        [
            "May need emergency care",
            "5 March 2025",
            "Numb between the legs.",
            "diary.csv, line 7, notes",
        ],
        ["settled", "5 March 2025", "Seat was numb.", "diary.csv, line 5, notes"],
        ["set aside", "5 March 2025", "No numbness.", "diary.csv, line 3, notes"],
    ]
    assert listings.list_alerts(SimpleNamespace(alerts=(), settled=(), set_aside=())).empty


def test_both_sides_of_a_start_are_listed_even_where_one_is_empty():
    sides = pd.DataFrame(
        {"days": [30, 0], "mean": [5.25, np.nan], "median": [5.0, np.nan]},
        index=pd.Index(["before", "after"], name="side"),
    )
    table = listings.list_sides(SimpleNamespace(table=sides))
    assert table.to_numpy().tolist() == [["before", 30, "5.2", "5.0"], ["after", 0, "", ""]]
    assert listings.list_sides(None).empty


def test_sources_account_for_every_row():
    source = SimpleNamespace(
        file="diary.csv", rows_read=10, rows_used=7, rows_repeated=2, rows_refused=1, problems=3
    )
    table = listings.list_sources(SimpleNamespace(sources=[source]))
    assert table.to_numpy().tolist() == [["diary.csv", 10, 7, 2, 1, 3]]
