"""Anything at all, fed to the readers and the whole way to report.json.

    python -m benchmarks.fuzz                        100,000 to the readers, 200 the whole way
    python -m benchmarks.fuzz sheet file --runs 1e6  so many for each of these targets
    python -m benchmarks.fuzz --minutes 10           stop each target after ten minutes at most

Only our own errors may come out (`BackpainError`), within two seconds and 500 MiB. Whatever
breaks that is kept in build/fuzz/<target>/broken; put it into tests/fixtures/fuzz/<target> once
it is mended, and tests/test_fuzz.py runs it for ever.

With atheris (`pip install atheris`; wheels for Linux) the inputs are steered by the code that
they reach, and those that reached something new are kept in build/fuzz/<target>/corpus for the
next time. Without it they are random changes of the seeds and of what was kept.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import hashlib
import importlib
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.fuzz_targets import Target

try:
    import atheris
except ImportError:
    atheris = None

#: Inputs to each target, where no number is asked for.
USUAL = {"settings": 30_000, "cells": 30_000, "table": 20_000, "sheet": 5_000, "file": 15_000}
USUAL |= {"whole": 200}
BUILD = Path(__file__).parents[1] / "build" / "fuzz"
LONGEST = 2.0  # [s]
LARGEST = 500  # [MiB]


class TooSlow(BaseException):
    """Two seconds are over; no handler of Exception may swallow it."""


class Runner:
    """Feeds one target, and keeps what breaks it."""

    def __init__(self, name: str, target: Target, runs: int, seconds: float) -> None:
        self.name, self.runs, self.ends = name, runs, time.monotonic() + seconds
        self.target = target
        self.home = BUILD / name
        self.done = 0
        self.slowest = 0.0
        self.broken: dict[str, Path] = {}
        for folder in ("corpus", "broken"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)

    def feed(self, data: bytes) -> None:
        """Feed one input; anything but our own errors is kept."""
        signal.setitimer(signal.ITIMER_PROF, LONGEST)  # of this process: others share the machine
        begun = time.process_time()
        try:
            self.target.feed(data)
        except (Exception, TooSlow) as error:
            self.keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.slowest = max(self.slowest, time.process_time() - begun)
        self.done += 1
        if self.done % 500 == 0:
            self.note()
        if self.done >= self.runs or time.monotonic() > self.ends:
            self.finish()

    def keep(self, data: bytes, error: BaseException) -> None:
        """Keep an input once for each place in our code where it broke."""
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "backpain" in f.filename]
        place = f"{type(error).__name__} {ours[-1].filename}:{ours[-1].lineno}" if ours else "?"
        if place in self.broken:
            if len(data) >= self.broken[place].stat().st_size:
                return
            self.broken[place].unlink()
        path = self.home / "broken" / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        self.broken[place] = path
        print(f"BROKEN {self.name} {path.name}: {place}: {error}"[:400], flush=True)

    def note(self) -> None:
        """Write down how far it is, for who looks in from outside."""
        (self.home / "state").write_text(self.told(), encoding="utf-8")

    def told(self) -> str:
        """Say how far it is."""
        return (
            f"{self.name}: {self.done:,} inputs, {len(self.broken)} broken, slowest "
            f"{self.slowest:.2f} s, {memory():.0f} MiB at most"
        )

    def finish(self) -> None:
        """Say what came of it, and end: the fuzzer has no way back."""
        self.note()
        print(self.told(), flush=True)
        sys.stdout.flush()
        os._exit(1 if self.broken or memory() > LARGEST else 0)


def memory() -> float:
    """Most memory that this process has had [MiB]."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 2**10


def stop(_signal: int, _frame: FrameType | None) -> None:
    """End an input that takes too long."""
    raise TooSlow


def seeds(runner: Runner) -> list[bytes]:
    """The seeds of a target, and what was kept the last time."""
    kept = [path.read_bytes() for path in sorted((runner.home / "corpus").iterdir())]
    return [*runner.target.seeds(), *kept]


def run_steered(runner: Runner) -> None:
    """Let atheris choose the inputs."""
    words = runner.home / "words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in load().WORDS), encoding="ascii")
    corpus = runner.home / "corpus"
    for seed in runner.target.seeds():
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    options = [f"-dict={words}", "-max_len=4096", "-print_final_stats=0", "-verbosity=0"]
    options += [
        "-timeout=60",
        "-rss_limit_mb=2000",
        f"-artifact_prefix={runner.home}/",
        "-close_fd_mask=2",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], runner.feed)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def run_random(runner: Runner, seed: int) -> None:
    """Change seeds at random."""
    draw = random.Random(seed)
    pool = seeds(runner)
    while True:
        runner.feed(changed(draw.choice(pool), pool, draw))


def changed(data: bytes, pool: list[bytes], draw: random.Random) -> bytes:
    """Change an input in a few places.

    Parameters
    ----------
    data : bytes
    pool : list of bytes
        Where pieces are borrowed from.
    draw : random.Random

    Returns
    -------
    bytes
    """
    text = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        at = draw.randrange(len(text) + 1)
        to = min(len(text), at + draw.choice((0, 0, 1, 2, 5, 20)))
        text[at:to] = draw.choice(_CHANGES)(bytes(text), pool, draw)
    return bytes(text[:8192])


def _any_byte(_text: bytes, _pool: list[bytes], draw: random.Random) -> bytes:
    return draw.randbytes(draw.choice((0, 1, 1, 2, 4)))


def _word(_text: bytes, _pool: list[bytes], draw: random.Random) -> bytes:
    return draw.choice(load().WORDS).encode()


def _own_piece(text: bytes, _pool: list[bytes], draw: random.Random) -> bytes:
    at = draw.randrange(len(text) + 1)
    return text[at : at + draw.choice((1, 3, 10, 40))]


def _line(_text: bytes, pool: list[bytes], draw: random.Random) -> bytes:
    return draw.choice(draw.choice(pool).splitlines(keepends=True) or [b"\n"])


def _number(_text: bytes, _pool: list[bytes], draw: random.Random) -> bytes:
    return str(draw.choice((0, -1, 10**9, 10**30, 0.1, 1e308, draw.randrange(100)))).encode()


_CHANGES = (_any_byte, _any_byte, _word, _word, _word, _own_piece, _line, _number)


@cache
def load(*, steered: bool = False) -> Any:
    """Import the targets; steered, so that atheris sees which lines of ours run."""
    if not steered:
        return importlib.import_module("benchmarks.fuzz_targets")
    kept = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a line for each module
    try:
        with atheris.instrument_imports(include=["backpain_analysis"]):
            return importlib.import_module("benchmarks.fuzz_targets")
    finally:
        os.dup2(kept, 2)


def run(name: str, runs: int, seconds: float, seed: int, *, steered: bool) -> None:
    """Feed one target in this process; never returns."""
    target = load(steered=steered).TARGETS[name]
    signal.signal(signal.SIGPROF, stop)
    runner = Runner(name, target, runs, seconds)
    if steered:
        run_steered(runner)
    run_random(runner, seed)


def main(words: Iterable[str] | None = None) -> int:
    """Feed every target that is named, one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(USUAL)}")
    parser.add_argument("--runs", type=lambda text: int(float(text)), help="inputs for each")
    parser.add_argument("--minutes", type=float, default=1e6, help="at most, for each")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--random", action="store_true", help="without atheris")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(None if words is None else list(words))
    steered = atheris is not None and not asked.random
    if asked.here:
        run(asked.targets[0], asked.runs, asked.minutes * 60, asked.seed, steered=steered)
    if atheris is None and not asked.random:
        print("atheris is not installed: random changes of the seeds, steered by nothing.")
    failed = 0
    for name in asked.targets or USUAL:
        command = [sys.executable, "-m", "benchmarks.fuzz", name, "--here"]
        command += ["--runs", str(asked.runs or USUAL[name])]
        command += ["--minutes", str(asked.minutes), "--seed", str(asked.seed)]
        failed += (
            subprocess.run([*command, *["--random"] * asked.random], check=False).returncode != 0
        )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
