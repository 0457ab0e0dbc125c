"""The questions of `backpain new`: what is suspected, which stretches, how often."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.doses import is_how_often, parse_asked, says_how_often
from backpain_analysis.errors import LogbookError
from backpain_analysis.frozen import dataclass
from backpain_analysis.templates.choices import (
    OFFERED,
    USUAL_FACTORS,
    nearest_stretch,
    stretches_offered,
)

#: Gives the answer to one question; what was typed.
Ask = Callable[[str], str]
#: Shows a line.
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Beginning:
    """What a new logbook is made from.

    Attributes
    ----------
    suspects : tuple of str
        What may set off the pain; empty: what is usual.
    stretches : tuple of str
        What was asked for, as `doses.parse_asked` takes it; empty: not known.
    """

    suspects: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()


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
    tell("Three questions; Enter skips one. All can be changed later.")
    suspects = _ask_suspects(ask, tell)
    stretches = _ask_stretches(ask, tell)
    if stretches and not all(says_how_often(text) for text in stretches):
        days = _ask_days(ask, tell)
        stretches = [t if says_how_often(t) else f"{t}, {days} days a week" for t in stretches]
    return Beginning(tuple(suspects), tuple(stretches))


def _ask_suspects(ask: Ask, tell: Tell) -> list[str]:
    tell(
        "\nWhat do you suspect sets off your pain? Each becomes a column of your diary. Two or "
        "three are best: the more there are, the longer until the diary can answer."
    )
    _list([DIARY_BY_NAME[name].label for name in OFFERED], tell)
    usual = ", ".join(DIARY_BY_NAME[name].label for name in USUAL_FACTORS)
    question = f"Numbers or your own words, with commas between (Enter: {usual}): "
    return _ask_list(question, OFFERED, ask, tell)


def _ask_stretches(ask: Ask, tell: Tell) -> list[str]:
    tell("\nWhich stretches were you asked to do?")
    names = [stretch.name for stretch in stretches_offered()]
    _list(names, tell)
    question = "Numbers, or names with their dose, as in: 1, cat-cow 2x12 (Enter: not known yet): "
    while True:
        chosen = _ask_list(question, names, ask, tell)
        try:
            close = [(text, nearest_stretch(text)) for text in chosen]
        except LogbookError as error:
            tell(f"  {error}")
            continue
        return [_as_meant(text, name, ask) if name else text for text, name in close]


def _as_meant(text: str, name: str, ask: Ask) -> str:
    """Ask whether a stretch is one that is known under nearly that name."""
    answer = ask(f"  '{text}': do you mean {name}? [Y/n]: ").strip().casefold()
    if answer.startswith("n"):
        return text
    return re.sub(re.escape(parse_asked(text)["exercise"]), name, text, count=1, flags=re.I)


def _ask_days(ask: Ask, tell: Tell) -> str:
    while True:
        typed = ask("\nOn how many days a week? [7]: ").strip() or "7"
        if re.fullmatch(r"[1-7]", typed):
            return typed
        tell(f"  {typed} is not a number of days. Use a number from 1 to 7.")


def _list(names: Sequence[str], tell: Tell) -> None:
    for number, name in enumerate(names, start=1):
        tell(f"  {number}  {name}")


def _ask_list(question: str, offered: Sequence[str], ask: Ask, tell: Tell) -> list[str]:
    """Ask for a list; a number stands for what was offered under it."""
    while True:
        pieces = _pieces(ask(question))
        if all(re.fullmatch(r"[\d\s]+", piece) for piece in pieces):
            pieces = [number for piece in pieces for number in piece.split()]
        wrong = [p for p in pieces if p.isdecimal() and not 1 <= int(p) <= len(offered)]
        if not wrong:
            return [_named(piece, offered) for piece in pieces]
        tell(f"  There is no number {wrong[0]}. Use numbers from 1 to {len(offered)}.")


def _named(piece: str, offered: Sequence[str]) -> str:
    """Put the name for its number: "1" and "1 3x20s"."""
    found = re.match(r"(\d+)(?=\s|$)", piece)
    if found is None or not 1 <= int(found[1]) <= len(offered):
        return piece
    return offered[int(found[1]) - 1] + piece[found.end() :]


def _pieces(typed: str) -> list[str]:
    """What stands between commas; "daily" belongs to what stands before it."""
    pieces: list[str] = []
    for piece in (piece.strip() for piece in re.split(r"[,;]", typed)):
        if pieces and is_how_often(piece):
            pieces[-1] += f", {piece}"
        elif piece:
            pieces.append(piece)
    return pieces
