"""report.json: every key there, every number as the result has it, never NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest

from backpain_analysis.logbook import open_logbook
from backpain_analysis.recording import recording_pattern
from backpain_analysis.report import numbers_of
from backpain_analysis.report.answers import Answers, answer, say_facts
from backpain_analysis.report.numbers import report_numbers
from backpain_analysis.report.plain import as_plain
from tests import made_results as made
from tests.writing import logbook as written

TODAY = pd.Timestamp("2026-06-30")
SCHEMA = json.loads(
    resources.files("backpain_analysis.report").joinpath("schema.json").read_text("utf-8")
)


def diary(n_days: int, *, pain: str = "varies", columns: str = "sitting_hours") -> str:
    """A diary of so many days from 1 January 2026, every seventh day left out."""
    lines = [f"date,pain,worst_pain,{columns}"]
    for i, day in enumerate(pd.date_range("2026-01-01", periods=n_days)):
        level = 3 + (i * 7 % 5) - (i * 3 % 4) if pain == "varies" else 4
        value = (i * 5 % 9) / 2 + 4
        if i % 7 != 3:
            lines.append(f"{day.date()},{level},{min(10, level + i % 4)},{value}")
    return "\n".join(lines) + "\n"


def routine(n_days: int) -> str:
    """A stretch on two days of three, sometimes stopped, with pain before and after."""
    lines = ["date,exercise,done,pain_before,pain_after,reason_stopped"]
    for i, day in enumerate(pd.date_range("2026-01-01", periods=n_days)):
        stopped = "pain" if i % 20 == 4 else ""
        if i % 3:
            lines.append(f"{day.date()},cat-cow,{'partly' if stopped else 'yes'},5,4,{stopped}")
    return "\n".join(lines) + "\n"


PLAN = "exercise,times_per_day,days_per_week,start\ncat-cow,1,7,2026-02-15\n"

SITUATIONS: dict[str, dict[str, str]] = {
    "diary alone": {"diary.csv": diary(100)},
    "fourteen days": {"diary.csv": diary(14)},
    "one day": {"diary.csv": diary(1)},
    "constant pain": {"diary.csv": diary(100, pain="constant"), "routine.csv": routine(100)},
    "routine without plan": {"diary.csv": diary(120), "routine.csv": routine(120)},
    "routine with plan": {"diary.csv": diary(120), "routine.csv": routine(120), "plan.csv": PLAN},
    "plan without routine": {"diary.csv": diary(120), "plan.csv": PLAN},
    "pain and nothing else": {"diary.csv": "date,pain\n2026-01-01,4\n2026-01-03,5\n"},
    "leg pain alone": {"diary.csv": "date,leg_pain\n2026-01-01,4\n2026-01-03,5.5\n"},
    "cells refused": {"diary.csv": diary(60) + "2026-03-09,77,5,x\n"},
    "visits and settings": {
        "diary.csv": diary(120),
        "settings.toml": 'questions = ["May I run?"]\nvisits = [2026-02-01]\nlags = [0, 1]\n'
        "routine_start = 2026-02-10\n",
    },
}


@pytest.fixture
def logbook(tmp_path):
    def write(files: dict[str, str], **dates: Any):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return open_logbook(tmp_path, today=TODAY, **dates)

    return write


def made_answers(book, **changes: Any) -> Answers:
    """Results made by hand on a real, small logbook."""
    real = answer(book, today=TODAY)
    about: dict[str, Any] = {
        "book": book, "days": real.days, "outcome": "pain", "start": real.start,
        "end": real.end, "made": TODAY, "ranking": made.ranking(made.cell()),
        "consistency": made.consistency(), "trend": made.trend(),
        "before_after": made.before_after(table=sides()), "flares": made.flares(made.flare()),
        "recording": recording_pattern(real.days), "alerts": made.alerts(made.alert()),
    }  # fmt: skip
    return Answers(**(about | changes))


def sides() -> pd.DataFrame:
    table = pd.DataFrame({"days": [40, 60], "mean": [5.9, 4.2], "median": [6.0, 4.0]})
    return table.set_axis(pd.Index(["before", "after"], name="side"))


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, one in value.items():
            yield from walk(one, f"{path}.{key}")
    elif isinstance(value, list):
        for one in value:
            yield from walk(one, f"{path}[]")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_keeps_to_the_schema(situation, logbook):
    numbers = numbers_of(answer(logbook(SITUATIONS[situation]), today=TODAY))
    jsonschema.Draft202012Validator(SCHEMA).validate(numbers)
    assert json.loads(json.dumps(numbers, allow_nan=False)) == numbers


def test_simulated_diaries_keep_to_the_schema(logbook):
    answers = answer(logbook(SITUATIONS["visits and settings"]), today=TODAY)
    numbers = numbers_of(replace(answers, twin=made.twin()))
    jsonschema.Draft202012Validator(SCHEMA).validate(numbers)
    assert numbers["twin"]["false_claim_diaries"] == 2
    assert numbers["twin"]["table"][0]["found"] == 0.96


def test_results_made_by_hand_keep_to_the_schema(logbook):
    rows = [
        made.cell(), made.stress(verdict="shared", adjusted_for=("lifting",)),
        made.lifting(verdict="echo"), made.unknown("yoga_minutes", "yoga", "few_days"),
    ]  # fmt: skip
    book = logbook(SITUATIONS["routine with plan"])
    blamed = made.suspected(("sitting", 3, "sitting_hours"), ("weather", 1, None))
    answers = made_answers(book, ranking=made.ranking(*rows, suspected=blamed))
    jsonschema.Draft202012Validator(SCHEMA).validate(numbers_of(answers))


def test_schema_documents_every_key_and_admits_no_other():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    objects = [part for _, part in walk(SCHEMA) if isinstance(part, dict) and "type" in part]
    closed = [part for part in objects if "properties" in part]
    assert len(closed) > 30
    for part in closed:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
        for name, inner in part["properties"].items():
            assert inner.get("description"), name


def test_the_product_keys_are_all_there(logbook):
    numbers = numbers_of(answer(logbook(SITUATIONS["routine with plan"]), today=TODAY))
    assert set(numbers) >= {
        "schema", "package_version", "settings", "sources", "problems", "period", "pain",
        "triggers", "suspected", "stretching", "trend", "before_after", "flares", "alerts",
    }  # fmt: skip
    assert set(numbers["triggers"][0]) >= {
        "factor", "label", "kind", "unit", "lag_days", "n_days", "effect", "low", "high", "p",
        "q", "smallest_detectable", "contrast_from", "contrast_to", "verdict", "reason",
        "adjusted",
    }  # fmt: skip
    assert set(numbers["stretching"]) >= {
        "sessions", "days_with_session", "days_covered", "share_of_days", "per_exercise",
        "adherence", "response", "link", "reverse",
    }  # fmt: skip


def test_numbers_stay_unrounded_and_dates_are_iso(logbook):
    trend = made.trend(change=-2.123456789012345)
    numbers = report_numbers(made_answers(logbook({"diary.csv": diary(30)}), trend=trend))
    assert numbers["trend"]["change"] == -2.123456789012345
    assert numbers["flares"][0]["start"] == "2026-03-03"
    assert numbers["period"]["made"] == "2026-06-30"
    assert numbers["before_after"]["start"] == "2026-02-01"
    assert numbers["before_after"]["median_after"] == 4.0


def test_period_and_pain_are_those_of_the_diary(logbook):
    book = logbook({
        "diary.csv": "date,pain,worst_pain\n2026-01-01,4,7\n2026-01-02,,8\n2026-01-04,5,6\n"
    })  # fmt: skip
    numbers = report_numbers(answer(book, today=TODAY))
    assert numbers["period"] == {
        "start": "2026-01-01", "end": "2026-01-04", "days": 4, "days_recorded": 2,
        "share_recorded": 0.5, "made": "2026-06-30",
        "days_outside": 0, "from_words": 0, "from_notes": 0,
        "rows_lost": 0, "days_at_most": 2, "days_of_cells": 0,
    }  # fmt: skip
    assert numbers["pain"] == {
        "outcome": "pain", "mean": 4.5, "worst": 8.0, "first_14_days": None,
        "last_14_days": None, "days_at_7_or_more": 0,
    }  # fmt: skip


def test_days_at_7_are_counted_of_the_pain_that_is_asked_about(logbook):
    numbers = report_numbers(answer(logbook(SITUATIONS["leg pain alone"]), today=TODAY))
    assert numbers["pain"]["worst"] == 5.5
    assert numbers["pain"]["days_at_7_or_more"] == 0


def test_contrast_is_the_higher_amount_rather_than_the_lower(logbook):
    row = made.cell(contrast_from=8.0, contrast_to=5.0)  # 0.5 a unit, 3 units
    ranking = made.ranking(row)
    found = report_numbers(made_answers(logbook({"diary.csv": diary(30)}), ranking=ranking))
    trigger = found["triggers"][0]
    assert trigger["contrast_effect"] == pytest.approx(1.5)
    assert (trigger["contrast_low"], trigger["contrast_high"]) == pytest.approx((0.3, 2.7))
    assert trigger["contrast_smallest_detectable"] == pytest.approx(1.8)
    assert trigger["more_days_needed"] == 129


def test_adjusted_effect_stands_beside_a_claimed_one_alone(logbook):
    beside = {"adjusted_effect": 0.4, "adjusted_low": 0.1, "adjusted_high": 0.7,
              "adjusted_for": ("lifting",)}  # fmt: skip
    rows = [made.cell(**beside), made.cell(lag_days=2), made.stress()]
    answers = made_answers(logbook({"diary.csv": diary(30)}), ranking=made.ranking(*rows))
    claimed, alone, hinted = (row["adjusted"] for row in report_numbers(answers)["triggers"])
    assert claimed["for"] == ["lifting"]
    assert claimed["effect"] == 0.4
    assert claimed["contrast_effect"] == pytest.approx(1.1)
    assert alone is None
    assert hinted is None


def test_no_routine_no_plan_no_start_is_null_not_zero(logbook):
    numbers = report_numbers(answer(logbook(SITUATIONS["diary alone"]), today=TODAY))
    assert numbers["before_after"] is None
    assert numbers["stretching"]["adherence"] is None
    assert numbers["stretching"]["share_of_days"] is None
    assert numbers["stretching"]["link"]["effect"] is None


def test_settings_are_those_that_were_used(logbook):
    book = logbook(SITUATIONS["visits and settings"], since="2026-01-05")
    used = report_numbers(answer(book, today=TODAY))["settings"]
    assert used["lags"] == [0, 1]
    assert used["visits"] == ["2026-02-01"]
    assert used["routine_start"] == "2026-02-10"
    assert used["day_starts"] == "04:00"
    assert used["since"] == "2026-01-05"
    assert used["factors"] == ["sitting_hours"]


def test_problems_say_where(logbook):
    numbers = report_numbers(answer(logbook(SITUATIONS["cells refused"]), today=TODAY))
    assert {"file": "diary.csv", "column": "pain", "value": "77"}.items() <= (
        numbers["problems"][0].items()
    )
    assert isinstance(numbers["problems"][0]["line"], int)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64("nan"), None), (math.inf, None), (pd.NaT, None), (pd.NA, None),
        (np.int64(3), 3), (np.bool_(True), True), (pd.Timestamp("2026-01-02 13:00"), "2026-01-02"),
        (pd.DataFrame({"a": [1.5, np.nan]}), [{"a": 1.5}, {"a": None}]),
        ({"a": (1, [np.float32(0.5)])}, {"a": [1, [0.5]]}),
    ],
)  # fmt: skip
def test_values_become_what_json_can_hold(value, plain):
    found = as_plain(value)
    assert found == plain
    assert json.loads(json.dumps(found, allow_nan=False)) == plain


def test_days_with_an_entry_but_no_pain_are_not_called_days_without_an_entry(logbook):
    rows = [f"2026-03-{day:02d},{'' if day % 2 else 3},7" for day in range(2, 27)]
    every = logbook({"diary.csv": "\n".join(["date,pain,sleep_hours", *rows, ""])})
    assert say_facts(answer(every))[0].endswith("pain written down on 13 of 25 days.")
    pain = logbook({"diary.csv": "\n".join(["date,pain,sleep_hours", *rows[::2], ""])})
    assert say_facts(answer(pain))[0].endswith("13 of 25 days recorded.")


def told(folder, **files):
    answers = answer(written(folder, **files))
    return report_numbers(answers)["period"], " ".join(say_facts(answers))


def test_rows_that_may_hold_a_pain_and_cells_that_were_lost_are_told(tmp_path):
    """Of nine days: two rows bear no date, one has a cell too many, one pain is no number."""
    diary = "date,pain,notes\n2026-03-01,4,\n,5,\nsome day,3,\n2026-03-04,2,x,y,z\n"
    diary += "2026-03-05,awful,bad day\n2026-03-06,,nothing\n2026-03-09,4,\n"
    period, said = told(tmp_path, diary=diary)
    assert (period["rows_lost"], period["days_of_cells"]) == (3, 1)
    assert period["days_at_most"] == 7
    assert "Could not be read: 3 rows of the diary (pain may be missing for up to 3 days)" in said
    assert "and the pain of 1 day." in said


def test_nothing_is_told_where_nothing_was_lost(tmp_path):
    diary = (
        "date,pain\n2026-03-01,4\n2026-03-02,\nSumme,4\nMax,9\nDurchschnitt März,5\n2026-03-05,4\n"
    )
    period, said = told(tmp_path, diary=diary)
    assert (period["rows_lost"], period["days_of_cells"]) == (0, 0)
    assert "Could not be read" not in said


def test_a_pain_in_words_is_told_with_its_days(tmp_path):
    """Two entries of 1 March are one day; a mere "none" is a 0 in any language and no scale."""
    scale = "[scales]\npain = { ok = 2, bad = 7 }\n"
    rows = "2026-03-01,ok\n2026-03-01,bad\n2026-03-02,bad\n2026-03-03,3\n"
    period, said = told(tmp_path / "a", diary="date,pain\n" + rows, settings=scale)
    assert (period["from_words"], period["from_notes"]) == (2, 0)
    assert "3 of 3 days recorded (2 in words, given numbers)." in said
    rows = "2026-03-01,none\n2026-03-02,4\n"
    period, said = told(tmp_path / "b", diary="date,pain\n" + rows)
    assert period["from_words"] == 0
    assert "in words" not in said


def test_a_pain_in_notes_or_ticks_is_told_with_its_days(tmp_path):
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    rows = [("bad pain", "back 6/10"), ("mild pain", ""), ("gym", "back 4/10"), ("gym", "nothing")]
    text = "".join(
        f'2026-02-0{n},February {n},Monday,21:00,good,"{tick}","","{note}"\n'
        for n, (tick, note) in enumerate(rows, 1)
    )
    settings = 'pain_in_notes = true\n[scales]\npain = { "mild pain" = 3, "bad pain" = 7 }\n'
    period, said = told(tmp_path, daylio=head + text, settings=settings)
    assert (period["from_words"], period["from_notes"]) == (1, 2)
    assert "(1 in words: “mild pain” 3, “bad pain” 7; 2 in the notes)" in said
