"""The typeface of the page: where it lies, what it covers, how wide it is.

Source Sans Pro lies beside this file: a line holds nearly a quarter more in it than in DejaVu.
What it lacks, such as Arabic, comes from DejaVu Sans, which matplotlib carries, so that no
font of the machine changes the page. PDF/UA stops at a character that neither has; it is
replaced by a box that everybody sees, and named in the foot of the page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from backpain_analysis.report.extra_font import suggest_fonts

#: Families that the page and its figures are set in: the first that has the letter.
FAMILIES = ("Source Sans Pro", "DejaVu Sans")

#: What stands where a character cannot be printed.
REPLACEMENT = "\N{WHITE SQUARE}"

_FACES = (
    ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
# Joiners shape Arabic and Persian words, and the mark keeps them from turning what stands
# beside them; every other format character is invisible or turns all that follows.
_KEPT = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"

_BREAK = "\N{ZERO WIDTH SPACE}"
# What the narrowest column of words holds at 9 pt [pt]; pieces of this many letters fit too.
_WIDEST_WORD, _PIECE = 120.0, 12
# The details set hashes whole, in a column that is wide enough.
_HASH = re.compile(r"[0-9a-f]{64}")


@cache
def font_folders() -> tuple[Path, ...]:
    """Folder with the font files of each of the `FAMILIES`.

    Returns
    -------
    tuple of pathlib.Path
    """
    found = find_spec("matplotlib")  # only to know where it lies: its import takes a while
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib carries a typeface of the page", name="matplotlib")
    carried = Path(found.origin).with_name("mpl-data") / "fonts" / "ttf"
    return Path(__file__).with_name("typeface"), carried


@cache
def _widths(face: Path) -> dict[str, float]:
    """Width of each character that a face has [em]."""
    from fontTools.ttLib import TTFont

    with TTFont(face, lazy=True) as font:
        # Numbers do for names, and those in the font take a while to read.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(c): metrics[glyph][0] / em for c, glyph in font.getBestCmap().items()}


@cache
def _faces() -> tuple[tuple[dict[str, float], dict[str, float]], ...]:
    """The widths of the regular and of the bold face of each family."""
    pairs = zip(font_folders(), _FACES, strict=True)
    return tuple((_widths(at / regular), _widths(at / bold)) for at, (regular, bold) in pairs)


@cache
def _regular() -> dict[str, float]:
    """Width of each character in the first family that has it [em]."""
    first, second = (regular for regular, _ in _faces())
    return second | first


@cache
def covered() -> frozenset[str]:
    """Characters that both the regular and the bold face of a family can print.

    Returns
    -------
    frozenset of str
    """
    found = {c for regular, bold in _faces() for c in regular.keys() & bold.keys()}
    return frozenset(c for c in found if c in _KEPT or unicodedata.category(c)[0] != "C")


@lru_cache(maxsize=10_000)  # the versions of a page are measured by the same words
def width(text: str, size: float) -> float:
    """Width of a line of regular text.

    Parameters
    ----------
    text : str
        What is printed.
    size : float
        Size of the type [pt].

    Returns
    -------
    float
        Width [pt]; kerning, which only narrows, is left out.
    """
    widths = _regular()
    return sum(widths.get(c, 1.0) for c in text) * size


def shorten(text: str, room: float, size: float) -> str:
    """Cut a text that is too wide for its place, with an ellipsis.

    Parameters
    ----------
    text : str
        What is printed.
    room : float
        Width that there is [pt].
    size : float
        Size of the type [pt].

    Returns
    -------
    str
    """
    if width(text, size) <= room:
        return text
    kept = room - width("…", size)
    end = 0
    while end < len(text) and (kept := kept - width(text[end], size)) >= 0:
        end += 1
    return text[:end].rstrip() + "…"


class Printable:
    """Makes texts printable and remembers what had to be replaced.

    Attributes
    ----------
    replaced : dict of str to int
        Each character that no face covers, with how often it came.
    """

    def __init__(self, more: frozenset[str] = frozenset()) -> None:
        """Begin with nothing replaced.

        Parameters
        ----------
        more : frozenset of str
            Characters that a font of the person's own has.
        """
        self.replaced: dict[str, int] = {}
        self._covered = covered() | more

    def text(self, text: str) -> str:
        """Make white space plain, replace unknown characters, let long words break.

        Parameters
        ----------
        text : str
            Any text, trusted or not.

        Returns
        -------
        str
        """
        words = unicodedata.normalize("NFC", text).split()
        return " ".join(_breakable(self._printed(word)) for word in words)

    def tree(self, value: Any) -> Any:
        """Apply `text` to every string in nested lists and dicts.

        Parameters
        ----------
        value : Any
            Lists, dicts, strings, numbers.

        Returns
        -------
        Any
            The same shape.
        """
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.tree(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.tree(item) for item in value]
        return value

    def _printed(self, word: str) -> str:
        if self._covered.issuperset(word):
            return word
        return "".join(self._character(c) for c in word)

    def _character(self, c: str) -> str:
        if c in self._covered:
            return c
        if _invisible(c):
            return ""
        self.replaced[c] = self.replaced.get(c, 0) + 1
        return REPLACEMENT

    def note(self) -> str | None:
        """Say which characters were replaced, for the foot of the page.

        Returns
        -------
        str or None
            None where every character could be printed.
        """
        if not self.replaced:
            return None
        named = [_name(c) for c in list(self.replaced)[:3]]
        more = len(self.replaced) - len(named)
        if more:
            named.append(f"{more} more")
        lacks = f"{REPLACEMENT} stands for a character that the font lacks: {', '.join(named)}."
        fonts = suggest_fonts(self.replaced)[:2]
        return f"{lacks} {' or '.join(fonts)} has it: --font FILE." if fonts else lacks


def _breakable(word: str) -> str:
    """Let a word that no column can hold go over to the next line."""
    if width(word, 9.0) <= _WIDEST_WORD or _HASH.fullmatch(word):
        return word
    return _BREAK.join(word[i : i + _PIECE] for i in range(0, len(word), _PIECE))


def _invisible(c: str) -> bool:
    selector = "VARIATION SELECTOR" in unicodedata.name(c, "")
    return selector or unicodedata.category(c) in ("Cf", "Cc")


def _name(c: str) -> str:
    return f"{unicodedata.name(c, 'unnamed').lower()} (U+{ord(c):04X})"
