"""A kill, a full disk, a folder that may not be written, a file that changes: nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backpain_analysis.logbook import open_logbook
from backpain_analysis.reading import files
from benchmarks.faults import CASES, command, faults, is_whole, kill_often, new_home
from tests.writing import TODAY

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are those of POSIX")
WRITING = ["log", "report", "write"]


def run(home, name, **more):
    words = CASES[name].words(0)
    return subprocess.run(
        command(*words), cwd=home, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, **more,
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize("name", ["log", "report"])
def test_a_kill_at_any_moment_loses_nothing(name):
    """`python -m benchmarks.faults` does it 200 times to each command."""
    _, _, wrong = kill_often(name, 3, seed=7)
    assert wrong == []


def test_what_is_half_written_would_be_noticed(tmp_path):
    before = new_home(tmp_path)
    diary = tmp_path / "logs" / "diary.csv"
    for content in (b"", before["diary.csv"][:-3], before["diary.csv"] + b"2026-05-01,"):
        diary.write_bytes(content)
        assert len(faults(tmp_path, before, tmp_path / "out")) == 1
    diary.write_bytes(before["diary.csv"] + b"2026-05-01,4,,\n")
    assert faults(tmp_path, before, tmp_path / "out") == []
    for name, half in (("a.pdf", b"%PDF-1.7 x"), ("a.html", b"<html><p>"), ("a.csv", b"a,b\n1")):
        (tmp_path / name).write_bytes(half)
        assert not is_whole(tmp_path / name)


def untouched(home, before, ran):
    """The command said in one message why, and every file of the person's is as before."""
    assert ran.returncode == 1, ran.stdout
    assert "Traceback" not in ran.stderr
    assert "cannot" in ran.stderr.lower()
    for name, data in before.items():
        assert (home / "logs" / name).read_bytes() == data
    left = {p.name for p in (home / "logs").iterdir()} - set(before)
    assert left == set()
    out = home / "out"
    assert not out.exists() or not any(p.is_file() for p in out.rglob("*"))


@POSIX
@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_takes_no_more_bytes(tmp_path, name):
    """As a quota does it: writing stops at 512 bytes into a file."""
    import resource

    before = new_home(tmp_path)
    ran = run(
        tmp_path, name, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
    )
    untouched(tmp_path, before, ran)
    assert "File too large" in ran.stderr


@pytest.fixture
def disk(tmp_path):
    """A disk of its own in memory; only root can have one."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(*options):
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)],
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            pytest.skip("a disk cannot be mounted here")
        return place

    if sys.platform != "linux":
        pytest.skip("a disk is mounted on Linux only")
    yield mount
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_is_full(disk, name):
    home = disk("size=128k", "mode=700")
    before = new_home(home)
    with (home / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096) == 4096:
                pass
        except OSError:
            pass
    ran = run(home, name)
    untouched(home, before, ran)
    assert "No space left on device" in ran.stderr


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_may_only_be_read(disk, name):
    home = disk("size=1m", "mode=700")
    before = new_home(home)
    subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
    ran = run(home, name)
    untouched(home, before, ran)
    assert "Read-only file system" in ran.stderr


# ---- a file that another program holds, or writes, meanwhile


def test_a_file_that_is_written_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    path = tmp_path / "diary.csv"
    path.write_text("date,pain\n2026-03-01,4\n2026-03-02,5\n")
    read, times = files.read_content, []

    def read_and_be_overtaken(path):
        data = read(path)
        times.append(len(data))
        if len(times) == 1:
            path.write_text("date,pain,notes\n2026-03-01,4,a\n2026-03-02,5,b\n2026-03-03,6,c\n")
        return data

    monkeypatch.setattr(files, "read_content", read_and_be_overtaken)
    book = open_logbook(tmp_path, today=TODAY)
    assert book.diary["pain"].tolist() == [4, 5, 6]
    assert len(times) == 2


@POSIX
def test_a_file_that_another_program_has_locked_is_read_and_left_alone(tmp_path):
    import fcntl

    before = new_home(tmp_path)
    with (tmp_path / "logs" / "diary.csv").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert len(open_logbook(tmp_path / "logs", today=TODAY).diary) == 40
        ran = run(tmp_path, "report")
        assert ran.returncode == 0, ran.stderr
    assert faults(tmp_path, before, tmp_path / "out") == []
