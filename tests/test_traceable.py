"""Every number that the report prints stands in report.json."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from backpain_analysis.report import make_pdf, numbers_of
from backpain_analysis.wording import say_period
from tests import made_results as made
from tests import report_cases as cases

SITUATIONS = ("everything", "no visit", "no routine", "no plan", "fourteen days", "one day",
              "pain alone", "leg pain alone", "ten years", "forty stretches")  # fmt: skip

MONTH = ("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|"
         "July|August|September|October|November|December)")  # fmt: skip
#: What names, explains or counts pages and days of the calendar rather than tells a result.
ASIDE = (
    r"[0-9a-f]{64}", r"“[^”]*”", r"Page \d+ of \d+", r"backpain_analysis [\d.]+",
    rf"\d+(?: {MONTH})?(?: \d{{4}})? to \d+ {MONTH} \d{{4}}", rf"\d+ {MONTH}(?: \d{{4}})?",
    rf"{MONTH} \d{{4}}", r"\b\d{4}-\d\d-\d\d\b",
    # The axis of pain, and the Mondays over the grid.
    r"0 2 4 6 8 10(?: higher is worse)?", rf"Week that begins on (?:(?:{MONTH} )?\d+ )+",
    r"\b20\d\d(?: 20\d\d)+\b",
    # Limits and names that are the same on every report.
    r"0 is no pain, 10 the worst", r"95 % intervals?", r"AR\(1\)", r"SHA-256",
    r"(?:Worst|[Pp]ain) 7 or more",
    r"(?:First|Last) 14 days", r"the last 12 weeks", r"the 7 days before", r"1 point more pain",
    r"2 days or more with pain 2 points or more", r"from 5 sessions on", r"on 3 days or more",
    r"fewer than \d+ [a-z ]+", r"\d+ days? later", r"<0\.001", r"less than 0\.1 points",
    r"It takes a diary of 30 days, 20 days .+? 5 without",
    # The greys of the body.
    r"\d\d % or more",
    # How much of a list a page leaves out is decided when the page is set.
    r"\d+ more in the details",
    r"about 5 in 100 are put up with",
    r"0 and 10", r"more than 2 more years", r"after 28 days",
)  # fmt: skip
NUMBER = re.compile(r"[−-]?(?:\d[\d,]*(?:\.\d+)?[¼½¾]?|[¼½¾])(?: (?:%|in 100))?")


def text_of(pdf: bytes) -> str:
    """All words of a PDF on one line."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def printed_numbers(pdf: bytes) -> list[tuple[str, str]]:
    """Each number of the text with the words around it."""
    text = text_of(pdf)
    # In a table "39 % (37 – 40)" is three shares.
    text = re.sub(r"% \((\d+) – (\d+)\)", r"% (\1 % – \2 %)", text)
    for pattern in ASIDE:
        text = re.sub(pattern, "·", text)
    return [
        (match.group(), text[max(0, match.start() - 60) : match.end() + 40])
        for match in NUMBER.finditer(text)
    ]


def values(node: Any) -> Iterator[float]:
    """All numbers of report.json, those in a person's own words too."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "sha256":
                yield from values(value)
    elif isinstance(node, list):
        for value in node:
            yield from values(value)
    elif isinstance(node, str):
        yield from (float(n) for n in re.findall(r"\d+(?:\.\d+)?", node))
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield float(node)


def is_there(written: str, known: list[float]) -> bool:
    """Whether some number, rounded as it is printed, is this one."""
    share = written.endswith(("%", "in 100"))
    plain = re.sub(r" (%|in 100)|,", "", written).replace("−", "").lstrip("-")
    whole = plain.rstrip("¼½¾")
    part = {"": 0, "¼": 0.25, "½": 0.5, "¾": 0.75}[plain.removeprefix(whole)]
    wanted = float(whole or 0) + part
    digits = len(whole.partition(".")[2])
    step = 0.125 if part else 0.5 * 10.0**-digits
    return any(abs(abs(v) * (100 if share else 1) - wanted) <= step + 1e-9 for v in known)


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_number_on_the_pages_is_in_the_json(tmp_path, name):
    answers = cases.answers_of(tmp_path, name)
    numbers = numbers_of(answers)
    known = sorted(set(values(numbers)))
    printed = printed_numbers(make_pdf(answers, numbers))
    assert len(printed) > 20
    missing = [f"{n} in: {around}" for n, around in printed if not is_there(n, known)]
    assert missing == []


def test_every_number_of_the_simulated_diaries_is_in_the_json(tmp_path):
    answers = replace(cases.answers_of(tmp_path, "fourteen days"), twin=made.twin())
    numbers = numbers_of(answers)
    pdf, known = make_pdf(answers, numbers), sorted(set(values(numbers)))
    assert "50 diaries like this one were made up" in text_of(pdf)
    assert "2 of them (4 %)" in text_of(pdf)
    assert [n for n, _ in printed_numbers(pdf) if not is_there(n, known)] == []


def test_a_long_diary_has_its_thousands_parted(tmp_path):
    answers = cases.answers_of(tmp_path, "ten years")
    numbers = numbers_of(answers)
    assert "320 of 3,641 days recorded (9 %)" in text_of(make_pdf(answers, numbers))
    assert say_period("2016-01-01", "2025-12-28", 2918).endswith("2,918 of 3,650 days recorded")
