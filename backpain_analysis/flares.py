"""When pain rose well above its usual level."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Flare:
    """One episode of pain well above the usual level.

    Attributes
    ----------
    start, end : pandas.Timestamp
        First and last high day.
    high_days : int
        Days at the usual level + 2 or more [days].
    peak : float
        Highest pain of the episode [points].
    usual : float
        Usual level, frozen when the episode began [points].
    provisional : bool
        The usual level stood on few days.
    ongoing : bool
        The diary ends before two days in a row were below.
    sustained : bool
        Longer than 28 days: closed as sustained worsening.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    high_days: int
    peak: float
    usual: float
    provisional: bool
    ongoing: bool
    sustained: bool


@dataclass(frozen=True)
class FlareHistory:
    """The flares of a diary; counts are described, never tested.

    Attributes
    ----------
    flares : tuple of Flare
        In order of date.
    marked : tuple of pandas.Timestamp
        Days that the person marked as a flare.
    outcome : str
        The pain column.
    n_days : int
        Recorded days [days].
    table : pandas.DataFrame
        One row per calendar day of the period: ``date`` (index), ``pain``,
        ``usual`` [points; NaN where unknown], ``high`` (bool), ``flare``
        (number of the flare from 1, 0 outside).
    caveats : tuple of str
        Codes: "short_diary", "many_gaps".
    """

    flares: tuple[Flare, ...]
    marked: tuple[pd.Timestamp, ...]
    outcome: str
    n_days: int
    table: pd.DataFrame
    caveats: tuple[str, ...]
