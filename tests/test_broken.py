"""What goes wrong in real files, and that the README beside them says what is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backpain_analysis.errors import BackpainError, Problem
from backpain_analysis.logbook import open_logbook

BROKEN = Path(__file__).parents[1] / "sample_data" / "broken"
FOLDERS = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


def said_about(name: str) -> str:
    """Everything that opening a folder says, as a person sees it."""
    try:
        book = open_logbook(BROKEN / name, today="2026-06-30")
    except BackpainError as error:
        return str(error)
    rows = book.problems.astype("object").where(book.problems.notna(), None)
    return "\n".join(str(Problem(**row)) for row in rows.to_dict("records"))


def promised() -> dict[str, str]:
    text = (BROKEN / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## (\w+)\n.*?```\n(.*?)\n```", text, re.S | re.M))


def test_the_readme_has_every_folder():
    assert sorted(promised()) == FOLDERS


@pytest.mark.parametrize("name", FOLDERS)
def test_each_says_what_the_readme_promises(name):
    assert said_about(name) == promised()[name]


def test_what_can_be_used_of_a_spoilt_diary_is_used():
    book = open_logbook(BROKEN / "spoilt_cells", today="2026-06-30")
    source = book.sources[0]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (8, 4, 4)
    assert book.diary["line"].tolist() == [2, 3, 6, 8]
    assert book.diary["pain"].fillna(-1).tolist() == [4, -1, -1, -1]
    assert book.diary["sitting_hours"].fillna(-1).tolist() == [6, 7, -1, 6]
