"""The command that begins a logbook: `backpain new`."""

# Without `annotations` of __future__: typer would compile each text twice.

import shlex
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
    paper: PaperSize = Paper.a4,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
) -> None:
    """Make a folder with a blank diary, routine and plan.

    Also a spreadsheet of the same, and sheets to print: a diary, and your stretches as the plan has
    them. On a terminal it asks what you suspect and which stretches you were given.

    What is there already stays. To print the stretches again after the plan has changed, delete
    to_print/stretching.pdf and give this command again.
    """
    from backpain_analysis.templates.beginning import Beginning, ask_beginning, settle

    begun = Beginning(tuple(suspect or ()), tuple(stretch or ()))
    somebody = on_terminal() and not no_input
    try:
        if begun != Beginning():
            begun = settle(begun, ask if somebody else None, say)
        elif somebody and not _is_begun(folder):
            begun = ask_beginning(ask, say)
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was written.")
        raise typer.Exit(130) from None
    suspects, stretches = begun.suspects, begun.stretches
    with working("Writing the files"):
        from backpain_analysis.reading.how_often import says_how_often
        from backpain_analysis.templates import write_new_logbook

        written = write_new_logbook(
            folder, paper=paper.value, suspects=suspects, stretches=stretches, start=begun.start
        )
    _say_written(folder, written, given=bool(suspects or stretches))
    if folder / "plan.csv" not in written:
        return
    if stretches and not all(map(says_how_often, stretches)):
        say(
            "\nWhere you did not say how often, plan.csv asks for once a day on every day. Your "
            "page will hold you to that: correct it there if you were told otherwise."
        )
    _say_unsaid(stretches)


def _is_begun(folder: Path) -> bool:
    return (folder / "diary.csv").exists() and (folder / "plan.csv").exists()


def _say_unsaid(stretches: tuple[str, ...]) -> None:
    """Point out what the plan holds that was not said, and what it leaves blank."""
    from backpain_analysis.templates.choices import without_dose, without_side

    if not stretches:
        say(
            "\nplan.csv holds examples, with usual doses, that ask for nothing yet: put in what "
            "you were asked to do, how much and how often, and delete the others."
        )
    if names := without_dose(stretches):
        say(
            f"\nNo dose was said for {', '.join(names)}: plan.csv leaves it blank. Sessions are "
            "counted all the same; write sets, reps or seconds in there once you know them."
        )
    if names := without_side(stretches):
        say(
            f"\nNo side was said for {', '.join(names)}: plan.csv asks for both, as is usual. "
            "Correct it there if you were told to do one."
        )


def _say_written(folder: Path, written: tuple[Path, ...], *, given: bool) -> None:
    for path in written:
        say(str(path))
    kept = [name for name in ("diary.csv", "plan.csv") if folder / name not in written]
    if not written:
        say(f"{folder} has all files already; nothing was changed.")
    if given and kept:
        say(f"Left as they were: {' and '.join(kept)}. What you asked for is not in there.")
    sheet, plan = folder / "to_print" / "stretching.pdf", folder / "plan.csv"
    if sheet not in written and sheet.stat().st_mtime < plan.stat().st_mtime:
        say(
            f"{sheet} is older than the plan. To make it anew, delete it and give this command "
            "again."
        )
    name = shlex.quote(str(folder))
    say(f"\nIn the evening, two minutes: backpain log {name}")
    say(f"Or write in diary.csv or diary.xlsx, or print {folder / 'to_print' / 'diary.pdf'}.")
    say(f"The page for your therapist, whenever you need it: backpain report {name}")
