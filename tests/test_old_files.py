"""What older versions wrote: read by every later one, from the fixtures kept of each version."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from backpain_analysis import __version__
from backpain_analysis.comparing import compare_reports, read_report
from backpain_analysis.exercises import match_exercise
from backpain_analysis.logbook import open_logbook
from backpain_analysis.wording import say_comparison

FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = sorted(path for path in FIXTURES.iterdir() if (path / "report.json").is_file())


def test_there_are_fixtures_of_this_version():
    """At a release the files of the version are kept: RELEASING.md."""
    assert __version__ in [path.name for path in VERSIONS]


@pytest.mark.parametrize("kept", VERSIONS, ids=lambda path: path.name)
def test_a_logbook_of_that_version_is_read_as_it_was(kept):
    book = open_logbook(kept / "logbook", today="2026-12-31")
    assert book.problems.empty
    meant = json.loads((kept / "meant.json").read_text(encoding="utf-8"))
    found = {
        "entries": len(book.diary),
        "pain": book.diary["pain"].tolist(),
        "sitting_hours": book.diary["sitting_hours"].tolist(),
        "lifting": book.diary["lifting"].tolist(),
        "exercises": [match_exercise(name).name for name in book.routine["exercise"]],
        "asked_for": book.plan["times_per_day"].tolist(),
        "label": book.settings.label,
        "question": book.trial.question if book.trial else None,
        "schedule": [
            [f"{day:%Y-%m-%d}", condition, bool(counts)]
            for day, condition, counts in zip(
                *(book.trial.table[name] for name in ("date", "condition", "counts")), strict=True
            )
        ],
        "notes": book.diary["notes"].dropna().tolist(),
    }
    assert found == meant


@pytest.mark.parametrize("kept", VERSIONS, ids=lambda path: path.name)
def test_a_report_of_that_version_can_be_compared(kept):
    one = read_report(kept / "report.json")
    assert say_comparison(compare_reports(one, one))


@pytest.mark.parametrize("kept", VERSIONS, ids=lambda path: path.name)
def test_every_column_of_that_version_is_still_known(kept):
    """No header that a person may have in a file is ever taken away."""
    from backpain_analysis.columns import DIARY, PLAN, ROUTINE, TRIAL

    now = {
        "diary": DIARY, "routine": ROUTINE, "plan": PLAN, "trial": TRIAL,
    }  # fmt: skip
    with (kept / "columns.csv").open(encoding="utf-8", newline="") as file:
        for kind, name, word in csv.reader(file):
            known = {w: c.name for c in now[kind] for w in (c.name, *c.aliases)}
            assert known.get(word) == name, f"{kind}: {word} meant {name}"
