"""What the page's typeface covers, and what becomes of what it does not."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from backpain_analysis.errors import OutputError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import write_report
from backpain_analysis.report.extra_font import read_font, suggest_fonts
from backpain_analysis.report.fonts import Printable, covered, shorten, width
from tests import report_cases as cases


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
        "cjk unified ideograph-75db (U+75DB), flying saucer (U+1F6F8). "
        "Noto Sans SC or Noto Emoji has it: --font FILE."
    )


def test_many_missing_characters_are_counted():
    printable = Printable()
    printable.text("痛みはいつ")
    assert ", 2 more. Noto Sans SC or Noto Sans JP has it" in printable.note()


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
    # Source Sans Pro: 1000 units to the em, a digit is 497 units wide. The box is not in it, and
    # DejaVu Sans has 2048 units to the em, of which the box takes 1935.
    assert width("00", 10) == pytest.approx(2 * 497 / 1000 * 10)
    assert width("□", 10) == pytest.approx(1935 / 2048 * 10)


@pytest.mark.parametrize("room", [30.0, 80.0, 150.0])
def test_a_shortened_text_fits_and_says_so(room):
    short = shorten("Supine spinal twist on the left side, slowly", room, 9)
    assert short.endswith("…")
    assert width(short, 9) <= room


def test_a_text_that_fits_stays_whole():
    assert shorten("cat-cow", 200, 9) == "cat-cow"


# --- a font of the person's own ------------------------------------------------------------------


def make_font(path: Path, characters: str) -> Path:
    """A font whose every letter is a square."""
    names = [".notdef", *(f"u{ord(c):04X}" for c in characters)]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    font.setupGlyf(dict.fromkeys(names, pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Squares", "styleName": "Regular", "psName": "Squares"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.save(path)
    return path


def test_a_font_of_ones_own_prints_what_the_page_lacks(tmp_path):
    rows = cases.diary(20, location=lambda i: "痛い背中" if i % 2 else "\N{FIRE}")
    folder = cases.write(tmp_path / "book", {"diary": rows})
    book = open_logbook(folder, today=cases.TODAY)
    font = make_font(tmp_path / "squares.ttf", "痛い背中")
    texts, files = [], []
    for given in (None, font, font):
        report = write_report(book, tmp_path / "out", font=given)
        files.append(report.pdf.read_bytes())
        texts.append(pypdf.PdfReader(io.BytesIO(files[-1])).pages[0].extract_text())
    assert files[1] == files[2]
    assert "痛" not in texts[0]
    assert "Noto Sans SC" in " ".join(texts[0].split())
    assert "痛い背中" in texts[1]
    assert "fire (U+1F525)" in " ".join(texts[1].split())
    assert "Noto Emoji has it: --font FILE." in " ".join(texts[1].split())
    assert b"Squares" in files[1]


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + b"x" * 40])
def test_what_is_no_font_is_said(tmp_path, content):
    file = tmp_path / "a.ttf"
    file.write_bytes(content)
    with pytest.raises(OutputError, match="is no font that can be used"):
        read_font(file)
    with pytest.raises(OutputError, match="Cannot read the font"):
        read_font(tmp_path / "none.ttf")


@pytest.mark.parametrize(
    ("characters", "fonts"),
    [("痛背", ["Noto Sans SC"]), ("ปวด", ["Noto Sans Thai"]), ("दर्द", ["Noto Sans Devanagari"]),
     ("통", ["Noto Sans KR"]), ("\N{FIRE}", ["Noto Emoji"]), ("", []), ("\ue000", [])],
)  # fmt: skip
def test_a_font_is_named_for_each_script(characters, fonts):
    assert suggest_fonts(characters) == fonts
