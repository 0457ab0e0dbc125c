"""What ``backpain new`` writes: blank files to fill in, on screen or on paper."""

from backpain_analysis.templates.folder import DIARY_HEADER, write_new_logbook

__all__ = ["DIARY_HEADER", "write_new_logbook"]
