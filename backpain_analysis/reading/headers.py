"""Headers as people write them: name, unit and scale."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backpain_analysis.columns import DIARY, PLAN, ROUTINE, Column

_UNITS = {
    "hours": "hours hour hrs hr h stunden stunde std heures heure horas hora ore ora uur uren",
    "minutes": "minutes minute mins min minuten minutos minuti minuut mn",
    "seconds": "seconds second secs sec s sekunden sekunde sek secondes segundos secondi seconden",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramm",
    "lb": "lb lbs pound pounds",
    "km": "km kms kilometers kilometres kilometer",
    "mi": "mi miles",
    "steps": "steps schritte pas pasos passi stappen",
    "times": "times x count",
    "%": "% percent prozent",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
#: Short words that are units in brackets only: "Vitamin S" is no vitamin in seconds.
_IN_BRACKETS_ONLY = frozenset(("h", "s", "x", "mi", "ore", "ora", "pas", "count", "times", "steps"))

_RANGE = re.compile(r"(?<![\d.])([01])\s*(?:-|–|—|to|bis|à|\.\.\.?)\s*(\d{1,3})(?![\d.])")
_OUT_OF = re.compile(r"(?:/|\bout of\b|\bvon\b|\bsur\b|\bvan\b)\s*(10|100|5|4)(?!\d)", re.I)
_MILLIMETRES, _LINE = re.compile(r"\bmm\b", re.I), re.compile(r"\bvas\b|pain|schmerz|douleur", re.I)
#: What in brackets behind a header says how its cells are to be read.
YES_OR_NO = frozenset(("yes/no", "y/n", "0/1"))
AS_TEXT, AS_LIST, AS_NUMBER, AS_PAIN = "text", "list", "number", "pain"
_ANSWERS = dict.fromkeys(
    ("ja/nein", "j/n", "oui/non", "o/n", "sí/no", "si/no", "sì/no", "s/n", "ja/nee"), "yes/no"
)
_MARKS = {AS_TEXT, AS_LIST, AS_NUMBER, AS_PAIN} | YES_OR_NO

_HEART_RATE = re.compile(r"\bHR\b")  # "Resting HR" is no rest in hours
_OF_THE_WEEK = re.compile(r"weekday|_of_(the_)?week|wochentag|tag_der_woche|jour_de_la_semaine")
_BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")

#: Headers of other apps' exports and of long files, by which a header row is known.
_OTHER_HEADERS = frozenset((
    "year", "month", "day", "name", "value", "intensity", "region", "startyear", "startmonth",
    "startday", "amount", "full_date", "weekday", "note_title", "scales", "category",
    "rating_amount", "detail", "date_formatted", "started", "lasted", "pain_level",
    "affected_activities", "potential_triggers", "user_id", "checkin_date", "trackable_id",
    "trackable_type", "trackable_name", "trackable_value", "epoch", "start", "end", "tracker",
    "tracker_name", "tracker_category", "observation_date", "observation_value", "workout_name",
    "duration", "exercise_name", "set_order", "weight", "reps", "distance", "seconds",
    "workout_notes", "rpe", "title", "start_time", "end_time", "exercise_title", "set_index",
    "set_type", "weight_kg", "duration_seconds", "calories_burned", "minutes_sedentary",
    "timestamp", "milliseconds", "cat1", "number", "habit", "zeitstempel", "horodateur", "jahr",
    "monat", "tag", "jour", "mois",
))  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """A header, taken apart.

    Attributes
    ----------
    written : str
        As in the file.
    name : str
        In lower snake_case, without unit and scale; as written where it has no letter or figure.
    full_name : str
        The same with everything that stands in the header.
    unit : str
        "hours", "minutes", "seconds", "kg", "lb", "km", "mi", "steps", "times"
        or "%"; the text in brackets where it is none of these; "" where the
        header names none.
    scale : (float, float) or None
        Ends of the scale the header names.
    """

    written: str
    name: str
    full_name: str
    unit: str = ""
    scale: tuple[float, float] | None = None

    @property
    def mark(self) -> tuple[str, str]:
        """How the brackets say that the cells are to be read, and their unit: "number, cups"."""
        mark, _, unit = self.unit.partition(",")
        return (mark.casefold(), unit.strip()) if mark.casefold() in _MARKS else ("", "")


@lru_cache(maxsize=4096)
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
    text, scale = _without_scale(text)
    text, unit = _without_unit(text)
    return Heading(written, snake_case(text) or text, snake_case(written), unit, scale)


def _without_scale(text: str) -> tuple[str, tuple[float, float] | None]:
    """Take "0-10" or "/10" out; other ranges are part of the name."""
    found = _RANGE.search(text)
    if found and int(found[2]) > 2:
        ends = float(found[1]), float(found[2])
    elif found := _OUT_OF.search(text):
        ends = 0.0, float(found[1])
    elif (found := _MILLIMETRES.search(text)) and _LINE.search(text):
        ends = 0.0, 100.0  # a line of 10 cm, on which a mark is measured
    else:
        return text, None
    rest = text[: found.start()] + " " + text[found.end() :]
    return re.sub(r"[(\[{]\s*[)\]}]", " ", rest).strip(), ends


def _without_unit(text: str) -> tuple[str, str]:
    """Take the unit out: what stands in brackets, else a unit as the first or last word."""
    for bracket in reversed(list(_BRACKETS.finditer(text))):
        unit = _unit_in(bracket[1].strip())
        rest = f"{text[: bracket.start()]} {text[bracket.end() :]}".strip()
        is_last = not text[bracket.end() :].strip()  # "Back (lower) pain" is measured in nothing
        if rest and (is_last or unit in _UNITS):
            return rest, unit
    if _HEART_RATE.search(text):
        return text, ""
    words = snake_case(text).split("_")
    first, last = words[0], words[-1]
    if len(words) > 1 and last in _UNIT_OF and last not in _IN_BRACKETS_ONLY:
        return "_".join(words[:-1]).removesuffix("_in"), _UNIT_OF[last]
    if len(words) > 1 and first in _UNIT_OF and first not in _IN_BRACKETS_ONLY:
        start = 2 if words[1] in ("of", "de", "di") else 1
        return "_".join(words[start:]) or text, _UNIT_OF[first] if words[start:] else ""
    return text, ""


def _unit_in(inside: str) -> str:
    """Read the text in brackets: "in hrs" are hours, "lbs." pounds; a stray word stays."""
    inside = inside.strip(" ,;:.")
    words = re.sub(r"\s*/\s*|\s+(?:or|oder|ou|o|of)\s+", "/", inside.casefold()).split()
    if words and words[0] in _ANSWERS:
        return _ANSWERS[words[0]] if len(words) == 1 else inside
    if len(words) == 2 and words[0] in ("in", "en"):
        words = words[1:]
    return _UNIT_OF.get(words[0], inside) if len(words) == 1 else inside


@lru_cache(maxsize=4096)
def snake_case(text: str) -> str:
    """Give a name in lower snake_case.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case words joined by "_"; letters of any script are kept, and
        the parts of CamelCase are words.
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return "_".join(re.findall(r"[^\W_]+", text.casefold()))


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
    """Suggest headers that might have meant one of some columns.

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
    scored = []
    for written in header:
        heading = read_heading(written)
        if _OF_THE_WEEK.search(heading.full_name):
            continue  # "day of week" is no date
        forms = {heading.name, heading.full_name, *heading.full_name.split("_")} - {""}
        closeness = [
            difflib.SequenceMatcher(None, form, word).ratio() for form in forms for word in words
        ]
        scored.append((max(closeness, default=0.0), written))
    scored.sort(key=lambda pair: -pair[0])
    return [written for closeness, written in scored[:count] if closeness > 0.6]


def _words_of(column: Column) -> tuple[str, ...]:
    return (*column.aliases, column.name)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Give all names by which a header row is recognised.

    Returns
    -------
    frozenset of str
        In lower snake_case: of our columns and of the apps' exports.
    """
    ours = (word for column in (*DIARY, *ROUTINE, *PLAN) for word in _words_of(column))
    return frozenset(ours) | _OTHER_HEADERS
