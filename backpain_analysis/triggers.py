"""What goes together with the pain, the same day or days later."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class TriggerRanking:
    """What was held against pain, and what came of it.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per factor and lag, in the order of the factors:

        ``factor``, ``label``, ``kind`` ("amount" or "yes_no"), ``unit``,
        ``lag_days`` [days], ``n_days`` (usable days), ``effect``, ``low``,
        ``high``, ``smallest_detectable`` [points per unit; for yes/no points],
        ``p``, ``q``, ``contrast_from``, ``contrast_to`` [the factor's unit],
        ``verdict`` ("clear", "shared", "echo", "hint", "no_large_link",
        "cannot_tell", "not_enough_data"), ``reason`` (a code, for
        "not_enough_data", else None), ``adjusted_effect``, ``adjusted_low``,
        ``adjusted_high`` [points per unit], ``adjusted_for`` (tuple of factor
        names; None where nothing was adjusted for), ``day_uncertain`` (bool),
        ``memory`` (weighted mean of phi), ``days_for_one_point`` (days of
        diary at which the contrast would show an effect of 1 point).
    suspected : pandas.DataFrame
        One row per trigger that the person blamed: ``name``, ``days``,
        ``factor`` (name of the factor that measures it, or None).
    outcome : str
        The pain column.
    n_days : int
        Recorded days in the period [days].
    n_tests : int
        Combinations with enough data; q is over these.
    lags : tuple of int
        Lags tried [days].
    factors : tuple of str
        Factors tried.
    caveats : tuple of str
        Codes: "memory_above_0.8", "pain_at_floor", "pain_at_ceiling",
        "pain_constant", "short_diary".
    """

    table: pd.DataFrame
    suspected: pd.DataFrame
    outcome: str
    n_days: int
    n_tests: int
    lags: tuple[int, ...]
    factors: tuple[str, ...]
    caveats: tuple[str, ...]
