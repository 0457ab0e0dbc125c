"""Asking about the stretches of a day: which, how often, and those that stand there already."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from backpain_analysis.doses import say_dose
from backpain_analysis.entry.already import There, same_stretches, stretch_key
from backpain_analysis.entry.outlook import Outlook
from backpain_analysis.entry.typed import (
    NOT_KNOWN,
    Row,
    as_often,
    by_number,
    read_stretches,
    take_apart,
    takes_all,
)
from backpain_analysis.errors import LogbookError
from backpain_analysis.prompting import Ask, Tell, agreed, may_mean, settle_stretch
from backpain_analysis.reading.routine import NONE

#: How often a day at the most a stretch may be said to be done.
_MOST = 9


def ask_stretches(
    choices: Sequence[Mapping[str, str]],
    own: Sequence[str],
    ask: Ask,
    tell: Tell,
    *,
    planned: Mapping[str, int] | None = None,
    there: Sequence[There] = (),
    logged: bool = False,
    limits: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """Ask which stretches were done.

    Parameters
    ----------
    choices : sequence of mapping of str to str
        Rows to choose from by number.
    own : sequence of str
        Names of the person's plan and log.
    ask, tell : callable
    planned : mapping of str to int, optional
        From `Outlook.times_planned`.
    there : sequence of There
        What stands there for the day.
    logged : bool
        Whether a log is kept by then, and the day has an entry: Enter is written as none.
    limits : mapping of str to str, optional
        From `Outlook.limits`.

    Returns
    -------
    tuple of dict of str to str
        Rows for the routine; one that was done twice is there twice.
    """
    how = "name and dose, as in: cat-cow 2x12"
    often, limits, kept = planned or {}, limits or {}, list[Row]()
    if choices:
        for number, choice in enumerate(choices, start=1):
            limit = f" ({words})" if (words := limits.get(stretch_key(choice))) else ""
            tell(f"  {number}  {say_stretch(choice)}{limit}{_say_planned(choice, often, there)}")
        planned_too = "; p: all as often as planned" if max(often.values(), default=1) > 1 else ""
        how = f"numbers, as in 1 2, or 1 3x20s; a: all{planned_too}; or names"
    any_there = any(each.kind == "routine" for each in there)
    blank = "no more" if any_there else "none" if logged else "skip"
    question = f"Stretches done ({how}; 0: none; ?: not known; Enter: {blank}): "
    left = _still_planned(choices, often, there)
    while True:
        typed = ask(question).strip() or ("" if kept or blank != "none" else NONE)
        try:
            unsure, for_all = partial(_ask_often, ask), partial(_ask_all, ask)
            done = take_apart(typed, choices, own, often, unsure, for_all=for_all, left=left)
        except LogbookError as error:
            tell(f"  {error} Or press Enter {'for no more' if kept else 'to skip'}.")
            continue
        rows = as_often(done, lambda rows: _ask_times(rows, often, there, ask))
        settled = settle_stretches(rows, own, ask, tell)
        kept += _not_named_before(settled, kept, tell)
        _say_limited(typed, settled, limits, tell)
        if len(settled) == len(rows):
            return tuple(kept)
        tell(f"  So far: {', '.join(map(say_stretch, kept)) or 'none'}.")


def _not_named_before(rows: Iterable[Row], kept: Iterable[Row], tell: Tell) -> list[Row]:
    """Leave out what was kept before in the same entry: it was only named again."""
    before, new, again = Counter(map(stretch_key, kept)), list[Row](), dict[str, None]()
    for row in rows:
        if before[stretch_key(row)] > 0:
            before[stretch_key(row)] -= 1
            again[row["exercise"]] = None
        else:
            new.append(row)
    if again:
        tell(f"  Taken already, and not written twice: {', '.join(again)}.")
    return new


def _say_limited(typed: str, rows: Iterable[Row], limits: Mapping[str, str], tell: Tell) -> None:
    """Say of what a plan asks for under a condition that "all" has taken it in."""
    names = {stretch_key(row): row["exercise"] for row in rows} if takes_all(typed) else {}
    for key in (key for key in names if key in limits):
        tell(
            f"{names[key]} ({limits[key]}) is among them. Where you left it out, delete its row; "
            f"the next time: all but {names[key]}."
        )


def _still_planned(
    choices: Iterable[Mapping[str, str]], planned: Mapping[str, int], there: Sequence[There]
) -> list[int]:
    """Tell of each stretch how often it is still to be done that day."""
    return [
        planned.get(stretch_key(row), 1) - len(same_stretches(there, dict(row))) for row in choices
    ]


def _say_planned(row: Row | Mapping[str, str], planned: Mapping[str, int],
                 there: Sequence[There]) -> str:  # fmt: skip
    times, done = planned.get(stretch_key(row), 1), len(same_stretches(there, row))
    said = [f"{times} times a day"] * (times > 1) + [f"done {_times(done)} so far"] * (done > 0)
    return f" ({', '.join(said)})" if said else ""


def _ask_often(ask: Ask, name: str, count: int) -> bool:
    """Ask whether "cat-cow 2x" is how often it was done; else those are repetitions."""
    question = (
        f"  {name} {count}x: t: done {_times(count)} that day, or r: {count} repetitions? [t/r]: "
    )
    typed = ask(question).strip().casefold()
    while typed not in ("t", "r"):
        typed = ask(f"  Please answer t or r.{question[1:]}").strip().casefold()
    return typed == "t"


def _ask_all(ask: Ask, named: str, count: int) -> bool:
    return agreed(f"  All done {_times(count)}: {named}? n: only the last", ask)


def _ask_times(
    rows: Sequence[Row], planned: Mapping[str, int], there: Sequence[There], ask: Ask
) -> Mapping[str, int]:
    """Ask how often, where more than one time is planned and none stands there yet."""
    times = {key: planned.get(key, 1) for key in map(stretch_key, rows)}
    most = max(times.values(), default=1)
    if most == 1 or any(times[stretch_key(row)] > 1 and same_stretches(there, row) for row in rows):
        return {}
    question = f"  Planned {most} times a day. How often that day? [1]: "
    typed = ask(question).strip().casefold().rstrip("x×") or "1"
    while not re.fullmatch(f"[1-{_MOST}]", typed):
        typed = ask(f"  Please give a number.{question[1:]}").strip().rstrip("x×") or "1"
    return {key: int(typed) if count > 1 else 1 for key, count in times.items()}


def say_stretch(row: Mapping[str, str]) -> str:
    """Say a row of the plan or the log in one line.

    Parameters
    ----------
    row : mapping of str to str
        Columns of a routine -> text.

    Returns
    -------
    str
        As `parse_stretch` takes it: "piriformis both 2x30s".
    """
    return " ".join(part for part in (row["exercise"], row.get("side", ""), say_dose(row)) if part)


def given_stretches(
    texts: Iterable[str], outlook: Outlook, day: dt.date, ask: Ask | None, tell: Tell
) -> tuple[Row, ...]:
    """Read stretches that were given without being asked for.

    Parameters
    ----------
    texts : iterable of str
        As for `read_stretches`.
    outlook : Outlook
    day : datetime.date
    ask : callable or None
        None: nobody is there to answer.
    tell : callable
        Shows how it was read where nobody answers.

    Returns
    -------
    tuple of dict of str to str
        Rows for the routine.

    Raises
    ------
    LogbookError
        As in `read_stretches`.
    """

    def unsure(name: str, count: int) -> bool:
        if ask is not None:
            return _ask_often(ask, name, count)
        kept, asked, known = "", "Done so often? Say: ", name
        if near := may_mean(name, own):
            kept, known = " of an exercise of your own", near[0]
            asked = f"Did you mean '{known}'? Then say: {known} {count} reps, or "
            own.append(name)  # has been said
        told = f"'{name} {count}x' is read as {count} repetitions{kept}."
        tell(f"{told} {asked}{known} {_times(count)}.")
        return False

    def for_all(named: str, count: int) -> bool:
        if ask is None:
            often = _times(count)
            tell(f"Only the last is read as done {often}. If all were: {named}, {often}.")
        return ask is not None and _ask_all(ask, named, count)

    choices, planned = outlook.stretches_on(day), outlook.times_planned(day)
    own = outlook.own_stretches
    if (why := outlook.without_plan(day)) and any(map(by_number, texts)):
        raise LogbookError(f"Nothing was written. {why}")
    known = choices, [*own], planned
    left = _still_planned(choices, planned, outlook.rows_of(day))
    rows = list[Row]()
    for text in texts:
        rows += (read := read_stretches(text, *known, unsure, for_all=for_all, left=left))
        _say_limited(text, read, outlook.limits, tell)
    return settle_stretches(rows, own, ask, tell)


def settle_stretches(
    rows: Iterable[Row], own: Sequence[str], ask: Ask | None, tell: Tell
) -> tuple[Row, ...]:
    """Ask of each name that is not known yet what is meant, before it is written.

    Parameters
    ----------
    rows : iterable of dict of str to str
        From `read_stretches`.
    own : sequence of str
        Names of the person's plan and log.
    ask : callable or None
        None: nobody is there to answer.
    tell : callable

    Returns
    -------
    tuple of dict of str to str
        The rows, without those that are to be left out.
    """
    rows = list(rows)
    names = dict.fromkeys(row["exercise"] for row in rows)
    settled = {
        name: name if name in (NONE, NOT_KNOWN) else settle_stretch(name, own, ask, tell)
        for name in names
    }
    return tuple({**row, "exercise": settled[row["exercise"]]} for row in rows
                 if settled[row["exercise"]])  # fmt: skip


def find_repeats(
    rows: Iterable[Row], there: Sequence[There], planned: Mapping[str, int]
) -> list[There]:
    """Find what stands there for the day of stretches done as often as they are planned.

    Parameters
    ----------
    rows, there, planned
        As for `without_repeats`.

    Returns
    -------
    list of There
    """
    found, keys = list[There](), Counter[str]()
    for row in rows:
        key, same = stretch_key(row), same_stretches(there, row)
        if same and len(same) + keys[key] >= planned.get(key, 1):
            found += [each for each in same[-1:] if each not in found]
        keys[key] += 1
    return found


def without_repeats(
    rows: Iterable[Row],
    there: Sequence[There],
    planned: Mapping[str, int],
    ask: Ask | None,
    tell: Tell,
    *,
    once: bool = False,
) -> tuple[Row, ...]:
    """Point out the stretches that stand there for the day as often as they are planned.

    Parameters
    ----------
    rows : iterable of dict of str to str
        From `settle_stretches`.
    there : sequence of There
        What stands there for the day.
    planned : mapping of str to int
        From `Outlook.times_planned`.
    ask : callable or None
        None: nobody is there to answer; all are kept then.
    tell : callable
        Shows too how often each was done that day, where that is not once as planned.
    once : bool
        Leave out what stands there already.

    Returns
    -------
    tuple of dict of str to str
        Those that are to be written.
    """
    kept, written = list[Row](), Counter[str]()
    for row in rows:
        same = same_stretches(there, row)
        done = len(same) + written[stretch_key(row)]
        if same and (once or done >= planned.get(stretch_key(row), 1)):
            tell(f"That day has {row['exercise']} already: {same[-1]}.")
            if once:
                tell(
                    "A stretch is not corrected here. Change that row, in an editor or spreadsheet."
                )
                continue
            if ask is None:
                tell("It is written once more. Where it was not done so often, delete one of them.")
            elif not agreed(f"Write it {_nth(done + 1)} time?", ask):
                continue
        written[stretch_key(row)] += 1
        kept.append(row)
    if said := _say_times(kept, planned, there):
        tell(said)
    return tuple(kept)


def _say_times(rows: Sequence[Row], planned: Mapping[str, int], there: Sequence[There]) -> str:
    """Say how often stretches were done, where each is not planned once and was done once."""
    written, names = Counter(map(stretch_key, rows)), {stretch_key(r): r["exercise"] for r in rows}
    before = {stretch_key(row): len(same_stretches(there, row)) for row in rows}
    done = {key: count + before[key] for key, count in written.items()}
    more = sorted({count for count in done.values() if count > 1})
    said = [
        f"Down {_times(count)} that day: {', '.join(names[k] for k in done if done[k] == count)}."
        for count in more
    ]
    if less := [names[key] for key, count in done.items() if count < planned.get(key, 1)]:
        often = {planned[key] for key, count in done.items() if count < planned.get(key, 1)}
        once = f" Another day, all at once: {', '.join(less)}{',' * (len(less) > 1)} "
        said.append(
            f"Planned more often than it is down so far: {', '.join(less)}. When it is done again, "
            f"say it again.{f'{once}{_times(min(often))}.' * (len(often) == 1)}"
        )
    return " ".join(said)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _nth(count: int) -> str:
    return {2: "a second", 3: "a third"}.get(count, "one more")
