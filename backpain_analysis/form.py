"""The form in the first notebook: today's entry, added to the person's own logbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from backpain_analysis.display import Controls, Shown, say
from backpain_analysis.entry import append_entry, look_at
from backpain_analysis.entry.already import There, how_to_correct
from backpain_analysis.entry.asking import (
    daily_questions,
    say_hint,
    say_no_outright,
    say_question,
)
from backpain_analysis.entry.stretches import say_stretch
from backpain_analysis.entry.typed import read_stretches
from backpain_analysis.entry.written import (
    diary_today,
    say_both_count,
    say_what_to_heed,
    say_written,
)
from backpain_analysis.errors import BackpainError
from backpain_analysis.untrusted import plain

_WITHOUT = "In an open notebook that has been run, a form for today's entry stands here."
_OF_THE_SAMPLE = (
    "This is the made-up sample, to which nothing is added. With your own folder named in the cell "
    "above, a form for today's entry stands here."
)
_WAIT = "A field left blank means not written down, never 0, unless it says so itself."
_WIDE: dict[str, Any] = {
    "style": {"description_width": "26em"}, "layout": {"width": "46em", "max_width": "98%"},
}  # fmt: skip


def _how_to_correct(there: There, day: dt.date) -> str:
    if there.keeper == "text":
        return f"say `backpain log --day {day} --replace` on a terminal"
    return how_to_correct(there)


class EntryForm:
    """Fields for one entry, and what became of it.

    Parameters
    ----------
    folder : pathlib.Path
        The logbook.
    today : datetime.date
        The day that the form begins with, and the last that it takes.

    Raises
    ------
    LogbookError
        The diary or the routine cannot be read.
    OutputError
        The folder cannot be written to.
    """

    def __init__(self, folder: Path, today: dt.date) -> None:
        import ipywidgets as w

        self._folder, self._today = folder, today
        self._outlook = look_at(folder, today)
        questions = daily_questions(self._outlook.diary)
        self._asked_again: dt.date | None = None
        self._told: Any = None
        self.day = w.DatePicker(value=today, max=today, description="Day", **_WIDE)
        self.fields = {
            habit.meaning.header: w.Text(
                description=plain(say_question(habit)), placeholder=plain(say_hint(habit)),
                **_WIDE,
            )
            for habit in questions
        }  # fmt: skip
        self._choices = self._outlook.stretches_on(today)
        self.done = [w.Checkbox(description=plain(say_stretch(row)), indent=False)
                     for row in self._choices]  # fmt: skip
        self.others = w.Text(
            description="Other stretches", placeholder="cat-cow 2x12; piriformis both 2x30s",
            **_WIDE,
        )  # fmt: skip
        self.button = w.Button(description="Write it down", button_style="primary")
        self.button.on_click(lambda _: self._tell(self.write()))

    def show(self) -> None:
        """Show the form as the output of this cell."""
        import ipywidgets as w
        from IPython.display import display

        stretches = [w.HTML("Stretches done:"), *self.done] if self.done else []
        form = w.VBox([self.day, *self.fields.values(), *stretches, self.others, self.button])
        display(Controls(form, say(_WITHOUT)))  # type: ignore[no-untyped-call]
        self._told = display(say(_WAIT), display_id=True)  # type: ignore[no-untyped-call]

    def write(self) -> Shown:
        """Add what the fields hold to the logbook.

        Returns
        -------
        Shown
            What was written and where, or why it was not.
        """
        day = self.day.value or self._today
        values = {header: field.value for header, field in self.fields.items() if field.value}
        there = self._outlook.clashes(day, values)
        if there and self._asked_again != day:
            self._asked_again = day
            return say(
                f"{say_both_count(day, there)} Press the button again to write it; to correct what "
                f"stands there, {_how_to_correct(there[-1], day)}."
            )
        say_no_outright(daily_questions(self._outlook.diary), values)
        try:
            done = append_entry(
                self._folder, {**values, "date": day}, stretches=self._stretches(),
                today=self._today,
            )  # fmt: skip
        except BackpainError as error:
            return say(str(error))
        self._clear()
        said = [line for appended in done for line in say_written(self._folder, appended)]
        return say(
            said,
            say_what_to_heed(self._folder, [day]),
            "Run the notebook again to see it in what follows.",
        )

    def _stretches(self) -> list[dict[str, str]]:
        marked = zip(self._choices, self.done, strict=True)
        others = read_stretches(self.others.value, own=self._outlook.own_stretches)
        return [dict(row) for row, box in marked if box.value] + others

    def _clear(self) -> None:
        """Blank fields, so that a second click writes nothing twice."""
        for field in (*self.fields.values(), self.others):
            field.value = ""
        for box in self.done:
            box.value = False
        self._outlook, self._asked_again = look_at(self._folder, self._today), None

    def _tell(self, said: Shown) -> None:
        if self._told is not None:
            self._told.update(said)


def show_form(logbook: str | Path) -> None:
    """Show the form for a logbook's next entry; for the made-up one only say what it is.

    Parameters
    ----------
    logbook : str or pathlib.Path
        Folder with the person's files.
    """
    from IPython.display import display

    folder = Path(logbook).expanduser()
    if folder.resolve().name == "sample_data":
        display(say(_OF_THE_SAMPLE))  # type: ignore[no-untyped-call]
        return
    try:
        EntryForm(folder, diary_today(folder)).show()
    except (BackpainError, OSError) as error:
        display(say(f"No entry can be written here. {error}"))  # type: ignore[no-untyped-call]
