"""The questions of `backpain log`: few, and each skipped with Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.entry.already import how_to_correct, row_to_correct
from backpain_analysis.entry.habits import Habit
from backpain_analysis.entry.outlook import Outlook
from backpain_analysis.entry.place import Place
from backpain_analysis.entry.written import say_both_count
from backpain_analysis.prompting import NO as REFUSED
from backpain_analysis.prompting import Ask, Tell
from backpain_analysis.reading.cells import is_named
from backpain_analysis.reading.matching import is_medicine
from backpain_analysis.reading.words import NO
from backpain_analysis.templates.choices import column_for, nearest_factor
from backpain_analysis.templates.folder import PAPER_DIARY

#: What shows what a person writes down: the last days [days].
_LATELY = 14
#: Entries from one word on what is not asked to the next.
_NOW_AND_THEN = 28
#: Fewer show nothing yet: a new diary is asked about what is usual.
_FEW = 5
#: Entries since a column was made in which it was left blank, until it is asked about no more.
_SKIPPED = 14
#: Share of the recent days on which a column that is asked about is filled; of ticks and of a
#: medicine one day is enough, for a while [days].
_IN_USE, _SELDOM = 0.25, 28

_PHRASES = {
    "pain": "Pain, the average of the day",
    "worst_pain": "Worst pain of the day",
    "leg_pain": "Worst leg pain of the day",
    "below_knee": "Pain below the knee?",
    "location": "Where did it hurt?",
    "quality": "What did it feel like?",
    "flare": "A flare-up?",
    "blamed": "What do you think set it off?",
    "lifting": "Lifted something heavy (10 lb / 4.5 kg or more)?",
    "sleep_hours": "Sleep the night before",
    "medication": "Medicine taken",
    "notes": "Anything else",
}
_HINTS = {"yes_no": "yes/no", "list": "words, with ; between", "text": "in your words"}
_DURATIONS = ("hours", "minutes", "seconds")
#: How `backpain log` is told what it did not ask.
_OPTIONS = {
    "worst_pain": "worst pain (--worst 7)",
    "leg_pain": "leg pain (--leg-pain 3)",
    "flare": "a flare-up (--flare yes)",
    "medication": 'medicine (--medication "ibuprofen 400")',
    "blamed": 'what set it off (--set blamed="long drive")',
}


def daily_questions(place: Place) -> tuple[Habit, ...]:
    """Choose what to ask: what this person writes down, or the usual to begin with.

    Parameters
    ----------
    place : Place
        The diary.

    Returns
    -------
    tuple of Habit
        In the order of the file's columns, words last.
    """
    chosen = [
        habit
        for habit in place.habits.values()
        if habit.weekday(dt.date.min) is None and habit.meaning.header not in place.left_out
        if _is_usual(habit, place) or _is_in_use(habit, place)
    ]
    return tuple(sorted(chosen, key=lambda habit: (_holds_words(habit), _rank(habit))))


def _holds_words(habit: Habit) -> bool:
    return habit.kind in ("list", "text") and not _is_open(habit)


def _is_open(habit: Habit) -> bool:
    """A column of the person's own in which nothing was written yet."""
    return habit.meaning.column is None and not habit.filled


def _is_in_use(habit: Habit, place: Place) -> bool:
    """Tell whether a column is written down lately: since it was begun, if that was lately."""
    filled = _days_filled(habit, place)
    if len(filled) < _FEW or not filled.any():
        return False
    ago = (filled.index[-1] - filled.index).days
    since = filled[(filled.index >= filled.idxmax()) & (ago < _LATELY)]
    if len(since) < _FEW:
        since = filled[filled.idxmax() :].tail(_FEW)
    # Who chose it in `backpain new` and wrote a week in one line has not given it up.
    seldom = _paper(place).exists() or _is_ticked(habit)
    return bool(since.mean() >= _IN_USE or (seldom and filled[ago < _SELDOM].any()))


def _paper(place: Place) -> Path:
    """The sheet that `backpain new` printed beside a diary."""
    return place.path.parent / PAPER_DIARY


def _is_ticked(habit: Habit) -> bool:
    """A column that is filled only on the days when there is something to say."""
    words = {str(word).strip().casefold() for word in habit.text.categories}
    ticks = habit.kind == "yes_no" and not words & {*NO, "0"}
    return _is_medicine(habit) or ticks or is_named(habit.meaning, habit.ways.ticked)


def _days_filled(habit: Habit, place: Place) -> pd.Series:
    """Of each day in a diary of one's own, the first at first, whether it has the column."""
    header, name = habit.meaning.header, habit.meaning.name
    entries = place.part.frame[["date", "line"]]
    lines = place.table.lines[place.table.cells[header].notna().to_numpy()]
    found = [entries.assign(filled=entries["line"].isin(lines))]
    for part in place.parts:
        if part.kind == part.format == "diary" and part.file != place.part.file:
            cells = part.frame.get(name, pd.Series(index=part.frame.index, dtype=float))
            blank_is_no = is_named(habit.meaning, habit.ways.ticked)
            filled = cells.notna() & ~(blank_is_no & cells.isin([0.0]))
            found.append(part.frame[["date"]].assign(filled=filled))
    return pd.concat(found).groupby("date")["filled"].any()


def _is_usual(habit: Habit, place: Place) -> bool:
    """Always: pain and notes; in a diary that has just begun, all that may go with pain."""
    name = habit.meaning.name
    if name in ("pain", "notes") or name in (place.settings.factors or ()):
        return True
    if _is_untried(habit, place):
        return True
    if place.in_app or len(_days_filled(habit, place)) >= _FEW:
        return False
    return _may_go_with_pain(habit) or _is_medicine(habit) or name == "worst_pain"


def _is_medicine(habit: Habit) -> bool:
    """A column of what is taken for the pain: that nothing was taken says something too."""
    heading = habit.meaning.heading
    return habit.meaning.name == "medication" or is_medicine(habit.meaning.header, heading.unit)


def _may_go_with_pain(habit: Habit) -> bool:
    column = habit.meaning.column
    return column is None or column.role == "factor"


def _is_untried(habit: Habit, place: Place) -> bool:
    """A column that `backpain new` made, until it was skipped in so many entries."""
    sheet = _paper(place)
    if habit.filled or not (_may_go_with_pain(habit) or _is_medicine(habit)):
        return False
    if not sheet.exists() or habit.meaning.name in _told_by_apps(place):
        return False
    made = pd.Timestamp(dt.date.fromtimestamp(sheet.stat().st_mtime))
    return int((place.part.frame["date"] >= made).sum()) < _SKIPPED


def _told_by_apps(place: Place) -> set[str | None]:
    """Columns of ours that an app's ticks are about: "long drive" is driving."""
    apps = [part for part in place.parts if part.kind == "diary" != part.format]
    labels = (str(own["label"]) for part in apps for own in part.own.values())
    return {nearest_factor(label) or column_for(label) for label in labels}


def _rank(habit: Habit) -> int:
    """Pain first, notes last."""
    if habit.meaning.name in OUTCOMES:
        return OUTCOMES.index(habit.meaning.name) - len(OUTCOMES)
    return habit.meaning.name == "notes"


def ask_values(
    questions: Sequence[Habit],
    ask: Ask,
    tell: Tell,
    answers: dict[str, str],
    *,
    corrects: bool = False,
) -> None:
    """Ask about one day.

    Parameters
    ----------
    questions : sequence of Habit
        From `daily_questions`.
    ask : callable
        From a question to what was typed.
    tell : callable
        Shows why an answer was not understood; then it is asked again.
    answers : dict of str to str
        Takes each answer as it comes: header -> what was typed, "" where it is to be blank; what
        was skipped is not in it.
    corrects : bool
        Whether "-" makes blank what stands there.
    """
    for habit in questions:
        typed = _ask_until_understood(habit, ask, tell, blank="-" if corrects else None)
        if typed is not None:
            answers[habit.meaning.header] = typed
    say_no_outright(questions, answers, corrects=corrects)


def say_no_outright(
    questions: Iterable[Habit], answers: dict[str, str], *, corrects: bool = False
) -> None:
    """Write the no of a question that was left blank, where a blank would not be read as one.

    Parameters
    ----------
    questions : iterable of Habit
        From `daily_questions`.
    answers : dict of str to str
        As from `ask_values`; where there is none, nothing is known of the day.
    corrects : bool
        Whether what is not in it stays as it stands.
    """
    for habit in questions if answers else ():
        if not answers.get(habit.meaning.header, corrects) and (no := habit.outright_no(corrects)):
            answers[habit.meaning.header] = no


def _ask_until_understood(habit: Habit, ask: Ask, tell: Tell, *, blank: str | None) -> str | None:
    while True:
        typed = ask(f"{say_question(habit)} [{say_hint(habit, blank or 'Enter')}]: ").strip()
        if not typed or typed == blank:
            return "" if typed else None
        value, message = habit.understand(typed)
        if not message:
            return None if value is None and not habit.blank_is_no else typed
        tell(f"  {message} Or press Enter to skip it.")


def say_question(habit: Habit) -> str:
    """Ask for one column: the header where the person wrote it, else our question.

    Parameters
    ----------
    habit : Habit

    Returns
    -------
    str
    """
    meaning = habit.meaning
    if meaning.column is None or meaning.header != meaning.column.name:
        return meaning.header
    label = meaning.column.label
    return _PHRASES.get(meaning.name, label[:1].upper() + label[1:])


def say_hint(habit: Habit, blank: str = "blank") -> str:
    """Say in what form an answer is meant, as in "0-10" or "yes/no".

    Parameters
    ----------
    habit : Habit
    blank : str
        What leaves the cell blank: said where that is read as no.

    Returns
    -------
    str
    """
    form = _say_form(habit)
    if not habit.blank_is_no:
        return form
    return f"{form}; {blank}: {'none' if habit.kind == 'text' else 'no, ?: not known'}"


def _say_form(habit: Habit) -> str:
    heading = habit.meaning.heading
    if _is_open(habit):
        return {"": "yes/no, or a number", "number": "a number"}.get(heading.unit, heading.unit)
    if habit.kind == "text" and _is_medicine(habit):
        return "what and how much" + "; none: none" * (not habit.blank_is_no)
    if habit.kind in _HINTS:
        return _HINTS[habit.kind]
    if habit.kind in _DURATIONS:
        return heading.unit if heading.unit in _DURATIONS else habit.kind
    column = habit.meaning.column
    ends = heading.scale or ((column.low, column.high) if column else (None, None))
    if ends[1] is not None:
        return f"{ends[0] or 0:g}-{ends[1]:g}"
    return heading.unit or (column.unit if column else "") or "a number"


def say_unasked(place: Place) -> str:
    """Say now and then what can be written down beside what was asked.

    Parameters
    ----------
    place : Place
        The diary before this entry.

    Returns
    -------
    str
        "" on most days, and where all was asked.
    """
    rows = len(place.part.frame)
    asked = daily_questions(place)
    left = {habit.meaning.name for habit in place.habits.values() if habit not in asked}
    others = [said for name, said in _OPTIONS.items() if name in left]
    others += [
        f'{habit.meaning.label} (--set "{habit.meaning.header}=...")'
        for habit in place.habits.values()
        if habit not in asked and not habit.filled and _may_go_with_pain(habit)
    ]
    if not others or (rows >= _FEW and rows % _NOW_AND_THEN):
        return ""
    return (
        "Not asked, to keep it short. When there is something to say, add it: "
        f"{', '.join(others)}. Any other column: --set COLUMN=VALUE."
    )


#: What becomes of an entry whose day has one already.
_WAYS = {"r": "put right what stands there", "b": "write another beside it",
         "s": "only the stretches", "Enter": "stop"}  # fmt: skip


def choose_way(
    outlook: Outlook, day: dt.date, names: Iterable[str], ask: Ask | None, tell: Tell, *,
    way: str, time: str | None = None, stretches: bool = False,
) -> str:  # fmt: skip
    """Say that there is an entry of the day; tell whether this goes beside it or corrects it.

    Parameters
    ----------
    outlook : Outlook
    day : datetime.date
    names : iterable of str
        Columns that are to be written.
    ask : callable or None
        None: nobody is there to answer.
    tell : callable
    way : str
        What was said before: "instead", "beside" or "".
    time : str, optional
        Of the entry.
    stretches : bool
        Whether the stretches of the day are asked for too.

    Returns
    -------
    str
        "instead", "beside", "stretches" alone, or "stop".

    Raises
    ------
    LogbookError
        It is to be corrected and cannot be.
    """
    there = outlook.clashes(day, names)
    if there and way != "instead":
        tell(say_both_count(day, there))
        if ask is None or way:
            (moved,) = outlook.once_written(there[-1:])
            tell(f"To correct it, {how_to_correct(moved)}. Then delete the new row: it counts too.")
            return "beside"
        by_hand, is_own = how_to_correct(there[-1]), there[-1].keeper == "text"
        if not is_own:
            tell(f"To correct it, {by_hand}.")
        chosen = _ask_way(ask, "r" * is_own + "b" + "s" * stretches)
        if is_own and not chosen:
            tell(f"To correct it yourself, {by_hand}.")
        way = {"r": "instead", "b": "beside", "s": "stretches"}.get(chosen, "stop")
    if way == "instead":
        row_to_correct(outlook.rows_of(day), day, time)
    return way or "beside"


def _ask_way(ask: Ask, ways: str) -> str:
    offered = ", ".join(f"{way}: {said}" for way, said in _WAYS.items() if way in [*ways, "Enter"])
    typed = ask(f"{offered}: ").strip().casefold()
    while typed not in {*ways, "", *REFUSED}:
        typed = ask(f"Please answer {' or '.join(ways)}. {offered}: ").strip().casefold()
    return typed if typed in ways else ""
