"""Headers as people write them, and the columns they mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backpain_analysis.columns import DIARY, PLAN, ROUTINE, Column

_UNITS = {
    "hours": "hours hour hrs hr h stunden stunde std heures heure horas hora ore ora uur uren",
    "minutes": "minutes minute mins min minuten minutos minuti minuut mn",
    "seconds": "seconds second secs sec s sekunden sekunde secondes segundos secondi seconden",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramm",
    "lb": "lb lbs pound pounds",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SCALE = re.compile(r"(\d+)\s*(?:-|–|—|to|bis|à|a|/)\s*(\d+)")
_OUT_OF = re.compile(r"(?:/|out of|von|sur|de|su|van)\s*(\d+)$")


@dataclass(frozen=True)
class Heading:
    """A header, taken apart.

    Attributes
    ----------
    written : str
        As in the file.
    name : str
        In lower snake_case, without unit and scale.
    full_name : str
        The same with everything that stands in the header.
    unit : str
        "hours", "minutes", "seconds", "kg", "lb", the text in brackets,
        or "" where the header names none.
    scale : (float, float) or None
        Ends of the scale the header names.
    """

    written: str
    name: str
    full_name: str
    unit: str = ""
    scale: tuple[float, float] | None = None


def read_heading(written: str) -> Heading:
    """Take a header apart into name, unit and scale.

    Parameters
    ----------
    written : str
        Such as "Sitting (hrs)" or "Pain level 0-10".

    Returns
    -------
    Heading
        ("sitting", unit "hours"); ("pain_level", scale (0, 10)).
    """
    text = unicodedata.normalize("NFKC", written).strip()
    name, unit, scale = text, "", None
    found = _SCALE.search(text)
    if found and float(found[1]) < float(found[2]):
        scale = (float(found[1]), float(found[2]))
        name = text[: found.start()] + text[found.end() :]
    bracket = re.search(r"[(\[]([^)\]]*)[)\]]\s*$", name)
    if bracket:
        name = name[: bracket.start()]
        unit = _UNIT_OF.get(bracket[1].strip().casefold(), bracket[1].strip())
    words = snake_case(name).split("_")
    if not unit and len(words) > 1 and words[-1] in _UNIT_OF:
        unit = _UNIT_OF[words.pop()]
    return Heading(written, "_".join(words), snake_case(text), unit, scale)


def snake_case(text: str) -> str:
    """Give a name in lower snake_case.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case words joined by "_"; letters of any script are kept.
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return "_".join(re.findall(r"\w+", text.replace("_", " ").casefold()))


def match_column(heading: Heading, columns: Sequence[Column]) -> Column | None:
    """Find the known column that a header means.

    Parameters
    ----------
    heading : Heading
        From `read_heading`.
    columns : sequence of Column
        `DIARY`, `ROUTINE` or `PLAN`.

    Returns
    -------
    Column or None
        None where it is none of them.
    """
    by_word = {word: column for column in reversed(columns) for word in _words_of(column)}
    by_unit = f"{heading.name}_{heading.unit}"
    for word in (heading.full_name, by_unit, heading.name):
        if word in by_word:
            return by_word[word]
    return None


def _words_of(column: Column) -> tuple[str, ...]:
    return (*column.aliases, column.name)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known name that a word is probably meant to be.

    Parameters
    ----------
    word : str
        As the person wrote it.
    known : iterable of str
        The names there are.

    Returns
    -------
    str or None
        None where nothing is close.
    """
    by_word = {name.casefold(): name for name in known}
    for form in (word.strip().casefold(), snake_case(word)):
        close = difflib.get_close_matches(form, by_word, n=1, cutoff=0.6)
        if close:
            return by_word[close[0]]
    return None


def nearest_columns(header: Iterable[str], columns: Sequence[Column], count: int = 3) -> list[str]:
    """Suggest known columns that headers might have meant.

    Parameters
    ----------
    header : iterable of str
        Headers as written.
    columns : sequence of Column
        The columns that are looked for.
    count : int
        At most so many.

    Returns
    -------
    list of str
        Headers as written, nearest first.
    """
    words = {word for column in columns for word in _words_of(column)}
    scored = [
        (max(difflib.SequenceMatcher(None, snake_case(h), w).ratio() for w in words), h)
        for h in header
    ]
    return [h for score, h in sorted(scored, reverse=True)[:count] if score > 0.6]


def known_words() -> frozenset[str]:
    """Give all names by which a header row is recognised.

    Returns
    -------
    frozenset of str
        In lower snake_case.
    """
    return frozenset(w for c in (*DIARY, *ROUTINE, *PLAN) for w in _words_of(c)) | {
        "year", "month", "day", "name", "value", "intensity", "region"
    }
