"""Running notebooks again: what is kept where, what is left alone, what a failure does."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

import nbformat
import pytest

from backpain_analysis import cli, lab, notebook_files, notebooks, runs
from backpain_analysis.errors import BackpainError, OutputError
from backpain_analysis.notebook_files import tidied, with_parameters

TODAY = date(2026, 3, 1)
PARAMETERS = 'logbook = "../sample_data"  # your folder\nsince = None\nuntil = None\ncolour = "red"'
FIGURE = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nprint('1 to 2')"
TELLS_ENVIRONMENT = """
import os
print(os.environ["IPYTHONDIR"], "threads:", os.environ["OPENBLAS_NUM_THREADS"])
"""
TELLS = "print(logbook, since, until, colour)\nopen('beside.txt', 'w').close()"


def write_notebook(path: Path, *sources: str, parameters: str = PARAMETERS) -> None:
    book = nbformat.v4.new_notebook()
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}, id="first")
    book.cells = [nbformat.v4.new_markdown_cell(f"# About {path.stem} & more", id="title"), first]
    book.cells += [nbformat.v4.new_code_cell(s, id=f"c{i}") for i, s in enumerate(sources)]
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
    nbformat.write(book, path)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder that stands for the repository's notebooks."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for module in (notebooks, lab):
        monkeypatch.setattr(module, "notebooks_folder", lambda: folder)
    return folder


@pytest.fixture
def logbook(tmp_path):
    folder = tmp_path / "my logs"
    folder.mkdir()
    (folder / "diary.csv").write_text("date,pain\n2026-01-01,3\n", encoding="utf-8")
    (folder / "settings.toml").write_text('label = "Back & leg"\n', encoding="utf-8")
    return folder


def listed(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


@pytest.fixture
def ran(home, logbook, tmp_path):
    """One run of three notebooks, the second of which fails."""
    write_notebook(home / "01_good.ipynb", TELLS)
    write_notebook(home / "02_bad.ipynb", "print('before')", "1 / 0", "print('never')")
    write_notebook(home / "03_figure.ipynb", FIGURE, TELLS_ENVIRONMENT)
    before = listed(tmp_path)
    seen: list[str] = []
    run = notebooks.run_notebooks(
        logbook, tmp_path / "out", since="2026-01-01", until=date(2026, 2, 1), today=TODAY,
        progress=lambda result: seen.append(result.name),
    )  # fmt: skip
    return run, before, listed(tmp_path), seen


def printed(path: Path) -> str:
    book = nbformat.read(path, as_version=4)
    outputs = [o for c in book.cells if c.cell_type == "code" for o in c.outputs]
    return "".join(o.text for o in outputs if o.output_type == "stream")


def test_a_run(ran, logbook, tmp_path):
    """Runs are slow: one run shows all that a run does."""
    run, before, after, seen = ran

    # kept by date; nothing else was written, and nothing that was there changed
    assert run.folder == tmp_path / "out" / "2026-03-01"
    new = {name.removeprefix("out/2026-03-01/") for name in after.keys() - before.keys()}
    assert new == {
        "01_good.ipynb", "01_good.html", "02_bad.ipynb", "03_figure.ipynb", "03_figure.html",
        "index.html", "run.json",
    }  # fmt: skip
    assert {name: after[name] for name in before} == before

    # the values went in
    assert printed(run.results[0].notebook) == f"{logbook} 2026-01-01 2026-02-01 red\n"

    # the second failed, the third ran nevertheless
    assert [result.name for result in run.results] == ["01_good", "02_bad", "03_figure"]
    assert sorted(seen) == ["01_good", "02_bad", "03_figure"]
    assert [result.name for result in run.failed] == ["02_bad"]
    # its cells: parameters, the values, print, 1 / 0
    assert run.failed[0].error == (
        "cell [4] stopped with ZeroDivisionError: division by zero\n    1 / 0"
    )
    assert run.failed[0].page is None
    assert printed(run.failed[0].notebook) == "before\n"

    # the page: no code, the figure in it, nothing fetched from elsewhere
    page = run.results[2].page.read_text(encoding="utf-8")
    assert "<title>About 03_figure &amp; more</title>" in page
    assert "plt.plot" not in page
    assert "since = " not in page
    assert "data:image/png;base64," in page
    assert "1 to 2" in page
    assert not re.search(r"""(src|href)\s*=\s*["'](?!data:|#)|@import|url\(""", page)

    # the index: what there is to read, and which cell failed
    index = run.index.read_text(encoding="utf-8")
    assert '<a href="01_good.html">About 01_good &amp; more</a>' in index
    assert 'href="02_bad.html"' not in index
    assert "stopped with ZeroDivisionError: division by zero\n    1 / 0" in index
    assert "report.pdf" not in index, "there is none in this run"

    # whose it is, which days, and no place on this computer
    assert "<p>Back &amp; leg</p>\n<p>1 January 2026, 1 of 1 day recorded.</p>" in index
    assert str(tmp_path) not in index
    assert logbook.name not in index

    # the person's own IPython files had no part in it
    assert str(Path.home()) not in printed(run.results[2].notebook)
    # kernels side by side, each in one thread: they waited for each other for minutes
    assert "threads: 1" in printed(run.results[2].notebook)
    # no times, no versions
    for name in new:
        if name.endswith(".ipynb"):
            text = (run.folder / name).read_text(encoding="utf-8")
            assert not re.search(r'"(start_time|duration|papermill|iopub|version)"', text)


def test_a_notebook_that_fails_later_takes_its_older_page_along(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(1)")
    folder = tmp_path / "out" / "2026-03-01"
    run = notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY)
    first = listed(folder)
    assert (folder / "01_a.html").exists()
    notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY)
    assert listed(folder) == first, "the same run gave other files"
    write_notebook(home / "01_a.ipynb", "1 / 0")
    run = notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY)
    assert run.failed
    assert not (folder / "01_a.html").exists()


def test_only_those_asked_for(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "1 / 0")
    write_notebook(home / "02_b.ipynb", "print(1)")
    run = notebooks.run_notebooks(logbook, tmp_path / "out", only=["02"], today=TODAY)
    assert [result.name for result in run.results] == ["02_b"]
    with pytest.raises(BackpainError, match=r"No notebook is called '07'\. There are: 01_a, 02_b"):
        notebooks.run_notebooks(logbook, tmp_path / "out", only=["07"])


def test_a_value_that_no_notebook_reads_is_an_error(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(1)")
    with pytest.raises(BackpainError, match=r"No notebook reads the parameter 'color'.*colour"):
        notebooks.run_notebooks(logbook, tmp_path / "out", parameters={"color": "blue"})
    write_notebook(home / "02_b.ipynb", "print(1)", parameters='logbook = ""\nsince = None')
    with pytest.raises(BackpainError, match=r"02_b\.ipynb does not read 'until'"):
        notebooks.run_notebooks(logbook, tmp_path / "out", until="2026-01-01")
    assert not (tmp_path / "out").exists()


def test_a_value_that_one_notebook_reads_goes_to_that_one(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(colour)")
    plain = "\n".join(PARAMETERS.splitlines()[:3])
    write_notebook(home / "02_b.ipynb", "print('colour' in globals())", parameters=plain)
    run = notebooks.run_notebooks(
        logbook, tmp_path / "out", parameters={"colour": "blue"}, today=TODAY
    )
    assert [printed(result.notebook) for result in run.results] == ["blue\n", "False\n"]


def test_a_folder_that_cannot_be_made(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(1)")
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be made"):
        notebooks.run_notebooks(logbook, tmp_path / "out")


def test_refreshing_twice_changes_nothing(home):
    write_notebook(home / "01_a.ipynb", "import os; print(os.path.basename(os.getcwd()))", FIGURE)
    written = notebooks.refresh_notebooks()
    assert written == (home / "01_a.ipynb",)
    first = written[0].read_bytes()
    assert printed(written[0]) == "notebooks\n1 to 2\n", "not run where it stands"
    assert "injected-parameters" not in first.decode()
    notebooks.refresh_notebooks()
    assert written[0].read_bytes() == first
    assert listed(home).keys() == {"01_a.ipynb"}


def test_refreshing_changes_none_where_one_fails(home):
    write_notebook(home / "01_a.ipynb", "print(1)")
    write_notebook(home / "02_b.ipynb", "1 / 0")
    before = listed(home)
    with pytest.raises(BackpainError, match=r"02_b\.ipynb: cell \[2\] stopped"):
        notebooks.refresh_notebooks()
    assert listed(home) == before


def test_copies_for_the_lab_know_their_logbook_and_are_never_overwritten(home, logbook):
    write_notebook(home / "01_a.ipynb", "print(1)")
    folder, kept = lab.copy_notebooks(logbook, since=date(2026, 1, 2))
    assert (folder, kept) == (logbook / "notebooks", ())
    source = nbformat.read(folder / "01_a.ipynb", as_version=4).cells[1].source
    assert source.splitlines() == [
        'logbook = ".."  # your folder', 'since = "2026-01-02"', "until = None", 'colour = "red"',
    ]  # fmt: skip
    (folder / "01_a.ipynb").write_text("mine now")
    assert lab.copy_notebooks(logbook) == (folder, (folder / "01_a.ipynb",))
    assert (folder / "01_a.ipynb").read_text() == "mine now"


def test_parameters_replace_dates_that_were_set(tmp_path):
    path = tmp_path / "a.ipynb"
    write_notebook(path, parameters='since = "2025-01-01"\nuntil = None  # last day')
    source = with_parameters(path, {"since": None, "until": "2026-02-03"}).cells[1].source
    assert source == 'since = None\nuntil = "2026-02-03"  # last day'


def test_tidying_leaves_tags_and_outputs(tmp_path):
    path = tmp_path / "a.ipynb"
    write_notebook(path, "print(1)")
    book = json.loads(path.read_text())
    book["cells"][2]["metadata"] = {"tags": [], "execution": {"iopub.status": "now"}}
    book["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1\n"}]
    path.write_text(json.dumps(book))
    tidy = tidied(path)
    assert tidy.cells[1].metadata == {"tags": ["parameters"]}
    assert tidy.cells[2].metadata == {}
    assert tidy.cells[2].outputs[0].text == "1\n"
    assert tidy.metadata.language_info == {"name": "python"}


def test_the_notebooks_are_found():
    assert (notebook_files.notebooks_folder() / "01_first_look.ipynb").exists()


def test_a_notebook_that_writes_files_leaves_them_with_the_others(home, logbook, tmp_path):
    write_notebook(home / "05_page.ipynb", "open(f'{out}/page.txt', 'w').close()",
                   parameters=PARAMETERS + '\nout = "../reports"')  # fmt: skip
    run = notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY)
    assert not run.failed
    assert (tmp_path / "out" / "2026-03-01" / "page.txt").exists()


def test_pages_keep_the_code_where_it_is_wanted_and_never_the_form(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(40 + 2)")
    path = home / "01_a.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell("print('a form')", metadata={"tags": ["form"]}))
    nbformat.write(book, path)
    run = notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY, code=True)
    page = run.results[0].page.read_text(encoding="utf-8")
    assert re.sub("<[^>]*>", "", page).count("print(40 + 2)") == 1
    assert "42" in page
    assert "a form" not in page


def test_controls_are_not_kept_but_what_stands_for_them_is(home):
    write_notebook(
        home / "01_a.ipynb",
        "import ipywidgets\nfrom backpain_analysis.display import Controls, say\n"
        "Controls(ipywidgets.IntSlider(), say('Here stands a slider.'))",
    )
    (path,) = notebooks.refresh_notebooks()
    text = path.read_text()
    assert "Here stands a slider." in text
    assert "widget-view" not in text
    assert "widget-state" not in text
    notebooks.refresh_notebooks()
    assert path.read_text() == text


REPORTS = """
import backpain_analysis as bp
_ = bp.write_report(bp.open_logbook(logbook, since=since, until=until), out)
"""


def run_report(home, logbook, out, day, **options):
    write_notebook(home / "05_page.ipynb", REPORTS, parameters=PARAMETERS + '\nout = "../reports"')
    return notebooks.run_notebooks(logbook, out, today=day, **options)


def test_a_run_says_what_changed_since_the_one_before(home, logbook, tmp_path):
    rows = [f"2026-01-{day:02d},{3 + day % 2}" for day in range(1, 29)]
    (logbook / "diary.csv").write_text("date,pain\n" + "\n".join(rows))
    first = run_report(home, logbook, tmp_path / "out", date(2026, 2, 1), until="2026-01-20")
    assert first.changes is None
    assert 'href="report.pdf"' in first.index.read_text()

    second = run_report(home, logbook, tmp_path / "out", TODAY)
    assert second.changes.since == date(2026, 2, 1)
    assert "First report: 1 to 20 January 2026, 20 of 20 days recorded." in second.changes.lines
    assert "Second report: 1 to 28 January 2026" in " ".join(second.changes.lines)
    assert "What changed since 1 February 2026" in second.index.read_text()

    # another person's run of the same day stands apart and is compared with nothing
    other = tmp_path / "other"
    other.mkdir()
    (other / "diary.csv").write_bytes((logbook / "diary.csv").read_bytes())
    third = run_report(home, other, tmp_path / "out", TODAY)
    assert third.folder.name == "2026-03-01-2"
    assert third.changes is None

    # once more on the same day: compared with the day before, not with itself
    again = run_report(home, logbook, tmp_path / "out", TODAY)
    assert again.folder == second.folder
    assert again.changes == second.changes


def test_one_notebook_again_leaves_the_others_of_the_day_beside_it(home, logbook, tmp_path):
    write_notebook(home / "01_a.ipynb", "print(1)")
    write_notebook(home / "02_b.ipynb", "print(2)")
    notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY)
    run = notebooks.run_notebooks(logbook, tmp_path / "out", today=TODAY, only=["02"])
    assert (run.folder / "01_a.html").exists()
    assert 'href="01_a.html"' in run.index.read_text()
    # about other days: the other would be mistaken for one about the same
    run = notebooks.run_notebooks(
        logbook, tmp_path / "out", today=TODAY, only=["02"], since="2026-01-01"
    )
    assert not (run.folder / "01_a.html").exists()
    assert "01_a" not in run.index.read_text()


def test_the_command_shows_the_failing_cell_and_fails(home, logbook, tmp_path, monkeypatch, capsys):
    write_notebook(home / "01_bad.ipynb", "1 / 0")
    write_notebook(home / "02_good.ipynb", "print(1)")
    words = ["backpain", "notebooks", str(logbook), "--out", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    said = capsys.readouterr()
    assert (
        "01_bad: cell [3] stopped with ZeroDivisionError: division by zero\n    1 / 0" in said.out
    )
    assert "02_good.html" in said.out
    assert "index.html" in said.out
    assert "01_bad.ipynb" in said.err


def test_without_stretching_the_third_notebook_says_so_once_and_draws_nothing(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    rows = "".join(f"2026-01-{day:02d},{day % 5}\n" for day in range(1, 32))
    (folder / "diary.csv").write_text(f"date,pain\n{rows}", encoding="utf-8")
    run = notebooks.run_notebooks(folder, tmp_path / "out", only=["03"], today=TODAY)
    assert not run.failed
    cells = nbformat.read(run.results[0].notebook, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert not [o for o in outputs if "image/png" in o.get("data", {})]
    said = " ".join(" ".join(o["data"]["text/plain"].split()) for o in outputs if "data" in o)
    assert said.count("No stretching is written down as done") == 1
    assert "still few days" not in said


def test_places_are_named_as_a_kept_notebook_finds_them(tmp_path, monkeypatch):
    mine, elsewhere = tmp_path / "ann", tmp_path / "disk"
    monkeypatch.setenv("HOME", str(mine))
    monkeypatch.setenv("USERPROFILE", str(mine))
    kept = mine / "reports" / "2026-03-01"
    assert runs.seen_from(kept, mine / "logs") == "../../logs"
    assert runs.seen_from(kept, kept) == "."
    # the name of a person's own folder is often the person's
    assert runs.seen_from(elsewhere / "2026-03-01", mine / "logs") == "~/logs"
    assert Path("~/logs").expanduser() == mine / "logs"
    assert runs.seen_from(kept, elsewhere / "logs") == "../../../disk/logs"


def test_runs_moved_together_with_their_logbook_are_still_known(tmp_path):
    marks = {runs.mark_of(tmp_path / n / "logs", tmp_path / n / "out" / "a") for n in ("1", "2")}
    assert len(marks) == 1
    assert runs.mark_of(tmp_path / "1" / "others", tmp_path / "1" / "out" / "a") not in marks
