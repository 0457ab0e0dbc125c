"""What is installed: the package with its data, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


def on_disk(folder: str, under: str) -> set[str]:
    return {
        (Path(under) / path.relative_to(ROOT / folder)).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*path.parts}
    }


def test_the_wheel_holds_the_package_the_notebooks_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    info = {name for name in names if ".dist-info/" in name}
    package = on_disk("backpain_analysis", "backpain_analysis")
    notebooks = on_disk("notebooks", "backpain_analysis/_notebooks")
    assert names - info == package | notebooks
    assert {name.rpartition("/")[2] for name in info} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE", "LICENSE.txt"}  # fmt: skip
    data = ["exercises.toml", "py.typed", "templates/settings.toml", "templates/paper_diary.typ",
            "report/report.typ", "report/schema.json", "report/typeface/LICENSE.txt",
            "_notebooks/02_triggers.ipynb"]  # fmt: skip
    assert {f"backpain_analysis/{name}" for name in data} <= names


def test_the_metadata_is_complete(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/METADATA"))
        told = message_from_string(archive.read(name).decode("utf-8"))
    assert told["Name"] == "backpain_analysis"
    assert told["Version"] == PROJECT["version"]
    assert told["Summary"]
    # Of the package, and of the typeface within it.
    assert told["License-Expression"] == "MIT AND OFL-1.1"
    assert told["Requires-Python"] == ">=3.11"
    assert told["Author"]
    assert told["Description-Content-Type"] == "text/markdown"
    assert "one page" in told.get_payload()
    assert set(told.get_all("Provides-Extra")) == {"notebooks", "docs", "dev"}
    assert "Typing :: Typed" in told.get_all("Classifier")


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel alone, unpacked by pip where no checkout is; its packages are those at hand."""
    place = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", place, wheel], check=True, capture_output=True)
    return place


def run(installed: Path, folder: Path, *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(installed)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_away_from_the_repository_it_goes_the_whole_way(installed, tmp_path):
    def backpain(*words: str) -> str:
        return run(installed, tmp_path, installed / "bin" / "backpain", *words)

    place = run(installed, tmp_path, "-c", "import backpain_analysis as b; print(b.__file__)")
    assert Path(place.strip()).is_relative_to(installed)
    assert PROJECT["version"] in backpain("--version")
    backpain("new", "mine", "--suspect", "coffee", "--stretch", "cat-cow 2x12 daily")
    backpain("log", "mine", "--pain", "6", "--set", "coffee=2", "--stretch", "cat-cow 2x12")
    backpain("report", "mine")
    assert (tmp_path / "reports" / "report.pdf").read_bytes().startswith(b"%PDF")
    run(installed, tmp_path, "-m", "backpain_analysis.sample", "sample_data")
    assert "Everything was understood." in backpain("check", "sample_data")


def test_the_notebooks_are_found_where_it_is_installed(installed, tmp_path):
    script = "from backpain_analysis.notebooks import notebooks_folder; print(notebooks_folder())"
    folder = Path(run(installed, tmp_path, "-c", script).strip())
    assert folder.is_relative_to(installed)
    assert len(list(folder.glob("*.ipynb"))) == 5


def test_the_citation_agrees_with_the_package():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert cited["title"] == PROJECT["name"]
    assert str(cited["version"]) == PROJECT["version"]
    assert cited["license"] == PROJECT["license"].partition(" AND ")[0]
    assert cited["authors"] == PROJECT["authors"]
    assert set(cited["keywords"]) == set(PROJECT["keywords"])


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda p: p.stem
)
def test_issue_forms_can_be_used_and_warn_that_issues_are_public(form):
    told = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(told)
    first = told["body"][0]
    assert first["type"] == "markdown"
    assert "Issues are public" in first["attributes"]["value"]
    fields = told["body"][1:]
    assert all(field["type"] in ("input", "textarea", "dropdown") for field in fields)
    names = [field["id"] for field in fields]
    assert len(names) == len(set(names))
    assert any(field.get("validations", {}).get("required") for field in fields)
