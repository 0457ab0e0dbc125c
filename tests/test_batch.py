"""Reports of many logbooks in one go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from backpain_analysis import cli
from backpain_analysis.cli import batch
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
    assert "1 of 3 logbooks has no report" in err
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


def test_at_once_writes_the_same_bytes_as_one_by_one(tmp_path):
    folders = [patient(tmp_path / name, days) for name, days in (("ann", 20), ("bob", 40))]
    told = []
    for jobs in (1, 2):
        made = batch.write_each(
            folders, tmp_path / f"out{jobs}", batch.Wanted(), progress=told.append, jobs=jobs
        )
        assert [one.error for one in made] == ["", ""]
    assert len(told) == 4
    for file in sorted((tmp_path / "out1").rglob("*.*")):
        other = tmp_path / "out2" / file.relative_to(tmp_path / "out1")
        assert other.read_bytes() == file.read_bytes()


def test_a_logbook_that_kills_the_program_does_not_take_the_others_along(tmp_path, monkeypatch):
    class Dying:
        """A pool whose work never comes back."""

        def __init__(self, *_):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def shutdown(self, **_):
            pass

        def submit(self, _, folder, *__):
            raise BrokenProcessPool(folder)

    ann = patient(tmp_path / "ann", 20)
    real = batch._pool
    # The pool of all breaks; of those for one at a time the first does.
    pools = iter([Dying, Dying, lambda: real(1)])
    monkeypatch.setattr(batch, "_pool", lambda _: next(pools)())
    bob = patient(tmp_path / "bob", 20)
    made = batch.write_each(
        [ann, bob], tmp_path / "out", batch.Wanted(), progress=lambda _: None, jobs=2
    )
    assert "died" in made[0].error
    assert made[1].error == ""


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_stopped_by_the_person_it_leaves_whole_reports_and_no_process(tmp_path):
    folders = [patient(tmp_path / "p" / f"p{n:02}", 20) for n in range(12)]
    out = tmp_path / "out"
    start = "from backpain_analysis.cli import main; main()"
    command = [sys.executable, "-c", start, "report", *map(str, folders)]
    running = subprocess.Popen(
        [*command, "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(out.glob("*/report.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    # It ends only when no process of it holds the pipe any more.
    told, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in told + err
    assert "Stopped" in err
    whole = [sorted(file.name for file in place.iterdir()) for place in out.iterdir()]
    assert 1 <= len(whole) < len(folders)
    assert all(names == ["report.html", "report.json", "report.pdf"] for names in whole)
