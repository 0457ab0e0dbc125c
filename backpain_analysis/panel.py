"""The panel of the triggers notebook: choose, and see what the diary shows of it.

The picture and the words are outputs of the cell itself and only renewed when
something is chosen: they stay in the notebook when its kernel is gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from backpain_analysis.display import Controls, Picture, Shown, say, show_table
from backpain_analysis.errors import BackpainError
from backpain_analysis.explore import Choice, Look, first_choice, outcomes_of, take_look
from backpain_analysis.listings import list_look
from backpain_analysis.plots import draw_look, draw_no_look
from backpain_analysis.triggers import TriggerRanking
from backpain_analysis.wording import factor_label, lag_label, say_look, say_looks_taken
from backpain_analysis.wording.phrases import outcome_label

if TYPE_CHECKING:
    import ipywidgets

#: Lags to choose from [days].
LONGEST_LAG = 7
_WITHOUT = (
    "In an open notebook that has been run, controls stand here: which pain, what beside it, how "
    "many days later, and from when to when."
)


class Panel:
    """What was chosen so far, and what stands on the screen.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    ledger : TriggerRanking
        Its ranking, to which looking adds nothing.
    first : Choice
        What to begin with.
    """

    def __init__(self, days: pd.DataFrame, ledger: TriggerRanking, first: Choice) -> None:
        self._days, self._ledger = days, ledger
        self._choice = first
        #: Different choices so far, and whether the ledger has each.
        self.looks: dict[Choice, bool] = {}
        self._shown: list[Any] = []

    def choose(self, **changes: Any) -> None:
        """Look at something else.

        Parameters
        ----------
        **changes
            Fields of `Choice`.
        """
        self._choice = replace(self._choice, **changes)
        parts = self._look()
        if self._shown:
            for handle, part in zip(self._shown, parts, strict=True):
                handle.update(part)

    def show(self) -> None:
        """Show the controls, and what they are set to, as the outputs of this cell."""
        from IPython.display import display

        display(Controls(self._controls(), say(_WITHOUT)))  # type: ignore[no-untyped-call]
        self._shown = [
            display(part, display_id=True)  # type: ignore[no-untyped-call]
            for part in self._look()
        ]

    def _look(self) -> tuple[Picture, Shown, Shown]:
        """The picture, the words, the row of the ledger."""
        try:
            look = take_look(self._days, self._ledger, self._choice)
        except BackpainError as error:
            why = str(error)
            return Picture(draw_no_look(why), why), say(why, self._count()), say()
        self.looks[self._choice] = look.counted
        words = say(say_look(look), self._count())
        return Picture(draw_look(look), _alt(look)), words, show_table(list_look(look))

    def _count(self) -> str:
        beyond = sum(not counted for counted in self.looks.values())
        return say_looks_taken(len(self.looks), beyond, self._ledger)

    def _controls(self) -> ipywidgets.Widget:
        import ipywidgets as w

        labels = dict(zip(self._ledger.table["factor"], self._ledger.table["label"], strict=True))
        start, end = (self._days.attrs[name] for name in ("start", "end"))
        first, last = pd.Timestamp(start).date(), pd.Timestamp(end).date()
        fields = {
            "outcome": w.Dropdown(
                options=[(outcome_label(n, "neutral"), n) for n in outcomes_of(self._days)],
                description="Which pain",
            ),
            "factor": w.Dropdown(
                options=[(factor_label(name, label), name) for name, label in labels.items()],
                value=self._choice.factor, description="beside",
            ),
            "lag": w.Dropdown(
                options=[(lag_label(n), n) for n in _lags(self._ledger)],
                value=self._choice.lag, description="and pain",
            ),
            "since": w.DatePicker(value=first, min=first, max=last, description="from"),
            "until": w.DatePicker(value=last, min=first, max=last, description="to"),
        }  # fmt: skip
        ends = {"since": first, "until": last}
        for name, field in fields.items():

            def chosen(change: Any, name: str = name) -> None:
                value = change["new"]
                self.choose(**{name: None if value == ends.get(name, ...) else value})

            field.observe(chosen, "value")
        rows = [["outcome", "factor", "lag"], ["since", "until"]]
        return w.VBox([w.HBox([fields[name] for name in row], layout=_WRAPPED) for row in rows])


_WRAPPED = {"flex_flow": "row wrap"}


def show_panel(days: pd.DataFrame, ledger: TriggerRanking) -> None:
    """Show the panel as the output of a cell.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    ledger : TriggerRanking
        Its ranking.
    """
    from IPython.display import display

    first = first_choice(ledger)
    if first is None:
        display(say("The diary has no column to look at beside pain."))  # type: ignore[no-untyped-call]
        return
    Panel(days, ledger, first).show()


def _lags(ledger: TriggerRanking) -> list[int]:
    return sorted({*range(LONGEST_LAG + 1), *ledger.lags})


def _alt(look: Look) -> str:
    choice = look.choice
    factor = factor_label(choice.factor, str(look.row["label"]))
    return (
        f"{factor} and {outcome_label(choice.outcome, 'neutral')}, {lag_label(choice.lag)}: each "
        "day with the fitted difference, and both over time. The numbers stand below."
    )
