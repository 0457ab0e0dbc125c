"""All notebooks, run once on words made to be more than words: what they write, tell and show."""

from __future__ import annotations

import getpass
import json
import stat
from pathlib import Path

import nbformat
import pytest

from tests.test_private import POSIX, told_in, watched
from tests.test_untrusted import KINDS, STEERS, Page, hostile_logbook, stands_in

pytest.importorskip("papermill")
WORDS = " ".join(KINDS[kind] for kind in ("html", "terminal", "markdown", "turned", "latex"))
NAMES = ("01_first_look", "02_triggers", "03_stretching", "04_progress", "05_therapist_report")
#: A note of most days; only the first notebook shows notes, to the person who wrote them.
NOTE = "of which there is nothing at all to say"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, in a folder with a name, watched: runs are slow, and one shows everything."""
    home = tmp_path_factory.mktemp(f"home of {getpass.getuser()}")
    hostile_logbook(home / "logs", WORDS)
    before = {p.name: p.read_bytes() for p in (home / "logs").iterdir()}
    written, _ = watched(home, [["notebooks", "logs", "--out", "out"]], LOOPBACK="1")
    (folder,) = (home / "out").iterdir()
    assert {p.name: p.read_bytes() for p in (home / "logs").iterdir()} == before
    return home, written, folder


def test_notebooks_write_into_their_folder_and_a_temporary_one(run):
    home, written, _ = run
    # the form of the first looks whether an entry could be written into the logbook
    own = [str((home / name).resolve()) for name in ("out", "user", "temporary", "logs")]
    elsewhere = [p for p in written if not p.startswith((*own, "/dev/null", "nul", "NETWORK"))]
    assert [p for p in elsewhere if Path(p).parent != home.resolve()] == []
    assert list((home / "temporary").iterdir()) == []
    beside = [p for p in home.rglob("*") if p.is_file()]
    made = {p.relative_to(home).parts[0] for p in beside}
    assert made <= {"logs", "out", "user", "watch", "written.txt", "temporary"}


def test_notebooks_talk_to_their_own_kernel_alone(run):
    assert [line for line in run[1] if line.startswith("NETWORK")] == []


@POSIX
def test_notebooks_are_readable_by_their_owner_alone(run):
    made = [run[2], *run[2].iterdir()]
    assert len(made) > 10
    assert [p for p in made if stat.S_IMODE(p.stat().st_mode) & 0o077] == []


def test_nothing_kept_tells_of_the_machine_or_its_user(run):
    home, _, folder = run
    texts = [p for p in folder.iterdir() if p.suffix in (".ipynb", ".html", ".json")]
    assert {p.name for p in texts} >= {"run.json", "index.html", *(f"{n}.ipynb" for n in NAMES)}
    assert [(p.name, told_in(p.read_text("utf-8"), home)) for p in texts
            if told_in(p.read_text("utf-8"), home)] == []  # fmt: skip
    for name in NAMES:
        book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        assert set(book.metadata) <= {"kernelspec", "language_info"}
        assert book.metadata["language_info"] == {"name": "python"}
        assert not any({"papermill", "execution"} & set(cell.metadata) for cell in book.cells)


def test_a_kept_notebook_finds_its_logbook_again(run):
    home, _, folder = run
    for name in NAMES:
        book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        (cell,) = [c for c in book.cells if "injected-parameters" in c.metadata.get("tags", ())]
        values = {}
        exec(cell.source, values)
        assert values["logbook"] == "../../logs"
        assert (folder / values["logbook"]).resolve() == (home / "logs").resolve()
        assert values.get("out", ".") == "."


def test_run_json_tells_the_logbook_from_others_without_naming_it(run):
    record = json.loads((run[2] / "run.json").read_text("utf-8"))
    assert set(record) == {"logbook", "since", "until"}
    assert len(record["logbook"]) == 16
    assert int(record["logbook"], 16) >= 0


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_the_words_and_nothing_else_happens(run, name):
    text = (run[2] / f"{name}.html").read_text("utf-8")
    page = Page(text)
    assert not {"script", "iframe", "object", "a", "b", "form", "link"} & page.tags
    assert not [n for n, _ in page.attributes if n.startswith("on") or n == "href"]
    assert not [v for n, v in page.attributes if n == "src" and not v.startswith("data:image/")]
    assert not STEERS.search(text)
    assert name == "01_first_look" or NOTE not in text


def test_each_place_stands_on_a_page(run):
    """So that the test above looks at something."""
    pages = {name: Page((run[2] / f"{name}.html").read_text("utf-8")) for name in NAMES}
    shown = {name: "".join(page.words) for name, page in pages.items()}
    for place, name in (
        ("Nnote", "01_first_look"), ("Wplace", "01_first_look"), ("Hheader", "02_triggers"),
        ("Eexercise", "03_stretching"), ("Hheader", "05_therapist_report"),
    ):  # fmt: skip
        assert stands_in(WORDS, place, shown[name]), (place, name)


def test_no_output_of_a_cell_steers_a_terminal(run):
    for name in NAMES:
        book = nbformat.read(run[2] / f"{name}.ipynb", as_version=4)
        outputs = [o for c in book.cells if c.cell_type == "code" for o in c.outputs]
        assert {o.output_type for o in outputs} <= {"display_data", "execute_result"}
        for output in outputs:
            for kind, text in output.data.items():
                assert not (kind.startswith("text/") and STEERS.search(text)), (name, text)
