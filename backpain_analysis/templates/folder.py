"""A new logbook: a folder with everything to begin with."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from pathlib import Path

from backpain_analysis.columns import PLAN, ROUTINE
from backpain_analysis.errors import OutputError
from backpain_analysis.exercises import load_catalogue
from backpain_analysis.templates.paper import Paper, set_paper_diary, set_paper_stretches
from backpain_analysis.templates.spreadsheet import make_spreadsheet
from backpain_analysis.wording import say_cautions, say_direction, say_suggested

#: The columns of a new diary: what can be written in two minutes a day. Any other
#: column of the known ones, or of one's own, may be added.
DIARY_HEADER = (
    "date", "time", "pain", "worst_pain", "leg_pain", "location", "below_knee", "quality",
    "flare", "blamed", "sitting_hours", "lifting", "sleep_hours", "stress", "walking_minutes",
    "medication", "notes",
)  # fmt: skip
#: Folder for what is to be printed, apart from the files that are read.
PRINT_FOLDER = "to_print"


def write_new_logbook(folder: str | Path, *, paper: Paper = "a4") -> tuple[Path, ...]:
    """Write the blank files of a new logbook.

    ``diary.csv``, ``routine.csv``, ``plan.csv`` with the stretches of the
    catalogue to edit, ``settings.toml`` with every key explained, a
    spreadsheet, and in ``to_print`` a diary and a stretching sheet on paper.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made where it does not exist. A file that is there already stays as it
        is.
    paper : {"a4", "us-letter"}
        Size of what is to be printed.

    Returns
    -------
    tuple of pathlib.Path
        What was written; empty where everything was there.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    """
    folder = Path(folder)
    missing = {name: make for name, make in _files(paper).items() if not (folder / name).exists()}
    contents = {name: make() for name, make in missing.items()}
    try:
        return tuple(_write(folder / name, content) for name, content in contents.items())
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written to: {error.strerror}. "
            "Name another folder, or change its permissions."
        ) from error


def _files(paper: Paper) -> dict[str, Callable[[], bytes]]:
    return {
        "diary.csv": lambda: _csv(DIARY_HEADER),
        "routine.csv": lambda: _csv([column.name for column in ROUTINE]),
        "plan.csv": lambda: _csv([column.name for column in PLAN], _plan_rows()),
        "settings.toml": _settings,
        "diary.xlsx": lambda: make_spreadsheet(DIARY_HEADER),
        f"{PRINT_FOLDER}/diary.pdf": lambda: set_paper_diary(paper),
        f"{PRINT_FOLDER}/stretching.pdf": lambda: set_paper_stretches(paper),
    }


def _write(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet, wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise
    return path


def _settings() -> bytes:
    text = resources.files(__package__).joinpath("settings.toml").read_text(encoding="utf-8")
    return text.replace("# {stretches}\n", _about_stretches()).encode("utf-8")


def _about_stretches() -> str:
    """Which way the stretches of plan.csv move, and what to ask about first, as comments."""
    stretches = [exercise for exercise in load_catalogue() if exercise.kind == "stretch"]
    lines = ["Which way the stretches in plan.csv move:"]
    lines += [f"  {say_direction(stretch)} {say_suggested(stretch)}" for stretch in stretches]
    cautions = [line for caution in say_cautions() for line in ("", caution)]
    return "".join(_comment(line) for line in [*lines, *cautions])


def _comment(line: str) -> str:
    hang = "#     " if line.startswith(" ") else "# "
    return (textwrap.fill(line, 90, initial_indent="# ", subsequent_indent=hang) or "#") + "\n"


def _csv(header: Iterable[str], rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(header), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _plan_rows() -> list[dict[str, str]]:
    """The stretches of the catalogue, on no day of the week until somebody asks for them."""
    rows = []
    for stretch in load_catalogue():
        if stretch.kind != "stretch":
            continue
        numbers = {"sets": stretch.sets, "reps": stretch.reps, "hold_seconds": stretch.hold_seconds}
        row = {name: str(number) for name, number in numbers.items() if number is not None}
        side = {"side": "both"} if stretch.sides == 2 else {}
        asked = {"times_per_day": "1", "days_per_week": "0"}
        rows.append({"exercise": stretch.name} | side | row | asked)
    return rows
