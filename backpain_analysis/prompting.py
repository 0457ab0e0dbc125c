"""Asking on a terminal: yes or no, numbers, names that are nearly others, and days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress

from backpain_analysis.doses import said_done
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import (
    alike_exercises,
    exercise_key,
    is_often_given,
    match_exercise,
)
from backpain_analysis.reading.calendar_words import is_weekday, weekday_of
from backpain_analysis.reading.dates import both_readings
from backpain_analysis.reading.how_often import parse_asked
from backpain_analysis.reading.misspelt import meant_exercise, say_either
from backpain_analysis.reading.stamps import Stamp, Undecided, take_apart, weekday_said

#: Gives the answer to one question; what was typed.
Ask = Callable[[str], str]
#: Shows a line.
Tell = Callable[[str], object]

#: Words for yes and for no.
YES = frozenset(("y", "yes", "j", "ja", "o", "oui", "s", "si", "sí", "sì"))
NO = frozenset(("n", "no", "nein", "non", "nee"))


def agreed(question: str, ask: Ask, *, usual: bool = False) -> bool:
    """Ask for a yes, until the answer is a yes or a no.

    Parameters
    ----------
    question : str
    ask : callable
    usual : bool
        What Enter means.

    Returns
    -------
    bool
    """
    asked = f"{question} [{'Y/n' if usual else 'y/N'}]: "
    typed = ask(asked).strip().casefold()
    while typed and typed not in YES | NO:
        typed = ask(f"Please answer y or n. {asked.lstrip()}").strip().casefold()
    return typed in YES if typed else usual


def ask_which(choices: Sequence[str], ask: Ask) -> str:
    """Ask for one of several by its number, until it is one.

    Parameters
    ----------
    choices : sequence of str
    ask : callable

    Returns
    -------
    str
    """
    numbered, typed = {str(number): each for number, each in enumerate(choices, start=1)}, ""
    while typed not in numbered:
        typed = ask(f"Which one? {', '.join(map(': '.join, numbered.items()))}: ").strip()
    return numbered[typed]


def is_no_answer(typed: str) -> bool:
    """Tell whether an answer says that there is none: "no", "nothing", "I don't know yet".

    Parameters
    ----------
    typed : str

    Returns
    -------
    bool
    """
    unknown = (
        r"(?i)(?:i )?(?:do not|don[’']?t) know|(?:i['’]?m |i am )?not (?:sure|known)|no idea|"
        r"unknown|(?:keine ahnung|wei(?:ß|ss) (?:ich )?nicht|[-–?]+)"
    )
    words = re.sub(r"(?i)(?: yet)?[ .!?]*$", "", " ".join(typed.split()))
    none = said_done(words, amount=True) in ("no", "unknown")
    return none or bool(re.fullmatch(unknown, words or "-"))


_SIDE = r"(?:(?P<left>l|li|left|links)|r|re|right|rechts)\b\.?"
_SIDE_AND_DOSE = re.compile(rf"(?i){_SIDE}(?:\s+side)?:?\s+(?P<dose>.*\d.*)")
_OR = re.compile(r"(?i)\b(?:or|oder|and|und)\b")


def split_list(typed: str) -> list[str]:
    """Split at commas; a dose and "daily" belong to what stands before them.

    Parameters
    ----------
    typed : str

    Returns
    -------
    list of str
    """
    pieces: list[str] = []
    for piece in (piece.strip() for piece in re.split(r"[,;]", typed)):
        if pieces and (is_amount(piece) or _goes_on(piece, pieces[-1])):
            pieces[-1] += f", {piece}"
        elif pieces and (sides := _two_sides(pieces[-1], piece)):
            pieces[-1:] = sides
        elif re.fullmatch(r"[\d\s+]+", piece):
            pieces += re.findall(r"\d+", piece)
        elif piece:
            pieces.append(piece)
    return pieces


def _two_sides(before: str, piece: str) -> list[str]:
    """Of "plank L 3x20s" and "R 2x20s", both in full; empty where the second is no such thing."""
    side = _SIDE_AND_DOSE.match(piece)
    if side is None or not is_amount(side["dose"]):
        return []
    with suppress(LogbookError):
        before = re.sub(rf"(?i)\s{_SIDE}", _side_of, before, count=1)
        name = re.sub(r"\s(?:left|right)$", "", parse_asked(before)["exercise"])
        return [before, f"{name}{_side_of(side)} {side['dose']}"]
    return []


def _side_of(found: re.Match[str]) -> str:
    return " left" if found["left"] else " right"


def _goes_on(piece: str, before: str) -> bool:
    """Tell whether words go on with weekdays or a condition: "Mon, Wed", "no pain, or numbness"."""
    if re.fullmatch(r"[MTWF]|Tu|Th", piece):
        return True
    if weekday_of(piece.split(" ", maxsplit=1)[0].rstrip(".")) is not None:
        return True
    if not _OR.search(piece) or any(map(str.isdigit, piece)) or match_exercise(piece).exact:
        return False
    try:
        return "notes" in parse_asked(before)
    except LogbookError:
        return False


def is_amount(text: str) -> bool:
    """Tell whether words hold a dose, a side, how often or a condition, and no name.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    try:
        said = parse_asked(f"it {text}")
    except LogbookError:
        return False
    behind = said.get("notes", "")  # "3x12 bridge" has its dose in front
    named = match_exercise(behind).exact or is_often_given(behind)
    return said["exercise"] == "it" and not named


def take_number(piece: str, offered: Sequence[str]) -> tuple[int, str] | None:
    """Take the number of something offered off the beginning: "1" or "1 3x20s".

    Parameters
    ----------
    piece : str
    offered : sequence of str
        What was offered, under 1, 2, 3, ...

    Returns
    -------
    (int, str) or None
        The position in what was offered, and what stands behind; None where
        it begins with no such number.

    Raises
    ------
    LogbookError
        Nothing was offered under that number.
    """
    found = re.fullmatch(r"(\d+)(?:[.,:)]?\s+(?![x×*])(.*))?", piece)
    if not offered or found is None or (found[2] and not is_amount(found[2])):
        return None
    if not 1 <= int(found[1]) <= len(offered):
        use = f"Use numbers from 1 to {len(offered)}" if len(offered) > 1 else "There is only 1"
        raise LogbookError(f"There is no number {found[1]}. {use}.")
    return int(found[1]) - 1, found[2] or ""


def split_blanks(piece: str, offered: Sequence[str]) -> list[str]:
    """Split "1 2 hip" at its blanks, where each word can only be one of what was offered.

    Parameters
    ----------
    piece : str
        From `split_list`.
    offered : sequence of str
        What was offered, under 1, 2, 3, ...

    Returns
    -------
    list of str
        The piece itself where it is one name, or a number stands behind a name.
    """
    words = piece.split()
    numbers = [word for word in words if word.isdigit()]
    names = words[len(numbers) :]
    if words[: len(numbers)] != numbers or match_exercise(piece).exact:
        return [piece]
    if alike_exercises(rest := " ".join(names), offered):
        return [*numbers, rest]
    return words if all(len(alike_exercises(n, offered)) == 1 for n in names) else [piece]


def may_mean(name: str, own: Collection[str]) -> tuple[str, ...]:
    """Find what a name may be that is none of the person's own.

    Parameters
    ----------
    name : str
        As typed, without its dose.
    own : collection of str
        Names of the person's plan and log.

    Returns
    -------
    tuple of str
    """
    known = exercise_key(name) in set(map(exercise_key, own))
    return () if known else meant_exercise(name, list(own))


def settle_stretch(name: str, own: Collection[str], ask: Ask | None, tell: Tell) -> str:
    """Settle what a stretch is called that is neither known nor the person's own.

    Parameters
    ----------
    name : str
        As typed, without its dose.
    own : collection of str
        Names of the person's plan and log.
    ask : callable or None
        None: nobody is there to answer, so the name stays and that is said.
    tell : callable

    Returns
    -------
    str
        The name to write; "" where it is to be left out.
    """
    meant = may_mean(name, own)
    if exercise_key(name) in set(map(exercise_key, own)) or (
        match_exercise(name).exact and not meant
    ):
        return name
    kept = f"'{name}' is kept as an exercise of your own"
    new = "neither in your plan nor in the catalogue" if own else "not in the catalogue"
    if ask is None:
        near = f". Did you mean {say_either(meant)}? Then write that instead" if meant else ""
        tell(f"{kept}: it is {new}{near}.")
        return name
    for each in meant:
        if agreed(f"  '{name}': did you mean {each}?", ask, usual=len(meant) == 1):
            return each
    if (meant and not own) or agreed(
        f"  '{name}' is {new}. Keep it as an exercise of your own?", ask, usual=not own
    ):
        tell(f"  {kept}.")
        return name
    tell(f"  '{name}' is left out. To write it after all, say it again, by another name or with y.")
    return ""


#: Names of days -> how many days ago [days].
NAMED_DAYS = {
    word: ago
    for ago, words in enumerate((
        "today heute aujourd'hui aujourd’hui hoy oggi vandaag",
        "yesterday gestern hier ayer ieri gisteren",
        "vorgestern avant-hier anteayer eergisteren",
    ))
    for word in words.split()
}  # fmt: skip
#: Of a date without a year, a day to come that is meant before one of last year.
_NEAR = dt.timedelta(days=60)
_DAYS_BACK = re.compile(r"-(\d{1,3})|(\d{1,3}) (day|week)s? ago")
_ALLOWED = (
    "Use today, yesterday, the name of a weekday for the last one, -2 for two days ago, or a date "
    "such as 2026-01-30."
)


def read_day(text: str, today: dt.date, day_first: Callable[[], bool | None]) -> dt.date:
    """Read the day that a person names.

    Parameters
    ----------
    text : str
        "today", "yesterday", "friday" (the last one, or today), "-2", "2 days
        ago", "3 weeks ago", any date that a diary may have, also without its year: then the
        last such day, unless that of this year is near.
    today : datetime.date
        By the calendar.
    day_first : callable
        Tells whether the diary has 3 April as 03/04; None where it does not
        say. Called only for a date that can be read both ways.

    Returns
    -------
    datetime.date

    Raises
    ------
    LogbookError
        It is no day, could be two, or is in the future.
    """
    word = " ".join(text.casefold().split())
    if word in NAMED_DAYS:
        return today - dt.timedelta(days=NAMED_DAYS[word])
    if back := _DAYS_BACK.fullmatch(word):
        return today - dt.timedelta(days=int(back[1] or back[2]) * (7 if back[3] == "week" else 1))
    if (weekday := weekday_of(word)) is not None:
        return today - dt.timedelta(days=(today.weekday() - weekday) % 7)
    if is_weekday(word):
        raise LogbookError(f"'{text}' is {weekday_said(word)}. Write the name in full, or a date.")
    years = [f"{sign}{today.year - ago}" for ago in (0, 1) for sign in " ./-"]
    days = [_one_day(word.rstrip(".") + year, day_first) for year in ("", *years)]
    known = [day for day in days if day is not None]
    if not known:
        raise LogbookError(f"'{text}' is no day that is understood. {_ALLOWED}")
    past = [day for day in known if day <= today]
    if past and (known[0] <= past[0] or known[0] - today > _NEAR):
        return past[0]
    earlier = f"; {past[0]} is that day of last year" if past else ""
    raise LogbookError(
        f"'{text}' is in the future ({known[0]}). Use today or a day before{earlier}."
    )


def _one_day(text: str, day_first: Callable[[], bool | None]) -> dt.date | None:
    """The day of a date with its year; None where it is none."""
    stamp = take_apart(text)
    if isinstance(stamp, Undecided):
        way = stamp.evidence if stamp.evidence is not None or stamp.same else day_first()
        if way is None and not (stamp.same or stamp.dotted):
            raise LogbookError(f"{both_readings(text, stamp)}. {_ALLOWED}")
        found = stamp.month_first if way is False else stamp.day_first
        return found.day if found else None
    return stamp.day if isinstance(stamp, Stamp) and stamp.hours is None else None
