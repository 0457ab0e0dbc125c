"""The app that CONTRIBUTING.md adds, added just so."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

from backpain_analysis.reading import files
from backpain_analysis.reading.apps import find_apps

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks() -> list[str]:
    """The two files of the walk-through: the app and its test."""
    found = re.findall(r"(?:^    .*\n|^\n)+", TEXT, re.M)
    return [textwrap.dedent(block) for block in found if "Painless" in block]


def test_the_app_and_its_test_do_what_is_said(tmp_path, monkeypatch):
    app, test = blocks()
    names: dict[str, Any] = {}
    exec(app, names)
    monkeypatch.setattr(files, "_APPS", (names["APP"].form, *find_apps()))
    exec(test, names)
    (run,) = (value for name, value in names.items() if name.startswith("test_"))
    run(tmp_path)
