"""Words made to be more than words, in every place a person can write: shown as they stand."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pypdf
import pytest

from backpain_analysis import cli
from backpain_analysis.display import say, say_each, show_table
from backpain_analysis.errors import OutputError
from backpain_analysis.form import EntryForm
from backpain_analysis.logbook import open_logbook
from backpain_analysis.notebook_files import write_page
from backpain_analysis.reading.guards import guarded, unguarded
from backpain_analysis.report import typeset, write_report
from backpain_analysis.transcript import write_logbook as write_out
from tests.writing import TODAY, write_logbook

#: By kind: what is written, and what would be seen if it were taken for more than words.
KINDS = {
    "html": "<img src=x onerror=alert(1)><b>B</b>",
    "typst": '#strong[x] #read("/etc/passwd") $x$ *b* @a',
    "markdown": "![x](http://127.0.0.1:9/x) **b** `c` [l](javascript:alert(1))",
    "latex": "$\\href{javascript:alert(1)}{x}$ \\(y\\)",
    "terminal": "\x1b[2J\x1b]0;t\x07\x9b31mred",
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+HYPERLINK(1)",
    "at": "@SUM(1)",
    "turned": "\u202egnitset\u2066x\u200f",
}
#: A word by which each place is found again in what is shown.
PLACES = ("Nnote", "Llabel", "Qquestion", "Eexercise", "Hheader", "Wplace", "Ffile")
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SEEN = re.compile("[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufffd\\s]+")


def cell(text):
    return '"' + text.replace('"', '""') + '"'


def toml(text):
    return json.dumps(text).replace("\x7f", "\\u007f")


def hostile_logbook(folder, words):
    """A logbook in which these words stand in every place."""
    head = f"date,pain,location,notes,{cell('Hheader ' + words)}\n"
    said = f"{cell('Wplace ' + re.sub('[;,|]', '_', words) + ';')},{cell('Nnote ' + words)}"
    usual = "neck,an ordinary day of which there is nothing at all to say"
    rows = [
        f"2026-03-{n:02d},{3 + n % 4},{said if n == 1 else usual},{n % 5}\n" for n in range(1, 29)
    ]
    done = ["as ever and nothing to say,at home in the living room,cat-cow,yes\n"] * 12
    done += [f"nothing,here,{cell('Eexercise ' + words)},yes\n"]
    write_logbook(
        folder,
        diary=head + "".join(rows),
        routine="date,notes,where,exercise,done\n"
        + "".join(f"2026-03-{n:02d},{row}" for n, row in enumerate(done, start=1)),
        settings=f"label = {toml('Llabel ' + words)}\nquestions = [{toml('Qquestion ' + words)}]\n",
    )
    name = re.sub("[/\x00-\x1f\x7f-\x9f]", "_", words)
    (folder / f"{name} Ffile.csv").write_text("date,name,value\n2026-03-29,pain,4\n")
    return folder


@pytest.fixture(scope="module", params=[*KINDS])
def made(request, tmp_path_factory):
    """The words, their logbook, and the report with notes."""
    words = KINDS[request.param]
    folder = hostile_logbook(tmp_path_factory.mktemp("log"), words)
    book = open_logbook(folder, today=TODAY)
    return words, book, write_report(book, folder / "out", notes=True)


class Page(HTMLParser):
    """Elements, attributes and words of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words, self._inside = set(), [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self._inside = tag

    def handle_endtag(self, _tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside != "style":
            self.words.append(data)


def squeezed(text):
    """What can be seen of a text, without spaces and replacements: lines are broken anywhere."""
    return "".join(SEEN.findall(text))


def stands_in(words, place, text):
    """Whether the words stand behind the place's name; a page may cut them off."""
    begins = re.sub("[;,|]", "_", words) if place == "Wplace" else words
    return squeezed(f"{place} {begins}")[: len(place) + 10] in squeezed(text)


IN_REPORT = [place for place in PLACES if place != "Ffile"]


def test_the_pdf_shows_the_words_and_nothing_else_happens(made):
    words, _, report = made
    reader = pypdf.PdfReader(io.BytesIO(report.pdf.read_bytes()))
    text = "".join(page.extract_text() for page in reader.pages)
    for place in IN_REPORT:
        assert stands_in(words, place, text), place
    assert not STEERS.search(text.replace("\n", ""))
    assert "root:" not in text
    assert all("/Annots" not in page for page in reader.pages), "a link was made of words"
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.root_object)


def test_the_page_for_a_browser_shows_the_words_and_nothing_else_happens(made):
    words, _, report = made
    page = Page(report.html.read_text(encoding="utf-8"))
    text = "".join(page.words)
    for place in IN_REPORT:
        assert stands_in(words, place, text), place
    assert not {"img", "script", "iframe", "object", "a", "form"} & page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [v for n, v in page.attributes if n in ("src", "href") and not v.startswith("#")]
    assert not STEERS.search(text)


def test_report_json_keeps_the_words_as_they_are(made):
    words, _, report = made
    numbers = json.loads(report.json.read_text(encoding="utf-8"))
    assert numbers["settings"]["label"] == f"Llabel {words}"
    assert numbers["settings"]["questions"] == [f"Qquestion {words}"]


def test_the_terminal_shows_the_words_and_is_not_steered(made, monkeypatch, capsys):
    words, book, _ = made
    said = ""
    for command in ("check", "report")[: 2 if "\x1b" in words else 1]:
        monkeypatch.chdir(book.folder)
        monkeypatch.setattr(sys, "argv", ["backpain", command, "."])
        with pytest.raises(SystemExit):
            cli.main()
        said += "".join(capsys.readouterr())
    assert not STEERS.search(said)
    assert squeezed(words)[:20] in squeezed(said)


def test_the_notebooks_show_the_words_in_cells_and_pages(made, tmp_path):
    """What every notebook shows words with, as a cell's output and in the page made of it."""
    words, book, _ = made
    notes = book.diary[["notes", "location"]].head(3)
    shown = [say(f"Nnote {words}"), say_each([f"Nnote {words}"]), show_table(notes)]
    note = nbformat.v4.new_notebook()
    for one in shown:
        data = {"text/html": one._repr_html_(), "text/plain": repr(one)}
        output = nbformat.v4.new_output("execute_result", data=data)
        note.cells.append(nbformat.v4.new_code_cell("x", outputs=[output]))
        parsed = Page(data["text/html"])
        assert stands_in(words, "Nnote", "".join(parsed.words))
        assert parsed.tags <= {"div", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
        assert {n for n, _ in parsed.attributes} <= {"class", "style"}
        assert "mathjax_ignore" in data["text/html"]
        assert not STEERS.search(data["text/plain"])
        assert not STEERS.search(data["text/html"])
    write_page(tmp_path / "page.html", note)
    page = Page((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "".join(page.words).count("Nnote") >= 3
    assert not {"img", "script", "a", "b", "strong", "em"} & page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_exported_files_hold_no_formula_and_come_back_the_same(made, tmp_path):
    _, book, _ = made
    folder = tmp_path / "plain"
    write_out(book, folder)
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for text in (text for row in csv.reader(file) for text in row):
                assert text[:1] not in tuple("=@\t\r"), f"{path.name}: {text}"
                assert not re.match(r"[+-]\s*[^\s\d.]", text), text
    again = open_logbook(folder, today=TODAY)
    for name in ("notes", "location"):
        assert again.diary[name].dropna().tolist() == book.diary[name].dropna().tolist()
    names = ["exercise_written", "done"]
    pd.testing.assert_frame_equal(again.routine[names], book.routine[names])
    assert again.settings.label == book.settings.label
    assert {m["label"] for m in again.measures.values()} == {
        m["label"] for m in book.measures.values()
    }


def test_an_entry_typed_in_is_no_formula_in_the_diary(tmp_path, monkeypatch):
    (tmp_path / "diary.csv").write_text("date,pain,notes\n2026-03-01,4,x\n")
    words = ["log", str(tmp_path), "--pain", "5", "--notes", "=cmd|'/C calc'!A0"]
    monkeypatch.setattr(sys, "argv", ["backpain", *words])
    with pytest.raises(SystemExit):
        cli.main()
    assert "\n" in (tmp_path / "diary.csv").read_text()
    assert ",'=cmd|'/C calc'!A0" in (tmp_path / "diary.csv").read_text()
    assert open_logbook(tmp_path).diary["notes"].tolist() == ["x", "=cmd|'/C calc'!A0"]


FORMULAS = [
    "=1",
    "+x",
    "-x",
    "@x",
    "- fine",
    "-2+3",
    "+ (1)",
    "--cmd|'/C calc'!A0",
    "\uff1d1",
    "-=1",
]
WORDS_ONLY = ["-1.5", "+2", "-> home", "--", "+/- the same", "- ", "'tis", "'", "", "a=1"]


def test_the_form_is_not_steered_by_a_column_of_ones_own(made):
    words, book, _ = made
    fields = EntryForm(book.folder, date.fromisoformat(TODAY)).fields.values()
    shown = [text for field in fields for text in (field.description, field.placeholder)]
    assert stands_in(words, "Hheader", "".join(shown))
    assert not STEERS.search("".join(shown))
    assert not any(field.description_allow_html for field in fields)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_guard_comes_off_as_it_went_on(text):
    for written in (text, f"'{text}", f"''{text}"):
        assert guarded(written) == f"'{written}"
        assert unguarded(guarded(written)) == written


@pytest.mark.parametrize("text", WORDS_ONLY)
def test_what_no_spreadsheet_takes_for_a_formula_stays_as_it_is(text):
    assert guarded(text) == unguarded(text) == text


# ---- typst


def test_typst_reaches_no_file_and_no_package(tmp_path, monkeypatch):
    """Even a template that asked for them would get none."""
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    made = pd.Timestamp("2026-06-30")
    for asked in (
        '#read("/etc/passwd")', '#read("secret.txt")', '#read("../secret.txt")',
        f'#read("{tmp_path}/secret.txt")', '#import "@preview/cetz:0.3.0"',
        '#import "@local/x:1.0.0"',
    ):  # fmt: skip
        template = tmp_path / "asks.typ"
        template.write_text(asked)
        monkeypatch.setattr(typeset, "_TEMPLATE", Path(template))
        with pytest.raises(OutputError, match="could not be set"):
            typeset.typeset({"page": []}, {}, made=made)
