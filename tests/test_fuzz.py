"""Anything at all, to the readers and the whole way: our own errors or none.

`python -m benchmarks.fuzz` does the same for hours. What it found once is fed again here.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks.fuzz import LONGEST, changed
from benchmarks.fuzz_targets import TARGETS

FOUND = sorted(p for p in (Path(__file__).parent / "fixtures" / "fuzz").rglob("*") if p.is_file())
FEW = {"settings": 400, "cells": 60, "table": 60, "sheet": 25, "file": 40, "whole": 6}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_it_once_breaks_it_no_more(path):
    started = time.process_time()
    TARGETS[path.parent.name].feed(path.read_bytes())
    assert time.process_time() - started < LONGEST


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", FEW)
def test_changed_files_raise_nothing_but_our_errors(name):
    draw, pool = random.Random(name), TARGETS[name].seeds()
    for _ in range(FEW[name]):
        data = changed(draw.choice(pool), pool, draw)
        started = time.process_time()
        TARGETS[name].feed(data)
        assert time.process_time() - started < LONGEST, data


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", FEW)
def test_what_the_changes_begin_with_is_read(name):
    for data in TARGETS[name].seeds()[:5]:
        TARGETS[name].feed(data)
