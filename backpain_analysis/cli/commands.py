"""All commands save those that ask questions, which have modules of their own."""

# Without `annotations` of __future__: typer would compile each text twice.

import atexit
import gc
import importlib
import os
import shlex
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from backpain_analysis import __version__
from backpain_analysis.cli import log, new, trial
from backpain_analysis.cli.arguments import (
    Folder,
    Folders,
    Out,
    Paper,
    PaperSize,
    Since,
    Until,
    check_order,
    choose_logbook,
)
from backpain_analysis.cli.screen import counting, say, say_aside, working
from backpain_analysis.errors import BackpainError
from backpain_analysis.untrusted import plain

if TYPE_CHECKING:
    from backpain_analysis.cli.batch import Wanted


class InOrder(TyperGroup):
    """The commands in the order in which a newcomer meets them."""

    ORDER = ("new", "log", "check", "report", "compare", "notebooks", "lab", "trial", "share")

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002
        """All of them, the first to use first."""
        return sorted(self.commands, key=self.ORDER.index)


app = typer.Typer(
    cls=InOrder,
    help="Honest answers from a back-pain diary and a stretching log, "
    "and one page for the physical therapist.",
    epilog="To begin: backpain new my_data. Or put what you have, an app's export or a "
    "spreadsheet, into a folder my_data. Then: backpain check, and backpain report.\n\n"
    "LOGBOOK is a folder with your files: diary*, routine*, plan* (.csv, .tsv, .txt, .xlsx) "
    "and settings.toml. Without one, my_data is used where it exists, else sample_data.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


app.add_typer(new.app)
app.add_typer(log.app)
app.add_typer(trial.app)


def show_version(wanted: bool) -> None:
    """Print the version and stop, where it is wanted.

    Parameters
    ----------
    wanted : bool
    """
    if wanted:
        say(f"backpain_analysis {__version__}")
        raise typer.Exit


@app.callback()
def backpain(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take what all commands share; the help is the app's own."""


@app.command(short_help="The page for the therapist, and every number on it.")
def report(
    logbook: Folders = None,
    since: Since = None,
    until: Until = None,
    *,
    out: Out = Path("reports"),
    paper: PaperSize = Paper.a4,
    appendix: Annotated[bool, typer.Option("--appendix", help="With the dated log.")] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="With the dated log, and your notes in it.")
    ] = False,
    font: Annotated[
        Path | None,
        typer.Option("--font", metavar="FILE", help="A font for letters that the page lacks."),
    ] = None,
    twin: Annotated[
        bool, typer.Option("--twin", help="Also says what a diary like yours would show by chance.")
    ] = False,
) -> None:
    """Write report.pdf for the therapist, report.html and report.json with every number.

    A summary in plain words comes on the screen. Of several logbooks each gets a report in
    FOLDER/<its name>; one that fails does not stop the rest, and a table says what became of them.
    """
    check_order(since, until)

    if logbook is not None and len(logbook) > 1:
        from backpain_analysis.cli.batch import Wanted

        wanted = Wanted(since, until, paper.value, appendix, notes, font=font, twin=twin)
        report_each(logbook, out, wanted)
        return
    folder = choose_logbook(logbook[0] if logbook else None)
    with working("Reading the logbook and making the report"):
        from backpain_analysis.logbook import open_logbook
        from backpain_analysis.report import write_report

        book = open_logbook(folder, since=since, until=until)
        made = write_report(
            book, out=out, paper=paper.value, appendix=appendix, notes=notes, font=font, twin=twin
        )
    from backpain_analysis.checking import short_lines
    from backpain_analysis.report import say_answers

    for line in say_answers(made.answers):
        say(f"- {line}", hang=2)
    say()
    if told := short_lines(made.answers.book):
        say("\n".join([*told[:-1], f"{told[-1]}: backpain check {shlex.quote(str(folder))}"]))
    if not notes and {"not_english", "partly_not_english"} & {*made.answers.alerts.caveats}:
        say(f"To show the notes as well: backpain report {shlex.quote(str(folder))} --notes")
    say(f"For the therapist: {made.pdf}")
    say(f"The same for a browser: {made.html}")
    say(f"Every number: {made.json}")


def report_each(folders: list[Path], out: Path, wanted: "Wanted") -> None:
    """Write a report for each logbook and say what became of them.

    Parameters
    ----------
    folders : list of pathlib.Path
    out : pathlib.Path
    wanted : Wanted

    Raises
    ------
    BackpainError
        One or more have no report.
    """
    from backpain_analysis.cli.batch import batch_table, write_each

    with counting(len(folders), "Making the reports") as progress:
        try:
            done = write_each(folders, out, wanted, progress=progress)
        except KeyboardInterrupt:
            say_aside("Stopped. Each report that was begun is whole; the others were not made.")
            raise typer.Exit(130) from None
    for line in batch_table(done):
        say(line, hang=4)
    if failed := sum(made.numbers is None for made in done):
        have = "has" if failed == 1 else "have"
        raise BackpainError(
            f"{failed} of {len(done)} logbooks {have} no report; the table says why."
        )


@app.command(short_help="What changed between two reports.")
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="The earlier report.json or folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The later one.")],
) -> None:
    """Say in plain words what changed from report A to report B; writes nothing."""
    from backpain_analysis.comparing import compare_reports, read_report
    from backpain_analysis.wording import say_comparison

    for line in say_comparison(compare_reports(read_report(first), read_report(second))):
        say(f"- {line}", hang=2)


@app.command(short_help="What was understood of the files, and what was not.")
def check(
    logbook: Annotated[
        Path | None,
        typer.Argument(
            metavar="LOGBOOK",
            help="Folder with your files, or one file, such as an app's export.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar="FOLDER", help="Write all of it in our own format, in a new folder."
        ),
    ] = None,
) -> None:
    """Show what was understood and what was not, line by line; changes nothing."""
    place = choose_logbook(logbook, quiet=as_json)
    with working("Reading the logbook"):
        from backpain_analysis.checking import check_data, check_lines
        from backpain_analysis.logbook import look_into

        look = look_into(place)
    if as_json:
        import json

        print(json.dumps(check_data(look), indent=1, allow_nan=False))
    else:
        for line in check_lines(look):
            say(line, hang=4)
    look.refuse()
    if write is not None:
        from backpain_analysis.transcript import write_logbook

        for path in write_logbook(look.book, write):
            say(str(path))


@app.command(short_help="A copy without words, to send with a question.")
def share(
    logbook: Annotated[Path, typer.Argument(metavar="LOGBOOK", help="Folder with your files.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New folder for the copy.")],
) -> None:
    """Write a copy that can be sent to a maintainer: dates moved, words taken out, numbers kept.

    Dates move by whole weeks, drawn by chance. Notes, medicines, labels and questions stay at home;
    columns of your own and words that are not ours are numbered. Read it before you send it.
    """
    with working("Reading the logbook"):
        from backpain_analysis.logbook import open_logbook
        from backpain_analysis.sharing import share_logbook

        paths = share_logbook(open_logbook(logbook), out)
    for path in paths:
        say(str(path))
    say(
        "It holds your numbers, dates moved by whole weeks, yes and no, and words of ours. Read it "
        "before you send it. Issues are public."
    )


@app.command(short_help="All notebooks again on these logs.")
def notebooks(
    logbook: Folder = None,
    since: Since = None,
    until: Until = None,
    *,
    out: Out = Path("reports"),
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Only those whose name begins so, like 02."),
    ] = None,
    code: Annotated[bool, typer.Option("--code", help="Keep the code in the pages.")] = False,
) -> None:
    """Run all notebooks again on these logs.

    They are kept in FOLDER/<today>, as .ipynb and as HTML to read, with an index of them and, where
    a run of this logbook from an earlier day is there, what changed since. A second run on one day
    takes the place of the first. Nothing else changes.
    """
    check_order(since, until)
    folder = choose_logbook(logbook)
    with working("Reading the logbook"):
        check_logbook(folder, since, until)
        runner = load("notebooks")
    starts = tuple(only or [""])
    total = sum(p.name.startswith(starts) for p in runner.notebooks_folder().glob("*.ipynb"))
    with counting(total, "Running the notebooks") as progress:
        run = runner.run_notebooks(
            folder, out, since=since, until=until, only=only or (), code=code, progress=progress
        )
    for result in run.results:
        say(f"{result.name}: {result.page or result.error}")
    say(f"All of them: {run.index}")
    if run.changes is not None:
        say(f"\nWhat changed since {run.changes.since}:")
        for line in run.changes.lines:
            say(f"- {line}", hang=2)
    if run.failed:
        where = ", ".join(str(result.notebook) for result in run.failed)
        raise BackpainError(f"Stopped by an error, which stands at its cell in {where}.")


@app.command(short_help="JupyterLab on notebooks for these logs.")
def lab(
    logbook: Folder = None,
    since: Since = None,
    until: Until = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
    port: Annotated[int | None, typer.Option(metavar="NUMBER", help="Port to listen on.")] = None,
) -> None:
    """Open JupyterLab on notebooks for this logbook.

    They are copies in LOGBOOK/notebooks, yours to change: those that are there stay.
    """
    check_order(since, until)
    folder = choose_logbook(logbook)
    with working("Reading the logbook"):
        check_logbook(folder, since, until)
        runner = load("lab")
    home, kept = runner.copy_notebooks(folder, since=since, until=until)
    say(f"Notebooks: {home}")
    if kept and (since or until):
        say("They were there before and stay as they are: set the dates in their first code cell.")
    raise typer.Exit(runner.open_lab(home, browser=browser, port=port))


def check_logbook(folder: Path, since: date | None, until: date | None) -> None:
    """Refuse a logbook that cannot be used before a program starts on it.

    Parameters
    ----------
    folder : pathlib.Path
    since, until : datetime.date or None
    """
    from backpain_analysis.days import daily_table
    from backpain_analysis.logbook import open_logbook

    daily_table(open_logbook(folder, since=since, until=until))


def load(module: str) -> Any:
    """Import a module that needs what the notebooks need.

    Parameters
    ----------
    module : str
        Its name in this package.

    Returns
    -------
    module

    Raises
    ------
    BackpainError
        Packages for it are not installed.
    """
    try:
        return importlib.import_module(f"backpain_analysis.{module}")
    except ModuleNotFoundError as error:
        raise BackpainError(
            f"The notebooks need packages that are not installed ({error.name}). "
            "Install them: python -m pip install 'backpain_analysis[notebooks]'"
        ) from error


def collect_garbage_rarely() -> None:
    """Look for garbage seldom, and not at the end: that took a quarter of a short command."""
    gc.set_threshold(200_000)
    atexit.register(gc.freeze)


def main() -> None:
    """Run a command; exit 0 done, 1 the logbook cannot be used, 2 wrong usage."""
    collect_garbage_rarely()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows "?" instead of stopping the program.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        try:
            app(prog_name="backpain")
        finally:
            sys.stdout.flush()
    except BackpainError as error:
        print(plain(str(error)), file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (`| head`) has gone; keep Python from complaining while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        name = error.filename or "A file"
        reason = f"{name} cannot be used: {error.strerror or error}."
        print(plain(f"{reason} See that it is there and that you may use it."), file=sys.stderr)
        sys.exit(1)
