"""The command that writes an entry: `backpain log`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backpain_analysis.cli.arguments import Folder, choose_own_logbook
from backpain_analysis.cli.screen import ask, say, working

if TYPE_CHECKING:
    from backpain_analysis.entry import Outlook
    from backpain_analysis.entry.asking import Answers

app = typer.Typer(rich_markup_mode=None)


def _value(help_text: str, metavar: str, *names: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, metavar=metavar, help=help_text)
    return option


@app.command(short_help="Today's entry, asked for or in one line.")
def log(
    logbook: Folder = None,
    *,
    day: Annotated[
        str, _value("The day it is about: today, yesterday or YYYY-MM-DD.", "DAY", "--day")
    ] = "today",
    time: Annotated[str | None, _value("Time of day, as in 19:30.", "TIME")] = None,
    pain: Annotated[str | None, _value("Pain, 0-10.", "NUMBER")] = None,
    worst: Annotated[str | None, _value("Worst pain, 0-10.", "NUMBER")] = None,
    leg: Annotated[str | None, _value("Leg pain, 0-10.", "NUMBER")] = None,
    sitting: Annotated[str | None, _value("Sitting, as in 7h, 90 min, 7.5.", "HOURS")] = None,
    standing: Annotated[str | None, _value("Standing.", "HOURS")] = None,
    driving: Annotated[str | None, _value("Driving.", "HOURS")] = None,
    lifting: Annotated[str | None, _value("Lifted something heavy: yes or no.", "YES/NO")] = None,
    sleep: Annotated[str | None, _value("Sleep the night before.", "HOURS")] = None,
    stress: Annotated[str | None, _value("Stress, 0-10.", "NUMBER")] = None,
    walking: Annotated[str | None, _value("Walking.", "MINUTES")] = None,
    flare: Annotated[str | None, _value("A flare-up: yes or no.", "YES/NO")] = None,
    medication: Annotated[str | None, _value("Medicine taken.", "TEXT")] = None,
    notes: Annotated[str | None, _value("Anything else.", "TEXT")] = None,
    stretch: Annotated[
        list[str] | None,
        _value('A stretch done, as in "cat-cow 2x12". May be repeated.', "TEXT", "--stretch"),
    ] = None,
    pain_before: Annotated[str | None, _value("Pain before the stretches, 0-10.", "NUMBER")] = None,
    pain_after: Annotated[str | None, _value("Pain after them, 0-10.", "NUMBER")] = None,
    others: Annotated[
        list[str] | None,
        _value("Any column of your diary. May be repeated.", "COLUMN=VALUE", "--set"),
    ] = None,
) -> None:
    """Write today's entry: asked question by question, or in one line of options.

    Without any option it asks what you usually write down; Enter skips a question. With options it
    asks nothing: backpain log --pain 6 --sitting 7h --lifting yes --stretch "cat-cow 2x12"

    The row is added to your diary and your stretching log. Nothing that stands there changes.
    """
    values = {
        "time": time, "pain": pain, "worst_pain": worst, "leg_pain": leg, "sitting": sitting,
        "standing": standing, "driving": driving, "lifting": lifting, "sleep": sleep,
        "stress": stress, "walking": walking, "flare": flare, "medication": medication,
        "notes": notes, **_named(others or ()),
    }  # fmt: skip
    given = {name: value for name, value in values.items() if value is not None}
    around = {"pain_before": pain_before, "pain_after": pain_after}
    sessions = [{"exercise": text, **around} for text in stretch or ()]
    if not sessions and any(around.values()):
        raise typer.BadParameter("--pain-before and --pain-after go with --stretch.")
    asked = not given.keys() - {"time"} and not sessions
    if asked and not sys.stdin.isatty():
        raise typer.BadParameter(
            "Nothing to write down was given. Say it in options, as in: backpain log --pain 6; or "
            "run it on a terminal to be asked."
        )
    folder = choose_own_logbook(logbook)
    if asked:
        _ask_and_write(folder, _read_day(day, folder), given.get("time"))
        return
    _write(folder, [(_read_day(day, folder), given, sessions)])


def _named(pairs: Iterable[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"'{pair}' is not of the form COLUMN=VALUE.")
        found[name.strip()] = value
    return found


def _today(folder: Path) -> dt.date:
    from backpain_analysis.entry.written import diary_today

    return diary_today(folder)


def _read_day(text: str, folder: Path) -> dt.date:
    word = text.strip().casefold()
    if word in ("today", "yesterday"):
        return _today(folder) - dt.timedelta(days=word == "yesterday")
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise typer.BadParameter(
            f"'{text}' is no day. Use today, yesterday, or a date like 2026-01-31."
        ) from None


_Entry = tuple[dt.date, Mapping[str, str | None], Sequence[Mapping[str, str | None]]]


def _write(folder: Path, entries: Sequence[_Entry]) -> None:
    with working("Writing"):
        from backpain_analysis.entry import append_entry
        from backpain_analysis.entry.written import say_what_to_heed, say_written

        done = [
            appended
            for day, values, stretches in entries
            for appended in append_entry(folder, {**values, "date": day}, stretches=stretches)
        ]
    for appended in done:
        for line in say_written(folder, appended):
            say(line, hang=2)
    with working("Reading the logbook"):
        heed = say_what_to_heed(folder, [day for day, _, _ in entries])
    for line in heed:
        say()
        say(line)


def _ask_and_write(folder: Path, day: dt.date, time: str | None) -> None:
    try:
        asked = [answers for answers in _asked(folder, day) if answers.any]
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was written.")
        raise typer.Exit(130) from None
    if not asked:
        say("Nothing was written.")
        return
    given = {"time": time}
    _write(folder, [(each.day, {**given, **each.values}, each.stretches) for each in asked])


def _asked(folder: Path, day: dt.date) -> Iterator[Answers]:
    """Ask about a day; after today also about yesterday, where it is blank."""
    from backpain_analysis.entry import look_at
    from backpain_analysis.entry.asking import agreed

    with working("Reading the diary"):
        outlook = look_at(folder, day)
    say("Enter skips a question: blank means not written down, never 0. Ctrl-C stops it all.")
    lines = outlook.lines_of(day)
    if lines and not agreed(
        f"{_said(day)} has an entry already, in line {lines[-1]}. Write another beside it?", ask
    ):
        say(f"To correct it, change line {lines[-1]} of the diary in an editor or spreadsheet.")
        return
    yield _asked_about(outlook, day)
    before = day - dt.timedelta(days=1)
    if (
        day == _today(folder)
        and outlook.begun_before(before)
        and not outlook.lines_of(before)
        and agreed(f"\n{_said(before)}, yesterday, has no entry. Write one too?", ask)
    ):
        yield _asked_about(outlook, before)


def _asked_about(outlook: Outlook, day: dt.date) -> Answers:
    from backpain_analysis.entry.asking import Answers, ask_stretches, ask_values, daily_questions

    say(f"\n{_said(day)}")
    values = ask_values(daily_questions(outlook.diary), ask, say)
    stretches = ask_stretches(outlook.stretches_on(day), outlook.known_stretches, ask, say)
    return Answers(day, values, stretches)


def _said(day: dt.date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"
