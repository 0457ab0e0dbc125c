"""Diaries with known truth, to see whether an analysis finds what was planted.

Pain is written as people write it: a whole number from 0 to 10. Beneath it lie
a level, a straight trend, a weekly pattern, what the factors add, and errors
that remember the day before. Days go missing singly and in runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from backpain_analysis.columns import DIARY_BY_NAME

Array = NDArray[np.float64]

#: Days simulated before the first, so that lags and memory have a past [days].
BURN_IN = 30
#: Mean length of a run of missing days [days].
RUN_LENGTH = 4.0
#: Days whose sessions work on today's pain, ending yesterday [days].
STRETCHING_WINDOW = 7


@dataclass(frozen=True)
class Habit:
    """How one factor goes up and down.

    Attributes
    ----------
    mean, sd : float
        Of its amounts on weekdays [the factor's unit].
    step : float
        What it is rounded to, as people round [the factor's unit].
    low, high : float
        Limits [the factor's unit].
    weekend : float
        Added on Saturdays and Sundays [the factor's unit].
    memory : float
        Correlation of neighbouring days.
    share : float or None
        Set for a yes/no factor: share of days with a yes [0-1].
    trend : float
        Change from the first to the last day [the factor's unit].
    """

    mean: float = 5.0
    sd: float = 2.0
    step: float = 1.0
    low: float = 0.0
    high: float = 10.0
    weekend: float = 0.0
    memory: float = 0.0
    share: float | None = None
    trend: float = 0.0


#: How the known factors go; any other name goes like `Habit()`.
HABITS: dict[str, Habit] = {
    "sitting_hours": Habit(7.0, 1.8, 0.5, high=14.0, weekend=-2.5),
    "driving_hours": Habit(1.2, 0.8, 0.25, high=8.0),
    "sleep_hours": Habit(7.0, 1.0, 0.5, low=2.0, high=11.0, weekend=0.5),
    "sleep_quality": Habit(6.0, 1.8),
    "stress": Habit(4.5, 2.0, weekend=-1.0, memory=0.5),
    "walking_minutes": Habit(30.0, 18.0, 5.0, high=180.0),
    "lifting": Habit(share=0.2),
}


@dataclass(frozen=True)
class Truth:
    """Everything that is planted in a simulated diary.

    Attributes
    ----------
    n_days : int
        Calendar days [days].
    level, sd : float
        Mean and standard deviation of pain before anything is added [points].
    phi : float
        Memory of the errors from one day to the next.
    noise : float
        Share of the errors' variance that remembers nothing [0-1].
    effects : mapping of (factor, lag) to float
        Points per unit of the factor that many days before.
    factors : tuple of str
        Factors that are written down, with an effect or without.
    innocent : mapping of str to (str, float)
        Factors without an effect that go along with another one: its name and
        their correlation.
    habits : mapping of str to Habit
        How factors go, where not as in `HABITS`.
    trend : float
        Change of pain from the first to the last day [points].
    weekly : tuple of float
        Added on Monday to Sunday [points].
    flares : tuple of (int, int, float)
        First day, number of days and height of each [days, days, points].
    missing : float
        Share of days without an entry [0-1].
    runs : float
        Share of the missing days that come in runs [0-1].
    routine_start : int or None
        Day on which a stretching log begins; None for no log [days].
    session_share : float
        Share of days with a session when pain is at its level [0-1].
    hurts_yesterday, hurts_today : float
        How much each point of pain makes a session likelier [log odds].
    stretching : float
        Pain with daily minus never stretching in the 7 days before [points].
    step : float
        Change of pain from the start of the routine on [points].
    added : tuple of float
        Added to pain on each of the first days, such as the schedule of a
        test times its effect [points].
    start : str
        First day.
    """

    n_days: int
    level: float = 5.0
    sd: float = 1.3
    phi: float = 0.5
    noise: float = 0.2
    effects: Mapping[tuple[str, int], float] = field(default_factory=dict)
    factors: tuple[str, ...] = ("sitting_hours", "lifting", "sleep_hours", "stress")
    innocent: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=dict)
    trend: float = 0.0
    weekly: tuple[float, ...] = (0.3, 0.1, 0.0, 0.0, 0.1, -0.2, -0.3)
    flares: tuple[tuple[int, int, float], ...] = ()
    missing: float = 0.15
    runs: float = 0.5
    routine_start: int | None = None
    session_share: float = 0.6
    hurts_yesterday: float = 0.0
    hurts_today: float = 0.0
    stretching: float = 0.0
    step: float = 0.0
    added: tuple[float, ...] = ()
    start: str = "2025-01-06"

    @property
    def all_factors(self) -> tuple[str, ...]:
        """Every factor that is simulated, each once."""
        with_effect = (name for name, _ in self.effects)
        return tuple(dict.fromkeys((*self.factors, *with_effect, *self.innocent)))

    def habit(self, name: str) -> Habit:
        """How a factor goes.

        Parameters
        ----------
        name : str

        Returns
        -------
        Habit
        """
        return self.habits.get(name, HABITS.get(name, Habit()))


@dataclass(frozen=True)
class Diaries:
    """Many simulated diaries of one truth, as arrays.

    Attributes
    ----------
    dates : pandas.DatetimeIndex, shape (n_days,)
    pain : ndarray, shape (n_diaries, n_days)
        NaN on days without an entry [points].
    factors : dict of str to ndarray, shape (n_diaries, n_days)
        NaN on days without an entry.
    session : ndarray, shape (n_diaries, n_days)
        1 on days with a session, 0 on days without, NaN where unknown.
    hidden_pain : ndarray, shape (n_diaries, n_days)
        Pain on every day, also on those without an entry [points].
    """

    dates: pd.DatetimeIndex
    pain: Array
    factors: dict[str, Array]
    session: Array
    hidden_pain: Array


@dataclass(frozen=True)
class Simulated:
    """One simulated diary.

    Attributes
    ----------
    days : pandas.DataFrame
        Daily table with ``pain``, the factors, and ``session`` where there is
        a routine.
    truth : Truth
        What was planted.
    """

    days: pd.DataFrame
    truth: Truth


def simulate_diary(n_days: int, *, seed: int = 0, **planted: Any) -> Simulated:
    """Simulate one diary.

    Parameters
    ----------
    n_days : int
        Calendar days [days].
    seed : int
        Same seed, same diary.
    **planted
        Any other field of `Truth`.

    Returns
    -------
    Simulated
    """
    truth = Truth(n_days=n_days, **planted)
    many = simulate_diaries(truth, 1, seed=seed)
    columns = {"pain": many.pain[0], **{n: x[0] for n, x in many.factors.items()}}
    if truth.routine_start is not None:
        columns["session"] = many.session[0]
    days = pd.DataFrame(columns, index=many.dates)
    recorded = days.index[days["pain"].notna()]
    days.attrs = {
        "outcome": "pain",
        "start": str(recorded[0].date()),
        "end": str(recorded[-1].date()),
        "lags": [0, 1, 2, 3],
        "factors": {name: _describe(name, truth.habit(name)) for name in many.factors},
    }
    return Simulated(days, truth)


def simulate_diaries(truth: Truth, n_diaries: int, *, seed: int = 0) -> Diaries:
    """Simulate many diaries of one truth at once.

    Parameters
    ----------
    truth : Truth
        What is planted.
    n_diaries : int
        How many.
    seed : int
        Same seed, same diaries.

    Returns
    -------
    Diaries
    """
    rng = np.random.default_rng(seed)
    dates = pd.date_range(truth.start, periods=truth.n_days, freq="D", name="date")
    past = dates[0] - pd.to_timedelta(np.arange(BURN_IN, 0, -1), unit="D")
    weekday = pd.DatetimeIndex(past.append(dates)).day_of_week.to_numpy()
    factors = _draw_factors(truth, n_diaries, weekday, rng)
    mean = _mean_pain(truth, factors, weekday)
    errors = truth.sd * _draw_errors(truth, n_diaries, rng)
    pain, session = _live(truth, mean + errors, rng)
    absent = _draw_missing(truth, n_diaries, rng)
    session = np.where(absent & (session == 0), np.nan, session)
    return Diaries(
        dates=dates,
        pain=np.where(absent, np.nan, pain),
        factors={n: np.where(absent, np.nan, x[:, BURN_IN:]) for n, x in factors.items()},
        session=session,
        hidden_pain=pain,
    )


def _describe(name: str, habit: Habit) -> dict[str, str]:
    known = DIARY_BY_NAME.get(name)
    return {
        "label": known.label if known else name.replace("_", " "),
        "unit": known.unit if known else "",
        "kind": "amount" if habit.share is None else "yes_no",
    }


def _draw_factors(
    truth: Truth, n_diaries: int, weekday: NDArray[Any], rng: np.random.Generator
) -> dict[str, Array]:
    """Amounts of every factor, the days before the first included."""
    shape = n_diaries, len(weekday)
    bell: dict[str, Array] = {}
    for name in truth.all_factors:
        bell[name] = _remember(rng.standard_normal(shape), truth.habit(name).memory)
    for name, (other, likeness) in truth.innocent.items():
        bell[name] = likeness * bell[other] + np.sqrt(1 - likeness**2) * bell[name]
    return {n: _amounts(truth.habit(n), z, weekday, truth.n_days) for n, z in bell.items()}


def _amounts(habit: Habit, bell: Array, weekday: NDArray[Any], n_days: int) -> Array:
    if habit.share is not None:
        return (bell > float(ndtri(1 - habit.share))).astype(float)
    day = np.arange(len(weekday)) - BURN_IN
    ideal = habit.mean + habit.sd * bell + habit.weekend * (weekday >= 5)
    ideal = ideal + habit.trend * day / max(n_days - 1, 1)
    rounded: Array = np.clip(np.round(ideal / habit.step) * habit.step, habit.low, habit.high)
    return rounded + 0.0  # a rounded -0.2 is written 0, not -0


def _remember(white: Array, memory: float) -> Array:
    """Turn white noise into an AR(1) process of the same variance."""
    out = white.copy()
    for t in range(1, white.shape[1]):
        out[:, t] = memory * out[:, t - 1] + np.sqrt(1 - memory**2) * white[:, t]
    return out


def _draw_errors(truth: Truth, n_diaries: int, rng: np.random.Generator) -> Array:
    shape = n_diaries, truth.n_days
    lasting = _remember(rng.standard_normal(shape), truth.phi)
    passing = rng.standard_normal(shape)
    errors: Array = np.sqrt(1 - truth.noise) * lasting + np.sqrt(truth.noise) * passing
    return errors


def _mean_pain(truth: Truth, factors: dict[str, Array], weekday: NDArray[Any]) -> Array:
    """Expected pain before errors and stretching, shape (n_diaries, n_days)."""
    day = np.arange(truth.n_days)
    mean = truth.level + truth.trend * day / max(truth.n_days - 1, 1)
    mean = mean + np.asarray(truth.weekly)[weekday[BURN_IN:]]
    mean[: len(truth.added)] += truth.added
    for first, length, height in truth.flares:
        mean[first : first + length] += height
    if truth.routine_start is not None:
        mean = mean + truth.step * (day >= truth.routine_start)
    for (name, lag), effect in truth.effects.items():
        habit = truth.habit(name)
        usual = habit.mean if habit.share is None else habit.share
        mean = mean + effect * (factors[name][:, BURN_IN - lag : BURN_IN - lag + len(day)] - usual)
    return np.atleast_2d(mean)


def _live(truth: Truth, ideal: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Pain and sessions day by day, as each may depend on the other."""
    n_days = ideal.shape[1]
    pain = np.empty_like(ideal)
    session = np.full_like(ideal, np.nan)
    chance = rng.random(ideal.shape)
    usual = np.log(truth.session_share / (1 - truth.session_share))
    begin = n_days if truth.routine_start is None else truth.routine_start
    for t in range(n_days):
        before = np.nan_to_num(session[:, max(t - STRETCHING_WINDOW, 0) : t])
        share = before.sum(axis=1) / STRETCHING_WINDOW
        pain[:, t] = np.clip(np.round(ideal[:, t] + truth.stretching * share), 0, 10)
        if t >= begin:
            above = pain[:, max(t - 1, 0) : t + 1] - truth.level
            odds = usual + truth.hurts_yesterday * above[:, 0] + truth.hurts_today * above[:, -1]
            session[:, t] = chance[:, t] < 1 / (1 + np.exp(-odds))
    return pain, session


def _draw_missing(truth: Truth, n_diaries: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Days without an entry: some by themselves, some in runs."""
    shape = n_diaries, truth.n_days
    in_runs = truth.missing * truth.runs
    alone = (truth.missing - in_runs) / (1 - in_runs)
    leave = 1 / RUN_LENGTH
    enter = leave * in_runs / (1 - in_runs)
    chance = rng.random(shape)
    run = np.empty(shape, dtype=bool)
    run[:, 0] = chance[:, 0] < in_runs
    for t in range(1, truth.n_days):
        run[:, t] = chance[:, t] < np.where(run[:, t - 1], 1 - leave, enter)
    absent: NDArray[np.bool_] = run | (rng.random(shape) < alone)
    return absent
