"""Reports of many logbooks in one go."""

from __future__ import annotations

import sys

import pytest

from backpain_analysis import cli
from tests import report_cases as cases


@pytest.fixture
def backpain(monkeypatch, capsys):
    def run(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (ended.value.code or 0), *capsys.readouterr()

    return run


def patient(folder, days: int):
    return cases.write(folder, {"diary": cases.diary(days)})


def test_one_that_fails_does_not_stop_the_rest(backpain, tmp_path):
    first, last = patient(tmp_path / "p" / "ann", 20), patient(tmp_path / "p" / "bob", 30)
    broken = tmp_path / "p" / "axe"
    broken.mkdir()
    out = tmp_path / "out"
    code, told, err = backpain("report", first, broken, last, "--out", out)
    assert code == 1
    assert "1 of 3 logbooks have no report" in err
    for name in ("ann", "bob"):
        written = sorted(path.name for path in (out / name).iterdir())
        assert written == ["report.html", "report.json", "report.pdf"]
    head, *rows = told.splitlines()
    assert head.split()[:2] == ["Logbook", "Days"]
    assert [row.split()[0] for row in rows] == ["ann", "axe", "bob"]
    # Of each eight days the sixth is left out.
    assert "18 of 20" in rows[0]
    assert str(out / "ann" / "report.pdf") in rows[0]
    assert "axe" in rows[1]
    assert ".pdf" not in rows[1]


def test_two_of_one_name_do_not_meet_and_one_named_twice_is_made_once(backpain, tmp_path):
    one, two = patient(tmp_path / "1" / "ann", 20), patient(tmp_path / "2" / "Ann", 30)
    out = tmp_path / "out"
    code, told, _ = backpain("report", one, two, one, "--out", out)
    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == ["Ann-2", "ann"]
    assert len(told.splitlines()) == 3


def test_one_logbook_is_reported_as_before(backpain, tmp_path):
    code, told, _ = backpain("report", patient(tmp_path / "ann", 20), "--out", tmp_path / "out")
    assert code == 0
    assert "For the therapist" in told
    assert (tmp_path / "out" / "report.pdf").exists()
