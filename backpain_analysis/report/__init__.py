"""The page for the therapist, the details behind it, and report.json."""

from __future__ import annotations

from backpain_analysis.report.answers import say_answers
from backpain_analysis.report.report import Report, draw_page, make_pdf, numbers_of, write_report

__all__ = ["Report", "draw_page", "make_pdf", "numbers_of", "say_answers", "write_report"]
