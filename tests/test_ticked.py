"""A yes or no about stretching in the diary, for days of which no log of it tells."""

from __future__ import annotations

import pandas as pd
import pytest

from backpain_analysis import plots
from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.report.answers import answer
from backpain_analysis.report.numbers import report_numbers
from backpain_analysis.report.since import count_part
from backpain_analysis.report.snapshot import stretching_tiles
from backpain_analysis.stretch_lists import list_exercises
from backpain_analysis.wording import say_adherence, say_stretching
from backpain_analysis.wording.log_kept import say_unknown
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
    assert "each yes as a day with stretching" in remarks(book)[0]


def test_minutes_above_0_are_a_session(tmp_path):
    diary = "date,pain,Stretching (min)\n2026-03-01,4,15\n2026-03-02,5,0\n2026-03-03,3,10\n"
    assert logbook(tmp_path, diary=diary).routine["done"].tolist() == ["yes", "no", "yes"]


def diary_of(answers):
    """One day after the other from Monday 2 March on, with what is ticked on it."""
    rows = (
        f"{day:%Y-%m-%d},{day.day % 5},{answer}\n"
        for day, answer in zip(
            pd.date_range("2026-03-02", periods=len(answers)), answers, strict=True
        )
    )
    return "date,pain,Physio done?\n" + "".join(rows)


def stretching(*args, **files):
    book = logbook(*args, **files)
    return stretching_consistency(book, daily_table(book))


PLAN = "exercise,times_per_day,days_per_week\nbridges,1,7\n"
#: Four weeks: a yes on 20 days, a no on 4, nothing on 4.
ANSWERS = ["yes", "yes", "yes", "yes", "yes", "no", ""] * 4


def test_beside_a_log_of_two_days_the_other_ticks_still_are_days_with_stretching(tmp_path):
    log = "date,exercise\n2026-03-09,bridges\n2026-03-20,bridges\n2026-03-20,cat-cow\n"
    found = stretching(tmp_path, diary=diary_of(ANSWERS), routine=log, plan=PLAN)
    assert (found.days_with_session, found.days_covered, len(found.unknown)) == (20, 24, 4)
    assert found.sessions == 3
    said = say_stretching(found)
    assert "You stretched on 20 of 24 known days" in said
    assert "(3 stretches written down)" in said


def test_how_much_of_the_plan_was_done_is_only_bounded_by_days_without_a_row(tmp_path):
    log = "date,exercise\n2026-03-09,bridges\n2026-03-20,bridges\n"
    plan = stretching(tmp_path, diary=diary_of(ANSWERS), routine=log, plan=PLAN).adherence
    # Of 28 planned 2 are written down, and 4 days are a no.
    assert (plan.share, plan.low, plan.high) == (
        None,
        pytest.approx(2 / 28),
        pytest.approx(24 / 28),
    )
    said = say_adherence(plan)
    assert "not known" in said
    assert "between 7 % and 86 %" in said


GENERAL = ["Stretching", "all my exercises", "Dehnübungen gemacht", "pt"]


def log_of(names):
    days = pd.date_range("2026-03-02", periods=28)
    rows = zip(days, names * 28, ANSWERS, strict=False)
    told = "".join(f"{day:%Y-%m-%d},{name},{done}\n" for day, name, done in rows if done)
    return f"date,exercise,done\n{told}"


def test_rows_that_name_no_stretch_are_not_held_against_the_plan(tmp_path):
    """20 yes, 4 a no, 4 without a row: not known. The yes may be all of the plan, or none."""
    diary = diary_of([""] * 28).replace("Physio done?", "notes")
    found = stretching(tmp_path, diary=diary, routine=log_of(GENERAL), plan=PLAN)
    assert (found.days_with_session, found.days_covered) == (20, 24)
    plan = found.adherence
    assert (plan.share, plan.low, plan.high) == (None, 0, pytest.approx(24 / 28))
    assert not found.by_week.query("exercise == 'bridges'")["logged"].any()
    asked, log = PLAN + "stretching,1,7\n", log_of(["Stretching"])
    named = stretching(tmp_path, diary=diary, routine=log, plan=asked)
    assert named.adherence.share == pytest.approx(20 / 48)


def test_ticks_alone_leave_bounds_on_the_page_in_the_numbers_and_in_the_picture(tmp_path):
    book = logbook(tmp_path, diary=diary_of(ANSWERS), plan=PLAN)
    answers = answer(book)
    numbers = report_numbers(answers)
    now = count_part(answers, answers.period, answers.consistency)
    (tile,) = (t for t in stretching_tiles(now, None) if t["label"] == "Done of the plan")
    # Of 28 planned 4 are a no.
    assert tile["value"] == "0 % to 86 %"
    plan = numbers["stretching"]["adherence"]
    assert (plan["share"], plan["low"], plan["which_known"]) == (None, 0, False)
    ax = plots.plot_adherence(answers.consistency.adherence)
    assert ax.collections[0].get_segments()[0][:, 0] == pytest.approx([0, 2400 / 28])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["bridges\n0 % to 86 %"]
    (row,) = list_exercises(answers.consistency).query("stretch == 'bridges'").to_dict("records")
    assert (row["done of planned"], row["share"]) == ("", "0 % to 86 %")
    assert (row["sessions"], row["days"]) == ("not known", "not known")


def test_of_days_that_are_all_a_yes_the_plan_may_be_done_wholly_or_not_at_all(tmp_path):
    plan = stretching(tmp_path, diary=diary_of(["yes"] * 28), plan=PLAN).adherence
    assert "between 0 % and 100 %" in say_adherence(plan)


def test_a_week_of_ticks_without_a_row_is_blank_for_each_stretch(tmp_path):
    log = "date,exercise\n2026-03-09,bridges\n"
    weeks = stretching(tmp_path, diary=diary_of(ANSWERS), routine=log, plan=PLAN).by_week
    logged = weeks.loc[weeks["logged"]].groupby("exercise")["week"].nunique()
    assert logged.to_dict() == {"bridges": 1, "Physio done?": 4}


def test_beside_a_plan_alone_ticks_are_days_with_and_without_stretching(tmp_path):
    found = stretching(tmp_path, diary=diary_of(ANSWERS), plan=PLAN)
    assert (found.days_with_session, found.days_covered) == (20, 24)
    assert found.adherence.share is None


def test_a_log_that_is_kept_says_no_by_silence_beside_ticks_too(tmp_path):
    days = pd.date_range("2026-03-02", periods=9)
    log = "date,exercise\n" + "".join(f"{day:%Y-%m-%d},bridges\n" for day in days)
    answers = ["yes"] * 10 + [""] * 3 + ["no"]
    found = stretching(tmp_path, diary=diary_of(answers), routine=log, plan=PLAN)
    assert (found.days_with_session, found.days_covered) == (10, 14)
    # The day of the yes without a row is the only one on which it is not known what was done.
    assert found.adherence.share == pytest.approx(9 / 13)


def test_what_the_log_says_was_done_stands_against_a_no_in_the_diary(tmp_path):
    found = stretching(tmp_path, diary=DIARY, routine="date,exercise\n2026-03-02,bridges\n")
    assert (found.days_with_session, found.days_covered) == (2, 3)


def test_a_walk_in_the_log_does_not_stand_against_a_yes(tmp_path):
    found = stretching(tmp_path, diary=DIARY, routine="date,exercise\n2026-03-01,walking\n")
    assert found.days_with_session == 1


def test_a_yes_says_nothing_of_how_many_stretches(tmp_path):
    said = say_stretching(stretching(tmp_path, diary=diary_of(ANSWERS)))
    assert said.startswith("You stretched on 20 of 24 known days, about 5.8 days a week. On 4 days")


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
    assert all("each yes as a day" in said for said in remarks(book))


def test_a_column_that_is_known_as_something_else_may_be_named_as_stretching(tmp_path):
    diary = DIARY.replace("Physio done?", "Lifting")
    book = logbook(tmp_path, diary=diary, settings='[columns]\n"Lifting" = "stretching"\n')
    assert book.routine["done"].tolist() == ["yes", "no"]


ALL = {"de": ("Übungen", "nein", "keine", "ja", "nicht gemacht"),
       "fr": ("Étirements", "non", "aucun", "oui", "pas fait"),
       "es": ("Estiramientos", "no", "nada", "sí", "no hecho"),
       "it": ("Esercizi", "no", "niente", "sì", "non fatto"),
       "nl": ("Oefeningen", "nee", "geen", "ja", "niet gedaan"),
       "en": ("Stretching", "no", "none", "yes", "not done")}  # fmt: skip


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("answers", ["", " ({yes}/{no})"])
def test_no_beside_counts_is_a_day_without(tmp_path, language, answers):
    header, no, none, yes, left = ALL[language]
    cells = ["2x", "1x", '"1x, short"', no, "20 min", none, "-", yes, left, "2x"]
    rows = (f"2026-03-{day:02},4,{cell}\n" for day, cell in enumerate(cells, start=1))
    header += answers.format(yes=yes, no=no)
    book = logbook(tmp_path, diary=f"date,pain,{header}\n{''.join(rows)}")
    done = [*book.routine["done"]]
    assert done == ["yes", "yes", "yes", "no", "yes", "no", "yes", "no", "yes"]
    assert book.refused.empty


def test_a_count_leaves_no_note_where_nothing_is_lost(tmp_path):
    diary = (
        'date,pain,Übungen\n2026-03-01,4,2x\n2026-03-02,5,"1x, ohne Brücke"\n2026-03-03,4,nein\n'
    )
    notes = logbook(tmp_path, diary=diary).diary["notes"]
    assert notes.fillna("").tolist() == ["", "Übungen: ohne Brücke", ""]


def test_the_column_that_the_settings_name_is_read_so_too(tmp_path):
    settings = '[columns]\n"KG" = "stretching"\n'
    diary = "date,pain,KG\n2026-03-01,4,2x\n2026-03-02,5,nein\n2026-03-03,4,1x\n"
    book = logbook(tmp_path, diary=diary, settings=settings)
    assert book.routine["done"].tolist() == ["yes", "no", "yes"]


def test_a_share_of_which_each_no_may_be_refused_is_not_printed(tmp_path):
    diary = (
        "date,pain,Übungen\n2026-03-01,4,2x\n2026-03-02,5,xyz\n2026-03-03,4,1x\n2026-03-04,4,1x\n"
    )
    book = logbook(tmp_path, diary=diary)
    assert book.routine.empty
    assert any("counts for no day" in said for said in remarks(book))


def test_weeks_before_the_plan_are_no_days_without_stretching(tmp_path):
    """From 2 March a no on each day; the plan begins on the 16th; then on six days in seven."""
    days = pd.date_range("2026-03-02", periods=42)
    kept = [("no" if i < 14 or i % 7 == 6 else "yes") for i in range(42)]
    rows = (f"{day:%Y-%m-%d},4,{said}\n" for day, said in zip(days, kept, strict=True))
    files = {"diary": f"date,pain,stretched\n{''.join(rows)}"}
    dated = "exercise,start\ncat-cow,2026-03-16\n"
    for plan, known, gap in ((dated, 28, 1), ("exercise\ncat-cow\n", 42, 14)):
        book = logbook(tmp_path / str(known), **files, plan=plan)
        found = stretching_consistency(book, daily_table(book))
        assert (found.days_covered, found.days_with_session) == (known, 24)
        assert found.regularity.longest_gap == gap
        assert found.by_week["logged"].sum() == known / 7


def test_days_before_the_plan_are_not_unknown_either(tmp_path):
    """A diary from 2 March; plan and log begin on the 16th; nothing is written of the 20th."""
    days = pd.date_range("2026-03-02", periods=28)
    diary = "date,pain\n" + "".join(f"{day:%Y-%m-%d},4\n" for day in days)
    log = "date,exercise,done\n" + "".join(
        f"{day:%Y-%m-%d},cat-cow,{'?' if day.day == 20 else 'yes'}\n" for day in days[14:]
    )
    for start, unknown in ((",2026-03-16", 1), (",", 15)):
        book = logbook(
            tmp_path / str(unknown),
            diary=diary, routine=log, plan=f"exercise,start\ncat-cow{start}\n",
        )  # fmt: skip
        found = stretching_consistency(book, daily_table(book))
        assert len(found.unknown) == unknown
        assert ("begins on" in say_unknown(found)) == (unknown > 1)


def test_a_column_of_several_things_is_offered_as_a_list_of_them(tmp_path):
    did = ["gardening, driving", "driving", "gym; driving", "gardening; gym", "", "gardening"]
    rows = [f'2026-01-{5 + k:02},{4 + k % 3},"{did[k % 6]}",long day, {k}\n' for k in range(18)]
    diary = "date,pain,Did today,Thoughts\n" + "".join(rows)
    book = logbook(tmp_path, diary=diary)
    (told,) = [text for text in book.problems["message"] if "several things in a cell" in text]
    lines = [line.strip() for line in told.splitlines()[1:]]
    assert lines == ["[absent_means_no]", 'lists = ["Did today"]']
    settled = logbook(tmp_path, settings="\n".join(lines))
    assert settled.diary["driving"].sum() == 9
    assert not settled.problems["message"].str.contains("several things").any()


@pytest.mark.parametrize("scales", ["", '[scales]\npain = { "no pain" = 0, "bad pain" = 6 }\n'])
def test_ticks_of_an_app_are_compared_and_not_offered_to_be(tmp_path, scales):
    did = ["gardening | no pain", "driving | bad pain", "gym | driving | bad pain"]
    rows = [f'2026-01-{5 + k:02},J,Mon,21:00,good,"{did[k % 3]}","",""\n' for k in range(18)]
    export = "full_date,date,weekday,time,mood,activities,note_title,note\n" + "".join(rows)
    (tmp_path / "daylio.csv").write_text(export, encoding="utf-8")
    book = logbook(tmp_path, diary="date,pain\n2026-01-02,4\n", settings=scales)
    assert book.factors["gardening"]["kind"] == "yes_no"
    assert not book.problems["message"].str.contains("several things").any()
