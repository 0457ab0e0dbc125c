"""What is done to a computer while it writes: is anything of a person's lost, or left half-written?

    python -m benchmarks.faults                  200 kills of each command, 2 x 500 entries at once
    python -m benchmarks.faults --runs 20 log    so many, of these

Each run ends a command while it writes: at one of its steps (a file opened for writing, renamed,
removed, a folder made), drawn at random, by kill -9 just before the step, or within the 10 ms after
it by a signal that nothing handles. Then it looks at every file: those of the person are as before,
or as before with the whole new row; what a command makes is the whole of the old or of a new one.
The cells of notebooks run in one of ten runs; in the others the writing goes on without them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).parents[1]
_DAYS = [date(2026, 3, 1) + timedelta(days=n) for n in range(40)]
DIARY = "date,pain,sitting_hours,notes\n" + "".join(
    f"{day},{3 + n % 4},{4 + n % 5},day {n}\n" for n, day in enumerate(_DAYS)
)
ROUTINE = "date,exercise,done\n" + "".join(f"{day},cat-cow,yes\n" for day in _DAYS[::2])


def command(*words: str) -> list[str]:
    """A command line of this Python's own backpain."""
    return [sys.executable, "-c", "from backpain_analysis.cli import main; main()", *words]


def new_home(folder: Path) -> dict[str, bytes]:
    """Write a logbook; what stands in its files."""
    logs = folder / "logs"
    logs.mkdir(parents=True)
    (logs / "diary.csv").write_text(DIARY, encoding="utf-8")
    (logs / "routine.csv").write_text(ROUTINE, encoding="utf-8")
    (logs / "settings.toml").write_text('label = "x"\n', encoding="utf-8")
    return {path.name: path.read_bytes() for path in logs.iterdir()}


# ---- what must hold after a kill


def is_whole(path: Path) -> bool:
    """Tell whether a file that a command made is complete."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")
    if path.suffix == ".html":
        return data.rstrip().endswith(b"</html>")
    if path.suffix == ".json":
        return isinstance(json.loads(data), dict)
    if path.suffix == ".ipynb":
        return bool(nbformat.reads(data.decode(), as_version=4).cells)
    return data.endswith(b"\n")


def faults(home: Path, before: dict[str, bytes], made: Path) -> list[str]:
    """Name what was lost or is half-written, hidden drafts apart."""
    found = []
    for name, data in before.items():
        now = (home / "logs" / name).read_bytes()
        added = now.removeprefix(data) if now.startswith(data) else None
        whole = added is not None and (
            not added or added.count(b"\n") == 1 == added.endswith(b"\n")
        )
        if not whole:
            found.append(f"{name} was {'changed' if added is None else 'half-written'}")
    visible = [p for p in made.rglob("*") if p.is_file() and not _hidden(p.relative_to(made))]
    return found + [f"{path.name} is half-written" for path in visible if not is_whole(path)]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


@dataclass(frozen=True)
class Case:
    """A command to kill: its words, and the folder in which it makes something."""

    words: Callable[[int], list[str]]
    made: str = "out"


CASES = {
    "log": Case(lambda n: ["log", "logs", "--pain", "4", "--notes", f"entry {n}"], "nothing"),
    "report": Case(lambda _: ["report", "logs", "--out", "out"]),
    "write": Case(lambda n: ["check", "logs", "--write", f"out/{n}"]),
    "notebooks": Case(lambda _: ["notebooks", "logs", "--out", "out", "--only", "04"]),
}


def kill_often(name: str, runs: int, seed: int) -> tuple[int, int, list[str]]:
    """Kill a command at random moments while it writes.

    Returns
    -------
    int, int, list of str
        How many were killed before their end, how many had written, and what was wrong.
    """
    draw, wrong, killed, wrote = random.Random(seed), [], 0, 0
    case = CASES[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        home = Path(place)
        before = new_home(home)
        steps = [_ended(case.words(n), home, 0, 0.0, run_cells=n == -1)[1] for n in (-2, -1)]
        before = {n: (home / "logs" / n).read_bytes() for n in before}
        for n in range(runs):
            after = 0.0 if draw.random() < 0.5 else draw.uniform(1e-4, 0.01)
            at = draw.randint(1, max(steps))
            killed += _ended(case.words(n), home, at, after, run_cells=n % 10 == 0)[0] < 0
            wrong += faults(home, before, home / case.made)
            now = {name: (home / "logs" / name).read_bytes() for name in before}
            wrote += now != before
            before = now
    return killed, wrote, wrong


_PRELOADED = [
    f"backpain_analysis.{name}" for name in ("cli", "entry", "report", "transcript", "notebooks")
]


def _ended(
    words: list[str], home: Path, at: int, after: float, *, run_cells: bool
) -> tuple[int, int]:
    """Run a command, killed at one of its steps; how it ended, and the steps that it began."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(_PRELOADED)
    steps = processes.Value("i", 0)
    run = _run if run_cells else _run_without_cells
    running = processes.Process(target=run, args=(words, home, at, after, steps))
    running.start()
    running.join()
    return running.exitcode or 0, steps.value


def _run_without_cells(*given: Any) -> None:
    from backpain_analysis import notebooks

    notebooks._execute = lambda job, _: job.target.write_bytes(job.source.read_bytes()) and None
    _run(*given)


def _run(words: list[str], home: Path, at: int, after: float, steps: Any) -> None:
    from backpain_analysis.cli import main

    os.chdir(home)
    os.environ.update(_env(), TMPDIR=str(home / "temporary"))
    (home / "temporary").mkdir(exist_ok=True)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    kept = tuple(str((home / name).resolve()) for name in ("logs", "out"))

    def step(event: str, given: tuple[Any, ...]) -> None:
        if not _writes(event, given) or not os.path.abspath(os.fsdecode(given[0])).startswith(kept):
            return
        steps.value += 1
        if steps.value == at and after:
            signal.setitimer(signal.ITIMER_REAL, after)
        elif steps.value == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    sys.argv = ["backpain", *words]
    main()


def _writes(event: str, given: tuple[Any, ...]) -> bool:
    if event == "open" and isinstance(given[0], str | bytes | os.PathLike):
        flags = given[2] or 0
        return bool(set(str(given[1] or "")) & set("wxa+") or flags & (os.O_WRONLY | os.O_RDWR))
    return event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate")


def _env() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


# ---- two at once

_WRITER = """
import sys
from backpain_analysis.entry import append_entry
for n in range(int(sys.argv[3])):
    append_entry(sys.argv[1], {"notes": f"{sys.argv[2]} {n}"})
"""


def write_at_once(each: int) -> list[str]:
    """Let two processes add entries to one logbook; name those that were lost."""
    with tempfile.TemporaryDirectory() as place:
        new_home(Path(place))
        logs = str(Path(place) / "logs")
        start = [sys.executable, "-c", _WRITER, logs]
        both = [subprocess.Popen([*start, who, str(each)], env=_env()) for who in ("one", "two")]
        for writer in both:
            writer.wait()
        text = (Path(logs) / "diary.csv").read_text(encoding="utf-8")
    wanted = [f"{who} {n}" for who in ("one", "two") for n in range(each)]
    rows = [line.rsplit(",", 1)[-1] for line in text.splitlines()]
    return [entry for entry in wanted if rows.count(entry) != 1]


def main(words: Iterable[str] | None = None) -> int:
    """Run what was asked for; 1 where anything was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("cases", nargs="*", choices=[*CASES, "at-once", []], metavar="CASE")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--entries", type=int, default=500, help="of each of two processes")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(None if words is None else list(words))
    failed = 0
    for name in asked.cases or [*CASES, "at-once"]:
        if name == "at-once":
            lost = write_at_once(asked.entries)
            print(f"2 x {asked.entries} entries at once: {len(lost)} lost", flush=True)
            failed += bool(lost)
            continue
        killed, wrote, wrong = kill_often(name, asked.runs, asked.seed)
        print(
            f"{name}: {asked.runs} runs, {killed} killed before their end, {wrote} had written, "
            f"{len(wrong)} faults {sorted(set(wrong))}",
            flush=True,
        )
        failed += bool(wrong)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
