"""The notebooks, run again on any logbook: kept by date, for reading and for exploring."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree, ignore_patterns
from textwrap import indent
from typing import Any

import nbformat

from backpain_analysis.errors import BackpainError
from backpain_analysis.notebook_files import (
    iso_day,
    notebooks_folder,
    read_title,
    tidied,
    write_notebook,
    write_page,
)
from backpain_analysis.runs import (
    Changes,
    Entry,
    begin_run,
    changes_since,
    folder_of,
    mark_of,
    say_logbook,
    seen_from,
    write_index,
)

#: Parameters that every notebook must read: without one it would answer about other data.
EVERYWHERE = ("logbook", "since", "until")
#: A kernel gets this long to start [seconds]; a busy machine needs it.
_STARTS_WITHIN = 120


@dataclass(frozen=True)
class NotebookResult:
    """One notebook, run.

    Attributes
    ----------
    name : str
        Name without ending, for example "02_triggers".
    notebook : pathlib.Path
        The executed notebook; where it failed, up to the failing cell.
    page : pathlib.Path or None
        The same as HTML without code; None where it failed.
    error : str or None
        What the failing cell said, and its code; None where all went well.
    title : str
        What it is about.
    """

    name: str
    notebook: Path
    page: Path | None
    error: str | None
    title: str


@dataclass(frozen=True)
class NotebookRun:
    """All notebooks of one run.

    Attributes
    ----------
    folder : pathlib.Path
        Where they are kept.
    results : tuple of NotebookResult
        In the order of their names.
    index : pathlib.Path
        A page that links them and the report.
    changes : Changes or None
        Since the run before of the same logbook; None where there is none.
    """

    folder: Path
    results: tuple[NotebookResult, ...]
    index: Path
    changes: Changes | None

    @property
    def failed(self) -> tuple[NotebookResult, ...]:
        """Those that stopped at an error."""
        return tuple(result for result in self.results if result.error is not None)


@dataclass(frozen=True)
class _Job:
    """One notebook to run: from where, into which file, with which values."""

    source: Path
    target: Path
    values: Mapping[str, Any]


def run_notebooks(
    logbook: str | Path,
    out: str | Path = "reports",
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    only: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    today: date | None = None,
    code: bool = False,
    progress: Callable[[NotebookResult], None] | None = None,
) -> NotebookRun:
    """Run the notebooks on a logbook, in a copy, and keep them by date.

    One that fails does not stop the others.

    Parameters
    ----------
    logbook : str or pathlib.Path
        Folder with the person's files.
    out : str or pathlib.Path
        Gets a folder named by the day's date, with the executed notebooks,
        their readable pages and an index of them.
    since, until : str or datetime.date, optional
        First and last day, as for `open_logbook`.
    only : sequence of str, optional
        Beginnings of names, for example ``["02"]``; default all.
    parameters : mapping, optional
        More values for the notebooks' cell tagged ``parameters``.
    today : datetime.date, optional
        The date they are kept under; default the day it is.
    code : bool
        Keep the code in the pages.
    progress : callable, optional
        Called with each result as it is ready.

    Returns
    -------
    NotebookRun

    Raises
    ------
    BackpainError
        No notebook has such a name, or none reads a parameter.
    OutputError
        The folder cannot be written.
    """
    day = today or date.today()
    kept = folder_of(Path(out), day, Path(logbook))
    days = {"since": iso_day(since), "until": iso_day(until)}
    values = {
        "logbook": str(Path(logbook).resolve()),
        **days,
        # where a notebook that writes files leaves them
        "out": str(kept.resolve()),
    }
    results = []
    with tempfile.TemporaryDirectory() as place:
        copies = Path(place) / "notebooks"
        copytree(notebooks_folder(), copies, ignore=ignore_patterns(".*", "__pycache__"))
        chosen = _choose(sorted(copies.glob("*.ipynb")), only)
        jobs = _share_out(chosen, values, parameters or {})
        record = {"logbook": mark_of(Path(logbook), kept), **days}
        begin_run(kept, record, [path.stem for path in chosen])
        for job, error in _execute_all(jobs):
            results.append(_keep(job, kept, error, code=code))
            if progress is not None:
                progress(results[-1])
    results.sort(key=lambda result: result.name)
    changes = changes_since(kept)
    entries = [Entry(r.name, r.title, r.error) for r in results]
    about = say_logbook(Path(logbook), **days)
    index = write_index(kept, day, entries, changes, about)
    return NotebookRun(kept, tuple(results), index, changes)


def refresh_notebooks(folder: str | Path | None = None) -> tuple[Path, ...]:
    """Run the notebooks where they are, with the parameters they have, and keep the outputs.

    The same outputs give the same files: times and versions are left out.

    Parameters
    ----------
    folder : str or pathlib.Path, optional
        Default the repository's own.

    Returns
    -------
    tuple of pathlib.Path
        The notebooks that were written.

    Raises
    ------
    BackpainError
        A notebook failed; none is changed then.
    """
    home = Path(folder) if folder is not None else notebooks_folder()
    with tempfile.TemporaryDirectory() as place:
        jobs = [_Job(path, Path(place) / path.name, {}) for path in sorted(home.glob("*.ipynb"))]
        errors = {job.source.name: error for job, error in _execute_all(jobs) if error}
        if errors:
            raise BackpainError("\n".join(f"{name}: {errors[name]}" for name in sorted(errors)))
        for job in jobs:
            write_notebook(job.source, tidied(job.target))
    return tuple(job.source for job in jobs)


def _choose(paths: Sequence[Path], only: Sequence[str]) -> list[Path]:
    unknown = [start for start in only if not any(p.name.startswith(start) for p in paths)]
    if unknown:
        names = ", ".join(path.stem for path in paths)
        raise BackpainError(f"No notebook is called '{unknown[0]}'. There are: {names}.")
    return [path for path in paths if not only or path.name.startswith(tuple(only))]


def _share_out(
    paths: Iterable[Path], values: Mapping[str, Any], parameters: Mapping[str, Any]
) -> list[_Job]:
    """Each notebook with the values that it reads; papermill would only warn of the others."""
    from papermill import inspect_notebook

    reads = {path: set(inspect_notebook(str(path))) for path in paths}
    for path, names in reads.items():
        missing = [n for n in EVERYWHERE if values[n] is not None and n not in names]
        if missing:
            raise BackpainError(
                f"{path.name} does not read '{missing[0]}', so it would answer about other data. "
                "Set it in the notebook's cell tagged 'parameters'."
            )
    known = sorted(set().union(*reads.values()))
    unread = [name for name in parameters if name not in known]
    if unread:
        raise BackpainError(
            f"No notebook reads the parameter '{unread[0]}'. They read: {', '.join(known)}."
        )
    wanted = {**values, **parameters}
    return [
        _Job(path, path.with_suffix(".done.ipynb"), {n: wanted[n] for n in wanted if n in names})
        for path, names in reads.items()
    ]


def _execute_all(jobs: Sequence[_Job]) -> Iterator[tuple[_Job, str | None]]:
    """Run them side by side; give each as it is ready, with its error."""
    workers = max(1, min(len(jobs), os.cpu_count() or 1))
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place,
        ThreadPoolExecutor(workers) as pool,
    ):
        started: list[Any] = []
        files = {Path(place) / f"{job.source.stem}.json": job for job in jobs}
        running = {
            pool.submit(_execute, job, _kernel_class(file, started)): job
            for file, job in files.items()
        }
        try:
            for work in as_completed(running):
                yield running[work], work.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop(started)
            raise


def _kernel_class(file: Path, started: list[Any]) -> type:
    """A kernel of this very Python that leaves the person's Jupyter and IPython files alone."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    # Its own remarks (a warning about TCP, a farewell) would help nobody here.
    command = [sys.executable, "-m", "ipykernel_launcher", "--IPKernelApp.log_level=CRITICAL"]

    class OwnSpec(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002
            return KernelSpec(
                argv=[*command, "-f", "{connection_file}"],
                # kernels run side by side: threads within each would only be in each other's way
                env={"IPYTHONDIR": str(file.parent / "ipython"), "OPENBLAS_NUM_THREADS": "1"},
                display_name="Python 3",
                language="python",
            )

    class OwnKernel(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            spec = OwnSpec()
            super().__init__(**options, kernel_spec_manager=spec, connection_file=str(file))
            started.append(self)

    return OwnKernel


def _execute(job: _Job, kernel: type) -> str | None:
    """Run one notebook; the failing cell in words, or None."""
    from jupyter_core.utils import ensure_event_loop
    from papermill import PapermillExecutionError, execute_notebook

    loop = ensure_event_loop()  # this thread's own
    try:
        execute_notebook(
            str(job.source),
            str(job.target),
            job.values,
            progress_bar=False,
            start_timeout=_STARTS_WITHIN,
            kernel_manager_class=kernel,
            resources={"metadata": {"path": str(job.source.parent)}},
        )
    except PapermillExecutionError as error:
        code = indent(str(error.source), "    ")
        return f"cell [{error.exec_count}] stopped with {error.ename}: {error.evalue}\n{code}"
    except Exception as error:  # a kernel that dies, a file that is no notebook
        return f"it could not be run: {type(error).__name__}: {error}"
    finally:
        loop.close()
    return None


def _stop(kernels: Iterable[Any]) -> None:
    for kernel in kernels:
        pid = getattr(kernel.provisioner, "pid", None)
        if pid:
            with suppress(OSError):
                os.kill(pid, signal.SIGTERM)


def _keep(job: _Job, folder: Path, error: str | None, *, code: bool) -> NotebookResult:
    """Put an executed notebook and its page where they stay."""
    name = job.source.stem
    notebook, page = folder / f"{name}.ipynb", folder / f"{name}.html"
    book = tidied(job.target if job.target.exists() else job.source)
    _name_places_from(folder, job, book)
    write_notebook(notebook, book)
    if error is None:
        write_page(page, book, code=code)
    return NotebookResult(name, notebook, None if error else page, error, read_title(notebook))


def _name_places_from(folder: Path, job: _Job, book: nbformat.NotebookNode) -> None:
    """Let the cell with the values name folders as the kept notebook finds them."""
    from papermill.translators import PythonTranslator

    places = {
        name: seen_from(folder, Path(value))
        for name, value in job.values.items()
        if name in ("logbook", "out") and Path(value).is_absolute()
    }
    for cell in book.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.source = PythonTranslator.codify({**job.values, **places}, "Parameters")


if __name__ == "__main__":
    for written in refresh_notebooks():
        print(written)
