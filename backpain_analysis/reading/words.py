"""Yes/no and lists of words, in the languages people write them in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from backpain_analysis.reading.figures import is_not_recorded
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
    "gemacht", "erledigt", "geschafft", "fait", "faite", "hecho", "hecha", "fatto", "gedaan",
    "yes_manual",
))  # fmt: skip
NO = frozenset((
    "no", "n", "nope", "false", "f", "✗", "✘", "☐", "❌", "❎", "off", "not done", "none", "nein",
    "falsch", "non", "faux", "falso", "nee", "onwaar",
))  # fmt: skip
UNKNOWN = frozenset(("skip", "yes_auto"))

_NONE = frozenset((
    "none", "no", "nothing", "nein", "kein", "keine", "keinen", "keiner", "keins", "nichts", "nix",
    "ohne", "non", "sans", "nulla", "senza", "zonder", "0",
    "aucun", "aucune", "rien", "ninguno", "ninguna", "ningún", "sin", "nada", "nessun", "nessuno",
    "nessuna", "niente", "nee", "geen", "niets",
))  # fmt: skip
_NOT = frozenset(("not", "nicht", "pas", "niet"))
_AT_ALL = re.compile(
    r"\b(?:at all|whatsoever|today|any|gar|überhaupt|heute|du tout|aujourd.hui|en absoluto|hoy"
    r"|affatto|oggi|helemaal|vandaag|de|di)\b|\bd'"
)
#: Longer than this, a cell is a sentence, of which a no is a part only [words].
_FEW_WORDS = 4
#: Shorter beginnings of a word are not taken for it [characters].
_LONG_WORD = 4
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


def said_none(cell: str, thing: frozenset[str]) -> bool:
    """Tell whether a cell says "none", of nothing else than what its column is about.

    Parameters
    ----------
    cell : str
        "no", "none at all", "kein Sport"; but not "no time".
    thing : frozenset of str
        Words that name what the column is about, in lower case.

    Returns
    -------
    bool
    """
    said = cell.casefold().rstrip(".! ")
    if said in NO:
        return True
    rest, emphasis = _AT_ALL.subn(" ", said)
    words = rest.split()
    named = [word for word in words if _names(word, thing)]
    others = [word for word in words if word not in named]
    one_no = len(others) == 1 and len(words) <= _FEW_WORDS
    return one_no and (others[0] in _NONE or (others[0] in _NOT and bool(named or emphasis)))


def _names(word: str, thing: frozenset[str]) -> bool:
    """Whether a word is one of the thing's, or its beginning: "walk" for walking."""
    long = len(word) >= _LONG_WORD
    return word in thing or (long and any(name.startswith(word) for name in thing))


def parse_yes_no(
    text: Text,
    *,
    words: Mapping[str, float] | None = None,
    thing: frozenset[str] = frozenset(),
) -> Parsed:
    """Read yes and no.

    Parameters
    ----------
    text : Categorical, Series or sequence of str
        Cells such as "yes", "n", "1", "x", "nein" or "YES_MANUAL".
    words : mapping of str to float, optional
        What words stand for, 1 or 0, from the settings' ``[scales]``.
    thing : frozenset of str
        Words for what the column is about: "no lifting" is a no to lifting.

    Returns
    -------
    Parsed
        Values are 1.0, 0.0 or NaN.
    """
    return parse_distinct(text, lambda cell: _read_yes_no(cell, words or {}, thing))


def _read_yes_no(cell: str, words: Mapping[str, float], thing: frozenset[str]) -> Reading | Refusal:
    told = words.get(cell.casefold())
    value = told if told in (0, 1) else _yes_or_no(cell, thing)
    if value is not None:
        return Reading(value)
    parts = _WITH_REST.fullmatch(cell)
    value = _yes_or_no(parts[1], thing) if parts else None
    if parts is None or value is None or math.isnan(value):
        return Refusal(f"{shortened(cell)} is neither yes nor no. Use yes or no.")
    return Reading(value, (parts[2] or parts[3] or "").strip())


def _yes_or_no(word: str, thing: frozenset[str]) -> float | None:
    if is_not_recorded(word):
        return math.nan
    word = word.casefold().rstrip(".!")
    if word in YES or re.fullmatch(r"1(?:[.,]0+)?", word):
        return 1.0
    if said_none(word, thing) or re.fullmatch(r"0(?:[.,]0+)?", word):
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
        if _key(cell) not in names and (is_not_recorded(cell) or said_none(cell, frozenset())):
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
    if is_not_recorded(cell) or said_none(cell, frozenset()):
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
