"""What a terminal shows: plain text, folded to its width, and signs of progress."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from shutil import get_terminal_size

from backpain_analysis.untrusted import plain

_WIDEST = 100
#: A line of a message that is for a file: a line end within it would be an error there.
_TO_PASTE = re.compile(r" {4}\S")


def say(text: str = "", *, hang: int = 0) -> None:
    """Print to the standard output; on a terminal folded to its width, save what is to be pasted.

    Parameters
    ----------
    text : str
    hang : int
        Spaces before the second line and those after it.
    """
    print("\n".join(_folded(line, hang) for line in plain(text).split("\n")))


def ask(question: str) -> str:
    """Ask on the terminal.

    Parameters
    ----------
    question : str
        Ending in what stands before the answer.

    Returns
    -------
    str
        What was typed.
    """
    return input(plain(question))


def as_command(words: Sequence[str]) -> str:
    """Write a command as it can be entered again.

    Parameters
    ----------
    words : sequence of str

    Returns
    -------
    str
    """
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def on_terminal() -> bool:
    """Tell whether somebody is there to be asked.

    Returns
    -------
    bool
    """
    return sys.stdin.isatty() and sys.stdout.isatty()


def say_aside(text: str) -> None:
    """Print beside the output, so that what is read from a pipe stays clean.

    Parameters
    ----------
    text : str
    """
    print(plain(text), file=sys.stderr)


def _folded(line: str, hang: int) -> str:
    if not sys.stdout.isatty() or _TO_PASTE.match(line):
        return line
    width = min(get_terminal_size().columns, _WIDEST)
    indent = " " * (len(line) - len(line.lstrip()) + hang)
    return textwrap.fill(line, width, subsequent_indent=indent, break_on_hyphens=False)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that something is under way; in a pipe nothing.

    Parameters
    ----------
    what : str
        What is being done.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


@contextmanager
def counting(total: int, what: str) -> Iterator[Callable[[object], None]]:
    """Show a progress bar on a terminal; in a pipe nothing.

    Parameters
    ----------
    total : int
        Steps to come.
    what : str
        What is being done.

    Yields
    ------
    callable
        To be called after each step, with anything.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda _: bar.advance(task)
