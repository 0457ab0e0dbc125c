"""Agreement with an independent implementation, where its logbooks are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import backpain_analysis as bp

REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
BOOKS = sorted(p.parent for p in REFERENCE.glob("*/expected.json"))

pytestmark = pytest.mark.skipif(not BOOKS, reason="the reference logbooks are not here")


@pytest.fixture(scope="module", params=BOOKS, ids=lambda p: p.name)
def logbook(request):
    book = bp.open_logbook(request.param)
    expected = json.loads((request.param / "expected.json").read_text(encoding="utf-8"))
    return book, bp.daily_table(book), expected


def agree(result, expected, *, effect="effect"):
    assert result["n_days"] == expected["n_days"]
    names = {effect: "estimate", "low": "low", "high": "high", "smallest_detectable": "mde80"}
    for ours, theirs in names.items():
        assert result[ours] == pytest.approx(expected[theirs], rel=1e-6), ours
    assert result["p"] == pytest.approx(expected["p"], abs=1e-6)


def test_triggers(logbook):
    _, days, expected = logbook
    table = bp.rank_triggers(days).table.set_index(["factor", "lag_days"])
    assert len(table) == len(expected["triggers"])
    for cell in expected["triggers"]:
        row = table.loc[(cell["factor"], cell["lag_days"])]
        agree(row, cell)
        assert row["q"] == pytest.approx(cell["q"], abs=1e-6)


def test_trend(logbook):
    _, days, expected = logbook
    agree(vars(bp.pain_trend(days)), expected["trend"], effect="change")


@pytest.mark.parametrize(("name", "direction"), [("consistency", "link"), ("reverse", "reverse")])
def test_consistency(logbook, name, direction):
    book, days, expected = logbook
    agree(vars(getattr(bp.stretching_consistency(book, days), direction)), expected[name])
