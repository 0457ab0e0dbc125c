"""The dated log: every entry of the period as it was read, where it is asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME, ROUTINE_BY_NAME
from backpain_analysis.logbook import Logbook
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.blocks import EMPTY, Section, column, number, section, table, text
from backpain_analysis.report.counts import own_symptoms, plain_word
from backpain_analysis.report.cutting import one_way
from backpain_analysis.report.grid import short_date
from backpain_analysis.untrusted import without_tags
from backpain_analysis.wording import format_number, typographic

_LEVELS = ("pain", "worst_pain", "leg_pain")
_COLUMNS = {
    "time": column("Time", width=36), "pain": number("Pain", width=34),
    "worst_pain": number("Worst", width=40), "leg_pain": number("Leg", width=30),
}  # fmt: skip
_WORDS = ("location", "side", "quality")
# What reading adds to a row, and ticks, which stand among the rest.
_OURS = ("file", "exercise_written", "activities")

Row = dict[str, Any]


def log_rows(answers: Answers, *, notes: bool) -> list[Row]:
    """Gather the entries and the stretches of the period, by date.

    Parameters
    ----------
    answers : Answers
    notes : bool
        With the notes too; never without being asked.

    Returns
    -------
    list of dict
        ``date``, ``time`` (HH:MM), ``pain``, ``worst_pain`` and ``leg_pain`` [points], ``where``,
        ``more``, ``stretches`` and ``notes`` (text; None unless asked for).
    """
    book = answers.book
    inside = [table[table["date"].between(answers.start, answers.end)]
              for table in (book.diary, book.routine)]  # fmt: skip
    entries, sessions = (_by_day(table) for table in inside)
    ticked = book.diary.get("activities", pd.Series(dtype=object)).dropna()
    ticks = {word.strip() for cell in ticked.unique() for word in str(cell).split(";")}
    rows: list[Row] = []
    for day in sorted({*entries, *sessions}):
        written = entries.get(day, ())
        numbers = (
            *_LEVELS,
            *(n for n, about in _own(book).items() if about["label"] not in ticks),
        )
        told = _merged((_known(e, numbers), _entry(book, e, ticks, notes=notes)) for e in written)
        done = sessions.get(day, ())
        told[0] |= {"stretches": "; ".join(_session(row) for row in done)}
        if notes:
            words = [told[0]["notes"] or "", *(_notes(row, ROUTINE_BY_NAME) for row in done)]
            told[0]["notes"] = " | ".join(dict.fromkeys(word for word in words if word))
        rows += [{"date": day.date().isoformat()} | row for row in told]
    return rows


def appendix(rows: Sequence[Mapping[str, Any]] | None) -> Section | None:
    """Show the dated log.

    Parameters
    ----------
    rows : sequence of mapping or None
        From `log_rows`; None where it was not asked for.

    Returns
    -------
    dict or None
        A section of the details.
    """
    if not rows:
        return None
    noted = any(row["notes"] for row in rows)
    known = [name for name in ("time", *_LEVELS) if any(row[name] is not None for row in rows)]
    # Beside notes there is no room for three columns of words.
    words = ["Where, stretches, and more", "Notes"] if noted else ["Where, and more", "Stretches"]
    columns = [
        column("Date", width=66),
        *(_COLUMNS[name] for name in known),
        column(words[0], share=1.2),
        column(words[1], share=1),
    ]
    return section(
        "The dated log",
        text(
            "As it was read: a word of a scale stands as its number. A day that is not here "
            "has no entry."
        ),
        table(columns, [_cells(row, known, noted=noted) for row in rows]),
    )


def _by_day(rows: pd.DataFrame) -> dict[pd.Timestamp, list[Row]]:
    days: dict[pd.Timestamp, list[Row]] = {}
    for record in rows.to_dict("records"):
        days.setdefault(pd.Timestamp(record["date"]), []).append(
            {str(key): value for key, value in record.items()}
        )
    return days


def _merged(told: Iterable[tuple[Row, Row]]) -> list[Row]:
    """Make one row of those of one minute, where no number of theirs differs."""
    rows: list[Row] = []
    held: Row = {}
    for numbers, row in told:
        last = rows[-1] if rows else _blank()
        same = row["time"] is not None and row["time"] == last["time"]
        if same and all(held.get(n, number) == number for n, number in numbers.items()):
            held |= numbers
            levels = {n: last[n] if row[n] is None else row[n] for n in _LEVELS}
            words = {n: _joined(last[n], row[n], "; ") for n in ("where", "more")}
            noted = (
                None if row["notes"] is None else _joined(last["notes"] or "", row["notes"], " | ")
            )
            rows[-1] = row | levels | words | {"notes": noted}
        else:
            held = numbers
            rows.append(row)
    return rows or [_blank()]


def _known(entry: Row, names: Iterable[str]) -> Row:
    return {name: entry[name] for name in names if not pd.isna(entry.get(name))}


def _joined(first: str, second: str, sign: str) -> str:
    return sign.join(dict.fromkeys(words for words in (first, second) if words))


def _own(book: Logbook) -> dict[str, dict[str, str]]:
    return book.factors | own_symptoms(book)


def _blank() -> Row:
    return {"time": None} | dict.fromkeys(_LEVELS) | {
        "where": "", "more": "", "stretches": "", "notes": None,
    }  # fmt: skip


def _entry(book: Logbook, entry: Row, ticks: Container[str], *, notes: bool) -> Row:
    """What was ticked stands as it was; what was not was never written down as a no."""
    levels = {name: _level(entry.get(name)) for name in _LEVELS}
    factors = [
        f"{about['label']} {_factor(entry[name], about['kind'])}"
        for name, about in _own(book).items()
        if name in entry and not pd.isna(entry[name]) and about["label"] not in ticks
    ]
    picked, medicine = (_words(entry.get(name)) for name in ("activities", "medication"))
    words = [word for name in _WORDS for word in _words(entry.get(name)).split(";")]
    where = [plain_word(word.strip()) for word in words]
    return _blank() | levels | {
        "time": _time(entry.get("time")),
        "where": "; ".join(word for word in where if word),
        "more": "; ".join(word for word in (*factors, picked, medicine) if word),
        "notes": _notes(entry, DIARY_BY_NAME) if notes else None,
    }  # fmt: skip


def _level(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _factor(value: Any, kind: str) -> str:
    if kind == "yes_no":
        return "yes" if value else "no"
    return f"{float(value):,.4g}" if isinstance(value, (int, float)) else str(value)


def _time(hours: Any) -> str | None:
    if hours is None or pd.isna(hours):
        return None
    minutes = round(float(hours) * 60)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _words(value: Any) -> str:
    return "" if value is None or pd.isna(value) else " ".join(without_tags(str(value)).split())


def _notes(row: Row, known: Container[str]) -> str:
    """The notes, and the words in columns of the person's own."""
    own = [
        f"{name.replace('_', ' ')}: {_words(value)}"
        for name, value in row.items()
        if isinstance(value, str) and value.strip() and name not in known and name not in _OURS
    ]
    return " | ".join(words for words in (_words(row.get("notes")), *own) if words)


def _session(row: Row) -> str:
    done = _words(row.get("done"))
    return _words(row.get("exercise")) + (f" ({done})" if done in ("no", "partly") else "")


def _cells(row: Mapping[str, Any], known: Sequence[str], *, noted: bool) -> list[str]:
    more = "; ".join(words for words in (row["where"], row["more"]) if words)
    words = [one_way(more), one_way(typographic(row["stretches"]))]
    if noted:
        words = [" | ".join(part for part in words if part), row["notes"] or ""]
    return [short_date(pd.Timestamp(row["date"])), *(_told(row[name]) for name in known), *words]


def _told(value: str | float | None) -> str:
    if value is None:
        return EMPTY
    return value if isinstance(value, str) else format_number(value)
