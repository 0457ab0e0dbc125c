"""From routine rows to sessions and known days, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.sessions import (
    response_to_sessions,
    session_days,
    sessions_of,
    stopped_for_pain,
)


def routine(*rows):
    """Rows as dicts; what they leave out is blank."""
    blank = {
        "time": np.nan, "exercise": "cat-cow", "side": None, "sets": np.nan, "reps": np.nan,
        "hold_seconds": np.nan, "minutes": np.nan, "done": "yes", "pain_before": np.nan,
        "pain_after": np.nan, "reason_stopped": None, "notes": None,
    }  # fmt: skip
    table = pd.DataFrame([blank | row for row in rows], columns=["date", *blank])
    return table.assign(date=pd.to_datetime(table["date"]))


def row(day, **values):
    return {"date": f"2026-03-{day:02}", **values}


def test_rows_of_one_time_are_one_session():
    log = routine(row(2, time=8.0, sets=1), row(2, time=8.0, sets=1), row(2, time=20.0))
    assert len(sessions_of(log)) == 2


def test_without_a_time_each_row_is_a_session():
    assert len(sessions_of(routine(row(2), row(2), row(3)))) == 3


def test_left_and_right_belong_together():
    log = routine(
        row(2, side="left"), row(2, side="right"), row(2, side="left"), row(2, side="right")
    )
    sessions = sessions_of(log)
    assert len(sessions) == 2
    assert not sessions["one_sided"].any()


def test_one_side_only_is_seen():
    sessions = sessions_of(routine(row(2, side="right")))
    assert sessions[["left", "right", "one_sided"]].iloc[0].tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("done", "weight"),
    [(["yes", "yes"], 1), (["yes", "no"], 0.5), (["partly", "partly"], 0.5), (["no", "no"], 0)],
)
def test_what_a_session_counts(done, weight):
    log = routine(*(row(2, time=8.0, done=d) for d in done))
    assert sessions_of(log)["weight"].tolist() == [weight]


def test_a_diary_day_without_a_row_is_no_session_and_a_blank_day_is_unknown():
    log = routine(row(3), row(6, done="no"))
    diary = pd.DatetimeIndex(["2026-03-01", "2026-03-04"])
    known = session_days(log, diary, pd.Timestamp("2026-03-07"))
    assert known.index[0] == pd.Timestamp("2026-03-03")
    np.testing.assert_array_equal(known, [1, 0, np.nan, 0, np.nan])


def test_without_a_log_no_day_is_known():
    assert session_days(routine(), pd.DatetimeIndex([]), pd.Timestamp("2026-03-07")).empty


@pytest.mark.parametrize(
    ("reason", "stopped"),
    [
        ("sharp pain in the leg", True),
        ("it hurt", True),
        ("phone rang", False),
        ("no pain, just late", False),
        ("not because of pain", False),
        ("no time, and my back ached", True),
        ("champagne", False),
        (None, False),
    ],
)
def test_stopped_for_pain(reason, stopped):
    assert len(stopped_for_pain(routine(row(2, reason_stopped=reason)))) == stopped


def test_response_is_after_minus_before_from_five_sessions_on():
    changes = [-2, -1, -1, 0, 1]
    log = routine(
        *(row(d, pain_before=5, pain_after=5 + c) for d, c in enumerate(changes, 2)),
        *(row(d, exercise="plank", pain_before=5, pain_after=4) for d in range(2, 6)),
    )
    table = response_to_sessions(sessions_of(log))
    assert table.to_dict("records") == [
        {"exercise": "cat-cow", "sessions": 5, "median": -1, "low": -2, "high": 1}
    ]
