"""When pain rose well above its usual level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backpain_analysis.question import question

#: A high day is this far above the usual level [points].
RISE = 2.0
#: Days that make the usual level, and the fewest recorded among them [days].
USUAL_DAYS, USUAL_RECORDED = 28, 7
#: Recorded days that stand in where the last 28 days hold too few [days].
FALLBACK_RECORDED = 14
#: Recorded days below that end an episode, and unrecorded days that close it [days].
BELOW_ENDS, GAP_CLOSES = 2, 3
#: An episode longer than this is a new level, not a flare-up [days].
LONGEST = 28


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
        The diary ends before two recorded days in a row were below.
    sustained : bool
        Longer than 28 days: closed as sustained worsening.
    too_soon : bool
        It is ongoing only in that the diary ends with a single day below,
        which does not say whether it was over.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    high_days: int
    peak: float
    usual: float
    provisional: bool
    ongoing: bool
    sustained: bool
    too_soon: bool = False


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

    @property
    def too_few(self) -> bool:
        """Whether a flare-up could not be seen: there are too few days for a usual level."""
        return not self.flares and self.n_days < USUAL_RECORDED


class _Episode:
    """A run of high days while it is still open."""

    def __init__(self, start: pd.Timestamp, usual: float, *, provisional: bool) -> None:
        self.start = self.end = self.last_seen = start
        self.usual, self.provisional = usual, provisional
        self.high_days, self.below, self.peak = 0, 0, -np.inf

    def see(self, day: pd.Timestamp, pain: float) -> None:
        self.last_seen = day
        if pain >= self.usual + RISE:
            self.end, self.below = day, 0
            self.high_days += 1
            self.peak = max(self.peak, pain)
        else:
            self.below += 1

    def closed_by(self, day: pd.Timestamp) -> bool:
        """Whether it was over before this recorded day."""
        unrecorded = (day - self.last_seen).days - 1
        return self.below >= BELOW_ENDS or unrecorded > GAP_CLOSES

    def as_flare(self, *, ongoing: bool = False, sustained: bool = False) -> Flare:
        return Flare(
            self.start, self.end, self.high_days, self.peak, self.usual,
            self.provisional, ongoing, sustained, ongoing and self.below > 0,
        )  # fmt: skip


def find_flares(days: pd.DataFrame, *, outcome: str | None = None) -> FlareHistory:
    """Find the episodes in which pain rose well above its usual level.

    The usual level of a day is the median of the 28 days before it; a high
    day is 2 points above. An episode of two high days or more is a flare.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table; pain from before the period serves as usual level.
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    FlareHistory

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    Costa N et al. (2019). A definition of "flare" in low back pain. J Pain
    20:1267-1275; this one is by pain alone.
    """
    asked = question(days, outcome=outcome)
    pain = days.loc[: asked.end, asked.outcome].astype(float)
    usual, provisional = _usual_level(pain)
    period = pain.loc[asked.start :]
    flares = tuple(f for f in _episodes(period, usual, provisional) if f.high_days >= 2)
    recorded = int(period.notna().sum())
    return FlareHistory(
        flares=flares,
        marked=_marked(days.loc[asked.start : asked.end]),
        outcome=asked.outcome,
        n_days=recorded,
        table=_table(period, usual, flares),
        caveats=_caveats(len(period), recorded),
    )


def _usual_level(pain: pd.Series[float]) -> tuple[pd.Series[float], pd.Series[bool]]:
    """Usual level before each calendar day, and whether it stands on few days."""
    recorded = pain.dropna()
    window = pain.rolling(f"{USUAL_DAYS}D", closed="left")
    usual = window.median().where(window.count() >= USUAL_RECORDED)
    provisional = usual.isna()
    recent = recorded.rolling(FALLBACK_RECORDED, min_periods=USUAL_RECORDED).median()
    usual = usual.fillna(recent.reindex(pain.index).ffill().shift())
    opening = recorded.loc[: recorded.index[0] + pd.Timedelta(days=USUAL_DAYS - 1)]
    return usual.fillna(opening.median()), provisional


def _episodes(
    period: pd.Series[float], usual: pd.Series[float], provisional: pd.Series[bool]
) -> Iterator[Flare]:
    recorded = period.dropna()
    levels, few = usual.reindex(recorded.index), provisional.reindex(recorded.index)
    open_one: _Episode | None = None
    for day, pain, level, on_few in zip(recorded.index, recorded, levels, few, strict=True):
        if open_one and open_one.closed_by(day):
            yield open_one.as_flare()
            open_one = None
        if open_one and (day - open_one.start).days >= LONGEST:
            yield open_one.as_flare(sustained=True)
            open_one = None
        if open_one is None and pain >= level + RISE:
            open_one = _Episode(day, float(level), provisional=bool(on_few))
        if open_one:
            open_one.see(day, float(pain))
    if open_one:
        ended = open_one.below >= BELOW_ENDS
        yield open_one.as_flare(ongoing=not ended)


def _marked(days: pd.DataFrame) -> tuple[pd.Timestamp, ...]:
    if "flare" not in days:
        return ()
    return tuple(days.index[days["flare"] == 1])


def _table(
    period: pd.Series[float], usual: pd.Series[float], flares: tuple[Flare, ...]
) -> pd.DataFrame:
    level = usual.reindex(period.index)
    number = np.zeros(len(period), dtype=int)
    for k, flare in enumerate(flares, 1):
        inside = (period.index >= flare.start) & (period.index <= flare.end)
        number[inside] = k
    table = pd.DataFrame(
        {"pain": period, "usual": level, "high": period >= level + RISE, "flare": number}
    )
    return table.rename_axis("date")


def _caveats(n_calendar: int, recorded: int) -> tuple[str, ...]:
    holds = {
        "short_diary": n_calendar < USUAL_DAYS,
        "many_gaps": recorded < n_calendar / 2,
    }
    return tuple(code for code, true in holds.items() if true)
