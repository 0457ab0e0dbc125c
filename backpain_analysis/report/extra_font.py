"""A font of the person's own, for letters that the page's typeface lacks."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backpain_analysis.errors import OutputError

_KINDS = (".ttf", ".otf", ".ttc", ".otc")
# Fonts that have the letters of a script whose name in Unicode does not say it.
_SCRIPTS = {
    "CJK": "Noto Sans SC", "KANGXI": "Noto Sans SC", "HIRAGANA": "Noto Sans JP",
    "KATAKANA": "Noto Sans JP", "HANGUL": "Noto Sans KR", "BOPOMOFO": "Noto Sans TC",
    "TIBETAN": "Noto Serif Tibetan",
}  # fmt: skip


@dataclass(frozen=True)
class ExtraFont:
    """A font file that has been read.

    Attributes
    ----------
    name : str
        Of the file.
    content : bytes
    characters : frozenset of str
        What it can print.
    """

    name: str
    content: bytes
    characters: frozenset[str]


def read_font(path: str | os.PathLike[str]) -> ExtraFont:
    """Read a font file.

    Parameters
    ----------
    path : path
        A TrueType or OpenType file, or a collection of them.

    Returns
    -------
    ExtraFont

    Raises
    ------
    OutputError
        It cannot be read, or is no font.
    """
    from fontTools.ttLib import TTFont, TTLibError

    file = Path(path)
    try:
        content = file.read_bytes()
        with TTFont(io.BytesIO(content), lazy=True, fontNumber=0) as font:
            codes = font.getBestCmap() or {}
    except OSError as error:
        raise OutputError(f"Cannot read the font '{file}' ({error.strerror or error}).") from error
    except (TTLibError, KeyError, ValueError, AssertionError, struct.error) as error:
        raise _no_font(file) from error
    if file.suffix.casefold() not in _KINDS or not codes:
        raise _no_font(file)
    printed = (chr(code) for code in codes)
    return ExtraFont(
        file.name, content, frozenset(c for c in printed if unicodedata.category(c)[0] != "C")
    )


def _no_font(file: Path) -> OutputError:
    return OutputError(
        f"'{file}' is no font that can be used. Name a font file that ends in {', '.join(_KINDS)}."
    )


@contextmanager
def folder_of(font: ExtraFont) -> Iterator[str]:
    """Put a font into a folder of its own for as long as it is needed.

    Parameters
    ----------
    font : ExtraFont

    Yields
    ------
    str
    """
    with tempfile.TemporaryDirectory(prefix="backpain_font_") as folder:
        Path(folder, f"font{Path(font.name).suffix}").write_bytes(font.content)
        yield folder


def suggest_fonts(characters: Iterable[str]) -> list[str]:
    """Name fonts that have some characters.

    Parameters
    ----------
    characters : iterable of str

    Returns
    -------
    list of str
        Each font once, in the order of the characters; free ones.
    """
    return list(dict.fromkeys(font for c in characters if (font := _suggested(c))))


def _suggested(c: str) -> str:
    script = unicodedata.name(c, "").split(" ")[0].partition("-")[0]
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    if unicodedata.category(c)[0] in "LM" and script:
        return f"Noto Sans {script.title()}"
    return "Noto Emoji" if unicodedata.category(c) in ("So", "Sk") else ""
