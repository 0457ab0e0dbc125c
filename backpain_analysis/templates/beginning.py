"""The questions of `backpain new`: what is suspected, which stretches, how often, since when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from backpain_analysis.columns import DIARY_BY_NAME, USUAL_FACTORS
from backpain_analysis.doses import say_dose
from backpain_analysis.errors import LogbookError
from backpain_analysis.prompting import (
    NO,
    YES,
    Ask,
    Tell,
    agreed,
    is_amount,
    is_no_answer,
    read_day,
    settle_stretch,
    split_list,
    take_number,
)
from backpain_analysis.reading.how_often import RANGE, parse_asked, says_how_often
from backpain_analysis.reading.misspelt import meant_exercise
from backpain_analysis.sessions import DOSE
from backpain_analysis.templates.choices import (
    ASSUMED,
    OFFERED,
    column_for,
    nearest_factor,
    plan_rows,
    say_asked,
    stretches_offered,
    to_write,
)


@dataclass(frozen=True)
class Beginning:
    """What a new logbook is made from.

    Attributes
    ----------
    suspects : tuple of str
        What may set off the pain; empty: what is usual.
    stretches : tuple of str
        What was asked for, as `how_often.parse_asked` takes it; empty: not known.
    start : datetime.date or None
        Since when; None: not said.
    """

    suspects: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()
    start: dt.date | None = None


def ask_beginning(
    ask: Ask, tell: Tell, *, has_diary: bool = False, has_plan: bool = False
) -> Beginning:
    """Ask what a new logbook should hold.

    Parameters
    ----------
    ask : callable
        From a question to what was typed.
    tell : callable
        Shows a line.
    has_diary, has_plan : bool
        Whether one is there: then nothing is asked about it.

    Returns
    -------
    Beginning
    """
    tell("A few questions; Enter skips one. All can be changed later.")
    suspects = [] if has_diary else _ask_suspects(ask, tell)
    stretches = [] if has_plan else _ask_often(_ask_stretches(ask, tell), ask, tell)
    if not stretches:
        return Beginning(tuple(suspects))
    return Beginning(tuple(suspects), *_agreed_plan(stretches, _ask_start(ask, tell), ask, tell))


def _agreed_plan(
    stretches: list[str], start: dt.date, ask: Ask, tell: Tell
) -> tuple[tuple[str, ...], dt.date]:
    """The plan as the person says it is right, after changes line by line."""
    question = "Right? [Y/n, or the number of a line to change; + adds one]: "
    while stretches:
        say_plan(stretches, start, tell)
        typed = ask(question).strip()
        if not typed or typed.casefold() in YES:
            break
        if typed.casefold() in NO:
            typed = ask("Which line? Its number, or + to add one: ").strip()
        if typed == "+":
            new = _ask_stretches(ask, tell, before=len(stretches))
            stretches = stretches + _ask_often(new, ask, tell)
        elif typed == str(len(stretches) + 1):
            start = _ask_start(ask, tell)
        elif typed in map(str, range(1, len(stretches) + 1)):
            stretches = _with_line(stretches, int(typed) - 1, ask, tell)
        elif typed:
            tell(f"  '{typed}' is no line of it. Enter if all is right, or a line's number alone.")
    return tuple(stretches), start


def _with_line(stretches: list[str], at: int, ask: Ask, tell: Tell) -> list[str]:
    """The plan with one line typed anew; without a name, only what is said of it changes."""
    typed = ask(f"Line {at + 1} anew (Enter: keep it; -: leave it out): ").strip()
    if typed and is_no_answer(typed):
        return stretches[:at] + stretches[at + 1 :]
    if typed and is_amount(typed):
        typed = _with_said(parse_asked(stretches[at]), parse_asked(f"it {typed}"))
    new = _taken(typed, [], ask, tell, before=at)
    new = _ask_often(new, ask, tell) or stretches[at : at + 1]
    return stretches[:at] + new + stretches[at + 1 :]


def _with_said(said: dict[str, str], new: dict[str, str]) -> str:
    """A stretch of the plan in one line, with another dose, side, how often or condition."""
    if new.keys() & {*DOSE, "minutes"}:
        said = {name: text for name, text in said.items() if name not in (*DOSE, "minutes")}
    row = said | new | {"exercise": said["exercise"]}
    units = {"minutes": "min", "times_per_day": "times a day", "days_per_week": "days a week"}
    minutes, *often = (f"{row[name]} {unit}" if name in row else "" for name, unit in units.items())
    words = (row["exercise"], row.get("side"), say_dose(row), minutes, row.get("notes"))
    return ", ".join(filter(None, (" ".join(filter(None, words)), *often)))


def say_plan(stretches: Sequence[str], start: dt.date | None, tell: Tell) -> None:
    """Show a plan in full, a line for each stretch.

    Parameters
    ----------
    stretches : sequence of str
        As for `plan_rows`.
    start : datetime.date or None
        Since when; the last line.
    tell : callable
    """
    lines = [say_asked(text) for text in stretches]
    if start:
        today = "today, " if start == dt.date.today() else ""
        lines.append(f"since {today}{start:%A} {start.day} {start:%B %Y}")
    tell("\nYour plan:")
    _list(lines, tell)
    if any(ASSUMED in line for line in lines):
        tell(
            f"  {ASSUMED}: you did not say. Your page holds you to it; what is wrong can be "
            "changed, later in plan.csv too."
        )


def settle(begun: Beginning, ask: Ask | None, tell: Tell) -> Beginning:
    """Ask what is meant by words that are nearly known ones, or not known at all.

    Parameters
    ----------
    begun : Beginning
        As given.
    ask : callable or None
        None: nobody is there to answer; all stays as given, and that is said.
    tell : callable

    Returns
    -------
    Beginning
    """
    suspects = [piece for text in begun.suspects for piece in _split_suspects(text)]
    return Beginning(
        tuple(_settled_suspects(suspects, ask, tell)) if begun.suspects else (),
        tuple(_settled_stretches(begun.stretches, ask, tell)),
        begun.start,
    )


def _ask_suspects(ask: Ask, tell: Tell) -> list[str]:
    tell(
        "\nWhat do you suspect sets off your pain? Each becomes a column of your diary. Two or "
        "three are best: the more there are, the longer until the diary can answer. Who suspects "
        f"nothing yet gets {len(USUAL_FACTORS)} usual ones."
    )
    _list([DIARY_BY_NAME[name].label for name in OFFERED], tell)
    usual = ", ".join(DIARY_BY_NAME[name].label for name in USUAL_FACTORS)
    question = f"Numbers or your own words, with commas between (Enter: {usual}): "
    return _settled_suspects(_ask_list(question, OFFERED, ask, tell, _split_suspects), ask, tell)


def _split_suspects(typed: str) -> list[str]:
    """Split at commas and "and"; "1 6" is two numbers."""
    pieces = (piece.strip(" .!?") for piece in re.split(r"(?i)[,;]|\s(?:and|und|&)\s", typed))
    return [
        each
        for piece in pieces
        for each in (piece.split() if re.fullmatch(r"[\d\s]+", piece) else [piece])
        if each
    ]


def _settled_suspects(suspects: Iterable[str], ask: Ask | None, tell: Tell) -> list[str]:
    """The suspects, those that are nearly known ones asked about or pointed out; all echoed."""
    settled = []
    for suspect in suspects:
        if is_no_answer(suspect):
            continue
        near = nearest_factor(suspect)
        label = f"{DIARY_BY_NAME[near].label} ({to_write(DIARY_BY_NAME[near])})" if near else ""
        question = f"  '{suspect}': count it as {label}? n keeps your own words"
        if near and ask and agreed(question, ask, usual=True):
            settled.append(near)
            continue
        settled.append(suspect)
        if near:
            hint = "" if ask else f" If you meant {label}, write {near} in its place."
            tell(f"  '{suspect}' becomes a column of your own.{hint}")
    columns = dict.fromkeys(map(column_for, settled or USUAL_FACTORS))
    known = [
        DIARY_BY_NAME[name].label if name in DIARY_BY_NAME else f"'{name}'" for name in columns
    ]
    tell(f"  Your diary asks about {', '.join(known)}.")
    return settled


def _ask_stretches(ask: Ask, tell: Tell, *, before: int = 0) -> list[str]:
    tell("\nWhich stretches were you asked to do?")
    names = [stretch.name for stretch in stretches_offered()]
    _list(names, tell)
    question = "Numbers, or names with their dose, as in: 1, cat-cow 2x12 (Enter: not known yet): "
    chosen: list[str] = []
    while (typed := ask(question).strip()) and not is_no_answer(typed):
        chosen += _taken(typed, names, ask, tell, before=before + len(chosen))
        question = "Another one (Enter: no more): "
    return chosen


def _taken(typed: str, names: Sequence[str], ask: Ask, tell: Tell, *, before: int) -> list[str]:
    """The stretches of one answer; what is not understood is said, and left out."""
    taken = list[str]()
    for piece in split_list(typed):
        try:
            text = _named(piece, names)
            if text.casefold() in YES:
                raise LogbookError(f"'{text}' does not say which. Use its number, or its name.")
            plan_rows([text])
        except LogbookError as error:
            tell(f"  {error}")
            continue
        taken += _settled_stretches([text], ask, tell, before=before + len(taken))
    return taken


def _settled_stretches(
    stretches: Iterable[str], ask: Ask | None, tell: Tell, *, before: int = 0
) -> list[str]:
    """The stretches, those that the catalogue does not have asked about or pointed out."""
    settled = list[str]()
    for asked in stretches:
        if is_no_answer(asked):
            continue
        text, name = asked, parse_asked(asked)["exercise"]
        number = f"{before + len(settled) + 1} "
        if name.startswith(number) and name[len(number) :][:1].isalpha():  # of a list
            text, name = text.strip()[len(number) :].strip(), name[len(number) :]
        unsure = meant_exercise(name, ()) or re.search(r"\d", name)  # a number may be a dose
        meant = settle_stretch(name, (), ask if unsure else None, tell)
        if meant == name:
            settled.append(text)
        elif meant:
            tidy = " ".join(text.split())
            settled.append(re.sub(re.escape(name), meant, tidy, count=1, flags=re.I))
    return settled


def _ask_often(stretches: list[str], ask: Ask, tell: Tell) -> list[str]:
    """The stretches, asked how often where that was not said."""
    unsaid = [text for text in stretches if not says_how_often(text)]
    if not unsaid:
        return stretches
    of = (
        ""
        if len(unsaid) == len(stretches)
        else f" ({', '.join(parse_asked(text)['exercise'] for text in unsaid)})"
    )
    often, notes = {"times_per_day": "", "days_per_week": ""}, list[str]()
    for name, question, unit, most, usual in (
        ("times_per_day", f"\nHow many times a day{of}?", "times a day", 24, "1"),
        ("days_per_week", "On how many days a week?", "days a week", 7, "7"),
    ):
        while not often[name]:
            typed = ask(f"{question} [{usual}]: ").strip() or usual
            told = _often_said(typed, unit)
            if not told or not all(0 < float(told[n]) <= most for n in often.keys() & told.keys()):
                tell(f"  '{typed}' is not understood. Use a number from 1 to {most}.")
                continue
            if lowest := RANGE.search(typed):
                tell(f"  Of {lowest[0]}, the plan asks for {lowest[1]}.")
            notes += [told.pop("notes")] if "notes" in told else []
            often |= {name: usual} | told  # daily, or on so many days: once on each
    count = f"{often['times_per_day']} times a day, {often['days_per_week']} days a week"
    said = "; ".join([count, *notes])
    told_all = [f"{text}, {said}" if text in unsaid else text for text in stretches]
    try:
        plan_rows(told_all)
    except LogbookError as error:
        tell(f"  {error}")
        return _ask_often(stretches, ask, tell)
    return told_all


def _often_said(typed: str, unit: str) -> dict[str, str]:
    """Columns of a plan that "2", "daily if possible" or "1: daily" say; empty where none."""
    first = re.sub(r"^(\d+)(?![.,]\d)\W+", rf"\1 {unit}, ", typed)
    for text in (typed, f"{typed} {unit}", first):
        with suppress(LogbookError):
            said = parse_asked(f"it {text}")
            if said.pop("exercise") == "it" and said.keys() & {"times_per_day", "days_per_week"}:
                return said if not said.keys() - {"times_per_day", "days_per_week", "notes"} else {}
    return {}


def _ask_start(ask: Ask, tell: Tell) -> dt.date:
    while True:
        typed = ask("Since when? A date, or as in 3 weeks ago (Enter: today): ").strip() or "today"
        try:
            return read_day(typed, dt.date.today(), lambda: None)
        except LogbookError as error:
            tell(f"  {error}")


def _list(names: Sequence[str], tell: Tell) -> None:
    for number, name in enumerate(names, start=1):
        tell(f"  {number}  {name}")


def _ask_list(
    question: str, offered: Sequence[str], ask: Ask, tell: Tell, split: Callable[[str], list[str]]
) -> list[str]:
    """Ask for a list; a number stands for what was offered under it."""
    while True:
        try:
            return [_named(piece, offered) for piece in split(ask(question))]
        except LogbookError as error:
            tell(f"  {error}")


def _named(piece: str, offered: Sequence[str]) -> str:
    """Put the name for its number: "1" and "1 3x20s"."""
    found = take_number(piece, offered)
    return f"{offered[found[0]]} {found[1]}".strip() if found else piece
