"""A logbook written out in our own format, so that nobody is locked in.

Whatever the files were, diary.csv, routine.csv, plan.csv and settings.toml
say the same, and reading them again gives the same daily table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY, DIARY_BY_NAME, PLAN, ROUTINE, Column
from backpain_analysis.header_words import DATE_PARTS
from backpain_analysis.logbook import Logbook
from backpain_analysis.reading.cells import TIME_UNITS
from backpain_analysis.reading.day_parts import match_diary
from backpain_analysis.reading.guards import guarded
from backpain_analysis.reading.matching import Meaning, match_headers
from backpain_analysis.reading.times import DAY_PARTS
from backpain_analysis.reading.whole_plan import is_exercise
from backpain_analysis.sessions import UNKNOWN
from backpain_analysis.writing import write_new_folder

_Cells: TypeAlias = "list[str]"

_NUMBERS = ("number", "hours", "minutes", "seconds")
_NOT_WRITTEN = ("file", "line", "exercise_written")
# Words for a time stay on their date whenever the day starts.
_WORD_OF_HOURS = {hours: word for word, hours in DAY_PARTS.items()} | {5.0: "early morning"}
_DAY = pd.Timedelta(days=1)


def write_logbook(book: Logbook, folder: str | Path) -> tuple[Path, ...]:
    """Write a logbook in our own format.

    Parameters
    ----------
    book : Logbook
    folder : str or pathlib.Path
        A new or empty folder.

    Returns
    -------
    tuple of pathlib.Path
        The files: those that hold something, and settings.toml where
        something was set.

    Raises
    ------
    OutputError
        Something lies in the folder already, or it cannot be written.
    """
    folder = Path(folder).expanduser()
    texts = {
        "diary.csv": diary_text(book) if len(book.diary) else "",
        "routine.csv": _listed(book, book.routine, ROUTINE) if len(book.routine) else "",
        "plan.csv": _listed(book, book.plan, PLAN) if len(book.plan) else "",
        "settings.toml": settings_text(book),
    }
    files = {name: text.encode("utf-8") for name, text in texts.items() if text}
    return tuple(write_new_folder(folder, files))


# ---- the diary


def diary_text(book: Logbook) -> str:
    """Write the diary as our own CSV.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    str
        Rows in the order of `Logbook.diary`; cells that were not understood
        as they stand in the person's file.
    """
    frame = _with_silent_no(book)
    names = [str(name) for name in frame.columns if name not in _NOT_WRITTEN]
    kinds = column_kinds(book)
    headers = _headers([name for name in names if name not in ("date", "time")], kinds, book)
    columns = {"date": _dates(frame, book), "time": _times(frame["time"], book)}
    columns |= {headers[n]: _cells(frame[n], kinds.get(n, "")) for n in headers}
    return _csv(_with_refused(columns, headers | {"time": "time"}, frame, book))


def column_kinds(book: Logbook) -> dict[str, str]:
    """Tell how each column of the diary is read: one kind for all files.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    dict of str to str
        "yes_no", "number", "list" or "text" by column.
    """
    found: dict[str, set[str]] = {}
    for reading in book.columns_read:
        found.setdefault(reading.column or "", set()).add(reading.kind)
    kinds = {}
    for name in map(str, book.diary.columns):
        told = found.get(name, set())
        if pd.api.types.is_numeric_dtype(book.diary[name]):
            own = book.measures.get(name)
            yes_no = own["kind"] == "yes_no" if own else told == {"yes_no"}
            kinds[name] = "yes_no" if yes_no else "number"
        else:
            kinds[name] = "list" if "list" in told else "text"
    return kinds


def _headers(names: Sequence[str], kinds: Mapping[str, str], book: Logbook) -> dict[str, str]:
    """Find for each column a header from which it is read again under its name."""
    chosen = {name: _wished_header(name, kinds[name], book) for name in names}
    for fallback in (_marked_header, _numbered_header, _plain_header):
        read = _read_again(list(chosen.values()))
        for name in names:
            if not _says(read.get(chosen[name]), name, kinds[name], book):
                chosen[name] = fallback(name, kinds[name], book)
    return chosen


def _read_again(headers: Sequence[str]) -> dict[str, Meaning]:
    meanings = match_diary(list(dict.fromkeys(["date", "time", *headers])), {})
    return {meaning.header: meaning for meaning in meanings}


def _says(meaning: Meaning | None, name: str, kind: str, book: Logbook) -> bool:
    if meaning is None or meaning.name != name:
        return False
    if meaning.column is not None:
        return name not in book.measures or (kind == "yes_no") == (meaning.column.kind == "yes_no")
    part = any(meaning.heading.full_name in words for words in DATE_PARTS.values())
    return not part and (kind != "number" or _unit(name, book) == _unit_read(meaning))


def _unit(name: str, book: Logbook) -> str:
    return book.measures.get(name, {}).get("unit", "")


def _unit_read(meaning: Meaning) -> str:
    mark, unit = meaning.heading.mark
    told = unit if mark else meaning.heading.unit
    return told if len(told.split()) < 3 else ""


def _wished_header(name: str, kind: str, book: Logbook) -> str:
    known = DIARY_BY_NAME.get(name)
    if known is not None and name not in book.measures:
        return name
    if kind in ("list", "text"):
        return f"{name} ({kind})"
    label = book.measures.get(name, {}).get("label", name)
    meaning = match_headers([label], DIARY, {})[0]
    if meaning.column is None and _speaks_for_itself(name, kind, meaning, book):
        return label
    return f"{label} ({_mark(name, kind, book)})"


def _speaks_for_itself(name: str, kind: str, meaning: Meaning, book: Logbook) -> bool:
    """Tell whether the cells beneath a label show what they are."""
    values = book.diary[name].dropna()
    refused = (book.refused["column"] == name).sum()
    if len(values) <= refused or name not in book.measures:
        return False
    if is_exercise(str(book.measures[name]["label"]), book.settings.exercises):
        return False  # else it would be read as the log of that exercise
    unit = _unit(name, book)
    return kind == "yes_no" or (
        _unit_read(meaning) == unit and (bool(unit) or not values.isin((0.0, 1.0)).all())
    )


def _mark(name: str, kind: str, book: Logbook) -> str:
    if kind == "number" and name not in book.measures:
        return "pain"  # such as a place that hurts: no factor
    unit = _unit(name, book)
    tried = book.diary[name].notna().any() or (book.refused["column"] == name).any()
    number = unit if unit in TIME_UNITS and tried else ", ".join(filter(None, ("number", unit)))
    return {"yes_no": "yes/no", "number": number}.get(kind, kind)


def _marked_header(name: str, kind: str, book: Logbook) -> str:
    return f"{name} ({_mark(name, kind, book)})"


def _numbered_header(name: str, kind: str, book: Logbook) -> str:
    """Hours of an own "sleep" are not those of ours: said to be a number, they stay apart."""
    if kind != "number" or name not in book.measures:
        return _marked_header(name, kind, book)
    return f"{name} ({', '.join(filter(None, ('number', _unit(name, book))))})"


def _plain_header(name: str, _: str, __: Logbook) -> str:
    return name


def _with_silent_no(book: Logbook) -> pd.DataFrame:
    """Write down every no that only the settings said."""
    frame = book.diary.copy(deep=False)
    for name, files in book.silent_no.items():
        numeric = name in frame and pd.api.types.is_numeric_dtype(frame[name])
        if not numeric or frame[name].isna().all():
            continue
        told = frame["file"].isin(files)
        named = set(frame.loc[frame[name].notna(), "date"])
        first = ~frame.loc[told, "date"].duplicated()
        rows = first.index[first & ~frame.loc[told, "date"].isin(named)]
        values = frame[name].to_numpy(dtype=float, copy=True)
        values[frame.index.get_indexer(rows)] = 0.0
        frame[name] = values
    return frame


# ---- the routine and the plan


def _listed(book: Logbook, frame: pd.DataFrame, columns: Sequence[Column]) -> str:
    """Write a routine or a plan: our columns, then the person's own as text."""
    known = {column.name: column for column in columns}
    names = [str(name) for name in frame.columns if name not in _NOT_WRITTEN]
    own = [name for name in names if name not in known]
    meanings = {m.header: m for m in match_headers([*known, *own], columns, {})}
    headers = {n: n if meanings[n].name == n else f"{n} (text)" for n in names}
    written: dict[str, _Cells] = {}
    for name in names:
        kind = known[name].kind if name in known else "text"
        if kind == "date":
            written[name] = _dates(frame, book) if name == "date" else _days(frame[name])
        elif kind == "time":
            written[name] = _times(frame[name], book)
        else:
            source = frame["exercise_written"] if name == "exercise" else frame[name]
            written[headers[name]] = _cells(source, "number" if kind in _NUMBERS else "text")
    return _csv(_with_refused(written, headers, frame, book))


# ---- cells


def _dates(frame: pd.DataFrame, book: Logbook) -> _Cells:
    """The date by the calendar: an entry of the night stands on the day that follows."""
    hours = frame["time"].to_numpy(dtype=float)
    start = book.settings.day_starts.hour + book.settings.day_starts.minute / 60
    night = (hours < start) & ~np.isin(hours, list(_WORD_OF_HOURS))
    return _days(frame["date"].where(~night, frame["date"] + _DAY))


def _days(dates: pd.Series) -> _Cells:
    return ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in dates]


def _times(hours: pd.Series, book: Logbook) -> _Cells:
    start = book.settings.day_starts.hour + book.settings.day_starts.minute / 60
    return [_time(float(hour), start) for hour in hours]


def _time(hours: float, start: float) -> str:
    if np.isnan(hours):
        return ""
    if hours < start and hours in _WORD_OF_HOURS:
        return _WORD_OF_HOURS[hours]
    minutes, seconds = divmod(round(hours * 3600), 60)
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{clock}:{seconds:02d}" if seconds else clock


def _cells(values: pd.Series, kind: str) -> _Cells:
    write: dict[str, Callable[[Any], str]] = {
        "yes_no": lambda value: "yes" if value else "no",
        "number": _number,
        "list": _list,
    }
    written = write.get(kind, lambda value: guarded(str(value)))
    if not pd.api.types.is_numeric_dtype(values) and kind in ("yes_no", "number"):
        written = lambda value: guarded(str(value))  # noqa: E731
    return ["" if pd.isna(value) else written(value) for value in values]


def _number(value: float) -> str:
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(float(value))


def _list(words: str) -> str:
    """End a list of one word, which might hold a comma or read as none."""
    return guarded(words if ";" in words else f"{words};")


def _with_refused(
    columns: dict[str, _Cells], headers: Mapping[str, str], frame: pd.DataFrame, book: Logbook
) -> dict[str, _Cells]:
    """Put the cells that were not understood where they stood: they can be mended there."""
    if book.refused.empty:
        return columns
    by = [name for name in ("file", "line", "date", "time") if name in frame]
    at = frame[by].assign(row=np.arange(len(frame)))
    for cell in book.refused.merge(at, on=by).itertuples():
        header, row = headers.get(str(cell.column), ""), int(str(cell.row))
        if header in columns and columns[header][row] in ("", UNKNOWN):
            columns[header][row] = guarded(str(cell.text))
    return columns


def _csv(columns: Mapping[str, _Cells]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(header) for header in columns])
    writer.writerows(zip(*columns.values(), strict=True))
    return out.getvalue()


# ---- the settings


def settings_text(book: Logbook) -> str:
    """Write the settings that still matter: the cells say all the others.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    str
        TOML; "" where every setting is the default.
    """
    ours, usual = book.settings, type(book.settings)()
    values: dict[str, Any] = {
        "label": ours.label,
        "day_starts": f"{ours.day_starts:%H:%M}",
        "questions": list(ours.questions),
        "visits": list(ours.visits),
        "settled": list(ours.settled),
        "routine_start": ours.routine_start,
        "outcome": ours.outcome,
        "factors": list(book.factors) if ours.factors is not None else None,
        "lags": list(ours.lags),
    }
    usual_values = {"day_starts": f"{usual.day_starts:%H:%M}", "lags": list(usual.lags)}
    lines = [
        f"{key} = {_toml(value)}"
        for key, value in values.items()
        if value not in ("", None, []) and value != usual_values.get(key)
    ]
    if ours.factors is not None and not book.factors:
        lines.append("factors = []")
    return "".join(f"{line}\n" for line in lines)


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Iterable):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return str(value)
