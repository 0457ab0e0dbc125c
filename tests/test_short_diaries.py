"""Pages of short and odd diaries: true of the days they are about, and whole where it counts."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pypdf
import pytest

from backpain_analysis.listings import list_months
from backpain_analysis.logbook import open_logbook
from backpain_analysis.plots import plot_pain
from backpain_analysis.report import make_pdf, numbers_of
from backpain_analysis.report.answers import Answers, answer, say_answers
from backpain_analysis.report.pictures import course_of
from backpain_analysis.wording import say_adherence, say_recorded_days, say_stretching
from tests import report_cases as cases

MADE = pd.Timestamp("2026-03-20")
PLAN = "exercise,days_per_week\ncat-cow,5\nbridge,7\n"


def days(first: str, number: int) -> list[str]:
    return [str(day.date()) for day in pd.date_range(first, periods=number)]


def diary(first: str, number: int) -> str:
    rows = [f"{day},{4 + k % 3},{k % 2}" for k, day in enumerate(days(first, number))]
    return "\n".join(["date,pain,lifting", *rows])


def routine(first: str, number: int) -> str:
    rows = [f"{day},{name}" for day in days(first, number) for name in ("cat-cow", "bridge")]
    return "\n".join(["date,exercise", *rows])


def answers_of(folder: Path, **files: str) -> Answers:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return answer(open_logbook(folder, today=MADE), today=MADE)


def pages(answers: Answers) -> list[str]:
    pdf = pypdf.PdfReader(io.BytesIO(make_pdf(answers, numbers_of(answers))))
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_one_day_says_nothing_of_weeks_and_names_what_it_leaves_out(tmp_path):
    answers = answers_of(
        tmp_path, diary=diary("2026-02-10", 1), routine=routine("2026-01-02", 40), plan=PLAN
    )
    text = " ".join(pages(answers))
    assert "Days a week" not in text
    assert "stretching every day" not in text
    left_out = "Not counted: entries on 39 days before the first or after the last day with pain"
    assert f"{left_out} (2 January to 9 February 2026)." in text
    assert left_out in " ".join(say_answers(answers))
    assert "days a week" not in " ".join(say_answers(answers))


def test_stretching_after_the_last_pain_is_left_out_of_done_and_planned_and_named(tmp_path):
    """Pain on 7 days, stretching twice a day on 10: 12 asked for in the week with pain."""
    answers = answers_of(
        tmp_path, diary=diary("2026-03-02", 7), routine=routine("2026-03-02", 10), plan=PLAN
    )
    assert (answers.consistency.days_with_session, answers.consistency.days_covered) == (7, 7)
    assert (answers.consistency.adherence.done, answers.consistency.adherence.planned) == (12, 12)
    assert numbers_of(answers)["period"]["days_outside"] == 3
    named = "Not counted: entries on 3 days"
    assert named in pages(answers)[0]
    assert named in say_recorded_days(answers.days)


def test_what_was_cut_on_purpose_is_not_told_of(tmp_path):
    answers_of(tmp_path, diary=diary("2026-01-02", 40), routine=routine("2026-01-02", 40))
    book = open_logbook(tmp_path, since="2026-01-20", until="2026-01-30", today=MADE)
    assert len(answer(book).outside) == 0


def test_where_the_log_begins_later_the_known_days_are_explained(tmp_path):
    answers = answers_of(
        tmp_path, diary=diary("2026-03-02", 4), routine=routine("2026-03-04", 2), plan=PLAN
    )
    page = pages(answers)[0]
    assert "2 of 2 known" in page
    assert ("Not known: 2 days with an entry. The stretching log begins on 4 March 2026.") in page
    begun = answers_of(tmp_path, routine=routine("2026-03-01", 2))
    assert "Not known" not in pages(begun)[0]


def test_a_blank_in_a_column_of_stretches_is_named(tmp_path):
    rows = [f"{day},4,{did}" for day, did in zip(days("2026-03-02", 8), 2 * "ynn ", strict=True)]
    page = pages(answers_of(tmp_path, diary="\n".join(["date,pain,stretches", *rows])))[0]
    assert "6 of 6 known" not in page
    assert "2 of 6 known" in page
    assert "On 2 days with an entry nothing was written about stretching." in page


def test_days_that_are_not_known_since_a_visit_are_not_those_of_the_whole_diary(tmp_path):
    (tmp_path / "settings.toml").write_text("visits = [2026-02-02]\n", encoding="utf-8")
    rows = [f"{day},{n % 5},{did}" for n, (day, did) in enumerate(
        zip(days("2026-01-05", 48), 6 * "ynnyny  ", strict=True))]  # fmt: skip
    answers = answers_of(
        tmp_path,
        diary="\n".join(["date,pain,stretches", *rows]),
    )
    assert "Since the visit, on 6 days with an entry nothing was written" in pages(answers)[0]


def not_daily(skipped: int) -> str:
    """Stretching on 20 days but the so many last."""
    done = ["yes"] * (20 - skipped) + ["no"] * skipped
    rows = zip(days("2026-03-02", 20), done, strict=True)
    return "date,exercise,done\n" + "".join(f"{day},cat-cow,{did}\n" for day, did in rows)


@pytest.mark.parametrize(("skipped", "varies"), [(0, False), (2, False), (3, True)])
def test_whether_stretching_goes_with_pain_is_promised_only_where_it_varies(
    tmp_path, skipped, varies
):
    answers = answers_of(tmp_path, diary=diary("2026-03-02", 20), routine=not_daily(skipped))
    numbers, page = numbers_of(answers), pages(answers)[0]
    assert (numbers["asked_from"]["stretching"] is not None) == varies
    assert ("whether stretching goes together with pain" in page) == varies
    same = f"nearly always, the same: stretching ({20 - skipped} of 20 days). As long as"
    assert (same in page) != varies


def test_what_was_always_the_same_is_no_pattern_to_wait_for(tmp_path):
    rows = [f"{day},{k % 5},no,{k}" for k, day in enumerate(days("2026-03-02", 12))]
    some = answers_of(tmp_path, diary="\n".join(["date,pain,lifting,walking", *rows]))
    assert "From 31 March 2026: what goes together with pain." in pages(some)[0]
    assert "the same: lifting something heavy (12 of 12 days). As long as" in pages(some)[0]
    rows = [row.rpartition(",")[0] for row in rows]
    none = answers_of(tmp_path, diary="\n".join(["date,pain,lifting", *rows]))
    assert numbers_of(none)["asked_from"]["patterns"] is None
    assert "what goes together" not in pages(none)[0].partition("more days can show")[2]


def test_where_pain_never_varied_more_days_alone_are_not_promised(tmp_path):
    rows = [f"{day},4,{k % 2}" for k, day in enumerate(days("2026-03-02", 12))]
    answers = answers_of(tmp_path, diary="\n".join(["date,pain,lifting", *rows]))
    assert {*numbers_of(answers)["asked_from"].values()} == {None}
    assert "Pain was the same on every day" in pages(answers)[0]


@pytest.mark.parametrize("number", [4, 9, 12, 30])
def test_the_grid_adds_up_to_what_stands_beneath_it(tmp_path, number):
    log = routine("2026-02-05", number).splitlines()
    answers = answers_of(
        tmp_path, diary=diary("2026-02-05", number), routine="\n".join(log[::3]), plan=PLAN
    )
    whole = answers.consistency.adherence
    weeks = answers.consistency.by_week
    assert weeks["planned"].sum() == whole.planned
    shown = f"{100 * whole.done / weeks['planned'].sum():.0f} %"
    assert f"{shown} {whole.done:g} of {whole.planned:g}" in pages(answers)[0]


def test_a_short_diary_is_told_from_when_on_it_can_be_asked(tmp_path):
    """Nine days to 10 March, made on the 20th: 19 days are past, and 11 entries lack of 20."""
    answers = answers_of(
        tmp_path, diary=diary("2026-03-02", 9), routine=routine("2026-03-01", 10), plan=PLAN
    )
    first, *rest = pages(answers)
    assert "From 31 March 2026: what goes together with pain." in first
    assert "From 9 May 2026: whether it is getting better." in first
    details = " ".join(rest)
    assert "lifting something heavy same day" not in details
    assert "Days with both so far: lifting something heavy 9." in details
    longer = answers_of(tmp_path, diary=diary("2026-01-02", 70), routine=routine("2026-01-01", 71))
    assert set(numbers_of(longer)["asked_from"].values()) == {None}
    assert "What more days can show" not in pages(longer)[0]


def test_the_worst_is_drawn_only_where_it_is_known(tmp_path):
    """Written on the first day, two pains on the third; one pain alone is no worst."""
    entries = ["2026-03-01,4,7", "2026-03-02,5,", "2026-03-03,2,", "2026-03-03,6,"]
    single = ["2026-03-04,3,", "2026-03-05,9,"]
    answers = answers_of(tmp_path, diary="\n".join(["date,pain,worst_pain", *entries, *single]))
    unknown = float("nan")
    known = pytest.approx([7, unknown, 6, unknown, unknown], nan_ok=True)
    assert course_of(answers)["worst"].tolist() == known


def test_what_was_looked_for_is_named(tmp_path):
    page = pages(answers_of(tmp_path, diary="date,pain,notes\n2026-03-01,4,stiff\n"))[0]
    assert "No words were found that call for care, such as numbness between the legs" in page
    without = pages(answers_of(tmp_path, diary="date,pain\n2026-03-01,4\n"))[0]
    assert "There were no notes or words to search." in without
    assert "were found" not in without


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_sample_shows_all_its_stretches_on_either_paper(paper):
    made = pd.Timestamp("2025-06-05")
    answers = answer(open_logbook(cases.SAMPLE, today=made), today=made)
    pdf = make_pdf(answers, numbers_of(answers), paper=paper)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    for name in ("cat-cow", "knee-to-chest", "piriformis", "supine spinal twist", "child’s pose"):
        assert name in page


@pytest.mark.parametrize("worst_days", [0, 1, 6, 7, 13, 14])
def test_what_is_counted_keeps_its_meaning_however_often_the_worst_is_written(tmp_path, worst_days):
    """Pain is 7 on one day of 14, the worst 8 on each day on which it is written."""
    rows = [
        f"{day},{7 if k == 13 else 5},{8 if k < worst_days else ''}"
        for k, day in enumerate(days("2026-02-10", 14))
    ]
    answers = answers_of(tmp_path, diary="\n".join(["date,pain,worst pain", *rows]))
    text, described = pages(answers)[0], numbers_of(answers)["described"]
    assert "Pain 7 or more 1 of 14 days" in text
    assert ("Highest at any time 8 on" if worst_days else "Highest 7 on") in text
    of = "days" if worst_days == 14 else "with a worst"
    counted = f"Worst 7 or more {worst_days} of {worst_days} {of}"
    assert (counted in text, "Worst 7 or more" in text) == (worst_days >= 7,) * 2
    known = {"days": worst_days, "days_recorded": worst_days} if worst_days else None
    assert described["worst_high"] == known
    assert ("worst of the day, where known" in text) == (worst_days > 0)
    assert "highest" in list_months(answers.days)
    drawn = plot_pain(answers.days).get_lines()[0]
    assert str(drawn.get_label()).startswith("worst" if worst_days else "average")


def test_a_stretching_log_that_could_not_be_read_is_not_called_none(tmp_path):
    log = "\n".join(["date,exercise", *(f"{k}.2.,cat-cow" for k in range(10, 24))])
    answers = answers_of(tmp_path, diary=diary("2026-02-10", 14), routine=log)
    said = "There is a stretching log, but none of its 14 rows could be read."
    text = pages(answers)
    assert said in text[0]
    assert said in " ".join(say_answers(answers))
    assert "No stretching was logged" not in " ".join([*text, *say_answers(answers)])


def test_days_too_few_for_a_flare_up_are_not_said_to_have_none(tmp_path):
    answers = answers_of(tmp_path, diary=diary("2026-03-01", 6))
    said = "Too few days to show a flare-up: 7 recorded days are needed."
    assert said in say_answers(answers)
    assert "Flare-ups – too few days" in " ".join(pages(answers)[0].split())
    more = tmp_path / "more"
    more.mkdir()
    week = answers_of(more, diary=diary("2026-03-01", 7))
    assert any(line.startswith("No flare-ups in 7 recorded days") for line in say_answers(week))


def test_a_condition_of_the_plan_stands_on_the_page_and_on_the_screen(tmp_path):
    plan = (
        "exercise,times_per_day,start,notes\ncat-cow,1,2026-02-10,\n"
        "bird dog,1,2026-02-10,only when pain 4 or less\n"
    )
    answers = answers_of(
        tmp_path, diary=diary("2026-02-10", 14), routine=routine("2026-02-10", 14), plan=plan
    )
    first, *rest = pages(answers)
    said = "Not in the share of the plan: “bird dog”: “only when pain 4 or less”."
    assert said in first
    assert said in " ".join(say_answers(answers))
    details = " ".join(rest)
    assert "only when pain 4 or less" in details.split("What the plan asks for")[1]
    assert "on a condition" in details
    # No day lies before the start of the plan: nothing is compared.
    assert "Before and after" not in details
    assert "Before and after" not in " ".join(say_answers(answers))
    assert numbers_of(answers)["stretching"]["limited"] == [
        {"exercise": "bird dog", "note": "only when pain 4 or less"}
    ]


def test_days_marked_as_a_flare_up_are_named_beside_the_picture(tmp_path):
    rows = [
        f"{day},{5 + k % 2},{'yes' if k == 5 else ''}"
        for k, day in enumerate(days("2026-02-10", 14))
    ]
    marked = answers_of(tmp_path, diary="\n".join(["date,pain,flare", *rows]))
    assert "▼ marked" in pages(marked)[0]
    alike = answers_of(tmp_path, diary=diary("2026-02-10", 14))
    assert "▼" not in pages(alike)[0]


WORDS = ["none", "mild", "bad"]
LEVELS = '[scales]\npain = { "none" = 0, "mild" = 2, "bad" = 5 }\n'


def test_where_some_days_have_several_entries_the_head_says_what_a_dot_is(tmp_path):
    """On one of eight days 9 and 3 were written: its dot stands at 6, and its worst at 9."""
    lines = ["2026-03-01,9", "2026-03-01,3", *(f"{day},2" for day in days("2026-03-02", 7))]
    answers = answers_of(tmp_path, diary="\n".join(["date,pain", *lines]))
    said = "Pain = mean of a day's entries (several on 1 day)."
    assert said in pages(answers)[0]
    assert any(said in line for line in say_answers(answers))
    assert course_of(answers).max().to_dict() == {"worst": 9, "average": 6}


def test_a_second_entry_now_and_then_is_not_explained(tmp_path):
    lines = [f"{day},2" for day in [*days("2026-03-01", 11), "2026-03-01"]]
    page = pages(answers_of(tmp_path, diary="\n".join(["date,pain", *lines])))[0]
    assert "Pain = mean" not in page


def test_columns_of_morning_and_evening_are_said_to_be_joined(tmp_path):
    lines = ["date,pain morning,pain evening", *(f"{d},2,6" for d in days("2026-03-01", 9))]
    page = pages(answers_of(tmp_path, diary="\n".join(lines)))[0]
    assert "Pain = mean of morning and evening." in page


def test_a_pain_that_is_left_out_is_named(tmp_path):
    (tmp_path / "settings.toml").write_text('[columns]\n"pain morning" = "ignore"\n')
    lines = ["date,pain morning,pain evening", *(f"{d},2,6" for d in days("2026-03-01", 9))]
    answers = answers_of(tmp_path, diary="\n".join(lines))
    said = "Pain is “pain evening” alone, without “pain morning”."
    assert f"0 is no pain, 10 the worst. {said}" in pages(answers)[0]
    assert said in "\n".join(say_answers(answers))


def test_another_column_that_is_left_out_is_no_pain(tmp_path):
    (tmp_path / "settings.toml").write_text('[columns]\nleg_pain = "ignore"\nsteps = "ignore"\n')
    lines = ["date,pain,leg_pain,steps", *(f"{d},2,6,99" for d in days("2026-03-01", 9))]
    assert "alone, without" not in pages(answers_of(tmp_path, diary="\n".join(lines)))[0]


@pytest.mark.parametrize(
    ("header", "parts", "n_evenings"),
    [("pain morning,pain evening", "morning and evening", 40),
     ("time,pain", "morning and evening", 40),
     ("pain morning,pain evening", "", 18), ("time,pain", "", 18)],
)  # fmt: skip
def test_what_was_compared_with_a_mean_of_parts_of_the_day_is_said_to_look_smaller(
    tmp_path, header, parts, n_evenings
):
    """Mornings are alike, and an evening after 4 hours of sitting or more is 1 point worse."""
    rows = []
    for k, day in enumerate(days("2026-01-20", 40)):
        morning, sitting = 2 + k % 3, 1 + k * k % 11
        evening = f"{morning + (sitting >= 4)}" if k < n_evenings else ""
        if header.startswith("time"):
            rows.append(f"{day},08:00,{morning},{sitting}")
            rows += [f"{day},19:00,{evening},"] * bool(evening)
        else:
            rows.append(f"{day},{morning},{evening},{sitting}")
    made = answers_of(tmp_path, diary="\n".join([f"date,{header},sitting_hours", *rows]))
    first, *rest = pages(made)
    mean = "Pain here is the mean of morning and evening: what goes with only one of them"
    for text in (first, " ".join(rest), " ".join(say_answers(made))):
        assert (mean in " ".join(text.split())) == bool(parts)
    assert (f"Pain = mean of {parts}." in first) == bool(parts)


def test_what_words_became_is_told_once_and_that_a_step_is_a_flare_up(tmp_path):
    lines = [f"{d},{w}" for d, w in zip(days("2026-03-01", 9), WORDS * 3, strict=True)]
    (tmp_path / "settings.toml").write_text(LEVELS, encoding="utf-8")
    made = answers_of(tmp_path, diary="\n".join(["date,pain", *lines]))
    first, *rest = pages(made)
    assert first.replace("\n", " ").count("(9 in words: “none” 0, “mild” 2, “bad” 5)") == 1
    assert "one word higher is enough" in first
    assert not any("“mild” 2" in page for page in rest)
    small = LEVELS.replace('"mild" = 2', '"mild" = 1').replace('"bad" = 5', '"bad" = 2')
    (tmp_path / "settings.toml").write_text(small, encoding="utf-8")
    assert "one word higher is enough" not in pages(answers_of(tmp_path))[0]


def test_a_diary_that_has_ended_is_promised_days_and_no_date(tmp_path):
    """Nine days, the last two years ago: 11 lack of 20."""
    first = pages(answers_of(tmp_path, diary=diary("2024-03-02", 9)))[0]
    assert "After 11 more days with an entry: what goes together with pain." in first
    assert "from now on" not in first


@pytest.mark.parametrize(("no", "said"), [(1, "8 days"), (32, "8 of 40 days")])
def test_one_no_among_ticks_is_not_taken_for_all_the_days_without(tmp_path, no, said):
    marks = ["x"] * 8 + ["no"] * no + [""] * (32 - no)
    days = pd.date_range("2026-01-01", periods=40)
    rows = [
        f"{d:%Y-%m-%d},{3 + n % 3},{m}" for n, (d, m) in enumerate(zip(days, marks, strict=True))
    ]
    diary = "\n".join(["date,pain,tingling left leg", *rows])
    page = pages(answers_of(tmp_path, diary=diary))[0]
    assert said in " ".join(page.split())
    assert "8 of 9" not in page


@pytest.mark.parametrize(("made", "first"), [(10, "1 May"), (11, "1 May"), (12, "2 May")])
def test_the_first_new_day_is_today_where_its_entry_is_still_to_come(tmp_path, made, first):
    """Eight days to 10 March: 52 more of 60, the first of them the 11th, or the day of the page."""
    (tmp_path / "diary.csv").write_text(diary("2026-03-03", 8), encoding="utf-8")
    told = pages(answer(open_logbook(tmp_path, today=f"2026-03-{made}")))[0]
    assert f"From {first} 2026: whether it is getting better" in told


def test_a_flare_up_says_that_a_day_is_the_mean_of_its_hours(tmp_path):
    said = "A day counts by the mean of its entries, not by its worst hour."
    rows = "".join(f"{day},3,5\n" for day in days("2026-03-01", 14))
    both = answers_of(tmp_path, diary=f"date,Pain morning,Pain evening\n{rows}")
    assert said in " ".join(pages(both)[1:])
    assert said not in " ".join(pages(answers_of(tmp_path, diary=diary("2026-03-01", 14))))


def test_a_plan_of_walking_is_not_told_that_nothing_was_done(tmp_path):
    log = "date,exercise\n" + "".join(f"{day},walking\n" for day in days("2026-03-01", 14))
    plan = "exercise,times_per_day,days_per_week\nwalking,1,7\n"
    answers = answers_of(tmp_path, diary=diary("2026-03-01", 14), routine=log, plan=plan)
    told = "No stretching was done on 14 known days, but walking was. "
    assert f"{told}Done: 14 of 14 planned times (100 %)." in pages(answers)[0]
    none = answers_of(tmp_path, diary=diary("2026-03-01", 14), routine=not_daily(20), plan=plan)
    assert "but" not in say_stretching(none.consistency)


def test_a_plan_on_a_condition_alone_is_not_taken_for_none(tmp_path):
    plan = "exercise,notes\ncat-cow,only when pain is 4 or less\n"
    answers = answers_of(
        tmp_path, diary=diary("2026-03-01", 14), routine=routine("2026-03-01", 14), plan=plan
    )
    told = "No share of the plan is counted. Asked for: cat-cow: “only when pain is 4 or less”."
    assert told in pages(answers)[0]
    assert told in " ".join(say_answers(answers))
    assert "no plan" not in say_adherence(answers.consistency.adherence)
