"""What a notebook shows: escaped, complete, and readable without a browser too."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

from backpain_analysis.display import Picture, say, say_each, show_table


class Seen(HTMLParser):
    """The tags and the text that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(html)

    def handle_starttag(self, tag, _attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


EVIL = "<script>alert('x')</script> <b>bold</b> & \"$E=mc^2$\" **stars**"


@pytest.mark.parametrize(
    "shown",
    [
        say(EVIL),
        say_each(EVIL),
        say_each([EVIL]),
        show_table(pd.DataFrame({"note": [EVIL]})),
        show_table(pd.DataFrame({EVIL: ["x"]})),
    ],
)
def test_a_note_comes_out_as_it_was_written(shown):
    seen = Seen(shown._repr_html_())
    assert not {"script", "b", "em", "strong"} & set(seen.tags)
    assert EVIL in seen.text
    # Jupyter typesets what stands between dollar signs, save in these classes.
    assert 'class="tex2jax_ignore mathjax_ignore"' in shown._repr_html_()


def test_sentences_are_paragraphs_and_blank_ones_are_left_out():
    shown = say("One.", ["Two.", "", "  "], "Three.")
    assert Seen(shown.html).text == ["One.", "Two.", "Three."]
    assert repr(shown) == "One.\n\nTwo.\n\nThree."


def test_a_long_sentence_is_wrapped_for_a_terminal():
    lines = repr(say_each("word " * 60)).splitlines()
    assert lines[0].startswith("- ")
    assert lines[1].startswith("  ")
    assert max(map(len, lines)) <= 88


def test_an_empty_list_and_an_empty_table_say_so():
    assert repr(say_each([], otherwise="Nothing.")) == "Nothing."
    assert repr(show_table(pd.DataFrame({"a": []}), otherwise="Nothing.")) == "Nothing."


def test_a_long_table_says_how_much_was_left_out():
    shown = show_table(pd.DataFrame({"n": range(50)}), most=40)
    assert Seen(shown.html).tags.count("td") == 40
    assert "... and 10 more rows." in Seen(shown.html).text
    assert repr(shown).endswith("... and 10 more rows.")


def test_missing_cells_are_blank_and_numbers_stand_on_the_right():
    shown = show_table(pd.DataFrame({"name": ["a", None], "days": [3.0, float("nan")]}))
    assert "nan" not in shown.html.lower()
    assert "None" not in shown.html
    assert shown.html.count("text-align: right") == 3
    assert shown.html.count("text-align: left") == 3


def test_only_short_cells_are_kept_in_one_line():
    shown = show_table(pd.DataFrame({"lag": ["2 days later"], "note": ["a long note " * 5]}))
    assert shown.html.count("white-space: nowrap") == 1  # a heading may wrap


def test_nothing_shown_holds_an_address_of_an_object():
    for shown in (say("a"), show_table(pd.DataFrame({"a": [1]})), Picture(b"", "A page.")):
        assert "0x" not in repr(shown)


def test_a_picture_says_in_words_what_it_shows():
    png, metadata = Picture(b"bytes", "A page.")._repr_png_()
    assert (png, metadata) == (b"bytes", {"alt": "A page."})
