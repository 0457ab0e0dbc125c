"""The committed sample logbook is what its seed writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backpain_analysis.sample import write_sample_data

SAMPLE = Path(__file__).parents[1] / "sample_data"
NAMES = ["diary.csv", "routine.csv", "plan.csv", "settings.toml", "README.md"]


def test_the_committed_files_are_what_the_seed_writes(tmp_path):
    assert [path.name for path in write_sample_data(tmp_path / "again")] == NAMES
    for name in NAMES:
        assert (tmp_path / "again" / name).read_bytes() == (SAMPLE / name).read_bytes(), name


@pytest.mark.parametrize("words", ["made-up", "Nobody's data", "planted", "+0.4 points", "+1.3"])
def test_the_readme_says_that_it_is_made_up_and_what_was_planted(words):
    assert words in (SAMPLE / "README.md").read_text(encoding="utf-8")
