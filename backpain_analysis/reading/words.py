"""Yes/no and lists of words, in the languages people write them in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from backpain_analysis.reading.figures import NOT_RECORDED
from backpain_analysis.reading.parsed import (
    Parsed,
    Reading,
    Refusal,
    Text,
    parse_distinct,
    shortened,
)

#: Words that mean yes, no, and "not known", in lower case.
YES = frozenset((
    "yes", "y", "yeah", "yep", "true", "t", "x", "✓", "✔", "✔️", "☑", "☑️", "✅", "on", "done",
    "ja", "j", "wahr", "oui", "vrai", "sí", "si", "sì", "s", "verdadero", "vero", "waar",
    "yes_manual",
))  # fmt: skip
NO = frozenset((
    "no", "n", "nope", "false", "f", "✗", "✘", "☐", "❌", "❎", "off", "not done", "none", "nein",
    "falsch", "non", "faux", "falso", "nee", "onwaar",
))  # fmt: skip
UNKNOWN = NOT_RECORDED | {"skip", "yes_auto"}

#: Words for nothing, in lower case.
NOTHING = NOT_RECORDED | NO | {
    "nothing", "nil", "kein", "keine", "keiner", "keins", "nichts", "nix", "ohne", "aucun",
    "aucune", "rien", "sans", "ninguno", "ninguna", "ningún", "nada", "sin", "nessuno", "nessuna",
    "nessun", "niente", "nulla", "senza", "geen", "niets", "zonder", "0",
}  # fmt: skip
_SIDES = {
    "left": "left l lt lhs links linke gauche izquierda izquierdo sinistra linker",
    "right": "right r rt rhs rechts rechte droite droit derecha derecho destra rechter",
    "both": "both each bilateral beide beidseitig ambos ambas entrambi entrambe beiden",
    "middle": "middle centre center central mitte mittig milieu medio centro midden",
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split()} | {
    "les deux": "both"
}
_JOINTS = "side sides seite côté lado lato zijde and und et y e en"
# What may stand beside a side and is worth keeping: "right mostly", "more left than right".
_MORE_OR_LESS = (
    "only mostly mainly more slightly bit little primarily worse than or nur meist meistens mehr "
    "vor allem seulement surtout plus solo más"
)
_WITH_REST = re.compile(r"([^\s(\[,;:–-]+)\s*(?:[(\[](.*)[)\]]|(?!,\d)[,;:–-]\s*(.+))", re.S)


def parse_yes_no(text: Text, *, words: Mapping[str, float] | None = None) -> Parsed:
    """Read yes and no.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "yes", "n", "1", "x", "nein" or "YES_MANUAL".
    words : mapping of str to float, optional
        What words stand for, 1 or 0, from the settings' ``[scales]``.

    Returns
    -------
    Parsed
        Values are 1.0, 0.0 or NaN.
    """
    return parse_distinct(text, lambda cell: _read_yes_no(cell, words or {}))


def _read_yes_no(cell: str, words: Mapping[str, float]) -> Reading | Refusal:
    told = words.get(cell.casefold())
    value = told if told in (0, 1) else _yes_or_no(cell)
    if value is not None:
        return Reading(value)
    parts = _WITH_REST.fullmatch(cell)
    value = _yes_or_no(parts[1]) if parts else None
    if parts is None or value is None or math.isnan(value):
        return Refusal(f"{shortened(cell)} is neither yes nor no. Use yes or no.")
    return Reading(value, (parts[2] or parts[3] or "").strip())


def _yes_or_no(word: str) -> float | None:
    if word.casefold() in UNKNOWN:  # "k.A." ends in a point of its own
        return math.nan
    word = word.casefold().rstrip(".!")
    if word in YES or re.fullmatch(r"1(?:[.,]0+)?", word):
        return 1.0
    if word in NO or re.fullmatch(r"0(?:[.,]0+)?", word):
        return 0.0
    return math.nan if word in UNKNOWN else None


def parse_lists(
    text: Text,
    *,
    known: Sequence[str] = (),
    synonyms: Mapping[str, str] | None = None,
    only_known: bool = False,
) -> Parsed:
    """Read lists of words.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "sitting; lifting", "a | b" or "a, b".
    known : sequence of str
        Names that a word is turned into where it means the same
        ("Low back" becomes "low_back"); other words are kept as written.
    synonyms : mapping of str to str, optional
        Other words and the known name they stand for.
    only_known : bool
        Refuse a cell that holds any other word.

    Returns
    -------
    Parsed
        Values are a Categorical of the words, each once, sorted, joined by
        "; "; NA where blank, refused, or a word for "none".
    """
    names = {_key(name): name for name in known}
    names |= {_key(word): name for word, name in (synonyms or {}).items()}

    def read(cell: str) -> Reading | Refusal:
        if cell.casefold() in NOTHING:
            return Reading(None)
        words = {_key(word): names.get(_key(word), word) for word in split_list(cell)}
        others = [word for key, word in words.items() if key not in names]
        if only_known and others:
            return Refusal(f"{shortened(others[0])} is not known here. Use {', '.join(known)}.")
        return Reading("; ".join(sorted(set(words.values()), key=str.casefold)) or None)

    parsed = parse_distinct(text, read, missing=None, dtype=object)
    return replace(parsed, values=pd.Categorical(pd.Series(parsed.values, dtype="object")))


def parse_sides(text: Text) -> Parsed:
    """Read the sides of a body.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "left", "R", "beide", "left; middle" or "Right Mostly".

    Returns
    -------
    Parsed
        Values are a Categorical of left, right, both and middle, as from
        `parse_lists`. What else a cell says ("mostly") is kept in the notes.
    """
    parsed = parse_distinct(text, _read_sides, missing=None, dtype=object)
    return replace(parsed, values=pd.Categorical(pd.Series(parsed.values, dtype="object")))


def _read_sides(cell: str) -> Reading | Refusal:
    if cell.casefold() in NOTHING:
        return Reading(None)
    if cell.casefold() in _SIDE_OF:
        return Reading(_SIDE_OF[cell.casefold()])
    words = re.findall(r"[^\W\d_]+", cell.casefold())
    sides = sorted({_SIDE_OF[word] for word in words if word in _SIDE_OF})
    said = {*words} - {*_SIDE_OF, *_JOINTS.split()}
    if not sides or not said <= {*_MORE_OR_LESS.split()} or re.search(r"[\d?=]", cell):
        return Refusal(f"{shortened(cell)} is no side. Use left, right, both or middle.")
    return Reading("; ".join(sides), cell if said or re.search("[<>]", cell) else "")


def _key(word: str) -> str:
    """Words that differ in capitals, spaces and underscores only are one word."""
    return re.sub(r"[\s_-]+", "_", word.strip().casefold())


def split_list(cell: str) -> list[str]:
    """Split the text of one list cell.

    Parameters
    ----------
    cell : str
        Words separated by ";", "|" or newlines, or else by ",".

    Returns
    -------
    list of str
        The words, stripped, in order, without empty ones.
    """
    pattern = r"[;|\n]" if re.search(r"[;|\n]", cell) else ","
    words = (" ".join(word.split()) for word in re.split(pattern, cell))
    return [word for word in words if word]
