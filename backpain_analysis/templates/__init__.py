"""What ``backpain new`` writes: blank files to fill in, on screen or on paper."""

from backpain_analysis.templates.choices import DIARY_HEADER
from backpain_analysis.templates.folder import write_new_logbook

__all__ = ["DIARY_HEADER", "write_new_logbook"]
