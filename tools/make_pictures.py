"""Draw the pictures of the README from the sample logbook: `make pictures`."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import backpain_analysis as bp
from backpain_analysis.report import draw_page

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
#: The day after the sample's last entry, so that the pictures do not change from day to day.
MADE = date(2025, 6, 5)


def main() -> None:
    """Write docs/pictures/page.png."""
    PICTURES.mkdir(exist_ok=True)
    book = bp.open_logbook(ROOT / "sample_data")
    with tempfile.TemporaryDirectory() as out:
        report = bp.write_report(book, out, today=MADE)
    (PICTURES / "page.png").write_bytes(draw_page(report, ppi=96))
    print("docs/pictures/page.png")


if __name__ == "__main__":
    main()
