"""Days of which a stretching log says nothing. 2026-03-02 is a Monday."""

from __future__ import annotations

import pytest

from backpain_analysis.checking import check_lines
from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.logbook import look_into
from backpain_analysis.silence import silent_end
from backpain_analysis.wording.log_kept import say_silent_end, say_unknown
from tests.writing import logbook

DIARY = "date,pain\n" + "".join(f"2026-03-{day:02},4\n" for day in range(2, 16))


def _log(done: str) -> str:
    """A letter a day from Monday on: y(es), n(o), ? or a point for no row."""
    words = {"y": "yes", "n": "no", "?": "?"}
    rows = (
        f"2026-03-{day:02},cat-cow,{words[letter]}\n"
        for day, letter in enumerate(done, start=2)
        if letter != "."
    )
    return "date,exercise,done\n" + "".join(rows)


def _found(tmp_path, done):
    book = logbook(tmp_path, diary=DIARY, routine=_log(done))
    return stretching_consistency(book, daily_table(book))


@pytest.mark.parametrize(
    ("done", "with_session", "known"),
    [
        ("ynynyyny......", 5, 8),  # days without are written down: the last six are not known
        ("ynynynyn.y....", 5, 9),  # nor is one between, that was forgotten
        ("yn.yny.n......", 3, 6),  # nor where half of them are
        ("y.y.ynynyn....", 5, 10),  # from then on: what was not written before is none
        ("y.y.yy.y......", 5, 14),  # only what was done is written down
        ("y.yn.y.y......", 4, 14),  # a single no does not make it a rule
        ("ynynyyny?.....", 5, 8),
    ],
)
def test_silence_is_none_unless_days_without_are_written_down(tmp_path, done, with_session, known):
    found = _found(tmp_path, done)
    assert (found.days_with_session, found.days_covered) == (with_session, known)


def test_what_is_not_written_up_yet_is_said_to_be_unknown(tmp_path):
    found = _found(tmp_path, "ynynyyny......")
    ends = "The stretching log ends on 9 March 2026."
    assert say_unknown(found) == f"Not known: 6 days with an entry. {ends}"
    assert say_silent_end(found) == ""


@pytest.mark.parametrize(
    ("done", "silent"),
    [
        ("y.y.yy.y......", 6),
        ("y....y........", 8),
        ("y.......y.....", 0),  # as silent before
        ("y.y.yy.y.yy...", 3),
        ("y.y.yy.y.yyy..", 0),  # two days may be rest
        ("..............", 0),
    ],
)
def test_the_end_of_a_log_is_named_where_the_silence_after_it_is_unusual(tmp_path, done, silent):
    found = _found(tmp_path, done)
    assert found.silent_end == silent
    last = max((day for day, letter in enumerate(done, start=2) if letter == "y"), default=0)
    expected = (
        f"The stretching log ends on {last} March 2026: the {silent} days with an entry after it "
        "count as none."
    )
    assert say_silent_end(found) == (expected if silent else "")


def test_days_without_an_entry_are_no_silence(tmp_path):
    diary = "date,pain\n2026-03-02,4\n2026-03-03,5\n2026-03-14,4\n2026-03-15,4\n"
    book = logbook(tmp_path, diary=diary, routine=_log("yy"))
    assert silent_end(book).empty


@pytest.mark.parametrize(
    ("done", "means"),
    [("y.y.yy.y......", "count as days without stretching"), ("ynynyyny......", "are not known")],
)
def test_check_names_the_end_of_the_log(tmp_path, done, means):
    logbook(tmp_path, diary=DIARY, routine=_log(done))
    said = "\n".join(check_lines(look_into(tmp_path)))
    assert (
        "The stretching log ends on 2026-03-09: the 6 days with an entry after it, to 2026-03-15, "
        f"{means}."
    ) in said


@pytest.mark.parametrize(
    ("cells", "known", "said"),
    [
        (['"cat-cow, bridge"', "cat-cow", "none", ""], 11, "on 3 days with an entry: they are not"),
        (['"cat-cow, bridge"', "cat-cow", "-", ""], 11, "on 3 days with an entry: they are not"),
        (["cat-cow", "cat-cow", ""], 14, "on 4 days with an entry: they count as days without"),
        (["cat-cow", "none"], 14, None),
    ],
)
def test_a_blank_beside_the_exercises_that_a_diary_names_is_said(tmp_path, cells, known, said):
    rows = "".join(f"2026-03-{day:02},4,{cells[day % len(cells) - 2]}\n" for day in range(2, 16))
    book = logbook(tmp_path, diary=f"date,pain,exercises\n{rows}")
    assert stretching_consistency(book, daily_table(book)).days_covered == known
    told = [line for line in check_lines(look_into(tmp_path)) if "'exercises' is blank" in line]
    assert bool(told) is bool(said)
    assert not said or said in told[0]


def test_a_dash_in_a_log_of_lists_is_none(tmp_path):
    cells = ['"cat-cow, bridge"', "cat-cow", "–"]
    rows = "".join(f"2026-03-{day:02},{cells[day % 3 - 2]}\n" for day in range(2, 16))
    book = logbook(tmp_path, diary=DIARY, log=f"day,what I did\n{rows}")
    assert book.problems.empty
    found = stretching_consistency(book, daily_table(book))
    assert (found.days_with_session, found.days_covered) == (10, 14)
