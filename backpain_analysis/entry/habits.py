"""Cells the way this person fills them: decimal sign, unit, words for yes and no."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.reading.calendar_words import weekday_like
from backpain_analysis.reading.cells import Conventions, is_named, read_cells
from backpain_analysis.reading.durations import SECONDS, DurationUnit
from backpain_analysis.reading.figures import decimal_signs
from backpain_analysis.reading.matching import Meaning
from backpain_analysis.reading.parsed import Parsed, as_text, shortened
from backpain_analysis.reading.part import Cells
from backpain_analysis.reading.tables import Table
from backpain_analysis.reading.values import parse_durations, parse_numbers, parse_yes_no
from backpain_analysis.reading.words import NO, YES

#: Cells of a column that are looked at, the last ones.
_LOOKED_AT = 40
_DURATIONS: tuple[DurationUnit, ...] = ("hours", "minutes", "seconds")
_OPPOSITES = (
    ("yes", "no"), ("y", "n"), ("true", "false"), ("1", "0"), ("x", "no"), ("✓", "no"),
    ("ja", "nein"), ("j", "n"), ("oui", "non"), ("sí", "no"), ("si", "no"), ("sì", "no"),
    ("wahr", "falsch"), ("vrai", "faux"),
)  # fmt: skip


#: Words behind a number that leave it a number: "7 or so".
_HEDGED = re.compile(
    r"(?i)(?:ish|or (?:so|more|less)|approx\w*|about|roughly|total|in (?:all|total)|ca|ungefähr"
    r"|etwa|insgesamt|environ|circa|ongeveer)\b"
)
_MEASURES = re.compile(r"(?i)[mµμk]?g|mcg|lbs?|oz|[mcd]?l|[mck]?m|i\.?[eu]\.?|%")
#: What is added where the first answers have settled what a column holds.
_HOLDS = {
    "yes_no": (
        " What stands in this column is yes or no. For amounts, write numbers there instead and "
        "name it '{} (number)', or with their unit."
    ),
    "number": " What stands in this column are numbers.",
}
#: How a cell is refused that is of another kind than all others of its column: as in any column.
_REFUSED: dict[str, Callable[..., Parsed]] = {
    "yes_no": parse_yes_no,
    "number": parse_numbers,
    **{unit: partial(parse_durations, unit=unit) for unit in _DURATIONS},
}


@dataclass(frozen=True, eq=False)
class Habit:
    """How one column of a file is filled.

    Attributes
    ----------
    meaning : Meaning
        What its header means.
    text : pandas.Categorical
        Its cells so far, the last ones.
    ways : Conventions
        What holds for the whole file.
    answers : tuple of str
        Words that other columns of the file have for yes and no.
    there : pandas.Categorical or None
        What of the cells so far stands in the file itself, where it is like another one.
    """

    meaning: Meaning
    text: pd.Categorical
    ways: Conventions
    answers: tuple[str, ...] = ()
    there: pd.Categorical | None = None

    @property
    def kind(self) -> str:
        """Kind of its cells: "number", "hours", "yes_no", "list", "text", ..."""
        return self._read(None).kind

    @property
    def filled(self) -> int:
        """How many of the cells looked at hold something."""
        return int((self.text.codes >= 0).sum())

    @property
    def blank_is_no(self) -> bool:
        """Whether to leave it blank is to say no, or none."""
        is_words = self.kind == "list" or (
            self.kind == "text" and self.meaning.name != "medication"
        )
        return is_named(self.meaning, self.ways.ticked) and not is_words

    def outright_no(self, but: int = 0) -> str:
        """Say no in a file that has so many cells of it or fewer: there a blank is not known yet.

        Parameters
        ----------
        but : int

        Returns
        -------
        str
            "" where a blank is enough.
        """
        own = self.text if self.there is None else self.there
        if not self.blank_is_no or (own.codes >= 0).sum() > but:
            return ""
        return {"yes_no": "no", "text": "none"}.get(self.kind, "0")

    def weekday(self, day: dt.date) -> str | None:
        """Write the weekday of a day, where the column holds nothing but weekdays.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        str or None
        """
        return weekday_like(map(str, self.text.dropna()), day.weekday())

    def understand(self, cell: str) -> tuple[Any, str]:
        """Read a cell as it would be read in its column.

        Parameters
        ----------
        cell : str

        Returns
        -------
        value, message
            The value (None where there is none), and why the cell was refused;
            "" where it was not.
        """
        cells = self._read(self._in_file(cell))
        for each in (cells, self._read_there(self._in_file(cell))):
            if each.parsed.refused[-1]:
                return None, each.parsed.messages[str(each.parsed.text[-1])] + self._settled
        if told := _strange_unit(cell, cells, self.meaning) or self._changes(
            cell.strip(), cells.kind
        ):
            return None, told
        value = cells.values[-1]
        return (None if pd.isna(value) else value), ""

    @property
    def _settled(self) -> str:
        own = self.meaning.column is None and bool(self.filled)
        return _HOLDS.get(self.kind, "").format(self.meaning.header) if own else ""

    def _changes(self, cell: str, kind: str) -> str:
        """Say what a cell is not, where all the column would be read as something else."""
        shown = shortened(cell)
        if self.meaning.column is not None:
            return ""
        if self.filled and kind != self.kind:
            messages = (
                _REFUSED[self.kind](as_text([cell])).messages if self.kind in _REFUSED else {}
            )
            other = f"{shown} is not like the other cells of this column. Write it as they are."
            return next(iter(messages.values()), other) + self._settled
        mark = self.meaning.heading.mark[0]
        if self.filled or kind != "text" or mark or is_named(self.meaning, self.ways.listed):
            return ""
        return (
            f"{shown} is neither yes or no nor a number. Use one of these here, and write words "
            "under notes."
        )

    def write(self, cell: str) -> str:
        """Write what was typed as the cells of this column are written.

        Parameters
        ----------
        cell : str
            As typed; it must be one that `understand` does not refuse.

        Returns
        -------
        str
            Read in its column it has the same value.
        """
        typed = self._in_file(cell)
        cells = self._read(typed)
        value = cells.values[-1]
        plain = _is_plain(typed) if cells.kind == "yes_no" else bool(re.search(r"\d", typed))
        if pd.isna(value) or not plain or cells.parsed.notes.get(str(cells.parsed.text[-1])):
            return typed
        for candidate in self._candidates(value, cells.kind):
            if _same(self._read_there(candidate).values[-1], value):
                return candidate
        return typed

    def _read(self, cell: str | None) -> Cells:
        """Read the column, with one more cell beneath it."""
        texts: list[str | None] = [None if pd.isna(text) else str(text) for text in self.text]
        text = as_text([*texts, cell or None])
        return read_cells(text, self.meaning, self.ways)

    def _read_there(self, cell: str) -> Cells:
        """Read a cell as it will be read in the file itself."""
        return replace(self, text=self.text if self.there is None else self.there)._read(cell)

    def _in_file(self, cell: str) -> str:
        """Take the file's decimal sign, whichever was typed, and the number of a scale's word."""
        cell = re.sub(r"\s*[\r\n]+\s*", "\n", cell.strip())
        if word := self._on_scale(cell):
            return word
        signs = decimal_signs(cell)
        if not signs or signs == self.ways.decimal or self._holds_words:
            return cell
        return re.sub(rf"(?<=\d){re.escape(signs)}(?=\d)", self.ways.decimal, cell)

    def _on_scale(self, cell: str) -> str:
        """The number of a word of the person's scale, also of "mild" and "none" for "mild pain".

        The word itself where the column is written in such words.
        """
        scales = {} if self._holds_words else self.ways.settings.scales
        scale = scales.get(self.meaning.name) or scales.get(self.meaning.header) or {}
        if cell.casefold() in scale and {*scale} & {str(t).casefold() for t in self.text}:
            return cell
        typed = _words_of(cell)
        begun = [(len(word.split()), n) for word, n in scale.items()
                 if typed and typed <= _words_of(word)]  # fmt: skip
        fewest = {number for words, number in begun if words == min(begun)[0]}
        return self._number(float(min(fewest))) if len(fewest) == 1 else ""

    @property
    def _holds_words(self) -> bool:
        column = self.meaning.column
        return column is not None and column.kind in ("text", "list", "yes_no")

    def _candidates(self, value: Any, kind: str) -> Iterator[str]:
        if kind == "yes_no":
            yield from self._words_for(bool(value))
        elif kind in _DURATIONS:
            yield from self._lengths(float(value), kind)
        elif kind == "number":
            yield self._number(float(value))

    def _lengths(self, value: float, kind: str) -> Iterator[str]:
        """A length of time: on the clock where the column has that or no short number is it."""
        seconds = value * SECONDS[kind]
        written = [str(text) for text in self.text if not pd.isna(text)]
        minutes, is_short = round(seconds / 60), np.isclose(value, round(value, 2), atol=1e-9)
        on_clock = sum(":" in text for text in written) * 2 > len(written)
        if kind == "hours" and (on_clock or (not is_short and seconds >= 60)):
            yield f"{minutes // 60}:{minutes % 60:02d}"
        unit = self.meaning.heading.unit
        yield self._number(seconds / SECONDS[unit] if unit in _DURATIONS else value)

    def _number(self, value: float) -> str:
        return f"{value:.10g}".replace(".", self.ways.decimal)

    def _words_for(self, answer: bool) -> Iterator[str]:
        """The word for yes or no that the column has, else the opposite of the one it has.

        Never a cell that says more, as "1.5 hrs" does.
        """
        texts = [*self.answers, *(str(text) for text in self.text if not pd.isna(text))]
        texts = [text for text in texts if _is_plain(text)]
        for text in reversed(texts):
            if self.understand(text)[0] == float(answer):
                yield text
                break
        pairs = {no: yes for yes, no in reversed(_OPPOSITES)} if answer else dict(_OPPOSITES)
        for text in reversed(texts):
            if text.casefold() in pairs:
                yield _cased(pairs[text.casefold()], like=text)
        yield "yes" if answer else "no"


def _strange_unit(cell: str, cells: Cells, meaning: Meaning) -> str:
    """Refuse "1 ibu" as hours, "600 mg" as pieces: what stands right behind is meant as the unit.

    Pieces may be called anything but a measure: "2 tablets".
    """
    note = cells.parsed.notes.get(str(cells.parsed.text[-1]), "")
    bare = re.fullmatch(rf"(?:\d|[.,]\d)+\s*{re.escape(note)}\W*", cell.strip())
    if not note or not bare or _HEDGED.match(note):
        return ""
    unit = meaning.heading.unit
    is_own = cells.kind == "number" and unit and meaning.column is None
    if is_own and (_MEASURES.fullmatch(unit) or _MEASURES.fullmatch(note)):
        return f"{shortened(cell)}: this column holds {unit}. Write how many {unit}, as in 2."
    if cells.kind not in _DURATIONS:
        return ""
    return (
        f"{shortened(cell)}: {shortened(note)} is no unit of time. Use hours or minutes, as in "
        "1.5 h or 90 min; what else there is to say goes in brackets behind it."
    )


def _words_of(text: str) -> set[str]:
    return {"no" if word == "none" else word for word in re.findall(r"\w+", text.casefold())}


def _is_plain(text: str) -> bool:
    """Tell whether a cell says yes or no and nothing more."""
    return text.strip().casefold() in YES | NO | {"1", "0"}


def _cased(word: str, *, like: str) -> str:
    if like[:1].isupper():
        return word.upper() if like.isupper() and len(like) > 1 else word.capitalize()
    return word


def _same(first: Any, second: Any) -> bool:
    if pd.isna(first):
        return False
    return bool(np.isclose(float(first), float(second), rtol=1e-9, atol=1e-12))


def find_habits(
    table: Table, own: Table, meanings: Sequence[Meaning], ways: Conventions
) -> dict[str, Habit]:
    """Look at the last cells of every column.

    Parameters
    ----------
    table : Table
        What shows how this person writes.
    own : Table
        The file itself.
    meanings : sequence of Meaning
        Of its headers, date and time left out.
    ways : Conventions

    Returns
    -------
    dict of str to Habit
        By header.
    """
    texts = {meaning.header: _last(table.cells[meaning.header]) for meaning in meanings}
    answers = tuple(
        str(text)
        for meaning in meanings
        if meaning.column and meaning.column.kind == "yes_no"
        for text in texts[meaning.header].categories
    )
    there = {} if own is table else {m.header: _last(own.cells[m.header]) for m in meanings}
    return {
        m.header: Habit(m, texts[m.header], ways, answers, there.get(m.header)) for m in meanings
    }


def _last(column: pd.Series) -> pd.Categorical:
    cells = as_text(column)
    filled = np.flatnonzero(cells.codes >= 0)[-_LOOKED_AT:]
    return cells[filled].remove_unused_categories()
