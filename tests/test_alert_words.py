"""Reading what people write: sentences, misspellings, "no" and "if", other people, any text."""

from __future__ import annotations

import time
import tomllib
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.alert_words.judging import find_foreign, judge_text
from backpain_analysis.alert_words.lexicon import load_lexicon
from backpain_analysis.alert_words.sentences import LONGEST, split_sentences
from tests.alert_cases import CRISES, EMERGENCIES, TIERS, URGENT, YEAR, judge, of_group, table

#: Words of an ordinary diary that look like ours.
ORDINARY = """
number numbers numerous felt never sandal sandals saddlebag bowl bowls towel ladder lever fewer
river leading leaving leaning leasing learning breaking peaking dancer cancel canceled couch
rough tough though through chess crest button buttons bottle grain grown groan going things
thinking inner dinner winter wiring winning whipping peeling peeking feeding filling falling
failing fading weaver wearer weather weekend weekly height eighty freight constant consult
contact station sensational function fraction election direction reaction section temper temple
temporary tempted clever fiver favor chilly chili hills skills spoiled boiled coiled steak
stairs stars chairs crush crashes brush trash spine spice shine pine thigh-high thing think
strong string strength-training legal leggings footing footnote dragon draft wagging weighing
waiting washing watching-tv painting painted paint pains-taking gentle general germinal
private-lesson bladeless blanket butter butterfly rectangle angle ankle-deep uncle muscle puzzle
needless noodle needled pebbles peas pears
"""


# --- whatever stands around them ----------------------------------------------------------------

#: Emergencies as clauses, and sentences in which each of them is one.
CLAUSES = (
    "I am numb between the legs", "I can't pee", "my groin is tingling", "I wet myself",
    "both legs are numb", "my leg gave way", "I can't feel my bum", "I leaked urine",
    "my foot drags", "I have chest pain", "I can't get an erection", "I fell off a ladder",
    "there is numbness around my bottom", "I lost control of my bladder",
)  # fmt: skip
MEANT = (
    "{}", "Still {}", "{} again", "Pain ok but {}", "No fever, but {}", "Didn't sleep, {}",
    "Didn't sleep well and {}", "No change: {}", "Not sure why but {}", "I don't know why {}",
    "My wife is worried because {}", "Told the doctor that {}", "{} since this morning",
    "{} and I'm scared", "After PT {}", "{}, no pain though", "No pain though, {}",
    "no pain today, {}", "Better today, however {}", "When I got up {}", "Today {}",
    "{} for the first time", "{} but no fever", "The PT said it's fine but {}",
    "Dad drove me to work, {}", "{} (not just a bit)", "{}!!!", "Never had this before: {}",
    "not good, {}", "walked 2 km, stretched, {}, slept badly", "If I sit too long {}",
    "Sometimes {}", "yesterday {}", "Felt fine until {}", "Nothing helps, {}",
    "Could not sleep because {}", "{} so I called my sister", "Sat with mum, {}",
    "{}, what does that mean", "Is it normal that {}",
)  # fmt: skip
#: The same as nouns, and sentences in which none of them is an alert.
NOUNS = (
    "numbness between the legs", "tingling in the groin", "bladder problems", "leaking",
    "weakness in the leg", "pain in both legs", "chest pain", "foot drop",
    "numbness in the saddle area", "loss of bladder control", "incontinence", "fever", "chills",
    "numbness in both feet", "trouble peeing", "lumps on the back",
)  # fmt: skip
NOT_MEANT = (
    "No {}", "no {} today", "Still no {}", "I don't have {}", "I don't have any {}",
    "Thankfully no {}", "without {}", "never had {}", "I have never had {}", "Have not had {}",
    "haven't noticed any {}", "{}: no", "{}: none", "{} - no", "Any {}? No.", "Any {}? None",
    "told to watch for {}", "PT told me to look out for {}", "PT asked about {}",
    "doctor asked if I had {}", "if I get {} I should call the doctor", "call 911 if I get {}",
    "go to A&E if there is {}", "my sister has {}", "Dad had {} and went to hospital",
    "No rash, sweating or {}", "no headache or {}", "there is no {}",
    "there was no {} this time", "no sign of {}", "no {} or anything like that",
    "Luckily I have no {}", "no {}, no swelling", "not had any {} this week", "no new {}",
    "Checked for {}, nothing", "the leaflet lists {} as a red flag", "read about {} online",
    "free of {}", "denies {}", "no more pain and no {}", "I feel good and have no {}",
    "no {} whatsoever", "no {} at all today", "zero {}", "didn't get any {}",
    "My friend suffers from {}",
)  # fmt: skip


@pytest.mark.parametrize("frame", MEANT)
def test_an_emergency_is_one_whatever_stands_around_it(frame):
    missed = [text for clause in CLAUSES if judge(text := frame.format(clause))[0] != "emergency"]
    assert missed == []


@pytest.mark.parametrize("frame", NOT_MEANT)
def test_what_is_denied_warned_of_or_anothers_is_no_alert(frame):
    alarming = [text for noun in NOUNS if judge(text := frame.format(noun))[0] in TIERS]
    assert alarming == []


def test_a_no_before_cannot_does_not_take_it_back():
    assert judge("haven't had pain can't pee")[0] == "emergency"


def test_no_as_an_answer_denies_nothing_that_follows():
    assert judge("No, tingling or numbness in the groin all day")[0] == "emergency"


def test_beside_an_emergency_nothing_milder_is_told_of_the_same_sentence():
    found = judge_text("numb between the legs and the left knee feels weak", YEAR)
    assert [finding.code for finding in found] == ["saddle"]


def test_no_phrase_reaches_over_a_not():
    assert judge("peeing is not hard")[0] in ("none", "set_aside")
    assert judge("the leg, as ever, will not give way")[0] in ("none", "set_aside")


def test_a_year_is_past_only_when_it_lies_before_the_entry():
    assert [f.tier for f in judge_text("car crash in 2026", 2026)] == ["emergency"]
    assert [f.tier for f in judge_text("car crash in 2026", 2030)] == ["please_check"]


# --- misspellings -------------------------------------------------------------------------------


def _swapped(text: str) -> list[str]:
    """The text with two neighbouring letters of one longer word of ours swapped, at each place."""
    meant = set(load_lexicon().speller.meant)
    words = text.split(" ")
    return [
        " ".join([*words[:n], word[:i] + word[i + 1] + word[i] + word[i + 2 :], *words[n + 1 :]])
        for n, word in enumerate(words) if word.lower() in meant
        for i in range(1, len(word) - 1) if word[i] != word[i + 1]
    ]  # fmt: skip


def test_an_emergency_stays_one_with_two_letters_swapped():
    first = [s.text for s in of_group("first") if s.tier == "emergency"]
    misspelt = [swapped for text in first for swapped in _swapped(text)]
    missed = [text for text in misspelt if judge(text)[0] != "emergency"]
    assert len(misspelt) > 200
    assert len(missed) <= 0.02 * len(misspelt), missed


def test_no_ordinary_word_is_read_as_one_of_ours():
    spell = load_lexicon().speller.spell
    misread = {word: spell(word) for word in ORDINARY.split() if spell(word) != word}
    assert misread == {}


@pytest.mark.parametrize("word", sorted(set(ORDINARY.split())))
def test_an_ordinary_word_never_alarms(word):
    for text in (word, f"{word} between the legs", f"my {word} today, back ok"):
        assert judge(text)[0] in ("none", "set_aside")


def test_numb_is_found_however_long_it_is_drawn_out():
    assert judge("numbbbbb bummmmm")[0] == "emergency"
    assert judge("sooooo numb between my legggggs")[0] == "emergency"


# --- sentences and quotes -----------------------------------------------------------------------


def test_two_sentences_are_judged_apart():
    assert judge("Numb. Between my legs I keep a pillow.")[0] == "please_check"
    assert judge("Stretched both legs. Some pain.")[0] == "none"


@pytest.mark.parametrize("drops", ["Only a few drops.", "Just a couple of drops!", "Only drops."])
def test_drops_are_urine_where_they_or_the_next_sentence_speak_of_it(drops):
    assert judge(f"Ten minutes on the toilet. {drops}")[0] == "emergency"
    assert judge(f"{drops} Bladder feels full.")[0] == "emergency"
    for other in ("Long round.", "Toilet at noon. Long round.", "Only 190 stops.", "Eyes dry."):
        assert judge(f"{other} {drops}")[0] == "none"


@given(st.integers(0, 999), st.sampled_from(["only {} drops left", "just {} drops", "{} drops"]))
@settings(max_examples=40, deadline=None)
def test_counted_drops_are_not_urine(number, said):
    assert judge(said.format(number))[0] == "none"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Walked 3.5 km at 7 a.m. with Dr. Who.", ["Walked 3.5 km at 7 a.m. with Dr. Who."]),
        ("Numb? No. Pain 3.", ["Numb? No.", "Pain 3."]),
        ("line one\nline two\r\n\r\nline three", ["line one", "line two", "line three"]),
        ("fine today.Numb bum", ["fine today.", "Numb bum"]),
        ("   ", []),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text, sentences):
    assert split_sentences(text) == sentences


@given(st.text(max_size=1500))
@settings(max_examples=150, deadline=None)
def test_every_sentence_stands_in_the_text_and_is_not_too_long(text):
    at = 0
    for sentence in split_sentences(text):
        assert len(sentence) <= LONGEST
        at = text.index(sentence, at) + len(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Bad day", "El Nino rain all day, back stiff", "Dinner at Les Deux Magots was fine",
        "pain 3/10 😀👍🏽", "Größe", "café au lait with Zoë, back ok", "ok", "L4/L5 S1 MRI",
        "can't pee", "numb n tingly btwn legs", "", "12345",
    ],
)  # fmt: skip
def test_english_is_not_called_another_language(text):
    foreign, mostly = find_foreign([text])
    assert not foreign.any()
    assert not mostly


# --- nothing breaks it --------------------------------------------------------------------------


_PIECES = st.lists(
    st.sampled_from(
        [s.text for s in table()] + ["no", "not", ",", ".", "?", " but ", "if", "\n", "can't", "/"]
    ) | st.text(max_size=20),
    max_size=12,
)  # fmt: skip


@given(_PIECES, st.sampled_from(["", " ", ", ", "\n"]))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_search(pieces, joint):
    text = joint.join(pieces)
    for finding in judge_text(text, YEAR):
        assert finding.quote in text
        assert finding.tier in TIERS
        assert finding.code in CRISES | EMERGENCIES | URGENT


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000, "numb " * 20_000, "no " * 33_000, "," * 100_000, "numb? no " * 11_000,
        "." * 100_000, "\n" * 100_000, "can't pee not no never " * 4_400, "a-" * 50_000,
        "numb/" * 20_000, "- " * 50_000, "a'" * 50_000, "1." * 50_000, "😀" * 100_000,
        "no numbness, tingling or " * 4_000, "if I get " * 11_000, "my sister " * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_a_note_of_a_hundred_thousand_characters_takes_no_time(text):
    started = time.process_time()
    judge_text(text, YEAR)
    assert time.process_time() - started < 5


def test_eight_times_as_many_sentences_take_about_eight_times_as_long():
    texts = [s.text.rstrip(".") for s in table()]

    def seconds(first: int, many: int) -> float:
        text = ". ".join(f"{n}, {texts[n % len(texts)]}" for n in range(first, first + many))
        started = time.process_time()
        judge_text(text, YEAR)
        return time.process_time() - started

    seconds(0, 200)
    few, many = seconds(10_000, 400), seconds(20_000, 3200)
    assert many < 24 * few, "8 is linear, 64 would be quadratic"


# --- the data file ------------------------------------------------------------------------------


@cache
def data() -> dict:
    file = resources.files("backpain_analysis.alert_words") / "alert_words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_the_data_file_names_its_sources_and_its_date():
    names = " ".join(source["name"] for source in data()["sources"])
    assert "NG59" in names
    assert "JOSPT 50:350" in names
    assert "NHS" in names
    assert all(source["edition"] and source["checked"] for source in data()["sources"])
    assert data()["revision"]["date"].year >= 2026


def test_the_rules_have_the_codes_and_tiers_of_the_design():
    worst = {code: TIERS[min(TIERS.index(r.tier) for r in load_lexicon().rules if r.code == code)]
             for code in CRISES | EMERGENCIES | URGENT}  # fmt: skip
    assert {code for code, tier in worst.items() if tier == "crisis"} == CRISES
    assert {code for code, tier in worst.items() if tier == "emergency"} == EMERGENCIES
    assert {code for code, tier in worst.items() if tier == "urgent"} == URGENT


def test_every_group_that_is_named_exists():
    lexicon = load_lexicon()
    named = {g for phrases in lexicon.groups.values() for p in phrases for e in p for g in e.groups}
    for rule in lexicon.rules:
        named |= {*rule.cue, *rule.place, rule.needs, rule.unless,
                  rule.unless_near}  # fmt: skip
    assert named - {""} <= set(lexicon.groups)


def test_every_phrase_can_be_met():
    """A sign that no sentence can hold, such as a stray bracket, would silence a phrase."""
    words = {w for phrases in load_lexicon().groups.values() for p in phrases for e in p
             for w in e.words}  # fmt: skip
    odd = {w for w in words if not w.replace("'", "").isalnum() and w not in {*",;:()-=?!./"}}
    assert odd <= {"#", "#year", "#fever", "#many"}
