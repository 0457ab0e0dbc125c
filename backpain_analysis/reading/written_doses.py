"""A dose in words among the amounts of a routine or plan, or with the name: "2x10", "daily"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from backpain_analysis.columns import PLAN_BY_NAME, ROUTINE_BY_NAME
from backpain_analysis.doses import parse_dose, said_done
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.header_words import DOSE_HEADERS, FREQUENCY_HEADERS, is_dose_and_frequency
from backpain_analysis.reading.headers import read_heading, snake_case
from backpain_analysis.reading.how_often import AT_LEAST, RANGE, parse_asked, take_often
from backpain_analysis.reading.parsed import Parsed, shortened
from backpain_analysis.reading.part import Cells, Rows, Values

#: Columns that say how much.
AMOUNTS = ("sets", "reps", "hold_seconds", "minutes")
_OFTEN = ("times_per_day", "days_per_week")
_LIMITED = {**PLAN_BY_NAME, **ROUTINE_BY_NAME}
_TOLD = {"sets": "{} sets", "reps": "{} repetitions", "hold_seconds": "hold {} s",
         "minutes": "{} min", "side": "{}", "done": "done: {}",
         "times_per_day": "{} times a day", "days_per_week": "{} days a week"}  # fmt: skip
_NONE: Mapping[str, str] = {}
_Said = Mapping[str, npt.NDArray[np.object_]]
_OF_WHAT = (
    "{} does not say of what. Write it such as 12 reps, 30 s or 5 min. Or, where numbers here are "
    'repetitions, put "{}" = "reps" under [columns] in settings.toml.'
)
_HOW_OFTEN = (
    "{} does not say whether that is a day or a week. Write it such as daily, twice a day or "
    "3x per week."
)
_NO_DOSE = "{} is no dose that is understood. Write it such as 2x10, 3x30s, 12 reps or 5 min."
_NO_MINUTES = "{} is left out: a plan has sets, repetitions and holds, and no minutes."
_IN_PART = re.compile(r"(?P<dose>[^,;(]*\d[^,;(]*)[,;(]\s*(?P<rest>.*\w.*)", re.S)
_STILL_DONE = " The exercise counts as done all the same: if it was not, write skipped there."


#: What numbers are that stand below "Bridge (x)": as a dose.
_DOSE_IN = {
    "minutes": "{:.0f} min", "seconds": "{:.0f} s", "times": "{:.0f} reps",
    **dict.fromkeys(("reps", "wdh", "wiederholungen", "repetitions", "répétitions"), "{:.0f} reps"),
    **dict.fromkeys(("sets", "sätze", "séries", "series"), "{:.0f} sets"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class WrittenDoses:
    """What the columns of amounts say in words.

    Attributes
    ----------
    cells : list of Cells
        Those of the table, with the doses no longer refused.
    said : mapping of str to numpy.ndarray
        Column -> one value per row, in its own unit; None where nothing is said.
    """

    cells: list[Cells]
    said: Mapping[str, npt.NDArray[np.object_]] = field(default_factory=dict)


def take_doses(
    cells: Sequence[Cells],
    names: Collection[str],
    mapped: Mapping[str, str] = _NONE,
    own_names: Collection[str] = (),
) -> WrittenDoses:
    """Read doses in the columns of amounts, where their own columns are blank.

    Parameters
    ----------
    cells : sequence of Cells
        Of a routine or a plan.
    names : collection of str
        Columns that it may have; a dose that says more stays refused.
    mapped : mapping of str to str
        The person's ``[columns]``.
    own_names : collection of str
        Exercises of the person's own.

    Returns
    -------
    WrittenDoses
    """
    own = {cell.name: cell for cell in cells if cell.known}
    rows = len(cells[0].parsed.refused)
    said = {name: np.full(rows, None, dtype=object) for name in _TOLD if name in names}
    taken = [
        _read_in_words(cell, own, said, mapped, own_names) if own.get(cell.name) is cell else cell
        for cell in cells
    ]
    return WrittenDoses(taken, {n: told for n, told in said.items() if (told != None).any()})  # noqa: E711


def means_any_dose(header: str, mapped: Mapping[str, str]) -> bool:
    """Tell whether a header is "how much", which does not say of what.

    Parameters
    ----------
    header : str
    mapped : mapping of str to str
        The person's ``[columns]``.

    Returns
    -------
    bool
    """
    meant = mapped.get(header, header)
    return snake_case(meant) in DOSE_HEADERS or is_dose_and_frequency(meant)


def reads_as_doses(text: pd.Categorical) -> str:
    """Tell whether most cells of a column say a dose, or how often.

    Parameters
    ----------
    text : pandas.Categorical

    Returns
    -------
    str
        "dose", "frequency" or "".
    """
    written = [str(one) for one in text.categories]
    often = np.array([*(bool(take_often(one)[1]) for one in written), False])[text.codes]
    doses = np.array([*(bool(_dose_in(one)) for one in written), False])[text.codes]
    if 2 * (often | doses).sum() <= (text.codes >= 0).sum():
        return ""
    return "dose" if doses.any() else "frequency"


def _dose_in(written: str) -> dict[str, str]:
    rest = take_often(written)[0]
    return parse_dose(RANGE.sub(r"\1", rest)) if re.search(r"\d", rest) else {}


def _read_in_words(
    cell: Cells,
    own: Mapping[str, Cells],
    said: _Said,
    mapped: Mapping[str, str],
    own_names: Collection[str],
) -> Cells:
    if cell.name == "exercise":
        return _without_doses(cell, own, said, own_names)
    any_dose = means_any_dose(cell.header, mapped)
    return (
        _taken(_as_dose(cell, mapped), own, said, any_dose=any_dose)
        if cell.name in (*AMOUNTS, *_OFTEN)
        else cell
    )


def _without_doses(
    cell: Cells, own: Mapping[str, Cells], said: _Said, own_names: Collection[str]
) -> Cells:
    """Take a dose off the names of the catalogue and the person's: "cat-cow 2x12 daily"."""
    keys = set(map(exercise_key, own_names))
    text = cell.parsed.text
    names, told = np.asarray(text, dtype=object), dict[str, str]()
    for code, written in enumerate(map(str, text.categories)):
        asked = {} if match_exercise(written).exact else _asked(written)
        name = asked.pop("exercise", "")
        dose = _within_limits(asked, said)
        own_dose = dose.keys() - {"side"} and exercise_key(name) in keys
        if dose and (match_exercise(name).exact or own_dose):
            rows = _put(dose, text.codes == code, cell, own, said)
            names[rows] = name
            told |= {written: f"{name}, {_told(dose)}"} if rows.any() else {}
    values = pd.Categorical(pd.Series(names, dtype="object"))
    return replace(cell, parsed=replace(cell.parsed, values=values), said=told) if told else cell


def _asked(written: str) -> dict[str, str]:
    try:
        return parse_asked(written)
    except LogbookError:  # it is a name of the person's own
        return {}


def _as_dose(cell: Cells, mapped: Mapping[str, str]) -> Cells:
    """Under "how much" and "how often", a number alone does not say of what."""
    if cell.name not in ("reps", *_OFTEN):
        return cell
    often = snake_case(mapped.get(cell.header, cell.header)) in FREQUENCY_HEADERS
    if not often and not means_any_dose(cell.header, mapped):
        return _with_whole_doses(cell)
    parsed, text = cell.parsed, cell.parsed.text
    figures = ~np.isnan(np.asarray(parsed.values, dtype=float))
    no_dose, of_what = (_HOW_OFTEN, _HOW_OFTEN) if often else (_NO_DOSE, _OF_WHAT)
    messages = {written: no_dose.format(shortened(written)) for written in parsed.messages}
    for code in np.unique(text.codes[figures]):
        written = str(text.categories[code])
        messages[written] = of_what.format(shortened(written), cell.header)
    values, refused = np.full(len(text), np.nan), parsed.refused | figures
    return replace(cell, parsed=Parsed(values, refused, messages, text=text))


def _with_whole_doses(cell: Cells) -> Cells:
    """Leave "2x each side" to be read as a dose, not as 2 with the rest in the notes."""
    parsed, text = cell.parsed, cell.parsed.text
    doses = [written for written in parsed.notes if _parse_words(written, cell)]
    if not doses:
        return cell
    rows = np.isin(text.codes, text.categories.get_indexer(pd.Index(doses)))
    values = np.where(rows, np.nan, np.asarray(parsed.values, dtype=float))
    messages = {**parsed.messages, **{dose: _NO_DOSE.format(shortened(dose)) for dose in doses}}
    notes = {written: note for written, note in parsed.notes.items() if written not in doses}
    return replace(cell, parsed=Parsed(values, parsed.refused | rows, messages, notes, text))


def _taken(cell: Cells, own: Mapping[str, Cells], said: _Said, *, any_dose: bool) -> Cells:
    if not cell.parsed.refused.any():
        return cell
    text, refused = cell.parsed.text, cell.parsed.refused.copy()
    told, messages, notes = {}, {}, {**cell.parsed.notes}
    for written, message in cell.parsed.messages.items():
        messages[written] = message + _STILL_DONE * ("done" in said)
        meant = _parse_words(written, cell, asked="days_per_week" in said, any_dose=any_dose)
        if "minutes" not in said:  # never advise what is refused
            messages[written] = message.replace(", 12 reps or 5 min", " or 12 reps")
            messages[written] = messages[written].replace(", 30 s or 5 min", " or 30 s")
            if "minutes" in meant:
                messages[written] = _NO_MINUTES.format(shortened(written))
                meant.pop("minutes")
                notes[written] = written
        if not meant and (part := _IN_PART.fullmatch(written)):
            dose_alone = part["dose"].strip()
            meant = _parse_words(dose_alone, cell, any_dose=any_dose)
            rest = part["rest"]
            notes[written] = rest.replace(")", "", rest.count(")") - rest.count("("))
        if not meant and "days_per_week" in said:
            rest, meant = take_often(written)
            notes[written] = rest
        dose = _within_limits(meant, said)
        rows = refused & (text.codes == text.categories.get_loc(written))
        refused &= ~(_put(dose, rows, cell, own, said) & bool(dose))
        told[written] = _told(dose)
    told = {written: text for written, text in told.items() if text}
    notes = {w: n for w, n in notes.items() if w in told or w not in cell.parsed.messages}
    parsed = replace(cell.parsed, refused=refused, messages=messages, notes=notes)
    return replace(cell, parsed=parsed, said=told)


def _put(
    dose: Mapping[str, Any], rows: Rows, cell: Cells, own: Mapping[str, Cells], said: _Said
) -> Rows:
    """Put a dose into the rows in which nothing else stands in its columns, and tell which."""
    for name, value in dose.items():
        rows = rows & _is_free(own.get(name), cell, value)
    for name, value in dose.items():
        said[name][rows] = value
    return rows


def _told(dose: Mapping[str, Any]) -> str:
    return ", ".join(_TOLD[n].format(_shown(dose[n])) for n in _TOLD if n in dose)


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_free(other: Cells | None, cell: Cells, value: Any) -> Rows | bool:
    """Rows in which a column is blank, or says the same in words."""
    if other is None or other.name == cell.name:
        return True
    same = np.asarray(other.values, dtype=object) == value
    free: Rows = (other.parsed.text.codes < 0) | (same & isinstance(value, str))
    return free


def _parse_words(
    written: str, cell: Cells, *, asked: bool = False, any_dose: bool = False
) -> dict[str, str]:
    """All that a cell says: a dose, and how often. Under repetitions, "10 each leg" is of them.

    Where it is asked for, "20-30 s" asks for 20.
    """
    rest, often = take_often(written)
    rest = RANGE.sub(r"\1", AT_LEAST.sub("", rest)) if asked else rest
    dose = parse_dose(rest)
    if not dose and cell.name == "reps" and not any_dose:
        dose = parse_dose(re.sub(r"^(\D*\d+)(?=\D*$)", r"\1 reps", rest))
    return dose | often if dose or not rest else {}


def _within_limits(told: Mapping[str, str], names: Collection[str]) -> dict[str, Any]:
    """All that is said, where it all has a column and lies within its limits."""
    if not told.keys() <= {*names}:
        return {}
    dose = {n: t if n in ("side", "done") else float(t) for n, t in told.items()}
    limits = [(said, _LIMITED[name].high) for name, said in dose.items()]
    inside = all(high is None or float(said) <= high for said, high in limits)
    return dose if inside else {}


def said_beside(cells: Sequence[Cells]) -> npt.NDArray[np.object_]:
    """Tell what the name, notes and the person's own columns say of whether an exercise was done.

    Parameters
    ----------
    cells : sequence of Cells
        Of a routine.

    Returns
    -------
    numpy.ndarray of object
        "no", "partly" or None for each row.
    """
    found = np.full(len(cells[0].parsed.refused), None, dtype=object)
    for cell in cells:
        name = cell.name == "exercise"  # "nothing today" is none
        if name or cell.name in ("notes", "reason_stopped") or cell.name not in ROUTINE_BY_NAME:
            text = cell.parsed.text
            said = (said_done(str(one), amount=name) for one in text.categories)
            told = np.array([*said, None], dtype=object)
            found = np.where(found == None, told[text.codes], found)  # noqa: E711
    return found


def with_doses(columns: Mapping[str, Values], doses: WrittenDoses) -> dict[str, Values]:
    """Put the doses into the columns to which they belong.

    Parameters
    ----------
    columns : mapping of str to Values
        Of a routine or a plan.
    doses : WrittenDoses

    Returns
    -------
    dict
    """
    put: dict[str, Values] = {}
    for name, told in doses.said.items():
        if name in (*AMOUNTS, *_OFTEN):
            amounts = told.astype(float)
            put[name] = np.where(np.isnan(amounts), np.asarray(columns[name], dtype=float), amounts)
        elif name in columns:
            own = pd.Series(columns[name], dtype="object")
            put[name] = pd.Categorical(own.where(own.notna(), pd.Series(told, dtype="object")))
    return {**columns, **put}


def unit_of(header: str) -> str:
    """Give the unit in brackets behind an exercise: that of "Walking (min)".

    Parameters
    ----------
    header : str

    Returns
    -------
    str
        "" where there is none in which a dose can be.
    """
    unit = read_heading(header).unit.casefold() if header.rstrip().endswith(")") else ""
    return unit if unit == "hours" or unit in _DOSE_IN else ""


def in_unit(text: str, unit: str) -> str:
    """Write a number as a dose: "30 min".

    Parameters
    ----------
    text : str
    unit : str
        From `unit_of`.

    Returns
    -------
    str
        "" where it is no number, or 0.
    """
    number = re.fullmatch(r"\d{1,4}(?:[.,]\d+)?", text) if unit else None
    amount = float(number[0].replace(",", ".")) if number else 0.0
    if unit == "hours":
        amount, unit = 60 * amount, "minutes"
    return _DOSE_IN[unit].format(amount) if round(amount) else ""
