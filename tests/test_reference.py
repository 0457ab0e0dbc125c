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


def agree(effect, low, high, p, detectable, n_days, expected):
    assert n_days == expected["n_days"]
    assert (effect, low, high) == pytest.approx(
        (expected["estimate"], expected["low"], expected["high"]), rel=1e-6
    )
    assert p == pytest.approx(expected["p"], abs=1e-6)
    assert detectable == pytest.approx(expected["mde80"], rel=1e-6)


def test_triggers(logbook):
    _, days, expected = logbook
    table = bp.rank_triggers(days).table.set_index(["factor", "lag_days"])
    assert len(table) == len(expected["triggers"])
    for cell in expected["triggers"]:
        row = table.loc[(cell["factor"], cell["lag_days"])]
        agree(
            row["effect"], row["low"], row["high"], row["p"], row["smallest_detectable"],
            row["n_days"], cell,
        )  # fmt: skip
        assert row["q"] == pytest.approx(cell["q"], abs=1e-6)


def test_trend(logbook):
    _, days, expected = logbook
    t = bp.pain_trend(days)
    agree(t.change, t.low, t.high, t.p, t.smallest_detectable, t.n_days, expected["trend"])


@pytest.mark.parametrize(("name", "direction"), [("consistency", "link"), ("reverse", "reverse")])
def test_consistency(logbook, name, direction):
    book, days, expected = logbook
    link = getattr(bp.stretching_consistency(book, days), direction)
    agree(
        link.effect, link.low, link.high, link.p, link.smallest_detectable, link.n_days,
        expected[name],
    )  # fmt: skip
