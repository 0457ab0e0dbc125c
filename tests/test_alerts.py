"""Words that call for care: found when meant, set aside when not, whatever the logbook holds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.alert_words.lexicon import load_lexicon
from backpain_analysis.alerts import Alerts, find_alerts, most_pressing
from backpain_analysis.logbook import open_logbook
from backpain_analysis.wording import say_alerts, say_care
from backpain_analysis.wording.care import say_each_settled, say_how_to_settle
from tests.alert_cases import CRISES, EMERGENCIES, TIERS, URGENT, Sentence, judge, of_group, table
from tests.writing import logbook


def alerts_of(folder: Path, diary: str, **files: str) -> Alerts:
    return find_alerts(logbook(folder, diary=diary, **files))


def note(text: str) -> str:
    """A diary of one entry with a note."""
    cell = text.replace('"', '""')
    return f'date,pain,notes\n2026-03-01,3,"{cell}"\n'


# --- the table of sentences ---------------------------------------------------------------------


def test_the_table_is_as_large_and_as_mixed_as_it_should_be():
    first, held = of_group("first"), of_group("held_back")
    assert len(first) + len(held) >= 150
    assert len(held) >= 0.3 * (len(first) + len(held))
    whole = of_group("first", "more", "held_back")
    quiet = sum(sentence.is_quiet or sentence.tier == "please_check" for sentence in whole)
    assert quiet >= len(whole) / 2
    assert {sentence.code for sentence in table() if sentence.code} == CRISES | EMERGENCIES | URGENT
    assert len({sentence.text for sentence in table()}) == len(table())


@pytest.mark.parametrize("sentence", table(), ids=lambda sentence: sentence.text[:60])
def test_each_sentence_of_the_table(sentence: Sentence):
    tier, codes = judge(sentence.text)
    if sentence.known_miss:
        assert tier == sentence.known_miss, "no longer missed as it was: correct the table"
    elif sentence.is_quiet:
        assert tier in ("none", "set_aside")
    else:
        assert tier == sentence.tier
        assert sentence.code in codes


def test_no_emergency_of_the_held_back_third_is_missed():
    missed = [s.text for s in of_group("held_back")
              if s.tier == "emergency" and judge(s.text)[0] != "emergency"]  # fmt: skip
    assert missed == []


def test_most_crises_of_the_held_back_third_are_found():
    crises = [s.text for s in of_group("held_back") if s.tier == "crisis"]
    found = [text for text in crises if judge(text)[0] == "crisis"]
    assert len(found) >= 0.8 * len(crises) >= 10


def test_nothing_clearly_negated_in_the_held_back_third_alarms():
    alarming = [s.text for s in of_group("held_back")
                if s.is_quiet and judge(s.text)[0] in TIERS]  # fmt: skip
    assert alarming == []


def test_at_least_nineteen_of_twenty_held_back_sentences_come_out_exactly():
    held = of_group("held_back")
    right = sum(not sentence.known_miss for sentence in held)
    assert right >= 0.95 * len(held)


def test_known_misses_stay_few():
    assert sum(bool(sentence.known_miss) for sentence in table()) <= len(table()) / 50


@pytest.mark.parametrize(
    ("text", "tier", "code"),
    [
        ("no numbness", "set_aside", "saddle"),
        ("no change in numbness", "please_check", "saddle"),
        ("numbness around the seat not gone", "emergency", "saddle"),
        ("can't pee", "emergency", "bladder_bowel"),
        ("told to watch for bladder problems", "set_aside", "bladder_bowel"),
        ("Dad's cancer", "set_aside", "cancer"),
        ("lost weight on my diet", "set_aside", "weight_loss"),
        ("fall 2026", "none", ""),
        ("foot fell asleep", "none", ""),
        ("not only tingling but numb between the legs", "emergency", "saddle"),
        ("told to watch for bladder problems, now I can't pee", "emergency", "bladder_bowel"),
        ("No bladder problems. Numb between the legs.", "emergency", "saddle"),
        ("Any numbness between the legs? No.", "set_aside", "saddle"),
        ("I’ve never had numbness between my legs before", "emergency", "saddle"),
    ],
)
def test_the_traps(text, tier, code):
    found, codes = judge(text)
    assert found == tier
    assert codes == ({code} if code else set())


# --- harm to oneself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "not suicidal", "this pain is killing me", "I could kill for a massage", "killing time",
        "my brother killed himself in 2019", "the physio asked if I was suicidal",
        "dying for a coffee", "took 2 paracetamol", "took 400 mg ibuprofen", "cut myself shaving",
        "I would never kill myself", "No thoughts of harming myself.", "overdid it in the garden",
    ],
)  # fmt: skip
def test_idiom_denial_and_others_are_no_crisis(text):
    assert judge(text)[0] in ("none", "set_aside")


@pytest.mark.parametrize(
    "text",
    [
        "I am scared I will kill myself",
        "if this goes on I will end my life",
        "what if I just took all the tablets",
        "not sure I want to live",
    ],
)
def test_of_harm_to_oneself_fear_doubt_and_if_take_nothing_back(text):
    assert judge(text)[0] == "crisis"


def test_what_is_long_past_is_only_to_be_talked_about():
    assert judge("in 2009 I tried to kill myself")[0] == "please_check"


def test_a_crisis_comes_first_and_names_people_to_talk_to(tmp_path):
    diary = (
        "date,pain,notes\n2026-03-01,3,I want to die\n2026-03-02,3,can't pee\n2026-03-03,3,fever\n"
    )
    told = say_alerts(alerts_of(tmp_path, diary))
    assert "I want to die" in told[0]
    for line in ("988", "116 123", "13 11 14", "findahelpline.com", "even if you feel well"):
        assert line in told[0]
    assert "can't pee" in told[1]
    page = say_alerts(alerts_of(tmp_path, diary), voice="neutral")
    assert "Ask openly about thoughts of suicide" in page[0]


def test_where_there_is_room_for_a_few_none_of_a_tier_hides_another(tmp_path):
    rows = [f"2026-03-0{day},3,can't pee\n" for day in range(1, 6)]
    diary = "date,pain,notes\n" + "".join([*rows, "2026-02-01,3,I want to die\n"])
    diary += "2026-02-02,3,fever\n"
    shown = most_pressing(alerts_of(tmp_path, diary).alerts, 3)
    assert [alert.tier for alert in shown] == ["crisis", "emergency", "urgent"]
    assert shown[1].date == pd.Timestamp("2026-03-05")
    assert [alert.tier for alert in most_pressing(shown, 1)] == ["crisis"]


# --- what is ticked -----------------------------------------------------------------------------


def ticked(**cells: str) -> str:
    names = ("location", "quality", "side", "below_knee", "pain", "notes")
    row = ",".join(f'"{cells.get(name, "")}"' for name in names)
    pain = "" if cells.get("pain") else "2026-02-28,,,,,4,\n"
    return f"date,{','.join(names)}\n{pain}2026-03-01,{row}\n"


@pytest.mark.parametrize(
    ("cells", "tier", "code"),
    [
        ({"location": "saddle", "quality": "numb"}, "emergency", "saddle"),
        ({"location": "low_back; saddle", "quality": "dull; tingling"}, "emergency", "saddle"),
        ({"location": "saddle", "quality": "numb", "notes": "no numbness"}, "emergency", "saddle"),
        ({"location": "saddle", "notes": "It feels numb."}, "emergency", "saddle"),
        ({"location": "between my legs", "quality": "pins and needles"}, "emergency", "saddle"),
        ({"location": "groin", "quality": "tingling"}, "emergency", "saddle"),
        ({"location": "buttock; low_back", "quality": "numb"}, "please_check", "saddle"),
        ({"location": "saddle", "quality": "aching"}, "please_check", "saddle"),
        ({"quality": "numb"}, "please_check", "saddle"),
        ({"location": "calf_shin", "side": "both"}, "emergency", "both_legs"),
        ({"location": "thigh; foot", "side": "left; right"}, "emergency", "both_legs"),
        ({"side": "both", "below_knee": "yes"}, "emergency", "both_legs"),
        ({"location": "low_back; foot", "side": "both"}, "please_check", "both_legs"),
        ({"location": "both legs"}, "emergency", "both_legs"),
        ({"location": "chest"}, "emergency", "chest_pain"),
        ({"quality": "numb between the legs"}, "emergency", "saddle"),
    ],
)
def test_ticked_fields_alarm_whatever_the_notes_say(tmp_path, cells, tier, code):
    found = alerts_of(tmp_path, ticked(**cells))
    assert {(alert.tier, alert.code) for alert in found.alerts} == {(tier, code)}


@pytest.mark.parametrize(
    "cells",
    [
        {"location": "foot", "quality": "numb"},
        {"location": "low_back", "quality": "tingling"},
        {"location": "buttock; calf_shin; low_back", "quality": "tingling"},
        {"location": "foot", "notes": "Still numb."},
        {"location": "low_back", "side": "both"},
        {"location": "calf_shin", "side": "left"},
        {"location": "calf_shin", "side": "both", "pain": "0"},
        {"location": "upper_back", "quality": "stiff"},
        {"location": "low_back", "side": "left", "below_knee": "yes"},
    ],
)
def test_ticked_fields_that_are_ordinary_are_quiet(tmp_path, cells):
    assert alerts_of(tmp_path, ticked(**cells)).alerts == ()


def test_two_fields_are_quoted_together(tmp_path):
    (alert,) = alerts_of(tmp_path, ticked(location="saddle; low_back", quality="numb")).alerts
    assert alert.column == "location, quality"
    assert set(alert.quote.split(" + ")[0].split("; ")) == {"saddle", "low_back"}
    assert alert.quote.endswith(" + numb")
    assert (alert.file, alert.line) == ("diary.csv", 3)


def upper_back_after(days: int) -> str:
    rows = [f"2026-01-{day:02d},4,low_back" for day in range(1, days + 1)]
    rows += ["2026-02-01,4,low_back; upper_back", "2026-02-02,4,upper_back"]
    return "\n".join(["date,pain,location", *rows, ""])


def test_upper_back_pain_is_urgent_on_the_day_it_is_new(tmp_path):
    (alert,) = alerts_of(tmp_path, upper_back_after(14)).alerts
    assert (alert.code, alert.tier) == ("upper_back", "urgent")
    assert alert.date == pd.Timestamp("2026-02-01")


def test_upper_back_pain_is_not_new_in_a_new_diary(tmp_path):
    assert alerts_of(tmp_path, upper_back_after(13)).alerts == ()


def test_a_column_of_the_persons_own_alarms_where_it_is_above_zero(tmp_path):
    diary = "date,pain,Bladder problems,Numb groin 0-10\n2026-03-01,3,no,0\n2026-03-02,3,yes,4\n"
    found = alerts_of(tmp_path, diary)
    assert {(a.code, a.tier, a.line) for a in found.alerts} == {
        ("bladder_bowel", "emergency", 3), ("saddle", "emergency", 3),
    }  # fmt: skip


def test_the_quote_is_the_sentence_exactly_as_written(tmp_path):
    text = "Ok day.  I CAN’T  pee,\tsince noon!! Walked 3.5 km with Dr. Bones."
    found = alerts_of(tmp_path, note(text))
    assert [alert.quote for alert in found.alerts] == ["I CAN’T  pee,\tsince noon!!"]


# --- the result ---------------------------------------------------------------------------------


def test_emergencies_come_first_and_then_the_newest(tmp_path):
    diary = (
        "date,pain,notes\n2026-03-01,3,can't pee\n2026-03-02,3,fever\n2026-03-03,3,leg feels weak\n"
        "2026-03-04,3,no fever\n2026-03-05,3,foot drop\n"
    )
    found = alerts_of(tmp_path, diary)
    assert [(a.tier, a.line) for a in found.alerts] == [
        ("emergency", 6), ("emergency", 2), ("urgent", 3), ("please_check", 4),
    ]  # fmt: skip
    assert [(a.code, a.line) for a in found.set_aside] == [("fever", 5)]
    assert list(found.table.columns) == ["date", "tier", "code", "column", "quote", "set_aside"]
    assert found.table["set_aside"].tolist() == [False] * 4 + [True]
    assert found.table["quote"].tolist()[:2] == ["foot drop", "can't pee"]
    assert found.n_texts == 5
    assert found.caveats == ()


def test_the_same_emergency_stands_for_each_day_and_the_same_doubt_once(tmp_path):
    rows = [f"2026-03-0{day},3,Can't pee. Some numbness. No fever." for day in (1, 2, 3)]
    found = alerts_of(tmp_path, "\n".join(["date,pain,notes", *rows, ""]))
    assert Counter(alert.code for alert in found.alerts) == {"bladder_bowel": 3, "saddle": 1}
    assert len(found.set_aside) == 1
    assert {alert.line for alert in (*found.set_aside, found.alerts[-1])} == {4}


def test_only_the_period_counts(tmp_path):
    diary = "date,pain,notes\n2026-03-01,3,can't pee\n2026-03-05,3,fever\n2026-03-09,3,foot drop\n"
    (tmp_path / "diary.csv").write_text(diary, encoding="utf-8")
    book = open_logbook(tmp_path, since="2026-03-02", until="2026-03-08", today="2026-06-30")
    assert [alert.code for alert in find_alerts(book).alerts] == ["fever"]


def test_notes_of_the_routine_are_searched_too(tmp_path):
    routine = (
        "date,exercise,reason_stopped,notes\n"
        "2026-03-01,bridges,leg gave way,\n2026-03-01,cat-cow,,numb between the legs\n"
    )
    found = alerts_of(tmp_path, "date,pain\n2026-03-01,3\n", routine=routine)
    assert {(a.code, a.column, a.file, a.line) for a in found.alerts} == {
        ("weakness", "reason_stopped", "routine.csv", 2),
        ("saddle", "notes", "routine.csv", 3),
    }


def test_all_fields_of_words_are_searched(tmp_path):
    diary = (
        "date,pain,blamed,medication,good_thing,Symptoms today,notes\n"
        '2026-03-01,3,"rain; fell off a ladder",chemo,"fever, gone","pee: can\'t",\n'
    )
    found = alerts_of(tmp_path, diary)
    assert {(a.column, a.code) for a in found.alerts} >= {
        ("blamed", "trauma"), ("medication", "cancer"), ("good_thing", "fever"),
    }  # fmt: skip


def test_a_logbook_without_words_says_so(tmp_path):
    found = alerts_of(tmp_path, "date,pain\n2026-03-01,3\n")
    assert (found.alerts, found.set_aside, found.n_texts) == ((), (), 0)
    assert found.caveats == ("nothing_searched",)
    assert found.table.empty
    assert list(found.table.columns) == ["date", "tier", "code", "column", "quote", "set_aside"]


@pytest.mark.parametrize(
    "text",
    [
        "Heute wieder sehr starke Schmerzen und ich habe nicht geschlafen",
        "Très mal au dos aujourd'hui, je suis restée au lit",
        "Hoy mucho dolor de espalda y no dormí con la pierna así",
        "今日は腰がとても痛いです",
        "آلام شديدة في الظهر اليوم",
        "Сегодня сильно болит спина",
    ],
)
def test_a_note_in_another_language_is_said_to_be_one(tmp_path, text):
    assert alerts_of(tmp_path, note(text)).caveats == ("not_english",)


SHORT_NOTES = {
    "de": ["angefangen aufzuschreiben", "taubes Gefühl im linken Zeh", "schlecht geschlafen, Hund",
           "Hecke geschnitten, 3 Std.", "nix aufgeschrieben, war aber gut", "krank geschrieben",
           "Tablette auch wg. Kopfweh", "wieder im Büro"],
    "fr": ["mal dormi", "journée sans douleur", "beaucoup de route hier", "pied engourdi ce soir",
           "kiné", "jardinage, un peu trop", "mieux après la marche"],
    "es": ["dormí mal", "mucho coche ayer", "hormigueo en el pie", "día bueno", "sin dolor",
           "un poco peor por la tarde"],
    "it": ["dormito male", "molta macchina ieri", "piede addormentato di notte", "giorno buono",
           "un po' meglio", "senza dolore alla schiena"],
    "nl": ["slecht geslapen", "veel gereden gisteren", "tintelende voet", "goede dag",
           "weer een beetje beter", "niet gewandeld"],
}  # fmt: skip
ENGLISH_NOTES = ["bad night", "long drive", "on the sofa all day", "physio", "numb toe, gone later",
                 "better", "no pain!", "walked the dog with Jan de Vries"]  # fmt: skip


def notes(texts: list[str]) -> str:
    rows = [f'2026-03-{day:02d},3,ibuprofen,"{text}"' for day, text in enumerate(texts, start=1)]
    return "\n".join(["date,pain,medication,notes", *rows, ""])


@pytest.mark.parametrize("language", SHORT_NOTES)
def test_short_notes_tell_their_language_together(tmp_path, language):
    found = alerts_of(tmp_path, notes(SHORT_NOTES[language]))
    assert found.caveats == ("not_english",)
    for say in (say_alerts, say_care):
        said = say(found)
        assert "NOT searched" in said[0]
        assert said[0].endswith("Show them to your therapist.")
        assert say(found, voice="neutral")[0].endswith("Ask to see them.")
        assert "No words were found" not in " ".join(said)


def test_english_notes_are_searched_and_of_mixed_ones_it_says_how_many_were_not(tmp_path):
    (tmp_path / "a").mkdir()
    found = alerts_of(tmp_path / "a", notes(ENGLISH_NOTES))
    assert (found.caveats, found.n_not_english) == ((), 0)
    mixed = [*ENGLISH_NOTES, "taubes Gefühl im linken großen Zeh, abends wieder weg"]
    found = alerts_of(tmp_path, notes(mixed))
    assert (found.caveats, found.n_not_english) == (("partly_not_english",), 1)
    assert "1 is not in English and was not searched" in say_alerts(found)[-1]
    assert say_alerts(found, voice="neutral")[-1].endswith("Ask to see it.")


def test_english_words_within_german_notes_are_still_found(tmp_path):
    found = alerts_of(tmp_path, notes([*SHORT_NOTES["de"], "numb between my legs"]))
    assert [alert.tier for alert in found.alerts] == ["emergency"]
    assert "NOT searched" in say_alerts(found)[-1]


def test_tags_in_a_note_part_words_and_are_not_shown(tmp_path):
    found = alerts_of(tmp_path, note("Back 4/10<br>numbness<br>between my legs"))
    assert [alert.tier for alert in found.alerts] == ["emergency"]
    assert "“Back 4/10 numbness between my legs”" in say_alerts(found)[0]


def test_no_frequent_word_of_another_language_is_an_english_one():
    lexicon = load_lexicon()
    assert not lexicon.english & lexicon.foreign


# --- nothing breaks it --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def blank_book(tmp_path_factory):
    return logbook(tmp_path_factory.mktemp("book"), diary="date,pain\n2026-03-01,3\n")


@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_cell_breaks_the_search(blank_book, cells):
    names = ("location", "quality", "side", "notes")
    diary = blank_book.diary.assign(**dict(zip(names, cells, strict=True)))
    assert isinstance(find_alerts(replace(blank_book, diary=diary)), Alerts)


@given(st.lists(st.sampled_from(table()), min_size=1, max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_neither_the_order_of_rows_nor_a_row_twice_changes_the_alerts(blank_book, notes, random):
    days = pd.date_range("2026-03-01", periods=len(notes))
    rows = pd.DataFrame({"date": days, "notes": [s.text for s in notes], "file": "diary.csv"})
    mixed = pd.concat([rows, rows.sample(frac=0.5, random_state=random.randrange(99))])
    mixed = mixed.sample(frac=1, random_state=random.randrange(99), ignore_index=True)
    told = []
    for diary in (rows, mixed):
        book = replace(blank_book, diary=diary.assign(line=range(len(diary))))
        alerts = find_alerts(book)
        told.append([{(a.date, a.code, a.tier, a.quote) for a in every}
                     for every in (alerts.alerts, alerts.set_aside)])  # fmt: skip
    assert told[0] == told[1]


def test_ten_years_of_daily_notes_take_about_a_second(tmp_path):
    days = pd.date_range("2016-01-01", periods=3650)
    plain = "Sat a lot at work, walked {} minutes in the evening, back stiff but slept well."
    alarms = [s.text.replace('"', "") for s in of_group("first")]
    notes = [
        f"{plain.format(n)} {alarms[n % len(alarms)] if n % 20 == 0 else ''}" for n in range(3650)
    ]
    rows = [f'{day:%Y-%m-%d},3,"{text}"' for day, text in zip(days, notes, strict=True)]
    book = logbook(tmp_path, diary="\n".join(["date,pain,notes", *rows, ""]))
    started = time.process_time()
    find_alerts(book)
    assert time.process_time() - started < 4


def test_importing_it_pulls_in_nothing_heavy():
    code = (
        "import sys, backpain_analysis.alerts;"
        "print([m for m in ('scipy', 'matplotlib', 'typst') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("place", ["left buttock", "buttocks", "right groin", "both buttocks"])
def test_a_place_with_its_side_is_no_alarm_by_itself(tmp_path, place):
    book = logbook(tmp_path, diary=f"date,pain,location\n2026-05-01,4,low_back; {place}\n")
    assert find_alerts(book).alerts == ()


def test_a_sentence_that_calls_for_care_twice_is_quoted_once(tmp_path):
    words = "numb around my bottom since last night and my left foot keeps dropping"
    book = logbook(tmp_path, diary=f"date,pain,notes\n2026-05-01,4,{words}\n")
    alerts = find_alerts(book)
    assert len({alert.code for alert in alerts.alerts}) == 2
    assert " ".join(say_alerts(alerts)).count(words) == 1


# --- settled by the person ----------------------------------------------------------------------

NOTED = """date,pain,notes
2026-03-01,3,numb between my legs
2026-03-05,4,fever and chills
2026-03-09,4,no change in numbness
2026-06-17,5,numb between my legs
2026-06-18,5,fever and chills
"""


def settled_days(folder: Path, days: str) -> Alerts:
    return alerts_of(folder, NOTED, settings=f"settled = [{days}]\n")


def test_what_is_settled_is_no_alert_and_is_told_with_its_day_and_tier(tmp_path):
    found = settled_days(tmp_path, "2026-03-01, 2026-03-05")
    assert [f"{a.date:%m-%d}" for a in found.alerts] == ["06-17", "06-18", "03-09"]
    assert [(f"{a.date:%m-%d}", a.tier) for a in found.settled] == [
        ("03-01", "emergency"), ("03-05", "urgent")]  # fmt: skip
    assert say_each_settled(found)[0].startswith(
        "Settled (May need emergency care). On 1 March 2026 the diary says: “numb between"
    )
    for said in (say_alerts(found), say_care(found)):
        assert "Settled by you, and listed in the details" in said[-1]
        assert said[-1].endswith("in 2 places.")
    assert set(found.table.loc[found.table["set_aside"], "quote"]) >= {"numb between my legs"}


def test_an_emergency_of_the_last_14_days_cannot_be_settled(tmp_path):
    found = settled_days(tmp_path, "2026-06-17, 2026-06-18")  # 13 and 12 days ago
    assert [a.tier for a in found.settled] == ["urgent"]
    assert found.alerts[0].date == pd.Timestamp("2026-06-17")
    a_day_later = replace(logbook(tmp_path), today=pd.Timestamp("2026-07-01"))
    assert "emergency" in [a.tier for a in find_alerts(a_day_later).settled]


def test_where_all_is_settled_other_words_were_not_found(tmp_path):
    found = alerts_of(tmp_path, note("fever and chills"), settings="settled = [2026-03-01]\n")
    assert found.alerts == ()
    assert say_alerts(found)[0].startswith("No other words were found")


def test_the_line_to_paste_settles_what_it_names(tmp_path):
    found = settled_days(tmp_path, "")
    (told,) = say_how_to_settle(found)
    line = told.partition("in [brackets]: ")[2]
    assert line == "settled = [2026-03-01, 2026-03-05, 2026-03-09, 2026-06-18]"
    left = alerts_of(tmp_path, NOTED, settings=line + "\n")
    assert [f"{a.date:%m-%d}" for a in left.alerts] == ["06-17"]
    assert say_how_to_settle(left) == []
    more, stays = say_how_to_settle(settled_days(tmp_path, "2026-03-01, 2026-06-17"))
    assert more.endswith(
        "in place of the line that begins so: "
        "settled = [2026-03-01, 2026-03-05, 2026-03-09, 2026-06-17, 2026-06-18]"
    )
    assert stays == "What may be an emergency stays here for 14 days: 17 June 2026."
