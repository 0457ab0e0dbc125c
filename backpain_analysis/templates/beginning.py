"""The questions of `backpain new`: what is suspected, which stretches, how often, since when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from backpain_analysis.columns import DIARY_BY_NAME, USUAL_FACTORS
from backpain_analysis.errors import LogbookError
from backpain_analysis.prompting import (
    Ask,
    Tell,
    agreed,
    is_no_answer,
    read_day,
    settle_stretch,
    split_list,
    take_number,
)
from backpain_analysis.reading.how_often import parse_asked, says_how_often
from backpain_analysis.templates.choices import (
    OFFERED,
    column_for,
    nearest_factor,
    plan_rows,
    stretches_offered,
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


def ask_beginning(ask: Ask, tell: Tell) -> Beginning:
    """Ask what a new logbook should hold.

    Parameters
    ----------
    ask : callable
        From a question to what was typed.
    tell : callable
        Shows a line.

    Returns
    -------
    Beginning
    """
    tell("A few questions; Enter skips one. All can be changed later.")
    suspects = _ask_suspects(ask, tell)
    stretches = _ask_stretches(ask, tell)
    if stretches and not all(says_how_often(text) for text in stretches):
        days = _ask_days(ask, tell)
        stretches = [t if says_how_often(t) else f"{t}, {days} days a week" for t in stretches]
    start = _ask_start(ask, tell) if stretches else None
    return Beginning(tuple(suspects), tuple(stretches), start)


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
        label = DIARY_BY_NAME[near].label if near else ""
        if near and ask and agreed(f"  '{suspect}': did you mean {label}?", ask, usual=True):
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


def _ask_stretches(ask: Ask, tell: Tell) -> list[str]:
    tell("\nWhich stretches were you asked to do?")
    names = [stretch.name for stretch in stretches_offered()]
    _list(names, tell)
    question = "Numbers, or names with their dose, as in: 1, cat-cow 2x12 (Enter: not known yet): "
    while True:
        chosen = _ask_list(question, names, ask, tell, split_list)
        try:
            plan_rows(text for text in chosen if not is_no_answer(text))
        except LogbookError as error:
            tell(f"  {error}")
            continue
        return _settled_stretches(chosen, ask, tell)


def _settled_stretches(stretches: Iterable[str], ask: Ask | None, tell: Tell) -> list[str]:
    """The stretches, those that the catalogue does not have asked about or pointed out."""
    settled = []
    for text in stretches:
        if is_no_answer(text):
            continue
        name = parse_asked(text)["exercise"]
        meant = settle_stretch(name, (), ask, tell)
        if meant == name:
            settled.append(text)
        elif meant:
            tidy = " ".join(text.split())
            settled.append(re.sub(re.escape(name), meant, tidy, count=1, flags=re.I))
    return settled


def _ask_days(ask: Ask, tell: Tell) -> str:
    while True:
        typed = ask("\nOn how many days a week? [7]: ").strip() or "7"
        if re.fullmatch(r"[1-7]", typed):
            return typed
        tell(f"  {typed} is not a number of days. Use a number from 1 to 7.")


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
