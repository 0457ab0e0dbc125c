"""The command that begins a logbook: `backpain new`."""

# Without `annotations` of __future__: typer would compile each text twice.

import datetime as dt
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from backpain_analysis.cli.arguments import Paper, PaperSize
from backpain_analysis.cli.screen import ask, on_terminal, say, working

app = typer.Typer(rich_markup_mode=None)


@app.command(short_help="A folder with blank files to fill in.")
def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder to make.")],
    *,
    suspect: Annotated[
        list[str] | None,
        typer.Option(
            "--suspect",
            metavar="TEXT",
            help="What may set off your pain: a column of the diary. May be repeated.",
        ),
    ] = None,
    stretch: Annotated[
        list[str] | None,
        typer.Option(
            "--stretch",
            metavar="TEXT",
            help='A stretch you were asked to do, as in "cat-cow 2x12, twice a day, 5 days a '
            'week". May be repeated.',
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            help='Since when you were asked to stretch: a date, or "3 weeks ago". [default: today]',
        ),
    ] = None,
    paper: PaperSize = Paper.a4,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
) -> None:
    """Make a folder with a blank diary, routine and plan.

    Also a spreadsheet of the same, and sheets to print: a diary, and your stretches as the plan has
    them. On a terminal it asks what you suspect and which stretches you were given.

    What is there already stays. To print the stretches again after the plan has changed, delete
    to_print/stretching.pdf and give this command again.
    """
    from backpain_analysis.templates.beginning import Beginning, ask_beginning, say_plan, settle
    from backpain_analysis.templates.folder import diary_begun, plans_begun

    first, plans = diary_begun(folder), plans_begun(folder)
    begun = Beginning(tuple(suspect or ()), tuple(stretch or ()), _start(since))
    somebody, asked = on_terminal() and not no_input, False
    try:
        if suspect or stretch:
            begun = settle(begun, ask if somebody else None, say)
        elif somebody:
            _say_kept(first, plans)
            has_plan = bool(plans) or (folder / "plan.csv").exists()
            if not (has_plan and (first or (folder / "diary.csv").exists())):
                begun, asked = (
                    ask_beginning(ask, say, has_diary=bool(first), has_plan=has_plan),
                    True,
                )
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was written.")
        raise typer.Exit(130) from None
    with working("Writing the files"):
        from backpain_analysis.templates import write_new_logbook

        written = write_new_logbook(
            folder,
            paper=paper.value,
            suspects=begun.suspects,
            stretches=begun.stretches,
            start=begun.start if begun.stretches else None,
        )
    plan_made = folder / "plan.csv" in written
    if begun.stretches and plan_made and not asked:
        say_plan(begun.stretches, begun.start, say)
    plan_files = [*plans] or ["plan.csv"]
    asked_for = ["diary.csv"] * bool(begun.suspects) + plan_files * bool(begun.stretches)
    _say_written(folder, written, asked_for)
    if plan_made and not begun.stretches:
        say("plan.csv holds examples that ask for nothing yet: put in what you are asked to do.")
    _say_next(folder, first)


def _start(since: str | None) -> dt.date:
    from backpain_analysis.prompting import read_day

    return read_day(since or "today", dt.date.today(), lambda: None)


def _say_kept(first: dt.date | None, plans: Mapping[str, Iterable[str]]) -> None:
    if first:
        say(f"Your diary since {first.day} {first:%B %Y} is kept as it is.")
    for file, names in plans.items():
        say(f"Your plan in {file} is kept as it is: {', '.join(names)}.")


def _say_written(folder: Path, written: tuple[Path, ...], asked_for: Iterable[str]) -> None:
    say()
    if written:
        say(f"Made in {folder}: {', '.join(str(path.relative_to(folder)) for path in written)}.")
    else:
        say(f"{folder} has all files already; nothing was changed.")
    kept = [n for n in asked_for if folder / n not in written and (folder / n).exists()]
    if kept:
        say(f"Left as they were: {' and '.join(kept)}. What you asked for is not in there.")
    sheet, plan = folder / "to_print" / "stretching.pdf", folder / "plan.csv"
    if sheet not in written and plan.exists() and sheet.stat().st_mtime < plan.stat().st_mtime:
        say(
            f"{sheet} is older than the plan. To make it anew, delete it and give this command "
            "again."
        )


def _say_next(folder: Path, begun: dt.date | None) -> None:
    """How to go on, and what can be found by when; the next command last."""
    from backpain_analysis.exposure import MIN_CALENDAR_DAYS

    name, today = shlex.quote(str(folder)), dt.date.today()
    first = (begun or today) + dt.timedelta(days=MIN_CALENDAR_DAYS - 1)
    soonest = f"from {first.day} {first:%B} at the soonest, mostly later"
    if first <= today:
        soonest = "where your diary can tell"
    if not (folder / "diary.csv").exists():
        say("\nGo on with your diary where you keep it. What you stretched is written here:")
        say(f'  backpain log {name} --stretch "all"')
        say(f"The page says how your pain goes, and what goes with it, {soonest}.")
        say(f"Make it: backpain report {name}")
        return
    say(
        "\nTwo minutes in the evening are enough, on paper (to_print/diary.pdf), in diary.xlsx or "
        "here; a missed day does no harm."
    )
    say(
        f"backpain report {name} makes your page: how your pain goes, from the first days; what "
        f"goes with it, {soonest}."
    )
    say(f"Begin with today: backpain log {name}")
