"""Cells as people write them: understood, or refused with what is allowed."""

from __future__ import annotations

import contextlib
import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backpain_analysis.columns import DIARY, PLAN, ROUTINE
from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.headers import nearest, nearest_columns, read_heading, snake_case
from backpain_analysis.reading.values import (
    decide_decimal,
    parse_date_parts,
    parse_dates,
    parse_durations,
    parse_lists,
    parse_numbers,
    parse_sides,
    parse_times,
    parse_yes_no,
)

PAIN = {"low": 0, "high": 10, "unit": "points"}


def one(parse, text, **ways):
    """The value, the note and the message of a single cell."""
    parsed = parse([text], **ways)
    return parsed.values[0], parsed.notes.get(text, ""), parsed.messages.get(text, "")


# ---- numbers


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("4.5", 4.5, ""),
        (" 7 ", 7, ""),
        ("5/10", 5, ""),
        ("5 out of 10", 5, ""),
        ("50/100", 5, "50/100"),
        ("7 (sharp)", 7, "sharp"),
        ("7, sharp", 7, "sharp"),
        ("7 sharp in the morning", 7, "sharp in the morning"),
        ("3-4", 3.5, "3-4"),
        ("3 – 4", 3.5, "3 – 4"),
        ("3 to 4", 3.5, "3 to 4"),
        ("3-4/10", 3.5, "3-4/10"),
        ("6 or 7", 6.5, "6 or 7"),
        ("~6", 6, "~6"),
        ("7½", 7.5, ""),
        ("7 ½", 7.5, ""),
        ("7 1/2", 7.5, ""),
        ("ca. 1 ½", 1.5, "ca. 1 ½"),
        ("1 1/2-2 ½", 2, "1 1/2-2 ½"),
        ("7 half asleep", 7, "half asleep"),
        ("7 points", 7, ""),
        (".5", 0.5, ""),
        ("+3", 3, ""),
        ("7?", 7, "?"),
    ],
)
def test_numbers_that_are_understood(text, value, note):
    assert one(parse_numbers, text, **PAIN) == (value, note, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12", "12 is above 10. Use a number from 0 to 10."),
        ("7 4/10", "not a number"),
        ("7 3/2", "not a number"),
        ("1 and a half", "not a number"),
        ("2026-04-03", "a spreadsheet made a date of what was typed, perhaps of 3-4, 4-3 or 3.4."),
        ("9-Aug", "a spreadsheet made a date of what was typed, perhaps of 9-8, 8-9 or 9.8."),
        ("Aug-09", "perhaps of 9-8, 8-9 or 9.8."),
        ("09.Aug", "perhaps of 9-8, 8-9 or 9.8."),
        ("9. Aug", "perhaps of 9-8, 8-9 or 9.8."),
        ("3-ago", "perhaps of 3-8, 8-3 or 3.8."),
        ("05-août", "perhaps of 5-8, 8-5 or 5.8."),
        ("-1", "-1 is below 0. Use a number from 0 to 10."),
        ("9-12", "12 is above 10."),
        ("12/10", "12/10 is above 10."),
        ("mild", "mild is not a number. Use a number from 0 to 10."),
        ("7 8", "not a number"),
        ("7, took 2", "not a number"),
        ("7+", "not a number"),
        ("5-", "not a number"),
        ("<3", "not a number"),
        ("1/2", "not one number"),
        ("5 min", "not a number"),
        ("2026-01-30", "not a number"),
        ("1.2.3", "not a number"),
        ("inf", "not a number"),
        ("9" * 400, "not a number"),
        ("4,5", "decimal comma"),
    ],
)
def test_numbers_that_are_refused_and_why(text, words):
    value, note, message = one(parse_numbers, text, **PAIN)
    assert math.isnan(value)
    assert note == ""
    assert words in message


@pytest.mark.parametrize(
    ("text", "decimal", "told"),
    [
        ("5/6", ".", "5/6 may mean 5 to 6 or 5 of 6: write 5-6, or 8.3."),
        ("5/6", ",", "5/6 may mean 5 to 6 or 5 of 6: write 5-6, or 8,3."),
        ("3 / 4", ".", "3 / 4 may mean 3 to 4 or 3 of 4: write 3-4, or 7.5."),
        ("4/5", ".", "4/5 may mean 4 to 5 or 4 of 5: write 4-5, or 8."),
        ("~2/5", ".", "~2/5 may mean 2 to 5 or 2 of 5: write 2-5, or 4."),
    ],
)
def test_a_fraction_that_may_be_a_range_is_refused(text, decimal, told):
    value, note, message = one(parse_numbers, text, decimal=decimal, **PAIN)
    assert math.isnan(value)
    assert (note, message) == ("", told)


def test_a_fraction_is_of_what_the_header_names():
    assert one(parse_numbers, "4/5", scale=(0, 5), **PAIN) == (8, "4/5", "")
    assert one(parse_numbers, "3/5", scale=(1, 5), **PAIN) == (5, "3/5", "")
    assert one(parse_numbers, "30/40", scale=(0, 100), **PAIN)[0] == 7.5
    assert "39 to 40" in one(parse_numbers, "39/40", scale=(0, 100), **PAIN)[2]


def test_fractions_that_are_all_of_one_number_are_asked_for_their_scale():
    told = parse_numbers(["3/5", "4/5", None, "n/a"], **PAIN).messages
    assert (
        "4 of 5. Where 5 is the worst there is, say so in the header, as in Pain 0-5."
        in told["4/5"]
    )
    assert "write 3-5" in parse_numbers(["3/5", "4"], **PAIN).messages["3/5"]


def test_blank_and_not_recorded_are_neither_zero_nor_refused():
    parsed = parse_numbers([None, "", "  ", "n/a", "-", "0"], **PAIN)
    assert np.isnan(parsed.values).tolist() == [True] * 5 + [False]
    assert not parsed.refused.any()


@pytest.mark.parametrize(
    ("columns", "delimiter", "sign"),
    [
        ([["1,996", "2,510"], ["1.86"]], ",", "."),
        ([["8,66", "9,5"], ["2641"]], ",", ","),
        ([["4,5"]], ";", ","),
        ([["4.5"]], ";", "."),
        ([["1,350", "7"]], ";", ","),
        ([["1,350", "7"]], ",", "."),
        ([["1.350"]], ",", "."),
        ([["1.350"]], ";", ","),
        ([["1.350,5"]], ",", ","),
        ([["1,350.5"]], ";", "."),
        ([["1,350,000"]], ";", "."),
        ([["0,500"]], ",", ","),
        ([["4,5 (bad)"], ["x, y", "a.b"]], ",", ","),
        ([["4.5"], ["3,5", "3,5", "2,5"]], ",", ","),
        ([[]], "\t", "."),
    ],
)
def test_one_file_has_one_decimal_sign(columns, delimiter, sign):
    assert decide_decimal(columns, delimiter) == sign


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,350", ".", 1350),
        ("1.350", ".", 1.35),
        ("1.350", ",", 1350),
        ("1,350", ",", 1.35),
        ("1 350,5", ",", 1350.5),
        ("1'350.5", ".", 1350.5),
        ("12,345,678", ".", 12345678),
        ("1e3", ".", 1000),
        ("−3", ".", -3),
    ],
)
def test_thousands_and_decimals(text, decimal, value):
    assert one(parse_numbers, text, decimal=decimal) == (value, "", "")


def test_scales_are_stretched_and_checked_on_their_own_limits():
    parsed = parse_numbers(["0", "40", "100", "101", "5/10"], **PAIN, scale=(0, 100))
    assert parsed.values[:3].tolist() == [0, 4, 10]
    assert "101 is above 100. Use a number from 0 to 100." in parsed.messages["101"]
    assert parsed.values[4] == 5
    assert parse_numbers(["1", "2.5", "4"], **PAIN, scale=(1, 4)).values.tolist() == [0, 5, 10]


def test_words_are_refused_unless_the_settings_know_them():
    cells = ["mild", "Severe", "very bad", "5", "mild"]
    assert parse_numbers(cells, **PAIN).refused.tolist() == [True, True, True, False, True]
    known = parse_numbers(cells, **PAIN, words={"Mild": 2, "severe": 8, "very bad": 10})
    assert known.values.tolist() == [2, 8, 10, 5, 2]


def test_mass_is_turned_to_the_unit_of_the_column():
    kilograms = parse_numbers(["70", "154 lb", "70 kg", "5 h"], low=0, unit="kg")
    assert kilograms.values[:3] == pytest.approx([70, 69.853, 70], abs=0.001)
    assert kilograms.refused.tolist() == [False, False, False, True]
    pounds = parse_numbers(["154", "70 kg"], low=0, unit="kg", written_unit="lb")
    assert pounds.values == pytest.approx([69.853, 70], abs=0.001)


def test_repeated_values_are_one_problem_with_first_line_and_count():
    cells = ["x", "5", "12", "x", None, "12", "x"]
    lines = np.array([2, 3, 4, 5, 6, 7, 9])
    first, second = parse_numbers(cells, **PAIN).problems("diary.csv", "Pain", lines)
    assert (first.line, first.value, first.column, first.file) == (2, "x", "Pain", "diary.csv")
    assert "3 times; also in lines 5, 9" in first.message
    assert str(second).startswith(
        "diary.csv, line 4, Pain: 12 is above 10. Use a number from 0 to 10. (2 times"
    )


def test_notes_are_found_by_row():
    parsed = parse_numbers(["7 (sharp)", "5", "7 (sharp)", "3-4"], **PAIN)
    assert parsed.note_rows() == {0: "sharp", 2: "sharp", 3: "3-4"}


# ---- durations


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1:30", 1.5),
        ("01:33:18", 1.555),
        ("90 min", 1.5),
        ("1h 30m", 1.5),
        ("1h30", 1.5),
        ("half an hour", 0.5),
        ("An hour.", 1),
        ("one and a half hours", 1.5),
        ("eine halbe Stunde", 0.5),
        ("2 and a half hours", 2.5),
        ("two and a half hours", 2.5),
        ("2 hours and a half", 2.5),
        ("zweieinhalb Stunden", 2.5),
        ("eineinhalb Stunden", 1.5),
        ("deux heures et demie", 2.5),
        ("dos horas y media", 2.5),
        ("two hours and 30 minutes", 2.5),
        ("two hours (train)", 2),
        ("2 Stunden und 30 Minuten", 2.5),
        ("2 h 30", 2.5),
        ("1.5 h", 1.5),
        ("1½ hours", 1.5),
        ("1/2 h", 0.5),
        ("3 ½ Std", 3.5),
        ("1 1/2 h", 1.5),
        ("2 hours and 15 minutes", 2.25),
        ("2 Std. 15 Min.", 2.25),
        ("5400 s", 1.5),
        ("45'", 0.75),
        ("5 hrs", 5),
        ("2-3 h", 2.5),
        ("90-120 min", 1.75),
        ("2h (train)", 2),
        ("0", 0),
    ],
)
def test_durations_that_are_understood(text, hours):
    value, _, message = one(parse_durations, text, unit="hours", high=24)
    assert (value, message) == (pytest.approx(hours), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25", "25 is above 24. Use a number of hours from 0 to 24."),
        ("1500 min", "1500 min (25 hours) is above 24."),
        ("-1", "-1 is below 0."),
        ("1:75", "not a length of time"),
        ("3 Std ½", "not a length of time"),
        ("2026-05-03", "a spreadsheet made a date of what was typed, perhaps of 3-5, 5-3 or 3.5."),
        ("3-May", "a spreadsheet made a date of what was typed, perhaps of 3-5, 5-3 or 3.5."),
        ("all day", "not a length of time"),
        ("2 h, 3 h", "not a length of time"),
        ("5 kg", "not a length of time"),
        ("GPS watch", "not a length of time"),
    ],
)
def test_durations_that_are_refused_and_why(text, words):
    value, _, message = one(parse_durations, text, unit="hours", high=24)
    assert math.isnan(value)
    assert words in message


def test_the_unit_of_a_duration_is_the_cells_else_the_headers_else_the_columns():
    cells = ["90", "2 h", "30 min"]
    assert parse_durations(cells, unit="minutes").values.tolist() == [90, 120, 30]
    hours = parse_durations(cells, unit="hours", written_unit="minutes")
    assert hours.values.tolist() == [1.5, 2, 0.5]
    held = parse_durations(["30", "0:45", "1:30", "1 min"], unit="seconds")
    assert held.values.tolist() == [30, 45, 90, 60]


# ---- yes and no, lists


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yes Y true 1 1.0 x X ja oui sí si sì ✓ YES_MANUAL", 1.0),
        ("no N false 0 0.0 nein non nee NO", 0.0),
        ("SKIP UNKNOWN - n/a", math.nan),
    ],
)
def test_yes_and_no_in_several_languages(words, value):
    parsed = parse_yes_no(words.split())
    assert not parsed.refused.any()
    assert np.array_equal(parsed.values, [value] * len(parsed.values), equal_nan=True)


def test_yes_with_a_remark_and_what_is_neither():
    assert one(parse_yes_no, "yes (a box)") == (1.0, "a box", "")
    assert one(parse_yes_no, "no, rested") == (0.0, "rested", "")
    for text in ("maybe", "2", "no time", "10"):
        value, _, message = one(parse_yes_no, text)
        assert math.isnan(value)
        assert message == f"{text} is neither yes nor no. Use yes or no."


def test_a_blank_is_not_known_and_words_stand_for_what_they_are_said_to():
    cells = ["x", None, "maybe"]
    assert np.array_equal(parse_yes_no(cells).values, [1, math.nan, math.nan], equal_nan=True)
    told = parse_yes_no(cells, words={"maybe": 0.0}).values
    assert np.array_equal(told, [1, math.nan, 0], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sitting; lifting", "lifting; sitting"),
        ("a | b |", "a; b"),
        ("a, b", "a; b"),
        ("long drive, rain; cold", "cold; long drive, rain"),
        ("one\ntwo", "one; two"),
        ("Low back; low_back; LOW-BACK; lumbar", "low_back"),
        ("knee", "knee"),
        ("none", None),
        (";;", None),
    ],
)
def test_lists(text, words):
    parsed = parse_lists([text], known=("low_back",), synonyms={"lumbar": "low_back"})
    assert list(parsed.values) == [words] or (words is None and pd.isna(parsed.values[0]))
    assert not parsed.refused.any()


def test_a_list_of_known_words_only():
    cells, synonyms = ["L", "left; up"], {"l": "left"}
    parsed = parse_lists(cells, known=("left",), synonyms=synonyms, only_known=True)
    assert parsed.values[0] == "left"
    assert parsed.messages == {"left; up": "up is not known here. Use left."}


@pytest.mark.parametrize(
    ("text", "side", "note"),
    [
        ("Left", "left", None),
        ("R", "right", None),
        ("left side", "left", None),
        ("beide", "both", None),
        ("les deux", "both", None),
        ("left and right", "left; right", None),
        ("Right Mostly", "right", "Right Mostly"),
        ("left only", "left", "left only"),
        ("left > right", "left; right", "left > right"),
        ("nur links", "left", "nur links"),
        ("none", None, None),
    ],
)
def test_sides(text, side, note):
    parsed = parse_sides([text])
    assert list(parsed.values) == [side] or (side is None and pd.isna(parsed.values[0]))
    assert parsed.notes.get(text) == note
    assert not parsed.refused.any()


@pytest.mark.parametrize("text", ["up", "right knee", "left?", "right 3", "mostly", "not left"])
def test_what_is_no_side(text):
    parsed = parse_sides([text])
    assert parsed.refused.all()
    assert "Use left, right, both or middle." in parsed.messages[text]


# ---- times


def test_a_dot_in_times_is_a_clock_only_where_all_fit():
    assert list(parse_times(["21.15", "9.30", "7:45"]).values) == [21.25, 9.5, 7.75]
    assert list(parse_times(["8.75", "9.30"]).refused) == [True, True]
    assert list(parse_times(["8.5"]).refused) == [True]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("16:50", 16 + 5 / 6),
        ("4:50 pm", 16 + 5 / 6),
        ("4 PM", 16),
        ("12 am", 0),
        ("12:30 p.m.", 12.5),
        ("16h30", 16.5),
        ("16.30 Uhr", 16.5),
        ("16:30:18", 16.505),
        ("morning", 8),
        ("Midday", 13),
        ("evening", 19),
        ("NIGHT", 23),
        ("abends", 19),
        ("2026-01-30 16:30", 16.5),
        ("16:30+01:00", 16.5),
    ],
)
def test_times_that_are_understood(text, hours):
    assert one(parse_times, text) == (pytest.approx(hours), "", "")


@pytest.mark.parametrize("text", ["8", "25:00", "16:60", "24:00", "13 am", "late", "16.3", "1630"])
def test_times_that_are_refused(text):
    value, _, message = one(parse_times, text)
    assert math.isnan(value)
    assert "no time of day" in message


# ---- dates


@pytest.mark.parametrize(
    ("text", "day", "hours"),
    [
        ("2026-01-30", "2026-01-30", None),
        ("2026/1/5", "2026-01-05", None),
        ("20260130", "2026-01-30", None),
        ("2026-01-30 16:30", "2026-01-30", 16.5),
        ("31-May-24", "2024-05-31", None),
        ("January 30, 2025", "2025-01-30", None),
        ("5th Jan 2022", "2022-01-05", None),
        ("8 Apr 2026, 16:30", "2026-04-08", 16.5),
        ("Sep 29, 2026, 3:15 PM", "2026-09-29", 15.25),
        ("Mon, 5 Jan 2026", "2026-01-05", None),
        ("Sun Aug 09 2020 18:30:00 GMT+0100 (CET)", "2020-08-09", 18.5),
        ("5. März 2026", "2026-03-05", None),
        ("1er août 2024", "2024-08-01", None),
        ("5 de enero de 2026", "2026-01-05", None),
        ("3 mrt 2026", "2026-03-03", None),
        ("30/01/2026", "2026-01-30", None),
        ("30.1.26", "2026-01-30", None),
        ("01/30/2026 4:30 PM", "2026-01-30", 16.5),
        ("05/05/2026", "2026-05-05", None),
        ("1596992597", "2020-08-09", 17 + 3 / 60 + 17 / 3600),
        ("1596992597427", "2020-08-09", 17 + 3 / 60 + 17 / 3600),
        ("2020-08-09T23:30:00.427+05:00", "2020-08-09", 23.5),
        ("2020-08-09T23:30:00Z", "2020-08-09", 23.5),
    ],
)
def test_dates_that_are_understood(text, day, hours):
    parsed = parse_dates([text])
    assert not parsed.refused.any(), parsed.messages
    assert parsed.values[0] == np.datetime64(day)
    assert parsed.hours[0] == pytest.approx(hours) if hours else np.isnan(parsed.hours[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-02-30", "no day of the calendar"),
        ("31/02/2026", "no day of the calendar"),
        ("2026-13-01", "no day of the calendar"),
        ("5 Jan", "has no year"),
        ("3/4", "has no year"),
        ("45321", "a spreadsheet's number for 2024-01-30"),
        ("yesterday", "not a date"),
        ("2026-01-30 25:00", "not a date"),
        ("2026-07-03", "in the future"),
        ("0001-01-01", "before 1900"),
    ],
)
def test_dates_that_are_refused_and_why(text, words):
    parsed = parse_dates([text], latest=dt.date(2026, 7, 2))
    assert np.isnat(parsed.values[0])
    assert words in parsed.messages[text]


def test_the_order_of_day_and_month_is_decided_from_the_whole_column():
    cells = ["03/04/2026", "13/04/2026", "2026-04-14"]
    parsed = parse_dates(cells)
    assert parsed.day_first is True
    assert parsed.values[0] == np.datetime64("2026-04-03")
    parsed = parse_dates(["03/04/2026", "04/13/2026"])
    assert parsed.day_first is False
    assert parsed.values[0] == np.datetime64("2026-03-04")


def test_dates_that_fit_both_orders_are_an_error_that_shows_both_readings():
    cells = ["03/04/2026", "05/06/2026", "05/05/2026"]
    with pytest.raises(LogbookError) as caught:
        parse_dates(cells, file="diary.csv", column="Day")
    for words in ("3 April 2026", "4 March 2026", "day_first = true", "diary.csv", "Day"):
        assert words in str(caught.value)
    assert parse_dates(cells, day_first=True).values[0] == np.datetime64("2026-04-03")
    assert parse_dates(cells, day_first=False).values[0] == np.datetime64("2026-03-04")


def test_dates_with_dots_have_the_day_first_unless_something_says_otherwise():
    parsed = parse_dates(["3.9.2026"])
    assert parsed.values[0] == np.datetime64("2026-09-03")
    assert parsed.day_first is True
    assert parse_dates(["3.9.26", "9.25.26"]).values[0] == np.datetime64("2026-03-09")
    assert parse_dates(["3.9.2026"], day_first=False).values[0] == np.datetime64("2026-03-09")
    with pytest.raises(LogbookError, match="3/9/2026 is 3 September 2026 or 9 March 2026"):
        parse_dates(["3/9/2026"])


def test_one_date_that_fits_both_orders_among_iso_dates_is_refused_alone():
    parsed = parse_dates(["2026-01-01", "2026-01-02", "03/04/2026"])
    assert parsed.refused.tolist() == [False, False, True]
    assert "3 April 2026 or 4 March 2026" in parsed.messages["03/04/2026"]


def test_a_slip_against_the_order_of_all_others_is_refused_and_a_muddle_is_an_error():
    many = [f"{day}/04/2026" for day in range(13, 31)]
    parsed = parse_dates([*many, "04/13/2026"])
    assert parsed.refused.tolist() == [False] * 18 + [True]
    assert "day first" in parsed.messages["04/13/2026"]
    with pytest.raises(LogbookError, match="13/04/2026 can only be day first"):
        parse_dates(["13/04/2026", "04/13/2026"])


def days_of(cells, **ways):
    return [str(day) for day in np.asarray(parse_dates(cells, **ways).values).astype("<M8[D]")]


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "k.A.",
        "weiß nicht",
        "Don't know",
        "DON’T KNOW",
        "keine Angabe",
        "no idea",
        "No clue.",
        "not sure",
        "I can't remember",
        "keine Ahnung",
        "aucune idée",
        "ni idea",
        "geen idee",
    ],
)
def test_what_is_said_not_to_be_known_is_blank(text):
    for parse in (parse_numbers, parse_durations, parse_yes_no):
        parsed = parse([text])
        assert np.isnan(parsed.values[0])
        assert not parsed.refused.any()


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("nein", 0, ""),
        ("No", 0, ""),
        ("nein, krank", 0, "krank"),
        ("ja, 30 min", 30, "ja, 30 min"),
        ("yes (1 h)", 60, "yes (1 h)"),
        ("ja", None, ""),
        ("x", None, ""),
        ("ja, lange", None, ""),
        ("nein, 30 min", None, ""),
    ],
)
def test_a_yes_or_no_among_minutes(text, value, note):
    told, noted, message = one(parse_durations, text, unit="minutes", yes_no=True)
    assert noted == note
    assert (
        (math.isnan(told) and "a number of minutes" in message) if value is None else told == value
    )
    if text in ("ja", "x"):
        assert message.startswith(f"{text} does not say how long: it counts as not known.")


def test_dates_without_a_year_go_on_to_the_next_one():
    cells = ["19.10.", "30.12.", None, "2.1.", "1.9.", "28.2.", "29.2."]
    assert days_of(cells, year=2026) == [
        "2026-10-19", "2026-12-30", "NaT", "2027-01-02", "2027-09-01", "2028-02-28", "2028-02-29",
    ]  # fmt: skip
    assert days_of(["Oct 14", "14 October", "Wed 14.10."], year=2026) == ["2026-10-14"] * 3
    assert days_of(["2/1", "1/1", "12/30"], year=2026, day_first=False) == [
        "2026-02-01", "2026-01-01", "2025-12-30",
    ]  # fmt: skip


def test_the_same_words_may_be_days_of_two_years():
    assert days_of(["1.3.", "1.8.", "1.12.", "1.3."], year=2025)[::3] == [
        "2025-03-01",
        "2026-03-01",
    ]


def test_a_day_that_its_year_does_not_have_is_refused_as_is_one_in_the_future():
    parsed = parse_dates(["28.2.", "29.2.", "1.11."], year=2026, latest=dt.date(2026, 6, 30))
    assert parsed.refused.tolist() == [False, True, True]
    assert "no day of its year" in parsed.messages["29.2."]
    assert "in the future, as 2026-11-01" in parsed.messages["1.11."]


def test_the_order_of_dates_without_a_year_is_decided_as_that_of_others():
    assert days_of(["10/14", "10/3"], year=2026) == ["2026-10-14", "2026-10-03"]
    with pytest.raises(LogbookError, match="day_first"):
        parse_dates(["3/4", "5/6"], year=2026)


def test_a_date_split_over_columns_with_blanks_that_mean_as_above():
    parsed = parse_date_parts(
        ["2015", None, None, None, "2016"],
        ["11", None, "12", None, "Feb"],
        ["25", "26", "1", None, "30"],
    )
    days = [str(day)[:10] for day in parsed.values[:4]]
    assert days == ["2015-11-25", "2015-11-26", "2015-12-01", "2015-12-01"]
    assert parsed.refused.tolist() == [False] * 4 + [True]
    assert "no day of the calendar" in parsed.messages["2016-Feb-30"]


def test_a_year_of_0_is_no_date_and_no_mistake():
    parsed = parse_date_parts(["0", "2019", "x"], ["0", "8", "1"], ["13", "12", "1"])
    assert np.isnat(parsed.values).tolist() == [True, False, True]
    assert parsed.refused.tolist() == [False, False, True]


# ---- headers


@pytest.mark.parametrize(
    ("written", "name", "unit", "scale"),
    [
        ("Sitting (hrs)", "sitting", "hours", None),
        ("Pain level 0-10", "pain_level", "", (0, 10)),
        ("Pain (0–100)", "pain", "", (0, 100)),
        ("Pain /10", "pain", "", (0, 10)),
        ("Mood (1-5, 5 best)", "mood", "5 best", (1, 5)),
        ("Hours of sleep", "sleep", "hours", None),
        ("Minutes Sedentary", "sedentary", "minutes", None),
        ("Weight [lbs]", "weight", "lb", None),
        ("walking (in min)", "walking", "minutes", None),
        ("sleepQuality", "sleep_quality", "", None),
        ("Notes 2024-2025", "notes_2024_2025", "", None),
        ("Vitamin S", "vitamin_s", "", None),
        ("Exercise 1-2", "exercise_1_2", "", None),
        ("Schlafqualität", "schlafqualität", "", None),
        ("(hrs)", "hrs", "", None),
        ("?", "?", "", None),
    ],
)
def test_headers_are_taken_apart(written, name, unit, scale):
    heading = read_heading(written)
    assert (heading.name, heading.unit, heading.scale) == (name, unit, scale)
    assert heading.full_name == snake_case(written)


@pytest.mark.parametrize("columns", [DIARY, ROUTINE, PLAN])
def test_no_header_means_two_columns_and_every_one_can_be_matched(columns):
    words = [word for column in columns for word in (column.name, *column.aliases)]
    assert len(set(words)) == len(words)
    assert all(snake_case(word) == word for word in words)


def test_near_misses_are_suggested():
    assert nearest("sitting_hous", [column.name for column in DIARY]) == "sitting_hours"
    assert nearest("zzz", ["pain"]) is None
    assert nearest_columns(["Wetter", "Pian today", "x"], DIARY[2:3]) == ["Pian today"]


# ---- properties: every cell is understood or refused, and nothing raises

PARSERS = [
    lambda cells: parse_numbers(cells, **PAIN),
    lambda cells: parse_numbers(cells, decimal=",", unit="kg", written_unit="lb", scale=(0, 4)),
    lambda cells: parse_durations(cells, unit="hours", high=24),
    lambda cells: parse_durations(cells, unit="seconds", decimal=",", written_unit="minutes"),
    lambda cells: parse_dates(cells, day_first=True, latest=dt.date(2030, 1, 1)),
    parse_times,
    parse_yes_no,
    parse_lists,
]
FRAGMENTS = """0 1 7 12 31 2026 1e9 99999 . , : / - – ( ) ½ ~ am pm h min Uhr Jan März x yes no
    T Z +01:00 kg lb % of to ' " ٣ ² ∞ nan"""
PIECES = st.lists(st.sampled_from([*FRAGMENTS.split(), " "]), max_size=8).map("".join)
ANY_TEXT = st.one_of(st.text(max_size=20), PIECES)


@pytest.mark.parametrize("parse", PARSERS)
@given(cells=st.lists(st.one_of(st.none(), ANY_TEXT), max_size=6))
@example(cells=["9" * 5000])
@example(cells=["1" * 13, "9" * 13, "99999999999999"])
@example(cells=["31/12/9999", "1e400", "-", "\0"])
@settings(max_examples=150, deadline=None)
def test_any_text_is_understood_or_refused_and_nothing_raises(parse, cells):
    parsed = parse(cells)
    assert len(parsed.values) == len(parsed.refused) == len(cells)
    for cell, refused in zip(cells, parsed.refused, strict=True):
        assert refused == (cell in parsed.messages)
        assert not (refused and not (cell or "").strip())
        assert cell not in parsed.notes or not refused
    assert pd.isna(pd.Series(parsed.values)[parsed.refused]).all()
    numbers = parsed.values[~parsed.refused] if parsed.values.dtype == float else np.empty(0)
    assert not np.isinf(numbers).any()


@given(cells=st.lists(ANY_TEXT, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_order_of_dates_is_decided_or_our_error(cells):
    with contextlib.suppress(LogbookError):
        parse_dates(cells)
    decide_decimal([cells], ";")
    read_heading(cells[0])


@given(parts=st.tuples(*[st.lists(st.one_of(st.none(), ANY_TEXT), min_size=4, max_size=4)] * 3))
@settings(max_examples=100, deadline=None)
def test_any_split_date_is_understood_or_refused(parts):
    parsed = parse_date_parts(*parts)
    assert np.isnat(parsed.values[parsed.refused]).all()


@given(
    values=st.lists(st.floats(0, 10).map(lambda v: round(v, 2)), min_size=1, max_size=30),
    bad=st.sets(st.integers(0, 29)),
    decimal=st.sampled_from(".,"),
)
def test_exactly_the_corrupted_cells_are_refused(values, bad, decimal):
    cells = [f"{value}".replace(".", decimal) for value in values]
    spoiled = [f"?{cell}" if i in bad else cell for i, cell in enumerate(cells)]
    parsed = parse_numbers(spoiled, **PAIN, decimal=decimal)
    assert set(np.flatnonzero(parsed.refused)) == bad & set(range(len(values)))
    kept = [value for i, value in enumerate(values) if i not in bad]
    assert parsed.values[~parsed.refused].tolist() == kept


@given(
    day=st.dates(dt.date(1970, 1, 1), dt.date(2060, 1, 1)),
    form=st.sampled_from(["%Y-%m-%d", "%d-%b-%Y", "%B %d, %Y", "%d.%m.%Y", "%A, %d %B %Y"]),
)
def test_a_day_in_any_form_is_that_day(day, form):
    parsed = parse_dates([day.strftime(form)], day_first=True)
    assert parsed.values[0] == np.datetime64(day)
