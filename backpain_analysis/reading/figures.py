"""The figures at the start of a cell: a number, a range, or so many out of so many."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from backpain_analysis.reading.parsed import Refusal, shortened

# What people and programs write for "not recorded", in lower case and without a point at the end.
_NOT_RECORDED = re.compile(
    r"[-–—]|--|\?+|n/a|n\.?a|#n/a|nan|null|nil|k\. ?a|(?:i )?(?:do not|don'?t|did not|didn'?t"
    r"|cannot|can'?t|could not|couldn'?t) (?:know|remember|recall|say|tell|measure|record|note"
    r"|check|track|count)(?: it)?|(?:i (?:have|had) )?no (?:idea|clue|record|data|entry|answer)"
    r"|(?:i'?m )?(?:not sure|unsure|uncertain)|(?:un|not )(?:known|recorded|measured|noted|tracked)"
    r"|idk|dunno|keine (?:ahnung|angabe|daten)|weiss (?:ich )?(?:es )?nicht(?: mehr)?|unbekannt"
    r"|unsicher|nicht (?:bekannt|notiert|gemessen|erfasst|aufgeschrieben|sicher)"
    r"|(?:je )?(?:ne )?sais (?:pas|plus)|aucune idée|inconnu|(?:pas|non) (?:noté|mesuré|sûre?)"
    r"|no (?:lo )?s[eé]|ni idea|no (?:me acuerdo|recuerdo|anotado|medido)|sin datos|desconocido"
    r"|non (?:lo )?so|non (?:mi )?ricordo|nessuna idea|boh|non (?:annotato|misurato|registrato)"
    r"|sconosciuto|(?:ik )?weet (?:ik )?(?:het )?niet(?: meer)?|geen (?:idee|gegevens)|onbekend"
    r"|niet (?:genoteerd|gemeten|bekend|zeker)"
)

#: Words for units of time, and the unit.
TIME_WORDS = {
    word: unit
    for unit, words in {
        "days": "d day days tag tage jour jours día días giorno giorni dag dagen",
        "hours": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren",
        "minutes": "m min mins minute minutes minuten minuto minutos minuti minuut mn '",
        "seconds": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo "
        'segundos secondo secondi seconden "',
    }.items()
    for word in words.split()
}

_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3,
           "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}  # fmt: skip
_PART = f"[{''.join(_HALVES)}]"
_MIXED = re.compile(r"(\d+)\s+([1-9])/([2-9])")  # 1 1/2

#: One number, in any convention.
NUMBER = (
    rf"{_MIXED.pattern.replace('(', '(?:')}(?![\d/])|"
    rf"(?:[+\-−]\s?)?(?:\d+(?:[.,'’\u00a0\u202f ]\d+)*(?:[eE][+-]?\d+)?|[.,]\d+)"
    rf"(?:\s?{_PART})?|{_PART}"
)

_ABOUT = r"~|≈|ca\.?|circa|about|approx\.?|around|etwa|env\.?|aprox\.?"
_TO = r"-|–|—|\.\.\.?|\b(?:to|or|bis|oder|à|ou|a|o|tot)\b"
_OF = r"/|\b(?:out\s+of|of|von|aus|sur|su|de|van)\b(?=\s*(?:10|20|100)\b)"
_UNSIGNED = rf"\s*(?P<number>(?![+\-−]){NUMBER})"

_START = re.compile(rf"(?P<about>(?:{_ABOUT})\s*)?(?P<number>{NUMBER})", re.I)
_RANGE = re.compile(rf"\s*(?:{_TO}){_UNSIGNED}", re.I)
_OUT_OF = re.compile(rf"\s*(?:{_OF}){_UNSIGNED}", re.I)
_GROUP = r"['’\u00a0\u202f ]"


def _convention(decimal: str, group: str) -> re.Pattern[str]:
    mark, groups = re.escape(decimal), rf"(?:{re.escape(group)}|{_GROUP})"
    return re.compile(
        rf"(?P<whole>\d+|[1-9]\d{{0,2}}(?P<group>{groups})\d{{3}}(?:(?P=group)\d{{3}})*)"
        rf"(?:{mark}(?P<decimals>\d+))?(?P<power>[eE][+-]?\d+)?|{mark}(?P<bare>\d+)"
    )


_CONVENTIONS = {".": _convention(".", ","), ",": _convention(",", ".")}


def is_not_recorded(cell: str) -> bool:
    """Tell whether a cell says that what belongs there is not known.

    Parameters
    ----------
    cell : str
        Such as "n/a", "?", "no idea" or "weiß nicht mehr".

    Returns
    -------
    bool
    """
    words = " ".join(cell.casefold().replace("’", "'").split())
    return _NOT_RECORDED.fullmatch(words.rstrip(".!")) is not None


@dataclass(frozen=True)
class Figures:
    """The figures at the start of a cell.

    Attributes
    ----------
    first, last : float
        Ends of a range; the same twice for a single number.
    out_of : float or None
        10 in "5/10".
    about : bool
        Whether the number is called approximate.
    rest : str
        The text behind the figures, stripped.
    """

    first: float
    last: float
    out_of: float | None
    about: bool
    rest: str

    @property
    def only(self) -> float | None:
        """The number, where it is a single one."""
        return self.first if self.first == self.last else None


def read_figures(cell: str, decimal: str) -> Figures | Refusal | None:
    """Read the figures at the start of a cell.

    Parameters
    ----------
    cell : str
        Stripped text.
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    Figures, Refusal or None
        None where the cell starts with no figure; a refusal where a number
        does not fit the file's decimal sign.
    """
    start = _START.match(cell)
    if start is None:
        return None
    texts, at = [start["number"]], start.end()
    second = _RANGE.match(cell, at)
    if second:
        texts.append(second["number"])
        at = second.end()
    out_of = _OUT_OF.match(cell, at)
    if out_of:
        texts.append(out_of["number"])
        at = out_of.end()
    numbers = [to_number(text, decimal) for text in texts]
    if None in numbers:
        return _wrong_sign(cell, texts, decimal)
    values = [number for number in numbers if number is not None]
    return Figures(
        first=values[0],
        last=values[1] if second else values[0],
        out_of=values[-1] if out_of else None,
        about=bool(start["about"]),
        rest=cell[at:].strip(),
    )


def to_number(text: str, decimal: str) -> float | None:
    """Read one number.

    Parameters
    ----------
    text : str
        Such as "1,350.5", "4,5", "7½", "7 ½" or "7 1/2".
    decimal : "." or ","
        The file's decimal sign.

    Returns
    -------
    float or None
        None where the text is no number with that decimal sign.
    """
    text = text.replace("−", "-").strip()
    if mixed := _MIXED.fullmatch(text):
        number, above, below = map(int, mixed.groups())
        return number + above / below if above < below else None
    part = _HALVES.get(text[-1:], 0.0)
    text = text[:-1].rstrip() if part else text
    sign = -1.0 if text.startswith("-") else 1.0
    body = text.lstrip("+-").strip()
    if part and not body:
        return sign * part
    found = _CONVENTIONS[decimal].fullmatch(body)
    if found is None:
        return None
    whole = re.sub(r"\D", "", found["whole"] or "0")
    decimals = found["decimals"] or found["bare"] or "0"
    value = float(f"{whole}.{decimals}{found['power'] or ''}")
    return sign * (value + part) if math.isfinite(value) else None


def decimal_signs(cell: str) -> str:
    """Tell which decimal sign the number in a cell calls for.

    Parameters
    ----------
    cell : str
        Text.

    Returns
    -------
    str
        "." or ","; "" where it fits both, or is no number.
    """
    if "." not in cell and "," not in cell:
        return ""
    start = _START.match(cell.strip())
    if start is None:
        return ""
    fits = [sign for sign in ".," if to_number(start["number"], sign) is not None]
    return fits[0] if len(fits) == 1 else ""


def _wrong_sign(cell: str, texts: Sequence[str], decimal: str) -> Refusal | None:
    other = "," if decimal == "." else "."
    if any(to_number(text, decimal) is None and to_number(text, other) is None for text in texts):
        return None
    used, seen = ("point", "comma") if decimal == "." else ("comma", "point")
    return Refusal(
        f"{shortened(cell)} has a decimal {seen}, but this file's numbers have a decimal {used}. "
        f"Write it with a {used}."
    )
