"""Draw the pictures of the documentation: `make pictures`.

docs/pictures/page.png is the page of the sample logbook; docs/pictures/gallery/ has page 1 in six
situations, which docs/gallery.md explains. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import math
import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

import backpain_analysis as bp
from backpain_analysis.report import draw_page

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
PICTURES = ROOT / "docs" / "pictures"
#: The day after the sample's last entry, so that the pictures do not change from day to day.
MADE = date(2025, 6, 5)
#: A page is black on white with a few greys [levels].
GREYS = 16
#: Words that call for care, and how many entries before the end they stand.
CALLING = {
    1: "Can't feel it when I wipe, since this morning.",
    3: "Some nights I don't want to be here any more.",
    9: "Shivering, 38.6 on the thermometer.",
    20: "No numbness. Mum had a fever.",
}


def keep(folder: Path) -> None:
    """Leave the sample as it is: it has visits, so page 1 is about the time since the last."""


def forget_visits(folder: Path) -> None:
    """Take the visits out: page 1 is about the whole diary."""
    file = folder / "settings.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("visits")), "utf-8")


def keep_fourteen_days(folder: Path) -> None:
    """Leave the first two weeks of the diary, as a person who has just begun has them."""
    rows = _rows(folder)
    last = (date.fromisoformat(rows[0]["date"]) + timedelta(days=13)).isoformat()
    _write(folder, [row for row in rows if row["date"] <= last])
    forget_stretching(folder)


def forget_stretching(folder: Path) -> None:
    """Take out routine, plan and settings."""
    for name in ("routine.csv", "plan.csv", "settings.toml"):
        (folder / name).unlink()


def call_for_care(folder: Path) -> None:
    """Put words that call for care into the last notes."""
    rows = _rows(folder)
    for back, words in CALLING.items():
        rows[-back]["notes"] = words
    _write(folder, rows)


def ten_years(folder: Path) -> None:
    """Write a diary of one entry in about ten days, over ten years."""
    forget_stretching(folder)
    days = [date(2015, 6, 6) + timedelta(days=10 * n + n % 3) for n in range(365)]
    chance = random.Random(2015)
    _write(folder, [
        {"date": day.isoformat(), "sitting_hours": chance.randint(2, 10),
         "pain": min(10, max(0, round(4 + 2 * math.sin(n / 30) + chance.gauss(0, 1.2))))}
        for n, day in enumerate(days)
    ])  # fmt: skip


SITUATIONS: dict[str, Callable[[Path], None]] = {
    "since_the_last_visit": keep,
    "whole_diary": forget_visits,
    "fourteen_days": keep_fourteen_days,
    "no_routine": forget_stretching,
    "words_that_call_for_care": call_for_care,
    "ten_years": ten_years,
}


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "diary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
    with (folder / "diary.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def draw(situation: Callable[[Path], None]) -> bytes:
    """Give page 1 of the sample logbook in a situation, as a small grey PNG."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "logbook"
        folder.mkdir()
        for file in SAMPLE.iterdir():
            if file.suffix in (".csv", ".toml"):
                shutil.copy(file, folder)
        situation(folder)
        report = bp.write_report(bp.open_logbook(folder), Path(place) / "out", today=MADE)
        page = draw_page(report, ppi=96)
    small = io.BytesIO()
    grey = Image.open(io.BytesIO(page)).convert("L").quantize(GREYS, dither=Image.Dither.NONE)
    grey.save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    """Write docs/pictures/page.png and docs/pictures/gallery/."""
    gallery = PICTURES / "gallery"
    gallery.mkdir(parents=True, exist_ok=True)
    for name, situation in SITUATIONS.items():
        (gallery / f"{name}.png").write_bytes(draw(situation))
        print(f"docs/pictures/gallery/{name}.png")
    shutil.copy(gallery / "since_the_last_visit.png", PICTURES / "page.png")
    print("docs/pictures/page.png")


if __name__ == "__main__":
    main()
