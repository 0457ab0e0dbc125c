"""The command that writes an entry: `backpain log`."""

# Without `annotations` of __future__: typer would compile each text twice.

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from backpain_analysis.cli.arguments import (
    DAY,
    Folder,
    NamesColumns,
    choose_own_logbook,
    read_columns,
    with_date,
)
from backpain_analysis.cli.screen import as_command, ask, on_terminal, say, say_aside, working
from backpain_analysis.errors import LogbookError

if TYPE_CHECKING:
    from backpain_analysis.entry import Outlook
    from backpain_analysis.entry.already import There

app = typer.Typer(rich_markup_mode=None)


def _value(help_text: str, metavar: str, *names: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, metavar=metavar, help=help_text)
    return option


@app.command(cls=NamesColumns, short_help="Today's entry, asked for or in one line.")
def log(
    logbook: Folder = None,
    *,
    day: Annotated[
        str | None,
        _value("The day it is about: today, yesterday, friday, -2 or a date.", "DAY", *DAY),
    ] = None,
    time: Annotated[str | None, _value("Time of day, as in 19:30.", "TIME")] = None,
    pain: Annotated[str | None, _value("Pain, 0-10.", "NUMBER")] = None,
    worst: Annotated[
        str | None, _value("Worst pain, 0-10.", "NUMBER", "--worst", "--worst-pain")
    ] = None,
    leg: Annotated[str | None, _value("Leg pain, 0-10.", "NUMBER", "--leg", "--leg-pain")] = None,
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
        _value(
            'A stretch done, as in "cat-cow 2x12", or its number in the plan, as in "1 3x20s", or '
            '"as planned". May be repeated.',
            "TEXT",
            "--stretch",
        ),
    ] = None,
    pain_before: Annotated[str | None, _value("Pain before the stretches, 0-10.", "NUMBER")] = None,
    pain_after: Annotated[str | None, _value("Pain after them, 0-10.", "NUMBER")] = None,
    others: Annotated[
        list[str] | None,
        _value("Any column of your diary. May be repeated.", "COLUMN=VALUE", "--set"),
    ] = None,
    correct: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Correct the entry that the day has, of several that at --time: what you give "
            "takes the place of what stands there, the rest of the row stays. With nothing behind "
            "the sign, as in --set notes=, a cell is made blank.",
        ),
    ] = False,
    beside: Annotated[
        bool,
        typer.Option(
            "--beside",
            help="Write another entry of a day that has one: pain is averaged, hours are added up.",
        ),
    ] = False,
) -> None:
    """Write today's entry: asked question by question, or in one line of options.

    Without any option it asks what you usually write down; Enter skips a question. With options it
    asks nothing: backpain log --pain 6 --sitting 7h --lifting yes --stretch "cat-cow 2x12"

    The row is added to your diary and your stretching log. Nothing that stands there changes, but
    with --replace, or where you say so when asked, the cells that you correct.
    """
    options = {
        "time": time, "pain": pain, "worst_pain": worst, "leg_pain": leg, "sitting": sitting,
        "standing": standing, "driving": driving, "lifting": lifting, "sleep": sleep,
        "stress": stress, "walking": walking, "flare": flare, "medication": medication,
        "notes": notes,
    }  # fmt: skip
    values = [(name, value) for name, value in options.items() if value is not None]
    given = _once([*values, *read_columns(others or ())])
    around = {"pain_before": pain_before, "pain_after": pain_after}
    if not stretch and any(around.values()):
        raise typer.BadParameter("--pain-before and --pain-after go with --stretch.")
    if correct and beside:
        raise typer.BadParameter("--replace takes a row that is there: leave out --beside.")
    if (asked := not given.keys() - {"time"} and not stretch) and not sys.stdin.isatty():
        raise typer.BadParameter(
            "Nothing to write down was given. Say it in options, as in: backpain log --pain 6; or "
            "run it on a terminal to be asked."
        )
    folder = choose_own_logbook(logbook)
    about = _read_day(day, folder, given.get("time"))
    way = "instead" if correct else "beside" if beside else ""
    if asked:
        _write(folder, _asked(folder, about, given, way), say_again=True)
    else:
        _write(folder, _in_one_line(folder, about, given, stretch or (), around, way=way))


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = dict[str, str]()
    for name, text in pairs:
        if found.setdefault(name, text) != text:
            both = f"as {found[name]} and as {text}"
            raise LogbookError(f"Nothing was written: '{name}' is given twice, {both}.")
    return found


def _now() -> dt.datetime:
    return dt.datetime.now()


def _read_day(text: str | None, folder: Path, time: str | None) -> dt.date:
    """The day that an entry is about, said where somebody may be surprised."""
    from backpain_analysis.entry import look_at
    from backpain_analysis.entry.written import diary_today, say_which_day
    from backpain_analysis.prompting import read_day

    now = _now()
    if text is None:
        day = diary_today(folder, now, time)
    else:
        try:
            day = read_day(text, now.date(), lambda: look_at(folder, now.date()).day_first())
        except LogbookError as error:
            raise typer.BadParameter(str(error)) from None
    if note := say_which_day(day, now, text):
        say(note)
    return day


def _in_one_line(
    folder: Path,
    day: dt.date,
    given: Mapping[str, str],
    texts: Sequence[str],
    around: Mapping[str, str | None],
    *,
    way: str,
) -> Iterator["_Entry"]:
    """The entry as given; on a terminal asked about where it stands there already."""
    from backpain_analysis.entry import look_at
    from backpain_analysis.entry.asking import choose_way
    from backpain_analysis.entry.filling import by_the_hour
    from backpain_analysis.entry.stretches import find_repeats, given_stretches, without_repeats

    asks, notes = ask if on_terminal() else None, list[str]()
    tell = say if asks else notes.append  # once it is written
    outlook = look_at(folder, _now().date())
    given = _once((outlook.column_meant(name), text) for name, text in given.items())
    correct, way_said = way == "instead", way or "time" in given
    now = _now()
    hour = now.hour if day == now.date() else 24
    corrects = day if correct else None
    values = by_the_hour(outlook.diary, given, hour, asks, say, corrects=corrects)
    if not way_said:
        values = _what_is_new(outlook, day, values, can_ask=asks is not None)
    if values:
        asks_way = None if way_said else asks
        how = say if asks_way else notes.append
        way = choose_way(outlook, day, values, asks_way, how, way=way, time=given.get("time"))
    values = {} if way == "stop" else values
    done, planned = given_stretches(texts, outlook, day, asks, tell), outlook.times_planned(day)
    if not asks and not way_said and (again := find_repeats(done, outlook.rows_of(day), planned)):
        _refuse(outlook, day, again)
    there = outlook.once_written(outlook.rows_of(day), 0 if asks or correct else len(done))
    done = without_repeats(done, there, planned, asks, tell, once=correct)
    yield day, values, [{**row, **around} for row in done], way == "instead"
    for note in notes:
        say(note)


def _what_is_new(
    outlook: "Outlook", day: dt.date, values: Mapping[str, str], *, can_ask: bool
) -> dict[str, str]:
    """Nothing where all stands there just so; where nobody is asked, end where some does."""
    from backpain_analysis.entry.already import say_rows

    (same, others), habits = outlook.compare(day, values), outlook.diary.habits
    if same and not others:
        there, new = outlook.clashes(day, same), values.keys() - same
        own = all(each.keeper == "text" for each in there)
        if not (own and new and all(outlook.diary.find_header(name) in habits for name in new)):
            what = ", ".join(sorted(same))
            say(f"Nothing to write of {what}: it stands there already: {say_rows(there)}.")
            return {name: values[name] for name in values if name in new}
        others = there
    if others and not can_ask:
        _refuse(outlook, day, others)
    return dict(values)


def _refuse(outlook: "Outlook", day: dt.date, there: Sequence["There"]) -> NoReturn:
    from backpain_analysis.entry.written import say_refused

    again = with_date(sys.argv[1:], day)
    commands = (as_command([*again, way]) for way in ("--replace", "--beside"))
    for line in say_refused(day, there, outlook.rows_of(day), *commands):
        say_aside(line)
    raise typer.Exit(2)


#: Day, columns, stretches, and whether the day's row is corrected.
_Entry = tuple[dt.date, Mapping[str, str | None], Sequence[Mapping[str, str | None]], bool]


def _write(folder: Path, entries: Iterable[_Entry], *, say_again: bool = False) -> None:
    """Write each entry as it comes, so that who stops at the second day keeps the first."""
    days, stopped = [], False
    try:
        for day, values, stretches, corrects in entries:
            if values.keys() - {"time"} or stretches:
                entry = day, values, stretches, corrects
                with _said_again(folder, entry if say_again else None):
                    _add(folder, *entry)
                days.append(day)
    except (EOFError, KeyboardInterrupt):
        stopped = True
    if stopped or not days:
        left = "What was written stays." if days else "Nothing was written."
        say(f"\nStopped. {left}" if stopped else left)
    if days:
        with working("Reading the logbook"):
            from backpain_analysis.entry.written import say_what_to_heed

            heed = say_what_to_heed(folder, days)
        for line in heed:
            say()
            say(line)
    if stopped:
        raise typer.Exit(130)


@contextmanager
def _said_again(folder: Path, entry: _Entry | None) -> Iterator[None]:
    """Where nothing could be written, show what was answered as a command."""
    try:
        yield
    except Exception:
        if entry is not None:
            say_aside("What you answered, to be corrected where needed and entered again:")
            say_aside(_command(folder, *entry))
        raise


def _command(
    folder: Path,
    day: dt.date,
    values: Mapping[str, str | None],
    stretches: Sequence[Mapping[str, str | None]],
    corrects: bool,
) -> str:
    from backpain_analysis.entry.stretches import say_stretch

    words = ["backpain", "log", str(folder), "--day", day.isoformat(), *["--replace"] * corrects]
    for name, text in values.items():
        own = name in ("time", "pain", "notes")
        words += [f"--{name}", str(text)] if own else ["--set", f"{name}={text}"]
    for row in stretches:
        words += ["--stretch", say_stretch({n: str(text) for n, text in row.items() if text})]
    return as_command(words)


def _add(
    folder: Path,
    day: dt.date,
    values: Mapping[str, str | None],
    stretches: Sequence[Mapping[str, str | None]],
    corrects: bool,
) -> None:
    with working("Writing"):
        from backpain_analysis.entry import append_entry
        from backpain_analysis.entry.written import say_written

        values = {**values, "date": day.isoformat()}
        done = append_entry(folder, values, stretches=stretches, replace=corrects)
    names = {row["exercise"] for row in stretches}
    for appended in done:
        # What a name may mean has been asked, or said, before it was written.
        remarks = tuple(each for each in appended.remarks if each.value not in names)
        for line in say_written(folder, replace(appended, remarks=remarks)):
            say(line, hang=2)


def _asked(folder: Path, day: dt.date, given: Mapping[str, str], way: str) -> Iterator["_Entry"]:
    """Ask about a day; after today also about yesterday, where it is blank."""
    from backpain_analysis.entry import look_at
    from backpain_analysis.entry.asking import choose_way, daily_questions, say_unasked
    from backpain_analysis.entry.written import diary_today, say_day
    from backpain_analysis.prompting import agreed

    with working("Reading the diary"):
        outlook = look_at(folder, _now().date())
    but = outlook.logged_by(day) or any(h.blank_is_no for h in outlook.diary.habits.values())
    never = "never 0, but where the question says so" if but else "never 0"
    say(f"Enter skips a question: blank means not written down, {never}. Ctrl-C stops.")
    names = [habit.meaning.header for habit in daily_questions(outlook.diary)]
    wanted, offers = [*names, *given], _asks_stretches(outlook, day)
    way = choose_way(
        outlook, day, wanted, ask, say, way=way, time=given.get("time"), stretches=offers
    )
    if way == "stop":
        return
    if way in ("instead", "stretches") or not outlook.clashes(day, names):
        _say_there(outlook, day)
    yield from _asked_about(outlook, day, given, way)
    if way in ("instead", "stretches"):
        return
    if others := say_unasked(outlook.diary):
        say(f"\n{others}")
    before = day - dt.timedelta(days=1)
    if (
        day == diary_today(folder, _now())
        and outlook.begun_before(before)
        and not outlook.clashes(before, names)
        and agreed(f"\n{say_day(before)}, the day before, has no entry. Write one too?", ask)
    ):
        outlook = look_at(folder, _now().date())  # rows may stand on other lines now
        _say_there(outlook, before)
        yield from _asked_about(outlook, before, given)


def _say_there(outlook: "Outlook", day: dt.date) -> None:
    from backpain_analysis.entry.already import say_rows

    if there := outlook.rows_of(day):
        say(f"That day has already: {say_rows(there)}.")


def _asks_stretches(outlook: "Outlook", day: dt.date) -> bool:
    """Tell whether the stretches of a day are asked for: not where each is a column."""
    return bool(outlook.stretches_on(day)) or not outlook.diary.exercises


def _asked_about(
    outlook: "Outlook", day: dt.date, given: Mapping[str, str], way: str = ""
) -> Iterator["_Entry"]:
    """Ask about one day; who stops midway may keep what was answered."""
    from backpain_analysis.entry.asking import ask_values, daily_questions
    from backpain_analysis.entry.stretches import ask_stretches, without_repeats
    from backpain_analysis.entry.written import say_day
    from backpain_analysis.prompting import agreed

    say(f"\n{say_day(day)}")
    if corrects := way == "instead":
        say("Enter leaves what stands there, - makes it blank.")
    values, stretches = dict[str, str](), tuple[dict[str, str], ...]()
    planned, there = outlook.times_planned(day), outlook.rows_of(day)
    try:
        questions = () if way == "stretches" else daily_questions(outlook.diary)
        ask_values(questions, ask, say, values, corrects=corrects)
        if _asks_stretches(outlook, day):
            entered = bool(values) or any(each.kind == "diary" for each in there)
            stretches = ask_stretches(
                outlook.stretches_on(day), outlook.own_stretches, ask, say, planned=planned,
                there=there, logged=entered and outlook.logged_by(day), limits=outlook.limits,
            )  # fmt: skip
            stretches = without_repeats(stretches, there, planned, ask, say)
    except KeyboardInterrupt:
        if values and agreed("\nWrite what was answered so far?", ask):
            yield day, {**given, **values}, stretches, corrects
        raise
    yield day, {**given, **values}, stretches, corrects
