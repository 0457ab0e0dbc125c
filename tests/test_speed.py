"""The benchmark of speed: what it promises is written down, and what is slow makes it fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import measuring, speed
from benchmarks.measuring import Row

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("row", speed.ROWS, ids=lambda row: f"{row.name}, {row.peer}")
def test_every_row_and_its_target_stand_in_the_documentation(row):
    lines = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8").splitlines()
    target = "1/300" if row.target < 0.01 else f"{row.target:g}"
    assert any(
        [cell.strip() for cell in line.split("|")[1:4]] == [row.name, row.peer, target]
        for line in lines
    )


def busy(loops):
    return lambda: sum(range(loops))


@pytest.mark.parametrize(("loops", "slow"), [(100_000, True), (3_000, False)])
def test_the_quick_form_fails_where_a_row_is_too_slow(monkeypatch, capsys, loops, slow):
    row = Row("a", "b", 1.0, lambda _: (busy(loops), busy(10_000)))
    monkeypatch.setattr(speed, "ROWS", (row,))
    monkeypatch.setattr(measuring, "SHORTEST", 0.01)
    monkeypatch.setattr(speed.compileall, "compile_dir", lambda *_, **__: True)
    monkeypatch.setattr(sys, "argv", ["speed", "--quick"])
    if slow:
        with pytest.raises(SystemExit, match=r"1\.3 times the target .* a$"):
            speed.main()
    else:
        speed.main()
    assert "| a | b |" in capsys.readouterr().out
