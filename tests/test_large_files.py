"""The fast ways of reading give what the plain ones give, and lose no bad cell."""

from __future__ import annotations

import re
import subprocess
import sys
from unittest import mock

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backpain_analysis.logbook import open_logbook
from backpain_analysis.reading import grid
from benchmarks.inputs import write_diary

SPACED_QUOTE = re.compile(rb'[,;|\t] +"|^ +"', re.M)


@given(st.text(alphabet=' ",;|\t\na', max_size=40))
@example('date,notes\n2026-01-01,a "b"\n')
@example('date,notes\n2026-01-01,   "b"')
@example(' "2026-01-01",1')
def test_a_quote_after_spaces_is_found_where_a_cell_begins(text):
    data = text.encode()
    assert grid._has_spaced_quote(data, 0) == (SPACED_QUOTE.search(data) is not None)


@settings(deadline=None)
@given(st.lists(st.text(alphabet=" ab\n", max_size=3), max_size=30))
def test_cells_numbered_by_object_are_those_numbered_by_text(texts):
    copies = [str(b"".join([t.encode()]), "utf-8") for t in texts]  # equal texts, other objects
    cells = np.array([*texts, *copies], dtype=object)
    plain, newlines = grid.factorise(cells, count_newlines=True)
    with mock.patch.object(grid, "_MANY", 0):
        fast, fast_newlines = grid.factorise(cells, count_newlines=True)
    pd.testing.assert_extension_array_equal(fast, plain)
    assert list(fast) == [t.strip() or np.nan for t in cells]
    np.testing.assert_equal(fast_newlines, newlines)


def test_each_of_500_bad_cells_among_many_is_reported_with_its_line(tmp_path):
    write_diary(tmp_path / "diary.csv", 30_000)
    lines = (tmp_path / "diary.csv").read_text().splitlines()
    wrong = {
        at: found[0] for at, line in enumerate(lines, 1) if (found := re.findall("bad.+?,", line))
    }
    problems = open_logbook(tmp_path).problems
    assert len(wrong) == 500
    assert dict(zip(problems["line"], problems["value"] + ",", strict=True)) == wrong
    assert set(problems["column"]) == {"pain"}


def test_the_first_file_waits_for_no_module():
    script = """
import sys
from backpain_analysis import open_logbook
loaded = {*sys.modules}
open_logbook("sample_data")
print([name for name in sys.modules if name not in loaded and "backpain" in name])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
