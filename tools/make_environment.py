"""Make .venv from requirements.lock, or see in a moment that it is ready.

Runs on any Python 3.11 or newer with nothing installed:

    python tools/make_environment.py
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "pip.log"
#: Written last: what this environment was made from.
STAMP = VENV / ".made_from"
#: There while the environment is being made: found later, the making was interrupted.
UNFINISHED = VENV / ".unfinished"
NETWORK_TROUBLE = re.compile(
    r"connection broken|Failed to establish a new connection|Temporary failure in name resolution"
    r"|NameResolutionError|ProxyError|timed out|Network is unreachable|getaddrinfo failed"
    # What the lock names is there: an index that has no version of it was not reached.
    r"|\(from versions: none\)"
)


class CannotMakeError(Exception):
    """The environment cannot be made; the message is one line for a person."""


def fingerprint() -> dict[str, str]:
    """What an environment depends on: the place it stands in and two files."""
    files = ("requirements.lock", "pyproject.toml")
    made_from = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in files}
    return {"folder": str(ROOT), **made_from}


def stamped() -> dict[str, str]:
    """What the environment at hand was made from; empty where there is none that runs."""
    if not (PYTHON.exists() and STAMP.is_file()):
        return {}
    lines = STAMP.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" = ", 1) for line in lines if " = " in line)


def clear_remains(before: dict[str, str]) -> None:
    """Remove what cannot be built on: half an environment, or one made elsewhere."""
    moved = bool(before) and before.get("folder") != str(ROOT)
    if VENV.is_dir() and (UNFINISHED.exists() or moved or not PYTHON.exists()):
        shutil.rmtree(VENV)


def make_venv() -> None:
    """Make an empty environment with this Python."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotMakeError(
            f"{sys.executable} cannot make environments (it lacks venv or ensurepip)."
            f" On Debian or Ubuntu: sudo apt install {version}-venv"
        ) from None
    made = subprocess.run(
        [sys.executable, "-I", "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        said = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise CannotMakeError(f"{sys.executable} could not make the environment .venv: {said[-1]}")


def pip_install(*arguments: str) -> None:
    """Run pip, keeping what it says in the log; count packages on a terminal."""
    command = [str(PYTHON), "-I", "-m", "pip", "install", "--disable-pip-version-check", *arguments]
    # A setting of the person's own (pip's "user") must not send packages elsewhere.
    environ = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with (
        LOG.open("ab") as log,
        subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) as pip,
    ):
        packages = 0
        for line in pip.stdout:
            log.write(line)
            packages += line.startswith(b"Collecting")
            if sys.stderr.isatty():
                print(f"\r  {packages} packages", end="\r", file=sys.stderr, flush=True)
    if pip.returncode != 0:
        raise CannotMakeError(why_pip_failed(LOG.read_text(encoding="utf-8", errors="replace")))


def why_pip_failed(log: str) -> str:
    """One line for a person out of all that pip said."""
    place = LOG.relative_to(ROOT)
    if NETWORK_TROUBLE.search(log):
        return (
            "No network: the first start fetches Python packages and could not reach them."
            f" Connect and try again. (What pip said: {place})"
        )
    errors = [line for line in log.splitlines() if line.startswith("ERROR:")]
    said = errors[-1].removeprefix("ERROR:").strip() if errors else "no reason given"
    return f"The Python packages could not be installed: {said} (What pip said: {place})"


def make(wanted: dict[str, str]) -> None:
    """Bring .venv to what is wanted, from nothing or from an older one."""
    before = stamped()
    clear_remains(before)
    print(
        "Making the environment in .venv, once: a minute or two, on a slow computer up to ten.",
        file=sys.stderr,
        flush=True,
    )
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists():
        make_venv()
    LOG.unlink(missing_ok=True)
    try:
        if stamped().get("requirements.lock") != wanted["requirements.lock"]:
            pip_install("--require-hashes", "-r", "requirements.lock")
        pip_install("--no-deps", "--no-build-isolation", "-e", ".")
    except CannotMakeError:
        # pip fetches everything before it changes anything: an older environment still stands.
        if stamped():
            UNFINISHED.unlink()
        raise
    STAMP.write_text("".join(f"{k} = {v}\n" for k, v in wanted.items()), encoding="utf-8")
    UNFINISHED.unlink()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another make that is at it; without file locks (Windows), go on."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (ROOT / "requirements.lock").open("rb") as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Make the environment where it is not ready; 0 when it stands."""
    try:
        with one_at_a_time():
            wanted = fingerprint()
            if stamped() != wanted or UNFINISHED.exists():
                make(wanted)
    except CannotMakeError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The environment .venv could not be made: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The next start makes the environment again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
