"""One diary written in any dialect: language, encoding, separator, figures, dates, sheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

#: Columns of ours -> headers in each language, with the unit that bare numbers then have.
HEADERS: dict[str, dict[str, list[str]]] = {
    "date": {"en": ["Date", "date", "DAY"], "de": ["Datum"], "fr": ["Date", "Jour"]},
    "time": {"en": ["Time", "Time of day"], "de": ["Uhrzeit"], "fr": ["Heure"]},
    "pain": {
        "en": ["Pain", "pain", "Pain level 0-10", "Pain (0-10)", "Pain score /10"],
        "de": ["Schmerz", "Schmerzen (0-10)"],
        "fr": ["Douleur", "Douleur (0 à 10)"],
    },
    "sitting_hours": {
        "en": ["Sitting (hrs)", "Sitting hours", "Sitting (min)", "sitting_hours"],
        "de": ["Sitzen (Std)", "Sitzen (Minuten)"],
        "fr": ["Assis (h)", "Assis (minutes)"],
    },
    "lifting": {"en": ["Lifting", "Lifted (yes/no)"], "de": ["Heben"], "fr": ["Soulever"]},
    "steps": {"en": ["Steps", "Step count"], "de": ["Schritte"], "fr": ["Pas"]},
    "location": {"en": ["Where", "Location"], "de": ["location"], "fr": ["Location"]},
    "coffee": {"en": ["Coffee (cups)"], "de": ["Coffee (Tassen)"], "fr": ["Coffee (tasses)"]},
    "notes": {"en": ["Notes", "Comments"], "de": ["Notizen"], "fr": ["Remarques"]},
}
YES_NO = {
    "en": [("yes", "no"), ("Y", "N"), ("1", "0"), ("TRUE", "FALSE"), ("true", "false")],
    "de": [("ja", "nein"), ("Ja", "Nein"), ("1", "0"), ("WAHR", "FALSCH")],
    "fr": [("oui", "non"), ("Oui", "Non"), ("VRAI", "FAUX")],
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
PLACES = ["low_back", "buttock", "calf_shin", "foot", "neck", "the old scar"]
NUMERIC_DATES = ("d/m/y", "d.m.y", "d-m-y", "m/d/y", "d/m/yy")
DATES = ("iso", "iso T", "y/m/d", "compact", "d Mon y", "d. Month y", "Month d, y", "d-Mon-yy",
         "split", *NUMERIC_DATES)  # fmt: skip
TIMES = ("HH:MM", "HH:MM:SS", "h:mm pm", "HHhMM", "HH:MM Uhr")


@dataclass(frozen=True)
class Row:
    """What one entry says; None where nothing was recorded."""

    date: dt.date
    time: int | None = None  # minutes since midnight
    pain: float | None = None
    sitting_hours: int | None = None  # minutes
    lifting: bool | None = None
    steps: int | None = None
    location: tuple[str, ...] | None = None
    coffee: float | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Dialect:
    """How a person, and their program, write a diary down."""

    language: str
    headers: dict[str, str]
    sheet: bool
    encoding: str
    delimiter: str
    decimal: str
    thousands: bool
    date: str
    time: str
    duration: str
    yes_no: tuple[str, str]
    joint: str
    out_of: bool
    quoting: int
    newline: str
    title: tuple[str, ...]
    trailing: bool
    blank_lines: bool
    blank_column: bool


@dataclass
class Written:
    """A diary as a file, and where each of its cells stands."""

    name: str
    data: bytes
    lines: list[int]
    headers: dict[str, str]
    settings: str = ""
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def rows() -> st.SearchStrategy[list[Row]]:
    """Entries, one of a date and time at most; the first has a pain that tells the decimal sign."""
    halves = st.integers(0, 20).map(lambda n: n / 2)
    letters = st.characters(codec="cp1252", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
    words = st.text(letters, min_size=1, max_size=8)
    text = st.one_of(
        st.sampled_from(["sat all day; drove", "a, b", 'said "ouch"', "7", "x|y", "two\nlines",
                         "Müller's tip", "- none", "tab\there", "=1+1"]),
        words.filter(_has_one_encoding),
    )  # fmt: skip
    row = st.builds(
        Row,
        date=st.dates(dt.date(2025, 1, 1), dt.date(2026, 6, 20)),
        time=st.none() | st.integers(0, 1439),
        pain=st.none() | halves,
        sitting_hours=st.none() | st.integers(0, 120).map(lambda n: n * 6),
        lifting=st.none() | st.booleans(),
        steps=st.none() | st.integers(0, 30000),
        location=st.none() | st.sets(st.sampled_from(PLACES), min_size=1).map(sorted).map(tuple),
        coffee=st.none() | halves,
        notes=st.none() | text,
    )  # fmt: skip
    first = st.builds(Row, date=st.dates(dt.date(2025, 1, 1), dt.date(2026, 6, 20)),
                      time=st.just(600), pain=st.integers(0, 9).map(lambda n: n + 0.5))  # fmt: skip
    more = st.lists(row, max_size=7, unique_by=lambda r: (r.date, r.time))
    return st.tuples(first, more).map(
        lambda found: [
            found[0],
            *(r for r in found[1] if (r.date, r.time) != (found[0].date, found[0].time)),
        ]
    )


def _has_one_encoding(text: str) -> bool:
    """In Windows-1252, a few pairs of letters are a letter of UTF-8 too, such as "Â¡"."""
    return text.encode("cp1252").decode("utf-8", "ignore").isascii()


@st.composite
def dialects(draw: Any) -> Dialect:
    """A language and a program's habits."""
    language = draw(st.sampled_from(sorted(MONTHS)))
    order = draw(st.permutations(sorted(HEADERS)))
    dates = [form for form in DATES if "Mon" not in form or language != "fr" or "Month" in form]
    return Dialect(
        language=language,
        headers={name: draw(st.sampled_from(HEADERS[name][language])) for name in order},
        sheet=draw(st.integers(0, 5)) == 0,
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])),
        delimiter=draw(st.sampled_from([",", ";", "\t", "|"])),
        decimal=draw(st.sampled_from(".,")),
        thousands=draw(st.booleans()),
        date=draw(st.sampled_from(dates)),
        time=draw(st.sampled_from(TIMES)),
        duration=draw(st.sampled_from(["bare", "h:mm", "1h 30m", "90 min"])),
        yes_no=draw(st.sampled_from(YES_NO[language])),
        joint=draw(st.sampled_from(["; ", " | ", ", "])),
        out_of=draw(st.booleans()),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        newline=draw(st.sampled_from(["\n", "\r\n"])),
        title=draw(st.sampled_from([(), ("My back",), ("# made by hand", "")])),
        trailing=draw(st.booleans()),
        blank_lines=draw(st.booleans()),
        blank_column=draw(st.booleans()),
    )


def is_undecided(rows: list[Row], dialect: Dialect) -> bool:
    """Whether every date fits day first and month first, and not alike."""
    if dialect.date not in NUMERIC_DATES or dialect.sheet:
        return False
    return all(row.date.day <= 12 for row in rows) and any(
        row.date.day != row.date.month for row in rows
    )


def write(rows: list[Row], dialect: Dialect, odd: dict[tuple[int, str], str]) -> Written:
    """Write a diary down, some cells with another text."""
    table = [_cells(row, dialect) for row in rows]
    for (at, name), text in odd.items():
        table[at][name] = text
    if dialect.date == "split" and not dialect.sheet:
        table = _as_above(table)
    headers = {name: dialect.headers.get(name, name) for name in table[0]}
    written = (_sheet if dialect.sheet else _text)(table, headers, dialect)
    written.refused = [(written.lines[at], headers[name], text) for (at, name), text in odd.items()]
    if is_undecided(rows, dialect):
        written.settings = f"day_first = {'false' if dialect.date == 'm/d/y' else 'true'}\n"
    return written


# ---- cells


def _cells(row: Row, dialect: Dialect) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name in dialect.headers:
        value = getattr(row, name)
        if name == "date" and dialect.date == "split" and not dialect.sheet:
            cells |= {"year": str(value.year), "month": str(value.month), "day": str(value.day)}
        elif value is None:
            cells[name] = None
        else:
            cells[name] = (_in_sheet if dialect.sheet else _in_text)(name, value, dialect)
    return cells


def _in_sheet(name: str, value: Any, dialect: Dialect) -> Any:
    if name == "date":
        return dt.datetime(value.year, value.month, value.day)
    if name == "time":
        return dt.time(value // 60, value % 60)
    if name == "sitting_hours":
        return value if "min" in dialect.headers[name].lower() else value / 60
    return "; ".join(value) if name == "location" else value


def _in_text(name: str, value: Any, dialect: Dialect) -> str:
    write = {
        "date": lambda: _date(value, dialect),
        "time": lambda: _time(value, dialect.time),
        "sitting_hours": lambda: _duration(value, dialect),
        "lifting": lambda: dialect.yes_no[0] if value else dialect.yes_no[1],
        "location": lambda: dialect.joint.join(value),
        "notes": lambda: str(value),
        "pain": lambda: _number(value, dialect) + ("/10" if dialect.out_of else ""),
    }.get(name, lambda: _number(value, dialect))
    return write()


def _number(value: float, dialect: Dialect) -> str:
    if value >= 1000 and dialect.thousands:
        return f"{int(value):,}".replace(",", "." if dialect.decimal == "," else ",")
    return f"{value:g}".replace(".", dialect.decimal)


def _duration(minutes: int, dialect: Dialect) -> str:
    hours, rest = divmod(minutes, 60)
    if dialect.duration == "h:mm":
        return f"{hours}:{rest:02d}"
    if dialect.duration == "1h 30m":
        return f"{hours}h {rest}m"
    if dialect.duration == "90 min":
        return f"{minutes} min"
    in_minutes = "min" in dialect.headers["sitting_hours"].lower()
    return _number(minutes if in_minutes else minutes / 60, dialect)


def _time(minutes: int, form: str) -> str:
    hour, minute = divmod(minutes, 60)
    return {
        "HH:MM": f"{hour:02d}:{minute:02d}",
        "HH:MM:SS": f"{hour:02d}:{minute:02d}:00",
        "h:mm pm": f"{hour % 12 or 12}:{minute:02d} {'am' if hour < 12 else 'pm'}",
        "HHhMM": f"{hour}h{minute:02d}",
        "HH:MM Uhr": f"{hour}:{minute:02d} Uhr",
    }[form]


def _date(day: dt.date, dialect: Dialect) -> str:
    d, m, y, month = day.day, day.month, day.year, MONTHS[dialect.language].split()[day.month - 1]
    return {
        "iso": day.isoformat(),
        "iso T": f"{day.isoformat()}T00:00:00" if "time" not in dialect.headers else f"{day}",
        "y/m/d": f"{y}/{m:02d}/{d:02d}",
        "compact": f"{y}{m:02d}{d:02d}",
        "d Mon y": f"{d} {month[:3]} {y}",
        "d. Month y": f"{d}. {month} {y}",
        "Month d, y": f"{month} {d}, {y}",
        "d-Mon-yy": f"{d:02d}-{month[:3]}-{y % 100}",
        "d/m/y": f"{d:02d}/{m:02d}/{y}",
        "d.m.y": f"{d}.{m}.{y}",
        "d-m-y": f"{d:02d}-{m:02d}-{y}",
        "m/d/y": f"{m}/{d}/{y}",
        "d/m/yy": f"{d:02d}/{m:02d}/{y % 100}",
    }[dialect.date]


def _as_above(table: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave year, month and day out where they are those of the row above."""
    above: tuple[str, ...] = ("", "", "")
    for cells in table:
        parts = (cells["year"], cells["month"], cells["day"])
        for name, shared in (("year", 1), ("month", 2), ("day", 3)):
            if parts[:shared] == above[:shared]:
                cells[name] = None
        above = parts
    return table


# ---- files


def _text(table: list[dict[str, Any]], headers: dict[str, str], dialect: Dialect) -> Written:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, quoting=dialect.quoting,
                        lineterminator=dialect.newline)  # fmt: skip
    for title in dialect.title:
        out.write(title + dialect.newline)
    behind = [""] * (dialect.trailing + dialect.blank_column)
    front = [""] * dialect.blank_column
    writer.writerow([*front, *headers.values(), *behind])
    lines = []
    for cells in table:
        if dialect.blank_lines:
            out.write(dialect.newline)
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow([*front, *("" if c is None else c for c in cells.values()), *behind])
    return Written("diary.csv", out.getvalue().encode(dialect.encoding), lines, headers)


def _sheet(table: list[dict[str, Any]], headers: dict[str, str], dialect: Dialect) -> Written:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for title in dialect.title:
        sheet.append([title])
        if title:
            sheet.merge_cells(
                start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=4
            )
    first = sheet.max_row if dialect.title else 0
    places = [[*headers.values()], *([*cells.values()] for cells in table)]
    lines = []
    for number, cells in enumerate(places):
        line = first + 1 + number * (2 if dialect.blank_lines else 1)
        lines.append(line)
        for at, value in enumerate(cells, start=1 + dialect.blank_column):
            cell = sheet.cell(line, at, value)
            if isinstance(value, str):
                cell.data_type = "s"  # "=1+1" is what the person wrote
    out = io.BytesIO()
    book.save(out)
    return Written("diary.xlsx", out.getvalue(), lines[1:], headers)
