"""A yes or no about stretching in the diary, where there is no other log of it."""

from __future__ import annotations

import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from tests.writing import logbook

DIARY = "date,pain,Physio done?\n2026-03-01,4,yes\n2026-03-02,5,no\n2026-03-03,3,\n"


def remarks(book):
    return [*book.problems["message"]]


def test_a_tick_is_a_session_and_a_no_a_day_without(tmp_path):
    book = logbook(tmp_path, diary=DIARY)
    told = book.routine
    assert told["exercise"].tolist() == ["Physio done?", "Physio done?"]
    assert told["done"].tolist() == ["yes", "no"]
    assert told["line"].tolist() == [2, 3]
    assert not book.factors
    assert "each yes counts as a session of stretching" in remarks(book)[0]


def test_minutes_above_0_are_a_session(tmp_path):
    diary = "date,pain,Stretching (min)\n2026-03-01,4,15\n2026-03-02,5,0\n2026-03-03,3,10\n"
    assert logbook(tmp_path, diary=diary).routine["done"].tolist() == ["yes", "no", "yes"]


@pytest.mark.parametrize(
    "others",
    [
        {"routine": "date,exercise\n2026-03-01,bridges\n"},
        {"plan": "exercise,times_per_day,days_per_week\nbridges,1,7\n"},
    ],
)
def test_beside_a_log_or_a_plan_of_stretches_ticks_count_for_nothing(tmp_path, others):
    book = logbook(tmp_path, diary=DIARY, **others)
    assert "Physio done?" not in set(book.routine["exercise"])
    assert any(text.startswith("kept, but not compared") for text in remarks(book))


def test_to_be_treated_is_not_to_stretch(tmp_path):
    diary = "date,pain,Physio appointment\n2026-03-01,4,yes\n2026-03-02,5,no\n"
    assert logbook(tmp_path, diary=diary).routine.empty


def test_what_the_settings_call_a_factor_stays_one(tmp_path):
    book = logbook(tmp_path, diary=DIARY, settings='factors = ["Physio done?"]\n')
    assert book.routine.empty
    assert [*book.factors] == ["physio_done"]


def test_a_blank_beside_yes_and_no_is_not_known(tmp_path):
    answers = ["yes", "no", ""] * 10
    rows = (f"2026-03-{n:02d},{n % 5},{answer}\n" for n, answer in enumerate(answers, start=1))
    book = logbook(tmp_path, diary="date,pain,Physio done?\n" + "".join(rows))
    found = stretching_consistency(book, daily_table(book))
    assert (found.days_with_session, found.days_covered) == (10, 20)


@pytest.mark.parametrize(
    "header",
    [
        *("Übungen gemacht?", "Übungen", "Gymnastik gemacht", "Gedehnt?", "Exercises done?"),
        *("did my exercises", "Exercices faits", "Étirements faits ?", "Ejercicios hechos"),
        *("Esercizi fatti", "Oefeningen gedaan", "Krankengymnastik", "Kiné", "Rückenübungen"),
    ],
)
def test_a_yes_about_exercises_is_a_session_in_any_language(tmp_path, header):
    book = logbook(tmp_path, diary=DIARY.replace("Physio done?", header))
    assert book.routine["done"].tolist() == ["yes", "no"]
    assert not book.factors


@pytest.mark.parametrize("header", ["Breathing exercises", "Atemübungen", "Exercise", "Verdehnt"])
def test_what_is_no_stretch_stays_a_factor(tmp_path, header):
    book = logbook(tmp_path, diary=DIARY.replace("Physio done?", header))
    assert book.routine.empty
    assert len(book.factors) == 1


@pytest.mark.parametrize("header", ["Exercise (yes/no)", "Exercise today?", "Gimnasia"])
def test_what_may_be_stretches_is_asked_and_the_line_that_is_printed_makes_it_so(tmp_path, header):
    diary = DIARY.replace("Physio done?", header)
    (said,) = remarks(logbook(tmp_path, diary=diary))
    line = said.partition("toml:\n")[2]
    (tmp_path / "x").mkdir()
    book = logbook(tmp_path / "x", diary=diary, settings=line)
    assert book.routine["done"].tolist() == ["yes", "no"]
    assert not book.factors
    assert all("each yes counts" in said for said in remarks(book))


def test_a_column_that_is_known_as_something_else_may_be_named_as_stretching(tmp_path):
    diary = DIARY.replace("Physio done?", "Lifting")
    book = logbook(tmp_path, diary=diary, settings='[columns]\n"Lifting" = "stretching"\n')
    assert book.routine["done"].tolist() == ["yes", "no"]
