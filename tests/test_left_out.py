"""What a person wants left out: a column, a tick, a name of a long file."""

from __future__ import annotations

import pytest

from backpain_analysis.checking import check_lines
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import look_into, open_logbook
from tests.apps.samples import accounted, column, with_export
from tests.apps.test_daylio import PLAIN
from tests.writing import TODAY, write_logbook


def test_a_column_and_a_tick_of_an_app(tmp_path):
    settings = '[columns]\nMood = "ignore"\n"long drive" = "ignore"\n'
    book = with_export(tmp_path, PLAIN, settings=settings)
    accounted(book)
    assert set(book.factors) == {"walk"}
    assert not {"mood", "long_drive"} & {*book.diary}
    assert book.problems.empty
    assert column(book, "mood").reason == "as settings.toml says"
    assert "long drive  " in "\n".join(check_lines(look_into(tmp_path, today=TODAY)))


def test_a_list_takes_its_ticks_along(tmp_path):
    book = with_export(tmp_path, PLAIN, settings='[columns]\nactivities = "ignore"\n')
    assert set(book.factors) == {"mood"}


def test_a_column_of_ones_own_table_with_cells_that_are_not_understood(tmp_path):
    diary = "date,pain,stress,desk\n2026-03-01,4,oops,5\n2026-03-02,3,2,6\n"
    settings = '[columns]\nstress = "ignore"\ndesk = "ignore"\n'
    write_logbook(tmp_path, diary=diary, settings=settings)
    book = open_logbook(tmp_path, today=TODAY)
    assert book.factors == {}
    assert book.problems.empty


def test_a_name_of_a_long_file(tmp_path):
    text = "date,name,value\n" + "".join(
        f"2026-03-0{day},{name},{day}\n" for day in (1, 2) for name in ("pain", "Stress", "coffee")
    )
    write_logbook(tmp_path, diary=text, settings='[columns]\nstress = "ignore"\n')
    book = open_logbook(tmp_path, today=TODAY)
    assert set(book.factors) == {"coffee"}
    assert book.problems.empty


def test_one_that_no_file_has_is_named_and_the_date_cannot_be_spared(tmp_path):
    book = with_export(tmp_path / "a", PLAIN, settings='[columns]\nmod = "ignore"\n')
    assert book.problems["value"].tolist() == ["mod"]
    write_logbook(tmp_path, diary="date,pain\n2026-03-01,4\n")
    (tmp_path / "settings.toml").write_text('[columns]\ndate = "ignore"\n')
    with pytest.raises(LogbookError, match="no column for the date"):
        open_logbook(tmp_path, today=TODAY)
