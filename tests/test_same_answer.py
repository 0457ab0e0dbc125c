"""The same logbook gives the same report.json: anywhere, in any order, in one file or in two."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import numbers_of
from backpain_analysis.report.answers import answer
from tests.writing import TODAY, write_logbook

ROOT = Path(__file__).parents[1]
_DRAW = random.Random(3)
DAYS = [date(2026, 2, 1) + timedelta(days=n) for n in range(80) if n % 9]
DIARY = [["date", "time", "pain", "sitting (hours)", "lifting", "Straße (km)", "notes"]] + [
    [str(day), hour, str(_DRAW.randrange(1, 8)), f"{_DRAW.randrange(2, 20) / 2}",
     _DRAW.choice(["yes", "no"]), str(_DRAW.randrange(9)), "ıİ é" if day.day == 3 else ""]
    for day in DAYS for hour in ("00:30", "23:45")[: 1 + day.day % 2]
]  # fmt: skip
ROUTINE = [["date", "exercise", "done", "notes"]] + [
    [str(day), name, "yes", ""] for day in DAYS[::2] for name in ("cat-cow", "piriformis")
]
#: Where a file and its lines stand is told, and may differ; nothing else may.
WHERE = {"sources", "problems", "sha256", "file", "line"}


def text(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def put(folder, diary=DIARY, routine=ROUTINE, **more):
    return write_logbook(folder, diary=text(diary), routine=text(routine), **more)


def numbers(folder):
    return without(numbers_of(answer(open_logbook(folder, today=TODAY))))


def without(value):
    if isinstance(value, dict):
        return {k: without(v) for k, v in value.items() if k not in WHERE}
    return [without(v) for v in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    found = numbers(put(tmp_path_factory.mktemp("usual")))
    assert found["triggers"]
    return found


def same(one, two, path=""):
    """Compare number by number: sums in another order may differ in their last digit."""
    assert type(one) is type(two), path
    if isinstance(one, dict):
        assert one.keys() == two.keys(), path
        for key in one:
            same(one[key], two[key], f"{path}.{key}")
    elif isinstance(one, list):
        assert len(one) == len(two), path
        for n, (a, b) in enumerate(zip(one, two, strict=True)):
            same(a, b, f"{path}[{n}]")
    else:
        assert one == (pytest.approx(two, rel=1e-9) if isinstance(one, float) else two), path


def test_rows_in_another_order(usual, tmp_path):
    rows, done = DIARY[1:], ROUTINE[1:]
    _DRAW.shuffle(rows)
    _DRAW.shuffle(done)
    same(numbers(put(tmp_path, [DIARY[0], *rows], [ROUTINE[0], *done])), usual)


def test_columns_in_another_order(usual, tmp_path):
    order = [6, 2, 5, 0, 4, 1, 3]
    found = numbers(put(tmp_path, [[row[n] for n in order] for row in DIARY]))
    same(by_factor(found), by_factor(usual))


def by_factor(found):
    """Ties between factors are listed in the order of the columns."""
    ranked = sorted(found["triggers"], key=lambda entry: (entry["factor"], entry["lag_days"]))
    return found | {"triggers": ranked}


def test_a_file_split_in_two(usual, tmp_path):
    folder = put(tmp_path, DIARY[:40])
    (folder / "diary_2.csv").write_text(text([DIARY[0], *DIARY[40:]]), encoding="utf-8")
    same(numbers(folder), usual)


# ---- wherever it runs

SCRIPT = """
import json, sys
from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import write_report
made = write_report(open_logbook(sys.argv[1], today="2026-06-30"), sys.argv[2])
print(made.json.read_bytes().hex())
"""
PLACES = {
    "utc": {"TZ": "UTC", "LC_ALL": "C"},
    "kiribati": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    "samoa": {"TZ": "Pacific/Pago_Pago", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    "germany": {"TZ": "Europe/Berlin", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "0"},
    "hashes": {"TZ": "America/Havana", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "ascii"},
}


def report_bytes(python, folder, out, **where):
    env = {n: v for n, v in os.environ.items() if not n.startswith(("LC_", "LANG", "TZ"))}
    ran = subprocess.run(
        [python, "-c", SCRIPT, str(folder), str(out)], capture_output=True, text=True, check=False,
        env=env | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"} | where,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return bytes.fromhex(ran.stdout.strip())


def test_the_same_bytes_in_every_locale_and_time_zone(tmp_path):
    put(tmp_path / "log")
    made = {
        name: report_bytes(sys.executable, tmp_path / "log", tmp_path / name, **where)
        for name, where in PLACES.items()
    }
    assert [name for name, data in made.items() if data != made["utc"]] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process cannot be changed")
def test_a_change_of_zone_over_midnight_moves_no_entry(tmp_path, monkeypatch):
    """An entry has the day and the hour that were written down, wherever it is read."""
    import time

    put(tmp_path)
    days = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(open_logbook(tmp_path, today=TODAY).diary[["date", "time"]])
    monkeypatch.delenv("TZ")
    time.tzset()
    assert days[0].equals(days[1])


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_the_same_numbers_in_another_python(tmp_path, version):
    """Where that Python is there with the packages: BACKPAIN_PYTHON_3_12=/path/to/python."""
    python = os.environ.get(f"BACKPAIN_PYTHON_{version.replace('.', '_')}")
    if not python or not shutil.which(python):
        pytest.skip(f"no Python {version} is named")
    put(tmp_path / "log")
    one = json.loads(report_bytes(sys.executable, tmp_path / "log", tmp_path / "one"))
    two = json.loads(report_bytes(python, tmp_path / "log", tmp_path / "two"))
    same(two, one)
