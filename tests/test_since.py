"""Since the last visit: what page 1 describes, what stands beside it, and what is new."""

from __future__ import annotations

import io

import pandas as pd
import pypdf
import pytest

from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import make_pdf, numbers_of
from backpain_analysis.report.answers import Answers, answer
from backpain_analysis.report.counts import medicine_days
from backpain_analysis.report.grid import week_grid
from backpain_analysis.report.pictures import course_of, first_shown
from backpain_analysis.wording.since import say_changes, say_news, say_parts
from tests import report_cases as cases
from tests.test_traceable import text_of

SINCE = pd.Timestamp("2026-03-02")


def answers_of(folder, visits: str, **more) -> Answers:
    case = {"diary": cases.full_diary(), "routine": cases.routine(), "plan": cases.plan()} | more
    settings = {"settings": f"visits = [{visits}]\n"}
    return answer(open_logbook(cases.write(folder, case | settings), today=cases.TODAY))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    return answers_of(tmp_path_factory.mktemp("visit"), "2026-02-02, 2026-03-02")


@pytest.fixture(scope="module")
def since(answers):
    return numbers_of(answers)["described"]["since_last_visit"]


def rows(first: str, last: str) -> list[dict]:
    """The made-up diary's rows between two days, counted by hand below."""
    return [row for row in cases.full_diary() if first <= str(row["date"]) <= last]


def test_both_sides_count_their_own_days(since):
    for side, first, last in (("since", "2026-03-02", "2026-05-04"),
                              ("before", "2026-01-05", "2026-03-01")):  # fmt: skip
        part, written = since[side], rows(first, last)
        assert (part["start"], part["end"]) == (first, last)
        assert part["pain"]["days_recorded"] == len(written)
        assert part["pain"]["mean"] == pytest.approx(
            sum(row["pain"] for row in written) / len(written)
        )
        assert part["high"]["days"] == sum(row["pain"] >= 7 for row in written)
        assert part["worst_high"]["days"] == sum(row["worst_pain"] >= 7 for row in written)
        assert part["medicine_days"] == sum(bool(row["medication"]) for row in written)
        assert part["below_knee"]["days"] == sum(row["below_knee"] == "yes" for row in written)
        places = {place["name"]: place["days"] for place in part["places"]}
        assert places["thigh"] == sum("thigh" in row["location"] for row in written)
        assert part["flares_marked"] == sum(row["flare"] == "yes" for row in written)


def test_the_two_sides_make_up_the_whole(answers, since):
    numbers = numbers_of(answers)
    before, now = since["before"], since["since"]
    assert before["days"] + now["days"] == numbers["period"]["days"]
    assert before["flares"] + now["flares"] == len(numbers["flares"])
    for key in ("sessions", "days_with_session", "days_covered"):
        both = before["stretching"][key] + now["stretching"][key]
        assert both == numbers["stretching"][key]


def test_the_plan_in_force_on_each_side_is_what_was_asked_for(since):
    """Once a day from 2 February, twice from the visit on: 2 stretches, all days known."""
    before, now = (since[side]["stretching"]["adherence"] for side in ("before", "since"))
    assert before["planned"] == pytest.approx(2 * 28)
    assert now["planned"] == pytest.approx(2 * 2 * 64)


def test_page_one_describes_the_time_since_and_says_what_is_about_the_whole(answers):
    numbers = numbers_of(answers)
    text = text_of(make_pdf(answers, numbers)).split("Details")[0]
    part = numbers["described"]["since_last_visit"]
    now, before = part["since"], part["before"]
    for words in (
        "Since the visit on 2 March 2026: 56 of 64 days recorded; before it: 49 of 56 days.",
        "Snapshot since the visit", "Stretching since the visit", "Where and what since the visit",
        f"Average pain {now['pain']['mean']:.1f} on 56 days before: {before['pain']['mean']:.1f}",
        f"Pain 7 or more {now['high']['days']} of 56 days before: {before['high']['days']} of 49",
        f"Worst 7 or more {now['worst_high']['days']} of 56 days",
        f"First 14 days {numbers['pain']['first_14_days']['mean']:.1f}", "of the whole diary",
        "In the whole diary, no change that matters", "from the whole diary; a link is no proof",
        "In the whole diary, stretching and later pain",
        "low back 36 days (before: 34), thigh 20 (15)",
        # What went down the leg calls for care on either side of a visit.
        "Pain below the knee after an entry without it: on 6 days with stretching, on 0 without. "
        "Before the visit: pain below the knee after an entry without it: on 5 days",
    ):  # fmt: skip
        assert words in text, words


def test_a_visit_of_yesterday_is_no_time_to_look_back_to(tmp_path):
    late = answers_of(tmp_path, "2026-03-02, 2026-05-03")
    assert late.visit is not None
    assert late.visit.day == SINCE
    told = say_parts(numbers_of(late)["described"]["since_last_visit"])
    assert told.startswith("Since the visit on 2 March 2026")
    assert told.endswith("Too recent to look back to: 3 May 2026.")


@pytest.mark.parametrize("visits", ["", "2026-01-05", "2025-12-01", "2026-05-04", "2027-01-01"])
def test_without_a_visit_inside_the_diary_all_of_it_is_described(tmp_path, visits):
    whole = answers_of(tmp_path, visits)
    assert whole.visit is None
    assert numbers_of(whole)["described"]["since_last_visit"] is None


@pytest.mark.parametrize(("visit", "before"), [("2026-01-07", 2), ("2026-01-20", 13)])
def test_few_days_before_a_visit_are_said_once_and_never_compared(tmp_path, visit, before):
    """A before of two days would read as success of the treatment."""
    early = answers_of(tmp_path, visit)
    assert early.visit is None
    text = text_of(make_pdf(early, numbers_of(early)))
    assert text.count(f"has {before} recorded days before it and {105 - before} from it on.") == 1
    for words in ("before: ", "Before the visit", "since the visit", "New since"):
        assert words not in text, words


def test_a_pattern_is_new_only_where_the_days_before_could_have_shown_it(since):
    pattern = {"factor": "mood", "label": "mood", "before": "not_enough_data", "now": "clear"}
    seen = pattern | {"factor": "stress", "label": "stress", "before": "cannot_tell"}
    both = since | {"appeared": [pattern, seen], "went": [], "stayed": [], "new_places": []}
    assert say_news(both).endswith("a pattern with stress.")
    told = " ".join(say_changes(both, {"verdict": "improving"}, "pain"))
    assert "Patterns that appeared: stress (now clear, at the visit cannot tell yet)." in told
    assert "too few to tell: mood (now clear, at the visit not enough data)." in told


def test_no_place_is_new_where_none_was_ever_named_before(tmp_path):
    named = cases.diary(90, location=lambda i: "low_back" if i > 70 else "")
    part = numbers_of(answers_of(tmp_path, "2026-03-02", diary=named))["described"]
    assert part["since_last_visit"]["new_places"] == []
    assert "place" not in say_news(part["since_last_visit"])


def test_patterns_and_trend_at_the_visit_are_those_of_the_diary_up_to_then(tmp_path, answers):
    case = {"diary": rows("2026-01-05", "2026-03-01"), "routine": cases.routine()}
    book = open_logbook(cases.write(tmp_path, case), today=cases.TODAY)
    then = answer(book)
    assert answers.visit is not None
    assert answers.visit.trend is not None
    assert answers.visit.trend.verdict == then.trend.verdict
    assert answers.visit.ranking is not None
    assert answers.visit.ranking.table["verdict"].tolist() == then.ranking.table["verdict"].tolist()


def test_new_places_are_those_that_were_never_named_before(tmp_path):
    diary = cases.diary(
        90, location=lambda i: "low_back; calf_shin" if i == 80 else "low_back; neck" if i < 9
        else "low_back",
    )  # fmt: skip
    found = answers_of(tmp_path, "2026-03-02", diary=diary)
    part = numbers_of(found)["described"]["since_last_visit"]
    assert part["new_places"] == ["calf or shin"]
    assert "New since the visit: pain in calf or shin." in say_news(part)


def test_changes_are_said_one_by_one():
    side = {
        "alerts": 0, "pain": {"mean": 5.0}, "flares": 2,
        "stretching": {"days_with_session": 10, "days_covered": 30, "adherence": None},
    }  # fmt: skip
    now = side | {"alerts": 1, "pain": {"mean": 4.0}, "flares": 0}
    pattern = {"factor": "sitting_hours", "label": "sitting", "before": "hint", "now": "clear"}
    gone = {"factor": "stress", "label": "stress", "before": "clear", "now": "no_large_link"}
    since = {"before": side, "since": now, "new_places": ["foot"], "appeared": [], "went": [gone],
             "stayed": [pattern], "trend_before": {"verdict": "cannot_tell"}}  # fmt: skip
    assert say_changes(since, {"verdict": "improving"}, "pain") == [
        "Words that call for care: 1, before 0.",
        "Average pain: 4.0, before 5.0 (1.0 points lower).",
        "Trend: better, perhaps only a little. At the visit: cannot tell yet.",
        "Stretching: on 10 of 30 known days, before on 10 of 30 known days.",
        "Flare-ups that began: 0, before 2.",
        "Places named since the visit and never before: foot.",
        "Patterns that went: stress (now no large link, at the visit clear).",
        "Patterns then and now: sitting (now clear, at the visit could be chance).",
    ]
    assert say_news(since) == (
        "New since the visit: words that call for care (1); pain in foot; gone: stress."
    )


def test_the_grid_has_a_line_at_the_week_of_the_visit(answers):
    grid = week_grid(answers)
    assert grid is not None
    assert grid["weeks"][grid["visit"]] == {"month": "Mar", "day": "2"}
    marked = [[cell["visit"] for cell in row["cells"]].index(True) for row in grid["rows"]]
    assert marked == [grid["visit"]] * len(grid["rows"])


def test_after_years_the_figure_shows_as_much_before_the_visit_as_since(tmp_path):
    diary = cases.diary(900, start="2023-10-10")
    long = answers_of(tmp_path, "2026-01-10", diary=diary)
    assert long.visit is not None
    days_since = (long.end - long.visit.day).days
    assert (long.visit.day - first_shown(long)).days == max(days_since, 60)
    assert course_of(long).index[0] == first_shown(long)
    assert numbers_of(long)["described"]["figure"]["grain"] == "day"


def test_an_emergency_is_quoted_also_beside_a_crisis(answers):
    long = "For three weeks now, and I never wrote it down before today, because of the children: "
    both = cases.with_alerts(
        answers, cases.alert("crisis", long + "dark"), cases.alert("emergency", long + "numb")
    )
    for paper in ("a4", "us-letter"):
        pdf = pypdf.PdfReader(io.BytesIO(make_pdf(both, numbers_of(both), paper=paper)))
        first = pdf.pages[0].extract_text()
        assert "dark”" in first
        assert "numb”" in first


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        *((word, 0) for word in ("keine", "nix", "nichts", "none", "-", "0", "aucun", "ninguna")),
        *((word, 0) for word in ("nessuno", "geen", "nein", "Keine.", "keine Schmerzmittel")),
        *((word, 0) for word in ("no meds", "none (slept)", "n/a", "ohne", "keine | nein")),
        *((word, 1) for word in ("Ibu 400", "1", "No-Spa", "keine | Ibu", "0,5 Ibu", "Tabletten")),
        *((word, 1) for word in ("ja", "no relief from 2 ibuprofen", "sin-gripal")),
    ],
)
def test_a_word_for_none_is_no_day_with_medicine(cell, days):
    assert medicine_days(pd.DataFrame({"medication": [cell, None]}))["medicine_days"] == days
