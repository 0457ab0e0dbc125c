"""report.html: the same as the PDF, for a browser, whoever uses it."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from backpain_analysis.report import make_pdf, numbers_of
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.report import _page
from backpain_analysis.report.webpage import make_html
from tests import report_cases as cases
from tests.test_report import FULL_PAGE
from tests.test_traceable import text_of as text_of_pdf

AXE = "axe-core@4.10.2"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
VOID = {"meta", "br", "img", "link", "hr"}


class Page(HTMLParser):
    """Elements as they open, the words between them, and whether all are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.stack: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.opened.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.opened.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if not {"style", "svg", "title"} & set(self.stack):
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.opened if name == tag]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    @cache
    def of(name: str) -> Answers:
        return cases.answers_of(tmp_path_factory.mktemp("logbook"), name)

    return of


def html_of(answers: Answers, paper: str = "a4") -> str:
    return make_html(*_page(answers, numbers_of(answers), paper))


def words_of(page: str) -> str:
    return " ".join(" ".join(Page(page).words).split())


@pytest.mark.parametrize("name", cases.CASES)
def test_every_page_is_whole_and_has_what_a_reader_needs(results, name):
    page = Page(html_of(results(name)))
    assert page.stack == []
    assert page.named("html") == [{"lang": "en"}]
    assert len(page.named("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.opened if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(len(svg["aria-label"]) > 40 and svg["role"] == "img" for svg in page.named("svg"))
    assert all(head["scope"] in ("row", "col") for head in page.named("th"))
    ids = [attributes["id"] for _, attributes in page.opened if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_sections_stand_in_the_order_of_the_page(results):
    words = words_of(html_of(results("everything")))
    places = [words.index(heading) for heading in FULL_PAGE]
    assert places == sorted(places)
    with_alert = words_of(html_of(cases.with_alerts(results("everything"), cases.alert())))
    assert with_alert.index("numb around the seat") < with_alert.index("Back-pain diary")


@pytest.mark.parametrize("name", ["everything", "no routine", "fourteen days", "pain alone"])
def test_it_says_what_the_pdf_says(results, name):
    """Every word of the PDF's pages, its figures and page numbers aside."""
    answers = results(name)
    page = re.sub(r"[-–—\s]+", " ", html.unescape(html_of(answers)))
    pdf = text_of_pdf(make_pdf(answers, numbers_of(answers)))
    pdf = re.sub(r"Page \d+ of \d+|Back-pain diary, .*? recorded", " ", pdf)
    missing = {w for w in re.findall(r"[\w.,’½]+", pdf) if w not in page}
    assert missing == set()


def test_nothing_is_fetched_and_nothing_runs(results):
    for name in ("everything", "hostile texts"):
        page = Page(html_of(results(name)))
        assert not {"script", "link", "iframe", "object", "img", "form", "a"} & {
            tag for tag, _ in page.opened
        }
        attributes = [pair for _, found in page.opened for pair in found.items()]
        assert not [key for key, _ in attributes if key.startswith("on")]
        assert not [v for k, v in attributes if k in ("src", "href", "xlink:href") and v[:1] != "#"]
        assert "default-src 'none'" in page.named("meta")[1]["content"]


def test_what_a_person_wrote_stays_words(results):
    page = html_of(results("hostile texts"))
    assert "<script>alert(1)</script>" in words_of(page)
    assert cases.ARABIC in words_of(page)
    # A browser has the letters that the typeface of the PDF lacks.
    assert "痛" in words_of(page)
    assert "U+75DB" not in page


def test_no_note_is_there_that_nobody_asked_for(results):
    assert "secret" not in html_of(results("everything"))


def test_paper_and_bytes_are_those_of_the_content(results):
    assert "size: letter" in html_of(results("everything"), "us-letter")
    assert html_of(results("everything")) == html_of(results("everything"))


# --- in a browser --------------------------------------------------------------------------------

MEASURE = """<script>addEventListener("load", () => {
  document.body.dataset.wide = document.documentElement.scrollWidth; });</script>"""
CHECK = """<script>%s</script><script>addEventListener("load", async () => {
  const found = await axe.run(document);
  document.body.textContent = "FOUND" + JSON.stringify(found.violations.map(v =>
    v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")))
    + "END" + found.passes.length;
});</script>"""


def in_browser(folder: Path, page: str, script: str) -> str:
    """The page's elements after a script of ours has run in it."""
    allowed = re.sub(r"<meta http-equiv[^>]*>", "", page)
    file = folder / "page.html"
    file.write_text(allowed.replace("</head>", f"{script}</head>"), encoding="utf-8")
    ran = subprocess.run(
        [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--window-size=500,900",
         "--virtual-time-budget=20000", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return ran.stdout


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    npm = shutil.which("npm")
    if BROWSER is None or npm is None:
        pytest.skip("needs chromium and npm")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run([npm, "install", "--no-save", "--no-package-lock", "--ignore-scripts",
                        "--prefix", str(folder), AXE],
                       check=True, capture_output=True, timeout=90, cwd=folder)  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        pytest.skip("axe-core could not be fetched")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("name", ["everything", "hostile texts", "forty stretches"])
def test_axe_finds_nothing_against(results, axe, tmp_path, name):
    answers = cases.with_alerts(results(name), cases.alert(), cases.alert("urgent", "a fever"))
    dom = in_browser(tmp_path, html_of(answers), CHECK % axe.replace("</script", r"<\/script"))
    found = re.search(r"FOUND(.*)END(\d+)", html.unescape(dom))
    assert found, dom[-500:]
    assert json.loads(found[1]) == []
    assert int(found[2]) > 15


@pytest.mark.skipif(BROWSER is None, reason="needs chromium")
@pytest.mark.parametrize("name", ["everything", "long texts", "hostile texts"])
def test_nothing_is_wider_than_a_narrow_screen(results, tmp_path, name):
    dom = in_browser(tmp_path, html_of(results(name)), MEASURE)
    assert int(re.search(r'data-wide="(\d+)"', dom)[1]) <= 500


@pytest.mark.skipif(BROWSER is None, reason="needs chromium")
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_page_one_prints_on_one_sheet(results, tmp_path, paper):
    page, pdf = tmp_path / "report.html", tmp_path / "printed.pdf"
    page.write_text(html_of(results("forty stretches"), paper=paper), encoding="utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    subprocess.run([BROWSER, *FLAGS, profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}",
                    page.as_uri()], check=True, capture_output=True, timeout=90)  # fmt: skip
    sheets = [sheet.extract_text().strip() for sheet in pypdf.PdfReader(pdf).pages]
    assert "Not a diagnosis." in sheets[0]
    assert sheets[1].startswith("Details")
    # A heading has something of its section beneath it.
    last_lines = [sheet.splitlines()[-1].strip() for sheet in sheets]
    assert not set(last_lines) & {head.strip() for head in headings_of(page.read_text("utf-8"))}


def headings_of(page: str) -> list[str]:
    return [html.unescape(words) for words in re.findall(r"<h[1-4][^>]*>(.*?)</h[1-4]>", page)]
