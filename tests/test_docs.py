"""The documentation: built without a warning, true, and readable without a network."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from backpain_analysis.cli import app
from backpain_analysis.reading.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"))]
COMMANDS = typer.main.get_command(app).commands


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M)


def with_blocks(language: str) -> list[Path]:
    return [page for page in TEXTS if blocks(page, language)]


# --- the site -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "WARNING" not in ran.stderr
    return folder


class Loaded(HTMLParser):
    """What a browser fetches for a page, and the links that a reader may follow."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.anchors |= {found[name] for name in ("id", "name") if found.get(name)}
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        elif tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.fetched.append(found.get("src") or "")
        elif tag == "link" and found.get("rel") not in ("canonical", "prev", "next"):
            self.fetched.append(found.get("href") or "")


@pytest.fixture(scope="module")
def pages(site):
    found = {}
    for path in site.rglob("*.html"):
        found[path] = Loaded()
        found[path].feed(path.read_text(encoding="utf-8"))
    return found


def test_no_page_needs_the_network(site, pages):
    outside = re.compile(r"^(?:https?:)?//")
    for path, page in pages.items():
        assert [url for url in page.fetched if outside.match(url)] == [], path.name
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import\s+['\"]http", path.read_text()), (
            path
        )


def test_every_page_is_there_and_every_link_leads_somewhere(site, pages):
    assert {p.relative_to(DOCS).with_suffix(".html") for p in PAGES} <= {
        p.relative_to(site) for p in pages}  # fmt: skip
    for path, page in pages.items():
        if path.name == "404.html":  # its links start at the root of a server
            continue
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            file = (path.parent / unquote(target)).resolve() if target else path
            assert file.exists(), f"{path.name}: {link}"
            if anchor and file in pages:
                assert unquote(anchor) in pages[file].anchors, f"{path.name}: {link}"


def test_the_public_names_are_documented_from_their_docstrings(site):
    import backpain_analysis as bp

    text = (site / "python.html").read_text(encoding="utf-8")
    undocumented = [
        name for name in bp.__all__
        if f'.{name}"' not in text or len(text.split(f'.{name}"', 2)[-1]) < 200
    ]  # fmt: skip
    assert undocumented == []
    assert "Last day of the period" in text or "First and last day of the period" in text


def test_there_is_a_page_for_every_notebook():
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.stem for path in (DOCS / "notebooks").glob("*.md")} == notebooks


@pytest.mark.parametrize("page", TEXTS, ids=_id)
def test_links_between_files_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        target = "".join(link).partition("#")[0]
        if target and not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


# --- what it says -------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with the made-up diary that comes with the program."""
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", with_blocks("python"), ids=_id)
def test_python_runs_as_it_stands(page, capsys):
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), names)
    assert capsys.readouterr().out or "print" not in "".join(blocks(page, "python"))


@pytest.mark.parametrize("page", with_blocks("sh"), ids=_id)
def test_commands_run_as_they_stand(page, folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in blocks(page, "sh"):
        ran = subprocess.run(
            ["bash", "-euc", block], cwd=folder, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, "PATH": path},
        )  # fmt: skip
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"


@pytest.mark.parametrize("page", with_blocks("toml"), ids=_id)
def test_settings_are_taken_as_they_stand(page, tmp_path):
    for block in blocks(page, "toml"):
        (tmp_path / "settings.toml").write_text(block, encoding="utf-8")
        read_settings(tmp_path / "settings.toml")


def test_the_tutorial_ends_with_the_page(folder):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(blocks(DOCS / "tutorial.md", "sh"))
    noon = f"Noon{dt.datetime.now(dt.UTC).hour - 12:+d}"  # at night, today is the day before
    ran = subprocess.run(
        ["bash", "-euc", script], cwd=folder, capture_output=True, text=True, check=True,
        stdin=subprocess.DEVNULL, env={**os.environ, "PATH": path, "TZ": noon},
    )  # fmt: skip
    assert (folder / "reports" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "not enough data yet" in ran.stdout
    assert "2 of 2 days recorded" in ran.stdout
    assert "Everything was understood." in ran.stdout


def sections(page: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_is_explained(name):
    section = sections(DOCS / "commands.md")[f"backpain {name}"]
    for parameter in COMMANDS[name].params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"docs/commands.md: {name} has {option}"


@pytest.mark.parametrize("page", TEXTS, ids=_id)
def test_commands_that_are_named_exist_with_their_options(page):
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"(?:^ {4}|^|`)(?:\S*[/\\])?backpain ([a-z]+)\b(?!_)(.*)", text, flags=re.M)
    for name, rest in lines:
        assert name in COMMANDS, f"{page.name}: backpain {name}"
        known = {o for p in COMMANDS[name].params for o in (*p.opts, *p.secondary_opts)} | {
            "--help"
        }
        for option in re.findall(r"(?<![\w`|])(--[a-z-]+)", rest.partition("`")[0]):
            assert option in known, f"{page.name}: backpain {name} {option}"
