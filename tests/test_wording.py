"""What people read.

The texts in expected/wording were each read and approved by a person against
docs/methods.md. After a change of words, ``UPDATE_EXPECTED=1 pytest
tests/test_wording.py`` writes them anew: read the difference line by line
before committing it.
"""

from __future__ import annotations

import html
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import textstat

from backpain_analysis import wording
from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import write_report
from tests import made_results as made
from tests import report_cases as cases
from tests.wording_cases import CASES, VERDICTS

EXPECTED = Path(__file__).parent / "expected" / "wording"
VOICES = ("you", "neutral")
EVERYTHING = [(name, voice) for name in CASES for voice in VOICES]


def written(name: str, voice: wording.Voice) -> list[str]:
    return CASES[name](voice)


def sentences_only(name: str, voice: wording.Voice) -> list[str]:
    """What we say ourselves: no test headings, and nothing that a person wrote."""
    lines = [line for line in written(name, voice) if not line.startswith("[")]
    return [re.sub(r"“[^”]*”|^[a-z_0-9.]+: ", "it", line) for line in lines]


@pytest.mark.parametrize(("name", "voice"), EVERYTHING)
def test_texts_are_the_approved_ones(name, voice):
    text = "".join(line + "\n" for line in written(name, voice))
    file = EXPECTED / f"{name}_{voice}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


FORBIDDEN = (
    r"\bcaus(?:es?|ed|ing|al)\b", r"\bpro(?:ves?|ved|ven|of)\b", r"\bworks\b", r"\bsafe(?:ly)?\b",
    r"all clear", r"non-?complian", r"\bcomplian", r"\bdue to\b", r"\btriggers? your\b",
    r"\byou (?:should|must) (?:do|stretch|hold|take)\b", r"\bsignificant", r"\bdiagnosed?\b",
    r"\bmakes? (?:it|your pain|pain)\b", r"\bhelps\b", r"\breduces\b", r"\bbecause of (?!pain)",
    r"\bnan\b", r"\bNone\b", r"\binf\b", r"\{", r"-0\.0", r"−0\.0\b", r"-\d", r"  ",
)  # fmt: skip


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_forbidden_words_never_occur(pattern):
    found = [
        line
        for name, voice in EVERYTHING
        for line in sentences_only(name, voice)
        if re.search(pattern, line, re.IGNORECASE if pattern.islower() else 0)
    ]
    assert not found


@pytest.mark.parametrize(
    "text",
    ["sitting causes pain", "this proves it", "stretching works", "it is safe", "all clear",
     "non-compliant", "pain was -1.4 lower", "about −0.0 points", "nan points"],
)  # fmt: skip
def test_the_forbidden_list_would_catch_them(text):
    assert any(re.search(pattern, text) for pattern in FORBIDDEN)


# What is written by hand, or put together beyond wording, is held to the same list.
ROOT = Path(__file__).parents[1]
FOR_PATIENTS = ("keeping-a-diary", "reading-your-results", "faq", "tutorial", "index", "gallery")
CLAIMS = [pattern for pattern in FORBIDDEN[:16] if "make" not in pattern]
#: To deny it, one must name it; and a machine may work.
DENIED = re.compile(
    "a link is no proof|A link is not a cause|not used as proof|works (?:out|without)"
    "|No program finds every cause"
)


def hand_written() -> list[Path]:
    pages = [ROOT / "docs" / f"{name}.md" for name in FOR_PATIENTS]
    templates = [*(ROOT / "backpain_analysis").rglob("*.typ"),
                 *(ROOT / "backpain_analysis" / "templates").glob("*.toml")]  # fmt: skip
    return [ROOT / "README.md", *pages, *templates, *sorted((ROOT / "notebooks").glob("*.ipynb"))]


def claims_in(text: str) -> list[str]:
    said = re.sub(
        r"“[^”]*”|`[^`]*`", "it", re.sub(r"```.*?```", "", DENIED.sub("", text), flags=re.S)
    )
    return [found[0] for pattern in CLAIMS for found in re.finditer(pattern, said, re.I)]


def prose_of(file: Path) -> str:
    """A notebook's own words and all that it shows as text; else the file."""
    text = file.read_text("utf-8")
    if file.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    shown = [out.get("data", {}) for cell in cells for out in cell.get("outputs", ())]
    words = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    words += ["".join(data.get(kind, "")) for data in shown for kind in ("text/plain", "text/html")]
    return re.sub(r"<[^>]*>", " ", "\n".join(words))


@pytest.mark.parametrize("file", hand_written(), ids=lambda file: file.name)
def test_forbidden_words_are_in_nothing_that_is_written_by_hand(file):
    assert claims_in(prose_of(file)) == []


@pytest.mark.parametrize("name", ["everything", "pain alone", "sample"])
def test_forbidden_words_are_nowhere_in_what_the_therapist_reads(name, tmp_path):
    home = ROOT / "sample_data" if name == "sample" else cases.write(tmp_path, cases.CASES[name])
    report = write_report(open_logbook(home, today=cases.TODAY), tmp_path / "out")
    page = re.sub(r"<style.*?</style>", "", report.html.read_text("utf-8"), flags=re.S)
    seen = html.unescape(
        " ".join([re.sub(r"<[^>]*>", " ", page), *re.findall('label="(.*?)"', page)])
    )
    assert "Not a diagnosis." in seen
    assert claims_in(seen) == []


def test_claims_are_found_in_prose_and_their_denial_is_not():
    assert claims_in("Sitting causes pain, and “it works” is a quote.") == ["causes"]
    assert claims_in("A link is not a cause. It works out the days.") == []


def test_a_plural_never_stands_after_one_nor_a_singular_after_many():
    wrong = re.compile(
        r"(?<![\d.,−])1 (?:days|sessions|points|combinations|hours|flare-ups)\b"
        r"|(?<!\d[.,])\b(?:0|[2-9]|\d\d+) (?:day|session|combination|flare-up)\b(?!s)"
    )
    lines = [x for name, voice in EVERYTHING for x in sentences_only(name, voice)]
    assert not [line for line in lines if wrong.search(line)]


@pytest.mark.parametrize("name", sorted(set(CASES) - {"pieces", "codes"}))
def test_the_page_for_the_therapist_never_says_you(name):
    assert not [x for x in sentences_only(name, "neutral") if re.search(r"\b[Yy]ou", x)]


def test_every_verdict_has_words_of_its_own():
    labels = [wording.verdict_label(verdict) for verdict in VERDICTS]
    assert len(set(labels)) == len(VERDICTS)
    assert not [label for label in labels if "_" in label]


def test_effect_is_told_for_the_typical_contrast_with_interval_and_days():
    # 0.5 a unit over 5.25 to 8 hours is 1.375 points; the interval 0.275 to 2.475.
    text = wording.say_trigger(made.cell(), made.ranking(made.cell()), voice="neutral")
    assert text.startswith(
        "The day after about 8 rather than 5 hours of sitting, "
        "pain was 1.4 points higher (0.3 to 2.5), 71 days."
    )


def test_a_contrast_told_the_other_way_round_keeps_the_sign():
    falling = made.cell(contrast_from=8.0, contrast_to=5.0, effect=-0.5, low=-0.9, high=-0.1)
    text = wording.say_trigger(falling, made.ranking(falling))
    assert "about 8 rather than 5 hours" in text
    assert "1.5 points lower (0.3 to 2.7)" in text


@pytest.mark.parametrize("verdict", ["clear", "hint", "shared"])
def test_same_day_links_may_run_either_way(verdict):
    row = made.stress(0, verdict=verdict, adjusted_for=("lifting",))
    ranking = made.ranking(row, made.lifting())
    assert "Either may drive the other." in wording.say_trigger(row, ranking)
    later = row | {"lag_days": 1}
    assert "Either may" not in wording.say_trigger(later, ranking)


def test_cannot_tell_names_the_effect_that_would_show_for_the_contrast():
    row = made.cell(verdict="cannot_tell", low=-0.5)  # 0.6 a unit over 2.75 units
    text = wording.say_trigger(row, made.ranking(row))
    assert "only effects of 1.6 points or more would show" in text
    assert "129 more days" in text  # 200 needed, 71 there


def test_at_most_three_findings_one_a_factor_and_the_rest_is_named():
    rows = [made.stress(lag, factor=f"h{k}", label="") for k in range(5) for lag in (1, 2)]
    lines = wording.say_ranking(made.ranking(*rows))
    assert sum("could be chance: 10 combinations were checked" in x for x in lines) == 3
    assert lines[3] == "Could be chance, see the full table: “h3” and “h4”."


def test_a_link_at_a_lag_comes_with_its_same_day_where_that_points_the_other_way():
    later = made.cell(lag_days=1, effect=-0.2, low=-0.4, high=-0.1, verdict="hint")
    same = made.cell(lag_days=0, effect=0.1, low=-0.1, high=0.3, verdict="cannot_tell")
    text = wording.say_trigger(later, made.ranking(later, same))
    assert "On the same day it was 0.3 points higher" in text
    assert "cannot tell yet" in text
    alike = made.cell(lag_days=0, effect=-0.1, low=-0.3, high=0.1, verdict="cannot_tell")
    none = made.cell(**{**same, "verdict": "no_large_link"})
    for other in ((), (alike,), (none,), (made.cell(**{**same, "factor": "stress"}),)):
        assert "same day" not in wording.say_trigger(later, made.ranking(later, *other))
    assert "same day it" not in wording.say_trigger(same, made.ranking(later, same))
    wide = made.cell(lag_days=0, effect=0.9, low=-2.5, high=4.3, verdict="cannot_tell")
    text = wording.say_trigger(later, made.ranking(later, wide))
    assert "On the same day: cannot tell yet." in text  # three times -2.5 to 4.3
    assert "2.7" not in text


def test_what_belongs_to_the_night_before_is_counted_from_that_night():
    about = {"factor": "sleep_hours", "label": "sleep the night before", "effect": -0.5,
             "low": -0.9, "high": -0.1, "verdict": "hint"}  # fmt: skip
    later, first = made.cell(**about), made.cell(**about | {"lag_days": 0})
    text = wording.say_trigger(first, made.ranking(first, later))
    assert text.startswith("On the day after about 8 rather than 5 hours of sleep, your")
    assert "that night" not in text
    flat = first | {"effect": -0.02, "low": -0.1, "high": 0.06, "verdict": "no_large_link"}
    for next_day, said in ((first, "could be chance"), (flat, "no large link")):
        text = wording.say_trigger(later, made.ranking(later, next_day))
        assert text.startswith("Two days after a night with 8 rather than 5 hours of sleep, your")
        assert "On the day after that night it was" in text
        assert said in text.partition("that night")[2].partition(". ")[0]
    blamed = made.suspected(("sleep", 3, "sleep_hours"))
    told = wording.say_suspected(made.ranking(later, suspected=blamed))[0]
    assert "link with less pain two days after that night." in told


def test_a_tick_of_a_bad_night_is_counted_from_that_night_too():
    about = {"factor": "bad_sleep", "label": "bad sleep", "verdict": "hint"}
    first, later = (made.lifting(lag, **about) for lag in (0, 1))
    text = wording.say_trigger(first, made.ranking(first, later))
    assert text.startswith("On the day after “bad sleep”, compared with other days, your pain")
    assert "Either may drive the other" not in text
    text = wording.say_trigger(later, made.ranking(first, later))
    assert text.startswith("Two days after a night with “bad sleep”, compared with other days,")
    assert "On the day after that night it was" in text
    assert wording.say_factor(later) == "“bad sleep” the night before"
    sleep = {"factor": "sleep_hours", "label": "sleep the night before"}
    assert wording.say_factor(made.cell(**sleep)) == "sleep the night before"


def test_what_a_finding_cannot_be_told_from_is_named_with_its_night():
    night = made.lifting(1, factor="bad_sleep", label="bad sleep", verdict="shared")
    sitting = made.cell(lag_days=1, verdict="shared", adjusted_for=("bad_sleep",))
    told = wording.say_trigger(sitting, made.ranking(night, sitting))
    assert "be told apart from “bad sleep” two nights before." in told
    told = wording.say_trigger(
        {**night, "adjusted_for": ("sitting_hours",)}, made.ranking(night, sitting)
    )
    assert "be told apart from sitting the day before." in told


def test_no_large_link_with_a_mean_of_parts_of_the_day_is_one_with_that_mean():
    flat = made.cell(verdict="no_large_link", low=-0.1, effect=0.0, high=0.1)
    lines = wording.say_ranking(made.ranking(flat, parts_of_day=("morning", "evening")))
    assert lines[-2].startswith("Pain here is the mean of morning and evening:")
    assert lines[-1].startswith("No large link with that mean (more than 1 point is unlikely)")
    assert not [x for x in wording.say_ranking(made.ranking(flat)) if "mean" in x]


def test_an_interval_wider_than_the_scale_is_no_number_to_show():
    wide = made.link(effect=-2.4, low=-19.1, high=14.4, verdict="cannot_tell")
    said = wording.say_link(wide)
    assert said.startswith("Whether stretching goes together with your pain: cannot tell yet.")
    assert not {"2.4", "19.1", "14.4"} & set(said.split())
    assert "2.4 points lower" in wording.say_link(replace(wide, low=-5.0, high=0.2))
    row = {"window_days": 14, "effect": -1.8, "low": -16.6, "high": 12.9, "n_days": 32}
    windows = pd.DataFrame([row, row | {"window_days": 28, "low": -4.0, "high": 0.4}])
    told = wording.say_windows(made.consistency(link=made.link(), sensitivity=windows))
    assert told[0] == "With the 14 days before instead of 7: cannot tell yet."
    assert "1.8 points lower" in told[1]


def test_a_factor_has_no_large_link_only_when_every_lag_says_so():
    flat = made.cell(verdict="no_large_link", low=-0.1, effect=0.0, high=0.1)
    open_ = made.cell(lag_days=2, verdict="cannot_tell", low=-0.5)
    lines = "\n".join(wording.say_ranking(made.ranking(flat, open_)))
    assert "No large link" not in lines
    assert "Cannot tell yet: sitting (needs about 129 more days)." in lines


def test_the_longest_wait_of_a_factor_is_told():
    wide = {"verdict": "cannot_tell", "low": -0.5}
    needed = ((0, 90), (1, 171), (2, 80))  # 71 days are there
    rows = [made.cell(lag_days=k, **wide, days_for_one_point=days) for k, days in needed]
    assert wording.say_ranking(made.ranking(*rows))[-1] == (
        "Cannot tell yet: sitting (needs about 100 more days)."
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (0.25, "¼"), (0.5, "½"), (2.75, "2¾"), (3.0, "3"), (1200, "1,200")],
)
def test_part_of_a_session_is_told(number, written):
    assert wording.format_sessions(number) == written


def test_alert_quotes_exactly_and_says_what_to_do():
    words = "numb “down there”,  can't pee"
    text = wording.say_alert(made.alert(quote=words))
    assert words in text
    for part in ("3 March 2026", "can, rarely, need emergency care", "emergency number",
                 "Do not wait for the appointment", "cannot tell"):  # fmt: skip
        assert part in text
    urgent = wording.say_alert(made.alert(tier="urgent"))
    assert "Contact a doctor or an urgent advice line today" in urgent
    said = wording.say_no_alerts(made.alerts())
    assert "Nothing found does not mean that all is well." in said
    assert "Only English is searched." in said


def test_summary_hides_no_alert_without_a_word():
    full = "\n".join(written("summary", "you"))
    assert full.count("you wrote") == 3
    assert "shows 2 more" in full


def test_summary_is_ten_to_twenty_lines():
    text = "\n".join(written("summary", "you"))
    for block in re.split(r"^\[.*\]\n", text, flags=re.MULTILINE)[1:]:
        assert 8 <= len(block.strip().splitlines()) <= 20


def syllables(word: str) -> int:
    """Rough count: groups of vowels, a silent e left out."""
    word = re.sub(r"[^a-z]", "", word.lower())
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(lines: list[str]) -> float:
    """Flesch-Kincaid grade; a number counts as a word of one syllable.

    References
    ----------
    Kincaid JP et al. (1975). Research Branch Report 8-75.
    """
    text = " ".join(line if line.endswith(".") else line + "." for line in lines)
    sentences = [part for part in re.split(r"[.:;!?]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[\w'’.-]*\w", text)
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


def test_grade_measure_agrees_with_a_text_worked_by_hand():
    # 2 sentences, 12 words, 14 syllables: 0.39*6 + 11.8*14/12 - 15.59 = 0.52
    assert grade(["The cat sat on the mat.", "A dog went over the river."]) == pytest.approx(
        0.39 * 6 + 11.8 * 14 / 12 - 15.59
    )


@pytest.mark.parametrize(("name", "voice"), EVERYTHING)
def test_texts_can_be_read_at_twelve_to_fourteen(name, voice):
    lines = [x for x in sentences_only(name, voice) if len(x.split()) > 4]
    if lines:
        assert grade(lines) <= 8.0


# --- plain language ------------------------------------------------------------------------------

#: Names of things and parts of sentences, which have no reading age.
NOT_SENTENCES = {"pieces", "codes", "catalogue"}
MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
#: The health service's own words, and names of countries: not ours to make shorter.
GIVEN_WORDS = re.compile("emergency (?:number|department)|UK and Ireland")


def plain_sentences() -> dict[str, float]:
    """Each sentence of five words or more, and the school year in which one can read it."""
    grades = {}
    for name, voice in EVERYTHING:
        for line in sentences_only(name, voice) if name not in NOT_SENTENCES else ():
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\d])", line):
                bare = re.sub(r"“[^”]*”", "it", re.sub(r"\([^)]*\)", "", sentence))
                bare = re.sub(MONTHS, "May", re.sub(r"[\d.,–:/-]*\d", "five", bare))
                if len(bare.split()) >= 5 and not GIVEN_WORDS.search(bare):
                    grades[bare] = textstat.flesch_kincaid_grade(bare)
    return grades


def test_what_people_read_is_plain():
    """Flesch-Kincaid, each sentence by itself: grade 8 is an age of 13 or 14."""
    grades = plain_sentences()
    assert len(grades) > 200
    assert not {text: grade for text, grade in grades.items() if grade > 8}
