"""Text cells to values: dates, times, numbers, durations, yes/no and lists.

Every function takes one column of text (a Categorical in which NA means
blank) and gives a `Parsed`. Every cell is either understood or refused with a
message that says what is allowed; nothing raises but `LogbookError`.
"""

from __future__ import annotations

from backpain_analysis.reading.dates import ParsedDates, parse_date_parts, parse_dates
from backpain_analysis.reading.durations import parse_durations
from backpain_analysis.reading.numbers import decide_decimal, parse_numbers
from backpain_analysis.reading.parsed import Parsed, as_text
from backpain_analysis.reading.times import parse_times
from backpain_analysis.reading.words import parse_lists, parse_sides, parse_yes_no

__all__ = [
    "Parsed",
    "ParsedDates",
    "as_text",
    "decide_decimal",
    "parse_date_parts",
    "parse_dates",
    "parse_durations",
    "parse_lists",
    "parse_numbers",
    "parse_sides",
    "parse_times",
    "parse_yes_no",
]
