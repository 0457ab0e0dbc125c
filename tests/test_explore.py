"""A look of one's own choice: what it shows, what it may not claim, and that looks are counted."""

from __future__ import annotations

import datetime as dt
import io

import ipywidgets
import matplotlib
import numpy as np
import pandas as pd
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from PIL import Image

from backpain_analysis import listings, panel, plots, rank_triggers, wording
from backpain_analysis.errors import NotEnoughData
from backpain_analysis.explore import Choice, first_choice, outcomes_of, take_look

N = 120


@pytest.fixture(scope="module")
def days():
    """Pain follows sitting of the day before by 0.8 points an hour; stress has no part in it."""
    rng = np.random.default_rng(7)
    index = pd.date_range("2025-03-03", periods=N, name="date")
    sitting = rng.integers(2, 10, N).astype(float)
    pain = 3 + 0.8 * (np.roll(sitting, 1) - 5) + rng.normal(0, 0.5, N)
    table = pd.DataFrame(
        {
            "pain": np.clip(pain, 0, 10),
            "leg_pain": rng.integers(0, 4, N).astype(float),
            "sitting_hours": sitting,
            "stress": rng.integers(0, 10, N).astype(float),
            "lifting": (rng.random(N) < 0.4).astype(float),
        },
        index=index,
    )
    table.loc[index[10], "pain"] = np.nan
    table.attrs = {"outcome": "pain", "start": index[0], "end": index[-1], "lags": (0, 1)}
    return table


@pytest.fixture(scope="module")
def ledger(days):
    return rank_triggers(days)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_it_begins_with_what_stands_out_most(days, ledger):
    assert first_choice(ledger) == Choice("pain", "sitting_hours", 1)
    assert outcomes_of(days) == ("pain", "leg_pain")


def test_a_look_at_what_the_ledger_has_is_the_ledgers_own_row(days, ledger):
    look = take_look(days, ledger, Choice("pain", "sitting_hours", 1))
    row = ledger.table.query("factor == 'sitting_hours' and lag_days == 1").iloc[0]
    assert look.counted
    assert (look.row["q"], look.row["effect"]) == (row["q"], row["effect"])
    assert look.row["verdict"] == "clear"
    assert "clearly go together" in wording.say_look(look)[0]
    assert listings.list_look(look)["q"].tolist() == ["< 0.001"]


def test_pain_stands_beside_what_was_written_the_day_before(days, ledger):
    look = take_look(days, ledger, Choice("pain", "sitting_hours", 1))
    assert np.isnan(look.days["before"].iloc[0])
    np.testing.assert_array_equal(look.days["before"].iloc[1:], days["sitting_hours"].iloc[:-1])
    np.testing.assert_array_equal(look.days["factor"], days["sitting_hours"])
    assert look.days["pain"].isna().sum() == 1


@pytest.mark.parametrize(
    "choice",
    [
        Choice("pain", "sitting_hours", 1, since=dt.date(2025, 3, 10)),
        Choice("pain", "sitting_hours", 1, until=dt.date(2025, 6, 1)),
        Choice("leg_pain", "sitting_hours", 1),
        Choice("pain", "sitting_hours", 6),
    ],
)
def test_a_look_beyond_the_ledger_claims_nothing(days, ledger, choice):
    look = take_look(days, ledger, choice)
    assert not look.counted
    assert np.isnan(look.row["q"])
    assert look.row["verdict"] not in ("clear", "shared", "echo")
    said = " ".join(wording.say_look(look))
    assert "not a test" in said
    assert "clearly" not in said
    assert listings.list_look(look)["q"].tolist() == ["not counted"]


def test_a_strong_link_in_a_shorter_period_is_a_hint_at_most(days, ledger):
    look = take_look(days, ledger, Choice("pain", "sitting_hours", 1, since=dt.date(2025, 3, 10)))
    assert look.row["p"] < 0.001
    assert look.row["verdict"] == "hint"
    # what was written on the day before the period still serves
    assert look.days["before"].notna().all()
    assert look.days.index[0] == pd.Timestamp("2025-03-10")


def test_the_whole_period_by_its_dates_is_the_whole_period(days, ledger):
    choice = Choice(
        "pain", "sitting_hours", 1, since=dt.date(2025, 3, 1), until=dt.date(2026, 1, 1)
    )
    assert take_look(days, ledger, choice).counted


def test_looking_changes_neither_the_days_nor_the_ledger(days, ledger):
    before, rows = days.copy(), ledger.table.copy()
    attrs = dict(days.attrs)
    take_look(days, ledger, Choice("leg_pain", "stress", 5, since=dt.date(2025, 4, 1)))
    pd.testing.assert_frame_equal(days, before)
    pd.testing.assert_frame_equal(ledger.table, rows)
    assert days.attrs == attrs


def test_dates_the_wrong_way_round_are_refused(days, ledger):
    choice = Choice("pain", "stress", 0, since=dt.date(2025, 5, 2), until=dt.date(2025, 5, 1))
    with pytest.raises(NotEnoughData, match="earlier first day"):
        take_look(days, ledger, choice)


# --- the picture ----------------------------------------------------------------------------


def test_the_line_has_the_fitted_slope_and_the_grey_its_interval(days, ledger):
    look = take_look(days, ledger, Choice("pain", "sitting_hours", 1))
    ax = plots.plot_look(look)
    (line,) = [drawn for drawn in ax.lines if drawn.get_label() == "fitted"]
    x, y = line.get_xdata(), line.get_ydata()
    assert (x[0], x[-1]) == (2, 9)
    assert (y[-1] - y[0]) / 7 == pytest.approx(look.row["effect"])
    (_, grey) = ax.collections
    corners = grey.get_paths()[0].vertices
    right = corners[corners[:, 0] == 9][:, 1]
    middle = x[1]
    slopes = (np.array([right.min(), right.max()]) - y[1]) / (9 - middle)
    np.testing.assert_allclose(slopes, [look.row["low"], look.row["high"]])
    assert len(ax.collections[0].get_offsets()) == look.days[["before", "pain"]].dropna().shape[0]


def test_dots_stay_within_reach_of_their_day(days, ledger):
    look = take_look(days, ledger, Choice("pain", "lifting", 0))
    ax = plots.plot_look(look)
    both = look.days[["before", "pain"]].dropna().to_numpy()
    assert np.abs(ax.collections[0].get_offsets() - both).max() < 0.2
    assert [t.get_text() for t in ax.get_xticklabels()] == ["no", "yes"]


def test_both_series_over_time_and_ten_years_by_week(days, ledger):
    upper, lower = plots.plot_look_over_time(take_look(days, ledger, Choice("pain", "stress", 0)))
    np.testing.assert_array_equal(upper.lines[0].get_ydata(), days["pain"])
    np.testing.assert_array_equal(lower.lines[0].get_ydata(), days["stress"])
    assert "stress" in lower.get_ylabel()
    long = days.iloc[np.arange(3650) % N].set_axis(pd.date_range("2015-01-05", periods=3650))
    long.attrs = {"outcome": "pain"}
    look = take_look(long, rank_triggers(long), Choice("pain", "stress", 0))
    upper, lower = plots.plot_look_over_time(look)
    assert len(upper.lines[0].get_ydata()) == len(lower.lines[0].get_ydata()) == 522


def test_the_same_look_is_the_same_picture_on_white(days, ledger):
    look = take_look(days, ledger, Choice("pain", "lifting", 0))
    first = plots.draw_look(look)
    assert plots.draw_look(look) == first
    assert Image.open(io.BytesIO(first)).convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert not plt.get_fignums(), "a figure stays open at every look"


# --- the panel ------------------------------------------------------------------------------


class Kept:
    """Stands for an output of a cell that is renewed."""

    def __init__(self) -> None:
        self.now: object = None

    def update(self, shown: object) -> None:
        self.now = shown


@pytest.fixture
def shown(days, ledger, monkeypatch):
    """A panel on the screen: what was displayed, and what its renewed outputs hold."""
    displayed: list[object] = []
    handles: list[Kept] = []

    def display(thing: object, *, display_id: bool = False) -> Kept | None:
        displayed.append(thing)
        if not display_id:
            return None
        handles.append(Kept())
        handles[-1].update(thing)
        return handles[-1]

    monkeypatch.setattr("IPython.display.display", display)
    panel.show_panel(days, ledger)
    return displayed, handles


def controls(displayed):
    found = [w for row in displayed[0].widget.children for w in row.children]
    return {w.description: w for w in found}


def test_choosing_renews_picture_words_and_row_and_counts_looks(shown):
    displayed, (picture, words, row) = shown
    fields = controls(displayed)
    assert list(fields) == ["Which pain", "beside", "and pain", "from", "to"]
    assert "1 look so far, none of them beyond the 6 combinations" in str(words.now)
    first = picture.now.png

    fields["beside"].value = "stress"
    assert picture.now.png != first
    assert "stress" in str(words.now)
    assert "stress" in str(row.now)
    assert "2 looks so far, none of them beyond" in str(words.now)

    fields["and pain"].value = 7
    assert "3 looks so far, 1 of them beyond the 6 combinations" in str(words.now)
    assert "That number stays 6" in str(words.now)

    # the same again is no new look
    fields["and pain"].value = 1
    fields["and pain"].value = 7
    assert "3 looks so far, 1 of them beyond" in str(words.now)


def test_dates_the_wrong_way_round_are_said_and_no_old_picture_stays(shown):
    displayed, (picture, words, _) = shown
    fields = controls(displayed)
    before = picture.now.png
    fields["from"].value, fields["to"].value = dt.date(2025, 6, 1), dt.date(2025, 5, 1)
    assert "earlier first day" in str(words.now)
    assert picture.now.png != before
    fields["to"].value = None
    assert "1 to 30 June 2025" in str(words.now)


def test_without_a_kernel_a_sentence_stands_for_the_controls(shown):
    bundle = shown[0][0]._repr_mimebundle_()
    assert "controls stand here" in bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert isinstance(shown[0][0].widget, ipywidgets.Widget)


def test_a_diary_of_pain_alone_has_nothing_to_choose(days, monkeypatch):
    said: list[object] = []
    monkeypatch.setattr("IPython.display.display", said.append)
    alone = days[["pain"]]
    alone.attrs = {}
    panel.show_panel(alone, rank_triggers(alone))
    assert "no column to look at" in str(said[0])


def test_of_many_things_taken_into_account_a_few_are_named(ledger):
    names = ("lifting", "stress", "driving_hours", "walking_minutes", "sleep_hours", "medication")
    row = ledger.table.query("factor == 'sitting_hours' and lag_days == 1").iloc[0].to_dict()
    row |= {"adjusted_for": names, "adjusted_effect": 1, "adjusted_low": 0.5, "adjusted_high": 2}
    said = wording.say_trigger(row, ledger)
    assert "walking and 2 more held equal" in said
    assert "sleep" not in said
