"""A logbook written in our own format says the same when it is read again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backpain_analysis.days import daily_table
from backpain_analysis.errors import BackpainError, OutputError
from backpain_analysis.logbook import Logbook, open_logbook
from backpain_analysis.transcript import write_logbook
from tests.writing import TODAY, logbook
from tests.writing import write_logbook as put

ROOT = Path(__file__).resolve().parent.parent


def again(book: Logbook, folder: Path) -> Logbook:
    """Write a logbook and read what was written."""
    write_logbook(book, folder / "again")
    return open_logbook(folder / "again", today=TODAY)


def says_the_same(book: Logbook, written: Logbook) -> None:
    """Compare the daily tables, what travels with them, and the lists of exercises."""
    before, after = daily_table(book), daily_table(written)
    pd.testing.assert_frame_equal(before, after, check_like=True)
    told, said = (dict(table.attrs) for table in (before, after))
    del told["words"], said["words"]  # our own format holds the numbers
    factors, others = told.pop("factors"), said.pop("factors")
    # What stood in several files stands in one, beside its "blamed".
    assert {*told.pop("chosen")} <= {*said.pop("chosen")}
    assert told == said
    assert {n: (f["unit"], f["kind"]) for n, f in factors.items()} == {
        n: (f["unit"], f["kind"]) for n, f in others.items()
    }
    for name in ("routine", "plan"):
        one, two = (getattr(b, name).drop(columns=["file", "line"]) for b in (book, written))
        if len(one) or len(two):  # of nothing, no columns are kept either
            pd.testing.assert_frame_equal(one, two, check_like=True)


@pytest.fixture
def rewritten(tmp_path):
    """Open a logbook of some files, and the same from our own format."""

    def run(**files: str) -> tuple[Logbook, Logbook]:
        book = logbook(tmp_path / "log", **files)
        return book, again(book, tmp_path)

    return run


def test_the_sample_logbook(tmp_path):
    book = open_logbook(ROOT / "sample_data", today=TODAY)
    says_the_same(book, again(book, tmp_path))


def test_only_files_that_hold_something_are_written(tmp_path):
    book = logbook(tmp_path / "log", diary="date,pain\n2026-03-01,4\n")
    assert [p.name for p in write_logbook(book, tmp_path / "out")] == ["diary.csv"]
    assert (tmp_path / "out" / "diary.csv").read_text() == "date,time,pain\n2026-03-01,,4\n"


def test_nothing_is_written_over(tmp_path):
    book = logbook(tmp_path / "log", diary="date,pain\n2026-03-01,4\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match="Name a new folder"):
        write_logbook(book, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_entry_of_the_night_stays_on_its_day(rewritten):
    diary = "date,time,pain\n2026-03-02,01:30,4\n2026-03-02,23:10,5\n2026-03-03,night,6\n"
    book, written = rewritten(diary=diary)
    assert written.diary["date"].dt.day.tolist() == [1, 2, 3]
    says_the_same(book, written)


@pytest.mark.parametrize("start", ["00:00", "08:30", "12:00"])
def test_whenever_the_day_starts(rewritten, start):
    diary = "date,time,pain,sleep\n2026-03-02,08:00,4,7\n2026-03-02,morning,5,6\n"
    diary += "2026-03-03,05:00,3,5\n2026-03-03,11:59,2,4\n2026-03-03,,1,8\n"
    says_the_same(*rewritten(diary=diary, settings=f'day_starts = "{start}"'))


def test_other_words_scales_and_units_are_written_as_ours(rewritten):
    book, written = rewritten(
        diary='Datum;Schmerz;Sitzen (min);Nacken 0-100;"Gaming (h)"\n'
        "02.03.2026;mild;90;55;1,5\n03.03.2026;stark;30;20;0,25\n",
        settings="day_first = true\n[scales]\npain = { mild = 2, stark = 8 }",
    )
    text = (written.folder / "diary.csv").read_text()
    assert text.splitlines()[0].startswith("date,time,pain,sitting_hours,")
    assert text.splitlines()[1].startswith("2026-03-02,,2,1.5,")
    says_the_same(book, written)


def test_what_not_named_means_is_written_down(rewritten):
    long = "name,value,date\npain,4,2026-03-01\nStress,1,2026-03-01\npain,5,2026-03-02\n"
    wide = "date,activities,lifting\n2026-03-01,stress; a walk,x\n2026-03-02,sleep,\n"
    rules = '[absent_means_no]\nnames = ["Stress"]\nlists = ["activities"]\ncolumns = ["lifting"]'
    book, written = rewritten(diary_long=long, diary_wide=wide, settings=rules)
    assert daily_table(written)["stress"].tolist() == [1.0, 0.0]
    assert not (written.folder / "settings.toml").exists()
    says_the_same(book, written)


def test_cells_that_were_not_understood_can_be_mended_in_it(rewritten):
    book, written = rewritten(
        diary="date,pain,stress,time\n2026-03-01,4,x1,noon-ish\n2026-03-01,4,x2,\n",
        routine="date,exercise,done,reps\n2026-03-01,cat-cow,perhaps,many\n",
    )
    assert len(written.diary) == 2, "rows that differ only there are two rows still"
    assert set(written.problems["value"].dropna()) == {"x1", "x2", "noon-ish", "perhaps", "many"}
    assert (written.routine["done"] == "unknown").all(), "an answer that was refused is no yes"
    says_the_same(book, written)


def test_places_that_hurt_stay_symptoms(rewritten):
    places = "date,region,intensity\n2026-03-01,Knees,4\n2026-03-01,Neck,3\n"
    book, written = rewritten(diary="date,pain\n2026-03-01,4\n", places=places)
    assert "knees" not in written.factors
    says_the_same(book, written)


def test_a_column_called_name_is_no_name_of_a_measurement(rewritten):
    book, written = rewritten(
        diary="date,pain,name\n2026-03-01,4,yes\n", diary_2="date,name,value,notes\n"
    )
    assert written.factors["name"]["kind"] == "yes_no"
    says_the_same(book, written)


def test_lists_and_texts_are_not_taken_for_more(rewritten):
    diary = (
        'date,pain,blamed,notes,Mind\n2026-03-01,4,"rain, cold; none","a ""b"", c\nd",calm\n'
        '2026-03-02,5,"none; none",5,12\n2026-03-03,5,one,x,\n'
    )
    book, written = rewritten(diary=diary)
    assert written.diary["blamed"].tolist() == ["none; rain, cold", "none", "one"]
    says_the_same(book, written)


def test_settings_that_matter_are_kept(rewritten):
    toml = (
        'label = "my \\"back\\""\nday_starts = "05:30"\nquestions = ["why? \\u007f"]\n'
        "visits = [2026-03-02]\nsettled = [2026-03-01]\n"
        'routine_start = 2026-02-01\noutcome = "leg_pain"\n'
        'factors = ["Gaming (h)", "stress"]\nlags = [0, 2]\n'
    )
    diary = "date,pain,leg_pain,stress,Gaming (h)\n2026-03-01,4,3,2,1\n"
    book, written = rewritten(diary=diary, settings=toml)
    for key in ("label", "day_starts", "questions", "visits", "settled", "routine_start", "outcome",
                "lags"):  # fmt: skip
        assert getattr(written.settings, key) == getattr(book.settings, key), key
    assert list(written.factors) == ["gaming", "stress"]
    says_the_same(book, written)


# ---- whatever stands in the files

OWN = ["Coffee (cups)", "Gaming (h)", "Bad weather", "Sleep (named)", "Eyes", "Eyes (around)",
       "Year", "name", "value", "Minutes Sedentary", "Pain (neck)", "Mind (text)", "Word (list)",
       "Tea (yes/no)", "Stress (yes/no)", "entry", "Date of birth"]  # fmt: skip
OURS = ["time", "worst_pain", "leg_pain", "location", "side", "flare", "blamed", "activities",
        "sitting_hours", "lifting", "sleep_hours", "stress", "walking_minutes", "weight_kg",
        "medication", "notes", "Pain 0-100"]  # fmt: skip
CELL = st.one_of(
    st.sampled_from(["", "", "yes", "no", "1", "0", "2", "7", "4.5", "1:30", "90 min", "01:15",
                     "morning", "23:59:30", "left", "a; b", "a, b", "none", "mild", "12", "3-4",
                     "7 (sharp)", "n/a", "x", "-1", "1e3", "0.333", "walk | rest"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=5),
)  # fmt: skip


@st.composite
def wide(draw, first=1, last=6):
    """A diary with columns of ours and of the person's own."""
    day = st.integers(first, last)
    names = draw(st.lists(st.sampled_from(OURS + OWN), max_size=6, unique=True))
    rows = draw(st.lists(st.tuples(day, st.integers(0, 10), *(CELL for _ in names)), max_size=7))
    lines = [["date", "pain", *names], *([f"2026-03-{d:02d}", p, *more] for d, p, *more in rows)]
    return "".join(
        ",".join('"' + str(cell).replace('"', '""') + '"' for cell in line) + "\n" for line in lines
    )


@st.composite
def long(draw):
    """A long file: names, values, and a note here and there."""
    name = st.sampled_from(["Stress", "coffee", "Knee pain", "sleep", "Date", "mood", "Sick day"])
    rows = draw(st.lists(st.tuples(st.integers(1, 6), name, CELL, st.sampled_from(["", "x"]))))
    lines = ["date,name,value,notes"]
    lines += [f'2026-03-{d:02d},{n},"{v.replace(chr(34), "")}",{note}' for d, n, v, note in rows]
    return "\n".join(lines) + "\n"


RULES = st.sampled_from([
    "", 'day_starts = "09:00"', '[absent_means_no]\nlists = ["activities"]',
    '[absent_means_no]\nnames = ["Stress", "coffee"]', '[absent_means_no]\ncolumns = ["lifting"]',
    "[scales]\nstress = { mild = 2 }", '[columns]\n"Eyes" = "stress"',
])  # fmt: skip


@given(wide(), wide(4, 9), long(), RULES)
# Hours of one's own whose name is one of ours without its unit.
@example(
    "date,pain\n", "date,pain,Sleep (named)\n2026-03-04,0,90 min\n", "date,name,value,notes\n", ""
)
# A bare number among medicines, twice: written once.
@example(
    "date,pain\n",
    "date,pain,medication\n2026-03-04,0,2\n2026-03-04,0,2\n2026-03-04,0,1:30\n2026-03-04,0,yes\n",
    "date,name,value,notes\n",
    "",
)
# A column of yes and no, and no row in another file with it.
@example(
    "date,pain\n", "date,pain,name\n2026-03-04,0,yes\n2026-03-04,0,no\n", "date,name,value\n", ""
)
# Numbers under a header without a letter, all of them in rows that are not used.
@example(
    "date,pain,:\n2026-03-04,0,\n,,7\n,,8\n",
    "date,pain,☀ (yes/no)\n2026-03-05,0,\n",
    "date,name,value,notes\n",
    "",
)
# A measurement that says only that it is not known.
@example("date,pain\n", "date,pain\n", 'date,name,value,notes\n2026-03-01,Stress,"n/a",\n', "")
# Hours known by their cells, and a no among them.
@example(
    "date,pain\n",
    "date,pain,rest\n2026-03-04,0,90 min\n2026-03-05,0,2 h\n2026-03-06,0,no\n",
    "date,name,value,notes\n",
    "",
)
# A yes beside a one.
@example(
    "date,pain\n",
    "date,pain\n",
    'date,name,value,notes\n2026-03-01,Stress,"yes",x\n2026-03-01,Stress,"1",x\n',
    "",
)
# All of a column refused.
@example("date,pain,Minutes Sedentary\n2026-03-01,0,-1\n", "date,pain\n", "date,name,value\n", "")
# A name chosen in a blank diary, in another file than its "blamed".
@example(
    '"date","pain","time","blamed"\n',
    "date,pain,Coffee (cups)\n2026-03-04,0,2\n",
    "date,pain\n",
    "",
)
# A column of ours that is blank, and one of the person's own by its name in another file.
@example(
    "date,pain,time,stress,Stress (yes/no),worst_pain\n",
    "date,pain,time,worst_pain,leg_pain,Stress (yes/no)\n",
    "date,pain\n",
    "",
)
# Blank in one file, and nothing but a no in another.
@example(
    "date,pain,Gaming (h)\n",
    "date,pain,Gaming (h)\n2026-03-04,0,\n2026-03-04,0,no\n",
    "date,pain\n",
    "",
)
@settings(max_examples=120, deadline=None)
def test_reading_it_again_gives_the_same_daily_table(first, second, third, rules):
    with TemporaryDirectory() as name:
        folder = put(Path(name) / "log", diary="date,pain\n2026-03-02,5\n", diary_1=first,
                     diary_2=second, diary_3=third, settings=rules)  # fmt: skip
        try:
            book = open_logbook(folder, today=TODAY)
        except BackpainError:
            return
        says_the_same(book, again(book, Path(name)))
