"""Changing a file so that nothing is lost: one writer at a time, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from backpain_analysis.errors import OutputError
from backpain_analysis.writing import write_private

#: Lock file for systems on which a folder itself cannot be locked.
LOCK_NAME = ".backpain.lock"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let no two commands write into one logbook at once; the second waits.

    Parameters
    ----------
    folder : pathlib.Path
        Must exist.

    Raises
    ------
    OutputError
        The folder cannot be opened.
    """
    try:
        handle = _open_lock(folder)
    except OSError as error:
        raise _not_writable(folder, error) from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # which unlocks


def _open_lock(folder: Path) -> int:
    if sys.platform == "win32":
        return os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _lock(handle: int) -> None:
    # A folder on a network drive may know no locks: what changed meanwhile is still
    # noticed before anything is put in its place.
    with suppress(OSError):
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """Give a folder within the logbook in which a file is tried before it takes its place.

    Parameters
    ----------
    folder : pathlib.Path
        On the same disk as the file, so that the last step is a renaming.

    Yields
    ------
    pathlib.Path
        Hidden, and gone afterwards.

    Raises
    ------
    OutputError
        The folder cannot be written to.
    """
    try:
        for left in folder.glob(".backpain-*/"):  # by a command that was killed: we hold the lock
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=".backpain-", dir=folder))
    except OSError as error:
        raise _not_writable(folder, error) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def fingerprint(path: Path) -> tuple[Any, ...] | None:
    """Tell one state of a file from another.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    tuple or None
        None where there is no such file.
    """
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def write_whole(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it.

    Parameters
    ----------
    path : pathlib.Path
    data : bytes

    Raises
    ------
    OutputError
        It cannot be written.
    """
    try:
        write_private(path, data)
    except OSError as error:
        raise _not_writable(path.parent.parent, error) from error


def put_in_place(tried: Path, path: Path) -> None:
    """Let a file that was tried take the place of the old one, in one step.

    Parameters
    ----------
    tried : pathlib.Path
    path : pathlib.Path
        Its permissions stay as they are.

    Raises
    ------
    OutputError
        Another program holds the file open, or it may not be written.
    """
    try:
        if path.exists():
            shutil.copymode(path, tried)
        os.replace(tried, path)
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written: {error.strerror}. Nothing was changed. Close it in "
            "every other program, see that you may write to it, and try again."
        ) from error


def refuse_open_file(path: Path) -> None:
    """Stop where an office program has the file open: saving there would undo the entry.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    OutputError
        The program's own lock lies beside the file.
    """
    lock = path.with_name(f".~lock.{path.name}#")
    if lock.exists():
        raise OutputError(
            f"{path.name} is open in another program. Nothing was written, because saving there "
            "would take the entry out again. Close it there, and try again. (Is it not open? "
            f"Then delete the file {lock.name}, which a program left behind.)"
        )


def _not_writable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"The folder '{folder}' cannot be written to: {error.strerror}. Nothing was changed. See "
        "that the disk has room and that you may write there, and try again."
    )
