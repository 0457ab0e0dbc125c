"""pyproject.toml, requirements.lock and environment.yml agree, and name no package index."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import make_environment
import pin_versions

ROOT = Path(__file__).resolve().parent.parent
# In pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("prefix", "dev"),
        ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("conda", "io"),
    ]
]  # fmt: skip
INTERPRETERS = [
    {"python_full_version": f"{version}.0", "python_version": version,
     "sys_platform": platform, "os_name": "nt" if platform == "win32" else "posix",
     "platform_system": {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}[platform],
     "platform_python_implementation": "CPython", "implementation_name": "cpython"}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for platform in ("linux", "darwin", "win32")
]  # fmt: skip


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def requirements(project: dict[str, Any]) -> list[Requirement]:
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for texts in [project["dependencies"], *extras] for text in texts]


@pytest.fixture(scope="module")
def pinned() -> list[tuple[str, str, Marker | None]]:
    """Each pin of the lock: name, version, marker."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-zA-Z0-9._-]+)==(\S+)(?: ; (.*?))? \\$", text, flags=re.M)
    return [(canonicalize_name(n), v, Marker(m) if m else None) for n, v, m in pins]


@pytest.mark.parametrize(
    "interpreter", INTERPRETERS, ids=lambda i: f"{i['python_version']}-{i['sys_platform']}"
)
def test_the_lock_pins_what_pyproject_asks_for(requirements, pinned, interpreter):
    chosen = {n: v for n, v, marker in pinned if marker is None or marker.evaluate(interpreter)}
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        assert name in chosen, f"requirements.lock has no {name}: run `make lock`"
        assert requirement.specifier.contains(chosen[name]), (
            f"requirements.lock has {name} {chosen[name]}, pyproject.toml asks for {requirement}:"
            " run `make lock`"
        )


def test_every_pin_has_a_hash():
    entries = re.split(
        r"\n(?=[a-zA-Z])", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip()
    )
    without = [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry]
    assert len(entries) > 50
    assert without == []


def test_environment_yml_is_made_from_pyproject(project):
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == pin_versions.environment_yml(
        project
    ), "environment.yml is not what pyproject.toml gives: run `make lock`"


def test_environment_yml_asks_for_every_requirement_by_its_conda_name(requirements):
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    asked = {Requirement(line).name: str(Requirement(line).specifier) for line in listed}
    assert asked["python"] == ">=3.11"
    for requirement in requirements:
        if requirement.name == "typst":
            # conda-forge calls it otherwise and is behind in versions
            assert asked["typst-py"] == ""
        else:
            assert asked[requirement.name] == str(requirement.specifier)


def test_no_committed_file_names_a_package_index():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    named = [
        f"{name}: {host}"
        for name in filter(None, listed.stdout.split("\0"))
        if (ROOT / name).is_file()
        for host in REGISTRIES
        if host.encode() in (ROOT / name).read_bytes()
    ]
    assert named == []


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
         "ERROR: No matching distribution found for annotated-doc==0.0.7\n", "No network"),
        ("ERROR: Hash mismatch\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n",
         "THESE PACKAGES DO NOT MATCH THE HASHES"),
        ("", "no reason given"),
    ],
)  # fmt: skip
def test_a_failure_of_pip_becomes_one_line(log, said):
    message = make_environment.why_pip_failed(log)
    assert said in message
    assert "\n" not in message
    assert "pip.log" in message


def test_remains_of_an_interrupted_start_are_cleared(tmp_path, monkeypatch):
    venv = tmp_path / ".venv"
    venv.mkdir()
    monkeypatch.setattr(make_environment, "VENV", venv)
    monkeypatch.setattr(make_environment, "PYTHON", venv / "python")
    monkeypatch.setattr(make_environment, "UNFINISHED", venv / ".unfinished")
    (venv / "python").touch()
    make_environment.clear_remains({"folder": str(make_environment.ROOT)})
    assert venv.exists(), "a finished environment was thrown away"
    (venv / ".unfinished").touch()
    make_environment.clear_remains({})
    assert not venv.exists()


def test_an_environment_made_in_another_folder_is_not_used(tmp_path, monkeypatch):
    venv = tmp_path / ".venv"
    venv.mkdir()
    monkeypatch.setattr(make_environment, "VENV", venv)
    monkeypatch.setattr(make_environment, "PYTHON", venv / "python")
    monkeypatch.setattr(make_environment, "UNFINISHED", venv / ".unfinished")
    (venv / "python").touch()
    make_environment.clear_remains({"folder": "/somewhere/else"})
    assert not venv.exists()


def test_a_requirement_that_conda_cannot_express_is_refused():
    with pytest.raises(SystemExit, match="more than a name and a bound"):
        pin_versions.split_requirement("pandas[excel]>=3")


# A package without any requirement, built without any other: the whole way, offline.
TINY_PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
"""
TINY_BACKEND = """
import zipfile
def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel_directory + "/" + name, "w") as wheel:
        info = "tiny-1.dist-info/"
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout of the tiny project, with our way of making environments."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "pyproject.toml").write_text(TINY_PROJECT)
    (tmp_path / "backend.py").write_text(TINY_BACKEND)
    return tmp_path


def make_env(checkout: Path, **more: str) -> subprocess.CompletedProcess[str]:
    # No index, no settings of this machine: as if there were no network.
    offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/",
               "PIP_RETRIES": "0", "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}  # fmt: skip
    return run_make(checkout, "env", f"PYTHON={sys.executable}", **offline, **more)


def run_make(checkout: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    # These tests may themselves run under make.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *words], cwd=checkout, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, env={**plain, **more}, check=False,
    )  # fmt: skip


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
def test_an_environment_is_made_once_and_again_when_interrupted_or_out_of_date(checkout):
    venv = checkout / ".venv"
    first = make_env(checkout)
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines() == [
        "Making the environment in .venv, once: a minute or two, on a slow computer up to ten."
    ]
    assert list(venv.glob("lib/*/site-packages/tiny-1.dist-info"))

    begun = time.monotonic()
    again = make_env(checkout)
    assert (again.returncode, again.stderr) == (0, "")
    assert time.monotonic() - begun < 5

    (checkout / "requirements.lock").write_text("# still nothing\n")
    assert "Making" in make_env(checkout).stderr
    assert make_env(checkout).stderr == ""

    # as a kill in the middle leaves it
    (venv / ".unfinished").touch()
    shutil.rmtree(next(venv.glob("lib/*/site-packages/pip")))
    assert make_env(checkout).returncode == 0
    assert make_env(checkout).stderr == ""


@needs_make
def test_without_network_one_line_says_so(checkout):
    (checkout / "requirements.lock").write_text("nothing-like-it==1 --hash=sha256:" + 64 * "0")
    ran = make_env(checkout)
    assert ran.returncode != 0
    said = [line for line in ran.stderr.splitlines() if not line.startswith(("Making", "make:"))]
    assert len(said) == 1
    assert said[0].startswith("No network")
    assert (
        "Traceback" in (checkout / ".venv/pip.log").read_text()
        or "ERROR" in (checkout / ".venv/pip.log").read_text()
    )


@needs_make
def test_without_a_python_that_is_new_enough_one_line_says_so(checkout):
    old = checkout / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ran = run_make(checkout, "report", f"PYTHON=no-such-python {old}")
    assert ran.returncode != 0
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make:")]
    assert len(said) == 1
    assert said[0].startswith("Python 3.11 or newer is needed")
    assert not (checkout / ".venv").exists()
