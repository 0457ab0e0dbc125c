"""What a logbook holds so far, for the questions about one more day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from backpain_analysis.adherence import limited_by
from backpain_analysis.asked_for import asked_on
from backpain_analysis.columns import ROUTINE_BY_NAME
from backpain_analysis.entry.already import There, keys_of, rows_of, stretch_key
from backpain_analysis.entry.choosing import all_parts, find_place, is_known
from backpain_analysis.entry.place import Place, sit_down
from backpain_analysis.entry.rows import goes_on_top
from backpain_analysis.entry.safely import scratch_folder
from backpain_analysis.errors import LogbookError
from backpain_analysis.reading.part import Part
from backpain_analysis.reading.values import parse_dates
from backpain_analysis.sessions import was_done

#: Days for which a stretch counts as one that is done lately [days].
LATELY = 28
#: What may be said twice of a day.
_IN_WORDS = ("notes", "medication")


@dataclass(frozen=True, eq=False)
class Outlook:
    """A logbook before an entry.

    Attributes
    ----------
    diary, routine : Place
        Where the entry would go.
    plans : tuple of Part
    parts : tuple of Part
        Of all files that can be read.
    """

    diary: Place
    routine: Place
    plans: tuple[Part, ...]
    parts: tuple[Part, ...] = ()

    def rows_of(self, day: dt.date) -> tuple[There, ...]:
        """Find what stands there for a day, in whichever file.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        tuple of There
        """
        return rows_of(self.parts, day, self.routine.settings.exercises)

    def once_written(self, there: Iterable[There], rows: int = 1) -> list[There]:
        """Say of rows where they will stand once so many new ones are written.

        Parameters
        ----------
        there : iterable of There
        rows : int
            To be written into the file in which each stands.

        Returns
        -------
        list of There
        """
        moved = {p.path.name: rows for p in (self.diary, self.routine) if goes_on_top(p)}
        return [replace(each, line=each.line + moved.get(each.file, 0)) for each in there]

    def clashes(self, day: dt.date, wanted: Iterable[str]) -> list[There]:
        """Find the entries of a day that hold the same as one that is to be written.

        Parameters
        ----------
        day : datetime.date
        wanted : iterable of str
            Columns of it, as for `Place.find_header`.

        Returns
        -------
        list of There
        """
        headers = {self.diary.find_header(name) or name for name in wanted}
        entries = [each for each in self.rows_of(day) if each.kind == "diary"]
        return [e for e in entries if any(self._is_held(header, e) for header in headers)]

    def _is_held(self, header: str, there: There) -> bool:
        """Tell whether a row has what a column holds, of the column's hour where it has one."""
        names = {header} | {m.name for m in self.diary.meanings if m.header == header}
        if not there.names & (names - {"date", "time", *_IN_WORDS}):
            return False
        columns = (column for p in self.parts if p.file == there.file for column in p.columns)
        return all(c.hours in (None, there.column_hour) for c in columns if c.header == header)

    def compare(self, day: dt.date, values: Mapping[str, str]) -> tuple[set[str], list[There]]:
        """Compare what is to be written of a day with what stands there, in whichever file.

        Parameters
        ----------
        day : datetime.date
        values : mapping of str to str
            Column, as for `Place.find_header`, -> what was typed.

        Returns
        -------
        set of str, list of There
            The columns that say just that already, and the rows that say something else.
        """
        same, others = set[str](), dict[str, There]()
        for name, text in values.items():
            there = self.clashes(day, [name])
            habit = self.diary.habits.get(self.diary.find_header(name) or name)
            value, message = habit.understand(text) if habit else (text, "")
            meant = habit.meaning.name if habit else name
            unlike = [each for each in there if each.held.get(meant) != value]
            if there and not unlike:
                same.add(name)
            elif not message:
                others |= {each.where: each for each in unlike}
        return same, [*others.values()]

    def begun_before(self, day: dt.date) -> bool:
        """Tell whether the diary was begun before a day.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        bool
        """
        return bool((self.diary.part.frame["date"] < pd.Timestamp(day)).any())

    def logged_by(self, day: dt.date) -> bool:
        """Tell whether a stretching log was begun by a day.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        bool
        """
        logs = (part.frame["date"] for part in self.parts if part.kind == "routine")
        return any((dates <= pd.Timestamp(day)).any() for dates in logs)

    def day_first(self) -> bool | None:
        """Tell whether the diary's dates in figures have the day first; None: it does not show.

        Returns
        -------
        bool or None
        """
        header = self.diary.header_of("date")
        known = self.diary.settings.day_first
        if known is not None or header is None:
            return known
        return parse_dates(self.diary.written.cells[header]).day_first

    @property
    def own_stretches(self) -> list[str]:
        """Names that the plans, the stretching log (as written) and the settings have."""
        planned = [name for plan in self.plans for name in plan.frame["exercise"]]
        done, said = self.routine.part.frame["exercise_written"], self.routine.settings.exercises
        return [*dict.fromkeys(map(str, [*planned, *done, *said]))]

    def columns_near(self, typed: str, *, likeness: float | None = None) -> list[str]:
        """Find the columns of the diary, or of a spreadsheet beside it, whose name begins so.

        Parameters
        ----------
        typed : str
        likeness : float, optional
            A word of the name will do as well, or a name so much like it [0-1].

        Returns
        -------
        list of str
            One where it is a whole name, or means one.
        """
        if header := self.diary.find_header(typed):
            return [header]
        sheets = (p for p in self.parts if p.kind == p.format == "diary" and _is_sheet(p))
        beside = (column.header for part in sheets for column in part.columns)
        names = {h.casefold(): h for h in [*(m.header for m in self.diary.meanings), *beside]}
        start = typed.strip().casefold()
        found = [start] * (start in names) or [name for name in names if name.startswith(start)]
        if likeness and not found:
            found = [name for name in names if start in name.split()]
            found = found or get_close_matches(start, names, n=1, cutoff=likeness)
        return [names[name] for name in found]

    @property
    def limits(self) -> dict[str, str]:
        """What the plans ask for under a condition: key from `stretch_key` -> its words."""
        found = (pair for plan in self.plans for pair in limited_by(plan.frame).items())
        return {stretch_key({"exercise": name}): words for name, words in found}

    def column_meant(self, typed: str) -> str:
        """Find the column of the diary that a person means by the beginning of its name.

        Parameters
        ----------
        typed : str

        Returns
        -------
        str
            A header of the diary or of a spreadsheet beside it; `typed` itself where it is a known
            name, or begins none.

        Raises
        ------
        LogbookError
            Several begin so.
        """
        if not typed.strip() or is_known(typed, "diary"):
            return typed
        found = self.columns_near(typed)
        if len(found) > 1:
            raise LogbookError(
                f"Nothing was written: '{typed}' can be {' or '.join(map(repr, found))}. Write "
                "more of the name."
            )
        return found[0] if found else typed

    def stretches_on(self, day: dt.date) -> list[dict[str, str]]:
        """List the stretches to choose from.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        list of dict of str to str
            Columns of a routine -> text: of the plan in force on that day, with
            its dose, else of what was done in the weeks before; not those that
            are a column of the diary.
        """
        planned = asked_on(self.plans, day)
        planned = [row for row in planned if not self.diary.column_of(row["exercise"])]
        if not planned and not self.diary.exercises:
            return [{"exercise": name} for name in _done_lately(self.routine, day)]
        columns = [n for n in ROUTINE_BY_NAME if not self.routine.without_column([n])]
        return [{n: row[n] for n in columns if n in row} for row in planned]

    def without_plan(self, day: dt.date) -> str:
        """Say why nothing can be meant by its number in the plan on a day.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        str
            "" where a plan is in force, and where there is none at all.
        """
        starts = [start for plan in self.plans for start in plan.frame["start"].dropna()]
        if not any(len(plan.frame) for plan in self.plans) or asked_on(self.plans, day):
            return ""
        later = [f"{start:%Y-%m-%d}" for start in starts if start > pd.Timestamp(day)]
        begins = f": yours begins on {min(later)}" if later else ""
        return f"No plan is in force on {day}{begins}. Name each stretch, as in cat-cow 2x12."

    def times_planned(self, day: dt.date) -> dict[str, int]:
        """Tell how often a day each stretch is planned.

        Parameters
        ----------
        day : datetime.date

        Returns
        -------
        dict of str to int
            Of the plan in force on that day: key from `stretch_key` -> times a day.
        """
        said = self.routine.settings.exercises
        return {
            key: round(float(row.get("times_per_day", 1)))
            for row in asked_on(self.plans, day)
            for key in keys_of(row["exercise"], said)
        }


def look_at(folder: str | Path, today: dt.date) -> Outlook:
    """Look at a logbook before an entry.

    Parameters
    ----------
    folder : str or pathlib.Path
    today : datetime.date

    Returns
    -------
    Outlook

    Raises
    ------
    LogbookError
        Its diary or its routine cannot be read.
    """
    folder = Path(folder).expanduser()
    with scratch_folder(folder) as scratch:
        desk = sit_down(folder, today, scratch)
        diary, routine = find_place(desk, "diary"), find_place(desk, "routine")
        parts = all_parts(desk)
        if begun := _begun_in_sheets(parts, diary):
            diary = find_place(desk, "diary", begun)
        diary = replace(diary, parts=parts)
        return Outlook(diary, routine, desk.plans, parts)


def _begun_in_sheets(parts: Iterable[Part], diary: Place) -> list[str]:
    """Columns that a spreadsheet was given lately and the diary's text file has not."""
    sheets = [part for part in parts if part.kind == part.format == "diary" and _is_sheet(part)]
    found = []
    for part in sheets:
        days = part.frame["date"]
        lately = part.frame[days > days.max() - pd.Timedelta(days=LATELY)]
        found += [
            column.header
            for column in part.columns
            if column.column in lately and lately[column.column].notna().any()
            if not diary.find_header(column.header)
        ]
    return list(dict.fromkeys(found))


def _is_sheet(part: Part) -> bool:
    return part.file.casefold().endswith(".xlsx")


def _done_lately(routine: Place, day: dt.date) -> list[str]:
    frame = routine.part.frame
    since = pd.Timestamp(day) - pd.Timedelta(days=LATELY)
    lately = frame.loc[(frame["date"] >= since) & was_done(frame), "exercise_written"]
    return [str(name) for name in dict.fromkeys(lately)]
