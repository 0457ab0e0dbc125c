"""What the page's typeface covers, and what becomes of what it does not."""

from __future__ import annotations

import pytest

from backpain_analysis.report.fonts import Printable, covered, shorten, width


@pytest.mark.parametrize(
    "text", ["Rücken, dos, espalda", "боль в спине", "πόνος", "ألم الظهر", "1½ – “a” −2 □ ▨"]
)
def test_many_scripts_are_covered(text):
    printable = Printable()
    assert printable.text(text) == text
    assert printable.note() is None


def test_what_no_face_covers_is_replaced_where_it_stood_and_named():
    printable = Printable()
    assert printable.text("my 痛 back 痛 \N{FLYING SAUCER}") == "my □ back □ □"
    assert printable.replaced == {"痛": 2, "\N{FLYING SAUCER}": 1}
    assert printable.note() == (
        "□ stands for a character that the font lacks: "
        "cjk unified ideograph-75db (U+75DB), flying saucer (U+1F6F8)."
    )


def test_many_missing_characters_are_counted():
    printable = Printable()
    printable.text("痛みはいつ")
    assert printable.note().endswith(", 2 more.")


def test_what_turns_or_hides_text_is_taken_out():
    printable = Printable()
    assert printable.text("a\u202eb\u200bc\x00d") == "abcd"
    assert printable.note() is None


def test_white_space_becomes_single_spaces():
    assert Printable().text(" one\ntwo\t three\u00a0four ") == "one two three four"


def test_private_characters_are_not_covered():
    assert "\ue000" not in covered()
    assert "\uef00" not in covered()


def test_a_word_without_end_may_break_and_a_hash_may_not():
    word, digest = "W" * 100, "0123456789abcdef" * 4
    broken = Printable().text(word)
    assert broken.replace("\N{ZERO WIDTH SPACE}", "") == word
    assert max(map(len, broken.split("\N{ZERO WIDTH SPACE}"))) <= 12
    assert Printable().text("physiotherapeutically") == "physiotherapeutically"
    assert Printable().text(digest) == digest


def test_nested_texts_are_cleaned_and_numbers_kept():
    tree = {"rows": [["a\nb", 3], ("痛", None)]}
    assert Printable().tree(tree) == {"rows": [["a b", 3], ["□", None]]}


def test_width_is_that_of_the_font():
    # DejaVu Sans: 2048 units to the em, a digit is 1303 units wide.
    assert width("00", 10) == pytest.approx(2 * 1303 / 2048 * 10)


@pytest.mark.parametrize("room", [30.0, 80.0, 180.0])
def test_a_shortened_text_fits_and_says_so(room):
    short = shorten("Supine spinal twist on the left side, slowly", room, 9)
    assert short.endswith("…")
    assert width(short, 9) <= room


def test_a_text_that_fits_stays_whole():
    assert shorten("cat-cow", 200, 9) == "cat-cow"
