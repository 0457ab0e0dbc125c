"""Honest answers from a back-pain diary and a stretching log.

>>> import backpain_analysis as bp
>>> book = bp.open_logbook("sample_data")
>>> days = bp.daily_table(book)
>>> ranking = bp.rank_triggers(days)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backpain_analysis.alerts import Alerts, find_alerts
    from backpain_analysis.consistency import StretchingConsistency, stretching_consistency
    from backpain_analysis.days import daily_table
    from backpain_analysis.errors import (
        BackpainError,
        LogbookError,
        NotEnoughData,
        OutputError,
        SettingsError,
    )
    from backpain_analysis.flares import FlareHistory, find_flares
    from backpain_analysis.logbook import Logbook, open_logbook
    from backpain_analysis.report import Report, write_report
    from backpain_analysis.trend import BeforeAfter, PainTrend, compare_before_after, pain_trend
    from backpain_analysis.triggers import TriggerRanking, rank_triggers

__version__ = "0.1.0"

# Each public name and its module; a module loads when its name is first used,
# so that `import backpain_analysis` costs next to nothing.
_HOME = {
    "Alerts": "alerts",
    "BackpainError": "errors",
    "BeforeAfter": "trend",
    "FlareHistory": "flares",
    "Logbook": "logbook",
    "LogbookError": "errors",
    "NotEnoughData": "errors",
    "OutputError": "errors",
    "PainTrend": "trend",
    "Report": "report",
    "SettingsError": "errors",
    "StretchingConsistency": "consistency",
    "TriggerRanking": "triggers",
    "compare_before_after": "trend",
    "daily_table": "days",
    "find_alerts": "alerts",
    "find_flares": "flares",
    "open_logbook": "logbook",
    "pain_trend": "trend",
    "rank_triggers": "triggers",
    "stretching_consistency": "consistency",
    "write_report": "report",
}

__all__ = [
    "Alerts",
    "BackpainError",
    "BeforeAfter",
    "FlareHistory",
    "Logbook",
    "LogbookError",
    "NotEnoughData",
    "OutputError",
    "PainTrend",
    "Report",
    "SettingsError",
    "StretchingConsistency",
    "TriggerRanking",
    "compare_before_after",
    "daily_table",
    "find_alerts",
    "find_flares",
    "open_logbook",
    "pain_trend",
    "rank_triggers",
    "stretching_consistency",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'backpain_analysis' has no attribute '{name}'")
    module = importlib.import_module(f"backpain_analysis.{_HOME[name]}")
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
