"""settings.toml as text: its lines taken apart, and what people do to them named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from backpain_analysis.errors import Problem, SettingsError
from backpain_analysis.reading.limits import LARGEST_SETTINGS

# More than anybody nests by hand; reading it would take minutes, or all there is of the stack.
_NESTED = re.compile(r"(?:\.[ \t]*[\w\"'-]+[ \t]*){40}|(?:[\[{][ \t\r\n]*){40}")
_LINE_IN_MESSAGE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_QUOTES = 'Text stands in quotes, as in label = "my back"; a date does not.'
# Text in straight quotes and remarks stay; what stands within curly ones is text as well.
_STRING = re.compile(
    r""""{3}(?s:.*?)"{3}|'{3}(?s:.*?)'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*"""
    '|[“”„‟«»](?P<within>[^“”„‟«»"\n]*)[“”„‟«»]'
)
_CURLY = re.compile("[“”„‟«»‘’‚‹›]")


def toml_text(path: Path) -> str:
    """Read a file of settings, with the quotes of a word processor made straight.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    str

    Raises
    ------
    SettingsError
        It cannot be opened, is too large, or is no text.
    """
    try:
        if not path.is_file():
            raise SettingsError(f"{path.name} is no file but a pipe or a device. Take it out.")
        if path.stat().st_size > LARGEST_SETTINGS:
            raise SettingsError(
                f"{path.name} is larger than {LARGEST_SETTINGS // 2**10} KB, and cannot be read. "
                "Settings are a page or two: take out what is none."
            )
        return _STRING.sub(_straight, path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"{path.name} cannot be opened: {error.strerror}. See that you may read it."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from error


def _straight(found: re.Match[str]) -> str:
    within = found["within"]
    return found[0] if within is None else '"' + within.replace("\\", r"\\") + '"'


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Take the text of the settings apart, or say what is wrong with which line.

    Parameters
    ----------
    text : str
    file : str
        Its name.

    Returns
    -------
    dict

    Raises
    ------
    SettingsError
        It is no TOML.
    """
    if deep := _NESTED.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise _not_toml(file, line, f"too many tables or lists within one another. {_QUOTES}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE_IN_MESSAGE.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        why = _LINE_IN_MESSAGE.sub("", str(error))
        raise _not_toml(file, line, _way_out(why, text.splitlines()[line - 1])) from error
    except (ValueError, OverflowError, RecursionError) as error:
        # tomllib lets some pass that Python refuses, such as a number of 5,000 digits
        why = f"a number is too long, or lists are too deep. {_QUOTES}"
        raise _not_toml(file, None, why) from error


def _way_out(why: str, written: str) -> str:
    """Say what a parser's message means in a line such as this one."""
    if "twice" in why:
        return f"the heading {written.strip()} stands twice. Put the lines of both under one."
    if "overwrite" in why:
        name = written.partition("=")[0].strip()
        return f"'{name}' stands on two lines. Make one line of both."
    if curly := _CURLY.search(_STRING.sub("", written)):
        return f'{curly[0]} is a curly quote, as a word processor sets it. Use straight ones: "'
    if "..." in written:
        return "put a number (or the text that is meant) where ... stands."
    return f"{why}. {_QUOTES}"


def _not_toml(file: str, line: int | None, message: str) -> SettingsError:
    problem = Problem(file, line, None, None, message)
    return SettingsError(f"{file} cannot be used:", (problem,))
