"""Writing files: for their owner alone, and whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from backpain_analysis.errors import OutputError

#: What a killed command leaves behind is cleared away by one that comes so much later [s].
_STALE = 3600
_DRAFT = ".part"


def make_private(folder: Path) -> Path:
    """Make a folder, and those above it, for their owner alone.

    Parameters
    ----------
    folder : pathlib.Path
        One that is there already stays as it is.

    Returns
    -------
    pathlib.Path
        The same.

    Raises
    ------
    OSError
        It cannot be made.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(path: Path, data: bytes) -> None:
    """Write a new file for its owner alone, and wait until the disk has it.

    Parameters
    ----------
    path : pathlib.Path
        Must not exist: no link that lies there is followed.
    data : bytes

    Raises
    ------
    OSError
        It cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder: all under other names first, then renamed.

    Parameters
    ----------
    folder : pathlib.Path
        Must exist.
    contents : mapping of str to bytes
        By name. A file of that name is replaced, in one step.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    OSError
        One cannot be written; none was changed then, unless the renaming failed.
    """
    _clear_stale(folder)
    with _scratch(folder) as scratch:
        for name, data in contents.items():
            write_private(scratch / name, data)
        for name in contents:
            (scratch / name).replace(folder / name)
    return [folder / name for name in contents]


def write_new_folder(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write a whole folder, in one step.

    Parameters
    ----------
    folder : pathlib.Path
        New, or empty.
    contents : mapping of str to bytes
        By name.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    OutputError
        Something lies in the folder already, or it cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise OutputError(f"Something lies in {folder} already. Name a new folder.")
        above = make_private(folder.absolute().parent)
        _clear_stale(above)
        with _scratch(above) as scratch:
            for name, data in contents.items():
                write_private(scratch / name, data)
            if folder.exists():
                folder.rmdir()
            scratch.replace(folder)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written: {error.strerror}. Name another folder, or see that the "
            "disk has room and that you may write there."
        ) from error
    return [folder / name for name in contents]


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix=".backpain-", suffix=_DRAFT, dir=folder))  # mode 0700
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _clear_stale(folder: Path) -> None:
    for old in folder.glob(f".backpain-*{_DRAFT}"):
        with suppress(OSError):
            if old.is_dir() and not old.is_symlink() and time.time() - old.stat().st_mtime > _STALE:
                shutil.rmtree(old, ignore_errors=True)
