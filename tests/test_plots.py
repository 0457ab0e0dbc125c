"""What stands on the axes, not only that something was drawn."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.dates import date2num

from backpain_analysis import plots
from backpain_analysis.plots import paper
from backpain_analysis.trend import Days14
from tests import made_results as made

MINUS = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def daily(pain, start="2025-03-03", **columns):
    index = pd.date_range(start, periods=len(pain), freq="D", name="date")
    return pd.DataFrame({"pain": np.array(pain, dtype=float), **columns}, index=index)


def line(ax, label):
    (found,) = [drawn for drawn in ax.lines if drawn.get_label() == label]
    return found


def texts(ax):
    return [t.get_text() for t in ax.texts]


def tick_texts(axis):
    return [t.get_text() for t in axis.get_ticklabels()]


def assert_pain_axis(ax):
    assert ax.get_ylim() == (0, 10)
    assert "points, 0\N{EN DASH}10" in ax.get_ylabel()
    assert "higher is worse" in ax.get_ylabel()


# --- pain, day by day ------------------------------------------------------------------


def test_pain_stands_at_its_day_and_a_missing_day_breaks_the_line():
    days = daily([3, np.nan, 5, 4], worst_pain=[6.0, np.nan, 10.0, 0.0])
    ax = plots.plot_pain(days)
    worst, average = line(ax, "worst of the day"), line(ax, "average of the day")
    np.testing.assert_array_equal(worst.get_ydata(), [6, np.nan, 10, 0])
    np.testing.assert_array_equal(average.get_ydata(), [3, np.nan, 5, 4])
    np.testing.assert_allclose(average.get_xdata(), date2num(days.index.to_pydatetime()))
    assert average.get_linestyle() == "None"
    assert_pain_axis(ax)
    assert ax.get_xlabel() == "date"


def test_without_a_worst_pain_the_average_is_joined_by_a_line():
    ax = plots.plot_pain(daily([3, np.nan, 5]))
    assert len(ax.lines) == 1
    assert line(ax, "average of the day").get_linestyle() == "-"


def test_where_few_worsts_are_known_the_average_is_joined_too():
    ax = plots.plot_pain(daily([3, 4, 5], worst_pain=[np.nan, 6.0, np.nan]))
    assert line(ax, "average of the day").get_linestyle() == "-"
    assert line(ax, "worst of the day").get_linestyle() == "None"


def test_days_before_the_period_are_not_drawn():
    days = daily([9, 9, 3, 5])
    days.attrs = {"outcome": "pain", "start": "2025-03-05", "end": "2025-03-06"}
    ax = plots.plot_pain(days)
    np.testing.assert_array_equal(line(ax, "average of the day").get_ydata(), [3, 5])


def test_another_outcome_is_named_on_the_axis():
    days = daily([np.nan, 1], leg_pain=[7.0, 2.0])
    days.attrs = {"outcome": "leg_pain"}
    ax = plots.plot_pain(days)
    np.testing.assert_array_equal(line(ax, "leg pain of the day").get_ydata(), [7, 2])
    assert ax.get_ylabel().startswith("leg pain")


def test_ten_years_are_drawn_by_week_and_an_empty_week_stays_a_gap():
    pain = np.full(3650, 4.0)
    pain[7:14] = np.nan  # the second week from Monday
    pain[14:21] = [1, 1, 1, 1, 1, 1, 8]
    ax = plots.plot_pain(daily(pain, worst_pain=pain + 1))
    average, worst = line(ax, "average of the week"), line(ax, "worst of the week")
    assert len(average.get_ydata()) == 522
    mondays = pd.to_datetime(["2025-03-03", "2025-03-10"])
    np.testing.assert_array_equal(average.get_xdata()[:2], date2num(mondays.to_pydatetime()))
    np.testing.assert_array_equal(average.get_ydata()[:4], [4, np.nan, 2, 4])
    np.testing.assert_array_equal(worst.get_ydata()[:4], [5, np.nan, 9, 5])


def test_the_axis_of_a_few_days_counts_days_and_not_hours():
    ax = plots.plot_pain(daily([4, 5, 3]))
    ax.figure.canvas.draw()
    assert tick_texts(ax.xaxis) == ["02", "03", "04", "05", "06"]  # a day free on either side
    assert ax.xaxis.get_offset_text().get_text() == "2025-Mar"


def test_flares_visits_and_changes_are_marked_once_in_the_legend():
    days = daily([3, 7, 8, 3, 3, 9, 9, 3])
    flares = history(days, [(1, 2), (5, 6)])
    ax = plots.plot_pain(
        days,
        flares=flares,
        visits=[days.index[3], pd.Timestamp("2030-01-01")],
        changes=[days.index[4]],
    )
    bars = [patch.get_x() for patch in ax.patches]
    assert bars == list(date2num(days.index[[1, 5]].to_pydatetime()) - 0.5)
    assert ax.patches[0].get_width() == 2
    assert line(ax, "visit").get_xdata()[0] == date2num(days.index[3].to_pydatetime())
    labels = ax.get_legend_handles_labels()[1]
    assert labels.count("flare-up") == 1
    assert labels.count("visit") == labels.count("plan changed") == 1


def test_given_axes_are_used_and_no_figure_is_opened():
    _figure, mine = plt.subplots()
    assert plots.plot_pain(daily([1, 2]), ax=mine) is mine
    assert len(plt.get_fignums()) == 1


def test_the_paper_is_white_in_a_dark_style():
    with plt.style.context("dark_background"):
        ax = plots.plot_pain(daily([1, 2]))
    white = (1.0, 1.0, 1.0, 1.0)
    assert ax.figure.get_facecolor() == ax.get_facecolor() == white
    assert ax.xaxis.label.get_color() == paper.INK
    ink = matplotlib.colors.to_rgba(paper.INK)
    assert matplotlib.colors.to_rgba(ax.get_legend().get_texts()[0].get_color()) == ink


# --- weekday and time of day -------------------------------------------------------------


def test_weekdays_run_from_monday_and_count_their_days():
    ax = plots.plot_weekdays(daily([2, 3, np.nan, 5, 5, 6, 7, 4]))  # Monday to Monday
    assert tick_texts(ax.xaxis) == [
        "Mon\n2 days",
        "Tue\n1 day",
        "Wed\n0 days",
        "Thu\n1 day",
        "Fri\n1 day",
        "Sat\n1 day",
        "Sun\n1 day",
    ]
    np.testing.assert_array_equal(line(ax, "average").get_ydata(), [3, 3, np.nan, 5, 5, 6, 7])
    assert_pain_axis(ax)


def test_times_fall_into_parts_of_the_day_and_the_night_runs_past_midnight():
    days = daily([5, 5])
    book = SimpleNamespace(
        diary=pd.DataFrame(
            {
                "date": days.index[[0, 0, 0, 0, 1, 1]],
                "time": [8.0, 13.0, 19.0, 23.0, 1.5, np.nan],
                "pain": [1.0, 2, 3, 4, 8, 10],
            }
        )
    )
    ax = plots.plot_times(book, days)
    assert tick_texts(ax.xaxis) == [
        "morning\n1 entry",
        "midday\n1 entry",
        "evening\n1 entry",
        "night\n2 entries",
    ]
    np.testing.assert_array_equal(line(ax, "average").get_ydata(), [1, 2, 3, 6])


def test_without_times_the_axes_say_so():
    days = daily([5, 5])
    book = SimpleNamespace(diary=pd.DataFrame({"date": days.index, "time": np.nan, "pain": 5.0}))
    assert "No entry has a time of day" in texts(plots.plot_times(book, days))[0]


# --- triggers ----------------------------------------------------------------------------


def trigger(factor, lag, verdict="cannot_tell", **values):
    row = {
        "factor": factor,
        "label": factor,
        "kind": "amount",
        "unit": "hours",
        "lag_days": lag,
        "of_night": False,
        "n_days": 80,
        "effect": 0.5,
        "low": -0.25,
        "high": 1.0,
        "p": 0.2,
        "q": 0.4,
        "contrast_from": 5.0,
        "contrast_to": 8.0,
        "verdict": verdict,
        "reason": None,
    }
    if verdict == "not_enough_data":
        row |= dict.fromkeys(
            ("effect", "low", "high", "p", "q", "contrast_from", "contrast_to"), np.nan
        )
    return row | values


def ranking(rows, lags=(0, 1)):
    table = pd.DataFrame(rows, columns=list(trigger("x", 0)))
    return made.ranking(table=table, factors=tuple(dict.fromkeys(table["factor"])), lags=lags)


def test_effects_are_drawn_per_contrast_with_their_interval():
    ax = plots.plot_triggers(
        ranking(
            [
                trigger("sitting", 0),
                trigger("sitting", 1, "clear", p=0.001),
                trigger("sleep", 0, contrast_from=8.0, contrast_to=6.0, p=0.5),
                trigger("sleep", 1, "not_enough_data"),
            ]
        )
    )
    first, second = ax.collections[0], ax.collections[3]
    ends = [segment[:, 0].tolist() for segment in first.get_segments()]
    # 3 hours more sitting and 2 hours more sleep, x (-0.25 to 1): always the higher amount.
    assert ends == [[-0.75, 3.0], [-0.5, 2.0]]
    assert [s[:, 0].tolist() for s in second.get_segments()] == [[-0.75, 3.0]]
    np.testing.assert_array_equal(ax.collections[1].get_offsets()[:, 0], [1.5, 1.0])
    assert tick_texts(ax.yaxis) == [
        "sitting\n8 rather than 5 hours",
        "sleep\n8 rather than 6 hours",
    ]
    assert "clear" in texts(ax)
    assert "points" in ax.get_xlabel()
    assert np.diff(np.abs(ax.get_xlim())) == 0  # as far to less as to more pain


def test_only_a_clear_one_is_filled_black():
    ax = plots.plot_triggers(
        ranking(
            [trigger("a", 0, "clear"), trigger("b", 0, "hint", p=0.3), trigger("c", 0, p=0.4)],
            lags=(0,),
        )
    )
    filled = ax.collections[1].get_facecolors()[:, 0]
    assert filled[0] < 0.2 < filled[1] < filled[2] == 1.0


def test_many_factors_are_cut_to_the_smallest_p_and_the_rest_is_counted():
    rows = [trigger(f"factor {n}", 0, p=(n + 1) / 50) for n in range(40)]
    ax = plots.plot_triggers(ranking(rows, lags=(0,)))
    assert len(ax.get_yticks()) == 12
    assert tick_texts(ax.yaxis)[0].startswith("factor 0\n")
    assert "28 more factors" in ax.get_xlabel()


def test_the_map_says_difference_and_verdict_in_each_cell():
    ax = plots.plot_trigger_heatmap(
        ranking(
            [
                trigger("sitting", 0),
                trigger("sitting", 1, "clear"),
                trigger("stress", 0, "not_enough_data"),
                trigger("stress", 1, "no_large_link", effect=-0.01),
            ]
        )
    )
    assert sorted(texts(ax)) == sorted(
        ["+1.5\ncannot tell yet", "+1.5\nclear", "0.0\nno large link", "not enough data"]
    )
    assert tick_texts(ax.xaxis) == ["same day", "1 day later"]
    assert tick_texts(ax.yaxis) == ["sitting", "stress"]
    cells = ax.collections[0].get_array()
    np.testing.assert_allclose(np.ma.filled(cells, np.nan).ravel(), [1.5, 1.5, np.nan, -0.03])
    assert ax.collections[0].get_clim() == (-1.5, 1.5)


@pytest.mark.parametrize("draw", [plots.plot_triggers, plots.plot_trigger_heatmap])
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "no column to hold against pain"),
        ([trigger("sitting", 0, "not_enough_data")], "Not enough days yet"),
    ],
)
def test_where_nothing_was_fitted_the_axes_say_why(draw, rows, why):
    ax = draw(ranking(rows))
    assert why in texts(ax)[0]
    assert not ax.axison


# --- change ------------------------------------------------------------------------------


def trend(days, **values):
    recorded = days["pain"].dropna()
    table = pd.DataFrame({"pain": recorded, "line": np.linspace(5, 4, len(recorded))})
    given = {
        "change": -1.25,
        "low": -2.5,
        "high": 0.04,
        "n_days": 61,
        "first_14_days": Days14(5.25, 9),
        "last_14_days": None,
        "table": table,
    }
    return made.trend(**(given | values))


def test_the_trend_has_its_dots_its_line_and_its_change():
    days = daily([5, np.nan, 4, 3])
    ax = plots.plot_trend(trend(days))
    np.testing.assert_array_equal(line(ax, "pain of a day").get_ydata(), [5, 4, 3])
    np.testing.assert_allclose(line(ax, "straight line through all days").get_ydata(), [5, 4.5, 4])
    mean = line(ax, "average of 14 days")
    assert list(mean.get_ydata()) == [5.25, 5.25]
    assert np.ptp(mean.get_xdata()) == 13
    assert ax.get_title(loc="left") == (
        f"Change over the diary: {MINUS}1.2 points ({MINUS}2.5 to 0.0), 61 days"
    )
    assert_pain_axis(ax)


def test_a_trend_from_too_few_days_has_no_line():
    ax = plots.plot_trend(trend(daily([5, 4]), change=None, low=None, high=None, n_days=2))
    labels = ax.get_legend_handles_labels()[1]
    assert "straight line through all days" not in labels
    assert "not enough days yet (2 recorded)" in ax.get_title(loc="left")


def before_after(**values):
    given = {
        "start": pd.Timestamp("2025-03-05"),
        "change": 0.5,
        "low": -1.0,
        "high": 2.0,
        "n_days": 4,
        "days_before": 2,
        "days_after": 2,
        "mean_before": 5.5,
        "mean_after": 3.0,
    }
    return made.before_after(**(given | values))


def test_before_and_after_meet_at_the_start():
    days = daily([5, 6, 2, 4])
    ax = plots.plot_before_after(before_after(), days)
    start = line(ax, "start: 2025-03-05").get_xdata()[0]
    assert start == date2num(days.index[2].to_pydatetime()) - 0.5
    levels = [(ln.get_xdata()[-1] < start, ln.get_ydata()[0]) for ln in ax.lines[2:]]
    assert levels == [(True, 5.5), (False, 3.0)]
    assert "average 5.5" in texts(ax)
    assert ax.get_title(loc="left").endswith(f"+0.5 points ({MINUS}1.0 to +2.0), 4 days")


def test_before_and_after_without_the_days_is_two_dots():
    ax = plots.plot_before_after(before_after(mean_after=None, days_after=0))
    np.testing.assert_array_equal(line(ax, "average").get_ydata(), [5.5, np.nan])
    assert tick_texts(ax.xaxis) == ["before\n2 days", "after\n0 days"]
    assert_pain_axis(ax)


def history(days, episodes, marked=()):
    index = days.index
    found = [made.flare(start=index[a], end=index[b]) for a, b in episodes]
    table = pd.DataFrame({"pain": days["pain"], "usual": 3.0, "high": False, "flare": 0})
    return made.flares(*found, marked=tuple(index[list(marked)]), table=table)


def test_flares_are_numbered_bars_and_marked_days_are_triangles():
    days = daily([3, 7, 8, np.nan, 3])
    ax = plots.plot_flares(history(days, [(1, 2)], marked=[4]))
    (bar,) = ax.patches
    assert bar.get_x() == date2num(days.index[1].to_pydatetime()) - 0.5
    assert bar.get_width() == 2
    assert texts(ax) == ["1"]
    np.testing.assert_array_equal(line(ax, "pain of the day").get_ydata(), [3, 7, 8, np.nan, 3])
    assert set(line(ax, "usual level").get_ydata()) == {3.0}
    assert line(ax, "marked by you").get_xdata()[0] == date2num(days.index[4].to_pydatetime())
    assert_pain_axis(ax)


def test_flares_of_many_years_stand_at_the_foot_and_hide_nothing():
    days = daily([3, 7, 8] + [3.0] * 1500)
    ax = plots.plot_flares(history(days, [(1, 2)], marked=[4]))
    (bar,) = ax.patches
    assert bar.get_y() == 0
    assert bar.get_height() < 0.1  # of the height of the picture
    assert texts(ax) == []
    marks = line(ax, "highest of the week"), line(ax, "marked by you")
    assert [mark.get_markersize() < 4 for mark in marks] == [True, True]


def test_a_diary_without_pain_says_so():
    nothing = history(daily([np.nan, np.nan]), [])
    assert texts(plots.plot_flares(nothing)) == ["No day has pain recorded."]


# --- stretching --------------------------------------------------------------------------


def consistency(session=(), *, start="2025-03-03", by_week=(), response=(), pain=4.0):
    index = pd.date_range(start, periods=len(session), freq="D", name="date")
    known = pd.Series(session, index=index, dtype=float)
    table = pd.DataFrame(
        {"session": known, "share": np.linspace(0, 1, len(known)), "pain": pain}, index=index
    )
    weeks = pd.DataFrame(list(by_week), columns=["exercise", "week", "done", "planned", "logged"])
    names = list(dict.fromkeys(weeks["exercise"]))
    done = int(known.sum())
    return made.consistency(
        sessions=done, days_with_session=done, days_covered=int(known.notna().sum()),
        per_exercise=pd.DataFrame({"exercise": names, "sessions": 3, "days": 3,
                                   "last": pd.Timestamp(start)}),
        by_week=weeks, table=table,
        response=pd.DataFrame(list(response),
                              columns=["exercise", "sessions", "median", "low", "high"]),
    )  # fmt: skip


def test_the_calendar_puts_each_day_into_its_weekday_and_week():
    # Wednesday 1 January 2025 to Tuesday 7 January.
    ax = plots.plot_stretch_calendar(consistency([1, 0, np.nan, 1, 1, 0, 1], start="2025-01-01"))
    cells = np.ma.filled(ax.collections[0].get_array(), np.nan).reshape(7, 54)
    nan = np.nan
    np.testing.assert_array_equal(cells[:, 0], [nan, nan, 1, 0, nan, 1, 1])
    np.testing.assert_array_equal(cells[:, 1], [0, 1, nan, nan, nan, nan, nan])
    assert np.isnan(cells[:, 2:]).all()
    assert ax.get_title(loc="left") == "Stretched on 4 of 6 days that are known"
    names = [t.get_text() for t in ax.get_legend().get_texts()]
    assert names == ["stretched", "did not", "not known"]
    assert tick_texts(ax.xaxis)[0] == "Jan"


def test_the_calendar_has_a_band_for_each_of_ten_years():
    ax = plots.plot_stretch_calendar(consistency([1, 0] * 1826, start="2015-01-01"))
    cells = np.ma.filled(ax.collections[0].get_array(), np.nan).reshape(79, 54)
    assert np.isfinite(cells).sum() == 3652
    assert np.isnan(cells[7::8]).all()  # the free row between two years
    assert sum("2019" in name for name in tick_texts(ax.yaxis)) == 1
    assert tick_texts(ax.xaxis) == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]


def test_the_grid_tells_blank_from_zero_and_done_from_planned():
    monday = [pd.Timestamp("2025-03-03"), pd.Timestamp("2025-03-10")]
    ax = plots.plot_stretch_weeks(
        consistency(
            [1],
            by_week=[
                ("cat-cow", monday[0], 3.0, 7.0, True),
                ("cat-cow", monday[1], 0.0, 7.0, True),
                ("piriformis", monday[0], 2.5, np.nan, True),
                ("piriformis", monday[1], 0.0, 7.0, False),
            ],
        )
    )
    assert [t for t in texts(ax) if t] == ["3/7", "0/7", "2½"]
    assert "done / planned" in ax.get_xlabel()
    cells = np.ma.filled(ax.collections[0].get_array(), np.nan).ravel()
    np.testing.assert_allclose(cells, [3 / 7, 0, 2.5 / 7, np.nan])
    assert tick_texts(ax.xaxis) == ["3 Mar", "10 Mar"]
    assert tick_texts(ax.yaxis) == ["cat-cow", "piriformis"]


def test_without_a_plan_the_grid_does_not_speak_of_planned():
    rows = [("cat-cow", pd.Timestamp("2025-03-03"), 3.0, np.nan, True)]
    assert "planned" not in plots.plot_stretch_weeks(consistency([1], by_week=rows)).get_xlabel()


def test_a_stretch_that_the_plan_no_longer_asks_for_gets_a_dash():
    weeks = [pd.Timestamp("2025-03-03"), pd.Timestamp("2025-03-10"), pd.Timestamp("2025-03-17")]
    ax = plots.plot_stretch_weeks(
        consistency(
            [1],
            by_week=[
                ("cat-cow", weeks[0], 3.0, 2.0, True),
                ("cat-cow", weeks[1], 0.0, np.nan, True),
                ("cat-cow", weeks[2], 1.0, np.nan, True),
            ],
        )
    )
    assert texts(ax) == ["3/2", "\N{EN DASH}", "1"]


def contrast(ax, text):
    """Contrast of a text with its cell, as WCAG counts it (4.5 is legible)."""

    def luminance(colour):
        rgb = np.array(matplotlib.colors.to_rgb(colour))
        return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [
            0.2126,
            0.7152,
            0.0722,
        ]

    column, row = (int(place) for place in text.get_position())
    tones = ax.collections[0].get_facecolors()
    wide = ax.collections[0].get_array().shape[-1]
    both = sorted([luminance(text.get_color()), luminance(tones[row * wide + column])])
    return (both[1] + 0.05) / (both[0] + 0.05)


def test_every_cell_of_a_map_is_legible():
    weeks = pd.date_range("2025-03-03", periods=8, freq="7D")
    grid = plots.plot_stretch_weeks(
        consistency(
            [1], by_week=[("cat-cow", week, float(n), 7.0, True) for n, week in enumerate(weeks)]
        )
    )
    effects = np.linspace(-2, 2, 9)
    trigger_map = plots.plot_trigger_heatmap(
        ranking([trigger(f"f{n}", 0, effect=e) for n, e in enumerate(effects)], lags=(0,))
    )
    for ax in (grid, trigger_map):
        assert min(contrast(ax, text) for text in ax.texts) > 4.4


def test_forty_exercises_and_ten_years_of_weeks_are_cut_and_said_so():
    weeks = pd.date_range("2015-01-05", periods=520, freq="7D")
    rows = [(f"stretch {n}", week, 1.0, 7.0, True) for n in range(40) for week in weeks]
    ax = plots.plot_stretch_weeks(consistency([1], by_week=rows))
    assert ax.collections[0].get_array().size == 20 * 12
    assert ax.get_title(loc="left") == "The 20 commonest of 40"


def test_consistency_has_pain_on_the_left_and_the_share_on_the_right():
    result = consistency([1, 0, 1], pain=[4.0, np.nan, 6.0])
    ax = plots.plot_consistency(result)
    np.testing.assert_array_equal(line(ax, "pain of the day").get_ydata(), [4, np.nan, 6])
    assert_pain_axis(ax)
    (behind,) = [other for other in ax.figure.axes if other is not ax]
    assert behind.get_ylim() == (0, 100)
    assert "%" in behind.get_ylabel()
    assert ax.get_zorder() > behind.get_zorder()
    heights = behind.collections[0].get_paths()[0].vertices[:, 1]
    assert heights.max() == 100
    assert 50 in heights


def test_a_share_that_is_not_known_is_told_from_none():
    result = consistency([0, 0, 1, 0])
    share = pd.Series([np.nan, 0.0, 0.0, 0.5], index=result.table.index)
    ax = plots.plot_consistency(replace(result, table=result.table.assign(share=share)))
    (behind,) = [other for other in ax.figure.axes if other is not ax]
    (bar,) = behind.patches
    assert (bar.get_hatch(), bar.get_height()) == ("////", 100)
    assert bar.get_x() + bar.get_width() / 2 == date2num(share.index[0])
    assert [t.get_text() for t in ax.get_legend().get_texts()][-1] == "not known"


def test_the_response_has_a_line_from_lowest_to_highest():
    ax = plots.plot_response(
        consistency([1], response=[("a", 5, -1.0, -4.0, 0.5), ("b", 9, 0.5, -1.0, 2.0)])
    )
    assert [s[:, 0].tolist() for s in ax.collections[0].get_segments()] == [[-1, 2], [-4, 0.5]]
    np.testing.assert_array_equal(line(ax, "middle").get_xdata(), [0.5, -1])
    assert tick_texts(ax.yaxis) == ["b\n9 times", "a\n5 times"]
    assert "after minus pain before [points]" in ax.get_xlabel()


def test_adherence_is_a_share_of_the_plan_with_its_bounds():
    table = pd.DataFrame(
        {
            "exercise": ["a", "b"],
            "done": [3.0, 6.5],
            "planned": [7.0, 10.0],
            "share": [3 / 7, 0.65],
            "low": [0.3, 0.5],
            "high": [0.6, 0.75],
            "dose_share": [None, None],
        }
    )
    ax = plots.plot_adherence(made.adherence(table=table))
    np.testing.assert_allclose(line(ax, "on logged days").get_xdata(), [65, 300 / 7])
    assert [s[:, 0].tolist() for s in ax.collections[0].get_segments()] == [[50, 75], [30, 60]]
    assert tick_texts(ax.yaxis) == ["b\n6½ of 10", "a\n3 of 7"]
    assert ax.get_xlim() == (0, 100)


@pytest.mark.parametrize(
    "draw", [plots.plot_stretch_calendar, plots.plot_stretch_weeks, plots.plot_consistency]
)
@pytest.mark.parametrize("result", [consistency(), consistency([np.nan, np.nan])])
def test_without_a_routine_the_axes_say_so(draw, result):
    assert texts(draw(result)) == ["No stretching is logged in this period."]


def test_a_log_of_sessions_that_were_not_done_is_told_from_no_log():
    week = pd.Timestamp("2025-03-03")
    result = consistency([0, 0], by_week=[("cat-cow", week, 0.0, np.nan, True)])
    assert texts(plots.plot_stretch_calendar(result)) == [
        "No stretch is logged as done in this period."
    ]
    assert texts(plots.plot_stretch_weeks(result)) == ["0"]


def test_a_plan_for_days_that_nobody_logged_says_so():
    table = pd.DataFrame(
        {
            "exercise": ["a"],
            "done": [0.0],
            "planned": [0.0],
            "share": [None],
            "low": [None],
            "high": [None],
            "dose_share": [None],
        }
    )
    ax = plots.plot_adherence(made.adherence(table=table))
    assert "No plan covers the logged days" in texts(ax)[0]


def test_a_sentence_alone_makes_a_low_figure():
    assert plots.plot_adherence(None).figure.get_figheight() < 2
    _figure, mine = plt.subplots()
    assert plots.plot_adherence(None, ax=mine) is mine


def test_without_pain_around_the_sessions_or_a_plan_the_axes_say_so():
    assert "noted 5 times" in texts(plots.plot_response(consistency([1])))[0]
    assert "No plan" in texts(plots.plot_adherence(None))[0]


# --- labels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("sitting", "sitting"),
        ("a" * 300, "a" * 31 + "\N{HORIZONTAL ELLIPSIS}"),
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("costs $5 to $10", r"costs \$5 to \$10"),
        ("\N{PERSON IN LOTUS POSITION} yoga", "yoga"),
        ("\u65e5\u672c", "\N{WHITE SQUARE}\N{WHITE SQUARE}"),
        ("", "\N{WHITE SQUARE}"),
    ],
)
def test_any_label_becomes_one_short_line_that_the_font_can_draw(written, printed):
    assert paper.label(written) == printed


def test_odd_labels_are_drawn_without_a_warning():
    odd = "$\\frac{ \N{PERSON IN LOTUS POSITION} \u65e5\u672c <b>" + "x" * 300
    rows = [trigger(odd, lag, label=odd, unit=odd) for lag in (0, 1)]
    week = pd.Timestamp("2025-03-03")
    stretching = consistency(
        [1], by_week=[(odd, week, 1.0, 7.0, True)], response=[(odd, 5, -1.0, -4.0, 0.5)]
    )
    drawn = [
        plots.plot_triggers(ranking(rows)),
        plots.plot_trigger_heatmap(ranking(rows)),
        plots.plot_stretch_weeks(stretching),
        plots.plot_response(stretching),
    ]
    for ax in drawn:
        ax.figure.canvas.draw()


def test_every_picture_has_pixels_in_grey():
    ax = plots.plot_stretch_calendar(consistency([1, 0, np.nan, 1]))
    ax.figure.canvas.draw()
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())[..., :3].mean(axis=2)
    tones = {
        round(float(np.mean(matplotlib.colors.to_rgb(t))) * 255)
        for t in (paper.AVERAGE, paper.PALE)
    }
    found = set(np.unique(np.round(pixels)).astype(int))
    assert {min(tones), max(tones), 255} <= found
    assert max(tones) - min(tones) > 100
