"""Pictures of the results.

Every function takes ``ax``, makes a new figure where it is None, sets the unit
on the axes and returns the axes; none calls ``show``. The pictures are drawn
on white, in tones that stay apart in grey, and say so in the axes where there
is nothing to draw.
"""

from __future__ import annotations

from backpain_analysis.plots.calendar import plot_stretch_calendar
from backpain_analysis.plots.change import plot_before_after, plot_flares, plot_trend
from backpain_analysis.plots.daily import plot_pain, plot_times, plot_weekdays
from backpain_analysis.plots.look import draw_look, draw_no_look, plot_look, plot_look_over_time
from backpain_analysis.plots.stretching import (
    plot_adherence,
    plot_consistency,
    plot_response,
    plot_stretch_weeks,
)
from backpain_analysis.plots.triggers import plot_trigger_heatmap, plot_triggers

__all__ = [
    "draw_look",
    "draw_no_look",
    "plot_adherence",
    "plot_before_after",
    "plot_consistency",
    "plot_flares",
    "plot_look",
    "plot_look_over_time",
    "plot_pain",
    "plot_response",
    "plot_stretch_calendar",
    "plot_stretch_weeks",
    "plot_times",
    "plot_trend",
    "plot_trigger_heatmap",
    "plot_triggers",
    "plot_weekdays",
]
