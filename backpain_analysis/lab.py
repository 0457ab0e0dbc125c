"""JupyterLab on notebooks of a logbook's own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from backpain_analysis.notebook_files import (
    iso_day,
    make_folder,
    notebooks_folder,
    with_parameters,
    write_notebook,
)


def copy_notebooks(
    logbook: str | Path,
    *,
    since: str | date | None = None,
    until: str | date | None = None,
) -> tuple[Path, tuple[Path, ...]]:
    """Put notebooks of its own into a logbook, with its name and dates in them.

    A notebook that is already there is a person's own work and stays.

    Parameters
    ----------
    logbook : str or pathlib.Path
        Folder with the person's files.
    since, until : str or datetime.date, optional
        First and last day.

    Returns
    -------
    folder : pathlib.Path
        ``notebooks`` in the logbook.
    kept : tuple of pathlib.Path
        Those that were there before.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    folder = make_folder(Path(logbook) / "notebooks")
    values = {"logbook": "..", "since": iso_day(since), "until": iso_day(until)}
    copies = {folder / path.name: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    kept = tuple(copy for copy in copies if copy.exists())
    for copy, path in copies.items():
        if copy not in kept:
            write_notebook(copy, with_parameters(path, values))
    return folder, kept


def open_lab(folder: Path, *, browser: bool = True, port: int | None = None) -> int:
    """Open JupyterLab on a folder of notebooks, until it is ended.

    Parameters
    ----------
    folder : pathlib.Path
    browser : bool
        Open the browser too.
    port : int, optional
        Port to listen on; default the first free one from 8888.

    Returns
    -------
    int
        Exit status.
    """
    command = lab_command(folder, browser=browser, port=port)
    lab = subprocess.Popen(command, env={**os.environ, **lab_environment()})
    while True:
        with suppress(KeyboardInterrupt):
            return lab.wait()


def lab_command(folder: Path, *, browser: bool = True, port: int | None = None) -> list[str]:
    """Give the command that starts JupyterLab.

    Parameters
    ----------
    folder : pathlib.Path
    browser : bool
    port : int, optional

    Returns
    -------
    list of str
    """
    first = min((path.name for path in folder.glob("*.ipynb")), default="")
    options = [
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{first}",
    ]
    # Ctrl-C ends it without a question; encryption keeps every kernel from warning about TCP.
    options += ["--ServerApp.answer_yes=True", "--KernelManager.transport_encryption=auto"]
    options += ["--ServerApp.log_level=WARN", "--LabApp.log_level=WARN"]
    options += ["--LabApp.extension_manager=readonly"]  # the other one asks a package index
    options += ["--LanguageServerManager.autodetect=False"]  # it runs npm, which keeps a log
    options += [] if browser else ["--no-browser"]
    options += [] if port is None else [f"--port={port}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyterlab", *options]


def lab_environment() -> dict[str, str]:
    """Give what makes JupyterLab ask for no news, and a kernel count in one thread.

    More threads than free processors make each other wait, up to minutes.

    Returns
    -------
    dict of str to str
        Variables; a person's own settings stay in force beside them.
    """
    ours = Path(__file__).with_name("jupyter")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(ours), *([others] if others else [])]),
        "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
    }
