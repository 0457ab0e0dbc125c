"""Sentences as people write them, with what must come of each.

The groups of the table: "held_back" was written before the search and never tuned on; "first" and
"more" were written along with it; "fresh" and "round_1" to "round_18" came afterwards, each written
before its own measurement, measured once, and then mended by rule and vocabulary. Another wrote
"round_12" to "round_14"; the writer of the rules wrote "round_15" to "round_18". "ordinary" to
"ordinary_6" are what a diary is full of. A known miss says what comes out instead.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backpain_analysis.alert_words.judging import judge_text

SENTENCES = Path(__file__).parent / "expected" / "alert_sentences.csv"
TIERS = ("crisis", "emergency", "urgent", "please_check")
CRISES = {"self_harm", "overdose"}
EMERGENCIES = {
    "saddle", "bladder_bowel", "both_legs", "weakness", "sexual", "trauma", "chest_pain",
}  # fmt: skip
URGENT = {
    "fever", "cancer", "weight_loss", "night", "fragile", "immune", "lump", "upper_back",
    "cough_sneeze",
}  # fmt: skip
YEAR = 2026


@dataclass(frozen=True)
class Sentence:
    """One sentence of the table, with what must come of it."""

    group: str
    tier: str
    code: str
    text: str
    known_miss: str

    @property
    def is_quiet(self) -> bool:
        return self.tier in ("none", "set_aside")


@cache
def table() -> tuple[Sentence, ...]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return tuple(Sentence(*row) for row in list(csv.reader(file))[1:])


def of_group(*groups: str) -> list[Sentence]:
    return [sentence for sentence in table() if sentence.group in groups]


def judge(text: str) -> tuple[str, set[str]]:
    """Worst tier of a text, and the codes that have it."""
    found = judge_text(text, YEAR)
    for tier in TIERS:
        if codes := {f.code for f in found if f.tier == tier and not f.set_aside}:
            return tier, codes
    return ("set_aside", {f.code for f in found}) if found else ("none", set())
