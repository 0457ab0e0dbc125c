"""A pain that stands as a number in the notes: "back 5/10", "Schmerz 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.reading.parsed import (
    Reading,
    Refusal,
    as_text,
    parse_distinct,
    shortened,
)
from backpain_analysis.reading.part import Cells, ColumnReading, Part, Rows, Values

#: Below so many entries, notes that look like a pain are not worth a remark.
_WORTH_SAYING = 3

_PAIN = (
    r"(?:(?:lower |low )?back ?|rücken|kreuz|lenden)?(?:pains?|aches?|schmerz(?:en)?)"
    r"|sore(?:ness)?|hurts?|hurting|douleurs?|dolor(?:es)?(?: de espalda)?"
    r"|mal de dos|dolore|(?:rug)?pijn"
)
_BACK = r"(?:(?:lower|low|mid|upper) )?back|lumbar|spine|lws|rücken|kreuz|dos|espalda|schiena|rug"
_HERE = rf"\b(?:{_PAIN}|{_BACK})\b"
#: "back" that is no way back: at the start of what is said.
_BEFORE = rf"(?:\b(?:{_PAIN})|^\W*(?:(?:my|the|mein|der|le|la|mal de) )*(?:{_BACK}))\b"
_ONE = r"(\d{1,2}(?:[.,]\d)?)"
_NUMBER = rf"(?<![\w/.,:<>+\-–]){_ONE}(?:\s*(?:-|–|—|\bto\b|\bbis\b)\s*{_ONE})?"
_ENDS = r"(?![\w/%½+]|[.,:]\d|\s*(?:[-–—]\s*\d|->|→|>|<|\+))"
_OF_TEN = rf"{_NUMBER}\s*(?:/|\b(?:out of|of|von|sur|su|van)\b)\s*10{_ENDS}"
_IS = (
    r"(?:\s*[:=~(]|\s[-–—](?=\s)|\s+(?:is|was|level|score|rating|now|today|ist|war|heute|stärke)\b)"
)
_ABOUT = r"(?:\s+(?:at|about|around|ca\.?|circa|etwa|bei|auf)(?!\w))"
_UNITS = (
    r"\s*(?:h|hrs?|hours?|min(?:ute)?s?|km|miles?|days?|weeks?|months?|years?|[ap]m|o'?clock|uhr"
    r"|times?|x|%|mg|tablets?|stunden?|tage?|wochen?|mal|steps?|stretches|exercises)\b"
)
_WHEN = (
    r"(?:\s+(?:on waking(?: up)?|today|tonight|this (?:morning|afternoon|evening)"
    r"|in the (?:morning|evening)|all day|now|heute|morgens|abends|am (?:morgen|abend)))?\s*\)?\s*$"
)
#: Numbers of another day, or not of the pain as it was.
_NOT_NOW = (
    r"\b(?:yesterday|last (?:night|week)|tomorrow|worst|max|peak|highest|usual(?:ly)?|normally|goal"
    r"|target|gestern|vorgestern|schlimmst\w*|stärkst\w*|maximal|ziel|hier|ayer|ieri|gisteren)\b"
)
_ELSEWHERE = (
    r"\b(?:legs?|knees?|hips?|foot|feet|neck|shoulders?|head|stomach|chest|tooth|period|arms?|beine?"
    r"|knie|hüfte|fuss|nacken|schulter|kopf|bauch)\b"
)
#: What else people rate beside their pain.
_OTHER = (
    r"\b(?:sleep|slept|mood|stress|energy|fatigue|tired|anxiety|schlaf|stimmung|energie|müde)\b"
)
_CLAUSES = r"[\n|;!?]|[.,](?!\d)"
_FIRST_THEN_OF_TEN = rf"{_BEFORE}{_IS}{{0,2}}{_ABOUT}?\s*{_OF_TEN}(?!{_UNITS})"
_OF_TEN_THEN = rf"{_OF_TEN}\s*(?:(?:in|im|of) )?(?:(?:the|my|dem) )?(?:{_PAIN}\b|(?:{_BACK})\s*$)"
_BARE = rf"{_BEFORE}{_IS}{{0,2}}\s*{_NUMBER}{_ENDS}"
_OF_OTHERS = rf"{_HERE}{_IS}{{0,2}}\s*(\d{{1,2}})/([3-9]|100)(?![\d/])"


def in_notes(cells: Sequence[Cells]) -> list[Cells]:
    """Read the pain of each entry from its notes.

    Parameters
    ----------
    cells : sequence of Cells
        Columns of a table. Where one of them is the pain, notes are not asked; where ticks say how
        bad it was, the number in the notes comes first.

    Returns
    -------
    list of Cells
        One, ``within`` the notes, or none. A note of which it is not sure is refused.
    """
    notes = next((cell for cell in cells if cell.name == "notes"), None)
    others = [cell for cell in cells if cell.name == "pain"]
    if notes is None or not all(cell.within for cell in others):
        return []
    text = notes.parsed.text
    found = {str(note): pain_in(str(note)) for note in text.categories}
    told = np.array([*(n if found[n] else None for n in found), None], dtype=object)[text.codes]
    parsed = parse_distinct(as_text(list(told)), lambda note: found[note] or Reading(np.nan))
    ours = DIARY_BY_NAME["pain"]
    made = Cells(notes.header, "pain", ours.label, ours.kind, ours.unit, parsed, within=True)
    for other in others:
        at = np.isnan(parsed.values)
        parsed.values[at] = np.asarray(other.values)[at]
    return [made] if any(found.values()) else []


def where_from(
    reading: ColumnReading, cells: Cells, kept: Rows, days: Values, *, noted: bool
) -> ColumnReading:
    """Add on which days a pain was no number of its own.

    Parameters
    ----------
    reading : ColumnReading
    cells : Cells
        The same column.
    kept : numpy.ndarray of bool
        The rows of the table that are used.
    days : numpy.ndarray of datetime64
        The day of each row.
    noted : bool
        Whether the column is that of the notes.

    Returns
    -------
    ColumnReading
        Words for none alone are no scale: then nothing is added.
    """
    values, text = np.asarray(cells.values, dtype=float), cells.parsed.text
    figures = [any(sign.isdigit() for sign in str(word)) for word in text.categories]
    written = np.array([*figures, False])[text.codes]
    known = kept & ~np.isnan(values)
    notes = known & written & noted
    words = known & ~notes & (cells.within | ~written)
    if not values[words].any():
        words &= False
    told = [tuple(np.unique(np.asarray(days)[rows])) for rows in (words, notes)]
    return replace(reading, from_words=told[0], from_notes=told[1])


def pain_in(note: str) -> Reading | Refusal | None:
    """Read the pain in a note.

    Parameters
    ----------
    note : str

    Returns
    -------
    Reading, Refusal or None
        None where no number in it can be meant.
    """
    if not any(sign.isdigit() for sign in note):
        return None
    plain = re.sub(r"<br\s*/?>", "\n", note.casefold()).strip()
    clauses = [clause.strip() for clause in re.split(_CLAUSES, plain) if clause.strip()]
    if len(clauses) == 1 and (alone := re.fullmatch(_OF_TEN, clauses[0])):
        return _value(note, {_middle(alone)})
    sure: set[float] = set()
    unsure = False
    for clause in clauses:
        values, doubt = _in_clause(clause)
        sure |= values
        unsure = unsure or doubt
    if unsure and not sure and not re.search(_HERE, plain):
        unsure = any(re.fullmatch(_OF_TEN, clause) for clause in clauses)
    if unsure or len(sure) > 1:
        return Refusal(
            f"{shortened(note)} has a number of which it is not sure that it is the pain. "
            'Write one, as in "pain 5/10", or a range, as in "pain 4-5/10".'
        )
    return _value(note, sure) if sure else None


def _in_clause(clause: str) -> tuple[set[float], bool]:
    """Give the pains in a part of a note, and whether a number in it may be another."""
    rated = list(re.finditer(_OF_TEN, clause))
    odd = any(int(found[1]) <= int(found[2]) for found in re.finditer(_OF_OTHERS, clause))
    if not rated:
        bare = list(re.finditer(_BARE, clause))
        bare = [found for found in bare if not re.match(_UNITS, clause[found.end() :])]
        sure = [b for b in bare if re.match(_WHEN, clause[b.end() :]) and _is_of_now(b)]
        return {_middle(found) for found in sure}, odd or len(sure) < len(bare)
    found = [*re.finditer(_FIRST_THEN_OF_TEN, clause), *re.finditer(_OF_TEN_THEN, clause)]
    if not found:
        return set(), odd or not re.search(_OTHER, clause)
    values = {_middle(one) for one in found}
    others = {_middle(one) for one in rated} - values
    if others or not all(map(_is_of_now, found)):
        return set(), True
    return values, odd


def _is_of_now(found: re.Match[str]) -> bool:
    before = found.string[: found.start(1)]
    return not re.search(_NOT_NOW, found.string) and not re.search(_ELSEWHERE, before)


def _middle(found: re.Match[str]) -> float:
    first, last = (float((found[n] or found[1]).replace(",", ".")) for n in (1, 2))
    return (first + last) / 2 if first <= last else np.inf


def _value(note: str, values: set[float]) -> Reading | Refusal:
    (value,) = values
    if value <= 10:
        return Reading(value)
    return Refusal(f'{shortened(note)} is no pain from 0 to 10. Write it as in "pain 5/10".')


def count_noted(part: Part) -> tuple[int, str]:
    """Count the entries of which the notes look like a pain that no column holds.

    Parameters
    ----------
    part : Part

    Returns
    -------
    int, str
        0 where they are too few to speak of; the first of these notes, and what it is read as.
    """
    held = any(c.column == "pain" and not c.within for c in part.columns)
    if part.kind != "diary" or held or "notes" not in part.frame:
        return 0, ""
    counts = part.frame["notes"].value_counts(sort=False)
    read = {str(note): pain_in(str(note)) for note in counts.index}
    sure = {note: one.value for note, one in read.items() if isinstance(one, Reading)}
    entries = int(sum(counts[note] for note in sure))
    if entries < _WORTH_SAYING:
        return 0, ""
    first = next(iter(sure))
    return entries, f'"{shortened(first)}" as {sure[first]:g}'
