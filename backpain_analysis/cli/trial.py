"""The command for a test of one's own: `backpain trial`."""

# Without `annotations` of __future__: typer would compile each text twice.

import math
import secrets
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backpain_analysis.cli.arguments import Folder, choose_logbook, choose_own_logbook, read_day
from backpain_analysis.cli.screen import ask, say, working
from backpain_analysis.errors import BackpainError, LogbookError

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook
    from backpain_analysis.trial import TrialPlan

app = typer.Typer(rich_markup_mode=None)

_SEEDS = 1_000_000


@app.command(short_help="A fair on/off test of one question, and later its answer.")
def trial(
    logbook: Folder = None,
    *,
    question: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help='What is tried, as in "a break from sitting every hour".'
        ),
    ] = None,
    effect: Annotated[
        float,
        typer.Option(
            metavar="NUMBER",
            help="The smallest change in pain that would matter to you, in points of 0-10.",
        ),
    ] = 1.0,
    block_days: Annotated[
        int, typer.Option(metavar="DAYS", help="Days in a row with it, or without; 1 to 28.")
    ] = 4,
    washout_days: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            help="First days of each block that are not counted, while the block before wears off.",
        ),
    ] = 1,
    start: Annotated[
        Any,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="First day; default tomorrow."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            help="A number that gives the same order of days again; left out: drawn by chance.",
        ),
    ] = None,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="What the plan asks for was agreed with the therapist.")
    ] = False,
) -> None:
    """Plan a fair test of one question on yourself, and answer it when it has run.

    Blocks of days with and without it come in random order, as many as your own ups and downs ask
    for, which takes 30 days of diary to know. The schedule is written to trial.csv in your logbook.
    Said again without options, it tells what today asks for, and after the last day what came of
    it.
    """
    _within("--effect", effect, 0.1, 10)
    _within("--block-days", block_days, 1, 28)
    _within("--washout-days", washout_days, 0, 27)
    _within("--seed", seed or 0, 0, None)
    if washout_days >= block_days:
        raise typer.BadParameter(
            f"--washout-days {washout_days} leaves no day of a block of {block_days} that counts."
        )
    from backpain_analysis.entry.trial_file import refuse_second

    if question is None and (found := _begun(choose_logbook(logbook))):
        _tell(found)
        return
    folder = choose_own_logbook(logbook)
    refuse_second(folder)
    words = _question(question, folder)
    with working("Reading the logbook"):
        book = _open(folder)
        plan = _plan(book, words, start, effect=effect, block_days=block_days,
                     washout_days=washout_days, seed=seed)  # fmt: skip
    _agree(book, plan, agreed=agreed)
    _write(book, plan, asks=question is None)


def _within(option: str, number: float, low: float, high: float | None) -> None:
    if not low <= number <= (math.inf if high is None else high):
        span = f"from {low:g} to {high:g}" if high is not None else f"of {low:g} or more"
        raise typer.BadParameter(f"{option} {number:g}: use a number {span}.")


def _open(folder: Path) -> "Logbook":
    from backpain_analysis.logbook import open_logbook

    return open_logbook(folder)


def _begun(folder: Path) -> "Logbook | None":
    """The logbook, where a test was begun in it; an error where its file is broken."""
    from backpain_analysis.entry.trial_file import TRIAL_FILE, trial_problems

    if not (folder / TRIAL_FILE).exists():
        return None
    book = _open(folder)
    if book.trial is None:
        raise LogbookError(f"{TRIAL_FILE} cannot be used:", trial_problems(book))
    return book


def _tell(book: "Logbook") -> None:
    from backpain_analysis.days import daily_table
    from backpain_analysis.trial_answer import answer_own_trial
    from backpain_analysis.wording.trial import say_own_trial

    answer = answer_own_trial(book, daily_table(book))
    for line in say_own_trial(book.trial, answer, book.today):
        say(line)


def _question(given: str | None, folder: Path) -> str:
    words = given
    if words is None and sys.stdin.isatty():
        say("There is no test in this logbook yet. What would you like to try, on some days and")
        say("not on others? For example: a break from sitting every hour")
        words = ask("What is tried: ")
    if not (words or "").strip():
        raise typer.BadParameter(
            "Say what is tried, as in: backpain trial "
            f'{shlex.quote(str(folder))} --question "a break from sitting every hour"'
        )
    return " ".join(str(words).split())


def _plan(
    book: "Logbook", question: str, start: Any, *, seed: int | None, **wishes: Any
) -> "TrialPlan":
    import pandas as pd

    from backpain_analysis.days import daily_table
    from backpain_analysis.trial import own_variability, propose_trial

    first = pd.Timestamp(start) if start else book.today + pd.Timedelta(days=1)
    if first < book.today:
        raise typer.BadParameter(f"--start {first.date()} has passed: a test cannot begin before.")
    drawn = secrets.randbelow(_SEEDS) if seed is None else seed
    variability = own_variability(daily_table(book))
    return propose_trial(variability, question, first, seed=drawn, **wishes)


def _agree(book: "Logbook", plan: "TrialPlan", *, agreed: bool) -> None:
    from backpain_analysis.prompting import agreed as says_yes
    from backpain_analysis.trial_agreement import what_to_agree
    from backpain_analysis.wording.trial import say_agreement

    days = plan.schedule["date"]
    warning = say_agreement(what_to_agree(plan.question, book.plan, days.iloc[0], days.iloc[-1]))
    if not warning:
        return
    say(warning)
    if agreed or (sys.stdin.isatty() and says_yes("Is that agreed?", ask)):
        return
    raise BackpainError("Nothing was written. Once it is agreed, add --agreed.")


def _write(book: "Logbook", plan: "TrialPlan", *, asks: bool) -> None:
    from backpain_analysis.days import daily_table
    from backpain_analysis.entry.trial_file import write_trial
    from backpain_analysis.prompting import agreed as says_yes
    from backpain_analysis.wording.trial import say_trial_plan

    for line in say_trial_plan(plan):
        say(line)
    if asks and not says_yes("Write this schedule?", ask):
        say("Nothing was written.")
        return
    path = write_trial(book.folder, plan, outcome=daily_table(book).attrs["outcome"])
    say(f"The schedule, day by day: {path}")
    if not plan.enough:
        say("For a better test, delete that file and plan another.")
    again = f"backpain trial {shlex.quote(str(book.folder))}"
    say(f"What today asks for, and later the answer: {again}")
