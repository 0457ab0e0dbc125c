"""Made-up diaries and files to time things on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

HEADER = "date,time,pain,sitting_hours,lifting,sleep_hours,stress,notes\n"
NOTES = ("", "", "", "stiff in the morning", "a long drive", "slept badly", "in the garden")
ENTRIES_A_DAY = 140
BAD_CELLS = 500


def diary(
    n_days: int, factors: list[str], *, own_gaps: bool = False, seed: int = 0
) -> pd.DataFrame:
    """A diary of noise with 10 % of days missing, for all alike or for each factor its own."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range("1915-01-01", periods=n_days, name="date")
    days = pd.DataFrame({f: rng.integers(0, 11, n_days) * 1.0 for f in factors}, index=dates)
    days["pain"] = rng.integers(0, 11, n_days) * 1.0
    if own_gaps:
        for factor in factors:
            days.loc[rng.random(n_days) < 0.1, factor] = np.nan
    else:
        days.loc[rng.random(n_days) < 0.1] = np.nan
    return days


def write_diary(path: Path, rows: int, seed: int = 1, a_day: int = ENTRIES_A_DAY) -> None:
    """Write a diary, some of whose pains are words."""
    rng = np.random.default_rng(seed)
    day = np.datetime64("2000-01-01") + np.arange(rows) // a_day
    minute = np.arange(rows) % a_day * (1440 // a_day)
    pain = rng.integers(0, 11, rows).astype(object)
    bad = rng.choice(rows, min(BAD_CELLS, rows // 10), replace=False)
    pain[bad] = [f"bad{row}" for row in bad]
    columns = zip(
        day.astype(str), minute, pain, rng.integers(0, 49, rows) / 4,
        rng.choice(["yes", "no"], rows), rng.integers(16, 37, rows) / 4,
        rng.integers(0, 11, rows), rng.choice(NOTES, rows), strict=True,
    )  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for date, at, *cells in columns:
            file.write(f"{date},{at // 60:02d}:{at % 60:02d},{','.join(map(str, cells))}\n")


def write_entries(path: Path, rows: int, n_days: int) -> None:
    """Write a diary with this many entries on this many days."""
    rng = np.random.default_rng(0)
    after = pd.to_timedelta(np.sort(rng.integers(0, n_days, rows)), unit="D")
    minute = pd.Series(rng.integers(4 * 60, 24 * 60, rows))
    table = pd.DataFrame({
        "date": (pd.Timestamp("2015-01-01") + after).strftime("%Y-%m-%d"),
        "time": (minute // 60).astype(str) + ":" + (minute % 60).astype(str).str.zfill(2),
        **{name: rng.integers(0, 11, rows) for name in ("pain", "stress", "fatigue", "mood")},
    })  # fmt: skip
    table.to_csv(path, index=False)


def write_plain_notebooks(folder: Path) -> None:
    """Five notebooks that import what everybody imports and draw three plots each."""
    import nbformat

    cells = [
        "import matplotlib.pyplot as plt\nimport pandas as pd\nimport seaborn as sns",
        "days = pd.DataFrame({'x': range(200), 'y': [i * 7 % 11 for i in range(200)]})",
        "sns.lineplot(days, x='x', y='y')\nplt.show()",
        "sns.histplot(days, x='y')\nplt.show()",
        "sns.scatterplot(days, x='x', y='y')\nplt.show()",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 6):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(book, folder / f"{number:02d}_plain.ipynb")
