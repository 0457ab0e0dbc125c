"""The form in the first notebook: what it writes, and where it never writes."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from backpain_analysis import form, open_logbook
from backpain_analysis.form import EntryForm, show_form

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
TODAY = dt.date(2025, 6, 6)


@pytest.fixture
def mine(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "mine"))


@pytest.fixture
def displayed(monkeypatch):
    things: list[object] = []
    monkeypatch.setattr("IPython.display.display", lambda thing, **_: things.append(thing))
    return things


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_it_adds_what_was_filled_in_and_nothing_for_blank_fields(mine):
    before = listed(mine)
    entry = EntryForm(mine, TODAY)
    entry.fields["pain"].value = "6"
    entry.fields["sitting_hours"].value = "90 min"
    entry.done[0].value = True
    entry.others.value = "child's pose 3x30s"
    said = str(entry.write())
    assert "diary.csv, line 159" in said
    after = listed(mine)
    assert {name for name in after if after[name] != before[name]} == {"diary.csv", "routine.csv"}
    assert all(after[name].startswith(before[name]) for name in before)
    book = open_logbook(mine, today=TODAY)
    row = book.diary.iloc[-1]
    assert (row["date"].date(), row["pain"], row["sitting_hours"]) == (TODAY, 6, 1.5)
    assert book.diary["stress"].isna().iloc[-1]
    done = book.routine.loc[book.routine["date"] == "2025-06-06", "exercise"].tolist()
    assert done == ["knee-to-chest", "child's pose"]


def test_a_field_left_blank_is_the_no_that_it_says(tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain,lifting\n2025-06-05,4,\n")
    (tmp_path / "settings.toml").write_text('[absent_means_no]\ncolumns = ["lifting"]\n')
    entry = EntryForm(tmp_path, TODAY)
    assert entry.fields["lifting"].placeholder == "yes/no; blank: no, ?: not known"
    assert "nothing was given" in str(entry.write())
    entry.fields["pain"].value = "6"
    entry.write()
    assert (tmp_path / "diary.csv").read_text().splitlines()[-1] == "2025-06-06,6,no"


def test_a_second_click_writes_nothing_twice(mine):
    entry = EntryForm(mine, TODAY)
    entry.fields["pain"].value = "6"
    entry.write()
    assert entry.fields["pain"].value == ""
    before = listed(mine)
    assert "nothing was given" in str(entry.write())
    entry.fields["pain"].value = "6"
    assert "has an entry already: diary.csv, line 159" in str(entry.write())
    assert listed(mine) == before


def test_another_entry_of_the_day_is_written_when_it_is_wanted(mine):
    entry = EntryForm(mine, dt.date(2025, 6, 4))
    entry.fields["pain"].value = "2"
    before = listed(mine)
    assert "already" in str(entry.write())
    assert listed(mine) == before
    assert "Written to" in str(entry.write())


def test_what_is_not_understood_is_said_and_stays_in_its_field(mine):
    before = listed(mine)
    entry = EntryForm(mine, TODAY)
    entry.fields["pain"].value = "eleven and a half"
    assert "Nothing was written. diary.csv, pain" in str(entry.write())
    assert entry.fields["pain"].value == "eleven and a half"
    assert listed(mine) == before


def test_words_that_call_for_care_are_answered_at_once(mine):
    entry = EntryForm(mine, TODAY)
    entry.fields["notes"].value = "numb between the legs since noon"
    assert "emergency" in str(entry.write())


def test_it_never_stands_on_the_made_up_sample(displayed):
    show_form(SAMPLE)
    assert len(displayed) == 1
    assert "made-up sample" in str(displayed[0])
    assert not hasattr(displayed[0], "widget")


def test_on_a_persons_own_logbook_it_stands_with_a_sentence_for_readers(mine, displayed):
    before = listed(mine)
    show_form(mine)
    assert "a form for today's entry stands here" in str(displayed[0])
    assert displayed[0].widget is not None
    assert listed(mine) == before


def test_where_no_entry_can_be_written_the_notebook_goes_on(tmp_path, displayed):
    show_form(tmp_path / "gone")
    assert "No entry can be written here" in str(displayed[0])


def test_the_button_says_what_became_of_it(mine, monkeypatch):
    kept = []

    class Place:
        def update(self, shown):
            kept.append(str(shown))

    monkeypatch.setattr("IPython.display.display", lambda *_, **__: Place())
    monkeypatch.setattr(form, "diary_today", lambda _: TODAY)
    entry = EntryForm(mine, TODAY)
    entry.show()
    entry.fields["pain"].value = "3"
    entry.button.click()
    assert "Written to" in kept[0]
