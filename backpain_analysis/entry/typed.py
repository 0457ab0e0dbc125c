"""The stretches of a day as they are typed: which, how much, and how often that day."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

from backpain_analysis.doses import Everything, parse_stretch, read_all, said_done
from backpain_analysis.entry.already import stretch_key
from backpain_analysis.entry.how_often import Unsure, put_times, take_not_done, take_times
from backpain_analysis.errors import LogbookError
from backpain_analysis.exercises import exercise_key, match_exercise
from backpain_analysis.prompting import (
    NO,
    YES,
    is_amount,
    may_mean,
    split_blanks,
    split_list,
    take_number,
)
from backpain_analysis.reading.routine import NONE

#: Columns of a routine -> text.
Row = dict[str, str]
#: What stands for a name where it is not known what was done.
NOT_KNOWN = "not known"
#: A row, and how often it was done where that was said.
Done = tuple[Row, int | None]

_AS_PLANNED = re.compile(
    r"(?i)p|(?:all(?:es)? )?(?:as (?:planned|prescribed)|according to plan|wie geplant|nach plan|"
    r"comme prévu|como (?:planeado|previsto)|come previsto|zoals gepland)[.!]?"
)
_AMOUNTS = {"sets", "reps", "hold_seconds", "minutes"}
#: Words between stretches.
_LINKS = {"and", "und", "et", "y", "+", "&"}
#: Heads with the amount behind each.
_Way = list[tuple[str, str]]
#: Up to then "8x" may be how often a day.
_MOST_TIMES = 4
#: Words that are split at blanks.
_LONGEST = 40
_COMMAS = "Put commas between the stretches, as in 1 2x, 2 3x20s."
_WHICH = ("Use names, as in cat-cow 2x12.", "Use numbers, or a for all.")


def read_stretches(
    typed: str,
    choices: Sequence[Mapping[str, str]] = (),
    own: Sequence[str] = (),
    planned: Mapping[str, int] | None = None,
    unsure: Unsure | None = None,
    *,
    for_all: Unsure | None = None,
    left: Sequence[int] = (),
) -> list[Row]:
    """Take apart what was typed about the stretches of a day.

    Parameters
    ----------
    typed : str
        Numbers of what was offered, with a dose where it was another one ("1,
        2 3x20s"), "all", "all but 2", "none", or names with their dose; behind each
        how often ("twice").
    choices : sequence of mapping of str to str
        What was offered.
    own : sequence of str
        Names of the person's plan and log.
    planned : mapping of str to int, optional
        From `Outlook.times_planned`: of what is planned more than once a day, "cat-cow 2x" says
        how often.
    unsure : callable, optional
        Tells of "cat-cow 2x" else whether it was done so often; default: no, those are
        repetitions.
    for_all : callable, optional
        Tells of "1, 2 twice" whether all were done so often; default: no, only the last.
    left : sequence of int
        How often each of `choices` is still to be done that day as planned; default: as `planned`.

    Returns
    -------
    list of dict of str to str
        Rows for the routine; one that was done twice is there twice.

    Raises
    ------
    LogbookError
        There is no such number, no name, or a number whose meaning is not said.
    """
    done = take_apart(typed, choices, own, planned or {}, unsure, for_all=for_all, left=left)
    return as_often(done)


def as_often(
    done: Sequence[Done], unsaid: Callable[[Sequence[Row]], Mapping[str, int]] | None = None
) -> list[Row]:
    """Give one row for each time that a stretch was done.

    Parameters
    ----------
    done : sequence of Done
    unsaid : callable, optional
        Tells how often, by the name that is known, where that was not said; default: once.

    Returns
    -------
    list of dict of str to str
    """
    times = unsaid([row for row, count in done if count is None]) if unsaid else {}
    return [
        dict(row) for row, count in done for _ in range(count or times.get(stretch_key(row), 1))
    ]


def take_apart(
    typed: str,
    choices: Sequence[Mapping[str, str]],
    own: Sequence[str],
    planned: Mapping[str, int],
    unsure: Unsure | None,
    *,
    for_all: Unsure | None = None,
    left: Sequence[int] = (),
) -> list[Done]:
    """Take it apart as `read_stretches` does, and tell what was said of how often.

    Parameters
    ----------
    typed, choices, own, planned, unsure, for_all, left
        As for `read_stretches`.

    Returns
    -------
    list of Done

    Raises
    ------
    LogbookError
        As there.
    """
    word = typed.strip().casefold()
    if not word:
        return []
    if word in NO or said_done(word, amount=True) == "no":
        return [({"exercise": NONE}, 1)]
    if said_done(word) == "unknown":
        return [({"exercise": NOT_KNOWN}, 1)]
    if take_times(word)[0] in {*YES, "both", "each", "beide"}:
        raise LogbookError(f"'{typed.strip()}' does not say which. {_WHICH[bool(choices)]}")
    names = [choice["exercise"] for choice in choices]
    typed, not_done = (typed, []) if read_all(typed) else take_not_done(typed, [*names, *own])
    undone = [_not_done(piece, choices, own) for piece in not_done]
    every: list[Done] | None = None
    if _AS_PLANNED.fullmatch(" ".join(typed.split())):
        if not planned:
            raise LogbookError(f"No plan is in force that day. {_WHICH[bool(choices)]}")
        times = left or [planned.get(stretch_key(row), 1) for row in choices]
        every = [(dict(row), n) for row, n in zip(choices, times, strict=True) if n > 0]
    elif choices:
        every = _read_every(typed.strip(), choices, own)
    if every is not None:
        return [one for one in every if stretch_key(one[0]) not in map(stretch_key, undone)]
    listed = put_times(split_list(typed), for_all)
    pieces = (p for piece in listed for p in _split(piece, names, own))
    done = [_read_piece(piece, choices, own, planned, unsure) for piece in pieces]
    return done + [(row, 1) for row in undone]


def by_number(typed: str) -> bool:
    """Tell whether stretches are meant by their place in a plan: "1 2x12", "all", "as planned".

    Parameters
    ----------
    typed : str

    Returns
    -------
    bool
    """
    numbers = (take_number(take_times(one)[0], [""] * 999) for one in split_list(typed))
    return takes_all(typed) or any(numbers)


def takes_all(typed: str) -> bool:
    """Tell whether all of a plan are meant without their names: "all but 2", "as planned".

    Parameters
    ----------
    typed : str

    Returns
    -------
    bool
    """
    text = " ".join(typed.split())
    text = text if read_all(text) else take_not_done(text, ())[0]
    every = re.sub(r"(?i)^a(?:ll)?(?=$|[\s,])", "all", take_times(text)[0])
    dose = every.removeprefix("all").strip(" ,") if every[:3] == "all" else ""
    return bool(_AS_PLANNED.fullmatch(text) or read_all(every) or (dose and is_amount(dose)))


def _split(piece: str, names: Sequence[str], own: Sequence[str]) -> list[str]:
    """Split "1 2", "1 2x 2 3x20s" and "1 2 hip" at blanks; "twice" behind them holds for each."""
    known = {*map(exercise_key, (*names, *own))}
    if _is_name(piece, known):
        return [piece]
    words = piece.split()[:_LONGEST]
    ways = _ways(words, len(names), known) or _ways(words, len(names), known, loose=True)
    if not ways:
        return _surely_apart(piece, _split_at_link(piece, names, own) or split_blanks(piece, names))
    parts = ways[0]
    count = take_times(f"it {parts[-1][1]}")
    if len(parts) > 1 and parts[-1][1] and not any(amount for _, amount in parts[:-1]):
        each = [f"{head} {parts[-1][1]}" for head, _ in parts]
        if count[0] == "it" and count[1]:
            return each
        ways.append([(one, "") for one in each])
    elif any(not before[1] and behind[1] for before, behind in pairwise(parts)):
        raise LogbookError(f"{_unclear(piece)} {_COMMAS}")
    read = ["; ".join(" ".join(filter(None, one)) for one in way) for way in ways]
    if len(read) > 1:
        raise LogbookError(f"'{piece}' can be {read[0]}, or {read[1]}. {_COMMAS}")
    return _surely_apart(piece, [" ".join(filter(None, one)) for one in parts])


def _split_at_link(piece: str, names: Sequence[str], own: Sequence[str]) -> list[str]:
    """Split "cat cow and knees twice", of which one is known; "twice" holds for both."""
    rest, count, _ = take_times(piece)
    words, often = rest.split(), piece.removeprefix(rest) if count else ""
    links = [at for at, word in enumerate(words) if word.casefold() in _LINKS]
    if any({*near.split()} & _LINKS for near in may_mean(rest, [*names, *own])):
        return []
    known = {*map(exercise_key, (*names, *own))}
    for at in links if len(words) <= _LONGEST else ():
        either = [words[:at], *(words[at + 1 : end] for end in (*links, None))]
        sides = [" ".join(words[:at]), " ".join(words[at + 1 :])]
        if any(_stretch_of(one, len(names), known) for one in either) and not any(
            not side or is_amount(side) for side in sides
        ):
            return [one for side in sides for one in _split(f"{side}{often}", names, own)]
    return []


def _surely_apart(piece: str, parts: list[str]) -> list[str]:
    """Refuse "cat-cow 2" and "2 cat-cow": the number may be how often, or of another stretch."""
    beside = r"(?:^|; )(\D[^;]*); ([1-4])(?:;|$)|^([1-4]); (\D[^;]*)$"
    found = re.search(beside, "; ".join(parts))
    if found and " ".join(parts) == " ".join(piece.split()):
        name, number = (found[1] or found[4]).rstrip(" :"), found[2] or found[3]
        often = {"1": "once", "2": "twice"}.get(number, f"{number} times a day")
        raise LogbookError(
            f"'{piece}': is {number} how often it was done, or number {number} of the plan? "
            f"Write {name} {often}; or {name}, {number} for both."
        )
    return parts


def _ways(
    words: Sequence[str], last: int, known: Collection[str], *, loose: bool = False
) -> list[_Way]:
    """Two ways at most to take words as numbers of what is offered, or names, with one amount each.

    Of "1 2x 3" the 3 is the next number where there is one, unless the dose may be `loose`.
    """
    ways: list[_Way] = [] if words else [[]]
    for end in range(len(words), 0, -1):
        one = _stretch_of(words[:end], last, known)
        if one and (loose or not _is_loose(one[1], last)):
            rest = words[end + bool({*words[end : end + 1]} & _LINKS) :]
            ways += [[one, *way] for way in _ways(rest, last, known, loose=loose)]
    return ways[:2]


def _stretch_of(words: Sequence[str], last: int, known: Collection[str]) -> tuple[str, str] | None:
    for end in range(len(words), 0, -1):
        head, amount = " ".join(words[:end]), " ".join(words[end:])
        offered = head.isdecimal() and 1 <= int(head) <= last
        if (offered or _is_name(head, known)) and (not amount or _is_one_amount(amount)):
            return head, amount
    return None


def _is_name(text: str, known: Collection[str]) -> bool:
    if exercise_key(text) in known:
        return True
    return not re.match(r"\d+\s", text) and match_exercise(text).exact


def _is_one_amount(text: str) -> bool:
    rest, count, _ = take_times(f"it {text}")
    rest = rest.removeprefix("it").strip()
    unsure = re.match(r"[x×*]\s", text) or re.search(r"\d\s[x×*]$", text)
    return not unsure and ((count is not None and not rest) or is_amount(rest))


def _is_loose(amount: str, last: int) -> bool:
    """Tell whether "2x 3" may be a count, and the number of the next stretch."""
    return any(1 <= int(n) <= last for n in re.findall(r"\d[x×*]\s+(\d+)(?=\s|$)", amount))


def _not_done(piece: str, choices: Sequence[Mapping[str, str]], own: Sequence[str]) -> Row:
    """A stretch that was not done, by its number or its name."""
    with suppress(LogbookError):
        row = _read_one(piece, choices, own)
        name, known = row["exercise"], [*(choice["exercise"] for choice in choices), *own]
        several = re.search(r"(?i)[+&]|\b(?:and|or|nor|und|oder|noch|et|ou|y|o|e|en|of)\b", name)
        if _is_name(name, {*map(exercise_key, known)}) or (not several and may_mean(name, known)):
            return {n: row[n] for n in ("exercise", "side") if n in row} | {"done": "no"}
    raise LogbookError(
        f"'{piece}' is not understood as a stretch that was not done. Name each by itself, as in "
        "cat-cow 2x12, no bridges, no planks."
    )


def _read_every(
    typed: str, choices: Sequence[Mapping[str, str]], own: Sequence[str]
) -> list[Done] | None:
    """Read "all", with what it leaves out, or with one dose, and how often; None: another thing."""
    text, count, _ = take_times(re.sub(r"(?i)^a(?=$|[\s,])", "all", typed))
    if said := read_all(text):
        count = count or (said.times if said.times > 1 else None)
        return [(row, count) for row in _without(said, choices, own)]
    dose = re.fullmatch(r"(?i)all[\s,]+(.+)", text)
    if dose is None:
        return None
    names = [choice["exercise"] for choice in choices]
    pieces = [f"{n} {dose[1]}" for n, _ in enumerate(names, start=1)]
    if not _is_loose(dose[1], len(names)) and all(take_number(piece, names) for piece in pieces):
        return [(_read_one(piece, choices, own), count) for piece in pieces]
    raise LogbookError(
        f"'{typed}' is not understood. Use all, all twice, all but 2, or all and one dose, as in "
        "all 3x20s."
    )


def _without(
    said: Everything, choices: Sequence[Mapping[str, str]], own: Sequence[str]
) -> list[Row]:
    if said.count not in (None, len(choices)):
        raise LogbookError(f"There are {len(choices)} to choose from, not {said.count}.")
    left_out = {stretch_key(_read_one(each, choices, own)): each for each in said.but}
    if strange := left_out.keys() - {stretch_key(choice) for choice in choices}:
        raise LogbookError(f"'{left_out[min(strange)]}' is none of what is offered. {_WHICH[1]}")
    return [dict(choice) for choice in choices if stretch_key(choice) not in left_out]


def _read_piece(
    piece: str,
    choices: Sequence[Mapping[str, str]],
    own: Sequence[str],
    planned: Mapping[str, int],
    unsure: Unsure | None,
) -> Done:
    if exercise_key(piece) in set(map(exercise_key, own)):
        return _read_one(piece, choices, own), None
    if two := re.search(r"\b[1-9][x×](?=\s+\d+\s?[x×])", piece):
        raise LogbookError(
            f"'{piece}': it is not sure whether {two[0]} is how often. Say that in words, last, as "
            "in cat-cow 3x20s twice."
        )
    rest, count, either = take_times(piece)
    if count is None:
        return _read_one(piece, choices, own), None
    row = _read_one(rest, choices, own)
    name = row["exercise"]
    near = may_mean(name, [*(choice["exercise"] for choice in choices), *own])
    often = planned.get(stretch_key({"exercise": near[0] if len(near) == 1 else name}), 1)
    dosed = _AMOUNTS & {*parse_stretch(re.sub(r"^\d+(?=\s|$)", "it", rest), own)}
    so_planned = often > 1 and count <= max(often, _MOST_TIMES)
    if not either or dosed or so_planned or (unsure and unsure(name, count)):
        return row, count
    return _read_one(f"{rest} {count} reps", choices, own), None


def _read_one(piece: str, choices: Sequence[Mapping[str, str]], own: Sequence[str]) -> Row:
    names = [choice["exercise"] for choice in choices]
    found = take_number(piece, names)
    if found is None:
        return _surely_named(parse_stretch(piece, own), piece, {*map(exercise_key, (*names, *own))})
    chosen = choices[found[0]]
    said = parse_stretch(f"{chosen['exercise']} {found[1]}", own)
    kept = {n: t for n, t in chosen.items() if not _AMOUNTS & {*said} or n in ("exercise", "side")}
    return kept | said


def _surely_named(row: Row, piece: str, known: Collection[str]) -> Row:
    """Refuse a name that holds what is no part of one: "1 2x hip", "cat-cow 2x bridges"."""
    name = row["exercise"]
    if not _is_name(name, known) and re.search(r"(?i)\d\s?[x×*](?=\s|\d|$)", name):
        raise LogbookError(f"{_unclear(piece)} {_COMMAS}")
    return row


def _unclear(piece: str) -> str:
    return f"'{piece}': it is not sure which number belongs to which stretch."
