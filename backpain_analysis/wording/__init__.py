"""Results -> the sentences people read.

Every function takes a result (or one row of it) and gives plain text. Two
voices: "you" speaks to the person who kept the diary (screen, notebooks),
"neutral" is for the page that a therapist reads.
"""

from __future__ import annotations

from backpain_analysis.wording.both_ways import (
    say_link,
    say_link_briefly,
    say_reverse,
    say_wait,
    say_windows,
)
from backpain_analysis.wording.care import (
    say_alert,
    say_alerts,
    say_care,
    say_no_alerts,
    say_not_searched,
    say_what_to_do,
    tier_label,
)
from backpain_analysis.wording.catalogue import (
    say_cautions,
    say_direction,
    say_directions,
    say_suggested,
    typographic,
)
from backpain_analysis.wording.changes import say_comparison
from backpain_analysis.wording.codes import say_caveat, say_reason, verdict_label
from backpain_analysis.wording.exposures import NIGHT_BEFORE, say_contrast, say_factor
from backpain_analysis.wording.keeping import say_rating_cost
from backpain_analysis.wording.links import contrast_effect, say_trigger
from backpain_analysis.wording.log_kept import say_no_sessions, say_regularity
from backpain_analysis.wording.looks import say_look, say_looks_taken
from backpain_analysis.wording.phrases import (
    Voice,
    factor_label,
    format_interval,
    format_number,
    format_percent,
    format_sessions,
    lag_label,
    say_date,
    say_difference,
    say_period,
    say_span,
)
from backpain_analysis.wording.progress import (
    flare_remark,
    say_before_after,
    say_first_and_last,
    say_flare,
    say_flares,
    say_marked,
    say_plain_averages,
    say_trend,
)
from backpain_analysis.wording.ranking import say_ranking, say_suspected
from backpain_analysis.wording.recording import say_recording
from backpain_analysis.wording.stretching import (
    say_adherence,
    say_moved_down,
    say_moved_down_places,
    say_response,
    say_stopped,
    say_stretching,
)
from backpain_analysis.wording.summary import (
    say_interval,
    say_left_out,
    say_limited,
    say_mean_of_day,
    say_missing_days,
    say_not_numbers,
    say_not_read,
    say_origin,
    say_outside,
    say_recorded_days,
    say_stretched_scales,
    summary_lines,
)
from backpain_analysis.wording.twin import say_twin

__all__ = [
    "NIGHT_BEFORE",
    "Voice",
    "contrast_effect",
    "factor_label",
    "flare_remark",
    "format_interval",
    "format_number",
    "format_percent",
    "format_sessions",
    "lag_label",
    "say_adherence",
    "say_alert",
    "say_alerts",
    "say_before_after",
    "say_care",
    "say_cautions",
    "say_caveat",
    "say_comparison",
    "say_contrast",
    "say_date",
    "say_difference",
    "say_direction",
    "say_directions",
    "say_factor",
    "say_first_and_last",
    "say_flare",
    "say_flares",
    "say_interval",
    "say_left_out",
    "say_limited",
    "say_link",
    "say_link_briefly",
    "say_look",
    "say_looks_taken",
    "say_marked",
    "say_mean_of_day",
    "say_missing_days",
    "say_moved_down",
    "say_moved_down_places",
    "say_no_alerts",
    "say_no_sessions",
    "say_not_numbers",
    "say_not_read",
    "say_not_searched",
    "say_origin",
    "say_outside",
    "say_period",
    "say_plain_averages",
    "say_ranking",
    "say_rating_cost",
    "say_reason",
    "say_recorded_days",
    "say_recording",
    "say_regularity",
    "say_response",
    "say_reverse",
    "say_span",
    "say_stopped",
    "say_stretched_scales",
    "say_stretching",
    "say_suggested",
    "say_suspected",
    "say_trend",
    "say_trigger",
    "say_twin",
    "say_wait",
    "say_what_to_do",
    "say_windows",
    "summary_lines",
    "tier_label",
    "typographic",
    "verdict_label",
]
