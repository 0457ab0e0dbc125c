"""Write requirements.lock and environment.yml from pyproject.toml.

python tools/pin_versions.py              keep the pins that still fit
python tools/pin_versions.py --upgrade    take the newest of everything
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Where conda-forge has another name. Its typst is behind, so no version is asked of it.
CONDA_NAMES = {"typst": "typst-py"}
NO_VERSION = {"typst"}
COMPILE = [
    "pip", "compile", "pyproject.toml", "--all-extras", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--quiet", "-o", "requirements.lock",
]  # fmt: skip


def environment_yml(project: dict[str, Any]) -> str:
    """The conda environment that fits a project table, as text."""
    lines = [
        "# Made by `make lock` from pyproject.toml: edit that.",
        f"name: {project['name'].replace('_', '-')}",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f'  - "python{project["requires-python"]}"',
        "  - pip",
        f"  # {project['name']} itself",
        *map(conda_line, project["dependencies"]),
    ]
    for extra, requirements in project["optional-dependencies"].items():
        lines += [f"  # {extra}", *map(conda_line, requirements)]
    return "\n".join(lines) + "\n"


def conda_line(requirement: str) -> str:
    """One requirement of pyproject.toml as conda writes it."""
    name, bound = split_requirement(requirement)
    return f'  - "{CONDA_NAMES.get(name, name)}{"" if name in NO_VERSION else bound}"'


def split_requirement(requirement: str) -> tuple[str, str]:
    """Name and version bound of a requirement."""
    found = re.fullmatch(r"([A-Za-z0-9._-]+)\s*([<>=!~][^;]*)?", requirement)
    if found is None:
        raise SystemExit(f"pyproject.toml: '{requirement}' is more than a name and a bound.")
    return found[1], (found[2] or "").replace(" ", "")


def find_uv() -> list[str]:
    """The uv at hand, else one installed beside this Python."""
    at_hand = shutil.which("uv")
    if at_hand:
        return [at_hand]
    python = [sys.executable, "-m"]
    subprocess.run([*python, "pip", "install", "--quiet", "uv"], check=True)
    return [*python, "uv"]


def main(arguments: list[str]) -> int:
    """Write both files."""
    subprocess.run([*find_uv(), *COMPILE, *arguments], cwd=ROOT, check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (ROOT / "environment.yml").write_text(environment_yml(project), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
