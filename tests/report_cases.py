"""Logbooks in the situations that a page must hold, and a PDF as a reader sees it."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pypdfium2
import pypdfium2.raw as pdfium

from backpain_analysis.alerts import Alert, Alerts
from backpain_analysis.logbook import open_logbook
from backpain_analysis.report.answers import Answers, answer

TODAY = pd.Timestamp("2026-06-30")
SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
HOSTILE = '#import "x": *; $x^2$ <script>alert(1)</script> *b* #panic() @lab // c \\'
LONG = "A chair at work that goes on and on and never comes to any point whatsoever " * 4
WIDE = "W" * 300
ARABIC = "هل يمكنني الجلوس؟"

Rows = list[dict[str, Any]]


def diary(
    n_days: int, *, start: str = "2026-01-05", every: int = 1, **more: Callable[[int], Any]
) -> Rows:
    """Pain on so many days with gaps, and whatever else is asked for by day."""
    rows = []
    for i, day in enumerate(pd.date_range(start, periods=n_days, freq=f"{every}D")):
        if i % 8 != 5:
            pain = 4 + (i * 7 % 5) - (i * 3 % 4)
            known = {"date": day.date(), "pain": pain, "worst_pain": min(10, pain + i % 3)}
            rows.append(known | {name: give(i) for name, give in more.items()})
    return rows


def full_diary(n_days: int = 120) -> Rows:
    """Everything that the page can show."""
    return diary(
        n_days,
        time=lambda i: ("08:00", "13:30", "20:15")[i % 3],
        leg_pain=lambda i: i % 4,
        location=lambda i: ("low_back", "low_back; buttock", "thigh")[i % 3],
        side=lambda i: ("left", "middle")[i % 2],
        below_knee=lambda i: "yes" if i % 9 == 0 else "no",
        quality=lambda i: ("aching", "stiff; dull")[i % 2],
        flare=lambda i: "yes" if i % 31 == 0 else "no",
        blamed=lambda i: "weather" if i % 10 == 0 else "",
        sitting_hours=lambda i: 4 + i * 5 % 7,
        lifting=lambda i: "yes" if i % 5 == 0 else "no",
        medication=lambda i: "ibuprofen 400 mg" if i % 6 == 0 else "",
        notes=lambda i: "a secret thought" if i % 4 == 0 else "",
    )


def routine(n_days: int = 120, names: Sequence[str] = ("cat-cow", "piriformis")) -> Rows:
    """Each stretch on two days of three, sometimes stopped for pain."""
    days = pd.date_range("2026-01-05", periods=n_days)
    return [
        {"date": day.date(), "exercise": name, "done": "partly" if i % 20 == 4 else "yes",
         "pain_before": 5, "pain_after": 4 + (i + k) % 2,
         "reason_stopped": "pain" if i % 20 == 4 else ""}
        for i, day in enumerate(days) for k, name in enumerate(names) if (i + k) % 3
    ]  # fmt: skip


def plan(names: Sequence[str] = ("cat-cow", "piriformis")) -> Rows:
    """Daily from the fourth week on, twice a day later."""
    starts = (("2026-02-02", 1), ("2026-03-02", 2))
    return [
        {"exercise": name, "times_per_day": times, "days_per_week": 7, "start": start}
        for name in names for start, times in starts
    ]  # fmt: skip


SETTINGS = """
label = "K. M."
questions = ["May I sit all day?", "Which stretch can I drop?"]
visits = [2026-03-02]
"""
HOSTILE_SETTINGS = f"label = '#strong[x] \U0001f6f8'\nquestions = ['''{HOSTILE}''', '{ARABIC}']\n"


def long_texts() -> dict[str, Any]:
    """Words that no line can hold, everywhere where a person may write some."""
    own = {f"{LONG[:290]} {k}": (lambda i: "yes" if i % 3 else "no") for k in range(9)}
    rows = diary(
        120,
        location=lambda i: (WIDE, LONG.strip(), "low_back")[i % 3],
        quality=lambda i: (LONG.strip(), WIDE)[i % 2],
        blamed=lambda i: LONG[i % 4 :].strip(),
        **own, **{WIDE: lambda i: i * 5 % 7},
    )  # fmt: skip
    questions = ", ".join(f'"{LONG}{k}"' for k in range(9))
    return {
        "diary": rows,
        "routine": routine(120, [f"{text} {k}" for k in range(15) for text in (WIDE, LONG)]),
        "settings": f'label = "{LONG}"\nquestions = [{questions}]\nvisits = [2026-03-02]\n',
    }


def hostile() -> dict[str, Any]:
    """Markup of every kind, a script that runs the other way, and what no font here has."""
    rows = diary(
        60,
        location=lambda _: HOSTILE.replace(";", ","),
        quality=lambda _: "مؤلم; \N{FIRE}; 痛",
        sitting_hours=lambda i: 4 + i * 5 % 7,
    )
    return {"diary": rows, "routine": routine(60, ["#lorem(9)", "**x**", "$a$"]),
            "settings": HOSTILE_SETTINGS}  # fmt: skip


FORTY = [f"stretch number {k}" for k in range(40)]

CASES: dict[str, dict[str, Any]] = {
    "everything": {"diary": full_diary(), "routine": routine(), "plan": plan(),
                   "settings": SETTINGS},
    "no visit": {"diary": full_diary(), "routine": routine(), "plan": plan(),
                 "settings": SETTINGS.replace("visits", "# visits")},
    "no routine": {"diary": full_diary(), "settings": SETTINGS},
    "no plan": {"diary": full_diary(), "routine": routine(), "settings": SETTINGS},
    "fourteen days": {"diary": full_diary(14), "routine": routine(14)},
    "one day": {"diary": diary(1)},
    "pain alone": {"diary": [{"date": r["date"], "pain": r["pain"]} for r in diary(100)]},
    "leg pain alone": {"diary": [{"date": r["date"], "leg_pain": r["pain"]} for r in diary(80)]},
    "worst alone": {"diary": [{"date": r["date"], "worst_pain": r["pain"]} for r in diary(80)]},
    "ten years": {"diary": diary(365, start="2016-01-04", every=10, sitting_hours=lambda i: i % 7)},
    "forty stretches": {"diary": full_diary(), "routine": routine(120, FORTY),
                        "plan": plan(FORTY), "settings": SETTINGS},
    "long texts": long_texts(),
    "hostile texts": hostile(),
}  # fmt: skip


def write(folder: Path, case: dict[str, Any]) -> Path:
    """Write the files of a case."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("diary", "routine", "plan"):
        if name in case:
            rows: Rows = case[name]
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    (folder / "settings.toml").write_text(case.get("settings", ""), encoding="utf-8")
    return folder


def answers_of(folder: Path, name: str) -> Answers:
    """The results of a case."""
    book = open_logbook(write(folder, CASES[name]), today=TODAY)
    return answer(book, today=TODAY)


def alert(tier: str = "emergency", quote: str = "numb around the seat", **more: Any) -> Alert:
    """One place that calls for care."""
    about = {"date": pd.Timestamp("2026-03-03"), "code": "saddle", "column": "notes",
             "file": "diary.csv", "line": 9}  # fmt: skip
    return Alert(tier=tier, quote=quote, **(about | more))


def with_alerts(answers: Answers, *alerts: Alert) -> Answers:
    """The same results with these alerts."""
    return replace(answers, alerts=Alerts(alerts, (), 9, pd.DataFrame(), ()))


@dataclass(frozen=True)
class Letter:
    """One printed character: where it stands and how large it is [pt]."""

    text: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


def letters(pdf: bytes, page: int) -> list[Letter]:
    """All that is printed on a page, in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return list(_letters(document[page].get_textpage()))
    finally:
        document.close()


def _letters(text: Any) -> Iterator[Letter]:
    for i in range(text.count_chars()):
        character = text.get_text_range(i, 1)
        if not character.strip():
            continue
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, i, matrix)
        scale = math.hypot(matrix.b, matrix.d)
        size = pdfium.FPDFText_GetFontSize(text, i) * scale
        left, bottom, right, top = text.get_charbox(i)
        yield Letter(character, size, left, bottom, right, top)


def sizes(pdf: bytes, page: int) -> Counter[float]:
    """Sizes of the type on a page, and how many letters have each."""
    return Counter(round(letter.size, 1) for letter in letters(pdf, page))
