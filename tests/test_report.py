"""The report: what a therapist holds in the hand, and what a screen reader is given."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pandas as pd
import pypdf
import pypdfium2
import pytest

from backpain_analysis import writing
from backpain_analysis.checking import short_lines
from backpain_analysis.errors import OutputError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.report import make_pdf, numbers_of, report, write_report
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.content import page_versions
from backpain_analysis.report.cutting import cut, sentences
from backpain_analysis.report.details import details
from backpain_analysis.report.limits import VERSIONS
from backpain_analysis.report.said import without_adjusted
from backpain_analysis.wording import say_ranking
from tests import made_results as made
from tests import report_cases as cases

PAPERS = ("a4", "us-letter")
MARGIN = 17 / 25.4 * 72
SIDE = {"a4": 11 / 25.4 * 72, "us-letter": 9 / 25.4 * 72}
FULL_PAGE = (
    "Back-pain diary", "My questions and goals", "Snapshot", "Pain over time", "Stretching",
    "Where and what", "Patterns to talk about", "Not a diagnosis",
)  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    @cache
    def of(name: str) -> Answers:
        return cases.answers_of(tmp_path_factory.mktemp("logbook"), name)

    return of


@pytest.fixture(scope="module")
def printed(results):
    @cache
    def of(name: str, paper: str = "a4") -> bytes:
        return pdf_of(results(name), paper)

    return of


def pdf_of(answers: Answers, paper: str = "a4") -> bytes:
    return make_pdf(answers, numbers_of(answers), paper=paper)


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes, page: int = 0) -> str:
    """A page's words on one line; a break within a long word is no space."""
    words = reader(pdf).pages[page].extract_text().replace("\u200b", "")
    return " ".join(words.split())


def all_text(pdf: bytes) -> str:
    return " ".join(text_of(pdf, page) for page in range(len(reader(pdf).pages)))


# --- page 1 is one page -------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", cases.CASES)
def test_page_one_is_one_page_and_nothing_leaves_it(printed, name, paper):
    pdf = printed(name, paper)
    assert text_of(pdf, 0).startswith("Back-pain diary")
    assert "Not a diagnosis." in text_of(pdf, 0)
    assert text_of(pdf, 1).startswith("Details")
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    for page in range(min(4, len(reader(pdf).pages))):
        on_page = cases.letters(pdf, page)
        assert min(letter.left for letter in on_page) >= MARGIN - 1
        assert max(letter.right for letter in on_page) <= width - MARGIN + 1
        assert min(letter.bottom for letter in on_page) >= SIDE[paper] - 8
        assert max(letter.top for letter in on_page) <= height - SIDE[paper] + 1


@pytest.mark.parametrize("paper", PAPERS)
def test_page_one_holds_the_worst_of_everything(results, paper):
    shouting = [
        cases.alert(tier, cases.LONG + cases.WIDE)
        for tier in ("emergency", "urgent", "please_check") for _ in range(3)
    ]  # fmt: skip
    warned = made.recording(caveats=("gaps_follow_bad_days", "trend_hangs_on_gaps"))
    answers = replace(cases.with_alerts(results("long texts"), *shouting), recording=warned)
    pdf = pdf_of(answers, paper)
    assert "Not a diagnosis." in text_of(pdf, 0)
    assert text_of(pdf, 1).startswith("Details")
    foot = [letter for letter in cases.letters(pdf, 0) if letter.bottom < SIDE[paper] - 2]
    assert not foot


def test_paper_is_the_one_asked_for(printed):
    sizes = [pypdfium2.PdfDocument(printed("everything", paper))[0].get_size() for paper in PAPERS]
    assert [(round(w), round(h)) for w, h in sizes] == [(595, 842), (612, 792)]


def test_each_version_shows_no_more_than_the_one_before():
    firsts = [i for i, limits in enumerate(VERSIONS) if limits.exercises == 0]
    for run in (VERSIONS[: firsts[0]], VERSIONS[firsts[0] :]):
        for longer, shorter in pairwise(run):
            pairs = zip(vars(longer).values(), vars(shorter).values(), strict=True)
            assert all(a >= b for a, b in pairs)


def leaves_its_page(pdf: bytes) -> bool:
    """Whether the last line of page 1 stands lower than the margin lets it."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found = page.search("Not a diagnosis.").get_next()
    return found is None or page.get_charbox(found[0])[1] < SIDE["a4"] - 2.5


def test_the_fullest_version_that_fits_is_printed(results, printed, monkeypatch):
    """Looked for by halves, here tried in turn; two may lack the 12 pt that are kept free."""
    answers, chosen = results("long texts"), text_of(printed("long texts"))
    numbers = numbers_of(answers)
    versions = page_versions(answers, numbers, paper="a4")
    monkeypatch.setattr(report, "details", lambda *_: [])
    alone = []
    for version in versions:
        monkeypatch.setattr(report, "page_versions", lambda *_, only=version, **__: [only])
        pdf = make_pdf(answers, numbers)
        if alone or not leaves_its_page(pdf):
            alone.append(text_of(pdf).partition(" Page 1 of")[0])
        if len(alone) == 3:
            break
    assert versions.index(version) > 3
    assert chosen.partition(" Page 1 of")[0] in alone


def test_page_one_warns_where_days_without_an_entry_could_bend_it(results):
    warned = made.recording(caveats=("gaps_follow_bad_days", "trend_hangs_on_gaps"))
    answers = replace(results("everything"), recording=warned)
    text = text_of(pdf_of(answers))
    assert "pain may have been worse than it looks here." in text
    assert "The trend would read differently if the days without a pain number" in text
    assert text.index("worse than it looks here") < text.index("Pain over time")
    assert numbers_of(answers)["caveats"]["recording"] == list(warned.caveats)
    trusted = replace(answers, recording=made.recording())
    assert "than it looks here" not in text_of(pdf_of(trusted))


# --- what stands on it ---------------------------------------------------------------------------


def test_page_one_reads_in_the_order_of_the_design(printed):
    text = text_of(printed("everything"))
    places = [text.index(heading) for heading in FULL_PAGE]
    assert places == sorted(places)


def test_page_one_says_what_the_numbers_say(printed, results):
    text, numbers = text_of(printed("no visit")), numbers_of(results("no visit"))
    pain, described = numbers["pain"], numbers["described"]
    assert f"Average pain {pain['mean']:.1f} on {numbers['period']['days_recorded']} days" in text
    assert f"First 14 days {pain['first_14_days']['mean']:.1f}" in text
    assert f"Last 14 days {pain['last_14_days']['mean']:.1f}" in text
    assert f"Pain 7 or more {pain['days_at_7_or_more']} of" in text
    assert f"Worst 7 or more {described['worst_high']['days']} of" in text
    assert f"Below the knee {described['below_knee']['days']} of" in text
    assert f"Medicine {described['medicine_days']} " in text
    assert f"Flare-ups {len(numbers['flares'])}" in text
    assert "low back 70 days" in text
    assert "Made on 30 June." in text


def test_label_questions_and_plan_stand_where_they_are_known(printed):
    text = text_of(printed("everything"))
    for words in ("K. M.", "May I sit all day?", "stretches done/planned", "Stopped for pain"):
        assert words in text


def test_no_note_is_printed_that_nobody_asked_for(printed):
    assert "secret" not in all_text(printed("everything"))


@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        ("no visit", ["first half", "second half"], ["before", "the visit"]),
        ("no routine", ["No stretching was logged."], ["Week that begins on", "planned"]),
        ("no plan", ["stretches done, the last 12 weeks"], ["done/planned", "adherence"]),
        ("fourteen days", ["not enough data yet"], ["First 14 days", "My questions"]),
        ("one day", ["1 of 1 day recorded"], ["Worst leg pain", "Medicine", "Where and what"]),
        (
            "pain alone",
            ["Apart from pain and stretching"],
            ["worst of the day"],
        ),
        ("leg pain alone", ["Average leg pain"], ["Worst leg pain", "Worst 7 or more"]),
        ("worst alone", ["Average worst pain", "worst of the day"], ["• average"]),
        ("ten years", ["mean of a month"], ["of the day"]),
        ("forty stretches", ["More in the details."], []),
    ],
)
def test_what_was_not_recorded_is_not_there(printed, name, there, not_there):
    text = text_of(printed(name))
    assert [words for words in there if words not in text] == []
    assert [words for words in not_there if words in text] == []


# --- words that call for care --------------------------------------------------------------------


def test_alert_comes_first_with_date_quote_and_what_to_do(results):
    found = (
        cases.alert(quote="numb *between* the legs, not gone"),
        cases.alert("urgent", "fever and chills", date=pd.Timestamp("2026-04-01")),
    )
    text = text_of(pdf_of(cases.with_alerts(results("no routine"), *found)))
    order = [
        "May need emergency care", "3 March 2026", "“numb *between* the legs, not gone”",
        "go to the emergency department now", "Ask a doctor today", "“fever and chills”",
        "Back-pain diary",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Nothing found does not mean" not in text


def test_alerts_that_find_no_room_are_counted_and_stand_in_the_details(results):
    found = [cases.alert(quote=f"numb again, day {k}") for k in range(7)]
    pdf = pdf_of(cases.with_alerts(results("everything"), *found))
    shown = text_of(pdf).count("“numb again")
    assert f"{7 - shown} more in the details." in text_of(pdf)
    assert all(f"numb again, day {k}" in text_of(pdf, 1) for k in range(7))


def test_what_is_settled_is_counted_on_page_1_and_listed_in_the_details(results):
    answers = results("no routine")
    settled = replace(cases.with_alerts(answers).alerts, settled=(cases.alert("urgent", "fever"),))
    pdf = pdf_of(replace(answers, alerts=settled))
    told = "Settled by the patient, and listed in the details: words that call for care in 1 place."
    assert told in text_of(pdf)
    assert "No other words were found" in text_of(pdf)
    assert "Settled (Ask a doctor today). On 3 March 2026 the diary says: “fever”." in text_of(
        pdf, 1
    )


def test_without_an_alert_the_foot_says_that_the_check_can_miss_things(printed):
    assert "Nothing found does not mean that all is well." in text_of(printed("everything"))


# --- nobody's words become markup ----------------------------------------------------------------


def test_hostile_text_is_printed_as_it_was_written(printed):
    pdf = printed("hostile texts")
    assert cases.HOSTILE in text_of(pdf)
    assert "#strong[x]" in text_of(pdf)
    assert "#lorem(9)" in text_of(pdf)
    assert "<script>alert(1)</script>" in text_of(pdf)


def test_a_character_without_a_glyph_is_replaced_and_named(printed):
    text = text_of(printed("hostile texts"))
    assert "#strong[x] □" in text
    assert "□ stands for a character that the font lacks" in text
    assert "flying saucer (U+1F6F8)" in text


def test_numbers_beside_arabic_words_stay_with_them(printed):
    line = next(row for row in visual_lines(printed("hostile texts")) if "What it felt" in row)
    assert re.search(r"What it felt like: \S+ \d+ days, \S+ \d+, \S+ \d+", line), line


def visual_lines(pdf: bytes) -> list[str]:
    """The lines of page 1 from left to right, as the eye meets them."""
    rows: dict[int, list[cases.Letter]] = {}
    for letter in cases.letters(pdf, 0):
        rows.setdefault(round(letter.bottom / 4), []).append(letter)
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    lines = []
    for row in rows.values():
        box = (min(x.left for x in row) - 1, min(x.bottom for x in row) - 1,
               max(x.right for x in row) + 1, max(x.top for x in row) + 1)  # fmt: skip
        lines.append(text.get_text_bounded(*box).replace("\u200e", ""))
    return lines


# --- type, tags, fonts ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["everything", "no routine", "long texts"])
def test_type_is_large_enough(printed, name):
    pdf = printed(name)
    first = cases.sizes(pdf, 0)
    assert min(first) >= 7
    assert sum(n for size, n in first.items() if size >= 10.5) > 0.45 * first.total()
    in_figure = {size for size in first if size < 9}
    assert sum(first[size] for size in in_figure) < 300
    for page in range(1, len(reader(pdf).pages)):
        assert min(cases.sizes(pdf, page)) >= 7


def test_pdf_is_tagged_titled_and_in_a_language(printed):
    root = reader(printed("everything")).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader(printed("everything")).metadata.title == "Back-pain diary"


def structure(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    """Every element of the tag tree, parents before children."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_headings_tables_and_figures_are_tagged(printed):
    tags = [str(node.get("/S")) for node in structure(printed("everything"))]
    assert tags.count("/H1") == 2
    assert tags.count("/H2") > 12
    assert tags.count("/TH") > 30
    assert tags.count("/TD") > 60
    assert tags.count("/Figure") == 4


def test_figures_say_what_they_show(printed, results):
    nodes = structure(printed("everything"))
    course, body, times, large = (str(n["/Alt"]) for n in nodes if n.get("/S") == "/Figure")
    assert body == large
    for words in ("front and the back", "5 January to 1 March 2026, ",
                  " days with a place or no pain; ",
                  "left low back (back) ", "right thigh (front) ",
                  "since the visit: "):  # fmt: skip
        assert words in body
    mean = numbers_of(results("everything"))["pain"]["mean"]
    for words in ("0 to 10", "higher is worse", f"Average {mean:.1f}", "no entry",
                  "2 March 2026", "visit"):  # fmt: skip
        assert words in course
    assert "Mon" in times
    assert "morning" in times


def test_every_font_is_embedded(printed):
    found = set()
    for page in reader(printed("hostile texts")).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            kind = font.get_object()["/DescendantFonts"][0].get_object()
            keys = kind["/FontDescriptor"].get_object().keys()
            assert {"/FontFile2", "/FontFile3"} & set(keys)
            found.add(str(kind["/BaseFont"]))
    assert {name.split("+")[1].split("-")[0] for name in found} == {"DejaVuSans", "SourceSansPro"}


def test_nothing_needs_colour(printed):
    pixels = pypdfium2.PdfDocument(printed("everything"))[0].render(scale=0.7).to_numpy()
    assert int((pixels.max(axis=2) - pixels.min(axis=2)).max()) <= 2


def test_same_input_and_date_give_the_same_bytes(results):
    assert pdf_of(results("everything")) == pdf_of(results("everything"))


# --- the details ---------------------------------------------------------------------------------


def test_details_hold_every_combination_and_every_source(printed, results):
    text, numbers = all_text(printed("everything")), numbers_of(results("everything"))
    tried = [row for row in numbers["triggers"] if row["factor"] == "sitting_hours"]
    # What lacks data at each lag for one reason is told once.
    assert {(row["effect"], row["reason"]) for row in tried} == {(None, "explained_by_calendar")}
    assert (len(tried), text.count("sitting, per hour any")) == (4, 1)
    for when in ("same day", "1 day later", "2 days later", "3 days later"):
        assert f"lifting something heavy {when}" in text
    for source in numbers["sources"]:
        assert source["sha256"] in text.replace(" ", "")
    for heading in ("Every combination that was tried", "in both directions", "Before and after",
                    "weekday and time of day", "Where it hurt over time", "Flare-ups",
                    "What changed since the visit on 2 March 2026", "How the diary was kept",
                    "Where this comes from"):  # fmt: skip
        assert heading in text


def test_an_effect_per_step_is_told_for_an_everyday_difference(results):
    answers = results("everything")
    row = made.cell("steps", label="steps", unit="steps", effect=0.00021, low=0.00009, high=0.00033,
                    contrast_from=4000.0, contrast_to=9000.0)  # fmt: skip
    told = replace(answers, ranking=made.ranking(row, made.cell()))
    text = " ".join(json.dumps(details(told, numbers_of(told)), ensure_ascii=False).split())
    assert "steps, 9,000 rather than 4,000 steps" in text
    assert '"1.05", "0.45 to 1.65"' in text
    assert "sitting, per hour" in text
    assert "0.0002" not in text


def test_header_is_repeated_where_a_table_goes_on(printed):
    pdf = printed("long texts")
    pages = [text_of(pdf, page) for page in range(1, len(reader(pdf).pages))]
    of_table = [text for text in pages if "same day" in text and "days later" in text]
    assert len(of_table) > 1
    assert all("95 % interval" in text for text in of_table)


def test_problems_are_listed_with_file_and_line(tmp_path):
    rows = cases.diary(40)
    rows[3]["pain"] = 12
    (tmp_path / "book").mkdir()
    folder = cases.write(tmp_path / "book", {"diary": rows})
    report = write_report(open_logbook(folder, today=cases.TODAY), tmp_path / "out")
    text = all_text(report.pdf.read_bytes())
    assert "diary.csv 5 pain" in text
    assert "12" in text


def test_the_page_counts_its_remarks_as_check_does(tmp_path):
    rows = cases.diary(40)
    for at in (3, 5, 9):
        rows[at]["pain"] = 10 + at
    (tmp_path / "book").mkdir()
    folder = cases.write(tmp_path / "book", {"diary": rows})
    look = look_into(folder, today=cases.TODAY)
    assert len(look.book.problems) == 3
    assert short_lines(look.book)[-1] == "1 remark on the files"
    report = write_report(look.book, tmp_path / "out")
    text = " ".join(all_text(report.pdf.read_bytes()).split())
    assert "1 remark on the files" in text
    assert "The same 2 times more: 15 (line 7), 19 (line 11)." in text


# --- cutting -------------------------------------------------------------------------------------


def test_what_qualifies_a_finding_is_never_cut_off():
    claim = (
        "On days with lifting, pain was 1.4 points higher (0.3 to 2.5), 71 days. This could be "
        "chance: 28 combinations were checked. With “a. b” held equal: 1.2 points higher. "
        "Either may drive the other."
    )
    assert without_adjusted(claim) == claim.replace(
        " With “a. b” held equal: 1.2 points higher.", ""
    )


def test_a_same_day_finding_says_that_either_may_drive_the_other(results, printed):
    found = [say for say in say_ranking(results("everything").ranking, voice="neutral")
             if "On days with lifting" in say]  # fmt: skip
    assert found[0].endswith("Either may drive the other.")
    tiers = ("emergency", "urgent", "please_check")
    crowded = cases.with_alerts(results("everything"), *[cases.alert(t, cases.LONG) for t in tiers])
    for pdf in (printed("everything"), pdf_of(crowded, "us-letter")):
        assert "Either may drive the other." in text_of(pdf)


def test_a_text_is_cut_behind_a_sentence_where_that_is_possible():
    assert cut("One two. Three four. Five six.", 120, 1) == "One two. Three four."
    assert cut("One very long sentence without an end in sight", 120, 1).endswith("…")


def test_a_sentence_ends_outside_quotation_marks_only():
    text = "Blamed: “It hurts. A lot. Dr. X said so.” on 3 days. No link."
    assert sentences(text) == ["Blamed: “It hurts. A lot. Dr. X said so.” on 3 days.", "No link."]


# --- writing -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = cases.write(tmp_path_factory.mktemp("logbook"), {"diary": cases.full_diary(40)})
    return open_logbook(folder, today=cases.TODAY)


def test_report_is_three_files_and_nothing_else(book, tmp_path):
    report = write_report(book, tmp_path / "a" / "reports", today=cases.TODAY.date())
    written = sorted(report.pdf.parent.iterdir())
    assert written == [report.html, report.json, report.pdf]
    assert [path.name for path in written] == ["report.html", "report.json", "report.pdf"]
    assert json.loads(report.json.read_text("utf-8")) == report.numbers
    assert report.numbers["period"]["made"] == "2026-06-30"
    assert report.pdf.read_bytes().startswith(b"%PDF")


def test_another_date_is_another_report(book, tmp_path):
    one = write_report(book, tmp_path / "1", today=pd.Timestamp("2026-07-01").date())
    assert "Made on 1 July." in text_of(one.pdf.read_bytes())


def test_out_that_is_a_file_is_said(book, tmp_path):
    (tmp_path / "reports").write_text("mine")
    with pytest.raises(OutputError, match="is not a folder"):
        write_report(book, tmp_path / "reports")
    assert (tmp_path / "reports").read_text() == "mine"


def test_an_old_report_stays_whole_where_the_new_one_cannot_be_written(book, tmp_path, monkeypatch):
    (tmp_path / "report.pdf").write_text("old")
    (tmp_path / "report.json").write_text("old")
    write = writing.write_private

    def full(path, content):
        if "json" in path.name:
            write(path, content[:10])
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(writing, "write_private", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_report(book, tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {
        "report.pdf": "old", "report.json": "old",
    }  # fmt: skip


def test_unknown_paper_is_refused(book, tmp_path):
    with pytest.raises(OutputError, match="a4, us-letter"):
        write_report(book, tmp_path, paper="a5")


# --- leg pain that moved further down ------------------------------------------------------------


def test_leg_pain_that_moved_down_has_its_own_line_and_its_quotes_in_the_details(results):
    answers = results("no visit")
    places = [("2026-03-02", "cat-cow", "notes", f"pain into my calf, rep {k}") for k in range(9)]
    moved = replace(answers.consistency, moved_down=made.moved_down(*places))
    pdf = pdf_of(replace(answers, consistency=moved))
    line = "Written down as going further down the leg with stretching: 1 day."
    assert line in text_of(pdf)
    assert "rep 0" not in text_of(pdf)
    assert all(f"cat-cow: “pain into my calf, rep {k}”" in all_text(pdf) for k in range(9))
    assert line not in all_text(pdf_of(answers))


# --- a test of one's own -------------------------------------------------------------------------


def test_a_test_of_ones_own_stands_in_the_details(results):
    answers = results("pain alone")
    assert "A test of one's own" not in all_text(pdf_of(answers))
    book = replace(answers.book, trial=made.trial_schedule())
    pdf = pdf_of(replace(answers, book=book, trial=made.trial_answer()))
    assert "A test of one's own" not in text_of(pdf)
    for words in ("What was tried: “a break every hour”", "was 1.2 points lower (0.5 to 1.9)"):
        assert words in all_text(pdf)
